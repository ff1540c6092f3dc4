/* list.c: indicators found and listed, by who may know of a unit they are for (indicator.h). */
#include "access/scope.h"
#include "base/num.h"
#include "base/vi.h"
#include "indicator/inside.h"

enum { WORDS_MOST = 4, VERSIONS_MOST = 200 };

struct hn_indicator
hn_indicator_of(struct hn_rows *rows)
{
    return (struct hn_indicator){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .name_en = hn_row_text(rows, "name_en"),
        .measure = hn_row_text(rows, "measure"),
        .better = hn_row_text(rows, "better"),
        .over_tree = hn_row_text(rows, "over_tree"),
        .over_time = hn_row_text(rows, "over_time"),
        .formula = hn_row_text(rows, "formula"),
        .note = hn_row_text(rows, "note"),
        .every = hn_period_kind_of(hn_row_text(rows, "every")),
        .places = (int)hn_row_int(rows, "places"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .known_from = hn_row_int(rows, "known_from"),
        .form = hn_row_int(rows, "form_id"),
        .form_code = hn_row_text(rows, "form_code"),
        .form_name = hn_row_text(rows, "form_name"),
    };
}

/* --- one --- */

/* clang-format off */
/* $1 on, $2 known, $3 id */
static const struct hn_sql sql_one = {
    .name = "indicator.one",
    .text = "SELECT " HN_INDICATOR_COLUMNS("$1", "$2")
            " FROM indicator i CROSS JOIN indicator_version v" HN_INDICATOR_IN_FORM
            " WHERE i.id = $3 AND v.indicator_id = i.id AND " HN_INDICATOR_NEAREST("$1", "$2")
};
/* clang-format on */
static const struct hn_sql sql_by_code = { .name = "indicator.by_code",
                                           .text = "SELECT id FROM indicator WHERE code = $1" };

enum hn_rc
hn_indicator_read(struct hn_ctx *c, int64_t id, struct hn_indicator *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_indicator_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "indicator.not_found");
}

/* By which he may know of figures: of meetings, else of figures alone. */
static enum hn_rc
scope_of(struct hn_ctx *c, struct hn_scope *out)
{
    bool meets = hn_access_allows(c, HN_MAY_READ_MEETING, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;

    return hn_scope_of(c, meets ? HN_MAY_READ_MEETING : HN_MAY_READ_FIGURES, (struct hn_unit_id){ 0 }, out);
}

static const struct hn_sql sql_in_sight = {
    .name = "indicator.in_sight",
    .text = "SELECT i.id FROM indicator i WHERE i.id = $18 AND " HN_INDICATOR_SIGHT("i.unit_id")
};

enum hn_rc
hn_indicator_need_sight(struct hn_ctx *c, const struct hn_sql *sql, int64_t id, const char *key)
{
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    struct hn_scope scope;
    bool found;
    size_t n;
    enum hn_rc rc = scope_of(c, &scope);

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(id);
    params[n] = HN_P_END;
    rc = hn_store_int(c, sql, params, &id, &found);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", key);
}

static enum hn_rc
must_be_in_sight(struct hn_ctx *c, int64_t id)
{
    return hn_indicator_need_sight(c, &sql_in_sight, id, "indicator.not_found");
}

/* A form of a unit aside is not told; all of them stand in the same. */
static enum hn_rc
hide_form(struct hn_ctx *c, struct hn_indicator *all, size_t count)
{
    bool seen = true;
    enum hn_rc rc = count && all->form ? hn_indicator_form_in_sight(c, all->form, &seen) : HN_OK;

    for (size_t i = 0; i < count && !seen; i++) {
        all[i].form = 0;
        all[i].form_code = all[i].form_name = "";
    }
    return rc;
}

enum hn_rc
hn_indicator_get(struct hn_ctx *c, int64_t id, struct hn_indicator *out)
{
    enum hn_rc rc = must_be_in_sight(c, id);

    if (!rc)
        rc = hn_indicator_read(c, id, out);
    return rc ? rc : hide_form(c, out, 1);
}

enum hn_rc
hn_indicator_find(struct hn_ctx *c, const char *code_or_id, int64_t *out)
{
    const struct hn_param params[] = { hn_p_text(code_or_id), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_by_code, params, out, &found);

    if (rc)
        return rc;
    if (!found && !hn_parse_i64(code_or_id, 1, INT64_MAX, out))
        return hn_fail(c, HN_NOT_FOUND, "", "indicator.not_found");
    return must_be_in_sight(c, *out);
}

/* --- versions --- */

/* clang-format off */
static const struct hn_sql sql_versions = {
    .name = "indicator.versions",
    .text = "SELECT " HN_INDICATOR_COLUMNS("v.valid_from", "v.known_from")
            " FROM indicator i CROSS JOIN indicator_version v" HN_INDICATOR_IN_FORM
            " WHERE i.id = $1 AND v.indicator_id = i.id AND v.known_from <= $2"
            " ORDER BY v.valid_from DESC, v.known_from DESC LIMIT $3"
};
/* clang-format on */

enum hn_rc
hn_indicator_versions(struct hn_ctx *c, int64_t id, const struct hn_indicator **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_time(hn_fact_known(c)), hn_p_int(VERSIONS_MOST),
                                       HN_P_END };
    struct hn_indicator *found;
    struct hn_rows *rows;
    enum hn_rc rc = must_be_in_sight(c, id);

    if (!rc)
        rc = hn_store_query(c, &sql_versions, params, &rows);
    if (rc)
        return rc;
    found = HN_NEW_N(c->arena, struct hn_indicator, VERSIONS_MOST);
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = hn_indicator_of(rows);
    *out = found;
    rc = hn_rows_end(rows);
    return rc ? rc : hide_form(c, found, *count);
}

