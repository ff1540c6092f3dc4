/* people.h: a small organisation with cells, places, accounts and keys, for the tests of person/ and member/.
 *
 *   22 province ─ 22.001 upper A ─ 22.001.001 org ─ cells C1 (C1), C2 (C2)
 *               └ 22.002 upper B ─ 22.002.001 org ─ cell C3 (C3)
 *   place QN ─ district D ─ commune X ─ village V
 *
 * Accounts: CLERK committee_clerk of A; SECRETARY cell_secretary of C1; LEADER committee_leader of A (may reveal).
 * Today is 10/03/2024. Deeds run on the writer's thread and are told by a struct hn_deed, so that nothing is asserted
 * there.
 */
#ifndef HN_TEST_PEOPLE_H
#define HN_TEST_PEOPLE_H

#include "indicator/period.h"
#include "meeting/meeting.h"
#include "member/load.h"
#include "member/member.h"
#include "person/history.h"
#include "support/store_test.h"

#define CLERK     ((struct hn_user_id){ 101 })
#define SECRETARY ((struct hn_user_id){ 102 })
#define LEADER    ((struct hn_user_id){ 103 })
#define SELF      ((struct hn_user_id){ 104 }) /* linked to a person by hn_people_link */

struct hn_people {
    struct hn_test_store *t;
    struct hn_keys *keys;
    struct hn_unit_id province, a, b, org_a, org_b, c1, c2, c3;
    struct hn_place_id village;
    hn_time now; /* of the next deed; grows by a second with each */
    hn_day today;
};

enum hn_deed_kind {
    HN_DEED_NEW,
    HN_DEED_CREATE,
    HN_DEED_PUT_BASIC,
    HN_DEED_PUT_FIELD,
    HN_DEED_PUT_ENTRY,
    HN_DEED_END_ENTRY,
    HN_DEED_ERASE,
    HN_DEED_BEGIN,
    HN_DEED_END,
    HN_DEED_MOVE,
    HN_DEED_STANDING,
    HN_DEED_ACTIVITY,
    HN_DEED_OFFICE,
    HN_DEED_OFFICE_END,
    HN_DEED_CALL
};
struct hn_deed {
    enum hn_deed_kind kind;
    struct hn_user_id actor; /* 0: the system */
    struct hn_person_id person;
    struct hn_unit_id unit;
    struct hn_place_id place;
    struct hn_user_id requester;
    const struct hn_person_basic *basic;
    const char *code, *value, *field, *list, *decision, *reason, *standing;
    const char *cells[HN_ENTRY_COLUMNS];
    hn_day from, to; /* to 0: open */
    int64_t row;
    enum hn_rc (*call)(struct hn_ctx *c, void *arg);
    void *arg;
    struct hn_person_id made;
    int64_t entry;
    struct hn_fault fault; /* the first noted; key "" none */
};

/* A store with all of it, open. */
struct hn_people *hn_people_open(struct hn_test_store *t);
void hn_people_close(struct hn_people *p);
/* From now on it is that day, one hour past midnight UTC. Days only go forward. */
void hn_people_day(struct hn_people *p, hn_day today);
enum hn_rc hn_do(struct hn_people *p, struct hn_deed *d);
/* A call as an actor, and what is to come of it: its code and the first fault's key, "" none. */
void hn_check(struct hn_people *p, struct hn_user_id actor, enum hn_rc (*call)(struct hn_ctx *c, void *arg),
              void *arg, enum hn_rc code, const char *key);
/* A context for reading, as an actor; today is 10/03/2024. */
struct hn_ctx *hn_people_read(struct hn_people *p, struct hn_user_id actor);
void hn_people_read_end(struct hn_people *p);
/* SELF is this person from now on. */
void hn_people_link(struct hn_people *p, struct hn_person_id person);
/* Locks a meeting as adopting it would, without its papers: for tests of what follows. Inside a deed. */
enum hn_rc hn_people_adopt(struct hn_ctx *c, const struct hn_meeting *m);
/* A sheet of a form, begun; with levels 1 sent, 2 approved once …, without its values: for tests of what follows. */
enum hn_rc hn_people_sheet(struct hn_ctx *c, int64_t form, struct hn_unit_id unit, struct hn_period period,
                           int levels);
/* An official member of a unit since admitted, as the system enters him. */
struct hn_person_id hn_people_member(struct hn_people *p, struct hn_unit_id unit, const char *code,
                                     const char *name, const char *sex, hn_pdate birth, hn_pdate admitted);
#define DAY(y, m, d) hn_day_of(y, m, d)

#define HN_TEST_PEOPLE(state)                                                                                \
    HN_TEST_PLACE(state);                                                                                    \
    struct hn_people *p = hn_people_open(t)

#endif
