/* erase.h: erasing what is sealed of a person takes two: one asks with a reason, another approves. (security/ 2.7)
 *
 * Both hold HN_MAY_EDIT_MEMBER over the person. What an approval does is hn_person_erase_key (field.h): it cannot be
 * undone. The plain items, which are counted, stay. Not for: taking a single value out (hn_person_put_field).
 */
#ifndef HN_PERSON_ERASE_H
#define HN_PERSON_ERASE_H

#include "access/access.h"

struct hn_erase_row {
    int64_t id;
    struct hn_person_id person;
    const char *code, *full_name, *reason, *asker;
    hn_time at;
    bool own; /* the actor's: waits for somebody else */
};

/* HN_INVALID fact.reason; HN_CONFLICT person.erased, erase.waiting; HN_DENIED, HN_NOT_FOUND. */
enum hn_rc hn_erase_request(struct hn_ctx *c, struct hn_person_id person, const char *reason, int64_t *id);
/* HN_CONFLICT erase.same_person (who asked may take it back, never approve), access.not_pending. */
enum hn_rc hn_erase_decide(struct hn_ctx *c, int64_t id, bool approve);
/* Those that wait and lie in the actor's HN_MAY_EDIT_MEMBER scope, oldest first, at most 200; none for whoever edits
 * nobody. person.v = 0: all. */
enum hn_rc hn_erase_waiting(struct hn_ctx *c, struct hn_person_id person, const struct hn_erase_row **out,
                            size_t *count);
/* Was the person's key destroyed? */
enum hn_rc hn_person_erased(struct hn_ctx *c, struct hn_person_id person, bool *out);

extern const struct hn_sql *const hn_person_erase_sql[];

#endif
