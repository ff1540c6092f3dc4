/* load_office.c: offices of a load, judged together at the end (load.h).
 *
 * After the memberships, since only an official member may hold most offices; rivals are looked for among the rows and
 * in the store.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "member/load_inside.h"
#include "member/member.h"

#define KINDS_MAX  64
#define BATCH_ROWS 20000

struct kind {
    const char *office;
    hn_day from, to;
    bool in_place, official_only;
    int64_t most;
};

struct judging {
    struct hn_load *l;
    struct hn_map units, places;
    struct hn_stretches units_open, places_open, standings;
    struct kind kinds[KINDS_MAX];
    size_t kind_count;
};

/* --- keeping --- */

static const char *
keep(struct hn_load *l, const char *text)
{
    return text && *text ? hn_dup(l->arena, text) : "";
}

static struct hn_kept_office *
new_row(struct hn_load *l)
{
    if (l->office_count == l->office_room) {
        size_t room = l->office_room ? 2 * l->office_room : 1024;

        l->offices = hn_grow(l->arena, l->offices, l->office_room * sizeof *l->offices,
                             room * sizeof *l->offices);
        l->office_room = room;
    }
    return &l->offices[l->office_count++];
}

static bool
in_list(const char *const *words, const char *word)
{
    for (size_t i = 0; words[i]; i++) {
        if (strcmp(words[i], word) == 0)
            return true;
    }
    return false;
}

enum hn_rc
hn_load_office(struct hn_load *l, const struct hn_load_office *in)
{
    const struct hn_map_slot *person = hn_map_find(&l->persons, in->person ? in->person : "");
    struct hn_kept_office *k = new_row(l);

    *k = (struct hn_kept_office){
        .line = in->line,
        .person = person ? person->id : 0,
        .where = keep(l, in->where),
        .office = keep(l, in->office),
        .basis = in->basis && *in->basis ? keep(l, in->basis) : "elected",
        .term = keep(l, in->term),
        .decision = keep(l, in->decision),
        .from = in->from,
        .to = in->to,
        .known = l->known,
    };
    if (in->from >= in->to)
        k->fault = hn_load_fault(l, HN_INVALID, "valid_to", "fact.days", "");
    else if (!person)
        k->fault = hn_load_fault(l, HN_INVALID, "person", "load.person_unknown", in->person);
    else if (!in_list(hn_office_bases, k->basis))
        k->fault = hn_load_fault(l, HN_INVALID, "basis", "office.basis", k->basis);
    return HN_OK;
}

/* --- what stands in the store --- */

static const struct hn_sql sql_kinds = {
    .name = "load.office_kinds",
    .text = "SELECT office, valid_from, valid_to, held_in, most, official_only FROM office_kind LIMIT 64"
};
static const struct hn_sql sql_units_open = {
    .name = "load.units_open",
    .text = "SELECT unit_id AS owner, 0 AS value, '' AS word, valid_from, valid_to FROM unit_version"
            " WHERE known_to = 9223372036854775807 ORDER BY unit_id, valid_from"
};
static const struct hn_sql sql_places_open = {
    .name = "load.places_open",
    .text = "SELECT place_id AS owner, 0 AS value, '' AS word, valid_from, valid_to FROM place_version"
            " WHERE known_to = 9223372036854775807 ORDER BY place_id, valid_from"
};
static const struct hn_sql sql_offices = {
    .name = "load.offices",
    .text = "SELECT person_id, unit_id, place_id, office, valid_from, valid_to FROM office"
            " WHERE known_to = 9223372036854775807"
};

static enum hn_rc
read_kinds(struct judging *j)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(j->l->c, &sql_kinds, none, &rows);

    if (rc)
        return rc;
    while (j->kind_count < KINDS_MAX && hn_rows_next(rows)) {
        j->kinds[j->kind_count++] = (struct kind){
            .office = hn_row_text(rows, "office"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .in_place = strcmp(hn_row_text(rows, "held_in"), "place") == 0,
            .official_only = hn_row_int(rows, "official_only") != 0,
            .most = hn_row_int(rows, "most"),
        };
    }
    return hn_rows_end(rows);
}

