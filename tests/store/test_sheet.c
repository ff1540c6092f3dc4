/* test_sheet: proves that a form is filled in all or nothing with every fault told, sent when it is whole and its checks hold,
 * approved by each unit above in its turn up to the one that keeps the form, taken back from the top down and sent back with a
 * reason; that from the first approval its values are locked and a correction is the approver's, a new value, with both seen
 * ("what did we believe then"); that it waits for whose turn it is; and that a unit that was moved goes the way of today's tree.
 * Each refusal stands beside what is accepted. */
#include "support/failing.h"
#include "support/org.h"
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/sheet.h"
#include "notice/notice.h"
#include "unit/unit.h"

static const struct hn_user_id SYSTEM = { 0 };

struct world {
    struct hn_people *p;
    struct hn_user_id xa, tinh, firm;
    struct hn_indicator_form form;
    struct hn_indicator indicator;
    int64_t total, met, rate; /* people; those who met; the ratio of both */
    struct hn_indicator_form_line lines[3];
    struct hn_indicator_form_check check;
    struct hn_indicator_sheet_key key;
    struct hn_indicator_sheet_entry entries[4];
    size_t entry_count;
    int64_t version, id;
    const char *reason, *note;
    struct hn_unit_id as, parent;
    struct hn_indicator_value value;
};

/* --- deeds --- */

static enum hn_rc
cast(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    w->xa = hn_org_account(c, "xa", 0);
    w->tinh = hn_org_account(c, "tinh", 0);
    w->firm = hn_org_account(c, "firm", 0);
    rc = hn_org_grant(c, w->xa, "committee_clerk", w->p->org_a.v);
    rc = rc ? rc : hn_org_grant(c, w->tinh, "committee_clerk", w->p->province.v);
    return rc ? rc : hn_org_grant(c, w->firm, "committee_clerk", w->p->org_b.v);
}

static enum hn_rc
put_indicator(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_put(c, &w->indicator, &w->id);
}

static enum hn_rc
put_form(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_form_put(c, &w->form, &w->form.id);
}

static enum hn_rc
put_lines(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_form_lines_put(c, w->form.id, w->lines, 3);
}

static enum hn_rc
put_fewer_lines(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_form_lines_put(c, w->form.id, w->lines + 1, 2);
}

static enum hn_rc
put_check(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_form_check_put(c, w->form.id, &w->check, &w->id);
}

static enum hn_rc
save(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_sheet_save(c, &w->key, w->entries, w->entry_count, w->version, w->reason);
}

static enum hn_rc
send(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_sheet_send(c, &w->key, w->note);
}

static enum hn_rc
approve(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_sheet_approve(c, &w->key, w->as, w->note);
}

static enum hn_rc
take_back(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_sheet_take_back(c, &w->key, w->as, w->reason);
}

static enum hn_rc
put_value(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_value_put(c, &w->value, &w->id);
}

static enum hn_rc
remove_value(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_value_remove(c, w->value.unit, w->id, w->reason);
}

static enum hn_rc
load_value(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_indicator_value_load(c, &w->value, 1);
}

static enum hn_rc
move(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_unit_move(c, w->key.unit, c->today, w->parent, "");
}

/* --- the world --- */

static struct hn_period
period(const char *text)
{
    struct hn_period p;

    assert_true(hn_period_parse(text, &p));
    return p;
}

static int64_t
an_indicator(struct world *w, const char *code, const char *name, const char *formula)
{
    w->indicator = (struct hn_indicator){ .unit = w->p->province,
                                          .code = code,
                                          .name = name,
                                          .measure = *formula ? "%" : "người",
                                          .better = "up",
                                          .over_tree = *formula ? "none" : "sum",
                                          .over_time = *formula ? "none" : "last",
                                          .formula = formula,
                                          .every = *formula ? HN_PERIOD_ANY : HN_PERIOD_MONTH,
                                          .from = DAY(2020, 1, 1),
                                          .to = HN_DAY_OPEN };
    hn_check(w->p, SYSTEM, put_indicator, w, HN_OK, "");
    return w->id;
}

