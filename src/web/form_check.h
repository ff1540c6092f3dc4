/* form_check.h: holding inputs against a form. For the router; pages read the result by form.h. */
#ifndef HN_WEB_FORM_CHECK_H
#define HN_WEB_FORM_CHECK_H

#include "web/form.h"
#include "web/input.h"

struct hn_call;

/* Fills k->values. HN_INVALID with every fault noted beside its field: required choose not_text twice too_long
 * not_number range not_date not_pdate not_choice not_code not_id file_too_large. */
enum hn_rc hn_form_check(struct hn_call *k, const struct hn_form *form, const struct hn_inputs *in);

#endif
