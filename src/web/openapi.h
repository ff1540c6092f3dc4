/* openapi.h: /openapi.json, made from the route table, its forms and its lists, so that it cannot be wrong. */
#ifndef HN_WEB_OPENAPI_H
#define HN_WEB_OPENAPI_H

#include "base/arena.h"
#include "web/route.h"

/* The document (OpenAPI 3.1) in a. */
const char *hn_openapi_make(struct hn_arena *a, const struct hn_route *routes, size_t *len);

#endif
