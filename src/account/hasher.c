/* hasher.c: Argon2id, one at a time, with a bounded queue (account.h). */
#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

#include "account/phrase.h"

#define OPS    2
#define MEMORY ((size_t)19456 * 1024)

struct hn_hasher {
    pthread_mutex_t turn;
    atomic_uint waiting;
    unsigned waiting_max;
    _Atomic uint64_t count;
};

/* What is compared with when there is nothing to compare with: as costly as the real thing, and of no known phrase. */
static const char nobody[] =
    "$argon2id$v=19$m=19456,t=2,p=1$0P+9IB4Uf8kwomhcCDBXgw$8VWwdjdjH21Q94qk1pyXIQXI5ElCqha6gV3C4iZfgag";

static void
end_hasher(void *thing)
{
    struct hn_hasher *h = thing;

    pthread_mutex_destroy(&h->turn);
}

struct hn_hasher *
hn_hasher_new(struct hn_arena *program, unsigned waiting)
{
    struct hn_hasher *h = HN_NEW(program, struct hn_hasher);

    pthread_mutex_init(&h->turn, NULL);
    h->waiting_max = waiting;
    hn_arena_at_end(program, end_hasher, h);
    return h;
}

uint64_t
hn_hasher_count(struct hn_hasher *h)
{
    return atomic_load(&h->count);
}

static enum hn_rc
take_turn(struct hn_ctx *c, struct hn_hasher *h)
{
    if (!h)
        return HN_OK;
    if (atomic_fetch_add(&h->waiting, 1) > h->waiting_max) {
        atomic_fetch_sub(&h->waiting, 1);
        return hn_fail(c, HN_BUSY, "", "account.busy");
    }
    pthread_mutex_lock(&h->turn);
    atomic_fetch_add(&h->count, 1);
    return HN_OK;
}

static void
end_turn(struct hn_hasher *h)
{
    if (!h)
        return;
    pthread_mutex_unlock(&h->turn);
    atomic_fetch_sub(&h->waiting, 1);
}

enum hn_rc
hn_phrase_hash(struct hn_ctx *c, struct hn_hasher *h, const char *phrase, const char **out)
{
    char text[crypto_pwhash_STRBYTES];
    size_t pairs;
    const char *normal = hn_phrase_normal(c->arena, phrase, &pairs);
    int failed;
    enum hn_rc rc;

    if (!normal)
        return hn_fail(c, HN_INVALID, "phrase", "account.phrase_text");
    rc = take_turn(c, h);
    if (rc)
        return rc;
    failed = crypto_pwhash_str(text, normal, strlen(normal), OPS, MEMORY);
    end_turn(h);
    if (failed)
        return hn_fail(c, HN_BUSY, "", "account.busy");
    *out = hn_dup(c->arena, text);
    return HN_OK;
}

enum hn_rc
hn_phrase_verify(struct hn_ctx *c, struct hn_hasher *h, const char *kept, const char *phrase, bool *right)
{
    size_t pairs;
    const char *normal = hn_phrase_normal(c->arena, phrase, &pairs);
    bool real = kept && *kept && normal;
    int differs;
    enum hn_rc rc = take_turn(c, h);

    *right = false;
    if (rc)
        return rc;
    differs = crypto_pwhash_str_verify(real ? kept : nobody, normal ? normal : "",
                                       normal ? strlen(normal) : 0);
    end_turn(h);
    *right = real && differs == 0;
    return HN_OK;
}
