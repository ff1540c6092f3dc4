/* page_indicator.h: the pages of indicators: the way in of a unit, what is measured, forms and who has reported, the sheet
 * of a unit and period, series, the rows behind a figure, one value's history.
 *
 * Filled by page_indicator.c (words of figures), page_indicator_in.c (way in), page_indicator_list.c and page_indicator_edit.c (what is measured),
 * page_form_edit.c (setting up forms), page_form_rate.c and page_form_outlier.c (who has reported), page_form_sheet.c and page_form_deed.c (the
 * sheet), page_series.c, page_series_period.c, page_series_paper.c, page_series_rows.c, page_indicator_value.c; shown by web/view/indicator/. The
 * rules are indicator/'s.
 */
#ifndef HN_WEB_PAGE_INDICATOR_H
#define HN_WEB_PAGE_INDICATOR_H

#include "indicator/figure.h"
#include "indicator/rate.h"
#include "web/chart.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_indicators_in;
hn_page_fn hn_page_indicator_list, hn_page_indicator_new, hn_page_indicator_add;
hn_page_fn hn_page_indicator, hn_page_indicator_change, hn_page_indicator_end;
hn_page_fn hn_page_asking_list, hn_page_asking_new, hn_page_asking_add, hn_page_asking_edit,
    hn_page_asking_change, hn_page_asking_lines, hn_page_asking_check, hn_page_asking_check_remove;
hn_page_fn hn_page_rates, hn_page_rate_units, hn_page_outliers;
hn_page_fn hn_page_entry, hn_page_entry_save, hn_page_entry_review, hn_page_entry_send, hn_page_entry_approve,
    hn_page_entry_take_back, hn_page_entry_file, hn_page_entry_file_add, hn_page_entry_file_remove;
hn_page_fn hn_page_series, hn_page_series_rows;
hn_page_fn hn_page_own_values, hn_page_own_value_put, hn_page_own_value_remove;

extern const struct hn_form hn_form_indicators_in, hn_form_indicator_list, hn_form_indicator_asked,
    hn_form_indicator_new, hn_form_indicator_change, hn_form_indicator_end;
extern const struct hn_form hn_form_asking_asked, hn_form_asking_put, hn_form_asking_lines,
    hn_form_asking_check, hn_form_asking_check_remove;
extern const struct hn_form hn_form_rates, hn_form_rate_units;
extern const struct hn_form hn_form_entry, hn_form_entry_save, hn_form_entry_step, hn_form_entry_take_back,
    hn_form_entry_file, hn_form_entry_file_remove;
extern const struct hn_form hn_form_series, hn_form_series_rows, hn_form_own_values, hn_form_own_value_put,
    hn_form_own_value_remove;
extern const struct hn_list hn_list_indicator, hn_list_rate, hn_list_rate_unit, hn_list_outlier,
    hn_list_series, hn_list_part;

/* --- shared --- */

/* The unit of ?don-vi=, whose figures or meetings the actor reads; without it the first of the actor's. */
enum hn_rc hn_indicator_unit_asked(struct hn_req *q, struct hn_unit_stand *out);
/* The indicator of :indicator, as it is on c->on. */
enum hn_rc hn_indicator_of_path(struct hn_req *q, struct hn_indicator *out);
/* The form of :form. */
enum hn_rc hn_asking_of_path(struct hn_req *q, struct hn_indicator_form *out);
/* The period typed in a field: "2021-07", "7/2021" or a relative word; "": out stays as the page proposes it.
 * HN_INVALID period.unread. */
enum hn_rc hn_period_asked(struct hn_req *q, const char *field, struct hn_period *out);
/* The last period of a kind that was over on a day; kind: not any, not span. */
struct hn_period hn_period_over(enum hn_period_kind kind, hn_day on);
/* To choose from: count periods of the shape of p, the newest first, and p among them. */
const struct hn_option *hn_period_options(struct hn_req *q, struct hn_period p, size_t *count);

