/* Proves: over every row of hn_routes, as it grows: a POST refuses a bad form token and a foreign Origin, a row with a
 * right refuses whoever does not hold it there, a GET changes nothing but the log, and nothing answers 500. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "support/page.h"
#include "web/route.h"

/* The path of a row with records of committee A in place of its parameters. */
static const char *
path_of(struct hn_test_app *app, const struct hn_route *r)
{
    static const struct {
        const char *name, *value;
    } values[] = { { "unit", "22.200.001.001" }, { "person", "A-2" }, { "place", "22" } };
    struct hn_buf b;
    const char *p = r->path;

    hn_buf_init(&b, app->memory, 0);
    while (*p) {
        size_t len = strcspn(p + 1, "/") + 1;
        const char *value = p[1] == ':' ? "1" : NULL;

        for (size_t i = 0; value && i < sizeof values / sizeof values[0]; i++) {
            if (strlen(values[i].name) == len - 2 && strncmp(p + 2, values[i].name, len - 2) == 0)
                value = values[i].value;
        }
        if (value)
            hn_buf_printf(&b, "/%s", value);
        else
            hn_buf_add(&b, p, len);
        p += len;
    }
    return b.data;
}

/* A sum over every row of every table but the log and what a session notes of its own use. */
static uint64_t
sum_of_store(struct hn_test_app *app)
{
    char file[128], sql[256];
    sqlite3 *db;
    sqlite3_stmt *tables, *rows;
    uint64_t sum = 17;

    snprintf(file, sizeof file, "%s/hatnhan.db", app->store.dir);
    assert_int_equal(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_prepare_v2(db,
                       "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit%'"
                       " AND name NOT LIKE 'session%' ORDER BY name",
                       -1, &tables, NULL);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", sqlite3_column_text(tables, 0));
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(rows); i++) {
                const unsigned char *text = sqlite3_column_blob(rows, i);

                for (int n = 0; n < sqlite3_column_bytes(rows, i); n++)
                    sum = sum * 1099511628211u + text[n];
                sum = sum * 31 + (uint64_t)i;
            }
        }
        sqlite3_finalize(rows);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    return sum;
}

static bool
is_refusal(unsigned status)
{
    return status == 401 || status == 403 || status == 404 || status == 303;
}

static void
every_row_is_told(void **state)
{
    (void)state;
    for (const struct hn_route *r = hn_routes; r->path; r++) {
        if (!r->about || strlen(r->about) < 5)
            fail_msg("%s: no line about it", r->path);
        if (r->needs == HN_MAY_NOTHING)
            fail_msg("%s: no right", r->path);
    }
}

static void
every_post_refuses_a_bad_token(void **state)
{
    static const struct hn_header own[] = { { "Origin", "https://hn.test" }, { NULL, NULL } };
    static const struct hn_header foreign[] = { { "Origin", "https://evil.test" }, { NULL, NULL } };
    HN_TEST_APP(state);
    uint64_t before = sum_of_store(app);

    for (const struct hn_route *r = hn_routes; r->path; r++) {
        for (size_t i = 0; i < app->user_count && r->method == HN_POST; i++) {
            struct hn_test_request q = { .method = HN_HTTP_POST,
                                         .target = path_of(app, r),
                                         .user = app->users[i].name,
                                         .extra = own,
                                         .type = "application/x-www-form-urlencoded",
                                         .body = "csrf=wrong" };
            struct hn_test_answer bad = hn_test_send(app, &q);

            q.extra = foreign;
            q.body = hn_print(app->memory, "csrf=%s", hn_test_token(app, q.user));

            struct hn_test_answer elsewhere = hn_test_send(app, &q);

            if ((bad.status != 403 && bad.status != 404) ||
                (elsewhere.status != 403 && elsewhere.status != 404))
                fail_msg("%s as %s: bad token %u, foreign origin %u", r->path, q.user, bad.status,
                         elsewhere.status);
        }
    }
    assert_true(sum_of_store(app) == before);
}

static bool
names_a_record(const struct hn_route *r)
{
    return strstr(r->path, "/:unit") || strstr(r->path, "/:person");
}

