/* print.c: see print.h. */
#include "web/print.h"

#include <assert.h>
#include <string.h>

#include "print/pdf.h"
#include "view_print.h"
#include "web/app_inside.h"
#include "web/call.h"

static const char *
form_asked(const struct hn_req *q)
{
    const char *form = hn_pairs_get(&hn_call_of(q)->query, "dang");

    return form ? form : "";
}

bool
hn_print_has_parts(const struct hn_doc *doc)
{
    for (size_t i = 0; i < doc->block_count; i++) {
        if (doc->blocks[i].kind == HN_BLOCK_HEADING && doc->blocks[i].level == 1)
            return true;
    }
    return false;
}

const char *
hn_print_table_name(struct hn_arena *a, const struct hn_block *table)
{
    struct hn_buf name;

    if (*table->text)
        return table->text;
    hn_buf_init(&name, a, 0);
    for (int i = 0; i < table->column_count; i++)
        hn_buf_printf(&name, i ? ", %s" : "%s", table->column[i]);
    return name.data;
}

bool
hn_print_wanted(const struct hn_req *q)
{
    return *form_asked(q) != '\0';
}

static enum hn_rc
answer_as(struct hn_req *q, const char *type, struct hn_bytes bytes, const char *filename, bool shown)
{
    enum hn_rc rc = hn_answer_bytes(q, type, bytes.data, bytes.len);

    if (rc)
        return rc;
    hn_http_add(&hn_call_of(q)->x->out, "Content-Disposition",
                hn_print(q->ctx.arena, "%s; filename=\"%s\"", shown ? "inline" : "attachment", filename));
    return HN_OK;
}

static enum hn_rc
answer_pdf(struct hn_req *q, const struct hn_doc *doc, const char *filename)
{
    struct hn_bytes file = { NULL, 0 };
    enum hn_rc rc = hn_pdf(&q->ctx, hn_app_config(q->app)->printer, doc, &file);

    if (rc)
        return rc;
    return answer_as(q, "application/pdf", file, hn_print(q->ctx.arena, "%s.pdf", filename), true);
}

static enum hn_rc
answer_text(struct hn_req *q, const struct hn_doc *doc, const char *filename)
{
    struct hn_buf text;

    hn_buf_init(&text, q->ctx.arena, 0);
    hn_doc_text(&text, doc);
    return answer_as(q, "text/plain; charset=utf-8",
                     (struct hn_bytes){ (const uint8_t *)text.data, text.len },
                     hn_print(q->ctx.arena, "%s.txt", filename), false);
}

static void
write_json(struct hn_out *o, const void *data)
{
    const struct hn_print_page *p = data;

    hn_doc_write(&o->buf, p->doc);
}

static const struct hn_view view_paper = {
    .title = "print.title", .section = "meetings", .html = hn_view_paper_any, .json = write_json
};

enum hn_rc
hn_print_answer(struct hn_req *q, const struct hn_doc *doc, const char *filename)
{
    const char *form = form_asked(q);
    struct hn_print_page page = { doc, hn_req_path(q) };

    assert(!strpbrk(filename, "\"\\/\r\n"));
    if (strcmp(form, "pdf") == 0)
        return answer_pdf(q, doc, filename);
    if (strcmp(form, "txt") == 0)
        return answer_text(q, doc, filename);
    if (*form)
        return hn_fail(&q->ctx, HN_INVALID, "dang", "print.form");
    return hn_show(q, &view_paper, &page, *doc->title ? doc->title : doc->summary);
}
