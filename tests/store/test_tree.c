/* test_tree: proves that the tree engine keeps its rules, each refusal beside what is accepted, and that the closure
 * says on every date and at every instant what following the parents one by one says. HN_TEST_LARGE=1 runs a country
 * of 310,000 and says how long things took. */
#include "support/store_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fact/fact_sql.h"
#include "tree/tree.h"

#define T (&hn_tree_units)

static const struct hn_sql sql_truth = {
    .name = "test.truth",
    .text = "SELECT unit_id, parent_id FROM unit_version v WHERE " HN_SQL_AT("v", "$1", "$2")
};
static const struct hn_sql sql_closure = {
    .name = "test.closure",
    .text = "SELECT des, anc, depth FROM unit_closure k WHERE " HN_SQL_AT("k", "$1", "$2")
};
static const struct hn_sql sql_rows = {
    .name = "test.rows",
    .text = "SELECT (SELECT count(*) FROM unit_version) + (SELECT count(*) FROM unit_closure)"
            " + (SELECT count(*) FROM unit_code) + (SELECT count(*) FROM unit) AS n"
};
static const struct hn_sql *const own[] = { &sql_truth, &sql_closure, &sql_rows, NULL };
static const struct hn_sql *const *const lists[] = { hn_tree_sql, own, NULL };

static hn_time now_at = 1000;

static struct hn_test_store *
open_store(struct hn_test_store *t)
{
    t->cfg.lists = lists;
    hn_arena_free(t->arena);
    t->arena = hn_arena_new((size_t)512 << 20);
    t->c.arena = t->arena;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    return t;
}

#define OPEN_TEST(state)                                                                                     \
    HN_TEST_PLACE(state);                                                                                    \
    open_store(t)

/* --- one operation, through the writer --- */

enum what { CREATE, RENAME, RECODE, KIND, MOVE, CLOSE, REOPEN, ADD_KIND, ADD_RULE };

struct op {
    enum what what;
    int64_t id, parent;
    hn_day on, to;
    const char *kind, *code, *name;
};

static enum hn_rc
run_op(struct hn_ctx *c, void *arg)
{
    struct op *o = arg;
    struct hn_node n = { .id = o->id,
                         .parent = o->parent,
                         .kind = o->kind,
                         .code = o->code,
                         .name = o->name,
                         .from = o->on,
                         .to = o->to,
                         .decision = "QĐ 1" };

    c->now = now_at;
    switch (o->what) {
    case CREATE:
        return hn_tree_create(c, T, &n, &o->id);
    case RENAME:
        return hn_tree_rename(c, T, o->id, o->on, o->name, NULL, NULL, "QĐ 2");
    case RECODE:
        return hn_tree_recode(c, T, o->id, o->on, o->code, "");
    case KIND:
        return hn_tree_change_kind(c, T, o->id, o->on, o->kind, "");
    case MOVE:
        return hn_tree_move(c, T, o->id, o->on, o->parent, "");
    case CLOSE:
        return hn_tree_close(c, T, o->id, o->on, "QĐ 3");
    case REOPEN:
        return hn_tree_reopen(c, T, &n);
    case ADD_KIND:
        return hn_tree_kind_add(c, T, o->kind, 1, o->on, HN_DAY_OPEN, "test");
    case ADD_RULE:
        break;
    }
    return hn_tree_rule_add(c, T, o->name, o->kind, o->on, HN_DAY_OPEN, "test");
}

static enum hn_rc
act(struct hn_test_store *t, struct op o)
{
    now_at += 10;
    return hn_store_write(t->store, hn_test_store_fresh(t), run_op, &o);
}

static int64_t
make(struct hn_test_store *t, int64_t parent, const char *kind, const char *code, hn_day on)
{
    struct op o = { .what = CREATE, .parent = parent, .kind = kind, .code = code, .name = code, .on = on };

    now_at += 10;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), run_op, &o), HN_OK);
    return o.id;
}

#define REFUSED(t, code, text, ...)                                                                          \
    do {                                                                                                     \
        int64_t rows_before = row_count(t);                                                                  \
        assert_int_equal(act((t), (struct op){ __VA_ARGS__ }), (code));                                      \
        assert_string_equal((t)->c.faults[0].key, (text));                                                   \
        assert_int_equal(row_count(t), rows_before);                                                         \
    } while (0)
#define DONE(t, ...) assert_int_equal(act((t), (struct op){ __VA_ARGS__ }), HN_OK)

static int64_t row_count(struct hn_test_store *t);

static struct hn_ctx *
look(struct hn_test_store *t, hn_day on, hn_time known)
{
    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    c->on = on;
    c->known = known;
    return c;
}

static void
looked(struct hn_test_store *t)
{
    hn_store_read_end(t->store, &t->c);
    t->c.known = HN_TIME_OPEN;
}

