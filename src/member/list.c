/* list.c: members in lists: which statement serves a filter, and reading its rows (list.h, list_sql.h).
 *
 * A list is read one of six ways: by the units of a small scope, by the names of a large one, by a rare word, by a
 * number or code, by an activity few are in, by the persons of a scope that has no units (one's own record, a case).
 */
#include "member/list.h"

#include <assert.h>
#include <string.h>

#include "audit/audit.h"
#include "member/list_ask.h"
#include "member/member.h"

/* --- statements: each way to list and to count --- */

#define PAGE(limit, offset) LIST_ORDER " LIMIT " limit " OFFSET " offset

static const struct hn_sql sql_list_within = { .name = "member_list.within",
                                               .text = LIST_COLUMNS LIST_BY_UNIT(LIST_UNITS_WITHIN)
                                                   PAGE("$53", "$54") };
static const struct hn_sql sql_list_all = { .name = "member_list.all",
                                            .text = LIST_COLUMNS LIST_BY_UNIT(LIST_UNITS_ALL)
                                                PAGE("$53", "$54") };
static const struct hn_sql sql_list_name = { .name = "member_list.name",
                                             .text = LIST_COLUMNS LIST_BY_NAME PAGE("$53", "$54") };
static const struct hn_sql sql_list_token = { .name = "member_list.token",
                                              .text = LIST_COLUMNS LIST_BY_PERSON(LIST_PERSONS_TOKEN)
                                                  PAGE("$55", "$56") };
static const struct hn_sql sql_list_number = { .name = "member_list.number",
                                               .text = LIST_COLUMNS LIST_BY_PERSON(LIST_PERSONS_NUMBER)
                                                   PAGE("$58", "$59") };
static const struct hn_sql sql_list_activity = { .name = "member_list.activity",
                                                 .text = LIST_COLUMNS LIST_BY_PERSON(LIST_PERSONS_ACTIVITY)
                                                     PAGE("$53", "$54") };
static const struct hn_sql sql_list_self = { .name = "member_list.self",
                                             .text = LIST_COLUMNS LIST_BY_PERSON(LIST_PERSONS_SELF)
                                                 PAGE("$53", "$54") };

#define COUNT "SELECT COUNT(*) AS n"

static const struct hn_sql sql_count_within = { .name = "member_count.within",
                                                .text = COUNT LIST_BY_UNIT(LIST_UNITS_WITHIN) };
static const struct hn_sql sql_count_all = { .name = "member_count.all",
                                             .text = COUNT LIST_BY_UNIT(LIST_UNITS_ALL) };
static const struct hn_sql sql_heads_within = { .name = "member_count.heads_within",
                                                .text = COUNT LIST_HEADS(LIST_UNITS_WITHIN) };
static const struct hn_sql sql_heads_all = { .name = "member_count.heads_all",
                                             .text = COUNT LIST_HEADS(LIST_UNITS_ALL) };
static const struct hn_sql sql_count_token = { .name = "member_count.token",
                                               .text = COUNT LIST_BY_PERSON(LIST_PERSONS_TOKEN) };
static const struct hn_sql sql_count_number = { .name = "member_count.number",
                                                .text = COUNT LIST_BY_PERSON(LIST_PERSONS_NUMBER) };
static const struct hn_sql sql_count_activity = { .name = "member_count.activity",
                                                  .text = COUNT LIST_BY_PERSON(LIST_PERSONS_ACTIVITY) };
static const struct hn_sql sql_count_self = { .name = "member_count.self",
                                              .text = COUNT LIST_BY_PERSON(LIST_PERSONS_SELF) };

/* --- counting --- */

static enum hn_rc
count(struct hn_list_question *q, int64_t mode, int64_t *out)
{
    bool within = q->f->within.v != 0, found;
    const struct hn_sql *sql;
    size_t n;

    if (q->way == BY_NAME)
        q->way = BY_UNIT; /* nothing is sorted, so the units find the rows soonest */
    switch (q->way) {
    case BY_TOKEN:
        sql = &sql_count_token;
        break;
    case BY_NUMBER:
        sql = &sql_count_number;
        break;
    case BY_ACTIVITY:
        sql = &sql_count_activity;
        break;
    case BY_SELF:
        sql = &sql_count_self;
        break;
    default:
        if (q->filtered)
            sql = within ? &sql_count_within : &sql_count_all;
        else
            sql = within ? &sql_heads_within : &sql_heads_all;
    }
    n = hn_list_fill(q, mode);
    q->params[n] = HN_P_END;
    return hn_store_int(q->c, sql, q->params, out, &found);
}

