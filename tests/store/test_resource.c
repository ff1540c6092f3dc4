/* test_resource: proves that totals mobilised are entered by whom they may be, never of a household; that a correction
 * keeps what was written before, and that sums, children and lists equal going through the rows one by one, over trees that
 * change, on random days and as known at random instants.
 */
#include "support/people.h"

#include <stdio.h>
#include <string.h>

#include "resource/resource.h"
#include "subjects.h"
#include "support/forest.h"

/* --- entering --- */

struct asked {
    struct hn_resource in;
    int64_t id;
};

static enum hn_rc
enter(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_resource_put(c, &a->in, &a->id);
}

static enum hn_rc
take_back(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_resource_remove(c, a->id);
}

static struct asked
road(struct hn_unit_id unit)
{
    return (struct asked){ .in = { .unit = unit,
                                   .project = "Đường thôn minh họa",
                                   .source = "residents_land",
                                   .amount = 1200,
                                   .worth_dong = 240000000,
                                   .on = DAY(2024, 2, 1),
                                   .said_by = "Báo cáo minh họa tháng 2/2024" } };
}

static void
totals_alone(void **state)
{
    HN_TEST_PEOPLE(state);
    static const char *const single[] = { "Hộ ông A hiến 50 m²",      "Gia đình bà B",
                                          "mỗi hộ đóng 500.000 đồng", "(mỗi hộ);",
                                          "Định mức đóng góp",        "Thu trên hộ khẩu: bắt buộc" };
    static const char *const whole[] = { "120 hộ hiến đất", "Các hộ dân trong thôn", "Học sinh góp ngày công",
                                         "Nhà văn hóa",     "Các hộ có đất hiến",    "Nhà ba gian" };
    struct asked a = road(p->c1);

    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        a.in.project = single[i];
        hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.household");
        a.in.project = "Đường thôn";
        a.in.note = single[i];
        hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.household");
        a.in.note = NULL;
    }
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        a.in.project = whole[i];
        hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    }
    hn_people_close(p);
}

static void
entered_and_corrected(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = road(p->c1);
    const struct hn_resource *rows;
    size_t count = 0;

    hn_check(p, CLERK, enter, &a, HN_DENIED, "access.denied"); /* a cell's book is its own */
    a.in.source = "lottery";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.source");
    a.in.source = "firm";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.worth");
    a.in.source = "residents_land";
    a.in.amount = 0;
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.amount");
    a.in.amount = 1200;
    a.in.on = DAY(2024, 3, 11);
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.day");
    a.in.on = DAY(2024, 3, 10);
    a.in.said_by = "";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.said_by");
    a.in.said_by = "Báo cáo";
    a.in.project = "";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.project");
    a.in.project = "Đường thôn";
    a.in.paper.v = 4711;
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "resource.paper");
    a.in.paper.v = 0;
    hn_check(p, SECRETARY, enter, &a, HN_OK, "");

    struct asked b = { .in = a.in };

    b.in.id = a.id;
    b.in.amount = 1500;
    hn_check(p, SECRETARY, enter, &b, HN_OK, "");
    assert_int_equal(b.id, a.id);

    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    assert_int_equal(hn_resource_history(c, a.id, &rows, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].amount, 1500);
    assert_int_equal(rows[1].amount, 1200);
    assert_int_equal(rows[1].known_to, rows[0].known_from);
    hn_people_read_end(p);
    hn_check(p, SECRETARY, take_back, &a, HN_OK, "");
    hn_check(p, SECRETARY, take_back, &a, HN_NOT_FOUND, "not_found");
    hn_check(p, SECRETARY, enter, &b, HN_NOT_FOUND, "not_found");
    hn_people_close(p);
}

/* --- a recount --- */

enum { ENTRIES = 150, PROJECTS = 3 };

#define START hn_day_of(2021, 5, 10)

struct row {
    int64_t unit, amount, worth;
    const char *project, *source;
    hn_day on;
    hn_time known_from, known_to;
};
struct world {
    struct hn_forest forest;
    struct row rows[ENTRIES];
    hn_time now;
};

static const struct hn_sql sql_row = {
    .name = "test.resource",
    .text = "INSERT INTO resource (unit_id, id, entry_id, paper_id, project, source, amount, worth_dong,"
            " on_day, said_by, note, known_from, known_to, entered_by)"
            " VALUES ($1, $2, $2, 0, $3, $4, $5, $6, $7, 'x', '', $8, $9, 1)"
};
static const struct hn_sql *const own[] = { &sql_row, NULL };

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    static const char *const projects[PROJECTS] = { "a", "b", "c" };
    struct world *w = arg;
    struct hn_forest *f = &w->forest;
    enum hn_rc rc;

    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, f);
    for (size_t i = 0; i < ENTRIES && !rc; i++) {
        struct row *r = &w->rows[i];

        r->unit = f->units[hn_forest_roll(f, (uint32_t)f->unit_count)];
        r->project = projects[hn_forest_roll(f, PROJECTS)];
        r->source = hn_resource_sources[hn_forest_roll(f, 6)];
        r->amount = 1 + (int64_t)hn_forest_roll(f, 1000000);
        r->worth = strncmp(r->source, "residents_la", 12) == 0 ? (int64_t)hn_forest_roll(f, 1000) : 0;
        r->on = START + (hn_day)hn_forest_roll(f, 200);
        r->known_from = hn_forest_noon(r->on + (hn_day)hn_forest_roll(f, 30));
        r->known_to = hn_forest_roll(f, 4) ? HN_TIME_OPEN : r->known_from + HN_DAY_US * 20;
        const struct hn_param params[] = { hn_p_id(r->unit),       hn_p_id(hn_new_id(c)),
                                           hn_p_text(r->project),  hn_p_text(r->source),
                                           hn_p_int(r->amount),    hn_p_int(r->worth),
                                           hn_p_day(r->on),        hn_p_time(r->known_from),
                                           hn_p_time(r->known_to), HN_P_END };

        rc = hn_store_do(c, &sql_row, params);
    }
    return rc;
}

