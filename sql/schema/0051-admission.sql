-- 0051 admission: how a person becomes a member, step by step; private firms and who works there. (domain/02 §2.5; S12, S13)

-- Which steps there are, as dated data. above 1: of a committee above the cell. num/den 0: no vote. deadline: name of a
-- rule_default of days (workdays 1: working days) that runs from the step before; '' none.
CREATE TABLE admission_step_kind (
    step        TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    sort        {int} NOT NULL,
    above       {int} NOT NULL,
    num         {int} NOT NULL,
    den         {int} NOT NULL,
    strict      {int} NOT NULL,
    deadline    TEXT NOT NULL,
    workdays    {int} NOT NULL,
    form        TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (step, valid_from)
) {table};

-- state: open paused refused withdrawn admitted official. admitted: day of the decision, official_from: twelve months later;
-- 2147483647 while it has none. next_step, next_due: kept with every deed, so that lists need not reckon.
CREATE TABLE admission (
    unit_id       {id} NOT NULL,
    id            {id} NOT NULL,
    person_id     {id} NOT NULL,
    state         TEXT NOT NULL,
    begun         {day} NOT NULL,
    admitted      {day} NOT NULL,
    official_from {day} NOT NULL,
    next_step     TEXT NOT NULL,
    next_due      {day} NOT NULL,
    helper_id     {id} NOT NULL,
    helper2_id    {id} NOT NULL,
    again         {int} NOT NULL,
    reason        TEXT NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX admission_by_id ON admission (id);
CREATE INDEX admission_person ON admission (person_id, id);

-- A step done (or refused); one taken back keeps its row (known_to). Votes -1: it takes none. meeting_id: whose vote it was.
CREATE TABLE admission_step (
    unit_id       {id} NOT NULL,
    admission_id  {id} NOT NULL,
    id            {id} NOT NULL,
    step          TEXT NOT NULL,
    result        TEXT NOT NULL,
    day           {day} NOT NULL,
    due           {day} NOT NULL,
    number        TEXT NOT NULL,
    note          TEXT NOT NULL,
    entitled      {int} NOT NULL,
    present       {int} NOT NULL,
    votes_for     {int} NOT NULL,
    votes_against {int} NOT NULL,
    votes_invalid {int} NOT NULL,
    meeting_id    {id} NOT NULL,
    vote_key      {word} NOT NULL,
    known_from    {time} NOT NULL,
    known_to      {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, admission_id, id)
) {table};

-- unit_id: the committee that looks after the firm.
CREATE TABLE firm (
    unit_id {id} NOT NULL,
    id      {id} NOT NULL,
    code    {word} NOT NULL UNIQUE,
    version {int} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX firm_by_id ON firm (id);
-- Facts of a firm. cell_id 0: it has none. workers -1: not known.
CREATE TABLE firm_version (
    firm_id    {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    name       TEXT NOT NULL,
    ownership  TEXT NOT NULL,
    trade      TEXT NOT NULL,
    place_id   {id} NOT NULL,
    workers    {int} NOT NULL,
    cell_id    {id} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (firm_id, id)
) {table};
CREATE INDEX firm_version_cell ON firm_version (cell_id) WHERE cell_id <> 0;
-- Facts of a member: where he works.
CREATE TABLE firm_member (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    firm_id    {id} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX firm_member_firm ON firm_member (firm_id, valid_to, person_id);

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('admission_ceremony_workdays', -2147483648, 2147483647, 30, '208-QĐ/TW: lễ kết nạp trong 30 ngày làm việc kể từ ngày có quyết định (theo nguồn thứ cấp)'),
    ('admission_probation_months', -2147483648, 2147483647, 12, 'Điều lệ Đảng, điều 5: dự bị 12 tháng'),
    ('admission_official_workdays', -2147483648, 2147483647, 30, 'Hoàn thiện hồ sơ công nhận chính thức trong 30 ngày làm việc (cần đối chiếu)'),
    ('admission_biography_workdays', -2147483648, 2147483647, 30, 'Khai lý lịch đảng viên trong 30 ngày làm việc kể từ lễ kết nạp (theo nguồn thứ cấp)');

INSERT INTO admission_step_kind (step, valid_from, valid_to, sort, above, num, den, strict, deadline, workdays, form, legal_basis) VALUES
    ('help', -2147483648, 2147483647, 1, 0, 0, 0, 0, '', 0, '', 'Phân công đảng viên chính thức giúp đỡ, xem xét trong sinh hoạt chi bộ'),
    ('class', -2147483648, 2147483647, 2, 0, 0, 0, 0, '', 0, '', 'Lớp nhận thức về Đảng, giấy chứng nhận'),
    ('application', -2147483648, 2147483647, 3, 0, 0, 0, 0, '', 0, '1-KNĐ', '12-HD/BTCTW 2022: đơn xin vào Đảng, lý lịch tự khai'),
    ('verification', -2147483648, 2147483647, 4, 0, 0, 0, 0, '', 0, '2-KNĐ', '01-HD/TW 2021: thẩm tra lý lịch'),
    ('introducers', -2147483648, 2147483647, 5, 0, 0, 0, 0, '', 0, '3-KNĐ', 'Giấy giới thiệu của đảng viên, nghị quyết của đoàn thể (4-KNĐ)'),
    ('opinions', -2147483648, 2147483647, 6, 0, 0, 0, 0, '', 0, '5-KNĐ', 'Tổng hợp ý kiến nhận xét, có nơi cư trú'),
    ('cell_vote', -2147483648, 2147483647, 7, 0, 2, 3, 0, '', 0, '6-KNĐ', 'Ít nhất hai phần ba đảng viên chính thức của chi bộ (theo nguồn thứ cấp)'),
    ('appraisal', -2147483648, 2147483647, 8, 1, 0, 0, 0, '', 0, '7-KNĐ', 'Đảng ủy bộ phận thẩm định, nơi có đảng ủy bộ phận'),
    ('committee_vote', -2147483648, 2147483647, 9, 1, 2, 3, 0, '', 0, '8-KNĐ', 'Ít nhất hai phần ba cấp ủy viên đảng ủy cơ sở (theo nguồn thứ cấp)'),
    ('decision', -2147483648, 2147483647, 10, 1, 1, 2, 1, '', 0, '9-KNĐ', '208-QĐ/TW: ban thường vụ quyết định, quá nửa (theo nguồn thứ cấp)'),
    ('ceremony', -2147483648, 2147483647, 11, 0, 0, 0, 0, 'admission_ceremony_workdays', 1, '', '208-QĐ/TW: lễ kết nạp trong 30 ngày làm việc (theo nguồn thứ cấp)'),
    ('probation_class', -2147483648, 2147483647, 12, 0, 0, 0, 0, '', 0, '', 'Lớp đảng viên mới'),
    ('self_review', -2147483648, 2147483647, 13, 0, 0, 0, 0, '', 0, '10-KNĐ', 'Bản tự kiểm điểm của đảng viên dự bị, nhận xét của người giúp đỡ (11-KNĐ)'),
    ('official_vote', -2147483648, 2147483647, 14, 0, 2, 3, 0, 'admission_official_workdays', 1, '12-KNĐ', 'Chi bộ biểu quyết như khi kết nạp: ít nhất hai phần ba'),
    ('official_committee', -2147483648, 2147483647, 15, 1, 2, 3, 0, '', 0, '13-KNĐ', 'Nghị quyết của đảng ủy cơ sở (cần đối chiếu)'),
    ('officialised', -2147483648, 2147483647, 16, 1, 1, 2, 1, '', 0, '14-KNĐ', '208-QĐ/TW: công nhận đúng ngày hết 12 tháng dự bị, kể cả khi họp muộn (theo nguồn thứ cấp)');
