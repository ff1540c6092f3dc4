/* paper.c: files sent along with a meeting: few, small, of kinds that are told by their bytes (minutes.h). Not for: which
 * kind the bytes are (type.c). */
#include <inttypes.h>
#include <string.h>

#include "attachment/type.h"
#include "audit/audit.h"
#include "base/seal.h"
#include "meeting/minutes.h"
#include "rule/rule.h"

enum { NAME_MOST = 200, PAPERS_MOST = 200 };

static const struct hn_sql sql_count = {
    .name = "meeting_paper.count",
    .text = "SELECT count(*) FROM meeting_paper WHERE unit_id = $1 AND meeting_id = $2 AND removed_at = 0"
};
static const struct hn_sql sql_add = { .name = "meeting_paper.add",
                                       .text = "INSERT INTO meeting_paper (unit_id, meeting_id, id, name, "
                                               "type, size, digest, at, removed_at, entered_by)"
                                               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)" };
static const struct hn_sql sql_add_content = {
    .name = "meeting_paper.add_content",
    .text = "INSERT INTO meeting_paper_content (unit_id, paper_id, content) VALUES ($1, $2, $3)"
};
static const struct hn_sql sql_remove = {
    .name = "meeting_paper.remove",
    .text = "UPDATE meeting_paper SET removed_at = $1 WHERE unit_id = $2 AND meeting_id = $3 AND id = $4"
            " AND removed_at = 0"
};
static const struct hn_sql sql_list = {
    .name = "meeting_paper.list",
    .text = "SELECT id, name, type, size, at FROM meeting_paper WHERE unit_id = $1 AND meeting_id = $2"
            " AND removed_at = 0 ORDER BY id LIMIT $3"
};
static const struct hn_sql sql_one = {
    .name = "meeting_paper.one",
    .text = "SELECT id, name, type, size, at FROM meeting_paper WHERE unit_id = $1 AND meeting_id = $2"
            " AND id = $3 AND removed_at = 0"
};
static const struct hn_sql sql_content = {
    .name = "meeting_paper.content",
    .text = "SELECT content FROM meeting_paper_content WHERE unit_id = $1 AND paper_id = $2"
};

const struct hn_sql *const hn_meeting_paper_sql[] = { &sql_count, &sql_add, &sql_add_content, &sql_remove,
                                                      &sql_list,  &sql_one, &sql_content,     NULL };

/* --- adding --- */

/* In whole megabytes and tenths, as people say sizes. */
static const char *
megabytes(struct hn_ctx *c, int64_t bytes)
{
    return hn_vi_decimal(c->arena, bytes * 10 / (1 << 20), 1, c->lang == HN_EN);
}

static bool
is_name(const char *name)
{
    return name && *name && !strpbrk(name, "/\\\"\r\n\t") && hn_utf8_count(name) <= NAME_MOST;
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_meeting *m, const char *name, struct hn_bytes content,
          const char **type)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    int64_t most_bytes = 0, most_count = 0, count = 0;
    bool found;
    enum hn_rc rc = hn_rule_value(c, m->unit, "paper_most_bytes", m->day, &most_bytes);

    if (!rc)
        rc = hn_rule_value(c, m->unit, "paper_most_count", m->day, &most_count);
    if (!rc)
        rc = hn_store_int(c, &sql_count, params, &count, &found);
    if (rc)
        return rc;
    if (!is_name(name))
        return hn_fail(c, HN_INVALID, "file", "attachment.name");
    if ((int64_t)content.len > most_bytes)
        return hn_fail_arg(c, HN_INVALID, "file", "attachment.size", megabytes(c, most_bytes));
    *type = hn_attachment_type(content);
    if (!*type)
        return hn_fail(c, HN_INVALID, "file", "attachment.type");
    if (count >= most_count)
        return hn_fail_arg(c, HN_CONFLICT, "file", "attachment.count",
                           hn_print(c->arena, "%" PRId64, most_count));
    return HN_OK;
}

