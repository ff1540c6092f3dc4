/* vacancy.c: units without a secretary or deputy on a day, in the actor's scope (office.h).
 *
 * Every organisation but a group inside a cell has a secretary; a deputy is looked for where there is an executive:
 * in committees, and in cells of nine official members or more. (domain/01 section 1.2)
 */
#include "access/scope.h"
#include "fact/fact_sql.h"
#include "member/office.h"

#include <assert.h>
#include <string.h>

#include "member/inside.h"

/* clang-format off */
/* $18 the unit, $19 the day, $20 the knowledge, $21 the office. */
#define VACANT                                                                                        \
    " FROM unit_closure w CROSS JOIN unit_version v"                                                  \
    " WHERE w.anc = $18 AND " HN_SQL_AT("w", "$19", "$20") " AND v.unit_id = w.des"                   \
    " AND " HN_SQL_AT("v", "$19", "$20") " AND v.kind <> 'cell_group'"                                \
    " AND ($21 <> 'deputy_secretary' OR v.kind NOT IN ('cell', 'grassroots_cell')"                    \
    " OR 9 <= (SELECT COUNT(*) FROM membership m CROSS JOIN standing s WHERE m.unit_id = v.unit_id"   \
    " AND " HN_SQL_AT("m", "$19", "$20") " AND s.person_id = m.person_id AND s.standing = 'official'" \
    " AND " HN_SQL_AT("s", "$19", "$20") "))"                                                         \
    " AND NOT EXISTS (SELECT 1 FROM office o WHERE o.unit_id = v.unit_id AND o.office = $21"          \
    " AND " HN_SQL_AT("o", "$19", "$20") ") AND " HN_SCOPE_UNITS("v.unit_id")
/* clang-format on */

static const struct hn_sql sql_list = { .name = "vacancy.list",
                                        .text = "SELECT v.unit_id, v.code, v.name, v.kind" VACANT
                                                " ORDER BY v.code, v.unit_id LIMIT $22 OFFSET $23" };
static const struct hn_sql sql_count = { .name = "vacancy.count", .text = "SELECT COUNT(*) AS n" VACANT };

static enum hn_rc
fill(struct hn_ctx *c, struct hn_unit_id within, const char *office, struct hn_param *params, size_t *n)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_UNIT, within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_id(within.v);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_text(office);
    return HN_OK;
}

enum hn_rc
hn_office_vacancies(struct hn_ctx *c, struct hn_unit_id within, const char *office, int64_t offset,
                    int64_t limit, void (*emit)(void *sink, const struct hn_vacancy *v), void *sink)
{
    struct hn_param params[HN_SCOPE_PARAMS + 7];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = fill(c, within, office, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_vacancy v = {
            .unit = { hn_row_int(rows, "unit_id") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
            .kind = hn_row_text(rows, "kind"),
        };

        emit(sink, &v);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_office_vacancy_count(struct hn_ctx *c, struct hn_unit_id within, const char *office, int64_t *out)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    size_t n;
    bool found;
    enum hn_rc rc = fill(c, within, office, params, &n);

    if (rc)
        return rc;
    params[n] = HN_P_END;
    return hn_store_int(c, &sql_count, params, out, &found);
}

const struct hn_sql *const hn_vacancy_sql[] = { &sql_list, &sql_count, NULL };
