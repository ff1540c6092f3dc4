/* body.c: the bodies that issue a paper, alone or jointly, of the tree or outside it; and which kinds each may issue.
 * (domain/08 §8.5) */
#include <string.h>

#include "fact/fact.h"
#include "paper/inside.h"

enum { NAME_MOST = 200 };

static const struct hn_sql sql_kind = { .name = "paper.kind",
                                        .text = "SELECT symbol, answers FROM paper_kind WHERE kind = $1" };
static const struct hn_sql sql_right = {
    .name = "paper.right",
    .text = "SELECT COUNT(*) AS n FROM paper_right WHERE body = $1 AND kind = $2 AND valid_from <= $3"
            " AND valid_to > $3"
};
static const struct hn_sql sql_source = {
    .name = "paper.right_source",
    .text = "SELECT legal_basis FROM paper_right WHERE body = $1 AND valid_from <= $2 AND valid_to > $2"
            " ORDER BY kind LIMIT 1"
};
static const struct hn_sql sql_units = {
    .name = "paper.body_units",
    .text = "SELECT unit_id, kind, name FROM unit_version WHERE unit_id IN ($1, $2, $3, $4, $5)"
            " AND known_to = " HN_SQL_OPEN_TIME " AND valid_from <= $6 AND valid_to > $6"
};
static const struct hn_sql sql_drop = {
    .name = "paper.bodies_drop", .text = "DELETE FROM paper_body WHERE unit_id = $1 AND paper_id = $2"
};
static const struct hn_sql sql_put = {
    .name = "paper.body_put",
    .text = "INSERT INTO paper_body (unit_id, paper_id, position, body_unit_id, body, name)"
            " VALUES ($1, $2, $3, $4, $5, $6)"
};
static const struct hn_sql sql_read = {
    .name = "paper.bodies",
    .text = "SELECT b.body_unit_id, b.body, b.name, COALESCE(v.code, '') AS code FROM paper_body b"
            " LEFT JOIN unit_version v ON v.unit_id = b.body_unit_id AND v.known_to = " HN_SQL_OPEN_TIME
            " AND v.valid_from <= $3 AND v.valid_to > $3"
            " WHERE b.unit_id = $1 AND b.paper_id = $2 ORDER BY b.position LIMIT 5"
};

static const struct hn_sql sql_name = { .name = "paper.unit_name",
                                        .text = "SELECT " HN_SQL_LAST_UNIT("name", "CAST($1 AS BIGINT)", "$2",
                                                                           "$3") " AS name" };

const struct hn_sql *const hn_paper_body_sql[] = { &sql_name, &sql_kind, &sql_right, &sql_source, &sql_units,
                                                   &sql_drop, &sql_put,  &sql_read,  NULL };

enum hn_rc
hn_paper_kind_read(struct hn_ctx *c, const char *kind, const char **symbol, bool *answers)
{
    const struct hn_param params[] = { hn_p_text(hn_paper_any(kind)), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_kind, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *symbol = hn_row_text(rows, "symbol");
        *answers = hn_row_int(rows, "answers") != 0;
    }
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_INVALID, "kind", "paper.kind");
}

const char *
hn_paper_body_of(const char *unit_kind)
{
    static const char *const told[][2] = {
        { "cell", "cell" },
        { "grassroots_cell", "cell" },
        { "section", "grassroots_committee" },
        { "grassroots_committee_org", "grassroots_committee" },
        { "upper_grassroots", "upper_committee" },
        { "attached_committee_org", "upper_committee" },
        { "province", "province" },
    };

    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (strcmp(told[i][0], unit_kind) == 0)
            return told[i][1];
    }
    return "";
}

/* --- the right to issue --- */

static enum hn_rc
read_source(struct hn_ctx *c, const char *body, hn_day on, const char **out)
{
    const struct hn_param params[] = { hn_p_text(body), hn_p_day(on), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_source, params, &rows);

    *out = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = hn_row_text(rows, "legal_basis");
    return hn_rows_end(rows);
}

static enum hn_rc
must_have_right(struct hn_ctx *c, const char *body, const char *kind, hn_day on)
{
    const struct hn_param params[] = { hn_p_text(body), hn_p_text(kind), hn_p_day(on), HN_P_END };
    const char *source;
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_right, params, &n, &found);

    if (rc || n)
        return rc;
    rc = read_source(c, body, on, &source);
    return rc ? rc : hn_fail_arg(c, HN_DENIED, "kind", "paper.right", source);
}

/* --- bodies --- */

/* The parameters of sql_units. */
static void
unit_params(const struct hn_paper_bodies *b, hn_day on, struct hn_param *params)
{
    for (size_t i = 0; i < HN_PAPER_BODIES_MOST; i++)
        params[i] = hn_p_id(i < b->count ? b->at[i].unit.v : 0);
    params[HN_PAPER_BODIES_MOST] = hn_p_day(on);
    params[HN_PAPER_BODIES_MOST + 1] = HN_P_END;
}

/* Kinds and names of those of the tree, as on the day; kind "" where a unit does not stand then. */
static enum hn_rc
read_units(struct hn_ctx *c, struct hn_paper_bodies *b, hn_day on)
{
    struct hn_param params[HN_PAPER_BODIES_MOST + 2];
    struct hn_rows *rows;
    enum hn_rc rc;

    unit_params(b, on, params);
    rc = hn_store_query(c, &sql_units, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t unit = hn_row_int(rows, "unit_id");

        for (size_t i = 0; i < b->count; i++) {
            if (b->at[i].unit.v != unit)
                continue;
            b->kind[i] = hn_row_text(rows, "kind");
            if (!*b->at[i].name)
                b->at[i].name = hn_row_text(rows, "name");
        }
    }
    return hn_rows_end(rows);
}

