/* firm.c: a firm, from a day on, and who of the members works there (firm.h). Lists and years: list.c. */
#include "firm/firm.h"

#include <string.h>

#include "audit/audit.h"
#include "base/code.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "firm/inside.h"

enum { NAME_MOST = 200, WORKERS_MOST = 1000000, MEMBERS_MOST = 2000 };

const char *const hn_firm_ownerships[] = {
    "private", "foreign", "joint_stock", "cooperative", "other", NULL
};

static const struct hn_fact_table versions = {
    .name = "firm_version",
    HN_FACT_SQL("firm_version", "firm_id", "", "", "name, ownership, trade, place_id, workers, cell_id",
                HN_MARKS_13),
    .series_count = 0,
    .value_count = 6,
    .values = (const char *const[]){ "name", "ownership", "trade", "place_id", "workers", "cell_id" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_INT, HN_P_INT, HN_P_INT },
};

static const struct hn_fact_table work = {
    .name = "firm_member",
    HN_FACT_SQL("firm_member", "person_id", "", "", "firm_id", HN_MARKS_8),
    .series_count = 0,
    .value_count = 1,
    .values = (const char *const[]){ "firm_id" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT },
};

/* --- reading one --- */

/* $1 on, $2 known, $3 id. A firm that does not stand on the day is told as it began or last stood. */
static const struct hn_sql sql_one = {
    .name = "firm.one",
    .text = HN_FIRM_COLUMNS(
        "$1", "$2") " FROM firm f CROSS JOIN firm_version v WHERE f.id = $3 AND v.firm_id = f.id"
                    " AND v.known_from <= $2 AND v.known_to > $2 ORDER BY CASE WHEN"
                    " v.valid_from <= $1 THEN 0 ELSE 1 END, v.valid_from DESC LIMIT 1"
};