static const uint8_t content_use[HN_KEY_BYTES] = "hatnhan paper content";

enum hn_rc
hn_meeting_paper_add(struct hn_ctx *c, struct hn_meeting_id id, const char *name, struct hn_bytes content,
                     int64_t *out)
{
    struct hn_meeting m;
    const char *type = NULL;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = check_new(c, &m, name, content, &type);
    if (rc)
        return rc;
    *out = hn_new_id(c);

    const struct hn_bytes digest = hn_keyed_hash(c, content_use, content);
    const struct hn_param about[] = { hn_p_id(m.unit.v),   hn_p_id(id.v),
                                      hn_p_id(*out),       hn_p_text(name),
                                      hn_p_text(type),     hn_p_int((int64_t)content.len),
                                      hn_p_bytes(digest),  hn_p_time(c->now),
                                      hn_p_id(c->actor.v), HN_P_END };
    const struct hn_param bytes[] = { hn_p_id(m.unit.v), hn_p_id(*out), hn_p_bytes(content), HN_P_END };

    rc = hn_store_do(c, &sql_add, about);
    if (!rc)
        rc = hn_store_do(c, &sql_add_content, bytes);
    return rc ? rc : hn_audit_change(c, "meeting_paper.add", *out, m.unit, "", name);
}

enum hn_rc
hn_meeting_paper_remove(struct hn_ctx *c, struct hn_meeting_id id, int64_t paper)
{
    struct hn_meeting m;
    int64_t touched = 0;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_time(c->now), hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_id(paper),
                                       HN_P_END };

    rc = hn_store_do_count(c, &sql_remove, params, &touched);
    if (rc || touched == 0)
        return rc;
    return hn_audit_change(c, "meeting_paper.remove", paper, m.unit, "", "");
}

/* --- reading --- */

static struct hn_meeting_paper
read_about(struct hn_rows *rows)
{
    return (struct hn_meeting_paper){ .id = hn_row_int(rows, "id"),
                                      .name = hn_row_text(rows, "name"),
                                      .type = hn_row_text(rows, "type"),
                                      .size = hn_row_int(rows, "size"),
                                      .at = hn_row_int(rows, "at") };
}

enum hn_rc
hn_meeting_papers(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_meeting_paper **out,
                  size_t *count)
{
    struct hn_meeting_paper *all = HN_NEW_N(c->arena, struct hn_meeting_paper, PAPERS_MOST);
    struct hn_meeting m;
    struct hn_rows *rows;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    *count = 0;
    *out = all;
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_int(PAPERS_MOST), HN_P_END };

    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows))
        all[(*count)++] = read_about(rows);
    return hn_rows_end(rows);
}

/* A paper may be larger than all a request may hold; so it has memory of its own, as long as the request's. */
static enum hn_rc
read_content(struct hn_ctx *c, struct hn_unit_id unit, int64_t paper, int64_t size, struct hn_bytes *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(paper), HN_P_END };
    struct hn_arena *before = c->arena;
    struct hn_rows *rows;
    enum hn_rc rc;

    c->arena = hn_arena_child(before, (size_t)size * 4 + ((size_t)1 << 20));
    rc = hn_store_query(c, &sql_content, params, &rows);
    if (!rc) {
        if (hn_rows_next(rows))
            *out = hn_row_bytes(rows, "content");
        rc = hn_rows_end(rows);
    }
    c->arena = before;
    return rc;
}

enum hn_rc
hn_meeting_paper_content(struct hn_ctx *c, struct hn_meeting_id id, int64_t paper,
                         struct hn_meeting_paper *about, struct hn_bytes *out)
{
    struct hn_meeting m;
    struct hn_rows *rows;
    bool found = false;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_id(paper), HN_P_END };

    rc = hn_store_query(c, &sql_one, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        found = true;
        *about = read_about(rows);
    }
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : read_content(c, m.unit, paper, about->size, out);
}
