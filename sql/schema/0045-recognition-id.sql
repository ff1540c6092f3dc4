-- 0045 recognition-id: a recognition found by its number alone, to be withdrawn.

CREATE INDEX recognition_by_id ON recognition (id);
