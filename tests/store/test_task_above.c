/* test_task_above: proves of work that comes from above what the rules say: who may set it for whom, who does it, helps and
 * checks, what it may serve, how it is told of below and checked above, who sees it, who is told, and what lists and tables
 * hold. Each refusal stands beside what is accepted. */
#include "support/org.h"
#include "support/people.h"

#include <string.h>

#include "area/area.h"
#include "notice/notice.h"
#include "target/target.h"
#include "task/task.h"

#define EXPECT_FAULT(call, code, wanted)                                                                     \
    do {                                                                                                     \
        hn_fault_clear(c);                                                                                   \
        EXPECT_RC(call, code);                                                                               \
        EXPECT(c->fault_count > 0 && strcmp(c->faults[c->fault_count - 1].key, wanted) == 0);                \
        hn_fault_clear(c);                                                                                   \
    } while (0)

struct world {
    struct hn_people *p;
    struct hn_person_id mai, nam, lan, far; /* of C1, C1, C2; of C3 under the other committee */
    struct hn_paper_id plan, other, ended;  /* of A; of B; of A, no longer in force */
    int64_t target;                         /* of the plan */
    enum hn_rc (*story)(struct hn_ctx *c, struct world *w);
};

static enum hn_rc
tell(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return w->story(c, w);
}

static void
play(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, struct world *w))
{
    struct world w = { .p = p, .story = story };
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = tell, .arg = &w };

    w.mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    w.nam = hn_people_member(p, p->c1, "M2", "Lê Văn Nam", "male", 19700101, 20000101);
    w.lan = hn_people_member(p, p->c2, "M3", "Phạm Thị Lan", "female", 19750101, 20050101);
    w.far = hn_people_member(p, p->c3, "M4", "Ngô Văn Xa", "male", 19750101, 20050101);
    assert_int_equal(hn_do(p, &d), HN_OK);
    hn_people_close(p);
}

static void
at(struct hn_ctx *c, hn_day today, int hour)
{
    hn_org_on(c, today);
    c->now = (hn_time)today * HN_DAY_US - HN_ZONE_US + (hn_time)hour * 3600 * 1000000;
    c->today = c->on = today;
}

static enum hn_rc
paper(struct hn_ctx *c, struct hn_unit_id unit, const char *number, struct hn_paper_id *out)
{
    const struct hn_paper in = { .unit = unit,
                                 .kind = "plan",
                                 .origin = "own",
                                 .number = number,
                                 .title = "Kế hoạch xây dựng nông thôn mới",
                                 .day = DAY(2024, 3, 1),
                                 .in_force_from = DAY(2024, 3, 1) };

    EXPECT_RC(hn_paper_put(c, &in, out), HN_OK);
    EXPECT_RC(hn_paper_issue(c, *out), HN_OK);
    return HN_OK;
}

/* The plans of both committees, one of them ended, and a target of the first. */
static enum hn_rc
papers(struct hn_ctx *c, struct world *w)
{
    struct hn_target target = { .title = "Xóa nhà tạm",
                                .measure = "nhà",
                                .better = "down",
                                .rule = "sum",
                                .has_baseline = true,
                                .baseline_milli = 5000,
                                .from = DAY(2024, 3, 1),
                                .due = DAY(2024, 12, 31) };

    at(c, DAY(2024, 3, 5), 8);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(paper(c, w->p->a, "01-KH/ĐU", &w->plan), HN_OK);
    EXPECT_RC(paper(c, w->p->b, "01-KH/ĐU", &w->other), HN_OK);
    EXPECT_RC(paper(c, w->p->a, "02-KH/ĐU", &w->ended), HN_OK);
    EXPECT_RC(hn_paper_end(c, w->ended, DAY(2024, 3, 4), "thay thế"), HN_OK);
    target.paper = w->plan;
    target.unit = w->p->a;
    EXPECT_RC(hn_target_put(c, &target, &w->target), HN_OK);
    hn_org_as(c, CLERK);
    return HN_OK;
}

static struct hn_task_new
of_plan(const struct world *w)
{
    return (struct hn_task_new){ .unit = w->p->a,
                                 .doer = w->p->c1,
                                 .title = "Xóa nhà tạm ở thôn",
                                 .responsible = w->mai,
                                 .checker = w->lan,
                                 .due = DAY(2024, 4, 30),
                                 .paper = w->plan };
}

static enum hn_rc
report(struct hn_ctx *c, int64_t id, const char *state, struct hn_meeting_id meeting)
{
    const struct hn_task_report in = {
        .state = state, .progress = 50, .note = "đã làm", .meeting = meeting, .base = -1
    };

    return hn_task_report(c, id, &in, NULL);
}

static const struct hn_meeting_id outside = { 0 };

