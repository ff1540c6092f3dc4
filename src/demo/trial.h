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
/* The root, and an account made to read all of it. HN_CONFLICT cli.not_demo. */
enum hn_rc hn_demo_trial_reader(struct hn_ctx *c, struct hn_unit_id *root, struct hn_user_id *out);
/* Each a hn_write_fn whose arg is the above, in this order: the paper issued and the reader made; the paper sent to every
 * cell; tasks set, every third half done. HN_CONFLICT cli.not_demo. */
enum hn_rc hn_demo_trial_paper(struct hn_ctx *c, void *arg);
enum hn_rc hn_demo_trial_send(struct hn_ctx *c, void *arg);
enum hn_rc hn_demo_trial_work(struct hn_ctx *c, void *arg);

/* Values of two indicators, of every cell, over the months before this one, and an indicator that is the second in a hundred of
 * the first: for the benchmark of figures. A hn_write_fn too. */
struct hn_demo_figures {
    int months; /* wanted */
    struct hn_unit_id root, org;
    struct hn_user_id reader;
    int64_t first, second, ratio; /* indicators */
    int64_t cells, values;
};
enum hn_rc hn_demo_figures(struct hn_ctx *c, void *arg);

extern const struct hn_sql *const hn_demo_trial_sql[], *const hn_demo_figures_sql[];

#endif
