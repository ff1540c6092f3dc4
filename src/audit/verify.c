/* verify.c: the root of the log, its export, and the proof that nothing in it was touched (audit.h).
 *
 * The leaf kept beside each line tells which line was altered; the edge in audit_head tells when lines and leaves
 * were altered together; a root written down elsewhere tells when all three were.
 */
#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "audit/line.h"
#include "base/num.h"

const struct hn_sql hn_sql_audit_head = { .name = "audit.head",
                                          .text = "SELECT size, edge FROM audit_head WHERE id = 1" };

const struct hn_sql hn_sql_audit_all = { .name = "audit.all",
                                         .text = "SELECT sequence, at, actor, what, record, person_id, "
                                                 "unit_id, field_group, purpose, request, digest, leaf"
                                                 " FROM audit_line WHERE sequence > $1 ORDER BY sequence" };

enum hn_rc
hn_head_read(struct hn_ctx *c, struct hn_merkle *out)
{
    const struct hn_param params[] = { HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &hn_sql_audit_head, params, &rows);
    bool whole = true;

    if (rc)
        return rc;
    memset(out, 0, sizeof *out);
    if (hn_rows_next(rows)) {
        struct hn_bytes edge = hn_row_bytes(rows, "edge");

        out->size = hn_row_int(rows, "size");
        out->count = (size_t)__builtin_popcountll((unsigned long long)out->size);
        whole = out->size >= 0 && edge.len == out->count * HN_MERKLE_BYTES;
        if (whole && edge.len > 0)
            memcpy(out->edge, edge.data, edge.len);
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return whole ? HN_OK : hn_fail(c, HN_CONFLICT, "", "audit.head");
}

struct hn_line
hn_line_of(struct hn_rows *rows, struct hn_bytes *leaf)
{
    struct hn_line l = {
        .sequence = hn_row_int(rows, "sequence"),
        .at = hn_row_int(rows, "at"),
        .actor = hn_row_int(rows, "actor"),
        .what = hn_row_text(rows, "what"),
        .record = hn_row_int(rows, "record"),
        .person = hn_row_int(rows, "person_id"),
        .unit = hn_row_int(rows, "unit_id"),
        .group = hn_row_text(rows, "field_group"),
        .purpose = hn_row_text(rows, "purpose"),
        .request = hn_row_int(rows, "request"),
        .digest = hn_row_text(rows, "digest"),
    };

    *leaf = hn_row_bytes(rows, "leaf");
    return l;
}

bool
hn_audit_root_parse(const char *text, struct hn_audit_root *out)
{
    char size[24];
    const char *space = strchr(text, ' ');
    size_t len;

    if (!space || (size_t)(space - text) >= sizeof size || strlen(space + 1) != HN_DIGEST_HEX)
        return false;
    memcpy(size, text, (size_t)(space - text));
    size[space - text] = '\0';
    if (!hn_parse_i64(size, 0, INT64_MAX, &out->size))
        return false;
    return sodium_hex2bin(out->hash, sizeof out->hash, space + 1, HN_DIGEST_HEX, NULL, &len, NULL) == 0 &&
           len == sizeof out->hash;
}

const char *
hn_audit_root_text(struct hn_arena *a, const struct hn_audit_root *root)
{
    char hex[HN_DIGEST_HEX + 1];

    sodium_bin2hex(hex, sizeof hex, root->hash, sizeof root->hash);
    return hn_print(a, "%" PRId64 " %s", root->size, hex);
}

enum hn_rc
hn_audit_root(struct hn_ctx *c, struct hn_audit_root *out)
{
    struct hn_merkle m;
    enum hn_rc rc = hn_head_read(c, &m);

    if (rc)
        return rc;
    out->size = m.size;
    hn_merkle_root(&m, out->hash);
    return HN_OK;
}

enum hn_rc
hn_audit_export(struct hn_ctx *c, void (*emit)(void *sink, const char *line), void *sink)
{
    const struct hn_param params[] = { hn_p_int(0), HN_P_END };
    struct hn_audit_root root;
    struct hn_rows *rows;
    enum hn_rc rc = hn_audit_root(c, &root);

    if (rc)
        return rc;
    rc = hn_store_query(c, &hn_sql_audit_all, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct hn_bytes leaf;
        struct hn_line line = hn_line_of(rows, &leaf);

        emit(sink, hn_print(c->arena, "%s\n", hn_line_text(c->arena, &line)));
        hn_ctx_rewind(c, mark);
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    emit(sink, hn_print(c->arena, "root %s\n", hn_audit_root_text(c->arena, &root)));
    return HN_OK;
}

static enum hn_rc
wrong_at(struct hn_ctx *c, const char *key, int64_t sequence)
{
    return hn_fail_arg(c, HN_CONFLICT, "", key, hn_print(c->arena, "%" PRId64, sequence));
}

static bool
root_is(const struct hn_merkle *m, const struct hn_audit_root *root)
{
    uint8_t hash[HN_MERKLE_BYTES];

    hn_merkle_root(m, hash);
    return memcmp(hash, root->hash, sizeof hash) == 0;
}

/* Rows in order into the tree. *wrong: the first sequence that is missing, altered or out of place; 0 none. *continues:
 * the tree passed through the earlier root. */
static enum hn_rc
recompute(struct hn_ctx *c, const struct hn_audit_root *earlier, struct hn_merkle *m, int64_t *wrong,
          bool *continues)
{
    const struct hn_param params[] = { hn_p_int(INT64_MIN), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &hn_sql_audit_all, params, &rows);

    if (rc)
        return rc;
    while (*wrong == 0 && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        uint8_t hash[HN_MERKLE_BYTES];
        struct hn_bytes leaf;
        struct hn_line line = hn_line_of(rows, &leaf);
        const char *text = hn_line_text(c->arena, &line);

        hn_merkle_leaf(text, strlen(text), hash);
        if (line.sequence != m->size + 1 || leaf.len != sizeof hash ||
            memcmp(leaf.data, hash, sizeof hash) != 0)
            *wrong = m->size + 1;
        else
            hn_merkle_add(m, hash);
        hn_ctx_rewind(c, mark);
        if (earlier && m->size == earlier->size && *wrong == 0)
            *continues = root_is(m, earlier);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_audit_verify(struct hn_ctx *c, const struct hn_audit_root *earlier, struct hn_audit_root *out)
{
    struct hn_merkle kept, m = { 0 };
    int64_t wrong = 0;
    bool continues = !earlier || (earlier->size == 0 && root_is(&m, earlier));
    enum hn_rc rc = hn_head_read(c, &kept);

    if (rc)
        return rc;
    rc = recompute(c, earlier, &m, &wrong, &continues);
    if (rc)
        return rc;
    if (wrong)
        return wrong_at(c, "audit.altered", wrong);
    if (m.size != kept.size || memcmp(m.edge, kept.edge, m.count * HN_MERKLE_BYTES) != 0)
        return wrong_at(c, "audit.head", m.size < kept.size ? m.size + 1 : kept.size + 1);
    if (earlier && !continues)
        return wrong_at(c, "audit.not_continuation", earlier->size);
    out->size = m.size;
    hn_merkle_root(&m, out->hash);
    return HN_OK;
}
