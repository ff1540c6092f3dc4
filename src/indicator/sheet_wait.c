/* sheet_wait.c: sheets that wait for a step of the units somebody acts for: to be sent by them, to be approved by them (sheet.h).
 *
 * Owed are those of the periods that are over, a year of them at most, and what was begun of any. Spans of years follow no
 * calendar: of them what was begun.
 */
#include <stdlib.h>
#include <string.h>

#include "indicator/sheet_inside.h"

enum { WAITING_MOST = 200, PERIODS_MOST = 14, FORMS_MOST = 200 };

struct waiting {
    struct hn_indicator_sheet_waiting *at;
    size_t count;
};

/* clang-format off */
#define UNITS "($1, $2, $3, $4, $5, $6, $7, $8)"
#define NAME(column)                                                                                         \
    "COALESCE((SELECT u." column " FROM unit_version u WHERE u.unit_id = s.unit_id AND u.valid_from <= $9"   \
    " AND u.known_to = " HN_SQL_OPEN_TIME " ORDER BY u.valid_from DESC LIMIT 1), '')"
#define COLUMNS                                                                                              \
    "s.unit_id, s.form_id, s.period_kind, s.period_from, s.period_to, f.name AS form_name, f.due_days, "     \
    NAME("code") " AS unit_code, " NAME("name") " AS unit_name"
#define ON(row, day) row ".valid_from <= " day " AND " row ".valid_to > " day " AND " row ".known_to = " HN_SQL_OPEN_TIME
#define SENT                                                                                                 \
    "EXISTS (SELECT 1 FROM sheet_step z WHERE z.unit_id = s.unit_id AND z.sheet_id = s.id AND z.level = 0"   \
    " AND z.taken_back_at = 0)"
/* Begun: something was entered, and it is asked of the unit. $9 today, $10 how many */
static const struct hn_sql sql_begun = {
    .name = "sheet_wait.begun",
    .text = "SELECT " COLUMNS " FROM sheet s CROSS JOIN form f CROSS JOIN unit_closure k CROSS JOIN unit_version v"
            " WHERE s.unit_id IN " UNITS " AND NOT " SENT " AND f.id = s.form_id AND f.valid_from < s.period_to"
            " AND f.valid_to >= s.period_to AND k.des = s.unit_id AND k.anc = f.unit_id AND "
            ON("k", "s.period_to - 1") " AND v.unit_id = s.unit_id AND " ON("v", "s.period_to - 1") " AND "
            HN_INDICATOR_FORM_ASKS("f", "k", "v") " ORDER BY s.period_to + f.due_days LIMIT $10"
};
/* Which kinds of period the units' forms have at all. $9 today */
static const struct hn_sql sql_kinds = {
    .name = "sheet_wait.kinds",
    .text = "SELECT DISTINCT f.every FROM unit_closure k CROSS JOIN form f WHERE k.des IN " UNITS
            " AND k.known_to = " HN_SQL_OPEN_TIME " AND k.valid_to > $9 - 800 AND f.unit_id = k.anc"
};
/* Asked for a period that is over, and nothing entered yet. $9 to $12: the period's last day, kind, from, to */
static const struct hn_sql sql_owed = {
    .name = "sheet_wait.owed",
    .text = "SELECT k.des AS unit_id, f.id AS form_id, f.every AS period_kind, CAST($11 AS BIGINT) AS period_from,"
            " CAST($12 AS BIGINT) AS period_to, f.name AS form_name, f.due_days, v.code AS unit_code,"
            " v.name AS unit_name FROM unit_closure k CROSS JOIN form f CROSS JOIN unit_version v"
            " WHERE k.des IN " UNITS " AND " ON("k", "$9") " AND f.unit_id = k.anc AND f.every = $10"
            " AND f.valid_from <= $9 AND f.valid_to > $9 AND v.unit_id = k.des AND " ON("v", "$9") " AND "
            HN_INDICATOR_FORM_ASKS("f", "k", "v") " AND EXISTS (SELECT 1 FROM form_line l WHERE l.form_id = f.id"
            " AND l.removed_at = 0) AND NOT EXISTS (SELECT 1 FROM sheet s WHERE s.form_id = f.id"
            " AND s.period_from = $11 AND s.period_to = $12 AND s.unit_id = k.des) ORDER BY f.code, v.code LIMIT $13"
};
/* Sent, and the turn of one of the units: by today's tree it stands just above the highest that has approved, and not above
 * the form's keeper. Of a form for itself it is its own. $9 today, $10 how many */
