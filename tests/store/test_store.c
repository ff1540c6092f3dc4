/* test_store.c: proves that both engines keep the promises of store.h: every type comes back as it went in,
 * a refused job leaves its batch mates alone, a reader sees one moment, failures come out as their codes. */
#include "support/book.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/migrate.h"

/* --- values --- */

struct value {
    struct hn_param params[7];
};

static enum hn_rc
set_value(struct hn_ctx *c, void *arg)
{
    struct value *v = arg;

    return hn_store_do(c, &hn_value_set, v->params);
}

static void
test_types(void **state)
{
    HN_TEST_BOOK(state);
    static const uint8_t raw[] = { 0, 1, 0x7f, 0x80, 0xff, '\'', '\\' };
    const char *text = "Đảng bộ xã Tân Bình; it's \"quoted\" \\ $1 — 🌾\nhàng hai";
    struct value rows[] = {
        { { hn_p_id(1), hn_p_int(INT64_MAX), hn_p_day(INT32_MAX), hn_p_real(0.1), hn_p_text(text),
            hn_p_bytes((struct hn_bytes){ raw, sizeof raw }), HN_P_END } },
        { { hn_p_id(2), hn_p_int(INT64_MIN), hn_p_day(INT32_MIN), hn_p_real(-1e300), hn_p_text(""),
            hn_p_bytes((struct hn_bytes){ raw, 0 }), HN_P_END } },
        { { hn_p_id(3), HN_P_NONE, HN_P_NONE, HN_P_NONE, hn_p_text(NULL), HN_P_NONE, HN_P_END } },
    };
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), set_value, &rows[i]), HN_OK);

    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    for (int64_t id = 1; id <= 3; id++) {
        const struct hn_param params[] = { hn_p_id(id), HN_P_END };
        struct hn_rows *r;

        assert_int_equal(hn_store_query(c, &hn_value_get, params, &r), HN_OK);
        assert_true(hn_rows_next(r));
        /* Out of order on purpose: columns go by name. */
        struct hn_bytes b = hn_row_bytes(r, "bytes");

        assert_int_equal(hn_row_int(r, "id"), id);
        if (id == 3) {
            assert_true(hn_row_null(r, "whole") && hn_row_null(r, "text") && hn_row_null(r, "bytes"));
            assert_int_equal(hn_row_int(r, "whole"), 0);
            assert_string_equal(hn_row_text(r, "text"), "");
            assert_null(b.data);
        } else {
            assert_true(hn_row_int(r, "whole") == (id == 1 ? INT64_MAX : INT64_MIN));
            assert_true(hn_row_int(r, "day") == (id == 1 ? INT32_MAX : INT32_MIN));
            assert_true(hn_row_real(r, "number") == (id == 1 ? 0.1 : -1e300));
            assert_string_equal(hn_row_text(r, "text"), id == 1 ? text : "");
            assert_false(hn_row_null(r, "text") || hn_row_null(r, "bytes"));
            assert_int_equal(b.len, id == 1 ? sizeof raw : 0);
            assert_non_null(b.data);
            assert_memory_equal(b.data, raw, b.len);
        }
        assert_false(hn_rows_next(r));
        assert_false(hn_rows_next(r));
        assert_int_equal(hn_rows_end(r), HN_OK);
    }
    hn_store_read_end(t->store, c);
}

/* --- answers inside answers --- */

static enum hn_rc
add_many(struct hn_ctx *c, void *arg)
{
    int64_t count = *(int64_t *)arg;
    enum hn_rc rc = hn_store_bulk_begin(c, &hn_book_add);

    for (int64_t i = 1; rc == HN_OK && i <= count; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_param params[] = { hn_p_id(i), hn_p_text(hn_print(c->arena, "book %d", (int)i)),
                                           HN_P_END };

        rc = hn_store_bulk_row(c, params);
        hn_arena_rewind(c->arena, mark);
    }
    enum hn_rc ended = hn_store_bulk_end(c);

    return rc ? rc : ended;
}