static int64_t
row_count(struct hn_test_store *t)
{
    int64_t n;
    bool found;
    struct hn_ctx *c = &t->c;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_int(c, &sql_rows, NULL, &n, &found), HN_OK);
    hn_store_read_end(t->store, c);
    return n;
}

/* --- the naive reckoning --- */

struct truth {
    struct pair {
        int64_t id, parent;
    } * at;
    size_t count;
};

static int
pair_order(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static int64_t
parent_of(const struct truth *tr, int64_t id)
{
    const struct pair *p = bsearch(&(struct pair){ .id = id }, tr->at, tr->count, sizeof *tr->at, pair_order);

    assert_non_null(p);
    return p->parent;
}

static size_t
read_truth(struct hn_ctx *c, const struct hn_param *params, struct truth *tr)
{
    struct hn_rows *rows;
    size_t room = 1 << 19, steps = 0;

    *tr = (struct truth){ .at = HN_NEW_N(c->arena, struct pair, room) };
    assert_int_equal(hn_store_query(c, &sql_truth, params, &rows), HN_OK);
    while (hn_rows_next(rows)) {
        assert_true(tr->count < room);
        tr->at[tr->count++] = (struct pair){ hn_row_int(rows, "unit_id"), hn_row_int(rows, "parent_id") };
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
    qsort(tr->at, tr->count, sizeof *tr->at, pair_order);
    for (size_t i = 1; i < tr->count; i++)
        assert_true(tr->at[i].id != tr->at[i - 1].id); /* one version on a day */
    for (size_t i = 0; i < tr->count; i++) {
        for (int64_t id = tr->at[i].id; id != 0; id = parent_of(tr, id))
            steps++;
    }
    return steps;
}

/* Every row of the closure is a climb of so many steps, and there are as many as there are steps. */
static void
closure_is_true(struct hn_test_store *t, hn_day on, hn_time known)
{
    struct hn_ctx *c = look(t, on, HN_TIME_OPEN);
    const struct hn_param params[] = { hn_p_day(on), hn_p_time(known), HN_P_END };
    struct hn_rows *rows;
    struct truth tr;
    size_t expected = read_truth(c, params, &tr), count = 0;

    assert_int_equal(hn_store_query(c, &sql_closure, params, &rows), HN_OK);
    for (; hn_rows_next(rows); count++) {
        int64_t id = hn_row_int(rows, "des");

        for (int64_t depth = hn_row_int(rows, "depth"); depth > 0; depth--)
            id = parent_of(&tr, id);
        assert_int_equal(id, hn_row_int(rows, "anc"));
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
    assert_int_equal(count, expected);
    looked(t);
}

static uint32_t
roll(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* --- rules --- */

#define DAY(y, m, d) hn_day_of(y, m, d)

static void
test_create(void **state)
{
    OPEN_TEST(state);
    hn_day on = DAY(2020, 1, 1);

    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = CREATE, .kind = "cell", .code = "1", .name = "x",
            .on = on);
    int64_t root = make(t, 0, "province", "22", on);

    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = CREATE, .parent = root, .kind = "cell", .code = "1",
            .name = "x", .on = on);
    REFUSED(t, HN_INVALID, "tree.kind_unknown", .what = CREATE, .parent = root, .kind = "hut", .code = "1",
            .name = "x", .on = on);
    REFUSED(t, HN_CONFLICT, "tree.code_taken", .what = CREATE, .parent = root, .kind = "upper_grassroots",
            .code = "22", .name = "x", .on = on);
    REFUSED(t, HN_INVALID, "tree.code_shape", .what = CREATE, .parent = root, .kind = "upper_grassroots",
            .code = "2 2", .name = "x", .on = on);
    REFUSED(t, HN_INVALID, "tree.code_shape", .what = CREATE, .parent = root, .kind = "upper_grassroots",
            .code = "", .name = "x", .on = on);
    REFUSED(t, HN_INVALID, "tree.name_missing", .what = CREATE, .parent = root, .kind = "upper_grassroots",
            .code = "22.1", .name = "", .on = on);
    REFUSED(t, HN_CONFLICT, "tree.parent_closed", .what = CREATE, .parent = root, .kind = "upper_grassroots",
            .code = "22.1", .name = "x", .on = on - 1);
    REFUSED(t, HN_INVALID, "tree.parent_unknown", .what = CREATE, .parent = 12345, .kind = "upper_grassroots",
            .code = "22.1", .name = "x", .on = on);
    make(t, root, "upper_grassroots", "22.1", on);
    closure_is_true(t, on, now_at);
    closure_is_true(t, on, now_at - 1);
    closure_is_true(t, on - 1, now_at);
}

static const char *
name_on(struct hn_test_store *t, int64_t id, hn_day on, hn_time known)
{
    static char name[64];
    struct hn_node n;
    struct hn_ctx *c = look(t, on, known);
    enum hn_rc rc = hn_tree_get(c, T, id, &n);

    strncpy(name, rc == HN_OK ? n.name : "", sizeof name - 1);
    assert_true(rc == HN_OK || rc == HN_NOT_FOUND);
    looked(t);
    return name;
}

static void
test_rename(void **state)
{
    OPEN_TEST(state);
    int64_t id = make(t, 0, "province", "22", DAY(2000, 1, 1));
    hn_time before = now_at;

    DONE(t, .what = RENAME, .id = id, .on = DAY(2010, 1, 1), .name = "b");
    DONE(t, .what = RENAME, .id = id, .on = DAY(2005, 1, 1), .name = "a"); /* holds until the name of 2010 */
    assert_string_equal(name_on(t, id, DAY(2004, 12, 31), HN_TIME_OPEN), "22");
    assert_string_equal(name_on(t, id, DAY(2009, 12, 31), HN_TIME_OPEN), "a");
    assert_string_equal(name_on(t, id, DAY(2010, 1, 1), HN_TIME_OPEN), "b");
    assert_string_equal(name_on(t, id, DAY(2010, 1, 1), before), "22");
    assert_string_equal(name_on(t, id, DAY(1999, 12, 31), HN_TIME_OPEN), "");
    REFUSED(t, HN_CONFLICT, "tree.before_start", .what = RENAME, .id = id, .on = DAY(1999, 12, 31),
            .name = "c");
    REFUSED(t, HN_INVALID, "tree.name_missing", .what = RENAME, .id = id, .on = DAY(2011, 1, 1), .name = "");
    REFUSED(t, HN_NOT_FOUND, "tree.not_found", .what = RENAME, .id = 99, .on = DAY(2011, 1, 1), .name = "c");
    int64_t rows = row_count(t);

    DONE(t, .what = RENAME, .id = id, .on = DAY(2012, 1, 1), .name = "b"); /* says nothing new */
    assert_int_equal(row_count(t), rows);
}

static void
test_recode(void **state)
{
    OPEN_TEST(state);
    int64_t id = make(t, 0, "province", "22", DAY(2000, 1, 1)),
            other = make(t, 0, "province", "24", DAY(2000, 1, 1));
    int64_t found;

    REFUSED(t, HN_CONFLICT, "tree.code_taken", .what = RECODE, .id = id, .on = DAY(2010, 1, 1), .code = "24");
    REFUSED(t, HN_INVALID, "tree.code_shape", .what = RECODE, .id = id, .on = DAY(2010, 1, 1), .code = "đ");
    DONE(t, .what = RECODE, .id = id, .on = DAY(2010, 1, 1), .code = "26");
    REFUSED(t, HN_CONFLICT, "tree.code_taken", .what = RECODE, .id = other, .on = DAY(2011, 1, 1),
            .code = "22");
    struct hn_ctx *c = look(t, DAY(2020, 1, 1), HN_TIME_OPEN);

    assert_int_equal(hn_tree_find(c, T, "22", &found), HN_OK); /* an old code still leads there */
    assert_int_equal(found, id);
    assert_int_equal(hn_tree_find(c, T, "26", &found), HN_OK);
    assert_int_equal(found, id);
    assert_int_equal(hn_tree_find(c, T, hn_print(c->arena, "%lld", (long long)other), &found), HN_OK);
    assert_int_equal(found, other);
    assert_int_equal(hn_tree_find(c, T, "no", &found), HN_NOT_FOUND);
    assert_int_equal(hn_tree_find(c, T, "7", &found), HN_NOT_FOUND);
    looked(t);
}

static void
test_kinds_are_dated(void **state)
{
    OPEN_TEST(state);
    hn_day old = DAY(2020, 1, 1), new = DAY(2026, 7, 26);
    int64_t root = make(t, 0, "province", "22", old);
    int64_t district = make(t, root, "upper_grassroots", "22.1", old);
    int64_t org = make(t, district, "grassroots_committee_org", "22.1.1", old);
    int64_t lone = make(t, district, "grassroots_cell", "22.1.2", old);

    make(t, org, "cell", "22.1.1.1", old);
    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = CREATE, .parent = root,
            .kind = "grassroots_committee_org", .code = "22.2", .name = "x", .on = new - 1);
    make(t, root, "grassroots_committee_org", "22.2", new);
    REFUSED(t, HN_INVALID, "tree.kind_unknown", .what = CREATE, .parent = district, .kind = "grassroots_cell",
            .code = "22.3", .name = "x", .on = new);
    /* A committee with cells below cannot become a cell; a cell without may become a committee. */
    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = KIND, .id = org, .on = DAY(2021, 1, 1),
            .kind = "grassroots_cell");
    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = KIND, .id = lone, .on = DAY(2021, 1, 1),
            .kind = "section");
    DONE(t, .what = KIND, .id = lone, .on = DAY(2021, 1, 1), .kind = "grassroots_committee_org");
    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = CREATE, .parent = lone, .kind = "cell",
            .code = "22.1.2.1", .name = "x", .on = DAY(2020, 12, 31));
    make(t, lone, "cell", "22.1.2.1", DAY(2021, 1, 1));
}

