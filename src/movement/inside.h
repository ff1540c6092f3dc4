/* inside.h: what the files of movement/ share. */
#ifndef HN_MOVEMENT_INSIDE_H
#define HN_MOVEMENT_INSIDE_H

#include "fact/fact_sql.h"
#include "movement/movement.h"

/* After the scope ($1 today): a movement is seen by who reads the meetings of its unit, of one above it, or of one below
 * it, to which it is open. unit: the column of its unit. */
#define HN_MOVEMENT_SEEN(unit)                                                                               \
    "(" HN_SCOPE_UNITS(                                                                                      \
        unit) " OR EXISTS (SELECT 1 FROM unit_closure sa WHERE sa.anc = " unit                               \
              " AND sa.des IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"      \
              " AND sa.known_to = " HN_SQL_OPEN_TIME " AND sa.valid_from <= $1 AND sa.valid_to > $1))"

/* No rights asked. HN_NOT_FOUND. */
enum hn_rc hn_movement_read(struct hn_ctx *c, int64_t id, struct hn_movement *out);
enum hn_rc hn_movement_criteria(struct hn_ctx *c, const struct hn_movement *m,
                                const struct hn_movement_criterion **out, size_t *count);
enum hn_rc hn_movement_entry_read(struct hn_ctx *c, int64_t id, struct hn_movement_entry *out);

/* What is recorded elsewhere of those who take part: for each entry part and base of a figure over the period. base 0: there
 * is no such figure. */
struct hn_movement_figure {
    int64_t entry, part, base;
};
enum hn_rc hn_movement_figures(struct hn_ctx *c, const struct hn_movement *m, const char *source,
                               struct hn_movement_figure **out, size_t *count);

#endif
