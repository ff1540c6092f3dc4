/* log.c: the audit log as people read it (log.h). */
#include "report/log.h"

#include <assert.h>
#include <string.h>

#include "access/scope.h"

/* $18 the lines without a unit too, $19 actor, $20 what and $21 its letters that count, $22 and $23 instants. */
#define LINES_FILTER                                                                                         \
    " AND (CAST($19 AS BIGINT) = 0 OR l.actor = $19) AND ($20 = '' OR substr(l.what, 1, $21) = $20) AND "    \
    "l.at >= $22 AND "                                                                                       \
    "l.at < $23"
/* clang-format off */
/* A line about a person that names no unit belongs where the person is today. */
#define LINES_SCOPED                                                                       \
    "((l.unit_id = 0 AND $18 = 1) OR (l.unit_id <> 0 AND " HN_SCOPE_UNITS("l.unit_id") ")" \
    " OR (l.unit_id = 0 AND l.record <> 0"                                                 \
    " AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = l.record"                 \
    " AND m.known_to = 9223372036854775807 AND m.valid_from <= $1 AND m.valid_to > $1"     \
    " AND " HN_SCOPE_UNITS("m.unit_id") ")))" LINES_FILTER
/* clang-format on */
/* $1 today, $2 the person. */
#define LINES_OF_PERSON                                                                                      \
    "(l.person_id = $2 OR l.record = $2) AND (CAST($3 AS BIGINT) = 0 OR l.actor = $3) AND ($4 = '' OR "      \
    "substr(l.what, 1, "                                                                                     \
    "$5) = $4)"                                                                                              \
    " AND l.at >= $6 AND l.at < $7"
#define LINE_COLUMNS                                                                                         \
    "SELECT l.sequence AS sequence, l.at AS at, l.actor AS actor, coalesce(u.name, '') AS actor_name, "      \
    "l.what AS what,"                                                                                        \
    " l.record AS record, l.person_id AS person_id, l.unit_id AS unit_id, coalesce(v.name, '') AS "          \
    "unit_name,"                                                                                             \
    " l.field_group AS field_group, l.purpose AS purpose FROM audit_line l LEFT JOIN account u ON u.id = "   \
    "l.actor"                                                                                                \
    " LEFT JOIN unit_version v ON v.unit_id = l.unit_id AND v.known_to = 9223372036854775807"                \
    " AND v.valid_from <= $1 AND v.valid_to > $1 WHERE "

static const struct hn_sql sql_scoped = { .name = "log.lines",
                                          .text = LINE_COLUMNS LINES_SCOPED
                                          " ORDER BY l.sequence DESC LIMIT $24 OFFSET $25" };

static const struct hn_sql sql_scoped_count = {
    .name = "log.count", .text = "SELECT count(*) AS n FROM audit_line l WHERE " LINES_SCOPED
};

static const struct hn_sql sql_person = { .name = "log.of_person",
                                          .text = LINE_COLUMNS LINES_OF_PERSON
                                          " ORDER BY l.sequence DESC LIMIT $8 OFFSET $9" };

static const struct hn_sql sql_person_count = {
    .name = "log.of_person_count",
    .text = "SELECT count(*) AS n FROM audit_line l WHERE $1 > 0 AND " LINES_OF_PERSON
};

#define PARAMS_MAX (HN_SCOPE_PARAMS + 10)

/* A what that ends with a dot stands for all that begin so. */
static size_t
add_filter(const struct hn_audit_filter *f, struct hn_param *params, size_t n)
{
    bool dated = f->from != 0 || f->to != 0;
    const char *what = f->what ? f->what : "";
    size_t len = strlen(what);

    params[n++] = hn_p_id(f->actor.v);
    params[n++] = hn_p_text(what);
    params[n++] = hn_p_int(len && what[len - 1] == '.' ? (int64_t)len : 1000);
    params[n++] = hn_p_time(dated && f->from > -1000000 ? (int64_t)f->from * HN_DAY_US - HN_ZONE_US
                                                        : INT64_MIN);
    params[n++] = hn_p_time(dated && f->to < 10000000 ? (int64_t)f->to * HN_DAY_US - HN_ZONE_US : INT64_MAX);
    return n;
}

/* Rights and parameters. *of_person: which of the two statements they are for. */
static enum hn_rc
prepare(struct hn_ctx *c, const struct hn_audit_filter *f, struct hn_param *params, size_t *n,
        bool *of_person)
{
    struct hn_scope scope;
    bool whole;
    enum hn_rc rc;

    *of_person = f->person.v != 0;
    if (*of_person) {
        rc = hn_need_person(c, HN_MAY_READ_LOG, f->person, HN_GROUP_BASIC);
        if (rc)
            return rc;
        params[0] = hn_p_day(c->today);
        params[1] = hn_p_id(f->person.v);
        *n = add_filter(f, params, 2);
        return HN_OK;
    }
    rc = hn_scope_of(c, HN_MAY_READ_LOG, f->within, &scope);
    if (rc)
        return rc;
    rc = hn_scope_is_whole(c, &scope, &whole);
    if (rc)
        return rc;
    *n = hn_scope_fill(c, &scope, params);
    params[(*n)++] = hn_p_int(f->within.v == 0 && (whole || c->actor.v == HN_USER_SYSTEM.v));
    *n = add_filter(f, params, *n);
    return HN_OK;
}

enum hn_rc
hn_audit_lines(struct hn_ctx *c, const struct hn_audit_filter *f, int64_t offset, int64_t limit,
               void (*emit)(void *sink, const struct hn_audit_line *line), void *sink)
{
    struct hn_param params[PARAMS_MAX];
    struct hn_rows *rows;
    bool of_person;
    size_t n;
    enum hn_rc rc = prepare(c, f, params, &n, &of_person);

    assert(offset >= 0 && limit >= 0);
    if (rc)
        return rc;
    params[n++] = hn_p_int(limit);
    params[n++] = hn_p_int(offset);
    params[n] = HN_P_END;
    rc = hn_store_query(c, of_person ? &sql_person : &sql_scoped, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_audit_line line = {
            .sequence = hn_row_int(rows, "sequence"),
            .at = hn_row_int(rows, "at"),
            .actor = { hn_row_int(rows, "actor") },
            .actor_name = hn_row_text(rows, "actor_name"),
            .what = hn_row_text(rows, "what"),
            .record = hn_row_int(rows, "record"),
            .person = { hn_row_int(rows, "person_id") },
            .unit = { hn_row_int(rows, "unit_id") },
            .unit_name = hn_row_text(rows, "unit_name"),
            .group = hn_row_text(rows, "field_group"),
            .purpose = hn_row_text(rows, "purpose"),
        };

        emit(sink, &line);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_audit_count(struct hn_ctx *c, const struct hn_audit_filter *f, int64_t *out)
{
    struct hn_param params[PARAMS_MAX];
    bool of_person, found;
    size_t n;
    enum hn_rc rc = prepare(c, f, params, &n, &of_person);

    if (rc)
        return rc;
    params[n] = HN_P_END;
    return hn_store_int(c, of_person ? &sql_person_count : &sql_scoped_count, params, out, &found);
}

const struct hn_sql *const hn_log_sql[] = { &sql_scoped, &sql_scoped_count, &sql_person, &sql_person_count,
                                            NULL };
