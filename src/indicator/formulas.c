/* formulas.c: what the formulas of indicators name: is it there, do the measures fit, does it go round in circles, how deep.
 *
 * Asked before anything is written, over every day on which something begins or ends, since a formula that names only what
 * is there today may name nothing tomorrow. Neighbours: closed.c uses the same web; formula/ knows the language.
 */
#include <string.h>

#include "base/code.h"
#include "indicator/inside.h"

enum { DEPTH_MOST = 8 };

/* --- the web of an indicator --- */

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

const struct hn_sql *const hn_indicator_formulas_sql[] = { &sql_web, &sql_ref, NULL };

static size_t
node_of(const struct hn_indicator_web *w, const char *code, size_t len)
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
        size_t node = node_of(w, at, len);

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

/* --- one day --- */

/* The web as it would be on a day, the new meaning in place of what stands. */
struct day_of_web {
    struct hn_ctx *c;
    const struct hn_indicator *in;
    const struct hn_formula *f;
    const struct hn_indicator_web *web;
    struct hn_indicator_meaning self;          /* the new one */
    const struct hn_indicator_meaning **means; /* of each node, NULL: it is not measured then */
};

static void
stand_on(struct day_of_web *d, hn_day day)
{
    const struct hn_indicator_web *w = d->web;

    memset(d->means, 0, (w->node_count + 1) * sizeof(d->means[0]));
    for (size_t i = 0; i < w->meaning_count; i++) {
        const struct hn_indicator_meaning *m = &w->meanings[i];

        if (m->node != w->self && m->from <= day && m->to > day)
            d->means[m->node] = m;
    }
    d->means[w->self] = &d->self;
}

/* The node of a code, its own too while it is not there yet; more than there are: none. */
static size_t
find(const struct day_of_web *d, const char *code)
{
    size_t node = node_of(d->web, code, strlen(code));

    if (strcmp(code, d->in->code) == 0)
        return d->web->self;
    return node < d->web->node_count ? node : SIZE_MAX;
}

static const char *
code_at(const struct day_of_web *d, size_t node)
{
    return node == d->web->self ? d->in->code : d->web->nodes[node].code;
}

/* Every code is there, and the measures come to what was said. */
static enum hn_rc
check_named(struct day_of_web *d)
{
    const char *measures[HN_FORMULA_REFS];
    const char *const *codes;
    size_t count = hn_formula_codes(d->f, &codes);

    for (size_t i = 0; i < count; i++) {
        size_t node = find(d, codes[i]);

        if (node == SIZE_MAX || !d->means[node])
            return hn_fail_arg(d->c, HN_INVALID, "formula", "indicator.unknown", codes[i]);
        measures[i] = d->means[node]->measure;
    }
    return hn_formula_measures(d->c, d->f, measures, d->in->measure, "formula");
}

/* What names it was right with the old measure; is it with the new? */
static enum hn_rc
check_naming(struct day_of_web *d, const struct hn_indicator_meaning *m)
{
    const char *measures[HN_FORMULA_REFS];
    const struct hn_formula *f;
    const char *const *codes;
    size_t count;
    enum hn_rc rc = hn_formula_compile(d->c, m->formula, "measure", &f);

    if (rc)
        return rc;
    count = hn_formula_codes(f, &codes);
    for (size_t i = 0; i < count; i++) {
        size_t node = find(d, codes[i]);

        if (node == SIZE_MAX || !d->means[node])
            return HN_OK; /* of something that has ended: not for this change to mend */
        measures[i] = d->means[node]->measure;
    }
    rc = hn_formula_measures(d->c, f, measures, m->measure, "measure");
    if (rc != HN_INVALID)
        return rc;
    hn_fault_clear(d->c);
    return hn_fail_arg(d->c, HN_CONFLICT, "measure", "indicator.measure_used", code_at(d, m->node));
}

static bool
names(const struct hn_indicator_meaning *m, size_t node)
{
    for (size_t i = 0; i < m->named_count; i++)
        if (m->named[i] == node)
            return true;
    return false;
}

