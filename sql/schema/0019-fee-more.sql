-- 0019 fee-more: the dues of one person over the years, what waits to be confirmed, and since when fifty years exempt.
--
-- Exemption by party age came with the rules of 02/2026 (day 20485); before, 0: none by itself.

CREATE INDEX fee_due_person ON fee_due (person_id, month);
CREATE INDEX fee_remittance_waiting ON fee_remittance (unit_id) WHERE received_at = 0 AND annulled_at = 0;

UPDATE rule_default SET valid_from = 20485 WHERE name = 'fee_exempt_party_years';
INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('fee_exempt_party_years', -2147483648, 20485, 0, 'Trước 02/2026 không tự miễn theo tuổi Đảng (cần đối chiếu)');