#define APPROVED_DEPTH                                                                                       \
    "COALESCE((SELECT max(h.depth) FROM sheet_step p CROSS JOIN unit_closure h WHERE p.unit_id = s.unit_id"  \
    " AND p.sheet_id = s.id AND p.level > 0 AND p.taken_back_at = 0 AND h.des = s.unit_id"                   \
    " AND h.anc = p.by_unit_id AND " HN_CLOSURE_TODAY("h", "$9") "), 0)"
static const struct hn_sql sql_approve = {
    .name = "sheet_wait.approve",
    .text = "SELECT k.anc AS as_id, " COLUMNS " FROM unit_closure k CROSS JOIN sheet s CROSS JOIN form f"
            " WHERE k.anc IN " UNITS " AND " HN_CLOSURE_TODAY("k", "$9") " AND s.unit_id = k.des AND s.waiting = 1"
            " AND f.id = s.form_id AND " SENT " AND ((k.depth = 0 AND f.unit_id = s.unit_id) OR (k.depth > 0"
            " AND f.unit_id <> s.unit_id AND k.depth = 1 + " APPROVED_DEPTH " AND NOT EXISTS (SELECT 1"
            " FROM unit_closure q WHERE q.des = s.unit_id AND q.anc = f.unit_id AND q.depth < k.depth AND "
            HN_CLOSURE_TODAY("q", "$9") "))) ORDER BY s.period_to + f.due_days, s.unit_id LIMIT $10"
};
/* clang-format on */

/* The eight places of a statement, those of scope.unit and scope.subtree as far as they go. */
static size_t
put_units(const struct hn_scope *scope, struct hn_param *params)
{
    size_t n = 0;

    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        params[n++] = hn_p_id(scope->unit[i] ? scope->unit[i] : scope->subtree[i]);
    return n;
}

static void
take(struct hn_ctx *c, struct hn_rows *rows, const char *step, struct hn_unit_id as, struct waiting *w)
{
    struct hn_indicator_sheet_waiting *one = &w->at[w->count++];

    *one = (struct hn_indicator_sheet_waiting){
        .key = { .form = hn_row_int(rows, "form_id"),
                 .unit = { hn_row_int(rows, "unit_id") },
                 .period = { .kind = hn_period_kind_of(hn_row_text(rows, "period_kind")),
                             .from = (hn_day)hn_row_int(rows, "period_from"),
                             .to = (hn_day)hn_row_int(rows, "period_to") } },
        .form_name = hn_row_text(rows, "form_name"),
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .step = step,
    };
    one->as = as.v ? as : one->key.unit;
    one->due = one->key.period.to - 1 + (hn_day)hn_row_int(rows, "due_days");
    one->late = c->today > one->due;
}

/* --- to be sent --- */

static enum hn_rc
find_begun(struct hn_ctx *c, const struct hn_scope *scope, struct waiting *w)
{
    struct hn_param params[HN_SCOPE_ROOTS + 3];
    struct hn_rows *rows;
    size_t n = put_units(scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_day(c->today);
    params[n++] = hn_p_int(WAITING_MOST);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_begun, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows))
        take(c, rows, "send", (struct hn_unit_id){ 0 }, w);
    return hn_rows_end(rows);
}

static enum hn_rc
find_owed(struct hn_ctx *c, const struct hn_scope *scope, struct hn_period period, struct waiting *w)
{
    struct hn_param params[HN_SCOPE_ROOTS + 6];
    struct hn_rows *rows;
    size_t n = put_units(scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_day(period.to - 1);
    params[n++] = hn_p_text(hn_period_kind_name(period.kind));
    params[n++] = hn_p_day(period.from);
    params[n++] = hn_p_day(period.to);
    params[n++] = hn_p_int(WAITING_MOST);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_owed, params, &rows);
    if (rc)
        return rc;
    while (w->count < 2 * WAITING_MOST && hn_rows_next(rows))
        take(c, rows, "send", (struct hn_unit_id){ 0 }, w);
    return hn_rows_end(rows);
}

