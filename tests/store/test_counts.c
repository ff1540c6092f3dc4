/* test_counts: proves that figures are what one gets by going through the records one by one: for every unit, on random
 * days, as known at random instants; that small counts on health and discipline are hidden; and that a kept figure is
 * forgotten when facts change and only then. HN_TEST_LARGE=1 runs a province of 104,700 and says how long it took. */
#include "support/store_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "census/counts.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "tree/tree.h"

#define TEXT_FACT(table, owner, value)                                                                       \
    {                                                                                                        \
        .name = table, HN_FACT_SQL(table, owner, "", "", value ", decision, reason", HN_MARKS_10),           \
        .value_count = 3, .values = (const char *const[]){ value, "decision", "reason" },                    \
        .kinds = (const enum hn_param_kind[])                                                                \
        {                                                                                                    \
            HN_P_TEXT, HN_P_TEXT, HN_P_TEXT                                                                  \
        }                                                                                                    \
    }
static const struct hn_fact_table standing = TEXT_FACT("standing", "person_id", "standing");
static const struct hn_fact_table activity = TEXT_FACT("activity", "person_id", "activity");
static const struct hn_fact_table membership = {
    .name = "membership",
    HN_FACT_SQL("membership", "person_id", "", "", "unit_id, decision, reason", HN_MARKS_10),
    .value_count = 3,
    .values = (const char *const[]){ "unit_id", "decision", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT, HN_P_TEXT, HN_P_TEXT },
};
#define BASIC                                                                                                \
    "full_name, birth_name, sort_key, sex, birth_date, ethnicity, edu_general, edu_degree, "                 \
    "political_theory,"                                                                                      \
    " occupation, admit_date, official_date, search, reason"
static const struct hn_fact_table basic = {
    .name = "person_basic",
    HN_FACT_SQL("person_basic", "person_id", "", "", BASIC, HN_MARKS_21),
    .value_count = 14,
    .values = (const char *const[]){ "full_name", "birth_name", "sort_key", "sex", "birth_date", "ethnicity",
                                     "edu_general", "edu_degree", "political_theory", "occupation",
                                     "admit_date", "official_date", "search", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_BYTES, HN_P_TEXT, HN_P_INT, HN_P_TEXT,
                                           HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_INT, HN_P_INT,
                                           HN_P_TEXT, HN_P_TEXT },
};
static const struct hn_fact_table unit_place = {
    .name = "unit_place",
    HN_FACT_SQL("unit_place", "unit_id", "", "", "place_id", HN_MARKS_8),
    .value_count = 1,
    .values = (const char *const[]){ "place_id" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT },
};

#define DUMP(table, owner, value)                                                                            \
    {                                                                                                        \
        .name = "test." table,                                                                               \
        .text = "SELECT " owner " AS owner, " value " AS value FROM " table                                  \
                " WHERE valid_from <= $1 AND valid_to > $1 AND known_from <= $2 AND known_to > $2"           \
    }
static const struct hn_sql dumps[] = {
    DUMP("unit_version", "unit_id", "parent_id"),
    DUMP("membership", "person_id", "unit_id"),
    DUMP("standing", "person_id", "standing"),
    DUMP("activity", "person_id", "activity"),
    DUMP("person_basic", "person_id", "sex || ' ' || ethnicity || ' ' || birth_date"),
};
static const struct hn_sql *const own[] = { HN_FACT_LIST(standing),
                                            HN_FACT_LIST(activity),
                                            HN_FACT_LIST(membership),
                                            HN_FACT_LIST(basic),
                                            HN_FACT_LIST(unit_place),
                                            &dumps[0],
                                            &dumps[1],
                                            &dumps[2],
                                            &dumps[3],
                                            &dumps[4],
                                            NULL };
static const struct hn_sql *const *const lists[] = { hn_tree_sql, hn_counts_sql, hn_counts_by_sql, own,
                                                     NULL };

/* --- an organisation --- */

