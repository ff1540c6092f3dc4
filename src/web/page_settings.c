/* page_settings.c: see page_settings.h. */
#include "web/page_settings.h"

#include "view_settings.h"

enum hn_rc
hn_page_settings(struct hn_req *q)
{
    static const struct hn_view view = { .title = "settings.title",
                                         .section = "settings",
                                         .html = hn_view_settings_any,
                                         .json = hn_json_settings_any };

    const struct hn_settings_page p = {
        .may_grant = hn_access_allows(&q->ctx, HN_MAY_GRANT, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK,
    };

    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_rights(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "rights.title", .section = "settings", .html = hn_view_rights_any, .json = hn_json_rights_any
    };
    struct hn_rights_page p = { 0 };
    enum hn_rc rc = hn_access_matrix(&q->ctx, &p.rows, &p.count);

    hn_crumb(q, hn_text(q->ctx.lang, "settings.title"), "/cai-dat");
    hn_crumb(q, hn_text(q->ctx.lang, "rights.title"), NULL);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_lists(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "lists.title", .section = "settings", .html = hn_view_lists_any, .json = hn_json_lists_any
    };
    static const struct hn_code_list *const lists[] = { &hn_code_sex,        &hn_code_edu_general,
                                                        &hn_code_edu_degree, &hn_code_political_theory,
                                                        &hn_code_ethnicity,  NULL };
    struct hn_lists_page p = { .lists = lists };
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_tree_kinds_all(c, &hn_tree_units, &p.kinds, &p.kind_count, &p.rules, &p.rule_count);

    if (!rc)
        rc = hn_person_rules(c, &p.limits);
    if (!rc)
        rc = hn_status_rules(c, "standing", &p.standings, &p.standing_count);
    if (!rc)
        rc = hn_status_rules(c, "activity", &p.activities, &p.activity_count);
    hn_crumb(q, hn_text(c->lang, "settings.title"), "/cai-dat");
    hn_crumb(q, hn_text(c->lang, "lists.title"), NULL);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
