/* recognition.c: recognised at a level by a decision, taken back by another; by when it was planned (recognition.h). How a commune
 * stands, and all communes of an organisation: stand.c, overview.c.
 */
#include "criteria/recognition.h"

#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "base/words.h"
#include "criteria/inside.h"

enum { DECISION_MOST = 300, RECOGNITIONS_MOST = 200, PLANS_MOST = 100 };

static const struct hn_fact_table recognitions = {
    .name = "recognition",
    HN_FACT_SQL("recognition", "unit_id", " AND level = $2", "level, ",
                "set_id, sheet_id, decision, decided_by, decided_on, withdrawn_by", HN_MARKS_14),
    .series_count = 1,
    .value_count = 6,
    .values = (const char *const[]){ "set_id", "sheet_id", "decision", "decided_by", "decided_on",
                                     "withdrawn_by" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT, HN_P_INT, HN_P_TEXT, HN_P_TEXT, HN_P_INT, HN_P_TEXT },
};

int
hn_criteria_rank(const char *level)
{
    int i = 0;

    while (hn_criteria_levels[i] && (!level || strcmp(hn_criteria_levels[i], level) != 0))
        i++;
    return hn_criteria_levels[i] ? i : -1;
}

/* --- reading --- */

/* clang-format off */
#define RECOGNITION                                                                                          \
    "SELECT r.unit_id, r.id, r.valid_from, r.valid_to, r.level, r.set_id, r.sheet_id, r.decision, r.decided_by," \
    " r.decided_on, r.withdrawn_by, COALESCE(s.code, '') AS set_code, COALESCE(s.name, '') AS set_name,"     \
    " COALESCE((SELECT z.code FROM unit_version z WHERE z.unit_id = r.unit_id AND z.known_to = " HN_SQL_OPEN_TIME \
    " AND z.valid_from <= r.valid_from ORDER BY z.valid_from DESC LIMIT 1), '') AS unit_code,"               \
    " COALESCE((SELECT z.name FROM unit_version z WHERE z.unit_id = r.unit_id AND z.known_to = " HN_SQL_OPEN_TIME \
    " AND z.valid_from <= r.valid_from ORDER BY z.valid_from DESC LIMIT 1), '') AS unit_name"                \
    " FROM recognition r LEFT JOIN criteria_set s ON s.id = r.set_id"
static const struct hn_sql sql_of_unit = {
    .name = "recognition.of_unit",
    .text = RECOGNITION " WHERE r.unit_id = $1 AND r.known_from <= $2 AND r.known_to > $2"
            " ORDER BY r.valid_from DESC, r.level LIMIT $3"
};
/* clang-format on */

static struct hn_recognition
read_row(struct hn_rows *rows)
{
    return (struct hn_recognition){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .level = hn_row_text(rows, "level"),
        .decision = hn_row_text(rows, "decision"),
        .decided_by = hn_row_text(rows, "decided_by"),
        .set = hn_row_int(rows, "set_id"),
        .sheet = hn_row_int(rows, "sheet_id"),
        .set_code = hn_row_text(rows, "set_code"),
        .set_name = hn_row_text(rows, "set_name"),
        .decided_on = (hn_day)hn_row_int(rows, "decided_on"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .withdrawn_by = hn_row_text(rows, "withdrawn_by"),
    };
}

/* As hn_recognitions, no rights asked. */
static enum hn_rc
read_all(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_recognition **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(RECOGNITIONS_MOST), HN_P_END };
    struct hn_recognition *found = HN_NEW_N(c->arena, struct hn_recognition, RECOGNITIONS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_of_unit, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = read_row(rows);
    *out = found;
    return hn_rows_end(rows);
}

enum hn_rc
hn_recognitions(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_recognition **out, size_t *count)
{
    enum hn_rc rc = hn_need_figures(c, unit);

    return rc ? rc : read_all(c, unit, out, count);
}

/* --- rules --- */

/* One of the level that stands over some of these days. */
static const struct hn_recognition *
standing(const struct hn_recognition *all, size_t count, const char *level, hn_day from, hn_day to)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].level, level) == 0 && all[i].from < to && all[i].to > from)
            return &all[i];
    }
    return NULL;
}

