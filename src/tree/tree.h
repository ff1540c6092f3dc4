/* tree.h: the one dated-tree engine, used for places and for organisations.
 *
 * The truth is the dated versions of nodes (parent, kind, code, names over a stretch of days); the closure is derived
 * from them and carries both times. Which kind may stand under which is dated data (kind_rule). An engine is a
 * struct hn_tree: the same statements over unit_… or place_… tables. Neighbours: unit/ and place/ are thin subjects
 * over it. Merging and splitting come as further operations over hn_tree_lineage.
 */
#ifndef HN_TREE_TREE_H
#define HN_TREE_TREE_H

#include "base/ctx.h"
#include "fact/fact.h"
#include "store/store.h"

struct hn_tree; /* hn_tree_units, hn_tree_places */
extern const struct hn_tree hn_tree_units, hn_tree_places;

/* One node as it stands on a day. */
struct hn_node {
    int64_t id, parent;
    const char *kind, *code, *name, *short_name, *name_en, *slug, *sector;
    hn_day from, to; /* of this version */
    hn_time known_from, known_to;
    const char *decision;
    int64_t sort_order;
};

/* Operations: each from a day on, by decision (text, may be ""). What is put holds until the next change of the same
 * thing already recorded: a name put in 2023 ends where a name of 2025 begins. In create and reopen the version
 * holds over in->from .. in->to (0: no last day). NULL texts are "", in rename they stay as they are.
 * All refuse with HN_INVALID or HN_CONFLICT (HN_NOT_FOUND tree.not_found: no such node), faults carry the code:
 * tree.kind_unknown, tree.kind_rule (this kind may not stand under that on that day), tree.code_taken,
 * tree.code_shape, tree.name_missing, tree.parent_closed, tree.cycle, tree.has_children (close), tree.closed,
 * tree.before_start, tree.overlap (reopen). They keep closure, codes and tokens right for current knowledge. */
enum hn_rc hn_tree_create(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *in, int64_t *id);
enum hn_rc hn_tree_rename(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, const char *name,
                          const char *short_name, const char *name_en, const char *decision);
enum hn_rc hn_tree_recode(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, const char *code,
                          const char *decision);
enum hn_rc hn_tree_change_kind(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on,
                               const char *kind, const char *decision);
enum hn_rc hn_tree_move(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on, int64_t parent,
                        const char *decision);
/* on: the first day on which it no longer is. */
enum hn_rc hn_tree_close(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on,
                         const char *decision);
enum hn_rc hn_tree_reopen(struct hn_ctx *c, const struct hn_tree *t, const struct hn_node *in);

/* Loading many versions at once (imports, the demo): put them in any order, then finish checks every rule on every
 * day on which something begins, and builds closure and tokens set by set. Faults name the node by its code in
 * arg; finish gathers several and writes nothing then. The load lives in c's arena: about 1.5 KB a version. Also
 * refuses tree.parent_unknown (no such code), tree.load_size. */
struct hn_tree_load;
enum hn_rc hn_tree_load_begin(struct hn_ctx *c, const struct hn_tree *t, struct hn_tree_load **out);
/* parent by code ("" root). A code seen before gets one more version. Overlaps: HN_CONFLICT tree.overlap. */
enum hn_rc hn_tree_load_version(struct hn_tree_load *l, const struct hn_node *in, const char *parent_code,
                                int64_t *id);
enum hn_rc hn_tree_load_finish(struct hn_tree_load *l);
/* After a finish that refused: what is wrong with the version taken as the i-th (from 0), NULL when nothing is. Unlike
 * the context's faults these are never cut short. */
const struct hn_fault *hn_tree_load_fault(const struct hn_tree_load *l, size_t i);