static void
test_move(void **state)
{
    OPEN_TEST(state);
    hn_day old = DAY(2020, 1, 1), on = DAY(2021, 1, 1);
    int64_t root = make(t, 0, "province", "22", old);
    int64_t a = make(t, root, "upper_grassroots", "22.1", old),
            b = make(t, root, "upper_grassroots", "22.2", on);
    int64_t org = make(t, a, "grassroots_committee_org", "22.1.1", old);
    int64_t cell = make(t, org, "cell", "22.1.1.1", old);
    hn_time before = now_at;
    struct hn_nodes up;

    REFUSED(t, HN_CONFLICT, "tree.parent_closed", .what = MOVE, .id = org, .on = on - 1, .parent = b);
    REFUSED(t, HN_CONFLICT, "tree.cycle", .what = MOVE, .id = org, .on = on, .parent = org);
    REFUSED(t, HN_INVALID, "tree.kind_rule", .what = MOVE, .id = org, .on = on, .parent = root);
    DONE(t, .what = MOVE, .id = org, .on = on, .parent = b);
    struct hn_ctx *c = look(t, on, HN_TIME_OPEN);

    assert_int_equal(hn_tree_ancestors(c, T, cell, &up), HN_OK);
    assert_int_equal(up.count, 3);
    assert_int_equal(up.at[0].id, root);
    assert_int_equal(up.at[1].id, b);
    assert_int_equal(up.at[2].id, org);
    c->on = on - 1;
    assert_int_equal(hn_tree_ancestors(c, T, cell, &up), HN_OK);
    assert_int_equal(up.at[1].id, a);
    c->on = on;
    c->known = before;
    assert_int_equal(hn_tree_ancestors(c, T, cell, &up), HN_OK);
    assert_int_equal(up.at[1].id, a);
    looked(t);
    for (hn_time known = before; known <= now_at; known += 10) {
        closure_is_true(t, on - 1, known);
        closure_is_true(t, on, known);
    }
}