static enum hn_rc
check_words(struct hn_ctx *c, const struct hn_recognition *in)
{
    size_t letters = in->decision ? hn_utf8_count(in->decision) : 0;
    enum hn_rc rc = HN_OK;

    if (hn_criteria_rank(in->level) < 0)
        rc = hn_fail(c, HN_INVALID, "level", "recognition.level");
    if (!letters || letters > DECISION_MOST)
        rc = hn_fail(c, HN_INVALID, "decision", "recognition.decision");
    if (in->decided_on > c->today)
        rc = hn_fail(c, HN_INVALID, "decided_on", "recognition.day");
    if (in->from < in->decided_on || in->from == HN_DAY_OPEN)
        rc = hn_fail(c, HN_INVALID, "from", "recognition.from");
    return rc;
}

/* What the sheet came to must bear the recognition. */
static enum hn_rc
check_sheet(struct hn_ctx *c, const struct hn_recognition *in, struct hn_criteria_set *set)
{
    struct hn_mark_sheet s;
    enum hn_rc rc = hn_mark_row(c, in->sheet, &s);

    if (rc == HN_NOT_FOUND || (!rc && (s.unit.v != in->unit.v || (in->set && s.set.id != in->set)))) {
        hn_fault_clear(c); /* whose it is, is not told */
        return hn_fail(c, HN_INVALID, "sheet", "recognition.sheet");
    }
    if (!rc && strcmp(s.state, "concluded") != 0)
        return hn_fail(c, HN_CONFLICT, "sheet", "recognition.not_concluded");
    if (!rc)
        rc = hn_mark_fill(c, &s);
    if (rc)
        return rc;
    *set = s.set;
    if (s.over.criteria_met < s.over.criteria || s.over.lines_met < s.over.lines)
        return hn_fail_arg(c, HN_CONFLICT, "sheet", "recognition.not_met",
                           hn_print(c->arena, "%d/%d, %d/%d", s.over.criteria_met, s.over.criteria,
                                    s.over.lines_met, s.over.lines));
    if (s.set.residents_least_bp && !s.residents_enough)
        return hn_fail_arg(c, HN_CONFLICT, "sheet", "recognition.residents",
                           hn_print(c->arena, "%lld/%lld, %d%%", (long long)s.residents_satisfied,
                                    (long long)s.residents_asked, s.set.residents_least_bp / 100));
    return HN_OK;
}

static enum hn_rc
find_set(struct hn_ctx *c, const struct hn_recognition *in, struct hn_criteria_set *set)
{
    enum hn_rc rc = HN_OK;

    *set = (struct hn_criteria_set){ 0 };
    if (in->sheet)
        rc = check_sheet(c, in, set);
    else if (in->set)
        rc = hn_criteria_set_get(c, in->set, set);
    if (!rc && set->id && !in->sheet) /* a sheet was opened by a set that was for it */
        rc = hn_criteria_set_is_for(c, set, in->unit, in->decided_on);
    if (!rc && set->id && strcmp(set->level, in->level) != 0)
        rc = hn_fail(c, HN_INVALID, "level", "recognition.level");
    return rc;
}

/* Not twice at one level; and on the level its set asks for, without a set on the one before. */
static enum hn_rc
check_others(struct hn_ctx *c, const struct hn_recognition *in, const struct hn_criteria_set *set)
{
    int rank = hn_criteria_rank(in->level);
    const char *needs = set->id ? set->needs : rank > 0 ? hn_criteria_levels[rank - 1] : "";
    const struct hn_recognition *all, *twice;
    size_t count;
    enum hn_rc rc = read_all(c, in->unit, &all, &count);

    if (rc)
        return rc;
    twice = standing(all, count, in->level, in->from, HN_DAY_OPEN);
    if (twice)
        return hn_fail_arg(c, HN_CONFLICT, "level", "recognition.twice", twice->decision);
    if (*needs && !standing(all, count, needs, in->from, in->from + 1))
        return hn_fail_arg(c, HN_CONFLICT, "level", "recognition.before",
                           hn_words(c->lang, hn_print(c->arena, "ntm_level.%s", needs)));
    return HN_OK;
}

