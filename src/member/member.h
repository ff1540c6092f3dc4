/* member.h: a person as a member: what stands at the head of the record, and a new member in one deed.
 *
 * Neighbours: membership.h, standing.h, office.h hold the facts; list.h the lists; load.h takes in many at once.
 */
#ifndef HN_MEMBER_MEMBER_H
#define HN_MEMBER_MEMBER_H

#include "member/membership.h"
#include "member/office.h"
#include "member/standing.h"
#include "person/person.h"

struct hn_member {
    struct hn_person person;
    struct hn_membership membership; /* unit 0: belongs nowhere on c->on */
    struct hn_status standing, activity;
    const struct hn_office *offices; /* held on c->on */
    size_t office_count;
    int age, party_age; /* full years on c->on; -1 unknown */
};
/* At c->on, c->known. The caller has asked for the right and notes the look. */
enum hn_rc hn_member_get(struct hn_ctx *c, struct hn_person_id id, struct hn_member *out);

/* A new person with standing, activity and membership from a day on, in one deed: HN_MAY_EDIT_MEMBER over unit. A
 * candidate takes no membership. Faults of the parts. */
struct hn_member_new {
    const char *code; /* "" makes one */
    struct hn_person_basic basic;
    struct hn_unit_id unit;
    const char *standing, *activity; /* activity "" = active */
    hn_day from;
    const char *decision;
};
enum hn_rc hn_member_new(struct hn_ctx *c, const struct hn_member_new *in, struct hn_person_id *out);

/* The statements of each file of member/: hn_all_sql holds HN_MEMBER_SQL. */
extern const struct hn_sql *const hn_membership_sql[];
extern const struct hn_sql *const hn_standing_sql[];
extern const struct hn_sql *const hn_office_sql[];
extern const struct hn_sql *const hn_vacancy_sql[];
extern const struct hn_sql *const hn_member_list_sql[];
extern const struct hn_sql *const hn_member_ask_sql[];
extern const struct hn_sql *const hn_member_load_sql[];
extern const struct hn_sql *const hn_load_person_sql[];
extern const struct hn_sql *const hn_load_member_sql[];
extern const struct hn_sql *const hn_load_office_sql[];
extern const struct hn_sql *const hn_member_each_sql[];
#define HN_MEMBER_SQL                                                                                        \
    hn_membership_sql, hn_standing_sql, hn_office_sql, hn_vacancy_sql, hn_member_list_sql,                   \
        hn_member_ask_sql, hn_member_load_sql, hn_load_person_sql, hn_load_member_sql, hn_load_office_sql,   \
        hn_member_each_sql

#endif
