/* table.c: a table of either format: names of columns, clean cells, faults (table.h).
 *
 * The formats themselves are in csv_read.c and xlsx_read.c; they fill one raw row at a time.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/num.h"
#include "file/table_inner.h"

/* A table's own memory: an XLSX file's shared texts, twice while they grow, and a row. */
#define TABLE_MEMORY (3 * HN_LIMIT_UNPACKED)
/* Cleaning may widen a cell threefold and needs scratch; old encodings widen too. */
#define ROW_MEMORY  (32 * HN_LIMIT_TABLE_ROW)
#define FIRST_READ  ((size_t)64 * 1024)
#define GUESS_TEXTS ((size_t)5000)

bool
hn_table_break(struct hn_table *t, const char *key, const char *arg)
{
    if (t->rc == HN_OK)
        t->rc = hn_fail_arg(t->c, HN_INVALID, "file", key, arg);
    return false;
}

size_t
hn_table_bytes(struct hn_table *t, void *to, size_t room)
{
    ssize_t n;

    if (t->fd < 0) {
        size_t left = t->bytes_len - t->bytes_at;

        if (room > left)
            room = left;
        if (room > 0)
            memcpy(to, t->bytes + t->bytes_at, room);
        t->bytes_at += room;
        return room;
    }
    do
        n = read(t->fd, to, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        t->rc = hn_fail(t->c, HN_UNAVAILABLE, "file", "file.unreadable");
        return 0;
    }
    return (size_t)n;
}

/* --- the raw row --- */

void
hn_table_raw_begin(struct hn_table *t)
{
    t->raw_len = 0;
    t->raw_count = 0;
    t->raw_extra = false;
}

/* The raw cell at column, with empty ones before it; NULL beyond the last column. */
static struct hn_raw_cell *
raw_cell(struct hn_table *t, size_t column)
{
    if (column >= HN_LIMIT_TABLE_COLUMNS)
        return NULL;
    while (t->raw_count <= column)
        t->raw_cells[t->raw_count++] = (struct hn_raw_cell){ .kind = HN_TABLE_EMPTY };
    return &t->raw_cells[column];
}

bool
hn_table_raw_put(struct hn_table *t, size_t column, enum hn_table_kind kind, const char *text, size_t len)
{
    struct hn_raw_cell *cell;

    if (len == 0)
        return true;
    cell = raw_cell(t, column);
    if (!cell) {
        t->raw_extra = true;
        return true;
    }
    if (len > HN_LIMIT_TABLE_CELL) {
        cell->fault = "file.cell_too_long";
        return true;
    }
    if (len > HN_LIMIT_TABLE_ROW - t->raw_len)
        return hn_table_break(t, "file.row_too_long", hn_print(t->c->arena, "%lld", (long long)t->row));
    memcpy(t->raw + t->raw_len, text, len);
    *cell = (struct hn_raw_cell){ .at = t->raw_len, .len = len, .kind = kind };
    t->raw_len += len;
    return true;
}

void
hn_table_raw_fault(struct hn_table *t, size_t column, const char *key)
{
    struct hn_raw_cell *cell = raw_cell(t, column);

    if (cell)
        cell->fault = key;
}

/* --- the row handed out --- */

/* A guard put before what a spreadsheet would take for a formula (sheet.h) comes off again. */
static const char *
without_guard(const char *text)
{
    return text[0] == '\'' && text[1] && strchr("=+-@", text[1]) ? text + 1 : text;
}

static void
row_fault(struct hn_table *t, const char *key, const char *column)
{
    if (!t->fault) {
        t->fault = key;
        t->fault_column = column;
    }
}

static const char *
clean_cell(struct hn_table *t, const struct hn_raw_cell *cell)
{
    const char *raw = t->raw + cell->at;

    if (!hn_utf8_valid(raw, cell->len))
        return NULL;
    if (t->legacy != HN_LEGACY_NONE) {
        raw = hn_vi_from_legacy(t->row_arena, t->legacy, hn_dup_n(t->row_arena, raw, cell->len));
        return hn_vi_clean(t->row_arena, raw, strlen(raw), true);
    }
    return hn_vi_clean(t->row_arena, raw, cell->len, true);
}

static void
cook_cell(struct hn_table *t, size_t i)
{
    const struct hn_raw_cell *cell = &t->raw_cells[i];
    const char *text = "";

    t->texts[i] = "";
    t->kinds[i] = HN_TABLE_EMPTY;
    if (cell->fault) {
        row_fault(t, cell->fault, t->names[i]);
        return;
    }
    if (cell->len > 0)
        text = clean_cell(t, cell);
    if (!text) {
        row_fault(t, "file.cell_not_text", t->names[i]);
        return;
    }
    if (!*text)
        return;
    if (!t->names[i]) {
        row_fault(t, "file.too_many_cells", "");
        return;
    }
    t->texts[i] = cell->kind == HN_TABLE_TEXT ? without_guard(text) : text;
    t->kinds[i] = cell->kind;
}

