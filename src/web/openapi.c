/* openapi.c: the route table told to machines. One walk over the rows; rows of one path stand together. */
#include "web/openapi.h"

#include <ctype.h>
#include <string.h>

#include "web/list.h"
#include "web/out.h"

#ifndef HN_VERSION
#define HN_VERSION "0"
#endif

static const char problem_schema[] =
    "{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\"],\"properties\":{"
    "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
    "\"instance\":{\"type\":\"string\"},\"request\":{\"type\":[\"string\",\"null\"]},"
    "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"field\":{\"type\":\"string\"},\"message\":{\"type\":\"string\"}}}}}}";

static const char place_schema[] =
    "{\"type\":\"object\",\"required\":[\"location\"],\"properties\":{\"location\":{\"type\":\"string\"}}}";

/* The query words the router itself knows. */
static const char common_query[] =
    "{\"name\":\"ngay\",\"in\":\"query\",\"description\":\"Date the answer is asked for\","
    "\"schema\":{\"type\":\"string\",\"format\":\"date\"}},"
    "{\"name\":\"biet\",\"in\":\"query\",\"description\":\"What was known at the end of this day\","
    "\"schema\":{\"type\":\"string\",\"format\":\"date\"}},"
    "{\"name\":\"lang\",\"in\":\"query\",\"description\":\"Language of texts for people\","
    "\"schema\":{\"type\":\"string\",\"enum\":[\"vi\",\"en\"]}}";

static const char list_query[] = ",{\"name\":\"trang\",\"in\":\"query\",\"description\":\"Page, from 1\","
                                 "\"schema\":{\"type\":\"integer\",\"minimum\":1}},"
                                 "{\"name\":\"co\",\"in\":\"query\",\"description\":\"Rows a page\","
                                 "\"schema\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":200}}";

/* --- fields --- */

static void
write_choices(struct hn_out *o, const char *const *choices)
{
    hn_out_raw(o, "{\"type\":\"string\",\"enum\":[");
    for (size_t i = 0; choices && choices[i]; i++) {
        hn_out_raw(o, i ? "," : "");
        hn_out_json(o, choices[i]);
    }
    hn_out_raw(o, "]}");
}

static void
write_bounded(struct hn_out *o, const struct hn_field *f)
{
    hn_out_raw(o, "{\"type\":\"integer\"");
    if (f->low != 0 || f->high != 0)
        hn_buf_printf(&o->buf, ",\"minimum\":%lld,\"maximum\":%lld", (long long)f->low, (long long)f->high);
    hn_out_raw(o, "}");
}

static void
write_text(struct hn_out *o, const struct hn_field *f, size_t otherwise)
{
    hn_buf_printf(&o->buf, "{\"type\":\"string\",\"maxLength\":%zu}", f->max ? f->max : otherwise);
}

static void
write_field_type(struct hn_out *o, const struct hn_field *f)
{
    switch (f->kind) {
    case HN_TEXT:
        write_text(o, f, 200);
        break;
    case HN_LONG_TEXT:
        write_text(o, f, 10000);
        break;
    case HN_SECRET:
        hn_out_raw(o, "{\"type\":\"string\",\"format\":\"password\"}");
        break;
    case HN_ID:
        hn_out_raw(o, "{\"type\":\"string\",\"pattern\":\"^[0-9]+$\"}");
        break;
    case HN_INT:
        write_bounded(o, f);
        break;
    case HN_DAY:
        hn_out_raw(o, "{\"type\":\"string\",\"format\":\"date\"}");
        break;
    case HN_PDATE:
        hn_out_raw(o, "{\"type\":\"string\",\"description\":\"1956, 1956-07 or 1956-07-03\"}");
        break;
    case HN_CHOICE:
        write_choices(o, f->choices);
        break;
    case HN_FLAG:
        hn_out_raw(o, "{\"type\":\"boolean\"}");
        break;
    case HN_CODE:
        hn_out_raw(o, "{\"type\":\"string\",\"maxLength\":64,\"pattern\":\"^[A-Za-z0-9._:-]*$\"}");
        break;
    case HN_FILE:
        hn_out_raw(o, "{\"type\":\"string\",\"contentMediaType\":\"application/octet-stream\"}");
        break;
    }
}

static void
write_field(struct hn_out *o, const struct hn_field *f)
{
    if (f->many)
        hn_out_raw(o, "{\"type\":\"array\",\"items\":");
    write_field_type(o, f);
    if (f->many)
        hn_out_raw(o, "}");
}

