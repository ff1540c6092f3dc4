/* Proves: the framing guard refuses every ambiguous or broken head of stack/ section 2 and takes its sound
 * neighbour, and a target is decoded to exactly one path or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/limits.h"
#include "http/guard.h"

#define HOST                                                                                                 \
    {                                                                                                        \
        "Host", "a.vn"                                                                                       \
    }

struct head_case {
    const char *label, *version;
    struct hn_header headers[4];
    unsigned status;
};

static const struct head_case heads[] = {
    { "plain", "HTTP/1.1", { HOST }, 0 },
    { "old version without Host", "HTTP/1.0", { { "Accept", "*/*" } }, 0 },
    { "a body's length", "HTTP/1.1", { HOST, { "Content-Length", "12" } }, 0 },
    { "chunked", "HTTP/1.1", { HOST, { "Transfer-Encoding", "chunked" } }, 0 },
    { "no Host", "HTTP/1.1", { { "Accept", "*/*" } }, 400 },
    { "two Hosts", "HTTP/1.1", { HOST, HOST }, 400 },
    { "Host with a slash", "HTTP/1.1", { { "Host", "a.vn/x" } }, 400 },
    { "Host with a user", "HTTP/1.1", { { "Host", "x@a.vn" } }, 400 },
    { "Host with a port", "HTTP/1.1", { { "Host", "[::1]:8080" } }, 0 },
    { "length and chunked",
      "HTTP/1.1",
      { HOST, { "Content-Length", "1" }, { "Transfer-Encoding", "chunked" } },
      400 },
    { "two lengths", "HTTP/1.1", { HOST, { "Content-Length", "1" }, { "content-length", "2" } }, 400 },
    { "two equal lengths", "HTTP/1.1", { HOST, { "Content-Length", "1" }, { "Content-Length", "1" } }, 400 },
    { "a list of lengths", "HTTP/1.1", { HOST, { "Content-Length", "1, 1" } }, 400 },
    { "a signed length", "HTTP/1.1", { HOST, { "Content-Length", "+1" } }, 400 },
    { "a length in hex", "HTTP/1.1", { HOST, { "Content-Length", "0x10" } }, 400 },
    { "an empty length", "HTTP/1.1", { HOST, { "Content-Length", "" } }, 400 },
    { "xchunked", "HTTP/1.1", { HOST, { "Transfer-Encoding", "xchunked" } }, 400 },
    { "gzip, chunked", "HTTP/1.1", { HOST, { "Transfer-Encoding", "gzip, chunked" } }, 400 },
    { "chunked twice",
      "HTTP/1.1",
      { HOST, { "Transfer-Encoding", "chunked" }, { "Transfer-Encoding", "chunked" } },
      400 },
    { "chunked in HTTP/1.0", "HTTP/1.0", { HOST, { "Transfer-Encoding", "chunked" } }, 400 },
    { "HTTP/1.2", "HTTP/1.2", { HOST }, 400 },
    { "HTTP/2.0", "HTTP/2.0", { HOST }, 400 },
    { "a bare CR in a value", "HTTP/1.1", { HOST, { "X-A", "a\rb" } }, 400 },
    { "a bare LF in a value", "HTTP/1.1", { HOST, { "X-A", "a\nb" } }, 400 },
    { "a control byte in a value", "HTTP/1.1", { HOST, { "X-A", "a\x01" } }, 400 },
    { "a tab in a value", "HTTP/1.1", { HOST, { "X-A", "a\tb" } }, 0 },
    { "a space in a name", "HTTP/1.1", { HOST, { "X A", "a" } }, 400 },
    { "an empty name", "HTTP/1.1", { HOST, { "", "a" } }, 400 },
    { "two Content-Types", "HTTP/1.1", { HOST, { "Content-Type", "a/b" }, { "Content-Type", "c/d" } }, 400 },
    { "two Cookies", "HTTP/1.1", { HOST, { "Cookie", "a=1" }, { "Cookie", "b=2" } }, 400 },
    { "two Origins", "HTTP/1.1", { HOST, { "Origin", "null" }, { "Origin", "http://a.vn" } }, 400 },
    { "two Accepts", "HTTP/1.1", { HOST, { "Accept", "a/b" }, { "Accept", "c/d" } }, 0 },
};

