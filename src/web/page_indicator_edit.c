/* page_indicator_edit.c: one indicator: what it means and meant, a new version from a day on, its end; and the form of a new
 * one (page_indicator.h). */
#include <string.h>

#include "view_indicator.h"
#include "web/page_indicator.h"

const char *const hn_indicator_everies[] = { "any", "day", "month", "quarter", "half", "year", "span", NULL };

static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_indicator_asked = { .fields = asked_fields, .again = hn_page_indicator };

/* What is too long or of no such kind is told by the subject; the ceilings here only bound what is read. */
#define MEANING                                                                                              \
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },                                             \
        { .name = "name", .kind = HN_TEXT, .max = 300, .required = true, .label = "indicator.name" },        \
        { .name = "name_en", .kind = HN_TEXT, .max = 300, .label = "indicator.name_en" },                    \
        { .name = "measure", .kind = HN_TEXT, .max = 40, .required = true, .label = "indicator.measure" },   \
        { .name = "better", .kind = HN_TEXT, .max = 20, .label = "indicator.better" },                       \
        { .name = "every", .kind = HN_CHOICE, .choices = hn_indicator_everies, .label = "indicator.every" }, \
        { .name = "over_tree", .kind = HN_TEXT, .max = 20, .label = "indicator.over_tree" },                 \
        { .name = "over_time", .kind = HN_TEXT, .max = 20, .label = "indicator.over_time" },                 \
        { .name = "places", .kind = HN_INT, .low = 0, .high = 3, .label = "indicator.places" },              \
        { .name = "formula", .kind = HN_LONG_TEXT, .max = 5000, .label = "indicator.formula" },              \
        { .name = "note", .kind = HN_LONG_TEXT, .max = 2000, .label = "indicator.note" },                    \
        { .name = "from", .kind = HN_DAY, .required = true, .label = "field.from" },                         \
    {                                                                                                        \
        .name = "last_day", .kind = HN_DAY, .label = "field.last_day"                                        \
    }

static const struct hn_field new_fields[] = {
    { .name = "code", .kind = HN_TEXT, .max = 64, .required = true, .label = "indicator.code" },
    MEANING,
    { 0 },
};
const struct hn_form hn_form_indicator_new = { .fields = new_fields, .again = hn_page_indicator_new };
static const struct hn_field change_fields[] = { MEANING, { 0 } };
const struct hn_form hn_form_indicator_change = { .fields = change_fields, .again = hn_page_indicator };
static const struct hn_field end_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "end_last_day", .kind = HN_DAY, .required = true, .label = "indicator.end_last_day" },
    { 0 },
};
const struct hn_form hn_form_indicator_end = { .fields = end_fields, .again = hn_page_indicator };

static struct hn_indicator
meaning(const struct hn_req *q)
{
    const char *every = hn_form_text(q, "every");
    const hn_day last = hn_form_day(q, "last_day");

    return (struct hn_indicator){ .name = hn_form_text(q, "name"),
                                  .name_en = hn_form_text(q, "name_en"),
                                  .measure = hn_form_text(q, "measure"),
                                  .better = hn_form_text(q, "better"),
                                  .every = !*every || strcmp(every, "any") == 0 ? HN_PERIOD_ANY
                                                                                : hn_period_kind_of(every),
                                  .over_tree = hn_form_text(q, "over_tree"),
                                  .over_time = hn_form_text(q, "over_time"),
                                  .places = (int)hn_form_int(q, "places"),
                                  .formula = hn_form_text(q, "formula"),
                                  .note = hn_form_text(q, "note"),
                                  .from = hn_form_day(q, "from"),
                                  .to = last == HN_DAY_OPEN ? HN_DAY_OPEN : last + 1 };
}

