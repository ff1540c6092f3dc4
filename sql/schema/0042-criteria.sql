-- 0042 criteria: sets of criteria in versions, a commune's marks, recognition. (domain/06 §6.2; product S9)

-- unit_id 0: national. level: standard advanced model modern. needs: level that must stand first. valid days: of the sheets judged by it.
CREATE TABLE criteria_set (
    id                 {id} NOT NULL PRIMARY KEY,
    unit_id            {id} NOT NULL,
    code               {word} NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    name_en            TEXT NOT NULL,
    level              TEXT NOT NULL,
    needs              TEXT NOT NULL,
    legal_basis        TEXT NOT NULL,
    note               TEXT NOT NULL,
    valid_from         {day} NOT NULL,
    valid_to           {day} NOT NULL,
    residents_least_bp {int} NOT NULL,
    invented           {int} NOT NULL,
    version            {int} NOT NULL,
    entered_by         {id} NOT NULL
) {table};

CREATE TABLE criterion (
    set_id  {id} NOT NULL,
    no      {int} NOT NULL,
    name    TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (set_id, no)
) {table};

-- operator: ge le eq judged. authority: who confirms it. evidence: what is to be shown. indicator_id: its figure is the value, 0 none.
CREATE TABLE criteria_line (
    set_id       {id} NOT NULL,
    id           {id} NOT NULL,
    criterion    {int} NOT NULL,
    no           {int} NOT NULL,
    name         TEXT NOT NULL,
    measure      TEXT NOT NULL,
    operator     TEXT NOT NULL,
    authority    TEXT NOT NULL,
    evidence     TEXT NOT NULL,
    indicator_id {id} NOT NULL,
    removed_at   {time} NOT NULL,
    PRIMARY KEY (set_id, id)
) {table};
CREATE UNIQUE INDEX criteria_line_no ON criteria_line (set_id, criterion, no) WHERE removed_at = 0;

-- group_code '': all communes.
CREATE TABLE criteria_threshold (
    set_id      {id} NOT NULL,
    line_id     {id} NOT NULL,
    group_code  TEXT NOT NULL,
    value_milli {int} NOT NULL,
    PRIMARY KEY (set_id, line_id, group_code)
) {table};

-- Facts of a commune's unit: which group of communes it is in.
CREATE TABLE criteria_group (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    group_code TEXT NOT NULL,
    decision   TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};

-- A commune judged by a set on a day. state: open sent appraised concluded. residents: totals, NULL-less; 0 of 0 is not asked.
CREATE TABLE mark_sheet (
    unit_id             {id} NOT NULL,
    id                  {id} NOT NULL,
    set_id              {id} NOT NULL,
    on_day              {day} NOT NULL,
    state               TEXT NOT NULL,
    residents_asked     {int} NOT NULL,
    residents_satisfied {int} NOT NULL,
    residents_source    TEXT NOT NULL,
    sent_on             {day} NOT NULL,
    concluded_on        {day} NOT NULL,
    conclusion          TEXT NOT NULL,
    version             {int} NOT NULL,
    at                  {time} NOT NULL,
    entered_by          {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX mark_sheet_one ON mark_sheet (unit_id, set_id, on_day);
CREATE INDEX mark_sheet_by_id ON mark_sheet (id);

-- above 0: the commune's own mark, 1: of the level above. judged 1: met was said by hand. A mark changed is a new row.
CREATE TABLE mark (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    sheet_id    {id} NOT NULL,
    line_id     {id} NOT NULL,
    above       {int} NOT NULL,
    has_value   {int} NOT NULL,
    value_milli {int} NOT NULL,
    judged      {int} NOT NULL,
    met         {int} NOT NULL,
    note        TEXT NOT NULL,
    known_from  {time} NOT NULL,
    known_to    {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX mark_sheet_line ON mark (unit_id, sheet_id, line_id);

-- What happened to a sheet: sent returned appraised concluded, with its reason.
CREATE TABLE mark_deed (
    unit_id    {id} NOT NULL,
    sheet_id   {id} NOT NULL,
    id         {id} NOT NULL,
    deed       TEXT NOT NULL,
    note       TEXT NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, sheet_id, id)
) {table};

-- Facts of a commune's unit: it is recognised at a level.
CREATE TABLE recognition (
    unit_id      {id} NOT NULL,
    id           {id} NOT NULL,
    valid_from   {day} NOT NULL,
    valid_to     {day} NOT NULL,
    known_from   {time} NOT NULL,
    known_to     {time} NOT NULL,
    level        TEXT NOT NULL,
    set_id       {id} NOT NULL,
    sheet_id     {id} NOT NULL,
    decision     TEXT NOT NULL,
    decided_by   TEXT NOT NULL,
    decided_on   {day} NOT NULL,
    withdrawn_by TEXT NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};

-- By when a unit is to reach a level; dated by knowledge alone.
CREATE TABLE criteria_plan (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    level      TEXT NOT NULL,
    due        {day} NOT NULL,
    basis      TEXT NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
