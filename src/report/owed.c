/* owed.c: what a unit owes in a month, in order and with the way to do it; the sums below it, and the units behind a sum.
 *
 * All three are counted from the same items (owed_read.c, owed_find.c), so that a number is the rows it leads to.
 */
#include "report/owed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "meeting/meeting.h"
#include "report/owed_inside.h"
#include "rule/rule.h"

enum { OWED_MOST = 200 };

const char *const hn_owed_whats[] = { "meeting",   "minutes",  "thematic",    "study",
                                      "answer",    "read",     "task",        "check",
                                      "area_note", "tally",    "self_report", "finding_answer",
                                      "remedy",    "movement", "sheet",       NULL };

/* clang-format off */
static const struct hn_sql sql_children = {
    .name = "owed.children",
    .text =
        "SELECT v.unit_id AS unit, v.code AS code, v.name AS name FROM unit_version v WHERE v.parent_id = $1 AND "
        HN_SQL_AT("v", "$2", "$3") " ORDER BY v.sort_order, v.sort_key, v.unit_id"
};
/* The ordinary meeting of the month that is called and not yet adopted, if there is one. */
static const struct hn_sql sql_called = {
    .name = "owed.called",
    .text =
        "SELECT m.id AS n FROM meeting m WHERE m.unit_id = $1 AND m.month = $2 AND m.kind = 'ordinary'"
        " AND m.cancelled_at = 0 AND m.adopted_at = 0 ORDER BY m.day LIMIT 1"
};
/* Who sent a unit what it still owes an answer to, or has still to read; the first to send it first. */
static const struct hn_sql sql_senders = {
    .name = "owed.senders",
    .text =
        "SELECT s.paper_id AS paper, s.sender_id AS sender, COALESCE((SELECT v.name FROM unit_version v"
        " WHERE v.unit_id = s.sender_id AND v.known_to = 9223372036854775807 ORDER BY v.valid_from DESC LIMIT 1), '')"
        " AS name, min(s.sending_id) AS first FROM duty_sending s CROSS JOIN duty d WHERE s.unit_id = $1"
        " AND d.unit_id = s.unit_id AND d.paper_id = s.paper_id AND d.answered_on > $2"
        " GROUP BY s.paper_id, s.sender_id ORDER BY first"
};
/* clang-format on */

const struct hn_sql *const hn_owed_sql[] = { &sql_children, &sql_called, &sql_senders, NULL };

size_t
hn_owed_what(const char *what)
{
    size_t i = 0;

    while (i < HN_OWED_WHATS && strcmp(hn_owed_whats[i], what) != 0)
        i++;
    return i;
}

/* --- of one unit --- */

/* Late first, then by day, what has none last. */
static int
by_due(const void *left, const void *right)
{
    const struct hn_owed *a = left, *b = right;
    size_t wa = hn_owed_what(a->what), wb = hn_owed_what(b->what);

    if (a->late != b->late)
        return b->late - a->late;
    if (a->due != b->due)
        return (a->due > b->due) - (a->due < b->due);
    return wa != wb ? (wa > wb) - (wa < wb) : (a->id > b->id) - (a->id < b->id);
}

/* Where the next step is done. Who only reads the unit's work is led to what he may see of it. */
struct leading {
    struct hn_ctx *c;
    const char *code;
    bool keeps; /* its meetings */
    int64_t called;
};

static const char *
href_of(const struct leading *l, const char *what, int64_t id, struct hn_period period)
{
    struct hn_arena *a = l->c->arena;

    if (strcmp(what, "meeting") == 0 && l->called)
        return hn_print(a, "/ky-hop/%" PRId64, l->called);
    if (strcmp(what, "meeting") == 0 || strcmp(what, "thematic") == 0)
        return hn_print(a, l->keeps ? "/chi-bo/%s/ky-hop/moi" : "/chi-bo/%s", l->code);
    if (strcmp(what, "minutes") == 0)
        return hn_print(a, "/ky-hop/%" PRId64, id);
    if (strcmp(what, "study") == 0)
        return l->keeps ? hn_print(a, "/quan-triet/buoi/moi?don-vi=%s&paper=%" PRId64, l->code, id)
                        : hn_print(a, "/quan-triet/%" PRId64 "?don-vi=%s", id, l->code);
    if (strcmp(what, "answer") == 0 || strcmp(what, "read") == 0)
        return hn_print(a, "/nghi-quyet/%" PRId64 "?don-vi=%s", id, l->code);
    if (strcmp(what, "area_note") == 0)
        return hn_print(a, "/phu-trach/%" PRId64 "/bao-cao", id);
    if (strcmp(what, "tally") == 0)
        return hn_print(a, "/to-cong-tac/%" PRId64, id);
    if (strcmp(what, "self_report") == 0 || strcmp(what, "finding_answer") == 0)
        return hn_print(a, "/kiem-tra/%" PRId64, id);
    if (strcmp(what, "movement") == 0)
        return hn_print(a, "/thi-dua/%" PRId64, id);
    if (strcmp(what, "sheet") == 0)
        return hn_print(a, "/chi-tieu/nhap/%" PRId64 "?don-vi=%s&ky=%s", id, l->code,
                        hn_period_iso(a, period));
    return hn_print(a, "/giao-viec/%" PRId64, id);
}

