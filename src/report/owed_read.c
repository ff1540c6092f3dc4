/* owed_read.c: the units whose debts are asked for, with the rules of their month; then all they owe (owed_find.c).
 *
 * The right is asked here, once: what lies at a unit out of sight is dropped when it is found. Not for: sums and lists
 * (owed.c).
 */
#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "report/owed_inside.h"
#include "rule/rule.h"

#define OWED_MEMORY ((size_t)128 << 20)

/* clang-format off */
/* $18 within, $19 on, $20 known, $21 how deep. child: the ancestor right below within. */
static const struct hn_sql sql_places = {
    .name = "owed.places",
    .text =
        "SELECT v.unit_id AS unit, v.code AS code, v.name AS name,"
        " COALESCE((SELECT x.anc FROM unit_closure x WHERE x.des = k.des AND x.depth = k.depth - 1"
        " AND " HN_SQL_AT("x", "$19", "$20") "), 0) AS child"
        " FROM unit_closure k CROSS JOIN unit_version v"
        " WHERE k.anc = $18 AND " HN_SQL_AT("k", "$19", "$20") " AND k.depth <= $21 AND v.unit_id = k.des"
        " AND " HN_SQL_AT("v", "$19", "$20") " AND " HN_SCOPE_UNITS("v.unit_id")
};
/* clang-format on */

const struct hn_sql *const hn_owed_place_sql[] = { &sql_places, NULL };

static int
by_unit(const void *left, const void *right)
{
    const struct hn_owed_place *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

struct hn_owed_place *
hn_owed_place_of(const struct hn_owed_ask *ask, int64_t unit)
{
    const struct hn_owed_place key = { .unit = unit };

    return ask->place_count ? bsearch(&key, ask->places, ask->place_count, sizeof *ask->places, by_unit)
                            : NULL;
}

static enum hn_rc
read_places(struct hn_ctx *c, const struct hn_scope *scope, struct hn_owed_ask *ask)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    struct hn_rows *rows;
    size_t room = 64, n = hn_scope_fill(c, scope, params);
    enum hn_rc rc;

    params[n++] = hn_p_id(ask->within.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_int(ask->below ? INT16_MAX : 0);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_places, params, &rows);
    if (rc)
        return rc;
    ask->places = HN_NEW_N(c->arena, struct hn_owed_place, room);
    while (hn_rows_next(rows)) {
        if (ask->place_count == room) {
            ask->places = hn_grow(c->arena, ask->places, room * sizeof *ask->places,
                                  2 * room * sizeof *ask->places);
            room *= 2;
        }
        ask->places[ask->place_count++] = (struct hn_owed_place){ .unit = hn_row_int(rows, "unit"),
                                                                  .child = hn_row_int(rows, "child"),
                                                                  .code = hn_row_text(rows, "code"),
                                                                  .name = hn_row_text(rows, "name") };
    }
    rc = hn_rows_end(rows);
    qsort(ask->places, ask->place_count, sizeof *ask->places, by_unit);
    return rc;
}

/* --- rules --- */

static const char *const rules[HN_OWED_RULES] = { "meeting_due_day", "meeting_minutes_days",
                                                  "area_note_due_day" };

struct spreading {
    const struct hn_owed_ask *ask;
    size_t rule;
};

static void
take_rule(void *sink, struct hn_unit_id unit, int64_t value)
{
    const struct spreading *s = sink;
    struct hn_owed_place *one = unit.v ? hn_owed_place_of(s->ask, unit.v) : NULL;

    if (one)
        one->rule[s->rule] = value;
    for (size_t i = 0; !unit.v && i < s->ask->place_count; i++)
        s->ask->places[i].rule[s->rule] = value;
}

/* One unit is asked for alone; of many, all are told at once. */
static enum hn_rc
read_rules(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    struct spreading s = { .ask = ask };
    enum hn_rc rc = HN_OK;

    for (; s.rule < HN_OWED_RULES && !rc; s.rule++) {
        if (ask->place_count == 1)
            rc = hn_rule_value(c, ask->within, rules[s.rule], ask->last, &ask->places[0].rule[s.rule]);
        else
            rc = hn_rule_spread(c, rules[s.rule], ask->last, take_rule, &s);
    }
    return rc;
}

static enum hn_rc
read_all(struct hn_ctx *c, const struct hn_scope *scope, struct hn_owed_ask *ask)
{
    enum hn_rc rc = read_places(c, scope, ask);

    if (rc || ask->place_count == 0)
        return rc;
    rc = read_rules(c, ask);
    return rc ? rc : hn_owed_find(c, ask);
}

enum hn_rc
hn_owed_read(struct hn_ctx *c, struct hn_unit_id within, int64_t month, bool below, struct hn_owed_ask *out)
{
    hn_time known = hn_fact_known(c), end = hn_day_end(c->on) - 1;
    struct hn_ctx own;
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_below(c, HN_MAY_READ_MEETING, within, &scope);

    *out = (struct hn_owed_ask){ .within = within,
                                 .month = month,
                                 .below = below,
                                 .by = known < end ? known : end,
                                 .last = hn_month_last(month) };
    if (rc || !below)
        return rc ? rc : read_all(c, &scope, out);
    own = *c;
    own.arena = out->arena = hn_arena_child(c->arena, OWED_MEMORY);
    return read_all(&own, &scope, out);
}

void
hn_owed_done(struct hn_owed_ask *ask)
{
    if (ask->arena)
        hn_arena_free(ask->arena);
    ask->arena = NULL;
}
