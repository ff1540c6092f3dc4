/* page_criteria.h: the pages of criteria: sets with their lines, a commune's sheet from marking to conclusion, how a commune
 * stands and is recognised, and the communes of an organisation at any date.
 *
 * Filled by page_criteria.c (sets), page_criteria_sheet.c and page_criteria_mark.c (a sheet), page_recognition.c,
 * page_criteria_overview.c; shown by web/view/criteria/. The rules are criteria/'s.
 */
#ifndef HN_WEB_PAGE_CRITERIA_H
#define HN_WEB_PAGE_CRITERIA_H

#include "criteria/recognition.h"
#include "web/chart.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page_unit.h"

/* --- sets --- */

hn_page_fn hn_page_criteria_sets, hn_page_criteria_set, hn_page_criteria_set_new, hn_page_criteria_set_add,
    hn_page_criteria_set_edit, hn_page_criteria_set_change, hn_page_criteria_line, hn_page_criteria_line_put,
    hn_page_criteria_line_remove;
extern const struct hn_form hn_form_criteria_sets, hn_form_criteria_set_asked, hn_form_criteria_set_new,
    hn_form_criteria_set_change, hn_form_criteria_line, hn_form_criteria_line_put,
    hn_form_criteria_line_remove;

struct hn_criteria_sets_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* whose sets, with the national ones; NULL: all there are */
    hn_time known;
    bool every; /* also those no longer in force */
    const struct hn_criteria_set *sets;
    size_t count;
    bool may_direct;
};
struct hn_criteria_set_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* who makes a new one */
    struct hn_criteria_set set; /* id 0: a new one */
    const struct hn_criteria_line *lines;
    size_t count;
    const struct hn_criteria_line *line; /* asked for to be changed; NULL: a new one */
    bool may_change;
};

/* "từ 90 % trở lên"; "" for what is judged. */
const char *hn_threshold_words(struct hn_arena *a, enum hn_lang lang, const struct hn_criteria_line *l,
                               int64_t milli);
const char *hn_criteria_name(const struct hn_criteria_set *set, enum hn_lang lang);
const char *hn_criterion_name(const struct hn_criteria_line *l, enum hn_lang lang);

/* --- a sheet --- */

hn_page_fn hn_page_criteria_sheet, hn_page_criteria_open, hn_page_criteria_mark, hn_page_criteria_residents,
    hn_page_criteria_send, hn_page_criteria_return, hn_page_criteria_conclude, hn_page_criteria_history,
    hn_page_criteria_file, hn_page_criteria_file_add, hn_page_criteria_file_remove;
extern const struct hn_form hn_form_criteria_sheet, hn_form_criteria_open, hn_form_criteria_mark,
    hn_form_criteria_residents, hn_form_criteria_send, hn_form_criteria_return, hn_form_criteria_conclude,
    hn_form_criteria_history, hn_form_criteria_file, hn_form_criteria_file_add, hn_form_criteria_file_remove;

/* A criterion of a sheet: its lines stand one behind the other. */
struct hn_criteria_part {
    int no;
    const char *name;
    size_t first, count;
    const char *own, *over; /* met not_met untold; over "" before anybody above has marked */
};
struct hn_criteria_sheet_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    bool ended; /* the unit is no more on the day asked for; what it reached stays its own */
    hn_day closed;
    hn_time known;
    struct hn_criteria_set set;
    bool has_sheet;
    struct hn_mark_sheet sheet;
    struct hn_criteria_part *parts;
    size_t part_count;
    const struct hn_attachment *files; /* of all lines */
    size_t file_count;
    const struct hn_option *line_options;
    const char *step; /* "" "cham" "tham-dinh" "xem-lai" */
    bool may_open, marking, appraising;
    bool told_above;                 /* the level above has marked a line */
    const struct hn_mark_past *past; /* history alone */
    size_t past_count;
};
/* met not_met untold */
const char *hn_mark_word(const struct hn_line_mark *m);
/* "96,2 %, đạt"; "chưa chấm" */
const char *hn_mark_words(struct hn_arena *a, enum hn_lang lang, const struct hn_criteria_line *l,
                          const struct hn_line_mark *m);
/* The line of a sheet; NULL: none such. */
const struct hn_mark_line *hn_mark_line_of(const struct hn_mark_sheet *s, int64_t line);
/* "/chi-tieu/SET/UNIT" and what follows. */
const char *hn_criteria_path(struct hn_arena *a, const char *set, const char *unit, const char *rest);
/* What :indicator and :unit name and, of the sheet asked for or the latest, all that stands in it. */
enum hn_rc hn_criteria_sheet_of_path(struct hn_req *q, struct hn_criteria_sheet_page *p);

/* --- how a commune stands --- */

hn_page_fn hn_page_recognition, hn_page_recognise, hn_page_recognition_withdraw, hn_page_criteria_plan,
    hn_page_criteria_group;
extern const struct hn_form hn_form_recognition, hn_form_recognise, hn_form_recognition_withdraw,
    hn_form_criteria_plan, hn_form_criteria_group;

struct hn_recognition_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    bool ended;
    hn_day closed;
    hn_time known;
    const char *group; /* of communes, "" not told */
    const struct hn_criteria_stand *stands;
    size_t stand_count;
    const struct hn_recognition *rows;
    size_t row_count;
    const struct hn_criteria_plan *plans;
    size_t plan_count;
    const struct hn_criteria_set *sets;
    size_t set_count;
    const struct hn_option *set_options;
    bool may_confirm, may_plan;
    const char *deed; /* whose form is shown: "cong-nhan" "thu-hoi" "ke-hoach" "nhom", "" none */
    const struct hn_recognition *withdrawing;
    const struct hn_lineage *lineage;
    size_t lineage_count;
};

/* --- the communes of an organisation --- */

hn_page_fn hn_page_criteria_overview;
extern const struct hn_form hn_form_criteria_overview;
extern const struct hn_list hn_list_commune;
extern const char *const hn_commune_levels[]; /* the levels, "open" and "none" */

struct hn_criteria_overview_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const char *level; /* of the list, "" all */
    struct hn_criteria_sum sum;
    const struct hn_criteria_sum *children;
    size_t child_count;
    struct hn_chart chart;
    bool map;
    const char *title; /* what the map shows */
    struct hn_list_page list;
};
/* Communes that reached a level or a higher one. */
int64_t hn_criteria_at_least(const struct hn_criteria_sum *s, int level);
/* Communes of whom something is kept, and no recognition stands. */
int64_t hn_criteria_open(const struct hn_criteria_sum *s);
/* "/chi-tieu/tong-hop?don-vi=…&muc=…#xa" */
const char *hn_communes_href(struct hn_arena *a, const char *unit, const char *level);

#endif
