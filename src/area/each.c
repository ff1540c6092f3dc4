/* each.c: the way out: areas and charges, row by row; and what an import looks up (each.h). */
#include "area/each.h"

#include "access/scope.h"
#include "area/inside.h"
#include "base/vi.h"

/* clang-format off */

/* $18 known, $19 within (0 all), $20 the tree's day, $21 the day or "open" */
#define CODE(table, key, id) HN_SQL_LAST("code", table, key, id, "2147483647", "$18")
#define OF_SCOPE(row)                                                                                        \
    " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = a.unit_id"          \
    " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS("a.unit_id")               \
    " AND ($21 = 2147483647 OR (" row ".valid_from <= $21 AND " row ".valid_to > $21))"
static const struct hn_sql sql_areas = {
    .name = "each.areas",
    .text = "SELECT x.unit, x.kind, x.name, x.place, x.valid_from, x.valid_to FROM (SELECT a.id, "
            CODE("unit_version", "unit_id", "a.unit_id") " AS unit, a.kind, a.name, a.search, "
            CODE("place_version", "place_id", "a.place_id") " AS place, a.valid_from, a.valid_to FROM area a"
            " WHERE a.at <= $18" OF_SCOPE("a") ") x ORDER BY x.unit, x.kind, x.search, x.name, x.valid_from, x.id"
};
static const struct hn_sql sql_charges = {
    .name = "each.area_charges",
    .text = "SELECT x.unit, x.kind, x.name, x.person, x.role, x.decision, x.valid_from, x.valid_to FROM (SELECT "
            CODE("unit_version", "unit_id", "a.unit_id") " AS unit, a.kind, a.name, a.search,"
            " p.code AS person, g.role, g.decision, g.valid_from, g.valid_to"
            " FROM area_charge g CROSS JOIN area a CROSS JOIN person p WHERE a.unit_id = g.unit_id"
            " AND a.id = g.area_id AND p.id = g.person_id AND g.known_from <= $18 AND g.known_to > $18"
            OF_SCOPE("g") ") x ORDER BY x.unit, x.kind, x.search, x.name, x.valid_from, x.person"
};
static const struct hn_sql sql_at = {
    .name = "area.at",
    .text = "SELECT a.id FROM area a WHERE a.unit_id = $1 AND a.kind = $2 AND a.search = $3"
            " AND a.valid_from <= $4 AND a.valid_to > $4 ORDER BY a.id LIMIT 1"
};
static const struct hn_sql sql_stands = {
    .name = "charge.stands",
    .text = "SELECT area_id FROM area_charge WHERE area_id = $1 AND person_id = $2 AND role = $3 AND decision = $4"
            " AND valid_from <= $5 AND valid_to >= $6 AND known_to = " HN_SQL_OPEN_TIME " LIMIT 1"
};
/* clang-format on */

enum hn_rc
hn_areas_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
              enum hn_rc (*each)(void *sink, const struct hn_area_line *a), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_areas, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_area_line a = {
            .unit = hn_row_text(rows, "unit"),
            .kind = hn_row_text(rows, "kind"),
            .name = hn_row_text(rows, "name"),
            .place = hn_row_text(rows, "place"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };

        rc = each(sink, &a);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_charges_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                enum hn_rc (*each)(void *sink, const struct hn_charge_line *g), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_charges, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_charge_line g = {
            .unit = hn_row_text(rows, "unit"),
            .kind = hn_row_text(rows, "kind"),
            .name = hn_row_text(rows, "name"),
            .person = hn_row_text(rows, "person"),
            .role = hn_row_text(rows, "role"),
            .decision = hn_row_text(rows, "decision"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };

        rc = each(sink, &g);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_area_at(struct hn_ctx *c, struct hn_unit_id unit, const char *kind, const char *name, hn_day day,
           struct hn_area *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(kind),
                                       hn_p_text(hn_vi_fold(c->arena, name)), hn_p_day(day), HN_P_END };
    bool found;
    int64_t id = 0;
    enum hn_rc rc = hn_store_int(c, &sql_at, params, &id, &found);

    *out = (struct hn_area){ .id = 0 };
    return rc || !found ? rc : hn_area_read(c, id, out);
}

enum hn_rc
hn_charge_stands(struct hn_ctx *c, const struct hn_charge *in, bool *out)
{
    const struct hn_param params[] = { hn_p_id(in->area),
                                       hn_p_id(in->person.v),
                                       hn_p_text(in->role),
                                       hn_p_text(in->decision),
                                       hn_p_day(in->from),
                                       hn_p_day(in->to),
                                       HN_P_END };
    int64_t id;

    return hn_store_int(c, &sql_stands, params, &id, out);
}

const struct hn_sql *const hn_area_each_sql[] = { &sql_areas, &sql_charges, &sql_at, &sql_stands, NULL };
