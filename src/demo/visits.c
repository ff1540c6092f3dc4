/* visits.c: see visits.h. */
#include "demo/visits.h"

#include <stdlib.h>
#include <string.h>

#include "demo/rng.h"
#include "demo/whole.h"
#include "meeting/load.h"
#include "monitor/load.h"
#include "rule/rule.h"

enum { CELLS_EACH = 3, FOLLOWED_FROM_YEAR = 2021 };

/* Who follows the nth holder, and in which months of three he comes. */
struct follower {
    struct hn_person_id person;
    int slot;
};
struct hn_demo_visits {
    const struct hn_demo_meetings *all;
    struct follower *of;
    int at; /* next month, as an index of all->month */
    int64_t running;
};

/* Every third month; to the villages of Tân Bình each month, as the article tells. */
static bool
is_due(const struct hn_demo_visits *v, int nth, int64_t month)
{
    const struct hn_demo_unit *u = &v->all->fill->plan->units[v->all->holders.unit[nth].unit];
    bool monthly = u->village && strncmp(u->code, HN_DEMO_TAN_BINH, 10) == 0;

    return monthly || month % CELLS_EACH == v->of[nth].slot;
}

/* --- who follows --- */

struct candidate {
    struct hn_person_id person;
    int home, load;
};
struct committee {
    int unit;
    struct candidate *who;
    int count, shift;
};

static bool
may_follow(const struct hn_demo_stay *s, hn_day first)
{
    return s->from <= first && s->to == HN_DAY_OPEN && s->official <= first && s->exempt == HN_DAY_OPEN;
}

static void
add_candidate(struct committee *k, const struct hn_demo_stay *s)
{
    k->who[k->count++] = (struct candidate){ .person = s->person, .home = s->unit };
}

/* Officers of the committee, in the cell that gives them. */
static void
take_officers(const struct hn_demo_meetings *all, struct committee *k, hn_day first)
{
    const struct hn_demo_plan *p = all->fill->plan;

    for (int i = 0; i < p->serve_count; i++) {
        int count;
        const struct hn_demo_stay *s = hn_demo_stays(all->fill->roster, p->serves[i].cell, &count);

        if (p->serves[i].committee != k->unit)
            continue;
        for (int n = 0; n < count; n++)
            if (s[n].above == k->unit && may_follow(&s[n], first))
                add_candidate(k, &s[n]);
    }
}

/* One of each of its cells, the secretary if he may. */
static void
take_leader(const struct hn_demo_meetings *all, struct committee *k, int unit, hn_day first)
{
    int count;
    const struct hn_demo_stay *s = hn_demo_stays(all->fill->roster, unit, &count), *best = NULL;

    for (int n = 0; n < count; n++)
        if (may_follow(&s[n], first) && s[n].above < 0 && (!best || s[n].rank < best->rank))
            best = &s[n];
    if (best)
        add_candidate(k, best);
}

static void
choose(struct hn_demo_visits *v, struct committee *k, int nth)
{
    for (int i = 0; i < k->count; i++) {
        struct candidate *w = &k->who[i];

        if (w->load == CELLS_EACH || w->home == v->all->holders.unit[nth].unit)
            continue;
        v->of[nth] = (struct follower){ .person = w->person, .slot = (w->load++ + k->shift) % CELLS_EACH };
        return;
    }
}

static void
plan_committee(struct hn_arena *a, struct hn_demo_visits *v, struct committee *k, const int *nths, int count)
{
    hn_day first = hn_day_of(FOLLOWED_FROM_YEAR, 1, 1);
    const char *own = v->all->fill->accounts.cell;

    k->who = HN_NEW_N(a, struct candidate, (size_t)count + 3);
    take_officers(v->all, k, first);
    for (int i = 0; i < count; i++)
        take_leader(v->all, k, v->all->holders.unit[nths[i]].unit, first);
    for (int i = 0; i < count; i++)
        choose(v, k, nths[i]);
    /* The cell of the accounts is to be visited in the running month, so that there is one to come. */
    for (int i = 0; own && i < count; i++)
        if (strcmp(v->all->holders.unit[nths[i]].code, own) == 0) {
            int turn = (int)(v->running % CELLS_EACH) - v->of[nths[i]].slot + CELLS_EACH;

            for (int n = 0; n < count; n++)
                v->of[nths[n]].slot = (v->of[nths[n]].slot + turn) % CELLS_EACH;
        }
}

struct hn_demo_visits *
hn_demo_visits_plan(struct hn_arena *a, const struct hn_demo_meetings *all, int64_t running)
{
    const struct hn_demo_plan *p = all->fill->plan;
    struct hn_demo_visits *v = HN_NEW(a, struct hn_demo_visits);
    size_t holders = (size_t)all->holders.count;
    int *first = HN_NEW_N(a, int, (size_t)p->unit_count + 2), *nths = HN_NEW_N(a, int, holders + 1);

    *v = (struct hn_demo_visits){ .all = all, .running = running };
    v->of = HN_NEW_N(a, struct follower, holders);
    memset(v->of, 0, holders * sizeof *v->of);
    memset(first, 0, ((size_t)p->unit_count + 2) * sizeof *first);
    /* Holders by the unit above them: counted, then put in their places. */
    for (size_t i = 0; i < holders; i++)
        first[p->units[all->holders.unit[i].unit].parent + 2]++;
    for (int u = 0; u <= p->unit_count; u++)
        first[u + 1] += first[u];
    for (size_t i = 0; i < holders; i++)
        nths[first[p->units[all->holders.unit[i].unit].parent + 1]++] = (int)i;
    for (int u = 0, began = 0; u < p->unit_count; u++) {
        struct committee k = { .unit = u, .shift = u % CELLS_EACH };

        if (first[u + 1] > began && u >= 0)
            plan_committee(a, v, &k, nths + began, first[u + 1] - began);
        began = first[u + 1];
    }
    return v;
}

