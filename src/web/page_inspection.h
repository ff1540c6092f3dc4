/* page_inspection.h: the pages of inspection and supervision.
 *
 * page_inspection_list.c has the list, its sums and the year's programmes; page_inspection.c one inspection, its steps and
 * a new one; page_finding.c what is found, answered and put right. Shown by web/view/inspection/. Who sees and may do what
 * is inspection/'s matter: whoever is the subject sees his part on the same pages.
 */
#ifndef HN_WEB_PAGE_INSPECTION_H
#define HN_WEB_PAGE_INSPECTION_H

#include "inspection/inspection.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page_unit.h"

hn_page_fn hn_page_inspections, hn_page_programmes, hn_page_programme_add, hn_page_programme,
    hn_page_programme_item_add, hn_page_programme_item_remove, hn_page_programme_approve;
hn_page_fn hn_page_inspection_new, hn_page_inspection_add, hn_page_inspection, hn_page_inspection_outline,
    hn_page_inspection_change, hn_page_inspection_team, hn_page_inspection_member,
    hn_page_inspection_member_end, hn_page_inspection_notify, hn_page_inspection_report,
    hn_page_inspection_report_put, hn_page_inspection_notes, hn_page_inspection_note,
    hn_page_inspection_conclude, hn_page_inspection_concluded, hn_page_inspection_paper,
    hn_page_inspection_archive, hn_page_inspection_file, hn_page_inspection_file_add;
hn_page_fn hn_page_finding_new, hn_page_finding_add, hn_page_finding, hn_page_finding_change,
    hn_page_finding_remove, hn_page_finding_answer, hn_page_finding_remedy, hn_page_finding_verify;
extern const struct hn_form hn_form_inspections, hn_form_programmes, hn_form_programme_new,
    hn_form_programme_item, hn_form_programme_item_end, hn_form_programme_approve, hn_form_inspection_asked,
    hn_form_inspection_new, hn_form_inspection_change, hn_form_inspection_member,
    hn_form_inspection_member_end, hn_form_inspection_report, hn_form_inspection_note,
    hn_form_inspection_conclude, hn_form_inspection_archive, hn_form_inspection_paper, hn_form_finding,
    hn_form_finding_change, hn_form_finding_answer, hn_form_finding_remedy, hn_form_finding_verify,
    hn_form_inspection_notify, hn_form_finding_remove, hn_form_inspection_file;
extern const struct hn_list hn_list_inspection;

extern const char *const hn_inspection_whats[], *const hn_inspection_roles[];

struct hn_inspection_row {
    int64_t id, findings, remedies_open, remedies_late;
    const char *decision, *kind, *subject_code, *subject_name, *unit_code, *unit_name, *state;
    hn_day decided_on, due, concluded_on;
    bool overdue, mine;
};

struct hn_inspections_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* NULL: nobody inspects here; the own ones alone */
    hn_time known;
    const char *what;
    int64_t year;
    struct hn_inspection_sum sum;
    const struct hn_inspection_sum *children;
    size_t child_count;
    bool may_decide;
    struct hn_list_page list;
};

struct hn_programmes_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const struct hn_programme *list;
    size_t count;
    int64_t year; /* offered */
    bool may_add;
};
struct hn_programme_page {
    const struct hn_req *q;
    struct hn_programme g;
    const struct hn_programme_item *items;
    size_t count;
    bool draft;
};

struct hn_inspection_page {
    const struct hn_req *q;
    struct hn_inspection i;
    const struct hn_inspection_member *team;
    size_t team_count;
    const struct hn_inspection_note *notes; /* none for the subject */
    size_t note_count;
    const struct hn_finding *findings;
    size_t finding_count, unanswered;
    const struct hn_finding *finding; /* the one shown */
    const struct hn_remedy *remedies; /* of it */
    size_t remedy_count;
    const struct hn_attachment *files;
    size_t file_count;
    bool told, concluded, archived, staff; /* staff: inspects or finds */
};
struct hn_inspection_new_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_programme_item *item; /* NULL: outside the programme */
    const struct hn_programme_item *open; /* items of approved programmes not begun */
    size_t open_count;
};

/* The inspection of the path with all that the reader sees of it. */
enum hn_rc hn_inspection_of_path(struct hn_req *q, struct hn_inspection_page *p);
enum hn_rc hn_inspection_id_of_path(struct hn_req *q, int64_t *id);
/* Somebody or a unit named by code; out of sight is as good as nobody. "" is 0. */
enum hn_rc hn_inspection_person(struct hn_req *q, const char *field, struct hn_person_id *out);
enum hn_rc hn_inspection_unit(struct hn_req *q, const char *field, struct hn_unit_id *out);

#endif
