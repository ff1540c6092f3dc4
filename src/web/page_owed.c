/* page_owed.c: see page_owed.h. */
#include "web/page_owed.h"

#include <string.h>

#include "rule/rule.h"
#include "view_owed.h"
#include "web/page_returns.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "thang", .kind = HN_CODE, .label = "date.month" },
    { 0 },
};
const struct hn_form hn_form_owed = { .fields = fields };

static const struct hn_field unit_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "thang", .kind = HN_CODE, .label = "date.month" },
    { .name = "muc", .kind = HN_CHOICE, .choices = hn_owed_whats, .label = "owed.what" },
    { 0 },
};
const struct hn_form hn_form_owed_units = { .fields = unit_fields };

const char *
hn_owed_href(struct hn_arena *a, const char *code, int64_t month)
{
    return hn_print(a, "/viec-phai-lam?don-vi=%s&thang=%s", code, hn_month_iso(a, month));
}

const char *
hn_owed_units_href(struct hn_arena *a, const char *code, int64_t month, const char *what)
{
    return hn_print(a, "/viec-phai-lam/don-vi?don-vi=%s&thang=%s%s%s", code, hn_month_iso(a, month),
                    *what ? "&muc=" : "", what);
}

int64_t
hn_owed_total(const struct hn_owed_line *line)
{
    int64_t total = 0;

    for (size_t i = 0; i < HN_OWED_WHATS; i++)
        total += line->count[i];
    return total;
}

/* --- who owes what, as a list --- */

struct owed_filter {
    struct hn_unit_id within;
    int64_t month;
    const char *what;
};
struct line_row {
    const char *code, *name, *month;
    int64_t total;
    struct hn_owed_line line;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct line_row, field)
#define KIND(word, at)                                                                                       \
    .name = word, .label = "owed." word, .kind = HN_COL_INT,                                                 \
    .offset = offsetof(struct line_row, line) + offsetof(struct hn_owed_line, count) +                       \
              (at) * sizeof(int64_t)
static const struct hn_column line_columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/viec-phai-lam?don-vi={code}&thang={month}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(month), .label = "date.month", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(total), .label = "owed.total", .kind = HN_COL_INT },
    { .name = "late",
      .label = "owed.late",
      .kind = HN_COL_INT,
      .offset = offsetof(struct line_row, line) + offsetof(struct hn_owed_line, late) },
    { KIND("meeting", 0) },
    { KIND("minutes", 1) },
    { KIND("thematic", 2) },
    { KIND("study", 3) },
    { KIND("answer", 4) },
    { KIND("read", 5) },
    { KIND("task", 6) },
    { KIND("check", 7) },
    { KIND("area_note", 8) },
    { KIND("tally", 9) },
    { KIND("self_report", 10) },
    { KIND("finding_answer", 11) },
    { KIND("remedy", 12) },
    { KIND("movement", 13) },
    { KIND("sheet", 14) },
};
#undef KIND
#undef COLUMN

/* A committee's children; a cell, which has none, is its own row. */
static enum hn_rc
line_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct owed_filter *f = ask->filter;
    const char *month = hn_month_iso(c->arena, f->month);
    const struct hn_owed_line *lines;
    struct hn_owed_line sum;
    struct hn_unit own;
    size_t count, from = (size_t)ask->offset;
    enum hn_rc rc = hn_owed_below(c, f->within, f->month, &sum, &lines, &count);

    for (size_t i = from; !rc && i < count && (ask->stream || (int64_t)(i - from) < ask->limit); i++) {
        const struct line_row row = { lines[i].code, lines[i].name, month, hn_owed_total(&lines[i]),
                                      lines[i] };

        emit(sink, &row);
    }
    if (rc || count || from)
        return rc;
    rc = hn_unit_get(c, f->within, &own);
    if (!rc) {
        const struct line_row row = { own.code, own.name, month, hn_owed_total(&sum), sum };

        emit(sink, &row);
    }
    return rc;
}

static enum hn_rc
line_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct owed_filter *f = filter;
    const struct hn_owed_line *lines;
    struct hn_owed_line sum;
    size_t count;
    enum hn_rc rc = hn_owed_below(c, f->within, f->month, &sum, &lines, &count);

    *out = count ? (int64_t)count : 1;
    return rc;
}

const struct hn_list hn_list_owed = {
    .name = "viec-phai-lam",
    .caption = "owed.by_unit",
    .columns = line_columns,
    .column_count = sizeof line_columns / sizeof line_columns[0],
    .row_size = sizeof(struct line_row),
    .rows = line_rows,
    .total = line_total,
};

