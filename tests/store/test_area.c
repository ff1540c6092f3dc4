/* test_area: proves that an area has one lead at a time and nobody in charge who does not belong there, that closing ends all
 * charges, that notes are written by oneself or for him and shown so, that what was believed stays readable, and that gaps,
 * loads, notes owed and changes equal a naive recount over random charges and days. Each refusal stands beside what is
 * accepted. */
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "area/area.h"
#include "rule/rule.h"

struct asked {
    struct hn_area area;
    struct hn_charge charge;
    struct hn_area_plan plan;
    struct hn_area_note note;
    int64_t id;
    struct hn_person_id person;
    hn_day day;
};

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_area_put(c, &a->area, &a->id);
}

static enum hn_rc
close_area(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_area_close(c, a->id, a->day);
}

static enum hn_rc
charge(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_charge_put(c, &a->charge);
}

static enum hn_rc
end(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_charge_end(c, a->id, a->person, a->day);
}

static enum hn_rc
plan(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_area_plan_put(c, &a->plan, &a->plan.id);
}

static enum hn_rc
note(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_area_note_put(c, &a->note);
}

static struct asked
an_area(struct hn_unit_id unit, const char *kind, const char *name)
{
    return (struct asked){ .area = { .unit = unit,
                                     .kind = kind,
                                     .name = name,
                                     .note = "",
                                     .from = DAY(2024, 1, 1),
                                     .to = HN_DAY_OPEN } };
}

static struct asked
a_charge(int64_t area, struct hn_person_id person, const char *role, hn_day from, hn_day to)
{
    return (struct asked){
        .charge = { .area = area, .person = person, .role = role, .decision = "", .from = from, .to = to },
        .id = area,
        .person = person,
    };
}

/* --- areas --- */

static struct hn_area
read_area(struct hn_people *p, struct hn_user_id actor, int64_t id, hn_day on, enum hn_rc wanted)
{
    static char in_charge[200];
    struct hn_area a = { .in_charge = "" };
    struct hn_ctx *c = hn_people_read(p, actor);

    c->on = on;
    assert_int_equal(hn_area_get(c, id, &a), wanted);
    snprintf(in_charge, sizeof in_charge, "%s", a.in_charge);
    a.in_charge = in_charge;
    hn_people_read_end(p);
    return a;
}

static int64_t
count_of(struct hn_people *p, struct hn_user_id actor, struct hn_area_filter f, hn_day on)
{
    struct hn_ctx *c = hn_people_read(p, actor);
    int64_t n = -1;

    c->on = on;
    assert_int_equal(hn_area_count(c, &f, &n), HN_OK);
    hn_people_read_end(p);
    return n;
}

