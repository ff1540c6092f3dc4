/* test_duty: proves that a paper sent from several levels is owed once, as the most that any asks and by the earliest day;
 * that it is answered by a paper that carries it out and answers nothing else; that late answers climb to the sender; that a
 * unit moved or closed in between shows where its duty lies and came from; and that coverage over random trees equals a
 * naive recount. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "notice/notice.h"
#include "paper/duty.h"
#include "rule/rule.h"
#include "unit/unit.h"

struct asked {
    struct hn_paper paper;
    struct hn_sending sending;
    struct hn_unit_id unit, parent, heir;
    struct hn_paper_id of, answer;
    const char *reason, *code, *kind;
    hn_day on;
    int64_t told;
};

static enum hn_rc
issue(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_enter(c, &a->paper, &a->of);
}

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_put(c, &a->paper, &a->of);
}

static enum hn_rc
end_paper(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_end(c, a->of, c->today, "Thay thế");
}

static enum hn_rc
send(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_send(c, &a->sending, &a->sending.id);
}

static enum hn_rc
answer(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_duty_answer(c, a->unit, a->of, a->answer);
}

static enum hn_rc
withdraw(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_duty_withdraw(c, a->unit, a->of, a->reason);
}

static enum hn_rc
waive(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_duty_waive(c, a->unit, a->of, a->reason);
}

static enum hn_rc
open_it(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_read_by(c, a->of);
}

static enum hn_rc
remind(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_duty_remind(c, &a->told);
}

static enum hn_rc
move(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_unit_move(c, a->unit, a->on, a->parent, "");
}

static enum hn_rc
close_into(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    enum hn_rc rc = hn_unit_close(c, a->unit, a->on, "");

    return rc || !a->heir.v
               ? rc
               : hn_tree_lineage_add(c, &hn_tree_units, a->unit.v, a->heir.v, "merge", a->on, "");
}

static enum hn_rc
make(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    const struct hn_unit_new in = { .parent = a->parent,
                                    .kind = a->kind,
                                    .code = a->code,
                                    .name = a->code,
                                    .short_name = "",
                                    .sector = "residential",
                                    .decision = "",
                                    .from = HN_DAY_START };

    return hn_unit_create(c, &in, &a->unit);
}

static void
check_at(struct hn_people *p, int line, struct hn_user_id actor, enum hn_rc (*call)(struct hn_ctx *, void *),
         struct asked *a, enum hn_rc code, const char *key)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = actor, .call = call, .arg = a };
    enum hn_rc rc = hn_do(p, &d);

    if (rc != code || strcmp(d.fault.key, key) != 0)
        print_message("line %d: wanted %d %s, got %d %s %s\n", line, code, key, rc, d.fault.field,
                      d.fault.key);
    assert_int_equal(rc, code);
    assert_string_equal(d.fault.key, key);
}
#define CHECK(actor, call, a, code, key) check_at(p, __LINE__, actor, call, a, code, key)

static struct hn_paper_id
issued(struct hn_people *p, struct hn_unit_id unit, const char *kind, struct hn_paper_id basis)
{
    struct asked a = { .paper = { .unit = unit,
                                  .kind = kind,
                                  .title = "Văn bản minh họa",
                                  .day = DAY(2024, 3, 1),
                                  .basis_paper = basis } };

    CHECK(HN_USER_SYSTEM, issue, &a, HN_OK, "");
    return a.of;
}
#define NO_PAPER ((struct hn_paper_id){ 0 })

static struct asked
sending(struct hn_unit_id sender, struct hn_paper_id paper, const char *to, hn_day due)
{
    return (struct asked){ .of = paper,
                           .sending = { .sender = sender,
                                        .paper = paper,
                                        .to = to,
                                        .owes = due == HN_DAY_OPEN ? "read" : "answer",
                                        .due = due } };
}

/* A duty with its texts kept, read on a day. */
struct told {
    struct hn_duty d;
    char senders[200], above_now[100], above_then[100], holder[100], state[32], owes[16];
};

