/* agenda.c: what a meeting goes through: items by hand, from the kind's template, from what is open (run.h). */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "meeting/run.h"

#define TITLE_MOST   500
#define OUTCOME_MOST 1000
/* Where items stand that come from elsewhere, so that the template's own keep their places. */
#define PLACE_THEMATIC 100
#define PLACE_OPEN     200

static const char *const phases[] = { "prepare", "open", "run", "close", NULL };
static const char *const kinds[] = { "formality", "report", "discussion", "vote", "conclusion", NULL };
static const char *const sources[] = { "template", "task", "study", "own", NULL };

static const char *
given(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

/* --- reading --- */

/* clang-format off */
#define AGENDA_COLUMNS                                                                        \
    "SELECT i.item_key, i.position, i.phase, i.kind, i.title, i.minutes, i.speaker_id,"       \
    " COALESCE(b.full_name, '') AS speaker_name, i.source, i.task_id, i.outcome, i.version,"  \
    " i.removed_at"                                                                           \
    " FROM agenda_item i"                                                                     \
    " LEFT JOIN person_basic b ON b.person_id = i.speaker_id AND " HN_SQL_AT("b", "$3", "$4") \
    " WHERE i.unit_id = $1 AND i.meeting_id = $2"
/* clang-format on */

static const struct hn_sql sql_read = {
    .name = "agenda.read",
    .text = AGENDA_COLUMNS
    " AND i.removed_at = 0 ORDER BY CASE i.phase WHEN 'prepare' THEN 1 WHEN 'open' THEN 2"
    " WHEN 'run' THEN 3 ELSE 4 END, i.position, i.item_key LIMIT 400"
};
static const struct hn_sql sql_one = { .name = "agenda.one", .text = AGENDA_COLUMNS " AND i.item_key = $5" };

static struct hn_agenda_item
item_of(struct hn_rows *rows)
{
    return (struct hn_agenda_item){
        .item_key = hn_row_text(rows, "item_key"),
        .position = (int)hn_row_int(rows, "position"),
        .phase = hn_row_text(rows, "phase"),
        .kind = hn_row_text(rows, "kind"),
        .title = hn_row_text(rows, "title"),
        .minutes = (int)hn_row_int(rows, "minutes"),
        .speaker = { hn_row_int(rows, "speaker_id") },
        .speaker_name = hn_row_text(rows, "speaker_name"),
        .source = hn_row_text(rows, "source"),
        .task = hn_row_int(rows, "task_id"),
        .outcome = hn_row_text(rows, "outcome"),
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_agenda_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_agenda_item **out, size_t *count)
{
    struct hn_agenda_item *all = NULL;
    struct hn_meeting m;
    struct hn_rows *rows;
    size_t n = 0, room = 0;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_day(hn_meeting_on(&m)),
                                       hn_p_time(hn_fact_known(c)), HN_P_END };

    rc = hn_store_query(c, &sql_read, params, &rows);
    if (rc)
        return rc;
    while (n < HN_RUN_ITEMS && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 16) * sizeof *all);
            room += 16;
        }
        all[n++] = item_of(rows);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

static enum hn_rc
one(struct hn_ctx *c, const struct hn_meeting *m, const char *key, struct hn_agenda_item *was,
    struct hn_item *old)
{
    const struct hn_param params[] = {
        hn_p_id(m->unit.v),          hn_p_id(m->id.v), hn_p_day(hn_meeting_on(m)),
        hn_p_time(HN_TIME_OPEN - 1), hn_p_text(key),   HN_P_END
    };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    *old = (struct hn_item){ 0 };
    if (hn_rows_next(rows)) {
        *was = item_of(rows);
        *old = (struct hn_item){ .version = was->version,
                                 .position = was->position,
                                 .removed = hn_row_int(rows, "removed_at") != 0 };
    }
    return hn_rows_end(rows);
}

/* --- writing --- */

static const struct hn_sql sql_put = {
    .name = "agenda.put",
    .text =
        "INSERT INTO agenda_item (unit_id, meeting_id, item_key, position, phase, kind, title, minutes,"
        " speaker_id, source, task_id, outcome, version, at, removed_at, entered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15)"
        " ON CONFLICT (unit_id, meeting_id, item_key) DO UPDATE SET position = excluded.position,"
        " phase = excluded.phase, kind = excluded.kind, title = excluded.title, minutes = excluded.minutes,"
        " speaker_id = excluded.speaker_id, source = excluded.source, task_id = excluded.task_id,"
        " outcome = excluded.outcome, version = excluded.version, at = excluded.at, removed_at = 0,"
        " entered_by = excluded.entered_by"
};
static const struct hn_sql sql_room = {
    .name = "agenda.room",
    .text = "SELECT COALESCE(SUM(CASE WHEN removed_at = 0 THEN 1 ELSE 0 END), 0) AS n,"
            " COALESCE(MAX(position), 0) AS last FROM agenda_item WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_remove = {
    .name = "agenda.remove",
    .text = "UPDATE agenda_item SET removed_at = $4, version = version + 1, at = $4, entered_by = $5"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3 AND removed_at = 0"
};

