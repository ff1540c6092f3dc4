/* cascade.c: see cascade.h. */
#include "demo/cascade.h"

#include <string.h>

#include "demo/deeds.h"
#include "demo/rng.h"
#include "demo/whole.h"
#include "meeting/number.h"
#include "paper/load.h"
#include "task/load.h"

struct cascade {
    const struct hn_demo_meetings *all;
    const struct hn_demo_plan *plan;
    struct hn_ctx *c;
    struct hn_paper_id above, own; /* received, and the province's that carries it out */
    struct hn_paper_load *answers; /* of the units, as many as answer_count */
    int *answer_of;                /* of each unit of the plan: its place among them, -1 none */
    size_t answer_count;
};

/* How one unit meets a day: how many days after the sending it answers; -1 not at all. Units that exist take every day of
 * four weeks in turn. */
static int
answers_after(const struct cascade *k, int unit, uint64_t stream)
{
    struct hn_rng chance = hn_rng_of(k->plan->seed, (stream << 20) + (uint64_t)unit);

    if (!k->plan->units[unit].invented)
        return 5 + unit % 28;
    if (hn_rng_percent(&chance, 8))
        return -1;
    return hn_rng_percent(&chance, 12) ? hn_rng_between(&chance, 60, 120) : hn_rng_between(&chance, 3, 45);
}

static bool
is_committee(const struct hn_demo_unit *u)
{
    return u->members == 0;
}

static const char *
body_of(const struct hn_demo_unit *u)
{
    if (strcmp(u->kind, "upper_grassroots") == 0)
        return "upper_committee";
    return is_committee(u) ? "grassroots_committee" : "cell";
}

static struct hn_unit_id
unit_of(const struct cascade *k, int unit)
{
    return hn_demo_unit_id(k->all, unit);
}

/* --- the papers --- */

static enum hn_rc
put_paper(const struct cascade *k, struct hn_paper_load *p, int64_t number)
{
    enum hn_rc rc;

    p->unit = unit_of(k, 0);
    p->at = hn_demo_at(p->day, 9 * 60);
    rc = hn_paper_load(k->c, p, 1);
    if (!rc && strcmp(p->origin, "own") == 0)
        rc = hn_number_given(k->c, p->unit, strcmp(p->kind, "resolution") == 0 ? "NQ" : "CT", p->day, number);
    return rc;
}

static enum hn_rc
put_papers(struct cascade *k)
{
    struct hn_paper_load above = { .kind = "resolution",
                                   .origin = "received",
                                   .body = "outside",
                                   .number = "08-NQ/MH",
                                   .title = "Nghị quyết minh họa về nâng cao chất lượng tổ chức cơ sở",
                                   .basis = "",
                                   .issuer = "Cơ quan cấp trên (minh họa)",
                                   .day = hn_day_of(2021, 2, 1) };
    struct hn_paper_load own = { .kind = "resolution",
                                 .origin = "own",
                                 .body = "province",
                                 .number = "09-NQ/TU",
                                 .title = "Nghị quyết minh họa về phân công, kiểm tra việc thực hiện ở cơ sở",
                                 .basis = "Nghị quyết 08-NQ/MH (minh họa)",
                                 .issuer = "Tỉnh ủy (minh họa)",
                                 .day = hn_day_of(2021, 3, 10) };
    enum hn_rc rc = put_paper(k, &above, 0);

    if (rc)
        return rc;
    own.basis_paper = own.root = above.id;
    rc = put_paper(k, &own, 9);
    k->above = above.id;
    k->own = own.id;
    return rc;
}

/* --- answers, and the duties they meet --- */

struct round {
    struct hn_paper_id paper;
    hn_day day, due;
    const char *to, *title, *note;
    bool direct;   /* to the committees right below alone */
    bool answered; /* or only read */
    uint64_t stream;
    const char *cell_number, *committee_number;
    int64_t cell_last, committee_last; /* the same as numbers */
};

static bool
is_reached(const struct cascade *k, const struct round *r, int unit)
{
    const struct hn_demo_unit *u = &k->plan->units[unit];

    return u->parent >= 0 && u->from <= r->day && (!r->direct || u->parent == 0);
}

