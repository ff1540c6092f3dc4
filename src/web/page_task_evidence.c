/* page_task_evidence.c: the files that show what was done for a task: given, read (page_task.h). */
#include <inttypes.h>

#include "base/num.h"
#include "web/call.h"
#include "web/page_task.h"

static const struct hn_field fields[] = {
    { .name = "file", .kind = HN_FILE, .required = true, .label = "task.evidence_file" },
    { 0 },
};
const struct hn_form hn_form_task_evidence = { .fields = fields, .again = hn_page_task };

enum hn_rc
hn_page_task_evidence_add(struct hn_req *q)
{
    int64_t task = hn_path_id(q, "task"), id;
    struct hn_upload file = { 0 };
    enum hn_rc rc;

    hn_form_file(q, "file", &file);
    rc = hn_task_evidence_add(&q->ctx, task, file.name,
                              (struct hn_bytes){ (const uint8_t *)file.data, file.len }, &id);
    return rc ? rc : hn_redirect_done(q, "done.task_evidence", "/giao-viec/%" PRId64 "#minh-chung", task);
}

enum hn_rc
hn_page_task_evidence(struct hn_req *q)
{
    struct hn_attachment about = { 0 };
    struct hn_bytes content = { 0 };
    int64_t id;
    enum hn_rc rc = hn_parse_i64(hn_path_text(q, "file"), 1, INT64_MAX, &id)
                        ? HN_OK
                        : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");

    if (!rc)
        rc = hn_task_evidence_content(&q->ctx, hn_path_id(q, "task"), id, &about, &content);
    if (!rc)
        rc = hn_answer_download(q, content,
                                hn_print(q->ctx.arena, "minh-chung-%" PRId64 ".%s", id, about.type));
    return rc;
}
