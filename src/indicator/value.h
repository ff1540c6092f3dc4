/* value.h: what a unit's indicator came to, or was planned to come to, in a period. (domain/06 §6.1)
 *
 * A row is never overwritten: a correction is a new row, both seen; taken back, it ends. No row is not 0. Writing needs
 * HN_MAY_REPORT over the unit, or HN_MAY_CONFIRM over one above it. Reading: HN_MAY_READ_MEETING or HN_MAY_READ_FIGURES over the
 * unit. Where a sheet of the period is approved (sheet.h), only its latest approver corrects, with a reason.
 */
#ifndef HN_INDICATOR_VALUE_H
#define HN_INDICATOR_VALUE_H

#include "indicator/indicator.h"

struct hn_indicator_value {
    int64_t id, indicator;
    struct hn_unit_id unit;
    const char *code, *unit_code, *unit_name;
    struct hn_period period;
    bool plan; /* what was to be reached; else what was */
    int64_t milli;
    const char *qualifier, *source, *note;
    const char *reason; /* of a correction after approval, "" */
    const char *by_name;
    hn_time known_from, known_to;          /* HN_TIME_OPEN: believed still */
    bool removed;                          /* taken back, not replaced */
    const char *removal, *removed_by_name; /* why, "" when nobody had to say; and by whom */
};
/* The same indicator, unit, period and sort again corrects; unchanged is HN_OK and writes nothing.
 * HN_INVALID value.period_kind (arg: the kind it is to be), value.future (of a result: the period has not begun),
 * value.large, value.qualifier, value.source (a result without one, when the form asks for it), value.long (source, note, reason),
 * value.reckoned (it has a formula), and those of hn_indicator_fits; HN_CONFLICT value.locked (arg: who approved last, to be asked),
 * value.reason (the approver gave none); HN_NOT_FOUND indicator.not_found. */
enum hn_rc hn_indicator_value_put(struct hn_ctx *c, const struct hn_indicator_value *in, int64_t *out);
/* HN_INVALID value.reason; HN_CONFLICT value.locked; HN_NOT_FOUND value.not_found (replaced or taken back already too). */
enum hn_rc hn_indicator_value_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id,
                                     const char *reason);
/* Of one unit, newest period first, then newest knowledge; past: those no longer believed too. indicator 0: all. At most 500. */
enum hn_rc hn_indicator_values(struct hn_ctx *c, int64_t indicator, struct hn_unit_id unit, bool past,
                               const struct hn_indicator_value **out, size_t *count);
/* Many rows, by the rules of hn_indicator_value_put but without asking for rights over each unit again: for loads and the demo.
 * All or nothing; a fault's field is the row's place, from "0". */
enum hn_rc hn_indicator_value_load(struct hn_ctx *c, const struct hn_indicator_value *in, size_t count);
/* Rows believed at c->known, at and below a unit by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT; in order of
 * code, unit code, period, streamed: export. */
enum hn_rc hn_indicator_value_each(struct hn_ctx *c, struct hn_unit_id within,
                                   enum hn_rc (*each)(void *sink, const struct hn_indicator_value *v),
                                   void *sink);

extern const struct hn_sql *const hn_indicator_value_sql[], *const hn_indicator_value_write_sql[];
#define HN_INDICATOR_VALUE_SQL hn_indicator_value_sql, hn_indicator_value_write_sql

#endif
