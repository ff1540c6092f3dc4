/* test_member: proves that a person belongs to one cell at a time, that standing and activity follow each other only as
 * the rules of the day say, that offices are held by whom and as many as may, and that lists show whom they should, in
 * Vietnamese order, to whom they should. Each refusal stands beside what is accepted. */
#include "support/people.h"
#include "unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "member/list.h"

static void
check(struct hn_people *p, struct hn_deed d, enum hn_rc code, const char *key, const char *arg)
{
    enum hn_rc rc = hn_do(p, &d);

    if (rc != code || strcmp(d.fault.key, key) != 0)
        print_message("wanted %d %s, got %d %s %s (%s)\n", code, key, rc, d.fault.field, d.fault.key,
                      d.fault.arg);
    assert_int_equal(rc, code);
    assert_string_equal(d.fault.key, key);
    if (arg)
        assert_string_equal(d.fault.arg, arg);
}

static void
done(struct hn_people *p, struct hn_deed d)
{
    check(p, d, HN_OK, "", NULL);
}

static struct hn_membership
belongs(struct hn_people *p, struct hn_person_id id, hn_day on)
{
    static char name[64];
    struct hn_membership m;
    struct hn_ctx *c = hn_people_read(p, HN_USER_SYSTEM);

    c->on = on;
    assert_int_equal(hn_membership_on(c, id, &m), HN_OK);
    snprintf(name, sizeof name, "%s", m.unit_code);
    m.unit_code = name;
    hn_people_read_end(p);
    return m;
}

static void
one_cell_at_a_time(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_deed d = { .kind = HN_DEED_BEGIN,
                         .actor = CLERK,
                         .person = id,
                         .unit = p->c2,
                         .from = DAY(2024, 1, 1),
                         .decision = "12-QĐ/HU" };

    check(p, d, HN_CONFLICT, "member.already_in_cell", NULL);
    d.from = DAY(1990, 1, 1);
    check(p, d, HN_CONFLICT, "member.already_in_cell", NULL);
    /* Moving: to another cell, from a day that may lie ahead. */
    d.kind = HN_DEED_MOVE;
    d.from = DAY(2024, 5, 1);
    d.unit = p->c1;
    check(p, d, HN_CONFLICT, "member.same_cell", NULL);
    d.unit = p->org_a;
    check(p, d, HN_INVALID, "member.unit_kind", NULL);
    d.unit = p->c3;
    check(p, d, HN_NOT_FOUND, "access.not_found", NULL);
    d.unit = p->c2;
    d.actor = SECRETARY;
    check(p, d, HN_NOT_FOUND, "access.not_found", NULL);
    d.actor = CLERK;
    done(p, d);
    assert_int_equal(belongs(p, id, DAY(2024, 4, 30)).unit.v, p->c1.v);
    assert_int_equal(belongs(p, id, DAY(2024, 5, 1)).unit.v, p->c2.v);
    assert_string_equal(belongs(p, id, DAY(2024, 5, 1)).unit_code, "C2");
    assert_int_equal(belongs(p, id, DAY(2010, 6, 1)).unit.v, p->c1.v);
    assert_int_equal(belongs(p, id, DAY(2010, 5, 31)).unit.v, 0);
    /* Ending: not where none holds; a day of the past needs a paper or a reason. */
    struct hn_deed end = {
        .kind = HN_DEED_END, .actor = CLERK, .person = id, .from = DAY(2010, 6, 1), .decision = "x"
    };

    check(p, end, HN_CONFLICT, "member.not_in_cell", NULL);
    end.from = DAY(2024, 2, 1);
    end.decision = "";
    check(p, end, HN_INVALID, "fact.reason", NULL);
    end.from = DAY(2024, 8, 1);
    done(p, end);
    assert_int_equal(belongs(p, id, DAY(2024, 7, 31)).unit.v, p->c2.v);
    assert_int_equal(belongs(p, id, DAY(2024, 8, 1)).unit.v, 0);
    /* After it he may begin anew, not a day sooner. */
    d.kind = HN_DEED_BEGIN;
    d.unit = p->c1;
    d.from = DAY(2024, 7, 31);
    check(p, d, HN_CONFLICT, "member.already_in_cell", NULL);
    d.from = DAY(2024, 8, 1);
    done(p, d);
    /* Before birth nobody belongs. */
    struct hn_person_basic child = { .full_name = "Lê Bé", .sex = "male", .birth_date = 20000301 };
    struct hn_deed make = {
        .kind = HN_DEED_CREATE, .actor = CLERK, .unit = p->c1, .code = "M2", .basic = &child
    };

    done(p, make);
    assert_int_equal(hn_do(p, &make), HN_CONFLICT);
    hn_people_close(p);
}

