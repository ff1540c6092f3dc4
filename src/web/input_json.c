/* input_json.c: JSON bodies as names and texts. jansson reads; the depth is looked at before it does, since its
 * own ceiling is far above ours. */
#include <jansson.h>
#include <string.h>

#include "base/limits.h"
#include "web/input.h"

static bool
depth_is_low(const char *body, size_t len)
{
    int depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < len; i++) {
        if (quoted) {
            if (body[i] == '\\')
                i++;
            else if (body[i] == '"')
                quoted = false;
            continue;
        }
        if (body[i] == '"')
            quoted = true;
        else if ((body[i] == '{' || body[i] == '[') && ++depth > HN_LIMIT_JSON_DEPTH)
            return false;
        else if (body[i] == '}' || body[i] == ']')
            depth--;
    }
    return true;
}

/* Inputs being filled: at most room of them. */
struct filling {
    struct hn_inputs *out;
    size_t room;
};

static bool
add_text(const struct filling *f, const char *name, const char *text, size_t len)
{
    struct hn_inputs *out = f->out;

    if (out->count == f->room)
        return false;
    out->at[out->count++] = (struct hn_input){ .name = name, .text = text, .len = len };
    return true;
}

static bool
add_value(struct hn_arena *a, const struct filling *f, const char *name, const json_t *value)
{
    const char *text = "";

    switch (json_typeof(value)) {
    case JSON_NULL:
        return true; /* as if it had not been sent */
    case JSON_STRING:
        return add_text(f, name, hn_dup_n(a, json_string_value(value), json_string_length(value)),
                        json_string_length(value));
    case JSON_INTEGER:
        text = hn_print(a, "%lld", (long long)json_integer_value(value));
        break;
    case JSON_REAL:
        text = hn_print(a, "%.15g", json_real_value(value));
        break;
    case JSON_TRUE:
        text = "true";
        break;
    case JSON_FALSE:
        text = "false";
        break;
    case JSON_OBJECT:
    case JSON_ARRAY:
        return false;
    }
    return add_text(f, name, text, strlen(text));
}

static bool
add_member(struct hn_arena *a, const struct filling *f, const char *key, json_t *value)
{
    const char *name = hn_dup(a, key);
    size_t i;
    json_t *item;

    if (!json_is_array(value))
        return add_value(a, f, name, value);
    json_array_foreach(value, i, item)
    {
        if (!add_value(a, f, name, item))
            return false;
    }
    return true;
}

static void
drop(void *thing)
{
    json_decref(thing);
}

/* How many texts an object would give, so that no more room is taken than that. */
static size_t
size_of(json_t *object)
{
    size_t count = 0;
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value) count += json_is_array(value) ? json_array_size(value) : 1;
    return count;
}

static bool
add_object(struct hn_arena *a, json_t *object, size_t most, struct hn_inputs *out)
{
    struct filling f = { .out = out, .room = most };
    const char *key;
    json_t *value;

    if (!json_is_object(object) || size_of(object) > most)
        return false;
    out->at = HN_NEW_N(a, struct hn_input, size_of(object) + 1);
    json_object_foreach(object, key, value)
    {
        if (!add_member(a, &f, key, value))
            return false;
    }
    return true;
}

/* NULL: not JSON, or past a ceiling. Released with the arena. */
static json_t *
load(struct hn_arena *a, const char *body, size_t len)
{
    json_error_t error;
    json_t *root;

    if (len > HN_LIMIT_FORM || !depth_is_low(body, len))
        return NULL;
    root = json_loadb(body, len, JSON_REJECT_DUPLICATES, &error);
    if (root)
        hn_arena_at_end(a, drop, root);
    return root;
}

bool
hn_input_json(struct hn_arena *a, const char *body, size_t len, struct hn_inputs *out)
{
    json_t *root = load(a, body, len);

    *out = (struct hn_inputs){ 0 };
    return root && add_object(a, root, HN_LIMIT_FIELDS, out);
}

bool
hn_input_json_rows(struct hn_arena *a, const char *body, size_t len, struct hn_input_rows *out)
{
    json_t *root = load(a, body, len), *object;
    size_t i;

    *out = (struct hn_input_rows){ 0 };
    if (!json_is_array(root) || json_array_size(root) > HN_LIMIT_FORM_ROWS)
        return false;
    out->at = HN_NEW_N(a, struct hn_inputs, json_array_size(root) + 1);
    json_array_foreach(root, i, object)
    {
        if (!add_object(a, object, HN_LIMIT_ROW_FIELDS, &out->at[i]))
            return false;
        out->count++;
    }
    return true;
}

bool
hn_input_is_array(const char *body, size_t len)
{
    size_t i = 0;

    while (i < len && (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r'))
        i++;
    return i < len && body[i] == '[';
}