static enum hn_rc
put_answers(struct cascade *k, const struct round *r)
{
    k->answer_count = 0;
    for (int i = 0; i < k->plan->unit_count; i++) {
        const struct hn_demo_unit *u = &k->plan->units[i];
        int after = is_reached(k, r, i) ? answers_after(k, i, r->stream) : -1;

        k->answer_of[i] = -1;
        if (!r->answered || after < 0)
            continue;
        k->answer_of[i] = (int)k->answer_count;
        k->answers[k->answer_count++] = (struct hn_paper_load){ .unit = unit_of(k, i),
                                                                .kind = "plan",
                                                                .origin = "own",
                                                                .body = body_of(u),
                                                                .number = is_committee(u)
                                                                              ? r->committee_number
                                                                              : r->cell_number,
                                                                .title = r->title,
                                                                .basis = "",
                                                                .issuer = u->name,
                                                                .basis_paper = r->paper,
                                                                .root = k->above,
                                                                .day = r->day + after,
                                                                .at = hn_demo_at(r->day + after, 10 * 60) };
    }
    return hn_paper_load(k->c, k->answers, k->answer_count);
}

/* So that the next plan of a unit whose work is told in full takes the number behind. */
static enum hn_rc
count_numbers(struct cascade *k, const struct round *r)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < k->plan->unit_count; i++) {
        const struct hn_demo_unit *u = &k->plan->units[i];

        if (k->answer_of[i] >= 0 && strncmp(u->code, HN_DEMO_TAN_BINH, 10) == 0)
            rc = hn_number_given(k->c, unit_of(k, i), "KH", r->day,
                                 is_committee(u) ? r->committee_last : r->cell_last);
    }
    return rc;
}

static hn_time
read_at(const struct cascade *k, const struct round *r, int unit)
{
    struct hn_rng chance = hn_rng_of(k->plan->seed, (r->stream << 21) + (uint64_t)unit);

    if (k->plan->units[unit].invented && hn_rng_percent(&chance, 10))
        return 0;
    return hn_demo_at(r->day + 1 + unit % 3, 14 * 60);
}

static enum hn_rc
put_duties(struct cascade *k, const struct round *r)
{
    struct hn_duty_load *rows = HN_NEW_N(k->c->arena, struct hn_duty_load, (size_t)k->plan->unit_count);
    const struct hn_sending in = { .sender = unit_of(k, 0),
                                   .paper = r->paper,
                                   .to = r->to,
                                   .owes = "answer",
                                   .note = r->note,
                                   .day = r->day,
                                   .due = r->due };
    size_t n = 0;

    for (int i = 0; i < k->plan->unit_count; i++) {
        struct hn_duty_load *d = &rows[n];

        if (!is_reached(k, r, i))
            continue;
        *d = (struct hn_duty_load){ .unit = unit_of(k, i), .read_at = read_at(k, r, i) };
        if (k->answer_of[i] >= 0) {
            d->answer = k->answers[k->answer_of[i]].id;
            d->answered_on = k->answers[k->answer_of[i]].day;
            d->answered_at = k->answers[k->answer_of[i]].at;
            d->read_at = d->read_at ? d->read_at : d->answered_at;
        }
        n++;
    }
    return hn_duty_load(k->c, &in, hn_demo_at(r->day, 9 * 60 + 30), rows, n, NULL);
}

static enum hn_rc
put_round(struct cascade *k, const struct round *r)
{
    enum hn_rc rc = put_answers(k, r);

    if (!rc)
        rc = count_numbers(k, r);
    return rc ? rc : put_duties(k, r);
}

/* --- what the cells planned --- */

/* Done in time and checked a few days later; under invented committees also half done, or waiting for its check. */
static void
tell_state(const struct cascade *k, int unit, struct hn_task_load *t)
{
    struct hn_rng chance = hn_rng_of(k->plan->seed, ((uint64_t)77 << 20) + (uint64_t)unit);
    hn_day told = t->due - 40 + unit % 36;
    int fate = k->plan->units[unit].invented ? (int)hn_rng_below(&chance, 10) : 9;

    t->state = fate == 0 ? "in_progress" : fate == 1 ? "waiting_check" : "done";
    t->progress = fate == 0 ? 60 : 100;
    t->result = fate == 0 ? "Đang thực hiện" : "Đã hoàn thành theo kế hoạch";
    t->reported_at = hn_demo_at(told, 16 * 60);
    if (fate > 1) {
        t->closed_on = told + 4;
        t->checked_at = hn_demo_at(told + 4, 17 * 60);
    }
}

