/* returns_month.c: the cells of a month, each with what its month came to, out of the derived month of each cell.
 *
 * Where a cell stands is asked of the closure, what became of its month of cell_month, both set by set; they are put
 * together here, since a figure, the list behind it and a reminder must judge alike. Neighbours: returns.c adds up,
 * returns_list.c lists. Not for: rights.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "census/inside.h"
#include "census/returns_inside.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "rule/rule.h"

#define MONTH_MEMORY ((size_t)128 << 20)

/* --- where cells stand --- */

/* clang-format off */
/* $4: the day before the month began; who stood then was not founded within it. */
static const struct hn_sql sql_cells = {
    .name = "returns.cells",
    .text =
        "SELECT v.unit_id AS unit, CASE WHEN v.valid_from <= $4"
        " OR EXISTS (SELECT 1 FROM unit_version b WHERE b.unit_id = v.unit_id"
        " AND " HN_SQL_AT("b", "$4", "$3") ") THEN 0 ELSE 1 END AS founded"
        " FROM unit_closure k CROSS JOIN unit_version v"
        " WHERE k.anc = $1 AND " HN_SQL_AT("k", "$2", "$3") " AND v.unit_id = k.des"
        " AND " HN_SQL_AT("v", "$2", "$3") " AND v.kind IN ('cell', 'grassroots_cell')"
};

/* $4: the day on which the children are the unit's. */
static const struct hn_sql sql_parts = {
    .name = "returns.parts",
    .text =
        "SELECT ch.unit_id AS child, k.des AS unit"
        " FROM unit_version ch CROSS JOIN unit_closure k"
        " WHERE ch.parent_id = $1 AND " HN_SQL_AT("ch", "$4", "$3") " AND k.anc = ch.unit_id"
        " AND " HN_SQL_AT("k", "$2", "$3")
};
/* clang-format on */

/* --- what became of their month --- */

/* clang-format off */
static const struct hn_sql sql_months = {
    .name = "returns.months",
    .text =
        "SELECT m.unit_id AS unit, m.meeting_id AS meeting, m.met_day AS met_day,"
        " m.met_known AS met_known, m.late AS late, m.thematic_day AS thematic_day,"
        " m.adopted_at AS adopted_at, m.sent_at AS sent_at, m.sent_late AS sent_late,"
        " m.members AS members, m.base AS base, m.present AS present, m.excused AS excused,"
        " m.unexcused AS unexcused, m.unrecorded AS unrecorded, m.score_cell AS score_cell,"
        " m.score_monitor AS score_monitor"
        " FROM unit_closure k CROSS JOIN cell_month m"
        " WHERE k.anc = $1 AND " HN_SQL_AT("k", "$2", "$3") " AND m.month = $4 AND m.unit_id = k.des"
};
/* clang-format on */

static const struct hn_sql sql_excuses = {
    .name = "returns.excuses",
    .text = "SELECT unit_id AS unit FROM cell_excuse WHERE month = $1 AND at <= $2"
            " AND (ended_at = 0 OR ended_at > $2)"
};

static const struct hn_sql sql_classes = {
    .name = "returns.classes",
    .text = "SELECT s.valid_from AS valid_from, s.valid_to AS valid_to, x.class AS class, x.least AS least"
            " FROM score_set s CROSS JOIN score_class x WHERE x.set_code = s.code ORDER BY x.least DESC"
};

const struct hn_sql *const hn_returns_month_sql[] = { &sql_cells,   &sql_parts,   &sql_months,
                                                      &sql_excuses, &sql_classes, NULL };

/* --- the map of a month, kept while facts stay --- */

struct place {
    int64_t unit;
    int32_t child;
    int32_t founded;
};
struct map {
    struct place *at;
    size_t count;
};

