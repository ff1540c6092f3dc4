/* rule.c: the value of a rule for a unit on a day, and a unit's own values (rule.h). */
#include "rule/rule.h"

#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

#define RULES_MOST 200

/* What may be set, and between which bounds, in the order shown. */
static const struct bound {
    const char *name;
    int64_t least, most;
} bounds[] = {
    { "meeting_length_minutes", 0, 480 },
    { "meeting_combined_minutes", 0, 480 },
    { "meeting_due_day", 1, 31 },
    { "meeting_documents_ahead_days", 0, 30 },
    { "meeting_minutes_days", 0, 60 },
    { "meeting_online_allowed", 0, 1 },
    { "attendance_aim_bp", 0, 10000 },
    { "attendance_low_bp", 0, 10000 },
    { "paper_most_bytes", 1024, 15728640 },
    { "paper_most_count", 0, 50 },
    { "attachment_most_bytes", 1024, 15728640 },
    { "attachment_most_count", 0, 200 },
    { "remind_after_days", 1, 31 },
    { "inspection_answer_days", 0, 90 },
    { "fee_retained_bp", 0, 10000 },
    { "fee_due_day", 1, 31 },
    { "minimum_wage_dong", 0, 100000000 },
    { "fee_exempt_party_years", 0, 100 },
    { "area_most", 1, 100 },
    { "area_note_due_day", 1, 31 },
    /* What a law sets a limit for may be made stricter, never laxer. */
    { "admission_ceremony_workdays", 1, 30 },
    { "admission_official_workdays", 1, 30 },
    { "admission_biography_workdays", 1, 30 },
    { "admission_probation_months", 12, 12 },
    { "transfer_workdays", 1, 60 },
    { "transfer_letter_days", 1, 30 },
    { "transfer_temporary_least_months", 3, 3 },
    { "transfer_temporary_most_months", 3, 12 },
    { "transfer_study_most_months", 3, 24 },
    { "badge_less_interruption", 0, 1 },
};
#define BOUNDS (sizeof bounds / sizeof bounds[0])

static const struct bound *
bound_of(const char *name)
{
    for (size_t i = 0; i < BOUNDS; i++) {
        if (strcmp(bounds[i].name, name) == 0)
            return &bounds[i];
    }
    return NULL;
}

static const struct hn_fact_table own_rules = {
    .name = "unit_rule",
    HN_FACT_SQL("unit_rule", "unit_id", " AND name = $2", "name, ", "value, legal_basis", HN_MARKS_10),
    .series_count = 1,
    .value_count = 2,
    .values = (const char *const[]){ "value", "legal_basis" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT, HN_P_TEXT },
};

/* clang-format off */
/* $1 unit, $2 day, $3 knowledge. The default stands deeper than any unit can. */
#define RULE_ROWS(own_name, default_name)                                                         \
    "SELECT r.name AS name, r.value AS value, r.legal_basis AS legal_basis, r.unit_id AS set_by," \
    " COALESCE(v.name, '') AS set_by_name, r.valid_from AS valid_from, r.valid_to AS valid_to,"   \
    " h.depth AS depth"                                                                           \
    " FROM unit_closure h"                                                                        \
    " JOIN unit_rule r ON r.unit_id = h.anc AND " HN_SQL_AT("r", "$2", "$3") own_name             \
    " LEFT JOIN unit_version v ON v.unit_id = r.unit_id AND " HN_SQL_AT("v", "$2", "$3")          \
    " WHERE h.des = $1 AND " HN_SQL_AT("h", "$2", "$3")                                           \
    " UNION ALL SELECT d.name, d.value, d.legal_basis, 0, '', d.valid_from, d.valid_to, 1000"     \
    " FROM rule_default d"                                                                        \
    " WHERE d.valid_from <= $2 AND d.valid_to > $2" default_name
/* clang-format on */

static const struct hn_sql sql_one = {
    .name = "rule.one", .text = RULE_ROWS(" AND r.name = $4", " AND d.name = $4") " ORDER BY depth LIMIT 1"
};
static const struct hn_sql sql_all = { .name = "rule.all",
                                       .text = RULE_ROWS("", "") " ORDER BY name, depth" };

