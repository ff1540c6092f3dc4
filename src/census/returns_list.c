/* returns_list.c: the cells behind a figure of a month, in order of their codes, within the actor's scope.
 *
 * Each cell is judged as for the sums (returns_month.c), so that a list has the rows its figure counted.
 */
#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "census/returns_inside.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

/* clang-format off */
static const struct hn_sql sql_rows = {
    .name = "returns.rows",
    .text =
        "SELECT v.unit_id AS unit, v.code AS code, v.name AS name, coalesce(p.name, '') AS parent_name"
        " FROM unit_closure k CROSS JOIN unit_version v"
        " LEFT JOIN unit_version p ON p.unit_id = v.parent_id AND " HN_SQL_AT("p", "$19", "$20")
        " WHERE k.anc = $18 AND " HN_SQL_AT("k", "$19", "$20") " AND v.unit_id = k.des"
        " AND " HN_SQL_AT("v", "$19", "$20") " AND v.kind IN ('cell', 'grassroots_cell')"
        " AND " HN_SCOPE_UNITS("v.unit_id")
        " ORDER BY v.code, v.unit_id"
};
/* clang-format on */

static const struct hn_sql sql_reminded = {
    .name = "returns.reminded",
    .text = "SELECT unit_id AS unit, max(level) AS level FROM reminder WHERE month = $1 AND at <= $2"
            " GROUP BY unit_id ORDER BY unit_id"
};

const struct hn_sql *const hn_returns_list_sql[] = { &sql_rows, &sql_reminded, NULL };

struct reminded {
    int64_t unit;
    int level;
};
struct reminders {
    struct reminded *at;
    size_t count;
};

static int
by_unit(const void *left, const void *right)
{
    const struct reminded *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static int
level_of(const struct reminders *r, int64_t unit)
{
    const struct reminded key = { .unit = unit };
    const struct reminded *found = r->count ? bsearch(&key, r->at, r->count, sizeof key, by_unit) : NULL;

    return found ? found->level : -1;
}

static enum hn_rc
read_reminded(struct hn_ctx *c, int64_t month, struct reminders *out)
{
    const struct hn_param params[] = { hn_p_int(month), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = hn_store_query(c, &sql_reminded, params, &rows);

    if (rc)
        return rc;
    *out = (struct reminders){ .at = HN_NEW_N(c->arena, struct reminded, room) };
    while (hn_rows_next(rows)) {
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, 2 * room * sizeof *out->at);
            room *= 2;
        }
        out->at[out->count].unit = hn_row_int(rows, "unit");
        out->at[out->count++].level = (int)hn_row_int(rows, "level");
    }
    return hn_rows_end(rows);
}

static const struct hn_return_cell *
cell_of(const struct hn_return_month *m, int64_t unit)
{
    size_t low = 0, high = m->count;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (m->cells[mid].unit < unit)
            low = mid + 1;
        else
            high = mid;
    }
    return low < m->count && m->cells[low].unit == unit ? &m->cells[low] : NULL;
}

/* Rows of the figure are told to emit from offset on, at most limit; *seen: how many there were until it stopped. */
struct listing {
    const struct hn_return_month *m;
    const struct reminders *reminded;
    const char *which;
    int64_t offset, limit;
    void (*emit)(void *sink, const struct hn_returns_cell *r);
    void *sink;
    int64_t seen;
};

static void
take_row(struct hn_rows *rows, struct listing *l, const struct hn_return_cell *cell)
{
    const struct hn_returns_cell r = { .unit = { cell->unit },
                                       .code = hn_row_text(rows, "code"),
                                       .name = hn_row_text(rows, "name"),
                                       .parent_name = hn_row_text(rows, "parent_name"),
                                       .state = hn_return_state_word(cell->state),
                                       .month = cell->month,
                                       .reminded = level_of(l->reminded, cell->unit) };

    l->emit(l->sink, &r);
}

static enum hn_rc
walk(struct hn_ctx *c, struct hn_unit_id within, struct listing *l)
{
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_FIGURES, within, &scope);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_id(within.v);
    params[n++] = hn_p_day(l->m->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_rows, params, &rows);
    if (rc)
        return rc;
    while ((!l->emit || l->seen < l->offset + l->limit) && hn_rows_next(rows)) {
        const struct hn_return_cell *cell = cell_of(l->m, hn_row_int(rows, "unit"));

        if (!cell || !hn_returns_is(l->m, cell, l->which))
            continue;
        if (l->emit && l->seen >= l->offset)
            take_row(rows, l, cell);
        l->seen++;
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_returns_cells(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *which, int64_t offset,
                 int64_t limit, void (*emit)(void *sink, const struct hn_returns_cell *r), void *sink)
{
    struct hn_return_month m;
    struct reminders reminded;
    struct listing l = { .m = &m,
                         .reminded = &reminded,
                         .which = which,
                         .offset = offset,
                         .limit = limit,
                         .emit = emit,
                         .sink = sink };
    enum hn_rc rc = hn_returns_read(c, within, month, NULL, 0, hn_returns_day(c, month), &m);

    if (!rc)
        rc = read_reminded(c, month, &reminded);
    if (!rc)
        rc = walk(c, within, &l);
    hn_returns_done(&m);
    return rc;
}

enum hn_rc
hn_returns_cell_count(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *which,
                      int64_t *out)
{
    struct hn_return_month m;
    struct listing l = { .m = &m, .which = which };
    enum hn_rc rc = hn_returns_read(c, within, month, NULL, 0, hn_returns_day(c, month), &m);

    if (!rc)
        rc = walk(c, within, &l);
    hn_returns_done(&m);
    *out = rc ? 0 : l.seen;
    return rc;
}