/* --- setting --- */

static enum hn_rc
persons(struct hn_ctx *c, struct world *w)
{
    struct hn_task_new in;
    const struct hn_person_id twice[] = { w->lan, w->lan }, doing[] = { w->mai }, far[] = { w->far },
                              nam[] = { w->nam };
    int64_t id;

    EXPECT_RC(papers(c, w), HN_OK);
    in = of_plan(w);
    in.doer = w->p->c3;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.doer");
    in.doer = w->p->province;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.doer");
    in = of_plan(w);
    in.responsible = w->lan; /* below the unit, but not of the doer */
    in.checker = w->nam;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.responsible");
    in.responsible.v = 0;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.responsible");
    in = of_plan(w);
    in.checker.v = 0;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.checker");
    in.checker = w->far;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.checker");
    in.checker = w->mai;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.checker_self");
    in.checker = w->nam;
    in.helpers = nam;
    in.helper_count = 1;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.checker_self");
    in.checker = w->lan;
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    in.helpers = doing;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.helper");
    in.helpers = far;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.helper");
    in.checker = w->nam;
    in.helpers = twice;
    in.helper_count = 2;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.helper");
    /* Not by who does not direct the unit. */
    in = of_plan(w);
    hn_org_as(c, LEADER);
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_NOT_FOUND);
    return HN_OK;
}

static enum hn_rc
serving(struct hn_ctx *c, struct world *w)
{
    struct hn_area area = {
        .kind = "village", .name = "Thôn Hai", .note = "", .from = DAY(2024, 1, 1), .to = HN_DAY_OPEN
    };
    struct hn_task_new in;
    struct hn_task_row t;
    int64_t id, mine, theirs;

    EXPECT_RC(papers(c, w), HN_OK);
    in = of_plan(w);
    in.paper = w->other;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.paper");
    in.paper = w->ended;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.paper");
    in.paper.v = 77;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.paper");
    in.paper.v = 0;
    in.target = 77;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.target");
    in.target = w->target;
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(t.paper.v == w->plan.v && t.root.v == w->plan.v && t.check_on == t.due && t.weight == 1);
    hn_org_as(c, HN_USER_SYSTEM);
    in.unit = w->p->b;
    in.doer = w->p->c3;
    in.responsible = w->far;
    in.checker = w->far;
    in.paper = w->other;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.checker_self");
    area.unit = w->p->c2;
    EXPECT_RC(hn_area_put(c, &area, &mine), HN_OK);
    area.unit = w->p->c3;
    EXPECT_RC(hn_area_put(c, &area, &theirs), HN_OK);
    hn_org_as(c, CLERK);
    in = of_plan(w);
    in.area = theirs;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.area");
    in.area = mine;
    in.place.v = 77;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.place");
    in.place = w->p->village;
    in.finding = 77;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.finding");
    in.finding = 0;
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(t.area == mine && strcmp(t.place_name, "Thôn Minh Họa") == 0);
    EXPECT(strcmp(t.doer_name, "Chi bộ thôn Một") == 0 && strcmp(t.paper_number, "01-KH/ĐU") == 0);
    return HN_OK;
}

static enum hn_rc
days(struct hn_ctx *c, struct world *w)
{
    struct hn_task_new in;
    int64_t id, version;

    EXPECT_RC(papers(c, w), HN_OK);
    in = of_plan(w);
    in.starts = DAY(2024, 5, 1);
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.starts");
    in.starts = DAY(2024, 4, 1);
    in.check_on = DAY(2024, 3, 31);
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.check_on");
    in.check_on = in.due + 367;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.check_on");
    in.check_on = in.due + 366;
    in.weight = 101;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.weight");
    in.weight = -1;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, NULL), HN_INVALID, "task.weight");
    in.weight = 100;
    in.item_key = "from-above-1";
    EXPECT_RC(hn_task_put(c, &in, -1, &id, &version), HN_OK);
    /* Later, with its day gone by, the rest may still be changed; closed it is not. */
    at(c, DAY(2024, 5, 20), 8);
    hn_org_as(c, CLERK);
    in.checker = w->nam;
    EXPECT_RC(hn_task_put(c, &in, 1, &id, &version), HN_OK);
    EXPECT(version == 2);
    EXPECT_RC(hn_task_cancel(c, id, "thôi"), HN_OK);
    in.checker = w->lan;
    EXPECT_FAULT(hn_task_put(c, &in, -1, &id, &version), HN_CONFLICT, "task.closed");
    return HN_OK;
}

static void
persons_are_of_the_unit(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, persons);
}

static void
it_serves_what_is_the_units(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, serving);
}

static void
days_and_weight_keep_to_the_rules(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, days);
}

/* --- told of below, checked above --- */

