-- 0010 meeting: the month of a cell: meetings, who came, what was said and voted, minutes. (domain/03)
--
-- A meeting belongs to a unit, whose id stands first in every key. Until it is adopted its rows are a draft, changed in
-- place, each with a version; every change is a line of the log. Adopted, it is locked: meeting_document holds the
-- texts as they were adopted, and what is wrong is put right by an addendum. Instants are 0 while the thing has not
-- happened. month: year × 12 + month - 1. Minutes of a day: 0..1439. item_key: made where the row was first written
-- (a phone without network, say), one row for ever.

-- kind: ordinary thematic extraordinary committee congress. thematic 1: an ordinary meeting with a thematic part, topic
-- its subject. why: the reason of a second ordinary meeting in a month. held_day .. ended_minute: as it really was,
-- recorded at held_at. sent_at: when it arrived at the committee above, which opened it first at received_at.
CREATE TABLE meeting (
    unit_id        {id} NOT NULL,
    id             {id} NOT NULL,
    kind           TEXT NOT NULL,
    thematic       {int} NOT NULL,
    topic          TEXT NOT NULL,
    month          {int} NOT NULL,
    day            {day} NOT NULL,
    start_minute   {int} NOT NULL,
    length_minutes {int} NOT NULL,
    place          TEXT NOT NULL,
    why            TEXT NOT NULL,
    chair_id       {id} NOT NULL,
    writer_id      {id} NOT NULL,
    invited_at     {time} NOT NULL,
    held_at        {time} NOT NULL,
    held_day       {day} NOT NULL,
    began_minute   {int} NOT NULL,
    ended_minute   {int} NOT NULL,
    adopted_at     {time} NOT NULL,
    sent_at        {time} NOT NULL,
    received_at    {time} NOT NULL,
    received_by    {id} NOT NULL,
    cancelled_at   {time} NOT NULL,
    cancel_reason  TEXT NOT NULL,
    version        {int} NOT NULL,
    created_at     {time} NOT NULL,
    entered_by     {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX meeting_by_id ON meeting (id);
CREATE INDEX meeting_by_month ON meeting (unit_id, month);

-- What a meeting of a kind goes through by default, for a unit and all below it; unit_id 0: the program's own.
-- phase: prepare open run close. kind of item: formality report discussion vote conclusion.
CREATE TABLE agenda_template (
    unit_id      {id} NOT NULL,
    meeting_kind TEXT NOT NULL,
    position     {int} NOT NULL,
    phase        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    title        TEXT NOT NULL,
    title_en     TEXT NOT NULL,
    minutes      {int} NOT NULL,
    legal_basis  TEXT NOT NULL,
    PRIMARY KEY (unit_id, meeting_kind, position)
) {table};

-- source: template task study own. task_id: the open task it is about.
CREATE TABLE agenda_item (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    item_key   {word} NOT NULL,
    position   {int} NOT NULL,
    phase      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    minutes    {int} NOT NULL,
    speaker_id {id} NOT NULL,
    source     TEXT NOT NULL,
    task_id    {id} NOT NULL,
    outcome    TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, item_key)
) {table};

-- Papers of a meeting, typed and limited; content is kept apart from what lists need.
CREATE TABLE meeting_paper (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    id         {id} NOT NULL,
    name       TEXT NOT NULL,
    type       TEXT NOT NULL,
    size       {int} NOT NULL,
    digest     {bytes} NOT NULL,
    at         {time} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, id)
) {table};
CREATE TABLE meeting_paper_content (
    unit_id  {id} NOT NULL,
    paper_id {id} NOT NULL,
    content  {bytes} NOT NULL,
    PRIMARY KEY (unit_id, paper_id)
) {rowid_table};