enum hn_rc
hn_member_count(struct hn_ctx *c, const struct hn_member_filter *f, int64_t *out)
{
    struct hn_list_question *q = HN_NEW(c->arena, struct hn_list_question);
    enum hn_rc rc = hn_list_ask(c, f, q);

    *out = 0;
    if (rc || q->nothing)
        return rc;
    return count(q, -1, out);
}

/* --- listing --- */

static const struct hn_sql *
list_statement(const struct hn_list_question *q)
{
    switch (q->way) {
    case BY_NAME:
        return &sql_list_name;
    case BY_TOKEN:
        return &sql_list_token;
    case BY_NUMBER:
        return &sql_list_number;
    case BY_ACTIVITY:
        return &sql_list_activity;
    case BY_SELF:
        return &sql_list_self;
    case BY_UNIT:
        break;
    }
    return q->f->within.v ? &sql_list_within : &sql_list_all;
}

static struct hn_member_row
row_of(struct hn_ctx *c, struct hn_rows *rows)
{
    struct hn_member_row row = {
        .person = { hn_row_int(rows, "person_id") },
        .code = hn_row_text(rows, "code"),
        .full_name = hn_row_text(rows, "full_name"),
        .birth_date = (hn_pdate)hn_row_int(rows, "birth_date"),
        .sex = hn_row_text(rows, "sex"),
        .ethnicity = hn_row_text(rows, "ethnicity"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "unit_code"),
        .unit_name = hn_row_text(rows, "unit_name"),
        .standing = hn_row_text(rows, "standing"),
        .activity = hn_row_text(rows, "activity"),
        .office = hn_row_text(rows, "office"),
        .admit_date = (hn_pdate)hn_row_int(rows, "admit_date"),
        .official_date = (hn_pdate)hn_row_int(rows, "official_date"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
    };

    row.party_age = hn_pdate_age(row.admit_date, c->on);
    return row;
}

struct reading {
    struct hn_list_question *q;
    int64_t offset, limit;
    bool stream;
    void (*emit)(void *sink, const struct hn_member_row *row);
    void *sink;
};

/* Rows of one mode; *got is how many came. */
static enum hn_rc
read_mode(struct reading *r, int64_t mode, int64_t *got)
{
    struct hn_list_question *q = r->q;
    struct hn_ctx *c = q->c;
    size_t n = hn_list_fill(q, mode);
    struct hn_rows *rows;
    enum hn_rc rc;

    *got = 0;
    q->params[n++] = hn_p_int(r->limit);
    q->params[n++] = hn_p_int(r->offset);
    q->params[n] = HN_P_END;
    rc = hn_store_query(c, list_statement(q), q->params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_member_row row = row_of(c, rows);

        (*got)++;
        if (q->way == BY_NUMBER)
            hn_audit_look(c, "search", row.person, row.unit, "", "");
        r->emit(r->sink, &row);
        if (r->stream && q->way != BY_NUMBER)
            hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

/* With marks in the words: first the names that have them, then the others, as one list. */
static enum hn_rc
read_marked(struct reading *r)
{
    int64_t got, exact = r->offset;
    enum hn_rc rc = read_mode(r, 1, &got);

    if (rc || got >= r->limit)
        return rc;
    exact += got;
    if (got == 0 && r->offset > 0) {
        struct hn_list_question counting = *r->q;

        rc = count(&counting, 1, &exact);
        if (rc)
            return rc;
    }
    r->offset = r->offset > exact ? r->offset - exact : 0;
    r->limit -= got;
    return read_mode(r, 2, &got);
}

enum hn_rc
hn_member_list(struct hn_ctx *c, const struct hn_member_filter *f, int64_t offset, int64_t limit,
               void (*emit)(void *sink, const struct hn_member_row *row), void *sink)
{
    struct hn_list_question *q = HN_NEW(c->arena, struct hn_list_question);
    struct reading r = { .q = q,
                         .offset = offset,
                         .limit = limit ? limit : INT64_MAX,
                         .stream = limit == 0,
                         .emit = emit,
                         .sink = sink };
    int64_t got;
    enum hn_rc rc = hn_list_ask(c, f, q);

    if (rc || q->nothing)
        return rc;
    if (q->marked)
        return read_marked(&r);
    return read_mode(&r, 0, &got);
}

const struct hn_sql *const hn_member_list_sql[] = {
    &sql_list_within,  &sql_list_all,      &sql_list_name,      &sql_list_token,
    &sql_list_number,  &sql_list_activity, &sql_count_activity, &sql_list_self,
    &sql_count_within, &sql_count_all,     &sql_heads_within,   &sql_heads_all,
    &sql_count_token,  &sql_count_number,  &sql_count_self,     NULL,
};
