/* test_old.c: proves that databases of earlier releases, with rows in them, come up to today's schema whole.
 *
 * A fixture is a database as that release left it (tests/fixture/README.md). On SQLite its file is opened by today's
 * program; for PostgreSQL a backup is made of it as that release would have made it, and restored. Either way every
 * row of before is there after, the figures are those worked out by the old program, the log has its root, and a
 * sealed field opens. What a later step moved into another table is read where it stands now, under its old id.
 */
#include "support/store_test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "audit/audit.h"
#include "base/seal.h"
#include "census/counts.h"
#include "report/verify.h"
#include "store/backup.h"
#include "store/migrate.h"
#include "subjects.h"
#include "unit/unit.h"

/* --- what is compared --- */

static const struct hn_sql sql_units = {
    .name = "test.old_units",
    .text = "SELECT code AS a, name AS b, kind AS c, valid_from AS d, valid_to AS e, known_from AS f,"
            " known_to AS g, parent_id AS h FROM unit_version ORDER BY unit_id, known_from, valid_from, id"
};
static const struct hn_sql sql_members = {
    .name = "test.old_members",
    .text =
        "SELECT '' AS a, '' AS b, '' AS c, valid_from AS d, valid_to AS e, known_from AS f, person_id AS g,"
        " unit_id AS h FROM membership ORDER BY person_id, known_from, valid_from, id"
};
static const struct hn_sql sql_standings = {
    .name = "test.old_standings",
    .text = "SELECT standing AS a, '' AS b, '' AS c, valid_from AS d, valid_to AS e, known_from AS f,"
            " known_to AS g, person_id AS h FROM standing ORDER BY person_id, known_from, valid_from, id"
};
static const struct hn_sql sql_offices = {
    .name = "test.old_offices",
    .text = "SELECT office AS a, basis AS b, term AS c, valid_from AS d, valid_to AS e, known_from AS f,"
            " unit_id AS g, person_id AS h FROM office ORDER BY person_id, known_from, valid_from, id"
};
static const struct hn_sql sql_people = {
    .name = "test.old_people",
    .text = "SELECT full_name AS a, sex AS b, ethnicity AS c, birth_date AS d, admit_date AS e,"
            " official_date AS f, known_from AS g, person_id AS h FROM person_basic ORDER BY person_id, id"
};
static const struct hn_sql sql_lines = {
    .name = "test.old_lines",
    .text =
        "SELECT what AS a, digest AS b, field_group AS c, sequence AS d, at AS e, actor AS f, record AS g,"
        " unit_id AS h FROM audit_line ORDER BY sequence"
};
static const struct hn_sql sql_grants = {
    .name = "test.old_grants",
    .text = "SELECT role AS a, '' AS b, '' AS c, user_id AS d, unit_id AS e, id AS f, valid_from AS g,"
            " valid_to AS h FROM access_grant ORDER BY id"
};
/* From schema 9 on. */
static const struct hn_sql sql_meetings = {
    .name = "test.old_meetings",
    .text = "SELECT kind AS a, why AS b, place AS c, month AS d, day AS e, held_at AS f, unit_id AS g,"
            " id AS h FROM meeting ORDER BY unit_id, id"
};
static const struct hn_sql sql_rolls = {
    .name = "test.old_rolls",
    .text = "SELECT reason AS a, '' AS b, '' AS c, state AS d, official AS e, via AS f, meeting_id AS g,"
            " person_id AS h FROM attendance ORDER BY unit_id, meeting_id, person_id"
};
static const struct hn_sql sql_tasks = {
    .name = "test.old_tasks",
    .text = "SELECT title AS a, state AS b, result AS c, responsible_id AS d, due AS e, progress AS f,"
            " meeting_id AS g, id AS h FROM task ORDER BY unit_id, id"
};
static const struct hn_sql sql_told = {
    .name = "test.old_told",
    .text = "SELECT state AS a, note AS b, what AS c, progress AS d, at AS e, entered_by AS f, task_id AS g,"
            " id AS h FROM task_event ORDER BY unit_id, task_id, id"
};
static const struct hn_sql sql_sessions = {
    .name = "test.old_sessions",
    .text = "SELECT speaker AS a, adds AS b, '' AS c, paper_id AS d, meeting_id AS e, others AS f,"
            " unit_id AS g, id AS h FROM study_session ORDER BY unit_id, id"
};
static const struct hn_sql sql_visits = {
    .name = "test.old_visits",
    .text = "SELECT state AS a, note AS b, why AS c, person_id AS d, month AS e, meeting_id AS f,"
            " unit_id AS g, id AS h FROM visit ORDER BY unit_id, id"
};
static const struct hn_sql sql_fees = {
    .name = "test.old_fees",
    .text =
        "SELECT method AS a, '' AS b, '' AS c, person_id AS d, month AS e, amount_dong AS f, unit_id AS g,"
        " id AS h FROM fee_payment ORDER BY unit_id, id"
};
static const struct hn_sql sql_studied = {
    .name = "test.old_studied",
    .text = "SELECT kind AS a, number AS b, title AS c, day AS d, due AS e, ended_at AS f, unit_id AS g,"
            " id AS h FROM study_paper ORDER BY unit_id, id"
};
static const struct hn_sql sql_studied_now = {
    .name = "test.old_studied_now",
    .text = "SELECT p.kind AS a, p.number AS b, p.title AS c, p.day AS d, s.due AS e, s.ended_at AS f, "
            "s.unit_id AS g,"
            " s.id AS h FROM study_paper s JOIN paper p ON p.id = s.paper_id AND p.unit_id = s.unit_id"
            " ORDER BY s.unit_id, s.id"
};
static const struct hn_sql sql_files = {
    .name = "test.old_files",
    .text =
        "SELECT p.name AS a, p.type AS b, '' AS c, p.size AS d, LENGTH(k.content) AS e, p.meeting_id AS f,"
        " p.unit_id AS g, p.id AS h FROM meeting_paper p JOIN meeting_paper_content k"
        " ON k.unit_id = p.unit_id AND k.paper_id = p.id ORDER BY p.unit_id, p.id"
};
/* Files of meetings stand in the one store of files (step 31). */
static const struct hn_sql sql_files_now = {
    .name = "test.old_files_now",
    .text = "SELECT p.name AS a, p.type AS b, '' AS c, p.size AS d, LENGTH(k.content) AS e, p.thing_id AS f,"
            " p.unit_id AS g, p.id AS h FROM attachment p JOIN attachment_content k"
            " ON k.unit_id = p.unit_id AND k.attachment_id = p.id WHERE p.thing = 'meeting'"
            " ORDER BY p.unit_id, p.id"
};
/* From schema 40 on. */
static const struct hn_sql sql_papers = { .name = "test.old_papers",
                                          .text = "SELECT number AS a, title AS b, state AS c, day AS d, "
                                                  "basis_id AS e, root_id AS f, unit_id AS g, id AS h"
                                                  " FROM paper ORDER BY unit_id, id" };
