/* formula_web.c: an indicator, all that its formula names and all whose formula names it, as they stand over some days; and which
 * indicator names which, written down. Not for: whether it may be so (formulas.c, closed.c).
 */
#include <string.h>

#include "base/code.h"
#include "indicator/inside.h"

/* clang-format off */
#define CODES                                                                                                \
    "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,"  \
    " $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38"
/* At, above or below the owner, on whatever days: what units aside have set up is not spoken of. */
#define IN_LINE                                                                                              \
    "(EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = i.unit_id AND k.anc = $4 AND k.known_to = "         \
    HN_SQL_OPEN_TIME ") OR EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = $4 AND k.anc = i.unit_id"      \
    " AND k.known_to = " HN_SQL_OPEN_TIME "))"
/* The latest approved period of a form it stands in, or stood in when that was approved. */
#define CLOSED                                                                                               \
    "CASE WHEN CAST($5 AS BIGINT) < CAST($6 AS BIGINT) THEN COALESCE((SELECT max((SELECT s.period_to FROM sheet s WHERE s.form_id = l.form_id" \
    " AND s.period_from < $6 AND s.period_to > $5 AND EXISTS (SELECT 1 FROM sheet_step t"                    \
    " WHERE t.unit_id = s.unit_id AND t.sheet_id = s.id AND t.level > 0 AND t.taken_back_at = 0"             \
    " AND (l.removed_at = 0 OR t.at < l.removed_at)) ORDER BY s.period_from DESC LIMIT 1))"                  \
    " FROM form_line l WHERE l.indicator_id = i.id), -2147483648) ELSE -2147483648 END"
/* $1 indicator, $2 $3 days, $4 owner, $5 $6 days of approved periods, $7 to $38 codes. Its own node comes on whatever
 * days. */
static const struct hn_sql sql_web = {
    .name = "formulas.web",
    .text = "WITH RECURSIVE down(id) AS (SELECT i.id FROM indicator i WHERE i.code IN (" CODES ") AND " IN_LINE
            " UNION SELECT n.named_id FROM indicator_ref n WHERE n.indicator_id = $1"
            " UNION SELECT n.named_id FROM down d CROSS JOIN indicator_ref n WHERE n.indicator_id = d.id),"
            " up AS (SELECT CAST($1 AS BIGINT) AS id UNION SELECT n.indicator_id FROM up CROSS JOIN indicator_ref n"
            " WHERE n.named_id = up.id) SELECT i.id, i.code, v.valid_from, v.valid_to, v.measure, v.over_tree,"
            " v.over_time, v.every, v.formula, " CLOSED " AS closed FROM (SELECT id FROM down UNION SELECT id FROM up"
            " UNION SELECT n.named_id FROM up CROSS JOIN indicator_ref n WHERE n.indicator_id = up.id) a"
            " CROSS JOIN indicator i CROSS JOIN indicator_version v WHERE i.id = a.id AND v.indicator_id = i.id"
            " AND v.known_to = " HN_SQL_OPEN_TIME " AND ((v.valid_from < $3 AND v.valid_to > $2) OR i.id = $1)"
            " ORDER BY i.id, v.valid_from"
};
static const struct hn_sql sql_ref = {
    .name = "formulas.ref",
    .text = "INSERT INTO indicator_ref (indicator_id, named_id) SELECT $1, id FROM indicator WHERE code = $2"
            " ON CONFLICT (indicator_id, named_id) DO NOTHING"
};
/* clang-format on */

size_t
hn_indicator_web_node(const struct hn_indicator_web *w, const char *code, size_t len)
{
    size_t i = 0;

    while (i < w->node_count && (strncmp(w->nodes[i].code, code, len) != 0 || w->nodes[i].code[len] != '\0'))
        i++;
    return i;
}

/* The next code of a formula that was compiled before it was kept: what stands in square brackets. NULL: no more. */
static const char *
next_code(const char *at, size_t *len)
{
    at = strchr(at, '[');
    if (!at)
        return NULL;
    at += strcspn(at, HN_CODE_LETTERS);
    *len = strspn(at, HN_CODE_LETTERS);
    return at;
}

bool
hn_indicator_formula_names(const char *formula, const char *code)
{
    size_t len = 0;

    for (const char *at = next_code(formula, &len); at; at = next_code(at + len, &len))
        if (strlen(code) == len && strncmp(at, code, len) == 0)
            return true;
    return false;
}