/* --- deeds --- */

static enum hn_rc
put(struct hn_ctx *c, const struct hn_recognition *r, int64_t *id)
{
    const struct hn_param series[] = { hn_p_text(r->level) };
    const struct hn_param values[] = {
        hn_p_id(r->set),         hn_p_id(r->sheet),
        hn_p_text(r->decision),  hn_p_text(r->decided_by ? r->decided_by : ""),
        hn_p_day(r->decided_on), hn_p_text(r->withdrawn_by ? r->withdrawn_by : "")
    };
    const struct hn_fact fact = {
        .owner = r->unit.v, .from = r->from, .to = r->to, .series = series, .values = values
    };

    return hn_fact_put(c, &recognitions, &fact, id);
}

enum hn_rc
hn_recognise(struct hn_ctx *c, const struct hn_recognition *in, int64_t *out)
{
    struct hn_recognition as = *in;
    struct hn_criteria_set set;
    int64_t id = 0;
    enum hn_rc rc = hn_criteria_need_above(c, in->unit);

    as.to = HN_DAY_OPEN;
    as.withdrawn_by = "";
    if (!rc)
        rc = check_words(c, &as);
    if (!rc)
        rc = hn_criteria_need_commune(c, in->unit, in->decided_on);
    if (!rc)
        rc = find_set(c, &as, &set);
    if (!rc)
        rc = check_others(c, &as, &set);
    if (rc)
        return rc;
    as.set = set.id;
    rc = put(c, &as, &id);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "recognition.put", id, in->unit, "", in->level);
}

static const struct hn_sql sql_unit = {
    .name = "recognition.unit",
    .text = "SELECT unit_id FROM recognition WHERE id = $1 AND known_to = " HN_SQL_OPEN_TIME
};

static enum hn_rc
find(struct hn_ctx *c, int64_t id, const struct hn_recognition **all, size_t *count,
     const struct hn_recognition **out)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_unit_id unit = { 0 };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_unit, params, &unit.v, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_criteria_need_above(c, unit);
    if (!rc)
        rc = read_all(c, unit, all, count);
    *out = NULL;
    for (size_t i = 0; !rc && i < *count; i++) {
        if ((*all)[i].id == id)
            *out = &(*all)[i];
    }
    return rc || *out ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

static enum hn_rc
check_withdrawal(struct hn_ctx *c, const struct hn_recognition *r, hn_day on, const char *decision,
                 const struct hn_recognition *all, size_t count)
{
    size_t letters = decision ? hn_utf8_count(decision) : 0;

    if (r->to != HN_DAY_OPEN)
        return hn_fail(c, HN_CONFLICT, "", "recognition.withdrawn");
    if (!letters || letters > DECISION_MOST)
        return hn_fail(c, HN_INVALID, "decision", "recognition.decision");
    if (on <= r->from || on > c->today)
        return hn_fail(c, HN_INVALID, "on", "recognition.day");
    for (int rank = hn_criteria_rank(r->level) + 1; hn_criteria_levels[rank]; rank++) {
        const struct hn_recognition *higher = standing(all, count, hn_criteria_levels[rank], on, HN_DAY_OPEN);

        if (higher)
            return hn_fail_arg(c, HN_CONFLICT, "", "recognition.higher", higher->decision);
    }
    return HN_OK;
}