-- The roll: one row for each member of the unit on the meeting's day. state: 0 not recorded, 1 present, 2 online,
-- 3 excused, 4 unexcused, 5 away, 6 on_duty, 7 exempt, 8 suspended; 7 and 8 follow the member's activity on that day.
-- official: 1 an official member then. via: 0 secretary, 1 code, 2 qr, 3 helper (helper_id), 4 printed sheet.
CREATE TABLE attendance (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    person_id  {id} NOT NULL,
    state      {int} NOT NULL,
    official   {int} NOT NULL,
    via        {int} NOT NULL,
    helper_id  {id} NOT NULL,
    reason     TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, person_id)
) {table};

-- role: monitor (of a committee above) posted invited. person_id 0: somebody outside the register, by name.
CREATE TABLE meeting_guest (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    item_key   {word} NOT NULL,
    person_id  {id} NOT NULL,
    name       TEXT NOT NULL,
    title      TEXT NOT NULL,
    role       TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, item_key)
) {table};
CREATE INDEX meeting_guest_person ON meeting_guest (person_id, meeting_id) WHERE person_id <> 0;

-- Self check-in: six digits, and the longer secret of the QR code; one at a time for a meeting.
CREATE TABLE meeting_check_in (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    code       TEXT NOT NULL,
    secret     TEXT NOT NULL,
    from_at    {time} NOT NULL,
    until_at   {time} NOT NULL,
    failures   {int} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id)
) {table};

-- kind: opinion proposal praise reminder answer conclusion. person_id 0: a guest, by name.
CREATE TABLE opinion (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    item_key   {word} NOT NULL,
    position   {int} NOT NULL,
    kind       TEXT NOT NULL,
    person_id  {id} NOT NULL,
    name       TEXT NOT NULL,
    agenda_key {word} NOT NULL,
    text       TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    removed_at {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, item_key)
) {table};

-- Counts only; who voted how is never kept. form: hand card secret_ballot. The threshold is that of the matter on its
-- day: passed when votes_for × den > num × base (strict 1) or ≥ (strict 0); base: entitled.
CREATE TABLE vote_matter (
    matter      TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    num         {int} NOT NULL,
    den         {int} NOT NULL,
    strict      {int} NOT NULL,
    secret      {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (matter, valid_from)
) {table};
CREATE TABLE vote (
    unit_id       {id} NOT NULL,
    meeting_id    {id} NOT NULL,
    item_key      {word} NOT NULL,
    position      {int} NOT NULL,
    matter        TEXT NOT NULL,
    subject       TEXT NOT NULL,
    form          TEXT NOT NULL,
    entitled      {int} NOT NULL,
    present       {int} NOT NULL,
    votes_for     {int} NOT NULL,
    votes_against {int} NOT NULL,
    votes_other   {int} NOT NULL,
    votes_invalid {int} NOT NULL,
    passed        {int} NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    removed_at    {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, item_key)
) {table};

-- What is typed of minutes and resolution, by part: ideology leadership shortcomings next organisation conclusion.
CREATE TABLE meeting_text (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    part       TEXT NOT NULL,
    text       TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, part)
) {table};

-- Texts as adopted, never changed: kind minutes resolution addendum. body: the document of print/doc.h as JSON.
CREATE TABLE meeting_document (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    id         {id} NOT NULL,
    kind       TEXT NOT NULL,
    number     {int} NOT NULL,
    symbol     TEXT NOT NULL,
    day        {day} NOT NULL,
    body       TEXT NOT NULL,
    digest     {bytes} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, id)
) {table};
-- The last number of a type within a term of the committee; term_from: its first day. (domain/08 §8.5)
CREATE TABLE document_number (
    unit_id   {id} NOT NULL,
    type      TEXT NOT NULL,
    term_from {day} NOT NULL,
    last      {int} NOT NULL,
    PRIMARY KEY (unit_id, type, term_from)
) {table};

-- What a phone wrote, in the order it wrote it: the key makes a repeated sending one deed, and every change stays here.
-- what: attendance facts agenda opinion vote text task result score adopt. status: saved conflict refused.
CREATE TABLE meeting_op (
    unit_id    {id} NOT NULL,
    meeting_id {id} NOT NULL,
    key        {word} NOT NULL,
    what       TEXT NOT NULL,
    item       {word} NOT NULL,
    value      TEXT NOT NULL,
    base       {int} NOT NULL,
    after_key  {word} NOT NULL,
    digest     {bytes} NOT NULL,
    status     TEXT NOT NULL,
    version    {int} NOT NULL,
    written_at {time} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, meeting_id, key)
) {table};
CREATE INDEX meeting_op_item ON meeting_op (unit_id, meeting_id, what, item, at);

