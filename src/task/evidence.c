/* evidence.c: who helps with a task, and the files that show what was done (task.h).
 *
 * Not for: what a file may be (attachment/).
 */
#include "task/inside.h"

/* --- helpers --- */

static const struct hn_sql sql_helpers = {
    .name = "task.helpers",
    .text = "SELECT h.person_id, COALESCE(p.code, '') AS code, COALESCE(b.full_name, '') AS name"
            " FROM task_helper h LEFT JOIN person p ON p.id = h.person_id LEFT JOIN person_basic b"
            " ON b.person_id = h.person_id AND " TASK_NOW(
                "b") " WHERE h.unit_id = $2 AND h.task_id = $3 AND h.removed_at = 0 ORDER BY name, "
                     "h.person_id LIMIT 20"
};

enum hn_rc
hn_task_helpers_read(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, const struct hn_task_helper **out,
                     size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(unit.v), hn_p_id(id), HN_P_END };
    struct hn_task_helper *helpers = HN_NEW_N(c->arena, struct hn_task_helper, HN_TASK_HELPERS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_helpers, params, &rows);

    *out = helpers;
    *count = 0;
    if (rc)
        return rc;
    while (hn_rows_next(rows) && *count < HN_TASK_HELPERS_MOST) {
        helpers[(*count)++] = (struct hn_task_helper){
            .person = { hn_row_int(rows, "person_id") },
            .code = hn_row_text(rows, "code"),
            .name = hn_row_text(rows, "name"),
        };
    }
    return hn_rows_end(rows);
}

bool
hn_task_helps(const struct hn_task_helper *helpers, size_t count, struct hn_person_id person)
{
    for (size_t i = 0; i < count; i++) {
        if (helpers[i].person.v == person.v)
            return true;
    }
    return false;
}

enum hn_rc
hn_task_helpers(struct hn_ctx *c, int64_t id, const struct hn_task_helper **out, size_t *count)
{
    struct hn_task_row t;
    enum hn_rc rc = hn_task_get(c, id, &t);

    return rc ? rc : hn_task_helpers_read(c, t.unit, id, out, count);
}

/* --- evidence --- */

static struct hn_attached
attached_to(const struct hn_task_row *t)
{
    return (struct hn_attached){ .unit = t->unit, .thing = "task", .id = t->id };
}

enum hn_rc
hn_task_evidence_add(struct hn_ctx *c, int64_t id, const char *name, struct hn_bytes content, int64_t *out)
{
    struct hn_person_id acting_for;
    struct hn_attached to;
    struct hn_task_row t;
    enum hn_rc rc = hn_task_get(c, id, &t);

    if (!rc)
        rc = hn_task_need_reporter(c, &t, &acting_for);
    if (!rc && !hn_task_is_open(t.state))
        rc = hn_fail(c, HN_CONFLICT, "", "task.closed");
    if (rc)
        return rc;
    to = attached_to(&t);
    return hn_attachment_add(c, &to, name, content, out);
}

enum hn_rc
hn_task_evidence(struct hn_ctx *c, int64_t id, const struct hn_attachment **out, size_t *count)
{
    struct hn_attached to;
    struct hn_task_row t;
    enum hn_rc rc = hn_task_get(c, id, &t);

    if (rc)
        return rc;
    to = attached_to(&t);
    return hn_attachments(c, &to, out, count);
}

enum hn_rc
hn_task_evidence_content(struct hn_ctx *c, int64_t id, int64_t attachment, struct hn_attachment *about,
                         struct hn_bytes *out)
{
    struct hn_attached to;
    struct hn_task_row t;
    enum hn_rc rc = hn_task_get(c, id, &t);

    if (rc)
        return rc;
    to = attached_to(&t);
    return hn_attachment_content(c, &to, attachment, about, out);
}

const struct hn_sql *const hn_task_evidence_sql[] = { &sql_helpers, NULL };
