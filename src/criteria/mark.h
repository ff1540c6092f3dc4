/* mark.h: a commune judged by a set on a day: its own marks with evidence, the marks of the level above, residents' satisfaction.
 *
 * One sheet a commune's unit, set and day. The commune marks and sends (HN_MAY_REPORT over its unit), the unit above appraises and
 * concludes (HN_MAY_CONFIRM over that very unit). Both marks stay; a mark changed is a new row. Reading: HN_MAY_READ_MEETING or
 * HN_MAY_READ_FIGURES over the unit. Not for: recognition (recognition.h).
 */
#ifndef HN_CRITERIA_MARK_H
#define HN_CRITERIA_MARK_H

#include "attachment/attachment.h"
#include "criteria/criteria.h"

extern const char *const hn_mark_states[]; /* open sent appraised concluded; texts "mark_state.<word>" */

struct hn_line_mark {
    bool has_value, judged; /* judged: somebody said met or not */
    int64_t milli;
    bool met;
    const char *note, *by_name;
    hn_time at;
};
struct hn_mark_line {
    struct hn_criteria_line line;
    bool has_threshold; /* for the commune's group on that day */
    int64_t threshold_milli;
    bool has_figure; /* of its indicator, in the last of its periods over by that day; hn_mark_read alone */
    int64_t figure_milli;
    const char *figure_qualifier;
    struct hn_line_mark own, above;
    size_t files; /* evidence */
};
struct hn_mark_total {
    int criteria_met, criteria, lines_met, lines, marked;
};
struct hn_mark_sheet {
    int64_t id;
    struct hn_unit_id unit;
    struct hn_unit_id above; /* who appraises */
    const char *unit_code, *unit_name, *group, *state;
    struct hn_criteria_set set;
    hn_day on;
    const struct hn_mark_line *lines; /* by criterion, number */
    size_t count;
    struct hn_mark_total own, over;               /* over: above's mark where there is one */
    int64_t residents_asked, residents_satisfied; /* totals; 0, 0: not asked yet */
    const char *residents_source;
    bool residents_enough, may_mark, may_appraise;
    hn_day sent_on, concluded_on;
    const char *conclusion;
    int64_t version;
};
/* Opens one. HN_INVALID criteria.commune, criteria_mark.day (outside the set's days, future), criteria_mark.set; HN_CONFLICT criteria_mark.open (one of the same
 * set and day; arg: its number). */
enum hn_rc hn_mark_open(struct hn_ctx *c, struct hn_unit_id unit, int64_t set, hn_day on, int64_t *out);
enum hn_rc hn_mark_read(struct hn_ctx *c, int64_t id, struct hn_mark_sheet *out);
/* The latest of a unit and set by c->on; HN_NOT_FOUND criteria_mark.none. */
enum hn_rc hn_mark_latest(struct hn_ctx *c, struct hn_unit_id unit, int64_t set, int64_t *out);
struct hn_mark_put {
    int64_t line;
    bool has_value, judged,
        met; /* value: for ge le eq; judged, met: for judged. Neither: the mark is taken back */
    int64_t milli;
    const char *note;
};
/* By who marks: above false the commune, true the level above. All or nothing; a fault's field is "line.ID".
 * HN_INVALID criteria_mark.percent (not 0 to 100), criteria_mark.value (below 0), criteria_mark.most (above the line's most), criteria_mark.operator, criteria_mark.note; HN_CONFLICT criteria_mark.sent (own
 * marks after sending), criteria_mark.not_sent, criteria_mark.concluded, changed. */
enum hn_rc hn_mark_put(struct hn_ctx *c, int64_t id, bool above, const struct hn_mark_put *in, size_t count,
                       int64_t version);
/* Totals only, never who. HN_INVALID residents.count (more satisfied than asked; arg: both), residents.source; HN_CONFLICT as above. */
enum hn_rc hn_mark_residents(struct hn_ctx *c, int64_t id, int64_t asked, int64_t satisfied,
                             const char *source);
/* HN_CONFLICT criteria_mark.missing (arg: the lines without a mark), criteria_mark.sent. */
enum hn_rc hn_mark_send(struct hn_ctx *c, int64_t id);
/* Back to the commune, with a reason. HN_INVALID criteria_mark.reason (none); HN_CONFLICT criteria_mark.not_sent,
 * criteria_mark.concluded. */
enum hn_rc hn_mark_return(struct hn_ctx *c, int64_t id, const char *reason);
/* HN_CONFLICT criteria_mark.not_sent, criteria_mark.missing (lines above has not marked and does not agree to; agree true takes the commune's). */
enum hn_rc hn_mark_conclude(struct hn_ctx *c, int64_t id, bool agree, const char *conclusion);
/* What each line has been marked, newest first. */
struct hn_mark_past {
    int64_t line;
    bool above;
    struct hn_line_mark mark;
};
enum hn_rc hn_mark_history(struct hn_ctx *c, int64_t id, const struct hn_mark_past **out, size_t *count);
/* Evidence of a line: thing "mark", part the line. */
enum hn_rc hn_mark_attached(struct hn_ctx *c, int64_t id, int64_t line, struct hn_attached *out);

extern const struct hn_sql *const hn_mark_sql[], *const hn_mark_put_sql[], *const hn_mark_deed_sql[];
#endif
