/* page_task.h: the pages of tasks: the list and the board, one task, reporting on it, checking it, its evidence, a new one.
 *
 * Filled by page_task.c, page_task_evidence.c, page_task_new.c and page_task_list.c, shown by web/view/task/. What a meeting
 * sets and is told is entered on the meeting's own pages. Rights over one task are the subject's (task/task.h): whoever
 * carries it out, helps or checks sees it wherever he belongs by now.
 */
#ifndef HN_WEB_PAGE_TASK_H
#define HN_WEB_PAGE_TASK_H

#include "task/task.h"
#include "unit/unit.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_tasks, hn_page_task, hn_page_task_report, hn_page_task_check;
hn_page_fn hn_page_task_cancel, hn_page_task_reopen;
hn_page_fn hn_page_task_new, hn_page_task_new_of_unit, hn_page_task_add, hn_page_task_edit,
    hn_page_task_change;
hn_page_fn hn_page_task_evidence_add, hn_page_task_evidence;
extern const struct hn_form hn_form_tasks, hn_form_task_asked, hn_form_task_new, hn_form_task_change,
    hn_form_task_report, hn_form_task_check, hn_form_task_close, hn_form_task_evidence;
extern const struct hn_list hn_list_task;

/* The states to report and to filter by, whose tasks, list or board, what a check may say. */
extern const char *const hn_task_reports[],
    *const hn_task_filters[], *const hn_task_whose[], *const hn_task_own_whose[], *const hn_task_verdicts[];

/* A row of the list, as files and JSON have it. */
struct hn_task_line {
    int64_t id, meeting, unit_id, responsible_id, progress, created_at;
    int64_t doer_id, checker_id, weight, paper, target, area;
    const char *title, *state, *unit, *unit_name, *responsible, *responsible_name, *detail, *result;
    const char *doer, *doer_name, *checker, *checker_name, *paper_number, *paper_title, *place_name;
    hn_day due, closed_on, check_on, starts;
    bool late;
};

/* A column of the board: the first of those in a state, and how many there are. */
enum { HN_BOARD_COLUMNS = 4, HN_BOARD_SHOWN = 12 };
struct hn_board_column {
    const char *state;
    struct hn_task_row rows[HN_BOARD_SHOWN];
    size_t count;
    int64_t total;
};

struct hn_tasks_page {
    const struct hn_req *q;
    struct hn_task_filter filter;
    const char *whose, *state; /* as asked or assumed */
    const char *within, *within_name;
    const char *paper_number, *paper_title; /* of the paper asked for */
    const char *serving; /* the query of what narrows list and board alike but the unit, "&paper=…" */
    bool filtered;       /* by more than words */
    bool may_units;      /* reads meetings somewhere: may choose whose */
    bool may_set;        /* sets tasks for the unit asked for */
    bool board;
    struct hn_board_column column[HN_BOARD_COLUMNS];
    int64_t open, late, own_open, own_check; /* of what is within sight, and one's own */
    bool has_progress;                       /* of a paper and a unit */
    struct hn_progress sum, own;
    const struct hn_progress *children;
    size_t child_count;
    struct hn_list_page list;
};

struct hn_task_page {
    const struct hn_req *q;
    struct hn_task_row t;
    struct hn_task_rights may;
    const struct hn_task_event *events;
    size_t event_count;
    const struct hn_task_helper *helpers;
    size_t helper_count;
    const struct hn_attachment *evidence;
    size_t evidence_count;
    int64_t most_bytes, most_count;
    const char *target_title; /* "" none, or out of sight */
    const char *area_name;
    int64_t inspection; /* whose finding it puts right, 0 none, or out of sight */
    bool may_meeting;   /* opens the meeting it was set at */
    bool may_person, may_paper, may_change;
};

/* A new task, or one changed (t.id). */
struct hn_task_new_page {
    const struct hn_req *q;
    struct hn_unit unit, doer;
    struct hn_task_row t;
    const struct hn_task_helper *helpers;
    size_t helper_count;
    const struct hn_option *doers, *people, *checkers, *papers, *targets, *areas;
    size_t doer_count, people_count, checker_count, paper_option_count, target_count, area_count;
    const char *paper, *target, *area; /* as asked for, ids; "" none */
    const char *place;                 /* the code of the place that stands */
};

/* For the templates: the list or board of a state with what narrows it; the same of another unit; the form of a new task
 * of what is looked at; "41,7%" of hundredths of a percent; names, and codes, with commas between them. */
const char *hn_tasks_href(struct hn_arena *a, const struct hn_tasks_page *p, const char *state, bool board);
const char *hn_tasks_within_href(struct hn_arena *a, const struct hn_tasks_page *p, const char *code);
const char *hn_task_new_href(struct hn_arena *a, const struct hn_tasks_page *p);
const char *hn_task_percent(struct hn_arena *a, int64_t centi, bool english);
const char *hn_task_helper_names(struct hn_arena *a, const struct hn_task_helper *helpers, size_t count);
const char *hn_task_helper_codes(struct hn_arena *a, const struct hn_task_new_page *p);

#endif
