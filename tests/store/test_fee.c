/* test_fee: proves that each kind of payer owes what the rules of his month say, worked out by hand on both sides of
 * 01/02/2026; that reliefs, payments and what goes upward keep their rules, each refusal beside what is accepted; that a
 * base is read by whom it concerns alone and is lost with the person's key; and that totals over a tree that changes equal
 * a recount line by line. */
#include "fee/fee.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "fee/inside.h"
#include "rule/rule.h"
#include "support/org.h"
#include "support/people.h"
#include "unit/unit.h"

#define MONTH(y, m) ((int64_t)(y)*12 + (m)-1)

/* What a story is told: the world and who lives in it. */
struct book {
    struct hn_people *p;
    struct hn_person_id person[16];
    size_t count;
};

/* Runs a story on the writer's thread, as the system. */
static void
tell(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, void *arg), struct book *b)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = story, .arg = b };
    enum hn_rc rc = hn_do(p, &d);

    if (rc)
        print_message("story: %s %s %s\n", d.fault.field, d.fault.key, d.fault.arg);
    assert_int_equal(rc, HN_OK);
}

static void
on(struct hn_ctx *c, struct hn_user_id who, hn_day today)
{
    hn_org_as(c, who);
    c->today = c->on = today;
    c->now += 1000000;
}

/* The call is refused with this code and key; nothing of it is left to disturb the next. */
#define REFUSED(call, code, key_text)                                                                        \
    do {                                                                                                     \
        EXPECT_RC(call, code);                                                                               \
        EXPECT(c->fault_count > 0 && strcmp(c->faults[0].key, key_text) == 0);                               \
        hn_fault_clear(c);                                                                                   \
    } while (0)

static struct hn_person_id
member(struct hn_people *p, struct hn_unit_id cell, const char *code, hn_pdate admitted)
{
    return hn_people_member(p, cell, code, "Trần Thị Mai", "female", admitted - 220000, admitted);
}

static enum hn_rc
profile(struct hn_ctx *c, struct hn_person_id person, const char *payer, int64_t base, hn_day from)
{
    const struct hn_fee_profile in = { person, payer, base, from, HN_DAY_OPEN };

    return hn_fee_profile_put(c, &in);
}

/* The line of a person in the book of a month, read by the system; person 0 when he is not in it. */
static struct hn_fee_line
line(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_person_id person)
{
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;
    size_t count;

    if (hn_fee_book(c, unit, month, &lines, &count, &sum) == HN_OK) {
        for (size_t i = 0; i < count; i++) {
            if (lines[i].person.v == person.v)
                return lines[i];
        }
    }
    return (struct hn_fee_line){ .state = "", .payer = "", .ground = "", .method = "" };
}

/* --- what each owes --- */

static enum hn_rc
payers_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    /* Worked out by hand; 0: not asked on that side. Base, and the due of 01/2026, 02/2026, 01/2028. */
    static const struct {
        const char *payer;
        int64_t base, before, after, later;
    } cases[] = {
        { "insured", 8450000, 84500, 84500, 84500 },
        { "benefit", 5050050, 50501, 50501, 50501 },   /* 50.500,5 goes up */
        { "pensioner", 4321700, 21609, 21609, 21609 }, /* 21.608,5 goes up */
        { "student", -1, 3000, 5000, 5000 },
        { "uninsured_working", -1, 10000, 11100, 18500 },
        { "uninsured_retired", -1, 5000, 7400, 11100 },
        { "merit", 1999899, 9999, 9999, 9999 }, /* 9.999,495 goes down */
    };
    struct hn_unit_id c1 = b->p->c1;

    on(c, HN_USER_SYSTEM, DAY(2028, 1, 31));
    for (size_t i = 0; i < 7; i++)
        EXPECT_RC(profile(c, b->person[i], cases[i].payer, cases[i].base, DAY(2020, 1, 1)), HN_OK);
    for (size_t i = 0; i < 7; i++) {
        EXPECT(line(c, c1, MONTH(2026, 1), b->person[i]).due_dong == cases[i].before);
        EXPECT(line(c, c1, MONTH(2026, 2), b->person[i]).due_dong == cases[i].after);
        EXPECT(line(c, c1, MONTH(2028, 1), b->person[i]).due_dong == cases[i].later);
    }
    /* Before the rules of 2010 nothing is known; nor of whom nobody has said what he is. */
    EXPECT_RC(profile(c, b->person[3], "student", -1, DAY(2005, 1, 1)), HN_OK);
    EXPECT(strcmp(line(c, c1, MONTH(2009, 12), b->person[3]).state, "unknown") == 0);
    EXPECT(line(c, c1, MONTH(2010, 1), b->person[3]).due_dong == 3000);
    EXPECT(strcmp(line(c, c1, MONTH(2026, 2), b->person[7]).state, "unknown") == 0);
    /* A unit's own minimum wage: 0,3 % of 4.140.000. */
    EXPECT_RC(hn_rule_put(c, b->p->org_a, "minimum_wage_dong", 4140000, DAY(2026, 2, 1), HN_DAY_OPEN, "NĐ 1"),
              HN_OK);
    EXPECT(line(c, c1, MONTH(2026, 2), b->person[4]).due_dong == 12420);
    EXPECT(line(c, c1, MONTH(2026, 1), b->person[4]).due_dong == 10000);
    return HN_OK;
}

