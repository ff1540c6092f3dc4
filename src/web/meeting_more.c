/* meeting_more.c: see meeting_more.h. */
#include "web/meeting_more.h"

#include "fee/fee.h"
#include "score/score.h"
#include "task/task.h"

enum hn_rc
hn_meeting_more(struct hn_ctx *c, const struct hn_meeting *m, struct hn_minutes_more *out)
{
    enum hn_rc rc;

    *out = (struct hn_minutes_more){ .score_line = "", .fee_line = "" };
    rc = hn_tasks_rows(c, m, &out->last_tasks, &out->last_task_count, &out->next_tasks,
                       &out->next_task_count);
    if (!rc)
        rc = hn_score_rows(c, m->id, &out->scores, &out->score_count, &out->score_line);
    if (!rc)
        rc = hn_fee_line_text(c, m->unit, m->month, &out->fee_line);
    return rc;
}
