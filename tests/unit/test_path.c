/* Proves: a path finds its one row, literals before parameters, endings only where they belong; and a table with a
 * forgotten right, a doubled row or a confused parameter does not start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "web/path.h"

static struct hn_arena *arena;
static struct hn_ctx ctx;

static enum hn_rc
page(struct hn_req *q)
{
    (void)q;
    return HN_OK;
}

static int
begin(void **state)
{
    (void)state;
    arena = hn_arena_new(1 << 20);
    hn_ctx_init(&ctx, arena, hn_platform_real(), HN_USER_SYSTEM);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    hn_arena_free(arena);
    return 0;
}

static const struct hn_route rows[] = {
    { HN_GET, "/", page, HN_MAY_ANYONE, NULL, .about = "" },
    { HN_GET, "/openapi.json", page, HN_MAY_ANYONE, NULL, .about = "" },
    { HN_GET, "/to-chuc", page, HN_MAY_READ_UNIT, NULL, .list = true },
    { HN_GET, "/to-chuc/moi", page, HN_MAY_EDIT_UNIT, NULL, .about = "" },
    { HN_GET, "/to-chuc/:unit", page, HN_MAY_READ_UNIT, NULL, .about = "" },
    { HN_POST, "/to-chuc/:unit", page, HN_MAY_EDIT_UNIT, NULL, .about = "" },
    { HN_GET, "/to-chuc/:unit/dang-vien", page, HN_MAY_READ_MEMBER, NULL, .list = true },
    { HN_POST, "/to-chuc/:unit/dang-vien", page, HN_MAY_EDIT_MEMBER, NULL, .about = "" },
    { HN_POST, "/dang-xuat", page, HN_MAY_SIGNED_IN, NULL, .about = "" },
    { 0 },
};

static const struct {
    const char *path;
    int get, post; /* rows; -1 none */
    enum hn_format ending;
    const char *unit;
} cases[] = {
    { "/", 0, -1, HN_HTML, NULL },
    { "/openapi.json", 1, -1, HN_HTML, NULL },
    { "/to-chuc", 2, -1, HN_HTML, NULL },
    { "/to-chuc.csv", 2, -1, HN_CSV, NULL },
    { "/to-chuc.json", 2, -1, HN_JSON, NULL },
    { "/to-chuc/moi", 3, -1, HN_HTML, NULL },
    { "/to-chuc/22.200.053", 4, 5, HN_HTML, "22.200.053" },
    { "/to-chuc/22.json", 4, 5, HN_JSON, "22" },
    { "/to-chuc/22.csv", 4, 5, HN_HTML, "22.csv" },
    { "/to-chuc/moi/dang-vien", 6, 7, HN_HTML, "moi" },
    { "/to-chuc/22/dang-vien.xlsx", 6, 7, HN_XLSX, "22" },
    { "/dang-xuat", -1, 8, HN_HTML, NULL },
    { "/to-chuc/", -1, -1, HN_HTML, NULL },
    { "/to-chuc//dang-vien", -1, -1, HN_HTML, NULL },
    { "/to-chuc/22/dang-vien/x", -1, -1, HN_HTML, NULL },
    { "//", -1, -1, HN_HTML, NULL },
    { "/.json", -1, -1, HN_HTML, NULL },
    { "/khong-co", -1, -1, HN_HTML, NULL },
};

static const struct hn_route *
row(int i)
{
    return i < 0 ? NULL : &rows[i];
}

static void
every_path_finds_its_row(void **state)
{
    const struct hn_paths *paths;

    (void)state;
    assert_int_equal(hn_paths_compile(&ctx, arena, rows, &paths), HN_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hn_match m;

        hn_paths_find(paths, cases[i].path, &m);
        if (m.get != row(cases[i].get) || m.post != row(cases[i].post) || m.ending != cases[i].ending)
            fail_msg("%s", cases[i].path);
        assert_int_equal(m.part_count, cases[i].unit != NULL);
        if (!cases[i].unit)
            continue;
        assert_string_equal(m.parts[0].name, "unit");
        assert_int_equal(m.parts[0].len, strlen(cases[i].unit));
        assert_memory_equal(m.parts[0].text, cases[i].unit, m.parts[0].len);
    }
}

static void
wrong_tables_do_not_start(void **state)
{
    static const struct hn_route wrong[][3] = {
        { { HN_GET, "/a", page, HN_MAY_NOTHING, NULL, .about = "" } },
        { { HN_GET, "/a", page, HN_RIGHT_COUNT, NULL, .about = "" } },
        { { HN_GET, "/a", NULL, HN_MAY_ANYONE, NULL, .about = "" } },
        { { HN_GET, "a", page, HN_MAY_ANYONE, NULL, .about = "" } },
        { { HN_GET, "/a", page, HN_MAY_ANYONE, NULL, .about = "" },
          { HN_GET, "/a", page, HN_MAY_ANYONE, NULL, .about = "" } },
        { { HN_GET, "/:a", page, HN_MAY_ANYONE, NULL, .about = "" },
          { HN_GET, "/:b", page, HN_MAY_ANYONE, NULL, .about = "" } },
        { { HN_GET, "/:a/:b/:c/:d/:e", page, HN_MAY_ANYONE, NULL, .about = "" } },
        { { HN_GET, "/a", page, HN_MAY_SIGNED_IN, NULL, .apart = true } },
    };
    const struct hn_paths *paths;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (hn_paths_compile(&ctx, arena, wrong[i], &paths) != HN_BROKEN)
            fail_msg("table %zu starts", i);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_finds_its_row),
        cmocka_unit_test(wrong_tables_do_not_start),
    };

    return cmocka_run_group_tests_name("path", tests, begin, end);
}
