/* test_target_measured: proves that a target is measured by an indicator only where both are of one measure and place and nothing was
 * entered by hand; that nothing is entered then; and that it stands, for every rule and way of adding up over time, as a target
 * does of which each unit's value over time, worked out here by hand, was entered.
 */
#include "support/people.h"

#include <string.h>

#include "indicator/value.h"
#include "target/target.h"
#include "unit/unit.h"

struct asked {
    struct hn_paper paper;
    struct hn_target target;
    struct hn_target_value value;
    struct hn_indicator indicator;
    int64_t of, by;
};

static enum hn_rc
put_paper(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    enum hn_rc rc = hn_paper_put(c, &a->paper, &a->paper.id);

    return rc ? rc : hn_paper_issue(c, a->paper.id);
}

static enum hn_rc
end_paper(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_end(c, a->paper.id, c->today, "Đã có văn bản khác thay thế");
}

static enum hn_rc
put_target(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_target_put(c, &a->target, &a->of);
}

static enum hn_rc
put_indicator(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_put(c, &a->indicator, &a->by);
}

static enum hn_rc
measure(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_target_measure_by(c, a->of, a->by);
}

static enum hn_rc
put_value(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_value_put(c, a->of, &a->value);
}

static struct asked
asked_of(struct hn_unit_id unit)
{
    return (struct asked){
        .paper = { .unit = unit,
                   .kind = "resolution",
                   .origin = "own",
                   .number = "",
                   .title = "Nghị quyết minh họa",
                   .summary = "",
                   .basis = "",
                   .text = "",
                   .day = DAY(2021, 1, 1) },
        .target = { .title = "Sản lượng minh họa",
                    .measure = "tấn",
                    .better = "up",
                    .rule = "sum",
                    .value_milli = 900000,
                    .from = DAY(2021, 1, 1),
                    .due = DAY(2024, 12, 31) },
        .value = { .on = DAY(2024, 1, 5), .value_milli = 5000, .qualifier = "exact", .source = "Báo cáo" },
        .indicator = { .unit = unit,
                       .code = "san_luong",
                       .name = "Sản lượng",
                       .name_en = "",
                       .measure = "tấn",
                       .better = "up",
                       .over_tree = "sum",
                       .over_time = "sum",
                       .formula = "",
                       .note = "",
                       .every = HN_PERIOD_ANY,
                       .from = DAY(2020, 1, 1),
                       .to = HN_DAY_OPEN }
    };
}

static const struct hn_target *
read_target(struct hn_people *p, int64_t id)
{
    static struct hn_target t;
    struct hn_ctx *c = hn_people_read(p, HN_USER_SYSTEM);

    assert_int_equal(hn_target_get(c, id, &t), HN_OK);
    t.indicator_code = strcmp(t.indicator_code, "san_luong") == 0 ? "san_luong" : "";
    hn_people_read_end(p);
    return &t;
}

