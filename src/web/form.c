/* form.c: a body or query held against its declaration: every fault gathered, what was typed kept.
 *
 * Not for: rules of a subject (a date in the future, a unit that is closed): those are the subject's own.
 */
#include "web/form.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/num.h"
#include "base/vi.h"
#include "web/call.h"
#include "web/form_check.h"

enum { TEXT_MAX = 200, LONG_TEXT_MAX = 10000, SECRET_MAX = 512, CODE_MAX = 64 };

static enum hn_rc
refuse(struct hn_call *k, const struct hn_field *f, const char *key)
{
    return hn_fail(&k->q.ctx, HN_INVALID, f->name, key);
}

static enum hn_rc
refuse_number(struct hn_call *k, const struct hn_field *f, const char *key, int64_t number)
{
    const char *arg = hn_vi_int(k->q.ctx.arena, number, k->q.ctx.lang == HN_EN);

    return hn_fail_arg(&k->q.ctx, HN_INVALID, f->name, key, arg);
}

static enum hn_rc
refuse_range(struct hn_call *k, const struct hn_field *f)
{
    struct hn_arena *a = k->q.ctx.arena;
    bool english = k->q.ctx.lang == HN_EN;
    const char *range = hn_print(a, "%s – %s", hn_vi_int(a, f->low, english), hn_vi_int(a, f->high, english));

    return hn_fail_arg(&k->q.ctx, HN_INVALID, f->name, "range", range);
}

/* Says what is missing by the field's own label. */
static enum hn_rc
refuse_absent(struct hn_call *k, const struct hn_field *f)
{
    bool picked = f->kind == HN_CHOICE || f->kind == HN_FLAG || f->kind == HN_FILE || f->kind == HN_ID;
    const char *label = f->label ? f->label : hn_print(k->q.ctx.arena, "field.%s", f->name);
    const struct hn_word *word = hn_word_find(label);

    return hn_fail_arg(&k->q.ctx, HN_INVALID, f->name, picked ? "choose" : "required",
                       word ? word->text[k->q.ctx.lang] : f->name);
}

/* --- one value, by kind --- */

static enum hn_rc
check_length(struct hn_call *k, const struct hn_field *f, const char *text, size_t otherwise)
{
    size_t most = f->max ? f->max : otherwise;

    if (hn_utf8_count(text) > most)
        return refuse_number(k, f, "too_long", (int64_t)most);
    return HN_OK;
}

static enum hn_rc
check_int(struct hn_call *k, const struct hn_field *f, struct hn_value *v)
{
    bool bounded = f->low != 0 || f->high != 0;

    if (hn_vi_number(v->typed, 0, &v->number) != HN_NUMBER_OK)
        return refuse(k, f, "not_number");
    if (bounded && (v->number < f->low || v->number > f->high))
        return refuse_range(k, f);
    return HN_OK;
}

static enum hn_rc
check_day(struct hn_call *k, const struct hn_field *f, struct hn_value *v)
{
    hn_day day;
    hn_pdate partial;

    if (f->kind == HN_DAY) {
        if (!hn_day_parse(v->typed, &day))
            return refuse(k, f, "not_date");
        v->number = day;
        return HN_OK;
    }
    if (!hn_pdate_parse(v->typed, &partial))
        return refuse(k, f, "not_pdate");
    v->number = partial;
    return HN_OK;
}

static enum hn_rc
check_choice(struct hn_call *k, const struct hn_field *f, const char *text)
{
    for (const char *const *choice = f->choices; choice && *choice; choice++) {
        if (strcmp(*choice, text) == 0)
            return HN_OK;
    }
    return refuse(k, f, "not_choice");
}

static enum hn_rc
check_flag(struct hn_call *k, const struct hn_field *f, struct hn_value *v)
{
    static const char *const yes[] = { "1", "on", "true", "yes" }, *const no[] = { "0", "false", "no" };

    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        if (strcmp(v->typed, yes[i]) == 0) {
            v->number = 1;
            return HN_OK;
        }
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        if (strcmp(v->typed, no[i]) == 0)
            return HN_OK;
    }
    return refuse(k, f, "not_choice");
}

static enum hn_rc
check_code(struct hn_call *k, const struct hn_field *f, const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:";

    if (strlen(text) > CODE_MAX || text[strspn(text, letters)])
        return refuse(k, f, "not_code");
    return HN_OK;
}

