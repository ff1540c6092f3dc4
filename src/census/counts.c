/* counts.c: the figures of one unit, and of each of its children. */
#include "census/counts.h"

#include <stdlib.h>
#include <string.h>

#include "census/inside.h"
#include "census/members_sql.h"
#include "fact/fact.h"

/* clang-format off */
/* A village of a commune is rural; one of a ward or a township is not. */
#define RURAL                                                                                       \
    "CASE WHEN v.kind = 'cell'"                                                                     \
    " AND EXISTS (SELECT 1 FROM unit_place u CROSS JOIN place_version w CROSS JOIN place_version r" \
    " WHERE u.unit_id = v.unit_id AND " HN_SQL_AT("u", "$2", "$3") " AND w.place_id = u.place_id"   \
    " AND w.kind = 'village' AND " HN_SQL_AT("w", "$2", "$3") " AND r.place_id = w.parent_id"       \
    " AND r.kind = 'commune' AND " HN_SQL_AT("r", "$2", "$3") ") THEN 1 ELSE 0 END AS rural"
/* clang-format on */
#define UNIT_COLUMNS "k.depth AS depth, v.kind AS kind, v.sector AS sector, " RURAL
#define UNIT_WHERE                                                                                           \
    "k.depth > 0 AND " HN_SQL_AT("k", "$2", "$3") " AND v.unit_id = k.des AND " HN_SQL_AT("v", "$2", "$3")
#define UNIT_FIGURES                                                                                         \
    "count(*) FILTER (WHERE x.depth = 1 AND x.kind = 'upper_grassroots') AS direct_committees,"              \
    " count(*) FILTER (WHERE x.kind = 'grassroots_committee_org') AS grassroots_committees,"                 \
    " count(*) FILTER (WHERE x.kind = 'grassroots_cell') AS grassroots_cells,"                               \
    " count(*) FILTER (WHERE x.kind = 'cell') AS cells,"                                                     \
    " count(*) FILTER (WHERE x.rural = 1) AS rural_cells,"                                                   \
    " count(*) FILTER (WHERE x.sector = 'private_firm' AND x.kind IN ('cell', 'grassroots_cell'))"           \
    " AS private_cells"

static const struct hn_sql sql_units = {
    .name = "counts.units",
    .text = "SELECT " UNIT_FIGURES " FROM (SELECT " UNIT_COLUMNS
            " FROM unit_closure k CROSS JOIN unit_version v WHERE k.anc = $1 AND " UNIT_WHERE ") x"
};
static const struct hn_sql sql_child_units = {
    .name = "counts.child_units",
    .text =
        "SELECT x.child AS unit, " UNIT_FIGURES " FROM (SELECT ch.unit_id AS child, " UNIT_COLUMNS
        " FROM unit_version ch CROSS JOIN unit_closure k CROSS JOIN unit_version v WHERE ch.parent_id = $1"
        " AND " HN_SQL_AT("ch", "$2", "$3") " AND k.anc = ch.unit_id AND " UNIT_WHERE ") x GROUP BY x.child"
};

/* $4: the day as yyyymmdd; a birth on it, less 31 years, is not under 31. */
#define MEMBER_FIGURES                                                                                       \
    "count(*) AS members, count(*) FILTER (WHERE s.standing = 'official') AS official,"                      \
    " count(*) FILTER (WHERE s.standing = 'probationary') AS probationary,"                                  \
    " count(*) FILTER (WHERE b.sex = 'female') AS women,"                                                    \
    " count(*) FILTER (WHERE b.ethnicity <> 'kinh' AND b.ethnicity <> '') AS ethnic_minority,"               \
    " count(*) FILTER (WHERE a.activity IN ('exempt', 'temporarily_exempt')) AS exempt,"                     \
    " count(*) FILTER (WHERE a.activity = 'suspended') AS suspended,"                                        \
    " count(*) FILTER (WHERE b.birth_date > CAST($4 AS BIGINT) - 310000) AS under_31"

/* clang-format off */
static const struct hn_sql sql_members = {
    .name = "counts.members",
    .text =
        "SELECT " MEMBER_FIGURES
        " FROM unit_closure k" MEMBERS("$2", "$3")
        " WHERE k.anc = $1 AND " MEMBERS_WHERE("$2", "$3")
};
static const struct hn_sql sql_child_members = {
    .name = "counts.child_members",
    .text =
        "SELECT ch.unit_id AS unit, " MEMBER_FIGURES
        " FROM unit_version ch CROSS JOIN unit_closure k" MEMBERS("$2", "$3")
        " WHERE ch.parent_id = $1 AND " HN_SQL_AT("ch", "$2", "$3") " AND k.anc = ch.unit_id"
        " AND " MEMBERS_WHERE("$2", "$3")
        " GROUP BY ch.unit_id"
};

