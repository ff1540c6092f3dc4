-- 0017 month-rights: who may read and keep meetings, follow cells, keep fees. (security/ section 2)
--
-- Scope cell: the unit the account's own person belongs to today.

INSERT INTO role_right (role, action, scope, field_groups) VALUES
    ('member', 'read_unit', 'cell', 'basic'),
    ('member', 'read_meeting', 'cell', 'basic'),
    ('cell_secretary', 'read_meeting', 'unit', 'basic'),
    ('cell_secretary', 'edit_meeting', 'unit', 'basic'),
    ('cell_secretary', 'keep_fees', 'unit', 'basic'),
    ('cell_deputy', 'read_meeting', 'unit', 'basic'),
    ('cell_deputy', 'edit_meeting', 'unit', 'basic'),
    ('cell_deputy', 'keep_fees', 'unit', 'basic'),
    ('committee_clerk', 'read_meeting', 'subtree', 'basic'),
    ('committee_clerk', 'edit_meeting', 'unit', 'basic'),
    ('committee_clerk', 'monitor', 'subtree', 'basic'),
    ('committee_leader', 'read_meeting', 'subtree', 'basic'),
    ('committee_leader', 'monitor', 'subtree', 'basic');