static enum hn_rc
check_kind(struct hn_call *k, const struct hn_field *f, struct hn_value *v, const char *text)
{
    switch (f->kind) {
    case HN_TEXT:
        return check_length(k, f, text, TEXT_MAX);
    case HN_LONG_TEXT:
        return check_length(k, f, text, LONG_TEXT_MAX);
    case HN_SECRET:
        return check_length(k, f, text, SECRET_MAX);
    case HN_ID:
        return hn_parse_i64(text, 1, INT64_MAX, &v->number) ? HN_OK : refuse(k, f, "not_id");
    case HN_INT:
        return check_int(k, f, v);
    case HN_DAY:
    case HN_PDATE:
        return check_day(k, f, v);
    case HN_CHOICE:
        return check_choice(k, f, text);
    case HN_FLAG:
        return check_flag(k, f, v);
    case HN_CODE:
        return check_code(k, f, text);
    case HN_FILE:
        return HN_OK;
    }
    return HN_OK;
}

/* --- one field --- */

/* Cleaned text of an input; NULL when it is not text of people. A secret keeps its spaces: they count. */
static const char *
clean(struct hn_call *k, const struct hn_field *f, const struct hn_input *in)
{
    struct hn_arena *a = k->q.ctx.arena;

    if (f->kind == HN_SECRET)
        return hn_utf8_valid(in->text, in->len) ? hn_dup_n(a, in->text, in->len) : NULL;
    return hn_vi_clean(a, in->text, in->len, f->kind == HN_LONG_TEXT);
}

static void
take_file(struct hn_call *k, struct hn_value *v, const struct hn_input *in)
{
    const char *name = in->file ? hn_vi_clean(k->q.ctx.arena, in->filename, strlen(in->filename), false)
                                : NULL;

    if (!in->file || in->len == 0)
        return;
    v->file = (struct hn_upload){ .data = in->text, .len = in->len, .name = name ? name : "" };
    v->count = 1;
    if (in->len > HN_LIMIT_UPLOAD)
        refuse_number(k, v->field, "file_too_large", (int64_t)(HN_LIMIT_UPLOAD >> 20));
}

static void
take_text(struct hn_call *k, struct hn_value *v, const struct hn_input *in)
{
    const char *text = in->file ? NULL : clean(k, v->field, in);

    if (!text) {
        refuse(k, v->field, "not_text");
        return;
    }
    if (!*text)
        return;
    if (v->count > 0 && !v->field->many) {
        refuse(k, v->field, "twice");
        return;
    }
    v->texts[v->count++] = text;
    if (v->count == 1)
        v->typed = text;
    check_kind(k, v->field, v, text);
}

/* One of several records: kept as "RECORD=text", its faults stand beside the input it came in. */
static void
take_each(struct hn_call *k, struct hn_value *v, const struct hn_input *in)
{
    const char *record = in->name + strlen(v->field->name) + 1;
    struct hn_field own = *v->field;
    struct hn_value one = { .field = &own };
    const char *text = in->file ? NULL : clean(k, v->field, in);

    own.name = in->name;
    if (check_code(k, &own, record) != HN_OK)
        return;
    if (!text) {
        refuse(k, &own, "not_text");
        return;
    }
    one.typed = text;
    if (*text)
        check_kind(k, &own, &one, text);
    v->texts[v->count++] = hn_print(k->q.ctx.arena, "%s=%s", record, text);
}

static bool
is_named(const struct hn_field *f, const char *name)
{
    size_t len = strlen(f->name);

    if (!f->each)
        return strcmp(name, f->name) == 0;
    return strncmp(name, f->name, len) == 0 && name[len] == '.';
}

static void
check_field(struct hn_call *k, const struct hn_inputs *in, struct hn_value *v)
{
    int faults = k->q.ctx.fault_count;
    size_t times = 0;

    for (size_t i = 0; i < in->count; i++)
        times += is_named(v->field, in->at[i].name);
    if (times > 0)
        v->texts = HN_NEW_N(k->q.ctx.arena, const char *, times);
    for (size_t i = 0; i < in->count; i++) {
        if (!is_named(v->field, in->at[i].name))
            continue;
        if (v->field->each)
            take_each(k, v, &in->at[i]);
        else if (v->field->kind == HN_FILE)
            take_file(k, v, &in->at[i]);
        else
            take_text(k, v, &in->at[i]);
    }
    if (v->count == 0 && v->field->required && k->q.ctx.fault_count == faults)
        refuse_absent(k, v->field);
}

