/* test_monitor: proves that nobody follows his own cell, that a visit counts as attended only when the cell wrote its
 * person down as a guest, that a year's plan fills the free months in turn, and that coverage equals a naive recount
 * over random months, also after a cell has moved. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meeting/roll.h"
#include "monitor/monitor.h"
#include "rule/rule.h"
#include "unit/unit.h"

struct asked {
    struct hn_monitor monitor;
    struct hn_unit_id committee, cell;
    struct hn_person_id person;
    int64_t month, id, version, count;
    int year;
    hn_day day;
    const char *text;
    struct hn_meeting_id meeting;
};

static enum hn_rc
assign(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_monitor_assign(c, &a->monitor);
}

static enum hn_rc
end(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_monitor_end(c, a->cell, a->person, a->day);
}

static enum hn_rc
plan(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_visit_plan(c, a->committee, a->cell, a->person, a->month, &a->id);
}

static enum hn_rc
plan_year(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_visit_plan_year(c, a->committee, a->year, &a->count);
}

static enum hn_rc
note(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_visit_note(c, a->id, a->version, a->text);
}

static enum hn_rc
cancel(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_visit_cancel(c, a->id, a->text);
}

/* The cell meets today for this month. */
static enum hn_rc
meet(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    const struct hn_meeting_new in = { .unit = a->cell,
                                       .kind = "ordinary",
                                       .topic = "",
                                       .day = c->today,
                                       .start_minute = 1140,
                                       .place = "Nhà văn hóa",
                                       .why = "" };
    const struct hn_meeting_held held = { .day = c->today, .began_minute = 1140, .ended_minute = 1230 };
    enum hn_rc rc = hn_meeting_call(c, &in, &a->meeting);

    return rc ? rc : hn_meeting_hold(c, a->meeting, -1, &held);
}

static enum hn_rc
welcome(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    const struct hn_guest guest = { .person = a->person, .name = "", .title = "", .role = "monitor" };

    return hn_guest_put(c, a->meeting, &guest);
}

static struct hn_visit
visit(struct hn_people *p, struct hn_user_id actor, int64_t id)
{
    static char state[16];
    struct hn_visit v = { 0 };
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_visit_get(c, id, &v), HN_OK);
    snprintf(state, sizeof state, "%s", v.state);
    v.state = state;
    hn_people_read_end(p);
    return v;
}

static size_t
followed(struct hn_people *p, hn_day on)
{
    const struct hn_monitor *list;
    size_t count = 0;
    struct hn_ctx *c = hn_people_read(p, CLERK);

    c->on = on;
    assert_int_equal(hn_monitors(c, p->a, &list, &count), HN_OK);
    hn_people_read_end(p);
    return count;
}

static void
following_a_cell(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id own = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id far = hn_people_member(p, p->c3, "M3", "Lê Văn Ba", "male", 19700515, 20000601);
    struct asked a = { .monitor = { .unit = p->c1,
                                    .person = own,
                                    .from = DAY(2024, 1, 1),
                                    .to = HN_DAY_OPEN,
                                    .decision = "01-QĐ/ĐU" } };

    hn_check(p, CLERK, assign, &a, HN_INVALID, "monitor.own_cell");
    a.monitor.unit = p->org_a;
    hn_check(p, CLERK, assign, &a, HN_INVALID, "monitor.not_cell");
    a.monitor.unit = p->c2;
    hn_check(p, SECRETARY, assign, &a, HN_NOT_FOUND, "access.not_found");
    a.monitor.person = far; /* of another district: nobody the clerk knows of */
    hn_check(p, CLERK, assign, &a, HN_NOT_FOUND, "access.not_found");
    a.monitor.person = own;
    a.monitor.from = DAY(2009, 1, 1);
    hn_check(p, CLERK, assign, &a, HN_INVALID, "monitor.person");
    a.monitor.from = a.monitor.to;
    hn_check(p, CLERK, assign, &a, HN_INVALID, "fact.days");
    a.monitor.from = DAY(2024, 1, 1);
    hn_check(p, CLERK, assign, &a, HN_OK, "");
    assert_int_equal(followed(p, DAY(2023, 12, 31)), 0);
    assert_int_equal(followed(p, DAY(2024, 2, 1)), 1);

    struct asked e = { .cell = p->c2, .person = own, .day = DAY(2024, 3, 1) };

    hn_check(p, CLERK, end, &e, HN_OK, "");
    hn_check(p, CLERK, end, &e, HN_NOT_FOUND, "monitor.none");
    assert_int_equal(followed(p, DAY(2024, 2, 29)), 1);
    assert_int_equal(followed(p, DAY(2024, 3, 1)), 0);
    hn_people_close(p);
}

