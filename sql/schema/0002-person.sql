-- 0002 person: humans, what is known of them, where they belong, what they hold.
--
-- person_basic keeps in plain text what is counted and listed; every other field of the record is encrypted one by
-- one under the person's own key (person_key), so that destroying the key erases them. Rows are owned by the person.

-- code: what papers and files name the person by; one for ever, unique by person_code.
CREATE TABLE person (
    id         {id} NOT NULL PRIMARY KEY,
    code       {word} NOT NULL,
    created_at {time} NOT NULL
) {table};

CREATE TABLE person_code (
    code      {word} NOT NULL PRIMARY KEY,
    person_id {id} NOT NULL
) {table};

-- birth_date, admit_date, official_date: partial dates yyyymmdd with zeros for what is unknown, 0 = unknown.
-- sort_key: ICU key of given, family, middle name; its version is the setting 'collator'.
-- search: every word of every name the person had, folded and in lower case, each with a space before it.
CREATE TABLE person_basic (
    person_id        {id} NOT NULL,
    id               {id} NOT NULL,
    valid_from       {day} NOT NULL,
    valid_to         {day} NOT NULL,
    known_from       {time} NOT NULL,
    known_to         {time} NOT NULL,
    full_name        TEXT NOT NULL,
    birth_name       TEXT NOT NULL,
    sort_key         {bytes} NOT NULL,
    sex              TEXT NOT NULL,
    birth_date       {int} NOT NULL,
    ethnicity        TEXT NOT NULL,
    edu_general      TEXT NOT NULL,
    edu_degree       TEXT NOT NULL,
    political_theory TEXT NOT NULL,
    occupation       TEXT NOT NULL,
    admit_date       {int} NOT NULL,
    official_date    {int} NOT NULL,
    search           TEXT NOT NULL,
    reason           TEXT NOT NULL,
    entered_by       {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX person_basic_sort ON person_basic (sort_key, birth_date, person_id);

-- wrapped: the person's key under master key_number; empty once erased. The one row here that is ever overwritten.
CREATE TABLE person_key (
    person_id  {id} NOT NULL PRIMARY KEY,
    key_number {int} NOT NULL,
    wrapped    {bytes} NOT NULL
) {table};

-- The other single fields of the record: field names as in domain/02 section 2.2.
CREATE TABLE person_field (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    field      TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    cipher     {bytes} NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- The tables of the record: work_history, training, awards, badges, titles, discipline, family, foreign travel …
-- entry_id stays the same while an entry is corrected; cipher holds all columns of the entry (person/entry.c).
CREATE TABLE person_entry (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    entry_id   {id} NOT NULL,
    list       TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    cipher     {bytes} NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- Keyed hashes of numbers people are looked up by: kind citizen_id, party_card_no, dossier_no, phone.
CREATE TABLE person_number (
    kind      TEXT NOT NULL,
    hash      {bytes} NOT NULL,
    person_id {id} NOT NULL,
    PRIMARY KEY (kind, hash, person_id)
) {table};
CREATE INDEX person_number_person ON person_number (person_id);

-- Words of every name a person had, folded, for search by prefix.
CREATE TABLE person_token (
    token     {word} NOT NULL,
    person_id {id} NOT NULL,
    PRIMARY KEY (token, person_id)
) {table};

-- standing: candidate probationary official expelled removed resigned deceased. (glossary: tư cách)
CREATE TABLE standing (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    standing   TEXT NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- activity: active exempt temporarily_exempt suspended interrupted. (glossary: tình trạng sinh hoạt)
CREATE TABLE activity (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    activity   TEXT NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX activity_other ON activity (activity, valid_to, person_id) WHERE activity <> 'active';

-- A person's belonging to a cell. One at a time: a rule kept by member/membership.c and asserted by `verify`.
CREATE TABLE membership (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    unit_id    {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX membership_unit ON membership (unit_id, valid_to, person_id, valid_from, known_to, known_from);

-- An office held in a unit, or (village_head) in a place. basis: elected appointed assigned.
CREATE TABLE office (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    unit_id    {id} NOT NULL,
    place_id   {id} NOT NULL,
    office     TEXT NOT NULL,
    basis      TEXT NOT NULL,
    term       TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX office_unit ON office (unit_id, valid_to, office);
CREATE INDEX office_place ON office (place_id, valid_to, office);

-- Rules as dated data, each with its legal basis. "cần đối chiếu" marks what was recalled and is to be verified by the operator.
CREATE TABLE person_rule (
    name        TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    value       {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (name, valid_from)
) {table};

-- before '': nothing known before. min_months: full months the one before must have lasted; max_days: how long the one
-- after may last; 0: no such limit.
CREATE TABLE standing_rule (
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    min_months  {int} NOT NULL,
    max_days    {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (before, after, valid_from)
) {table};

CREATE TABLE activity_rule (
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    min_months  {int} NOT NULL,
    max_days    {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (before, after, valid_from)
) {table};

-- held_in: unit or place. sort: rank, 1 highest. most: how many may hold it in one place at once, 0 any number.
-- official_only: 1 when only an official member may.
CREATE TABLE office_kind (
    office        TEXT NOT NULL,
    valid_from    {day} NOT NULL,
    valid_to      {day} NOT NULL,
    held_in       TEXT NOT NULL,
    sort          {int} NOT NULL,
    most          {int} NOT NULL,
    official_only {int} NOT NULL,
    legal_basis   TEXT NOT NULL,
    PRIMARY KEY (office, valid_from)
) {table};

-- -3400 = 10/09/1960.
INSERT INTO person_rule VALUES
    ('admit_age_least', -3400, 2147483647, 18, 'Điều lệ Đảng, điều 1; 232-QĐ/TW 20/01/2025 (trước 10/09/1960 không kiểm tra (cần đối chiếu))'),
    ('admit_age_most', -3400, 2147483647, 60, '232-QĐ/TW 20/01/2025: trên 60 tuổi phải được cấp ủy tỉnh đồng ý');

INSERT INTO standing_rule VALUES
    ('', 'candidate', -2147483648, 2147483647, 0, 0, 'Hồ sơ được lập sau khi sự việc đã có'),
    ('', 'probationary', -2147483648, 2147483647, 0, 0, 'Hồ sơ được lập sau khi sự việc đã có'),
    ('', 'official', -2147483648, 2147483647, 0, 0, 'Hồ sơ được lập sau khi sự việc đã có'),
    ('candidate', 'probationary', -2147483648, 2147483647, 0, 0, 'Điều lệ Đảng, điều 4, 5: kết nạp'),
    ('candidate', 'removed', -2147483648, 2147483647, 0, 0, 'Đưa ra khỏi danh sách cảm tình Đảng'),
    ('candidate', 'deceased', -2147483648, 2147483647, 0, 0, 'Từ trần'),
    ('probationary', 'official', -2147483648, 2147483647, 12, 0, 'Điều lệ Đảng, điều 5: dự bị 12 tháng'),
    ('probationary', 'removed', -2147483648, 2147483647, 0, 0, 'Điều lệ Đảng, điều 5, 8: xóa tên'),
    ('probationary', 'resigned', -2147483648, 2147483647, 0, 0, 'Điều lệ Đảng, điều 8: xin ra khỏi Đảng'),
    ('probationary', 'deceased', -2147483648, 2147483647, 0, 0, 'Từ trần'),
    ('official', 'expelled', -2147483648, 2147483647, 0, 0, 'Điều lệ Đảng, điều 35: khai trừ'),
    ('official', 'removed', -2147483648, 2147483647, 0, 0, 'Điều lệ Đảng, điều 8; 24-QĐ/TW 2021: xóa tên'),
    ('official', 'resigned', -2147483648, 2147483647, 0, 0, 'Điều lệ Đảng, điều 8: xin ra khỏi Đảng'),
    ('official', 'deceased', -2147483648, 2147483647, 0, 0, 'Từ trần'),
    ('expelled', 'candidate', -2147483648, 2147483647, 36, 0, '208-QĐ/TW: kết nạp lại sau ít nhất 36 tháng'),
    ('expelled', 'probationary', -2147483648, 2147483647, 36, 0, '208-QĐ/TW: kết nạp lại sau ít nhất 36 tháng'),
    ('expelled', 'deceased', -2147483648, 2147483647, 0, 0, 'Từ trần'),
    ('removed', 'candidate', -2147483648, 2147483647, 36, 0, '208-QĐ/TW: kết nạp lại sau ít nhất 36 tháng'),
    ('removed', 'probationary', -2147483648, 2147483647, 36, 0, '208-QĐ/TW: kết nạp lại sau ít nhất 36 tháng'),
    ('removed', 'deceased', -2147483648, 2147483647, 0, 0, 'Từ trần'),
    ('resigned', 'candidate', -2147483648, 2147483647, 36, 0, '208-QĐ/TW: kết nạp lại sau ít nhất 36 tháng'),
    ('resigned', 'probationary', -2147483648, 2147483647, 36, 0, '208-QĐ/TW: kết nạp lại sau ít nhất 36 tháng'),
    ('resigned', 'deceased', -2147483648, 2147483647, 0, 0, 'Từ trần'),
    ('expelled', 'official', -2147483648, 2147483647, 0, 0, 'Khôi phục quyền đảng viên (phiếu đảng viên, mục 27) (cần đối chiếu)'),
    ('removed', 'official', -2147483648, 2147483647, 0, 0, 'Khôi phục quyền đảng viên (phiếu đảng viên, mục 27) (cần đối chiếu)');

INSERT INTO activity_rule VALUES
    ('', 'active', -2147483648, 2147483647, 0, 0, 'Sinh hoạt bình thường'),
    ('', 'exempt', -2147483648, 2147483647, 0, 0, '12-HD/BTCTW 2022: miễn công tác và sinh hoạt đảng'),
    ('', 'temporarily_exempt', -2147483648, 2147483647, 0, 366, '12-HD/BTCTW 2022: việc làm chưa ổn định, dưới một năm (cần đối chiếu)'),
    ('', 'suspended', -2147483648, 2147483647, 0, 120, 'Đình chỉ sinh hoạt: 90 ngày, gia hạn một lần không quá 30 ngày'),
    ('', 'interrupted', -2147483648, 2147483647, 0, 0, 'Gián đoạn sinh hoạt'),
    ('active', 'exempt', -2147483648, 2147483647, 0, 0, '12-HD/BTCTW 2022: miễn công tác và sinh hoạt đảng'),
    ('active', 'temporarily_exempt', -2147483648, 2147483647, 0, 366, '12-HD/BTCTW 2022: việc làm chưa ổn định, dưới một năm (cần đối chiếu)'),
    ('active', 'suspended', -2147483648, 2147483647, 0, 120, 'Đình chỉ sinh hoạt: 90 ngày, gia hạn một lần không quá 30 ngày'),
    ('active', 'interrupted', -2147483648, 2147483647, 0, 0, 'Gián đoạn sinh hoạt'),
    ('exempt', 'active', -2147483648, 2147483647, 0, 0, 'Sinh hoạt bình thường'),
    ('exempt', 'suspended', -2147483648, 2147483647, 0, 120, 'Đình chỉ sinh hoạt: 90 ngày, gia hạn một lần không quá 30 ngày'),
    ('exempt', 'interrupted', -2147483648, 2147483647, 0, 0, 'Gián đoạn sinh hoạt'),
    ('temporarily_exempt', 'active', -2147483648, 2147483647, 0, 0, 'Sinh hoạt bình thường'),
    ('temporarily_exempt', 'exempt', -2147483648, 2147483647, 0, 0, '12-HD/BTCTW 2022: miễn công tác và sinh hoạt đảng'),
    ('temporarily_exempt', 'suspended', -2147483648, 2147483647, 0, 120, 'Đình chỉ sinh hoạt: 90 ngày, gia hạn một lần không quá 30 ngày'),
    ('temporarily_exempt', 'interrupted', -2147483648, 2147483647, 0, 0, 'Gián đoạn sinh hoạt'),
    ('suspended', 'active', -2147483648, 2147483647, 0, 0, 'Sinh hoạt bình thường'),
    ('suspended', 'exempt', -2147483648, 2147483647, 0, 0, '12-HD/BTCTW 2022: miễn công tác và sinh hoạt đảng'),
    ('suspended', 'temporarily_exempt', -2147483648, 2147483647, 0, 366, '12-HD/BTCTW 2022: việc làm chưa ổn định, dưới một năm (cần đối chiếu)'),
    ('interrupted', 'active', -2147483648, 2147483647, 0, 0, 'Sinh hoạt bình thường'),
    ('interrupted', 'exempt', -2147483648, 2147483647, 0, 0, '12-HD/BTCTW 2022: miễn công tác và sinh hoạt đảng'),
    ('interrupted', 'temporarily_exempt', -2147483648, 2147483647, 0, 366, '12-HD/BTCTW 2022: việc làm chưa ổn định, dưới một năm (cần đối chiếu)'),
    ('interrupted', 'suspended', -2147483648, 2147483647, 0, 120, 'Đình chỉ sinh hoạt: 90 ngày, gia hạn một lần không quá 30 ngày');

INSERT INTO office_kind VALUES
    ('secretary', -2147483648, 2147483647, 'unit', 1, 1, 1, '29-QĐ/TW 2016, điểm 24; Điều lệ Đảng'),
    ('deputy_secretary', -2147483648, 2147483647, 'unit', 2, 0, 1, '29-QĐ/TW 2016, điểm 24'),
    ('standing_committee_member', -2147483648, 2147483647, 'unit', 3, 0, 1, '208-QĐ/TW: ban thường vụ không quá một phần ba cấp ủy'),
    ('committee_member', -2147483648, 2147483647, 'unit', 4, 0, 1, '29-QĐ/TW 2016, điểm 24: chi ủy không quá 7'),
    ('inspection_chair', -2147483648, 2147483647, 'unit', 5, 1, 1, 'Điều lệ Đảng, điều 31'),
    ('inspection_deputy', -2147483648, 2147483647, 'unit', 6, 0, 1, 'Điều lệ Đảng, điều 31'),
    ('inspection_member', -2147483648, 2147483647, 'unit', 7, 0, 1, 'Điều lệ Đảng, điều 31'),
    ('cell_group_head', -2147483648, 2147483647, 'unit', 8, 0, 1, 'Điều lệ Đảng, điều 24: tổ đảng'),
    ('village_head', -2147483648, 2147483647, 'place', 9, 1, 0, 'Luật 10/2022/QH15, điều 15; 59/2023/NĐ-CP');
