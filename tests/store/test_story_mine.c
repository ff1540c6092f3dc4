/* test_story_mine.c: proves a whole life on both databases, each step with its refusal beside it: a mine's programme in six
 * strands, from its targets and shares to the figures put together over the tree and corrected. Beside it: test_story.c.
 */
#include "support/story.h"

#include <string.h>

#include "support/org.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct hn_paper_id no_paper = { 0 };

/* --- the mine's programme: the committee of the firm and, below it, the mine --- */

static enum hn_rc
draft_programme(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_paper(c, s->p->b, "programme", "Chương trình phát triển ngành than", no_paper,
                          "Ban Giám đốc (minh họa)", &s->resolution);
}

static enum hn_rc
put_strand(struct hn_ctx *c, struct hn_story *s, int position, const char *title)
{
    const struct hn_strand in = { .paper = s->resolution, .position = position, .title = title };

    return hn_strand_put(c, &in, &s->strand);
}

static enum hn_rc
nameless_strand(struct hn_ctx *c, struct hn_story *s)
{
    return put_strand(c, s, 1, "");
}

static enum hn_rc
six_strands(struct hn_ctx *c, struct hn_story *s)
{
    static const char *const titles[] = { "Tái cơ cấu", "Quy chế, quản trị", "Nguồn nhân lực",
                                          "Hạ tầng",    "Môi trường",        "Cơ giới hóa, tin học hóa" };
    const struct hn_strand *list;
    size_t count;

    for (int i = 0; i < 6; i++)
        EXPECT_RC(put_strand(c, s, i + 1, titles[i]), HN_OK);
    EXPECT_RC(hn_strands(c, s->resolution, &list, &count), HN_OK);
    EXPECT(count == 6 && strcmp(list[4].title, "Môi trường") == 0);
    return HN_OK;
}

static enum hn_rc
coal(struct hn_ctx *c, struct hn_story *s, const char *rule, struct hn_paper_id paper)
{
    const struct hn_target in = { .unit = s->p->b,
                                  .paper = paper,
                                  .strand = s->strand,
                                  .title = "Sản lượng than",
                                  .measure = "triệu tấn",
                                  .better = "up",
                                  .rule = rule,
                                  .value_milli = 187900,
                                  .from = DAY(2024, 3, 10),
                                  .due = DAY(2025, 12, 31) };

    return hn_target_put(c, &in, &s->target);
}

static enum hn_rc
coal_guessed(struct hn_ctx *c, struct hn_story *s)
{
    return coal(c, s, "guess", s->resolution);
}

static enum hn_rc
coal_set(struct hn_ctx *c, struct hn_story *s)
{
    return coal(c, s, "sum", s->resolution);
}

static enum hn_rc
strand_out(struct hn_ctx *c, struct hn_story *s)
{
    return hn_strand_remove(c, s->strand);
}

static enum hn_rc
share_year(struct hn_ctx *c, struct hn_story *s, int year, int64_t value)
{
    return hn_share_put(c, s->target, s->p->b, s->p->org_b, year, value);
}

static enum hn_rc
share_beyond(struct hn_ctx *c, struct hn_story *s)
{
    return share_year(c, s, 2031, 1000);
}

static enum hn_rc
share_years(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(share_year(c, s, 2024, 37000), HN_OK);
    EXPECT_RC(share_year(c, s, 2025, 38000), HN_OK);
    return share_year(c, s, 0, 75000);
}

static enum hn_rc
mine_shares_up(struct hn_ctx *c, struct hn_story *s)
{
    return hn_share_put(c, s->target, s->p->org_b, s->p->b, 2024, 1000);
}

static enum hn_rc
send_down(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_sending in = { .sender = s->p->b,
                                   .paper = s->resolution,
                                   .to = "all",
                                   .owes = "answer",
                                   .note = "",
                                   .day = c->today,
                                   .due = DAY(2024, 4, 30) };
    const struct hn_duty_cover *lines;
    struct hn_duty_cover sum;
    size_t count;

    EXPECT_RC(hn_paper_send(c, &in, NULL), HN_OK);
    EXPECT_RC(hn_duty_coverage(c, s->resolution, s->p->b, &sum, &lines, &count), HN_OK);
    EXPECT(sum.sent == 2 && sum.open == 2);
    return HN_OK;
}

