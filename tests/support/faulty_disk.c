/* faulty_disk.c: a layer over SQLite's own disk that fails when told to. */
#include "support/faulty_disk.h"

#include <stdatomic.h>
#include <string.h>

#include "sqlite3.h"

static struct {
    atomic_uint acts;
    atomic_int left, count, code;
    atomic_bool lasting;
} plan;

static sqlite3_vfs faulty;
static sqlite3_vfs *real;

struct handle {
    sqlite3_file base;
    sqlite3_file *under; /* stands behind this one */
};

/* What this operation is to answer: SQLITE_OK to let it pass. */
static int
struck(unsigned act)
{
    if ((atomic_load(&plan.acts) & act) == 0)
        return SQLITE_OK;
    atomic_fetch_add(&plan.count, 1);
    int left = atomic_fetch_sub(&plan.left, 1);

    if (left == 1 || (left < 1 && atomic_load(&plan.lasting)))
        return atomic_load(&plan.code);
    return SQLITE_OK;
}

#define UNDER(f) (((struct handle *)(void *)(f))->under)
#define ON(f)    (UNDER(f)->pMethods)

static int
f_close(sqlite3_file *f)
{
    return UNDER(f)->pMethods ? ON(f)->xClose(UNDER(f)) : SQLITE_OK;
}

static int
f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    int code = struck(HN_DISK_READ);

    return code ? code : ON(f)->xRead(UNDER(f), to, n, at);
}

static int
f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    int code = struck(HN_DISK_WRITE);

    return code ? code : ON(f)->xWrite(UNDER(f), from, n, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int code = struck(HN_DISK_SIZE);

    return code ? code : ON(f)->xTruncate(UNDER(f), size);
}

static int
f_sync(sqlite3_file *f, int flags)
{
    int code = struck(HN_DISK_SYNC);

    return code ? code : ON(f)->xSync(UNDER(f), flags);
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return ON(f)->xFileSize(UNDER(f), size);
}

static int
f_lock(sqlite3_file *f, int level)
{
    return ON(f)->xLock(UNDER(f), level);
}

static int
f_unlock(sqlite3_file *f, int level)
{
    return ON(f)->xUnlock(UNDER(f), level);
}

static int
f_reserved(sqlite3_file *f, int *out)
{
    return ON(f)->xCheckReservedLock(UNDER(f), out);
}

static int
f_control(sqlite3_file *f, int op, void *arg)
{
    return ON(f)->xFileControl(UNDER(f), op, arg);
}

static int
f_sector(sqlite3_file *f)
{
    return ON(f)->xSectorSize(UNDER(f));
}

static int
f_traits(sqlite3_file *f)
{
    return ON(f)->xDeviceCharacteristics(UNDER(f));
}

static int
f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return ON(f)->xShmMap(UNDER(f), page, size, extend, out);
}

static int
f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return ON(f)->xShmLock(UNDER(f), offset, n, flags);
}

static void
f_shm_barrier(sqlite3_file *f)
{
    ON(f)->xShmBarrier(UNDER(f));
}

static int
f_shm_unmap(sqlite3_file *f, int erase)
{
    return ON(f)->xShmUnmap(UNDER(f), erase);
}

/* Version 2: without fetch, so that every read comes by xRead. */
static const sqlite3_io_methods methods = { 2,           f_close,    f_read,     f_write,
                                            f_truncate,  f_sync,     f_size,     f_lock,
                                            f_unlock,    f_reserved, f_control,  f_sector,
                                            f_traits,    f_shm_map,  f_shm_lock, f_shm_barrier,
                                            f_shm_unmap, NULL,       NULL };

static int
v_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
    struct handle *h = (struct handle *)(void *)f;
    int code = struck(HN_DISK_OPEN);

    (void)v;
    memset(h, 0, sizeof *h);
    if (code)
        return code;
    h->under = (sqlite3_file *)(void *)(h + 1);
    code = real->xOpen(real, name, h->under, flags, out);
    if (code == SQLITE_OK)
        h->base.pMethods = &methods;
    return code;
}

void
hn_disk_install(void)
{
    sqlite3_initialize();
    real = sqlite3_vfs_find(NULL);
    faulty = *real;
    faulty.zName = "faulty";
    faulty.szOsFile = (int)sizeof(struct handle) + real->szOsFile;
    faulty.xOpen = v_open;
    sqlite3_vfs_register(&faulty, 1);
}

void
hn_disk_fail(unsigned acts, int n, int code, bool lasting)
{
    atomic_store(&plan.acts, 0);
    atomic_store(&plan.code, code);
    atomic_store(&plan.left, n);
    atomic_store(&plan.count, 0);
    atomic_store(&plan.lasting, lasting);
    atomic_store(&plan.acts, acts);
}

void
hn_disk_heal(void)
{
    atomic_store(&plan.acts, 0);
}

int
hn_disk_count(void)
{
    return atomic_load(&plan.count);
}
