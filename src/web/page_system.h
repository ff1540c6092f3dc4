/* page_system.h: the pages of page_system.c, and what the front page shows. */
#ifndef HN_WEB_PAGE_SYSTEM_H
#define HN_WEB_PAGE_SYSTEM_H

#include "web/page.h"

struct hn_home {
    bool signed_in;
    bool demo;
};

hn_page_fn hn_page_health, hn_page_metrics, hn_page_openapi, hn_page_asset, hn_page_home;

#endif
