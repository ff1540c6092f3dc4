/* page_paper.h: the pages of papers: the register, one paper, its form, its files, its sending and what is answered.
 *
 * Filled by page_paper.c (register), page_paper_new.c (the form), page_paper_one.c (one paper and its deeds),
 * page_paper_file.c, page_duty.c (sending, answers) and page_duty_list.c; shown by web/view/paper/. The rules are paper/'s.
 */
#ifndef HN_WEB_PAGE_PAPER_H
#define HN_WEB_PAGE_PAPER_H

#include "attachment/attachment.h"
#include "paper/duty.h"
#include "target/target.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_paper_register, hn_page_paper_new, hn_page_paper_put, hn_page_paper_edit,
    hn_page_paper_change;
hn_page_fn hn_page_paper_one, hn_page_paper_issue, hn_page_paper_drop, hn_page_paper_end;
hn_page_fn hn_page_paper_file, hn_page_paper_file_add, hn_page_paper_file_remove;
extern const struct hn_form hn_form_papers, hn_form_paper_asked, hn_form_paper_new, hn_form_paper_change,
    hn_form_paper_one, hn_form_paper_deed, hn_form_paper_end, hn_form_paper_file, hn_form_paper_file_remove;
extern const struct hn_list hn_list_paper;

hn_page_fn hn_page_send, hn_page_send_do, hn_page_duty_answer, hn_page_duty_withdraw, hn_page_duty_waive,
    hn_page_paper_read;
hn_page_fn hn_page_duties, hn_page_receipts;
extern const struct hn_form hn_form_send_asked, hn_form_send, hn_form_duty_answer, hn_form_duty_withdraw,
    hn_form_duty_waive, hn_form_paper_read, hn_form_duties, hn_form_receipts;
extern const struct hn_list hn_list_duty, hn_list_receipt;

/* The paper of :paper in the path. */
enum hn_rc hn_paper_of_path(struct hn_req *q, struct hn_paper *out);
/* The unit a paper's figures are shown of: that of ?don-vi=, else the paper's own, else the highest of the actor's. */
enum hn_rc hn_paper_unit_asked(struct hn_req *q, const struct hn_paper *paper, struct hn_unit_stand *out);
/* "/nghi-quyet/ID" with ?don-vi= behind it; part: "/gui", "" the paper itself. */
const char *hn_paper_path(struct hn_arena *a, int64_t paper, const char *part, const char *unit_code);
/* "25-NQ/TU: title", or the title of a draft without a number. */
const char *hn_paper_name(struct hn_arena *a, const struct hn_paper *p);
/* To choose from: at most most papers of a filter, by id, newest first. There is room for one option more. */
enum hn_rc hn_papers_offered(struct hn_req *q, const struct hn_paper_filter *f, size_t most,
                             struct hn_option **out, size_t *count);

/* A row of the register. */
struct hn_paper_line {
    int64_t id;
    const char *number, *title, *kind, *issuer, *state, *origin, *unit_name, *unit, *basis_number;
    hn_day day, ended_on;
};

struct hn_paper_register_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    bool below, filtered, may_issue;
    struct hn_list_page list;
};

struct hn_paper_new_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_paper paper; /* that is changed; id 0: a new one */
    const char *origin, *action, *back;
    const char *const *kinds;
    const struct hn_option *bases;
    size_t base_count;
    const char *base;          /* preset */
    const char *const *bodies; /* as typed, code or name */
    size_t body_count;
};

struct hn_paper_target {
    struct hn_target target;
    bool told; /* stand holds: not of all in a long list */
    struct hn_target_stand stand;
};
struct hn_paper_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* whose figures are shown */
    struct hn_paper paper;
    hn_time known;
    const struct hn_attachment *files;
    size_t file_count;
    int64_t most_bytes, most_count;
    const struct hn_strand *strands;
    size_t strand_count;
    const struct hn_paper_target *targets;
    size_t target_count;
    const struct hn_sending *sendings;
    size_t sending_count;
    struct hn_duty_cover sum; /* of the unit shown and below */
    const struct hn_duty_cover *children;
    size_t child_count;
    const struct hn_duty *duties; /* that lie at the unit shown: one, more where it took over another's */
    size_t duty_count;
    const struct hn_option *answers; /* papers of the unit that carry this one out */
    size_t answer_count;
    const struct hn_duty
        *answerable;      /* what the unit still owes towards the paper this one carries out; NULL none */
    bool may_keeper;      /* the register of the paper's unit is open to the actor */
    bool may_direct;      /* over the paper's unit */
    bool may_direct_unit; /* over the unit shown */
};

struct hn_send_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* that sends */
    struct hn_paper paper;
    const struct hn_option *units; /* directly below: code, name */
    size_t unit_count;
    bool sent; /* the form came back */
};

struct hn_duties_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_paper paper;
    hn_time known;
    const char *what;
    const char *waiving; /* code of the unit whose answer is asked to be owed no more, "" none */
    bool may_waive;
    struct hn_list_page list;
};

#endif
