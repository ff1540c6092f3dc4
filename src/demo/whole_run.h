/* whole_run.h: the run of one meeting told in full: who came, last month's tasks, what was said, the vote, the tasks to
 * come. Shared by whole.c and present.c, not for anyone else. */
#ifndef HN_DEMO_WHOLE_RUN_H
#define HN_DEMO_WHOLE_RUN_H

#include "demo/meetings.h"
#include "meeting/meeting.h"

enum { HN_DEMO_TASKS = 3 };

struct hn_demo_meeting {
    struct hn_unit_id unit;
    struct hn_meeting_id id; /* made on the way */
    const struct hn_demo_month *planned;
    int64_t month, number; /* number: which sentences are said */
    bool village;
    bool last; /* a gap follows: its tasks are done before the month ends */
    const struct hn_demo_stay *stays;
    int stay_count;
    int *turn;                   /* whose turn it is to be absent */
    struct hn_person_id own[2];  /* of the accounts: they have tasks before others; 0 none */
    bool *payer;                 /* of each stay: what he pays is known already */
    struct hn_person_id visitor; /* from the committee above; 0 none */
    int64_t *tasks;              /* of the meeting before; then those this one sets */
    int *task_count;
    int64_t served; /* the task of the cell's plan, and how far it has come; 0: nothing to tell */
    int served_progress;
};

/* From the opening to the end, at the clock of the meeting. */
enum hn_rc hn_demo_run(struct hn_ctx *c, struct hn_demo_meeting *m);
/* All of it from the call to the sending. (whole.c) */
enum hn_rc hn_demo_meeting_whole(struct hn_ctx *c, struct hn_demo_meeting *m);

#endif
