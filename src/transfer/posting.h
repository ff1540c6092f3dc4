/* posting.h: staff of a commune posted to a residential cell: the headcount stays where it is. (product S5)
 *
 * A dated fact with its decision: person, cell, from, to. Sent by the committee above the cell (HN_MAY_CONFIRM over a unit that stands above it).
 * A posted member takes part in the cell's meetings as a guest. Coverage counts transfers since a plan too. Reading: hn_need_figures over the unit.
 */
#ifndef HN_TRANSFER_POSTING_H
#define HN_TRANSFER_POSTING_H

#include "access/access.h"
#include "store/store.h"

struct hn_posting {
    int64_t id;
    struct hn_person_id person;
    struct hn_unit_id unit;
    const char *person_code, *person_name, *unit_code, *unit_name, *home_code, *home_name,
        *how; /* how: posted transferred; texts "posting_how.<code>" */
    hn_day from, to;
    const char *decision, *duty;
};
/* HN_INVALID posting.person (not a member that day, or of this very cell), posting.unit (no cell that day), posting.decision, fact.days; HN_CONFLICT posting.twice. */
enum hn_rc hn_posting_put(struct hn_ctx *c, const struct hn_posting *in, int64_t *out);
enum hn_rc hn_posting_end(struct hn_ctx *c, struct hn_person_id person, int64_t id, hn_day to,
                          const char *decision);
/* On c->on, at and below within. Posted, and who came by a transfer whose reason is a posting (kind "official" or "internal", posting 1). */
enum hn_rc hn_posting_list(struct hn_ctx *c, struct hn_unit_id within, int64_t offset, int64_t limit,
                           void (*emit)(void *sink, const struct hn_posting *p), void *sink);
enum hn_rc hn_posting_count(struct hn_ctx *c, struct hn_unit_id within, int64_t *out);
/* Cells of residential sector at and below within: how many have somebody posted or transferred in on the last day of each month. */
struct hn_posting_month {
    int64_t month, cells, covered, posted, transferred;
};
enum hn_rc hn_posting_coverage(struct hn_ctx *c, struct hn_unit_id within, int64_t from, int64_t to,
                               const struct hn_posting_month **out, size_t *count);
/* Cells without anybody on c->on. */
struct hn_posting_gap {
    struct hn_unit_id unit;
    const char *code, *name;
};
enum hn_rc hn_posting_gaps(struct hn_ctx *c, struct hn_unit_id within, const struct hn_posting_gap **out,
                           size_t *count);

extern const struct hn_sql *const hn_posting_sql[];

#endif
