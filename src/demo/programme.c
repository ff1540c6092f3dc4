/* programme.c: see programme.h. */
#include "demo/programme.h"

#include <string.h>

#include "demo/deeds.h"
#include "demo/whole.h"
#include "indicator/indicator.h"
#include "paper/load.h"
#include "target/target.h"
#include "task/load.h"

enum { STRANDS = 6, TARGETS = 5 };

struct programme {
    const struct hn_demo_meetings *all;
    const struct hn_demo_plan *plan;
    int coal;
    struct hn_paper_id paper;
    int64_t strand[STRANDS], target[TARGETS];
    struct hn_paper_load *answers;
    int *unit; /* of each answer */
    size_t count;
};

/* --- strands and targets --- */

static enum hn_rc
put_strands(struct hn_ctx *c, struct programme *p)
{
    static const char *const titles[STRANDS] = {
        "Tái cơ cấu, đổi mới doanh nghiệp",
        "Hoàn thiện quy chế, quản trị",
        "Phát triển nguồn nhân lực",
        "Xây dựng kết cấu hạ tầng",
        "Bảo vệ môi trường, hoàn nguyên bãi thải",
        "Cơ giới hóa, tự động hóa, tin học hóa",
    };
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < STRANDS; i++) {
        const struct hn_strand in = { .paper = p->paper, .position = i + 1, .title = titles[i] };

        rc = hn_strand_put(c, &in, &p->strand[i]);
    }
    return rc;
}

/* Each is measured by the indicator of its code (coal.c), whose value is the printed result. */
static const struct coal {
    const char *title, *measure, *code;
    int strand;
    int64_t aimed_milli;
} coal[TARGETS] = {
    { "Than nguyên khai sản xuất (mức minh họa)", "triệu tấn", "than.nguyen_khai", 5, 180000 },
    { "Than sạch (mức minh họa)", "triệu tấn", "than.sach", 4, 145000 },
    { "Than tiêu thụ (mức minh họa)", "triệu tấn", "than.tieu_thu", 1, 190000 },
    { "Doanh thu toàn Tập đoàn (mức minh họa)", "tỷ đồng", "than.doanh_thu", 0, 550000000 },
    { "Trong đó: doanh thu than (mức minh họa)", "tỷ đồng", "than.doanh_thu_than", 0, 300000000 },
};

static enum hn_rc
put_targets(struct hn_ctx *c, struct programme *p)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < TARGETS; i++) {
        const struct hn_target in = { .unit = hn_demo_unit_id(p->all, p->coal),
                                      .paper = p->paper,
                                      .strand = p->strand[coal[i].strand],
                                      .position = i + 1,
                                      .title = coal[i].title,
                                      .measure = coal[i].measure,
                                      .better = "up",
                                      .rule = "sum",
                                      .value_milli = coal[i].aimed_milli,
                                      .from = c->today,
                                      .due = hn_day_of(2020, 12, 31) };

        rc = hn_target_put(c, &in, &p->target[i]);
    }
    return rc;
}

static enum hn_rc
measure(struct hn_ctx *c, const struct programme *p)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < TARGETS; i++) {
        int64_t indicator = 0;

        rc = hn_indicator_find(c, coal[i].code, &indicator);
        if (!rc)
            rc = hn_target_measure_by(c, p->target[i], indicator);
    }
    return rc;
}

/* --- below it: everybody answers in the same weeks and does what was planned in time --- */

static void
find_units(struct programme *p)
{
    for (int i = 0; i < p->plan->unit_count; i++)
        if (p->plan->units[i].parent == p->coal)
            p->unit[p->count++] = i;
}

