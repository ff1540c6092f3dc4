/* page_system.h: the pages machines ask for. */
#ifndef HN_WEB_PAGE_SYSTEM_H
#define HN_WEB_PAGE_SYSTEM_H

#include "web/page.h"

hn_page_fn hn_page_health, hn_page_metrics, hn_page_openapi, hn_page_asset;

#endif
