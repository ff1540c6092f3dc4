/* area.c: the book of areas: what a unit puts someone in charge of, and until when (area.h). Who is in charge: charge.c;
 * plans and monthly notes: note.c; lists and figures: list.c, book.c. */
#include "area/area.h"

#include <string.h>

#include "area/inside.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "rule/rule.h"

const char *const hn_area_kinds[] = { "village", "household_group", "firm", "other", NULL };

enum { NAME_MOST = 200 };

/* --- reading one --- */

/* clang-format off */
/* $1 on, $2 known, $3 id */
#define ONE(join) HN_AREA_COLUMNS(join, "a", "$1", "$2") " FROM area a WHERE a.id = $3"
/* clang-format on */
static const struct hn_sql sql_one = { .name = "area.one",
                                       .text = ONE("group_concat"),
                                       .postgres = ONE("string_agg") };

struct hn_area
hn_area_of(struct hn_rows *rows)
{
    return (struct hn_area){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .kind = hn_row_text(rows, "kind"),
        .name = hn_row_text(rows, "name"),
        .note = hn_row_text(rows, "note"),
        .place = { hn_row_int(rows, "place_id") },
        .place_code = hn_row_text(rows, "place_code"),
        .place_name = hn_row_text(rows, "place_name"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .version = hn_row_int(rows, "version"),
        .in_charge = hn_row_text(rows, "in_charge"),
        .leads = hn_row_int(rows, "leads"),
        .helpers = hn_row_int(rows, "helpers"),
    };
}

enum hn_rc
hn_area_read(struct hn_ctx *c, int64_t id, struct hn_area *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_area_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

static const struct hn_sql sql_charged = {
    .name = "area.charged",
    .text = "SELECT area_id FROM area_charge WHERE area_id = $1 AND person_id = $2 AND valid_from < $4"
            " AND valid_to > $3 AND known_to = " HN_SQL_OPEN_TIME " LIMIT 1"
};

enum hn_rc
hn_area_is_charged(struct hn_ctx *c, int64_t area, struct hn_person_id person, hn_day from, hn_day to,
                   bool *out)
{
    const struct hn_param params[] = { hn_p_id(area), hn_p_id(person.v), hn_p_day(from), hn_p_day(to),
                                       HN_P_END };
    int64_t id;

    *out = false;
    return person.v ? hn_store_int(c, &sql_charged, params, &id, out) : HN_OK;
}

hn_day
hn_area_look_back(const struct hn_ctx *c)
{
    return hn_month_first(hn_month_of(c->today) - 1);
}

enum hn_rc
hn_area_need_sight(struct hn_ctx *c, const struct hn_area *a)
{
    hn_day since = hn_area_look_back(c);
    struct hn_person_id own = { 0 };
    bool charged = false;
    enum hn_rc rc = hn_access_person(c, &own);

    if (!rc)
        rc = hn_area_is_charged(c, a->id, own, since, HN_DAY_OPEN, &charged);
    if (rc || charged)
        return rc;
    rc = hn_access_allows(c, HN_MAY_READ_MEETING, (struct hn_record){ .unit = a->unit }, HN_GROUP_BASIC);
    return rc == HN_DENIED || rc == HN_NOT_FOUND ? hn_fail(c, HN_NOT_FOUND, "", "not_found") : rc;
}

enum hn_rc
hn_area_get(struct hn_ctx *c, int64_t id, struct hn_area *out)
{
    enum hn_rc rc = hn_area_read(c, id, out);

    return rc ? rc : hn_area_need_sight(c, out);
}

/* --- rules --- */

static const struct hn_sql sql_place = {
    .name = "area.place",
    .text = "SELECT place_id FROM place_version WHERE place_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_twice = {
    .name = "area.twice",
    .text = "SELECT id FROM area WHERE unit_id = $1 AND kind = $2 AND search = $3 AND valid_from < $5"
            " AND valid_to > $4 AND id <> $6 LIMIT 1"
};
static const struct hn_sql sql_outside = {
    .name = "area.outside",
    .text = "SELECT area_id FROM area_charge WHERE area_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND (valid_from < $2 OR valid_to > $3) LIMIT 1"
};

static enum hn_rc
check_place(struct hn_ctx *c, const struct hn_area *in)
{
    const struct hn_param params[] = { hn_p_id(in->place.v), hn_p_day(in->from), HN_P_END };
    bool found = true;
    int64_t id;
    enum hn_rc rc = in->place.v ? hn_store_int(c, &sql_place, params, &id, &found) : HN_OK;

    return rc || found ? rc : hn_fail(c, HN_INVALID, "place", "area.place");
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_area *in)
{
    size_t letters = in->name ? hn_utf8_count(in->name) : 0;
    enum hn_rc rc = HN_OK;

    if (!letters || letters > NAME_MOST)
        rc = hn_fail(c, HN_INVALID, "name", "area.name");
    if (!hn_one_of(in->kind, hn_area_kinds))
        rc = hn_fail(c, HN_INVALID, "kind", "area.kind");
    if (in->from >= in->to)
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    return rc ? rc : check_place(c, in);
}

static enum hn_rc
must_be_free(struct hn_ctx *c, const struct hn_area *in, const char *search)
{
    const struct hn_param twice[] = {
        hn_p_id(in->unit.v), hn_p_text(in->kind), hn_p_text(search), hn_p_day(in->from),
        hn_p_day(in->to),    hn_p_id(in->id),     HN_P_END
    };
    const struct hn_param outside[] = { hn_p_id(in->id), hn_p_day(in->from), hn_p_day(in->to), HN_P_END };
    bool found = false;
    int64_t id;
    enum hn_rc rc = hn_store_int(c, &sql_twice, twice, &id, &found);

    if (!rc && found)
        rc = hn_fail(c, HN_CONFLICT, "name", "area.twice");
    if (!rc && in->id)
        rc = hn_store_int(c, &sql_outside, outside, &id, &found);
    return !rc && found ? hn_fail(c, HN_INVALID, "from", "charge.area_days") : rc;
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "area.insert",
    .text =
        "INSERT INTO area (unit_id, id, kind, name, search, place_id, note, valid_from, valid_to, version,"
        " at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11)"
};
static const struct hn_sql sql_update = {
    .name = "area.update",
    .text = "UPDATE area SET kind = $3, name = $4, search = $5, place_id = $6, note = $7, valid_from = $8,"
            " valid_to = $9, version = version + 1, entered_by = $10 WHERE unit_id = $1 AND id = $2"
};

static enum hn_rc
write_area(struct hn_ctx *c, const struct hn_area *in, int64_t id, const char *search)
{
    struct hn_param params[12] = { hn_p_id(in->unit.v), hn_p_id(id),        hn_p_text(in->kind),
                                   hn_p_text(in->name), hn_p_text(search),  hn_p_id(in->place.v),
                                   hn_p_text(in->note), hn_p_day(in->from), hn_p_day(in->to) };
    size_t n = 9;

    if (!in->note)
        params[6] = hn_p_text("");
    if (!in->id)
        params[n++] = hn_p_time(c->now);
    params[n++] = hn_p_id(c->actor.v);
    params[n] = HN_P_END;
    return hn_store_do(c, in->id ? &sql_update : &sql_insert, params);
}

/* One that is changed stays with its unit. */
static enum hn_rc
must_be_seen(struct hn_ctx *c, const struct hn_area *in, struct hn_area *old)
{
    enum hn_rc rc = hn_area_read(c, in->id, old);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, old->unit);
    return !rc && old->version != in->version ? hn_fail(c, HN_CONFLICT, "", "changed") : rc;
}

enum hn_rc
hn_area_put(struct hn_ctx *c, const struct hn_area *in, int64_t *out)
{
    struct hn_area old = { .name = "" }, as = *in;
    const char *search = hn_vi_fold(c->arena, in->name ? in->name : "");
    int64_t id = in->id ? in->id : hn_new_id(c);
    enum hn_rc rc = in->id ? must_be_seen(c, in, &old) : hn_need(c, HN_MAY_DIRECT, in->unit);

    if (in->id)
        as.unit = old.unit;
    if (!rc)
        rc = check(c, &as);
    if (!rc)
        rc = must_be_free(c, &as, search);
    if (!rc)
        rc = write_area(c, &as, id, search);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, in->id ? "area.change" : "area.put", id, as.unit, old.name, in->name);
}

