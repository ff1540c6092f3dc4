/* value_write.c: the rules a value is held against, and how it is written: a correction is a new row, the old one stays
 * (value.h). Not for: who asks, and lists (value.c).
 */
#include <string.h>

#include "base/one_of.h"
#include "base/vi.h"
#include "indicator/value_inside.h"

/* No figure larger than this is taken, so that sums over a country stay within what is reckoned with: in thousandths. */
#define VALUE_MOST ((int64_t)100000000000000000)

enum { SOURCE_MOST = 300, NOTE_MOST = 1000 };

/* --- rights, and who stands above --- */

static const struct hn_sql sql_above = {
    .name = "value.above",
    .text = "SELECT k.anc FROM unit_closure k WHERE k.des = $2 AND k.depth > 0 AND " HN_CLOSURE_TODAY(
        "k", "$1") " ORDER BY k.depth LIMIT 16"
};
static const struct hn_sql sql_unit_name = {
    .name = "value.unit_name",
    .text = "SELECT name FROM unit_version WHERE unit_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " ORDER BY CASE WHEN valid_from <= $2 THEN 0 ELSE 1 END, valid_from DESC LIMIT 1"
};

enum hn_rc
hn_value_above(struct hn_ctx *c, struct hn_unit_id unit, struct hn_value_above *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(unit.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_above, params, &rows);

    out->count = 0;
    if (rc)
        return rc;
    while (out->count < HN_ABOVE_MOST && hn_rows_next(rows))
        out->at[out->count++].v = hn_row_int(rows, "anc");
    return hn_rows_end(rows);
}

enum hn_rc
hn_value_unit_name(struct hn_ctx *c, int64_t unit, const char **out)
{
    const struct hn_param params[] = { hn_p_id(unit), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_unit_name, params, &rows);

    *out = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = hn_row_text(rows, "name");
    return hn_rows_end(rows);
}

enum hn_rc
hn_value_may_write(struct hn_ctx *c, struct hn_unit_id unit, bool *out)
{
    *out = hn_may(c, HN_MAY_REPORT, unit);
    return *out ? HN_OK : hn_may_above(c, HN_MAY_CONFIRM, unit, out);
}

enum hn_rc
hn_value_need_write(struct hn_ctx *c, struct hn_unit_id unit)
{
    bool may;
    enum hn_rc rc = hn_value_may_write(c, unit, &may);

    return rc || may ? rc : hn_need(c, HN_MAY_REPORT, unit);
}

/* --- the rules --- */

/* clang-format off */
/* The period's last day $3 lies within the unit's life, the unit at or below who set the indicator up. */
#define STANDS(anc)                                                                                          \
    "CASE WHEN EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = $2 AND k.anc = " anc                       \
    " AND k.valid_from <= $3 AND k.valid_to > $3 AND k.known_to = " HN_SQL_OPEN_TIME ") THEN 1 ELSE 0 END"
/* Who approved last what the period is part of. An indicator taken off a form that was approved stays locked with it. */
#define LOCKED_BY                                                                                            \
    "COALESCE((SELECT z.by_unit_id FROM form_line y CROSS JOIN sheet s CROSS JOIN sheet_step z"              \
    " WHERE y.indicator_id = i.id AND s.unit_id = $2 AND s.form_id = y.form_id AND s.period_from <= $5"      \
    " AND s.period_to >= $6 AND z.unit_id = s.unit_id AND z.sheet_id = s.id AND z.level > 0"                 \
    " AND z.taken_back_at = 0 AND (y.removed_at = 0 OR y.removed_at > z.at)"                                 \
    " ORDER BY z.at DESC, z.level DESC LIMIT 1), 0)"
