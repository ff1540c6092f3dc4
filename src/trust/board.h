/* board.h: the day of election as it fills, and the two ratios of any day. (domain/05 §5.3; product S14)
 *
 * Counted from runs and their sheets each time. Rights: HN_MAY_READ_FIGURES over the unit.
 */
#ifndef HN_TRUST_BOARD_H
#define HN_TRUST_BOARD_H

#include "trust/trust.h"

struct hn_trust_board_line {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t villages, waiting, counted, elected, rerun,
        late; /* counted = elected + rerun; late: day over, nothing told */
    int64_t households, attending, issued, valid, invalid; /* of those counted */
    int64_t by_hands, by_ballot, nominees, re_standing, members,
        women;                     /* of those counted; members, women: among the elected */
    int64_t recognised, secretary; /* head recognised; elected secretary too */
};
struct hn_trust_board {
    struct hn_trust_round round;
    struct hn_trust_board_line sum;
    const struct hn_trust_board_line *children;
    size_t count;
    hn_time last; /* of the last entry */
};
enum hn_rc hn_trust_board_of(struct hn_ctx *c, int64_t round, struct hn_unit_id within,
                             struct hn_trust_board *out);

/* On c->on, as known: villages, those with a head, heads who are members, heads who are secretary of the village's cell; and of the heads women, by age, ethnicity, education. Counts of 1 or 2 as census
 * hides them are no concern: an office is public. */
struct hn_head_ratio {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t villages, heads, members, secretaries, women, minority, under_41, over_60, degree;
};
enum hn_rc hn_head_ratios(struct hn_ctx *c, struct hn_unit_id within, struct hn_head_ratio *sum,
                          const struct hn_head_ratio **children, size_t *count);
/* Who was elected to what of a term, at and below within: by office. */
struct hn_elected_sum {
    const char *office;
    int64_t elected, women, minority, under_41, degree, re_elected;
};
enum hn_rc hn_elected_sums(struct hn_ctx *c, struct hn_unit_id within, const struct hn_elected_sum **out,
                           size_t *count);

extern const struct hn_sql *const hn_trust_sql[], *const hn_trust_run_sql[], *const hn_board_sql[];
#define HN_TRUST_SQL hn_trust_sql, hn_trust_run_sql, hn_board_sql

#endif
