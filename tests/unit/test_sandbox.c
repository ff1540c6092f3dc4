/* Proves that a server in its sandbox can write in its data folder and nowhere else, starts no program and makes no
 * connection; and that it can still do its work. Each case runs in a child, which is not let out again. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sandbox.h"

enum { LACKING = 77 };

static int
in_child(int (*run)(const char *dir), const char *dir)
{
    pid_t child = fork();
    int status;

    if (child == 0)
        _exit(run(dir));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int
writes(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);

    if (fd < 0)
        return errno;
    close(fd);
    return unlink(path) == 0 ? 0 : errno;
}

static int
fenced_in(const char *dir)
{
    char inside[4096], outside[4096];

    if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) < 0)
        return LACKING;
    snprintf(inside, sizeof inside, "%s/in/one", dir);
    snprintf(outside, sizeof outside, "%s/two", dir);
    if (writes(outside) != 0)
        return 1;
    snprintf(inside, sizeof inside, "%s/in", dir);
    hn_sandbox_files(inside);
    snprintf(inside, sizeof inside, "%s/in/one", dir);
    if (writes(inside) != 0)
        return 2;
    if (writes(outside) != EACCES)
        return 3;
    return open("/etc/hostname", O_RDONLY) < 0 && errno != ENOENT ? 4 : 0;
}

static int
connects(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons(9),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int rc = connect(fd, (struct sockaddr *)&to, sizeof to) == 0 ? 0 : errno;

    close(fd);
    return rc;
}

static int
no_calls(const char *dir)
{
    char *const argv[] = { (char *)(uintptr_t) "true", NULL };

    (void)dir;
    if (connects() == EPERM)
        return 1;
    hn_sandbox_calls(false);
    if (execv("/bin/true", argv) == 0 || errno != EPERM)
        return 2;
    return connects() == EPERM ? 0 : 3;
}

static int
connects_to_a_database(const char *dir)
{
    (void)dir;
    hn_sandbox_calls(true);
    return connects() == EPERM ? 1 : 0;
}

static void
test_files(void **state)
{
    char dir[] = "/tmp/hn-sandbox-XXXXXX", inside[64];

    (void)state;
    assert_non_null(mkdtemp(dir));
    snprintf(inside, sizeof inside, "%s/in", dir);
    assert_int_equal(mkdir(inside, 0700), 0);

    int rc = in_child(fenced_in, dir);

    rmdir(inside);
    rmdir(dir);
    if (rc == LACKING)
        skip(); /* a kernel without Landlock: the service says so and runs on */
    assert_int_equal(rc, 0);
}

static void
test_calls(void **state)
{
    (void)state;
    assert_int_equal(in_child(no_calls, ""), 0);
    assert_int_equal(in_child(connects_to_a_database, ""), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_files), cmocka_unit_test(test_calls) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