/* Those in the store stand among the rows, as rows that are old, so that rivals are found in one go. */
static enum hn_rc
read_offices(struct judging *j)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_ctx *c = j->l->c;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_offices, none, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct hn_kept_office *k = new_row(j->l);

        *k = (struct hn_kept_office){
            .line = -1,
            .person = hn_row_int(rows, "person_id"),
            .unit = { hn_row_int(rows, "unit_id") },
            .place = hn_row_int(rows, "place_id"),
            .office = hn_dup(j->l->arena, hn_row_text(rows, "office")),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .old = true,
        };
        hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

static enum hn_rc
read_all(struct judging *j)
{
    enum hn_rc rc = hn_load_codes(j->l, false, &j->units);

    if (!rc)
        rc = hn_load_codes(j->l, true, &j->places);
    if (!rc)
        rc = hn_load_stretches(j->l, &sql_units_open, NULL, &j->units_open);
    if (!rc)
        rc = hn_load_stretches(j->l, &sql_places_open, NULL, &j->places_open);
    if (!rc)
        rc = hn_load_stretches(j->l, &hn_sql_load_standings, hn_standings, &j->standings);
    if (!rc)
        rc = read_kinds(j);
    if (!rc)
        rc = read_offices(j);
    return rc;
}

/* --- judging --- */

static const struct kind *
kind_on(const struct judging *j, const char *office, hn_day on)
{
    for (size_t i = 0; i < j->kind_count; i++) {
        const struct kind *k = &j->kinds[i];

        if (strcmp(k->office, office) == 0 && k->from <= on && on < k->to)
            return k;
    }
    return NULL;
}

static bool
open_over(const struct hn_stretches *s, int64_t owner, hn_day from, hn_day to)
{
    hn_day until = from;

    for (size_t i = hn_stretches_of(s, owner); i < s->count && s->at[i].person == owner; i++) {
        if (s->at[i].from <= until && s->at[i].to > until)
            until = s->at[i].to;
    }
    return until >= to;
}

static bool
official_on(const struct judging *j, int64_t person, hn_day on)
{
    const struct hn_stretches *s = &j->standings;

    for (size_t i = hn_stretches_of(s, person); i < s->count && s->at[i].person == person; i++) {
        if (s->at[i].from <= on && on < s->at[i].to)
            return strcmp(hn_standings[s->at[i].value - 1], "official") == 0;
    }
    return false;
}

static struct hn_fault *
judge_row(struct judging *j, struct hn_kept_office *k)
{
    const struct kind *kind = kind_on(j, k->office, k->from);
    const struct hn_map_slot *where;

    if (!kind)
        return hn_load_fault(j->l, HN_INVALID, "office", "office.unknown", k->office);
    where = hn_map_find(kind->in_place ? &j->places : &j->units, k->where);
    if (!where)
        return hn_load_fault(j->l, HN_INVALID, "unit",
                             kind->in_place ? "load.place_unknown" : "load.unit_unknown", k->where);
    if (kind->in_place)
        k->place = where->id;
    else
        k->unit.v = where->id;
    if (!open_over(kind->in_place ? &j->places_open : &j->units_open, where->id, k->from, k->to))
        return hn_load_fault(j->l, HN_CONFLICT, "unit", "tree.closed", k->where);
    if (kind->official_only && !official_on(j, k->person, k->from))
        return hn_load_fault(j->l, HN_INVALID, "person", "office.official_only", "");
    return NULL;
}

static int
by_seat(const void *a, const void *b)
{
    const struct hn_kept_office *x = a, *y = b;
    int order;

    if (x->unit.v != y->unit.v)
        return x->unit.v < y->unit.v ? -1 : 1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    order = strcmp(x->office, y->office);
    if (order)
        return order;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->old != y->old)
        return x->old ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static bool
