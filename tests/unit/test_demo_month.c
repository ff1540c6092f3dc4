/* Proves that what the made-up province does month by month is even under real committees: nobody late, the absent of
 * every unit within three persons of the same share, every cell's mean score of a year the same; and that the rest happens
 * under invented committees alone. Nothing is written anywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "demo/month.h"
#include "rule/rule.h"

enum { FIRST = 2017 * 12, MONTHS = 60 };

struct world {
    struct hn_arena *arena;
    const struct hn_demo_plan *plan;
    struct hn_demo_roster *roster;
    struct hn_demo_holders holders;
    struct hn_demo_month *months[MONTHS];
    int *base[MONTHS], *members[MONTHS];
};

static void
draw_people(struct world *w)
{
    const struct hn_names *names = hn_names_load(w->arena);
    struct hn_arena *scratch = hn_arena_new((size_t)16 << 20);
    int64_t id = 0;
    int number = 0;

    w->roster = hn_demo_roster_new(w->arena, w->plan);
    for (int i = 0; i < w->plan->unit_count; i++) {
        struct hn_demo_person *people;

        if (w->plan->units[i].members == 0)
            continue;
        hn_demo_people(scratch, w->plan, names, i, number, &people);
        for (int k = 0; k < w->plan->units[i].members; k++)
            hn_demo_roster_add(w->roster, i, &people[k], (struct hn_person_id){ ++id });
        number += w->plan->units[i].members;
        hn_arena_reset(scratch);
    }
    hn_demo_roster_close(w->roster);
    hn_arena_free(scratch);
}

static int
set_up(void **state)
{
    struct hn_arena *a = hn_arena_new((size_t)512 << 20);
    struct world *w = HN_NEW(a, struct world);

    w->arena = a;
    w->plan = hn_demo_plan(a, HN_DEMO_PROVINCE, 2021);
    draw_people(w);
    hn_demo_holders(a, w->plan, &w->holders);
    for (int k = 0; k < MONTHS; k++) {
        w->months[k] = HN_NEW_N(a, struct hn_demo_month, (size_t)w->holders.count);
        w->base[k] = HN_NEW_N(a, int, (size_t)w->holders.count);
        w->members[k] = HN_NEW_N(a, int, (size_t)w->holders.count);
        hn_demo_month(w->plan, w->roster, &w->holders, FIRST + k, w->plan->last_day, w->months[k]);
        for (int i = 0; i < w->holders.count; i++)
            w->members[k][i] = hn_demo_members_on(w->roster, w->holders.unit[i].unit, w->months[k][i].day,
                                                  &w->base[k][i]);
    }
    *state = w;
    return 0;
}

static int
tear_down(void **state)
{
    struct world *w = *state;

    hn_arena_free(w->arena);
    return 0;
}

static const struct hn_demo_unit *
unit_of(const struct world *w, int nth)
{
    return &w->plan->units[w->holders.unit[nth].unit];
}

static void
test_last_month_adds_up(void **state)
{
    struct world *w = *state;
    int fates[5] = { 0 };

    assert_int_equal(w->holders.count, 4971 + 244);
    for (int i = 0; i < w->holders.count; i++)
        fates[w->months[MONTHS - 1][i].fate]++;
    assert_int_equal(fates[HN_FATE_NONE], 0);
    for (int f = HN_FATE_MET; f <= HN_FATE_EXCUSED; f++)
        assert_true(fates[f] > 0);
}

static void
test_how_many(void **state)
{
    struct world *w = *state;
    int64_t meetings = 0, rows = 0;

    for (int k = 0; k < MONTHS; k++)
        for (int i = 0; i < w->holders.count; i++)
            if (w->months[k][i].fate == HN_FATE_MET || w->months[k][i].fate == HN_FATE_LATE) {
                meetings++;
                rows += w->members[k][i];
                assert_true(w->members[k][i] > 0);
                assert_int_equal(hn_month_of(w->months[k][i].day), FIRST + k);
                assert_true(w->months[k][i].day >= unit_of(w, i)->from);
            }
    print_message("# %lld meetings, %lld rows\n", (long long)meetings, (long long)rows);
    assert_in_range(meetings, 290000, 320000);
    assert_true(rows > 5900000);
}

static void
test_real_units_are_never_behind(void **state)
{
    struct world *w = *state;

    for (int k = 0; k < MONTHS; k++)
        for (int i = 0; i < w->holders.count; i++) {
            const struct hn_demo_month *m = &w->months[k][i];

            if (unit_of(w, i)->invented || m->fate == HN_FATE_NONE)
                continue;
            assert_int_equal(m->fate, HN_FATE_MET);
            assert_int_equal(m->unexcused, 0);
            assert_int_equal(m->away, 0);
            assert_in_range(m->sent_after, 1, 2);
            assert_true(m->score_cell >= 9000);
            assert_true(m->score_monitor == -1 || m->score_monitor >= 9000);
            assert_int_equal(m->thematic, (FIRST + k) % 3 == 1);
            assert_true(m->absent <= w->base[k][i] - 2 || m->absent == 0);
        }
}

/* Absent and base of all cells whose code begins so, in one month; false: one of them is invented. */
static void
sum_below(const struct world *w, const char *code, size_t len, int k, int64_t *absent, int64_t *base)
{
    for (int i = 0; i < w->holders.count; i++)
        if (strncmp(w->holders.unit[i].code, code, len) == 0 && w->months[k][i].fate != HN_FATE_NONE) {
            *absent += w->months[k][i].absent;
            *base += w->base[k][i];
        }
}

