/* test_old.c: proves that databases of earlier releases, with rows in them, come up to today's schema whole.
 *
 * A fixture is a database as that release left it (tests/fixture/README.md). On SQLite its file is opened by today's
 * program; for PostgreSQL a backup is made of it as that release would have made it, and restored. Either way every
 * row of before is there after, the figures are those worked out by the old program, the log has its root, and a
 * sealed field opens.
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

#define OLD_SCHEMA 8
#define OLD_ROOT   "46 2c70bcb637968297e9d1a4027ab0a38a7c29a022f3b43473bc1148901778d5df"

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
static const struct hn_sql *const pictures[] = {
    &sql_units, &sql_members, &sql_standings, &sql_offices, &sql_people, &sql_lines, &sql_grants, NULL,
};

static void
picture_of(struct hn_ctx *c, const struct hn_sql *sql, struct hn_buf *out)
{
    struct hn_rows *r;
    int64_t rows = 0;

    assert_int_equal(hn_store_query(c, sql, NULL, &r), HN_OK);
    for (; hn_rows_next(r); rows++)
        hn_buf_printf(out, "%s %s|%s|%s|%lld|%lld|%lld|%lld|%lld\n", sql->name, hn_row_text(r, "a"),
                      hn_row_text(r, "b"), hn_row_text(r, "c"), (long long)hn_row_int(r, "d"),
                      (long long)hn_row_int(r, "e"), (long long)hn_row_int(r, "f"),
                      (long long)hn_row_int(r, "g"), (long long)hn_row_int(r, "h"));
    assert_int_equal(hn_rows_end(r), HN_OK);
    assert_true(rows > 0);
}

/* Tables to which a later step adds rows of its own. */
static bool
may_grow(const char *line)
{
    static const char *const tables[] = {
        "role", "role_right", "role_gives", "schema_version", "kind", "kind_rule", "setting",
    };

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strncmp(line, tables[i], strlen(tables[i])) == 0 && line[strlen(tables[i])] == ':')
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
look(struct hn_test_store *t, struct hn_arena *keep, struct look *out)
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
compare(const struct look *before, const struct look *after)
{
    size_t same = 0;

    assert_string_equal(before->picture, after->picture);
    for (size_t i = 0; i < before->counts.count; i++) {
        bool found = may_grow(before->counts.line[i]) || strncmp(before->counts.line[i], "sqlite_", 7) == 0;

        for (size_t k = 0; !found && k < after->counts.count; k++)
            found = strcmp(before->counts.line[i], after->counts.line[k]) == 0;
        if (!found)
            fail_msg("not as before: %s", before->counts.line[i]);
        same++;
    }
    assert_true(same > 40);
}

/* --- the fixture --- */

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
lay_fixture(struct hn_test_store *t)
{
    const char *data = getenv("HN_TEST_DATA");

    if (data == NULL)
        data = "tests/fixture";
    lay(hn_print(t->arena, "%s/schema-%04d.keys", data, OLD_SCHEMA), hn_print(t->arena, "%s/keys", t->dir));
    lay(hn_print(t->arena, "%s/schema-%04d.db.gz", data, OLD_SCHEMA),
        hn_print(t->arena, "%s/hatnhan.db", t->dir));
}

/* The steps as that release had them. */
static const struct hn_migration *
old_steps(void)
{
    static struct hn_migration steps[OLD_SCHEMA + 1];

    for (int i = 0; i < OLD_SCHEMA; i++)
        steps[i] = hn_migrations[i];
    assert_int_equal(steps[OLD_SCHEMA - 1].number, OLD_SCHEMA);
    return steps;
}

static const struct hn_sql *const *const old_lists[] = { pictures, NULL };

/* All statements of today, and the test's own. */
static const struct hn_sql *const *const *
lists_of_today(void)
{
    static const struct hn_sql *const *all[200];
    size_t n = 0;

    for (; hn_all_sql[n]; n++) {
        assert_true(n < 198);
        all[n] = hn_all_sql[n];
    }
    all[n] = pictures;
    return all;
}

