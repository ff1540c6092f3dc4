/* answer.h: pages and errors as bytes: between the router's steps and the views. */
#ifndef HN_WEB_ANSWER_H
#define HN_WEB_ANSWER_H

#include "base/ctx.h"

struct hn_call;

/* The error page or problem of a status, with the faults noted so far. */
void hn_answer_error(struct hn_call *k, unsigned status);
/* 422, 409 …: the status of a result. */
unsigned hn_answer_status(enum hn_rc rc);
/* 303 to an own path: the browser's face only. */
void hn_answer_see_other(struct hn_call *k, const char *path);
/* RFC 9457, for the JSON face. */
void hn_answer_problem(struct hn_call *k, unsigned status);
/* text when it is a path of this server ("/…", not "//…"), else "/". */
const char *hn_own_path(const char *text);

#endif
