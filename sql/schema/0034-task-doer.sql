-- 0034 task-doer: what a unit has still to do is found by whose work it is, not by who set it.

CREATE INDEX task_doer_open ON task (doer_id, due) WHERE state IN ('assigned', 'in_progress', 'waiting_check');
