/* programme.c: the year's programme of inspection and supervision, its items and its approval (inspection.h). */
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/one_of.h"
#include "fact/fact_sql.h"
#include "inspection/inside.h"

#define PROGRAMMES_MAX 500
#define ITEMS_MAX      500

/* clang-format off */
#define NAME_OF(column, unit, on)                                                                            \
    "COALESCE((SELECT u." column " FROM unit_version u WHERE u.unit_id = " unit " AND u.valid_from <= " on   \
    " AND u.known_to = " HN_SQL_OPEN_TIME " ORDER BY u.valid_from DESC LIMIT 1), '')"
#define ITEMS "FROM programme_item t WHERE t.unit_id = g.unit_id AND t.programme_id = g.id AND t.removed_at = 0"
#define BEGUN " AND EXISTS (SELECT 1 FROM inspection i WHERE i.unit_id = t.unit_id AND i.item_id = t.id"
#define PROGRAMME(on)                                                                                        \
    "SELECT g.id, g.unit_id, g.title, g.state, g.year, g.paper_id, g.approved_on, g.version, "               \
    NAME_OF("code", "g.unit_id", on) " AS unit_code, " NAME_OF("name", "g.unit_id", on) " AS unit_name,"     \
    " (SELECT count(*) " ITEMS ") AS planned, (SELECT count(*) " ITEMS BEGUN ")) AS begun,"                  \
    " (SELECT count(*) " ITEMS BEGUN " AND i.concluded_on < 2147483647)) AS concluded FROM inspection_programme g"

static const struct hn_sql sql_one = { .name = "programme.one",
                                       .text = PROGRAMME("$1") " WHERE g.id = $2" };
static const struct hn_sql sql_list = {
    .name = "programme.list",
    .text = PROGRAMME("$1") " WHERE g.unit_id IN " HN_SCOPE_UNIT_SET " AND (CAST($18 AS BIGINT) = 0"
            " OR EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = g.unit_id AND k.anc = $18 AND k.known_to = "
            HN_SQL_OPEN_TIME " AND k.valid_from <= $19 AND k.valid_to > $19))"
            " ORDER BY g.year DESC, unit_code, g.id LIMIT 500"
};
static const struct hn_sql sql_items = {
    .name = "programme.items",
    .text = "SELECT t.id, t.kind, t.content, t.subject_unit_id, t.subject_person_id, t.month, t.version,"
            " COALESCE(i.id, 0) AS inspection_id, COALESCE(i.state, '') AS inspection_state,"
            " CASE WHEN t.subject_person_id <> 0 THEN COALESCE(p.code, '') ELSE "
            NAME_OF("code", "t.subject_unit_id", "$3") " END AS subject_code,"
            " CASE WHEN t.subject_person_id <> 0 THEN COALESCE(b.full_name, '') ELSE "
            NAME_OF("name", "t.subject_unit_id", "$3") " END AS subject_name"
            " FROM programme_item t LEFT JOIN inspection i ON i.unit_id = t.unit_id AND i.item_id = t.id"
            " LEFT JOIN person p ON p.id = t.subject_person_id LEFT JOIN person_basic b"
            " ON b.person_id = t.subject_person_id AND b.known_to = " HN_SQL_OPEN_TIME
            " AND b.valid_from <= $3 AND b.valid_to > $3"
            " WHERE t.unit_id = $1 AND t.programme_id = $2 AND t.removed_at = 0 ORDER BY t.month, t.id LIMIT 500"
};
/* clang-format on */

static struct hn_programme
programme_of(struct hn_rows *rows)
{
    return (struct hn_programme){ .id = hn_row_int(rows, "id"),
                                  .unit = { hn_row_int(rows, "unit_id") },
                                  .unit_code = hn_row_text(rows, "unit_code"),
                                  .unit_name = hn_row_text(rows, "unit_name"),
                                  .title = hn_row_text(rows, "title"),
                                  .state = hn_row_text(rows, "state"),
                                  .year = (int)hn_row_int(rows, "year"),
                                  .paper = hn_row_int(rows, "paper_id"),
                                  .approved_on = (hn_day)hn_row_int(rows, "approved_on"),
                                  .planned = hn_row_int(rows, "planned"),
                                  .begun = hn_row_int(rows, "begun"),
                                  .concluded = hn_row_int(rows, "concluded"),
                                  .version = hn_row_int(rows, "version") };
}