static void
keeping_the_book(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = an_area(p->c1, "village", ""), other = an_area(p->c1, "village", "Thôn Đông");

    hn_check(p, SECRETARY, put, &a, HN_INVALID, "area.name");
    a.area.name = "Thôn Đông";
    a.area.kind = "house";
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "area.kind");
    a.area.kind = "village";
    a.area.to = a.area.from;
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "fact.days");
    a.area.to = HN_DAY_OPEN;
    a.area.place.v = 12345;
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "area.place");
    a.area.place = p->village;
    hn_check(p, CLERK, put, &a, HN_DENIED, "access.denied"); /* directs the committee, not the cell */
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    hn_check(p, SECRETARY, put, &other, HN_CONFLICT, "area.twice");
    other.area.kind = "firm";
    hn_check(p, SECRETARY, put, &other, HN_OK, "");

    assert_string_equal(read_area(p, CLERK, a.id, DAY(2024, 3, 10), HN_OK).in_charge, "");
    read_area(p, SELF, a.id, DAY(2024, 3, 10), HN_NOT_FOUND);
    assert_int_equal(count_of(p, CLERK, (struct hn_area_filter){ .within = p->a }, DAY(2024, 3, 10)), 2);
    assert_int_equal(count_of(p, CLERK, (struct hn_area_filter){ .within = p->a }, DAY(2023, 12, 31)), 0);
    assert_int_equal(
        count_of(p, CLERK, (struct hn_area_filter){ .within = p->a, .kind = "firm" }, DAY(2024, 3, 10)), 1);
    assert_int_equal(
        count_of(p, CLERK, (struct hn_area_filter){ .within = p->a, .words = "thon do" }, DAY(2024, 3, 10)),
        2);
    assert_int_equal(count_of(p, CLERK, (struct hn_area_filter){ .within = p->c2 }, DAY(2024, 3, 10)), 0);

    /* Changed with the version seen, not with another. */
    a.area.id = a.id;
    a.area.version = 9;
    a.area.name = "Thôn Đoài";
    hn_check(p, SECRETARY, put, &a, HN_CONFLICT, "changed");
    a.area.version = 1;
    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    a.day = DAY(2024, 1, 1);
    hn_check(p, SECRETARY, close_area, &a, HN_INVALID, "fact.days");
    a.day = DAY(2024, 3, 1);
    hn_check(p, SECRETARY, close_area, &a, HN_OK, "");
    hn_check(p, SECRETARY, close_area, &a, HN_INVALID, "fact.days");
    assert_int_equal(count_of(p, CLERK, (struct hn_area_filter){ .within = p->a }, DAY(2024, 3, 1)), 1);
    hn_people_close(p);
}

/* --- charges --- */

static void
being_in_charge(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id hai = hn_people_member(p, p->c1, "M2", "Hoàng Văn Hai", "male", 19750515, 20050601);
    struct hn_person_id two = hn_people_member(p, p->c2, "M3", "Lê Thị Ba", "female", 19750515, 20050601);
    struct hn_person_id far = hn_people_member(p, p->c3, "M4", "Lê Văn Tư", "male", 19700515, 20000601);
    struct asked a = an_area(p->c1, "village", "Thôn Một"), b = an_area(p->a, "other", "Cụm dân cư số 3");

    hn_check(p, SECRETARY, put, &a, HN_OK, "");
    hn_check(p, CLERK, put, &b, HN_OK, "");

    struct asked m = a_charge(a.id, mai, "boss", DAY(2024, 1, 1), HN_DAY_OPEN);

    hn_check(p, SECRETARY, charge, &m, HN_INVALID, "charge.role");
    m.charge.role = "lead";
    m.charge.to = DAY(2024, 1, 1);
    hn_check(p, SECRETARY, charge, &m, HN_INVALID, "fact.days");
    m.charge.to = HN_DAY_OPEN;
    m.charge.from = DAY(2023, 12, 31);
    hn_check(p, SECRETARY, charge, &m, HN_INVALID, "charge.area_days");
    m.charge.from = DAY(2024, 1, 1);
    hn_check(p, CLERK, charge, &m, HN_DENIED, "access.denied");
    hn_check(p, SECRETARY, charge, &m, HN_OK, "");

    struct asked h = a_charge(a.id, hai, "lead", DAY(2024, 2, 1), HN_DAY_OPEN);

    hn_check(p, SECRETARY, charge, &h, HN_INVALID, "charge.lead");
    h.charge.role = "help";
    hn_check(p, SECRETARY, charge, &h, HN_OK, "");
    assert_string_equal(read_area(p, SECRETARY, a.id, DAY(2024, 2, 1), HN_OK).in_charge,
                        "Trần Thị Mai, Hoàng Văn Hai");
    assert_string_equal(read_area(p, SECRETARY, a.id, DAY(2024, 1, 31), HN_OK).in_charge, "Trần Thị Mai");

    /* A committee's area may be anyone's below it, nobody's of another district. */
    struct asked l = a_charge(b.id, two, "lead", DAY(2024, 1, 1), HN_DAY_OPEN);
    struct asked f = a_charge(b.id, far, "help", DAY(2024, 1, 1), HN_DAY_OPEN);
    struct asked own = a_charge(a.id, two, "help", DAY(2024, 1, 1), HN_DAY_OPEN);

    hn_check(p, CLERK, charge, &l, HN_OK, "");
    hn_check(p, CLERK, charge, &f, HN_NOT_FOUND, "access.not_found");
    hn_check(p, (struct hn_user_id){ 0 }, charge, &f, HN_INVALID, "charge.person");
    hn_check(p, (struct hn_user_id){ 0 }, charge, &own, HN_INVALID, "charge.person");

    /* The area's days are not drawn in over a charge. */
    a.area.id = a.id;
    a.area.version = 1;
    a.area.from = DAY(2024, 1, 15);
    hn_check(p, SECRETARY, put, &a, HN_INVALID, "charge.area_days");

    m.day = DAY(2024, 3, 1);
    hn_check(p, SECRETARY, end, &m, HN_OK, "");
    hn_check(p, SECRETARY, end, &m, HN_NOT_FOUND, "charge.none");
    h.charge.role = "lead";
    h.charge.from = DAY(2024, 3, 1);
    hn_check(p, SECRETARY, charge, &h, HN_OK, "");
    assert_string_equal(read_area(p, SECRETARY, a.id, DAY(2024, 3, 1), HN_OK).in_charge, "Hoàng Văn Hai");

    /* Closing ends all charges, the past stays. */
    a.day = DAY(2024, 3, 5);
    hn_check(p, SECRETARY, close_area, &a, HN_OK, "");
    assert_string_equal(read_area(p, SECRETARY, a.id, DAY(2024, 3, 5), HN_OK).in_charge, "");
    assert_string_equal(read_area(p, SECRETARY, a.id, DAY(2024, 3, 4), HN_OK).in_charge, "Hoàng Văn Hai");
    hn_people_close(p);
}

