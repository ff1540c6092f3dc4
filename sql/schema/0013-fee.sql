-- 0013 fee: the monthly fee book of a cell: what each owes by the rules of the day, paid, exempt, reduced. (domain/02 §2.8)
--
-- Money is whole đồng. month: year × 12 + month - 1. What one earns is sealed under the person's own key, what it gives
-- as due is plain. Days: 14610 is 2010-01-01, 20485 is 2026-02-01, 21184 is 2028-01-01.

-- payer: insured benefit pensioner student uninsured_working uninsured_retired merit. mode: share_bp of the person's own
-- base; amount in đồng; wage_bp of the regional minimum wage (rule_default "minimum_wage_dong").
CREATE TABLE fee_rate (
    payer       TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    mode        TEXT NOT NULL,
    value       {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (payer, valid_from)
) {table};

-- What kind of payer a person is, and the sealed base of it (salary, benefit, pension), as facts.
CREATE TABLE fee_profile (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    payer      TEXT NOT NULL,
    base       {bytes} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- kind: exempt reduced voluntary. share_bp: how much of the due falls away (3000 5000 7000). ground: fifty_years
-- social_pension poor illness request. state: asked agreed refused; a grassroots cell agrees by itself.
CREATE TABLE fee_relief (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    person_id  {id} NOT NULL,
    kind       TEXT NOT NULL,
    ground     TEXT NOT NULL,
    share_bp   {int} NOT NULL,
    amount     {int} NOT NULL,
    month_from {int} NOT NULL,
    month_to   {int} NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    decided_at {time} NOT NULL,
    decided_by {id} NOT NULL,
    at         {time} NOT NULL,
    ended_at   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX fee_relief_person ON fee_relief (person_id, month_to);
CREATE INDEX fee_relief_waiting ON fee_relief (unit_id) WHERE state = 'asked';

-- The month as it was opened: what each member owes, by which rate and relief. state: owed exempt. Worked out from the
-- rules of the month; a later change of them is worked in by opening it anew, which leaves what was paid.
CREATE TABLE fee_due (
    unit_id    {id} NOT NULL,
    month      {int} NOT NULL,
    person_id  {id} NOT NULL,
    payer      TEXT NOT NULL,
    full_dong  {int} NOT NULL,
    due_dong   {int} NOT NULL,
    state      TEXT NOT NULL,
    ground     TEXT NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, month, person_id)
) {table};
CREATE INDEX fee_due_month ON fee_due (month, unit_id);

-- One payment settles one month of one person; annulled ones stay. receipt: number within the cell and year.
CREATE TABLE fee_payment (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    month       {int} NOT NULL,
    person_id   {id} NOT NULL,
    amount_dong {int} NOT NULL,
    paid_on     {day} NOT NULL,
    method      TEXT NOT NULL,
    receipt     {int} NOT NULL,
    acting_for  {int} NOT NULL,
    annulled_at {time} NOT NULL,
    annul_why   TEXT NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX fee_payment_once ON fee_payment (unit_id, month, person_id) WHERE annulled_at = 0;
CREATE INDEX fee_payment_person ON fee_payment (person_id, month);

-- Passed to the committee above for a month; received_at when it confirmed.
CREATE TABLE fee_remittance (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    month       {int} NOT NULL,
    to_unit_id  {id} NOT NULL,
    amount_dong {int} NOT NULL,
    paid_on     {day} NOT NULL,
    note        TEXT NOT NULL,
    received_at {time} NOT NULL,
    received_by {id} NOT NULL,
    annulled_at {time} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX fee_remittance_month ON fee_remittance (month, unit_id);

INSERT INTO fee_rate (payer, valid_from, valid_to, mode, value, legal_basis) VALUES
    ('insured', 14610, 2147483647, 'share_bp', 100, '342-QĐ/TW năm 2010 (cần đối chiếu); 01-QĐ/TW ngày 03/02/2026: 1 % tiền lương đóng bảo hiểm xã hội'),
    ('benefit', 20485, 2147483647, 'share_bp', 100, '01-QĐ/TW ngày 03/02/2026: 1 % trợ cấp ốm đau, thai sản'),
    ('benefit', 14610, 20485, 'share_bp', 100, '342-QĐ/TW năm 2010 (cần đối chiếu)'),
    ('pensioner', 14610, 2147483647, 'share_bp', 50, '342-QĐ/TW năm 2010 (cần đối chiếu); 01-QĐ/TW ngày 03/02/2026: 0,5 % lương hưu'),
    ('student', 14610, 20485, 'amount', 3000, '342-QĐ/TW năm 2010 (cần đối chiếu)'),
    ('student', 20485, 2147483647, 'amount', 5000, '01-QĐ/TW ngày 03/02/2026: 5.000 đồng'),
    ('uninsured_working', 14610, 20485, 'amount', 10000, '342-QĐ/TW năm 2010 (cần đối chiếu)'),
    ('uninsured_working', 20485, 21184, 'wage_bp', 30, '01-QĐ/TW ngày 03/02/2026: 0,3 % lương tối thiểu vùng (theo nguồn thứ cấp)'),
    ('uninsured_working', 21184, 2147483647, 'wage_bp', 50, '01-QĐ/TW ngày 03/02/2026: 0,5 % từ 2028 (theo nguồn thứ cấp)'),
    ('uninsured_retired', 14610, 20485, 'amount', 5000, '342-QĐ/TW năm 2010 (cần đối chiếu)'),
    ('uninsured_retired', 20485, 21184, 'wage_bp', 20, '01-QĐ/TW ngày 03/02/2026: 0,2 % lương tối thiểu vùng (theo nguồn thứ cấp)'),
    ('uninsured_retired', 21184, 2147483647, 'wage_bp', 30, '01-QĐ/TW ngày 03/02/2026: 0,3 % từ 2028 (theo nguồn thứ cấp)'),
    ('merit', 14610, 20485, 'share_bp', 50, '342-QĐ/TW năm 2010 (cần đối chiếu)'),
    ('merit', 20485, 2147483647, 'share_bp', 50, '01-QĐ/TW ngày 03/02/2026: nửa mức thường (theo nguồn thứ cấp)');

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('minimum_wage_dong', -2147483648, 2147483647, 3700000, 'Lương tối thiểu vùng, theo địa bàn; đơn vị tự đặt (cần đối chiếu)'),
    ('fee_exempt_party_years', -2147483648, 2147483647, 50, '01-QĐ/TW ngày 03/02/2026: từ 50 năm tuổi Đảng');
