/* test_criteria_national: proves that the national sets stand on the days of their decisions with as many criteria as these have,
 * that no line of them is met by omission, that nobody but the system changes them; that what a line's indicator came to by the day
 * stands beside the marks and is none; and that a value never passes its line's most. Each refusal stands beside what is accepted.
 */
#include "support/people.h"

#include <string.h>

#include "criteria/recognition.h"
#include "indicator/value.h"
#include "place/place.h"
#include "unit/unit.h"

#define COMMUNE SELF /* clerk of the commune, org_a */
#define SYSTEM  ((struct hn_user_id){ 0 })

static const struct of_set {
    const char *code, *level;
    int criteria, lines;
    int year; /* in force on its 1 June */
} of_sets[] = {
    { "ntm-xa-2016", "standard", 19, 49, 2020 },          { "ntm-xa-2022", "standard", 19, 57, 2023 },
    { "ntm-xa-nang-cao-2022", "advanced", 19, 19, 2023 }, { "ntm-xa-kieu-mau-2018", "model", 4, 4, 2020 },
    { "ntm-xa-kieu-mau-2022", "model", 4, 4, 2023 },      { "ntm-xa-2026", "standard", 10, 10, 2026 },
};
enum { SETS = sizeof of_sets / sizeof *of_sets };

static bool
is_in(const struct hn_criteria_set *sets, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(sets[i].code, code) == 0)
            return true;
    }
    return false;
}

static void
check_lines(struct hn_ctx *c, const struct hn_criteria_set *set)
{
    const struct hn_criteria_line *lines;
    size_t count;
    int criteria = 0;

    assert_int_equal(hn_criteria_lines(c, set->id, &lines, &count), HN_OK);
    assert_int_equal((int)count, set->lines);
    for (size_t i = 0; i < count; i++) {
        bool judged = strcmp(lines[i].operator, "judged") == 0;

        assert_true(lines[i].name[0] != '\0' && lines[i].criterion_name[0] != '\0' &&
                    lines[i].criterion_name_en[0] != '\0');
        assert_int_equal(judged, lines[i].threshold_count == 0);
        if (lines[i].criterion == criteria)
            continue;
        assert_int_equal(lines[i].criterion, ++criteria);
        assert_int_equal(lines[i].no, 1);
    }
    assert_int_equal(criteria, set->criteria);
}

