/* load.h: many people at once: imports and the demo. Checked, written set by set, one log line for the whole.
 *
 * A load keeps rows in memory of its own and writes them by bulk statements in the caller's one writing transaction:
 * people in batches as they come, the rest at finish. Rights are the caller's matter: he asks HN_MAY_IMPORT once. A bad
 * row is told to verdict and left out; whether it spoils the whole is for the caller to say (by failing his
 * transaction). The other side, for exports, is at the foot.
 */
#ifndef HN_MEMBER_LOAD_H
#define HN_MEMBER_LOAD_H

#include "member/office.h"
#include "person/field.h"

struct hn_load;

/* status "new", "changed", "same" or "bad" (then fault says why; else NULL). People are told as they come, the other
 * kinds at finish in order of line. */
typedef void hn_load_verdict_fn(void *sink, int64_t line, const char *status, const struct hn_fault *fault);

/* verdict may be NULL (the demo). The load ends with c's arena. */
enum hn_rc hn_load_begin(struct hn_ctx *c, hn_load_verdict_fn *verdict, void *sink, struct hn_load **out);
/* When the rows that follow were recorded (the demo's simulated days); 0: c->now. */
void hn_load_known(struct hn_load *l, hn_time known_from);

struct hn_load_text {
    const char *name, *text;
};
struct hn_load_person {
    int64_t line;
    const char *code; /* required: other files name the person by it */
    struct hn_person_basic basic;
    const struct hn_load_text *fields; /* encrypted fields by name; from HN_DAY_START */
    size_t field_count;
};
/* A code not seen before is a new person. One that is known has his basic fields corrected for all times where they
 * differ ("changed") or stays ("same"). Other results than HN_OK are failures of the store; a refused row is HN_OK with
 * id 0. */
enum hn_rc hn_load_person(struct hn_load *l, const struct hn_load_person *in, struct hn_person_id *id);
/* One entry of a list of the record, of the person that hn_load_person has just answered as new. */
enum hn_rc hn_load_entry(struct hn_load *l, struct hn_person_id person, const struct hn_person_list *list,
                         const char *const *cells);

/* unit "": belongs nowhere then (candidate, deceased). standing, activity "": not told (activity is then active with a
 * unit). Rows of a person that follow each other without a gap are one membership, one standing. Half-open days. */
struct hn_load_membership {
    int64_t line;
    const char *person, *unit; /* codes */
    const char *standing, *activity;
    hn_day from, to;
    const char *decision;
};
enum hn_rc hn_load_membership(struct hn_load *l, const struct hn_load_membership *in);

struct hn_load_office {
    int64_t line;
    const char *person, *where; /* where: unit code; for village_head the village's place code */
    const char *office, *basis, *term, *decision; /* basis "" = elected */
    hn_day from, to;
};
enum hn_rc hn_load_office(struct hn_load *l, const struct hn_load_office *in);

/* Judges and writes what was kept; one log line "member.load". *taken rows written or unchanged, *bad refused. */
enum hn_rc hn_load_finish(struct hn_load *l, int64_t *taken, int64_t *bad);

/* --- exports: streamed in order of code; strings live during the call only --- */

/* People who belong within on c->on (within 0: all the actor may see, and for the system all there are), with their
 * basic fields and code. */
enum hn_rc hn_person_each(struct hn_ctx *c, struct hn_unit_id within,
                          enum hn_rc (*each)(void *sink, const struct hn_person *p), void *sink);
/* Memberships with standing and activity, cut where any of the three changes. on HN_DAY_OPEN: of all days; else only
 * those in force that day, in whole. */
struct hn_membership_line {
    const char *person, *unit, *standing, *activity; /* codes; unit "" nowhere */
    hn_day from, to;
    const char *decision;
};
enum hn_rc hn_membership_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                              enum hn_rc (*each)(void *sink, const struct hn_membership_line *m), void *sink);
struct hn_office_line {
    const char *person, *where, *office, *basis, *term, *decision;
    hn_day from, to;
};
enum hn_rc hn_office_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                          enum hn_rc (*each)(void *sink, const struct hn_office_line *o), void *sink);

#endif
