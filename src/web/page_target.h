/* page_target.h: the pages of what a paper says is to be reached: its strands and targets, one target with its breakdown
 * over units and years, and what was measured.
 *
 * Filled by page_target.c (one target), page_target_measured.c (the indicator that measures it), page_target_put.c (the forms of a
 * paper's targets); shown by web/view/target/. The rules are target/'s.
 */
#ifndef HN_WEB_PAGE_TARGET_H
#define HN_WEB_PAGE_TARGET_H

#include "indicator/indicator.h"
#include "target/target.h"
#include "web/chart.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_targets, hn_page_target_put, hn_page_target_remove, hn_page_strand_put,
    hn_page_strand_remove;
hn_page_fn hn_page_target, hn_page_target_share, hn_page_target_value, hn_page_target_measure;
extern const struct hn_form hn_form_targets, hn_form_target_put, hn_form_target_remove, hn_form_strand_put,
    hn_form_strand_remove, hn_form_target_one, hn_form_target_share, hn_form_target_value,
    hn_form_target_measure;
extern const struct hn_list hn_list_target_unit;
extern const char *const hn_target_betters[];

/* A figure with what qualifies it and the measure: "gần 200 triệu tấn". */
const char *hn_target_words(struct hn_arena *a, enum hn_lang lang, int64_t milli, const char *qualifier,
                            const char *measure);
/* What a stand says of its value: figure with measure, or how many units reach theirs, or that there is none. */
const char *hn_target_stand_words(struct hn_arena *a, enum hn_lang lang, const struct hn_target *t,
                                  const struct hn_target_stand *s);

struct hn_targets_page {
    const struct hn_req *q;
    struct hn_paper paper;
    const struct hn_strand *strands;
    size_t strand_count;
    const struct hn_option *strand_options;
    const struct hn_target *targets;
    size_t target_count;
    const struct hn_target *target; /* that is changed; NULL: a new one */
    const struct hn_strand *strand; /* the same */
    const char *baseline, *value;   /* as they stand, for the inputs */
    bool may_direct;
};

struct hn_target_page {
    const struct hn_req *q;
    struct hn_unit_stand stand;
    const struct hn_unit *unit;
    struct hn_paper paper;
    struct hn_target target;
    hn_time known;
    int year;
    struct hn_target_stand sum;
    const struct hn_target_stand *children;
    size_t child_count;
    const struct hn_target_year *years;
    size_t year_count;
    const struct hn_target_value *values;
    size_t value_count;
    struct hn_chart reached, planned;
    struct hn_list_page list;
    bool may_share, may_value, may_history;
    const char *indicator_name; /* of the one it is measured by */
    bool may_measure;
    const struct hn_option *indicators; /* to be measured by, offered to who may say so */
    size_t indicator_count;
};
/* The last of it: the indicator. */
enum hn_rc hn_target_page_measured(struct hn_req *q, struct hn_target_page *p);
enum hn_rc hn_target_of_path(struct hn_req *q, struct hn_target *out);

#endif
