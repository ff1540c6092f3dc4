/* list.c: teams in lists: of a unit and those below it, or those the own person belongs to (team.h). */
#include "access/scope.h"
#include "base/vi.h"
#include "team/inside.h"

const char *const hn_team_states[] = { "open", "over", "closed", NULL };

/* clang-format off */
#define ASKED(on, known, state, words)                                                                       \
    " AND t.at <= " known " AND t.search LIKE " words " AND (" state " = '' OR (CASE WHEN t.closed_on <= " on \
    " THEN 'closed' WHEN t.ends <= " on " THEN 'over' ELSE 'open' END) = " state ")"
/* $18 on, $19 known, $20 within, $21 state, $22 words */
#define BELOW                                                                                                \
    " FROM unit_closure k CROSS JOIN team t WHERE k.anc = $20 AND " HN_SQL_AT("k", "$18", "$19")             \
    " AND t.unit_id = k.des" ASKED("$18", "$19", "$21", "$22") " AND " HN_SCOPE_UNITS("t.unit_id")
/* $1 on, $2 known, $3 person, $4 state, $5 words, $6 the day since which one belongs to it or has left: an earlier day asked
 * for shows nothing that hn_team_get would not. */
#define OWN                                                                                                  \
    " FROM team t WHERE t.id IN (SELECT h.team_id FROM team_member h WHERE h.person_id = $3"                 \
    " AND h.person_id <> 0 AND h.valid_from <= $1 AND h.valid_to > $1 AND h.valid_to > $6)" ASKED("$1", "$2", "$4", "$5")
#define NEWEST " ORDER BY t.starts DESC, t.search, t.id"
static const struct hn_sql sql_below = {
    .name = "team_list.below",
    .text = HN_TEAM_COLUMNS("$18", "$19") BELOW NEWEST " LIMIT $23 OFFSET $24"
};
static const struct hn_sql sql_own = { .name = "team_list.own",
                                       .text = HN_TEAM_COLUMNS("$1", "$2") OWN NEWEST " LIMIT $7 OFFSET $8" };
/* clang-format on */
static const struct hn_sql sql_below_count = { .name = "team_list.below_count",
                                               .text = "SELECT count(*) AS n" BELOW };
static const struct hn_sql sql_own_count = { .name = "team_list.own_count",
                                             .text = "SELECT count(*) AS n" OWN };

#define PARAMS_MAX (HN_SCOPE_PARAMS + 8)

struct question {
    const struct hn_sql *list, *count;
    struct hn_param params[PARAMS_MAX];
    size_t n;
};

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_team_filter *f, struct question *q)
{
    const char *words = f->words ? hn_vi_fold(c->arena, f->words) : "";
    struct hn_person_id own = { 0 };
    struct hn_scope scope;
    enum hn_rc rc;

    *q = (struct question){ .list = f->mine ? &sql_own : &sql_below,
                            .count = f->mine ? &sql_own_count : &sql_below_count };
    rc = f->mine ? hn_access_person(c, &own) : hn_scope_on(c, HN_MAY_READ_MEETING, f->within, &scope);
    if (rc)
        return rc;
    if (!f->mine)
        q->n = hn_scope_fill(c, &scope, q->params);
    q->params[q->n++] = hn_p_day(c->on);
    q->params[q->n++] = hn_p_time(hn_fact_known(c));
    q->params[q->n++] = f->mine ? hn_p_id(own.v ? own.v : -1) : hn_p_id(f->within.v);
    q->params[q->n++] = hn_p_text(f->state ? f->state : "");
    q->params[q->n++] = hn_p_text(*words ? hn_print(c->arena, "%%%s%%", words) : "%");
    if (f->mine)
        q->params[q->n++] = hn_p_day(hn_team_look_back(c));
    q->params[q->n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_team_list(struct hn_ctx *c, const struct hn_team_filter *f, int64_t offset, int64_t limit,
             void (*emit)(void *sink, const struct hn_team *t), void *sink)
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
        const struct hn_team t = hn_team_of(rows);

        emit(sink, &t);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_team_count(struct hn_ctx *c, const struct hn_team_filter *f, int64_t *out)
{
    struct question q;
    bool found;
    enum hn_rc rc = ask(c, f, &q);

    return rc ? rc : hn_store_int(c, q.count, q.params, out, &found);
}

const char *
hn_team_state(const struct hn_team *t, hn_day on)
{
    return t->closed_on <= on ? "closed" : t->ends <= on ? "over" : "open";
}

const struct hn_sql *const hn_team_list_sql[] = { &sql_below, &sql_below_count, &sql_own, &sql_own_count,
                                                  NULL };
