/* page_returns_cell.c: the months of one cell as its committee sees them; reminding, and excusing a month. */
#include <inttypes.h>
#include <string.h>

#include "rule/rule.h"
#include "view_returns.h"
#include "web/page_returns.h"
#include "web/route.h"

static const struct hn_field cell_fields[] = {
    { .name = "thang", .kind = HN_CODE, .label = "date.month" },
    { 0 },
};
static const struct hn_field excuse_fields[] = {
    { .name = "month", .kind = HN_CODE, .required = true, .label = "date.month" },
    { .name = "reason", .kind = HN_TEXT, .required = true, .max = 300, .label = "returns.reason" },
    { 0 },
};
static const struct hn_field month_fields[] = {
    { .name = "month", .kind = HN_CODE, .required = true, .label = "date.month" },
    { 0 },
};
const struct hn_form hn_form_returns_cell = { .fields = cell_fields };
const struct hn_form hn_form_excuse = { .fields = excuse_fields, .again = hn_page_returns_cell };
const struct hn_form hn_form_excuse_end = { .fields = month_fields, .again = hn_page_returns_cell };
const struct hn_form hn_form_remind = { .fields = month_fields };

const char *
hn_returns_state_of(const struct hn_cell_month *m)
{
    if (m->meeting.v)
        return m->late ? "late" : "met";
    return m->excused_month ? "excused" : "not_met";
}

enum hn_rc
hn_page_returns_cell(struct hn_req *q)
{
    static const struct hn_view view = { .title = "returns.title_of",
                                         .section = "meetings",
                                         .html = hn_view_returns_cell_any,
                                         .json = hn_json_returns_cell_any };
    struct hn_returns_cell_page *p = HN_NEW(q->ctx.arena, struct hn_returns_cell_page);
    struct hn_unit_stand *stand = HN_NEW(q->ctx.arena, struct hn_unit_stand);
    struct hn_nodes ancestors;
    bool posted = q->route->method == HN_POST;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, stand);

    p->q = q;
    p->known = q->ctx.known;
    p->unit = &stand->unit;
    if (!rc && !hn_unit_kind_has_members(p->unit->kind))
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_returns_month_asked(q, posted ? "month" : "thang", &p->month);
    if (!rc)
        rc = hn_months_of(&q->ctx, p->unit->id, p->month - HN_RETURNS_YEAR + 1, HN_RETURNS_YEAR, p->months);
    if (!rc)
        rc = hn_month_due(&q->ctx, p->unit->id, p->month, &p->due);
    if (!rc)
        rc = hn_reminders_of(&q->ctx, p->unit->id, p->month, &p->reminders, &p->reminder_count);
    if (!rc)
        rc = hn_unit_crumbs(q, p->unit, hn_text(q->ctx.lang, "returns.title"), &ancestors);
    if (rc)
        return rc;
    p->may_excuse = hn_unit_may(q, HN_MAY_MONITOR, p->unit->id);
    return hn_show(q, &view, p, p->unit->name);
}

/* --- deeds --- */

enum hn_rc
hn_page_excuse(struct hn_req *q)
{
    int64_t month;
    enum hn_rc rc = hn_returns_month_asked(q, "month", &month);

    if (!rc)
        rc = hn_excuse_put(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, month,
                           hn_form_text(q, "reason"));
    return rc ? rc
              : hn_redirect_done(q, "done.excused", "/to-chuc/%s/sinh-hoat?thang=%s", hn_path_text(q, "unit"),
                                 hn_month_iso(q->ctx.arena, month));
}

enum hn_rc
hn_page_excuse_end(struct hn_req *q)
{
    int64_t month;
    enum hn_rc rc = hn_returns_month_asked(q, "month", &month);

    if (!rc)
        rc = hn_excuse_end(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, month);
    return rc ? rc
              : hn_redirect_done(q, "done.excuse_ended", "/to-chuc/%s/sinh-hoat?thang=%s",
                                 hn_path_text(q, "unit"), hn_month_iso(q->ctx.arena, month));
}

enum hn_rc
hn_page_remind(struct hn_req *q)
{
    int64_t month, told = 0;
    enum hn_rc rc = hn_returns_month_asked(q, "month", &month);

    if (!rc)
        rc = hn_remind_now(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, month, &told);
    return rc ? rc
              : hn_redirect_done(q, told ? "done.reminded" : "done.nobody_to_remind",
                                 "/sinh-hoat?don-vi=%s&thang=%s", hn_path_text(q, "unit"),
                                 hn_month_iso(q->ctx.arena, month));
}