static const struct hn_sql sql_duties = { .name = "test.old_duties",
                                          .text = "SELECT owes AS a, waived_reason AS b, '' AS c, due AS d, "
                                                  "answer_id AS e, answered_on AS f, unit_id AS g,"
                                                  " paper_id AS h FROM duty ORDER BY unit_id, paper_id" };
static const struct hn_sql sql_targets = {
    .name = "test.old_targets",
    .text =
        "SELECT title AS a, measure AS b, rule AS c, value_milli AS d, due AS e, paper_id AS f, unit_id AS g,"
        " id AS h FROM target ORDER BY unit_id, id"
};
static const struct hn_sql sql_values = { .name = "test.old_values",
                                          .text = "SELECT qualifier AS a, source AS b, note AS c, target_id "
                                                  "AS d, on_day AS e, value_milli AS f, unit_id AS g,"
                                                  " id AS h FROM target_value ORDER BY unit_id, id" };
static const struct hn_sql sql_charges = { .name = "test.old_charges",
                                           .text = "SELECT role AS a, decision AS b, '' AS c, valid_from AS "
                                                   "d, valid_to AS e, area_id AS f, person_id AS g,"
                                                   " id AS h FROM area_charge ORDER BY unit_id, id" };
static const struct hn_sql sql_findings = {
    .name = "test.old_findings",
    .text =
        "SELECT kind AS a, text AS b, answer AS c, answered_at AS d, verified_on AS e, inspection_id AS f,"
        " unit_id AS g, id AS h FROM finding ORDER BY unit_id, id"
};
static const struct hn_sql sql_entries = { .name = "test.old_entries",
                                           .text = "SELECT pledge AS a, '' AS b, '' AS c, movement_id AS d, "
                                                   "person_id AS e, entered_on AS f, unit_id AS g,"
                                                   " id AS h FROM movement_entry ORDER BY unit_id, id" };
