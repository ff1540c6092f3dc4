/* test_access_random.c: proves that the one function that decides, and the scope inside lists, equal a naive second
 * reckoning: random trees with moves, closures and comings, random memberships, grants and questions. The second
 * reckoning climbs parents one by one and knows the roles by a table written here by hand from security section 2. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "account/account.h"
#include "support/org.h"

#define TODAY     ((hn_day)20000)
#define UNITS     60
#define STRETCHES (UNITS * 3)
#define PERSONS   120
#define STAYS     (PERSONS * 3)
#define USERS     24
#define GRANTS    (USERS * 4)
#define CASES     10

static const hn_day cuts[] = { 0, TODAY - 300, TODAY - 90, TODAY, TODAY + 60, HN_DAY_OPEN };
#define CUTS 5

/* --- a world --- */

struct world {
    uint64_t seed;
    struct hn_org_unit units[STRETCHES];
    size_t unit_count;
    struct hn_org_member stays[STAYS];
    size_t stay_count;
    struct hn_user_id users[USERS];
    struct {
        int user, role;
        int64_t unit; /* or, of an inspection officer, which case */
        hn_day from, to;
    } grants[GRANTS];
    struct {
        int64_t id, unit, person;
        bool closed;
    } cases[CASES];
    size_t case_count;
    size_t grant_count;
    size_t allowed, denied, unknown;
};

static uint64_t
draw(struct world *w, uint64_t below)
{
    uint64_t z = w->seed += 0x9e3779b97f4a7c15u;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (z ^ z >> 31) % below;
}

static const struct hn_org_unit *
unit_on(const struct world *w, int64_t id, hn_day day)
{
    for (size_t i = 0; i < w->unit_count; i++) {
        const struct hn_org_unit *u = &w->units[i];

        if (u->id == id && u->from <= day && u->to > day)
            return u;
    }
    return NULL;
}

/* Parents have lower numbers, so that there is no ring; a unit stands only where its parent stands too. */
static void
make_units(struct world *w)
{
    w->units[w->unit_count++] = (struct hn_org_unit){ 1, 0, 0, HN_DAY_OPEN };
    for (int64_t id = 2; id <= UNITS; id++) {
        size_t begin = draw(w, 4) ? 0 : draw(w, CUTS),
               end = draw(w, 4) ? CUTS : begin + 1 + draw(w, CUTS - begin);
        int64_t parent = 1 + (int64_t)draw(w, (uint64_t)(id > 12 ? 12 : id - 1));

        for (size_t k = begin; k < end; k++) {
            if (draw(w, 6) == 0)
                parent = 1 + (int64_t)draw(w, (uint64_t)id - 1);
            if (!unit_on(w, parent, cuts[k]))
                parent = 1;
            w->units[w->unit_count++] = (struct hn_org_unit){ id, parent, cuts[k], cuts[k + 1] };
            if (w->unit_count == STRETCHES)
                return;
        }
    }
}

static void
make_stays(struct world *w)
{
    for (int64_t p = 1; p <= PERSONS; p++) {
        hn_day day = (hn_day)draw(w, (uint64_t)TODAY + 100);

        for (uint64_t n = draw(w, 4); n > 0; n--) {
            hn_day to = n == 1 && draw(w, 3) ? HN_DAY_OPEN : day + 1 + (hn_day)draw(w, 4000);

            w->stays[w->stay_count++] = (struct hn_org_member){ 1000 + p, 1 + (int64_t)draw(w, UNITS), day,
                                                                to };
            if (to > TODAY + 200)
                break;
            day = to + (hn_day)draw(w, 30);
        }
    }
}

/* --- the roles, by hand --- */

enum { SECRETARY, CLERK, LEADER, MANAGER, AUDITOR, COUNTER, INSPECTOR, ROLES };
static const char *const role_names[ROLES] = { "cell_secretary",    "committee_clerk", "committee_leader",
                                               "account_manager",   "auditor",         "counting_officer",
                                               "inspection_officer" };
static const bool below[ROLES] = { false, true, true, true, true, false, true };

