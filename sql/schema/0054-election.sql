-- 0054 election: congresses, elections, who stands, the base, the counting sheets, the locked minutes. (domain/05)
--
-- Who voted how is never kept: numbers of ballots and votes alone. Instants are 0 and days 2147483647 while the thing has not happened.

-- Dated data. body, office '': of all; the most exact one decides. Days: 18262 is 2020-01-01; 19583 is 2023-08-14 (59/2023/NĐ-CP), 20006 is 2024-10-10 (190-QĐ/TW).
CREATE TABLE election_rule (
    name        TEXT NOT NULL,
    body        TEXT NOT NULL,
    office      TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    value       {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (name, body, office, valid_from)
) {table};

CREATE TABLE congress (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL,
    term       TEXT NOT NULL,
    number     {int} NOT NULL,
    note       TEXT NOT NULL,
    on_day     {day} NOT NULL,
    until_day  {day} NOT NULL,
    term_from  {day} NOT NULL,
    term_to    {day} NOT NULL,
    meeting_id {id} NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX congress_by_id ON congress (id);

CREATE TABLE congress_delegate (
    unit_id       {id} NOT NULL,
    congress_id   {id} NOT NULL,
    person_id     {id} NOT NULL,
    from_unit     {id} NOT NULL,
    why           TEXT NOT NULL,
    alternate_for {id} NOT NULL,
    election_id   {id} NOT NULL,
    removed_at    {time} NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, congress_id, person_id)
) {table};

-- state: preparing listed voting locked annulled. households: the whole base of body households or voters. place_id: of a village head.
CREATE TABLE election (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    congress_id {id} NOT NULL,
    meeting_id  {id} NOT NULL,
    place_id    {id} NOT NULL,
    office      TEXT NOT NULL,
    body        TEXT NOT NULL,
    form        TEXT NOT NULL,
    state       TEXT NOT NULL,
    term        TEXT NOT NULL,
    on_day      {day} NOT NULL,
    seats       {int} NOT NULL,
    prepared    {int} NOT NULL,
    households  {int} NOT NULL,
    rounds      {int} NOT NULL,
    two_entries {int} NOT NULL,
    stop_reason TEXT NOT NULL,
    decision    TEXT NOT NULL,
    decided_on  {day} NOT NULL,
    office_from {day} NOT NULL,
    office_to   {day} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX election_by_id ON election (id);
CREATE INDEX election_congress ON election (unit_id, congress_id);
CREATE INDEX election_place ON election (place_id, on_day) WHERE place_id <> 0;

-- person_id 0: somebody outside the register, by name. support, poll -1: not asked, none held.
CREATE TABLE nominee (
    unit_id     {id} NOT NULL,
    election_id {id} NOT NULL,
    id          {id} NOT NULL,
    person_id   {id} NOT NULL,
    name        TEXT NOT NULL,
    sort_key    {bytes} NOT NULL,
    birth_date  {int} NOT NULL,
    sex         TEXT NOT NULL,
    ethnicity   TEXT NOT NULL,
    edu         TEXT NOT NULL,
    source      TEXT NOT NULL,
    support     {int} NOT NULL,
    attending   {int} NOT NULL,
    poll        {int} NOT NULL,
    listed      {int} NOT NULL,
    withdrawn   {int} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, election_id, id)
) {table};

-- What those present can tell of a person of the base (kept 0), and, once locked, everybody as he stood in it (kept 1: why, counted, attends).
CREATE TABLE election_base (
    unit_id     {id} NOT NULL,
    election_id {id} NOT NULL,
    person_id   {id} NOT NULL,
    kept        {int} NOT NULL,
    why         TEXT NOT NULL,
    counted     {int} NOT NULL,
    attends     {int} NOT NULL,
    excused     {int} NOT NULL,
    reason      TEXT NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, election_id, person_id, kept)
) {table};

