/* test_movement: proves the life of a movement with its refusals: launched, entered, marked, judged once over, rewarded, the
 * reward in the person's record and out of it again; and that what the program counts equals going through months, tasks and
 * papers one by one, over trees that change. A figure that is not there earns no points and is said to be missing.
 */
#include "support/people.h"

#include <stdio.h>
#include <string.h>

#include "movement/movement.h"
#include "person/field.h"
#include "rule/rule.h"
#include "support/forest.h"

/* --- its life --- */

struct asked {
    struct hn_movement in;
    struct hn_movement_criterion criteria[3];
    size_t count;
    struct hn_movement_entry entry;
    struct hn_movement_mark mark;
    struct hn_reward reward;
    const char *reason;
    int64_t id;
};

#define CALL(name, what)                                                                                     \
    static enum hn_rc name(struct hn_ctx *c, void *arg)                                                      \
    {                                                                                                        \
        struct asked *a = arg;                                                                               \
                                                                                                             \
        return what;                                                                                         \
    }
CALL(launch, hn_movement_put(c, &a->in, a->criteria, a->count, &a->id))
CALL(enter, hn_movement_enter(c, &a->entry, &a->entry.id))
CALL(withdraw, hn_movement_withdraw(c, a->entry.id))
CALL(put_mark, hn_movement_mark_put(c, a->entry.id, &a->mark))
CALL(judge, hn_movement_judge(c, a->id))
CALL(finish, hn_movement_close(c, a->id))
CALL(give, hn_reward_give(c, &a->reward, &a->reward.id))
CALL(revoke, hn_reward_revoke(c, a->reward.id, a->reason))

static struct asked
spring(struct hn_people *p)
{
    return (struct asked){ .in = { .unit = p->a,
                                   .title = "Thi đua mùa xuân minh họa",
                                   .who = "both",
                                   .starts = DAY(2024, 3, 1),
                                   .ends = DAY(2024, 4, 1),
                                   .entry_until = DAY(2024, 3, 20) },
                           .criteria = { { .title = "Dự sinh hoạt",
                                           .points = 60,
                                           .source = "attendance_bp",
                                           .none_value = 5000,
                                           .full_value = 9500 },
                                         { .title = "Sáng kiến", .points = 40, .source = "hand" } },
                           .count = 2 };
}

static void
launched_and_refused(struct hn_people *p, struct asked *a)
{
    hn_check(p, SECRETARY, launch, a, HN_NOT_FOUND, "access.not_found");
    a->in.title = "";
    hn_check(p, CLERK, launch, a, HN_INVALID, "movement.title");
    a->in.title = "Thi đua mùa xuân minh họa";
    a->in.ends = a->in.starts;
    hn_check(p, CLERK, launch, a, HN_INVALID, "fact.days");
    a->in.ends = DAY(2024, 4, 1);
    a->in.entry_until = DAY(2024, 4, 1);
    hn_check(p, CLERK, launch, a, HN_INVALID, "movement.entry_until");
    a->in.entry_until = DAY(2024, 3, 20);
    a->count = 0;
    hn_check(p, CLERK, launch, a, HN_INVALID, "movement.criteria");
    a->count = 2;
    a->criteria[0].source = "study_bp"; /* of persons there is no such figure */
    hn_check(p, CLERK, launch, a, HN_INVALID, "criterion.source");
    a->criteria[0].source = "attendance_bp";
    a->criteria[0].full_value = 5000;
    hn_check(p, CLERK, launch, a, HN_INVALID, "criterion.values");
    a->criteria[0].full_value = 9500;
    a->in.paper = 4711;
    hn_check(p, CLERK, launch, a, HN_INVALID, "movement.paper");
    a->in.paper = 0;
    hn_check(p, CLERK, launch, a, HN_OK, "");
    a->in.id = a->id;
    a->in.version = 7;
    hn_check(p, CLERK, launch, a, HN_CONFLICT, "changed");
    a->in.version = 1;
    a->in.title = "Thi đua mùa xuân";
    hn_check(p, CLERK, launch, a, HN_OK, "");
}