static int
by_unit(const void *left, const void *right)
{
    const struct place *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static struct place *
place_of(const struct map *m, int64_t unit)
{
    struct place key = { .unit = unit };

    return m->count ? bsearch(&key, m->at, m->count, sizeof *m->at, by_unit) : NULL;
}

static enum hn_rc
read_cells(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, int64_t month, struct map *out)
{
    hn_day before = hn_month_first(month) - 1;
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)),
                                       hn_p_day(before < on ? before : on), HN_P_END };
    struct hn_rows *rows;
    size_t room = 256;
    enum hn_rc rc = hn_store_query(c, &sql_cells, params, &rows);

    if (rc)
        return rc;
    out->at = HN_NEW_N(c->arena, struct place, room);
    while (hn_rows_next(rows)) {
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, 2 * room * sizeof *out->at);
            room *= 2;
        }
        struct place *p = &out->at[out->count++];

        p->unit = hn_row_int(rows, "unit");
        p->founded = (int32_t)hn_row_int(rows, "founded");
        p->child = -1;
    }
    rc = hn_rows_end(rows);
    if (out->count)
        qsort(out->at, out->count, sizeof *out->at, by_unit);
    return rc;
}

struct numbered {
    int64_t unit;
    int32_t number;
};

static int
by_number(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static enum hn_rc
read_parts(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, hn_day children_on,
           const struct hn_returns_unit *children, size_t child_count, struct map *m)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), hn_p_time(hn_fact_known(c)),
                                       hn_p_day(children_on), HN_P_END };
    struct numbered *numbers = HN_NEW_N(c->arena, struct numbered, child_count + 1);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_parts, params, &rows);

    if (rc)
        return rc;
    for (size_t i = 0; i < child_count; i++)
        numbers[i] = (struct numbered){ children[i].unit.v, (int32_t)i };
    qsort(numbers, child_count, sizeof *numbers, by_number);
    while (hn_rows_next(rows)) {
        struct numbered key = { .unit = hn_row_int(rows, "child") };
        const struct numbered *n = bsearch(&key, numbers, child_count, sizeof key, by_number);
        struct place *p = place_of(m, hn_row_int(rows, "unit"));

        if (n && p)
            p->child = n->number;
    }
    return hn_rows_end(rows);
}

/* Children stand by their order in the array, which follows from the facts the key names. */
static enum hn_rc
read_map(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_returns_unit *children,
         size_t child_count, hn_day children_on, hn_day on, struct map *out)
{
    uint32_t question = (child_count ? HN_COUNTS_RETURNS_PARTS : HN_COUNTS_RETURNS_MAP) + (uint32_t)month;
    struct hn_counts_key key = hn_counts_key(c, unit, question);
    size_t size;
    enum hn_rc rc;

    assert(month > 0 && month < 1 << 16);
    *out = (struct map){ 0 };
    key.on = children_on;
    const void *kept = hn_counts_cached(c, &key, &size);

    if (kept) {
        out->count = size / sizeof *out->at;
        out->at = HN_NEW_N(c->arena, struct place, out->count);
        memcpy(out->at, kept, size);
        return HN_OK;
    }
    rc = read_cells(c, unit, on, month, out);
    if (!rc && child_count)
        rc = read_parts(c, unit, on, children_on, children, child_count, out);
    if (!rc && out->count)
        hn_counts_keep(c, &key, out->at, out->count * sizeof *out->at);
    return rc;
}

/* --- the cells of a month --- */

