/* test_firm: proves that firms, their cells and who works there are told for any day as it was known, that lists find the firms
 * with members and no cell, that years count creation decisions, and that each rule refuses. */
#include "firm/firm.h"
#include "support/cell.h"
#include "unit/unit.h"

struct found {
    size_t count;
    int64_t id[16];
};

static void
take(void *sink, const struct hn_firm *f)
{
    struct found *all = sink;

    all->id[all->count++ % 16] = f->id;
}

/* How many the list shows; -1 when it and its count differ. */
static int64_t
listed(struct hn_ctx *c, struct hn_unit_id within, const char *which)
{
    struct found all = { 0 };
    int64_t count = 0;

    if (hn_firm_list(c, within, which, 0, 0, take, &all) || hn_firm_count(c, within, which, &count))
        return -2;
    return count == (int64_t)all.count ? count : -1;
}

static enum hn_rc
found_cell(struct hn_ctx *c, struct hn_unit_id parent, const char *code, const char *sector, hn_day from,
           struct hn_unit_id *out)
{
    const struct hn_unit_new in = { .parent = parent,
                                    .kind = "cell",
                                    .code = code,
                                    .name = "Chi bộ Doanh nghiệp (minh họa)",
                                    .short_name = "",
                                    .sector = sector,
                                    .decision = "12-QĐ/ĐU",
                                    .from = from };

    return hn_unit_create(c, &in, out);
}

static struct hn_firm
firm_of(struct hn_unit_id unit, const char *code)
{
    return (struct hn_firm){ .unit = unit,
                             .code = code,
                             .name = "Doanh nghiệp (minh họa)",
                             .ownership = "private",
                             .trade = "May mặc",
                             .workers = 120 };
}

static enum hn_rc
life(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_firm in = firm_of(w->p->org_a, "DN1"), now = { 0 };
    const struct hn_firm_member *members;
    struct hn_unit_id cell = { 0 };
    size_t count = 0;
    int64_t id = 0;

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_firm_put(c, &in, DAY(2020, 1, 1), &id), HN_OK);
    EXPECT(listed(c, w->p->a, "empty") == 1 && listed(c, w->p->a, "none") == 0 &&
           listed(c, w->p->b, "") == 0);
    EXPECT_RC(hn_firm_member_put(c, id, w->mai, DAY(2021, 1, 1), HN_DAY_OPEN), HN_OK);
    EXPECT_RC(hn_firm_member_put(c, id, w->nam, DAY(2022, 1, 1), HN_DAY_OPEN), HN_OK);
    EXPECT_RC(hn_firm_member_put(c, id, w->lan, DAY(2024, 2, 1), HN_DAY_OPEN), HN_OK);
    EXPECT(listed(c, w->p->a, "none") == 1 &&
           listed(c, w->p->a, "ready") == 0); /* two official, one probationary */
    EXPECT_RC(hn_firm_member_put(c, id, w->chief, DAY(2024, 3, 1), HN_DAY_OPEN), HN_OK);
    EXPECT(listed(c, w->p->a, "ready") == 1);
    EXPECT_RC(hn_firm_members(c, id, &members, &count), HN_OK);
    EXPECT(count == 4 && strcmp(members[0].full_name, "Đỗ Văn Bình") == 0);
    c->on = DAY(2021, 6, 1);
    EXPECT_RC(hn_firm_get(c, id, &now), HN_OK);
    EXPECT(now.members == 1 && now.official == 1 && now.cell.v == 0);
    c->on = c->today;
    /* Its cell, from the day of its creation on; more workers from then on too. */
    EXPECT_RC(found_cell(c, w->p->org_a, "DNC1", "private_firm", DAY(2024, 3, 5), &cell), HN_OK);
    in.id = id;
    in.cell = cell;
    in.workers = 150;
    EXPECT_RC(hn_firm_put(c, &in, DAY(2024, 3, 5), &id), HN_OK);
    EXPECT_RC(hn_firm_get(c, id, &now), HN_OK);
    EXPECT(now.cell.v == cell.v && now.workers == 150 && strcmp(now.cell_decision, "12-QĐ/ĐU") == 0);
    EXPECT(now.cell_from == DAY(2024, 3, 5) && now.members == 4 && now.official == 3);
    EXPECT(listed(c, w->p->a, "cell") == 1 && listed(c, w->p->a, "ready") == 0);
    c->on = DAY(2024, 3, 4);
    EXPECT_RC(hn_firm_get(c, id, &now), HN_OK);
    EXPECT(now.cell.v == 0 && now.workers == 120 && listed(c, w->p->a, "ready") == 1);
    c->on = c->today;
    EXPECT_RC(hn_firm_member_end(c, id, w->nam, DAY(2024, 3, 8)), HN_OK);
    EXPECT_RC(hn_firm_get(c, id, &now), HN_OK);
    EXPECT(now.members == 3 && now.official == 2);
    return HN_OK;
}

