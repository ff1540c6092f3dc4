/* test_unit: proves what the organisation adds to the tree: codes with and without dots, rights over every change, the
 * log, places, members that keep a unit open, and lists in which only the actor's scope is found. */
#include "support/store_test.h"

#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "place/place.h"
#include "unit/unit.h"

static const struct hn_sql sql_grant = { .name = "test.grant",
                                         .text = "INSERT INTO access_grant (user_id, id, role, unit_id, "
                                                 "case_id, valid_from, valid_to, known_from, known_to,"
                                                 " giver, approved_by, reason) VALUES ($1, $1, $2, $3, 0, 0, "
                                                 "2147483647, 0, 9223372036854775807, 1, 1, '')" };
static const struct hn_sql sql_account = {
    .name = "test.account",
    .text =
        "INSERT INTO account (id, name, name_key, person_id, hash, state, lang, totp, totp_offer, totp_step,"
        " created_at, changed_at, seen_at) VALUES ($1, $2, $2, 0, '', 'active', 'vi', NULL, NULL, 0, 0, 0, 0)"
};
static const struct hn_sql sql_member = {
    .name = "test.member",
    .text = "INSERT INTO membership (person_id, id, unit_id, valid_from, valid_to, known_from, known_to, "
            "decision,"
            " reason, entered_by) VALUES (1, 1, $1, $2, $3, 0, 9223372036854775807, '', '', 1)"
};
static const struct hn_sql *const own[] = { &sql_grant, &sql_account, &sql_member, NULL };
static const struct hn_sql *const *const lists[] = {
    hn_tree_sql,      hn_place_sql,  hn_unit_sql, hn_audit_sql, hn_unit_change_sql,
    hn_unit_list_sql, HN_ACCESS_SQL, own,         NULL
};

#define DAY      hn_day_of(2020, 1, 1)
#define PROVINCE "22.000.000.000.000"
#define SEA      "22.100.000.000.000"
#define HILL     "22.200.000.000.000"

enum what { CREATE, RENAME, KIND, MOVE, CLOSE, PLACE, GRANT, MEMBER };

struct op {
    enum what what;
    int64_t actor; /* 0: the program */
    struct hn_unit_id id;
    struct hn_unit_new in;
    struct hn_place_id place;
    hn_day on, to;
    const char *text;
};

static enum hn_rc
run_op(struct hn_ctx *c, void *arg)
{
    struct op *o = arg;
    const struct hn_param account[] = { hn_p_id(o->actor), hn_p_text(o->text), HN_P_END };
    const struct hn_param grant[] = { hn_p_id(o->actor), hn_p_text(o->text), hn_p_id(o->id.v), HN_P_END };
    const struct hn_param member[] = { hn_p_id(o->id.v), hn_p_day(o->on), hn_p_day(o->to), HN_P_END };
    enum hn_rc rc;

    switch (o->what) {
    case CREATE:
        return hn_unit_create(c, &o->in, &o->id);
    case RENAME:
        return hn_unit_rename(c, o->id, o->on, o->text, NULL, "QĐ");
    case KIND:
        return hn_unit_change_kind(c, o->id, o->on, o->text, "QĐ");
    case MOVE:
        return hn_unit_move(c, o->id, o->on, o->in.parent, "QĐ");
    case CLOSE:
        return hn_unit_close(c, o->id, o->on, "QĐ");
    case PLACE:
        return hn_unit_put_place(c, o->id, o->place, o->on, o->to);
    case GRANT:
        rc = hn_store_do(c, &sql_account, account);
        return rc ? rc : hn_store_do(c, &sql_grant, grant);
    case MEMBER:
        break;
    }
    return hn_store_do(c, &sql_member, member);
}

static struct hn_ctx *
as(struct hn_test_store *t, int64_t actor)
{
    struct hn_ctx *c = hn_test_store_fresh(t);

    c->grants = NULL;
    c->looks = NULL;
    c->actor = actor ? (struct hn_user_id){ actor } : HN_USER_SYSTEM;
    c->now++;
    return c;
}

