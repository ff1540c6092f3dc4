/* form_line.c: which indicators stand in a form (form.h). What must hold between them: form_check.c. */
#include <string.h>

#include "audit/audit.h"
#include "indicator/figure.h"
#include "indicator/inside.h"

enum { LINES_MOST = 100 };

static const struct hn_sql sql_lines = {
    .name = "form.lines",
    .text = "SELECT indicator_id, position, required FROM form_line WHERE form_id = $1 AND removed_at = 0"
            " ORDER BY position, id"
};
static const struct hn_sql sql_lines_remove = {
    .name = "form.lines_remove",
    .text = "UPDATE form_line SET removed_at = $2 WHERE form_id = $1 AND removed_at = 0"
};
static const struct hn_sql sql_line_remove = {
    .name = "form.line_remove",
    .text = "UPDATE form_line SET removed_at = $3 WHERE form_id = $1 AND indicator_id = $2 AND removed_at = 0"
};
static const struct hn_sql sql_bump = {
    .name = "form_line.bump",
    .text = "INSERT INTO indicator_stamp (indicator_id, stamp) SELECT indicator_id, 1 FROM form_line"
            " WHERE form_id = $1 AND removed_at = 0"
            " ON CONFLICT (indicator_id) DO UPDATE SET stamp = indicator_stamp.stamp + 1"
};
static const struct hn_sql sql_line_insert = {
    .name = "form.line_insert",
    .text = "INSERT INTO form_line (form_id, id, indicator_id, position, required, removed_at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, 0, $6)"
};
/* The indicator as a line would have it: of the form's unit or one above it, and in which other form. $1 indicator, $2 unit, $3
 * day, $4 form */
static const struct hn_sql sql_line_fits = {
    .name = "form.line_fits",
    .text =
        "SELECT i.code, v.every, v.formula, COALESCE(g.name, '') AS other, COALESCE(g.id, 0) AS other_id "
        "FROM indicator i"
        " CROSS JOIN indicator_version v LEFT JOIN form_line l ON l.indicator_id = i.id AND l.removed_at = 0"
        " AND l.form_id <> $4 LEFT JOIN form g ON g.id = l.form_id WHERE i.id = $1 AND v.indicator_id = i.id"
        " AND " HN_INDICATOR_NEAREST(
            "$3", "9223372036854775806") " AND EXISTS (SELECT 1 FROM unit_closure k"
                                         " WHERE k.des = $2 AND k.anc = i.unit_id AND k.known_to "
                                         "= " HN_SQL_OPEN_TIME " AND k.valid_from <= $3 AND k.valid_to > $3)"
};

enum hn_rc
hn_indicator_form_lines(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line **out,
                        size_t *count)
{
    const struct hn_param params[] = { hn_p_id(form), HN_P_END };
    struct hn_indicator_form_line *found = HN_NEW_N(c->arena, struct hn_indicator_form_line, LINES_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_lines, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; *count < LINES_MOST && hn_rows_next(rows); (*count)++)
        found[*count] = (struct hn_indicator_form_line){ .indicator = hn_row_int(rows, "indicator_id"),
                                                         .position = (int)hn_row_int(rows, "position"),
                                                         .required = hn_row_int(rows, "required") != 0 };
    *out = found;
    return hn_rows_end(rows);
}

/* Figures of approved values alone hold no more when a line comes or goes: said before it goes and after it came. */
static enum hn_rc
bump(struct hn_ctx *c, int64_t form)
{
    const struct hn_param params[] = { hn_p_id(form), HN_P_END };

    return hn_store_do(c, &sql_bump, params);
}

/* A form of a unit aside is not named. */
static enum hn_rc
fail_taken(struct hn_ctx *c, const char *code, int64_t form, const char *name)
{
    bool seen;
    enum hn_rc rc = hn_indicator_form_in_sight(c, form, &seen);

    return rc ? rc
              : hn_fail_arg(c, HN_CONFLICT, "line", "form.line_taken",
                            seen ? hn_print(c->arena, "%s, %s", code, name) : code);
}

