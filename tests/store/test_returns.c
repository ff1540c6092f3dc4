/* test_returns: proves that the figures of a month are what one gets by going through its cells one by one: for every
 * unit, over trees that change, on random days and as known at random instants, with rules and excuses of their own;
 * that a figure's list has its rows; and that a kept figure is forgotten when a meeting is recorded.
 */
#include "support/forest.h"

#include <string.h>

#include "census/counts.h"
#include "census/returns.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "rule/rule.h"
#include "subjects.h"
#include "tree/tree.h"

enum { MONTHS = 6, ROWS_MOST = 512, EXCUSES_MOST = 64 };

#define FIRST_MONTH ((int64_t)2021 * 12 + 5) /* June 2021 */
#define START       hn_day_of(2021, 5, 10)

static const struct hn_sql sql_month = { .name = "test.month",
                                         .text = "INSERT INTO cell_month (month, unit_id, meeting_id, "
                                                 "met_day, met_known, late, thematic_day, adopted_at,"
                                                 " sent_at, sent_late, members, base, present, excused, "
                                                 "unexcused, unrecorded, score_cell, score_monitor,"
                                                 " excused_month) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                                                 "$9, $10, $11, $11, $12, $13, 0, $14, $15, -1, 0)" };
static const struct hn_sql sql_excuse = { .name = "test.excuse",
                                          .text = "INSERT INTO cell_excuse (unit_id, month, reason, at, "
                                                  "ended_at, entered_by) VALUES ($1, $2, 'x', $3, $4, 1)" };
static const struct hn_sql sql_rule = {
    .name = "test.rule",
    .text =
        "INSERT INTO unit_rule (unit_id, id, valid_from, valid_to, known_from, known_to, name, value, "
        "legal_basis,"
        " entered_by) VALUES ($1, $2, -2147483648, 2147483647, 0, 9223372036854775807, 'meeting_due_day', $3,"
        " 'x', 1)"
};
static const struct hn_sql *const own[] = { &sql_month, &sql_excuse, &sql_rule, NULL };

struct row {
    int64_t month, unit, meeting;
    hn_day met_day, thematic_day;
    hn_time met_known, adopted_at, sent_at;
    int64_t late, sent_late, base, present, excused, unrecorded, score;
};
struct excuse {
    int64_t month, unit;
    hn_time at, ended_at;
};
struct world {
    struct hn_forest forest;
    struct row rows[ROWS_MOST];
    size_t row_count;
    struct excuse excuses[EXCUSES_MOST];
    size_t excuse_count;
    int64_t rule_unit[2], rule_value[2];
};

/* --- a world --- */

static enum hn_rc
put_row(struct hn_ctx *c, const struct row *r)
{
    const struct hn_param params[] = {
        hn_p_int(r->month),      hn_p_id(r->unit),        hn_p_id(r->meeting),       hn_p_day(r->met_day),
        hn_p_time(r->met_known), hn_p_int(r->late),       hn_p_day(r->thematic_day), hn_p_time(r->adopted_at),
        hn_p_time(r->sent_at),   hn_p_int(r->sent_late),  hn_p_int(r->base),         hn_p_int(r->present),
        hn_p_int(r->excused),    hn_p_int(r->unrecorded), hn_p_int(r->score),        HN_P_END
    };

    return hn_store_do(c, &sql_month, params);
}

/* A month of a cell: held or not, recorded at once or much later, adopted, sent, scored, or not. */
static struct row
make_row(struct world *w, int64_t cell, int64_t month)
{
    struct row r = { .month = month, .unit = cell, .score = -1 };

    r.met_day = hn_month_first(month) + (hn_day)hn_forest_roll(&w->forest, 35);
    r.meeting = hn_forest_roll(&w->forest, 8) ? 1 + (int64_t)hn_forest_roll(&w->forest, 1000000) : 0;
    r.met_known = hn_forest_noon(r.met_day + (hn_day)hn_forest_roll(&w->forest, 40));
    r.late = hn_forest_roll(&w->forest, 4) == 0;
    r.thematic_day = hn_forest_roll(&w->forest, 3) ? 0 : r.met_day;
    r.base = 5 + hn_forest_roll(&w->forest, 20);
    r.present = hn_forest_roll(&w->forest, (uint32_t)r.base);
    r.excused = hn_forest_roll(&w->forest, (uint32_t)(r.base - r.present));
    r.unrecorded = r.base - r.present - r.excused;
    if (hn_forest_roll(&w->forest, 3)) {
        r.adopted_at = r.met_known + (hn_time)hn_forest_roll(&w->forest, 5) * HN_DAY_US;
        r.score = hn_forest_roll(&w->forest, 2) ? (int64_t)hn_forest_roll(&w->forest, 10001) : -1;
        r.sent_at = hn_forest_roll(&w->forest, 2)
                        ? r.adopted_at + (hn_time)hn_forest_roll(&w->forest, 9) * HN_DAY_US
                        : 0;
        r.sent_late = r.sent_at && hn_forest_roll(&w->forest, 3) == 0;
    }
    return r;
}

