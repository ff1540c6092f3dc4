/* sheet_inside.h: what the files of sheet_… share. For them alone. */
#ifndef HN_INDICATOR_SHEET_INSIDE_H
#define HN_INDICATOR_SHEET_INSIDE_H

#include "indicator/sheet.h"
#include "indicator/value_inside.h"

enum { HN_SHEET_LINES = 100 };

/* --- sheet.c --- */

/* The form, when the period is of its kind and something is asked of the unit in it. No rights asked. */
enum hn_rc hn_sheet_form(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                         struct hn_indicator_form *out);

/* --- sheet_line.c: what stands on its lines --- */

/* A value of the unit in a period like the sheet's, or one before it. */
struct hn_sheet_past {
    int64_t indicator, milli;
    hn_day from, to;
};
struct hn_sheet_lines {
    struct hn_indicator_sheet_line *at;
    size_t count;
    const struct hn_sheet_past *past; /* by indicator, then day; the sheet's own period too */
    size_t past_count;
};
/* The lines alone: those that are measured on the period's last day. */
enum hn_rc hn_sheet_lines_read(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                               struct hn_sheet_lines *out);
/* With all that is seen on them. */
enum hn_rc hn_sheet_lines_fill(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                               struct hn_sheet_lines *out);

/* --- sheet_check.c --- */

/* The checks of the form that do not hold. One that needs a figure that is missing is not broken. */
enum hn_rc hn_sheet_broken(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                           const struct hn_sheet_lines *lines, const struct hn_indicator_sheet_broken **out,
                           size_t *count);

/* --- sheet_stand.c --- */

struct hn_sheet_stand {
    int64_t id;      /* 0: no sheet yet */
    int64_t version; /* grows with every change; 1 while there is none */
    const struct hn_indicator_sheet_step *steps;
    size_t step_count;
    const struct hn_indicator_sheet_step *latest; /* that stands; NULL: not sent */
    int64_t level;                                /* of the latest */
    hn_time sent_at;
    bool final;
    struct hn_value_above chain; /* who approves, in turn */
    struct hn_unit_id next;      /* who is to send or approve; 0: nobody */
};
/* As known at c->known; the chain is today's. */
enum hn_rc hn_sheet_stand(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                          const struct hn_indicator_form *form, struct hn_sheet_stand *out);

#endif
