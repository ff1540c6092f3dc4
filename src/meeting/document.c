/* document.c: papers of a meeting as they were adopted, read back (minutes.h). */
#include <string.h>

#include "meeting/minutes.h"
#include "meeting/run.h"

enum { DOCUMENTS_MOST = 100 };

#define WHO   "COALESCE((SELECT a.name FROM account a WHERE a.id = d.entered_by), '') AS by_name"
#define HEADS "SELECT d.id, d.kind, d.symbol, d.day, d.at, " WHO

static const struct hn_sql sql_heads = { .name = "document.heads",
                                         .text = HEADS " FROM meeting_document d WHERE d.unit_id = $1"
                                                       " AND d.meeting_id = $2 ORDER BY d.id LIMIT $3" };
static const struct hn_sql sql_whole = { .name = "document.whole",
                                         .text = HEADS ", d.body FROM meeting_document d WHERE d.unit_id = $1"
                                                       " AND d.meeting_id = $2 ORDER BY d.id LIMIT $3" };
static const struct hn_sql sql_one = { .name = "document.one",
                                       .text = HEADS ", d.body FROM meeting_document d WHERE d.unit_id = $1"
                                                     " AND d.meeting_id = $2 AND d.id = $3" };

const struct hn_sql *const hn_document_sql[] = { &sql_heads, &sql_whole, &sql_one, NULL };

/* HN_BROKEN: what was kept is no paper. */
static enum hn_rc
read_one(struct hn_ctx *c, struct hn_rows *rows, bool whole, struct hn_meeting_document *out)
{
    *out = (struct hn_meeting_document){ .id = hn_row_int(rows, "id"),
                                         .kind = hn_row_text(rows, "kind"),
                                         .symbol = hn_row_text(rows, "symbol"),
                                         .day = (hn_day)hn_row_int(rows, "day"),
                                         .at = hn_row_int(rows, "at"),
                                         .by_name = hn_row_text(rows, "by_name") };
    if (whole) {
        const char *body = hn_row_text(rows, "body");

        if (!hn_doc_read(c->arena, body, strlen(body), &out->doc))
            return hn_fail(c, HN_BROKEN, "", "minutes.unreadable");
    }
    return HN_OK;
}

/* Papers hold what was said, and so are for those to whom it is open. */
static enum hn_rc
open_paper(struct hn_ctx *c, const struct hn_meeting *m)
{
    bool open = false;
    enum hn_rc rc = hn_opinions_open_to(c, m, &open);

    return rc || open ? rc : hn_fail(c, HN_DENIED, "", "meeting.took_part");
}

enum hn_rc
hn_documents_of(struct hn_ctx *c, struct hn_meeting_id id, bool whole, const struct hn_meeting_document **out,
                size_t *count)
{
    struct hn_meeting_document *all = HN_NEW_N(c->arena, struct hn_meeting_document, DOCUMENTS_MOST);
    struct hn_meeting m;
    struct hn_rows *rows;
    enum hn_rc rc = hn_meeting_get(c, id, &m), ended;

    *count = 0;
    *out = all;
    if (!rc && whole)
        rc = open_paper(c, &m);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_int(DOCUMENTS_MOST), HN_P_END };

    rc = hn_store_query(c, whole ? &sql_whole : &sql_heads, params, &rows);
    if (rc)
        return rc;
    while (!rc && *count < DOCUMENTS_MOST && hn_rows_next(rows))
        rc = read_one(c, rows, whole, &all[(*count)++]);
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

enum hn_rc
hn_document_get(struct hn_ctx *c, struct hn_meeting_id id, int64_t document, struct hn_meeting_document *out)
{
    struct hn_meeting m;
    struct hn_rows *rows;
    bool found = false;
    enum hn_rc rc = hn_meeting_get(c, id, &m), ended;

    if (!rc)
        rc = open_paper(c, &m);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_id(document), HN_P_END };

    rc = hn_store_query(c, &sql_one, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        found = true;
        rc = read_one(c, rows, true, out);
    }
    ended = hn_rows_end(rows);
    if (!rc)
        rc = ended;
    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc;
}
