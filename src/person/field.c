/* field.c: the single encrypted fields of a record: who sees them, what they may hold, putting new facts (field.h).
 *
 * Neighbours: entry.c does the lists, key.c the sealing, field_table.c declares both.
 */
#include "person/field.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "fact/fact_sql.h"
#include "person/inside.h"

const struct hn_fact_table hn_fact_person_field = {
    .name = "person_field",
    HN_FACT_SQL("person_field", "person_id", " AND field = $2", "field, ", "cipher, reason", HN_MARKS_10),
    .series_count = 1,
    .value_count = 2,
    .values = (const char *const[]){ "cipher", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_BYTES, HN_P_TEXT },
};

/* --- what may be seen --- */

enum hn_rc
hn_person_view(struct hn_ctx *c, struct hn_person_id person, struct hn_person_view *out)
{
    struct hn_person_id self;
    enum hn_rc rc = hn_person_self(c, &self);

    if (rc)
        return rc;
    *out = (struct hn_person_view){ .person = person, .shown = 1U << HN_GROUP_BASIC };
    if (self.v && self.v == person.v) {
        out->self = true;
        out->shown = (1U << HN_GROUP_COUNT) - 1;
    }
    return HN_OK;
}

enum hn_rc
hn_person_reveal(struct hn_ctx *c, struct hn_person_view *view, enum hn_group group, const char *purpose)
{
    enum hn_rc rc;
    int i = 0;

    assert(group < HN_GROUP_COUNT && view->person.v > 0);
    if (view->shown & (1U << group))
        return HN_OK;
    rc = hn_need_person(c, HN_MAY_REVEAL, view->person, group);
    if (rc)
        return rc;
    while (hn_reveal_purposes[i] && strcmp(hn_reveal_purposes[i], purpose ? purpose : "") != 0)
        i++;
    if (!hn_reveal_purposes[i])
        return hn_fail(c, HN_INVALID, "purpose", "person.purpose");
    hn_audit_look(c, "reveal", view->person, (struct hn_unit_id){ 0 }, hn_group_name(group),
                  hn_reveal_purposes[i]);
    view->shown |= 1U << group;
    return HN_OK;
}

/* --- reading --- */

static const struct hn_sql sql_read = {
    .name = "person_field.read",
    .text = "SELECT field, id, valid_from, valid_to, cipher FROM person_field WHERE person_id = $1"
            " AND valid_from <= $2 AND valid_to > $2 AND known_from <= $3 AND known_to > $3"
};

static void
read_value(struct hn_ctx *c, const struct hn_person_view *view, const struct hn_person_key *key,
           struct hn_rows *rows, struct hn_field_value *out)
{
    const struct hn_person_field *f = out->field;
    const char *text = NULL;

    out->from = (hn_day)hn_row_int(rows, "valid_from");
    out->to = (hn_day)hn_row_int(rows, "valid_to");
    out->row = hn_row_int(rows, "id");
    out->erased = key->erased;
    out->has = !key->erased;
    if (!out->has)
        return;
    out->text = HN_MASK;
    if (!(view->shown & (1U << f->group)))
        return;
    text = hn_person_unseal(c, key, f->name, hn_row_bytes(rows, "cipher"));
    if (!text)
        return;
    out->text = text;
    out->shown = true;
}

