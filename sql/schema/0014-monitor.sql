-- 0014 monitor: members of the committees above, the cells they follow, and the meetings they attend. (domain/03 §3.6)

-- Who follows which cell, as facts of the cell.
CREATE TABLE monitor_assignment (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    person_id  {id} NOT NULL,
    decision   TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX monitor_assignment_person ON monitor_assignment (person_id, valid_to);

-- Planned for a month (year × 12 + month - 1) by a committee; attended when the person stands among the guests of a
-- meeting of that month; the note comes after. state: planned attended missed cancelled.
CREATE TABLE visit (
    unit_id      {id} NOT NULL,
    id           {id} NOT NULL,
    committee_id {id} NOT NULL,
    person_id    {id} NOT NULL,
    month        {int} NOT NULL,
    state        TEXT NOT NULL,
    meeting_id   {id} NOT NULL,
    note         TEXT NOT NULL,
    noted_at     {time} NOT NULL,
    why          TEXT NOT NULL,
    version      {int} NOT NULL,
    at           {time} NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX visit_month ON visit (month, unit_id);
CREATE INDEX visit_person ON visit (person_id, month);
CREATE INDEX visit_by_id ON visit (id);
