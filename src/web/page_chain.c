/* page_chain.c: the chain of a paper at a unit, and the way up from a task. See page_chain.h. */
#include "web/page_chain.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "view_chain.h"

enum { OWN_MOST = 100 };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_chain = { .fields = fields };

const char *
hn_chain_href(struct hn_arena *a, struct hn_paper_id paper, const char *part, const char *code,
              const char *which)
{
    return hn_print(a, "/nghi-quyet/%" PRId64 "/chuoi%s?don-vi=%s%s%s", paper.v, part, code,
                    *which ? "&muc=" : "", which);
}

/* --- which paper, which unit --- */

static enum hn_rc
paper_asked(struct hn_req *q, struct hn_paper *out)
{
    int64_t id;

    if (!hn_parse_i64(hn_path_text(q, "paper"), 1, INT64_MAX, &id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    return hn_paper_get(&q->ctx, (struct hn_paper_id){ id }, out);
}

enum hn_rc
hn_chain_asked(struct hn_req *q, struct hn_paper *paper, struct hn_unit_stand *stand)
{
    enum hn_rc rc = paper_asked(q, paper);

    if (rc)
        return rc;
    if (*hn_form_text(q, "don-vi") || !hn_unit_may(q, HN_MAY_READ_MEETING, paper->unit))
        return hn_unit_asked(q, HN_MAY_READ_MEETING, stand);
    return hn_unit_stand(q, paper->unit, stand);
}

/* --- the chain as a list, for files --- */

struct chain_filter {
    struct hn_paper_id paper;
    struct hn_unit_id within;
};
struct chain_row {
    int64_t paper;
    const char *code, *name, *kind;
    struct hn_chain_line line;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct chain_row, field)
#define DUTY(field)                                                                                          \
    .name = #field, .kind = HN_COL_INT, .offset = offsetof(struct chain_row, line.duties.field)
#define WORK(word, field)                                                                                    \
    .name = word, .kind = HN_COL_INT, .offset = offsetof(struct chain_row, line.tasks.field)
#define LINE(field) .name = #field, .kind = HN_COL_INT, .offset = offsetof(struct chain_row, line.field)
static const struct hn_column columns[] = {
    { COLUMN(paper), .label = "chain.paper", .kind = HN_COL_ID },
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/nghi-quyet/{paper}/chuoi?don-vi={code}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(kind), .label = "field.kind", .kind = HN_COL_WORD, .words = "unit_kind.", .files_only = true },
    { DUTY(sent), .label = "chain.sent" },
    { DUTY(answered), .label = "chain.answered" },
    { DUTY(answered_late), .label = "chain.answered_late" },
    { DUTY(open), .label = "chain.open" },
    { DUTY(late), .label = "chain.late" },
    { DUTY(read_only), .label = "chain.read_only" },
    { DUTY(waived), .label = "chain.waived" },
    { DUTY(unread), .label = "chain.unread" },
    { WORK("tasks", tasks), .label = "chain.tasks" },
    { WORK("tasks_done", done), .label = "chain.tasks_done" },
    { WORK("tasks_waiting", waiting), .label = "chain.tasks_waiting" },
    { WORK("tasks_late", late), .label = "chain.tasks_late" },
    { WORK("tasks_not_done", not_done), .label = "chain.tasks_not_done" },
    { WORK("progress_centi", progress_centi), .label = "chain.progress_centi" },
    { LINE(findings), .label = "chain.findings" },
    { LINE(remedies_open), .label = "chain.remedies_open" },
};
#undef LINE
#undef WORK
#undef DUTY
#undef COLUMN

static enum hn_rc
chain_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct chain_filter *f = ask->filter;
    size_t from = (size_t)ask->offset;
    struct hn_chain chain;
    enum hn_rc rc = hn_chain_at(c, f->paper, f->within, &chain);

    for (size_t i = from; !rc && i < chain.line_count && (ask->stream || (int64_t)(i - from) < ask->limit);
         i++) {
        const struct hn_chain_line *l = &chain.lines[i];
        const struct chain_row row = { f->paper.v, l->code, l->name, l->kind, *l };

        emit(sink, &row);
    }
    return rc;
}

static enum hn_rc
chain_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct chain_filter *f = filter;
    struct hn_chain chain;
    enum hn_rc rc = hn_chain_at(c, f->paper, f->within, &chain);

    *out = rc ? 0 : (int64_t)chain.line_count;
    return rc;
}

const struct hn_list hn_list_chain = {
    .name = "chuoi",
    .caption = "chain.by_unit",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct chain_row),
    .rows = chain_rows,
    .total = chain_total,
};

/* --- the page --- */

