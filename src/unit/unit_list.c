/* unit_list.c: units by words, kind, sector and where they stand, the actor's scope inside every query.
 *
 * The scope is of today; where a unit stands is of the day asked for. Both must hold: a unit that stood elsewhere on that
 * day is the actor's when it is his today.
 */
#include "access/scope.h"
#include "tree/search.h"
#include "unit/inside.h"

/* clang-format off */
/* A cell of a village of a commune; one of a ward or a township is not rural. The same as census/ counts. */
#define RURAL                                                                                          \
    "v.kind = 'cell'"                                                                                  \
    " AND EXISTS (SELECT 1 FROM unit_place ru CROSS JOIN place_version rw CROSS JOIN place_version rc" \
    " WHERE ru.unit_id = v.unit_id AND " HN_SQL_AT("ru", "$18", "$19")                                 \
    " AND rw.place_id = ru.place_id AND rw.kind = 'village' AND " HN_SQL_AT("rw", "$18", "$19")        \
    " AND rc.place_id = rw.parent_id AND rc.kind = 'commune' AND " HN_SQL_AT("rc", "$18", "$19") ")"
/* clang-format on */

/* $18 on, $19 known, $20 kind, $21 sector, $22 within */
#define FILTER                                                                                               \
    HN_SQL_AT("v", "$18", "$19")                                                                             \
    " AND ($20 = '' OR v.kind = $20 OR ($20 = 'grassroots_org'"                                              \
    " AND v.kind IN ('grassroots_committee_org', 'grassroots_cell'))"                                        \
    " OR ($20 = 'any_cell' AND v.kind IN ('cell', 'grassroots_cell'))"                                       \
    " OR ($20 = 'rural_cell' AND " RURAL "))"                                                                \
    " AND ($21 = '' OR v.sector = $21)"
#define BELOW_WITHIN " k.anc = $22 AND " HN_SQL_AT("k", "$18", "$19")
#define ORDER        " ORDER BY v.sort_key, v.code"

/* Words: $23 … $38 */
#define SEARCHED " FROM " HN_SEARCH_FIRST("unit", "$23", "$24") " s CROSS JOIN unit_version v"
/* clang-format off */
#define SEARCH_WHERE                                                                           \
    " WHERE v.unit_id = s.id AND " FILTER " AND " HN_SEARCH_ALSO("unit", "s.id", "$25", "$26") \
    " AND " HN_SEARCH_ALSO("unit", "s.id", "$27", "$28")                                       \
    " AND " HN_SEARCH_ALSO("unit", "s.id", "$29", "$30")                                       \
    " AND (CAST($22 AS BIGINT) = 0"                                                            \
    " OR EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = v.unit_id AND" BELOW_WITHIN "))"   \
    " AND " HN_SCOPE_UNITS("v.unit_id")
#define MARKED                                                                                        \
    HN_SEARCH_ALSO("unit", "s.id", "$31", "$32") " AND " HN_SEARCH_ALSO("unit", "s.id", "$33", "$34") \
    " AND " HN_SEARCH_ALSO("unit", "s.id", "$35", "$36")                                              \
    " AND " HN_SEARCH_ALSO("unit", "s.id", "$37", "$38")
/* clang-format on */

static const struct hn_sql sql_search = { .name = "unit.search",
                                          .text = UNIT_COLUMNS SEARCHED UNIT_PLACE("$18", "$19") SEARCH_WHERE
                                          " ORDER BY CASE WHEN " MARKED
                                          " THEN 0 ELSE 1 END, v.sort_key, v.code LIMIT $39 OFFSET $40" };
static const struct hn_sql sql_search_count = { .name = "unit.search_count",
                                                .text = "SELECT count(*) AS n" SEARCHED SEARCH_WHERE };

/* All of the scope: the scope finds the rows. */
#define SCOPED " WHERE v.unit_id IN " HN_SCOPE_UNIT_SET " AND " FILTER

static const struct hn_sql sql_all = { .name = "unit.all",
                                       .text = UNIT_COLUMNS " FROM unit_version v" UNIT_PLACE("$18", "$19")
                                           SCOPED ORDER " LIMIT $22 OFFSET $23" };
static const struct hn_sql sql_all_count = { .name = "unit.all_count",
                                             .text = "SELECT count(*) AS n FROM unit_version v" SCOPED };