static enum hn_rc
put_tasks(struct cascade *k)
{
    static const char *const titles[] = {
        "Phân công đảng viên phụ trách theo từng khu dân cư, tổ công tác",
        "Rà soát, bổ sung quy chế làm việc của chi bộ",
        "Tổ chức sinh hoạt chuyên đề về phân công và kiểm tra",
        "Kiểm tra việc thực hiện nhiệm vụ được phân công trong quý",
        "Bồi dưỡng quần chúng ưu tú, tạo nguồn phát triển đảng viên",
        "Ứng dụng công nghệ thông tin trong sinh hoạt chi bộ",
    };
    struct hn_task_load *rows = HN_NEW_N(k->c->arena, struct hn_task_load, k->answer_count);
    size_t n = 0;

    for (int i = 0; i < k->plan->unit_count; i++) {
        const struct hn_paper_load *plan = k->answer_of[i] >= 0 ? &k->answers[k->answer_of[i]] : NULL;
        struct hn_person_id who[2];
        size_t led = 2;

        if (!plan || is_committee(&k->plan->units[i]))
            continue;
        hn_demo_people_of(k->all->fill->roster, i, plan->day, who, &led);
        if (led < 2)
            continue;
        rows[n] = (struct hn_task_load){ .unit = unit_of(k, i),
                                         .title = titles[(size_t)i % (sizeof titles / sizeof *titles)],
                                         .responsible = who[0],
                                         .checker = who[1],
                                         .due = hn_day_of(2021, 11, 30),
                                         .check_on = hn_day_of(2021, 12, 10),
                                         .starts = plan->day + 1,
                                         .weight = 1 + i % 3,
                                         .paper = plan->id,
                                         .root = k->above,
                                         .at = plan->at + 3600 * (hn_time)1000000 };
        tell_state(k, i, &rows[n++]);
    }
    return hn_task_load(k->c, rows, n);
}

/* --- all --- */

static enum hn_rc
past(struct cascade *k)
{
    const struct round down = { .paper = k->above,
                                .day = hn_day_of(2021, 2, 8),
                                .due = hn_day_of(2021, 3, 31),
                                .to = "children",
                                .title = "Kế hoạch minh họa thực hiện Nghị quyết 08-NQ/MH",
                                .note = "",
                                .direct = true,
                                .answered = true,
                                .stream = 71,
                                .committee_number = "06-KH/ĐU",
                                .committee_last = 6 };
    const struct round all = { .paper = k->own,
                               .day = hn_day_of(2021, 3, 12),
                               .due = hn_day_of(2021, 4, 30),
                               .to = "all",
                               .title = "Kế hoạch minh họa thực hiện Nghị quyết 09-NQ/TU",
                               .note = "Các tổ chức gửi kế hoạch về cấp trên trực tiếp (minh họa).",
                               .answered = true,
                               .stream = 72,
                               .cell_number = "02-KH/CB",
                               .committee_number = "07-KH/ĐU",
                               .cell_last = 2,
                               .committee_last = 7 };
    enum hn_rc rc = put_round(k, &down);

    if (!rc)
        rc = put_round(k, &all);
    return rc ? rc : put_tasks(k);
}

/* Tân Bình wants the answers of its cells sooner: each still owes one. */
static enum hn_rc
hand_down(struct cascade *k, struct hn_paper_id paper, hn_day today)
{
    const struct hn_sending in = { .sender = unit_of(k, hn_demo_unit_of(k->plan, HN_DEMO_TAN_BINH)),
                                   .paper = paper,
                                   .to = "children",
                                   .owes = "answer",
                                   .note = "Gửi đảng ủy xã trước khi tổng hợp (minh họa).",
                                   .day = today,
                                   .due = hn_month_last(hn_month_of(today)) };

    return hn_paper_send(k->c, &in, NULL);
}

/* Sent this month to everybody, owed at the end of the next. */
static enum hn_rc
present(struct cascade *k, hn_day today)
{
    struct hn_paper_load p = { .kind = "directive",
                               .origin = "own",
                               .body = "province",
                               .number = "31-CT/TU",
                               .title = "Chỉ thị minh họa về phân công nhiệm vụ của năm tới",
                               .basis = "",
                               .issuer = "Tỉnh ủy (minh họa)",
                               .day = today - 6 };
    struct round all = {
        .day = today - 5, .due = hn_month_last(hn_month_of(today) + 1), .to = "all", .note = "", .stream = 73
    };
    enum hn_rc rc = put_paper(k, &p, 31);

    all.paper = p.id;
    if (!rc)
        rc = put_round(k, &all);
    return rc ? rc : hand_down(k, p.id, today);
}

enum hn_rc
hn_demo_cascade(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    struct cascade k = { .all = all, .plan = all->fill->plan, .c = c };
    size_t units = (size_t)k.plan->unit_count;
    hn_time now = c->now;
    enum hn_rc rc;

    k.answers = HN_NEW_N(c->arena, struct hn_paper_load, units);
    k.answer_of = HN_NEW_N(c->arena, int, units);
    c->now = hn_demo_at(hn_day_of(2021, 2, 1), 8 * 60);
    rc = put_papers(&k);
    if (!rc)
        rc = past(&k);
    c->now = now;
    /* A clock that stands in the years of the article leaves no present to tell of. */
    if (!rc && hn_demo_has_present(all, c->today))
        rc = present(&k, c->today);
    return rc;
}
