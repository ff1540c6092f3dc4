/* out.c: see out.h. The only hand-written file that knows how HTML, URLs and JSON are escaped. */
#include "web/out.h"

#include <inttypes.h>
#include <string.h>

#include "base/decimal.h"
#include "base/vi.h"

void
hn_out_raw(struct hn_out *o, const char *markup)
{
    if (markup)
        hn_buf_str(&o->buf, markup);
}

void
hn_out_raw_n(struct hn_out *o, const char *markup, size_t len)
{
    hn_buf_add(&o->buf, markup, len);
}

/* --- HTML and URLs ----------------------------------------------------------------------------------- */

static void
put_html(struct hn_out *o, const char *text, size_t len)
{
    size_t from = 0;

    for (size_t i = 0; i < len; i++) {
        const char *as = NULL;

        switch (text[i]) {
        case '&':
            as = "&amp;";
            break;
        case '<':
            as = "&lt;";
            break;
        case '>':
            as = "&gt;";
            break;
        case '"':
            as = "&quot;";
            break;
        case '\'':
            as = "&#39;";
            break;
        default:
            continue;
        }
        hn_buf_add(&o->buf, text + from, i - from);
        hn_buf_str(&o->buf, as);
        from = i + 1;
    }
    hn_buf_add(&o->buf, text + from, len - from);
}

void
hn_out_html(struct hn_out *o, const char *text)
{
    if (text)
        put_html(o, text, strlen(text));
}

void
hn_out_url(struct hn_out *o, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";

    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool bare = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                    c == '.' || c == '_' || c == '~';

        if (bare) {
            hn_buf_char(&o->buf, (char)c);
            continue;
        }
        hn_buf_char(&o->buf, '%');
        hn_buf_char(&o->buf, hex[c >> 4]);
        hn_buf_char(&o->buf, hex[c & 15]);
    }
}

/* Own paths begin with one slash: "//host" and "/\host" would leave the site. A fragment or a query of the
 * same page is safe too. Control characters and spaces are dropped by browsers before they look at the
 * scheme, so none may stand in a URL. */
static bool
url_safe(const char *url)
{
    for (const char *p = url; *p; p++)
        if ((unsigned char)*p <= 0x20 || *p == 0x7f || *p == '\\')
            return false;
    if (url[0] == '/')
        return url[1] != '/';
    return url[0] == '#' || url[0] == '?' || strncmp(url, "https://", 8) == 0 ||
           strncmp(url, "mailto:", 7) == 0;
}

void
hn_out_href(struct hn_out *o, const char *url)
{
    hn_out_html(o, url && url_safe(url) ? url : "#");
}

/* --- JSON -------------------------------------------------------------------------------------------- */

static void
put_json_char(struct hn_out *o, unsigned char c)
{
    if (c == '"' || c == '\\')
        hn_buf_printf(&o->buf, "\\%c", c);
    else if (c == '\n')
        hn_buf_str(&o->buf, "\\n");
    else
        hn_buf_printf(&o->buf, "\\u%04x", c);
}

void
hn_out_at(struct hn_out *o)
{
    const char *data = o->buf.data;
    size_t from = o->buf.len;
    bool query = false;

    while (from > 0 && data[from - 1] != '"' && data[from - 1] != '>') {
        query = query || data[from - 1] == '?';
        from--;
    }
    if (query && strstr(data + from, "ngay="))
        return;
    hn_out_html(o, query ? o->and_at : o->at);
}

void
hn_out_json(struct hn_out *o, const char *text)
{
    if (!text) {
        hn_out_raw_n(o, "null", 4);
        return;
    }
    const char *from = text;

    hn_buf_char(&o->buf, '"');
    /* "<" and "&" too, so that JSON stays harmless wherever somebody pastes it. */
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '&' && c != 0x7f)
            continue;
        hn_buf_add(&o->buf, from, (size_t)(text - from));
        put_json_char(o, c);
        from = text + 1;
    }
    hn_buf_add(&o->buf, from, (size_t)(text - from));
    hn_buf_char(&o->buf, '"');
}