/* The mine hands it down once more, sooner: its cell owes one answer, by the earlier day. */
static enum hn_rc
hand_down(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_sending in = { .sender = s->p->org_b,
                                   .paper = s->resolution,
                                   .to = "cells",
                                   .owes = "answer",
                                   .note = "",
                                   .day = c->today,
                                   .due = DAY(2024, 4, 15) };
    struct hn_duty d;
    int64_t owed;
    const struct hn_duty_filter f = { .within = s->p->c3, .paper = s->resolution, .what = "" };

    EXPECT_RC(hn_paper_send(c, &in, NULL), HN_OK);
    EXPECT_RC(hn_duty_count(c, &f, &owed), HN_OK);
    EXPECT_RC(hn_duty_get(c, s->p->c3, s->resolution, &d), HN_OK);
    EXPECT(owed == 1 && d.due == DAY(2024, 4, 15) && strstr(d.senders, "xã B") != NULL);
    return HN_OK;
}

static enum hn_rc
mine_answers(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(hn_story_paper(c, s->p->org_b, "plan", "Kế hoạch sản xuất", s->resolution, "", &s->plan),
              HN_OK);
    EXPECT_RC(hn_paper_issue(c, s->plan), HN_OK);
    return hn_duty_answer(c, s->p->org_b, s->resolution, s->plan);
}

static enum hn_rc
put_work(struct hn_ctx *c, struct hn_story *s, struct hn_unit_id doer, int64_t target,
         struct hn_paper_id paper)
{
    const struct hn_task_new in = { .unit = s->p->org_b,
                                    .doer = doer,
                                    .title = "Lắp lò chợ cơ giới hóa",
                                    .detail = "",
                                    .responsible = s->ba,
                                    .checker = s->bon,
                                    .due = c->today + 90,
                                    .weight = 5,
                                    .paper = paper,
                                    .target = target };
    int64_t made = 0;
    enum hn_rc rc = hn_task_put(c, &in, -1, &made, NULL);

    return hn_story_keep(rc, made, &s->task);
}

static enum hn_rc
work_for_strangers(struct hn_ctx *c, struct hn_story *s)
{
    return put_work(c, s, s->p->c1, s->target, s->plan);
}

static enum hn_rc
work_for_no_target(struct hn_ctx *c, struct hn_story *s)
{
    return put_work(c, s, s->p->c3, 4242, s->plan);
}

static enum hn_rc
work_set(struct hn_ctx *c, struct hn_story *s)
{
    return put_work(c, s, s->p->c3, s->target, s->plan);
}

static enum hn_rc
work_not_done(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "not_done", 20, "", false);
}

static enum hn_rc
work_half(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "in_progress", 50, "Đã lắp một nửa", false);
}

static enum hn_rc
half_done(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_progress_ask ask = { .within = s->p->b, .target = s->target };
    const struct hn_progress *lines;
    struct hn_progress sum, own;
    size_t count;

    EXPECT_RC(hn_task_progress(c, &ask, &sum, &own, &lines, &count), HN_OK);
    EXPECT(sum.tasks == 1 && sum.weight == 5 && sum.progress_centi == 5000);
    EXPECT(count == 1 && lines[0].unit.v == s->p->org_b.v);
    return HN_OK;
}

static enum hn_rc
measure(struct hn_ctx *c, struct hn_story *s, hn_day on, int64_t milli, const char *qualifier,
        const char *source)
{
    const struct hn_target_value in = { .unit = s->p->org_b,
                                        .on = on,
                                        .value_milli = milli,
                                        .qualifier = qualifier,
                                        .source = source,
                                        .note = "" };

    return hn_value_put(c, s->target, &in);
}

static enum hn_rc
measured_nowhere(struct hn_ctx *c, struct hn_story *s)
{
    return measure(c, s, c->today, 36500, "nearly", "");
}

static enum hn_rc
measured_ahead(struct hn_ctx *c, struct hn_story *s)
{
    return measure(c, s, c->today + 1, 36500, "nearly", "Báo cáo năm");
}

static enum hn_rc
measured_oddly(struct hn_ctx *c, struct hn_story *s)
{
    return measure(c, s, c->today, 36500, "perhaps", "Báo cáo năm");
}

static enum hn_rc
measured(struct hn_ctx *c, struct hn_story *s)
{
    return measure(c, s, c->today, 36500, "nearly", "Báo cáo năm 2024");
}

static enum hn_rc
measured_anew(struct hn_ctx *c, struct hn_story *s)
{
    return measure(c, s, DAY(2024, 12, 31), 37200, "over", "Báo cáo kiểm toán");
}

static enum hn_rc
target_out(struct hn_ctx *c, struct hn_story *s)
{
    return hn_target_remove(c, s->target);
}

