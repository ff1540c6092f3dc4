/* sheet.c: a sheet of scores as it stands: criteria of the set in force, lines entered, lines worked out, and their sum
 * (score.h, inside.h).
 *
 * A sheet that was closed is read as it was written; before that it follows the records. Not for: writing (score.c).
 */
#include <string.h>

#include "score/inside.h"

const char *const hn_scorers[] = { "cell", "monitor", NULL };
const char *const hn_score_classes[] = { "good", "fair", "average", "poor", NULL };

bool
hn_score_scorer_known(const char *scorer)
{
    return strcmp(scorer, hn_scorers[0]) == 0 || strcmp(scorer, hn_scorers[1]) == 0;
}

/* --- the set --- */

static const struct hn_sql sql_set = {
    .name = "score.set",
    .text = "SELECT code, na_rule, name, legal_basis FROM score_set WHERE valid_from <= $1 AND valid_to > $1"
            " ORDER BY valid_from DESC, code LIMIT 1"
};
/* The set a closed sheet was made by stays its set. */
static const struct hn_sql sql_total = {
    .name = "score.total",
    .text = "SELECT s.code, s.na_rule, s.name, s.legal_basis FROM meeting_total t JOIN score_set s"
            " ON s.code = t.set_code WHERE t.unit_id = $1 AND t.meeting_id = $2 AND t.scorer = $3"
};

static enum hn_rc
read_set(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, struct hn_score_work *w,
         bool *found)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    *found = hn_rows_next(rows);
    if (*found) {
        w->set = hn_row_text(rows, "code");
        w->na_rule = hn_row_text(rows, "na_rule");
        w->set_name = hn_row_text(rows, "name");
        w->legal_basis = hn_row_text(rows, "legal_basis");
    }
    return hn_rows_end(rows);
}

static enum hn_rc
find_set(struct hn_ctx *c, struct hn_score_work *w)
{
    const struct hn_meeting *m = w->m;
    const struct hn_param closed[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_text(w->scorer), HN_P_END };
    const struct hn_param day[] = { hn_p_day(hn_meeting_on(m)), HN_P_END };
    bool found = false;
    enum hn_rc rc = read_set(c, &sql_total, closed, w, &w->closed);

    if (rc || w->closed)
        return rc;
    rc = read_set(c, &sql_set, day, w, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "score.no_set");
    return rc;
}

static const struct hn_sql sql_criteria = {
    .name = "score.criteria",
    .text = "SELECT code, parent, most, rule, optional, name, name_en FROM score_criterion"
            " WHERE set_code = $1 ORDER BY position LIMIT 120"
};

static enum hn_rc
read_criteria(struct hn_ctx *c, struct hn_score_work *w)
{
    const struct hn_param params[] = { hn_p_text(w->set), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_criteria, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows) && w->count < HN_SCORE_LINES) {
        w->lines[w->count++] = (struct hn_score_line){
            .criterion = hn_row_text(rows, "code"),
            .parent = hn_row_text(rows, "parent"),
            .most = hn_row_int(rows, "most"),
            .rule = hn_row_text(rows, "rule"),
            .optional = hn_row_int(rows, "optional") != 0,
            .name = hn_row_text(rows, "name"),
            .name_en = hn_row_text(rows, "name_en"),
            .points = -1,
            .applicable = true,
            .why = "",
            .note = "",
        };
    }
    for (size_t i = 0; i < w->count; i++) {
        for (size_t k = 0; k < w->count; k++)
            w->lines[i].parent_line |= strcmp(w->lines[k].parent, w->lines[i].criterion) == 0;
    }
    return hn_rows_end(rows);
}

/* --- lines --- */

static struct hn_score_line *
line_of(struct hn_score_work *w, const char *criterion)
{
    for (size_t i = 0; i < w->count; i++) {
        if (strcmp(w->lines[i].criterion, criterion) == 0)
            return &w->lines[i];
    }
    return NULL;
}

static const struct hn_sql sql_lines = {
    .name = "score.lines",
    .text = "SELECT criterion, points, applicable, source, note, version FROM meeting_score"
            " WHERE unit_id = $1 AND meeting_id = $2 AND scorer = $3"
};

static enum hn_rc
read_lines(struct hn_ctx *c, struct hn_score_work *w)
{
    const struct hn_param params[] = { hn_p_id(w->m->unit.v), hn_p_id(w->m->id.v), hn_p_text(w->scorer),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_lines, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_score_line *l = line_of(w, hn_row_text(rows, "criterion"));
        bool computed = strcmp(hn_row_text(rows, "source"), "computed") == 0;

        if (!l)
            continue;
        l->points = hn_row_int(rows, "points");
        l->applicable = hn_row_int(rows, "applicable") != 0;
        l->version = hn_row_int(rows, "version");
        l->computed = computed;
        *(computed ? &l->why : &l->note) = hn_row_text(rows, "note");
    }
    return hn_rows_end(rows);
}

