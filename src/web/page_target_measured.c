/* page_target_measured.c: by which indicator a target is measured, on its page; and the form that says so (page_target.h). */
#include <inttypes.h>
#include <string.h>

#include "view_target.h"
#include "web/page_target.h"
#include "web/route.h"

enum { OFFERED_MOST = 500 };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "indicator", .kind = HN_CODE, .label = "target.measured_by" },
    { 0 },
};
const struct hn_form hn_form_target_measure = { .fields = fields, .again = hn_page_target };

struct offering {
    struct hn_ctx *c;
    struct hn_option *options;
    size_t count;
    const char *measure;
};

static void
offer(void *sink, const struct hn_indicator *i)
{
    struct offering *o = sink;

    if (strcmp(i->measure, o->measure) == 0)
        o->options[o->count++] = (struct hn_option){
            .value = hn_dup(o->c->arena, i->code),
            .label = hn_print(o->c->arena, "%s (%s)", i->name, i->code),
        };
}

/* Those of the target's measure that may be measured where it is. */
static enum hn_rc
offer_all(struct hn_req *q, struct hn_target_page *p)
{
    const struct hn_indicator_filter filter = { .words = "", .at = p->target.unit };
    struct offering o = { .c = &q->ctx, .measure = p->target.measure };
    enum hn_rc rc;

    o.options = HN_NEW_N(q->ctx.arena, struct hn_option, OFFERED_MOST);
    rc = hn_indicator_list(&q->ctx, &filter, 0, OFFERED_MOST, offer, &o);
    p->indicators = o.options;
    p->indicator_count = o.count;
    return rc;
}

/* Who may not know of the indicator still reads what the target came to: then its code stands for its name. */
static enum hn_rc
read_indicator(struct hn_req *q, struct hn_target_page *p)
{
    struct hn_ctx *c = &q->ctx;
    int faults = c->fault_count;
    struct hn_indicator i = { .name = p->target.indicator_code };
    enum hn_rc rc = hn_indicator_get(c, p->target.indicator, &i);

    if (rc == HN_NOT_FOUND || rc == HN_DENIED) {
        c->fault_count = faults;
        i.name = p->target.indicator_code;
        rc = HN_OK;
    }
    p->indicator_name = c->lang == HN_EN && i.name_en && *i.name_en ? i.name_en : i.name;
    return rc;
}

enum hn_rc
hn_target_page_measured(struct hn_req *q, struct hn_target_page *p)
{
    enum hn_rc rc = p->target.indicator ? read_indicator(q, p) : HN_OK;

    /* What was entered by hand stands: there is nothing to choose. */
    p->may_measure = hn_unit_may(q, HN_MAY_DIRECT, p->target.unit) && strcmp(p->paper.state, "ended") != 0 &&
                     (p->target.indicator || !p->sum.has_value);
    if (p->target.indicator)
        p->may_value = false;
    return rc || !p->may_measure ? rc : offer_all(q, p);
}

/* Nothing chosen: its values are entered. */
enum hn_rc
hn_page_target_measure(struct hn_req *q)
{
    const char *code = hn_form_text(q, "indicator");
    struct hn_target target;
    int64_t indicator = 0;
    enum hn_rc rc = hn_target_of_path(q, &target);

    if (!rc && *code)
        rc = hn_indicator_find(&q->ctx, code, &indicator);
    if (!rc)
        rc = hn_target_measure_by(&q->ctx, target.id, indicator);
    if (rc)
        return rc;
    if (!*hn_form_text(q, "don-vi"))
        return hn_redirect_done(q, "done.target_measure", "/chi-tieu-nq/%" PRId64, target.id);
    return hn_redirect_done(q, "done.target_measure", "/chi-tieu-nq/%" PRId64 "?don-vi=%s", target.id,
                            hn_form_text(q, "don-vi"));
}
