/* milestone.c: see milestone.h.
 *
 * A row is never changed: a correction retires it and writes another of the same entry; the entry's number is that of its
 * first row. Not for: what an organisation was called, and under whom it stood (unit/).
 */
#include "milestone/milestone.h"

#include "access/scope.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

enum { MILESTONES_MOST = 200, TITLE_MOST = 300, SOURCE_MOST = 300 };

const char *const hn_milestone_kinds[] = { "founded", "anniversary", "recognised", "policy", "other", NULL };

/* --- rules --- */

/* The first day a partial date may be. false: no such date, or none at all. */
static bool
first_day(hn_pdate p, hn_day *out)
{
    int year = p / 10000, month = p / 100 % 100, day = p % 100;

    if (year < 1 || (!month && day) || !hn_date_valid(year, month ? month : 1, day ? day : 1))
        return false;
    *out = hn_day_of(year, month ? month : 1, day ? day : 1);
    return true;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_milestone *in, hn_day *day)
{
    const char *title = in->title ? in->title : "", *source = in->source ? in->source : "";

    if (!hn_one_of(in->kind, hn_milestone_kinds))
        return hn_fail(c, HN_INVALID, "kind", "milestone.kind");
    if (!*title || hn_utf8_count(title) > TITLE_MOST)
        return hn_fail(c, HN_INVALID, "title", "milestone.title");
    if (!*source || hn_utf8_count(source) > SOURCE_MOST)
        return hn_fail(c, HN_INVALID, "source", "milestone.source");
    if (!first_day(in->on, day) || *day > c->today)
        return hn_fail(c, HN_INVALID, "on", "milestone.day");
    return HN_OK;
}

/* --- deeds --- */

static const struct hn_sql sql_standing = {
    .name = "milestone.standing",
    .text = "SELECT known_from FROM milestone WHERE unit_id = $1 AND entry_id = $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_insert = {
    .name = "milestone.insert",
    .text = "INSERT INTO milestone (unit_id, id, entry_id, kind, title, source, on_date, on_day, known_from,"
            " known_to, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, " HN_SQL_OPEN_TIME ", $10)"
};
static const struct hn_sql sql_retire = { .name = "milestone.retire",
                                          .text = "UPDATE milestone SET known_to = $3 WHERE unit_id = $1"
                                                  " AND entry_id = $2 AND known_to = " HN_SQL_OPEN_TIME };

/* Ends what is believed of an entry. at: an instant not before it was written. HN_NOT_FOUND. */
static enum hn_rc
retire(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, hn_time *at)
{
    const struct hn_param asked[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    int64_t since;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_standing, asked, &since, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (rc)
        return rc;
    *at = since >= c->now ? since + 1 : c->now;

    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), hn_p_time(*at), HN_P_END };

    return hn_store_do(c, &sql_retire, params);
}

enum hn_rc
hn_milestone_put(struct hn_ctx *c, const struct hn_milestone *in, int64_t *out)
{
    int64_t entry = in->id ? in->id : hn_new_id(c);
    hn_time at = c->now;
    hn_day day = 0;
    enum hn_rc rc = hn_need(c, HN_MAY_DIRECT, in->unit);

    if (!rc)
        rc = check(c, in, &day);
    if (!rc && in->id)
        rc = retire(c, in->unit, entry, &at);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(in->id ? hn_new_id(c) : entry),
                                       hn_p_id(entry),
                                       hn_p_text(in->kind),
                                       hn_p_text(in->title),
                                       hn_p_text(in->source),
                                       hn_p_int(in->on),
                                       hn_p_day(day),
                                       hn_p_time(at),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_insert, params);
    if (rc)
        return rc;
    *out = entry;
    return hn_audit_change(c, in->id ? "milestone.correct" : "milestone.enter", entry, in->unit, "",
                           in->kind);
}

enum hn_rc
hn_milestone_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id)
{
    hn_time at;
    enum hn_rc rc = hn_need(c, HN_MAY_DIRECT, unit);

    if (!rc)
        rc = retire(c, unit, id, &at);
    return rc ? rc : hn_audit_change(c, "milestone.remove", id, unit, "", "");
}

/* --- reading --- */

