/* each.h: sets, groups, marks, recognitions and plans as lines of files, and what an import looks up. Of within and below by the
 * tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT, as known at c->known; on: only what holds on that day,
 * HN_DAY_OPEN: of every day. The order is of what a line says, and such that what a line rests on comes before it.
 */
#ifndef HN_CRITERIA_EACH_H
#define HN_CRITERIA_EACH_H

#include "criteria/recognition.h"

/* A line with its set; line.criterion 0: the set has none. National sets: when everything is asked for. */
struct hn_criteria_set_line {
    const char *unit; /* code; "" national */
    struct hn_criteria_set set;
    struct hn_criteria_line line;
};
enum hn_rc hn_criteria_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                            enum hn_rc (*each)(void *sink, const struct hn_criteria_set_line *l), void *sink);
struct hn_criteria_group_line {
    const char *unit, *group, *decision;
    hn_day from, to;
};
enum hn_rc hn_criteria_group_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                                  enum hn_rc (*each)(void *sink, const struct hn_criteria_group_line *l),
                                  void *sink);
/* A sheet as what was done to it, in that order: open, own marks, residents, sent, marks of the level above, returned or concluded. */
struct hn_mark_line_out {
    const char *unit, *set;
    hn_day on;
    const char *what; /* open own residents sent above returned concluded */
    int criterion, no;
    struct hn_line_mark mark; /* of own, above; its note: source of residents, reason, conclusion */
    int64_t asked, satisfied;
    hn_day day; /* of sent, concluded; HN_DAY_OPEN */
};
enum hn_rc hn_mark_each(struct hn_ctx *c, struct hn_unit_id within, hn_day by,
                        enum hn_rc (*each)(void *sink, const struct hn_mark_line_out *l), void *sink);
struct hn_recognition_line {
    const char *unit;
    struct hn_recognition recognition;
    hn_day sheet_on; /* HN_DAY_OPEN: it rests on no sheet */
};
enum hn_rc hn_recognition_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                               enum hn_rc (*each)(void *sink, const struct hn_recognition_line *l),
                               void *sink);
struct hn_criteria_plan_line {
    const char *unit;
    struct hn_criteria_plan plan;
};
enum hn_rc hn_criteria_plan_each(struct hn_ctx *c, struct hn_unit_id within,
                                 enum hn_rc (*each)(void *sink, const struct hn_criteria_plan_line *l),
                                 void *sink);

/* Is the unit in that group over all of these days, by that decision? Rights as in hn_criteria_group_put. */
enum hn_rc hn_criteria_group_stands(struct hn_ctx *c, struct hn_unit_id unit, const char *group, hn_day from,
                                    hn_day to, const char *decision, bool *out);
/* The sheet of a unit, set and day; id 0: none. Rights as for reading it. */
enum hn_rc hn_mark_at(struct hn_ctx *c, struct hn_unit_id unit, int64_t set, hn_day on, int64_t *id);

#endif
