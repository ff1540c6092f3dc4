-- 0004 account: who signs in, by what, from where; roles' grants; the persons of an inspection.
--
-- Accounts, sessions, phones and tokens are states and not facts of two times: what happened to them is in the log.
-- Whatever a browser or program holds is kept as a keyed hash; what an authenticator shares is sealed.

-- name_key: the name in lower case. hash: Argon2id, "" = no phrase yet. seen_at: the last sign-in, 0 = never.
-- totp, totp_offer: sealed secrets, in force and not yet confirmed; NULL = none. totp_step: the last time step
-- used, so that no code serves twice. state: active disabled system.
CREATE TABLE account (
    id         {id} NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   {word} NOT NULL UNIQUE,
    person_id  {id} NOT NULL,
    hash       TEXT NOT NULL,
    state      TEXT NOT NULL,
    lang       TEXT NOT NULL,
    totp       {bytes},
    totp_offer {bytes},
    totp_step  {int} NOT NULL,
    created_at {time} NOT NULL,
    changed_at {time} NOT NULL,
    seen_at    {time} NOT NULL
) {rowid_table};
CREATE UNIQUE INDEX account_person ON account (person_id) WHERE person_id <> 0;

INSERT INTO account (id, name, name_key, person_id, hash, state, lang, totp, totp_offer, totp_step, created_at,
                     changed_at, seen_at)
VALUES (1, 'hatnhan', 'hatnhan', 0, '', 'system', 'vi', NULL, NULL, 0, 0, 0, 0);

-- level: 1 the phrase alone, 2 with what else the account needs. idle_us: how long it may rest.
CREATE TABLE session (
    account_id   {id} NOT NULL,
    id           {id} NOT NULL,
    hash         {bytes} NOT NULL UNIQUE,
    device_id    {id} NOT NULL,
    level        {int} NOT NULL,
    created_at   {time} NOT NULL,
    seen_at      {time} NOT NULL,
    confirmed_at {time} NOT NULL,
    ends_at      {time} NOT NULL,
    idle_us      {time} NOT NULL,
    ended_at     {time} NOT NULL,
    PRIMARY KEY (account_id, id)
) {table};

CREATE TABLE device (
    account_id  {id} NOT NULL,
    id          {id} NOT NULL,
    hash        {bytes} NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    enrolled_at {time} NOT NULL,
    seen_at     {time} NOT NULL,
    ended_at    {time} NOT NULL,
    PRIMARY KEY (account_id, id)
) {table};

CREATE TABLE api_token (
    account_id {id} NOT NULL,
    id         {id} NOT NULL,
    hash       {bytes} NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    seen_at    {time} NOT NULL,
    ended_at   {time} NOT NULL,
    PRIMARY KEY (account_id, id)
) {table};

CREATE TABLE recovery_code (
    account_id {id} NOT NULL,
    hash       {bytes} NOT NULL,
    created_at {time} NOT NULL,
    used_at    {time} NOT NULL,
    PRIMARY KEY (account_id, hash)
) {table};

-- Failures in a row, by name, by address and by phone, known here only by their keyed hash.
CREATE TABLE sign_in_failure (
    kind     TEXT NOT NULL,
    hash     {bytes} NOT NULL,
    count    {int} NOT NULL,
    last_at  {time} NOT NULL,
    until_at {time} NOT NULL,
    PRIMARY KEY (kind, hash)
) {table};

-- Roles are data: 0006-roles.sql. stands: where a grant of the role stands: unit subtree case none.
CREATE TABLE role (
    role        TEXT NOT NULL PRIMARY KEY,
    sort        {int} NOT NULL,
    stands      TEXT NOT NULL,
    approval    {int} NOT NULL,
    sees_others {int} NOT NULL,
    about       TEXT NOT NULL
) {table};

-- scope: self unit subtree figures case none. field_groups: words parted by spaces.
CREATE TABLE role_right (
    role         TEXT NOT NULL,
    action       TEXT NOT NULL,
    scope        TEXT NOT NULL,
    field_groups TEXT NOT NULL,
    PRIMARY KEY (role, action, scope)
) {table};

-- Which roles a holder of a role may give.
CREATE TABLE role_gives (
    role  TEXT NOT NULL,
    gives TEXT NOT NULL,
    PRIMARY KEY (role, gives)
) {table};

-- A grant is a fact of two times: ending one early retires the row and writes it anew with another last day.
CREATE TABLE access_grant (
    user_id     {id} NOT NULL,
    id          {id} NOT NULL,
    role        TEXT NOT NULL,
    unit_id     {id} NOT NULL,
    case_id     {id} NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    known_from  {time} NOT NULL,
    known_to    {time} NOT NULL,
    giver       {id} NOT NULL,
    approved_by {id} NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (user_id, id, known_from)
) {table};
CREATE INDEX access_grant_unit ON access_grant (unit_id, user_id);
CREATE INDEX access_grant_id ON access_grant (id);

-- A grant that waits for a second person. decision: '' waiting, approved, refused.
CREATE TABLE grant_request (
    id         {id} NOT NULL PRIMARY KEY,
    user_id    {id} NOT NULL,
    role       TEXT NOT NULL,
    unit_id    {id} NOT NULL,
    case_id    {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    asked_by   {id} NOT NULL,
    asked_at   {time} NOT NULL,
    decided_by {id} NOT NULL,
    decided_at {time} NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL
) {table};

-- The persons of one open inspection, for scope 'case'.
CREATE TABLE inspection_case (
    id         {id} NOT NULL PRIMARY KEY,
    unit_id    {id} NOT NULL,
    number     TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    entered_by {id} NOT NULL
) {table};
CREATE TABLE case_person (
    case_id    {id} NOT NULL,
    person_id  {id} NOT NULL,
    entered_by {id} NOT NULL,
    entered_at {time} NOT NULL,
    PRIMARY KEY (case_id, person_id)
) {table};
CREATE INDEX case_person_person ON case_person (person_id);
