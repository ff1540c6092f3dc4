/* op_inside.h: between the files of op.h: an op as text, and each kind's put. */
#ifndef HN_MEETING_OP_INSIDE_H
#define HN_MEETING_OP_INSIDE_H

#include "meeting/inside.h"
#include "meeting/op.h"

/* op_text.c: every field that is set, a line each, "name length:bytes". Reading gives back the same op; false: not one. */
const char *hn_op_write(struct hn_arena *a, const struct hn_op *op);
bool hn_op_read(struct hn_arena *a, const char *text, struct hn_op *out);
/* NULL strings become "". */
struct hn_op hn_op_whole(const struct hn_op *op);
/* What an op would set, in one line for a person: a presence's code, a text, a title. What stands is told alike. */
const char *hn_op_told(struct hn_arena *a, const struct hn_op *op);
const char *hn_facts_told(struct hn_arena *a, hn_day day, int64_t began, int64_t ended);
const char *hn_vote_told(struct hn_arena *a, const char *subject, int64_t yes, int64_t no, int64_t other);

/* op_put.c: the subject an op writes to: its own kind, or for "remove" the kind it removes. */
const char *hn_op_subject(const struct hn_op *op);
bool hn_op_is_beside(const char *subject); /* done by the doers */
enum hn_rc hn_op_stand_of(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
                          const struct hn_op_doers *doers, struct hn_op_stand *out);
/* base -1: whatever stands. HN_CONFLICT with a key ending in "changed": old and different. */
enum hn_rc hn_op_put(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
                     const struct hn_op_doers *doers, const struct hn_op_stand *stand, int64_t base);
/* Account to name. */
enum hn_rc hn_op_who(struct hn_ctx *c, struct hn_user_id user, const char **out);

/* op_sheet.c: plain attendance ops on one reading of the roll, written together. Zeroed: shut. */
struct hn_op_sheet {
    struct hn_roll_lines lines;
    size_t waiting; /* lines put and not yet written */
    int readings;
    bool open;
};
/* Before the memory of an op is marked. May leave it shut: then each goes its own way. */
enum hn_rc hn_op_sheet_open(struct hn_ctx *c, const struct hn_meeting *m, struct hn_op_sheet *s);
/* *done: put, and op->item is the id; else nothing was done and hn_op_put is to judge. */
enum hn_rc hn_op_sheet_put(struct hn_ctx *c, const struct hn_meeting *m, struct hn_op_sheet *s,
                           struct hn_op *op, bool *done, int64_t *version);
enum hn_rc hn_op_sheet_write(struct hn_ctx *c, const struct hn_meeting *m, struct hn_op_sheet *s);

/* op_list.c: the op under a key, when it is the one in conflict about its item. HN_CONFLICT op.no_conflict. */
enum hn_rc hn_op_in_conflict(struct hn_ctx *c, const struct hn_meeting *m, const char *key,
                             struct hn_op *out);

extern const struct hn_sql *const hn_op_put_sql[], *const hn_op_list_sql[];

#endif