static void
entered_and_marked(struct hn_people *p, struct asked *a, struct hn_person_id person)
{
    a->entry = (struct hn_movement_entry){ .movement = a->id, .unit = p->c3 };
    hn_check(p, SECRETARY, enter, a, HN_NOT_FOUND, "access.not_found");
    a->entry.unit = p->c1;
    a->entry.person.v = 4711;
    hn_check(p, SECRETARY, enter, a, HN_INVALID, "movement.person");
    a->entry.person = person;
    hn_check(p, SECRETARY, enter, a, HN_OK, "");
    hn_check(p, SECRETARY, enter, a, HN_CONFLICT, "movement.twice");
    hn_check(p, SECRETARY, withdraw, a, HN_OK, "");
    hn_check(p, SECRETARY, enter, a, HN_OK, "");
    a->in.version = 2;
    hn_check(p, CLERK, launch, a, HN_CONFLICT, "movement.entered");
    hn_check(p, CLERK, judge, a, HN_CONFLICT, "movement.running");
    a->mark = (struct hn_movement_mark){ .position = 1, .points_centi = 100 };
    hn_check(p, CLERK, put_mark, a, HN_INVALID, "mark.counted");
    a->mark.position = 2;
    a->mark.points_centi = 4001;
    hn_check(p, CLERK, put_mark, a, HN_INVALID, "mark.points");
    a->mark.points_centi = 3500;
    hn_check(p, SECRETARY, put_mark, a, HN_NOT_FOUND, "access.not_found");
}

static size_t
awards(struct hn_people *p, struct hn_person_id person)
{
    const struct hn_entry *entries;
    size_t count = 0, found = 0;
    struct hn_ctx *c = hn_people_read(p, CLERK);
    const struct hn_person_view view = { .person = person };

    c->on = c->today = p->today;
    assert_int_equal(hn_person_entries_read(c, &view, &entries, &count), HN_OK);
    for (size_t i = 0; i < count; i++)
        found += strcmp(entries[i].list->name, "awards") == 0;
    hn_people_read_end(p);
    return found;
}

