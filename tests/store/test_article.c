/* test_article.c: proves, over the whole made-up province, that every figure of the article agrees with its records; that the rows
 * behind each come to it, in number or in sum; and that one row changed changes the figure, whichever way it is counted. */
#include "support/store_test.h"

#include <stdlib.h>
#include <string.h>

#include "base/seal.h"
#include "demo/fill.h"
#include "demo/meetings.h"
#include "report/article.h"
#include "setting/setting.h"
#include "subjects.h"

#define OPEN "9223372036854775807"

/* clang-format off */
#define ONE_OF(table, where) " (SELECT min(id) FROM " table " WHERE " where ")"
#define CODE(code)           " (SELECT unit_id FROM unit_code WHERE code = '" code "')"
#define CHANGE(name_, text_) { .name = "test.article_" name_, .text = text_ }
#define TAN_BINH             CODE("22.200.004.000.000")
#define COAL                 CODE("22.301.000.000.000")
#define VALUE(name, code, set) \
    CHANGE(name, "UPDATE indicator_value SET " set " WHERE plan = 0 AND indicator_id = (SELECT id FROM indicator WHERE code = '" code "')")
#define LEAVES(name, of) \
    CHANGE(name, "UPDATE membership SET valid_to = 18900 WHERE valid_to > 18992 AND known_to = " OPEN " AND person_id =" \
           " (SELECT min(person_id) FROM membership WHERE valid_to > 18992 AND valid_from < 18900 AND known_to = " OPEN " AND unit_id = " of ")")
#define CLOSES(name, code)   CHANGE(name, "UPDATE unit_version SET valid_to = 18900 WHERE code = '" code "'")

/* One row changed, and the figures it moves. Two need more than a row of the book: a year goes when its last cell goes, a criterion
 * when its last line goes. */
static const struct change {
    struct hn_sql sql;
    const char *ids;
} changes[] = {
    { CLOSES("committee", "22.401.000.000.000"), "qn-01 d-04" },
    { CLOSES("organisation", "22.301.040.000.000"), "qn-02 tq-01 tq-03 d-02 d-03 d-04 d-09" },
    { CLOSES("mine", "22.301.001.000.000"), "qn-02 tq-01 tq-02 d-09" },
    { CLOSES("cell", "22.200.004.000.003"), "qn-03 qn-08 qn-09 tb-02 tb-03 d-06" },
    { CLOSES("office_cell", "22.200.004.000.012"), "tb-02 d-07" },
    { LEAVES("member", CODE("22.200.004.000.001")), "qn-04 tb-01 d-06" },
    { LEAVES("miner", "(SELECT unit_id FROM unit_code WHERE code = '22.301.001.000.001')"), "qn-04 tq-04" },
    { CHANGE("decision", "UPDATE unit_version SET decision = '' WHERE unit_id = (SELECT min(unit_id) FROM unit_version"
             " WHERE sector = 'private_firm' AND decision <> '')"), "qn-05 d-05" },
    { CHANGE("years", "UPDATE unit_version SET decision = '' WHERE sector = 'private_firm' AND valid_from >= 17167"
             " AND valid_from < 17532"), "qn-05 qn-06 d-05" },
    { CHANGE("heads", "UPDATE office SET valid_to = 18000 WHERE term = '2017-2020' AND person_id = (SELECT min(id) FROM person"
             " WHERE code LIKE 'TT%')"), "" },
    { CHANGE("secretary", "UPDATE office SET valid_to = 18900 WHERE office = 'secretary' AND valid_to > 18992 AND unit_id ="
             CODE("22.200.004.000.001")), "qn-08 qn-09" },
    { CHANGE("village", "UPDATE unit_place SET valid_to = 18900 WHERE unit_id =" CODE("22.200.004.000.002")),
      "tb-03 tb-10 qn-08 qn-09 d-07" },
    { CHANGE("recognised", "UPDATE recognition SET valid_from = 17400 WHERE unit_id =" TAN_BINH), "tb-04" },
    { CHANGE("mark", "UPDATE mark SET value_milli = 0 WHERE unit_id =" TAN_BINH " AND id =" ONE_OF("mark", "value_milli > 50000")),
      "tb-05 tb-07" },
    { CHANGE("line", "UPDATE criteria_line SET removed_at = 1 WHERE set_id = (SELECT id FROM criteria_set WHERE invented = 1)"
             " AND criterion = 1 AND no = 1"), "tb-07 tb-08" },
    { CHANGE("criterion", "UPDATE criteria_line SET removed_at = 1 WHERE set_id = (SELECT id FROM criteria_set WHERE invented = 1)"
             " AND criterion = 8"), "tb-05 tb-06 tb-07 tb-08" },
    { CHANGE("plan", "UPDATE criteria_plan SET due = due + 365 WHERE unit_id =" TAN_BINH), "tb-09 d-08" },
    { CHANGE("visit", "UPDATE visit SET state = 'cancelled' WHERE id = (SELECT min(id) FROM visit WHERE month = 24263 AND unit_id ="
             CODE("22.200.004.000.001") ")"), "tb-10" },
    { CHANGE("founded", "UPDATE milestone SET on_date = 19950000 WHERE kind = 'founded' AND unit_id =" COAL), "tq-05 d-13" },
    { CHANGE("anniversary", "UPDATE milestone SET on_date = 20200700, on_day = on_day - 366 WHERE kind = 'anniversary'"
             " AND unit_id =" COAL), "tq-05 tq-06" },
    { CHANGE("policy", "UPDATE milestone SET on_date = 20140000 WHERE kind = 'policy' AND unit_id =" COAL), "tq-07" },
    { VALUE("raw", "than.nguyen_khai", "value_milli = 187800"), "tq-08 d-11" },
    { VALUE("clean", "than.sach", "value_milli = 149000"), "tq-09" },
    { VALUE("word", "than.tieu_thu", "qualifier = 'over'"), "tq-10" },
    { VALUE("revenue", "than.doanh_thu", "value_milli = 599000000"), "tq-11 d-12" },
    { VALUE("coal_revenue", "than.doanh_thu_than", "value_milli = 400000000"), "tq-12 d-12" },
    { VALUE("first_year", "than.nguyen_khai", "period_from = 16436"), "tq-13 d-11" },
    { VALUE("last_year", "than.nguyen_khai", "period_to = 18262"), "tq-14 d-11" },
};
/* clang-format on */
enum { CHANGES = sizeof changes / sizeof *changes };

