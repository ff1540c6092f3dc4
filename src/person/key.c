/* key.c: the key each person's fields are sealed under, and its destruction. (security/ section 5)
 *
 * A person's key is random, wrapped by the newest master for fields and bound to the person. Erasing it is the one
 * deed of person/ that overwrites: without the key all that was ever sealed under it, in every backup made since and
 * in this database, is noise.
 */
#include "person/inside.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "audit/audit.h"

static const struct hn_sql sql_key = {
    .name = "person.key", .text = "SELECT key_number, wrapped FROM person_key WHERE person_id = $1"
};
const struct hn_sql hn_sql_person_key_add = {
    .name = "person.key_add",
    .text = "INSERT INTO person_key (person_id, key_number, wrapped) VALUES ($1, $2, $3)"
};

static const char *
bound_key(struct hn_ctx *c, struct hn_person_id person)
{
    return hn_print(c->arena, "person:%" PRId64 ":key", person.v);
}

static const char *
bound_part(struct hn_ctx *c, struct hn_person_id person, const char *part)
{
    return hn_print(c->arena, "person:%" PRId64 ":%s", person.v, part);
}

enum hn_rc
hn_person_key_make(struct hn_ctx *c, struct hn_person_id person, struct hn_person_key *out, int *number,
                   struct hn_bytes *wrapped)
{
    uint8_t master[HN_KEY_BYTES];

    if (!c->keys)
        return hn_fail(c, HN_BROKEN, "", "keys.none");
    *number = hn_keys_newest(c->keys);
    if (!hn_key_of(c->keys, *number, HN_KEY_FIELD, master))
        return hn_fail(c, HN_BROKEN, "", "keys.none");
    *out = (struct hn_person_key){ .person = person, .have = true };
    c->platform->random(c->platform->self, out->key, sizeof out->key);
    *wrapped = hn_seal(c, master, bound_key(c, person), (struct hn_bytes){ out->key, sizeof out->key });
    sodium_memzero(master, sizeof master);
    return HN_OK;
}

void
hn_person_key_open(struct hn_ctx *c, struct hn_person_id person, int number, struct hn_bytes wrapped,
                   struct hn_person_key *out)
{
    uint8_t master[HN_KEY_BYTES];
    struct hn_bytes plain;

    *out = (struct hn_person_key){ .person = person, .erased = wrapped.len == 0 };
    if (out->erased)
        return;
    if (!c->keys || !hn_key_of(c->keys, number, HN_KEY_FIELD, master))
        return;
    if (hn_unseal(c, master, bound_key(c, out->person), wrapped, &plain) && plain.len == sizeof out->key) {
        memcpy(out->key, plain.data, sizeof out->key);
        out->have = true;
    }
    sodium_memzero(master, sizeof master);
}

static enum hn_rc
add_key(struct hn_ctx *c, struct hn_person_id person, struct hn_person_key *out)
{
    struct hn_bytes wrapped;
    int number;
    enum hn_rc rc = hn_person_key_make(c, person, out, &number, &wrapped);

    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_int(number), hn_p_bytes(wrapped), HN_P_END };

    return hn_store_do(c, &hn_sql_person_key_add, params);
}

enum hn_rc
hn_person_key_get(struct hn_ctx *c, struct hn_person_id person, bool make, struct hn_person_key *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_key, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_person_key){ .person = person };
    found = hn_rows_next(rows);
    if (found) {
        hn_person_key_open(c, person, (int)hn_row_int(rows, "key_number"), hn_row_bytes(rows, "wrapped"),
                           out);
    }
    rc = hn_rows_end(rows);
    if (rc || !make || out->have)
        return rc;
    if (out->erased)
        return hn_fail(c, HN_CONFLICT, "", "person.erased");
    if (found)
        return hn_fail(c, HN_BROKEN, "", "keys.broken");
    return add_key(c, person, out);
}

struct hn_bytes
hn_person_seal(struct hn_ctx *c, const struct hn_person_key *key, const char *part, const char *text)
{
    return hn_seal(c, key->key, bound_part(c, key->person, part),
                   (struct hn_bytes){ (const uint8_t *)text, strlen(text) });
}

const char *
hn_person_unseal(struct hn_ctx *c, const struct hn_person_key *key, const char *part, struct hn_bytes cipher)
{
    struct hn_bytes plain;

    if (!key->have || !hn_unseal(c, key->key, bound_part(c, key->person, part), cipher, &plain))
        return NULL;
    return hn_dup_n(c->arena, (const char *)plain.data, plain.len);
}

/* --- erasure --- */

static const struct hn_sql sql_erase = { .name = "person.key_erase",
                                         .text = "UPDATE person_key SET wrapped = $2 WHERE person_id = $1" };
static const struct hn_sql sql_forget_numbers = { .name = "person.numbers_forget",
                                                  .text = "DELETE FROM person_number WHERE person_id = $1" };

enum hn_rc
hn_person_erase_key(struct hn_ctx *c, struct hn_person_id person, struct hn_user_id requester,
                    const char *reason)
{
    const struct hn_bytes nothing = { (const uint8_t *)"", 0 };
    const struct hn_param erase[] = { hn_p_id(person.v), hn_p_bytes(nothing), HN_P_END };
    const struct hn_param whose[] = { hn_p_id(person.v), HN_P_END };
    int64_t touched;
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, HN_GROUP_BASIC);

    if (rc)
        return rc;
    if (requester.v == 0 || requester.v == c->actor.v)
        return hn_fail(c, HN_CONFLICT, "", "erase.same_person");
    if (!(reason && *reason))
        return hn_fail(c, HN_INVALID, "reason", "fact.reason");
    rc = hn_store_do_count(c, &sql_erase, erase, &touched);
    if (!rc && touched == 0) {
        /* Nothing was ever sealed; that nothing may be from now on is kept all the same. */
        const struct hn_param none[] = { hn_p_id(person.v), hn_p_int(0), hn_p_bytes(nothing), HN_P_END };

        rc = hn_store_do(c, &hn_sql_person_key_add, none);
    }
    if (!rc)
        rc = hn_store_do(c, &sql_forget_numbers, whose);
    if (rc)
        return rc;
    return hn_audit_change(c, "person.erase_key", person.v, (struct hn_unit_id){ 0 },
                           hn_print(c->arena, "requester %" PRId64, requester.v), reason);
}

const struct hn_sql *const hn_person_key_sql[] = { &sql_key, &hn_sql_person_key_add, &sql_erase,
                                                   &sql_forget_numbers, NULL };