/* An inspection officer over a unit of an open case, and over a person of it. */
static bool
officer_may(bool of_person, enum hn_right right, enum hn_group group)
{
    bool basic = group == HN_GROUP_BASIC;

    if (of_person && (right == HN_MAY_READ_MEMBER || right == HN_MAY_REVEAL))
        return basic || (right == HN_MAY_REVEAL && group == HN_GROUP_DISCIPLINE);
    return basic && (right == HN_MAY_READ_UNIT || right == HN_MAY_READ_MEETING || right == HN_MAY_FIND);
}

static bool
role_may(int role, enum hn_right right, enum hn_group group)
{
    bool basic = group == HN_GROUP_BASIC;

    if (role == INSPECTOR)
        return officer_may(false, right, group);
    switch (right) {
    case HN_MAY_READ_UNIT:
        return basic;
    case HN_MAY_READ_FIGURES:
        return basic && role != MANAGER && role != COUNTER;
    case HN_MAY_READ_MEMBER:
    case HN_MAY_EXPORT:
        return basic && (role == SECRETARY || role == CLERK || role == LEADER);
    case HN_MAY_EDIT_MEMBER:
        return role == SECRETARY || (role == CLERK && group <= HN_GROUP_FAMILY);
    case HN_MAY_REVEAL:
        return role == SECRETARY || role == LEADER;
    case HN_MAY_EDIT_UNIT:
    case HN_MAY_EDIT_OFFICE:
    case HN_MAY_IMPORT:
        return basic && role == CLERK;
    case HN_MAY_GRANT:
        return basic && role == MANAGER;
    case HN_MAY_APPROVE:
        return basic && (role == LEADER || role == MANAGER);
    case HN_MAY_READ_LOG:
    case HN_MAY_VERIFY:
        return basic && role == AUDITOR;
    case HN_MAY_READ_MEETING:
        return basic && (role == SECRETARY || role == CLERK || role == LEADER);
    case HN_MAY_EDIT_MEETING:
        return basic && (role == SECRETARY || role == CLERK);
    case HN_MAY_DIRECT:
    case HN_MAY_INSPECT:
    case HN_MAY_REPORT:
    case HN_MAY_ELECT:
        return basic && (role == SECRETARY || role == CLERK || role == LEADER);
    case HN_MAY_CONFIRM:
    case HN_MAY_MONITOR:
        return basic && (role == CLERK || role == LEADER);
    case HN_MAY_COUNT:
        return basic && (role == SECRETARY || role == CLERK || role == LEADER || role == COUNTER);
    case HN_MAY_KEEP_FEES:
        return basic && role == SECRETARY;
    default:
        return false;
    }
}

/* --- the second reckoning --- */

/* The day whose tree counts for a unit: today, else its last, else its first. */
static bool
day_of(const struct world *w, int64_t unit, hn_day *day)
{
    hn_day last = -1, first = HN_DAY_OPEN;

    for (size_t i = 0; i < w->unit_count; i++) {
        const struct hn_org_unit *u = &w->units[i];

        if (u->id != unit)
            continue;
        if (u->from <= TODAY && (u->to > TODAY ? TODAY : u->to - 1) > last)
            last = u->to > TODAY ? TODAY : u->to - 1;
        if (u->from < first)
            first = u->from;
    }
    *day = last >= 0 ? last : first;
    return first != HN_DAY_OPEN;
}

static bool
stands_under(const struct world *w, int64_t unit, int64_t over)
{
    hn_day day;

    if (!day_of(w, unit, &day))
        return false;
    for (int64_t at = unit; at;) {
        const struct hn_org_unit *u = unit_on(w, at, day);

        if (!u)
            return false;
        if (at == over)
            return true;
        at = u->parent;
    }
    return false;
}

static bool
grant_covers(const struct world *w, size_t g, int user, int64_t unit)
{
    hn_day day;

    if (w->grants[g].user != user || w->grants[g].from > TODAY || w->grants[g].to <= TODAY)
        return false;
    if (w->grants[g].role == INSPECTOR)
        return !w->cases[w->grants[g].unit].closed && stands_under(w, unit, w->cases[w->grants[g].unit].unit);
    if (below[w->grants[g].role])
        return stands_under(w, unit, w->grants[g].unit);
    return unit == w->grants[g].unit && day_of(w, unit, &day);
}

