/* story.h: the cast and the steps of the tests that tell a whole life, from a resolution to its archive. A step is a deed of
 * its own, by somebody, on a day, with what is expected of it; the refused ones stand beside those that are done.
 *
 * Over the organisation of people.h: the district committee A is the one above, xã A the commune with cells C1 and C2; the
 * district B stands for a firm's committee, xã B for its mine with the cell C3.
 */
#ifndef HN_TEST_STORY_H
#define HN_TEST_STORY_H

#include "inspection/inspection.h"
#include "paper/duty.h"
#include "support/people.h"
#include "target/target.h"
#include "task/task.h"

enum hn_who {
    HN_SYSTEM,
    HN_COMMUNE,
    HN_CELL_ONE,
    HN_CELL_TWO,
    HN_MAI,
    HN_NAM,
    HN_OFFICER,
    HN_FIRM,
    HN_MINE,
    HN_BA,
    HN_WHO_COUNT
};

struct hn_story {
    struct hn_people *p;
    struct hn_user_id user[HN_WHO_COUNT];
    struct hn_person_id head, mai, nam, other_head, lan, ba, bon; /* of C1, C1, C1, C2, C2, C3, C3 */
    /* What the steps made on their way. */
    struct hn_paper_id resolution, other, plan;
    struct hn_meeting_id meeting;
    int64_t target, strand, area, task, remedy, programme, item, inspection, finding;
};

struct hn_story_step {
    const char *label;
    int on; /* 20240320; 0: the same day */
    enum hn_who who;
    enum hn_rc (*act)(struct hn_ctx *c, struct hn_story *s);
    enum hn_rc code;
    const char *key; /* of what is refused, "" */
};

/* Plays the steps one after the other in a world of their own; the first that comes out otherwise fails the test. */
void hn_story_play(struct hn_test_store *t, const struct hn_story_step *steps, size_t count);

/* What a refused deed made is not taken over. */
enum hn_rc hn_story_keep(enum hn_rc rc, int64_t made, int64_t *out);
/* A draft of today by the unit and (with not "") somebody outside the tree. */
enum hn_rc hn_story_paper(struct hn_ctx *c, struct hn_unit_id unit, const char *kind, const char *title,
                          struct hn_paper_id basis, const char *with, struct hn_paper_id *out);
/* The resolution. */
enum hn_rc hn_story_issue(struct hn_ctx *c, struct hn_story *s);
enum hn_rc hn_story_tell(struct hn_ctx *c, struct hn_story *s, int64_t task, const char *state, int progress,
                         const char *note, bool in_meeting);

#endif
