/* sheet.h: a form filled in by a unit for a period: entered, sent, approved level by level, taken back. (product P8)
 *
 * Sent by the unit (HN_MAY_REPORT over it); then each unit above approves in turn (HN_MAY_CONFIRM over that very unit) up to the
 * one that keeps the form (of a form for itself, that one). Each step stands on the one before; taken back from the top down, with a reason. From the first
 * approval on the sheet's values are locked: a correction is the latest approver's, and a new value. Who stands above is
 * asked of today's tree. Reading: as for values.
 */
#ifndef HN_INDICATOR_SHEET_H
#define HN_INDICATOR_SHEET_H

#include "attachment/attachment.h"
#include "indicator/form.h"
#include "indicator/value.h"

struct hn_indicator_sheet_key {
    int64_t form;
    struct hn_unit_id unit;
    struct hn_period period;
};
/* state: empty begun sent approved (by some) final (by all); texts "sheet_state.<word>" */
extern const char *const hn_indicator_sheet_states[];

struct hn_indicator_sheet_line {
    struct hn_indicator indicator; /* as it was on the period's last day */
    bool required, reckoned;
    bool has_value, has_plan, has_before, has_last_year;
    struct hn_indicator_value value; /* of a reckoned one: milli alone */
    int64_t plan_milli, before_milli, last_year_milli;
    const char *plan_qualifier, *before_qualifier, *last_year_qualifier; /* NULL where there is none */
    const char *problem; /* of a reckoned one that cannot be: text key, "" */
    bool outlier;        /* far from what the unit reported in the twelve periods before (rate.h) */
    int values;          /* rows it has had, corrections counted */
};
struct hn_indicator_sheet_broken {
    struct hn_indicator_form_check check;
};
struct hn_indicator_sheet_step {
    int64_t id;
    struct hn_unit_id unit; /* who sent (the sheet's own) or approved */
    const char *unit_name, *by_name, *note;
    hn_time at, taken_back_at; /* 0: it stands */
    const char *taken_back_by, *reason;
};
struct hn_indicator_sheet {
    int64_t id; /* 0: nothing entered yet */
    struct hn_indicator_sheet_key key;
    struct hn_indicator_form form;
    const char *unit_code, *unit_name, *state;
    hn_day due;
    bool late; /* not sent on c->on, or sent after it */
    const struct hn_indicator_sheet_line *lines;
    size_t line_count;
    const struct hn_indicator_sheet_broken *broken; /* checks that do not hold */
    size_t broken_count;
    const struct hn_indicator_sheet_step *steps; /* all, oldest first */
    size_t step_count;
    struct hn_unit_id next; /* who is to send or approve next; 0: nobody */
    const char *next_name;
    bool may_enter, may_send, may_approve, may_take_back; /* the actor, now */
    int64_t version; /* grows with every value and step; 1 of an empty one */
};
/* HN_INVALID sheet.period_kind, sheet.unit (nothing is asked of it by this form in this period); HN_NOT_FOUND. */
enum hn_rc hn_indicator_sheet_read(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                                   struct hn_indicator_sheet *out);
struct hn_indicator_sheet_entry {
    const char *code; /* of the indicator; a fault's field is "value.CODE" */
    bool has_value;   /* false: what stands is taken back */
    int64_t milli;
    const char *qualifier, *source, *note;
};
/* All or nothing; all faults are noted, sheet.code too (no such line, or it is named twice). version 0: not asked. reason: of corrections after approval. HN_CONFLICT changed. */
enum hn_rc hn_indicator_sheet_save(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                                   const struct hn_indicator_sheet_entry *in, size_t count, int64_t version,
                                   const char *reason);
/* HN_CONFLICT sheet.sent, sheet.missing (arg: names of required ones without a value), sheet.broken (arg: the message of a
 * strict check), sheet.note (a check that is not strict is broken and no note says why). */
enum hn_rc hn_indicator_sheet_send(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                                   const char *note);
/* As the unit that is next. HN_CONFLICT sheet.not_sent, sheet.order (arg: who is next), sheet.final; sheet.missing and
 * sheet.broken, when values have been corrected since it was sent. */
enum hn_rc hn_indicator_sheet_approve(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                                      struct hn_unit_id as, const char *note);
/* The latest step that stands, by who took it (or by who is above: sent back). HN_INVALID sheet.reason; HN_CONFLICT sheet.order
 * (arg: whose step stands above), sheet.not_sent. */
enum hn_rc hn_indicator_sheet_take_back(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                                        struct hn_unit_id as, const char *reason);
/* Files of evidence: thing "sheet". HN_NOT_FOUND sheet.empty: nothing was entered yet. */
enum hn_rc hn_indicator_sheet_attached(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                                       struct hn_attached *out);
/* Sheets that wait for a step of the units the actor may act for: his to send (begun or owed and due), his to approve.
 * By due. At most 200. */
struct hn_indicator_sheet_waiting {
    struct hn_indicator_sheet_key key;
    const char *form_name, *unit_code, *unit_name, *step; /* send approve */
    struct hn_unit_id as;
    hn_day due;
    bool late;
};
enum hn_rc hn_indicator_sheet_waiting(struct hn_ctx *c, struct hn_unit_id as,
                                      const struct hn_indicator_sheet_waiting **out, size_t *count);

extern const struct hn_sql *const hn_indicator_sheet_sql[], *const hn_indicator_sheet_line_sql[],
                                                                *const hn_indicator_sheet_stand_sql[],
                                                                    *const hn_indicator_sheet_step_sql[],
                                                                        *const hn_indicator_sheet_wait_sql[];
#define HN_INDICATOR_SHEET_SQL                                                                               \
    hn_indicator_sheet_sql, hn_indicator_sheet_line_sql, hn_indicator_sheet_stand_sql,                       \
        hn_indicator_sheet_step_sql, hn_indicator_sheet_wait_sql

#endif
