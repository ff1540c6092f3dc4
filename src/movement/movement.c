/* movement.c: launching a movement with its criteria, reading it, closing it (movement.h). Not for: who enters (entry.c), how
 * it is judged (judge.c), rewards (reward.c). */
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "movement/inside.h"
#include "paper/paper.h"

enum { TITLE_MOST = 300, PURPOSE_MOST = 4000, POINTS_MOST = 1000, WORDS_MOST = 4 };

const char *const hn_movement_who[] = { "units", "persons", "both", NULL };
const char *const hn_movement_states[] = { "launched", "judged", "closed", NULL };
const char *const hn_movement_sources[] = {
    "hand",          "meetings_met_bp", "attendance_bp",    "minutes_in_time_bp",
    "tasks_done_bp", "study_bp",        "score_mean_milli", NULL
};

/* --- reading --- */

/* clang-format off */
#define COLUMNS                                                                                              \
    "SELECT m.unit_id, m.id, m.title, m.purpose, m.paper_id, m.who, m.starts, m.ends, m.entry_until, m.state," \
    " m.judged_on, m.closed_on, m.version, COALESCE(v.code, '') AS unit_code, COALESCE(v.name, '') AS unit_name," \
    " (SELECT count(*) FROM movement_entry e WHERE e.movement_id = m.id AND e.withdrawn_at = 0) AS entries," \
    " (SELECT count(*) FROM reward r WHERE r.movement_id = m.id AND r.revoked_at = 0) AS rewards"            \
    " FROM movement m LEFT JOIN unit_version v ON v.unit_id = m.unit_id AND v.known_to = " HN_SQL_OPEN_TIME  \
    " AND v.valid_from <= $1 AND v.valid_to > $1"
static const struct hn_sql sql_one = { .name = "movement.one", .text = COLUMNS " WHERE m.id = $2" };

/* After the scope: $18 within (0 any), $19 state ('' any), $20 … $23 patterns of folded words. */
#define FILTER                                                                                               \
    " WHERE " HN_MOVEMENT_SEEN("m.unit_id") " AND ($19 = '' OR m.state = $19)"                               \
    " AND (CAST($18 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.known_to = "              \
    HN_SQL_OPEN_TIME " AND w.valid_from <= $1 AND w.valid_to > $1"                                           \
    " AND ((w.des = m.unit_id AND w.anc = $18) OR (w.anc = m.unit_id AND w.des = $18))))"                    \
    " AND m.search LIKE $20 AND m.search LIKE $21 AND m.search LIKE $22 AND m.search LIKE $23"
static const struct hn_sql sql_list = { .name = "movement.list",
                                        .text = COLUMNS FILTER " ORDER BY m.starts DESC, m.id DESC LIMIT $24 OFFSET $25" };
static const struct hn_sql sql_count = { .name = "movement.count", .text = "SELECT count(*) AS n FROM movement m" FILTER };
static const struct hn_sql sql_seen = { .name = "movement.seen",
                                        .text = "SELECT m.id FROM movement m WHERE m.id = $18 AND "
                                                HN_MOVEMENT_SEEN("m.unit_id") };
/* clang-format on */

static struct hn_movement
movement_of(struct hn_rows *rows)
{
    return (struct hn_movement){
        .id = hn_row_int(rows, "id"),
        .paper = hn_row_int(rows, "paper_id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .title = hn_row_text(rows, "title"),
        .purpose = hn_row_text(rows, "purpose"),
        .who = hn_row_text(rows, "who"),
        .state = hn_row_text(rows, "state"),
        .starts = (hn_day)hn_row_int(rows, "starts"),
        .ends = (hn_day)hn_row_int(rows, "ends"),
        .entry_until = (hn_day)hn_row_int(rows, "entry_until"),
        .judged_on = (hn_day)hn_row_int(rows, "judged_on"),
        .closed_on = (hn_day)hn_row_int(rows, "closed_on"),
        .entries = hn_row_int(rows, "entries"),
        .rewards = hn_row_int(rows, "rewards"),
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_movement_read(struct hn_ctx *c, int64_t id, struct hn_movement *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = movement_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

static const struct hn_sql sql_criteria = {
    .name = "movement.criteria",
    .text = "SELECT position, title, points, source, none_value, full_value FROM movement_criterion"
            " WHERE unit_id = $1 AND movement_id = $2 ORDER BY position"
};

enum hn_rc
hn_movement_criteria(struct hn_ctx *c, const struct hn_movement *m, const struct hn_movement_criterion **out,
                     size_t *count)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id), HN_P_END };
    struct hn_movement_criterion *at = HN_NEW_N(c->arena, struct hn_movement_criterion,
                                                HN_MOVEMENT_CRITERIA_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_criteria, params, &rows);

    *out = at;
    *count = 0;
    if (rc)
        return rc;
    while (*count < HN_MOVEMENT_CRITERIA_MOST && hn_rows_next(rows)) {
        at[(*count)++] = (struct hn_movement_criterion){
            .position = (int)hn_row_int(rows, "position"),
            .points = (int)hn_row_int(rows, "points"),
            .title = hn_row_text(rows, "title"),
            .source = hn_row_text(rows, "source"),
            .none_value = hn_row_int(rows, "none_value"),
            .full_value = hn_row_int(rows, "full_value"),
        };
    }
    return hn_rows_end(rows);
}

static enum hn_rc
need_sight(struct hn_ctx *c, int64_t id)
{
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    struct hn_scope scope;
    int64_t found_id;
    bool found = false;
    size_t n;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(id);
    params[n] = HN_P_END;
    rc = hn_store_int(c, &sql_seen, params, &found_id, &found);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_movement_get(struct hn_ctx *c, int64_t id, struct hn_movement *out,
                const struct hn_movement_criterion **criteria, size_t *count)
{
    enum hn_rc rc = hn_movement_read(c, id, out);

    if (!rc)
        rc = need_sight(c, id);
    return rc ? rc : hn_movement_criteria(c, out, criteria, count);
}

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_movement_filter *f, struct hn_param *params, size_t *n)
{
    const char *patterns[WORDS_MOST];
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);

    if (!rc && f->within.v)
        rc = hn_need(c, HN_MAY_READ_MEETING, f->within);
    if (rc)
        return rc;
    hn_vi_patterns(c->arena, f->words, patterns, WORDS_MOST);
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_id(f->within.v);
    params[(*n)++] = hn_p_text(f->state ? f->state : "");
    for (size_t i = 0; i < WORDS_MOST; i++)
        params[(*n)++] = hn_p_text(patterns[i]);
    params[*n] = HN_P_END;
    return HN_OK;
}

