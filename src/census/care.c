/* care.c: see care.h. Each question has one condition, used for its count and for its rows. */
#include "census/care.h"

#include <assert.h>
#include <string.h>

#include "access/scope.h"
#include "census/inside.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"

/* --- units: $1 unit, $2 on, $3 known; in lists the scope's parameters come first --- */

#define SMALL "3"  /* HN_CARE_CELL_OFFICIALS */
#define FEW   "30" /* HN_CARE_COMMITTEE_MEMBERS */

#define BELOW(unit, on, known)                                                                               \
    " FROM unit_closure w CROSS JOIN unit_version v WHERE w.anc = " unit                                     \
    " AND " HN_SQL_AT("w", on, known) " AND v.unit_id = w.des AND " HN_SQL_AT("v", on, known)
/* clang-format off */
#define OFFICIALS(on, known)                                                                       \
    "(SELECT count(*) FROM membership m CROSS JOIN standing s WHERE m.unit_id = v.unit_id"         \
    " AND " HN_SQL_AT("m", on, known) " AND s.person_id = m.person_id AND s.standing = 'official'" \
    " AND " HN_SQL_AT("s", on, known) ")"
#define MEMBERS_BELOW(on, known)                                                         \
    "(SELECT count(*) FROM unit_closure k CROSS JOIN membership m CROSS JOIN standing s" \
    " WHERE k.anc = v.unit_id AND " HN_SQL_AT("k", on, known) " AND m.unit_id = k.des"   \
    " AND " HN_SQL_AT("m", on, known) " AND s.person_id = m.person_id"                   \
    " AND s.standing IN ('official', 'probationary') AND " HN_SQL_AT("s", on, known) ")"
/* clang-format on */
#define NO_SECRETARY(on, known)                                                                              \
    " AND v.kind <> 'cell_group' AND NOT EXISTS (SELECT 1 FROM office o WHERE o.unit_id = v.unit_id"         \
    " AND o.office = 'secretary' AND " HN_SQL_AT("o", on, known) ")"

#define UNIT_COUNT(condition) "SELECT count(*) AS n" BELOW("$1", "$2", "$3") condition
#define UNIT_ROWS(number, condition)                                                                         \
    "SELECT x.unit_id AS unit_id, x.code AS code, x.name AS name, x.kind AS kind, x.n AS n FROM"             \
    " (SELECT v.unit_id AS unit_id, v.code AS code, v.name AS name, v.kind AS kind, " number                 \
    " AS n" BELOW("$18", "$19", "$20") condition                                                             \
        " AND " HN_SCOPE_UNITS("v.unit_id") ") x"                                                            \
                                            " ORDER BY x.code, x.unit_id LIMIT $21 OFFSET $22"

#define CELLS(on, known) " AND v.kind IN ('cell', 'grassroots_cell') AND " OFFICIALS(on, known) " < " SMALL
#define COMMITTEES(on, known)                                                                                \
    " AND v.kind = 'grassroots_committee_org' AND " MEMBERS_BELOW(on, known) " < " FEW

static const struct unit_question {
    const char *name;
    struct hn_sql count, rows;
} unit_questions[] = {
    { "no_secretary",
      { .name = "care.no_secretary", .text = UNIT_COUNT(NO_SECRETARY("$2", "$3")) },
      { .name = "care.no_secretary_rows", .text = UNIT_ROWS("0", NO_SECRETARY("$19", "$20")) } },
    { "small_cells",
      { .name = "care.small_cells", .text = UNIT_COUNT(CELLS("$2", "$3")) },
      { .name = "care.small_cells_rows", .text = UNIT_ROWS(OFFICIALS("$19", "$20"), CELLS("$19", "$20")) } },
    { "small_committees",
      { .name = "care.small_committees", .text = UNIT_COUNT(COMMITTEES("$2", "$3")) },
      { .name = "care.small_committees_rows",
        .text = UNIT_ROWS(MEMBERS_BELOW("$19", "$20"), COMMITTEES("$19", "$20")) } },
};
#define UNIT_QUESTIONS (sizeof unit_questions / sizeof unit_questions[0])

/* --- persons: $1 unit, $2 on, $3 known, $4 the first day of a probation that is not over yet --- */

