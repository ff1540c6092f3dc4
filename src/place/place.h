/* place.h: the map: provinces, districts, communes and their villages, on any date.
 *
 * A thin subject over tree/, as unit/ is. Places are public facts: everybody may read them; who holds
 * HN_MAY_EDIT_UNIT anywhere may change them, and changes are in the log. Kinds: province municipality district
 * urban_district town city commune ward township special_zone village. (stack/ section 8) Nothing is kept about
 * residents.
 */
#ifndef HN_PLACE_PLACE_H
#define HN_PLACE_PLACE_H

#include "access/access.h"
#include "tree/tree.h"

/* By code or id. HN_NOT_FOUND tree.not_found. */
enum hn_rc hn_place_find(struct hn_ctx *c, const char *code_or_id, struct hn_place_id *out);
/* At c->on, c->known. HN_NOT_FOUND when it is not there then. */
enum hn_rc hn_place_get(struct hn_ctx *c, struct hn_place_id id, struct hn_node *out);
enum hn_rc hn_place_children(struct hn_ctx *c, struct hn_place_id id,
                             struct hn_nodes *out); /* id 0: the roots */
enum hn_rc hn_place_ancestors(struct hn_ctx *c, struct hn_place_id id, struct hn_nodes *out); /* root first */
enum hn_rc hn_place_history(struct hn_ctx *c, struct hn_place_id id, struct hn_nodes *out); /* newest first */

/* Places by name or code: folded words by prefix; those that hold the words with the marks typed come first. */
struct hn_place_filter {
    const char *words;         /* "" all */
    const char *kind;          /* "" all */
    struct hn_place_id within; /* 0: everywhere; else strictly below it */
};
enum hn_rc hn_place_list(struct hn_ctx *c, const struct hn_place_filter *f, int64_t offset, int64_t limit,
                         void (*emit)(void *sink, const struct hn_node *place), void *sink);
enum hn_rc hn_place_count(struct hn_ctx *c, const struct hn_place_filter *f, int64_t *out);

/* Changes: refusals as in tree.h, HN_DENIED without the right. in->parent, kind, code, name, from … as there. */
enum hn_rc hn_place_create(struct hn_ctx *c, const struct hn_node *in, struct hn_place_id *out);
enum hn_rc hn_place_rename(struct hn_ctx *c, struct hn_place_id id, hn_day on, const char *name,
                           const char *name_en, const char *decision);
enum hn_rc hn_place_change_kind(struct hn_ctx *c, struct hn_place_id id, hn_day on, const char *kind,
                                const char *decision);
enum hn_rc hn_place_move(struct hn_ctx *c, struct hn_place_id id, hn_day on, struct hn_place_id parent,
                         const char *decision);
enum hn_rc hn_place_close(struct hn_ctx *c, struct hn_place_id id, hn_day on, const char *decision);

extern const struct hn_sql *const hn_place_sql[];

#endif
