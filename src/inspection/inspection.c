/* inspection.c: the deeds of one inspection: decided, asked for its report, concluded, archived (inspection.h). Who works
 * on it: team.c. What is found: finding.c. Reading: list.c.
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "inspection/inside.h"
#include "notice/notice.h"
#include "rule/rule.h"

const char *const hn_inspection_kinds[] = { "inspection", "supervision", NULL };
const char *const hn_inspection_states[] = { "decided",   "reporting", "verifying",
                                             "concluded", "archived",  NULL };

/* --- what the files share --- */

static bool
is_in(const struct hn_inspection *i, const char *state)
{
    return strcmp(i->state, state) == 0;
}

bool
hn_inspection_text_ok(const char *text, size_t most)
{
    return text && *text && strlen(text) <= most;
}

enum hn_rc
hn_inspection_by(struct hn_ctx *c, int64_t id, enum hn_inspection_who who, struct hn_inspection *out)
{
    enum hn_rc rc = hn_inspection_load(c, id, out);
    bool may = false;

    if (rc)
        return rc;
    switch (who) {
    case HN_BY_INSPECTOR:
        may = out->inspects;
        break;
    case HN_BY_TEAM:
        may = out->finds;
        break;
    case HN_BY_EITHER:
        may = out->inspects || out->finds;
        break;
    case HN_BY_SUBJECT:
        may = out->mine || c->actor.v == HN_USER_SYSTEM.v;
        break;
    case HN_BY_ANYBODY:
        may = true;
        break;
    }
    if (may)
        return HN_OK;
    hn_audit_look(c, "refused", out->subject_person, out->unit, hn_right_name(HN_MAY_FIND), "");
    return hn_fail(c, HN_DENIED, "", "access.denied");
}

enum hn_rc
hn_inspection_not_archived(struct hn_ctx *c, const struct hn_inspection *i)
{
    return is_in(i, "archived") ? hn_fail(c, HN_CONFLICT, "", "inspection.archived") : HN_OK;
}

enum hn_rc
hn_inspection_not_concluded(struct hn_ctx *c, const struct hn_inspection *i)
{
    enum hn_rc rc = hn_inspection_not_archived(c, i);

    if (!rc && is_in(i, "concluded"))
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.concluded");
    return rc;
}

enum hn_rc
hn_inspection_notified(struct hn_ctx *c, const struct hn_inspection *i)
{
    return is_in(i, "decided") ? hn_fail(c, HN_CONFLICT, "", "inspection.not_notified") : HN_OK;
}

enum hn_rc
hn_inspection_audit(struct hn_ctx *c, const char *what, int64_t record, const struct hn_inspection *i)
{
    return hn_audit_person(c, what, record, i->subject_person, i->unit);
}

enum hn_rc
hn_inspection_tell(struct hn_ctx *c, const struct hn_inspection *i, const char *key)
{
    const struct hn_notice_to to = { .unit = i->subject_unit,
                                     .right = i->subject_unit.v ? HN_MAY_EDIT_MEETING : HN_MAY_NOTHING,
                                     .person = i->subject_person };

    return hn_notice_tell(c, &to, key, i->decision, NULL, hn_print(c->arena, "/kiem-tra/%" PRId64, i->id),
                          i->id);
}

enum hn_rc
hn_inspection_tell_unit(struct hn_ctx *c, const struct hn_inspection *i, const char *key)
{
    const struct hn_notice_to to = { .unit = i->unit, .right = HN_MAY_INSPECT };

    return hn_notice_tell(c, &to, key, i->decision, NULL, hn_print(c->arena, "/kiem-tra/%" PRId64, i->id),
                          i->id);
}

static const struct hn_sql sql_verifying = {
    .name = "inspection.verifying",
    .text = "UPDATE inspection SET state = 'verifying', version = version + 1 WHERE unit_id = $1 AND id = $2"
            " AND state = 'reporting'"
};

enum hn_rc
hn_inspection_verifying(struct hn_ctx *c, const struct hn_inspection *i)
{
    const struct hn_param params[] = { hn_p_id(i->unit.v), hn_p_id(i->id), HN_P_END };

    return is_in(i, "reporting") ? hn_store_do(c, &sql_verifying, params) : HN_OK;
}

/* --- decided --- */