static enum hn_rc
lead(struct hn_ctx *c, const struct hn_owed_ask *ask, struct leading *out)
{
    const struct hn_param params[] = { hn_p_id(ask->within.v), hn_p_int(ask->month), HN_P_END };
    const struct hn_owed_place *p = hn_owed_place_of(ask, ask->within.v);
    bool found;
    enum hn_rc rc = hn_access_allows(c, HN_MAY_EDIT_MEETING, (struct hn_record){ .unit = ask->within },
                                     HN_GROUP_BASIC);

    *out = (struct leading){ .c = c, .code = p ? p->code : "", .keeps = rc == HN_OK };
    if (rc && rc != HN_DENIED && rc != HN_NOT_FOUND)
        return rc;
    return hn_store_int(c, &sql_called, params, &out->called, &found);
}

/* A duty that several levels sent names them all. */
static enum hn_rc
say_senders(struct hn_ctx *c, struct hn_unit_id unit, struct hn_owed *list, size_t count)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_senders, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        int64_t paper = hn_row_int(rows, "paper");
        const char *name = hn_row_text(rows, "name");

        for (size_t i = 0; i < count; i++) {
            bool duty = strcmp(list[i].what, "answer") == 0 || strcmp(list[i].what, "read") == 0;

            if (duty && list[i].id == paper)
                list[i].from = *list[i].from ? hn_print(c->arena, "%s, %s", list[i].from, name) : name;
        }
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_owed_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_owed **out, size_t *count,
           bool *more)
{
    struct hn_owed_ask ask;
    struct leading leading;
    struct hn_owed *list;
    enum hn_rc rc = hn_owed_read(c, unit, month, false, &ask);

    *count = 0;
    *more = false;
    if (!rc)
        rc = lead(c, &ask, &leading);
    if (rc)
        return rc;
    list = HN_NEW_N(c->arena, struct hn_owed, ask.item_count + 1);
    for (size_t i = 0; i < ask.item_count; i++) {
        const struct hn_owed_item *item = &ask.items[i];
        const char *what = hn_owed_whats[item->what];

        list[i] = (struct hn_owed){ .what = what,
                                    .id = item->id,
                                    .title = item->title,
                                    .from = item->from,
                                    .person = item->person,
                                    .href = href_of(&leading, what, item->id, item->period),
                                    .due = item->due,
                                    .late = item->late };
    }
    qsort(list, ask.item_count, sizeof *list, by_due);
    rc = say_senders(c, unit, list, ask.item_count);
    if (rc)
        return rc;
    *out = list;
    *more = ask.item_count > OWED_MOST;
    *count = *more ? OWED_MOST : ask.item_count;
    return HN_OK;
}

/* --- sums --- */

static enum hn_rc
read_children(struct hn_ctx *c, struct hn_unit_id within, struct hn_owed_line **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(within.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    size_t room = 64;
    enum hn_rc rc = hn_store_query(c, &sql_children, params, &rows);

    if (rc)
        return rc;
    *out = HN_NEW_N(c->arena, struct hn_owed_line, room);
    *count = 0;
    while (hn_rows_next(rows)) {
        if (*count == room) {
            *out = hn_grow(c->arena, *out, room * sizeof **out, 2 * room * sizeof **out);
            room *= 2;
        }
        (*out)[(*count)++] = (struct hn_owed_line){ .unit = { hn_row_int(rows, "unit") },
                                                    .code = hn_row_text(rows, "code"),
                                                    .name = hn_row_text(rows, "name") };
    }
    return hn_rows_end(rows);
}

struct numbered {
    int64_t unit;
    struct hn_owed_line *line;
    bool seen;
};

static int
by_number(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

static struct numbered *
line_of(struct numbered *numbers, size_t count, int64_t unit)
{
    const struct numbered key = { .unit = unit };

    return count ? bsearch(&key, numbers, count, sizeof key, by_number) : NULL;
}

static void
count_item(struct hn_owed_line *line, const struct hn_owed_item *item)
{
    line->count[item->what]++;
    line->late += item->late;
}

/* Lines of children none of whose units is in sight are left out. */
static size_t
keep_seen(struct hn_owed_line *lines, size_t count, struct numbered *numbers)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (line_of(numbers, count, lines[i].unit.v)->seen)
            lines[kept++] = lines[i];
    }
    return kept;
}

