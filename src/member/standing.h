/* standing.h: two dated facts of a person: standing (tư cách) and activity (tình trạng sinh hoạt). (domain/02 §2.4)
 *
 * Which may follow which, after how many months at least and for how many days at most, is dated data with its legal
 * basis (standing_rule, activity_rule): a past change is judged by the rule of its day.
 */
#ifndef HN_MEMBER_STANDING_H
#define HN_MEMBER_STANDING_H

#include "access/access.h"
#include "store/store.h"

/* candidate, probationary, official | expelled, removed, resigned, deceased. NULL-ended. */
extern const char *const hn_standings[];
/* active, exempt, temporarily_exempt, suspended, interrupted. NULL-ended. */
extern const char *const hn_activities[];
bool hn_standing_known(const char *standing);
bool hn_activity_known(const char *activity);
bool hn_standing_counts(const char *standing); /* official, probationary: headcount */
bool hn_standing_left(const char *standing);   /* expelled, removed, resigned, deceased */

struct hn_status {
    const char *value; /* "" nothing known */
    hn_day from, to;
    int64_t row;
    hn_time known_from, known_to;
    const char *decision, *reason;
};

struct hn_status_new {
    struct hn_person_id person;
    const char *value;
    hn_day from, to; /* to: HN_DAY_OPEN, or the end that is known (a suspension) */
    const char *decision, *reason;
};

/* Put a standing from ≤ day < to (HN_MAY_EDIT_MEMBER over the person; a reason when from lies before today). It must
 * be lawful after what stands before it, and what stands after it lawful after it. Leaving ends the membership that day.
 *
 * HN_INVALID   standing.unknown; member.before_birth; standing.order (no rule lets it follow, on that day, the one
 *              before: arg); standing.too_soon (arg: the first day it may be); fact.reason */
enum hn_rc hn_standing_put(struct hn_ctx *c, const struct hn_status_new *in);
/* The same for activity; what stood before holds again from to on. HN_INVALID activity.unknown, activity.not_member,
 * activity.order, activity.too_long (arg: days allowed). */
enum hn_rc hn_activity_put(struct hn_ctx *c, const struct hn_status_new *in);

/* Of c->on, as known; value "" when none. */
enum hn_rc hn_standing_on(struct hn_ctx *c, struct hn_person_id person, struct hn_status *out);
enum hn_rc hn_activity_on(struct hn_ctx *c, struct hn_person_id person, struct hn_status *out);

struct hn_status_rule {
    const char *before, *after;   /* before "": nothing known before */
    int64_t min_months, max_days; /* 0: no such limit */
    hn_day from, to;
    const char *legal_basis;
};
/* All rules, every date: which = "standing" or "activity". */
enum hn_rc hn_status_rules(struct hn_ctx *c, const char *which, const struct hn_status_rule **out,
                           size_t *count);

#endif
