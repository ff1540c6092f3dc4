/* formulas.c: what the formulas of indicators name: is it there, do the measures fit, does it go round in circles, how deep.
 *
 * Asked before anything is written, over every day on which something begins or ends, since a formula that names only what
 * is there today may name nothing tomorrow. Neighbours: formula_web.c reads what is asked about; closed.c uses the same;
 * formula/ knows the language.
 */
#include <string.h>

#include "indicator/inside.h"

enum { DEPTH_MOST = 8 };

/* --- one day --- */

/* The web as it would be on a day, the new meaning in place of what stands. */
struct day_of_web {
    struct hn_ctx *c;
    const struct hn_indicator *in;
    const struct hn_formula *f;
    const struct hn_indicator_web *web;
    struct hn_indicator_meaning self;          /* the new one */
    const struct hn_indicator_meaning **means; /* of each node, NULL: it is not measured then */
};

static void
stand_on(struct day_of_web *d, hn_day day)
{
    const struct hn_indicator_web *w = d->web;

    memset(d->means, 0, (w->node_count + 1) * sizeof(d->means[0]));
    for (size_t i = 0; i < w->meaning_count; i++) {
        const struct hn_indicator_meaning *m = &w->meanings[i];

        if (m->node != w->self && m->from <= day && m->to > day)
            d->means[m->node] = m;
    }
    d->means[w->self] = &d->self;
}

/* The node of a code, its own too while it is not there yet; more than there are: none. */
static size_t
find(const struct day_of_web *d, const char *code)
{
    size_t node = hn_indicator_web_node(d->web, code, strlen(code));

    if (strcmp(code, d->in->code) == 0)
        return d->web->self;
    return node < d->web->node_count ? node : SIZE_MAX;
}

static const char *
code_at(const struct day_of_web *d, size_t node)
{
    return node == d->web->self ? d->in->code : d->web->nodes[node].code;
}

/* Every code is there, and the measures come to what was said. */
static enum hn_rc
check_named(struct day_of_web *d)
{
    const char *measures[HN_FORMULA_REFS];
    const char *const *codes;
    size_t count = hn_formula_codes(d->f, &codes);

    for (size_t i = 0; i < count; i++) {
        size_t node = find(d, codes[i]);

        if (node == SIZE_MAX || !d->means[node])
            return hn_fail_arg(d->c, HN_INVALID, "formula", "indicator.unknown", codes[i]);
        measures[i] = d->means[node]->measure;
    }
    return hn_formula_measures(d->c, d->f, measures, d->in->measure, "formula");
}

/* What names it was right with the old measure; is it with the new? */
static enum hn_rc
check_naming(struct day_of_web *d, const struct hn_indicator_meaning *m)
{
    const char *measures[HN_FORMULA_REFS];
    const struct hn_formula *f;
    const char *const *codes;
    size_t count;
    enum hn_rc rc = hn_formula_compile(d->c, m->formula, "measure", &f);

    if (rc)
        return rc;
    count = hn_formula_codes(f, &codes);
    for (size_t i = 0; i < count; i++) {
        size_t node = find(d, codes[i]);

        if (node == SIZE_MAX || !d->means[node])
            return HN_OK; /* of something that has ended: not for this change to mend */
        measures[i] = d->means[node]->measure;
    }
    rc = hn_formula_measures(d->c, f, measures, m->measure, "measure");
    if (rc != HN_INVALID)
        return rc;
    hn_fault_clear(d->c);
    return hn_fail_arg(d->c, HN_CONFLICT, "measure", "indicator.measure_used", code_at(d, m->node));
}

static bool
names(const struct hn_indicator_meaning *m, size_t node)
{
    for (size_t i = 0; i < m->named_count; i++)
        if (m->named[i] == node)
            return true;
    return false;
}

/* From the new formula on, whatever is named by what is named, until it is named itself: "a → b → a". */
static enum hn_rc
check_round(struct day_of_web *d)
{
    size_t nodes = d->web->node_count + 1, self = d->web->self, count = 0;
    size_t *queue = HN_NEW_N(d->c->arena, size_t, nodes), *by = HN_NEW_N(d->c->arena, size_t, nodes);
    const char *path = d->in->code;

    for (size_t i = 0; i < nodes; i++)
        by[i] = nodes;
    queue[count++] = self;
    for (size_t i = 0; i < count; i++) {
        const struct hn_indicator_meaning *m = d->means[queue[i]];

        for (size_t k = 0; m && k < m->named_count; k++) {
            size_t to = m->named[k];

            if (to == self) {
                for (size_t at = queue[i]; at != self; at = by[at])
                    path = hn_print(d->c->arena, "%s → %s", code_at(d, at), path);
                return hn_fail_arg(d->c, HN_INVALID, "formula", "indicator.cycle",
                                   hn_print(d->c->arena, "%s → %s", d->in->code, path));
            }
            if (by[to] != nodes)
                continue;
            by[to] = queue[i];
            queue[count++] = to;
        }
    }
    return HN_OK;
}