static enum hn_rc
answer(struct hn_ctx *c, struct programme *p)
{
    struct hn_duty_load *rows = HN_NEW_N(c->arena, struct hn_duty_load, p->count);
    const struct hn_sending in = { .sender = hn_demo_unit_id(p->all, p->coal),
                                   .paper = p->paper,
                                   .to = "children",
                                   .owes = "answer",
                                   .note = "",
                                   .day = hn_day_of(2016, 6, 20),
                                   .due = hn_day_of(2016, 8, 31) };
    enum hn_rc rc;

    for (size_t i = 0; i < p->count; i++) {
        const struct hn_demo_unit *u = &p->plan->units[p->unit[i]];
        hn_day day = hn_day_of(2016, 7, 1) + (hn_day)(i % 28);

        p->answers[i] = (struct hn_paper_load){ .unit = hn_demo_unit_id(p->all, p->unit[i]),
                                                .kind = "plan",
                                                .origin = "own",
                                                .body = u->members ? "cell" : "grassroots_committee",
                                                .number = u->members ? "01-KH/CB" : "01-KH/ĐU",
                                                .title = "Kế hoạch minh họa thực hiện chương trình 2016-2020",
                                                .basis = "",
                                                .issuer = u->name,
                                                .basis_paper = p->paper,
                                                .root = p->paper,
                                                .day = day,
                                                .at = hn_demo_at(day, 10 * 60) };
    }
    rc = hn_paper_load(c, p->answers, p->count);
    for (size_t i = 0; i < p->count; i++)
        rows[i] = (struct hn_duty_load){ .unit = p->answers[i].unit,
                                         .answer = p->answers[i].id,
                                         .answered_on = p->answers[i].day,
                                         .answered_at = p->answers[i].at,
                                         .read_at = hn_demo_at(hn_day_of(2016, 6, 22), 14 * 60) };
    return rc ? rc : hn_duty_load(c, &in, hn_demo_at(in.day, 9 * 60), rows, p->count, NULL);
}

static enum hn_rc
set_tasks(struct hn_ctx *c, struct programme *p)
{
    static const char *const titles[STRANDS] = {
        "Sắp xếp lại các phân xưởng theo đề án",      "Ban hành và thực hiện quy chế quản trị chi phí",
        "Đào tạo lại thợ lò, nâng bậc thợ",           "Hoàn thành hệ thống băng tải, sàng tuyển",
        "Trồng cây phủ xanh bãi thải đã kết thúc đổ", "Đưa lò chợ cơ giới hóa vào hoạt động",
    };
    struct hn_task_load *rows = HN_NEW_N(c->arena, struct hn_task_load, p->count);
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++) {
        int cell = hn_demo_cell_below(p->plan, p->unit[i]);
        hn_day done = hn_day_of(2020, 9, 1) + (hn_day)(i % 28);
        struct hn_person_id who[2];
        size_t led = 2;

        if (cell >= 0)
            hn_demo_people_of(p->all->fill->roster, cell, p->answers[i].day, who, &led);
        if (cell < 0 || led < 2)
            continue;
        rows[n++] = (struct hn_task_load){ .unit = hn_demo_unit_id(p->all, p->coal),
                                           .doer = p->answers[i].unit,
                                           .title = titles[i % STRANDS],
                                           .responsible = who[0],
                                           .checker = who[1],
                                           .due = hn_day_of(2020, 10, 31),
                                           .check_on = hn_day_of(2020, 11, 15),
                                           .starts = p->answers[i].day + 1,
                                           .weight = 2,
                                           .paper = p->paper,
                                           .root = p->paper,
                                           .target = p->target[i % TARGETS],
                                           .state = "done",
                                           .progress = 100,
                                           .result = "Hoàn thành theo kế hoạch (minh họa)",
                                           .closed_on = done + 5,
                                           .at = hn_demo_at(p->answers[i].day, 11 * 60),
                                           .reported_at = hn_demo_at(done, 16 * 60),
                                           .checked_at = hn_demo_at(done + 5, 16 * 60) };
    }
    return hn_task_load(c, rows, n);
}

enum hn_rc
hn_demo_programme(struct hn_ctx *c, void *arg)
{
    struct programme p = { .all = arg };
    const struct hn_ctx before = *c;
    struct hn_demo_paper paper = {
        .kind = "programme",
        .title = "Chương trình minh họa phát triển ngành than 2016-2020",
        .with = "Hội đồng thành viên Tập đoàn (minh họa)",
        .summary = "Văn bản minh họa, không có thật; sáu nội dung theo bài viết."
    };
    enum hn_rc rc;

    p.plan = p.all->fill->plan;
    p.coal = hn_demo_unit_of(p.plan, HN_DEMO_COAL);
    p.unit = HN_NEW_N(c->arena, int, (size_t)p.plan->unit_count);
    p.answers = HN_NEW_N(c->arena, struct hn_paper_load, (size_t)p.plan->unit_count);
    find_units(&p);
    paper.unit = hn_demo_unit_id(p.all, p.coal);
    hn_demo_clock(c, hn_day_of(2016, 6, 15), 9 * 60);
    rc = hn_demo_issue(c, &paper, &p.paper);
    if (!rc)
        rc = put_strands(c, &p);
    if (!rc)
        rc = put_targets(c, &p);
    if (!rc)
        rc = measure(c, &p);
    if (!rc)
        rc = answer(c, &p);
    if (!rc)
        rc = set_tasks(c, &p);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
