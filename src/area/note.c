/* note.c: what is to be done in an area over some months, and the note of each month (area.h). Both say what those in
 * charge do; nothing about residents. */
#include <string.h>

#include "area/area.h"
#include "area/inside.h"
#include "audit/audit.h"
#include "base/vi.h"
#include "rule/rule.h"

enum { PLAN_MONTHS = 24, PLANS_MOST = 100, NOTES_MOST = 240, TEXT_MOST = 4000 };

/* --- plans --- */

static const struct hn_sql sql_plans = {
    .name = "area_plan.list",
    .text = "SELECT id, area_id, month_from, month_to, text, version FROM area_plan WHERE area_id = $1"
            " AND removed_at = 0 AND at <= $2 ORDER BY month_from DESC, id DESC LIMIT 100"
};
static const struct hn_sql sql_plan = { .name = "area_plan.one",
                                        .text = "SELECT version FROM area_plan WHERE unit_id = $1 AND id = $2"
                                                " AND area_id = $3 AND removed_at = 0" };
static const struct hn_sql sql_plan_insert = {
    .name = "area_plan.insert",
    .text =
        "INSERT INTO area_plan (unit_id, id, area_id, month_from, month_to, text, version, at, removed_at,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, 0, $8)"
};
static const struct hn_sql sql_plan_update = {
    .name = "area_plan.update",
    .text = "UPDATE area_plan SET month_from = $3, month_to = $4, text = $5, version = version + 1,"
            " entered_by = $6 WHERE unit_id = $1 AND id = $2"
};

static bool
fits(const char *text)
{
    return text && *text && hn_utf8_count(text) <= TEXT_MOST;
}

/* Who directs the unit, or is in charge today. */
static enum hn_rc
need_plan(struct hn_ctx *c, const struct hn_area *a)
{
    struct hn_person_id own = { 0 };
    bool charged = false;
    enum hn_rc rc = hn_access_person(c, &own);

    if (!rc)
        rc = hn_area_is_charged(c, a->id, own, c->today, c->today + 1, &charged);
    return rc || charged ? rc : hn_need(c, HN_MAY_DIRECT, a->unit);
}

static enum hn_rc
same_version(struct hn_ctx *c, const struct hn_area *a, const struct hn_area_plan *in)
{
    const struct hn_param params[] = { hn_p_id(a->unit.v), hn_p_id(in->id), hn_p_id(in->area), HN_P_END };
    int64_t version = 0;
    bool found = false;
    enum hn_rc rc = hn_store_int(c, &sql_plan, params, &version, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return !rc && version != in->version ? hn_fail(c, HN_CONFLICT, "", "changed") : rc;
}

static enum hn_rc
write_plan(struct hn_ctx *c, const struct hn_area *a, const struct hn_area_plan *in, int64_t id)
{
    const struct hn_param fresh[] = { hn_p_id(a->unit.v),
                                      hn_p_id(id),
                                      hn_p_id(in->area),
                                      hn_p_int(in->month_from),
                                      hn_p_int(in->month_to),
                                      hn_p_text(in->text),
                                      hn_p_time(c->now),
                                      hn_p_id(c->actor.v),
                                      HN_P_END };
    const struct hn_param again[] = { hn_p_id(a->unit.v),
                                      hn_p_id(id),
                                      hn_p_int(in->month_from),
                                      hn_p_int(in->month_to),
                                      hn_p_text(in->text),
                                      hn_p_id(c->actor.v),
                                      HN_P_END };

    return in->id ? hn_store_do(c, &sql_plan_update, again) : hn_store_do(c, &sql_plan_insert, fresh);
}

enum hn_rc
hn_area_plan_put(struct hn_ctx *c, const struct hn_area_plan *in, int64_t *out)
{
    int64_t id = in->id ? in->id : hn_new_id(c);
    struct hn_area a;
    enum hn_rc rc = hn_area_get(c, in->area, &a);

    if (!rc)
        rc = need_plan(c, &a);
    if (!rc && !fits(in->text))
        rc = hn_fail(c, HN_INVALID, "text", "area.plan_text");
    if (!rc && (in->month_from > in->month_to || in->month_to - in->month_from >= PLAN_MONTHS))
        rc = hn_fail(c, HN_INVALID, "month_to", "area.plan_months");
    if (!rc && in->id)
        rc = same_version(c, &a, in);
    if (!rc)
        rc = write_plan(c, &a, in, id);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "area.plan", in->area, a.unit, "", in->text);
}

enum hn_rc
hn_area_plans(struct hn_ctx *c, int64_t area, const struct hn_area_plan **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(area), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_area_plan *at = HN_NEW_N(c->arena, struct hn_area_plan, PLANS_MOST);
    struct hn_rows *rows;
    struct hn_area a;
    enum hn_rc rc = hn_area_get(c, area, &a);

    *out = at;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_plans, params, &rows);
    if (rc)
        return rc;
    while (*count < PLANS_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_area_plan){
            .id = hn_row_int(rows, "id"),
            .area = hn_row_int(rows, "area_id"),
            .month_from = hn_row_int(rows, "month_from"),
            .month_to = hn_row_int(rows, "month_to"),
            .text = hn_row_text(rows, "text"),
            .version = hn_row_int(rows, "version"),
        };
    }
    return hn_rows_end(rows);
}

/* --- monthly notes --- */

