/* test_plans.c: proves that no statement of the program walks through a table that grows: each is found by an
 * index, or stands below with the reason why it may not be. (stack/ section 3)
 */
#include "support/book.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#if __has_include("subjects.h")
#include "subjects.h"
#endif

/* Tables that hold the same few rows however many members there are. */
static const char *const small_tables[] = {
    "role_gives",
    "setting",
    "kind",
    "kind_rule",
    "person_rule",
    "standing_rule",
    "activity_rule",
    "office_kind",
    "role",
    "role_action",
    "role_field",
    "role_group",
    "schema_version",
    "sqlite_schema",
    "pragma_table_info",
    NULL,
};

/* Statements that walk through a growing table, and why that is right. */
static const struct {
    const char *name, *why;
} may_scan[] = {
    { "book.count", "counts everything, in tests alone" },
    { "access.case", "open inspections are a handful" },
    { "access.grants", "the account manager's list: as many rows as accounts, at most 500 shown" },
    { "access.grants_own", "requests that wait for a second person are a handful" },
    { "log.lines", "newest first by its key, and stops when the page is full" },
    { "log.count", "the auditor's total of a scope, asked with the page" },
    { "place.browse", "the whole map when nothing narrows it" },
    { "place.browse_count", "the same" },
    { "unit.codes", "an import reads every code before its first row" },
    { "place.codes", "the same" },
    { "unit.all_versions", "an import reads the tree once" },
    { "place.all_versions", "the same" },
    { "unit.each_version", "the export of the whole tree" },
    { "place.each_version", "the same" },
    { NULL, NULL },
};

static bool
is_word(char ch)
{
    return isalnum((unsigned char)ch) || ch == '_';
}

/* Does text name table, called alias (or by its own name)? "FROM role AS r", "JOIN role r", "FROM role". */
static bool
names_it(const char *text, const char *table, const char *alias)
{
    size_t len = strlen(table), alias_len = strlen(alias);

    if (strcmp(table, alias) == 0)
        return true;
    for (const char *p = strstr(text, table); p != NULL; p = strstr(p + 1, table)) {
        const char *q = p + len;

        if ((p > text && is_word(p[-1])) || is_word(*q))
            continue;
        q += strspn(q, " \n");
        if (strncmp(q, "AS ", 3) == 0)
            q += 3;
        if (strncmp(q, alias, alias_len) == 0 && !is_word(q[alias_len]))
            return true;
    }
    return false;
}

/* Is alias an answer made inside the statement: "WITH alias AS (", or "(SELECT …) alias"? */
static bool
is_inner(const char *text, const char *alias)
{
    char with[80], as[80], bare[80];

    snprintf(with, sizeof with, "%s AS (", alias);
    snprintf(as, sizeof as, ") AS %s", alias);
    snprintf(bare, sizeof bare, ") %s", alias);
    const char *found[] = { strstr(text, with), strstr(text, as), strstr(text, bare) };

    if (found[0] != NULL && (found[0] == text || !is_word(found[0][-1])))
        return true;
    if (found[1] != NULL && !is_word(found[1][strlen(as)]))
        return true;
    return found[2] != NULL && !is_word(found[2][strlen(bare)]);
}

static bool
is_small(const char *text, const char *alias)
{
    if (is_inner(text, alias))
        return true;
    for (int i = 0; small_tables[i] != NULL; i++) {
        if (names_it(text, small_tables[i], alias))
            return true;
    }
    return false;
}

static bool
is_excused(const char *name)
{
    for (int i = 0; may_scan[i].name != NULL; i++) {
        if (strcmp(may_scan[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Lines of the plan that walk through a table which grows. */
static int
scans(const struct hn_sql *sql, char *plan)
{
    int found = 0;
    char *rest = plan;

    for (char *line = strtok_r(plan, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        char alias[64] = "";

        if (strncmp(line, "SCAN ", 5) != 0)
            continue;
        size_t len = strcspn(line + 5, " ");

        snprintf(alias, sizeof alias, "%.*s", (int)len, line + 5);
        if (strcmp(alias, "CONSTANT") == 0 || alias[0] == '(' || isdigit((unsigned char)alias[0]) ||
            strstr(line, "VIRTUAL TABLE") != NULL || is_small(sql->text, alias))
            continue;
        print_message("%s: %s\n", sql->name, line);
        found++;
    }
    return found;
}

static int
walk(struct hn_test_store *t, const struct hn_sql *const *list, int *seen)
{
    struct hn_ctx *c = &t->c;
    int found = 0;

    for (; *list != NULL; list++) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        struct hn_buf plan;

        hn_buf_init(&plan, c->arena, 0);
        assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
        assert_int_equal(hn_store_plan(c, *list, &plan), HN_OK);
        hn_store_read_end(t->store, c);
        if (plan.data != NULL && !is_excused((*list)->name))
            found += scans(*list, plan.data);
        ++*seen;
        hn_arena_rewind(c->arena, mark);
    }
    return found;
}

static const struct hn_sql sql_walks = {
    .name = "test.walks",
    .text = "SELECT b.id FROM book b CROSS JOIN page ON page.book_id = b.id WHERE b.title LIKE $1"
};
static const struct hn_sql *const walking[] = { &sql_walks, NULL };

/* The test itself sees a walk when there is one, under another name, and none where there is none. */
static void
test_a_walk_is_seen(void **state)
{
    HN_TEST_PLACE(state);
    const struct hn_sql *const *const lists[] = { hn_book_lists[0], hn_book_lists[1], walking, NULL };
    int seen = 0;

    t->cfg.lists = lists;
    t->cfg.migrations = hn_book_steps;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(walk(t, walking, &seen), 1);
    assert_int_equal(walk(t, hn_book_lists[0], &seen), 0);
    assert_int_equal(walk(t, hn_book_lists[1], &seen), 0);
    assert_int_equal(seen, 10);
    assert_true(names_it("SELECT 1 FROM role AS r", "role", "r"));
    assert_true(names_it("SELECT 1 FROM role r, kind k", "kind", "k"));
    assert_false(names_it("SELECT 1 FROM role_x r", "role", "r"));
    assert_false(names_it("SELECT 1 FROM role rr", "role", "r"));
}

#if __has_include("subjects.h")
static void
test_every_statement_finds_its_rows(void **state)
{
    HN_TEST_PLACE(state);
    int seen = 0, found = 0;

    t->cfg.lists = hn_all_sql;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    for (int i = 0; hn_all_sql[i] != NULL; i++)
        found += walk(t, hn_all_sql[i], &seen);
    print_message("%d statements\n", seen);
    assert_int_equal(found, 0);
}
#endif

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_SQLITE(test_a_walk_is_seen),
#if __has_include("subjects.h")
        HN_TEST_SQLITE(test_every_statement_finds_its_rows),
#endif
    };

    return cmocka_run_group_tests_name("plans", tests, NULL, NULL);
}
