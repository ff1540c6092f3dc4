/* load.c: see load.h. */
#include "monitor/load.h"

#include "audit/audit.h"

static const struct hn_sql sql_assign = {
    .name = "monitor_load.assign",
    .text =
        "INSERT INTO monitor_assignment (unit_id, id, valid_from, valid_to, known_from, known_to, person_id,"
        " decision, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
};
static const struct hn_sql sql_visit = {
    .name = "monitor_load.visit",
    .text =
        "INSERT INTO visit (unit_id, id, committee_id, person_id, month, state, meeting_id, note, noted_at,"
        " why, version, at, entered_by) VALUES ($1, $2, $3, $4, $5, 'planned', 0, $6, $7, '', 1, $8, $9)"
};

static enum hn_rc
put_assignment(struct hn_ctx *c, const struct hn_visit_load *v)
{
    const struct hn_param params[] = { hn_p_id(v->unit.v),   hn_p_id(hn_new_id(c)),
                                       hn_p_day(v->from),    hn_p_day(HN_DAY_OPEN),
                                       hn_p_time(v->at),     hn_p_time(HN_TIME_OPEN),
                                       hn_p_id(v->person.v), hn_p_text(v->note),
                                       hn_p_id(c->actor.v),  HN_P_END };

    return hn_store_bulk_row(c, params);
}

static enum hn_rc
put_visit(struct hn_ctx *c, const struct hn_visit_load *v)
{
    const struct hn_param params[] = { hn_p_id(v->unit.v),      hn_p_id(hn_new_id(c)),
                                       hn_p_id(v->committee.v), hn_p_id(v->person.v),
                                       hn_p_int(v->month),      hn_p_text(v->note),
                                       hn_p_time(v->noted_at),  hn_p_time(v->at),
                                       hn_p_id(c->actor.v),     HN_P_END };

    return hn_store_bulk_row(c, params);
}

static enum hn_rc
put_each(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_visit_load *rows, size_t count,
         enum hn_rc (*put)(struct hn_ctx *c, const struct hn_visit_load *v))
{
    enum hn_rc rc = hn_store_bulk_begin(c, sql), ended;

    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put(c, &rows[i]);
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

enum hn_rc
hn_monitor_load(struct hn_ctx *c, const struct hn_visit_load *rows, size_t count)
{
    enum hn_rc rc = put_each(c, &sql_assign, rows, count, put_assignment);

    return rc ? rc : hn_audit(c, "monitor.load", (int64_t)count);
}

enum hn_rc
hn_visit_load(struct hn_ctx *c, const struct hn_visit_load *rows, size_t count)
{
    enum hn_rc rc = put_each(c, &sql_visit, rows, count, put_visit);

    return rc ? rc : hn_audit(c, "visit.load", (int64_t)count);
}

const struct hn_sql *const hn_monitor_load_sql[] = { &sql_assign, &sql_visit, NULL };
