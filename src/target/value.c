/* value.c: what a unit is to reach of a target, and what it had reached on a day (target.h).
 *
 * Both are dated by knowledge: what is put in place of another retires it, and both stay. Not for: how a target stands
 * (stand.c).
 */
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "target/inside.h"

enum { VALUES_MOST = 500, SOURCE_MOST = 300, NOTE_MOST = 1000 };

const char *const hn_target_qualifiers[] = { "exact", "nearly", "over", "about", NULL };

static const struct hn_sql sql_below = {
    .name = "target.below",
    .text =
        "SELECT depth FROM unit_closure k WHERE k.des = $1 AND k.anc = $2 AND k.known_to = " HN_SQL_OPEN_TIME
        " AND k.valid_from <= $3 AND k.valid_to > $3"
};

/* Does the unit stand at (0) or below (more) the other on that day? -1: it does not. */
static enum hn_rc
depth_below(struct hn_ctx *c, struct hn_unit_id unit, struct hn_unit_id above, hn_day on, int64_t *depth)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(above.v), hn_p_day(on), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_below, params, depth, &found);

    if (!rc && !found)
        *depth = -1;
    return rc;
}

/* --- shares --- */

static const struct hn_sql sql_share_now = {
    .name = "share.now",
    .text = "SELECT id, giver_id, value_milli FROM target_share WHERE target_id = $1 AND year = $2"
            " AND unit_id = $3 AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_share_retire = {
    .name = "share.retire", .text = "UPDATE target_share SET known_to = $3 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_share_add = {
    .name = "share.add",
    .text = "INSERT INTO target_share (unit_id, id, target_id, giver_id, year, value_milli, known_from,"
            " known_to, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, " HN_SQL_OPEN_TIME ", $8)"
};

struct share {
    int64_t id, value_milli;
    struct hn_unit_id giver;
};

static enum hn_rc
share_now(struct hn_ctx *c, int64_t target, int year, struct hn_unit_id unit, struct share *out)
{
    const struct hn_param params[] = { hn_p_id(target), hn_p_int(year), hn_p_id(unit.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_share_now, params, &rows);

    *out = (struct share){ 0 };
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = (struct share){ .id = hn_row_int(rows, "id"),
                               .value_milli = hn_row_int(rows, "value_milli"),
                               .giver = { hn_row_int(rows, "giver_id") } };
    return hn_rows_end(rows);
}

/* The giver stands at or below the target's unit, the unit below the giver; the target's own unit may say what it is to
 * reach itself, year by year. */
static enum hn_rc
check_share_unit(struct hn_ctx *c, const struct hn_target *t, struct hn_unit_id giver, struct hn_unit_id unit)
{
    int64_t giver_depth = -1, depth = -1;
    enum hn_rc rc = depth_below(c, giver, t->unit, c->today, &giver_depth);

    if (!rc)
        rc = depth_below(c, unit, giver, c->today, &depth);
    if (rc)
        return rc;
    if (giver_depth < 0 || depth < 0 || (depth == 0 && giver_depth > 0))
        return hn_fail(c, HN_INVALID, "unit", "share.unit");
    return HN_OK;
}

static enum hn_rc
check_share(struct hn_ctx *c, const struct hn_target *t, struct hn_unit_id giver, struct hn_unit_id unit,
            int year, int64_t value_milli)
{
    enum hn_rc rc = check_share_unit(c, t, giver, unit);

    if (rc && rc != HN_INVALID)
        return rc;
    if (year != 0 && (year < hn_date_of(t->from).year || year > hn_date_of(t->due).year))
        rc = hn_fail(c, HN_INVALID, "year", "share.year");
    if (value_milli < -1 || value_milli > HN_TARGET_MOST)
        rc = hn_fail(c, HN_INVALID, "value", "share.value");
    return rc;
}

/* What one above the giver has set is not the giver's to change. */
static enum hn_rc
must_not_be_from_above(struct hn_ctx *c, const struct share *old, struct hn_unit_id giver)
{
    int64_t depth = -1;
    enum hn_rc rc;

    if (!old->id || old->giver.v == giver.v)
        return HN_OK;
    rc = depth_below(c, giver, old->giver, c->today, &depth);
    return rc || depth < 0 ? rc : hn_fail(c, HN_CONFLICT, "", "share.above");
}

enum hn_rc
hn_share_put(struct hn_ctx *c, int64_t target, struct hn_unit_id giver, struct hn_unit_id unit, int year,
             int64_t value_milli)
{
    const int64_t id = hn_new_id(c);
    struct hn_target t;
    struct share old = { 0 };
    enum hn_rc rc = hn_target_get(c, target, &t);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, giver);
    if (!rc)
        rc = check_share(c, &t, giver, unit, year, value_milli);
    if (!rc)
        rc = share_now(c, target, year, unit, &old);
    if (!rc)
        rc = must_not_be_from_above(c, &old, giver);
    if (rc || (value_milli < 0 && !old.id) ||
        (old.id && old.value_milli == value_milli && old.giver.v == giver.v))
        return rc;
    if (old.id) {
        const struct hn_param past[] = { hn_p_id(unit.v), hn_p_id(old.id), hn_p_time(c->now), HN_P_END };

        rc = hn_store_do(c, &sql_share_retire, past);
    }
    if (!rc && value_milli >= 0) {
        const struct hn_param params[] = { hn_p_id(unit.v),   hn_p_id(id),         hn_p_id(target),
                                           hn_p_id(giver.v),  hn_p_int(year),      hn_p_int(value_milli),
                                           hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END };

        rc = hn_store_do(c, &sql_share_add, params);
    }
    return rc ? rc
              : hn_audit_change(c, value_milli < 0 ? "target.share_back" : "target.share", target, unit, "",
                                "");
}

