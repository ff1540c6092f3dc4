/* scope.h: an actor's scope inside the query of a list.
 *
 * A list statement's first parameters are the scope's, its own begin at HN_SCOPE_NEXT (units) or
 * HN_SCOPE_PERSONS_NEXT (persons). Text and parameters are made for each other:
 *
 *   " FROM unit_version v WHERE " HN_SCOPE_UNITS("v.unit_id") " AND v.kind = $18"
 *
 *   rc = hn_scope_of(c, HN_MAY_READ_UNIT, within, &scope);   … refuse …
 *   struct hn_param params[HN_SCOPE_PARAMS + 2];
 *   size_t n = hn_scope_fill(c, &scope, params);
 *   params[n++] = hn_p_text(kind);
 *   params[n] = HN_P_END;
 *
 * Everything (the system's scope over the whole tree, however many roots it has) is the same text and as many
 * parameters: the first of those that stand alone is then HN_SCOPE_ALL.
 *
 * HN_SCOPE_UNITS and HN_SCOPE_PERSONS ask the closure once for each row: best for a page of rows found through another
 * index. HN_SCOPE_UNIT_SET is the set of all units of the scope, to stand behind IN: best where the scope itself finds
 * the rows, as when counting. Neighbours: access.h makes the scope. Not for: deciding about one record.
 */
#ifndef HN_ACCESS_SCOPE_H
#define HN_ACCESS_SCOPE_H

#include "access/access.h"

/* The closure row h holds today ($1-like parameter t), or is the last of a unit closed by today, or the first of a unit
 * still to come: rights need a place for every unit there ever was. */
#define HN_CLOSURE_TODAY(h, t)                                                                               \
    h ".known_to = 9223372036854775807 AND ((" h ".valid_from <= " t " AND (" h ".valid_to > " t             \
      " OR NOT EXISTS (SELECT 1 FROM unit_closure hz WHERE hz.des = " h ".des AND hz.anc = " h               \
      ".des AND hz.known_to = 9223372036854775807 AND hz.valid_from <= " t " AND hz.valid_to > " h           \
      ".valid_to)))"                                                                                         \
      " OR (" h ".valid_from > " t " AND NOT EXISTS (SELECT 1 FROM unit_closure hz WHERE hz.des = " h        \
      ".des AND hz.anc = " h ".des AND hz.known_to = 9223372036854775807 AND hz.valid_from < " h             \
      ".valid_from)))"

/* No unit has this number. */
#define HN_SCOPE_ALL (-1)
/* $3 to $9 below 0: $2 is a unit narrowed to, and these are the roots under which a row must stand besides. */
#define HN_SCOPE_OVER(h)                                                                                     \
    "(" h ".anc IN ($2, $3, $4, $5, $6, $7, $8, $9) OR (" h ".depth = 0 AND " h                              \
    ".anc IN ($10, $11, $12, $13, $14, $15, $16, $17))) AND " HN_CLOSURE_TODAY(                              \
        h, "$1") " AND (CAST($3 AS BIGINT) >= 0 OR EXISTS (SELECT 1 FROM unit_closure hu WHERE hu.des = " h  \
                 ".des AND hu.anc IN (-CAST($3 AS BIGINT), -CAST($4 AS BIGINT), -CAST($5 AS BIGINT),"        \
                 " -CAST($6 AS BIGINT), -CAST($7 AS BIGINT), -CAST($8 AS BIGINT), -CAST($9 AS BIGINT))"      \
                 " AND " HN_CLOSURE_TODAY("hu", "$1") "))"

/* clang-format off */
/* Two halves, so that each finds its rows by an index, or at once that there are none. */
#define HN_SCOPE_UNIT_SET                                                                     \
    "(SELECT hs.des FROM unit_closure hs WHERE " HN_SCOPE_OVER("hs") " UNION ALL SELECT u.id" \
    " FROM unit u WHERE CAST($10 AS BIGINT) = -1)"
/* clang-format on */
#define HN_SCOPE_UNITS(unit)                                                                                 \
    "(CAST($10 AS BIGINT) = -1 OR EXISTS (SELECT 1 FROM unit_closure hs WHERE hs.des = " unit                \
    " AND " HN_SCOPE_OVER("hs") "))"
#define HN_SCOPE_PARAMS 17
#define HN_SCOPE_NEXT   "$18"

/* unit: the column of the membership's unit, person: the column of the person. */
#define HN_SCOPE_SELF(person)                                                                                \
    "(" person " = $18 OR EXISTS (SELECT 1 FROM case_person hc WHERE hc.person_id = " person                 \
    " AND hc.case_id IN ($19, $20, $21, $22)))"
#define HN_SCOPE_PERSONS(unit, person) "(" HN_SCOPE_UNITS(unit) " OR " HN_SCOPE_SELF(person) ")"
#define HN_SCOPE_PERSONS_PARAMS        22
#define HN_SCOPE_PERSONS_NEXT          "$23"

/* Writes HN_SCOPE_PARAMS (or HN_SCOPE_PERSONS_PARAMS) parameters and answers how many. */
size_t hn_scope_fill(const struct hn_ctx *c, const struct hn_scope *scope, struct hn_param *params);
size_t hn_scope_fill_persons(const struct hn_ctx *c, const struct hn_scope *scope, struct hn_param *params);
/* Asks what goes out to a file: rows in the scope of HN_MAY_EXPORT, of within and below (0: all). After the scope stand
 * $18 the instant known at, $19 within, $20 the tree's day, $21 on. HN_DENIED: no export of within. */
enum hn_rc hn_scope_export(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id within, hn_day on,
                           struct hn_rows **rows);

#endif
