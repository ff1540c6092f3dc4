/* test_form: proves that a form is set up by who directs its unit, with every fault of form.h refused beside what is accepted;
 * that an indicator stands in one form, of its own kind of period; that checks are truths over lines of the form and hold them
 * there; and of which units it asks something as the tree stood. */
#include "support/people.h"

#include <string.h>

#include "indicator/form.h"
#include "indicator/inside.h"
#include "unit/unit.h"

struct asked {
    struct hn_indicator_form in;
    struct hn_indicator_form_line lines[101];
    size_t count;
    struct hn_indicator_form_check check;
    int64_t id, check_id;
};

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_form_put(c, &a->in, &a->id);
}

static enum hn_rc
put_lines(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_form_lines_put(c, a->id, a->lines, a->count);
}

static enum hn_rc
put_check(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_form_check_put(c, a->id, &a->check, &a->check_id);
}

static enum hn_rc
remove_check(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_indicator_form_check_remove(c, a->id, a->check_id);
}

static enum hn_rc
put_indicator(struct hn_ctx *c, void *arg)
{
    struct hn_indicator *in = arg;

    return hn_indicator_put(c, in, &in->id);
}

static struct asked
a_form(struct hn_unit_id unit, const char *code)
{
    return (struct asked){ .in = { .unit = unit,
                                   .code = code,
                                   .name = "Biểu tháng",
                                   .asked = "cell",
                                   .every = HN_PERIOD_MONTH,
                                   .due_days = 5,
                                   .from = DAY(2020, 1, 1),
                                   .to = HN_DAY_OPEN } };
}

static int64_t
an_indicator(struct hn_people *p, struct hn_unit_id unit, const char *code, const char *measure,
             enum hn_period_kind every, const char *formula)
{
    struct hn_indicator in = { .unit = unit,
                               .code = code,
                               .name = "Chỉ tiêu",
                               .measure = measure,
                               .better = "up",
                               .over_tree = "sum",
                               .over_time = "last",
                               .every = every,
                               .formula = formula,
                               .from = DAY(2020, 1, 1),
                               .to = HN_DAY_OPEN };

    hn_check(p, (struct hn_user_id){ 0 }, put_indicator, &in, HN_OK, "");
    return in.id;
}

static void
setting_up(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = a_form(p->a, "biểu");

    hn_check(p, CLERK, put, &a, HN_INVALID, "form.code");
    a.in.code = "bieu.1";
    a.in.name = "";
    hn_check(p, CLERK, put, &a, HN_INVALID, "form.name");
    a.in.name = "Biểu tháng";
    a.in.every = HN_PERIOD_ANY;
    hn_check(p, CLERK, put, &a, HN_INVALID, "form.every");
    a.in.every = HN_PERIOD_MONTH;
    a.in.due_days = 367;
    hn_check(p, CLERK, put, &a, HN_INVALID, "form.due");
    a.in.due_days = -1;
    hn_check(p, CLERK, put, &a, HN_INVALID, "form.due");
    a.in.due_days = 366;
    a.in.asked = "everybody";
    hn_check(p, CLERK, put, &a, HN_INVALID, "form.asked");
    a.in.asked = "children";
    a.in.to = a.in.from;
    hn_check(p, CLERK, put, &a, HN_INVALID, "fact.days");
    a.in.to = HN_DAY_OPEN;
    hn_check(p, SECRETARY, put, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_check(p, CLERK, put, &a, HN_CONFLICT, "form.code_taken");
    a.in.id = a.id;
    hn_check(p, CLERK, put, &a, HN_CONFLICT, "changed");
    a.in.version = 1;
    a.in.due_days = 0;
    a.in.every = HN_PERIOD_QUARTER; /* nobody has filled one in */
    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_people_close(p);
}

static enum hn_rc
begin_sheet(struct hn_ctx *c, void *arg)
{
    const struct asked *a = arg;
    struct hn_period period;

    if (!hn_period_parse("2024-02", &period))
        return HN_BROKEN;
    return hn_people_sheet(c, a->id, a->in.unit, period, 0);
}

static void
lines(void **state)
{
    HN_TEST_PEOPLE(state);
    int64_t month = an_indicator(p, p->a, "thang", "người", HN_PERIOD_MONTH, ""),
            year = an_indicator(p, p->a, "nam", "người", HN_PERIOD_YEAR, ""),
            any = an_indicator(p, p->province, "nao.cung.duoc", "người", HN_PERIOD_ANY, ""),
            twice = an_indicator(p, p->a, "gap.doi", "người", HN_PERIOD_YEAR, "[thang] * 2"),
            below = an_indicator(p, p->c1, "cua.chi.bo", "người", HN_PERIOD_MONTH, "");
    struct asked a = a_form(p->a, "mot"), b = a_form(p->a, "hai");
    const struct hn_indicator_form_line *read;
    struct hn_ctx *c;
    size_t count;

    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_check(p, CLERK, put, &b, HN_OK, "");
    a.lines[0] = (struct hn_indicator_form_line){ .indicator = month, .position = 2, .required = true };
    a.lines[1] = (struct hn_indicator_form_line){ .indicator = below, .position = 1 };
    a.count = 2;
    hn_check(p, CLERK, put_lines, &a, HN_INVALID,
             "form.line"); /* what a cell keeps is not asked by its committee */
    a.lines[1].indicator = year;
    hn_check(p, CLERK, put_lines, &a, HN_INVALID, "form.every_differs");
    a.lines[1].indicator = any;
    a.lines[2] = (struct hn_indicator_form_line){ .indicator = twice, .position = 3 };
    a.count = 101;
    hn_check(p, CLERK, put_lines, &a, HN_INVALID, "form.too_many");
    a.count = 3;
    hn_check(p, SECRETARY, put_lines, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, put_lines, &a, HN_OK, "");
    b.lines[0].indicator = any;
    b.count = 1;
    hn_check(p, CLERK, put_lines, &b, HN_CONFLICT, "form.line_taken");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_indicator_form_lines(c, a.id, &read, &count), HN_OK);
    assert_int_equal(count, 3);
    assert_true(read[0].indicator == any && !read[0].required);
    assert_true(read[1].indicator == month && read[1].required);
    hn_people_read_end(p);
    a.lines[1] = a.lines[2];
    a.count = 2;
    hn_check(p, CLERK, put_lines, &a, HN_OK, ""); /* one goes; the other form may have it */
    hn_check(p, CLERK, put_lines, &b, HN_OK, "");
    hn_check(p, CLERK, begin_sheet, &b, HN_OK, "");
    b.in.id = b.id;
    b.in.version = 1;
    b.in.every = HN_PERIOD_QUARTER;
    hn_check(p, CLERK, put, &b, HN_CONFLICT, "form.has_sheets");
    b.in.every = HN_PERIOD_MONTH;
    b.in.name = "Biểu khác";
    hn_check(p, CLERK, put, &b, HN_OK, "");
    hn_people_close(p);
}

