/* test_team: proves that a team has one leader at a time and nobody twice, that its days hold its members and counts, that a day
 * not counted is none and never 0, that a correction keeps what was believed, who may count, and that a team is closed with
 * its missing days told. Counts over random days equal a naive recount. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <stdlib.h>
#include <string.h>

#include "team/team.h"

struct asked {
    struct hn_team team;
    struct hn_team_member member;
    int64_t id, made;
    const char *names[10];
    int64_t counts[HN_TEAM_MEASURES_MOST];
    size_t count;
    hn_day day;
    const char *outcome;
};

static enum hn_rc
put(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_team_put(c, &a->team, &a->id);
}

static enum hn_rc
close_team(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_team_close(c, a->id, a->day, a->outcome, "Trạm y tế xã");
}

static enum hn_rc
join(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_team_member_put(c, a->id, &a->member, &a->made);
}

static enum hn_rc
leave(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_team_member_end(c, a->id, a->made, a->day);
}

static enum hn_rc
measure(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_team_measures_put(c, a->id, a->names, a->count);
}

static enum hn_rc
tally(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_team_tally_put(c, a->id, a->day, a->counts, a->count);
}

/* Of the committee, from 1 to 20 March. */
static struct asked
a_team(struct hn_people *p)
{
    return (struct asked){ .team = { .unit = p->a,
                                     .name = "Tổ phòng, chống dịch số 1",
                                     .purpose = "Hướng dẫn các gia đình phòng dịch",
                                     .decision = "18-QĐ/HU",
                                     .households = 120,
                                     .starts = DAY(2024, 3, 1),
                                     .ends = DAY(2024, 3, 21) } };
}

static struct asked
a_member(int64_t team, struct hn_person_id person, const char *name, const char *role)
{
    return (struct asked){ .id = team,
                           .member = { .person = person,
                                       .name = name,
                                       .standing = "",
                                       .role = role,
                                       .duty = "Đi từng ngõ",
                                       .from = DAY(2024, 3, 1),
                                       .to = DAY(2024, 3, 21) } };
}

static int64_t
count_of(struct hn_people *p, struct hn_user_id actor, struct hn_team_filter f, hn_day on)
{
    struct hn_ctx *c = hn_people_read(p, actor);
    int64_t n = -1;

    c->on = on;
    assert_int_equal(hn_team_count(c, &f, &n), HN_OK);
    hn_people_read_end(p);
    return n;
}

static void
setting_up(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = a_team(p);

    a.team.name = "";
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.name");
    a.team = a_team(p).team;
    a.team.purpose = "";
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.purpose");
    a.team = a_team(p).team;
    a.team.decision = "";
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.decision");
    a.team = a_team(p).team;
    a.team.households = -1;
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.households");
    a.team = a_team(p).team;
    a.team.ends = a.team.starts;
    hn_check(p, CLERK, put, &a, HN_INVALID, "fact.days");
    a.team = a_team(p).team;
    a.team.place.v = 99;
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.place");
    a.team.place = p->village;
    a.team.area = 99;
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.area");
    a.team.area = 0;
    a.team.paper = 99;
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.paper");
    a.team.paper = 0;
    hn_check(p, SECRETARY, put, &a, HN_NOT_FOUND, "access.not_found"); /* the committee's, not the cell's */
    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.team.id = a.id;
    a.team.version = 5;
    hn_check(p, CLERK, put, &a, HN_CONFLICT, "changed");
    a.team.version = 1;
    a.team.name = "Tổ số một";
    hn_check(p, CLERK, put, &a, HN_OK, "");

    assert_int_equal(count_of(p, LEADER, (struct hn_team_filter){ .within = p->a }, DAY(2024, 3, 10)), 1);
    assert_int_equal(count_of(p, LEADER, (struct hn_team_filter){ .within = p->a, .words = "to so mot" },
                              DAY(2024, 3, 10)),
                     1);
    assert_int_equal(
        count_of(p, LEADER, (struct hn_team_filter){ .within = p->a, .state = "open" }, DAY(2024, 3, 20)), 1);
    assert_int_equal(
        count_of(p, LEADER, (struct hn_team_filter){ .within = p->a, .state = "over" }, DAY(2024, 3, 21)), 1);
    assert_int_equal(count_of(p, LEADER, (struct hn_team_filter){ .within = p->c1 }, DAY(2024, 3, 10)), 0);
    hn_people_close(p);
}