static void
a_check(struct world *w, const char *formula, bool strict)
{
    w->check = (struct hn_indicator_form_check){ .formula = formula,
                                                 .message = strict ? "Số dự không quá tổng số"
                                                                   : "Thường có từ 10 người dự",
                                                 .strict = strict };
    hn_check(w->p, SYSTEM, put_check, w, HN_OK, "");
}

/* Kept by the province, asked of every cell each month by the fifth; February of C1 is at hand on 10 March. */
static struct world *
open_world(struct hn_people *p)
{
    struct world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    w->p = p;
    hn_check(p, SYSTEM, cast, w, HN_OK, "");
    w->total = an_indicator(w, "tong", "Tổng số", "");
    w->met = an_indicator(w, "du", "Số dự", "");
    w->rate = an_indicator(w, "ty.le", "Tỷ lệ dự", "[du] / [tong] * 100");
    w->form = (struct hn_indicator_form){ .unit = p->province,
                                          .code = "B1",
                                          .name = "Biểu một",
                                          .asked = "cell",
                                          .every = HN_PERIOD_MONTH,
                                          .due_days = 5,
                                          .source_needed = true,
                                          .from = DAY(2020, 1, 1),
                                          .to = HN_DAY_OPEN };
    hn_check(p, SYSTEM, put_form, w, HN_OK, "");
    w->lines[0] = (struct hn_indicator_form_line){ w->total, 1, true };
    w->lines[1] = (struct hn_indicator_form_line){ w->met, 2, false };
    w->lines[2] = (struct hn_indicator_form_line){ w->rate, 3, true };
    hn_check(p, SYSTEM, put_lines, w, HN_OK, "");
    w->key = (struct hn_indicator_sheet_key){ w->form.id, p->c1, period("2024-02") };
    w->note = w->reason = "";
    w->value = (struct hn_indicator_value){ .indicator = w->total,
                                            .unit = p->c1,
                                            .period = w->key.period,
                                            .milli = 30000,
                                            .qualifier = "exact",
                                            .source = "Sổ" };
    return w;
}

static void
close_world(struct world *w)
{
    hn_people_close(w->p);
    free(w);
}

static struct hn_indicator_sheet_entry
entry(const char *code, int64_t milli)
{
    return (struct hn_indicator_sheet_entry){
        .code = code, .has_value = true, .milli = milli, .qualifier = "exact", .source = "Sổ"
    };
}

static void
fill(struct world *w, int64_t total, int64_t met)
{
    w->entries[0] = entry("tong", total);
    w->entries[1] = entry("du", met);
    w->entry_count = met < 0 ? 1 : 2;
    w->version = 0;
}

/* As the actor sees it, or (known) saw it. Lives until the next reading. */
static struct hn_indicator_sheet
look(struct world *w, struct hn_user_id actor, hn_time known)
{
    struct hn_ctx *c = hn_people_read(w->p, actor);
    struct hn_indicator_sheet s;

    c->known = known ? known : HN_TIME_OPEN;
    assert_int_equal(hn_indicator_sheet_read(c, &w->key, &s), HN_OK);
    hn_people_read_end(w->p);
    return s;
}

/* Filled in with 30 of whom 20 met, and sent. */
static void
sent(struct world *w)
{
    fill(w, 30000, 20000);
    hn_check(w->p, SECRETARY, save, w, HN_OK, "");
    w->note = "";
    hn_check(w->p, SECRETARY, send, w, HN_OK, "");
}

static void
approved_by(struct world *w, struct hn_user_id who, struct hn_unit_id as)
{
    w->as = as;
    hn_check(w->p, who, approve, w, HN_OK, "");
}

/* --- filling in --- */