/* $1 indicator, $2 unit, $3 last day, $4 plan, $5 from, $6 to */
static const struct hn_sql sql_judge = {
    .name = "value.judge",
    .text = "SELECT i.code, COALESCE(v.id, 0) AS version_id, COALESCE(v.every, '') AS every,"
            " COALESCE(v.formula, '') AS formula, " STANDS("$2") " AS stands, " STANDS("i.unit_id") " AS below,"
            " COALESCE(f.id, 0) AS form_id, COALESCE(f.every, '') AS form_every,"
            " COALESCE(f.source_needed, 0) AS source_needed, " LOCKED_BY " AS locked_by,"
            " COALESCE(n.id, 0) AS old_id, COALESCE(n.value_milli, 0) AS value_milli,"
            " COALESCE(n.qualifier, '') AS qualifier, COALESCE(n.source, '') AS source,"
            " COALESCE(n.note, '') AS note, COALESCE(n.known_from, 0) AS known_from"
            " FROM indicator i LEFT JOIN indicator_version v ON v.indicator_id = i.id AND v.valid_from <= $3"
            " AND v.valid_to > $3 AND v.known_to = " HN_SQL_OPEN_TIME
            " LEFT JOIN form_line l ON l.indicator_id = i.id AND l.removed_at = 0"
            " LEFT JOIN form f ON f.id = l.form_id AND " STANDS("f.unit_id") " = 1"
            " LEFT JOIN indicator_value n ON n.unit_id = $2 AND n.indicator_id = i.id AND n.plan = $4"
            " AND n.period_from = $5 AND n.period_to = $6 AND n.known_to = " HN_SQL_OPEN_TIME
            " WHERE i.id = $1"
};
/* clang-format on */

/* What the store knows of the indicator at the unit and period. */
struct standing {
    const char *every, *formula, *qualifier, *source, *note;
    bool lives, stands, below, source_needed;
    int64_t locked_by, milli;
};

static enum hn_rc
read_standing(struct hn_ctx *c, const struct hn_indicator_value *in, struct standing *out,
              struct hn_value_judged *judged)
{
    const struct hn_param params[] = { hn_p_id(in->indicator),
                                       hn_p_id(in->unit.v),
                                       hn_p_day(in->period.to - 1),
                                       hn_p_int(in->plan),
                                       hn_p_day(in->period.from),
                                       hn_p_day(in->period.to),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_judge, params, &rows);

    *judged = (struct hn_value_judged){ .code = NULL };
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        const char *kind = hn_period_kind_name(in->period.kind);
        bool of_sheet = !in->plan && strcmp(hn_row_text(rows, "form_every"), kind) == 0;

        *judged = (struct hn_value_judged){ .code = hn_row_text(rows, "code"),
                                            .form = of_sheet ? hn_row_int(rows, "form_id") : 0,
                                            .old = hn_row_int(rows, "old_id"),
                                            .old_from = hn_row_int(rows, "known_from") };
        *out = (struct standing){ .every = hn_row_text(rows, "every"),
                                  .formula = hn_row_text(rows, "formula"),
                                  .qualifier = hn_row_text(rows, "qualifier"),
                                  .source = hn_row_text(rows, "source"),
                                  .note = hn_row_text(rows, "note"),
                                  .lives = hn_row_int(rows, "version_id") != 0,
                                  .stands = hn_row_int(rows, "stands") != 0,
                                  .below = hn_row_int(rows, "below") != 0,
                                  .source_needed = hn_row_int(rows, "source_needed") != 0,
                                  .locked_by = hn_row_int(rows, "locked_by"),
                                  .milli = hn_row_int(rows, "value_milli") };
    }
    rc = hn_rows_end(rows);
    return rc || judged->code ? rc : hn_fail(c, HN_NOT_FOUND, "", "indicator.not_found");
}

static const char *
at(const char *field, const char *own)
{
    return field ? field : own;
}

static bool
is_long(const char *text, size_t most)
{
    return text && hn_utf8_count(text) > most;
}

/* What was typed, whatever it is of. */
static enum hn_rc
check_words(struct hn_ctx *c, const struct hn_indicator_value *in, const char *field)
{
    const char *value = at(field, "value"), *qualifier = at(field, "qualifier"),
               *source = at(field, "source"), *note = at(field, "note"), *reason = at(field, "reason");
    enum hn_rc rc = HN_OK;

    if (in->milli > VALUE_MOST || in->milli < -VALUE_MOST)
        rc = hn_fail(c, HN_INVALID, value, "value.large");
    if (!hn_one_of(in->qualifier, hn_value_qualifiers))
        rc = hn_fail(c, HN_INVALID, qualifier, "value.qualifier");
    if (is_long(in->source, SOURCE_MOST))
        rc = hn_fail(c, HN_INVALID, source, "value.long");
    if (is_long(in->note, NOTE_MOST))
        rc = hn_fail(c, HN_INVALID, note, "value.long");
    if (is_long(in->reason, NOTE_MOST))
        rc = hn_fail(c, HN_INVALID, reason, "value.long");
    return rc;
}

