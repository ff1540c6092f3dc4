/* place_list.c: places by words, kind and where they lie. */
#include "fact/fact_sql.h"
#include "place/place.h"
#include "tree/search.h"

#define COLUMNS                                                                                              \
    "SELECT v.place_id AS id, v.parent_id AS parent_id, v.kind AS kind, v.code AS code, v.name AS name,"     \
    " v.short_name AS short_name, v.name_en AS name_en, v.slug AS slug, v.sector AS sector,"                 \
    " v.sort_order AS sort_order, v.decision AS decision, v.valid_from AS valid_from,"                       \
    " v.valid_to AS valid_to, v.known_from AS known_from, v.known_to AS known_to"

/* $1 on, $2 known, $3 kind, $4 within */
#define WHERE                                                                                                \
    HN_SQL_AT("v", "$1", "$2")                                                                               \
    " AND ($3 = '' OR v.kind = $3) AND (CAST($4 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM place_closure k"     \
    " WHERE k.des = v.place_id AND k.anc = $4 AND k.depth > 0 AND " HN_SQL_AT("k", "$1", "$2") "))"

/* clang-format off */
#define FOUND                                                                                 \
    " FROM " HN_SEARCH_FIRST("place", "$5", "$6") " s CROSS JOIN place_version v"             \
    " WHERE v.place_id = s.id AND " WHERE " AND " HN_SEARCH_ALSO("place", "s.id", "$7", "$8") \
    " AND " HN_SEARCH_ALSO("place", "s.id", "$9", "$10")                                      \
    " AND " HN_SEARCH_ALSO("place", "s.id", "$11", "$12")

#define MARKED                                            \
    HN_SEARCH_ALSO("place", "s.id", "$13", "$14")         \
    " AND " HN_SEARCH_ALSO("place", "s.id", "$15", "$16") \
    " AND " HN_SEARCH_ALSO("place", "s.id", "$17", "$18") \
    " AND " HN_SEARCH_ALSO("place", "s.id", "$19", "$20")
/* clang-format on */

static const struct hn_sql sql_search = { .name = "place.search",
                                          .text = COLUMNS FOUND " ORDER BY CASE WHEN " MARKED
                                                                " THEN 0 ELSE 1 END, v.sort_key, v.code"
                                                                " LIMIT $21 OFFSET $22" };
/* The words with marks only order, so that counting needs no more than they be named. */
static const struct hn_sql sql_search_count = { .name = "place.search_count",
                                                .text = "SELECT count(*) AS n" FOUND };
static const struct hn_sql sql_browse = { .name = "place.browse",
                                          .text = COLUMNS " FROM place_version v WHERE " WHERE
                                                          " ORDER BY v.sort_key, v.code LIMIT $5 OFFSET $6" };
static const struct hn_sql sql_browse_count = {
    .name = "place.browse_count", .text = "SELECT count(*) AS n FROM place_version v WHERE " WHERE
};

const struct hn_sql *const hn_place_sql[] = { &sql_search, &sql_search_count, &sql_browse, &sql_browse_count,
                                              NULL };

/* Fills the parameters up to the words; answers how many there are, words left out when there are none. */
static size_t
fill(struct hn_ctx *c, const struct hn_place_filter *f, struct hn_param *params, bool *words)
{
    params[0] = hn_p_day(c->on);
    params[1] = hn_p_time(hn_fact_known(c));
    params[2] = hn_p_text(f->kind ? f->kind : "");
    params[3] = hn_p_id(f->within.v);
    *words = hn_search_fill(c->arena, f->words, params + 4) > 0;
    return *words ? 4 + HN_SEARCH_PARAMS : 4;
}

enum hn_rc
hn_place_list(struct hn_ctx *c, const struct hn_place_filter *f, int64_t offset, int64_t limit,
              void (*emit)(void *sink, const struct hn_node *place), void *sink)
{
    struct hn_param params[4 + HN_SEARCH_PARAMS + 3];
    struct hn_rows *rows;
    bool words;
    size_t n = fill(c, f, params, &words);

    params[n++] = hn_p_int(limit);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    enum hn_rc rc = hn_store_query(c, words ? &sql_search : &sql_browse, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_node place;

        hn_node_read(rows, &place);
        emit(sink, &place);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_place_count(struct hn_ctx *c, const struct hn_place_filter *f, int64_t *out)
{
    struct hn_param params[4 + HN_SEARCH_PARAMS + 1];
    bool words, found;
    size_t n = fill(c, f, params, &words);

    params[words ? 4 + 2 * HN_SEARCH_WORDS : n] = HN_P_END;
    return hn_store_int(c, words ? &sql_search_count : &sql_browse_count, params, out, &found);
}
