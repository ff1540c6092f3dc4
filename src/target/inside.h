/* inside.h: what the files of target/ share. For them alone. */
#ifndef HN_TARGET_INSIDE_H
#define HN_TARGET_INSIDE_H

#include "target/target.h"

/* No figure larger than this is taken, so that sums over a whole country fit. */
#define HN_TARGET_MOST ((int64_t)100000000000000)

/* Not empty, and not longer than so many letters. */
bool hn_target_is_line(const char *text, size_t most);
/* The paper, of one who may direct its unit; not one that has ended: HN_CONFLICT paper.ended. */
enum hn_rc hn_target_need_paper(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out);
/* An update that names the version it changes: HN_CONFLICT changed when there is no such row. */
enum hn_rc hn_target_must_touch(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params);
/* position 0 becomes the one behind the last of the paper. */
enum hn_rc hn_target_next_position(struct hn_ctx *c, const struct hn_sql *sql, struct hn_paper_id paper,
                                   int *position);
enum hn_rc hn_strand_read(struct hn_ctx *c, int64_t id, struct hn_paper_id paper, struct hn_strand *out,
                          bool *found);

/* --- how a target stands: marked.c reads, stand.c puts together --- */

/* What stands below a unit, added up. value_count: how many values made the sum. */
struct hn_target_below {
    int64_t units, with_value, reaching, shares, value_sum, value_count;
};
struct hn_target_node {
    int64_t unit;
    int depth; /* below the unit asked about */
    struct hn_target_node *above;
    int64_t parent; /* of a tree read whole */
    bool marked, has_share, has_own;
    int64_t share, own;
    const char *qualifier;
    hn_day own_on;
    struct hn_target_below below;
    const char *code, *name, *kind; /* of the unit asked about and its children */
};
struct hn_target_standing {
    const struct hn_target *t;
    struct hn_unit_id within;
    int year;
    hn_day on;
    struct hn_target_node *nodes;
    size_t count;
    struct hn_target_node **children; /* in order */
    size_t child_count;
};
/* Its nodes and children, of t, within, year and on. HN_NOT_FOUND, nothing noted: the unit does not stand then. */
enum hn_rc hn_target_read_marked(struct hn_ctx *c, struct hn_target_standing *s);
struct hn_target_node *hn_target_node_of(const struct hn_target_standing *s, int64_t unit);

#endif
