/* inside.h: what the files of member/ share beneath their rules. No rights are asked here. */
#ifndef HN_MEMBER_INSIDE_H
#define HN_MEMBER_INSIDE_H

#include "fact/fact.h"
#include "member/membership.h"
#include "member/office.h"
#include "member/standing.h"

extern const struct hn_fact_table hn_fact_membership, hn_fact_standing, hn_fact_activity, hn_fact_office;

/* The current facts of one series of a person, in order of days: those of membership, standing and activity. */
struct hn_span {
    int64_t row;
    hn_day from, to;
    const char *value;      /* standing, activity */
    struct hn_unit_id unit; /* membership */
};
struct hn_spans {
    struct hn_span *at;
    size_t count;
};
enum hn_rc hn_spans_read(struct hn_ctx *c, const struct hn_fact_table *table, struct hn_person_id person,
                         struct hn_spans *out);
/* The one that holds on a day; NULL none. */
const struct hn_span *hn_span_on(const struct hn_spans *s, hn_day on);

/* Rules of what may follow what. table standing or activity. */
struct hn_status_rules {
    const struct hn_status_rule *at;
    size_t count;
};
enum hn_rc hn_status_rules_read(struct hn_ctx *c, bool activity, struct hn_status_rules *out);
/* May after follow before (which has held since that day) on that day? Notes the fault. */
enum hn_rc hn_status_may_follow(struct hn_ctx *c, const struct hn_status_rules *rules, bool activity,
                                const char *before, hn_day since, const char *after, hn_day on);
/* Is value lawful from ≤ day < to between its neighbours in s? Notes the fault. *to is drawn in to the next change
 * when it is open. */
enum hn_rc hn_status_check(struct hn_ctx *c, const struct hn_status_rules *rules, bool activity,
                           const struct hn_spans *s, const char *value, hn_day from, hn_day *to);
/* Writes without asking. */
enum hn_rc hn_status_write(struct hn_ctx *c, bool activity, const struct hn_status_new *in, hn_day to);
enum hn_rc hn_membership_write(struct hn_ctx *c, struct hn_person_id person, struct hn_unit_id unit,
                               hn_day from, hn_day to, const char *decision, const char *reason);
/* Not before birth; HN_NOT_FOUND no such person. */
enum hn_rc hn_after_birth(struct hn_ctx *c, struct hn_person_id person, hn_day from);
/* The unit is open and of a kind that has members on that day. */
enum hn_rc hn_cell_open(struct hn_ctx *c, struct hn_unit_id unit, hn_day on);
/* That many months later, on the last day of the month where it is shorter. */
hn_day hn_months_later(hn_day day, int months);
/* Today or later, or with a decision or a reason. */
enum hn_rc hn_decided(struct hn_ctx *c, hn_day from, const char *decision, const char *reason);

#endif