static void
test_circle(void **state)
{
    OPEN_TEST(state);
    DONE(t, .what = ADD_KIND, .kind = "node", .on = HN_DAY_START);
    DONE(t, .what = ADD_RULE, .name = "", .kind = "node", .on = HN_DAY_START);
    DONE(t, .what = ADD_RULE, .name = "node", .kind = "node", .on = HN_DAY_START);
    int64_t a = make(t, 0, "node", "a", 0), b = make(t, a, "node", "b", 0), d = make(t, b, "node", "d", 0);

    REFUSED(t, HN_CONFLICT, "tree.cycle", .what = MOVE, .id = a, .on = 100, .parent = d);
    /* One below the other, and later the other way round, is no circle. */
    DONE(t, .what = MOVE, .id = b, .on = 50, .parent = 0);
    DONE(t, .what = MOVE, .id = a, .on = 50, .parent = d);
    closure_is_true(t, 49, now_at);
    closure_is_true(t, 50, now_at);
    REFUSED(t, HN_CONFLICT, "tree.cycle", .what = MOVE, .id = a, .on = 49, .parent = d);
}

static void
test_close_and_reopen(void **state)
{
    OPEN_TEST(state);
    hn_day old = DAY(2020, 1, 1), on = DAY(2021, 1, 1), again = DAY(2023, 1, 1);
    int64_t root = make(t, 0, "province", "22", old), a = make(t, root, "upper_grassroots", "22.1", old);
    const struct hn_lineage *lineage;
    struct hn_nodes history;
    size_t count;

    REFUSED(t, HN_CONFLICT, "tree.has_children", .what = CLOSE, .id = root, .on = on);
    REFUSED(t, HN_CONFLICT, "tree.before_start", .what = CLOSE, .id = a, .on = old);
    DONE(t, .what = CLOSE, .id = a, .on = on);
    REFUSED(t, HN_CONFLICT, "tree.closed", .what = CLOSE, .id = a, .on = on);
    REFUSED(t, HN_CONFLICT, "tree.closed", .what = RENAME, .id = a, .on = on, .name = "x");
    REFUSED(t, HN_CONFLICT, "tree.parent_closed", .what = CREATE, .parent = a, .kind = "grassroots_cell",
            .code = "22.1.1", .name = "x", .on = on);
    REFUSED(t, HN_CONFLICT, "tree.has_children", .what = CLOSE, .id = root, .on = on - 1);
    DONE(t, .what = CLOSE, .id = root, .on = DAY(2030, 1, 1));
    REFUSED(t, HN_CONFLICT, "tree.overlap", .what = REOPEN, .id = a, .on = on - 1, .kind = "upper_grassroots",
            .code = "22.1", .name = "x", .parent = root);
    REFUSED(t, HN_CONFLICT, "tree.parent_closed", .what = REOPEN, .id = a, .on = again,
            .kind = "upper_grassroots", .code = "22.1", .name = "x", .parent = root);
    DONE(t, .what = REOPEN, .id = a, .on = again, .to = DAY(2025, 1, 1), .kind = "upper_grassroots",
         .code = "22.1", .name = "again", .parent = root);
    struct hn_ctx *c = look(t, again, HN_TIME_OPEN);

    assert_int_equal(hn_tree_open_on(c, T, a, on - 1), HN_OK);
    assert_int_equal(hn_tree_open_on(c, T, a, on), HN_CONFLICT);
    assert_int_equal(hn_tree_open_on(c, T, a, again), HN_OK);
    assert_int_equal(hn_tree_history(c, T, a, &history), HN_OK);
    assert_int_equal(history.count, 2);
    assert_string_equal(history.at[0].name, "again");
    assert_int_equal(hn_tree_lineage(c, T, a, &lineage, &count), HN_OK);
    assert_int_equal(count, 1);
    assert_string_equal(lineage[0].how, "close");
    assert_string_equal(lineage[0].decision, "QĐ 3");
    assert_string_equal(lineage[0].pred_name, "again");
    looked(t);
    for (hn_day day = old - 1; day < DAY(2031, 1, 1); day += 100)
        closure_is_true(t, day, now_at);
}

