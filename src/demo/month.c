/* month.c: see month.h. */
#include "demo/month.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "demo/rng.h"
#include "rule/rule.h"

/* Of ten thousand who should come, how many are absent, by calendar month: fewer hands are free around Tết and in the
 * months of harvest and storms. One row for everybody. */
static const int absent_bp[12] = { 600, 750, 550, 450, 500, 650, 700, 650, 550, 500, 450, 500 };

/* Around the mean, in neighbouring pairs that level out; twelve of them sum to nothing. */
static const int score_step[12] = { 150, -150, 75, -75, 225, -225, 25, -25, 100, -100, 50, -50 };

/* --- who meets --- */

static int
by_code(const void *a, const void *b)
{
    const struct hn_demo_holder *one = a, *other = b;

    return strcmp(one->code, other->code);
}

void
hn_demo_holders(struct hn_arena *a, const struct hn_demo_plan *plan, struct hn_demo_holders *out)
{
    out->unit = HN_NEW_N(a, struct hn_demo_holder, (size_t)plan->unit_count);
    out->count = 0;
    for (int i = 0; i < plan->unit_count; i++)
        if (plan->units[i].members > 0)
            out->unit[out->count++] = (struct hn_demo_holder){ .unit = i, .code = plan->units[i].code };
    qsort(out->unit, (size_t)out->count, sizeof *out->unit, by_code);
}

/* --- one cell's month --- */

struct cell {
    const struct hn_demo_plan *plan;
    const struct hn_demo_unit *unit;
    int nth; /* in order of codes */
    int64_t month;
    struct hn_rng habit, chance; /* what the cell always does; what happens this month */
};

static void
habits(struct cell *c, struct hn_demo_month *m)
{
    static const int16_t hours[] = { 8 * 60, 14 * 60, 15 * 60, 16 * 60 + 30 };
    bool rural = strcmp(c->unit->sector, "residential") == 0;
    int day = hn_rng_between(&c->habit, rural ? 3 : 1, rural ? 6 : 10);
    hn_day first = hn_month_first(c->month);

    m->day = first + day - 1;
    if (c->unit->from > m->day) /* founded this month: a first meeting on the day after */
        m->day = c->unit->from + 1;
    m->start_minute = rural && hn_rng_percent(&c->habit, 80) ? 19 * 60 + 30
                                                             : hours[hn_rng_below(&c->habit, 4)];
    m->thematic = c->month % 3 == 1;
    m->length_minutes = (int16_t)((m->thematic ? 120 : 90) + hn_rng_below(&c->chance, 4) * 5);
}

static void
even(struct cell *c, struct hn_demo_month *m)
{
    int step = (int)((c->nth + c->month) % 12);

    m->fate = HN_FATE_MET;
    m->sent_after = (int8_t)(1 + (c->nth + c->month) % 2);
    m->score_cell = (int16_t)(HN_DEMO_MEAN_SCORE + score_step[step]);
    m->score_monitor = -1;
    /* The monitor comes to the meeting with a thematic part. */
    if (m->thematic)
        m->score_monitor = (int16_t)(HN_DEMO_MEAN_SCORE + score_step[(step + 5) % 12]);
}

static int16_t
invented_score(struct cell *c, bool weak)
{
    static const int bands[][2] = { { 9000, 9700 }, { 7000, 8975 }, { 5000, 6975 }, { 3500, 4975 } };
    static const int usual[] = { 62, 30, 7, 1 }, poor[] = { 5, 30, 45, 20 };
    size_t band = hn_rng_weighted(&c->chance, weak ? poor : usual, 4);

    return (int16_t)(hn_rng_between(&c->chance, bands[band][0] / 25, bands[band][1] / 25) * 25);
}

