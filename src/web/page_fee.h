/* page_fee.h: the pages of fees and what each of their views is shown.
 *
 * page_fee.c: the book of a cell's month and what is done in it; page_fee_person.c: what one is and owes, and reliefs;
 * page_fee_total.c: totals, what waits for those above, one's own. Shown by web/view/fee/. Not for: rules (fee/fee.h).
 */
#ifndef HN_WEB_PAGE_FEE_H
#define HN_WEB_PAGE_FEE_H

#include "fee/fee.h"
#include "web/list.h"
#include "web/page_unit.h"

hn_page_fn hn_page_fee_book, hn_page_fee_pay, hn_page_fee_open, hn_page_fee_remit, hn_page_fee_remit_annul;
hn_page_fn hn_page_fee_annul_ask, hn_page_fee_annul, hn_page_fee_receipt, hn_page_fee_sheet;
hn_page_fn hn_page_fee_profile, hn_page_fee_profile_save, hn_page_fee_pay_one;
hn_page_fn hn_page_fee_reliefs, hn_page_fee_relief_ask, hn_page_fee_relief_end;
hn_page_fn hn_page_fee_total, hn_page_fee_waiting, hn_page_fee_decide, hn_page_fee_receive;
hn_page_fn hn_page_fee_own, hn_page_fee_own_receipt;
extern const struct hn_form hn_form_fee_book, hn_form_fee_pay, hn_form_fee_open, hn_form_fee_remit,
    hn_form_fee_remit_annul, hn_form_fee_annul, hn_form_fee_profile_ask, hn_form_fee_profile,
    hn_form_fee_pay_one, hn_form_fee_relief, hn_form_fee_relief_end, hn_form_fee_total, hn_form_fee_decide,
    hn_form_fee_receive;
extern const struct hn_list hn_list_fee;

/* --- shared --- */

/* The month of a query (?thang=) or of a form (month): the running one when none was given. HN_INVALID fee.month. */
enum hn_rc hn_fee_month_asked(struct hn_req *q, int64_t *out);
/* A month typed into a field that must have one, or (0) may be left empty. */
enum hn_rc hn_fee_month_typed(struct hn_req *q, const char *name, int64_t *out);
/* The unit of the path, and the breadcrumb to this page; leaf NULL: the book itself. */
enum hn_rc hn_fee_unit_of(struct hn_req *q, struct hn_unit_stand *stand, const char *leaf);

struct hn_fee_month {
    int64_t month;
    const char *iso, *text, *before, *after; /* after NULL: has not begun */
};
struct hn_fee_month hn_fee_month_shown(struct hn_req *q, int64_t month);
/* "3/2026 – 2/2027", "từ 3/2026". */
const char *hn_fee_months_text(struct hn_arena *a, enum hn_lang lang, int64_t from, int64_t to);

/* --- views --- */

struct hn_fee_book_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_fee_month month;
    const struct hn_fee_line *lines;
    size_t count;
    struct hn_fee_sum sum;
    bool stale;
    const char *filter; /* a state, "owing", or "" */
    const char *today;  /* as it stands in a field */
    const struct hn_fee_remittance *passed;
    size_t passed_count;
    size_t long_unpaid; /* members with three unpaid months or more in the year */
};
bool hn_fee_line_owes(const struct hn_fee_line *l);
bool hn_fee_line_shown(const struct hn_fee_book_page *p, const struct hn_fee_line *l);
#define HN_FEE_LONG_UNPAID 3

struct hn_fee_annul_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const char *payment;
};

struct hn_fee_person_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* NULL: one's own */
    struct hn_fee_month month;
    const char *code, *full_name, *today;
    struct hn_fee_profile profile;
    const struct hn_fee_line *line; /* of the month; NULL: not in the book */
    const struct hn_fee_line *lines;
    const int64_t *months;
    size_t count;
};

struct hn_fee_relief_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_fee_relief *reliefs;
    size_t count;
    const struct hn_option *people;
    size_t people_count;
};

struct hn_fee_waiting_page {
    const struct hn_req *q;
    const struct hn_fee_relief *reliefs;
    size_t relief_count;
    const struct hn_fee_remittance *passed;
    size_t passed_count;
};

struct hn_fee_total_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_fee_month month;
    struct hn_fee_sum sum;
    struct hn_list_page list;
    bool may_book, may_monitor;
};

#endif
