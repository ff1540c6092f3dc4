/* duty_sql.h: where a duty lies and how it stands, as pieces of statements put together by the compiler (duty.h).
 *
 * A unit's duty lies with it while it stands; closed, with its first heir, that one's first heir when it too was closed,
 * and so on, eight steps at most. Not for: who may see it (access/scope.h). */
#ifndef HN_PAPER_DUTY_SQL_H
#define HN_PAPER_DUTY_SQL_H

#include "access/scope.h"
#include "fact/fact_sql.h"
#include "paper/inside.h"

/* clang-format off */
#define HN_SQL_KNOWN(row, known) row ".known_from <= " known " AND " row ".known_to > " known

/* The row e of the lineage says who is the first heir of a unit that no longer stands: of the last day on which it had
 * any, the one recorded first. */
#define HN_DUTY_FIRST_HEIR(e, on, known)                                                                     \
    e ".succ <> 0 AND " e ".on_day <= " on " AND " HN_SQL_KNOWN(e, known)                                    \
    " AND NOT EXISTS (SELECT 1 FROM unit_version w WHERE w.unit_id = " e ".pred AND " HN_SQL_AT("w", on, known) ")" \
    " AND NOT EXISTS (SELECT 1 FROM unit_lineage o WHERE o.pred = " e ".pred AND o.succ <> 0"                \
    " AND o.on_day <= " on " AND " HN_SQL_KNOWN("o", known) " AND (o.on_day > " e ".on_day"                  \
    " OR (o.on_day = " e ".on_day AND (o.known_from < " e ".known_from"                                      \
    " OR (o.known_from = " e ".known_from AND o.succ < " e ".succ)))))"

/* The further units whose duties lie with the holder of a row of lies. */
#define HN_DUTY_BACK(carried, on, known)                                                                     \
    " UNION ALL SELECT " carried ", e.pred, l.hops + 1 FROM lies l CROSS JOIN unit_lineage e"                \
    " WHERE e.succ = l.unit_id AND l.hops < 8 AND " HN_DUTY_FIRST_HEIR("e", on, known)

/* Of a duty d, on a day and until its last instant. */
#define HN_DUTY_STATE(on, until)                                                                             \
    "CASE WHEN d.waived_at <> 0 AND d.waived_at <= " until " THEN 'waived' WHEN d.owes = 'read' THEN 'read'" \
    " WHEN d.answered_on <= " on " AND d.answered_on > d.due THEN 'answered_late'"                           \
    " WHEN d.answered_on <= " on " THEN 'answered' WHEN d.due < " on " THEN 'late' ELSE 'open' END"
#define HN_DUTY_UNREAD(until) "CASE WHEN d.read_at = 0 OR d.read_at > " until " THEN 1 ELSE 0 END"

/* Units at and, $21 1, below $20 on $18 as known at $19, and those whose duties lie with them; the scope is asked unless
 * $22 is 1. */
#define HN_DUTY_LIES                                                                                         \
    "WITH RECURSIVE lies(holder, unit_id, hops) AS (SELECT k.des, k.des, 0 FROM unit_closure k"              \
    " WHERE k.anc = $20 AND (CAST($21 AS BIGINT) = 1 OR k.depth = 0) AND " HN_SQL_AT("k", "$18", "$19")      \
    " AND (CAST($22 AS BIGINT) = 1 OR " HN_SCOPE_UNITS("k.des") ")" HN_DUTY_BACK("l.holder", "$18", "$19") ")"
/* clang-format on */

/* The first parameters of a statement with HN_DUTY_LIES, up to $22. HN_DENIED, HN_NOT_FOUND: not the actor's to read. */
#define HN_DUTY_LIES_PARAMS (HN_SCOPE_PARAMS + 5)
enum hn_rc hn_duty_within(struct hn_ctx *c, struct hn_unit_id within, bool below, struct hn_param *params,
                          size_t *count);

#endif
