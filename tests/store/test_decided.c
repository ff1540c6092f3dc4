/* test_decided: proves that what a decision changes in the register keeps the register's rules, asks for no right and leaves
 * no gap: memberships, standings, activities, offices, sealed lines of the record. */
#include "member/decided.h"
#include "support/cell.h"

static struct hn_unit_id
cell_on(struct hn_ctx *c, struct hn_person_id person, hn_day on)
{
    struct hn_membership m = { 0 };

    c->on = on;
    c->known = HN_TIME_OPEN;
    return hn_membership_on(c, person, &m) ? (struct hn_unit_id){ -1 } : m.unit;
}

static enum hn_rc
move(struct hn_ctx *c, struct hn_person_id person, struct hn_unit_id unit, hn_day from)
{
    const struct hn_membership_new in = { .person = person, .unit = unit, .from = from, .decision = "QĐ 5" };

    return hn_membership_decided(c, &in, "chuyển");
}

static enum hn_rc
memberships(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_person_id who = w->mai;
    const struct hn_unit_id none = { 0 };

    hn_org_as(c, SECRETARY); /* holds no right over c3: none is asked */
    EXPECT_RC(move(c, who, w->p->c3, DAY(2024, 5, 1)), HN_OK);
    EXPECT(cell_on(c, who, DAY(2024, 4, 30)).v == w->c1.v &&
           cell_on(c, who, DAY(2024, 5, 1)).v == w->p->c3.v);
    EXPECT_FAULT(move(c, who, w->p->c3, DAY(2024, 6, 1)), HN_CONFLICT, "member.same_cell");
    EXPECT_FAULT(move(c, who, w->c2, DAY(2024, 5, 1)), HN_CONFLICT, "member.moves_later");
    EXPECT_FAULT(move(c, who, w->c2, DAY(2024, 4, 1)), HN_CONFLICT, "member.moves_later");
    EXPECT_FAULT(move(c, who, w->p->org_b, DAY(2024, 7, 1)), HN_INVALID, "member.unit_kind");
    EXPECT_RC(move(c, who, none, DAY(2024, 8, 1)), HN_OK);
    EXPECT(cell_on(c, who, DAY(2024, 7, 31)).v == w->p->c3.v && cell_on(c, who, DAY(2024, 8, 1)).v == 0);
    EXPECT_FAULT(move(c, who, none, DAY(2024, 9, 1)), HN_CONFLICT, "member.not_in_cell");
    EXPECT_RC(move(c, who, w->c2, DAY(2025, 1, 1)), HN_OK);
    EXPECT(cell_on(c, who, DAY(2024, 12, 31)).v == 0 && cell_on(c, who, DAY(2025, 1, 1)).v == w->c2.v);
    return HN_OK;
}

static enum hn_rc
statuses(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_status_new in = { .person = w->mai,
                                .value = "suspended",
                                .from = DAY(2024, 4, 1),
                                .to = DAY(2024, 6, 1),
                                .decision = "QĐ 6" };
    struct hn_status now = { 0 };

    hn_org_as(c, SELF);
    EXPECT_RC(hn_activity_decided(c, &in), HN_OK);
    c->on = DAY(2024, 4, 1);
    EXPECT_RC(hn_activity_on(c, in.person, &now), HN_OK);
    EXPECT(strcmp(now.value, "suspended") == 0 && now.to == DAY(2024, 6, 1));
    in.from = DAY(2024, 6, 1);
    in.to = DAY(2024, 12, 1);
    EXPECT_FAULT(hn_activity_decided(c, &in), HN_INVALID, "activity.too_long");
    in.value = "candidate";
    in.to = HN_DAY_OPEN;
    EXPECT_FAULT(hn_standing_decided(c, &in), HN_INVALID, "standing.order");
    in.value = "expelled";
    EXPECT_RC(hn_standing_decided(c, &in), HN_OK);
    EXPECT(cell_on(c, in.person, DAY(2024, 5, 31)).v == w->c1.v &&
           cell_on(c, in.person, DAY(2024, 6, 1)).v == 0);
    return HN_OK;
}

static enum hn_rc
offices(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_office_new in = { .person = w->mai,
                                .unit = w->c2,
                                .office = "committee_member",
                                .basis = "elected",
                                .term = "2024-2027",
                                .decision = "QĐ 7",
                                .from = DAY(2024, 4, 1),
                                .to = DAY(2027, 4, 1) };
    int64_t row = 0;

    hn_org_as(c, SELF);
    EXPECT_FAULT(hn_office_end_decided(c, in.person, 1, DAY(2024, 5, 1), "QĐ"), HN_NOT_FOUND,
                 "office.not_found");
    EXPECT_RC(hn_office_begin_decided(c, &in, &row), HN_OK);
    EXPECT(row > 0);
    EXPECT_FAULT(hn_office_end_decided(c, in.person, row, DAY(2028, 5, 1), "QĐ"), HN_INVALID, "fact.days");
    EXPECT_RC(hn_office_end_decided(c, in.person, row, DAY(2025, 5, 1), "QĐ 8"), HN_OK);
    in.basis = "?";
    EXPECT_FAULT(hn_office_begin_decided(c, &in, NULL), HN_INVALID, "office.basis");
    return HN_OK;
}

static enum hn_rc
sealed(struct hn_ctx *c, struct hn_cell *w)
{
    const char *const cells[HN_ENTRY_COLUMNS] = { "40", "2024-02-03", "QĐ 9" };
    const char *const wrong[HN_ENTRY_COLUMNS] = { "41", "2024-02-03", "QĐ 9" };
    int64_t entry = 0;

    hn_org_as(c, SELF);
    EXPECT_RC(hn_person_entry_decided(c, w->mai, "badges", cells, "QĐ 9", &entry), HN_OK);
    EXPECT(entry > 0);
    EXPECT(hn_person_entry_decided(c, w->mai, "badges", wrong, "QĐ 9", &entry) == HN_INVALID);
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(memberships)
STORY(statuses)
STORY(offices)
STORY(sealed)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_memberships),
        HN_TEST_BOTH(test_statuses),
        HN_TEST_BOTH(test_offices),
        HN_TEST_BOTH(test_sealed),
    };

    return cmocka_run_group_tests_name("decided", tests, NULL, NULL);
}
