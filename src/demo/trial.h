/* trial.h: a paper sent to every cell of a made-up folder and tasks of it in each, for the benchmark of the cascade; and an
 * account that reads all of it. Made by the subjects' own functions. Not for data of people: whoever calls sees that the
 * folder is made up.
 */
#ifndef HN_DEMO_TRIAL_H
#define HN_DEMO_TRIAL_H

#include "paper/duty.h"

struct hn_demo_trial {
    size_t tasks_each;
    struct hn_unit_id root, cell; /* the whole; one cell of it */
    struct hn_user_id reader;
    struct hn_paper_id paper;
    int64_t reached, tasks;
};
/* Each a hn_write_fn whose arg is the above, in this order: the paper issued and the reader made; the paper sent to every
 * cell; tasks set, every third half done. HN_CONFLICT cli.not_demo. */
enum hn_rc hn_demo_trial_paper(struct hn_ctx *c, void *arg);
enum hn_rc hn_demo_trial_send(struct hn_ctx *c, void *arg);
enum hn_rc hn_demo_trial_work(struct hn_ctx *c, void *arg);

extern const struct hn_sql *const hn_demo_trial_sql[];

#endif