static enum hn_rc
told(struct hn_ctx *c, struct world *w)
{
    const struct hn_meeting_new call = { .unit = w->p->c1,
                                         .kind = "ordinary",
                                         .topic = "",
                                         .day = DAY(2024, 4, 5),
                                         .start_minute = 1170,
                                         .place = "Nhà văn hóa",
                                         .why = "" };
    const struct hn_meeting_held held = { .day = DAY(2024, 4, 5),
                                          .began_minute = 1170,
                                          .ended_minute = 1260 };
    struct hn_user_id lan = hn_org_account(c, "lan", w->lan.v), mai = hn_org_account(c, "mai", w->mai.v),
                      nam = hn_org_account(c, "nam", w->nam.v);
    const struct hn_person_id helpers[] = { w->nam };
    const struct hn_task_event *events;
    const struct hn_task_row *rows;
    struct hn_meeting m = { 0 };
    struct hn_task_new in;
    struct hn_task_row t;
    int64_t id, judged, done, waiting;
    size_t count;

    EXPECT_RC(papers(c, w), HN_OK);
    in = of_plan(w);
    in.helpers = helpers;
    in.helper_count = 1;
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    /* In the table of the doer's next meeting; the cell's keeper tells of it there, and it waits for its check. */
    at(c, DAY(2024, 4, 5), 21);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_meeting_call(c, &call, &m.id), HN_OK);
    EXPECT_RC(hn_meeting_hold(c, m.id, -1, &held), HN_OK);
    EXPECT_RC(hn_meeting_read(c, m.id, &m), HN_OK);
    EXPECT_RC(hn_tasks_before(c, &m, &rows, &count), HN_OK);
    EXPECT(count == 1 && rows[0].id == id && strcmp(rows[0].state_at_start, "assigned") == 0);
    EXPECT_RC(report(c, id, "done", m.id), HN_OK);
    EXPECT_RC(hn_tasks_before(c, &m, &rows, &count), HN_OK);
    EXPECT(strcmp(rows[0].state, "waiting_check") == 0 && strcmp(rows[0].result, "đã làm") == 0);
    EXPECT_RC(hn_tasks_done(c, &m, &judged, &done), HN_OK);
    EXPECT(judged == 0 && done == 0);
    /* Neither who keeps the doer's meetings, nor who does it or helps, checks it. */
    EXPECT_RC(hn_task_check(c, id, true, "", -1, NULL), HN_DENIED);
    hn_org_as(c, mai);
    EXPECT_FAULT(hn_task_check(c, id, true, "", -1, NULL), HN_DENIED, "task.checker_self");
    hn_org_as(c, nam);
    EXPECT_FAULT(hn_task_check(c, id, true, "", -1, NULL), HN_DENIED, "task.checker_self");
    /* The checker was told of it, and sees it though she belongs to another cell. */
    hn_org_as(c, lan);
    EXPECT_RC(hn_notice_count(c, true, &waiting), HN_OK);
    EXPECT(waiting == 1);
    EXPECT_FAULT(hn_task_check(c, id, false, "", -1, NULL), HN_INVALID, "task.check_note");
    EXPECT_FAULT(hn_task_check(c, id, true, "", 1, NULL), HN_CONFLICT, "run.changed");
    EXPECT_RC(hn_task_check(c, id, false, "còn hai nhà", 2, NULL), HN_OK);
    EXPECT_FAULT(hn_task_check(c, id, true, "", -1, NULL), HN_CONFLICT, "task.not_waiting");
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(strcmp(t.state, "in_progress") == 0 && t.progress == 0 && t.closed_on == 0);
    EXPECT_RC(report(c, id, "done", outside), HN_DENIED);
    hn_org_as(c, mai);
    EXPECT_RC(hn_notice_count(c, true, &waiting), HN_OK);
    EXPECT(waiting == 2); /* given, and sent back */
    EXPECT_RC(report(c, id, "done", outside), HN_OK);
    /* Who directs the unit checks for her. */
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_task_check(c, id, true, "đạt", -1, NULL), HN_OK);
    EXPECT_RC(hn_task_events(c, id, &events, &count), HN_OK);
    EXPECT(count == 5 && strcmp(events[2].what, "sent_back") == 0 && strcmp(events[2].for_name, "") == 0);
    EXPECT(strcmp(events[4].what, "checked") == 0 && strcmp(events[4].for_name, "Phạm Thị Lan") == 0);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(strcmp(t.state, "done") == 0 && t.closed_on == DAY(2024, 4, 5) && t.progress == 100);
    return HN_OK;
}

static void
it_is_told_of_below_and_checked_above(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, told);
}

/* --- evidence --- */