enum hn_rc
hn_person_fields_read(struct hn_ctx *c, const struct hn_person_view *view, const struct hn_field_value **out)
{
    const struct hn_param params[] = { hn_p_id(view->person.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_field_value *values = HN_NEW_N(c->arena, struct hn_field_value, hn_person_field_count);
    struct hn_person_key key;
    struct hn_rows *rows;
    enum hn_rc rc = hn_person_key_get(c, view->person, false, &key);

    if (rc)
        return rc;
    for (size_t i = 0; i < hn_person_field_count; i++)
        values[i] = (struct hn_field_value){ .field = &hn_person_fields[i], .text = "" };
    rc = hn_store_query(c, &sql_read, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_person_field *f = hn_person_field(hn_row_text(rows, "field"));

        if (f)
            read_value(c, view, &key, rows, &values[f - hn_person_fields]);
    }
    explicit_bzero(&key, sizeof key);
    *out = values;
    return hn_rows_end(rows);
}

/* --- checking --- */

static bool
in_choices(const char *const *choices, const char *text)
{
    for (size_t i = 0; choices[i]; i++) {
        if (strcmp(choices[i], text) == 0)
            return true;
    }
    return false;
}

static enum hn_rc
check_text(struct hn_ctx *c, const char *name, enum hn_field_shape shape, size_t max, const char *text,
           const char **clean)
{
    bool many = shape == HN_SHAPE_LONG;
    size_t most = max ? max : many ? 2000 : 200;

    *clean = hn_vi_clean(c->arena, text, strlen(text), many);
    if (!*clean)
        return hn_fail(c, HN_INVALID, name, "not_text");
    if (hn_utf8_count(*clean) > most)
        return hn_fail_arg(c, HN_INVALID, name, "too_long", hn_print(c->arena, "%zu", most));
    return HN_OK;
}

static enum hn_rc
check_date(struct hn_ctx *c, const char *name, const char *text, const char **clean)
{
    hn_pdate date;

    if (!hn_pdate_parse(text, &date))
        return hn_fail(c, HN_INVALID, name, "not_pdate");
    *clean = hn_pdate_iso(c->arena, date);
    return HN_OK;
}

static enum hn_rc
check_number(struct hn_ctx *c, const char *name, const char *text, const char **clean)
{
    enum hn_number kind = hn_number_of_field(name);

    assert(kind < HN_NUMBER_KINDS);
    *clean = *text ? hn_number_clean(c->arena, kind, text) : "";
    return *clean ? HN_OK : hn_fail(c, HN_INVALID, name, hn_number_fault(kind));
}

/* One value of a shape, for a field or a column of an entry; "" is let through. */
static enum hn_rc
check_value(struct hn_ctx *c, const char *name, enum hn_field_shape shape, const char *const *choices,
            size_t max, const char *text, const char **clean)
{
    switch (shape) {
    case HN_SHAPE_TEXT:
    case HN_SHAPE_LONG:
        return check_text(c, name, shape, max, text, clean);
    case HN_SHAPE_DATE:
        return check_date(c, name, text, clean);
    case HN_SHAPE_NUMBER:
        return check_number(c, name, text, clean);
    case HN_SHAPE_CHOICE:
        *clean = text;
        if (*text && !in_choices(choices, text))
            return hn_fail(c, HN_INVALID, name, "not_choice");
        return HN_OK;
    }
    assert(!"a field has one of five shapes");
    return HN_BROKEN;
}

enum hn_rc
hn_field_check(struct hn_ctx *c, const struct hn_person_field *field, const char *text, const char **clean)
{
    return check_value(c, field->name, field->shape, field->choices, field->max, text ? text : "", clean);
}

enum hn_rc
hn_entry_check(struct hn_ctx *c, const struct hn_person_list *list, const char *const *cells,
               const char *clean[HN_ENTRY_COLUMNS])
{
    size_t width = hn_person_list_width(list);
    enum hn_rc worst = HN_OK;

    for (size_t i = 0; i < width; i++) {
        const struct hn_entry_column *col = &list->columns[i];
        enum hn_rc rc = check_value(c, col->name, col->shape, col->choices, col->max,
                                    cells[i] ? cells[i] : "", &clean[i]);

        if (!rc && col->required && !*clean[i])
            rc = hn_fail_arg(c, HN_INVALID, col->name, "entry.missing", col->name);
        if (rc)
            worst = rc;
    }
    return worst;
}

/* --- numbers: the hashes they are looked up by --- */

static const struct hn_sql sql_number_other = {
    .name = "person_number.other",
    .text = "SELECT person_id FROM person_number WHERE kind = $1 AND hash = $2 AND person_id <> $3 LIMIT 1"
};
static const struct hn_sql sql_number_clear = {
    .name = "person_number.clear", .text = "DELETE FROM person_number WHERE person_id = $1 AND kind = $2"
};
const struct hn_sql hn_sql_person_number_add = {
    .name = "person_number.add",
    .text = "INSERT INTO person_number (kind, hash, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
};

/* The index follows the number now in force, so that a mended mistake frees the number for whose it is. */
static enum hn_rc
put_number(struct hn_ctx *c, struct hn_person_id person, enum hn_number kind, const char *clean)
{
    const char *name = hn_number_field(kind);
    const struct hn_param clear[] = { hn_p_id(person.v), hn_p_text(name), HN_P_END };
    struct hn_bytes hash;
    int64_t other;
    bool taken = false;
    enum hn_rc rc;

    if (!*clean)
        return hn_store_do(c, &sql_number_clear, clear);
    rc = hn_number_hash(c, kind, clean, &hash);
    if (rc)
        return rc;
    const struct hn_param look[] = { hn_p_text(name), hn_p_bytes(hash), hn_p_id(person.v), HN_P_END };

    if (hn_number_unique(kind))
        rc = hn_store_int(c, &sql_number_other, look, &other, &taken);
    if (rc)
        return rc;
    if (taken)
        return hn_fail(c, HN_CONFLICT, name, "person.number_taken");
    rc = hn_store_do(c, &sql_number_clear, clear);
    return rc ? rc : hn_store_do(c, &hn_sql_person_number_add, look);
}

/* --- putting --- */

/* Does the text stand already from that day to the open end? */
static enum hn_rc
stands(struct hn_ctx *c, const struct hn_person_key *key, const struct hn_person_field *field,
       const char *text, hn_day from, bool *out)
{
    const struct hn_param params[] = { hn_p_id(key->person.v), hn_p_text(field->name), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &hn_fact_person_field.current, params, &rows);
    bool any = false, same = false;

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        hn_day valid_from = (hn_day)hn_row_int(rows, "valid_from"),
               valid_to = (hn_day)hn_row_int(rows, "valid_to");

        if (valid_to <= from)
            continue;
        const char *old = hn_person_unseal(c, key, field->name, hn_row_bytes(rows, "cipher"));

        same = !any && valid_from <= from && valid_to == HN_DAY_OPEN && old && strcmp(old, text) == 0;
        any = true;
    }
    *out = any ? same : *text == '\0';
    return hn_rows_end(rows);
}

static enum hn_rc
put(struct hn_ctx *c, const struct hn_person_key *key, const struct hn_person_field *field, const char *text,
    hn_day from, const char *reason)
{
    const struct hn_param series[] = { hn_p_text(field->name) };
    struct hn_param values[2];
    struct hn_fact fact = { .owner = key->person.v, .from = from, .to = HN_DAY_OPEN, .series = series };

    if (*text) {
        values[0] = hn_p_bytes(hn_person_seal(c, key, field->name, text));
        values[1] = hn_p_text(reason ? reason : "");
        fact.values = values;
    }
    return hn_fact_put(c, &hn_fact_person_field, &fact, NULL);
}

enum hn_rc
hn_person_field_write(struct hn_ctx *c, struct hn_person_id person, const char *name, const char *text,
                      hn_day from, const char *reason, bool *changed)
{
    const struct hn_person_field *field = hn_person_field(name);
    struct hn_person_key key;
    const char *clean;
    bool already = false;
    enum hn_rc rc;

    if (!field)
        return hn_fail_arg(c, HN_INVALID, name, "field.unknown", name);
    rc = hn_field_check(c, field, text, &clean);
    if (!rc)
        rc = hn_person_key_get(c, person, true, &key);
    if (!rc)
        rc = stands(c, &key, field, clean, from, &already);
    if (rc || already)
        return rc;
    if (field->shape == HN_SHAPE_NUMBER)
        rc = put_number(c, person, hn_number_of_field(name), clean);
    if (!rc)
        rc = put(c, &key, field, clean, from, reason);
    explicit_bzero(&key, sizeof key);
    *changed = true;
    return rc;
}

enum hn_rc
hn_person_put_field(struct hn_ctx *c, struct hn_person_id person, const char *name, const char *text,
                    hn_day from, const char *reason)
{
    const struct hn_person_field *field = hn_person_field(name);
    bool changed = false;
    enum hn_rc rc;

    if (!field)
        return hn_fail_arg(c, HN_INVALID, name, "field.unknown", name);
    rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, field->group);
    if (!rc)
        rc = hn_person_reason(c, from, reason);
    if (!rc)
        rc = hn_person_field_write(c, person, name, text, from, reason, &changed);
    if (rc || !changed)
        return rc;
    return hn_audit_change(c, "person.put_field", person.v, (struct hn_unit_id){ 0 }, name, "");
}

const struct hn_sql *const hn_person_field_sql[] = {
    &sql_read,
    &sql_number_other,
    &sql_number_clear,
    &hn_sql_person_number_add,
    HN_FACT_LIST(hn_fact_person_field),
    NULL,
};
