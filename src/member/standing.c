/* standing.c: putting a person's standing and activity by the rules of the day (standing.h).
 *
 * Both are one-series facts with a table of rules each; they share all but the tables and a few conditions.
 */
#include "member/standing.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact_sql.h"
#include "member/decided.h"
#include "member/inside.h"

#define RULES_MAX 200

const char *const hn_standings[] = { "candidate", "probationary", "official", "expelled",
                                     "removed",   "resigned",     "deceased", NULL };
const char *const hn_activities[] = { "active",    "exempt",      "temporarily_exempt",
                                      "suspended", "interrupted", NULL };

const struct hn_fact_table hn_fact_standing = {
    .name = "standing",
    HN_FACT_SQL("standing", "person_id", "", "", "standing, decision, reason", HN_MARKS_10),
    .series_count = 0,
    .value_count = 3,
    .values = (const char *const[]){ "standing", "decision", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT },
};
const struct hn_fact_table hn_fact_activity = {
    .name = "activity",
    HN_FACT_SQL("activity", "person_id", "", "", "activity, decision, reason", HN_MARKS_10),
    .series_count = 0,
    .value_count = 3,
    .values = (const char *const[]){ "activity", "decision", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT },
};

bool
hn_standing_counts(const char *standing)
{
    return strcmp(standing, "official") == 0 || strcmp(standing, "probationary") == 0;
}

bool
hn_standing_left(const char *standing)
{
    static const char *const left[] = { "expelled", "removed", "resigned", "deceased", NULL };

    return hn_one_of(standing, left);
}

bool
hn_standing_known(const char *standing)
{
    return hn_one_of(standing, hn_standings);
}

bool
hn_activity_known(const char *activity)
{
    return hn_one_of(activity, hn_activities);
}

hn_day
hn_months_later(hn_day day, int months)
{
    struct hn_date d = hn_date_of(day);
    int month = d.year * 12 + d.month - 1 + months, at = d.day;

    while (!hn_date_valid(month / 12, month % 12 + 1, at))
        at--;
    return hn_day_of(month / 12, month % 12 + 1, at);
}

/* --- rules --- */

static const struct hn_sql sql_standing_rules = {
    .name = "standing.rules",
    .text = "SELECT before, after, valid_from, valid_to, min_months, max_days, legal_basis FROM standing_rule"
            " ORDER BY before, after, valid_from LIMIT 200"
};
static const struct hn_sql sql_activity_rules = {
    .name = "activity.rules",
    .text = "SELECT before, after, valid_from, valid_to, min_months, max_days, legal_basis FROM activity_rule"
            " ORDER BY before, after, valid_from LIMIT 200"
};

enum hn_rc
hn_status_rules_read(struct hn_ctx *c, bool activity, struct hn_status_rules *out)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_status_rule *at = HN_NEW_N(c->arena, struct hn_status_rule, RULES_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, activity ? &sql_activity_rules : &sql_standing_rules, none, &rows);

    if (rc)
        return rc;
    *out = (struct hn_status_rules){ .at = at };
    while (out->count < RULES_MAX && hn_rows_next(rows)) {
        at[out->count++] = (struct hn_status_rule){
            .before = hn_row_text(rows, "before"),
            .after = hn_row_text(rows, "after"),
            .min_months = hn_row_int(rows, "min_months"),
            .max_days = hn_row_int(rows, "max_days"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .legal_basis = hn_row_text(rows, "legal_basis"),
        };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_status_rules(struct hn_ctx *c, const char *which, const struct hn_status_rule **out, size_t *count)
{
    struct hn_status_rules rules;
    enum hn_rc rc = hn_status_rules_read(c, strcmp(which, "activity") == 0, &rules);

    if (rc)
        return rc;
    *out = rules.at;
    *count = rules.count;
    return HN_OK;
}

static const struct hn_status_rule *
rule_for(const struct hn_status_rules *rules, const char *before, const char *after, hn_day on)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct hn_status_rule *r = &rules->at[i];

        if (strcmp(r->before, before) == 0 && strcmp(r->after, after) == 0 && r->from <= on && on < r->to)
            return r;
    }
    return NULL;
}

/* First day of the unbroken run of one value that holds on s. */
static hn_day
run_start(const struct hn_spans *spans, const struct hn_span *s)
{
    hn_day start = s->from;

    for (size_t i = spans->count; i-- > 0;) {
        if (spans->at[i].to == start && strcmp(spans->at[i].value, s->value) == 0)
            start = spans->at[i].from;
    }
    return start;
}

