/* page_team.h: the pages of task teams: the list, one team with its members and counts, the count of a day, forms.
 *
 * Filled by page_team.c (list, one team, the count of a day) and page_team_edit.c (deeds by who directs); shown by
 * web/view/team/. The rules are team/'s. Counts only: nothing about residents.
 */
#ifndef HN_WEB_PAGE_TEAM_H
#define HN_WEB_PAGE_TEAM_H

#include "team/team.h"
#include "web/chart.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_teams, hn_page_team, hn_page_team_day, hn_page_team_tally;
hn_page_fn hn_page_team_new, hn_page_team_add, hn_page_team_edit, hn_page_team_change, hn_page_team_close;
hn_page_fn hn_page_team_join, hn_page_team_leave, hn_page_team_measures;
extern const struct hn_form hn_form_teams, hn_form_team, hn_form_team_day, hn_form_team_tally,
    hn_form_team_asked, hn_form_team_new, hn_form_team_change, hn_form_team_close, hn_form_team_join,
    hn_form_team_leave, hn_form_team_measures;
extern const struct hn_list hn_list_team;

/* One team as a row of the list. */
struct hn_team_row {
    int64_t id, members, others, households;
    const char *name, *unit_code, *unit_name, *leader_name, *decision, *state;
    hn_day starts, ends, closed_on;
};

struct hn_teams_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* NULL: the own teams */
    hn_time known;
    bool mine, may_direct, has_person;
    struct hn_list_page list;
};

/* One measure over the days shown: what was not counted is not in the sum, and said. */
struct hn_team_total {
    const char *name;
    int64_t sum, counted, missing; /* days */
};

struct hn_team_page {
    const struct hn_req *q;
    hn_time known;
    struct hn_team team;
    const char *state;
    const struct hn_team_member *members;
    const char *const *measures;
    const struct hn_team_tally *tallies; /* a row for every day shown, counted or not, newest first */
    const struct hn_team_total *totals;
    struct hn_chart chart; /* of the first measure; count 0: none */
    size_t member_count, measure_count, day_count;
    int64_t untallied; /* days over with no count at all */
    hn_day next;       /* the day whose count is asked for first */
    bool may_direct, may_tally, may_unit, open;
    bool adding, closing, naming; /* which form is shown */
    const struct hn_team_member *leaving;
    const struct hn_option *people;
    size_t people_count; /* 0: a code is asked for */
};

struct hn_team_day_page {
    const struct hn_req *q;
    struct hn_team team;
    hn_day day;
    const char *const *measures;
    size_t measure_count;
    const char *typed[HN_TEAM_MEASURES_MOST]; /* what stands in each box */
    const char *by_name;                      /* who entered what stands; "" nobody yet */
};

struct hn_team_edit_page {
    const struct hn_req *q;
    struct hn_unit unit;
    struct hn_team team; /* id 0: a new one */
    const struct hn_option *places;
    size_t place_count;
};

/* The team of the path. HN_NOT_FOUND. */
enum hn_rc hn_team_of_path(struct hn_req *q, int64_t *id);

#endif
