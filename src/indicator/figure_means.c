/* figure_means.c: what the indicators of a question mean, over all days: how units and times are put together, by which
 * formula. Neighbour: indicator.c, which writes it. Not for: names, forms.
 */
#include <assert.h>
#include <string.h>

#include "access/access.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure_inside.h"

#define MEANING                                                                                              \
    "i.id, i.code, v.valid_from, v.over_tree, v.over_time, v.formula, COALESCE(s.stamp, 0) AS stamp"         \
    " FROM indicator i CROSS JOIN indicator_version v LEFT JOIN indicator_stamp s ON s.indicator_id = i.id"
#define KNOWN "v.indicator_id = i.id AND v.known_from <= $1 AND v.known_to > $1"

static const struct hn_sql sql_meaning = { .name = "figure.meaning",
                                           .text = "SELECT " MEANING " WHERE i.id = $2 AND " KNOWN
                                                   " ORDER BY v.valid_from" };

const struct hn_sql *const hn_figure_means_sql[] = { &sql_meaning, NULL };

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
    enum hn_rc rc = hn_store_query(w->c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t id = hn_row_int(rows, "id");

        if (i == NULL || i->id != id) {
            if (w->indicator_count == HN_FIGURE_INDICATORS)
                break;
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
    return hn_rows_end(rows);
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
    return HN_OK;
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
