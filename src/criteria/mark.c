/* mark.c: sheets of marks opened and read, with what they come to (mark.h). Marks put: mark_put.c; sent, returned, concluded:
 * mark_deed.c.
 */
#include "criteria/mark.h"

#include <string.h>

#include "audit/audit.h"
#include "criteria/each.h"
#include "criteria/inside.h"

const char *const hn_mark_states[] = { "open", "sent", "appraised", "concluded", NULL };

/* --- one sheet --- */

/* clang-format off */
#define UNIT(column)                                                                                         \
    "COALESCE((SELECT z." column " FROM unit_version z WHERE z.unit_id = m.unit_id AND z.valid_from <= m.on_day" \
    " AND z.known_to = " HN_SQL_OPEN_TIME " ORDER BY z.valid_from DESC LIMIT 1), '')"
/* above: who stands over it today, or stood last. $1 today, $2 id */
static const struct hn_sql sql_row = {
    .name = "mark.row",
    .text = "SELECT m.unit_id, m.set_id, m.on_day, m.state, m.residents_asked, m.residents_satisfied,"
            " m.residents_source, m.sent_on, m.concluded_on, m.conclusion, m.version, " UNIT("code") " AS unit_code, "
            UNIT("name") " AS unit_name, COALESCE((SELECT h.anc FROM unit_closure h WHERE h.des = m.unit_id"
            " AND h.depth = 1 AND h.known_to = " HN_SQL_OPEN_TIME " AND h.valid_from <= $1"
            " ORDER BY h.valid_to DESC LIMIT 1), 0) AS above FROM mark_sheet m WHERE m.id = $2"
};
/* clang-format on */

enum hn_rc
hn_mark_row(struct hn_ctx *c, int64_t id, struct hn_mark_sheet *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    int64_t set = 0;
    enum hn_rc rc = hn_store_query(c, &sql_row, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        set = hn_row_int(rows, "set_id");
        *out = (struct hn_mark_sheet){
            .id = id,
            .unit = { hn_row_int(rows, "unit_id") },
            .above = { hn_row_int(rows, "above") },
            .unit_code = hn_row_text(rows, "unit_code"),
            .unit_name = hn_row_text(rows, "unit_name"),
            .group = "",
            .state = hn_row_text(rows, "state"),
            .on = (hn_day)hn_row_int(rows, "on_day"),
            .residents_asked = hn_row_int(rows, "residents_asked"),
            .residents_satisfied = hn_row_int(rows, "residents_satisfied"),
            .residents_source = hn_row_text(rows, "residents_source"),
            .sent_on = (hn_day)hn_row_int(rows, "sent_on"),
            .concluded_on = (hn_day)hn_row_int(rows, "concluded_on"),
            .conclusion = hn_row_text(rows, "conclusion"),
            .version = hn_row_int(rows, "version"),
        };
    }
    rc = hn_rows_end(rows);
    if (!rc && set == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "criteria_mark.none");
    if (!rc)
        rc = hn_criteria_set_get(c, set, &out->set);
    return rc ? rc : hn_criteria_group_of(c, out->unit, out->on, &out->group);
}

/* --- lines and what they come to --- */

static const struct hn_sql sql_marks = {
    .name = "mark.marks",
    .text = "SELECT k.line_id, k.above, k.has_value, k.value_milli, k.judged, k.met, k.note, k.known_from,"
            " COALESCE(a.name, '') AS by_name FROM mark k LEFT JOIN account a ON a.id = k.entered_by"
            " WHERE k.unit_id = $1 AND k.sheet_id = $2 AND k.known_from <= $3 AND k.known_to > $3"
};
static const struct hn_sql sql_files = { .name = "mark.files",
                                         .text = "SELECT part_id, count(*) AS files FROM attachment WHERE "
                                                 "unit_id = $1 AND thing = 'mark' AND thing_id = $2"
                                                 " AND removed_at = 0 GROUP BY part_id" };

static struct hn_mark_line *
line_of(struct hn_mark_line *lines, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].line.id == id)
            return &lines[i];
    }
    return NULL;
}

/* The group's own threshold, else that of all communes. */
static void
find_threshold(struct hn_mark_line *l, const char *group)
{
    for (size_t i = 0; i < l->line.threshold_count; i++) {
        bool all = *l->line.thresholds[i].group == '\0';

        if (strcmp(l->line.thresholds[i].group, group) != 0 && (!all || l->has_threshold))
            continue;
        l->has_threshold = true;
        l->threshold_milli = l->line.thresholds[i].milli;
        if (!all)
            return;
    }
}

