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

static bool
add_text(struct hn_inputs *out, const char *name, const char *text, size_t len)
{
    if (out->count == HN_LIMIT_FIELDS)
        return false;
    out->at[out->count++] = (struct hn_input){ .name = name, .text = text, .len = len };
    return true;
}

static bool
add_value(struct hn_arena *a, struct hn_inputs *out, const char *name, const json_t *value)
{
    const char *text = "";

    switch (json_typeof(value)) {
    case JSON_NULL:
        return true; /* as if it had not been sent */
    case JSON_STRING:
        return add_text(out, name, hn_dup_n(a, json_string_value(value), json_string_length(value)),
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
    return add_text(out, name, text, strlen(text));
}

static bool
add_member(struct hn_arena *a, struct hn_inputs *out, const char *key, json_t *value)
{
    const char *name = hn_dup(a, key);
    size_t i;
    json_t *item;

    if (!json_is_array(value))
        return add_value(a, out, name, value);
    json_array_foreach(value, i, item)
    {
        if (!add_value(a, out, name, item))
            return false;
    }
    return true;
}

static void
drop(void *thing)
{
    json_decref(thing);
}

bool
hn_input_json(struct hn_arena *a, const char *body, size_t len, struct hn_inputs *out)
{
    json_error_t error;
    const char *key;
    json_t *root, *value;

    *out = (struct hn_inputs){ 0 };
    if (len > HN_LIMIT_FORM || !depth_is_low(body, len))
        return false;
    root = json_loadb(body, len, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return false;
    hn_arena_at_end(a, drop, root);
    if (!json_is_object(root))
        return false;
    out->at = HN_NEW_N(a, struct hn_input, HN_LIMIT_FIELDS);
    json_object_foreach(root, key, value)
    {
        if (!add_member(a, out, key, value))
            return false;
    }
    return true;
}
