/* page_overview.h: the overview of an organisation's figures, its statistics by one attribute, and what needs care.
 *
 * Filled by page_overview.c, page_overview_chart.c, page_statistics.c and page_care.c; shown by web/view/overview/. All
 * figures are counted by census/. Not for: the page of a unit (page_unit.h).
 */
#ifndef HN_WEB_PAGE_OVERVIEW_H
#define HN_WEB_PAGE_OVERVIEW_H

#include "census/care.h"
#include "web/chart.h"
#include "web/page_unit.h"

hn_page_fn hn_page_overview, hn_page_statistics, hn_page_care;
extern const struct hn_form hn_form_overview, hn_form_statistics, hn_form_care;
extern const struct hn_list hn_list_statistics, hn_list_care_unit, hn_list_care_person;

/* The organisation whose figures are shown: by its code, else the highest the actor sees figures of; when there are several
 * such, the rest of them. Shared with the returns of a month (page_returns.h). */
struct hn_unit_choice {
    struct hn_unit_stand stand;
    const struct hn_unit *others;
    size_t other_count;
};
enum hn_rc hn_unit_choose(struct hn_req *q, const char *code, struct hn_unit_choice *out);

/* --- figures by one attribute --- */

/* One group of members: which, as identifier and as finished words, how many, and where its members are listed. */
struct hn_group_row {
    const char *key, *label;
    int64_t members;
    const char *share; /* "12,3%" */
    const char *href;  /* NULL: no list shows just them */
};
struct hn_groups {
    const char *by; /* "ethnicity" */
    const struct hn_group_row *rows;
    size_t count;
    int64_t total;
};
/* by: one of hn_group_words. Peoples of one or two members are told together with the next smallest. */
enum hn_rc hn_groups_of(struct hn_req *q, const struct hn_unit *unit, const char *by, struct hn_groups *out);
/* children sex ethnicity age_band edu_general edu_degree political_theory standing party_age_band year; NULL-ended */
extern const char *const hn_group_words[];
/* The group with the most members; NULL when there is none. Groups of what is not known are passed over. */
const struct hn_group_row *hn_groups_largest(const struct hn_groups *g);
/* The same figures as a picture's. caption: finished. */
struct hn_chart hn_groups_chart(struct hn_req *q, const struct hn_groups *g, const char *caption);

/* --- the overview --- */

/* A picture with the sentence that says what it shows. */
struct hn_picture {
    const char *title; /* the finding */
    const char *under; /* what is counted, and on which day */
    const char *table; /* where the same figures are a list with files */
    struct hn_chart chart;
};

struct hn_overview_page {
    const struct hn_req *q;
    struct hn_unit_stand stand;
    const struct hn_unit *unit;
    hn_time known;
    struct hn_counts counts;
    struct hn_care care;
    const struct hn_counts_row *children;
    size_t child_count;
    bool map; /* children stand on the tile map of that day */
    bool few; /* children are few enough for bars */
    bool by_share;
    struct hn_picture units, ages, peoples, education, party_age, years;
    bool may_members;
    const struct hn_unit *others; /* further units the actor may look at, when there are several */
    size_t other_count;
};

/* Fill the pictures of a page whose unit and counts are known. (page_overview_chart.c) */
enum hn_rc hn_overview_pictures(struct hn_req *q, struct hn_overview_page *p);

/* "bình quân 21,1 đảng viên mỗi chi bộ …"; NULL without cells. */
const char *hn_overview_average(struct hn_arena *a, const struct hn_counts *n, enum hn_lang lang);

/* --- statistics and care as lists --- */

struct hn_statistics_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    struct hn_groups groups;
    struct hn_chart chart;
    struct hn_list_page list;
};

struct hn_care_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const char *which;
    bool persons;
    struct hn_list_page list;
};

#endif
