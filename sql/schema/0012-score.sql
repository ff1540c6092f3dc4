-- 0012 score: the score of a meeting by the criteria set in force, and the plan for a weak cell. (domain/03 §3.4)
--
-- Points are hundredths. A criterion without children is scored; rule names how the program works it out from what is
-- recorded, '' when somebody judges. optional 1: it may be "not applicable", and then counts by the set's own na_rule:
-- full (its full points) or excluded (out of the sum, the rest scaled to 100). Days: 20389 is 2025-10-28.

CREATE TABLE score_set (
    code        TEXT NOT NULL PRIMARY KEY,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    na_rule     TEXT NOT NULL,
    name        TEXT NOT NULL,
    legal_basis TEXT NOT NULL
) {table};
CREATE TABLE score_criterion (
    set_code TEXT NOT NULL,
    code     TEXT NOT NULL,
    parent   TEXT NOT NULL,
    position {int} NOT NULL,
    most     {int} NOT NULL,
    rule     TEXT NOT NULL,
    optional {int} NOT NULL,
    name     TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    PRIMARY KEY (set_code, code)
) {table};
-- least: points in hundredths from which the class holds. class: good fair average poor.
CREATE TABLE score_class (
    set_code TEXT NOT NULL,
    class    TEXT NOT NULL,
    least    {int} NOT NULL,
    PRIMARY KEY (set_code, class)
) {table};

-- scorer: cell monitor. source: computed entered. applicable 0: not applicable.
CREATE TABLE meeting_score (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    scorer     TEXT NOT NULL,
    criterion  TEXT NOT NULL,
    points     {int} NOT NULL,
    applicable {int} NOT NULL,
    source     TEXT NOT NULL,
    note       TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, scorer, criterion)
) {table};
-- The sum of them, once the sheet is complete.
CREATE TABLE meeting_total (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    scorer     TEXT NOT NULL,
    set_code   TEXT NOT NULL,
    points     {int} NOT NULL,
    class      TEXT NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, scorer)
) {table};

