/* file.c: files of an inspection: what its subject may see too, and the team's own papers (inspection.h). */
#include "inspection/inside.h"

/* Parts of the record (attachment.h): what everybody of it sees, and what the subject never does. */
enum { PART_SHOWN = 0, PART_OWN = 1 };

static struct hn_attached
attached(const struct hn_inspection *i, bool own)
{
    return (struct hn_attached){
        .unit = i->unit, .thing = "inspection", .id = i->id, .part = own ? PART_OWN : PART_SHOWN
    };
}

enum hn_rc
hn_inspection_file_add(struct hn_ctx *c, int64_t id, bool own, const char *name, struct hn_bytes content,
                       int64_t *out)
{
    struct hn_inspection i;
    enum hn_rc rc = hn_inspection_by(c, id, own ? HN_BY_EITHER : HN_BY_ANYBODY, &i);

    if (!rc)
        rc = hn_inspection_not_archived(c, &i);
    if (rc)
        return rc;

    const struct hn_attached to = attached(&i, own);

    rc = hn_attachment_add(c, &to, name, content, out);
    return rc ? rc : hn_inspection_audit(c, "inspection.file", id, &i);
}

enum hn_rc
hn_inspection_files(struct hn_ctx *c, int64_t id, const struct hn_attachment **out, size_t *count)
{
    const struct hn_attachment *all;
    struct hn_attachment *seen;
    struct hn_inspection i;
    size_t n = 0;
    enum hn_rc rc = hn_inspection_load(c, id, &i);

    *count = 0;
    if (rc)
        return rc;

    const struct hn_attached of = attached(&i, false);

    rc = hn_attachments(c, &of, &all, &n);
    if (rc)
        return rc;
    seen = HN_NEW_N(c->arena, struct hn_attachment, n + 1);
    for (size_t k = 0; k < n; k++) {
        if (all[k].part == PART_SHOWN || !i.mine)
            seen[(*count)++] = all[k];
    }
    *out = seen;
    return HN_OK;
}

enum hn_rc
hn_inspection_file(struct hn_ctx *c, int64_t id, int64_t file, struct hn_attachment *about,
                   struct hn_bytes *out)
{
    struct hn_inspection i;
    enum hn_rc rc = hn_inspection_load(c, id, &i);

    if (rc)
        return rc;

    const struct hn_attached of = attached(&i, false);

    rc = hn_attachment_content(c, &of, file, about, out);
    if (!rc && about->part != PART_SHOWN && i.mine)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc;
}
