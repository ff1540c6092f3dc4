/* page_beside.c: see page_beside.h. */
#include "web/page_beside.h"

#include <string.h>

#include "base/vi.h"
#include "base/words.h"
#include "view_indicator.h"

enum { OFFERED_MOST = 200, MONTHS = 12, QUARTERS = 8, YEARS = 3 };

static const char *const kinds[] = { "month", "quarter", "year", NULL };

static const struct hn_field fields[] = {
    { .name = "chi-tieu", .kind = HN_CODE, .label = "beside.indicator" },
    { .name = "ky", .kind = HN_CHOICE, .choices = kinds, .label = "beside.every" },
    { 0 },
};
const struct hn_form hn_form_beside = { .fields = fields, .again = hn_page_beside };

/* --- what may be chosen --- */

struct offering {
    struct hn_option *options;
    size_t count;
    struct hn_arena *arena;
};

static void
offer(void *sink, const struct hn_indicator *i)
{
    struct offering *o = sink;

    o->options[o->count++] = (struct hn_option){ i->code,
                                                 hn_print(o->arena, "%s (%s)", i->name, i->measure) };
}

static enum hn_rc
find_offered(struct hn_req *q, struct hn_beside_page *p)
{
    const struct hn_indicator_filter f = { .at = p->unit->id };
    struct offering o = { .options = HN_NEW_N(q->ctx.arena, struct hn_option, OFFERED_MOST),
                          .arena = q->ctx.arena };
    enum hn_rc rc = hn_indicator_list(&q->ctx, &f, 0, OFFERED_MOST, offer, &o);

    p->offered = o.options;
    p->offered_count = o.count;
    return rc;
}

/* --- the two series --- */

/* The periods of a kind that end with the one of the day asked for. */
static size_t
find_periods(struct hn_req *q, const char *every, struct hn_period **out)
{
    enum hn_period_kind kind = hn_period_kind_of(every);
    size_t count = kind == HN_PERIOD_MONTH ? MONTHS : kind == HN_PERIOD_QUARTER ? QUARTERS : YEARS;
    struct hn_period last = hn_period_at(kind, q->ctx.on);

    *out = HN_NEW_N(q->ctx.arena, struct hn_period, count);
    for (size_t i = 0; i < count; i++)
        (*out)[i] = hn_period_shift(last, (int)i - (int)count + 1);
    return count;
}

static struct hn_chart
draw(struct hn_req *q, const struct hn_beside_page *p, bool scores)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_figure *figures = HN_NEW_N(a, struct hn_figure, p->count);
    bool en = q->ctx.lang == HN_EN;

    for (size_t i = 0; i < p->count; i++) {
        const struct hn_beside *r = &p->rows[i];
        bool known = scores ? r->scored > 0 : r->figure.state == HN_FORMULA_VALUE;
        int64_t value = scores ? r->score_mean_milli : r->figure.milli;

        figures[i] = (struct hn_figure){ .label = hn_period_short(a, r->period),
                                         .value = known ? value : HN_NO_FIGURE,
                                         .other = HN_NO_FIGURE,
                                         .shown = known ? hn_vi_milli(a, value, en) : NULL };
    }
    return (struct hn_chart){ .caption = scores ? hn_words(q->ctx.lang, "beside.scores") : p->indicator.name,
                              .label_key = "beside.period",
                              .value_key = scores ? "beside.score" : "beside.figure",
                              .figures = figures,
                              .count = p->count };
}

static enum hn_rc
read_rows(struct hn_req *q, struct hn_beside_page *p, const char *code)
{
    struct hn_period *periods;
    int64_t id;
    enum hn_rc rc = hn_indicator_find(&q->ctx, code, &id);

    if (!rc)
        rc = hn_indicator_get(&q->ctx, id, &p->indicator);
    if (rc)
        return rc;
    p->count = find_periods(q, p->every, &periods);
    rc = hn_beside(&q->ctx, p->unit->id, id, periods, p->count, &p->rows);
    if (rc)
        return rc;
    p->chosen = true;
    p->scores = draw(q, p, true);
    p->figures = draw(q, p, false);
    return HN_OK;
}

enum hn_rc
hn_page_beside(struct hn_req *q)
{
    static const struct hn_view view = { .title = "beside.title",
                                         .section = "indicators",
                                         .html = hn_view_beside_any,
                                         .json = hn_json_beside_any,
                                         .dated = true };
    struct hn_beside_page *p = HN_NEW(q->ctx.arena, struct hn_beside_page);
    const char *code = hn_form_text(q, "chi-tieu"), *every = hn_form_text(q, "ky");
    struct hn_nodes ancestors;
    struct hn_unit_id unit;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_path_text(q, "unit"), &unit);

    if (!rc)
        rc = hn_unit_stand(q, unit, &p->stand);
    if (rc)
        return rc;
    p->q = q;
    p->known = q->ctx.known;
    p->unit = &p->stand.unit;
    p->every = *every ? every : kinds[0];
    rc = hn_unit_crumbs(q, p->unit, hn_text(q->ctx.lang, "beside.title"), &ancestors);
    if (!rc)
        rc = find_offered(q, p);
    if (!rc && !*code && p->offered_count)
        code = p->offered[0].value;
    if (!rc && *code)
        rc = read_rows(q, p, code);
    return rc ? rc : hn_show(q, &view, p, p->unit->name);
}