void
hn_out_json_int(struct hn_out *o, int64_t n)
{
    hn_out_plain(o, n);
}

static void
json_text_or_null(struct hn_out *o, const char *text)
{
    hn_out_json(o, *text ? text : NULL);
}

void
hn_out_json_id(struct hn_out *o, int64_t id)
{
    if (!id) {
        hn_out_raw_n(o, "null", 4);
        return;
    }
    hn_buf_char(&o->buf, '"');
    hn_out_plain(o, id);
    hn_buf_char(&o->buf, '"');
}

void
hn_out_json_day(struct hn_out *o, hn_day day)
{
    json_text_or_null(o, hn_day_iso(o->buf.arena, day));
}

/* The sentinels stay themselves: only a real last day is one day before valid_to. */
static hn_day
last_of(hn_day valid_to)
{
    return valid_to == HN_DAY_OPEN || valid_to == HN_DAY_START ? valid_to : valid_to - 1;
}

void
hn_out_json_last_day(struct hn_out *o, hn_day valid_to)
{
    hn_out_json_day(o, last_of(valid_to));
}

void
hn_out_json_pdate(struct hn_out *o, hn_pdate p)
{
    json_text_or_null(o, hn_pdate_iso(o->buf.arena, p));
}

void
hn_out_json_time(struct hn_out *o, hn_time at)
{
    if (at == 0 || at == HN_TIME_OPEN)
        hn_out_raw_n(o, "null", 4);
    else
        hn_out_json(o, hn_time_iso(o->buf.arena, at));
}

void
hn_out_json_bool(struct hn_out *o, bool yes)
{
    hn_out_raw(o, yes ? "true" : "false");
}

