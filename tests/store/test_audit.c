/* test_audit.c: proves, on both engines, that the log tells whoever touched it: every altered, removed, added or
 * exchanged line is found, with its number, and a log that does not continue an earlier root is refused. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "support/org.h"

#define LINES 120

static const struct hn_sql sql_what = { .name = "t.what",
                                        .text = "UPDATE audit_line SET what = 'edit.x' WHERE sequence = $1" };
static const struct hn_sql sql_at = { .name = "t.at",
                                      .text = "UPDATE audit_line SET at = at + 1 WHERE sequence = $1" };
static const struct hn_sql sql_actor = {
    .name = "t.actor", .text = "UPDATE audit_line SET actor = actor + 1 WHERE sequence = $1"
};
static const struct hn_sql sql_drop = { .name = "t.drop",
                                        .text = "DELETE FROM audit_line WHERE sequence = $1" };
static const struct hn_sql sql_leaf = { .name = "t.leaf",
                                        .text = "UPDATE audit_line SET leaf = $2 WHERE sequence = $1" };
static const struct hn_sql sql_exchange = {
    .name = "t.exchange",
    .text = "UPDATE audit_line SET record = CASE WHEN sequence = $1 THEN (SELECT b.record FROM audit_line b"
            " WHERE b.sequence = $2) ELSE (SELECT b.record FROM audit_line b WHERE b.sequence = $1) END"
            " WHERE sequence IN ($1, $2)"
};
static const struct hn_sql sql_add = { .name = "t.add",
                                       .text = "INSERT INTO audit_line SELECT sequence + $1, at, actor, "
                                               "what, record, person_id, unit_id, field_group, purpose,"
                                               " request, digest, leaf FROM audit_line WHERE sequence = $2" };
static const struct hn_sql *const own[] = { &sql_what, &sql_at,       &sql_actor, &sql_drop,
                                            &sql_leaf, &sql_exchange, &sql_add,   NULL };
static const struct hn_sql *const wrongs[] = { &sql_what, &sql_at, &sql_actor, &sql_drop, &sql_exchange };

static enum hn_rc
write_lines(struct hn_ctx *c, int64_t count)
{
    enum hn_rc rc = HN_OK;

    for (int64_t i = 0; i < count && rc == HN_OK; i++) {
        c->now += 1000;
        rc = i % 3 ? hn_audit_change(c, "unit.rename", 1000 + i, (struct hn_unit_id){ 7 }, "cũ", "mới")
                   : hn_audit(c, "sign_in", 1000 + i);
    }
    return rc;
}

static enum hn_rc
make(struct hn_ctx *c, void *arg)
{
    struct hn_audit_root root, first = { 0 };

    (void)arg;
    EXPECT_RC(hn_audit_root(c, &root), HN_OK);
    EXPECT(root.size == 0);
    EXPECT_RC(hn_audit_verify(c, NULL, &root), HN_OK);
    EXPECT_RC(write_lines(c, 37), HN_OK);
    EXPECT_RC(hn_audit_root(c, &first), HN_OK);
    EXPECT(first.size == 37);
    EXPECT_RC(write_lines(c, LINES - 37), HN_OK);
    EXPECT_RC(hn_audit_verify(c, &first, &root), HN_OK);
    EXPECT(root.size == LINES);
    EXPECT_RC(hn_audit_verify(c, &root, &root), HN_OK);
    /* A root of another log of that size, and one of a future size, are not continued. */
    struct hn_audit_root other = first;

    other.hash[5] ^= 1;
    EXPECT_RC(hn_audit_verify(c, &other, &root), HN_CONFLICT);
    EXPECT(strcmp(c->faults[0].key, "audit.not_continuation") == 0 && strcmp(c->faults[0].arg, "37") == 0);
    hn_fault_clear(c);
    other = root;
    other.size++;
    EXPECT_RC(hn_audit_verify(c, &other, &root), HN_CONFLICT);
    hn_fault_clear(c);
    return HN_OK;
}

struct wrong {
    const struct hn_sql *sql;
    int64_t sequence, add_by;
    int64_t found;
};

/* Do the wrong, look for it, and have the writer take all of it back. */
static enum hn_rc
do_wrong(struct hn_ctx *c, void *arg)
{
    struct wrong *w = arg;
    const struct hn_param one[] = { hn_p_int(w->sequence), HN_P_END };
    const struct hn_param next[] = { hn_p_int(w->sequence), hn_p_int(w->sequence + 1), HN_P_END };
    const struct hn_param two[] = { hn_p_int(w->add_by), hn_p_int(w->sequence), HN_P_END };
    struct hn_audit_root root;
    int64_t touched;
    enum hn_rc rc = hn_store_do_count(c, w->sql,
                                      w->sql == &sql_add        ? two
                                      : w->sql == &sql_exchange ? next
                                                                : one,
                                      &touched);

    w->found = 0;
    if (rc == HN_OK && touched > 0 && hn_audit_verify(c, NULL, &root) == HN_CONFLICT) {
        int64_t at = 0;

        if (sscanf(c->faults[0].arg, "%" SCNd64, &at) == 1)
            w->found = at;
    }
    hn_fault_clear(c);
    return HN_DENIED;
}