static void
crumbs(struct hn_req *q, const char *unit, const char *leaf)
{
    struct hn_arena *a = q->ctx.arena;

    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"), hn_print(a, "/chi-tieu?don-vi=%s", unit));
    hn_crumb(q, hn_text(q->ctx.lang, "indicator.list"), hn_print(a, "/chi-tieu/danh-muc?don-vi=%s", unit));
    hn_crumb(q, leaf, NULL);
}

/* --- a new one --- */

enum hn_rc
hn_page_indicator_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "indicator.new",
                                         .section = "indicators",
                                         .html = hn_view_indicator_new_any,
                                         .json = hn_json_indicator_any };
    struct hn_indicator_page p = { .q = q, .known = q->ctx.known, .may_direct = true };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.indicator = (struct hn_indicator){ .unit = p.unit->id,
                                         .unit_code = p.unit->code,
                                         .unit_name = p.unit->name,
                                         .code = "",
                                         .name = "",
                                         .name_en = "",
                                         .measure = "",
                                         .better = "up",
                                         .over_tree = "sum",
                                         .over_time = "sum",
                                         .formula = "",
                                         .note = "",
                                         .every = HN_PERIOD_MONTH,
                                         .from = q->ctx.today,
                                         .to = HN_DAY_OPEN };
    crumbs(q, p.unit->code, hn_text(q->ctx.lang, "indicator.new"));
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_indicator_add(struct hn_req *q)
{
    struct hn_indicator in = meaning(q);
    struct hn_unit_stand stand = { 0 };
    int64_t id;
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    if (rc)
        return rc;
    in.unit = stand.unit.id;
    in.code = hn_form_text(q, "code");
    rc = hn_indicator_put(&q->ctx, &in, &id);
    return rc ? rc
              : hn_redirect_done(q, "done.indicator_put", "/chi-tieu/danh-muc/%lld?don-vi=%s", (long long)id,
                                 stand.unit.code);
}

/* --- one of them --- */

/* The unit whose pages one came from stays in the links. */
static enum hn_rc
read_one(struct hn_req *q, struct hn_indicator_page *p, struct hn_unit_stand *stand)
{
    enum hn_rc rc = hn_indicator_of_path(q, &p->indicator);

    if (!rc)
        rc = hn_indicator_unit_asked(q, stand);
    p->unit = &stand->unit;
    return rc;
}

enum hn_rc
hn_page_indicator(struct hn_req *q)
{
    static const struct hn_view view = { .title = "indicator.one",
                                         .section = "indicators",
                                         .html = hn_view_indicator_any,
                                         .json = hn_json_indicator_any,
                                         .dated = true };
    struct hn_indicator_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_one(q, &p, &stand);

    if (!rc)
        rc = hn_indicator_versions(&q->ctx, p.indicator.id, &p.versions, &p.version_count);
    if (rc)
        return rc;
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.indicator.unit);
    crumbs(q, p.unit->code, p.indicator.name);
    return hn_show(q, &view, &p, p.indicator.name);
}

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_indicator_page *p)
{
    return hn_redirect_done(q, done, "/chi-tieu/danh-muc/%s?don-vi=%s", p->indicator.code, p->unit->code);
}

enum hn_rc
hn_page_indicator_change(struct hn_req *q)
{
    struct hn_indicator_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator in = meaning(q);
    int64_t id;
    enum hn_rc rc = read_one(q, &p, &stand);

    if (rc)
        return rc;
    in.id = p.indicator.id;
    in.unit = p.indicator.unit;
    in.code = p.indicator.code;
    rc = hn_indicator_put(&q->ctx, &in, &id);
    return rc ? rc : back(q, "done.indicator_put", &p);
}

enum hn_rc
hn_page_indicator_end(struct hn_req *q)
{
    struct hn_indicator_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_one(q, &p, &stand);

    if (!rc)
        rc = hn_indicator_end(&q->ctx, p.indicator.id, hn_form_day(q, "end_last_day") + 1);
    return rc ? rc : back(q, "done.indicator_ended", &p);
}
