/* test_paper: proves that a paper is issued by those bodies alone that may issue its kind, alone or jointly with bodies
 * outside the tree; that numbers run within a term, shared with what meetings adopt, and none is used twice; that a draft is
 * seen by who directs its unit alone and an issued paper by who reads the unit. Each refusal stands beside what is
 * accepted. */
#include "support/people.h"

#include <string.h>

#include "meeting/number.h"
#include "paper/inside.h"
#include "unit/unit.h"

struct asked {
    struct hn_paper paper;
    struct hn_paper_id id;
    hn_day on;
    const char *reason;
};

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_put(c, &a->paper, &a->id);
}

static enum hn_rc
issue(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_issue(c, a->id);
}

static enum hn_rc
drop(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_drop(c, a->id);
}

static enum hn_rc
finish(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_end(c, a->id, a->on, a->reason);
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

static struct asked
of_kind(struct hn_unit_id unit, const char *kind)
{
    return (struct asked){ .paper = { .unit = unit,
                                      .kind = kind,
                                      .origin = "own",
                                      .title = "Văn bản minh họa",
                                      .day = DAY(2024, 3, 1) } };
}

static struct hn_paper
read_paper(struct hn_people *p, struct hn_user_id actor, struct hn_paper_id id)
{
    struct hn_paper out;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_paper_get(c, id, &out), HN_OK);
    hn_people_read_end(p);
    return out;
}

static bool
sees(struct hn_people *p, struct hn_user_id actor, struct hn_paper_id id)
{
    struct hn_paper out;
    enum hn_rc rc = hn_paper_get(hn_people_read(p, actor), id, &out);

    hn_people_read_end(p);
    assert_true(rc == HN_OK || rc == HN_NOT_FOUND);
    return rc == HN_OK;
}

/* Put and issued; answers its number. */
static const char *
issued(struct hn_people *p, struct hn_user_id actor, struct asked *a)
{
    CHECK(actor, put, a, HN_OK, "");
    CHECK(actor, issue, a, HN_OK, "");
    return read_paper(p, actor, a->id).number;
}

static void
what_is_put(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = of_kind(p->c1, "plan");

    a.paper.title = "";
    CHECK(SECRETARY, put, &a, HN_INVALID, "paper.title");
    a.paper.title = "Kế hoạch minh họa";
    a.paper.kind = "poem";
    CHECK(SECRETARY, put, &a, HN_INVALID, "paper.kind");
    a.paper.kind = "plan";
    a.paper.origin = "found";
    CHECK(SECRETARY, put, &a, HN_INVALID, "paper.origin");
    a.paper.origin = "own";
    a.paper.day = DAY(2024, 3, 11);
    CHECK(SECRETARY, put, &a, HN_INVALID, "paper.day");
    a.paper.day = DAY(2024, 3, 10);
    a.paper.in_force_from = DAY(2024, 3, 9);
    CHECK(SECRETARY, put, &a, HN_INVALID, "paper.in_force");
    a.paper.in_force_from = 0;
    CHECK(CLERK, put, &a, HN_DENIED, "access.denied");
    a.paper.unit = p->c2;
    CHECK(SECRETARY, put, &a, HN_NOT_FOUND, "access.not_found");
    a.paper.unit = p->c1;
    CHECK(SECRETARY, put, &a, HN_OK, "");

    /* Changed as it was read, once. */
    struct asked again = a;

    again.paper.id = a.id;
    again.paper.version = read_paper(p, SECRETARY, a.id).version;
    again.paper.title = "Kế hoạch trồng rừng";
    CHECK(SECRETARY, put, &again, HN_OK, "");
    CHECK(SECRETARY, put, &again, HN_CONFLICT, "changed");
    assert_string_equal(read_paper(p, SECRETARY, a.id).title, "Kế hoạch trồng rừng");

    CHECK(SECRETARY, drop, &a, HN_OK, "");
    CHECK(SECRETARY, drop, &a, HN_NOT_FOUND, "not_found");
    hn_people_close(p);
}

