/* test_demo_fill.c: proves that the small demo fills a folder of either engine whole: figures recounted from rows, the
 * derived months as the records say, verify without a fault; and that a folder left half filled is refused. */
#include "support/store_test.h"

#include <stdlib.h>
#include <string.h>

#include "base/seal.h"
#include "demo/fill.h"
#include "demo/meetings.h"
#include "meeting/month.h"
#include "report/verify.h"
#include "rule/rule.h"
#include "setting/setting.h"
#include "subjects.h"

static const struct hn_sql sql_meetings = { .name = "test.demo_meetings",
                                            .text = "SELECT count(*) AS n FROM meeting" };
static const struct hn_sql sql_odd_rolls = {
    .name = "test.demo_odd_rolls",
    .text =
        "SELECT count(*) AS n FROM attendance a JOIN meeting m ON m.unit_id = a.unit_id AND m.id = "
        "a.meeting_id"
        " WHERE NOT EXISTS (SELECT 1 FROM membership b WHERE b.person_id = a.person_id AND b.unit_id = "
        "a.unit_id"
        " AND b.known_to = 9223372036854775807 AND b.valid_from <= m.held_day AND b.valid_to > m.held_day)"
};
static const struct hn_sql sql_missing = {
    .name = "test.demo_missing",
    .text = "SELECT count(*) AS n FROM meeting m JOIN membership b ON b.unit_id = m.unit_id"
            " AND b.known_to = 9223372036854775807 AND b.valid_from <= m.held_day AND b.valid_to > m.held_day"
            " WHERE m.held_at <> 0 AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.unit_id = m.unit_id"
            " AND a.meeting_id = m.id AND a.person_id = b.person_id)"
};
static const struct hn_sql sql_sums = { .name = "test.demo_sums",
                                        .text = "SELECT sum(k.members) - (SELECT count(*) FROM attendance a "
                                                "JOIN cell_month x ON x.unit_id = a.unit_id"
                                                " AND x.meeting_id = a.meeting_id) AS n FROM cell_month k" };
/* Thrice running without being there, under a committee that exists. */
static const struct hn_sql sql_runs = {
    .name = "test.demo_runs",
    .text =
        "SELECT count(*) AS n FROM (SELECT a.state * lag(a.state, 1) OVER w * lag(a.state, 2) OVER w AS run,"
        " a.unit_id FROM attendance a JOIN meeting m ON m.unit_id = a.unit_id AND m.id = a.meeting_id"
        " WINDOW w AS (PARTITION BY a.unit_id, a.person_id ORDER BY m.held_day)) r"
        " JOIN unit_code u ON u.unit_id = r.unit_id WHERE r.run = 27 AND u.code NOT LIKE '22.4%'"
};
static const struct hn_sql sql_late = {
    .name = "test.demo_late",
    .text = "SELECT count(*) AS n FROM cell_month k JOIN unit_code u ON u.unit_id = k.unit_id"
            " WHERE u.code NOT LIKE '22.4%' AND (k.late <> 0 OR k.sent_late <> 0 OR k.excused_month <> 0"
            " OR k.unexcused <> 0 OR k.unrecorded <> 0 OR k.score_cell < 9000)"
};
/* clang-format off */
/* Cells under committees that exist and that stood all of 2021 (months 24252 … 24263): the most and the fewest visits that
 * were attended and noted; and those that were planned and not. The nine villages of Tân Bình, of which the article tells that
 * somebody comes every month, are counted apart. */
#define REAL_CELLS                                                                                           \
    " FROM unit_version v WHERE v.kind IN ('cell', 'grassroots_cell') AND v.code NOT LIKE '22.4%'"           \
    " AND v.known_to = 9223372036854775807 AND v.valid_from <= 18628 AND v.valid_to > 18992"
#define NOTED                                                                                                \
    " i.noted_at <> 0 AND EXISTS (SELECT 1 FROM meeting m JOIN meeting_guest g ON g.unit_id = m.unit_id"     \
    " AND g.meeting_id = m.id WHERE m.unit_id = i.unit_id AND m.month = i.month AND m.held_at <> 0"          \
    " AND g.person_id = i.person_id AND g.role = 'monitor' AND g.removed_at = 0)"
