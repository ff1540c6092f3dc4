/* test_kill_meeting.c: proves that no acknowledged line of attendance is lost or doubled when the process is killed while
 * secretaries are saving.
 *
 * A child saves attendance by the ops of phones, from several threads, each a secretary at the meeting of his own cell,
 * and says through a pipe what was answered; it is killed after one while or another. Then every op answered stands there
 * once, every line has been changed as often as there are ops of it, the months agree with the records, and ops sent a
 * second time change nothing.
 */
#include "support/store_test.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/seal.h"
#include "demo/fill.h"
#include "meeting/month.h"
#include "meeting/op.h"
#include "meeting/roll.h"
#include "subjects.h"
#include "unit/unit.h"

enum { KILLS = 25, CELLS = 6, SLOWEST_MS = 150, SAID_MOST = KILLS * 4096 };

/* What a child says of each op answered. */
struct said {
    int round, cell;
    int64_t number, base;
};

struct world {
    struct hn_test_store *t;
    struct hn_keys *keys;
    struct hn_unit_id unit[CELLS];
    struct hn_meeting_id meeting[CELLS];
    struct hn_person_id person[CELLS];
    int64_t began_with[CELLS]; /* version of the person's line before all */
};

static const struct hn_sql sql_line = {
    .name = "test.line",
    .text = "SELECT version AS n FROM attendance WHERE unit_id = $1 AND meeting_id = $2 AND person_id = $3"
};
static const struct hn_sql sql_op = {
    .name = "test.op",
    .text = "SELECT count(*) AS n FROM meeting_op WHERE unit_id = $1 AND meeting_id = $2 AND key = $3"
            " AND status = 'saved'"
};
static const struct hn_sql sql_ops = {
    .name = "test.ops",
    .text = "SELECT count(*) AS n FROM meeting_op WHERE unit_id = $1 AND meeting_id = $2 AND item = $3"
            " AND status = 'saved'"
};
static const struct hn_sql sql_others = {
    .name = "test.others", .text = "SELECT count(*) AS n FROM meeting_op WHERE status <> 'saved'"
};
static const struct hn_sql *const own[] = { &sql_line, &sql_op, &sql_ops, &sql_others, NULL };

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

static enum hn_rc
number(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, int64_t *out)
{
    bool found;

    *out = -1;
    return hn_store_int(c, sql, params, out, &found);
}

/* --- the world: six cells of the small demo, a meeting of each today --- */

static enum hn_rc
hold_one(struct hn_ctx *c, struct world *w, int i)
{
    const struct hn_meeting_new in = { .unit = w->unit[i],
                                       .kind = "extraordinary",
                                       .topic = "",
                                       .day = c->today,
                                       .start_minute = 8 * 60,
                                       .place = "Phòng họp",
                                       .why = "Buổi thứ hai để thử" };
    struct hn_meeting_held held = { .day = c->today, .began_minute = 8 * 60, .ended_minute = 9 * 60 };
    const struct hn_attender *people;
    struct hn_roll_count counts;
    struct hn_meeting m;
    size_t count, at = 0;
    enum hn_rc rc = hn_meeting_call(c, &in, &w->meeting[i]);

    if (!rc)
        rc = hn_roll_make(c, w->meeting[i]);
    if (!rc)
        rc = hn_roll_read(c, w->meeting[i], &people, &count, &counts);
    for (; !rc && people[at].state == HN_EXEMPT; at++)
        assert(at < count);
    if (!rc) {
        w->person[i] = held.chair = held.writer = people[at].person;
        rc = hn_meeting_read(c, w->meeting[i], &m);
    }
    return rc ? rc : hn_meeting_hold(c, w->meeting[i], m.version, &held);
}

static const struct hn_param *
line_of(struct hn_ctx *c, const struct world *w, int i)
{
    struct hn_param *params = HN_NEW_N(c->arena, struct hn_param, 4);

    params[0] = hn_p_id(w->unit[i].v);
    params[1] = hn_p_id(w->meeting[i].v);
    params[2] = hn_p_id(w->person[i].v);
    params[3] = HN_P_END;
    return params;
}

