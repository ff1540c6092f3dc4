/* coal.c: see coal.h. */
#include "demo/coal.h"

#include "demo/deeds.h"
#include "demo/whole.h"
#include "indicator/sheet.h"

enum { FIGURES = 5 };

static const struct coal {
    const char *code, *name, *name_en, *measure, *qualifier;
    int64_t planned_milli, reached_milli;
    int places;
} coal[FIGURES] = {
    { "than.nguyen_khai", "Than nguyên khai sản xuất", "Raw coal mined", "triệu tấn", "exact", 180000, 187900,
      1 },
    { "than.sach", "Than sạch", "Clean coal", "triệu tấn", "over", 145000, 150000, 0 },
    { "than.tieu_thu", "Than tiêu thụ của Tập đoàn", "Coal sold by the group", "triệu tấn", "nearly", 190000,
      200000, 0 },
    { "than.doanh_thu", "Doanh thu toàn Tập đoàn", "Revenue of the group", "tỷ đồng", "nearly", 550000000,
      600000000, 0 },
    { "than.doanh_thu_than", "Doanh thu than của Tập đoàn", "Coal revenue of the group", "tỷ đồng", "over",
      300000000, 320000000, 0 },
};

struct telling {
    struct hn_unit_id unit;
    struct hn_period span;
    int64_t indicator[FIGURES], form;
};

static enum hn_rc
put_indicators(struct hn_ctx *c, struct telling *t)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < FIGURES; i++) {
        const struct hn_indicator in = {
            .unit = t->unit,
            .code = coal[i].code,
            .name = coal[i].name,
            .name_en = coal[i].name_en,
            .measure = coal[i].measure,
            .better = "up",
            .over_tree = "sum",
            .over_time = "sum",
            .formula = "",
            .note = "Số của cả kỳ, bài báo không có số từng năm; mức kế hoạch là minh họa.",
            .every = HN_PERIOD_SPAN,
            .places = coal[i].places,
            .from = t->span.from,
            .to = HN_DAY_OPEN
        };

        rc = hn_indicator_put(c, &in, &t->indicator[i]);
    }
    return rc;
}

/* Asked of the committee itself, for that span alone. */
static enum hn_rc
put_form(struct hn_ctx *c, struct telling *t)
{
    const struct hn_indicator_form in = { .unit = t->unit,
                                          .code = "than.2016-2020",
                                          .name = "Kết quả ngành than 2016-2020",
                                          .asked = "self",
                                          .note = "Kết quả theo bài báo; mức kế hoạch là minh họa.",
                                          .every = HN_PERIOD_SPAN,
                                          .due_days = 31,
                                          .source_needed = true,
                                          .from = t->span.from,
                                          .to = t->span.to };
    struct hn_indicator_form_line lines[FIGURES];
    enum hn_rc rc = hn_indicator_form_put(c, &in, &t->form);

    for (int i = 0; i < FIGURES; i++)
        lines[i] = (struct hn_indicator_form_line){ .indicator = t->indicator[i],
                                                    .position = i + 1,
                                                    .required = true };
    return rc ? rc : hn_indicator_form_lines_put(c, t->form, lines, FIGURES);
}

static enum hn_rc
put_plans(struct hn_ctx *c, const struct telling *t)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < FIGURES; i++) {
        const struct hn_indicator_value in = { .indicator = t->indicator[i],
                                               .unit = t->unit,
                                               .period = t->span,
                                               .plan = true,
                                               .milli = coal[i].planned_milli,
                                               .qualifier = "exact",
                                               .source = "Mức minh họa, không có thật",
                                               .note = "",
                                               .reason = "" };
        int64_t id;

        rc = hn_indicator_value_put(c, &in, &id);
    }
    return rc;
}

/* Entered, sent and approved by the committee itself, which keeps the form. */
static enum hn_rc
report(struct hn_ctx *c, const struct telling *t)
{
    const struct hn_indicator_sheet_key key = { .form = t->form, .unit = t->unit, .period = t->span };
    struct hn_indicator_sheet_entry entries[FIGURES];
    enum hn_rc rc;

    for (int i = 0; i < FIGURES; i++)
        entries[i] = (struct hn_indicator_sheet_entry){ .code = coal[i].code,
                                                        .has_value = true,
                                                        .milli = coal[i].reached_milli,
                                                        .qualifier = coal[i].qualifier,
                                                        .source = "Số liệu in trong bài báo về giai đoạn "
                                                                  "2016-2020",
                                                        .note = "" };
    hn_demo_clock(c, hn_day_of(2021, 1, 20), 9 * 60);
    rc = hn_indicator_sheet_save(c, &key, entries, FIGURES, 0, "");
    if (!rc)
        rc = hn_indicator_sheet_send(c, &key, "");
    hn_demo_clock(c, hn_day_of(2021, 1, 22), 9 * 60);
    return rc ? rc : hn_indicator_sheet_approve(c, &key, t->unit, "");
}

enum hn_rc
hn_demo_coal(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    const struct hn_ctx before = *c;
    struct telling t = { .unit = hn_demo_unit_id(all, hn_demo_unit_of(all->fill->plan, HN_DEMO_COAL)) };
    enum hn_rc rc;

    if (!hn_period_parse("2016-2020", &t.span))
        return hn_fail(c, HN_BROKEN, "", "broken");
    hn_demo_clock(c, hn_day_of(2016, 6, 15), 10 * 60);
    rc = put_indicators(c, &t);
    if (!rc)
        rc = put_form(c, &t);
    if (!rc)
        rc = put_plans(c, &t);
    if (!rc)
        rc = report(c, &t);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
