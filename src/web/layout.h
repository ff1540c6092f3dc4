/* layout.h: what stands around every page, and what an error page says. Filled by answer.c, shown by the views
 * of web/view/layout/ and web/view/error/:
 *
 *   hn_view_layout_top(o, const struct hn_layout *)    from <!DOCTYPE html> to the open <main>
 *   hn_view_layout_bottom(o, const struct hn_layout *) the rest
 *   hn_view_error(o, const struct hn_error *)          inside main, between the two
 *
 * Not for: what a page itself shows.
 */
#ifndef HN_WEB_LAYOUT_H
#define HN_WEB_LAYOUT_H

#include "base/ctx.h"
#include "web/pairs.h"

struct hn_crumb {
    const char *text;
    const char *href; /* NULL: the current page */
};

/* An item of the menu the actor may open. */
struct hn_menu_item {
    const char *section; /* "units": text key menu.units */
    const char *href;    /* "/to-chuc" */
    bool current;
};

struct hn_layout_fault {
    const char *field;   /* "": of the whole form */
    const char *message; /* a finished sentence */
};

struct hn_layout {
    const char *title; /* finished: "Tân Bình – Hạt nhân", with "Lỗi: " in front when faults are shown */
    const char *section;
    bool staff;                 /* loads htmx */
    const char *meeting;        /* of a page that is kept on the phone: its meeting's id; "" none */
    const char *account;        /* and whose it is */
    bool live;                  /* loads the script that fills it */
    int live_seconds;           /* without scripts loaded anew so often; 0: not */
    bool bare;                  /* no menu, no date control */
    bool demo;                  /* "Số liệu minh họa", noindex */
    const char *path;           /* of this page, decoded, without query */
    const char *other_language; /* href of this page in the other language */
    const char *user_name;      /* "" when nobody is signed in */
    const char *user_unit;      /* name of the unit of the first grant, or "" */
    int64_t notices;            /* not looked at yet */
    const struct hn_menu_item *menu;
    size_t menu_count;
    const struct hn_crumb *crumbs;
    size_t crumb_count;
    const char *done; /* sentence shown once, "" when none */
    /* The date control: shown when dated; on is what was asked. */
    bool dated;
    hn_day on, today;
    bool past, future;      /* on is not today */
    hn_day known;           /* ?biet=, HN_DAY_OPEN when not asked */
    struct hn_pairs rest;   /* the query without ngay, biet, trang, lang: carried along, hidden */
    const char *today_href; /* this page without ngay and biet */
    /* Faults of the form shown, in order: the error summary. */
    const struct hn_layout_fault *faults;
    size_t fault_count;
};

/* A path with the pairs of a query, without those of the NULL-ended names, escaped for a URL:
 * "/dang-vien?q=anh". For other_language, today_href and lists. */
const char *hn_layout_href(struct hn_arena *a, const char *path, const struct hn_pairs *query,
                           const char *const *without);
/* What o->at ('?') and o->and_at ('&') should be: "" for today as known now, else "?ngay=…[&biet=…]". */
const char *hn_layout_at(struct hn_arena *a, hn_day on, hn_day today, hn_time known, char first);

/* An error page: texts error_page.STATUS.title, .text, .next; detail is a finished sentence or "". */
struct hn_error {
    unsigned status;
    const char *detail;
    const char *number;   /* the request's number, for 500 and 503 */
    int64_t wait_seconds; /* 429, 503: Retry-After; 0 when unknown */
    bool signed_in;
    const char *back; /* where a refused form came from, own path or "" */
};

#endif
