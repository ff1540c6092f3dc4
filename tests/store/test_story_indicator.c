/* test_story_indicator.c: proves a month of a commune and its cells on both databases, each step with its refusal beside it: the
 * committee above sets up what is measured and a form, a cell enters it and learns what does not hold, sends it, the commune and
 * the committee approve in turn, what is approved is corrected by who approved it, taken back and sent anew. Beside it:
 * test_story.c, test_story_mine.c.
 */
#include "support/story.h"

#include <string.h>

#include "indicator/figure.h"
#include "indicator/rate.h"
#include "indicator/sheet.h"
#include "support/org.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* The committee directly under the province: in this story it has the place of the firm's. */
#define COMMITTEE HN_FIRM

/* --- who and what --- */

static enum hn_rc
committee_has_a_clerk(struct hn_ctx *c, struct hn_story *s)
{
    s->user[COMMITTEE] = hn_org_account(c, "huyen", 0);
    return hn_org_grant(c, s->user[COMMITTEE], "committee_clerk", s->p->a.v);
}

static enum hn_rc
indicator(struct hn_ctx *c, struct hn_story *s, const char *code, const char *name, const char *formula)
{
    const struct hn_indicator in = { .unit = s->p->a,
                                     .code = code,
                                     .name = name,
                                     .measure = *formula ? "%" : "hộ",
                                     .better = "up",
                                     .over_tree = *formula ? "none" : "sum",
                                     .over_time = *formula ? "none" : "last",
                                     .formula = formula,
                                     .every = HN_PERIOD_MONTH,
                                     .places = 1,
                                     .from = DAY(2024, 1, 1),
                                     .to = HN_DAY_OPEN };

    return hn_indicator_put(c, &in, NULL);
}

static enum hn_rc
nameless_indicator(struct hn_ctx *c, struct hn_story *s)
{
    return indicator(c, s, "ho.tong", "", "");
}

static enum hn_rc
one_indicator(struct hn_ctx *c, struct hn_story *s)
{
    return indicator(c, s, "ho.tong", "Tổng số hộ", "");
}

static enum hn_rc
three_indicators(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(indicator(c, s, "ho.tong", "Tổng số hộ", ""), HN_OK);
    EXPECT_RC(indicator(c, s, "ho.van_hoa", "Số hộ đạt gia đình văn hóa", ""), HN_OK);
    return indicator(c, s, "ho.ty_le", "Tỷ lệ gia đình văn hóa", "[ho.van_hoa] / [ho.tong] * 100");
}

static enum hn_rc
unknown_in_a_formula(struct hn_ctx *c, struct hn_story *s)
{
    return indicator(c, s, "ho.khac", "Tỷ lệ khác", "[ho.khong_co] / [ho.tong]");
}

static enum hn_rc
form(struct hn_ctx *c, struct hn_story *s, enum hn_period_kind every)
{
    const struct hn_indicator_form in = { .unit = s->p->a,
                                          .code = "VH",
                                          .name = "Gia đình văn hóa",
                                          .asked = "cell",
                                          .every = every,
                                          .due_days = 5,
                                          .from = DAY(2024, 3, 1),
                                          .to = HN_DAY_OPEN };

    return hn_indicator_form_put(c, &in, NULL);
}

static enum hn_rc
form_of_no_period(struct hn_ctx *c, struct hn_story *s)
{
    return form(c, s, HN_PERIOD_ANY);
}

static int64_t
form_id(struct hn_ctx *c)
{
    int64_t id = 0;

    return hn_indicator_form_find(c, "VH", &id) == HN_OK ? id : 0;
}

static enum hn_rc
form_with_lines(struct hn_ctx *c, struct hn_story *s)
{
    static const char *const codes[] = { "ho.tong", "ho.van_hoa", "ho.ty_le" };
    struct hn_indicator_form_line lines[3];

    EXPECT_RC(form(c, s, HN_PERIOD_MONTH), HN_OK);
    for (int i = 0; i < 3; i++) {
        lines[i] = (struct hn_indicator_form_line){ .position = i + 1, .required = true };
        EXPECT_RC(hn_indicator_find(c, codes[i], &lines[i].indicator), HN_OK);
    }
    return hn_indicator_form_lines_put(c, form_id(c), lines, 3);
}

static enum hn_rc
check(struct hn_ctx *c, const char *formula)
{
    const struct hn_indicator_form_check in = { .formula = formula,
                                                .message = "Số hộ đạt không quá tổng số hộ",
                                                .strict = true };

    return hn_indicator_form_check_put(c, form_id(c), &in, NULL);
}

static enum hn_rc
check_of_no_truth(struct hn_ctx *c, struct hn_story *s)
{
    (void)s;
    return check(c, "[ho.van_hoa] + [ho.tong]");
}