static enum hn_rc
stir(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    c->now = w->now;
    return hn_forest_stir(c, &w->forest);
}

static void
add(struct hn_resource_sum *s, const struct row *r)
{
    int64_t *const to[] = { &s->public_dong, &s->firm_dong,   &s->residents_dong,
                            &s->land_m2,     &s->labour_days, &s->other_dong };

    for (size_t i = 0; i < 6; i++)
        *to[i] += strcmp(r->source, hn_resource_sources[i]) == 0 ? r->amount : 0;
    s->land_dong += strcmp(r->source, "residents_land") == 0 ? r->worth : 0;
    s->labour_dong += strcmp(r->source, "residents_labour") == 0 ? r->worth : 0;
    s->rows++;
}

static struct hn_resource_sum
naive(const struct hn_ctx *c, const struct world *w, const struct hn_forest_tree *tree,
      const struct hn_resource_filter *f, int64_t top)
{
    struct hn_resource_sum s = { .unit = { top } };

    for (size_t i = 0; i < ENTRIES; i++) {
        const struct row *r = &w->rows[i];

        if (hn_forest_stands(tree, r->unit) && hn_forest_below(tree, r->unit, top) && r->on <= c->on &&
            r->known_from <= c->known && r->known_to > c->known &&
            (!*f->project || !strcmp(f->project, r->project)) &&
            (!*f->source || !strcmp(f->source, r->source)) && r->on >= f->from && r->on <= f->to)
            add(&s, r);
    }
    return s;
}

static void
same(const struct hn_resource_sum *got, const struct hn_resource_sum *want)
{
    assert_int_equal(got->unit.v, want->unit.v);
    assert_int_equal(got->public_dong, want->public_dong);
    assert_int_equal(got->firm_dong, want->firm_dong);
    assert_int_equal(got->residents_dong, want->residents_dong);
    assert_int_equal(got->other_dong, want->other_dong);
    assert_int_equal(got->land_m2, want->land_m2);
    assert_int_equal(got->land_dong, want->land_dong);
    assert_int_equal(got->labour_days, want->labour_days);
    assert_int_equal(got->labour_dong, want->labour_dong);
    assert_int_equal(got->rows, want->rows);
}

static void
take(void *sink, const struct hn_resource *r)
{
    int64_t *told = sink;

    assert_true(r->amount > 0);
    (*told)++;
}

static void
check_once(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    hn_day from = START + (hn_day)hn_forest_roll(f, 100);
    const struct hn_resource_filter filter = {
        .within = { f->units[hn_forest_roll(f, (uint32_t)f->unit_count)] },
        .project = hn_forest_roll(f, 3) ? "" : "b",
        .source = hn_forest_roll(f, 3) ? "" : hn_resource_sources[hn_forest_roll(f, 6)],
        .from = from,
        .to = from + (hn_day)hn_forest_roll(f, 200)
    };
    struct hn_resource_sum sum, want;
    const struct hn_resource_sum *children;
    struct hn_forest_tree tree;
    int64_t told = 0, counted = 0;
    size_t count;

    c->today = c->on = START + (hn_day)hn_forest_roll(f, 240);
    c->known = hn_forest_noon(START + (hn_day)hn_forest_roll(f, 260));
    hn_forest_read(c, c->on, &tree);
    assert_int_equal(hn_resource_sums(c, &filter, &sum, &children, &count), HN_OK);
    want = naive(c, w, &tree, &filter, filter.within.v);
    same(&sum, &want);
    for (size_t i = 0; i < count; i++) {
        want = naive(c, w, &tree, &filter, children[i].unit.v);
        same(&children[i], &want);
    }
    assert_int_equal(hn_resource_list(c, &filter, 0, 1000, take, &told), HN_OK);
    assert_int_equal(hn_resource_count(c, &filter, &counted), HN_OK);
    assert_int_equal(told, sum.rows);
    assert_int_equal(counted, sum.rows);
}

static void
sums_equal_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = HN_NEW(keep, struct world);

    hn_forest_open(t, keep, own);
    w->forest.seed = 20210511;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    for (int round = 0; round < 30; round++) {
        struct hn_ctx *c = hn_test_store_fresh(t);

        w->now = hn_forest_noon(START + round * 5);
        (void)hn_store_write(t->store, c, stir, w);
        c = hn_test_store_fresh(t);
        c->actor = HN_USER_SYSTEM;
        assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
        for (int i = 0; i < 6; i++)
            check_once(c, w);
        hn_store_read_end(t->store, c);
    }
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(totals_alone),
        HN_TEST_BOTH(entered_and_corrected),
        HN_TEST_BOTH(sums_equal_a_recount),
    };

    return cmocka_run_group_tests_name("resource", tests, NULL, NULL);
}
