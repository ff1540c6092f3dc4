/* cover.c: how far a paper has been studied: by unit, by child, altogether (study.h). */
#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "study/inside.h"
#include "study/study.h"

/* clang-format off */

/* $18 on, $19 known, $20 within, $21 paper. One row a unit n that owes the paper: its first session, who took part in
 * any, each once, how many were called at most, non-members. */
#define SESSIONS " FROM study_session e WHERE e.paper_id = s.id AND e.unit_id = n.unit_id AND e.removed_at = 0"        \
    " AND e.day <= $18 AND e.at <= $19"
#define UNIT_ROW                                                                                             \
    " n.unit_id, n.code, n.name, n.kind, s.due, COALESCE((SELECT min(e.day)" SESSIONS "), 2147483647) AS studied," \
    " (SELECT count(*) FROM (SELECT a.person_id FROM study_session e CROSS JOIN attendance a"                \
    " WHERE e.paper_id = s.id AND e.unit_id = n.unit_id AND e.removed_at = 0 AND e.day <= $18"               \
    " AND e.at <= $19 AND e.meeting_id <> 0 AND a.unit_id = e.unit_id AND a.meeting_id = e.meeting_id"       \
    " AND a.state IN (1, 2) UNION SELECT t.person_id FROM study_session e CROSS JOIN study_part t"           \
    " WHERE e.paper_id = s.id AND e.unit_id = n.unit_id AND e.removed_at = 0 AND e.day <= $18"               \
    " AND e.at <= $19 AND t.unit_id = e.unit_id AND t.session_id = e.id) z) AS took_part,"                   \
    " COALESCE((SELECT max(e.called)" SESSIONS "), 0) AS called,"                                            \
    " COALESCE((SELECT sum(e.others)" SESSIONS "), 0) AS others,"                                            \
    " COALESCE((SELECT e.adds" SESSIONS " AND e.adds <> '' ORDER BY e.day DESC, e.id DESC LIMIT 1), '') AS adds"
#define OWING(above)                                                                                         \
    " k.anc = " above " AND " HN_SQL_AT("k", "$18", "$19") " AND n.unit_id = k.des AND "                     \
    HN_SQL_AT("n", "$18", "$19") " AND " HN_STUDY_OWES("s.owed_by", "n")                                     \
    " AND EXISTS (SELECT 1 FROM unit_closure j WHERE j.des = n.unit_id AND j.anc = s.unit_id AND "           \
    HN_SQL_AT("j", "$18", "$19") ") AND " HN_SCOPE_UNITS("n.unit_id")
#define BELOW                                                                                                \
    "(SELECT" UNIT_ROW " FROM study_paper s CROSS JOIN unit_closure k CROSS JOIN unit_version n"             \
    " WHERE s.id = $21 AND" OWING("$20") ") x"
#define SUMS                                                                                                 \
    " count(*) AS owing, COALESCE(sum(CASE WHEN x.studied <= $18 THEN 1 ELSE 0 END), 0) AS studied,"         \
    " COALESCE(sum(CASE WHEN x.studied <= $18 AND x.studied <= x.due THEN 1 ELSE 0 END), 0) AS in_time,"     \
    " COALESCE(sum(x.took_part), 0) AS took_part, COALESCE(sum(x.called), 0) AS called,"                     \
    " COALESCE(sum(x.others), 0) AS others"

static const struct hn_sql sql_sum = { .name = "study.sum", .text = "SELECT" SUMS " FROM " BELOW };
static const struct hn_sql sql_children = {
    .name = "study.children",
    .text = "SELECT x.child AS unit_id, x.child_code AS code, x.child_name AS name, x.child_kind AS kind," SUMS
            " FROM (SELECT h.unit_id AS child, h.code AS child_code, h.name AS child_name, h.kind AS child_kind,"
            " h.sort_order AS child_order," UNIT_ROW
            " FROM unit_version h CROSS JOIN study_paper s CROSS JOIN unit_closure k CROSS JOIN unit_version n"
            " WHERE h.parent_id = $20 AND " HN_SQL_AT("h", "$18", "$19") " AND s.id = $21 AND" OWING("h.unit_id")
            ") x GROUP BY x.child, x.child_code, x.child_name, x.child_kind, x.child_order"
            " ORDER BY x.child_order, x.child_code LIMIT 2000"
};

