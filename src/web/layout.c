/* layout.c: see layout.h. The links of the layout that keep the rest of the query. */
#include "web/layout.h"

#include <string.h>

#include "web/out.h"

static bool
left_out(const char *name, const char *const *without)
{
    for (; without && *without; without++)
        if (strcmp(name, *without) == 0)
            return true;
    return false;
}

const char *
hn_layout_href(struct hn_arena *a, const char *path, const struct hn_pairs *query, const char *const *without)
{
    struct hn_out o = { 0 };
    char separator = '?';

    hn_buf_init(&o.buf, a, 0);
    hn_buf_str(&o.buf, path);
    for (size_t i = 0; i < query->count; i++) {
        if (left_out(query->at[i].name, without))
            continue;
        hn_buf_char(&o.buf, separator);
        hn_out_url(&o, query->at[i].name);
        hn_buf_char(&o.buf, '=');
        hn_out_url(&o, query->at[i].value);
        separator = '&';
    }
    return o.buf.data;
}

const char *
hn_layout_at(struct hn_arena *a, hn_day on, hn_day today, hn_time known, char first)
{
    const char *at = "";

    if (on != today || known != HN_TIME_OPEN)
        at = hn_print(a, "%cngay=%s", first, hn_day_iso(a, on));
    if (known != HN_TIME_OPEN)
        at = hn_print(a, "%s&biet=%s", at, hn_day_iso(a, hn_day_at(known)));
    return at;
}