/* What the records tell now. Of a locked meeting whose sheet was closed only the day of sending is still to come. */
static enum hn_rc
work_out(struct hn_ctx *c, struct hn_score_work *w, enum hn_lang lang)
{
    struct hn_score_facts f;
    enum hn_rc rc = hn_score_facts(c, w->m, lang, &f);

    if (rc)
        return rc;
    for (size_t i = 0; i < w->count; i++) {
        struct hn_score_line *l = &w->lines[i];
        bool frozen = w->closed && hn_meeting_locked(w->m) && strcmp(l->rule, "sent_in_time") != 0;
        struct hn_score_computed worked;

        if (l->parent_line || (frozen && l->computed) || !hn_score_compute(c, l->rule, &f, l->most, &worked))
            continue;
        l->computed = true;
        l->points = worked.points;
        l->applicable = worked.applicable;
        l->why = worked.why;
    }
    return HN_OK;
}

enum hn_rc
hn_score_work(struct hn_ctx *c, const struct hn_meeting *m, const char *scorer, enum hn_lang lang,
              struct hn_score_work **out)
{
    struct hn_score_work *w = HN_NEW(c->arena, struct hn_score_work);
    enum hn_rc rc;

    *w = (struct hn_score_work){ .m = m, .scorer = scorer };
    *out = w;
    rc = find_set(c, w);
    if (!rc)
        rc = read_criteria(c, w);
    if (!rc)
        rc = read_lines(c, w);
    return rc ? rc : work_out(c, w, lang);
}

/* --- the sum --- */

/* A parent's points are those of its children; -1 while one is missing. A line that does not apply has its full points
 * by the rule "full", and is left out by "excluded". */
static void
add_up(struct hn_score_work *w, bool excluded, int64_t *points, int64_t *most, bool *complete)
{
    *points = *most = 0;
    *complete = true;
    for (size_t i = 0; i < w->count; i++) {
        struct hn_score_line *l = &w->lines[i], *parent = *l->parent ? line_of(w, l->parent) : NULL;
        bool counts = l->applicable || !excluded;

        if (l->parent_line)
            continue;
        if (!l->applicable)
            l->points = l->most;
        *complete &= l->points >= 0;
        if (counts && l->points >= 0) {
            *points += l->points;
            *most += l->most;
        }
        if (!parent)
            continue;
        if (l->points < 0)
            parent->points = INT64_MIN;
        else if (counts && parent->points != INT64_MIN)
            parent->points += l->points;
    }
}

static void
begin_parents(struct hn_score_work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        if (w->lines[i].parent_line)
            w->lines[i].points = 0;
    }
}

static void
end_parents(struct hn_score_work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        if (w->lines[i].parent_line && w->lines[i].points < 0)
            w->lines[i].points = -1;
    }
}

static const struct hn_sql sql_class = {
    .name = "score.class",
    .text = "SELECT class FROM score_class WHERE set_code = $1 AND least <= $2 ORDER BY least DESC LIMIT 1"
};

static enum hn_rc
class_of(struct hn_ctx *c, const char *set, int64_t points, const char **out)
{
    const struct hn_param params[] = { hn_p_text(set), hn_p_int(points), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_class, params, &rows);

    if (rc)
        return rc;
    *out = hn_rows_next(rows) ? hn_row_text(rows, "class") : "";
    return hn_rows_end(rows);
}

enum hn_rc
hn_score_sum(struct hn_ctx *c, struct hn_score_work *w, struct hn_score_sheet *out)
{
    bool excluded = strcmp(w->na_rule, "excluded") == 0;
    int64_t points, most, full = 0;

    for (size_t i = 0; i < w->count; i++)
        full += w->lines[i].parent_line ? 0 : w->lines[i].most;
    begin_parents(w);
    *out = (struct hn_score_sheet){
        .set = w->set,
        .set_name = w->set_name,
        .legal_basis = w->legal_basis,
        .na_rule = w->na_rule,
        .scorer = w->scorer,
        .lines = w->lines,
        .count = w->count,
        .most = full,
        .points = -1,
        .class = "",
    };
    add_up(w, excluded, &points, &most, &out->complete);
    end_parents(w);
    if (!out->complete || most == 0)
        return HN_OK;
    /* Scaled to the full sum, half up. Where nothing was left out, most is full and nothing changes. */
    out->points = (points * full * 2 + most) / (most * 2);
    return class_of(c, w->set, out->points, &out->class);
}

const struct hn_sql *const hn_score_sheet_sql[] = { &sql_set,   &sql_total, &sql_criteria,
                                                    &sql_lines, &sql_class, NULL };
