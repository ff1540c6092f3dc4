/* test_progress: proves that weighted progress is what one gets by going through tasks and their events one by one: for every
 * unit and child, over trees that change, on random days and as known at random instants, of a chain, a target, or all;
 * that a draft is no task, that what is cancelled drops out from that day on, and that a stranger counts nothing.
 */
#include "support/forest.h"

#include <string.h>

#include "access/access.h"
#include "task/task.h"

enum { TASKS = 160, EVENTS_MOST = 6, ROOTS = 3, TARGETS = 4 };

#define START hn_day_of(2021, 5, 10)
#define SPAN  200 /* days over which tasks are set and told of */

static const struct hn_sql sql_task = {
    .name = "test.task",
    .text = "INSERT INTO task (unit_id, id, item_key, meeting_id, title, detail, responsible_id, due, state,"
            " progress, result, closed_on, version, created_at, removed_at, entered_by, doer_id, weight,"
            " root_id, target_id) VALUES ($1, $2, $3, $4, 'x', '', 0, $5, $6, $7, '', 0, 1, $8, 0, 1, $1, $9,"
            " $10, $11)"
};
static const struct hn_sql sql_event = {
    .name = "test.task_event",
    .text = "INSERT INTO task_event (unit_id, task_id, id, what, state, progress, note, meeting_id,"
            " acting_for, at, entered_by) VALUES ($1, $2, $3, 'reported', $4, $5, '', 0, 0, $6, 1)"
};
static const struct hn_sql sql_meeting = {
    .name = "test.task_meeting",
    .text = "INSERT INTO meeting (unit_id, id, kind, thematic, topic, month, day, start_minute,"
            " length_minutes, place, why, chair_id, writer_id, invited_at, held_at, held_day, began_minute,"
            " ended_minute, adopted_at, sent_at, received_at, received_by, cancelled_at, cancel_reason,"
            " version, created_at, entered_by) VALUES ($1, $2, 'ordinary', 0, '', 0, 0, 0, 0, '', '', 0, 0,"
            " 0, 0, 0, 0, 0, $3, 0, 0, 0, 0, '', 1, 0, 1)"
};
static const struct hn_sql *const own[] = { &sql_task, &sql_event, &sql_meeting, NULL };

struct told {
    hn_time at;
    const char *state;
    int progress;
};
struct work {
    int64_t unit, id, meeting, root, target;
    hn_time set_at, adopted_at; /* adopted_at 0: of no meeting, or of one never adopted */
    hn_day due;
    int weight;
    struct told told[EVENTS_MOST];
    size_t told_count;
};
struct world {
    struct hn_forest forest;
    struct work work[TASKS];
    hn_time now;
};

/* --- a world --- */

static struct work
make_work(struct hn_ctx *c, struct hn_forest *f)
{
    static const char *const states[] = { "in_progress", "in_progress", "waiting_check",
                                          "done",        "not_done",    "cancelled" };
    hn_day day = START + (hn_day)hn_forest_roll(f, SPAN);
    struct work k = { .unit = f->units[hn_forest_roll(f, (uint32_t)f->unit_count)],
                      .id = hn_new_id(c),
                      .root = hn_forest_roll(f, ROOTS),
                      .target = hn_forest_roll(f, TARGETS),
                      .set_at = hn_forest_noon(day),
                      .due = day + (hn_day)hn_forest_roll(f, 60),
                      .weight = 1 + (int)hn_forest_roll(f, 9) };
    hn_time at = k.set_at;

    if (hn_forest_roll(f, 3) == 0) {
        k.meeting = hn_new_id(c);
        k.adopted_at = hn_forest_roll(f, 4) ? at + (hn_time)hn_forest_roll(f, 5) * HN_DAY_US : 0;
    }
    k.told[k.told_count++] = (struct told){ at, "assigned", 0 };
    for (uint32_t n = hn_forest_roll(f, EVENTS_MOST); n > 0; n--) {
        const char *state = states[hn_forest_roll(f, 6)];

        at += (hn_time)(1 + hn_forest_roll(f, 30)) * HN_DAY_US;
        k.told[k.told_count++] = (struct told){ at, state, (int)hn_forest_roll(f, 101) };
    }
    return k;
}

