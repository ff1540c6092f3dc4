/* remind.c: reminders about a month, which climb one level at a time. See notice.h.
 *
 * Who is late, by which rule and how far it was told already are read set by set; each step that is due becomes a row, and
 * the rows of one run are told together. Neighbours: census/ counts the same cells for people to look at.
 */
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "fact/fact_sql.h"
#include "notice/inside.h"
#include "rule/rule.h"

enum { MEETING, MINUTES, WHATS };
static const char *const whats[] = { "meeting", "minutes" };

/* --- who is behind --- */

/* clang-format off */
/* Cells not excused whose meeting or minutes are not there. $2: the day they stand on, $3 the month, $4 the day before it
 * began: a cell founded within it owes no meeting yet. */
static const struct hn_sql sql_behind = {
    .name = "remind.behind",
    .text =
        "SELECT v.unit_id AS unit, k.depth AS depth, coalesce(m.meeting_id, 0) AS meeting,"
        " coalesce(m.met_day, 0) AS met_day"
        " FROM unit_closure k CROSS JOIN unit_version v"
        " LEFT JOIN cell_month m ON m.month = $3 AND m.unit_id = v.unit_id"
        " WHERE k.anc = $1 AND " HN_SQL_AT("k", "$2", "9223372036854775806") " AND v.unit_id = k.des"
        " AND " HN_SQL_AT("v", "$2", "9223372036854775806") " AND v.kind IN ('cell', 'grassroots_cell')"
        " AND coalesce(m.sent_at, 0) = 0"
        " AND NOT EXISTS (SELECT 1 FROM cell_excuse e WHERE e.unit_id = v.unit_id AND e.month = $3"
        " AND e.ended_at = 0)"
        " AND (coalesce(m.meeting_id, 0) <> 0"
        " OR EXISTS (SELECT 1 FROM unit_version b WHERE b.unit_id = v.unit_id"
        " AND " HN_SQL_AT("b", "$4", "9223372036854775806") "))"
        " ORDER BY v.unit_id"
};
/* clang-format on */
static const struct hn_sql sql_roots = {
    .name = "remind.roots",
    .text =
        "SELECT unit_id AS unit FROM unit_version WHERE parent_id = 0 AND valid_from <= $1 AND valid_to > $1"
        " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_levels = {
    .name = "remind.levels",
    .text = "SELECT unit_id AS unit, what AS what, max(level) AS level, max(at) AS at FROM reminder"
            " WHERE month = $1 GROUP BY unit_id, what"
};
/* The unit so many levels above the cell today; none: it has reached the top. */
static const struct hn_sql sql_put = {
    .name = "remind.put",
    .text = "INSERT INTO reminder (unit_id, month, what, level, to_unit_id, at, entered_by)"
            " SELECT k.des, CAST($2 AS BIGINT), CAST($3 AS TEXT), k.depth, k.anc, CAST($5 AS BIGINT),"
            " CAST($6 AS BIGINT) FROM unit_closure k WHERE k.des = $1 AND k.depth = $4"
            " AND k.known_to = " HN_SQL_OPEN_TIME " AND k.valid_from <= $7 AND k.valid_to > $7"
            " ON CONFLICT (unit_id, month, what, level) DO NOTHING"
};
static const struct hn_sql sql_told = {
    .name = "remind.told", .text = "SELECT count(*) AS n FROM reminder WHERE month = $1 AND at = $2"
};

/* clang-format off */
/* Who hears of the reminders of one run: the cell's keepers of theirs, who follow meetings above of all that reached
 * them, one notice for each unit and matter. $3: today, $4: the month as in addresses. */
static const struct hn_sql sql_recipients = {
    .name = "remind.recipients",
    .text =
        "WITH s AS (SELECT DISTINCT r.to_unit_id AS unit, v.name AS name, 'remind_' || r.what ||"
        " CASE WHEN r.level = 0 THEN '' ELSE '_below' END AS key,"
        " CASE WHEN r.level = 0 THEN '/chi-bo/' || v.code"
        " ELSE '/sinh-hoat/chi-bo?don-vi=' || v.code || '&thang=' || CAST($4 AS TEXT) || '&muc=' ||"
        " CASE WHEN r.what = 'meeting' THEN 'not_met' ELSE 'no_minutes' END END AS href,"
        " CASE WHEN r.level = 0 THEN 'edit_meeting' ELSE 'monitor' END AS action FROM reminder r"
        " CROSS JOIN unit_version v WHERE r.month = $1 AND r.at = $2 AND v.unit_id = r.to_unit_id"
        " AND v.known_to = " HN_SQL_OPEN_TIME " AND v.valid_from <= $3"
        " AND v.valid_to > $3) SELECT DISTINCT " HN_TELLING_COLUMNS("s.key", "s.href") ","
        " s.unit AS unit, s.name AS name, s.key AS key, s.href AS href"
        " FROM s CROSS JOIN access_grant g CROSS JOIN role_right x CROSS JOIN account a"
        " WHERE g.unit_id = s.unit AND g.known_to = " HN_SQL_OPEN_TIME " AND g.valid_from <= $3"
        " AND g.valid_to > $3 AND x.role = g.role AND x.action = s.action AND a.id = g.user_id"
        " AND a.state = 'active'"
};
/* clang-format on */

