/* test_fact: proves that dated facts keep both times: what holds on a day, and what was believed at an instant, for
 * any order of puts and ends; and that the refused and the unchanged write nothing. */
#include "support/store_test.h"

#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"

/* A table without a series, and one with: two of the program's own. */
static const struct hn_fact_table standing = {
    .name = "standing",
    HN_FACT_SQL("standing", "person_id", "", "", "standing, decision, reason", HN_MARKS_10),
    .value_count = 3,
    .values = (const char *const[]){ "standing", "decision", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT },
};
static const struct hn_fact_table field = {
    .name = "person_field",
    HN_FACT_SQL("person_field", "person_id", " AND field = $2", "field, ", "cipher, reason", HN_MARKS_10),
    .series_count = 1,
    .value_count = 2,
    .values = (const char *const[]){ "cipher", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_BYTES, HN_P_TEXT },
};

static const struct hn_sql sql_known = {
    .name = "test.known",
    .text = "SELECT standing, valid_from, valid_to FROM standing WHERE person_id = $1 AND known_from <= $2"
            " AND known_to > $2 ORDER BY valid_from"
};
static const struct hn_sql sql_rows = { .name = "test.rows",
                                        .text = "SELECT count(*) AS n FROM standing WHERE person_id = $1" };
static const struct hn_sql sql_fields = { .name = "test.fields",
                                          .text = "SELECT count(*) AS n FROM person_field WHERE person_id = "
                                                  "$1 AND field = $2 AND known_to = " HN_SQL_OPEN_TIME };
static const struct hn_sql *const list[] = {
    HN_FACT_LIST(standing), HN_FACT_LIST(field), &sql_known, &sql_rows, &sql_fields, NULL
};
static const struct hn_sql *const *const lists[] = { list, NULL };

#define OPEN_TEST(state)                                                                                     \
    HN_TEST_PLACE(state);                                                                                    \
    t->cfg.lists = lists;                                                                                    \
    assert_int_equal(hn_test_store_open(t), HN_OK)

struct put {
    const struct hn_fact_table *table;
    struct hn_fact fact;
    hn_time now;
    int64_t id;
};

static enum hn_rc
run_put(struct hn_ctx *c, void *arg)
{
    struct put *p = arg;

    c->now = p->now;
    return hn_fact_put(c, p->table, &p->fact, &p->id);
}

/* value NULL: an end. */
static enum hn_rc
put_at(struct hn_test_store *t, hn_time now, hn_day from, hn_day to, const char *value)
{
    const struct hn_param values[] = { hn_p_text(value), hn_p_text(""), hn_p_text("") };
    struct put p = { .table = &standing,
                     .now = now,
                     .fact = { .owner = 7, .from = from, .to = to, .values = value ? values : NULL } };

    return hn_store_write(t->store, hn_test_store_fresh(t), run_put, &p);
}

static int64_t
count_rows(struct hn_test_store *t)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    const struct hn_param params[] = { hn_p_id(7), HN_P_END };
    int64_t n;
    bool found;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &sql_rows, params, &n, &found), HN_OK);
    hn_store_read_end(t->store, c);
    return n;
}

#define DAYS 40

/* What was believed at an instant, a letter for each day, '.' for nothing. */
static const char *
believed(struct hn_test_store *t, hn_time known)
{
    static char days[DAYS + 1];
    struct hn_ctx *c = hn_test_store_fresh(t);
    const struct hn_param params[] = { hn_p_id(7), hn_p_time(known), HN_P_END };
    struct hn_rows *rows;

    memset(days, '.', DAYS);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_query(c, &sql_known, params, &rows), HN_OK);
    while (hn_rows_next(rows)) {
        for (int64_t d = hn_row_int(rows, "valid_from"); d < hn_row_int(rows, "valid_to") && d < DAYS; d++) {
            assert_int_equal(days[d], '.'); /* never two at once */
            days[d] = hn_row_text(rows, "standing")[0];
        }
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
    hn_store_read_end(t->store, c);
    return days;
}

