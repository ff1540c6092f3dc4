/* person.c: finding, making and changing a person's plain record (person.h). */
#include "person/person.h"

#include <assert.h>
#include <inttypes.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/code.h"
#include "base/num.h"
#include "base/vi.h"
#include "fact/fact_sql.h"
#include "person/inside.h"

bool
hn_person_code_ok(const char *code)
{
    return hn_is_code(code, HN_CODE_MOST);
}

/* --- finding --- */

static const struct hn_sql sql_by_code = { .name = "person.by_code",
                                           .text = "SELECT person_id FROM person_code WHERE code = $1" };
static const struct hn_sql sql_by_id = { .name = "person.by_id",
                                         .text = "SELECT id FROM person WHERE id = $1" };

enum hn_rc
hn_person_of_code(struct hn_ctx *c, const char *code, struct hn_person_id *out)
{
    const struct hn_param params[] = { hn_p_text(code), HN_P_END };
    bool found;

    out->v = 0;
    return hn_person_code_ok(code) ? hn_store_int(c, &sql_by_code, params, &out->v, &found) : HN_OK;
}

enum hn_rc
hn_person_find_for(struct hn_ctx *c, enum hn_right right, const char *code_or_id, struct hn_person_id *out)
{
    struct hn_person_id coded;
    int64_t id, number;
    enum hn_rc rc = hn_person_of_code(c, code_or_id, &coded);
    bool found = coded.v != 0;

    if (rc)
        return rc;
    id = coded.v;
    if (!found && hn_parse_i64(code_or_id, 1, INT64_MAX, &number)) {
        const struct hn_param params[] = { hn_p_id(number), HN_P_END };

        rc = hn_store_int(c, &sql_by_id, params, &id, &found);
        if (rc)
            return rc;
    }
    rc = found ? hn_access_allows(c, right, (struct hn_record){ .person = { id } }, HN_GROUP_BASIC)
               : HN_NOT_FOUND;
    /* Not there and not theirs: the same words, and a line of the log for both. */
    if (rc == HN_NOT_FOUND || rc == HN_DENIED)
        hn_audit_look(c, "refused", (struct hn_person_id){ id }, (struct hn_unit_id){ 0 },
                      hn_right_name(right), "");
    if (rc == HN_NOT_FOUND)
        return hn_fail(c, HN_NOT_FOUND, "", "person.not_found");
    if (rc == HN_DENIED)
        return hn_fail(c, HN_DENIED, "", "access.denied");
    if (rc)
        return rc;
    out->v = id;
    return HN_OK;
}

enum hn_rc
hn_person_find(struct hn_ctx *c, const char *code_or_id, struct hn_person_id *out)
{
    return hn_person_find_for(c, HN_MAY_READ_MEMBER, code_or_id, out);
}

static const struct hn_sql sql_get = {
    .name = "person.get",
    .text = "SELECT p.code, b.id, b.valid_from, b.valid_to, b.known_from, b.reason, b.full_name, "
            "b.birth_name, b.sex,"
            " b.birth_date, b.ethnicity, b.edu_general, b.edu_degree, b.political_theory, b.occupation, "
            "b.admit_date,"
            " b.official_date FROM person p JOIN person_basic b ON b.person_id = p.id"
            " WHERE p.id = $1 AND b.valid_from <= $2 AND b.valid_to > $2 AND b.known_from <= $3 AND "
            "b.known_to > $3"
};

/* At a day and an instant of the caller's choosing. */
static enum hn_rc
get_at(struct hn_ctx *c, struct hn_person_id id, hn_day on, hn_time known, struct hn_person *out)
{
    const struct hn_param params[] = { hn_p_id(id.v), hn_p_day(on), hn_p_time(known), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_get, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *out = (struct hn_person){
            .id = id,
            .code = hn_row_text(rows, "code"),
            .basic = hn_person_basic_of(rows),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .known_from = hn_row_int(rows, "known_from"),
            .row = hn_row_int(rows, "id"),
            .reason = hn_row_text(rows, "reason"),
        };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "person.not_found");
}

enum hn_rc
hn_person_get(struct hn_ctx *c, struct hn_person_id id, struct hn_person *out)
{
    return get_at(c, id, c->on, hn_fact_known(c), out);
}

enum hn_rc
hn_person_self(struct hn_ctx *c, struct hn_person_id *out)
{
    struct hn_scope scope = { 0 };
    struct hn_look *looks = c->looks;
    int faults = c->fault_count;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEMBER, (struct hn_unit_id){ 0 }, &scope);

    out->v = 0;
    if (rc == HN_DENIED || rc == HN_NOT_FOUND) {
        c->fault_count = faults; /* To be nobody here is neither a failure nor a refusal. */
        c->looks = looks;
        return HN_OK;
    }
    if (rc)
        return rc;
    out->v = scope.person;
    return HN_OK;
}

/* --- making --- */

const struct hn_sql hn_sql_person_add = {
    .name = "person.add", .text = "INSERT INTO person (id, code, created_at) VALUES ($1, $2, $3)"
};
const struct hn_sql hn_sql_person_code_add = {
    .name = "person.code_add", .text = "INSERT INTO person_code (code, person_id) VALUES ($1, $2)"
};
const struct hn_sql hn_sql_person_token_add = {
    .name = "person.token_add",
    .text = "INSERT INTO person_token (token, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
};