/* clang-format off */
#define MEMBERS(unit, on, known)                                                      \
    " FROM unit_closure w CROSS JOIN membership m CROSS JOIN standing s"              \
    " WHERE w.anc = " unit " AND " HN_SQL_AT("w", on, known) " AND m.unit_id = w.des" \
    " AND " HN_SQL_AT("m", on, known) " AND s.person_id = m.person_id AND " HN_SQL_AT("s", on, known)
/* clang-format on */
#define OVER(day) " AND s.standing = 'probationary' AND s.valid_from < CAST(" day " AS BIGINT)"
/* clang-format off */
#define GAPS(on, known, day)                                                                         \
    " AND s.standing IN ('official', 'probationary') AND CAST(" day " AS BIGINT) IS NOT NULL"        \
    " AND NOT EXISTS (SELECT 1 FROM person_basic b WHERE b.person_id = m.person_id"                  \
    " AND " HN_SQL_AT("b", on, known) " AND b.birth_date <> 0 AND b.sex <> '' AND b.ethnicity <> ''" \
    " AND b.admit_date <> 0)"
/* clang-format on */

#define PERSON_COUNT(condition) "SELECT count(*) AS n" MEMBERS("$1", "$2", "$3") condition
/* clang-format off */
#define PERSON_ROWS(since, condition)                                                          \
    "SELECT x.person_id AS person_id, coalesce(n.full_name, '') AS full_name, p.code AS code," \
    " coalesce(v.code, '') AS unit_code, coalesce(v.name, '') AS unit_name, x.since AS since"  \
    " FROM (SELECT m.person_id AS person_id, m.unit_id AS unit_id,"                            \
    " " since " AS since" MEMBERS("$23", "$24", "$25") condition                               \
    " AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id") ") x"                                 \
    " JOIN person p ON p.id = x.person_id"                                                     \
    " LEFT JOIN unit_version v ON v.unit_id = x.unit_id AND " HN_SQL_AT("v", "$24", "$25")     \
    " LEFT JOIN person_basic n ON n.person_id = x.person_id AND " HN_SQL_AT("n", "$24", "$25") \
    " ORDER BY v.code, n.sort_key, x.person_id LIMIT $27 OFFSET $28"
/* clang-format on */
#define PERSON_SEEN(condition)                                                                               \
    "SELECT count(*) AS n" MEMBERS("$23", "$24", "$25") condition                                            \
        " AND " HN_SCOPE_PERSONS("m.unit_id", "m.person_id")

static const struct person_question {
    const char *name;
    struct hn_sql count, rows, seen;
} person_questions[] = {
    { "probation_over",
      { .name = "care.probation_over", .text = PERSON_COUNT(OVER("$4")) },
      { .name = "care.probation_over_rows", .text = PERSON_ROWS("s.valid_from", OVER("$26")) },
      { .name = "care.probation_over_seen", .text = PERSON_SEEN(OVER("$26")) } },
    { "gaps",
      { .name = "care.gaps", .text = PERSON_COUNT(GAPS("$2", "$3", "$4")) },
      { .name = "care.gaps_rows", .text = PERSON_ROWS("m.valid_from", GAPS("$24", "$25", "$26")) },
      { .name = "care.gaps_seen", .text = PERSON_SEEN(GAPS("$24", "$25", "$26")) } },
};
#define PERSON_QUESTIONS (sizeof person_questions / sizeof person_questions[0])

const struct hn_sql *const hn_care_sql[] = {
    &unit_questions[0].count,
    &unit_questions[0].rows,
    &unit_questions[1].count,
    &unit_questions[1].rows,
    &unit_questions[2].count,
    &unit_questions[2].rows,
    &person_questions[0].count,
    &person_questions[0].rows,
    &person_questions[0].seen,
    &person_questions[1].count,
    &person_questions[1].rows,
    &person_questions[1].seen,
    NULL,
};
_Static_assert(UNIT_QUESTIONS == 3 && PERSON_QUESTIONS == 2, "each statement is prepared");

static const struct unit_question *
unit_question(const char *which)
{
    size_t i = 0;

    while (i < UNIT_QUESTIONS && strcmp(unit_questions[i].name, which) != 0)
        i++;
    assert(i < UNIT_QUESTIONS);
    return &unit_questions[i];
}

static const struct person_question *
person_question(const char *which)
{
    size_t i = 0;

    while (i < PERSON_QUESTIONS && strcmp(person_questions[i].name, which) != 0)
        i++;
    assert(i < PERSON_QUESTIONS);
    return &person_questions[i];
}

