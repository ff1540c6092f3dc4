/* list_ask.h: a question to the lists of members: words taken apart, and the way its rows are found. (list.c)
 *
 * Included by list.c and list_ask.c alone.
 */
#ifndef HN_MEMBER_LIST_ASK_H
#define HN_MEMBER_LIST_ASK_H

#include "member/list.h"
#include "member/list_sql.h"

#define LIST_PARAMS_MAX (LIST_PARAMS + 8)

/* A list is read by the units of a small scope, by the names of a large one, by a rare word, by a number or code, by an
 * activity few are in, by the persons of a scope that has no units (one's own record, a case). */
enum hn_list_way { BY_UNIT, BY_NAME, BY_TOKEN, BY_NUMBER, BY_ACTIVITY, BY_SELF };

struct hn_list_question {
    struct hn_ctx *c;
    const struct hn_member_filter *f;
    struct hn_scope scope;
    const char *words[LIST_WORDS], *typed[LIST_WORDS];
    size_t word_count;
    bool marked;   /* a word has marks: names that have them come first */
    bool nothing;  /* no row can be found */
    bool filtered; /* not every member of the scope passes */
    enum hn_list_way way;
    const char *token, *token_end;
    struct hn_bytes hash[4];
    struct hn_param params[LIST_PARAMS_MAX];
};

/* Fills q; q->nothing when no row can be found. HN_DENIED, HN_NOT_FOUND as hn_scope_of. */
enum hn_rc hn_list_ask(struct hn_ctx *c, const struct hn_member_filter *f, struct hn_list_question *q);
/* The parameters all statements of this way share; answers how many. mode: $46, or less than 0 to count the unfiltered
 * scope by heads. */
size_t hn_list_fill(struct hn_list_question *q, int64_t mode);

#endif