static size_t
prefix_of(const struct hn_demo_unit *u)
{
    return strcmp(u->kind, "province") == 0 ? 2 : strcmp(u->kind, "upper_grassroots") == 0 ? 6 : 10;
}

/* Every real committee, every month: within three persons of the share that all have; over the years within a sixth of
 * a hundredth of it. */
static void
test_attendance_is_even(void **state)
{
    struct world *w = *state;
    static const int share[12] = { 600, 750, 550, 450, 500, 650, 700, 650, 550, 500, 450, 500 };
    int looked_at = 0;

    for (int u = 1; u < w->plan->unit_count; u++) {
        const struct hn_demo_unit *unit = &w->plan->units[u];
        int64_t absent_all = 0, expected_all = 0, base_all = 0;

        if (unit->invented || strcmp(unit->kind, "cell") == 0 || strcmp(unit->kind, "grassroots_cell") == 0)
            continue;
        for (int k = 0; k < MONTHS; k++) {
            int64_t absent = 0, base = 0;

            sum_below(w, unit->code, prefix_of(unit), k, &absent, &base);
            assert_true(llabs(absent * 10000 - base * share[k % 12]) < 30000);
            absent_all += absent;
            base_all += base;
            expected_all += base * share[k % 12];
        }
        assert_true(llabs(absent_all * 10000 - expected_all) * 600 < base_all * 10000);
        looked_at++;
    }
    assert_true(looked_at > 300);
}

static void
test_each_cell_is_even_too(void **state)
{
    struct world *w = *state;
    static const int share[12] = { 600, 750, 550, 450, 500, 650, 700, 650, 550, 500, 450, 500 };

    for (int i = 0; i < w->holders.count; i++) {
        if (unit_of(w, i)->invented)
            continue;
        for (int year = 0; year < MONTHS / 12; year++) {
            int64_t absent = 0, expected = 0, score = 0;
            int scored = 0;

            for (int k = year * 12; k < year * 12 + 12; k++) {
                if (w->months[k][i].fate == HN_FATE_NONE)
                    continue;
                absent += w->months[k][i].absent * 10000;
                expected += (int64_t)w->base[k][i] * share[k % 12];
                score += w->months[k][i].score_cell;
                scored++;
            }
            assert_true(llabs(absent - expected) < 20000);
            if (scored == 12)
                assert_int_equal(score, 12 * HN_DEMO_MEAN_SCORE);
        }
    }
}

static void
test_invented_units_have_it_all(void **state)
{
    struct world *w = *state;
    int fates[5] = { 0 }, unexcused = 0, low = 0, late_papers = 0;

    for (int k = 0; k < MONTHS; k++)
        for (int i = 0; i < w->holders.count; i++) {
            const struct hn_demo_month *m = &w->months[k][i];

            if (!unit_of(w, i)->invented)
                continue;
            fates[m->fate]++;
            unexcused += m->unexcused;
            low += m->score_cell < 5000;
            late_papers += m->sent_after > 2;
            assert_true(m->absent + m->away + 2 <= w->base[k][i] || m->absent + m->away == 0);
            if (m->fate == HN_FATE_LATE)
                assert_true(hn_date_of(m->day).day > HN_DEMO_DUE_DAY);
        }
    for (int f = HN_FATE_MET; f <= HN_FATE_EXCUSED; f++)
        assert_true(fates[f] > 100);
    assert_true(fates[HN_FATE_MET] > 8 * (fates[HN_FATE_LATE] + fates[HN_FATE_NOT_MET]));
    assert_true(unexcused > 100 && low > 100 && late_papers > 100);
}

/* A month not yet over: what lies ahead is not told, and no real unit is told of before another. */
static void
test_running_month(void **state)
{
    struct world *w = *state;
    struct hn_demo_month *out = HN_NEW_N(w->arena, struct hn_demo_month, (size_t)w->holders.count);
    hn_day today = hn_day_of(2026, 11, 23);

    hn_demo_month(w->plan, w->roster, &w->holders, hn_month_of(today), today, out);
    for (int i = 0; i < w->holders.count; i++) {
        assert_true(out[i].fate == HN_FATE_NONE || out[i].day <= today || out[i].fate != HN_FATE_MET);
        if (!unit_of(w, i)->invented)
            assert_int_equal(out[i].fate, HN_FATE_MET);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_last_month_adds_up),
        cmocka_unit_test(test_how_many),
        cmocka_unit_test(test_real_units_are_never_behind),
        cmocka_unit_test(test_attendance_is_even),
        cmocka_unit_test(test_each_cell_is_even_too),
        cmocka_unit_test(test_invented_units_have_it_all),
        cmocka_unit_test(test_running_month),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
