/* rural.c: see rural.h. */
#include "demo/rural.h"

#include <string.h>

#include "area/area.h"
#include "demo/deeds.h"
#include "place/place.h"
#include "rule/rule.h"
#include "target/target.h"
#include "task/task.h"

enum { PEOPLE = 5 };

struct telling {
    struct hn_demo_whole *w;
    const struct hn_demo_meetings *all;
    struct hn_unit_id commune;
    hn_day issued, ends;
};

static int
unit_at(const struct telling *t, int i)
{
    return t->all->holders.unit[t->w->cell[i].nth].unit;
}

/* --- issued and sent --- */

static enum hn_rc
put_target(struct hn_ctx *c, const struct telling *t)
{
    struct hn_demo_rural *r = t->w->rural;
    const struct hn_target in = { .unit = t->commune,
                                  .paper = r->resolution,
                                  .position = 1,
                                  .title = "Hộ phân loại rác tại nguồn (chỉ tiêu minh họa)",
                                  .measure = "%",
                                  .better = "up",
                                  .rule = "average",
                                  .has_baseline = true,
                                  .baseline_milli = 40000,
                                  .value_milli = 90000,
                                  .from = t->issued,
                                  .due = t->ends };

    return hn_target_put(c, &in, &r->target);
}

static enum hn_rc
issue(struct hn_ctx *c, const struct telling *t)
{
    struct hn_demo_rural *r = t->w->rural;
    const struct hn_demo_paper paper = { .unit = t->commune,
                                         .kind = "resolution",
                                         .title = "Nghị quyết chuyên đề minh họa về xây dựng nông thôn mới",
                                         .with = "Ủy ban nhân dân xã (minh họa)",
                                         .summary = "Văn bản minh họa, không có thật." };
    struct hn_sending sending = { .sender = t->commune,
                                  .to = "children",
                                  .owes = "answer",
                                  .note = "",
                                  .day = t->issued,
                                  .due = hn_month_last(hn_month_of(t->issued)) };
    enum hn_rc rc;

    hn_demo_clock(c, t->issued, 8 * 60);
    rc = hn_demo_issue(c, &paper, &r->resolution);
    if (!rc)
        rc = put_target(c, t);
    sending.paper = r->resolution;
    return rc ? rc : hn_paper_send(c, &sending, NULL);
}

/* --- of a cell: its plan, its village, its task --- */

static enum hn_rc
answer(struct hn_ctx *c, const struct telling *t, int i)
{
    struct hn_demo_rural *r = t->w->rural;
    struct hn_demo_paper plan = {
        .kind = "plan",
        .title = "Kế hoạch minh họa của chi bộ thực hiện nghị quyết về nông thôn mới",
        .with = "",
        .basis = r->resolution
    };
    enum hn_rc rc;

    plan.unit = hn_demo_unit_id(t->all, unit_at(t, i));
    rc = hn_demo_issue(c, &plan, &r->cell[i].plan);
    if (!rc)
        rc = hn_duty_answer(c, plan.unit, r->resolution, r->cell[i].plan);
    return rc ? rc : hn_share_put(c, r->target, t->commune, plan.unit, 0, 90000);
}

static enum hn_rc
charge(struct hn_ctx *c, const struct telling *t, int64_t area, struct hn_person_id who, const char *role)
{
    const struct hn_charge in = { .area = area,
                                  .unit = t->commune,
                                  .person = who,
                                  .role = role,
                                  .decision = "Phân công của đảng ủy (minh họa)",
                                  .from = c->today,
                                  .to = HN_DAY_OPEN };

    return who.v ? hn_charge_put(c, &in) : HN_OK;
}

/* A village has somebody who leads there and one who helps. */
static enum hn_rc
open_area(struct hn_ctx *c, const struct telling *t, int i, struct hn_person_id help)
{
    const struct hn_demo_unit *u = &t->all->fill->plan->units[unit_at(t, i)];
    struct hn_demo_rural *r = t->w->rural;
    struct hn_area in = { .unit = t->commune,
                          .kind = "village",
                          .name = hn_print(c->arena, "Địa bàn %s", u->short_name),
                          .note = "",
                          .from = c->today,
                          .to = HN_DAY_OPEN };
    const struct hn_area_plan plan = {
        .month_from = hn_month_of(c->today) + 1,
        .month_to = hn_month_of(c->today) + 12,
        .text = "Mỗi tháng đến các khu dân cư một lần, hướng dẫn phân loại rác, ghi "
                "lại việc chung cần giúp."
    };
    struct hn_area_plan of = plan;
    enum hn_rc rc = hn_place_find(c, u->place, &in.place);

    if (!rc)
        rc = hn_area_put(c, &in, &r->cell[i].area);
    of.area = r->cell[i].area;
    if (!rc)
        rc = charge(c, t, of.area, r->cell[i].lead, "lead");
    if (!rc)
        rc = charge(c, t, of.area, help, "help");
    return rc ? rc : hn_area_plan_put(c, &of, NULL);
}

