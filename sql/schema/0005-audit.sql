-- 0005 audit: the log of changes and looks, and the right edge of the tree of hashes over it.
--
-- A line is never changed and never taken away. leaf is kept so that a check can name the line that was touched.
-- unit_id, person_id, record: 0 = none. field_group, purpose, digest: '' = none.

CREATE TABLE audit_line (
    sequence    {id} NOT NULL PRIMARY KEY,
    at          {time} NOT NULL,
    actor       {id} NOT NULL,
    what        TEXT NOT NULL,
    record      {id} NOT NULL,
    person_id   {id} NOT NULL,
    unit_id     {id} NOT NULL,
    field_group TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    request     {int} NOT NULL,
    digest      TEXT NOT NULL,
    leaf        {bytes} NOT NULL
) {rowid_table};
CREATE INDEX audit_line_record ON audit_line (record, sequence);
CREATE INDEX audit_line_person ON audit_line (person_id, sequence);
CREATE INDEX audit_line_actor ON audit_line (actor, sequence);
CREATE INDEX audit_line_unit ON audit_line (unit_id, sequence);

-- One row once there is a line. edge: the hashes of the full subtrees, largest first, 32 bytes each.
CREATE TABLE audit_head (
    id   {id} NOT NULL PRIMARY KEY CHECK (id = 1),
    size {int} NOT NULL,
    edge {bytes} NOT NULL
) {rowid_table};
