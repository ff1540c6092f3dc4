/* list.c: tasks in lists: one's own, or of the units whose meetings the actor may read (task.h).
 *
 * The rows of a page are found first, by the person, by the chain of papers, by what they serve, or by the units of the
 * scope; names are looked up for these alone. A task of a meeting not adopted yet is a draft, and no row: it stands on the
 * meeting's own pages. Not for: the tables of a meeting (table.c).
 */
#include <assert.h>
#include <string.h>

#include "access/scope.h"
#include "base/vi.h"
#include "task/inside.h"

/* $1 … $17 the scope, then
 *   $18 day by which late is told   $19 state, '' any   $20 1: open ones   $21 1: late ones
 *   $22, $23 due from and to        $24 … $27 patterns of folded words
 *   $28 person, 0 any               $29 1: one's own, whatever the scope
 *   $30 paper  $31 root  $32 target  $33 area  $34 finding, 0 any
 * then 1 or -1 for the newest ended first, limit and offset. */
#define WORDS_MOST            4
#define LIST_PARAMS           (HN_SCOPE_PARAMS + 20)
#define OPEN_STATES           "('assigned', 'in_progress', 'waiting_check')"
#define IS_ANY(param, column) " AND (CAST(" param " AS BIGINT) = 0 OR " column " = " param ")"
#define LIST_FILTER                                                                                          \
    " AND t.removed_at = 0 AND ($19 = '' OR t.state = $19)"                                                  \
    " AND (CAST($20 AS BIGINT) = 0 OR t.state IN " OPEN_STATES ")"                                           \
    " AND (CAST($21 AS BIGINT) = 0 OR t.due < $18) AND t.due BETWEEN $22 AND $23"                            \
    " AND t.search LIKE $24 AND t.search LIKE $25 AND t.search LIKE $26 AND t.search LIKE $27" IS_ANY(       \
        "$30", "t.paper_id") IS_ANY("$31", "t.root_id") IS_ANY("$32", "t.target_id")                         \
        IS_ANY("$33", "t.area_id")                                                                           \
            IS_ANY("$34", "t.finding_id") " AND (t.meeting_id = 0 OR EXISTS (SELECT 1 FROM meeting d WHERE " \
                                          "d.unit_id = t.unit_id"                                            \
                                          " AND d.id = t.meeting_id AND d.adopted_at > 0))"
/* What a unit set and what is its to do: both are in sight with it. */
#define IN_SCOPE                                                                                             \
    " AND (CAST($29 AS BIGINT) = 1 OR " HN_SCOPE_UNITS("t.doer_id") " OR " HN_SCOPE_UNITS("t.unit_id") ")"
#define OF_SCOPE(more)                                                                                       \
    " WHERE t.id IN (SELECT x.id FROM task x WHERE x.doer_id IN " HN_SCOPE_UNIT_SET                          \
        more("x") " UNION SELECT y.id FROM task y WHERE y.unit_id IN " HN_SCOPE_UNIT_SET more(               \
            "y") ")"                                                                                         \
                 " AND CAST($29 AS BIGINT) = 0" IS_ANY("$28", "t.responsible_id")
#define ALL_OF(row)  ""
#define OPEN_OF(row) " AND " row ".state IN " OPEN_STATES

#define BY_PERSON  " WHERE t.responsible_id = $28" IN_SCOPE LIST_FILTER
#define BY_CHECKER " WHERE t.checker_id = $28" IN_SCOPE LIST_FILTER
#define BY_HELPER                                                                                            \
    " WHERE t.id IN (SELECT h.task_id FROM task_helper h WHERE h.person_id = $28 AND h.removed_at = "        \
    "0)" IN_SCOPE LIST_FILTER
#define BY_CHAIN                                                                                             \
    " WHERE t.root_id = $31 AND t.root_id <> 0" IS_ANY("$28", "t.responsible_id") IN_SCOPE LIST_FILTER
#define BY_AREA                                                                                              \
    " WHERE t.area_id = $33 AND t.area_id <> 0" IS_ANY("$28", "t.responsible_id") IN_SCOPE LIST_FILTER
#define BY_FINDING                                                                                           \
    " WHERE t.finding_id = $34 AND t.finding_id <> 0" IS_ANY("$28", "t.responsible_id") IN_SCOPE LIST_FILTER
#define BY_OPEN  OF_SCOPE(OPEN_OF) LIST_FILTER
#define BY_UNITS OF_SCOPE(ALL_OF) LIST_FILTER

