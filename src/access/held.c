/* held.c: what the actor holds today, loaded once a request, and where units stand today (inside.h). */
#include <assert.h>
#include <string.h>

#include "access/inside.h"
#include "access/scope.h"

#define HELD_MAX  1024 /* rights out of grants; 8 units and a dozen rights each make far fewer */
#define ABOVE_MAX 64   /* ancestors of a unit */

static const struct hn_sql sql_actor = {
    .name = "access.actor", .text = "SELECT person_id FROM account WHERE id = $1 AND state = 'active'"
};

/* The second part is what stands over the units of a case; the last what every account linked to a person may do with
 * that person's record. */
static const struct hn_sql sql_held = {
    .name = "access.held",
    .text = "SELECT g.id AS id, g.role AS role, g.unit_id AS unit_id, g.case_id AS case_id, g.valid_to AS "
            "valid_to,"
            " r.action AS action, r.scope AS scope, r.field_groups AS field_groups"
            " FROM access_grant g CROSS JOIN role_right r"
            " WHERE g.user_id = $1 AND g.known_to = 9223372036854775807 AND g.valid_from <= $2 AND "
            "g.valid_to > $2"
            " AND r.role = g.role AND (g.case_id = 0 OR EXISTS (SELECT 1 FROM inspection_case i"
            " WHERE i.id = g.case_id AND i.valid_from <= $2 AND i.valid_to > $2))"
            " UNION ALL SELECT g.id, g.role, cu.unit_id, g.case_id, g.valid_to, r.action, 'case_unit', "
            "r.field_groups FROM access_grant g CROSS JOIN role_right r CROSS JOIN inspection_case i"
            " CROSS JOIN case_unit cu WHERE g.user_id = $1 AND g.known_to = 9223372036854775807"
            " AND g.valid_from <= $2 AND g.valid_to > $2 AND r.role = g.role AND r.scope = 'case'"
            " AND r.action IN ('read_unit', 'read_meeting', 'find') AND i.id = g.case_id"
            " AND i.valid_from <= $2 AND i.valid_to > $2 AND cu.case_id = i.id"
            " UNION ALL SELECT 0, r.role, 0, 0, 2147483647, r.action, r.scope, r.field_groups"
            " FROM role_right r WHERE r.role = 'member'"
};

/* The unit the person belongs to today. */
static const struct hn_sql sql_own_cell = {
    .name = "access.own_cell",
    .text = "SELECT unit_id FROM membership WHERE person_id = $1 AND known_to = 9223372036854775807"
            " AND valid_from <= $2 AND valid_to > $2"
};

/* clang-format off */
static const struct hn_sql sql_above = {
    .name = "access.above",
    .text =
        "SELECT hs.anc, hs.depth"
        " FROM unit_closure hs"
        " WHERE hs.des = $2 AND " HN_CLOSURE_TODAY("hs", "$1")
};
/* clang-format on */

static enum hn_scope_kind
over_of(const char *scope)
{
    static const struct {
        const char *name;
        enum hn_scope_kind kind;
    } kinds[] = {
        { "self", HN_OVER_SELF },           { "unit", HN_OVER_UNIT }, { "subtree", HN_OVER_SUBTREE },
        { "figures", HN_OVER_FIGURES },     { "case", HN_OVER_CASE }, { "cell", HN_OVER_CELL },
        { "case_unit", HN_OVER_CASE_UNIT },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, scope) == 0)
            return kinds[i].kind;
    }
    return HN_OVER_NONE;
}

/* Words parted by spaces; unknown ones give nothing. */
static unsigned
groups_of(const char *words)
{
    unsigned bits = 0;

    while (*words) {
        size_t len = strcspn(words, " ");

        for (int g = 0; g < HN_GROUP_COUNT; g++) {
            const char *name = hn_group_name((enum hn_group)g);

            if (strlen(name) == len && memcmp(name, words, len) == 0)
                bits |= 1u << g;
        }
        words += len;
        words += strspn(words, " ");
    }
    return bits;
}

/* Rights over one's own cell become rights over that unit; of somebody without a cell nothing is left. */
static enum hn_rc
place_own_cell(struct hn_ctx *c, struct hn_grants *g, struct hn_held *held)
{
    const struct hn_param params[] = { hn_p_id(g->person), hn_p_day(g->today), HN_P_END };
    int64_t cell = 0;
    bool found = false;
    enum hn_rc rc = g->person ? hn_store_int(c, &sql_own_cell, params, &cell, &found) : HN_OK;

    for (size_t i = 0; i < g->count; i++) {
        if (held[i].over != HN_OVER_CELL)
            continue;
        held[i].over = found && held[i].grant == 0 ? HN_OVER_UNIT : HN_OVER_NONE;
        if (held[i].over == HN_OVER_NONE)
            held[i].right = HN_MAY_NOTHING; /* nor anywhere */
        held[i].unit = cell;
        held[i].units_only = true;
    }
    return rc;
}