static enum hn_rc
live(struct hn_ctx *c, struct world *w)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < w->forest.cell_count; i++) {
        for (int64_t m = 0; m < MONTHS && !rc; m++) {
            if (hn_forest_roll(&w->forest, 4) == 0)
                continue;
            w->rows[w->row_count] = make_row(w, w->forest.cells[i], FIRST_MONTH + m);
            rc = put_row(c, &w->rows[w->row_count++]);
        }
    }
    while (!rc && w->excuse_count < EXCUSES_MOST) {
        struct excuse *e = &w->excuses[w->excuse_count++];
        hn_day day = START + (hn_day)hn_forest_roll(&w->forest, 240);

        *e = (struct excuse){ FIRST_MONTH + (int64_t)hn_forest_roll(&w->forest, MONTHS),
                              w->forest.cells[hn_forest_roll(&w->forest, (uint32_t)w->forest.cell_count)],
                              hn_forest_noon(day) + (hn_time)w->excuse_count, 0 };
        if (hn_forest_roll(&w->forest, 3) == 0)
            e->ended_at = e->at + (hn_time)(1 + hn_forest_roll(&w->forest, 60)) * HN_DAY_US;
        const struct hn_param params[] = { hn_p_id(e->unit), hn_p_int(e->month), hn_p_time(e->at),
                                           hn_p_time(e->ended_at), HN_P_END };

        rc = hn_store_do(c, &sql_excuse, params);
    }
    return rc;
}

/* A committee and one organisation below it each set a day of their own. */
static enum hn_rc
set_rules(struct hn_ctx *c, struct world *w)
{
    enum hn_rc rc = HN_OK;

    w->rule_unit[0] = w->forest.committees[0];
    w->rule_value[0] = 5 + (int64_t)hn_forest_roll(&w->forest, 10);
    w->rule_unit[1] = w->forest.orgs[0];
    w->rule_value[1] = 15 + (int64_t)hn_forest_roll(&w->forest, 16);
    for (int i = 0; i < 2 && !rc; i++) {
        const struct hn_param params[] = { hn_p_id(w->rule_unit[i]), hn_p_id(hn_new_id(c)),
                                           hn_p_int(w->rule_value[i]), HN_P_END };

        rc = hn_store_do(c, &sql_rule, params);
    }
    return rc;
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, &w->forest);
    if (!rc)
        rc = live(c, w);
    return rc ? rc : set_rules(c, w);
}

struct move {
    struct world *w;
    hn_time now;
};

static enum hn_rc
move_one(struct hn_ctx *c, void *arg)
{
    struct move *m = arg;

    c->now = m->now;
    return hn_forest_stir(c, &m->w->forest);
}

/* --- one by one --- */

static hn_day
due_of(const struct world *w, const struct hn_forest_tree *t, int64_t unit, int64_t month)
{
    int64_t value = 31;

    for (; unit && value == 31; unit = hn_forest_parent(t, unit)) {
        for (int i = 0; i < 2; i++)
            value = w->rule_unit[i] == unit ? w->rule_value[i] : value;
    }
    hn_day due = hn_month_first(month) + (hn_day)value - 1;

    return due < hn_month_last(month) ? due : hn_month_last(month);
}

static bool
happened(const struct hn_ctx *c, hn_time at)
{
    return at != 0 && at <= c->known && hn_day_at(at) <= c->on;
}

static void
naive_row(const struct hn_ctx *c, const struct row *r, struct hn_returns *s)
{
    s->late += r->late;
    s->met += !r->late;
    s->minutes += happened(c, r->sent_at);
    s->minutes_late += happened(c, r->sent_at) && r->sent_late;
    s->base += r->base;
    s->present += r->present;
    s->absent_excused += r->excused;
    s->unrecorded += r->unrecorded;
    if (r->score < 0 || !happened(c, r->adopted_at))
        return;
    s->scored++;
    s->score_sum += r->score;
    if (r->score >= 9000)
        s->good++;
    else if (r->score >= 7000)
        s->fair++;
    else if (r->score >= 5000)
        s->average++;
    else
        s->poor++;
}

