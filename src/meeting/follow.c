/* follow.c: the rows of a draft's roll, made from the register and following it (inside.h).
 *
 * One reading, one bulk writing of what changed: a secretary's tap costs a handful of statements however long the roll.
 * Not for: who may do it (attend.c, deed.c).
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/month.h"
#include "meeting/roll_sql.h"
#include "meeting/run.h"
#include "unit/unit.h"

#define LINES_MOST 2000

static const struct hn_sql sql_now = { .name = "roll.now",
                                       .text = "SELECT " REGISTER_COLUMNS "," ROLL_COLUMNS
                                               " FROM " REGISTER ROLL_JOIN };

static void
fill(const struct hn_meeting *m, hn_day on, struct hn_param params[6])
{
    params[0] = hn_p_id(m->unit.v);
    params[1] = hn_p_id(m->id.v);
    params[2] = hn_p_day(on);
    params[3] = hn_p_time(HN_TIME_OPEN - 1);
    params[4] = hn_p_int(hn_committee_meets(m));
    params[5] = HN_P_END;
}

bool
hn_committee_meets(const struct hn_meeting *m)
{
    bool members = !m->unit_kind || !*m->unit_kind || hn_unit_kind_has_members(m->unit_kind);

    return !members || strcmp(m->kind, "committee") == 0;
}

/* What stands, or what the register makes of it. */
static struct hn_roll_line
line_of(struct hn_rows *rows)
{
    bool official = hn_row_int(rows, "is_official") != 0;
    struct hn_roll_line l = {
        .person = { hn_row_int(rows, "person_id") },
        .helper = { hn_row_int(rows, "helper_id") },
        .state = (enum hn_presence)hn_row_int(rows, "state"),
        .wanted = (enum hn_presence)hn_row_int(rows, "wanted"),
        .via = (enum hn_via)hn_row_int(rows, "via"),
        .reason = hn_row_text(rows, "reason"),
        .official = official,
        .version = hn_row_int(rows, "version"),
        .at = hn_row_int(rows, "at"),
    };
    bool released = l.wanted == HN_NOT_RECORDED && (l.state == HN_EXEMPT || l.state == HN_SUSPENDED);
    bool bound = l.wanted != HN_NOT_RECORDED && l.state != l.wanted;

    l.changed = l.version == 0 || released || bound || (hn_row_int(rows, "official") != 0) != official;
    if (released || bound) {
        l.state = l.wanted;
        l.via = HN_VIA_SECRETARY;
        l.helper.v = 0;
        l.reason = "";
    }
    return l;
}

enum hn_rc
hn_roll_lines_read(struct hn_ctx *c, const struct hn_meeting *m, struct hn_roll_lines *out)
{
    struct hn_param params[6];
    struct hn_rows *rows;
    size_t room = 0;
    enum hn_rc rc;

    fill(m, hn_meeting_on(m), params);
    *out = (struct hn_roll_lines){ 0 };
    rc = hn_store_query(c, &sql_now, params, &rows);
    if (rc)
        return rc;
    while (out->count < LINES_MOST && hn_rows_next(rows)) {
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, (room + 32) * sizeof *out->at);
            room += 32;
        }
        out->at[out->count++] = line_of(rows);
    }
    return hn_rows_end(rows);
}

struct hn_roll_line *
hn_roll_line_of(const struct hn_roll_lines *lines, struct hn_person_id person)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->at[i].person.v == person.v)
            return &lines->at[i];
    }
    return NULL;
}

static const struct hn_sql sql_count = {
    .name = "roll.count",
    .text = "SELECT COUNT(*) AS n FROM attendance WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_drop = {
    .name = "roll.drop",
    .text = "DELETE FROM attendance WHERE unit_id = $1 AND meeting_id = $2 AND person_id NOT IN"
            " (SELECT g.person_id FROM " REGISTER ")"
};
static const struct hn_sql sql_put = {
    .name = "roll.put",
    .text = "INSERT INTO attendance (unit_id, meeting_id, person_id, state, official, via, helper_id, reason,"
            " version, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
            " ON CONFLICT (unit_id, meeting_id, person_id) DO UPDATE SET state = excluded.state,"
            " official = excluded.official, via = excluded.via, helper_id = excluded.helper_id,"
            " reason = excluded.reason, version = excluded.version, at = excluded.at,"
            " entered_by = excluded.entered_by"
};

/* Rows of people who had left by that day, or never belonged there. */
static enum hn_rc
drop_leavers(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_roll_lines *lines,
             int64_t *changed)
{
    const struct hn_param key[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_param params[6];
    int64_t kept = 0, rows = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_count, key, &rows, &found);

    *changed = 0;
    for (size_t i = 0; i < lines->count; i++)
        kept += lines->at[i].version > 0;
    if (rc || rows <= kept || lines->count == LINES_MOST)
        return rc;
    fill(m, hn_meeting_on(m), params);
    return hn_store_do_count(c, &sql_drop, params, changed);
}