-- A cell that need not meet in a month, and why.
CREATE TABLE cell_excuse (
    unit_id    {id} NOT NULL,
    month      {int} NOT NULL,
    reason     TEXT NOT NULL,
    at         {time} NOT NULL,
    ended_at   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, month, at)
) {table};

-- Derived: the month of one cell, worked out anew from the rows above in the transaction of every deed that touches it
-- (meeting/month.h); `verify` compares. meeting_id 0: no ordinary meeting was held. met_known: when that was recorded.
-- late 1: held after the day due. base: those who should have come; unrecorded are in it. Scores: 1/100 point, -1 none.
CREATE TABLE cell_month (
    month         {int} NOT NULL,
    unit_id       {id} NOT NULL,
    meeting_id    {id} NOT NULL,
    met_day       {day} NOT NULL,
    met_known     {time} NOT NULL,
    late          {int} NOT NULL,
    thematic_day  {day} NOT NULL,
    adopted_at    {time} NOT NULL,
    sent_at       {time} NOT NULL,
    sent_late     {int} NOT NULL,
    members       {int} NOT NULL,
    base          {int} NOT NULL,
    present       {int} NOT NULL,
    excused       {int} NOT NULL,
    unexcused     {int} NOT NULL,
    unrecorded    {int} NOT NULL,
    score_cell    {int} NOT NULL,
    score_monitor {int} NOT NULL,
    excused_month {int} NOT NULL,
    PRIMARY KEY (month, unit_id)
) {table};
CREATE INDEX cell_month_unit ON cell_month (unit_id, month);

INSERT INTO vote_matter (matter, valid_from, valid_to, num, den, strict, secret, legal_basis) VALUES
    ('resolution', -2147483648, 2147483647, 1, 2, 1, 0, 'Điều lệ Đảng, điều 9: quá nửa số đảng viên chính thức'),
    ('admission', -2147483648, 2147483647, 2, 3, 0, 0, 'Điều lệ Đảng, điều 4: ít nhất hai phần ba (theo nguồn thứ cấp)'),
    ('officialise', -2147483648, 2147483647, 2, 3, 0, 0, 'Điều lệ Đảng, điều 5: ít nhất hai phần ba (theo nguồn thứ cấp)'),
    ('discipline', -2147483648, 2147483647, 1, 2, 1, 1, 'Bỏ phiếu kín, quá nửa (cần đối chiếu)'),
    ('discipline_heavy', -2147483648, 2147483647, 2, 3, 0, 1, 'Hình thức cao nhất: ít nhất hai phần ba, bỏ phiếu kín (cần đối chiếu)'),
    ('removal', -2147483648, 2147483647, 2, 3, 0, 1, 'Đề nghị xóa tên: ít nhất hai phần ba (cần đối chiếu)'),
    ('other', -2147483648, 2147483647, 1, 2, 1, 0, 'Quá nửa số đảng viên có quyền biểu quyết');