static void
only_what_belongs_together(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = asked_of(p->a), other = asked_of(p->b);
    int64_t good;

    hn_check(p, CLERK, put_paper, &a, HN_OK, "");
    a.target.paper = a.paper.id;
    hn_check(p, CLERK, put_target, &a, HN_OK, "");
    hn_check(p, CLERK, put_indicator, &a, HN_OK, "");
    good = a.by;

    a.by = good + 1;
    hn_check(p, CLERK, measure, &a, HN_NOT_FOUND, "indicator.not_found");
    other.indicator.code = "cua_b";
    hn_check(p, HN_USER_SYSTEM, put_indicator, &other, HN_OK, "");
    a.by = other.by; /* set up beside it, not at or above */
    hn_check(p, HN_USER_SYSTEM, measure, &a, HN_INVALID, "target.indicator_unit");
    other.indicator.unit = p->province;
    other.indicator.code = "nguoi";
    other.indicator.measure = "người";
    hn_check(p, HN_USER_SYSTEM, put_indicator, &other, HN_OK, "");
    a.by = other.by;
    hn_check(p, CLERK, measure, &a, HN_INVALID, "target.measures");
    a.by = good;
    hn_check(p, SECRETARY, measure, &a, HN_NOT_FOUND, "not_found"); /* the paper is out of sight */
    hn_check(p, LEADER, measure, &a, HN_OK, "");
    assert_int_equal(read_target(p, a.of)->indicator, good);
    assert_string_equal(read_target(p, a.of)->indicator_code, "san_luong");

    a.value.unit = p->c1; /* from now on nobody enters it, and the measure stays */
    hn_check(p, CLERK, put_value, &a, HN_CONFLICT, "target.measured");
    a.target.id = a.of;
    a.target.version = 1;
    a.target.measure = "người";
    hn_check(p, CLERK, put_target, &a, HN_INVALID, "target.measure_kept");
    a.target.measure = "tấn";
    a.target.title = "Sản lượng cả nhiệm kỳ";
    hn_check(p, CLERK, put_target, &a, HN_OK, "");

    a.by = 0; /* entered again; and with that entered, no longer to be measured */
    hn_check(p, CLERK, measure, &a, HN_OK, "");
    assert_int_equal(read_target(p, a.of)->indicator, 0);
    hn_check(p, CLERK, put_value, &a, HN_OK, "");
    a.by = good;
    hn_check(p, CLERK, measure, &a, HN_CONFLICT, "target.has_values");
    hn_check(p, CLERK, end_paper, &a, HN_OK, "");
    hn_check(p, CLERK, measure, &a, HN_CONFLICT, "paper.ended");
    hn_people_close(p);
}

/* --- against a target of which the same was entered --- */

enum { ORGS = 4, CELLS = 16, UNITS = ORGS + CELLS, FIRST = 2021, YEARS = 4, TARGETS = 3 };

/* What a unit reported: of months, of years, of all the years in one. */
struct reported {
    bool has_month[YEARS * 12], has_year[YEARS], has_span;
    int64_t month[YEARS * 12], year[YEARS], span;
};
struct world {
    struct hn_people *p;
    struct hn_unit_id units[UNITS];
    struct reported reported[UNITS];
    int64_t indicator, paper;
    int64_t of[TARGETS]; /* measured; the same entered for each year; the same entered for all years so far */
    const char *over_time, *rule, *better;
    int round;
    uint64_t seed;
};

static int64_t
draw(struct world *w, int64_t below)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((w->seed >> 33) % (uint64_t)below);
}

static enum hn_rc
grow(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < UNITS && !rc; i++) {
        const bool org = i < ORGS;
        const struct hn_unit_new in = { .parent = org ? (i % 2 ? w->p->a : w->p->b) : w->units[draw(w, ORGS)],
                                        .kind = org ? "grassroots_committee_org" : "cell",
                                        .code = hn_print(c->arena, "R%d", i),
                                        .name = "Đơn vị",
                                        .short_name = "",
                                        .sector = org ? "" : "residential",
                                        .decision = "",
                                        .from = HN_DAY_START };

        rc = hn_unit_create(c, &in, &w->units[i]);
    }
    for (int i = ORGS; i < UNITS && !rc; i += 3) {
        rc = hn_unit_move(c, w->units[i], DAY(2022, 3, 1) + (hn_day)draw(w, 400), w->units[draw(w, ORGS)],
                          "");
        rc = rc == HN_INVALID || rc == HN_CONFLICT ? HN_OK : rc; /* it is there already */
        hn_fault_clear(c);
    }
    return rc;
}

static enum hn_rc
report(struct hn_ctx *c, struct world *w, int unit, struct hn_period period, int64_t *milli, bool *has)
{
    const struct hn_indicator_value in = { .indicator = w->indicator,
                                           .unit = w->units[unit],
                                           .period = period,
                                           .milli = *milli = 1000 * draw(w, 90) + draw(w, 1000),
                                           .qualifier = "exact",
                                           .source = "Báo cáo",
                                           .note = "",
                                           .reason = "" };

    *has = true;
    return hn_indicator_value_put(c, &in, NULL);
}