static const struct hn_sql sql_resources = { .name = "test.old_resources",
                                             .text = "SELECT project AS a, source AS b, said_by AS c, amount "
                                                     "AS d, worth_dong AS e, on_day AS f, unit_id AS g,"
                                                     " id AS h FROM resource ORDER BY unit_id, id" };
/* A task of before is the work of the unit that set it. */
static const struct hn_sql sql_strayed = {
    .name = "test.old_strayed", .text = "SELECT COUNT(*) AS n FROM task WHERE doer_id <> unit_id"
};

static const struct hn_sql *const pictures_8[] = {
    &sql_units, &sql_members, &sql_standings, &sql_offices, &sql_people, &sql_lines, &sql_grants, NULL,
};
#define SAME_SINCE_21                                                                                        \
    &sql_units, &sql_members, &sql_standings, &sql_offices, &sql_people, &sql_lines, &sql_grants,            \
        &sql_meetings, &sql_rolls, &sql_tasks, &sql_told, &sql_sessions, &sql_visits, &sql_fees
static const struct hn_sql *const pictures_21[] = { SAME_SINCE_21, &sql_studied, &sql_files, NULL };
static const struct hn_sql *const today_of_21[] = { SAME_SINCE_21, &sql_studied_now, &sql_files_now, NULL };
static const struct hn_sql *const pictures_40[] = { SAME_SINCE_21, &sql_studied_now, &sql_files_now,
                                                    &sql_papers,   &sql_duties,      &sql_targets,
                                                    &sql_values,   &sql_charges,     &sql_findings,
                                                    &sql_entries,  &sql_resources,   NULL };
static const struct hn_sql *const own[] = { &sql_strayed, NULL };

static void
picture_of(struct hn_ctx *c, const struct hn_sql *sql, struct hn_buf *out)
{
    struct hn_rows *r;
    int64_t rows = 0;

    assert_int_equal(hn_store_query(c, sql, NULL, &r), HN_OK);
    for (; hn_rows_next(r); rows++)
        hn_buf_printf(out, "%s|%s|%s|%lld|%lld|%lld|%lld|%lld\n", hn_row_text(r, "a"), hn_row_text(r, "b"),
                      hn_row_text(r, "c"), (long long)hn_row_int(r, "d"), (long long)hn_row_int(r, "e"),
                      (long long)hn_row_int(r, "f"), (long long)hn_row_int(r, "g"),
                      (long long)hn_row_int(r, "h"));
    assert_int_equal(hn_rows_end(r), HN_OK);
    if (rows == 0)
        fail_msg("no rows: %s", sql->name);
}

/* --- the fixtures, and the figures the old programs gave --- */

static void
check_counts(struct hn_ctx *c, const char *unit, hn_day on, int64_t cells, int64_t members)
{
    struct hn_unit_id id;
    struct hn_counts got;

    c->on = on;
    assert_int_equal(hn_unit_find(c, unit, &id), HN_OK);
    assert_int_equal(hn_counts_of(c, id, &got), HN_OK);
    assert_int_equal(got.cells, cells);
    assert_int_equal(got.members, members);
}