/* Lives of unit and indicator, and what the indicator's values are of. One sentence is enough: what is not there then has
 * neither kind nor formula. */
static enum hn_rc
check_place(struct hn_ctx *c, const struct hn_indicator_value *in, const struct standing *s,
            const char *field)
{
    const char *period = at(field, "period"), *unit = at(field, "unit"), *value = at(field, "value");

    if (in->period.kind <= HN_PERIOD_ANY || in->period.kind >= HN_PERIOD_KINDS ||
        in->period.from >= in->period.to)
        return hn_fail_arg(c, HN_INVALID, period, "value.period_kind", s->every);
    if (!s->lives)
        return hn_fail(c, HN_INVALID, period, "value.indicator_life");
    if (!s->stands)
        return hn_fail(c, HN_INVALID, period, "value.unit_life");
    if (!s->below)
        return hn_fail(c, HN_INVALID, unit, "value.below");
    if (*s->formula)
        return hn_fail(c, HN_INVALID, value, "value.reckoned");
    if (*s->every && strcmp(s->every, hn_period_kind_name(in->period.kind)) != 0)
        return hn_fail_arg(c, HN_INVALID, period, "value.period_kind", s->every);
    if (!in->plan && in->period.from > c->today)
        return hn_fail(c, HN_INVALID, period, "value.future");
    return HN_OK;
}

/* What was approved is changed by who approved last, who says why. */
static enum hn_rc
check_lock(struct hn_ctx *c, const struct hn_indicator_value *in, const struct standing *s, const char *field)
{
    const char *value = at(field, "value"), *reason = at(field, "reason"), *name;
    enum hn_rc rc;

    if (!s->locked_by)
        return HN_OK;
    if (!hn_may(c, HN_MAY_CONFIRM, (struct hn_unit_id){ s->locked_by })) {
        rc = hn_value_unit_name(c, s->locked_by, &name);
        return rc ? rc : hn_fail_arg(c, HN_CONFLICT, value, "value.locked", name);
    }
    if (!in->reason || !*in->reason)
        return hn_fail(c, HN_CONFLICT, reason, "value.reason");
    return HN_OK;
}

static bool
is_same(const struct hn_indicator_value *in, const struct standing *s)
{
    return s->milli == in->milli && strcmp(s->qualifier, in->qualifier) == 0 &&
           strcmp(s->source, in->source ? in->source : "") == 0 &&
           strcmp(s->note, in->note ? in->note : "") == 0;
}

enum hn_rc
hn_value_judge(struct hn_ctx *c, const struct hn_indicator_value *in, const char *field,
               struct hn_value_judged *out)
{
    const char *source = at(field, "source");
    struct standing s = { .every = "" };
    enum hn_rc rc = read_standing(c, in, &s, out), words;

    if (rc)
        return rc;
    rc = check_place(c, in, &s, field);
    words = check_words(c, in, field);
    rc = rc ? rc : words;
    if (!in->plan && s.source_needed && (!in->source || !*in->source))
        rc = hn_fail(c, HN_INVALID, source, "value.source");
    if (rc)
        return rc;
    out->same = out->old && is_same(in, &s);
    return out->same ? HN_OK : check_lock(c, in, &s, field);
}

enum hn_rc
hn_value_judge_removal(struct hn_ctx *c, const struct hn_indicator_value *in, const char *field,
                       struct hn_value_judged *out)
{
    const char *words = at(field, "reason");
    struct standing s = { .every = "" };
    enum hn_rc rc = read_standing(c, in, &s, out);

    if (!rc && out->old && is_long(in->reason, NOTE_MOST))
        rc = hn_fail(c, HN_INVALID, words, "value.long");
    return rc || !out->old ? rc : check_lock(c, in, &s, field);
}

