/* page_indicator_value.c: what a unit reported or planned of one indicator: every value with when it was believed, entered anew,
 * corrected, taken back (page_indicator.h).
 *
 * Not for: sheets, where a unit enters a form as a whole (page_form_sheet.c).
 */
#include <string.h>

#include "view_indicator.h"
#include "web/page_indicator.h"
#include "web/route.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .label = "period.period" },
    { .name = "bo", .kind = HN_ID, .label = "value.take_back" },
    { 0 },
};
const struct hn_form hn_form_own_values = { .fields = fields, .again = hn_page_own_values };

static const char *const sorts[] = { "result", "plan", NULL };
static const struct hn_field put_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .required = true, .label = "period.period" },
    { .name = "sort", .kind = HN_CHOICE, .choices = sorts, .required = true, .label = "value.sort" },
    { .name = "value", .kind = HN_TEXT, .max = 40, .required = true, .label = "value.figure" },
    { .name = "qualifier", .kind = HN_TEXT, .max = 20, .label = "figure.qualifier" },
    { .name = "source", .kind = HN_TEXT, .max = 300, .label = "figure.source" },
    { .name = "note", .kind = HN_LONG_TEXT, .max = 1000, .label = "figure.note" },
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 1000, .label = "figure.reason" },
    { 0 },
};
const struct hn_form hn_form_own_value_put = { .fields = put_fields, .again = hn_page_own_values };
static const struct hn_field remove_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .label = "period.period" },
    { .name = "id", .kind = HN_ID, .required = true, .label = "value.take_back" },
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 1000, .required = true, .label = "figure.reason" },
    { 0 },
};
const struct hn_form hn_form_own_value_remove = { .fields = remove_fields, .again = hn_page_own_values };

/* Over the unit, or as one that stands above it. */
static enum hn_rc
may_write(struct hn_req *q, struct hn_unit_id unit, bool *out)
{
    struct hn_nodes above;
    enum hn_rc rc;

    *out = hn_unit_may(q, HN_MAY_REPORT, unit);
    if (*out)
        return HN_OK;
    rc = hn_unit_ancestors(&q->ctx, unit, &above);
    for (size_t i = 0; i < above.count && !rc && !*out; i++)
        *out = above.at[i].id != unit.v &&
               hn_unit_may(q, HN_MAY_CONFIRM, (struct hn_unit_id){ above.at[i].id });
    return rc;
}

static enum hn_rc
read_page(struct hn_req *q, struct hn_own_values_page *p, struct hn_unit_stand *stand)
{
    enum hn_rc rc = hn_indicator_of_path(q, &p->indicator);

    if (!rc)
        rc = hn_indicator_unit_asked(q, stand);
    if (!rc)
        rc = hn_period_asked(q, "ky", &p->period);
    p->q = q;
    p->unit = &stand->unit;
    p->known = q->ctx.known;
    p->chosen = p->period.kind != HN_PERIOD_ANY;
    return rc;
}

/* Those of the period chosen; the one to be taken back, when it is among them and holds. */
static void
keep_chosen(struct hn_req *q, struct hn_own_values_page *p)
{
    const int64_t asked = q->route->method == HN_GET && hn_form_has(q, "bo") ? hn_form_id(q, "bo") : 0;
    struct hn_indicator_value *kept = HN_NEW_N(q->ctx.arena, struct hn_indicator_value, p->count);
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++) {
        const struct hn_indicator_value *v = &p->values[i];

        if (p->chosen && (v->period.kind != p->period.kind || v->period.from != p->period.from ||
                          v->period.to != p->period.to))
            continue;
        kept[n] = *v;
        if (asked && v->id == asked && v->known_to == HN_TIME_OPEN && !v->removed)
            p->removing = &kept[n];
        n++;
    }
    p->values = kept;
    p->count = n;
}

enum hn_rc
hn_page_own_values(struct hn_req *q)
{
    static const struct hn_view view = { .title = "value.title",
                                         .section = "indicators",
                                         .html = hn_view_own_values_any,
                                         .json = hn_json_own_values_any };
    struct hn_own_values_page p = { 0 };
    struct hn_arena *a = q->ctx.arena;
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_page(q, &p, &stand);

    if (!rc)
        rc = hn_indicator_values(&q->ctx, p.indicator.id, p.unit->id, true, &p.values, &p.count);
    if (!rc)
        rc = may_write(q, p.unit->id, &p.may_report);
    if (rc)
        return rc;
    p.may_report = p.may_report && !*p.indicator.formula;
    keep_chosen(q, &p);
    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"), hn_print(a, "/chi-tieu?don-vi=%s", p.unit->code));
    hn_crumb(q, p.indicator.name, hn_indicator_path(a, p.indicator.code, "chuoi", p.unit->code, ""));
    hn_crumb(q, hn_text(q->ctx.lang, "value.title_short"), NULL);
    return hn_show(q, &view, &p, p.indicator.name);
}

/* --- deeds --- */

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_own_values_page *p)
{
    struct hn_arena *a = q->ctx.arena;

    return hn_redirect_done(q, done, "%s",
                            hn_indicator_path(a, p->indicator.code, "gia-tri", p->unit->code,
                                              p->chosen ? hn_period_iso(a, p->period) : ""));
}

enum hn_rc
hn_page_own_value_put(struct hn_req *q)
{
    struct hn_own_values_page p = { 0 };
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_value in = { .plan = strcmp(hn_form_text(q, "sort"), "plan") == 0,
                                     .qualifier = hn_form_has(q, "qualifier") ? hn_form_text(q, "qualifier")
                                                                              : "exact",
                                     .source = hn_form_text(q, "source"),
                                     .note = hn_form_text(q, "note"),
                                     .reason = hn_form_text(q, "reason") };
    int64_t id;
    enum hn_rc rc = read_page(q, &p, &stand);

    if (!rc)
        rc = hn_number_typed(q, "value", hn_form_text(q, "value"), &in.milli);
    if (rc)
        return rc;
    in.indicator = p.indicator.id;
    in.code = p.indicator.code;
    in.unit = p.unit->id;
    in.period = p.period;
    rc = hn_indicator_value_put(&q->ctx, &in, &id);
    return rc ? rc : back(q, "done.indicator_value", &p);
}

enum hn_rc
hn_page_own_value_remove(struct hn_req *q)
{
    struct hn_own_values_page p = { 0 };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_page(q, &p, &stand);

    if (!rc)
        rc = hn_indicator_value_remove(&q->ctx, p.unit->id, hn_form_id(q, "id"), hn_form_text(q, "reason"));
    return rc ? rc : back(q, "done.indicator_value_removed", &p);
}
