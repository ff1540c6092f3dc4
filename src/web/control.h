/* control.h: what the views of web/view/form/ need to show one field of a form.
 *
 * A page writes, in its template, with q the request (form.h gives what was typed and what is wrong):
 *
 *   {{ call hn_view_form_open(o, "/dang-vien", 0) }}
 *   {{ call hn_view_text_input(o, m->q, &(struct hn_control){.name = "full_name", .value = m->name }) }}
 *   {{ call hn_view_form_close(o, "save") }}
 *
 * Not for: checking, which is form.c's. Neighbours: web/view/part/ for what only shows.
 */
#ifndef HN_WEB_CONTROL_H
#define HN_WEB_CONTROL_H

#include "web/form.h"
#include "web/out.h"

/* A choice that comes from data; choices that are words of the program use hn_control.choices. */
struct hn_option {
    const char *value, *label;
};

struct hn_control {
    const char *name;           /* of the field */
    const char *id;             /* its id, which the error summary links to and faults name; NULL: its name */
    const char *value;          /* what the page puts there; what was typed goes before it. NULL: nothing */
    const char *label;          /* text key; NULL: "field." and name */
    const char *hint;           /* text key; NULL: none */
    const char *autocomplete;   /* "username", "current-password" …; NULL: off */
    const char *inputmode;      /* "numeric" …; NULL: not said */
    int width;                  /* letters: 2 3 4 5 10 20 30; 0: the whole width */
    int rows;                   /* textarea; 0: 5 */
    bool optional;              /* says "(không bắt buộc)" behind the label */
    bool on;                    /* checkbox: ticked unless something was typed */
    const char *const *choices; /* select, radios: NULL-ended identifiers … */
    const char *words;          /* … shown by the text key words + identifier, "standing." */
    const struct hn_option *options; /* or options from data */
    size_t option_count;
    bool may_be_empty; /* select: offers an empty choice first */
};

/* For the templates. */
const char *hn_control_id(const struct hn_control *c);
const char *hn_control_label(struct hn_arena *a, const struct hn_control *c);
const char *hn_control_typed(const struct hn_req *q, const struct hn_control *c);
const char *hn_control_fault(const struct hn_req *q, const struct hn_control *c);
/* Value of aria-describedby: the ids of hint and fault, "" when there is neither. */
const char *hn_control_described(struct hn_arena *a, const struct hn_req *q, const struct hn_control *c);
/* How many choices there are, the n-th value, and its finished label. */
size_t hn_control_count(const struct hn_control *c);
const char *hn_control_choice(const struct hn_control *c, size_t n);
const char *hn_control_choice_label(struct hn_arena *a, enum hn_lang lang, const struct hn_control *c,
                                    size_t n);
/* The class of a tag by the identifier it shows: "govuk-tag--green" for official … */
const char *hn_tag_class(const char *identifier);

#endif
