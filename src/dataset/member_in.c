/* member_in.c: people, memberships and offices from a table, by the subjects' own loader. */
#include <string.h>

#include "dataset/kinds.h"
#include "member/load.h"
#include "person/field.h"

enum { FIELDS_MAX = 64 };

static void
verdict(void *sink, int64_t line, const char *status, const struct hn_fault *fault)
{
    struct hn_import *in = sink;

    if (strcmp(status, "bad") == 0)
        in->bad++;
    else
        in->taken++;
    in->verdict(in->sink, line, status, fault);
}

/* true when every cell of the row could be read; else its verdict is told. */
static bool
readable(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *column = "", *key = hn_table_row_fault(t, &column);

    if (key == NULL)
        return true;
    hn_fail(c, HN_INVALID, column, key);
    hn_dataset_bad(c, in, hn_table_row(t));
    return false;
}

/* --- people --- */

static enum hn_rc
read_pdate(struct hn_ctx *c, struct hn_table *t, const char *column, hn_pdate *out)
{
    return hn_pdate_parse(hn_table_cell(t, column), out) ? HN_OK
                                                         : hn_fail(c, HN_INVALID, column, "not_pdate");
}

static enum hn_rc
read_person(struct hn_ctx *c, struct hn_table *t, struct hn_load_person *out)
{
    enum hn_rc rc;

    *out = (struct hn_load_person){
        .line = hn_table_row(t),
        .code = hn_table_cell(t, "code"),
        .basic = { .full_name = hn_table_cell(t, "full_name"),
                   .birth_name = hn_table_cell(t, "birth_name"),
                   .sex = hn_table_cell(t, "sex"),
                   .ethnicity = hn_table_cell(t, "ethnicity"),
                   .edu_general = hn_table_cell(t, "edu_general"),
                   .edu_degree = hn_table_cell(t, "edu_degree"),
                   .political_theory = hn_table_cell(t, "political_theory"),
                   .occupation = hn_table_cell(t, "occupation") },
    };
    rc = read_pdate(c, t, "birth_date", &out->basic.birth_date);
    if (rc == HN_OK)
        rc = read_pdate(c, t, "admit_date", &out->basic.admit_date);
    if (rc == HN_OK)
        rc = read_pdate(c, t, "official_date", &out->basic.official_date);
    return rc;
}

/* Columns named like an encrypted field of the record are taken as that field. */
static size_t
find_fields(struct hn_table *t, const char *names[FIELDS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < hn_person_field_count && count < FIELDS_MAX; i++)
        if (hn_table_has(t, hn_person_fields[i].name))
            names[count++] = hn_person_fields[i].name;
    return count;
}

static enum hn_rc
load_person(struct hn_ctx *c, struct hn_import *in, struct hn_table *t, struct hn_load *load,
            const char *const *names, size_t name_count)
{
    struct hn_load_text fields[FIELDS_MAX];
    struct hn_load_person person;
    struct hn_person_id id;

    if (!readable(c, in, t))
        return HN_OK;
    if (read_person(c, t, &person)) {
        hn_dataset_bad(c, in, hn_table_row(t));
        return HN_OK;
    }
    for (size_t i = 0; i < name_count; i++) {
        const char *text = hn_table_cell(t, names[i]);

        if (*text)
            fields[person.field_count++] = (struct hn_load_text){ names[i], text };
    }
    person.fields = fields;
    return hn_load_person(load, &person, &id);
}

static enum hn_rc
finish(struct hn_load *load)
{
    int64_t taken, bad;

    return hn_load_finish(load, &taken, &bad);
}

enum hn_rc
hn_take_people(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    const char *names[FIELDS_MAX];
    size_t name_count = find_fields(t, names);
    struct hn_load *load;
    enum hn_rc rc = hn_load_begin(c, verdict, in, &load);

    while (rc == HN_OK && hn_table_next(t)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = load_person(c, in, t, load, names, name_count);
        hn_ctx_rewind(c, mark);
        hn_dataset_progress(in, t);
    }
    return rc ? rc : finish(load);
}

/* --- memberships, offices --- */

static enum hn_rc
load_membership(struct hn_ctx *c, struct hn_table *t, struct hn_load *load)
{
    struct hn_load_membership row = {
        .line = hn_table_row(t),
        .person = hn_table_cell(t, "person"),
        .unit = hn_table_cell(t, "unit"),
        .standing = hn_table_cell(t, "standing"),
        .activity = hn_table_cell(t, "activity"),
        .decision = hn_table_cell(t, "decision"),
    };
    enum hn_rc rc = hn_dataset_days(c, t, &row.from, &row.to);

    return rc ? rc : hn_load_membership(load, &row);
}

static enum hn_rc
load_office(struct hn_ctx *c, struct hn_table *t, struct hn_load *load)
{
    struct hn_load_office row = {
        .line = hn_table_row(t),
        .person = hn_table_cell(t, "person"),
        .where = hn_table_cell(t, "unit"),
        .office = hn_table_cell(t, "office"),
        .basis = hn_table_cell(t, "basis"),
        .term = hn_table_cell(t, "term"),
        .decision = hn_table_cell(t, "decision"),
    };
    enum hn_rc rc = hn_dataset_days(c, t, &row.from, &row.to);

    return rc ? rc : hn_load_office(load, &row);
}

static enum hn_rc
take(struct hn_ctx *c, struct hn_import *in, struct hn_table *t,
     enum hn_rc (*load_row)(struct hn_ctx *, struct hn_table *, struct hn_load *))
{
    struct hn_load *load;
    enum hn_rc rc = hn_load_begin(c, verdict, in, &load);

    while (rc == HN_OK && hn_table_next(t)) {
        if (!readable(c, in, t))
            continue;
        rc = load_row(c, t, load);
        if (rc == HN_INVALID) {
            hn_dataset_bad(c, in, hn_table_row(t));
            rc = HN_OK;
        }
        hn_dataset_progress(in, t);
    }
    return rc ? rc : finish(load);
}

enum hn_rc
hn_take_memberships(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return take(c, in, t, load_membership);
}

enum hn_rc
hn_take_offices(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return take(c, in, t, load_office);
}
