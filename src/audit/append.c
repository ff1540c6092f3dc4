/* append.c: writing lines of the log, in the transaction of their deed (audit.h).
 *
 * The writer is alone, so the head is read, the lines are added and the head is put back without a lock of our own.
 * Not for: reading (verify.c, report/log.c).
 */
#include <assert.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "audit/line.h"
#include "base/buf.h"
#include "base/seal.h"

#define WORD_MAX 64 /* letters of what, group and purpose */

static const struct hn_sql sql_line = {
    .name = "audit.line",
    .text = "INSERT INTO audit_line (sequence, at, actor, what, record, person_id, unit_id, field_group, "
            "purpose, request,"
            " digest, leaf) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
};

static const struct hn_sql sql_head_put = {
    .name = "audit.head_put",
    .text = "INSERT INTO audit_head (id, size, edge) VALUES (1, $1, $2)"
            " ON CONFLICT (id) DO UPDATE SET size = excluded.size, edge = excluded.edge"
};

/* Parts of a line are words of our own, never what somebody typed: a bar or line feed in one would forge another. */
static bool
is_word(const char *text)
{
    size_t len = strlen(text);

    return len <= WORD_MAX && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

const char *
hn_line_text(struct hn_arena *a, const struct hn_line *l)
{
    return hn_print(
        a, "%" PRId64 "|%" PRId64 "|%" PRId64 "|%s|%" PRId64 "|%" PRId64 "|%" PRId64 "|%s|%s|%" PRId64 "|%s",
        l->sequence, l->at, l->actor, l->what, l->record, l->person, l->unit, l->group, l->purpose,
        l->request, l->digest);
}

static void
line_params(struct hn_arena *a, const struct hn_line *l, uint8_t leaf[HN_MERKLE_BYTES],
            struct hn_param params[13])
{
    const char *text = hn_line_text(a, l);

    hn_merkle_leaf(text, strlen(text), leaf);
    const struct hn_param all[13] = { hn_p_int(l->sequence),
                                      hn_p_time(l->at),
                                      hn_p_id(l->actor),
                                      hn_p_text(l->what),
                                      hn_p_id(l->record),
                                      hn_p_id(l->person),
                                      hn_p_id(l->unit),
                                      hn_p_text(l->group),
                                      hn_p_text(l->purpose),
                                      hn_p_int(l->request),
                                      hn_p_text(l->digest),
                                      hn_p_bytes((struct hn_bytes){ leaf, HN_MERKLE_BYTES }),
                                      HN_P_END };

    memcpy(params, all, sizeof all);
}

static enum hn_rc
head_write(struct hn_ctx *c, const struct hn_merkle *m)
{
    const struct hn_param params[] = {
        hn_p_int(m->size), hn_p_bytes((struct hn_bytes){ m->edge[0], m->count * HN_MERKLE_BYTES }), HN_P_END
    };

    return hn_store_do(c, &sql_head_put, params);
}

static enum hn_rc
append(struct hn_ctx *c, struct hn_line *l)
{
    struct hn_merkle m;
    uint8_t leaf[HN_MERKLE_BYTES];
    struct hn_param params[13];
    enum hn_rc rc = hn_head_read(c, &m);

    if (rc)
        return rc;
    assert(is_word(l->what) && *l->what);
    assert(is_word(l->group) && is_word(l->purpose));
    l->sequence = m.size + 1;
    l->at = c->now;
    l->actor = c->actor.v;
    l->request = (int64_t)c->request_id;
    line_params(c->arena, l, leaf, params);
    hn_merkle_add(&m, leaf);
    rc = hn_store_do(c, &sql_line, params);
    if (rc)
        return rc;
    return head_write(c, &m);
}

enum hn_rc
hn_audit(struct hn_ctx *c, const char *what, int64_t record)
{
    return append(
        c, &(struct hn_line){ .what = what, .record = record, .group = "", .purpose = "", .digest = "" });
}

enum hn_rc
hn_audit_person(struct hn_ctx *c, const char *what, int64_t record, struct hn_person_id person,
                struct hn_unit_id unit)
{
    return append(c, &(struct hn_line){ .what = what,
                                        .record = record,
                                        .person = person.v,
                                        .unit = unit.v,
                                        .group = "",
                                        .purpose = "",
                                        .digest = "" });
}

/* Of old and new together, under a key where there are keys: a bare hash of "nam" or a birth date is soon guessed. */
static const char *
digest_of(struct hn_ctx *c, const char *old_text, const char *new_text)
{
    struct hn_buf b;
    uint8_t key[HN_KEY_BYTES], hash[32];
    char *hex = hn_alloc(c->arena, HN_DIGEST_HEX + 1);

    hn_buf_init(&b, c->arena, 0);
    hn_buf_str(&b, "audit:");
    hn_buf_str(&b, old_text ? old_text : "");
    hn_buf_char(&b, '\0');
    hn_buf_str(&b, new_text ? new_text : "");
    if (c->keys && hn_key_of(c->keys, hn_keys_newest(c->keys), HN_KEY_NUMBER, key)) {
        struct hn_bytes h = hn_keyed_hash(c, key, (struct hn_bytes){ (const uint8_t *)b.data, b.len });

        assert(h.len == sizeof hash);
        memcpy(hash, h.data, sizeof hash);
        sodium_memzero(key, sizeof key);
    } else {
        crypto_hash_sha256(hash, (const uint8_t *)b.data, b.len);
    }
    return sodium_bin2hex(hex, HN_DIGEST_HEX + 1, hash, sizeof hash);
}

enum hn_rc
hn_audit_change(struct hn_ctx *c, const char *what, int64_t record, struct hn_unit_id unit,
                const char *old_text, const char *new_text)
{
    return append(c, &(struct hn_line){ .what = what,
                                        .record = record,
                                        .unit = unit.v,
                                        .group = "",
                                        .purpose = "",
                                        .digest = digest_of(c, old_text, new_text) });
}

/* --- looks --- */

struct hn_look {
    struct hn_look *next;
    const char *what, *group, *purpose;
    int64_t person, unit;
};

static bool
look_is(const struct hn_look *l, const char *what, int64_t person, const char *group)
{
    return l->person == person && strcmp(l->what, what) == 0 && strcmp(l->group, group) == 0;
}

void
hn_audit_look(struct hn_ctx *c, const char *what, struct hn_person_id person, struct hn_unit_id unit,
              const char *group, const char *purpose)
{
    assert(is_word(what) && *what);
    assert(is_word(group) && is_word(purpose));
    /* One page asks for the same record again and again; a list shows each person once. */
    if (c->looks && look_is(c->looks, what, person.v, group))
        return;
    struct hn_look *l = HN_NEW(c->arena, struct hn_look);

    *l = (struct hn_look){ .next = c->looks,
                           .what = hn_dup(c->arena, what),
                           .group = hn_dup(c->arena, group),
                           .purpose = hn_dup(c->arena, purpose),
                           .person = person.v,
                           .unit = unit.v };
    c->looks = l;
}

bool
hn_audit_owes(const struct hn_ctx *c)
{
    return c->looks != NULL;
}

/* The list is newest first; the log tells them as they were. */
static const struct hn_look **
in_order(struct hn_arena *a, const struct hn_look *newest, size_t *count)
{
    const struct hn_look **all;
    size_t n = 0;

    for (const struct hn_look *l = newest; l; l = l->next)
        n++;
    all = HN_NEW_N(a, const struct hn_look *, n);
    *count = n;
    for (const struct hn_look *l = newest; l; l = l->next)
        all[--n] = l;
    return all;
}

static enum hn_rc
write_all(struct hn_ctx *c, const struct hn_ctx *of, const struct hn_look *const *all, size_t count,
          struct hn_merkle *m)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        uint8_t leaf[HN_MERKLE_BYTES];
        struct hn_param params[13];
        const struct hn_line line = { .sequence = m->size + 1,
                                      .at = c->now,
                                      .actor = of->actor.v,
                                      .what = all[i]->what,
                                      .record = all[i]->person,
                                      .person = all[i]->person,
                                      .unit = all[i]->unit,
                                      .group = all[i]->group,
                                      .purpose = all[i]->purpose,
                                      .request = (int64_t)of->request_id,
                                      .digest = "" };

        line_params(c->arena, &line, leaf, params);
        hn_merkle_add(m, leaf);
        rc = hn_store_bulk_row(c, params);
        hn_ctx_rewind(c, mark);
    }
    return rc;
}

enum hn_rc
hn_audit_write_looks(struct hn_ctx *c, const struct hn_ctx *of)
{
    struct hn_merkle m;
    size_t count;
    enum hn_rc rc, end;

    if (!of->looks)
        return HN_OK;
    rc = hn_head_read(c, &m);
    if (rc)
        return rc;
    const struct hn_look **all = in_order(c->arena, of->looks, &count);

    rc = hn_store_bulk_begin(c, &sql_line);
    if (rc)
        return rc;
    rc = write_all(c, of, all, count, &m);
    end = hn_store_bulk_end(c);
    if (rc || end)
        return rc ? rc : end;
    return head_write(c, &m);
}

const struct hn_sql *const hn_audit_sql[] = { &sql_line, &sql_head_put, &hn_sql_audit_head, &hn_sql_audit_all,
                                              NULL };
