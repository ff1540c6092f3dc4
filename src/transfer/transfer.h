/* transfer.h: a member's activity moved to another organisation: official, temporary, internal, abroad. (domain/02 §2.6; product P3)
 *
 * Begun at the origin, carried hop by hop by the introduction letter, accepted at the destination: until then the member is counted at
 * the origin and seen on both sides. What each hop's unit does needs HN_MAY_CONFIRM over that unit; a cell's own hops HN_MAY_EDIT_MEMBER
 * over the cell. Official and internal: acceptance moves the membership on its day. Temporary: headcount stays, the member takes part
 * at the destination till a day. Deadlines are rules of the day (transfer_workdays, letter_days). Reading: HN_MAY_READ_MEMBER over the
 * person, the destination while it is under way, and the person himself. Neighbours: posting.h.
 */
#ifndef HN_TRANSFER_TRANSFER_H
#define HN_TRANSFER_TRANSFER_H

#include "access/access.h"
#include "store/store.h"

extern const char
    *const hn_transfer_kinds[]; /* official temporary internal abroad return; texts "transfer_kind.<code>" */
extern const char *const hn_transfer_states
    []; /* proposed under_way arrived accepted returned refused cancelled ended; texts "transfer_state.<code>" */
#define HN_TRANSFER_HOPS 10 /* boxes of the letter */

struct hn_transfer_hop {
    int no;
    struct hn_unit_id unit; /* 0: outside the tree, by name */
    const char *unit_code, *unit_name;
    const char *side;      /* origin upward top downward destination */
    hn_day signed_on, due; /* HN_DAY_OPEN: not yet */
    const char *signer, *number, *note;
    bool mine; /* the actor may sign it now */
};
struct hn_transfer {
    int64_t id;
    struct hn_person_id person;
    const char *person_code, *person_name;
    hn_pdate birth_date;
    const char *kind, *state, *reason, *number; /* number: of the letter */
    struct hn_unit_id from,
        to; /* to 0: outside the tree (abroad, another province); from 0: comes from outside */
    const char *from_code, *from_name, *to_code, *to_name;
    hn_day begun, due, until;           /* until: last day of a temporary one, HN_DAY_OPEN */
    hn_day accepted_on, effective;      /* effective: first day at the destination */
    const struct hn_transfer_hop *hops; /* hn_transfer_get alone */
    size_t hop_count;
    int hops_done;
    bool late;
    const char *next_unit; /* whose turn it is, "" */
    const char *end_reason;
    int64_t version;
};
/* HN_INVALID transfer.kind, transfer.to (not a unit with members, the same cell, outside without a name; internal: of another
 * grassroots organisation), transfer.until (temporary: 3 to less than 12 months, study up to 2 years; arg), transfer.day (future, or
 * the person is not at the origin then), transfer.reason, transfer.suspended; HN_CONFLICT transfer.open (one is open). Route made from
 * the tree of that day: cell, section, grassroots committee, upper … destination cell; at most ten. From 0: HN_MAY_EDIT_MEMBER over to. */
enum hn_rc hn_transfer_begin(struct hn_ctx *c, const struct hn_transfer *in, int64_t *out);
/* The next hop signed. HN_DENIED not this unit's turn to the actor; HN_INVALID transfer.day (future, before the hop before), transfer.signer; HN_CONFLICT
 * transfer.closed, transfer.order (arg: whose turn it is), changed. Signed by the one before the destination: state arrived. */
enum hn_rc hn_transfer_sign(struct hn_ctx *c, int64_t id, const struct hn_transfer_hop *in, int64_t version);
/* The destination accepts from a day on: the membership moves (official, internal), effective that day. HN_INVALID transfer.day (before the letter,
 * more than 31 days ahead); HN_CONFLICT transfer.not_arrived, transfer.left (no longer a member), member.already_in_cell … */
enum hn_rc hn_transfer_accept(struct hn_ctx *c, int64_t id, hn_day effective, const char *decision,
                              int64_t version);
/* Not taken: back to the origin with a reason; the origin may send again by a new transfer. */
enum hn_rc hn_transfer_refuse(struct hn_ctx *c, int64_t id, const char *reason, int64_t version);
/* By the origin before acceptance. */
enum hn_rc hn_transfer_cancel(struct hn_ctx *c, int64_t id, const char *reason, int64_t version);
/* A temporary one ends before its day, or is over. */
enum hn_rc hn_transfer_end(struct hn_ctx *c, int64_t id, hn_day on, const char *reason, int64_t version);
/* As it stood on c->on: a hop signed later is not signed. */
enum hn_rc hn_transfer_get(struct hn_ctx *c, int64_t id, struct hn_transfer *out);
enum hn_rc hn_transfers_of(struct hn_ctx *c, struct hn_person_id person, const struct hn_transfer **out,
                           size_t *count);

/* side: "out" "in" "" both, of within and below; which: "open" "late" "mine" (the actor's turn) "" all. */
struct hn_transfer_filter {
    struct hn_unit_id within;
    const char *side, *which, *kind;
};
enum hn_rc hn_transfer_list(struct hn_ctx *c, const struct hn_transfer_filter *f, int64_t offset,
                            int64_t limit, void (*emit)(void *sink, const struct hn_transfer *t), void *sink);
enum hn_rc hn_transfer_count(struct hn_ctx *c, const struct hn_transfer_filter *f, int64_t *out);

/* For statements: is the person of e away on a temporary transfer on a day? Out of the attendance and voting base of the origin. */
#define HN_AWAY_ON_TRANSFER(person, day)                                                                     \
    "EXISTS (SELECT 1 FROM transfer ha WHERE ha.person_id = " person                                         \
    " AND ha.kind IN ('temporary', 'abroad')"                                                                \
    " AND ha.state IN ('accepted', 'ended') AND ha.effective <= " day " AND ha.until_day > " day ")"

extern const struct hn_sql *const hn_transfer_sql[], *const hn_transfer_list_sql[];
#define HN_TRANSFER_SQL hn_transfer_sql, hn_transfer_list_sql

#endif
