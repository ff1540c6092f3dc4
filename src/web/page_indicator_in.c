/* page_indicator_in.c: the way in of a unit: which sheets wait for it, how far the forms are, the latest figures
 * (page_indicator.h). */
#include "view_indicator.h"
#include "web/page_indicator.h"

static const struct hn_field in_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_indicators_in = { .fields = in_fields, .again = hn_page_indicators_in };

static void
take_line(void *sink, const struct hn_indicator *i)
{
    struct hn_indicators_in_page *p = sink;

    if (p->line_count < HN_IN_LINES)
        p->lines[p->line_count++].indicator = *i;
}

/* The period a figure of it is told of where none was asked for: the last that was over; of one without periods of its own,
 * that of the unit's latest figure, which may be a stretch of years. */
static enum hn_rc
usual_period(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_indicator *i, struct hn_period *out)
{
    const bool free = i->every == HN_PERIOD_ANY || i->every == HN_PERIOD_SPAN;
    const struct hn_indicator_value *values;
    size_t count = 0;
    enum hn_rc rc = free ? hn_indicator_values(c, i->id, unit, false, &values, &count) : HN_OK;

    if (rc)
        return rc;
    *out = count ? values[0].period : hn_period_over(free ? HN_PERIOD_YEAR : i->every, c->on);
    return HN_OK;
}

/* The last period that was over, the one before it, and what was planned; one indicator at a time, as each has formulas and
 * periods of its own; there are at most HN_IN_LINES. */
static enum hn_rc
read_line(struct hn_ctx *c, struct hn_unit_id unit, struct hn_in_line *l)
{
    struct hn_period *two = HN_NEW_N(c->arena, struct hn_period, 2);
    struct hn_indicator_ask ask = {
        .indicator = l->indicator.id, .unit = unit, .periods = two, .period_count = 2
    };
    const struct hn_indicator_row *children;
    struct hn_indicator_row row;
    size_t count;
    enum hn_rc rc = usual_period(c, unit, &l->indicator, &l->period);

    if (rc)
        return rc;
    two[0] = l->period;
    two[1] = hn_period_shift(l->period, -1);
    rc = hn_indicator_grid(c, &ask, &row, &children, &count);
    if (rc)
        return rc;
    l->now = row.figures;
    l->before = row.figures + 1;
    ask.plan = true;
    ask.period_count = 1;
    rc = hn_indicator_grid(c, &ask, &row, &children, &count);
    if (!rc)
        l->plan = row.figures;
    return rc;
}

static enum hn_rc
read_lines(struct hn_req *q, struct hn_indicators_in_page *p)
{
    const struct hn_indicator_filter f = { .words = "", .at = p->unit->id };
    const int64_t offset = (q->page_number - 1) * HN_IN_LINES;
    enum hn_rc rc = hn_indicator_count(&q->ctx, &f, &p->line_total);

    if (!rc)
        rc = hn_indicator_list(&q->ctx, &f, offset, HN_IN_LINES, take_line, p);
    for (size_t i = 0; i < p->line_count && !rc; i++)
        rc = read_line(&q->ctx, p->unit->id, &p->lines[i]);
    return rc;
}

static bool
is_among(int64_t form, const struct hn_indicator_form *forms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (forms[i].id == form)
            return true;
    }
    return false;
}

/* Rates are for who reads the figures of the unit; at most HN_IN_FORMS are told. */
static enum hn_rc
read_forms(struct hn_req *q, struct hn_indicators_in_page *p)
{
    const bool figures = hn_unit_may(q, HN_MAY_READ_FIGURES, p->unit->id);
    const struct hn_indicator_form *forms, *owed;
    size_t count, owed_count;
    enum hn_rc rc = hn_indicator_forms(&q->ctx, p->unit->id, false, &forms, &count);

    p->figures = figures;
    if (!rc)
        rc = hn_indicator_forms(&q->ctx, p->unit->id, true, &owed, &owed_count);

    if (rc)
        return rc;
    p->more_forms = count > HN_IN_FORMS;
    for (size_t i = 0; i < count && i < HN_IN_FORMS && !rc; i++) {
        struct hn_in_form *f = &p->forms[p->form_count++];
        const struct hn_indicator_rate_line *children;
        size_t child_count;

        f->form = forms[i];
        f->period = hn_period_over(forms[i].every, q->ctx.on);
        f->told = figures;
        f->own = forms[i].every != HN_PERIOD_SPAN && is_among(forms[i].id, owed, owed_count);
        if (f->own)
            f->now = hn_period_at(forms[i].every, q->ctx.on);
        if (figures)
            rc = hn_indicator_rates(&q->ctx, forms[i].id, p->unit->id, f->period, &f->rate, &children,
                                    &child_count);
    }
    return rc;
}

enum hn_rc
hn_page_indicators_in(struct hn_req *q)
{
    static const struct hn_view view = { .title = "indicator.title",
                                         .section = "indicators",
                                         .html = hn_view_indicators_in_any,
                                         .json = hn_json_indicators_in_any,
                                         .dated = true };
    struct hn_indicators_in_page *p = HN_NEW(q->ctx.arena, struct hn_indicators_in_page);
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_indicator_unit_asked(q, &stand);

    if (rc)
        return rc;
    p->q = q;
    p->known = q->ctx.known;
    p->unit = &stand.unit;
    rc = hn_indicator_sheet_waiting(&q->ctx, p->unit->id, &p->waiting, &p->waiting_count);
    if (!rc)
        rc = read_forms(q, p);
    if (!rc)
        rc = read_lines(q, p);
    if (rc)
        return rc;
    for (size_t i = 0; i < p->waiting_count; i++)
        p->late_count += p->waiting[i].late;
    p->commune = p->unit->place.v && !hn_unit_kind_has_members(p->unit->kind);
    p->may_direct = hn_unit_may(q, HN_MAY_DIRECT, p->unit->id);
    return hn_show(q, &view, p, p->unit->name);
}
