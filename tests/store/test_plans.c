/* test_plans.c: proves that no statement of the program walks through a table that grows: each is found by an
 * index, or stands below with the reason why it may not be. (stack/ section 3)
 */
#include "support/book.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "subjects.h"

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
    "rule_default",
    "vote_matter",
    "paper_kind",
    "paper_right",
    "fee_rate",
    "role",
    "role_action",
    "role_field",
    "role_group",
    "schema_version",
    "score_set",
    "score_criterion",
    "score_class",
    "sqlite_schema",
    "pragma_table_info",
    NULL,
};

/* Statements that walk through a growing table, and why that is right. A name that ends with a dot stands for
 * all that begin so. */
static const struct {
    const char *name, *why;
} may_scan[] = {
    { "book.count", "counts everything, in tests alone" },
    { "load.", "an import reads what it will be held against once, before its first row" },
    { "each.", "an export streams all there is" },
    { "verify.", "the whole book is checked" },
    { "dataset.seats", "an export streams all there is" },
    { "demo.units", "is the folder empty? Asked once" },
    { "demo.secretaries", "a benchmark asks once which secretaries have no account yet" },
    { "demo.figures_cells", "a benchmark asks once for every cell" },
    { "target.chain", "walks the papers of one chain, found step by step through their index" },
    { "target_stand.marked", "walks the units of one target, found through their indexes" },
    { "target_stand.above", "the same" },
    { "account.list", "accounts in the order of their names, stops when the page is full" },
    { "account.count", "how many accounts there are" },
    { "member_list.name", "members in the order of their names, stops when the page is full" },
    { "access.case", "open inspections are a handful" },
    { "access.grants", "the account manager's list: as many rows as accounts, at most 500 shown" },
    { "access.grants_own", "requests that wait for a second person are a handful" },
    { "log.lines", "newest first by its key, and stops when the page is full" },
    { "log.count", "the auditor's total of a scope, asked with the page" },
    { "indicator_list.", "definitions are some hundreds" },
    { "form.of_unit", "forms are a few dozen" },
    { "owed.sheets", "the same, with the periods that fall due in a month" },
    { "criteria.sets", "sets of criteria are a handful" },
    { "movement.list", "movements are a few a year" },
    { "movement.count", "the same" },
    { "movement.figure_study", "papers to be studied are a few a year, asked when a movement is judged" },
    { "place.browse", "the whole map when nothing narrows it" },
    { "place.browse_count", "the same" },
    { "unit.codes", "an import reads every code before its first row" },
    { "place.codes", "the same" },
    { "unit.all_versions", "an import reads the tree once" },
    { "place.all_versions", "the same" },
    { "unit.each_version", "the export of the whole tree" },
    { "place.each_version", "the same" },
    { "unit.all", "everything, for the system itself: the whole tree in order, a page of it" },
    { "unit.all_count", "the same, counted" },
    { "member_list.all", "everything, for the system itself" },
    { "member_count.all", "the same, counted" },
    { "member_count.heads_all", "the same, counted" },
    { "meeting.each", "an export streams all there is within a scope" },
    { "attendance.each", "the same" },
    { "outbox.take", "letters that wait, oldest first, stops when enough are taken" },
    { "erase.waiting", "requests that wait for a second person are a handful" },
    { "task_list.", "all units there are, for the system itself" },
    { "task_count.", "the same, counted" },
    { "weak.list", "all units there are, for the system itself" },
    { "weak.count", "the same, counted" },
    { "paper_list.all",
      "everything newest first, for who reads the whole tree: stops when the page is full" },
    { "paper_list.all_count", "the same, counted" },
    { "programme.list", "all units there are, for the system itself" },
    { "inspection.list", "the same" },
    { "inspection.count", "the same, counted" },
    { "inspection.sums", "the same, summed" },
    { "paper_list.units", "all units there are, for the system itself" },
    { "paper_list.units_count", "the same, counted" },
    { "paper.sent_into", "the same, of one paper" },
    { "paper.taken_over", "the same, of one unit" },
    { "sending.list", "the same, of one paper" },
    { "receipt.note", "all units there are, for the system itself, which opens no papers" },
    { "receipt.read", "the same" },
    { "fee.reliefs", "everything, for the system itself; else found by the units of the scope" },
    { "fee.remittances_waiting", "the same" },
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

/* Does alias stand for the rows that "WITH RECURSIVE name(…)" finds step by step? */
static bool
is_recursive(const char *text, const char *alias)
{
    static const char with[] = "WITH RECURSIVE ";
    char name[64];

    while ((text = strstr(text, with)) != NULL) {
        text += sizeof with - 1;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(text, "("), text);
        if (strcmp(name, alias) == 0 || names_it(text, name, alias))
            return true;
    }
    return false;
}

static bool
is_small(const char *text, const char *alias)
{
    if (is_inner(text, alias) || is_recursive(text, alias))
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
        size_t len = strlen(may_scan[i].name);
        bool prefix = may_scan[i].name[len - 1] == '.';

        if (prefix ? strncmp(may_scan[i].name, name, len) == 0 : strcmp(may_scan[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Lines of the plan that walk through a table which grows. */
static int
scans(const struct hn_sql *sql, const char *plan)
{
    int found = 0;

    for (const char *line = plan; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        int len = (int)strcspn(line, "\n");
        char step[256], alias[64];

        snprintf(step, sizeof step, "%.*s", len, line);
        if (strncmp(step, "SCAN ", 5) != 0)
            continue;
        snprintf(alias, sizeof alias, "%.*s", (int)strcspn(step + 5, " "), step + 5);
        if (strcmp(alias, "CONSTANT") == 0 || alias[0] == '(' || isdigit((unsigned char)alias[0]) ||
            strstr(step, "VIRTUAL TABLE") != NULL || is_small(sql->text, alias))
            continue;
        print_message("%s: %s\n", sql->name, step);
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

/* On PostgreSQL, whose plans depend on its figures, opening alone is asked: every statement compiles there too. */
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_SQLITE(test_a_walk_is_seen),
        HN_TEST_BOTH(test_every_statement_finds_its_rows),
    };

    return cmocka_run_group_tests_name("plans", tests, NULL, NULL);
}
