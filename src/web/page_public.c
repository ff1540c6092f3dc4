/* page_public.c: see page_public.h. Not for: figures beyond those of the root (page_overview.c). */
#include "web/page_public.h"

#include "tree/tree.h"
#include "view_public.h"
#include "web/app.h"

/* --- the front page --- */

/* Made-up figures harm nobody; real ones are for those who sign in. */
static enum hn_rc
read_figures(struct hn_req *q, struct hn_home *h)
{
    struct hn_nodes roots;
    enum hn_rc rc = hn_tree_children(&q->ctx, &hn_tree_units, 0, 1, &roots);

    if (rc || roots.count == 0)
        return rc;
    h->unit_name = roots.at[0].name;
    h->unit_code = roots.at[0].code;
    h->known = q->ctx.known;
    h->figures = true;
    return hn_counts_of(&q->ctx, (struct hn_unit_id){ roots.at[0].id }, &h->counts);
}

enum hn_rc
hn_page_home(struct hn_req *q)
{
    static const struct hn_view plain = {
        .title = "home.title", .section = "", .html = hn_view_home_any, .json = hn_json_home_any
    };
    static const struct hn_view counted = { .title = "home.title",
                                            .section = "",
                                            .html = hn_view_home_any,
                                            .json = hn_json_home_any,
                                            .dated = true };
    struct hn_home home = { .signed_in = hn_req_who(q) != NULL, .demo = hn_app_is_demo(q->app) };
    enum hn_rc rc = home.demo ? read_figures(q, &home) : HN_OK;

    return rc ? rc : hn_show(q, home.figures ? &counted : &plain, &home, NULL);
}

/* --- pages of text --- */

#define COUNT(list) (sizeof list / sizeof list[0])

enum hn_rc
hn_page_about(struct hn_req *q)
{
    static const struct hn_chapter sections[] = { { "what", 3, false },
                                                  { "limits", 4, false },
                                                  { "free", 2, false } };
    const struct hn_reading about = {
        .prefix = "about", .sections = sections, .count = COUNT(sections), .article = hn_app_is_demo(q->app)
    };
    static const struct hn_view view = {
        .title = "about.title", .section = "", .html = hn_view_reading_any, .json = hn_json_reading_any
    };

    return hn_show(q, &view, &about, NULL);
}

enum hn_rc
hn_page_help(struct hn_req *q)
{
    static const struct hn_chapter sections[] = {
        { "sign_in", 4, true },  { "second", 4, true },  { "phrase", 3, true },   { "date", 4, true },
        { "known", 2, false },   { "own", 4, true },     { "cell", 4, true },     { "month", 8, true },
        { "offline", 5, false }, { "sheet", 4, true },   { "attend", 6, true },   { "fees", 5, true },
        { "above", 7, true },    { "owed", 4, true },    { "papers", 6, true },   { "work", 4, true },
        { "area", 4, true },     { "inspect", 4, true }, { "emulate", 4, true },  { "find", 4, true },
        { "correct", 5, true },  { "reveal", 3, false }, { "figures", 4, true },  { "files", 3, false },
        { "accounts", 5, true }, { "log", 4, true },     { "trouble", 4, false },
    };
    static const struct hn_reading help = { .prefix = "help",
                                            .sections = sections,
                                            .count = COUNT(sections),
                                            .contents = true,
                                            .onward = "/tro-giup/so-lieu" };
    static const struct hn_view view = {
        .title = "help.title", .section = "help", .html = hn_view_reading_any, .json = hn_json_reading_any
    };

    return hn_show(q, &view, &help, NULL);
}

/* A page of its own: whoever opens help on a phone is not to wait for all of it. */
enum hn_rc
hn_page_help_figures(struct hn_req *q)
{
    static const struct hn_chapter sections[] = { { "figures_in", 6, true },
                                                  { "approval", 4, true },
                                                  { "criteria", 6, true } };
    static const struct hn_reading help = {
        .prefix = "help_figures", .sections = sections, .count = COUNT(sections), .contents = true
    };
    static const struct hn_view view = { .title = "help_figures.title",
                                         .section = "help",
                                         .html = hn_view_reading_any,
                                         .json = hn_json_reading_any };

    return hn_show(q, &view, &help, NULL);
}

enum hn_rc
hn_page_privacy(struct hn_req *q)
{
    static const struct hn_chapter sections[] = {
        { "kept", 4, false },   { "why", 3, false },   { "who", 4, false },
        { "rights", 6, false }, { "never", 4, false }, { "law", 3, false },
    };
    static const struct hn_reading privacy = { .prefix = "privacy",
                                               .sections = sections,
                                               .count = COUNT(sections) };
    static const struct hn_view view = {
        .title = "privacy.title", .section = "", .html = hn_view_reading_any, .json = hn_json_reading_any
    };

    return hn_show(q, &view, &privacy, NULL);
}

enum hn_rc
hn_page_forgotten(struct hn_req *q)
{
    static const struct hn_chapter sections[] = { { "do", 4, true },
                                                  { "phone", 3, true },
                                                  { "manager", 3, true } };
    static const struct hn_reading forgotten = { .prefix = "forgotten",
                                                 .sections = sections,
                                                 .count = COUNT(sections) };
    static const struct hn_view view = {
        .title = "forgotten.title", .section = "", .html = hn_view_reading_any, .json = hn_json_reading_any
    };

    return hn_show(q, &view, &forgotten, NULL);
}
