/* test_calendar: proves that deadlines in working days pass over weekends, days off and nothing else, and that days off are
 * kept by who directs a root alone, with their text. */
#include "calendar/calendar.h"
#include "support/cell.h"

static enum hn_rc
put(struct hn_ctx *c, hn_day day, bool worked)
{
    const struct hn_holiday in = { .day = day,
                                   .worked = worked,
                                   .name = "Nghỉ Tết",
                                   .name_en = "Tết",
                                   .legal_basis = "Bộ luật Lao động, điều 112" };

    return hn_holiday_put(c, &in);
}

static hn_day
after(struct hn_ctx *c, hn_day from, int64_t n)
{
    hn_day day = 0;

    return hn_workdays_after(c, from, n, &day) ? -1 : day;
}

static int64_t
between(struct hn_ctx *c, hn_day from, hn_day to)
{
    int64_t n = -1000;

    return hn_workdays_between(c, from, to, &n) ? -1000 : n;
}

/* December 2024: the 13th is a Friday, the 15th a Sunday. */
static enum hn_rc
weeks(struct hn_ctx *c, struct hn_cell *w)
{
    (void)w;
    EXPECT(after(c, DAY(2024, 12, 15), 5) == DAY(2024, 12, 20));
    EXPECT(after(c, DAY(2024, 12, 13), 1) == DAY(2024, 12, 16));
    EXPECT(after(c, DAY(2024, 12, 13), 0) == DAY(2024, 12, 13));
    EXPECT(after(c, DAY(2024, 12, 14), 0) == DAY(2024, 12, 14));
    EXPECT(between(c, DAY(2024, 12, 13), DAY(2024, 12, 20)) == 5);
    EXPECT(between(c, DAY(2024, 12, 20), DAY(2024, 12, 13)) == -5);
    EXPECT(between(c, DAY(2024, 12, 13), DAY(2024, 12, 15)) == 0);
    /* Before 1970 too. */
    EXPECT(after(c, DAY(1945, 9, 1), 1) == DAY(1945, 9, 3));
    return HN_OK;
}

/* 30 working days from 20/01/2025, Tết off from 27/01 to 31/01, Saturday 15/02 worked: the 30th is 07/03 with neither. */
static enum hn_rc
holidays(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_holiday *all;
    size_t count = 0;
    bool worked = true;

    (void)w;
    EXPECT(after(c, DAY(2025, 1, 20), 30) == DAY(2025, 3, 3));
    hn_org_as(c, HN_USER_SYSTEM);
    for (hn_day day = DAY(2025, 1, 27); day <= DAY(2025, 1, 31); day++)
        EXPECT_RC(put(c, day, false), HN_OK);
    EXPECT(after(c, DAY(2025, 1, 20), 30) == DAY(2025, 3, 10));
    EXPECT_RC(put(c, DAY(2025, 2, 15), true), HN_OK);
    EXPECT(after(c, DAY(2025, 1, 20), 30) == DAY(2025, 3, 7));
    EXPECT(between(c, DAY(2025, 1, 20), DAY(2025, 3, 7)) == 30);
    EXPECT_RC(hn_is_worked(c, DAY(2025, 1, 28), &worked), HN_OK);
    EXPECT(!worked);
    EXPECT_RC(hn_is_worked(c, DAY(2025, 2, 15), &worked), HN_OK);
    EXPECT(worked);
    EXPECT_RC(hn_holidays(c, 2025, &all, &count), HN_OK);
    EXPECT(count == 6 && all[0].day == DAY(2025, 1, 27) && !all[0].worked && all[5].worked);
    EXPECT_RC(hn_holidays(c, 2024, &all, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_RC(hn_holiday_drop(c, DAY(2025, 2, 15)), HN_OK);
    EXPECT(after(c, DAY(2025, 1, 20), 30) == DAY(2025, 3, 10));
    EXPECT_FAULT(hn_holiday_drop(c, DAY(2025, 2, 15)), HN_NOT_FOUND, "not_found");
    return HN_OK;
}

static enum hn_rc
refusals(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_holiday in = {
        .day = DAY(2025, 9, 2), .name = "Quốc khánh", .name_en = "", .legal_basis = "BLLĐ"
    };

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_holiday_put(c, &in), HN_OK);
    in.worked = true; /* a Tuesday */
    EXPECT_FAULT(hn_holiday_put(c, &in), HN_INVALID, "holiday.day");
    in.worked = false;
    in.name = "";
    EXPECT_FAULT(hn_holiday_put(c, &in), HN_INVALID, "holiday.name");
    in.name = "Quốc khánh";
    in.legal_basis = "";
    EXPECT_FAULT(hn_holiday_put(c, &in), HN_INVALID, "holiday.basis");
    in.legal_basis = "BLLĐ";
    in.day = DAY(1989, 9, 2);
    EXPECT_FAULT(hn_holiday_put(c, &in), HN_INVALID, "holiday.day");
    /* They bind everybody: a committee's clerk keeps none. */
    hn_org_as(c, CLERK);
    in.day = DAY(2025, 9, 1);
    EXPECT(hn_holiday_put(c, &in) != HN_OK);
    EXPECT(hn_holiday_drop(c, DAY(2025, 9, 2)) != HN_OK);
    (void)w;
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(weeks)
STORY(holidays)
STORY(refusals)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_weeks),
        HN_TEST_BOTH(test_holidays),
        HN_TEST_BOTH(test_refusals),
    };

    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
