/* set.c: sets of criteria, national and a unit's own (criteria.h). Their lines: line.c. */
#include "criteria/criteria.h"

#include "audit/audit.h"
#include "base/code.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "criteria/inside.h"

const char *const hn_criteria_levels[] = { "standard", "advanced", "model", "modern", NULL };

enum { SETS_MOST = 100, TEXT_MOST = 500 };

/* clang-format off */
#define SET_COLUMNS                                                                                          \
    "SELECT s.id, s.unit_id, s.code, s.name, s.name_en, s.level, s.needs, s.legal_basis, s.note,"            \
    " s.valid_from, s.valid_to, s.residents_least_bp, s.invented, s.version,"                                \
    " (SELECT count(*) FROM criterion k WHERE k.set_id = s.id) AS criteria,"                                 \
    " (SELECT count(*) FROM criteria_line l WHERE l.set_id = s.id AND l.removed_at = 0) AS lines"            \
    " FROM criteria_set s"
/* $1 on, $2 known, $3 unit, $4 1: of every time */
static const struct hn_sql sql_sets = {
    .name = "criteria.sets",
    .text = SET_COLUMNS " WHERE ($4 = 1 OR (s.valid_from <= $1 AND s.valid_to > $1)) AND (s.unit_id = 0"
            " OR CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure h WHERE h.des = $3"
            " AND h.anc = s.unit_id AND " HN_SQL_AT("h", "$1", "$2") "))"
            " ORDER BY CASE s.level WHEN 'standard' THEN 0 WHEN 'advanced' THEN 1 WHEN 'model' THEN 2 ELSE 3 END,"
            " s.valid_from DESC, s.code LIMIT $5"
};
/* clang-format on */
static const struct hn_sql sql_one = { .name = "criteria.set", .text = SET_COLUMNS " WHERE s.id = $1" };
static const struct hn_sql sql_by_code = { .name = "criteria.by_code",
                                           .text = "SELECT id FROM criteria_set WHERE code = $1" };