static struct told
duty_on(struct hn_people *p, struct hn_unit_id unit, struct hn_paper_id paper, hn_day on)
{
    struct told t = { .d = { .due = 0 } };
    struct hn_ctx *c = hn_people_read(p, HN_USER_SYSTEM);

    c->on = on;
    assert_int_equal(hn_duty_get(c, unit, paper, &t.d), HN_OK);
    snprintf(t.senders, sizeof t.senders, "%s", t.d.senders);
    snprintf(t.above_now, sizeof t.above_now, "%s", t.d.above_name);
    snprintf(t.above_then, sizeof t.above_then, "%s", t.d.above_then);
    snprintf(t.holder, sizeof t.holder, "%s", t.d.holder_name);
    snprintf(t.state, sizeof t.state, "%s", t.d.state);
    snprintf(t.owes, sizeof t.owes, "%s", t.d.owes);
    hn_people_read_end(p);
    return t;
}

static int64_t
count_duties(struct hn_people *p, struct hn_user_id actor, struct hn_duty_filter f, hn_day on)
{
    int64_t n = -1;
    struct hn_ctx *c = hn_people_read(p, actor);

    c->on = on;
    assert_int_equal(hn_duty_count(c, &f, &n), HN_OK);
    hn_people_read_end(p);
    return n;
}

static struct hn_duty_cover
cover(struct hn_people *p, struct hn_user_id actor, struct hn_paper_id paper, struct hn_unit_id within,
      hn_day on)
{
    const struct hn_duty_cover *children;
    struct hn_duty_cover sum;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, actor);

    c->on = on;
    assert_int_equal(hn_duty_coverage(c, paper, within, &sum, &children, &count), HN_OK);
    hn_people_read_end(p);
    assert_int_equal(sum.sent,
                     sum.answered + sum.answered_late + sum.open + sum.late + sum.read_only + sum.waived);
    return sum;
}

#define TODAY DAY(2024, 3, 10)

