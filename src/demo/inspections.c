/* inspections.c: see inspections.h. */
#include "demo/inspections.h"

#include <string.h>

#include "demo/deeds.h"
#include "demo/whole.h"
#include "inspection/inspection.h"
#include "rule/rule.h"
#include "task/task.h"

struct inspecting {
    const struct hn_demo_meetings *all;
    int unit;    /* the committee */
    int cell[2]; /* inspected, neither of them the officer's */
    int64_t item[2], id, finding, remedy;
    struct hn_person_id lead[2]; /* of the cell inspected now */
};

/* --- whom --- */

static bool
choose(struct inspecting *k)
{
    const struct hn_demo_plan *p = k->all->fill->plan;
    int found = 0;

    k->unit = -1;
    for (int i = 0; i < p->unit_count; i++)
        if (p->units[i].invented && p->units[i].parent == 0) {
            k->unit = i;
            break;
        }
    for (int i = k->unit + 1; k->unit >= 0 && i < p->unit_count && found < 2; i++) {
        const struct hn_demo_unit *u = &p->units[i];

        if (u->members == 0 || !u->invented || strncmp(u->code, p->units[k->unit].code, 6) != 0 ||
            strcmp(u->code, k->all->fill->accounts.inspected_cell) == 0 ||
            strcmp(u->code, k->all->fill->accounts.officer_cell) == 0)
            continue;
        k->cell[found++] = i;
    }
    return found == 2;
}

static struct hn_unit_id
cell_of(const struct inspecting *k, int nth)
{
    return hn_demo_unit_id(k->all, k->cell[nth]);
}

static bool
lead_of(struct hn_ctx *c, struct inspecting *k, int nth)
{
    size_t count = 2;

    hn_demo_people_of(k->all->fill->roster, k->cell[nth], c->today, k->lead, &count);
    return count == 2;
}

/* --- from the programme to what was found --- */

static enum hn_rc
plan_year(struct hn_ctx *c, struct inspecting *k)
{
    int year = hn_date_of(c->today).year;
    const struct hn_programme in = { .unit = hn_demo_unit_id(k->all, k->unit),
                                     .title = hn_print(c->arena, "Chương trình kiểm tra năm %d (minh họa)",
                                                       year),
                                     .year = year };
    int64_t programme, month = hn_month_of(c->today);
    enum hn_rc rc = hn_programme_put(c, &in, &programme);

    for (int i = 0; !rc && i < 2; i++) {
        struct hn_programme_item item = { .kind = "inspection",
                                          .content = "Việc phân công và kiểm tra đảng viên (minh họa)",
                                          .month = month };

        /* What the new year would hold is decided outside this one's programme. */
        if (i == 1 && hn_date_of(hn_month_first(month + 3)).year == year)
            item.month = month + 3;
        item.unit = cell_of(k, i);
        rc = hn_programme_item_put(c, programme, &item, &k->item[i]);
    }
    return rc ? rc : hn_programme_approve(c, programme, 0, c->today);
}

static enum hn_rc
begin(struct hn_ctx *c, struct inspecting *k, int nth, hn_day due)
{
    const struct hn_inspection in = {
        .unit = hn_demo_unit_id(k->all, k->unit),
        .kind = "inspection",
        .item = k->item[nth],
        .subject_unit = cell_of(k, nth),
        .decision = hn_print(c->arena, "%02d-QĐ/KT (minh họa)", nth + 4),
        .content = "Việc phân công và kiểm tra đảng viên (minh họa)",
        .outline = "1. Phân công. 2. Theo dõi, kiểm tra. 3. Kết quả, kiến nghị.",
        .decided_on = c->today,
        .report_due = c->today + 12,
        .due = due
    };
    enum hn_rc rc = hn_inspection_decide(c, &in, &k->id);

    if (!rc)
        rc = hn_inspection_member_put(c, k->id, k->all->fill->accounts.officer, "head");
    return rc ? rc : hn_inspection_notify(c, k->id);
}

static enum hn_rc
report(struct hn_ctx *c, const struct inspecting *k)
{
    struct hn_inspection i;
    enum hn_rc rc = hn_inspection_get(c, k->id, &i);

    return rc ? rc
              : hn_inspection_report(
                    c, k->id, "Chi bộ tự kiểm tra và gửi báo cáo kèm sổ theo dõi (minh họa).", i.version);
}