static void
belonging(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id two = hn_people_member(p, p->c2, "M2", "Hoàng Văn Hai", "male", 19750515, 20050601);
    struct hn_person_id far = hn_people_member(p, p->c3, "M3", "Lê Văn Ba", "male", 19700515, 20000601);
    const struct hn_person_id nobody = { 0 };
    struct asked a = a_team(p);
    const struct hn_team_member *list;
    size_t count;

    hn_check(p, CLERK, put, &a, HN_OK, "");

    struct asked m = a_member(a.id, nobody, "", "leader");

    hn_check(p, CLERK, join, &m, HN_INVALID, "team.member");
    m = a_member(a.id, far, "", "leader"); /* whom the clerk may not know of */
    hn_check(p, CLERK, join, &m, HN_INVALID, "team.member");
    m = a_member(a.id, mai, "", "captain");
    hn_check(p, CLERK, join, &m, HN_INVALID, "team.role");
    m = a_member(a.id, mai, "", "leader");
    m.member.to = DAY(2024, 3, 22);
    hn_check(p, CLERK, join, &m, HN_INVALID, "fact.days");
    m.member.to = DAY(2024, 3, 21);
    hn_check(p, SECRETARY, join, &m, HN_NOT_FOUND, "not_found");
    hn_check(p, CLERK, join, &m, HN_OK, "");

    struct asked again = a_member(a.id, mai, "", "member");
    struct asked second = a_member(a.id, two, "", "leader");
    struct asked other = a_member(a.id, nobody, "Phạm Thị Năm", "member");
    struct asked twice = a_member(a.id, nobody, "phạm  thị năm", "member");

    hn_check(p, CLERK, join, &again, HN_CONFLICT, "team.member_twice");
    hn_check(p, CLERK, join, &second, HN_INVALID, "team.leader");
    second.member.role = "deputy";
    hn_check(p, CLERK, join, &second, HN_OK, "");
    hn_check(p, CLERK, join, &other, HN_OK, "");
    hn_check(p, CLERK, join, &twice, HN_CONFLICT, "team.member_twice");

    /* The team's days are not drawn in over a member. */
    a.team.id = a.id;
    a.team.version = 1;
    a.team.ends = DAY(2024, 3, 15);
    hn_check(p, CLERK, put, &a, HN_INVALID, "team.outside");

    m.day = DAY(2024, 3, 1);
    hn_check(p, CLERK, leave, &m, HN_INVALID, "fact.days");
    m.day = DAY(2024, 3, 11);
    hn_check(p, CLERK, leave, &m, HN_OK, "");
    second.member.id = second.made;
    second.member.version = 1;
    second.member.role = "leader";
    hn_check(p, CLERK, join, &second, HN_INVALID, "team.leader"); /* on the first days Mai led */
    second.member.from = DAY(2024, 3, 11);
    second.member.version = 3;
    hn_check(p, CLERK, join, &second, HN_CONFLICT, "changed");
    second.member.version = 1;
    hn_check(p, CLERK, join, &second, HN_OK, "");

    struct hn_ctx *c = hn_people_read(p, LEADER);

    assert_int_equal(hn_team_members(c, a.id, &list, &count), HN_OK);
    assert_int_equal(count, 3);
    assert_string_equal(list[0].role, "leader");
    assert_string_equal(list[0].unit_name, "Chi bộ thôn Một");
    assert_string_equal(list[2].name, "Phạm Thị Năm");
    hn_people_read_end(p);
    hn_people_close(p);
}

/* What stands for a day, -2 when the day has no row at all. */
static int64_t
counted(struct hn_people *p, struct hn_user_id actor, int64_t team, hn_day day, size_t i, hn_time known)
{
    const struct hn_team_tally *list;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, actor);
    int64_t n;

    c->known = known;
    assert_int_equal(hn_team_tallies(c, team, day, day + 1, &list, &count), HN_OK);
    n = count ? list[0].counts[i] : -2;
    hn_people_read_end(p);
    return n;
}

