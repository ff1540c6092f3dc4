/* target.c: targets of a paper: put, taken out, read (target.h).
 *
 * Not for: strands (strand.c), how a target is broken down and measured (value.c), how it stands (stand.c).
 */
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "target/inside.h"

enum { TARGETS_MOST = 500, TITLE_MOST = 300, MEASURE_MOST = 60 };

const char *const hn_target_rules[] = { "sum", "average", "count", "all", NULL };
static const char *const betters[] = { "up", "down", NULL };

/* --- targets --- */

#define TARGET_COLUMNS                                                                                       \
    "SELECT t.unit_id, t.id, t.paper_id, t.strand_id, t.position, t.title, t.measure, t.has_baseline,"       \
    " t.baseline_milli, t.value_milli, t.better, t.rule, t.from_day, t.due, t.version,"                      \
    " COALESCE(n.id, 0) AS indicator_id, COALESCE(n.code, '') AS indicator_code"
#define MEASURED                                                                                             \
    " LEFT JOIN target_indicator m ON m.target_id = t.id LEFT JOIN indicator n ON n.id = m.indicator_id"
#define TARGET TARGET_COLUMNS " FROM target t" MEASURED
static const struct hn_sql sql_target = { .name = "target.one",
                                          .text = TARGET " WHERE t.id = $1 AND t.removed_at = 0" };
static const struct hn_sql sql_targets = {
    .name = "target.list",
    .text = TARGET " LEFT JOIN strand s ON s.unit_id = t.unit_id AND s.id = t.strand_id WHERE t.paper_id = $1"
                   " AND t.at <= $2 AND (t.removed_at = 0 OR t.removed_at > $2)"
                   " ORDER BY COALESCE(s.position, 0), t.position, t.id LIMIT 500"
};

/* $18 the paper, $19 known. The paper itself is in sight; those that carry it out when their units are. */
/* clang-format off */
static const struct hn_sql sql_chain = {
    .name = "target.chain",
    .text = "WITH RECURSIVE chain(id) AS (SELECT CAST($18 AS BIGINT) UNION SELECT p.id FROM chain h"
            " CROSS JOIN paper p WHERE p.basis_id = h.id AND p.state <> 'draft') "
            TARGET_COLUMNS " FROM chain h CROSS JOIN target t" MEASURED " LEFT JOIN strand s ON s.unit_id = t.unit_id AND s.id = t.strand_id"
            " WHERE t.paper_id = h.id AND t.at <= $19 AND (t.removed_at = 0 OR t.removed_at > $19)"
            " AND (h.id = $18 OR " HN_SCOPE_UNITS("t.unit_id") ")"
            " ORDER BY CASE WHEN h.id = $18 THEN 0 ELSE 1 END, h.id, COALESCE(s.position, 0), t.position, t.id"
            " LIMIT 500"
};
/* clang-format on */
static const struct hn_sql sql_target_next = {
    .name = "target.next",
    .text = "SELECT COALESCE(max(position), 0) + 1 FROM target WHERE paper_id = $1 AND removed_at = 0"
};
static const struct hn_sql sql_target_add = {
    .name = "target.add",
    .text = "INSERT INTO target (unit_id, id, paper_id, strand_id, position, title, measure, has_baseline,"
            " baseline_milli, value_milli, better, rule, from_day, due, removed_at, version, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 1, $15, $16)"
};
static const struct hn_sql sql_target_change = {
    .name = "target.change",
    .text = "UPDATE target SET strand_id = $4, position = $5, title = $6, measure = $7, has_baseline = $8,"
            " baseline_milli = $9, value_milli = $10, better = $11, rule = $12, from_day = $13, due = $14,"
            " version = version + 1 WHERE unit_id = $1 AND id = $2 AND version = $3 AND removed_at = 0"
};
static const struct hn_sql sql_target_remove = {
    .name = "target.remove", .text = "UPDATE target SET removed_at = $3 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_target_used = {
    .name = "target.used",
    .text = "SELECT (SELECT count(*) FROM target_share s WHERE s.target_id = $1"
            " AND s.known_to = " HN_SQL_OPEN_TIME ") + (SELECT count(*) FROM target_value v"
            " WHERE v.target_id = $1 AND v.known_to = " HN_SQL_OPEN_TIME ") AS used"
};

