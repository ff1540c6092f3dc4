/* page_public.h: what anybody may read without signing in: front page, about, help, personal data, a lost phrase. */
#ifndef HN_WEB_PAGE_PUBLIC_H
#define HN_WEB_PAGE_PUBLIC_H

#include "census/counts.h"
#include "web/page.h"

hn_page_fn hn_page_home, hn_page_about, hn_page_help, hn_page_help_figures, hn_page_privacy,
    hn_page_forgotten;

struct hn_home {
    bool signed_in;
    bool demo;
    bool figures; /* made-up data: the figures of the root may be shown to anybody */
    const char *unit_name, *unit_code;
    hn_time known;
    struct hn_counts counts;
};

/* A page of plain text: chapters, each with a heading "PREFIX.NAME.title" and lines "PREFIX.NAME.1" …; steps are numbered. */
struct hn_chapter {
    const char *name;
    int lines;
    bool steps;
};
struct hn_reading {
    const char *prefix; /* "help" */
    const struct hn_chapter *sections;
    size_t count;
    bool contents;      /* begins with links to its sections */
    const char *onward; /* a page that goes on, told by "PREFIX.onward"; NULL: none */
    bool article;       /* ends with the way to the article from the records */
};

#endif
