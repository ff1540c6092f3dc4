/* returns.c: the sums of a month, of a unit and of each of its children; and of twelve months at once.
 *
 * A month's sums are kept by the version of the store, so that a page asked again costs a copy. Neighbours:
 * returns_month.c judges each cell, returns_list.c lists them.
 */
#include "census/returns.h"

#include <string.h>

#include "census/inside.h"
#include "census/returns_inside.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "rule/rule.h"

#define MONTHS_MEMORY ((size_t)16 << 20)

/* clang-format off */
static const struct hn_sql sql_children = {
    .name = "returns.children",
    .text =
        "SELECT v.unit_id AS unit, v.code AS code, v.name AS name, v.kind AS kind,"
        " coalesce(w.code, '') AS place_code"
        " FROM unit_version v"
        " LEFT JOIN unit_place u ON u.unit_id = v.unit_id AND " HN_SQL_AT("u", "$2", "$3")
        " LEFT JOIN place_version w ON w.place_id = u.place_id AND " HN_SQL_AT("w", "$2", "$3")
        " WHERE v.parent_id = $1 AND " HN_SQL_AT("v", "$2", "$3")
        " ORDER BY v.sort_order, v.sort_key, v.unit_id"
};
/* clang-format on */

const struct hn_sql *const hn_returns_sql[] = { &sql_children, NULL };

/* Which cells a figure counts. */
const char *const hn_returns_which[] = { "owing",        "met",        "late",     "not_met",
                                         "excused",      "open",       "thematic", "minutes",
                                         "minutes_late", "no_minutes", "scored",   "good",
                                         "fair",         "average",    "poor",     NULL };

/* --- one month --- */

static void
add_held(struct hn_returns *s, const struct hn_return_month *m, const struct hn_return_cell *cell)
{
    const struct hn_cell_month *k = &cell->month;
    const char *class = hn_returns_class(m, cell);

    s->minutes += k->sent_at != 0;
    s->minutes_late += k->sent_at && k->sent_late;
    s->base += k->base;
    s->present += k->present;
    s->absent_excused += k->excused;
    s->absent_unexcused += k->unexcused;
    s->unrecorded += k->unrecorded;
    if (k->score_cell < 0)
        return;
    s->scored++;
    s->score_sum += k->score_cell;
    s->good += strcmp(class, "good") == 0;
    s->fair += strcmp(class, "fair") == 0;
    s->average += strcmp(class, "average") == 0;
    s->poor += strcmp(class, "poor") == 0;
}

static void
add_cell(struct hn_returns *s, const struct hn_return_month *m, const struct hn_return_cell *cell)
{
    s->owing++;
    s->thematic += cell->month.thematic_day != 0;
    switch (cell->state) {
    case HN_RETURN_MET:
        s->met++;
        break;
    case HN_RETURN_LATE:
        s->late++;
        break;
    case HN_RETURN_EXCUSED:
        s->excused++;
        return;
    case HN_RETURN_NOT_MET:
        s->not_met++;
        s->open += cell->open;
        return;
    }
    add_held(s, m, cell);
}

static enum hn_rc
read_children(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, struct hn_returns_unit **out,
              size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = hn_store_query(c, &sql_children, params, &rows);

    if (rc)
        return rc;
    *out = HN_NEW_N(c->arena, struct hn_returns_unit, room);
    *count = 0;
    while (hn_rows_next(rows)) {
        if (*count == room) {
            *out = hn_grow(c->arena, *out, room * sizeof **out, 2 * room * sizeof **out);
            room *= 2;
        }
        (*out)[(*count)++] = (struct hn_returns_unit){
            .unit = { hn_row_int(rows, "unit") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
            .kind = hn_row_text(rows, "kind"),
            .place_code = hn_row_text(rows, "place_code"),
        };
    }
    return hn_rows_end(rows);
}

/* sums[0] is the unit's, sums[i + 1] that of children[i]. question: which days children_on stands for, for the cache. */
static enum hn_rc
sum_month(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_returns_unit *children,
          size_t child_count, hn_day children_on, uint32_t question, struct hn_returns *sums)
{
    struct hn_counts_key key = hn_counts_key(c, unit, question + (uint32_t)month);
    size_t size, bytes = (child_count + 1) * sizeof *sums;
    struct hn_return_month m;
    enum hn_rc rc;

    if (key.facts)
        key.facts = hn_store_version_read(c);

    const void *kept = hn_counts_cached(c, &key, &size);

    if (kept && size == bytes) {
        memcpy(sums, kept, bytes);
        return HN_OK;
    }
    rc = hn_returns_read(c, unit, month, children, child_count, children_on, &m);
    if (rc)
        return rc;
    memset(sums, 0, bytes);
    for (size_t i = 0; i < m.count; i++) {
        add_cell(&sums[0], &m, &m.cells[i]);
        if (m.cells[i].child >= 0)
            add_cell(&sums[m.cells[i].child + 1], &m, &m.cells[i]);
    }
    hn_returns_done(&m);
    hn_counts_keep(c, &key, sums, bytes);
    return HN_OK;
}

enum hn_rc
hn_returns_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_returns *sum,
              const struct hn_returns_unit **children, size_t *count)
{
    hn_day on = hn_returns_day(c, month);
    struct hn_returns_unit *rows;
    struct hn_returns *sums;
    size_t n;
    enum hn_rc rc = read_children(c, unit, on, &rows, &n);

    if (rc)
        return rc;
    sums = HN_NEW_N(c->arena, struct hn_returns, n + 1);
    rc = sum_month(c, unit, month, rows, n, on, HN_COUNTS_RETURNS, sums);
    if (rc)
        return rc;
    for (size_t i = 0; i < n; i++)
        rows[i].sum = sums[i + 1];
    *sum = sums[0];
    if (children) {
        *children = rows;
        *count = n;
    }
    return HN_OK;
}

/* --- several months --- */

enum hn_rc
hn_returns_months(struct hn_ctx *c, struct hn_unit_id unit, int64_t first, size_t count,
                  struct hn_returns *out, const struct hn_returns_months **children, size_t *child_count)
{
    struct hn_returns_unit *rows;
    struct hn_returns_months *lines;
    struct hn_returns *sums, *cells;
    size_t n;
    enum hn_rc rc = read_children(c, unit, c->on, &rows, &n);

    if (rc)
        return rc;
    lines = HN_NEW_N(c->arena, struct hn_returns_months, n + 1);
    sums = HN_NEW_N(c->arena, struct hn_returns, n + 1);
    cells = HN_NEW_N(hn_arena_child(c->arena, MONTHS_MEMORY), struct hn_returns, n * count + 1);
    for (size_t i = 0; i < n; i++)
        lines[i] = (struct hn_returns_months){ .unit = rows[i].unit,
                                               .code = rows[i].code,
                                               .name = rows[i].name,
                                               .kind = rows[i].kind,
                                               .place_code = rows[i].place_code,
                                               .months = &cells[i * count] };
    for (size_t k = 0; k < count; k++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = sum_month(c, unit, first + (int64_t)k, rows, n, c->on, HN_COUNTS_RETURNS_MONTHS, sums);
        if (rc)
            return rc;
        out[k] = sums[0];
        for (size_t i = 0; i < n; i++)
            cells[i * count + k] = sums[i + 1];
        hn_ctx_rewind(c, mark);
    }
    if (children) {
        *children = lines;
        *child_count = n;
    }
    return HN_OK;
}
