-- 0018 task-search: a task's title as it is searched for, folded, beside the title as it was written. (task/list.c)

ALTER TABLE task ADD COLUMN search TEXT NOT NULL DEFAULT '';
