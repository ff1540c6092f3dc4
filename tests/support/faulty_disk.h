/* faulty_disk.h: a disk for SQLite whose n-th operation fails, once or from then on. */
#ifndef HN_TEST_FAULTY_DISK_H
#define HN_TEST_FAULTY_DISK_H

#include <stdbool.h>

enum hn_disk_act {
    HN_DISK_WRITE = 1,
    HN_DISK_SYNC = 2,
    HN_DISK_OPEN = 4,
    HN_DISK_SIZE = 8,
    HN_DISK_READ = 16
};

/* From now on the n-th operation among acts answers code (an SQLITE_ code); every later one too when lasting. */
void hn_disk_fail(unsigned acts, int n, int code, bool lasting);
void hn_disk_heal(void);
/* How many operations among those acts there were since hn_disk_fail. */
int hn_disk_count(void);
/* Make it the disk of all databases opened from now on. */
void hn_disk_install(void);

#endif