static void
each_payer_owes_by_the_rules_of_the_month(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    for (size_t i = 0; i < 8; i++) {
        char code[8];

        snprintf(code, sizeof code, "M%zu", i);
        b.person[i] = member(p, p->c1, code, 20020603);
    }
    tell(p, payers_story, &b);
    hn_people_close(p);
}

static enum hn_rc
fifty_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    struct hn_unit_id c1 = b->p->c1;
    struct hn_fee_line l;

    on(c, HN_USER_SYSTEM, DAY(2026, 3, 31));
    EXPECT_RC(profile(c, b->person[0], "pensioner", 6000000, DAY(2020, 1, 1)), HN_OK);
    EXPECT_RC(profile(c, b->person[1], "pensioner", 6000000, DAY(2020, 1, 1)), HN_OK);
    l = line(c, c1, MONTH(2026, 2), b->person[0]);
    EXPECT(strcmp(l.state, "exempt") == 0 && strcmp(l.ground, "fifty_years") == 0 && l.due_dong == 0);
    EXPECT(line(c, c1, MONTH(2026, 1), b->person[0]).due_dong == 30000); /* not by the rules before */
    EXPECT(line(c, c1, MONTH(2026, 2), b->person[1]).due_dong == 30000); /* fifty only in March */
    EXPECT(strcmp(line(c, c1, MONTH(2026, 3), b->person[1]).state, "exempt") == 0);
    return HN_OK;
}

static void
fifty_years_in_the_party_exempt(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c1, "M1", 19760228);
    b.person[1] = member(p, p->c1, "M2", 19760301);
    tell(p, fifty_story, &b);
    hn_people_close(p);
}

/* --- the base --- */

static enum hn_rc
base_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    hn_day today = DAY(2024, 3, 10);
    struct hn_fee_profile in = { b->person[0], "insured", 8450000, DAY(2024, 1, 1), HN_DAY_OPEN }, got;

    on(c, SECRETARY, today);
    in.payer = "king";
    REFUSED(hn_fee_profile_put(c, &in), HN_INVALID, "fee.payer");
    in.payer = "insured";
    in.base_dong = -1;
    REFUSED(hn_fee_profile_put(c, &in), HN_INVALID, "fee.base");
    in.base_dong = 999;
    REFUSED(hn_fee_profile_put(c, &in), HN_INVALID, "fee.base");
    in.base_dong = 1000;
    EXPECT_RC(hn_fee_profile_put(c, &in), HN_OK);
    in.base_dong = 8450000;
    in.to = in.from;
    REFUSED(hn_fee_profile_put(c, &in), HN_INVALID, "fee.days");
    in.to = HN_DAY_OPEN;
    EXPECT_RC(hn_fee_profile_put(c, &in), HN_OK);
    EXPECT_RC(hn_fee_profile_get(c, in.person, today, &got), HN_OK);
    EXPECT(got.base_dong == 8450000 && strcmp(got.payer, "insured") == 0 && hn_audit_owes(c));
    EXPECT_RC(hn_fee_profile_get(c, in.person, DAY(2023, 12, 31), &got), HN_OK);
    EXPECT(got.base_dong == -1 && !*got.payer);
    /* Somebody of another cell, and those above who keep no book. */
    in.person = b->person[1];
    EXPECT_RC(hn_fee_profile_put(c, &in), HN_NOT_FOUND);
    on(c, CLERK, today);
    EXPECT_RC(hn_fee_profile_get(c, b->person[0], today, &got), HN_DENIED);
    /* The person himself, and nobody else's. */
    on(c, SELF, today);
    EXPECT_RC(hn_fee_profile_get(c, b->person[0], today, &got), HN_OK);
    EXPECT(got.base_dong == 8450000);
    EXPECT(hn_fee_profile_get(c, b->person[1], today, &got) != HN_OK);
    /* With the key all of it is gone. */
    on(c, HN_USER_SYSTEM, today);
    EXPECT(line(c, b->p->c1, MONTH(2024, 2), b->person[0]).due_dong == 84500);
    EXPECT_RC(hn_person_erase_key(c, b->person[0], CLERK, "đơn"), HN_OK);
    EXPECT(strcmp(line(c, b->p->c1, MONTH(2024, 2), b->person[0]).state, "unknown") == 0);
    EXPECT_RC(hn_fee_profile_get(c, b->person[0], today, &got), HN_OK);
    EXPECT(got.base_dong == -1);
    return HN_OK;
}

static void
a_base_is_read_by_whom_it_concerns(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c1, "M1", 20020603);
    b.person[1] = member(p, p->c3, "M2", 20020603);
    hn_people_link(p, b.person[0]);
    tell(p, base_story, &b);
    hn_people_close(p);
}

/* --- relief --- */