INSERT INTO agenda_template (unit_id, meeting_kind, position, phase, kind, title, title_en, minutes, legal_basis) VALUES
    (0, 'ordinary', 1, 'open', 'formality', 'Tuyên bố lý do, giới thiệu đại biểu, cử thư ký', 'Opening, guests, secretary of the meeting', 3, '42-HD/BTCTW'),
    (0, 'ordinary', 2, 'open', 'formality', 'Điểm danh, thông báo tình hình đảng phí', 'Roll-call, fees', 5, '42-HD/BTCTW'),
    (0, 'ordinary', 3, 'run', 'report', 'Thông tin thời sự, công tác tư tưởng', 'News and ideological work', 15, '42-HD/BTCTW'),
    (0, 'ordinary', 4, 'run', 'report', 'Đánh giá việc thực hiện nghị quyết tháng trước', 'How last month''s resolution was carried out', 15, '42-HD/BTCTW'),
    (0, 'ordinary', 5, 'run', 'report', 'Kết quả thực hiện nhiệm vụ của đảng viên', 'Results of members'' tasks', 10, '42-HD/BTCTW'),
    (0, 'ordinary', 6, 'run', 'discussion', 'Nhiệm vụ tháng tới: thảo luận', 'Tasks of the coming month: discussion', 25, '42-HD/BTCTW'),
    (0, 'ordinary', 7, 'run', 'discussion', 'Tự phê bình và phê bình, biểu dương, nhắc nhở', 'Criticism, praise, reminders', 7, '42-HD/BTCTW'),
    (0, 'ordinary', 8, 'close', 'conclusion', 'Kết luận, phân công nhiệm vụ', 'Conclusion and assignment', 5, '42-HD/BTCTW'),
    (0, 'ordinary', 9, 'close', 'vote', 'Chấm điểm buổi sinh hoạt, thông qua nghị quyết', 'Score of the meeting, adoption of the resolution', 5, '42-HD/BTCTW'),
    (0, 'thematic', 1, 'open', 'formality', 'Tuyên bố lý do, cử thư ký, điểm danh', 'Opening, secretary, roll-call', 5, '42-HD/BTCTW'),
    (0, 'thematic', 2, 'run', 'report', 'Trình bày chuyên đề', 'The topic is presented', 30, '42-HD/BTCTW'),
    (0, 'thematic', 3, 'run', 'discussion', 'Thảo luận, liên hệ', 'Discussion', 40, '42-HD/BTCTW'),
    (0, 'thematic', 4, 'close', 'conclusion', 'Kết luận, việc cần làm', 'Conclusion, what is to be done', 10, '42-HD/BTCTW'),
    (0, 'extraordinary', 1, 'open', 'formality', 'Tuyên bố lý do, cử thư ký, điểm danh', 'Opening, secretary, roll-call', 5, 'Nếp làm việc'),
    (0, 'extraordinary', 2, 'run', 'discussion', 'Nội dung bất thường: trình bày, thảo luận', 'The matter: report and discussion', 40, 'Nếp làm việc'),
    (0, 'extraordinary', 3, 'close', 'vote', 'Biểu quyết, kết luận', 'Vote and conclusion', 10, 'Nếp làm việc'),
    (0, 'committee', 1, 'open', 'formality', 'Tuyên bố lý do, điểm danh', 'Opening, roll-call', 3, '42-HD/BTCTW'),
    (0, 'committee', 2, 'run', 'report', 'Đánh giá tháng trước', 'Last month', 15, '42-HD/BTCTW'),
    (0, 'committee', 3, 'run', 'discussion', 'Dự thảo nghị quyết tháng tới', 'Draft of the coming month''s resolution', 30, '42-HD/BTCTW'),
    (0, 'committee', 4, 'close', 'conclusion', 'Kết luận', 'Conclusion', 5, '42-HD/BTCTW'),
    (0, 'congress', 1, 'open', 'formality', 'Khai mạc, bầu đoàn chủ tịch, thư ký, thẩm tra tư cách', 'Opening, presidium, secretary, credentials', 30, 'Điều lệ Đảng'),
    (0, 'congress', 2, 'run', 'report', 'Báo cáo chính trị, báo cáo kiểm điểm', 'Political report, review of the committee', 60, 'Điều lệ Đảng'),
    (0, 'congress', 3, 'run', 'discussion', 'Thảo luận', 'Discussion', 90, 'Điều lệ Đảng'),
    (0, 'congress', 4, 'run', 'vote', 'Bầu cử', 'Elections', 60, 'Điều lệ Đảng'),
    (0, 'congress', 5, 'close', 'vote', 'Thông qua nghị quyết, bế mạc', 'Resolution, closing', 20, 'Điều lệ Đảng');