/* A probation that began before this day has lasted its twelve months and more. */
static hn_day
year_before(hn_day on)
{
    struct hn_date d = hn_date_of(on);
    int day = hn_date_valid(d.year - 1, d.month, d.day) ? d.day : d.day - 1;

    return hn_day_of(d.year - 1, d.month, day);
}

/* --- counts --- */

static enum hn_rc
count_one(struct hn_ctx *c, const struct hn_sql *sql, struct hn_unit_id unit, bool persons, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       persons ? hn_p_day(year_before(c->on)) : HN_P_END, HN_P_END };
    bool found;

    return hn_store_int(c, sql, params, out, &found);
}

enum hn_rc
hn_care_of(struct hn_ctx *c, struct hn_unit_id unit, struct hn_care *out)
{
    struct hn_counts_key key = hn_counts_key(c, unit, HN_COUNTS_CARE);
    size_t size;
    const void *cached = hn_counts_cached(c, &key, &size);
    enum hn_rc rc;

    if (cached) {
        memcpy(out, cached, sizeof *out);
        return HN_OK;
    }
    rc = count_one(c, &unit_questions[0].count, unit, false, &out->no_secretary);
    if (!rc)
        rc = count_one(c, &unit_questions[1].count, unit, false, &out->small_cells);
    if (!rc)
        rc = count_one(c, &unit_questions[2].count, unit, false, &out->small_committees);
    if (!rc)
        rc = count_one(c, &person_questions[0].count, unit, true, &out->probation_over);
    if (!rc)
        rc = count_one(c, &person_questions[1].count, unit, true, &out->gaps);
    if (!rc)
        hn_counts_keep(c, &key, out, sizeof *out);
    return rc;
}

enum hn_rc
hn_care_unit_count(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t *out)
{
    return count_one(c, &unit_question(which)->count, within, false, out);
}

/* --- rows --- */

enum hn_rc
hn_care_units(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t offset, int64_t limit,
              hn_care_unit_fn *emit, void *sink)
{
    struct hn_param params[HN_SCOPE_PARAMS + 6];
    struct hn_scope scope;
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_UNIT, within, &scope);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_id(within.v);
    params[n++] = hn_p_day(c->on);
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_int(limit);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &unit_question(which)->rows, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_care_unit u = { .unit = { hn_row_int(rows, "unit_id") },
                                        .code = hn_row_text(rows, "code"),
                                        .name = hn_row_text(rows, "name"),
                                        .kind = hn_row_text(rows, "kind"),
                                        .number = hn_row_int(rows, "n") };

        emit(sink, &u);
    }
    return hn_rows_end(rows);
}

static enum hn_rc
fill_persons(struct hn_ctx *c, struct hn_unit_id within, struct hn_param *params, size_t *n)
{
    struct hn_scope scope;
    enum hn_rc rc = hn_scope_on(c, HN_MAY_READ_MEMBER, within, &scope);

    if (rc)
        return rc;
    *n = hn_scope_fill_persons(c, &scope, params);
    params[(*n)++] = hn_p_id(within.v);
    params[(*n)++] = hn_p_day(c->on);
    params[(*n)++] = hn_p_time(hn_fact_known(c));
    params[(*n)++] = hn_p_day(year_before(c->on));
    params[*n] = HN_P_END;
    return HN_OK;
}

enum hn_rc
hn_care_persons(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t offset, int64_t limit,
                hn_care_person_fn *emit, void *sink)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 7];
    struct hn_rows *rows;
    size_t n;
    enum hn_rc rc = fill_persons(c, within, params, &n);

    if (rc)
        return rc;
    params[n++] = hn_p_int(limit);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &person_question(which)->rows, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_care_person p = { .person = { hn_row_int(rows, "person_id") },
                                          .code = hn_row_text(rows, "code"),
                                          .full_name = hn_row_text(rows, "full_name"),
                                          .unit_code = hn_row_text(rows, "unit_code"),
                                          .unit_name = hn_row_text(rows, "unit_name"),
                                          .since = (hn_day)hn_row_int(rows, "since") };

        emit(sink, &p);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_care_person_count(struct hn_ctx *c, const char *which, struct hn_unit_id within, int64_t *out)
{
    struct hn_param params[HN_SCOPE_PERSONS_PARAMS + 5];
    size_t n;
    bool found;
    enum hn_rc rc = fill_persons(c, within, params, &n);

    return rc ? rc : hn_store_int(c, &person_question(which)->seen, params, out, &found);
}