static void
checks(void **state)
{
    HN_TEST_PEOPLE(state);
    int64_t part = an_indicator(p, p->a, "dat", "người", HN_PERIOD_MONTH, ""),
            sum = an_indicator(p, p->a, "tong", "người", HN_PERIOD_MONTH, ""),
            tons = an_indicator(p, p->a, "than", "tấn", HN_PERIOD_MONTH, "");
    struct asked a = a_form(p->a, "mot");
    const struct hn_indicator_form_check *list;
    struct hn_ctx *c;
    size_t count;

    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.lines[0].indicator = part;
    a.lines[1].indicator = sum;
    a.count = 2;
    hn_check(p, CLERK, put_lines, &a, HN_OK, "");
    a.check = (struct hn_indicator_form_check){ .formula = "[dat] <= ",
                                                .message = "Số đạt không quá tổng số" };
    hn_check(p, CLERK, put_check, &a, HN_INVALID, "formula.operand");
    a.check.formula = "[dat] + [tong]";
    hn_check(p, CLERK, put_check, &a, HN_INVALID, "form.check_truth");
    a.check.formula = "[dat] <= [than]";
    hn_check(p, CLERK, put_check, &a, HN_INVALID, "form.check_code");
    a.lines[2].indicator = tons;
    a.count = 3;
    hn_check(p, CLERK, put_lines, &a, HN_OK, "");
    hn_check(p, CLERK, put_check, &a, HN_INVALID, "formula.measures");
    a.check.formula = "[dat] <= [ tong ]";
    a.check.message = "";
    hn_check(p, CLERK, put_check, &a, HN_INVALID, "form.message");
    a.check.message = "Số đạt không quá tổng số";
    hn_check(p, SECRETARY, put_check, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, put_check, &a, HN_OK, "");
    a.lines[1] = a.lines[2];
    a.count = 2;
    hn_check(p, CLERK, put_lines, &a, HN_CONFLICT, "form.line_checked");
    a.check.id = a.check_id;
    a.check.strict = true;
    hn_check(p, CLERK, put_check, &a, HN_OK, "");
    hn_check(p, CLERK, put_check, &a, HN_NOT_FOUND, "form.not_found"); /* another took its place */
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_indicator_form_checks(c, a.id, &list, &count), HN_OK);
    assert_int_equal(count, 1);
    assert_true(list[0].strict && list[0].id == a.check_id);
    hn_people_read_end(p);
    hn_check(p, SECRETARY, remove_check, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, remove_check, &a, HN_OK, "");
    hn_check(p, CLERK, remove_check, &a, HN_NOT_FOUND, "form.not_found");
    hn_check(p, CLERK, put_lines, &a, HN_OK, "");
    hn_people_close(p);
}

