/* attachment.c: files kept with a record: few, small, of kinds told by their bytes (attachment.h). Not for: which kind the
 * bytes are (type.c). */
#include "attachment/attachment.h"

#include <inttypes.h>
#include <string.h>

#include "attachment/type.h"
#include "audit/audit.h"
#include "base/seal.h"

enum { NAME_MOST = 200, LIST_MOST = 500 };

static const struct hn_sql sql_count = {
    .name = "attachment.count",
    .text = "SELECT count(*) FROM attachment WHERE thing_id = $3 AND unit_id = $1 AND thing = $2"
            " AND removed_at = 0"
};
static const struct hn_sql sql_add = {
    .name = "attachment.add",
    .text = "INSERT INTO attachment (unit_id, id, thing, thing_id, part_id, name, type, size, digest, at,"
            " removed_at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)"
};
static const struct hn_sql sql_add_content = {
    .name = "attachment.add_content",
    .text = "INSERT INTO attachment_content (unit_id, attachment_id, content) VALUES ($1, $2, $3)"
};
static const struct hn_sql sql_remove = {
    .name = "attachment.remove",
    .text = "UPDATE attachment SET removed_at = $5 WHERE unit_id = $1 AND thing = $2 AND thing_id = $3"
            " AND id = $4 AND removed_at = 0"
};
static const struct hn_sql sql_remove_all = {
    .name = "attachment.remove_all",
    .text = "UPDATE attachment SET removed_at = $4 WHERE thing_id = $3 AND unit_id = $1 AND thing = $2"
            " AND removed_at = 0"
};
static const struct hn_sql sql_list = {
    .name = "attachment.list",
    .text = "SELECT id, part_id, name, type, size, at FROM attachment WHERE thing_id = $3 AND unit_id = $1"
            " AND thing = $2 AND removed_at = 0 ORDER BY id LIMIT 500"
};
static const struct hn_sql sql_one = {
    .name = "attachment.one",
    .text = "SELECT id, part_id, name, type, size, at FROM attachment WHERE unit_id = $1 AND thing = $2"
            " AND thing_id = $3 AND id = $4 AND removed_at = 0"
};
static const struct hn_sql sql_content = {
    .name = "attachment.content",
    .text = "SELECT content FROM attachment_content WHERE unit_id = $1 AND attachment_id = $2"
};

const struct hn_sql *const hn_attachment_sql[] = { &sql_count,  &sql_add,        &sql_add_content,
                                                   &sql_remove, &sql_remove_all, &sql_list,
                                                   &sql_one,    &sql_content,    NULL };

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

/* Meetings have limits of their own, since what is laid before them is printed and read by many. */
static enum hn_rc
read_limits(struct hn_ctx *c, const struct hn_attached *to, int64_t *most_bytes, int64_t *most_count)
{
    bool meeting = strcmp(to->thing, "meeting") == 0;
    enum hn_rc rc = hn_rule_value(c, to->unit, meeting ? "paper_most_bytes" : "attachment_most_bytes",
                                  c->today, most_bytes);

    return rc ? rc
              : hn_rule_value(c, to->unit, meeting ? "paper_most_count" : "attachment_most_count", c->today,
                              most_count);
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_attached *to, const char *name, struct hn_bytes content,
          const char **type)
{
    const struct hn_param params[] = { hn_p_id(to->unit.v), hn_p_text(to->thing), hn_p_id(to->id), HN_P_END };
    int64_t most_bytes = 0, most_count = 0, count = 0;
    bool found;
    enum hn_rc rc = read_limits(c, to, &most_bytes, &most_count);

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
hn_attachment_add(struct hn_ctx *c, const struct hn_attached *to, const char *name, struct hn_bytes content,
                  int64_t *out)
{
    const char *type = NULL;
    enum hn_rc rc = check_new(c, to, name, content, &type);

    if (rc)
        return rc;
    *out = hn_new_id(c);

    const struct hn_bytes digest = hn_keyed_hash(c, content_use, content);
    const struct hn_param about[] = {
        hn_p_id(to->unit.v), hn_p_id(*out),     hn_p_text(to->thing), hn_p_id(to->id),
        hn_p_id(to->part),   hn_p_text(name),   hn_p_text(type),      hn_p_int((int64_t)content.len),
        hn_p_bytes(digest),  hn_p_time(c->now), hn_p_id(c->actor.v),  HN_P_END
    };
    const struct hn_param bytes[] = { hn_p_id(to->unit.v), hn_p_id(*out), hn_p_bytes(content), HN_P_END };

    rc = hn_store_do(c, &sql_add, about);
    if (!rc)
        rc = hn_store_do(c, &sql_add_content, bytes);
    return rc ? rc : hn_audit_change(c, "attachment.add", *out, to->unit, "", name);
}

enum hn_rc
hn_attachment_remove(struct hn_ctx *c, const struct hn_attached *to, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(to->unit.v), hn_p_text(to->thing), hn_p_id(to->id),
                                       hn_p_id(id),         hn_p_time(c->now),    HN_P_END };
    int64_t touched = 0;
    enum hn_rc rc = hn_store_do_count(c, &sql_remove, params, &touched);

    if (rc || touched == 0)
        return rc;
    return hn_audit_change(c, "attachment.remove", id, to->unit, "", "");
}

enum hn_rc
hn_attachment_remove_all(struct hn_ctx *c, const struct hn_attached *to)
{
    const struct hn_param params[] = { hn_p_id(to->unit.v), hn_p_text(to->thing), hn_p_id(to->id),
                                       hn_p_time(c->now), HN_P_END };

    return hn_store_do(c, &sql_remove_all, params);
}

/* --- reading --- */

static struct hn_attachment
read_about(struct hn_rows *rows)
{
    return (struct hn_attachment){ .id = hn_row_int(rows, "id"),
                                   .part = hn_row_int(rows, "part_id"),
                                   .name = hn_row_text(rows, "name"),
                                   .type = hn_row_text(rows, "type"),
                                   .size = hn_row_int(rows, "size"),
                                   .at = hn_row_int(rows, "at") };
}

enum hn_rc
hn_attachments(struct hn_ctx *c, const struct hn_attached *to, const struct hn_attachment **out,
               size_t *count)
{
    const struct hn_param params[] = { hn_p_id(to->unit.v), hn_p_text(to->thing), hn_p_id(to->id), HN_P_END };
    struct hn_attachment *all = HN_NEW_N(c->arena, struct hn_attachment, LIST_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_list, params, &rows);

    *count = 0;
    *out = all;
    if (rc)
        return rc;
    while (*count < LIST_MOST && hn_rows_next(rows))
        all[(*count)++] = read_about(rows);
    return hn_rows_end(rows);
}

/* A file may be larger than all a request may hold; so it has memory of its own, as long as the request's. */
static enum hn_rc
read_content(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, int64_t size, struct hn_bytes *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), HN_P_END };
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
hn_attachment_content(struct hn_ctx *c, const struct hn_attached *to, int64_t id, struct hn_attachment *about,
                      struct hn_bytes *out)
{
    const struct hn_param params[] = { hn_p_id(to->unit.v), hn_p_text(to->thing), hn_p_id(to->id),
                                       hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found = false;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        found = true;
        *about = read_about(rows);
    }
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : read_content(c, to->unit, id, about->size, out);
}
