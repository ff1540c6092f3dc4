/* kinds.h: the kinds of table and their columns, for the files of this folder only. */
#ifndef HN_DATASET_KINDS_H
#define HN_DATASET_KINDS_H

#include "dataset/dataset.h"
#include "tree/tree.h"

enum { HN_DATASET_COLUMNS = 16 };

struct hn_dataset {
    const char *name;
    const struct hn_tree *tree; /* of places and units */
    const struct hn_sheet_column *columns;
    size_t column_count;
    const char *const *required; /* columns an import must have, NULL-ended */
    /* One attempt at the rows, inside the writing transaction. */
    enum hn_rc (*take)(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
    /* Every row into s, or with s NULL only counted. NULL: import only. */
    enum hn_rc (*give)(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
};

/* A row's days: the first, and the one after the last. Faults at "valid_from", "valid_to": not_date, dataset.days. */
enum hn_rc hn_dataset_days(struct hn_ctx *c, struct hn_table *t, hn_day *from, hn_day *to);
/* The last day included, as files have it. */
struct hn_cell hn_dataset_last(hn_day valid_to);
/* What could not be read of a row's cells, as a fault. */
enum hn_rc hn_dataset_row_fault(struct hn_ctx *c, struct hn_table *t);
/* Tells the verdict of a row from the first fault noted in c, and clears them. */
void hn_dataset_bad(struct hn_ctx *c, struct hn_import *in, int64_t row);
void hn_dataset_good(struct hn_import *in, int64_t row, const char *status);
void hn_dataset_progress(const struct hn_import *in, struct hn_table *t);
/* true for what a person can mend in the row; anything else ends the import. */
bool hn_dataset_is_row_fault(enum hn_rc rc);

enum hn_rc hn_take_tree(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_people(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_memberships(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_offices(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_changes(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_meetings(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_attendance(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_tree(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_people(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_memberships(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_offices(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_meetings(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_attendance(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);

#endif
