/* path.h: the route table, compiled at start into a tree of segments, and the search in it.
 *
 * A row that forgot its right, names a parameter twice or stands there twice refuses to start.
 */
#ifndef HN_WEB_PATH_H
#define HN_WEB_PATH_H

#include "web/accept.h"
#include "web/route.h"

#define HN_PATH_PARTS 4

struct hn_path_part {
    const char *name; /* "unit" */
    const char *text; /* decoded, in the path itself: not ended by NUL */
    size_t len;
};

struct hn_match {
    const struct hn_route *get, *post; /* either may be NULL: 405; both: 404 */
    struct hn_path_part parts[HN_PATH_PARTS];
    size_t part_count;
    enum hn_format ending; /* HN_HTML: the path had no ending of a format */
    size_t path_len;       /* of the path without that ending */
};

struct hn_paths;

/* HN_BROKEN with the row's path in the log when a row is wrong. Lives in a. */
enum hn_rc hn_paths_compile(struct hn_ctx *c, struct hn_arena *a, const struct hn_route *routes,
                            const struct hn_paths **out);
/* The rows of a decoded path. A literal segment wins over a parameter; .csv .xlsx .json are endings where the
 * row without them is a list (any page, for .json). Allocates nothing. */
void hn_paths_find(const struct hn_paths *p, const char *path, struct hn_match *out);

#endif
