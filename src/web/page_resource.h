/* page_resource.h: the pages of what was mobilised: totals of a unit with their rows, one entry and its past, a new one.
 *
 * Filled by page_resource.c, shown by web/view/resource/. The rules are resource/'s.
 */
#ifndef HN_WEB_PAGE_RESOURCE_H
#define HN_WEB_PAGE_RESOURCE_H

#include "resource/resource.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page_unit.h"

hn_page_fn hn_page_resources, hn_page_resource, hn_page_resource_new, hn_page_resource_add,
    hn_page_resource_correct, hn_page_resource_remove;
extern const struct hn_form hn_form_resources, hn_form_resource_asked, hn_form_resource_new,
    hn_form_resource_correct, hn_form_resource_remove;
extern const struct hn_list hn_list_resource;

struct hn_resources_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    struct hn_resource_filter filter;
    struct hn_resource_sum sum;
    const struct hn_resource_sum *children;
    size_t child_count;
    bool may_enter, filtered;
    const char *query; /* "&source=firm&…" of the filter, for the children's links */
    struct hn_list_page list;
};

struct hn_resource_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    const struct hn_resource *rows; /* newest knowledge first */
    size_t row_count;
    bool standing, may_correct;
    const struct hn_option *papers;
    size_t paper_count;
};

/* "5.000.000 đồng", "120 m²", "35 ngày công": an amount with what it is measured in; source "": money. */
const char *hn_resource_text(struct hn_arena *a, enum hn_lang lang, const char *source, int64_t amount);

#endif
