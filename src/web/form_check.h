/* form_check.h: holding inputs against a form. For the router; pages read the result by form.h. */
#ifndef HN_WEB_FORM_CHECK_H
#define HN_WEB_FORM_CHECK_H

#include "web/form.h"
#include "web/input.h"

struct hn_call;
struct hn_value;

/* Fills k->values. HN_INVALID with every fault noted beside its field: required choose not_text twice too_long
 * not_number range not_date not_pdate not_choice not_code not_id file_too_large. */
enum hn_rc hn_form_check(struct hn_call *k, const struct hn_form *form, const struct hn_inputs *in);
/* The same of each object of an array against form->rows: fills k->rows. */
enum hn_rc hn_form_check_rows(struct hn_call *k, const struct hn_form *form, const struct hn_input_rows *in);
/* One set of fields: NULL-ended declaration in, values out. */
enum hn_rc hn_form_check_fields(struct hn_call *k, const struct hn_field *fields, const struct hn_inputs *in,
                                struct hn_value **values, size_t *count);

#endif
