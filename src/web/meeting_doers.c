/* meeting_doers.c: see meeting_doers.h. */
#include "web/meeting_doers.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "person/person.h"
#include "score/score.h"
#include "task/task.h"
#include "web/meeting_adopt.h"

/* --- tasks set in the meeting, by item key --- */

static enum hn_rc
task_set(struct hn_ctx *c, const struct hn_meeting *m, const char *item, const struct hn_task_row **out)
{
    const struct hn_task_row *all;
    size_t count;
    enum hn_rc rc = hn_tasks_set(c, m, &all, &count);

    *out = NULL;
    for (size_t i = 0; !rc && i < count; i++) {
        if (strcmp(all[i].item_key, item) == 0)
            *out = &all[i];
    }
    return rc;
}

static enum hn_rc
put_task(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_task_new in = { .meeting = m->id, .item_key = op->item, .title = op->title, .due = op->due };
    enum hn_rc rc = HN_OK;

    if (strcmp(op->what, "remove") == 0)
        return hn_task_remove(c, m->id, op->item);
    if (*op->person)
        rc = hn_person_find(c, op->person, &in.responsible);
    if (!rc && *op->checker)
        rc = hn_person_find(c, op->checker, &in.checker);
    return rc ? rc : hn_task_put(c, &in, base, NULL, NULL);
}

/* --- results told in the meeting, by the task's id --- */

static enum hn_rc
task_told(struct hn_ctx *c, const struct hn_op *op, struct hn_task_row *out)
{
    struct hn_unit_id unit;
    int64_t id;
    enum hn_rc rc = hn_task_find(c, op->item, &id, &unit);

    return rc ? rc : hn_task_get(c, id, out);
}

static enum hn_rc
put_result(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    const struct hn_task_report in = { .state = op->value,
                                       .progress = strcmp(op->value, "done") == 0 ? 100 : 0,
                                       .note = op->text,
                                       .meeting = m->id,
                                       .base = base };
    struct hn_unit_id unit;
    int64_t id;
    enum hn_rc rc = hn_task_find(c, op->item, &id, &unit);

    return rc ? rc : hn_task_report(c, id, &in, NULL);
}

/* --- the cell's own score, by criterion --- */

static enum hn_rc
score_line(struct hn_ctx *c, const struct hn_meeting *m, const char *criterion,
           const struct hn_score_line **out)
{
    struct hn_score_sheet sheet;
    enum hn_rc rc = hn_score_read(c, m->id, "cell", &sheet);

    *out = NULL;
    for (size_t i = 0; !rc && i < sheet.count; i++) {
        if (strcmp(sheet.lines[i].criterion, criterion) == 0)
            *out = sheet.lines + i;
    }
    return rc;
}

static enum hn_rc
put_score(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_score_put in = {
        .scorer = "cell", .criterion = op->item, .note = op->text, .applicable = true, .base = base
    };

    if (strcmp(op->value, "na") == 0)
        in.applicable = false;
    else if (hn_vi_number(op->value, 2, &in.points) != HN_NUMBER_OK)
        return hn_fail(c, HN_INVALID, "value", "not_number");
    return hn_score_put(c, m->id, &in, NULL);
}

/* --- what stands, and the deed, by subject --- */

static enum hn_rc
stand_of_score(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, struct hn_op_stand *out)
{
    const struct hn_score_line *line;
    enum hn_rc rc = score_line(c, m, op->item, &line);

    if (rc || !line)
        return rc;
    out->version = line->version;
    if (line->points >= 0)
        out->value = hn_print(c->arena, "%" PRId64 ",%02" PRId64, line->points / 100, line->points % 100);
    return HN_OK;
}

static enum hn_rc
stand(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, struct hn_op_stand *out)
{
    const struct hn_task_row *set;
    struct hn_task_row told;
    enum hn_rc rc;

    if (strcmp(op->what, "score") == 0)
        return stand_of_score(c, m, op, out);
    if (strcmp(op->what, "result") == 0) {
        rc = task_told(c, op, &told);
        if (!rc)
            *out = (struct hn_op_stand){ .version = told.version, .value = told.state };
        return rc;
    }
    rc = task_set(c, m, op->item, &set);
    if (!rc && set)
        *out = (struct hn_op_stand){ .version = set->version, .value = set->title, .at = set->created_at };
    return rc;
}

static enum hn_rc
put(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    if (strcmp(op->what, "score") == 0)
        return put_score(c, m, op, base);
    if (strcmp(op->what, "result") == 0)
        return put_result(c, m, op, base);
    return put_task(c, m, op, base);
}

/* Adopted already, by another phone or on the page: then only sent, which again is nothing. */
static enum hn_rc
adopt(struct hn_ctx *c, const struct hn_meeting *m)
{
    if (m->adopted_at)
        return hn_minutes_send(c, m->id);
    return hn_meeting_adopt_all(c, m->id);
}

const struct hn_op_doers hn_op_doers = { .stand = stand, .put = put, .adopt = adopt };
