/* strand.c: strands of a paper: put, taken out, read; and what targets share with them (target.h, inside.h). */
#include <string.h>

#include "audit/audit.h"
#include "target/inside.h"

enum { STRANDS_MOST = 100, TITLE_MOST = 300 };

bool
hn_target_is_line(const char *text, size_t most)
{
    return text && *text && hn_utf8_count(text) <= most;
}

/* The paper, of one who may direct its unit; not one that has ended. */
enum hn_rc
hn_target_need_paper(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out)
{
    enum hn_rc rc = hn_paper_get(c, id, out);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, out->unit);
    if (!rc && strcmp(out->state, "ended") == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "paper.ended");
    return rc;
}

enum hn_rc
hn_target_must_touch(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params)
{
    int64_t touched = 0;
    enum hn_rc rc = hn_store_do_count(c, sql, params, &touched);

    return rc || touched ? rc : hn_fail(c, HN_CONFLICT, "", "changed");
}

/* position 0: behind the last. */
enum hn_rc
hn_target_next_position(struct hn_ctx *c, const struct hn_sql *sql, struct hn_paper_id paper, int *position)
{
    const struct hn_param params[] = { hn_p_id(paper.v), HN_P_END };
    int64_t next = 1;
    bool found;
    enum hn_rc rc;

    if (*position > 0)
        return HN_OK;
    rc = hn_store_int(c, sql, params, &next, &found);
    *position = (int)next;
    return rc;
}

/* --- strands --- */

#define STRAND "SELECT unit_id, id, paper_id, position, title, version FROM strand WHERE removed_at = 0"
static const struct hn_sql sql_strand = { .name = "strand.one",
                                          .text = STRAND " AND id = $1 AND paper_id = $2" };
static const struct hn_sql sql_strand_paper = {
    .name = "strand.paper", .text = "SELECT paper_id FROM strand WHERE id = $1 AND removed_at = 0"
};
static const struct hn_sql sql_strands = { .name = "strand.list",
                                           .text = STRAND
                                           " AND paper_id = $1 ORDER BY position, id LIMIT 100" };
static const struct hn_sql sql_strand_next = {
    .name = "strand.next",
    .text = "SELECT COALESCE(max(position), 0) + 1 FROM strand WHERE paper_id = $1 AND removed_at = 0"
};
static const struct hn_sql sql_strand_add = {
    .name = "strand.add",
    .text = "INSERT INTO strand (unit_id, id, paper_id, position, title, removed_at, version, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, 0, 1, $6)"
};
static const struct hn_sql sql_strand_change = {
    .name = "strand.change",
    .text = "UPDATE strand SET position = $4, title = $5, version = version + 1"
            " WHERE unit_id = $1 AND id = $2 AND version = $3 AND removed_at = 0"
};
static const struct hn_sql sql_strand_remove = {
    .name = "strand.remove", .text = "UPDATE strand SET removed_at = $3 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_strand_used = {
    .name = "strand.used",
    .text = "SELECT count(*) FROM target WHERE paper_id = $1 AND strand_id = $2 AND removed_at = 0"
};

static struct hn_strand
strand_of(struct hn_rows *rows)
{
    return (struct hn_strand){ .id = hn_row_int(rows, "id"),
                               .paper = { hn_row_int(rows, "paper_id") },
                               .position = (int)hn_row_int(rows, "position"),
                               .title = hn_row_text(rows, "title"),
                               .version = hn_row_int(rows, "version") };
}

enum hn_rc
hn_strand_read(struct hn_ctx *c, int64_t id, struct hn_paper_id paper, struct hn_strand *out, bool *found)
{
    const struct hn_param params[] = { hn_p_id(id), hn_p_id(paper.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_strand, params, &rows);

    if (rc)
        return rc;
    *found = hn_rows_next(rows);
    if (*found)
        *out = strand_of(rows);
    return hn_rows_end(rows);
}

enum hn_rc
hn_strand_put(struct hn_ctx *c, const struct hn_strand *in, int64_t *out)
{
    const int64_t id = in->id ? in->id : hn_new_id(c);
    int position = in->position;
    struct hn_strand old = { .title = "" };
    struct hn_paper paper;
    bool found = true;
    enum hn_rc rc = hn_target_need_paper(c, in->paper, &paper);

    if (!rc && !hn_target_is_line(in->title, TITLE_MOST))
        rc = hn_fail(c, HN_INVALID, "title", "strand.title");
    if (!rc && in->id)
        rc = hn_strand_read(c, in->id, in->paper, &old, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc && position <= 0 && in->id)
        position = old.position;
    if (!rc)
        rc = hn_target_next_position(c, &sql_strand_next, in->paper, &position);
    if (rc)
        return rc;
    if (in->id) {
        const struct hn_param params[] = { hn_p_id(paper.unit.v), hn_p_id(id),          hn_p_int(in->version),
                                           hn_p_int(position),    hn_p_text(in->title), HN_P_END };

        rc = hn_target_must_touch(c, &sql_strand_change, params);
    } else {
        const struct hn_param params[] = { hn_p_id(paper.unit.v),
                                           hn_p_id(id),
                                           hn_p_id(in->paper.v),
                                           hn_p_int(position),
                                           hn_p_text(in->title),
                                           hn_p_id(c->actor.v),
                                           HN_P_END };

        rc = hn_store_do(c, &sql_strand_add, params);
    }
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "strand.put", id, paper.unit, old.title, in->title);
}

enum hn_rc
hn_strand_remove(struct hn_ctx *c, int64_t id)
{
    const struct hn_param asked[] = { hn_p_id(id), HN_P_END };
    struct hn_paper_id of = { 0 };
    struct hn_paper paper;
    int64_t used = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_strand_paper, asked, &of.v, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_target_need_paper(c, of, &paper);
    if (rc)
        return rc;

    const struct hn_param in_paper[] = { hn_p_id(of.v), hn_p_id(id), HN_P_END };
    const struct hn_param gone[] = { hn_p_id(paper.unit.v), hn_p_id(id), hn_p_time(c->now), HN_P_END };

    rc = hn_store_int(c, &sql_strand_used, in_paper, &used, &found);
    if (!rc && used)
        rc = hn_fail(c, HN_CONFLICT, "", "strand.used");
    if (!rc)
        rc = hn_store_do(c, &sql_strand_remove, gone);
    return rc ? rc : hn_audit_change(c, "strand.remove", id, paper.unit, "", "");
}

enum hn_rc
hn_strands(struct hn_ctx *c, struct hn_paper_id paper, const struct hn_strand **out, size_t *count)
{
    struct hn_strand *all = HN_NEW_N(c->arena, struct hn_strand, STRANDS_MOST);
    const struct hn_param params[] = { hn_p_id(paper.v), HN_P_END };
    struct hn_paper head;
    struct hn_rows *rows;
    enum hn_rc rc = hn_paper_get(c, paper, &head);

    *out = all;
    *count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_strands, params, &rows);
    if (rc)
        return rc;
    while (*count < STRANDS_MOST && hn_rows_next(rows))
        all[(*count)++] = strand_of(rows);
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_strand_sql[] = { &sql_strand,      &sql_strand_paper,  &sql_strands,
                                               &sql_strand_next, &sql_strand_add,    &sql_strand_change,
                                               &sql_strand_used, &sql_strand_remove, NULL };
