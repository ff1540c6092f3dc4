/* run.c: what was said, and the parts of the minutes that are typed (run.h).
 *
 * Neighbours: agenda.c (what is gone through), vote.c (what was decided).
 */
#include "meeting/run.h"

#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"

/* Letters. All that a meeting has said must be readable at once, in the memory of one request. */
#define OPINION_MOST  4000
#define OPINIONS_MOST 60000
#define NAME_MOST     200
#define PART_MOST     8000

const char *const hn_opinion_kinds[] = { "opinion", "proposal",   "praise", "reminder",
                                         "answer",  "conclusion", NULL };
const char *const hn_meeting_parts[] = { "ideology",   "leadership", "shortcomings", "next", "organisation",
                                         "conclusion", NULL };

static const char *
given(const char *text)
{
    return text ? text : "";
}

/* --- opinions --- */

/* clang-format off */
#define OPINION_COLUMNS                                                                          \
    "SELECT o.item_key, o.position, o.kind, o.person_id, COALESCE(b.full_name, o.name) AS name," \
    " o.name AS typed_name, o.agenda_key, o.text, o.version, o.removed_at"                       \
    " FROM opinion o"                                                                            \
    " LEFT JOIN person_basic b ON b.person_id = o.person_id AND " HN_SQL_AT("b", "$3", "$4")     \
    " WHERE o.unit_id = $1 AND o.meeting_id = $2"
/* clang-format on */

static const struct hn_sql sql_read = { .name = "opinion.read",
                                        .text = OPINION_COLUMNS
                                        " AND o.removed_at = 0 ORDER BY o.position, o.item_key LIMIT 400" };
static const struct hn_sql sql_one = { .name = "opinion.one",
                                       .text = OPINION_COLUMNS " AND o.item_key = $5" };
static const struct hn_sql sql_room = {
    .name = "opinion.room",
    .text = "SELECT COALESCE(SUM(CASE WHEN removed_at = 0 THEN 1 ELSE 0 END), 0) AS n,"
            " COALESCE(MAX(position), 0) AS last FROM opinion WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_put = {
    .name = "opinion.put",
    .text =
        "INSERT INTO opinion (unit_id, meeting_id, item_key, position, kind, person_id, name, agenda_key,"
        " text, version, at, removed_at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0,"
        " $12) ON CONFLICT (unit_id, meeting_id, item_key) DO UPDATE SET position = excluded.position,"
        " kind = excluded.kind, person_id = excluded.person_id, name = excluded.name,"
        " agenda_key = excluded.agenda_key, text = excluded.text, version = excluded.version,"
        " at = excluded.at, removed_at = 0, entered_by = excluded.entered_by"
};
static const struct hn_sql sql_remove = {
    .name = "opinion.remove",
    .text = "UPDATE opinion SET removed_at = $4, version = version + 1, at = $4, entered_by = $5"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3 AND removed_at = 0"
};

static struct hn_opinion
opinion_of(struct hn_rows *rows)
{
    return (struct hn_opinion){
        .item_key = hn_row_text(rows, "item_key"),
        .position = (int)hn_row_int(rows, "position"),
        .kind = hn_row_text(rows, "kind"),
        .person = { hn_row_int(rows, "person_id") },
        .name = hn_row_text(rows, "name"),
        .agenda_key = hn_row_text(rows, "agenda_key"),
        .text = hn_row_text(rows, "text"),
        .version = hn_row_int(rows, "version"),
    };
}

enum hn_rc
hn_opinions_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_opinion **out, size_t *count)
{
    struct hn_opinion *all = NULL;
    struct hn_meeting m;
    struct hn_rows *rows;
    size_t n = 0, room = 0;
    bool open = false;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    *count = 0;
    *out = NULL;
    if (!rc)
        rc = hn_opinions_open_to(c, &m, &open);
    if (rc || !open)
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
        all[n++] = opinion_of(rows);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

static enum hn_rc
one(struct hn_ctx *c, const struct hn_meeting *m, const char *key, struct hn_opinion *was,
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
        *was = opinion_of(rows);
        was->name = hn_row_text(rows, "typed_name");
        *old = (struct hn_item){ .version = was->version,
                                 .position = was->position,
                                 .removed = hn_row_int(rows, "removed_at") != 0 };
    }
    return hn_rows_end(rows);
}