/* --- loading --- */

struct load {
    const struct hn_node *nodes;
    const char *const *parents;
    size_t count;
    int64_t id;
};

static enum hn_rc
run_load(struct hn_ctx *c, void *arg)
{
    struct load *l = arg;
    struct hn_tree_load *load;

    c->now = now_at;
    enum hn_rc rc = hn_tree_load_begin(c, T, &load);

    for (size_t i = 0; i < l->count && rc == HN_OK; i++)
        rc = hn_tree_load_version(load, &l->nodes[i], l->parents[i], &l->id);
    return rc ? rc : hn_tree_load_finish(load);
}

static enum hn_rc
load(struct hn_test_store *t, const struct hn_node *nodes, const char *const *parents, size_t count)
{
    struct load l = { .nodes = nodes, .parents = parents, .count = count };

    now_at += 10;
    return hn_store_write_alone(t->store, hn_test_store_fresh(t), run_load, &l);
}

#define NODE(k, c, f, u)                                                                                     \
    {                                                                                                        \
        .kind = (k), .code = (c), .name = (c), .from = (f), .to = (u)                                        \
    }

static void
test_load(void **state)
{
    OPEN_TEST(state);
    const struct hn_node first[] = { NODE("cell", "22.1.1.1", 100, HN_DAY_OPEN),
                                     NODE("upper_grassroots", "22.1", 100, 200),
                                     NODE("upper_grassroots", "22.1", 200, HN_DAY_OPEN),
                                     NODE("grassroots_committee_org", "22.1.1", 100, HN_DAY_OPEN),
                                     NODE("province", "22", 0, HN_DAY_OPEN) };
    const char *const parents[] = { "22.1.1", "22", "22", "22.1", "" };
    struct hn_nodes list;

    assert_int_equal(load(t, first, parents, 5), HN_OK); /* children before their parents */
    for (hn_day day = 50; day <= 250; day += 50)
        closure_is_true(t, day, now_at);
    const struct hn_node more[] = { NODE("cell", "22.1.1.2", 300, HN_DAY_OPEN) };
    const char *const under[] = { "22.1.1" };

    assert_int_equal(load(t, more, under, 1), HN_OK); /* beside what stands */
    closure_is_true(t, 300, now_at);
    closure_is_true(t, 300, now_at - 1);
    struct hn_ctx *c = look(t, 300, HN_TIME_OPEN);
    int64_t org;

    assert_int_equal(hn_tree_find(c, T, "22.1.1", &org), HN_OK);
    assert_int_equal(hn_tree_children(c, T, org, 10, &list), HN_OK);
    assert_int_equal(list.count, 2);
    assert_false(list.more);
    assert_string_equal(list.at[0].code, "22.1.1.1");
    assert_int_equal(hn_tree_children(c, T, org, 1, &list), HN_OK);
    assert_true(list.more && list.count == 1);
    assert_int_equal(hn_tree_children(c, T, 0, 10, &list), HN_OK);
    assert_int_equal(list.count, 1);
    looked(t);
}

static void
refused_load(struct hn_test_store *t, enum hn_rc code, const char *key, struct hn_node node,
             const char *parent)
{
    const char *const parents[] = { parent };
    int64_t before = row_count(t);

    assert_int_equal(load(t, &node, parents, 1), code);
    assert_string_equal(t->c.faults[0].key, key);
    assert_string_equal(t->c.faults[0].arg, node.code);
    assert_int_equal(row_count(t), before);
}