static enum hn_rc
put_told(struct hn_ctx *c, const struct work *k, const struct told *e)
{
    const struct hn_param params[] = {
        hn_p_id(k->unit), hn_p_id(k->id), hn_p_id(hn_new_id(c)), hn_p_text(e->state), hn_p_int(e->progress),
        hn_p_time(e->at), HN_P_END
    };

    return hn_store_do(c, &sql_event, params);
}

static enum hn_rc
put_work(struct hn_ctx *c, const struct work *k)
{
    const struct told *last = &k->told[k->told_count - 1];
    const struct hn_param meeting[] = { hn_p_id(k->unit), hn_p_id(k->meeting), hn_p_time(k->adopted_at),
                                        HN_P_END };
    const struct hn_param params[] = { hn_p_id(k->unit),
                                       hn_p_id(k->id),
                                       hn_p_text(hn_print(c->arena, "%lld", (long long)k->id)),
                                       hn_p_id(k->meeting),
                                       hn_p_day(k->due),
                                       hn_p_text(last->state),
                                       hn_p_int(last->progress),
                                       hn_p_time(k->set_at),
                                       hn_p_int(k->weight),
                                       hn_p_id(k->root),
                                       hn_p_id(k->target),
                                       HN_P_END };
    enum hn_rc rc = k->meeting ? hn_store_do(c, &sql_meeting, meeting) : HN_OK;

    if (!rc)
        rc = hn_store_do(c, &sql_task, params);
    for (size_t i = 0; i < k->told_count && !rc; i++)
        rc = put_told(c, k, &k->told[i]);
    return rc;
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, &w->forest);
    for (size_t i = 0; i < TASKS && !rc; i++) {
        w->work[i] = make_work(c, &w->forest);
        rc = put_work(c, &w->work[i]);
    }
    return rc;
}

static enum hn_rc
stir(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    c->now = w->now;
    return hn_forest_stir(c, &w->forest);
}

/* --- one by one --- */

static bool
is_open(const char *state)
{
    return strcmp(state, "assigned") == 0 || strcmp(state, "in_progress") == 0 ||
           strcmp(state, "waiting_check") == 0;
}

static void
naive_work(const struct hn_ctx *c, const struct work *k, struct hn_progress *s)
{
    hn_time until = hn_day_end(c->on) < c->known ? hn_day_end(c->on) : c->known;
    const struct told *last = NULL;

    if (k->set_at > until || (k->meeting && (k->adopted_at == 0 || k->adopted_at > until)))
        return;
    for (size_t i = 0; i < k->told_count; i++) {
        if (k->told[i].at <= until)
            last = &k->told[i];
    }
    if (last == NULL || strcmp(last->state, "cancelled") == 0)
        return;
    s->tasks++;
    s->done += strcmp(last->state, "done") == 0;
    s->waiting += strcmp(last->state, "waiting_check") == 0;
    s->not_done += strcmp(last->state, "not_done") == 0;
    s->late += is_open(last->state) && k->due < c->on;
    s->weight += k->weight;
    s->reached += k->weight * (strcmp(last->state, "done") == 0 ? 100 : last->progress);
}

/* Of the units at and below top that stand below within that day; alone: of top itself. */
static struct hn_progress
naive(const struct hn_ctx *c, const struct world *w, const struct hn_forest_tree *tree,
      const struct hn_progress_ask *ask, int64_t top, bool alone)
{
    struct hn_progress s = { .unit = { top } };

    for (size_t i = 0; i < TASKS; i++) {
        const struct work *k = &w->work[i];

        if ((ask->root.v && k->root != ask->root.v) || (ask->target && k->target != ask->target))
            continue;
        if (alone ? k->unit == top && hn_forest_stands(tree, top)
                  : hn_forest_stands(tree, k->unit) && hn_forest_below(tree, k->unit, top))
            naive_work(c, k, &s);
    }
    return s;
}

static void
same(const struct hn_progress *got, const struct hn_progress *want)
{
    int64_t centi = want->weight ? (want->reached * 100 + want->weight / 2) / want->weight : 0;

    assert_int_equal(got->unit.v, want->unit.v);
    assert_int_equal(got->tasks, want->tasks);
    assert_int_equal(got->done, want->done);
    assert_int_equal(got->waiting, want->waiting);
    assert_int_equal(got->late, want->late);
    assert_int_equal(got->not_done, want->not_done);
    assert_int_equal(got->weight, want->weight);
    assert_int_equal(got->reached, want->reached);
    assert_int_equal(got->progress_centi, centi);
}