static struct hn_criteria_set
read_row(struct hn_rows *rows)
{
    return (struct hn_criteria_set){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .name_en = hn_row_text(rows, "name_en"),
        .level = hn_row_text(rows, "level"),
        .legal_basis = hn_row_text(rows, "legal_basis"),
        .note = hn_row_text(rows, "note"),
        .needs = hn_row_text(rows, "needs"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .residents_least_bp = (int)hn_row_int(rows, "residents_least_bp"),
        .invented = hn_row_int(rows, "invented") != 0,
        .criteria = (int)hn_row_int(rows, "criteria"),
        .lines = (int)hn_row_int(rows, "lines"),
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_criteria_sets(struct hn_ctx *c, struct hn_unit_id unit, bool every, const struct hn_criteria_set **out,
                 size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(unit.v),
                                       hn_p_int(every), hn_p_int(SETS_MOST),         HN_P_END };
    struct hn_criteria_set *found = HN_NEW_N(c->arena, struct hn_criteria_set, SETS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_sets, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = read_row(rows);
    *out = found;
    return hn_rows_end(rows);
}

enum hn_rc
hn_criteria_set_get(struct hn_ctx *c, int64_t id, struct hn_criteria_set *out)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = read_row(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "criteria.not_found");
}

enum hn_rc
hn_criteria_set_find(struct hn_ctx *c, const char *code_or_id, int64_t *out)
{
    const struct hn_param params[] = { hn_p_text(code_or_id), HN_P_END };
    struct hn_criteria_set set;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_by_code, params, out, &found);

    if (rc || found)
        return rc;
    if (!hn_parse_i64(code_or_id, 1, INT64_MAX, out))
        return hn_fail(c, HN_NOT_FOUND, "", "criteria.not_found");
    return hn_criteria_set_get(c, *out, &set);
}

/* --- a set of a unit's own --- */

static const struct hn_sql sql_insert = {
    .name = "criteria.set_insert",
    .text = "INSERT INTO criteria_set (id, unit_id, code, name, name_en, level, needs, legal_basis, note, "
            "valid_from,"
            " valid_to, residents_least_bp, invented, version, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)"
};
static const struct hn_sql sql_update = {
    .name = "criteria.set_update",
    .text = "UPDATE criteria_set SET code = $3, name = $4, name_en = $5, level = $6, needs = $7, legal_basis "
            "= $8,"
            " note = $9, valid_from = $10, valid_to = $11, residents_least_bp = $12, invented = $13,"
            " version = version + 1, entered_by = $14 WHERE id = $1 AND unit_id = $2"
};

static enum hn_rc
check(struct hn_ctx *c, const struct hn_criteria_set *in)
{
    size_t letters = in->name ? hn_utf8_count(in->name) : 0;
    enum hn_rc rc = HN_OK;

    if (!hn_is_code(in->code, HN_CODE_MOST))
        rc = hn_fail(c, HN_INVALID, "code", "criteria.code");
    if (!letters || letters > TEXT_MOST)
        rc = hn_fail(c, HN_INVALID, "name", "criteria.name");
    if (!hn_one_of(in->level, hn_criteria_levels))
        rc = hn_fail(c, HN_INVALID, "level", "criteria.level");
    if (in->needs && *in->needs && !hn_one_of(in->needs, hn_criteria_levels))
        rc = hn_fail(c, HN_INVALID, "needs", "criteria.level");
    if (!in->legal_basis || !*in->legal_basis)
        rc = hn_fail(c, HN_INVALID, "legal_basis", "criteria.basis");
    if (in->residents_least_bp < 0 || in->residents_least_bp > 10000)
        rc = hn_fail(c, HN_INVALID, "residents_least", "criteria.residents");
    if (in->from >= in->to)
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    return rc;
}

/* National sets are the program's: the system alone sets them up. */
static enum hn_rc
must_be_theirs(struct hn_ctx *c, const struct hn_criteria_set *in, const struct hn_criteria_set *old)
{
    struct hn_unit_id unit = in->id ? old->unit : in->unit;

    if (unit.v == 0 && c->actor.v != HN_USER_SYSTEM.v)
        return hn_fail(c, HN_CONFLICT, "", "criteria.national");
    if (in->id && in->version != old->version)
        return hn_fail(c, HN_CONFLICT, "", "changed");
    return unit.v ? hn_need(c, HN_MAY_DIRECT, unit) : HN_OK;
}

static enum hn_rc
must_be_free(struct hn_ctx *c, const struct hn_criteria_set *in)
{
    const struct hn_param params[] = { hn_p_text(in->code), HN_P_END };
    int64_t other;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_by_code, params, &other, &found);

    return !rc && found && other != in->id ? hn_fail(c, HN_CONFLICT, "code", "criteria.code_taken") : rc;
}

static enum hn_rc
write_set(struct hn_ctx *c, const struct hn_criteria_set *in, struct hn_unit_id unit, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(id),
                                       hn_p_id(unit.v),
                                       hn_p_text(in->code),
                                       hn_p_text(in->name),
                                       hn_p_text(in->name_en ? in->name_en : ""),
                                       hn_p_text(in->level),
                                       hn_p_text(in->needs ? in->needs : ""),
                                       hn_p_text(in->legal_basis),
                                       hn_p_text(in->note ? in->note : ""),
                                       hn_p_day(in->from),
                                       hn_p_day(in->to),
                                       hn_p_int(in->residents_least_bp),
                                       hn_p_int(in->invented),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, in->id ? &sql_update : &sql_insert, params);
}

enum hn_rc
hn_criteria_set_put(struct hn_ctx *c, const struct hn_criteria_set *in, int64_t *out)
{
    struct hn_criteria_set old = { .name = "" };
    int64_t id = in->id ? in->id : hn_new_id(c);
    struct hn_unit_id unit;
    enum hn_rc rc = in->id ? hn_criteria_set_get(c, in->id, &old) : HN_OK;

    if (!rc)
        rc = must_be_theirs(c, in, &old);
    if (!rc)
        rc = check(c, in);
    if (!rc)
        rc = must_be_free(c, in);
    if (rc)
        return rc;
    unit = in->id ? old.unit : in->unit;
    rc = write_set(c, in, unit, id);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_change(c, in->id ? "criteria.change" : "criteria.put", id, unit, old.name, in->name);
}

const struct hn_sql *const hn_criteria_set_sql[] = { &sql_sets,   &sql_one,    &sql_by_code,
                                                     &sql_insert, &sql_update, NULL };