/* How many formulas lie in one another, raised round by round: what still grows after the last round is too deep. */
static enum hn_rc
check_depth(struct day_of_web *d)
{
    size_t nodes = d->web->node_count + 1;
    int *depth = HN_NEW_N(d->c->arena, int, nodes);

    for (int round = 0; round <= DEPTH_MOST; round++) {
        for (size_t i = 0; i < nodes; i++) {
            const struct hn_indicator_meaning *m = d->means[i];

            if (m && *m->formula)
                depth[i] = depth[i] > 1 ? depth[i] : 1;
            for (size_t k = 0; m && k < m->named_count; k++)
                if (depth[m->named[k]] + 1 > depth[i])
                    depth[i] = depth[m->named[k]] + 1;
            if (depth[i] > DEPTH_MOST)
                return hn_fail_arg(d->c, HN_INVALID, "formula", "indicator.deep", code_at(d, i));
        }
    }
    return HN_OK;
}

static enum hn_rc
check_day(struct day_of_web *d, hn_day day)
{
    struct hn_mark mark = hn_arena_mark(d->c->arena);
    enum hn_rc rc = HN_OK;

    stand_on(d, day);
    if (d->f)
        rc = check_round(d);
    if (!rc && d->f)
        rc = check_named(d);
    if (!rc && d->f)
        rc = check_depth(d);
    for (size_t i = 0; !rc && i < d->web->node_count; i++)
        if (d->means[i] && i != d->web->self && names(d->means[i], d->web->self))
            rc = check_naming(d, d->means[i]);
    hn_ctx_rewind(d->c, mark);
    return rc;
}

/* --- all days --- */

/* A code that names the indicator itself is its own node, also while it is not there yet. */
static void
name_self(struct hn_ctx *c, struct day_of_web *d)
{
    const char *const *codes;
    size_t count = hn_formula_codes(d->f, &codes), *named = HN_NEW_N(c->arena, size_t, HN_FORMULA_REFS);

    for (size_t i = 0; i < count; i++) {
        size_t node = find(d, codes[i]);

        if (node != SIZE_MAX)
            named[d->self.named_count++] = node;
    }
    d->self.named = named;
}

/* Between two days on which something begins or ends, all days are alike. */
static enum hn_rc
check_days(struct day_of_web *d)
{
    const struct hn_indicator_web *w = d->web;
    hn_day day = d->in->from;
    enum hn_rc rc = HN_OK;

    while (!rc && day < d->in->to) {
        hn_day next = d->in->to;

        rc = check_day(d, day);
        for (size_t i = 0; i < w->meaning_count; i++) {
            if (w->meanings[i].from > day && w->meanings[i].from < next)
                next = w->meanings[i].from;
            if (w->meanings[i].to > day && w->meanings[i].to < next)
                next = w->meanings[i].to;
        }
        day = next;
    }
    return rc;
}

enum hn_rc
hn_indicator_check_formula(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_formula *f)
{
    struct hn_indicator_web_ask ask = { .id = in->id, .owner = in->unit, .from = in->from, .to = in->to };
    struct hn_indicator_web web;
    struct day_of_web d = { .c = c, .in = in, .f = f, .web = &web };
    enum hn_rc rc;

    if (!f && !in->id)
        return HN_OK; /* nothing names what is new */
    if (f)
        ask.code_count = hn_formula_codes(f, &ask.codes);
    rc = hn_indicator_web_read(c, &ask, &web);
    if (rc)
        return rc;
    d.self = (struct hn_indicator_meaning){
        .node = web.self, .from = in->from, .to = in->to, .measure = in->measure, .formula = in->formula
    };
    d.means = HN_NEW_N(c->arena, const struct hn_indicator_meaning *, web.node_count + 1);
    if (f)
        name_self(c, &d);
    return check_days(&d);
}
