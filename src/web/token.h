/* token.h: the form token against forged requests, and the keys that make a repeated form one deed.
 *
 * account/ makes and checks the token; here it is bound to the cookie at hand: that of the session, or of the
 * visitor before there is one. (security/ section 5)
 */
#ifndef HN_WEB_TOKEN_H
#define HN_WEB_TOKEN_H

#include <stdbool.h>

struct hn_call;

/* For the forms of this answer. Makes a visitor's cookie when there is no cookie yet (k->new_visit). */
const char *hn_token_make(struct hn_call *k);
bool hn_token_holds(struct hn_call *k, const char *token);
/* Random, for the hidden field "key". */
const char *hn_key_make(struct hn_call *k);
/* The request comes from one of our own pages: Origin, Referer, Sec-Fetch-Site, as far as they are sent. */
bool hn_origin_holds(const struct hn_call *k);

#endif