enum hn_rc
hn_roll_lines_write(struct hn_ctx *c, const struct hn_meeting *m, struct hn_roll_lines *lines,
                    int64_t *changed)
{
    size_t to_write = 0;
    enum hn_rc rc = drop_leavers(c, m, lines, changed), ended;

    for (size_t i = 0; i < lines->count; i++)
        to_write += lines->at[i].changed;
    if (rc || to_write == 0)
        return rc;
    rc = hn_store_bulk_begin(c, &sql_put);
    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < lines->count; i++) {
        struct hn_roll_line *l = &lines->at[i];

        if (!l->changed)
            continue;
        l->version++;
        l->at = c->now;
        l->changed = false;
        ++*changed;

        const struct hn_param params[] = { hn_p_id(m->unit.v),   hn_p_id(m->id.v),      hn_p_id(l->person.v),
                                           hn_p_int(l->state),   hn_p_int(l->official), hn_p_int(l->via),
                                           hn_p_id(l->helper.v), hn_p_text(l->reason),  hn_p_int(l->version),
                                           hn_p_time(l->at),     hn_p_id(c->actor.v),   HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

enum hn_rc
hn_roll_follow(struct hn_ctx *c, const struct hn_meeting *m, int64_t *changed)
{
    struct hn_roll_lines lines;
    enum hn_rc rc = hn_roll_lines_read(c, m, &lines);

    return rc ? rc : hn_roll_lines_write(c, m, &lines, changed);
}

enum hn_rc
hn_roll_make(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m;
    int64_t changed = 0;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = hn_roll_follow(c, &m, &changed);
    if (rc || changed == 0)
        return rc;
    rc = hn_meeting_touched(c, &m);
    if (rc)
        return rc;
    return hn_audit_change(c, "attendance.make", id.v, m.unit, "", hn_print(c->arena, "%" PRId64, changed));
}

enum hn_rc
hn_meeting_touched(struct hn_ctx *c, const struct hn_meeting *m)
{
    return m->held_at ? hn_month_refresh(c, m->unit, m->month) : HN_OK;
}

/* --- who is there --- */

static const struct hn_sql sql_on_register = {
    .name = "roll.on_register",
    .text = "SELECT " REGISTER_COLUMNS " FROM " REGISTER " WHERE g.person_id = $6 AND CAST($2 AS BIGINT) >= 0"
};

enum hn_rc
hn_on_register(struct hn_ctx *c, const struct hn_meeting *m, hn_day on, struct hn_person_id person, bool *out)
{
    struct hn_param params[7];
    struct hn_rows *rows;
    enum hn_rc rc;

    fill(m, on, params);
    params[5] = hn_p_id(person.v);
    params[6] = HN_P_END;
    rc = hn_store_query(c, &sql_on_register, params, &rows);
    if (rc)
        return rc;
    *out = hn_rows_next(rows);
    return hn_rows_end(rows);
}

static const struct hn_sql sql_is_guest = {
    .name = "roll.is_guest",
    .text = "SELECT 1 AS there FROM meeting_guest WHERE unit_id = $1 AND meeting_id = $2 AND person_id = $3"
            " AND removed_at = 0 LIMIT 1"
};

enum hn_rc
hn_in_room(struct hn_ctx *c, const struct hn_meeting *m, struct hn_person_id person, bool *out)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_id(person.v), HN_P_END };
    int64_t one;
    enum hn_rc rc = hn_on_register(c, m, hn_meeting_on(m), person, out);

    return rc || *out ? rc : hn_store_int(c, &sql_is_guest, params, &one, out);
}

/* --- who may know --- */

enum hn_rc
hn_keeps_or_follows(struct hn_ctx *c, const struct hn_meeting *m, bool *out)
{
    const struct hn_record record = { .unit = m->unit };
    enum hn_rc rc = hn_access_allows(c, HN_MAY_EDIT_MEETING, record, HN_GROUP_BASIC);

    if (rc == HN_DENIED || rc == HN_NOT_FOUND)
        rc = hn_access_allows(c, HN_MAY_MONITOR, record, HN_GROUP_BASIC);
    *out = rc == HN_OK;
    return rc == HN_DENIED || rc == HN_NOT_FOUND ? HN_OK : rc;
}

static const struct hn_sql sql_took_part = {
    .name = "roll.took_part",
    .text = "SELECT person_id FROM attendance WHERE unit_id = $1 AND meeting_id = $2 AND person_id = $3"
            " AND state IN (1, 2) UNION ALL SELECT person_id FROM meeting_guest WHERE unit_id = $1"
            " AND meeting_id = $2 AND person_id = $3 AND removed_at = 0 LIMIT 1"
};

enum hn_rc
hn_opinions_open_to(struct hn_ctx *c, const struct hn_meeting *m, bool *out)
{
    struct hn_person_id self = { 0 };
    int64_t one;
    enum hn_rc rc = hn_keeps_or_follows(c, m, out);

    if (rc || *out)
        return rc;
    rc = hn_access_person(c, &self);
    if (rc || self.v == 0)
        return rc;

    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_id(self.v), HN_P_END };

    return hn_store_int(c, &sql_took_part, params, &one, out);
}

const struct hn_sql *const hn_follow_sql[] = {
    &sql_now, &sql_count, &sql_drop, &sql_put, &sql_on_register, &sql_is_guest, &sql_took_part, NULL,
};
