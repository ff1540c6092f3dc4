/* value.c: values put, taken back, loaded, listed and streamed out (value.h). The rules: value_write.c. */
#include "indicator/value.h"

#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "indicator/figure.h"
#include "indicator/value_inside.h"

enum { VALUES_MOST = 500 };

/* --- one value --- */

static const char *
told(struct hn_ctx *c, const struct hn_indicator_value *in, const char *code)
{
    return hn_print(c->arena, "%s %s %s%" PRId64, code, hn_period_iso(c->arena, in->period),
                    in->plan ? "plan " : "", in->milli);
}

enum hn_rc
hn_indicator_value_put(struct hn_ctx *c, const struct hn_indicator_value *in, int64_t *out)
{
    struct hn_value_judged judged;
    int64_t id;
    enum hn_rc rc = hn_value_need_write(c, in->unit);

    if (!rc)
        rc = hn_value_judge(c, in, NULL, &judged);
    if (!rc)
        rc = hn_value_write(c, in, &judged, &id);
    if (rc)
        return rc;
    if (out)
        *out = id;
    if (judged.same)
        return HN_OK;
    rc = hn_indicator_stamp_bump(c, in->indicator);
    return rc ? rc
              : hn_audit_change(c, judged.old ? "value.correct" : "value.put", id, in->unit, "",
                                told(c, in, judged.code));
}

static const struct hn_sql sql_standing = {
    .name = "value.standing",
    .text = "SELECT indicator_id, plan, period_kind, period_from, period_to, value_milli FROM indicator_value"
            " WHERE unit_id = $1 AND id = $2 AND known_to = " HN_SQL_OPEN_TIME
};

static struct hn_period
period_of(struct hn_rows *rows)
{
    return (struct hn_period){ .kind = hn_period_kind_of(hn_row_text(rows, "period_kind")),
                               .from = (hn_day)hn_row_int(rows, "period_from"),
                               .to = (hn_day)hn_row_int(rows, "period_to") };
}

static enum hn_rc
find_standing(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, struct hn_indicator_value *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_standing, params, &rows);

    *out = (struct hn_indicator_value){ .indicator = 0, .unit = unit };
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->indicator = hn_row_int(rows, "indicator_id");
        out->plan = hn_row_int(rows, "plan") != 0;
        out->period = period_of(rows);
        out->milli = hn_row_int(rows, "value_milli");
    }
    rc = hn_rows_end(rows);
    return rc || out->indicator ? rc : hn_fail(c, HN_NOT_FOUND, "", "value.not_found");
}

enum hn_rc
hn_indicator_value_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, const char *reason)
{
    struct hn_value_judged judged;
    struct hn_indicator_value old;
    enum hn_rc rc = hn_value_need_write(c, unit);

    if (!rc)
        rc = find_standing(c, unit, id, &old);
    if (!rc && (!reason || !*reason))
        rc = hn_fail(c, HN_INVALID, "reason", "value.reason");
    if (rc)
        return rc;
    old.reason = reason;
    rc = hn_value_judge_removal(c, &old, NULL, &judged);
    if (!rc)
        rc = hn_value_retire(c, &old, &judged, reason);
    if (!rc)
        rc = hn_indicator_stamp_bump(c, old.indicator);
    return rc ? rc : hn_audit_change(c, "value.remove", id, unit, told(c, &old, judged.code), "");
}

/* --- many --- */

/* Indicators that were written, each once: loads come in their order. */
struct written {
    int64_t *at;
    size_t count, room;
};

static void
note_written(struct hn_ctx *c, struct written *w, int64_t indicator)
{
    for (size_t i = w->count; i > 0; i--)
        if (w->at[i - 1] == indicator)
            return;
    if (w->count == w->room) {
        w->at = hn_grow(c->arena, w->at, w->room * sizeof *w->at, 2 * w->room * sizeof *w->at);
        w->room *= 2;
    }
    w->at[w->count++] = indicator;
}

enum hn_rc
hn_indicator_value_load(struct hn_ctx *c, const struct hn_indicator_value *in, size_t count)
{
    struct written written = { .at = HN_NEW_N(c->arena, int64_t, 64), .room = 64 };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct hn_value_judged judged;
        enum hn_rc row = hn_value_judge(c, &in[i], hn_print(c->arena, "%zu", i), &judged);
        bool changes = !row && !judged.same;

        if (!rc && changes)
            row = hn_value_write(c, &in[i], &judged, NULL);
        hn_ctx_rewind(c, mark);
        if (changes)
            note_written(c, &written, in[i].indicator);
        rc = rc ? rc : row;
        if (rc && c->fault_count == HN_FAULTS_MAX)
            return rc;
    }
    for (size_t i = 0; !rc && i < written.count; i++)
        rc = hn_indicator_stamp_bump(c, written.at[i]);
    return rc || !written.count ? rc : hn_audit(c, "value.load", 0);
}

/* --- reading --- */