/* What is entered is of the form's own kind of period; what is reckoned may be of any. */
static enum hn_rc
check_line(struct hn_ctx *c, const struct hn_indicator_form *f, int64_t indicator)
{
    const struct hn_param params[] = { hn_p_id(indicator), hn_p_id(f->unit.v), hn_p_day(c->today),
                                       hn_p_id(f->id), HN_P_END };
    const char *code = NULL, *every = "", *formula = "", *other = "";
    int64_t other_id = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_line_fits, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        code = hn_row_text(rows, "code");
        every = hn_row_text(rows, "every");
        formula = hn_row_text(rows, "formula");
        other = hn_row_text(rows, "other");
        other_id = hn_row_int(rows, "other_id");
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (!code)
        return hn_fail(c, HN_INVALID, "line", "form.line");
    if (other_id)
        return fail_taken(c, code, other_id, other);
    if (!*formula && *every && strcmp(every, hn_period_kind_name(f->every)) != 0)
        return hn_fail_arg(c, HN_INVALID, "line", "form.every_differs", code);
    return HN_OK;
}

static enum hn_rc
write_line(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line *l)
{
    const struct hn_param params[] = { hn_p_id(form),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_id(l->indicator),
                                       hn_p_int(l->position),
                                       hn_p_int(l->required),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_line_insert, params);
}

enum hn_rc
hn_indicator_form_lines_put(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line *in,
                            size_t count)
{
    const struct hn_param params[] = { hn_p_id(form), hn_p_time(c->now), HN_P_END };
    struct hn_indicator_form f;
    enum hn_rc rc = hn_indicator_form_read(c, form, &f), line;

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, f.unit);
    if (!rc && count > LINES_MOST)
        rc = hn_fail(c, HN_INVALID, "line", "form.too_many");
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        line = check_line(c, &f, in[i].indicator);
        rc = line ? line : rc;
    }
    if (!rc)
        rc = hn_indicator_form_lines_checked(c, form, in, count);
    if (!rc)
        rc = bump(c, form);
    if (!rc)
        rc = hn_store_do(c, &sql_lines_remove, params);
    for (size_t i = 0; !rc && i < count; i++)
        rc = write_line(c, form, &in[i]);
    if (!rc)
        rc = bump(c, form);
    return rc ? rc : hn_audit_change(c, "form.lines", form, f.unit, "", "");
}

enum hn_rc
hn_indicator_form_line_put(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line *in,
                           bool *same, bool *there)
{
    const struct hn_param params[] = { hn_p_id(form), hn_p_id(in->indicator), hn_p_time(c->now), HN_P_END };
    const struct hn_indicator_form_line *lines;
    struct hn_indicator_form f;
    size_t count = 0;
    enum hn_rc rc = hn_indicator_form_read(c, form, &f);

    *same = *there = false;
    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, f.unit);
    if (!rc)
        rc = hn_indicator_form_lines(c, form, &lines, &count);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].indicator != in->indicator)
            continue;
        *there = true;
        *same = lines[i].position == in->position && lines[i].required == in->required;
    }
    if (rc || *same)
        return rc;
    if (!*there && count == LINES_MOST)
        return hn_fail(c, HN_INVALID, "line", "form.too_many");
    rc = check_line(c, &f, in->indicator);
    if (!rc && *there)
        rc = hn_store_do(c, &sql_line_remove, params);
    if (!rc)
        rc = write_line(c, form, in);
    if (!rc && !*there)
        rc = hn_indicator_stamp_bump(c, in->indicator);
    return rc ? rc : hn_audit_change(c, "form.lines", form, f.unit, "", "");
}

const struct hn_sql *const hn_indicator_form_line_sql[] = {
    &sql_lines, &sql_bump, &sql_lines_remove, &sql_line_remove, &sql_line_insert, &sql_line_fits, NULL
};
