/* page_review.c: checking the minutes on one page before they are adopted, adopting and sending them in one press; the papers
 * as adopted, and what is put right afterwards.
 */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_meeting.h"
#include "web/meeting_adopt.h"
#include "web/meeting_more.h"
#include "web/page_meeting.h"
#include "web/print.h"

static const char *const print_forms[] = { "pdf", "txt", NULL };
static const struct hn_field print_fields[] = {
    { .name = "dang", .kind = HN_CHOICE, .choices = print_forms, .label = "print.pdf" },
    { 0 },
};
static const struct hn_field addendum_fields[] = {
    { .name = "text", .kind = HN_LONG_TEXT, .required = true, .label = "addendum.text" },
    { 0 },
};
static const struct hn_field no_fields[] = { { 0 } };
const struct hn_form hn_form_adopt = { .fields = no_fields, .again = hn_page_review };
const struct hn_form hn_form_print = { .fields = print_fields };
const struct hn_form hn_form_addendum = { .fields = addendum_fields, .again = hn_page_meeting };

/* --- the check --- */

static enum hn_rc
compose(struct hn_req *q, struct hn_review_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_meeting *m = &p->h.m;
    struct hn_minutes_more more;
    struct hn_doc *resolution = NULL, *minutes = NULL;
    enum hn_rc rc = hn_meeting_more(c, m, &more);

    if (rc)
        return rc;
    p->score_line = more.score_line;
    p->fee_line = more.fee_line;
    rc = hn_minutes_compose(c, m->id, "minutes", &more, &minutes);
    if (!rc && strcmp(m->kind, "ordinary") == 0)
        rc = hn_minutes_compose(c, m->id, "resolution", &more, &resolution);
    p->minutes = minutes;
    p->resolution = resolution;
    return rc;
}

static enum hn_rc
read_superior(struct hn_req *q, struct hn_review_page *p)
{
    struct hn_unit unit = { 0 };
    struct hn_nodes above = { 0 };
    enum hn_rc rc = hn_unit_get(&q->ctx, p->h.m.unit, &unit);

    p->superior = "";
    if (!rc)
        rc = hn_unit_ancestors(&q->ctx, unit.id, &above);
    for (size_t i = 0; !rc && i < above.count; i++) {
        if (above.at[i].id == unit.parent.v)
            p->superior = above.at[i].name;
    }
    return rc;
}

enum hn_rc
hn_page_review(struct hn_req *q)
{
    static const struct hn_view view = { .title = "review.title",
                                         .section = "meetings",
                                         .html = hn_view_review_any,
                                         .json = hn_json_review_any,
                                         .offline = true };
    struct hn_review_page p = { 0 };
    enum hn_rc rc = hn_meeting_head(q, &p.h, "step.check");

    if (rc)
        return rc;
    if (!p.h.open)
        return hn_redirect(q, "%s", p.h.path);
    p.run.h = p.h;
    rc = hn_minutes_page_read(q, &p.run);
    if (!rc)
        rc = hn_roll_guests(&q->ctx, p.h.m.id, &p.guests, &p.guest_count);
    if (!rc)
        rc = hn_op_conflict_count(&q->ctx, p.h.m.id, &p.conflicts);
    if (!rc)
        rc = read_superior(q, &p);
    if (!rc)
        rc = hn_minutes_check(&q->ctx, p.h.m.id, &p.checks, &p.check_count, &p.ready);
    if (!rc)
        rc = compose(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.h.title);
}

enum hn_rc
hn_page_adopt(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_meeting_adopt_all(&q->ctx, id);

    return rc ? rc : hn_redirect_done(q, "done.adopted", "/ky-hop/%" PRId64, id.v);
}

enum hn_rc
hn_page_minutes_send(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    enum hn_rc rc = hn_minutes_send(&q->ctx, id);

    return rc ? rc : hn_redirect_done(q, "done.sent", "/ky-hop/%" PRId64, id.v);
}

/* --- papers as adopted --- */

enum hn_rc
hn_page_document(struct hn_req *q)
{
    struct hn_meeting_document d = { 0 };
    struct hn_meeting_head h = { 0 };
    int64_t id;
    enum hn_rc rc = hn_meeting_head(q, &h, "step.print");

    if (!rc && !hn_parse_i64(hn_path_text(q, "document"), 1, INT64_MAX, &id))
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_document_get(&q->ctx, h.m.id, id, &d);
    return rc ? rc
              : hn_print_answer(q, d.doc,
                                hn_print(q->ctx.arena, "%s-%s",
                                         strcmp(d.kind, "resolution") == 0 ? "nghi-quyet"
                                         : strcmp(d.kind, "minutes") == 0  ? "bien-ban"
                                                                           : "bo-sung",
                                         hn_month_iso(q->ctx.arena, h.m.month)));
}

enum hn_rc
hn_page_addendum(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    int64_t document;
    enum hn_rc rc = hn_minutes_addendum(&q->ctx, id, hn_form_text(q, "text"), &document);

    return rc ? rc : hn_redirect_done(q, "done.addendum", "/ky-hop/%" PRId64, id.v);
}