static void
test_bulk_and_nested(void **state)
{
    HN_TEST_BOOK(state);
    int64_t count = 2000, seen = 0;

    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), add_many, &count), HN_OK);
    assert_int_equal(hn_book_counted(t), count);

    struct hn_ctx *c = hn_test_store_fresh(t);
    const struct hn_param all[] = { hn_p_id(1), hn_p_int(count), HN_P_END };
    struct hn_rows *r, *inner;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_query(c, &hn_book_list, all, &r), HN_OK);
    while (hn_rows_next(r)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        seen++;
        assert_int_equal(hn_row_int(r, "id"), seen);
        if (seen % 500 == 3) {
            const struct hn_param few[] = { hn_p_id(seen), hn_p_int(2), HN_P_END };

            /* The very statement whose rows are being read. */
            assert_int_equal(hn_store_query(c, &hn_book_list, few, &inner), HN_OK);
            assert_true(hn_rows_next(inner));
            assert_int_equal(hn_row_int(inner, "id"), seen);
            assert_int_equal(hn_rows_end(inner), HN_OK);
            assert_string_equal(hn_row_text(r, "title"), hn_print(c->arena, "book %d", (int)seen));
        }
        hn_arena_rewind(c->arena, mark);
    }
    assert_int_equal(hn_rows_end(r), HN_OK);
    assert_int_equal(seen, count);
    /* An answer left early, and one left open, do no harm to the next. */
    assert_int_equal(hn_store_query(c, &hn_book_list, all, &r), HN_OK);
    assert_true(hn_rows_next(r));
    assert_int_equal(hn_rows_end(r), HN_OK);
    assert_int_equal(hn_store_query(c, &hn_book_list, all, &r), HN_OK);
    assert_true(hn_rows_next(r));
    hn_store_read_end(t->store, c);
    assert_int_equal(hn_book_counted(t), count);
}

static enum hn_rc
bulk_twice_the_same(struct hn_ctx *c, void *arg)
{
    enum hn_rc rc = hn_store_bulk_begin(c, &hn_book_add);

    (void)arg;
    for (int i = 0; rc == HN_OK && i < 600; i++) {
        const struct hn_param params[] = { hn_p_id(5), hn_p_text("five"), HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    enum hn_rc ended = hn_store_bulk_end(c);

    return rc ? rc : ended;
}

static void
test_bulk_refused(void **state)
{
    HN_TEST_BOOK(state);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), bulk_twice_the_same, NULL),
                     HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.unique");
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), bulk_twice_the_same, NULL),
                     HN_CONFLICT);
    assert_int_equal(hn_book_counted(t), 0);
    assert_int_equal(hn_book_write(t, 5, "five"), HN_OK);
}

/* --- codes --- */

static enum hn_rc
add_page(struct hn_ctx *c, void *arg)
{
    const int64_t *page = arg;
    const struct hn_param params[] = { hn_p_id(page[0]), hn_p_int(page[1]), HN_P_END };

    return hn_store_do(c, &hn_page_add, params);
}

static void
test_constraints(void **state)
{
    HN_TEST_BOOK(state);
    uint64_t version = hn_store_version(t->store);

    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    assert_int_equal(hn_store_version(t->store), version + 1);
    assert_int_equal(hn_book_write(t, 1, "another"), HN_CONFLICT);
    assert_int_equal(t->c.fault_count, 1);
    assert_string_equal(t->c.faults[0].key, "store.unique");
    assert_int_equal(hn_book_write(t, 2, "one"), HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.unique");
    assert_int_equal(hn_store_version(t->store), version + 1);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), add_page, (int64_t[]){ 1, 1 }), HN_OK);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), add_page, (int64_t[]){ 1, 0 }),
                     HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.rule");
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), add_page, (int64_t[]){ 7, 1 }),
                     HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.rule");
    assert_int_equal(hn_book_counted(t), 1);
    assert_false(hn_store_ailing(t->store));
}

static enum hn_rc
pass_over_failure(struct hn_ctx *c, void *arg)
{
    const struct hn_param params[] = { hn_p_id(1), hn_p_text("again"), HN_P_END };
    const struct hn_param others[] = { hn_p_id(9), hn_p_text("nine"), HN_P_END };

    (void)arg;
    assert_int_equal(hn_store_do(c, &hn_book_add, others), HN_OK);
    assert_int_equal(hn_store_do(c, &hn_book_add, params), HN_CONFLICT);
    /* From here on every statement answers the same. */
    assert_int_equal(hn_store_do(c, &hn_book_drop, (struct hn_param[]){ hn_p_id(1), HN_P_END }), HN_CONFLICT);
    return HN_OK;
}

static void
test_failure_is_not_passed_over(void **state)
{
    HN_TEST_BOOK(state);
    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), pass_over_failure, NULL), HN_CONFLICT);
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), pass_over_failure, NULL),
                     HN_CONFLICT);
    assert_string_equal(hn_book_titled(t, 9), "");
}

