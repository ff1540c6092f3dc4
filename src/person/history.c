/* history.c: the timeline of a person: every fact of every table, with what it held and when it was believed.
 *
 * Three questions, put together by knowledge: the plain facts, the sealed ones, and the dated ones of member/.
 */
#include "person/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "person/inside.h"

#define EVENTS_MOST 500

/* A fact that was not yet known at $2 did not exist then. */
static const struct hn_sql sql_basic = {
    .name = "person_history.basic",
    .text =
        "SELECT id, valid_from, valid_to, known_from, known_to, reason, entered_by,"
        " (SELECT a.name FROM account a WHERE a.id = entered_by) AS entered_name, full_name, birth_name, sex,"
        " birth_date, ethnicity, edu_general, edu_degree, political_theory, occupation, admit_date, "
        "official_date"
        " FROM person_basic WHERE person_id = $1 AND known_from <= $2 ORDER BY known_from DESC, id DESC "
        "LIMIT $3"
};
static const struct hn_sql sql_sealed = {
    .name = "person_history.sealed",
    .text =
        "SELECT 'field' AS source, field AS what, id, CAST(0 AS BIGINT) AS entry_id, valid_from, valid_to,"
        " known_from, known_to, cipher, reason, entered_by,"
        " (SELECT a.name FROM account a WHERE a.id = entered_by) AS entered_name FROM person_field WHERE "
        "person_id = $1"
        " AND known_from <= $2"
        " UNION ALL SELECT 'entry' AS source, list AS what, id, entry_id, valid_from, valid_to, known_from,"
        " known_to, cipher, reason, entered_by,"
        " (SELECT a.name FROM account a WHERE a.id = entered_by) AS entered_name FROM person_entry WHERE "
        "person_id = $1 AND known_from <= $2"
        " ORDER BY known_from DESC, id DESC LIMIT $3"
};
/* The unit's or village's name: of its last version that the fact's days touch. */
static const struct hn_sql sql_dated = {
    .name = "person_history.dated",
    .text =
        "SELECT d.source, d.what, d.id, d.unit_id, d.place_id, d.valid_from, d.valid_to, d.known_from, "
        "d.known_to,"
        " d.decision, d.reason, d.entered_by,"
        " (SELECT a.name FROM account a WHERE a.id = d.entered_by) AS entered_name,"
        " (SELECT v.name FROM unit_version v WHERE v.unit_id = d.unit_id AND v.known_to = 9223372036854775807"
        " AND v.valid_from < d.valid_to AND v.valid_to > d.valid_from ORDER BY v.valid_from DESC LIMIT 1)"
        " AS unit_name,"
        " (SELECT v.name FROM place_version v WHERE v.place_id = d.place_id AND v.known_to = "
        "9223372036854775807"
        " AND v.valid_from < d.valid_to AND v.valid_to > d.valid_from ORDER BY v.valid_from DESC LIMIT 1)"
        " AS place_name FROM ("
        "SELECT 'standing' AS source, standing AS what, id, CAST(0 AS BIGINT) AS unit_id,"
        " CAST(0 AS BIGINT) AS place_id, valid_from, valid_to, known_from, known_to, decision, reason, "
        "entered_by"
        " FROM standing WHERE person_id = $1 AND known_from <= $2"
        " UNION ALL SELECT 'activity', activity, id, 0, 0, valid_from, valid_to, known_from, known_to, "
        "decision,"
        " reason, entered_by FROM activity WHERE person_id = $1 AND known_from <= $2"
        " UNION ALL SELECT 'membership', '', id, unit_id, 0, valid_from, valid_to, known_from, known_to, "
        "decision,"
        " reason, entered_by FROM membership WHERE person_id = $1 AND known_from <= $2"
        " UNION ALL SELECT 'office', office, id, unit_id, place_id, valid_from, valid_to, known_from, "
        "known_to,"
        " decision, reason, entered_by FROM office WHERE person_id = $1 AND known_from <= $2"
        ") d ORDER BY d.known_from DESC, d.id DESC LIMIT $3"
};

struct timeline {
    struct hn_person_event *at;
    size_t count, room;
};

