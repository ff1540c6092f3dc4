/* subjects.h: the statements of every subject, for the store to prepare at start. */
#ifndef HN_SUBJECTS_H
#define HN_SUBJECTS_H

#include "store/store.h"

extern const struct hn_sql *const *const hn_all_sql[]; /* ends with NULL */

#endif
