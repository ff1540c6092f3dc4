/* phrase.h: the form of a phrase that is hashed, and the hashing. Inside account/ only. */
#ifndef HN_ACCOUNT_PHRASE_H
#define HN_ACCOUNT_PHRASE_H

#include "account/account.h"

/* What is hashed: a phrase of words of our list without marks and case, anything else as it was typed, in one normal
 * form. NULL: not text. pairs: how many words of the list it is made of, 0 when of other things. */
const char *hn_phrase_normal(struct hn_arena *a, const char *phrase, size_t *pairs);

/* Exactly one hash, whatever is asked; kept "" or NULL never matches. HN_BUSY too many wait, or no memory. */
enum hn_rc hn_phrase_verify(struct hn_ctx *c, struct hn_hasher *h, const char *kept, const char *phrase,
                            bool *right);

#endif
