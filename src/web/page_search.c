/* page_search.c: the first people and organisations that words find within the actor's scope; the rest are in the lists
 * behind. Also what the box's hints are made of. Not for: filters (page_member_list.c, page_unit_list.c).
 */
#include "web/page_search.h"

#include "view_search.h"

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .label = "search.label" },
    { 0 },
};
const struct hn_form hn_form_search = { .fields = fields, .again = hn_page_search };

static bool
may_anywhere(struct hn_req *q, enum hn_right right)
{
    return hn_access_allows(&q->ctx, right, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
}

static void
take_member(void *sink, const struct hn_member_row *row)
{
    struct hn_search_page *p = sink;

    if (p->member_count < HN_SEARCH_SHOWN)
        p->members[p->member_count++] = *row;
}

static void
take_unit(void *sink, const struct hn_unit *u)
{
    struct hn_search_page *p = sink;

    if (p->unit_count < HN_SEARCH_SHOWN)
        p->found[p->unit_count++] = *u;
}

static enum hn_rc
find_people(struct hn_req *q, struct hn_search_page *p)
{
    const struct hn_member_filter f = { .words = p->words };
    enum hn_rc rc = hn_member_list(&q->ctx, &f, 0, HN_SEARCH_SHOWN, take_member, p);

    return rc ? rc : hn_member_count(&q->ctx, &f, &p->member_total);
}

static enum hn_rc
find_units(struct hn_req *q, struct hn_search_page *p)
{
    const struct hn_unit_filter f = { .words = p->words, .kind = "", .sector = "" };
    enum hn_rc rc = hn_unit_list(&q->ctx, &f, 0, HN_SEARCH_SHOWN, take_unit, p);

    return rc ? rc : hn_unit_count(&q->ctx, &f, &p->unit_total);
}

enum hn_rc
hn_page_search(struct hn_req *q)
{
    static const struct hn_view view = { .title = "search.title",
                                         .section = "search",
                                         .html = hn_view_search_page_any,
                                         .json = hn_json_search_page_any,
                                         .staff = true,
                                         .dated = true };
    struct hn_search_page p = { .q = q, .words = hn_form_text(q, "q") };
    enum hn_rc rc = HN_OK;

    p.people = may_anywhere(q, HN_MAY_READ_MEMBER);
    p.units = may_anywhere(q, HN_MAY_READ_UNIT);
    if (*p.words && p.people)
        rc = find_people(q, &p);
    if (!rc && *p.words && p.units)
        rc = find_units(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
