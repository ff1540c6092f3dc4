-- 0032 inspect-more: grants over a case are found by it; how long the subject of an inspection has to answer a finding.

CREATE INDEX access_grant_case ON access_grant (case_id) WHERE case_id <> 0;

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('inspection_answer_days', -2147483648, 2147483647, 10, 'Đối tượng kiểm tra được giải trình trước khi kết luận; số ngày cần đối chiếu');
