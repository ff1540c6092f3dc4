/* test_rule: proves that the nearest organisation above decides a rule's value by the tree of the day, that a value ends
 * where it was said to, and that nothing unknown, out of bounds or without a basis is put. */
#include "support/cell.h"
#include "unit/unit.h"

static int64_t
value(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on)
{
    int64_t v = -1;

    return hn_rule_value(c, unit, name, on, &v) ? -2 : v;
}

static enum hn_rc
defaults(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_rule *all;
    struct hn_rule one;
    size_t count;

    EXPECT(value(c, w->c1, "meeting_length_minutes", DAY(2025, 10, 27)) == 0);
    EXPECT(value(c, w->c1, "meeting_length_minutes", DAY(2025, 10, 28)) == 90);
    EXPECT(value(c, w->c1, "meeting_due_day", DAY(2024, 3, 31)) == 31);
    EXPECT_RC(hn_rule_of(c, w->c1, "meeting_due_day", DAY(2024, 3, 31), &one), HN_OK);
    EXPECT(one.set_by.v == 0 && !one.own && strlen(one.legal_basis) > 0);
    /* A name no rule has is a mistake of the program, not an answer. */
    EXPECT_FAULT(hn_rule_of(c, w->c1, "no_such", DAY(2024, 3, 31), &one), HN_BROKEN, "rule.unknown");
    EXPECT_RC(hn_rules_of(c, w->c1, &all, &count), HN_OK);
    EXPECT(count >= 15);
    for (size_t i = 1; i < count; i++)
        EXPECT(strcmp(all[i - 1].name, all[i].name) < 0);
    return HN_OK;
}

static enum hn_rc
inherited(struct hn_ctx *c, struct hn_cell *w)
{
    const hn_day from = DAY(2024, 1, 1), on = DAY(2024, 3, 10);
    const char *due = "meeting_due_day";
    struct hn_rule one;

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_rule_put(c, w->p->org_a, due, 20, from, HN_DAY_OPEN, "NQ 1"), HN_OK);
    EXPECT(value(c, w->c1, due, on) == 20 && value(c, w->c2, due, on) == 20);
    EXPECT(value(c, w->p->c3, due, on) == 31 && value(c, w->p->a, due, on) == 31);
    EXPECT(value(c, w->c1, due, from - 1) == 31 && value(c, w->c1, due, from) == 20);
    EXPECT_RC(hn_rule_of(c, w->c1, due, on, &one), HN_OK);
    EXPECT(one.set_by.v == w->p->org_a.v && !one.own && strcmp(one.set_by_name, "Đảng bộ xã A") == 0);
    /* Nearer wins; its end lets what stands above hold again. */
    EXPECT_RC(hn_rule_put(c, w->c1, due, 10, DAY(2024, 2, 1), HN_DAY_OPEN, "NQ 2"), HN_OK);
    EXPECT(value(c, w->c1, due, on) == 10 && value(c, w->c1, due, DAY(2024, 1, 31)) == 20);
    EXPECT_RC(hn_rule_of(c, w->c1, due, on, &one), HN_OK);
    EXPECT(one.own);
    EXPECT_RC(hn_rule_end(c, w->c1, due, DAY(2024, 3, 10)), HN_OK);
    EXPECT(value(c, w->c1, due, on) == 20 && value(c, w->c1, due, on - 1) == 10);
    EXPECT_FAULT(hn_rule_end(c, w->c1, due, DAY(2024, 3, 10)), HN_NOT_FOUND, "rule.not_own");
    EXPECT_FAULT(hn_rule_end(c, w->c2, due, DAY(2024, 3, 10)), HN_NOT_FOUND, "rule.not_own");
    /* A cell that moves comes under the rules of where it stands, from that day on. */
    EXPECT_RC(hn_unit_move(c, w->c1, DAY(2024, 6, 1), w->p->org_b, "QĐ"), HN_OK);
    EXPECT(value(c, w->c1, due, DAY(2024, 5, 31)) == 20 && value(c, w->c1, due, DAY(2024, 6, 1)) == 31);
    /* As it was known before any of it was recorded. */
    c->known = c->now - 3600LL * 1000000;
    EXPECT(value(c, w->c2, due, on) == 31);
    return HN_OK;
}

