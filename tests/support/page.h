/* page.h: requests in memory for page tests: the real router, the real store in a temporary folder, no socket.
 *
 *   HN_TEST_APP(state);                                 at the head of each test: struct hn_test_app *app
 *   answer = hn_test_get(app, "clerk", "/to-chuc/22.200");
 *   assert_int_equal(answer.status, 200);
 *   answer = hn_test_post(app, "clerk", "/to-chuc/22.200/sua", "name=Cẩm+Phả&from=2021-01-01");
 *
 * The test's own thread is the worker. The world below is made once a test by the subjects' own functions:
 *
 *   22            province               leader  committee_leader, manager  account_manager, auditor  auditor
 *   ├ 22.200      committee A            clerk   committee_clerk
 *   │  └ 22.200.001          grassroots committee
 *   │      ├ 22.200.001.001  cell A1     secretary  cell_secretary; persons A-1 (secretary's own), A-2, A-3
 *   │      └ 22.200.001.002  cell A2     person A-4
 *   └ 22.300      committee B            stranger  committee_clerk
 *      └ 22.300.001          grassroots cell B1    person B-1 (member's own account: plain  member)
 *
 * and operator, who sees nobody. Units and members begin on 2020-01-01. Files may be of any size.
 */
#ifndef HN_TEST_PAGE_H
#define HN_TEST_PAGE_H

#include "http/http.h"
#include "print/pdf.h"
#include "support/store_test.h"
#include "web/app.h"

struct hn_test_user {
    const char *name;    /* also the account's name */
    const char *session; /* what the cookie holds */
    struct hn_user_id id;
};

enum { HN_TEST_USERS = 8 };

struct hn_test_app {
    struct hn_test_store store; /* store.c is the test's own context, keys set, acting as the system */
    struct hn_keys *keys;
    struct hn_arena *memory; /* of the app and of all answers */
    struct hn_hasher *hasher;
    struct hn_printer *printer; /* NULL unless the test asked for one */
    struct hn_app *app;
    struct hn_test_user users[HN_TEST_USERS];
    size_t user_count;
    struct hn_unit_id province, a, a_org, a1, a2, b, b1;
    struct hn_person_id persons[5]; /* A-1 A-2 A-3 A-4 B-1 */
};

struct hn_test_answer {
    unsigned status;
    const char *body; /* NUL behind it */
    size_t len;
    struct hn_header headers[HN_ANSWER_HEADERS];
    size_t header_count;
};

/* The first header of that name, "" when there is none. */
const char *hn_test_header(const struct hn_test_answer *a, const char *name);

struct hn_test_request {
    enum hn_http_method method;
    const char *target;
    const char *user;              /* NULL: nobody */
    const char *type, *body;       /* NULL: none */
    size_t body_len;               /* 0: strlen(body) */
    const struct hn_header *extra; /* ended by name NULL; NULL: none */
    const char *peer;              /* NULL: 127.0.0.1 */
};
struct hn_test_answer hn_test_send(struct hn_test_app *app, const struct hn_test_request *r);

struct hn_test_answer hn_test_get(struct hn_test_app *app, const char *user, const char *target);
struct hn_test_answer hn_test_json(struct hn_test_app *app, const char *user, const char *target);
/* As a form of our own page: Origin, form token and a fresh key are added. */
struct hn_test_answer hn_test_post(struct hn_test_app *app, const char *user, const char *target,
                                   const char *form);
/* As the JSON face, with X-CSRF-Token. */
struct hn_test_answer hn_test_post_json(struct hn_test_app *app, const char *user, const char *target,
                                        const char *json);
/* Asserts the status and, unless NULL, that the body has the text; what came instead is printed from its main part on. */
void hn_test_seen(struct hn_test_answer a, unsigned status, const char *text);
/* Tests of pages say it on every line. */
#define seen(answer, status, text) hn_test_seen(answer, status, text)
/* Signs the user in anew: a fresh session. */
void hn_test_sign_in(struct hn_test_app *app, const char *user);
/* A form token for that user's session. */
const char *hn_test_token(struct hn_test_app *app, const char *user);

/* Run fn(c, arg) as the system, in a writing transaction. */
enum hn_rc hn_test_do(struct hn_test_app *app, hn_write_fn *fn, void *arg);

/* routes NULL: the program's own. Asserts that all went well. */
void hn_test_app_begin(struct hn_test_app *app, const struct hn_route *routes, bool postgres);
void hn_test_app_end(struct hn_test_app *app);

/* Setup and teardown for cmocka with the program's own routes. */
int hn_test_app_setup(void **state);
int hn_test_app_teardown(void **state);
/* The same with the child that draws PDF files. */
int hn_test_app_setup_printing(void **state);
#define HN_TEST_APP(state) struct hn_test_app *app = *(state)
#define HN_TEST_PAGE(fn)   cmocka_unit_test_setup_teardown(fn, hn_test_app_setup, hn_test_app_teardown)

#endif