static size_t
faults_of(struct world *w, struct hn_user_id actor, const char *const *fields, size_t count)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = actor, .call = save, .arg = w };
    size_t found = 0;

    assert_int_not_equal(hn_do(w->p, &d), HN_OK);
    for (int i = 0; i < w->p->t->c.fault_count; i++)
        for (size_t k = 0; k < count; k++)
            found += strcmp(w->p->t->c.faults[i].field, fields[k]) == 0;
    return found;
}

static void
all_or_nothing(void **state)
{
    static const char *const both[] = { "value.tong", "value.du" };
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    fill(w, 30000, 20000);
    w->entries[0].qualifier = "maybe";
    w->entries[1].source = "";
    assert_int_equal(faults_of(w, SECRETARY, both, 2), 2);
    w->entries[0].qualifier = "exact";
    hn_check(p, SECRETARY, save, w, HN_INVALID, "value.source");
    assert_string_equal(look(w, SECRETARY, 0).state, "empty");
    w->entries[1].source = "Sổ";
    w->entries[2] = entry("khac", 1);
    w->entry_count = 3;
    hn_check(p, SECRETARY, save, w, HN_INVALID, "sheet.code");
    w->entries[2] = entry("du", 1);
    hn_check(p, SECRETARY, save, w, HN_INVALID, "sheet.code");
    w->entries[2] = entry("ty.le", 1);
    hn_check(p, SECRETARY, save, w, HN_INVALID, "value.reckoned");
    assert_string_equal(look(w, SECRETARY, 0).state, "empty");
    w->entry_count = 2;
    w->version = 1;
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    assert_string_equal(look(w, SECRETARY, 0).state, "begun");
    w->entries[0].milli = 31000;
    hn_check(p, SECRETARY, save, w, HN_CONFLICT, "changed");
    w->version = look(w, SECRETARY, 0).version;
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    /* Nothing new: nothing is written, and whoever has the sheet open may go on. */
    w->version = look(w, SECRETARY, 0).version;
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    assert_int_equal(look(w, SECRETARY, 0).version, w->version);
    /* An emptied line is taken back. */
    w->entries[1].has_value = false;
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    assert_false(look(w, SECRETARY, 0).lines[1].has_value);
    assert_int_equal(look(w, SECRETARY, 0).lines[1].values, 1);
    assert_int_equal(look(w, SECRETARY, 0).lines[0].values, 2);
    close_world(w);
}

static void
of_whom_and_when(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    fill(w, 30000, 20000);
    hn_check(p, w->firm, save, w, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, save, w, HN_OK, "");
    w->key.period = period("2024-Q1");
    hn_check(p, SECRETARY, save, w, HN_INVALID, "sheet.period_kind");
    w->key.period = period("2019-12");
    hn_check(p, SECRETARY, save, w, HN_INVALID, "sheet.unit"); /* the form was not there yet */
    w->key.period = period("2024-04");
    hn_check(p, SECRETARY, save, w, HN_INVALID, "value.future");
    w->key.period = period("2024-03");
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    w->key.unit = p->org_a; /* no cell */
    hn_check(p, w->xa, save, w, HN_INVALID, "sheet.unit");
    close_world(w);
}

static void
put_month(struct world *w, const char *month, int64_t milli, bool plan)
{
    w->value.period = period(month);
    w->value.milli = milli;
    w->value.plan = plan;
    hn_check(w->p, SYSTEM, put_value, w, HN_OK, "");
    w->value.plan = false;
}