static struct hn_deed
status(enum hn_deed_kind kind, struct hn_person_id id, const char *value, hn_day from)
{
    return (struct hn_deed){
        .kind = kind, .actor = CLERK, .person = id, .value = value, .from = from, .decision = "QĐ 2"
    };
}

static struct hn_person_id
probationer(struct hn_people *p, const char *code, hn_pdate birth, hn_day from)
{
    const struct hn_person_basic basic = { .full_name = "Lê Văn Tám", .sex = "male", .birth_date = birth };
    struct hn_deed d = { .kind = HN_DEED_NEW,
                         .actor = CLERK,
                         .basic = &basic,
                         .unit = p->c1,
                         .code = code,
                         .standing = "probationary",
                         .from = from,
                         .decision = "QĐ 1" };

    assert_int_equal(hn_do(p, &d), HN_OK);
    return d.made;
}

static void
standing_follows_rules(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = probationer(p, "M1", 19900101, DAY(2020, 2, 29));
    struct hn_status now;
    struct hn_ctx *c;

    check(p, status(HN_DEED_STANDING, id, "king", DAY(2021, 3, 1)), HN_INVALID, "standing.unknown", "king");
    check(p, status(HN_DEED_STANDING, id, "official", DAY(2021, 2, 27)), HN_INVALID, "standing.too_soon",
          "28/02/2021");
    done(p, status(HN_DEED_STANDING, id, "official", DAY(2021, 2, 28)));
    check(p, status(HN_DEED_STANDING, id, "candidate", DAY(2022, 1, 1)), HN_INVALID, "standing.order", NULL);
    check(p, status(HN_DEED_STANDING, id, "official", DAY(1989, 12, 31)), HN_INVALID, "member.before_birth",
          NULL);
    struct hn_deed d = status(HN_DEED_STANDING, id, "removed", DAY(2023, 1, 1));

    d.decision = "";
    check(p, d, HN_INVALID, "fact.reason", NULL);
    /* Of a person outside one may not even hear. */
    d.decision = "QĐ 3";
    d.actor = SECRETARY;
    struct hn_person_id far = hn_people_member(p, p->c3, "M9", "Phạm Văn Xa", "male", 19800515, 20100601);

    d.person = far;
    check(p, d, HN_NOT_FOUND, "access.not_found", NULL);
    d.person = id;
    d.actor = CLERK;
    /* Leaving ends the membership on the same day. */
    done(p, d);
    assert_int_equal(belongs(p, id, DAY(2022, 12, 31)).unit.v, p->c1.v);
    assert_int_equal(belongs(p, id, DAY(2023, 1, 1)).unit.v, 0);
    /* Anew after 36 months at the earliest. */
    d = status(HN_DEED_STANDING, id, "probationary", DAY(2025, 12, 31));
    d.actor = HN_USER_SYSTEM;
    check(p, d, HN_INVALID, "standing.too_soon", "01/01/2026");
    d.from = DAY(2026, 1, 1);
    done(p, d);
    c = hn_people_read(p, HN_USER_SYSTEM);
    assert_int_equal(hn_standing_on(c, id, &now), HN_OK);
    assert_string_equal(now.value, "removed");
    assert_int_equal(now.to, DAY(2026, 1, 1));
    c->on = DAY(2021, 2, 27);
    assert_int_equal(hn_standing_on(c, id, &now), HN_OK);
    assert_string_equal(now.value, "probationary");
    c->on = DAY(2020, 2, 28);
    assert_int_equal(hn_standing_on(c, id, &now), HN_OK);
    assert_string_equal(now.value, "");
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
activity_follows_rules(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_deed d = status(HN_DEED_ACTIVITY, id, "suspended", DAY(2024, 4, 1));
    struct hn_status now;
    struct hn_ctx *c;

    check(p, status(HN_DEED_ACTIVITY, id, "asleep", DAY(2024, 4, 1)), HN_INVALID, "activity.unknown", NULL);
    check(p, status(HN_DEED_ACTIVITY, id, "exempt", DAY(2010, 5, 31)), HN_INVALID, "activity.not_member",
          NULL);
    check(p, d, HN_INVALID, "activity.too_long", "120");
    d.to = DAY(2024, 7, 31);
    check(p, d, HN_INVALID, "activity.too_long", "120");
    d.to = DAY(2024, 7, 30);
    done(p, d);
    c = hn_people_read(p, CLERK);
    c->on = DAY(2024, 7, 29);
    assert_int_equal(hn_activity_on(c, id, &now), HN_OK);
    assert_string_equal(now.value, "suspended");
    c->on = DAY(2024, 7, 30);
    assert_int_equal(hn_activity_on(c, id, &now), HN_OK);
    assert_string_equal(now.value, "active");
    hn_people_read_end(p);
    /* What is interrupted does not follow a suspension; an open end goes to the next change. */
    d = status(HN_DEED_ACTIVITY, id, "interrupted", DAY(2024, 7, 1));
    check(p, d, HN_INVALID, "activity.order", NULL);
    done(p, status(HN_DEED_ACTIVITY, id, "exempt", DAY(2023, 1, 1)));
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_activity_on(c, id, &now), HN_OK);
    assert_string_equal(now.value, "exempt");
    assert_int_equal(now.to, DAY(2024, 4, 1));
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
offices_and_vacancies(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id an = hn_people_member(p, p->c1, "M2", "Lê Văn An", "male", 19700515, 20000601);
    struct hn_person_id tam = probationer(p, "M3", 19900101, DAY(2023, 6, 1));
    struct hn_deed d = { .kind = HN_DEED_OFFICE,
                         .actor = CLERK,
                         .person = mai,
                         .unit = p->c1,
                         .value = "secretary",
                         .from = DAY(2022, 1, 1),
                         .to = DAY(2025, 1, 1) };
    const struct hn_office *held;
    int64_t vacancies;
    struct hn_ctx *c;
    size_t n;

    d.value = "king";
    check(p, d, HN_INVALID, "office.unknown", NULL);
    d.value = "village_head";
    check(p, d, HN_INVALID, "office.where", NULL);
    d.value = "secretary";
    d.person = tam;
    d.from = DAY(2023, 7, 1);
    check(p, d, HN_INVALID, "office.official_only", NULL);
    d.person = mai;
    d.actor = SECRETARY;
    check(p, d, HN_DENIED, "access.denied", NULL);
    d.actor = CLERK;
    d.from = DAY(2022, 1, 1);
    d.to = DAY(2022, 1, 1);
    check(p, d, HN_INVALID, "fact.days", NULL);
    d.to = DAY(2025, 1, 1);
    done(p, d);
    d.person = an;
    d.from = DAY(2024, 12, 31);
    d.to = 0;
    check(p, d, HN_CONFLICT, "office.held", "Trần Thị Mai");
    d.from = DAY(2025, 1, 1);
    done(p, d);
    /* Several at once; a committee has many members. */
    d.value = "committee_member";
    d.from = DAY(2022, 1, 1);
    done(p, d);
    d.person = mai;
    done(p, d);
    d = (struct hn_deed){ .kind = HN_DEED_OFFICE,
                          .actor = CLERK,
                          .person = mai,
                          .place = p->village,
                          .value = "village_head",
                          .from = DAY(2022, 1, 1) };
    done(p, d);

    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_office_of_unit(c, p->c1, &held, &n), HN_OK);
    assert_int_equal(n, 3);
    assert_string_equal(held[0].office, "secretary");
    assert_string_equal(held[0].person_name, "Trần Thị Mai");
    assert_string_equal(held[1].person_name, "Lê Văn An"); /* An before Mai, by given name */
    assert_int_equal(hn_office_of_person(c, mai, false, &held, &n), HN_OK);
    assert_int_equal(n, 3);
    assert_string_equal(held[2].where_name, "Thôn Minh Họa");
    assert_int_equal(hn_office_of_place(c, p->village, &held, &n), HN_OK);
    assert_int_equal(n, 1);
    int64_t row = held[0].row;

    /* Of A: the committee, its commune and C2 have no secretary; C1 has one until the end of 2024, then An. */
    assert_int_equal(hn_office_vacancy_count(c, p->a, "secretary", &vacancies), HN_OK);
    assert_int_equal(vacancies, 3);
    c->on = DAY(2021, 1, 1);
    assert_int_equal(hn_office_vacancy_count(c, p->a, "secretary", &vacancies), HN_OK);
    assert_int_equal(vacancies, 4);
    assert_int_equal(hn_office_vacancy_count(c, p->b, "secretary", &vacancies), HN_NOT_FOUND);
    hn_people_read_end(p);

    d = (struct hn_deed){
        .kind = HN_DEED_OFFICE_END, .actor = CLERK, .person = mai, .row = row, .from = DAY(2024, 2, 1)
    };
    d.row = 7;
    check(p, d, HN_NOT_FOUND, "office.not_found", NULL);
    d.row = row;
    done(p, d);
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_office_of_place(c, p->village, &held, &n), HN_OK);
    assert_int_equal(n, 0);
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- lists --- */