/* Some rights of roles over a subtree stand over its unit alone. */
static bool
stands_alone(int role, enum hn_right right)
{
    if ((role == CLERK || role == LEADER) &&
        (right == HN_MAY_DIRECT || right == HN_MAY_REPORT || right == HN_MAY_CONFIRM ||
         right == HN_MAY_ELECT || right == HN_MAY_COUNT))
        return true;
    return role == CLERK && (right == HN_MAY_EDIT_MEETING || right == HN_MAY_INSPECT);
}

/* of_person: somebody who belongs to the unit is asked about; the units of a case bring none of them. */
static enum hn_rc
naive_over(const struct world *w, int user, enum hn_right right, int64_t unit, enum hn_group group,
           bool of_person)
{
    enum hn_rc rc = HN_NOT_FOUND;

    for (size_t g = 0; g < w->grant_count; g++) {
        bool own_only = stands_alone(w->grants[g].role, right);

        if ((of_person && w->grants[g].role == INSPECTOR) || !grant_covers(w, g, user, unit))
            continue;
        if (role_may(w->grants[g].role, right, group) && (!own_only || unit == w->grants[g].unit))
            return HN_OK;
        rc = HN_DENIED;
    }
    return rc;
}

static enum hn_rc
naive_unit(const struct world *w, int user, enum hn_right right, int64_t unit, enum hn_group group)
{
    return naive_over(w, user, right, unit, group, false);
}

/* Is the person one of an open case the user is an officer of? */
static bool
is_in_case(const struct world *w, int user, int64_t person)
{
    for (size_t g = 0; g < w->grant_count; g++) {
        if (w->grants[g].role == INSPECTOR && w->grants[g].user == user && w->grants[g].from <= TODAY &&
            w->grants[g].to > TODAY && !w->cases[w->grants[g].unit].closed &&
            w->cases[w->grants[g].unit].person == person)
            return true;
    }
    return false;
}

/* Every second account is linked to a person. */
static bool
is_linked(int user, int64_t person)
{
    return user < PERSONS && user % 2 == 0 && person == 1001 + user;
}

/* The cell of today of the account's own person: its meetings, and the unit itself. */
static bool
is_own_cell(const struct world *w, int user, int64_t unit)
{
    hn_day day;

    for (size_t i = 0; i < w->stay_count; i++) {
        const struct hn_org_member *m = &w->stays[i];

        if (is_linked(user, m->person) && m->unit == unit && m->from <= TODAY && m->to > TODAY &&
            day_of(w, unit, &day))
            return true;
    }
    return false;
}

static enum hn_rc
naive_unit_or_cell(const struct world *w, int user, enum hn_right right, int64_t unit, enum hn_group group)
{
    enum hn_rc rc = naive_unit(w, user, right, unit, group);

    if (rc == HN_OK || !is_own_cell(w, user, unit))
        return rc;
    return group == HN_GROUP_BASIC && (right == HN_MAY_READ_UNIT || right == HN_MAY_READ_MEETING) ? HN_OK
                                                                                                  : HN_DENIED;
}

static const struct hn_org_member *
present_stay(const struct world *w, int64_t person)
{
    const struct hn_org_member *began = NULL, *coming = NULL;

    for (size_t i = 0; i < w->stay_count; i++) {
        const struct hn_org_member *m = &w->stays[i];
        hn_day day;

        if (m->person != person || !day_of(w, m->unit, &day))
            continue;
        if (m->from <= TODAY && (!began || m->from > began->from))
            began = m;
        if (m->from > TODAY && (!coming || m->from < coming->from))
            coming = m;
    }
    return began ? began : coming;
}