static enum hn_rc
build(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < CELLS; i++) {
        rc = hn_unit_find(c, hn_print(c->arena, "22.200.004.000.%03d", i + 1), &w->unit[i]);
        if (!rc)
            rc = hold_one(c, w, i);
        if (!rc)
            rc = number(c, &sql_line, line_of(c, w, i), &w->began_with[i]);
    }
    return rc;
}

static void
begin(struct hn_test_store *t, struct world *w)
{
    struct hn_demo_fill work;

    *w = (struct world){ .t = t };
    t->cfg.lists = all_lists();
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_keys_load(hn_test_store_fresh(t), t->dir, true, &w->keys), HN_OK);
    t->c.keys = w->keys;
    work = (struct hn_demo_fill){ .plan = hn_demo_plan(t->arena, HN_DEMO_SMALL, 7) };
    assert_int_equal(hn_store_write_alone(t->store, &t->c, hn_demo_fill, &work), HN_OK);
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), build, w), HN_OK);
    hn_test_store_close(t);
}

/* --- the child --- */

struct saver {
    struct world *w;
    struct hn_ctx c;
    int pipe, cell, round;
    int64_t number, version;
    struct hn_op_answer answer;
};

static enum hn_rc
save(struct hn_ctx *c, void *arg)
{
    static const char *const states[] = { "present", "excused", "unexcused" };
    static const struct hn_op_doers nobody = { 0 };
    struct saver *s = arg;
    const struct hn_op op = {
        .key = hn_print(c->arena, "kill-%d-%d-%lld", s->round, s->cell, (long long)s->number),
        .what = "attendance",
        .item = hn_print(c->arena, "%lld", (long long)s->w->person[s->cell].v),
        .after = "",
        .base = s->version,
        .written_at = 1700000000000000 + s->number,
        .value = states[s->number % 3],
        .text = "",
        .title = "",
        .subject = "",
        .kind = "",
        .form = "",
        .matter = "",
        .person = "",
        .name = "",
        .role = "",
        .agenda = "",
        .chair = "",
        .writer = "",
        .day = HN_DAY_OPEN,
        .due = HN_DAY_OPEN,
        .minutes = -1,
        .began = -1,
        .ended = -1,
    };

    return hn_ops_apply(c, s->w->meeting[s->cell], &op, 1, &nobody, &s->answer);
}

static enum hn_rc
read_version(struct hn_ctx *c, void *arg)
{
    struct saver *s = arg;

    return number(c, &sql_line, line_of(c, s->w, s->cell), &s->version);
}

static void *
save_on(void *arg)
{
    struct saver *s = arg;
    struct hn_store *store = s->w->t->store;

    if (hn_store_write(store, &s->c, read_version, s) != HN_OK)
        _exit(3);
    /* A value that stands already is no change: the first is another than any before left. */
    for (;; s->number++) {
        struct said told = { s->round, s->cell, s->number, s->version };

        hn_arena_reset(s->c.arena);
        if (hn_store_write(store, &s->c, save, s) != HN_OK || s->answer.status != HN_OP_SAVED)
            _exit(4);
        s->version = s->answer.version;
        if (write(s->pipe, &told, sizeof told) != sizeof told)
            _exit(5);
    }
    return NULL;
}

static void
child(struct world *w, int pipe, int round)
{
    struct saver savers[CELLS];
    pthread_t threads[CELLS];

    if (hn_test_store_open(w->t) != HN_OK)
        _exit(2);
    for (int i = 0; i < CELLS; i++) {
        savers[i] = (struct saver){ .w = w, .pipe = pipe, .cell = i, .round = round };
        hn_ctx_init(&savers[i].c, hn_arena_new((size_t)4 << 20), hn_platform_real(), HN_USER_SYSTEM);
        savers[i].c.keys = w->keys;
        if (pthread_create(&threads[i], NULL, save_on, &savers[i]) != 0)
            _exit(6);
    }
    for (;;)
        pause();
}

/* --- the parent --- */

static struct said said[SAID_MOST];
static size_t said_count;

