/* finish.h: the last things done to every answer: headers of safety and caching, validation, compression. */
#ifndef HN_WEB_FINISH_H
#define HN_WEB_FINISH_H

#include "http/http.h"

struct hn_call;

/* On a worker, once the answer is whole. */
void hn_finish(struct hn_call *k);
/* The headers every answer carries, also one refused before there is a call. */
void hn_finish_safety(struct hn_http_answer *out, bool demo);
/* An answer that needs no memory: for the moment when there is none. */
void hn_finish_without_memory(struct hn_http_answer *out);

#endif
