/* platform_test.c: a machine for tests (platform_test.h). */
#include "support/platform_test.h"

static hn_time
now(void *self)
{
    return ((struct hn_test_platform *)self)->now;
}

static int64_t
monotonic_us(void *self)
{
    return ((struct hn_test_platform *)self)->monotonic_us;
}

/* splitmix64: the same bytes for the same seed, everywhere. */
static void
random_bytes(void *self, void *out, size_t len)
{
    struct hn_test_platform *t = self;
    unsigned char *to = out;

    for (size_t i = 0; i < len; i++) {
        t->seed += 0x9e3779b97f4a7c15u;

        uint64_t z = t->seed;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        to[i] = (unsigned char)(z ^ (z >> 31));
    }
}

static int
refuse(struct hn_test_platform *t)
{
    t->operations++;
    return t->fail_at && t->operations == t->fail_at ? t->error : 0;
}

static int
read_file(void *self, struct hn_arena *a, const char *path, size_t ceiling, char **out, size_t *len)
{
    const struct hn_platform *real = hn_platform_real();
    int err = refuse(self);

    return err ? err : real->read_file(real->self, a, path, ceiling, out, len);
}

static int
write_file(void *self, const char *path, unsigned mode, const void *bytes, size_t len)
{
    const struct hn_platform *real = hn_platform_real();
    int err = refuse(self);

    return err ? err : real->write_file(real->self, path, mode, bytes, len);
}

static int
sync_folder(void *self, const char *path)
{
    const struct hn_platform *real = hn_platform_real();
    int err = refuse(self);

    return err ? err : real->sync_folder(real->self, path);
}

void
hn_test_platform_init(struct hn_test_platform *t)
{
    *t = (struct hn_test_platform){
        .platform = { .now = now,
                      .monotonic_us = monotonic_us,
                      .random = random_bytes,
                      .read_file = read_file,
                      .write_file = write_file,
                      .sync_folder = sync_folder },
        .now = (hn_time)hn_day_of(2021, 12, 31) * HN_DAY_US + (hn_time)(2 * 3600 + 30 * 60) * 1000000,
        .seed = 1,
    };
    t->platform.self = t;
}
