/* list_answer.c: a list as a request asks for it: one page, or the whole of it as CSV or XLSX, through a
 * temporary file, in constant memory.
 *
 * The export is noted for the log before the first row is read. Neighbours: file/sheet.h knows the formats,
 * answer.c sends the file. */
#include "web/list.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "access/export.h"
#include "audit/audit.h"
#include "file/sheet.h"
#include "web/app_inside.h"
#include "web/call.h"
#include "web/page_request.h"

#define PENDING_MAX 65536

struct sending {
    int fd; /* -1 once the answer has it */
    const struct hn_list *list;
    struct hn_sheet *sheet;
    struct hn_cell *cells;
    char *pending; /* bytes not yet written */
    size_t pending_len;
    size_t written;
    enum hn_rc rc;
};

static void
close_sending(void *thing)
{
    struct sending *s = thing;

    if (s->fd >= 0)
        close(s->fd);
}

static bool
write_all(struct sending *s, const char *bytes, size_t len)
{
    while (len) {
        ssize_t put = write(s->fd, bytes, len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        len -= (size_t)put;
        s->written += (size_t)put;
    }
    return true;
}

static bool
flush(struct sending *s)
{
    size_t len = s->pending_len;

    s->pending_len = 0;
    return write_all(s, s->pending, len);
}

static bool
take_bytes(void *arg, const void *bytes, size_t len)
{
    struct sending *s = arg;

    if (s->pending_len + len > PENDING_MAX && !flush(s))
        return false;
    if (len > PENDING_MAX)
        return write_all(s, bytes, len);
    memcpy(s->pending + s->pending_len, bytes, len);
    s->pending_len += len;
    return true;
}

struct hn_emitting
hn_emitting(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    return (struct hn_emitting){ .c = c, .emit = emit, .sink = sink, .stream = ask->stream };
}

/* The first row's texts stand below the mark and stay; those of each later one go with it. */
void
hn_emit(struct hn_emitting *e, const void *row)
{
    e->emit(e->sink, row);
    if (!e->stream)
        return;
    if (e->marked)
        hn_arena_rewind(e->c->arena, e->mark);
    else
        e->mark = hn_arena_mark(e->c->arena);
    e->marked = true;
}

static struct hn_cell
cell_of(const void *row, const struct hn_column *col)
{
    hn_day day;

    switch (col->kind) {
    case HN_COL_TEXT:
    case HN_COL_MONTH:
    case HN_COL_WORD:
        return hn_cell_text(hn_list_text(row, col));
    case HN_COL_DAY:
        return hn_cell_day(hn_list_day(row, col));
    case HN_COL_LAST:
        day = hn_list_day(row, col);
        return hn_cell_day(day == HN_DAY_OPEN || day == HN_DAY_START ? day : day - 1);
    case HN_COL_PDATE:
        return hn_cell_pdate(hn_list_pdate(row, col));
    case HN_COL_TIME:
    case HN_COL_ID:
        if (hn_list_number(row, col) == 0 || hn_list_number(row, col) == HN_TIME_OPEN)
            return HN_CELL_EMPTY;
        return hn_cell_int(hn_list_number(row, col));
    case HN_COL_MILLI:
        if (hn_list_number(row, col) == HN_MILLI_NONE)
            return HN_CELL_EMPTY;
        return hn_cell_int(hn_list_number(row, col));
    case HN_COL_INT:
    case HN_COL_BOOL:
        return hn_cell_int(hn_list_number(row, col));
    }
    return HN_CELL_EMPTY;
}

static void
take_row(void *sink, const void *row)
{
    struct sending *s = sink;

    if (s->rc)
        return;
    for (size_t i = 0; i < s->list->column_count; i++)
        s->cells[i] = cell_of(row, &s->list->columns[i]);
    s->rc = hn_sheet_row(s->sheet, s->cells);
}

static enum hn_sheet_kind
sheet_kind(enum hn_column_kind kind)
{
    switch (kind) {
    case HN_COL_TEXT:
    case HN_COL_MONTH:
    case HN_COL_WORD:
        return HN_SHEET_TEXT;
    case HN_COL_INT:
        return HN_SHEET_INT;
    case HN_COL_ID:
        return HN_SHEET_ID;
    case HN_COL_DAY:
    case HN_COL_LAST:
        return HN_SHEET_DAY;
    case HN_COL_PDATE:
        return HN_SHEET_PDATE;
    case HN_COL_TIME:
        return HN_SHEET_TIME;
    case HN_COL_BOOL:
        return HN_SHEET_BOOL;
    case HN_COL_MILLI:
        return HN_SHEET_MILLI;
    }
    return HN_SHEET_TEXT;
}

/* CSV is for other programs and has the identifiers as headings, so that it can be read in again; XLSX is
 * for people and has the words of the page. */
static const struct hn_sheet_column *
sheet_columns(struct hn_ctx *c, const struct hn_list *list, bool for_people)
{
    struct hn_sheet_column *columns = HN_NEW_N(c->arena, struct hn_sheet_column, list->column_count);

    for (size_t i = 0; i < list->column_count; i++)
        columns[i] = (struct hn_sheet_column){
            .name = list->columns[i].name,
            .title = for_people ? hn_text(c->lang, list->columns[i].label) : NULL,
            .kind = sheet_kind(list->columns[i].kind),
        };
    return columns;
}

static enum hn_rc
write_list(struct hn_ctx *c, struct sending *s, const void *filter, const struct hn_sheet_out *out)
{
    struct hn_list_ask ask = { .limit = INT64_MAX, .filter = filter, .stream = true };
    enum hn_rc rc = hn_sheet_begin(c, out, &s->sheet);

    if (rc)
        return rc;
    rc = s->list->rows(c, &ask, take_row, s);
    if (rc || s->rc)
        return rc ? rc : s->rc;
    rc = hn_sheet_end(s->sheet);
    if (rc)
        return rc;
    return flush(s) ? HN_OK : hn_fail(c, HN_UNAVAILABLE, "", "unavailable");
}

/* Without a name, in the folder the server may write to. */
static int
open_temporary(const char *dir)
{
    return open(dir ? dir : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

/* Whether the actor may have the whole list as a file at all; whose rows, the list's own query says. */
static enum hn_rc
may_export(struct hn_ctx *c, const struct hn_list *list)
{
    return list->persons ? hn_access_anywhere(c, HN_MAY_EXPORT) : HN_OK;
}

static struct hn_unit_id
unit_of_path(const struct hn_req *q)
{
    const struct hn_call *k = hn_call_of(q);

    for (size_t i = 0; i < k->match.part_count; i++) {
        if (strcmp(k->match.parts[i].name, "unit") == 0)
            return (struct hn_unit_id){ k->ids[i] };
    }
    return (struct hn_unit_id){ 0 };
}

/* Does a file of this list take a second person's word, and is there one? */
static enum hn_rc
check_second(struct hn_req *q, const struct hn_list *list, const void *filter, struct hn_export_ask *ask,
             bool *needed, bool *approved)
{
    enum hn_rc rc;

    *needed = *approved = false;
    if (!list->persons)
        return HN_OK;
    *ask = (struct hn_export_ask){ .list = list->name,
                                   .target = hn_print(q->ctx.arena, "%s%s", hn_req_path(q), hn_req_query(q)),
                                   .unit = unit_of_path(q) };
    rc = list->total(&q->ctx, filter, &ask->rows);
    return rc ? rc : hn_export_check(&q->ctx, ask, needed, approved);
}

/* A browser is shown the form that asks for it; a program is told in one sentence. */
static enum hn_rc
answer_needed(struct hn_req *q, const struct hn_export_ask *ask)
{
    const char *accept = hn_req_header(q, "Accept");

    if (!accept || !strstr(accept, "text/html"))
        return hn_fail(&q->ctx, HN_DENIED, "", "export.needed");
    hn_call_of(q)->format = HN_HTML;
    return hn_export_form_show(q, ask);
}

enum hn_rc
hn_list_send(struct hn_req *q, const struct hn_list *list, const void *filter, enum hn_format format)
{
    struct hn_ctx *c = &q->ctx;
    struct sending *s = HN_NEW(c->arena, struct sending);
    bool demo = hn_app_is_demo(q->app);
    const char *dir = hn_app_config(q->app)->spool_dir;
    enum hn_sheet_format as = format == HN_XLSX ? HN_SHEET_XLSX : HN_SHEET_CSV;
    struct hn_sheet_out out = {
        .format = as,
        .columns = sheet_columns(c, list, format == HN_XLSX),
        .column_count = list->column_count,
        .sink = take_bytes,
        .sink_arg = s,
        .notice = demo ? hn_text(c->lang, "layout.demo") : NULL,
        .bom = true,
        .crlf = true,
        .folder = dir,
    };

    struct hn_export_ask ask = { 0 };
    bool needed = false, approved = false;
    enum hn_rc rc = may_export(c, list);

    if (!rc)
        rc = check_second(q, list, filter, &ask, &needed, &approved);
    if (rc || needed)
        return rc ? rc : answer_needed(q, &ask);
    hn_audit_look(c, "export", (struct hn_person_id){ 0 }, ask.unit, list->name, approved ? "approved" : "");
    *s = (struct sending){ .fd = open_temporary(dir), .list = list };
    if (s->fd < 0)
        return hn_fail(c, HN_UNAVAILABLE, "", "unavailable");
    hn_arena_at_end(c->arena, close_sending, s);
    s->cells = HN_NEW_N(c->arena, struct hn_cell, list->column_count);
    s->pending = hn_alloc(c->arena, PENDING_MAX);
    rc = write_list(c, s, filter, &out);
    if (rc)
        return rc;
    int fd = s->fd;

    s->fd = -1;
    /* A CSV has no place for the notice that its rows are made up, so its name says it. */
    return hn_answer_file(
        q, fd, s->written, hn_sheet_type(as),
        hn_print(c->arena, "%s%s%s", list->name, demo ? "-so-lieu-minh-hoa" : "", hn_sheet_suffix(as)));
}

bool
hn_list_answer(struct hn_req *q, const struct hn_list *list, const void *filter, struct hn_list_page *page,
               enum hn_rc *rc)
{
    enum hn_format format = hn_req_format(q);
    const char *path = hn_req_path(q), *query = hn_req_query(q);

    if (format == HN_CSV || format == HN_XLSX) {
        *rc = hn_list_send(q, list, filter, format);
        return true;
    }
    *rc = hn_list_collect(&q->ctx, list, filter, q->page_number, q->page_size, page);
    if (*rc)
        return false;
    page->path = hn_print(q->ctx.arena, "%s%s", path, query);
    struct hn_look *looks = q->ctx.looks;
    int faults = q->ctx.fault_count;

    struct hn_export_ask ask;
    bool needed = false, approved = false;
    bool may = may_export(&q->ctx, list) == HN_OK;

    if (may && check_second(q, list, filter, &ask, &needed, &approved) == HN_OK && needed) {
        page->ask = hn_print(q->ctx.arena, "%s.csv%s", path, query);
    } else if (may) {
        page->csv = hn_print(q->ctx.arena, "%s.csv%s", path, query);
        page->xlsx = hn_print(q->ctx.arena, "%s.xlsx%s", path, query);
    }
    q->ctx.fault_count = faults; /* what is not offered is no fault of the page, and no refusal for the log */
    q->ctx.looks = looks;
    return false;
}