#define TOLD     "v.code >= '22.200.004.000.001' AND v.code <= '22.200.004.000.009'"
#define SPREAD                                                                                               \
    "SELECT 100 * min(x.n) + max(x.n) AS n FROM (SELECT (SELECT count(*) FROM visit i"                       \
    " WHERE i.unit_id = v.unit_id AND i.month >= 24252 AND i.month <= 24263 AND" NOTED ") AS n" REAL_CELLS
static const struct hn_sql sql_spread = { .name = "test.demo_spread", .text = SPREAD " AND NOT (" TOLD ")) x" };
static const struct hn_sql sql_spread_told = { .name = "test.demo_spread_told",
                                               .text = SPREAD " AND " TOLD ") x" };
/* Heads of villages over the years: never two at once, and no village without one since June 2017. */
static const struct hn_sql sql_headless = {
    .name = "test.demo_headless",
    .text = "SELECT count(*) AS n FROM place_version w WHERE w.kind = 'village' AND (SELECT count(*) FROM office h"
            " WHERE h.place_id = w.place_id AND h.office = 'village_head' AND h.valid_from <= 18261"
            " AND h.valid_to > 18261) <> 1"
};
/* Monthly sheets of the cells of Tân Bình: sent and approved in time; over the year all cells came to the same. */
static const struct hn_sql sql_sheets = {
    .name = "test.demo_sheets",
    .text = "SELECT count(*) AS n FROM sheet s JOIN form f ON f.id = s.form_id WHERE f.code = 'tanbinh.thang'"
            " AND (SELECT count(*) FROM sheet_step p WHERE p.unit_id = s.unit_id AND p.sheet_id = s.id"
            " AND p.taken_back_at = 0) = 2"
};
static const struct hn_sql sql_sheets_late = {
    .name = "test.demo_sheets_late",
    .text = "SELECT count(*) AS n FROM sheet s JOIN form f ON f.id = s.form_id JOIN sheet_step p ON p.unit_id = s.unit_id"
            " AND p.sheet_id = s.id WHERE p.at / 86400000000 >= s.period_to + f.due_days"
};
static const struct hn_sql sql_sheets_uneven = {
    .name = "test.demo_sheets_uneven",
    .text = "SELECT max(x.n) - min(x.n) AS n FROM (SELECT v.unit_id, sum(v.value_milli) AS n FROM indicator_value v"
            " JOIN indicator i ON i.id = v.indicator_id WHERE i.code = 'tanbinh.ho_tham_gia' GROUP BY v.unit_id) x"
};
static const struct hn_sql sql_outsiders = {
    .name = "test.demo_outsiders",
    .text = "SELECT count(*) AS n FROM person p WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id)"
            " AND EXISTS (SELECT 1 FROM office h WHERE h.person_id = p.id AND h.office = 'village_head')"
};
static const struct hn_sql sql_unmade = {
    .name = "test.demo_unmade",
    .text = "SELECT count(*) AS n FROM visit i JOIN unit_code u ON u.unit_id = i.unit_id"
            " WHERE u.code NOT LIKE '22.4%' AND i.month >= 24252 AND i.month <= 24263 AND NOT (" NOTED ")"
};
static const struct hn_sql sql_own_cell = {
    .name = "test.demo_own_cell",
    .text = "SELECT count(*) AS n FROM monitor_assignment a JOIN membership b ON b.person_id = a.person_id"
            " AND b.unit_id = a.unit_id AND b.known_to = 9223372036854775807 AND b.valid_from < a.valid_to"
            " AND b.valid_to > a.valid_from WHERE a.known_to = 9223372036854775807"
};
/* Cells of Tân Bình that stood then and have not studied the paper of 2021 in time; members who did. */
static const struct hn_sql sql_unstudied = {
    .name = "test.demo_unstudied",
    .text = "SELECT count(*) AS n FROM unit_version v WHERE v.kind = 'cell' AND v.code LIKE '22.200.004.%'"
            " AND v.known_to = 9223372036854775807 AND v.valid_from <= 18628 AND v.valid_to > 18992"
            " AND NOT EXISTS (SELECT 1 FROM study_session e JOIN study_paper p ON p.id = e.paper_id"
            " JOIN paper w ON w.id = p.paper_id"
            " WHERE e.unit_id = v.unit_id AND w.number = '12-KH/ĐU' AND e.day <= p.due)"
};
/* clang-format on */
/* What a unit under a committee that exists owes and has not answered in time, or planned and not done in time. */
static const struct hn_sql sql_owing = {
    .name = "test.demo_owing",
    .text = "SELECT (SELECT count(*) FROM duty d JOIN unit_code u ON u.unit_id = d.unit_id"
            " WHERE u.code NOT LIKE '22.4%' AND d.due < 20780 AND d.answered_on > d.due)"
            " + (SELECT count(*) FROM task t JOIN unit_code u ON u.unit_id = t.doer_id"
            " WHERE u.code NOT LIKE '22.4%' AND t.due < 20780 AND t.meeting_id = 0"
            " AND (t.state <> 'done' OR t.closed_on > t.due)) AS n"
};
static const struct hn_sql sql_duties = {
    .name = "test.demo_duties",
    .text = "SELECT count(*) AS n FROM duty d JOIN paper p ON p.id = d.paper_id WHERE p.number = '09-NQ/TU'"
};
/* The coming meeting of the accounts' cell, with invitation and agenda; the open tasks of the two. */
static const struct hn_sql sql_coming = {
    .name = "test.demo_coming",
    .text = "SELECT max(m.day) AS n FROM meeting m JOIN unit_code u ON u.unit_id = m.unit_id"
            " WHERE u.code = '22.200.004.000.001' AND m.held_at = 0 AND m.invited_at <> 0"
            " AND EXISTS (SELECT 1 FROM agenda_item i WHERE i.unit_id = m.unit_id AND i.meeting_id = m.id"
            " AND i.source = 'task')"
};
static const struct hn_sql sql_open = {
    .name = "test.demo_open",
    .text = "SELECT count(DISTINCT a.name) AS n FROM task t JOIN account a ON a.person_id = t.responsible_id"
            " WHERE t.state IN ('assigned', 'in_progress') AND a.name IN ('bithu', 'dangvien')"
};
static const struct hn_sql *const own[] = { &sql_owing,       &sql_duties,        &sql_spread,
                                            &sql_unmade,      &sql_own_cell,      &sql_unstudied,
                                            &sql_coming,      &sql_open,          &sql_meetings,
                                            &sql_odd_rolls,   &sql_missing,       &sql_sums,
                                            &sql_runs,        &sql_late,          &sql_spread_told,
                                            &sql_headless,    &sql_outsiders,     &sql_sheets,
                                            &sql_sheets_late, &sql_sheets_uneven, NULL };