static enum hn_rc
act(struct hn_test_store *t, struct op *o)
{
    return hn_store_write(t->store, as(t, o->what == GRANT ? 0 : o->actor), run_op, o);
}

#define DONE(t, ...) assert_int_equal(act(t, &(struct op){ __VA_ARGS__ }), HN_OK)
#define REFUSED(t, rc, text, ...)                                                                            \
    do {                                                                                                     \
        assert_int_equal(act(t, &(struct op){ __VA_ARGS__ }), rc);                                           \
        assert_string_equal((t)->c.faults[0].key, text);                                                     \
    } while (0)

static struct hn_unit_id
make(struct hn_test_store *t, struct hn_unit_id parent, const char *kind, const char *code, const char *name)
{
    struct op o = { .what = CREATE,
                    .in = { .parent = parent, .kind = kind, .code = code, .name = name, .from = DAY } };

    assert_int_equal(act(t, &o), HN_OK);
    return o.id;
}

struct org {
    struct hn_unit_id province, sea, hill, port, cell, lone;
    int64_t clerk, secretary, stranger;
};

static struct org
set_up(struct hn_test_store *t)
{
    struct org o = { .clerk = 1001, .secretary = 1002, .stranger = 1003 };

    t->cfg.lists = lists;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    o.province = make(t, (struct hn_unit_id){ 0 }, "province", PROVINCE, "Đảng bộ tỉnh");
    o.sea = make(t, o.province, "upper_grassroots", SEA, "Đảng bộ huyện Đầm Hà");
    o.hill = make(t, o.province, "upper_grassroots", HILL, "Đảng bộ huyện Đàm Hạ");
    o.port = make(t, o.sea, "grassroots_committee_org", "22100001000000", "Đảng bộ xã Cảng");
    o.cell = make(t, o.port, "cell", "22.100.001.000.001", "Chi bộ thôn Đông");
    o.lone = make(t, o.hill, "grassroots_cell", "22.200.001.000.000", "Chi bộ trường Đông");
    DONE(t, .what = GRANT, .actor = o.clerk, .text = "committee_clerk", .id = o.sea);
    DONE(t, .what = GRANT, .actor = o.secretary, .text = "cell_secretary", .id = o.cell);
    DONE(t, .what = GRANT, .actor = o.stranger, .text = "counting_officer", .id = o.lone);
    return o;
}

static struct hn_ctx *
look(struct hn_test_store *t, int64_t actor, hn_day on)
{
    struct hn_ctx *c = as(t, actor);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    c->on = on;
    return c;
}

static void
test_codes(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);
    struct hn_unit_id found;
    struct hn_ctx *c = look(t, 0, DAY);

    assert_string_equal(hn_unit_code_clean(c->arena, "22200053000001"), "22.200.053.000.001");
    assert_string_equal(hn_unit_code_clean(c->arena, "22.200.053.000.001"), "22.200.053.000.001");
    assert_null(hn_unit_code_clean(c->arena, "2220005300000"));
    assert_null(hn_unit_code_clean(c->arena, "222000530000011"));
    assert_null(hn_unit_code_clean(c->arena, "222.00.053.000.001"));
    assert_null(hn_unit_code_clean(c->arena, "22.200.053.000.00a"));
    assert_int_equal(hn_unit_find(c, "22.100.001.000.000", &found), HN_OK); /* it was put without dots */
    assert_int_equal(found.v, o.port.v);
    assert_int_equal(hn_unit_find(c, "22100001000000", &found), HN_OK);
    assert_int_equal(found.v, o.port.v);
    assert_int_equal(hn_unit_find(c, hn_print(c->arena, "%lld", (long long)o.cell.v), &found), HN_OK);
    assert_int_equal(found.v, o.cell.v);
    assert_int_equal(hn_unit_find(c, "22.100.001.000.009", &found), HN_NOT_FOUND);
    hn_store_read_end(t->store, c);
}

