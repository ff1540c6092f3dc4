/* unit_test.h: what every unit test includes: cmocka with what it needs, and an arena for each test. */
#ifndef HN_TEST_UNIT_TEST_H
#define HN_TEST_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

/* Setup and teardown: *state is an arena of 64 MiB. */
static inline int
hn_test_arena(void **state)
{
    *state = hn_arena_new((size_t)64 << 20);
    return 0;
}

static inline int
hn_test_arena_end(void **state)
{
    hn_arena_free(*state);
    return 0;
}

#define HN_TEST(fn) cmocka_unit_test_setup_teardown(fn, hn_test_arena, hn_test_arena_end)

/* A file of tests/fixture, whole; the test fails when it is not there. */
static inline char *
hn_test_fixture(struct hn_arena *a, const char *name)
{
    const char *folder = getenv("HN_TEST_DATA");
    FILE *file = fopen(hn_print(a, "%s/%s", folder ? folder : "tests/fixture", name), "rb");
    char *text = hn_alloc(a, (size_t)1 << 20);

    assert_non_null(file);
    assert_true(fread(text, 1, ((size_t)1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

/* The next line of text, cut off with a NUL; NULL at the end. */
static inline char *
hn_test_line(char **text)
{
    char *line = *text;

    if (!*line)
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    *text = line + strlen(line) + 1;
    return line;
}

#endif