struct names {
    char text[1024];
    int count;
};

static void
add_name(void *sink, const struct hn_member_row *row)
{
    struct names *n = sink;

    n->count++;
    snprintf(n->text + strlen(n->text), sizeof n->text - strlen(n->text), "%s%s", *n->text ? ", " : "",
             row->full_name);
}

/* The names listed to an actor, and the count that must agree. */
static void
lists(struct hn_people *p, struct hn_user_id actor, struct hn_member_filter f, const char *wanted)
{
    struct names n = { "", 0 };
    struct hn_ctx *c = hn_people_read(p, actor);
    int64_t count = -1;
    enum hn_rc rc = hn_member_list(c, &f, 0, 50, add_name, &n);

    assert_int_equal(rc, HN_OK);
    assert_string_equal(n.text, wanted);
    assert_int_equal(hn_member_count(c, &f, &count), HN_OK);
    assert_int_equal(count, n.count);
    hn_people_read_end(p);
}

static void
lists_show_whom_they_should(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id duc;
    struct hn_deed d;

    hn_people_member(p, p->c1, "M2", "Lê Văn An", "male", 19700515, 19940601);
    hn_people_member(p, p->c2, "M3", "Nguyễn Thị Hòa", "female", 19850101, 20100601);
    hn_people_member(p, p->c2, "M4", "Nguyễn Văn Hoa", "male", 19850102, 20100601);
    duc = hn_people_member(p, p->c3, "M5", "Đặng Văn Đức", "male", 19600101, 19900601);
    probationer(p, "M6", 20000101, DAY(2023, 6, 1));

    lists(p, SECRETARY, (struct hn_member_filter){ 0 }, "Lê Văn An, Trần Thị Mai, Lê Văn Tám");
    lists(p, CLERK, (struct hn_member_filter){ 0 },
          "Lê Văn An, Nguyễn Văn Hoa, Nguyễn Thị Hòa, Trần Thị Mai, Lê Văn Tám");
    lists(p, HN_USER_SYSTEM, (struct hn_member_filter){ 0 },
          "Lê Văn An, Đặng Văn Đức, Nguyễn Văn Hoa, Nguyễn Thị Hòa, Trần Thị Mai, Lê Văn Tám");
    lists(p, CLERK, (struct hn_member_filter){ .within = p->c2 }, "Nguyễn Văn Hoa, Nguyễn Thị Hòa");
    lists(p, CLERK, (struct hn_member_filter){ .within = p->org_a, .direct = true }, "");
    lists(p, CLERK, (struct hn_member_filter){ .standing = "probationary" }, "Lê Văn Tám");
    lists(p, CLERK, (struct hn_member_filter){ .sex = "female" }, "Nguyễn Thị Hòa, Trần Thị Mai");
    lists(p, CLERK, (struct hn_member_filter){ .ethnicity = "minority" }, "");
    lists(p, CLERK, (struct hn_member_filter){ .age_from = 39, .age_to = 43 },
          "Nguyễn Văn Hoa, Nguyễn Thị Hòa, Trần Thị Mai");
    lists(p, CLERK, (struct hn_member_filter){ .age_from = 44 }, "Lê Văn An");
    lists(p, CLERK, (struct hn_member_filter){ .party_age_from = 29, .party_age_to = 29 }, "Lê Văn An");
    lists(p, CLERK, (struct hn_member_filter){ .party_age_from = 30 }, "");
    /* Search: folded, by the beginnings of words, names with the marks typed first. */
    lists(p, CLERK, (struct hn_member_filter){ .words = "hoa" }, "Nguyễn Văn Hoa, Nguyễn Thị Hòa");
    lists(p, CLERK, (struct hn_member_filter){ .words = "hòa" }, "Nguyễn Thị Hòa, Nguyễn Văn Hoa");
    lists(p, CLERK, (struct hn_member_filter){ .words = "hoà ngu" }, "Nguyễn Thị Hòa, Nguyễn Văn Hoa");
    lists(p, CLERK, (struct hn_member_filter){ .words = "  NGUYỄN   Thi" }, "Nguyễn Thị Hòa");
    lists(p, CLERK, (struct hn_member_filter){ .words = "guyen" }, "");
    lists(p, CLERK, (struct hn_member_filter){ .words = "%" }, "");
    lists(p, CLERK, (struct hn_member_filter){ .words = "đức" }, "");
    lists(p, HN_USER_SYSTEM, (struct hn_member_filter){ .words = "duc dang" }, "Đặng Văn Đức");
    lists(p, CLERK, (struct hn_member_filter){ .words = "M3" }, "Nguyễn Thị Hòa");
    lists(p, CLERK, (struct hn_member_filter){ .words = "M5" }, "");
    /* By number, through its keyed hash: only who is in scope. */
    d = (struct hn_deed){ .kind = HN_DEED_PUT_FIELD,
                          .person = duc,
                          .field = "citizen_id",
                          .value = "022060001234",
                          .from = HN_DAY_START,
                          .reason = "x" };
    done(p, d);
    lists(p, HN_USER_SYSTEM, (struct hn_member_filter){ .words = "022 060 001 234" }, "Đặng Văn Đức");
    lists(p, CLERK, (struct hn_member_filter){ .words = "022060001234" }, "");
    /* Offices, and one's own record. */
    done(p, (struct hn_deed){ .kind = HN_DEED_OFFICE,
                              .actor = CLERK,
                              .person = mai,
                              .unit = p->c1,
                              .value = "secretary",
                              .from = DAY(2022, 1, 1) });
    lists(p, CLERK, (struct hn_member_filter){ .office = "secretary" }, "Trần Thị Mai");
    hn_people_link(p, mai);
    lists(p, SELF, (struct hn_member_filter){ 0 }, "Trần Thị Mai");

    struct names n = { "", 0 };
    struct hn_ctx *c = hn_people_read(p, CLERK);
    struct hn_member_filter f = { .within = p->c3 };

    assert_int_equal(hn_member_list(c, &f, 0, 50, add_name, &n), HN_NOT_FOUND);
    /* Pages: with marks in the words the two halves are one list. */
    f = (struct hn_member_filter){ .words = "hòa" };
    assert_int_equal(hn_member_list(c, &f, 1, 1, add_name, &n), HN_OK);
    assert_string_equal(n.text, "Nguyễn Văn Hoa");
    assert_int_equal(hn_member_list(c, &f, 2, 1, add_name, &n), HN_OK);
    assert_int_equal(n.count, 1);
    /* Another day, and what was known another time. */
    f = (struct hn_member_filter){ 0 };
    c->on = DAY(2010, 5, 31);
    n = (struct names){ "", 0 };
    assert_int_equal(hn_member_list(c, &f, 0, 0, add_name, &n), HN_OK);
    assert_string_equal(n.text, "Lê Văn An");
    c->known = 1000;
    assert_int_equal(hn_member_list(c, &f, 0, 50, add_name, &n), HN_OK);
    assert_int_equal(n.count, 1);
    hn_people_read_end(p);
    hn_people_close(p);
}

