/* list.c: the register as a list: papers kept by the units of the actor's scope, or sent to them (paper.h).
 *
 * Where the scope is the whole tree every paper is kept within it, so that the newest are read off in order and reading
 * stops when the page is full; else papers are gathered from the units. A draft is seen by who directs its unit alone. */
#include <assert.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "paper/inside.h"

/* $1 … $17 the scope, then
 *   $18 on             $19 known           $20 kind, $21 state, $22 origin, '' any
 *   $23 … $26 patterns of folded words     $27 root, $28 basis, 0 any
 *   $29, $30 days from and to              $31 … $46 units the actor directs, with all below and alone
 *   $47 1: drafts of everybody
 * then limit and offset. */
#define WORDS_MOST  4
#define LIST_PARAMS (HN_SCOPE_PARAMS + 32)

/* clang-format off */
#define MINE                                                                                                 \
    HN_PAPER_REACH ", mine(id) AS (SELECT k.id FROM paper k WHERE k.unit_id IN (SELECT unit_id FROM reach)"  \
    " UNION SELECT d.paper_id FROM duty d WHERE d.unit_id IN (SELECT unit_id FROM reach)) "
#define FILTER                                                                                               \
    " AND p.at <= $19 AND ($20 = '' OR p.kind = $20) AND ($21 = '' OR p.state = $21)"                        \
    " AND ($22 = '' OR p.origin = $22) AND p.search LIKE $23 AND p.search LIKE $24 AND p.search LIKE $25"    \
    " AND p.search LIKE $26 AND (CAST($27 AS BIGINT) = 0 OR p.root_id = $27)"                                \
    " AND (CAST($28 AS BIGINT) = 0 OR p.basis_id = $28) AND p.day >= $29 AND p.day <= $30"                   \
    " AND (p.state <> 'draft' OR CAST($47 AS BIGINT) = 1 OR EXISTS (SELECT 1 FROM unit_closure q"            \
    " WHERE q.des = p.unit_id AND (q.anc IN ($31, $32, $33, $34, $35, $36, $37, $38) OR (q.depth = 0"        \
    " AND q.anc IN ($39, $40, $41, $42, $43, $44, $45, $46))) AND q.known_to = " HN_SQL_OPEN_TIME            \
    " AND q.valid_from <= $1 AND q.valid_to > $1))"
#define OF_UNITS " FROM mine m CROSS JOIN paper p"
#define OF_ALL   " FROM paper p"
#define IN_UNITS " WHERE p.id = m.id"
#define IN_ALL   " WHERE " HN_SCOPE_UNITS("p.unit_id")
#define PAGE     " ORDER BY p.day DESC, p.id DESC LIMIT $48 OFFSET $49"
#define COLUMNS  "SELECT " HN_PAPER_COLUMNS("$18", "$19")

static const struct hn_sql sql_units = {
    .name = "paper_list.units",
    .text = MINE COLUMNS OF_UNITS HN_PAPER_BASIS IN_UNITS FILTER PAGE
};
static const struct hn_sql sql_all = { .name = "paper_list.all",
                                       .text = COLUMNS OF_ALL HN_PAPER_BASIS IN_ALL FILTER PAGE };
/* $18 stands in no count: the day asked for names units, no more. */
#define COUNT "SELECT count(*) AS n"
#define ASKED " AND p.id <> 0 AND CAST($18 AS BIGINT) = $18"
static const struct hn_sql sql_units_count = { .name = "paper_list.units_count",
                                               .text = MINE COUNT OF_UNITS IN_UNITS FILTER ASKED };
static const struct hn_sql sql_all_count = { .name = "paper_list.all_count",
                                             .text = COUNT OF_ALL IN_ALL FILTER ASKED };
/* clang-format on */

const struct hn_sql *const hn_paper_list_sql[] = { &sql_units, &sql_all, &sql_units_count, &sql_all_count,
                                                   NULL };

