/* counts.h: figures of units and members, counted from records at any node and date. (stack/ section 8 "Counts")
 *
 * Counts of units are strictly below the unit; of members, in it and below. Answered by set-based SQL over the dated
 * closure and cached by (store version, question); a column store may take over behind these functions. Rights are
 * asked by the caller once for the unit (HN_MAY_READ_FIGURES).
 */
#ifndef HN_CENSUS_COUNTS_H
#define HN_CENSUS_COUNTS_H

#include "base/ctx.h"
#include "store/store.h"

struct hn_counts {
    int64_t direct_committees;     /* children of kind upper_grassroots */
    int64_t grassroots_orgs;       /* = grassroots_committees + grassroots_cells */
    int64_t grassroots_committees;
    int64_t grassroots_cells;
    int64_t cells;                 /* attached to grassroots committees */
    int64_t rural_cells;           /* cells linked to a village of a rural commune */
    int64_t private_cells;         /* cells of sector private_firm */
    int64_t members;               /* official + probationary */
    int64_t official, probationary, women, ethnic_minority, exempt, suspended, under_31;
};

/* At c->on, c->known. */
enum hn_rc hn_counts_of(struct hn_ctx *c, struct hn_unit_id unit, struct hn_counts *out);

/* The same for each child of the unit, in one question; order of hn_unit_children. */
struct hn_counts_row {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    const char *place_code;
    struct hn_counts counts;
};
enum hn_rc hn_counts_children(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_counts_row **out, size_t *count);

/* Members of the unit and below by one attribute: sex, ethnicity, age_band, edu_degree, political_theory, standing,
 * activity, party_age_band; or by sex × age_band. small: counts of 1-2 are hidden when the attribute is sensitive. */
struct hn_counts_group {
    const char *key, *key2;
    int64_t count;
};
enum hn_rc hn_counts_by(struct hn_ctx *c, struct hn_unit_id unit, const char *attribute,
                        const struct hn_counts_group **out, size_t *count);

/* The cache belongs to the process; NULL is allowed (commands). Set once at start. */
struct hn_counts_cache;
struct hn_counts_cache *hn_counts_cache_new(struct hn_store *s, size_t ceiling);
void hn_counts_cache_free(struct hn_counts_cache *cache);

extern const struct hn_sql *const hn_counts_sql[];

#endif
