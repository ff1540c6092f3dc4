/* steps.h: the steps around every page, one function each; router.c calls them in order. (style/ section 2)
 *
 * Each answers HN_OK, or notes the fault and answers its code; where the status is not the code's own, it stands
 * in k->status.
 */
#ifndef HN_WEB_STEPS_H
#define HN_WEB_STEPS_H

#include "base/ctx.h"

struct hn_call;

/* 1. The row, and what path, query, cookies and headers say. Needs no store.
 *    HN_NOT_FOUND; 405; 400 (a query nobody can read); HN_INVALID (?ngay ?biet ?trang ?co ?lang). */
enum hn_rc hn_step_row(struct hn_call *k);
/* 2. Who is asking. HN_OK also for nobody; a store failure otherwise. Inside a transaction, as all that follow. */
enum hn_rc hn_step_who(struct hn_call *k);
/*    May they? Resolves :unit :place :person. 401; 403 with k->half for a session that owes its second factor;
 *    HN_DENIED, HN_NOT_FOUND. Again inside the writing transaction. */
enum hn_rc hn_step_right(struct hn_call *k);
/* 3. On POST: the same origin and the form's token, unless it came with an API token. HN_DENIED, logged.
 *    Reads the body: 400, 415. */
enum hn_rc hn_step_token(struct hn_call *k);
/* 4. The form, or the query a GET page declares. HN_INVALID. */
enum hn_rc hn_step_form(struct hn_call *k);

#endif
