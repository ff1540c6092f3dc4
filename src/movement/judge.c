/* judge.c: marks of those who take part: by hand, and counted from what is recorded when the movement is judged
 * (movement.h). What a figure is of: figures.c. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "movement/inside.h"

enum { NOTE_MOST = 1000, ENTRIES_MOST = 10000 };

/* clang-format off */
static const struct hn_sql sql_marks = {
    .name = "movement.marks",
    .text = "SELECT k.position, k.title, k.source, k.points, COALESCE(w.has_value, 0) AS has_value,"
            " COALESCE(w.value, 0) AS value, COALESCE(w.points_centi, 0) AS points_centi, COALESCE(w.note, '') AS note,"
            " COALESCE(w.version, 0) AS version FROM movement_entry e CROSS JOIN movement_criterion k"
            " LEFT JOIN movement_mark w ON w.unit_id = $1 AND w.entry_id = $2 AND w.position = k.position"
            " WHERE e.unit_id = $1 AND e.id = $2 AND k.unit_id = $3 AND k.movement_id = e.movement_id ORDER BY k.position"
};
static const struct hn_sql sql_put = {
    .name = "movement.mark_put",
    .text = "INSERT INTO movement_mark (unit_id, entry_id, position, value, has_value, points_centi, note, version, at,"
            " entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)"
            " ON CONFLICT (unit_id, entry_id, position) DO UPDATE SET value = excluded.value,"
            " has_value = excluded.has_value, points_centi = excluded.points_centi, note = excluded.note,"
            " version = movement_mark.version + 1, at = excluded.at, entered_by = excluded.entered_by"
};
/* Entries with a criterion by hand that nobody has marked. */
static const struct hn_sql sql_owed = {
    .name = "movement.marks_owed",
    .text = "SELECT count(*) AS n FROM movement_entry e WHERE e.movement_id = $1 AND e.withdrawn_at = 0 AND EXISTS"
            " (SELECT 1 FROM movement_criterion k WHERE k.unit_id = $2 AND k.movement_id = $1 AND k.source = 'hand'"
            " AND NOT EXISTS (SELECT 1 FROM movement_mark w WHERE w.unit_id = e.unit_id AND w.entry_id = e.id"
            " AND w.position = k.position))"
};
static const struct hn_sql sql_entries = {
    .name = "movement.judged_entries",
    .text = "SELECT unit_id, id FROM movement_entry WHERE movement_id = $1 AND withdrawn_at = 0 ORDER BY id LIMIT 10001"
};
static const struct hn_sql sql_judged = {
    .name = "movement.judged",
    .text = "UPDATE movement SET state = 'judged', judged_on = $3, version = version + 1 WHERE unit_id = $1 AND id = $2"
};
/* clang-format on */

/* The marks of an entry are seen by who reads the unit's meetings, and by who launched the movement. */
static enum hn_rc
need_sight(struct hn_ctx *c, const struct hn_movement_entry *e, const struct hn_movement *m)
{
    if (hn_access_allows(c, HN_MAY_DIRECT, (struct hn_record){ .unit = m->unit }, HN_GROUP_BASIC) == HN_OK)
        return HN_OK;
    return hn_need(c, HN_MAY_READ_MEETING, e->unit);
}

static enum hn_rc
find(struct hn_ctx *c, int64_t entry, struct hn_movement_entry *e, struct hn_movement *m)
{
    enum hn_rc rc = hn_movement_entry_read(c, entry, e);

    if (!rc)
        rc = hn_movement_read(c, e->movement, m);
    return rc ? rc : need_sight(c, e, m);
}

enum hn_rc
hn_movement_entry_of(struct hn_ctx *c, int64_t entry, struct hn_movement_entry *out)
{
    struct hn_movement m;

    return find(c, entry, out, &m);
}