static void
test_load_refused(void **state)
{
    OPEN_TEST(state);
    const struct hn_node first[] = { NODE("province", "22", 0, 1000),
                                     NODE("upper_grassroots", "22.1", 100, 200) };
    const char *const parents[] = { "", "22" };

    assert_int_equal(load(t, first, parents, 2), HN_OK);
    refused_load(t, HN_INVALID, "tree.parent_unknown",
                 (struct hn_node)NODE("upper_grassroots", "22.2", 0, 10), "23");
    refused_load(t, HN_INVALID, "tree.kind_unknown", (struct hn_node)NODE("hut", "22.2", 0, 10), "22");
    refused_load(t, HN_INVALID, "tree.kind_rule", (struct hn_node)NODE("cell", "22.2", 0, 10), "22");
    refused_load(t, HN_INVALID, "tree.kind_rule", (struct hn_node)NODE("cell", "22.2", 0, 10), "");
    refused_load(t, HN_CONFLICT, "tree.parent_closed",
                 (struct hn_node)NODE("upper_grassroots", "22.2", 0, 1001), "22");
    refused_load(t, HN_CONFLICT, "tree.overlap", (struct hn_node)NODE("upper_grassroots", "22.1", 150, 300),
                 "22");
    refused_load(t, HN_INVALID, "fact.days", (struct hn_node)NODE("upper_grassroots", "22.1", 10, 10), "22");
    refused_load(t, HN_INVALID, "tree.code_shape", (struct hn_node)NODE("upper_grassroots", "2/2", 10, 20),
                 "22");
    const struct hn_node last = NODE("upper_grassroots", "22.1", 200, 300);

    assert_int_equal(load(t, &last, parents + 1, 1), HN_OK);
    closure_is_true(t, 250, now_at);
}

/* Which of a load's versions the refusal blames, as a word of their places; then the load without them. */
static enum hn_rc
run_blamed(struct hn_ctx *c, void *arg)
{
    struct load *l = arg;
    struct hn_tree_load *load;
    enum hn_rc rc = hn_tree_load_begin(c, T, &load);

    c->now = now_at;
    for (size_t i = 0; i < l->count && rc == HN_OK; i++)
        rc = hn_tree_load_version(load, &l->nodes[i], l->parents[i], &l->id);
    assert_int_equal(rc, HN_OK);
    assert_int_equal(hn_tree_load_finish(load), HN_CONFLICT);
    for (size_t i = 0; i < l->count; i++) {
        const struct hn_fault *f = hn_tree_load_fault(load, i);

        assert_int_equal(f != NULL, i >= 2);
        if (f)
            assert_string_equal(f->key, "tree.cycle");
    }
    assert_null(hn_tree_load_fault(load, l->count));
    hn_fault_clear(c);
    rc = hn_tree_load_begin(c, T, &load);
    for (size_t i = 0; i < 2 && rc == HN_OK; i++)
        rc = hn_tree_load_version(load, &l->nodes[i], l->parents[i], &l->id);
    return rc ? rc : hn_tree_load_finish(load);
}

/* A ring and what hangs below it are blamed before anything is written, so the rest still goes in; one below the other
 * and later the other way round is no ring. */
static void
test_load_ring(void **state)
{
    OPEN_TEST(state);
    DONE(t, .what = ADD_KIND, .kind = "node", .on = HN_DAY_START);
    DONE(t, .what = ADD_RULE, .name = "", .kind = "node", .on = HN_DAY_START);
    DONE(t, .what = ADD_RULE, .name = "node", .kind = "node", .on = HN_DAY_START);
    const struct hn_node nodes[] = { NODE("node", "a", 0, HN_DAY_OPEN),  NODE("node", "b", 0, HN_DAY_OPEN),
                                     NODE("node", "x", 0, HN_DAY_OPEN),  NODE("node", "y", 0, HN_DAY_OPEN),
                                     NODE("node", "z", 50, HN_DAY_OPEN), NODE("node", "w", 0, HN_DAY_OPEN) };
    const char *const parents[] = { "", "a", "y", "x", "y", "w" };
    struct load l = { .nodes = nodes, .parents = parents, .count = 6 };

    now_at += 10;
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), run_blamed, &l), HN_OK);
    closure_is_true(t, 60, now_at);

    const struct hn_node turned[] = { NODE("node", "p", 0, 50), NODE("node", "p", 50, HN_DAY_OPEN),
                                      NODE("node", "q", 0, 50), NODE("node", "q", 50, HN_DAY_OPEN) };
    const char *const over[] = { "", "q", "p", "" };

    assert_int_equal(load(t, turned, over, 4), HN_OK);
    closure_is_true(t, 49, now_at);
    closure_is_true(t, 50, now_at);
}

struct line {
    char text[600];
};

static enum hn_rc
add_line(void *sink, const struct hn_node *n, const char *parent_code)
{
    char *text = ((struct line *)sink)->text;
    size_t len = strlen(text);

    snprintf(text + len, 600 - len, "%s<%s@%d ", n->code, parent_code, (int)n->from);
    return HN_OK;
}

