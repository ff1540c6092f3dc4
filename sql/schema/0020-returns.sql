-- 0020 returns: what the figures of a month, its reminders and letters waiting are found by. (product P7, P12)
--
-- Figures ask for all excuses and all reminders of a month, and rules by name; these tables begin with the unit.

CREATE INDEX cell_excuse_month ON cell_excuse (month, unit_id);
CREATE INDEX reminder_month ON reminder (month, unit_id);
CREATE INDEX unit_rule_name ON unit_rule (name, unit_id);
CREATE INDEX outbox_account ON outbox (account_id) WHERE state = 'waiting';
