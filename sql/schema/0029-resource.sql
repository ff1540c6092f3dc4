-- 0029 resource: what was mobilised for a programme or project, as totals with source and date; never by household, never
-- a quota. (product S19)
--
-- source: public firm residents_money residents_land residents_labour other. amount: đồng; land in m², labour in days of
-- work (with worth_dong as reckoned, 0 not reckoned). said_by: where the figure was read. A correction is a new row.
CREATE TABLE resource (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    paper_id   {id} NOT NULL,
    project    TEXT NOT NULL,
    source     TEXT NOT NULL,
    amount     {int} NOT NULL,
    worth_dong {int} NOT NULL,
    on_day     {day} NOT NULL,
    said_by    TEXT NOT NULL,
    note       TEXT NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX resource_paper ON resource (paper_id) WHERE paper_id <> 0;
CREATE INDEX resource_day ON resource (unit_id, on_day);
