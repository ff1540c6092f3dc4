/* offer.c: which kinds of paper a unit's body may issue on a day, all at once, for a form that offers them (paper.h).
 * Neighbours: body.c, which refuses the others. */
#include "paper/inside.h"

enum { KINDS_MOST = 20 };

static const struct hn_sql sql_kinds = {
    .name = "paper.kinds_offered",
    .text = "SELECT k.kind FROM paper_kind k WHERE EXISTS (SELECT 1 FROM paper_right r WHERE r.body = $1"
            " AND r.kind = k.kind AND r.valid_from <= $2 AND r.valid_to > $2) ORDER BY k.sort"
};

enum hn_rc
hn_paper_kinds_offered(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, const char *const **out)
{
    const char **all = HN_NEW_N(c->arena, const char *, KINDS_MOST + 1);
    const char *unit_kind = "";
    struct hn_rows *rows;
    size_t count = 0;
    enum hn_rc rc = hn_paper_unit_kind(c, unit, on, &unit_kind);

    *out = all;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_text(hn_paper_body_of(unit_kind)), hn_p_day(on), HN_P_END };

    rc = hn_store_query(c, &sql_kinds, params, &rows);
    if (rc)
        return rc;
    while (count < KINDS_MOST && hn_rows_next(rows))
        all[count++] = hn_row_text(rows, "kind");
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_paper_offer_sql[] = { &sql_kinds, NULL };