/* Which kinds a body may issue: a cell no regulation, guidance, directive; the grassroots no directive. */
static void
rights_of_issue(void **state)
{
    HN_TEST_PEOPLE(state);
    static const char *const not_of_cells[] = { "regulation", "guidance", "directive", NULL };

    for (size_t i = 0; hn_paper_kinds[i]; i++) {
        struct asked cell = of_kind(p->c1, hn_paper_kinds[i]), org = of_kind(p->org_a, hn_paper_kinds[i]);
        struct asked upper = of_kind(p->a, hn_paper_kinds[i]);
        bool directive = strcmp(hn_paper_kinds[i], "directive") == 0, refused = false;

        for (size_t k = 0; not_of_cells[k]; k++)
            refused |= strcmp(not_of_cells[k], hn_paper_kinds[i]) == 0;
        CHECK(SECRETARY, put, &cell, refused ? HN_DENIED : HN_OK, refused ? "paper.right" : "");
        CHECK(HN_USER_SYSTEM, put, &org, directive ? HN_DENIED : HN_OK, directive ? "paper.right" : "");
        CHECK(CLERK, put, &upper, HN_OK, "");
    }

    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    assert_int_equal(hn_paper_may_issue(c, p->c1, "plan", DAY(2024, 3, 1)), HN_OK);
    assert_int_equal(hn_paper_may_issue(c, p->c1, "guidance", DAY(2024, 3, 1)), HN_DENIED);
    assert_non_null(strstr(c->faults[0].arg, "399-QĐ/TW"));
    hn_people_read_end(p);
    hn_people_close(p);
}

/* A commune's committee and its administration, which stands outside the tree; a paper from above the root. */
static void
bodies(void **state)
{
    HN_TEST_PEOPLE(state);
    const struct hn_paper_body joint[] = { { .unit = p->org_a }, { .name = "Ủy ban nhân dân xã Minh Họa" } };
    const struct hn_paper_body twice[] = { { .unit = p->org_a }, { .unit = p->org_a } };
    const struct hn_paper_body nameless[] = { { .unit = p->org_a }, { .body = "outside" } };
    const struct hn_paper_body other_first[] = { { .unit = p->org_b }, { .unit = p->org_a } };
    const struct hn_paper_body wrong[] = { { .unit = p->org_a, .body = "province" } };
    const struct hn_paper_body with_cell[] = { { .unit = p->org_a }, { .unit = p->c1 } };
    const struct hn_paper_body above[] = { { .name = "Ban Bí thư (minh họa)" } };
    struct asked a = of_kind(p->org_a, "resolution"), r = of_kind(p->a, "directive");

    a.paper.body_count = 2;
    a.paper.bodies = twice;
    CHECK(HN_USER_SYSTEM, put, &a, HN_INVALID, "paper.bodies");
    a.paper.bodies = nameless;
    CHECK(HN_USER_SYSTEM, put, &a, HN_INVALID, "paper.bodies");
    a.paper.bodies = other_first;
    CHECK(HN_USER_SYSTEM, put, &a, HN_INVALID, "paper.bodies");
    a.paper.bodies = joint;
    CHECK(HN_USER_SYSTEM, put, &a, HN_OK, "");

    struct hn_paper got = read_paper(p, HN_USER_SYSTEM, a.id);

    assert_int_equal(got.body_count, 2);
    assert_string_equal(got.bodies[0].body, "grassroots_committee");
    assert_string_equal(got.bodies[1].body, "outside");
    assert_string_equal(got.issuer, "Đảng bộ xã A, Ủy ban nhân dân xã Minh Họa");
    a.paper.bodies = wrong;
    a.paper.body_count = 1;
    CHECK(HN_USER_SYSTEM, put, &a, HN_INVALID, "paper.bodies");

    /* Whoever takes part must be allowed to issue it. */
    a.paper.bodies = with_cell;
    a.paper.body_count = 2;
    a.paper.kind = "guidance";
    CHECK(HN_USER_SYSTEM, put, &a, HN_DENIED, "paper.right");
    a.paper.bodies = joint;
    CHECK(HN_USER_SYSTEM, put, &a, HN_OK, "");

    r.paper.origin = "received";
    r.paper.number = "05-CT/TW";
    CHECK(CLERK, put, &r, HN_INVALID, "paper.bodies");
    r.paper.bodies = above;
    r.paper.body_count = 1;
    CHECK(CLERK, put, &r, HN_OK, "");
    r.paper.number = "";
    CHECK(CLERK, put, &r, HN_INVALID, "paper.number");
    r.paper.number = "năm-CT/TW";
    CHECK(CLERK, put, &r, HN_INVALID, "paper.number");
    r.paper.number = "12/QĐ-UBND";
    CHECK(CLERK, put, &r, HN_OK, "");
    CHECK(CLERK, issue, &r, HN_OK, "");

    /* A cell receives what it may not issue. */
    struct asked cell = r;

    cell.paper.unit = p->c1;
    assert_string_equal(issued(p, SECRETARY, &cell), "12/QĐ-UBND");
    hn_people_close(p);
}