static void
add_up(struct hn_ctx *c, const struct hn_owed_ask *ask, struct hn_owed_line *sum, struct hn_owed_line *lines,
       size_t *count)
{
    struct numbered *numbers = HN_NEW_N(c->arena, struct numbered, *count + 1);

    for (size_t i = 0; i < *count; i++)
        numbers[i] = (struct numbered){ lines[i].unit.v, &lines[i], false };
    qsort(numbers, *count, sizeof *numbers, by_number);
    for (size_t i = 0; i < ask->place_count; i++) {
        struct numbered *n = line_of(numbers, *count, ask->places[i].child);

        if (n)
            n->seen = true;
    }
    for (size_t i = 0; i < ask->item_count; i++) {
        const struct hn_owed_item *item = &ask->items[i];
        const struct hn_owed_place *p = hn_owed_place_of(ask, item->unit);
        struct numbered *n = line_of(numbers, *count, p->child);

        count_item(sum, item);
        if (n)
            count_item(n->line, item);
    }
    *count = keep_seen(lines, *count, numbers);
}

enum hn_rc
hn_owed_below(struct hn_ctx *c, struct hn_unit_id within, int64_t month, struct hn_owed_line *sum,
              const struct hn_owed_line **children, size_t *count)
{
    struct hn_owed_ask ask;
    struct hn_owed_line *lines;
    enum hn_rc rc = hn_owed_read(c, within, month, true, &ask);

    *sum = (struct hn_owed_line){ .unit = within, .code = "", .name = "" };
    *count = 0;
    if (!rc)
        rc = read_children(c, within, &lines, count);
    if (!rc) {
        add_up(c, &ask, sum, lines, count);
        *children = lines;
    }
    hn_owed_done(&ask);
    return rc;
}

/* --- the units behind a number --- */

static int
by_code(const void *left, const void *right)
{
    const struct hn_owed_unit *a = left, *b = right;
    int order = strcmp(a->code, b->code);

    return order ? order : (a->unit.v > b->unit.v) - (a->unit.v < b->unit.v);
}

static int
by_place(const void *left, const void *right)
{
    const struct hn_owed_item *a = left, *b = right;

    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* One entry for each unit that owes one of what, "" anything. */
static struct hn_owed_unit *
gather(const struct hn_owed_ask *ask, const char *what, size_t *count)
{
    struct hn_owed_unit *units = HN_NEW_N(ask->arena, struct hn_owed_unit, ask->place_count + 1);
    size_t wanted = *what ? hn_owed_what(what) : HN_OWED_WHATS;
    int64_t last = 0;

    *count = 0;
    if (ask->item_count)
        qsort(ask->items, ask->item_count, sizeof *ask->items, by_place);
    for (size_t i = 0; i < ask->item_count; i++) {
        const struct hn_owed_item *item = &ask->items[i];
        const struct hn_owed_place *p = hn_owed_place_of(ask, item->unit);

        if (*what && item->what != wanted)
            continue;
        if (item->unit != last)
            units[(*count)++] = (struct hn_owed_unit){
                .unit = { p->unit }, .code = p->code, .name = p->name, .first_due = item->due
            };
        last = item->unit;

        struct hn_owed_unit *u = &units[*count - 1];

        u->owed++;
        u->late += item->late;
        u->first_due = item->due < u->first_due ? item->due : u->first_due;
    }
    qsort(units, *count, sizeof *units, by_code);
    return units;
}

enum hn_rc
hn_owed_units(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *what, int64_t offset,
              int64_t limit, void (*emit)(void *sink, const struct hn_owed_unit *u), void *sink)
{
    struct hn_owed_ask ask;
    struct hn_owed_unit *units;
    size_t count;
    enum hn_rc rc = hn_owed_read(c, within, month, true, &ask);

    if (rc)
        return rc;
    units = gather(&ask, what, &count);
    for (size_t i = (size_t)offset; i < count && (limit == 0 || (int64_t)i < offset + limit); i++) {
        struct hn_owed_unit u = units[i];

        /* What was asked has memory of its own, which ends below; the rows of a page are shown later. */
        u.code = hn_dup(c->arena, u.code);
        u.name = hn_dup(c->arena, u.name);
        emit(sink, &u);
    }
    hn_owed_done(&ask);
    return HN_OK;
}

enum hn_rc
hn_owed_unit_count(struct hn_ctx *c, struct hn_unit_id within, int64_t month, const char *what, int64_t *out)
{
    struct hn_owed_ask ask;
    size_t count;
    enum hn_rc rc = hn_owed_read(c, within, month, true, &ask);

    *out = 0;
    if (rc)
        return rc;
    gather(&ask, what, &count);
    *out = (int64_t)count;
    hn_owed_done(&ask);
    return HN_OK;
}