/* --- values --- */

static const struct hn_sql sql_value_now = {
    .name = "target_value.now",
    .text = "SELECT id, value_milli, qualifier, source, note FROM target_value WHERE target_id = $1"
            " AND unit_id = $2 AND on_day = $3 AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_value_retire = {
    .name = "target_value.retire",
    .text = "UPDATE target_value SET known_to = $3 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_value_add = {
    .name = "target_value.add",
    .text = "INSERT INTO target_value (unit_id, id, target_id, on_day, value_milli, qualifier, source, note,"
            " known_from, known_to, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, " HN_SQL_OPEN_TIME ", $10)"
};
/* Who has given the unit a share of the target: they follow it too. */
static const struct hn_sql sql_givers = {
    .name = "share.givers",
    .text = "SELECT DISTINCT giver_id FROM target_share WHERE target_id = $1 AND unit_id = $2"
            " AND known_to = " HN_SQL_OPEN_TIME " LIMIT 8"
};

static enum hn_rc
givers(struct hn_ctx *c, int64_t target, struct hn_unit_id unit, struct hn_unit_id out[8], size_t *count)
{
    const struct hn_param params[] = { hn_p_id(target), hn_p_id(unit.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_givers, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (*count < 8 && hn_rows_next(rows))
        out[(*count)++].v = hn_row_int(rows, "giver_id");
    return hn_rows_end(rows);
}

/* Over the unit, or over one above it that follows this target: whose it is, or who gave the unit its share. */
static enum hn_rc
need_value(struct hn_ctx *c, const struct hn_target *t, struct hn_unit_id unit)
{
    struct hn_unit_id who[9] = { t->unit };
    size_t count = 0;
    enum hn_rc rc = givers(c, t->id, unit, who + 1, &count);

    if (rc)
        return rc;
    for (size_t i = 0; i <= count; i++) {
        const struct hn_record over = { .unit = who[i] };

        if (hn_access_allows(c, HN_MAY_DIRECT, over, HN_GROUP_BASIC) == HN_OK)
            return HN_OK;
    }
    return hn_need(c, HN_MAY_DIRECT, unit);
}

static enum hn_rc
check_value(struct hn_ctx *c, const struct hn_target *t, const struct hn_target_value *in)
{
    int64_t depth = -1, today = -1;
    enum hn_rc rc = depth_below(c, in->unit, t->unit, in->on, &depth);

    if (!rc && depth < 0)
        rc = depth_below(c, in->unit, t->unit, c->today, &today);
    if (rc)
        return rc;
    if (depth < 0 && today < 0)
        rc = hn_fail(c, HN_INVALID, "unit", "value.unit");
    if (in->on > c->today || in->on < t->from)
        rc = hn_fail(c, HN_INVALID, "day", "value.day");
    if (in->value_milli < 0 || in->value_milli > HN_TARGET_MOST)
        rc = hn_fail(c, HN_INVALID, "value", "value.value");
    if (!in->source || !*in->source || hn_utf8_count(in->source) > SOURCE_MOST)
        rc = hn_fail(c, HN_INVALID, "source", "value.source");
    if (in->note && hn_utf8_count(in->note) > NOTE_MOST)
        rc = hn_fail(c, HN_INVALID, "note", "value.note");
    if (!hn_one_of(in->qualifier, hn_target_qualifiers))
        rc = hn_fail(c, HN_INVALID, "qualifier", "value.qualifier");
    return rc;
}

/* Retires what stood for that day. *same: it said just this already. */
static enum hn_rc
retire_value(struct hn_ctx *c, int64_t target, const struct hn_target_value *in, bool *same)
{
    const struct hn_param asked[] = { hn_p_id(target), hn_p_id(in->unit.v), hn_p_day(in->on), HN_P_END };
    struct hn_rows *rows;
    int64_t old = 0;
    enum hn_rc rc = hn_store_query(c, &sql_value_now, asked, &rows);

    *same = false;
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        old = hn_row_int(rows, "id");
        *same = hn_row_int(rows, "value_milli") == in->value_milli &&
                strcmp(hn_row_text(rows, "qualifier"), in->qualifier) == 0 &&
                strcmp(hn_row_text(rows, "source"), in->source) == 0 &&
                strcmp(hn_row_text(rows, "note"), in->note ? in->note : "") == 0;
    }
    rc = hn_rows_end(rows);
    if (rc || !old || *same)
        return rc;

    const struct hn_param past[] = { hn_p_id(in->unit.v), hn_p_id(old), hn_p_time(c->now), HN_P_END };

    return hn_store_do(c, &sql_value_retire, past);
}

enum hn_rc
hn_value_put(struct hn_ctx *c, int64_t target, const struct hn_target_value *in)
{
    const int64_t id = hn_new_id(c);
    struct hn_target t;
    bool same = false;
    enum hn_rc rc = hn_target_get(c, target, &t);

    if (!rc)
        rc = need_value(c, &t, in->unit);
    if (!rc && t.indicator)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "target.measured", t.indicator_code);
    if (!rc)
        rc = check_value(c, &t, in);
    if (!rc)
        rc = retire_value(c, target, in, &same);
    if (rc || same)
        return rc;

    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(id),
                                       hn_p_id(target),
                                       hn_p_day(in->on),
                                       hn_p_int(in->value_milli),
                                       hn_p_text(in->qualifier),
                                       hn_p_text(in->source),
                                       hn_p_text(in->note ? in->note : ""),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_value_add, params);
    return rc ? rc : hn_audit_change(c, "target.value", target, in->unit, "", "");
}

