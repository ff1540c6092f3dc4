/* office.c: taking up and leaving offices, and who holds what (office.h). */
#include "member/office.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "fact/fact_sql.h"
#include "member/decided.h"
#include "member/inside.h"

const char *const hn_offices[] = { "secretary",
                                   "deputy_secretary",
                                   "standing_committee_member",
                                   "committee_member",
                                   "inspection_chair",
                                   "inspection_deputy",
                                   "inspection_member",
                                   "cell_group_head",
                                   "village_head",
                                   NULL };
const char *const hn_office_bases[] = { "elected", "appointed", "assigned", NULL };

const struct hn_fact_table hn_fact_office = {
    .name = "office",
    HN_FACT_SQL("office", "person_id", " AND unit_id = $2 AND place_id = $3 AND office = $4",
                "unit_id, place_id, office, ", "basis, term, decision, reason", HN_MARKS_14),
    .series_count = 3,
    .value_count = 4,
    .values = (const char *const[]){ "basis", "term", "decision", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_TEXT },
};

/* --- rules --- */

struct office_kind {
    bool in_place, official_only;
    int64_t most;
};

static const struct hn_sql sql_kind = { .name = "office.kind",
                                        .text = "SELECT held_in, most, official_only FROM office_kind WHERE "
                                                "office = $1 AND valid_from <= $2 AND valid_to > $2" };

static enum hn_rc
kind_on(struct hn_ctx *c, const char *office, hn_day on, struct office_kind *out)
{
    const struct hn_param params[] = { hn_p_text(office ? office : ""), hn_p_day(on), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_kind, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *out = (struct office_kind){
            .in_place = strcmp(hn_row_text(rows, "held_in"), "place") == 0,
            .official_only = hn_row_int(rows, "official_only") != 0,
            .most = hn_row_int(rows, "most"),
        };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_INVALID, "office", "office.unknown");
}

static const struct hn_sql sql_place_open = {
    .name = "office.place_open",
    .text = "SELECT place_id FROM place_version WHERE place_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = 9223372036854775807"
};
static const struct hn_sql sql_unit_open = {
    .name = "office.unit_open",
    .text = "SELECT unit_id FROM unit_version WHERE unit_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = 9223372036854775807"
};

static enum hn_rc
check_where(struct hn_ctx *c, const struct hn_office_new *in, const struct office_kind *kind)
{
    const struct hn_param params[] = { hn_p_id(kind->in_place ? in->place.v : in->unit.v), hn_p_day(in->from),
                                       HN_P_END };
    int64_t id;
    bool open;
    enum hn_rc rc;

    if ((in->place.v != 0) != kind->in_place || (in->unit.v != 0) == kind->in_place)
        return hn_fail(c, HN_INVALID, "unit", "office.where");
    rc = hn_store_int(c, kind->in_place ? &sql_place_open : &sql_unit_open, params, &id, &open);
    if (!rc && !open)
        rc = hn_fail(c, HN_CONFLICT, "unit", "tree.closed");
    return rc;
}

/* Others who hold the office there over some of the days. */
static const struct hn_sql sql_rivals = {
    .name = "office.rivals",
    .text = "SELECT o.person_id, b.full_name FROM office o JOIN person_basic b ON b.person_id = o.person_id"
            " AND b.known_to = 9223372036854775807 AND b.valid_to > $5 AND b.valid_from <= $5"
            " WHERE o.unit_id = $1 AND o.place_id = $2 AND o.office = $3 AND o.person_id <> $4"
            " AND o.valid_to > $5 AND o.valid_from < $6 AND o.known_to = 9223372036854775807 LIMIT 200"
};

static enum hn_rc
check_rivals(struct hn_ctx *c, const struct hn_office_new *in, int64_t most)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v),
                                       hn_p_id(in->place.v),
                                       hn_p_text(in->office),
                                       hn_p_id(in->person.v),
                                       hn_p_day(in->from),
                                       hn_p_day(in->to),
                                       HN_P_END };
    struct hn_rows *rows;
    const char *name = "";
    int64_t held = 0;
    enum hn_rc rc;

    if (most == 0)
        return HN_OK;
    rc = hn_store_query(c, &sql_rivals, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        name = hn_row_text(rows, "full_name");
        held++;
    }
    rc = hn_rows_end(rows);
    if (!rc && held >= most)
        rc = hn_fail_arg(c, HN_CONFLICT, "office", "office.held", name);
    return rc;
}

static enum hn_rc
check_official(struct hn_ctx *c, const struct hn_office_new *in)
{
    struct hn_spans standings;
    const struct hn_span *s;
    enum hn_rc rc = hn_spans_read(c, &hn_fact_standing, in->person, &standings);

    if (rc)
        return rc;
    s = hn_span_on(&standings, in->from);
    if (!s || strcmp(s->value, "official") != 0)
        return hn_fail(c, HN_INVALID, "person", "office.official_only");
    return HN_OK;
}

