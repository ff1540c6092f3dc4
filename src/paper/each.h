/* each.h: papers and duties as lines of files, both ways: streamed out, and a past kept elsewhere taken in.
 *
 * A paper is named by the code its unit had on its day, its number and that day. Drafts and files stay where they are. Not
 * for: what people send and answer (duty.h), many made-up ones at once (load.h).
 */
#ifndef HN_PAPER_EACH_H
#define HN_PAPER_EACH_H

#include "paper/duty.h"

struct hn_paper_name {
    const char *unit, *number; /* code of the unit; "": no paper */
    hn_day day;
};
struct hn_paper_line {
    struct hn_paper_name name;
    const char *kind, *origin, *title, *summary, *basis, *issuer, *text, *end_reason;
    struct hn_paper_name carries_out;
    hn_day in_force_from, ended_on;
    /* In order: the code of a unit, or of one outside the tree its name; body: as in paper.h. */
    struct {
        const char *unit, *body, *name;
    } bodies[HN_PAPER_BODIES_MOST];
    size_t body_count;
};
/* Issued and ended papers of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT, by day, so
 * that a paper comes after what it carries out; on: only those of that day, HN_DAY_OPEN: of every day. */
enum hn_rc hn_paper_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                         enum hn_rc (*each)(void *sink, const struct hn_paper_line *p), void *sink);
/* v 0: none. No rights asked. */
enum hn_rc hn_paper_at(struct hn_ctx *c, struct hn_unit_id unit, const char *number, hn_day day,
                       struct hn_paper_id *out);

struct hn_duty_line {
    const char *unit, *sender; /* codes */
    struct hn_paper_name paper, answer;
    const char *owes, *waived;                 /* waived: the reason, "" not */
    hn_day sent_on, due, read_on, answered_on; /* 0: not yet; due HN_DAY_OPEN: none */
};
/* A line for each sending that reached a unit; as hn_paper_each, by the unit's code. */
enum hn_rc hn_duty_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                        enum hn_rc (*each)(void *sink, const struct hn_duty_line *d), void *sink);
struct hn_duty_take {
    struct hn_unit_id unit, sender;
    struct hn_paper_id paper, answer;
    const char *owes, *waived;
    hn_day sent_on, due, read_on, answered_on;
};
/* What stands in such a line, held against what the register says; nobody is told of it. *fresh false: it was there already.
 * Needs HN_MAY_DIRECT over the sender. HN_INVALID duty.owes, sending.due (before it was sent), sending.below, duty.answer
 * (without its day, or before it was sent), duty.other, duty.kind; HN_CONFLICT paper.not_issued. */
enum hn_rc hn_duty_take(struct hn_ctx *c, const struct hn_duty_take *in, bool *fresh);

extern const struct hn_sql *const hn_paper_each_sql[], *const hn_duty_each_sql[];

#endif
