/* page_cell_own.c: the own cell, for whoever belongs to one or keeps its meetings: where the menu leads, and its meeting on the
 * page of one's own work.
 */
#include <inttypes.h>
#include <string.h>

#include "web/page_cell_own.h"
#include "web/page_unit.h"

static bool
holds_anywhere(struct hn_req *q, enum hn_right right)
{
    return hn_access_allows(&q->ctx, right, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
}

/* A unit that does not stand today is nobody's cell. */
static enum hn_rc
add_cell(struct hn_req *q, int64_t id, struct hn_unit *out, size_t *count)
{
    int faults = q->ctx.fault_count;
    enum hn_rc rc = hn_unit_get(&q->ctx, (struct hn_unit_id){ id }, &out[*count]);

    if (rc == HN_NOT_FOUND || rc == HN_DENIED) {
        q->ctx.fault_count = faults;
        return HN_OK;
    }
    if (!rc && hn_unit_kind_has_members(out[*count].kind))
        (*count)++;
    return rc;
}

enum hn_rc
hn_own_cells(struct hn_req *q, struct hn_unit out[HN_OWN_CELLS], size_t *count)
{
    struct hn_scope scope = { 0 };
    enum hn_rc rc;

    *count = 0;
    if (!holds_anywhere(q, HN_MAY_READ_MEETING))
        return HN_OK;
    rc = hn_scope_of(&q->ctx, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);
    for (size_t i = 0; i < HN_SCOPE_ROOTS && !rc && *count < HN_OWN_CELLS && scope.unit[i]; i++)
        rc = add_cell(q, scope.unit[i], out, count);
    return rc;
}

enum hn_rc
hn_page_cell_own(struct hn_req *q)
{
    struct hn_unit cells[HN_OWN_CELLS];
    size_t count;
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    rc = hn_own_cells(q, cells, &count);
    if (rc)
        return rc;
    return count && !holds_anywhere(q, HN_MAY_MONITOR) ? hn_redirect(q, "/chi-bo/%s", cells[0].code)
                                                       : hn_redirect(q, "/sinh-hoat");
}

/* --- my work --- */

/* The soonest that is to come, and the earliest that was held and is not yet sent. */
static void
pick(struct hn_work_meeting *w, const struct hn_meeting *meetings, size_t count, int64_t month)
{
    for (size_t i = 0; i < count; i++) {
        const struct hn_meeting *m = &meetings[i];

        w->this_month = w->this_month || (strcmp(m->kind, "ordinary") == 0 && m->month == month &&
                                          m->stage != HN_STAGE_CANCELLED);
        if (m->stage == HN_STAGE_PLANNED || m->stage == HN_STAGE_INVITED)
            w->coming = m;
        if (m->stage == HN_STAGE_HELD || m->stage == HN_STAGE_ADOPTED)
            w->open = m;
    }
}

enum hn_rc
hn_work_meetings(struct hn_req *q, const struct hn_work_meeting **out, size_t *count)
{
    struct hn_work_meeting *all = HN_NEW_N(q->ctx.arena, struct hn_work_meeting, HN_OWN_CELLS);
    struct hn_unit cells[HN_OWN_CELLS];
    int64_t month = hn_month_of(q->ctx.today);
    enum hn_rc rc = hn_own_cells(q, cells, count);

    for (size_t i = 0; i < *count && !rc; i++) {
        struct hn_work_meeting *w = &all[i];
        const struct hn_meeting *meetings;
        size_t n;

        w->unit = cells[i];
        w->month = month;
        w->may_edit = hn_unit_may(q, HN_MAY_EDIT_MEETING, w->unit.id);
        rc = hn_meetings_of(&q->ctx, w->unit.id, month - 1, month + 1, &meetings, &n);
        if (!rc)
            pick(w, meetings, n, month);
        if (!rc)
            rc = hn_month_due(&q->ctx, w->unit.id, month, &w->due);
    }
    *out = all;
    return rc;
}