/* --- the page --- */

static enum hn_rc
asked(struct hn_req *q, struct hn_unit_stand *stand, int64_t *month)
{
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_returns_month_asked(q, "thang", month);

    if (!rc)
        rc = hn_unit_asked(q, HN_MAY_READ_MEETING, stand);
    return rc ? rc : hn_unit_crumbs(q, &stand->unit, hn_text(q->ctx.lang, "owed.title"), &ancestors);
}

enum hn_rc
hn_page_owed(struct hn_req *q)
{
    static const struct hn_view view = { .title = "owed.title_of",
                                         .section = "work",
                                         .html = hn_view_owed_any,
                                         .json = hn_json_owed_any,
                                         .dated = true };
    /* The page of a cell is read on a phone and is about now: its first line is the first thing owed. */
    static const struct hn_view plain = {
        .title = "owed.title_of", .section = "work", .html = hn_view_owed_any, .json = hn_json_owed_any
    };
    struct hn_owed_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_format format = hn_req_format(q);
    enum hn_rc rc = asked(q, &stand, &p.month);

    if (rc)
        return rc;
    p.unit = &stand.unit;

    const struct owed_filter f = { p.unit->id, p.month, "" };

    if (format == HN_CSV || format == HN_XLSX)
        return hn_list_send(q, &hn_list_owed, &f, format);
    rc = hn_owed_of(&q->ctx, p.unit->id, p.month, &p.rows, &p.row_count, &p.more);
    p.below = !hn_unit_kind_has_members(p.unit->kind);
    if (!rc && p.below)
        rc = hn_owed_below(&q->ctx, p.unit->id, p.month, &p.sum, &p.lines, &p.line_count);
    return rc ? rc : hn_show(q, p.below ? &view : &plain, &p, p.unit->name);
}

/* --- the units behind a number --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct unit_row, field)
struct unit_row {
    int64_t id;
    const char *code, *name, *month;
    int64_t owed, late;
    hn_day first_due;
};
static const struct hn_column unit_columns[] = {
    { COLUMN(id), .label = "unit.id", .kind = HN_COL_ID },
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT,
      .href = "/viec-phai-lam?don-vi={code}&thang={month}" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(month), .label = "date.month", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(owed), .label = "owed.total", .kind = HN_COL_INT },
    { COLUMN(late), .label = "owed.late", .kind = HN_COL_INT },
    { COLUMN(first_due), .label = "owed.first_due", .kind = HN_COL_DAY, .wide_only = true },
};
#undef COLUMN

struct unit_sink {
    struct hn_emitting emitting;
    const char *month;
};

static void
take_unit(void *sink, const struct hn_owed_unit *u)
{
    struct unit_sink *s = sink;
    const struct unit_row row = { u->unit.v, u->code, u->name, s->month, u->owed, u->late, u->first_due };

    hn_emit(&s->emitting, &row);
}

static enum hn_rc
unit_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct owed_filter *f = ask->filter;
    struct unit_sink s = { .month = hn_month_iso(c->arena, f->month) };

    s.emitting = hn_emitting(c, ask, emit, sink);
    return hn_owed_units(c, f->within, f->month, f->what, ask->offset, ask->limit, take_unit, &s);
}

static enum hn_rc
unit_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct owed_filter *f = filter;

    return hn_owed_unit_count(c, f->within, f->month, f->what, out);
}

const struct hn_list hn_list_owed_units = {
    .name = "don-vi-con-viec",
    .caption = "owed.units",
    .columns = unit_columns,
    .column_count = sizeof unit_columns / sizeof unit_columns[0],
    .row_size = sizeof(struct unit_row),
    .rows = unit_rows,
    .total = unit_total,
};

enum hn_rc
hn_page_owed_units(struct hn_req *q)
{
    static const struct hn_view view = { .title = "owed.title_of",
                                         .section = "work",
                                         .html = hn_view_owed_units_any,
                                         .json = hn_json_owed_units_any,
                                         .dated = true };
    struct hn_owed_units_page p = { .q = q, .known = q->ctx.known, .what = hn_form_text(q, "muc") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = asked(q, &stand, &p.month);

    if (rc)
        return rc;
    p.unit = &stand.unit;

    const struct owed_filter f = { p.unit->id, p.month, p.what };

    if (hn_list_answer(q, &hn_list_owed_units, &f, &p.list, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, p.unit->name);
}
