/* overview.c: the communes of an organisation on a day, each with the highest level it is recognised at, and how many stand at
 * each (recognition.h). Four questions, put together here by unit; nothing is asked commune by commune.
 */
#include <stdlib.h>
#include <string.h>

#include "criteria/inside.h"

enum { COMMUNES_MOST = 4000, CHILDREN_MOST = 1000 };

struct commune {
    struct hn_criteria_commune row;
    int64_t child; /* of the unit asked about, that it stands at or below; 0 itself */
    int rank;      /* highest standing, -1 none */
    bool known;    /* something is kept of it */
};
struct communes {
    struct commune *at; /* by unit */
    size_t count;
};

/* clang-format off */
/* $1 on, $2 known, $3 within */
#define COMMUNE(joined)                                                                                      \
    " FROM unit_closure h CROSS JOIN unit_place u CROSS JOIN place_version p CROSS JOIN unit_version v" joined \
    " WHERE h.anc = $3 AND " HN_SQL_AT("h", "$1", "$2") " AND u.unit_id = h.des AND " HN_SQL_AT("u", "$1", "$2") \
    " AND p.place_id = u.place_id AND " HN_SQL_AT("p", "$1", "$2")                                           \
    " AND p.kind IN ('commune', 'ward', 'special_zone') AND v.unit_id = h.des AND " HN_SQL_AT("v", "$1", "$2") \
    " AND v.kind IN ('grassroots_committee_org', 'upper_grassroots')"
static const struct hn_sql sql_communes = {
    .name = "criteria_overview.communes",
    .text = "SELECT h.des, v.code, v.name, p.code AS place_code, p.name AS place_name,"
            " COALESCE(w.name, '') AS parent_name, COALESCE(g.group_code, '') AS group_code,"
            " COALESCE((SELECT k.anc FROM unit_closure k CROSS JOIN unit_closure kp WHERE k.des = h.des AND "
            HN_SQL_AT("k", "$1", "$2") " AND kp.des = k.anc AND kp.depth = 1 AND kp.anc = $3 AND "
            HN_SQL_AT("kp", "$1", "$2") "), 0) AS child"
            COMMUNE(" LEFT JOIN unit_version w ON w.unit_id = v.parent_id AND " HN_SQL_AT("w", "$1", "$2")
                    " LEFT JOIN criteria_group g ON g.unit_id = h.des AND " HN_SQL_AT("g", "$1", "$2"))
            " ORDER BY h.des LIMIT $4"
};
static const struct hn_sql sql_recognised = {
    .name = "criteria_overview.recognised",
    .text = "SELECT r.unit_id, r.level, r.valid_from" COMMUNE(" CROSS JOIN recognition r")
            " AND r.unit_id = h.des AND " HN_SQL_AT("r", "$1", "$2")
};
static const struct hn_sql sql_planned = {
    .name = "criteria_overview.planned",
    .text = "SELECT r.unit_id, r.level, r.due" COMMUNE(" CROSS JOIN criteria_plan r")
            " AND r.unit_id = h.des AND r.known_from <= $2 AND r.known_to > $2"
};
/* The children themselves, in their order. */
static const struct hn_sql sql_children = {
    .name = "criteria_overview.children",
    .text = "SELECT v.unit_id, v.code, v.name, COALESCE(p.code, '') AS place_code FROM unit_version v"
            " LEFT JOIN unit_place u ON u.unit_id = v.unit_id AND " HN_SQL_AT("u", "$1", "$2")
            " LEFT JOIN place_version p ON p.place_id = u.place_id AND " HN_SQL_AT("p", "$1", "$2")
            " WHERE v.parent_id = $3 AND " HN_SQL_AT("v", "$1", "$2") " ORDER BY v.sort_order, v.sort_key, v.unit_id LIMIT $4"
};
/* clang-format on */

static int
by_unit(const void *key, const void *at)
{
    int64_t unit = *(const int64_t *)key, other = ((const struct commune *)at)->row.unit.v;

    return (unit > other) - (unit < other);
}

static struct commune *
commune_of(const struct communes *all, int64_t unit)
{
    return all->count ? bsearch(&unit, all->at, all->count, sizeof *all->at, by_unit) : NULL;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, int64_t limit,
    struct hn_rows **rows)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(within.v),
                                       limit ? hn_p_int(limit) : HN_P_END, HN_P_END };

    return hn_store_query(c, sql, params, rows);
}