/* How many periods of a kind are looked back over. */
static int
periods_back(enum hn_period_kind kind)
{
    static const int back[HN_PERIOD_KINDS] = { [HN_PERIOD_DAY] = PERIODS_MOST,
                                               [HN_PERIOD_MONTH] = 12,
                                               [HN_PERIOD_QUARTER] = 4,
                                               [HN_PERIOD_HALF] = 2,
                                               [HN_PERIOD_YEAR] = 1 };

    return back[kind];
}

static enum hn_rc
find_all_owed(struct hn_ctx *c, const struct hn_scope *scope, struct waiting *w)
{
    struct hn_param params[HN_SCOPE_ROOTS + 2];
    bool kinds[HN_PERIOD_KINDS] = { false };
    struct hn_rows *rows;
    size_t n = put_units(scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_day(c->today);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_kinds, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        enum hn_period_kind kind = hn_period_kind_of(hn_row_text(rows, "every"));

        kinds[kind < HN_PERIOD_KINDS ? kind : HN_PERIOD_ANY] = true;
    }
    rc = hn_rows_end(rows);
    for (int kind = HN_PERIOD_DAY; kind < HN_PERIOD_SPAN; kind++) {
        const struct hn_period now = hn_period_at((enum hn_period_kind)kind, c->today);

        for (int i = 1; !rc && kinds[kind] && i <= periods_back(now.kind); i++)
            rc = find_owed(c, scope, hn_period_shift(now, -i), w);
    }
    return rc;
}

/* --- to be approved --- */

static enum hn_rc
find_approve(struct hn_ctx *c, const struct hn_scope *scope, struct waiting *w)
{
    struct hn_param params[HN_SCOPE_ROOTS + 3];
    struct hn_rows *rows;
    size_t n = put_units(scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_day(c->today);
    params[n++] = hn_p_int(WAITING_MOST);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_approve, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows))
        take(c, rows, "approve", (struct hn_unit_id){ hn_row_int(rows, "as_id") }, w);
    return hn_rows_end(rows);
}

static int
by_due(const void *a, const void *b)
{
    const struct hn_indicator_sheet_waiting *x = a, *y = b;
    int order = (x->due > y->due) - (x->due < y->due);

    if (!order)
        order = strcmp(x->form_name, y->form_name);
    return order ? order : strcmp(x->unit_code, y->unit_code);
}

/* The units he holds the right over; without any there is nothing to wait for. */
static enum hn_rc
units_of(struct hn_ctx *c, enum hn_right right, struct hn_unit_id as, struct hn_scope *out, bool *any)
{
    enum hn_rc rc = HN_OK;

    *out = (struct hn_scope){ 0 };
    if (as.v) {
        *any = hn_may(c, right, as);
        out->unit[0] = as.v;
        return HN_OK;
    }
    *any = hn_access_allows(c, right, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
    if (*any)
        rc = hn_scope_of(c, right, (struct hn_unit_id){ 0 }, out);
    return rc;
}

enum hn_rc
hn_indicator_sheet_waiting(struct hn_ctx *c, struct hn_unit_id as,
                           const struct hn_indicator_sheet_waiting **out, size_t *count)
{
    struct waiting w = { .at = HN_NEW_N(c->arena, struct hn_indicator_sheet_waiting, 4 * WAITING_MOST) };
    struct hn_scope scope;
    bool any;
    enum hn_rc rc = units_of(c, HN_MAY_REPORT, as, &scope, &any);

    if (!rc && any)
        rc = find_begun(c, &scope, &w);
    if (!rc && any)
        rc = find_all_owed(c, &scope, &w);
    if (!rc)
        rc = units_of(c, HN_MAY_CONFIRM, as, &scope, &any);
    if (!rc && any)
        rc = find_approve(c, &scope, &w);
    if (rc)
        return rc;
    qsort(w.at, w.count, sizeof *w.at, by_due);
    *out = w.at;
    *count = w.count < WAITING_MOST ? w.count : WAITING_MOST;
    return HN_OK;
}

const struct hn_sql *const hn_indicator_sheet_wait_sql[] = { &sql_begun, &sql_kinds, &sql_owed, &sql_approve,
                                                             NULL };
