/* duty.h: what a unit owes towards a paper that was sent to it: to read it, or to answer by a paper of its own by a day.
 *
 * One duty for a unit and paper, however many levels sent it: it asks for an answer when any of them does, by the earliest
 * day. It belongs to the unit: when that moves, the duty is counted where it stands now; when it was closed with heirs, with
 * its (first) heir. Sending needs HN_MAY_DIRECT over the sender, answering over the unit. (product S4)
 */
#ifndef HN_PAPER_DUTY_H
#define HN_PAPER_DUTY_H

#include "paper/paper.h"

/* children committees cells all listed; texts "sending_to.<code>". NULL-ended. */
extern const char *const hn_sending_to[];

struct hn_sending {
    int64_t id;
    struct hn_unit_id sender;
    struct hn_paper_id paper;
    const char *to, *owes, *note;   /* owes: answer read */
    const struct hn_unit_id *units; /* to "listed": these, each below the sender */
    size_t unit_count;
    hn_day day, due;         /* due: HN_DAY_OPEN when only to be read */
    const char *sender_name; /* read only, as what follows */
    int64_t reached;
};
/* To every unit of that sort below the sender today. The paper is the sender's own and issued, or was sent to it. Told to the
 * keepers of each. HN_INVALID sending.to, sending.due (before today), sending.nobody, sending.below (arg: code);
 * HN_INVALID sending.owes,
 * sending.not_addressed (neither the sender's own paper nor sent to it);
 * HN_CONFLICT paper.not_issued, paper.ended, sending.twice (the same sender, sort and due; not of listed ones). */
enum hn_rc hn_paper_send(struct hn_ctx *c, const struct hn_sending *in, int64_t *out);
/* All sendings of a paper the actor may see, oldest first. */
enum hn_rc hn_sendings(struct hn_ctx *c, struct hn_paper_id paper, const struct hn_sending **out,
                       size_t *count);

struct hn_duty {
    struct hn_paper paper;  /* without bodies and text */
    struct hn_unit_id unit; /* it was sent to */
    const char *unit_code, *unit_name, *unit_kind;
    struct hn_unit_id holder; /* where it lies on c->on: the unit, or the heir of one closed */
    const char *holder_code, *holder_name;
    const char *above_name,
        *above_then;     /* under whom the holder stands on c->on; and stood when it was sent ("" the same) */
    const char *senders; /* names, "Tỉnh ủy, Đảng ủy xã …" */
    const char *owes, *state; /* state: open late answered answered_late read waived */
    hn_day from, due, answered_on;
    struct hn_paper_id answer;
    const char *answer_number, *answer_title;
    hn_time read_at; /* 0: nobody of the unit has opened it */
    int64_t version;
};
/* answer: an issued paper of the unit, of a kind that answers (paper_kind.answers), whose basis is the paper (or one that
 * carries it out and was sent to the unit). HN_INVALID duty.answer (none such), duty.other (it answers another duty, or has
 * another basis), duty.kind; HN_CONFLICT duty.answered, duty.nothing_owed, duty.waived. */
enum hn_rc hn_duty_answer(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper,
                          struct hn_paper_id answer);
/* The answer is taken back; it stays in the past. HN_INVALID duty.reason; HN_CONFLICT duty.not_answered. */
enum hn_rc hn_duty_withdraw(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper,
                            const char *reason);
/* The sender owes it no more of one unit (HN_MAY_DIRECT over the paper's unit). HN_INVALID duty.reason; HN_CONFLICT duty.waived. */
enum hn_rc hn_duty_waive(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper,
                         const char *reason);
enum hn_rc hn_duty_get(struct hn_ctx *c, struct hn_unit_id unit, struct hn_paper_id paper,
                       struct hn_duty *out);

/* The actor has opened the paper: noted once, as who he is, for each unit of the paper's addressees he keeps. */
enum hn_rc hn_paper_read_by(struct hn_ctx *c, struct hn_paper_id paper);
struct hn_receipt {
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *person_name;
    hn_time at;
};
/* Within the actor's scope. */
enum hn_rc hn_receipts(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within, int64_t offset,
                       int64_t limit, void (*emit)(void *sink, const struct hn_receipt *r), void *sink);
enum hn_rc hn_receipt_count(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within,
                            int64_t *out);

/* Duties that lie at (and, below true, under) a unit on c->on, in the actor's scope of HN_MAY_READ_MEETING; of one paper, of
 * a chain (root), or all. what: "" any, open (not late too), late, answered, unread, waived. By day due, then code. */
struct hn_duty_filter {
    struct hn_unit_id within;
    bool below;
    struct hn_paper_id paper, root;
    const char *what;
};
enum hn_rc hn_duty_list(struct hn_ctx *c, const struct hn_duty_filter *f, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_duty *d), void *sink);
enum hn_rc hn_duty_count(struct hn_ctx *c, const struct hn_duty_filter *f, int64_t *out);

/* How a paper stands below a unit on c->on, as the tree stands that day: sums, and a line for each child (its own duty and
 * those below it together). sent = answered + answered_late + open + late + read_only + waived. */
struct hn_duty_cover {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    int64_t sent, answered, answered_late, open, late, read_only, waived, unread;
};
enum hn_rc hn_duty_coverage(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id within,
                            struct hn_duty_cover *sum, const struct hn_duty_cover **children, size_t *count);

/* Late answers climb, as reminders of meetings do (remind_after_days): the unit first, then each above it up to the one that
 * sent it. Run every hour as the system. *told: how many were new. */
enum hn_rc hn_duty_remind(struct hn_ctx *c, int64_t *told);

extern const struct hn_sql *const hn_sending_sql[],
    *const hn_duty_sql[], *const hn_duty_list_sql[], *const hn_receipt_sql[], *const hn_duty_remind_sql[];
#define HN_DUTY_SQL hn_sending_sql, hn_duty_sql, hn_duty_list_sql, hn_receipt_sql, hn_duty_remind_sql

#endif
