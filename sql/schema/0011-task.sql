-- 0011 task: named work: who does what by when, and what came of it. (domain/03 §3.3, §3.6)
--
-- Born in a cell's meeting (meeting_id), each with one responsible person. What was reported stays in task_event; the row
-- carries the state the last event left. state: assigned in_progress waiting_check done not_done cancelled; late is not
-- a state but an open task past its due day. acting_for: the person for whom somebody else reported, 0 for oneself.

CREATE TABLE task (
    unit_id        {id} NOT NULL,
    id             {id} NOT NULL,
    item_key       {word} NOT NULL,
    meeting_id     {id} NOT NULL,
    title          TEXT NOT NULL,
    detail         TEXT NOT NULL,
    responsible_id {id} NOT NULL,
    due            {day} NOT NULL,
    state          TEXT NOT NULL,
    progress       {int} NOT NULL,
    result         TEXT NOT NULL,
    closed_on      {day} NOT NULL,
    version        {int} NOT NULL,
    created_at     {time} NOT NULL,
    removed_at     {time} NOT NULL,
    entered_by     {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX task_item ON task (unit_id, meeting_id, item_key);
CREATE INDEX task_person ON task (responsible_id, state);
CREATE INDEX task_open ON task (unit_id, due) WHERE state IN ('assigned', 'in_progress', 'waiting_check');
CREATE INDEX task_by_id ON task (id);

-- what: assigned reported result reopened cancelled changed. meeting_id: where it was told, 0 outside a meeting.
CREATE TABLE task_event (
    unit_id    {id} NOT NULL,
    task_id    {id} NOT NULL,
    id         {id} NOT NULL,
    what       TEXT NOT NULL,
    state      TEXT NOT NULL,
    progress   {int} NOT NULL,
    note       TEXT NOT NULL,
    meeting_id {id} NOT NULL,
    acting_for {id} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, task_id, id)
) {table};
