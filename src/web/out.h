/* out.h: where a view writes. The compiled templates (web/view/) call these and nothing else.
 *
 * Escaping follows the place a value stands in: the template compiler knows the place and picks the function.
 * HTML and JSON go through the same struct. Not for: subjects, which know neither.
 */
#ifndef HN_WEB_OUT_H
#define HN_WEB_OUT_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/words.h"

struct hn_out {
    struct hn_buf buf;
    enum hn_lang lang;
    hn_day on;          /* the date the page is asked for */
    const char *at;     /* "" or "?ngay=2021-12-31[&biet=…]": appended to links, so that the date stays */
    const char *and_at; /* the same with & in front, for links that carry a query already */
    const char *csrf;   /* masked token for forms of this answer */
    const char *key;    /* idempotency key for forms of this answer */
    bool faulty;        /* a form is shown again with its faults: what was folded away stands open */
};

void hn_out_raw(struct hn_out *o, const char *markup);               /* | raw: reviewed markup only */
void hn_out_raw_n(struct hn_out *o, const char *markup, size_t len); /* literal parts of templates */
void hn_out_html(struct hn_out *o, const char *text); /* text and attribute values: & < > " ' */
void hn_out_url(struct hn_out *o, const char *text);  /* one path segment or query value, percent-encoded */
void hn_out_href(struct hn_out *o,
                 const char *url); /* a whole URL: own paths, https:, mailto: only; else "#" */

/* The date of the page behind the link that is being written: with ? or &, whichever the link still lacks; nothing
 * when the link names a date of its own. */
void hn_out_at(struct hn_out *o);

/* JSON. Numbers that are ids go out as strings, since JavaScript cannot keep them. */
void hn_out_json(struct hn_out *o, const char *text); /* a JSON string with its quotes; NULL → null */
void hn_out_json_int(struct hn_out *o, int64_t n);
void hn_out_json_id(struct hn_out *o, int64_t id);            /* "123"; 0 → null */
void hn_out_json_day(struct hn_out *o, hn_day day);           /* "2021-12-31"; sentinels → null */
void hn_out_json_last_day(struct hn_out *o, hn_day valid_to); /* the last day included; open → null */
void hn_out_json_pdate(struct hn_out *o, hn_pdate p); /* "1956-07-03", "1956-07", "1956"; 0 → null */
void hn_out_json_time(struct hn_out *o, hn_time at);  /* ISO, UTC; 0 and open → null */
void hn_out_json_bool(struct hn_out *o, bool yes);
void hn_out_json_percent(struct hn_out *o, int64_t part, int64_t whole); /* 93.7; whole 0 → null */
void hn_out_json_word(struct hn_out *o, const struct hn_word *word, const char *arg0, const char *arg1);
void hn_out_json_tk(struct hn_out *o, const char *prefix, const char *rest);

/* For machines, inside HTML: date inputs, <time datetime>, URLs. "" for sentinels and 0. */
void hn_out_iso(struct hn_out *o, hn_day day);
void hn_out_iso_last(struct hn_out *o, hn_day valid_to);
void hn_out_iso_pdate(struct hn_out *o, hn_pdate p);
void hn_out_iso_time(struct hn_out *o, hn_time at);
void hn_out_milli_plain(struct hn_out *o, int64_t milli); /* 187.9, also in JSON */
void hn_out_plain(struct hn_out *o, int64_t n);           /* 104700: ids, attributes, SVG */

/* For people, in the language of the page. */
void hn_out_int(struct hn_out *o, int64_t n);            /* 104.700 */
void hn_out_milli(struct hn_out *o, int64_t milli);      /* 187,9 of 187900 */
void hn_out_day(struct hn_out *o, hn_day day);           /* 05/07/2021; "" for the sentinels */
void hn_out_last_day(struct hn_out *o, hn_day valid_to); /* the last day included; "" when open */
void hn_out_pdate(struct hn_out *o, hn_pdate p);
void hn_out_time(struct hn_out *o, hn_time at);
void hn_out_percent(struct hn_out *o, int64_t part, int64_t whole);
void hn_out_bool(struct hn_out *o, bool yes); /* Có, Không */
/* A text with {0} {1} filled and escaped. The compiled templates name the text's constant; hn_out_t and
 * hn_out_tk look it up at run time: an unknown key is shown as it is, with a line in the log. */
void hn_out_word(struct hn_out *o, const struct hn_word *word, const char *arg0, const char *arg1);
void hn_out_t(struct hn_out *o, const char *key, const char *arg0, const char *arg1);
void hn_out_tk(struct hn_out *o, const char *prefix, const char *rest); /* key: prefix and rest together */

/* The text itself, for titles and messages (base/words.h). */
const char *hn_text(enum hn_lang lang, const char *key);
bool hn_text_known(const char *key);
const char *hn_text_fill(struct hn_arena *a, enum hn_lang lang, const char *key, const char *arg0,
                         const char *arg1);

#endif