/* What was typed as thousandths. HN_INVALID value.number, value.ambiguous (arg: what was typed). */
enum hn_rc hn_number_typed(struct hn_req *q, const char *field, const char *text, int64_t *milli);
/* "187,9": as many places as it needs, or exactly so many when it was reckoned. */
const char *hn_indicator_number(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator *i,
                                int64_t milli);
/* "gần 200 triệu tấn", "104.700 người". measure "": none behind it. */
const char *hn_indicator_words(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator *i,
                               int64_t milli, const char *qualifier);
/* The same of a figure, "chưa có số liệu" where nothing is known, or why nothing can be reckoned. */
const char *hn_indicator_figure_words(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator *i,
                                      const struct hn_indicator_figure *f);
/* "/chi-tieu/CODE/chuoi?don-vi=UNIT&ky=PERIOD": part "chuoi" "hang" "gia-tri"; period "" none. */
const char *hn_indicator_path(struct hn_arena *a, const char *indicator, const char *part, const char *unit,
                              const char *period);
/* "/chi-tieu/nhap/FORM/PART?don-vi=UNIT&ky=PERIOD". */
const char *hn_entry_path(struct hn_arena *a, const char *form, const char *part, const char *unit,
                          struct hn_period period);

/* --- the way in of a unit --- */

struct hn_in_form {
    struct hn_indicator_form form;
    struct hn_period period; /* the last that was over */
    bool told;               /* rate holds: the actor reads the figures */
    bool own;                /* it asks something of this very unit, in the period now running too */
    struct hn_period now;
    struct hn_indicator_rate rate;
};
struct hn_in_line {
    struct hn_indicator indicator;
    struct hn_period period;
    const struct hn_indicator_figure *now, *before, *plan;
};
enum { HN_IN_FORMS = 12, HN_IN_LINES = 10 };
struct hn_indicators_in_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const struct hn_indicator_sheet_waiting *waiting;
    size_t waiting_count, late_count;
    struct hn_in_form forms[HN_IN_FORMS];
    size_t form_count;
    bool more_forms;
    struct hn_in_line lines[HN_IN_LINES];
    size_t line_count;
    int64_t line_total;
    bool may_direct, figures; /* figures: the actor reads them */
    bool commune;             /* it may have criteria sheets */
};

/* --- what is measured --- */

struct hn_indicator_list_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    bool may_direct;
    struct hn_list_page list;
};
struct hn_indicator_page {
    const struct hn_req *q;
    const struct hn_unit *unit;    /* who sets it up; of one there is: its owner */
    struct hn_indicator indicator; /* id 0: a new one */
    const struct hn_indicator *versions;
    size_t version_count;
    hn_time known;
    bool may_direct;
};
extern const char *const hn_indicator_everies[]; /* any day month quarter half year span */

/* --- forms --- */

struct hn_asking_list_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const struct hn_indicator_form *forms;
    size_t count;
    bool may_direct;
};
struct hn_asking_line {
    struct hn_indicator_form_line line;
    const char *code, *name, *measure;
};
struct hn_asking_page {
    const struct hn_req *q;
    const struct hn_unit *unit;    /* who keeps it */
    struct hn_indicator_form form; /* id 0: a new one */
    hn_time known;
    struct hn_asking_line *lines;
    size_t line_count;
    const struct hn_option *others; /* indicators that stand in no form and could be put in */
    size_t other_count;
    const struct hn_indicator_form_check *checks;
    size_t check_count;
    bool may_direct;
};

/* --- who has reported --- */

/* The form of the path, the unit whose figures are asked for, and the period: unasked, the last that was over. */
enum hn_rc hn_rate_asked(struct hn_req *q, struct hn_indicator_form *form, struct hn_unit_stand *stand,
                         struct hn_period *period);
/* leaf NULL: the page of the form's rates itself. */
void hn_rate_crumbs(struct hn_req *q, const struct hn_indicator_form *form, const char *unit,
                    struct hn_period period, const char *leaf);
