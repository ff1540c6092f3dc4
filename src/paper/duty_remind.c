/* duty_remind.c: late answers climb one level at a time, as reminders of meetings do (duty.h, notice/remind.c).
 *
 * Who is late, by which rule and how far it was told already are read set by set; each step that is due becomes a row, and
 * the rows of one run are told together. */
#include <stdlib.h>

#include "fact/fact.h"
#include "notice/notice.h"
#include "paper/duty_sql.h"
#include "rule/rule.h"

/* clang-format off */
/* $1 today, $2 known. With whom a late duty lies; how far it was told; how high the highest sender stands above it. */
static const struct hn_sql sql_late = {
    .name = "duty_remind.late",
    .text =
        "WITH RECURSIVE late(unit_id, paper_id, holder, hops) AS (SELECT d.unit_id, d.paper_id, d.unit_id, 0 FROM duty d"
        " WHERE d.owes = 'answer' AND d.answered_on = " HN_SQL_OPEN_DAY " AND d.waived_at = 0 AND d.due < $1"
        " UNION ALL SELECT f.unit_id, f.paper_id, e.succ, f.hops + 1 FROM late f CROSS JOIN unit_lineage e"
        " WHERE e.pred = f.holder AND f.hops < 8 AND " HN_DUTY_FIRST_HEIR("e", "$1", "$2") ")"
        " SELECT f.unit_id AS unit_id, f.paper_id AS paper_id, f.holder AS holder, COALESCE((SELECT max(r.level)"
        " FROM duty_reminder r WHERE r.unit_id = f.unit_id AND r.paper_id = f.paper_id), -1) AS level,"
        " COALESCE((SELECT max(r.at) FROM duty_reminder r WHERE r.unit_id = f.unit_id AND r.paper_id = f.paper_id), 0) AS at,"
        " COALESCE((SELECT max(k.depth) FROM duty_sending s CROSS JOIN unit_closure k WHERE s.unit_id = f.unit_id"
        " AND s.paper_id = f.paper_id AND k.des = f.holder AND k.anc = s.sender_id AND " HN_SQL_AT("k", "$1", "$2") "), 0)"
        " AS top FROM late f WHERE EXISTS (SELECT 1 FROM unit_version n WHERE n.unit_id = f.holder AND "
        HN_SQL_AT("n", "$1", "$2") ") ORDER BY f.holder, f.paper_id, f.unit_id"
};
static const struct hn_sql sql_put = {
    .name = "duty_remind.put",
    .text = "INSERT INTO duty_reminder (unit_id, paper_id, level, to_unit_id, at) SELECT CAST($1 AS BIGINT),"
            " CAST($2 AS BIGINT), k.depth, k.anc, CAST($5 AS BIGINT) FROM unit_closure k WHERE k.des = $3 AND k.depth = $4"
            " AND k.known_to = " HN_SQL_OPEN_TIME " AND k.valid_from <= $6 AND k.valid_to > $6"
            " ON CONFLICT (unit_id, paper_id, level) DO NOTHING"
};
/* $1 the instant of the run, $2 today. One notice for each unit, paper and keeper. */
static const struct hn_sql sql_tell = {
    .name = "duty_remind.tell",
    .text =
        "WITH s AS (SELECT DISTINCT r.to_unit_id AS unit, r.paper_id AS paper, CASE WHEN r.level = 0 THEN 'duty_late'"
        " ELSE 'duty_late_below' END AS key FROM duty_reminder r WHERE r.at = $1), t AS (SELECT s.unit AS unit,"
        " s.paper AS paper, s.key AS key, '" HN_PAPER_PATH "' || s.paper AS href, v.name AS name,"
        " CASE WHEN p.number <> '' THEN p.number ELSE p.title END AS label FROM s CROSS JOIN paper p CROSS JOIN unit_version v"
        " WHERE p.id = s.paper AND v.unit_id = s.unit AND v.known_to = " HN_SQL_OPEN_TIME
        " AND v.valid_from <= $2 AND v.valid_to > $2) SELECT " HN_TELLING_COLUMNS("t.key", "t.href") ","
        " t.key AS key, t.href AS href, t.name AS arg0, t.label AS arg1, t.unit AS unit, t.paper AS thing"
        " FROM t CROSS JOIN access_grant g CROSS JOIN role_right x CROSS JOIN account a WHERE g.unit_id = t.unit"
        " AND g.known_to = " HN_SQL_OPEN_TIME " AND g.valid_from <= $2 AND g.valid_to > $2 AND x.role = g.role"
        " AND x.action = 'direct' AND a.id = g.user_id AND a.state = 'active' ORDER BY a.id, t.key, t.href"
};
/* clang-format on */