static enum hn_rc
count_and_return(struct hn_ctx *c, void *arg)
{
    int64_t touched = 0;
    bool found;

    (void)arg;
    assert_int_equal(hn_store_int(c, &hn_book_add_back,
                                  (struct hn_param[]){ hn_p_id(41), hn_p_text("a"), HN_P_END }, &touched,
                                  &found),
                     HN_OK);
    assert_true(found);
    assert_int_equal(touched, 41);
    assert_int_equal(
        hn_store_do(c, &hn_book_add_back, (struct hn_param[]){ hn_p_id(42), hn_p_text("b"), HN_P_END }),
        HN_OK);
    assert_int_equal(
        hn_store_do_count(c, &hn_book_drop, (struct hn_param[]){ hn_p_id(42), HN_P_END }, &touched), HN_OK);
    assert_int_equal(touched, 2); /* and the book of the second step */
    return HN_OK;
}

static void
test_touched(void **state)
{
    HN_TEST_BOOK(state);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), count_and_return, NULL), HN_OK);
    assert_string_equal(hn_book_titled(t, 41), "a");
    assert_int_equal(hn_book_counted(t), 1);
}

/* --- jobs and batches --- */

struct task {
    struct hn_test_store *t;
    struct hn_ctx c;
    pthread_mutex_t *mutex;
    pthread_cond_t *answered;
    int *left;
    int64_t id;
    enum hn_rc want; /* what run is to answer */
    enum hn_rc rc;
    int runs;
};

static enum hn_rc
task_run(struct hn_ctx *c, void *arg)
{
    struct task *k = arg;
    const struct hn_param params[] = { hn_p_id(k->id), hn_p_text(hn_print(c->arena, "task %d", (int)k->id)),
                                       HN_P_END };
    enum hn_rc rc = hn_store_do(c, &hn_book_add, params);

    k->runs++;
    if (rc)
        return rc;
    if (k->want == HN_UNAVAILABLE) {
        /* To the last byte: saying so must not need memory either. */
        for (;;)
            hn_alloc(c->arena, 8);
    }
    if (k->want)
        return hn_fail(c, k->want, "", "test.refused");
    return HN_OK;
}

static void
task_written(void *arg, enum hn_rc rc)
{
    struct task *k = arg;

    pthread_mutex_lock(k->mutex);
    k->rc = rc;
    --*k->left;
    pthread_cond_signal(k->answered);
    pthread_mutex_unlock(k->mutex);
}

#define TASKS 300

static void
test_refused_job_leaves_mates(void **state)
{
    HN_TEST_BOOK(state);
    static struct task tasks[TASKS];
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
    static const enum hn_rc wants[] = { HN_OK, HN_INVALID, HN_OK, HN_UNAVAILABLE, HN_BUSY };
    int left = TASKS, kept = 0;

    for (int i = 0; i < TASKS; i++) {
        struct task *k = &tasks[i];

        /* Every seventh takes the id of its neighbour: unique, says the store. */
        *k = (struct task){ .t = t,
                            .mutex = &mutex,
                            .answered = &answered,
                            .left = &left,
                            .id = 1 + i - (i % 7 == 1),
                            .want = wants[i % 5] };
        hn_ctx_init(&k->c, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
        assert_int_equal(hn_store_submit(t->store, &k->c, task_run, k, task_written), HN_OK);
    }
    pthread_mutex_lock(&mutex);
    while (left > 0)
        pthread_cond_wait(&answered, &mutex);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < TASKS; i++) {
        struct task *k = &tasks[i];
        bool taken = i % 7 == 1 && tasks[i - 1].rc == HN_OK;

        assert_int_equal(k->rc, taken ? HN_CONFLICT : k->want);
        assert_int_equal(k->runs, k->rc == HN_BUSY ? 4 : 1);
        if (k->rc == HN_UNAVAILABLE)
            assert_string_equal(k->c.faults[0].key, "store.memory");
        kept += k->rc == HN_OK;
        hn_arena_free(k->c.arena);
    }
    assert_int_equal(hn_book_counted(t), kept);
    assert_false(hn_store_ailing(t->store));
}

#define WRITERS     64
#define WRITES_EACH 10

static void *
writer_thread(void *arg)
{
    struct task *k = arg;

    for (int i = 0; i < WRITES_EACH; i++) {
        k->id++;
        if (hn_store_write(k->t->store, &k->c, task_run, k) == HN_OK)
            k->runs += 1000;
        hn_arena_reset(k->c.arena);
    }
    return NULL;
}

