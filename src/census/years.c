/* years.c: members of a unit and below on several days at once, in one walk over its memberships. */
#include <assert.h>
#include <string.h>

#include "census/care.h"
#include "census/inside.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

#define KNOWN(row) row ".known_from <= $2 AND " row ".known_to > $2"
#define ON(row, day)                                                                                         \
    row ".valid_from <= CAST(" day " AS BIGINT) AND " row ".valid_to > CAST(" day " AS BIGINT)"
#define COUNT(day, name)                                                                                     \
    "count(*) FILTER (WHERE " ON("k", day) " AND " ON("m", day) " AND " ON("s", day) ") AS " name

/* clang-format off */
static const struct hn_sql sql_years = {
    .name = "counts.years",
    .text =
        "SELECT " COUNT("$3", "n0") ", " COUNT("$4", "n1") ", " COUNT("$5", "n2") ","
        " " COUNT("$6", "n3") ", " COUNT("$7", "n4") ", " COUNT("$8", "n5") ", " COUNT("$9", "n6") ","
        " " COUNT("$10", "n7")
        " FROM unit_closure k CROSS JOIN membership m CROSS JOIN standing s"
        " WHERE k.anc = $1 AND " KNOWN("k") " AND m.unit_id = k.des AND " KNOWN("m")
        " AND s.person_id = m.person_id AND " KNOWN("s")
        " AND s.standing IN ('official', 'probationary')"
};
/* clang-format on */

const struct hn_sql *const hn_years_sql[] = { &sql_years, NULL };

enum hn_rc
hn_counts_on_days(struct hn_ctx *c, struct hn_unit_id unit, const hn_day *days, size_t count, int64_t *out)
{
    static const char *const names[HN_YEARS_MOST] = { "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7" };
    struct hn_param params[HN_YEARS_MOST + 3] = { hn_p_id(unit.v), hn_p_time(hn_fact_known(c)) };
    struct hn_counts_key key = hn_counts_key(c, unit, HN_COUNTS_YEARS + (uint32_t)count);
    struct hn_rows *rows;
    size_t size;
    const void *cached;
    enum hn_rc rc;

    assert(count > 0 && count <= HN_YEARS_MOST);
    /* The answer hangs on these days alone, so any page that shows the same years finds it. */
    key.on = days[0];
    cached = hn_counts_cached(c, &key, &size);
    if (cached && size == count * sizeof *out) {
        memcpy(out, cached, size);
        return HN_OK;
    }
    for (size_t i = 0; i < HN_YEARS_MOST; i++)
        params[2 + i] = hn_p_day(days[i < count ? i : count - 1]);
    params[2 + HN_YEARS_MOST] = HN_P_END;
    rc = hn_store_query(c, &sql_years, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        for (size_t i = 0; i < count; i++)
            out[i] = hn_row_int(rows, names[i]);
    }
    rc = hn_rows_end(rows);
    if (!rc)
        hn_counts_keep(c, &key, out, count * sizeof *out);
    return rc;
}
