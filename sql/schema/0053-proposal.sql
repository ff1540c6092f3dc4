-- 0053 proposal: what is proposed about a member, heard, voted and decided. (domain/02 §2.4, §2.7; 04 §4.3; P5)

-- Dated data. hearing 1: the person is heard first. secret 1: sealed, and seen by who decides. cell 1: the cell decides itself. before_day 1: may take effect before the decision's day (recorded late: death). vote: a vote_matter.
CREATE TABLE proposal_kind (
    kind          TEXT NOT NULL,
    what          TEXT NOT NULL,
    valid_from    {day} NOT NULL,
    valid_to      {day} NOT NULL,
    hearing       {int} NOT NULL,
    secret        {int} NOT NULL,
    cell          {int} NOT NULL,
    before_day    {int} NOT NULL,
    vote          TEXT NOT NULL,
    most_days     {int} NOT NULL,
    extend_days   {int} NOT NULL,
    official_only {int} NOT NULL,
    legal_basis   TEXT NOT NULL,
    PRIMARY KEY (kind, what, valid_from)
) {table};

-- sealed: why, what was heard, the answer, under the person's key. entry_id: the line it made in a sealed list of the record. votes -1: none.
-- what: years of a badge, name of an award; '' for secret kinds, whose form is sealed too.
CREATE TABLE proposal (
    person_id     {id} NOT NULL,
    id            {id} NOT NULL,
    unit_id       {id} NOT NULL,
    kind          TEXT NOT NULL,
    what          TEXT NOT NULL,
    state         TEXT NOT NULL,
    source        TEXT NOT NULL,
    proposed_on   {day} NOT NULL,
    heard_on      {day} NOT NULL,
    decided_on    {day} NOT NULL,
    from_day      {day} NOT NULL,
    to_day        {day} NOT NULL,
    number        TEXT NOT NULL,
    decided_by    TEXT NOT NULL,
    annulled_by   TEXT NOT NULL,
    entitled      {int} NOT NULL,
    present       {int} NOT NULL,
    votes_for     {int} NOT NULL,
    votes_against {int} NOT NULL,
    votes_invalid {int} NOT NULL,
    extends_id    {id} NOT NULL,
    entry_id      {id} NOT NULL,
    sealed        {bytes} NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX proposal_by_id ON proposal (id);
CREATE INDEX proposal_unit ON proposal (unit_id, kind, state, id);

-- Years of party age a badge is given for, and how many months early at most to the seriously ill.
CREATE TABLE badge_year (
    years        {int} NOT NULL,
    valid_from   {day} NOT NULL,
    valid_to     {day} NOT NULL,
    early_months {int} NOT NULL,
    legal_basis  TEXT NOT NULL,
    PRIMARY KEY (years, valid_from)
) {table};
CREATE TABLE award_day (
    month       {int} NOT NULL,
    day         {int} NOT NULL,
    name        TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (month, day)
) {table};

INSERT INTO award_day (month, day, name, name_en, legal_basis) VALUES
    (2, 3, 'Ngày thành lập Đảng', 'Founding of the Party', '01-HD/TW 2021, điểm 18'),
    (5, 19, 'Ngày sinh Chủ tịch Hồ Chí Minh', 'Birthday of President Hồ Chí Minh', '01-HD/TW 2021, điểm 18'),
    (9, 2, 'Quốc khánh', 'National Day', '01-HD/TW 2021, điểm 18'),
    (11, 7, 'Ngày Cách mạng Tháng Mười', 'October Revolution', '01-HD/TW 2021, điểm 18');
INSERT INTO badge_year (years, valid_from, valid_to, early_months, legal_basis) VALUES
    (30, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (40, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (45, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (50, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (55, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (60, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (65, -2147483648, 2147483647, 12, '01-HD/TW 2021, điểm 18'),
    (70, -2147483648, 2147483647, 24, '01-HD/TW 2021, điểm 18'),
    (75, -2147483648, 2147483647, 24, '01-HD/TW 2021, điểm 18'),
    (80, -2147483648, 2147483647, 24, '01-HD/TW 2021, điểm 18'),
    (85, -2147483648, 2147483647, 24, '01-HD/TW 2021, điểm 18'),
    (90, -2147483648, 2147483647, 24, '01-HD/TW 2021, điểm 18');
INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('badge_less_interruption', -2147483648, 2147483647, 1, 'Thời gian gián đoạn không tính vào tuổi Đảng (cần đối chiếu)');
INSERT INTO proposal_kind (kind, what, valid_from, valid_to, hearing, secret, cell, before_day, vote, most_days, extend_days, official_only, legal_basis) VALUES
    ('badge', '', -2147483648, 2147483647, 0, 0, 0, 0, '', 0, 0, 0, '01-HD/TW 2021, điểm 18: Huy hiệu Đảng'),
    ('award', '', -2147483648, 2147483647, 0, 0, 1, 0, '', 0, 0, 0, 'Điều lệ Đảng, điều 34: khen thưởng'),
    ('exemption', '', -2147483648, 2147483647, 1, 0, 1, 0, 'other', 0, 0, 0, '12-HD/BTCTW 2022: miễn công tác và sinh hoạt đảng, theo đề nghị của đảng viên'),
    ('away', '', -2147483648, 2147483647, 1, 0, 1, 0, 'other', 366, 0, 0, '12-HD/BTCTW 2022: việc làm chưa ổn định, dưới một năm (cần đối chiếu)'),
    ('interruption', '', -2147483648, 2147483647, 1, 0, 0, 0, '', 0, 0, 0, 'Gián đoạn sinh hoạt (cần đối chiếu)'),
    ('reinstatement', '', -2147483648, 2147483647, 0, 0, 1, 0, '', 0, 0, 0, 'Trở lại sinh hoạt bình thường'),
    ('suspension', '', -2147483648, 2147483647, 1, 1, 0, 0, '', 90, 30, 0, '21-QĐ/TW 2026: đình chỉ sinh hoạt 90 ngày, gia hạn một lần không quá 30 ngày (theo nguồn thứ cấp)'),
    ('discipline', 'reprimand', -2147483648, 2147483647, 1, 1, 1, 1, 'discipline', 0, 0, 0, '296-QĐ/TW, điều 10, 11: chi bộ quyết định khiển trách, cảnh cáo; có hiệu lực khi công bố kết quả biểu quyết (theo nguồn thứ cấp)'),
    ('discipline', 'warning', -2147483648, 2147483647, 1, 1, 1, 1, 'discipline', 0, 0, 0, '296-QĐ/TW, điều 10, 11: chi bộ quyết định khiển trách, cảnh cáo; có hiệu lực khi công bố kết quả biểu quyết (theo nguồn thứ cấp)'),
    ('discipline', 'dismissal', -2147483648, 2147483647, 1, 1, 0, 0, 'discipline', 0, 0, 1, 'Điều lệ Đảng, điều 35; 21-QĐ/TW 2026: cách chức, có hiệu lực từ ngày ký (theo nguồn thứ cấp)'),
    ('discipline', 'expulsion', -2147483648, 2147483647, 1, 1, 0, 0, 'discipline_heavy', 0, 0, 1, 'Điều lệ Đảng, điều 35; 21-QĐ/TW 2026: khai trừ, có hiệu lực từ ngày ký (theo nguồn thứ cấp)'),
    ('removal', '', -2147483648, 2147483647, 1, 1, 0, 0, 'removal', 0, 0, 0, '24-QĐ/TW 2021: xóa tên'),
    ('resignation', '', -2147483648, 2147483647, 1, 0, 0, 0, 'removal', 0, 0, 0, 'Điều lệ Đảng, điều 8: xin ra khỏi Đảng'),
    ('death', '', -2147483648, 2147483647, 0, 0, 1, 1, '', 0, 0, 0, 'Từ trần');