static enum hn_rc
report_all(struct hn_ctx *c, struct world *w)
{
    enum hn_rc rc = HN_OK;

    memset(w->reported, 0, sizeof w->reported);
    for (int u = 0; u < UNITS && !rc; u++) {
        struct reported *r = &w->reported[u];

        for (int m = 0; m < 36 && !rc; m++)
            if (draw(w, 12) == 0 && u >= ORGS)
                rc = report(c, w, u, hn_period_at(HN_PERIOD_MONTH, DAY(FIRST + m / 12, 1 + m % 12, 1)),
                            &r->month[m], &r->has_month[m]);
        for (int y = 0; y < YEARS && !rc; y++)
            if (draw(w, u < ORGS ? 12 : 8) == 0)
                rc = report(c, w, u, hn_period_at(HN_PERIOD_YEAR, DAY(FIRST + y, 1, 1)), &r->year[y],
                            &r->has_year[y]);
        /* A span is no part of a longer one, so only that of all the years: who has it, has it in the last of them. */
        if (draw(w, 8) == 0 && !rc)
            rc = report(c, w, u,
                        (struct hn_period){ HN_PERIOD_SPAN, DAY(FIRST, 1, 1), DAY(FIRST + YEARS, 1, 1) },
                        &r->span, &r->has_span);
    }
    return rc;
}

/* Over time, of so many in order. */
static bool
over_time(const struct world *w, const int64_t *values, const bool *has, int from, int to, int64_t *out)
{
    int64_t count = 0, sum = 0, most = 0, last = 0;

    for (int i = from; i < to; i++) {
        if (!has[i])
            continue;
        most = count == 0 || values[i] > most ? values[i] : most;
        last = values[i];
        sum += values[i];
        count++;
    }
    if (count == 0)
        return false;
    *out = strcmp(w->over_time, "sum") == 0       ? sum
           : strcmp(w->over_time, "average") == 0 ? (2 * sum + count) / (2 * count)
           : strcmp(w->over_time, "max") == 0     ? most
                                                  : last;
    return true;
}

/* What it came to by itself from one year to another. */
static bool
by_hand(const struct world *w, int unit, int first, int last, int64_t *out)
{
    const struct reported *r = &w->reported[unit];

    if (first == 0 && last == YEARS - 1 && r->has_span) {
        *out = r->span;
        return true;
    }
    return over_time(w, r->year, r->has_year, first, last + 1, out) ||
           over_time(w, r->month, r->has_month, first * 12, last * 12 + 12, out);
}

static hn_day
day_in(const struct hn_ctx *c, int year)
{
    hn_day last = DAY(FIRST + year, 12, 31);

    return last < c->today ? last : c->today;
}

static enum hn_rc
enter(struct hn_ctx *c, struct world *w, int64_t target, int unit, int first, int last)
{
    struct hn_target_value in = {
        .unit = w->units[unit], .on = day_in(c, last), .qualifier = "exact", .source = "Như chỉ tiêu"
    };

    return by_hand(w, unit, first, last, &in.value_milli) ? hn_value_put(c, target, &in) : HN_OK;
}

static enum hn_rc
share_out(struct hn_ctx *c, struct world *w)
{
    enum hn_rc rc = HN_OK;

    for (int u = 0; u < UNITS && !rc; u++) {
        for (int year = 0; year <= YEARS && !rc; year++) {
            int64_t milli = 1000 * draw(w, 400);

            for (int t = 0; t < TARGETS && !rc && milli % 3000; t++)
                rc = hn_share_put(c, w->of[t], w->p->province, w->units[u], year ? FIRST - 1 + year : 0,
                                  milli);
        }
    }
    return rc;
}

static enum hn_rc
make_round(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    struct asked a = asked_of(w->p->province);
    enum hn_rc rc;

    a.indicator.over_time = w->over_time;
    a.indicator.code = hn_print(c->arena, "r%d", w->round);
    a.target.paper.v = w->paper;
    a.target.rule = w->rule;
    a.target.better = w->better;
    rc = hn_indicator_put(c, &a.indicator, &w->indicator);
    for (int t = 0; t < TARGETS && !rc; t++)
        rc = hn_target_put(c, &a.target, &w->of[t]);
    if (!rc)
        rc = hn_target_measure_by(c, w->of[0], w->indicator);
    if (!rc)
        rc = report_all(c, w);
    for (int u = 0; u < UNITS; u++) {
        for (int y = 0; y < YEARS && !rc; y++) {
            rc = enter(c, w, w->of[1], u, y, y);
            if (!rc)
                rc = enter(c, w, w->of[2], u, 0, y);
        }
    }
    return rc ? rc : share_out(c, w);
}