static enum hn_rc
asking(struct hn_ctx *c, const struct book *b)
{
    struct hn_fee_relief r = { .unit = b->p->c1,
                               .person = b->person[0],
                               .kind = "reduced",
                               .ground = "poor",
                               .reason = "Hộ nghèo",
                               .share_bp = 4000,
                               .month_from = MONTH(2026, 3),
                               .month_to = MONTH(2027, 2) };
    int64_t id;

    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.share");
    r.share_bp = 7000;
    r.month_to = MONTH(2027, 3); /* thirteen months */
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.months");
    r.month_to = 0;
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.months");
    r.month_to = MONTH(2027, 2);
    r.reason = "";
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.reason");
    r.reason = "Hộ nghèo";
    r.ground = "weather";
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.ground");
    r.ground = "poor";
    r.kind = "gift";
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.relief_kind");
    r.kind = "reduced";
    r.person = b->person[2];
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_CONFLICT, "fee.not_member");
    r.person = b->person[0];
    EXPECT_RC(hn_fee_relief_ask(c, &r, &id), HN_OK);
    /* While one waits, and in its months only, there is no other. */
    r.month_from = MONTH(2027, 2);
    r.month_to = MONTH(2027, 4);
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_CONFLICT, "fee.relief_overlap");
    r.month_from = MONTH(2027, 3);
    EXPECT_RC(hn_fee_relief_ask(c, &r, &id), HN_OK);
    /* To be let off takes more than the wish. */
    r = (struct hn_fee_relief){ .unit = b->p->c1,
                                .person = b->person[1],
                                .kind = "exempt",
                                .ground = "request",
                                .reason = "x",
                                .month_from = MONTH(2026, 3) };
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.ground");
    r.ground = "illness";
    EXPECT_RC(hn_fee_relief_ask(c, &r, &id), HN_OK);
    return HN_OK;
}

static enum hn_rc
relief_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    const struct hn_fee_relief *all;
    struct hn_unit_id c1 = b->p->c1;
    struct hn_fee_line l;
    hn_day today = DAY(2026, 3, 20);
    size_t n;

    on(c, HN_USER_SYSTEM, today);
    EXPECT_RC(profile(c, b->person[0], "insured", 10000050, DAY(2020, 1, 1)), HN_OK);
    EXPECT_RC(profile(c, b->person[1], "student", -1, DAY(2020, 1, 1)), HN_OK);
    on(c, SECRETARY, today);
    if (asking(c, b) != HN_OK)
        return HN_BROKEN;
    EXPECT_RC(hn_fee_reliefs(c, c1, true, &all, &n), HN_OK);
    EXPECT(n == 3 && strcmp(all[2].reason, "Hộ nghèo") == 0 && strcmp(all[2].unit_code, "C1") == 0);
    EXPECT_RC(hn_fee_relief_decide(c, c1, all[0].id, true), HN_DENIED);
    hn_fault_clear(c);
    /* Asked is not agreed. */
    EXPECT(line(c, c1, MONTH(2026, 3), b->person[0]).due_dong == 100001);
    on(c, CLERK, today);
    EXPECT_RC(hn_fee_reliefs(c, (struct hn_unit_id){ 0 }, true, &all, &n), HN_OK);
    EXPECT(n == 3);
    int64_t exempt = all[0].id, later = all[1].id, first = all[2].id;

    EXPECT_RC(hn_fee_relief_decide(c, c1, exempt, true), HN_OK);
    EXPECT_RC(hn_fee_relief_decide(c, c1, later, false), HN_OK);
    EXPECT_RC(hn_fee_relief_decide(c, c1, first, true), HN_OK);
    REFUSED(hn_fee_relief_decide(c, c1, first, false), HN_CONFLICT, "fee.not_waiting");
    REFUSED(hn_fee_relief_decide(c, c1, 12345, false), HN_NOT_FOUND, "fee.no_relief");
    on(c, SECRETARY, today);
    l = line(c, c1, MONTH(2026, 3), b->person[0]);
    EXPECT(l.full_dong == 100001 && l.due_dong == 30000 && strcmp(l.state, "reduced") == 0); /* 30.000,3 */
    EXPECT(line(c, c1, MONTH(2026, 2), b->person[0]).due_dong == 100001);
    EXPECT(strcmp(line(c, c1, MONTH(2026, 3), b->person[1]).ground, "illness") == 0);
    REFUSED(hn_fee_relief_end(c, c1, exempt, MONTH(2026, 1)), HN_INVALID, "fee.months");
    EXPECT_RC(hn_fee_relief_end(c, c1, exempt, MONTH(2026, 2)), HN_OK); /* as if it had never been */
    EXPECT(line(c, c1, MONTH(2026, 3), b->person[1]).due_dong == 5000);
    return HN_OK;
}

static void
relief_is_asked_below_and_agreed_above(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c1, "M1", 20020603);
    b.person[1] = member(p, p->c1, "M2", 20020603);
    b.person[2] = member(p, p->c2, "M3", 20020603);
    tell(p, relief_story, &b);
    hn_people_close(p);
}

