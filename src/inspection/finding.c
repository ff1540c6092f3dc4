/* finding.c: what an inspection finds, what its subject says to it, the remedies and their verification (inspection.h).
 * A remedy is a task (task/); here stands only which finding it serves.
 */
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact_sql.h"
#include "inspection/inside.h"

#define FINDINGS_MAX 200

const char *const hn_finding_kinds[] = { "strength", "shortcoming", "violation", NULL };

#define REMEDIES                                                                                             \
    "(SELECT count(*) FROM task t WHERE t.finding_id <> 0 AND t.finding_id = f.id AND t.removed_at = 0"      \
    " AND t.state <> 'cancelled'"
#define FINDING                                                                                              \
    "SELECT f.id, f.inspection_id, f.position, f.kind, f.text, f.basis, f.answer, f.answered_at, f.at,"      \
    " f.verified_on, f.verified_note, f.version, " REMEDIES ") AS remedies, " REMEDIES                       \
    " AND t.state <> 'done') AS remedies_open FROM finding f WHERE "

static const struct hn_sql sql_one = { .name = "finding.one",
                                       .text = FINDING "f.id = $1 AND f.removed_at = 0" };
static const struct hn_sql sql_list = { .name = "finding.list",
                                        .text = FINDING
                                        "f.unit_id = $1 AND f.inspection_id = $2 AND"
                                        " f.removed_at = 0 ORDER BY f.position, f.id LIMIT 200" };

static struct hn_finding
finding_of(struct hn_rows *rows)
{
    return (struct hn_finding){ .id = hn_row_int(rows, "id"),
                                .inspection = hn_row_int(rows, "inspection_id"),
                                .position = (int)hn_row_int(rows, "position"),
                                .kind = hn_row_text(rows, "kind"),
                                .text = hn_row_text(rows, "text"),
                                .basis = hn_row_text(rows, "basis"),
                                .answer = hn_row_text(rows, "answer"),
                                .verified_note = hn_row_text(rows, "verified_note"),
                                .told_at = hn_row_int(rows, "at"),
                                .answered_at = hn_row_int(rows, "answered_at"),
                                .verified_on = (hn_day)hn_row_int(rows, "verified_on"),
                                .remedies = hn_row_int(rows, "remedies"),
                                .remedies_open = hn_row_int(rows, "remedies_open"),
                                .version = hn_row_int(rows, "version") };
}

/* The finding with its inspection, for who may do the deed. */
static enum hn_rc
find(struct hn_ctx *c, int64_t id, enum hn_inspection_who who, struct hn_finding *f, struct hn_inspection *i)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *f = finding_of(rows);
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : hn_inspection_by(c, f->inspection, who, i);
}

enum hn_rc
hn_findings(struct hn_ctx *c, int64_t inspection, const struct hn_finding **out, size_t *count)
{
    struct hn_inspection i;
    struct hn_finding *all;
    struct hn_rows *rows;
    enum hn_rc rc = hn_inspection_load(c, inspection, &i);
    const struct hn_param params[] = { hn_p_id(rc ? 0 : i.unit.v), hn_p_id(inspection), HN_P_END };

    if (!rc)
        rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_finding, FINDINGS_MAX);
    for (*count = 0; *count < FINDINGS_MAX && hn_rows_next(rows); (*count)++)
        all[*count] = finding_of(rows);
    *out = all;
    return hn_rows_end(rows);
}

/* --- written down --- */

static const struct hn_sql sql_next = {
    .name = "finding.next",
    .text =
        "SELECT COALESCE(max(position), 0) + 1 AS n FROM finding WHERE unit_id = $1 AND inspection_id = $2"
};
static const struct hn_sql sql_insert = {
    .name = "finding.insert",
    .text =
        "INSERT INTO finding (unit_id, inspection_id, id, position, kind, text, basis, answer, answered_at,"
        " verified_on, verified_note, removed_at, version, at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0, 2147483647, '', 0, 1, $8, $9)"
};
/* $8: told anew on that instant, and to be answered anew; the answer given stays to be read. */
static const struct hn_sql sql_change = {
    .name = "finding.change",
    .text =
        "UPDATE finding SET position = $4, kind = $5, text = $6, basis = $7, at = $8, version = version + 1,"
        " entered_by = $9 WHERE unit_id = $1 AND inspection_id = $2 AND id = $3"
};
static const struct hn_sql sql_remove = {
    .name = "finding.remove",
    .text = "UPDATE finding SET removed_at = $4 WHERE unit_id = $1 AND inspection_id = $2 AND id = $3"
};