static enum hn_rc
refused(struct hn_ctx *c, struct hn_cell *w)
{
    const hn_day from = DAY(2024, 3, 1);

    EXPECT_FAULT(hn_rule_put(c, w->c1, "meeting_due_day", 20, from, HN_DAY_OPEN, "NQ"), HN_DENIED,
                 "access.denied");
    EXPECT_FAULT(hn_rule_put(c, w->c2, "meeting_due_day", 20, from, HN_DAY_OPEN, "NQ"), HN_NOT_FOUND,
                 "access.not_found");
    hn_org_as(c, CLERK);
    EXPECT_FAULT(hn_rule_put(c, w->c1, "no_such", 20, from, HN_DAY_OPEN, "NQ"), HN_INVALID, "rule.unknown");
    EXPECT_FAULT(hn_rule_put(c, w->c1, "meeting_due_day", 0, from, HN_DAY_OPEN, "NQ"), HN_INVALID,
                 "rule.range");
    EXPECT_FAULT(hn_rule_put(c, w->c1, "meeting_due_day", 32, from, HN_DAY_OPEN, "NQ"), HN_INVALID,
                 "rule.range");
    EXPECT_FAULT(hn_rule_put(c, w->c1, "meeting_due_day", 31, from, HN_DAY_OPEN, ""), HN_INVALID,
                 "rule.basis");
    EXPECT_FAULT(hn_rule_put(c, w->c1, "meeting_due_day", 31, from, from, "NQ"), HN_INVALID, "fact.days");
    EXPECT_RC(hn_rule_put(c, w->c1, "meeting_due_day", 1, from, from + 1, "NQ"), HN_OK);
    EXPECT(value(c, w->c1, "meeting_due_day", from) == 1 &&
           value(c, w->c1, "meeting_due_day", from + 1) == 31);
    return HN_OK;
}

static enum hn_rc
months(struct hn_ctx *c, struct hn_cell *w)
{
    int64_t m = 0;

    (void)w;
    EXPECT(hn_month_of(DAY(2021, 7, 31)) == 2021 * 12 + 6);
    EXPECT(hn_month_first(2021 * 12 + 6) == DAY(2021, 7, 1) &&
           hn_month_last(2021 * 12 + 6) == DAY(2021, 7, 31));
    EXPECT(hn_month_last(2024 * 12 + 1) == DAY(2024, 2, 29) &&
           hn_month_last(2021 * 12 + 11) == DAY(2021, 12, 31));
    EXPECT(hn_month_parse("2021-07", &m) && m == 2021 * 12 + 6);
    EXPECT(!hn_month_parse("2021-13", &m) && !hn_month_parse("2021-00", &m) && !hn_month_parse("2021-7", &m));
    EXPECT(!hn_month_parse("1899-12", &m) && !hn_month_parse("2200-01", &m) && !hn_month_parse("", &m));
    EXPECT(!hn_month_parse("2021-070", &m) && !hn_month_parse("2021/07", &m) && m == 2021 * 12 + 6);
    EXPECT(strcmp(hn_month_iso(c->arena, m), "2021-07") == 0 &&
           strcmp(hn_month_text(c->arena, m), "7/2021") == 0);
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(defaults)
STORY(inherited)
STORY(refused)
STORY(months)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_defaults),
        HN_TEST_BOTH(test_inherited),
        HN_TEST_BOTH(test_refused),
        HN_TEST_SQLITE(test_months),
    };

    return cmocka_run_group_tests_name("rule", tests, NULL, NULL);
}