overlap(const struct hn_kept_office *a, const struct hn_kept_office *b)
{
    return a->from < b->to && b->from < a->to;
}

/* All rows of one office in one unit or place: the same row twice is one; no more holders at once than may be. */
static void
judge_seat(struct judging *j, struct hn_kept_office *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct hn_kept_office *k = &rows[i];
        const struct kind *kind = kind_on(j, k->office, k->from);
        int64_t rivals = 0;

        if (k->line < 0 || k->fault)
            continue;
        for (size_t n = 0; n < count; n++) {
            const struct hn_kept_office *other = &rows[n];

            if (n == i || other->fault || (!other->old && n > i) || !overlap(k, other))
                continue;
            if (other->person != k->person)
                rivals++;
            else if (other->from == k->from && other->to == k->to)
                k->old = true;
            else
                k->fault = hn_load_fault(j->l, HN_CONFLICT, "office", "load.overlap", "");
        }
        if (!k->fault && !k->old && kind && kind->most && rivals >= kind->most)
            k->fault = hn_load_fault(j->l, HN_CONFLICT, "office", "office.held", "");
    }
}

/* --- writing --- */

static void
queue_office(struct hn_load *l, const struct hn_kept_office *k)
{
    const struct hn_param series[] = { hn_p_id(k->unit.v), hn_p_id(k->place), hn_p_text(k->office) };
    const struct hn_param values[] = { hn_p_text(k->basis), hn_p_text(k->term), hn_p_text(k->decision),
                                       hn_p_text("") };
    const struct hn_fact fact = {
        .owner = k->person, .from = k->from, .to = k->to, .series = series, .values = values
    };
    struct hn_param params[HN_FACT_PARAMS];

    hn_fact_params(l->c, &hn_fact_office, &fact, k->known ? k->known : l->c->now, params);
    hn_queue_add(l->batch, &l->queue[HN_QUEUE_OFFICE], params);
}

static int
by_line(const void *a, const void *b)
{
    const struct hn_kept_office *x = a, *y = b;

    return (x->line > y->line) - (x->line < y->line);
}

static enum hn_rc
write_and_tell(struct hn_load *l)
{
    enum hn_rc rc = HN_OK;

    qsort(l->offices, l->office_count, sizeof *l->offices, by_line);
    for (size_t i = 0; i < l->office_count && !rc; i++) {
        const struct hn_kept_office *k = &l->offices[i];

        if (k->line < 0)
            continue;
        if (k->fault) {
            l->bad++;
            if (l->verdict)
                l->verdict(l->sink, k->line, "bad", k->fault);
            continue;
        }
        if (!k->old)
            queue_office(l, k);
        hn_load_good(l, k->line, k->old ? "same" : "new");
        if (l->queue[HN_QUEUE_OFFICE].count >= BATCH_ROWS)
            rc = hn_load_flush(l);
    }
    return rc;
}

enum hn_rc
hn_load_offices_finish(struct hn_load *l)
{
    struct judging *j;
    size_t given = l->office_count, begin = 0;
    enum hn_rc rc;

    if (given == 0)
        return HN_OK;
    j = HN_NEW(l->arena, struct judging);
    j->l = l;
    rc = read_all(j);
    if (rc)
        return rc;
    for (size_t i = 0; i < given; i++) {
        if (!l->offices[i].fault)
            l->offices[i].fault = judge_row(j, &l->offices[i]);
    }
    qsort(l->offices, l->office_count, sizeof *l->offices, by_seat);
    while (begin < l->office_count) {
        struct hn_kept_office *rows = &l->offices[begin];
        size_t count = 1;

        while (begin + count < l->office_count && rows[count].unit.v == rows->unit.v &&
               rows[count].place == rows->place && strcmp(rows[count].office, rows->office) == 0)
            count++;
        judge_seat(j, rows, count);
        begin += count;
    }
    return write_and_tell(l);
}

const struct hn_sql *const hn_load_office_sql[] = { &sql_kinds, &sql_units_open, &sql_places_open,
                                                    &sql_offices, NULL };
