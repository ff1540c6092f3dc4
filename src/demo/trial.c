/* trial.c: see trial.h. */
#include "demo/trial.h"

#include <inttypes.h>
#include <string.h>

#include "account/account.h"
#include "setting/setting.h"
#include "task/task.h"

enum { CELLS_MOST = 200000 };

static const struct hn_sql sql_root = {
    .name = "demo.trial_root",
    .text = "SELECT v.unit_id AS n FROM unit_version v WHERE v.parent_id = 0 AND v.valid_from <= $1"
            " AND v.valid_to > $1 AND v.known_to = 9223372036854775807 ORDER BY v.unit_id LIMIT 1"
};
/* Two members of each cell: who does it, who checks it. */
static const struct hn_sql sql_cells = {
    .name = "demo.trial_cells",
    .text = "SELECT m.unit_id, min(m.person_id) AS doer, max(m.person_id) AS checker FROM duty d"
            " CROSS JOIN membership m WHERE d.paper_id = $1 AND m.unit_id = d.unit_id AND m.valid_from <= $2"
            " AND m.valid_to > $2 AND m.known_to = 9223372036854775807 GROUP BY m.unit_id"
};

const struct hn_sql *const hn_demo_trial_sql[] = { &sql_root, &sql_cells, NULL };

enum hn_rc
hn_demo_trial_reader(struct hn_ctx *c, struct hn_unit_id *root, struct hn_user_id *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), HN_P_END };
    struct hn_account_new in = { .name = hn_print(c->arena, "do.%" PRId64, c->now / 1000000), .lang = HN_VI };
    struct hn_grant grant = {
        .role = "committee_leader", .from = c->today, .to = HN_DAY_OPEN, .reason = "Đo tốc độ"
    };
    const char *demo;
    bool found;
    enum hn_rc rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);

    if (rc == HN_OK && strcmp(demo, "1") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "cli.not_demo");
    if (!rc)
        rc = hn_store_int(c, &sql_root, params, &root->v, &found);
    if (!rc)
        rc = hn_phrase_hash(c, NULL, hn_phrase_new(c), &in.phrase_hash);
    if (!rc)
        rc = hn_account_add(c, &in, out);
    if (rc)
        return rc;
    grant.unit = *root;
    grant.user = *out;
    return hn_grant_give(c, &grant, NULL, NULL);
}

enum hn_rc
hn_demo_trial_paper(struct hn_ctx *c, void *arg)
{
    struct hn_demo_trial *t = arg;
    struct hn_paper in = { .kind = "resolution",
                           .origin = "own",
                           .number = "",
                           .title = "Nghị quyết minh họa để đo tốc độ",
                           .summary = "",
                           .basis = "",
                           .issuer = "",
                           .text = "",
                           .day = c->today,
                           .in_force_from = c->today };
    enum hn_rc rc = hn_demo_trial_reader(c, &t->root, &t->reader);

    in.unit = t->root;
    if (!rc)
        rc = hn_paper_put(c, &in, &t->paper);
    return rc ? rc : hn_paper_issue(c, t->paper);
}

enum hn_rc
hn_demo_trial_send(struct hn_ctx *c, void *arg)
{
    struct hn_demo_trial *t = arg;
    const struct hn_sending in = { .sender = t->root,
                                   .paper = t->paper,
                                   .to = "cells",
                                   .owes = "answer",
                                   .note = "",
                                   .day = c->today,
                                   .due = c->today + 30 };
    const struct hn_duty_filter f = { .within = t->root, .below = true, .paper = t->paper, .what = "" };
    int64_t id;
    enum hn_rc rc = hn_paper_send(c, &in, &id);

    return rc ? rc : hn_duty_count(c, &f, &t->reached);
}

struct seat {
    struct hn_unit_id unit;
    struct hn_person_id doer, checker;
};

static enum hn_rc
read_cells(struct hn_ctx *c, const struct hn_demo_trial *t, struct seat *seats, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(t->paper.v), hn_p_day(c->today), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_cells, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (hn_rows_next(rows) && *count < (size_t)t->reached)
        seats[(*count)++] = (struct seat){ { hn_row_int(rows, "unit_id") },
                                           { hn_row_int(rows, "doer") },
                                           { hn_row_int(rows, "checker") } };
    return hn_rows_end(rows);
}

static enum hn_rc
set_one(struct hn_ctx *c, struct hn_demo_trial *t, const struct seat *s)
{
    const struct hn_task_new in = { .unit = t->root,
                                    .title = "Việc minh họa để đo tốc độ",
                                    .detail = "",
                                    .responsible = s->doer,
                                    .checker = s->checker,
                                    .doer = s->unit,
                                    .due = c->today + 20,
                                    .weight = 1 + (int)(t->tasks % 5),
                                    .paper = t->paper };
    const struct hn_task_report half = {
        .state = "in_progress", .progress = 50, .note = "", .acting_for = s->doer, .base = -1
    };
    int64_t id, version;
    enum hn_rc rc = hn_task_put(c, &in, 0, &id, &version);

    if (!rc && t->tasks % 3 == 0)
        rc = hn_task_report(c, id, &half, &version);
    t->tasks++;
    return rc;
}

enum hn_rc
hn_demo_trial_work(struct hn_ctx *c, void *arg)
{
    struct hn_demo_trial *t = arg;
    struct seat *seats = HN_NEW_N(c->arena, struct seat,
                                  (size_t)(t->reached < CELLS_MOST ? t->reached : 0) + 1);
    struct hn_person_id nobody;
    size_t count;
    /* What the actor holds is read before the loop, whose memory is given back each time round. */
    enum hn_rc rc = hn_access_person(c, &nobody);

    if (!rc)
        rc = read_cells(c, t, seats, &count);
    for (size_t i = 0; !rc && i < count; i++) {
        t->cell = seats[i].unit;
        for (size_t k = 0; k < t->tasks_each && !rc && seats[i].doer.v != seats[i].checker.v; k++) {
            struct hn_mark mark = hn_arena_mark(c->arena);

            rc = set_one(c, t, &seats[i]);
            hn_ctx_rewind(c, mark);
        }
    }
    return rc;
}
