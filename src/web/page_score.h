/* page_score.h: the pages of scores: a meeting's sheets by cell and monitor, a cell's months, weak cells and their plans.
 *
 * Filled by page_score.c and page_weak.c, shown by web/view/score/. What the records tell is not typed here: it is shown
 * with the figures it rests on.
 */
#ifndef HN_WEB_PAGE_SCORE_H
#define HN_WEB_PAGE_SCORE_H

#include "score/score.h"
#include "unit/unit.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page_meeting.h"

hn_page_fn hn_page_score, hn_page_score_save, hn_page_score_above, hn_page_score_above_save, hn_page_scores;
hn_page_fn hn_page_weak, hn_page_weak_new, hn_page_weak_open, hn_page_weak_plan, hn_page_weak_note,
    hn_page_weak_close;
extern const struct hn_form hn_form_score, hn_form_score_above, hn_form_weak, hn_form_weak_new,
    hn_form_weak_open, hn_form_weak_note, hn_form_weak_close;
extern const struct hn_list hn_list_weak;

struct hn_score_page {
    struct hn_meeting_head h;
    const char *scorer;          /* whose sheet the page is of */
    struct hn_score_sheet sheet; /* that one */
    struct hn_score_sheet other; /* and the other scorer's, beside it */
    bool open;                   /* the reader may enter now */
    bool may_above;              /* the monitor's sheet is the reader's to open */
    int64_t missing;             /* lines without points */
};
/* What a line's box holds: what was typed, else the points that stand, "" when there are none. */
const char *hn_score_typed(const struct hn_score_page *p, const struct hn_score_line *l);
bool hn_score_typed_na(const struct hn_score_page *p, const struct hn_score_line *l);

struct hn_scores_page {
    const struct hn_req *q;
    struct hn_unit unit;
    int64_t from, to; /* months */
    const struct hn_score_total *totals;
    size_t count;
    struct hn_strengthening weak; /* plan or proposal of this very unit */
    size_t weak_count;            /* 0: none, or not the reader's to see */
    bool may_above;
};

struct hn_weak_page {
    const struct hn_req *q;
    const char *within, *within_name;
    struct hn_list_page list;
};

extern const char *const hn_weak_notes[]; /* step done review */
struct hn_weak_plan_page {
    const struct hn_req *q;
    struct hn_unit unit;
    struct hn_strengthening plan; /* id 0: a new one */
    const struct hn_strengthening_event *events;
    size_t event_count;
    const struct hn_score_total *totals; /* of the last year */
    size_t total_count;
    bool may_edit;
};

#endif