void
hn_out_json_percent(struct hn_out *o, int64_t part, int64_t whole)
{
    if (whole == 0) {
        hn_out_raw_n(o, "null", 4);
        return;
    }
    int64_t tenths = (part * 2000 + whole) / (2 * whole); /* half up */

    hn_buf_printf(&o->buf, "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
}

void
hn_out_json_word(struct hn_out *o, const struct hn_word *word, const char *arg0, const char *arg1)
{
    hn_out_json(o, hn_words_fill(o->buf.arena, o->lang, word->key, arg0, arg1));
}

void
hn_out_json_tk(struct hn_out *o, const char *prefix, const char *rest)
{
    hn_out_json(o, hn_words(o->lang, hn_print(o->buf.arena, "%s%s", prefix, rest)));
}

/* --- figures and dates ------------------------------------------------------------------------------- */

static void
put_number(struct hn_out *o, int64_t n, char separator)
{
    char digits[32];
    size_t at = sizeof(digits);
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int count = 0;

    do {
        if (separator && count && count % 3 == 0)
            digits[--at] = separator;
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
        count++;
    } while (left);
    if (n < 0)
        digits[--at] = '-';
    hn_buf_add(&o->buf, digits + at, sizeof(digits) - at);
}

void
hn_out_plain(struct hn_out *o, int64_t n)
{
    put_number(o, n, '\0');
}

void
hn_out_int(struct hn_out *o, int64_t n)
{
    put_number(o, n, o->lang == HN_EN ? ',' : '.');
}

void
hn_out_iso(struct hn_out *o, hn_day day)
{
    hn_out_raw(o, hn_day_iso(o->buf.arena, day));
}

void
hn_out_iso_last(struct hn_out *o, hn_day valid_to)
{
    hn_out_iso(o, last_of(valid_to));
}

void
hn_out_iso_pdate(struct hn_out *o, hn_pdate p)
{
    hn_out_raw(o, hn_pdate_iso(o->buf.arena, p));
}

void
hn_out_iso_time(struct hn_out *o, hn_time at)
{
    if (at != 0 && at != HN_TIME_OPEN)
        hn_out_raw(o, hn_time_iso(o->buf.arena, at));
}

static void
put_digits(char *at, int n, int count)
{
    for (; count > 0; n /= 10)
        at[--count] = (char)('0' + n % 10);
}

/* hn_day_table without its detour through the arena: lists have a day in every row. */
void
hn_out_day(struct hn_out *o, hn_day day)
{
    char text[] = "dd/mm/yyyy";

    if (day == HN_DAY_OPEN || day == HN_DAY_START)
        return;
    struct hn_date date = hn_date_of(day);

    put_digits(text, date.day, 2);
    put_digits(text + 3, date.month, 2);
    put_digits(text + 6, date.year, 4);
    hn_out_raw_n(o, text, sizeof(text) - 1);
}

void
hn_out_last_day(struct hn_out *o, hn_day valid_to)
{
    hn_out_day(o, last_of(valid_to));
}

void
hn_out_pdate(struct hn_out *o, hn_pdate p)
{
    hn_out_raw(o, hn_pdate_table(o->buf.arena, p));
}

void
hn_out_time(struct hn_out *o, hn_time at)
{
    if (at != 0 && at != HN_TIME_OPEN)
        hn_out_raw(o, hn_time_table(o->buf.arena, at));
}

void
hn_out_milli(struct hn_out *o, int64_t milli)
{
    hn_out_raw(o, hn_vi_milli(o->buf.arena, milli, o->lang == HN_EN));
}

void
hn_out_milli_plain(struct hn_out *o, int64_t milli)
{
    hn_out_raw(o, hn_milli_plain(o->buf.arena, milli));
}

void
hn_out_percent(struct hn_out *o, int64_t part, int64_t whole)
{
    hn_out_raw(o, hn_vi_percent(o->buf.arena, part, whole, o->lang == HN_EN));
}

/* --- texts ------------------------------------------------------------------------------------------- */

void
hn_out_word(struct hn_out *o, const struct hn_word *word, const char *arg0, const char *arg1)
{
    const char *text = word->text[o->lang];
    const char *from = text;

    if (word->plain) {
        hn_buf_add(&o->buf, text, word->len[o->lang]);
        return;
    }
    for (const char *p = text; *p; p++) {
        if (p[0] != '{' || (p[1] != '0' && p[1] != '1') || p[2] != '}')
            continue;
        put_html(o, from, (size_t)(p - from));
        hn_out_html(o, p[1] == '0' ? arg0 : arg1);
        p += 2;
        from = p + 1;
    }
    hn_out_html(o, from);
}

void
hn_out_t(struct hn_out *o, const char *key, const char *arg0, const char *arg1)
{
    const struct hn_word *word = hn_word_find(key);

    if (word)
        hn_out_word(o, word, arg0, arg1);
    else
        hn_out_html(o, hn_words(o->lang, key));
}

/* Keys are short: joined on the stack, since a list asks for one in every row. */
void
hn_out_tk(struct hn_out *o, const char *prefix, const char *rest)
{
    char key[96];
    size_t head = strlen(prefix), tail = strlen(rest);

    if (!head || head + tail >= sizeof(key)) {
        hn_out_t(o, head ? hn_print(o->buf.arena, "%s%s", prefix, rest) : rest, NULL, NULL);
        return;
    }
    *(char *)mempcpy(mempcpy(key, prefix, head), rest, tail) = '\0';
    hn_out_t(o, key, NULL, NULL);
}

void
hn_out_bool(struct hn_out *o, bool yes)
{
    hn_out_t(o, yes ? "yes" : "no", NULL, NULL);
}

const char *
hn_text(enum hn_lang lang, const char *key)
{
    return hn_words(lang, key);
}

bool
hn_text_known(const char *key)
{
    return hn_word_find(key) != NULL;
}

const char *
hn_text_fill(struct hn_arena *a, enum hn_lang lang, const char *key, const char *arg0, const char *arg1)
{
    return hn_words_fill(a, lang, key, arg0, arg1);
}