/* A speaker is a member of the roll, or a guest: of the register by his number, else by the name he stands under. */
static const struct hn_sql sql_named_guest = {
    .name = "opinion.guest",
    .text = "SELECT 1 AS there FROM meeting_guest WHERE unit_id = $1 AND meeting_id = $2 AND name = $3"
            " AND person_id = 0 AND removed_at = 0 LIMIT 1"
};

static enum hn_rc
check_speaker(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_opinion *in)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_text(in->name), HN_P_END };
    int64_t one_row;
    bool there = false;
    enum hn_rc rc = in->person.v ? hn_in_room(c, m, in->person, &there)
                                 : hn_store_int(c, &sql_named_guest, params, &one_row, &there);

    return rc || there ? rc : hn_fail(c, HN_INVALID, "person", "run.speaker");
}

static const struct hn_sql sql_letters = {
    .name = "opinion.letters",
    .text = "SELECT COALESCE(SUM(LENGTH(text)), 0) AS n FROM opinion WHERE unit_id = $1 AND meeting_id = $2"
            " AND item_key <> $3 AND removed_at = 0"
};

static enum hn_rc
check_all(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_opinion *in)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_text(in->item_key),
                                       HN_P_END };
    int64_t others = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_letters, params, &others, &found);

    if (!rc && others + (int64_t)hn_utf8_count(in->text) > OPINIONS_MOST)
        rc = hn_fail_arg(c, HN_INVALID, "text", "run.all_too_long",
                         hn_vi_int(c->arena, OPINIONS_MOST, false));
    return rc;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_meeting *m, struct hn_opinion *in)
{
    enum hn_rc rc = hn_item_key(c, in->item_key, &in->item_key);

    in->kind = *given(in->kind) ? in->kind : "opinion";
    in->text = given(in->text);
    in->agenda_key = given(in->agenda_key);
    in->name = in->person.v ? "" : given(in->name);
    if (rc)
        return rc;
    if (!hn_word_among(hn_opinion_kinds, in->kind))
        return hn_fail(c, HN_INVALID, "kind", "run.kind");
    if (!*in->text)
        return hn_fail(c, HN_INVALID, "text", "run.text");
    if (*in->agenda_key && !hn_item_key_ok(in->agenda_key))
        return hn_fail(c, HN_INVALID, "agenda", "run.key");
    rc = hn_text_fits(c, "text", in->text, OPINION_MOST);
    if (!rc)
        rc = hn_text_fits(c, "name", in->name, NAME_MOST);
    if (!rc)
        rc = check_all(c, m, in);
    return rc ? rc : check_speaker(c, m, in);
}

static bool
same(const struct hn_opinion *a, const struct hn_opinion *b)
{
    return strcmp(a->kind, b->kind) == 0 && strcmp(a->text, b->text) == 0 && a->person.v == b->person.v &&
           strcmp(a->name, b->name) == 0 && strcmp(a->agenda_key, b->agenda_key) == 0 &&
           (b->position == 0 || a->position == b->position);
}

enum hn_rc
hn_opinion_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_opinion *in, int64_t base,
               int64_t *version)
{
    struct hn_opinion put = *in, was = { 0 };
    struct hn_item old = { 0 };
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

    const struct hn_param params[] = { hn_p_id(m.unit.v),
                                       hn_p_id(id.v),
                                       hn_p_text(put.item_key),
                                       hn_p_int(put.position),
                                       hn_p_text(put.kind),
                                       hn_p_id(put.person.v),
                                       hn_p_text(put.name),
                                       hn_p_text(put.agenda_key),
                                       hn_p_text(put.text),
                                       hn_p_int(old.version + 1),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_put, params);
    if (rc)
        return rc;
    return hn_audit_change(c, "opinion.put", id.v, m.unit, given(was.text),
                           hn_print(c->arena, "%s %" PRId64 " %s", put.item_key, put.person.v, put.text));
}

