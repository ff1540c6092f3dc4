/* page_session.h: signing in and out, and the second factor at sign-in. */
#ifndef HN_WEB_PAGE_SESSION_H
#define HN_WEB_PAGE_SESSION_H

#include "demo/accounts.h"
#include "web/page.h"

/* What the sign-in page shows; the accounts are those of made-up data, none otherwise. */
struct hn_sign_in_view {
    const struct hn_req *q;
    const char *onward; /* where to go afterwards, an own path */
    const struct hn_demo_account *accounts;
    size_t account_count;
};

struct hn_second_view {
    const struct hn_req *q;
    const char *onward;
    bool enrol; /* no second factor yet: this phone can become it */
};

/* Recovery codes, told this once. */
struct hn_codes_view {
    const char *onward;
    const char *const *codes;
    size_t count;
};
extern const struct hn_view hn_codes_shown;

extern const struct hn_form hn_form_sign_in, hn_form_second, hn_form_onward, hn_form_sign_out;

enum hn_rc hn_page_sign_in(struct hn_req *q);
enum hn_rc hn_page_sign_in_do(struct hn_req *q);
enum hn_rc hn_prepare_sign_in(struct hn_req *q, void **prepared);
enum hn_rc hn_page_second(struct hn_req *q);
enum hn_rc hn_page_second_do(struct hn_req *q);
enum hn_rc hn_page_sign_out(struct hn_req *q);

#endif
