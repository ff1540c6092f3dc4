/* load_member.c: memberships of a load, with standing and activity: judged together at the end (load.h).
 *
 * Rows are put in order of person and day and compared with what stands in the store, read once. Rows that follow each
 * other without a gap are one fact. A load with days of knowledge (hn_load_known) writes what was believed in between:
 * a fact open at its end until the day the next row was known.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "member/load_inside.h"
#include "member/member.h"

#define BATCH_ROWS 20000

/* --- keeping --- */

static int64_t
place_in(const char *const *words, const char *word)
{
    for (int64_t i = 0; words[i]; i++) {
        if (strcmp(words[i], word) == 0)
            return i + 1;
    }
    return 0;
}

static const char *
given(const char *text)
{
    return text ? text : "";
}

/* What is wrong with the row by itself; NULL nothing. */
static struct hn_fault *
row_fault(struct hn_load *l, const struct hn_load_membership *in)
{
    bool counts = hn_standing_counts(given(in->standing));

    if (in->from >= in->to)
        return hn_load_fault(l, HN_INVALID, "valid_to", "fact.days", "");
    if (*given(in->standing) && !hn_standing_known(in->standing))
        return hn_load_fault(l, HN_INVALID, "standing", "standing.unknown", in->standing);
    if (*given(in->activity) && !hn_activity_known(in->activity))
        return hn_load_fault(l, HN_INVALID, "activity", "activity.unknown", in->activity);
    if (*given(in->unit) && *given(in->standing) && !counts)
        return hn_load_fault(l, HN_INVALID, "unit", "member.standing_unit", in->standing);
    if (*given(in->activity) && !counts)
        return hn_load_fault(l, HN_INVALID, "activity", "activity.not_member", "");
    if (!*given(in->unit) && !*given(in->standing))
        return hn_load_fault(l, HN_INVALID, "unit", "load.nothing", "");
    return NULL;
}

enum hn_rc
hn_load_membership(struct hn_load *l, const struct hn_load_membership *in)
{
    const struct hn_map_slot *person = hn_map_find(&l->persons, given(in->person));
    const char *activity = given(in->activity);
    struct hn_kept_membership *k;

    if (l->membership_count == l->membership_room) {
        size_t room = l->membership_room ? 2 * l->membership_room : 1024;

        l->memberships = hn_grow(l->arena, l->memberships, l->membership_room * sizeof *k, room * sizeof *k);
        l->membership_room = room;
    }
    k = &l->memberships[l->membership_count++];
    *k = (struct hn_kept_membership){
        .line = in->line,
        .person = person ? person->id : 0,
        .birth = person ? person->birth : 0,
        .unit_code = *given(in->unit) ? hn_dup(l->arena, in->unit) : "",
        .decision = *given(in->decision) ? hn_dup(l->arena, in->decision) : "",
        .from = in->from,
        .to = in->to,
        .known = l->known,
        .fault = row_fault(l, in),
    };
    if (!person && !k->fault)
        k->fault = hn_load_fault(l, HN_INVALID, "person", "load.person_unknown", given(in->person));
    if (k->fault)
        return HN_OK;
    if (!*activity && *k->unit_code && hn_standing_counts(given(in->standing)))
        activity = "active";
    k->value[HN_DIM_STANDING] = place_in(hn_standings, given(in->standing));
    k->value[HN_DIM_ACTIVITY] = place_in(hn_activities, activity);
    return HN_OK;
}

/* --- what stands in the store --- */

static const struct hn_sql sql_memberships = {
    .name = "load.memberships",
    .text = "SELECT person_id AS owner, unit_id AS value, '' AS word, valid_from, valid_to FROM membership"
            " WHERE known_to = 9223372036854775807 ORDER BY person_id, valid_from"
};
const struct hn_sql hn_sql_load_standings = {
    .name = "load.standings",
    .text = "SELECT person_id AS owner, 0 AS value, standing AS word, valid_from, valid_to FROM standing"
            " WHERE known_to = 9223372036854775807 ORDER BY person_id, valid_from"
};
static const struct hn_sql sql_activities = {
    .name = "load.activities",
    .text = "SELECT person_id AS owner, 0 AS value, activity AS word, valid_from, valid_to FROM activity"
            " WHERE known_to = 9223372036854775807 ORDER BY person_id, valid_from"
};
/* Days on which a unit may have members. */
static const struct hn_sql sql_cells = {
    .name = "load.cells",
    .text = "SELECT unit_id AS owner, 0 AS value, '' AS word, valid_from, valid_to FROM unit_version"
            " WHERE kind IN ('cell', 'grassroots_cell') AND known_to = 9223372036854775807 ORDER BY unit_id, "
            "valid_from"
};