/* The correction counts, and the first value stays. */
static enum hn_rc
stands_corrected(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_target_value *values;
    const struct hn_target_stand *lines;
    struct hn_target_stand sum;
    size_t count;

    EXPECT_RC(hn_target_stands(c, s->target, s->p->b, 2024, &sum, &lines, &count), HN_OK);
    EXPECT(sum.has_value && sum.value_milli == 37200 && count == 1);
    EXPECT(lines[0].reached && strcmp(lines[0].qualifier, "over") == 0);
    EXPECT_RC(hn_values(c, s->target, s->p->org_b, &values, &count), HN_OK);
    EXPECT(count == 2 && values[1].value_milli == 36500 && values[1].known_to != HN_TIME_OPEN);
    return HN_OK;
}

static enum hn_rc
end_mutely(struct hn_ctx *c, struct hn_story *s)
{
    return hn_paper_end(c, s->resolution, c->today, "");
}

static enum hn_rc
end_it(struct hn_ctx *c, struct hn_story *s)
{
    return hn_paper_end(c, s->resolution, c->today, "Thay bằng chương trình mới");
}

static enum hn_rc
work_after_the_end(struct hn_ctx *c, struct hn_story *s)
{
    return put_work(c, s, s->p->c3, 0, s->resolution);
}

static const struct hn_story_step mine[] = {
    { "the mine does not write the firm's programme", 0, HN_MINE, draft_programme, HN_NOT_FOUND,
      "access.not_found" },
    { "the firm's committee does, with its directors", 0, HN_FIRM, draft_programme, HN_OK, "" },
    { "a strand has a name", 0, HN_FIRM, nameless_strand, HN_INVALID, "strand.title" },
    { "six strands", 0, HN_FIRM, six_strands, HN_OK, "" },
    { "figures of units are not guessed together", 0, HN_FIRM, coal_guessed, HN_INVALID, "target.rule" },
    { "so much coal, added up", 0, HN_FIRM, coal_set, HN_OK, "" },
    { "its strand stays", 0, HN_FIRM, strand_out, HN_CONFLICT, "strand.used" },
    { "issued", 0, HN_FIRM, hn_story_issue, HN_OK, "" },
    { "no share after its time", 0, HN_FIRM, share_beyond, HN_INVALID, "share.year" },
    { "a share for each year", 0, HN_FIRM, share_years, HN_OK, "" },
    { "a target given out stays", 0, HN_FIRM, target_out, HN_CONFLICT, "target.used" },
    { "sent to all below", 0, HN_FIRM, send_down, HN_OK, "" },
    { "handed down once more", 0, HN_MINE, hand_down, HN_OK, "" },
    { "nobody gives one to who stands above", 0, HN_MINE, mine_shares_up, HN_INVALID, "share.unit" },
    { "the mine answers", 20240401, HN_MINE, mine_answers, HN_OK, "" },
    { "and sets no work to a cell of others", 0, HN_MINE, work_for_strangers, HN_INVALID, "task.doer" },
    { "nor for a target of nothing", 0, HN_MINE, work_for_no_target, HN_INVALID, "task.target" },
    { "work for its cell", 0, HN_MINE, work_set, HN_OK, "" },
    { "not done has a reason", 20240520, HN_BA, work_not_done, HN_INVALID, "task.note" },
    { "half is done", 0, HN_BA, work_half, HN_OK, "" },
    { "the firm sees half", 0, HN_FIRM, half_done, HN_OK, "" },
    { "a figure has a source", 20241231, HN_MINE, measured_nowhere, HN_INVALID, "value.source" },
    { "and is of the past", 0, HN_MINE, measured_ahead, HN_INVALID, "value.day" },
    { "and as exact as it says", 0, HN_MINE, measured_oddly, HN_INVALID, "value.qualifier" },
    { "nearly as much as its share", 0, HN_MINE, measured, HN_OK, "" },
    { "corrected later", 20250301, HN_MINE, measured_anew, HN_OK, "" },
    { "both stay, the later counts", 0, HN_FIRM, stands_corrected, HN_OK, "" },
    { "nothing ends without a reason", 0, HN_FIRM, end_mutely, HN_INVALID, "paper.reason" },
    { "it ends", 0, HN_FIRM, end_it, HN_OK, "" },
    { "once", 0, HN_FIRM, end_it, HN_CONFLICT, "paper.ended" },
    { "and is carried out no more", 0, HN_MINE, work_after_the_end, HN_INVALID, "task.paper" },
};

static void
test_mine(void **state)
{
    HN_TEST_PLACE(state);
    hn_story_play(t, mine, COUNT(mine));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_mine),
    };

    return cmocka_run_group_tests_name("story_mine", tests, NULL, NULL);
}
