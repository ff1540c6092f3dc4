/* fact.c: put a dated fact over a stretch of days, whatever stands there now.
 *
 * Neighbours: fact_sql.h makes each table's statements. Not for: rules of what may be put (the subjects').
 */
#include "fact/fact.h"

#include <assert.h>
#include <string.h>

#include "fact/fact_sql.h"

/* A fact as it stands under current knowledge. */
struct standing {
    int64_t id;
    hn_day from, to;
    hn_time known_from;
    struct hn_param *values;
};

struct standings {
    struct standing *at;
    size_t count;
};

#define STANDING_MAX 4096 /* facts of one series touched by one deed */

static struct hn_param
read_value(struct hn_rows *rows, enum hn_param_kind kind, const char *column)
{
    switch (kind) {
    case HN_P_INT:
        return hn_p_int(hn_row_int(rows, column));
    case HN_P_REAL:
        return hn_p_real(hn_row_real(rows, column));
    case HN_P_TEXT:
        return hn_p_text(hn_row_text(rows, column));
    case HN_P_BYTES:
        return hn_p_bytes(hn_row_bytes(rows, column));
    case HN_P_NULL:
    case HN_P_LAST:
        break;
    }
    assert(0 && "a value column has one of four kinds");
    return HN_P_NONE;
}

static bool
value_same(const struct hn_param *a, const struct hn_param *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case HN_P_INT:
        return a->i == b->i;
    case HN_P_REAL:
        return memcmp(&a->r, &b->r, sizeof a->r) == 0;
    case HN_P_TEXT:
        return strcmp(a->text, b->text) == 0;
    case HN_P_BYTES:
        return a->bytes.len == b->bytes.len && memcmp(a->bytes.data, b->bytes.data, a->bytes.len) == 0;
    case HN_P_NULL:
    case HN_P_LAST:
        break;
    }
    return true;
}

static bool
values_same(const struct hn_fact_table *t, const struct hn_param *a, const struct hn_param *b)
{
    for (int i = 0; i < t->value_count; i++) {
        if (!value_same(&a[i], &b[i]))
            return false;
    }
    return true;
}

static enum hn_rc
read_touched(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact,
             struct standings *out)
{
    struct hn_param params[HN_FACT_COLUMNS + 2] = { hn_p_id(fact->owner) };
    struct hn_rows *rows;
    size_t room = 8;

    for (int i = 0; i < t->series_count; i++)
        params[1 + i] = fact->series[i];
    params[1 + t->series_count] = HN_P_END;
    enum hn_rc rc = hn_store_query(c, &t->current, params, &rows);

    if (rc)
        return rc;
    *out = (struct standings){ .at = HN_NEW_N(c->arena, struct standing, room) };
    while (hn_rows_next(rows)) {
        struct standing s = {
            .id = hn_row_int(rows, "id"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .known_from = hn_row_int(rows, "known_from"),
        };

        if (s.from >= fact->to || s.to <= fact->from)
            continue;
        assert(out->count < STANDING_MAX);
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof s, 2 * room * sizeof s);
            room *= 2;
        }
        s.values = HN_NEW_N(c->arena, struct hn_param, (size_t)t->value_count);
        for (int i = 0; i < t->value_count; i++)
            s.values[i] = read_value(rows, t->kinds[i], t->values[i]);
        out->at[out->count++] = s;
    }
    return hn_rows_end(rows);
}

/* True when what stands over the whole stretch says what the fact says. */
static bool
stands_already(const struct hn_fact_table *t, const struct hn_fact *fact, const struct standings *touched)
{
    hn_day until = fact->from;

    if (fact->values == NULL)
        return touched->count == 0;
    for (size_t i = 0; i < touched->count; i++) {
        const struct standing *s = &touched->at[i];

        if (s->from > until || !values_same(t, s->values, fact->values))
            return false;
        until = s->to;
    }
    return touched->count > 0 && until >= fact->to;
}

int64_t
hn_fact_params(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact, hn_time at,
               struct hn_param out[HN_FACT_PARAMS])
{
    int64_t id = hn_new_id(c);
    int n = 0;

    hn_store_facts_changed(c);
    assert(t->series_count + t->value_count <= HN_FACT_COLUMNS);
    out[n++] = hn_p_id(fact->owner);
    out[n++] = hn_p_id(id);
    out[n++] = hn_p_day(fact->from);
    out[n++] = hn_p_day(fact->to);
    out[n++] = hn_p_time(at);
    out[n++] = hn_p_time(HN_TIME_OPEN);
    for (int i = 0; i < t->series_count; i++)
        out[n++] = fact->series[i];
    for (int i = 0; i < t->value_count; i++)
        out[n++] = fact->values[i];
    out[n++] = hn_p_id(c->actor.v);
    out[n] = HN_P_END;
    return id;
}

enum hn_rc
hn_fact_write(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact, hn_time at,
              int64_t *id)
{
    struct hn_param params[HN_FACT_PARAMS];

    assert(fact->values != NULL && fact->from < fact->to);
    int64_t made = hn_fact_params(c, t, fact, at, params);

    if (id != NULL)
        *id = made;
    return hn_store_do(c, &t->insert, params);
}

enum hn_rc
hn_fact_retire(struct hn_ctx *c, const struct hn_fact_table *t, int64_t owner, int64_t id, hn_time at)
{
    const struct hn_param params[] = { hn_p_time(at), hn_p_id(owner), hn_p_id(id), HN_P_END };

    hn_store_facts_changed(c);
    return hn_store_do(c, &t->retire, params);
}

enum hn_rc
hn_fact_first(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact, int64_t *id)
{
    if (fact->from >= fact->to)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    return hn_fact_write(c, t, fact, c->now, id);
}

/* Retire one that is touched, and write anew what of it sticks out on either side. */
static enum hn_rc
cut(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact, const struct standing *s,
    hn_time at)
{
    struct hn_fact rest = { .owner = fact->owner, .series = fact->series, .values = s->values };
    enum hn_rc rc = hn_fact_retire(c, t, fact->owner, s->id, at);

    if (rc == HN_OK && s->from < fact->from) {
        rest.from = s->from;
        rest.to = fact->from;
        rc = hn_fact_write(c, t, &rest, at, NULL);
    }
    if (rc == HN_OK && s->to > fact->to) {
        rest.from = fact->to;
        rest.to = s->to;
        rc = hn_fact_write(c, t, &rest, at, NULL);
    }
    return rc;
}

enum hn_rc
hn_fact_put(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact, int64_t *id)
{
    struct standings touched;
    hn_time at = c->now;

    if (id != NULL)
        *id = 0;
    if (fact->from >= fact->to)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    enum hn_rc rc = read_touched(c, t, fact, &touched);

    if (rc)
        return rc;
    if (stands_already(t, fact, &touched)) {
        if (id != NULL && touched.count > 0)
            *id = touched.at[0].id;
        return HN_OK;
    }
    for (size_t i = 0; i < touched.count; i++) {
        if (touched.at[i].known_from > at)
            at = touched.at[i].known_from;
    }
    for (size_t i = 0; i < touched.count; i++) {
        rc = cut(c, t, fact, &touched.at[i], at);
        if (rc)
            return rc;
    }
    return fact->values == NULL ? HN_OK : hn_fact_write(c, t, fact, at, id);
}