/* --- reading --- */

/* The programme, of a unit the actor inspects for. */
static enum hn_rc
load(struct hn_ctx *c, int64_t id, struct hn_programme *out)
{
    const struct hn_param params[] = { hn_p_day(c->today), hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found)
        *out = programme_of(rows);
    rc = hn_rows_end(rows);
    if (!rc && found)
        rc = hn_access_allows(c, HN_MAY_INSPECT, (struct hn_record){ .unit = out->unit }, HN_GROUP_BASIC);
    if (rc == HN_DENIED || rc == HN_NOT_FOUND)
        hn_audit_look(c, "refused", (struct hn_person_id){ 0 }, out->unit, hn_right_name(HN_MAY_INSPECT), "");
    else if (rc)
        return rc;
    return rc || !found ? hn_fail(c, HN_NOT_FOUND, "", "not_found") : HN_OK;
}

/* One that may still be changed. */
static enum hn_rc
load_draft(struct hn_ctx *c, int64_t id, struct hn_programme *out)
{
    enum hn_rc rc = load(c, id, out);

    if (!rc && strcmp(out->state, "draft") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "programme.approved");
    return rc;
}

static enum hn_rc
read_items(struct hn_ctx *c, const struct hn_programme *g, const struct hn_programme_item **items,
           size_t *count)
{
    const struct hn_param params[] = { hn_p_id(g->unit.v), hn_p_id(g->id), hn_p_day(c->today), HN_P_END };
    struct hn_programme_item *all = HN_NEW_N(c->arena, struct hn_programme_item, ITEMS_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_items, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; *count < ITEMS_MAX && hn_rows_next(rows); (*count)++) {
        all[*count] = (struct hn_programme_item){ .id = hn_row_int(rows, "id"),
                                                  .inspection = hn_row_int(rows, "inspection_id"),
                                                  .kind = hn_row_text(rows, "kind"),
                                                  .content = hn_row_text(rows, "content"),
                                                  .inspection_state = hn_row_text(rows, "inspection_state"),
                                                  .unit = { hn_row_int(rows, "subject_unit_id") },
                                                  .person = { hn_row_int(rows, "subject_person_id") },
                                                  .subject_code = hn_row_text(rows, "subject_code"),
                                                  .subject_name = hn_row_text(rows, "subject_name"),
                                                  .month = hn_row_int(rows, "month"),
                                                  .version = hn_row_int(rows, "version") };
    }
    *items = all;
    return hn_rows_end(rows);
}

enum hn_rc
hn_programme_get(struct hn_ctx *c, int64_t id, struct hn_programme *out,
                 const struct hn_programme_item **items, size_t *count)
{
    enum hn_rc rc = load(c, id, out);

    return rc ? rc : read_items(c, out, items, count);
}

enum hn_rc
hn_programmes(struct hn_ctx *c, struct hn_unit_id within, const struct hn_programme **out, size_t *count)
{
    struct hn_param params[HN_SCOPE_PARAMS + 3];
    struct hn_programme *all;
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = hn_access_allows(c, HN_MAY_INSPECT, HN_NO_RECORD, HN_GROUP_BASIC);
    size_t n;

    *count = 0;
    *out = NULL;
    if (rc)
        return rc == HN_DENIED || rc == HN_NOT_FOUND ? HN_OK : rc;
    rc = hn_scope_of(c, HN_MAY_INSPECT, (struct hn_unit_id){ 0 }, &scope);
    if (rc)
        return rc;
    n = hn_scope_fill(c, &scope, params);
    params[n++] = hn_p_id(within.v);
    params[n++] = hn_p_day(c->on);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_list, params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_programme, PROGRAMMES_MAX);
    while (*count < PROGRAMMES_MAX && hn_rows_next(rows))
        all[(*count)++] = programme_of(rows);
    *out = all;
    return hn_rows_end(rows);
}

