-- 0043 milestone: what happened in the life of an organisation that is no change of the tree, with its source.

-- kind: founded anniversary recognised policy other. on_date: yyyymmdd, 00 what is not known. on_day: the first day it may have been.
-- Dated by knowledge: a correction is a new row with the same entry_id.
CREATE TABLE milestone (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    entry_id   {id} NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    source     TEXT NOT NULL,
    on_date    {int} NOT NULL,
    on_day     {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX milestone_unit ON milestone (unit_id, on_day);
