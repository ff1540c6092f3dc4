-- 0052 transfer: a member's activity moved to another organisation, hop by hop; postings. (domain/02 §2.6; P3, S5)

-- from_unit, to_unit 0: outside the tree, by from_name, to_name. until_day: first day no longer there, of a temporary one. effective: first day at the
-- destination. hops, hops_done: kept with every deed. next_unit: whose turn it is, 0 nobody's in the tree. posting 1: sent to a
-- residential cell as staff of the commune.
CREATE TABLE transfer (
    person_id   {id} NOT NULL,
    id          {id} NOT NULL,
    kind        TEXT NOT NULL,
    state       TEXT NOT NULL,
    from_unit   {id} NOT NULL,
    from_name   TEXT NOT NULL,
    to_unit     {id} NOT NULL,
    to_name     TEXT NOT NULL,
    reason      TEXT NOT NULL,
    number      TEXT NOT NULL,
    study       {int} NOT NULL,
    posting     {int} NOT NULL,
    begun       {day} NOT NULL,
    due         {day} NOT NULL,
    until_day   {day} NOT NULL,
    accepted_on {day} NOT NULL,
    effective   {day} NOT NULL,
    decision    TEXT NOT NULL,
    end_reason  TEXT NOT NULL,
    hops        {int} NOT NULL,
    hops_done   {int} NOT NULL,
    next_unit   {id} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX transfer_by_id ON transfer (id);
CREATE INDEX transfer_from ON transfer (from_unit, state, id);
CREATE INDEX transfer_to ON transfer (to_unit, state, id);
CREATE INDEX transfer_next ON transfer (next_unit, state) WHERE next_unit <> 0;

-- A box of the letter. unit_id 0: outside the tree, by name. signed_on 2147483647: not yet.
CREATE TABLE transfer_hop (
    person_id   {id} NOT NULL,
    transfer_id {id} NOT NULL,
    no          {int} NOT NULL,
    unit_id     {id} NOT NULL,
    name        TEXT NOT NULL,
    side        TEXT NOT NULL,
    signed_on   {day} NOT NULL,
    due         {day} NOT NULL,
    signer      TEXT NOT NULL,
    number      TEXT NOT NULL,
    note        TEXT NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (person_id, transfer_id, no)
) {table};

-- Facts of a person: posted to a cell that is not his, the headcount stays.
CREATE TABLE posting (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    unit_id    {id} NOT NULL,
    decision   TEXT NOT NULL,
    duty       TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX posting_unit ON posting (unit_id, valid_to, person_id);

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('transfer_workdays', -2147483648, 2147483647, 60, '29-QĐ/TW 2016; giữ trong 208-QĐ/TW (theo nguồn thứ cấp): làm thủ tục trong 60 ngày làm việc'),
    ('transfer_letter_days', -2147483648, 2147483647, 30, '09-HD/BTCTW: trong 30 ngày phải xuất trình giấy giới thiệu'),
    ('transfer_temporary_least_months', -2147483648, 2147483647, 3, '29-QĐ/TW 2016: thay đổi nơi công tác, cư trú từ 3 tháng đến dưới 12 tháng'),
    ('transfer_temporary_most_months', -2147483648, 2147483647, 12, '29-QĐ/TW 2016: thay đổi nơi công tác, cư trú từ 3 tháng đến dưới 12 tháng'),
    ('transfer_study_most_months', -2147483648, 2147483647, 24, '29-QĐ/TW 2016: đi học từ 3 tháng đến 2 năm');