enum hn_rc
hn_status_may_follow(struct hn_ctx *c, const struct hn_status_rules *rules, bool activity, const char *before,
                     hn_day since, const char *after, hn_day on)
{
    const struct hn_status_rule *r;
    hn_day earliest;

    if (strcmp(before, after) == 0)
        return HN_OK;
    r = rule_for(rules, before, after, on);
    if (!r)
        return hn_fail_arg(c, HN_INVALID, activity ? "activity" : "standing",
                           activity ? "activity.order" : "standing.order",
                           hn_print(c->arena, "%s → %s", *before ? before : "–", after));
    if (r->min_months == 0 || since == HN_DAY_START)
        return HN_OK;
    earliest = hn_months_later(since, (int)r->min_months);
    if (on < earliest)
        return hn_fail_arg(c, HN_INVALID, "from", "standing.too_soon", hn_day_table(c->arena, earliest));
    return HN_OK;
}

/* How long a value may last is asked of its whole unbroken run, so that extending it by pieces wins nothing. */
static enum hn_rc
check_length(struct hn_ctx *c, const struct hn_status_rules *rules, const struct hn_spans *spans,
             const char *value, hn_day from, hn_day to)
{
    const struct hn_span *before = from == HN_DAY_START ? NULL : hn_span_on(spans, from - 1);
    const struct hn_span *next = to == HN_DAY_OPEN ? NULL : hn_span_on(spans, to);
    const struct hn_status_rule *r;
    int64_t most;

    if (before && strcmp(before->value, value) == 0) {
        from = run_start(spans, before);
        before = from == HN_DAY_START ? NULL : hn_span_on(spans, from - 1);
    }
    if (next && strcmp(next->value, value) == 0)
        to = next->to;
    r = rule_for(rules, before ? before->value : "", value, from);
    most = r ? r->max_days : 0;
    if (most && (to == HN_DAY_OPEN || from == HN_DAY_START || to - from > most))
        return hn_fail_arg(c, HN_INVALID, "to", "activity.too_long", hn_print(c->arena, "%d", (int)most));
    return HN_OK;
}

enum hn_rc
hn_status_check(struct hn_ctx *c, const struct hn_status_rules *rules, bool activity,
                const struct hn_spans *spans, const char *value, hn_day from, hn_day *to)
{
    const struct hn_span *before = from == HN_DAY_START ? NULL : hn_span_on(spans, from - 1);
    const struct hn_span *next = NULL;
    hn_day until = *to;
    enum hn_rc rc;

    /* An open end goes as far as the next change that is known, which stays. */
    for (size_t i = 0; until == HN_DAY_OPEN && i < spans->count; i++) {
        if (spans->at[i].from > from)
            until = spans->at[i].from;
    }
    if (until <= from)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    if (until != HN_DAY_OPEN)
        next = hn_span_on(spans, until);
    rc = hn_status_may_follow(c, rules, activity, before ? before->value : "",
                              before ? run_start(spans, before) : HN_DAY_START, value, from);
    if (!rc && next) {
        bool joined = before && strcmp(before->value, value) == 0;

        rc = hn_status_may_follow(c, rules, activity, value, joined ? run_start(spans, before) : from,
                                  next->value, until);
    }
    if (!rc)
        rc = check_length(c, rules, spans, value, from, until);
    *to = until;
    return rc;
}

/* --- deeds --- */

enum hn_rc
hn_status_write(struct hn_ctx *c, bool activity, const struct hn_status_new *in, hn_day to)
{
    const struct hn_param values[] = { hn_p_text(in->value), hn_p_text(in->decision ? in->decision : ""),
                                       hn_p_text(in->reason ? in->reason : "") };
    struct hn_fact fact = { .owner = in->person.v, .from = in->from, .to = to, .values = values };
    enum hn_rc rc = hn_fact_put(c, activity ? &hn_fact_activity : &hn_fact_standing, &fact, NULL);

    /* Whoever has left belongs nowhere from that day on. */
    if (!rc && !activity && hn_standing_left(in->value))
        rc = hn_membership_write(c, in->person, (struct hn_unit_id){ 0 }, in->from, to, in->decision,
                                 in->reason);
    return rc;
}

static enum hn_rc
check_standing(struct hn_ctx *c, const struct hn_status_new *in, hn_day *to)
{
    struct hn_status_rules rules;
    struct hn_spans spans;
    enum hn_rc rc;

    if (!in->value || !hn_standing_known(in->value))
        return hn_fail_arg(c, HN_INVALID, "standing", "standing.unknown", in->value);
    rc = hn_decided(c, in->from, in->decision, in->reason);
    if (!rc)
        rc = hn_after_birth(c, in->person, in->from);
    if (!rc)
        rc = hn_status_rules_read(c, false, &rules);
    if (!rc)
        rc = hn_spans_read(c, &hn_fact_standing, in->person, &spans);
    if (!rc)
        rc = hn_status_check(c, &rules, false, &spans, in->value, in->from, to);
    return rc;
}