struct org {
    int committees, orgs, cells,
        people; /* of each: below each committee, below each organisation, in each cell */
    uint32_t seed;
    int64_t root, first_committee;
    int64_t *cell_ids, *org_ids;
    size_t cell_count, org_count;
    int64_t village, street;
};

static uint32_t
roll(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static enum hn_rc
add_node(struct hn_tree_load *l, const char *kind, const char *code, const char *parent, const char *sector,
         int64_t *id)
{
    const struct hn_node n = {
        .kind = kind, .code = code, .name = code, .sector = sector, .from = 0, .to = HN_DAY_OPEN
    };

    return hn_tree_load_version(l, &n, parent, id);
}

static enum hn_rc
load_map(struct hn_ctx *c, struct org *o)
{
    struct hn_tree_load *l;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_places, &l);

    if (rc == HN_OK)
        rc = add_node(l, "province", "22", "", "", NULL);
    if (rc == HN_OK)
        rc = add_node(l, "city", "193", "22", "", NULL);
    if (rc == HN_OK)
        rc = add_node(l, "ward", "06001", "193", "", NULL);
    if (rc == HN_OK)
        rc = add_node(l, "commune", "06002", "193", "", NULL);
    if (rc == HN_OK)
        rc = add_node(l, "village", "06001.1", "06001", "", &o->street);
    if (rc == HN_OK)
        rc = add_node(l, "village", "06002.1", "06002", "", &o->village);
    return rc ? rc : hn_tree_load_finish(l);
}

/* Every third organisation is a grassroots cell, with members of its own; every fifth cell a private firm's. */
static enum hn_rc
load_units(struct hn_ctx *c, struct org *o)
{
    struct hn_tree_load *l;
    char code[64], up[64], org[64];
    int64_t id;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_units, &l);

    if (rc == HN_OK)
        rc = add_node(l, "province", "22", "", "", &o->root);
    for (int i = 0; i < o->committees && rc == HN_OK; i++) {
        snprintf(up, sizeof up, "22.%d", i);
        rc = add_node(l, "upper_grassroots", up, "22", "", i ? &id : &o->first_committee);
        for (int j = 0; j < o->orgs && rc == HN_OK; j++) {
            bool lone = j % 3 == 2;

            snprintf(org, sizeof org, "22.%d.%d", i, j);
            rc = add_node(l, lone ? "grassroots_cell" : "grassroots_committee_org", org, up, "", &id);
            o->org_ids[o->org_count++] = id;
            if (lone)
                o->cell_ids[o->cell_count++] = id;
            for (int k = 0; k < o->cells && !lone && rc == HN_OK; k++) {
                snprintf(code, sizeof code, "22.%d.%d.%d", i, j, k);
                rc = add_node(l, "cell", code, org, k % 5 == 0 ? "private_firm" : "residential",
                              &o->cell_ids[o->cell_count++]);
            }
        }
    }
    return rc ? rc : hn_tree_load_finish(l);
}

static enum hn_rc
put(struct hn_ctx *c, const struct hn_fact_table *t, int64_t owner, hn_day from, hn_day to,
    const struct hn_param *values, bool first)
{
    const struct hn_fact fact = { .owner = owner, .from = from, .to = to, .values = values };

    return first ? hn_fact_first(c, t, &fact, NULL) : hn_fact_put(c, t, &fact, NULL);
}

static enum hn_rc
put_text(struct hn_ctx *c, const struct hn_fact_table *t, int64_t owner, hn_day from, hn_day to,
         const char *text, bool first)
{
    const struct hn_param values[] = { hn_p_text(text), hn_p_text(""), hn_p_text("") };

    return put(c, t, owner, from, to, values, first);
}

static enum hn_rc
put_cell(struct hn_ctx *c, int64_t person, int64_t cell, hn_day from, hn_day to, bool first)
{
    const struct hn_param values[] = { hn_p_id(cell), hn_p_text(""), hn_p_text("") };

    return put(c, &membership, person, from, to, values, first);
}