static void
one_visit(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id from_two = hn_people_member(p, p->c2, "M2", "Hoàng Văn Hai", "male", 19750515,
                                                    20050601);
    int64_t march = hn_month_of(DAY(2024, 3, 10));
    struct asked a = { .committee = p->org_a, .cell = p->c1, .person = from_two, .month = march - 1 };

    hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    hn_people_link(p, from_two);
    hn_check(p, CLERK, plan, &a, HN_INVALID, "visit.month");
    a.month = march + 25;
    hn_check(p, CLERK, plan, &a, HN_INVALID, "visit.month");
    a.month = march;
    a.committee = p->org_b;
    hn_check(p, CLERK, plan, &a, HN_INVALID, "monitor.not_below");
    a.committee = p->org_a;
    hn_check(p, SECRETARY, plan, &a, HN_DENIED, "access.denied");
    hn_check(p, CLERK, plan, &a, HN_OK, "");
    assert_string_equal(visit(p, CLERK, a.id).state, "planned");

    struct asked again = a;

    hn_check(p, CLERK, plan, &again, HN_CONFLICT, "visit.twice");
    again.text = "Đồng chí đến dự, chi bộ nền nếp";
    again.id = a.id;
    again.version = 1;
    hn_check(p, SELF, note, &again, HN_CONFLICT, "visit.not_attended");
    hn_check(p, SECRETARY, meet, &again, HN_OK, "");
    assert_string_equal(visit(p, SECRETARY, a.id).state, "planned");
    hn_check(p, SECRETARY, welcome, &again, HN_OK, "");
    assert_string_equal(visit(p, SELF, a.id).state, "attended");
    hn_check(p, SECRETARY, note, &again, HN_DENIED, "access.denied");
    hn_check(p, SELF, note, &again, HN_OK, "");
    hn_check(p, SELF, note, &again, HN_CONFLICT, "changed");
    again.version = 2;
    again.text = "";
    hn_check(p, SELF, note, &again, HN_INVALID, "visit.note");
    again.text = "Nhầm";
    hn_check(p, CLERK, cancel, &again, HN_CONFLICT, "visit.done");

    struct asked next = { .committee = p->org_a, .cell = p->c1, .person = from_two, .month = march + 1 };

    hn_check(p, CLERK, plan, &next, HN_OK, "");
    hn_people_day(p, DAY(2024, 5, 2));
    assert_string_equal(visit(p, CLERK, next.id).state, "missed");
    next.text = "";
    hn_check(p, CLERK, cancel, &next, HN_INVALID, "visit.why");
    next.text = "Đi công tác";
    hn_check(p, CLERK, cancel, &next, HN_OK, "");
    assert_string_equal(visit(p, CLERK, next.id).state, "cancelled");
    hn_people_close(p);
}

static void
a_year(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id one = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct asked a = { .committee = p->org_a, .year = 2024 };
    struct asked mine = { .committee = p->org_a,
                          .cell = p->c2,
                          .person = one,
                          .month = hn_month_of(DAY(2024, 6, 1)),
                          .monitor = { .unit = p->c2,
                                       .person = one,
                                       .from = DAY(2024, 1, 1),
                                       .to = HN_DAY_OPEN,
                                       .decision = "" } };

    hn_check(p, CLERK, plan_year, &a, HN_INVALID, "visit.no_monitors");
    hn_check(p, CLERK, assign, &mine, HN_OK, "");
    hn_check(p, CLERK, plan, &mine, HN_OK, ""); /* June is taken */
    a.year = 2023;
    hn_check(p, CLERK, plan_year, &a, HN_INVALID, "visit.year");
    a.year = 2024;
    hn_check(p, CLERK, plan_year, &a, HN_OK, "");
    assert_int_equal(a.count, 9); /* March to December but June */
    hn_check(p, CLERK, plan_year, &a, HN_OK, "");
    assert_int_equal(a.count, 0);
    hn_people_close(p);
}

/* --- random months against a naive recount --- */

enum { CELLS = 3, PEOPLE = 6, MONTHS = 5 };

struct world {
    struct hn_unit_id cell[CELLS];
    struct hn_person_id person[PEOPLE]; /* the i-th belongs to cell i % CELLS */
    bool planned[PEOPLE][CELLS][MONTHS], came[PEOPLE][CELLS][MONTHS], noted[PEOPLE][CELLS][MONTHS];
};

