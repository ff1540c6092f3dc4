-- 0019 returns: what the figures of a month and its reminders are found by. (product P7)
--
-- Figures ask for all excuses and all reminders of a month; both tables begin with the unit.

CREATE INDEX cell_excuse_month ON cell_excuse (month, unit_id);
CREATE INDEX reminder_month ON reminder (month, unit_id);
CREATE INDEX unit_rule_name ON unit_rule (name, unit_id);
