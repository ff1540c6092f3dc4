/* kinds.h: the kinds of table and their columns, for the files of this folder only. */
#ifndef HN_DATASET_KINDS_H
#define HN_DATASET_KINDS_H

#include "dataset/dataset.h"
#include "tree/tree.h"

enum { HN_DATASET_COLUMNS = 32 };

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
enum hn_rc hn_take_areas(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_area_charges(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_areas(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_area_charges(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_tree(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_people(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_memberships(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_offices(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_meetings(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_attendance(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_papers(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_duties(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_targets(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_take_target_values(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_targets(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_target_values(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_tasks(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_papers(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_duties(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_give_tasks(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_resources(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_resources(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_milestones(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_milestones(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_indicators(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_indicators(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_forms(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_forms(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_form_lines(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_form_lines(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_form_checks(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_form_checks(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_values(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_values(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_criteria(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_criteria(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_criteria_groups(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_criteria_groups(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_criteria_marks(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_criteria_marks(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_recognitions(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_recognitions(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);
enum hn_rc hn_take_criteria_plans(struct hn_ctx *c, struct hn_import *in, struct hn_table *t);
enum hn_rc hn_give_criteria_plans(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s);

/* --- what tables of rows share (row.c) --- */

struct hn_giving {
    struct hn_ctx *ctx;
    struct hn_export *out;
    struct hn_sheet *sheet;
};
enum hn_rc hn_giving_put(struct hn_giving *g, const struct hn_cell *cells);
/* The unit of out, 0 when everything is asked for. */
enum hn_rc hn_giving_within(struct hn_ctx *c, const struct hn_export *out, struct hn_unit_id *id);
/* Row by row; what a person can mend is the row's verdict, and the next one follows. */
enum hn_rc hn_taking(struct hn_ctx *c, struct hn_import *in, struct hn_table *t,
                     enum hn_rc (*row)(struct hn_ctx *, struct hn_import *, struct hn_table *));
struct hn_cell hn_minute_cell(struct hn_arena *a, int minute);
/* "19:30"; "" gives -1. */
bool hn_minute_read(const char *text, int *out);
/* A day that is not said is an empty cell: none is what stands for it. */
struct hn_cell hn_day_cell(hn_day day, hn_day none);
/* HN_INVALID not_date, at the column. */
enum hn_rc hn_day_take(struct hn_ctx *c, struct hn_table *t, const char *column, hn_day none, hn_day *out);
/* Thousandths: "187.9". HN_INVALID dataset.comma ("187,9"), dataset.number. */
enum hn_rc hn_milli_take(struct hn_ctx *c, struct hn_table *t, const char *column, int64_t *out);
/* "true", "false"; an empty cell is false. HN_INVALID dataset.bool. */
enum hn_rc hn_bool_take(struct hn_ctx *c, struct hn_table *t, const char *column, bool *out);
/* HN_INVALID dataset.unknown_code. An empty cell gives 0. */
enum hn_rc hn_unit_take(struct hn_ctx *c, struct hn_table *t, const char *column, struct hn_unit_id *out);
enum hn_rc hn_person_take(struct hn_ctx *c, struct hn_table *t, const char *column, struct hn_person_id *out);
/* A paper in one cell: code of its unit, number, day: "22.… 09-NQ/TU 2021-03-10". HN_INVALID dataset.unknown_paper. */
const char *hn_paper_cell(struct hn_arena *a, const char *unit, const char *number, hn_day day);
enum hn_rc hn_paper_take(struct hn_ctx *c, struct hn_table *t, const char *column, int64_t *out);

#endif