static void
what_stands_beside(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);
    struct hn_indicator_sheet s;

    put_month(w, "2023-02", 25000, false);
    put_month(w, "2024-01", 28000, false);
    put_month(w, "2024-02", 40000, true);
    fill(w, 30000, -1);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    s = look(w, SECRETARY, 0);
    assert_int_equal(s.line_count, 3);
    assert_true(s.lines[0].has_before && s.lines[0].has_last_year && s.lines[0].has_plan);
    assert_int_equal(s.lines[0].before_milli, 28000);
    assert_int_equal(s.lines[0].last_year_milli, 25000);
    assert_int_equal(s.lines[0].plan_milli, 40000);
    assert_false(s.lines[0].outlier); /* two months are too few to say so */
    assert_false(s.lines[1].has_value || s.lines[1].has_before);
    assert_true(s.lines[2].reckoned);
    assert_false(s.lines[2].has_value);
    assert_string_equal(s.lines[2].problem, "sheet_problem.none");
    assert_true(s.late && s.due == DAY(2024, 3, 5));
    fill(w, 0, 0);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    assert_string_equal(look(w, SECRETARY, 0).lines[2].problem, "sheet_problem.divided");
    fill(w, 30000, 20000);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    s = look(w, SECRETARY, 0);
    assert_true(s.lines[2].has_value);
    assert_int_equal(s.lines[2].value.milli, 66667);
    /* Half a year of nearly the same: what is far from it is asked to be looked at again. */
    put_month(w, "2023-09", 29000, false);
    put_month(w, "2023-10", 31000, false);
    put_month(w, "2023-11", 30000, false);
    put_month(w, "2023-12", 29000, false);
    assert_false(look(w, SECRETARY, 0).lines[0].outlier);
    fill(w, 300000, -1);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    assert_true(look(w, SECRETARY, 0).lines[0].outlier);
    close_world(w);
}

/* --- sending --- */

static void
sending(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);
    struct hn_indicator_sheet s;

    a_check(w, "[du] <= [tong]", true);
    a_check(w, "[du] >= 10", false);
    hn_check(p, SECRETARY, send, w, HN_CONFLICT, "sheet.missing");
    w->entries[0] = entry("du", 20000);
    w->entry_count = 1;
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    hn_check(p, SECRETARY, send, w, HN_CONFLICT, "sheet.missing");
    fill(w, 15000, 20000);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    s = look(w, SECRETARY, 0);
    assert_int_equal(s.broken_count, 1);
    assert_string_equal(s.broken[0].check.message, "Số dự không quá tổng số");
    w->note = "Vì sao";
    hn_check(p, SECRETARY, send, w, HN_CONFLICT, "sheet.broken");
    fill(w, 15000, 9000);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    w->note = " \n";
    hn_check(p, SECRETARY, send, w, HN_CONFLICT, "sheet.note");
    w->note = "Bão, nhiều người không đến được";
    hn_check(p, w->xa, send, w, HN_DENIED, "access.denied"); /* sent by the cell itself */
    hn_check(p, SECRETARY, send, w, HN_OK, "");
    hn_check(p, SECRETARY, send, w, HN_CONFLICT, "sheet.sent");
    s = look(w, SECRETARY, 0);
    assert_string_equal(s.state, "sent");
    assert_int_equal(s.step_count, 1);
    assert_string_equal(s.steps[0].note, "Bão, nhiều người không đến được");
    assert_int_equal(s.next.v, p->org_a.v);
    assert_true(s.late);
    assert_true(s.may_enter && s.may_take_back && !s.may_send && !s.may_approve);
    assert_true(look(w, w->xa, 0).may_approve);
    assert_false(look(w, CLERK, 0).may_approve);
    close_world(w);
}

/* --- approving --- */

static void
one_after_the_other(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);
    hn_time then;

    w->as = p->org_a;
    hn_check(p, w->xa, approve, w, HN_CONFLICT, "sheet.not_sent");
    sent(w);
    then = p->now;
    w->as = p->a;
    hn_check(p, CLERK, approve, w, HN_CONFLICT, "sheet.order");
    w->as = p->org_a;
    hn_check(p, CLERK, approve, w, HN_DENIED, "access.denied"); /* above it, but not as it */
    hn_check(p, SECRETARY, approve, w, HN_NOT_FOUND, "access.not_found");
    hn_check(p, w->xa, approve, w, HN_OK, "");
    assert_string_equal(look(w, SECRETARY, 0).state, "approved");
    hn_check(p, w->xa, approve, w, HN_CONFLICT, "sheet.order");
    w->as = p->province;
    hn_check(p, w->tinh, approve, w, HN_CONFLICT, "sheet.order");
    approved_by(w, CLERK, p->a);
    approved_by(w, w->tinh, p->province);
    assert_string_equal(look(w, SECRETARY, 0).state, "final");
    assert_int_equal(look(w, SECRETARY, 0).next.v, 0);
    hn_check(p, w->tinh, approve, w, HN_CONFLICT, "sheet.final");
    /* As it stood when it had been sent. */
    assert_string_equal(look(w, SECRETARY, then).state, "sent");
    assert_int_equal(look(w, SECRETARY, then).step_count, 1);
    assert_false(look(w, SECRETARY, then).may_take_back);
    close_world(w);
}