static const struct hn_sql sql_of = {
    .name = "remind.of",
    .text = "SELECT r.what AS what, r.level AS level, r.to_unit_id AS unit, coalesce(v.name, '') AS name, "
            "r.at AS at"
            " FROM reminder r LEFT JOIN unit_version v ON v.unit_id = r.to_unit_id"
            " AND v.known_to = " HN_SQL_OPEN_TIME " AND v.valid_from <= $3 AND v.valid_to > $3"
            " WHERE r.unit_id = $1 AND r.month = $2 ORDER BY r.at, r.what, r.level"
};

const struct hn_sql *const hn_remind_sql[] = { &sql_behind, &sql_roots,      &sql_levels, &sql_put,
                                               &sql_told,   &sql_recipients, &sql_of,     NULL };

/* One cell that owes something of the month, with its rules and how far it was told. */
struct behind {
    int64_t unit, depth;
    bool held;
    hn_day met_day;
    int64_t due, minutes_days, after_days;
    int64_t level[WHATS]; /* -1 none */
    hn_time at[WHATS];
};
struct behind_list {
    struct behind *at;
    size_t count, room;
    size_t rule; /* which of rules is being read */
};

static int
by_unit(const void *left, const void *right)
{
    const struct behind *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static struct behind *
behind_of(const struct behind_list *l, int64_t unit)
{
    struct behind key = { .unit = unit };

    return l->count ? bsearch(&key, l->at, l->count, sizeof *l->at, by_unit) : NULL;
}

static enum hn_rc
read_behind(struct hn_ctx *c, struct hn_unit_id within, int64_t month, struct behind_list *out)
{
    hn_day last = hn_month_last(month);
    const struct hn_param params[] = { hn_p_id(within.v), hn_p_day(last < c->today ? last : c->today),
                                       hn_p_int(month), hn_p_day(hn_month_first(month) - 1), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_behind, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (out->count == out->room) {
            size_t room = out->room ? 2 * out->room : 256;

            out->at = hn_grow(c->arena, out->at, out->room * sizeof *out->at, room * sizeof *out->at);
            out->room = room;
        }
        out->at[out->count++] = (struct behind){ .unit = hn_row_int(rows, "unit"),
                                                 .depth = hn_row_int(rows, "depth"),
                                                 .held = hn_row_int(rows, "meeting") != 0,
                                                 .met_day = (hn_day)hn_row_int(rows, "met_day"),
                                                 .level = { -1, -1 } };
    }
    return hn_rows_end(rows);
}

static const char *const rules[] = { "meeting_due_day", "meeting_minutes_days", "remind_after_days" };

static void
take_rule(void *sink, struct hn_unit_id unit, int64_t value)
{
    struct behind_list *l = sink;
    struct behind *one = unit.v ? behind_of(l, unit.v) : NULL;

    for (size_t i = 0; i < l->count; i++) {
        struct behind *b = &l->at[i];

        if (unit.v && b != one)
            continue;
        *(l->rule == 0 ? &b->due : l->rule == 1 ? &b->minutes_days : &b->after_days) = value;
        if (one)
            return;
    }
}

static enum hn_rc
read_rules(struct hn_ctx *c, int64_t month, struct behind_list *l)
{
    enum hn_rc rc = HN_OK;

    for (l->rule = 0; l->rule < sizeof rules / sizeof *rules && !rc; l->rule++)
        rc = hn_rule_spread(c, rules[l->rule], hn_month_last(month), take_rule, l);
    return rc;
}

static enum hn_rc
read_levels(struct hn_ctx *c, int64_t month, const struct behind_list *l)
{
    const struct hn_param params[] = { hn_p_int(month), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_levels, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct behind *b = behind_of(l, hn_row_int(rows, "unit"));
        int what = strcmp(hn_row_text(rows, "what"), whats[MEETING]) == 0 ? MEETING : MINUTES;

        if (!b)
            continue;
        b->level[what] = hn_row_int(rows, "level");
        b->at[what] = hn_row_int(rows, "at");
    }
    return hn_rows_end(rows);
}

/* --- the next step --- */

/* The last day on which it was in time. */
static hn_day
due_of(const struct behind *b, int64_t month)
{
    hn_day last = hn_month_last(month), due = hn_month_first(month) + (hn_day)b->due - 1;

    if (b->held)
        return b->met_day + (hn_day)b->minutes_days;
    return b->due >= 1 && due < last ? due : last;
}

/* The level to tell now, -1 none. */
static int64_t
next_level(const struct hn_ctx *c, const struct behind *b, int64_t month, bool by_hand)
{
    int what = b->held ? MINUTES : MEETING;
    int64_t wait = b->after_days < 1 ? 1 : b->after_days;

    if (c->today <= due_of(b, month))
        return -1;
    if (by_hand)
        return b->level[what] < b->depth ? b->level[what] + 1 : -1;
    if (b->level[what] >= 0 && c->today < hn_day_at(b->at[what]) + wait)
        return -1;
    return b->level[what] + 1;
}

static enum hn_rc
put_steps(struct hn_ctx *c, int64_t month, const struct behind_list *l, bool by_hand)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_put);

    for (size_t i = 0; i < l->count && !rc; i++) {
        const struct behind *b = &l->at[i];
        int64_t level = next_level(c, b, month, by_hand);
        const struct hn_param params[] = { hn_p_id(b->unit),   hn_p_int(month),   hn_p_text(whats[b->held]),
                                           hn_p_int(level),    hn_p_time(c->now), hn_p_id(c->actor.v),
                                           hn_p_day(c->today), HN_P_END };

        if (level >= 0)
            rc = hn_store_bulk_row(c, params);
    }
    return rc ? rc : hn_store_bulk_end(c);
}