#define IN_ORDER " ORDER BY CASE WHEN CAST($35 AS BIGINT) = 1 THEN t.due ELSE -t.closed_on END, t.id"
#define LIST(found)                                                                                          \
    TASK_COLUMNS TASK_JOIN " WHERE t.id IN (SELECT t.id FROM task t" found IN_ORDER                          \
                           " LIMIT $36 OFFSET $37)" IN_ORDER
#define COUNT(found) "SELECT COUNT(*) AS n FROM task t" found

/* clang-format off */
static const struct hn_sql sql_list_person = { .name = "task_list.person", .text = LIST(BY_PERSON) };
static const struct hn_sql sql_list_checker = { .name = "task_list.checker", .text = LIST(BY_CHECKER) };
static const struct hn_sql sql_list_helper = { .name = "task_list.helper", .text = LIST(BY_HELPER) };
static const struct hn_sql sql_list_chain = { .name = "task_list.chain", .text = LIST(BY_CHAIN) };
static const struct hn_sql sql_list_area = { .name = "task_list.area", .text = LIST(BY_AREA) };
static const struct hn_sql sql_list_finding = { .name = "task_list.finding", .text = LIST(BY_FINDING) };
static const struct hn_sql sql_list_open = { .name = "task_list.open", .text = LIST(BY_OPEN) };
static const struct hn_sql sql_list_units = { .name = "task_list.units", .text = LIST(BY_UNITS) };

static const struct hn_sql sql_count_person = { .name = "task_count.person", .text = COUNT(BY_PERSON) };
static const struct hn_sql sql_count_checker = { .name = "task_count.checker", .text = COUNT(BY_CHECKER) };
static const struct hn_sql sql_count_helper = { .name = "task_count.helper", .text = COUNT(BY_HELPER) };
static const struct hn_sql sql_count_chain = { .name = "task_count.chain", .text = COUNT(BY_CHAIN) };
static const struct hn_sql sql_count_area = { .name = "task_count.area", .text = COUNT(BY_AREA) };
static const struct hn_sql sql_count_finding = { .name = "task_count.finding", .text = COUNT(BY_FINDING) };
static const struct hn_sql sql_count_open = { .name = "task_count.open", .text = COUNT(BY_OPEN) };
static const struct hn_sql sql_count_units = { .name = "task_count.units", .text = COUNT(BY_UNITS) };
/* clang-format on */

/* How the rows are found. */
struct way {
    const struct hn_sql *list, *count;
};
static const struct way by_person = { &sql_list_person, &sql_count_person };
static const struct way by_checker = { &sql_list_checker, &sql_count_checker };
static const struct way by_helper = { &sql_list_helper, &sql_count_helper };
static const struct way by_chain = { &sql_list_chain, &sql_count_chain };
static const struct way by_area = { &sql_list_area, &sql_count_area };
static const struct way by_finding = { &sql_list_finding, &sql_count_finding };
static const struct way by_open = { &sql_list_open, &sql_count_open };
static const struct way by_units = { &sql_list_units, &sql_count_units };

struct question {
    const struct way *way;
    struct hn_param params[LIST_PARAMS + 1];
    size_t param_count;
    bool nothing; /* one's own, but no person is linked */
};

static void
add_words(struct hn_ctx *c, const char *words, struct question *q)
{
    const char *patterns[WORDS_MOST];

    hn_vi_patterns(c->arena, words, patterns, WORDS_MOST);
    for (size_t i = 0; i < WORDS_MOST; i++)
        q->params[q->param_count++] = hn_p_text(patterns[i]);
}

static enum hn_rc
ask_whose(struct hn_ctx *c, const struct hn_task_filter *f, struct hn_scope *scope,
          struct hn_person_id *person)
{
    *person = f->responsible;
    *scope = (struct hn_scope){ 0 };
    return f->mine ? hn_access_person(c, person) : hn_scope_of(c, HN_MAY_READ_MEETING, f->within, scope);
}

/* clang-format off */
static const struct hn_sql sql_root_of = {
    .name = "task_list.root_of",
    .text =
        "SELECT CASE WHEN p.root_id = 0 THEN p.id ELSE p.root_id END AS root FROM paper p"
        " WHERE p.id = CASE WHEN CAST($1 AS BIGINT) <> 0 THEN $1"
        " ELSE (SELECT t.paper_id FROM target t WHERE t.id = $2) END"
};
/* clang-format on */

