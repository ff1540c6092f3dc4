/* Proves: any bytes as a body, in each of the three formats, are inputs that a form can be held against, or refused;
 * what passes the check keeps the form's own ceilings. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "base/vi.h"
#include "web/call.h"
#include "web/form_check.h"

static const char *const kinds[] = { "cell", "section", NULL };

static const struct hn_field fields[] = {
    { .name = "name", .kind = HN_TEXT, .required = true, .max = 20 },
    { .name = "note", .kind = HN_LONG_TEXT },
    { .name = "phrase", .kind = HN_SECRET },
    { .name = "person", .kind = HN_ID },
    { .name = "n", .kind = HN_INT, .low = 1, .high = 100 },
    { .name = "from", .kind = HN_DAY },
    { .name = "born", .kind = HN_PDATE },
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds },
    { .name = "yes", .kind = HN_FLAG },
    { .name = "code", .kind = HN_CODE },
    { .name = "many", .kind = HN_TEXT, .many = true },
    { .name = "file", .kind = HN_FILE },
    { 0 },
};
static const struct hn_form form = { .fields = fields, .rows = fields };

static void
check(struct hn_arena *a, const struct hn_inputs *in)
{
    struct hn_call *k = HN_NEW(a, struct hn_call);

    hn_ctx_init(&k->q.ctx, a, hn_platform_real(), (struct hn_user_id){ 0 });
    k->q.call = k;
    if (hn_form_check(k, &form, in) != HN_OK) {
        assert(k->q.ctx.fault_count > 0);
        return;
    }
    assert(hn_utf8_count(hn_form_text(&k->q, "name")) <= 20);
    assert(hn_form_int(&k->q, "n") >= 0 && hn_form_int(&k->q, "n") <= 100);
    assert(strlen(hn_form_text(&k->q, "code")) <= 64);
}

static void
check_rows(struct hn_arena *a, const struct hn_input_rows *in)
{
    struct hn_call *k = HN_NEW(a, struct hn_call);

    hn_ctx_init(&k->q.ctx, a, hn_platform_real(), (struct hn_user_id){ 0 });
    k->q.call = k;
    if (hn_form_check_rows(k, &form, in) != HN_OK) {
        assert(k->q.ctx.fault_count > 0);
        return;
    }
    assert(hn_form_has_rows(&k->q) && hn_form_row_count(&k->q) <= HN_LIMIT_FORM_ROWS);
    for (size_t i = 0; i < hn_form_row_count(&k->q); i++) {
        hn_form_row(&k->q, i);
        assert(hn_utf8_count(hn_form_text(&k->q, "name")) <= 20);
        assert(hn_form_int(&k->q, "n") >= 0 && hn_form_int(&k->q, "n") <= 100);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)64 << 20);
    const char *body = (const char *)data;
    struct hn_input_rows rows;
    struct hn_inputs in;

    if (size <= HN_LIMIT_FORM) {
        if (hn_input_form(a, body, size, &in))
            check(a, &in);
        if (hn_input_multipart(a, "multipart/form-data; boundary=X", body, size, &in))
            check(a, &in);
        if (hn_input_json(a, body, size, &in))
            check(a, &in);
        if (hn_input_is_array(body, size) && hn_input_json_rows(a, body, size, &rows))
            check_rows(a, &rows);
    }
    hn_arena_free(a);
    return 0;
}