struct hn_person_id
hn_demo_visitor(const struct hn_demo_visits *v, int nth, int64_t month)
{
    const struct follower *f = &v->of[nth];
    bool invented = v->all->fill->plan->units[v->all->holders.unit[nth].unit].invented;
    struct hn_rng chance = hn_rng_of(v->all->fill->plan->seed, ((uint64_t)month << 22) + (uint64_t)nth);

    if (month < (int64_t)FOLLOWED_FROM_YEAR * 12 || !is_due(v, nth, month) ||
        (invented && hn_rng_percent(&chance, 12)))
        return (struct hn_person_id){ 0 };
    return f->person;
}

/* --- written --- */

enum hn_rc
hn_demo_followers(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    size_t n = 0;
    struct hn_visit_load *rows = HN_NEW_N(c->arena, struct hn_visit_load, (size_t)all->holders.count);

    for (int i = 0; i < all->holders.count; i++) {
        int unit = all->holders.unit[i].unit;
        hn_day first = hn_day_of(FOLLOWED_FROM_YEAR, 1, 1), from = all->fill->plan->units[unit].from;

        if (all->visits->of[i].person.v == 0)
            continue;
        first = from > first ? from : first;
        rows[n++] = (struct hn_visit_load){ .unit = { all->fill->unit_ids[unit] },
                                            .person = all->visits->of[i].person,
                                            .from = first,
                                            .note = "02-QĐ/MH (minh họa)",
                                            .at = hn_demo_at(first, 8 * 60) };
    }
    return hn_monitor_load(c, rows, n);
}

bool
hn_demo_visits_left(const struct hn_demo_meetings *all)
{
    int64_t last = all->month[all->month_count - 1];
    return all->visits->at < all->month_count + (last == all->visits->running - 1);
}

static int
by_unit(const void *a, const void *b)
{
    const struct hn_meeting_held_row *one = a, *other = b;

    return (one->unit.v > other->unit.v) - (one->unit.v < other->unit.v);
}

/* The visit of a cell; row: its meeting, NULL when there was none. */
static struct hn_visit_load
visit_of(const struct hn_demo_meetings *all, int nth, int64_t month, struct hn_meeting_held_row *row,
         hn_time now)
{
    static const char *const notes[] = { "Buổi sinh hoạt đủ nội dung theo chương trình, ghi chép đầy đủ.",
                                         "Đã dự buổi sinh hoạt; thảo luận đúng trọng tâm.",
                                         "Đã dự và trao đổi thêm về nội dung tháng tới." };
    int unit = all->holders.unit[nth].unit;
    bool whole = hn_demo_is_whole(all->fill->plan, unit, month);
    struct hn_person_id came = hn_demo_visitor(all->visits, nth, month);
    struct hn_visit_load v = { .unit = { all->fill->unit_ids[unit] },
                               .committee = { all->fill->unit_ids[all->fill->plan->units[unit].parent] },
                               .person = all->visits->of[nth].person,
                               .month = month,
                               .note = "",
                               .at = hn_demo_at(hn_month_first(month) - 10, 9 * 60) };

    if (!row || came.v == 0)
        return v;
    if (!whole)
        row->guest = came;
    if (all->fill->plan->units[unit].invented && (nth + month) % 5 == 0)
        return v;
    v.note = notes[(nth + month) % 3];
    v.noted_at = row->held_at + HN_DAY_US / 2 < now ? row->held_at + HN_DAY_US / 2 : now;
    return v;
}

enum hn_rc
hn_demo_visits_month(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    struct hn_demo_visits *v = all->visits;
    size_t room = (size_t)all->holders.count, held = 0, n = 0;
    struct hn_meeting_held_row *rows = HN_NEW_N(c->arena, struct hn_meeting_held_row, room);
    struct hn_visit_load *visits = HN_NEW_N(c->arena, struct hn_visit_load, room);
    int64_t month = v->at < all->month_count ? all->month[v->at] : v->running;
    enum hn_rc rc = HN_OK;

    v->at++;
    if (month < (int64_t)FOLLOWED_FROM_YEAR * 12)
        return HN_OK;
    rc = hn_meeting_load_held(c, month, rows, room, &held);
    for (int i = 0; rc == HN_OK && i < all->holders.count; i++) {
        int unit = all->holders.unit[i].unit;
        const struct hn_meeting_held_row key = { .unit = { all->fill->unit_ids[unit] } };

        if (v->of[i].person.v == 0 || !is_due(v, i, month) ||
            all->fill->plan->units[unit].from > hn_month_last(month) - 1)
            continue;
        visits[n++] = visit_of(all, i, month, bsearch(&key, rows, held, sizeof *rows, by_unit), c->now);
    }
    if (rc == HN_OK)
        rc = hn_meeting_load_guests(c, rows, held);
    return rc ? rc : hn_visit_load(c, visits, n);
}