static void
test_many_writers(void **state)
{
    HN_TEST_BOOK(state);
    static struct task tasks[WRITERS];
    pthread_t threads[WRITERS];

    for (int i = 0; i < WRITERS; i++) {
        tasks[i] = (struct task){ .t = t, .id = 1 + i * 100 };
        hn_ctx_init(&tasks[i].c, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
        assert_int_equal(pthread_create(&threads[i], NULL, writer_thread, &tasks[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(tasks[i].runs, WRITES_EACH * 1001);
        hn_arena_free(tasks[i].c.arena);
    }
    assert_int_equal(hn_book_counted(t), WRITERS * WRITES_EACH);
    /* What was answered is there after the store is opened again. */
    hn_test_store_close(t);
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_book_counted(t), WRITERS * WRITES_EACH);
}

struct gate {
    pthread_mutex_t mutex;
    pthread_cond_t moved;
    bool inside, open;
};

static enum hn_rc
wait_at_gate(struct hn_ctx *c, void *arg)
{
    struct gate *g = arg;

    (void)c;
    pthread_mutex_lock(&g->mutex);
    g->inside = true;
    pthread_cond_broadcast(&g->moved);
    while (!g->open)
        pthread_cond_wait(&g->moved, &g->mutex);
    pthread_mutex_unlock(&g->mutex);
    return HN_OK;
}

static void
ignore(void *arg, enum hn_rc rc)
{
    (void)arg;
    assert_int_equal(rc, HN_OK);
}

static enum hn_rc
nothing(struct hn_ctx *c, void *arg)
{
    (void)c;
    (void)arg;
    return HN_OK;
}

static void
test_queue_full(void **state)
{
    HN_TEST_BOOK(state);
    struct gate g = { .mutex = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER };
    struct hn_ctx first, late;
    static struct hn_ctx many[HN_STORE_QUEUE];

    hn_ctx_init(&first, t->arena, hn_platform_real(), HN_USER_SYSTEM);
    late = first;
    assert_int_equal(hn_store_submit(t->store, &first, wait_at_gate, &g, ignore), HN_OK);
    pthread_mutex_lock(&g.mutex);
    while (!g.inside)
        pthread_cond_wait(&g.moved, &g.mutex);
    pthread_mutex_unlock(&g.mutex);
    for (int i = 0; i < HN_STORE_QUEUE; i++) {
        many[i] = late;
        assert_int_equal(hn_store_submit(t->store, &many[i], nothing, NULL, ignore), HN_OK);
    }
    assert_int_equal(hn_store_submit(t->store, &late, nothing, NULL, ignore), HN_BUSY);
    assert_string_equal(late.faults[0].key, "store.busy");
    pthread_mutex_lock(&g.mutex);
    g.open = true;
    pthread_cond_broadcast(&g.moved);
    pthread_mutex_unlock(&g.mutex);
    /* Closing first empties the queue. */
    hn_test_store_close(t);
}

/* --- reading --- */

static void
test_reader_sees_one_moment(void **state)
{
    HN_TEST_BOOK(state);
    struct hn_ctx reader;
    int64_t n;
    bool found;

    hn_ctx_init(&reader, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    assert_int_equal(hn_store_read_begin(t->store, &reader), HN_OK);
    assert_int_equal(hn_store_version_read(&reader), hn_store_version(t->store));
    assert_int_equal(hn_store_int(&reader, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 1);
    assert_int_equal(hn_book_write(t, 2, "two"), HN_OK);
    assert_true(hn_store_version_read(&reader) < hn_store_version(t->store));
    assert_int_equal(hn_store_int(&reader, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 1);
    assert_int_equal(hn_book_counted(t), 2);
    hn_store_read_end(t->store, &reader);
    assert_int_equal(hn_store_read_begin(t->store, &reader), HN_OK);
    assert_int_equal(hn_store_int(&reader, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 2);
    /* A reader cannot write, whatever it runs. */
    assert_int_not_equal(hn_store_do(&reader, &hn_book_drop, (struct hn_param[]){ hn_p_id(1), HN_P_END }),
                         HN_OK);
    hn_store_read_end(t->store, &reader);
    hn_arena_free(reader.arena);
    assert_int_equal(hn_book_counted(t), 2);
}

/* --- opening --- */

static const struct hn_sql misspelt = { .name = "test.misspelt", .text = "SELECT titel FROM book" };
static const struct hn_sql *const misspelt_list[] = { &misspelt, NULL };
static const struct hn_sql twin = { .name = "book.add", .text = "SELECT id FROM book" };
static const struct hn_sql *const twin_list[] = { &twin, NULL };
static const struct hn_sql unlisted = { .name = "test.unlisted", .text = "SELECT id FROM book" };

static void
test_misspelt_statement_stops_the_open(void **state)
{
    HN_TEST_BOOK(state);
    const struct hn_sql *const *const wrong[] = { hn_book_lists[0], misspelt_list, NULL };
    const struct hn_sql *const *const twice[] = { hn_book_lists[0], twin_list, NULL };

    hn_test_store_close(t);
    t->cfg.lists = wrong;
    assert_int_equal(hn_test_store_open(t), HN_BROKEN);
    t->cfg.lists = twice;
    assert_int_equal(hn_test_store_open(t), HN_BROKEN);
    t->cfg.lists = hn_book_lists;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    struct hn_ctx *c = hn_test_store_fresh(t);
    struct hn_rows *r;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_query(c, &unlisted, NULL, &r), HN_BROKEN);
    hn_store_read_end(t->store, c);
    /* Too few values are seen before the database is asked. */
    c = hn_test_store_fresh(t);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_store_query(c, &hn_book_title, NULL, &r), HN_BROKEN);
    hn_store_read_end(t->store, c);
}

static void
test_two_processes(void **state)
{
    HN_TEST_BOOK(state);
    struct hn_store *second = NULL, *beside = NULL;
    struct hn_store_config cfg = t->cfg;
    int64_t n;
    bool found;

    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    assert_int_equal(hn_store_open(hn_test_store_fresh(t), &cfg, &second), HN_CONFLICT);
    assert_string_equal(t->c.faults[0].key, "store.held");
    /* On PostgreSQL also from another folder. */
    if (t->postgres) {
        char other[80];

        snprintf(other, sizeof other, "%s/other", t->dir);
        assert_int_equal(mkdir(other, 0700), 0);
        cfg.dir = other;
        assert_int_equal(hn_store_open(hn_test_store_fresh(t), &cfg, &second), HN_CONFLICT);
        cfg.dir = t->dir;
    }
    /* A reading command may stand beside. */
    cfg.create = false;
    cfg.read_only = true;
    assert_int_equal(hn_store_open(hn_test_store_fresh(t), &cfg, &beside), HN_OK);
    assert_int_equal(hn_store_read_begin(beside, &t->c), HN_OK);
    assert_int_equal(hn_store_int(&t->c, &hn_book_count, NULL, &n, &found), HN_OK);
    assert_int_equal(n, 1);
    hn_store_read_end(beside, &t->c);
    assert_int_equal(hn_store_write(beside, &t->c, nothing, NULL), HN_UNAVAILABLE);
    hn_store_close(beside);
    assert_int_equal(hn_book_write(t, 2, "two"), HN_OK);
}

static void
test_absent(void **state)
{
    HN_TEST_PLACE(state);
    t->cfg.lists = hn_book_lists;
    t->cfg.migrations = hn_book_steps;
    t->cfg.create = false;
    assert_int_equal(hn_test_store_open(t), HN_NOT_FOUND);
    t->cfg.read_only = true;
    assert_int_equal(hn_test_store_open(t), HN_NOT_FOUND);
    t->cfg.read_only = false;
    t->cfg.create = true;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    hn_test_store_close(t);
    t->cfg.create = false;
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

/* A job of n statements of which the n-th fails, for n = 1, 2, 3 …: nothing of it stays. */
static enum hn_rc
fail_at(struct hn_ctx *c, void *arg)
{
    int at = *(int *)arg;

    for (int i = 1; i <= 6; i++) {
        int64_t id = i == at ? 1 : 100 + i;
        const struct hn_param params[] = { hn_p_id(id), hn_p_text(hn_print(c->arena, "%d", i)), HN_P_END };
        enum hn_rc rc = hn_store_do(c, &hn_book_add, params);

        if (rc)
            return rc;
    }
    return HN_OK;
}

static void
test_nth_statement_fails(void **state)
{
    HN_TEST_BOOK(state);
    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    for (int n = 1; n <= 6; n++) {
        assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), fail_at, &n), HN_CONFLICT);
        assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), fail_at, &n), HN_CONFLICT);
        assert_int_equal(hn_book_counted(t), 1);
    }
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), fail_at, &(int){ 7 }), HN_OK);
    assert_int_equal(hn_book_counted(t), 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_types),
        HN_TEST_BOTH(test_bulk_and_nested),
        HN_TEST_BOTH(test_bulk_refused),
        HN_TEST_BOTH(test_constraints),
        HN_TEST_BOTH(test_failure_is_not_passed_over),
        HN_TEST_BOTH(test_touched),
        HN_TEST_BOTH(test_refused_job_leaves_mates),
        HN_TEST_BOTH(test_many_writers),
        HN_TEST_BOTH(test_queue_full),
        HN_TEST_BOTH(test_reader_sees_one_moment),
        HN_TEST_BOTH(test_misspelt_statement_stops_the_open),
        HN_TEST_BOTH(test_two_processes),
        HN_TEST_BOTH(test_absent),
        HN_TEST_BOTH(test_nth_statement_fails),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
