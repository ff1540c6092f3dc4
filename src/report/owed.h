/* owed.h: all that a unit owes in a month, from every level, each once, with the next step; and who owes what below it.
 *
 * Put together from what each subject says of itself: nothing is kept here. Leans on meeting/, task/, paper/, study/, area/,
 * team/, inspection/, movement/, indicator/. Reading: HN_MAY_READ_MEETING over the unit.
 */
#ifndef HN_REPORT_OWED_H
#define HN_REPORT_OWED_H

#include "access/access.h"
#include "store/store.h"

/* meeting minutes thematic study answer read task check area_note tally self_report finding_answer remedy movement sheet; texts
 * "owed.<code>", and "owed_next.<code>" for the step that comes next. NULL-ended. */
extern const char *const hn_owed_whats[];

struct hn_owed {
    const char *what;
    int64_t id;         /* of the record; 0: of the unit's month */
    const char *title;  /* of the paper, task, area …; "" for what the word says whole */
    const char *from;   /* who asks for it: names of levels, "" the unit itself */
    const char *person; /* responsible, "" the unit */
    const char *href;   /* where the next step is done */
    hn_day due;
    bool late;
};
/* Of one unit in a month (year × 12 + month - 1): what falls due by its last day and is not done on c->on, late first, then by
 * due. At most 200; *more: there are others. */
enum hn_rc hn_owed_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_owed **out,
                      size_t *count, bool *more);
/* How many of each at and below each child, in the order of hn_owed_whats; late: of all. */
#define HN_OWED_WHATS 15
struct hn_owed_line {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t count[HN_OWED_WHATS], late;
};
enum hn_rc hn_owed_below(struct hn_ctx *c, struct hn_unit_id within, int64_t month, struct hn_owed_line *sum,
                         const struct hn_owed_line **children, size_t *count);
/* The units at and below within that owe one of what, by code, with how many and the earliest due. */
struct hn_owed_unit {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t owed, late;
    hn_day first_due;
};
enum hn_rc hn_owed_units(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *what,
                         int64_t offset, int64_t limit,
                         void (*emit)(void *sink, const struct hn_owed_unit *u), void *sink);
enum hn_rc hn_owed_unit_count(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *what,
                              int64_t *out);

extern const struct hn_sql *const hn_owed_sql[], *const hn_owed_place_sql[], *const hn_owed_find_sql[],
                                                                                 *const hn_owed_sheet_sql[];
#define HN_OWED_SQL hn_owed_sql, hn_owed_place_sql, hn_owed_find_sql, hn_owed_sheet_sql

#endif