static void
test_out_of_scope_is_not_there(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);
    struct hn_unit_id found;
    struct hn_unit u;
    struct hn_nodes nodes;
    struct hn_ctx *c = look(t, o.clerk, DAY);

    assert_int_equal(hn_unit_find(c, "22.100.001.000.001", &found), HN_OK);
    assert_int_equal(hn_unit_get(c, o.cell, &u), HN_OK);
    assert_string_equal(u.name, "Chi bộ thôn Đông");
    assert_int_equal(u.parent.v, o.port.v);
    assert_int_equal(hn_unit_find(c, HILL, &found), HN_NOT_FOUND);
    assert_int_equal(hn_unit_get(c, o.hill, &u), HN_NOT_FOUND);
    assert_int_equal(hn_unit_history(c, o.hill, &nodes), HN_NOT_FOUND);
    assert_int_equal(hn_unit_children(c, o.province, &nodes), HN_NOT_FOUND);
    hn_store_read_end(t->store, c);
    c = look(t, o.secretary, DAY);
    assert_int_equal(hn_unit_get(c, o.cell, &u), HN_OK);
    assert_int_equal(hn_unit_get(c, o.port, &u), HN_NOT_FOUND);
    assert_int_equal(hn_unit_ancestors(c, o.cell, &nodes),
                     HN_OK); /* what it stands under is on its own page */
    assert_int_equal(nodes.count, 3);
    hn_store_read_end(t->store, c);
    c = look(t, o.clerk, DAY);
    assert_int_equal(hn_unit_children(c, o.sea, &nodes), HN_OK);
    assert_int_equal(nodes.count, 1);
    hn_store_read_end(t->store, c);
    c = look(t, 0, DAY);
    assert_int_equal(hn_unit_children(c, o.province, &nodes), HN_OK);
    assert_int_equal(nodes.count, 2);
    assert_int_equal(hn_unit_children(c, (struct hn_unit_id){ 0 }, &nodes), HN_OK);
    assert_int_equal(nodes.count, 1);
    c->on = DAY - 1;
    assert_int_equal(hn_unit_get(c, o.cell, &u), HN_NOT_FOUND);
    assert_int_equal(hn_unit_open_on(c, o.cell, DAY - 1), HN_CONFLICT);
    assert_int_equal(hn_unit_open_on(c, o.cell, DAY), HN_OK);
    hn_store_read_end(t->store, c);
}

static void
test_changes_need_the_right(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);
    hn_day on = DAY + 10;
    const struct hn_unit_new below = {
        .parent = o.port, .kind = "cell", .code = "22.100.001.000.002", .name = "x", .from = on
    };
    struct hn_unit_new outside = below;

    outside.parent = o.hill;
    outside.kind = "grassroots_cell";
    DONE(t, .what = CREATE, .actor = o.clerk, .in = below);
    REFUSED(t, HN_NOT_FOUND, "access.not_found", .what = CREATE, .actor = o.clerk, .in = outside);
    REFUSED(t, HN_DENIED, "access.denied", .what = RENAME, .actor = o.secretary, .id = o.cell, .on = on,
            .text = "y");
    DONE(t, .what = RENAME, .actor = o.clerk, .id = o.cell, .on = on, .text = "y");
    REFUSED(t, HN_NOT_FOUND, "access.not_found", .what = RENAME, .actor = o.clerk, .id = o.lone, .on = on,
            .text = "y");
    REFUSED(t, HN_NOT_FOUND, "access.not_found", .what = MOVE, .actor = o.clerk, .id = o.port, .on = on,
            .in.parent = o.hill);
    DONE(t, .what = MOVE, .id = o.port, .on = on, .in.parent = o.hill);
    /* Rights follow where it stands today, which is after that. */
    REFUSED(t, HN_NOT_FOUND, "access.not_found", .what = CLOSE, .actor = o.clerk, .id = o.cell, .on = on + 1);
    REFUSED(t, HN_NOT_FOUND, "access.not_found", .what = KIND, .actor = o.clerk, .id = o.cell, .on = on,
            .text = "cell");
}