-- A weak cell's plan, from the day it went on the list until it is off. state: open closed. reason: scores absence unmet
-- judged. An event is a step planned, done, or a review.
CREATE TABLE strengthening (
    unit_id        {id} NOT NULL,
    id             {id} NOT NULL,
    opened_on      {day} NOT NULL,
    reason         TEXT NOT NULL,
    goal           TEXT NOT NULL,
    responsible_id {id} NOT NULL,
    review_on      {day} NOT NULL,
    state          TEXT NOT NULL,
    closed_on      {day} NOT NULL,
    outcome        TEXT NOT NULL,
    version        {int} NOT NULL,
    at             {time} NOT NULL,
    entered_by     {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX strengthening_open ON strengthening (unit_id) WHERE state = 'open';
CREATE TABLE strengthening_event (
    unit_id    {id} NOT NULL,
    plan_id    {id} NOT NULL,
    id         {id} NOT NULL,
    what       TEXT NOT NULL,
    text       TEXT NOT NULL,
    due        {day} NOT NULL,
    done_on    {day} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, plan_id, id)
) {table};

INSERT INTO score_set (code, valid_from, valid_to, na_rule, name, legal_basis) VALUES
    ('2018', -2147483648, 20389, 'full', 'Chấm điểm sinh hoạt chi bộ (trước 28/10/2025)', '12-HD/BTCTW ngày 06/7/2018 (cần đối chiếu)'),
    ('2025', 20389, 2147483647, 'full', 'Chấm điểm sinh hoạt chi bộ', '42-HD/BTCTW ngày 28/10/2025 (chi tiết theo nguồn thứ cấp)');

INSERT INTO score_criterion (set_code, code, parent, position, most, rule, optional, name, name_en)
SELECT s.code, c.code, c.parent, c.position, c.most, c.rule, c.optional, c.name, c.name_en
FROM score_set s CROSS JOIN (
    SELECT '1' AS code, '' AS parent, 1 AS position, 500 AS most, 'length' AS rule, 0 AS optional, 'Bảo đảm thời gian sinh hoạt' AS name, 'Keeping time and length' AS name_en
    UNION ALL SELECT '2', '', 2, 500, '', 0, 'Tỷ lệ đảng viên dự sinh hoạt', 'Attendance'
    UNION ALL SELECT '2.1', '2', 3, 400, 'attendance', 0, 'Tỷ lệ dự họp', 'Attendance rate'
    UNION ALL SELECT '2.2', '2', 4, 100, 'absence_run', 0, 'Không có đảng viên vắng quá ba kỳ liên tiếp', 'Nobody absent more than three times running'
    UNION ALL SELECT '3', '', 5, 1000, '', 0, 'Chuẩn bị', 'Preparation'
    UNION ALL SELECT '3.1', '3', 6, 300, '', 0, 'Nội dung', 'Content'
    UNION ALL SELECT '3.2', '3', 7, 200, '', 0, 'Định hướng, dự thảo nghị quyết', 'Orientation and draft'
    UNION ALL SELECT '3.3', '3', 8, 200, 'committee_met', 1, 'Họp chi ủy', 'Committee meeting'
    UNION ALL SELECT '3.4', '3', 9, 100, 'invited', 0, 'Thông báo', 'Notice given'
    UNION ALL SELECT '3.5', '3', 10, 200, 'documents_ahead', 0, 'Tài liệu đưa lên trước ít nhất một ngày', 'Documents a day ahead'
    UNION ALL SELECT '4', '', 11, 4000, '', 0, 'Nội dung và điều hành', 'Conduct'
    UNION ALL SELECT '4.1', '4', 12, 500, 'steps', 0, 'Đủ các bước', 'All steps'
    UNION ALL SELECT '4.2', '4', 13, 1000, '', 0, 'Nội dung thường kỳ', 'Ordinary content'
    UNION ALL SELECT '4.3', '4', 14, 500, 'thematic', 1, 'Nội dung chuyên đề', 'Thematic content'
    UNION ALL SELECT '4.4', '4', 15, 200, 'praise', 0, 'Biểu dương, nhắc nhở', 'Praise and reminders'
    UNION ALL SELECT '4.5', '4', 16, 500, 'speakers', 0, 'Đảng viên phát biểu', 'Members who spoke'
    UNION ALL SELECT '4.6', '4', 17, 100, 'minutes', 0, 'Ghi biên bản', 'Minutes kept'
    UNION ALL SELECT '4.7', '4', 18, 100, 'ideology', 0, '15-30 phút về tư tưởng', '15-30 minutes on ideology'
    UNION ALL SELECT '4.8', '4', 19, 100, 'documents_online', 0, 'Tài liệu điện tử', 'Documents online'
    UNION ALL SELECT '4.9', '4', 20, 1000, '', 0, 'Điều hành của người chủ trì', 'Chairing'
    UNION ALL SELECT '5', '', 21, 500, '', 0, 'Nguyên tắc của Đảng', 'Party principles'
    UNION ALL SELECT '6', '', 22, 3000, 'results', 1, 'Kết quả thực hiện nghị quyết kỳ trước', 'Results of the previous resolution'
    UNION ALL SELECT '7', '', 23, 500, '', 0, 'Kết thúc', 'Closing'
    UNION ALL SELECT '7.1', '7', 24, 200, 'conclusion', 0, 'Kết luận', 'Conclusion'
    UNION ALL SELECT '7.2', '7', 25, 200, 'assigned', 0, 'Thông qua nghị quyết, phân công', 'Adoption and assignment'
    UNION ALL SELECT '7.3', '7', 26, 100, 'sent_in_time', 0, 'Gửi trong hai ngày', 'Sent within two days'
) c;

INSERT INTO score_class (set_code, class, least) VALUES
    ('2018', 'good', 9000), ('2018', 'fair', 7000), ('2018', 'average', 5000), ('2018', 'poor', 0),
    ('2025', 'good', 9000), ('2025', 'fair', 7000), ('2025', 'average', 5000), ('2025', 'poor', 0);