static enum hn_rc
grassroots_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    const struct hn_fee_relief *all;
    struct hn_fee_relief r = { .unit = b->p->c2,
                               .person = b->person[0],
                               .kind = "reduced",
                               .ground = "request",
                               .reason = "Khó khăn",
                               .share_bp = 5000,
                               .month_from = MONTH(2024, 1),
                               .month_to = MONTH(2024, 3) };
    size_t n;
    int64_t id;

    on(c, HN_USER_SYSTEM, DAY(2024, 3, 10));
    EXPECT_RC(profile(c, b->person[0], "student", -1, DAY(2020, 1, 1)), HN_OK);
    /* A grassroots cell agrees to less by itself … */
    EXPECT_RC(hn_unit_move(c, b->p->c2, DAY(2023, 1, 1), b->p->a, "QĐ 1"), HN_INVALID);
    hn_fault_clear(c);
    const struct hn_unit_new made = { .parent = b->p->a,
                                      .kind = "grassroots_cell",
                                      .code = "G1",
                                      .name = "Chi bộ cơ sở",
                                      .short_name = "",
                                      .sector = "residential",
                                      .decision = "",
                                      .from = DAY(2023, 1, 1) };
    struct hn_unit_id g;
    const struct hn_membership_new in = { b->person[0], { 0 }, DAY(2023, 1, 1), "QĐ 2" };
    struct hn_membership_new moving = in;

    EXPECT_RC(hn_unit_create(c, &made, &g), HN_OK);
    moving.unit = r.unit = g;
    EXPECT_RC(hn_membership_move(c, &moving, ""), HN_OK);
    EXPECT_RC(hn_fee_relief_ask(c, &r, &id), HN_OK);
    EXPECT_RC(hn_fee_reliefs(c, g, false, &all, &n), HN_OK);
    EXPECT(n == 1 && strcmp(all[0].state, "agreed") == 0);
    EXPECT(line(c, g, MONTH(2024, 2), b->person[0]).due_dong == 1500);
    /* … but to more only the committee above. */
    r.kind = "voluntary";
    r.month_from = MONTH(2024, 4);
    r.month_to = 0;
    REFUSED(hn_fee_relief_ask(c, &r, &id), HN_INVALID, "fee.amount");
    r.amount_dong = 50000;
    EXPECT_RC(hn_fee_relief_ask(c, &r, &id), HN_OK);
    on(c, HN_USER_SYSTEM, DAY(2024, 4, 10));
    EXPECT(line(c, g, MONTH(2024, 4), b->person[0]).due_dong == 3000);
    REFUSED(hn_fee_relief_decide(c, g, id, true), HN_CONFLICT, "fee.same_person");
    on(c, LEADER, DAY(2024, 4, 10));
    EXPECT_RC(hn_fee_relief_decide(c, g, id, true), HN_OK);
    on(c, HN_USER_SYSTEM, DAY(2024, 4, 10));
    EXPECT(line(c, g, MONTH(2024, 4), b->person[0]).due_dong == 50000);
    return HN_OK;
}

static void
a_grassroots_cell_agrees_by_itself(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c2, "M1", 20020603);
    tell(p, grassroots_story, &b);
    hn_people_close(p);
}

/* --- paying --- */

static enum hn_rc
paying(struct hn_ctx *c, const struct book *b)
{
    struct hn_fee_pay in = { b->p->c1, b->person[0], MONTH(2026, 4), 0, DAY(2026, 3, 19), "cash" };
    int64_t payment, receipt;

    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_CONFLICT, "fee.month_future");
    in.month = MONTH(2026, 3);
    in.paid_on = DAY(2026, 3, 21);
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_INVALID, "fee.future");
    in.paid_on = DAY(2026, 3, 19);
    in.method = "gold";
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_INVALID, "fee.method");
    in.method = "cash";
    in.amount_dong = 84499;
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_INVALID, "fee.amount");
    in.amount_dong = 84501;
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_INVALID, "fee.amount");
    in.amount_dong = 84500;
    EXPECT_RC(hn_fee_pay(c, &in, &payment, &receipt), HN_OK);
    EXPECT(receipt == 1);
    EXPECT_RC(hn_fee_pay(c, &in, &payment, &receipt), HN_CONFLICT);
    EXPECT(strcmp(c->faults[0].key, "fee.paid_twice") == 0 && strcmp(c->faults[0].arg, "1, 19/03/2026") == 0);
    hn_fault_clear(c);
    in.person = b->person[3]; /* of another cell */
    in.amount_dong = 0;
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_CONFLICT, "fee.not_member");
    in.person = b->person[2]; /* let off after fifty years */
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_CONFLICT, "fee.nothing_due");
    in.person = b->person[4]; /* of whom nothing is known: the keeper says how much */
    REFUSED(hn_fee_pay(c, &in, &payment, &receipt), HN_INVALID, "fee.amount_missing");
    in.amount_dong = 20000;
    in.paid_on = DAY(2025, 12, 30); /* ahead of time, in another year's receipts */
    EXPECT_RC(hn_fee_pay(c, &in, &payment, &receipt), HN_OK);
    EXPECT(receipt == 1);
    return HN_OK;
}

