-- 0002 person: humans, what is known of them, where they belong, what they hold.
--
-- person_basic keeps in plain text what is counted and listed; every other field of the record is encrypted one by
-- one under the person's own key (person_key), so that destroying the key erases them. Rows are owned by the person.

CREATE TABLE person (
    id         {id} NOT NULL PRIMARY KEY,
    created_at {time} NOT NULL
) {table};

CREATE TABLE person_code (
    code      TEXT NOT NULL PRIMARY KEY,
    person_id {id} NOT NULL
) {table};
CREATE INDEX person_code_person ON person_code (person_id);

-- birth_date, admit_date, official_date: partial dates yyyymmdd with zeros for what is unknown, 0 = unknown.
-- sort_key: ICU key of given, family, middle name; collator: its version (setting 'collator').
CREATE TABLE person_basic (
    person_id        {id} NOT NULL,
    id               {id} NOT NULL,
    valid_from       {day} NOT NULL,
    valid_to         {day} NOT NULL,
    known_from       {time} NOT NULL,
    known_to         {time} NOT NULL,
    full_name        TEXT NOT NULL,
    birth_name       TEXT NOT NULL,
    sort_key         {bytes} NOT NULL,
    sex              TEXT NOT NULL,
    birth_date       {int} NOT NULL,
    ethnicity        TEXT NOT NULL,
    edu_general      TEXT NOT NULL,
    edu_degree       TEXT NOT NULL,
    political_theory TEXT NOT NULL,
    occupation       TEXT NOT NULL,
    admit_date       {int} NOT NULL,
    official_date    {int} NOT NULL,
    reason           TEXT NOT NULL,
    entered_by       {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX person_basic_sort ON person_basic (sort_key, person_id);

CREATE TABLE person_key (
    person_id  {id} NOT NULL PRIMARY KEY,
    key_number {int} NOT NULL,
    wrapped    {bytes} NOT NULL
) {table};

-- The other single fields of the record: field names as in domain/02 section 2.2.
CREATE TABLE person_field (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    field      TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    cipher     {bytes} NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- The tables of the record: work_history, training, awards, badges, titles, discipline, family, foreign travel …
-- entry_id stays the same while an entry is corrected; cipher holds the entry's columns as one JSON object.
CREATE TABLE person_entry (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    entry_id   {id} NOT NULL,
    list       TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    cipher     {bytes} NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- Keyed hashes of numbers people are looked up by: kind citizen_id, party_card_no, dossier_no, phone.
CREATE TABLE person_number (
    kind      TEXT NOT NULL,
    hash      {bytes} NOT NULL,
    person_id {id} NOT NULL,
    PRIMARY KEY (kind, hash, person_id)
) {table};
CREATE INDEX person_number_person ON person_number (person_id);

-- Words of every name a person had, folded, for search by prefix.
CREATE TABLE person_token (
    token     TEXT NOT NULL,
    person_id {id} NOT NULL,
    PRIMARY KEY (token, person_id)
) {table};

-- standing: candidate probationary official expelled removed resigned deceased. (glossary: tư cách)
CREATE TABLE standing (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    standing   TEXT NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- activity: active exempt temporarily_exempt suspended interrupted. (glossary: tình trạng sinh hoạt)
CREATE TABLE activity (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    activity   TEXT NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};

-- A person's belonging to a cell. One at a time: a rule kept by member/membership.c and asserted by `verify`.
CREATE TABLE membership (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    unit_id    {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX membership_unit ON membership (unit_id, valid_to, person_id, valid_from, known_to, known_from);

-- An office held in a unit, or (village_head) in a place. basis: elected appointed assigned.
CREATE TABLE office (
    person_id  {id} NOT NULL,
    id         {id} NOT NULL,
    unit_id    {id} NOT NULL,
    place_id   {id} NOT NULL,
    office     TEXT NOT NULL,
    basis      TEXT NOT NULL,
    term       TEXT NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    decision   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (person_id, id)
) {table};
CREATE INDEX office_unit ON office (unit_id, valid_to, office);
CREATE INDEX office_place ON office (place_id, valid_to, office);