static void
what_changed_after_sending(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    a_check(w, "[du] <= [tong]", true);
    sent(w);
    fill(w, 30000, 31000);
    hn_check(p, SECRETARY, save, w, HN_OK, ""); /* nobody has approved it yet */
    w->as = p->org_a;
    hn_check(p, w->xa, approve, w, HN_CONFLICT, "sheet.broken");
    fill(w, 30000, 30000);
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    hn_check(p, w->xa, approve, w, HN_OK, "");
    close_world(w);
}

static void
approved_is_locked(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);
    const struct hn_indicator_value *rows;
    struct hn_ctx *c;
    hn_time then;
    size_t count;

    sent(w);
    approved_by(w, w->xa, p->org_a);
    then = p->now;
    w->reason = "Đếm lại";
    fill(w, 32000, -1);
    hn_check(p, SECRETARY, save, w, HN_CONFLICT, "value.locked");
    hn_check(p, CLERK, save, w, HN_CONFLICT, "value.locked"); /* the commune approved last */
    w->reason = "";
    hn_check(p, w->xa, save, w, HN_CONFLICT, "value.reason");
    assert_false(look(w, SECRETARY, 0).may_enter);
    assert_true(look(w, w->xa, 0).may_enter);
    w->reason = "Đếm lại";
    hn_check(p, w->xa, save, w, HN_OK, "");
    assert_int_equal(look(w, SECRETARY, 0).lines[0].value.milli, 32000);
    assert_string_equal(look(w, SECRETARY, 0).lines[0].value.reason, "Đếm lại");
    /* What was believed then, when it had been approved. */
    assert_int_equal(look(w, SECRETARY, then).lines[0].value.milli, 30000);
    assert_int_equal(look(w, SECRETARY, then).lines[0].values, 1);
    assert_int_equal(look(w, SECRETARY, 0).lines[0].values, 2);
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_indicator_values(c, w->total, p->c1, true, &rows, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_int_equal(rows[0].milli, 32000);
    assert_int_equal(rows[1].milli, 30000);
    assert_string_equal(rows[0].by_name, "xa");
    hn_people_read_end(p);
    /* Unchanged is no correction; and no other way leads round the lock. */
    hn_check(p, SECRETARY, save, w, HN_OK, "");
    w->value.milli = 1;
    hn_check(p, SECRETARY, put_value, w, HN_CONFLICT, "value.locked");
    hn_check(p, SECRETARY, load_value, w, HN_CONFLICT, "value.locked");
    w->value.plan = true;
    hn_check(p, SECRETARY, put_value, w, HN_CONFLICT, "value.locked");
    w->value.plan = false;
    w->value.period = period("2024-03");
    hn_check(p, SECRETARY, put_value, w, HN_OK, ""); /* March is not approved */
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_indicator_values(c, w->met, p->c1, false, &rows, &count), HN_OK);
    w->id = rows[0].id;
    hn_people_read_end(p);
    hn_check(p, SECRETARY, remove_value, w, HN_CONFLICT, "value.locked");
    approved_by(w, CLERK, p->a);
    hn_check(p, w->xa, remove_value, w, HN_CONFLICT, "value.locked");
    hn_check(p, CLERK, remove_value, w, HN_OK, "");
    close_world(w);
}