/* How many children have a task at or below them. */
static size_t
naive_lines(const struct hn_ctx *c, const struct world *w, const struct hn_forest_tree *tree,
            const struct hn_progress_ask *ask)
{
    size_t lines = 0;

    for (size_t i = 0; i < tree->count; i++) {
        if (tree->at[i].parent == ask->within.v)
            lines += naive(c, w, tree, ask, tree->at[i].unit, false).tasks > 0;
    }
    return lines;
}

static void
check_once(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    const struct hn_progress_ask ask = { .within = { f->units[hn_forest_roll(f, (uint32_t)f->unit_count)] },
                                         .root = { hn_forest_roll(f, ROOTS) },
                                         .target = hn_forest_roll(f, 2) ? hn_forest_roll(f, TARGETS) : 0 };
    struct hn_progress sum, own_sum, want;
    const struct hn_progress *children;
    struct hn_forest_tree tree;
    size_t count;

    c->on = START + (hn_day)hn_forest_roll(f, SPAN + 60);
    c->known = hn_forest_roll(f, 2) ? HN_TIME_OPEN : hn_forest_noon(START + (hn_day)hn_forest_roll(f, 400));
    hn_forest_read(c, c->on, &tree);
    assert_int_equal(hn_task_progress(c, &ask, &sum, &own_sum, &children, &count), HN_OK);
    want = naive(c, w, &tree, &ask, ask.within.v, false);
    same(&sum, &want);
    want = naive(c, w, &tree, &ask, ask.within.v, true);
    same(&own_sum, &want);
    assert_int_equal(count, naive_lines(c, w, &tree, &ask));
    for (size_t i = 0; i < count; i++) {
        want = naive(c, w, &tree, &ask, children[i].unit.v, false);
        same(&children[i], &want);
    }
}

/* What has been told by a day far ahead is what the rows say: today's answer equals that of the events. */
static void
today_equals_events(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    const struct hn_progress_ask ask = { .within = { f->units[0] }, .root = { 1 + hn_forest_roll(f, 2) } };
    struct hn_progress now, then, own_sum;
    const struct hn_progress *children;
    size_t count;

    c->today = c->on = START + 600;
    c->known = HN_TIME_OPEN;
    assert_int_equal(hn_task_progress(c, &ask, &now, &own_sum, &children, &count), HN_OK);
    assert_true(now.tasks > 0);
    c->today = c->on + 1;
    assert_int_equal(hn_task_progress(c, &ask, &then, &own_sum, &children, &count), HN_OK);
    same(&now, &then);
}

static struct world *
open_world(struct hn_test_store *t, struct hn_arena *keep, uint32_t seed)
{
    struct world *w = HN_NEW(keep, struct world);

    hn_forest_open(t, keep, own);
    w->forest.seed = seed;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    return w;
}

static void
progress_equals_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = open_world(t, keep, 20210510);

    for (int round = 0; round < 30; round++) {
        struct hn_ctx *c = hn_test_store_fresh(t);

        w->now = hn_forest_noon(START + round * 5);
        (void)hn_store_write(t->store, c, stir, w);
        c = hn_test_store_fresh(t);
        c->actor = HN_USER_SYSTEM;
        c->today = START + 900;
        assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
        for (int i = 0; i < 6; i++)
            check_once(c, w);
        today_equals_events(c, w);
        hn_store_read_end(t->store, c);
    }
    hn_arena_free(keep);
}

static void
a_stranger_counts_nothing(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)4 << 20);
    struct world *w = open_world(t, keep, 7);
    struct hn_ctx *c = hn_test_store_fresh(t);
    const struct hn_progress_ask ask = { .within = { w->forest.units[0] } };
    struct hn_progress sum, own_sum;
    const struct hn_progress *children;
    size_t count;

    c->actor = (struct hn_user_id){ 4711 };
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_task_progress(c, &ask, &sum, &own_sum, &children, &count), HN_NOT_FOUND);
    assert_int_equal(sum.tasks + (int64_t)count, 0);
    hn_store_read_end(t->store, c);
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(progress_equals_a_recount),
        HN_TEST_BOTH(a_stranger_counts_nothing),
    };

    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