#define COLUMNS                                                                                              \
    "m.unit_id, m.entry_id, m.kind, m.title, m.source, m.on_date, m.known_from, m.known_to,"                 \
    " COALESCE(a.name, '') AS by_name FROM milestone m LEFT JOIN account a ON a.id = m.entered_by"

/* $1 unit, $2 on, $3 known */
static const struct hn_sql sql_list = {
    .name = "milestone.list",
    .text = "SELECT " COLUMNS " WHERE m.unit_id = $1 AND m.on_day <= $2 AND m.known_from <= $3"
            " AND m.known_to > $3 ORDER BY m.on_date DESC, m.entry_id DESC LIMIT 200"
};
static const struct hn_sql sql_age = {
    .name = "milestone.age",
    .text = "SELECT COALESCE(min(CASE m.kind WHEN 'founded' THEN m.on_date END), 0) AS founded,"
            " COALESCE(max(CASE m.kind WHEN 'anniversary' THEN m.on_date END), 0) AS kept FROM milestone m"
            " WHERE m.unit_id = $1 AND m.on_day <= $2 AND m.known_from <= $3 AND m.known_to > $3"
};

/* clang-format off */
/* $18 known, $19 within (0 all), $20 the tree's day, $21 the day by which, or "open". A milestone may be older than what is
 * kept of its unit, which is then named by its first code. The order is of what a line says, so that a file taken in elsewhere
 * goes out the same. */
static const struct hn_sql sql_each = {
    .name = "each.milestones",
    .text = "SELECT COALESCE((SELECT u.code FROM unit_version u WHERE u.unit_id = m.unit_id AND u.known_from <= $18"
            " AND u.known_to > $18 ORDER BY CASE WHEN u.valid_from <= $20 THEN 0 ELSE 1 END, abs(CAST(u.valid_from AS BIGINT) - $20) LIMIT 1), '') AS unit, " COLUMNS
            " WHERE m.known_from <= $18 AND m.known_to > $18 AND m.on_day <= $21"
            " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = m.unit_id"
            " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS("m.unit_id")
            " ORDER BY unit, m.on_date, m.kind, m.title, m.source, m.entry_id"
};
/* clang-format on */

static struct hn_milestone
milestone_of(struct hn_rows *rows)
{
    return (struct hn_milestone){
        .id = hn_row_int(rows, "entry_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .kind = hn_row_text(rows, "kind"),
        .title = hn_row_text(rows, "title"),
        .source = hn_row_text(rows, "source"),
        .by_name = hn_row_text(rows, "by_name"),
        .on = (hn_pdate)hn_row_int(rows, "on_date"),
        .known_from = hn_row_int(rows, "known_from"),
        .known_to = hn_row_int(rows, "known_to"),
    };
}

enum hn_rc
hn_milestones(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_milestone **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_milestone *at;
    struct hn_rows *rows;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_UNIT, unit);

    if (!rc)
        rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    at = HN_NEW_N(c->arena, struct hn_milestone, MILESTONES_MOST);
    *count = 0;
    while (*count < MILESTONES_MOST && hn_rows_next(rows))
        at[(*count)++] = milestone_of(rows);
    *out = at;
    return hn_rows_end(rows);
}

enum hn_rc
hn_milestone_age(struct hn_ctx *c, struct hn_unit_id unit, int *founded, int *kept_in, int *years)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_age, params, &rows);

    if (rc)
        return rc;
    *founded = *kept_in = 0;
    if (hn_rows_next(rows)) {
        *founded = (int)(hn_row_int(rows, "founded") / 10000);
        *kept_in = (int)(hn_row_int(rows, "kept") / 10000);
    }
    *years = *kept_in - *founded;
    rc = hn_rows_end(rows);
    return rc || (*founded && *kept_in) ? rc : hn_fail(c, HN_NOT_FOUND, "", "milestone.none");
}

enum hn_rc
hn_milestone_each(struct hn_ctx *c, struct hn_unit_id within, hn_day by,
                  enum hn_rc (*each)(void *sink, const char *unit_code, const struct hn_milestone *m),
                  void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_each, within, by, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_milestone m = milestone_of(rows);

        rc = each(sink, hn_row_text(rows, "unit"), &m);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_milestone_sql[] = { &sql_standing, &sql_insert, &sql_retire, &sql_list,
                                                  &sql_age,      &sql_each,   NULL };
