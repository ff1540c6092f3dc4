/* load.c: the frame of a load: begin, verdicts, batches, finish (load.h).
 *
 * Neighbours: load_person.c, load_member.c and load_office.c judge the rows; load_each.c is the way out.
 */
#include "member/load.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "member/load_inside.h"
#include "member/member.h"

#define LOAD_CEILING  ((size_t)2 << 30)
#define BATCH_CEILING ((size_t)256 << 20)

static void
free_arenas(void *thing)
{
    struct hn_load *l = thing;

    hn_arena_free(l->batch);
    hn_arena_free(l->arena);
}

/* Memory that runs out in a load's own arenas ends as it would in the context's. */
static void
land_like(struct hn_arena *a, struct hn_arena *like)
{
    jmp_buf *landing = hn_arena_land(like, NULL);

    hn_arena_land(like, landing);
    hn_arena_land(a, landing);
}

static void
name_queues(struct hn_load *l)
{
    l->queue[HN_QUEUE_PERSON].sql = &hn_sql_person_add;
    l->queue[HN_QUEUE_CODE].sql = &hn_sql_person_code_add;
    l->queue[HN_QUEUE_BASIC].sql = &hn_fact_person_basic.insert;
    l->queue[HN_QUEUE_TOKEN].sql = &hn_sql_person_token_add;
    l->queue[HN_QUEUE_KEY].sql = &hn_sql_person_key_add;
    l->queue[HN_QUEUE_NUMBER].sql = &hn_sql_person_number_add;
    l->queue[HN_QUEUE_FIELD].sql = &hn_fact_person_field.insert;
    l->queue[HN_QUEUE_ENTRY].sql = &hn_fact_person_entry.insert;
    l->queue[HN_QUEUE_MEMBERSHIP].sql = &hn_fact_membership.insert;
    l->queue[HN_QUEUE_STANDING].sql = &hn_fact_standing.insert;
    l->queue[HN_QUEUE_ACTIVITY].sql = &hn_fact_activity.insert;
    l->queue[HN_QUEUE_OFFICE].sql = &hn_fact_office.insert;
}

/* --- who is known already --- */

static const struct hn_sql sql_persons = {
    .name = "load.persons",
    .text = "SELECT p.id, p.code, b.full_name, b.birth_name, b.sex, b.birth_date, b.ethnicity, b.edu_general,"
            " b.edu_degree, b.political_theory, b.occupation, b.admit_date, b.official_date FROM person p"
            " CROSS JOIN person_basic b WHERE b.person_id = p.id AND b.valid_from <= $1 AND b.valid_to > $1"
            " AND b.known_to = 9223372036854775807"
};

