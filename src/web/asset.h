/* asset.h: the style sheet, scripts and icon of the pages, linked into the program.
 *
 * The table is made at build time from web/asset/ (scripts/assets.mjs, gen/asset.c). Paths carry a hash of the
 * content, so an answer may be kept for ever. Neighbours: http/ sends them, the layout links to them.
 */
#ifndef HN_WEB_ASSET_H
#define HN_WEB_ASSET_H

#include <stddef.h>

struct hn_asset_body {
    const unsigned char *data;
    size_t len;
};

struct hn_asset {
    const char *name;         /* logical: "app.css" */
    const char *path;         /* "/a/app.3f2a….css" */
    const char *content_type; /* "text/css; charset=utf-8" */
    const char *etag;         /* with its quotes; the same for all three forms, so Vary is due */
    struct hn_asset_body identity;
    struct hn_asset_body br;
    struct hn_asset_body gz;
};

extern const struct hn_asset hn_assets[];
extern const size_t hn_assets_count;

/* The asset served under a path, NULL when there is none. */
const struct hn_asset *hn_asset_at(const char *path);
/* An asset by its logical name ("sw.js"): assert as below. */
const struct hn_asset *hn_asset_named(const char *name);
/* The path of a logical name ("app.css"). A name not there is a programmer's mistake: assert. */
const char *hn_asset_path(const char *name);

#endif