static enum hn_rc
check_put(struct hn_ctx *c, struct hn_story *s)
{
    (void)s;
    return check(c, "[ho.van_hoa] <= [ho.tong]");
}

/* --- the sheet of March --- */

static struct hn_indicator_sheet_key
march(struct hn_ctx *c, struct hn_unit_id unit)
{
    return (struct hn_indicator_sheet_key){ .form = form_id(c),
                                            .unit = unit,
                                            .period = hn_period_at(HN_PERIOD_MONTH, DAY(2024, 3, 1)) };
}

static enum hn_rc
enter(struct hn_ctx *c, struct hn_unit_id unit, int64_t all, int64_t good, const char *reason)
{
    const struct hn_indicator_sheet_key key = march(c, unit);
    const struct hn_indicator_sheet_entry entries[] = {
        { "ho.tong", true, all * 1000, "exact", "Sổ hộ", "" },
        { "ho.van_hoa", good >= 0, good * 1000, "exact", "Biên bản bình xét", "" },
    };

    return hn_indicator_sheet_save(c, &key, entries, 2, 0, reason);
}

static enum hn_rc
look(struct hn_ctx *c, struct hn_unit_id unit, struct hn_indicator_sheet *out)
{
    const struct hn_indicator_sheet_key key = march(c, unit);

    return hn_indicator_sheet_read(c, &key, out);
}

static enum hn_rc
entered_badly(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_indicator_sheet_key key = march(c, s->p->c1);
    const struct hn_indicator_sheet_entry one = { "ho.tong", true, 1, "sure", "", "" };

    return hn_indicator_sheet_save(c, &key, &one, 1, 0, "");
}

static enum hn_rc
entered_for_others(struct hn_ctx *c, struct hn_story *s)
{
    return enter(c, s->p->c2, 90, 80, "");
}

static enum hn_rc
entered_in_part(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_indicator_sheet sheet;

    EXPECT_RC(enter(c, s->p->c1, 120, -1, ""), HN_OK);
    EXPECT_RC(look(c, s->p->c1, &sheet), HN_OK);
    EXPECT(strcmp(sheet.state, "begun") == 0 && !sheet.lines[2].has_value);
    return HN_OK;
}

static enum hn_rc
sent(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_indicator_sheet_key key = march(c, s->p->c1);

    return hn_indicator_sheet_send(c, &key, "");
}

static enum hn_rc
entered_too_many(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_indicator_sheet sheet;

    EXPECT_RC(enter(c, s->p->c1, 120, 210, ""), HN_OK);
    EXPECT_RC(look(c, s->p->c1, &sheet), HN_OK);
    EXPECT(sheet.broken_count == 1);
    return HN_OK;
}

static enum hn_rc
entered_right(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_indicator_sheet sheet;

    EXPECT_RC(enter(c, s->p->c1, 120, 102, ""), HN_OK);
    EXPECT_RC(look(c, s->p->c1, &sheet), HN_OK);
    EXPECT(sheet.broken_count == 0 && sheet.lines[2].value.milli == 85000);
    return HN_OK;
}

static enum hn_rc
other_cell_entered(struct hn_ctx *c, struct hn_story *s)
{
    return enter(c, s->p->c2, 80, 60, "");
}

/* Who has sent by now, of the two cells of the commune. */
static enum hn_rc
rates(struct hn_ctx *c, struct hn_story *s, int64_t on_time, int64_t late, int64_t missing)
{
    const struct hn_indicator_rate_line *children;
    const struct hn_indicator_sheet_key key = march(c, s->p->c1);
    struct hn_indicator_rate sum;
    size_t count;

    EXPECT_RC(hn_indicator_rates(c, key.form, s->p->org_a, key.period, &sum, &children, &count), HN_OK);
    EXPECT(sum.expected == 2 && sum.on_time == on_time && sum.late == late && sum.missing == missing);
    EXPECT(count == 2);
    return HN_OK;
}

static enum hn_rc
one_on_time(struct hn_ctx *c, struct hn_story *s)
{
    return rates(c, s, 1, 0, 0);
}

static enum hn_rc
one_missing(struct hn_ctx *c, struct hn_story *s)
{
    return rates(c, s, 1, 0, 1);
}

static enum hn_rc
other_cell_sent(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_indicator_sheet_key key = march(c, s->p->c2);

    return hn_indicator_sheet_send(c, &key, "");
}

static enum hn_rc
one_late(struct hn_ctx *c, struct hn_story *s)
{
    return rates(c, s, 1, 1, 0);
}

/* --- approving --- */

static enum hn_rc
approve(struct hn_ctx *c, struct hn_story *s, struct hn_unit_id as)
{
    const struct hn_indicator_sheet_key key = march(c, s->p->c1);

    return hn_indicator_sheet_approve(c, &key, as, "");
}

