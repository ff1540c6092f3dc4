-- 0006 roles: the start set of roles, as data: what each may do, over what, and which it may give.
--
-- A right added later comes with a migration that says which roles hold it. Groups matter only to rights over a
-- person's record; all but basic are masked until revealed, even where the role may reveal them.

INSERT INTO role (role, sort, stands, approval, sees_others, about) VALUES
    ('member', 1, 'unit', 0, 0, 'every account linked to a person holds it over that person, also without a grant'),
    ('cell_secretary', 2, 'unit', 0, 1, 'keeps the records of one cell'),
    ('cell_deputy', 3, 'unit', 0, 1, 'the same, beside or in place of the secretary'),
    ('committee_clerk', 4, 'subtree', 0, 1, 'keeps the register of a committee and all below it'),
    ('committee_leader', 5, 'subtree', 0, 1, 'reads figures and records of a committee and all below it'),
    ('inspection_officer', 6, 'case', 0, 1, 'the persons of one open inspection'),
    ('counting_officer', 7, 'unit', 0, 0, 'one election, on its days'),
    ('account_manager', 8, 'subtree', 1, 1, 'accounts and grants'),
    ('auditor', 9, 'subtree', 0, 1, 'the log and figures, no personal fields'),
    ('operator', 10, 'none', 1, 1, 'runs the machine, no personal data');

INSERT INTO role_right (role, action, scope, field_groups) VALUES
    ('member', 'read_member', 'self', 'basic contact identity family health discipline foreign'),
    ('member', 'reveal', 'self', 'basic contact identity family health discipline foreign'),
    ('member', 'export', 'self', 'basic contact identity family health discipline foreign'),
    ('member', 'read_log', 'self', 'basic'),
    ('cell_secretary', 'read_unit', 'unit', 'basic'),
    ('cell_secretary', 'read_figures', 'unit', 'basic'),
    ('cell_secretary', 'read_member', 'unit', 'basic'),
    ('cell_secretary', 'edit_member', 'unit', 'basic contact identity family health discipline foreign'),
    ('cell_secretary', 'reveal', 'unit', 'basic contact identity family health discipline foreign'),
    ('cell_secretary', 'export', 'unit', 'basic'),
    ('cell_deputy', 'read_unit', 'unit', 'basic'),
    ('cell_deputy', 'read_figures', 'unit', 'basic'),
    ('cell_deputy', 'read_member', 'unit', 'basic'),
    ('cell_deputy', 'edit_member', 'unit', 'basic contact identity family health discipline foreign'),
    ('cell_deputy', 'reveal', 'unit', 'basic contact identity family health discipline foreign'),
    ('cell_deputy', 'export', 'unit', 'basic'),
    ('committee_clerk', 'read_unit', 'subtree', 'basic'),
    ('committee_clerk', 'read_figures', 'figures', 'basic'),
    ('committee_clerk', 'edit_unit', 'subtree', 'basic'),
    ('committee_clerk', 'read_member', 'subtree', 'basic'),
    ('committee_clerk', 'edit_member', 'subtree', 'basic contact identity family'),
    ('committee_clerk', 'edit_office', 'subtree', 'basic'),
    ('committee_clerk', 'export', 'subtree', 'basic'),
    ('committee_clerk', 'import', 'subtree', 'basic'),
    ('committee_leader', 'read_unit', 'subtree', 'basic'),
    ('committee_leader', 'read_figures', 'figures', 'basic'),
    ('committee_leader', 'read_member', 'subtree', 'basic'),
    ('committee_leader', 'reveal', 'subtree', 'basic contact identity family health discipline foreign'),
    ('committee_leader', 'export', 'subtree', 'basic'),
    ('inspection_officer', 'read_member', 'case', 'basic'),
    ('inspection_officer', 'reveal', 'case', 'basic discipline'),
    ('counting_officer', 'read_unit', 'unit', 'basic'),
    ('account_manager', 'read_unit', 'subtree', 'basic'),
    ('account_manager', 'grant', 'subtree', 'basic'),
    ('auditor', 'read_unit', 'subtree', 'basic'),
    ('auditor', 'read_figures', 'figures', 'basic'),
    ('auditor', 'read_log', 'subtree', 'basic'),
    ('auditor', 'verify', 'subtree', 'basic'),
    ('operator', 'operate', 'none', 'basic');

INSERT INTO role_gives (role, gives) VALUES
    ('account_manager', 'member'),
    ('account_manager', 'cell_secretary'),
    ('account_manager', 'cell_deputy'),
    ('account_manager', 'committee_clerk'),
    ('account_manager', 'committee_leader'),
    ('account_manager', 'inspection_officer'),
    ('account_manager', 'counting_officer'),
    ('account_manager', 'account_manager'),
    ('account_manager', 'auditor'),
    ('account_manager', 'operator');
