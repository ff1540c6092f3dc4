-- 0023 paper: the register of papers; what is sent to units and answered; targets. (domain/04, 06 §6.1, 08 §8.5)

-- Kinds of paper with the symbol of their number. answers 1: may answer a duty.
CREATE TABLE paper_kind (
    kind    TEXT NOT NULL PRIMARY KEY,
    symbol  TEXT NOT NULL,
    sort    {int} NOT NULL,
    answers {int} NOT NULL
) {table};
INSERT INTO paper_kind (kind, symbol, sort, answers) VALUES
    ('resolution', 'NQ', 10, 1),
    ('decision', 'QĐ', 20, 0),
    ('regulation', 'QĐ', 30, 0),
    ('directive', 'CT', 40, 1),
    ('conclusion', 'KL', 50, 0),
    ('rules', 'QC', 60, 0),
    ('notice', 'TB', 70, 0),
    ('report', 'BC', 80, 1),
    ('plan', 'KH', 90, 1),
    ('guidance', 'HD', 100, 0),
    ('programme', 'CTr', 110, 1),
    ('scheme', 'ĐA', 120, 1),
    ('proposal', 'TTr', 130, 0),
    ('letter', 'CV', 140, 0),
    ('other', '', 150, 0);

-- Which kinds a body may issue on a day: a row stands for a right. body: cell grassroots_committee upper_committee province
-- congress. Bodies outside the tree (an administration, a front) issue by their own law: not asked here. From
-- 399-QĐ/TW, Điều 11, 13, as domain/08 §8.5 has it; for higher bodies all kinds (cần đối chiếu).
CREATE TABLE paper_right (
    body        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (body, kind, valid_from)
) {table};
INSERT INTO paper_right (body, kind, valid_from, valid_to, legal_basis)
SELECT 'cell', k.kind, -2147483648, 2147483647, '399-QĐ/TW, Điều 11, 13 (theo nguồn thứ cấp): chi bộ không ban hành quy định, hướng dẫn, chỉ thị'
FROM paper_kind k WHERE k.kind NOT IN ('regulation', 'guidance', 'directive');
INSERT INTO paper_right (body, kind, valid_from, valid_to, legal_basis)
SELECT 'grassroots_committee', k.kind, -2147483648, 2147483647, '399-QĐ/TW, Điều 11, 13 (theo nguồn thứ cấp): cấp cơ sở không ban hành chỉ thị'
FROM paper_kind k WHERE k.kind <> 'directive';
INSERT INTO paper_right (body, kind, valid_from, valid_to, legal_basis)
SELECT b.body, k.kind, -2147483648, 2147483647, '399-QĐ/TW (cần đối chiếu)'
FROM paper_kind k CROSS JOIN (SELECT 'upper_committee' AS body UNION ALL SELECT 'province' UNION ALL SELECT 'congress') b;

