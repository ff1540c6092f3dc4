/* each.c: see each.h. */
#include "indicator/each.h"

#include <string.h>

#include "access/scope.h"
#include "indicator/inside.h"

/* --- out --- */

/* clang-format off */
/* $18 known, $19 within (0 all), $20 the tree's day, $21 only on this day. */
#define OF_SCOPE(unit)                                                                                       \
    " (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = " unit                  \
    " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS(unit)
#define HOLDS(row)                                                                                           \
    " ($21 = " HN_SQL_OPEN_DAY " OR (" row ".valid_from <= $21 AND " row ".valid_to > $21)) AND"
/* The code of the unit as it is today, or was last: by it the line is taken in again. */
#define UNIT(row, column)                                                                                    \
    "COALESCE((SELECT z." column " FROM unit_version z WHERE z.unit_id = " row ".unit_id AND z.valid_from <= $20" \
    " AND z.known_from <= $18 AND z.known_to > $18 ORDER BY z.valid_from DESC LIMIT 1), '') AS unit_" column

static const struct hn_sql sql_indicators = {
    .name = "each.indicators",
    .text = "SELECT i.id, i.unit_id, i.code, v.name, v.name_en, v.measure, v.better, v.over_tree, v.over_time,"
            " v.every, v.places, v.formula, v.note, v.valid_from, v.valid_to, v.known_from, 0 AS form_id,"
            " '' AS form_code, '' AS form_name, " UNIT("i", "code") ", " UNIT("i", "name")
            " FROM indicator i CROSS JOIN indicator_version v WHERE v.indicator_id = i.id AND v.known_from <= $18"
            " AND v.known_to > $18 AND" HOLDS("v") OF_SCOPE("i.unit_id") " ORDER BY i.code, v.valid_from"
};
static const struct hn_sql sql_forms = {
    .name = "each.indicator_forms",
    .text = "SELECT " HN_INDICATOR_FORM_COLUMNS ", " UNIT("f", "code") ", " UNIT("f", "name")
            " FROM form f WHERE f.at <= $18 AND" HOLDS("f") OF_SCOPE("f.unit_id") " ORDER BY f.code"
};
static const struct hn_sql sql_lines = {
    .name = "each.form_lines",
    .text = "SELECT f.code AS form, i.code, l.indicator_id, l.position, l.required FROM form f"
            " CROSS JOIN form_line l CROSS JOIN indicator i WHERE l.form_id = f.id AND l.removed_at = 0"
            " AND i.id = l.indicator_id AND f.at <= $18 AND" HOLDS("f") OF_SCOPE("f.unit_id")
            " ORDER BY f.code, l.position, i.code"
};
static const struct hn_sql sql_checks = {
    .name = "each.form_checks",
    .text = "SELECT f.code AS form, k.id, k.formula, k.message, k.strict FROM form f CROSS JOIN form_check k"
            " WHERE k.form_id = f.id AND k.removed_at = 0 AND f.at <= $18 AND" HOLDS("f") OF_SCOPE("f.unit_id")
            " ORDER BY f.code, k.formula, k.id"
};
/* clang-format on */

static enum hn_rc
stream(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, hn_day on,
       enum hn_rc (*row)(void *arg, struct hn_rows *rows), void *arg)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, sql, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = row(arg, rows);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

struct of_indicators {
    enum hn_rc (*each)(void *sink, const struct hn_indicator *i);
    void *sink;
};

static enum hn_rc
tell_indicator(void *arg, struct hn_rows *rows)
{
    const struct of_indicators *to = arg;
    const struct hn_indicator i = hn_indicator_of(rows);

    return to->each(to->sink, &i);
}

enum hn_rc
hn_indicator_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                  enum hn_rc (*each)(void *sink, const struct hn_indicator *i), void *sink)
{
    struct of_indicators to = { each, sink };

    return stream(c, &sql_indicators, within, on, tell_indicator, &to);
}

struct of_forms {
    enum hn_rc (*each)(void *sink, const struct hn_indicator_form *f);
    void *sink;
};

static enum hn_rc
tell_form(void *arg, struct hn_rows *rows)
{
    const struct of_forms *to = arg;
    const struct hn_indicator_form f = hn_indicator_form_of(rows);

    return to->each(to->sink, &f);
}

enum hn_rc
hn_indicator_form_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                       enum hn_rc (*each)(void *sink, const struct hn_indicator_form *f), void *sink)
{
    struct of_forms to = { each, sink };

    return stream(c, &sql_forms, within, on, tell_form, &to);
}

struct of_lines {
    enum hn_rc (*each)(void *sink, const struct hn_indicator_line_told *l);
    void *sink;
};

static enum hn_rc
tell_line(void *arg, struct hn_rows *rows)
{
    const struct of_lines *to = arg;
    const struct hn_indicator_line_told l = { .form = hn_row_text(rows, "form"),
                                              .indicator = hn_row_text(rows, "code"),
                                              .line = { .indicator = hn_row_int(rows, "indicator_id"),
                                                        .position = (int)hn_row_int(rows, "position"),
                                                        .required = hn_row_int(rows, "required") != 0 } };

    return to->each(to->sink, &l);
}

enum hn_rc
hn_indicator_form_line_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                            enum hn_rc (*each)(void *sink, const struct hn_indicator_line_told *l),
                            void *sink)
{
    struct of_lines to = { each, sink };

    return stream(c, &sql_lines, within, on, tell_line, &to);
}