static void
figures_8(struct hn_ctx *c)
{
    check_counts(c, "22.000.000.000.000", hn_day_of(2021, 12, 31), 24, 312);
    check_counts(c, "22.200.004.000.000", hn_day_of(2021, 12, 31), 14, 164);
    /* A cell moved to another committee on 01/06/2022, and its members with it. */
    check_counts(c, "22.401.001.000.000", hn_day_of(2022, 5, 31), 5, 60);
    check_counts(c, "22.401.001.000.000", hn_day_of(2022, 6, 1), 4, 48);
}

static void
figures_21(struct hn_ctx *c)
{
    struct hn_rows *r;

    check_counts(c, "22.000.000.000.000", hn_day_of(2026, 11, 1), 24, 312);
    check_counts(c, "22.200.004.000.000", hn_day_of(2021, 12, 31), 14, 164);
    assert_int_equal(hn_store_query(c, &sql_strayed, NULL, &r), HN_OK);
    assert_true(hn_rows_next(r));
    assert_int_equal(hn_row_int(r, "n"), 0);
    assert_int_equal(hn_rows_end(r), HN_OK);
}

static void
figures_40(struct hn_ctx *c)
{
    check_counts(c, "22.000.000.000.000", hn_day_of(2026, 11, 1), 24, 312);
    check_counts(c, "22.200.004.000.000", hn_day_of(2021, 12, 31), 14, 164);
}

static const struct old {
    int schema;
    const char *root;
    const struct hn_sql *const *before, *const *after; /* in one order */
    const char *moved;                                 /* tables that are others now: " a b " */
    void (*figures)(struct hn_ctx *c);
} old_8 = { 8,          "46 2c70bcb637968297e9d1a4027ab0a38a7c29a022f3b43473bc1148901778d5df",
            pictures_8, pictures_8,
            "",         figures_8 },
  old_21 = { 21,
             "552 dfd99fdd5c98db19754bf9bf43c1f3f334ed87afd5c00294a3b106305f26aba7",
             pictures_21,
             today_of_21,
             "meeting_paper meeting_paper_content",
             figures_21 },
  old_40 = { 40,          "6116 383de320f78582404e4a3a85cc49eae579dca704541e3c2fd0dfc3c401dc3816",
             pictures_40, pictures_40,
             "",          figures_40 };

/* Tables to which a later step adds rows of its own. */
static bool
may_grow(const char *line)
{
    static const char *const tables[] = {
        "role", "role_right", "role_gives", "schema_version", "kind", "kind_rule", "setting", "rule_default",
    };

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strncmp(line, tables[i], strlen(tables[i])) == 0 && line[strlen(tables[i])] == ':')
            return true;
    return false;
}

/* Is the table of a line "name: rows" one of these? */
static bool
is_of(const char *tables, const char *line)
{
    const char *end = strchr(line, ':');
    size_t len = end ? (size_t)(end - line) : 0;

    for (const char *at = tables; len && *at; at += strcspn(at, " "), at += strspn(at, " "))
        if (strcspn(at, " ") == len && strncmp(at, line, len) == 0)
            return true;
    return false;
}

struct counted {
    struct hn_arena *arena;
    const char *line[200];
    size_t count;
};

static void
keep_line(void *arg, const char *line)
{
    struct counted *k = arg;

    assert_true(k->count < sizeof k->line / sizeof *k->line);
    k->line[k->count++] = hn_dup(k->arena, line);
}

struct look {
    const char *picture;
    struct counted counts;
};

static void
look(struct hn_test_store *t, const struct hn_sql *const *pictures, struct hn_arena *keep, struct look *out)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    struct hn_buf b;

    out->counts = (struct counted){ .arena = keep };
    hn_buf_init(&b, keep, 0);
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    for (size_t i = 0; pictures[i]; i++)
        picture_of(c, pictures[i], &b);
    assert_int_equal(hn_store_verify(c, keep_line, &out->counts), HN_OK);
    hn_store_read_end(t->store, c);
    out->picture = b.data;
}

