/* control.c: see control.h. */
#include "web/control.h"

#include <assert.h>
#include <string.h>

const char *
hn_control_id(const struct hn_control *c)
{
    return c->id ? c->id : c->name;
}

const char *
hn_control_label(struct hn_arena *a, const struct hn_control *c)
{
    return c->label ? c->label : hn_print(a, "field.%s", c->name);
}

const char *
hn_control_typed(const struct hn_req *q, const struct hn_control *c)
{
    const char *value = c->value ? c->value : "";

    return q ? hn_form_typed(q, c->name, value) : value;
}

const char *
hn_control_fault(const struct hn_req *q, const struct hn_control *c)
{
    return q ? hn_form_fault(q, hn_control_id(c)) : NULL;
}

const char *
hn_control_described(struct hn_arena *a, const struct hn_req *q, const struct hn_control *c)
{
    bool fault = hn_control_fault(q, c) != NULL;
    const char *id = hn_control_id(c);

    if (!c->hint && !fault)
        return "";
    return hn_print(a, "%s%s%s%s%s", c->hint ? id : "", c->hint ? "-hint" : "", c->hint && fault ? " " : "",
                    fault ? id : "", fault ? "-error" : "");
}

size_t
hn_control_count(const struct hn_control *c)
{
    size_t count = 0;

    if (!c->choices)
        return c->option_count;
    while (c->choices[count])
        count++;
    return count;
}

const char *
hn_control_choice(const struct hn_control *c, size_t n)
{
    assert(n < hn_control_count(c));
    return c->choices ? c->choices[n] : c->options[n].value;
}

const char *
hn_control_choice_label(struct hn_arena *a, enum hn_lang lang, const struct hn_control *c, size_t n)
{
    assert(n < hn_control_count(c));
    if (!c->choices)
        return c->options[n].label;
    return hn_words(lang, hn_print(a, "%s%s", c->words ? c->words : "", c->choices[n]));
}

const char *
hn_tag_class(const char *identifier)
{
    static const struct {
        const char *identifier, *class;
    } tags[] = {
        { "official", "govuk-tag--green" },
        { "active", "govuk-tag--green" },
        { "probationary", "govuk-tag--yellow" },
        { "candidate", "govuk-tag--blue" },
        { "suspended", "govuk-tag--red" },
        { "locked", "govuk-tag--red" },
        { "refused", "govuk-tag--red" },
        { "interrupted", "govuk-tag--orange" },
        { "waiting", "govuk-tag--yellow" },
        { "exempt", "govuk-tag--grey" },
        { "temporarily_exempt", "govuk-tag--grey" },
        { "left", "govuk-tag--grey" },
        { "closed", "govuk-tag--grey" },
        { "ended", "govuk-tag--grey" },
        { "done", "govuk-tag--green" },
        { "answered", "govuk-tag--green" },
        { "answered_late", "govuk-tag--yellow" },
        { "read", "govuk-tag--grey" },
        { "waived", "govuk-tag--grey" },
        { "draft", "govuk-tag--yellow" },
        { "issued", "govuk-tag--green" },
        { "open", "govuk-tag--blue" },
        { "late", "govuk-tag--red" },
        { "assigned", "govuk-tag--grey" },
        { "waiting_check", "govuk-tag--yellow" },
        { "not_done", "govuk-tag--orange" },
        { "cancelled", "govuk-tag--grey" },
        { "proposed", "govuk-tag--yellow" },
        { "good", "govuk-tag--green" },
        { "fair", "govuk-tag--blue" },
        { "average", "govuk-tag--yellow" },
        { "poor", "govuk-tag--orange" },
    };

    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
        if (strcmp(tags[i].identifier, identifier) == 0)
            return tags[i].class;
    return "govuk-tag--blue";
}