static struct hn_returns
naive(struct hn_ctx *c, const struct world *w, int64_t within, int64_t top, int64_t month)
{
    struct hn_returns s = { 0 };
    hn_day on = hn_month_last(month) < c->on ? hn_month_last(month) : c->on;
    hn_day before = hn_month_first(month) - 1 < on ? hn_month_first(month) - 1 : on;
    struct hn_forest_tree now, then, end;

    hn_forest_read(c, on, &now);
    hn_forest_read(c, before, &then);
    hn_forest_read(c, hn_month_last(month), &end);
    for (size_t i = 0; i < now.count; i++) {
        int64_t unit = now.at[i].unit;
        const struct row *row = NULL;
        bool excused = !hn_forest_stands(&then, unit);

        if (!now.at[i].cell || !hn_forest_below(&now, unit, top) || !hn_forest_below(&now, unit, within))
            continue;
        s.owing++;
        for (size_t k = 0; k < w->row_count; k++) {
            if (w->rows[k].unit == unit && w->rows[k].month == month)
                row = &w->rows[k];
        }
        for (size_t k = 0; k < w->excuse_count; k++) {
            const struct excuse *e = &w->excuses[k];

            excused |= e->unit == unit && e->month == month && e->at <= c->known &&
                       (!e->ended_at || e->ended_at > c->known);
        }
        s.thematic += row && row->thematic_day && row->thematic_day <= c->on;
        if (row && row->meeting && row->met_day <= c->on && row->met_known <= c->known)
            naive_row(c, row, &s);
        else if (excused)
            s.excused++;
        else {
            s.not_met++;
            s.open += c->on <= due_of(w, &end, unit, month);
        }
    }
    return s;
}

static void
same(const struct hn_returns *got, const struct hn_returns *want)
{
    assert_int_equal(got->owing, got->met + got->late + got->not_met + got->excused);
    assert_int_equal(got->owing, want->owing);
    assert_int_equal(got->met, want->met);
    assert_int_equal(got->late, want->late);
    assert_int_equal(got->not_met, want->not_met);
    assert_int_equal(got->excused, want->excused);
    assert_int_equal(got->open, want->open);
    assert_memory_equal(got, want, sizeof *want);
}

static void
take_cell(void *sink, const struct hn_returns_cell *r)
{
    int64_t *count = sink;

    (void)r;
    ++*count;
}

static int64_t
figure(const struct hn_returns *s, const char *which)
{
    const struct {
        const char *which;
        int64_t number;
    } figures[] = { { "owing", s->owing },
                    { "met", s->met },
                    { "late", s->late },
                    { "not_met", s->not_met },
                    { "excused", s->excused },
                    { "open", s->open },
                    { "thematic", s->thematic },
                    { "minutes", s->minutes },
                    { "minutes_late", s->minutes_late },
                    { "no_minutes", s->met + s->late - s->minutes },
                    { "scored", s->scored },
                    { "good", s->good },
                    { "fair", s->fair },
                    { "average", s->average },
                    { "poor", s->poor } };

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(figures[i].which, which) == 0)
            return figures[i].number;
    }
    fail();
    return 0;
}

static void
lists_have_their_rows(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_returns *sum)
{
    for (size_t i = 0; hn_returns_which[i]; i++) {
        int64_t told = 0, count = 0, want = figure(sum, hn_returns_which[i]);

        assert_int_equal(hn_returns_cells(c, unit, month, hn_returns_which[i], 0, 1000, take_cell, &told),
                         HN_OK);
        assert_int_equal(hn_returns_cell_count(c, unit, month, hn_returns_which[i], &count), HN_OK);
        assert_int_equal(told, want);
        assert_int_equal(count, want);
        told = 0;
        assert_int_equal(hn_returns_cells(c, unit, month, hn_returns_which[i], 2, 3, take_cell, &told),
                         HN_OK);
        assert_int_equal(told, want < 2 ? 0 : want - 2 < 3 ? want - 2 : 3);
    }
}