/* --- written --- */

static const struct hn_sql sql_of_year = {
    .name = "programme.of_year",
    .text = "SELECT count(*) AS n FROM inspection_programme WHERE unit_id = $1 AND year = $2 AND id <> $3"
};
static const struct hn_sql sql_insert = {
    .name = "programme.insert",
    .text = "INSERT INTO inspection_programme (unit_id, id, year, title, paper_id, state, approved_on, "
            "version, at,"
            " entered_by) VALUES ($1, $2, $3, $4, 0, 'draft', 2147483647, 1, $5, $6)"
};
static const struct hn_sql sql_change = { .name = "programme.change",
                                          .text = "UPDATE inspection_programme SET year = $3, title = $4, at "
                                                  "= $5, entered_by = $6, version = version + 1"
                                                  " WHERE unit_id = $1 AND id = $2" };

enum hn_rc
hn_programme_put(struct hn_ctx *c, const struct hn_programme *in, int64_t *out)
{
    struct hn_programme old = { .unit = in->unit };
    int64_t id = in->id ? in->id : hn_new_id(c), twice = 0;
    bool found;
    enum hn_rc rc = in->id ? load_draft(c, id, &old) : hn_need(c, HN_MAY_INSPECT, in->unit);
    const struct hn_param year[] = { hn_p_id(old.unit.v), hn_p_int(in->year), hn_p_id(id), HN_P_END };
    const struct hn_param params[] = {
        hn_p_id(old.unit.v), hn_p_id(id), hn_p_int(in->year), hn_p_text(in->title), hn_p_time(c->now),
        hn_p_id(c->actor.v), HN_P_END
    };

    if (!rc && in->id && in->version != old.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc && (in->year < 1930 || in->year > 2199))
        rc = hn_fail(c, HN_INVALID, "year", "programme.year");
    if (!rc && !hn_inspection_text_ok(in->title, HN_INSPECTION_SHORT))
        rc = hn_fail(c, HN_INVALID, "title", "programme.title");
    if (!rc)
        rc = hn_store_int(c, &sql_of_year, year, &twice, &found);
    if (!rc && twice > 0)
        rc = hn_fail(c, HN_CONFLICT, "year", "programme.twice");
    if (!rc)
        rc = hn_store_do(c, in->id ? &sql_change : &sql_insert, params);
    if (out)
        *out = id;
    return rc ? rc : hn_audit_change(c, "programme.put", id, old.unit, "", in->title);
}

static const struct hn_sql sql_item_insert = {
    .name = "programme.item_insert",
    .text =
        "INSERT INTO programme_item (unit_id, programme_id, id, kind, subject_unit_id, subject_person_id,"
        " month, content, removed_at, version, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1, $9)"
};
static const struct hn_sql sql_item_change = {
    .name = "programme.item_change",
    .text = "UPDATE programme_item SET kind = $4, subject_unit_id = $5, subject_person_id = $6, month = $7,"
            " content = $8, entered_by = $9, version = version + 1 WHERE unit_id = $1 AND programme_id = $2"
            " AND id = $3 AND removed_at = 0 AND version = $10"
};
static const struct hn_sql sql_item_remove = {
    .name = "programme.item_remove",
    .text = "UPDATE programme_item SET removed_at = $4 WHERE unit_id = $1 AND programme_id = $2 AND id = $3"
            " AND removed_at = 0"
};

static enum hn_rc
check_item(struct hn_ctx *c, const struct hn_programme *g, const struct hn_programme_item *in)
{
    const struct hn_case_new over = { .unit = g->unit,
                                      .subject_unit = in->unit,
                                      .subject_person = in->person };
    enum hn_rc rc = HN_OK;

    if (!hn_one_of(in->kind, hn_inspection_kinds))
        rc = hn_fail(c, HN_INVALID, "kind", "programme.kind");
    if (!hn_inspection_text_ok(in->content, HN_INSPECTION_LETTERS))
        rc = hn_fail(c, HN_INVALID, "content", "programme.content");
    if (in->month / 12 != g->year)
        rc = hn_fail(c, HN_INVALID, "month", "programme.item_month");
    if ((in->unit.v != 0) == (in->person.v != 0))
        rc = hn_fail(c, HN_INVALID, "subject", "inspection.subject");
    return rc ? rc : hn_case_fits(c, &over);
}