struct of_checks {
    enum hn_rc (*each)(void *sink, const struct hn_indicator_check_told *k);
    void *sink;
};

static enum hn_rc
tell_check(void *arg, struct hn_rows *rows)
{
    const struct of_checks *to = arg;
    const struct hn_indicator_check_told k = { .form = hn_row_text(rows, "form"),
                                               .check = { .id = hn_row_int(rows, "id"),
                                                          .formula = hn_row_text(rows, "formula"),
                                                          .message = hn_row_text(rows, "message"),
                                                          .strict = hn_row_int(rows, "strict") != 0 } };

    return to->each(to->sink, &k);
}

enum hn_rc
hn_indicator_form_check_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                             enum hn_rc (*each)(void *sink, const struct hn_indicator_check_told *k),
                             void *sink)
{
    struct of_checks to = { each, sink };

    return stream(c, &sql_checks, within, on, tell_check, &to);
}

/* --- what is there already --- */

static const struct hn_sql sql_of_code = { .name = "each_indicator.of_code",
                                           .text = "SELECT id, unit_id FROM indicator WHERE code = $1" };
static const struct hn_sql sql_form_of_code = { .name = "each_indicator.form_of_code",
                                                .text = "SELECT id FROM form WHERE code = $1" };
static const struct hn_sql sql_standing = {
    .name = "each_indicator.standing",
    .text = "SELECT name, name_en, measure, better, over_tree, over_time, every, places, formula, note,"
            " valid_from, valid_to FROM indicator_version WHERE indicator_id = $1 AND known_to "
            "= " HN_SQL_OPEN_TIME " AND valid_from < $3 AND valid_to > $2 ORDER BY valid_from"
};
static const struct hn_sql sql_value = {
    .name = "each_indicator.value",
    .text = "SELECT id FROM indicator_value WHERE indicator_id = $1 AND plan = $2 AND period_from = $3"
            " AND period_to = $4 AND unit_id = $5 AND known_to = " HN_SQL_OPEN_TIME
};

static bool
says(struct hn_rows *rows, const struct hn_indicator *in)
{
    return strcmp(hn_row_text(rows, "name"), in->name) == 0 &&
           strcmp(hn_row_text(rows, "name_en"), in->name_en) == 0 &&
           strcmp(hn_row_text(rows, "measure"), in->measure) == 0 &&
           strcmp(hn_row_text(rows, "better"), in->better) == 0 &&
           strcmp(hn_row_text(rows, "over_tree"), in->over_tree) == 0 &&
           strcmp(hn_row_text(rows, "over_time"), in->over_time) == 0 &&
           strcmp(hn_row_text(rows, "every"), hn_period_kind_name(in->every)) == 0 &&
           strcmp(hn_row_text(rows, "formula"), in->formula) == 0 &&
           strcmp(hn_row_text(rows, "note"), in->note) == 0 && hn_row_int(rows, "places") == in->places;
}

static enum hn_rc
says_throughout(struct hn_ctx *c, const struct hn_indicator *in, int64_t id, bool *same)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_day(in->from), hn_p_day(in->to), HN_P_END };
    hn_day reached = in->from;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_standing, params, &rows);

    *same = true;
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        *same = *same && hn_row_int(rows, "valid_from") <= reached && says(rows, in);
        reached = (hn_day)hn_row_int(rows, "valid_to");
    }
    *same = *same && reached >= in->to;
    return hn_rows_end(rows);
}

enum hn_rc
hn_indicator_stands(struct hn_ctx *c, const struct hn_indicator *in, int64_t *id, struct hn_unit_id *owner,
                    bool *same)
{
    const struct hn_param params[] = { hn_p_text(in->code), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_of_code, params, &rows);

    *id = 0;
    *same = false;
    owner->v = 0;
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        *id = hn_row_int(rows, "id");
        owner->v = hn_row_int(rows, "unit_id");
    }
    rc = hn_rows_end(rows);
    return rc || !*id ? rc : says_throughout(c, in, *id, same);
}

enum hn_rc
hn_indicator_form_at(struct hn_ctx *c, const char *code, struct hn_indicator_form *out)
{
    const struct hn_param params[] = { hn_p_text(code), HN_P_END };
    bool found;
    int64_t id;
    enum hn_rc rc = hn_store_int(c, &sql_form_of_code, params, &id, &found);

    *out = (struct hn_indicator_form){ .id = 0 };
    return rc || !found ? rc : hn_indicator_form_read(c, id, out);
}

enum hn_rc
hn_indicator_value_at(struct hn_ctx *c, const struct hn_indicator_value *in, int64_t *id)
{
    const struct hn_param params[] = { hn_p_id(in->indicator),    hn_p_int(in->plan),
                                       hn_p_day(in->period.from), hn_p_day(in->period.to),
                                       hn_p_id(in->unit.v),       HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_value, params, id, &found);

    if (!rc && !found)
        *id = 0;
    return rc;
}

const struct hn_sql *const hn_indicator_each_sql[] = { &sql_indicators, &sql_forms,   &sql_lines,
                                                       &sql_checks,     &sql_of_code, &sql_form_of_code,
                                                       &sql_standing,   &sql_value,   NULL };