static enum hn_rc
naive_person(const struct world *w, int user, enum hn_right right, int64_t person, enum hn_group group)
{
    const struct hn_org_member *present = present_stay(w, person);
    enum hn_rc rc = present ? naive_over(w, user, right, present->unit, group, true) : HN_NOT_FOUND;

    if (is_linked(user, person)) {
        if (right == HN_MAY_READ_MEMBER || right == HN_MAY_REVEAL || right == HN_MAY_EXPORT ||
            (right == HN_MAY_READ_LOG && group == HN_GROUP_BASIC))
            return HN_OK;
        if (rc == HN_NOT_FOUND)
            rc = HN_DENIED;
    }
    if (is_in_case(w, user, person)) {
        if (officer_may(true, right, group))
            return HN_OK;
        if (rc == HN_NOT_FOUND)
            rc = HN_DENIED;
    }
    for (size_t i = 0; i < w->stay_count && rc != HN_OK && present; i++) {
        const struct hn_org_member *m = &w->stays[i];

        if (m->person != person || m->from >= present->from)
            continue;
        if (naive_over(w, user, HN_MAY_READ_MEMBER, m->unit, HN_GROUP_BASIC, true) != HN_OK)
            continue;
        rc = right == HN_MAY_READ_MEMBER && group == HN_GROUP_BASIC ? HN_OK
             : rc == HN_NOT_FOUND                                   ? HN_DENIED
                                                                    : rc;
    }
    return rc;
}

/* --- the two beside each other --- */

/* Inspections of what stood below the root by today, each with a person too. */
static enum hn_rc
make_cases(struct hn_ctx *c, struct world *w)
{
    for (int64_t i = 0; i < CASES; i++) {
        size_t n = w->case_count;
        const struct hn_case_new in = { .id = hn_new_id(c),
                                        .unit = { 1 },
                                        .number = "1",
                                        .from = TODAY - 5,
                                        .subject_unit = { 2 + (int64_t)draw(w, UNITS - 1) } };

        if (hn_case_begin(c, &in) != HN_OK) { /* a unit to come */
            hn_fault_clear(c);
            continue;
        }
        w->cases[n].id = in.id;
        w->cases[n].unit = in.subject_unit.v;
        w->cases[n].person = 1001 + (int64_t)draw(w, PERSONS);
        EXPECT_RC(hn_case_add(c, in.id, (struct hn_person_id){ w->cases[n].person }), HN_OK);
        w->case_count++;
    }
    return HN_OK;
}

/* Every third one is over; the grants stay, and give nothing. */
static enum hn_rc
close_cases(struct hn_ctx *c, struct world *w)
{
    for (size_t i = 0; i < w->case_count; i += 3) {
        EXPECT_RC(hn_case_close(c, w->cases[i].id, TODAY - 1), HN_OK);
        w->cases[i].closed = true;
    }
    return HN_OK;
}

static enum hn_rc
make_users(struct hn_ctx *c, struct world *w)
{
    for (int u = 0; u < USERS; u++) {
        w->users[u] = hn_org_account(c, hn_print(c->arena, "user%d", u), u % 2 == 0 ? 1001 + u : 0);
        for (uint64_t n = draw(w, 4); n > 0 && w->grant_count < GRANTS; n--) {
            size_t g = w->grant_count++;

            w->grants[g].user = u;
            w->grants[g].role = (int)draw(w, ROLES);
            w->grants[g].unit = 1 + (int64_t)draw(w, UNITS);
            if (w->grants[g].role == INSPECTOR)
                w->grants[g].unit = (int64_t)draw(w, w->case_count);
            w->grants[g].from = TODAY - 20 + (hn_day)draw(w, 30);
            w->grants[g].to = TODAY + 1 + (hn_day)draw(w, 40);
            bool officer = w->grants[g].role == INSPECTOR;
            const struct hn_grant in = { .user = w->users[u],
                                         .role = role_names[w->grants[g].role],
                                         .unit = { officer ? 0 : w->grants[g].unit },
                                         .inspection = officer ? w->cases[w->grants[g].unit].id : 0,
                                         .from = w->grants[g].from,
                                         .to = w->grants[g].to,
                                         .reason = "x" };

            if (in.from >= in.to || hn_grant_give(c, &in, NULL, NULL) != HN_OK) {
                hn_fault_clear(c);
                w->grant_count--;
            }
        }
    }
    return HN_OK;
}

