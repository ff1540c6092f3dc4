/* backup_file.c: backups as files, and `restore` from one end to the other. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "store/backup.h"
#include "store/inside.h"

struct file {
    struct hn_ctx *c;
    int handle;
};

static enum hn_rc
fail_write(struct hn_ctx *c, const char *path)
{
    hn_log(HN_LOG_ERROR, "backup: %s: %s", path, strerror(errno));
    return hn_fail(c, HN_UNAVAILABLE, "", "backup.write");
}

static enum hn_rc
to_file(void *arg, const void *bytes, size_t len)
{
    struct file *f = arg;
    const char *from = bytes;

    while (len > 0) {
        ssize_t n = write(f->handle, from, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail_write(f->c, "write");
        from += n;
        len -= (size_t)n;
    }
    return HN_OK;
}

static enum hn_rc
from_file(void *arg, void *bytes, size_t room, size_t *len)
{
    struct file *f = arg;
    ssize_t n;

    do
        n = read(f->handle, bytes, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        hn_log(HN_LOG_ERROR, "backup: read: %s", strerror(errno));
        return hn_fail(f->c, HN_UNAVAILABLE, "", "backup.read");
    }
    *len = (size_t)n;
    return HN_OK;
}

static bool
name_it(struct hn_ctx *c, const char *part, const char *path)
{
    int folder = -1;
    bool ok = rename(part, path) == 0;

    if (ok)
        folder = open(dirname(hn_dup(c->arena, path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ok = ok && folder >= 0 && fsync(folder) == 0;
    if (folder >= 0)
        close(folder);
    return ok;
}

enum hn_rc
hn_backup_to_file(struct hn_ctx *c, struct hn_store *s, const char *path, struct hn_backup_about *about)
{
    const char *part = hn_print(c->arena, "%s.part", path);
    struct file f = { .c = c };

    unlink(part);
    f.handle = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (f.handle < 0)
        return fail_write(c, part);
    enum hn_rc rc = hn_store_read_begin(s, c);

    if (rc == HN_OK)
        rc = hn_backup_write(c, about, to_file, &f);
    hn_store_read_end(s, c);
    if (rc == HN_OK && fsync(f.handle) != 0)
        rc = fail_write(c, part);
    if (close(f.handle) != 0 && rc == HN_OK)
        rc = fail_write(c, part);
    if (rc == HN_OK && !name_it(c, part, path))
        rc = fail_write(c, path);
    if (rc)
        unlink(part);
    return rc;
}

static void
close_file(void *arg)
{
    struct file *f = arg;

    close(f->handle);
}

/* Closed with the arena, also when memory runs out on the way. */
static enum hn_rc
open_file(struct hn_ctx *c, const char *path, struct file **out)
{
    struct file *f = HN_NEW(c->arena, struct file);

    f->c = c;
    f->handle = open(path, O_RDONLY | O_CLOEXEC);
    if (f->handle < 0) {
        hn_log(HN_LOG_ERROR, "backup: %s: %s", path, strerror(errno));
        return hn_fail(c, HN_UNAVAILABLE, "", "backup.read");
    }
    hn_arena_at_end(c->arena, close_file, f);
    *out = f;
    return HN_OK;
}

enum hn_rc
hn_backup_check_file(struct hn_ctx *c, const char *path, struct hn_backup_about *about)
{
    struct hn_mark mark = hn_arena_mark(c->arena);
    struct file *f;
    enum hn_rc rc = open_file(c, path, &f);

    if (rc)
        return rc;
    rc = hn_backup_check(c, from_file, f, about);
    hn_ctx_rewind(c, mark);
    return rc;
}

struct restore {
    const char *path;
    struct hn_backup_about *about;
};

static enum hn_rc
load(struct hn_ctx *c, void *arg)
{
    struct restore *r = arg;
    struct file *f;
    enum hn_rc rc = open_file(c, r->path, &f);

    if (rc == HN_OK)
        rc = hn_backup_load(c, from_file, f, r->about);
    return rc ? rc : hn_migrate_restored(c);
}

enum hn_rc
hn_backup_restore(struct hn_ctx *c, const struct hn_store_config *cfg, const char *path,
                  struct hn_backup_about *about)
{
    struct hn_store_config target = *cfg;
    struct restore r = { path, about };
    struct hn_store *s;
    enum hn_rc rc = hn_backup_check_file(c, path, about);

    if (rc)
        return rc;
    if (about->schema > hn_migrate_last(cfg->migrations ? cfg->migrations : hn_migrations))
        return hn_fail(c, HN_CONFLICT, "", "backup.newer");
    target.create = true;
    target.read_only = false;
    target.readers = 1;
    target.schema_until = about->schema;
    rc = hn_store_open(c, &target, &s);
    if (rc)
        return rc;
    rc = hn_store_write_alone(s, c, load, &r);
    hn_store_close(s);
    return rc;
}
