-- 0027 inspection: inspection and supervision, from the year's programme to the archive. (domain/04 §4.2; security/
-- section 2: scope case)

-- state: draft approved. A programme is approved by a paper of the register.
CREATE TABLE inspection_programme (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    year        {int} NOT NULL,
    title       TEXT NOT NULL,
    paper_id    {id} NOT NULL,
    state       TEXT NOT NULL,
    approved_on {day} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX inspection_programme_year ON inspection_programme (unit_id, year);
CREATE INDEX inspection_programme_by_id ON inspection_programme (id);
-- kind: inspection supervision. One subject each: a unit or a person. month: year × 12 + month - 1.
CREATE TABLE programme_item (
    unit_id           {id} NOT NULL,
    programme_id      {id} NOT NULL,
    id                {id} NOT NULL,
    kind              TEXT NOT NULL,
    subject_unit_id   {id} NOT NULL,
    subject_person_id {id} NOT NULL,
    month             {int} NOT NULL,
    content           TEXT NOT NULL,
    removed_at        {time} NOT NULL,
    version           {int} NOT NULL,
    entered_by        {id} NOT NULL,
    PRIMARY KEY (unit_id, programme_id, id)
) {table};

-- One inspection; its id is that of its case (inspection_case). item_id: of the programme, 0 outside it. state: decided
-- reporting verifying concluded archived. due: the day by which it is to be concluded. report_due: by which the subject
-- reports on itself.
CREATE TABLE inspection (
    unit_id            {id} NOT NULL,
    id                 {id} NOT NULL,
    kind               TEXT NOT NULL,
    item_id            {id} NOT NULL,
    subject_unit_id    {id} NOT NULL,
    subject_person_id  {id} NOT NULL,
    decision           TEXT NOT NULL,
    decided_on         {day} NOT NULL,
    content            TEXT NOT NULL,
    outline            TEXT NOT NULL,
    period_from        {day} NOT NULL,
    period_to          {day} NOT NULL,
    report_due         {day} NOT NULL,
    due                {day} NOT NULL,
    state              TEXT NOT NULL,
    self_report        TEXT NOT NULL,
    reported_at        {time} NOT NULL,
    conclusion         TEXT NOT NULL,
    conclusion_number  TEXT NOT NULL,
    concluded_on       {day} NOT NULL,
    archived_on        {day} NOT NULL,
    archive_note       TEXT NOT NULL,
    version            {int} NOT NULL,
    at                 {time} NOT NULL,
    entered_by         {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX inspection_by_id ON inspection (id);
CREATE INDEX inspection_subject_unit ON inspection (subject_unit_id) WHERE subject_unit_id <> 0;
CREATE INDEX inspection_subject_person ON inspection (subject_person_id) WHERE subject_person_id <> 0;

-- role: head deputy member secretary.
CREATE TABLE inspection_member (
    unit_id       {id} NOT NULL,
    inspection_id {id} NOT NULL,
    person_id     {id} NOT NULL,
    role          TEXT NOT NULL,
    removed_at    {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, inspection_id, person_id)
) {table};
-- What was verified, day by day.
CREATE TABLE inspection_note (
    unit_id       {id} NOT NULL,
    inspection_id {id} NOT NULL,
    id            {id} NOT NULL,
    day           {day} NOT NULL,
    text          TEXT NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, inspection_id, id)
) {table};
-- kind: strength shortcoming violation. answer: what the subject says to it. remedy_due: by which it is put right, 0 nothing
-- to put right. verified_on 2147483647: not yet.
CREATE TABLE finding (
    unit_id       {id} NOT NULL,
    inspection_id {id} NOT NULL,
    id            {id} NOT NULL,
    position      {int} NOT NULL,
    kind          TEXT NOT NULL,
    text          TEXT NOT NULL,
    basis         TEXT NOT NULL,
    answer        TEXT NOT NULL,
    answered_at   {time} NOT NULL,
    verified_on   {day} NOT NULL,
    verified_note TEXT NOT NULL,
    removed_at    {time} NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, inspection_id, id)
) {table};
CREATE INDEX finding_by_id ON finding (id);

-- The units of an open inspection, beside its persons (case_person): scope case reaches them and all below.
CREATE TABLE case_unit (
    case_id    {id} NOT NULL,
    unit_id    {id} NOT NULL,
    entered_by {id} NOT NULL,
    entered_at {time} NOT NULL,
    PRIMARY KEY (case_id, unit_id)
) {table};
CREATE INDEX case_unit_unit ON case_unit (unit_id, case_id);