/* Every task of a paper or target is of its chain, by which it is found. */
static enum hn_rc
ask_root(struct hn_ctx *c, const struct hn_task_filter *f, struct hn_paper_id *root)
{
    const struct hn_param params[] = { hn_p_id(f->paper.v), hn_p_id(f->target), HN_P_END };
    bool found = false;

    *root = f->root;
    if (f->root.v || (!f->paper.v && !f->target))
        return HN_OK;
    return hn_store_int(c, &sql_root_of, params, &root->v, &found);
}

static const struct way *
way_of(const struct hn_task_filter *f, struct hn_paper_id root, struct hn_person_id person, bool open)
{
    if (f->mine && f->as && strcmp(f->as, "checker") == 0)
        return &by_checker;
    if (f->mine && f->as && strcmp(f->as, "helper") == 0)
        return &by_helper;
    if (person.v)
        return &by_person;
    if (f->finding)
        return &by_finding;
    if (f->area)
        return &by_area;
    if (root.v)
        return &by_chain;
    return open ? &by_open : &by_units;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_task_filter *f, struct question *q)
{
    const char *state = f->state ? f->state : "";
    bool late = strcmp(state, "late") == 0, open = late || strcmp(state, "open") == 0;
    bool any_due = f->due_from == 0 && f->due_to == 0;
    struct hn_scope scope;
    struct hn_person_id person;
    struct hn_paper_id root = { 0 };
    enum hn_rc rc = ask_whose(c, f, &scope, &person);

    if (!rc)
        rc = ask_root(c, f, &root);
    if (rc)
        return rc;
    q->nothing = f->mine && !person.v;
    q->way = way_of(f, root, person, open);
    q->param_count = hn_scope_fill(c, &scope, q->params);
    q->params[q->param_count++] = hn_p_day(c->on);
    q->params[q->param_count++] = hn_p_text(open ? "" : state);
    q->params[q->param_count++] = hn_p_int(open);
    q->params[q->param_count++] = hn_p_int(late);
    q->params[q->param_count++] = hn_p_day(any_due ? HN_DAY_START : f->due_from);
    q->params[q->param_count++] = hn_p_day(any_due ? HN_DAY_OPEN : f->due_to);
    add_words(c, f->words, q);
    q->params[q->param_count++] = hn_p_id(person.v);
    q->params[q->param_count++] = hn_p_int(f->mine);
    q->params[q->param_count++] = hn_p_id(f->paper.v);
    q->params[q->param_count++] = hn_p_id(root.v);
    q->params[q->param_count++] = hn_p_id(f->target);
    q->params[q->param_count++] = hn_p_id(f->area);
    q->params[q->param_count++] = hn_p_id(f->finding);
    return HN_OK;
}

enum hn_rc
hn_task_list(struct hn_ctx *c, const struct hn_task_filter *f, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_task_row *t), void *sink)
{
    struct question *q = HN_NEW(c->arena, struct question);
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, f, q);

    if (rc || q->nothing)
        return rc;
    q->params[q->param_count++] = hn_p_int(f->newest ? -1 : 1);
    q->params[q->param_count++] = hn_p_int(limit ? limit : INT64_MAX);
    q->params[q->param_count++] = hn_p_int(offset);
    assert(q->param_count == LIST_PARAMS);
    q->params[q->param_count] = HN_P_END;
    rc = hn_store_query(c, q->way->list, q->params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_task_row t = hn_task_row_read(c, rows);

        emit(sink, &t);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_task_count(struct hn_ctx *c, const struct hn_task_filter *f, int64_t *out)
{
    struct question *q = HN_NEW(c->arena, struct question);
    bool found;
    enum hn_rc rc = ask(c, f, q);

    *out = 0;
    if (rc || q->nothing)
        return rc;
    q->params[q->param_count] = HN_P_END;
    return hn_store_int(c, q->way->count, q->params, out, &found);
}

const struct hn_sql *const hn_task_list_sql[] = { &sql_root_of,      &sql_list_person,   &sql_list_checker,
                                                  &sql_list_helper,  &sql_list_chain,    &sql_list_area,
                                                  &sql_list_finding, &sql_list_open,     &sql_list_units,
                                                  &sql_count_person, &sql_count_checker, &sql_count_helper,
                                                  &sql_count_chain,  &sql_count_area,    &sql_count_finding,
                                                  &sql_count_open,   &sql_count_units,   NULL };