static uint64_t
draw(uint64_t *seed, uint64_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

static void
live_a_month(struct hn_people *p, struct world *w, int m, uint64_t *seed)
{
    int64_t month = hn_month_of(DAY(2024, 3, 10)) + m;

    hn_people_day(p, hn_month_first(month) + 9);
    for (int k = 0; k < CELLS; k++) {
        struct asked a = { .committee = p->org_a, .cell = w->cell[k], .month = month };
        bool met = draw(seed, 4) != 0;

        if (met)
            hn_check(p, HN_USER_SYSTEM, meet, &a, HN_OK, "");
        for (int i = 0; i < PEOPLE; i++) {
            a.person = w->person[i];
            if (i % CELLS == k || draw(seed, 2))
                continue;
            hn_check(p, CLERK, plan, &a, HN_OK, "");
            w->planned[i][k][m] = true;
            if (!met || draw(seed, 3) == 0)
                continue;
            hn_check(p, HN_USER_SYSTEM, welcome, &a, HN_OK, "");
            w->came[i][k][m] = true;
            a.version = 1;
            a.text = "Đã dự";
            if (draw(seed, 2) == 0)
                continue;
            hn_check(p, CLERK, note, &a, HN_OK, "");
            w->noted[i][k][m] = true;
        }
    }
}

static void
take_cell(void *sink, const struct hn_coverage *k)
{
    struct hn_coverage_sum *sum = sink;

    sum->cells++;
    sum->visited += k->attended > 0;
    sum->planned += k->planned;
    sum->attended += k->attended;
    sum->noted += k->noted;
}

static void
compare(struct hn_people *p, const struct world *w, int cells, int from, int to)
{
    int64_t first = hn_month_of(DAY(2024, 3, 10));
    struct hn_coverage_sum sum, rows = { 0 }, naive = { .cells = cells };
    const struct hn_coverage *persons;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, CLERK);

    assert_int_equal(hn_coverage_sum(c, p->org_a, first + from, first + to, &sum), HN_OK);
    assert_int_equal(
        hn_coverage_by_cell(c, p->org_a, first + from, first + to, false, 0, 0, take_cell, &rows), HN_OK);
    assert_int_equal(hn_coverage_by_person(c, p->org_a, first + from, first + to, &persons, &count), HN_OK);
    for (int k = 0; k < cells; k++) {
        int64_t came = 0;

        for (int i = 0; i < PEOPLE; i++) {
            for (int m = from; m <= to; m++) {
                naive.planned += w->planned[i][k][m];
                came += w->came[i][k][m];
                naive.noted += w->noted[i][k][m];
            }
        }
        naive.attended += came;
        naive.visited += came > 0;
    }
    assert_memory_equal(&sum, &naive, sizeof sum);
    assert_memory_equal(&rows, &naive, sizeof rows);
    for (size_t i = 0; i < count; i++)
        naive.attended -= persons[i].attended;
    assert_int_equal(naive.attended, 0);
    hn_people_read_end(p);
}

struct moving {
    struct hn_unit_id cell, org, a;
};

static enum hn_rc
make_third(struct hn_ctx *c, void *arg)
{
    struct moving *m = arg;
    struct hn_unit_new in = { .parent = m->org,
                              .kind = "cell",
                              .code = "C4",
                              .name = "Chi bộ thôn Bốn",
                              .short_name = "",
                              .sector = "residential",
                              .decision = "",
                              .from = HN_DAY_START };

    return hn_unit_create(c, &in, &m->cell);
}

static enum hn_rc
move_third(struct hn_ctx *c, void *arg)
{
    struct moving *m = arg;
    struct hn_unit_new in = { .parent = m->a,
                              .kind = "grassroots_committee_org",
                              .code = "22.001.002",
                              .name = "Đảng bộ xã A hai",
                              .short_name = "",
                              .sector = "residential",
                              .decision = "",
                              .from = HN_DAY_START };
    struct hn_unit_id org;
    enum hn_rc rc = hn_unit_create(c, &in, &org);

    return rc ? rc : hn_unit_move(c, m->cell, c->today, org, "12-QĐ/HU");
}

static void
coverage_equals_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = calloc(1, sizeof *w);
    struct moving moving = { .org = p->org_a, .a = p->a };
    struct hn_deed third = { .kind = HN_DEED_CALL, .call = make_third, .arg = &moving };
    struct hn_deed moved = { .kind = HN_DEED_CALL, .call = move_third, .arg = &moving };
    uint64_t seed = 20240310;

    assert_non_null(w);
    assert_int_equal(hn_do(p, &third), HN_OK);
    w->cell[0] = p->c1;
    w->cell[1] = p->c2;
    w->cell[2] = moving.cell;
    for (int i = 0; i < PEOPLE; i++) {
        char code[8];

        snprintf(code, sizeof code, "M%d", i);
        w->person[i] = hn_people_member(p, w->cell[i % CELLS], code, "Nguyễn Minh Họa", "male", 19700101,
                                        20000101);
    }
    for (int m = 0; m < MONTHS; m++)
        live_a_month(p, w, m, &seed);
    compare(p, w, CELLS, 0, MONTHS - 1);
    compare(p, w, CELLS, 2, 3);
    assert_int_equal(hn_do(p, &moved), HN_OK);
    compare(p, w, CELLS - 1, 0, MONTHS - 1); /* what moved away is counted where it stands now */
    free(w);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(following_a_cell),
        HN_TEST_BOTH(one_visit),
        HN_TEST_BOTH(a_year),
        HN_TEST_BOTH(coverage_equals_a_recount),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