/* clang-format off */
#define UNIT(column, day)                                                                                    \
    "COALESCE((SELECT z." column " FROM unit_version z WHERE z.unit_id = v.unit_id AND z.valid_from <= " day \
    " AND z.known_to = " HN_SQL_OPEN_TIME " ORDER BY z.valid_from DESC LIMIT 1), '')"
#define COLUMNS(day)                                                                                         \
    "v.unit_id, v.id, v.indicator_id, v.plan, v.period_kind, v.period_from, v.period_to, v.value_milli,"     \
    " v.qualifier, v.source, v.note, v.reason, v.known_from, v.known_to, v.removed_at, v.removal, i.code,"   \
    " COALESCE(a.name, '') AS by_name, COALESCE(r.name, '') AS removed_by_name, "                            \
    UNIT("code", day) " AS unit_code, " UNIT("name", day) " AS unit_name FROM indicator_value v"             \
    " CROSS JOIN indicator i LEFT JOIN account a ON a.id = v.entered_by LEFT JOIN account r ON r.id = v.removed_by"
/* $1 unit, $2 indicator (0 all), $3 known, $4 past, $5 on */
static const struct hn_sql sql_list = {
    .name = "value.list",
    .text = "SELECT " COLUMNS("$5") " WHERE i.id = v.indicator_id AND v.unit_id = $1"
            " AND (CAST($2 AS BIGINT) = 0 OR v.indicator_id = $2) AND v.known_from <= $3"
            " AND ($4 = 1 OR v.known_to > $3) ORDER BY v.period_to DESC, v.period_from DESC, i.code, v.plan,"
            " v.known_from DESC, v.id DESC LIMIT $6"
};
/* $18 known, $19 within (0 all), $20 the tree's day */
static const struct hn_sql sql_each = {
    .name = "each.indicator_values",
    .text = "SELECT x.* FROM (SELECT " COLUMNS("v.period_to - 1") " WHERE i.id = v.indicator_id"
            " AND v.known_from <= $18 AND v.known_to > $18 AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1"
            " FROM unit_closure w WHERE w.des = v.unit_id AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") "))"
            " AND " HN_SCOPE_UNITS("v.unit_id") ") x ORDER BY x.code, x.unit_code, x.plan, x.period_from, x.period_to"
};
/* clang-format on */

static struct hn_indicator_value
value_of(struct hn_rows *rows, hn_time known)
{
    hn_time to = hn_row_int(rows, "known_to");

    return (struct hn_indicator_value){ .id = hn_row_int(rows, "id"),
                                        .indicator = hn_row_int(rows, "indicator_id"),
                                        .unit = { hn_row_int(rows, "unit_id") },
                                        .code = hn_row_text(rows, "code"),
                                        .unit_code = hn_row_text(rows, "unit_code"),
                                        .unit_name = hn_row_text(rows, "unit_name"),
                                        .period = period_of(rows),
                                        .plan = hn_row_int(rows, "plan") != 0,
                                        .milli = hn_row_int(rows, "value_milli"),
                                        .qualifier = hn_row_text(rows, "qualifier"),
                                        .source = hn_row_text(rows, "source"),
                                        .note = hn_row_text(rows, "note"),
                                        .reason = hn_row_text(rows, "reason"),
                                        .by_name = hn_row_text(rows, "by_name"),
                                        .known_from = hn_row_int(rows, "known_from"),
                                        /* What came after is not known yet at the instant asked for. */
                                        .known_to = to > known ? HN_TIME_OPEN : to,
                                        .removed = to <= known && hn_row_int(rows, "removed_at") != 0,
                                        .removal = to <= known ? hn_row_text(rows, "removal") : "",
                                        .removed_by_name = to <= known ? hn_row_text(rows, "removed_by_name")
                                                                       : "" };
}

enum hn_rc
hn_indicator_values(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit, bool past,
                    const struct hn_indicator_value **out, size_t *count)
{
    struct hn_indicator_value *all = HN_NEW_N(c->arena, struct hn_indicator_value, VALUES_MOST);
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(indicator), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(past),  hn_p_day(c->on),    hn_p_int(VALUES_MOST),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_need_figures(c, unit);

    *out = all;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (*count < VALUES_MOST && hn_rows_next(rows))
        all[(*count)++] = value_of(rows, hn_fact_known(c));
    return hn_rows_end(rows);
}

enum hn_rc
hn_indicator_value_each(struct hn_ctx *c, struct hn_unit_id within,
                        enum hn_rc (*each)(void *sink, const struct hn_indicator_value *v), void *sink)
{
    struct hn_param params[HN_SCOPE_PARAMS + 4];
    struct hn_scope scope;
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_EXPORT, within, &scope), ended;

    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_id(within.v);
    params[n++] = hn_p_day(c->on);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_each, params, &rows);
    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_indicator_value v = value_of(rows, hn_fact_known(c));

        rc = each(sink, &v);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_indicator_value_sql[] = { &sql_standing, &sql_list, &sql_each, NULL };
