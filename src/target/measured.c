/* measured.c: which indicator tells what was reached of a target (target.h).
 *
 * Not for: how its values become the target's (marked.c).
 */
#include <string.h>

#include "audit/audit.h"
#include "fact/fact_sql.h"
#include "indicator/indicator.h"
#include "target/inside.h"

static const struct hn_sql sql_entered = {
    .name = "target_indicator.entered",
    .text = "SELECT v.id FROM target_value v WHERE v.target_id = $1 AND v.known_to = " HN_SQL_OPEN_TIME
            " LIMIT 1"
};
static const struct hn_sql sql_below = { .name = "target_indicator.below",
                                         .text = "SELECT k.depth FROM unit_closure k WHERE k.des = $1 AND "
                                                 "k.anc = $2 AND k.known_to = " HN_SQL_OPEN_TIME
                                                 " AND k.valid_from <= $3 AND k.valid_to > $3" };
static const struct hn_sql sql_drop = { .name = "target_indicator.drop",
                                        .text = "DELETE FROM target_indicator WHERE target_id = $1" };
static const struct hn_sql sql_add = {
    .name = "target_indicator.add",
    .text = "INSERT INTO target_indicator (target_id, indicator_id, at, entered_by) VALUES ($1, $2, $3, $4)"
};

const struct hn_sql *const hn_target_measured_sql[] = { &sql_entered, &sql_below, &sql_drop, &sql_add, NULL };

/* Values of it must be able to stand at the target's own unit, and to be of its measure. */
static enum hn_rc
check_indicator(struct hn_ctx *c, const struct hn_target *t, const struct hn_indicator *i)
{
    const struct hn_param params[] = { hn_p_id(t->unit.v), hn_p_id(i->unit.v), hn_p_day(c->today), HN_P_END };
    int64_t depth;
    bool below;
    enum hn_rc rc = hn_store_int(c, &sql_below, params, &depth, &below);

    if (rc)
        return rc;
    if (!below)
        return hn_fail(c, HN_INVALID, "indicator", "target.indicator_unit");
    if (strcmp(t->measure, i->measure) == 0)
        return HN_OK;
    return hn_fail_arg(c, HN_INVALID, "indicator", "target.measures",
                       hn_print(c->arena, "%s, %s", t->measure, i->measure));
}

static enum hn_rc
must_not_be_entered(struct hn_ctx *c, const struct hn_target *t)
{
    const struct hn_param params[] = { hn_p_id(t->id), HN_P_END };
    int64_t id;
    bool entered;
    enum hn_rc rc = hn_store_int(c, &sql_entered, params, &id, &entered);

    return rc || !entered ? rc : hn_fail(c, HN_CONFLICT, "indicator", "target.has_values");
}

static enum hn_rc
write_indicator(struct hn_ctx *c, const struct hn_target *t, int64_t indicator)
{
    const struct hn_param gone[] = { hn_p_id(t->id), HN_P_END };
    const struct hn_param row[] = { hn_p_id(t->id), hn_p_id(indicator), hn_p_time(c->now),
                                    hn_p_id(c->actor.v), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_drop, gone);

    return rc || !indicator ? rc : hn_store_do(c, &sql_add, row);
}

enum hn_rc
hn_target_measure_by(struct hn_ctx *c, int64_t target, int64_t indicator)
{
    struct hn_indicator i = { .code = "" };
    struct hn_paper paper;
    struct hn_target t;
    enum hn_rc rc = hn_target_get(c, target, &t);

    if (!rc)
        rc = hn_target_need_paper(c, t.paper, &paper);
    if (!rc && indicator)
        rc = hn_indicator_get(c, indicator, &i);
    if (!rc && indicator)
        rc = check_indicator(c, &t, &i);
    if (!rc && indicator)
        rc = must_not_be_entered(c, &t);
    if (rc || indicator == t.indicator)
        return rc;
    rc = write_indicator(c, &t, indicator);
    return rc ? rc : hn_audit_change(c, "target.measured", target, t.unit, t.indicator_code, i.code);
}
