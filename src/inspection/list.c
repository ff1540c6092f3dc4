/* list.c: inspections to be read: one, lists, sums by unit (inspection.h).
 *
 * The actor sees those of units he inspects for, those of whose team he is, and those about himself or a unit he keeps.
 * Neighbours: inspection.c does the deeds.
 */
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "inspection/inside.h"

#define FINDINGS " FROM finding f WHERE f.unit_id = i.unit_id AND f.inspection_id = i.id AND f.removed_at = 0"
#define REMEDIES                                                                                             \
    "(SELECT count(*) FROM finding f CROSS JOIN task t WHERE f.unit_id = i.unit_id AND f.inspection_id = "   \
    "i.id"                                                                                                   \
    " AND f.removed_at = 0 AND t.finding_id = f.id AND t.finding_id <> 0 AND t.removed_at = 0"               \
    " AND t.state <> 'cancelled'"
#define OPEN(on) " AND (t.state <> 'done' OR t.closed_on > " on ")"

#define ROWS(on, known)                                                                                                                                                                    \
    "SELECT i.unit_id, i.id, i.kind, i.item_id, i.subject_unit_id, i.subject_person_id, i.decision,"                                                                                       \
    " i.decided_on, i.content, i.outline, i.period_from, i.period_to, i.report_due, i.due, i.state,"                                                                                       \
    " i.self_report, i.reported_at, i.conclusion, i.conclusion_number, i.concluded_on, i.archived_on,"                                                                                     \
    " i.archive_note, i.version, " HN_SQL_LAST_UNIT(                                                                                                                                       \
        "code", "i.unit_id", on,                                                                                                                                                           \
        known) " AS unit_code, " HN_SQL_LAST_UNIT("name", "i.unit_id", on,                                                                                                                 \
                                                  known) " AS unit_name,"                                                                                                                  \
                                                         " CASE WHEN i.subject_person_id <> 0 THEN "                                                                                       \
                                                         "COALESCE(p.code, '') ELSE " HN_SQL_LAST_UNIT(                                                                                    \
                                                             "code", "i.subject_unit_id", on,                                                                                              \
                                                             known) " END AS subject_code,"                                                                                                \
                                                                    " CASE WHEN i.subject_person_id <> 0 "                                                                                 \
                                                                    "THEN COALESCE(b.full_name, '') "                                                                                      \
                                                                    "ELSE " HN_SQL_LAST_UNIT(                                                                                              \
                                                                        "name", "i.subject_unit_id", on,                                                                                   \
                                                                        known) " END AS subject_name,"                                                                                     \
                                                                               " CASE WHEN "                                                                                               \
                                                                               "i.subject_person_id = 0 "                                                                                  \
                                                                               "THEN i.subject_unit_id "                                                                                   \
                                                                               "ELSE COALESCE((SELECT "                                                                                    \
                                                                               "m.unit_id"                                                                                                 \
                                                                               " FROM membership m WHERE "                                                                                 \
                                                                               "m.person_id = "                                                                                            \
                                                                               "i.subject_person_id "                                                                                      \
                                                                               "AND " HN_SQL_AT(                                                                                           \
                                                                                   "m", on,                                                                                                \
                                                                                   known) "), 0) END"                                                                                      \
                                                                                          " AS place_id, "                                                                                 \
                                                                                          "(SELECT "                                                                                       \
                                                                                          "count(*"                                                                                        \
                                                                                          ")" FINDINGS                                                                                     \
                                                                                          ") AS "                                                                                          \
                                                                                          "findings,"                                                                                      \
                                                                                          " " REMEDIES                                                                                     \
                                                                                          ") AS "                                                                                          \
                                                                                          "remedies,"                                                                                      \
                                                                                          " " REMEDIES                                                                                     \
                                                                                          OPEN(                                                                                            \
                                                                                              on) ") AS "                                                                                  \
                                                                                                  "remedies"                                                                               \
                                                                                                  "_open,"                                                                                 \
                                                                                                  " " REMEDIES                                                                             \
                                                                                                  OPEN(                                                                                    \
                                                                                                      on) " AND t.due < " on                                                               \
                                                                                                          ") AS remedies_late,"                                                            \
                                                                                                          " CASE WHEN i.concluded_on > " on                                                \
                                                                                                          " AND i.due < " on                                                               \
                                                                                                          " THEN 1 ELSE 0 END AS late"                                                     \
                                                                                                          " FROM inspection i LEFT JOIN person p ON p.id = i.subject_person_id"            \
                                                                                                          " LEFT JOIN person_basic b ON b.person_id = i.subject_person_id AND " HN_SQL_AT( \
                                                                                                              "b",                                                                         \
                                                                                                              on,                                                                          \
                                                                                                              known) " WHERE i.decided_on <= " on                                          \
                                                                                                                     " AND i.at <= " known