/* Same unit, or the same name outside the tree. */
static bool
is_same(const struct hn_paper_body *a, const struct hn_paper_body *b)
{
    return a->unit.v || b->unit.v ? a->unit.v == b->unit.v : strcmp(a->name, b->name) == 0;
}

/* A unit issues as what its kind is, or as its congress; outside the tree a name is all there is. */
static bool
fill_body(struct hn_paper_bodies *b, size_t i)
{
    struct hn_paper_body *body = &b->at[i];
    const char *told = body->unit.v ? hn_paper_body_of(b->kind[i]) : "outside";

    if (!*body->name || hn_utf8_count(body->name) > NAME_MOST || (body->unit.v && !*b->kind[i]))
        return false;
    if (!*body->body)
        body->body = told;
    if (strcmp(body->body, told) != 0 && !(body->unit.v && strcmp(body->body, "congress") == 0))
        return false;
    for (size_t k = 0; k < i; k++) {
        if (is_same(&b->at[k], body))
            return false;
    }
    return true;
}

static void
join_names(struct hn_ctx *c, struct hn_paper_bodies *b)
{
    b->issuer = "";
    for (size_t i = 0; i < b->count; i++)
        b->issuer = hn_print(c->arena, "%s%s%s", b->issuer, i ? ", " : "", b->at[i].name);
}

/* Own papers: the unit itself stands first, given or not. */
static bool
take_bodies(const struct hn_paper *in, struct hn_paper_bodies *b)
{
    bool own = strcmp(in->origin, "own") == 0;
    bool missing = own && (in->body_count == 0 || in->bodies[0].unit.v != in->unit.v);

    if (in->body_count + missing > HN_PAPER_BODIES_MOST)
        return false;
    if (missing && in->body_count == 0)
        b->at[b->count++] = (struct hn_paper_body){ .unit = in->unit };
    for (size_t i = 0; i < in->body_count; i++)
        b->at[b->count++] = in->bodies[i];
    for (size_t i = 0; i < b->count; i++) {
        b->at[i].body = hn_paper_any(b->at[i].body);
        b->at[i].name = hn_paper_any(b->at[i].name);
        b->kind[i] = "";
    }
    return b->count > 0 && (!own || b->at[0].unit.v == in->unit.v);
}

enum hn_rc
hn_paper_bodies_check(struct hn_ctx *c, const struct hn_paper *in, struct hn_paper_bodies *out)
{
    bool own = strcmp(in->origin, "own") == 0;
    enum hn_rc rc;

    *out = (struct hn_paper_bodies){ .issuer = "" };
    if (!take_bodies(in, out))
        return hn_fail(c, HN_INVALID, "bodies", "paper.bodies");
    rc = read_units(c, out, in->day);
    for (size_t i = 0; i < out->count && !rc; i++) {
        if (!fill_body(out, i))
            rc = hn_fail(c, HN_INVALID, "bodies", "paper.bodies");
        else if (own && out->at[i].unit.v)
            rc = must_have_right(c, out->at[i].body, in->kind, in->day);
    }
    join_names(c, out);
    return rc;
}

enum hn_rc
hn_paper_unit_kind(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, const char **out)
{
    struct hn_paper_bodies b = { .at = { { .unit = unit, .name = "" } }, .kind = { "" }, .count = 1 };
    enum hn_rc rc = read_units(c, &b, on);

    *out = b.kind[0];
    return rc;
}

enum hn_rc
hn_paper_unit_name(struct hn_ctx *c, struct hn_unit_id unit, const char **out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_name, params, &rows);

    *out = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = hn_row_text(rows, "name");
    return hn_rows_end(rows);
}

enum hn_rc
hn_paper_may_issue(struct hn_ctx *c, struct hn_unit_id unit, const char *kind, hn_day on)
{
    const char *unit_kind;
    enum hn_rc rc = hn_paper_unit_kind(c, unit, on, &unit_kind);

    return rc ? rc : must_have_right(c, hn_paper_body_of(unit_kind), kind, on);
}

enum hn_rc
hn_paper_bodies_write(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id unit,
                      const struct hn_paper_bodies *b)
{
    const struct hn_param of[] = { hn_p_id(unit.v), hn_p_id(paper.v), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_drop, of);

    for (size_t i = 0; i < b->count && !rc; i++) {
        const struct hn_param params[] = { hn_p_id(unit.v),
                                           hn_p_id(paper.v),
                                           hn_p_int((int64_t)i),
                                           hn_p_id(b->at[i].unit.v),
                                           hn_p_text(b->at[i].body),
                                           hn_p_text(b->at[i].name),
                                           HN_P_END };

        rc = hn_store_do(c, &sql_put, params);
    }
    return rc;
}

enum hn_rc
hn_paper_bodies_read(struct hn_ctx *c, struct hn_paper *paper)
{
    struct hn_paper_body *at = HN_NEW_N(c->arena, struct hn_paper_body, HN_PAPER_BODIES_MOST);
    const struct hn_param params[] = { hn_p_id(paper->unit.v), hn_p_id(paper->id.v), hn_p_day(paper->day),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_read, params, &rows);

    if (rc)
        return rc;
    paper->bodies = at;
    paper->body_count = 0;
    while (paper->body_count < HN_PAPER_BODIES_MOST && hn_rows_next(rows)) {
        at[paper->body_count++] = (struct hn_paper_body){ .unit = { hn_row_int(rows, "body_unit_id") },
                                                          .body = hn_row_text(rows, "body"),
                                                          .name = hn_row_text(rows, "name"),
                                                          .code = hn_row_text(rows, "code") };
    }
    return hn_rows_end(rows);
}