static enum hn_rc
take_number(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    int64_t n = 0;
    enum hn_rc rc = hn_number_take(c, a->paper.unit, "KH", DAY(2024, 3, 2), &n);

    return rc ? rc : n == 8 ? HN_OK : hn_fail(c, HN_BROKEN, "", "another number");
}

static void
numbers(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = of_kind(p->c1, "plan"), by_hand = a, directive = of_kind(p->a, "directive");

    assert_string_equal(issued(p, SECRETARY, &a), "01-KH/CB");
    assert_string_equal(issued(p, SECRETARY, &a), "02-KH/CB");
    assert_string_equal(issued(p, CLERK, &directive), "01-CT/ĐU");
    CHECK(SECRETARY, issue, &a, HN_CONFLICT, "paper.issued");

    by_hand.paper.number = "07-NQ/CB";
    CHECK(SECRETARY, put, &by_hand, HN_INVALID, "paper.number");
    by_hand.paper.number = "07-KH/ĐU";
    CHECK(SECRETARY, put, &by_hand, HN_INVALID, "paper.number");
    by_hand.paper.number = "02-KH/CB";
    CHECK(SECRETARY, put, &by_hand, HN_OK, "");
    CHECK(SECRETARY, issue, &by_hand, HN_CONFLICT, "paper.number_taken");
    by_hand.paper.number = "07-KH/CB";
    assert_string_equal(issued(p, SECRETARY, &by_hand), "07-KH/CB");

    /* Meetings and papers share the counter, which goes on behind what was given by hand. */
    CHECK(HN_USER_SYSTEM, take_number, &a, HN_OK, "");
    assert_string_equal(issued(p, SECRETARY, &a), "09-KH/CB");

    /* Another year: nobody holds an office here, so numbers begin anew. */
    a.paper.day = DAY(2023, 5, 4);
    assert_string_equal(issued(p, SECRETARY, &a), "01-KH/CB");

    struct asked other = of_kind(p->c1, "other");

    assert_string_equal(issued(p, SECRETARY, &other), "");
    hn_people_close(p);
}

static void
shapes(void **state)
{
    (void)state;
    assert_int_equal(hn_paper_party_number("25-NQ/TU", "NQ", "TU"), 25);
    assert_int_equal(hn_paper_party_number("05-QĐ/ĐU", "QĐ", "ĐU"), 5);
    assert_int_equal(hn_paper_party_number("12-CTr/TU", "", ""), 12);
    assert_int_equal(hn_paper_party_number("12-CTR/TU", "", ""), 0);
    assert_int_equal(hn_paper_party_number("25-NQ/TU", "KH", ""), 0);
    assert_int_equal(hn_paper_party_number("25/NQ-TU", "NQ", ""), 0);
    assert_int_equal(hn_paper_party_number("123456-NQ/TU", "NQ", ""), 0);
    assert_int_equal(hn_paper_party_number("-NQ/TU", "NQ", ""), 0);
    assert_int_equal(hn_paper_party_number("25-NQ/T", "NQ", ""), 0);
    assert_int_equal(hn_paper_party_number("25-NQ/", "NQ", ""), 0);
    assert_int_equal(hn_paper_party_number("", "", ""), 0);
    assert_true(hn_paper_state_number("12/QĐ-UBND"));
    assert_true(hn_paper_state_number("51/2025/QĐ-TTg"));
    assert_true(hn_paper_state_number("15/KH-MTTQ-BTT"));
    assert_false(hn_paper_state_number("12-QĐ/UBND"));
    assert_false(hn_paper_state_number("12/"));
    assert_false(hn_paper_state_number("QĐ-UBND"));
    assert_false(hn_paper_state_number("12/QĐ UBND"));
}

struct found {
    int64_t rows;
};

static void
count_paper(void *sink, const struct hn_paper *paper)
{
    (void)paper;
    ((struct found *)sink)->rows++;
}

static int64_t
listed(struct hn_people *p, struct hn_user_id actor, struct hn_paper_filter f)
{
    struct found found = { 0 };
    int64_t count = -1;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_paper_list(c, &f, 0, 0, count_paper, &found), HN_OK);
    assert_int_equal(hn_paper_count(c, &f, &count), HN_OK);
    assert_int_equal(found.rows, count);
    hn_people_read_end(p);
    return count;
}

