/* page_rule.h: the values that rules have for an organisation, and the forms by which it sets its own. */
#ifndef HN_WEB_PAGE_RULE_H
#define HN_WEB_PAGE_RULE_H

#include "rule/rule.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_rules, hn_page_rule_put, hn_page_rule_end;
extern const struct hn_form hn_form_rules, hn_form_rule, hn_form_rule_end;

struct hn_rules_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const struct hn_rule *rules;
    size_t count;
    bool may_edit;
    const struct hn_rule *setting; /* the one whose form is shown; NULL none */
};

#endif