static enum hn_rc
put_basic(struct hn_ctx *c, struct org *o, int64_t person)
{
    static const char *const peoples[] = { "kinh", "kinh", "tay", "dao", "" };
    static const uint8_t key[] = { 1 };
    int year = 1940 + (int)roll(&o->seed, 64), month = (int)roll(&o->seed, 13);
    int birth = roll(&o->seed, 20) == 0 ? 0
                                        : year * 10000 + month * 100 + (month ? (int)roll(&o->seed, 29) : 0);
    const struct hn_param values[] = { hn_p_text("x"),
                                       hn_p_text(""),
                                       hn_p_bytes((struct hn_bytes){ key, 1 }),
                                       hn_p_text(roll(&o->seed, 3) ? "male" : "female"),
                                       hn_p_int(birth),
                                       hn_p_text(peoples[roll(&o->seed, 5)]),
                                       hn_p_text(""),
                                       hn_p_text("đại học"),
                                       hn_p_text(""),
                                       hn_p_text(""),
                                       hn_p_int(20000101),
                                       hn_p_int(0),
                                       hn_p_text(""),
                                       hn_p_text("") };

    return put(c, &basic, person, HN_DAY_START, HN_DAY_OPEN, values, true);
}

#define DAYS 1000 /* lives are played out over these days from 100 */

static enum hn_rc
live(struct hn_ctx *c, struct org *o, int64_t person, int64_t cell)
{
    hn_day joined = 100 + (hn_day)roll(&o->seed, DAYS), official = joined + 365;
    enum hn_rc rc = put_basic(c, o, person);

    if (rc == HN_OK)
        rc = put_text(c, &standing, person, HN_DAY_START, joined, "candidate", true);
    if (rc == HN_OK)
        rc = put_text(c, &standing, person, joined, official, "probationary", true);
    if (rc == HN_OK)
        rc = put_text(c, &standing, person, official, HN_DAY_OPEN, "official", true);
    if (rc == HN_OK)
        rc = put_cell(c, person, cell, joined, HN_DAY_OPEN, true);
    if (rc == HN_OK && roll(&o->seed, 10) == 0)
        rc = put_text(c, &activity, person, official, HN_DAY_OPEN, roll(&o->seed, 2) ? "exempt" : "suspended",
                      true);
    return rc;
}

static enum hn_rc
run_org(struct hn_ctx *c, void *arg)
{
    struct org *o = arg;
    enum hn_rc rc;

    c->now = 1000;
    rc = load_map(c, o);
    if (rc == HN_OK)
        rc = load_units(c, o);
    for (size_t i = 0; i < o->cell_count && rc == HN_OK; i++) {
        const struct hn_param place[] = { hn_p_id(i % 2 ? o->village : o->street) };

        if (i % 3 != 0)
            rc = put(c, &unit_place, o->cell_ids[i], 500, HN_DAY_OPEN, place, true);
        for (int p = 0; p < o->people && rc == HN_OK; p++) {
            struct hn_mark mark = hn_arena_mark(c->arena);

            rc = live(c, o, (int64_t)(i * (size_t)o->people) + p + 1, o->cell_ids[i]);
            hn_arena_rewind(c->arena, mark);
        }
    }
    return rc;
}

/* Corrections and events, each recorded at an instant of its own. */
static enum hn_rc
run_event(struct hn_ctx *c, void *arg)
{
    struct org *o = arg;
    int64_t person = 1 + (int64_t)roll(&o->seed, (uint32_t)(o->cell_count * (size_t)o->people));
    hn_day from = 100 + (hn_day)roll(&o->seed, DAYS), to = from + 1 + (hn_day)roll(&o->seed, 400);

    switch (roll(&o->seed, 5)) {
    case 0:
        return put_text(c, &standing, person, from, HN_DAY_OPEN, "expelled", false);
    case 1:
        return put_cell(c, person, o->cell_ids[roll(&o->seed, (uint32_t)o->cell_count)], from, to, false);
    case 2:
        return put(c, &membership, person, from, to, NULL, false);
    case 3:
        return put_text(c, &activity, person, from, to, "suspended", false);
    default:
        break;
    }
    return hn_tree_move(c, &hn_tree_units, o->org_ids[roll(&o->seed, (uint32_t)o->org_count)], from,
                        o->first_committee, "");
}

