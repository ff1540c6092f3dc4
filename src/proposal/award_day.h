/* award_day.h: days badges are given on, and who has how many years of party age by one. (domain/02 §2.7)
 *
 * Years and days are dated data (badge_year, award_day). Party age counts from the decision of admission; interruptions are taken off when the
 * rule of the day says so.
 */
#ifndef HN_PROPOSAL_AWARD_DAY_H
#define HN_PROPOSAL_AWARD_DAY_H

#include "proposal/proposal.h"

/* The first award day on or after a day. */
enum hn_rc hn_award_day_next(struct hn_ctx *c, hn_day from, hn_day *out, const char **name);
/* Who reaches a badge's years after the award day before `by` and up to it, and has no badge of these years proposed or decided: at and
 * below within, in the actor's scope, by cell, then name. */
struct hn_badge_due {
    struct hn_person_id person;
    const char *code, *full_name, *unit_code, *unit_name;
    hn_pdate birth_date, admit_date;
    int years;
    hn_day reached; /* the day the years are full */
};
enum hn_rc hn_badge_due_list(struct hn_ctx *c, struct hn_unit_id within, hn_day by, int64_t offset,
                             int64_t limit, void (*emit)(void *sink, const struct hn_badge_due *b),
                             void *sink);
enum hn_rc hn_badge_due_count(struct hn_ctx *c, struct hn_unit_id within, hn_day by, int64_t *out);

extern const struct hn_sql *const hn_award_day_sql[];

#endif
