/* tree.c: the two engines, which are the same statements over two families of tables, and their list. */
#include "tree/tree.h"

#include "tree/inside.h"
#include "tree/tree_sql.h"

static const char *const version_columns[] = {
    "parent_id", "kind",   "code",     "name",       "short_name", "name_en",
    "slug",      "sector", "sort_key", "sort_order", "decision",
};
static const enum hn_param_kind version_kinds[] = {
    HN_P_INT,  HN_P_TEXT, HN_P_TEXT,  HN_P_TEXT, HN_P_TEXT, HN_P_TEXT,
    HN_P_TEXT, HN_P_TEXT, HN_P_BYTES, HN_P_INT,  HN_P_TEXT,
};
_Static_assert(sizeof version_kinds / sizeof version_kinds[0] == HN_VERSION_VALUES, "a kind for each value");

const struct hn_tree hn_tree_units = { TREE("unit") };
const struct hn_tree hn_tree_places = { TREE("place") };

const struct hn_sql *const hn_tree_sql[] = { TREE_LIST(hn_tree_units), TREE_LIST(hn_tree_places), NULL };