static void
every_head_gets_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        const struct head_case *one = &heads[i];
        struct hn_head head = { "GET", one->version, "/", one->headers, 0 };

        while (head.header_count < 4 && one->headers[head.header_count].name)
            head.header_count++;
        if (hn_guard_head(&head) != one->status)
            fail_msg("%s: %u, expected %u", one->label, hn_guard_head(&head), one->status);
    }
}

static void
methods_are_words(void **state)
{
    static const struct hn_header host = HOST;
    struct hn_head head = { "GE T", "HTTP/1.1", "/", &host, 1 };

    (void)state;
    assert_int_equal(hn_guard_head(&head), 400);
    head.method = "";
    assert_int_equal(hn_guard_head(&head), 400);
    head.method = "PURGE";
    assert_int_equal(hn_guard_head(&head), 0);
}

static void
long_lines_and_headers_are_refused(void **state)
{
    struct hn_arena *a = hn_arena_new(1 << 20);
    struct hn_header headers[HN_LIMIT_HEADER_COUNT + 1];
    char *line = hn_alloc(a, HN_LIMIT_LINE + 2);
    char *value = hn_alloc(a, HN_LIMIT_HEADERS + 1);
    struct hn_head head = { "GET", "HTTP/1.1", line, headers, 1 };

    (void)state;
    headers[0] = (struct hn_header)HOST;
    memset(line, 'a', HN_LIMIT_LINE);
    assert_int_equal(hn_guard_head(&head), 0);
    line[HN_LIMIT_LINE] = 'a';
    assert_int_equal(hn_guard_head(&head), 414);
    head.target = "/";
    memset(value, 'a', HN_LIMIT_HEADERS - 64);
    headers[1] = (struct hn_header){ "X-A", value };
    head.header_count = 2;
    assert_int_equal(hn_guard_head(&head), 0);
    memset(value, 'a', HN_LIMIT_HEADERS);
    assert_int_equal(hn_guard_head(&head), 431);
    for (size_t i = 1; i <= HN_LIMIT_HEADER_COUNT; i++)
        headers[i] = (struct hn_header){ "X-A", "b" };
    head.header_count = HN_LIMIT_HEADER_COUNT;
    assert_int_equal(hn_guard_head(&head), 0);
    head.header_count++;
    assert_int_equal(hn_guard_head(&head), 431);
    hn_arena_free(a);
}

static const struct {
    const char *target, *path, *query; /* path NULL: refused */
} targets[] = {
    { "/", "/", "" },
    { "/to-chuc/22?q=a%20b", "/to-chuc/22", "q=a%20b" },
    { "/a?b?c", "/a", "b?c" },
    { "/%C4%90%E1%BA%A7m", "/Đầm", "" },
    { "/a//b", "/a//b", "" },
    { "/...", "/...", "" },
    { "/a+b", "/a+b", "" },
    { "hello", NULL, NULL },
    { "*", NULL, NULL },
    { "http://a.vn/", NULL, NULL },
    { "/hello%00zz", NULL, NULL },
    { "/a%2", NULL, NULL },
    { "/a%", NULL, NULL },
    { "/a%zz", NULL, NULL },
    { "/a%2fb", NULL, NULL },
    { "/a%2Fb", NULL, NULL },
    { "/a/../b", NULL, NULL },
    { "/a/%2e%2e/b", NULL, NULL },
    { "/.", NULL, NULL },
    { "/a/.", NULL, NULL },
    { "/..", NULL, NULL },
    { "/a#b", NULL, NULL },
    { "/a b", NULL, NULL },
    { "/a\x01", NULL, NULL },
    { "/a%0d%0aSet-Cookie", NULL, NULL },
    { "/%C0%AF", NULL, NULL },
    { "/%ED%A0%80", NULL, NULL },
    { "/%FF", NULL, NULL },
};

static void
every_target_is_one_path_or_refused(void **state)
{
    struct hn_arena *a = hn_arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        const char *path = "", *query = "";
        bool taken = hn_guard_target(a, targets[i].target, &path, &query);

        if (taken != (targets[i].path != NULL))
            fail_msg("%s: %s", targets[i].target, taken ? "taken" : "refused");
        if (!taken)
            continue;
        assert_string_equal(path, targets[i].path);
        assert_string_equal(query, targets[i].query);
    }
    hn_arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_head_gets_its_verdict),
        cmocka_unit_test(methods_are_words),
        cmocka_unit_test(long_lines_and_headers_are_refused),
        cmocka_unit_test(every_target_is_one_path_or_refused),
    };

    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