static const struct hn_sql sql_close = {
    .name = "area.close",
    .text =
        "UPDATE area SET valid_to = $3, version = version + 1, entered_by = $4 WHERE unit_id = $1 AND id = $2"
};
/* One row a person: from the day on nothing of his is left. */
static const struct hn_sql sql_open_charges = {
    .name = "area.open_charges",
    .text = "SELECT person_id, max(valid_to) AS last FROM area_charge WHERE area_id = $1 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME " GROUP BY person_id ORDER BY person_id LIMIT 200"
};

static enum hn_rc
end_charges(struct hn_ctx *c, const struct hn_area *a, hn_day on)
{
    enum { MOST = 200 };
    const struct hn_param params[] = { hn_p_id(a->id), hn_p_day(on), HN_P_END };
    struct {
        int64_t person;
        hn_day last;
    } open[MOST];
    size_t count = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_open_charges, params, &rows);

    if (rc)
        return rc;
    while (count < MOST && hn_rows_next(rows)) {
        open[count].person = hn_row_int(rows, "person_id");
        open[count++].last = (hn_day)hn_row_int(rows, "last");
    }
    rc = hn_rows_end(rows);
    for (size_t i = 0; !rc && i < count; i++) {
        const struct hn_param series[] = { hn_p_id(a->id), hn_p_id(open[i].person) };
        const struct hn_fact none = { .owner = a->unit.v, .from = on, .to = open[i].last, .series = series };

        rc = hn_fact_put(c, &hn_area_charges, &none, NULL);
    }
    return rc;
}

enum hn_rc
hn_area_close(struct hn_ctx *c, int64_t id, hn_day on)
{
    struct hn_area a;
    enum hn_rc rc = hn_area_read(c, id, &a);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, a.unit);
    if (!rc && (on <= a.from || on >= a.to))
        rc = hn_fail(c, HN_INVALID, "last_day", "fact.days");
    if (!rc)
        rc = end_charges(c, &a, on);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(a.unit.v), hn_p_id(id), hn_p_day(on), hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_close, params);
    return rc ? rc : hn_audit_change(c, "area.close", id, a.unit, a.name, "");
}

const struct hn_sql *const hn_area_sql[] = { &sql_one,          &sql_charged, &sql_place,  &sql_twice,
                                             &sql_outside,      &sql_insert,  &sql_update, &sql_close,
                                             &sql_open_charges, NULL };
