/* chain.h: from a paper's target down to the tasks of one cell and the minutes that tell of them, and up again, on one page.
 * (product B3)
 *
 * Down is one step at a time: a node is a paper at a unit; its page shows the unit's own duty, answer, targets, tasks, and a
 * line for each child with the same figures, all on c->on; so it is as short for a province of 5,000 cells as for a commune.
 * Up is the path of a task: each paper from its plan to the root, each unit from the doer to the root's. What a line counts is
 * what its link opens. Reading: as paper/, duty.h, task.h; nothing outside the actor's scope is counted.
 */
#ifndef HN_REPORT_CHAIN_H
#define HN_REPORT_CHAIN_H

#include "inspection/inspection.h"
#include "paper/duty.h"
#include "task/task.h"

struct hn_chain_line {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    struct hn_duty_cover duties;
    struct hn_progress tasks;
    int64_t findings, remedies_open; /* of inspections that stand on a task of the chain */
};
struct hn_chain {
    struct hn_paper paper;             /* asked about: its tasks are its own and of what carries it out */
    struct hn_chain_line sum, own;     /* own: the unit's, without what is below */
    const struct hn_chain_line *lines; /* of its children */
    size_t line_count;
    const struct hn_target *targets; /* of the chain, at this unit: its own share and value */
    const struct hn_target_stand *stands;
    size_t target_count;
    bool has_duty;
    struct hn_duty duty; /* the unit's own */
};
enum hn_rc hn_chain_at(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id unit,
                       struct hn_chain *out);

/* 0 of the root of a chain, else the paper: what tasks and papers below are narrowed to. */
struct hn_paper_id hn_chain_part(const struct hn_paper *paper);

/* The tasks behind the figures, on c->on: of a chain (root), of units at and below within; own: of within alone. which: "" or
 * one of hn_chain_whichs: all open late waiting done not_done remedies (open ones). By code of the unit, then day due. */
extern const char *const hn_chain_whichs[];
struct hn_chain_ask {
    struct hn_paper_id root, part; /* part: hn_chain_part */
    struct hn_unit_id within;
    bool own;
    const char *which;
};
struct hn_chain_task {
    int64_t id;
    const char *title, *unit_code, *unit_name, *responsible_name, *state;
    hn_day due;
    int64_t progress, weight; /* progress: per cent */
    bool late;
};
enum hn_rc hn_chain_tasks(struct hn_ctx *c, const struct hn_chain_ask *f, int64_t offset, int64_t limit,
                          void (*emit)(void *sink, const struct hn_chain_task *t), void *sink);
enum hn_rc hn_chain_task_count(struct hn_ctx *c, const struct hn_chain_ask *f, int64_t *out);
/* What adopted minutes tell of the tasks of one unit, newest first; once for a task and meeting. */
struct hn_chain_told {
    int64_t task;
    struct hn_meeting_id meeting;
    hn_day on;
    const char *state, *note;
};
enum hn_rc hn_chain_told(struct hn_ctx *c, const struct hn_chain_ask *f, const struct hn_chain_told **out,
                         size_t *count);

/* The way up from a task, top first, and what the minutes say of it, newest first. */
struct hn_chain_step {
    const char *what; /* paper duty target task minutes finding */
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *number, *title, *state, *href;
    hn_day on;
};
enum hn_rc hn_chain_up(struct hn_ctx *c, int64_t task, const struct hn_chain_step **out, size_t *count);

extern const struct hn_sql *const hn_chain_sql[], *const hn_chain_up_sql[], *const hn_chain_rows_sql[];
#define HN_CHAIN_SQL hn_chain_sql, hn_chain_up_sql, hn_chain_rows_sql

#endif