static void
taken_off_the_form(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    sent(w);
    approved_by(w, w->xa, p->org_a);
    hn_check(p, SYSTEM, put_fewer_lines, w, HN_OK, "");
    w->value.milli = 1;
    hn_check(p, SECRETARY, put_value, w, HN_CONFLICT, "value.locked");
    w->value.period = period("2024-01");
    hn_check(p, SECRETARY, put_value, w, HN_OK, "");
    close_world(w);
}

/* --- taking back --- */

static void
from_the_top_down(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    sent(w);
    approved_by(w, w->xa, p->org_a);
    approved_by(w, CLERK, p->a);
    w->reason = "Xã gửi nhầm";
    w->as = p->org_a;
    hn_check(p, w->xa, take_back, w, HN_CONFLICT, "sheet.order"); /* the district's stands above */
    w->as = p->c1;
    hn_check(p, SECRETARY, take_back, w, HN_DENIED, "access.denied");
    w->as = p->a;
    w->reason = "";
    hn_check(p, CLERK, take_back, w, HN_INVALID, "sheet.reason");
    w->reason = "Xã gửi nhầm";
    hn_check(p, CLERK, take_back, w, HN_OK, "");
    hn_check(p, CLERK, take_back, w, HN_OK, ""); /* and above the commune, it sends the sheet back */
    assert_string_equal(look(w, SECRETARY, 0).state, "sent");
    assert_int_equal(look(w, SECRETARY, 0).next.v, p->org_a.v);
    fill(w, 33000, -1);
    hn_check(p, SECRETARY, save, w, HN_OK, ""); /* no longer locked */
    w->as = p->c1;
    hn_check(p, SECRETARY, take_back, w, HN_OK, "");
    hn_check(p, SECRETARY, take_back, w, HN_CONFLICT, "sheet.not_sent");
    assert_string_equal(look(w, SECRETARY, 0).state, "begun");
    hn_check(p, SECRETARY, send, w, HN_OK, "");
    approved_by(w, w->xa, p->org_a);
    assert_int_equal(look(w, SECRETARY, 0).step_count, 5);
    assert_int_equal(look(w, SECRETARY, 0).lines[0].value.milli, 33000);
    assert_string_equal(look(w, SECRETARY, 0).steps[2].taken_back_by, "clerk");
    assert_string_equal(look(w, SECRETARY, 0).steps[2].reason, "Xã gửi nhầm");
    close_world(w);
}

static size_t
told(struct hn_people *p, struct hn_user_id who, const char *key)
{
    const struct hn_notice *all;
    struct hn_ctx *c = hn_people_read(p, who);
    size_t count, found = 0;

    assert_int_equal(hn_notices(c, true, 0, 100, &all, &count), HN_OK);
    for (size_t i = 0; i < count; i++)
        found += strcmp(all[i].key, key) == 0 && strncmp(all[i].href, "/chi-tieu/nhap/B1?don-vi=", 25) == 0;
    hn_people_read_end(p);
    return found;
}

static void
who_is_told(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    sent(w);
    assert_int_equal(told(p, w->xa, "sheet_sent"), 1);
    assert_int_equal(told(p, CLERK, "sheet_sent"), 0);
    approved_by(w, w->xa, p->org_a);
    assert_int_equal(told(p, w->xa, "sheet_sent"), 0); /* done: nothing is left to look at */
    assert_int_equal(told(p, CLERK, "sheet_sent"), 1);
    assert_int_equal(told(p, SECRETARY, "sheet_back"), 0);
    w->reason = "Thiếu hai người";
    w->as = p->a;
    hn_check(p, CLERK, take_back, w, HN_OK, "");
    assert_int_equal(told(p, CLERK, "sheet_sent"), 0);
    assert_int_equal(told(p, SECRETARY, "sheet_back"), 1);
    assert_int_equal(told(p, w->xa, "sheet_back"), 1);
    close_world(w);
}

/* --- what waits --- */