static bool
basis_known(const char *basis)
{
    for (size_t i = 0; basis && hn_office_bases[i]; i++) {
        if (strcmp(hn_office_bases[i], basis) == 0)
            return true;
    }
    return false;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_office_new *in, const struct office_kind *kind)
{
    enum hn_rc rc;

    if (!basis_known(in->basis))
        return hn_fail(c, HN_INVALID, "basis", "office.basis");
    if (in->from >= in->to)
        return hn_fail(c, HN_INVALID, "from", "fact.days");
    rc = check_where(c, in, kind);
    if (!rc)
        rc = hn_after_birth(c, in->person, in->from);
    if (!rc && kind->official_only)
        rc = check_official(c, in);
    if (!rc)
        rc = check_rivals(c, in, kind->most);
    return rc;
}

/* --- deeds --- */

enum hn_rc
hn_office_begin_decided(struct hn_ctx *c, const struct hn_office_new *in, int64_t *row)
{
    const struct hn_param series[] = { hn_p_id(in->unit.v), hn_p_id(in->place.v), hn_p_text(in->office) };
    const struct hn_param values[] = { hn_p_text(in->basis), hn_p_text(in->term ? in->term : ""),
                                       hn_p_text(in->decision ? in->decision : ""), hn_p_text("") };
    struct hn_fact fact = {
        .owner = in->person.v, .from = in->from, .to = in->to, .series = series, .values = values
    };
    struct office_kind kind = { 0 };
    enum hn_rc rc = kind_on(c, in->office, in->from, &kind);

    if (!rc)
        rc = check(c, in, &kind);
    if (!rc)
        rc = hn_fact_put(c, &hn_fact_office, &fact, row);
    if (rc)
        return rc;
    return hn_audit_change(c, "office.begin", in->person.v, in->unit, "",
                           hn_print(c->arena, "%s %s", in->office, hn_day_iso(c->arena, in->from)));
}

enum hn_rc
hn_office_begin(struct hn_ctx *c, const struct hn_office_new *in)
{
    enum hn_rc rc;

    if (in->unit.v)
        rc = hn_need(c, HN_MAY_EDIT_OFFICE, in->unit);
    else
        rc = hn_need_person(c, HN_MAY_EDIT_OFFICE, in->person, HN_GROUP_BASIC);
    /* Nobody is put into an office by whoever may not know of the person. */
    if (!rc)
        rc = hn_need_person(c, HN_MAY_READ_MEMBER, in->person, HN_GROUP_BASIC);
    return rc ? rc : hn_office_begin_decided(c, in, NULL);
}

static const struct hn_sql sql_one = {
    .name = "office.one",
    .text =
        "SELECT unit_id, place_id, office, valid_from, valid_to FROM office WHERE person_id = $1 AND id = $2"
        " AND known_to = 9223372036854775807"
};

static enum hn_rc
one_office(struct hn_ctx *c, struct hn_person_id person, int64_t row, struct hn_office *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_id(row), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_one, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        *out = (struct hn_office){
            .unit = { hn_row_int(rows, "unit_id") },
            .place = { hn_row_int(rows, "place_id") },
            .office = hn_row_text(rows, "office"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
        };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "office.not_found");
}

static enum hn_rc
end_office(struct hn_ctx *c, struct hn_person_id person, const struct hn_office *old, hn_day to,
           const char *decision)
{
    const struct hn_param series[] = { hn_p_id(old->unit.v), hn_p_id(old->place.v), hn_p_text(old->office) };
    struct hn_fact fact = { .owner = person.v, .from = to, .to = old->to, .series = series };
    enum hn_rc rc;

    if (to < old->from || to >= old->to)
        return hn_fail(c, HN_INVALID, "to", "fact.days");
    rc = hn_fact_put(c, &hn_fact_office, &fact, NULL);
    if (rc)
        return rc;
    return hn_audit_change(c, "office.end", person.v, old->unit, old->office,
                           hn_print(c->arena, "%s %s", hn_day_iso(c->arena, to), decision ? decision : ""));
}

enum hn_rc
hn_office_end_decided(struct hn_ctx *c, struct hn_person_id person, int64_t row, hn_day to,
                      const char *decision)
{
    struct hn_office old = { 0 };
    enum hn_rc rc = one_office(c, person, row, &old);

    return rc ? rc : end_office(c, person, &old, to, decision);
}

enum hn_rc
hn_office_end(struct hn_ctx *c, struct hn_person_id person, int64_t row, hn_day to, const char *decision)
{
    struct hn_office old = { 0 };
    enum hn_rc rc = one_office(c, person, row, &old);

    if (rc)
        return rc;
    if (old.unit.v)
        rc = hn_need(c, HN_MAY_EDIT_OFFICE, old.unit);
    else
        rc = hn_need_person(c, HN_MAY_EDIT_OFFICE, person, HN_GROUP_BASIC);
    return rc ? rc : end_office(c, person, &old, to, decision);
}

