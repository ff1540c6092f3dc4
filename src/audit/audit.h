/* audit.h: the tamper-evident log: every change and every look at a person, as leaves of a Merkle tree.
 *
 * A line is canonical text of numbers and identifiers, no personal text, its eleven parts between bars:
 *
 *   sequence|instant|actor|what|record|person|unit|group|purpose|request|digest
 *
 * Its leaf is SHA-256(0x00, line), a node SHA-256(0x01, left, right), as RFC 6962 builds trees. Lines are written in the
 * transaction of their deed; nothing here ever takes one away. Reading the log by rights: report/log.h, since rights
 * stand on this log and it cannot lean on them. (security/ section 5)
 */
#ifndef HN_AUDIT_AUDIT_H
#define HN_AUDIT_AUDIT_H

#include "base/ctx.h"
#include "store/store.h"

/* A change. what is "<subject>.<verb>", record the id it was done to. Call once for each deed, in its transaction. */
enum hn_rc hn_audit(struct hn_ctx *c, const char *what, int64_t record);
/* The same, with the person and unit it concerns. */
enum hn_rc hn_audit_person(struct hn_ctx *c, const char *what, int64_t record, struct hn_person_id person,
                           struct hn_unit_id unit);
/* The same with the unit it concerns and a digest-able description of old and new (hashed, not kept). */
enum hn_rc hn_audit_change(struct hn_ctx *c, const char *what, int64_t record, struct hn_unit_id unit,
                           const char *old_text, const char *new_text);

/* A look at a person, noted in the context; the router has the writer commit all looks before the answer leaves.
 * what: "view" "search" "reveal" "print" "export" "refused". group: field group or "". purpose: the reveal's reason code. */
void hn_audit_look(struct hn_ctx *c, const char *what, struct hn_person_id person, struct hn_unit_id unit,
                   const char *group, const char *purpose);
bool hn_audit_owes(const struct hn_ctx *c);
/* Writes the looks noted in of (which need not be c) inside c's writing transaction. */
enum hn_rc hn_audit_write_looks(struct hn_ctx *c, const struct hn_ctx *of);

struct hn_audit_root {
    int64_t size; /* lines */
    uint8_t hash[32];
};
/* "SIZE HEX64", as audit export ends and as reports carry it. false: not a root. */
bool hn_audit_root_parse(const char *text, struct hn_audit_root *out);
const char *hn_audit_root_text(struct hn_arena *a, const struct hn_audit_root *root);
enum hn_rc hn_audit_root(struct hn_ctx *c, struct hn_audit_root *out);
/* Every line in order, as text ending with LF, then "root SIZE HEX". */
enum hn_rc hn_audit_export(struct hn_ctx *c, void (*emit)(void *sink, const char *line), void *sink);
/* Recomputes the tree from the lines and compares with what is kept and, when given, an earlier root (of which the
 * present log must be a continuation). HN_CONFLICT with the first wrong sequence in the fault's arg. */
enum hn_rc hn_audit_verify(struct hn_ctx *c, const struct hn_audit_root *earlier, struct hn_audit_root *out);

extern const struct hn_sql *const hn_audit_sql[];

#endif
