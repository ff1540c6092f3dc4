/* person.h: a human and what is known in plain of him: what is listed and counted. (domain/02, security/ section 5)
 *
 * The plain fields are one dated fact (person_basic); a correction of the past and a change from a day on are the same
 * deed with other days, and nothing is overwritten. The other fields of the record are encrypted (field.h). What a
 * person belongs to and holds is in member/. Code lists are in code.h, numbers one is looked up by in number.h.
 */
#ifndef HN_PERSON_PERSON_H
#define HN_PERSON_PERSON_H

#include "access/access.h"
#include "base/ctx.h"
#include "store/store.h"

/* Texts are never NULL; "" is unknown. Dates are partial (base/time.h); 0 unknown. */
struct hn_person_basic {
    const char *full_name;  /* as written and shown */
    const char *birth_name; /* item 1; "" when the same */
    const char *sex, *ethnicity, *edu_general, *edu_degree,
        *political_theory;  /* codes of code.h; "" unknown */
    const char *occupation; /* item 11, free text */
    hn_pdate birth_date, admit_date,
        official_date; /* admit_date: of the decision; party age counts from it */
};

struct hn_person {
    struct hn_person_id id;
    const char *code;
    struct hn_person_basic basic; /* in force on c->on as known at c->known */
    hn_day from, to;              /* of that fact */
    hn_time known_from;
    int64_t row; /* id of that fact: the row version of an edit form */
    const char *reason;
};

/* By code first, then by id as text. HN_NOT_FOUND also when the actor may not know of the person. */
enum hn_rc hn_person_find(struct hn_ctx *c, const char *code_or_id, struct hn_person_id *out);
/* The same for whoever holds another right over the person: giving him an account, reading the log about him. */
enum hn_rc hn_person_find_for(struct hn_ctx *c, enum hn_right right, const char *code_or_id,
                              struct hn_person_id *out);
/* Whose code it is; 0 nobody's. No rights asked: for who looks the person up among those the actor may know. */
enum hn_rc hn_person_of_code(struct hn_ctx *c, const char *code, struct hn_person_id *out);
/* Basic fields at c->on and c->known. The caller has asked for the right. */
enum hn_rc hn_person_get(struct hn_ctx *c, struct hn_person_id id, struct hn_person *out);

/* Limits as dated data, read once: "admit_age_least" … with their legal basis. */
struct hn_person_rule {
    const char *name;
    int64_t value;
    hn_day from, to;
    const char *legal_basis;
};
struct hn_person_rules {
    const struct hn_person_rule *at;
    size_t count;
};
enum hn_rc hn_person_rules(struct hn_ctx *c, struct hn_person_rules *out);
/* The value of a rule on a day; otherwise, when there is none. */
int64_t hn_person_rule_on(const struct hn_person_rules *rules, const char *name, hn_day on,
                          int64_t otherwise);
/* Every rule of one record by itself, all faults noted, HN_INVALID when there is any: names of letters, codes of the
 * lists, birth < admission ≤ official, none after c->today, full years at admission by the rule of that day.
 * (domain/02 sections 2.1, 2.5) */
enum hn_rc hn_person_check(struct hn_ctx *c, const struct hn_person_rules *rules,
                           const struct hn_person_basic *in);

/* A new person, in unit's charge (HN_MAY_EDIT_MEMBER there); code "" makes one. What is given holds since before
 * records. Membership and standing follow by member/: most callers want hn_member_new (member/member.h).
 * HN_CONFLICT person.code_taken; HN_INVALID as hn_person_check. */
enum hn_rc hn_person_create(struct hn_ctx *c, struct hn_unit_id unit, const char *code,
                            const struct hn_person_basic *in, struct hn_person_id *out);
/* Basic fields over from ≤ day < to (HN_DAY_START … HN_DAY_OPEN: a correction of all times). A reason is required when
 * from lies before today. row: what the editor saw, 0 unasked: HN_CONFLICT person.edited when another stands now. */
enum hn_rc hn_person_put_basic(struct hn_ctx *c, struct hn_person_id id, const struct hn_person_basic *in,
                               hn_day from, hn_day to, const char *reason, int64_t row);

/* The actor's own person (scope self), 0 when none. */
enum hn_rc hn_person_self(struct hn_ctx *c, struct hn_person_id *out);

/* The statements of each file of person/, hn_all_sql holds HN_PERSON_SQL. */
extern const struct hn_sql *const hn_person_sql[];
extern const struct hn_sql *const hn_person_check_sql[];
extern const struct hn_sql *const hn_person_key_sql[];
extern const struct hn_sql *const hn_person_field_sql[];
extern const struct hn_sql *const hn_person_entry_sql[];
extern const struct hn_sql *const hn_person_history_sql[];
#define HN_PERSON_SQL                                                                                        \
    hn_person_sql, hn_person_check_sql, hn_person_key_sql, hn_person_field_sql, hn_person_entry_sql,         \
        hn_person_history_sql

#endif