static void
compare(const struct old *o, const struct look *before, const struct look *after)
{
    size_t same = 0;

    assert_string_equal(before->picture, after->picture);
    for (size_t i = 0; i < before->counts.count; i++) {
        const char *line = before->counts.line[i];
        bool found = may_grow(line) || is_of(o->moved, line) || strncmp(line, "sqlite_", 7) == 0;

        for (size_t k = 0; !found && k < after->counts.count; k++)
            found = strcmp(line, after->counts.line[k]) == 0;
        if (!found)
            fail_msg("not as before: %s", line);
        same++;
    }
    assert_true(same > 40);
}

/* --- laid and opened --- */

static void
write_whole(const char *path, const void *bytes, size_t len, bool fresh)
{
    int handle = open(path, O_WRONLY | O_CLOEXEC | (fresh ? O_CREAT | O_TRUNC : O_APPEND), 0600);

    assert_true(handle >= 0);
    assert_int_equal(write(handle, bytes, len), len);
    close(handle);
}

/* A fixture's file, unpacked when it is packed, to where the store looks for it. */
static void
lay(const char *from, const char *to)
{
    static unsigned char piece[65536];
    gzFile in = gzopen(from, "rb");
    int got;
    bool fresh = true;

    assert_non_null(in);
    while ((got = gzread(in, piece, sizeof piece)) > 0) {
        write_whole(to, piece, (size_t)got, fresh);
        fresh = false;
    }
    assert_int_equal(got, 0);
    assert_false(fresh);
    gzclose(in);
}

static void
lay_fixture(struct hn_test_store *t, const struct old *o)
{
    const char *data = getenv("HN_TEST_DATA");

    if (data == NULL)
        data = "tests/fixture";
    lay(hn_print(t->arena, "%s/schema-%04d.keys", data, o->schema), hn_print(t->arena, "%s/keys", t->dir));
    lay(hn_print(t->arena, "%s/schema-%04d.db.gz", data, o->schema),
        hn_print(t->arena, "%s/hatnhan.db", t->dir));
}

/* The steps as that release had them. */
static const struct hn_migration *
old_steps(struct hn_arena *a, int schema)
{
    struct hn_migration *steps = HN_NEW_N(a, struct hn_migration, (size_t)schema + 1);

    for (int i = 0; i < schema; i++)
        steps[i] = hn_migrations[i];
    steps[schema] = (struct hn_migration){ .number = 0 };
    assert_int_equal(steps[schema - 1].number, schema);
    return steps;
}

/* Statements of that release that are asked, or all of today and the test's own. */
static const struct hn_sql *const *const *
lists_of(struct hn_arena *a, const struct old *o, bool today)
{
    const struct hn_sql *const **all = HN_NEW_N(a, const struct hn_sql *const *, 400);
    size_t n = 0;

    for (; today && hn_all_sql[n]; n++) {
        assert_true(n < 396);
        all[n] = hn_all_sql[n];
    }
    all[n++] = today ? o->after : o->before;
    if (today)
        all[n++] = own;
    all[n] = NULL;
    return all;
}

static void
open_as(struct hn_test_store *t, struct hn_arena *keep, const struct old *o, bool today)
{
    t->cfg.migrations = today ? NULL : old_steps(keep, o->schema);
    t->cfg.lists = lists_of(keep, o, today);
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

static void
count_checks(void *sink, const char *what_key, bool right)
{
    int *checks = sink;

    if (!right)
        fail_msg("verify: %s", what_key);
    ++*checks;
}

static void
check_figures(struct hn_test_store *t, const struct old *o)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    struct hn_audit_root root;
    struct hn_keys *keys;
    int checks = 0;

    assert_int_equal(hn_keys_load(c, t->dir, false, &keys), HN_OK);
    c->keys = keys;
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    o->figures(c);
    assert_int_equal(hn_audit_verify(c, NULL, &root), HN_OK);
    assert_string_equal(hn_audit_root_text(c->arena, &root), o->root);
    assert_int_equal(hn_verify(c, count_checks, &checks), HN_OK);
    assert_true(checks > 5);
    hn_store_read_end(t->store, c);
    c->keys = NULL;
    hn_keys_free(keys);
}

