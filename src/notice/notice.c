/* notice.c: what the program tells people, in the program itself. See notice.h.
 *
 * Neighbours: mail.c carries the same by mail, remind.c reminds, calendar.c writes calendars.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "access/access.h"
#include "fact/fact_sql.h"
#include "notice/inside.h"
#include "rule/rule.h"

/* --- telling --- */

#define TO "WITH recipient AS ("
#define HOLDERS                                                                                              \
    "SELECT g.user_id AS id FROM access_grant g CROSS JOIN role_right r WHERE g.unit_id = $1"                \
    " AND g.known_to = " HN_SQL_OPEN_TIME " AND g.valid_from <= $2 AND g.valid_to > $2 AND r.role = g.role"  \
    " AND r.action = $3"
#define MEMBERS                                                                                              \
    "SELECT b.id AS id FROM membership m CROSS JOIN account b WHERE CAST($4 AS BIGINT) = 1"                  \
    " AND m.unit_id = $1 AND m.known_to = " HN_SQL_OPEN_TIME " AND m.valid_from <= $2 AND m.valid_to > $2"   \
    " AND b.person_id = m.person_id AND b.person_id <> 0"
#define PERSON "SELECT b.id AS id FROM account b WHERE b.person_id = $5 AND b.person_id <> 0"

/* clang-format off */
static const struct hn_sql sql_recipients = {
    .name = "notice.recipients",
    .text =
        TO HOLDERS " UNION " MEMBERS " UNION " PERSON ") SELECT " HN_TELLING_COLUMNS("$6", "$7")
        " FROM recipient CROSS JOIN account a"
        " WHERE a.id = recipient.id AND a.state = 'active' AND a.id <> $8"
};
/* clang-format on */

static const struct hn_sql sql_put = {
    .name = "notice.put",
    .text = "INSERT INTO notice (account_id, id, key, arg0, arg1, href, unit_id, thing_id, at, seen_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)"
};

static const struct hn_sql sql_renew = {
    .name = "notice.renew",
    .text = "UPDATE notice SET arg0 = $3, arg1 = $4, at = $5 WHERE account_id = $1 AND id = $2"
};

/* One letter for what waits to leave under the same key and address. */
static const struct hn_sql sql_mail = {
    .name = "notice.mail",
    .text = "INSERT INTO outbox (id, account_id, key, arg0, arg1, href, state, tries, at, sent_at)"
            " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT),"
            " CAST($5 AS TEXT), CAST($6 AS TEXT), 'waiting', 0, CAST($7 AS BIGINT), 0"
            " WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.account_id = $2 AND o.state = 'waiting'"
            " AND o.key = $3 AND o.href = $6)"
};

static enum hn_rc
put_notices(struct hn_ctx *c, const struct hn_telling *tellings, size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_put);

    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_telling *t = &tellings[i];
        const struct hn_param params[] = { hn_p_id(t->account), hn_p_id(hn_new_id(c)),
                                           hn_p_text(t->key),   hn_p_text(t->arg0),
                                           hn_p_text(t->arg1),  hn_p_text(t->href),
                                           hn_p_id(t->unit),    hn_p_id(t->thing),
                                           hn_p_time(c->now),   HN_P_END };

        if (!t->waiting)
            rc = hn_store_bulk_row(c, params);
    }
    return rc ? rc : hn_store_bulk_end(c);
}

static enum hn_rc
renew_notices(struct hn_ctx *c, const struct hn_telling *tellings, size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_renew);

    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_telling *t = &tellings[i];
        const struct hn_param params[] = { hn_p_id(t->account), hn_p_id(t->waiting), hn_p_text(t->arg0),
                                           hn_p_text(t->arg1),  hn_p_time(c->now),   HN_P_END };

        if (t->waiting)
            rc = hn_store_bulk_row(c, params);
    }
    return rc ? rc : hn_store_bulk_end(c);
}

