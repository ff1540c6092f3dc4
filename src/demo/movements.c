/* movements.c: see movements.h. */
#include "demo/movements.h"

#include "demo/deeds.h"
#include "demo/whole.h"
#include "movement/movement.h"
#include "rule/rule.h"

enum { ENTRIES_MOST = 40, REWARDS = 2 };

struct entered {
    int64_t id;
    struct hn_unit_id unit;
    int rank;
};
struct movement {
    const struct hn_demo_meetings *all;
    int unit;
    int64_t id;
    struct entered entry[ENTRIES_MOST];
    size_t count;
};

static enum hn_rc
launch(struct hn_ctx *c, struct movement *m, const char *title, hn_day starts, hn_day ends, bool by_hand)
{
    static const struct hn_movement_criterion criteria[] = {
        { .position = 1,
          .points = 40,
          .title = "Sinh hoạt đủ các tháng",
          .source = "meetings_met_bp",
          .none_value = 5000,
          .full_value = 10000 },
        { .position = 2,
          .points = 40,
          .title = "Đảng viên dự sinh hoạt",
          .source = "attendance_bp",
          .none_value = 6000,
          .full_value = 9500 },
        { .position = 3, .points = 20, .title = "Sáng kiến của chi bộ", .source = "hand" },
    };
    const struct hn_movement in = { .unit = hn_demo_unit_id(m->all, m->unit),
                                    .title = title,
                                    .purpose = "Nâng cao chất lượng sinh hoạt chi bộ (minh họa)",
                                    .who = "units",
                                    .starts = starts,
                                    .ends = ends,
                                    .entry_until = starts + 45 };

    hn_demo_clock(c, starts, 9 * 60);
    return hn_movement_put(c, &in, criteria, by_hand ? 3 : 2, &m->id);
}

static enum hn_rc
enter_all(struct hn_ctx *c, struct movement *m)
{
    const struct hn_demo_plan *plan = m->all->fill->plan;
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < plan->unit_count && m->count < ENTRIES_MOST; i++) {
        struct hn_movement_entry in = { .movement = m->id, .pledge = "Họp đúng ngày, đủ nội dung" };
        struct entered *e = &m->entry[m->count];

        if (plan->units[i].parent != m->unit || plan->units[i].from > c->today)
            continue;
        in.unit = e->unit = hn_demo_unit_id(m->all, i);
        m->count++;
        rc = hn_movement_enter(c, &in, &e->id);
    }
    return rc;
}

static void
note_rank(void *sink, const struct hn_movement_entry *e)
{
    struct movement *m = sink;

    for (size_t i = 0; i < m->count; i++)
        if (m->entry[i].id == e->id)
            m->entry[i].rank = e->rank;
}

static enum hn_rc
mark_by_hand(struct hn_ctx *c, const struct movement *m)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; !rc && i < m->count; i++) {
        const struct hn_movement_mark in = { .position = 3,
                                             .note = "Theo báo cáo của chi bộ (minh họa)",
                                             .points_centi = 1000 + (int64_t)(i % 4) * 200 };

        rc = hn_movement_mark_put(c, m->entry[i].id, &in);
    }
    return rc;
}

static enum hn_rc
reward(struct hn_ctx *c, struct movement *m)
{
    enum hn_rc rc = hn_movement_entries(c, m->id, 0, ENTRIES_MOST, note_rank, m);

    for (size_t i = 0; !rc && i < m->count; i++) {
        const struct hn_reward in = { .movement = m->id,
                                      .unit = m->entry[i].unit,
                                      .giver = hn_demo_unit_id(m->all, m->unit),
                                      .form = "Giấy khen (minh họa)",
                                      .decision = "03-QĐ/MH (minh họa)",
                                      .decided_on = c->today };
        int64_t made;

        if (m->entry[i].rank >= 1 && m->entry[i].rank <= REWARDS)
            rc = hn_reward_give(c, &in, &made);
    }
    return rc ? rc : hn_movement_close(c, m->id);
}

/* The first committee that is invented and has cells. */
static int
invented_committee(const struct hn_demo_plan *p)
{
    for (int i = 0; i < p->unit_count; i++)
        if (p->units[i].invented && p->units[p->units[i].parent].invented && p->units[i].members == 0)
            return i;
    return -1;
}

static enum hn_rc
past(struct hn_ctx *c, const struct hn_demo_meetings *all)
{
    struct movement m = { .all = all, .unit = invented_committee(all->fill->plan) };
    enum hn_rc rc = launch(c, &m, "Thi đua sinh hoạt chi bộ tốt năm 2021 (minh họa)", hn_day_of(2021, 1, 4),
                           hn_day_of(2022, 1, 1), true);

    hn_demo_clock(c, hn_day_of(2021, 1, 20), 9 * 60);
    if (!rc)
        rc = enter_all(c, &m);
    hn_demo_clock(c, hn_day_of(2022, 1, 10), 9 * 60);
    if (!rc)
        rc = mark_by_hand(c, &m);
    if (!rc)
        rc = hn_movement_judge(c, m.id);
    return rc ? rc : reward(c, &m);
}

static enum hn_rc
running(struct hn_ctx *c, const struct hn_demo_meetings *all, hn_day today)
{
    int64_t month = hn_month_of(today);
    struct movement m = { .all = all, .unit = hn_demo_unit_of(all->fill->plan, HN_DEMO_TAN_BINH) };
    enum hn_rc rc = launch(c, &m, "Thi đua xây dựng nông thôn mới (minh họa)", hn_month_first(month - 3) + 2,
                           hn_month_first(month + 2), false);

    hn_demo_clock(c, hn_month_first(month - 3) + 20, 9 * 60);
    return rc ? rc : enter_all(c, &m);
}

enum hn_rc
hn_demo_movements(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    const struct hn_ctx before = *c;
    enum hn_rc rc = past(c, all);

    if (!rc && hn_demo_has_present(all, before.today))
        rc = running(c, all, before.today);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