/* $22: 1 those alone that have not studied it */
#define PICKED " WHERE CAST($22 AS BIGINT) = 0 OR x.studied > $18"
static const struct hn_sql sql_units = { .name = "study.units",
                                         .text = "SELECT * FROM " BELOW PICKED " ORDER BY x.code LIMIT $23 OFFSET $24" };
static const struct hn_sql sql_unit_count = { .name = "study.unit_count",
                                              .text = "SELECT count(*) AS n FROM " BELOW PICKED };
/* clang-format on */

#define PARAMS_MAX (HN_SCOPE_PARAMS + 8)
enum { CHILDREN_MOST = 2000 };

static enum hn_rc
ask(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, struct hn_param *params, size_t *n)
{
    struct hn_study_paper about;
    struct hn_scope scope;
    enum hn_rc rc = hn_study_paper_get(c, paper, &about);

    if (!rc)
        rc = hn_scope_on(c, HN_MAY_READ_MEETING, within, &scope);
    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_id(within.v);
    params[(*n)++] = hn_p_id(paper);
    params[*n] = HN_P_END;
    return HN_OK;
}

static struct hn_study_cover
cover_of(struct hn_rows *rows)
{
    return (struct hn_study_cover){
        .owing = hn_row_int(rows, "owing"),
        .studied = hn_row_int(rows, "studied"),
        .in_time = hn_row_int(rows, "in_time"),
        .called = hn_row_int(rows, "called"),
        .took_part = hn_row_int(rows, "took_part"),
        .others = hn_row_int(rows, "others"),
    };
}

static enum hn_rc
read_sum(struct hn_ctx *c, const struct hn_param *params, struct hn_study_cover *sum)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_sum, params, &rows);

    if (rc)
        return rc;
    *sum = (struct hn_study_cover){ .code = "", .name = "", .kind = "" };
    if (hn_rows_next(rows)) {
        *sum = cover_of(rows);
        sum->code = sum->name = sum->kind = "";
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_study_coverage(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, struct hn_study_cover *sum,
                  const struct hn_study_cover **children, size_t *count)
{
    struct hn_study_cover *at = HN_NEW_N(c->arena, struct hn_study_cover, CHILDREN_MOST);
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, paper, within, params, &n);

    *children = at;
    *count = 0;
    if (!rc)
        rc = read_sum(c, params, sum);
    if (!rc)
        rc = hn_store_query(c, &sql_children, params, &rows);
    if (rc)
        return rc;
    sum->unit = within;
    while (*count < CHILDREN_MOST && hn_rows_next(rows)) {
        struct hn_study_cover *one = &at[(*count)++];

        *one = cover_of(rows);
        one->unit.v = hn_row_int(rows, "unit_id");
        one->code = hn_row_text(rows, "code");
        one->name = hn_row_text(rows, "name");
        one->kind = hn_row_text(rows, "kind");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_study_units(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, bool missing, int64_t offset,
               int64_t limit, void (*emit)(void *sink, const struct hn_study_unit *u), void *sink)
{
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, paper, within, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(missing);
    params[n++] = hn_p_int(limit ? limit : INT32_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_units, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_study_unit u = {
            .unit = { hn_row_int(rows, "unit_id") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
            .kind = hn_row_text(rows, "kind"),
            .studied = (hn_day)hn_row_int(rows, "studied"),
            .took_part = hn_row_int(rows, "took_part"),
            .others = hn_row_int(rows, "others"),
            .adds = hn_row_text(rows, "adds"),
        };

        emit(sink, &u);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_study_unit_count(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, bool missing, int64_t *out)
{
    struct hn_param params[PARAMS_MAX];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, paper, within, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(missing);
    params[n] = HN_P_END;
    return hn_store_int(c, &sql_unit_count, params, out, &found);
}

const struct hn_sql *const hn_study_cover_sql[] = { &sql_sum, &sql_children, &sql_units, &sql_unit_count,
                                                    NULL };