static enum hn_rc
commune_approves(struct hn_ctx *c, struct hn_story *s)
{
    return approve(c, s, s->p->org_a);
}

static enum hn_rc
committee_approves(struct hn_ctx *c, struct hn_story *s)
{
    return approve(c, s, s->p->a);
}

static enum hn_rc
is_final(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_indicator_sheet sheet;

    EXPECT_RC(look(c, s->p->c1, &sheet), HN_OK);
    EXPECT(strcmp(sheet.state, "final") == 0 && sheet.next.v == 0 && sheet.step_count == 3);
    return HN_OK;
}

/* What both cells together came to, as known at an instant: the commune's own figure is made of its cells'. */
static enum hn_rc
of_the_commune(struct hn_ctx *c, struct hn_story *s, hn_time known, int64_t milli)
{
    const struct hn_period period = hn_period_at(HN_PERIOD_MONTH, DAY(2024, 3, 1));
    struct hn_indicator_ask ask = { .unit = s->p->org_a, .periods = &period, .period_count = 1 };
    const struct hn_indicator_row *children;
    struct hn_indicator_row own;
    size_t count;

    c->known = known;
    EXPECT_RC(hn_indicator_find(c, "ho.ty_le", &ask.indicator), HN_OK);
    EXPECT_RC(hn_indicator_grid(c, &ask, &own, &children, &count), HN_OK);
    EXPECT(own.figures[0].state == HN_FORMULA_VALUE && own.figures[0].milli == milli);
    return HN_OK;
}

static enum hn_rc
ratio_of_sums(struct hn_ctx *c, struct hn_story *s)
{
    return of_the_commune(c, s, HN_TIME_OPEN, 81000); /* 162 of 200, not the middle of 85 and 75 */
}

/* --- correcting what is approved --- */

static enum hn_rc
corrected(struct hn_ctx *c, struct hn_story *s)
{
    return enter(c, s->p->c1, 120, 96, "Sáu hộ bị trừ sau phúc tra");
}

static enum hn_rc
corrected_mutely(struct hn_ctx *c, struct hn_story *s)
{
    return enter(c, s->p->c1, 120, 96, "");
}

static enum hn_rc
both_are_seen(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_indicator_value *rows;
    size_t count;
    int64_t id;

    EXPECT_RC(hn_indicator_find(c, "ho.van_hoa", &id), HN_OK);
    EXPECT_RC(hn_indicator_values(c, id, s->p->c1, true, &rows, &count), HN_OK);
    EXPECT(count == 3 && rows[0].milli == 96000 && rows[1].milli == 102000 && rows[2].milli == 210000);
    EXPECT(strcmp(rows[0].reason, "Sáu hộ bị trừ sau phúc tra") == 0);
    EXPECT_RC(of_the_commune(c, s, rows[0].known_from, 78000), HN_OK);
    return of_the_commune(c, s, rows[0].known_from - 1, 81000); /* what did we believe then */
}

/* --- taking back --- */

static enum hn_rc
take_back(struct hn_ctx *c, struct hn_story *s, struct hn_unit_id as, const char *reason)
{
    const struct hn_indicator_sheet_key key = march(c, s->p->c1);

    return hn_indicator_sheet_take_back(c, &key, as, reason);
}

static enum hn_rc
commune_takes_back(struct hn_ctx *c, struct hn_story *s)
{
    return take_back(c, s, s->p->org_a, "Cần bình xét lại");
}

static enum hn_rc
committee_takes_back(struct hn_ctx *c, struct hn_story *s)
{
    return take_back(c, s, s->p->a, "Xã đề nghị xem lại");
}

static enum hn_rc
committee_mutely(struct hn_ctx *c, struct hn_story *s)
{
    return take_back(c, s, s->p->a, "");
}

static enum hn_rc
commune_sends_back(struct hn_ctx *c, struct hn_story *s)
{
    return take_back(c, s, s->p->org_a, "Thiếu biên bản bình xét");
}

static enum hn_rc
entered_anew(struct hn_ctx *c, struct hn_story *s)
{
    return enter(c, s->p->c1, 120, 100, "");
}

/* --- the story --- */