static enum hn_rc
pay_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    struct hn_unit_id c1 = b->p->c1;
    int64_t month = MONTH(2026, 3), done;
    hn_day today = DAY(2026, 3, 20);
    struct hn_fee_line l;
    struct hn_doc *paper;
    const char *text;

    on(c, HN_USER_SYSTEM, today);
    EXPECT_RC(profile(c, b->person[0], "insured", 8450000, DAY(2020, 1, 1)), HN_OK);
    EXPECT_RC(profile(c, b->person[1], "student", -1, DAY(2020, 1, 1)), HN_OK);
    EXPECT_RC(profile(c, b->person[2], "pensioner", 6000000, DAY(2020, 1, 1)), HN_OK);
    on(c, CLERK, today);
    EXPECT_RC(hn_fee_open(c, c1, month), HN_DENIED);
    on(c, SECRETARY, today);
    EXPECT_RC(hn_fee_line_text(c, c1, month, &text), HN_OK);
    EXPECT(!*text);
    if (paying(c, b) != HN_OK)
        return HN_BROKEN;
    /* All at once: who still owes, in one deed, and then nobody. */
    const struct hn_person_id strangers[] = { b->person[1], b->person[3] };

    REFUSED(hn_fee_pay_all(c, c1, month, today, "cash", strangers, 2, &done), HN_CONFLICT, "fee.not_member");
    EXPECT_RC(hn_fee_pay_all(c, c1, month, today, "cash", NULL, 0, &done), HN_OK);
    EXPECT(done == 1);
    REFUSED(hn_fee_pay_all(c, c1, month, today, "cash", NULL, 0, &done), HN_CONFLICT, "fee.nobody_owes");
    l = line(c, c1, month, b->person[1]);
    EXPECT(strcmp(l.state, "paid") == 0 && l.receipt == 2 && l.paid_dong == 5000 && l.paid_on == today);
    EXPECT_RC(hn_fee_line_text(c, c1, month, &text), HN_OK);
    EXPECT(strcmp(text, "Đảng phí tháng 3/2026: 3/3 đảng viên đã đóng, 109.500 đồng; 1 được miễn") == 0);
    /* Taken back with a reason, once; its number is not given again. */
    REFUSED(hn_fee_annul(c, c1, l.payment, ""), HN_INVALID, "fee.reason");
    EXPECT_RC(hn_fee_annul(c, c1, l.payment, "Ghi nhầm"), HN_OK);
    REFUSED(hn_fee_annul(c, c1, l.payment, "Ghi nhầm"), HN_CONFLICT, "fee.annulled");
    EXPECT_RC(hn_fee_receipt(c, c1, l.payment, &paper), HN_OK);
    EXPECT(paper->blocks[0].bold && strstr(paper->blocks[0].text, "Ghi nhầm"));
    EXPECT_RC(hn_fee_pay_all(c, c1, month, today, "portal", &b->person[1], 1, &done), HN_OK);
    l = line(c, c1, month, b->person[1]);
    EXPECT(done == 1 && l.receipt == 3 && strcmp(l.method, "portal") == 0);
    /* What was paid stays when the month is worked out anew. */
    EXPECT_RC(profile(c, b->person[0], "insured", 9000000, DAY(2020, 1, 1)), HN_OK);
    EXPECT_RC(hn_fee_open(c, c1, month), HN_OK);
    EXPECT(line(c, c1, month, b->person[0]).due_dong == 84500);
    return HN_OK;
}

static void
a_month_is_paid_once(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c1, "M1", 20020603);
    b.person[1] = member(p, p->c1, "M2", 20020603);
    b.person[2] = member(p, p->c1, "M3", 19700603);
    b.person[3] = member(p, p->c2, "M4", 20020603);
    b.person[4] = member(p, p->c1, "M5", 20020603);
    tell(p, pay_story, &b);
    hn_people_close(p);
}

/* --- moved, late, unpaid --- */

