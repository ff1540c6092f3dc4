-- 0001 start: settings, and the two dated trees (organisations: unit, map: place).
--
-- Words in braces are types, replaced for each engine by src/store/migrate.c; {word} is text compared byte by byte,
-- whatever the language of the server. Conventions of every table of facts:
--   valid_from, valid_to   civil days, half-open; 2147483647 = no last day, -2147483648 = since before records
--   known_from, known_to   instants in µs; 9223372036854775807 = not superseded; only known_to is ever set, once
--   id                     64-bit, time-ordered, made by the program
--   entered_by             the account that acted; 1 = the program itself
-- A table that grows is keyed by its owner first, so that it can be distributed by owner.

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) {table};

-- Kinds of node, and which may stand under which, as dated data with their legal basis. tree: 'unit' or 'place'.
CREATE TABLE kind (
    tree        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    sort        {int} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (tree, kind, valid_from)
) {table};

-- parent_kind '' = may be a root.
CREATE TABLE kind_rule (
    tree        TEXT NOT NULL,
    parent_kind TEXT NOT NULL,
    child_kind  TEXT NOT NULL,
    valid_from  {day} NOT NULL,
    valid_to    {day} NOT NULL,
    legal_basis TEXT NOT NULL,
    PRIMARY KEY (tree, parent_kind, child_kind, valid_from)
) {table};

CREATE TABLE unit (
    id         {id} NOT NULL PRIMARY KEY,
    created_at {time} NOT NULL
) {table};

-- One row for each stretch of days over which parent, kind, names and code of a unit stood unchanged.
-- parent_id 0: a root. sector: what the unit lives in (residential, agency, school, health, armed_forces,
-- state_firm, private_firm, cooperative, mine); '' for places.
CREATE TABLE unit_version (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    parent_id  {id} NOT NULL,
    kind       TEXT NOT NULL,
    code       {word} NOT NULL,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    slug       TEXT NOT NULL,
    sector     TEXT NOT NULL,
    sort_key   {bytes} NOT NULL,
    sort_order {int} NOT NULL,
    decision   TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX unit_version_parent ON unit_version (parent_id, valid_to, unit_id);

-- The derived index of the dated parents: every ancestor of every unit over every stretch of days, the unit itself
-- at depth 0. Carries both times, so that a question about what was known then is the same query.
CREATE TABLE unit_closure (
    des        {id} NOT NULL,
    anc        {id} NOT NULL,
    depth      {int} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    PRIMARY KEY (des, valid_to, anc, valid_from, known_from)
) {table};
CREATE INDEX unit_closure_anc ON unit_closure (anc, depth, valid_to, des, valid_from, known_to, known_from);

-- One code is one unit for ever; a unit has several codes over time.
CREATE TABLE unit_code (
    code    {word} NOT NULL PRIMARY KEY,
    unit_id {id} NOT NULL
) {table};
CREATE INDEX unit_code_unit ON unit_code (unit_id);

-- Words of names, folded, for search by prefix.
CREATE TABLE unit_token (
    token   {word} NOT NULL,
    unit_id {id} NOT NULL,
    PRIMARY KEY (token, unit_id)
) {table};
CREATE INDEX unit_token_unit ON unit_token (unit_id, token);

-- Who came from whom: merge, absorb, split, and close (succ 0). on_day: the day it took effect.
CREATE TABLE unit_lineage (
    pred       {id} NOT NULL,
    succ       {id} NOT NULL,
    how        TEXT NOT NULL,
    on_day     {day} NOT NULL,
    decision   TEXT NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (pred, succ, on_day, known_from)
) {table};
CREATE INDEX unit_lineage_succ ON unit_lineage (succ, on_day);

CREATE TABLE place (
    id         {id} NOT NULL PRIMARY KEY,
    created_at {time} NOT NULL
) {table};

CREATE TABLE place_version (
    place_id   {id} NOT NULL,
    id         {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    parent_id  {id} NOT NULL,
    kind       TEXT NOT NULL,
    code       {word} NOT NULL,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    slug       TEXT NOT NULL,
    sector     TEXT NOT NULL,
    sort_key   {bytes} NOT NULL,
    sort_order {int} NOT NULL,
    decision   TEXT NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (place_id, id)
) {table};
CREATE INDEX place_version_parent ON place_version (parent_id, valid_to, place_id);

CREATE TABLE place_closure (
    des        {id} NOT NULL,
    anc        {id} NOT NULL,
    depth      {int} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    PRIMARY KEY (des, valid_to, anc, valid_from, known_from)
) {table};
CREATE INDEX place_closure_anc ON place_closure (anc, depth, valid_to, des, valid_from, known_to, known_from);

CREATE TABLE place_code (
    code     {word} NOT NULL PRIMARY KEY,
    place_id {id} NOT NULL
) {table};
CREATE INDEX place_code_place ON place_code (place_id);

CREATE TABLE place_token (
    token    {word} NOT NULL,
    place_id {id} NOT NULL,
    PRIMARY KEY (token, place_id)
) {table};
CREATE INDEX place_token_place ON place_token (place_id, token);

CREATE TABLE place_lineage (
    pred       {id} NOT NULL,
    succ       {id} NOT NULL,
    how        TEXT NOT NULL,
    on_day     {day} NOT NULL,
    decision   TEXT NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (pred, succ, on_day, known_from)
) {table};
CREATE INDEX place_lineage_succ ON place_lineage (succ, on_day);

-- Where a unit lives on the map: a committee of a commune ↔ the commune, a village cell ↔ the village.
CREATE TABLE unit_place (
    unit_id    {id} NOT NULL,
    id         {id} NOT NULL,
    place_id   {id} NOT NULL,
    valid_from {day} NOT NULL,
    valid_to   {day} NOT NULL,
    known_from {time} NOT NULL,
    known_to   {time} NOT NULL,
    entered_by {id} NOT NULL,
    PRIMARY KEY (unit_id, id)
) {table};
CREATE INDEX unit_place_place ON unit_place (place_id, valid_to);