static size_t
charges_known(struct hn_people *p, struct hn_user_id actor, struct hn_person_id person, hn_time known)
{
    const struct hn_charge *list;
    size_t count = 0;
    struct hn_ctx *c = hn_people_read(p, actor);

    c->known = known;
    assert_int_equal(hn_charges_of_person(c, person, &list, &count), HN_OK);
    hn_people_read_end(p);
    return count;
}

static void
what_was_believed(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct asked a = an_area(p->c1, "village", "Thôn Một");

    hn_check(p, SECRETARY, put, &a, HN_OK, "");

    struct asked m = a_charge(a.id, mai, "lead", DAY(2024, 1, 1), HN_DAY_OPEN);

    hn_check(p, SECRETARY, charge, &m, HN_OK, "");
    hn_time then = p->now;

    hn_people_day(p, DAY(2024, 4, 10));
    m.day = DAY(2024, 1, 1); /* it never was */
    hn_check(p, SECRETARY, end, &m, HN_OK, "");
    assert_int_equal(charges_known(p, SECRETARY, mai, HN_TIME_OPEN), 0);
    assert_int_equal(charges_known(p, SECRETARY, mai, then), 1);
    assert_int_equal(charges_known(p, CLERK, mai, then), 1);
    hn_people_close(p);
}

/* --- plans and notes --- */

