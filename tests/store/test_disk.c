/* test_disk.c: proves that a full, read-only or failing disk is answered 503 to writes and to nothing else,
 * that reading goes on, that the next write tries again by itself, and that no answer lied. */
#include "support/book.h"
#include "support/faulty_disk.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sqlite3.h"

struct trouble {
    const char *name;
    unsigned acts;
    int code;
};

static const struct trouble troubles[] = {
    { "full", HN_DISK_WRITE, SQLITE_FULL },
    { "read-only", HN_DISK_WRITE, SQLITE_READONLY },
    { "write", HN_DISK_WRITE, SQLITE_IOERR_WRITE },
    { "sync", HN_DISK_SYNC, SQLITE_IOERR_FSYNC },
    { "all", HN_DISK_WRITE | HN_DISK_SYNC | HN_DISK_SIZE | HN_DISK_OPEN, SQLITE_IOERR },
};

/* The trouble lasts: every write is refused, every reading served, until it ends. */
static void
test_lasting_trouble(void **state)
{
    HN_TEST_BOOK(state);
    int64_t id = 0;

    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        const struct trouble *w = &troubles[i];

        char title[32];

        snprintf(title, sizeof title, "before %s", w->name);
        assert_int_equal(hn_book_write(t, ++id, title), HN_OK);
        int64_t stood = id;
        uint64_t version = hn_store_version(t->store);

        hn_disk_fail(w->acts, 1, w->code, true);
        for (int n = 0; n < 3; n++) {
            assert_int_equal(hn_book_write(t, ++id, w->name), HN_UNAVAILABLE);
            assert_string_equal(t->c.faults[0].key, "store.unavailable");
            assert_true(hn_store_ailing(t->store));
            assert_int_equal(hn_book_counted(t), stood - (int64_t)(3 * i));
        }
        assert_int_equal(hn_store_version(t->store), version);
        hn_disk_heal();
        assert_int_equal(hn_book_write(t, ++id, w->name), HN_OK);
        assert_false(hn_store_ailing(t->store));
        assert_true(hn_store_version(t->store) > version);
        assert_string_equal(hn_book_titled(t, id), w->name);
        id = stood + 3 + 1;
        /* Three numbers of this round were never taken. */
        assert_int_equal(hn_book_counted(t), id - (int64_t)(3 * (i + 1)));
    }
}

/* An answer comes after the sync: each write that stands alone brings one with it. */
static void
test_each_answer_follows_a_sync(void **state)
{
    HN_TEST_BOOK(state);
    for (int id = 1; id <= 5; id++) {
        char title[16];

        snprintf(title, sizeof title, "%d", id);
        hn_disk_fail(HN_DISK_SYNC, 1000000, SQLITE_OK, false);
        assert_int_equal(hn_book_write(t, id, title), HN_OK);
        assert_true(hn_disk_count() >= 1);
    }
    hn_disk_heal();
}

/* The n-th operation fails once, n = 1, 2, 3 … until a write needs fewer: a write either says so or is there,
 * and whatever was said to be there stays so when the store is opened again. */
static void
one_failing(struct hn_test_store *t, const struct trouble *w, int64_t *id)
{
    bool struck = true;

    for (int n = 1; struck; n++) {
        int64_t sure = hn_book_counted(t);

        hn_disk_fail(w->acts, n, w->code, false);
        ++*id;
        char title[32];

        snprintf(title, sizeof title, "%d", (int)*id);
        enum hn_rc rc = hn_book_write(t, *id, title);

        struck = hn_disk_count() >= n;
        hn_disk_heal();
        assert_true(rc == HN_OK || (struck && rc == HN_UNAVAILABLE));
        assert_int_equal(hn_book_counted(t), sure + (rc == HN_OK));
        /* And the next is well, with the trouble gone. */
        ++*id;
        snprintf(title, sizeof title, "%d", (int)*id);
        assert_int_equal(hn_book_write(t, *id, title), HN_OK);
        assert_false(hn_store_ailing(t->store));
        assert_true(n < 100);
    }
}

static void
test_each_operation_fails_once(void **state)
{
    HN_TEST_BOOK(state);
    int64_t id = 0;

    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++) {
        one_failing(t, &troubles[i], &id);
        int64_t sure = hn_book_counted(t);

        hn_test_store_close(t);
        assert_int_equal(hn_test_store_open(t), HN_OK);
        assert_int_equal(hn_book_counted(t), sure);
    }
}

/* The same while the store is being made: it is refused, and made at the next try. */
static void
test_open_fails_at_each_operation(void **state)
{
    HN_TEST_PLACE(state);
    unsigned all = HN_DISK_WRITE | HN_DISK_SYNC | HN_DISK_SIZE | HN_DISK_OPEN | HN_DISK_READ;
    bool struck = true;

    t->cfg.lists = hn_book_lists;
    t->cfg.migrations = hn_book_steps;
    t->cfg.readers = 1;
    for (int n = 1; struck; n++) {
        hn_disk_fail(all, n, SQLITE_IOERR, false);
        enum hn_rc rc = hn_test_store_open(t);

        struck = hn_disk_count() >= n;
        hn_disk_heal();
        assert_true(rc == HN_OK || rc == HN_UNAVAILABLE);
        if (rc)
            assert_int_equal(hn_test_store_open(t), HN_OK);
        assert_string_equal(hn_book_titled(t, 1000000), "it's; the first");
        hn_test_store_close(t);
        assert_int_equal(remove(hn_print(t->arena, "%s/hatnhan.db", t->dir)), 0);
        assert_true(n < 500);
    }
}

/* --- a folder one may not write to --- */

static int
open_unprivileged(struct hn_test_store *t)
{
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 9;
    enum hn_rc rc = hn_store_open(&t->c, &t->cfg, &t->store);

    return rc == HN_UNAVAILABLE ? 0 : 10 + (int)rc;
}

static void
test_read_only_folder(void **state)
{
    HN_TEST_BOOK(state);
    int status;

    assert_int_equal(hn_book_write(t, 1, "one"), HN_OK);
    hn_test_store_close(t);
    assert_int_equal(chmod(t->dir, 0555), 0);
    hn_test_store_fresh(t);
    pid_t child = fork();

    if (child == 0)
        _exit(open_unprivileged(t));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(t->dir, 0700), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_book_counted(t), 1);
}

/* --- a real ceiling of the machine instead of a made-up one --- */

static void
test_files_may_not_grow(void **state)
{
    HN_TEST_BOOK(state);
    struct rlimit before, none;
    int64_t id = 0;

    assert_int_equal(hn_book_write(t, ++id, "before"), HN_OK);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    none = before;
    none.rlim_cur = 8192;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    enum hn_rc rc = hn_book_write(t, ++id, "during");
    bool ailing = hn_store_ailing(t->store);
    bool readable = strcmp(hn_book_titled(t, 1), "before") == 0;

    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(rc, HN_UNAVAILABLE);
    assert_true(ailing);
    assert_true(readable);
    assert_int_equal(hn_book_write(t, ++id, "after"), HN_OK);
    assert_false(hn_store_ailing(t->store));
    assert_int_equal(hn_book_counted(t), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_SQLITE(test_lasting_trouble),           HN_TEST_SQLITE(test_each_answer_follows_a_sync),
        HN_TEST_SQLITE(test_each_operation_fails_once), HN_TEST_SQLITE(test_open_fails_at_each_operation),
        HN_TEST_SQLITE(test_read_only_folder),          HN_TEST_SQLITE(test_files_may_not_grow),
    };

    hn_disk_install();
    return cmocka_run_group_tests_name("disk", tests, NULL, NULL);
}
