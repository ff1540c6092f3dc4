/* log.h: the audit log as people read it: who looked at this person, what an account did, what happened in a unit.
 *
 * Lines with a unit are seen by whoever holds HN_MAY_READ_LOG over it, lines about a person that name none by whoever
 * holds it over the person's unit of today; other lines (sign-ins, accounts) by whoever holds it over the whole tree; "who looked" at oneself by that person. The scope stands inside the query.
 * Neighbours: audit/audit.h writes and proves the log.
 */
#ifndef HN_REPORT_LOG_H
#define HN_REPORT_LOG_H

#include "access/access.h"

struct hn_audit_line {
    int64_t sequence;
    hn_time at;
    struct hn_user_id actor;
    const char *actor_name;
    const char *what;
    int64_t record;
    struct hn_person_id person;
    struct hn_unit_id unit;
    const char *unit_name; /* as of today, "" when there is none */
    const char *group, *purpose;
};
struct hn_audit_filter {
    struct hn_person_id person; /* "who looked, who changed": 0 any */
    struct hn_user_id actor;    /* 0 any */
    struct hn_unit_id within;   /* 0: the whole of the actor's scope */
    const char *what;           /* NULL or "": any; "person." all that begin so */
    hn_day from, to;            /* half-open; 0, 0: any */
};
/* Newest first. HN_DENIED, HN_NOT_FOUND as hn_need and hn_scope_of. */
enum hn_rc hn_audit_lines(struct hn_ctx *c, const struct hn_audit_filter *f, int64_t offset, int64_t limit,
                          void (*emit)(void *sink, const struct hn_audit_line *line), void *sink);
enum hn_rc hn_audit_count(struct hn_ctx *c, const struct hn_audit_filter *f, int64_t *out);

extern const struct hn_sql *const hn_log_sql[];

#endif