struct hn_firm
hn_firm_of(struct hn_rows *rows)
{
    return (struct hn_firm){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .cell = { hn_row_int(rows, "cell_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .cell_code = hn_row_text(rows, "cell_code"),
        .cell_name = hn_row_text(rows, "cell_name"),
        .code = hn_row_text(rows, "code"),
        .name = hn_row_text(rows, "name"),
        .ownership = hn_row_text(rows, "ownership"),
        .trade = hn_row_text(rows, "trade"),
        .place = { hn_row_int(rows, "place_id") },
        .place_code = hn_row_text(rows, "place_code"),
        .place_name = hn_row_text(rows, "place_name"),
        .workers = hn_row_int(rows, "workers"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .cell_decision = hn_row_text(rows, "cell_decision"),
        .cell_from = (hn_day)hn_row_int(rows, "cell_from"),
        .members = hn_row_int(rows, "members"),
        .official = hn_row_int(rows, "official"),
        .version = hn_row_int(rows, "version"),
    };
}

static enum hn_rc
read_one(struct hn_ctx *c, int64_t id, struct hn_firm *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = hn_firm_of(rows);
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_firm_get(struct hn_ctx *c, int64_t id, struct hn_firm *out)
{
    enum hn_rc rc = read_one(c, id, out);

    return rc ? rc : hn_need(c, HN_MAY_READ_FIGURES, out->unit);
}

/* --- rules --- */

/* $1 unit, $2 day */
static const struct hn_sql sql_cell = {
    .name = "firm.cell",
    .text =
        "SELECT unit_id FROM unit_version WHERE unit_id = $1 AND sector = 'private_firm' AND valid_from <= $2"
        " AND valid_to > $2 AND known_to = " HN_SQL_OPEN_TIME " AND kind IN ('cell', 'grassroots_cell')"
};
/* $1 cell, $2 day, $3 firm */
static const struct hn_sql sql_cell_taken = {
    .name = "firm.cell_taken",
    .text = "SELECT firm_id FROM firm_version WHERE cell_id = $1 AND cell_id <> 0 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME " AND firm_id <> $3 LIMIT 1"
};
static const struct hn_sql sql_place = {
    .name = "firm.place",
    .text = "SELECT place_id FROM place_version WHERE place_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_of_code = { .name = "firm.of_code",
                                           .text = "SELECT id FROM firm WHERE code = $1" };

static enum hn_rc
check_cell(struct hn_ctx *c, const struct hn_firm *in, hn_day from)
{
    const struct hn_param cell[] = { hn_p_id(in->cell.v), hn_p_day(from), HN_P_END };
    const struct hn_param taken[] = { hn_p_id(in->cell.v), hn_p_day(from), hn_p_id(in->id), HN_P_END };
    bool found = true, other = false;
    int64_t id;
    enum hn_rc rc = HN_OK;

    if (!in->cell.v)
        return HN_OK;
    rc = hn_store_int(c, &sql_cell, cell, &id, &found);
    if (!rc)
        rc = hn_store_int(c, &sql_cell_taken, taken, &id, &other);
    return rc || (found && !other) ? rc : hn_fail(c, HN_INVALID, "cell", "firm.cell");
}

static enum hn_rc
check_place(struct hn_ctx *c, const struct hn_firm *in, hn_day from)
{
    const struct hn_param params[] = { hn_p_id(in->place.v), hn_p_day(from), HN_P_END };
    bool found = true;
    int64_t id;
    enum hn_rc rc = in->place.v ? hn_store_int(c, &sql_place, params, &id, &found) : HN_OK;

    return rc || found ? rc : hn_fail(c, HN_INVALID, "place", "firm.place");
}

static enum hn_rc
check_code(struct hn_ctx *c, const struct hn_firm *in)
{
    const struct hn_param params[] = { hn_p_text(in->code), HN_P_END };
    int64_t id = 0;
    bool found;
    enum hn_rc rc;

    if (!hn_is_code(in->code, HN_CODE_MOST))
        return hn_fail(c, HN_INVALID, "code", "firm.code");
    rc = hn_store_int(c, &sql_of_code, params, &id, &found);
    return rc || !found || id == in->id ? rc : hn_fail(c, HN_CONFLICT, "code", "firm.code_taken");
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_firm *in, hn_day from)
{
    size_t letters = in->name ? hn_utf8_count(in->name) : 0;
    enum hn_rc rc;

    if (!letters || letters > NAME_MOST)
        return hn_fail(c, HN_INVALID, "name", "firm.name");
    if (!hn_one_of(in->ownership, hn_firm_ownerships))
        return hn_fail(c, HN_INVALID, "ownership", "firm.ownership");
    if (in->workers < -1 || in->workers > WORKERS_MOST)
        return hn_fail(c, HN_INVALID, "workers", "firm.workers");
    if (in->trade && hn_utf8_count(in->trade) > NAME_MOST)
        return hn_fail_arg(c, HN_INVALID, "trade", "too_long", "200");
    if (from == HN_DAY_OPEN)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    rc = check_code(c, in);
    if (!rc)
        rc = check_place(c, in, from);
    return rc ? rc : check_cell(c, in, from);
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "firm.insert", .text = "INSERT INTO firm (unit_id, id, code, version) VALUES ($1, $2, $3, 1)"
};
static const struct hn_sql sql_touch = { .name = "firm.touch",
                                         .text = "UPDATE firm SET code = $3, version = version + 1"
                                                 " WHERE unit_id = $1 AND id = $2" };

/* The row of the firm itself: a new one, or the one that stands, as its editor saw it. */
static enum hn_rc
put_row(struct hn_ctx *c, const struct hn_firm *in, int64_t *id)
{
    struct hn_firm old = { 0 };
    enum hn_rc rc = in->id ? read_one(c, in->id, &old) : HN_OK;

    *id = in->id;
    if (!rc && in->id && old.unit.v != in->unit.v)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc && in->id && in->version && old.version != in->version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (rc)
        return rc;
    if (!*id)
        *id = hn_new_id(c);

    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_id(*id), hn_p_text(in->code), HN_P_END };

    return hn_store_do(c, in->id ? &sql_touch : &sql_insert, params);
}

enum hn_rc
hn_firm_put(struct hn_ctx *c, const struct hn_firm *in, hn_day from, int64_t *out)
{
    enum hn_rc rc = hn_need(c, HN_MAY_DIRECT, in->unit);
    int64_t id = 0;

    if (!rc)
        rc = check(c, in, from);
    if (!rc)
        rc = put_row(c, in, &id);
    if (rc)
        return rc;

    const struct hn_param values[] = {
        hn_p_text(in->name),  hn_p_text(in->ownership), hn_p_text(in->trade ? in->trade : ""),
        hn_p_id(in->place.v), hn_p_int(in->workers),    hn_p_id(in->cell.v)
    };
    const struct hn_fact fact = { .owner = id, .from = from, .to = HN_DAY_OPEN, .values = values };

    rc = hn_fact_put(c, &versions, &fact, NULL);
    if (!rc)
        rc = hn_audit_change(c, "firm.put", id, in->unit, "",
                             hn_print(c->arena, "%s %s", in->code, hn_day_iso(c->arena, from)));
    if (!rc)
        *out = id;
    return rc;
}

/* --- who works there --- */

/* $1 person, $2 from: a member on that day? */
static const struct hn_sql sql_member = {
    .name = "firm.member",
    .text = "SELECT person_id FROM standing WHERE person_id = $1 AND standing IN ('official', 'probationary')"
            " AND valid_from <= $2 AND valid_to > $2 AND known_to = " HN_SQL_OPEN_TIME
};
/* $1 person, $2 from, $3 to, $4 firm, $5 known */
static const struct hn_sql sql_elsewhere = {
    .name = "firm.elsewhere",
    .text = "SELECT v.name AS name FROM firm_member w CROSS JOIN firm_version v WHERE w.person_id = $1 AND"
            " w.valid_from < $3 AND w.valid_to > $2 AND w.known_to = " HN_SQL_OPEN_TIME
            " AND w.firm_id <> $4 AND v.firm_id = w.firm_id AND v.known_to = " HN_SQL_OPEN_TIME
            " ORDER BY v.valid_from DESC LIMIT 1"
};

static enum hn_rc
check_work(struct hn_ctx *c, int64_t firm, struct hn_person_id person, hn_day from, hn_day to)
{
    const struct hn_param member[] = { hn_p_id(person.v), hn_p_day(from), HN_P_END };
    const struct hn_param elsewhere[] = { hn_p_id(person.v), hn_p_day(from), hn_p_day(to), hn_p_id(firm),
                                          HN_P_END };
    const char *name = NULL;
    struct hn_rows *rows;
    bool found;
    int64_t id;
    enum hn_rc rc = hn_store_int(c, &sql_member, member, &id, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "person", "firm.person");
    if (!rc)
        rc = hn_store_query(c, &sql_elsewhere, elsewhere, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows))
        name = hn_row_text(rows, "name");
    rc = hn_rows_end(rows);
    return rc || !name ? rc : hn_fail_arg(c, HN_CONFLICT, "person", "firm.works", name);
}

enum hn_rc
hn_firm_member_put(struct hn_ctx *c, int64_t firm, struct hn_person_id person, hn_day from, hn_day to)
{
    const struct hn_param values[] = { hn_p_id(firm) };
    const struct hn_fact fact = { .owner = person.v, .from = from, .to = to, .values = values };
    struct hn_firm f = { 0 };
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, HN_GROUP_BASIC);

    if (!rc)
        rc = hn_firm_get(c, firm, &f);
    if (!rc && from >= to)
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    if (!rc)
        rc = check_work(c, firm, person, from, to);
    if (!rc)
        rc = hn_fact_put(c, &work, &fact, NULL);
    return rc ? rc : hn_audit_person(c, "firm.member", firm, person, f.unit);
}

static const struct hn_sql sql_works = {
    .name = "firm.works",
    .text =
        "SELECT firm_id, valid_to FROM firm_member WHERE person_id = $1 AND firm_id = $2 AND valid_from < $3"
        " AND valid_to > $3 AND known_to = " HN_SQL_OPEN_TIME
};

enum hn_rc
hn_firm_member_end(struct hn_ctx *c, int64_t firm, struct hn_person_id person, hn_day to)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_id(firm), hn_p_day(to), HN_P_END };
    struct hn_fact fact = { .owner = person.v, .from = to };
    struct hn_firm f = { 0 };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, HN_GROUP_BASIC);

    if (!rc)
        rc = hn_firm_get(c, firm, &f);
    if (!rc)
        rc = hn_store_query(c, &sql_works, params, &rows);
    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        fact.to = (hn_day)hn_row_int(rows, "valid_to");
    rc = hn_rows_end(rows);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "to", "firm.not_there");
    if (!rc)
        rc = hn_fact_put(c, &work, &fact, NULL);
    return rc ? rc : hn_audit_person(c, "firm.member_end", firm, person, f.unit);
}

