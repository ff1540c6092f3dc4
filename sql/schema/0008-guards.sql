-- 0008 guards: what takes a second person beside grants, and how much one may look at in an hour. (security/ section 2.7)
--
-- A request is decided once; both rows and the log keep who asked and who decided. decision: '' waits, approved, refused.

-- target: the list's own path and filter. unit_id: whose rows they are, 0 = all that the asker may export, when that is
-- not one unit. row_count: how many rows it had; an approval is good for these and a tenth more, for 24 hours.
CREATE TABLE export_request (
    id         {id} NOT NULL PRIMARY KEY,
    list       TEXT NOT NULL,
    target     TEXT NOT NULL,
    unit_id    {id} NOT NULL,
    row_count  {int} NOT NULL,
    purpose    TEXT NOT NULL,
    asked_by   {id} NOT NULL,
    asked_at   {time} NOT NULL,
    decided_by {id} NOT NULL,
    decided_at {time} NOT NULL,
    decision   TEXT NOT NULL
) {table};
CREATE INDEX export_request_asked ON export_request (asked_by, asked_at);
CREATE INDEX export_request_waiting ON export_request (asked_at) WHERE decision = '';

CREATE TABLE erase_request (
    id         {id} NOT NULL PRIMARY KEY,
    person_id  {id} NOT NULL,
    reason     TEXT NOT NULL,
    asked_by   {id} NOT NULL,
    asked_at   {time} NOT NULL,
    decided_by {id} NOT NULL,
    decided_at {time} NOT NULL,
    decision   TEXT NOT NULL
) {table};
CREATE UNIQUE INDEX erase_request_waiting ON erase_request (person_id) WHERE decision = '';

-- Looks of one account in the last hour.
CREATE INDEX audit_line_pace ON audit_line (actor, what, at, person_id) WHERE what IN ('view', 'reveal');

INSERT INTO role_right (role, action, scope, field_groups) VALUES
    ('committee_leader', 'approve', 'subtree', 'basic'),
    ('account_manager', 'approve', 'subtree', 'basic');