static enum hn_rc
put_letters(struct hn_ctx *c, const struct hn_telling *tellings, size_t count)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &sql_mail);

    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_telling *t = &tellings[i];
        const struct hn_param params[] = { hn_p_id(hn_new_id(c)), hn_p_id(t->account),
                                           hn_p_text(t->key),     hn_p_text(t->arg0),
                                           hn_p_text(t->arg1),    hn_p_text(t->href),
                                           hn_p_time(c->now),     HN_P_END };

        if (t->mail)
            rc = hn_store_bulk_row(c, params);
    }
    return rc ? rc : hn_store_bulk_end(c);
}

enum hn_rc
hn_tellings_write(struct hn_ctx *c, const struct hn_telling *tellings, size_t count)
{
    enum hn_rc rc;

    if (count == 0)
        return HN_OK;
    rc = put_notices(c, tellings, count);
    if (!rc)
        rc = renew_notices(c, tellings, count);
    return rc ? rc : put_letters(c, tellings, count);
}

enum hn_rc
hn_notice_tell(struct hn_ctx *c, const struct hn_notice_to *to, const char *key, const char *arg0,
               const char *arg1, const char *href, int64_t thing)
{
    enum { MOST = 1000 };
    const char *right = to->right == HN_MAY_NOTHING ? "" : hn_right_name(to->right);
    const struct hn_param params[] = { hn_p_id(to->unit.v),   hn_p_day(c->today),    hn_p_text(right),
                                       hn_p_int(to->members), hn_p_id(to->person.v), hn_p_text(key),
                                       hn_p_text(href),       hn_p_id(c->actor.v),   HN_P_END };
    struct hn_telling *tellings = HN_NEW_N(c->arena, struct hn_telling, MOST);
    struct hn_rows *rows;
    size_t count = 0;
    enum hn_rc rc;

    assert(href[0] == '/' && href[1] != '/');
    rc = hn_store_query(c, &sql_recipients, params, &rows);
    if (rc)
        return rc;
    while (count < MOST && hn_rows_next(rows)) {
        struct hn_telling *t = &tellings[count++];

        t->account = hn_row_int(rows, "account");
        t->waiting = hn_row_int(rows, "waiting");
        t->mail = hn_row_int(rows, "mail") != 0;
        t->key = key;
        t->arg0 = arg0 ? arg0 : "";
        t->arg1 = arg1 ? arg1 : "";
        t->href = href;
        t->unit = to->unit.v;
        t->thing = thing;
    }
    rc = hn_rows_end(rows);
    return rc ? rc : hn_tellings_write(c, tellings, count);
}

static bool
is_same(const struct hn_telling *a, const struct hn_telling *b)
{
    return a->account == b->account && strcmp(a->key, b->key) == 0 && strcmp(a->href, b->href) == 0;
}

enum hn_rc
hn_notice_tell_each(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params)
{
    struct hn_telling *tellings;
    struct hn_rows *rows;
    size_t count = 0, room = 64;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    tellings = HN_NEW_N(c->arena, struct hn_telling, room);
    while (count < HN_TELLINGS_MOST && hn_rows_next(rows)) {
        if (count == room) {
            tellings = hn_grow(c->arena, tellings, room * sizeof *tellings, 2 * room * sizeof *tellings);
            room *= 2;
        }
        tellings[count] = (struct hn_telling){ .account = hn_row_int(rows, "account"),
                                               .waiting = hn_row_int(rows, "waiting"),
                                               .mail = hn_row_int(rows, "mail") != 0,
                                               .unit = hn_row_int(rows, "unit"),
                                               .thing = hn_row_int(rows, "thing"),
                                               .key = hn_row_text(rows, "key"),
                                               .href = hn_row_text(rows, "href"),
                                               .arg0 = hn_row_text(rows, "arg0"),
                                               .arg1 = hn_row_text(rows, "arg1") };
        if (count == 0 || !is_same(&tellings[count], &tellings[count - 1]))
            count++;
    }
    rc = hn_rows_end(rows);
    return rc ? rc : hn_tellings_write(c, tellings, count);
}

/* --- of meetings --- */