#define PARAMS (HN_SCOPE_PARAMS + 8)

enum hn_rc
hn_movement_list(struct hn_ctx *c, const struct hn_movement_filter *f, int64_t offset, int64_t limit,
                 void (*emit)(void *sink, const struct hn_movement *m), void *sink)
{
    struct hn_param params[PARAMS + 1];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = ask(c, f, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit ? limit : INT64_MAX);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_movement m = movement_of(rows);

        emit(sink, &m);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_movement_count(struct hn_ctx *c, const struct hn_movement_filter *f, int64_t *out)
{
    struct hn_param params[PARAMS + 1];
    size_t n;
    bool found;
    enum hn_rc rc = ask(c, f, params, &n);

    return rc ? rc : hn_store_int(c, &sql_count, params, out, &found);
}

/* --- launching --- */

/* Of persons the program counts attendance and tasks alone. */
static bool
fits(const char *source, const char *who)
{
    return strcmp(who, "units") == 0 || strcmp(source, "hand") == 0 || strcmp(source, "attendance_bp") == 0 ||
           strcmp(source, "tasks_done_bp") == 0;
}

static enum hn_rc
check_criterion(struct hn_ctx *c, const struct hn_movement *in, const struct hn_movement_criterion *k,
                size_t i)
{
    const char *at = hn_print(c->arena, "%zu", i + 1);

    if (!k->title || !*k->title || hn_utf8_count(k->title) > TITLE_MOST)
        return hn_fail_arg(c, HN_INVALID, "criteria", "criterion.title", at);
    if (k->points < 1 || k->points > POINTS_MOST)
        return hn_fail_arg(c, HN_INVALID, "criteria", "criterion.points", at);
    if (!hn_one_of(k->source, hn_movement_sources) || !fits(k->source, in->who))
        return hn_fail_arg(c, HN_INVALID, "criteria", "criterion.source", at);
    if (strcmp(k->source, "hand") != 0 && k->none_value == k->full_value)
        return hn_fail_arg(c, HN_INVALID, "criteria", "criterion.values", at);
    return HN_OK;
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_movement *in, const struct hn_movement_criterion *criteria,
          size_t count)
{
    enum hn_rc rc = HN_OK;

    if (!in->title || !*in->title || hn_utf8_count(in->title) > TITLE_MOST)
        return hn_fail(c, HN_INVALID, "title", "movement.title");
    if (in->purpose && hn_utf8_count(in->purpose) > PURPOSE_MOST)
        return hn_fail(c, HN_INVALID, "purpose", "movement.purpose");
    if (!hn_one_of(in->who, hn_movement_who))
        return hn_fail(c, HN_INVALID, "who", "movement.who");
    if (in->starts >= in->ends || in->ends == HN_DAY_OPEN)
        return hn_fail(c, HN_INVALID, "ends", "fact.days");
    if (in->entry_until < in->starts || in->entry_until >= in->ends)
        return hn_fail(c, HN_INVALID, "entry_until", "movement.entry_until");
    if (count == 0 || count > HN_MOVEMENT_CRITERIA_MOST)
        return hn_fail(c, HN_INVALID, "criteria", "movement.criteria");
    for (size_t i = 0; i < count && !rc; i++)
        rc = check_criterion(c, in, &criteria[i], i);
    return rc;
}

static enum hn_rc
check_paper(struct hn_ctx *c, const struct hn_movement *in)
{
    struct hn_paper paper;
    int faults = c->fault_count;
    enum hn_rc rc = in->paper ? hn_paper_get(c, (struct hn_paper_id){ in->paper }, &paper) : HN_OK;

    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_fail(c, HN_INVALID, "paper", "movement.paper");
}

static const struct hn_sql sql_insert = {
    .name = "movement.insert",
    .text = "INSERT INTO movement (unit_id, id, title, search, purpose, paper_id, who, starts, ends,"
            " entry_until, state, judged_on, closed_on, version, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'launched', 0, 0, 1, $11, $12)"
};
static const struct hn_sql sql_change = {
    .name = "movement.change",
    .text = "UPDATE movement SET title = $3, search = $4, purpose = $5, paper_id = $6, who = $7, starts = $8,"
            " ends = $9, entry_until = $10, at = $11, entered_by = $12, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_criteria_clear = {
    .name = "movement.criteria_clear",
    .text = "DELETE FROM movement_criterion WHERE unit_id = $1 AND movement_id = $2"
};
static const struct hn_sql sql_criterion = {
    .name = "movement.criterion",
    .text = "INSERT INTO movement_criterion (unit_id, movement_id, position, title, points, source,"
            " none_value, full_value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
};

static enum hn_rc
write_row(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_movement *in, struct hn_unit_id unit,
          int64_t id)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(id),
                                       hn_p_text(in->title),
                                       hn_p_text(hn_vi_fold(c->arena, in->title)),
                                       hn_p_text(in->purpose ? in->purpose : ""),
                                       hn_p_id(in->paper),
                                       hn_p_text(in->who),
                                       hn_p_day(in->starts),
                                       hn_p_day(in->ends),
                                       hn_p_day(in->entry_until),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, sql, params);
}