static enum hn_rc
ask_one(struct hn_ctx *c, struct world *w)
{
    int user = (int)draw(w, USERS);
    enum hn_right right = HN_MAY_READ_UNIT + (enum hn_right)draw(w, HN_RIGHT_COUNT - HN_MAY_READ_UNIT);
    enum hn_group group = draw(w, 2) ? HN_GROUP_BASIC : (enum hn_group)draw(w, HN_GROUP_COUNT);
    bool of_person = draw(w, 2) != 0;
    struct hn_record record = HN_NO_RECORD;
    enum hn_rc wanted, got;

    if (of_person)
        record.person.v = 1001 + (int64_t)draw(w, PERSONS + 2);
    else
        record.unit.v = 1 + (int64_t)draw(w, UNITS + 2);
    wanted = of_person ? naive_person(w, user, right, record.person.v, group)
                       : naive_unit_or_cell(w, user, right, record.unit.v, group);
    /* Grants are loaded once a request; questions of one user come in runs, as on a page. */
    if (c->actor.v != w->users[user].v)
        hn_org_as(c, w->users[user]);
    got = hn_access_allows(c, right, record, group);
    if (got != wanted) {
        print_error("user %d right %s over %s %d group %d: %d, not %d\n", user, hn_right_name(right),
                    of_person ? "person" : "unit", (int)(record.unit.v + record.person.v), group, got,
                    wanted);
        return HN_BROKEN;
    }
    w->allowed += got == HN_OK;
    w->denied += got == HN_DENIED;
    w->unknown += got == HN_NOT_FOUND;
    return HN_OK;
}

static const struct hn_sql sql_list = {
    .name = "t.units", .text = "SELECT u.id AS id FROM unit u WHERE " HN_SCOPE_UNITS("u.id") " ORDER BY u.id"
};
static const struct hn_sql sql_set = {
    .name = "t.unit_set",
    .text = "SELECT count(DISTINCT u.id) AS n FROM unit u WHERE u.id IN " HN_SCOPE_UNIT_SET
};
static const struct hn_sql sql_persons = {
    .name = "t.persons",
    .text =
        "SELECT DISTINCT m.person_id AS id FROM membership m WHERE m.valid_from <= $23 AND m.valid_to > $23"
        " AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id")
};
static const struct hn_sql *const own[] = { &sql_list, &sql_set, &sql_persons, NULL };

/* No root below another, nor a unit alone below a root. */
static bool
is_normal(const struct world *w, const struct hn_scope *scope)
{
    for (size_t i = 0; i < HN_SCOPE_ROOTS; i++) {
        for (size_t k = 0; k < HN_SCOPE_ROOTS && scope->subtree[i]; k++) {
            if (k != i && scope->subtree[k] && stands_under(w, scope->subtree[k], scope->subtree[i]))
                return false;
            if (scope->unit[k] && stands_under(w, scope->unit[k], scope->subtree[i]))
                return false;
        }
    }
    return true;
}

/* A list shows the units over which the decision is yes, and no other. */
static enum hn_rc
compare_lists(struct hn_ctx *c, struct world *w, int user, enum hn_right right, int64_t within)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 2];
    bool shown[UNITS + 1] = { false };
    struct hn_scope scope;
    struct hn_rows *rows;
    int64_t count = 0, n = 0;
    bool found;

    hn_org_as(c, w->users[user]);
    enum hn_rc rc = hn_scope_of(c, right, (struct hn_unit_id){ within }, &scope);

    if (rc) {
        for (int64_t unit = 1; unit <= UNITS && !within; unit++)
            EXPECT(naive_unit_or_cell(w, user, right, unit, HN_GROUP_BASIC) != HN_OK);
        EXPECT(!within || rc == naive_unit_or_cell(w, user, right, within, HN_GROUP_BASIC));
        return HN_OK;
    }
    EXPECT(is_normal(w, &scope));
    params[hn_scope_fill(c, &scope, params)] = HN_P_END;
    EXPECT_RC(hn_store_query(c, &sql_list, params, &rows), HN_OK);
    for (; hn_rows_next(rows); count++)
        shown[hn_row_int(rows, "id")] = true;
    EXPECT_RC(hn_rows_end(rows), HN_OK);
    for (int64_t unit = 1; unit <= UNITS; unit++) {
        bool wanted = naive_unit_or_cell(w, user, right, unit, HN_GROUP_BASIC) == HN_OK &&
                      (!within || stands_under(w, unit, within));

        if (shown[unit] != wanted)
            print_error("user %d %s within %d: unit %d\n", user, hn_right_name(right), (int)within,
                        (int)unit);
        EXPECT(shown[unit] == wanted);
    }
    EXPECT_RC(hn_store_int(c, &sql_set, params, &n, &found), HN_OK);
    EXPECT(n == count);
    return HN_OK;
}

