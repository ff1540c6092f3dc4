/* page_place.h: the pages of the map: places at a date, their history, and which organisations live there.
 *
 * Filled by page_place.c, shown by web/view/place/. Nothing is shown about residents.
 */
#ifndef HN_WEB_PAGE_PLACE_H
#define HN_WEB_PAGE_PLACE_H

#include "member/office.h"
#include "place/place.h"
#include "unit/unit.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_places, hn_page_place;
extern const struct hn_form hn_form_places;
extern const struct hn_list hn_list_place;

struct hn_places_page {
    const struct hn_req *q;
    const char *words, *kind;
    struct hn_list_page list;
};

struct hn_place_page {
    struct hn_node place;
    bool ended, not_yet;
    hn_day asked;
    hn_time known;
    struct hn_nodes ancestors, children, versions;
    const struct hn_lineage *lineage;
    size_t lineage_count;
    const struct hn_unit *units; /* those that live here, within the actor's sight */
    size_t unit_count;
    const struct hn_office *heads; /* of a village */
    size_t head_count;
    bool may_members, may_areas;
};

#endif
