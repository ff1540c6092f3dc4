/* meetings.c: see meetings.h. */
#include "demo/meetings.h"

#include <assert.h>
#include <string.h>

#include "demo/visits.h"
#include "demo/whole.h"
#include "meeting/load.h"
#include "rule/rule.h"

/* From this day of the month on every real cell has met and sent its papers. */
enum { ALL_HAVE_MET = 13 };

/* --- which months --- */

static void
add_month(struct hn_arena *a, struct hn_demo_meetings *m, int64_t month, hn_day last)
{
    struct hn_demo_month *planned = HN_NEW_N(a, struct hn_demo_month, (size_t)m->holders.count);

    assert(m->month_count < HN_DEMO_MONTHS);
    hn_demo_month(m->fill->plan, m->fill->roster, &m->holders, month, last, planned);
    m->month[m->month_count] = month;
    m->planned[m->month_count++] = planned;
}

struct hn_demo_meetings *
hn_demo_meetings_plan(struct hn_arena *a, const struct hn_demo_fill *fill, hn_day today)
{
    struct hn_demo_meetings *m = HN_NEW(a, struct hn_demo_meetings);
    hn_day last = fill->plan->last_day;
    int64_t running = hn_month_of(today), from = hn_month_of(last) - 59;

    m->fill = fill;
    m->done = m->month_count = 0;
    hn_demo_holders(a, fill->plan, &m->holders);
    m->visits = hn_demo_visits_plan(a, m, running);
    for (int64_t month = from; month < from + 60; month++)
        add_month(a, m, month, last);
    /* A clock that stands within those years tells of nothing after them. */
    if (running - 12 <= hn_month_of(last))
        return m;
    for (int64_t month = running - 12; month < running; month++)
        add_month(a, m, month, today - 3);
    if (hn_date_of(today).day >= ALL_HAVE_MET)
        add_month(a, m, running, today - 3);
    return m;
}

/* --- one meeting --- */

struct writing {
    struct hn_ctx *c;
    const struct hn_demo_meetings *all;
    struct hn_meeting_loader *load;
    const struct hn_demo_stay *stays;
    struct hn_meeting_load_roll *roll;
    int *stay_of; /* of each line of the roll */
    int stay_count;
    struct hn_unit_id unit;
    const struct hn_demo_unit *about;
    int turn; /* whose turn it is to be absent: so that nobody is so more than another */
    hn_time now;
};

/* Everybody on the register that day, in order of ids; the two who lead come out. */
static size_t
make_roll(struct writing *w, hn_day day, int lead[2])
{
    size_t n = 0;

    lead[0] = lead[1] = -1;
    for (int i = 0; i < w->stay_count; i++) {
        const struct hn_demo_stay *s = &w->stays[i];

        if (!hn_demo_stays_on(s, day))
            continue;
        w->stay_of[n] = i;
        w->roll[n++] = (struct hn_meeting_load_roll){ .person = s->person,
                                                      .state = day >= s->exempt ? HN_EXEMPT : HN_PRESENT,
                                                      .official = day >= s->official };
        if (day >= s->exempt || day < s->official)
            continue;
        if (lead[0] < 0 || s->rank < w->stays[lead[0]].rank) {
            lead[1] = lead[0];
            lead[0] = i;
        } else if (lead[1] < 0 || s->rank < w->stays[lead[1]].rank) {
            lead[1] = i;
        }
    }
    return n;
}

/* The absent, each in turn, without those who lead. */
static void
mark_absent(struct writing *w, const struct hn_demo_month *m, size_t count, const int lead[2])
{
    int left = m->absent + m->away, unexcused = m->unexcused, away = m->away;
    int began = w->turn;

    for (size_t step = 0; step < count && left > 0; step++) {
        size_t at = ((size_t)began + step) % count;
        struct hn_meeting_load_roll *r = &w->roll[at];

        w->turn++;
        if (r->state != HN_PRESENT || w->stay_of[at] == lead[0] || w->stay_of[at] == lead[1])
            continue;
        r->state = unexcused > 0 ? HN_UNEXCUSED : left <= away ? HN_AWAY : HN_EXCUSED;
        unexcused -= r->state == HN_UNEXCUSED;
        left--;
    }
    /* Under invented committees some are absent time after time, so that warnings have somebody to warn of. */
    if (w->about->invented && m->unexcused)
        w->turn = began;
}

const char *
hn_demo_topic(int64_t month)
{
    static const char *const topics[] = {
        "Nâng cao chất lượng sinh hoạt chi bộ",         "Bảo vệ môi trường nơi cư trú và nơi làm việc",
        "Phát triển đảng viên và bồi dưỡng quần chúng", "Ứng dụng công nghệ trong công việc của chi bộ",
        "Trách nhiệm nêu gương của đảng viên",          "Phòng, chống thiên tai",
    };

    return topics[month / 3 % (int64_t)(sizeof topics / sizeof *topics)];
}

static const char *
class_of(int points)
{
    return points < 0       ? ""
           : points >= 9000 ? "good"
           : points >= 7000 ? "fair"
           : points >= 5000 ? "average"
                            : "poor";
}

static void
tell_times(const struct writing *w, const struct hn_demo_month *m, struct hn_meeting_load *in)
{
    in->held_at = hn_demo_at(m->day, in->ended_minute + 10);
    in->adopted_at = hn_demo_at(m->day, in->ended_minute + 30);
    if (m->sent_after < 0)
        return;
    in->sent_at = hn_demo_at(m->day + m->sent_after, m->sent_after ? 9 * 60 : in->ended_minute + 40);
    in->sent_late = m->sent_after > 2;
    if (in->sent_at > w->now)
        in->sent_at = 0;
}

