-- 0039 reward-entry: the line of a person's record in which a reward stands, so that a later decision takes it out there.

ALTER TABLE reward ADD COLUMN entry_id {id} NOT NULL DEFAULT 0;
CREATE INDEX reward_by_id ON reward (id);
