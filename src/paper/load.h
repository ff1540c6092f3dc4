/* load.h: many papers, sendings and duties at once, right by construction: for the demo. Nothing is checked but what the
 * schema checks, nobody is told, and numbers stand as they are given. Not for: what people enter one by one (paper.h,
 * duty.h).
 */
#ifndef HN_PAPER_LOAD_H
#define HN_PAPER_LOAD_H

#include "paper/duty.h"

struct hn_paper_load {
    struct hn_unit_id unit;
    const char *kind, *origin, *body, *number, *title, *basis,
        *issuer; /* body: of the unit itself, as in paper.h, or outside; issuer: its name too */
    struct hn_paper_id basis_paper, root; /* root 0: its own */
    hn_day day;
    hn_time at;
    struct hn_paper_id id; /* filled in */
};
/* Issued (or received) on their day and in force without an end, by one body each. */
enum hn_rc hn_paper_load(struct hn_ctx *c, struct hn_paper_load *rows, size_t count);

struct hn_duty_load {
    struct hn_unit_id unit;
    struct hn_paper_id answer; /* 0: not yet */
    hn_day answered_on;
    hn_time answered_at, read_at; /* read_at 0: not yet */
};
/* One sending, and the duty of each unit towards it, which had none towards this paper before; rows in ascending order of
 * units are fastest. *out: the sending; may be NULL. */
enum hn_rc hn_duty_load(struct hn_ctx *c, const struct hn_sending *in, hn_time at,
                        const struct hn_duty_load *rows, size_t count, int64_t *out);

extern const struct hn_sql *const hn_paper_load_sql[];

#endif
