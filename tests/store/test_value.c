/* test_value: proves that a value is never overwritten: a correction is a new row, both are seen, as of any instant ("what did
 * we believe then"); that one taken back leaves its line; that it lies within the lives of its unit and indicator, is of the
 * right kind of period and not of the future; that it is written by who reports for the unit or confirms above it, and that a
 * load keeps the same rules, all or nothing. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <string.h>

#include "indicator/form.h"
#include "indicator/value.h"
#include "unit/unit.h"

static const struct hn_user_id SYSTEM = { 0 };

struct asked {
    struct hn_indicator indicator;
    struct hn_indicator_value v;
    struct hn_indicator_value *rows;
    size_t count;
    int64_t id;
    struct hn_unit_id unit;
    const char *reason;
    hn_day day;
};

static enum hn_rc
set_up(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_put(c, &a->indicator, &a->v.indicator);
}

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_value_put(c, &a->v, &a->id);
}

static enum hn_rc
take_back(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_value_remove(c, a->unit, a->id, a->reason);
}

static enum hn_rc
load(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_value_load(c, a->rows, a->count);
}

static enum hn_rc
close_unit(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_unit_close(c, a->unit, a->day, "");
}

static struct hn_period
period(const char *text)
{
    struct hn_period p;

    assert_true(hn_period_parse(text, &p));
    return p;
}

/* A monthly indicator of the committee A, and a value of the cell C1 in January. */
static struct asked
an_indicator(struct hn_people *p, const char *code)
{
    struct asked a = { .indicator = { .unit = p->a,
                                      .code = code,
                                      .name = "Số hội viên",
                                      .measure = "người",
                                      .better = "up",
                                      .over_tree = "sum",
                                      .over_time = "last",
                                      .every = HN_PERIOD_MONTH,
                                      .from = DAY(2020, 1, 1),
                                      .to = HN_DAY_OPEN } };

    hn_check(p, SYSTEM, set_up, &a, HN_OK, "");
    a.v.unit = p->c1;
    a.v.period = period("2024-01");
    a.v.milli = 120000;
    a.v.qualifier = "exact";
    a.v.source = "Sổ theo dõi";
    return a;
}

/* The values of C1 as somebody sees them: how many, and the newest number. known 0: now. */
static size_t
seen(struct hn_people *p, struct hn_unit_id unit, bool past, hn_time known, int64_t *milli)
{
    const struct hn_indicator_value *rows;
    struct hn_ctx *c = hn_people_read(p, SECRETARY);
    size_t count;

    c->known = known ? known : HN_TIME_OPEN;
    assert_int_equal(hn_indicator_values(c, 0, unit, past, &rows, &count), HN_OK);
    *milli = count ? rows[0].milli : -1;
    hn_people_read_end(p);
    return count;
}

static void
a_correction_is_a_new_row(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "hoi.vien");
    hn_time first, second;
    int64_t milli, id;

    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    first = p->now;
    id = a.id;
    hn_check(p, SECRETARY, put, &a, HN_OK, ""); /* unchanged: nothing is written */
    assert_int_equal(a.id, id);
    assert_int_equal(seen(p, p->c1, true, 0, &milli), 1);
    a.v.milli = 125000;
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    second = p->now;
    assert_true(a.id != id);
    assert_int_equal(seen(p, p->c1, false, 0, &milli), 1);
    assert_int_equal(milli, 125000);
    assert_int_equal(seen(p, p->c1, true, 0, &milli), 2);
    /* What was believed before, as it was believed: one row, that nobody had replaced yet. */
    assert_int_equal(seen(p, p->c1, true, first, &milli), 1);
    assert_int_equal(milli, 120000);
    assert_int_equal(seen(p, p->c1, true, first - 1, &milli), 0);
    a.unit = p->c1;
    a.reason = "";
    hn_check(p, SECRETARY, take_back, &a, HN_INVALID, "value.reason");
    a.reason = "Nhập nhầm chi bộ";
    hn_check(p, SECRETARY, take_back, &a, HN_OK, "");
    hn_check(p, SECRETARY, take_back, &a, HN_NOT_FOUND, "value.not_found");
    assert_int_equal(seen(p, p->c1, false, 0, &milli), 0);
    assert_int_equal(seen(p, p->c1, false, second, &milli), 1);
    assert_int_equal(milli, 125000);
    assert_int_equal(seen(p, p->c1, true, 0, &milli), 2);
    /* Entered anew it is a third row, and a plan for the same month stands beside it. */
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.plan = true;
    a.v.milli = 130000;
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    assert_int_equal(seen(p, p->c1, false, 0, &milli), 2);
    assert_int_equal(seen(p, p->c1, true, 0, &milli), 4);
    hn_people_close(p);
}

static void
a_removed_row_tells_why(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "hoi.vien");
    const struct hn_indicator_value *rows;
    struct hn_ctx *c;
    size_t count;

    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.unit = p->c1;
    a.reason = "Nhập nhầm";
    hn_check(p, CLERK, take_back, &a, HN_OK, "");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_indicator_values(c, a.v.indicator, p->c1, true, &rows, &count), HN_OK);
    assert_int_equal(count, 1);
    assert_true(rows[0].removed);
    assert_string_equal(rows[0].removal, "Nhập nhầm");
    assert_string_equal(rows[0].by_name, "secretary");
    assert_string_equal(rows[0].removed_by_name, "clerk");
    assert_string_equal(rows[0].code, "hoi.vien");
    assert_string_equal(rows[0].unit_code, "C1");
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
what_was_typed(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "hoi.vien");

    a.v.qualifier = "maybe";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "value.qualifier");
    a.v.qualifier = "nearly";
    a.v.milli = 100000000000000001;
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "value.large");
    a.v.milli = 100000000000000000;
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.milli = -a.v.milli - 1;
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "value.large");
    a.v.milli = -1500; /* less than before: a growth below nothing */
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.indicator = 12345;
    hn_check(p, SECRETARY, put, &a, HN_NOT_FOUND, "indicator.not_found");
    hn_people_close(p);
}

