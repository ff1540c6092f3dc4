/* page_conflict.c: what a phone wrote and what stands differ: both are shown, a person chooses. */
#include <inttypes.h>

#include "view_meeting.h"
#include "web/meeting_doers.h"
#include "web/page_meeting.h"

static const struct hn_field conflict_fields[] = {
    { .name = "conflict", .kind = HN_CODE, .required = true, .label = "conflict.one" },
    { .name = "take", .kind = HN_FLAG, .label = "conflict.take" },
    { 0 },
};
const struct hn_form hn_form_conflict = { .fields = conflict_fields, .again = hn_page_conflicts };

enum hn_rc
hn_page_conflicts(struct hn_req *q)
{
    static const struct hn_view view = { .title = "conflict.title",
                                         .section = "meetings",
                                         .html = hn_view_conflicts_any,
                                         .json = hn_json_conflicts_any };
    struct hn_conflicts_page p = { 0 };
    enum hn_rc rc = hn_meeting_head(q, &p.h, "conflict.heading");

    if (!rc)
        rc = hn_op_conflicts(&q->ctx, p.h.m.id, &hn_op_doers, &p.conflicts, &p.count);
    return rc ? rc : hn_show(q, &view, &p, p.h.title);
}

enum hn_rc
hn_page_conflict_choose(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_op_choose(&q->ctx, id, hn_form_text(q, "conflict"), hn_form_flag(q, "take"),
                                 &hn_op_doers);

    return rc ? rc : hn_redirect_done(q, "done.chosen", "/ky-hop/%" PRId64 "/xung-dot", id.v);
}