/* Reading, at c->on and c->known. HN_NOT_FOUND where there is no such node (then). */
enum hn_rc hn_tree_get(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_node *out);
/* By code first, then by id as text. Does not look at dates. */
enum hn_rc hn_tree_find(struct hn_ctx *c, const struct hn_tree *t, const char *code_or_id, int64_t *id);
/* HN_OK when the node is open on that day, else HN_CONFLICT tree.closed. */
enum hn_rc hn_tree_open_on(struct hn_ctx *c, const struct hn_tree *t, int64_t id, hn_day on);

#define HN_TREE_CHILDREN_MAX 2000 /* what a page or a rule reads of one node's children */
struct hn_nodes {
    struct hn_node *at;
    size_t count;
    bool more;
};
enum hn_rc hn_tree_children(struct hn_ctx *c, const struct hn_tree *t, int64_t id, size_t limit,
                            struct hn_nodes *out); /* id 0: the roots; in order of sort_order, sort_key */
enum hn_rc hn_tree_ancestors(struct hn_ctx *c, const struct hn_tree *t, int64_t id,
                             struct hn_nodes *out); /* root first */
/* Every version ever, newest valid first, also superseded ones when c->known asks. */
enum hn_rc hn_tree_history(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_nodes *out);
/* Versions that are no longer believed, newest correction first: what stood in the place of those of hn_tree_history
 * before they were recorded. */
enum hn_rc hn_tree_replaced(struct hn_ctx *c, const struct hn_tree *t, int64_t id, struct hn_nodes *out);
/* The node and its subtree, by depth, then code, streamed; texts live until each returns. */
enum hn_rc hn_tree_each(struct hn_ctx *c, const struct hn_tree *t, int64_t id,
                        enum hn_rc (*each)(void *sink, const struct hn_node *n, const char *parent_code),
                        void *sink);
/* All versions as known at c->known, streamed in order of depth then code then date: export. */
enum hn_rc hn_tree_each_version(struct hn_ctx *c, const struct hn_tree *t,
                                enum hn_rc (*each)(void *sink, const struct hn_node *n,
                                                   const char *parent_code),
                                void *sink);

/* A node from a row whose columns are those of struct hn_node (from, to: valid_from, valid_to; parent: parent_id):
 * for lists of other subjects over the same tables. */
void hn_node_read(struct hn_rows *rows, struct hn_node *out);

/* Dated kinds and rules. */
enum hn_rc hn_tree_kind_add(struct hn_ctx *c, const struct hn_tree *t, const char *kind, int sort,
                            hn_day from, hn_day to, const char *legal_basis);
enum hn_rc hn_tree_rule_add(struct hn_ctx *c, const struct hn_tree *t, const char *parent_kind,
                            const char *child_kind, hn_day from, hn_day to, const char *legal_basis);

/* All of them, every date, for reading: kinds in their order, and which may stand under which (parent_kind "": as a
 * root; in a kind it is always ""). */
struct hn_kind {
    const char *parent_kind, *kind;
    hn_day from, to;
    const char *legal_basis;
};
enum hn_rc hn_tree_kinds_all(struct hn_ctx *c, const struct hn_tree *t, const struct hn_kind **kinds,
                             size_t *kind_count, const struct hn_kind **rules, size_t *rule_count);

/* The kinds that may stand under a kind on a day ("" : as roots), for choosing one. */
enum hn_rc hn_tree_kinds_under(struct hn_ctx *c, const struct hn_tree *t, const char *parent_kind, hn_day on,
                               const char *const **out, size_t *count);

enum hn_rc hn_tree_lineage_add(struct hn_ctx *c, const struct hn_tree *t, int64_t pred, int64_t succ,
                               const char *how, hn_day on, const char *decision);
struct hn_lineage {
    int64_t pred, succ; /* succ 0: closed without an heir */
    const char *how;
    hn_day on;
    const char *decision;
    const char *pred_name, *succ_name; /* their last names */
};
enum hn_rc hn_tree_lineage(struct hn_ctx *c, const struct hn_tree *t, int64_t id,
                           const struct hn_lineage **out, size_t *count);

extern const struct hn_sql *const hn_tree_sql[];

#endif
