/* each.h: tasks as lines of files, streamed out. The way in goes through load.h, once a line was held against the register. */
#ifndef HN_TASK_EACH_H
#define HN_TASK_EACH_H

#include "task/task.h"

struct hn_task_line {
    const char *unit, *doer;  /* codes on the day it was set */
    const char *meeting_kind; /* "": of no meeting */
    hn_day meeting_day;
    int meeting_minute;
    const char *title, *detail, *responsible, *checker, *state, *result; /* persons: codes */
    hn_day set_on, starts, due, check_on, closed_on;                     /* 0 not said; due may be open */
    int weight, progress;
    const char *paper_unit, *paper_number; /* "": of no paper */
    hn_day paper_day;
};
/* Of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT, by the unit's code and the day
 * it was set; on: only those set that day, HN_DAY_OPEN: every day. */
enum hn_rc hn_task_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                        enum hn_rc (*each)(void *sink, const struct hn_task_line *t), void *sink);
/* Was a task of that title set for the person that day, due that day? No rights asked. */
enum hn_rc hn_task_there(struct hn_ctx *c, struct hn_unit_id unit, const char *title,
                         struct hn_person_id responsible, hn_day set_on, hn_day due, bool *out);

extern const struct hn_sql *const hn_task_each_sql[];

#endif