static void
counting(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id two = hn_people_member(p, p->c2, "M2", "Hoàng Văn Hai", "male", 19750515, 20050601);
    struct asked a = a_team(p);

    hn_check(p, CLERK, put, &a, HN_OK, "");
    hn_people_link(p, two);

    struct asked leads = a_member(a.id, two, "", "member"), with = a_member(a.id, mai, "", "leader");

    hn_check(p, CLERK, join, &leads, HN_OK, "");
    hn_check(p, CLERK, join, &with, HN_OK, "");
    a.count = 0;
    hn_check(p, CLERK, measure, &a, HN_INVALID, "team.measures");
    a.names[0] = "Lượt hướng dẫn";
    a.names[1] = "lượt hướng dẫn";
    a.count = 2;
    hn_check(p, CLERK, measure, &a, HN_INVALID, "team.measures");
    a.names[1] = "Hộ đã đến";
    hn_check(p, CLERK, measure, &a, HN_OK, "");
    a.names[0] = "Lượt tuyên truyền";
    hn_check(p, CLERK, measure, &a, HN_OK, ""); /* nothing counted yet */

    a.day = DAY(2024, 3, 9);
    a.counts[0] = 12;
    a.counts[1] = -1;
    hn_check(p, SELF, tally, &a, HN_DENIED, "access.denied"); /* a member, neither leader nor deputy */
    leads.member.id = leads.made;
    leads.member.version = 1;
    leads.member.role = "deputy";
    hn_check(p, CLERK, join, &leads, HN_OK, "");
    a.day = DAY(2024, 2, 29);
    hn_check(p, SELF, tally, &a, HN_INVALID, "tally.day");
    a.day = DAY(2024, 3, 11);
    hn_check(p, SELF, tally, &a, HN_INVALID, "tally.day"); /* tomorrow */
    a.day = DAY(2024, 3, 9);
    a.counts[1] = -2;
    hn_check(p, SELF, tally, &a, HN_INVALID, "tally.count");
    a.counts[1] = -1;
    a.count = 1;
    hn_check(p, SELF, tally, &a, HN_INVALID, "tally.count");
    a.count = 2;
    hn_check(p, SELF, tally, &a, HN_OK, "");
    hn_time then = p->now;

    assert_int_equal(counted(p, SELF, a.id, a.day, 0, HN_TIME_OPEN), 12);
    assert_int_equal(counted(p, SELF, a.id, a.day, 1, HN_TIME_OPEN), -1);
    assert_int_equal(counted(p, SELF, a.id, a.day - 1, 0, HN_TIME_OPEN), -2);
    a.counts[0] = 15;
    a.counts[1] = 0;
    hn_check(p, CLERK, tally, &a, HN_OK, "");
    assert_int_equal(counted(p, LEADER, a.id, a.day, 0, HN_TIME_OPEN), 15);
    assert_int_equal(counted(p, LEADER, a.id, a.day, 1, HN_TIME_OPEN), 0);
    assert_int_equal(counted(p, LEADER, a.id, a.day, 0, then), 12);
    assert_int_equal(counted(p, LEADER, a.id, a.day, 1, then), -1);
    a.counts[0] = -1; /* it was not counted after all */
    a.counts[1] = -1;
    hn_check(p, CLERK, tally, &a, HN_OK, "");
    assert_int_equal(counted(p, LEADER, a.id, a.day, 0, HN_TIME_OPEN), -2);
    hn_check(p, CLERK, measure, &a, HN_CONFLICT, "team.counted");
    assert_int_equal(count_of(p, SELF, (struct hn_team_filter){ .mine = true }, DAY(2024, 3, 10)), 1);
    assert_int_equal(count_of(p, SELF, (struct hn_team_filter){ .mine = true }, DAY(2024, 3, 21)), 0);
    hn_people_close(p);
}