static void
test_members_keep_it_open(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);
    hn_day until = DAY + 100;

    DONE(t, .what = MEMBER, .id = o.lone, .on = DAY, .to = until);
    REFUSED(t, HN_CONFLICT, "unit.has_members", .what = CLOSE, .id = o.lone, .on = until - 1);
    REFUSED(t, HN_CONFLICT, "unit.has_members", .what = KIND, .id = o.lone, .on = until - 1,
            .text = "grassroots_committee_org");
    DONE(t, .what = KIND, .id = o.lone, .on = until, .text = "grassroots_committee_org");
    DONE(t, .what = CLOSE, .id = o.lone, .on = until + 1);
    REFUSED(t, HN_CONFLICT, "tree.has_children", .what = CLOSE, .id = o.port, .on = until);
}

struct place_make {
    struct hn_node in;
    struct hn_place_id out;
};

static enum hn_rc
run_place(struct hn_ctx *c, void *arg)
{
    struct place_make *p = arg;

    return hn_place_create(c, &p->in, &p->out);
}

static void
test_place(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);
    struct place_make p = { .in = { .kind = "province", .code = "22", .name = "Quảng Ninh", .from = DAY } };
    struct hn_unit u;

    assert_int_equal(hn_store_write(t->store, as(t, 0), run_place, &p), HN_OK);
    DONE(t, .what = PLACE, .id = o.province, .place = p.out, .on = DAY, .to = HN_DAY_OPEN);
    REFUSED(t, HN_INVALID, "unit.place", .what = PLACE, .id = o.province, .place = p.out, .on = DAY - 1,
            .to = DAY);
    REFUSED(t, HN_INVALID, "unit.place", .what = PLACE, .id = o.province, .place = { 5 }, .on = DAY,
            .to = DAY + 1);
    REFUSED(t, HN_INVALID, "unit.sector", .what = CREATE,
            .in = { .parent = o.sea,
                    .kind = "grassroots_cell",
                    .code = "22.100.009.000.000",
                    .name = "x",
                    .sector = "moon",
                    .from = DAY });
    DONE(t, .what = CREATE,
         .in = { .parent = o.sea,
                 .kind = "grassroots_cell",
                 .code = "22.100.009.000.000",
                 .name = "x",
                 .sector = "mine",
                 .place = p.out,
                 .from = DAY });
    DONE(t, .what = PLACE, .id = o.province, .on = DAY + 5, .to = HN_DAY_OPEN); /* nowhere from then on */
    struct hn_ctx *c = look(t, 0, DAY + 4);

    assert_int_equal(hn_unit_get(c, o.province, &u), HN_OK);
    assert_string_equal(u.place_code, "22");
    assert_string_equal(u.place_kind, "province");
    c->on = DAY + 5;
    assert_int_equal(hn_unit_get(c, o.province, &u), HN_OK);
    assert_int_equal(u.place.v, 0);
    hn_store_read_end(t->store, c);
}

static void
emit(void *sink, const struct hn_unit *u)
{
    char *text = sink;

    snprintf(text + strlen(text), 400 - strlen(text), "%s;", u->name);
}

static const char *
listed(struct hn_test_store *t, int64_t actor, struct hn_unit_filter f)
{
    static char text[400];
    struct hn_ctx *c = look(t, actor, DAY);
    int64_t count = -1;
    enum hn_rc rc;

    text[0] = '\0';
    rc = hn_unit_list(c, &f, 0, 50, emit, text);
    if (rc == HN_OK) {
        size_t rows = 0;

        assert_int_equal(hn_unit_count(c, &f, &count), HN_OK);
        for (const char *p = text; *p; p++)
            rows += *p == ';';
        assert_int_equal(count, rows);
    } else {
        snprintf(text, sizeof text, "rc %d", (int)rc);
    }
    hn_store_read_end(t->store, c);
    return text;
}

#define LISTED(t, actor, ...) listed(t, actor, (struct hn_unit_filter){ __VA_ARGS__ })

