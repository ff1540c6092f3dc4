/* test_platform.c: proves that the machine's clock does not run back, that a file is written whole or not at
 * all and read within its ceiling, and that the test machine fails where it is told to. */
#include "support/unit_test.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "support/platform_test.h"

static char folder[256];

static int
make_folder(void **state)
{
    const char *temp = getenv("TMPDIR");

    *state = hn_arena_new((size_t)1 << 20);
    snprintf(folder, sizeof(folder), "%s/hatnhan-test-XXXXXX", temp ? temp : "/tmp");
    return mkdtemp(folder) ? 0 : -1;
}

static int
remove_folder(void **state)
{
    DIR *dir = opendir(folder);
    char path[600];

    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
        if (e->d_name[0] != '.')
            unlink(path);
    }
    closedir(dir);
    rmdir(folder);
    hn_arena_free(*state);
    return 0;
}

static int
entries(void)
{
    DIR *dir = opendir(folder);
    int count = 0;

    for (struct dirent *e = readdir(dir); e; e = readdir(dir))
        count += e->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void
test_clocks(void **state)
{
    const struct hn_platform *p = hn_platform_real();
    hn_time now = p->now(p->self);
    int64_t mono = p->monotonic_us(p->self);

    (void)state;
    assert_true(hn_day_at(now) > hn_day_of(2020, 1, 1));
    for (int i = 0; i < 1000; i++) {
        hn_time later = p->now(p->self);
        int64_t later_mono = p->monotonic_us(p->self);

        assert_true(later >= now && later_mono >= mono);
        now = later;
        mono = later_mono;
    }
}

static void
test_random_bytes(void **state)
{
    const struct hn_platform *p = hn_platform_real();
    unsigned char x[32] = { 0 }, y[32] = { 0 };

    (void)state;
    p->random(p->self, x, sizeof(x));
    p->random(p->self, y, sizeof(y));
    assert_memory_not_equal(x, y, sizeof(x));
}

/* The lowest free descriptor: the same before and after when nothing stayed open. */
static int
free_descriptor(void)
{
    int fd = dup(0);

    close(fd);
    return fd;
}

static void
test_a_file_is_written_and_read(void **state)
{
    const struct hn_platform *p = hn_platform_real();
    char *path = hn_print(*state, "%s/key", folder), *text;
    struct stat st;
    size_t len;
    int before = free_descriptor();

    assert_int_equal(p->write_file(p->self, path, 0600, "một", strlen("một")), 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(p->write_file(p->self, path, 0644, "hai", 3), 0); /* in the place of the first */
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    assert_int_equal(entries(), 1); /* nothing is left beside it */
    assert_int_equal(p->read_file(p->self, *state, path, 3, &text, &len), 0);
    assert_int_equal(len, 3);
    assert_string_equal(text, "hai");
    assert_int_equal(p->read_file(p->self, *state, path, 2, &text, &len), EFBIG);
    assert_int_equal(p->write_file(p->self, path, 0600, "", 0), 0);
    assert_int_equal(p->read_file(p->self, *state, path, 0, &text, &len), 0);
    assert_int_equal(len, 0);
    assert_int_equal(free_descriptor(), before);
}

static void
test_what_cannot_be_done_says_why(void **state)
{
    const struct hn_platform *p = hn_platform_real();
    char *text;
    size_t len;

    assert_int_equal(p->read_file(p->self, *state, hn_print(*state, "%s/none", folder), 10, &text, &len),
                     ENOENT);
    assert_int_equal(p->read_file(p->self, *state, folder, 10, &text, &len), EISDIR);
    assert_int_equal(p->read_file(p->self, *state, "/dev/null", 10, &text, &len), EINVAL);
    assert_int_equal(p->write_file(p->self, hn_print(*state, "%s/no/file", folder), 0600, "x", 1), ENOENT);
    assert_int_equal(p->write_file(p->self, folder, 0600, "x", 1), EISDIR); /* a folder stands there */
    assert_int_equal(entries(), 0);
    assert_int_equal(p->sync_folder(p->self, folder), 0);
    assert_int_equal(p->sync_folder(p->self, hn_print(*state, "%s/none", folder)), ENOENT);
}

/* Memory that runs out while a file is open leaves it closed. */
static void
test_running_out_of_memory_closes_the_file(void **state)
{
    const struct hn_platform *p = hn_platform_real();
    struct hn_arena *small = hn_arena_new(1024);
    char *path = hn_print(*state, "%s/large", folder), *text;
    char *bytes = hn_alloc(*state, 10000);
    jmp_buf here;
    size_t len;
    int before = free_descriptor();

    assert_int_equal(p->write_file(p->self, path, 0600, bytes, 10000), 0);
    hn_arena_land(small, &here);
    if (setjmp(here) == 0) {
        p->read_file(p->self, small, path, 10000, &text, &len);
        fail();
    }
    hn_arena_free(small);
    assert_int_equal(free_descriptor(), before);
}

static void
test_the_test_machine_fails_where_it_is_told(void **state)
{
    struct hn_test_platform t;
    char *path = hn_print(*state, "%s/f", folder), *text;
    unsigned char x[8], y[8];
    size_t len;

    hn_test_platform_init(&t);
    assert_string_equal(hn_time_table(*state, t.platform.now(t.platform.self)), "31/12/2021, 09:30");
    t.platform.random(t.platform.self, x, sizeof(x));
    t.seed = 1;
    t.platform.random(t.platform.self, y, sizeof(y));
    assert_memory_equal(x, y, sizeof(x));
    t.fail_at = 2;
    t.error = ENOSPC;
    assert_int_equal(t.platform.write_file(t.platform.self, path, 0600, "x", 1), 0);
    assert_int_equal(t.platform.write_file(t.platform.self, path, 0600, "y", 1), ENOSPC);
    assert_int_equal(t.platform.read_file(t.platform.self, *state, path, 9, &text, &len), 0);
    assert_string_equal(text, "x");
}

/* What a stranger typed cannot forge a second line in the log. */
static void
test_a_log_line_is_one_line(void **state)
{
    int pipe_of[2], saved = dup(STDERR_FILENO);
    char got[4096];

    (void)state;
    assert_int_equal(pipe(pipe_of), 0);
    dup2(pipe_of[1], STDERR_FILENO);
    hn_log(HN_LOG_WARN, "name %s", "x\nhatnhan: error: forged\x1b[0m");
    hn_log(HN_LOG_DEBUG, "not shown at the level of the start");
    hn_log_level(HN_LOG_DEBUG);
    hn_log(HN_LOG_DEBUG, "%3000d", 7);
    hn_log_level(HN_LOG_INFO);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(pipe_of[1]);

    ssize_t n = read(pipe_of[0], got, sizeof(got) - 1);

    close(pipe_of[0]);
    assert_true(n > 0);
    got[n] = '\0';
    assert_memory_equal(got, "hatnhan: warning: name x?hatnhan: error: forged?[0m\nhatnhan: debug: ", 68);
    assert_int_equal(got[n - 1], '\n');
    assert_null(strstr(got, "not shown"));
}

#define IN_FOLDER(fn) cmocka_unit_test_setup_teardown(fn, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_clocks),
        IN_FOLDER(test_random_bytes),
        IN_FOLDER(test_a_file_is_written_and_read),
        IN_FOLDER(test_what_cannot_be_done_says_why),
        IN_FOLDER(test_running_out_of_memory_closes_the_file),
        IN_FOLDER(test_the_test_machine_fails_where_it_is_told),
        IN_FOLDER(test_a_log_line_is_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