static void
open_as(struct hn_test_store *t, bool today)
{
    t->cfg.migrations = today ? NULL : old_steps();
    t->cfg.lists = today ? lists_of_today() : old_lists;
    assert_int_equal(hn_test_store_open(t), HN_OK);
}

/* --- the figures the old program gave --- */

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
count_checks(void *sink, const char *what_key, bool right)
{
    int *checks = sink;

    if (!right)
        fail_msg("verify: %s", what_key);
    ++*checks;
}

static void
check_figures(struct hn_test_store *t)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    struct hn_audit_root root;
    struct hn_keys *keys;
    int checks = 0;

    assert_int_equal(hn_keys_load(c, t->dir, false, &keys), HN_OK);
    c->keys = keys;
    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    check_counts(c, "22.000.000.000.000", hn_day_of(2021, 12, 31), 24, 312);
    check_counts(c, "22.200.004.000.000", hn_day_of(2021, 12, 31), 14, 164);
    /* A cell moved to another committee on 01/06/2022, and its members with it. */
    check_counts(c, "22.401.001.000.000", hn_day_of(2022, 5, 31), 5, 60);
    check_counts(c, "22.401.001.000.000", hn_day_of(2022, 6, 1), 4, 48);
    assert_int_equal(hn_audit_verify(c, NULL, &root), HN_OK);
    assert_string_equal(hn_audit_root_text(c->arena, &root), OLD_ROOT);
    assert_int_equal(hn_verify(c, count_checks, &checks), HN_OK);
    assert_true(checks > 5);
    hn_store_read_end(t->store, c);
    c->keys = NULL;
    hn_keys_free(keys);
}

/* --- the two ways --- */

static void
test_file_is_brought_up(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)16 << 20);
    struct look before, after;
    struct stat aside;

    lay_fixture(t);
    open_as(t, false);
    look(t, keep, &before);
    hn_test_store_close(t);
    open_as(t, true);
    look(t, keep, &after);
    compare(&before, &after);
    check_figures(t);
    /* The old file was set aside before its first step. */
    assert_int_equal(stat(hn_print(keep, "%s/before-%04d.db", t->dir, OLD_SCHEMA + 1), &aside), 0);
    hn_arena_free(keep);
}

static void
test_backup_is_restored(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_test_store old;
    struct hn_arena *keep = hn_arena_new((size_t)16 << 20);
    struct hn_backup_about wrote = { 0 }, read;
    struct look before, after;
    struct hn_keys *keys;

    assert_true(hn_test_store_place(&old, false));
    lay_fixture(&old);
    open_as(&old, false);
    look(&old, keep, &before);
    hn_test_store_fresh(&old);
    assert_int_equal(hn_keys_load(&old.c, old.dir, false, &keys), HN_OK);
    old.c.keys = t->c.keys = keys;
    const char *path = hn_print(keep, "%s/old.backup", old.dir);

    assert_int_equal(hn_backup_to_file(&old.c, old.store, path, &wrote), HN_OK);
    assert_int_equal(wrote.schema, OLD_SCHEMA);
    lay(hn_print(keep, "%s/keys", old.dir), hn_print(keep, "%s/keys", t->dir));
    t->cfg.lists = lists_of_today();
    assert_int_equal(hn_backup_restore(&t->c, &t->cfg, path, &read), HN_OK);
    assert_int_equal(read.rows, wrote.rows);
    old.c.keys = t->c.keys = NULL;
    hn_keys_free(keys);
    open_as(t, true);
    look(t, keep, &after);
    compare(&before, &after);
    check_figures(t);
    hn_test_store_remove(&old);
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_SQLITE(test_file_is_brought_up),
        HN_TEST_BOTH(test_backup_is_restored),
    };

    return cmocka_run_group_tests_name("old", tests, NULL, NULL);
}