static enum hn_rc
read_persons(struct hn_load *l)
{
    struct hn_ctx *c = l->c;
    const struct hn_param params[] = { hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_persons, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_person_basic basic = hn_person_basic_of(rows);
        struct hn_map_slot *s = hn_map_put(&l->persons, hn_row_text(rows, "code"));

        s->id = hn_row_int(rows, "id");
        s->mark = hn_map_hash(hn_person_basic_text(c, &basic));
        s->birth = basic.birth_date;
        hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_load_begin(struct hn_ctx *c, hn_load_verdict_fn *verdict, void *sink, struct hn_load **out)
{
    struct hn_load *l = HN_NEW(c->arena, struct hn_load);
    enum hn_rc rc;

    l->c = c;
    l->verdict = verdict;
    l->sink = sink;
    l->arena = hn_arena_new(LOAD_CEILING);
    l->batch = hn_arena_new(BATCH_CEILING);
    hn_arena_at_end(c->arena, free_arenas, l);
    land_like(l->arena, c->arena);
    land_like(l->batch, c->arena);
    name_queues(l);
    hn_map_init(&l->persons, l->arena, 1024);
    hn_map_init(&l->numbers, l->arena, 64);
    rc = hn_person_rules(c, &l->rules);
    if (!rc)
        rc = read_persons(l);
    *out = l;
    return rc;
}

void
hn_load_known(struct hn_load *l, hn_time known_from)
{
    l->known = known_from;
}

hn_time
hn_load_at(const struct hn_load *l)
{
    return l->known ? l->known : l->c->now;
}

/* --- verdicts --- */

void
hn_load_good(struct hn_load *l, int64_t line, const char *status)
{
    l->taken++;
    if (l->verdict)
        l->verdict(l->sink, line, status, NULL);
}

void
hn_load_bad(struct hn_load *l, int64_t line, int faults_before)
{
    assert(l->c->fault_count > faults_before);
    l->bad++;
    if (l->verdict)
        l->verdict(l->sink, line, "bad", &l->c->faults[faults_before]);
    l->c->fault_count = faults_before;
}

struct hn_fault *
hn_load_fault(struct hn_load *l, enum hn_rc code, const char *field, const char *key, const char *arg)
{
    struct hn_fault *f = HN_NEW(l->arena, struct hn_fault);

    f->code = code;
    f->field = field;
    f->key = key;
    f->arg = hn_dup(l->arena, arg);
    return f;
}

struct hn_fault *
hn_load_take_fault(struct hn_load *l, int faults_before)
{
    struct hn_ctx *c = l->c;
    const struct hn_fault *f = &c->faults[faults_before];

    assert(c->fault_count > faults_before);
    c->fault_count = faults_before;
    return hn_load_fault(l, f->code, hn_dup(l->arena, f->field), hn_dup(l->arena, f->key), f->arg);
}

/* --- batches --- */

/* Rows of the table of words are laid out by word: in that order whole pages are filled at once. */
static int
by_token(const void *a, const void *b)
{
    const struct hn_param *x = a, *y = b;
    int order = strcmp(x[0].text, y[0].text);

    return order ? order : (x[1].i > y[1].i) - (x[1].i < y[1].i);
}

enum hn_rc
hn_load_flush(struct hn_load *l)
{
    struct hn_queue *tokens = &l->queue[HN_QUEUE_TOKEN];
    enum hn_rc rc = HN_OK;

    if (tokens->count)
        qsort(tokens->params, tokens->count, (tokens->width + 1) * sizeof *tokens->params, by_token);
    for (int i = 0; i < HN_QUEUES && !rc; i++)
        rc = hn_queue_flush(l->c, &l->queue[i]);
    hn_arena_reset(l->batch);
    l->batch_count = 0;
    return rc;
}

static const struct hn_sql sql_unit_codes = { .name = "load.unit_codes",
                                              .text = "SELECT code, unit_id AS id FROM unit_code" };
static const struct hn_sql sql_place_codes = { .name = "load.place_codes",
                                               .text = "SELECT code, place_id AS id FROM place_code" };

enum hn_rc
hn_load_codes(struct hn_load *l, bool places, struct hn_map *out)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_ctx *c = l->c;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, places ? &sql_place_codes : &sql_unit_codes, none, &rows);

    if (rc)
        return rc;
    hn_map_init(out, l->arena, 4096);
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        hn_map_put(out, hn_row_text(rows, "code"))->id = hn_row_int(rows, "id");
        hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_load_finish(struct hn_load *l, int64_t *taken, int64_t *bad)
{
    enum hn_rc rc = hn_load_flush(l);

    if (!rc)
        rc = hn_load_memberships_finish(l);
    if (!rc)
        rc = hn_load_flush(l);
    if (!rc)
        rc = hn_load_offices_finish(l);
    if (!rc)
        rc = hn_load_flush(l);
    *taken = l->taken;
    *bad = l->bad;
    explicit_bzero(&l->key, sizeof l->key);
    if (rc)
        return rc;
    return hn_audit_change(l->c, "member.load", 0, (struct hn_unit_id){ 0 }, "",
                           hn_print(l->c->arena, "%d taken, %d bad", (int)l->taken, (int)l->bad));
}

const struct hn_sql *const hn_member_load_sql[] = { &sql_persons, &sql_unit_codes, &sql_place_codes, NULL };