static void
its_life(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id person = hn_people_member(p, p->c1, "M-1", "Người Minh Họa", "female", 19800515,
                                                  20100505);
    struct asked a = spring(p);
    const struct hn_movement_mark *marks;
    struct hn_movement_entry e;
    size_t count;

    launched_and_refused(p, &a);
    entered_and_marked(p, &a, person);
    hn_people_day(p, DAY(2024, 4, 2));
    hn_check(p, SECRETARY, enter, &a, HN_CONFLICT, "movement.too_late");
    hn_check(p, CLERK, judge, &a, HN_CONFLICT, "mark.owed");
    hn_check(p, CLERK, put_mark, &a, HN_OK, "");
    a.reward = (struct hn_reward){ .movement = a.id,
                                   .unit = p->c1,
                                   .giver = p->a,
                                   .person = person,
                                   .form = "Giấy khen",
                                   .decision = "12-QĐ/HU",
                                   .decided_on = DAY(2024, 4, 2) };
    hn_check(p, CLERK, give, &a, HN_CONFLICT, "movement.not_judged");
    hn_check(p, CLERK, finish, &a, HN_CONFLICT, "movement.not_judged");
    hn_check(p, CLERK, judge, &a, HN_OK, "");
    hn_check(p, CLERK, judge, &a, HN_CONFLICT, "movement.judged");
    hn_check(p, CLERK, put_mark, &a, HN_CONFLICT, "movement.judged");
    hn_check(p, SECRETARY, withdraw, &a, HN_CONFLICT, "movement.judged");

    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    c->on = c->today = p->today;
    assert_int_equal(hn_movement_marks(c, a.entry.id, &marks, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_false(marks[0].has_value); /* no meeting at all: no figure, and no points */
    assert_int_equal(marks[0].points_centi, 0);
    assert_int_equal(marks[1].points_centi, 3500);
    assert_int_equal(hn_movement_entry_of(c, a.entry.id, &e), HN_OK);
    assert_int_equal(e.rank, 1);
    assert_true(e.missing);
    hn_people_read_end(p);

    a.reward.unit = p->c2;
    hn_check(p, CLERK, give, &a, HN_INVALID, "reward.not_entered");
    a.reward.unit = p->c1;
    a.reward.decided_on = DAY(2024, 4, 3);
    hn_check(p, CLERK, give, &a, HN_INVALID, "reward.day");
    a.reward.decided_on = DAY(2024, 4, 2);
    a.reward.decision = "";
    hn_check(p, CLERK, give, &a, HN_INVALID, "reward.decision");
    a.reward.decision = "12-QĐ/HU";
    hn_check(p, CLERK, give, &a, HN_OK, "");
    assert_int_equal(awards(p, person), 1);
    hn_check(p, CLERK, give, &a, HN_CONFLICT, "reward.twice");
    a.reason = "";
    hn_check(p, CLERK, revoke, &a, HN_INVALID, "reward.reason");
    a.reason = "Quyết định 15-QĐ/HU";
    hn_check(p, CLERK, revoke, &a, HN_OK, "");
    hn_check(p, CLERK, revoke, &a, HN_CONFLICT, "reward.revoked");
    assert_int_equal(awards(p, person), 0);
    hn_check(p, CLERK, finish, &a, HN_OK, "");
    hn_people_close(p);
}

/* --- a recount --- */

enum { MONTHS = 6, TASKS = 120 };

#define START       hn_day_of(2021, 5, 10)
#define FIRST_DAY   hn_day_of(2021, 6, 1)
#define FIRST_MONTH ((int64_t)2021 * 12 + 5)

static const struct hn_sql sql_month = {
    .name = "test.movement_month",
    .text = "INSERT INTO cell_month (month, unit_id, meeting_id, met_day,"
            " met_known, late, thematic_day, adopted_at, sent_at, sent_late,"
            " members, base, present, excused, unexcused, unrecorded,"
            " score_cell, score_monitor, excused_month) VALUES ($1, $2, $3, 0,"
            " 1, $4, 0, 0, $5, $6, $7, $7, $8, 0, 0, 0, $9, -1, $10)"
};
static const struct hn_sql sql_task = {
    .name = "test.movement_task",
    .text = "INSERT INTO task (unit_id, id, item_key, meeting_id, title, detail, responsible_id, due, state,"
            " progress, result, closed_on, version, created_at, removed_at, entered_by, doer_id)"
            " VALUES ($1, $2, $3, 0, 'x', '', 0, $4, $5, 0, '', $6, 1, 1, 0, 1, $1)"
};
static const struct hn_sql sql_paper = {
    .name = "test.movement_marks",
    .text = "SELECT e.unit_id, k.position, k.has_value, k.value, k.points_centi FROM movement_entry e"
            " JOIN movement_mark k ON k.unit_id = e.unit_id AND k.entry_id = e.id WHERE e.movement_id = $1"
};
static const struct hn_sql *const own[] = { &sql_month, &sql_task, &sql_paper, NULL };

struct month {
    int64_t unit, met, late, sent, sent_late, base, present, score, excused;
};
struct work {
    int64_t unit;
    hn_day due, closed_on;
    const char *state;
};
struct world {
    struct hn_forest forest;
    struct month months[HN_FOREST_UNITS * MONTHS];
    size_t month_count;
    struct work work[TASKS];
    hn_day since[HN_FOREST_UNITS]; /* of the cells, in their order */
    int64_t movement;
    hn_time now;
};

static enum hn_rc
put_month(struct hn_ctx *c, int64_t month, const struct month *m)
{
    const struct hn_param params[] = { hn_p_int(month),
                                       hn_p_id(m->unit),
                                       hn_p_id(m->met ? 1 : 0),
                                       hn_p_int(m->late),
                                       hn_p_time(m->sent),
                                       hn_p_int(m->sent_late),
                                       hn_p_int(m->base),
                                       hn_p_int(m->present),
                                       hn_p_int(m->score),
                                       hn_p_int(m->excused),
                                       HN_P_END };

    return hn_store_do(c, &sql_month, params);
}

static enum hn_rc
live(struct hn_ctx *c, struct world *w)
{
    struct hn_forest *f = &w->forest;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < f->cell_count; i++) {
        for (int64_t k = 0; k < MONTHS && !rc; k++) {
            struct month m = { .unit = f->cells[i], .met = hn_forest_roll(f, 4) > 0, .score = -1 };

            if (hn_forest_roll(f, 6) == 0)
                continue;
            if (m.met) {
                m.late = hn_forest_roll(f, 4) == 0;
                m.sent = hn_forest_roll(f, 3) ? 5 : 0;
                m.sent_late = m.sent && hn_forest_roll(f, 3) == 0;
                m.base = 3 + hn_forest_roll(f, 20);
                m.present = hn_forest_roll(f, (uint32_t)m.base + 1);
                m.score = hn_forest_roll(f, 3) ? (int64_t)hn_forest_roll(f, 10001) : -1;
            } else {
                m.excused = hn_forest_roll(f, 2);
            }
            w->months[w->month_count++] = m;
            rc = put_month(c, FIRST_MONTH + k, &m);
        }
    }
    return rc;
}

static enum hn_rc
set_work(struct hn_ctx *c, struct world *w)
{
    static const char *const states[] = { "done", "done", "in_progress", "cancelled", "not_done" };
    struct hn_forest *f = &w->forest;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < TASKS && !rc; i++) {
        struct work *k = &w->work[i];
        int64_t id = hn_new_id(c);

        k->unit = f->units[hn_forest_roll(f, (uint32_t)f->unit_count)];
        k->due = FIRST_DAY - 20 + (hn_day)hn_forest_roll(f, 230);
        k->state = states[hn_forest_roll(f, 5)];
        k->closed_on = k->due - 5 + (hn_day)hn_forest_roll(f, 10);
        const struct hn_param params[] = {
            hn_p_id(k->unit), hn_p_id(id),         hn_p_text(hn_print(c->arena, "%lld", (long long)id)),
            hn_p_day(k->due), hn_p_text(k->state), hn_p_day(k->closed_on),
            HN_P_END
        };

        rc = hn_store_do(c, &sql_task, params);
    }
    return rc;
}

