/* page_study.h: the pages of papers to be studied, and of the sessions in which they were.
 *
 * Filled by page_study.c (papers, coverage) and page_study_session.c (sessions); shown by web/view/study/. The rules are
 * study/'s.
 */
#ifndef HN_WEB_PAGE_STUDY_H
#define HN_WEB_PAGE_STUDY_H

#include "member/list.h"
#include "study/study.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_studies, hn_page_study, hn_page_study_units, hn_page_study_new, hn_page_study_add,
    hn_page_study_end;
hn_page_fn hn_page_session_new, hn_page_session_add, hn_page_session_remove;
extern const struct hn_form hn_form_studies, hn_form_study, hn_form_study_units, hn_form_study_new,
    hn_form_study_asked, hn_form_study_end, hn_form_session_asked, hn_form_session, hn_form_session_remove;
extern const struct hn_list hn_list_study_unit;

struct hn_studies_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    bool owed_only, may_enter, may_record;
    const struct hn_study_paper *papers;
    size_t paper_count;
    const struct hn_study_session *sessions; /* of the unit itself, newest first */
    size_t session_count;
};

struct hn_study_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* whose coverage is shown */
    hn_time known;
    struct hn_study_paper paper;
    struct hn_study_cover sum;
    const struct hn_study_cover *children;
    size_t child_count;
    const struct hn_study_session *sessions; /* of the unit itself */
    size_t session_count;
    bool may_record, may_end, missing;
    struct hn_list_page units;
};

struct hn_study_new_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_option *papers; /* of the unit's register, newest first */
    size_t paper_count;
};

struct hn_session_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    struct hn_study_paper paper; /* id 0: training */
    const struct hn_option *meetings;
    size_t meeting_count;
    const struct hn_option *people; /* code, name */
    size_t person_count;
    bool sent; /* the form came back: ticks are as they were sent */
};

#endif