static const struct hn_sql sql_above = {
    .name = "notice.above",
    .text = "SELECT parent_id FROM unit_version WHERE unit_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND valid_from <= $2 AND valid_to > $2"
};

static enum hn_rc
unit_above(struct hn_ctx *c, struct hn_unit_id unit, struct hn_unit_id *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->today), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_above, params, &out->v, &found);

    if (!found)
        out->v = 0;
    return rc;
}

enum hn_rc
hn_notice_meeting(struct hn_ctx *c, struct hn_meeting_id id, const char *what)
{
    struct hn_notice_to to = { .right = HN_MAY_EDIT_MEETING };
    struct hn_meeting m;
    const char *when, *href;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    if (rc)
        return rc;
    to.unit = m.unit;
    to.members = strcmp(what, "sent") != 0 && strcmp(what, "conflict") != 0;
    if (strcmp(what, "sent") == 0) {
        to.right = HN_MAY_MONITOR;
        rc = unit_above(c, m.unit, &to.unit);
        if (rc || !to.unit.v)
            return rc;
    }
    when = hn_print(c->arena, "%02d:%02d, %s", m.start_minute / 60, m.start_minute % 60,
                    hn_day_table(c->arena, m.day));
    if (strcmp(what, "sent") == 0)
        when = hn_month_text(c->arena, m.month);
    href = hn_print(c->arena, "/ky-hop/%" PRId64, id.v);
    return hn_notice_tell(c, &to, hn_print(c->arena, "meeting_%s", what), m.unit_name, when, href, id.v);
}

/* --- of tasks --- */

/* clang-format off */
static const struct hn_sql sql_tasks = {
    .name = "notice.tasks",
    .text =
        "WITH s AS (SELECT t.id AS task, t.due AS due, t.responsible_id AS person,"
        " '/giao-viec/' || t.id AS href, CASE WHEN t.due = " HN_SQL_OPEN_DAY " THEN 'task_given_open'"
        " ELSE 'task_given' END AS key FROM task t WHERE t.unit_id = $1 AND t.removed_at = 0"
        " AND t.responsible_id <> 0"
        " AND ((CAST($3 AS BIGINT) = 0 AND t.meeting_id = $2)"
        " OR t.id = $3)) SELECT " HN_TELLING_COLUMNS("s.key", "s.href") ", s.task AS task,"
        " s.due AS due, s.key AS key, s.href AS href, coalesce(v.name, '') AS name"
        " FROM s CROSS JOIN account a"
        " LEFT JOIN unit_version v ON v.unit_id = $1 AND v.known_to = " HN_SQL_OPEN_TIME
        " AND v.valid_from <= $4 AND v.valid_to > $4"
        " WHERE a.person_id = s.person AND a.person_id <> 0 AND a.state = 'active' AND a.id <> $5"
};
/* clang-format on */

enum hn_rc
hn_notice_tasks(struct hn_ctx *c, struct hn_unit_id unit, struct hn_meeting_id meeting, int64_t task)
{
    enum { MOST = 500 };
    const struct hn_param params[] = { hn_p_id(unit.v),    hn_p_id(meeting.v),  hn_p_id(task),
                                       hn_p_day(c->today), hn_p_id(c->actor.v), HN_P_END };
    struct hn_telling *tellings = HN_NEW_N(c->arena, struct hn_telling, MOST);
    struct hn_rows *rows;
    size_t count = 0;
    enum hn_rc rc = hn_store_query(c, &sql_tasks, params, &rows);

    if (rc)
        return rc;
    while (count < MOST && hn_rows_next(rows)) {
        tellings[count++] = (struct hn_telling){
            .account = hn_row_int(rows, "account"),
            .waiting = hn_row_int(rows, "waiting"),
            .mail = hn_row_int(rows, "mail") != 0,
            .key = hn_row_text(rows, "key"),
            .arg0 = hn_row_text(rows, "name"),
            .arg1 = hn_day_table(c->arena, (hn_day)hn_row_int(rows, "due")),
            .href = hn_row_text(rows, "href"),
            .unit = unit.v,
            .thing = hn_row_int(rows, "task"),
        };
    }
    rc = hn_rows_end(rows);
    return rc ? rc : hn_tellings_write(c, tellings, count);
}

