-- 0035 resource-entry: the rows of one entry, as it was first written and as it was corrected. (resource/)

ALTER TABLE resource ADD COLUMN entry_id {id} NOT NULL DEFAULT 0;
UPDATE resource SET entry_id = id;
CREATE INDEX resource_entry ON resource (entry_id, known_from);