static size_t
waits(struct hn_people *p, struct hn_user_id who, const char *step, const char *month)
{
    const struct hn_indicator_sheet_waiting *all;
    struct hn_ctx *c = hn_people_read(p, who);
    struct hn_period of = period(month);
    size_t count, found = 0;

    assert_int_equal(hn_indicator_sheet_waiting(c, (struct hn_unit_id){ 0 }, &all, &count), HN_OK);
    for (size_t i = 0; i < count; i++) {
        found += strcmp(all[i].step, step) == 0 && all[i].key.period.from == of.from &&
                 all[i].key.unit.v == p->c1.v;
        assert_true(i == 0 || all[i - 1].due <= all[i].due);
    }
    hn_people_read_end(p);
    return found;
}

static void
whose_turn_it_is(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    assert_int_equal(waits(p, SECRETARY, "send", "2024-02"), 1);
    assert_int_equal(waits(p, SECRETARY, "send", "2023-03"), 1); /* a year back */
    assert_int_equal(waits(p, SECRETARY, "send", "2023-02"), 0);
    assert_int_equal(waits(p, SECRETARY, "send", "2024-03"), 0); /* not over */
    assert_int_equal(waits(p, w->xa, "send", "2024-02"), 0);
    put_month(w, "2024-03", 30000, false);
    assert_int_equal(waits(p, SECRETARY, "send", "2024-03"), 1); /* but begun */
    sent(w);
    assert_int_equal(waits(p, SECRETARY, "send", "2024-02"), 0);
    assert_int_equal(waits(p, w->xa, "approve", "2024-02"), 1);
    assert_int_equal(waits(p, CLERK, "approve", "2024-02"), 0);
    approved_by(w, w->xa, p->org_a);
    assert_int_equal(waits(p, w->xa, "approve", "2024-02"), 0);
    assert_int_equal(waits(p, CLERK, "approve", "2024-02"), 1);
    approved_by(w, CLERK, p->a);
    assert_int_equal(waits(p, w->tinh, "approve", "2024-02"), 1);
    approved_by(w, w->tinh, p->province);
    assert_int_equal(waits(p, w->tinh, "approve", "2024-02"), 0);
    assert_int_equal(waits(p, w->firm, "approve", "2024-02"), 0);
    w->as = p->province;
    w->reason = "Xem lại";
    hn_check(p, w->tinh, take_back, w, HN_OK, "");
    assert_int_equal(waits(p, w->tinh, "approve", "2024-02"), 1);
    w->as = p->a;
    hn_check(p, CLERK, take_back, w, HN_OK, "");
    w->as = p->org_a;
    hn_check(p, w->xa, take_back, w, HN_OK, "");
    w->as = p->c1;
    hn_check(p, SECRETARY, take_back, w, HN_OK, "");
    assert_int_equal(waits(p, w->xa, "approve", "2024-02"), 0);
    assert_int_equal(waits(p, SECRETARY, "send", "2024-02"), 1);
    close_world(w);
}

static void
a_moved_unit(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    sent(w);
    approved_by(w, w->xa, p->org_a);
    w->parent = p->org_b;
    hn_check(p, SYSTEM, move, w, HN_OK, "");
    /* What the commune it left approved stands; the one it is in now goes on, and locks what it approves. */
    w->as = p->a;
    hn_check(p, CLERK, approve, w, HN_CONFLICT, "sheet.order");
    assert_int_equal(waits(p, CLERK, "approve", "2024-02"), 0);
    assert_int_equal(waits(p, w->firm, "approve", "2024-02"), 1);
    approved_by(w, w->firm, p->org_b);
    fill(w, 35000, -1);
    w->reason = "Đếm lại";
    hn_check(p, w->firm, save, w, HN_OK, "");
    fill(w, 36000, -1);
    hn_check(p, SECRETARY, save, w, HN_CONFLICT, "value.locked");
    close_world(w);
}