static void
put_params(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_agenda_item *in,
           struct hn_param params[16])
{
    const struct hn_param all[16] = {
        hn_p_id(m->unit.v),     hn_p_id(m->id.v),      hn_p_text(in->item_key), hn_p_int(in->position),
        hn_p_text(in->phase),   hn_p_text(in->kind),   hn_p_text(in->title),    hn_p_int(in->minutes),
        hn_p_id(in->speaker.v), hn_p_text(in->source), hn_p_id(in->task),       hn_p_text(in->outcome),
        hn_p_int(in->version),  hn_p_time(c->now),     hn_p_id(c->actor.v),     HN_P_END
    };

    memcpy(params, all, sizeof all);
}

/* What is left out is as usual: run, discussion, own. */
static enum hn_rc
check(struct hn_ctx *c, const struct hn_meeting *m, struct hn_agenda_item *in)
{
    bool there = true;
    enum hn_rc rc = hn_item_key(c, in->item_key, &in->item_key);

    in->phase = given(in->phase, "run");
    in->kind = given(in->kind, "discussion");
    in->source = given(in->source, "own");
    in->outcome = given(in->outcome, "");
    if (rc)
        return rc;
    if (!in->title || !*in->title)
        return hn_fail(c, HN_INVALID, "title", "run.title");
    if (!hn_word_among(phases, in->phase) || !hn_word_among(kinds, in->kind) ||
        !hn_word_among(sources, in->source))
        return hn_fail(c, HN_INVALID, "kind", "run.kind");
    if (in->minutes < 0 || in->minutes > 1440)
        return hn_fail(c, HN_INVALID, "minutes", "meeting.minute");
    rc = hn_text_fits(c, "title", in->title, TITLE_MOST);
    if (!rc)
        rc = hn_text_fits(c, "outcome", in->outcome, OUTCOME_MOST);
    if (!rc && in->speaker.v)
        rc = hn_in_room(c, m, in->speaker, &there);
    return rc || there ? rc : hn_fail(c, HN_INVALID, "speaker", "run.speaker");
}

static bool
same(const struct hn_agenda_item *a, const struct hn_agenda_item *b)
{
    return strcmp(a->phase, b->phase) == 0 && strcmp(a->kind, b->kind) == 0 &&
           strcmp(a->title, b->title) == 0 && strcmp(a->outcome, b->outcome) == 0 &&
           a->minutes == b->minutes && a->speaker.v == b->speaker.v && a->task == b->task &&
           (b->position == 0 || a->position == b->position);
}

enum hn_rc
hn_agenda_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_agenda_item *in, int64_t base,
              int64_t *version)
{
    struct hn_agenda_item put = *in, was = { 0 };
    struct hn_item old = { 0 };
    struct hn_param params[16];
    struct hn_meeting m;
    bool nothing = false;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = check(c, &m, &put);
    if (!rc)
        rc = one(c, &m, put.item_key, &was, &old);
    if (!rc)
        rc = hn_item_check(c, base, &old, old.version && same(&was, &put), &nothing);
    if (!rc && !nothing)
        rc = hn_item_place(c, &m, &sql_room, &old, &put.position);
    if (rc)
        return rc;
    if (version)
        *version = nothing ? old.version : old.version + 1;
    if (nothing)
        return HN_OK;
    put.version = old.version + 1;
    put_params(c, &m, &put, params);
    rc = hn_store_do(c, &sql_put, params);
    if (rc)
        return rc;
    return hn_audit_change(c, "agenda.put", id.v, m.unit, old.version ? was.title : "",
                           hn_print(c->arena, "%s %s %s", put.item_key, put.title, put.outcome));
}

enum hn_rc
hn_agenda_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key)
{
    return hn_item_remove(c, id, item_key, &sql_remove, "agenda.remove");
}

/* --- many at once: only those that never stood there --- */

static const struct hn_sql sql_keys = {
    .name = "agenda.keys", .text = "SELECT item_key FROM agenda_item WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_add = {
    .name = "agenda.add",
    .text = "INSERT INTO agenda_item (unit_id, meeting_id, item_key, position, phase, kind, title, minutes,"
            " speaker_id, source, task_id, outcome, version, at, removed_at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15)"
            " ON CONFLICT (unit_id, meeting_id, item_key) DO NOTHING"
};

/* Those among items (count of them) that have no row yet are left in it; *count is how many. */
static enum hn_rc
only_new(struct hn_ctx *c, const struct hn_meeting *m, struct hn_agenda_item *items, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_rows *rows;
    size_t rows_there = 0;
    enum hn_rc rc = hn_store_query(c, &sql_keys, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const char *key = hn_row_text(rows, "item_key");

        rows_there++;
        for (size_t i = 0; i < *count; i++) {
            if (strcmp(items[i].item_key, key) == 0) {
                items[i] = items[--*count];
                break;
            }
        }
    }
    if (*count + rows_there > HN_RUN_ITEMS)
        *count = rows_there < HN_RUN_ITEMS ? HN_RUN_ITEMS - rows_there : 0;
    return hn_rows_end(rows);
}