/* $1 on, $2 known, $3 which */
static const struct hn_sql sql_one = { .name = "inspection.one", .text = ROWS("$1", "$2") " AND i.id = $3" };

/* $18 the own person, $19 … $22 cases of the team, $23 … $30 and $31 … $38 units kept with and without those below. */
#define KEPT                                                                                                 \
    "(SELECT hk.des FROM unit_closure hk WHERE (hk.anc IN ($23, $24, $25, $26, $27, $28, $29, $30)"          \
    " OR (hk.depth = 0 AND hk.anc IN ($31, $32, $33, $34, $35, $36, $37, $38))) AND " HN_CLOSURE_TODAY(      \
        "hk", "$1") ")"
#define ABOUT_ME                                                                                             \
    "((x.subject_person_id <> 0 AND x.subject_person_id = $18)"                                              \
    " OR (x.subject_unit_id <> 0 AND x.subject_unit_id IN " KEPT "))"
#define SEEN                                                                                                 \
    " AND i.id IN (SELECT a.id FROM inspection a WHERE a.unit_id IN " HN_SCOPE_UNIT_SET                      \
    " UNION SELECT a.id FROM inspection a WHERE a.subject_person_id <> 0 AND a.subject_person_id = $18"      \
    " UNION SELECT a.id FROM inspection a WHERE a.id IN ($19, $20, $21, $22)"                                \
    " UNION SELECT a.id FROM inspection a WHERE a.subject_unit_id <> 0 AND a.subject_unit_id IN " KEPT ")"
#define LIES_IN(unit, on, known)                                                                             \
    "EXISTS (SELECT 1 FROM unit_closure k WHERE k.des IN (x.unit_id, x.place_id) AND k.anc = " unit          \
    " AND " HN_SQL_AT("k", on, known) ")"
#define IS_OPEN    "x.archived_on > $39"
#define IS_OVERDUE "x.archived_on > $39 AND (x.late = 1 OR x.remedies_late > 0)"

/* $39 on, $40 known, $41 within, $42 kind, $43 state, $44 what, $45 first and $46 last day of the decision */
#define LISTED                                                                                               \
    " FROM (" ROWS("$39", "$40") SEEN ") x WHERE (CAST($41 AS BIGINT) = 0 OR " LIES_IN(                      \
        "$41", "$39", "$40") ") AND ($42 = '' OR x.kind = $42) AND ($43 = '' OR x.state = $43)"              \
                             " AND x.decided_on >= $45 AND x.decided_on <= $46 AND ($44 = '' OR ($44 = "     \
                             "'open' AND " IS_OPEN ")"                                                       \
                             " OR ($44 = 'overdue' AND " IS_OVERDUE                                          \
                             ") OR ($44 = 'concluded' AND x.concluded_on <= $39)"                            \
                             " OR ($44 = 'remedies' AND x.remedies_open > 0) OR ($44 = 'remedies_late' AND " \
                             "x.remedies_late > 0)"                                                          \
                             " OR ($44 = 'mine' AND " ABOUT_ME                                               \
                             ") OR ($44 = 'team' AND x.id IN ($19, $20, $21, $22)))"
static const struct hn_sql sql_list = {
    .name = "inspection.list",
    .text = "SELECT x.*, CASE WHEN " ABOUT_ME " THEN 1 ELSE 0 END AS mine" LISTED
            " ORDER BY x.decided_on DESC, x.id DESC LIMIT $47 OFFSET $48"
};
static const struct hn_sql sql_count = { .name = "inspection.count", .text = "SELECT count(*) AS n" LISTED };

