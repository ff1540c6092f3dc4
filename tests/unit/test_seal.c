/* Proves: keys are made once, read back the same, and refused when others can read them or the file is not what it
 * should be; every use has a key of its own; what is sealed opens only under its key, for its place, unchanged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/seal.h"

struct world {
    struct hn_ctx c;
    struct hn_arena *arena;
    char dir[64];
};

static int
begin(void **state)
{
    struct world *w = calloc(1, sizeof(*w));

    w->arena = hn_arena_new(1 << 20);
    hn_ctx_init(&w->c, w->arena, hn_platform_real(), HN_USER_SYSTEM);
    snprintf(w->dir, sizeof(w->dir), "/tmp/hn-seal-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    *state = w;
    return 0;
}

static int
end(void **state)
{
    struct world *w = *state;

    unlink(hn_print(w->arena, "%s/keys", w->dir));
    rmdir(w->dir);
    hn_arena_free(w->arena);
    free(w);
    return 0;
}

static struct hn_bytes
bytes(const char *text)
{
    return (struct hn_bytes){ (const uint8_t *)text, strlen(text) };
}

static void
put_file(struct world *w, unsigned mode, const char *text)
{
    const char *path = hn_print(w->arena, "%s/keys", w->dir);

    unlink(path);
    assert_int_equal(w->c.platform->write_file(w->c.platform->self, path, mode, text, strlen(text)), 0);
}

static void
made_once(void **state)
{
    struct world *w = *state;
    struct hn_keys *k, *again;
    uint8_t one[HN_KEY_BYTES], two[HN_KEY_BYTES];
    struct stat st;

    assert_int_equal(hn_keys_load(&w->c, w->dir, false, &k), HN_NOT_FOUND);
    assert_string_equal(w->c.faults[0].key, "keys.none");
    assert_int_equal(hn_keys_load(&w->c, w->dir, true, &k), HN_OK);
    assert_int_equal(stat(hn_print(w->arena, "%s/keys", w->dir), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(hn_keys_load(&w->c, w->dir, true, &again), HN_OK);
    assert_int_equal(hn_keys_newest(k), 1);
    for (int use = 0; use < HN_KEY_USES; use++) {
        assert_true(hn_key_of(k, 1, (enum hn_key_use)use, one));
        assert_true(hn_key_of(again, 1, (enum hn_key_use)use, two));
        assert_memory_equal(one, two, HN_KEY_BYTES);
        for (int other = 0; other < use; other++) {
            assert_true(hn_key_of(k, 1, (enum hn_key_use)other, two));
            assert_memory_not_equal(one, two, HN_KEY_BYTES);
        }
    }
    assert_false(hn_key_of(k, 2, HN_KEY_FIELD, one));
    hn_keys_free(k);
    hn_keys_free(again);
}

#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void
file_shapes(void **state)
{
    struct world *w = *state;
    static const char *const bad[] = {
        "",
        "\n",
        HEX "\n",
        "1 " HEX,
        "1 " HEX "00\n",
        "1 0011\n",
        "0 " HEX "\n",
        "-1 " HEX "\n",
        "x " HEX "\n",
        "1 " HEX "\n1 " HEX "\n",
        "2 " HEX "\n1 " HEX "\n",
        "1  " HEX "\n",
        "1 " HEX "\nrest\n",
        "1 zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
    };
    struct hn_keys *k;
    uint8_t old[HN_KEY_BYTES], new[HN_KEY_BYTES];

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        put_file(w, 0600, bad[i]);
        assert_int_equal(hn_keys_load(&w->c, w->dir, true, &k), HN_BROKEN);
    }
    put_file(w, 0640, "1 " HEX "\n");
    hn_fault_clear(&w->c);
    assert_int_equal(hn_keys_load(&w->c, w->dir, true, &k), HN_BROKEN);
    assert_string_equal(w->c.faults[0].key, "keys.mode");
    put_file(w, 0600, "1 " HEX "\n3 ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n");
    assert_int_equal(hn_keys_load(&w->c, w->dir, false, &k), HN_OK);
    assert_int_equal(hn_keys_newest(k), 3);
    assert_true(hn_key_of(k, 1, HN_KEY_FIELD, old));
    assert_true(hn_key_of(k, 3, HN_KEY_FIELD, new));
    assert_memory_not_equal(old, new, HN_KEY_BYTES);
    assert_false(hn_key_of(k, 2, HN_KEY_FIELD, old));
    hn_keys_free(k);
}

static void
sealed_values(void **state)
{
    struct world *w = *state;
    uint8_t key[HN_KEY_BYTES] = { 1 }, other[HN_KEY_BYTES] = { 2 };
    struct hn_bytes sealed = hn_seal(&w->c, key, "person:7:religion", bytes("Phật giáo"));
    struct hn_bytes twice = hn_seal(&w->c, key, "person:7:religion", bytes("Phật giáo"));
    struct hn_bytes plain;

    assert_int_equal(sealed.len, twice.len);
    assert_memory_not_equal(sealed.data, twice.data, sealed.len);
    assert_true(hn_unseal(&w->c, key, "person:7:religion", sealed, &plain));
    assert_string_equal((const char *)plain.data, "Phật giáo");
    assert_false(hn_unseal(&w->c, other, "person:7:religion", sealed, &plain));
    assert_false(hn_unseal(&w->c, key, "person:8:religion", sealed, &plain));
    assert_false(hn_unseal(&w->c, key, "person:7:health", sealed, &plain));
    for (size_t i = 0; i < sealed.len; i++) {
        uint8_t *bent = hn_alloc(w->arena, sealed.len);

        memcpy(bent, sealed.data, sealed.len);
        bent[i] ^= 0x10;
        assert_false(
            hn_unseal(&w->c, key, "person:7:religion", (struct hn_bytes){ bent, sealed.len }, &plain));
        assert_false(hn_unseal(&w->c, key, "person:7:religion", (struct hn_bytes){ sealed.data, i }, &plain));
    }
    sealed = hn_seal(&w->c, key, "x", bytes(""));
    assert_true(hn_unseal(&w->c, key, "x", sealed, &plain));
    assert_int_equal(plain.len, 0);
    assert_false(hn_unseal(&w->c, key, "x", (struct hn_bytes){ NULL, 0 }, &plain));
}

static void
hashes(void **state)
{
    struct world *w = *state;
    uint8_t key[HN_KEY_BYTES] = { 1 }, other[HN_KEY_BYTES] = { 2 };
    struct hn_bytes a = hn_keyed_hash(&w->c, key, bytes("022301001234"));
    struct hn_bytes b = hn_keyed_hash(&w->c, key, bytes("022301001234"));

    assert_int_equal(a.len, 32);
    assert_memory_equal(a.data, b.data, 32);
    assert_memory_not_equal(a.data, hn_keyed_hash(&w->c, key, bytes("022301001235")).data, 32);
    assert_memory_not_equal(a.data, hn_keyed_hash(&w->c, other, bytes("022301001234")).data, 32);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(made_once, begin, end),
        cmocka_unit_test_setup_teardown(file_shapes, begin, end),
        cmocka_unit_test_setup_teardown(sealed_values, begin, end),
        cmocka_unit_test_setup_teardown(hashes, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
