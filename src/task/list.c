/* list.c: tasks in lists: one's own, or of the units whose meetings the actor may read (task.h).
 *
 * Read in one of three ways: by the person responsible, by the index of open tasks, by the units of the scope. A task of
 * a meeting not adopted yet is a draft, and no row: it stands on the meeting's own pages. Not for: the tables of a
 * meeting (table.c).
 */
#include <assert.h>
#include <string.h>

#include "access/scope.h"
#include "base/vi.h"
#include "task/inside.h"

/* $1 … $17 the scope, then
 *   $18 day by which late is told   $19 state, '' any   $20 1: open ones   $21 1: late ones
 *   $22, $23 due from and to        $24 … $27 patterns of folded words
 *   $28 person responsible, 0 any   $29 1: one's own, whatever the scope
 * then limit and offset. */
#define WORDS_MOST  4
#define LIST_PARAMS (HN_SCOPE_PARAMS + 14)
#define OPEN_STATES "('assigned', 'in_progress', 'waiting_check')"
#define LIST_FILTER                                                                                          \
    " AND t.removed_at = 0 AND ($19 = '' OR t.state = $19)"                                                  \
    " AND (CAST($20 AS BIGINT) = 0 OR t.state IN " OPEN_STATES ")"                                           \
    " AND (CAST($21 AS BIGINT) = 0 OR t.due < $18) AND t.due BETWEEN $22 AND $23"                            \
    " AND t.search LIKE $24 AND t.search LIKE $25 AND t.search LIKE $26 AND t.search LIKE $27"               \
    " AND (t.meeting_id = 0 OR EXISTS (SELECT 1 FROM meeting d WHERE d.unit_id = t.unit_id"                  \
    " AND d.id = t.meeting_id AND d.adopted_at > 0))"
#define LIST_PERSON                                                                                          \
    " WHERE t.responsible_id = $28 AND (CAST($29 AS BIGINT) = 1 OR " HN_SCOPE_UNITS("t.unit_id") ")"
#define LIST_UNITS                                                                                           \
    " WHERE t.unit_id IN " HN_SCOPE_UNIT_SET                                                                 \
    " AND CAST($29 AS BIGINT) = 0 AND (CAST($28 AS BIGINT) = 0 OR t.responsible_id = $28)"
#define LIST_OPEN LIST_UNITS " AND t.state IN " OPEN_STATES
#define LIST_PAGE " ORDER BY t.due, t.id LIMIT $30 OFFSET $31"

static const struct hn_sql sql_list_person = {
    .name = "task_list.person", .text = TASK_COLUMNS TASK_JOIN LIST_PERSON LIST_FILTER LIST_PAGE
};
static const struct hn_sql sql_list_open = { .name = "task_list.open",
                                             .text = TASK_COLUMNS TASK_JOIN LIST_OPEN LIST_FILTER LIST_PAGE };
static const struct hn_sql sql_list_units = {
    .name = "task_list.units", .text = TASK_COLUMNS TASK_JOIN LIST_UNITS LIST_FILTER LIST_PAGE
};

#define COUNT "SELECT COUNT(*) AS n FROM task t"
static const struct hn_sql sql_count_person = { .name = "task_count.person",
                                                .text = COUNT LIST_PERSON LIST_FILTER };
static const struct hn_sql sql_count_open = { .name = "task_count.open",
                                              .text = COUNT LIST_OPEN LIST_FILTER };
static const struct hn_sql sql_count_units = { .name = "task_count.units",
                                               .text = COUNT LIST_UNITS LIST_FILTER };

struct question {
    const struct hn_sql *list, *count;
    struct hn_param params[LIST_PARAMS + 1];
    size_t param_count;
    bool nothing; /* one's own, but no person is linked */
};

static void
add_words(struct hn_ctx *c, const char *words, struct question *q)
{
    const char *found[WORDS_MOST];
    size_t count = 0;

    if (words && *words)
        count = hn_vi_words(c->arena, hn_vi_fold(c->arena, words), found, WORDS_MOST);
    for (size_t i = 0; i < WORDS_MOST; i++)
        q->params[q->param_count++] = hn_p_text(i < count ? hn_print(c->arena, "%%%s%%", found[i]) : "%");
}

static enum hn_rc
ask_whose(struct hn_ctx *c, const struct hn_task_filter *f, struct hn_scope *scope,
          struct hn_person_id *person)
{
    *person = f->responsible;
    *scope = (struct hn_scope){ 0 };
    return f->mine ? hn_access_person(c, person) : hn_scope_of(c, HN_MAY_READ_MEETING, f->within, scope);
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_task_filter *f, struct question *q)
{
    const char *state = f->state ? f->state : "";
    bool late = strcmp(state, "late") == 0, open = late || strcmp(state, "open") == 0;
    bool any_due = f->due_from == 0 && f->due_to == 0;
    struct hn_scope scope;
    struct hn_person_id person;
    enum hn_rc rc = ask_whose(c, f, &scope, &person);

    if (rc)
        return rc;
    q->nothing = f->mine && !person.v;
    q->list = person.v ? &sql_list_person : open ? &sql_list_open : &sql_list_units;
    q->count = person.v ? &sql_count_person : open ? &sql_count_open : &sql_count_units;
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
    q->params[q->param_count++] = hn_p_int(limit ? limit : INT64_MAX);
    q->params[q->param_count++] = hn_p_int(offset);
    assert(q->param_count == LIST_PARAMS);
    q->params[q->param_count] = HN_P_END;
    rc = hn_store_query(c, q->list, q->params, &rows);
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
    return hn_store_int(c, q->count, q->params, out, &found);
}

const struct hn_sql *const hn_task_list_sql[] = { &sql_list_person,
                                                  &sql_list_open,
                                                  &sql_list_units,
                                                  &sql_count_person,
                                                  &sql_count_open,
                                                  &sql_count_units,
                                                  NULL };
