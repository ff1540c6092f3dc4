-- 0024 task-work: tasks from above and tasks of a meeting are one kind: who checks and when, what they serve, how much
-- they weigh, who carries them out, who helps. (domain/03 §3.6, 06 §6.1)
--
-- doer_id: the unit whose work it is, at or below unit_id, which set it. checker_id 0: set before tasks had one. paper_id:
-- the plan, programme or resolution it carries out, root_id: the top of that paper's chain; finding_id: the finding it
-- remedies. starts, check_on 0: not said. All 0: none.

ALTER TABLE task ADD COLUMN doer_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN checker_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN check_on {day} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN starts {day} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN weight {int} NOT NULL DEFAULT 1;
ALTER TABLE task ADD COLUMN paper_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN root_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN target_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN area_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN place_id {id} NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN finding_id {id} NOT NULL DEFAULT 0;
UPDATE task SET doer_id = unit_id;
CREATE INDEX task_doer ON task (doer_id, due);
CREATE INDEX task_checker ON task (checker_id, state);
CREATE INDEX task_root ON task (root_id, doer_id) WHERE root_id <> 0;
CREATE INDEX task_finding ON task (finding_id) WHERE finding_id <> 0;
CREATE INDEX task_area ON task (area_id) WHERE area_id <> 0;

CREATE TABLE task_helper (
    unit_id    {id} NOT NULL,
    task_id    {id} NOT NULL,
    person_id  {id} NOT NULL,
    removed_at {time} NOT NULL,
    PRIMARY KEY (unit_id, task_id, person_id)
) {table};
CREATE INDEX task_helper_person ON task_helper (person_id, task_id);
