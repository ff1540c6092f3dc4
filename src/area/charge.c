/* charge.c: who is in charge of which area, over which days, as facts (area.h). */
#include "access/scope.h"
#include "area/area.h"

#include <string.h>

#include "area/inside.h"
#include "audit/audit.h"

enum { CHARGES_MOST = 500 };

const struct hn_fact_table hn_area_charges = {
    .name = "area_charge",
    HN_FACT_SQL("area_charge", "unit_id", " AND area_id = $2 AND person_id = $3", "area_id, person_id, ",
                "role, decision", HN_MARKS_11),
    .series_count = 2,
    .value_count = 2,
    .values = (const char *const[]){ "role", "decision" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT },
};

/* --- rules --- */

/* A member of the unit or of one below it, or who holds an office there, or follows it from above: moved or posted to it
 * alike. $1 unit, $2 person, $3 day */
#define BELOW(unit)                                                                                          \
    "EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = " unit                                               \
    " AND k.anc = $1 AND k.known_to = " HN_SQL_OPEN_TIME " AND k.valid_from <= $3 AND k.valid_to > $3)"
#define OF_DAY(row)                                                                                          \
    row ".person_id = $2 AND " row ".known_to = " HN_SQL_OPEN_TIME " AND " row ".valid_from <= $3 AND " row  \
        ".valid_to > $3 AND " BELOW(row ".unit_id")
static const struct hn_sql sql_fits = {
    .name = "charge.fits",
    .text = "SELECT m.unit_id FROM membership m WHERE " OF_DAY(
        "m") " UNION ALL SELECT o.unit_id FROM office o WHERE " OF_DAY("o") " UNION ALL SELECT f.unit_id "
                                                                            "FROM monitor_assignment f "
                                                                            "WHERE " OF_DAY("f") " LIMIT 1"
};
static const struct hn_sql sql_leads = {
    .name = "charge.leads",
    .text = "SELECT g.person_id, " HN_SQL_LAST(
        "full_name", "person_basic", "person_id", "g.person_id", "$4",
        "$5") " AS full_name FROM area_charge g WHERE g.area_id = $1 AND g.person_id <> $6 AND g.role = "
              "'lead'"
              " AND g.valid_from < $3 AND g.valid_to > $2 AND g.known_to = " HN_SQL_OPEN_TIME
              " ORDER BY g.valid_from LIMIT 1"
};

/* Is it somebody else who leads on one of the days? */
static enum hn_rc
must_lead_alone(struct hn_ctx *c, const struct hn_charge *in)
{
    const struct hn_param params[] = { hn_p_id(in->area), hn_p_day(in->from),          hn_p_day(in->to),
                                       hn_p_day(c->on),   hn_p_time(hn_fact_known(c)), hn_p_id(in->person.v),
                                       HN_P_END };
    const char *name = NULL;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_leads, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        name = hn_row_text(rows, "full_name");
    rc = hn_rows_end(rows);
    return rc || !name ? rc : hn_fail_arg(c, HN_INVALID, "role", "charge.lead", name);
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_charge *in, const struct hn_area *a)
{
    const struct hn_param params[] = { hn_p_id(a->unit.v), hn_p_id(in->person.v), hn_p_day(in->from),
                                       HN_P_END };
    bool lead = in->role && strcmp(in->role, "lead") == 0, found = false;
    int64_t unit;
    enum hn_rc rc = HN_OK;

    if (!lead && (!in->role || strcmp(in->role, "help") != 0))
        return hn_fail(c, HN_INVALID, "role", "charge.role");
    if (in->from >= in->to)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    if (in->from < a->from || in->to > a->to)
        return hn_fail(c, HN_INVALID, "from", "charge.area_days");
    rc = hn_store_int(c, &sql_fits, params, &unit, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "person", "charge.person");
    return !rc && lead ? must_lead_alone(c, in) : rc;
}

/* --- deeds --- */

enum hn_rc
hn_charge_put(struct hn_ctx *c, const struct hn_charge *in)
{
    const struct hn_param series[] = { hn_p_id(in->area), hn_p_id(in->person.v) };
    const struct hn_param values[] = { hn_p_text(in->role), hn_p_text(in->decision ? in->decision : "") };
    struct hn_fact fact = { .from = in->from, .to = in->to, .series = series, .values = values };
    struct hn_area a;
    enum hn_rc rc = hn_area_read(c, in->area, &a);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, a.unit);
    /* Nobody is named who may not be known of. */
    if (!rc)
        rc = hn_need_person(c, HN_MAY_READ_MEMBER, in->person, HN_GROUP_BASIC);
    if (!rc)
        rc = check(c, in, &a);
    if (rc)
        return rc;
    fact.owner = a.unit.v;
    rc = hn_fact_put(c, &hn_area_charges, &fact, NULL);
    return rc ? rc : hn_audit_person(c, "charge.put", in->area, in->person, a.unit);
}

static const struct hn_sql sql_last = {
    .name = "charge.last",
    .text = "SELECT max(valid_to) AS last FROM area_charge WHERE area_id = $1 AND person_id = $2"
            " AND known_to = " HN_SQL_OPEN_TIME " HAVING max(valid_to) > $3"
};