static int
by_cell(const void *left, const void *right)
{
    const struct hn_return_cell *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static struct hn_return_cell *
cell_of(const struct hn_return_month *m, int64_t unit)
{
    const struct hn_return_cell key = { .unit = unit };

    return m->count ? bsearch(&key, m->cells, m->count, sizeof *m->cells, by_cell) : NULL;
}

/* Had it happened by the day asked about, and was it recorded by the instant asked about? */
static hn_time
as_known(const struct hn_ctx *c, hn_time at)
{
    return at && at <= hn_fact_known(c) && hn_day_at(at) <= c->on ? at : 0;
}

static void
take_month(const struct hn_ctx *c, struct hn_rows *rows, int64_t month, struct hn_cell_month *out)
{
    *out = (struct hn_cell_month){
        .month = month, .unit = { hn_row_int(rows, "unit") }, .score_cell = -1, .score_monitor = -1
    };
    out->meeting.v = hn_row_int(rows, "meeting");
    out->met_day = (hn_day)hn_row_int(rows, "met_day");
    out->met_known = hn_row_int(rows, "met_known");
    out->late = hn_row_int(rows, "late") != 0;
    out->thematic_day = (hn_day)hn_row_int(rows, "thematic_day");
    out->adopted_at = as_known(c, hn_row_int(rows, "adopted_at"));
    out->sent_at = as_known(c, hn_row_int(rows, "sent_at"));
    out->sent_late = out->sent_at && hn_row_int(rows, "sent_late") != 0;
    if (out->thematic_day > c->on)
        out->thematic_day = 0;
    if (out->met_day > c->on || out->met_known > hn_fact_known(c) || !out->meeting.v) {
        out->meeting.v = 0;
        out->met_day = 0;
        out->met_known = 0;
        out->late = false;
        return;
    }
    out->members = hn_row_int(rows, "members");
    out->base = hn_row_int(rows, "base");
    out->present = hn_row_int(rows, "present");
    out->excused = hn_row_int(rows, "excused");
    out->unexcused = hn_row_int(rows, "unexcused");
    out->unrecorded = hn_row_int(rows, "unrecorded");
    if (!out->adopted_at)
        return;
    out->score_cell = hn_row_int(rows, "score_cell");
    out->score_monitor = hn_row_int(rows, "score_monitor");
}

static enum hn_rc
read_months(struct hn_ctx *c, struct hn_unit_id unit, struct hn_return_month *m)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(m->on), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(m->month), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_months, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_cell_month row;
        struct hn_return_cell *cell;

        take_month(c, rows, m->month, &row);
        cell = cell_of(m, row.unit.v);
        if (cell) {
            cell->month = row;
            cell->state = row.meeting.v ? (row.late ? HN_RETURN_LATE : HN_RETURN_MET) : cell->state;
        }
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_excuses(struct hn_ctx *c, struct hn_return_month *m)
{
    const struct hn_param params[] = { hn_p_int(m->month), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_excuses, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_return_cell *cell = cell_of(m, hn_row_int(rows, "unit"));

        if (cell) {
            cell->month.excused_month = true;
            if (cell->state == HN_RETURN_NOT_MET)
                cell->state = HN_RETURN_EXCUSED;
        }
    }
    return hn_rows_end(rows);
}

/* The last day in time, of a value that is a day of the month; 31 is its last day whatever it is. */
static hn_day
due_day(int64_t month, int64_t value)
{
    hn_day last = hn_month_last(month), due = hn_month_first(month) + (hn_day)value - 1;

    return value >= 1 && due < last ? due : last;
}

struct due {
    const struct hn_ctx *c;
    struct hn_return_month *m;
};

static void
take_due(void *sink, struct hn_unit_id unit, int64_t value)
{
    const struct due *d = sink;
    bool open = d->c->on <= due_day(d->m->month, value);
    struct hn_return_cell *cell = unit.v ? cell_of(d->m, unit.v) : NULL;

    if (cell)
        cell->open = open;
    for (size_t i = 0; i < d->m->count && !unit.v; i++)
        d->m->cells[i].open = open;
}

/* By the rules of the month's last day, as hn_month_due. Once a month is over nothing of it is in time any more. */
static enum hn_rc
read_due(struct hn_ctx *c, struct hn_return_month *m)
{
    struct due d = { c, m };
    hn_day last = hn_month_last(m->month);

    return c->on > last ? HN_OK : hn_rule_spread(c, "meeting_due_day", last, take_due, &d);
}

static enum hn_rc
read_classes(struct hn_ctx *c, struct hn_return_month *m)
{
    enum { CLASSES_MOST = 64 };
    const struct hn_param params[] = { HN_P_END };
    struct hn_return_class *classes = HN_NEW_N(c->arena, struct hn_return_class, CLASSES_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_classes, params, &rows);

    if (rc)
        return rc;
    while (m->class_count < CLASSES_MOST && hn_rows_next(rows)) {
        struct hn_return_class *k = &classes[m->class_count++];

        k->from = (hn_day)hn_row_int(rows, "valid_from");
        k->to = (hn_day)hn_row_int(rows, "valid_to");
        k->class = hn_row_text(rows, "class");
        k->least = hn_row_int(rows, "least");
    }
    m->classes = classes;
    return hn_rows_end(rows);
}

hn_day
hn_returns_day(const struct hn_ctx *c, int64_t month)
{
    hn_day last = hn_month_last(month);

    return last < c->on ? last : c->on;
}

/* The cells of the map, before anything is known of their month. */
static void
lay_out(const struct hn_ctx *c, const struct map *map, struct hn_return_month *out)
{
    out->count = map->count;
    out->cells = HN_NEW_N(c->arena, struct hn_return_cell, map->count + 1);
    for (size_t i = 0; i < map->count; i++) {
        const struct place *p = &map->at[i];

        out->cells[i] = (struct hn_return_cell){
            .unit = p->unit,
            .child = p->child,
            .founded = p->founded != 0,
            .state = p->founded ? HN_RETURN_EXCUSED : HN_RETURN_NOT_MET,
            .month = { .month = out->month, .unit = { p->unit }, .score_cell = -1, .score_monitor = -1 },
        };
    }
}

enum hn_rc
hn_returns_read(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                const struct hn_returns_unit *children, size_t child_count, hn_day children_on,
                struct hn_return_month *out)
{
    struct hn_ctx own = *c;
    struct map map;
    enum hn_rc rc;

    own.arena = hn_arena_child(c->arena, MONTH_MEMORY);
    *out = (struct hn_return_month){ .arena = own.arena, .month = month, .on = hn_returns_day(c, month) };
    rc = read_map(&own, unit, month, children, child_count, children_on, out->on, &map);
    if (rc)
        return rc;
    lay_out(&own, &map, out);
    rc = read_months(&own, unit, out);
    if (!rc)
        rc = read_excuses(&own, out);
    if (!rc)
        rc = read_due(&own, out);
    return rc ? rc : read_classes(&own, out);
}

void
hn_returns_done(struct hn_return_month *m)
{
    hn_arena_free(m->arena);
    m->arena = NULL;
}

/* --- judging one cell --- */

const char *
hn_returns_class(const struct hn_return_month *m, const struct hn_return_cell *cell)
{
    for (size_t i = 0; i < m->class_count && cell->month.score_cell >= 0; i++) {
        const struct hn_return_class *k = &m->classes[i];

        if (k->from <= cell->month.met_day && k->to > cell->month.met_day &&
            k->least <= cell->month.score_cell)
            return k->class;
    }
    return "";
}

const char *
hn_return_state_word(enum hn_return_state state)
{
    static const char *const words[] = { "not_met", "met", "late", "excused" };

    return words[state];
}

bool
hn_returns_is(const struct hn_return_month *m, const struct hn_return_cell *cell, const char *which)
{
    bool held = cell->state == HN_RETURN_MET || cell->state == HN_RETURN_LATE;

    if (strcmp(which, "owing") == 0)
        return true;
    if (strcmp(which, "open") == 0)
        return cell->state == HN_RETURN_NOT_MET && cell->open;
    if (strcmp(which, "thematic") == 0)
        return cell->month.thematic_day != 0;
    if (strcmp(which, "minutes") == 0)
        return held && cell->month.sent_at;
    if (strcmp(which, "minutes_late") == 0)
        return held && cell->month.sent_at && cell->month.sent_late;
    if (strcmp(which, "no_minutes") == 0)
        return held && !cell->month.sent_at;
    if (strcmp(which, "scored") == 0)
        return cell->month.score_cell >= 0;
    if (strcmp(which, hn_return_state_word(cell->state)) == 0)
        return true;
    return strcmp(which, hn_returns_class(m, cell)) == 0;
}
