/* counts.h: figures of units and members, counted from records at any node and date. (stack/ section 8 "Counts")
 *
 * Counts of units are strictly below the unit; of members, in it and below: a membership in force, with standing
 * official or probationary, on that day as known then. Answered by set-based SQL over the dated closure and cached by
 * (state of the facts, question); a column store may take over behind these functions. Rights are asked by the caller
 * once for the unit (HN_MAY_READ_FIGURES).
 *
 * Counts of 1 or 2 persons that tell of health or discipline (exempt, suspended, by activity) are HN_COUNT_HIDDEN,
 * and where one alone would be found by taking the others from the sum, the next smallest is hidden too. (security/
 * section 2)
 */
#ifndef HN_CENSUS_COUNTS_H
#define HN_CENSUS_COUNTS_H

#include "base/ctx.h"
#include "store/store.h"

#define HN_COUNT_HIDDEN (-1)

struct hn_counts {
    int64_t direct_committees; /* children of kind upper_grassroots */
    int64_t grassroots_orgs;   /* = grassroots_committees + grassroots_cells */
    int64_t grassroots_committees;
    int64_t grassroots_cells;
    int64_t cells;         /* kind cell: attached to grassroots committees */
    int64_t rural_cells;   /* of these, linked to a village of a rural commune (not of a ward or township) */
    int64_t private_cells; /* cells and grassroots cells of sector private_firm */
    int64_t members;       /* official + probationary */
    int64_t official, probationary, women;
    int64_t ethnic_minority; /* any people but kinh */
    int64_t exempt;          /* exempt or temporarily_exempt; may be HN_COUNT_HIDDEN */
    int64_t suspended;       /* may be HN_COUNT_HIDDEN */
    int64_t under_31;        /* full years, of those whose birth is known */
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
enum hn_rc hn_counts_children(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_counts_row **out,
                              size_t *count);

/* Members of the unit and below by one attribute: sex, ethnicity, age_band, edu_general, edu_degree,
 * political_theory, standing, activity, party_age_band; or sex_age_band, with key sex and key2 the band. In order of the
 * keys; bands are "18-30" "31-40" "41-50" "51-60" "61-70" "71-" and, of party age, "0-9" … "60-69" "70-"; "" is
 * unknown. count may be HN_COUNT_HIDDEN. HN_INVALID counts.attribute: another word. */
struct hn_counts_group {
    const char *key, *key2;
    int64_t count;
};
enum hn_rc hn_counts_by(struct hn_ctx *c, struct hn_unit_id unit, const char *attribute,
                        const struct hn_counts_group **out, size_t *count);

/* The cache belongs to the process; NULL is allowed (commands). Set once at start. */
struct hn_counts_cache;
struct hn_counts_cache *hn_counts_cache_new(size_t ceiling);
void hn_counts_cache_free(struct hn_counts_cache *cache);
struct hn_counts_cache_stats {
    uint64_t hits, misses;
};
void hn_counts_cache_stats(struct hn_counts_cache *cache, struct hn_counts_cache_stats *out);

extern const struct hn_sql *const hn_counts_sql[], *const hn_counts_by_sql[];

#endif
