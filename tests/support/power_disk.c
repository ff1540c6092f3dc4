/* power_disk.c: a layer over SQLite's disk that remembers what each write replaced until the next sync. */
#include "support/power_disk.h"

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlite3.h"

#define FILES_MAX 16
#define SECTOR    512

/* What a write or a cut of the length replaced. */
struct undo {
    off_t at, size_before;
    size_t len; /* old bytes kept */
    struct undo *older;
    uint8_t old[];
};

struct track {
    char path[160];
    int file; /* closed only at hn_power_on: closing would drop SQLite's locks */
    struct undo *newest;
    uint8_t *left; /* what the cut leaves */
    size_t left_size;
};

struct handle {
    sqlite3_file base;
    struct track *track; /* NULL: a file nobody needs after a cut */
    sqlite3_file *under;
};

static struct {
    pthread_mutex_t mutex;
    struct track files[FILES_MAX];
    int count;
    bool off;
} disk = { .mutex = PTHREAD_MUTEX_INITIALIZER };

static sqlite3_vfs layer;
static sqlite3_vfs *real;

#define HANDLE(f) ((struct handle *)(void *)(f))
#define UNDER(f)  (HANDLE(f)->under)
#define ON(f)     (UNDER(f)->pMethods)

static void *
must(void *p)
{
    if (p == NULL)
        abort();
    return p;
}

static off_t
size_of(const struct track *t)
{
    struct stat st;

    return fstat(t->file, &st) == 0 ? st.st_size : 0;
}

/* Keep the bytes from at on, len of them at most, and the size. */
static void
remember(struct track *t, off_t at, size_t len)
{
    off_t size = size_of(t);
    size_t had = at >= size ? 0 : (size_t)(size - at) < len ? (size_t)(size - at) : len;
    struct undo *u = must(malloc(sizeof *u + had));

    *u = (struct undo){ .at = at, .size_before = size, .len = had, .older = t->newest };
    if (had > 0 && pread(t->file, u->old, had, at) != (ssize_t)had)
        abort();
    t->newest = u;
}

static void
forget(struct track *t)
{
    while (t->newest != NULL) {
        struct undo *u = t->newest;

        t->newest = u->older;
        free(u);
    }
}

static int
p_close(sqlite3_file *f)
{
    return ON(f) ? ON(f)->xClose(UNDER(f)) : SQLITE_OK;
}

static int
p_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return ON(f)->xRead(UNDER(f), to, n, at);
}

static int
p_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    struct track *t = HANDLE(f)->track;
    int code = SQLITE_IOERR_WRITE;

    pthread_mutex_lock(&disk.mutex);
    if (!disk.off) {
        if (t != NULL)
            remember(t, at, (size_t)n);
        code = ON(f)->xWrite(UNDER(f), from, n, at);
    }
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int
p_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct track *t = HANDLE(f)->track;
    int code = SQLITE_IOERR_TRUNCATE;

    pthread_mutex_lock(&disk.mutex);
    if (!disk.off) {
        if (t != NULL)
            remember(t, size, (size_t)1 << 30);
        code = ON(f)->xTruncate(UNDER(f), size);
    }
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int
p_sync(sqlite3_file *f, int flags)
{
    struct track *t = HANDLE(f)->track;
    int code = SQLITE_IOERR_FSYNC;

    (void)flags; /* only the model counts: the machine keeps its power */
    pthread_mutex_lock(&disk.mutex);
    if (!disk.off) {
        if (t != NULL)
            forget(t);
        code = SQLITE_OK;
    }
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int
p_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return ON(f)->xFileSize(UNDER(f), size);
}

static int
p_lock(sqlite3_file *f, int level)
{
    return ON(f)->xLock(UNDER(f), level);
}

static int
p_unlock(sqlite3_file *f, int level)
{
    return ON(f)->xUnlock(UNDER(f), level);
}

static int
p_reserved(sqlite3_file *f, int *out)
{
    return ON(f)->xCheckReservedLock(UNDER(f), out);
}

static int
p_control(sqlite3_file *f, int op, void *arg)
{
    return ON(f)->xFileControl(UNDER(f), op, arg);
}

static int
p_sector(sqlite3_file *f)
{
    (void)f;
    return SECTOR;
}

static int
p_traits(sqlite3_file *f)
{
    (void)f;
    return 0; /* no promise that a power cut leaves the sectors beside it alone */
}

static int
p_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return ON(f)->xShmMap(UNDER(f), page, size, extend, out);
}

static int
p_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return ON(f)->xShmLock(UNDER(f), offset, n, flags);
}

static void
p_shm_barrier(sqlite3_file *f)
{
    ON(f)->xShmBarrier(UNDER(f));
}

