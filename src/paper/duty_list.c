/* duty_list.c: duties in lists, and how a paper stands below a unit, counted where units stand on the day (duty.h). */
#include "access/scope.h"
#include "fact/fact.h"
#include "paper/duty_inside.h"

/* clang-format off */

/* $1 … $22 as HN_DUTY_LIES has them, $23 to $24 papers, $25 root, 0 any, $26 the last instant of the day, $27 what */
#define PICKED                                                                                               \
    " SELECT v.code AS code, l.holder AS holder, d.unit_id AS unit_id, d.paper_id AS paper_id, d.due AS due, " \
    HN_DUTY_STATE("$18", "$26") " AS state, " HN_DUTY_UNREAD("$26") " AS unread"                             \
    " FROM lies l CROSS JOIN duty d CROSS JOIN paper q CROSS JOIN unit_version v WHERE d.unit_id = l.unit_id" \
    " AND d.paper_id >= $23 AND d.paper_id <= $24 AND d.from_day <= $18 AND q.id = d.paper_id"               \
    " AND (CAST($25 AS BIGINT) = 0 OR q.root_id = $25) AND v.unit_id = l.holder AND " HN_SQL_AT("v", "$18", "$19")
#define WANTED                                                                                               \
    " WHERE ($27 = '' OR x.state = $27 OR ($27 = 'answered' AND x.state = 'answered_late')"                  \
    " OR ($27 = 'unread' AND x.unread = 1))"
#define LIST(joined)                                                                                         \
    HN_DUTY_LIES HN_DUTY_COLUMNS("$18", "$19", "$26", joined) " FROM (SELECT * FROM (" PICKED ") x" WANTED   \
    " ORDER BY x.due, x.code, x.unit_id, x.paper_id LIMIT $28 OFFSET $29) y" HN_DUTY_JOINS                   \
    " ORDER BY y.due, y.code, y.unit_id, y.paper_id"
static const struct hn_sql sql_list = { .name = "duty_list.list",
                                        .text = LIST(HN_DUTY_JOINED_SQLITE),
                                        .postgres = LIST(HN_DUTY_JOINED_POSTGRES) };
static const struct hn_sql sql_count = { .name = "duty_list.count",
                                         .text = HN_DUTY_LIES " SELECT count(*) AS n FROM (" PICKED ") x" WANTED };

/* As above, each unit beside the child of $20 it stands under; $23 the paper, $24 the last instant. */
#define STATE_IS(state) "sum(CASE WHEN x.state = '" state "' THEN 1 ELSE 0 END)"
static const struct hn_sql sql_cover = {
    .name = "duty_list.cover",
    .text =
        "WITH RECURSIVE lies(child, unit_id, hops) AS (SELECT j.anc, k.des, 0 FROM unit_closure k CROSS JOIN unit_closure j"
        " WHERE k.anc = $20 AND k.depth > 0 AND " HN_SQL_AT("k", "$18", "$19") " AND (CAST($22 AS BIGINT) = 1 OR "
        HN_SCOPE_UNITS("k.des") ") AND CAST($21 AS BIGINT) = 1 AND j.des = k.des AND j.depth = k.depth - 1 AND "
        HN_SQL_AT("j", "$18", "$19") HN_DUTY_BACK("l.child", "$18", "$19") ")"
        " SELECT v.unit_id AS unit_id, v.code AS code, v.name AS name, v.kind AS kind, y.sent AS sent, y.answered AS answered,"
        " y.answered_late AS answered_late, y.open AS open, y.late AS late, y.read_only AS read_only, y.waived AS waived,"
        " y.unread AS unread FROM (SELECT x.child AS child, count(*) AS sent, " STATE_IS("answered") " AS answered, "
        STATE_IS("answered_late") " AS answered_late, " STATE_IS("open") " AS open, " STATE_IS("late") " AS late, "
        STATE_IS("read") " AS read_only, " STATE_IS("waived") " AS waived, sum(x.unread) AS unread"
        " FROM (SELECT l.child AS child, " HN_DUTY_STATE("$18", "$24") " AS state, " HN_DUTY_UNREAD("$24") " AS unread"
        " FROM lies l CROSS JOIN duty d WHERE d.unit_id = l.unit_id AND d.paper_id = $23 AND d.from_day <= $18) x"
        " GROUP BY x.child) y CROSS JOIN unit_version v WHERE v.unit_id = y.child AND " HN_SQL_AT("v", "$18", "$19")
        " ORDER BY v.sort_order, v.code LIMIT 2000"
};
/* clang-format on */