static void
set_up(struct hn_test_store *t, struct org *o, int committees, int orgs, int cells, int people)
{
    size_t most = (size_t)(committees * orgs * cells + committees * orgs);

    *o = (struct org){ .committees = committees, .orgs = orgs, .cells = cells, .people = people, .seed = 7 };
    o->cell_ids = calloc(most, sizeof *o->cell_ids);
    o->org_ids = calloc(most, sizeof *o->org_ids);
    assert_true(o->cell_ids && o->org_ids);
    t->cfg.lists = lists;
    hn_arena_free(t->arena);
    t->arena = hn_arena_new((size_t)256 << 20);
    t->c.arena = t->arena;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), run_org, o), HN_OK);
}

static void
tear_down(struct org *o)
{
    free(o->cell_ids);
    free(o->org_ids);
}

/* --- one by one --- */

struct record {
    int64_t owner, number;
    char text[40];
};
struct records {
    struct record *at;
    size_t count;
};

static int
by_owner(const void *a, const void *b)
{
    const struct record *x = a, *y = b;

    return (x->owner > y->owner) - (x->owner < y->owner);
}

static const struct record *
record_of(const struct records *r, int64_t owner)
{
    return r->count ? bsearch(&(struct record){ .owner = owner }, r->at, r->count, sizeof *r->at, by_owner)
                    : NULL;
}

static struct records
dump(struct hn_ctx *c, int which)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct records r = { .at = HN_NEW_N(c->arena, struct record, 4096) };
    struct hn_rows *rows;

    assert_int_equal(hn_store_query(c, &dumps[which], params, &rows), HN_OK);
    for (; hn_rows_next(rows); r.count++) {
        assert_true(r.count < 4096);
        r.at[r.count].owner = hn_row_int(rows, "owner");
        if (which < 2)
            r.at[r.count].number = hn_row_int(rows, "value");
        else
            strncpy(r.at[r.count].text, hn_row_text(rows, "value"), sizeof r.at->text - 1);
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
    qsort(r.at, r.count, sizeof *r.at, by_owner);
    return r;
}

static bool
stands_below(const struct records *units, int64_t unit, int64_t top)
{
    while (unit != 0 && unit != top) {
        const struct record *r = record_of(units, unit);

        unit = r ? r->number : 0;
    }
    return unit == top;
}

static void
count_person(const struct record *what, const struct record *does, const struct record *is, hn_day on,
             struct hn_counts *out)
{
    char sex[16] = "", people[16] = "";
    int birth = 0;

    out->members++;
    out->official += strcmp(what->text, "official") == 0;
    out->probationary += strcmp(what->text, "probationary") == 0;
    out->exempt += does && strcmp(does->text, "exempt") == 0;
    out->suspended += does && strcmp(does->text, "suspended") == 0;
    if (is && sscanf(is->text, "%15s %d", sex, &birth) < 2)
        assert_int_equal(sscanf(is->text, "%15s %15s %d", sex, people, &birth), 3);
    out->women += strcmp(sex, "female") == 0;
    out->ethnic_minority += people[0] && strcmp(people, "kinh") != 0;
    out->under_31 += birth != 0 && hn_pdate_age(birth, on) < 31;
}

static struct hn_counts
one_by_one(struct hn_ctx *c, int64_t top)
{
    struct records units = dump(c, 0), cells = dump(c, 1), is = dump(c, 2), does = dump(c, 3),
                   who = dump(c, 4);
    struct hn_counts out = { 0 };

    for (size_t i = 0; i < cells.count; i++) {
        const struct record *what = record_of(&is, cells.at[i].owner);

        if (what && (strcmp(what->text, "official") == 0 || strcmp(what->text, "probationary") == 0) &&
            stands_below(&units, cells.at[i].number, top))
            count_person(what, record_of(&does, cells.at[i].owner), record_of(&who, cells.at[i].owner), c->on,
                         &out);
    }
    return out;
}

