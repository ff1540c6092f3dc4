/* step_form.c: steps 3 and 4: is this request really from one of our pages, and what does it say. */
#include <string.h>

#include "audit/audit.h"
#include "base/num.h"
#include "base/seal.h"
#include "web/call.h"
#include "web/form_check.h"
#include "web/steps.h"
#include "web/token.h"

static enum hn_rc
refuse(struct hn_call *k, unsigned status, const char *key)
{
    k->status = status;
    return hn_fail(&k->q.ctx, HN_INVALID, "", key);
}

/* Nobody did what the session's owner did not ask for: refused, and in the log as a refusal. */
static enum hn_rc
refuse_forgery(struct hn_call *k, const char *key)
{
    hn_audit_look(&k->q.ctx, "refused", (struct hn_person_id){ 0 }, (struct hn_unit_id){ 0 }, "", key);
    return hn_fail(&k->q.ctx, HN_DENIED, "", key);
}

static enum hn_rc
read_body(struct hn_call *k, enum hn_input_kind *kind)
{
    const struct hn_http_request *in = &k->x->in;
    const char *type = hn_http_header(in, "Content-Type");
    struct hn_arena *a = k->x->arena;
    bool sound = false;

    *kind = hn_input_kind_of(type);
    switch (*kind) {
    case HN_INPUT_NONE:
        /* A request that says nothing needs no type: signing out, for one. */
        return in->body_len > 0 ? refuse(k, 415, "body_type") : HN_OK;
    case HN_INPUT_FORM:
        sound = hn_input_form(a, in->body, in->body_len, &k->inputs);
        break;
    case HN_INPUT_MULTIPART:
        sound = hn_input_multipart(a, type, in->body, in->body_len, &k->inputs);
        break;
    case HN_INPUT_JSON:
        if (k->q.route->form && k->q.route->form->rows && hn_input_is_array(in->body, in->body_len)) {
            k->rows_sent = true;
            sound = hn_input_json_rows(a, in->body, in->body_len, &k->input_rows);
            break;
        }
        sound = hn_input_json(a, in->body, in->body_len, &k->inputs);
        break;
    }
    return sound ? HN_OK : refuse(k, 400, "body_shape");
}

static const char *
input_text(const struct hn_call *k, const char *name)
{
    for (size_t i = 0; i < k->inputs.count; i++) {
        if (!k->inputs.at[i].file && strcmp(k->inputs.at[i].name, name) == 0)
            return k->inputs.at[i].text;
    }
    return NULL;
}

enum hn_rc
hn_step_token(struct hn_call *k)
{
    const struct hn_http_request *in = &k->x->in;
    enum hn_input_kind kind;
    const char *token;
    enum hn_rc rc = read_body(k, &kind);

    if (rc || k->bearer)
        return rc;
    if (!hn_origin_holds(k))
        return refuse_forgery(k, "origin");
    /* JSON without any cookie carries nothing a foreign page could borrow. */
    if (kind == HN_INPUT_JSON && !hn_http_header(in, "Cookie"))
        return HN_OK;
    token = hn_http_header(in, "X-CSRF-Token");
    if (!token && kind != HN_INPUT_JSON)
        token = input_text(k, "csrf");
    return hn_token_holds(k, token) ? HN_OK : refuse_forgery(k, "token");
}

/* --- the form --- */

/* Key: 8 to 64 letters of a kind that a header, a form and a log can hold. */
static enum hn_rc
read_key(struct hn_call *k)
{
    const char *header = hn_http_header(&k->x->in, "Idempotency-Key");
    const char *key = header ? header : input_text(k, "key");
    size_t len = key ? strlen(key) : 0;

    k->key = "";
    if (len == 0)
        return HN_OK;
    if (len < 8 || len > 64 ||
        key[strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:")])
        return hn_fail(&k->q.ctx, HN_INVALID, "key", "not_code");
    k->key = key;
    return HN_OK;
}

static enum hn_rc
read_row_version(struct hn_call *k, const struct hn_form *form)
{
    const char *text = input_text(k, "row_version");

    if (!form->versioned)
        return HN_OK;
    if (!text || !hn_parse_i64(text, 0, INT64_MAX, &k->row_version))
        return hn_fail(&k->q.ctx, HN_INVALID, "row_version", "changed");
    return HN_OK;
}

static void
digest_text(struct hn_buf *b, const char *text, size_t len)
{
    hn_buf_printf(b, "%zu:", len);
    hn_buf_add(b, text, len);
}

static const uint8_t content_use[HN_KEY_BYTES] = "hatnhan request content";

static void
digest_values(struct hn_call *k, struct hn_buf *b, const struct hn_value *values, size_t count)
{
    struct hn_bytes hash;

    for (size_t i = 0; i < count; i++) {
        const struct hn_value *v = &values[i];

        digest_text(b, v->field->name, strlen(v->field->name));
        for (size_t n = 0; n < v->count && v->field->kind != HN_FILE; n++)
            digest_text(b, v->texts[n], strlen(v->texts[n]));
        if (v->field->kind == HN_FILE) {
            struct hn_bytes file = { (const uint8_t *)v->file.data, v->file.len };

            hash = hn_keyed_hash(&k->q.ctx, content_use, file);
            digest_text(b, (const char *)hash.data, hash.len);
        }
    }
}

/* What the request says, however it says it: the same form sent as JSON is the same content. */
static void
digest_request(struct hn_call *k)
{
    struct hn_bytes hash;
    struct hn_buf b;

    if (!*k->key)
        return;
    hn_buf_init(&b, k->x->arena, 0);
    digest_text(&b, k->path, strlen(k->path));
    hn_buf_printf(&b, "%lld", (long long)k->row_version);
    digest_values(k, &b, k->values, k->value_count);
    for (size_t i = 0; i < k->row_count; i++)
        digest_values(k, &b, k->rows[i], k->row_values);
    hash = hn_keyed_hash(&k->q.ctx, content_use, (struct hn_bytes){ (const uint8_t *)b.data, b.len });
    memcpy(k->digest, hash.data, sizeof k->digest);
}

static struct hn_inputs
inputs_of_query(struct hn_call *k)
{
    struct hn_inputs in = { .at = HN_NEW_N(k->x->arena, struct hn_input, k->query.count) };

    for (; in.count < k->query.count; in.count++) {
        const struct hn_pair *p = &k->query.at[in.count];

        in.at[in.count] = (struct hn_input){ .name = p->name, .text = p->value, .len = p->len };
    }
    return in;
}

enum hn_rc
hn_step_form(struct hn_call *k)
{
    static const struct hn_field none[] = { { 0 } };
    static const struct hn_form empty = { .fields = none };
    const struct hn_form *form = k->q.route->form ? k->q.route->form : &empty;
    struct hn_inputs query;
    enum hn_rc rc, key, version;

    if (k->q.route->method == HN_GET) {
        query = inputs_of_query(k);
        return hn_form_check(k, form, &query);
    }
    rc = k->rows_sent ? hn_form_check_rows(k, form, &k->input_rows) : hn_form_check(k, form, &k->inputs);
    key = read_key(k);
    version = read_row_version(k, form);
    if (rc || key || version)
        return HN_INVALID;
    digest_request(k);
    return HN_OK;
}
