/* page_meeting_paper.c: papers of a meeting: laid before it, read by its members, taken back. */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_meeting.h"
#include "web/call.h"
#include "web/page_meeting.h"

static const struct hn_field add_fields[] = {
    { .name = "file", .kind = HN_FILE, .required = true, .label = "meeting_paper.file" },
    { 0 },
};
static const struct hn_field remove_fields[] = {
    { .name = "paper", .kind = HN_ID, .required = true, .label = "meeting_paper.one" },
    { 0 },
};
const struct hn_form hn_form_paper = { .fields = add_fields, .again = hn_page_papers };
const struct hn_form hn_form_paper_remove = { .fields = remove_fields, .again = hn_page_papers };

enum hn_rc
hn_page_papers(struct hn_req *q)
{
    static const struct hn_view view = { .title = "meeting_paper.title",
                                         .section = "meetings",
                                         .html = hn_view_papers_any,
                                         .json = hn_json_papers_any };
    struct hn_papers_page p = { 0 };
    enum hn_rc rc = hn_meeting_head(q, &p.h, "step.papers");

    if (!rc)
        rc = hn_meeting_papers(&q->ctx, p.h.m.id, &p.papers, &p.count);
    if (!rc)
        rc = hn_rule_value(&q->ctx, p.h.m.unit, "paper_most_bytes", q->ctx.today, &p.most_bytes);
    if (!rc)
        rc = hn_rule_value(&q->ctx, p.h.m.unit, "paper_most_count", q->ctx.today, &p.most_count);
    return rc ? rc : hn_show(q, &view, &p, p.h.title);
}

static enum hn_rc
back(struct hn_req *q, const char *done)
{
    return hn_redirect_done(q, done, "/ky-hop/%" PRId64 "/tai-lieu", hn_path_id(q, "meeting"));
}

enum hn_rc
hn_page_paper_add(struct hn_req *q)
{
    struct hn_upload file = { 0 };
    int64_t id;
    enum hn_rc rc;

    hn_form_file(q, "file", &file);
    rc = hn_meeting_paper_add(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, file.name,
                              (struct hn_bytes){ (const uint8_t *)file.data, file.len }, &id);
    return rc ? rc : back(q, "done.meeting_paper");
}

enum hn_rc
hn_page_paper_remove(struct hn_req *q)
{
    enum hn_rc rc = hn_meeting_paper_remove(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") },
                                            hn_form_id(q, "paper"));

    return rc ? rc : back(q, "done.meeting_paper_removed");
}

enum hn_rc
hn_page_paper(struct hn_req *q)
{
    struct hn_meeting_paper about = { 0 };
    struct hn_bytes content = { 0 };
    int64_t id;
    enum hn_rc rc = hn_parse_i64(hn_path_text(q, "paper"), 1, INT64_MAX, &id)
                        ? HN_OK
                        : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");

    if (!rc)
        rc = hn_meeting_paper_content(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, id, &about,
                                      &content);
    if (!rc)
        rc = hn_answer_download(q, content,
                                hn_print(q->ctx.arena, "tai-lieu-%" PRId64 ".%s", id, about.type));
    return rc;
}
