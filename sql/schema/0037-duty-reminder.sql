-- 0037 duty-reminder: the reminders of one run are told together, found by their instant.

CREATE INDEX duty_reminder_at ON duty_reminder (at);