/* Under a committee whose name says that it is invented anything may happen. */
static void
invented(struct cell *c, struct hn_demo_month *m, int base)
{
    static const enum hn_demo_fate fates[] = { HN_FATE_MET, HN_FATE_LATE, HN_FATE_NOT_MET, HN_FATE_EXCUSED };
    static const int usual[] = { 91, 5, 2, 2 }, poor[] = { 70, 15, 13, 2 };
    bool weak = hn_rng_percent(&c->habit, 8);
    int share = hn_rng_between(&c->habit, 200, weak ? 2500 : 1200);

    m->fate = fates[hn_rng_weighted(&c->chance, weak ? poor : usual, 4)];
    if (m->fate == HN_FATE_LATE)
        m->day = hn_month_first(c->month) + HN_DEMO_DUE_DAY + (hn_day)hn_rng_below(&c->chance, 7);
    m->absent = (int16_t)((base * share + (int)hn_rng_below(&c->chance, 10000)) / 10000);
    if (m->absent && hn_rng_percent(&c->chance, weak ? 40 : 15))
        m->unexcused = 1;
    m->away = (int16_t)hn_rng_percent(&c->chance, 10);
    m->score_cell = invented_score(c, weak);
    m->score_monitor = m->thematic ? invented_score(c, weak) : -1;
    m->sent_after = (int8_t)(hn_rng_percent(&c->chance, weak ? 25 : 6)
                                 ? hn_rng_percent(&c->chance, 40) ? -1 : hn_rng_between(&c->chance, 3, 6)
                                 : hn_rng_between(&c->chance, 0, 2));
}

/* How many are absent. A cell's share leaves a fraction of a person: what is left from its months before (debt) stays
 * within one person, so that one of two whole numbers is right; the higher is taken when the fraction, and what the
 * cells before it in this month have left (drift), make more than one person together. So neither a cell over the year
 * nor a unit in the month strays from the share. */
static int16_t
absent(struct hn_demo_holder *h, int base, int share, int *drift)
{
    int due = base * share, owed = h->debt + due;
    int low = owed >= 0 ? owed / 10000 : 0;
    int high_drift = *drift + due - low * 10000;
    int most = base > 2 ? base - 2 : 0;
    int n = low + (owed > 0 && high_drift + owed - low * 10000 > 10000);

    if (n > most)
        n = most;
    h->debt = owed - n * 10000;
    *drift += due - n * 10000;
    return (int16_t)n;
}

/* --- a month of all --- */

static int
at_most(int n, int most)
{
    return n > most ? most > 0 ? most : 0 : n;
}

void
hn_demo_month(const struct hn_demo_plan *plan, const struct hn_demo_roster *roster,
              struct hn_demo_holders *holders, int64_t month, hn_day last, struct hn_demo_month *out)
{
    int drift = 0;

    for (int i = 0; i < holders->count; i++) {
        struct hn_demo_month *m = &out[i];
        struct cell c = {
            .plan = plan, .unit = &plan->units[holders->unit[i].unit], .nth = i, .month = month
        };
        int base;

        *m = (struct hn_demo_month){ 0 };
        if (c.unit->from > hn_month_last(month) - 1)
            continue;
        c.habit = hn_rng_of(plan->seed, 2000000 + (uint64_t)i);
        c.chance = hn_rng_of(plan->seed, ((uint64_t)month << 20) + (uint64_t)i);
        habits(&c, m);
        if (m->day > last)
            continue;
        hn_demo_members_on(roster, holders->unit[i].unit, m->day, &base);
        if (c.unit->invented) {
            invented(&c, m, base);
            m->absent = (int16_t)at_most(m->absent, base - 2 - m->away);
            m->away = (int16_t)at_most(m->away, base - 2 - m->absent);
            m->unexcused = (int16_t)at_most(m->unexcused, m->absent);
            if (m->day > last)
                m->fate = HN_FATE_NOT_MET;
            continue;
        }
        even(&c, m);
        m->absent = absent(&holders->unit[i], base, absent_bp[month % 12], &drift);
    }
}
