-- 0009 rule: values a law sets, dated, and what an organisation sets for itself and all below it. (domain/03 §3.1)
--
-- The nearest organisation above (or the unit itself) that has set a value on the day decides; else the default here.
-- Amounts are whole numbers in the unit the name ends with: minutes, days, bp (1/100 %), dong, bytes; no ending: a count.
-- A legal basis that says "cần đối chiếu" was not seen at its source. Days: 20389 is 2025-10-28.

CREATE TABLE rule_default (
    name        TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    value       {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (name, valid_from)
) {table};

CREATE TABLE unit_rule (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    known_from  {time} NOT NULL,
    known_to    {time} NOT NULL,
    name        TEXT NOT NULL,
    value       {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('meeting_length_minutes', -2147483648, 20389, 0, 'Trước 28/10/2025 không quy định thời lượng (cần đối chiếu)'),
    ('meeting_length_minutes', 20389, 2147483647, 90, '42-HD/BTCTW ngày 28/10/2025'),
    ('meeting_combined_minutes', -2147483648, 20389, 0, 'Trước 28/10/2025 không quy định thời lượng (cần đối chiếu)'),
    ('meeting_combined_minutes', 20389, 2147483647, 120, '42-HD/BTCTW ngày 28/10/2025: thường kỳ kết hợp chuyên đề'),
    ('meeting_due_day', -2147483648, 2147483647, 31, 'Mỗi tháng một lần: Điều lệ Đảng; ngày trong tháng do cấp ủy quy định, 31 là ngày cuối tháng'),
    ('meeting_documents_ahead_days', -2147483648, 2147483647, 1, '42-HD/BTCTW ngày 28/10/2025: tài liệu trước ít nhất một ngày'),
    ('meeting_minutes_days', -2147483648, 2147483647, 2, '42-HD/BTCTW ngày 28/10/2025: nghị quyết gửi cấp trên trong hai ngày (theo nguồn thứ cấp)'),
    ('meeting_online_allowed', -2147483648, 2147483647, 0, 'Chỉ khi cấp ủy cho phép'),
    ('attendance_aim_bp', -2147483648, 2147483647, 9000, '42-HD/BTCTW ngày 28/10/2025: trên 90 % (theo nguồn thứ cấp)'),
    ('attendance_low_bp', -2147483648, 2147483647, 8500, 'Mức nhắc của chương trình'),
    ('paper_most_bytes', -2147483648, 2147483647, 5242880, 'Giới hạn của chương trình'),
    ('paper_most_count', -2147483648, 2147483647, 10, 'Giới hạn của chương trình'),
    ('remind_after_days', -2147483648, 2147483647, 1, 'Nhắc chi bộ sau hạn; mỗi bậc trên thêm chừng ấy ngày'),
    ('fee_retained_bp', -2147483648, 2147483647, 7000, '01-QĐ/TW ngày 03/02/2026: chi bộ khu dân cư giữ lại 70 % (theo nguồn thứ cấp)'),
    ('fee_due_day', -2147483648, 2147483647, 31, '01-QĐ/TW ngày 03/02/2026: đóng hằng tháng');
