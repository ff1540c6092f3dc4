/* ids.h: identifiers as one-field structs, so that a member cannot be passed for a unit.
 *
 * Ids are 64-bit, positive, time-ordered and made by the program (hn_new_id in ctx.h); 0 is "none".
 * In JSON they are strings, since JavaScript cannot keep them exactly.
 */
#ifndef HN_BASE_IDS_H
#define HN_BASE_IDS_H

#include <stdint.h>

struct hn_unit_id {
    int64_t v;
};
struct hn_place_id {
    int64_t v;
};
struct hn_person_id {
    int64_t v;
};
struct hn_user_id {
    int64_t v;
};

/* The program itself, as it acts for its commands and for the demo: holds every right, and its deeds
 * are in the log under this number. */
#define HN_USER_SYSTEM ((struct hn_user_id){ 1 })

#endif
