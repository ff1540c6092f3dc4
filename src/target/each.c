/* each.c: see each.h. */
#include "target/each.h"

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

/* clang-format off */
#define OF_SCOPE(unit)                                                                                       \
    " (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = " unit                  \
    " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS(unit)
#define PAPER HN_SQL_LAST_UNIT("code", "p.unit_id", "p.day", "$18") " AS paper_unit, p.number AS paper_number, p.day AS paper_day"

static const struct hn_sql sql_targets = {
    .name = "each.targets",
    .text = "SELECT " PAPER ", COALESCE(s.title, '') AS strand, t.position, t.title, t.measure, t.has_baseline,"
            " t.baseline_milli, t.value_milli, t.better, t.rule, t.from_day, t.due FROM target t"
            " JOIN paper p ON p.id = t.paper_id LEFT JOIN strand s ON s.unit_id = t.unit_id AND s.id = t.strand_id"
            " WHERE t.removed_at = 0 AND p.state <> 'draft' AND t.at <= $18 AND" OF_SCOPE("t.unit_id")
            " ORDER BY p.day, paper_unit, p.id, t.position, t.id"
};
static const struct hn_sql sql_values = {
    .name = "each.target_values",
    .text = "SELECT " PAPER ", t.title, " HN_SQL_LAST_UNIT("code", "v.unit_id", "v.on_day", "$18") " AS unit, v.on_day, v.value_milli,"
            " v.qualifier, v.source, v.note FROM target_value v JOIN target t ON t.id = v.target_id"
            " JOIN paper p ON p.id = t.paper_id WHERE t.removed_at = 0 AND p.state <> 'draft'"
            " AND v.known_from <= $18 AND v.known_to > $18 AND" OF_SCOPE("v.unit_id")
            " ORDER BY unit, p.day, paper_unit, p.id, t.position, t.id, v.on_day"
};
static const struct hn_sql sql_at = {
    .name = "target.at",
    .text = "SELECT id FROM target WHERE paper_id = $1 AND title = $2 AND removed_at = 0 ORDER BY id LIMIT 1"
};
static const struct hn_sql sql_strand_at = {
    .name = "strand.at",
    .text = "SELECT id FROM strand WHERE paper_id = $1 AND title = $2 AND removed_at = 0 ORDER BY id LIMIT 1"
};
/* clang-format on */

const struct hn_sql *const hn_target_each_sql[] = { &sql_targets, &sql_values, &sql_at, &sql_strand_at,
                                                    NULL };

static enum hn_rc
ask(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, struct hn_rows **rows)
{
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_EXPORT, within, &scope);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(within.v);
    params[n++] = hn_p_day(c->on);
    params[n] = HN_P_END;
    return hn_store_query(c, sql, params, rows);
}

static struct hn_target_line
paper_of(struct hn_rows *r)
{
    return (struct hn_target_line){ .paper_unit = hn_row_text(r, "paper_unit"),
                                    .paper_number = hn_row_text(r, "paper_number"),
                                    .paper_day = (hn_day)hn_row_int(r, "paper_day"),
                                    .strand = "",
                                    .unit = "",
                                    .target = { .title = hn_row_text(r, "title") } };
}

static struct hn_target_line
target_of(struct hn_rows *r)
{
    struct hn_target_line l = paper_of(r);

    l.strand = hn_row_text(r, "strand");
    l.target.position = (int)hn_row_int(r, "position");
    l.target.measure = hn_row_text(r, "measure");
    l.target.better = hn_row_text(r, "better");
    l.target.rule = hn_row_text(r, "rule");
    l.target.has_baseline = hn_row_int(r, "has_baseline") != 0;
    l.target.baseline_milli = hn_row_int(r, "baseline_milli");
    l.target.value_milli = hn_row_int(r, "value_milli");
    l.target.from = (hn_day)hn_row_int(r, "from_day");
    l.target.due = (hn_day)hn_row_int(r, "due");
    return l;
}

static struct hn_target_line
value_of(struct hn_rows *r)
{
    struct hn_target_line l = paper_of(r);

    l.unit = hn_row_text(r, "unit");
    l.value = (struct hn_target_value){ .on = (hn_day)hn_row_int(r, "on_day"),
                                        .value_milli = hn_row_int(r, "value_milli"),
                                        .qualifier = hn_row_text(r, "qualifier"),
                                        .source = hn_row_text(r, "source"),
                                        .note = hn_row_text(r, "note") };
    return l;
}

static enum hn_rc
stream(struct hn_ctx *c, struct hn_rows *rows, struct hn_target_line (*line)(struct hn_rows *r),
       enum hn_rc (*each)(void *sink, const struct hn_target_line *t), void *sink)
{
    enum hn_rc rc = HN_OK, ended;

    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_target_line l = line(rows);

        rc = each(sink, &l);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_target_each(struct hn_ctx *c, struct hn_unit_id within,
               enum hn_rc (*each)(void *sink, const struct hn_target_line *t), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_targets, within, &rows);

    return rc ? rc : stream(c, rows, target_of, each, sink);
}

enum hn_rc
hn_target_value_each(struct hn_ctx *c, struct hn_unit_id within,
                     enum hn_rc (*each)(void *sink, const struct hn_target_line *t), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = ask(c, &sql_values, within, &rows);

    return rc ? rc : stream(c, rows, value_of, each, sink);
}

static enum hn_rc
at(struct hn_ctx *c, const struct hn_sql *sql, struct hn_paper_id paper, const char *title, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(paper.v), hn_p_text(title), HN_P_END };
    bool found = false;
    enum hn_rc rc = hn_store_int(c, sql, params, out, &found);

    if (!found)
        *out = 0;
    return rc;
}

enum hn_rc
hn_target_at(struct hn_ctx *c, struct hn_paper_id paper, const char *title, int64_t *out)
{
    return at(c, &sql_at, paper, title, out);
}

enum hn_rc
hn_strand_at(struct hn_ctx *c, struct hn_paper_id paper, const char *title, int64_t *out)
{
    return at(c, &sql_strand_at, paper, title, out);
}