static const struct hn_sql sql_item = {
    .name = "inspection.item",
    .text =
        "SELECT count(*) AS n FROM programme_item p WHERE p.unit_id = $1 AND p.id = $2 AND p.removed_at = 0"
        " AND p.subject_unit_id = $3 AND p.subject_person_id = $4 AND NOT EXISTS (SELECT 1 FROM inspection i"
        " WHERE i.unit_id = $1 AND i.item_id = $2)"
};
static const struct hn_sql sql_insert = {
    .name = "inspection.insert",
    .text =
        "INSERT INTO inspection (unit_id, id, kind, item_id, subject_unit_id, subject_person_id, decision,"
        " decided_on, content, outline, period_from, period_to, report_due, due, state, self_report,"
        " reported_at, conclusion, conclusion_number, concluded_on, archived_on, archive_note, version, at,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'decided', '', 0,"
        " '', '', 2147483647, 2147483647, '', 1, $15, $16)"
};

/* The report before the conclusion, both after the decision. */
static bool
days_fit(const struct hn_inspection *in)
{
    if (in->due < in->decided_on || in->due >= HN_DAY_OPEN)
        return false;
    if (in->report_due && (in->report_due < in->decided_on || in->report_due > in->due))
        return false;
    return in->period_from == 0 || in->period_to == 0 || in->period_from <= in->period_to;
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_inspection *in)
{
    enum hn_rc rc = HN_OK;

    if (!hn_one_of(in->kind, hn_inspection_kinds))
        rc = hn_fail(c, HN_INVALID, "kind", "inspection.kind");
    if (!hn_inspection_text_ok(in->decision, HN_INSPECTION_SHORT))
        rc = hn_fail(c, HN_INVALID, "decision", "inspection.decision");
    if (!hn_inspection_text_ok(in->content, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "content", "inspection.content");
    if ((in->subject_unit.v != 0) == (in->subject_person.v != 0))
        rc = hn_fail(c, HN_INVALID, "subject", "inspection.subject");
    if (in->decided_on > c->today)
        rc = hn_fail(c, HN_INVALID, "decided_on", "inspection.days");
    else if (!days_fit(in))
        rc = hn_fail(c, HN_INVALID, "due", "inspection.days");
    return rc;
}

static enum hn_rc
check_item(struct hn_ctx *c, const struct hn_inspection *in)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_id(in->item), hn_p_id(in->subject_unit.v),
                                       hn_p_id(in->subject_person.v), HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc = in->item ? hn_store_int(c, &sql_item, params, &n, &found) : HN_OK;

    if (rc || in->item == 0)
        return rc;
    return n == 1 ? HN_OK : hn_fail(c, HN_INVALID, "item", "inspection.item");
}