static void
test_wrongs_are_found(void **state)
{
    HN_TEST_PLACE(state);
    assert_int_equal(hn_org_open(t, own), HN_OK);
    hn_org_story(t, make);
    for (int64_t sequence = 1; sequence <= LINES; sequence++) {
        for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
            struct wrong w = { .sql = wrongs[i], .sequence = sequence };

            if (w.sql == &sql_exchange && sequence == LINES)
                continue;
            hn_store_write(t->store, hn_test_store_fresh(t), do_wrong, &w);
            assert_int_equal(w.found, sequence);
        }
    }
}

/* A line more, before the first or after the last. */
static void
test_added_lines_are_found(void **state)
{
    HN_TEST_PLACE(state);
    assert_int_equal(hn_org_open(t, own), HN_OK);
    hn_org_story(t, make);
    struct wrong after = { .sql = &sql_add, .sequence = LINES, .add_by = 1 };
    struct wrong before = { .sql = &sql_add, .sequence = 1, .add_by = -1 };

    hn_store_write(t->store, hn_test_store_fresh(t), do_wrong, &after);
    assert_int_equal(after.found, LINES + 1);
    hn_store_write(t->store, hn_test_store_fresh(t), do_wrong, &before);
    assert_int_equal(before.found, 1);
}

/* Line and leaf altered together: the edge no longer fits, though no single line looks wrong. */
static enum hn_rc
alter_with_leaf(struct hn_ctx *c, void *arg)
{
    uint8_t leaf[32] = { 0 };
    const struct hn_param params[] = { hn_p_int(LINES), hn_p_bytes((struct hn_bytes){ leaf, sizeof leaf }),
                                       HN_P_END };
    const struct hn_param last[] = { hn_p_int(LINES), HN_P_END };
    struct hn_audit_root root;

    (void)arg;
    EXPECT_RC(hn_store_do(c, &sql_leaf, params), HN_OK);
    EXPECT_RC(hn_audit_verify(c, NULL, &root), HN_CONFLICT);
    EXPECT_RC(hn_store_do(c, &sql_drop, last), HN_OK);
    hn_fault_clear(c);
    EXPECT_RC(hn_audit_verify(c, NULL, &root), HN_CONFLICT);
    EXPECT(strcmp(c->faults[0].key, "audit.head") == 0);
    return HN_OK;
}

static void
test_edge_tells(void **state)
{
    HN_TEST_PLACE(state);
    assert_int_equal(hn_org_open(t, own), HN_OK);
    hn_org_story(t, make);
    hn_org_story(t, alter_with_leaf);
}

struct sheet {
    size_t lines;
    char last[128];
};

static void
take(void *sink, const char *line)
{
    struct sheet *s = sink;

    s->lines++;
    snprintf(s->last, sizeof s->last, "%s", line);
}

static enum hn_rc
export_all(struct hn_ctx *c, void *arg)
{
    struct sheet s = { 0 };
    struct hn_audit_root root, read;

    (void)arg;
    EXPECT_RC(make(c, arg), HN_OK);
    EXPECT_RC(hn_audit_export(c, take, &s), HN_OK);
    EXPECT(s.lines == LINES + 1);
    EXPECT(strncmp(s.last, "root ", 5) == 0);
    s.last[strlen(s.last) - 1] = '\0';
    EXPECT(hn_audit_root_parse(s.last + 5, &read));
    EXPECT_RC(hn_audit_root(c, &root), HN_OK);
    EXPECT(read.size == root.size && memcmp(read.hash, root.hash, sizeof root.hash) == 0);
    EXPECT(!hn_audit_root_parse("", &read) && !hn_audit_root_parse("5", &read) &&
           !hn_audit_root_parse("5 ab", &read));
    EXPECT(!hn_audit_root_parse(hn_print(c->arena, "-%s", s.last + 5), &read));
    return HN_OK;
}

static void
test_export(void **state)
{
    HN_TEST_PLACE(state);
    hn_org_story(t, export_all);
}

/* Looks are told as they were, each once, under the one who looked. */
static enum hn_rc
looks(struct hn_ctx *c, void *arg)
{
    struct hn_ctx *reader = HN_NEW(c->arena, struct hn_ctx);
    struct hn_audit_root root;
    struct sheet s = { 0 };

    (void)arg;
    *reader = *c;
    reader->actor.v = 42;
    reader->looks = NULL;
    EXPECT(!hn_audit_owes(reader));
    EXPECT_RC(hn_audit_write_looks(c, reader), HN_OK);
    for (int64_t i = 0; i < 50; i++) {
        hn_audit_look(reader, "search", (struct hn_person_id){ 500 + i }, (struct hn_unit_id){ 7 }, "", "");
        hn_audit_look(reader, "search", (struct hn_person_id){ 500 + i }, (struct hn_unit_id){ 7 }, "", "");
    }
    hn_audit_look(reader, "reveal", (struct hn_person_id){ 549 }, (struct hn_unit_id){ 7 }, "contact",
                  "duty_check");
    EXPECT(hn_audit_owes(reader));
    EXPECT_RC(hn_audit_write_looks(c, reader), HN_OK);
    EXPECT_RC(hn_audit_verify(c, NULL, &root), HN_OK);
    EXPECT(root.size == 51);
    EXPECT_RC(hn_audit_export(c, take, &s), HN_OK);
    EXPECT(s.lines == 52);
    return HN_OK;
}

static void
test_looks(void **state)
{
    HN_TEST_PLACE(state);
    hn_org_story(t, looks);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_wrongs_are_found),
        HN_TEST_BOTH(test_added_lines_are_found),
        HN_TEST_BOTH(test_edge_tells),
        HN_TEST_BOTH(test_export),
        HN_TEST_BOTH(test_looks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
