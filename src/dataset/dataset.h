/* dataset.h: tables in and out: places, units, people, memberships, offices, meetings,
 * attendance, papers, duties, targets, target_values, tasks, resources, milestones, indicators, forms, form_lines, form_checks,
 * values, criteria, criteria_groups, criteria_marks, recognitions, criteria_plans, changes. (product/ section 5)
 *
 * One declaration of columns serves both ways, so that what is exported can be imported and comes out equal. Files give
 * the last day included and leave an open end empty; kinds and statuses are English identifiers. Rows are read and
 * written in constant memory, except that a tree is judged as a whole. Works over the subjects' own functions and
 * rules; needs HN_MAY_IMPORT or HN_MAY_EXPORT. Neighbours: file/ reads and writes the bytes, cli/ and web/ are its doors.
 */
#ifndef HN_DATASET_DATASET_H
#define HN_DATASET_DATASET_H

#include "base/ctx.h"
#include "file/sheet.h"
#include "file/table.h"
#include "store/store.h"

struct hn_dataset;
/* NULL: no such kind. */
const struct hn_dataset *hn_dataset_of(const char *name);
bool hn_dataset_exports(const struct hn_dataset *kind);

/* What was made of one row. status: "new" "changed" "same" "bad"; fault NULL unless bad. */
typedef void hn_verdict_fn(void *sink, int64_t row, const char *status, const struct hn_fault *fault);

struct hn_import {
    const struct hn_dataset *kind;
    struct hn_table_in in;
    bool dry_run; /* judge, write nothing */
    bool partial; /* write the good rows beside bad ones */
    hn_verdict_fn *verdict;
    void (*progress)(void *sink, uint64_t done, uint64_t total); /* may be NULL */
    void *sink;
    int64_t taken, bad; /* out: rows */
};
/* Reads, judges and writes in one transaction of its own. HN_CONFLICT cli.import_refused: bad rows and not partial,
 * nothing was written; the faults of hn_table_open; HN_DENIED. */
enum hn_rc hn_import(struct hn_store *s, struct hn_ctx *c, struct hn_import *in);

struct hn_export {
    const struct hn_dataset *kind;
    const char *unit; /* code; NULL: everything */
    bool of_day;      /* only what is in force on c->on; else all days */
    enum hn_sheet_format format;
    hn_sheet_sink *sink;
    void *sink_arg;
    const char *notice;      /* for made-up data; NULL */
    const char *folder;      /* for temporary files */
    int64_t rows;            /* out */
    struct hn_unit_id about; /* out: the unit, 0 for everything and for places */
};
/* What an export would hold: rows and about. For the log, which tells of an export before its first byte leaves. */
enum hn_rc hn_export_count(struct hn_ctx *c, struct hn_export *out);
/* In a reading transaction, at c->on and c->known. */
enum hn_rc hn_export(struct hn_ctx *c, struct hn_export *out);

extern const struct hn_sql *const hn_dataset_sql[];

#endif
