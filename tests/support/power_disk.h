/* power_disk.h: a disk for SQLite whose power can be cut: what was not synced is there or not, sector by sector. */
#ifndef HN_TEST_POWER_DISK_H
#define HN_TEST_POWER_DISK_H

#include <stdint.h>

/* Make it the disk of all databases opened from now on. */
void hn_power_install(void);
/* From now on nothing reaches the disk: every operation that would change it fails. What the disk is left
 * with is settled at this moment, by seed: each sector written since its file's last sync holds its new
 * bytes or its old ones. */
void hn_power_cut(uint64_t seed);
/* After the store is closed: put that onto the disk, and switch the power on. */
void hn_power_on(void);

#endif
