/* page_movement.h: the pages of emulation movements: the list, one with who takes part and its rewards, launching, marks.
 *
 * Filled by page_movement.c (list, one, launching) and page_movement_entry.c (taking part, marks, rewards); shown by
 * web/view/movement/. The rules are movement/'s.
 */
#ifndef HN_WEB_PAGE_MOVEMENT_H
#define HN_WEB_PAGE_MOVEMENT_H

#include "movement/movement.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page_unit.h"

hn_page_fn hn_page_movements, hn_page_movement, hn_page_movement_new, hn_page_movement_add,
    hn_page_movement_judge, hn_page_movement_close;
hn_page_fn hn_page_movement_entries, hn_page_movement_enter, hn_page_movement_withdraw,
    hn_page_movement_marks, hn_page_movement_mark, hn_page_reward, hn_page_reward_give, hn_page_reward_revoke,
    hn_page_unit_rewards;
extern const struct hn_form hn_form_movements, hn_form_movement_one, hn_form_movement_asked,
    hn_form_movement_new, hn_form_movement_deed, hn_form_movement_entries, hn_form_movement_enter,
    hn_form_movement_withdraw, hn_form_movement_mark, hn_form_reward, hn_form_reward_give,
    hn_form_reward_revoke;
extern const struct hn_list hn_list_movement, hn_list_movement_entry;

#define HN_CRITERIA_SHOWN 8 /* rows of the form */

struct hn_movements_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_movement_filter filter;
    bool may_launch;
    struct hn_list_page list;
};

struct hn_movement_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* for whose sake it is looked at: the actor's own, else who launched it */
    struct hn_movement m;
    const struct hn_movement_criterion *criteria;
    size_t criterion_count;
    const struct hn_reward *rewards;
    size_t reward_count;
    bool may_direct, may_enter;
    const char *enter_unit; /* code of the unit the actor may enter, "" none or several */
    struct hn_list_page list;
};

struct hn_marks_page {
    const struct hn_req *q;
    struct hn_movement m;
    struct hn_movement_entry e;
    const struct hn_movement_mark *marks;
    size_t mark_count;
    bool may_mark, may_withdraw;
};

struct hn_rewards_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_reward *rewards;
    size_t reward_count;
};

/* "95,0%", "87,5 điểm": a figure as people read it; source "hand": points. */
const char *hn_movement_value_text(struct hn_arena *a, enum hn_lang lang, const char *source, int64_t value);
/* Hundredths of a point. */
const char *hn_movement_points_text(struct hn_arena *a, enum hn_lang lang, int64_t centi);
/* The movement of the path. HN_NOT_FOUND. */
enum hn_rc hn_movement_of_path(struct hn_req *q, struct hn_movement_page *p);

#endif
