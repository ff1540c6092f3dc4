/* page_task.h: the pages of tasks: the list, one task, reporting on it, a new one between two meetings.
 *
 * Filled by page_task.c and page_task_list.c, shown by web/view/task/. What a meeting sets and is told is entered on the
 * meeting's own pages. Rights over one task are the subject's (task/task.h): whoever carries it out sees it wherever he
 * belongs by now.
 */
#ifndef HN_WEB_PAGE_TASK_H
#define HN_WEB_PAGE_TASK_H

#include "task/task.h"
#include "unit/unit.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_tasks, hn_page_task, hn_page_task_new, hn_page_task_add;
hn_page_fn hn_page_task_report, hn_page_task_cancel, hn_page_task_reopen;
extern const struct hn_form hn_form_tasks, hn_form_task_new, hn_form_task_report, hn_form_task_close;
extern const struct hn_list hn_list_task;

/* The states to report and to filter by. */
extern const char *const hn_task_reports[], *const hn_task_filters[], *const hn_task_whose[];

/* A row of the list, as files and JSON have it. */
struct hn_task_line {
    int64_t id, meeting, unit_id, responsible_id, progress, created_at;
    const char *title, *state, *unit, *unit_name, *responsible, *responsible_name, *detail, *result;
    hn_day due, closed_on;
    bool late;
};

struct hn_tasks_page {
    const struct hn_req *q;
    struct hn_task_filter filter;
    const char *whose, *state; /* as asked or assumed */
    const char *within, *within_name;
    bool filtered;                /* by more than words */
    bool may_units;               /* reads meetings somewhere: may choose whose */
    int64_t open, late, own_open; /* of what is within sight, and one's own; -1: not counted */
    struct hn_list_page list;
};

struct hn_task_page {
    const struct hn_req *q;
    struct hn_task_row t;
    const struct hn_task_event *events;
    size_t event_count;
    bool own;         /* the reader carries it out */
    bool may_report;  /* as himself or, keeping the unit's meetings, for him */
    bool may_edit;    /* cancel, reopen */
    bool may_meeting; /* opens the meeting it was set at */
    bool may_person;
};

struct hn_task_new_page {
    const struct hn_req *q;
    struct hn_unit unit;
    const struct hn_option *people; /* members of the unit, by code */
    size_t people_count;
};

#endif