static struct hn_rule
rule_of(struct hn_rows *rows, struct hn_unit_id unit)
{
    return (struct hn_rule){
        .name = hn_row_text(rows, "name"),
        .value = hn_row_int(rows, "value"),
        .legal_basis = hn_row_text(rows, "legal_basis"),
        .set_by = { hn_row_int(rows, "set_by") },
        .set_by_name = hn_row_text(rows, "set_by_name"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .own = hn_row_int(rows, "set_by") == unit.v,
    };
}

enum hn_rc
hn_rule_of(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on, struct hn_rule *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)),
                                       hn_p_text(name), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = rule_of(rows, unit);
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail_arg(c, HN_BROKEN, "", "rule.unknown", name);
    return rc;
}

enum hn_rc
hn_rule_value(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on, int64_t *out)
{
    struct hn_rule rule = { 0 };
    enum hn_rc rc = hn_rule_of(c, unit, name, on, &rule);

    if (!rc)
        *out = rule.value;
    return rc;
}

enum hn_rc
hn_rules_of(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_rule **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rule *all = HN_NEW_N(c->arena, struct hn_rule, RULES_MOST);
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_store_query(c, &sql_all, params, &rows);

    if (rc)
        return rc;
    while (n < RULES_MOST && hn_rows_next(rows)) {
        struct hn_rule next = rule_of(rows, unit);

        /* The nearest stands first among those of one name. */
        if (n == 0 || strcmp(all[n - 1].name, next.name) != 0)
            all[n++] = next;
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

enum hn_rc
hn_rule_put(struct hn_ctx *c, struct hn_unit_id unit, const char *name, int64_t value, hn_day from, hn_day to,
            const char *legal_basis)
{
    const struct bound *b = bound_of(name);
    const struct hn_param series[] = { hn_p_text(name) };
    const struct hn_param values[] = { hn_p_int(value), hn_p_text(legal_basis ? legal_basis : "") };
    const struct hn_fact fact = {
        .owner = unit.v, .from = from, .to = to, .series = series, .values = values
    };
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, unit);

    if (rc)
        return rc;
    if (!b)
        return hn_fail(c, HN_INVALID, "name", "rule.unknown");
    if (value < b->least || value > b->most)
        return hn_fail_arg(c, HN_INVALID, "value", "rule.range",
                           hn_print(c->arena, "%" PRId64 "–%" PRId64, b->least, b->most));
    if (!legal_basis || !*legal_basis)
        return hn_fail(c, HN_INVALID, "legal_basis", "rule.basis");
    rc = hn_fact_put(c, &own_rules, &fact, NULL);
    if (rc)
        return rc;
    return hn_audit_change(c, "rule.put", unit.v, unit, "",
                           hn_print(c->arena, "%s %" PRId64 " %s", name, value, hn_day_iso(c->arena, from)));
}

static const struct hn_sql sql_own = {
    .name = "rule.own",
    .text = "SELECT id FROM unit_rule WHERE unit_id = $1 AND name = $2 AND valid_to > $3"
            " AND known_to = " HN_SQL_OPEN_TIME " LIMIT 1"
};

enum hn_rc
hn_rule_end(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(name), hn_p_day(on), HN_P_END };
    const struct hn_param series[] = { hn_p_text(name) };
    const struct hn_fact end = { .owner = unit.v, .from = on, .to = HN_DAY_OPEN, .series = series };
    int64_t id;
    bool found = false;
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_UNIT, unit);

    if (!rc)
        rc = hn_store_int(c, &sql_own, params, &id, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "name", "rule.not_own");
    if (!rc)
        rc = hn_fact_put(c, &own_rules, &end, NULL);
    if (rc)
        return rc;
    return hn_audit_change(c, "rule.end", unit.v, unit, name, hn_day_iso(c->arena, on));
}

const struct hn_sql *const hn_rule_sql[] = { &sql_one, &sql_all, &sql_own, HN_FACT_LIST(own_rules), NULL };