static struct hn_target
target_of(struct hn_rows *rows)
{
    return (struct hn_target){ .id = hn_row_int(rows, "id"),
                               .strand = hn_row_int(rows, "strand_id"),
                               .unit = { hn_row_int(rows, "unit_id") },
                               .paper = { hn_row_int(rows, "paper_id") },
                               .position = (int)hn_row_int(rows, "position"),
                               .title = hn_row_text(rows, "title"),
                               .measure = hn_row_text(rows, "measure"),
                               .better = hn_row_text(rows, "better"),
                               .rule = hn_row_text(rows, "rule"),
                               .has_baseline = hn_row_int(rows, "has_baseline") != 0,
                               .baseline_milli = hn_row_int(rows, "baseline_milli"),
                               .value_milli = hn_row_int(rows, "value_milli"),
                               .from = (hn_day)hn_row_int(rows, "from_day"),
                               .due = (hn_day)hn_row_int(rows, "due"),
                               .version = hn_row_int(rows, "version"),
                               .indicator = hn_row_int(rows, "indicator_id"),
                               .indicator_code = hn_row_text(rows, "indicator_code") };
}

/* One target that stands, whoever asks. HN_NOT_FOUND. */
static enum hn_rc
read_target(struct hn_ctx *c, int64_t id, struct hn_target *out)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_target, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = target_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_target_get(struct hn_ctx *c, int64_t id, struct hn_target *out)
{
    struct hn_paper paper;
    enum hn_rc rc = read_target(c, id, out);

    return rc ? rc : hn_paper_get(c, out->paper, &paper);
}

/* A baseline is where one starts from: the value lies on its better side. */
static bool
goes_its_way(const struct hn_target *in)
{
    if (in->value_milli < 0 || in->value_milli > HN_TARGET_MOST)
        return false;
    if (!in->has_baseline)
        return true;
    if (in->baseline_milli < 0 || in->baseline_milli > HN_TARGET_MOST)
        return false;
    return strcmp(in->better, "down") == 0 ? in->value_milli < in->baseline_milli
                                           : in->value_milli > in->baseline_milli;
}

static enum hn_rc
check_target(struct hn_ctx *c, const struct hn_target *in, const struct hn_paper *paper)
{
    struct hn_strand strand;
    bool found = true;
    enum hn_rc rc = HN_OK;

    if (in->strand)
        rc = hn_strand_read(c, in->strand, in->paper, &strand, &found);
    if (rc)
        return rc;
    if (!found)
        rc = hn_fail(c, HN_INVALID, "strand", "target.strand");
    if (!hn_target_is_line(in->title, TITLE_MOST))
        rc = hn_fail(c, HN_INVALID, "title", "target.title");
    if (!hn_target_is_line(in->measure, MEASURE_MOST))
        rc = hn_fail(c, HN_INVALID, "measure", "target.measure");
    if (!hn_one_of(in->rule, hn_target_rules))
        rc = hn_fail(c, HN_INVALID, "rule", "target.rule");
    if (!hn_one_of(in->better, betters) || !goes_its_way(in))
        rc = hn_fail(c, HN_INVALID, "value", "target.value");
    if (in->due < paper->day || in->due < in->from || in->due == HN_DAY_OPEN)
        rc = hn_fail(c, HN_INVALID, "due", "target.due");
    return rc;
}

static enum hn_rc
write_target(struct hn_ctx *c, const struct hn_target *in, int64_t id, struct hn_unit_id unit)
{
    const struct hn_param fresh[] = { hn_p_id(unit.v),
                                      hn_p_id(id),
                                      hn_p_id(in->paper.v),
                                      hn_p_id(in->strand),
                                      hn_p_int(in->position),
                                      hn_p_text(in->title),
                                      hn_p_text(in->measure),
                                      hn_p_int(in->has_baseline),
                                      hn_p_int(in->has_baseline ? in->baseline_milli : 0),
                                      hn_p_int(in->value_milli),
                                      hn_p_text(in->better),
                                      hn_p_text(in->rule),
                                      hn_p_day(in->from),
                                      hn_p_day(in->due),
                                      hn_p_time(c->now),
                                      hn_p_id(c->actor.v),
                                      HN_P_END };
    struct hn_param changed[sizeof fresh / sizeof fresh[0]];
    size_t n = 0;

    if (!in->id)
        return hn_store_do(c, &sql_target_add, fresh);
    changed[n++] = fresh[0];
    changed[n++] = fresh[1];
    changed[n++] = hn_p_int(in->version);
    for (size_t i = 3; i <= 13; i++)
        changed[n++] = fresh[i];
    changed[n] = HN_P_END;
    return hn_target_must_touch(c, &sql_target_change, changed);
}

