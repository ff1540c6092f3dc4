/* history.h: everything ever known of a person, as one timeline of facts with both times and who entered them.
 *
 * Facts known at c->known (all ever, when it is open) of every table of person/ and member/. Values of encrypted
 * fields obey the view as in field.h. Not for: who looked at the person (audit/).
 */
#ifndef HN_PERSON_HISTORY_H
#define HN_PERSON_HISTORY_H

#include "person/field.h"

struct hn_person_event {
    const char *table; /* basic field entry standing activity membership office */
    const char *what; /* field or list name; code of standing, activity or office; "" for basic, membership */
    const char
        *value; /* basic: full name; field: its value or HN_MASK; entry: its cells in one line; else "" */
    const struct hn_person_basic *basic; /* table basic only, else NULL */
    struct hn_unit_id unit;              /* membership, office; 0 none */
    const char *where;                   /* name of that unit, or of the village, in the fact's time; "" */
    const char *decision, *reason;
    hn_day from, to;
    hn_time known_from, known_to; /* HN_TIME_OPEN: not superseded */
    struct hn_user_id entered_by;
    const char *entered_name; /* of that account; "" for the program itself */
    int64_t row;
};

/* Newest knowledge first, at most limit (0: 500). */
enum hn_rc hn_person_history(struct hn_ctx *c, const struct hn_person_view *view, size_t limit,
                             const struct hn_person_event **out, size_t *count);

#endif