static void
shown_as(int64_t shown, int64_t counted)
{
    if (counted == 1 || counted == 2)
        assert_int_equal(shown, HN_COUNT_HIDDEN);
    else
        assert_int_equal(shown, counted);
}

static void
compare_members(const struct hn_counts *got, const struct hn_counts *expected)
{
    assert_int_equal(got->members, expected->members);
    assert_int_equal(got->official, expected->official);
    assert_int_equal(got->probationary, expected->probationary);
    assert_int_equal(got->women, expected->women);
    assert_int_equal(got->ethnic_minority, expected->ethnic_minority);
    assert_int_equal(got->under_31, expected->under_31);
    shown_as(got->exempt, expected->exempt);
    shown_as(got->suspended, expected->suspended);
}

static struct hn_ctx *
look(struct hn_test_store *t, hn_day on, hn_time known)
{
    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    c->on = on;
    c->known = known;
    return c;
}

static void
test_members(void **state)
{
    HN_TEST_PLACE(state);
    struct org o;
    struct hn_counts got;
    int64_t seen = 0;

    set_up(t, &o, 3, 4, 3, 8);
    for (int i = 0; i < 60; i++) {
        hn_test_store_fresh(t)->now = 2000 + i;
        assert_int_equal(hn_store_write(t->store, &t->c, run_event, &o), HN_OK);
    }
    for (int i = 0; i < 24; i++) {
        struct hn_ctx *c = look(t, 50 + (hn_day)roll(&o.seed, 1500),
                                i % 3 ? 1990 + roll(&o.seed, 80) : HN_TIME_OPEN);
        int64_t unit = i % 4 == 0   ? o.root
                       : i % 4 == 1 ? o.first_committee
                       : i % 4 == 2 ? o.org_ids[roll(&o.seed, (uint32_t)o.org_count)]
                                    : o.cell_ids[roll(&o.seed, (uint32_t)o.cell_count)];
        struct hn_counts expected = one_by_one(c, unit);

        assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ unit }, &got), HN_OK);
        compare_members(&got, &expected);
        seen += got.members;
        hn_store_read_end(t->store, c);
    }
    assert_true(seen > 500);
    tear_down(&o);
}

static void
test_units(void **state)
{
    HN_TEST_PLACE(state);
    struct org o;
    struct hn_counts got;

    set_up(t, &o, 2, 6, 5, 1); /* each committee: 4 organisations of 5 cells, 2 grassroots cells */
    struct hn_ctx *c = look(t, 600, HN_TIME_OPEN);

    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.root }, &got), HN_OK);
    assert_int_equal(got.direct_committees, 2);
    assert_int_equal(got.grassroots_committees, 8);
    assert_int_equal(got.grassroots_cells, 4);
    assert_int_equal(got.grassroots_orgs, 12);
    assert_int_equal(got.cells, 40);
    assert_int_equal(got.private_cells, 8);
    int64_t rural = 0;

    for (size_t i = 0, at = 0; i < o.org_count; i++) {
        for (int k = 0; k < (i % 3 == 2 ? 1 : 5); k++, at++)
            rural += i % 3 != 2 && at % 3 != 0 && at % 2 == 1;
    }
    assert_true(rural > 0);
    assert_int_equal(got.rural_cells, rural); /* those of the ward's village are not */
    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.first_committee }, &got), HN_OK);
    assert_int_equal(got.direct_committees, 0);
    assert_int_equal(got.cells, 20);
    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.cell_ids[0] }, &got), HN_OK);
    assert_int_equal(got.cells, 0);   /* strictly below */
    assert_int_equal(got.members, 1); /* in it and below */
    c->on = 499;                      /* before the cells were linked to their villages */
    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.root }, &got), HN_OK);
    assert_int_equal(got.rural_cells, 0);
    assert_int_equal(got.cells, 40);
    hn_store_read_end(t->store, c);
    tear_down(&o);
}

