/* page_rule.c: the rules of an organisation on a date: each value, who set it, on what basis; and setting an own one. */
#include "web/page_rule.h"

#include <string.h>

#include "meeting/month.h"
#include "view_rule.h"
#include "web/route.h"

static const struct hn_field asked[] = {
    { .name = "dat", .kind = HN_CODE, .label = "rule.set" },
    { 0 },
};
const struct hn_form hn_form_rules = { .fields = asked, .again = hn_page_rules };

static const struct hn_field fields[] = {
    { .name = "name", .kind = HN_CODE, .required = true, .label = "rule.name" },
    { .name = "value",
      .kind = HN_INT,
      .required = true,
      .low = 0,
      .high = 1000000000,
      .label = "rule.value" },
    { .name = "from", .kind = HN_DAY, .required = true },
    { .name = "last_day", .kind = HN_DAY },
    { .name = "legal_basis", .kind = HN_TEXT, .required = true, .max = 300, .label = "rule.basis" },
    { 0 },
};
const struct hn_form hn_form_rule = { .fields = fields, .again = hn_page_rules };

static const struct hn_field end_fields[] = {
    { .name = "name", .kind = HN_CODE, .required = true, .label = "rule.name" },
    { .name = "last_day", .kind = HN_DAY, .required = true },
    { 0 },
};
const struct hn_form hn_form_rule_end = { .fields = end_fields, .again = hn_page_rules };

enum hn_rc
hn_page_rules(struct hn_req *q)
{
    static const struct hn_view view = { .title = "rule.title",
                                         .section = "units",
                                         .html = hn_view_rules_any,
                                         .json = hn_json_rules_any,
                                         .dated = true };
    struct hn_rules_page p = { .q = q, .known = q->ctx.known };
    const char *setting = hn_form_typed(q, q->route->method == HN_POST ? "name" : "dat", "");
    struct hn_unit_stand stand = { 0 };
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_rules_of(&q->ctx, p.unit->id, &p.rules, &p.count);
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "rule.title"), &ancestors);
    if (rc)
        return rc;
    p.may_edit = !stand.ended && hn_unit_may(q, HN_MAY_EDIT_UNIT, p.unit->id);
    for (size_t i = 0; i < p.count && p.may_edit; i++) {
        if (strcmp(p.rules[i].name, setting) == 0)
            p.setting = &p.rules[i];
    }
    return hn_show(q, &view, &p, p.unit->name);
}

enum hn_rc
hn_page_rule_put(struct hn_req *q)
{
    struct hn_unit_id unit = { hn_path_id(q, "unit") };
    hn_day from = hn_form_day(q, "from");
    hn_day to = hn_form_has(q, "last_day") ? hn_form_day(q, "last_day") + 1 : HN_DAY_OPEN;
    enum hn_rc rc = hn_rule_put(&q->ctx, unit, hn_form_text(q, "name"), hn_form_int(q, "value"), from, to,
                                hn_form_text(q, "legal_basis"));

    if (!rc)
        rc = hn_month_judge(&q->ctx, unit, from, to);
    return rc ? rc
              : hn_redirect_done(q, "done.rule_set", "/to-chuc/%s/quy-dinh%s", hn_path_text(q, "unit"),
                                 hn_unit_when(q, from));
}

enum hn_rc
hn_page_rule_end(struct hn_req *q)
{
    struct hn_unit_id unit = { hn_path_id(q, "unit") };
    hn_day on = hn_form_day(q, "last_day") + 1;
    enum hn_rc rc = hn_rule_end(&q->ctx, unit, hn_form_text(q, "name"), on);

    if (!rc)
        rc = hn_month_judge(&q->ctx, unit, on, HN_DAY_OPEN);
    return rc ? rc
              : hn_redirect_done(q, "done.rule_ended", "/to-chuc/%s/quy-dinh%s", hn_path_text(q, "unit"),
                                 hn_unit_when(q, on));
}
