-- 0030 direct-rights: who directs the work of a unit, who keeps inspections, who works on one. (security/ section 2)
--
-- direct: papers, targets, tasks, areas, teams, movements, resources of a unit. inspect: programme, decision, team,
-- conclusion, archive. find: on one case, notes, findings, verification.

INSERT INTO role_right (role, action, scope, field_groups) VALUES
    ('cell_secretary', 'direct', 'unit', 'basic'),
    ('cell_deputy', 'direct', 'unit', 'basic'),
    ('committee_clerk', 'direct', 'unit', 'basic'),
    ('committee_leader', 'direct', 'unit', 'basic'),
    ('cell_secretary', 'inspect', 'unit', 'basic'),
    ('committee_clerk', 'inspect', 'unit', 'basic'),
    ('committee_leader', 'inspect', 'subtree', 'basic'),
    ('inspection_officer', 'find', 'case', 'basic'),
    ('inspection_officer', 'read_unit', 'case', 'basic'),
    ('inspection_officer', 'read_meeting', 'case', 'basic');