static enum hn_rc
moved_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    struct hn_fee_pay in = { b->p->c1, b->person[0], MONTH(2026, 3), 0, DAY(2026, 3, 5), "cash" };
    const struct hn_membership_new to = { b->person[0], b->p->c2, DAY(2026, 3, 15), "QĐ 3" };
    const struct hn_fee_line *own;
    const int64_t *months;
    struct hn_fee_line l;
    bool stale;
    size_t n;

    on(c, HN_USER_SYSTEM, DAY(2026, 3, 5));
    EXPECT_RC(profile(c, b->person[0], "student", -1, DAY(2020, 1, 1)), HN_OK);
    EXPECT_RC(profile(c, b->person[1], "student", -1, DAY(2020, 1, 1)), HN_OK);
    for (int m = 1; m <= 3; m++) {
        EXPECT_RC(hn_fee_open(c, b->p->c1, MONTH(2026, m)), HN_OK);
        EXPECT_RC(hn_fee_open(c, b->p->c2, MONTH(2026, m)), HN_OK);
    }
    EXPECT_RC(hn_fee_pay(c, &in, NULL, NULL), HN_OK);
    EXPECT_RC(hn_membership_move(c, &to, ""), HN_OK);
    /* In the new cell he has paid elsewhere; in the old one what he paid stays. */
    on(c, HN_USER_SYSTEM, DAY(2026, 3, 31));
    l = line(c, b->p->c2, MONTH(2026, 3), b->person[0]);
    EXPECT(l.person.v == 0); /* the book was opened before he came */
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;

    EXPECT_RC(hn_fee_book(c, b->p->c2, MONTH(2026, 3), &lines, &n, &sum), HN_OK);
    EXPECT_RC(hn_fee_stale(c, b->p->c2, MONTH(2026, 3), lines, n, &stale), HN_OK);
    EXPECT(stale);
    EXPECT_RC(hn_fee_open(c, b->p->c2, MONTH(2026, 3)), HN_OK);
    EXPECT_RC(hn_fee_open(c, b->p->c1, MONTH(2026, 3)), HN_OK);
    l = line(c, b->p->c2, MONTH(2026, 3), b->person[0]);
    EXPECT(strcmp(l.state, "exempt") == 0 && strcmp(l.ground, "paid_elsewhere") == 0);
    EXPECT(strcmp(line(c, b->p->c1, MONTH(2026, 3), b->person[0]).state, "paid") == 0);
    in.unit = b->p->c2;
    REFUSED(hn_fee_pay(c, &in, NULL, NULL), HN_CONFLICT, "fee.paid_twice");
    EXPECT_RC(hn_fee_book(c, b->p->c2, MONTH(2026, 3), &lines, &n, &sum), HN_OK);
    EXPECT_RC(hn_fee_stale(c, b->p->c2, MONTH(2026, 3), lines, n, &stale), HN_OK);
    EXPECT(!stale);
    /* The other one never paid: late from the day after the due day, and told of by months. */
    EXPECT(strcmp(line(c, b->p->c1, MONTH(2026, 3), b->person[1]).state, "owed") == 0);
    EXPECT_RC(hn_rule_put(c, b->p->c1, "fee_due_day", 30, DAY(2026, 1, 1), HN_DAY_OPEN, "QĐ"), HN_OK);
    EXPECT(strcmp(line(c, b->p->c1, MONTH(2026, 3), b->person[1]).state, "late") == 0);
    EXPECT(line(c, b->p->c1, MONTH(2026, 3), b->person[1]).months_unpaid == 2);
    on(c, SELF, DAY(2026, 3, 31));
    EXPECT_RC(hn_fee_of_person(c, b->person[1], &own, &months, &n), HN_OK);
    EXPECT(n == 3 && months[0] == MONTH(2026, 3) && strcmp(own[0].state, "late") == 0);
    EXPECT(own[0].months_unpaid == 2 && own[1].months_unpaid == 1 && own[2].months_unpaid == 0);
    EXPECT(hn_fee_of_person(c, b->person[0], &own, &months, &n) != HN_OK);
    return HN_OK;
}

static void
who_moves_pays_once_and_who_owes_is_told(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c1, "M1", 20020603);
    b.person[1] = member(p, p->c1, "M2", 20020603);
    b.person[2] = member(p, p->c2, "M3", 20020603);
    hn_people_link(p, b.person[1]);
    tell(p, moved_story, &b);
    hn_people_close(p);
}

/* --- upward --- */

static enum hn_rc
upward_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    struct hn_unit_id c1 = b->p->c1;
    int64_t month = MONTH(2026, 2), id, done;
    hn_day today = DAY(2026, 2, 20);
    const struct hn_fee_remittance *all;
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;
    size_t n;

    on(c, HN_USER_SYSTEM, today);
    EXPECT_RC(profile(c, b->person[0], "insured", 8450050, DAY(2020, 1, 1)), HN_OK);
    on(c, SECRETARY, today);
    REFUSED(hn_fee_remit(c, c1, month, 1, today, "", &id), HN_INVALID, "fee.upward"); /* nothing was paid */
    EXPECT_RC(hn_fee_pay_all(c, c1, month, today, "cash", NULL, 0, &done), HN_OK);
    EXPECT_RC(hn_fee_book(c, c1, month, &lines, &n, &sum), HN_OK);
    /* 84.501 paid; 70 % is 59.150,7, kept 59.151, so 25.350 go up. */
    EXPECT(sum.paid_dong == 84501 && sum.retained_dong == 59151 && sum.upward_dong == 25350);
    EXPECT_RC(hn_fee_remit(c, c1, month, 25351, today, "", &id), HN_INVALID);
    EXPECT(strcmp(c->faults[0].key, "fee.upward") == 0 && strcmp(c->faults[0].arg, "25.350") == 0);
    hn_fault_clear(c);
    REFUSED(hn_fee_remit(c, c1, month, 20000, today + 1, "", &id), HN_INVALID, "fee.future");
    EXPECT_RC(hn_fee_remit(c, c1, month, 20000, today, "Đợt 1", &id), HN_OK);
    REFUSED(hn_fee_remit(c, c1, month, 5351, today, "", &id), HN_INVALID, "fee.upward");
    REFUSED(hn_fee_annul(c, c1, lines[0].payment, "Ghi nhầm"), HN_CONFLICT, "fee.passed_up");
    EXPECT_RC(hn_fee_remit_annul(c, c1, id), HN_OK);
    REFUSED(hn_fee_remit_annul(c, c1, id), HN_CONFLICT, "fee.not_waiting");
    EXPECT_RC(hn_fee_remit(c, c1, month, 25350, today, "Đợt 2", &id), HN_OK);
    EXPECT_RC(hn_fee_remit_receive(c, c1, id), HN_DENIED);
    hn_fault_clear(c);
    on(c, CLERK, today);
    EXPECT_RC(hn_fee_remittances_waiting(c, (struct hn_unit_id){ 0 }, &all, &n), HN_OK);
    EXPECT(n == 1 && all[0].amount_dong == 25350 && strcmp(all[0].unit_code, "C1") == 0 && !all[0].own);
    EXPECT_RC(hn_fee_remit_receive(c, c1, id), HN_OK);
    REFUSED(hn_fee_remit_receive(c, c1, id), HN_CONFLICT, "fee.not_waiting");
    EXPECT_RC(hn_fee_remittances_waiting(c, (struct hn_unit_id){ 0 }, &all, &n), HN_OK);
    EXPECT(n == 0);
    /* Whoever passed it does not confirm it. */
    on(c, HN_USER_SYSTEM, today);
    EXPECT_RC(hn_rule_put(c, c1, "fee_retained_bp", 5000, DAY(2026, 2, 1), HN_DAY_OPEN, "QĐ"), HN_OK);
    EXPECT_RC(hn_fee_remit(c, c1, month, 16900, today, "", &id), HN_OK); /* half of 84.501 goes up now */
    REFUSED(hn_fee_remit_receive(c, c1, id), HN_CONFLICT, "fee.same_person");
    EXPECT_RC(hn_fee_book(c, c1, month, &lines, &n, &sum), HN_OK);
    EXPECT(sum.upward_dong == 42250 && sum.remitted_dong == 42250 && sum.received_dong == 25350);
    return HN_OK;
}