/* As long as nobody has entered, criteria are replaced whole; they are no facts yet. */
static enum hn_rc
write_criteria(struct hn_ctx *c, struct hn_unit_id unit, int64_t id,
               const struct hn_movement_criterion *criteria, size_t count)
{
    const struct hn_param of[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_criteria_clear, of);

    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_movement_criterion *k = &criteria[i];
        const struct hn_param params[] = { hn_p_id(unit.v),
                                           hn_p_id(id),
                                           hn_p_int((int64_t)i + 1),
                                           hn_p_text(k->title),
                                           hn_p_int(k->points),
                                           hn_p_text(k->source),
                                           hn_p_int(k->none_value),
                                           hn_p_int(k->full_value),
                                           HN_P_END };

        rc = hn_store_do(c, &sql_criterion, params);
    }
    return rc;
}

/* Of one that stands: launched, nobody entered yet, as it was seen. */
static enum hn_rc
check_standing(struct hn_ctx *c, const struct hn_movement *in, struct hn_unit_id *unit)
{
    struct hn_movement m;
    enum hn_rc rc = hn_movement_read(c, in->id, &m);

    if (rc)
        return rc;
    *unit = m.unit;
    if (strcmp(m.state, "launched") != 0)
        return hn_fail(c, HN_CONFLICT, "", "movement.judged");
    if (m.entries)
        return hn_fail(c, HN_CONFLICT, "", "movement.entered");
    return m.version == in->version ? HN_OK : hn_fail(c, HN_CONFLICT, "", "changed");
}

enum hn_rc
hn_movement_put(struct hn_ctx *c, const struct hn_movement *in, const struct hn_movement_criterion *criteria,
                size_t count, int64_t *out)
{
    struct hn_unit_id unit = in->unit;
    int64_t id = in->id ? in->id : hn_new_id(c);
    enum hn_rc rc = in->id ? check_standing(c, in, &unit) : HN_OK;

    if (!rc || rc == HN_CONFLICT) {
        enum hn_rc need = hn_need(c, HN_MAY_DIRECT, unit);

        rc = need ? need : rc;
    }
    if (!rc)
        rc = check_new(c, in, criteria, count);
    if (!rc)
        rc = check_paper(c, in);
    if (!rc)
        rc = write_row(c, in->id ? &sql_change : &sql_insert, in, unit, id);
    if (!rc)
        rc = write_criteria(c, unit, id, criteria, count);
    if (rc)
        return rc;
    *out = id;
    return hn_audit_change(c, in->id ? "movement.change" : "movement.launch", id, unit, "", in->title);
}

static const struct hn_sql sql_close = {
    .name = "movement.close",
    .text = "UPDATE movement SET state = 'closed', closed_on = $3, version = version + 1"
            " WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_movement_close(struct hn_ctx *c, int64_t id)
{
    struct hn_movement m;
    enum hn_rc rc = hn_movement_read(c, id, &m);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, m.unit);
    if (!rc && strcmp(m.state, "judged") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "movement.not_judged");
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id), hn_p_day(c->today), HN_P_END };

    rc = hn_store_do(c, &sql_close, params);
    return rc ? rc : hn_audit_change(c, "movement.close", id, m.unit, "", "");
}

const struct hn_sql *const hn_movement_sql[] = { &sql_one,       &sql_seen,     &sql_list,
                                                 &sql_count,     &sql_insert,   &sql_criteria_clear,
                                                 &sql_criterion, &sql_criteria, &sql_change,
                                                 &sql_close,     NULL };
