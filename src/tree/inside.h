/* inside.h: what the files of tree/ share: an engine's statements, kinds in memory, a piece of the tree in memory.
 *
 * Included by tree/ alone.
 */
#ifndef HN_TREE_INSIDE_H
#define HN_TREE_INSIDE_H

#include "tree/tree.h"

#define HN_TREE_DEPTH_MAX 40      /* levels of a tree; more is a circle */
#define HN_TREE_CODE_MAX  40      /* bytes of a code */
#define HN_TREE_NAME_MAX  400     /* bytes of a name */
#define HN_TREE_WORDS_MAX 64      /* words of a node's names and codes kept for search */
#define HN_TREE_LOAD_MAX  2000000 /* versions of one load */

struct hn_tree {
    const char *name; /* "unit", "place": also what kind and kind_rule call it */
    struct hn_fact_table version;
    struct hn_sql node_insert, versions, children_after, by_code, by_id, codes;
    struct hn_sql code_insert, token_insert;
    struct hn_sql kinds, rules, kind_insert, rule_insert;
    struct hn_sql near_versions, sub_closure, all_versions;
    struct hn_sql closure_insert, closure_retire;
    struct hn_sql get, open_on, children, ancestors, history, replaced, each, each_version;
    struct hn_sql lineage_insert, lineage;
};

/* --- kind.c: dated kinds and rules, read once for one deed --- */

struct hn_kinds {
    struct hn_kind *kinds;
    size_t kind_count;
    struct hn_kind *rules;
    size_t rule_count;
};
enum hn_rc hn_kinds_read(struct hn_ctx *c, const struct hn_tree *t, struct hn_kinds *out);
bool hn_kinds_known(const struct hn_kinds *k, const char *kind, hn_day on);
/* parent_kind "": may it be a root? */
bool hn_kinds_may(const struct hn_kinds *k, const char *parent_kind, const char *kind, hn_day on);

/* --- code.c --- */

struct hn_codes {
    struct hn_arena *arena;
    struct hn_code {
        const char *code; /* NULL: free */
        int64_t id;
    } * at;
    size_t count, room; /* room a power of two */
};
/* The code is not there yet; its text is kept as it is. */
const struct hn_code *hn_codes_add(struct hn_codes *l, const char *code, int64_t id);
const struct hn_code *hn_codes_find(const struct hn_codes *l, const char *code); /* NULL: not there */

/* --- forest.c: versions of many nodes in memory, and the closure derived from them --- */

struct hn_forest_span {
    int64_t id, parent;
    hn_day from, to;
    const char *kind, *code;
    size_t parent_at; /* index among nodes, SIZE_MAX: a root, or not here */
    bool fresh;       /* not in the store yet */
    size_t row;       /* of a fresh one: which of those being loaded */
};

struct hn_forest_node {
    int64_t id;
    size_t first, count; /* its spans, by day */
};

struct hn_forest {
    struct hn_arena *arena;
    struct hn_forest_span *spans;
    size_t span_count, span_room;
    struct hn_forest_node *nodes; /* by id */
    size_t node_count;
};

void hn_forest_init(struct hn_forest *f, struct hn_arena *a);
void hn_forest_add(struct hn_forest *f, const struct hn_forest_span *span);
/* Sort and link, after the last was added. */
void hn_forest_link(struct hn_forest *f);
/* SIZE_MAX: not here. */
size_t hn_forest_find(const struct hn_forest *f, int64_t id);

struct hn_closed {
    int64_t anc;
    int32_t depth;
    hn_day from, to;
};
struct hn_closure {
    struct hn_arena *arena;
    struct hn_closed *at;
    size_t count, room;
};
/* Every ancestor of one node over every stretch of days, the node itself at depth 0, in order of (anc, depth, from),
 * neighbouring stretches joined. with_fresh = false leaves out spans that are not in the store yet. Only
 * parents' spans that cover the child's days count. false: the node is its own ancestor, or too deep. */
bool hn_forest_climb(const struct hn_forest *f, size_t node, bool with_fresh, struct hn_closure *out);
/* false: nobody can be its own ancestor nor be too deep, whatever the day. Quick; hn_forest_climb says who is. */
bool hn_forest_may_ring(const struct hn_forest *f);

/* --- closure.c --- */

/* Derive the closure of a node and of all that was ever below it anew, and write the differences. Called after the
 * versions are written. HN_CONFLICT tree.cycle. */
enum hn_rc hn_closure_renew(struct hn_ctx *c, const struct hn_tree *t, int64_t id);
/* Collects differences for many nodes, then writes them: first all retired, then all new. */
struct hn_closure_diff {
    struct hn_arena *arena;
    struct hn_closure_row {
        int64_t des;
        struct hn_closed row;
    } * old, *new;
    size_t old_count, old_room, new_count, new_room;
};
void hn_closure_compare(struct hn_closure_diff *d, int64_t des, const struct hn_closed *old, size_t old_count,
                        const struct hn_closed *new, size_t new_count);
enum hn_rc hn_closure_write(struct hn_ctx *c, const struct hn_tree *t, const struct hn_closure_diff *d,
                            hn_time at);

/* --- version.c --- */

/* Versions of one node under current knowledge, by day. */
struct hn_versions {
    struct hn_node *at;
    int64_t *ids;
    size_t count;
};
enum hn_rc hn_versions_read(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_versions *out);
/* The instant of a deed that replaces any of these. */
hn_time hn_versions_at(const struct hn_ctx *c, const struct hn_versions *v);

/* May a node of this kind stand under the parent over the whole stretch? Judged on the first day, and on each day
 * on which the parent becomes something else. HN_INVALID tree.kind_rule, HN_CONFLICT tree.parent_closed. */
enum hn_rc hn_check_under(struct hn_ctx *c, const struct hn_kinds *k, const struct hn_versions *parent,
                          const struct hn_node *n);
enum hn_rc hn_check_kind(struct hn_ctx *c, const struct hn_kinds *k, const struct hn_node *n);
/* HN_CONFLICT tree.code_taken when the code belongs to another node than id. */
enum hn_rc hn_check_code(struct hn_ctx *c, const struct hn_tree *t, const char *code, int64_t id);
/* Children that stand under the node somewhere in from..to. kind NULL: HN_CONFLICT tree.has_children when there is
 * one; else HN_INVALID tree.kind_rule when one may not stand under that kind. */
enum hn_rc hn_check_children(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day from, hn_day to,
                             const struct hn_kinds *k, const char *kind);

enum hn_rc hn_version_write(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n, hn_time at);
/* Retire version i from a day on, keeping what of it lies before. */
enum hn_rc hn_version_cut(struct hn_ctx *c, const struct hn_tree *t, const struct hn_versions *v, size_t i,
                          hn_day on, hn_time at);
enum hn_rc hn_code_put(struct hn_ctx *c, const struct hn_tree *t, const char *code, int64_t id);

/* The values of a version in the order of the version table. sort_key is made here. */
#define HN_VERSION_VALUES 11
void hn_version_values(struct hn_arena *a, const struct hn_node *n, struct hn_param out[HN_VERSION_VALUES]);
/* Empty strings for NULL; a slug from the name where none is given. */
void hn_version_fill(struct hn_arena *a, struct hn_node *n);
/* Shape of code and name. */
enum hn_rc hn_version_check(struct hn_ctx *c, const struct hn_node *n);

/* --- token.c --- */

/* The words of a node's names and code, folded, each once. */
size_t hn_token_words(struct hn_arena *a, const struct hn_node *n, const char *words[HN_TREE_WORDS_MAX]);
enum hn_rc hn_token_put(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *n);

#endif
