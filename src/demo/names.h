/* names.h: made-up names from the parts of data/names.csv, by weight, sex and people of the area.
 *
 * The names of persons in the founding article, and of well-known office holders, are never drawn.
 */
#ifndef HN_DEMO_NAMES_H
#define HN_DEMO_NAMES_H

#include <stdbool.h>

#include "base/arena.h"
#include "demo/rng.h"

struct hn_names;

/* Reads the linked file once; lives in the arena. */
const struct hn_names *hn_names_load(struct hn_arena *a);

/* people: "kinh", "tay", "dao", "san-diu", "san-chi", "hoa". */
const char *hn_names_draw(const struct hn_names *n, struct hn_arena *a, struct hn_rng *r, bool woman,
                          const char *people);

/* true for a name the demo must not give to anyone. */
bool hn_name_excluded(const char *full_name);

/* How officers of real committees above the cell are shown. */
#define HN_NAME_OFFICER "Người giữ chức (minh họa)"

#endif