/* $1 target, $2 unit, $3 known, $4 today */
static const struct hn_sql sql_values = {
    .name = "target_value.list",
    .text =
        "SELECT v.unit_id, v.id, v.on_day, v.value_milli, v.qualifier, v.source, v.note, v.known_from,"
        " v.known_to, COALESCE(a.name, '') AS by_name, COALESCE(u.code, '') AS unit_code,"
        " COALESCE(u.name, '') AS unit_name FROM target_value v LEFT JOIN account a ON a.id = v.entered_by"
        " LEFT JOIN unit_version u ON u.unit_id = v.unit_id AND u.known_to = " HN_SQL_OPEN_TIME
        " AND u.valid_from <= $4 AND u.valid_to > $4"
        " WHERE v.target_id = $1 AND v.unit_id = $2 AND v.known_from <= $3"
        " ORDER BY v.on_day DESC, v.known_from DESC, v.id DESC LIMIT 500"
};

/* Figures are for all who read the paper; who entered them and from where, for who reads the meetings of the unit or of
 * the one whose target it is. */
static enum hn_rc
need_history(struct hn_ctx *c, const struct hn_target *t, struct hn_unit_id unit)
{
    const struct hn_record over = { .unit = t->unit };

    if (hn_access_allows(c, HN_MAY_READ_MEETING, over, HN_GROUP_BASIC) == HN_OK)
        return HN_OK;
    return hn_need(c, HN_MAY_READ_MEETING, unit);
}

enum hn_rc
hn_values(struct hn_ctx *c, int64_t target, struct hn_unit_id unit, const struct hn_target_value **out,
          size_t *count)
{
    struct hn_target_value *all = HN_NEW_N(c->arena, struct hn_target_value, VALUES_MOST);
    const struct hn_param params[] = { hn_p_id(target), hn_p_id(unit.v), hn_p_time(hn_fact_known(c)),
                                       hn_p_day(c->today), HN_P_END };
    struct hn_target t;
    struct hn_rows *rows;
    enum hn_rc rc = hn_target_get(c, target, &t);

    *out = all;
    *count = 0;
    if (!rc)
        rc = need_history(c, &t, unit);
    if (!rc)
        rc = hn_store_query(c, &sql_values, params, &rows);
    if (rc)
        return rc;
    while (*count < VALUES_MOST && hn_rows_next(rows))
        all[(*count)++] = (struct hn_target_value){ .id = hn_row_int(rows, "id"),
                                                    .unit = { hn_row_int(rows, "unit_id") },
                                                    .unit_code = hn_row_text(rows, "unit_code"),
                                                    .unit_name = hn_row_text(rows, "unit_name"),
                                                    .on = (hn_day)hn_row_int(rows, "on_day"),
                                                    .value_milli = hn_row_int(rows, "value_milli"),
                                                    .qualifier = hn_row_text(rows, "qualifier"),
                                                    .source = hn_row_text(rows, "source"),
                                                    .note = hn_row_text(rows, "note"),
                                                    .by_name = hn_row_text(rows, "by_name"),
                                                    .known_from = hn_row_int(rows, "known_from"),
                                                    .known_to = hn_row_int(rows, "known_to") };
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_target_value_sql[] = {
    &sql_below,        &sql_share_now, &sql_share_retire, &sql_share_add, &sql_value_now,
    &sql_value_retire, &sql_value_add, &sql_givers,       &sql_values,    NULL
};
