-- 0056 people-rights: who prepares and conducts elections of a unit, who enters their counts. (security/ section 2)
--
-- elect: congresses, elections, steps of a cell towards a village head. count: the counting sheet alone.

INSERT INTO role_right (role, action, scope, field_groups) VALUES
    ('cell_secretary', 'elect', 'unit', 'basic'),
    ('cell_deputy', 'elect', 'unit', 'basic'),
    ('committee_clerk', 'elect', 'unit', 'basic'),
    ('committee_leader', 'elect', 'unit', 'basic'),
    ('cell_secretary', 'count', 'unit', 'basic'),
    ('cell_deputy', 'count', 'unit', 'basic'),
    ('committee_clerk', 'count', 'unit', 'basic'),
    ('committee_leader', 'count', 'unit', 'basic'),
    ('counting_officer', 'count', 'unit', 'basic');
