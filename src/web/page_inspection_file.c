/* page_inspection_file.c: files of an inspection: given, read (page_inspection.h). */
#include <inttypes.h>

#include "base/num.h"
#include "web/call.h"
#include "web/page_inspection.h"

static const struct hn_field fields[] = {
    { .name = "file", .kind = HN_FILE, .required = true, .label = "inspection.file" },
    { .name = "own", .kind = HN_FLAG, .label = "inspection.file_own" },
    { 0 },
};
const struct hn_form hn_form_inspection_file = { .fields = fields, .again = hn_page_inspection };

enum hn_rc
hn_page_inspection_file_add(struct hn_req *q)
{
    struct hn_upload file = { 0 };
    int64_t id = 0, made;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    hn_form_file(q, "file", &file);
    if (!rc)
        rc = hn_inspection_file_add(&q->ctx, id, hn_form_flag(q, "own"), file.name,
                                    (struct hn_bytes){ (const uint8_t *)file.data, file.len }, &made);
    return rc ? rc : hn_redirect_done(q, "done.inspection_file", "/kiem-tra/%" PRId64 "#tep", id);
}

enum hn_rc
hn_page_inspection_file(struct hn_req *q)
{
    struct hn_attachment about = { 0 };
    struct hn_bytes content = { 0 };
    int64_t id = 0, file = 0;
    enum hn_rc rc = hn_inspection_id_of_path(q, &id);

    if (!rc && !hn_parse_i64(hn_path_text(q, "file"), 1, INT64_MAX, &file))
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_inspection_file(&q->ctx, id, file, &about, &content);
    if (!rc)
        rc = hn_answer_download(q, content,
                                hn_print(q->ctx.arena, "kiem-tra-%" PRId64 ".%s", file, about.type));
    return rc;
}