static void
test_lists(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);

    assert_string_equal(LISTED(t, o.secretary, .words = ""), "Chi bộ thôn Đông;");
    assert_string_equal(LISTED(t, o.secretary, .words = "dong"), "Chi bộ thôn Đông;");
    assert_string_equal(LISTED(t, o.stranger, .words = "dong"), "Chi bộ trường Đông;");
    assert_string_equal(LISTED(t, 0, .words = "chi dong"), "Chi bộ thôn Đông;Chi bộ trường Đông;");
    assert_string_equal(LISTED(t, 0, .words = "dong tru"), "Chi bộ trường Đông;");
    assert_string_equal(LISTED(t, 0, .words = "dong none"), "");
    /* The marks typed come first, whatever the order of names. */
    assert_string_equal(LISTED(t, 0, .words = "dam ha"), "Đảng bộ huyện Đàm Hạ;Đảng bộ huyện Đầm Hà;");
    assert_string_equal(LISTED(t, 0, .words = "đầm hà"), "Đảng bộ huyện Đầm Hà;Đảng bộ huyện Đàm Hạ;");
    assert_string_equal(LISTED(t, 0, .words = "22.100.001"), "Chi bộ thôn Đông;Đảng bộ xã Cảng;");
    assert_string_equal(LISTED(t, 0, .words = "22100001000001"), "Chi bộ thôn Đông;");
    assert_string_equal(LISTED(t, 0, .kind = "grassroots_org"), "Chi bộ trường Đông;Đảng bộ xã Cảng;");
    assert_string_equal(LISTED(t, o.clerk, .kind = "grassroots_org"), "Đảng bộ xã Cảng;");
    assert_string_equal(LISTED(t, 0, .within = o.port), "Chi bộ thôn Đông;Đảng bộ xã Cảng;");
    assert_string_equal(LISTED(t, 0, .words = "dong", .within = o.hill), "Chi bộ trường Đông;");
    assert_string_equal(LISTED(t, 0, .sector = "mine"), "");
    assert_string_equal(LISTED(t, o.clerk, .within = o.hill), "rc 3");
    assert_string_equal(LISTED(t, o.clerk, .words = "dong", .within = o.province), "rc 3");
    assert_int_equal(HN_NOT_FOUND, 3);
}

/* What a unit was on another day is found by that day's tree, and whose it is by today's. */
static void
test_lists_of_another_day(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);

    DONE(t, .what = MOVE, .id = o.port, .on = DAY + 10, .in.parent = o.hill);
    assert_string_equal(LISTED(t, 0, .within = o.sea, .kind = "cell"), "Chi bộ thôn Đông;");
    assert_string_equal(LISTED(t, o.clerk, .within = o.sea, .kind = "cell"), ""); /* it is no longer his */
}

static void
count_line(void *sink, const char *line)
{
    (void)line;
    ++*(int *)sink;
}

static void
test_log(void **state)
{
    HN_TEST_PLACE(state);
    struct org o = set_up(t);
    struct hn_audit_root root;
    int before = 0, after = 0;
    struct hn_ctx *c = look(t, 0, DAY);

    assert_int_equal(hn_audit_export(c, count_line, &before), HN_OK);
    hn_store_read_end(t->store, c);
    DONE(t, .what = RENAME, .id = o.cell, .on = DAY + 1, .text = "y");
    REFUSED(t, HN_CONFLICT, "tree.before_start", .what = RENAME, .id = o.cell, .on = DAY - 1, .text = "z");
    c = look(t, 0, DAY);
    assert_int_equal(hn_audit_export(c, count_line, &after), HN_OK);
    assert_int_equal(after, before + 1);
    assert_int_equal(hn_audit_verify(c, NULL, &root), HN_OK);
    hn_store_read_end(t->store, c);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_codes),
        HN_TEST_BOTH(test_out_of_scope_is_not_there),
        HN_TEST_BOTH(test_changes_need_the_right),
        HN_TEST_BOTH(test_members_keep_it_open),
        HN_TEST_BOTH(test_place),
        HN_TEST_BOTH(test_lists),
        HN_TEST_BOTH(test_lists_of_another_day),
        HN_TEST_BOTH(test_log),
    };

    return cmocka_run_group_tests_name("unit", tests, NULL, NULL);
}