static const char *const counted[] = { "meetings_met_bp", "attendance_bp", "minutes_in_time_bp",
                                       "tasks_done_bp", "score_mean_milli" };
enum { COUNTED = 5 };

static enum hn_rc
hold(struct hn_ctx *c, struct world *w)
{
    struct hn_movement_criterion criteria[COUNTED];
    struct hn_movement m = { .unit = { w->forest.units[0] },
                             .title = "x",
                             .who = "units",
                             .starts = FIRST_DAY,
                             .ends = hn_day_of(2021, 12, 1),
                             .entry_until = FIRST_DAY + 30 };
    enum hn_rc rc;
    int64_t id;

    for (int i = 0; i < COUNTED; i++)
        criteria[i] = (struct hn_movement_criterion){ .title = "k",
                                                      .points = 20,
                                                      .source = counted[i],
                                                      .none_value = i == 4 ? 10000 : 2000,
                                                      .full_value = i == 4 ? 90000 : 9000 };
    c->now = hn_forest_noon(FIRST_DAY);
    c->today = c->on = FIRST_DAY;
    rc = hn_movement_put(c, &m, criteria, COUNTED, &w->movement);
    for (size_t i = 0; i < w->forest.unit_count && !rc; i++) {
        const struct hn_movement_entry e = { .movement = w->movement, .unit = { w->forest.units[i] } };

        rc = hn_movement_enter(c, &e, &id);
        if (rc == HN_INVALID) /* not founded yet */
            rc = HN_OK;
    }
    return rc;
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    c->actor = HN_USER_SYSTEM;
    c->now = hn_forest_noon(START - 20);
    rc = hn_forest_plant(c, &w->forest);
    if (!rc)
        rc = live(c, w);
    if (!rc)
        rc = set_work(c, w);
    return rc ? rc : hold(c, w);
}

static enum hn_rc
stir(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    c->now = w->now;
    return hn_forest_stir(c, &w->forest);
}

static enum hn_rc
judge_it(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    c->actor = HN_USER_SYSTEM;
    c->now = hn_forest_noon(hn_day_of(2021, 12, 2));
    c->today = c->on = hn_day_of(2021, 12, 2);
    return hn_movement_judge(c, w->movement);
}