enum hn_rc
hn_standing_put(struct hn_ctx *c, const struct hn_status_new *in)
{
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, in->person, HN_GROUP_BASIC);

    return rc ? rc : hn_standing_decided(c, in);
}

enum hn_rc
hn_standing_decided(struct hn_ctx *c, const struct hn_status_new *in)
{
    hn_day to = in->to;
    enum hn_rc rc = check_standing(c, in, &to);

    if (!rc)
        rc = hn_status_write(c, false, in, to);
    if (rc)
        return rc;
    return hn_audit_change(c, "standing.put", in->person.v, (struct hn_unit_id){ 0 }, "",
                           hn_print(c->arena, "%s %s", in->value, hn_day_iso(c->arena, in->from)));
}

/* Only members have an activity: on its first day the person's standing must count. */
static enum hn_rc
check_activity(struct hn_ctx *c, const struct hn_status_new *in, hn_day *to)
{
    struct hn_status_rules rules;
    struct hn_spans spans, standings;
    const struct hn_span *standing;
    enum hn_rc rc;

    if (!in->value || !hn_activity_known(in->value))
        return hn_fail_arg(c, HN_INVALID, "activity", "activity.unknown", in->value);
    rc = hn_decided(c, in->from, in->decision, in->reason);
    if (!rc)
        rc = hn_spans_read(c, &hn_fact_standing, in->person, &standings);
    if (rc)
        return rc;
    standing = hn_span_on(&standings, in->from);
    if (!standing || !hn_standing_counts(standing->value))
        return hn_fail(c, HN_INVALID, "from", "activity.not_member");
    rc = hn_status_rules_read(c, true, &rules);
    if (!rc)
        rc = hn_spans_read(c, &hn_fact_activity, in->person, &spans);
    if (!rc)
        rc = hn_status_check(c, &rules, true, &spans, in->value, in->from, to);
    return rc;
}

enum hn_rc
hn_activity_put(struct hn_ctx *c, const struct hn_status_new *in)
{
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, in->person, HN_GROUP_BASIC);

    return rc ? rc : hn_activity_decided(c, in);
}

enum hn_rc
hn_activity_decided(struct hn_ctx *c, const struct hn_status_new *in)
{
    hn_day to = in->to;
    enum hn_rc rc = check_activity(c, in, &to);

    if (!rc)
        rc = hn_status_write(c, true, in, to);
    if (rc)
        return rc;
    return hn_audit_change(c, "activity.put", in->person.v, (struct hn_unit_id){ 0 }, "",
                           hn_print(c->arena, "%s %s", in->value, hn_day_iso(c->arena, in->from)));
}

/* --- reading --- */

#define STATUS_ON(table)                                                                                     \
    "SELECT " table                                                                                          \
    " AS value, id, valid_from, valid_to, known_from, known_to, decision, reason FROM " table                \
    " WHERE person_id = $1 AND valid_from <= $2 AND valid_to > $2 AND known_from <= $3 AND known_to > $3"

static const struct hn_sql sql_standing_on = { .name = "standing.on", .text = STATUS_ON("standing") };
static const struct hn_sql sql_activity_on = { .name = "activity.on", .text = STATUS_ON("activity") };

static enum hn_rc
status_on(struct hn_ctx *c, const struct hn_sql *sql, struct hn_person_id person, struct hn_status *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_status){ .value = "", .decision = "", .reason = "" };
    if (hn_rows_next(rows)) {
        *out = (struct hn_status){
            .value = hn_row_text(rows, "value"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .row = hn_row_int(rows, "id"),
            .known_from = hn_row_int(rows, "known_from"),
            .known_to = hn_row_int(rows, "known_to"),
            .decision = hn_row_text(rows, "decision"),
            .reason = hn_row_text(rows, "reason"),
        };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_standing_on(struct hn_ctx *c, struct hn_person_id person, struct hn_status *out)
{
    return status_on(c, &sql_standing_on, person, out);
}

enum hn_rc
hn_activity_on(struct hn_ctx *c, struct hn_person_id person, struct hn_status *out)
{
    return status_on(c, &sql_activity_on, person, out);
}

const struct hn_sql *const hn_standing_sql[] = {
    &sql_standing_rules,
    &sql_activity_rules,
    &sql_standing_on,
    &sql_activity_on,
    HN_FACT_LIST(hn_fact_standing),
    HN_FACT_LIST(hn_fact_activity),
    NULL,
};