static enum hn_rc
tell_steps(struct hn_ctx *c, int64_t month)
{
    const struct hn_param params[] = { hn_p_int(month), hn_p_time(c->now), hn_p_day(c->today),
                                       hn_p_text(hn_month_iso(c->arena, month)), HN_P_END };
    struct hn_telling *tellings;
    struct hn_rows *rows;
    size_t count = 0, room = 64;
    enum hn_rc rc = hn_store_query(c, &sql_recipients, params, &rows);

    if (rc)
        return rc;
    tellings = HN_NEW_N(c->arena, struct hn_telling, room);
    while (count < HN_TELLINGS_MOST && hn_rows_next(rows)) {
        if (count == room) {
            tellings = hn_grow(c->arena, tellings, room * sizeof *tellings, 2 * room * sizeof *tellings);
            room *= 2;
        }
        tellings[count++] = (struct hn_telling){ .account = hn_row_int(rows, "account"),
                                                 .waiting = hn_row_int(rows, "waiting"),
                                                 .mail = hn_row_int(rows, "mail") != 0,
                                                 .unit = hn_row_int(rows, "unit"),
                                                 .thing = hn_row_int(rows, "unit"),
                                                 .arg0 = hn_row_text(rows, "name"),
                                                 .key = hn_row_text(rows, "key"),
                                                 .href = hn_row_text(rows, "href"),
                                                 .arg1 = hn_month_text(c->arena, month) };
    }
    rc = hn_rows_end(rows);
    return rc ? rc : hn_tellings_write(c, tellings, count);
}

static enum hn_rc
remind(struct hn_ctx *c, struct hn_unit_id within, int64_t month, bool by_hand, int64_t *told)
{
    const struct hn_param params[] = { hn_p_int(month), hn_p_time(c->now), HN_P_END };
    struct behind_list l = { 0 };
    bool found;
    enum hn_rc rc = read_behind(c, within, month, &l);

    *told = 0;
    if (rc || l.count == 0)
        return rc;
    rc = read_rules(c, month, &l);
    if (!rc)
        rc = read_levels(c, month, &l);
    if (!rc)
        rc = put_steps(c, month, &l, by_hand);
    if (!rc)
        rc = hn_store_int(c, &sql_told, params, told, &found);
    return rc || *told == 0 ? rc : tell_steps(c, month);
}

enum hn_rc
hn_remind_run(struct hn_ctx *c, int64_t month, int64_t *told)
{
    enum { ROOTS_MOST = 64 };
    const struct hn_param params[] = { hn_p_day(c->today), HN_P_END };
    int64_t roots[ROOTS_MOST], some;
    size_t count = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_roots, params, &rows);

    *told = 0;
    if (rc)
        return rc;
    while (count < ROOTS_MOST && hn_rows_next(rows))
        roots[count++] = hn_row_int(rows, "unit");
    rc = hn_rows_end(rows);
    for (size_t i = 0; i < count && !rc; i++) {
        rc = remind(c, (struct hn_unit_id){ roots[i] }, month, false, &some);
        *told = rc ? *told : some;
    }
    return rc;
}

enum hn_rc
hn_remind_now(struct hn_ctx *c, struct hn_unit_id within, int64_t month, int64_t *told)
{
    enum hn_rc rc = hn_need(c, HN_MAY_MONITOR, within);

    if (!rc)
        rc = remind(c, within, month, true, told);
    return rc || *told == 0 ? rc
                            : hn_audit_person(c, "remind.now", month, (struct hn_person_id){ 0 }, within);
}

enum hn_rc
hn_reminders_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_reminder **out,
                size_t *count)
{
    enum { MOST = 64 };
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), hn_p_day(c->today), HN_P_END };
    struct hn_reminder *list = HN_NEW_N(c->arena, struct hn_reminder, MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_of, params, &rows);

    *out = list;
    *count = 0;
    if (rc)
        return rc;
    while (*count < MOST && hn_rows_next(rows)) {
        struct hn_reminder *r = &list[(*count)++];

        r->what = hn_row_text(rows, "what");
        r->level = (int)hn_row_int(rows, "level");
        r->to.v = hn_row_int(rows, "unit");
        r->to_name = hn_row_text(rows, "name");
        r->at = hn_row_int(rows, "at");
    }
    return hn_rows_end(rows);
}