static void
standing_on_their_days(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_ctx *c = hn_people_read(p, CLERK);

    for (size_t i = 0; i < SETS; i++) {
        const struct of_set *of = &of_sets[i];
        const struct hn_criteria_set *sets;
        struct hn_criteria_set set;
        size_t count;
        int64_t id;

        assert_int_equal(hn_criteria_set_find(c, of->code, &id), HN_OK);
        assert_int_equal(hn_criteria_set_get(c, id, &set), HN_OK);
        assert_string_equal(set.level, of->level);
        assert_int_equal(set.criteria, of->criteria);
        assert_int_equal(set.lines, of->lines);
        assert_int_equal(set.unit.v, 0);
        assert_false(set.invented);
        assert_non_null(strstr(set.note, "ối chiếu"));
        assert_non_null(strstr(set.legal_basis, "QĐ-TTg"));
        assert_true(set.residents_least_bp == 8000 || set.residents_least_bp == 9000);
        check_lines(c, &set);
        for (size_t k = 0; k < SETS; k++) {
            c->on = DAY(of_sets[k].year, 6, 1);
            assert_int_equal(hn_criteria_sets(c, p->org_a, false, &sets, &count), HN_OK);
            assert_int_equal(is_in(sets, count, of->code), of->year == of_sets[k].year);
        }
        c->on = set.from - 1;
        assert_int_equal(hn_criteria_sets(c, p->org_a, false, &sets, &count), HN_OK);
        assert_false(is_in(sets, count, of->code));
        c->on = set.from;
        assert_int_equal(hn_criteria_sets(c, p->org_a, false, &sets, &count), HN_OK);
        assert_true(is_in(sets, count, of->code));
    }
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- whose they are --- */

struct asked {
    struct hn_people *p;
    struct hn_criteria_set set;
    struct hn_criteria_line line;
    struct hn_mark_put mark;
    int64_t id, sheet;
    hn_day on;
};

static enum hn_rc
put_set(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_criteria_set_put(c, &a->set, &a->id);
}

static enum hn_rc
put_line(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_criteria_line_put(c, a->set.id, &a->line, &a->id);
}

static enum hn_rc
open_sheet(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_mark_open(c, a->p->org_a, a->set.id, a->on, &a->sheet);
}

static enum hn_rc
put_mark(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_mark_put(c, a->sheet, false, &a->mark, 1, 0);
}

static enum hn_rc
settle(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    const struct hn_grant grant = { .user = COMMUNE,
                                    .role = "committee_clerk",
                                    .unit = a->p->org_a,
                                    .from = DAY(2020, 1, 1),
                                    .to = HN_DAY_OPEN,
                                    .reason = "test" };
    struct hn_place_id commune;
    enum hn_rc rc = hn_place_find(c, "X", &commune);

    if (!rc)
        rc = hn_unit_put_place(c, a->p->org_a, commune, DAY(2018, 1, 1), HN_DAY_OPEN);
    if (!rc)
        rc = hn_grant_give(c, &grant, NULL, NULL);
    if (!rc)
        rc = hn_criteria_set_find(c, "ntm-xa-2016", &a->id);
    return rc ? rc : hn_criteria_set_get(c, a->id, &a->set);
}

static void
whose_they_are(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = { .p = p, .on = DAY(2020, 12, 31) };

    hn_check(p, SYSTEM, settle, &a, HN_OK, "");
    hn_check(p, CLERK, put_set, &a, HN_CONFLICT, "criteria.national");
    a.line = (struct hn_criteria_line){ .criterion = 1,
                                        .no = 3,
                                        .criterion_name = "Quy hoạch",
                                        .name = "Nhập từ văn bản gốc",
                                        .operator= "judged" };
    hn_check(p, CLERK, put_line, &a, HN_CONFLICT, "criteria.national");
    hn_check(p, SYSTEM, put_line, &a, HN_OK, "");
    /* A day of the set, and the day after its last. */
    a.on = DAY(2022, 3, 8);
    hn_check(p, COMMUNE, open_sheet, &a, HN_INVALID, "criteria_mark.day");
    a.on = DAY(2022, 3, 7);
    hn_check(p, COMMUNE, open_sheet, &a, HN_OK, "");
    hn_people_close(p);
}

/* --- the figure of an indicator, beside the marks --- */

static enum hn_rc
put_figures(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    const struct hn_indicator in = { .unit = a->p->a,
                                     .code = "thu.nhap",
                                     .name = "Thu nhập",
                                     .name_en = "",
                                     .measure = "triệu đồng",
                                     .better = "up",
                                     .over_tree = "average",
                                     .over_time = "none",
                                     .formula = "",
                                     .note = "",
                                     .every = HN_PERIOD_YEAR,
                                     .places = 1,
                                     .from = HN_DAY_START,
                                     .to = HN_DAY_OPEN };
    struct hn_indicator_value value = {
        .unit = a->p->org_a, .qualifier = "over", .source = "Báo cáo minh họa", .note = "", .reason = ""
    };
    int64_t id;
    enum hn_rc rc = hn_indicator_put(c, &in, &a->line.indicator);

    value.indicator = a->line.indicator;
    for (int year = 2019; !rc && year <= 2020; year++) {
        value.period = hn_period_at(HN_PERIOD_YEAR, DAY(year, 1, 1));
        value.milli = year * 10;
        rc = hn_indicator_value_put(c, &value, &id);
    }
    return rc;
}

static const struct hn_mark_line *
line_on(struct asked *a, struct hn_ctx *c, struct hn_mark_sheet *s)
{
    assert_int_equal(hn_mark_read(c, a->sheet, s), HN_OK);
    assert_int_equal((int)s->count, 1);
    return s->lines;
}

static void
figures_beside_marks(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = { .p = p, .on = DAY(2020, 12, 30) };
    const struct hn_mark_line *l;
    struct hn_mark_sheet s;
    struct hn_ctx *c;

    hn_check(p, SYSTEM, settle, &a, HN_OK, "");
    a.set = (struct hn_criteria_set){ .unit = p->a,
                                      .code = "minh-hoa",
                                      .name = "Bộ minh họa",
                                      .level = "standard",
                                      .legal_basis = "QĐ minh họa",
                                      .from = DAY(2018, 1, 1),
                                      .to = HN_DAY_OPEN,
                                      .invented = true };
    hn_check(p, CLERK, put_set, &a, HN_OK, "");
    a.set.id = a.id;
    a.line = (struct hn_criteria_line){ .criterion = 1,
                                        .no = 1,
                                        .criterion_name = "Thu nhập",
                                        .name = "Thu nhập bình quân",
                                        .measure = "triệu đồng",
                                        .operator= "ge",
                                        .thresholds = { { "", 20000 } },
                                        .threshold_count = 1,
                                        .indicator = 99 };
    hn_check(p, CLERK, put_line, &a, HN_INVALID, "criteria.indicator");
    hn_check(p, SYSTEM, put_figures, &a, HN_OK, "");
    hn_check(p, CLERK, put_line, &a, HN_OK, "");

    /* The year of the sheet is not over: the one before it. */
    hn_check(p, COMMUNE, open_sheet, &a, HN_OK, "");
    c = hn_people_read(p, COMMUNE);
    l = line_on(&a, c, &s);
    assert_true(l->has_figure);
    assert_int_equal(l->figure_milli, 20190);
    assert_string_equal(l->figure_qualifier, "over");
    assert_false(l->own.has_value);
    assert_int_equal(s.own.marked, 0);
    assert_int_equal(s.own.lines_met, 0); /* a figure above the threshold is no mark */
    hn_people_read_end(p);

    /* Its last day is its end. */
    a.on = DAY(2020, 12, 31);
    hn_check(p, COMMUNE, open_sheet, &a, HN_OK, "");
    c = hn_people_read(p, COMMUNE);
    l = line_on(&a, c, &s);
    assert_true(l->has_figure);
    assert_int_equal(l->figure_milli, 20200);
    hn_people_read_end(p);

    /* Of 2022 nothing is known: no figure, not 0. */
    a.on = DAY(2022, 12, 31);
    hn_check(p, COMMUNE, open_sheet, &a, HN_OK, "");
    c = hn_people_read(p, COMMUNE);
    assert_false(line_on(&a, c, &s)->has_figure);
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- the most a value can be --- */

static void
a_most(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = { .p = p, .on = DAY(2020, 12, 31) };

    hn_check(p, SYSTEM, settle, &a, HN_OK, "");
    a.set = (struct hn_criteria_set){ .unit = p->a,
                                      .code = "minh-hoa",
                                      .name = "Bộ minh họa",
                                      .level = "standard",
                                      .legal_basis = "QĐ minh họa",
                                      .from = DAY(2018, 1, 1),
                                      .to = HN_DAY_OPEN,
                                      .invented = true };
    hn_check(p, CLERK, put_set, &a, HN_OK, "");
    a.set.id = a.id;
    a.line = (struct hn_criteria_line){ .criterion = 1,
                                        .no = 1,
                                        .criterion_name = "Tiêu chí minh họa",
                                        .name = "Điểm minh họa",
                                        .measure = "điểm",
                                        .operator= "ge",
                                        .thresholds = { { "", 25000 } },
                                        .threshold_count = 1,
                                        .most_milli = 24000 };
    hn_check(p, CLERK, put_line, &a, HN_INVALID, "criteria.most");
    a.line.most_milli = -1;
    hn_check(p, CLERK, put_line, &a, HN_INVALID, "criteria.most");
    a.line.most_milli = 30000;
    hn_check(p, CLERK, put_line, &a, HN_OK, "");
    a.line.id = a.id;
    hn_check(p, COMMUNE, open_sheet, &a, HN_OK, "");
    a.mark = (struct hn_mark_put){ .line = a.line.id, .has_value = true, .milli = 30001 };
    hn_check(p, COMMUNE, put_mark, &a, HN_INVALID, "criteria_mark.most");
    a.mark.milli = -1;
    hn_check(p, COMMUNE, put_mark, &a, HN_INVALID, "criteria_mark.value");
    a.mark.milli = 30000;
    hn_check(p, COMMUNE, put_mark, &a, HN_OK, "");
    a.line.thresholds[0].milli = 50000;
    a.line.most_milli = 0;
    a.line.measure = "%";
    hn_check(p, CLERK, put_line, &a, HN_OK, "");
    a.mark.milli = 100001;
    hn_check(p, COMMUNE, put_mark, &a, HN_INVALID, "criteria_mark.percent");
    a.mark.milli = 100000;
    hn_check(p, COMMUNE, put_mark, &a, HN_OK, "");
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(standing_on_their_days),
        HN_TEST_BOTH(whose_they_are),
        HN_TEST_BOTH(figures_beside_marks),
        HN_TEST_BOTH(a_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