enum hn_rc
hn_charge_end(struct hn_ctx *c, int64_t area, struct hn_person_id person, hn_day to)
{
    const struct hn_param params[] = { hn_p_id(area), hn_p_id(person.v), hn_p_day(to), HN_P_END };
    const struct hn_param series[] = { hn_p_id(area), hn_p_id(person.v) };
    struct hn_fact fact = { .from = to, .series = series };
    struct hn_area a;
    int64_t last = 0;
    bool found = false;
    enum hn_rc rc = hn_area_read(c, area, &a);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, a.unit);
    if (!rc)
        rc = hn_store_int(c, &sql_last, params, &last, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "person", "charge.none");
    if (rc)
        return rc;
    fact.owner = a.unit.v;
    fact.to = (hn_day)last;
    rc = hn_fact_put(c, &hn_area_charges, &fact, NULL);
    return rc ? rc : hn_audit_person(c, "charge.end", area, person, a.unit);
}

/* --- reading --- */

/* clang-format off */
/* $1 on, $2 known, $3 area */
static const struct hn_sql sql_of_area = {
    .name = "charge.of_area",
    .text = "SELECT " HN_CHARGE_COLUMNS("g", "a", "$1", "$2")
            " FROM area_charge g CROSS JOIN area a CROSS JOIN person p WHERE g.area_id = $3 AND g.known_from <= $2"
            " AND g.known_to > $2 AND a.unit_id = g.unit_id AND a.id = g.area_id AND p.id = g.person_id"
            " ORDER BY g.valid_from DESC, CASE g.role WHEN 'lead' THEN 0 ELSE 1 END, g.id LIMIT 500"
};
#define OF_PERSON(on, known, person)                                                                         \
    "SELECT " HN_CHARGE_COLUMNS("g", "a", on, known)                                                         \
    " FROM area_charge g CROSS JOIN area a CROSS JOIN person p WHERE g.person_id = " person                  \
    " AND g.known_from <= " known " AND g.known_to > " known                                                 \
    " AND a.unit_id = g.unit_id AND a.id = g.area_id AND p.id = g.person_id"
#define NEWEST " ORDER BY g.valid_from DESC, a.kind, a.search, g.id LIMIT 500"
static const struct hn_sql sql_own = { .name = "charge.own",
                                       .text = OF_PERSON("$1", "$2", "$3") NEWEST };
/* $18 on, $19 known, $20 person */
static const struct hn_sql sql_of_person = {
    .name = "charge.of_person",
    .text = OF_PERSON("$18", "$19", "$20") " AND " HN_SCOPE_UNITS("g.unit_id") NEWEST
};
/* clang-format on */

struct hn_charge
hn_charge_of(struct hn_rows *rows)
{
    return (struct hn_charge){
        .area = hn_row_int(rows, "area_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .area_name = hn_row_text(rows, "area_name"),
        .area_kind = hn_row_text(rows, "area_kind"),
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .person = { hn_row_int(rows, "person_id") },
        .person_code = hn_row_text(rows, "person_code"),
        .person_name = hn_row_text(rows, "person_name"),
        .role = hn_row_text(rows, "role"),
        .decision = hn_row_text(rows, "decision"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
    };
}

static enum hn_rc
collect(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params,
        const struct hn_charge **out, size_t *count)
{
    size_t room = 16;
    struct hn_charge *at = HN_NEW_N(c->arena, struct hn_charge, room);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    while (*count < CHARGES_MOST && hn_rows_next(rows)) {
        if (*count == room) {
            at = hn_grow(c->arena, at, room * sizeof *at, 2 * room * sizeof *at);
            room *= 2;
        }
        at[(*count)++] = hn_charge_of(rows);
    }
    *out = at;
    return hn_rows_end(rows);
}

enum hn_rc
hn_charges_of_area(struct hn_ctx *c, int64_t area, const struct hn_charge **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(area),
                                       HN_P_END };
    struct hn_area a;
    enum hn_rc rc = hn_area_get(c, area, &a);

    return rc ? rc : collect(c, &sql_of_area, params, out, count);
}

enum hn_rc
hn_charges_of_person(struct hn_ctx *c, struct hn_person_id person, const struct hn_charge **out,
                     size_t *count)
{
    const struct hn_param own_params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(person.v),
                                           HN_P_END };
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_person_id own = { 0 };
    struct hn_scope scope;
    enum hn_rc rc = hn_access_person(c, &own);

    if (!rc && own.v && own.v == person.v)
        return collect(c, &sql_own, own_params, out, count);
    if (!rc)
        rc = hn_need_person(c, HN_MAY_READ_MEMBER, person, HN_GROUP_BASIC);
    if (!rc)
        rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(person.v);
    params[n] = HN_P_END;
    return collect(c, &sql_of_person, params, out, count);
}

const struct hn_sql *const hn_charge_sql[] = {
    &sql_fits, &sql_leads, &sql_last, &sql_of_area, &sql_own, &sql_of_person, HN_FACT_LIST(hn_area_charges),
    NULL
};
