/* test_merkle.c: proves that the log's tree is the one of RFC 6962: known roots, and at every size up to 300 the
 * root of a plain reckoning straight from the definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <string.h>

#include "audit/merkle.h"

static void
test_known(void **state)
{
    static const struct {
        const char *leaf; /* hex */
        const char *root; /* after adding it */
    } known[] = {
        { "", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
        { "00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
        { "10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
        { "2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
        { "3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
        { "40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
        { "5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
        { "606162636465666768696a6b6c6d6e6f",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
    };
    struct hn_merkle m = { 0 };
    uint8_t leaf[32], hash[32], root[32];
    char hex[65];

    (void)state;
    hn_merkle_root(&m, root);
    assert_string_equal(sodium_bin2hex(hex, sizeof hex, root, sizeof root),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        size_t len;

        sodium_hex2bin(leaf, sizeof leaf, known[i].leaf, strlen(known[i].leaf), NULL, &len, NULL);
        hn_merkle_leaf(leaf, len, hash);
        hn_merkle_add(&m, hash);
        hn_merkle_root(&m, root);
        assert_string_equal(sodium_bin2hex(hex, sizeof hex, root, sizeof root), known[i].root);
    }
}

/* MTH of RFC 6962: split at the largest power of two below n. */
static void
plain(const uint8_t (*leaves)[32], size_t n, uint8_t out[32])
{
    uint8_t both[65] = { 0x01 };
    size_t k = 1;

    if (n == 1) {
        memcpy(out, leaves[0], 32);
        return;
    }
    while (k * 2 < n)
        k *= 2;
    plain(leaves, k, both + 1);
    plain(leaves + k, n - k, both + 33);
    crypto_hash_sha256(out, both, sizeof both);
}

static void
test_every_size(void **state)
{
    static uint8_t leaves[300][32];
    struct hn_merkle m = { 0 };
    uint8_t root[32], wanted[32];

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        hn_merkle_leaf(&i, sizeof i, leaves[i]);
        hn_merkle_add(&m, leaves[i]);
        assert_int_equal(m.size, i + 1);
        hn_merkle_root(&m, root);
        plain((const uint8_t(*)[32])leaves, i + 1, wanted);
        assert_memory_equal(root, wanted, sizeof root);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_known), cmocka_unit_test(test_every_size) };

    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
