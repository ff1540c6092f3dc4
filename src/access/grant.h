/* grant.h: what giving grants needs from the rest of access/. Inside access/ only. */
#ifndef HN_ACCESS_GRANT_H
#define HN_ACCESS_GRANT_H

#include "access/inside.h"

/* The open case by id, or the only one open in the unit when id is 0. HN_INVALID access.case_missing. */
enum hn_rc hn_case_find(struct hn_ctx *c, int64_t id, struct hn_unit_id unit, int64_t *case_id,
                        struct hn_unit_id *case_unit);

/* Given by the word of who inspects: shape and place are looked at, the giver's own grants are not. */
enum hn_rc hn_grant_put(struct hn_ctx *c, const struct hn_grant *in);
/* Ends it at once, whoever may have given it; today counts no more. Rights are the caller's matter. */
enum hn_rc hn_grant_stop(struct hn_ctx *c, int64_t grant_id, const char *reason);

#endif
