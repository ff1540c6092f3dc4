-- 0041 indicator: what is measured, forms, values, sheets with their approvals. (domain/06; product P8)

-- code: one in all, for ever. unit_id: who set it up; it may be measured at it and below.
CREATE TABLE indicator (
    id         {id} NOT NULL PRIMARY KEY,
    unit_id    {id} NOT NULL,
    code       {word} NOT NULL UNIQUE,
    created_at {time} NOT NULL,
    entered_by {id} NOT NULL
) {table};
CREATE INDEX indicator_unit ON indicator (unit_id);

-- Facts of the indicator: what it means over days. every: kind of period its values are of, '' every kind. formula '': entered.
CREATE TABLE indicator_version (
    indicator_id {id} NOT NULL,
    id           {id} NOT NULL,
    valid_from   {day} NOT NULL,
    valid_to     {day} NOT NULL,
    known_from   {time} NOT NULL,
    known_to     {time} NOT NULL,
    name         TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    search       TEXT NOT NULL,
    measure      TEXT NOT NULL,
    better       TEXT NOT NULL,
    over_tree    TEXT NOT NULL,
    over_time    TEXT NOT NULL,
    every        TEXT NOT NULL,
    places       {int} NOT NULL,
    formula      TEXT NOT NULL,
    note         TEXT NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (indicator_id, id)
) {table};

-- A form: indicators asked of units, how often, by when. asked: self children grassroots_org any_cell cell.
CREATE TABLE form (
    unit_id       {id} NOT NULL,
    id            {id} NOT NULL,
    code          {word} NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    asked         TEXT NOT NULL,
    every         TEXT NOT NULL,
    due_days      {int} NOT NULL,
    source_needed {int} NOT NULL,
    note          TEXT NOT NULL,
    valid_from    {day} NOT NULL,
    valid_to      {day} NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX form_by_id ON form (id);

-- An indicator stands in one form at a time.
CREATE TABLE form_line (
    form_id      {id} NOT NULL,
    id           {id} NOT NULL,
    indicator_id {id} NOT NULL,
    position     {int} NOT NULL,
    required     {int} NOT NULL,
    removed_at   {time} NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (form_id, id)
) {table};
CREATE UNIQUE INDEX form_line_indicator ON form_line (indicator_id) WHERE removed_at = 0;

CREATE TABLE form_check (
    form_id    {id} NOT NULL,
    id         {id} NOT NULL,
    formula    TEXT NOT NULL,
    message    TEXT NOT NULL,
    strict     {int} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (form_id, id)
) {table};

-- A value of a unit's indicator in a period [period_from, period_to), thousandths. plan 1: what was to be reached. Dated by
-- knowledge alone: a correction is a new row; removed_at: taken back. reason: of a correction after approval.
CREATE TABLE indicator_value (
    unit_id      {id} NOT NULL,
    id           {id} NOT NULL,
    indicator_id {id} NOT NULL,
    plan         {int} NOT NULL,
    period_kind  TEXT NOT NULL,
    period_from  {day} NOT NULL,
    period_to    {day} NOT NULL,
    value_milli  {int} NOT NULL,
    qualifier    TEXT NOT NULL,
    source       TEXT NOT NULL,
    note         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    known_from   {time} NOT NULL,
    known_to     {time} NOT NULL,
    removed_at   {time} NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX indicator_value_one ON indicator_value
    (indicator_id, plan, period_from, period_to, unit_id, value_milli, qualifier) WHERE known_to = 9223372036854775807;
CREATE INDEX indicator_value_past ON indicator_value (indicator_id, known_to, known_from);
CREATE INDEX indicator_value_unit ON indicator_value (unit_id, indicator_id, plan, period_from);

-- Grows with every change of what an indicator's figures are made of: what was read may be kept while it is the same.
CREATE TABLE indicator_stamp (
    indicator_id {id} NOT NULL PRIMARY KEY,
    stamp        {int} NOT NULL
) {table};

-- A form of a unit for a period, once something was entered.
CREATE TABLE sheet (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    form_id     {id} NOT NULL,
    period_kind TEXT NOT NULL,
    period_from {day} NOT NULL,
    period_to   {day} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX sheet_one ON sheet (form_id, period_from, period_to, unit_id);

-- Sent (level 0, by the unit itself), approved (1 the unit above, 2 the next …). taken_back_at 0: it stands.
CREATE TABLE sheet_step (
    unit_id       {id} NOT NULL,
    sheet_id      {id} NOT NULL,
    id            {id} NOT NULL,
    level         {int} NOT NULL,
    by_unit_id    {id} NOT NULL,
    note          TEXT NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    taken_back_at {time} NOT NULL,
    taken_back_by {id} NOT NULL,
    reason        TEXT NOT NULL,
    PRIMARY KEY (unit_id, sheet_id, id)
) {table};
CREATE UNIQUE INDEX sheet_step_one ON sheet_step (unit_id, sheet_id, level) WHERE taken_back_at = 0;

-- A target of a paper that is measured by an indicator: its results are the indicator's.
CREATE TABLE target_indicator (
    target_id    {id} NOT NULL PRIMARY KEY,
    indicator_id {id} NOT NULL,
    at           {time} NOT NULL,
    entered_by   {id} NOT NULL
) {table};
CREATE INDEX target_indicator_by ON target_indicator (indicator_id);

-- report: enter and send what a unit reports. confirm: approve what came from below, appraise, recognise.
INSERT INTO role_right (role, action, scope, field_groups) VALUES
    ('cell_secretary', 'report', 'unit', 'basic'),
    ('cell_deputy', 'report', 'unit', 'basic'),
    ('committee_clerk', 'report', 'unit', 'basic'),
    ('committee_leader', 'report', 'unit', 'basic'),
    ('committee_clerk', 'confirm', 'unit', 'basic'),
    ('committee_leader', 'confirm', 'unit', 'basic');