static const struct hn_sql *const *const *
all_lists(void)
{
    static const struct hn_sql *const *all[400];
    size_t n = 0;

    for (; hn_all_sql[n]; n++) {
        assert_true(n < 398);
        all[n] = hn_all_sql[n];
    }
    all[n] = own;
    return all;
}

/* The day of filling, so that the months before it are always the same: 23/11/2026. */
#define FILLED ((hn_day)20780)

struct filled {
    struct hn_keys *keys;
    struct hn_demo_fill work;
};

static struct hn_ctx *
prepare(struct hn_test_store *t, struct filled *f, hn_day day)
{
    struct hn_ctx *c;

    t->cfg.lists = all_lists();
    assert_int_equal(hn_test_store_open(t), HN_OK);
    c = hn_test_store_fresh(t);
    assert_int_equal(hn_keys_load(c, t->dir, true, &f->keys), HN_OK);
    c->keys = f->keys;
    c->now = hn_demo_at(day, 9 * 60);
    c->today = c->on = hn_day_at(c->now);
    f->work = (struct hn_demo_fill){ .plan = hn_demo_plan(c->arena, HN_DEMO_SMALL, 2021) };
    return c;
}

static void
done(struct hn_test_store *t, struct filled *f)
{
    t->c.keys = NULL;
    hn_keys_free(f->keys);
}

static int64_t
number(struct hn_ctx *c, const struct hn_sql *sql)
{
    int64_t n = -1;
    bool found;

    assert_int_equal(hn_store_int(c, sql, NULL, &n, &found), HN_OK);
    return n;
}

static void
no_wrong(void *sink, const char *what_key, bool right)
{
    (void)sink;
    if (!right)
        fail_msg("verify: %s", what_key);
}

static void
show(void *sink, const char *line)
{
    (void)sink;
    print_error("%s\n", line);
}