/* A line for within itself and each child. */
static const struct hn_sql sql_sums = {
    .name = "inspection.sums",
    .text = "SELECT y.*, " HN_SQL_LAST_UNIT("code", "y.id", "$39", "$40") " AS code, " HN_SQL_LAST_UNIT(
        "name", "y.id", "$39",
        "$40") " AS name FROM (SELECT w.des AS id, w.depth,"
               " COALESCE(sum(CASE WHEN " IS_OPEN " THEN 1 ELSE 0 END), 0) AS open,"
               " COALESCE(sum(CASE WHEN " IS_OVERDUE " THEN 1 ELSE 0 END), 0) AS overdue,"
               " COALESCE(sum(CASE WHEN x.concluded_on <= $39 THEN 1 ELSE 0 END), 0) AS concluded,"
               " COALESCE(sum(x.remedies_open), 0) AS remedies_open, COALESCE(sum(x.remedies_late), 0) AS "
               "remedies_overdue"
               " FROM (" ROWS("$39", "$40") SEEN
    ") x CROSS JOIN unit_closure w WHERE w.anc = $41 AND w.depth <= 1 AND " HN_SQL_AT(
        "w", "$39", "$40") " AND " LIES_IN("w.des", "$39", "$40") " GROUP BY w.des, w.depth) y"
                                                                  " ORDER BY code, y.id LIMIT 1001"
};
/* clang-format on */
#define SUMS_MAX 1001

