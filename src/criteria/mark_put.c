/* mark_put.c: marks put by the commune or by the level above, evidence, what residents say as totals (mark.h). */
#include <string.h>

#include "audit/audit.h"
#include "base/decimal.h"
#include "base/vi.h"
#include "criteria/inside.h"

enum { NOTE_MOST = 1000, SOURCE_MOST = 300, PAST_MOST = 1000 };

/* A share has a most; no figure of a criterion is below nothing. */
#define PERCENT_MOST ((int64_t)100000)
#define VALUE_MOST   ((int64_t)1000000000000000)

static bool
is_state(const struct hn_mark_sheet *s, const char *state)
{
    return strcmp(s->state, state) == 0;
}

enum hn_rc
hn_mark_need(struct hn_ctx *c, int64_t id, bool above, int64_t version, struct hn_mark_sheet *out)
{
    enum hn_rc rc = hn_mark_row(c, id, out);

    if (!rc)
        rc = hn_need(c, above ? HN_MAY_CONFIRM : HN_MAY_REPORT, above ? out->above : out->unit);
    if (rc)
        return rc;
    if (is_state(out, "concluded"))
        return hn_fail(c, HN_CONFLICT, "", "criteria_mark.concluded");
    if (above && is_state(out, "open"))
        return hn_fail(c, HN_CONFLICT, "", "criteria_mark.not_sent");
    if (!above && !is_state(out, "open"))
        return hn_fail(c, HN_CONFLICT, "", "criteria_mark.sent");
    if (version && version != out->version)
        return hn_fail(c, HN_CONFLICT, "", "changed");
    return HN_OK;
}

static const struct hn_sql sql_touch = {
    .name = "mark.touch",
    .text = "UPDATE mark_sheet SET state = $3, version = version + 1 WHERE unit_id = $1 AND id = $2"
};

/* Every change of a sheet makes it one version newer. */
static enum hn_rc
touch(struct hn_ctx *c, const struct hn_mark_sheet *sheet, const char *state)
{
    const struct hn_param params[] = { hn_p_id(sheet->unit.v), hn_p_id(sheet->id), hn_p_text(state),
                                       HN_P_END };

    return hn_store_do(c, &sql_touch, params);
}

/* --- marks --- */

static enum hn_rc
check_mark(struct hn_ctx *c, const struct hn_mark_line *l, const struct hn_mark_put *in, const char *field)
{
    bool judged = strcmp(l->line.operator, "judged") == 0;
    bool percent = strcmp(l->line.measure, "%") == 0;

    if (in->note && hn_utf8_count(in->note) > NOTE_MOST)
        return hn_fail(c, HN_INVALID, field, "criteria_mark.note");
    if ((in->has_value && judged) || (in->judged && !judged))
        return hn_fail(c, HN_INVALID, field, "criteria_mark.operator");
    if (in->has_value && (in->milli < 0 || in->milli > (percent ? PERCENT_MOST : VALUE_MOST)))
        return hn_fail(c, HN_INVALID, field, percent ? "criteria_mark.percent" : "criteria_mark.value");
    if (in->has_value && l->line.most_milli && in->milli > l->line.most_milli)
        return hn_fail_arg(c, HN_INVALID, field, "criteria_mark.most",
                           hn_milli_plain(c->arena, l->line.most_milli));
    return HN_OK;
}

static const struct hn_mark_line *
line_of(const struct hn_mark_sheet *s, int64_t id)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->lines[i].line.id == id)
            return &s->lines[i];
    }
    return NULL;
}

static bool
is_same(const struct hn_line_mark *old, const struct hn_mark_put *in)
{
    return old->has_value == in->has_value && old->judged == in->judged &&
           (!in->has_value || old->milli == in->milli) && (!in->judged || old->met == in->met) &&
           strcmp(old->note, in->note ? in->note : "") == 0;
}

static const struct hn_sql sql_retire = {
    .name = "mark.retire",
    .text =
        "UPDATE mark SET known_to = $5 WHERE unit_id = $1 AND sheet_id = $2 AND line_id = $3 AND above = $4"
        " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_insert = {
    .name = "mark.insert",
    .text =
        "INSERT INTO mark (unit_id, id, sheet_id, line_id, above, has_value, value_milli, judged, met, note,"
        " known_from, known_to, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, " HN_SQL_OPEN_TIME ", $12)"
};

static enum hn_rc
write_mark(struct hn_ctx *c, const struct hn_mark_sheet *s, bool above, const struct hn_mark_put *in)
{
    const struct hn_param retire[] = { hn_p_id(s->unit.v), hn_p_id(s->id),    hn_p_id(in->line),
                                       hn_p_int(above),    hn_p_time(c->now), HN_P_END };
    const struct hn_param insert[] = { hn_p_id(s->unit.v),
                                       hn_p_id(hn_new_id(c)),
                                       hn_p_id(s->id),
                                       hn_p_id(in->line),
                                       hn_p_int(above),
                                       hn_p_int(in->has_value),
                                       hn_p_int(in->has_value ? in->milli : 0),
                                       hn_p_int(in->judged),
                                       hn_p_int(in->judged && in->met),
                                       hn_p_text(in->note ? in->note : ""),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_retire, retire);

    return rc || (!in->has_value && !in->judged) ? rc : hn_store_do(c, &sql_insert, insert);
}