const struct hn_sql *const hn_duty_remind_sql[] = { &sql_late, &sql_put, &sql_tell, NULL };

struct late {
    int64_t unit, paper, holder, level, top, after_days;
    hn_time at;
};
struct lates {
    struct late *at;
    size_t count, room;
};

static enum hn_rc
read_late(struct hn_ctx *c, struct lates *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_late, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (out->count == out->room) {
            size_t room = out->room ? 2 * out->room : 256;

            out->at = hn_grow(c->arena, out->at, out->room * sizeof *out->at, room * sizeof *out->at);
            out->room = room;
        }
        out->at[out->count++] = (struct late){
            .unit = hn_row_int(rows, "unit_id"),
            .paper = hn_row_int(rows, "paper_id"),
            .holder = hn_row_int(rows, "holder"),
            .level = hn_row_int(rows, "level"),
            .top = hn_row_int(rows, "top"),
            .at = hn_row_int(rows, "at"),
        };
    }
    return hn_rows_end(rows);
}

static int
by_holder(const void *key, const void *one)
{
    const int64_t *holder = key;
    const struct late *l = one;

    return (*holder > l->holder) - (*holder < l->holder);
}

static void
take_rule(void *sink, struct hn_unit_id unit, int64_t value)
{
    struct lates *all = sink;
    struct late *one = unit.v ? bsearch(&unit.v, all->at, all->count, sizeof *all->at, by_holder) : NULL;

    for (size_t i = 0; !unit.v && i < all->count; i++)
        all->at[i].after_days = value;
    if (!one)
        return;
    while (one > all->at && one[-1].holder == unit.v)
        one--;
    for (; one < all->at + all->count && one->holder == unit.v; one++)
        one->after_days = value;
}

/* The level to tell now, -1 none. */
static int64_t
next_level(const struct hn_ctx *c, const struct late *l)
{
    int64_t wait = l->after_days < 1 ? 1 : l->after_days;

    if (l->level >= 0 && (l->level >= l->top || c->today < hn_day_at(l->at) + wait))
        return -1;
    return l->level + 1;
}

static enum hn_rc
put_steps(struct hn_ctx *c, const struct lates *all, int64_t *told)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_put);

    for (size_t i = 0; i < all->count && !rc; i++) {
        const struct late *l = &all->at[i];
        int64_t level = next_level(c, l);
        const struct hn_param params[] = { hn_p_id(l->unit), hn_p_id(l->paper), hn_p_id(l->holder),
                                           hn_p_int(level),  hn_p_time(c->now), hn_p_day(c->today),
                                           HN_P_END };

        if (level < 0)
            continue;
        rc = hn_store_bulk_row(c, params);
        ++*told;
    }
    return rc ? rc : hn_store_bulk_end(c);
}

enum hn_rc
hn_duty_remind(struct hn_ctx *c, int64_t *told)
{
    const struct hn_param params[] = { hn_p_time(c->now), hn_p_day(c->today), HN_P_END };
    struct lates all = { 0 };
    enum hn_rc rc = read_late(c, &all);

    *told = 0;
    if (rc || all.count == 0)
        return rc;
    rc = hn_rule_spread(c, "remind_after_days", c->today, take_rule, &all);
    if (!rc)
        rc = put_steps(c, &all, told);
    return rc || *told == 0 ? rc : hn_notice_tell_each(c, &sql_tell, params);
}