static void
test_children(void **state)
{
    HN_TEST_PLACE(state);
    struct org o;
    struct hn_counts sum = { 0 }, all, one;
    const struct hn_counts_row *rows;
    size_t count;

    set_up(t, &o, 3, 3, 4, 6);
    struct hn_ctx *c = look(t, 1400, HN_TIME_OPEN);

    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.root }, &all), HN_OK);
    assert_int_equal(hn_counts_children(c, (struct hn_unit_id){ o.root }, &rows, &count), HN_OK);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(rows[i].kind, "upper_grassroots");
        assert_int_equal(hn_counts_of(c, rows[i].unit, &one), HN_OK);
        assert_int_equal(rows[i].counts.members, one.members);
        assert_int_equal(rows[i].counts.cells, one.cells);
        sum.members += one.members;
        sum.women += one.women;
        sum.cells += one.cells;
        sum.grassroots_orgs += one.grassroots_orgs;
    }
    assert_int_equal(sum.members, all.members);
    assert_int_equal(sum.women, all.women);
    assert_int_equal(sum.cells, all.cells);
    assert_int_equal(sum.grassroots_orgs, all.grassroots_orgs);
    assert_int_equal(hn_counts_children(c, (struct hn_unit_id){ o.cell_ids[0] }, &rows, &count), HN_OK);
    assert_int_equal(count, 0);
    c->on = -1;
    assert_int_equal(hn_counts_children(c, (struct hn_unit_id){ o.root }, &rows, &count), HN_OK);
    assert_int_equal(count, 0);
    hn_store_read_end(t->store, c);
    tear_down(&o);
}

static int64_t
sum_by(struct hn_ctx *c, int64_t unit, const char *attribute, const char *key, int64_t *of_key)
{
    const struct hn_counts_group *groups;
    size_t count;
    int64_t sum = 0;

    assert_int_equal(hn_counts_by(c, (struct hn_unit_id){ unit }, attribute, &groups, &count), HN_OK);
    *of_key = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || strcmp(groups[i - 1].key, groups[i].key) < 0 ||
                    strcmp(groups[i - 1].key2, groups[i].key2) < 0);
        sum += groups[i].count;
        if (strcmp(groups[i].key, key) == 0)
            *of_key += groups[i].count;
    }
    return sum;
}

static void
test_by(void **state)
{
    HN_TEST_PLACE(state);
    static const char *const attributes[] = { "sex",         "ethnicity",      "age_band",
                                              "edu_general", "edu_degree",     "political_theory",
                                              "standing",    "party_age_band", "sex_age_band" };
    const struct hn_counts_group *groups;
    struct hn_counts all;
    struct org o;
    size_t count;
    int64_t n;

    set_up(t, &o, 3, 4, 4, 8);
    struct hn_ctx *c = look(t, hn_day_of(1973, 6, 1), HN_TIME_OPEN);

    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.root }, &all), HN_OK);
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
        assert_int_equal(sum_by(c, o.root, attributes[i], "", &n), all.members);
    sum_by(c, o.root, "sex", "female", &n);
    assert_int_equal(n, all.women);
    sum_by(c, o.root, "sex_age_band", "female", &n);
    assert_int_equal(n, all.women);
    sum_by(c, o.root, "standing", "probationary", &n);
    assert_int_equal(n, all.probationary);
    sum_by(c, o.root, "age_band", "18-30", &n);
    assert_int_equal(n, all.under_31);
    assert_int_equal(hn_counts_by(c, (struct hn_unit_id){ o.root }, "religion", &groups, &count), HN_INVALID);
    hn_store_read_end(t->store, c);
    tear_down(&o);
}

struct suspend {
    int count; /* of persons 1 … */
    const char *as;
};

static enum hn_rc
run_suspend(struct hn_ctx *c, void *arg)
{
    struct suspend *s = arg;
    enum hn_rc rc = HN_OK;

    c->now = 3000;
    for (int i = 1; i <= s->count && rc == HN_OK; i++)
        rc = put_text(c, &activity, i, HN_DAY_START, HN_DAY_OPEN, s->as, false);
    return rc;
}

