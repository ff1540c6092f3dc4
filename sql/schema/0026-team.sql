-- 0026 team: task teams: several units' members and others, an area, a time, counts by day. (domain/06 §6.4)
--
-- households: how many the area has, a count. ends: the last day planned (exclusive); closed_on 2147483647: not closed.
CREATE TABLE team (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    name       TEXT NOT NULL,
    search     TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    decision   TEXT NOT NULL,
    paper_id   {id} NOT NULL,
    place_id   {id} NOT NULL,
    area_id    {id} NOT NULL,
    households {int} NOT NULL,
    starts     {day} NOT NULL,
    ends       {day} NOT NULL,
    closed_on  {day} NOT NULL,
    outcome    TEXT NOT NULL,
    handed_to  TEXT NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX team_by_id ON team (id);
CREATE INDEX team_days ON team (starts, closed_on);

-- person_id 0: not in the register, by name and what he is there as. role: leader deputy member.
CREATE TABLE team_member (
    unit_id    {id} NOT NULL,
    team_id    {id} NOT NULL,
    id         {id} NOT NULL,
    person_id  {id} NOT NULL,
    name       TEXT NOT NULL,
    standing   TEXT NOT NULL,
    role       TEXT NOT NULL,
    duty       TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    version    {int} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, team_id, id)
) {table};
CREATE INDEX team_member_person ON team_member (person_id, team_id) WHERE person_id <> 0;

-- What is counted each day, and the counts: a correction is a new row.
CREATE TABLE team_measure (
    unit_id  {id} NOT NULL,
    team_id  {id} NOT NULL,
    position {int} NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (unit_id, team_id, position)
) {table};
CREATE TABLE team_tally (
    unit_id    {id} NOT NULL,
    team_id    {id} NOT NULL,
    day        {day} NOT NULL,
    position   {int} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    count      {int} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, team_id, day, position, known_from)
) {table};