static struct hn_person_event *
next_event(struct hn_ctx *c, struct timeline *t, struct hn_rows *rows, const char *table)
{
    struct hn_person_event *e;

    if (t->count == t->room) {
        size_t room = t->room ? 2 * t->room : 32;

        t->at = hn_grow(c->arena, t->at, t->room * sizeof *t->at, room * sizeof *t->at);
        t->room = room;
    }
    e = &t->at[t->count++];
    *e = (struct hn_person_event){
        .table = table,
        .what = "",
        .value = "",
        .where = "",
        .decision = "",
        .reason = hn_row_text(rows, "reason"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .known_from = hn_row_int(rows, "known_from"),
        .known_to = hn_row_int(rows, "known_to"),
        .entered_by = { hn_row_int(rows, "entered_by") },
        .entered_name = hn_row_text(rows, "entered_name"),
        .row = hn_row_int(rows, "id"),
    };
    return e;
}

static enum hn_rc
take_basic(struct hn_ctx *c, struct timeline *t, const struct hn_param *params)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_basic, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_person_event *e = next_event(c, t, rows, "basic");
        struct hn_person_basic *b = HN_NEW(c->arena, struct hn_person_basic);

        *b = hn_person_basic_of(rows);
        e->basic = b;
        e->value = b->full_name;
    }
    return hn_rows_end(rows);
}

/* The cells of an entry in one line. */
static const char *
entry_line(struct hn_ctx *c, const struct hn_person_list *list, const char *packed)
{
    const char *cells[HN_ENTRY_COLUMNS];
    struct hn_buf b;

    hn_entry_unpack(c, list, packed, cells);
    hn_buf_init(&b, c->arena, 0);
    for (size_t i = 0; i < hn_person_list_width(list); i++) {
        if (!*cells[i])
            continue;
        if (b.len)
            hn_buf_str(&b, "; ");
        hn_buf_str(&b, cells[i]);
    }
    return b.len ? b.data : "";
}

static const char *
sealed_value(struct hn_ctx *c, const struct hn_person_view *view, const struct hn_person_key *key,
             struct hn_rows *rows, bool entry, const char *what)
{
    const struct hn_person_list *list = entry ? hn_person_list(what) : NULL;
    const struct hn_person_field *field = entry ? NULL : hn_person_field(what);
    const char *part = what, *text;

    if (!list && !field)
        return HN_MASK;
    if (!(view->shown & (1U << (list ? list->group : field->group))))
        return HN_MASK;
    if (list)
        part = hn_entry_part(c, list, hn_row_int(rows, "entry_id"));
    text = hn_person_unseal(c, key, part, hn_row_bytes(rows, "cipher"));
    if (!text)
        return HN_MASK;
    return list ? entry_line(c, list, text) : text;
}

static enum hn_rc
take_sealed(struct hn_ctx *c, struct timeline *t, const struct hn_person_view *view,
            const struct hn_param *params)
{
    struct hn_person_key key;
    struct hn_rows *rows;
    enum hn_rc rc = hn_person_key_get(c, view->person, false, &key);

    if (!rc)
        rc = hn_store_query(c, &sql_sealed, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        bool entry = strcmp(hn_row_text(rows, "source"), "entry") == 0;
        struct hn_person_event *e = next_event(c, t, rows, entry ? "entry" : "field");

        e->what = hn_row_text(rows, "what");
        e->value = sealed_value(c, view, &key, rows, entry, e->what);
    }
    explicit_bzero(&key, sizeof key);
    return hn_rows_end(rows);
}

static enum hn_rc
take_dated(struct hn_ctx *c, struct timeline *t, const struct hn_param *params)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_dated, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_person_event *e = next_event(c, t, rows, hn_row_text(rows, "source"));

        e->what = hn_row_text(rows, "what");
        e->unit.v = hn_row_int(rows, "unit_id");
        e->where = e->unit.v ? hn_row_text(rows, "unit_name") : hn_row_text(rows, "place_name");
        e->decision = hn_row_text(rows, "decision");
    }
    return hn_rows_end(rows);
}

static int
newest_first(const void *a, const void *b)
{
    const struct hn_person_event *x = a, *y = b;

    if (x->known_from != y->known_from)
        return x->known_from < y->known_from ? 1 : -1;
    return (x->row < y->row) - (x->row > y->row);
}

enum hn_rc
hn_person_history(struct hn_ctx *c, const struct hn_person_view *view, size_t limit,
                  const struct hn_person_event **out, size_t *count)
{
    size_t most = limit && limit < EVENTS_MOST ? limit : EVENTS_MOST;
    hn_time known = c->known == HN_TIME_OPEN ? HN_TIME_OPEN - 1 : c->known;
    const struct hn_param params[] = { hn_p_id(view->person.v), hn_p_time(known), hn_p_int((int64_t)most),
                                       HN_P_END };
    struct timeline t = { 0 };
    enum hn_rc rc = take_basic(c, &t, params);

    if (!rc)
        rc = take_sealed(c, &t, view, params);
    if (!rc)
        rc = take_dated(c, &t, params);
    if (rc)
        return rc;
    if (t.count)
        qsort(t.at, t.count, sizeof *t.at, newest_first);
    *out = t.at;
    *count = t.count < most ? t.count : most;
    return HN_OK;
}

const struct hn_sql *const hn_person_history_sql[] = { &sql_basic, &sql_sealed, &sql_dated, NULL };