/* --- of whom --- */

static bool
is_asked(struct hn_people *p, struct hn_unit_id unit, int64_t form, const char *text)
{
    struct hn_indicator_form f;
    struct hn_period period;
    struct hn_ctx *c = hn_people_read(p, CLERK);
    bool asked;

    assert_true(hn_period_parse(text, &period));
    assert_int_equal(hn_indicator_form_read(c, form, &f), HN_OK);
    assert_int_equal(hn_indicator_form_asks(c, &f, unit, period, &asked), HN_OK);
    hn_people_read_end(p);
    return asked;
}

static size_t
count_of(struct hn_people *p, struct hn_user_id actor, struct hn_unit_id unit, bool owed)
{
    const struct hn_indicator_form *forms;
    struct hn_ctx *c = hn_people_read(p, actor);
    size_t count;

    assert_int_equal(hn_indicator_forms(c, unit, owed, &forms, &count), HN_OK);
    hn_people_read_end(p);
    return count;
}

static void
of_whom(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked self = a_form(p->a, "self"), children = a_form(p->a, "children"),
                 cells = a_form(p->a, "cells"), orgs = a_form(p->a, "orgs"), any = a_form(p->a, "any"),
                 aside = a_form(p->b, "aside");
    const struct hn_indicator_form seen = { .due_days = 5 };
    struct hn_period period;

    self.in.asked = "self";
    children.in.asked = "children";
    orgs.in.asked = "grassroots_org";
    any.in.asked = "any_cell";
    any.in.to = DAY(2024, 2, 1);
    hn_check(p, CLERK, put, &self, HN_OK, "");
    hn_check(p, CLERK, put, &children, HN_OK, "");
    hn_check(p, CLERK, put, &cells, HN_OK, "");
    hn_check(p, CLERK, put, &orgs, HN_OK, "");
    hn_check(p, CLERK, put, &any, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &aside, HN_OK, "");
    assert_true(is_asked(p, p->a, self.id, "2024-01") && !is_asked(p, p->org_a, self.id, "2024-01"));
    assert_true(is_asked(p, p->org_a, children.id, "2024-01") && !is_asked(p, p->c1, children.id, "2024-01"));
    assert_true(is_asked(p, p->org_a, orgs.id, "2024-01") && !is_asked(p, p->a, orgs.id, "2024-01"));
    assert_true(is_asked(p, p->c1, cells.id, "2024-01") && !is_asked(p, p->org_a, cells.id, "2024-01"));
    assert_true(is_asked(p, p->c1, any.id, "2024-01") && !is_asked(p, p->c1, any.id, "2024-02"));
    assert_true(!is_asked(p, p->c3, cells.id, "2024-01") && !is_asked(p, p->c1, cells.id, "2019-12"));
    assert_int_equal(count_of(p, CLERK, p->a, false), 4);
    assert_int_equal(count_of(p, CLERK, p->a, true), 1);
    assert_int_equal(count_of(p, SECRETARY, p->c1, true), 1);
    assert_true(hn_period_parse("2024-02", &period));
    assert_int_equal(hn_indicator_form_due(&seen, period), DAY(2024, 3, 5));
    hn_people_close(p);
}

static enum hn_rc
find(struct hn_people *p, struct hn_user_id actor, const char *code)
{
    struct hn_indicator_form form;
    struct hn_ctx *c = hn_people_read(p, actor);
    int64_t id;
    enum hn_rc rc = hn_indicator_form_find(c, code, &id);

    if (!rc)
        rc = hn_indicator_form_get(c, id, &form);
    hn_people_read_end(p);
    return rc;
}

static void
who_knows_of_it(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked own = a_form(p->a, "own"), aside = a_form(p->b, "aside");

    hn_check(p, CLERK, put, &own, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, put, &aside, HN_OK, "");
    assert_int_equal(find(p, CLERK, "own"), HN_OK);
    assert_int_equal(find(p, SECRETARY, "own"), HN_OK);
    assert_int_equal(find(p, CLERK, "aside"), HN_NOT_FOUND);
    assert_int_equal(find(p, CLERK, "nowhere"), HN_NOT_FOUND);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(setting_up), HN_TEST_BOTH(lines),           HN_TEST_BOTH(checks),
        HN_TEST_BOTH(of_whom),    HN_TEST_BOTH(who_knows_of_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
