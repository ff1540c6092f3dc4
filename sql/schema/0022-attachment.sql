-- 0022 attachment: files kept with a record: a paper, a task's evidence, an inspection's papers.
--
-- thing: paper task inspection team area movement. thing_id: the record; part_id: what of it the file belongs to (the
-- event of a task, a finding), 0 the whole. What the bytes are was told by the bytes. A file taken out keeps its line.

CREATE TABLE attachment (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    thing      TEXT NOT NULL,
    thing_id   {id} NOT NULL,
    part_id    {id} NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    size       {int} NOT NULL,
    digest     {bytes} NOT NULL,
    at         {time} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX attachment_thing ON attachment (thing_id);
CREATE TABLE attachment_content (
    unit_id       {id} NOT NULL,
    attachment_id {id} NOT NULL,
    content       {bytes} NOT NULL,
    PRIMARY KEY (unit_id, attachment_id)
) {rowid_table};