static const struct hn_sql *const *const *
all_lists(void)
{
    static const struct hn_sql *const *all[400];
    static const struct hn_sql *own[CHANGES + 1];
    size_t n = 0;

    for (size_t i = 0; i < CHANGES; i++)
        own[i] = &changes[i].sql;
    for (; hn_all_sql[n]; n++) {
        assert_true(n < 398);
        all[n] = hn_all_sql[n];
    }
    all[n] = own;
    return all;
}

/* --- the province --- */

#define FILLED ((hn_day)20780) /* 23/11/2026 */

struct province {
    struct hn_test_store place;
    struct hn_keys *keys;
};

static int
begin(void **state)
{
    static struct province p;
    struct hn_ctx *c;
    struct hn_demo_fill work = { 0 };

    if (!hn_test_store_place(&p.place, false))
        return -1;
    p.place.cfg.lists = all_lists();
    if (hn_test_store_open(&p.place))
        return -1;
    c = hn_test_store_fresh(&p.place);
    if (hn_keys_load(c, p.place.dir, true, &p.keys))
        return -1;
    c->keys = p.keys;
    c->now = hn_demo_at(FILLED, 9 * 60);
    c->today = c->on = hn_day_at(c->now);
    work.plan = hn_demo_plan(c->arena, HN_DEMO_PROVINCE, 2021);
    *state = &p;
    return hn_demo_make(p.place.store, c, &work) ? -1 : 0;
}

static int
end(void **state)
{
    struct province *p = *state;

    p->place.c.keys = NULL;
    hn_keys_free(p->keys);
    hn_test_store_remove(&p->place);
    return 0;
}

static struct hn_ctx *
fresh(void **state)
{
    struct province *p = *state;
    struct hn_ctx *c = hn_test_store_fresh(&p->place);

    c->actor = (struct hn_user_id){ 0 }; /* nobody signed in */
    c->keys = p->keys;
    return c;
}

/* --- all agree, and their rows come to them --- */

static void
test_all_agree(void **state)
{
    struct province *p = *state;
    struct hn_ctx *c = fresh(state);
    const struct hn_article_row *rows;
    size_t count, printed = 0, derived = 0;

    assert_int_equal(hn_store_read_begin(p->place.store, c), HN_OK);
    assert_int_equal(hn_article(c, &rows, &count), HN_OK);
    assert_int_equal(count, 46);
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].agrees)
            fail_msg("%s: printed %s %lld, computed %s %lld", rows[i].id, rows[i].qualifier,
                     (long long)rows[i].printed_milli, rows[i].computed_qualifier,
                     (long long)rows[i].computed_milli);
        printed += *rows[i].formula == '\0';
        derived += *rows[i].formula != '\0';
        assert_true(*rows[i].formula || *rows[i].quote);
    }
    assert_int_equal(printed, 33);
    assert_int_equal(derived, 13);
    hn_store_read_end(p->place.store, c);
}

struct sums {
    int64_t rows, top, bottom;
};

static void
add_up(void *sink, const struct hn_article_part *part)
{
    struct sums *s = sink;

    s->rows++;
    if (strcmp(part->part, "bottom") == 0)
        s->bottom += part->milli;
    else
        s->top += part->milli;
    assert_true(*part->label);
}