static void
lives_and_periods(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "hoi.vien"), any = an_indicator(p, "any");

    a.v.period = period("2019-12");
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "value.indicator_life");
    a.v.period = period("2020-01");
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.period = period("2024-Q1");
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "value.period_kind");
    a.v.period = period("2024-04"); /* today is 10 March */
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "value.future");
    a.v.plan = true;
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.plan = false;
    a.v.period = period("2024-03");
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.unit = p->c3; /* not below who measures it */
    hn_check(p, SYSTEM, put, &a, HN_INVALID, "value.below");
    a.v.unit = p->a;
    hn_check(p, CLERK, put, &a, HN_OK, "");
    any.indicator.every = HN_PERIOD_ANY;
    any.indicator.id = any.v.indicator;
    hn_check(p, SYSTEM, set_up, &any, HN_OK, "");
    any.v.period = period("2020-2024");
    hn_check(p, SECRETARY, put, &any, HN_OK, "");
    any.v.period = period("2024-03-09");
    hn_check(p, SECRETARY, put, &any, HN_OK, "");
    /* The cell ends with February: January is the last whole month it has. */
    a.unit = p->c1;
    a.day = DAY(2024, 2, 29);
    hn_check(p, SYSTEM, close_unit, &a, HN_OK, "");
    a.v.unit = p->c1;
    a.v.period = period("2024-02");
    hn_check(p, CLERK, put, &a, HN_INVALID, "value.unit_life");
    a.v.period = period("2024-01");
    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_people_close(p);
}

static enum hn_rc
found_cell(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    const struct hn_unit_new in = { .parent = a->unit,
                                    .kind = "cell",
                                    .code = "C9",
                                    .name = "Chi bộ thôn Chín",
                                    .short_name = "",
                                    .sector = "residential",
                                    .decision = "",
                                    .from = DAY(2024, 2, 15) };

    return hn_unit_create(c, &in, &a->v.unit);
}

static void
not_yet_founded(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "hoi.vien");

    a.unit = p->org_a;
    hn_check(p, SYSTEM, found_cell, &a, HN_OK, "");
    hn_check(p, CLERK, put, &a, HN_INVALID, "value.unit_life");
    a.v.period = period("2024-02");
    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_people_close(p);
}

static void
who_writes_and_reads(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "hoi.vien");
    const struct hn_indicator_value *rows;
    struct hn_ctx *c;
    size_t count;

    hn_check(p, SELF, put, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, put, &a, HN_OK, ""); /* confirms above the cell */
    a.v.milli++;
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.v.unit = p->c2;
    hn_check(p, SECRETARY, put, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, LEADER, put, &a, HN_OK, "");
    a.v.unit = p->a;
    hn_check(p, SECRETARY, put, &a, HN_NOT_FOUND, "access.not_found");
    a.v.unit = p->c3;
    hn_check(p, CLERK, put, &a, HN_NOT_FOUND, "access.not_found");
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_indicator_values(c, 0, p->c1, true, &rows, &count), HN_OK);
    assert_int_equal(hn_indicator_values(c, 0, p->c2, true, &rows, &count), HN_NOT_FOUND);
    hn_people_read_end(p);
    hn_people_close(p);
}

struct listed {
    int count;
    const char *units[8];
    struct hn_people *p;
};

static enum hn_rc
take(void *sink, const struct hn_indicator_value *v)
{
    struct listed *l = sink;

    assert_true(l->count < 8);
    l->units[l->count++] = strcmp(v->unit_code, "C1") == 0 ? "C1" : "other";
    return HN_OK;
}

static void
many_at_once(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_indicator(p, "b"), other = an_indicator(p, "a");
    struct hn_indicator_value rows[4] = { a.v, a.v, other.v, a.v };
    struct listed all = { .count = 0 }, one = { .count = 0 };
    struct hn_ctx *c;
    int64_t milli;

    rows[1].unit = p->c2;
    rows[3].period = period("2025-01");
    a.rows = rows;
    a.count = 4;
    hn_check(p, SYSTEM, load, &a, HN_INVALID, "value.future");
    assert_int_equal(seen(p, p->c1, true, 0, &milli), 0); /* none of the others either */
    rows[3].period = period("2023-12");
    hn_check(p, SYSTEM, load, &a, HN_OK, "");
    hn_check(p, SYSTEM, load, &a, HN_OK, "");
    assert_int_equal(seen(p, p->c1, true, 0, &milli), 3);
    c = hn_people_read(p, HN_USER_SYSTEM);
    assert_int_equal(hn_indicator_value_each(c, (struct hn_unit_id){ 0 }, take, &all), HN_OK);
    assert_int_equal(all.count, 4);
    assert_string_equal(all.units[3], "other"); /* by code, then unit */
    assert_int_equal(hn_indicator_value_each(c, p->c1, take, &one), HN_OK);
    assert_int_equal(one.count, 3);
    hn_people_read_end(p);
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_indicator_value_each(c, p->c2, take, &one), HN_NOT_FOUND);
    hn_people_read_end(p);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(a_correction_is_a_new_row),
        HN_TEST_BOTH(a_removed_row_tells_why),
        HN_TEST_BOTH(what_was_typed),
        HN_TEST_BOTH(lives_and_periods),
        HN_TEST_BOTH(not_yet_founded),
        HN_TEST_BOTH(who_writes_and_reads),
        HN_TEST_BOTH(many_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
