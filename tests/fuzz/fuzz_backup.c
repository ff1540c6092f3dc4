/* fuzz_backup.c: the reader of backups, fed with the bytes themselves, and with the same bytes sealed under the
 * right key, so that what stands behind the seal is reached too. It may refuse; it may not crash, hang or
 * take more memory than its ceiling. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/seal.h"
#include "store/backup_stream.h"

struct bytes {
    struct hn_buf buf;
    size_t at;
};

static enum hn_rc
put(void *arg, const void *bytes, size_t len)
{
    struct bytes *b = arg;

    hn_buf_add(&b->buf, bytes, len);
    return HN_OK;
}

static enum hn_rc
get(void *arg, void *bytes, size_t room, size_t *len)
{
    struct bytes *b = arg;

    *len = b->buf.len - b->at < room ? b->buf.len - b->at : room;
    if (*len > 0)
        memcpy(bytes, b->buf.data + b->at, *len);
    b->at += *len;
    return HN_OK;
}

static void
check(struct hn_ctx *c, struct bytes *b)
{
    struct hn_backup_about about;
    struct hn_mark mark = hn_arena_mark(c->arena);
    jmp_buf landing;

    hn_arena_land(c->arena, &landing);
    if (setjmp(landing) == 0)
        (void)hn_backup_check(c, get, b, &about);
    hn_arena_land(c->arena, NULL);
    hn_arena_rewind(c->arena, mark);
}

static struct hn_keys *
made_keys(void)
{
    char dir[] = "/tmp/hn-fuzz-XXXXXX";
    struct hn_ctx c;
    struct hn_keys *keys = NULL;

    hn_ctx_init(&c, hn_arena_new((size_t)1 << 20), hn_platform_real(), HN_USER_SYSTEM);
    if (mkdtemp(dir) == NULL || hn_keys_load(&c, dir, true, &keys) != HN_OK)
        abort();
    remove(hn_print(c.arena, "%s/keys", dir));
    remove(dir);
    hn_arena_free(c.arena);
    return keys;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct hn_keys *keys;
    struct hn_ctx c;
    struct hn_stream_out out;

    if (keys == NULL)
        keys = made_keys();
    hn_ctx_init(&c, hn_arena_new((size_t)8 << 20), hn_platform_real(), HN_USER_SYSTEM);
    c.keys = keys;
    struct bytes *b = HN_NEW(c.arena, struct bytes);

    hn_buf_init(&b->buf, c.arena, 0);
    hn_buf_add(&b->buf, data, size);
    check(&c, b);
    b->buf.len = b->at = 0;
    hn_fault_clear(&c);
    if (hn_stream_begin(&out, &c, put, b, hn_keys_newest(keys)) != HN_OK)
        abort();
    hn_stream_put(&out, data, size);
    if (hn_stream_end(&out) != HN_OK)
        abort();
    check(&c, b);
    hn_arena_free(c.arena);
    return 0;
}
