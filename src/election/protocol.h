/* protocol.h: the minutes of counting, locked; annulled by a decision alone; and how a result becomes an office. (domain/05; 08 §8.6)
 *
 * Locking freezes base, sheets, result and the document with both percentages. Offices come from the confirming decision on its day
 * (HN_MAY_CONFIRM over a unit that stands above; the root's own by itself), with a term.
 */
#ifndef HN_ELECTION_PROTOCOL_H
#define HN_ELECTION_PROTOCOL_H

#include "election/count.h"
#include "print/doc.h"

/* HN_CONFLICT protocol.not_done (arg: what the result says comes next), count.differs, protocol.people (chair and counters missing), election.locked, changed. */
struct hn_protocol_people {
    const char *chair, *head, *counters; /* names: of the presidium, of the counting body, its members */
};
enum hn_rc hn_protocol_lock(struct hn_ctx *c, int64_t election, const struct hn_protocol_people *in,
                            int64_t version);
/* As it would be (a draft), or as locked. */
enum hn_rc hn_protocol_doc(struct hn_ctx *c, int64_t election, struct hn_doc **out);
struct hn_protocol {
    hn_time locked_at;
    const char *locked_by, *digest, *annulled_by,
        *annul_reason; /* annulled_by: number of the decision, "" stands */
    hn_day annulled_on;
};
enum hn_rc hn_protocol_get(struct hn_ctx *c, int64_t election, struct hn_protocol *out);
/* By who stands above (HN_MAY_CONFIRM above the unit). Offices that came of it end on that day. HN_INVALID protocol.decision, protocol.reason; HN_CONFLICT protocol.annulled, protocol.none. */
enum hn_rc hn_protocol_annul(struct hn_ctx *c, int64_t election, const char *decision, hn_day on,
                             const char *reason);

/* The confirming decision: offices of the elected from a day on till the end of the term; who held the seat before ends that day. HN_INVALID confirm.decision, confirm.day (future decision; from before the
 * vote), confirm.term, office.official_only (village_head excepted); HN_CONFLICT confirm.twice, protocol.none, office.held. */
struct hn_confirmation {
    const char *decision;
    hn_day decided_on, from, to; /* to: end of the term, HN_DAY_OPEN */
};
enum hn_rc hn_election_confirm(struct hn_ctx *c, int64_t election, const struct hn_confirmation *in);
enum hn_rc hn_confirmation_of(struct hn_ctx *c, int64_t election,
                              struct hn_confirmation *out); /* decision "": none yet */

/* An office filled in mid-term without an election: acting, or appointed by the committee above (office.h basis). */
struct hn_term_end {
    struct hn_person_id person;
    const char *code, *name, *where_code, *where_name, *office, *term;
    hn_day to;
    int64_t row;
};
/* Offices at and below within whose term ends by a day. */
enum hn_rc hn_terms_ending(struct hn_ctx *c, struct hn_unit_id within, hn_day by, int64_t offset,
                           int64_t limit, void (*emit)(void *sink, const struct hn_term_end *t), void *sink);
enum hn_rc hn_terms_ending_count(struct hn_ctx *c, struct hn_unit_id within, hn_day by, int64_t *out);

extern const struct hn_sql *const hn_election_sql[],
    *const hn_nominee_sql[], *const hn_base_sql[], *const hn_count_sql[], *const hn_protocol_sql[],
                                                                              *const hn_congress_sql[];
#define HN_ELECTION_SQL                                                                                      \
    hn_election_sql, hn_nominee_sql, hn_base_sql, hn_count_sql, hn_protocol_sql, hn_congress_sql

#endif