static bool
takes_a_file(const struct hn_form *form)
{
    for (const struct hn_field *f = form->fields; f->name; f++) {
        if (f->kind == HN_FILE)
            return true;
    }
    return false;
}

static void
write_fields_schema(struct hn_out *o, const struct hn_field *fields, bool versioned)
{
    bool first = true;

    hn_out_raw(o, "{\"type\":\"object\",\"properties\":{");
    for (const struct hn_field *f = fields; f->name; f++) {
        hn_out_raw(o, f == fields ? "" : ",");
        hn_out_json(o, f->name);
        hn_out_raw(o, ":");
        write_field(o, f);
    }
    if (versioned)
        hn_out_raw(o, fields->name ? ",\"row_version\":{\"type\":\"string\"}"
                                   : "\"row_version\":{\"type\":\"string\"}");
    hn_out_raw(o, "},\"required\":[");
    for (const struct hn_field *f = fields; f->name; f++) {
        if (!f->required)
            continue;
        hn_out_raw(o, first ? "" : ",");
        hn_out_json(o, f->name);
        first = false;
    }
    hn_out_raw(o, "]}");
}

static void
write_form_schema(struct hn_out *o, const struct hn_form *form)
{
    if (!form->rows) {
        write_fields_schema(o, form->fields, form->versioned);
        return;
    }
    hn_out_raw(o, "{\"oneOf\":[");
    write_fields_schema(o, form->fields, form->versioned);
    hn_out_raw(o, ",{\"type\":\"array\",\"items\":");
    write_fields_schema(o, form->rows, false);
    hn_out_raw(o, "}]}");
}

/* --- answers --- */

static void
write_column(struct hn_out *o, const struct hn_column *c)
{
    hn_out_json(o, c->name);
    switch (c->kind) {
    case HN_COL_INT:
        hn_out_raw(o, ":{\"type\":\"integer\"}");
        break;
    case HN_COL_DAY:
    case HN_COL_LAST:
        hn_out_raw(o, ":{\"type\":[\"string\",\"null\"],\"format\":\"date\"}");
        break;
    default:
        hn_out_raw(o, ":{\"type\":[\"string\",\"null\"]}");
        break;
    }
}

static void
write_list_schema(struct hn_out *o, const struct hn_list *list)
{
    hn_out_raw(
        o,
        "{\"type\":\"object\",\"properties\":{\"total\":{\"type\":\"integer\"},\"rows\":{\"type\":\"array\","
        "\"items\":{\"type\":\"object\",\"properties\":{");
    for (size_t i = 0; i < list->column_count; i++) {
        hn_out_raw(o, i ? "," : "");
        write_column(o, &list->columns[i]);
    }
    hn_out_raw(o, "}}}}}");
}

static void
write_answers(struct hn_out *o, const struct hn_route *r)
{
    hn_out_raw(o, "\"responses\":{\"200\":{\"description\":\"");
    hn_out_raw(o, r->method == HN_POST ? "Done" : "The page's data");
    hn_out_raw(o, "\",\"content\":{\"application/json\":{\"schema\":");
    if (r->method == HN_POST)
        hn_out_raw(o, "{\"$ref\":\"#/components/schemas/Place\"}");
    else if (r->rows)
        write_list_schema(o, r->rows);
    else
        hn_out_raw(o, "{\"type\":\"object\"}");
    hn_out_raw(o, "}");
    if (r->list)
        hn_out_raw(
            o, ",\"text/csv\":{},\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\":{}");
    hn_out_raw(o, "}}");
    if (r->method == HN_POST)
        hn_out_raw(o, ",\"201\":{\"description\":\"Made\",\"content\":{\"application/json\":{\"schema\":"
                      "{\"$ref\":\"#/components/schemas/Place\"}}}}");
    hn_out_raw(o, ",\"default\":{\"$ref\":\"#/components/responses/Problem\"}}");
}

/* --- one row --- */

/* "/to-chuc/:unit" as "/to-chuc/{unit}". */
static const char *
template_of(struct hn_arena *a, const char *path)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    while (*path) {
        size_t len = strcspn(path + 1, "/") + 1;

        if (path[1] == ':')
            hn_buf_printf(&b, "/{%.*s}", (int)len - 2, path + 2);
        else
            hn_buf_add(&b, path, len);
        path += len;
    }
    return b.data;
}

