/* list.h: members in lists: of a unit and below on a date, filtered, searched, in Vietnamese order.
 *
 * The actor's scope (HN_MAY_READ_MEMBER) stands inside every statement. Small scopes are read by the index of units,
 * large ones by the index of names. Search: every word must begin a word of one of the person's names, folded; names
 * that have the words with their marks come first. A number of 9, 10 or 12 digits is looked up by its keyed hash, a
 * person's code as it is.
 */
#ifndef HN_MEMBER_LIST_H
#define HN_MEMBER_LIST_H

#include "access/access.h"
#include "store/store.h"

struct hn_member_row {
    struct hn_person_id person;
    const char *code, *full_name;
    hn_pdate birth_date;
    const char *sex, *ethnicity;
    struct hn_unit_id unit; /* the cell */
    const char *unit_code, *unit_name;
    const char *standing, *activity;
    const char *office; /* the highest held in that cell; "" none */
    hn_pdate admit_date, official_date;
    int64_t party_age; /* full years on c->on; -1 unknown */
    hn_day from;       /* first day of the membership */
};

/* Zero and "" (or NULL) mean: any. */
struct hn_member_filter {
    const char *words;
    struct hn_unit_id within;               /* 0: all the actor may see */
    const char *standing;                   /* "": official and probationary; else one of these two */
    const char *activity, *sex, *ethnicity; /* ethnicity "minority": any but kinh */
    const char *edu_general, *edu_degree, *political_theory;
    int age_from, age_to;             /* full years on c->on, both included; to 0: no upper bound */
    int party_age_from, party_age_to; /* the same of party age */
    const char *office;               /* holds it, anywhere */
    const char *sector;               /* of the cell */
    bool direct;                      /* only of the unit itself */
    enum hn_right right;              /* whose scope: 0 HN_MAY_READ_MEMBER; a file asks HN_MAY_EXPORT */
};

/* Rows from offset, at most limit; their texts live as long as the arena. limit 0: every row, streamed: texts live
 * during emit only. HN_NOT_FOUND within is not the actor's; HN_DENIED he reads no members. */
enum hn_rc hn_member_list(struct hn_ctx *c, const struct hn_member_filter *f, int64_t offset, int64_t limit,
                          void (*emit)(void *sink, const struct hn_member_row *row), void *sink);
enum hn_rc hn_member_count(struct hn_ctx *c, const struct hn_member_filter *f, int64_t *out);

#endif
