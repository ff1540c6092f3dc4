/* monthly.c: see monthly.h. */
#include "demo/monthly.h"

#include <string.h>

#include "demo/deeds.h"
#include "demo/whole.h"
#include "indicator/sheet.h"
#include "rule/rule.h"

enum { MONTHS = 12, LINES = 4, ENTERED = 3, DUE_DAYS = 10 };

static const struct line {
    const char *code, *name, *name_en, *measure, *over_time, *formula;
    int places;
} lines[LINES] = {
    { "tanbinh.ho_van_dong", "Hộ được vận động (minh họa)", "Households asked (made up)", "hộ", "last", "",
      0 },
    { "tanbinh.ho_tham_gia", "Hộ tham gia phong trào (minh họa)", "Households taking part (made up)", "hộ",
      "last", "", 0 },
    { "tanbinh.buoi_ra_quan", "Buổi ra quân (minh họa)", "Working days held (made up)", "buổi", "sum", "",
      0 },
    { "tanbinh.ty_le", "Tỷ lệ hộ tham gia (minh họa)", "Share of households taking part (made up)", "%",
      "none", "[tanbinh.ho_tham_gia] / [tanbinh.ho_van_dong] * 100", 1 },
};

struct telling {
    const struct hn_demo_meetings *all;
    struct hn_unit_id commune;
    int64_t indicator[LINES], form;
    int64_t first, last; /* months */
};

/* --- the form --- */

static enum hn_rc
put_indicators(struct hn_ctx *c, struct telling *t)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < LINES; i++) {
        bool reckoned = *lines[i].formula != '\0';
        const struct hn_indicator in = { .unit = t->commune,
                                         .code = lines[i].code,
                                         .name = lines[i].name,
                                         .name_en = lines[i].name_en,
                                         .measure = lines[i].measure,
                                         .better = "up",
                                         .over_tree = reckoned ? "none" : "sum",
                                         .over_time = lines[i].over_time,
                                         .formula = lines[i].formula,
                                         .note = "Số liệu minh họa, không có thật.",
                                         .every = HN_PERIOD_MONTH,
                                         .places = lines[i].places,
                                         .from = hn_month_first(t->first),
                                         .to = HN_DAY_OPEN };

        rc = hn_indicator_put(c, &in, &t->indicator[i]);
    }
    return rc;
}

static enum hn_rc
put_form(struct hn_ctx *c, struct telling *t, bool goes_on)
{
    const struct hn_indicator_form in = { .unit = t->commune,
                                          .code = "tanbinh.thang",
                                          .name = "Báo cáo tháng của chi bộ (minh họa)",
                                          .asked = "cell",
                                          .note = "Biểu minh họa, không có thật.",
                                          .every = HN_PERIOD_MONTH,
                                          .due_days = DUE_DAYS,
                                          .from = hn_month_first(t->first),
                                          .to = goes_on ? HN_DAY_OPEN : hn_month_first(t->last + 1) };
    const struct hn_indicator_form_check check = {
        .formula = "[tanbinh.ho_tham_gia] <= [tanbinh.ho_van_dong]",
        .message = "Số hộ tham gia không thể nhiều hơn số hộ được vận động.",
        .strict = true
    };
    struct hn_indicator_form_line rows[LINES];
    int64_t id;
    enum hn_rc rc = hn_indicator_form_put(c, &in, &t->form);

    for (int i = 0; i < LINES; i++)
        rows[i] = (struct hn_indicator_form_line){ .indicator = t->indicator[i],
                                                   .position = i + 1,
                                                   .required = i < ENTERED };
    if (!rc)
        rc = hn_indicator_form_lines_put(c, t->form, rows, LINES);
    return rc ? rc : hn_indicator_form_check_put(c, t->form, &check, &id);
}

/* --- a sheet --- */

/* Sent within six days of the month's end, approved two days later. */
static hn_day
sent_on(int64_t month, int nth)
{
    return hn_month_last(month) + 3 + (hn_day)((month + nth) % 4);
}

static enum hn_rc
report(struct hn_ctx *c, const struct telling *t, int unit, int nth, int64_t month)
{
    /* Over any three months the same in every cell. */
    const int64_t figures[ENTERED] = { 20, 16 + (month + nth) % 3, 1 + (month + nth) % 3 / 2 };
    const struct hn_indicator_sheet_key key = { .form = t->form,
                                                .unit = hn_demo_unit_id(t->all, unit),
                                                .period = hn_period_at(HN_PERIOD_MONTH,
                                                                       hn_month_first(month)) };
    struct hn_indicator_sheet_entry entries[ENTERED];
    enum hn_rc rc;

    for (int i = 0; i < ENTERED; i++)
        entries[i] = (struct hn_indicator_sheet_entry){ .code = lines[i].code,
                                                        .has_value = true,
                                                        .milli = 1000 * figures[i],
                                                        .qualifier = "exact",
                                                        .source = "Sổ minh họa của chi bộ",
                                                        .note = "" };
    hn_demo_clock(c, sent_on(month, nth), 19 * 60);
    rc = hn_indicator_sheet_save(c, &key, entries, ENTERED, 0, "");
    if (!rc)
        rc = hn_indicator_sheet_send(c, &key, "");
    hn_demo_clock(c, sent_on(month, nth) + 2, 9 * 60);
    return rc ? rc : hn_indicator_sheet_approve(c, &key, t->commune, "");
}

/* A month whose sheets would be approved only after the day of filling is still open. */
static enum hn_rc
report_month(struct hn_ctx *c, const struct telling *t, int64_t month, hn_day filled)
{
    const struct hn_demo_plan *plan = t->all->fill->plan;
    enum hn_rc rc = HN_OK;
    int nth = 0;

    for (int i = 0; !rc && i < plan->unit_count; i++) {
        if (strcmp(plan->units[i].kind, "cell") != 0 ||
            strncmp(plan->units[i].code, HN_DEMO_TAN_BINH, 10) != 0)
            continue;
        if (sent_on(month, nth) + 2 < filled)
            rc = report(c, t, i, nth, month);
        nth++;
    }
    return rc;
}

enum hn_rc
hn_demo_monthly(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    const struct hn_ctx before = *c;
    bool present = hn_demo_has_present(all, c->today);
    struct telling t = {
        .all = all, .commune = hn_demo_unit_id(all, hn_demo_unit_of(all->fill->plan, HN_DEMO_TAN_BINH))
    };
    enum hn_rc rc;

    t.last = present ? hn_month_of(c->today) - 1 : all->month[all->month_count - 1];
    t.first = t.last - MONTHS + 1;
    hn_demo_clock(c, hn_month_first(t.first), 9 * 60);
    rc = put_indicators(c, &t);
    if (!rc)
        rc = put_form(c, &t, present);
    for (int64_t month = t.first; !rc && month <= t.last; month++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = report_month(c, &t, month, before.today);
        if (rc)
            break; /* what went wrong stands in the arena */
        c->grants = NULL;
        hn_ctx_rewind(c, mark);
    }
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