static enum hn_rc
insert(struct hn_ctx *c, const struct hn_inspection *in, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(id),
                                       hn_p_text(in->kind),
                                       hn_p_id(in->item),
                                       hn_p_id(in->subject_unit.v),
                                       hn_p_id(in->subject_person.v),
                                       hn_p_text(in->decision),
                                       hn_p_day(in->decided_on),
                                       hn_p_text(in->content),
                                       hn_p_text(in->outline ? in->outline : ""),
                                       hn_p_day(in->period_from),
                                       hn_p_day(in->period_to),
                                       hn_p_day(in->report_due),
                                       hn_p_day(in->due),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

enum hn_rc
hn_inspection_decide(struct hn_ctx *c, const struct hn_inspection *in, int64_t *out)
{
    const struct hn_case_new over = { .id = hn_new_id(c),
                                      .unit = in->unit,
                                      .number = in->decision,
                                      .from = in->decided_on,
                                      .subject_unit = in->subject_unit,
                                      .subject_person = in->subject_person };
    enum hn_rc rc = hn_need(c, HN_MAY_INSPECT, in->unit);

    if (!rc)
        rc = check_new(c, in);
    if (!rc)
        rc = check_item(c, in);
    if (!rc)
        rc = hn_case_begin(c, &over);
    if (!rc)
        rc = insert(c, in, over.id);
    if (out)
        *out = over.id;
    return rc ? rc : hn_audit_person(c, "inspection.decide", over.id, in->subject_person, in->unit);
}

static const struct hn_sql sql_change = {
    .name = "inspection.change",
    .text =
        "UPDATE inspection SET content = $3, outline = $4, period_from = $5, period_to = $6, report_due = $7,"
        " due = $8, version = version + 1 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_inspection_change(struct hn_ctx *c, const struct hn_inspection *in)
{
    struct hn_inspection i, days = *in;
    enum hn_rc rc = hn_inspection_by(c, in->id, HN_BY_EITHER, &i);

    if (!rc)
        rc = hn_inspection_not_concluded(c, &i);
    if (!rc && in->version != i.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc && !hn_inspection_text_ok(in->content, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "content", "inspection.content");
    days.decided_on = i.decided_on;
    if (!rc && !days_fit(&days))
        rc = hn_fail(c, HN_INVALID, "due", "inspection.days");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v),
                                       hn_p_id(i.id),
                                       hn_p_text(in->content),
                                       hn_p_text(in->outline ? in->outline : ""),
                                       hn_p_day(in->period_from),
                                       hn_p_day(in->period_to),
                                       hn_p_day(in->report_due),
                                       hn_p_day(in->due),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_change, params);
    return rc ? rc : hn_inspection_audit(c, "inspection.change", i.id, &i);
}

/* --- asked, and answered --- */

static const struct hn_sql sql_team = { .name = "inspection.team_count",
                                        .text = "SELECT count(*) AS n FROM inspection_member WHERE unit_id = "
                                                "$1 AND inspection_id = $2 AND removed_at = 0" };
static const struct hn_sql sql_notify = {
    .name = "inspection.notify",
    .text = "UPDATE inspection SET state = 'reporting', version = version + 1 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_inspection_notify(struct hn_ctx *c, int64_t id)
{
    struct hn_inspection i;
    int64_t team = 0;
    bool found;
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_INSPECTOR, &i);
    const struct hn_param params[] = { hn_p_id(rc ? 0 : i.unit.v), hn_p_id(id), HN_P_END };

    if (!rc && !is_in(&i, "decided"))
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.notified");
    if (!rc)
        rc = hn_store_int(c, &sql_team, params, &team, &found);
    if (!rc && team == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.no_team");
    if (!rc && !*i.outline)
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.no_outline");
    if (!rc)
        rc = hn_store_do(c, &sql_notify, params);
    if (!rc)
        rc = hn_inspection_tell(c, &i, "inspection_notify");
    return rc ? rc : hn_inspection_audit(c, "inspection.notify", id, &i);
}

static const struct hn_sql sql_report = {
    .name = "inspection.report",
    .text = "UPDATE inspection SET self_report = $3, reported_at = $4, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_inspection_report(struct hn_ctx *c, int64_t id, const char *text, int64_t version)
{
    struct hn_inspection i;
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_SUBJECT, &i);

    if (!rc)
        rc = hn_inspection_notified(c, &i);
    if (!rc)
        rc = hn_inspection_not_concluded(c, &i);
    if (!rc && version != i.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc && !hn_inspection_text_ok(text, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "report", "inspection.report");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(id), hn_p_text(text), hn_p_time(c->now),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_report, params);
    if (!rc)
        rc = hn_inspection_tell_unit(c, &i, "inspection_reported");
    return rc ? rc : hn_inspection_audit(c, "inspection.report", id, &i);
}

/* --- concluded --- */

/* $3: the instant by which a finding told then must have been answered. */
static const struct hn_sql sql_ready = {
    .name = "inspection.ready",
    .text = "SELECT COALESCE(sum(CASE WHEN f.answered_at < f.at AND f.at > $3 THEN 1 ELSE 0 END), 0) AS "
            "unanswered,"
            " COALESCE(sum(CASE WHEN NOT EXISTS (SELECT 1 FROM task t WHERE t.finding_id <> 0 AND "
            "t.finding_id = f.id"
            " AND t.removed_at = 0 AND t.state <> 'cancelled') THEN 1 ELSE 0 END), 0) AS without,"
            " COALESCE(sum(CASE WHEN f.verified_on = 2147483647 THEN 1 ELSE 0 END), 0) AS unverified"
            " FROM finding f WHERE f.unit_id = $1 AND f.inspection_id = $2 AND f.removed_at = 0"
            " AND f.kind <> 'strength'"
};
static const struct hn_sql sql_conclude = { .name = "inspection.conclude",
                                            .text = "UPDATE inspection SET state = 'concluded', conclusion = "
                                                    "$3, conclusion_number = $4, concluded_on = $5,"
                                                    " version = version + 1 WHERE unit_id = $1 AND id = $2" };

struct ready {
    int64_t unanswered, without, unverified;
};

static enum hn_rc
read_ready(struct hn_ctx *c, const struct hn_inspection *i, struct ready *out)
{
    struct hn_rows *rows;
    int64_t days = 0;
    enum hn_rc rc = hn_rule_value(c, i->unit, "inspection_answer_days", c->today, &days);
    const struct hn_param params[] = { hn_p_id(i->unit.v), hn_p_id(i->id),
                                       hn_p_time(hn_day_end(c->today - (hn_day)days - 1)), HN_P_END };

    *out = (struct ready){ 0 };
    if (!rc)
        rc = hn_store_query(c, &sql_ready, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = (struct ready){ hn_row_int(rows, "unanswered"), hn_row_int(rows, "without"),
                               hn_row_int(rows, "unverified") };
    return hn_rows_end(rows);
}

static enum hn_rc
check_conclusion(struct hn_ctx *c, const struct hn_inspection *i, const char *number, hn_day on,
                 const char *text)
{
    struct ready ready = { 0 };
    enum hn_rc rc = HN_OK;

    if (!hn_inspection_text_ok(text, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "conclusion", "inspection.conclusion");
    if (!hn_inspection_text_ok(number, HN_INSPECTION_SHORT))
        rc = hn_fail(c, HN_INVALID, "number", "inspection.conclusion_number");
    if (on < i->decided_on || on > c->today)
        rc = hn_fail(c, HN_INVALID, "on", "inspection.day");
    if (!rc)
        rc = read_ready(c, i, &ready);
    if (!rc && ready.unanswered > 0)
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.unanswered");
    if (!rc && ready.without > 0)
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.no_remedy");
    return rc;
}

enum hn_rc
hn_inspection_conclude(struct hn_ctx *c, int64_t id, const char *number, hn_day on, const char *text)
{
    struct hn_inspection i;
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_INSPECTOR, &i);

    if (!rc)
        rc = hn_inspection_not_concluded(c, &i);
    if (!rc)
        rc = hn_inspection_notified(c, &i);
    if (!rc)
        rc = check_conclusion(c, &i, number, on, text);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(id),  hn_p_text(text),
                                       hn_p_text(number), hn_p_day(on), HN_P_END };

    rc = hn_store_do(c, &sql_conclude, params);
    if (!rc)
        rc = hn_inspection_tell(c, &i, "inspection_concluded");
    return rc ? rc : hn_inspection_audit(c, "inspection.conclude", id, &i);
}

/* --- archived --- */

static const struct hn_sql sql_archive = {
    .name = "inspection.archive",
    .text =
        "UPDATE inspection SET state = 'archived', archived_on = $3, archive_note = $4, version = version + 1"
        " WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_inspection_archive(struct hn_ctx *c, int64_t id, const char *note)
{
    struct hn_inspection i;
    struct ready ready = { 0 };
    enum hn_rc rc = hn_inspection_by(c, id, HN_BY_INSPECTOR, &i);

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (!rc && !is_in(&i, "concluded"))
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.not_concluded");
    if (!rc && i.remedies_open > 0)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "inspection.remedies_open",
                         hn_print(c->arena, "%" PRId64, i.remedies_open));
    if (!rc)
        rc = read_ready(c, &i, &ready);
    if (!rc && ready.unverified > 0)
        rc = hn_fail(c, HN_CONFLICT, "", "inspection.not_verified");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(i.unit.v), hn_p_id(id), hn_p_day(c->today),
                                       hn_p_text(note ? note : ""), HN_P_END };

    rc = hn_store_do(c, &sql_archive, params);
    if (!rc)
        rc = hn_case_end(c, id, i.decision);
    return rc ? rc : hn_inspection_audit(c, "inspection.archive", id, &i);
}

const struct hn_sql *const hn_inspection_sql[] = { &sql_verifying, &sql_item,    &sql_insert, &sql_change,
                                                   &sql_team,      &sql_notify,  &sql_report, &sql_ready,
                                                   &sql_conclude,  &sql_archive, NULL };