static enum hn_rc
read_communes(struct hn_ctx *c, struct hn_unit_id within, struct communes *all)
{
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = ask(c, &sql_communes, within, COMMUNES_MOST, &rows);

    if (rc)
        return rc;
    all->at = HN_NEW_N(c->arena, struct commune, room);
    for (; hn_rows_next(rows); all->count++) {
        if (all->count == room) {
            all->at = hn_grow(c->arena, all->at, room * sizeof *all->at, 2 * room * sizeof *all->at);
            room *= 2;
        }
        all->at[all->count] = (struct commune){ .row = { .unit = { hn_row_int(rows, "des") },
                                                         .code = hn_row_text(rows, "code"),
                                                         .name = hn_row_text(rows, "name"),
                                                         .place_code = hn_row_text(rows, "place_code"),
                                                         .place_name = hn_row_text(rows, "place_name"),
                                                         .parent_name = hn_row_text(rows, "parent_name"),
                                                         .group = hn_row_text(rows, "group_code"),
                                                         .level = "",
                                                         .sheet_set = "" },
                                                .child = hn_row_int(rows, "child"),
                                                .rank = -1 };
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_recognised(struct hn_ctx *c, struct hn_unit_id within, const struct communes *all)
{
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_recognised, within, 0, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct commune *at = commune_of(all, hn_row_int(rows, "unit_id"));
        int rank = hn_criteria_rank(hn_row_text(rows, "level"));

        if (at)
            at->known = true;
        if (!at || rank <= at->rank)
            continue;
        at->rank = rank;
        at->row.level = hn_criteria_levels[rank];
        at->row.since = (hn_day)hn_row_int(rows, "valid_from");
    }
    return hn_rows_end(rows);
}

/* The plan that counts is that of the level after the one it stands at. */
static enum hn_rc
read_planned(struct hn_ctx *c, struct hn_unit_id within, const struct communes *all)
{
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_planned, within, 0, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct commune *at = commune_of(all, hn_row_int(rows, "unit_id"));

        if (!at)
            continue;
        at->known = true;
        if (hn_criteria_rank(hn_row_text(rows, "level")) == at->rank + 1)
            at->row.planned_on = (hn_day)hn_row_int(rows, "due");
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_all(struct hn_ctx *c, struct hn_unit_id within, struct communes *all)
{
    const struct hn_mark_sum *sums = NULL;
    size_t count = 0;
    enum hn_rc rc = hn_need_figures(c, within);

    *all = (struct communes){ 0 };
    if (!rc)
        rc = read_communes(c, within, all);
    if (!rc)
        rc = read_recognised(c, within, all);
    if (!rc)
        rc = read_planned(c, within, all);
    if (!rc)
        rc = hn_mark_sums(c, within, true, &sums, &count);
    for (size_t i = 0; !rc && i < count; i++) {
        struct commune *at = commune_of(all, sums[i].unit);

        if (!at)
            continue;
        at->known = true;
        at->row.sheet = sums[i].sheet; /* the latest: they come by day */
        at->row.sheet_set = sums[i].set_code;
        at->row.total = sums[i].total;
    }
    return rc;
}

/* --- how many at each level --- */

static void
count_in(struct hn_criteria_sum *sum, const struct commune *at)
{
    sum->communes++;
    if (at->rank >= 0)
        sum->by_level[at->rank]++;
    if (!at->known)
        sum->unknown++;
}

static enum hn_rc
read_children(struct hn_ctx *c, struct hn_unit_id within, struct hn_criteria_sum **out, size_t *count)
{
    struct hn_criteria_sum *found = HN_NEW_N(c->arena, struct hn_criteria_sum, CHILDREN_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_children, within, CHILDREN_MOST, &rows);

    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = (struct hn_criteria_sum){ .unit = { hn_row_int(rows, "unit_id") },
                                                  .code = hn_row_text(rows, "code"),
                                                  .name = hn_row_text(rows, "name"),
                                                  .place_code = hn_row_text(rows, "place_code") };
    *out = found;
    return hn_rows_end(rows);
}

enum hn_rc
hn_criteria_overview(struct hn_ctx *c, struct hn_unit_id within, struct hn_criteria_sum *sum,
                     const struct hn_criteria_sum **children, size_t *count)
{
    struct hn_criteria_sum *lines = NULL;
    struct communes all;
    size_t kept = 0;
    enum hn_rc rc = read_all(c, within, &all);

    if (!rc)
        rc = read_children(c, within, &lines, count);
    if (rc)
        return rc;
    *sum = (struct hn_criteria_sum){ .unit = within, .code = "", .name = "", .place_code = "" };
    for (size_t i = 0; i < all.count; i++) {
        count_in(sum, &all.at[i]);
        for (size_t k = 0; k < *count; k++) {
            if (lines[k].unit.v == all.at[i].child)
                count_in(&lines[k], &all.at[i]);
        }
    }
    for (size_t k = 0; k < *count; k++) {
        if (lines[k].communes)
            lines[kept++] = lines[k]; /* who has no commune below has no line */
    }
    *count = kept;
    *children = lines;
    return HN_OK;
}

/* --- the communes themselves --- */

static bool
is_asked(const struct commune *at, const char *level)
{
    if (!level || !*level)
        return true;
    if (strcmp(level, "none") == 0)
        return !at->known;
    if (strcmp(level, "open") == 0)
        return at->known && at->rank < 0;
    return strcmp(at->row.level, level) == 0;
}

static int
by_code(const void *left, const void *right)
{
    const struct commune *a = left, *b = right;

    return strcmp(a->row.code, b->row.code);
}

enum hn_rc
hn_criteria_communes(struct hn_ctx *c, struct hn_unit_id within, const char *level, int64_t offset,
                     int64_t limit, void (*emit)(void *sink, const struct hn_criteria_commune *r), void *sink)
{
    struct communes all;
    int64_t nth = 0;
    enum hn_rc rc = read_all(c, within, &all);

    if (rc)
        return rc;
    qsort(all.at, all.count, sizeof *all.at, by_code);
    for (size_t i = 0; i < all.count; i++) {
        if (!is_asked(&all.at[i], level))
            continue;
        all.at[i].row.known = all.at[i].known;
        if (nth >= offset && (limit == 0 || nth < offset + limit))
            emit(sink, &all.at[i].row);
        nth++;
    }
    return HN_OK;
}

enum hn_rc
hn_criteria_commune_count(struct hn_ctx *c, struct hn_unit_id within, const char *level, int64_t *out)
{
    struct communes all;
    enum hn_rc rc = read_all(c, within, &all);

    *out = 0;
    for (size_t i = 0; !rc && i < all.count; i++)
        *out += is_asked(&all.at[i], level);
    return rc;
}

const struct hn_sql *const hn_criteria_overview_sql[] = { &sql_communes, &sql_recognised, &sql_planned,
                                                          &sql_children, NULL };
