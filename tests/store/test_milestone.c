/* test_milestone: proves that milestones are entered by who directs the unit, with a kind, words, a source and a real day that
 * is not ahead; that a correction keeps what was written before and is read as known at any instant; that a day known to the
 * month or year alone stands in its place; and that the years between founding and anniversary are told when both are there.
 */
#include "support/people.h"

#include <stdio.h>
#include <string.h>

#include "milestone/milestone.h"

struct asked {
    struct hn_milestone in;
    int64_t id;
};

static enum hn_rc
enter(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_milestone_put(c, &a->in, &a->id);
}

static enum hn_rc
take_back(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_milestone_remove(c, a->in.unit, a->id);
}

static struct asked
founding(struct hn_unit_id unit)
{
    return (struct asked){ .in = { .unit = unit,
                                   .kind = "founded",
                                   .title = "Thành lập (minh họa)",
                                   .source = "Sách minh họa",
                                   .on = 19361112 } };
}

static void
entered_by_who_may(void **state)
{
    HN_TEST_PEOPLE(state);
    static const hn_pdate no_days[] = { 0, 19360231, 19361300, 19360012, 20240311, 20240400, 20250000 };
    struct asked a = founding(p->c1);

    hn_check(p, CLERK, enter, &a, HN_DENIED, "access.denied");
    a.in.kind = "lottery";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "milestone.kind");
    a.in.kind = "founded";
    a.in.title = "";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "milestone.title");
    a.in.title = "Thành lập";
    a.in.source = "";
    hn_check(p, SECRETARY, enter, &a, HN_INVALID, "milestone.source");
    a.in.source = "Sách";
    for (size_t i = 0; i < sizeof no_days / sizeof no_days[0]; i++) {
        a.in.on = no_days[i];
        hn_check(p, SECRETARY, enter, &a, HN_INVALID, "milestone.day");
    }
    a.in.on = 20240310;
    hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    a.in.on = 20240300; /* this month has begun */
    hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    a.in.unit = p->c3;
    hn_check(p, SECRETARY, enter, &a, HN_NOT_FOUND, "access.not_found");
    hn_people_close(p);
}

static size_t
rows_of(struct hn_people *p, struct hn_unit_id unit, hn_day on, hn_time known,
        const struct hn_milestone **rows)
{
    struct hn_ctx *c = hn_people_read(p, SECRETARY);
    size_t count = 0;

    c->on = on;
    c->known = known;
    assert_int_equal(hn_milestones(c, unit, rows, &count), HN_OK);
    return count;
}

static void
corrected_and_taken_back(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = founding(p->c1), b, other = founding(p->c1);
    const struct hn_milestone *rows;
    hn_time first, second;

    hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    other.in.kind = "policy";
    other.in.title = "Chủ trương minh họa";
    other.in.on = 19860000;
    hn_check(p, SECRETARY, enter, &other, HN_OK, "");
    assert_int_equal(rows_of(p, p->c1, p->today, HN_TIME_OPEN, &rows), 2);
    assert_string_equal(rows[0].kind, "policy"); /* newest first */
    assert_int_equal(rows[1].on, 19361112);
    first = rows[0].known_from;
    hn_people_read_end(p);

    b = (struct asked){ .in = a.in };
    b.in.id = a.id;
    b.in.on = 19361100;
    hn_check(p, SECRETARY, enter, &b, HN_OK, "");
    assert_int_equal(b.id, a.id);
    b.in.id = 4711;
    hn_check(p, SECRETARY, enter, &b, HN_NOT_FOUND, "not_found");
    assert_int_equal(rows_of(p, p->c1, p->today, HN_TIME_OPEN, &rows), 2);
    assert_int_equal(rows[1].on, 19361100);
    second = rows[1].known_from;
    hn_people_read_end(p);
    assert_int_equal(rows_of(p, p->c1, p->today, first, &rows), 2);
    assert_int_equal(rows[1].on, 19361112); /* what was believed then */
    hn_people_read_end(p);
    assert_true(second > first);
    assert_int_equal(rows_of(p, p->c1, DAY(1985, 12, 31), HN_TIME_OPEN, &rows), 1);
    hn_people_read_end(p);
    assert_int_equal(rows_of(p, p->c1, DAY(1986, 1, 1), HN_TIME_OPEN, &rows), 2);
    hn_people_read_end(p);

    hn_check(p, CLERK, take_back, &a, HN_DENIED, "access.denied");
    hn_check(p, SECRETARY, take_back, &a, HN_OK, "");
    hn_check(p, SECRETARY, take_back, &a, HN_NOT_FOUND, "not_found");
    assert_int_equal(rows_of(p, p->c1, p->today, HN_TIME_OPEN, &rows), 1);
    hn_people_read_end(p);
    assert_int_equal(rows_of(p, p->c1, p->today, second, &rows), 2);
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
age_at_an_anniversary(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = founding(p->c1), b = founding(p->c1);
    struct hn_ctx *c;
    int founded = 0, kept = 0, years = 0;

    hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_milestone_age(c, p->c1, &founded, &kept, &years), HN_NOT_FOUND);
    hn_people_read_end(p);
    b.in.kind = "anniversary";
    b.in.title = "Kỷ niệm minh họa";
    b.in.on = 20211112;
    hn_check(p, SECRETARY, enter, &b, HN_OK, "");
    b.in.on = 20161112;
    hn_check(p, SECRETARY, enter, &b, HN_OK, "");
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_milestone_age(c, p->c1, &founded, &kept, &years), HN_OK);
    assert_int_equal(founded, 1936);
    assert_int_equal(kept, 2021);
    assert_int_equal(years, 85);
    c->on = DAY(2021, 11, 11);
    assert_int_equal(hn_milestone_age(c, p->c1, &founded, &kept, &years), HN_OK);
    assert_int_equal(years, 80);
    hn_people_read_end(p);
    hn_people_close(p);
}

struct sum {
    int rows;
    char text[400];
};

static enum hn_rc
take(void *sink, const char *unit_code, const struct hn_milestone *m)
{
    struct sum *s = sink;
    size_t len = strlen(s->text);

    s->rows++;
    snprintf(s->text + len, sizeof s->text - len, "%s %s %d;", unit_code, m->kind, m->on);
    return HN_OK;
}

static void
go_out_in_order(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = founding(p->c1);
    struct sum all = { 0 }, by = { 0 }, none = { 0 };
    struct hn_ctx *c;

    hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    a.in.kind = "anniversary";
    a.in.on = 20160000;
    hn_check(p, SECRETARY, enter, &a, HN_OK, "");
    a.in.unit = p->c2; /* of the same committee */
    hn_check(p, (struct hn_user_id){ 0 }, enter, &a, HN_OK, "");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_milestone_each(c, p->a, HN_DAY_OPEN, take, &all), HN_OK);
    assert_string_equal(all.text, "C1 founded 19361112;C1 anniversary 20160000;C2 anniversary 20160000;");
    assert_int_equal(hn_milestone_each(c, p->a, DAY(1999, 1, 1), take, &by), HN_OK);
    assert_int_equal(by.rows, 1);
    assert_int_equal(hn_milestone_each(c, p->b, HN_DAY_OPEN, take, &none), HN_NOT_FOUND);
    assert_int_equal(none.rows, 0);
    hn_people_read_end(p);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(entered_by_who_may),
        HN_TEST_BOTH(corrected_and_taken_back),
        HN_TEST_BOTH(age_at_an_anniversary),
        HN_TEST_BOTH(go_out_in_order),
    };

    return cmocka_run_group_tests_name("milestone", tests, NULL, NULL);
}