static void
check_rows(struct hn_ctx *c, const struct hn_article_row *r)
{
    struct sums s = { 0 };
    struct hn_article_total total;

    /* In pages, as they are shown. */
    for (int64_t offset = 0; offset == 0 || offset < total.rows; offset += 1000)
        assert_int_equal(hn_article_parts(c, r->id, offset, 1000, add_up, &s, &total), HN_OK);
    assert_int_equal(s.rows, total.rows);
    assert_int_equal(s.top, total.sum_milli);
    assert_int_equal(s.bottom, total.base_milli);
    assert_true(s.rows > 0);
    if (strcmp(r->by, "ratio") == 0) {
        int64_t hundred = strcmp(r->measure, "%") == 0 ? 100 : 1;
        double off = (double)s.top * (double)hundred / (double)s.bottom - (double)r->computed_milli / 1000;

        assert_true(off < 0.0501 && off > -0.0501);
        return;
    }
    assert_int_equal(s.top, r->computed_milli);
    if (strcmp(r->by, "count") == 0)
        assert_int_equal(s.rows * 1000, r->computed_milli);
}

static void
test_rows_come_to_the_figure(void **state)
{
    struct province *p = *state;
    struct hn_ctx *c = fresh(state);
    const struct hn_article_row *rows;
    size_t count;

    assert_int_equal(hn_store_read_begin(p->place.store, c), HN_OK);
    assert_int_equal(hn_article(c, &rows, &count), HN_OK);
    for (size_t i = 0; i < count; i++)
        check_rows(c, &rows[i]);
    hn_store_read_end(p->place.store, c);
}

/* --- one row changed --- */

struct trial {
    const struct change *change;
    const struct hn_article_row *before;
    size_t count;
    char seen[46][8]; /* what moved */
    size_t moved;
};

/* Written, looked at, and refused in the end, so that the next trial finds the province as it was. */
static enum hn_rc
try_one(struct hn_ctx *c, void *arg)
{
    struct trial *t = arg;
    const struct hn_param none[] = { HN_P_END };
    const struct hn_article_row *after;
    size_t count;

    t->moved = 0;
    enum hn_rc rc = hn_store_do(c, &t->change->sql, none);

    if (!rc)
        rc = hn_article(c, &after, &count);
    if (rc)
        return rc == HN_CONFLICT ? HN_BROKEN : rc;
    for (size_t i = 0; i < count; i++) {
        if (after[i].computed == t->before[i].computed &&
            after[i].total.sum_milli == t->before[i].total.sum_milli &&
            after[i].total.base_milli == t->before[i].total.base_milli &&
            strcmp(after[i].computed_qualifier, t->before[i].computed_qualifier) == 0)
            continue;
        strncpy(t->seen[t->moved], after[i].id, sizeof t->seen[0] - 1);
        t->moved++;
    }
    return hn_fail(c, HN_CONFLICT, "", "changed");
}

static bool
has_moved(const struct trial *t, const char *id, size_t len)
{
    for (size_t i = 0; i < t->moved; i++)
        if (strlen(t->seen[i]) == len && strncmp(t->seen[i], id, len) == 0)
            return true;
    return false;
}

static void
test_one_row_changes_the_figure(void **state)
{
    struct province *p = *state;
    struct hn_arena *kept = hn_arena_new((size_t)16 << 20);
    struct hn_ctx *c = fresh(state), reading = *c;
    struct trial t = { 0 };
    bool by_some[46] = { false };

    reading.arena = kept;
    assert_int_equal(hn_store_read_begin(p->place.store, &reading), HN_OK);
    assert_int_equal(hn_article(&reading, &t.before, &t.count), HN_OK);
    hn_store_read_end(p->place.store, &reading);
    for (size_t i = 0; i < CHANGES; i++) {
        c = fresh(state);
        t.change = &changes[i];
        if (hn_store_write_alone(p->place.store, c, try_one, &t) != HN_CONFLICT)
            fail_msg("%s: not tried", changes[i].sql.name);
        for (const char *id = changes[i].ids; *id; id += strspn(id, " ")) {
            size_t len = strcspn(id, " ");

            if (!has_moved(&t, id, len))
                fail_msg("%s: %.*s stays", changes[i].sql.name, (int)len, id);
            id += len;
        }
        assert_true(t.moved > 0);
        for (size_t k = 0; k < t.count; k++)
            by_some[k] |= has_moved(&t, t.before[k].id, strlen(t.before[k].id));
    }
    for (size_t k = 0; k < t.count; k++)
        if (!by_some[k])
            fail_msg("%s: no change moves it", t.before[k].id);
    hn_arena_free(kept);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_agree),
        cmocka_unit_test(test_rows_come_to_the_figure),
        cmocka_unit_test(test_one_row_changes_the_figure),
    };

    return cmocka_run_group_tests_name("article", tests, begin, end);
}