static void
closing(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct asked a = a_team(p);
    struct hn_team seen;

    hn_check(p, CLERK, put, &a, HN_OK, "");

    struct asked m = a_member(a.id, mai, "", "leader");

    hn_check(p, CLERK, join, &m, HN_OK, "");
    a.names[0] = "Lượt hướng dẫn";
    a.count = 1;
    hn_check(p, CLERK, measure, &a, HN_OK, "");
    a.day = DAY(2024, 3, 10);
    a.outcome = "";
    hn_check(p, CLERK, close_team, &a, HN_INVALID, "team.outcome");
    a.outcome = "Xong.";
    a.day = DAY(2024, 3, 11);
    hn_check(p, CLERK, close_team, &a, HN_INVALID, "team.closed_on");
    a.day = DAY(2024, 2, 29);
    hn_check(p, CLERK, close_team, &a, HN_INVALID, "team.closed_on");
    a.day = DAY(2024, 3, 2);
    a.counts[0] = 4;
    hn_check(p, CLERK, tally, &a, HN_OK, "");
    a.day = DAY(2024, 3, 3);
    hn_check(p, CLERK, close_team, &a, HN_CONFLICT, "team.untallied");
    a.day = DAY(2024, 3, 1);
    a.counts[0] = 0; /* counted, and nothing was there */
    hn_check(p, CLERK, tally, &a, HN_OK, "");
    a.day = DAY(2024, 3, 3);
    hn_check(p, SECRETARY, close_team, &a, HN_NOT_FOUND, "not_found");
    a.outcome = "Xong; ngày 3 mưa bão nên không đi được.";
    hn_check(p, CLERK, close_team, &a, HN_OK, "");
    hn_check(p, CLERK, close_team, &a, HN_CONFLICT, "team.closed");
    hn_check(p, CLERK, tally, &a, HN_CONFLICT, "team.closed");
    hn_check(p, CLERK, join, &m, HN_CONFLICT, "team.closed");
    assert_int_equal(
        count_of(p, LEADER, (struct hn_team_filter){ .within = p->a, .state = "closed" }, DAY(2024, 3, 10)),
        1);

    struct hn_ctx *c = hn_people_read(p, LEADER);

    c->on = DAY(2024, 3, 3);
    assert_int_equal(hn_team_get(c, a.id, &seen), HN_OK);
    assert_int_equal(seen.members, 1); /* its last day */
    assert_string_equal(seen.leader_name, "Trần Thị Mai");
    c->on = DAY(2024, 3, 4);
    assert_int_equal(hn_team_get(c, a.id, &seen), HN_OK);
    assert_int_equal(seen.members, 0);
    hn_people_read_end(p);
    hn_people_close(p);
}

static uint32_t
draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

enum { DAYS = 10, MEASURES = 3 };

static void
counts_equal_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = a_team(p);
    int64_t naive[DAYS][MEASURES];
    const struct hn_team_tally *list;
    size_t count, days = 0;
    uint64_t seed = 18;

    memset(naive, 0xff, sizeof naive); /* -1 each */
    hn_check(p, CLERK, put, &a, HN_OK, "");
    a.names[0] = "Lượt hướng dẫn";
    a.names[1] = "Hộ đã đến";
    a.names[2] = "Túi quà";
    a.count = MEASURES;
    hn_check(p, CLERK, measure, &a, HN_OK, "");
    for (int i = 0; i < 40; i++) {
        int day = (int)draw(&seed, DAYS);

        a.day = DAY(2024, 3, 1) + day;
        for (int k = 0; k < MEASURES; k++)
            a.counts[k] = naive[day][k] = (int64_t)draw(&seed, 4) - 1;
        hn_check(p, CLERK, tally, &a, HN_OK, "");
    }

    struct hn_ctx *c = hn_people_read(p, CLERK);

    assert_int_equal(hn_team_tallies(c, a.id, DAY(2024, 3, 1), DAY(2024, 3, 11), &list, &count), HN_OK);
    for (int d = 0; d < DAYS; d++) {
        bool any = false;

        for (int k = 0; k < MEASURES; k++)
            any = any || naive[d][k] >= 0;
        if (!any)
            continue;
        assert_int_equal(list[days].day, DAY(2024, 3, 1) + d);
        for (int k = 0; k < MEASURES; k++)
            assert_int_equal(list[days].counts[k], naive[d][k]);
        days++;
    }
    assert_int_equal(days, count);
    hn_people_read_end(p);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(setting_up),
        HN_TEST_BOTH(belonging),
        HN_TEST_BOTH(counting),
        HN_TEST_BOTH(closing),
        HN_TEST_BOTH(counts_equal_a_recount),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
