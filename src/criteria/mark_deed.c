/* mark_deed.c: a sheet of marks sent by the commune, returned to it, concluded by the level above (mark.h). */
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "criteria/inside.h"

enum { TEXT_MOST = 2000 };

static const struct hn_sql sql_deed = {
    .name = "mark.deed",
    .text = "INSERT INTO mark_deed (unit_id, sheet_id, id, deed, note, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)"
};
static const struct hn_sql sql_state = { .name = "mark.state",
                                         .text = "UPDATE mark_sheet SET state = $3, sent_on = $4, "
                                                 "concluded_on = $5, conclusion = $6, version = version + 1"
                                                 " WHERE unit_id = $1 AND id = $2" };

/* Writes the sheet as s now has it, and that it came to be so. */
static enum hn_rc
write_deed(struct hn_ctx *c, const struct hn_mark_sheet *s, const char *deed, const char *note)
{
    const struct hn_param state[] = { hn_p_id(s->unit.v),
                                      hn_p_id(s->id),
                                      hn_p_text(s->state),
                                      hn_p_day(s->sent_on),
                                      hn_p_day(s->concluded_on),
                                      hn_p_text(s->conclusion),
                                      HN_P_END };
    const struct hn_param line[] = { hn_p_id(s->unit.v),  hn_p_id(s->id),  hn_p_id(hn_new_id(c)),
                                     hn_p_text(deed),     hn_p_text(note), hn_p_time(c->now),
                                     hn_p_id(c->actor.v), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_state, state);

    return rc ? rc : hn_store_do(c, &sql_deed, line);
}

/* Their numbers, "3.1, 3.2"; NULL when every line has a mark that counts. */
static const char *
missing(struct hn_arena *a, const struct hn_mark_sheet *s, bool above)
{
    const char *out = NULL;

    for (size_t i = 0; i < s->count; i++) {
        const struct hn_line_mark *mark = above ? &s->lines[i].above : &s->lines[i].own;

        if (mark->has_value || mark->judged)
            continue;
        out = hn_print(a, "%s%s%d.%d", out ? out : "", out ? ", " : "", s->lines[i].line.criterion,
                       s->lines[i].line.no);
    }
    return out;
}

enum hn_rc
hn_mark_send(struct hn_ctx *c, int64_t id)
{
    struct hn_mark_sheet s;
    const char *lines;
    enum hn_rc rc = hn_mark_need(c, id, false, 0, &s);

    if (!rc)
        rc = hn_mark_fill(c, &s);
    if (rc)
        return rc;
    lines = missing(c->arena, &s, false);
    if (lines)
        return hn_fail_arg(c, HN_CONFLICT, "", "criteria_mark.missing", lines);
    s.state = "sent";
    s.sent_on = c->today;
    rc = write_deed(c, &s, "sent", "");
    return rc ? rc : hn_audit_change(c, "criteria_mark.send", id, s.unit, "", "");
}

enum hn_rc
hn_mark_return(struct hn_ctx *c, int64_t id, const char *reason)
{
    size_t letters = reason ? hn_utf8_count(reason) : 0;
    struct hn_mark_sheet s;
    enum hn_rc rc = hn_mark_need(c, id, true, 0, &s);

    if (!rc && (!letters || letters > TEXT_MOST))
        rc = hn_fail(c, HN_INVALID, "reason", "criteria_mark.reason");
    if (rc)
        return rc;
    s.state = "open";
    s.sent_on = HN_DAY_OPEN;
    rc = write_deed(c, &s, "returned", reason);
    return rc ? rc : hn_audit_change(c, "criteria_mark.return", id, s.unit, "", reason);
}

enum hn_rc
hn_mark_conclude(struct hn_ctx *c, int64_t id, bool agree, const char *conclusion)
{
    struct hn_mark_sheet s;
    const char *lines = NULL;
    enum hn_rc rc = hn_mark_need(c, id, true, 0, &s);

    if (!rc && conclusion && hn_utf8_count(conclusion) > TEXT_MOST)
        rc = hn_fail(c, HN_INVALID, "conclusion", "criteria_mark.note");
    if (!rc)
        rc = hn_mark_fill(c, &s);
    if (!rc && !agree)
        lines = missing(c->arena, &s, true);
    if (!rc && lines)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "criteria_mark.missing", lines);
    if (rc)
        return rc;
    s.state = "concluded";
    s.concluded_on = c->today;
    s.conclusion = conclusion ? conclusion : "";
    rc = write_deed(c, &s, "concluded", s.conclusion);
    return rc ? rc : hn_audit_change(c, "criteria_mark.conclude", id, s.unit, "", s.conclusion);
}

const struct hn_sql *const hn_mark_deed_sql[] = { &sql_deed, &sql_state, NULL };
