/* path.c: from a path to its row.
 *
 * The tree has a node for each segment; a search walks it once, turning back only where a literal segment and
 * a parameter compete. Its depth is that of the table, never that of the input.
 */
#include "web/path.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"

enum { DEPTH_MAX = 12 };

struct node {
    const char *segment; /* NULL: a parameter */
    size_t len;
    const char *name; /* of the parameter */
    struct node *child, *next;
    const struct hn_route *get, *post;
};

struct hn_paths {
    struct node root;
};

/* --- compiling --- */

static enum hn_rc
refuse_row(struct hn_ctx *c, const struct hn_route *r, const char *why)
{
    hn_log(HN_LOG_ERROR, "route %s: %s", r->path, why);
    return hn_fail_arg(c, HN_BROKEN, "", "serve.route", r->path);
}

static struct node *
child_of(struct hn_arena *a, struct node *parent, const char *segment, size_t len)
{
    bool parameter = segment[0] == ':';
    struct node **at = &parent->child;

    /* Parameters stand last, so that literals are tried first. */
    for (; *at; at = &(*at)->next) {
        struct node *n = *at;

        if (parameter ? !n->segment : n->segment && n->len == len && memcmp(n->segment, segment, len) == 0)
            return n;
        if (!parameter && !n->segment)
            break;
    }

    struct node *made = HN_NEW(a, struct node);

    made->next = *at;
    made->segment = parameter ? NULL : hn_dup_n(a, segment, len);
    made->name = parameter ? hn_dup_n(a, segment + 1, len - 1) : NULL;
    made->len = len;
    *at = made;
    return made;
}

static enum hn_rc
add_row(struct hn_ctx *c, struct hn_arena *a, struct node *node, const struct hn_route *r)
{
    const char *path = r->path;
    int depth = 0, parameters = 0;

    if (path[0] != '/' || !r->page)
        return refuse_row(c, r, "no path or no page");
    if (r->needs <= HN_MAY_NOTHING || r->needs >= HN_RIGHT_COUNT)
        return refuse_row(c, r, "names no right");
    if (r->apart && r->needs != HN_MAY_ANYONE)
        return refuse_row(c, r, "stands apart from the store but needs a right");
    while (*path == '/') {
        size_t len = strcspn(++path, "/");

        if (len > 0)
            node = child_of(a, node, path, len);
        if (len > 0 && path[0] == ':') {
            if (node->name && (strlen(node->name) != len - 1 || memcmp(node->name, path + 1, len - 1) != 0))
                return refuse_row(c, r, "another row calls this parameter differently");
            parameters++;
        }
        if (++depth > DEPTH_MAX || parameters > HN_PATH_PARTS)
            return refuse_row(c, r, "too deep");
        path += len;
    }
    if (r->method == HN_POST ? node->post != NULL : node->get != NULL)
        return refuse_row(c, r, "stands there twice");
    if (r->method == HN_POST)
        node->post = r;
    else
        node->get = r;
    return HN_OK;
}

enum hn_rc
hn_paths_compile(struct hn_ctx *c, struct hn_arena *a, const struct hn_route *routes,
                 const struct hn_paths **out)
{
    struct hn_paths *p = HN_NEW(a, struct hn_paths);

    for (const struct hn_route *r = routes; r->path; r++) {
        enum hn_rc rc = add_row(c, a, &p->root, r);

        if (rc)
            return rc;
    }
    *out = p;
    return HN_OK;
}

/* --- searching --- */

static bool
match_from(const struct node *node, const char *path, const char *end, struct hn_match *out)
{
    if (path == end) {
        out->get = node->get;
        out->post = node->post;
        return node->get || node->post;
    }
    path++;

    const char *slash = memchr(path, '/', (size_t)(end - path));
    const char *stop = slash ? slash : end;
    size_t len = (size_t)(stop - path);

    if (len == 0)
        return false;
    for (const struct node *n = node->child; n; n = n->next) {
        if (n->segment) {
            if (n->len == len && memcmp(n->segment, path, len) == 0 && match_from(n, stop, end, out))
                return true;
            continue;
        }
        assert(out->part_count < HN_PATH_PARTS);
        out->parts[out->part_count++] = (struct hn_path_part){ n->name, path, len };
        if (match_from(n, stop, end, out))
            return true;
        out->part_count--;
    }
    return false;
}

static bool
match_path(const struct hn_paths *p, const char *path, size_t len, struct hn_match *out)
{
    *out = (struct hn_match){ .path_len = len };
    if (len == 1 && path[0] == '/')
        len = 0;
    return match_from(&p->root, path, path + len, out);
}

void
hn_paths_find(const struct hn_paths *p, const char *path, struct hn_match *out)
{
    static const struct {
        const char *text;
        enum hn_format format;
    } endings[] = { { ".json", HN_JSON }, { ".csv", HN_CSV }, { ".xlsx", HN_XLSX } };
    size_t len = strlen(path);

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t tail = strlen(endings[i].text);

        if (len <= tail + 1 || strcmp(path + len - tail, endings[i].text) != 0)
            continue;
        if (!match_path(p, path, len - tail, out) || !out->get)
            break;
        if (endings[i].format != HN_JSON && !out->get->list)
            break;
        out->ending = endings[i].format;
        return;
    }
    match_path(p, path, len, out);
}
