/* platform.c: the machine itself behind platform.h.
 *
 * The only file that asks the clock or the kernel's random numbers. Errors are errno values.
 * Not for: the databases, which do their own file access.
 */
#include "base/platform.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The wall clock may be set back by hand or by a time service; the last instant told keeps it from showing. */
static hn_time
real_now(void *self)
{
    static _Atomic int64_t last = 0;
    struct timespec ts;

    (void)self;
    clock_gettime(CLOCK_REALTIME, &ts);

    int64_t now = (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
    int64_t before = atomic_load(&last);

    do {
        if (now < before)
            now = before;
    } while (!atomic_compare_exchange_weak(&last, &before, now));
    return now;
}

static int64_t
real_monotonic_us(void *self)
{
    struct timespec ts;

    (void)self;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

/* Keys and tokens hang on these bytes: without them the process ends rather than goes on. */
static void
real_random(void *self, void *out, size_t len)
{
    unsigned char *to = out;

    (void)self;
    while (len > 0) {
        ssize_t n = getrandom(to, len, 0);

        if (n < 0) {
            if (errno == EINTR)
                continue;
            abort();
        }
        to += n;
        len -= (size_t)n;
    }
}

static int
read_all(int fd, char *to, size_t room, size_t *len)
{
    size_t got = 0;

    while (got < room) {
        ssize_t n = read(fd, to + got, room - got);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    *len = got;
    return 0;
}

/* A file descriptor hung on an arena, so that it is closed also when memory runs out; -1 once closed. */
static void
close_hung(void *thing)
{
    int *fd = thing;

    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static int
real_read_file(void *self, struct hn_arena *a, const char *path, size_t ceiling, char **out, size_t *len)
{
    struct stat st;
    int *fd = HN_NEW(a, int);
    int err = 0;

    (void)self;
    *fd = -1;
    hn_arena_at_end(a, close_hung, fd);
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0)
        return errno;
    if (fstat(*fd, &st) != 0) {
        err = errno;
        goto done;
    }
    if (!S_ISREG(st.st_mode)) {
        err = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        goto done;
    }
    if ((uintmax_t)st.st_size > ceiling) {
        err = EFBIG;
        goto done;
    }
    *out = hn_alloc_n(a, (size_t)st.st_size + 1, 1);
    err = read_all(*fd, *out, (size_t)st.st_size, len);
done:
    close_hung(fd);
    return err;
}

static int
write_all(int fd, const char *from, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, from, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        from += n;
        len -= (size_t)n;
    }
    return 0;
}

static int
real_sync_folder(void *self, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int err = 0;

    (void)self;
    if (fd < 0)
        return errno;
    if (fsync(fd) != 0)
        err = errno;
    close(fd);
    return err;
}

/* Bytes into a new file at path, on the disk when this returns 0. */
static int
write_new(const char *path, unsigned mode, const void *bytes, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    int err;

    if (fd < 0)
        return errno;
    err = write_all(fd, bytes, len);
    if (!err && fchmod(fd, (mode_t)mode) != 0)
        err = errno;
    if (!err && fsync(fd) != 0)
        err = errno;
    if (close(fd) != 0 && !err)
        err = errno;
    if (err)
        unlink(path);
    return err;
}

static int
sync_folder_of(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');

    if (!slash)
        return real_sync_folder(NULL, ".");
    if (slash == path)
        return real_sync_folder(NULL, "/");
    snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
    return real_sync_folder(NULL, folder);
}

/* Whoever reads path sees the old file whole or the new one whole, also after a power cut. */
static int
real_write_file(void *self, const char *path, unsigned mode, const void *bytes, size_t len)
{
    char beside[PATH_MAX];
    uint64_t number;
    int err;

    real_random(self, &number, sizeof(number));

    int size = snprintf(beside, sizeof(beside), "%s.%016llx", path, (unsigned long long)number);

    assert(size > 0);
    if ((size_t)size >= sizeof(beside))
        return ENAMETOOLONG;
    err = write_new(beside, mode, bytes, len);
    if (err)
        return err;
    if (rename(beside, path) != 0) {
        err = errno;
        unlink(beside);
        return err;
    }
    return sync_folder_of(path);
}

const struct hn_platform *
hn_platform_real(void)
{
    static const struct hn_platform real = {
        .self = NULL,
        .now = real_now,
        .monotonic_us = real_monotonic_us,
        .random = real_random,
        .read_file = real_read_file,
        .write_file = real_write_file,
        .sync_folder = real_sync_folder,
    };

    return &real;
}
