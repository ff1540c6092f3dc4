-- 0016 notice: what the program tells people: in the program, by mail, as a calendar; and reminders that climb.

-- key: text "notice.KEY", its {0} {1} filled by arg0, arg1. One for an account, kind and thing.
CREATE TABLE notice (
    account_id {id} NOT NULL,
    id         {id} NOT NULL,
    key        TEXT NOT NULL,
    arg0       TEXT NOT NULL,
    arg1       TEXT NOT NULL,
    href       TEXT NOT NULL,
    unit_id    {id} NOT NULL,
    thing_id   {id} NOT NULL,
    at         {time} NOT NULL,
    seen_at    {time} NOT NULL,
    PRIMARY KEY (account_id, id)
) {table};
CREATE INDEX notice_unseen ON notice (account_id) WHERE seen_at = 0;

-- Where an account wants its mail: sealed, used once a code sent there came back.
CREATE TABLE account_mail (
    account_id   {id} NOT NULL PRIMARY KEY,
    address      {bytes} NOT NULL,
    code_hash    {bytes} NOT NULL,
    asked_at     {time} NOT NULL,
    confirmed_at {time} NOT NULL
) {table};

-- Mail waiting to leave: written in the transaction of its deed, carried out after commit. state: waiting sent failed.
CREATE TABLE outbox (
    id         {id} NOT NULL PRIMARY KEY,
    account_id {id} NOT NULL,
    key        TEXT NOT NULL,
    arg0       TEXT NOT NULL,
    arg1       TEXT NOT NULL,
    href       TEXT NOT NULL,
    state      TEXT NOT NULL,
    tries      {int} NOT NULL,
    at         {time} NOT NULL,
    sent_at    {time} NOT NULL
) {table};
CREATE INDEX outbox_waiting ON outbox (at) WHERE state = 'waiting';

-- A calendar feed, known here by the keyed hash of its secret.
CREATE TABLE calendar_feed (
    account_id {id} NOT NULL PRIMARY KEY,
    hash       {bytes} NOT NULL UNIQUE,
    at         {time} NOT NULL,
    ended_at   {time} NOT NULL
) {table};

-- A reminder about a cell's month, to the level it has climbed to: 0 the cell, 1 the committee above, 2 the next …
-- what: meeting minutes score.
CREATE TABLE reminder (
    unit_id    {id} NOT NULL,
    month      {int} NOT NULL,
    what       TEXT NOT NULL,
    level      {int} NOT NULL,
    to_unit_id {id} NOT NULL,
    at         {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, month, what, level)
) {table};
CREATE INDEX reminder_to ON reminder (to_unit_id, month);