enum hn_rc
hn_recognition_withdraw(struct hn_ctx *c, int64_t id, hn_day on, const char *decision)
{
    const struct hn_recognition *all, *r;
    struct hn_recognition ended;
    size_t count;
    enum hn_rc rc = find(c, id, &all, &count, &r);

    if (!rc)
        rc = check_withdrawal(c, r, on, decision, all, count);
    if (rc)
        return rc;

    const struct hn_param series[] = { hn_p_text(r->level) };
    const struct hn_fact none = { .owner = r->unit.v, .from = on, .to = HN_DAY_OPEN, .series = series };

    ended = *r;
    ended.to = on;
    ended.withdrawn_by = decision;
    rc = put(c, &ended, NULL);
    if (!rc)
        rc = hn_fact_put(c, &recognitions, &none, NULL);
    return rc ? rc : hn_audit_change(c, "recognition.withdraw", id, r->unit, r->decision, decision);
}

/* --- by when it is to be reached --- */

static const struct hn_sql sql_plans = { .name = "criteria_plan.of_unit",
                                         .text = "SELECT level, due, basis, known_from, known_to FROM "
                                                 "criteria_plan WHERE unit_id = $1 AND known_from <= $2"
                                                 " ORDER BY known_from DESC, id DESC LIMIT $3" };
static const struct hn_sql sql_plan_retire = {
    .name = "criteria_plan.retire",
    .text = "UPDATE criteria_plan SET known_to = $3 WHERE unit_id = $1 AND level = $2 AND known_to "
            "= " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_plan_insert = {
    .name = "criteria_plan.insert",
    .text = "INSERT INTO criteria_plan (unit_id, id, level, due, basis, known_from, known_to, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, " HN_SQL_OPEN_TIME ", $7)"
};

enum hn_rc
hn_criteria_plan_put(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_plan *in)
{
    const struct hn_param retire[] = { hn_p_id(unit.v), hn_p_text(in->level), hn_p_time(c->now), HN_P_END };
    const struct hn_param insert[] = { hn_p_id(unit.v),      hn_p_id(hn_new_id(c)),
                                       hn_p_text(in->level), hn_p_day(in->due),
                                       hn_p_text(in->basis), hn_p_time(c->now),
                                       hn_p_id(c->actor.v),  HN_P_END };
    bool directs = hn_may(c, HN_MAY_DIRECT, unit);
    size_t letters = in->basis ? hn_utf8_count(in->basis) : 0;
    enum hn_rc rc = directs ? HN_OK : hn_criteria_need_above(c, unit);

    if (rc)
        return rc;
    if (hn_criteria_rank(in->level) < 0)
        rc = hn_fail(c, HN_INVALID, "level", "recognition.level");
    if (in->due < hn_day_of(1990, 1, 1) || in->due > hn_day_of(2199, 12, 31))
        rc = hn_fail(c, HN_INVALID, "due", "criteria_plan.day");
    if (!letters || letters > DECISION_MOST)
        rc = hn_fail(c, HN_INVALID, "basis", "criteria_plan.basis");
    if (!rc)
        rc = hn_criteria_need_commune(c, unit, in->due < c->today ? in->due : c->today);
    if (!rc)
        rc = hn_store_do(c, &sql_plan_retire, retire);
    if (!rc)
        rc = hn_store_do(c, &sql_plan_insert, insert);
    return rc ? rc : hn_audit_change(c, "criteria_plan.put", unit.v, unit, "", in->level);
}

enum hn_rc
hn_criteria_plans(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_plan **out,
                  size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_time(hn_fact_known(c)), hn_p_int(PLANS_MOST),
                                       HN_P_END };
    struct hn_criteria_plan *found = HN_NEW_N(c->arena, struct hn_criteria_plan, PLANS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_need_figures(c, unit);

    if (!rc)
        rc = hn_store_query(c, &sql_plans, params, &rows);
    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = (struct hn_criteria_plan){ .level = hn_row_text(rows, "level"),
                                                   .basis = hn_row_text(rows, "basis"),
                                                   .due = (hn_day)hn_row_int(rows, "due"),
                                                   .known_from = hn_row_int(rows, "known_from"),
                                                   .known_to = hn_row_int(rows, "known_to") };
    *out = found;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_recognition_sql[] = {
    HN_FACT_LIST(recognitions), &sql_of_unit, &sql_unit, &sql_plans, &sql_plan_retire, &sql_plan_insert, NULL
};