static enum hn_rc
add_tokens(struct hn_ctx *c, struct hn_person_id id, const struct hn_person_basic *in)
{
    const char *tokens[HN_TOKENS_MAX];
    size_t n = hn_person_tokens(c->arena, in, tokens, HN_TOKENS_MAX);
    enum hn_rc rc = hn_store_bulk_begin(c, &hn_sql_person_token_add), ended;

    if (rc)
        return rc;
    for (size_t i = 0; i < n && !rc; i++) {
        const struct hn_param params[] = { hn_p_text(tokens[i]), hn_p_id(id.v), HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

enum hn_rc
hn_person_add(struct hn_ctx *c, const char *code, const struct hn_person_basic *in, struct hn_person_id *out)
{
    struct hn_person_id id = { hn_new_id(c) };
    struct hn_param values[HN_BASIC_VALUES];
    struct hn_fact fact = { .owner = id.v, .from = HN_DAY_START, .to = HN_DAY_OPEN, .values = values };
    const char *named = *code ? code : hn_print(c->arena, "P%" PRId64, id.v);
    const struct hn_param look[] = { hn_p_text(named), HN_P_END };
    const struct hn_param person[] = { hn_p_id(id.v), hn_p_text(named), hn_p_time(c->now), HN_P_END };
    const struct hn_param coded[] = { hn_p_text(named), hn_p_id(id.v), HN_P_END };
    int64_t taken;
    bool found;
    enum hn_rc rc;

    if (!hn_person_code_ok(named))
        return hn_fail(c, HN_INVALID, "code", "not_code");
    rc = hn_store_int(c, &sql_by_code, look, &taken, &found);
    if (rc)
        return rc;
    if (found)
        return hn_fail_arg(c, HN_CONFLICT, "code", "person.code_taken", named);
    rc = hn_store_do(c, &hn_sql_person_add, person);
    if (!rc)
        rc = hn_store_do(c, &hn_sql_person_code_add, coded);
    if (rc)
        return rc;
    hn_person_basic_values(c, in, "", "", values);
    rc = hn_fact_first(c, &hn_fact_person_basic, &fact, NULL);
    if (!rc)
        rc = add_tokens(c, id, in);
    if (!rc)
        *out = id;
    return rc;
}

enum hn_rc
hn_person_create(struct hn_ctx *c, struct hn_unit_id unit, const char *code,
                 const struct hn_person_basic *given, struct hn_person_id *out)
{
    const struct hn_person_basic in = hn_person_basic_clean(given);
    struct hn_person_rules rules;
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_MEMBER, unit);

    if (!rc)
        rc = hn_person_rules(c, &rules);
    if (!rc)
        rc = hn_person_check(c, &rules, &in);
    if (!rc)
        rc = hn_person_add(c, code ? code : "", &in, out);
    if (rc)
        return rc;
    return hn_audit_change(c, "person.create", out->v, unit, "", hn_person_basic_text(c, &in));
}

/* --- changing --- */

enum hn_rc
hn_person_reason(struct hn_ctx *c, hn_day from, const char *reason)
{
    if (from < c->today && !(reason && *reason))
        return hn_fail(c, HN_INVALID, "reason", "fact.reason");
    if (reason && hn_utf8_count(reason) > 500)
        return hn_fail_arg(c, HN_INVALID, "reason", "too_long", "500");
    return HN_OK;
}

static const struct hn_sql sql_search = {
    .name = "person.search_words",
    .text = "SELECT search FROM person_basic WHERE person_id = $1 ORDER BY id DESC LIMIT 1"
};

/* The words the newest fact is found by: names of the past stay among them. */
static enum hn_rc
search_words(struct hn_ctx *c, struct hn_person_id id, const char **out)
{
    const struct hn_param params[] = { hn_p_id(id.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_search, params, &rows);

    if (rc)
        return rc;
    *out = hn_rows_next(rows) ? hn_row_text(rows, "search") : "";
    return hn_rows_end(rows);
}

static enum hn_rc
check_edit(struct hn_ctx *c, struct hn_person_id id, const struct hn_person_basic *in, hn_day from,
           const char *reason)
{
    struct hn_person_rules rules;
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, id, HN_GROUP_BASIC), because;

    if (!rc)
        rc = hn_person_rules(c, &rules);
    if (rc)
        return rc;
    rc = hn_person_check(c, &rules, in);
    because = hn_person_reason(c, from, reason);
    return rc ? rc : because;
}

enum hn_rc
hn_person_put_basic(struct hn_ctx *c, struct hn_person_id id, const struct hn_person_basic *given,
                    hn_day from, hn_day to, const char *reason, int64_t row)
{
    const struct hn_person_basic in = hn_person_basic_clean(given);
    struct hn_param values[HN_BASIC_VALUES];
    struct hn_fact fact = { .owner = id.v, .from = from, .to = to, .values = values };
    struct hn_person now;
    const char *words;
    enum hn_rc rc = check_edit(c, id, &in, from, reason);

    if (!rc)
        rc = get_at(c, id, c->on, HN_TIME_OPEN - 1, &now);
    if (rc)
        return rc;
    if (row && row != now.row)
        return hn_fail(c, HN_CONFLICT, "row_version", "changed");
    if (hn_person_basic_same(&in, &now.basic) && now.from <= from && now.to >= to)
        return HN_OK;
    rc = search_words(c, id, &words);
    if (rc)
        return rc;
    hn_person_basic_values(c, &in, words, reason, values);
    rc = hn_fact_put(c, &hn_fact_person_basic, &fact, NULL);
    if (!rc)
        rc = add_tokens(c, id, &in);
    if (rc)
        return rc;
    return hn_audit_change(c, "person.put_basic", id.v, (struct hn_unit_id){ 0 },
                           hn_person_basic_text(c, &now.basic), hn_person_basic_text(c, &in));
}

const struct hn_sql *const hn_person_sql[] = {
    &sql_by_code,
    &sql_by_id,
    &sql_get,
    &hn_sql_person_add,
    &hn_sql_person_code_add,
    &hn_sql_person_token_add,
    &sql_search,
    HN_FACT_LIST(hn_fact_person_basic),
    NULL,
};