static void
check_once(struct hn_ctx *c, struct world *w)
{
    int64_t month = FIRST_MONTH + (int64_t)hn_forest_roll(&w->forest, MONTHS);
    struct hn_unit_id unit = { w->forest.units[hn_forest_roll(&w->forest, (uint32_t)w->forest.unit_count)] };
    struct hn_returns sum, want, months[MONTHS];
    const struct hn_returns_unit *children;
    const struct hn_returns_months *lines;
    size_t count;

    c->today = c->on = hn_month_first(FIRST_MONTH) + (hn_day)hn_forest_roll(&w->forest, 31 * MONTHS);
    c->known = hn_forest_noon(START + 20 + (hn_day)hn_forest_roll(&w->forest, 260));
    assert_int_equal(hn_returns_of(c, unit, month, &sum, &children, &count), HN_OK);
    want = naive(c, w, unit.v, unit.v, month);
    same(&sum, &want);
    for (size_t i = 0; i < count; i++) {
        want = naive(c, w, unit.v, children[i].unit.v, month);
        same(&children[i].sum, &want);
    }
    lists_have_their_rows(c, unit, month, &sum);
    assert_int_equal(hn_returns_months(c, unit, FIRST_MONTH, MONTHS, months, &lines, &count), HN_OK);
    for (int64_t m = 0; m < MONTHS; m++) {
        want = naive(c, w, unit.v, unit.v, FIRST_MONTH + m);
        same(&months[m], &want);
        for (size_t i = 0; i < count; i++) {
            want = naive(c, w, unit.v, lines[i].unit.v, FIRST_MONTH + m);
            same(&lines[i].months[m], &want);
        }
    }
}

static void
figures_equal_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_counts_cache *cache = hn_counts_cache_new((size_t)4 << 20);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = HN_NEW(keep, struct world);

    hn_forest_open(t, keep, own);
    w->forest.seed = 20211231;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    for (int round = 0; round < 40; round++) {
        struct move m = { w, hn_forest_noon(START + round * 5) };
        struct hn_ctx *c = hn_test_store_fresh(t);

        (void)hn_store_write(t->store, c, move_one, &m);
        c = hn_test_store_fresh(t);
        c->counts_cache = round % 2 ? cache : NULL;
        c->actor = HN_USER_SYSTEM;
        assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
        for (int i = 0; i < 4; i++)
            check_once(c, w);
        hn_store_read_end(t->store, c);
    }
    hn_counts_cache_free(cache);
    hn_arena_free(keep);
}

/* --- what is kept --- */

static enum hn_rc
put_first(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    const struct row r = { .month = FIRST_MONTH,
                           .unit = w->forest.cells[1],
                           .meeting = 7,
                           .base = 5,
                           .present = 4,
                           .met_day = hn_month_first(FIRST_MONTH) + 2,
                           .unrecorded = 1,
                           .score = -1 };

    return put_row(c, &r);
}

static enum hn_rc
only_units(struct hn_ctx *c, void *arg)
{
    c->now = hn_forest_noon(START - 20);
    return hn_forest_plant(c, &((struct world *)arg)->forest);
}

static struct hn_returns
ask(struct hn_test_store *t, struct hn_counts_cache *cache, struct world *w)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    struct hn_returns sum;

    c->counts_cache = cache;
    c->today = c->on = hn_month_last(FIRST_MONTH);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(
        hn_returns_of(c, (struct hn_unit_id){ w->forest.units[0] }, FIRST_MONTH, &sum, NULL, NULL), HN_OK);
    hn_store_read_end(t->store, c);
    return sum;
}

static void
a_kept_figure_ends_with_a_deed(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_counts_cache *cache = hn_counts_cache_new((size_t)4 << 20);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = HN_NEW(keep, struct world);
    struct hn_counts_cache_stats before, after;

    hn_forest_open(t, keep, own);
    w->forest.seed = 5;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), only_units, w), HN_OK);
    assert_int_equal(ask(t, cache, w).met, 0);
    hn_counts_cache_stats(cache, &before);
    assert_int_equal(ask(t, cache, w).met, 0);
    hn_counts_cache_stats(cache, &after);
    assert_int_equal(after.misses, before.misses);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), put_first, w), HN_OK);

    struct hn_returns sum = ask(t, cache, w);

    /* Nobody is present because nothing was written: one of the five stays unrecorded, and in the base. */
    assert_int_equal(sum.met, 1);
    assert_int_equal(sum.base, 5);
    assert_int_equal(sum.present, 4);
    assert_int_equal(sum.unrecorded, 1);
    hn_counts_cache_free(cache);
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(figures_equal_a_recount),
        HN_TEST_BOTH(a_kept_figure_ends_with_a_deed),
    };

    return cmocka_run_group_tests_name("returns", tests, NULL, NULL);
}