/* $1 on, $2 known, $3 firm */
static const struct hn_sql
    sql_members = { .name = "firm.members",
                    .text = "SELECT w.person_id AS person_id, w.valid_from AS valid_from, w.valid_to AS "
                            "valid_to, p.code AS code,"
                            " b.full_name AS full_name, s.standing AS standing, COALESCE((SELECT v.name FROM "
                            "membership m CROSS JOIN"
                            " unit_version v WHERE m.person_id = w.person_id AND " HN_SQL_AT("m", "$1", "$2") " AND v.unit_id = m.unit_id AND " HN_SQL_AT(
                                "v", "$1",
                                "$2") "), '') AS cell_name FROM firm_member w"
                                      " CROSS JOIN person p CROSS JOIN person_basic b CROSS JOIN standing s "
                                      "WHERE w.firm_id = $3 AND " HN_SQL_AT(
                                          "w", "$1",
                                          "$2") " AND p.id = w.person_id AND b.person_id = w.person_id "
                                                "AND " HN_SQL_AT("b", "$1",
                                                                 "$2") " AND s.person_id = w.person_id "
                                                                       "AND " HN_SQL_AT("s", "$1",
                                                                                        "$2") " AND "
                                                                                              "s.standing IN "
                                                                                              "('official', "
                                                                                              "'probationary'"
                                                                                              ") ORDER BY "
                                                                                              "b.sort_key, "
                                                                                              "b.birth_date, "
                                                                                              "w.person_id" };

