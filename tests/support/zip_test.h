/* zip_test.h: XLSX files put together part by part, good and bad, for the tests of reading them. */
#ifndef HN_TEST_ZIP_TEST_H
#define HN_TEST_ZIP_TEST_H

#include <stddef.h>

#include "base/arena.h"

struct hn_test_part {
    const char *path;
    const void *bytes;
    size_t len;
};

/* A zip file of the parts; the last has path NULL. In a's memory. */
void *hn_test_zip(struct hn_arena *a, const struct hn_test_part *parts, size_t *len);
/* An XLSX file with one sheet: rows as in <sheetData>, texts as in <sst>, styles as in <styleSheet>; NULL: no
 * such part. */
void *hn_test_xlsx(struct hn_arena *a, const char *rows, const char *texts, const char *styles, size_t *len);

#endif