static void
what_is_sent(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked draft = { .paper = {
                               .unit = p->a, .kind = "plan", .title = "Dự thảo", .day = DAY(2024, 3, 1) } };
    struct hn_paper_id paper = issued(p, p->a, "resolution", NO_PAPER),
                       of_b = issued(p, p->b, "plan", NO_PAPER);
    struct asked s = sending(p->a, paper, "cells", DAY(2024, 3, 31));
    const struct hn_unit_id outside[] = { p->c1, p->c3 }, twice[] = { p->c1, p->c1 };

    CHECK(CLERK, put, &draft, HN_OK, "");
    s.sending.paper = draft.of;
    CHECK(CLERK, send, &s, HN_CONFLICT, "paper.not_issued");
    s.sending.paper = of_b;
    CHECK(HN_USER_SYSTEM, send, &s, HN_INVALID, "sending.not_addressed");
    CHECK(CLERK, send, &s, HN_NOT_FOUND, "not_found");
    s.sending.paper = paper;
    s.sending.to = "friends";
    CHECK(CLERK, send, &s, HN_INVALID, "sending.to");
    s.sending.to = "cells";
    s.sending.owes = "money";
    CHECK(CLERK, send, &s, HN_INVALID, "sending.owes");
    s.sending.owes = "answer";
    s.sending.due = DAY(2024, 3, 9);
    CHECK(CLERK, send, &s, HN_INVALID, "sending.due");
    s.sending.due = HN_DAY_OPEN;
    CHECK(CLERK, send, &s, HN_INVALID, "sending.due");
    s.sending.due = TODAY;
    s.sending.to = "listed";
    CHECK(CLERK, send, &s, HN_INVALID, "sending.nobody");
    s.sending.units = outside;
    s.sending.unit_count = 2;
    CHECK(CLERK, send, &s, HN_INVALID, "sending.below");
    s.sending.to = "cells";
    CHECK(SECRETARY, send, &s, HN_NOT_FOUND, "access.not_found");
    CHECK(CLERK, send, &s, HN_OK, "");
    CHECK(CLERK, send, &s, HN_CONFLICT, "sending.twice");
    s.sending.to = "listed";
    s.sending.units = twice;
    CHECK(CLERK, send, &s, HN_OK, "");

    const struct hn_sending *list;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    assert_int_equal(hn_sendings(c, paper, &list, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_int_equal(list[0].reached, 2);
    assert_int_equal(list[1].reached, 1);
    assert_string_equal(list[0].sender_name, "Đảng bộ huyện A");
    hn_people_read_end(p);

    /* The cell's secretary sees it now, is told, and what a cell hands on it has nobody to hand to. */
    int64_t n;

    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_paper_count(c, &(struct hn_paper_filter){ .within = p->c1 }, &n), HN_OK);
    assert_int_equal(n, 1);
    assert_int_equal(hn_notice_count(c, true, &n), HN_OK);
    assert_int_equal(n, 1); /* twice of one key and page is one that waits */

    const struct hn_notice *told;

    assert_int_equal(hn_notices(c, true, 0, 5, &told, &count), HN_OK);
    assert_string_equal(told[0].href, hn_print(c->arena, "/nghi-quyet/%lld", (long long)paper.v));
    hn_people_read_end(p);
    s = sending(p->c1, paper, "all", HN_DAY_OPEN);
    CHECK(SECRETARY, send, &s, HN_INVALID, "sending.nobody");

    struct asked ended = { .of = paper };

    assert_string_equal(duty_on(p, p->c1, paper, TODAY).state, "open");
    CHECK(CLERK, end_paper, &ended, HN_OK, "");
    assert_string_equal(duty_on(p, p->c1, paper, TODAY).state, "waived");
    s = sending(p->a, paper, "children", TODAY);
    CHECK(CLERK, send, &s, HN_CONFLICT, "paper.ended");
    hn_people_close(p);
}

static void
once_from_all_levels(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_paper_id paper = issued(p, p->province, "directive", NO_PAPER);
    struct asked s = sending(p->province, paper, "all", HN_DAY_OPEN);

    CHECK(HN_USER_SYSTEM, send, &s, HN_OK, "");
    assert_string_equal(duty_on(p, p->c1, paper, TODAY).owes, "read");
    s = sending(p->a, paper, "cells", DAY(2024, 3, 31));
    CHECK(CLERK, send, &s, HN_OK, "");
    s = sending(p->org_a, paper, "children", DAY(2024, 3, 20));
    CHECK(HN_USER_SYSTEM, send, &s, HN_OK, "");
    s = sending(p->province, paper, "cells", DAY(2024, 4, 30));
    CHECK(HN_USER_SYSTEM, send, &s, HN_OK, "");

    struct told now = duty_on(p, p->c1, paper, TODAY);

    assert_string_equal(now.owes, "answer");
    assert_int_equal(now.d.due, DAY(2024, 3, 20));
    assert_string_equal(now.senders, "Đảng bộ tỉnh, Đảng bộ huyện A, Đảng bộ xã A");
    assert_string_equal(now.state, "open");
    assert_string_equal(now.above_then, "");
    assert_int_equal(count_duties(p, CLERK, (struct hn_duty_filter){ .within = p->c1 }, TODAY), 1);
    assert_int_equal(count_duties(p, CLERK, (struct hn_duty_filter){ .within = p->a, .below = true }, TODAY),
                     4);
    assert_int_equal(count_duties(p, CLERK,
                                  (struct hn_duty_filter){ .within = p->a, .below = true, .what = "open" },
                                  TODAY),
                     2);
    assert_int_equal(duty_on(p, p->c3, paper, TODAY).d.due, DAY(2024, 4, 30));

    struct hn_duty_cover all = cover(p, HN_USER_SYSTEM, paper, p->province, TODAY);

    assert_int_equal(all.sent, 7);
    assert_int_equal(all.open, 3);
    assert_int_equal(all.read_only, 4);
    assert_int_equal(all.unread, 7);
    assert_int_equal(cover(p, CLERK, paper, p->a, TODAY).sent, 3);

    /* Opened by the cell's keeper once, by nobody else for it. */
    struct asked o = { .of = paper };
    int64_t n;

    CHECK(SECRETARY, open_it, &o, HN_OK, "");
    CHECK(SECRETARY, open_it, &o, HN_OK, "");
    CHECK(LEADER, open_it, &o, HN_OK, "");
    assert_true(duty_on(p, p->c1, paper, TODAY).d.read_at > 0);
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->province, TODAY).unread, 5);

    struct hn_ctx *c = hn_people_read(p, CLERK);

    assert_int_equal(hn_receipt_count(c, paper, p->org_a, &n), HN_OK);
    assert_int_equal(n, 1);
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
answers(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_paper_id top = issued(p, p->province, "resolution", NO_PAPER);
    struct hn_paper_id other = issued(p, p->a, "resolution", NO_PAPER);
    struct asked s = sending(p->province, top, "all", DAY(2024, 3, 12));
    struct asked a = { .unit = p->c1, .of = top, .reason = "Nhầm văn bản" };

    CHECK(HN_USER_SYSTEM, send, &s, HN_OK, "");
    s = sending(p->a, other, "cells", DAY(2024, 3, 31));
    CHECK(CLERK, send, &s, HN_OK, "");

    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.answer"); /* none */
    a.answer = issued(p, p->c2, "plan", top);
    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.answer"); /* of another unit */
    a.answer = issued(p, p->c1, "letter", top);
    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.kind");
    a.answer = issued(p, p->c1, "plan", NO_PAPER);
    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.other"); /* carries out nothing */
    a.answer = issued(p, p->c1, "plan", other);
    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.other"); /* another duty */
    CHECK(CLERK, answer, &a, HN_DENIED, "access.denied");
    a.of = other;
    CHECK(SECRETARY, withdraw, &a, HN_CONFLICT, "duty.not_answered");
    CHECK(SECRETARY, answer, &a, HN_OK, "");
    CHECK(SECRETARY, answer, &a, HN_CONFLICT, "duty.answered");
    assert_string_equal(duty_on(p, p->c1, other, TODAY).state, "answered");

    /* A paper of the level between carries out the top's: the cell's plan for it answers the top too. */
    struct hn_paper_id between = issued(p, p->a, "programme", top);

    a = (struct asked){ .unit = p->c1, .of = top, .answer = issued(p, p->c1, "plan", between), .reason = "" };
    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.other"); /* not sent to it yet */
    s = sending(p->a, between, "cells", HN_DAY_OPEN);
    CHECK(CLERK, send, &s, HN_OK, "");
    CHECK(SECRETARY, answer, &a, HN_OK, "");
    CHECK(SECRETARY, withdraw, &a, HN_INVALID, "duty.reason");
    a.reason = "Kế hoạch làm lại";
    CHECK(SECRETARY, withdraw, &a, HN_OK, "");
    assert_string_equal(duty_on(p, p->c1, top, TODAY).state, "open");
    a.of = between;
    CHECK(SECRETARY, answer, &a, HN_CONFLICT, "duty.nothing_owed");
    a.of = top;

    /* Late from the day after. */
    hn_people_day(p, DAY(2024, 3, 13));
    assert_string_equal(duty_on(p, p->c1, top, DAY(2024, 3, 12)).state, "open");
    assert_string_equal(duty_on(p, p->c1, top, DAY(2024, 3, 13)).state, "late");
    CHECK(SECRETARY, answer, &a, HN_OK, "");
    assert_string_equal(duty_on(p, p->c1, top, DAY(2024, 3, 13)).state, "answered_late");
    assert_string_equal(duty_on(p, p->c1, top, DAY(2024, 3, 12)).state, "open");

    a = (struct asked){ .unit = p->c2, .of = other, .reason = "" };
    CHECK(SECRETARY, waive, &a, HN_NOT_FOUND, "access.not_found");
    CHECK(CLERK, waive, &a, HN_INVALID, "duty.reason");
    a.reason = "Chi bộ mới thành lập";
    CHECK(CLERK, waive, &a, HN_OK, "");
    CHECK(CLERK, waive, &a, HN_CONFLICT, "duty.waived");
    a.unit = p->c1;
    CHECK(CLERK, waive, &a, HN_CONFLICT, "duty.answered");

    struct hn_duty_cover sum = cover(p, CLERK, other, p->a, DAY(2024, 3, 13));

    assert_int_equal(sum.answered, 1);
    assert_int_equal(sum.waived, 1);

    /* Sent once more by its own unit it is owed again. */
    s = sending(p->a, other, "cells", DAY(2024, 4, 15));
    CHECK(CLERK, send, &s, HN_OK, "");
    assert_string_equal(duty_on(p, p->c2, other, DAY(2024, 3, 13)).state, "open");
    hn_people_close(p);
}

