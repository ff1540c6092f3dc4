/* inside.h: what the files of inspection/ share: one inspection read for a deed, and how the actor stands to it. */
#ifndef HN_INSPECTION_INSIDE_H
#define HN_INSPECTION_INSIDE_H

#include "inspection/inspection.h"

enum { HN_INSPECTION_LETTERS = 20000, HN_INSPECTION_SHORT = 500 };

/* As it stands today, with mine, inspects and finds. HN_NOT_FOUND when the actor stands to it in none of these ways. */
enum hn_rc hn_inspection_load(struct hn_ctx *c, int64_t id, struct hn_inspection *out);
/* The same, and who may do the deed: HN_DENIED to whoever sees it and may not. */
enum hn_inspection_who { HN_BY_INSPECTOR, HN_BY_TEAM, HN_BY_EITHER, HN_BY_SUBJECT, HN_BY_ANYBODY };
enum hn_rc hn_inspection_by(struct hn_ctx *c, int64_t id, enum hn_inspection_who who,
                            struct hn_inspection *out);
/* Faults: inspection.archived, inspection.concluded, inspection.not_notified. */
enum hn_rc hn_inspection_not_archived(struct hn_ctx *c, const struct hn_inspection *i);
enum hn_rc hn_inspection_not_concluded(struct hn_ctx *c, const struct hn_inspection *i);
enum hn_rc hn_inspection_notified(struct hn_ctx *c, const struct hn_inspection *i);

/* Words of people: something said, and not too much of it. */
bool hn_inspection_text_ok(const char *text, size_t most);
/* From reporting to verifying; whatever else it is stays. */
enum hn_rc hn_inspection_verifying(struct hn_ctx *c, const struct hn_inspection *i);
/* Tells the subject: the person, or who keeps the unit. */
enum hn_rc hn_inspection_tell(struct hn_ctx *c, const struct hn_inspection *i, const char *key);
enum hn_rc hn_inspection_tell_unit(struct hn_ctx *c, const struct hn_inspection *i, const char *key);
enum hn_rc hn_inspection_audit(struct hn_ctx *c, const char *what, int64_t record,
                               const struct hn_inspection *i);

#endif
