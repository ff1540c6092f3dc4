/* lock.c: one process to a data folder, by flock on DIR/lock, which ends with the process however it dies.
 *
 * Not for: the one writer of a PostgreSQL database, who may sit on another machine (postgres.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "store/inside.h"

enum hn_rc
hn_lock_take(struct hn_ctx *c, const char *dir, int *out)
{
    const char *path = hn_print(c->arena, "%s/lock", dir);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (lock < 0) {
        hn_log(HN_LOG_ERROR, "store: cannot open %s: %s", path, strerror(errno));
        return hn_fail(c, HN_UNAVAILABLE, "", "store.unavailable");
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        int why = errno;

        close(lock);
        if (why != EWOULDBLOCK) {
            hn_log(HN_LOG_ERROR, "store: cannot lock %s: %s", path, strerror(why));
            return hn_fail(c, HN_UNAVAILABLE, "", "store.unavailable");
        }
        return hn_fail(c, HN_CONFLICT, "", "store.held");
    }
    *out = lock;
    return HN_OK;
}

void
hn_lock_drop(int *lock)
{
    if (*lock >= 0)
        close(*lock);
    *lock = -1;
}