static void
moved_and_closed(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_paper_id paper = issued(p, p->province, "directive", NO_PAPER);
    struct asked s = sending(p->province, paper, "cells", DAY(2024, 3, 31));
    struct asked m = { .unit = p->c2, .parent = p->org_b, .on = DAY(2024, 3, 15) };
    struct asked k = { .unit = p->c3, .heir = p->c1, .on = DAY(2024, 3, 20) };

    CHECK(HN_USER_SYSTEM, send, &s, HN_OK, "");
    CHECK(HN_USER_SYSTEM, move, &m, HN_OK, "");
    hn_people_day(p, DAY(2024, 3, 25));
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->a, DAY(2024, 3, 14)).sent, 2);
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->a, DAY(2024, 3, 25)).sent, 1);
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->b, DAY(2024, 3, 25)).sent, 2);

    struct told now = duty_on(p, p->c2, paper, DAY(2024, 3, 25));

    assert_string_equal(now.above_now, "Đảng bộ xã B");
    assert_string_equal(now.above_then, "Đảng bộ xã A");
    assert_string_equal(duty_on(p, p->c2, paper, DAY(2024, 3, 14)).above_then, "");

    /* C3 was closed, its work is C1's: which answers both, each by a plan of its own. */
    CHECK(HN_USER_SYSTEM, close_into, &k, HN_OK, "");
    now = duty_on(p, p->c3, paper, DAY(2024, 3, 25));
    assert_string_equal(now.holder, "Chi bộ thôn Một");
    assert_int_equal(now.d.holder.v, p->c1.v);
    assert_string_equal(now.above_now, "Đảng bộ xã A");
    assert_string_equal(now.above_then, "Đảng bộ xã B");
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->b, DAY(2024, 3, 25)).sent, 1);
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->a, DAY(2024, 3, 25)).sent, 2);
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->b, DAY(2024, 3, 19)).sent, 2);
    assert_int_equal(count_duties(p, SECRETARY, (struct hn_duty_filter){ .within = p->c1 }, DAY(2024, 3, 25)),
                     2);

    struct asked a = { .unit = p->c3, .of = paper, .answer = issued(p, p->c1, "plan", paper) };

    CHECK(SECRETARY, answer, &a, HN_OK, "");
    assert_string_equal(duty_on(p, p->c3, paper, DAY(2024, 3, 25)).state, "answered");
    a.unit = p->c1;
    CHECK(SECRETARY, answer, &a, HN_INVALID, "duty.other"); /* one plan, one duty */
    a.unit = p->c2;
    CHECK(SECRETARY, answer, &a, HN_NOT_FOUND, "access.not_found");

    /* And on: C1 closes into C2. */
    k = (struct asked){ .unit = p->c1, .heir = p->c2, .on = DAY(2024, 3, 24) };
    CHECK(HN_USER_SYSTEM, close_into, &k, HN_OK, "");
    assert_int_equal(duty_on(p, p->c3, paper, DAY(2024, 3, 25)).d.holder.v, p->c2.v);
    assert_int_equal(cover(p, HN_USER_SYSTEM, paper, p->b, DAY(2024, 3, 25)).sent, 3);
    hn_people_close(p);
}

