/* page_settings.h: what stands behind the program: the matrix of rights, the code lists, kinds and rules with their legal
 * basis. To be read; rules change by migration. Accounts are in page_user.h. */
#ifndef HN_WEB_PAGE_SETTINGS_H
#define HN_WEB_PAGE_SETTINGS_H

#include "access/access.h"
#include "member/standing.h"
#include "person/code.h"
#include "person/person.h"
#include "tree/tree.h"
#include "web/page.h"

hn_page_fn hn_page_settings, hn_page_rights, hn_page_lists;

struct hn_settings_page {
    bool may_grant;
};

struct hn_rights_page {
    const struct hn_right_row *rows;
    size_t count;
};

struct hn_lists_page {
    const struct hn_code_list *const *lists; /* NULL-ended */
    const struct hn_kind *kinds, *rules;
    size_t kind_count, rule_count;
    struct hn_person_rules limits;
    const struct hn_status_rule *standings, *activities;
    size_t standing_count, activity_count;
};

#endif