static int64_t
absent_number(enum hn_field_kind kind)
{
    return kind == HN_DAY ? HN_DAY_OPEN : 0;
}

enum hn_rc
hn_form_check_fields(struct hn_call *k, const struct hn_field *fields, const struct hn_inputs *in,
                     struct hn_value **values, size_t *count)
{
    int faults = k->q.ctx.fault_count;
    size_t n = 0;

    while (fields[n].name)
        n++;
    *count = n;
    *values = HN_NEW_N(k->q.ctx.arena, struct hn_value, n);
    for (size_t i = 0; i < n; i++) {
        struct hn_value *v = &(*values)[i];

        v->field = &fields[i];
        v->typed = "";
        v->number = absent_number(v->field->kind);
        check_field(k, in, v);
    }
    return k->q.ctx.fault_count > faults ? HN_INVALID : HN_OK;
}

enum hn_rc
hn_form_check(struct hn_call *k, const struct hn_form *form, const struct hn_inputs *in)
{
    k->form = form;
    return hn_form_check_fields(k, form->fields, in, &k->values, &k->value_count);
}

/* --- what pages read (form.h) --- */

static const struct hn_value *
value_of(const struct hn_req *q, const char *name)
{
    const struct hn_call *k = hn_call_of(q);

    for (size_t i = 0; i < k->value_count; i++) {
        if (strcmp(k->values[i].field->name, name) == 0)
            return &k->values[i];
    }
    return NULL;
}

/* A page that asks for a field its form does not declare is a programmer's mistake. */
static const struct hn_value *
declared(const struct hn_req *q, const char *name)
{
    const struct hn_value *v = value_of(q, name);

    assert(v && "a field of the route's form");
    return v;
}

const char *
hn_form_text(const struct hn_req *q, const char *name)
{
    const struct hn_value *v = declared(q, name);

    return v->count ? v->texts[0] : "";
}

int64_t
hn_form_int(const struct hn_req *q, const char *name)
{
    return declared(q, name)->number;
}

int64_t
hn_form_id(const struct hn_req *q, const char *name)
{
    return declared(q, name)->number;
}

hn_day
hn_form_day(const struct hn_req *q, const char *name)
{
    return (hn_day)declared(q, name)->number;
}

hn_pdate
hn_form_pdate(const struct hn_req *q, const char *name)
{
    return (hn_pdate)declared(q, name)->number;
}

bool
hn_form_flag(const struct hn_req *q, const char *name)
{
    return declared(q, name)->number != 0;
}

bool
hn_form_has(const struct hn_req *q, const char *name)
{
    return declared(q, name)->count > 0;
}

size_t
hn_form_texts(const struct hn_req *q, const char *name, const char *const **out)
{
    const struct hn_value *v = declared(q, name);

    *out = v->texts;
    return v->count;
}

const char *
hn_form_of(const struct hn_req *q, const char *name, const char *record)
{
    const struct hn_value *v = value_of(q, name);
    size_t len = strlen(record);

    for (size_t i = 0; v && i < v->count; i++) {
        if (strncmp(v->texts[i], record, len) == 0 && v->texts[i][len] == '=')
            return v->texts[i] + len + 1;
    }
    return NULL;
}

bool
hn_form_file(const struct hn_req *q, const char *name, struct hn_upload *out)
{
    const struct hn_value *v = declared(q, name);

    *out = v->file;
    return v->count > 0;
}

int64_t
hn_form_row_version(const struct hn_req *q)
{
    return hn_call_of(q)->row_version;
}

const char *
hn_form_typed(const struct hn_req *q, const char *name, const char *otherwise)
{
    const struct hn_value *v = value_of(q, name);

    /* Before anything was sent there is nothing typed; a page shown anew shows even what was emptied. */
    if (!v || (!hn_call_of(q)->again && v->count == 0))
        return otherwise;
    return v->field->kind == HN_SECRET ? "" : v->typed;
}

const char *
hn_form_fault(const struct hn_req *q, const char *name)
{
    const struct hn_ctx *c = &q->ctx;

    for (int i = 0; i < c->fault_count; i++) {
        if (strcmp(c->faults[i].field, name) == 0)
            return hn_words_fault(c->arena, c->lang, &c->faults[i]);
    }
    return NULL;
}