static int64_t
told_now(struct hn_people *p, hn_day day)
{
    struct asked a = { .told = -1 };

    hn_people_day(p, day);
    CHECK(HN_USER_SYSTEM, remind, &a, HN_OK, "");
    return a.told;
}

/* The unit the day after it was due, then a level at a time up to the highest sender, once each. */
static void
late_answers_climb(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_paper_id paper = issued(p, p->a, "directive", NO_PAPER);
    struct asked s = sending(p->a, paper, "cells", DAY(2024, 3, 12));
    int64_t wait, n;
    struct hn_ctx *c = hn_people_read(p, HN_USER_SYSTEM);

    assert_int_equal(hn_rule_value(c, p->c1, "remind_after_days", TODAY, &wait), HN_OK);
    hn_people_read_end(p);
    CHECK(CLERK, send, &s, HN_OK, "");
    assert_int_equal(told_now(p, DAY(2024, 3, 12)), 0);
    assert_int_equal(told_now(p, DAY(2024, 3, 13)), 2);
    assert_int_equal(told_now(p, DAY(2024, 3, 13)), 0);
    assert_int_equal(told_now(p, DAY(2024, 3, 13) + (hn_day)wait - 1), 0);
    assert_int_equal(told_now(p, DAY(2024, 3, 13) + (hn_day)wait), 2);     /* org_a */
    assert_int_equal(told_now(p, DAY(2024, 3, 13) + 2 * (hn_day)wait), 2); /* A, the sender */
    assert_int_equal(told_now(p, DAY(2024, 3, 13) + 3 * (hn_day)wait), 0);

    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_notice_count(c, false, &n), HN_OK);
    assert_int_equal(n, 2); /* sent, late */
    hn_people_read_end(p);
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_notice_count(c, false, &n), HN_OK);
    assert_int_equal(n, 1); /* of both cells together */
    hn_people_read_end(p);

    struct asked a = { .unit = p->c1, .of = paper, .answer = issued(p, p->c1, "plan", paper) };

    CHECK(SECRETARY, answer, &a, HN_OK, "");
    assert_int_equal(told_now(p, DAY(2024, 3, 13) + 4 * (hn_day)wait), 0);
    hn_people_close(p);
}

