/* decide.c: the one function that decides, and its refusing faces (access.h).
 *
 * Every no is the default: a right not found in a grant, a record not found in a scope, a store that failed.
 */
#include <assert.h>

#include "access/inside.h"
#include "access/scope.h"
#include "audit/audit.h"

#define PLACES_MAX 512 /* ancestors over all memberships of a person */

/* clang-format off */
/* Where a person is and was: each membership with the ancestors of its unit today; and, at depth -1, the inspections
 * the person belongs to. */
static const struct hn_sql sql_places = {
    .name = "access.places",
    .text =
        "SELECT m.unit_id AS unit_id, m.valid_from AS valid_from, m.valid_to AS valid_to,"
        " m.known_from AS known_from, hs.anc AS anc, hs.depth AS depth"
        " FROM membership m CROSS JOIN unit_closure hs"
        " WHERE m.person_id = $2 AND m.known_to = 9223372036854775807 AND hs.des = m.unit_id"
        " AND " HN_CLOSURE_TODAY("hs", "$1")
        " UNION ALL SELECT cp.case_id, 0, 0, 0, -1, -1"
        " FROM case_person cp"
        " WHERE cp.person_id = $2"
};
/* clang-format on */

static enum hn_rc
load_places(struct hn_ctx *c, int64_t person, struct hn_aboves *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(person), HN_P_END };
    struct hn_above *at;
    struct hn_rows *rows;
    enum hn_rc rc;

    if (c->grants->record.of == person) {
        *out = c->grants->record;
        return HN_OK;
    }
    rc = hn_store_query(c, &sql_places, params, &rows);
    if (rc)
        return rc;
    at = HN_NEW_N(c->arena, struct hn_above, PLACES_MAX);
    *out = (struct hn_aboves){ .of = person, .at = at };
    while (out->count < PLACES_MAX && hn_rows_next(rows)) {
        at[out->count++] = (struct hn_above){
            .unit = hn_row_int(rows, "unit_id"),
            .anc = hn_row_int(rows, "anc"),
            .depth = hn_row_int(rows, "depth"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .known_from = hn_row_int(rows, "known_from"),
        };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    c->grants->record = *out;
    return HN_OK;
}

/* The first day of the membership a person is reached by today: in force, else the last that began, else the first to
 * come. HN_DAY_OPEN: none at all. */
static hn_day
present_from(const struct hn_aboves *p, hn_day today)
{
    hn_day began = HN_DAY_OPEN, coming = HN_DAY_OPEN;

    for (size_t i = 0; i < p->count; i++) {
        const struct hn_above *a = &p->at[i];

        if (a->depth < 0)
            continue;
        if (a->from <= today && (began == HN_DAY_OPEN || a->from > began))
            began = a->from;
        if (a->from > today && a->from < coming)
            coming = a->from;
    }
    return began != HN_DAY_OPEN ? began : coming;
}

static enum hn_rc
decide_unit(struct hn_ctx *c, enum hn_right right, int64_t unit, enum hn_group group, struct hn_decision *out)
{
    const struct hn_grants *g = c->grants;
    struct hn_aboves above;
    enum hn_rc rc = hn_above_unit(c, unit, &above);

    if (rc)
        return rc;
    for (size_t i = 0; i < g->count && out->rc != HN_OK; i++) {
        const struct hn_held *h = &g->held[i];

        if (!hn_held_covers(h, above.at, above.count))
            continue;
        out->rc = HN_DENIED;
        if (h->right == right && (h->groups & 1u << group)) {
            out->rc = HN_OK;
            out->by = h;
        }
    }
    return HN_OK;
}

static void
allow(struct hn_decision *out, const struct hn_held *by, enum hn_reach reach)
{
    out->rc = HN_OK;
    out->by = by;
    out->reach = reach;
    out->last_day = HN_DAY_OPEN;
}

/* Through the unit of today: any right over it; through a unit left behind: basic fields, to read. */
static void
decide_by_place(const struct hn_held *h, bool holds, bool may_look_back, const struct hn_aboves *p,
                hn_day present, struct hn_decision *out)
{
    if (h->units_only)
        return;
    for (size_t i = 0; i < p->count && out->reach <= HN_REACH_FORMER; i++) {
        const struct hn_above *a = &p->at[i];

        if (a->from != present || !hn_held_covers(h, a, 1))
            continue;
        if (out->rc == HN_NOT_FOUND)
            out->rc = HN_DENIED;
        if (holds)
            allow(out, h, HN_REACH_PRESENT);
    }
    if (out->reach > HN_REACH_FORMER || h->right != HN_MAY_READ_MEMBER)
        return;
    for (size_t i = 0; i < p->count; i++) {
        const struct hn_above *a = &p->at[i];

        if (a->from >= present || !hn_held_covers(h, a, 1))
            continue;
        if (out->rc == HN_NOT_FOUND)
            out->rc = HN_DENIED;
        if (!may_look_back || (out->reach == HN_REACH_FORMER && out->last_day >= a->to - 1))
            continue;
        allow(out, h, HN_REACH_FORMER);
        out->last_day = a->to - 1;
        out->known_until = hn_day_end(out->last_day) > a->known_from ? hn_day_end(out->last_day)
                                                                     : a->known_from;
    }
}

/* One's own record, and persons of an inspection. */
static bool
by_name(const struct hn_held *h, int64_t own, const struct hn_aboves *p)
{
    if (h->over == HN_OVER_SELF)
        return p->of == own;
    for (size_t i = 0; h->over == HN_OVER_CASE && i < p->count; i++) {
        if (p->at[i].depth < 0 && p->at[i].unit == h->inspection)
            return true;
    }
    return false;
}

static enum hn_rc
decide_person(struct hn_ctx *c, enum hn_right right, int64_t person, enum hn_group group,
              struct hn_decision *out)
{
    const struct hn_grants *g = c->grants;
    struct hn_aboves p;
    hn_day present;
    enum hn_rc rc = load_places(c, person, &p);

    if (rc)
        return rc;
    present = present_from(&p, c->today);
    for (size_t i = 0; i < g->count && out->reach <= HN_REACH_FORMER; i++) {
        const struct hn_held *h = &g->held[i];
        bool holds = h->right == right && (h->groups & 1u << group);

        if (by_name(h, g->person, &p)) {
            if (out->rc == HN_NOT_FOUND)
                out->rc = HN_DENIED;
            if (holds)
                allow(out, h, h->over == HN_OVER_SELF ? HN_REACH_SELF : HN_REACH_PRESENT);
            continue;
        }
        decide_by_place(h, holds, holds && right == HN_MAY_READ_MEMBER && group == HN_GROUP_BASIC, &p,
                        present, out);
    }
    return HN_OK;
}

static void
decide_anywhere(const struct hn_grants *g, enum hn_right right, struct hn_decision *out)
{
    out->rc = HN_DENIED;
    for (size_t i = 0; i < g->count && out->rc != HN_OK; i++) {
        if (g->held[i].right == right)
            allow(out, &g->held[i], HN_REACH_NONE);
    }
}

enum hn_rc
hn_decide(struct hn_ctx *c, enum hn_right right, struct hn_record record, enum hn_group group,
          struct hn_decision *out)
{
    bool nowhere = record.unit.v == 0 && record.person.v == 0;
    struct hn_grants *g;
    enum hn_rc rc;

    assert((unsigned)right < HN_RIGHT_COUNT && (unsigned)group < HN_GROUP_COUNT);
    assert(record.unit.v == 0 || record.person.v == 0);
    *out = (struct hn_decision){ .rc = nowhere ? HN_DENIED : HN_NOT_FOUND, .last_day = HN_DAY_OPEN };
    if (right == HN_MAY_NOTHING)
        return HN_OK;
    if (right == HN_MAY_ANYONE || c->actor.v == HN_USER_SYSTEM.v) {
        allow(out, NULL, record.person.v ? HN_REACH_PRESENT : HN_REACH_NONE);
        return HN_OK;
    }
    if (c->actor.v == 0)
        return HN_OK;
    rc = hn_grants_of(c, &g);
    if (rc)
        return rc;
    if (right == HN_MAY_SIGNED_IN) {
        if (g->active)
            allow(out, NULL, HN_REACH_NONE);
        return HN_OK;
    }
    if (record.unit.v)
        return decide_unit(c, right, record.unit.v, group, out);
    if (record.person.v)
        return decide_person(c, right, record.person.v, group, out);
    decide_anywhere(g, right, out);
    return HN_OK;
}

enum hn_rc
hn_access_allows(struct hn_ctx *c, enum hn_right right, struct hn_record record, enum hn_group group)
{
    struct hn_decision d;
    enum hn_rc rc = hn_decide(c, right, record, group, &d);

    return rc ? rc : d.rc;
}

static enum hn_rc
refuse(struct hn_ctx *c, enum hn_right right, struct hn_record record, enum hn_rc rc)
{
    hn_audit_look(c, "refused", record.person, record.unit, hn_right_name(right), "");
    return hn_fail(c, rc, "", rc == HN_DENIED ? "access.denied" : "access.not_found");
}

static enum hn_rc
need(struct hn_ctx *c, enum hn_right right, struct hn_record record, enum hn_group group,
     struct hn_decision *d)
{
    enum hn_rc rc = hn_decide(c, right, record, group, d);

    if (rc)
        return rc;
    return d->rc ? refuse(c, right, record, d->rc) : HN_OK;
}

/* No unit is no place: a right over some unit is none over what stands above all (a new root). */
static enum hn_rc
check_named(struct hn_ctx *c, enum hn_right right, int64_t id)
{
    if (id || right <= HN_MAY_SIGNED_IN || c->actor.v == HN_USER_SYSTEM.v)
        return HN_OK;
    return refuse(c, right, HN_NO_RECORD, HN_DENIED);
}

enum hn_rc
hn_need(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit)
{
    struct hn_decision d;
    enum hn_rc rc = check_named(c, right, unit.v);

    return rc ? rc : need(c, right, (struct hn_record){ .unit = unit }, HN_GROUP_BASIC, &d);
}

bool
hn_may(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit)
{
    const struct hn_record of = { .unit = unit };

    return hn_access_allows(c, right, of, HN_GROUP_BASIC) == HN_OK;
}

enum hn_rc
hn_need_figures(struct hn_ctx *c, struct hn_unit_id unit)
{
    return hn_may(c, HN_MAY_READ_MEETING, unit) ? HN_OK : hn_need(c, HN_MAY_READ_FIGURES, unit);
}

/* What the unit left behind may read is the record as it left it. */
static void
look_back(struct hn_ctx *c, const struct hn_decision *d)
{
    if (c->on > d->last_day)
        c->on = d->last_day;
    if (c->known > d->known_until)
        c->known = d->known_until;
}

enum hn_rc
hn_need_person(struct hn_ctx *c, enum hn_right right, struct hn_person_id person, enum hn_group group)
{
    struct hn_decision d;
    enum hn_rc rc = check_named(c, right, person.v);

    if (rc == HN_OK)
        rc = need(c, right, (struct hn_record){ .person = person }, group, &d);
    if (rc == HN_OK && d.reach == HN_REACH_FORMER)
        look_back(c, &d);
    return rc;
}

enum hn_rc
hn_access_members(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out)
{
    struct hn_aboves above;
    struct hn_grants *g;
    enum hn_rc rc = hn_grants_of(c, &g);

    *out = false;
    if (!rc)
        rc = hn_above_unit(c, unit.v, &above);
    for (size_t i = 0; !rc && i < g->count && !*out; i++) {
        const struct hn_held *h = &g->held[i];

        *out = h->right == right && !h->units_only && (h->groups & 1u << HN_GROUP_BASIC) &&
               hn_held_covers(h, above.at, above.count);
    }
    return rc;
}

enum hn_rc
hn_access_anywhere(struct hn_ctx *c, enum hn_right right)
{
    struct hn_decision d;

    return need(c, right, HN_NO_RECORD, HN_GROUP_BASIC, &d);
}

enum hn_rc
hn_access_reach(struct hn_ctx *c, struct hn_person_id person, enum hn_reach *out, hn_day *last_day)
{
    struct hn_decision d;
    enum hn_rc rc = hn_decide(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = person }, HN_GROUP_BASIC,
                              &d);

    if (rc)
        return rc;
    *out = d.reach;
    *last_day = d.last_day;
    return HN_OK;
}

const struct hn_sql *const hn_access_decide_sql[] = { &sql_places, NULL };
