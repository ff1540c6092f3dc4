/* unit.h: the organisation: every node of its tree, from the province to the cell. (domain/01)
 *
 * A thin subject over tree/: adds rights, the log, the link to the map, and what a cell, a grassroots organisation and
 * a committee are. Kinds: cell, grassroots_cell, grassroots_committee_org, section, upper_grassroots, province,
 * attached_committee_org, cell_group. Not for: members (member/), figures (census/).
 */
#ifndef HN_UNIT_UNIT_H
#define HN_UNIT_UNIT_H

#include "access/access.h"
#include "tree/tree.h"

struct hn_unit {
    struct hn_unit_id id, parent;
    const char *kind, *code, *name, *short_name, *sector, *decision;
    hn_day from, to;          /* of the version in force on c->on */
    struct hn_place_id place; /* 0: none */
    const char *place_code, *place_name, *place_kind;
};

/* By code (dots or not) or id; HN_NOT_FOUND also when the actor may not know of it (needs HN_MAY_READ_UNIT over it). */
enum hn_rc hn_unit_find(struct hn_ctx *c, const char *code_or_id, struct hn_unit_id *out);
/* As it stands on c->on, as known at c->known. HN_NOT_FOUND: not there then ("not_found"), or not the actor's. */
enum hn_rc hn_unit_get(struct hn_ctx *c, struct hn_unit_id id, struct hn_unit *out);
/* No rights asked: a rule's question. HN_CONFLICT tree.closed. */
enum hn_rc hn_unit_open_on(struct hn_ctx *c, struct hn_unit_id id, hn_day on);
bool hn_unit_kind_has_members(const char *kind); /* cell, grassroots_cell */
/* "22.200.053.000.001" or 22200053000001 → dotted groups 2.3.3.3.3; NULL: other lengths. (domain/01 §1.6) */
const char *hn_unit_code_clean(struct hn_arena *a, const char *text);

/* Changes: need HN_MAY_EDIT_UNIT over the unit (create, move: over the parents too), write the log. Refusals as in
 * tree.h, and HN_CONFLICT unit.has_members (close, or a kind without members, while members belong to it),
 * HN_INVALID unit.sector, unit.place (not a place that stands on the day). */
struct hn_unit_new {
    struct hn_unit_id parent;
    const char *kind, *code, *name, *short_name, *sector, *decision;
    hn_day from;
    struct hn_place_id place;
};
/* A code of fourteen digits is kept with its dots. */
enum hn_rc hn_unit_create(struct hn_ctx *c, const struct hn_unit_new *in, struct hn_unit_id *out);
enum hn_rc hn_unit_rename(struct hn_ctx *c, struct hn_unit_id id, hn_day on, const char *name,
                          const char *short_name, const char *decision);
enum hn_rc hn_unit_change_kind(struct hn_ctx *c, struct hn_unit_id id, hn_day on, const char *kind,
                               const char *decision);
enum hn_rc hn_unit_move(struct hn_ctx *c, struct hn_unit_id id, hn_day on, struct hn_unit_id parent,
                        const char *decision);
enum hn_rc hn_unit_close(struct hn_ctx *c, struct hn_unit_id id, hn_day on, const char *decision);
/* place 0: the unit lives nowhere over these days. */
enum hn_rc hn_unit_put_place(struct hn_ctx *c, struct hn_unit_id id, struct hn_place_id place, hn_day from,
                             hn_day to);
/* The facts behind it, for loads: owner unit, one value, the place. */
extern const struct hn_fact_table hn_unit_place_facts;
bool hn_unit_sector_known(const char *sector); /* "" too */

/* Of a unit the actor may read. Children: those within the actor's scope; id 0: the roots. */
enum hn_rc hn_unit_children(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out);
enum hn_rc hn_unit_ancestors(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out); /* root first */
enum hn_rc hn_unit_history(struct hn_ctx *c, struct hn_unit_id id, struct hn_nodes *out);   /* newest first */
enum hn_rc hn_unit_replaced(struct hn_ctx *c, struct hn_unit_id id,
                            struct hn_nodes *out); /* hn_tree_replaced */

/* Units by name or code, within the actor's scope (HN_MAY_READ_UNIT), on c->on: folded words by prefix, those with the
 * marks as typed first. Without words: in order of names. */
struct hn_unit_filter {
    const char *words; /* "" all */
    /* "" all; "grassroots_org" = both kinds of them; "any_cell" = cell and grassroots_cell; "rural_cell" as counted */
    const char *kind;
    const char *sector;
    struct hn_unit_id within; /* 0: all that is the actor's; else this unit and below. HN_NOT_FOUND outside */
};
enum hn_rc hn_unit_list(struct hn_ctx *c, const struct hn_unit_filter *f, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_unit *u), void *sink);
enum hn_rc hn_unit_count(struct hn_ctx *c, const struct hn_unit_filter *f, int64_t *out);

/* Those that live at a place on c->on, within the actor's scope, in order of names; at most HN_UNITS_AT_PLACE. */
#define HN_UNITS_AT_PLACE 200
enum hn_rc hn_unit_at_place(struct hn_ctx *c, struct hn_place_id place, const struct hn_unit **out,
                            size_t *count);

extern const struct hn_sql *const hn_unit_sql[], *const hn_unit_change_sql[], *const hn_unit_list_sql[];

#endif