static void
no_more_goes_up_than_is_owed(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };

    b.person[0] = member(p, p->c1, "M1", 20020603);
    tell(p, upward_story, &b);
    hn_people_close(p);
}

/* --- totals against a recount --- */

static unsigned
dice(unsigned *seed, unsigned sides)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % sides;
}

static void
add_sum(struct hn_fee_sum *to, const struct hn_fee_line *lines, size_t n, const struct hn_fee_sum *book)
{
    int64_t paid = 0;

    to->cells++;
    to->opened++;
    for (size_t i = 0; i < n; i++) {
        const char *s = lines[i].state;

        to->members++;
        to->paid += strcmp(s, "paid") == 0;
        to->exempt += strcmp(s, "exempt") == 0;
        to->unknown += strcmp(s, "unknown") == 0;
        to->owing += strcmp(s, "owed") == 0 || strcmp(s, "late") == 0 || strcmp(s, "reduced") == 0;
        to->late += strcmp(s, "late") == 0;
        to->reduced += strcmp(s, "exempt") != 0 && lines[i].due_dong < lines[i].full_dong;
        to->due_dong += lines[i].due_dong;
        paid += lines[i].paid_dong;
    }
    to->paid_dong += paid;
    to->retained_dong += (paid * 7000 + 5000) / 10000;
    to->upward_dong += paid - (paid * 7000 + 5000) / 10000;
    to->remitted_dong += book->remitted_dong;
    to->received_dong += book->received_dong;
}

static bool
same_sum(const char *what, const struct hn_fee_sum *a, const struct hn_fee_sum *b)
{
    if (memcmp(a, b, sizeof *a) == 0)
        return true;
    print_error(
        "%s: members %d %d paid %d %d owing %d %d exempt %d %d unknown %d %d reduced %d %d late %d %d\n",
        what, (int)a->members, (int)b->members, (int)a->paid, (int)b->paid, (int)a->owing, (int)b->owing,
        (int)a->exempt, (int)b->exempt, (int)a->unknown, (int)b->unknown, (int)a->reduced, (int)b->reduced,
        (int)a->late, (int)b->late);
    return false;
}

/* A unit's totals of a month are those of the cells that stood below it then. */
static enum hn_rc
recount(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_unit_id *cells, size_t cell_count,
        int64_t month)
{
    struct hn_fee_sum naive = { 0 }, total, children = { 0 }, book;
    const struct hn_fee_unit *below;
    const struct hn_fee_line *lines;
    size_t n;

    for (size_t i = 0; i < cell_count; i++) {
        EXPECT_RC(hn_fee_book(c, cells[i], month, &lines, &n, &book), HN_OK);
        add_sum(&naive, lines, n, &book);
    }
    EXPECT_RC(hn_fee_total(c, unit, month, &total, &below, &n), HN_OK);
    EXPECT(same_sum("recount", &total, &naive));
    EXPECT(total.paid + total.owing + total.exempt + total.unknown == total.members);
    EXPECT(n == cell_count || unit.v == cells[0].v || cell_count == 3);
    for (size_t i = 0; i < n; i++) {
        children.members += below[i].sum.members;
        children.paid_dong += below[i].sum.paid_dong;
        children.upward_dong += below[i].sum.upward_dong;
    }
    EXPECT(n == 0 || (children.members == total.members && children.paid_dong == total.paid_dong &&
                      children.upward_dong == total.upward_dong));
    return HN_OK;
}

