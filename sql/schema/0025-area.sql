-- 0025 area: who is in charge of which village, household group, firm, over which days. No records about residents.

-- kind: village household_group firm other. place_id: the place it is or lies in, 0 none.
CREATE TABLE area (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    search     TEXT NOT NULL,
    place_id   {id} NOT NULL,
    note       TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX area_by_id ON area (id);
CREATE INDEX area_place ON area (place_id);

-- Facts of the unit: the person is in charge of the area. role: lead help.
CREATE TABLE area_charge (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    area_id    {id} NOT NULL,
    person_id  {id} NOT NULL,
    role       TEXT NOT NULL,
    decision   TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX area_charge_person ON area_charge (person_id, valid_to);
CREATE INDEX area_charge_area ON area_charge (area_id, valid_to);

-- What is to be done there over months from … to (year × 12 + month - 1), by whoever is in charge.
CREATE TABLE area_plan (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    area_id    {id} NOT NULL,
    month_from {int} NOT NULL,
    month_to   {int} NOT NULL,
    text       TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX area_plan_area ON area_plan (area_id, month_from);

-- The note of a month by one who is in charge; acting_for: whose note somebody else wrote down, 0 oneself.
CREATE TABLE area_note (
    unit_id    {id} NOT NULL,
    area_id    {id} NOT NULL,
    person_id  {id} NOT NULL,
    month      {int} NOT NULL,
    text       TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    acting_for {id} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, area_id, person_id, month)
) {table};

INSERT INTO rule_default (name, valid_from, valid_to, value, legal_basis) VALUES
    ('area_most', -2147483648, 2147483647, 5, 'Số địa bàn một người phụ trách, quá mức này là quá tải: mức nhắc của chương trình'),
    ('area_note_due_day', -2147483648, 2147483647, 31, 'Báo cáo địa bàn hằng tháng; ngày trong tháng do cấp ủy quy định, 31 là ngày cuối tháng');
