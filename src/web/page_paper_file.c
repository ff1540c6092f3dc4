/* page_paper_file.c: files of a paper: added and taken out by who directs its unit, read by who reads the paper. */
#include <inttypes.h>

#include "attachment/type.h"
#include "base/num.h"
#include "web/call.h"
#include "web/page_paper.h"

static const struct hn_field add_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "file", .kind = HN_FILE, .required = true, .label = "paper.file" },
    { 0 },
};
static const struct hn_field remove_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "id", .kind = HN_ID, .required = true, .label = "paper.file" },
    { 0 },
};
const struct hn_form hn_form_paper_file = { .fields = add_fields, .again = hn_page_paper_one };
const struct hn_form hn_form_paper_file_remove = { .fields = remove_fields, .again = hn_page_paper_one };

static struct hn_attached
of_paper(const struct hn_paper *p)
{
    return (struct hn_attached){ .unit = p->unit, .thing = "paper", .id = p->id.v };
}

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_paper *p)
{
    const char *unit = hn_form_text(q, "don-vi");

    return hn_redirect_done(q, done, "%s",
                            hn_paper_path(q->ctx.arena, p->id.v, "", *unit ? unit : p->unit_code));
}

enum hn_rc
hn_page_paper_file_add(struct hn_req *q)
{
    struct hn_upload file = { 0 };
    struct hn_paper paper;
    int64_t id;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, paper.unit);
    if (rc)
        return rc;
    hn_form_file(q, "file", &file);

    const struct hn_attached to = of_paper(&paper);

    rc = hn_attachment_add(&q->ctx, &to, file.name, (struct hn_bytes){ (const uint8_t *)file.data, file.len },
                           &id);
    return rc ? rc : back(q, "done.paper_file", &paper);
}

enum hn_rc
hn_page_paper_file_remove(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, paper.unit);
    if (rc)
        return rc;

    const struct hn_attached to = of_paper(&paper);

    rc = hn_attachment_remove(&q->ctx, &to, hn_form_id(q, "id"));
    return rc ? rc : back(q, "done.paper_file_removed", &paper);
}

enum hn_rc
hn_page_paper_file(struct hn_req *q)
{
    struct hn_attachment about = { 0 };
    struct hn_bytes content = { 0 };
    struct hn_paper paper;
    int64_t id;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (rc)
        return rc;
    if (!hn_parse_i64(hn_path_text(q, "file"), 1, INT64_MAX, &id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");

    const struct hn_attached of = of_paper(&paper);

    rc = hn_attachment_content(&q->ctx, &of, id, &about, &content);
    if (!rc)
        rc = hn_answer_download(q, content, hn_print(q->ctx.arena, "van-ban-%" PRId64 ".%s", id, about.type));
    return rc;
}