/* A number without a threshold for the group meets nothing: never met by omission. */
static bool
is_met(const struct hn_mark_line *l, const struct hn_line_mark *mark)
{
    if (mark->judged)
        return mark->met;
    if (!mark->has_value || !l->has_threshold)
        return false;
    if (strcmp(l->line.operator, "ge") == 0)
        return mark->milli >= l->threshold_milli;
    if (strcmp(l->line.operator, "le") == 0)
        return mark->milli <= l->threshold_milli;
    return strcmp(l->line.operator, "eq") == 0 && mark->milli == l->threshold_milli;
}

static enum hn_rc
read_marks(struct hn_ctx *c, const struct hn_mark_sheet *s, struct hn_mark_line *lines, size_t count)
{
    const struct hn_param params[] = { hn_p_id(s->unit.v), hn_p_id(s->id), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_marks, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark_line *l = line_of(lines, count, hn_row_int(rows, "line_id"));
        struct hn_line_mark mark = { .has_value = hn_row_int(rows, "has_value") != 0,
                                     .judged = hn_row_int(rows, "judged") != 0,
                                     .milli = hn_row_int(rows, "value_milli"),
                                     .met = hn_row_int(rows, "met") != 0,
                                     .note = hn_row_text(rows, "note"),
                                     .by_name = hn_row_text(rows, "by_name"),
                                     .at = hn_row_int(rows, "known_from") };

        if (l == NULL)
            continue;
        mark.met = is_met(l, &mark);
        *(hn_row_int(rows, "above") ? &l->above : &l->own) = mark;
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_files(struct hn_ctx *c, const struct hn_mark_sheet *s, struct hn_mark_line *lines, size_t count)
{
    const struct hn_param params[] = { hn_p_id(s->unit.v), hn_p_id(s->id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_files, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark_line *l = line_of(lines, count, hn_row_int(rows, "part_id"));

        if (l)
            l->files = (size_t)hn_row_int(rows, "files");
    }
    return hn_rows_end(rows);
}

static bool
is_marked(const struct hn_line_mark *mark)
{
    return mark->has_value || mark->judged;
}

/* above: the mark of the level above where there is one, else the commune's. Lines come by criterion. */
static struct hn_mark_total
add_up(const struct hn_mark_line *lines, size_t count, bool above)
{
    struct hn_mark_total total = { .lines = (int)count };
    bool all = true;

    for (size_t i = 0; i < count; i++) {
        const struct hn_line_mark *mark = above && is_marked(&lines[i].above) ? &lines[i].above
                                                                              : &lines[i].own;
        bool last = i + 1 == count || lines[i + 1].line.criterion != lines[i].line.criterion;

        total.marked += is_marked(mark);
        total.lines_met += mark->met;
        all = all && mark->met;
        if (!last)
            continue;
        total.criteria++;
        total.criteria_met += all;
        all = true;
    }
    return total;
}

enum hn_rc
hn_mark_fill(struct hn_ctx *c, struct hn_mark_sheet *sheet)
{
    const struct hn_criteria_line *of;
    struct hn_mark_line *lines;
    size_t count;
    enum hn_rc rc = hn_criteria_lines(c, sheet->set.id, &of, &count);

    if (rc)
        return rc;
    lines = HN_NEW_N(c->arena, struct hn_mark_line, count + 1);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct hn_mark_line){ .line = of[i],
                                          .figure_qualifier = "",
                                          .own = { .note = "", .by_name = "" },
                                          .above = { .note = "", .by_name = "" } };
        find_threshold(&lines[i], sheet->group);
    }
    rc = read_marks(c, sheet, lines, count);
    if (!rc)
        rc = read_files(c, sheet, lines, count);
    sheet->lines = lines;
    sheet->count = count;
    sheet->own = add_up(lines, count, false);
    sheet->over = add_up(lines, count, true);
    sheet->residents_enough = sheet->residents_asked > 0 &&
                              sheet->residents_satisfied * 10000 >=
                                  sheet->residents_asked * sheet->set.residents_least_bp;
    return rc;
}

enum hn_rc
hn_mark_read(struct hn_ctx *c, int64_t id, struct hn_mark_sheet *out)
{
    bool open, waits;
    enum hn_rc rc = hn_mark_row(c, id, out);

    if (!rc)
        rc = hn_need_figures(c, out->unit);
    if (!rc)
        rc = hn_mark_fill(c, out);
    if (!rc)
        rc = hn_mark_figures(c, out);
    if (rc)
        return rc;
    open = strcmp(out->state, "open") == 0;
    waits = strcmp(out->state, "sent") == 0 || strcmp(out->state, "appraised") == 0;
    out->may_mark = open && hn_may(c, HN_MAY_REPORT, out->unit);
    out->may_appraise = waits && out->above.v && hn_may(c, HN_MAY_CONFIRM, out->above);
    return HN_OK;
}

static const struct hn_sql sql_latest = { .name = "mark.latest",
                                          .text = "SELECT id FROM mark_sheet WHERE unit_id = $1 AND set_id = "
                                                  "$2 AND on_day <= $3 ORDER BY on_day DESC LIMIT 1" };

enum hn_rc
hn_mark_latest(struct hn_ctx *c, struct hn_unit_id unit, int64_t set, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(set), hn_p_day(c->on), HN_P_END };
    bool found = false;
    enum hn_rc rc = hn_need_figures(c, unit);

    if (!rc)
        rc = hn_store_int(c, &sql_latest, params, out, &found);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "criteria_mark.none");
}