static void
hear(int pipe)
{
    while (said_count < SAID_MOST && read(pipe, &said[said_count], sizeof said[0]) == sizeof said[0])
        said_count++;
}

static void
one_kill(struct world *w, int round)
{
    int ends[2], status;

    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        child(w, ends[1], round);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &said[said_count], sizeof said[0]), sizeof said[0]);
    said_count++;
    nanosleep(&(struct timespec){ .tv_nsec = (round * 37 % SLOWEST_MS) * 1000000L }, NULL);
    kill(pid, SIGKILL);
    hear(ends[0]);
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
}

static void
check_said(struct world *w, struct hn_ctx *c)
{
    for (size_t i = 0; i < said_count; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        int cell = said[i].cell;
        const struct hn_param params[] = { hn_p_id(w->unit[cell].v), hn_p_id(w->meeting[cell].v),
                                           hn_p_text(hn_print(c->arena, "kill-%d-%d-%lld", said[i].round,
                                                              cell, (long long)said[i].number)),
                                           HN_P_END };
        int64_t n;

        assert_int_equal(number(c, &sql_op, params, &n), HN_OK);
        assert_int_equal(n, 1);
        hn_arena_rewind(c->arena, mark);
    }
}

/* A line changes by one version an op; one whose value stood already changes nothing, of which a round has one at most:
 * its first. */
static void
check_versions(struct world *w, struct hn_ctx *c)
{
    for (int i = 0; i < CELLS; i++) {
        const struct hn_param item[] = { hn_p_id(w->unit[i].v), hn_p_id(w->meeting[i].v),
                                         hn_p_text(hn_print(c->arena, "%lld", (long long)w->person[i].v)),
                                         HN_P_END };
        int64_t version, ops;

        assert_int_equal(number(c, &sql_line, line_of(c, w, i), &version), HN_OK);
        assert_int_equal(number(c, &sql_ops, item, &ops), HN_OK);
        assert_in_range(ops - (version - w->began_with[i]), 0, KILLS);
        assert_true(ops > 0);
    }
}

/* Some of them sent again, as phones do whose answer was lost: the answer of then, and nothing changes. */
static void
check_again(struct world *w)
{
    for (size_t i = 0; i < said_count; i += said_count / 40 + 1) {
        const struct said *told = &said[i];
        struct saver s = { .w = w, .cell = told->cell, .round = told->round, .number = told->number };
        struct hn_ctx *c = hn_test_store_fresh(w->t);
        int64_t before;

        c->keys = w->keys;
        assert_int_equal(hn_store_write(w->t->store, c, read_version, &s), HN_OK);
        before = s.version;
        s.version = told->base;
        assert_int_equal(hn_store_write(w->t->store, c, save, &s), HN_OK);
        assert_int_equal(s.answer.status, HN_OP_SAVED);
        assert_int_equal(hn_store_write(w->t->store, c, read_version, &s), HN_OK);
        assert_int_equal(before, s.version);
    }
}

static void
tell(void *sink, const char *line)
{
    (void)sink;
    print_error("%s\n", line);
}

static void
test_no_line_is_lost_or_doubled(void **state)
{
    HN_TEST_PLACE(state);
    struct world w;
    int64_t wrong = -1, others;

    begin(t, &w);
    said_count = 0;
    for (int round = 0; round < KILLS; round++)
        one_kill(&w, round);
    assert_int_equal(hn_test_store_open(t), HN_OK);
    struct hn_ctx *c = hn_test_store_fresh(t);

    print_message("# %zu ops were answered\n", said_count);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    check_said(&w, c);
    check_versions(&w, c);
    assert_int_equal(number(c, &sql_others, NULL, &others), HN_OK);
    assert_int_equal(others, 0);
    assert_int_equal(hn_month_verify(c, tell, NULL, &wrong), HN_OK);
    assert_int_equal(wrong, 0);
    hn_store_read_end(t->store, c);
    check_again(&w);
    hn_keys_free(w.keys);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_no_line_is_lost_or_doubled),
    };

    return cmocka_run_group_tests_name("kill_meeting", tests, NULL, NULL);
}
