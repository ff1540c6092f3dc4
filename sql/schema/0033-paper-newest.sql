-- 0033 paper-newest: the register of a whole tree is read newest first, until a page is full.

CREATE INDEX paper_newest ON paper (day, id);