static const struct hn_story_step month[] = {
    { "the committee has a clerk", 20240301, HN_SYSTEM, committee_has_a_clerk, HN_OK, "" },
    { "an indicator has a name", 0, COMMITTEE, nameless_indicator, HN_INVALID, "indicator.name" },
    { "and is set up by who directs", 0, HN_COMMUNE, one_indicator, HN_NOT_FOUND, "access.not_found" },
    { "two entered, one reckoned", 0, COMMITTEE, three_indicators, HN_OK, "" },
    { "a formula names what there is", 0, COMMITTEE, unknown_in_a_formula, HN_INVALID, "indicator.unknown" },
    { "a form is of a kind of period", 0, COMMITTEE, form_of_no_period, HN_INVALID, "form.every" },
    { "a form of each month", 0, COMMITTEE, form_with_lines, HN_OK, "" },
    { "a check says what is true", 0, COMMITTEE, check_of_no_truth, HN_INVALID, "form.check_truth" },
    { "no more than there are", 0, COMMITTEE, check_put, HN_OK, "" },
    { "a value says how exact it is", 20240402, HN_CELL_ONE, entered_badly, HN_INVALID, "value.qualifier" },
    { "each enters its own", 0, HN_CELL_ONE, entered_for_others, HN_NOT_FOUND, "access.not_found" },
    { "half of it is kept", 0, HN_CELL_ONE, entered_in_part, HN_OK, "" },
    { "but not sent", 0, HN_CELL_ONE, sent, HN_CONFLICT, "sheet.missing" },
    { "more than there are", 0, HN_CELL_ONE, entered_too_many, HN_OK, "" },
    { "is not sent either", 0, HN_CELL_ONE, sent, HN_CONFLICT, "sheet.broken" },
    { "put right", 0, HN_CELL_ONE, entered_right, HN_OK, "" },
    { "what is not sent is not approved", 0, HN_COMMUNE, commune_approves, HN_CONFLICT, "sheet.not_sent" },
    { "nor sent by others", 0, HN_COMMUNE, sent, HN_DENIED, "access.denied" },
    { "sent", 20240404, HN_CELL_ONE, sent, HN_OK, "" },
    { "once", 0, HN_CELL_ONE, sent, HN_CONFLICT, "sheet.sent" },
    { "one of two on time", 20240405, HN_COMMUNE, one_on_time, HN_OK, "" },
    { "the other is missing", 20240406, HN_COMMUNE, one_missing, HN_OK, "" },
    { "the other enters", 20240407, HN_CELL_TWO, other_cell_entered, HN_OK, "" },
    { "and sends", 0, HN_CELL_TWO, other_cell_sent, HN_OK, "" },
    { "late", 0, HN_COMMUNE, one_late, HN_OK, "" },
    { "the committee waits for the commune", 0, COMMITTEE, committee_approves, HN_CONFLICT, "sheet.order" },
    { "a cell approves nothing", 0, HN_CELL_ONE, commune_approves, HN_NOT_FOUND, "access.not_found" },
    { "the commune approves", 20240408, HN_COMMUNE, commune_approves, HN_OK, "" },
    { "the cell no longer corrects", 0, HN_CELL_ONE, corrected, HN_CONFLICT, "value.locked" },
    { "the committee approves", 20240410, COMMITTEE, committee_approves, HN_OK, "" },
    { "nobody is left to", 0, COMMITTEE, committee_approves, HN_CONFLICT, "sheet.final" },
    { "approved by all", 0, HN_CELL_ONE, is_final, HN_OK, "" },
    { "a ratio of the commune's sums", 0, HN_COMMUNE, ratio_of_sums, HN_OK, "" },
    { "the commune no longer corrects", 20240420, HN_COMMUNE, corrected, HN_CONFLICT, "value.locked" },
    { "the committee says why", 0, COMMITTEE, corrected_mutely, HN_CONFLICT, "value.reason" },
    { "and corrects", 0, COMMITTEE, corrected, HN_OK, "" },
    { "both are seen, and what was believed", 0, HN_COMMUNE, both_are_seen, HN_OK, "" },
    { "from the top down", 20240422, HN_COMMUNE, commune_takes_back, HN_CONFLICT, "sheet.order" },
    { "with a reason", 0, COMMITTEE, committee_mutely, HN_INVALID, "sheet.reason" },
    { "the committee takes back", 0, COMMITTEE, committee_takes_back, HN_OK, "" },
    { "then the commune", 0, HN_COMMUNE, commune_takes_back, HN_OK, "" },
    { "and sends it back", 0, HN_COMMUNE, commune_sends_back, HN_OK, "" },
    { "what is back is not approved", 0, HN_COMMUNE, commune_approves, HN_CONFLICT, "sheet.not_sent" },
    { "the cell enters anew", 20240424, HN_CELL_ONE, entered_anew, HN_OK, "" },
    { "sends anew", 0, HN_CELL_ONE, sent, HN_OK, "" },
    { "and the commune approves", 0, HN_COMMUNE, commune_approves, HN_OK, "" },
};

static void
test_month(void **state)
{
    HN_TEST_PLACE(state);
    hn_story_play(t, month, COUNT(month));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_month),
    };

    return cmocka_run_group_tests_name("story_indicator", tests, NULL, NULL);
}