static void
test_each(void **state)
{
    OPEN_TEST(state);
    const struct hn_node nodes[] = { NODE("province", "22", 0, HN_DAY_OPEN),
                                     NODE("upper_grassroots", "22.2", 0, HN_DAY_OPEN),
                                     NODE("upper_grassroots", "22.1", 0, 100),
                                     NODE("grassroots_cell", "22.0", 0, 100),
                                     NODE("grassroots_cell", "22.0", 100, HN_DAY_OPEN) };
    const char *const parents[] = { "", "22", "22", "22.1", "22.2" };
    struct line all = { "" }, sub = { "" };
    int64_t root;

    assert_int_equal(load(t, nodes, parents, 5), HN_OK);
    struct hn_ctx *c = look(t, 100, HN_TIME_OPEN);

    assert_int_equal(hn_tree_each_version(c, T, add_line, &all), HN_OK);
    assert_string_equal(all.text, "22<@0 22.1<22@0 22.2<22@0 22.0<22.1@0 22.0<22.2@100 ");
    assert_int_equal(hn_tree_find(c, T, "22", &root), HN_OK);
    assert_int_equal(hn_tree_each(c, T, root, add_line, &sub), HN_OK);
    assert_string_equal(sub.text, "22<@0 22.2<22@0 22.0<22.2@100 ");
    looked(t);
}

/* --- random histories --- */

struct grow {
    size_t count;
    uint32_t seed;
    int64_t *ids;
};

/* Nodes under earlier ones, some moving once to another, all to last for ever. */
static enum hn_rc
run_grow(struct hn_ctx *c, void *arg)
{
    struct grow *g = arg;
    struct hn_tree_load *load;

    c->now = now_at;
    enum hn_rc rc = hn_tree_load_begin(c, T, &load);

    for (size_t i = 0; i < g->count && rc == HN_OK; i++) {
        uint32_t wide = (uint32_t)(i < 60 ? i : i / 3);
        hn_day turn = 100 + (hn_day)roll(&g->seed, 800);
        bool moves = i > 3 && roll(&g->seed, 4) == 0;
        char code[32], parent[32] = "";
        struct hn_node n = NODE("node", code, HN_DAY_START, moves ? turn : HN_DAY_OPEN);

        snprintf(code, sizeof code, "n%zu", i);
        if (i > 0)
            snprintf(parent, sizeof parent, "n%u", roll(&g->seed, wide));
        rc = hn_tree_load_version(load, &n, parent, &g->ids[i]);
        if (rc == HN_OK && moves) {
            n.from = turn;
            n.to = HN_DAY_OPEN;
            snprintf(parent, sizeof parent, "n%u", roll(&g->seed, wide));
            rc = hn_tree_load_version(load, &n, parent, &g->ids[i]);
        }
    }
    return rc ? rc : hn_tree_load_finish(load);
}

static void
random_op(struct hn_test_store *t, struct grow *g, int *done)
{
    struct op o = { .id = g->ids[1 + roll(&g->seed, (uint32_t)g->count - 1)],
                    .on = (hn_day)roll(&g->seed, 1000),
                    .kind = "node",
                    .name = "x",
                    .code = "y" };

    switch (roll(&g->seed, 8)) {
    case 0:
        o.what = CLOSE;
        break;
    case 1:
        o.what = REOPEN;
        o.to = o.on + (hn_day)roll(&g->seed, 300) + 1;
        o.code = hn_print(hn_test_store_fresh(t)->arena, "r%u", roll(&g->seed, 1u << 30));
        break;
    case 2:
        o.what = RENAME;
        break;
    default:
        o.what = MOVE;
    }
    if (o.what == MOVE || o.what == REOPEN)
        o.parent = g->ids[roll(&g->seed, (uint32_t)g->count)];
    now_at += 10;
    /* Not fresh: the code made above lives in the arena. */
    hn_fault_clear(&t->c);
    enum hn_rc rc = hn_store_write(t->store, &t->c, run_op, &o);

    assert_true(rc == HN_OK || rc == HN_CONFLICT || rc == HN_INVALID);
    *done += rc == HN_OK;
}

static void
random_history(struct hn_test_store *t, size_t nodes, int ops, int looks)
{
    struct grow g = { .count = nodes, .seed = 4971, .ids = calloc(nodes, sizeof *g.ids) };
    hn_time start = now_at;
    int done = 0;

    assert_non_null(g.ids);
    DONE(t, .what = ADD_KIND, .kind = "node", .on = HN_DAY_START);
    DONE(t, .what = ADD_RULE, .name = "", .kind = "node", .on = HN_DAY_START);
    DONE(t, .what = ADD_RULE, .name = "node", .kind = "node", .on = HN_DAY_START);
    now_at += 10;
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), run_grow, &g), HN_OK);
    closure_is_true(t, 500, now_at);
    for (int i = 0; i < ops; i++)
        random_op(t, &g, &done);
    assert_true(done > ops / 4);
    for (int i = 0; i < looks; i++)
        closure_is_true(t, (hn_day)roll(&g.seed, 1100) - 50,
                        start + (hn_time)roll(&g.seed, (uint32_t)(now_at - start + 1)));
    closure_is_true(t, 999, now_at);
    free(g.ids);
}