static enum hn_rc
find(struct hn_ctx *c, struct inspecting *k)
{
    const struct hn_finding in = { .inspection = k->id,
                                   .kind = "shortcoming",
                                   .text = "Sổ phân công chưa ghi người kiểm tra ở một số việc (minh họa).",
                                   .basis = "" };
    enum hn_rc rc = hn_inspection_note(c, k->id, c->today,
                                       "Đã xem sổ và trao đổi với cấp ủy chi bộ (minh họa).");

    return rc ? rc : hn_finding_put(c, &in, &k->finding);
}

static enum hn_rc
answer(struct hn_ctx *c, const struct inspecting *k)
{
    const struct hn_finding *list;
    size_t count;
    enum hn_rc rc = hn_findings(c, k->id, &list, &count);

    return rc || !count
               ? rc
               : hn_finding_answer(c, k->finding, "Chi bộ nhất trí, sẽ bổ sung (minh họa).", list[0].version);
}

static enum hn_rc
set_remedy(struct hn_ctx *c, struct inspecting *k, hn_day due)
{
    const struct hn_task_new in = { .title = "Bổ sung người kiểm tra vào sổ phân công",
                                    .detail = "",
                                    .responsible = k->lead[0],
                                    .checker = k->lead[1],
                                    .due = due };

    return hn_remedy_put(c, k->finding, &in, &k->remedy);
}

/* --- the one that lies in the archive --- */

static enum hn_rc
put_right(struct hn_ctx *c, const struct inspecting *k)
{
    const struct hn_task_report in = {
        .state = "done", .progress = 100, .note = "Đã bổ sung (minh họa)", .base = -1
    };
    enum hn_rc rc = hn_task_report(c, k->remedy, &in, NULL);

    return rc ? rc : hn_task_check(c, k->remedy, true, "", -1, NULL);
}

static enum hn_rc
archived(struct hn_ctx *c, struct inspecting *k, hn_day day)
{
    enum hn_rc rc;

    hn_demo_clock(c, day, 9 * 60);
    rc = lead_of(c, k, 0) ? begin(c, k, 0, day + 60) : HN_BROKEN;
    hn_demo_clock(c, day + 8, 9 * 60);
    if (!rc)
        rc = report(c, k);
    hn_demo_clock(c, day + 12, 9 * 60);
    if (!rc)
        rc = find(c, k);
    hn_demo_clock(c, day + 15, 9 * 60);
    if (!rc)
        rc = answer(c, k);
    if (!rc)
        rc = set_remedy(c, k, day + 45);
    hn_demo_clock(c, day + 18, 9 * 60);
    if (!rc)
        rc = hn_inspection_conclude(c, k->id, "02-KL/KT (minh họa)", c->today,
                                    "Chi bộ thực hiện nền nếp; bổ sung người kiểm tra trong sổ (minh họa).");
    hn_demo_clock(c, day + 35, 9 * 60);
    if (!rc)
        rc = put_right(c, k);
    if (!rc)
        rc = hn_finding_verify(c, k->finding, "Đã xem sổ sau bổ sung (minh họa).");
    return rc ? rc : hn_inspection_archive(c, k->id, "Lưu hồ sơ (minh họa)");
}

/* --- the one still open, past its day --- */

static enum hn_rc
open(struct hn_ctx *c, struct inspecting *k, hn_day day, hn_day today)
{
    enum hn_rc rc;

    hn_demo_clock(c, day, 9 * 60);
    rc = lead_of(c, k, 1) ? begin(c, k, 1, today - 3 > day + 13 ? today - 3 : day + 13) : HN_BROKEN;
    hn_demo_clock(c, day + 7, 9 * 60);
    if (!rc)
        rc = report(c, k);
    hn_demo_clock(c, day + 10, 9 * 60);
    if (!rc)
        rc = find(c, k);
    if (!rc)
        rc = answer(c, k);
    return rc ? rc : set_remedy(c, k, today + 14);
}

enum hn_rc
hn_demo_inspections(struct hn_ctx *c, void *arg)
{
    const struct hn_ctx before = *c;
    struct inspecting k = { .all = arg };
    int64_t month = hn_month_of(c->today);
    enum hn_rc rc;

    if (!hn_demo_has_present(k.all, c->today) || !choose(&k))
        return HN_OK;
    hn_demo_clock(c, hn_month_first(month - 4) + 4, 8 * 60);
    rc = plan_year(c, &k);
    if (!rc)
        rc = archived(c, &k, c->today);
    if (!rc)
        rc = open(c, &k, hn_month_first(month - 1) + 2, before.today);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
