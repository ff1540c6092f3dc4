/* op_list.c: conflicts that wait for a person, and the choice (op.h). */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "meeting/op_inside.h"

enum { CONFLICTS_MOST = 200 };

/* A refused op has changed nothing and decides nothing, so it does not count as the newest. */
#define IS_OPEN                                                                                              \
    " o.status = 'conflict' AND NOT EXISTS (SELECT 1 FROM meeting_op n WHERE n.unit_id = o.unit_id"          \
    " AND n.meeting_id = o.meeting_id AND n.what = o.what AND n.item = o.item AND n.at > o.at"               \
    " AND n.status <> 'refused')"

static const struct hn_sql sql_open = {
    .name = "op.open",
    .text = "SELECT o.key, o.what, o.item, o.value, o.written_at, o.entered_by FROM meeting_op o"
            " WHERE o.unit_id = $1 AND o.meeting_id = $2 AND" IS_OPEN " ORDER BY o.at, o.key LIMIT $3"
};
static const struct hn_sql sql_count = {
    .name = "op.open_count",
    .text = "SELECT count(*) FROM meeting_op o WHERE o.unit_id = $1 AND o.meeting_id = $2 AND" IS_OPEN
};
static const struct hn_sql sql_one = {
    .name = "op.open_one",
    .text = "SELECT o.value FROM meeting_op o WHERE o.unit_id = $1 AND o.meeting_id = $2 AND o.key = $3"
            " AND" IS_OPEN
};
static const struct hn_sql sql_item_name = {
    .name = "op.item_name",
    .text = "SELECT full_name FROM person_basic WHERE person_id = $1 AND known_to = 9223372036854775807"
            " ORDER BY valid_to DESC LIMIT 1"
};

const struct hn_sql *const hn_op_list_sql[] = { &sql_open, &sql_count, &sql_one, &sql_item_name, NULL };

enum hn_rc
hn_op_in_conflict(struct hn_ctx *c, const struct hn_meeting *m, const char *key, struct hn_op *out)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_text(key), HN_P_END };
    struct hn_rows *rows;
    bool found = false;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        found = hn_op_read(c->arena, hn_row_text(rows, "value"), out);
    rc = hn_rows_end(rows);
    if (rc || found)
        return rc;
    return hn_fail(c, HN_CONFLICT, "item", "op.no_conflict");
}

enum hn_rc
hn_op_conflict_count(struct hn_ctx *c, struct hn_meeting_id id, int64_t *out)
{
    struct hn_meeting m;
    bool found;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(m.id.v), HN_P_END };

    return hn_store_int(c, &sql_count, params, out, &found);
}

/* --- the list --- */

struct waiting {
    struct hn_op op;
    struct hn_user_id by;
};

static enum hn_rc
read_waiting(struct hn_ctx *c, const struct hn_meeting *m, struct waiting *out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_int(CONFLICTS_MOST),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_open, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (*count < CONFLICTS_MOST && hn_rows_next(rows)) {
        struct waiting *w = &out[*count];

        if (!hn_op_read(c->arena, hn_row_text(rows, "value"), &w->op))
            continue;
        w->op.key = hn_row_text(rows, "key");
        w->by = (struct hn_user_id){ hn_row_int(rows, "entered_by") };
        (*count)++;
    }
    return hn_rows_end(rows);
}

static enum hn_rc
name_of_item(struct hn_ctx *c, const struct hn_op *op, const char **out)
{
    struct hn_rows *rows;
    enum hn_rc rc;
    int64_t person = 0;

    *out = "";
    if (strcmp(op->what, "attendance") != 0 || !hn_parse_i64(op->item, 1, INT64_MAX, &person))
        return HN_OK;

    const struct hn_param params[] = { hn_p_id(person), HN_P_END };

    rc = hn_store_query(c, &sql_item_name, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        *out = hn_row_text(rows, "full_name");
    return hn_rows_end(rows);
}

/* Conflicts are few, and what stands is in as many tables as there are kinds: each is looked up by itself. */
static enum hn_rc
tell(struct hn_ctx *c, const struct hn_meeting *m, const struct waiting *w, const struct hn_op_doers *doers,
     struct hn_op_conflict *out)
{
    struct hn_op_stand stand;
    enum hn_rc rc = hn_op_stand_of(c, m, &w->op, doers, &stand);

    if (rc)
        return rc;
    *out = (struct hn_op_conflict){ .key = w->op.key,
                                    .what = hn_op_subject(&w->op),
                                    .item = w->op.item,
                                    .value = hn_op_told(c->arena, &w->op),
                                    .stands = stand.value,
                                    .written_at = w->op.written_at,
                                    .at = stand.at,
                                    .version = stand.version };
    rc = name_of_item(c, &w->op, &out->item_name);
    if (!rc)
        rc = hn_op_who(c, stand.by, &out->who);
    return rc ? rc : hn_op_who(c, w->by, &out->writer);
}

enum hn_rc
hn_op_conflicts(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_op_doers *doers,
                const struct hn_op_conflict **out, size_t *count)
{
    struct waiting *all = HN_NEW_N(c->arena, struct waiting, CONFLICTS_MOST);
    struct hn_op_conflict *told;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (!rc)
        rc = read_waiting(c, &m, all, count);
    if (rc)
        return rc;
    *out = told = HN_NEW_N(c->arena, struct hn_op_conflict, *count + 1);
    for (size_t i = 0; !rc && i < *count; i++)
        rc = tell(c, &m, &all[i], doers, &told[i]);
    return rc;
}

/* --- the choice --- */

enum hn_rc
hn_op_choose(struct hn_ctx *c, struct hn_meeting_id id, const char *key, bool take,
             const struct hn_op_doers *doers)
{
    struct hn_op op = { .key = hn_print(c->arena, "choose-%" PRId64, hn_new_id(c)),
                        .what = "choose",
                        .item = key,
                        .value = take ? "take" : "leave",
                        .written_at = c->now,
                        .day = HN_DAY_OPEN,
                        .due = HN_DAY_OPEN };
    struct hn_op_answer answer;
    struct hn_op_stand stand;
    struct hn_op waiting;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = hn_op_in_conflict(c, &m, key, &waiting);
    if (!rc)
        rc = hn_op_stand_of(c, &m, &waiting, doers, &stand);
    if (rc)
        return rc;
    op.base = stand.version;
    rc = hn_ops_apply(c, id, &op, 1, doers, &answer);
    if (rc || answer.status == HN_OP_SAVED)
        return rc;
    return hn_fail_arg(c, answer.fault.code, answer.fault.field, answer.fault.key, answer.fault.arg);
}
