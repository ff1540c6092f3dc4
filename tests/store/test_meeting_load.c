/* test_meeting_load: proves that meetings loaded in bulk leave the very months that the rules would have left, several
 * meetings of one month in whatever order, and that `verify` notices a kept month that differs from its records. */
#include "support/cell.h"

#include "meeting/load.h"

static void
count_line(void *sink, const char *line)
{
    (void)line;
    ++*(int *)sink;
}

static enum hn_rc
verified(struct hn_ctx *c, int64_t *wrong)
{
    int told = 0;
    enum hn_rc rc = hn_month_verify(c, count_line, &told, wrong);

    return rc || (told > 0) == (*wrong > 0) ? rc : HN_BROKEN;
}

static struct hn_meeting_load
meeting(const struct hn_cell *w, const char *kind, hn_day day)
{
    return (struct hn_meeting_load){ .unit = w->c1,
                                     .kind = kind,
                                     .month = hn_month_of(day),
                                     .day = day,
                                     .start_minute = 1170,
                                     .began_minute = 1175,
                                     .ended_minute = 1270,
                                     .held_at = ((hn_time)day + 1) * HN_DAY_US,
                                     .chair = w->chief,
                                     .score_cell = -1,
                                     .score_monitor = -1 };
}

static enum hn_rc
months(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_meeting_load_roll roll[] = {
        { w->chief, HN_PRESENT, true }, { w->mai, HN_ONLINE, true }, { w->nam, HN_UNEXCUSED, true },
        { w->lan, HN_AWAY, false },     { w->old, HN_EXEMPT, true },
    };
    struct hn_meeting_load second = meeting(w, "ordinary", DAY(2023, 5, 20)),
                           first = meeting(w, "ordinary", DAY(2023, 5, 4)),
                           theme = meeting(w, "thematic", DAY(2023, 5, 2)),
                           both = meeting(w, "ordinary", DAY(2023, 6, 3)),
                           lone = meeting(w, "thematic", DAY(2023, 7, 1));
    struct hn_meeting_loader *l;
    struct hn_meeting_id id;
    struct hn_cell_month k;
    struct hn_roll_count n;
    int64_t wrong;

    first.roll = roll;
    first.roll_count = 5;
    first.score_cell = 9250;
    first.class_cell = "good";
    first.score_set = "2018";
    first.adopted_at = first.held_at;
    first.sent_at = first.held_at + 5 * HN_DAY_US;
    first.sent_late = true;
    theme.topic = both.topic = lone.topic = "Chuyên đề";
    both.thematic = true;
    EXPECT_RC(hn_meeting_load_begin(c, &l), HN_OK);
    EXPECT_RC(hn_meeting_load(l, &second, NULL), HN_OK);
    EXPECT_RC(hn_meeting_load(l, &theme, NULL), HN_OK);
    EXPECT_RC(hn_meeting_load(l, &first, &id), HN_OK);
    EXPECT_RC(hn_meeting_load(l, &both, NULL), HN_OK);
    EXPECT_RC(hn_meeting_load(l, &lone, NULL), HN_OK);
    EXPECT_RC(hn_meeting_load_end(l), HN_OK);
    EXPECT_RC(verified(c, &wrong), HN_OK);
    EXPECT(wrong == 0);
    EXPECT_RC(hn_month_get(c, w->c1, 2023 * 12 + 4, &k), HN_OK);
    EXPECT(k.meeting.v == id.v && k.met_day == DAY(2023, 5, 4) && k.thematic_day == DAY(2023, 5, 2));
    EXPECT(k.members == 5 && k.base == 3 && k.present == 2 && k.unexcused == 1 && k.unrecorded == 0);
    EXPECT(k.score_cell == 9250 && k.score_monitor == -1 && k.sent_late);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.members == 5 && n.base == 3 && n.online == 1 && n.away == 1 && n.exempt == 1);
    EXPECT_RC(hn_month_get(c, w->c1, 2023 * 12 + 5, &k), HN_OK);
    EXPECT(k.met_day == DAY(2023, 6, 3) && k.thematic_day == DAY(2023, 6, 3));
    EXPECT_RC(hn_month_get(c, w->c1, 2023 * 12 + 6, &k), HN_OK);
    EXPECT(k.meeting.v == 0 && k.thematic_day == DAY(2023, 7, 1) && k.score_cell == -1);
    /* Worked out or judged anew it is the same. */
    EXPECT_RC(hn_month_judge(c, w->c1, HN_DAY_START, HN_DAY_OPEN), HN_OK);
    EXPECT_RC(verified(c, &wrong), HN_OK);
    EXPECT(wrong == 0);
    EXPECT_RC(hn_month_refresh(c, w->c1, 2023 * 12 + 4), HN_OK);
    EXPECT_RC(verified(c, &wrong), HN_OK);
    EXPECT(wrong == 0);
    return HN_OK;
}

/* A loader that says the wrong thing of a day, and a meeting whose month was never kept. */
static enum hn_rc
noticed(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_meeting_load late = meeting(w, "ordinary", DAY(2023, 5, 20));
    struct hn_meeting_loader *l;
    int64_t wrong;

    late.late = true;
    EXPECT_RC(hn_meeting_load_begin(c, &l), HN_OK);
    EXPECT_RC(hn_meeting_load(l, &late, NULL), HN_OK);
    EXPECT_RC(hn_meeting_load_end(l), HN_OK);
    EXPECT_RC(verified(c, &wrong), HN_OK);
    EXPECT(wrong == 1);
    EXPECT_RC(hn_month_refresh(c, w->c1, late.month), HN_OK);
    EXPECT_RC(verified(c, &wrong), HN_OK);
    EXPECT(wrong == 0);
    return HN_OK;
}

static void
test_months(void **state)
{
    HN_TEST_PEOPLE(state);
    hn_cell_play(p, months);
}

static void
test_noticed(void **state)
{
    HN_TEST_PEOPLE(state);
    hn_cell_play(p, noticed);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_months),
        HN_TEST_BOTH(test_noticed),
    };

    return cmocka_run_group_tests_name("meeting_load", tests, NULL, NULL);
}