enum hn_rc
hn_target_put(struct hn_ctx *c, const struct hn_target *in, int64_t *out)
{
    const int64_t id = in->id ? in->id : hn_new_id(c);
    struct hn_target put = *in, old = { .title = "", .measure = "" };
    struct hn_paper paper;
    enum hn_rc rc = in->id ? read_target(c, in->id, &old) : HN_OK;

    if (!rc && in->id)
        put.paper = old.paper; /* a target stays with its paper */
    if (!rc)
        rc = hn_target_need_paper(c, put.paper, &paper);
    if (rc)
        return rc;
    if (put.from == 0 || put.from == HN_DAY_OPEN)
        put.from = paper.day;
    rc = check_target(c, &put, &paper);
    if (!rc && old.indicator && strcmp(old.measure, put.measure) != 0)
        rc = hn_fail(c, HN_INVALID, "measure", "target.measure_kept");
    if (!rc && put.position <= 0 && in->id)
        put.position = old.position;
    if (!rc)
        rc = hn_target_next_position(c, &sql_target_next, put.paper, &put.position);
    if (!rc)
        rc = write_target(c, &put, id, paper.unit);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "target.put", id, paper.unit, old.title, put.title);
}

enum hn_rc
hn_target_remove(struct hn_ctx *c, int64_t id)
{
    const struct hn_param asked[] = { hn_p_id(id), HN_P_END };
    struct hn_target t;
    struct hn_paper paper;
    int64_t used = 0;
    bool found;
    enum hn_rc rc = read_target(c, id, &t);

    if (!rc)
        rc = hn_target_need_paper(c, t.paper, &paper);
    if (!rc)
        rc = hn_store_int(c, &sql_target_used, asked, &used, &found);
    if (!rc && used)
        rc = hn_fail(c, HN_CONFLICT, "", "target.used");
    if (rc)
        return rc;

    const struct hn_param gone[] = { hn_p_id(t.unit.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_target_remove, gone);
    return rc ? rc : hn_audit_change(c, "target.remove", id, t.unit, t.title, "");
}

static enum hn_rc
ask_targets(struct hn_ctx *c, struct hn_paper_id paper, bool chain, struct hn_rows **rows)
{
    const struct hn_param plain[] = { hn_p_id(paper.v), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_param scoped[HN_SCOPE_PARAMS + 3];
    struct hn_scope scope;
    size_t n;
    enum hn_rc rc;

    if (!chain)
        return hn_store_query(c, &sql_targets, plain, rows);
    rc = hn_scope_of(c, HN_MAY_READ_MEETING, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, scoped);
    scoped[n++] = hn_p_id(paper.v);
    scoped[n++] = hn_p_time(hn_fact_known(c));
    scoped[n] = HN_P_END;
    return hn_store_query(c, &sql_chain, scoped, rows);
}

enum hn_rc
hn_targets(struct hn_ctx *c, struct hn_paper_id paper, bool chain, const struct hn_target **out,
           size_t *count)
{
    struct hn_target *all = HN_NEW_N(c->arena, struct hn_target, TARGETS_MOST);
    struct hn_paper head;
    struct hn_rows *rows;
    enum hn_rc rc = hn_paper_get(c, paper, &head);

    *out = all;
    *count = 0;
    if (!rc)
        rc = ask_targets(c, paper, chain, &rows);
    if (rc)
        return rc;
    while (*count < TARGETS_MOST && hn_rows_next(rows))
        all[(*count)++] = target_of(rows);
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_target_sql[] = { &sql_target,        &sql_targets,     &sql_chain,
                                               &sql_target_next,   &sql_target_add,  &sql_target_change,
                                               &sql_target_remove, &sql_target_used, NULL };