enum hn_rc
hn_mark_put(struct hn_ctx *c, int64_t id, bool above, const struct hn_mark_put *in, size_t count,
            int64_t version)
{
    struct hn_mark_sheet s;
    size_t written = 0;
    enum hn_rc rc = hn_mark_need(c, id, above, version, &s), one;

    if (!rc)
        rc = hn_mark_fill(c, &s);
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        const struct hn_mark_line *l = line_of(&s, in[i].line);
        const char *field = hn_print(c->arena, "line.%lld", (long long)in[i].line);

        one = l ? check_mark(c, l, &in[i], field) : hn_fail(c, HN_INVALID, field, "criteria_mark.operator");
        rc = one ? one : rc;
    }
    for (size_t i = 0; !rc && i < count; i++) {
        const struct hn_mark_line *l = line_of(&s, in[i].line);

        if (is_same(above ? &l->above : &l->own, &in[i]))
            continue;
        rc = write_mark(c, &s, above, &in[i]);
        written++;
    }
    if (rc || written == 0)
        return rc;
    rc = touch(c, &s, above ? "appraised" : s.state);
    return rc ? rc
              : hn_audit_change(c, above ? "criteria_mark.appraise" : "criteria_mark.put", id, s.unit, "",
                                "");
}

/* --- what residents say: totals --- */

static const struct hn_sql sql_residents = {
    .name = "mark.residents",
    .text = "UPDATE mark_sheet SET residents_asked = $3, residents_satisfied = $4, residents_source = $5,"
            " version = version + 1 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_mark_residents(struct hn_ctx *c, int64_t id, int64_t asked, int64_t satisfied, const char *source)
{
    struct hn_mark_sheet s;
    enum hn_rc rc = hn_mark_need(c, id, false, 0, &s);

    if (rc)
        return rc;
    if (asked < 0 || satisfied < 0 || satisfied > asked || asked > 10000000)
        rc = hn_fail_arg(c, HN_INVALID, "satisfied", "residents.count",
                         hn_print(c->arena, "%lld/%lld", (long long)satisfied, (long long)asked));
    if (asked > 0 && (!source || !*source || hn_utf8_count(source) > SOURCE_MOST))
        rc = hn_fail(c, HN_INVALID, "source", "residents.source");
    if (rc)
        return rc;

    const struct hn_param params[] = {
        hn_p_id(s.unit.v), hn_p_id(id), hn_p_int(asked), hn_p_int(satisfied), hn_p_text(source ? source : ""),
        HN_P_END
    };

    rc = hn_store_do(c, &sql_residents, params);
    return rc ? rc : hn_audit_change(c, "criteria_mark.residents", id, s.unit, "", "");
}

/* --- what each line has been marked; evidence --- */

static const struct hn_sql sql_past = {
    .name = "mark.past",
    .text = "SELECT k.line_id, k.above, k.has_value, k.value_milli, k.judged, k.met, k.note, k.known_from,"
            " COALESCE(a.name, '') AS by_name FROM mark k LEFT JOIN account a ON a.id = k.entered_by"
            " WHERE k.unit_id = $1 AND k.sheet_id = $2 AND k.known_from <= $3 ORDER BY k.known_from DESC, "
            "k.id DESC"
            " LIMIT $4"
};

enum hn_rc
hn_mark_history(struct hn_ctx *c, int64_t id, const struct hn_mark_past **out, size_t *count)
{
    struct hn_mark_past *found = HN_NEW_N(c->arena, struct hn_mark_past, PAST_MOST);
    struct hn_mark_sheet s;
    struct hn_rows *rows;
    enum hn_rc rc = hn_mark_read(c, id, &s);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(s.unit.v), hn_p_id(id), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(PAST_MOST), HN_P_END };

    rc = hn_store_query(c, &sql_past, params, &rows);
    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = (struct hn_mark_past){ .line = hn_row_int(rows, "line_id"),
                                               .above = hn_row_int(rows, "above") != 0,
                                               .mark = { .has_value = hn_row_int(rows, "has_value") != 0,
                                                         .judged = hn_row_int(rows, "judged") != 0,
                                                         .milli = hn_row_int(rows, "value_milli"),
                                                         .met = hn_row_int(rows, "met") != 0,
                                                         .note = hn_row_text(rows, "note"),
                                                         .by_name = hn_row_text(rows, "by_name"),
                                                         .at = hn_row_int(rows, "known_from") } };
    *out = found;
    return hn_rows_end(rows);
}

enum hn_rc
hn_mark_attached(struct hn_ctx *c, int64_t id, int64_t line, struct hn_attached *out)
{
    struct hn_mark_sheet s;
    enum hn_rc rc = hn_mark_read(c, id, &s);

    if (!rc && line && line_of(&s, line) == NULL)
        rc = hn_fail(c, HN_NOT_FOUND, "", "criteria.not_found");
    if (!rc)
        *out = (struct hn_attached){ .unit = s.unit, .thing = "mark", .id = id, .part = line };
    return rc;
}

const struct hn_sql *const hn_mark_put_sql[] = { &sql_touch,     &sql_retire, &sql_insert,
                                                 &sql_residents, &sql_past,   NULL };
