/* form.c: forms, who is asked, by when (form.h). Their lines: form_line.c; what must hold between these: form_check.c. */
#include "indicator/form.h"

#include "audit/audit.h"
#include "base/code.h"
#include "base/num.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "indicator/inside.h"

const char *const hn_indicator_form_asked[] = {
    "self", "children", "grassroots_org", "any_cell", "cell", NULL
};

enum { NAME_MOST = 300, NOTE_MOST = 2000, DUE_MOST = 366, FORMS_MOST = 200 };

/* --- reading --- */

/* clang-format off */
/* $1 on, $2 known */
#define SELECT_FORM                                                                                          \
    "SELECT " HN_INDICATOR_FORM_COLUMNS ", " HN_SQL_LAST_UNIT("code", "f.unit_id", "$1", "$2") " AS unit_code, " HN_SQL_LAST_UNIT("name", "f.unit_id", "$1", "$2") " AS unit_name FROM form f"
static const struct hn_sql sql_one = { .name = "form.one", .text = SELECT_FORM " WHERE f.id = $3" };
static const struct hn_sql sql_by_code = { .name = "form.by_code", .text = "SELECT id FROM form WHERE code = $1" };
static const struct hn_sql sql_in_sight = {
    .name = "form.in_sight",
    .text = "SELECT f.id FROM form f WHERE f.id = $18 AND " HN_INDICATOR_SIGHT("f.unit_id")
};
/* $3 unit, $4 1: only what is asked of it */
static const struct hn_sql sql_of_unit = {
    .name = "form.of_unit",
    .text = SELECT_FORM " WHERE f.valid_from <= $1 AND f.valid_to > $1 AND f.at <= $2 AND (EXISTS (SELECT 1"
            " FROM unit_closure k CROSS JOIN unit_version v WHERE k.des = $3 AND k.anc = f.unit_id AND "
            HN_SQL_AT("k", "$1", "$2") " AND v.unit_id = k.des AND " HN_SQL_AT("v", "$1", "$2")
            " AND ($4 = 0 OR " HN_INDICATOR_FORM_ASKS("f", "k", "v") "))"
            " OR ($4 = 0 AND EXISTS (SELECT 1 FROM unit_closure b WHERE b.des = f.unit_id AND b.anc = $3 AND "
            HN_SQL_AT("b", "$1", "$2") "))) ORDER BY f.code LIMIT $5"
};
/* $1 unit, $2 form, $3 day */
static const struct hn_sql sql_asks = {
    .name = "form.asks",
    .text = "SELECT f.id FROM form f CROSS JOIN unit_closure k CROSS JOIN unit_version v WHERE f.id = $2"
            " AND k.des = $1 AND k.anc = f.unit_id AND k.valid_from <= $3 AND k.valid_to > $3 AND k.known_to = "
            HN_SQL_OPEN_TIME " AND v.unit_id = k.des AND v.valid_from <= $3 AND v.valid_to > $3 AND v.known_to = "
            HN_SQL_OPEN_TIME " AND f.valid_from <= $3 AND f.valid_to > $3 AND " HN_INDICATOR_FORM_ASKS("f", "k", "v")
};
/* clang-format on */

struct hn_indicator_form
hn_indicator_form_of(struct hn_rows *rows)
{
    return (struct hn_indicator_form){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .asked = hn_row_text(rows, "asked"),
        .note = hn_row_text(rows, "note"),
        .every = hn_period_kind_of(hn_row_text(rows, "every")),
        .due_days = (int)hn_row_int(rows, "due_days"),
        .source_needed = hn_row_int(rows, "source_needed") != 0,
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_indicator_form_read(struct hn_ctx *c, int64_t id, struct hn_indicator_form *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_indicator_form_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "form.not_found");
}

static enum hn_rc
must_be_in_sight(struct hn_ctx *c, int64_t id)
{
    return hn_indicator_need_sight(c, &sql_in_sight, id, "form.not_found");
}

enum hn_rc
hn_indicator_form_in_sight(struct hn_ctx *c, int64_t id, bool *out)
{
    const int faults = c->fault_count;
    enum hn_rc rc = must_be_in_sight(c, id);

    *out = !rc;
    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return HN_OK;
}

enum hn_rc
hn_indicator_form_get(struct hn_ctx *c, int64_t id, struct hn_indicator_form *out)
{
    enum hn_rc rc = must_be_in_sight(c, id);

    return rc ? rc : hn_indicator_form_read(c, id, out);
}

enum hn_rc
hn_indicator_form_find(struct hn_ctx *c, const char *code_or_id, int64_t *out)
{
    const struct hn_param params[] = { hn_p_text(code_or_id), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_by_code, params, out, &found);

    if (rc)
        return rc;
    if (!found && !hn_parse_i64(code_or_id, 1, INT64_MAX, out))
        return hn_fail(c, HN_NOT_FOUND, "", "form.not_found");
    return must_be_in_sight(c, *out);
}

enum hn_rc
hn_indicator_forms(struct hn_ctx *c, struct hn_unit_id unit, bool owed_only,
                   const struct hn_indicator_form **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->on),     hn_p_time(hn_fact_known(c)), hn_p_id(unit.v),
                                       hn_p_int(owed_only), hn_p_int(FORMS_MOST),        HN_P_END };
    struct hn_indicator_form *found;
    struct hn_rows *rows;
    enum hn_rc rc = hn_need_figures(c, unit);

    if (!rc)
        rc = hn_store_query(c, &sql_of_unit, params, &rows);
    if (rc)
        return rc;
    found = HN_NEW_N(c->arena, struct hn_indicator_form, FORMS_MOST);
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = hn_indicator_form_of(rows);
    *out = found;
    return hn_rows_end(rows);
}

