/* kept.c: see kept.h. Places are few and fixed, so that memory is bounded; what is found is copied out under the
 * place's lock.
 */
#include "web/kept.h"

#include <pthread.h>
#include <setjmp.h>
#include <string.h>

#include "audit/audit.h"
#include "base/seal.h"
#include "web/app_inside.h"
#include "web/call.h"

enum { PLACES = 256, BODY_MAX = 64 << 10, CEILING = 192 << 10, CODINGS = 3, TYPE_MAX = 64, HASH_MAX = 64 };

struct place {
    pthread_mutex_t lock;
    struct hn_arena *arena;
    uint8_t key[32];
    uint64_t version; /* 0: empty */
    const char *type, *hash;
    const void *bytes[CODINGS]; /* by enum hn_coding; NULL: not kept in that one */
    size_t len[CODINGS];
};

struct hn_kept {
    struct place places[PLACES];
};

static void
drop(void *thing)
{
    struct place *p = thing;

    hn_arena_free(p->arena);
    pthread_mutex_destroy(&p->lock);
}

struct hn_kept *
hn_kept_new(struct hn_arena *a)
{
    struct hn_kept *kept = HN_NEW(a, struct hn_kept);

    for (size_t i = 0; i < PLACES; i++) {
        pthread_mutex_init(&kept->places[i].lock, NULL);
        kept->places[i].arena = hn_arena_new(CEILING);
        hn_arena_at_end(a, drop, &kept->places[i]);
    }
    return kept;
}

static void
add_part(struct hn_buf *b, const char *text)
{
    hn_buf_str(b, text ? text : "");
    hn_buf_char(b, '\n');
}

/* Everything an answer may depend on besides the store. */
static const uint8_t *
key_of(struct hn_call *k)
{
    static const uint8_t use[HN_KEY_BYTES] = "hatnhan kept page";
    struct hn_ctx *c = &k->q.ctx;
    struct hn_buf b;

    if (k->kept_key)
        return k->kept_key;
    hn_buf_init(&b, c->arena, 0);
    hn_buf_printf(&b, "%lld %d %d %d %d\n", (long long)c->actor.v, (int)k->format, (int)c->lang,
                  (int)c->today, k->bearer);
    add_part(&b, k->session);
    add_part(&b, k->device);
    add_part(&b, k->bearer ? hn_http_header(&k->x->in, "Authorization") : NULL);
    add_part(&b, k->x->in.target);
    k->kept_key = hn_keyed_hash(c, use, (struct hn_bytes){ (const uint8_t *)b.data, b.len }).data;
    return k->kept_key;
}

static struct place *
place_of(struct hn_call *k)
{
    const uint8_t *key = key_of(k);

    return &k->q.app->kept->places[key[0] % PLACES];
}

/* A page found, copied into the request's arena. */
struct copy {
    char type[TYPE_MAX], hash[HASH_MAX];
    char *body; /* taken before the lock: what runs out of memory must not hold one */
    size_t room, len;
    bool coded;
};

/* Copies the page out, or says how much room it wants. Under the lock. */
static bool
copy_out(const struct hn_call *k, const struct place *p, struct copy *to)
{
    const char *known = hn_http_header(&k->x->in, "If-None-Match");
    enum hn_coding coding = hn_accept_coding(hn_http_header(&k->x->in, "Accept-Encoding"));

    memcpy(to->type, p->type, strlen(p->type) + 1);
    memcpy(to->hash, p->hash, strlen(p->hash) + 1);
    to->len = 0;
    if (known && strstr(known, p->hash))
        return true;
    to->coded = coding != HN_IDENTITY && p->bytes[coding];
    if (!to->coded)
        coding = HN_IDENTITY;
    to->len = p->len[coding];
    if (!to->body || to->len > to->room)
        return false;
    memcpy(to->body, p->bytes[coding], to->len);
    return true;
}