static enum hn_rc
years(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_firm_year *all;
    const struct hn_firm_cell *cells;
    struct hn_unit_id a, b, plain;
    size_t count = 0;

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_firm_years(c, w->p->province, &all, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_RC(found_cell(c, w->p->org_a, "F1", "private_firm", DAY(2019, 12, 31), &a), HN_OK);
    EXPECT_RC(found_cell(c, w->p->org_b, "F2", "private_firm", DAY(2021, 1, 1), &b), HN_OK);
    EXPECT_RC(found_cell(c, w->p->org_b, "F3", "cooperative", DAY(2021, 1, 1), &plain), HN_OK);
    /* Renamed and moved by a later decision: founded once, and where it was founded. */
    EXPECT_RC(hn_unit_rename(c, b, DAY(2022, 1, 1), "Chi bộ mới", "", "QĐ 9"), HN_OK);
    EXPECT_RC(hn_unit_move(c, b, DAY(2023, 1, 1), w->p->org_a, "QĐ 10"), HN_OK);
    EXPECT_RC(hn_firm_years(c, w->p->province, &all, &count), HN_OK);
    EXPECT(count == 3 && all[0].year == 2019 && all[0].cells == 1 && all[1].cells == 0 && all[2].cells == 1);
    EXPECT_RC(hn_firm_cells(c, w->p->b, 0, &cells, &count), HN_OK);
    EXPECT(count == 1 && cells[0].unit.v == b.v && strcmp(cells[0].decision, "12-QĐ/ĐU") == 0);
    EXPECT_RC(hn_firm_cells(c, w->p->province, 2020, &cells, &count), HN_OK);
    EXPECT(count == 0);
    c->on = DAY(2020, 6, 1);
    EXPECT_RC(hn_firm_years(c, w->p->province, &all, &count), HN_OK);
    EXPECT(count == 1);
    hn_org_as(c, CLERK);
    EXPECT(hn_firm_years(c, w->p->b, &all, &count) == HN_NOT_FOUND);
    return HN_OK;
}

static enum hn_rc
refused(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_firm in = firm_of(w->p->org_a, "DN1"), other = firm_of(w->p->org_a, "DN2");
    struct hn_unit_id cell = { 0 };
    struct hn_firm now = { 0 };
    int64_t id = 0, second = 0;

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(found_cell(c, w->p->org_a, "F1", "private_firm", DAY(2021, 1, 1), &cell), HN_OK);
    in.cell = cell;
    EXPECT_FAULT(hn_firm_put(c, &in, DAY(2020, 1, 1), &id), HN_INVALID, "firm.cell"); /* not there yet */
    EXPECT_RC(hn_firm_put(c, &in, DAY(2021, 1, 1), &id), HN_OK);
    other.cell = cell;
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.cell"); /* another's */
    other.cell = w->c1;
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.cell"); /* a village's */
    other.cell.v = 0;
    other.code = "DN1";
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_CONFLICT, "firm.code_taken");
    other.code = "mã có dấu";
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.code");
    other.code = "DN2";
    other.name = "";
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.name");
    other.name = "Doanh nghiệp hai (minh họa)";
    other.ownership = "state";
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.ownership");
    other.ownership = "foreign";
    other.workers = -2;
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.workers");
    other.workers = -1;
    other.place.v = 77;
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_INVALID, "firm.place");
    other.place.v = 0;
    EXPECT_RC(hn_firm_put(c, &other, DAY(2021, 1, 1), &second), HN_OK);
    EXPECT_RC(hn_firm_get(c, second, &now), HN_OK);
    EXPECT(now.workers == -1 && now.version == 1);
    other.id = second;
    other.version = 7;
    EXPECT_FAULT(hn_firm_put(c, &other, DAY(2022, 1, 1), &second), HN_CONFLICT, "changed");
    EXPECT_RC(hn_firm_member_put(c, id, w->mai, DAY(2022, 1, 1), HN_DAY_OPEN), HN_OK);
    EXPECT_FAULT(hn_firm_member_put(c, second, w->mai, DAY(2023, 1, 1), HN_DAY_OPEN), HN_CONFLICT,
                 "firm.works");
    EXPECT_FAULT(hn_firm_member_put(c, second, w->lan, DAY(2023, 1, 1), HN_DAY_OPEN), HN_INVALID,
                 "firm.person");
    EXPECT_FAULT(hn_firm_member_put(c, second, w->lan, DAY(2024, 2, 1), DAY(2024, 2, 1)), HN_INVALID,
                 "fact.days");
    EXPECT_FAULT(hn_firm_member_end(c, second, w->mai, DAY(2024, 1, 1)), HN_INVALID, "firm.not_there");
    /* A secretary of a cell keeps no firms of the committee; another committee's clerk does not know of them. */
    hn_org_as(c, SECRETARY);
    EXPECT(hn_firm_put(c, &other, DAY(2022, 1, 1), &second) != HN_OK);
    EXPECT_FAULT(hn_firm_get(c, 12345, &now), HN_NOT_FOUND, "not_found");
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(life)
STORY(years)
STORY(refused)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_life),
        HN_TEST_BOTH(test_years),
        HN_TEST_BOTH(test_refused),
    };

    return cmocka_run_group_tests_name("firm", tests, NULL, NULL);
}