static void
test_small_counts_are_hidden(void **state)
{
    HN_TEST_PLACE(state);
    const struct hn_counts_group *groups;
    const struct hn_counts_row *rows;
    struct hn_counts one;
    struct org o;
    size_t count, hidden = 0, hidden_groups = 0;

    set_up(t, &o, 2, 1, 2, 10); /* two cells of ten below each committee */
    assert_int_equal(
        hn_store_write(t->store, hn_test_store_fresh(t), run_suspend, &(struct suspend){ 40, "active" }),
        HN_OK);
    assert_int_equal(
        hn_store_write(t->store, hn_test_store_fresh(t), run_suspend, &(struct suspend){ 24, "exempt" }),
        HN_OK);
    assert_int_equal(
        hn_store_write(t->store, hn_test_store_fresh(t), run_suspend, &(struct suspend){ 2, "suspended" }),
        HN_OK);
    struct hn_ctx *c = look(t, 2000, HN_TIME_OPEN);

    assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.root }, &one), HN_OK);
    assert_int_equal(one.suspended, HN_COUNT_HIDDEN);
    assert_int_equal(one.exempt, 22);
    assert_int_equal(one.members, 40);
    assert_int_equal(hn_counts_children(c, (struct hn_unit_id){ o.root }, &rows, &count), HN_OK);
    for (size_t i = 0; i < count; i++)
        hidden += rows[i].counts.suspended == HN_COUNT_HIDDEN;
    assert_int_equal(hidden, 1);
    assert_int_equal(hn_counts_by(c, (struct hn_unit_id){ o.root }, "activity", &groups, &count), HN_OK);
    for (size_t i = 0; i < count; i++)
        hidden_groups += groups[i].count == HN_COUNT_HIDDEN;
    assert_int_equal(count, 3);
    assert_int_equal(hidden_groups, 2); /* suspended, and the next smallest, that nobody may subtract */
    hn_store_read_end(t->store, c);
    tear_down(&o);
}

static enum hn_rc
run_nothing_of_facts(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return hn_tree_kind_add(c, &hn_tree_units, "other", 1, 0, 1, "test");
}

/* In the writer's own transaction nothing is kept, since it may come to nothing. */
static enum hn_rc
run_count_and_fail(struct hn_ctx *c, void *arg)
{
    struct hn_counts got;
    enum hn_rc rc = put_text(c, &standing, 1, 0, HN_DAY_OPEN, "expelled", false);

    if (rc == HN_OK)
        rc = hn_counts_of(c, *(struct hn_unit_id *)arg, &got);
    return rc ? rc : HN_CONFLICT;
}