/* A step up: the unit above, while it stands at or below the paper's and is the actor's to read. */
static void
find_above(struct hn_req *q, struct hn_chain_page *p, const struct hn_nodes *ancestors)
{
    size_t n = ancestors->count;

    p->above_code = p->above_name = "";
    while (n > 0 && ancestors->at[n - 1].id == p->unit->id.v)
        n--;
    if (p->unit->id.v == p->chain.paper.unit.v || n == 0)
        return;

    const struct hn_node *up = &ancestors->at[n - 1];

    if (!hn_unit_may(q, HN_MAY_READ_MEETING, (struct hn_unit_id){ up->id }))
        return;
    p->above_code = up->code;
    p->above_name = up->name;
}

/* The top of the chain, when the paper is not it: the figures are of the paper, so its readers are told where the rest is. */
static enum hn_rc
name_root(struct hn_req *q, struct hn_chain_page *p)
{
    int faults = q->ctx.fault_count;
    struct hn_paper root;
    enum hn_rc rc;

    p->root_name = "";
    if (p->chain.paper.root.v == p->chain.paper.id.v)
        return HN_OK;
    rc = hn_paper_get(&q->ctx, p->chain.paper.root, &root);
    if (rc == HN_NOT_FOUND || rc == HN_DENIED) {
        q->ctx.fault_count = faults;
        return HN_OK;
    }
    if (!rc)
        p->root_name = hn_paper_label(&root);
    return rc;
}

static void
cut(const struct hn_req *q, struct hn_chain_page *p)
{
    int64_t total = (int64_t)p->chain.line_count, from = (q->page_number - 1) * HN_CHAIN_PAGE;

    p->page = q->page_number;
    p->page_count = total ? (total + HN_CHAIN_PAGE - 1) / HN_CHAIN_PAGE : 1;
    if (from >= total)
        return;
    p->lines = &p->chain.lines[from];
    p->line_count = (size_t)(total - from < HN_CHAIN_PAGE ? total - from : HN_CHAIN_PAGE);
}

struct own_sink {
    struct hn_chain_task *at;
    size_t count;
};

static void
take_own(void *sink, const struct hn_chain_task *t)
{
    struct own_sink *s = sink;

    s->at[s->count++] = *t;
}

static enum hn_rc
read_own(struct hn_req *q, struct hn_chain_page *p)
{
    const struct hn_chain_ask ask = { .root = p->chain.paper.root,
                                      .part = hn_chain_part(&p->chain.paper),
                                      .within = p->unit->id,
                                      .own = true };
    struct own_sink own = { .at = HN_NEW_N(q->ctx.arena, struct hn_chain_task, OWN_MOST) };
    enum hn_rc rc;

    if (p->chain.own.tasks.tasks == 0)
        return HN_OK;
    rc = hn_chain_tasks(&q->ctx, &ask, 0, OWN_MOST, take_own, &own);
    p->own = own.at;
    p->own_count = own.count;
    return rc ? rc : hn_chain_told(&q->ctx, &ask, &p->told, &p->told_count);
}

enum hn_rc
hn_page_chain(struct hn_req *q)
{
    static const struct hn_view view = { .title = "chain.title_of",
                                         .section = "work",
                                         .html = hn_view_chain_any,
                                         .json = hn_json_chain_any,
                                         .dated = true };
    struct hn_chain_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_format format = hn_req_format(q);
    struct hn_nodes ancestors;
    struct hn_paper paper;
    enum hn_rc rc = hn_chain_asked(q, &paper, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;

    const struct chain_filter f = { paper.id, p.unit->id };

    if (format == HN_CSV || format == HN_XLSX)
        return hn_list_send(q, &hn_list_chain, &f, format);
    rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "chain.title"), &ancestors);
    if (!rc)
        rc = hn_chain_at(&q->ctx, paper.id, p.unit->id, &p.chain);
    if (rc)
        return rc;
    p.below = p.chain.line_count > 0;
    find_above(q, &p, &ancestors);
    cut(q, &p);
    rc = read_own(q, &p);
    if (!rc)
        rc = name_root(q, &p);
    return rc ? rc : hn_show(q, &view, &p, *paper.number ? paper.number : paper.title);
}

/* --- the way up --- */

enum hn_rc
hn_page_chain_up(struct hn_req *q)
{
    static const struct hn_view view = { .title = "chain.up_title",
                                         .section = "work",
                                         .html = hn_view_chain_up_any,
                                         .json = hn_json_chain_up_any,
                                         .dated = true };
    struct hn_chain_up_page p = { .q = q };
    enum hn_rc rc;

    if (!hn_parse_i64(hn_path_text(q, "task"), 1, INT64_MAX, &p.task))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "task.not_found");
    rc = hn_chain_up(&q->ctx, p.task, &p.steps, &p.count);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "task.title_all"), "/giao-viec");
    hn_crumb(q, hn_text(q->ctx.lang, "chain.task"), hn_print(q->ctx.arena, "/giao-viec/%" PRId64, p.task));
    hn_crumb(q, hn_text(q->ctx.lang, "chain.up"), NULL);
    return hn_show(q, &view, &p, NULL);
}