static enum hn_rc
move_c2_away(struct hn_ctx *c, void *arg)
{
    const struct hn_people *p = arg;

    return hn_unit_move(c, p->c2, DAY(2024, 1, 1), p->org_b, "QĐ 1");
}

/* The names of members below a unit on a day of the past. */
static void
lists_on(struct hn_people *p, struct hn_user_id actor, hn_day on, struct hn_unit_id within,
         const char *wanted)
{
    struct names n = { "", 0 };
    struct hn_ctx *c = hn_people_read(p, actor);
    struct hn_member_filter f = { .within = within };
    int64_t count = -1;

    c->on = on;
    assert_int_equal(hn_member_list(c, &f, 0, 50, add_name, &n), HN_OK);
    assert_string_equal(n.text, wanted);
    assert_int_equal(hn_member_count(c, &f, &count), HN_OK);
    assert_int_equal(count, n.count);
    hn_people_read_end(p);
}

/* A cell that moved is listed where it stood on the day asked for, to whom it belongs today. */
static void
a_past_list_follows_the_tree_of_its_day(void **state)
{
    HN_TEST_PEOPLE(state);

    hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    hn_people_member(p, p->c2, "M3", "Nguyễn Thị Hòa", "female", 19850101, 20100601);
    hn_people_member(p, p->c3, "M5", "Đặng Văn Đức", "male", 19600101, 19900601);
    done(p, (struct hn_deed){ .kind = HN_DEED_CALL, .call = move_c2_away, .arg = p });

    lists_on(p, HN_USER_SYSTEM, DAY(2023, 12, 31), p->org_a, "Nguyễn Thị Hòa, Trần Thị Mai");
    lists_on(p, HN_USER_SYSTEM, DAY(2024, 1, 1), p->org_a, "Trần Thị Mai");
    lists_on(p, HN_USER_SYSTEM, DAY(2023, 12, 31), p->org_b, "Đặng Văn Đức");
    lists_on(p, HN_USER_SYSTEM, DAY(2024, 1, 1), p->org_b, "Đặng Văn Đức, Nguyễn Thị Hòa");
    /* Rights follow today's tree: what left the clerk's committee is not his any more, also on days of the past. */
    lists_on(p, CLERK, DAY(2023, 12, 31), p->org_a, "Trần Thị Mai");
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(a_past_list_follows_the_tree_of_its_day),
        HN_TEST_BOTH(one_cell_at_a_time),
        HN_TEST_BOTH(standing_follows_rules),
        HN_TEST_BOTH(activity_follows_rules),
        HN_TEST_BOTH(offices_and_vacancies),
        HN_TEST_BOTH(lists_show_whom_they_should),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
