/* article_kept.c: figures of the article that were entered as such: milestones, values of indicators (article.h).
 *
 * Rows of the shape article_units.c tells of. Neighbour: article_own.c, what is put together from others.
 */
#include "report/article_inside.h"

/* clang-format off */
#define MILESTONE                                                                                          \
    " CAST(o.id AS TEXT) AS sort, o.title AS label, o.source AS detail, '' AS qualifier, '' AS part,"
#define YEAR      "(o.on_date / 10000) * 1000 AS milli, o.on_day AS day, 0 AS till, 0 AS month, 'story' AS door, c.code AS code"
#define MINUS     "-(o.on_date / 10000) * 1000 AS milli, o.on_day AS day, 0 AS till, 0 AS month, 'story' AS door, c.code AS code"
#define OF_KIND(kind)                                                                                      \
    " FROM unit_code c CROSS JOIN milestone o WHERE c.code = $1 AND o.unit_id = c.unit_id AND o.on_day <= $2"         \
    " AND o.kind = " kind " AND o.known_from <= $3 AND o.known_to > $3"

/* The latest of a kind: its year. */
const struct hn_sql hn_article_milestone = {
    .name = "article.milestone",
    .text = HN_ARTICLE_PAGE(
        "SELECT" MILESTONE YEAR OF_KIND("$4") " ORDER BY o.on_day DESC, o.id DESC LIMIT 1", "$5", "$6")
};
/* From the first founding to the latest anniversary: one year less the other. */
const struct hn_sql hn_article_age = {
    .name = "article.age",
    .text = HN_ARTICLE_PAGE(
        "SELECT * FROM (SELECT" MILESTONE YEAR OF_KIND("'anniversary'") " ORDER BY o.on_day DESC, o.id DESC LIMIT 1) l"
        " UNION ALL SELECT * FROM (SELECT" MILESTONE MINUS OF_KIND("'founded'") " ORDER BY o.on_day, o.id LIMIT 1) f",
        "$4", "$5")
};

/* The value a unit itself has of an indicator for the latest span of years that was over on the day, whichever years it has. */
const struct hn_sql hn_article_value = {
    .name = "article.value",
    .text = HN_ARTICLE_PAGE(
        "SELECT CAST(i.id AS TEXT) AS sort, n.name AS label, i.source AS detail, i.qualifier AS qualifier, '' AS part,"
        " i.value_milli AS milli, i.period_from AS day, i.period_to AS till, 0 AS month, 'series' AS door, x.code AS code"
        " FROM unit_code c CROSS JOIN indicator x CROSS JOIN indicator_value i"
        " LEFT JOIN indicator_version n ON n.indicator_id = x.id AND " HN_SQL_AT("n", "$2", "$3")
        " WHERE c.code = $1 AND x.code = $4 AND i.unit_id = c.unit_id AND i.indicator_id = x.id AND i.plan = 0"
        " AND i.period_kind = 'span' AND i.period_to <= $2 + 1 AND i.removed_at = 0"
        " AND i.known_from <= $3 AND i.known_to > $3 ORDER BY i.period_to DESC, i.period_from LIMIT 1", "$5", "$6")
};
/* clang-format on */

const struct hn_sql *const hn_article_kept_sql[] = { &hn_article_milestone, &hn_article_age,
                                                     &hn_article_value, NULL };