static void
write_parameters(struct hn_out *o, const struct hn_route *r)
{
    hn_out_raw(o, "\"parameters\":[");
    hn_out_raw(o, common_query);
    if (r->list)
        hn_out_raw(o, list_query);
    for (const char *p = strchr(r->path, ':'); p; p = strchr(p, ':')) {
        size_t len = strcspn(++p, "/");

        hn_out_raw(o, ",{\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"},\"name\":");
        hn_out_json(o, hn_dup_n(o->buf.arena, p, len));
        hn_out_raw(o, "}");
    }
    for (const struct hn_field *f = r->method == HN_GET && r->form ? r->form->fields : NULL; f && f->name;
         f++) {
        hn_out_raw(o, ",{\"in\":\"query\",\"name\":");
        hn_out_json(o, f->name);
        hn_out_raw(o, f->required ? ",\"required\":true,\"schema\":" : ",\"schema\":");
        write_field(o, f);
        hn_out_raw(o, "}");
    }
    if (r->method == HN_POST)
        hn_out_raw(o, ",{\"in\":\"header\",\"name\":\"Idempotency-Key\",\"schema\":{\"type\":\"string\"}}");
    hn_out_raw(o, "],");
}

static void
write_body(struct hn_out *o, const struct hn_route *r)
{
    if (r->method != HN_POST || !r->form)
        return;
    hn_out_raw(o, "\"requestBody\":{\"required\":true,\"content\":{");
    hn_out_raw(o, takes_a_file(r->form) ? "\"multipart/form-data\":{\"schema\":"
                                        : "\"application/json\":{\"schema\":");
    write_form_schema(o, r->form);
    hn_out_raw(o, "}}},");
}

static void
write_operation(struct hn_out *o, const struct hn_route *r)
{
    struct hn_buf id;

    hn_buf_init(&id, o->buf.arena, 0);
    hn_buf_str(&id, r->method == HN_POST ? "post" : "get");
    for (const char *p = r->path; *p; p++)
        hn_buf_char(&id, isalnum((unsigned char)*p) ? *p : '_');
    hn_out_raw(o, r->method == HN_POST ? "\"post\":{\"operationId\":" : "\"get\":{\"operationId\":");
    hn_out_json(o, id.data);
    hn_out_raw(o, ",\"summary\":");
    hn_out_json(o, r->about ? r->about : "");
    hn_out_raw(o, ",\"x-right\":");
    hn_out_json(o, hn_right_name(r->needs));
    hn_out_raw(o, ",");
    if (r->needs == HN_MAY_ANYONE)
        hn_out_raw(o, "\"security\":[],");
    write_parameters(o, r);
    write_body(o, r);
    write_answers(o, r);
    hn_out_raw(o, "}");
}

static bool
came_before(const struct hn_route *routes, const struct hn_route *r)
{
    for (const struct hn_route *other = routes; other < r; other++) {
        if (strcmp(other->path, r->path) == 0)
            return true;
    }
    return false;
}

static void
write_path(struct hn_out *o, const struct hn_route *r)
{
    bool first = true;

    hn_out_json(o, template_of(o->buf.arena, r->path));
    hn_out_raw(o, ":{");
    for (const struct hn_route *same = r; same->path; same++) {
        if (strcmp(same->path, r->path) != 0)
            continue;
        hn_out_raw(o, first ? "" : ",");
        write_operation(o, same);
        first = false;
    }
    hn_out_raw(o, "}");
}

const char *
hn_openapi_make(struct hn_arena *a, const struct hn_route *routes, size_t *len)
{
    struct hn_out o = { .lang = HN_EN };

    hn_buf_init(&o.buf, a, 0);
    hn_out_raw(&o, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"hatnhan\",\"version\":\"" HN_VERSION "\"},"
                   "\"security\":[{\"bearer\":[]},{\"cookie\":[]}],\"paths\":{");
    for (const struct hn_route *r = routes; r->path; r++) {
        if (came_before(routes, r))
            continue;
        hn_out_raw(&o, r == routes ? "" : ",");
        write_path(&o, r);
    }
    hn_out_raw(&o, "},\"components\":{\"securitySchemes\":{"
                   "\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
                   "\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-hn\"}},"
                   "\"responses\":{\"Problem\":{\"description\":\"Refused\",\"content\":{"
                   "\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}},"
                   "\"schemas\":{\"Problem\":");
    hn_out_raw(&o, problem_schema);
    hn_out_raw(&o, ",\"Place\":");
    hn_out_raw(&o, place_schema);
    hn_out_raw(&o, "}}}");
    *len = o.buf.len;
    return o.buf.data;
}
