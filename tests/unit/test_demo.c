/* Proves that the plan of the made-up province has the article's figures, that the same seed gives the same people, and
 * that the people drawn are possible. Nothing is written anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "demo/people.h"
#include "demo/plan.h"

static bool
is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static int
count_kind(const struct hn_demo_plan *p, const char *kind, const char *below)
{
    int n = 0;

    for (int i = 0; i < p->unit_count; i++)
        n += is(p->units[i].kind, kind) && strncmp(p->units[i].code, below, strlen(below)) == 0;
    return n;
}

static int
members_below(const struct hn_demo_plan *p, const char *prefix)
{
    int n = 0;

    for (int i = 0; i < p->unit_count; i++)
        if (strncmp(p->units[i].code, prefix, strlen(prefix)) == 0)
            n += p->units[i].members;
    return n;
}

static void
test_figures_of_the_article(void **state)
{
    struct hn_arena *a = hn_arena_new((size_t)64 << 20);
    const struct hn_demo_plan *p = hn_demo_plan(a, HN_DEMO_PROVINCE, 2021);
    int villages = 0, firms = 0;

    (void)state;
    assert_int_equal(count_kind(p, "upper_grassroots", "22."), 20);
    assert_int_equal(
        count_kind(p, "grassroots_committee_org", "22.") + count_kind(p, "grassroots_cell", "22."), 696);
    assert_int_equal(count_kind(p, "cell", "22."), 4971);
    assert_int_equal(p->members, 104700);
    assert_int_equal(count_kind(p, "grassroots_committee_org", "22.301"), 36);
    assert_int_equal(count_kind(p, "grassroots_cell", "22.301"), 4);
    assert_in_range(members_below(p, "22.301"), 18900, 18999); /* gần 19.000 */
    assert_int_equal(members_below(p, "22.200.004"), 164);
    assert_int_equal(count_kind(p, "cell", "22.200.004"), 14);
    for (int i = 0; i < p->unit_count; i++) {
        villages += p->units[i].village;
        firms += is(p->units[i].sector, "private_firm") && p->units[i].from >= hn_day_of(2017, 1, 1);
    }
    assert_int_equal(villages, 1542);
    assert_int_equal(firms, 53);
    hn_arena_free(a);
}

/* Thirty members make a committee, fewer a grassroots cell; a cell has three official members at least. (domain/01) */
static void
test_sizes_keep_the_rules(void **state)
{
    struct hn_arena *a = hn_arena_new((size_t)64 << 20);
    const struct hn_demo_plan *p = hn_demo_plan(a, HN_DEMO_PROVINCE, 7);

    (void)state;
    for (int i = 0; i < p->unit_count; i++) {
        const struct hn_demo_unit *u = &p->units[i];

        if (is(u->kind, "grassroots_committee_org"))
            assert_true(members_below(p, hn_dup_n(a, u->code, 10)) >= 30);
        if (is(u->kind, "grassroots_cell"))
            assert_in_range(u->members, 3, 29);
        if (is(u->kind, "cell"))
            assert_true(u->members >= 4);
        if (u->parent >= 0)
            assert_true(u->parent < i);
    }
    hn_arena_free(a);
}

static void
test_same_seed_same_people(void **state)
{
    struct hn_arena *a = hn_arena_new((size_t)64 << 20);
    const struct hn_demo_plan *p = hn_demo_plan(a, HN_DEMO_SMALL, 5), *q = hn_demo_plan(a, HN_DEMO_SMALL, 5);
    const struct hn_demo_plan *other = hn_demo_plan(a, HN_DEMO_SMALL, 6);
    const struct hn_names *names = hn_names_load(a);
    int same = 0, total = 0;

    (void)state;
    for (int i = 0; i < p->unit_count; i++) {
        struct hn_demo_person *one, *two, *three;

        if (p->units[i].members == 0)
            continue;
        hn_demo_people(a, p, names, i, 0, &one);
        hn_demo_people(a, q, names, i, 0, &two);
        hn_demo_people(a, other, names, i, 0, &three);
        for (int k = 0; k < p->units[i].members; k++, total++) {
            assert_string_equal(one[k].full_name, two[k].full_name);
            assert_int_equal(one[k].birth_date, two[k].birth_date);
            assert_int_equal(one[k].admitted, two[k].admitted);
            if (k < other->units[i].members)
                same += is(one[k].full_name, three[k].full_name);
        }
    }
    assert_true(same < total / 4);
    hn_arena_free(a);
}

static void
check_person(const struct hn_demo_plan *p, const struct hn_demo_person *one)
{
    hn_day born;

    assert_false(hn_name_excluded(one->full_name));
    if (hn_pdate_day(one->birth_date, &born))
        assert_true(one->admitted - born >= 18 * 365);
    /* Recognised exactly twelve months after admission, also those who were probationary on the last day. */
    assert_in_range(one->official - one->admitted, 365, 366);
    assert_true(one->joined <= p->last_day);
}

static void
test_people_are_possible(void **state)
{
    struct hn_arena *a = hn_arena_new((size_t)256 << 20);
    const struct hn_demo_plan *p = hn_demo_plan(a, HN_DEMO_PROVINCE, 2021);
    const struct hn_names *names = hn_names_load(a);
    int heads = 0, secretaries = 0, cells = 0;

    (void)state;
    for (int i = 0; i < p->unit_count; i += 7) {
        const struct hn_demo_unit *u = &p->units[i];
        struct hn_demo_person *people;
        struct hn_mark mark = hn_arena_mark(a);
        int official = 0;

        if (u->members == 0)
            continue;
        cells++;
        hn_demo_people(a, p, names, i, 0, &people);
        for (int k = 0; k < u->members; k++) {
            check_person(p, &people[k]);
            official += people[k].official <= p->last_day;
            for (int o = 0; o < people[k].office_count; o++) {
                heads += is(people[k].offices[o].office, "village_head");
                secretaries += is(people[k].offices[o].office, "secretary") && people[k].offices[o].unit == i;
            }
        }
        assert_true(official >= 3);
        hn_arena_rewind(a, mark);
    }
    assert_int_equal(secretaries, cells);
    assert_true(heads > 0);
    hn_arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_of_the_article),
        cmocka_unit_test(test_sizes_keep_the_rules),
        cmocka_unit_test(test_same_seed_same_people),
        cmocka_unit_test(test_people_are_possible),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
