/* fact.h: dated facts with two times: the one mechanism by which anything true for a while is kept.
 *
 * A fact holds over valid_from ≤ day < valid_to and was believed over known_from ≤ instant < known_to. After
 * insertion only known_to is ever set, once. To put a fact over a stretch of days is to retire the current facts it
 * touches (known_to = now), to write anew what sticks out of the stretch on either side, and to write the fact.
 * A correction of the past and a change from today on are the same deed with other days. (stack/ section 8)
 *
 * Used by tree/ (versions of nodes), person/ and member/. Not for: deeds that are events (audit/, later votes).
 */
#ifndef HN_FACT_FACT_H
#define HN_FACT_FACT_H

#include "base/ctx.h"
#include "store/store.h"

/* known as bound to a query: the instant asked for, or the last before "open". With it every query says
 *   known_from <= $k AND known_to > $k
 * for current and past knowledge alike. */
static inline hn_time
hn_fact_known(const struct hn_ctx *c)
{
    return c->known == HN_TIME_OPEN ? HN_TIME_OPEN - 1 : c->known;
}

#define HN_FACT_COLUMNS 20 /* series and values together */

/* A table of facts: owner column, then what singles a series out for the owner (a field name, an entry), then the
 * values. The statements are literals; HN_FACT_SQL in fact_sql.h builds them from literal column lists. */
struct hn_fact_table {
    const char *name;
    struct hn_sql
        current; /* facts of owner $1 (and series $2 …) with known_to open, in order of valid_from */
    struct hn_sql retire; /* known_to := $1 for owner $2, id $3 */
    struct hn_sql
        insert; /* owner, id, valid_from, valid_to, known_from, known_to, series…, values…, entered_by */
    int series_count, value_count;
    const char *const *values; /* names of the value columns, for reading remnants back */
    const enum hn_param_kind *kinds;
};

struct hn_fact {
    int64_t owner;
    hn_day from, to;
    const struct hn_param *series; /* series_count of them */
    const struct hn_param *values; /* value_count of them; NULL: nothing holds over these days (an end) */
};

/* Put a fact. *id (may be NULL) gets the new row's id, 0 for an end. Writing what already stands, unchanged, changes
 * nothing and is HN_OK. HN_INVALID when from ≥ to ("fact.days"). */
enum hn_rc hn_fact_put(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact,
                       int64_t *id);
/* First fact of a new owner: only the insert, no look at what stands (imports, the demo). */
enum hn_rc hn_fact_first(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact,
                         int64_t *id);

/* The pieces, for a subject that has read what stands already. at: the instant of the deed; not before the
 * known_from of what it replaces, so that at no instant two facts of one series hold over one day. */
enum hn_rc hn_fact_retire(struct hn_ctx *c, const struct hn_fact_table *t, int64_t owner, int64_t id,
                          hn_time at);
enum hn_rc hn_fact_write(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact,
                         hn_time at, int64_t *id);
/* Parameters of t->insert for this fact, for hn_store_bulk_row. Answers the new id. */
#define HN_FACT_PARAMS (HN_FACT_COLUMNS + 8)
int64_t hn_fact_params(struct hn_ctx *c, const struct hn_fact_table *t, const struct hn_fact *fact,
                       hn_time at, struct hn_param out[HN_FACT_PARAMS]);

#endif