static void
test_small_demo_is_whole(void **state)
{
    HN_TEST_PLACE(state);
    struct filled f;
    struct hn_ctx *c = prepare(t, &f, FILLED);
    const char *demo;
    int64_t wrong = -1;

    assert_int_equal(hn_demo_make(t->store, c, &f.work), HN_OK);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_setting_get(c, HN_SETTING_DEMO, &demo), HN_OK);
    assert_string_equal(demo, "1");
    /* 26 cells in 73 months: some of the invented did not meet. */
    assert_in_range(number(c, &sql_meetings), 26 * 73 - 60, 26 * 73 + 2);
    assert_int_equal(number(c, &sql_odd_rolls), 0);
    assert_int_equal(number(c, &sql_missing), 0);
    assert_int_equal(number(c, &sql_sums), 0);
    assert_int_equal(number(c, &sql_runs), 0);
    assert_int_equal(number(c, &sql_late), 0);
    assert_int_equal(number(c, &sql_spread), 404); /* every real cell four visits, none more, none fewer */
    assert_int_equal(number(c, &sql_spread_told), 1212); /* of Tân Bình's villages every one, every month */
    assert_int_equal(number(c, &sql_sheets), 14 * 12);
    assert_int_equal(number(c, &sql_sheets_late), 0);
    assert_int_equal(number(c, &sql_sheets_uneven), 0);
    assert_int_equal(number(c, &sql_headless), 0);
    assert_int_equal(number(c, &sql_outsiders), 5); /* 59 of 100 of nine */
    assert_int_equal(number(c, &sql_unmade), 0);
    assert_int_equal(number(c, &sql_own_cell), 0);
    assert_int_equal(number(c, &sql_owing), 0);
    assert_int_equal(number(c, &sql_duties), 32); /* every unit but the root, once */
    assert_int_equal(number(c, &sql_unstudied), 0);
    assert_int_equal(hn_month_verify(c, show, NULL, &wrong), HN_OK);
    assert_int_equal(wrong, 0);
    assert_int_equal(hn_verify(c, no_wrong, NULL), HN_OK);
    assert_int_equal(number(c, &sql_coming), FILLED + 3);
    assert_int_equal(number(c, &sql_open), 2);
    hn_store_read_end(t->store, c);
    done(t, &f);
}

/* At the end of a month, at its beginning, and with a clock that stands soon after the years of the article. */
static void
test_other_days(void **state)
{
    static const struct {
        int year, month, day;
        bool present;
    } days[] = { { 2026, 11, 30, true }, { 2026, 12, 1, true }, { 2022, 6, 15, false } };

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        hn_day day = hn_day_of(days[i].year, days[i].month, days[i].day);
        struct hn_test_store place;
        struct filled f;

        assert_true(hn_test_store_place(&place, false));
        struct hn_ctx *c = prepare(&place, &f, day);

        assert_int_equal(hn_demo_make(place.store, c, &f.work), HN_OK);
        assert_int_equal(hn_store_read_begin(place.store, c), HN_OK);
        if (days[i].present) {
            assert_in_range(number(c, &sql_coming), day, day + 3);
            assert_int_equal(number(c, &sql_open), 2);
        }
        hn_store_read_end(place.store, c);
        done(&place, &f);
        hn_test_store_remove(&place);
    }
}

static void
test_half_filled_is_refused(void **state)
{
    HN_TEST_PLACE(state);
    struct filled f;
    struct hn_ctx *c = prepare(t, &f, FILLED);

    /* The first part alone, as if the machine had stopped then. */
    assert_int_equal(hn_store_write_alone(t->store, c, hn_demo_fill, &f.work), HN_OK);
    assert_int_equal(hn_demo_make(t->store, c, &f.work), HN_CONFLICT);
    assert_string_equal(c->faults[0].key, "cli.demo_half");
    done(t, &f);
}

static void
test_whole_is_not_filled_again(void **state)
{
    HN_TEST_PLACE(state);
    struct filled f;
    struct hn_ctx *c = prepare(t, &f, FILLED);

    assert_int_equal(hn_demo_make(t->store, c, &f.work), HN_OK);
    assert_int_equal(hn_demo_make(t->store, c, &f.work), HN_CONFLICT);
    assert_string_equal(c->faults[0].key, "cli.exists");
    done(t, &f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_small_demo_is_whole),
        cmocka_unit_test(test_other_days),
        HN_TEST_BOTH(test_half_filled_is_refused),
        HN_TEST_SQLITE(test_whole_is_not_filled_again),
    };

    return cmocka_run_group_tests_name("demo_fill", tests, NULL, NULL);
}
