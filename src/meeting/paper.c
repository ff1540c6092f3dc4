/* paper.c: files laid before a meeting: a thin layer over attachment/, with the rights of its meeting (minutes.h). */
#include "attachment/attachment.h"
#include "meeting/minutes.h"

static struct hn_attached
of(const struct hn_meeting *m)
{
    return (struct hn_attached){ .unit = m->unit, .thing = "meeting", .id = m->id.v };
}

enum hn_rc
hn_meeting_paper_add(struct hn_ctx *c, struct hn_meeting_id id, const char *name, struct hn_bytes content,
                     int64_t *out)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (rc)
        return rc;

    const struct hn_attached to = of(&m);

    return hn_attachment_add(c, &to, name, content, out);
}

enum hn_rc
hn_meeting_paper_remove(struct hn_ctx *c, struct hn_meeting_id id, int64_t paper)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (rc)
        return rc;

    const struct hn_attached to = of(&m);

    return hn_attachment_remove(c, &to, paper);
}

static struct hn_meeting_paper
paper_of(const struct hn_attachment *a)
{
    return (struct hn_meeting_paper){
        .id = a->id, .name = a->name, .type = a->type, .size = a->size, .at = a->at
    };
}

enum hn_rc
hn_meeting_papers(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_meeting_paper **out,
                  size_t *count)
{
    const struct hn_attachment *files;
    struct hn_meeting_paper *all;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    *count = 0;
    *out = NULL;
    if (rc)
        return rc;

    const struct hn_attached to = of(&m);

    rc = hn_attachments(c, &to, &files, count);
    if (rc || *count == 0)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_meeting_paper, *count);
    for (size_t i = 0; i < *count; i++)
        all[i] = paper_of(&files[i]);
    *out = all;
    return HN_OK;
}

enum hn_rc
hn_meeting_paper_content(struct hn_ctx *c, struct hn_meeting_id id, int64_t paper,
                         struct hn_meeting_paper *about, struct hn_bytes *out)
{
    struct hn_attachment file;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (rc)
        return rc;

    const struct hn_attached to = of(&m);

    rc = hn_attachment_content(c, &to, paper, &file, out);
    if (!rc)
        *about = paper_of(&file);
    return rc;
}
