/* load_person.c: people of a load: judged by themselves and by what is known, queued when new (load.h). */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "member/load_inside.h"
#include "member/member.h"

#define BATCH_PEOPLE 4000

/* --- numbers taken --- */

static const struct hn_sql sql_numbers = { .name = "load.numbers",
                                           .text = "SELECT kind, hash, person_id FROM person_number" };

static const char *
number_key(struct hn_arena *a, const char *kind, struct hn_bytes hash)
{
    char hex[33];

    for (size_t i = 0; i < 16; i++) {
        uint8_t byte = i < hash.len ? hash.data[i] : 0;

        hex[2 * i] = "0123456789abcdef"[byte >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[byte & 15];
    }
    hex[32] = '\0';
    return hn_print(a, "%s:%s", kind, hex);
}

static enum hn_rc
read_numbers(struct hn_load *l)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_ctx *c = l->c;
    struct hn_rows *rows;
    enum hn_rc rc;

    if (l->numbers_read)
        return HN_OK;
    l->numbers_read = true;
    rc = hn_store_query(c, &sql_numbers, none, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const char *key = number_key(c->arena, hn_row_text(rows, "kind"), hn_row_bytes(rows, "hash"));

        hn_map_put(&l->numbers, key)->id = hn_row_int(rows, "person_id");
        hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

/* --- a new person --- */

struct sealed {
    const struct hn_person_field *field;
    const char *text;
    struct hn_bytes hash; /* of a number */
};

/* Checks the fields; numbers must be free. Fills sealed, in the batch's memory. */
static enum hn_rc
check_fields(struct hn_load *l, const struct hn_load_person *in, struct sealed *out)
{
    struct hn_ctx *c = l->c;
    enum hn_rc worst = HN_OK;

    for (size_t i = 0; i < in->field_count; i++) {
        const struct hn_person_field *f = hn_person_field(in->fields[i].name);
        const char *clean;
        enum hn_rc rc;

        if (!f)
            return hn_fail_arg(c, HN_INVALID, in->fields[i].name, "field.unknown", in->fields[i].name);
        rc = hn_field_check(c, f, in->fields[i].text, &clean);
        out[i] = (struct sealed){ .field = f, .text = rc ? "" : hn_dup(l->batch, clean) };
        if (!rc && f->shape == HN_SHAPE_NUMBER && *clean) {
            enum hn_number kind = hn_number_of_field(f->name);

            rc = hn_number_hash(c, kind, clean, &out[i].hash);
            if (!rc)
                rc = read_numbers(l);
            if (rc)
                return rc;
            const struct hn_map_slot *taken = hn_map_find(&l->numbers,
                                                          number_key(c->arena, f->name, out[i].hash));

            if (taken && hn_number_unique(kind))
                rc = hn_fail(c, HN_CONFLICT, f->name, "person.number_taken");
        }
        if (rc)
            worst = rc;
    }
    return worst;
}

static struct hn_bytes
keep_bytes(struct hn_arena *a, struct hn_bytes b)
{
    return (struct hn_bytes){ (const uint8_t *)hn_dup_n(a, (const char *)b.data, b.len), b.len };
}

static enum hn_rc
queue_key(struct hn_load *l, struct hn_person_id id)
{
    struct hn_bytes wrapped;
    int number;
    enum hn_rc rc;

    if (l->key.have && l->key.person.v == id.v)
        return HN_OK;
    rc = hn_person_key_make(l->c, id, &l->key, &number, &wrapped);
    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(id.v), hn_p_int(number),
                                       hn_p_bytes(keep_bytes(l->batch, wrapped)), HN_P_END };

    hn_queue_add(l->batch, &l->queue[HN_QUEUE_KEY], params);
    return HN_OK;
}

static enum hn_rc
queue_fields(struct hn_load *l, struct hn_person_id id, const struct sealed *sealed, size_t count)
{
    struct hn_ctx *c = l->c;
    struct hn_param params[HN_FACT_PARAMS];

    for (size_t i = 0; i < count; i++) {
        const struct hn_person_field *f = sealed[i].field;
        enum hn_rc rc;

        if (!*sealed[i].text)
            continue;
        rc = queue_key(l, id);
        if (rc)
            return rc;
        const struct hn_param series[] = { hn_p_text(f->name) };
        const struct hn_param values[] = {
            hn_p_bytes(keep_bytes(l->batch, hn_person_seal(c, &l->key, f->name, sealed[i].text))),
            hn_p_text("")
        };
        const struct hn_fact fact = {
            .owner = id.v, .from = HN_DAY_START, .to = HN_DAY_OPEN, .series = series, .values = values
        };

        hn_fact_params(c, &hn_fact_person_field, &fact, hn_load_at(l), params);
        hn_queue_add(l->batch, &l->queue[HN_QUEUE_FIELD], params);
        if (sealed[i].hash.data) {
            const struct hn_param number[] = { hn_p_text(f->name),
                                               hn_p_bytes(keep_bytes(l->batch, sealed[i].hash)),
                                               hn_p_id(id.v), HN_P_END };

            hn_map_put(&l->numbers, number_key(c->arena, f->name, sealed[i].hash))->id = id.v;
            hn_queue_add(l->batch, &l->queue[HN_QUEUE_NUMBER], number);
        }
    }
    return HN_OK;
}

/* Texts of params into the batch's memory. */
static void
keep_params(struct hn_arena *a, struct hn_param *params)
{
    for (; params->kind != HN_P_LAST; params++) {
        if (params->kind == HN_P_TEXT)
            params->text = *params->text ? hn_dup(a, params->text) : "";
        else if (params->kind == HN_P_BYTES)
            params->bytes = keep_bytes(a, params->bytes);
    }
}

static void
queue_person(struct hn_load *l, struct hn_person_id id, const char *code, const struct hn_person_basic *basic)
{
    struct hn_ctx *c = l->c;
    const char *kept = hn_dup(l->batch, code), *tokens[HN_TOKENS_MAX];
    const struct hn_param person[] = { hn_p_id(id.v), hn_p_text(kept), hn_p_time(hn_load_at(l)), HN_P_END };
    const struct hn_param coded[] = { hn_p_text(kept), hn_p_id(id.v), HN_P_END };
    struct hn_param values[HN_BASIC_VALUES], params[HN_FACT_PARAMS];
    const struct hn_fact fact = { .owner = id.v, .from = HN_DAY_START, .to = HN_DAY_OPEN, .values = values };
    size_t n = hn_person_tokens(c->arena, basic, tokens, HN_TOKENS_MAX);

    hn_queue_add(l->batch, &l->queue[HN_QUEUE_PERSON], person);
    hn_queue_add(l->batch, &l->queue[HN_QUEUE_CODE], coded);
    hn_person_basic_values(c, basic, "", "", values);
    hn_fact_params(c, &hn_fact_person_basic, &fact, hn_load_at(l), params);
    keep_params(l->batch, params);
    hn_queue_add(l->batch, &l->queue[HN_QUEUE_BASIC], params);
    for (size_t i = 0; i < n; i++) {
        const struct hn_param token[] = { hn_p_text(hn_dup(l->batch, tokens[i])), hn_p_id(id.v), HN_P_END };

        hn_queue_add(l->batch, &l->queue[HN_QUEUE_TOKEN], token);
    }
}

/* --- a person known already --- */

/* Over the stretch of the fact in force today. */
static enum hn_rc
correct_basic(struct hn_load *l, struct hn_person_id id, const struct hn_person_basic *basic)
{
    struct hn_ctx *c = l->c;
    struct hn_person now;
    struct hn_param values[HN_BASIC_VALUES];
    const char *tokens[HN_TOKENS_MAX];
    size_t n = hn_person_tokens(c->arena, basic, tokens, HN_TOKENS_MAX);
    hn_day on = c->on;
    enum hn_rc rc;

    c->on = c->today;
    rc = hn_person_get(c, id, &now);
    c->on = on;
    if (rc)
        return rc;
    const struct hn_fact fact = { .owner = id.v, .from = now.from, .to = now.to, .values = values };

    hn_person_basic_values(c, basic, hn_person_search(c->arena, &now.basic, ""), "import", values);
    rc = hn_fact_put(c, &hn_fact_person_basic, &fact, NULL);
    for (size_t i = 0; i < n && !rc; i++) {
        const struct hn_param token[] = { hn_p_text(tokens[i]), hn_p_id(id.v), HN_P_END };

        rc = hn_store_do(c, &hn_sql_person_token_add, token);
    }
    return rc;
}

static enum hn_rc
load_known(struct hn_load *l, const struct hn_load_person *in, const struct hn_person_basic *basic,
           struct hn_map_slot *slot)
{
    struct hn_ctx *c = l->c;
    uint64_t mark = hn_map_hash(hn_person_basic_text(c, basic));
    bool changed = mark != slot->mark;
    int faults = c->fault_count;
    enum hn_rc rc = hn_load_flush(l); /* the person may still be waiting in a queue */

    if (!rc && changed)
        rc = correct_basic(l, (struct hn_person_id){ slot->id }, basic);
    for (size_t i = 0; i < in->field_count && !rc; i++)
        rc = hn_person_field_write(c, (struct hn_person_id){ slot->id }, in->fields[i].name,
                                   in->fields[i].text, HN_DAY_START, "import", &changed);
    if ((rc == HN_INVALID || rc == HN_CONFLICT) && c->fault_count > faults) {
        hn_load_bad(l, in->line, faults);
        return HN_OK;
    }
    if (rc)
        return rc;
    slot->mark = mark;
    slot->birth = basic->birth_date;
    hn_load_good(l, in->line, changed ? "changed" : "same");
    return HN_OK;
}

/* --- both --- */

static enum hn_rc
load_person(struct hn_load *l, const struct hn_load_person *in, struct hn_person_id *id)
{
    struct hn_ctx *c = l->c;
    const struct hn_person_basic basic = hn_person_basic_clean(&in->basic);
    struct sealed *sealed = HN_NEW_N(l->batch, struct sealed, in->field_count + 1);
    struct hn_map_slot *slot;
    int faults = c->fault_count;
    enum hn_rc rc = hn_person_check(c, &l->rules, &basic);

    if (!in->code || !hn_person_code_ok(in->code))
        rc = hn_fail(c, HN_INVALID, "code", "not_code");
    slot = rc ? NULL : hn_map_find(&l->persons, in->code);
    if (slot) {
        id->v = slot->id;
        return load_known(l, in, &basic, slot);
    }
    if (!rc)
        rc = check_fields(l, in, sealed);
    if (rc == HN_INVALID || rc == HN_CONFLICT) {
        hn_load_bad(l, in->line, faults);
        return HN_OK;
    }
    if (rc)
        return rc;
    id->v = hn_new_id(c);
    slot = hn_map_put(&l->persons, in->code);
    slot->id = id->v;
    slot->mark = hn_map_hash(hn_person_basic_text(c, &basic));
    slot->birth = basic.birth_date;
    queue_person(l, *id, in->code, &basic);
    rc = queue_fields(l, *id, sealed, in->field_count);
    if (!rc)
        hn_load_good(l, in->line, "new");
    return rc;
}

enum hn_rc
hn_load_person(struct hn_load *l, const struct hn_load_person *in, struct hn_person_id *id)
{
    struct hn_mark mark = hn_arena_mark(l->c->arena);
    enum hn_rc rc;

    id->v = 0;
    rc = load_person(l, in, id);
    hn_ctx_rewind(l->c, mark);
    if (!rc && ++l->batch_count >= BATCH_PEOPLE)
        rc = hn_load_flush(l);
    return rc;
}

enum hn_rc
hn_load_entry(struct hn_load *l, struct hn_person_id person, const struct hn_person_list *list,
              const char *const *cells)
{
    struct hn_ctx *c = l->c;
    struct hn_mark mark = hn_arena_mark(c->arena);
    const char *clean[HN_ENTRY_COLUMNS];
    int64_t entry = hn_new_id(c);
    struct hn_param params[HN_FACT_PARAMS];
    enum hn_rc rc = hn_entry_check(c, list, cells, clean);

    if (!rc)
        rc = queue_key(l, person);
    if (!rc) {
        const char *packed = hn_entry_pack(c, list, clean);
        const struct hn_param series[] = { hn_p_id(entry) };
        const struct hn_param values[] = {
            hn_p_text(list->name),
            hn_p_bytes(
                keep_bytes(l->batch, hn_person_seal(c, &l->key, hn_entry_part(c, list, entry), packed))),
            hn_p_text(""),
        };
        const struct hn_fact fact = {
            .owner = person.v, .from = HN_DAY_START, .to = HN_DAY_OPEN, .series = series, .values = values
        };

        hn_fact_params(c, &hn_fact_person_entry, &fact, hn_load_at(l), params);
        hn_queue_add(l->batch, &l->queue[HN_QUEUE_ENTRY], params);
    }
    hn_ctx_rewind(c, mark);
    return rc;
}

const struct hn_sql *const hn_load_person_sql[] = { &sql_numbers, NULL };
