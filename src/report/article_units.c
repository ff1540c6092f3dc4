/* article_units.c: figures of the article that are counts of units, villages, members and visits: their rows (article.h).
 *
 * Each statement answers rows of one shape (HN_ARTICLE_PAGE): sort, label, detail, qualifier, part, milli, day, till, month,
 * door, code. door: what the code leads to, unit or place. Neighbours: article.c asks them, article_kept.c has those of
 * what was entered.
 */
#include "report/article_inside.h"

/* clang-format off */
/* --- units below a unit --- */

#define ONE_EACH   " '' AS qualifier, '' AS part, 1000 AS milli, 0 AS till, 0 AS month, 'unit' AS door, v.code AS code"
#define BELOW                                                                                              \
    " FROM unit_code c CROSS JOIN unit_closure k CROSS JOIN unit_version v"                                \
    " LEFT JOIN unit_version p ON p.unit_id = v.parent_id AND " HN_SQL_AT("p", "$2", "$3")
#define BELOW_WHERE                                                                                        \
    " WHERE c.code = $1 AND k.anc = c.unit_id AND k.depth > 0 AND " HN_SQL_AT("k", "$2", "$3")             \
    " AND v.unit_id = k.des AND " HN_SQL_AT("v", "$2", "$3")

/* Of two kinds; $6: so many steps below, 0 any. */
const struct hn_sql hn_article_units = {
    .name = "article.units",
    .text = HN_ARTICLE_PAGE(
        "SELECT v.code AS sort, v.name AS label, COALESCE(p.name, '') AS detail, 0 AS day," ONE_EACH BELOW BELOW_WHERE
        " AND v.kind IN ($4, $5) AND (CAST($6 AS BIGINT) = 0 OR k.depth = $6)", "$7", "$8")
};

/* Lives in a village of a commune; one of a ward or a township is not rural. */
#define RURAL(on, known)                                                                                   \
    " v.kind = 'cell' AND EXISTS (SELECT 1 FROM unit_place u CROSS JOIN place_version w CROSS JOIN place_version r" \
    " WHERE u.unit_id = v.unit_id AND " HN_SQL_AT("u", on, known) " AND w.place_id = u.place_id"           \
    " AND w.kind = 'village' AND " HN_SQL_AT("w", on, known) " AND r.place_id = w.parent_id"               \
    " AND r.kind = 'commune' AND " HN_SQL_AT("r", on, known) ")"
const struct hn_sql hn_article_rural = {
    .name = "article.rural",
    .text = HN_ARTICLE_PAGE(
        "SELECT v.code AS sort, v.name AS label, COALESCE(p.name, '') AS detail, 0 AS day," ONE_EACH BELOW BELOW_WHERE
        " AND" RURAL("$2", "$3"), "$4", "$5")
};

/* Of a kind and sector, that began by a decision from $6 on and stand still. */
const struct hn_sql hn_article_new_cells = {
    .name = "article.new_cells",
    .text = HN_ARTICLE_PAGE(
        "SELECT v.code AS sort, v.name AS label, f.decision AS detail, f.valid_from AS day," ONE_EACH BELOW
        " CROSS JOIN unit_version f" BELOW_WHERE " AND v.kind = $4 AND v.sector = $5"
        " AND f.unit_id = v.unit_id AND f.valid_from >= $6 AND f.valid_from <= $2 AND f.known_from <= $3 AND f.known_to > $3"
        " AND f.decision <> '' AND NOT EXISTS (SELECT 1 FROM unit_version e WHERE e.unit_id = f.unit_id"
        " AND e.valid_from < f.valid_from AND e.known_from <= $3 AND e.known_to > $3)", "$7", "$8")
};

/* --- members: by the cell they belong to --- */

const struct hn_sql hn_article_members = {
    .name = "article.members",
    .text = HN_ARTICLE_PAGE(
        "SELECT v.code AS sort, v.name AS label, COALESCE(p.name, '') AS detail, '' AS qualifier, '' AS part,"
        " 1000 * count(*) AS milli, 0 AS day, 0 AS till, 0 AS month, 'members' AS door, v.code AS code"
        " FROM unit_code c CROSS JOIN unit_closure k CROSS JOIN unit_version v CROSS JOIN membership m CROSS JOIN standing s"
        " LEFT JOIN unit_version p ON p.unit_id = v.parent_id AND " HN_SQL_AT("p", "$2", "$3")
        " WHERE c.code = $1 AND k.anc = c.unit_id AND " HN_SQL_AT("k", "$2", "$3")
        " AND v.unit_id = k.des AND " HN_SQL_AT("v", "$2", "$3") " AND v.kind IN ('cell', 'grassroots_cell')"
        " AND m.unit_id = k.des AND " HN_SQL_AT("m", "$2", "$3")
        " AND s.person_id = m.person_id AND " HN_SQL_AT("s", "$2", "$3")
        " AND s.standing IN ('official', 'probationary') GROUP BY v.code, v.name, p.name", "$4", "$5")
};

/* --- villages: of the place a unit lives in --- */