static enum hn_rc
showing(struct hn_ctx *c, struct world *w)
{
    static const uint8_t pdf[] = "%PDF-1.4\nx", program[] = "MZ\x90\0\3";
    const struct hn_attachment *files;
    struct hn_attachment about;
    struct hn_bytes content;
    struct hn_user_id mai = hn_org_account(c, "mai", w->mai.v), lan = hn_org_account(c, "lan", w->lan.v);
    struct hn_task_new in;
    int64_t id, file;
    size_t count;

    EXPECT_RC(papers(c, w), HN_OK);
    in = of_plan(w);
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    hn_org_as(c, mai);
    EXPECT_FAULT(hn_task_evidence_add(c, id, "x.pdf", (struct hn_bytes){ program, 5 }, &file), HN_INVALID,
                 "attachment.type");
    EXPECT_RC(hn_task_evidence_add(c, id, "anh.pdf", (struct hn_bytes){ pdf, 10 }, &file), HN_OK);
    hn_org_as(c, lan);
    EXPECT_RC(hn_task_evidence_add(c, id, "x.pdf", (struct hn_bytes){ pdf, 10 }, &file), HN_DENIED);
    EXPECT_RC(hn_task_evidence(c, id, &files, &count), HN_OK);
    EXPECT(count == 1 && strcmp(files[0].type, "pdf") == 0);
    EXPECT_RC(hn_task_evidence_content(c, id, files[0].id, &about, &content), HN_OK);
    EXPECT(content.len == 10 && memcmp(content.data, pdf, 10) == 0);
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_task_cancel(c, id, "thôi"), HN_OK);
    hn_org_as(c, mai);
    EXPECT_FAULT(hn_task_evidence_add(c, id, "y.pdf", (struct hn_bytes){ pdf, 10 }, &file), HN_CONFLICT,
                 "task.closed");
    return HN_OK;
}

static void
evidence_is_given_by_who_reports(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, showing);
}

/* --- lists --- */

static enum hn_rc
counted(struct hn_ctx *c, struct hn_task_filter f, int64_t wanted)
{
    int64_t n = -1;

    hn_fault_clear(c);
    EXPECT_RC(hn_task_count(c, &f, &n), HN_OK);
    if (n != wanted)
        print_error("counted %lld, wanted %lld\n", (long long)n, (long long)wanted);
    EXPECT(n == wanted);
    return HN_OK;
}

static enum hn_rc
listing(struct hn_ctx *c, struct world *w)
{
    struct hn_user_id lan = hn_org_account(c, "lan", w->lan.v), nam = hn_org_account(c, "nam", w->nam.v);
    const struct hn_person_id helpers[] = { w->nam };
    struct hn_task_new in;
    struct hn_unit_id unit;
    int64_t id, found;

    EXPECT_RC(papers(c, w), HN_OK);
    in = of_plan(w);
    in.target = w->target;
    in.helpers = helpers;
    in.helper_count = 1;
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    in = of_plan(w);
    in.doer = w->p->c2;
    in.responsible = w->lan;
    in.checker = w->mai;
    in.paper.v = 0;
    EXPECT_RC(hn_task_put(c, &in, -1, &id, NULL), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ 0 }, 2), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .state = "open" }, 2), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .paper = w->plan }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .root = w->plan }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .root = w->other }, 0), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .target = w->target }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .within = w->p->c1 }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .within = w->p->a }, 2), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .within = w->p->c1, .root = w->plan }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .within = w->p->c2, .root = w->plan }, 0), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .area = 77 }, 0), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .finding = 77 }, 0), HN_OK);
    /* The cell's keeper sees what is its work, and no more. */
    hn_org_as(c, SECRETARY);
    EXPECT_RC(counted(c, (struct hn_task_filter){ 0 }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .root = w->plan }, 1), HN_OK);
    EXPECT_FAULT(hn_task_find(c, hn_print(c->arena, "%lld", (long long)id), &found, &unit), HN_NOT_FOUND,
                 "task.not_found");
    /* One's own: to do, to check, to help with. */
    hn_org_as(c, lan);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .mine = true }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .mine = true, .as = "checker" }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .mine = true, .as = "helper" }, 0), HN_OK);
    hn_org_as(c, nam);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .mine = true, .as = "helper" }, 1), HN_OK);
    EXPECT_RC(counted(c, (struct hn_task_filter){ .mine = true }, 0), HN_OK);
    return HN_OK;
}

static void
lists_hold_what_one_may_see(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, listing);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(persons_are_of_the_unit),           HN_TEST_BOTH(it_serves_what_is_the_units),
        HN_TEST_BOTH(days_and_weight_keep_to_the_rules), HN_TEST_BOTH(it_is_told_of_below_and_checked_above),
        HN_TEST_BOTH(evidence_is_given_by_who_reports),  HN_TEST_BOTH(lists_hold_what_one_may_see),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