static enum hn_rc
fill_month(struct hn_ctx *c, const struct book *b, struct hn_unit_id cell, int64_t month, unsigned *seed)
{
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;
    size_t n;
    int64_t id;

    EXPECT_RC(hn_fee_open(c, cell, month), HN_OK);
    EXPECT_RC(hn_fee_book(c, cell, month, &lines, &n, &sum), HN_OK);
    for (size_t i = 0; i < n; i++) {
        struct hn_fee_pay in = { cell, lines[i].person, month, 0, hn_month_first(month) + 3, "cash" };

        if (dice(seed, 3) && lines[i].due_dong)
            EXPECT_RC(hn_fee_pay(c, &in, &id, NULL), HN_OK);
        if (dice(seed, 9) == 0 && lines[i].due_dong && hn_fee_pay(c, &in, &id, NULL) == HN_OK)
            EXPECT_RC(hn_fee_annul(c, cell, id, "Ghi nhầm"), HN_OK);
        hn_fault_clear(c);
    }
    EXPECT_RC(hn_fee_book(c, cell, month, &lines, &n, &sum), HN_OK);
    if (sum.upward_dong > 1 && dice(seed, 2))
        EXPECT_RC(hn_fee_remit(c, cell, month, sum.upward_dong / 2, hn_month_first(month) + 9, "", &id),
                  HN_OK);
    (void)b;
    return HN_OK;
}

static enum hn_rc
totals_story(struct hn_ctx *c, void *arg)
{
    const struct book *b = arg;
    const struct hn_people *p = b->p;
    const struct hn_unit_id all[] = { p->c1, p->c2, p->c3 }, moved[] = { p->c3, p->c2 };
    unsigned seed = 20260201;

    on(c, HN_USER_SYSTEM, DAY(2026, 4, 20));
    for (size_t i = 0; i < b->count; i++) {
        unsigned kind = dice(&seed, 8);

        if (kind < 7)
            EXPECT_RC(profile(c, b->person[i], hn_payers[kind], 3000000 + dice(&seed, 9000) * 1117,
                              DAY(2020, 1, 1)),
                      HN_OK);
    }
    /* From March on the second cell stands under the other committee. */
    EXPECT_RC(hn_unit_move(c, p->c2, DAY(2026, 3, 1), p->org_b, "QĐ 4"), HN_OK);
    for (int m = 1; m <= 4; m++) {
        for (size_t i = 0; i < 3; i++)
            EXPECT_RC(fill_month(c, b, all[i], MONTH(2026, m), &seed), HN_OK);
    }
    for (int m = 1; m <= 4; m++) {
        EXPECT_RC(recount(c, p->province, all, 3, MONTH(2026, m)), HN_OK);
        EXPECT_RC(recount(c, p->org_a, all, m < 3 ? 2 : 1, MONTH(2026, m)), HN_OK);
        EXPECT_RC(recount(c, p->org_b, moved, m < 3 ? 1 : 2, MONTH(2026, m)), HN_OK);
        EXPECT_RC(recount(c, p->c2, &p->c2, 1, MONTH(2026, m)), HN_OK);
    }
    return HN_OK;
}

static void
totals_equal_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    struct book b = { .p = p };
    const struct hn_unit_id cells[] = { p->c1, p->c2, p->c3 };

    for (b.count = 0; b.count < 16; b.count++) {
        char code[8];

        snprintf(code, sizeof code, "M%zu", b.count);
        b.person[b.count] = member(p, cells[b.count % 3], code, b.count % 5 ? 20020603 : 19710603);
    }
    tell(p, totals_story, &b);
    hn_people_close(p);
}

/* --- words --- */

static void
sums_in_words(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *a = t->c.arena;

    assert_string_equal(hn_fee_in_words(a, 0), "không đồng");
    assert_string_equal(hn_fee_in_words(a, 5000), "năm nghìn đồng");
    assert_string_equal(hn_fee_in_words(a, 84500), "tám mươi bốn nghìn năm trăm đồng");
    assert_string_equal(hn_fee_in_words(a, 21609), "hai mươi mốt nghìn sáu trăm linh chín đồng");
    assert_string_equal(hn_fee_in_words(a, 1000015), "một triệu không trăm mười lăm đồng");
    assert_string_equal(hn_fee_in_words(a, 1010105),
                        "một triệu không trăm mười nghìn một trăm linh năm đồng");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(each_payer_owes_by_the_rules_of_the_month),
        HN_TEST_BOTH(fifty_years_in_the_party_exempt),
        HN_TEST_BOTH(a_base_is_read_by_whom_it_concerns),
        HN_TEST_BOTH(relief_is_asked_below_and_agreed_above),
        HN_TEST_BOTH(a_grassroots_cell_agrees_by_itself),
        HN_TEST_BOTH(a_month_is_paid_once),
        HN_TEST_BOTH(who_moves_pays_once_and_who_owes_is_told),
        HN_TEST_BOTH(no_more_goes_up_than_is_owed),
        HN_TEST_BOTH(totals_equal_a_recount),
        HN_TEST_SQLITE(sums_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