/* A draft is its own unit's; an issued paper is seen from above, and never from beside. */
static void
who_sees(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked cell = of_kind(p->c1, "plan"), other = of_kind(p->c3, "plan"), upper = of_kind(p->a, "plan");

    CHECK(SECRETARY, put, &cell, HN_OK, "");
    assert_true(sees(p, SECRETARY, cell.id));
    assert_false(sees(p, CLERK, cell.id));
    assert_int_equal(listed(p, SECRETARY, (struct hn_paper_filter){ 0 }), 1);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ 0 }), 0);
    CHECK(CLERK, issue, &cell, HN_NOT_FOUND, "not_found");
    CHECK(SECRETARY, issue, &cell, HN_OK, "");
    assert_true(sees(p, CLERK, cell.id));

    issued(p, HN_USER_SYSTEM, &other);
    issued(p, CLERK, &upper);
    assert_false(sees(p, CLERK, other.id));
    assert_false(sees(p, SECRETARY, other.id));
    assert_false(sees(p, SECRETARY, upper.id)); /* not sent to it */
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ 0 }), 2);
    assert_int_equal(listed(p, HN_USER_SYSTEM, (struct hn_paper_filter){ 0 }), 3);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .within = p->a }), 1);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .within = p->a, .below = true }), 2);
    assert_int_equal(
        listed(p, HN_USER_SYSTEM, (struct hn_paper_filter){ .within = p->province, .below = true }), 3);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .words = "minh hoa cb" }), 1);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .kind = "report" }), 0);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .kind = "plan", .state = "issued" }), 2);
    assert_int_equal(
        listed(p, CLERK, (struct hn_paper_filter){ .day_from = DAY(2024, 3, 2), .day_to = DAY(2024, 4, 1) }),
        0);

    struct hn_ctx *c = hn_people_read(p, CLERK);
    int64_t n;

    assert_int_equal(hn_paper_count(c, &(struct hn_paper_filter){ .within = p->b }, &n), HN_NOT_FOUND);
    hn_people_read_end(p);
    hn_people_close(p);
}

/* What a paper carries out is issued and in sight; the top of the chain is kept. */
static void
chains(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked top = of_kind(p->a, "resolution"), next = of_kind(p->a, "programme"),
                 third = of_kind(p->a, "plan");
    struct asked alien = of_kind(p->b, "resolution");

    CHECK(CLERK, put, &top, HN_OK, "");
    next.paper.basis_paper = top.id;
    CHECK(CLERK, put, &next, HN_INVALID, "paper.basis_paper"); /* a draft */
    CHECK(CLERK, issue, &top, HN_OK, "");
    CHECK(CLERK, put, &next, HN_OK, "");
    CHECK(CLERK, issue, &next, HN_OK, "");
    third.paper.basis_paper = next.id;
    CHECK(CLERK, put, &third, HN_OK, "");
    assert_int_equal(read_paper(p, CLERK, third.id).root.v, top.id.v);
    assert_string_equal(read_paper(p, CLERK, third.id).basis_number, "01-CTr/ĐU");
    assert_int_equal(read_paper(p, CLERK, top.id).root.v, top.id.v);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .root = top.id }), 3);
    assert_int_equal(listed(p, CLERK, (struct hn_paper_filter){ .basis = top.id }), 1);

    issued(p, HN_USER_SYSTEM, &alien);
    third.paper.basis_paper = alien.id;
    CHECK(CLERK, put, &third, HN_INVALID, "paper.basis_paper"); /* out of sight */

    /* Its end. */
    top.on = DAY(2024, 3, 11);
    top.reason = "Đã có nghị quyết khác thay thế";
    CHECK(CLERK, finish, &top, HN_INVALID, "paper.day");
    top.on = DAY(2024, 3, 9);
    top.reason = "";
    CHECK(CLERK, finish, &top, HN_INVALID, "paper.reason");
    top.reason = "Đã có nghị quyết khác thay thế";
    CHECK(CLERK, finish, &third, HN_CONFLICT, "paper.not_issued");
    CHECK(SECRETARY, finish, &top, HN_NOT_FOUND, "not_found");
    CHECK(CLERK, finish, &top, HN_OK, "");
    CHECK(CLERK, finish, &top, HN_CONFLICT, "paper.ended");
    CHECK(CLERK, drop, &top, HN_CONFLICT, "paper.issued");
    assert_int_equal(read_paper(p, CLERK, top.id).ended_on, DAY(2024, 3, 9));
    next.paper.basis_paper = top.id;
    CHECK(CLERK, put, &next, HN_INVALID, "paper.basis_paper"); /* no longer in force */
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes), HN_TEST_BOTH(what_is_put), HN_TEST_BOTH(rights_of_issue),
        HN_TEST_BOTH(bodies),     HN_TEST_BOTH(numbers),     HN_TEST_BOTH(who_sees),
        HN_TEST_BOTH(chains),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
