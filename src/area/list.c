/* list.c: areas in lists: the book of a unit and those below it, or those the own person is in charge of (area.h). */
#include <string.h>

#include "access/scope.h"
#include "area/area.h"
#include "area/inside.h"
#include "base/vi.h"
#include "rule/rule.h"

/* clang-format off */

/* What of the book is asked for: kind, words, what ("gap", "no_note" …), and of no_note the days and the month. */
#define ASKED(on, known, kind, words, what, first, until, month, place)                                           \
    " AND " HN_AREA_STANDS("a", on, known) " AND (" kind " = '' OR a.kind = " kind ")"                       \
    " AND a.search LIKE " words " AND (" what " <> 'gap' OR NOT EXISTS (SELECT 1 FROM area_charge l"         \
    " WHERE l.area_id = a.id AND l.unit_id = a.unit_id AND l.role = 'lead' AND "                             \
    HN_SQL_AT("l", on, known) ")) AND (" what " <> 'no_note' OR ("                                           \
    HN_AREA_OWES("a", first, until, known) " AND NOT " HN_AREA_NOTED("a", month, known) "))"                     \
    " AND (CAST(" place " AS BIGINT) = 0 OR a.place_id = " place ")"
/* $18 on, $19 known, $20 within, $21 kind, $22 words, $23 what, $24 first, $25 until, $26 month, $27 place */
#define BOOK                                                                                                 \
    " FROM unit_closure k CROSS JOIN area a CROSS JOIN unit_version v WHERE k.anc = $20 AND "                \
    HN_SQL_AT("k", "$18", "$19") " AND a.unit_id = k.des AND v.unit_id = a.unit_id AND "                     \
    HN_SQL_AT("v", "$18", "$19") ASKED("$18", "$19", "$21", "$22", "$23", "$24", "$25", "$26", "$27")               \
    " AND " HN_SCOPE_UNITS("a.unit_id")
#define BOOK_PAGE(join)                                                                                      \
    HN_AREA_COLUMNS(join, "a", "$18", "$19") BOOK                                                            \
    " ORDER BY v.code, a.kind, a.search, a.id LIMIT $28 OFFSET $29"
/* $1 on, $2 known, $3 person, $4 the day since which he is or was in charge, then as above: an earlier day asked for shows
 * nothing that hn_area_need_sight would not. */
#define OWN                                                                                                  \
    " FROM area_charge h CROSS JOIN area a WHERE h.person_id = $3 AND " HN_SQL_AT("h", "$1", "$2")           \
    " AND a.unit_id = h.unit_id AND a.id = h.area_id"                                                        \
    " AND EXISTS (SELECT 1 FROM area_charge y WHERE y.area_id = h.area_id AND y.person_id = $3"              \
    " AND y.valid_to > $4 AND y.known_to = " HN_SQL_OPEN_TIME ")"                                            \
    ASKED("$1", "$2", "$5", "$6", "$7", "$8", "$9", "$10", "$11")
#define OWN_PAGE(join)                                                                                       \
    HN_AREA_COLUMNS(join, "a", "$1", "$2") OWN                                                               \
    " ORDER BY unit_code, a.kind, a.search, a.id LIMIT $12 OFFSET $13"
/* clang-format on */

static const struct hn_sql sql_book = { .name = "area_list.book",
                                        .text = BOOK_PAGE("group_concat"),
                                        .postgres = BOOK_PAGE("string_agg") };
static const struct hn_sql sql_book_count = { .name = "area_list.book_count",
                                              .text = "SELECT count(*) AS n" BOOK };
static const struct hn_sql sql_own = { .name = "area_list.own",
                                       .text = OWN_PAGE("group_concat"),
                                       .postgres = OWN_PAGE("string_agg") };
static const struct hn_sql sql_own_count = { .name = "area_list.own_count",
                                             .text = "SELECT count(*) AS n" OWN };

#define PARAMS_MAX (HN_SCOPE_PARAMS + 13)

struct question {
    const struct hn_sql *list, *count;
    struct hn_param params[PARAMS_MAX];
    size_t n;
};

static void
ask_what(struct hn_ctx *c, const struct hn_area_filter *f, struct question *q)
{
    int64_t month = f->month ? f->month : hn_month_of(c->on);
    hn_day last = hn_month_last(month);
    const char *words = f->words ? hn_vi_fold(c->arena, f->words) : "";

    q->params[q->n++] = hn_p_text(f->kind ? f->kind : "");
    q->params[q->n++] = hn_p_text(*words ? hn_print(c->arena, "%%%s%%", words) : "%");
    q->params[q->n++] = hn_p_text(f->what ? f->what : "");
    q->params[q->n++] = hn_p_day(hn_month_first(month));
    q->params[q->n++] = hn_p_day((last < c->on ? last : c->on) + 1);
    q->params[q->n++] = hn_p_int(month);
    q->params[q->n++] = hn_p_id(f->place.v);
    q->params[q->n] = HN_P_END;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_area_filter *f, struct question *q)
{
    struct hn_person_id own = { 0 };
    struct hn_scope scope;
    enum hn_rc rc;

    *q = (struct question){ .list = f->mine ? &sql_own : &sql_book,
                            .count = f->mine ? &sql_own_count : &sql_book_count };
    rc = f->mine ? hn_access_person(c, &own) : hn_scope_on(c, HN_MAY_READ_MEETING, f->within, &scope);
    if (rc)
        return rc;
    if (!f->mine)
        q->n = hn_scope_fill(c, &scope, q->params);
    q->params[q->n++] = hn_p_day(c->on);
    q->params[q->n++] = hn_p_time(hn_fact_known(c));
    q->params[q->n++] = f->mine ? hn_p_id(own.v ? own.v : -1) : hn_p_id(f->within.v);
    if (f->mine)
        q->params[q->n++] = hn_p_day(hn_area_look_back(c));
    ask_what(c, f, q);
    return HN_OK;
}

enum hn_rc
hn_area_list(struct hn_ctx *c, const struct hn_area_filter *f, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_area *a), void *sink)
{
    struct question q;
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, f, &q);

    if (rc)
        return rc;
    q.params[q.n++] = hn_p_int(limit ? limit : INT32_MAX);
    q.params[q.n++] = hn_p_int(offset);
    q.params[q.n] = HN_P_END;
    rc = hn_store_query(c, q.list, q.params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_area a = hn_area_of(rows);

        emit(sink, &a);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_area_count(struct hn_ctx *c, const struct hn_area_filter *f, int64_t *out)
{
    struct question q;
    bool found;
    enum hn_rc rc = ask(c, f, &q);

    return rc ? rc : hn_store_int(c, q.count, q.params, out, &found);
}

const struct hn_sql *const hn_area_list_sql[] = { &sql_book, &sql_book_count, &sql_own, &sql_own_count,
                                                  NULL };
