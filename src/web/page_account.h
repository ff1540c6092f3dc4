/* page_account.h: one's own account: what it is, its language, phrase, second factor, phones, sessions and API tokens.
 *
 * page_account.c shows it and ends sessions and phones, page_phrase.c changes the phrase, page_factor.c sets up the second
 * factor, page_token.c makes and ends tokens. Not for: other people's accounts (page_user.h), signing in (page_session.h).
 */
#ifndef HN_WEB_PAGE_ACCOUNT_H
#define HN_WEB_PAGE_ACCOUNT_H

#include "access/access.h"
#include "web/page.h"

hn_page_fn hn_page_account, hn_page_language, hn_page_session_end, hn_page_device_forget;
hn_page_fn hn_page_phrase, hn_page_phrase_do;
hn_page_fn hn_page_factor, hn_page_totp_begin, hn_page_totp_again, hn_page_totp_confirm, hn_page_totp_drop,
    hn_page_device_enrol;
hn_page_fn hn_page_tokens, hn_page_token_new, hn_page_token_end;
enum hn_rc hn_prepare_phrase(struct hn_req *q, void **prepared);

extern const struct hn_form hn_form_language, hn_form_session_end, hn_form_device_forget, hn_form_phrase,
    hn_form_totp_confirm, hn_form_device_enrol, hn_form_nothing, hn_form_token_new, hn_form_token_end;

struct hn_account_page {
    const struct hn_req *q;
    const struct hn_who *who;
    struct hn_account account;
    const char *person_name, *person_code; /* "" when no person is linked */
    const struct hn_grant *grants;
    size_t grant_count;
    const struct hn_session_row *sessions;
    size_t session_count;
    const struct hn_device_row *devices;
    size_t device_count;
    const struct hn_token_row *tokens;
    size_t token_count;
};

struct hn_phrase_page {
    const struct hn_req *q;
    const char *proposed; /* four words */
};

struct hn_factor_page {
    const struct hn_req *q;
    bool owed; /* signing in is not finished without one */
    bool totp;
    int64_t devices;
    const struct hn_totp_offer
        *offer; /* being set up: told this once; NULL when only the code is asked again */
};

struct hn_token_page {
    const struct hn_req *q;
    const struct hn_token_row *tokens;
    size_t token_count;
    const char *made; /* the new one, told this once; NULL */
};

#endif