/* From the new formula on, whatever is named by what is named, until it is named itself: "a → b → a". */
static enum hn_rc
check_round(struct day_of_web *d)
{
    size_t nodes = d->web->node_count + 1, self = d->web->self, count = 0;
    size_t *queue = HN_NEW_N(d->c->arena, size_t, nodes), *by = HN_NEW_N(d->c->arena, size_t, nodes);
    const char *path = d->in->code;

    for (size_t i = 0; i < nodes; i++)
        by[i] = nodes;
    queue[count++] = self;
    for (size_t i = 0; i < count; i++) {
        const struct hn_indicator_meaning *m = d->means[queue[i]];

        for (size_t k = 0; m && k < m->named_count; k++) {
            size_t to = m->named[k];

            if (to == self) {
                for (size_t at = queue[i]; at != self; at = by[at])
                    path = hn_print(d->c->arena, "%s → %s", code_at(d, at), path);
                return hn_fail_arg(d->c, HN_INVALID, "formula", "indicator.cycle",
                                   hn_print(d->c->arena, "%s → %s", d->in->code, path));
            }
            if (by[to] != nodes)
                continue;
            by[to] = queue[i];
            queue[count++] = to;
        }
    }
    return HN_OK;
}

/* How many formulas lie in one another, raised round by round: what still grows after the last round is too deep. */
static enum hn_rc
check_depth(struct day_of_web *d)
{
    size_t nodes = d->web->node_count + 1;
    int *depth = HN_NEW_N(d->c->arena, int, nodes);

    for (int round = 0; round <= DEPTH_MOST; round++) {
        for (size_t i = 0; i < nodes; i++) {
            const struct hn_indicator_meaning *m = d->means[i];

            if (m && *m->formula)
                depth[i] = depth[i] > 1 ? depth[i] : 1;
            for (size_t k = 0; m && k < m->named_count; k++)
                if (depth[m->named[k]] + 1 > depth[i])
                    depth[i] = depth[m->named[k]] + 1;
            if (depth[i] > DEPTH_MOST)
                return hn_fail_arg(d->c, HN_INVALID, "formula", "indicator.deep", code_at(d, i));
        }
    }
    return HN_OK;
}

static enum hn_rc
check_day(struct day_of_web *d, hn_day day)
{
    struct hn_mark mark = hn_arena_mark(d->c->arena);
    enum hn_rc rc = HN_OK;

    stand_on(d, day);
    if (d->f)
        rc = check_round(d);
    if (!rc && d->f)
        rc = check_named(d);
    if (!rc && d->f)
        rc = check_depth(d);
    for (size_t i = 0; !rc && i < d->web->node_count; i++)
        if (d->means[i] && i != d->web->self && names(d->means[i], d->web->self))
            rc = check_naming(d, d->means[i]);
    hn_ctx_rewind(d->c, mark);
    return rc;
}

/* --- all days --- */

/* A code that names the indicator itself is its own node, also while it is not there yet. */
static void
name_self(struct hn_ctx *c, struct day_of_web *d)
{
    const char *const *codes;
    size_t count = hn_formula_codes(d->f, &codes), *named = HN_NEW_N(c->arena, size_t, HN_FORMULA_REFS);

    for (size_t i = 0; i < count; i++) {
        size_t node = find(d, codes[i]);

        if (node != SIZE_MAX)
            named[d->self.named_count++] = node;
    }
    d->self.named = named;
}

/* Between two days on which something begins or ends, all days are alike. */
static enum hn_rc
check_days(struct day_of_web *d)
{
    const struct hn_indicator_web *w = d->web;
    hn_day day = d->in->from;
    enum hn_rc rc = HN_OK;

    while (!rc && day < d->in->to) {
        hn_day next = d->in->to;

        rc = check_day(d, day);
        for (size_t i = 0; i < w->meaning_count; i++) {
            if (w->meanings[i].from > day && w->meanings[i].from < next)
                next = w->meanings[i].from;
            if (w->meanings[i].to > day && w->meanings[i].to < next)
                next = w->meanings[i].to;
        }
        day = next;
    }
    return rc;
}

enum hn_rc
hn_indicator_check_formula(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_formula *f)
{
    struct hn_indicator_web_ask ask = { .id = in->id, .owner = in->unit, .from = in->from, .to = in->to };
    struct hn_indicator_web web;
    struct day_of_web d = { .c = c, .in = in, .f = f, .web = &web };
    enum hn_rc rc;

    if (!f && !in->id)
        return HN_OK; /* nothing names what is new */
    if (f)
        ask.code_count = hn_formula_codes(f, &ask.codes);
    rc = hn_indicator_web_read(c, &ask, &web);
    if (rc)
        return rc;
    d.self = (struct hn_indicator_meaning){
        .node = web.self, .from = in->from, .to = in->to, .measure = in->measure, .formula = in->formula
    };
    d.means = HN_NEW_N(c->arena, const struct hn_indicator_meaning *, web.node_count + 1);
    if (f)
        name_self(c, &d);
    return check_days(&d);
}