static void
same(const struct hn_target_stand *a, const struct hn_target_stand *b)
{
    assert_int_equal(a->unit.v, b->unit.v);
    assert_string_equal(a->name, b->name);
    assert_int_equal(a->has_share, b->has_share);
    assert_int_equal(a->share_milli, b->share_milli);
    assert_int_equal(a->has_value, b->has_value);
    assert_int_equal(a->value_milli, b->value_milli);
    assert_int_equal(a->reached, b->reached);
    assert_int_equal(a->units, b->units);
    assert_int_equal(a->with_value, b->with_value);
    assert_int_equal(a->reaching, b->reaching);
    assert_int_equal(a->shares_milli, b->shares_milli);
    assert_int_equal(a->shares_differ, b->shares_differ);
}

static int
compare_at(struct world *w, struct hn_ctx *c, struct hn_unit_id unit, int year)
{
    const struct hn_target_stand *measured, *entered;
    struct hn_target_stand sum = { 0 }, other = { 0 };
    size_t count, others;

    assert_int_equal(hn_target_stands(c, w->of[0], unit, year, &sum, &measured, &count), HN_OK);
    assert_int_equal(hn_target_stands(c, w->of[year ? 1 : 2], unit, year, &other, &entered, &others), HN_OK);
    same(&sum, &other);
    assert_int_equal(count, others);
    for (size_t i = 0; i < count; i++)
        same(&measured[i], &entered[i]);
    return sum.has_value;
}

static void
years_agree(struct world *w, struct hn_ctx *c)
{
    const struct hn_target_year *measured, *entered;
    size_t count, others;

    assert_int_equal(hn_target_years(c, w->of[0], w->p->province, &measured, &count), HN_OK);
    assert_int_equal(hn_target_years(c, w->of[1], w->p->province, &entered, &others), HN_OK);
    assert_int_equal(count, YEARS);
    assert_int_equal(others, YEARS);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(measured[i].has_value, entered[i].has_value);
        assert_int_equal(measured[i].value_milli, entered[i].value_milli);
        assert_int_equal(measured[i].share_milli, entered[i].share_milli);
    }
}

static void
measured_is_as_entered(void **state)
{
    static const char *const times[] = { "sum", "average", "max", "last" };
    HN_TEST_PEOPLE(state);
    struct world w = { .p = p, .seed = 20241124 };
    struct asked a = asked_of(p->province);
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = HN_USER_SYSTEM, .arg = &w };
    int told = 0;

    hn_check(p, HN_USER_SYSTEM, put_paper, &a, HN_OK, "");
    w.paper = a.paper.id.v;
    hn_check(p, HN_USER_SYSTEM, grow, &w, HN_OK, "");
    for (w.round = 0; w.round < 8; w.round++) {
        struct hn_ctx *c;

        w.over_time = times[w.round % 4];
        w.rule = hn_target_rules[(w.round + w.round / 4) % 4];
        w.better = w.round % 3 ? "up" : "down";
        d.call = make_round;
        assert_int_equal(hn_do(p, &d), HN_OK);
        c = hn_people_read(p, HN_USER_SYSTEM);
        for (int year = 0; year < YEARS; year++) {
            c->on = day_in(c, year);
            told += compare_at(&w, c, p->province, 0);
            for (int i = 0; i < 4; i++)
                told += compare_at(&w, c, w.units[draw(&w, UNITS)], 0);
            c->on = c->today;
            told += compare_at(&w, c, p->province, FIRST + year);
            told += compare_at(&w, c, p->b, FIRST + year);
        }
        years_agree(&w, c);
        hn_people_read_end(p);
    }
    assert_true(told > 100);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(only_what_belongs_together),
        HN_TEST_BOTH(measured_is_as_entered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