/* --- lists --- */

/* clang-format off */
/* $18 on, $19 known, $20 at, $21 form, $22 entered, $23 to $26 words */
#define LISTED                                                                                               \
    " FROM indicator i CROSS JOIN indicator_version v LEFT JOIN form_line l ON l.indicator_id = i.id"        \
    " AND l.removed_at = 0 LEFT JOIN form f ON f.id = l.form_id AND " HN_INDICATOR_SIGHT("f.unit_id")         \
    " WHERE v.indicator_id = i.id AND "                                                                      \
    HN_INDICATOR_NEAREST("$18", "$19") " AND " HN_INDICATOR_SIGHT("i.unit_id")                                                      \
    " AND (CAST($20 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = $20"                \
    " AND k.anc = i.unit_id AND " HN_SQL_AT("k", "$18", "$19") "))"                                          \
    " AND (CAST($21 AS BIGINT) = 0 OR f.id = $21)"                                                      \
    " AND ($22 = 0 OR ($22 = 1 AND v.formula = '') OR ($22 = -1 AND v.formula <> ''))"                       \
    " AND v.search LIKE $23 AND v.search LIKE $24 AND v.search LIKE $25 AND v.search LIKE $26"
static const struct hn_sql sql_list = {
    .name = "indicator_list.page",
    .text = "SELECT " HN_INDICATOR_COLUMNS("$18", "$19") LISTED
            " ORDER BY COALESCE(f.code, ''), COALESCE(l.position, 0), i.code LIMIT $27 OFFSET $28"
};
static const struct hn_sql sql_count = { .name = "indicator_list.count", .text = "SELECT count(*) AS n" LISTED };
/* clang-format on */

enum { LIST_PARAMS = HN_SCOPE_PARAMS + 5 + WORDS_MOST + 3 };

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_indicator_filter *f, struct hn_param params[LIST_PARAMS], size_t *n)
{
    const char *patterns[WORDS_MOST];
    struct hn_scope scope;
    enum hn_rc rc = scope_of(c, &scope);

    if (rc)
        return rc;
    hn_vi_patterns(c->arena, f->words ? f->words : "", patterns, WORDS_MOST);
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_id(f->at.v);
    params[(*n)++] = hn_p_id(f->form);
    params[(*n)++] = hn_p_int(f->entered);
    for (int i = 0; i < WORDS_MOST; i++)
        params[(*n)++] = hn_p_text(patterns[i]);
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_indicator_list(struct hn_ctx *c, const struct hn_indicator_filter *f, int64_t offset, int64_t limit,
                  void (*emit)(void *sink, const struct hn_indicator *i), void *sink)
{
    struct hn_param params[LIST_PARAMS];
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
        const struct hn_indicator i = hn_indicator_of(rows);

        emit(sink, &i);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_indicator_count(struct hn_ctx *c, const struct hn_indicator_filter *f, int64_t *out)
{
    struct hn_param params[LIST_PARAMS];
    bool found;
    size_t n;
    enum hn_rc rc = ask(c, f, params, &n);

    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

const struct hn_sql *const hn_indicator_list_sql[] = { &sql_one,  &sql_by_code, &sql_in_sight, &sql_versions,
                                                       &sql_list, &sql_count,   NULL };
