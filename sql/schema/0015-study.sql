-- 0015 study: papers from above, studied in sessions, and what each unit adds. (product S20)

-- A paper as the unit that has it studied entered it: of its own or from above the root. kind: resolution directive
-- conclusion regulation guidance plan other. Owed by every unit below of the kinds in owed_by ("cell committee"), by due.
CREATE TABLE study_paper (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    kind       TEXT NOT NULL,
    number     TEXT NOT NULL,
    issuer     TEXT NOT NULL,
    day        {day} NOT NULL,
    title      TEXT NOT NULL,
    summary    TEXT NOT NULL,
    owed_by    TEXT NOT NULL,
    due        {day} NOT NULL,
    ended_at   {time} NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX study_paper_by_id ON study_paper (id);

-- meeting_id: the meeting it was part of, 0 for a session of its own. members: of the unit who took part, counted from
-- study_part; others: non-members, a count. adds: what the unit adds to the paper.
CREATE TABLE study_session (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    paper_id   {id} NOT NULL,
    meeting_id {id} NOT NULL,
    day        {day} NOT NULL,
    others     {int} NOT NULL,
    speaker    TEXT NOT NULL,
    adds       TEXT NOT NULL,
    training   {int} NOT NULL,
    removed_at {time} NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX study_session_paper ON study_session (paper_id, unit_id);
CREATE TABLE study_part (
    unit_id    {id} NOT NULL,
    session_id {id} NOT NULL,
    person_id  {id} NOT NULL,
    PRIMARY KEY (unit_id, session_id, person_id)
) {table};