enum hn_rc
hn_indicator_form_asks(struct hn_ctx *c, const struct hn_indicator_form *f, struct hn_unit_id unit,
                       struct hn_period period, bool *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(f->id), hn_p_day(period.to - 1), HN_P_END };
    int64_t id;

    return hn_store_int(c, &sql_asks, params, &id, out);
}

hn_day
hn_indicator_form_due(const struct hn_indicator_form *f, struct hn_period period)
{
    return period.to - 1 + f->due_days;
}

/* --- setting one up --- */

static const struct hn_sql sql_has_sheets = {
    .name = "form.has_sheets",
    .text = "SELECT id FROM sheet WHERE form_id = $1 LIMIT 1",
};
static const struct hn_sql sql_insert = {
    .name = "form.insert",
    .text =
        "INSERT INTO form (unit_id, id, code, name, asked, every, due_days, source_needed, note, valid_from,"
        " valid_to, version, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, "
        "$13)"
};
static const struct hn_sql sql_update = {
    .name = "form.update",
    .text = "UPDATE form SET name = $3, asked = $4, every = $5, due_days = $6, source_needed = $7, note = $8,"
            " valid_from = $9, valid_to = $10, version = version + 1, entered_by = $11 WHERE unit_id = $1 "
            "AND id = $2"
};

static enum hn_rc
check(struct hn_ctx *c, const struct hn_indicator_form *in)
{
    size_t letters = in->name ? hn_utf8_count(in->name) : 0;
    enum hn_rc rc = HN_OK;

    if (!in->id && !hn_is_code(in->code, HN_CODE_MOST))
        rc = hn_fail(c, HN_INVALID, "code", "form.code");
    if (!letters || letters > NAME_MOST)
        rc = hn_fail(c, HN_INVALID, "name", "form.name");
    if (in->every <= HN_PERIOD_ANY || in->every >= HN_PERIOD_KINDS)
        rc = hn_fail(c, HN_INVALID, "every", "form.every");
    if (in->due_days < 0 || in->due_days > DUE_MOST)
        rc = hn_fail(c, HN_INVALID, "due_days", "form.due");
    if (!hn_one_of(in->asked, hn_indicator_form_asked))
        rc = hn_fail(c, HN_INVALID, "asked", "form.asked");
    if (in->note && hn_utf8_count(in->note) > NOTE_MOST)
        rc = hn_fail(c, HN_INVALID, "note", "indicator.long");
    if (in->from >= in->to)
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    return rc;
}

/* A new one's code must be free; of one that was filled in, the kind of period stays. */
static enum hn_rc
must_fit(struct hn_ctx *c, const struct hn_indicator_form *in, const struct hn_indicator_form *old)
{
    const struct hn_param code[] = { hn_p_text(in->code), HN_P_END };
    const struct hn_param id[] = { hn_p_id(in->id), HN_P_END };
    bool found = false;
    int64_t other;
    enum hn_rc rc;

    if (!in->id) {
        rc = hn_store_int(c, &sql_by_code, code, &other, &found);
        return !rc && found ? hn_fail(c, HN_CONFLICT, "code", "form.code_taken") : rc;
    }
    if (in->every == old->every)
        return HN_OK;
    rc = hn_store_int(c, &sql_has_sheets, id, &other, &found);
    return !rc && found ? hn_fail(c, HN_CONFLICT, "every", "form.has_sheets") : rc;
}

static enum hn_rc
write_form(struct hn_ctx *c, const struct hn_indicator_form *in, int64_t id)
{
    struct hn_param params[14];
    size_t n = 0;

    params[n++] = hn_p_id(in->unit.v);
    params[n++] = hn_p_id(id);
    if (!in->id)
        params[n++] = hn_p_text(in->code);
    params[n++] = hn_p_text(in->name);
    params[n++] = hn_p_text(in->asked);
    params[n++] = hn_p_text(hn_period_kind_name(in->every));
    params[n++] = hn_p_int(in->due_days);
    params[n++] = hn_p_int(in->source_needed);
    params[n++] = hn_p_text(in->note ? in->note : "");
    params[n++] = hn_p_day(in->from);
    params[n++] = hn_p_day(in->to);
    if (!in->id)
        params[n++] = hn_p_time(c->now);
    params[n++] = hn_p_id(c->actor.v);
    params[n] = HN_P_END;
    return hn_store_do(c, in->id ? &sql_update : &sql_insert, params);
}

enum hn_rc
hn_indicator_form_put(struct hn_ctx *c, const struct hn_indicator_form *in, int64_t *out)
{
    struct hn_indicator_form old = { .name = "" }, as = *in;
    int64_t id = in->id ? in->id : hn_new_id(c);
    enum hn_rc rc = in->id ? hn_indicator_form_read(c, in->id, &old) : HN_OK;

    if (in->id)
        as.unit = old.unit;
    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, as.unit);
    if (!rc && in->id && in->version != old.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc)
        rc = check(c, &as);
    if (!rc)
        rc = must_fit(c, &as, &old);
    if (!rc)
        rc = write_form(c, &as, id);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_change(c, in->id ? "form.change" : "form.put", id, as.unit, old.name, as.name);
}

const struct hn_sql *const hn_indicator_form_sql[] = { &sql_one,     &sql_by_code, &sql_in_sight,
                                                       &sql_of_unit, &sql_asks,    &sql_has_sheets,
                                                       &sql_insert,  &sql_update,  NULL };