static int
p_shm_unmap(sqlite3_file *f, int erase)
{
    return ON(f)->xShmUnmap(UNDER(f), erase);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = p_close,
    .xRead = p_read,
    .xWrite = p_write,
    .xTruncate = p_truncate,
    .xSync = p_sync,
    .xFileSize = p_size,
    .xLock = p_lock,
    .xUnlock = p_unlock,
    .xCheckReservedLock = p_reserved,
    .xFileControl = p_control,
    .xSectorSize = p_sector,
    .xDeviceCharacteristics = p_traits,
    .xShmMap = p_shm_map,
    .xShmLock = p_shm_lock,
    .xShmBarrier = p_shm_barrier,
    .xShmUnmap = p_shm_unmap,
};

static struct track *
track_of(const char *path)
{
    for (int i = 0; i < disk.count; i++) {
        if (strcmp(disk.files[i].path, path) == 0)
            return &disk.files[i];
    }
    assert(disk.count < FILES_MAX);
    struct track *t = &disk.files[disk.count++];

    *t = (struct track){ .file = open(path, O_RDWR | O_CLOEXEC) };
    snprintf(t->path, sizeof t->path, "%s", path);
    if (t->file < 0)
        abort();
    return t;
}

static int
v_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
    struct handle *h = HANDLE(f);

    (void)v;
    memset(h, 0, sizeof *h);
    h->under = (sqlite3_file *)(void *)(h + 1);
    int code = real->xOpen(real, name, h->under, flags, out);

    if (code != SQLITE_OK)
        return code;
    h->base.pMethods = &methods;
    if (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) {
        pthread_mutex_lock(&disk.mutex);
        h->track = track_of(name);
        pthread_mutex_unlock(&disk.mutex);
    }
    return SQLITE_OK;
}

static int
v_delete(sqlite3_vfs *v, const char *name, int sync)
{
    int code = SQLITE_IOERR_DELETE;

    (void)v;
    pthread_mutex_lock(&disk.mutex);
    if (!disk.off) {
        for (int i = 0; i < disk.count; i++) {
            struct track *t = &disk.files[i];

            if (strcmp(t->path, name) != 0)
                continue;
            forget(t);
            close(t->file);
            *t = disk.files[--disk.count];
            break;
        }
        code = real->xDelete(real, name, sync);
    }
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

void
hn_power_install(void)
{
    sqlite3_initialize();
    real = sqlite3_vfs_find(NULL);
    layer = *real;
    layer.zName = "power";
    layer.szOsFile = (int)sizeof(struct handle) + real->szOsFile;
    layer.xOpen = v_open;
    layer.xDelete = v_delete;
    sqlite3_vfs_register(&layer, 1);
}

static bool
toss(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 63;
}

/* Both pictures of a file: as it is, and as the last sync left it; then one sector after another of either. */
static void
settle(struct track *t, uint64_t *seed)
{
    size_t now = (size_t)size_of(t), room = now, then = now;

    for (const struct undo *u = t->newest; u != NULL; u = u->older) {
        then = (size_t)u->size_before;
        room = then > room ? then : room;
        room = (size_t)u->at + u->len > room ? (size_t)u->at + u->len : room;
    }
    uint8_t *cur = must(calloc(1, room + 1)), *old = must(calloc(1, room + 1));

    if (pread(t->file, cur, now, 0) != (ssize_t)now)
        abort();
    memcpy(old, cur, now);
    for (const struct undo *u = t->newest; u != NULL; u = u->older) {
        memcpy(old + u->at, u->old, u->len);
        memset(old + u->size_before, 0, room - (size_t)u->size_before);
    }
    for (size_t at = 0; at < room; at += SECTOR) {
        size_t len = room - at < SECTOR ? room - at : SECTOR;

        if (memcmp(cur + at, old + at, len) != 0 && toss(seed))
            memcpy(cur + at, old + at, len);
    }
    t->left = cur;
    t->left_size = now == then || toss(seed) ? now : then;
    free(old);
}

void
hn_power_cut(uint64_t seed)
{
    pthread_mutex_lock(&disk.mutex);
    disk.off = true;
    for (int i = 0; i < disk.count; i++)
        settle(&disk.files[i], &seed);
    pthread_mutex_unlock(&disk.mutex);
}

void
hn_power_on(void)
{
    for (int i = 0; i < disk.count; i++) {
        struct track *t = &disk.files[i];

        if (t->left != NULL && (ftruncate(t->file, 0) != 0 ||
                                pwrite(t->file, t->left, t->left_size, 0) != (ssize_t)t->left_size))
            abort();
        forget(t);
        close(t->file);
        free(t->left);
    }
    disk.count = 0;
    disk.off = false;
}