/* Persons whose membership of today stands in the scope are those over whom the decision is yes. */
static enum hn_rc
compare_persons(struct hn_ctx *c, struct world *w, int user)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 2];
    bool shown[PERSONS + 2] = { false };
    struct hn_scope scope;
    struct hn_rows *rows;

    hn_org_as(c, w->users[user]);
    if (hn_scope_of(c, HN_MAY_READ_MEMBER, (struct hn_unit_id){ 0 }, &scope))
        return HN_OK;
    size_t n = hn_scope_fill_persons(c, &scope, params);

    params[n++] = hn_p_day(c->today);
    params[n] = HN_P_END;
    EXPECT_RC(hn_store_query(c, &sql_persons, params, &rows), HN_OK);
    while (hn_rows_next(rows))
        shown[hn_row_int(rows, "id") - 1000] = true;
    EXPECT_RC(hn_rows_end(rows), HN_OK);
    for (size_t i = 0; i < w->stay_count; i++) {
        const struct hn_org_member *m = &w->stays[i];
        hn_day day;

        if (m->from > TODAY || m->to <= TODAY || !day_of(w, m->unit, &day))
            continue;
        bool self = user % 2 == 0 && m->person == 1001 + user;

        EXPECT(shown[m->person - 1000] ==
               (self || is_in_case(w, user, m->person) ||
                naive_over(w, user, HN_MAY_READ_MEMBER, m->unit, HN_GROUP_BASIC, true) == HN_OK));
    }
    return HN_OK;
}

static enum hn_rc
story(struct hn_ctx *c, uint64_t seed, int questions)
{
    struct world *w = HN_NEW(c->arena, struct world);

    w->seed = seed;
    hn_org_on(c, TODAY);
    make_units(w);
    make_stays(w);
    EXPECT_RC(hn_org_units(c, w->units, w->unit_count), HN_OK);
    EXPECT_RC(hn_org_members(c, w->stays, w->stay_count), HN_OK);
    EXPECT_RC(make_cases(c, w), HN_OK);
    EXPECT_RC(make_users(c, w), HN_OK);
    EXPECT_RC(close_cases(c, w), HN_OK);
    for (int i = 0; i < questions; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        enum hn_rc rc = ask_one(c, w);

        c->grants = NULL;
        c->actor.v = -1;
        hn_arena_rewind(c->arena, mark);
        if (rc)
            return rc;
    }
    EXPECT(w->allowed > 0 && w->denied > 0 && w->unknown > 0);
    for (int user = 0; user < USERS; user++) {
        EXPECT_RC(compare_persons(c, w, user), HN_OK);
        for (enum hn_right right = HN_MAY_READ_UNIT; right < HN_MAY_OPERATE; right++) {
            if (right == HN_MAY_READ_MEMBER || right == HN_MAY_REVEAL || right == HN_MAY_EXPORT ||
                right == HN_MAY_READ_LOG)
                continue; /* these may stand over oneself alone, and then list no unit */
            EXPECT_RC(compare_lists(c, w, user, right, 0), HN_OK);
            EXPECT_RC(compare_lists(c, w, user, right, 1 + (int64_t)draw(w, UNITS)), HN_OK);
        }
    }
    return HN_OK;
}

static enum hn_rc
many(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return story(c, 20261123, 100000);
}

static enum hn_rc
few(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return story(c, 7, 3000);
}

static void
test_random(void **state)
{
    HN_TEST_PLACE(state);
    assert_int_equal(hn_org_open(t, own), HN_OK);
    hn_org_story(t, t->postgres ? few : many);
}

static enum hn_rc
other_worlds(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return story(c, c->request_id, 2000);
}

static void
test_other_worlds(void **state)
{
    HN_TEST_PLACE(state);
    for (uint64_t seed = 1; seed <= 12; seed++) {
        assert_int_equal(hn_org_open(t, own), HN_OK);
        t->c.request_id = seed;
        hn_org_story(t, other_worlds);
        hn_test_store_remove(t);
        assert_true(hn_test_store_place(t, false));
    }
}

