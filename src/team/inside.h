/* inside.h: what the files of team/ share. */
#ifndef HN_TEAM_INSIDE_H
#define HN_TEAM_INSIDE_H

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "team/team.h"

/* Whoever has left may look back for as long as the month and the one before it last. */
hn_day hn_team_look_back(const struct hn_ctx *c);
struct hn_team hn_team_of(struct hn_rows *rows);
/* Directs the team's unit, and the team is not closed: HN_CONFLICT team.closed. */
enum hn_rc hn_team_need_open(struct hn_ctx *c, int64_t id, struct hn_team *out);
/* How many days of starts ≤ day < until have no count at all. */
enum hn_rc hn_team_untallied(struct hn_ctx *c, const struct hn_team *t, hn_day until, int64_t *out);

/* Members on the day, in the register or not. */
#define HN_TEAM_MEMBERS(which, on)                                                                           \
    "(SELECT count(*) FROM team_member m WHERE m.unit_id = t.unit_id AND m.team_id = t.id AND "              \
    "m.person_id " which " 0 AND m.valid_from <= " on " AND m.valid_to > " on ")"
/* clang-format off */
/* The columns hn_team_of reads, of row t. */
#define HN_TEAM_COLUMNS(on, known)                                                                           \
    "SELECT t.unit_id, t.id, t.name, t.purpose, t.decision, t.paper_id, t.place_id, t.area_id,"              \
    " t.households, t.starts, t.ends, t.closed_on, t.outcome, t.handed_to, t.version, "                      \
    HN_SQL_LAST("code", "unit_version", "unit_id", "t.unit_id", on, known) " AS unit_code, "                \
    HN_SQL_LAST("name", "unit_version", "unit_id", "t.unit_id", on, known) " AS unit_name, "                \
    HN_SQL_LAST("code", "place_version", "place_id", "t.place_id", on, known) " AS place_code, "            \
    HN_SQL_LAST("name", "place_version", "place_id", "t.place_id", on, known) " AS place_name, "            \
    "COALESCE((SELECT a.name FROM area a WHERE a.id = t.area_id), '') AS area_name, "                        \
    "COALESCE((SELECT CASE WHEN l.person_id = 0 THEN l.name ELSE "                                           \
    HN_SQL_LAST("full_name", "person_basic", "person_id", "l.person_id", on, known)                         \
    " END FROM team_member l WHERE l.unit_id = t.unit_id AND l.team_id = t.id AND l.role = 'leader'"         \
    " AND l.valid_from <= " on " AND l.valid_to > " on " ORDER BY l.id LIMIT 1), '') AS leader_name, "       \
    HN_TEAM_MEMBERS("<>", on) " AS members, " HN_TEAM_MEMBERS("=", on) " AS others"
/* clang-format on */

#endif