static const struct hn_sql sql_children = {
    .name = "counts.children",
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

const struct hn_sql *const hn_counts_sql[] = { &sql_units,         &sql_child_units, &sql_members,
                                               &sql_child_members, &sql_children,    NULL };

/* --- reading rows --- */

static void
read_units(struct hn_rows *rows, struct hn_counts *out)
{
    out->direct_committees = hn_row_int(rows, "direct_committees");
    out->grassroots_committees = hn_row_int(rows, "grassroots_committees");
    out->grassroots_cells = hn_row_int(rows, "grassroots_cells");
    out->grassroots_orgs = out->grassroots_committees + out->grassroots_cells;
    out->cells = hn_row_int(rows, "cells");
    out->rural_cells = hn_row_int(rows, "rural_cells");
    out->private_cells = hn_row_int(rows, "private_cells");
}

static void
read_members(struct hn_rows *rows, struct hn_counts *out)
{
    out->members = hn_row_int(rows, "members");
    out->official = hn_row_int(rows, "official");
    out->probationary = hn_row_int(rows, "probationary");
    out->women = hn_row_int(rows, "women");
    out->ethnic_minority = hn_row_int(rows, "ethnic_minority");
    out->exempt = hn_row_int(rows, "exempt");
    out->suspended = hn_row_int(rows, "suspended");
    out->under_31 = hn_row_int(rows, "under_31");
}

struct question {
    struct hn_param params[5]; /* unit, on, known, and the day for members */
};

static struct question
ask(const struct hn_ctx *c, struct hn_unit_id unit, bool members)
{
    struct hn_date d = hn_date_of(c->on);

    return (struct question){
        .params = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                    members ? hn_p_int(d.year * 10000 + d.month * 100 + d.day) : HN_P_END, HN_P_END }
    };
}

/* --- one unit --- */

static enum hn_rc
one_row(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id unit, bool members,
        struct hn_counts *out)
{
    struct question q = ask(c, unit, members);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, q.params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        (members ? read_members : read_units)(rows, out);
    return hn_rows_end(rows);
}

enum hn_rc
hn_counts_of(struct hn_ctx *c, struct hn_unit_id unit, struct hn_counts *out)
{
    struct hn_counts_key key = hn_counts_key(c, unit, HN_COUNTS_OF);
    size_t size;
    const void *kept = hn_counts_cached(c, &key, &size);

    if (kept) {
        memcpy(out, kept, sizeof *out);
        return HN_OK;
    }
    *out = (struct hn_counts){ 0 };
    enum hn_rc rc = one_row(c, &sql_units, unit, false, out);

    if (rc == HN_OK)
        rc = one_row(c, &sql_members, unit, true, out);
    if (rc)
        return rc;
    hn_counts_hide(&out->exempt, 1, sizeof *out);
    hn_counts_hide(&out->suspended, 1, sizeof *out);
    hn_counts_keep(c, &key, out, sizeof *out);
    return HN_OK;
}

/* --- its children --- */

/* What is kept of a child: its figures. Names are read anew, which is cheap. */
struct figures {
    int64_t unit;
    struct hn_counts counts;
};
struct table {
    struct figures *at;
    size_t count;
};

static int
by_unit(const void *left, const void *right)
{
    const struct figures *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static struct figures *
figures_of(const struct table *t, int64_t unit)
{
    struct figures key = { .unit = unit };

    return t->count == 0 ? NULL : bsearch(&key, t->at, t->count, sizeof *t->at, by_unit);
}

static enum hn_rc
add_figures(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id unit, bool members, struct table *t)
{
    struct question q = ask(c, unit, members);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, q.params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct figures *f = figures_of(t, hn_row_int(rows, "unit"));

        if (f)
            (members ? read_members : read_units)(rows, &f->counts);
    }
    return hn_rows_end(rows);
}

static enum hn_rc
count_children(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_counts_row *rows, size_t count,
               struct table *t)
{
    enum hn_rc rc;

    t->at = HN_NEW_N(c->arena, struct figures, count + 1);
    t->count = count;
    for (size_t i = 0; i < count; i++)
        t->at[i].unit = rows[i].unit.v;
    qsort(t->at, count, sizeof *t->at, by_unit);
    rc = add_figures(c, &sql_child_units, unit, false, t);
    if (rc == HN_OK)
        rc = add_figures(c, &sql_child_members, unit, true, t);
    if (rc || count == 0)
        return rc;
    hn_counts_hide(&t->at[0].counts.exempt, count, sizeof *t->at);
    hn_counts_hide(&t->at[0].counts.suspended, count, sizeof *t->at);
    return HN_OK;
}

static enum hn_rc
read_children(struct hn_ctx *c, struct hn_unit_id unit, struct hn_counts_row **out, size_t *count)
{
    struct question q = ask(c, unit, false);
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = hn_store_query(c, &sql_children, q.params, &rows);

    if (rc)
        return rc;
    *out = HN_NEW_N(c->arena, struct hn_counts_row, room);
    *count = 0;
    while (hn_rows_next(rows)) {
        if (*count == room) {
            *out = hn_grow(c->arena, *out, room * sizeof **out, 2 * room * sizeof **out);
            room *= 2;
        }
        (*out)[(*count)++] = (struct hn_counts_row){
            .unit = { hn_row_int(rows, "unit") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
            .kind = hn_row_text(rows, "kind"),
            .place_code = hn_row_text(rows, "place_code"),
        };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_counts_children(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_counts_row **out, size_t *count)
{
    struct hn_counts_key key = hn_counts_key(c, unit, HN_COUNTS_CHILDREN);
    struct hn_counts_row *rows;
    struct table t;
    size_t size, n;
    enum hn_rc rc = read_children(c, unit, &rows, &n);

    if (rc)
        return rc;
    const void *kept = hn_counts_cached(c, &key, &size);

    if (kept) {
        t = (struct table){ .at = HN_NEW_N(c->arena, struct figures, n + 1), .count = size / sizeof *t.at };
        memcpy(t.at, kept, t.count <= n ? size : 0);
    } else {
        rc = count_children(c, unit, rows, n, &t);
        if (rc)
            return rc;
        hn_counts_keep(c, &key, t.at, t.count * sizeof *t.at);
    }
    for (size_t i = 0; i < n; i++) {
        const struct figures *f = figures_of(&t, rows[i].unit.v);

        if (f)
            rows[i].counts = f->counts;
    }
    *out = rows;
    *count = n;
    return HN_OK;
}
