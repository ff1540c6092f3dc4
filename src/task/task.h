/* task.h: named work: who does what by when, and what came of it. (domain/03 §3.3, §3.6)
 *
 * Born in a meeting or given from above (by a plan, a programme, a finding): one kind. The unit that sets it is its unit;
 * the unit whose work it is, at or below it, its doer, in whose meetings it is told of. One person is responsible, others may
 * help, another checks it. The state is what the last event left; "late" is an open task past its due day. Setting one needs
 * HN_MAY_EDIT_MEETING or HN_MAY_DIRECT over its unit; reporting: the responsible person as himself, or who keeps the meetings
 * of unit or doer, acting for him; checking: the checker as himself, or who directs the unit. Leans on meeting/, target/
 * (and paper/), attachment/. Not for: the score (score/).
 */
#ifndef HN_TASK_TASK_H
#define HN_TASK_TASK_H

#include "attachment/attachment.h"
#include "meeting/meeting.h"
#include "print/doc.h"
#include "target/target.h"

/* assigned in_progress waiting_check done not_done cancelled; texts "task_state.<code>". NULL-ended. */
extern const char *const hn_task_states[];
bool hn_task_is_open(const char *state);
bool hn_task_is_left(const char *state); /* to be done: open, and not waiting for its check */

struct hn_task_row {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    struct hn_meeting_id meeting; /* born there; 0 none */
    const char *item_key, *title, *detail;
    struct hn_person_id responsible;
    const char *responsible_code, *responsible_name;
    hn_day due; /* HN_DAY_OPEN: none said */
    const char *state;
    const char *state_at_start; /* hn_tasks_before: as it stood when the meeting began; else the state */
    int progress;               /* 0..100 */
    const char *result;
    hn_day closed_on; /* 0: open */
    bool late;        /* on c->on */
    int64_t version;
    hn_time created_at;
    struct hn_unit_id doer; /* whose work it is */
    const char *doer_code, *doer_name;
    struct hn_person_id checker; /* 0: set before tasks had one */
    const char *checker_code, *checker_name;
    hn_day check_on, starts; /* 0: not said */
    int weight;
    struct hn_paper_id paper, root; /* 0: born in a meeting alone */
    const char *paper_number, *paper_title;
    int64_t target, area, finding; /* 0 none */
    struct hn_place_id place;
    const char *place_name;
};

struct hn_task_new {
    struct hn_meeting_id meeting; /* of whose unit it is; 0: unit says it */
    struct hn_unit_id unit;
    const char *item_key; /* NULL: made */
    const char *title, *detail;
    struct hn_person_id responsible;
    hn_day due;
    struct hn_unit_id doer; /* 0: the unit itself */
    struct hn_person_id
        checker; /* 0, of a meeting's task: the secretary, else (he is responsible) a deputy, the chair, the writer */
    hn_day check_on, starts; /* 0: the day due; from the start */
    int weight;              /* 0: 1; at most 100 */
    struct hn_paper_id paper;
    int64_t target, area, finding;
    struct hn_place_id place;
    const struct hn_person_id *helpers;
    size_t helper_count; /* at most HN_TASK_HELPERS_MOST */
};
#define HN_TASK_HELPERS_MOST 20
/* By item_key: makes it or changes it; base as in run.h. HN_INVALID task.title, task.detail (too long), task.responsible
 * (nobody named, or no member of the doer or of a cell below it), task.checker (nobody, and none could be told),
 * task.checker_self (the responsible person or a helper), task.check_on (before the start, or more than a year after the day due),
 * task.doer (not at or below the unit), task.helper, task.weight, task.starts (after the day due), task.paper (none the unit
 * keeps or was sent, ended), task.target (of another chain of papers), task.area, task.due (before the meeting), run.key;
 * HN_CONFLICT meeting.locked, run.changed. id and version may be NULL. */
enum hn_rc hn_task_put(struct hn_ctx *c, const struct hn_task_new *in, int64_t base, int64_t *id,
                       int64_t *version);
/* Only before the meeting is adopted; later it is cancelled. */
enum hn_rc hn_task_remove(struct hn_ctx *c, struct hn_meeting_id meeting, const char *item_key);
/* Both need what setting needs over the unit. HN_INVALID task.reason; HN_CONFLICT task.closed, task.open. */
enum hn_rc hn_task_reopen(struct hn_ctx *c, int64_t id, const char *reason);
enum hn_rc hn_task_cancel(struct hn_ctx *c, int64_t id, const char *reason);

struct hn_task_report {
    const char *state; /* in_progress waiting_check done not_done */
    int progress;
    const char *note;
    struct hn_meeting_id meeting;   /* told there; 0: outside */
    struct hn_person_id acting_for; /* filled in when it is not the responsible person who reports */
    int64_t base;                   /* version seen, -1 whatever stands */
};
/* HN_DENIED neither his nor the actor's to report; HN_INVALID task.state, task.progress, task.note (not_done without a
 * reason); HN_CONFLICT task.closed (but what a meeting was told may be put right there while it is a draft), run.changed.
 * The same told again is HN_OK and changes nothing. */
enum hn_rc hn_task_report(struct hn_ctx *c, int64_t id, const struct hn_task_report *in, int64_t *version);

/* The checker's word on what waits for it: done, or back to in_progress with a reason. HN_DENIED not his nor the actor's to
 * check (who is responsible or helps never checks); HN_INVALID task.check_note; HN_CONFLICT task.not_waiting, run.changed. A
 * report of "done" on a task with a checker leaves waiting_check; what a meeting of the unit that set it is told is checked
 * there, unless the task came with a paper or finding. */
enum hn_rc hn_task_check(struct hn_ctx *c, int64_t id, bool accepted, const char *note, int64_t base,
                         int64_t *version);
