/* page_system.h: the pages machines ask for. */
#ifndef HN_WEB_PAGE_SYSTEM_H
#define HN_WEB_PAGE_SYSTEM_H

#include "web/asset.h"
#include "web/page.h"

hn_page_fn hn_page_health, hn_page_metrics, hn_page_openapi, hn_page_asset;

/* An asset in the coding the browser likes best, with a Cache-Control of the caller's. */
enum hn_rc hn_answer_asset(struct hn_req *q, const struct hn_asset *asset, const char *keep);

#endif