static enum hn_rc
check_finding(struct hn_ctx *c, const struct hn_finding *in)
{
    enum hn_rc rc = HN_OK;

    if (!hn_one_of(in->kind, hn_finding_kinds))
        rc = hn_fail(c, HN_INVALID, "kind", "finding.kind");
    if (!hn_inspection_text_ok(in->text, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "text", "finding.text");
    if (in->basis && strlen(in->basis) > HN_INSPECTION_LETTERS)
        rc = hn_fail(c, HN_INVALID, "basis", "finding.basis");
    if (!rc && strcmp(in->kind, "violation") == 0 && !hn_inspection_text_ok(in->basis, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "basis", "finding.basis");
    return rc;
}

static enum hn_rc
position_of(struct hn_ctx *c, const struct hn_inspection *i, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(i->unit.v), hn_p_id(i->id), HN_P_END };
    bool found;

    return hn_store_int(c, &sql_next, params, out, &found);
}

static enum hn_rc
write(struct hn_ctx *c, const struct hn_finding *in, const struct hn_inspection *i, int64_t id,
      int64_t position)
{
    const struct hn_param params[] = { hn_p_id(i->unit.v),
                                       hn_p_id(i->id),
                                       hn_p_id(id),
                                       hn_p_int(position),
                                       hn_p_text(in->kind),
                                       hn_p_text(in->text),
                                       hn_p_text(in->basis ? in->basis : ""),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, in->id ? &sql_change : &sql_insert, params);
}

enum hn_rc
hn_finding_put(struct hn_ctx *c, const struct hn_finding *in, int64_t *out)
{
    struct hn_inspection i;
    struct hn_finding old = { 0 };
    int64_t id = in->id ? in->id : hn_new_id(c), position = in->position;
    enum hn_rc rc = in->id ? find(c, in->id, HN_BY_TEAM, &old, &i)
                           : hn_inspection_by(c, in->inspection, HN_BY_TEAM, &i);

    if (!rc)
        rc = hn_inspection_not_concluded(c, &i);
    if (!rc)
        rc = hn_inspection_notified(c, &i);
    if (!rc)
        rc = check_finding(c, in);
    if (!rc && in->id && in->version != old.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc && position <= 0 && in->id)
        position = old.position;
    else if (!rc && position <= 0)
        rc = position_of(c, &i, &position);
    if (!rc)
        rc = write(c, in, &i, id, position);
    if (!rc)
        rc = hn_inspection_verifying(c, &i);
    if (!rc)
        rc = hn_inspection_tell(c, &i, "inspection_finding");
    if (out)
        *out = id;
    return rc ? rc : hn_inspection_audit(c, "finding.put", id, &i);
}

enum hn_rc
hn_finding_remove(struct hn_ctx *c, int64_t id)
{
    struct hn_inspection i;
    struct hn_finding f;
    enum hn_rc rc = find(c, id, HN_BY_TEAM, &f, &i);

    if (!rc)
        rc = hn_inspection_not_concluded(c, &i);
    if (!rc && f.remedies > 0)
        rc = hn_fail(c, HN_CONFLICT, "", "finding.remedy_open");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(i.id), hn_p_id(id), hn_p_time(c->now),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_remove, params);
    return rc ? rc : hn_inspection_audit(c, "finding.remove", id, &i);
}

/* --- heard --- */

static const struct hn_sql sql_answer = {
    .name = "finding.answer",
    .text = "UPDATE finding SET answer = $4, answered_at = $5, version = version + 1 WHERE unit_id = $1"
            " AND inspection_id = $2 AND id = $3"
};

enum hn_rc
hn_finding_answer(struct hn_ctx *c, int64_t id, const char *text, int64_t version)
{
    struct hn_inspection i;
    struct hn_finding f;
    enum hn_rc rc = find(c, id, HN_BY_SUBJECT, &f, &i);

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc && version != f.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc && !hn_inspection_text_ok(text, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "answer", "finding.answer");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(i.id),     hn_p_id(id),
                                       hn_p_text(text),   hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_answer, params);
    if (!rc)
        rc = hn_inspection_tell_unit(c, &i, "inspection_answered");
    return rc ? rc : hn_inspection_audit(c, "finding.answer", id, &i);
}

/* --- put right --- */

/* The subject's unit, or a person's of today, where it stands at or below the unit that inspects today; else none. */
static const struct hn_sql sql_doer = {
    .name = "finding.doer",
    .text = "SELECT k.des AS n FROM unit_closure k WHERE k.anc = $1 AND k.known_to = " HN_SQL_OPEN_TIME
            " AND k.valid_from <= $4 AND k.valid_to > $4 AND (k.des = $2 OR k.des IN (SELECT m.unit_id"
            " FROM membership m WHERE m.person_id = $3 AND m.known_to = " HN_SQL_OPEN_TIME
            " AND m.valid_from <= $4 AND m.valid_to > $4))"
};