-- Who may be voted for in a round, and how many seats it fills; tied 1: among the tied, the higher wins.
CREATE TABLE election_round (
    unit_id     {id} NOT NULL,
    election_id {id} NOT NULL,
    round       {int} NOT NULL,
    seats       {int} NOT NULL,
    tied        {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, election_id, round)
) {table};
CREATE TABLE election_sheet (
    unit_id     {id} NOT NULL,
    election_id {id} NOT NULL,
    round       {int} NOT NULL,
    entry       {int} NOT NULL,
    attending   {int} NOT NULL,
    issued      {int} NOT NULL,
    collected   {int} NOT NULL,
    kept_back   {int} NOT NULL,
    valid       {int} NOT NULL,
    invalid     {int} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, election_id, round, entry)
) {table};
-- entry 0: on the round's list, no number yet.
CREATE TABLE nominee_votes (
    unit_id     {id} NOT NULL,
    election_id {id} NOT NULL,
    round       {int} NOT NULL,
    entry       {int} NOT NULL,
    nominee_id  {id} NOT NULL,
    votes       {int} NOT NULL,
    PRIMARY KEY (unit_id, election_id, round, entry, nominee_id)
) {table};

-- Locked minutes: never changed; annulled by a decision. body: the document of print/doc.h as JSON.
CREATE TABLE election_protocol (
    unit_id       {id} NOT NULL,
    election_id   {id} NOT NULL,
    id            {id} NOT NULL,
    base          {int} NOT NULL,
    attending     {int} NOT NULL,
    body          TEXT NOT NULL,
    digest        {bytes} NOT NULL,
    locked_at     {time} NOT NULL,
    annulled_by   TEXT NOT NULL,
    annulled_on   {day} NOT NULL,
    annul_reason  TEXT NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, election_id, id)
) {table};
-- Who was elected by it, and the office it became (row of office, 0 not yet).
CREATE TABLE election_elected (
    unit_id     {id} NOT NULL,
    election_id {id} NOT NULL,
    nominee_id  {id} NOT NULL,
    person_id   {id} NOT NULL,
    votes       {int} NOT NULL,
    round       {int} NOT NULL,
    office_row  {id} NOT NULL,
    PRIMARY KEY (unit_id, election_id, nominee_id)
) {table};
CREATE INDEX election_elected_person ON election_elected (person_id) WHERE person_id <> 0;