/* --- random trees against a naive recount --- */

enum { ORGS = 4, CELLS = 24, UNITS = ORGS + CELLS, STEPS = 30 };

struct world {
    struct hn_unit_id unit[UNITS]; /* committees first */
    int parent[UNITS];             /* of a cell, today: which committee; -1 A itself */
    int heir[UNITS];               /* of a closed cell; -1 stands */
    bool sent[UNITS], answers[UNITS], answered[UNITS], late[UNITS], waived[UNITS];
    hn_day due[UNITS];
};

static uint64_t
draw(uint64_t *seed, uint64_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

static void
grow(struct hn_people *p, struct world *w, uint64_t *seed)
{
    for (int i = 0; i < UNITS; i++) {
        int under = i < ORGS ? -1 : (int)draw(seed, ORGS);
        char code[32];
        struct asked a = { .parent = under < 0 ? p->a : w->unit[under],
                           .kind = i < ORGS ? "grassroots_committee_org" : "cell",
                           .code = code };

        if (i < ORGS)
            snprintf(code, sizeof code, "22.001.%03d", i + 10);
        else
            snprintf(code, sizeof code, "R%d", i);
        CHECK(HN_USER_SYSTEM, make, &a, HN_OK, "");
        w->unit[i] = a.unit;
        w->parent[i] = under;
        w->heir[i] = -1;
        w->due[i] = HN_DAY_OPEN;
    }
}

static int
holder_of(const struct world *w, int i)
{
    while (w->heir[i] >= 0)
        i = w->heir[i];
    return i;
}

/* One thing happens: a further sending, a cell moves, closes, answers, or is let off. */
static void
step(struct hn_people *p, struct world *w, struct hn_paper_id paper, uint64_t *seed)
{
    int i = ORGS + (int)draw(seed, CELLS), j = (int)draw(seed, ORGS);
    struct asked a = { .unit = w->unit[i], .of = paper, .on = p->today, .parent = w->unit[j], .reason = "x" };

    switch (draw(seed, 6)) {
    case 0: {
        hn_day due = p->today + (hn_day)draw(seed, 20);
        struct asked s = sending(w->unit[j], paper, "cells", due);
        struct hn_deed d = { .kind = HN_DEED_CALL, .call = send, .arg = &s };

        if (!w->sent[j] || hn_do(p, &d) != HN_OK)
            return;
        for (int k = ORGS; k < UNITS; k++) {
            if (w->heir[k] >= 0 || w->parent[k] != j)
                continue;
            w->sent[k] = w->answers[k] = true;
            w->due[k] = due < w->due[k] ? due : w->due[k];
        }
        return;
    }
    case 1:
    case 2:
        if (w->heir[i] >= 0 || w->parent[i] == j)
            return;
        CHECK(HN_USER_SYSTEM, move, &a, HN_OK, "");
        w->parent[i] = j;
        return;
    case 3: {
        int h = ORGS + (int)draw(seed, CELLS);

        if (w->heir[i] >= 0 || w->heir[h] >= 0 || h == i)
            return;
        a.heir = w->unit[h];
        CHECK(HN_USER_SYSTEM, close_into, &a, HN_OK, "");
        w->heir[i] = h;
        return;
    }
    case 4:
        if (!w->answers[i] || w->answered[i] || w->waived[i])
            return;
        a.answer = issued(p, w->unit[holder_of(w, i)], "plan", paper);
        CHECK(HN_USER_SYSTEM, answer, &a, HN_OK, "");
        w->answered[i] = true;
        w->late[i] = p->today > w->due[i];
        return;
    default:
        if (!w->answers[i] || w->answered[i] || w->waived[i] || draw(seed, 3))
            return;
        CHECK(HN_USER_SYSTEM, waive, &a, HN_OK, "");
        w->waived[i] = true;
    }
}

static void
recount(const struct world *w, hn_day on, int org, struct hn_duty_cover *out)
{
    for (int i = 0; i < UNITS; i++) {
        int h = holder_of(w, i);
        bool under = h < ORGS ? h == org : w->parent[h] == org;

        if (!w->sent[i] || !under)
            continue;
        out->sent++;
        if (w->waived[i])
            out->waived++;
        else if (!w->answers[i])
            out->read_only++;
        else if (w->answered[i])
            *(w->late[i] ? &out->answered_late : &out->answered) += 1;
        else
            *(w->due[i] < on ? &out->late : &out->open) += 1;
    }
}

static void
compare(struct hn_people *p, const struct world *w, struct hn_paper_id paper)
{
    const struct hn_duty_cover *children;
    struct hn_duty_cover sum;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, CLERK);

    assert_int_equal(hn_duty_coverage(c, paper, p->a, &sum, &children, &count), HN_OK);
    for (int org = 0; org < ORGS; org++) {
        struct hn_duty_cover naive = { .sent = 0 }, got = { .sent = 0 };

        recount(w, p->today, org, &naive);
        for (size_t i = 0; i < count; i++) {
            if (children[i].unit.v == w->unit[org].v)
                got = children[i];
        }
        assert_int_equal(got.sent, naive.sent);
        assert_int_equal(got.answered, naive.answered);
        assert_int_equal(got.answered_late, naive.answered_late);
        assert_int_equal(got.open, naive.open);
        assert_int_equal(got.late, naive.late);
        assert_int_equal(got.read_only, naive.read_only);
        assert_int_equal(got.waived, naive.waived);
    }
    hn_people_read_end(p);
}

static void
coverage_equals_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = calloc(1, sizeof *w);
    struct hn_paper_id paper = issued(p, p->a, "directive", NO_PAPER);
    struct asked s = sending(p->a, paper, "listed", HN_DAY_OPEN);
    uint64_t seed = 20240310;

    assert_non_null(w);
    grow(p, w, &seed);
    s.sending.units = w->unit;
    s.sending.unit_count = ORGS + CELLS / 2;
    CHECK(CLERK, send, &s, HN_OK, "");
    for (int i = 0; i < ORGS + CELLS / 2; i++)
        w->sent[i] = true;
    compare(p, w, paper);
    for (int n = 0; n < STEPS; n++) {
        hn_people_day(p, p->today + 1 + (hn_day)draw(&seed, 2));
        for (int k = 0; k < 4; k++)
            step(p, w, paper, &seed);
        compare(p, w, paper);
    }
    free(w);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(what_is_sent),
        HN_TEST_BOTH(once_from_all_levels),
        HN_TEST_BOTH(answers),
        HN_TEST_BOTH(moved_and_closed),
        HN_TEST_BOTH(late_answers_climb),
        HN_TEST_BOTH(coverage_equals_a_recount),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