/* What the actor may do with a task he sees; notes nothing. */
struct hn_task_rights {
    bool own;    /* it is the own person's to do */
    bool report; /* and give evidence */
    bool check;  /* it waits for that */
    bool keep;   /* change, call off, reopen */
};
enum hn_rc hn_task_rights(struct hn_ctx *c, const struct hn_task_row *t, struct hn_task_rights *out);
struct hn_task_helper {
    struct hn_person_id person;
    const char *code, *name;
};
enum hn_rc hn_task_helpers(struct hn_ctx *c, int64_t id, const struct hn_task_helper **out, size_t *count);
/* A file that shows what was done; by who may report. As in attachment.h; HN_CONFLICT task.closed. */
enum hn_rc hn_task_evidence_add(struct hn_ctx *c, int64_t id, const char *name, struct hn_bytes content,
                                int64_t *out);
enum hn_rc hn_task_evidence(struct hn_ctx *c, int64_t id, const struct hn_attachment **out, size_t *count);
enum hn_rc hn_task_evidence_content(struct hn_ctx *c, int64_t id, int64_t attachment,
                                    struct hn_attachment *about, struct hn_bytes *out);

/* HN_NOT_FOUND also when the own person neither is responsible, helps nor checks, and HN_MAY_READ_MEETING is held over neither
 * its unit nor its doer. */
enum hn_rc hn_task_find(struct hn_ctx *c, const char *id, int64_t *out, struct hn_unit_id *unit);
enum hn_rc hn_task_get(struct hn_ctx *c, int64_t id, struct hn_task_row *out);
struct hn_task_event {
    const char *what, *state, *note;
    int progress;
    struct hn_meeting_id meeting;
    const char *by_name, *for_name; /* for_name: whom it was reported for, "" */
    hn_time at;
};
enum hn_rc hn_task_events(struct hn_ctx *c, int64_t id, const struct hn_task_event **out, size_t *count);

/* A list, within the actor's scope of HN_MAY_READ_MEETING; mine: those of the own person, wherever. By due day. What a
 * meeting not adopted yet has set is a draft and no row. limit 0: all. */
struct hn_task_filter {
    struct hn_unit_id within; /* set by or the work of units at and below */
    bool mine;
    const char *as; /* with mine: "" responsible, "helper", "checker" */
    struct hn_paper_id paper, root;
    int64_t target, area, finding;
    const char *state; /* "" any, "open", "late", or a state */
    const char *words; /* in the title, folded */
    struct hn_person_id responsible;
    hn_day due_from, due_to; /* 0, 0: any */
    bool newest;             /* what ended last comes first, instead of what is due first */
};
enum hn_rc hn_task_list(struct hn_ctx *c, const struct hn_task_filter *f, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_task_row *t), void *sink);
enum hn_rc hn_task_count(struct hn_ctx *c, const struct hn_task_filter *f, int64_t *out);

/* The table of a meeting: what the unit's earlier meetings set and was still open when the ordinary meeting before this
 * one ended (so that what was done since is assessed too), with state at start and, in state and result, what became of
 * it as far as this meeting knows; and what this meeting set. At most 200. Rights are the caller's matter. */
enum hn_rc hn_tasks_before(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_row **out,
                           size_t *count);
enum hn_rc hn_tasks_set(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_row **out,
                        size_t *count);
/* The same as rows of the minutes' tables (minutes.h). */
enum hn_rc hn_tasks_rows(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_doc_row **last,
                         size_t *last_count, const struct hn_doc_row **next, size_t *next_count);
/* For the score: of the tasks of that table, how many were done by this meeting; those called off, and open ones due
 * later than the meeting, are not counted. */
enum hn_rc hn_tasks_done(struct hn_ctx *c, const struct hn_meeting *m, int64_t *set, int64_t *done);

/* Progress along the tree: of the tasks of one chain of papers (root), one target, or all, that are the work of units at and
 * below within on c->on, as they stood at the end of that day and were known at c->known. A task counts from the day it was
 * set; one cancelled by then does not. progress_centi: hundredths of a percent, Σ weight × progress / Σ weight; done is 100. */
struct hn_progress {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    int64_t tasks, done, waiting, late, not_done;
    int64_t weight, reached; /* Σ weight; Σ weight × progress. weight 0: no task, and no progress */
    int64_t progress_centi;
};
struct hn_progress_ask {
    struct hn_unit_id within;
    struct hn_paper_id root;  /* 0: any */
    int64_t target;           /* 0: any */
    struct hn_paper_id paper; /* 0: any; tasks of this one and of those that carry it out */
};
/* The sum, and a line for each child of within that has a task at or below it; own: within's own, without those below. */
enum hn_rc hn_task_progress(struct hn_ctx *c, const struct hn_progress_ask *ask, struct hn_progress *sum,
                            struct hn_progress *own, const struct hn_progress **children, size_t *count);

extern const struct hn_sql *const hn_task_sql[];
extern const struct hn_sql *const hn_task_rules_sql[];
extern const struct hn_sql *const hn_task_report_sql[];
extern const struct hn_sql *const hn_task_evidence_sql[];
extern const struct hn_sql *const hn_task_read_sql[];
extern const struct hn_sql *const hn_task_list_sql[];
extern const struct hn_sql *const hn_task_table_sql[];
extern const struct hn_sql *const hn_task_progress_sql[];
#define HN_TASK_SQL                                                                                          \
    hn_task_sql, hn_task_rules_sql, hn_task_report_sql, hn_task_evidence_sql, hn_task_read_sql,              \
        hn_task_list_sql, hn_task_table_sql, hn_task_progress_sql

#endif
