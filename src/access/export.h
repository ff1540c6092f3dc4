/* export.h: a file of many persons takes a second person's word. (security/ section 2.7)
 *
 * Up to so many rows (setting export_alone) whoever holds HN_MAY_EXPORT takes the file alone. Beyond, a request names the
 * list, its filter and its purpose; somebody else with HN_MAY_APPROVE over the unit decides; the approval is good for the
 * asker, that list and filter, and a tenth more rows than were asked for, for 24 hours. The system has no limit; what it
 * exports is in the log like everything. Not for: which rows (the list's own query says).
 */
#ifndef HN_ACCESS_EXPORT_H
#define HN_ACCESS_EXPORT_H

#include "access/access.h"

#define HN_SETTING_EXPORT_ALONE "export_alone" /* rows; "0": no limit */
#define HN_EXPORT_ALONE         500
#define HN_EXPORT_HOURS         24
#define HN_EXPORT_WAITING       200 /* requests of all, shown at once */

struct hn_export_ask {
    const char *list;       /* "dang-vien" */
    const char *target;     /* its own path and filter */
    struct hn_unit_id unit; /* 0: all that the asker may export */
    int64_t rows;
    const char *purpose; /* a sentence; when asking only */
};
/* *needed: this file takes an approved request, and there is none in force. *approved: there is one. */
enum hn_rc hn_export_check(struct hn_ctx *c, const struct hn_export_ask *a, bool *needed, bool *approved);
/* HN_INVALID export.purpose, export.target; HN_CONFLICT export.waiting: the same is asked for already; HN_DENIED,
 * HN_NOT_FOUND as HN_MAY_EXPORT over the unit. */
enum hn_rc hn_export_request(struct hn_ctx *c, const struct hn_export_ask *a, int64_t *id);
/* HN_DENIED export.own_request; HN_CONFLICT access.not_pending; HN_NOT_FOUND. */
enum hn_rc hn_export_decide(struct hn_ctx *c, int64_t id, bool approve);

struct hn_export_row {
    int64_t id;
    const char *list, *target, *purpose, *asker, *unit_name; /* unit_name "" for everything */
    int64_t rows;
    hn_time at;
    bool own; /* the actor's: waits for somebody else */
};
/* Those that wait, the actor's own and those he may decide on, oldest first. */
enum hn_rc hn_export_waiting(struct hn_ctx *c, const struct hn_export_row **out, size_t *count);

extern const struct hn_sql *const hn_access_export_sql[];

#endif
