/* search.h: finding nodes by words, inside the query of a list. Used by unit/ and place/.
 *
 * The words typed become HN_SEARCH_PARAMS parameters: HN_SEARCH_WORDS folded ones, the longest first, then the same
 * number as typed with their marks (empty when typed without); each is a pair, from and to, of a range of tokens that
 * begin with it. An empty pair asks nothing.
 */
#ifndef HN_TREE_SEARCH_H
#define HN_TREE_SEARCH_H

#include "store/store.h"

#define HN_SEARCH_WORDS  4
#define HN_SEARCH_PARAMS (4 * HN_SEARCH_WORDS)
#define HN_SEARCH_TEXT   200 /* bytes of what is typed that are looked at */

/* Answers how many words there are; 0: nothing to look for. Fills all HN_SEARCH_PARAMS in any case. */
size_t hn_search_fill(struct hn_arena *a, const char *typed, struct hn_param params[HN_SEARCH_PARAMS]);

/* Nodes that have a word beginning with the first. T: "unit" or "place"; lo, hi: "$1", "$2". */
#define HN_SEARCH_FIRST(T, lo, hi)                                                                           \
    "(SELECT DISTINCT t." T "_id AS id FROM " T "_token t WHERE t.token >= " lo " AND t.token < " hi ")"
/* The node has a word beginning so, or nothing is asked. */
#define HN_SEARCH_ALSO(T, id, lo, hi)                                                                        \
    "(" lo " = '' OR EXISTS (SELECT 1 FROM " T "_token x WHERE x." T "_id = " id " AND x.token >= " lo       \
    " AND x.token < " hi "))"

#endif