static enum hn_rc
add(struct hn_ctx *c, const struct hn_meeting *m, struct hn_agenda_item *items, size_t count)
{
    enum hn_rc rc = only_new(c, m, items, &count), ended;

    if (rc || count == 0)
        return rc;
    rc = hn_store_bulk_begin(c, &sql_add);
    if (rc)
        return rc;
    for (size_t i = 0; !rc && i < count; i++) {
        struct hn_param params[16];

        items[i].version = 1;
        put_params(c, m, &items[i], params);
        rc = hn_store_bulk_row(c, params);
    }
    ended = hn_store_bulk_end(c);
    return rc ? rc : ended;
}

/* clang-format off */
/* The nearest unit that has a template of the kind; else the program's own. */
#define TEMPLATE_OF(kind)                                                          \
    "SELECT t.meeting_kind, t.position, t.phase, t.kind, t.title, t.minutes"       \
    " FROM agenda_template t"                                                      \
    " WHERE t.meeting_kind = " kind                                                \
    " AND t.unit_id = COALESCE((SELECT h.anc FROM unit_closure h WHERE h.des = $1" \
    " AND " HN_SQL_AT("h", "$3", "9223372036854775806")                            \
    " AND EXISTS (SELECT 1 FROM agenda_template x WHERE x.unit_id = h.anc"         \
    " AND x.meeting_kind = " kind ") ORDER BY h.depth LIMIT 1), 0)"

static const struct hn_sql sql_template = {
    .name = "agenda.template",
    .text =
        TEMPLATE_OF("$2") " UNION ALL " TEMPLATE_OF("'thematic'") " AND CAST($4 AS BIGINT) = 1"
        " AND t.phase = 'run'"
        " ORDER BY 1, 2 LIMIT 200"
};
/* clang-format on */

static enum hn_rc
template_of(struct hn_ctx *c, const struct hn_meeting *m, struct hn_agenda_item **out, size_t *count)
{
    bool both = m->thematic && strcmp(m->kind, "ordinary") == 0;
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_text(m->kind), hn_p_day(hn_meeting_on(m)),
                                       hn_p_int(both), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_template, params, &rows);

    if (rc)
        return rc;
    *out = HN_NEW_N(c->arena, struct hn_agenda_item, 200);
    *count = 0;
    while (*count < 200 && hn_rows_next(rows)) {
        const char *of = hn_row_text(rows, "meeting_kind");
        int position = (int)hn_row_int(rows, "position");

        (*out)[(*count)++] = (struct hn_agenda_item){
            .item_key = hn_print(c->arena, "template-%s-%d", of, position),
            .position = strcmp(of, m->kind) == 0 ? position : PLACE_THEMATIC + position,
            .phase = hn_row_text(rows, "phase"),
            .kind = hn_row_text(rows, "kind"),
            .title = hn_row_text(rows, "title"),
            .minutes = (int)hn_row_int(rows, "minutes"),
            .source = "template",
            .outcome = "",
        };
    }
    return hn_rows_end(rows);
}

/* What came from the former kind's template and nobody touched. */
static const struct hn_sql sql_former = {
    .name = "agenda.former",
    .text = "DELETE FROM agenda_item WHERE unit_id = $1 AND meeting_id = $2 AND source = 'template'"
            " AND version = 1 AND removed_at = 0"
};

enum hn_rc
hn_agenda_template(struct hn_ctx *c, const struct hn_meeting *m, const char *former_kind)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_agenda_item *items;
    size_t count;
    enum hn_rc rc = HN_OK;

    if (*former_kind && strcmp(former_kind, m->kind) != 0)
        rc = hn_store_do(c, &sql_former, params);
    if (!rc)
        rc = template_of(c, m, &items, &count);
    return rc ? rc : add(c, m, items, count);
}

enum hn_rc
hn_agenda_fill(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_agenda_open *open, size_t count)
{
    struct hn_agenda_item *items;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = hn_agenda_template(c, &m, "");
    if (rc || count == 0)
        return rc;
    if (count > HN_RUN_ITEMS)
        count = HN_RUN_ITEMS;
    items = HN_NEW_N(c->arena, struct hn_agenda_item, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct hn_agenda_item){
            .item_key = hn_print(c->arena, "%s-%" PRId64, open[i].source, open[i].id),
            .position = PLACE_OPEN + (int)i,
            .phase = "run",
            .kind = "report",
            .title = open[i].title,
            .source = open[i].source,
            .task = strcmp(open[i].source, "task") == 0 ? open[i].id : 0,
            .outcome = "",
        };
        rc = hn_item_key_ok(items[i].item_key) ? HN_OK : hn_fail(c, HN_INVALID, "key", "run.key");
        if (rc)
            return rc;
    }
    rc = add(c, &m, items, count);
    return rc ? rc : hn_audit_change(c, "agenda.fill", id.v, m.unit, "", hn_print(c->arena, "%zu", count));
}

const struct hn_sql *const hn_agenda_sql[] = {
    &sql_read, &sql_one, &sql_put,      &sql_room,   &sql_remove,
    &sql_keys, &sql_add, &sql_template, &sql_former, NULL,
};