-- A paper as the unit that keeps it entered it. origin: own (issued by it, alone or jointly), received (from above the
-- root, or from outside the tree). number: as printed, "25-NQ/TU", '' while a draft without one. day: its date. basis: what
-- it refers to, in words; basis_id: the paper of the register it carries out (0 none); root_id: the top of that chain (its
-- own id at the top). issuer: the bodies in words, as printed. search: number, title, issuer, folded.
-- state: draft issued ended. in_force_from until ended_on (exclusive; 2147483647 open).
CREATE TABLE paper (
    unit_id       {id} NOT NULL,
    id            {id} NOT NULL,
    kind          TEXT NOT NULL,
    origin        TEXT NOT NULL,
    number        TEXT NOT NULL,
    day           {day} NOT NULL,
    title         TEXT NOT NULL,
    summary       TEXT NOT NULL,
    basis         TEXT NOT NULL,
    basis_id      {id} NOT NULL,
    root_id       {id} NOT NULL,
    issuer        TEXT NOT NULL,
    text          TEXT NOT NULL,
    search        TEXT NOT NULL,
    state         TEXT NOT NULL,
    in_force_from {day} NOT NULL,
    ended_on      {day} NOT NULL,
    end_reason    TEXT NOT NULL,
    issued_at     {time} NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX paper_by_id ON paper (id);
CREATE INDEX paper_root ON paper (root_id, id);
CREATE INDEX paper_basis ON paper (basis_id, id);
CREATE INDEX paper_day ON paper (unit_id, day);

-- Who issues it together, in order. body_unit_id: a unit of the tree, 0 outside it. body: as in paper_right, or outside.
CREATE TABLE paper_body (
    unit_id      {id} NOT NULL,
    paper_id     {id} NOT NULL,
    position     {int} NOT NULL,
    body_unit_id {id} NOT NULL,
    body         TEXT NOT NULL,
    name         TEXT NOT NULL,
    PRIMARY KEY (unit_id, paper_id, position)
) {table};

-- One sending of a paper by a unit (its own paper, or one it was sent and hands down). to_kind: children committees cells
-- all listed. owes: answer read. units: how many it reached.
CREATE TABLE paper_sending (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    paper_id   {id} NOT NULL,
    to_kind    TEXT NOT NULL,
    owes       TEXT NOT NULL,
    day        {day} NOT NULL,
    due        {day} NOT NULL,
    note       TEXT NOT NULL,
    units      {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX paper_sending_paper ON paper_sending (paper_id, id);

-- The duty of a unit towards a paper: one row, however many levels sent it. owes: answer when any sending asks for one.
-- due: the earliest of those that ask the most. from_day: when it first came. answered_on 2147483647: not yet; answer_id: its paper, 0 none.
-- waived_at: taken back by the sender, with a reason.
CREATE TABLE duty (
    unit_id       {id} NOT NULL,
    paper_id      {id} NOT NULL,
    owes          TEXT NOT NULL,
    from_day      {day} NOT NULL,
    due           {day} NOT NULL,
    answer_id     {id} NOT NULL,
    answered_on   {day} NOT NULL,
    answered_at   {time} NOT NULL,
    read_at       {time} NOT NULL,
    waived_at     {time} NOT NULL,
    waived_reason TEXT NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    PRIMARY KEY (unit_id, paper_id)
) {table};
CREATE INDEX duty_paper ON duty (paper_id, unit_id);
CREATE UNIQUE INDEX duty_answer ON duty (answer_id) WHERE answer_id <> 0;
CREATE INDEX duty_open ON duty (due, unit_id) WHERE owes = 'answer' AND answered_on = 2147483647 AND waived_at = 0;
CREATE TABLE duty_sending (
    unit_id    {id} NOT NULL,
    paper_id   {id} NOT NULL,
    sending_id {id} NOT NULL,
    sender_id  {id} NOT NULL,
    due        {day} NOT NULL,
    PRIMARY KEY (unit_id, paper_id, sending_id)
) {table};
-- An answer given and taken back stays; the duty's row has the one in force.
CREATE TABLE duty_answer_past (
    unit_id      {id} NOT NULL,
    paper_id     {id} NOT NULL,
    id           {id} NOT NULL,
    answer_id    {id} NOT NULL,
    answered_on  {day} NOT NULL,
    at           {time} NOT NULL,
    withdrawn_at {time} NOT NULL,
    reason       TEXT NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, paper_id, id)
) {table};
-- Late answers climb: level 0 the unit itself, then each above it.
CREATE TABLE duty_reminder (
    unit_id    {id} NOT NULL,
    paper_id   {id} NOT NULL,
    level      {int} NOT NULL,
    to_unit_id {id} NOT NULL,
    at         {time} NOT NULL,
    PRIMARY KEY (unit_id, paper_id, level)
) {table};

-- Who opened a paper first, and for which unit: read receipts by person. account_id, since not everybody has a record.
CREATE TABLE paper_receipt (
    unit_id    {id} NOT NULL,
    paper_id   {id} NOT NULL,
    account_id {id} NOT NULL,
    person_id  {id} NOT NULL,
    at         {time} NOT NULL,
    PRIMARY KEY (unit_id, paper_id, account_id)
) {table};
CREATE INDEX paper_receipt_paper ON paper_receipt (paper_id, unit_id);

-- Strands of a paper: an enterprise programme's restructuring, rules, people, infrastructure, environment, mechanisation.
CREATE TABLE strand (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    paper_id   {id} NOT NULL,
    position   {int} NOT NULL,
    title      TEXT NOT NULL,
    removed_at {time} NOT NULL,
    version    {int} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX strand_paper ON strand (paper_id, position);

-- A target of a paper. Values are thousandths of the measure (_milli). better: up down. rule: how units' values make the
-- whole: sum average count all. baseline_milli NULL is not there: has_baseline 0. due: the last day of its time.
CREATE TABLE target (
    unit_id        {id} NOT NULL,
    id             {id} NOT NULL,
    paper_id       {id} NOT NULL,
    strand_id      {id} NOT NULL,
    position       {int} NOT NULL,
    title          TEXT NOT NULL,
    measure        TEXT NOT NULL,
    has_baseline   {int} NOT NULL,
    baseline_milli {int} NOT NULL,
    value_milli    {int} NOT NULL,
    better         TEXT NOT NULL,
    rule           TEXT NOT NULL,
    from_day       {day} NOT NULL,
    due            {day} NOT NULL,
    removed_at     {time} NOT NULL,
    version        {int} NOT NULL,
    at             {time} NOT NULL,
    entered_by     {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX target_paper ON target (paper_id, position);
CREATE INDEX target_by_id ON target (id);

-- Broken down: what of it a unit is to reach, in a year or (year 0) in all. giver_id: the unit that set the share. Dated by
-- knowledge alone: a share changed is a new row.
CREATE TABLE target_share (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    target_id   {id} NOT NULL,
    giver_id    {id} NOT NULL,
    year        {int} NOT NULL,
    value_milli {int} NOT NULL,
    known_from  {time} NOT NULL,
    known_to    {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX target_share_target ON target_share (target_id, year, unit_id);

-- Measured: what a unit had reached on a day. qualifier: exact nearly over about. source: where it was read. A correction is
-- a new row; the old one keeps its knowledge.
CREATE TABLE target_value (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    target_id   {id} NOT NULL,
    on_day      {day} NOT NULL,
    value_milli {int} NOT NULL,
    qualifier   TEXT NOT NULL,
    source      TEXT NOT NULL,
    note        TEXT NOT NULL,
    known_from  {time} NOT NULL,
    known_to    {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX target_value_target ON target_value (target_id, unit_id, on_day);

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('attachment_most_bytes', -2147483648, 2147483647, 5242880, 'Giới hạn của chương trình'),
    ('attachment_most_count', -2147483648, 2147483647, 20, 'Giới hạn của chương trình');
