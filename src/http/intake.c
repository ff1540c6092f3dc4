/* intake.c: bodies on their way in.
 *
 * The file is made without a name, so that nothing of an upload stays behind, whatever happens.
 */
#include "http/intake.h"

#include <assert.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/log.h"

enum { MEMORY_MAX = 64 << 10, THROW_MAX = 1 << 20 };

void
hn_intake_begin(struct hn_intake *in, struct hn_arena *a, const char *dir, size_t limit)
{
    *in = (struct hn_intake){ .arena = a, .dir = dir, .limit = limit, .fd = -1 };
    hn_buf_init(&in->memory, a, 0);
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);

        if (n <= 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* From memory to a file, when the body turns out to be long. */
static bool
spool(struct hn_intake *in)
{
    in->fd = open(in->dir ? in->dir : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (in->fd < 0) {
        hn_log(HN_LOG_ERROR, "cannot spool a request body");
        return false;
    }
    return write_all(in->fd, in->memory.data, in->memory.len);
}

bool
hn_intake_take(struct hn_intake *in, const void *bytes, size_t len)
{
    if (!in->refused && len > in->limit - in->taken)
        in->refused = 413;
    if (!in->refused && in->fd < 0 && in->taken + len > MEMORY_MAX && !spool(in))
        in->refused = 503;
    if (!in->refused && in->fd >= 0 && !write_all(in->fd, bytes, len))
        in->refused = 503;
    if (in->refused) {
        in->thrown += len;
        return in->thrown <= THROW_MAX;
    }
    if (in->fd < 0)
        hn_buf_add(&in->memory, bytes, len);
    in->taken += len;
    assert(in->taken <= in->limit);
    return true;
}

unsigned
hn_intake_end(struct hn_intake *in, struct hn_http_request *request)
{
    if (in->refused)
        return in->refused;
    request->body_len = in->taken;
    request->body = in->memory.data;
    if (in->fd < 0)
        return 0;
    in->mapped = mmap(NULL, in->taken, PROT_READ, MAP_PRIVATE, in->fd, 0);
    if (in->mapped == MAP_FAILED) {
        in->mapped = NULL;
        return 503;
    }
    request->body = in->mapped;
    return 0;
}

void
hn_intake_drop(struct hn_intake *in)
{
    if (in->mapped)
        munmap(in->mapped, in->taken);
    if (in->fd >= 0)
        close(in->fd);
    in->mapped = NULL;
    in->fd = -1;
}
