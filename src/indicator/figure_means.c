/* figure_means.c: what the indicators of a question mean, over all days: how units and times are put together, by which
 * formula. Neighbour: indicator.c, which writes it. Not for: names, forms.
 */
#include <assert.h>
#include <string.h>

#include "access/access.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure_inside.h"

enum { BATCH = 8, NAMED_MOST = 512 };

#define MEANING                                                                                              \
    "i.id, i.code, v.valid_from, v.over_tree, v.over_time, v.formula, COALESCE(s.stamp, 0) AS stamp"         \
    " FROM indicator i CROSS JOIN indicator_version v LEFT JOIN indicator_stamp s ON s.indicator_id = i.id"
#define KNOWN "v.indicator_id = i.id AND v.known_from <= $1 AND v.known_to > $1"

static const struct hn_sql sql_meaning = { .name = "figure.meaning",
                                           .text = "SELECT " MEANING " WHERE i.id = $2 AND " KNOWN
                                                   " ORDER BY v.valid_from" };

static const struct hn_sql sql_named = {
    .name = "figure.named",
    .text = "SELECT " MEANING " WHERE i.code IN ($2, $3, $4, $5, $6, $7, $8, $9) AND " KNOWN
            " ORDER BY i.id, v.valid_from"
};

const struct hn_sql *const hn_figure_means_sql[] = { &sql_meaning, &sql_named, NULL };

static enum hn_figure_how
how_of(const char *word)
{
    static const char *const words[] = { "none", "sum", "average", "max", "min", "last", "first" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0)
            return (enum hn_figure_how)i;
    }
    return HN_FIGURE_NOT;
}

/* Rows are by indicator, then day. */
static enum hn_rc
take(struct hn_figure_work *w, const struct hn_sql *sql, const struct hn_param *params)
{
    struct hn_figure_meaning *all = NULL;
    struct hn_figure_indicator *i = NULL;
    struct hn_rows *rows;
    size_t room = 0;
    bool full = false;
    enum hn_rc rc = hn_store_query(&w->own, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t id = hn_row_int(rows, "id");

        if (i == NULL || i->id != id) {
            if (w->indicator_count == HN_FIGURE_INDICATORS) {
                full = true;
                break;
            }
            i = &w->indicators[w->indicator_count++];
            *i = (struct hn_figure_indicator){ .id = id,
                                               .code = hn_row_text(rows, "code"),
                                               .stamp = (uint64_t)hn_row_int(rows, "stamp") };
            i->years = HN_NEW_N(w->arena, const struct hn_figure_values *, HN_FIGURE_YEARS);
            room = 4;
            i->meanings = all = HN_NEW_N(w->arena, struct hn_figure_meaning, room);
        }
        if (i->meaning_count == room) {
            i->meanings = all = hn_grow(w->arena, all, room * sizeof *all, 2 * room * sizeof *all);
            room *= 2;
        }
        all[i->meaning_count++] = (struct hn_figure_meaning){
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .over_tree = how_of(hn_row_text(rows, "over_tree")),
            .over_time = how_of(hn_row_text(rows, "over_time")),
            .formula = hn_row_text(rows, "formula")
        };
    }
    rc = hn_rows_end(rows);
    return rc || !full ? rc : hn_fail(w->c, HN_INVALID, "formula", "figure.large");
}

/* --- formulas --- */

static size_t
index_of(const struct hn_figure_work *w, const char *code)
{
    for (size_t i = 0; i < w->indicator_count; i++) {
        if (strcmp(w->indicators[i].code, code) == 0)
            return i;
    }
    return HN_FIGURE_NOBODY;
}

/* Codes named that were not looked for yet; a batch is read by one statement. */
struct wanted {
    const char *codes[NAMED_MOST];
    size_t count, read;
};

static void
want(const struct hn_figure_work *w, struct wanted *n, const char *code)
{
    size_t i = 0;

    while (i < n->count && strcmp(n->codes[i], code) != 0)
        i++;
    if (i == n->count && i < NAMED_MOST && index_of(w, code) == HN_FIGURE_NOBODY)
        n->codes[n->count++] = code;
}

static enum hn_rc
read_batch(struct hn_figure_work *w, struct wanted *n)
{
    struct hn_param params[BATCH + 2] = { hn_p_time(hn_fact_known(w->c)) };

    for (size_t i = 0; i < BATCH; i++)
        params[1 + i] = hn_p_text(n->read < n->count ? n->codes[n->read++] : "");
    params[BATCH + 1] = HN_P_END;
    return take(w, &sql_named, params);
}

static enum hn_rc
compile(struct hn_figure_work *w, struct hn_figure_meaning *m, struct wanted *n)
{
    const char *const *codes;
    enum hn_rc rc = hn_formula_compile(w->c, m->formula, "formula", &m->compiled);

    for (size_t i = 0; !rc && i < hn_formula_codes(m->compiled, &codes); i++)
        want(w, n, codes[i]);
    return rc;
}

static void
name(struct hn_figure_work *w, struct hn_figure_meaning *m)
{
    const char *const *codes;
    size_t count = hn_formula_codes(m->compiled, &codes), *named = HN_NEW_N(w->arena, size_t, count + 1);

    for (size_t i = 0; i < count; i++)
        named[i] = index_of(w, codes[i]);
    m->named = named;
}

/* Those named, those they name …: as deep as definitions may go. A code nobody has is a figure that is missing. */
static enum hn_rc
read_named(struct hn_figure_work *w)
{
    struct wanted *n = HN_NEW(w->arena, struct wanted);
    size_t done = 0;
    enum hn_rc rc = HN_OK;

    for (int depth = 0; depth <= HN_FIGURE_DEEP && done < w->indicator_count && !rc; depth++) {
        for (size_t until = w->indicator_count; done < until && !rc; done++) {
            struct hn_figure_indicator *i = &w->indicators[done];

            for (size_t m = 0; m < i->meaning_count && !rc; m++)
                rc = *i->meanings[m].formula ? compile(w, &i->meanings[m], n) : HN_OK;
        }
        while (!rc && n->read < n->count)
            rc = read_batch(w, n);
    }
    for (size_t i = 0; i < w->indicator_count && !rc; i++) {
        for (size_t m = 0; m < w->indicators[i].meaning_count; m++) {
            if (w->indicators[i].meanings[m].compiled)
                name(w, &w->indicators[i].meanings[m]);
        }
    }
    return rc;
}

enum hn_rc
hn_figure_means(struct hn_figure_work *w, int64_t indicator)
{
    const struct hn_param params[] = { hn_p_time(hn_fact_known(w->c)), hn_p_id(indicator), HN_P_END };
    enum hn_rc rc;

    w->indicators = HN_NEW_N(w->arena, struct hn_figure_indicator, HN_FIGURE_INDICATORS);
    rc = take(w, &sql_meaning, params);
    if (rc)
        return rc;
    if (w->indicator_count == 0)
        return hn_fail(w->c, HN_NOT_FOUND, "indicator", "indicator.not_found");
    return read_named(w);
}

/* The last begun by the day, else the first to begin: as hn_indicator_get has it. */
const struct hn_figure_meaning *
hn_figure_meaning_on(const struct hn_figure_indicator *i, hn_day day)
{
    size_t at = i->meaning_count - 1;

    assert(i->meaning_count > 0);
    while (at > 0 && i->meanings[at].from > day)
        at--;
    return &i->meanings[at];
}
