/* fee.h: the fee book of a cell, month by month. (domain/02 §2.8)
 *
 * What each owes follows from what kind of payer he is, the sealed base of it, the rate of the month and any relief; it
 * is worked out when the month is opened. Keeping the book needs HN_MAY_KEEP_FEES over the cell; the person sees his own;
 * totals of units are figures (HN_MAY_READ_FIGURES). Money is whole đồng, rounded half up. Leans on rule/.
 */
#ifndef HN_FEE_FEE_H
#define HN_FEE_FEE_H

#include "access/access.h"
#include "print/doc.h"
#include "store/store.h"

extern const char *const hn_payers[];           /* insured benefit pensioner … ; texts "payer.<code>" */
extern const char *const hn_fee_methods[];      /* cash bank portal; "fee_method.<code>" */
extern const char *const hn_fee_relief_kinds[]; /* exempt reduced voluntary; "fee_relief.<code>" */
extern const char *const hn_fee_grounds[];      /* what may be given as one; "fee_ground.<code>" */

struct hn_fee_profile {
    struct hn_person_id person;
    const char *payer;
    int64_t base_dong; /* -1: not shown, or none */
    hn_day from, to;
};
/* From a day on, for somebody of the cell whose book the actor keeps. HN_INVALID fee.payer, fee.base (a share needs one),
 * fee.days. The base is sealed under the person's own key. */
enum hn_rc hn_fee_profile_put(struct hn_ctx *c, const struct hn_fee_profile *in);
/* For the person himself and who keeps the book of his cell: notes a look. payer "": none known on that day. */
enum hn_rc hn_fee_profile_get(struct hn_ctx *c, struct hn_person_id person, hn_day on,
                              struct hn_fee_profile *out);

/* Asked by the cell (HN_MAY_KEEP_FEES) for a member of today, agreed by the committee above (HN_MAY_MONITOR, not by who
 * asked: fee.same_person); at once in a grassroots cell, but for a voluntary higher fee. kind: exempt reduced voluntary.
 * month_to 0: without an end (not reduced). The reason is sealed under the person's key. HN_INVALID fee.relief_kind,
 * fee.share (not 30, 50, 70 %), fee.months (reduced for more than 12, or none), fee.reason, fee.ground, fee.amount;
 * HN_CONFLICT fee.relief_overlap, fee.not_member, fee.not_waiting. */
struct hn_fee_relief {
    int64_t id;
    struct hn_unit_id unit;
    struct hn_person_id person;
    const char *person_code, *person_name, *unit_code, *unit_name; /* read only */
    const char *kind, *ground, *reason, *state;                    /* asked agreed refused */
    int64_t share_bp, amount_dong, month_from, month_to;
};
enum hn_rc hn_fee_relief_ask(struct hn_ctx *c, const struct hn_fee_relief *in, int64_t *out);
enum hn_rc hn_fee_relief_decide(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, bool agree);
enum hn_rc hn_fee_relief_end(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, int64_t last_month);
/* Of a unit and below (0: all), waiting or all, newest first, within the actor's scope; at most 200. */
enum hn_rc hn_fee_reliefs(struct hn_ctx *c, struct hn_unit_id within, bool waiting,
                          const struct hn_fee_relief **out, size_t *count);

struct hn_fee_line {
    struct hn_unit_id unit; /* in hn_fee_of_person alone */
    struct hn_person_id person;
    const char *code, *full_name, *payer; /* payer "": no profile yet, nothing can be worked out */
    int64_t full_dong, due_dong, paid_dong;
    const char *state;  /* unknown owed paid late exempt reduced; texts "fee_state.<code>" */
    const char *ground; /* of less, nothing or more: as asked, or fifty_years paid_elsewhere voluntary */
    int64_t payment, receipt; /* 0 none */
    hn_day paid_on;
    const char *method; /* cash bank portal */
    int months_unpaid;  /* of this year, before this month: three are a matter for the rule on removal */
};
/* members = owing + paid + exempt + unknown; late are some of those owing, reduced whoever owes or paid less by a relief.
 * Sums are of opened books: opened of all cells there are. */
struct hn_fee_sum {
    int64_t cells, opened;
    int64_t members, owing, paid, exempt, reduced, unknown, late;
    int64_t due_dong, paid_dong, retained_dong, upward_dong, remitted_dong, received_dong;
};
/* Opens the month, or works it out anew: a line for each member on its last day (today in the running month). HN_CONFLICT
 * fee.month_future. Read without opening shows what it would be. */
enum hn_rc hn_fee_open(struct hn_ctx *c, struct hn_unit_id unit, int64_t month);
enum hn_rc hn_fee_book(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                       const struct hn_fee_line **out, size_t *count, struct hn_fee_sum *sum);
/* Has the cell or a rule changed since the month was opened, so that opening it anew would change a line of who has not
 * paid? lines: as hn_fee_book gave them. */