static void
test_random_history(void **state)
{
    OPEN_TEST(state);
    random_history(t, 120, 250, 60);
}

static void
test_large_tree(void **state)
{
    OPEN_TEST(state);
    random_history(t, 20000, 25, 4);
}

/* --- the size of a country --- */

static enum hn_rc
add_under(struct hn_tree_load *l, const char *kind, const char *parent, int number, char code[40],
          int64_t *id)
{
    const struct hn_node n = {
        .kind = kind, .code = code, .name = "Đơn vị minh họa", .from = 0, .to = HN_DAY_OPEN
    };

    snprintf(code, 40, "%.30s%s%d", parent, parent[0] ? "." : "", number);
    return hn_tree_load_version(l, &n, parent, id);
}

struct nation {
    int64_t province, committee, org, cell, size;
};

static enum hn_rc
run_nation(struct hn_ctx *c, void *arg)
{
    struct nation *n = arg;
    struct hn_tree_load *l;
    char province[40], committee[40], org[40], cell[40];
    enum hn_rc rc = hn_tree_load_begin(c, T, &l);

    c->now = now_at;

    for (int i = 0; i < 34 && rc == HN_OK; i++) {
        rc = add_under(l, "province", "", 10 + i, province, &n->province);
        for (int j = 0; j < 20 && rc == HN_OK; j++) {
            rc = add_under(l, "upper_grassroots", province, j, committee, &n->committee);
            for (int k = 0; k < 35 && rc == HN_OK; k++) {
                rc = add_under(l, "grassroots_committee_org", committee, k, org, &n->org);
                for (int m = 0; m < 12 && rc == HN_OK; m++, n->size++)
                    rc = add_under(l, "cell", org, m, cell, &n->cell);
            }
        }
    }
    return rc ? rc : hn_tree_load_finish(l);
}

static int64_t
clock_us(void)
{
    return hn_platform_real()->monotonic_us(NULL);
}

static int64_t
other_province(struct hn_test_store *t)
{
    int64_t id;
    struct hn_ctx *c = look(t, 100, HN_TIME_OPEN);

    assert_int_equal(hn_tree_find(c, T, "10", &id), HN_OK);
    looked(t);
    return id;
}

#define TIMED(what, code)                                                                                    \
    do {                                                                                                     \
        int64_t began = clock_us();                                                                          \
        assert_int_equal(code, HN_OK);                                                                       \
        print_message("%s: %lld us\n", what, (long long)(clock_us() - began));                               \
    } while (0)

static void
test_nation(void **state)
{
    struct hn_nodes nodes;
    struct nation n = { 0 };

    OPEN_TEST(state);
    hn_arena_free(t->arena);
    t->c.arena = t->arena = hn_arena_new((size_t)2 << 30);
    now_at += 10;
    TIMED("load", hn_store_write_alone(t->store, hn_test_store_fresh(t), run_nation, &n));
    print_message("%lld cells, %zu MB of arena\n", (long long)n.size, hn_arena_used(t->arena) >> 20);
    for (int i = 0; i < 2; i++) {
        struct hn_ctx *c = look(t, 100, HN_TIME_OPEN);

        TIMED("ancestors", hn_tree_ancestors(c, T, n.cell, &nodes));
        TIMED("children", hn_tree_children(c, T, n.committee, 2000, &nodes));
        TIMED("roots", hn_tree_children(c, T, 0, 2000, &nodes));
        TIMED("history", hn_tree_history(c, T, n.cell, &nodes));
        looked(t);
    }
    TIMED("rename a province",
          act(t, (struct op){ .what = RENAME, .id = n.province, .on = 50, .name = "x" }));
    TIMED("create a cell",
          act(t,
              (struct op){
                  .what = CREATE, .parent = n.org, .kind = "cell", .code = "new", .name = "new", .on = 60 }));
    TIMED("move a committee of 455 to another province",
          act(t, (struct op){ .what = MOVE, .id = n.committee, .on = 70, .parent = other_province(t) }));
    closure_is_true(t, 71, now_at);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_create),           HN_TEST_BOTH(test_rename), HN_TEST_BOTH(test_recode),
        HN_TEST_BOTH(test_kinds_are_dated),  HN_TEST_BOTH(test_move),   HN_TEST_BOTH(test_circle),
        HN_TEST_BOTH(test_close_and_reopen), HN_TEST_BOTH(test_load),   HN_TEST_BOTH(test_load_refused),
        HN_TEST_BOTH(test_load_ring),        HN_TEST_BOTH(test_each),   HN_TEST_BOTH(test_random_history),
        HN_TEST_BOTH(test_large_tree),
    };

    const struct CMUnitTest large[] = { HN_TEST_BOTH(test_nation) };

    if (getenv("HN_TEST_LARGE") != NULL)
        return cmocka_run_group_tests_name("tree of a country", large, NULL, NULL);
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