enum hn_rc
hn_load_stretches(struct hn_load *l, const struct hn_sql *sql, const char *const *words,
                  struct hn_stretches *out)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_ctx *c = l->c;
    struct hn_rows *rows;
    size_t room = 0;
    enum hn_rc rc = hn_store_query(c, sql, none, &rows);

    if (rc)
        return rc;
    *out = (struct hn_stretches){ 0 };
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        if (out->count == room) {
            size_t wider = room ? 2 * room : 256;

            out->at = hn_grow(l->arena, out->at, room * sizeof *out->at, wider * sizeof *out->at);
            room = wider;
        }
        out->at[out->count++] = (struct hn_stretch){
            .person = hn_row_int(rows, "owner"),
            .value = words ? place_in(words, hn_row_text(rows, "word")) : hn_row_int(rows, "value"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };
        hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

size_t
hn_stretches_of(const struct hn_stretches *s, int64_t owner)
{
    size_t low = 0, high = s->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (s->at[mid].person < owner)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct judging {
    struct hn_load *l;
    struct hn_map units;
    struct hn_stretches cells, old[HN_DIMS];
    struct hn_status_rules rules[HN_DIMS]; /* of standing and activity */
};

static enum hn_rc
read_all(struct judging *j)
{
    struct hn_load *l = j->l;
    enum hn_rc rc = hn_load_codes(l, false, &j->units);

    if (!rc)
        rc = hn_load_stretches(l, &sql_cells, NULL, &j->cells);
    if (!rc)
        rc = hn_load_stretches(l, &sql_memberships, NULL, &j->old[HN_DIM_UNIT]);
    if (!rc)
        rc = hn_load_stretches(l, &hn_sql_load_standings, hn_standings, &j->old[HN_DIM_STANDING]);
    if (!rc)
        rc = hn_load_stretches(l, &sql_activities, hn_activities, &j->old[HN_DIM_ACTIVITY]);
    if (!rc)
        rc = hn_status_rules_read(l->c, false, &j->rules[HN_DIM_STANDING]);
    if (!rc)
        rc = hn_status_rules_read(l->c, true, &j->rules[HN_DIM_ACTIVITY]);
    return rc;
}

/* --- judging --- */

/* The unit has members on every day of the row. */
static bool
unit_open(const struct judging *j, int64_t unit, hn_day from, hn_day to)
{
    hn_day until = from;

    for (size_t i = hn_stretches_of(&j->cells, unit); i < j->cells.count && j->cells.at[i].person == unit;
         i++) {
        if (j->cells.at[i].from <= until && j->cells.at[i].to > until)
            until = j->cells.at[i].to;
    }
    return until >= to;
}

static struct hn_fault *
judge_unit(struct judging *j, struct hn_kept_membership *k)
{
    const struct hn_map_slot *unit;

    if (!*k->unit_code)
        return NULL;
    unit = hn_map_find(&j->units, k->unit_code);
    if (!unit)
        return hn_load_fault(j->l, HN_INVALID, "unit", "load.unit_unknown", k->unit_code);
    k->unit.v = k->value[HN_DIM_UNIT] = unit->id;
    size_t first = hn_stretches_of(&j->cells, unit->id);

    if (first == j->cells.count || j->cells.at[first].person != unit->id)
        return hn_load_fault(j->l, HN_INVALID, "unit", "member.unit_kind", k->unit_code);
    if (!unit_open(j, unit->id, k->from, k->to))
        return hn_load_fault(j->l, HN_CONFLICT, "unit", "tree.closed", k->unit_code);
    return NULL;
}

static struct hn_fault *
judge_birth(struct judging *j, const struct hn_kept_membership *k)
{
    struct hn_date d;

    if (k->from == HN_DAY_START || k->birth == 0)
        return NULL;
    d = hn_date_of(k->from);
    if (d.year * 10000 + d.month * 100 + d.day < k->birth)
        return hn_load_fault(j->l, HN_INVALID, "valid_from", "member.before_birth", "");
    return NULL;
}

/* Against the store: what is told stands there already over all days of the row, on none of them, or otherwise. */
static struct hn_fault *
judge_old(struct judging *j, struct hn_kept_membership *k, int dim)
{
    const struct hn_stretches *old = &j->old[dim];

    k->absent[dim] = k->value[dim] != 0;
    if (!k->value[dim])
        return NULL;
    for (size_t i = hn_stretches_of(old, k->person); i < old->count && old->at[i].person == k->person; i++) {
        const struct hn_stretch *s = &old->at[i];

        if (s->to <= k->from || s->from >= k->to)
            continue;
        if (s->value == k->value[dim] && s->from <= k->from && s->to >= k->to) {
            k->absent[dim] = false;
            k->old = true;
            return NULL;
        }
        return hn_load_fault(j->l, HN_CONFLICT,
                             dim == HN_DIM_UNIT       ? "unit"
                             : dim == HN_DIM_STANDING ? "standing"
                                                      : "activity",
                             dim == HN_DIM_UNIT ? "member.already_in_cell" : "load.overlap", "");
    }
    return NULL;
}

/* The run of one value that ends where a row begins: in the rows before it, or in the store. */
struct run {
    int64_t value;
    hn_day since, to;
};

static struct run
run_before(const struct judging *j, const struct run *file, const struct hn_kept_membership *k, int dim)
{
    const struct hn_stretches *old = &j->old[dim];

    if (file->value && file->to == k->from)
        return *file;
    for (size_t i = hn_stretches_of(old, k->person); i < old->count && old->at[i].person == k->person; i++) {
        if (old->at[i].to == k->from)
            return (struct run){ old->at[i].value, old->at[i].from, old->at[i].to };
    }
    return (struct run){ 0 };
}

static struct hn_fault *
judge_order(struct judging *j, const struct hn_kept_membership *k, int dim, const struct run *file)
{
    const char *const *words = dim == HN_DIM_STANDING ? hn_standings : hn_activities;
    struct hn_ctx *c = j->l->c;
    struct run before;
    int faults = c->fault_count;

    if (!k->value[dim] || !k->absent[dim])
        return NULL;
    before = run_before(j, file, k, dim);
    if (hn_status_may_follow(
            c, &j->rules[dim], dim == HN_DIM_ACTIVITY, before.value ? words[before.value - 1] : "",
            before.value ? before.since : HN_DAY_START, words[k->value[dim] - 1], k->from) == HN_OK)
        return NULL;
    return hn_load_take_fault(j->l, faults);
}

static void
run_on(struct run *r, const struct hn_kept_membership *k, int dim)
{
    if (!k->value[dim])
        return;
    if (r->value != k->value[dim] || r->to != k->from)
        *r = (struct run){ .value = k->value[dim], .since = k->from };
    r->to = k->to;
}

/* The rows of one person, in order of days. */
static void
judge_person(struct judging *j, struct hn_kept_membership *rows, size_t count)
{
    struct run run[HN_DIMS] = { 0 };
    hn_day until = HN_DAY_START;
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        struct hn_kept_membership *k = &rows[i];

        if (!k->fault && any && k->from < until)
            k->fault = hn_load_fault(j->l, HN_CONFLICT, "valid_from", "load.overlap", "");
        if (!k->fault)
            k->fault = judge_unit(j, k);
        if (!k->fault)
            k->fault = judge_birth(j, k);
        for (int dim = 0; dim < HN_DIMS && !k->fault; dim++)
            k->fault = judge_old(j, k, dim);
        for (int dim = HN_DIM_STANDING; dim < HN_DIMS && !k->fault; dim++)
            k->fault = judge_order(j, k, dim, &run[dim]);
        if (k->fault)
            continue;
        any = true;
        until = k->to;
        for (int dim = HN_DIM_STANDING; dim < HN_DIMS; dim++)
            run_on(&run[dim], k, dim);
    }
}

/* --- writing --- */

static const struct hn_fact_table *const tables[HN_DIMS] = { &hn_fact_membership, &hn_fact_standing,
                                                             &hn_fact_activity };
static const int queues[HN_DIMS] = { HN_QUEUE_MEMBERSHIP, HN_QUEUE_STANDING, HN_QUEUE_ACTIVITY };

/* A fact over from ≤ day < to, first known at known; learned: when its end was, 0 at once. */
static void
queue_fact(struct hn_load *l, int dim, const struct hn_kept_membership *k, hn_day to, hn_time learned)
{
    const char *const *words = dim == HN_DIM_STANDING ? hn_standings : hn_activities;
    const struct hn_param values[] = { dim == HN_DIM_UNIT ? hn_p_id(k->value[dim])
                                                          : hn_p_text(words[k->value[dim] - 1]),
                                       hn_p_text(k->decision), hn_p_text("") };
    struct hn_fact fact = { .owner = k->person, .from = k->from, .to = to, .values = values };
    struct hn_param params[HN_FACT_PARAMS];
    hn_time at = k->known ? k->known : l->c->now;

    if (learned > at && to != HN_DAY_OPEN) {
        fact.to = HN_DAY_OPEN;
        hn_fact_params(l->c, tables[dim], &fact, at, params);
        params[5] = hn_p_time(learned);
        hn_queue_add(l->batch, &l->queue[queues[dim]], params);
        fact.to = to;
        at = learned;
    }
    hn_fact_params(l->c, tables[dim], &fact, at, params);
    hn_queue_add(l->batch, &l->queue[queues[dim]], params);
}

/* One kind of fact of one person: rows that go on without a gap are one. */
static void
queue_person(struct hn_load *l, int dim, const struct hn_kept_membership *rows, size_t count)
{
    const struct hn_kept_membership *first = NULL;
    hn_day to = HN_DAY_START;

    for (size_t i = 0; i <= count; i++) {
        const struct hn_kept_membership *k = i < count ? &rows[i] : NULL;

        if (k && k->fault)
            continue;
        if (first && k && k->absent[dim] && k->from == to && k->value[dim] == first->value[dim]) {
            to = k->to;
            continue;
        }
        if (first)
            queue_fact(l, dim, first, to, k ? k->known : 0);
        first = k && k->absent[dim] ? k : NULL;
        if (first)
            to = first->to;
    }
}

static int
by_person_and_day(const void *a, const void *b)
{
    const struct hn_kept_membership *x = a, *y = b;

    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static int
by_line(const void *a, const void *b)
{
    const struct hn_kept_membership *x = a, *y = b;

    return (x->line > y->line) - (x->line < y->line);
}

static void
tell(struct hn_load *l)
{
    if (l->verdict)
        qsort(l->memberships, l->membership_count, sizeof *l->memberships, by_line);
    for (size_t i = 0; i < l->membership_count; i++) {
        const struct hn_kept_membership *k = &l->memberships[i];
        bool fresh = k->absent[HN_DIM_UNIT] || k->absent[HN_DIM_STANDING] || k->absent[HN_DIM_ACTIVITY];

        if (!k->fault) {
            hn_load_good(l, k->line, !fresh ? "same" : k->old ? "changed" : "new");
            continue;
        }
        l->bad++;
        if (l->verdict)
            l->verdict(l->sink, k->line, "bad", k->fault);
    }
}

enum hn_rc
hn_load_memberships_finish(struct hn_load *l)
{
    struct judging j = { .l = l };
    size_t begin = 0, queued = 0;
    enum hn_rc rc;

    if (l->membership_count == 0)
        return HN_OK;
    rc = read_all(&j);
    if (rc)
        return rc;
    qsort(l->memberships, l->membership_count, sizeof *l->memberships, by_person_and_day);
    while (begin < l->membership_count && !rc) {
        struct hn_kept_membership *rows = &l->memberships[begin];
        size_t count = 1;

        while (begin + count < l->membership_count && rows[count].person == rows->person)
            count++;
        judge_person(&j, rows, count);
        for (int dim = 0; dim < HN_DIMS; dim++)
            queue_person(l, dim, rows, count);
        begin += count;
        queued += count;
        if (queued >= BATCH_ROWS) {
            rc = hn_load_flush(l);
            queued = 0;
        }
    }
    if (!rc)
        tell(l);
    return rc;
}

const struct hn_sql *const hn_load_member_sql[] = { &sql_memberships, &hn_sql_load_standings, &sql_activities,
                                                    &sql_cells, NULL };