static void
a_form_for_itself(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    w->form = (struct hn_indicator_form){ .id = w->form.id,
                                          .unit = p->province,
                                          .code = "B1",
                                          .name = "Biểu một",
                                          .asked = "self",
                                          .every = HN_PERIOD_MONTH,
                                          .due_days = 5,
                                          .from = DAY(2020, 1, 1),
                                          .to = HN_DAY_OPEN,
                                          .version = 1 };
    hn_check(p, SYSTEM, put_form, w, HN_OK, "");
    w->key.unit = p->province;
    fill(w, 30000, 20000);
    hn_check(p, w->tinh, save, w, HN_OK, "");
    hn_check(p, w->tinh, send, w, HN_OK, "");
    assert_int_equal(look(w, w->tinh, 0).next.v, p->province.v);
    approved_by(w, w->tinh, p->province);
    assert_string_equal(look(w, w->tinh, 0).state, "final");
    fill(w, 31000, -1);
    hn_check(p, w->tinh, save, w, HN_CONFLICT, "value.reason");
    close_world(w);
}

/* --- nothing half done --- */

struct nth {
    struct world *w;
    enum hn_rc (*call)(struct hn_ctx *c, void *arg);
    int n;
};

static enum hn_rc
fail_nth(struct hn_ctx *c, void *arg)
{
    struct nth *f = arg;

    return hn_failing(c, f->n, f->call, f->w);
}

/* Fails it at every statement in turn, until it is done; each time the sheet is as it was. How many statements there were. */
static int
fail_each(struct world *w, struct hn_user_id who, enum hn_rc (*call)(struct hn_ctx *c, void *arg))
{
    const struct hn_indicator_sheet before = look(w, SECRETARY, 0);
    struct nth f = { .w = w, .call = call, .n = 1 };
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = who, .call = fail_nth, .arg = &f };
    const size_t steps = before.step_count;
    const int64_t version = before.version;
    const int values = before.lines[0].values + before.lines[1].values;
    const char state = before.state[0];

    for (; hn_do(w->p, &d) != HN_OK; f.n++) {
        struct hn_indicator_sheet s = look(w, SECRETARY, 0);

        assert_true(f.n < 200);
        assert_int_equal(s.version, version);
        assert_int_equal(s.step_count, steps);
        assert_int_equal(s.lines[0].values + s.lines[1].values, values);
        assert_int_equal(s.state[0], state);
        assert_int_equal(told(w->p, CLERK, "sheet_sent"), 0);
    }
    return f.n - 1;
}

static void
nothing_half_done(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = open_world(p);

    a_check(w, "[du] <= [tong]", true);
    fill(w, 30000, 20000);
    assert_true(fail_each(w, SECRETARY, save) > 10);
    assert_string_equal(look(w, SECRETARY, 0).state, "begun");
    fill(w, 31000, 21000);
    assert_true(fail_each(w, SECRETARY, save) > 10);
    assert_int_equal(look(w, SECRETARY, 0).lines[1].value.milli, 21000);
    hn_check(p, SECRETARY, send, w, HN_OK, "");
    w->as = p->org_a;
    assert_true(fail_each(w, w->xa, approve) > 10);
    assert_string_equal(look(w, SECRETARY, 0).state, "approved");
    assert_int_equal(told(p, CLERK, "sheet_sent"), 1);
    close_world(w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(all_or_nothing),      HN_TEST_BOTH(of_whom_and_when),
        HN_TEST_BOTH(what_stands_beside),  HN_TEST_BOTH(sending),
        HN_TEST_BOTH(one_after_the_other), HN_TEST_BOTH(what_changed_after_sending),
        HN_TEST_BOTH(approved_is_locked),  HN_TEST_BOTH(taken_off_the_form),
        HN_TEST_BOTH(from_the_top_down),   HN_TEST_BOTH(who_is_told),
        HN_TEST_BOTH(whose_turn_it_is),    HN_TEST_BOTH(a_moved_unit),
        HN_TEST_BOTH(a_form_for_itself),   HN_TEST_BOTH(nothing_half_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
