-- 0021 study-called: how many members were called to a session that was no meeting: the base of who took part, as it was
-- on the day. (A session within a meeting has that meeting's roll.)

ALTER TABLE study_session ADD COLUMN called {int} NOT NULL DEFAULT 0;
