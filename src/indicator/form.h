/* form.h: which indicators are asked of which units, how often and by when, and what must hold between them. (product P8, P13)
 *
 * Kept by a unit (HN_MAY_DIRECT), for it and below. An indicator stands in one form at most. Neighbours: sheet.h, a form filled in
 * by a unit for a period; rate.h, who has.
 */
#ifndef HN_INDICATOR_FORM_H
#define HN_INDICATOR_FORM_H

#include "indicator/indicator.h"

/* Of whom: self (the unit that keeps it) children (of it, on the period's last day) grassroots_org any_cell cell; texts
 * "asked_of.<word>". */
extern const char *const hn_indicator_form_asked[];

struct hn_indicator_form {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    const char *code, *name, *asked, *note;
    enum hn_period_kind every; /* not any */
    int due_days;              /* after the period's last day */
    bool source_needed;        /* every result says where it was read */
    hn_day from, to;           /* periods that end in these days are asked for */
    int64_t version;
};
/* HN_INVALID form.code, form.name, form.every, form.due (0 to 366), form.asked, fact.days; HN_CONFLICT form.code_taken,
 * form.has_sheets (another every), changed. */
enum hn_rc hn_indicator_form_put(struct hn_ctx *c, const struct hn_indicator_form *in, int64_t *out);
struct hn_indicator_form_line {
    int64_t indicator;
    int position;
    bool required;
};
/* The lines as a whole: those not named go (their values stay). HN_INVALID form.line (no such indicator of the unit, or above),
 * form.every_differs (arg: code), form.too_many (100); HN_CONFLICT form.line_taken (arg: code and the other form),
 * form.line_checked (arg: code; a check names it). */
enum hn_rc hn_indicator_form_lines_put(struct hn_ctx *c, int64_t form,
                                       const struct hn_indicator_form_line *in, size_t count);
/* One line, beside those that are there: *there, the indicator stood in it, *same, with just these words. By the same rules. */
enum hn_rc hn_indicator_form_line_put(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line *in,
                                      bool *same, bool *there);
enum hn_rc hn_indicator_form_lines(struct hn_ctx *c, int64_t form, const struct hn_indicator_form_line **out,
                                   size_t *count);
/* What must hold, as a formula that is a truth over indicators of the form: "[dat] <= [tong]". */
struct hn_indicator_form_check {
    int64_t id;
    const char *formula, *message; /* in the users' words */
    bool strict;                   /* a sheet that breaks it cannot be sent; else it is asked for a note */
};
/* id 0: new; else it takes that one's place. HN_INVALID formula.…, form.check_truth, form.check_code (arg: a code not of the
 * form), form.message, form.too_many (100). */
enum hn_rc hn_indicator_form_check_put(struct hn_ctx *c, int64_t form,
                                       const struct hn_indicator_form_check *in, int64_t *out);
enum hn_rc hn_indicator_form_check_remove(struct hn_ctx *c, int64_t form, int64_t id);
enum hn_rc hn_indicator_form_checks(struct hn_ctx *c, int64_t form,
                                    const struct hn_indicator_form_check **out, size_t *count);

/* By code or id; HN_NOT_FOUND also: of no unit at or above or below what the actor may read. */
enum hn_rc hn_indicator_form_find(struct hn_ctx *c, const char *code_or_id, int64_t *out);
enum hn_rc hn_indicator_form_get(struct hn_ctx *c, int64_t id, struct hn_indicator_form *out);
/* Those kept at, above or below the unit, in force on c->on; owed_only: those that ask something of the unit itself. At most 200. */
enum hn_rc hn_indicator_forms(struct hn_ctx *c, struct hn_unit_id unit, bool owed_only,
                              const struct hn_indicator_form **out, size_t *count);
/* The last day by which a period's sheet is to be sent. */
hn_day hn_indicator_form_due(const struct hn_indicator_form *f, struct hn_period period);

extern const struct hn_sql *const hn_indicator_form_sql[],
    *const hn_indicator_form_check_sql[], *const hn_indicator_form_line_sql[], *const hn_indicator_each_sql[];
#define HN_INDICATOR_SQL                                                                                     \
    hn_indicator_sql, hn_indicator_list_sql, hn_indicator_formulas_sql, hn_indicator_form_sql,               \
        hn_indicator_form_check_sql, hn_indicator_form_line_sql, hn_indicator_each_sql

#endif