enum hn_rc
hn_movement_marks(struct hn_ctx *c, int64_t entry, const struct hn_movement_mark **out, size_t *count)
{
    struct hn_movement_mark *at = HN_NEW_N(c->arena, struct hn_movement_mark, HN_MOVEMENT_CRITERIA_MOST);
    struct hn_movement_entry e;
    struct hn_movement m;
    struct hn_rows *rows;
    enum hn_rc rc = find(c, entry, &e, &m);

    *out = at;
    *count = 0;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(e.unit.v), hn_p_id(entry), hn_p_id(m.unit.v), HN_P_END };

    rc = hn_store_query(c, &sql_marks, params, &rows);
    if (rc)
        return rc;
    while (*count < HN_MOVEMENT_CRITERIA_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_movement_mark){
            .position = (int)hn_row_int(rows, "position"),
            .title = hn_row_text(rows, "title"),
            .source = hn_row_text(rows, "source"),
            .note = hn_row_text(rows, "note"),
            .has_value = hn_row_int(rows, "has_value") != 0,
            .value = hn_row_int(rows, "value"),
            .points_centi = hn_row_int(rows, "points_centi"),
            .points = (int)hn_row_int(rows, "points"),
            .version = hn_row_int(rows, "version"),
        };
    }
    return hn_rows_end(rows);
}

/* --- by hand --- */

static void
fill_mark(struct hn_ctx *c, struct hn_unit_id unit, int64_t entry, const struct hn_movement_mark *k,
          struct hn_param *params)
{
    size_t n = 0;

    params[n++] = hn_p_id(unit.v);
    params[n++] = hn_p_id(entry);
    params[n++] = hn_p_int(k->position);
    params[n++] = hn_p_int(k->value);
    params[n++] = hn_p_int(k->has_value);
    params[n++] = hn_p_int(k->points_centi);
    params[n++] = hn_p_text(k->note ? k->note : "");
    params[n++] = hn_p_time(c->now);
    params[n++] = hn_p_id(c->actor.v);
    params[n] = HN_P_END;
}

static enum hn_rc
check_mark(struct hn_ctx *c, const struct hn_movement *m, const struct hn_movement_mark *in)
{
    const struct hn_movement_criterion *criteria;
    size_t count, i = 0;
    enum hn_rc rc = hn_movement_criteria(c, m, &criteria, &count);

    if (rc)
        return rc;
    while (i < count && criteria[i].position != in->position)
        i++;
    if (i == count)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (strcmp(criteria[i].source, "hand") != 0)
        return hn_fail(c, HN_INVALID, "points", "mark.counted");
    if (in->points_centi < 0 || in->points_centi > (int64_t)criteria[i].points * 100)
        return hn_fail_arg(c, HN_INVALID, "points", "mark.points",
                           hn_print(c->arena, "%d", criteria[i].points));
    if (in->note && hn_utf8_count(in->note) > NOTE_MOST)
        return hn_fail(c, HN_INVALID, "note", "mark.note");
    return HN_OK;
}

enum hn_rc
hn_movement_mark_put(struct hn_ctx *c, int64_t entry, const struct hn_movement_mark *in)
{
    struct hn_movement_mark mark = *in;
    struct hn_movement_entry e;
    struct hn_movement m = { .state = "" };
    struct hn_param params[10];
    enum hn_rc rc = hn_movement_entry_read(c, entry, &e);

    if (!rc)
        rc = hn_movement_read(c, e.movement, &m);
    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, m.unit);
    if (!rc && strcmp(m.state, "launched") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "movement.judged");
    if (!rc)
        rc = check_mark(c, &m, in);
    if (rc)
        return rc;
    mark.has_value = true;
    mark.value = in->points_centi;
    fill_mark(c, e.unit, entry, &mark, params);
    rc = hn_store_do(c, &sql_put, params);
    return rc ? rc : hn_audit_person(c, "movement.mark", entry, e.person, e.unit);
}

/* --- counted --- */

struct taking_part {
    struct hn_unit_id unit;
    int64_t id;
};

static enum hn_rc
read_entries(struct hn_ctx *c, const struct hn_movement *m, const struct taking_part **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(m->id), HN_P_END };
    struct taking_part *at = HN_NEW_N(c->arena, struct taking_part, ENTRIES_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_entries, params, &rows);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    while (*count < ENTRIES_MOST && hn_rows_next(rows)) {
        at[*count].unit.v = hn_row_int(rows, "unit_id");
        at[(*count)++].id = hn_row_int(rows, "id");
    }
    return hn_rows_end(rows);
}