enum hn_rc hn_fee_stale(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                        const struct hn_fee_line *lines, size_t count, bool *out);
/* One payment settles one person's month, in whatever cell he paid it; it opens the month when it is not. amount 0: the
 * due; any other sum only where no due can be worked out. HN_CONFLICT fee.paid_twice (arg: receipt and day),
 * fee.nothing_due, fee.not_member, fee.month_future; HN_INVALID fee.amount (arg: the due), fee.amount_missing, fee.future,
 * fee.method. */
struct hn_fee_pay {
    struct hn_unit_id unit;
    struct hn_person_id person;
    int64_t month, amount_dong;
    hn_day paid_on;
    const char *method;
};
enum hn_rc hn_fee_pay(struct hn_ctx *c, const struct hn_fee_pay *in, int64_t *payment, int64_t *receipt);
/* Everybody who still owes for the month, or those of persons who do, in one deed; *count: how many. HN_CONFLICT
 * fee.nobody_owes, fee.not_member. */
enum hn_rc hn_fee_pay_all(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day paid_on,
                          const char *method, const struct hn_person_id *persons, size_t person_count,
                          int64_t *count);
/* It stays, with its number. HN_INVALID fee.reason; HN_CONFLICT fee.annulled, fee.passed_up (more has gone upward than would
 * then be owed upward). */
enum hn_rc hn_fee_annul(struct hn_ctx *c, struct hn_unit_id unit, int64_t payment, const char *why);
/* For who keeps the book and who paid. */
enum hn_rc hn_fee_receipt(struct hn_ctx *c, struct hn_unit_id unit, int64_t payment, struct hn_doc **out);
/* The book as a sheet to print. */
enum hn_rc hn_fee_sheet(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_doc **out);
/* Passed upward for a month: no more than what is owed upward of what was paid. HN_INVALID fee.upward (arg: most). The
 * committee above confirms (HN_MAY_MONITOR over the cell, not by who passed it). */
enum hn_rc hn_fee_remit(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, int64_t amount, hn_day on,
                        const char *note, int64_t *out);
enum hn_rc hn_fee_remit_receive(struct hn_ctx *c, struct hn_unit_id unit, int64_t id);
/* By the cell, while it is not confirmed. HN_CONFLICT fee.not_waiting. */
enum hn_rc hn_fee_remit_annul(struct hn_ctx *c, struct hn_unit_id unit, int64_t id);
struct hn_fee_remittance {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *note;
    int64_t month, amount_dong;
    hn_day paid_on;
    hn_time received_at; /* 0: not yet confirmed */
    bool own;            /* the actor passed it */
};
/* A cell's of a month (HN_MAY_KEEP_FEES); or what waits below a unit (0: all) for the actor's HN_MAY_MONITOR. At most 200. */
enum hn_rc hn_fee_remittances(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                              const struct hn_fee_remittance **out, size_t *count);
enum hn_rc hn_fee_remittances_waiting(struct hn_ctx *c, struct hn_unit_id within,
                                      const struct hn_fee_remittance **out, size_t *count);

/* Totals of a unit and all below for a month, and a line for each child; HN_MAY_READ_FIGURES is the caller's matter.
 * HN_CONFLICT fee.month_future. */
struct hn_fee_unit {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    struct hn_fee_sum sum;
};
enum hn_rc hn_fee_total(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_sum *sum,
                        const struct hn_fee_unit **children, size_t *count);
/* The own payments of a person, newest month first, at most 36. */
enum hn_rc hn_fee_of_person(struct hn_ctx *c, struct hn_person_id person, const struct hn_fee_line **out,
                            const int64_t **months, size_t *count);
/* "Đảng phí tháng 7/2021: 14/15 đảng viên đã đóng, 412.000 đồng" for the minutes, of those not exempt, whose number and that
 * of those unknown is told behind; "" when the month is not open. No right is asked. */
enum hn_rc hn_fee_line_text(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const char **out);

extern const struct hn_sql *const hn_fee_sql[],
    *const hn_fee_rate_sql[], *const hn_fee_relief_sql[], *const hn_fee_work_sql[],
                                                              *const hn_fee_book_sql[],
                                                                  *const hn_fee_pay_sql[],
                                                                      *const hn_fee_remit_sql[],
                                                                          *const hn_fee_paper_sql[],
                                                                              *const hn_fee_total_sql[];
#define HN_FEE_SQL                                                                                           \
    hn_fee_sql, hn_fee_rate_sql, hn_fee_relief_sql, hn_fee_work_sql, hn_fee_book_sql, hn_fee_pay_sql,        \
        hn_fee_remit_sql, hn_fee_paper_sql, hn_fee_total_sql

#endif