static struct hn_inspection
inspection_of(struct hn_rows *rows)
{
    return (struct hn_inspection){
        .id = hn_row_int(rows, "id"),
        .item = hn_row_int(rows, "item_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .kind = hn_row_text(rows, "kind"),
        .state = hn_row_text(rows, "state"),
        .subject_unit = { hn_row_int(rows, "subject_unit_id") },
        .subject_person = { hn_row_int(rows, "subject_person_id") },
        .subject_code = hn_row_text(rows, "subject_code"),
        .subject_name = hn_row_text(rows, "subject_name"),
        .decision = hn_row_text(rows, "decision"),
        .content = hn_row_text(rows, "content"),
        .outline = hn_row_text(rows, "outline"),
        .self_report = hn_row_text(rows, "self_report"),
        .conclusion = hn_row_text(rows, "conclusion"),
        .conclusion_number = hn_row_text(rows, "conclusion_number"),
        .archive_note = hn_row_text(rows, "archive_note"),
        .decided_on = (hn_day)hn_row_int(rows, "decided_on"),
        .period_from = (hn_day)hn_row_int(rows, "period_from"),
        .period_to = (hn_day)hn_row_int(rows, "period_to"),
        .report_due = (hn_day)hn_row_int(rows, "report_due"),
        .due = (hn_day)hn_row_int(rows, "due"),
        .concluded_on = (hn_day)hn_row_int(rows, "concluded_on"),
        .archived_on = (hn_day)hn_row_int(rows, "archived_on"),
        .reported_at = hn_row_int(rows, "reported_at"),
        .findings = hn_row_int(rows, "findings"),
        .remedies = hn_row_int(rows, "remedies"),
        .remedies_open = hn_row_int(rows, "remedies_open"),
        .remedies_late = hn_row_int(rows, "remedies_late"),
        .overdue = hn_row_int(rows, "late") != 0 || hn_row_int(rows, "remedies_late") > 0,
        .version = hn_row_int(rows, "version"),
    };
}

/* --- one --- */

static enum hn_rc
holds(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out)
{
    enum hn_rc rc = hn_access_allows(c, right, (struct hn_record){ .unit = unit }, HN_GROUP_BASIC);

    *out = rc == HN_OK;
    return rc == HN_DENIED || rc == HN_NOT_FOUND ? HN_OK : rc;
}

/* Whoever is its subject is nothing else beside, whatever else he holds. */
static enum hn_rc
stand(struct hn_ctx *c, struct hn_inspection *i)
{
    struct hn_person_id own = { 0 };
    enum hn_rc rc = HN_OK;

    if (c->actor.v == HN_USER_SYSTEM.v) {
        i->inspects = i->finds = true;
        return HN_OK;
    }
    if (i->subject_person.v) {
        rc = hn_access_person(c, &own);
        i->mine = own.v && own.v == i->subject_person.v;
    } else {
        rc = holds(c, HN_MAY_EDIT_MEETING, i->subject_unit, &i->mine);
        if (!rc && !i->mine)
            rc = holds(c, HN_MAY_DIRECT, i->subject_unit, &i->mine);
    }
    if (rc || i->mine)
        return rc;
    rc = holds(c, HN_MAY_INSPECT, i->unit, &i->inspects);
    return rc ? rc : hn_access_case(c, HN_MAY_FIND, i->id, &i->finds);
}

static enum hn_rc
read_row(struct hn_ctx *c, int64_t id, hn_day on, hn_time known, struct hn_inspection *out, bool *found)
{
    const struct hn_param params[] = { hn_p_day(on), hn_p_time(known), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    *found = false;
    if (rc)
        return rc;
    *found = hn_rows_next(rows);
    if (*found)
        *out = inspection_of(rows);
    rc = hn_rows_end(rows);
    return rc || !*found ? rc : stand(c, out);
}

enum hn_rc
hn_inspection_seen(struct hn_ctx *c, int64_t id, bool *out)
{
    struct hn_inspection i;
    enum hn_rc rc = read_row(c, id, c->today, c->now, &i, out);

    *out = !rc && *out && (i.mine || i.inspects || i.finds);
    return rc;
}

static enum hn_rc
read_one(struct hn_ctx *c, int64_t id, hn_day on, hn_time known, struct hn_inspection *out)
{
    bool found;
    enum hn_rc rc = read_row(c, id, on, known, out, &found);

    if (!rc && !found)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (rc || out->mine || out->inspects || out->finds)
        return rc;
    hn_audit_look(c, "refused", out->subject_person, out->unit, hn_right_name(HN_MAY_INSPECT), "");
    return hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_inspection_load(struct hn_ctx *c, int64_t id, struct hn_inspection *out)
{
    return read_one(c, id, c->today, c->now, out);
}

enum hn_rc
hn_inspection_get(struct hn_ctx *c, int64_t id, struct hn_inspection *out)
{
    enum hn_rc rc = read_one(c, id, c->on, hn_fact_known(c), out);

    if (!rc && out->subject_person.v)
        hn_audit_look(c, "view", out->subject_person, out->unit, "", "");
    return rc;
}

/* --- lists --- */

#define PARAMS_MAX 49

struct question {
    struct hn_param params[PARAMS_MAX];
    size_t n;
};

/* The scope of a right the actor holds somewhere; nothing when he does not. */
static enum hn_rc
scope_if(struct hn_ctx *c, enum hn_right right, struct hn_scope *out)
{
    enum hn_rc rc = hn_access_allows(c, right, HN_NO_RECORD, HN_GROUP_BASIC);

    *out = (struct hn_scope){ 0 };
    if (rc)
        return rc == HN_DENIED || rc == HN_NOT_FOUND ? HN_OK : rc;
    return hn_scope_of(c, right, (struct hn_unit_id){ 0 }, out);
}

static void
add_unit(int64_t *set, int64_t unit)
{
    for (size_t i = 0; unit && i < HN_SCOPE_ROOTS; i++) {
        if (set[i] == unit)
            return;
        if (set[i] == 0) {
            set[i] = unit;
            return;
        }
    }
}

/* Units the actor keeps: their meetings or their work. Nobody holds more than HN_SCOPE_ROOTS units (access.h). */
static enum hn_rc
ask_kept(struct hn_ctx *c, struct question *q)
{
    struct hn_scope meetings, work, kept = { 0 };
    bool system = c->actor.v == HN_USER_SYSTEM.v;
    enum hn_rc rc = scope_if(c, HN_MAY_EDIT_MEETING, &meetings);

    if (!rc)
        rc = scope_if(c, HN_MAY_DIRECT, &work);
    if (rc)
        return rc;
    for (size_t i = 0; i < HN_SCOPE_ROOTS && !system; i++) {
        add_unit(kept.subtree, meetings.subtree[i]);
        add_unit(kept.subtree, work.subtree[i]);
        add_unit(kept.unit, meetings.unit[i]);
        add_unit(kept.unit, work.unit[i]);
    }
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        q->params[q->n++] = hn_p_id(kept.subtree[i]);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        q->params[q->n++] = hn_p_id(kept.unit[i]);
    return HN_OK;
}

static enum hn_rc
ask_seen(struct hn_ctx *c, struct hn_unit_id within, struct question *q)
{
    struct hn_scope scope, cases;
    struct hn_person_id own = { 0 };
    enum hn_rc rc = scope_if(c, HN_MAY_INSPECT, &scope);

    if (!rc)
        rc = scope_if(c, HN_MAY_FIND, &cases);
    if (!rc && c->actor.v != HN_USER_SYSTEM.v)
        rc = hn_access_person(c, &own);
    if (rc)
        return rc;
    q->n = hn_scope_fill(c, &scope, q->params);
    q->params[q->n++] = hn_p_id(own.v);
    for (size_t i = 0; i < HN_SCOPE_CASES; i++)
        q->params[q->n++] = hn_p_id(cases.inspection[i]);
    rc = ask_kept(c, q);
    q->params[q->n++] = hn_p_day(c->on);
    q->params[q->n++] = hn_p_time(hn_fact_known(c));
    q->params[q->n++] = hn_p_id(within.v);
    q->params[q->n] = HN_P_END;
    return rc;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_inspection_filter *f, struct question *q)
{
    bool year = f->year >= 1900 && f->year <= 9998;
    enum hn_rc rc = ask_seen(c, f->within, q);

    q->params[q->n++] = hn_p_text(f->kind ? f->kind : "");
    q->params[q->n++] = hn_p_text(f->state ? f->state : "");
    q->params[q->n++] = hn_p_text(f->what ? f->what : "");
    q->params[q->n++] = hn_p_day(year ? hn_day_of(f->year, 1, 1) : HN_DAY_START);
    q->params[q->n++] = hn_p_day(year ? hn_day_of(f->year, 12, 31) : HN_DAY_OPEN);
    q->params[q->n] = HN_P_END;
    return rc;
}

enum hn_rc
hn_inspection_list(struct hn_ctx *c, const struct hn_inspection_filter *f, int64_t offset, int64_t limit,
                   void (*emit)(void *sink, const struct hn_inspection *i), void *sink)
{
    struct question q;
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, f, &q);

    if (rc)
        return rc;
    q.params[q.n++] = hn_p_int(limit ? limit : INT32_MAX);
    q.params[q.n++] = hn_p_int(offset);
    q.params[q.n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, q.params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_inspection i = inspection_of(rows);

        i.mine = hn_row_int(rows, "mine") != 0;
        emit(sink, &i);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_inspection_count(struct hn_ctx *c, const struct hn_inspection_filter *f, int64_t *out)
{
    struct question q;
    bool found;
    enum hn_rc rc = ask(c, f, &q);

    return rc ? rc : hn_store_int(c, &sql_count, q.params, out, &found);
}

/* --- sums --- */

enum hn_rc
hn_inspection_sums(struct hn_ctx *c, struct hn_unit_id within, struct hn_inspection_sum *sum,
                   const struct hn_inspection_sum **children, size_t *count)
{
    struct hn_inspection_sum *all;
    struct question q;
    struct hn_rows *rows;
    enum hn_rc rc = ask_seen(c, within, &q);

    *sum = (struct hn_inspection_sum){ .unit = within, .code = "", .name = "" };
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_sums, q.params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_inspection_sum, SUMS_MAX);
    while (*count < SUMS_MAX && hn_rows_next(rows)) {
        const struct hn_inspection_sum one = {
            .unit = { hn_row_int(rows, "id") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
            .open = hn_row_int(rows, "open"),
            .overdue = hn_row_int(rows, "overdue"),
            .concluded = hn_row_int(rows, "concluded"),
            .remedies_open = hn_row_int(rows, "remedies_open"),
            .remedies_overdue = hn_row_int(rows, "remedies_overdue"),
        };

        if (hn_row_int(rows, "depth") == 0)
            *sum = one;
        else
            all[(*count)++] = one;
    }
    *children = all;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_inspection_list_sql[] = { &sql_one, &sql_list, &sql_count, &sql_sums, NULL };
