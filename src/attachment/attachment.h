/* attachment.h: files kept with a record: of a paper, a task's evidence, an inspection, a meeting.
 *
 * Few, small, of kinds told by their bytes (type.h): pdf docx xlsx odt ods png jpg txt. How large and how many a record may
 * have are rules of the unit (attachment_most_bytes, attachment_most_count; of a meeting paper_most_…). Rights are the
 * caller's matter: a file is as open as its record. Not for: imports (file/).
 */
#ifndef HN_ATTACHMENT_ATTACHMENT_H
#define HN_ATTACHMENT_ATTACHMENT_H

#include "rule/rule.h"

/* Whose it is. thing: "paper" "task" "inspection" "team" "area" "movement" "meeting"; part: what of it, 0 the whole. */
struct hn_attached {
    struct hn_unit_id unit;
    const char *thing;
    int64_t id, part;
};
struct hn_attachment {
    int64_t id, part;
    const char *name, *type; /* "pdf" … */
    int64_t size;
    hn_time at;
};
/* HN_INVALID attachment.name, attachment.type, attachment.size (arg: most, MB); HN_CONFLICT attachment.count (arg: most). */
enum hn_rc hn_attachment_add(struct hn_ctx *c, const struct hn_attached *to, const char *name,
                             struct hn_bytes content, int64_t *out);
/* Taken out already: HN_OK. Its line stays. */
enum hn_rc hn_attachment_remove(struct hn_ctx *c, const struct hn_attached *to, int64_t id);
/* All of a record that is dropped; no line of the log but the record's own. */
enum hn_rc hn_attachment_remove_all(struct hn_ctx *c, const struct hn_attached *to);
/* Of all parts, oldest first; at most 500. */
enum hn_rc hn_attachments(struct hn_ctx *c, const struct hn_attached *to, const struct hn_attachment **out,
                          size_t *count);
/* Its bytes stand in memory of their own that ends with c's. HN_NOT_FOUND: not this record's. */
enum hn_rc hn_attachment_content(struct hn_ctx *c, const struct hn_attached *to, int64_t id,
                                 struct hn_attachment *about, struct hn_bytes *out);

extern const struct hn_sql *const hn_attachment_sql[];

#endif