static void
find_named(struct hn_ctx *c, const struct hn_indicator_web *w, struct hn_indicator_meaning *m)
{
    size_t *named, len = 0;

    if (!*m->formula)
        return;
    named = HN_NEW_N(c->arena, size_t, HN_FORMULA_REFS);
    for (const char *at = next_code(m->formula, &len); at && m->named_count < HN_FORMULA_REFS;
         at = next_code(at + len, &len)) {
        size_t node = hn_indicator_web_node(w, at, len);

        if (node < w->node_count)
            named[m->named_count++] = node;
    }
    m->named = named;
}

struct reading {
    struct hn_indicator_web *web;
    size_t node_room, meaning_room;
};

static void
add_node(struct hn_ctx *c, struct reading *r, struct hn_rows *rows)
{
    struct hn_indicator_web *w = r->web;
    int64_t id = hn_row_int(rows, "id");

    if (w->node_count && w->nodes[w->node_count - 1].id == id)
        return;
    if (w->node_count == r->node_room) {
        struct hn_indicator_node *more = HN_NEW_N(c->arena, struct hn_indicator_node, r->node_room * 2 + 32);

        if (w->node_count)
            memcpy(more, w->nodes, w->node_count * sizeof *more);
        w->nodes = more;
        r->node_room = r->node_room * 2 + 32;
    }
    w->nodes[w->node_count++] = (struct hn_indicator_node){ .id = id,
                                                            .code = hn_row_text(rows, "code"),
                                                            .closed = (hn_day)hn_row_int(rows, "closed") };
}

static void
add_meaning(struct hn_ctx *c, struct reading *r, struct hn_rows *rows)
{
    struct hn_indicator_web *w = r->web;

    if (w->meaning_count == r->meaning_room) {
        size_t room = r->meaning_room * 2 + 32;
        struct hn_indicator_meaning *more = HN_NEW_N(c->arena, struct hn_indicator_meaning, room);

        if (w->meaning_count)
            memcpy(more, w->meanings, w->meaning_count * sizeof *more);
        w->meanings = more;
        r->meaning_room = room;
    }
    w->meanings[w->meaning_count++] = (struct hn_indicator_meaning){
        .node = w->node_count - 1,
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .measure = hn_row_text(rows, "measure"),
        .over_tree = hn_row_text(rows, "over_tree"),
        .over_time = hn_row_text(rows, "over_time"),
        .every = hn_row_text(rows, "every"),
        .formula = hn_row_text(rows, "formula")
    };
}

enum hn_rc
hn_indicator_web_read(struct hn_ctx *c, const struct hn_indicator_web_ask *ask, struct hn_indicator_web *out)
{
    struct hn_param params[6 + HN_FORMULA_REFS + 1] = {
        hn_p_id(ask->id),      hn_p_day(ask->from),        hn_p_day(ask->to),
        hn_p_id(ask->owner.v), hn_p_day(ask->closed_from), hn_p_day(ask->closed_to)
    };
    struct reading r = { .web = out };
    struct hn_rows *rows;
    enum hn_rc rc;

    for (size_t i = 0; i < HN_FORMULA_REFS; i++)
        params[6 + i] = hn_p_text(i < ask->code_count ? ask->codes[i] : "");
    params[6 + HN_FORMULA_REFS] = HN_P_END;
    *out = (struct hn_indicator_web){ .nodes = NULL };
    rc = hn_store_query(c, &sql_web, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        add_node(c, &r, rows);
        if (hn_row_int(rows, "valid_from") < ask->to && hn_row_int(rows, "valid_to") > ask->from)
            add_meaning(c, &r, rows);
    }
    rc = hn_rows_end(rows);
    for (size_t i = 0; i < out->meaning_count; i++)
        find_named(c, out, &out->meanings[i]);
    while (out->self < out->node_count && out->nodes[out->self].id != ask->id)
        out->self++;
    return rc;
}

enum hn_rc
hn_indicator_write_refs(struct hn_ctx *c, int64_t id, const struct hn_formula *f)
{
    const char *const *codes;
    size_t count = hn_formula_codes(f, &codes);
    enum hn_rc rc = count ? hn_store_bulk_begin(c, &sql_ref) : HN_OK, ended;

    if (rc || !count)
        return rc;
    for (size_t i = 0; !rc && i < count; i++) {
        const struct hn_param params[] = { hn_p_id(id), hn_p_text(codes[i]), HN_P_END };

        rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_indicator_formulas_sql[] = { &sql_web, &sql_ref, NULL };
