-- 0028 movement: emulation movements: launched, entered, judged by what is recorded elsewhere, rewarded. (product S18)

-- who: units persons both. state: launched judged closed.
CREATE TABLE movement (
    unit_id     {id} NOT NULL,
    id          {id} NOT NULL,
    title       TEXT NOT NULL,
    search      TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    paper_id    {id} NOT NULL,
    who         TEXT NOT NULL,
    starts      {day} NOT NULL,
    ends        {day} NOT NULL,
    entry_until {day} NOT NULL,
    state       TEXT NOT NULL,
    judged_on   {day} NOT NULL,
    closed_on   {day} NOT NULL,
    version     {int} NOT NULL,
    at          {time} NOT NULL,
    entered_by  {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX movement_by_id ON movement (id);

-- source: hand, or a figure of the program: meetings_met_bp attendance_bp minutes_in_time_bp tasks_done_bp study_bp
-- score_mean_milli. full: the value that earns all points, none: that which earns nothing; between them in proportion.
CREATE TABLE movement_criterion (
    unit_id     {id} NOT NULL,
    movement_id {id} NOT NULL,
    position    {int} NOT NULL,
    title       TEXT NOT NULL,
    points      {int} NOT NULL,
    source      TEXT NOT NULL,
    none_value  {int} NOT NULL,
    full_value  {int} NOT NULL,
    PRIMARY KEY (unit_id, movement_id, position)
) {table};

-- Who takes part: a unit, or (person_id) a person of it. unit_id: the unit that enters.
CREATE TABLE movement_entry (
    unit_id      {id} NOT NULL,
    id           {id} NOT NULL,
    movement_id  {id} NOT NULL,
    person_id    {id} NOT NULL,
    pledge       TEXT NOT NULL,
    entered_on   {day} NOT NULL,
    withdrawn_at {time} NOT NULL,
    version      {int} NOT NULL,
    at           {time} NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE UNIQUE INDEX movement_entry_one ON movement_entry (movement_id, unit_id, person_id) WHERE withdrawn_at = 0;
CREATE INDEX movement_entry_by_id ON movement_entry (id);
-- value: what was recorded (counted ones), points in hundredths, note: why, of those given by hand.
CREATE TABLE movement_mark (
    unit_id      {id} NOT NULL,
    entry_id     {id} NOT NULL,
    position     {int} NOT NULL,
    value        {int} NOT NULL,
    has_value    {int} NOT NULL,
    points_centi {int} NOT NULL,
    note         TEXT NOT NULL,
    version      {int} NOT NULL,
    at           {time} NOT NULL,
    entered_by   {id} NOT NULL,
    PRIMARY KEY (unit_id, entry_id, position)
) {table};
-- form: of the reward, in words; entered in a person's record too (list awards). revoked_at 0: it stands.
CREATE TABLE reward (
    unit_id       {id} NOT NULL,
    id            {id} NOT NULL,
    movement_id   {id} NOT NULL,
    person_id     {id} NOT NULL,
    form          TEXT NOT NULL,
    decision      TEXT NOT NULL,
    decided_on    {day} NOT NULL,
    giver_id      {id} NOT NULL,
    revoked_at    {time} NOT NULL,
    revoke_reason TEXT NOT NULL,
    at            {time} NOT NULL,
    entered_by    {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX reward_movement ON reward (movement_id, unit_id);
CREATE INDEX reward_person ON reward (person_id) WHERE person_id <> 0;
