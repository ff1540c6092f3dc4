-- 0049 notice-thing: notices nobody has seen are found by what they are about, to be settled once it is done.

CREATE INDEX notice_thing ON notice (thing_id) WHERE seen_at = 0;
