/* rural.h: the thematic resolution on new-rural of Tân Bình, issued with its administration some months before the day of
 * filling: sent to its 14 cells, answered by a plan of each, villages with members in charge and their notes, a task a cell
 * that is told of in its meetings. All cells stand alike on every day. (product/ section 4; S4, S6)
 */
#ifndef HN_DEMO_RURAL_H
#define HN_DEMO_RURAL_H

#include "demo/whole.h"
#include "paper/paper.h"

/* The month after which it is issued: its first report is in the meeting of the month before this one's fifth. */
enum { HN_DEMO_RURAL_MONTHS = 4 };

struct hn_demo_rural {
    struct hn_paper_id resolution;
    int64_t target;
    struct {
        struct hn_paper_id plan;
        int64_t area; /* 0: of no village */
        int64_t task;
        struct hn_person_id lead;
    } cell[HN_DEMO_WHOLE_CELLS];
};

/* A hn_write_fn: arg is the struct hn_demo_whole; fills in its rural, before the month that is the first to tell of it. */
enum hn_rc hn_demo_rural_begin(struct hn_ctx *c, void *arg);
/* How far a cell's task has come by the meeting of a month, in percent; 0: nothing to tell. */
int hn_demo_rural_progress(const struct hn_demo_whole *w, int64_t month);
/* A hn_write_fn, after all months: the notes of those in charge. */
enum hn_rc hn_demo_rural_notes(struct hn_ctx *c, void *arg);

#endif