/* Does that user hold the right anywhere? By the one function that decides. */
static bool
holds_anywhere(struct hn_test_app *app, const struct hn_test_user *u, enum hn_right right)
{
    struct hn_ctx *c = &app->store.c;
    bool holds;

    hn_fault_clear(c);
    c->actor = u->id;
    c->grants = NULL;
    assert_int_equal(hn_store_read_begin(app->store.store, c), HN_OK);
    holds = hn_access_anywhere(c, right) == HN_OK;
    hn_store_read_end(app->store.store, c);
    c->actor = HN_USER_SYSTEM;
    c->grants = NULL;
    return holds;
}

static struct hn_test_answer
ask(struct hn_test_app *app, const struct hn_route *r, const char *user)
{
    if (r->method == HN_POST)
        return hn_test_post(app, user, path_of(app, r), "");
    return hn_test_get(app, user, path_of(app, r));
}

static void
every_right_refuses_a_stranger(void **state)
{
    HN_TEST_APP(state);
    uint64_t before = sum_of_store(app);

    for (const struct hn_route *r = hn_routes; r->path; r++) {
        if (r->needs == HN_MAY_ANYONE)
            continue;

        struct hn_test_answer nobody = ask(app, r, NULL);

        if (!is_refusal(nobody.status))
            fail_msg("%s without a session: %u", r->path, nobody.status);
        for (size_t i = 0; i < app->user_count && r->needs != HN_MAY_SIGNED_IN; i++) {
            const struct hn_test_user *u = &app->users[i];
            bool outside = names_a_record(r) && strcmp(u->name, "stranger") == 0;

            if (!outside && holds_anywhere(app, u, r->needs))
                continue;

            struct hn_test_answer a = ask(app, r, u->name);

            if (a.status != 403 && a.status != 404)
                fail_msg("%s as %s: %u", r->path, u->name, a.status);
            if (outside && a.status != 404)
                fail_msg("%s as %s, out of scope: %u", r->path, u->name, a.status);
        }
    }
    assert_true(sum_of_store(app) == before);
}

static void
no_get_changes_anything(void **state)
{
    HN_TEST_APP(state);
    uint64_t before = sum_of_store(app);

    for (const struct hn_route *r = hn_routes; r->path; r++) {
        for (size_t i = 0; i < app->user_count && r->method == HN_GET; i++) {
            const char *user = app->users[i].name;
            struct hn_test_answer html = hn_test_get(app, user, path_of(app, r));
            struct hn_test_answer json = hn_test_json(app, user, path_of(app, r));

            if (html.status >= 500 || json.status >= 500)
                fail_msg("%s as %s: %u %u: %.400s", r->path, user, html.status, json.status, html.body);
            if (sum_of_store(app) != before)
                fail_msg("%s as %s changed the store", r->path, user);
        }
    }
}

/* Whatever is sent, an empty form or one full of wrong values, a page never fails by itself. */
static void
no_post_breaks(void **state)
{
    HN_TEST_APP(state);

    for (const struct hn_route *r = hn_routes; r->path; r++) {
        const struct hn_field *fields = r->method == HN_POST && r->form ? r->form->fields : NULL;
        struct hn_buf wrong;

        if (r->method != HN_POST)
            continue;
        hn_buf_init(&wrong, app->memory, 0);
        hn_buf_str(&wrong, "x=1");
        for (const struct hn_field *f = fields; f && f->name; f++)
            hn_buf_printf(&wrong, "&%s=%%C4%%91%%20%%F0%%9F%%98%%80", f->name);
        for (size_t i = 0; i < app->user_count; i++) {
            struct hn_test_answer empty = hn_test_post(app, app->users[i].name, path_of(app, r), "");
            struct hn_test_answer full = hn_test_post(app, app->users[i].name, path_of(app, r), wrong.data);

            if (empty.status >= 500 || full.status >= 500)
                fail_msg("%s as %s: %u %u: %.400s", r->path, app->users[i].name, empty.status, full.status,
                         full.body);
            if (strcmp(r->path, "/dang-xuat") == 0)
                break; /* the session is gone now */
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(every_row_is_told),
        HN_TEST_PAGE(every_post_refuses_a_bad_token),
        HN_TEST_PAGE(every_right_refuses_a_stranger),
        HN_TEST_PAGE(no_get_changes_anything),
        HN_TEST_PAGE(no_post_breaks),
    };

    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
