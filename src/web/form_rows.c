/* form_rows.c: a body that is an array of flat objects: each held against the same fields. What pages read of one row is
 * form.c's, once the row is selected.
 */
#include <assert.h>

#include "web/call.h"
#include "web/form_check.h"

/* "person" of the fourth object is "3.person". */
static void
name_faults(struct hn_call *k, int from, size_t row)
{
    struct hn_ctx *c = &k->q.ctx;

    for (int i = from; i < c->fault_count; i++)
        c->faults[i].field = hn_print(c->arena, "%zu.%s", row, c->faults[i].field);
}

enum hn_rc
hn_form_check_rows(struct hn_call *k, const struct hn_form *form, const struct hn_input_rows *in)
{
    int before = k->q.ctx.fault_count;

    assert(form->rows);
    k->form = form;
    k->rows = HN_NEW_N(k->q.ctx.arena, struct hn_value *, in->count + 1);
    k->row_count = in->count;
    for (size_t i = 0; i < in->count; i++) {
        int faults = k->q.ctx.fault_count;

        hn_form_check_fields(k, form->rows, &in->at[i], &k->rows[i], &k->row_values);
        name_faults(k, faults, i);
    }
    return k->q.ctx.fault_count > before ? HN_INVALID : HN_OK;
}

bool
hn_form_has_rows(const struct hn_req *q)
{
    return hn_call_of(q)->rows != NULL;
}

size_t
hn_form_row_count(const struct hn_req *q)
{
    return hn_call_of(q)->row_count;
}

void
hn_form_row(struct hn_req *q, size_t i)
{
    struct hn_call *k = hn_call_of(q);

    assert(i < k->row_count);
    k->values = k->rows[i];
    k->value_count = k->row_values;
}