/* --- reading: $2 the day, $3 the knowledge --- */

/* clang-format off */
#define OFFICE_FROM                                                                             \
    "SELECT o.person_id, o.id, o.unit_id, o.place_id, o.office, o.basis, o.term, o.valid_from," \
    " o.valid_to, o.decision, p.code AS person_code, b.full_name,"                              \
    " COALESCE(v.code, w.code, '') AS where_code, COALESCE(v.name, w.name, '') AS where_name"   \
    " FROM office o"                                                                            \
    " JOIN office_kind k ON k.office = o.office AND k.valid_from <= $2 AND k.valid_to > $2"     \
    " JOIN person p ON p.id = o.person_id"                                                      \
    " JOIN person_basic b ON b.person_id = o.person_id AND " HN_SQL_AT("b", "$2", "$3")         \
    " LEFT JOIN unit_version v ON v.unit_id = o.unit_id AND " HN_SQL_AT("v", "$2", "$3")        \
    " LEFT JOIN place_version w ON w.place_id = o.place_id AND " HN_SQL_AT("w", "$2", "$3")     \
    " WHERE o.known_from <= $3 AND o.known_to > $3"
/* clang-format on */

#define OFFICE_NOW " AND o.valid_from <= $2 AND o.valid_to > $2"

static const struct hn_sql sql_of_unit = {
    .name = "office.of_unit",
    .text = OFFICE_FROM OFFICE_NOW " AND o.unit_id = $1 ORDER BY k.sort, b.sort_key, o.person_id LIMIT 500"
};
static const struct hn_sql sql_of_place = {
    .name = "office.of_place",
    .text = OFFICE_FROM OFFICE_NOW " AND o.place_id = $1 ORDER BY k.sort, b.sort_key, o.person_id LIMIT 500"
};
static const struct hn_sql sql_of_person = {
    .name = "office.of_person",
    .text = OFFICE_FROM OFFICE_NOW " AND o.person_id = $1 ORDER BY k.sort, o.valid_from, o.id LIMIT 500"
};
static const struct hn_sql sql_of_person_all = {
    .name = "office.of_person_all",
    .text = OFFICE_FROM " AND o.person_id = $1 ORDER BY o.valid_from DESC, k.sort, o.id LIMIT 500"
};

static struct hn_office
office_of(struct hn_rows *rows)
{
    return (struct hn_office){
        .person = { hn_row_int(rows, "person_id") },
        .row = hn_row_int(rows, "id"),
        .person_code = hn_row_text(rows, "person_code"),
        .person_name = hn_row_text(rows, "full_name"),
        .unit = { hn_row_int(rows, "unit_id") },
        .place = { hn_row_int(rows, "place_id") },
        .where_code = hn_row_text(rows, "where_code"),
        .where_name = hn_row_text(rows, "where_name"),
        .office = hn_row_text(rows, "office"),
        .basis = hn_row_text(rows, "basis"),
        .term = hn_row_text(rows, "term"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .decision = hn_row_text(rows, "decision"),
    };
}

static enum hn_rc
read_offices(struct hn_ctx *c, const struct hn_sql *sql, int64_t whose, const struct hn_office **out,
             size_t *count)
{
    const struct hn_param params[] = { hn_p_id(whose), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_office *at = NULL;
    size_t n = 0, room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (n == room) {
            at = hn_grow(c->arena, at, room * sizeof *at, (room + 8) * sizeof *at);
            room += 8;
        }
        at[n++] = office_of(rows);
    }
    *out = at;
    *count = n;
    return hn_rows_end(rows);
}

enum hn_rc
hn_office_of_unit(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_office **out, size_t *count)
{
    return read_offices(c, &sql_of_unit, unit.v, out, count);
}

enum hn_rc
hn_office_of_person(struct hn_ctx *c, struct hn_person_id person, bool all, const struct hn_office **out,
                    size_t *count)
{
    return read_offices(c, all ? &sql_of_person_all : &sql_of_person, person.v, out, count);
}

enum hn_rc
hn_office_of_place(struct hn_ctx *c, struct hn_place_id place, const struct hn_office **out, size_t *count)
{
    return read_offices(c, &sql_of_place, place.v, out, count);
}

const struct hn_sql *const hn_office_sql[] = {
    &sql_kind,    &sql_place_open, &sql_unit_open, &sql_rivals,        &sql_one,
    &sql_of_unit, &sql_of_place,   &sql_of_person, &sql_of_person_all, HN_FACT_LIST(hn_fact_office),
    NULL,
};