struct hn_rates_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_indicator_form form;
    struct hn_period period;
    const struct hn_option *periods;
    size_t period_count;
    hn_time known;
    struct hn_indicator_rate sum;
    bool asked_self; /* the form asks something of this very unit */
    bool may_direct;
    struct hn_list_page list;
};
struct hn_rate_units_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_indicator_form form;
    struct hn_period period;
    const char *which;
    hn_time known;
    struct hn_list_page list;
};
struct hn_outliers_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_indicator_form form;
    struct hn_period period;
    bool more;
    hn_time known;
    struct hn_list_page list;
};

/* --- the sheet of a unit and period --- */

enum { HN_ENTRY_PROBLEMS = 8 };
struct hn_entry_line {
    const struct hn_indicator_sheet_line *line;
    const char *problems[HN_ENTRY_PROBLEMS]; /* messages of checks that name it */
    size_t problem_count;
};
struct hn_entry_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_period period;
    const struct hn_option *periods;
    size_t period_count;
    hn_time known;
    struct hn_indicator_sheet sheet;
    const struct hn_entry_line *lines;
    bool entering;     /* fields are shown */
    bool correcting;   /* of an approved one: a reason is asked */
    bool sent;         /* at least that */
    bool note_wanted;  /* something does not hold that a note may explain */
    bool reviewing;    /* before it is sent */
    bool may_return;   /* by who is to approve next */
    bool may_withdraw; /* by who took the latest step */
    bool may_figures;
    struct hn_unit_id latest; /* who took the latest step that stands */
    const struct hn_attachment *files;
    size_t file_count;
};

/* --- series --- */

struct hn_series_line {
    const char *period, *period_words; /* ISO; as read */
    const char *plan_words, *result_words, *percent_words, *with_value_words;
    int64_t plan, result, percent;          /* of files and JSON: thousandths, HN_MILLI_NONE: none */
    const char *qualifier, *plan_qualifier; /* "" none */
    const char *unit, *indicator;           /* codes, for links */
    int64_t with_value, periods, with_period;
    bool own;
    const char *state; /* value none divided large */
};
struct hn_series_child {
    const char *code, *name;
    const char *result_words, *plan_words, *percent_words;
    int64_t result, plan; /* as above */
    const char *qualifier;
    int64_t with_value;
};
struct hn_series_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_indicator indicator;
    hn_time known;
    enum hn_period_kind kind;
    const char *title;         /* what was found */
    const char *from, *to;     /* first and last period, as read */
    struct hn_period *periods; /* those of the kind, then the spans of several years there are figures of */
    size_t count, step_count;
    size_t told; /* index of the period the title and the children are of; count: none */
    struct hn_indicator_row result, plan;
    struct hn_series_line *lines;
    struct hn_chart chart;
    struct hn_series_child *children;
    size_t child_count;
    const char *child_period;
    struct hn_list_page list;
    bool has_own, may_report;
};
/* Tenths of a per cent of the plan; false: they cannot be compared. */
bool hn_series_percent(const struct hn_indicator_figure *result, const struct hn_indicator_figure *plan,
                       int64_t *tenths);
/* The page itself as a file: form "pdf" "txt". */
const char *hn_series_file(struct hn_arena *a, const struct hn_series_page *p, const char *form);
/* Fills kind, periods, counts, has_own. */
enum hn_rc hn_series_periods(struct hn_req *q, struct hn_series_page *p);
enum hn_rc hn_series_paper(struct hn_req *q, const struct hn_series_page *p);

struct hn_series_rows_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_indicator indicator;
    struct hn_period period;
    bool plan;
    hn_time known;
    const struct hn_indicator_figure *figure;
    const char *figure_words;
    struct hn_list_page list;
};

/* --- one value --- */

struct hn_own_values_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_indicator indicator;
    struct hn_period period;
    bool chosen; /* one period; else all there are */
    hn_time known;
    const struct hn_indicator_value *values;
    size_t count;
    bool may_report;
    const struct hn_indicator_value *removing; /* asked to be taken back */
};

#endif
