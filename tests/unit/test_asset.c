/* test_asset.c: proves that the assets linked into the program are there in three forms that agree, under names
 * that carry their content, and that unknown paths find nothing. */
#define ZLIB_CONST
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "web/asset.h"

static void
test_every_asset_has_three_forms(void **state)
{
    (void)state;
    assert_true(hn_assets_count >= 4);
    for (size_t i = 0; i < hn_assets_count; i++) {
        const struct hn_asset *a = &hn_assets[i];

        assert_int_equal(strncmp(a->path, "/a/", 3), 0);
        assert_true(a->identity.len > 0 && a->br.len > 0 && a->gz.len > 0);
        assert_true(a->br.len <= a->gz.len);
        assert_int_equal(a->etag[0], '"');
        assert_ptr_equal(hn_asset_at(a->path), a);
        assert_string_equal(hn_asset_path(a->name), a->path);
    }
}

static void
test_gzip_form_is_the_same_content(void **state)
{
    static unsigned char room[1 << 20];

    (void)state;
    for (size_t i = 0; i < hn_assets_count; i++) {
        const struct hn_asset *a = &hn_assets[i];
        z_stream z = { 0 };

        assert_true(a->identity.len <= sizeof room);
        assert_int_equal(inflateInit2(&z, 16 + MAX_WBITS), Z_OK);
        z.next_in = a->gz.data;
        z.avail_in = (uInt)a->gz.len;
        z.next_out = room;
        z.avail_out = sizeof room;
        assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
        assert_int_equal(z.total_out, a->identity.len);
        assert_memory_equal(room, a->identity.data, a->identity.len);
        inflateEnd(&z);
    }
}

static void
test_unknown_paths_find_nothing(void **state)
{
    (void)state;
    assert_null(hn_asset_at("/a/app.css"));
    assert_null(hn_asset_at("/a/"));
    assert_null(hn_asset_at(""));
}

static void
test_phone_pages_keep_their_budget(void **state)
{
    const struct hn_asset *css = hn_asset_at(hn_asset_path("app.css"));
    const struct hn_asset *js = hn_asset_at(hn_asset_path("app.js"));

    (void)state;
    assert_true(css->br.len <= 16 * 1024);
    assert_true(js->br.len <= 5 * 1024);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_asset_has_three_forms),
        cmocka_unit_test(test_gzip_form_is_the_same_content),
        cmocka_unit_test(test_unknown_paths_find_nothing),
        cmocka_unit_test(test_phone_pages_keep_their_budget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
