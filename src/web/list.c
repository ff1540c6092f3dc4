/* list.c: one page of a list: its rows, its links, its cells. What a request asks of it: list_answer.c. */
#include "web/list.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

struct collected {
    struct hn_arena *arena;
    const struct hn_list *list;
    const void **rows;
    size_t count, room;
};

static void
collect(void *sink, const void *row)
{
    struct collected *into = sink;

    if (into->count == into->room)
        return;
    void *copy = hn_alloc(into->arena, into->list->row_size);

    memcpy(copy, row, into->list->row_size);
    into->rows[into->count++] = copy;
}

enum hn_rc
hn_list_collect(struct hn_ctx *c, const struct hn_list *list, const void *filter, int64_t page,
                int64_t page_size, struct hn_list_page *out)
{
    assert(list->row_size > 0 && page >= 1 && page_size >= 1);
    size_t room = (size_t)page_size + 1;
    struct collected into = { .arena = c->arena, .list = list, .room = room };
    struct hn_list_ask ask = { .limit = page_size + 1, .filter = filter };
    enum hn_rc rc;

    *out = (struct hn_list_page){ .list = list, .page = page, .page_size = page_size, .path = "" };
    rc = list->total(c, filter, &out->total);
    if (rc)
        return rc;
    /* A page far behind the last one has no rows; the number itself is not worth an error. */
    if (page > out->total / page_size + 1)
        return HN_OK;
    ask.offset = (page - 1) * page_size;
    into.rows = hn_alloc_n(c->arena, room, sizeof(*into.rows));
    rc = list->rows(c, &ask, collect, &into);
    if (rc)
        return rc;
    out->more = into.count == room;
    out->row_count = out->more ? room - 1 : into.count;
    out->rows = into.rows;
    return HN_OK;
}

/* --- cells ------------------------------------------------------------------------------------------- */

static const void *
field(const void *row, const struct hn_column *col)
{
    return (const char *)row + col->offset;
}

const char *
hn_list_text(const void *row, const struct hn_column *col)
{
    assert(col->kind == HN_COL_TEXT || col->kind == HN_COL_WORD || col->kind == HN_COL_MONTH);
    const char *const *text = field(row, col);

    return *text ? *text : "";
}

int64_t
hn_list_number(const void *row, const struct hn_column *col)
{
    const void *at = field(row, col);

    if (col->kind == HN_COL_BOOL)
        return *(const bool *)at;
    assert(col->kind == HN_COL_INT || col->kind == HN_COL_ID || col->kind == HN_COL_TIME ||
           col->kind == HN_COL_MILLI);
    return *(const int64_t *)at;
}

hn_day
hn_list_day(const void *row, const struct hn_column *col)
{
    assert(col->kind == HN_COL_DAY || col->kind == HN_COL_LAST);
    return *(const hn_day *)field(row, col);
}

hn_pdate
hn_list_pdate(const void *row, const struct hn_column *col)
{
    assert(col->kind == HN_COL_PDATE);
    return *(const hn_pdate *)field(row, col);
}

/* --- links ------------------------------------------------------------------------------------------- */

static const struct hn_column *
column_named(const struct hn_list *list, const char *name, size_t len)
{
    for (size_t i = 0; i < list->column_count; i++)
        if (strlen(list->columns[i].name) == len && memcmp(list->columns[i].name, name, len) == 0)
            return &list->columns[i];
    assert(!"a column of that name");
    return NULL;
}

static void
put_part(struct hn_out *o, const void *row, const struct hn_column *col)
{
    if (col->kind == HN_COL_TEXT || col->kind == HN_COL_WORD || col->kind == HN_COL_MONTH)
        hn_out_url(o, hn_list_text(row, col));
    else
        hn_out_plain(o, hn_list_number(row, col));
}

/* The link of a cell with its {names} filled; NULL when a part of it is missing. */
const char *
hn_list_href(struct hn_arena *a, const struct hn_list *list, const void *row, const struct hn_column *col)
{
    struct hn_out o = { 0 };
    const char *p = col->href;

    hn_buf_init(&o.buf, a, 0);
    while (*p) {
        size_t plain = strcspn(p, "{");
        const char *end = strchr(p + plain, '}');

        hn_buf_add(&o.buf, p, plain);
        p += plain;
        if (!*p)
            break;
        assert(end);
        size_t before = o.buf.len;
        const struct hn_column *from = column_named(list, p + 1, (size_t)(end - p - 1));

        put_part(&o, row, from);
        if (o.buf.len == before || (from->kind == HN_COL_ID && hn_list_number(row, from) == 0))
            return NULL;
        p = end + 1;
    }
    return o.buf.data;
}

int64_t
hn_list_page_count(const struct hn_list_page *p)
{
    return p->total <= 0 ? 1 : (p->total + p->page_size - 1) / p->page_size;
}

const char *
hn_list_page_href(struct hn_arena *a, const struct hn_list_page *p, int64_t page)
{
    return hn_print(a, "%s%ctrang=%" PRId64, p->path, strchr(p->path, '?') ? '&' : '?', page);
}

size_t
hn_list_page_numbers(const struct hn_list_page *p, int64_t out[9])
{
    int64_t last = hn_list_page_count(p), before = 0;
    const int64_t wanted[] = { 1, p->page - 1, p->page, p->page + 1, last };
    size_t count = 0;

    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        int64_t n = wanted[i];

        if (n <= before || n > last)
            continue;
        if (n == before + 2)
            out[count++] = n - 1; /* an ellipsis for one page would be longer than its number */
        else if (n > before + 2)
            out[count++] = 0;
        out[count++] = n;
        before = n;
    }
    return count;
}