static void
test_cache(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_counts_cache *cache = hn_counts_cache_new((size_t)64 << 10);
    struct hn_counts_cache_stats stats;
    struct hn_counts first, second;
    const struct hn_counts_row *rows;
    const struct hn_counts_group *groups;
    struct org o;
    size_t count, again, children;

    set_up(t, &o, 3, 3, 4, 4);
    struct hn_unit_id root = { o.root };

    t->c.counts_cache = cache;
    struct hn_ctx *c = look(t, 1400, HN_TIME_OPEN);

    for (int i = 0; i < 2; i++) {
        assert_int_equal(hn_counts_of(c, root, i ? &second : &first), HN_OK);
        assert_int_equal(hn_counts_children(c, root, &rows, &children), HN_OK);
        assert_int_equal(rows[0].counts.members + rows[1].counts.members + rows[2].counts.members,
                         first.members);
        assert_int_equal(hn_counts_by(c, root, "ethnicity", &groups, i ? &again : &count), HN_OK);
        assert_string_equal(groups[0].key, "");
    }
    assert_memory_equal(&first, &second, sizeof first);
    assert_int_equal(again, count);
    hn_counts_cache_stats(cache, &stats);
    assert_int_equal(stats.hits, 3);
    assert_int_equal(stats.misses, 3);
    c->on = 1399; /* another question */
    assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    hn_counts_cache_stats(cache, &stats);
    assert_int_equal(stats.misses, 4);
    hn_store_read_end(t->store, c);

    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), run_nothing_of_facts, NULL), HN_OK);
    c = look(t, 1400, HN_TIME_OPEN);
    assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    hn_counts_cache_stats(cache, &stats);
    assert_int_equal(stats.hits, 4); /* the store changed, the facts did not */
    hn_store_read_end(t->store, c);

    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), run_count_and_fail, &root),
                     HN_CONFLICT);
    c = look(t, 1400, HN_TIME_OPEN);
    assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    assert_int_equal(second.members, first.members);
    hn_store_read_end(t->store, c);

    for (int i = 0; i < 20; i++) {
        hn_test_store_fresh(t)->now = 5000 + i;
        assert_int_equal(hn_store_write(t->store, &t->c, run_event, &o), HN_OK);
    }
    c = look(t, 1400, HN_TIME_OPEN);
    struct hn_counts expected = one_by_one(c, o.root);

    assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    compare_members(&second, &expected);
    assert_int_not_equal(second.members, first.members);
    /* Many more questions than there is room for. */
    for (hn_day day = 0; day < 400; day++) {
        c->on = day;
        assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    }
    c->on = 399;
    hn_counts_cache_stats(cache, &stats);
    uint64_t hits = stats.hits;

    assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    hn_counts_cache_stats(cache, &stats);
    assert_int_equal(stats.hits, hits + 1);
    c->on = 0;
    assert_int_equal(hn_counts_of(c, root, &second), HN_OK);
    hn_counts_cache_stats(cache, &stats);
    assert_int_equal(stats.hits, hits + 1); /* pushed out */
    hn_store_read_end(t->store, c);
    t->c.counts_cache = NULL;
    hn_counts_cache_free(cache);
    tear_down(&o);
}

static int64_t
clock_us(void)
{
    return hn_platform_real()->monotonic_us(NULL);
}

static void
test_large(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_counts got;
    const struct hn_counts_row *rows;
    const struct hn_counts_group *groups;
    struct org o;
    size_t count;
    int64_t from = clock_us();

    set_up(t, &o, 20, 35, 10, 21);
    print_message("%zu cells loaded in %d ms\n", o.cell_count, (int)((clock_us() - from) / 1000));
    for (int i = 0; i < 3; i++) {
        struct hn_ctx *c = look(t, 1500, HN_TIME_OPEN);

        from = clock_us();
        assert_int_equal(hn_counts_of(c, (struct hn_unit_id){ o.root }, &got), HN_OK);
        print_message("province %lld members: %lld us\n", (long long)got.members,
                      (long long)(clock_us() - from));
        from = clock_us();
        assert_int_equal(hn_counts_children(c, (struct hn_unit_id){ o.root }, &rows, &count), HN_OK);
        print_message("children: %lld us\n", (long long)(clock_us() - from));
        from = clock_us();
        assert_int_equal(hn_counts_by(c, (struct hn_unit_id){ o.root }, "sex_age_band", &groups, &count),
                         HN_OK);
        print_message("by sex and age: %lld us\n", (long long)(clock_us() - from));
        hn_store_read_end(t->store, c);
    }
    tear_down(&o);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_members),
        HN_TEST_BOTH(test_units),
        HN_TEST_BOTH(test_children),
        HN_TEST_BOTH(test_by),
        HN_TEST_BOTH(test_small_counts_are_hidden),
        HN_TEST_BOTH(test_cache),
    };

    const struct CMUnitTest large[] = { HN_TEST_BOTH(test_large) };

    if (getenv("HN_TEST_LARGE") != NULL)
        return cmocka_run_group_tests_name("counts of a province", large, NULL, NULL);
    return cmocka_run_group_tests_name("counts", tests, NULL, NULL);
}