/* true when anything stands in the row. */
static bool
cook(struct hn_table *t)
{
    bool any = t->raw_extra;

    hn_arena_reset(t->row_arena);
    t->fault = t->raw_extra ? "file.too_many_cells" : NULL;
    t->fault_column = "";
    for (size_t i = 0; i < t->column_count; i++) {
        if (i < t->raw_count) {
            cook_cell(t, i);
        } else {
            t->texts[i] = "";
            t->kinds[i] = HN_TABLE_EMPTY;
        }
        any |= t->kinds[i] != HN_TABLE_EMPTY;
    }
    for (size_t i = t->column_count; i < t->raw_count; i++) {
        if (t->raw_cells[i].len > 0) {
            row_fault(t, "file.too_many_cells", "");
            any = true;
        }
    }
    return any || t->fault;
}

bool
hn_table_next(struct hn_table *t)
{
    while (t->rc == HN_OK && t->read_row(t))
        if (cook(t))
            return true;
    return false;
}

/* --- names of columns --- */

static const char *
mapped(const struct hn_table_map *map, const char *name)
{
    for (; map && map->in_file; map++)
        if (strcmp(map->in_file, name) == 0)
            return map->name;
    return name;
}

static size_t
find(struct hn_table *t, const char *column)
{
    for (size_t n = 0; n < t->column_count; n++) {
        size_t i = (t->hint + n) % t->column_count;

        if (t->names[i] && strcmp(t->names[i], column) == 0) {
            t->hint = i + 1;
            return i;
        }
    }
    return t->column_count;
}

/* The names from the raw row; the last columns may go unnamed, and are no columns then. */
static bool
take_names(struct hn_table *t, const struct hn_table_in *in)
{
    size_t count = t->raw_count;

    if (t->raw_extra)
        return hn_table_break(t, "file.too_many_columns", "");
    t->names = HN_NEW_N(t->arena, const char *, count + 1);
    t->listed = HN_NEW_N(t->arena, const char *, count + 1);
    t->texts = HN_NEW_N(t->arena, const char *, count + 1);
    t->kinds = HN_NEW_N(t->arena, enum hn_table_kind, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *name = t->raw_cells[i].len ? clean_cell(t, &t->raw_cells[i]) : "";

        if (!name || t->raw_cells[i].fault)
            return hn_table_break(t, "file.not_utf8", "");
        if (!*name)
            continue;
        name = hn_dup(t->arena, mapped(in->map, without_guard(name)));
        t->column_count = i;
        if (find(t, name) < i)
            return hn_table_break(t, "file.column_twice", name);
        t->names[i] = name;
        t->listed[t->listed_count++] = name;
    }
    t->column_count = count;
    return t->listed_count > 0 || hn_table_break(t, "file.empty", "");
}

static bool
take_required(struct hn_table *t, const char *const *required)
{
    for (; required && *required; required++)
        if (!hn_table_has(t, *required))
            return hn_table_break(t, "file.column_missing", *required);
    return true;
}

static bool
raw_has_text(const struct hn_table *t)
{
    for (size_t i = 0; i < t->raw_count; i++)
        if (t->raw_cells[i].len > 0)
            return true;
    return t->raw_extra;
}

static bool
read_names(struct hn_table *t, const struct hn_table_in *in)
{
    do {
        if (!t->read_row(t))
            return t->rc == HN_OK ? hn_table_break(t, "file.empty", "") : false;
    } while (!raw_has_text(t));
    return take_names(t, in) && take_required(t, in->required);
}

/* --- opening and closing --- */

static void
close_table(void *thing)
{
    struct hn_table *t = thing;

    if (t->close)
        t->close(t);
    t->close = NULL;
    if (t->fd >= 0)
        close(t->fd);
    t->fd = -1;
}

