/* closed.c: what was approved stays what it was: no change of meaning, no end, reaches back into an approved period.
 *
 * An indicator's figures stand in the sheets of its own form, of the forms of what its formula names (they are what it is reckoned
 * from) and of what names it. A name, a note, how many places are shown: these change no figure. (product P8)
 */
#include <string.h>

#include "indicator/inside.h"

static bool
same_meaning(const struct hn_indicator_meaning *m, const struct hn_indicator *in)
{
    return strcmp(m->measure, in->measure) == 0 && strcmp(m->over_tree, in->over_tree) == 0 &&
           strcmp(m->over_time, in->over_time) == 0 && strcmp(m->formula, in->formula) == 0 &&
           strcmp(m->every, hn_period_kind_name(in->every)) == 0;
}

/* From the first to the last day on which in says something else than what stands. false: none. */
static bool
changed_days(const struct hn_indicator_web *w, const struct hn_indicator *in, bool ends, hn_day *from,
             hn_day *to)
{
    hn_day reached = in->from; /* up to here all is told */

    *from = in->to;
    *to = in->from;
    for (size_t i = 0; i < w->meaning_count; i++) {
        const struct hn_indicator_meaning *m = &w->meanings[i];
        hn_day begins = m->from > in->from ? m->from : in->from, stops = m->to < in->to ? m->to : in->to;

        if (m->node != w->self)
            continue;
        if (begins > reached && !ends) { /* days on which it was not there */
            *from = reached < *from ? reached : *from;
            *to = begins;
        }
        if (ends || !same_meaning(m, in)) {
            *from = begins < *from ? begins : *from;
            *to = stops;
        }
        reached = stops;
    }
    if (reached < in->to && !ends) {
        *from = reached < *from ? reached : *from;
        *to = in->to;
    }
    return *from < *to;
}

/* Marks what the marked ones name (down) or are named by, until nothing is new. */
static void
spread(const struct hn_indicator_web *w, bool *marked, bool down)
{
    bool more = true;

    while (more) {
        more = false;
        for (size_t i = 0; i < w->meaning_count; i++) {
            const struct hn_indicator_meaning *m = &w->meanings[i];

            for (size_t k = 0; k < m->named_count; k++) {
                size_t by = down ? m->node : m->named[k], to = down ? m->named[k] : m->node;

                if (marked[by] && !marked[to])
                    marked[to] = more = true;
            }
        }
    }
}

static hn_day
latest(struct hn_ctx *c, const struct hn_indicator_web *w, const struct hn_formula *f)
{
    bool *below = HN_NEW_N(c->arena, bool, w->node_count + 1),
         *above = HN_NEW_N(c->arena, bool, w->node_count + 1);
    const char *const *codes;
    size_t count = f ? hn_formula_codes(f, &codes) : 0;
    hn_day last = HN_DAY_START;

    below[w->self] = above[w->self] = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < w->node_count; k++)
            if (strcmp(w->nodes[k].code, codes[i]) == 0)
                below[k] = true;
    spread(w, below, true);
    spread(w, above, false);
    for (size_t i = 0; i < w->node_count; i++)
        if ((below[i] || above[i]) && w->nodes[i].closed > last)
            last = w->nodes[i].closed;
    return last;
}

enum hn_rc
hn_indicator_check_closed(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_formula *f,
                          bool ends)
{
    struct hn_indicator_web_ask ask = { .id = in->id, .owner = in->unit, .from = in->from, .to = in->to };
    struct hn_indicator_web web;
    hn_day last;
    enum hn_rc rc;

    if (!in->id)
        return HN_OK;
    rc = hn_indicator_web_read(c, &ask, &web);
    if (rc || !changed_days(&web, in, ends, &ask.closed_from, &ask.closed_to))
        return rc;
    if (f)
        ask.code_count = hn_formula_codes(f, &ask.codes);
    rc = hn_indicator_web_read(c, &ask, &web);
    last = rc ? HN_DAY_START : latest(c, &web, f);
    if (rc || last == HN_DAY_START)
        return rc;
    return hn_fail_arg(c, HN_CONFLICT, "from", "indicator.closed_periods", hn_day_prose(c->arena, last - 1));
}

enum hn_rc
hn_indicator_check_unused(struct hn_ctx *c, const struct hn_indicator *i, hn_day from)
{
    const struct hn_indicator_web_ask ask = {
        .id = i->id, .owner = i->unit, .from = from, .to = HN_DAY_OPEN
    };
    struct hn_indicator_web web;
    enum hn_rc rc = hn_indicator_web_read(c, &ask, &web);

    for (size_t k = 0; !rc && k < web.meaning_count; k++) {
        const struct hn_indicator_meaning *m = &web.meanings[k];

        for (size_t n = 0; n < m->named_count && m->node != web.self; n++)
            if (m->named[n] == web.self)
                return hn_fail_arg(c, HN_CONFLICT, "on", "indicator.used", web.nodes[m->node].code);
    }
    return rc;
}
