/* row.c: what tables of rows share on their way out and in: cells of minutes, days, codes, papers (kinds.h). */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/decimal.h"
#include "base/num.h"
#include "dataset/kinds.h"
#include "paper/each.h"
#include "person/person.h"
#include "unit/unit.h"

/* --- out --- */

enum hn_rc
hn_giving_put(struct hn_giving *g, const struct hn_cell *cells)
{
    g->out->rows++;
    return g->sheet ? hn_sheet_row(g->sheet, cells) : HN_OK;
}

enum hn_rc
hn_giving_within(struct hn_ctx *c, const struct hn_export *out, struct hn_unit_id *id)
{
    id->v = 0;
    return out->unit ? hn_unit_find(c, out->unit, id) : HN_OK;
}

struct hn_cell
hn_minute_cell(struct hn_arena *a, int minute)
{
    if (minute < 0)
        return HN_CELL_EMPTY;
    return hn_cell_text(hn_print(a, "%02d:%02d", minute / 60, minute % 60));
}

struct hn_cell
hn_day_cell(hn_day day, hn_day none)
{
    return day == none ? HN_CELL_EMPTY : hn_cell_day(day);
}

const char *
hn_paper_cell(struct hn_arena *a, const char *unit, const char *number, hn_day day)
{
    if (!*unit)
        return "";
    return hn_print(a, "%s %s %s", unit, number, hn_day_iso(a, day));
}

/* --- in --- */

enum hn_rc
hn_taking(struct hn_ctx *c, struct hn_import *in, struct hn_table *t,
          enum hn_rc (*row)(struct hn_ctx *, struct hn_import *, struct hn_table *))
{
    enum hn_rc rc = HN_OK;

    while (!rc && hn_table_next(t)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = row(c, in, t);
        if (rc && hn_dataset_is_row_fault(rc)) {
            hn_dataset_bad(c, in, hn_table_row(t));
            rc = HN_OK;
        }
        hn_ctx_rewind(c, mark);
        hn_dataset_progress(in, t);
    }
    return rc;
}

bool
hn_minute_read(const char *text, int *out)
{
    int64_t hour, minute;
    const char *colon = strchr(text, ':');
    char part[8];

    *out = -1;
    if (!*text)
        return true;
    if (!colon || colon - text > 2 || strlen(colon + 1) != 2)
        return false;
    snprintf(part, sizeof part, "%.*s", (int)(colon - text), text);
    if (!hn_parse_i64(part, 0, 23, &hour) || !hn_parse_i64(colon + 1, 0, 59, &minute))
        return false;
    *out = (int)(hour * 60 + minute);
    return true;
}

enum hn_rc
hn_day_take(struct hn_ctx *c, struct hn_table *t, const char *column, hn_day none, hn_day *out)
{
    const char *text = hn_table_cell(t, column);

    *out = none;
    if (!*text || hn_day_parse(text, out))
        return HN_OK;
    return hn_fail(c, HN_INVALID, column, "not_date");
}

enum hn_rc
hn_milli_take(struct hn_ctx *c, struct hn_table *t, const char *column, int64_t *out)
{
    const char *text = hn_table_cell(t, column);

    if (hn_milli_parse(text, out))
        return HN_OK;
    return hn_fail(c, HN_INVALID, column, strchr(text, ',') ? "dataset.comma" : "dataset.number");
}

enum hn_rc
hn_bool_take(struct hn_ctx *c, struct hn_table *t, const char *column, bool *out)
{
    const char *text = hn_table_cell(t, column);

    *out = strcasecmp(text, "true") == 0; /* a spreadsheet writes TRUE */
    if (*out || !*text || strcasecmp(text, "false") == 0)
        return HN_OK;
    return hn_fail(c, HN_INVALID, column, "dataset.bool");
}

static enum hn_rc
unknown(struct hn_ctx *c, enum hn_rc rc, const char *column, const char *key, const char *text)
{
    if (rc != HN_NOT_FOUND)
        return rc;
    hn_fault_clear(c);
    return hn_fail_arg(c, HN_INVALID, column, key, text);
}

enum hn_rc
hn_unit_take(struct hn_ctx *c, struct hn_table *t, const char *column, struct hn_unit_id *out)
{
    const char *code = hn_table_cell(t, column);

    out->v = 0;
    return *code ? unknown(c, hn_unit_find(c, code, out), column, "dataset.unknown_code", code) : HN_OK;
}

enum hn_rc
hn_person_take(struct hn_ctx *c, struct hn_table *t, const char *column, struct hn_person_id *out)
{
    const char *code = hn_table_cell(t, column);

    out->v = 0;
    return *code ? unknown(c, hn_person_find(c, code, out), column, "dataset.unknown_code", code) : HN_OK;
}

/* "CODE NUMBER DAY": cut at the first and the last blank, since a number may hold blanks of its own. One
 * out of sight is not there. */
enum hn_rc
hn_paper_take(struct hn_ctx *c, struct hn_table *t, const char *column, int64_t *out)
{
    const char *text = hn_table_cell(t, column), *first = strchr(text, ' '), *last = strrchr(text, ' ');
    struct hn_paper_id paper = { 0 };
    struct hn_paper seen;
    struct hn_unit_id unit;
    hn_day day;
    enum hn_rc rc;

    *out = 0;
    if (!*text)
        return HN_OK;
    if (!first || first == last || !hn_day_parse(last + 1, &day))
        return hn_fail_arg(c, HN_INVALID, column, "dataset.unknown_paper", text);
    rc = hn_unit_find(c, hn_print(c->arena, "%.*s", (int)(first - text), text), &unit);
    if (!rc)
        rc = hn_paper_at(c, unit, hn_print(c->arena, "%.*s", (int)(last - first - 1), first + 1), day,
                         &paper);
    if (!rc)
        rc = paper.v ? hn_paper_get(c, paper, &seen) : HN_NOT_FOUND;
    *out = paper.v;
    return unknown(c, rc, column, "dataset.unknown_paper", text);
}