static enum hn_rc
load_held(struct hn_ctx *c, struct hn_grants *g)
{
    const struct hn_param params[] = { hn_p_id(g->actor), hn_p_day(g->today), HN_P_END };
    struct hn_rows *rows;
    struct hn_held *held = NULL;
    size_t room = 0;
    enum hn_rc rc = hn_store_query(c, &sql_held, params, &rows);

    assert(g->count == 0);
    if (rc)
        return rc;
    while (g->count < HELD_MAX && hn_rows_next(rows)) {
        struct hn_held h = {
            .grant = hn_row_int(rows, "id"),
            .role = hn_row_text(rows, "role"),
            .unit = hn_row_int(rows, "unit_id"),
            .inspection = hn_row_int(rows, "case_id"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .right = hn_right_of(hn_row_text(rows, "action")),
            .over = over_of(hn_row_text(rows, "scope")),
            .groups = groups_of(hn_row_text(rows, "field_groups")),
        };

        if (h.over == HN_OVER_CASE_UNIT) {
            h.over = HN_OVER_SUBTREE;
            h.units_only = true;
        }
        if (h.over == HN_OVER_SELF && (g->person == 0 || h.grant != 0))
            continue;
        if (!held || g->count == room) {
            held = hn_grow(c->arena, held, room * sizeof *held, (room ? room * 2 : 32) * sizeof *held);
            room = room ? room * 2 : 32;
        }
        held[g->count++] = h;
    }
    g->held = held;
    rc = hn_rows_end(rows);
    return rc ? rc : place_own_cell(c, g, held);
}

enum hn_rc
hn_grants_of(struct hn_ctx *c, struct hn_grants **out)
{
    struct hn_grants *g = c->grants;
    const struct hn_param params[] = { hn_p_id(c->actor.v), HN_P_END };
    enum hn_rc rc;

    if (g && g->actor == c->actor.v && g->today == c->today) {
        *out = g;
        return HN_OK;
    }
    bool limited = g && g->actor == c->actor.v && g->limited;

    g = HN_NEW(c->arena, struct hn_grants);
    g->actor = c->actor.v;
    g->today = c->today;
    g->limited = limited;
    rc = hn_store_int(c, &sql_actor, params, &g->person, &g->active);
    if (rc)
        return rc;
    if (g->active && !g->limited) {
        rc = load_held(c, g);
        if (rc)
            return rc;
    }
    c->grants = g;
    *out = g;
    return HN_OK;
}

enum hn_rc
hn_access_person(struct hn_ctx *c, struct hn_person_id *out)
{
    struct hn_grants *g;
    enum hn_rc rc = hn_grants_of(c, &g);

    out->v = rc ? 0 : g->person;
    return rc;
}

void
hn_access_limit(struct hn_ctx *c)
{
    struct hn_grants *g = HN_NEW(c->arena, struct hn_grants);

    /* today = never: loaded again at first need, the limit kept. */
    g->actor = c->actor.v;
    g->today = HN_DAY_OPEN;
    g->limited = true;
    c->grants = g;
}

enum hn_rc
hn_above_unit(struct hn_ctx *c, int64_t unit, struct hn_aboves *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(unit), HN_P_END };
    struct hn_grants *g = c->grants;
    struct hn_above *at;
    struct hn_rows *rows;
    enum hn_rc rc;

    if (g && g->unit.of == unit && unit != 0 && g->today == c->today) {
        *out = g->unit;
        return HN_OK;
    }
    rc = hn_store_query(c, &sql_above, params, &rows);
    if (rc)
        return rc;
    at = HN_NEW_N(c->arena, struct hn_above, ABOVE_MAX);
    *out = (struct hn_aboves){ .of = unit, .at = at };
    while (out->count < ABOVE_MAX && hn_rows_next(rows)) {
        at[out->count++] = (struct hn_above){ .unit = unit,
                                              .anc = hn_row_int(rows, "anc"),
                                              .depth = hn_row_int(rows, "depth") };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (g && g->today == c->today)
        g->unit = *out;
    return HN_OK;
}

bool
hn_held_covers(const struct hn_held *h, const struct hn_above *at, size_t count)
{
    bool alone = h->over == HN_OVER_UNIT;

    if (!alone && h->over != HN_OVER_SUBTREE && h->over != HN_OVER_FIGURES)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (at[i].anc == h->unit && (!alone || at[i].depth == 0))
            return true;
    }
    return false;
}

const struct hn_sql *const hn_access_held_sql[] = { &sql_actor, &sql_held, &sql_own_cell, &sql_above, NULL };
