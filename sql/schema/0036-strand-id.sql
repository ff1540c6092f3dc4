-- 0036 strand-id: a strand is found by its own id, when it is taken out.

CREATE INDEX strand_by_id ON strand (id);