struct question {
    bool whole;
    struct hn_param params[LIST_PARAMS + 1];
    size_t count;
};

/* Of one unit alone, when it is not asked with all below. */
static enum hn_rc
ask_scope(struct hn_ctx *c, const struct hn_paper_filter *f, struct hn_scope *scope, bool *whole)
{
    bool alone = f->within.v && !f->below;
    enum hn_rc rc;

    *whole = false;
    if (!alone) {
        rc = hn_scope_of(c, HN_MAY_READ_MEETING, f->within, scope);
        return rc ? rc : hn_scope_is_whole(c, scope, whole);
    }
    *scope = (struct hn_scope){ .unit = { f->within.v } };
    return hn_need(c, HN_MAY_READ_MEETING, f->within);
}

static void
add_words(struct hn_ctx *c, const char *words, struct question *q)
{
    const char *patterns[WORDS_MOST];

    hn_vi_patterns(c->arena, words, patterns, WORDS_MOST);
    for (size_t i = 0; i < WORDS_MOST; i++)
        q->params[q->count++] = hn_p_text(patterns[i]);
}

static enum hn_rc
add_directed(struct hn_ctx *c, struct question *q)
{
    struct hn_scope scope = { 0 };
    enum hn_rc rc = HN_OK;

    if (hn_access_allows(c, HN_MAY_DIRECT, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK)
        rc = hn_scope_of(c, HN_MAY_DIRECT, (struct hn_unit_id){ 0 }, &scope);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        q->params[q->count++] = hn_p_id(scope.subtree[i]);
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++)
        q->params[q->count++] = hn_p_id(scope.unit[i]);
    q->params[q->count++] = hn_p_int(scope.all);
    return rc;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_paper_filter *f, struct question *q)
{
    bool any_day = f->day_from == 0 && f->day_to == 0;
    struct hn_scope scope;
    enum hn_rc rc = ask_scope(c, f, &scope, &q->whole);

    if (rc)
        return rc;
    q->count = hn_scope_fill(c, &scope, q->params);
    q->params[q->count++] = hn_p_day(c->on);
    q->params[q->count++] = hn_p_time(hn_fact_known(c));
    q->params[q->count++] = hn_p_text(hn_paper_any(f->kind));
    q->params[q->count++] = hn_p_text(hn_paper_any(f->state));
    q->params[q->count++] = hn_p_text(hn_paper_any(f->origin));
    add_words(c, f->words, q);
    q->params[q->count++] = hn_p_id(f->root.v);
    q->params[q->count++] = hn_p_id(f->basis.v);
    q->params[q->count++] = hn_p_day(any_day ? HN_DAY_START : f->day_from);
    q->params[q->count++] = hn_p_day(any_day ? HN_DAY_OPEN : f->day_to);
    return add_directed(c, q);
}

enum hn_rc
hn_paper_list(struct hn_ctx *c, const struct hn_paper_filter *f, int64_t offset, int64_t limit,
              void (*emit)(void *sink, const struct hn_paper *p), void *sink)
{
    struct question *q = HN_NEW(c->arena, struct question);
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, f, q);

    if (rc)
        return rc;
    q->params[q->count++] = hn_p_int(limit ? limit : INT32_MAX);
    q->params[q->count++] = hn_p_int(offset);
    assert(q->count == LIST_PARAMS);
    q->params[q->count] = HN_P_END;
    rc = hn_store_query(c, q->whole ? &sql_all : &sql_units, q->params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_paper p = hn_paper_row(rows);

        emit(sink, &p);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_paper_count(struct hn_ctx *c, const struct hn_paper_filter *f, int64_t *out)
{
    struct question *q = HN_NEW(c->arena, struct question);
    bool found;
    enum hn_rc rc = ask(c, f, q);

    *out = 0;
    if (rc)
        return rc;
    q->params[q->count] = HN_P_END;
    return hn_store_int(c, q->whole ? &sql_all_count : &sql_units_count, q->params, out, &found);
}
