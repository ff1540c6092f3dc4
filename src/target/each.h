/* each.h: targets and what was measured as lines of files, streamed out; the way in is target.h's own. A paper is named by the
 * code of its unit, its number and its day. */
#ifndef HN_TARGET_EACH_H
#define HN_TARGET_EACH_H

#include "target/target.h"

struct hn_target_line {
    const char *paper_unit, *paper_number; /* of the paper */
    hn_day paper_day;
    const char *strand;      /* its title, "" none */
    struct hn_target target; /* texts, values and days */
    const char *unit;        /* of a value: code; "" of a target */
    struct hn_target_value value;
};
/* Of papers of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT, by paper and position. */
enum hn_rc hn_target_each(struct hn_ctx *c, struct hn_unit_id within,
                          enum hn_rc (*each)(void *sink, const struct hn_target_line *t), void *sink);
/* Values in force as known at c->known, likewise by the unit that measured. */
enum hn_rc hn_target_value_each(struct hn_ctx *c, struct hn_unit_id within,
                                enum hn_rc (*each)(void *sink, const struct hn_target_line *t), void *sink);
/* The target of that title, the strand of that title, of a paper; 0: none. No rights asked. */
enum hn_rc hn_target_at(struct hn_ctx *c, struct hn_paper_id paper, const char *title, int64_t *out);
enum hn_rc hn_strand_at(struct hn_ctx *c, struct hn_paper_id paper, const char *title, int64_t *out);

extern const struct hn_sql *const hn_target_each_sql[];

#endif