static enum hn_rc
set_task(struct hn_ctx *c, const struct telling *t, int i, struct hn_person_id checker)
{
    struct hn_demo_rural *r = t->w->rural;
    const struct hn_task_new in = {
        .unit = hn_demo_unit_id(t->all, unit_at(t, i)),
        .title = "Vận động các hộ phân loại rác tại nguồn",
        .detail = "Theo kế hoạch của chi bộ; mỗi tháng báo cáo tại buổi sinh hoạt.",
        .responsible = r->cell[i].lead,
        .checker = checker,
        .due = t->ends,
        .check_on = t->ends + 5,
        .starts = c->today,
        .weight = 2,
        .paper = r->cell[i].plan,
        .target = r->target
    };

    return hn_task_put(c, &in, -1, &r->cell[i].task, NULL);
}

static enum hn_rc
begin_cell(struct hn_ctx *c, const struct telling *t, int i)
{
    struct hn_demo_rural *r = t->w->rural;
    struct hn_person_id who[PEOPLE] = { { 0 } };
    size_t count = PEOPLE;
    enum hn_rc rc;

    hn_demo_clock(c, t->issued + 4 + i % 7, 9 * 60);
    hn_demo_people_of(t->all->fill->roster, unit_at(t, i), c->today, who, &count);
    /* Who checks leads the cell; who does it is a plain member, in the accounts' cell theirs. */
    r->cell[i].lead = i == hn_demo_own_cell(t->w) ? t->all->fill->accounts.member : who[count - 1];
    rc = answer(c, t, i);
    if (!rc && t->all->fill->plan->units[unit_at(t, i)].village)
        rc = open_area(c, t, i, who[1]);
    return rc ? rc : set_task(c, t, i, who[0]);
}

enum hn_rc
hn_demo_rural_begin(struct hn_ctx *c, void *arg)
{
    struct hn_demo_whole *w = arg;
    const struct hn_ctx before = *c;
    struct telling t = { .w = w, .all = w->all };
    int commune = hn_demo_unit_of(w->all->fill->plan, HN_DEMO_TAN_BINH);
    enum hn_rc rc;

    t.commune = hn_demo_unit_id(w->all, commune);
    t.issued = hn_month_first(w->running - HN_DEMO_RURAL_MONTHS - 1) + 14;
    t.ends = hn_month_last(w->running + 1);
    rc = issue(c, &t);
    for (int i = 0; !rc && i < w->cell_count; i++)
        rc = begin_cell(c, &t, i);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}

int
hn_demo_rural_progress(const struct hn_demo_whole *w, int64_t month)
{
    int64_t nth = month - (w->running - HN_DEMO_RURAL_MONTHS - 1);

    return w->rural->resolution.v && nth >= 1 && nth <= HN_DEMO_RURAL_MONTHS ? (int)nth * 20 : 0;
}

/* --- the notes, and what each village had reached --- */

static enum hn_rc
note(struct hn_ctx *c, const struct hn_demo_whole *w, int i, int64_t month)
{
    static const char *const texts[] = {
        "Đã đến đủ các khu dân cư; các hộ đồng tình, cần thêm thùng đựng ở điểm thu gom chung.",
        "Đã hướng dẫn tại buổi họp thôn; việc phân loại đều hơn tháng trước.",
        "Đã cùng các đoàn thể dọn vệ sinh đường chung một buổi; tiếp tục tháng tới.",
    };
    const struct hn_area_note in = { .area = w->rural->cell[i].area,
                                     .month = month,
                                     .person = w->rural->cell[i].lead,
                                     .text = texts[(month + i) % 3] };

    return hn_area_note_put(c, &in);
}

static enum hn_rc
measure(struct hn_ctx *c, const struct hn_demo_whole *w, int i, int64_t month)
{
    const struct hn_target_value in = { .unit = hn_demo_unit_id(w->all,
                                                                w->all->holders.unit[w->cell[i].nth].unit),
                                        .on = c->today,
                                        .value_milli = 40000 + 2000 * (month - w->running + 5) * 5,
                                        .qualifier = "about",
                                        .source = "Báo cáo tháng của chi bộ (minh họa)",
                                        .note = "" };

    return hn_value_put(c, w->rural->target, &in);
}

enum hn_rc
hn_demo_rural_notes(struct hn_ctx *c, void *arg)
{
    struct hn_demo_whole *w = arg;
    const struct hn_ctx before = *c;
    enum hn_rc rc = HN_OK;

    if (!w->rural->resolution.v)
        return HN_OK;
    for (int64_t month = w->running - HN_DEMO_RURAL_MONTHS; !rc && month < w->running; month++)
        for (int i = 0; !rc && i < w->cell_count; i++) {
            hn_demo_clock(c, hn_month_last(month), 20 * 60);
            if (w->rural->cell[i].area)
                rc = note(c, w, i, month);
            if (!rc)
                rc = measure(c, w, i, month);
        }
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
