/* page_user.h: other people's accounts: list, new ones, phrases, second factors, roles, requests that wait.
 *
 * page_user.c lists and shows, page_user_new.c adds, page_user_deed.c changes an account, page_grant.c gives and
 * ends roles; what waits for a second person is in page_request.h. What is told once (a phrase) is told in the answer to the deed. Not for: one's own account
 * (page_account.h).
 */
#ifndef HN_WEB_PAGE_USER_H
#define HN_WEB_PAGE_USER_H

#include "access/access.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_users, hn_page_user, hn_page_user_new, hn_page_user_add;
hn_page_fn hn_page_user_state, hn_page_user_phrase, hn_page_user_factors;
hn_page_fn hn_page_grant_give, hn_page_grant_end;
enum hn_rc hn_prepare_user_phrase(struct hn_req *q, void **prepared);

extern const struct hn_form hn_form_users, hn_form_user, hn_form_user_new, hn_form_user_state,
    hn_form_grant_give, hn_form_grant_end;
extern const struct hn_list hn_list_user;

/* The account the path names (:user, by name or id). HN_NOT_FOUND for whoever may not know of it. */
enum hn_rc hn_user_of_path(struct hn_req *q, struct hn_user_id *out);

struct hn_users_page {
    const struct hn_req *q;
    const char *words;
    struct hn_list_page list;
    int64_t requests;
};

struct hn_user_page {
    const struct hn_req *q;
    struct hn_account account;
    bool own, may_change;
    const struct hn_grant *grants;
    size_t grant_count;
    const struct hn_option *roles; /* that this actor may give */
    size_t role_count;
    const struct hn_grant *ending; /* whose last day is being asked for; NULL */
    hn_day today;
};

/* A phrase made here, with its account: told this once. */
struct hn_user_phrase {
    const char *phrase, *hash;
};
struct hn_user_told {
    const char *name, *phrase;
    bool added; /* a new account, not a new phrase */
};
extern const struct hn_view hn_user_told_view;

#endif