static bool
look_up(struct hn_call *k, struct copy *to, bool *copied)
{
    const uint8_t *key = key_of(k);
    struct place *p = place_of(k);
    bool found;

    pthread_mutex_lock(&p->lock);
    found = p->version == k->version && memcmp(p->key, key, sizeof p->key) == 0;
    *copied = found && copy_out(k, p, to);
    pthread_mutex_unlock(&p->lock);
    return found;
}

static void
answer_with(struct hn_call *k, const struct copy *from)
{
    struct hn_http_answer *out = &k->x->out;

    out->status = 200;
    hn_http_add(out, "Content-Type", hn_dup(k->x->arena, from->type));
    out->body = HN_BODY_BYTES;
    out->bytes = from->body;
    out->len = from->len;
    k->kept_hash = hn_dup(k->x->arena, from->hash);
    k->kept_coded = from->coded;
}

bool
hn_kept_find(struct hn_call *k)
{
    struct copy copy = { .room = 0 };
    bool copied;

    if (k->done || k->language_asked)
        return false;
    k->version = hn_store_version_read(&k->q.ctx) + 1; /* 0 is for "not to be kept" */
    if (!look_up(k, &copy, &copied))
        return false;
    if (!copied) {
        copy.room = copy.len;
        copy.body = hn_alloc(k->x->arena, copy.room + 1);
        if (!look_up(k, &copy, &copied) || !copied)
            return false;
    }
    answer_with(k, &copy);
    return true;
}

/* --- keeping --- */

static bool
may_be_kept(const struct hn_call *k, const char *hash, size_t len)
{
    const struct hn_http_answer *out = &k->x->out;

    if (k->version == 0 || k->looked || hn_audit_owes(&k->q.ctx) || len > BODY_MAX ||
        strlen(hash) >= HASH_MAX)
        return false;
    for (size_t i = 0; i < out->header_count; i++) {
        if (strcmp(out->headers[i].name, "Set-Cookie") == 0 ||
            strcmp(out->headers[i].name, "Cache-Control") == 0 ||
            strcmp(out->headers[i].name, "Content-Disposition") == 0)
            return false;
    }
    return true;
}

static const void *
copy_in(struct place *p, const void *bytes, size_t len)
{
    void *copy = hn_alloc(p->arena, len + 1);

    memcpy(copy, bytes, len);
    return copy;
}

static void
fill_place(struct place *p, struct hn_call *k, const uint8_t *key, const struct hn_kept_page *page)
{
    if (p->version != k->version || memcmp(p->key, key, sizeof p->key) != 0) {
        p->version = 0;
        hn_arena_reset(p->arena);
        memset(p->bytes, 0, sizeof p->bytes);
        memcpy(p->key, key, sizeof p->key);
        p->type = hn_dup(p->arena, page->type);
        p->hash = hn_dup(p->arena, page->hash);
        p->bytes[HN_IDENTITY] = copy_in(p, page->plain, page->plain_len);
        p->len[HN_IDENTITY] = page->plain_len;
    }
    if (page->coding != HN_IDENTITY && !p->bytes[page->coding]) {
        p->bytes[page->coding] = copy_in(p, page->coded, page->coded_len);
        p->len[page->coding] = page->coded_len;
    }
    p->version = k->version;
}

void
hn_kept_put(struct hn_call *k, const struct hn_kept_page *page)
{
    const uint8_t *key;
    struct place *p;
    jmp_buf landing;

    if (!may_be_kept(k, page->hash, page->plain_len) || strlen(page->type) >= TYPE_MAX)
        return;
    key = key_of(k);
    p = place_of(k);
    pthread_mutex_lock(&p->lock);
    /* No memory for keeping is no reason to refuse the answer: the place stays empty. */
    hn_arena_land(p->arena, &landing);
    if (setjmp(landing) == 0)
        fill_place(p, k, key, page);
    else
        p->version = 0;
    hn_arena_land(p->arena, NULL);
    pthread_mutex_unlock(&p->lock);
}