enum hn_rc
hn_firm_members(struct hn_ctx *c, int64_t firm, const struct hn_firm_member **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), hn_p_id(firm),
                                       HN_P_END };
    struct hn_firm_member *all = NULL;
    size_t n = 0, room = 0;
    struct hn_firm f = { 0 };
    struct hn_rows *rows;
    enum hn_rc rc = hn_firm_get(c, firm, &f);

    /* The names are for who may know the members of the committee that looks after the firm. */
    if (!rc)
        rc = hn_need(c, HN_MAY_READ_MEMBER, f.unit);
    if (!rc)
        rc = hn_store_query(c, &sql_members, params, &rows);
    if (rc)
        return rc;
    while (n < MEMBERS_MOST && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 32) * sizeof *all);
            room += 32;
        }
        all[n++] = (struct hn_firm_member){
            .person = { hn_row_int(rows, "person_id") },
            .code = hn_row_text(rows, "code"),
            .full_name = hn_row_text(rows, "full_name"),
            .cell_name = hn_row_text(rows, "cell_name"),
            .standing = hn_row_text(rows, "standing"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

/* --- by code --- */

enum hn_rc
hn_firm_find(struct hn_ctx *c, const char *code, int64_t *out)
{
    const struct hn_param params[] = { hn_p_text(code), HN_P_END };
    struct hn_firm f = { 0 };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_of_code, params, out, &found);

    if (!rc && !found)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : hn_firm_get(c, *out, &f);
}

const struct hn_sql *const hn_firm_sql[] = {
    &sql_one,           &sql_cell,   &sql_cell_taken, &sql_place, &sql_of_code, &sql_insert,
    &sql_touch,         &sql_member, &sql_elsewhere,  &sql_works, &sql_members, HN_FACT_LIST(versions),
    HN_FACT_LIST(work), NULL,
};