/* --- opening one --- */

static const struct hn_sql sql_twice = {
    .name = "mark.twice",
    .text = "SELECT id FROM mark_sheet WHERE unit_id = $1 AND set_id = $2 AND on_day = $3"
};

enum hn_rc
hn_mark_at(struct hn_ctx *c, struct hn_unit_id unit, int64_t set, hn_day on, int64_t *id)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(set), hn_p_day(on), HN_P_END };
    bool found;
    enum hn_rc rc = hn_need_figures(c, unit);

    *id = 0;
    return rc ? rc : hn_store_int(c, &sql_twice, params, id, &found);
}

static const struct hn_sql sql_covers = {
    .name = "mark.covers",
    .text = "SELECT des FROM unit_closure WHERE des = $1 AND anc = $2 AND valid_from <= $3 AND valid_to > $3"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_open = {
    .name = "mark.open",
    .text =
        "INSERT INTO mark_sheet (unit_id, id, set_id, on_day, state, residents_asked, residents_satisfied,"
        " residents_source, sent_on, concluded_on, conclusion, version, at, entered_by)"
        " VALUES ($1, $2, $3, $4, 'open', 0, 0, '', 2147483647, 2147483647, '', 1, $5, $6)"
};

enum hn_rc
hn_criteria_set_is_for(struct hn_ctx *c, const struct hn_criteria_set *s, struct hn_unit_id unit, hn_day on)
{
    const struct hn_param covers[] = { hn_p_id(unit.v), hn_p_id(s->unit.v), hn_p_day(on), HN_P_END };
    int64_t id;
    bool found = true;
    enum hn_rc rc = s->unit.v ? hn_store_int(c, &sql_covers, covers, &id, &found) : HN_OK;

    return rc || found ? rc : hn_fail(c, HN_INVALID, "set", "criteria_mark.set");
}

static enum hn_rc
check_set(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_criteria_set *s, hn_day on)
{
    int64_t other = 0;
    enum hn_rc rc;

    if (on > c->today || on < s->from || on >= s->to)
        return hn_fail(c, HN_INVALID, "on", "criteria_mark.day");
    rc = hn_criteria_set_is_for(c, s, unit, on);
    if (!rc)
        rc = hn_mark_at(c, unit, s->id, on, &other);
    return !rc && other ? hn_fail(c, HN_CONFLICT, "on", "criteria_mark.open") : rc;
}

enum hn_rc
hn_mark_open(struct hn_ctx *c, struct hn_unit_id unit, int64_t set, hn_day on, int64_t *out)
{
    const int64_t id = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(unit.v),   hn_p_id(id),         hn_p_id(set), hn_p_day(on),
                                       hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END };
    struct hn_criteria_set s;
    enum hn_rc rc = hn_need(c, HN_MAY_REPORT, unit);

    if (!rc)
        rc = hn_criteria_set_get(c, set, &s);
    if (!rc)
        rc = check_set(c, unit, &s, on);
    if (!rc)
        rc = hn_criteria_need_commune(c, unit, on);
    if (!rc)
        rc = hn_store_do(c, &sql_open, params);
    if (rc)
        return rc;
    *out = id;
    return hn_audit_change(c, "criteria_mark.open", id, unit, "", s.name);
}

const struct hn_sql *const hn_mark_sql[] = { &sql_row,   &sql_marks,  &sql_files, &sql_latest,
                                             &sql_twice, &sql_covers, &sql_open,  NULL };
