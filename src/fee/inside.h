/* inside.h: what the files of fee/ share beneath their rules: the arithmetic of dues and the reading of sealed bases. No
 * rights are asked here. */
#ifndef HN_FEE_INSIDE_H
#define HN_FEE_INSIDE_H

#include "fee/fee.h"
#include "person/inside.h"

#define HN_FEE_MEMBERS_MAX 1000 /* of one cell */
#define HN_FEE_MONTH_OPEN  ((int64_t)INT32_MAX)
#define HN_FEE_BASE_LEAST  1000 /* đồng a month: no share of it is nothing */
#define HN_FEE_BASE_MOST   1000000000

/* part of whole in 1/100 %, half up. Both from 0 on, whole at most a million million. */
int64_t hn_fee_share(int64_t whole, int64_t bp);

/* How one kind of payer pays in a month; mode "" when no rule is known. */
struct hn_fee_rate {
    const char *payer, *mode;
    int64_t value;
};
#define HN_FEE_RATES 16
struct hn_fee_rates {
    struct hn_fee_rate at[HN_FEE_RATES];
    size_t count;
    int64_t minimum_wage_dong;
};
/* Those in force on the month's first day, with the unit's minimum wage of the day the dues are worked out for. */
enum hn_rc hn_fee_rates_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_rates *out);
const struct hn_fee_rate *hn_fee_rate_of(const struct hn_fee_rates *rates, const char *payer);
/* -1: cannot be worked out. base_dong -1: none. */
int64_t hn_fee_full(const struct hn_fee_rates *rates, const char *payer, int64_t base_dong);

/* The day a month's book is drawn up for: its last, or today in the running month. */
hn_day hn_fee_day(const struct hn_ctx *c, int64_t month);
/* HN_CONFLICT fee.month_future. */
enum hn_rc hn_fee_month_begun(struct hn_ctx *c, int64_t month);

/* The base of a row with the columns base, key_number and wrapped; -1 none, or it does not open. */
int64_t hn_fee_base(struct hn_ctx *c, struct hn_rows *rows, struct hn_person_id person);
/* Texts sealed as hexadecimal digits, for columns of text; "" when it does not open. */
enum hn_rc hn_fee_seal_text(struct hn_ctx *c, struct hn_person_id person, const char *part, const char *text,
                            const char **out);
const char *hn_fee_unseal_text(struct hn_ctx *c, struct hn_rows *rows, struct hn_person_id person,
                               const char *part, const char *sealed);

/* One member's month as the rules give it today. payer "": unknown, and then due_dong is 0 unless he asked to give. */
struct hn_fee_worked {
    struct hn_person_id person;
    const char *code, *full_name, *payer;
    int64_t full_dong, due_dong;
    bool exempt;
    const char *ground;
    int months_unpaid;
};
enum hn_rc hn_fee_work(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_worked **out,
                       size_t *count);

/* Opens the month unless it is open; without asking for the right. */
enum hn_rc hn_fee_open_now(struct hn_ctx *c, struct hn_unit_id unit, int64_t month);
enum hn_rc hn_fee_opened(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, bool *out);

/* "bốn mươi lăm nghìn đồng"; from 0 to below a million million. */
const char *hn_fee_in_words(struct hn_arena *a, int64_t dong);

/* What a cell keeps of what was paid, and so what it owes upward. */
struct hn_fee_money {
    int64_t paid_dong, upward_dong, remitted_dong, received_dong, retained_bp;
};
int64_t hn_fee_upward(int64_t paid_dong, int64_t retained_bp);
enum hn_rc hn_fee_money_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_money *out);

#endif
