/* line.h: one line of the log as it is kept, and its canonical text. Inside audit/ only. */
#ifndef HN_AUDIT_LINE_H
#define HN_AUDIT_LINE_H

#include "audit/audit.h"
#include "audit/merkle.h"

#define HN_DIGEST_HEX 64

struct hn_line {
    int64_t sequence, at, actor;
    const char *what;
    int64_t record, person, unit;
    const char *group, *purpose;
    int64_t request;
    const char *digest; /* hex, or "" */
};

/* In the arena, without a line feed. */
const char *hn_line_text(struct hn_arena *a, const struct hn_line *line);

/* The right edge as kept in audit_head. */
enum hn_rc hn_head_read(struct hn_ctx *c, struct hn_merkle *out);
/* A row of audit_line in its columns' order; leaf as kept. */
struct hn_line hn_line_of(struct hn_rows *rows, struct hn_bytes *leaf);

extern const struct hn_sql hn_sql_audit_all, hn_sql_audit_head;

#endif