static enum hn_rc
open_bytes(struct hn_table *t, const struct hn_table_in *in)
{
    struct stat st;

    if (!in->path) {
        t->bytes = in->bytes;
        t->bytes_len = in->len;
        t->size = in->len;
    } else {
        t->fd = open(in->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        if (t->fd < 0 && (errno == ENOENT || errno == ENOTDIR))
            return hn_fail_arg(t->c, HN_NOT_FOUND, "file", "file.missing", in->path);
        if (t->fd < 0 || fstat(t->fd, &st) != 0 || S_ISDIR(st.st_mode))
            return hn_fail_arg(t->c, HN_UNAVAILABLE, "file", "file.unreadable", in->path);
        t->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    }
    if (in->most && t->size > in->most)
        return hn_fail(t->c, HN_INVALID, "file", "file.too_large");
    return HN_OK;
}

/* Zip files begin so, and XLSX files are zip files. */
static bool
is_zip(const uint8_t *first, size_t len)
{
    return len >= 4 && memcmp(first, "PK\3\4", 4) == 0;
}

static enum hn_rc
open_format(struct hn_table *t, const struct hn_table_in *in)
{
    uint8_t *first = hn_alloc(t->arena, FIRST_READ);
    size_t len = 0, n;

    while (len < FIRST_READ && (n = hn_table_bytes(t, first + len, FIRST_READ - len)) > 0)
        len += n;
    if (t->rc)
        return t->rc;
    if (len == 0)
        return hn_fail(t->c, HN_INVALID, "file", "file.empty");
    return is_zip(first, len) ? hn_xlsx_open(t, in->path) : hn_csv_open(t, first, len);
}

static enum hn_rc
open_table(struct hn_ctx *c, const struct hn_table_in *in, bool guessing, struct hn_table **out)
{
    struct hn_arena *arena = hn_arena_child(c->arena, TABLE_MEMORY);
    struct hn_table *t = HN_NEW(arena, struct hn_table);
    enum hn_rc rc;

    *t = (struct hn_table){ .c = c, .arena = arena, .fd = -1, .legacy = in->legacy, .guessing = guessing };
    hn_arena_at_end(arena, close_table, t);
    t->row_arena = hn_arena_child(arena, ROW_MEMORY);
    t->raw = hn_alloc(arena, HN_LIMIT_TABLE_ROW);
    t->raw_cells = HN_NEW_N(arena, struct hn_raw_cell, HN_LIMIT_TABLE_COLUMNS);
    rc = open_bytes(t, in);
    if (rc == HN_OK)
        rc = open_format(t, in);
    if (rc == HN_OK && !read_names(t, in))
        rc = t->rc;
    if (rc) {
        hn_arena_free(arena);
        return rc;
    }
    *out = t;
    return HN_OK;
}

enum hn_rc
hn_table_open(struct hn_ctx *c, const struct hn_table_in *in, struct hn_table **out)
{
    return open_table(c, in, false, out);
}

enum hn_rc
hn_table_end(struct hn_table *t)
{
    enum hn_rc rc = t->rc;

    hn_arena_free(t->arena);
    return rc;
}

enum hn_rc
hn_table_guess(struct hn_ctx *c, const struct hn_table_in *in, enum hn_legacy *out)
{
    struct hn_table_in plain = *in;
    struct hn_table *t;
    size_t count = 0;

    plain.legacy = HN_LEGACY_NONE;
    plain.required = NULL;

    enum hn_rc rc = open_table(c, &plain, true, &t);

    if (rc)
        return rc;

    const char **texts = HN_NEW_N(t->arena, const char *, GUESS_TEXTS);

    while (count < GUESS_TEXTS && hn_table_next(t))
        for (size_t i = 0; i < t->column_count && count < GUESS_TEXTS; i++)
            if (t->kinds[i] == HN_TABLE_TEXT)
                texts[count++] = hn_dup(t->arena, t->texts[i]);
    *out = hn_vi_guess_legacy(t->row_arena, texts, count);
    return hn_table_end(t);
}

/* --- asking --- */

const char *
hn_table_cell(struct hn_table *t, const char *column)
{
    size_t i = find(t, column);

    return i < t->column_count ? t->texts[i] : "";
}

enum hn_table_kind
hn_table_cell_kind(struct hn_table *t, const char *column)
{
    size_t i = find(t, column);

    return i < t->column_count ? t->kinds[i] : HN_TABLE_EMPTY;
}

bool
hn_table_has(struct hn_table *t, const char *column)
{
    return find(t, column) < t->column_count;
}

size_t
hn_table_columns(const struct hn_table *t, const char *const **names)
{
    *names = t->listed;
    return t->listed_count;
}

int64_t
hn_table_row(const struct hn_table *t)
{
    return t->row;
}

const char *
hn_table_row_fault(const struct hn_table *t, const char **column)
{
    *column = t->fault ? t->fault_column : "";
    return t->fault;
}

uint64_t
hn_table_size(const struct hn_table *t)
{
    return t->size;
}

uint64_t
hn_table_done(const struct hn_table *t)
{
    return t->done;
}