/* part and base of a source over the cells at and below a unit on the last day. */
static void
naive(const struct world *w, const struct hn_forest_tree *tree, int64_t top, int source, int64_t *part,
      int64_t *base)
{
    *part = *base = 0;
    for (size_t i = 0; i < w->month_count; i++) {
        const struct month *m = &w->months[i];

        if (!hn_forest_below(tree, m->unit, top) || !hn_forest_stands(tree, m->unit))
            continue;
        *part += source == 0 ? m->met && !m->late : source == 1 ? m->met * m->present : 0;
        *part += source == 2 ? m->sent && !m->sent_late : source == 4 && m->score >= 0 ? m->score : 0;
        *base += source == 0 ? -m->excused : source == 1 ? m->met * m->base : 0;
        *base += source == 2 ? m->met : source == 4 ? m->score >= 0 : 0;
    }
    for (size_t i = 0; i < w->forest.cell_count && source == 0; i++) {
        int64_t began = w->since[i] <= FIRST_DAY ? FIRST_MONTH : hn_month_of(w->since[i]);

        if (hn_forest_stands(tree, w->forest.cells[i]) && hn_forest_below(tree, w->forest.cells[i], top))
            *base += began >= FIRST_MONTH + MONTHS ? 0 : FIRST_MONTH + MONTHS - began;
    }
    for (size_t i = 0; i < TASKS && source == 3; i++) {
        const struct work *k = &w->work[i];

        if (!hn_forest_below(tree, k->unit, top) || !hn_forest_stands(tree, k->unit) ||
            strcmp(k->state, "cancelled") == 0 || k->due < FIRST_DAY || k->due >= hn_day_of(2021, 12, 1))
            continue;
        (*base)++;
        *part += strcmp(k->state, "done") == 0 && k->closed_on <= k->due;
    }
}

static int64_t
points(int source, int64_t value)
{
    int64_t none = source == 4 ? 10000 : 2000, full = source == 4 ? 90000 : 9000;

    return value <= none ? 0 : value >= full ? 2000 : 2000 * (value - none) / (full - none);
}

static void
compare(struct hn_ctx *c, const struct world *w, size_t *seen)
{
    const struct hn_param params[] = { hn_p_id(w->movement), HN_P_END };
    struct hn_forest_tree tree;
    struct hn_rows *rows;

    hn_forest_read(c, hn_day_of(2021, 11, 30), &tree);
    assert_int_equal(hn_store_query(c, &sql_paper, params, &rows), HN_OK);
    for (*seen = 0; hn_rows_next(rows); (*seen)++) {
        int source = (int)hn_row_int(rows, "position") - 1;
        int64_t part, base, value;

        naive(w, &tree, hn_row_int(rows, "unit_id"), source, &part, &base);
        value = base > 0 ? part * (source == 4 ? 10 : 10000) / base : 0;
        assert_int_equal(hn_row_int(rows, "has_value"), base > 0);
        assert_int_equal(hn_row_int(rows, "value"), value);
        assert_int_equal(hn_row_int(rows, "points_centi"), base > 0 ? points(source, value) : 0);
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
}

static void
learn_ages(struct hn_ctx *c, struct world *w)
{
    for (size_t i = 0; i < w->forest.cell_count; i++) {
        struct hn_forest_tree tree;

        for (hn_day day = START; day < START + 260; day += 1) {
            hn_forest_read(c, day, &tree);
            if (hn_forest_stands(&tree, w->forest.cells[i])) {
                w->since[i] = day;
                break;
            }
        }
    }
}

static void
figures_equal_a_recount(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)8 << 20);
    struct world *w = HN_NEW(keep, struct world);
    struct hn_ctx *c;
    size_t seen = 0;

    hn_forest_open(t, keep, own);
    w->forest.seed = 20210601;
    w->forest.start = START;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    for (int i = 0; i < 8; i++) {
        w->now = hn_forest_noon(FIRST_DAY + 5 + i);
        (void)hn_store_write(t->store, hn_test_store_fresh(t), stir, w);
    }
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), judge_it, w), HN_OK);
    c = hn_test_store_fresh(t);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    learn_ages(c, w);
    compare(c, w, &seen);
    hn_store_read_end(t->store, c);
    assert_true(seen > 100);
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(its_life),
        HN_TEST_BOTH(figures_equal_a_recount),
    };

    return cmocka_run_group_tests_name("movement", tests, NULL, NULL);
}