/* Between none and full in proportion; either may be the larger one. */
static int64_t
points_of(const struct hn_movement_criterion *k, int64_t value)
{
    int64_t span = k->full_value - k->none_value, done = value - k->none_value,
            most = (int64_t)k->points * 100;

    if (span < 0) {
        span = -span;
        done = -done;
    }
    if (done <= 0)
        return 0;
    return done >= span ? most : most * done / span;
}

static struct hn_movement_mark
mark_of(const struct hn_movement_criterion *k, const struct hn_movement_figure *f)
{
    struct hn_movement_mark mark = { .position = k->position, .note = "" };

    if (f == NULL || f->base == 0)
        return mark;
    mark.has_value = true;
    /* Scores are kept in hundredths of a point. */
    mark.value = strcmp(k->source, "score_mean_milli") == 0 ? f->part * 10 / f->base
                                                            : f->part * 10000 / f->base;
    mark.points_centi = points_of(k, mark.value);
    return mark;
}

static int
by_entry(const void *a, const void *b)
{
    int64_t x = ((const struct hn_movement_figure *)a)->entry,
            y = ((const struct hn_movement_figure *)b)->entry;

    return (x > y) - (x < y);
}

/* NULL: of this one nothing is recorded. */
static const struct hn_movement_figure *
figure_of(const struct hn_movement_figure *figures, size_t count, int64_t entry)
{
    const struct hn_movement_figure wanted = { .entry = entry };

    return count ? bsearch(&wanted, figures, count, sizeof *figures, by_entry) : NULL;
}

static enum hn_rc
write_marks(struct hn_ctx *c, const struct hn_movement *m, const struct hn_movement_criterion *k,
            const struct taking_part *entries, size_t count)
{
    struct hn_movement_figure *figures;
    struct hn_param params[10];
    size_t figure_count;
    enum hn_rc rc = hn_movement_figures(c, m, k->source, &figures, &figure_count), end;

    if (!rc)
        rc = hn_store_bulk_begin(c, &sql_put);
    if (rc)
        return rc;
    if (figure_count)
        qsort(figures, figure_count, sizeof *figures, by_entry);
    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_movement_mark mark = mark_of(k, figure_of(figures, figure_count, entries[i].id));

        fill_mark(c, entries[i].unit, entries[i].id, &mark, params);
        rc = hn_store_bulk_row(c, params);
    }
    end = hn_store_bulk_end(c);
    return rc ? rc : end;
}

static enum hn_rc
check_ready(struct hn_ctx *c, const struct hn_movement *m)
{
    const struct hn_param params[] = { hn_p_id(m->id), hn_p_id(m->unit.v), HN_P_END };
    int64_t owed = 0;
    bool found;
    enum hn_rc rc;

    if (strcmp(m->state, "launched") != 0)
        return hn_fail(c, HN_CONFLICT, "", "movement.judged");
    if (c->today < m->ends)
        return hn_fail_arg(c, HN_CONFLICT, "", "movement.running", hn_day_prose(c->arena, m->ends - 1));
    rc = hn_store_int(c, &sql_owed, params, &owed, &found);
    if (!rc && owed)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "mark.owed", hn_print(c->arena, "%" PRId64, owed));
    return rc;
}

enum hn_rc
hn_movement_judge(struct hn_ctx *c, int64_t id)
{
    const struct hn_movement_criterion *criteria = NULL;
    const struct taking_part *entries = NULL;
    struct hn_movement m;
    size_t count = 0, entry_count = 0;
    enum hn_rc rc = hn_movement_read(c, id, &m);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, m.unit);
    if (!rc)
        rc = check_ready(c, &m);
    if (!rc)
        rc = hn_movement_criteria(c, &m, &criteria, &count);
    if (!rc)
        rc = read_entries(c, &m, &entries, &entry_count);
    for (size_t i = 0; i < count && !rc; i++) {
        if (strcmp(criteria[i].source, "hand") != 0)
            rc = write_marks(c, &m, &criteria[i], entries, entry_count);
    }
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id), hn_p_day(c->today), HN_P_END };

    rc = hn_store_do(c, &sql_judged, params);
    return rc ? rc : hn_audit_change(c, "movement.judge", id, m.unit, "", "");
}

const struct hn_sql *const hn_movement_judge_sql[] = { &sql_marks,   &sql_put,    &sql_owed,
                                                       &sql_entries, &sql_judged, NULL };
