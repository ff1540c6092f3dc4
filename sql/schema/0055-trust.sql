-- 0055 trust: "dân tin, Đảng cử": rounds of village heads, a run for each village, its steps. (domain/05 §5.2, §5.3; S14)

-- round_id 0: the program's own order; a round may have labels and needs of its own. by_whom: cell commune count congress.
CREATE TABLE trust_step_kind (
    round_id    {id} NOT NULL,
    step        TEXT NOT NULL,
    sort        {int} NOT NULL,
    label       TEXT NOT NULL,
    label_en    TEXT NOT NULL,
    by_whom     TEXT NOT NULL,
    votes       {int} NOT NULL,
    totals      {int} NOT NULL,
    needed      {int} NOT NULL,
    deadline    TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (round_id, step)
) {table};

-- body: households voters.
CREATE TABLE trust_round (
    unit_id      {id} NOT NULL,
    id           {id} NOT NULL,
    name         TEXT NOT NULL,
    term         TEXT NOT NULL,
    decision     TEXT NOT NULL,
    body         TEXT NOT NULL,
    election_day {day} NOT NULL,
    term_from    {day} NOT NULL,
    term_to      {day} NOT NULL,
    begun        {day} NOT NULL,
    version      {int} NOT NULL,
    at           {time} NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX trust_round_by_id ON trust_round (id);

-- One village in a round; a vacancy in mid-term makes another (nth 2 …). unit_id: the village's cell. next_step, next_due, state: kept with every deed.
CREATE TABLE trust_run (
    unit_id       {id} NOT NULL,
    id            {id} NOT NULL,
    round_id      {id} NOT NULL,
    place_id      {id} NOT NULL,
    nth           {int} NOT NULL,
    state         TEXT NOT NULL,
    next_step     TEXT NOT NULL,
    next_due      {day} NOT NULL,
    day           {day} NOT NULL,
    nominee_id    {id} NOT NULL,
    nominee_name  TEXT NOT NULL,
    re_standing   {int} NOT NULL,
    election_id   {id} NOT NULL,
    elections     {int} NOT NULL,
    head_id       {id} NOT NULL,
    head_name     TEXT NOT NULL,
    head_row      {id} NOT NULL,
    secretary     {int} NOT NULL,
    counted_at    {time} NOT NULL,
    end_reason    TEXT NOT NULL,
    version       {int} NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX trust_run_by_id ON trust_run (id);
CREATE UNIQUE INDEX trust_run_village ON trust_run (round_id, place_id, nth);

CREATE TABLE trust_step (
    unit_id    {id} NOT NULL,
    run_id     {id} NOT NULL,
    id         {id} NOT NULL,
    step       TEXT NOT NULL,
    result     TEXT NOT NULL,
    day        {day} NOT NULL,
    due        {day} NOT NULL,
    number     TEXT NOT NULL,
    note       TEXT NOT NULL,
    entitled   {int} NOT NULL,
    present    {int} NOT NULL,
    agreed     {int} NOT NULL,
    against    {int} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, run_id, id)
) {table};

INSERT INTO trust_step_kind (round_id, step, sort, label, label_en, by_whom, votes, totals, needed, deadline, legal_basis) VALUES
    (0, 'personnel_review', 1, '', '', 'commune', 0, 0, 0, '', 'Cấp ủy xã rà soát nhân sự (cần đối chiếu)'),
    (0, 'cell_nominates', 2, '', '', 'cell', 1, 0, 1, '', 'Chi bộ họp giới thiệu nhân sự, quá nửa số đảng viên chính thức (cần đối chiếu)'),
    (0, 'front_consultation', 3, '', '', 'cell', 0, 0, 0, '', 'Ban công tác Mặt trận hiệp thương (cần đối chiếu)'),
    (0, 'residents_opinion', 4, '', '', 'cell', 0, 1, 0, '', 'Lấy ý kiến nhân dân, chỉ ghi tổng số (cần đối chiếu)'),
    (0, 'list_approved', 5, '', '', 'commune', 0, 0, 1, '', 'Cấp ủy xã duyệt danh sách (cần đối chiếu)'),
    (0, 'election_day', 6, '', '', 'cell', 0, 0, 1, '', '59/2023/NĐ-CP, điều 6, 7'),
    (0, 'counted', 7, '', '', 'count', 0, 0, 1, '', '59/2023/NĐ-CP, điều 7'),
    (0, 'recognised', 8, '', '', 'commune', 0, 0, 1, 'recognise_workdays', '59/2023/NĐ-CP, điều 8: trong 5 ngày làm việc'),
    (0, 'congress_committee', 9, '', '', 'congress', 0, 0, 0, '', 'Đại hội chi bộ bầu chi ủy'),
    (0, 'congress_secretary', 10, '', '', 'congress', 0, 0, 0, '', 'Đại hội chi bộ bầu bí thư'),
    (0, 'confirmed', 11, '', '', 'commune', 0, 0, 0, '', 'Cấp ủy cấp trên chuẩn y');
