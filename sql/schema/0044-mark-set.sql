-- 0044 mark-set: sheets found by their set of criteria: was anything judged by it yet?

CREATE INDEX mark_sheet_set ON mark_sheet (set_id, state);