static const struct hn_sql sql_note = {
    .name = "area_note.one",
    .text = "SELECT version FROM area_note WHERE unit_id = $1 AND area_id = $2 AND person_id = $3"
            " AND month = $4"
};
/* The instant stays that of the first writing: a note put right was there before. */
static const struct hn_sql sql_note_put = {
    .name = "area_note.put",
    .text = "INSERT INTO area_note (unit_id, area_id, person_id, month, text, version, at, acting_for,"
            " entered_by) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)"
            " ON CONFLICT (unit_id, area_id, person_id, month) DO UPDATE SET text = excluded.text,"
            " version = area_note.version + 1, acting_for = excluded.acting_for,"
            " entered_by = excluded.entered_by"
};

/* As himself, or for him by who directs. */
static enum hn_rc
need_note(struct hn_ctx *c, const struct hn_area *a, struct hn_person_id person, bool *himself)
{
    struct hn_person_id own = { 0 };
    enum hn_rc rc = hn_access_person(c, &own);

    *himself = own.v && own.v == person.v;
    return rc || *himself ? rc : hn_need(c, HN_MAY_DIRECT, a->unit);
}

static enum hn_rc
check_note(struct hn_ctx *c, const struct hn_area_note *in)
{
    hn_day first = hn_month_first(in->month);
    bool charged = false;
    enum hn_rc rc;

    if (in->month > hn_month_of(c->today))
        return hn_fail(c, HN_INVALID, "month", "area.note_month");
    rc = hn_area_is_charged(c, in->area, in->person, first, hn_month_last(in->month) + 1, &charged);
    if (!rc && !charged)
        rc = hn_fail(c, HN_INVALID, "person", "area.note_person");
    return !rc && !fits(in->text) ? hn_fail(c, HN_INVALID, "text", "area.note_text") : rc;
}

enum hn_rc
hn_area_note_put(struct hn_ctx *c, const struct hn_area_note *in)
{
    int64_t version = 0;
    bool himself = false, found = false;
    struct hn_area a;
    enum hn_rc rc = hn_area_get(c, in->area, &a);

    if (!rc)
        rc = need_note(c, &a, in->person, &himself);
    if (!rc)
        rc = check_note(c, in);
    if (rc)
        return rc;

    const struct hn_param key[] = { hn_p_id(a.unit.v), hn_p_id(in->area), hn_p_id(in->person.v),
                                    hn_p_int(in->month), HN_P_END };
    const struct hn_param params[] = { hn_p_id(a.unit.v),
                                       hn_p_id(in->area),
                                       hn_p_id(in->person.v),
                                       hn_p_int(in->month),
                                       hn_p_text(in->text),
                                       hn_p_time(c->now),
                                       hn_p_id(himself ? 0 : in->person.v),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_int(c, &sql_note, key, &version, &found);
    if (!rc && (found ? version : 0) != in->version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc)
        rc = hn_store_do(c, &sql_note_put, params);
    return rc ? rc : hn_audit_person(c, "area.note", in->area, in->person, a.unit);
}

/* clang-format off */
/* $1 area, $2 from, $3 to, $4 on, $5 known, $6 unit */
static const struct hn_sql sql_notes = {
    .name = "area_note.list",
    .text = "SELECT n.area_id, n.month, n.person_id, n.text, n.at, n.version, "
            HN_SQL_LAST("full_name", "person_basic", "person_id", "n.person_id", "$4", "$5") " AS person_name, "
            HN_SQL_LAST("full_name", "person_basic", "person_id", "n.acting_for", "$4", "$5") " AS for_name,"
            " COALESCE((SELECT CASE WHEN u.person_id = 0 THEN u.name ELSE "
            HN_SQL_LAST("full_name", "person_basic", "person_id", "u.person_id", "$4", "$5")
            " END FROM account u WHERE u.id = n.entered_by), '') AS by_name"
            " FROM area_note n WHERE n.unit_id = $6 AND n.area_id = $1 AND n.month >= $2 AND n.month <= $3"
            " AND n.at <= $5 ORDER BY n.month DESC, n.at, n.person_id LIMIT 240"
};
/* clang-format on */

enum hn_rc
hn_area_notes(struct hn_ctx *c, int64_t area, int64_t month_from, int64_t month_to,
              const struct hn_area_note **out, size_t *count)
{
    struct hn_area_note *at = HN_NEW_N(c->arena, struct hn_area_note, NOTES_MOST);
    struct hn_rows *rows;
    struct hn_area a;
    enum hn_rc rc = hn_area_get(c, area, &a);

    *out = at;
    *count = 0;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(area),   hn_p_int(month_from),        hn_p_int(month_to),
                                       hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(a.unit.v),
                                       HN_P_END };

    rc = hn_store_query(c, &sql_notes, params, &rows);
    if (rc)
        return rc;
    while (*count < NOTES_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_area_note){
            .area = hn_row_int(rows, "area_id"),
            .month = hn_row_int(rows, "month"),
            .person = { hn_row_int(rows, "person_id") },
            .person_name = hn_row_text(rows, "person_name"),
            .text = hn_row_text(rows, "text"),
            .for_name = hn_row_text(rows, "for_name"),
            .by_name = hn_row_text(rows, "by_name"),
            .at = hn_row_int(rows, "at"),
            .version = hn_row_int(rows, "version"),
        };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_area_note_due(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day *out)
{
    hn_day first = hn_month_first(month), last = hn_month_last(month);
    int64_t day = 0;
    enum hn_rc rc = hn_rule_value(c, unit, "area_note_due_day", last, &day);

    /* A day of the month that a short month lacks is its last one. */
    *out = day > last - first ? last : first + (hn_day)day - 1;
    return rc;
}

const struct hn_sql *const hn_area_note_sql[] = { &sql_plans,       &sql_plan, &sql_plan_insert,
                                                  &sql_plan_update, &sql_note, &sql_note_put,
                                                  &sql_notes,       NULL };