enum hn_rc
hn_programme_item_put(struct hn_ctx *c, int64_t programme, const struct hn_programme_item *in, int64_t *out)
{
    struct hn_programme g = { 0 };
    int64_t id = in->id ? in->id : hn_new_id(c), touched = 1;
    enum hn_rc rc = load_draft(c, programme, &g);
    const struct hn_param params[] = { hn_p_id(g.unit.v),
                                       hn_p_id(programme),
                                       hn_p_id(id),
                                       hn_p_text(in->kind),
                                       hn_p_id(in->unit.v),
                                       hn_p_id(in->person.v),
                                       hn_p_int(in->month),
                                       hn_p_text(in->content),
                                       hn_p_id(c->actor.v),
                                       in->id ? hn_p_int(in->version) : HN_P_END,
                                       HN_P_END };

    if (!rc)
        rc = check_item(c, &g, in);
    if (!rc)
        rc = hn_store_do_count(c, in->id ? &sql_item_change : &sql_item_insert, params, &touched);
    if (!rc && touched == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (out)
        *out = id;
    return rc ? rc : hn_audit_person(c, "programme.item", id, in->person, g.unit);
}

enum hn_rc
hn_programme_item_remove(struct hn_ctx *c, int64_t programme, int64_t item)
{
    struct hn_programme g = { 0 };
    int64_t touched = 0;
    enum hn_rc rc = load_draft(c, programme, &g);
    const struct hn_param params[] = { hn_p_id(g.unit.v), hn_p_id(programme), hn_p_id(item),
                                       hn_p_time(c->now), HN_P_END };

    if (!rc)
        rc = hn_store_do_count(c, &sql_item_remove, params, &touched);
    if (!rc && touched == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc ? rc : hn_audit_person(c, "programme.item_remove", item, (struct hn_person_id){ 0 }, g.unit);
}

/* --- approved --- */

static const struct hn_sql sql_paper = {
    .name = "programme.paper",
    .text = "SELECT count(*) AS n FROM paper WHERE unit_id = $1 AND id = $2 AND state <> 'draft'"
};
static const struct hn_sql sql_approve = {
    .name = "programme.approve",
    .text = "UPDATE inspection_programme SET state = 'approved', paper_id = $3, approved_on = $4,"
            " version = version + 1 WHERE unit_id = $1 AND id = $2"
};

enum hn_rc
hn_programme_approve(struct hn_ctx *c, int64_t programme, int64_t paper, hn_day on)
{
    struct hn_programme g = { 0 };
    int64_t there = 0;
    bool found;
    enum hn_rc rc = load_draft(c, programme, &g);
    const struct hn_param of_paper[] = { hn_p_id(g.unit.v), hn_p_id(paper), HN_P_END };
    const struct hn_param params[] = { hn_p_id(g.unit.v), hn_p_id(programme), hn_p_id(paper), hn_p_day(on),
                                       HN_P_END };

    if (!rc && g.planned == 0)
        rc = hn_fail(c, HN_CONFLICT, "", "programme.empty");
    if (!rc && on > c->today)
        rc = hn_fail(c, HN_INVALID, "on", "programme.day");
    if (!rc && paper)
        rc = hn_store_int(c, &sql_paper, of_paper, &there, &found);
    if (!rc && paper && there == 0)
        rc = hn_fail(c, HN_INVALID, "paper", "programme.paper");
    if (!rc)
        rc = hn_store_do(c, &sql_approve, params);
    return rc ? rc : hn_audit_person(c, "programme.approve", programme, (struct hn_person_id){ 0 }, g.unit);
}

const struct hn_sql *const hn_programme_sql[] = { &sql_one,         &sql_list,        &sql_items,
                                                  &sql_of_year,     &sql_insert,      &sql_change,
                                                  &sql_item_insert, &sql_item_change, &sql_item_remove,
                                                  &sql_paper,       &sql_approve,     NULL };