INSERT INTO election_rule (name, body, office, valid_from, valid_to, value, legal_basis) VALUES
    ('secret_required', '', '', -2147483648, 2147483647, 1, '190-QĐ/TW 2024, điều 3; trước đó 244-QĐ/TW 2014: bỏ phiếu kín'),
    ('secret_required', 'households', 'village_head', -2147483648, 2147483647, 0, 'Hội nghị quyết định giơ tay hoặc bỏ phiếu kín: NQLT 09/2008; 59/2023/NĐ-CP (cần đối chiếu)'),
    ('secret_required', 'voters', 'village_head', -2147483648, 2147483647, 0, 'Hội nghị quyết định giơ tay hoặc bỏ phiếu kín: NQLT 09/2008; 59/2023/NĐ-CP (cần đối chiếu)'),
    ('surplus_required', '', 'committee', -2147483648, 2147483647, 1, '190-QĐ/TW 2024, điều 14: danh sách bầu cấp ủy phải có số dư'),
    ('surplus_required', '', 'standing_committee', -2147483648, 2147483647, 1, '190-QĐ/TW 2024, điều 14: danh sách bầu ban thường vụ phải có số dư'),
    ('surplus_required', '', '', -2147483648, 2147483647, 0, '190-QĐ/TW 2024, điều 14'),
    ('surplus_most_bp', '', '', -2147483648, 2147483647, 3000, '190-QĐ/TW 2024, điều 14; 244-QĐ/TW 2014: số dư không quá 30 %'),
    ('surplus_prepared_least_bp', '', '', -2147483648, 2147483647, 1000, '190-QĐ/TW 2024, điều 14: cấp ủy triệu tập chuẩn bị số dư 10 - 15 %'),
    ('surplus_prepared_most_bp', '', '', -2147483648, 2147483647, 1500, '190-QĐ/TW 2024, điều 14: cấp ủy triệu tập chuẩn bị số dư 10 - 15 %'),
    ('extra_nominee_bp', '', '', -2147483648, 2147483647, 3000, '190-QĐ/TW 2024, điều 14: trên 30 % người dự đồng ý mới vào danh sách'),
    ('elected_num', '', '', -2147483648, 2147483647, 1, 'Quá một nửa số được triệu tập: 244-QĐ/TW 2014, điều 32; 190-QĐ/TW 2024 (cần đối chiếu)'),
    ('elected_den', '', '', -2147483648, 2147483647, 2, 'Quá một nửa số được triệu tập: 244-QĐ/TW 2014, điều 32; 190-QĐ/TW 2024 (cần đối chiếu)'),
    ('meeting_valid_bp', '', '', -2147483648, 2147483647, 0, 'Không quy định riêng; cơ sở tính là số được triệu tập'),
    ('meeting_valid_bp', 'households', 'village_head', -2147483648, 19583, 5000, 'NQLT 09/2008: hội nghị có giá trị khi quá 50 % đại diện hộ tham dự'),
    ('meeting_valid_bp', 'households', 'village_head', 19583, 2147483647, 5000, '59/2023/NĐ-CP: đại diện của trên 50 % số hộ (cần đối chiếu)'),
    ('meeting_valid_bp', 'voters', 'village_head', -2147483648, 2147483647, 5000, 'NQLT 09/2008: hội nghị có giá trị khi quá 50 % cử tri tham dự'),
    ('tie_revote', '', '', -2147483648, 2147483647, 1, 'Bầu lại trong số ngang phiếu, lấy người cao phiếu hơn, không cần quá nửa; ngang nữa thì đại hội quyết định (cần đối chiếu)'),
    ('tie_revote', '', 'village_head', -2147483648, 2147483647, 0, 'Ngang phiếu: tổ chức bầu lại như khi chưa bầu được (cần đối chiếu)'),
    ('ballots_most', '', '', -2147483648, 2147483647, 2, 'Bầu lần hai chưa đủ, bầu nữa hay không do đại hội quyết định'),
    ('ballots_most', '', 'secretary', -2147483648, 2147483647, 3, '29-QĐ/TW 2016, điểm 24: lần thứ ba chưa đủ thì cấp trên chỉ định'),
    ('ballots_most', '', 'village_head', -2147483648, 2147483647, 1, 'Bầu lại ngày khác'),
    ('rerun_days', '', 'village_head', -2147483648, 19583, 15, 'NQLT 09/2008: bầu lại trong 15 ngày'),
    ('rerun_days', '', 'village_head', 19583, 2147483647, 0, '59/2023/NĐ-CP, điều 8: Ủy ban nhân dân xã quyết định ngày bầu lại'),
    ('recognise_workdays', '', 'village_head', -2147483648, 19583, 5, 'NQLT 09/2008: công nhận trong 5 ngày làm việc (cần đối chiếu)'),
    ('recognise_workdays', '', 'village_head', 19583, 2147483647, 5, '59/2023/NĐ-CP, điều 8: trong 5 ngày làm việc'),
    ('cell_committee_most', '', 'committee', -2147483648, 2147483647, 7, '29-QĐ/TW 2016, điểm 24: chi ủy không quá 7'),
    ('cell_committee_members_least', '', 'committee', -2147483648, 2147483647, 9, '29-QĐ/TW 2016, điểm 24: chi bộ có từ 9 đảng viên chính thức mới bầu chi ủy'),
    ('standing_committee_most_bp', '', 'standing_committee', -2147483648, 2147483647, 3333, '208-QĐ/TW: ban thường vụ không quá một phần ba cấp ủy (theo nguồn thứ cấp)');