/* --- the two ways --- */

static void
file_is_brought_up(struct hn_test_store *t, const struct old *o)
{
    struct hn_arena *keep = hn_arena_new((size_t)16 << 20);
    struct look before, after;
    struct stat aside;

    lay_fixture(t, o);
    open_as(t, keep, o, false);
    look(t, o->before, keep, &before);
    hn_test_store_close(t);
    open_as(t, keep, o, true);
    look(t, o->after, keep, &after);
    compare(o, &before, &after);
    check_figures(t, o);
    /* The old file was set aside before its first step. */
    assert_int_equal(stat(hn_print(keep, "%s/before-%04d.db", t->dir, o->schema + 1), &aside), 0);
    hn_test_store_close(t); /* it reads its lists until then */
    hn_arena_free(keep);
}

static void
backup_is_restored(struct hn_test_store *t, const struct old *o)
{
    struct hn_test_store old;
    struct hn_arena *keep = hn_arena_new((size_t)16 << 20);
    struct hn_backup_about wrote = { 0 }, read;
    struct look before, after;
    struct hn_keys *keys;

    assert_true(hn_test_store_place(&old, false));
    lay_fixture(&old, o);
    open_as(&old, keep, o, false);
    look(&old, o->before, keep, &before);
    hn_test_store_fresh(&old);
    assert_int_equal(hn_keys_load(&old.c, old.dir, false, &keys), HN_OK);
    old.c.keys = t->c.keys = keys;
    const char *path = hn_print(keep, "%s/old.backup", old.dir);

    assert_int_equal(hn_backup_to_file(&old.c, old.store, path, &wrote), HN_OK);
    assert_int_equal(wrote.schema, o->schema);
    lay(hn_print(keep, "%s/keys", old.dir), hn_print(keep, "%s/keys", t->dir));
    t->cfg.lists = lists_of(keep, o, true);
    assert_int_equal(hn_backup_restore(&t->c, &t->cfg, path, &read), HN_OK);
    assert_int_equal(read.rows, wrote.rows);
    old.c.keys = t->c.keys = NULL;
    hn_keys_free(keys);
    open_as(t, keep, o, true);
    look(t, o->after, keep, &after);
    compare(o, &before, &after);
    check_figures(t, o);
    hn_test_store_remove(&old);
    hn_test_store_close(t);
    hn_arena_free(keep);
}

static void
test_file_of_8_is_brought_up(void **state)
{
    HN_TEST_PLACE(state);
    file_is_brought_up(t, &old_8);
}

static void
test_file_of_21_is_brought_up(void **state)
{
    HN_TEST_PLACE(state);
    file_is_brought_up(t, &old_21);
}

static void
test_file_of_40_is_brought_up(void **state)
{
    HN_TEST_PLACE(state);
    file_is_brought_up(t, &old_40);
}

static void
test_backup_of_8_is_restored(void **state)
{
    HN_TEST_PLACE(state);
    backup_is_restored(t, &old_8);
}

static void
test_backup_of_21_is_restored(void **state)
{
    HN_TEST_PLACE(state);
    backup_is_restored(t, &old_21);
}

static void
test_backup_of_40_is_restored(void **state)
{
    HN_TEST_PLACE(state);
    backup_is_restored(t, &old_40);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_SQLITE(test_file_of_8_is_brought_up),  HN_TEST_SQLITE(test_file_of_21_is_brought_up),
        HN_TEST_SQLITE(test_file_of_40_is_brought_up), HN_TEST_BOTH(test_backup_of_8_is_restored),
        HN_TEST_BOTH(test_backup_of_21_is_restored),   HN_TEST_BOTH(test_backup_of_40_is_restored),
    };

    return cmocka_run_group_tests_name("old", tests, NULL, NULL);
}