static void
test_change_and_correction(void **state)
{
    OPEN_TEST(state);
    assert_int_equal(put_at(t, 100, 10, HN_DAY_OPEN, "a"), HN_OK);
    assert_int_equal(put_at(t, 200, 20, HN_DAY_OPEN, "b"), HN_OK);  /* from today on */
    assert_int_equal(put_at(t, 300, 12, 15, "c"), HN_OK);           /* a correction of the past */
    assert_int_equal(put_at(t, 400, 30, HN_DAY_OPEN, NULL), HN_OK); /* an end */
    assert_string_equal(believed(t, 99), "........................................");
    assert_string_equal(believed(t, 100), "..........aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_string_equal(believed(t, 250), "..........aaaaaaaaaabbbbbbbbbbbbbbbbbbbb");
    assert_string_equal(believed(t, 300), "..........aacccaaaaabbbbbbbbbbbbbbbbbbbb");
    assert_string_equal(believed(t, 400), "..........aacccaaaaabbbbbbbbbb..........");
}

static void
test_unchanged_writes_nothing(void **state)
{
    OPEN_TEST(state);
    assert_int_equal(put_at(t, 100, 0, 10, "a"), HN_OK);
    assert_int_equal(put_at(t, 200, 10, 20, "a"), HN_OK);
    int64_t before = count_rows(t);

    assert_int_equal(put_at(t, 300, 5, 15, "a"), HN_OK);   /* over two that say the same */
    assert_int_equal(put_at(t, 300, 30, 35, NULL), HN_OK); /* an end of nothing */
    assert_int_equal(count_rows(t), before);
    assert_int_equal(put_at(t, 300, 5, 21, "a"), HN_OK); /* a day more is a change */
    assert_true(count_rows(t) > before);
    assert_string_equal(believed(t, 300), "aaaaaaaaaaaaaaaaaaaaa...................");
}

static void
test_days_refused(void **state)
{
    OPEN_TEST(state);
    assert_int_equal(put_at(t, 100, 10, 10, "a"), HN_INVALID);
    assert_string_equal(t->c.faults[0].key, "fact.days");
    assert_int_equal(put_at(t, 100, 11, 10, "a"), HN_INVALID);
    assert_int_equal(count_rows(t), 0);
    assert_int_equal(put_at(t, 100, 10, 11, "a"), HN_OK);
}

/* Requests are committed in the order of the queue, not of their clocks: one that began earlier may write later. */
static void
test_clock_that_runs_behind(void **state)
{
    OPEN_TEST(state);
    assert_int_equal(put_at(t, 100, 0, HN_DAY_OPEN, "a"), HN_OK);
    assert_int_equal(put_at(t, 300, 0, HN_DAY_OPEN, "b"), HN_OK);
    assert_int_equal(put_at(t, 200, 0, HN_DAY_OPEN, "c"), HN_OK);
    assert_int_equal(believed(t, 250)[0], 'a'); /* and one alone: believed asserts it */
    assert_int_equal(believed(t, 300)[0], 'c');
    assert_int_equal(put_at(t, 300, 5, HN_DAY_OPEN, "d"), HN_OK); /* twice in an instant */
    assert_int_equal(believed(t, 300)[4], 'c');
    assert_int_equal(believed(t, 300)[5], 'd');
}

static int64_t
count_field(struct hn_test_store *t, const char *name)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    const struct hn_param params[] = { hn_p_id(7), hn_p_text(name), HN_P_END };
    int64_t n;
    bool found;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &sql_fields, params, &n, &found), HN_OK);
    hn_store_read_end(t->store, c);
    return n;
}

static void
test_series_are_apart(void **state)
{
    OPEN_TEST(state);
    static const char *const names[] = { "phone", "email", "phone" };

    for (int i = 0; i < 3; i++) {
        const uint8_t bytes[] = { 0, (uint8_t)i };
        const struct hn_param series[] = { hn_p_text(names[i]) };
        const struct hn_param values[] = { hn_p_bytes((struct hn_bytes){ bytes, 2 }), hn_p_text("") };
        struct put p = {
            .table = &field,
            .now = 100 + i,
            .fact = { .owner = 7, .from = 10 * i, .to = HN_DAY_OPEN, .series = series, .values = values }
        };

        assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), run_put, &p), HN_OK);
        assert_true(p.id > 0);
    }
    assert_int_equal(count_field(t, "phone"), 2);
    assert_int_equal(count_field(t, "email"), 1);
}

/* Random puts against a row of letters for each instant: every belief ever held can still be asked for. */
static void
test_random_puts(void **state)
{
    OPEN_TEST(state);
    enum { PUTS = 120 };
    static char model[PUTS + 1][DAYS + 1];
    uint32_t seed = 20261123;

    memset(model[0], '.', DAYS);
    for (int i = 1; i <= PUTS; i++) {
        seed = seed * 1664525u + 1013904223u;
        hn_day from = (hn_day)(seed >> 8) % DAYS, to = from + 1 + (hn_day)(seed >> 16) % 12;
        const char *value = (seed >> 28) % 5 == 0 ? NULL
                                                  : (const char *[]){ "a", "b", "c" }[(seed >> 24) % 3];

        memcpy(model[i], model[i - 1], DAYS);
        for (hn_day d = from; d < to && d < DAYS; d++)
            model[i][d] = value ? value[0] : '.';
        assert_int_equal(put_at(t, i, from, to, value), HN_OK);
    }
    for (int i = 0; i <= PUTS; i++)
        assert_string_equal(believed(t, i), model[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_change_and_correction), HN_TEST_BOTH(test_unchanged_writes_nothing),
        HN_TEST_BOTH(test_days_refused),          HN_TEST_BOTH(test_clock_that_runs_behind),
        HN_TEST_BOTH(test_series_are_apart),      HN_TEST_BOTH(test_random_puts),
    };

    return cmocka_run_group_tests_name("fact", tests, NULL, NULL);
}
