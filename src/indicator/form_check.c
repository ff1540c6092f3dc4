/* form_check.c: what must hold between the indicators of a form (form.h). Whether a sheet holds it: sheet.h. */
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "indicator/inside.h"

enum { CHECKS_MOST = 100, MESSAGE_MOST = 500 };

/* --- reading --- */

static const struct hn_sql sql_list = {
    .name = "form_check.list",
    .text = "SELECT id, formula, message, strict FROM form_check WHERE form_id = $1 AND removed_at = 0"
            " ORDER BY id LIMIT $2"
};
/* The indicators of a form as they are on a day. $1 form, $2 day */
static const struct hn_sql sql_measures = {
    .name = "form_check.measures",
    .text = "SELECT i.code, v.measure FROM form_line l CROSS JOIN indicator i CROSS JOIN indicator_version v"
            " WHERE l.form_id = $1 AND l.removed_at = 0 AND i.id = l.indicator_id AND v.indicator_id = i.id"
            " AND " HN_INDICATOR_NEAREST("$2", "9223372036854775806")
};

enum hn_rc
hn_indicator_form_checks(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_check **out,
                         size_t *count)
{
    const struct hn_param params[] = { hn_p_id(form), hn_p_int(CHECKS_MOST), HN_P_END };
    struct hn_indicator_form_check *found = HN_NEW_N(c->arena, struct hn_indicator_form_check, CHECKS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_list, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = (struct hn_indicator_form_check){ .id = hn_row_int(rows, "id"),
                                                          .formula = hn_row_text(rows, "formula"),
                                                          .message = hn_row_text(rows, "message"),
                                                          .strict = hn_row_int(rows, "strict") != 0 };
    *out = found;
    return hn_rows_end(rows);
}

/* --- rules --- */

/* Measures of the codes, NULL where a code is not of the form. */
static enum hn_rc
read_measures(struct hn_ctx *c, int64_t form, const char *const *codes, size_t count,
              const char *measures[HN_FORMULA_REFS])
{
    const struct hn_param params[] = { hn_p_id(form), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_measures, params, &rows);

    if (rc)
        return rc;
    memset(measures, 0, HN_FORMULA_REFS * sizeof measures[0]);
    while (hn_rows_next(rows)) {
        const char *code = hn_row_text(rows, "code");

        for (size_t i = 0; i < count; i++)
            if (strcmp(codes[i], code) == 0)
                measures[i] = hn_row_text(rows, "measure");
    }
    return hn_rows_end(rows);
}

static enum hn_rc
check_formula(struct hn_ctx *c, int64_t form, const char *text)
{
    const char *measures[HN_FORMULA_REFS];
    const struct hn_formula *f = NULL;
    const char *const *codes;
    size_t count = 0;
    enum hn_rc rc = hn_formula_compile(c, text, "formula", &f);

    if (!rc && !hn_formula_is_truth(f))
        rc = hn_fail(c, HN_INVALID, "formula", "form.check_truth");
    if (!rc) {
        count = hn_formula_codes(f, &codes);
        rc = read_measures(c, form, codes, count, measures);
    }
    for (size_t i = 0; !rc && i < count; i++)
        if (!measures[i])
            rc = hn_fail_arg(c, HN_INVALID, "formula", "form.check_code", codes[i]);
    return rc ? rc : hn_formula_measures(c, f, measures, NULL, "formula");
}

static enum hn_rc
check(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_check *in, const char *message)
{
    const struct hn_indicator_form_check *list;
    size_t letters = hn_utf8_count(message), count = 0, found = 0;
    enum hn_rc rc = check_formula(c, form, in->formula ? in->formula : ""), other = HN_OK;

    if (!letters || letters > MESSAGE_MOST)
        rc = hn_fail(c, HN_INVALID, "message", "form.message");
    if (!rc)
        other = hn_indicator_form_checks(c, form, &list, &count);
    for (size_t i = 0; i < count; i++)
        found += list[i].id == in->id;
    if (!rc && !other && in->id && !found)
        return hn_fail(c, HN_NOT_FOUND, "", "form.not_found");
    if (!rc && !other && !in->id && count == CHECKS_MOST)
        return hn_fail(c, HN_INVALID, "formula", "form.too_many");
    return rc ? rc : other;
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "form_check.insert",
    .text = "INSERT INTO form_check (form_id, id, formula, message, strict, removed_at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, 0, $6)"
};
static const struct hn_sql sql_remove = {
    .name = "form_check.remove",
    .text = "UPDATE form_check SET removed_at = $3 WHERE form_id = $1 AND id = $2 AND removed_at = 0"
};

static enum hn_rc
remove_one(struct hn_ctx *c, int64_t form, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(form), hn_p_id(id), hn_p_time(c->now), HN_P_END };
    int64_t touched = 0;
    enum hn_rc rc = hn_store_do_count(c, &sql_remove, params, &touched);

    return rc || touched ? rc : hn_fail(c, HN_NOT_FOUND, "", "form.not_found");
}