static void
notes_of_a_month(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id hai = hn_people_member(p, p->c1, "M2", "Hoàng Văn Hai", "male", 19750515, 20050601);
    int64_t march = hn_month_of(DAY(2024, 3, 10));
    struct asked a = an_area(p->c1, "household_group", "Nhóm hộ số 2");
    const struct hn_area_note *notes;
    const struct hn_area_plan *plans;
    size_t count;

    hn_people_link(p, mai);
    hn_check(p, SECRETARY, put, &a, HN_OK, "");

    struct asked n = { .note = { .area = a.id, .person = mai, .month = march, .text = "Đã họp nhóm hộ." } };
    struct asked w = { .plan = {
                           .area = a.id, .month_from = march, .month_to = march, .text = "Làm đường" } };

    hn_check(p, SELF, note, &n, HN_INVALID, "area.note_person"); /* the own cell's, but not hers */
    hn_check(p, SECRETARY, note, &n, HN_INVALID, "area.note_person");

    struct asked m = a_charge(a.id, mai, "lead", DAY(2024, 2, 20), HN_DAY_OPEN);

    hn_check(p, SECRETARY, charge, &m, HN_OK, "");
    assert_int_equal(count_of(p, SELF, (struct hn_area_filter){ .mine = true }, DAY(2024, 3, 10)), 1);
    assert_int_equal(
        count_of(p, SELF, (struct hn_area_filter){ .mine = true, .what = "no_note" }, DAY(2024, 3, 10)), 1);
    n.note.month = march + 1;
    hn_check(p, SELF, note, &n, HN_INVALID, "area.note_month");
    n.note.month = march - 2;
    hn_check(p, SELF, note, &n, HN_INVALID, "area.note_person");
    n.note.month = march;
    n.note.text = "";
    hn_check(p, SELF, note, &n, HN_INVALID, "area.note_text");
    n.note.text = "Đã họp nhóm hộ.";
    hn_check(p, SELF, note, &n, HN_OK, "");
    hn_check(p, SELF, note, &n, HN_CONFLICT, "changed");
    n.note.version = 1;
    hn_check(p, SELF, note, &n, HN_OK, "");
    assert_int_equal(
        count_of(p, SELF, (struct hn_area_filter){ .mine = true, .what = "no_note" }, DAY(2024, 3, 10)), 0);

    /* For him: the secretary for Mai in February; Mai not for somebody else. */
    n.note.month = march - 1;
    n.note.version = 0;
    hn_check(p, CLERK, note, &n, HN_DENIED, "access.denied");
    hn_check(p, SECRETARY, note, &n, HN_OK, "");
    n.note.person = hai;
    hn_check(p, SELF, note, &n, HN_DENIED, "access.denied");

    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    assert_int_equal(hn_area_notes(c, a.id, march - 5, march, &notes, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_string_equal(notes[0].for_name, "");
    assert_int_equal(notes[0].version, 2);
    assert_string_equal(notes[1].for_name, "Trần Thị Mai");
    assert_string_equal(notes[1].by_name, "secretary");
    hn_people_read_end(p);

    w.plan.text = "";
    hn_check(p, SELF, plan, &w, HN_INVALID, "area.plan_text");
    w.plan.text = "Làm đường";
    w.plan.month_to = march + 24;
    hn_check(p, SELF, plan, &w, HN_INVALID, "area.plan_months");
    w.plan.month_to = march - 1;
    hn_check(p, SELF, plan, &w, HN_INVALID, "area.plan_months");
    w.plan.month_to = march + 23;
    w.plan.id = 0;
    hn_check(p, CLERK, plan, &w, HN_DENIED, "access.denied");
    w.plan.id = 0;
    hn_check(p, SELF, plan, &w, HN_OK, "");
    w.plan.text = "Làm đường, trồng cây";
    hn_check(p, SELF, plan, &w, HN_CONFLICT, "changed");
    w.plan.version = 1;
    hn_check(p, SECRETARY, plan, &w, HN_OK, "");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_area_plans(c, a.id, &plans, &count), HN_OK);
    assert_int_equal(count, 1);
    assert_string_equal(plans[0].text, "Làm đường, trồng cây");
    hn_people_read_end(p);

    /* Whoever hands over keeps sight for a month, then no longer. */
    m.day = DAY(2024, 3, 9);
    hn_check(p, SECRETARY, end, &m, HN_OK, "");
    read_area(p, SELF, a.id, DAY(2024, 3, 10), HN_OK);
    assert_int_equal(count_of(p, SELF, (struct hn_area_filter){ .mine = true }, DAY(2024, 3, 10)), 0);
    hn_people_close(p);
}

static void
days_notes_are_due(void **state)
{
    HN_TEST_PEOPLE(state);
    int64_t february = hn_month_of(DAY(2024, 2, 1));
    hn_day due = 0;
    struct hn_ctx *c = hn_people_read(p, CLERK);

    assert_int_equal(hn_area_note_due(c, p->c1, february, &due), HN_OK);
    assert_int_equal(due, DAY(2024, 2, 29));
    assert_int_equal(hn_area_note_due(c, p->c1, february + 1, &due), HN_OK);
    assert_int_equal(due, DAY(2024, 3, 31));
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- random charges against a naive recount --- */

enum { AREAS = 7, PEOPLE = 5, DAYS = 60, DEEDS = 90 };

struct world {
    int64_t area[AREAS];
    struct hn_person_id person[PEOPLE];
    bool of_cell[AREAS];                /* else of the committee */
    char role[AREAS][PEOPLE][DAYS + 1]; /* 0 none, 'l', 'h'; the last: for ever after */
};

static uint32_t
draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

static bool
led_by_another(const struct world *w, int area, int person, int from, int to)
{
    for (int i = 0; i < PEOPLE; i++) {
        for (int d = from; i != person && d < to; d++) {
            if (w->role[area][i][d] == 'l')
                return true;
        }
    }
    return false;
}

static void
live(struct hn_people *p, struct world *w, uint64_t *seed)
{
    hn_day first = DAY(2024, 1, 1);
    int area = (int)draw(seed, AREAS), person = (int)draw(seed, PEOPLE), from = (int)draw(seed, DAYS);
    int len = 1 + (int)draw(seed, 40), to = from + len > DAYS ? DAYS + 1 : from + len;
    bool lead = draw(seed, 2), ends = draw(seed, 4) == 0, held = false;
    struct hn_user_id actor = w->of_cell[area] ? SECRETARY : CLERK;
    struct asked a = a_charge(w->area[area], w->person[person], lead ? "lead" : "help", first + from,
                              to > DAYS ? HN_DAY_OPEN : first + to);

    if (ends) {
        a.day = first + from;
        for (int d = from; d <= DAYS; d++)
            held = held || w->role[area][person][d];
        hn_check(p, actor, end, &a, held ? HN_OK : HN_NOT_FOUND, held ? "" : "charge.none");
        memset(&w->role[area][person][from], 0, (size_t)(DAYS + 1 - from));
    } else if (lead && led_by_another(w, area, person, from, to)) {
        hn_check(p, actor, charge, &a, HN_INVALID, "charge.lead");
    } else {
        hn_check(p, actor, charge, &a, HN_OK, "");
        memset(&w->role[area][person][from], lead ? 'l' : 'h', (size_t)(to - from));
    }
}

struct naive {
    struct hn_area_sum sum;
    int64_t leads[PEOPLE], helps[PEOPLE];
};

static struct naive
recount(const struct world *w, int day, int month_first)
{
    struct naive n = { .sum = { .areas = AREAS } };

    for (int i = 0; i < AREAS; i++) {
        bool led = false, owes = false;

        for (int k = 0; k < PEOPLE; k++) {
            led = led || w->role[i][k][day] == 'l';
            n.leads[k] += w->role[i][k][day] == 'l';
            n.helps[k] += w->role[i][k][day] == 'h';
            for (int d = month_first; d <= day; d++)
                owes = owes || w->role[i][k][d] == 'l';
        }
        n.sum.gaps += !led;
        n.sum.notes_owed += owes;
    }
    for (int k = 0; k < PEOPLE; k++) {
        n.sum.people += n.leads[k] + n.helps[k] > 0;
        n.sum.over += n.leads[k] + n.helps[k] > 5;
    }
    return n;
}

static void
compare_day(struct hn_people *p, const struct world *w, int day)
{
    hn_day on = DAY(2024, 1, 1) + day;
    int month_first = (int)(hn_month_first(hn_month_of(on)) - DAY(2024, 1, 1));
    const struct naive n = recount(w, day, month_first);
    const struct hn_area_load *loads;
    struct hn_area_sum sum;
    int64_t people = 0, before = INT64_MAX;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, CLERK);

    c->on = on;
    assert_int_equal(hn_area_sum(c, p->a, &sum), HN_OK);
    assert_memory_equal(&sum, &n.sum, sizeof sum);
    assert_int_equal(hn_area_loads(c, p->a, &loads, &count), HN_OK);
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < PEOPLE; k++) {
            if (w->person[k].v != loads[i].person.v)
                continue;
            people++;
            assert_int_equal(loads[i].leads, n.leads[k]);
            assert_int_equal(loads[i].helps, n.helps[k]);
            assert_int_equal(loads[i].over, n.leads[k] + n.helps[k] > 5);
        }
        assert_true(loads[i].leads + loads[i].helps <= before);
        before = loads[i].leads + loads[i].helps;
    }
    assert_int_equal(people, n.sum.people);
    hn_people_read_end(p);
    assert_int_equal(count_of(p, CLERK, (struct hn_area_filter){ .within = p->a, .what = "gap" }, on),
                     n.sum.gaps);
    assert_int_equal(count_of(p, CLERK, (struct hn_area_filter){ .within = p->a, .what = "no_note" }, on),
                     n.sum.notes_owed);
}

