/* op.h: what a phone wrote, perhaps hours ago and without network, applied exactly once. (ux/, Offline attendance)
 *
 * An op has a key made on the phone: the first answer stands in meeting_op and is given again; the same key with other
 * content is refused. Accepted when base is current, or what stands is equal already, or the last op applied to the item
 * is its `after`; else it is a conflict: what stands stays, both are shown, a person chooses by a new op whose base is
 * current. One op's refusal stops none of the others but "adopt", which wants all before it saved.
 */
#ifndef HN_MEETING_OP_H
#define HN_MEETING_OP_H

#include "meeting/meeting.h"

#define HN_OPS_MOST 200 /* in one request */

/* what: attendance (item: person code or id; value: presence, text: reason)
 *       facts      (item "": day, began, ended, chair, writer)
 *       agenda     (item: key; title, minutes)       opinion (item: key; kind, person or name, agenda, text)
 *       vote       (item: key; matter, subject, form, for, against, other, invalid)
 *       text       (item: part; text)
 *       task       (item: key; title, person, due)    result (item: task id; value: state, text: note)
 *       score      (item: criterion; value: points)   remove (item: key; value: agenda|opinion|vote|task|guest)
 *       guest      (item: key; person or name, title, role)   adopt (send) */
struct hn_op {
    const char *key, *what, *item, *after;
    int64_t base; /* -1: the phone saw none */
    hn_time written_at;
    /* The fields of what it is, "" and 0 where they do not apply. */
    const char *value, *text, *title, *subject, *kind, *form, *matter, *person, *name, *role, *agenda;
    hn_day day, due;
    int64_t minutes, began, ended;
    int64_t votes_for, votes_against, votes_other, votes_invalid;
    const char *chair, *writer;
    struct hn_bytes digest; /* of the whole op as sent */
};

struct hn_op_answer {
    const char *key;
    const char *status;      /* saved conflict refused */
    int64_t version;         /* saved: of the item now */
    const char *value, *who; /* conflict: what stands, and who put it */
    hn_time at;
    const char *fault, *fault_field, *fault_arg; /* refused: text key of the sentence (without "error.") */
};
/* By the actor, in the writer's transaction; tasks, scores and adoption are done by the functions given, since their
 * subjects stand beside this one. answers has room for count. HN_INVALID op.too_many. */
struct hn_op_doers {
    enum hn_rc (*task)(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t *version,
                       const char **stands);
    enum hn_rc (*result)(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
                         int64_t *version, const char **stands);
    enum hn_rc (*score)(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
                        int64_t *version, const char **stands);
    enum hn_rc (*adopt)(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op);
};
enum hn_rc hn_ops_apply(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_op *ops, size_t count,
                        const struct hn_op_doers *doers, struct hn_op_answer *answers);

/* Conflicts still waiting for a choice, newest last: the newest op of an item is a conflict. */
struct hn_op_conflict {
    const char *key, *what, *item, *item_name, *value, *stands, *who;
    hn_time written_at;
};
enum hn_rc hn_op_conflicts(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_op_conflict **out,
                           size_t *count);
/* The person's choice on the page without script: take the phone's value, or leave what stands. */
enum hn_rc hn_op_choose(struct hn_ctx *c, struct hn_meeting_id id, const char *key, bool take,
                        const struct hn_op_doers *doers);

#endif
