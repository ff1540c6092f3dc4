/* page_chain.h: the chain of a paper at a unit, the rows behind its figures, and the way up from a task.
 *
 * Filled by page_chain.c and page_chain_rows.c from report/chain.h; shown by web/view/chain/. Not for: the register of
 * papers (page_paper.h), a task with its forms (page_task.h).
 */
#ifndef HN_WEB_PAGE_CHAIN_H
#define HN_WEB_PAGE_CHAIN_H

#include "report/chain.h"
#include "web/page_unit.h"

hn_page_fn hn_page_chain, hn_page_chain_duties, hn_page_chain_tasks, hn_page_chain_up;
extern const struct hn_form hn_form_chain, hn_form_chain_duties, hn_form_chain_tasks;
extern const struct hn_list hn_list_chain, hn_list_chain_duties, hn_list_chain_tasks;
extern const char *const hn_chain_duty_whichs[];

/* "/nghi-quyet/ID/chuoi?don-vi=CODE"; part: "" "/nghia-vu" "/nhiem-vu", which with the last two, "" any. */
const char *hn_chain_href(struct hn_arena *a, struct hn_paper_id paper, const char *part, const char *code,
                          const char *which);
/* The unit of ?don-vi=, else the paper's, else the first of the actor's; the right to read is asked over it. */
enum hn_rc hn_chain_asked(struct hn_req *q, struct hn_paper *paper, struct hn_unit_stand *stand);

#define HN_CHAIN_PAGE 200
struct hn_chain_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    struct hn_chain chain;
    const char *above_code, *above_name; /* a step up, "" none */
    const char *root_name;             /* of the paper at the top; "": this one is, or it is not to be read */
    const struct hn_chain_line *lines; /* of this page */
    size_t line_count;
    int64_t page, page_count;
    const struct hn_chain_task *own; /* tasks of the unit itself */
    size_t own_count;
    const struct hn_chain_told *told;
    size_t told_count;
    bool below; /* units stand below it */
};
struct hn_chain_list_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    struct hn_paper paper;
    const char *which, *part;
    struct hn_list_page list;
};
struct hn_chain_up_page {
    const struct hn_req *q;
    int64_t task;
    const struct hn_chain_step *steps;
    size_t count;
};

#endif