/* --- one's own --- */

static const struct hn_sql sql_list = {
    .name = "notice.list",
    .text = "SELECT id, key, arg0, arg1, href, at, seen_at FROM notice WHERE account_id = $1"
            " AND (CAST($2 AS BIGINT) = 0 OR seen_at = 0) ORDER BY at DESC, id DESC LIMIT $3 OFFSET $4"
};
static const struct hn_sql sql_count = { .name = "notice.count",
                                         .text = "SELECT count(*) AS n FROM notice WHERE account_id = $1" };
static const struct hn_sql sql_unseen = {
    .name = "notice.unseen", .text = "SELECT count(*) AS n FROM notice WHERE account_id = $1 AND seen_at = 0"
};
static const struct hn_sql sql_see = {
    .name = "notice.see",
    .text = "UPDATE notice SET seen_at = $3 WHERE account_id = $1 AND id = $2 AND seen_at = 0"
};
static const struct hn_sql sql_see_all = {
    .name = "notice.see_all", .text = "UPDATE notice SET seen_at = $2 WHERE account_id = $1 AND seen_at = 0"
};
static const struct hn_sql sql_there = { .name = "notice.there",
                                         .text = "SELECT id FROM notice WHERE account_id = $1 AND id = $2" };

static const struct hn_sql sql_settle = {
    .name = "notice.settle", .text = "UPDATE notice SET seen_at = $2 WHERE thing_id = $1 AND seen_at = 0"
};

const struct hn_sql *const hn_notice_sql[] = {
    &sql_settle, &sql_recipients, &sql_tasks,  &sql_put, &sql_renew,   &sql_mail,  &sql_above,
    &sql_list,   &sql_count,      &sql_unseen, &sql_see, &sql_see_all, &sql_there, NULL
};

enum hn_rc
hn_notices(struct hn_ctx *c, bool unseen, int64_t offset, int64_t limit, const struct hn_notice **out,
           size_t *count)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), hn_p_int(unseen), hn_p_int(limit),
                                       hn_p_int(offset), HN_P_END };
    struct hn_notice *notices = HN_NEW_N(c->arena, struct hn_notice, (size_t)limit + 1);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_list, params, &rows);

    *count = 0;
    *out = notices;
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_notice *n = &notices[(*count)++];

        n->id = hn_row_int(rows, "id");
        n->key = hn_row_text(rows, "key");
        n->arg0 = hn_row_text(rows, "arg0");
        n->arg1 = hn_row_text(rows, "arg1");
        n->href = hn_row_text(rows, "href");
        n->at = hn_row_int(rows, "at");
        n->seen_at = hn_row_int(rows, "seen_at");
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_notice_count(struct hn_ctx *c, bool unseen, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), HN_P_END };
    bool found;

    return hn_store_int(c, unseen ? &sql_unseen : &sql_count, params, out, &found);
}

enum hn_rc
hn_notice_settle(struct hn_ctx *c, int64_t thing)
{
    const struct hn_param params[] = { hn_p_id(thing), hn_p_time(c->now), HN_P_END };

    return thing ? hn_store_do(c, &sql_settle, params) : HN_OK;
}

enum hn_rc
hn_notice_seen(struct hn_ctx *c, int64_t id)
{
    const struct hn_param all[] = { hn_p_id(c->actor.v), hn_p_time(c->now), HN_P_END };
    const struct hn_param one[] = { hn_p_id(c->actor.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };
    const struct hn_param there[] = { hn_p_id(c->actor.v), hn_p_id(id), HN_P_END };
    int64_t number;
    bool found;
    enum hn_rc rc;

    if (!id)
        return hn_store_do(c, &sql_see_all, all);
    rc = hn_store_int(c, &sql_there, there, &number, &found);
    if (rc)
        return rc;
    return found ? hn_store_do(c, &sql_see, one) : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}
