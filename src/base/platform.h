/* platform.h: the machine, as far as rules may see it: clock, random, disk. A test replaces any of them.
 *
 * One struct, handed down at start; hn_platform_real() is the machine itself. Functions answer 0 or an errno
 * value. The databases do their own file access; what is here serves keys, backups, exports, locks.
 */
#ifndef HN_BASE_PLATFORM_H
#define HN_BASE_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/time.h"

struct hn_platform {
    void *self;                          /* handed to each function */
    hn_time (*now)(void *self);          /* wall clock, µs UTC; never runs backwards within a process */
    int64_t (*monotonic_us)(void *self); /* for timeouts and throttles */
    void (*random)(void *self, void *out, size_t len); /* from the kernel; a seeded stream in tests */
    int (*read_file)(void *self, struct hn_arena *a, const char *path, size_t ceiling, char **out,
                     size_t *len);
    /* Whole file at once: written beside, synced, renamed, folder synced. mode as in open(2). */
    int (*write_file)(void *self, const char *path, unsigned mode, const void *bytes, size_t len);
    int (*sync_folder)(void *self, const char *path);
};

const struct hn_platform *hn_platform_real(void);

#endif