/* --- writing --- */

static const struct hn_sql sql_replace = {
    .name = "value.replace",
    .text = "UPDATE indicator_value SET known_to = $3 WHERE unit_id = $1 AND id = $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_retire = {
    .name = "value.retire",
    .text = "UPDATE indicator_value SET known_to = $3, removed_at = $3, removed_by = $4, removal = $5"
            " WHERE unit_id = $1 AND id = $2 AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_insert = {
    .name = "value.insert",
    .text =
        "INSERT INTO indicator_value (unit_id, id, indicator_id, plan, period_kind, period_from, period_to,"
        " value_milli, qualifier, source, note, reason, known_from, known_to, removed_at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, " HN_SQL_OPEN_TIME ", 0, $14)"
};
static const struct hn_sql sql_touch = {
    .name = "value.touch_sheet",
    .text =
        "INSERT INTO sheet (unit_id, id, form_id, period_kind, period_from, period_to, version, at, "
        "entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8) ON CONFLICT (form_id, period_from, period_to, unit_id)"
        " DO UPDATE SET version = sheet.version + 1"
};

enum hn_rc
hn_value_touch_sheet(struct hn_ctx *c, int64_t form, struct hn_unit_id unit, struct hn_period period)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_id(form),
                                       hn_p_text(hn_period_kind_name(period.kind)),
                                       hn_p_day(period.from),
                                       hn_p_day(period.to),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_touch, params);
}

/* The request may have come before another that was carried out first: what replaces is never known earlier. */
static hn_time
from_when(const struct hn_ctx *c, const struct hn_value_judged *judged)
{
    return judged->old && judged->old_from > c->now ? judged->old_from : c->now;
}

static enum hn_rc
insert(struct hn_ctx *c, const struct hn_indicator_value *in, int64_t id, hn_time from)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(id),
                                       hn_p_id(in->indicator),
                                       hn_p_int(in->plan),
                                       hn_p_text(hn_period_kind_name(in->period.kind)),
                                       hn_p_day(in->period.from),
                                       hn_p_day(in->period.to),
                                       hn_p_int(in->milli),
                                       hn_p_text(in->qualifier),
                                       hn_p_text(in->source ? in->source : ""),
                                       hn_p_text(in->note ? in->note : ""),
                                       hn_p_text(in->reason ? in->reason : ""),
                                       hn_p_time(from),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

enum hn_rc
hn_value_write(struct hn_ctx *c, const struct hn_indicator_value *in, const struct hn_value_judged *judged,
               int64_t *out)
{
    const int64_t id = judged->same ? judged->old : hn_new_id(c);
    const hn_time from = from_when(c, judged);
    const struct hn_param old[] = { hn_p_id(in->unit.v), hn_p_id(judged->old), hn_p_time(from), HN_P_END };
    enum hn_rc rc = HN_OK;

    if (out)
        *out = id;
    if (judged->same)
        return HN_OK;
    if (judged->old)
        rc = hn_store_do(c, &sql_replace, old);
    if (!rc)
        rc = insert(c, in, id, from);
    if (!rc && judged->form)
        rc = hn_value_touch_sheet(c, judged->form, in->unit, in->period);
    return rc;
}

enum hn_rc
hn_value_retire(struct hn_ctx *c, const struct hn_indicator_value *in, const struct hn_value_judged *judged,
                const char *removal)
{
    const struct hn_param params[] = {
        hn_p_id(in->unit.v), hn_p_id(judged->old), hn_p_time(from_when(c, judged)),
        hn_p_id(c->actor.v), hn_p_text(removal),   HN_P_END
    };
    enum hn_rc rc = hn_store_do(c, &sql_retire, params);

    if (!rc && judged->form)
        rc = hn_value_touch_sheet(c, judged->form, in->unit, in->period);
    return rc;
}

const struct hn_sql *const hn_indicator_value_write_sql[] = {
    &sql_above, &sql_unit_name, &sql_judge, &sql_replace, &sql_retire, &sql_insert, &sql_touch, NULL
};