enum hn_rc
hn_opinion_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key)
{
    return hn_item_remove(c, id, item_key, &sql_remove, "opinion.remove");
}

/* --- typed parts --- */

static const struct hn_sql sql_texts = {
    .name = "text.read",
    .text = "SELECT part, text, version FROM meeting_text WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_text_put = {
    .name = "text.put",
    .text = "INSERT INTO meeting_text (unit_id, meeting_id, part, text, version, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (unit_id, meeting_id, part) DO UPDATE SET"
            " text = excluded.text, version = excluded.version, at = excluded.at,"
            " entered_by = excluded.entered_by"
};

#define PARTS (sizeof hn_meeting_parts / sizeof hn_meeting_parts[0] - 1)

static enum hn_rc
read_texts(struct hn_ctx *c, const struct hn_meeting *m, struct hn_meeting_text **out)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_meeting_text *all = HN_NEW_N(c->arena, struct hn_meeting_text, PARTS);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_texts, params, &rows);

    if (rc)
        return rc;
    for (size_t i = 0; i < PARTS; i++)
        all[i] = (struct hn_meeting_text){ .part = hn_meeting_parts[i], .text = "" };
    while (hn_rows_next(rows)) {
        const char *part = hn_row_text(rows, "part");

        for (size_t i = 0; i < PARTS; i++) {
            if (strcmp(all[i].part, part) == 0) {
                all[i].text = hn_row_text(rows, "text");
                all[i].version = hn_row_int(rows, "version");
            }
        }
    }
    *out = all;
    return hn_rows_end(rows);
}

enum hn_rc
hn_texts_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_meeting_text **out, size_t *count)
{
    struct hn_meeting_text *all = NULL;
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (!rc)
        rc = read_texts(c, &m, &all);
    *out = all;
    *count = PARTS;
    return rc;
}

enum hn_rc
hn_text_put(struct hn_ctx *c, struct hn_meeting_id id, const char *part, const char *text, int64_t base,
            int64_t *version)
{
    struct hn_meeting_text *all = NULL, *was = NULL;
    struct hn_item old = { 0 };
    struct hn_meeting m;
    bool nothing = false;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc && !hn_word_among(hn_meeting_parts, given(part)))
        rc = hn_fail(c, HN_INVALID, "part", "run.part");
    if (!rc)
        rc = hn_text_fits(c, "text", text, PART_MOST);
    if (!rc)
        rc = read_texts(c, &m, &all);
    for (size_t i = 0; !rc && i < PARTS; i++) {
        if (strcmp(all[i].part, part) == 0)
            was = &all[i];
    }
    if (!rc && was) {
        old.version = was->version;
        rc = hn_item_check(c, base, &old, strcmp(was->text, given(text)) == 0, &nothing);
    }
    if (rc || !was)
        return rc;
    if (version)
        *version = nothing ? old.version : old.version + 1;
    if (nothing)
        return HN_OK;

    const struct hn_param params[] = { hn_p_id(m.unit.v),         hn_p_id(id.v),
                                       hn_p_text(part),           hn_p_text(given(text)),
                                       hn_p_int(old.version + 1), hn_p_time(c->now),
                                       hn_p_id(c->actor.v),       HN_P_END };

    rc = hn_store_do(c, &sql_text_put, params);
    return rc ? rc : hn_audit_change(c, "text.put", id.v, m.unit, was->text, given(text));
}

const struct hn_sql *const hn_run_sql[] = {
    &sql_read,        &sql_one,     &sql_room,  &sql_put,      &sql_remove,
    &sql_named_guest, &sql_letters, &sql_texts, &sql_text_put, NULL,
};