static enum hn_rc
write_meeting(struct writing *w, int64_t month, const struct hn_demo_month *m)
{
    int lead[2];
    size_t count = make_roll(w, m->day, lead);
    struct hn_meeting_id made;
    struct hn_meeting_load in = {
        .unit = w->unit,
        .kind = "ordinary",
        .topic = m->thematic ? hn_demo_topic(month) : "",
        .place = w->about->village ? "Nhà văn hóa" : "Phòng họp",
        .why = "",
        .thematic = m->thematic,
        .month = month,
        .day = m->day,
        .start_minute = m->start_minute,
        .began_minute = m->start_minute,
        .ended_minute = m->start_minute + m->length_minutes,
        .roll = w->roll,
        .roll_count = count,
        .score_cell = m->score_cell,
        .score_monitor = m->score_monitor,
        .class_cell = class_of(m->score_cell),
        .class_monitor = class_of(m->score_monitor),
        .score_set = m->day < hn_day_of(2025, 10, 28) ? "2018" : "2025",
        .late = m->fate == HN_FATE_LATE,
    };

    if (lead[0] >= 0)
        in.chair = w->stays[lead[0]].person;
    if (lead[1] >= 0)
        in.writer = w->stays[lead[1]].person;
    mark_absent(w, m, count, lead);
    tell_times(w, m, &in);
    w->c->now = hn_demo_at(m->day, 7 * 60);
    return hn_meeting_load(w->load, &in, &made);
}

/* --- a part --- */

static enum hn_rc
write_unit(struct writing *w, int nth)
{
    const struct hn_demo_meetings *all = w->all;
    int unit = all->holders.unit[nth].unit;
    enum hn_rc rc = HN_OK;

    w->stays = hn_demo_stays(all->fill->roster, unit, &w->stay_count);
    w->unit.v = all->fill->unit_ids[unit];
    w->about = &all->fill->plan->units[unit];
    w->turn = nth % 7;
    for (int k = 0; rc == HN_OK && k < all->month_count; k++) {
        const struct hn_demo_month *m = &all->planned[k][nth];

        if (hn_demo_is_whole(all->fill->plan, unit, all->month[k]))
            continue;
        if (m->fate == HN_FATE_MET || m->fate == HN_FATE_LATE)
            rc = write_meeting(w, all->month[k], m);
    }
    return rc;
}

/* Room for the largest roll of a part. */
static void
make_room(struct writing *w, int from, int to)
{
    int most = 1;

    for (int nth = from; nth < to; nth++) {
        int stays;

        hn_demo_stays(w->all->fill->roster, w->all->holders.unit[nth].unit, &stays);
        most = stays > most ? stays : most;
    }
    w->roll = HN_NEW_N(w->c->arena, struct hn_meeting_load_roll, (size_t)most);
    w->stay_of = HN_NEW_N(w->c->arena, int, (size_t)most);
}

/* Excused months are told by the committee above at their end. */
static enum hn_rc
write_excuses(struct hn_ctx *c, const struct hn_demo_meetings *all, int from, int to)
{
    enum hn_rc rc = HN_OK;

    for (int nth = from; nth < to; nth++)
        for (int k = 0; rc == HN_OK && k < all->month_count; k++) {
            struct hn_mark mark = hn_arena_mark(c->arena);

            if (all->planned[k][nth].fate != HN_FATE_EXCUSED)
                continue;
            c->now = hn_demo_at(hn_month_last(all->month[k]), 15 * 60);
            rc = hn_excuse_put(c, (struct hn_unit_id){ all->fill->unit_ids[all->holders.unit[nth].unit] },
                               all->month[k], "Cả chi bộ đi công tác dài ngày (minh họa)");
            hn_ctx_rewind(c, mark);
        }
    return rc;
}

enum hn_rc
hn_demo_rules(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_fill *f = arg;
    hn_time now = c->now;
    enum hn_rc rc = HN_OK;

    c->now = hn_demo_at(f->plan->first_day, 8 * 60);
    for (int i = 0; rc == HN_OK && i < f->plan->unit_count; i++)
        if (f->plan->units[i].invented && strcmp(f->plan->units[i].kind, "upper_grassroots") == 0)
            rc = hn_rule_put(c, (struct hn_unit_id){ f->unit_ids[i] }, "meeting_due_day", HN_DEMO_DUE_DAY,
                             f->plan->first_day, HN_DAY_OPEN, "01-QyĐ/MH (minh họa)");
    c->now = now;
    return rc;
}

enum hn_rc
hn_demo_meetings_part(struct hn_ctx *c, void *arg)
{
    struct hn_demo_meetings *all = arg;
    struct writing w = { .c = c, .all = all, .now = c->now };
    int from = all->done, to = from + HN_DEMO_PART;
    enum hn_rc rc = hn_meeting_load_begin(c, &w.load);

    if (to > all->holders.count)
        to = all->holders.count;
    make_room(&w, from, to);
    for (int nth = from; rc == HN_OK && nth < to; nth++)
        rc = write_unit(&w, nth);
    if (rc == HN_OK)
        rc = hn_meeting_load_end(w.load);
    if (rc == HN_OK)
        rc = write_excuses(c, all, from, to);
    c->now = w.now;
    if (rc == HN_OK)
        all->done = to;
    return rc;
}