static void
compare_changes(struct hn_people *p, const struct world *w, int from, int to)
{
    int64_t began = 0, ended = 0;
    const struct hn_area_change *list;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, CLERK);

    for (int i = 0; i < AREAS; i++) {
        for (int k = 0; k < PEOPLE; k++) {
            for (int d = from; d < to; d++) {
                char was = d ? w->role[i][k][d - 1] : '\0', is = w->role[i][k][d];

                began += is && is != was;
                ended += was && is != was;
            }
        }
    }
    assert_int_equal(hn_area_changes(c, p->a, DAY(2024, 1, 1) + from, DAY(2024, 1, 1) + to, &list, &count),
                     HN_OK);
    for (size_t i = 0; i < count; i++) {
        began -= list[i].began;
        ended -= !list[i].began;
        assert_true(i == 0 || list[i].on <= list[i - 1].on);
    }
    assert_int_equal(began, 0);
    assert_int_equal(ended, 0);
    hn_people_read_end(p);
}

static void
figures_equal_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = calloc(1, sizeof *w);
    uint64_t seed = 25;

    assert_non_null(w);
    for (int i = 0; i < AREAS; i++) {
        char name[24];

        snprintf(name, sizeof name, "Nhóm hộ số %d", i + 1);
        w->of_cell[i] = i % 2;
        struct asked a = an_area(w->of_cell[i] ? p->c1 : p->a, "household_group", name);

        hn_check(p, w->of_cell[i] ? SECRETARY : CLERK, put, &a, HN_OK, "");
        w->area[i] = a.id;
    }
    for (int i = 0; i < PEOPLE; i++) {
        char code[8];

        snprintf(code, sizeof code, "M%d", i);
        w->person[i] = hn_people_member(p, p->c1, code, "Nguyễn Minh Họa", "male", 19700101, 20000101);
    }
    for (int i = 0; i < DEEDS; i++)
        live(p, w, &seed);
    for (int day = 0; day < DAYS; day += 3)
        compare_day(p, w, day);
    compare_changes(p, w, 0, DAYS);
    compare_changes(p, w, 20, 31);
    free(w);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(keeping_the_book),   HN_TEST_BOTH(being_in_charge),
        HN_TEST_BOTH(what_was_believed),  HN_TEST_BOTH(notes_of_a_month),
        HN_TEST_BOTH(days_notes_are_due), HN_TEST_BOTH(figures_equal_a_recount),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