enum hn_rc
hn_remedy_put(struct hn_ctx *c, int64_t finding, const struct hn_task_new *in, int64_t *task)
{
    struct hn_task_new made = *in;
    struct hn_inspection i;
    struct hn_finding f;
    bool found;
    enum hn_rc rc = find(c, finding, HN_BY_EITHER, &f, &i);

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc && strcmp(f.kind, "strength") == 0)
        rc = hn_fail(c, HN_INVALID, "finding", "finding.no_remedy");
    if (!rc && f.verified_on != HN_DAY_OPEN)
        rc = hn_fail(c, HN_CONFLICT, "", "finding.verified");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(i.subject_unit.v),
                                       hn_p_id(i.subject_person.v), hn_p_day(c->today), HN_P_END };

    made.unit = i.unit;
    made.meeting.v = 0;
    made.finding = finding;
    made.doer.v = 0;
    rc = hn_store_int(c, &sql_doer, params, &made.doer.v, &found);
    if (!rc)
        rc = hn_task_put(c, &made, -1, task, NULL);
    return rc ? rc : hn_inspection_audit(c, "finding.remedy", finding, &i);
}

static const struct hn_sql sql_remedies = {
    .name = "finding.remedies",
    .text =
        "SELECT t.id, t.title, t.state, t.due, COALESCE(b.full_name, '') AS responsible_name,"
        " COALESCE(k.full_name, '') AS checker_name FROM task t"
        " LEFT JOIN person_basic b ON b.person_id = t.responsible_id AND b.known_to = " HN_SQL_OPEN_TIME
        " AND b.valid_from <= $2 AND b.valid_to > $2"
        " LEFT JOIN person_basic k ON k.person_id = t.checker_id AND k.known_to = " HN_SQL_OPEN_TIME
        " AND k.valid_from <= $2 AND k.valid_to > $2"
        " WHERE t.finding_id = $1 AND t.finding_id <> 0 AND t.removed_at = 0 ORDER BY t.due, t.id LIMIT 200"
};

enum hn_rc
hn_remedies(struct hn_ctx *c, int64_t finding, const struct hn_remedy **out, size_t *count)
{
    struct hn_inspection i;
    struct hn_finding f;
    struct hn_remedy *all;
    struct hn_rows *rows;
    const struct hn_param params[] = { hn_p_id(finding), hn_p_day(c->today), HN_P_END };
    enum hn_rc rc = find(c, finding, HN_BY_ANYBODY, &f, &i);

    if (!rc)
        rc = hn_store_query(c, &sql_remedies, params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_remedy, FINDINGS_MAX);
    for (*count = 0; *count < FINDINGS_MAX && hn_rows_next(rows); (*count)++) {
        struct hn_remedy *r = &all[*count];

        *r = (struct hn_remedy){ .id = hn_row_int(rows, "id"),
                                 .title = hn_row_text(rows, "title"),
                                 .state = hn_row_text(rows, "state"),
                                 .responsible_name = hn_row_text(rows, "responsible_name"),
                                 .checker_name = hn_row_text(rows, "checker_name"),
                                 .due = (hn_day)hn_row_int(rows, "due") };
        r->late = hn_task_is_open(r->state) && r->due < c->today;
    }
    *out = all;
    return hn_rows_end(rows);
}

static const struct hn_sql sql_verify = {
    .name = "finding.verify",
    .text =
        "UPDATE finding SET verified_on = $4, verified_note = $5, version = version + 1 WHERE unit_id = $1"
        " AND inspection_id = $2 AND id = $3"
};

enum hn_rc
hn_finding_verify(struct hn_ctx *c, int64_t id, const char *note)
{
    struct hn_inspection i;
    struct hn_finding f;
    enum hn_rc rc = find(c, id, HN_BY_TEAM, &f, &i);

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc && strcmp(f.kind, "strength") == 0)
        rc = hn_fail(c, HN_INVALID, "finding", "finding.no_remedy");
    if (!rc && f.verified_on != HN_DAY_OPEN)
        rc = hn_fail(c, HN_CONFLICT, "", "finding.verified");
    if (!rc && (f.remedies_open > 0 || f.remedies == 0))
        rc = hn_fail(c, HN_CONFLICT, "", "finding.remedy_open");
    if (!rc && !hn_inspection_text_ok(note, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "note", "finding.verified_note");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v),  hn_p_id(i.id),   hn_p_id(id),
                                       hn_p_day(c->today), hn_p_text(note), HN_P_END };

    rc = hn_store_do(c, &sql_verify, params);
    return rc ? rc : hn_inspection_audit(c, "finding.verify", id, &i);
}

static const struct hn_sql sql_inspection = {
    .name = "finding.inspection", .text = "SELECT inspection_id FROM finding WHERE id = $1 AND removed_at = 0"
};

enum hn_rc
hn_finding_inspection(struct hn_ctx *c, int64_t finding, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(finding), HN_P_END };
    bool found = false, seen = false;
    enum hn_rc rc = finding ? hn_store_int(c, &sql_inspection, params, out, &found) : HN_OK;

    if (!rc && found)
        rc = hn_inspection_seen(c, *out, &seen);
    if (!seen)
        *out = 0;
    return rc;
}

const struct hn_sql *const hn_finding_sql[] = { &sql_one,      &sql_list,   &sql_next,       &sql_insert,
                                                &sql_change,   &sql_remove, &sql_answer,     &sql_doer,
                                                &sql_remedies, &sql_verify, &sql_inspection, NULL };