static enum hn_rc
need_form(struct hn_ctx *c, int64_t form, struct hn_indicator_form *f)
{
    enum hn_rc rc = hn_indicator_form_read(c, form, f);

    return rc ? rc : hn_need(c, HN_MAY_DIRECT, f->unit);
}

/* A changed one is a new row: what held when a sheet was sent stays to be read. */
enum hn_rc
hn_indicator_form_check_put(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_check *in,
                            int64_t *out)
{
    const char *message = in->message ? in->message : "";
    int64_t id = hn_new_id(c);
    const struct hn_param params[] = {
        hn_p_id(form),       hn_p_id(id), hn_p_text(in->formula), hn_p_text(message), hn_p_int(in->strict),
        hn_p_id(c->actor.v), HN_P_END
    };
    struct hn_indicator_form f;
    enum hn_rc rc = need_form(c, form, &f);

    if (!rc)
        rc = check(c, form, in, message);
    if (!rc && in->id)
        rc = remove_one(c, form, in->id);
    if (!rc)
        rc = hn_store_do(c, &sql_insert, params);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_change(c, "form.check", form, f.unit, "", in->formula);
}

enum hn_rc
hn_indicator_form_check_remove(struct hn_ctx *c, int64_t form, int64_t id)
{
    struct hn_indicator_form f;
    enum hn_rc rc = need_form(c, form, &f);

    if (!rc)
        rc = remove_one(c, form, id);
    return rc ? rc : hn_audit_change(c, "form.uncheck", form, f.unit, "", "");
}

/* Checks name only what stands in the form, so a line they name stays. */
static const struct hn_sql sql_line_codes = {
    .name = "form_check.line_codes",
    .text = "SELECT i.id, i.code FROM form_line l CROSS JOIN indicator i WHERE l.form_id = $1"
            " AND l.removed_at = 0 AND i.id = l.indicator_id"
};

static bool
is_named(const char *code, const struct hn_indicator_form_check *checks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (hn_indicator_formula_names(checks[i].formula, code))
            return true;
    return false;
}

enum hn_rc
hn_indicator_form_lines_checked(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line *in,
                                size_t in_count)
{
    const struct hn_param params[] = { hn_p_id(form), HN_P_END };
    const struct hn_indicator_form_check *checks;
    const char *missed = NULL;
    struct hn_rows *rows;
    size_t count;
    enum hn_rc rc = hn_indicator_form_checks(c, form, &checks, &count);

    if (rc || !count)
        return rc;
    rc = hn_store_query(c, &sql_line_codes, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const char *code = hn_row_text(rows, "code");
        bool kept = false;

        for (size_t i = 0; i < in_count && !kept; i++)
            kept = in[i].indicator == hn_row_int(rows, "id");
        if (!kept && !missed && is_named(code, checks, count))
            missed = code;
    }
    rc = hn_rows_end(rows);
    return rc || !missed ? rc : hn_fail_arg(c, HN_CONFLICT, "line", "form.line_checked", missed);
}

const struct hn_sql *const hn_indicator_form_check_sql[] = { &sql_list,   &sql_measures,   &sql_insert,
                                                             &sql_remove, &sql_line_codes, NULL };
