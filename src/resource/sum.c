/* sum.c: what was mobilised, as a list and added up along the tree of the day (resource.h).
 *
 * One filter serves list, count and sums, so that a sum's link opens its rows. Not for: entering (resource.c).
 */
#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "resource/resource.h"

enum { CHILDREN_MOST = 2000, HISTORY_MOST = 200 };

/* clang-format off */

/* After the scope: $18 on, $19 known, $20 within, $21 paper (0 any), $22 project ('' any), $23 source ('' any), $24 and $25
 * days from and to. k: the units at and below within on the day. Of a paper: its own and those of papers that carry it
 * out. */
#define BELOW                                                                                                \
    " FROM unit_closure k CROSS JOIN resource r WHERE k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")         \
    " AND r.unit_id = k.des AND r.on_day <= $18 AND r.known_from <= $19 AND r.known_to > $19"                \
    " AND r.on_day BETWEEN $24 AND $25 AND ($22 = '' OR r.project = $22) AND ($23 = '' OR r.source = $23)"   \
    " AND (CAST($21 AS BIGINT) = 0 OR r.paper_id IN " HN_PAPER_AND_BELOW("$21") ") AND " HN_SCOPE_UNITS("r.unit_id")
#define NAMES                                                                                                \
    " LEFT JOIN unit_version v ON v.unit_id = x.unit_id AND " HN_SQL_AT("v", "$18", "$19")                   \
    " LEFT JOIN account a ON a.id = x.entered_by"

static const struct hn_sql sql_list = {
    .name = "resource.list",
    .text = "SELECT x.entry_id, x.unit_id, x.paper_id, x.project, x.source, x.amount, x.worth_dong, x.on_day, x.said_by, x.note,"
            " x.known_from, x.known_to, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name,"
            " COALESCE((SELECT q.number FROM paper q WHERE q.id = x.paper_id), '') AS paper_number,"
            " COALESCE(a.name, '') AS by_name FROM (SELECT r.*" BELOW ") x" NAMES
            " ORDER BY x.on_day DESC, x.entry_id DESC LIMIT $26 OFFSET $27"
};
static const struct hn_sql sql_count = { .name = "resource.count", .text = "SELECT count(*) AS n" BELOW };

#define OF(kind, column) "COALESCE(sum(CASE WHEN r.source = '" kind "' THEN r." column " ELSE 0 END), 0)"
#define SUMS                                                                                                 \
    OF("public", "amount") " AS public_dong, " OF("firm", "amount") " AS firm_dong, "                        \
    OF("residents_money", "amount") " AS residents_dong, " OF("other", "amount") " AS other_dong, "          \
    OF("residents_land", "amount") " AS land_m2, " OF("residents_land", "worth_dong") " AS land_dong, "      \
    OF("residents_labour", "amount") " AS labour_days, "                                                     \
    OF("residents_labour", "worth_dong") " AS labour_dong, count(*) AS row_count"
static const struct hn_sql sql_sum = { .name = "resource.sum", .text = "SELECT " SUMS BELOW };
/* j: the child a unit stands at or under; none for within itself. */
static const struct hn_sql sql_children = {
    .name = "resource.children",
    .text = "SELECT r.child AS unit_id, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name, " SUMS
            " FROM (SELECT r.source, r.amount, r.worth_dong, (SELECT j.anc FROM unit_closure j WHERE j.des = r.unit_id"
            " AND j.depth = k.depth - 1 AND " HN_SQL_AT("j", "$18", "$19") ") AS child" BELOW " AND k.depth > 0) r"
            " LEFT JOIN unit_version v ON v.unit_id = r.child AND " HN_SQL_AT("v", "$18", "$19")
            " GROUP BY r.child, v.code, v.name, v.sort_order ORDER BY v.sort_order, v.code LIMIT 2000"
};
/* clang-format on */

static const struct hn_sql sql_history = {
    .name = "resource.history",
    .text = "SELECT r.entry_id, r.unit_id, r.paper_id, r.project, r.source, r.amount, r.worth_dong, "
            "r.on_day, r.said_by,"
            " r.note, r.known_from, r.known_to, COALESCE(v.code, '') AS code, COALESCE(v.name, '') AS name,"
            " COALESCE((SELECT q.number FROM paper q WHERE q.id = r.paper_id), '') AS paper_number,"
            " COALESCE(a.name, '') AS by_name FROM resource r"
            " LEFT JOIN unit_version v ON v.unit_id = r.unit_id AND " HN_SQL_AT(
                "v", "$2", "$3") " LEFT JOIN account a ON a.id = r.entered_by"
                                 " WHERE r.entry_id = $1 ORDER BY r.known_from DESC LIMIT 200"
};