/* A country: more roots than a scope can name, each with a cell and a person, and one that was closed long ago. */
enum { ROOTS = 34 };

static enum hn_rc
make_country(struct hn_ctx *c)
{
    struct hn_org_unit *units = HN_NEW_N(c->arena, struct hn_org_unit, 2 * ROOTS);
    struct hn_org_member *members = HN_NEW_N(c->arena, struct hn_org_member, ROOTS);

    for (int i = 0; i < ROOTS; i++) {
        units[2 * i] = (struct hn_org_unit){ 1 + i, 0, 0, i ? HN_DAY_OPEN : TODAY - 100 };
        units[2 * i + 1] = (struct hn_org_unit){ 101 + i, 1 + i, 0, i ? HN_DAY_OPEN : TODAY - 100 };
        members[i] = (struct hn_org_member){ 1001 + i, 101 + i, 0, HN_DAY_OPEN };
    }
    EXPECT_RC(hn_org_units(c, units, 2 * ROOTS), HN_OK);
    EXPECT_RC(hn_org_members(c, members, ROOTS), HN_OK);
    return HN_OK;
}

static enum hn_rc
count_rows(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, int *count)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows);)
        ++*count;
    return hn_rows_end(rows);
}

static enum hn_rc
expect_scope(struct hn_ctx *c, int64_t within, int units, int persons)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 2];
    struct hn_scope scope;
    int64_t set;
    bool found;
    int count;

    EXPECT_RC(hn_scope_of(c, HN_MAY_EXPORT, (struct hn_unit_id){ within }, &scope), HN_OK);
    params[hn_scope_fill(c, &scope, params)] = HN_P_END;
    EXPECT_RC(hn_store_int(c, &sql_set, params, &set, &found), HN_OK);
    EXPECT(set == units);
    EXPECT_RC(count_rows(c, &sql_list, params, &count), HN_OK);
    EXPECT(count == units);
    size_t n = hn_scope_fill_persons(c, &scope, params);

    params[n++] = hn_p_day(c->today);
    params[n] = HN_P_END;
    EXPECT_RC(count_rows(c, &sql_persons, params, &count), HN_OK);
    EXPECT(count == persons);
    EXPECT_RC(hn_scope_is_whole(c, &scope, &found), HN_OK);
    EXPECT(found == (within == 0 && c->actor.v == HN_USER_SYSTEM.v));
    return HN_OK;
}

/* The system's scope is everything, however many roots there are; nobody else's is, over however many they hold. */
static enum hn_rc
country(struct hn_ctx *c, void *arg)
{
    struct hn_scope scope;

    (void)arg;
    hn_org_on(c, TODAY);
    EXPECT_RC(make_country(c), HN_OK);
    EXPECT_RC(expect_scope(c, 0, 2 * ROOTS, ROOTS), HN_OK);
    EXPECT_RC(expect_scope(c, 7, 2, 1), HN_OK);
    struct hn_user_id eight = hn_org_account(c, "eight", 0), nobody = hn_org_account(c, "nobody", 0);

    for (int i = 1; i <= HN_SCOPE_ROOTS; i++)
        EXPECT_RC(hn_org_grant(c, eight, "committee_leader", 1 + i), HN_OK);
    EXPECT_RC(hn_org_grant(c, eight, "committee_leader", 20), HN_INVALID);
    hn_org_as(c, eight);
    EXPECT_RC(expect_scope(c, 0, 2 * HN_SCOPE_ROOTS, HN_SCOPE_ROOTS), HN_OK);
    EXPECT_RC(hn_scope_of(c, HN_MAY_EXPORT, (struct hn_unit_id){ 20 }, &scope), HN_NOT_FOUND);
    hn_org_as(c, nobody);
    EXPECT_RC(hn_scope_of(c, HN_MAY_EXPORT, (struct hn_unit_id){ 0 }, &scope), HN_DENIED);
    return HN_OK;
}

static void
test_country(void **state)
{
    HN_TEST_PLACE(state);
    assert_int_equal(hn_org_open(t, own), HN_OK);
    hn_org_story(t, country);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_BOTH(test_random), HN_TEST_BOTH(test_country),
                                        HN_TEST_SQLITE(test_other_worlds) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
