-- 0040 task-chain: the work of a chain of papers is added up from this index alone, without a look at each task. (task/
-- progress.c: the province's chain of 15,000 tasks)

CREATE INDEX task_chain ON task (root_id, doer_id, state, progress, weight, due, created_at, removed_at, meeting_id,
                                 target_id, paper_id) WHERE root_id <> 0;
DROP INDEX task_root;