#define VILLAGE(which)                                                                                     \
    "SELECT w.code AS sort, w.name AS label, COALESCE(q.name, '') AS detail, '' AS qualifier, '" which "' AS part,"   \
    " 1000 AS milli, 0 AS day, 0 AS till, 0 AS month, 'place' AS door, w.code AS code"                    \
    " FROM unit_code c CROSS JOIN unit_place r CROSS JOIN place_closure k CROSS JOIN place_version w"      \
    " LEFT JOIN place_version q ON q.place_id = w.parent_id AND " HN_SQL_AT("q", "$2", "$3")               \
    " WHERE c.code = $1 AND r.unit_id = c.unit_id AND " HN_SQL_AT("r", "$2", "$3")                         \
    " AND k.anc = r.place_id AND " HN_SQL_AT("k", "$2", "$3")                                              \
    " AND w.place_id = k.des AND w.kind = 'village' AND " HN_SQL_AT("w", "$2", "$3")
#define HAS_HEAD                                                                                           \
    " AND EXISTS (SELECT 1 FROM office h WHERE h.place_id = w.place_id AND h.office = 'village_head' AND " \
    HN_SQL_AT("h", "$2", "$3") ")"
/* He belongs to no cell on that day. */
#define HEAD_OUTSIDE                                                                                       \
    " AND EXISTS (SELECT 1 FROM office h WHERE h.place_id = w.place_id AND h.office = 'village_head' AND " \
    HN_SQL_AT("h", "$2", "$3") " AND NOT EXISTS (SELECT 1 FROM membership m CROSS JOIN standing s"         \
    " WHERE m.person_id = h.person_id AND m.unit_id <> 0 AND " HN_SQL_AT("m", "$2", "$3")                  \
    " AND s.person_id = m.person_id AND " HN_SQL_AT("s", "$2", "$3")                                       \
    " AND s.standing IN ('official', 'probationary')))"
/* The head is the secretary of a cell that lives in the village. */
#define ONE_PERSON                                                                                         \
    " AND EXISTS (SELECT 1 FROM office h CROSS JOIN unit_place l CROSS JOIN unit_version v CROSS JOIN office s"       \
    " WHERE h.place_id = w.place_id AND h.office = 'village_head' AND " HN_SQL_AT("h", "$2", "$3")         \
    " AND l.place_id = w.place_id AND " HN_SQL_AT("l", "$2", "$3")                                         \
    " AND v.unit_id = l.unit_id AND v.kind = 'cell' AND " HN_SQL_AT("v", "$2", "$3")                       \
    " AND s.unit_id = l.unit_id AND s.office = 'secretary' AND " HN_SQL_AT("s", "$2", "$3")                \
    " AND s.person_id = h.person_id)"

/* Villages whose head is no member, of all that have a head. */
const struct hn_sql hn_article_heads_outside = {
    .name = "article.heads_outside",
    .text = HN_ARTICLE_PAGE(VILLAGE("top") HEAD_OUTSIDE " UNION ALL " VILLAGE("bottom") HAS_HEAD, "$4", "$5")
};
const struct hn_sql hn_article_one_person = {
    .name = "article.one_person",
    .text = HN_ARTICLE_PAGE(VILLAGE("") ONE_PERSON, "$4", "$5")
};
/* The same, of all villages. */
const struct hn_sql hn_article_one_share = {
    .name = "article.one_share",
    .text = HN_ARTICLE_PAGE(VILLAGE("top") ONE_PERSON " UNION ALL " VILLAGE("bottom"), "$4", "$5")
};

/* --- visits: of the twelve months up to that of the day, to village cells, month by month --- */

#define VISIT_ROW(which)                                                                                   \
    " v.name AS label, COALESCE(p.name, '') AS detail, '' AS qualifier, '" which "' AS part, 1000 AS milli,"          \
    " 0 AS day, 0 AS till, "
/* $4: the last month. A visit counts when its person stands among the guests of a meeting that was held. */
const struct hn_sql hn_article_visits = {
    .name = "article.visits",
    .text = HN_ARTICLE_PAGE(
        "SELECT v.code AS sort," VISIT_ROW("top") "i.month AS month, 'visit' AS door, v.code AS code"
        " FROM unit_code c CROSS JOIN unit_closure k CROSS JOIN unit_version v CROSS JOIN visit i"
        " LEFT JOIN unit_version p ON p.unit_id = v.parent_id AND " HN_SQL_AT("p", "$2", "$3") BELOW_WHERE " AND"
        RURAL("$2", "$3") " AND i.unit_id = v.unit_id AND i.month > $4 - 12 AND i.month <= $4 AND i.state <> 'cancelled'"
        " AND EXISTS (SELECT 1 FROM meeting m CROSS JOIN meeting_guest g WHERE m.unit_id = i.unit_id AND m.month = i.month"
        " AND m.held_at > 0 AND m.cancelled_at = 0 AND g.unit_id = m.unit_id AND g.meeting_id = m.id"
        " AND g.person_id = i.person_id AND g.removed_at = 0)"
        " UNION ALL SELECT v.code AS sort," VISIT_ROW("bottom") "$4 - n.column1 AS month, 'visit' AS door, v.code AS code"
        BELOW " CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) n"
        BELOW_WHERE " AND" RURAL("$2", "$3"), "$5", "$6")
};
/* clang-format on */

const struct hn_sql *const hn_article_unit_sql[] = {
    &hn_article_units,     &hn_article_rural,         &hn_article_new_cells,
    &hn_article_members,   &hn_article_heads_outside, &hn_article_one_person,
    &hn_article_one_share, &hn_article_visits,        NULL
};