const struct hn_sql *const hn_duty_list_sql[] = { &sql_list, &sql_count, &sql_cover, NULL };

/* --- the question --- */

/* The scope need not be asked unit by unit where all that stands below today is the actor's. */
enum hn_rc
hn_duty_within(struct hn_ctx *c, struct hn_unit_id within, bool below, struct hn_param *params, size_t *count)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_below(c, HN_MAY_READ_MEETING, within, &scope);

    if (rc)
        return rc;
    *count = hn_scope_fill(c, &scope, params);
    params[(*count)++] = hn_p_day(c->on);
    params[(*count)++] = hn_p_time(hn_fact_known(c));
    params[(*count)++] = hn_p_id(within.v);
    params[(*count)++] = hn_p_int(below);
    params[(*count)++] = hn_p_int(!below || scope.all);
    return HN_OK;
}

#define PARAMS_MOST (HN_DUTY_LIES_PARAMS + 8)

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_duty_filter *f, struct hn_param *params, size_t *n)
{
    enum hn_rc rc = hn_duty_within(c, f->within, f->below, params, n);

    if (rc)
        return rc;
    params[(*n)++] = hn_p_id(f->paper.v);
    params[(*n)++] = hn_p_id(f->paper.v ? f->paper.v : INT64_MAX);
    params[(*n)++] = hn_p_id(f->root.v);
    params[(*n)++] = hn_p_time(hn_day_end(c->on));
    params[(*n)++] = hn_p_text(hn_paper_any(f->what));
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_duty_list(struct hn_ctx *c, const struct hn_duty_filter *f, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_duty *d), void *sink)
{
    struct hn_param params[PARAMS_MOST];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, f, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT32_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_duty d = hn_duty_row(rows);

        emit(sink, &d);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_duty_count(struct hn_ctx *c, const struct hn_duty_filter *f, int64_t *out)
{
    struct hn_param params[PARAMS_MOST];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, f, params, &n);

    *out = 0;
    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

/* --- coverage --- */

static struct hn_duty_cover
cover_of(struct hn_rows *rows)
{
    return (struct hn_duty_cover){
        .unit = { hn_row_int(rows, "unit_id") },
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .kind = hn_row_text(rows, "kind"),
        .sent = hn_row_int(rows, "sent"),
        .answered = hn_row_int(rows, "answered"),
        .answered_late = hn_row_int(rows, "answered_late"),
        .open = hn_row_int(rows, "open"),
        .late = hn_row_int(rows, "late"),
        .read_only = hn_row_int(rows, "read_only"),
        .waived = hn_row_int(rows, "waived"),
        .unread = hn_row_int(rows, "unread"),
    };
}

static void
add(struct hn_duty_cover *sum, const struct hn_duty_cover *one)
{
    sum->sent += one->sent;
    sum->answered += one->answered;
    sum->answered_late += one->answered_late;
    sum->open += one->open;
    sum->late += one->late;
    sum->read_only += one->read_only;
    sum->waived += one->waived;
    sum->unread += one->unread;
}

enum hn_rc
hn_duty_coverage(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within,
                 struct hn_duty_cover *sum, const struct hn_duty_cover **children, size_t *count)
{
    enum { CHILDREN_MOST = 2000 };
    struct hn_duty_cover *at = HN_NEW_N(c->arena, struct hn_duty_cover, CHILDREN_MOST);
    struct hn_param params[PARAMS_MOST];
    struct hn_paper about;
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = hn_paper_get(c, paper, &about);

    *children = at;
    *count = 0;
    *sum = (struct hn_duty_cover){ .unit = within, .code = "", .name = "", .kind = "" };
    if (!rc)
        rc = hn_duty_within(c, within, true, params, &n);
    if (rc)
        return rc;
    params[n++] = hn_p_id(paper.v);
    params[n++] = hn_p_time(hn_day_end(c->on));
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_cover, params, &rows);
    if (rc)
        return rc;
    while (*count < CHILDREN_MOST && hn_rows_next(rows)) {
        at[*count] = cover_of(rows);
        add(sum, &at[(*count)++]);
    }
    return hn_rows_end(rows);
}