#define PARAMS (HN_SCOPE_PARAMS + 10)

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_resource_filter *f, struct hn_param *params, size_t *n)
{
    bool any = f->from == 0 && f->to == 0;
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_MEETING, f->within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_id(f->within.v);
    params[(*n)++] = hn_p_id(f->paper.v);
    params[(*n)++] = hn_p_text(f->project ? f->project : "");
    params[(*n)++] = hn_p_text(f->source ? f->source : "");
    params[(*n)++] = hn_p_day(any ? HN_DAY_START : f->from);
    params[(*n)++] = hn_p_day(any ? HN_DAY_OPEN : f->to);
    params[*n] = HN_P_END;
    return HN_OK;
}

static struct hn_resource
resource_of(struct hn_rows *rows)
{
    return (struct hn_resource){
        .id = hn_row_int(rows, "entry_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "code"),
        .unit_name = hn_row_text(rows, "name"),
        .paper = { hn_row_int(rows, "paper_id") },
        .paper_number = hn_row_text(rows, "paper_number"),
        .project = hn_row_text(rows, "project"),
        .source = hn_row_text(rows, "source"),
        .said_by = hn_row_text(rows, "said_by"),
        .note = hn_row_text(rows, "note"),
        .by_name = hn_row_text(rows, "by_name"),
        .amount = hn_row_int(rows, "amount"),
        .worth_dong = hn_row_int(rows, "worth_dong"),
        .on = (hn_day)hn_row_int(rows, "on_day"),
        .known_from = hn_row_int(rows, "known_from"),
        .known_to = hn_row_int(rows, "known_to"),
    };
}

enum hn_rc
hn_resource_list(struct hn_ctx *c, const struct hn_resource_filter *f, int64_t offset, int64_t limit,
                 void (*emit)(void *sink, const struct hn_resource *r), void *sink)
{
    struct hn_param params[PARAMS + 1];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, f, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT64_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_resource r = resource_of(rows);

        emit(sink, &r);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_resource_count(struct hn_ctx *c, const struct hn_resource_filter *f, int64_t *out)
{
    struct hn_param params[PARAMS + 1];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, f, params, &n);

    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

static struct hn_resource_sum
sum_of(struct hn_rows *rows)
{
    return (struct hn_resource_sum){
        .code = "",
        .name = "",
        .public_dong = hn_row_int(rows, "public_dong"),
        .firm_dong = hn_row_int(rows, "firm_dong"),
        .residents_dong = hn_row_int(rows, "residents_dong"),
        .other_dong = hn_row_int(rows, "other_dong"),
        .land_m2 = hn_row_int(rows, "land_m2"),
        .land_dong = hn_row_int(rows, "land_dong"),
        .labour_days = hn_row_int(rows, "labour_days"),
        .labour_dong = hn_row_int(rows, "labour_dong"),
        .rows = hn_row_int(rows, "row_count"),
    };
}

static enum hn_rc
read_sum(struct hn_ctx *c, const struct hn_param *params, struct hn_resource_sum *out)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_sum, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = sum_of(rows);
    return hn_rows_end(rows);
}

enum hn_rc
hn_resource_sums(struct hn_ctx *c, const struct hn_resource_filter *f, struct hn_resource_sum *sum,
                 const struct hn_resource_sum **children, size_t *count)
{
    struct hn_resource_sum *at = HN_NEW_N(c->arena, struct hn_resource_sum, CHILDREN_MOST);
    struct hn_param params[PARAMS + 1];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, f, params, &n);

    *sum = (struct hn_resource_sum){ .code = "", .name = "" };
    *children = at;
    *count = 0;
    if (!rc)
        rc = read_sum(c, params, sum);
    if (!rc)
        rc = hn_store_query(c, &sql_children, params, &rows);
    if (rc)
        return rc;
    sum->unit = f->within;
    while (*count < CHILDREN_MOST && hn_rows_next(rows)) {
        struct hn_resource_sum *one = &at[(*count)++];

        *one = sum_of(rows);
        one->unit.v = hn_row_int(rows, "unit_id");
        one->code = hn_row_text(rows, "code");
        one->name = hn_row_text(rows, "name");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_resource_history(struct hn_ctx *c, int64_t id, const struct hn_resource **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(c->today), hn_p_time(HN_TIME_OPEN - 1),
                                       HN_P_END };
    struct hn_resource *at = HN_NEW_N(c->arena, struct hn_resource, HISTORY_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_history, params, &rows);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    while (*count < HISTORY_MOST && hn_rows_next(rows))
        at[(*count)++] = resource_of(rows);
    rc = hn_rows_end(rows);
    if (!rc && *count == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : hn_need(c, HN_MAY_READ_MEETING, at[0].unit);
}

const struct hn_sql *const hn_resource_sum_sql[] = { &sql_list,     &sql_count,   &sql_sum,
                                                     &sql_children, &sql_history, NULL };