/* Below one unit: the closure of the day finds the rows. */
#define WITHIN " WHERE" BELOW_WITHIN " AND v.unit_id = k.des AND " FILTER " AND " HN_SCOPE_UNITS("v.unit_id")

/* clang-format off */
static const struct hn_sql sql_within = {
    .name = "unit.within",
    .text =
        UNIT_COLUMNS
        " FROM unit_closure k CROSS JOIN unit_version v" UNIT_PLACE("$18", "$19") WITHIN ORDER
        " LIMIT $23 OFFSET $24"
};
/* clang-format on */
static const struct hn_sql sql_within_count = {
    .name = "unit.within_count",
    .text = "SELECT count(*) AS n FROM unit_closure k CROSS JOIN unit_version v" WITHIN
};

/* clang-format off */
/* $18 place, $19 on, $20 known */
static const struct hn_sql sql_at_place = {
    .name = "unit.at_place",
    .text =
        UNIT_COLUMNS
        " FROM unit_place x CROSS JOIN unit_version v" UNIT_PLACE("$19", "$20")
        " WHERE x.place_id = $18 AND " HN_SQL_AT("x", "$19", "$20") " AND v.unit_id = x.unit_id"
        " AND " HN_SQL_AT("v", "$19", "$20") " AND " HN_SCOPE_UNITS("v.unit_id") ORDER " LIMIT 200"
};
/* clang-format on */

const struct hn_sql *const hn_unit_list_sql[] = { &sql_search,   &sql_search_count,
                                                  &sql_all,      &sql_all_count,
                                                  &sql_within,   &sql_within_count,
                                                  &sql_at_place, NULL };

#define PARAMS_MAX (HN_SCOPE_PARAMS + 5 + HN_SEARCH_PARAMS + 3)

struct question {
    const struct hn_sql *list, *count;
    struct hn_param params[PARAMS_MAX];
    size_t n;       /* those of the list before limit and offset */
    size_t n_count; /* those of the count */
};

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_unit_filter *f, struct question *q)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_UNIT, f->within, &scope);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, q->params);

    q->params[n++] = hn_p_day(c->on);
    q->params[n++] = hn_p_time(hn_fact_known(c));
    q->params[n++] = hn_p_text(f->kind ? f->kind : "");
    q->params[n++] = hn_p_text(f->sector ? f->sector : "");
    q->params[n] = hn_p_id(f->within.v);
    if (hn_search_fill(c->arena, f->words, &q->params[n + 1]) > 0) {
        q->list = &sql_search;
        q->count = &sql_search_count;
        q->n = n + 1 + HN_SEARCH_PARAMS;
        q->n_count = n + 1 + 2 * HN_SEARCH_WORDS;
    } else {
        q->list = f->within.v ? &sql_within : &sql_all;
        q->count = f->within.v ? &sql_within_count : &sql_all_count;
        q->n = q->n_count = f->within.v ? n + 1 : n;
    }
    return HN_OK;
}

enum hn_rc
hn_unit_list(struct hn_ctx *c, const struct hn_unit_filter *f, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_unit *u), void *sink)
{
    struct question q;
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, f, &q);

    if (rc)
        return rc;
    q.params[q.n++] = hn_p_int(limit);
    q.params[q.n++] = hn_p_int(offset);
    q.params[q.n] = HN_P_END;
    rc = hn_store_query(c, q.list, q.params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_unit u;

        hn_unit_read(rows, &u);
        emit(sink, &u);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_unit_count(struct hn_ctx *c, const struct hn_unit_filter *f, int64_t *out)
{
    struct question q;
    bool found;
    enum hn_rc rc = ask(c, f, &q);

    if (rc)
        return rc;
    q.params[q.n_count] = HN_P_END;
    return hn_store_int(c, q.count, q.params, out, &found);
}

enum hn_rc
hn_unit_at_place(struct hn_ctx *c, struct hn_place_id place, const struct hn_unit **out, size_t *count)
{
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_scope scope;
    struct hn_rows *rows;
    struct hn_unit *units = HN_NEW_N(c->arena, struct hn_unit, HN_UNITS_AT_PLACE);
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_UNIT, (struct hn_unit_id){ 0 }, &scope);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_id(place.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_at_place, params, &rows);
    if (rc)
        return rc;
    *out = units;
    *count = 0;
    while (*count < HN_UNITS_AT_PLACE && hn_rows_next(rows))
        hn_unit_read(rows, &units[(*count)++]);
    return hn_rows_end(rows);
}
