/* test_phrase.c: proves that phrases keep their promises: 2,048 words told apart without marks, 44 bits used evenly,
 * one form for every way of typing, and weak ones refused beside strong ones that are taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "account/phrase.h"
#include "base/vi.h"

static struct hn_arena *arena;
static struct hn_ctx ctx;

static struct hn_ctx *
fresh(void)
{
    hn_arena_reset(arena);
    hn_ctx_init(&ctx, arena, hn_platform_real(), HN_USER_SYSTEM);
    return &ctx;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The stream under which the first word runs through the whole list. */
static void
counted(void *self, void *out, size_t len)
{
    unsigned *n = self;
    uint8_t bytes[2] = { (uint8_t)(*n >> 5), (uint8_t)(*n & 31) };

    assert_int_equal(len, 2);
    memcpy(out, bytes, 2);
}

static void
test_words(void **state)
{
    static const char *words[2048];
    struct hn_ctx *c = fresh();

    (void)state;
    for (unsigned n = 0; n < 2048; n++) {
        const char *folded = hn_vi_fold(c->arena, hn_phrase_from(c->arena, counted, &n)), *parts[9];
        size_t pairs;

        assert_int_equal(hn_vi_words(c->arena, folded, parts, 9), 8);
        words[n] = hn_print(c->arena, "%s %s", parts[0], parts[1]);
        assert_non_null(hn_phrase_normal(c->arena, folded, &pairs));
        assert_int_equal(pairs, 4);
    }
    qsort(words, 2048, sizeof *words, by_text);
    for (unsigned n = 1; n < 2048; n++)
        assert_string_not_equal(words[n - 1], words[n]);
}

static void
test_one_form(void **state)
{
    static const char *const ways[] = { "biển xanh núi cao lúa vàng trời rộng",
                                        "BIỂN XANH NÚI CAO LÚA VÀNG TRỜI RỘNG",
                                        "bien xanh nui cao lua vang troi rong",
                                        "  Biển  xanh núi cao, lúa vàng trời rộng. " };
    struct hn_ctx *c = fresh();
    size_t pairs;
    const char *form = hn_phrase_normal(c->arena, ways[0], &pairs);

    (void)state;
    for (size_t i = 1; i < sizeof ways / sizeof ways[0]; i++)
        assert_string_equal(hn_phrase_normal(c->arena, ways[i], &pairs), form);
    /* A password of one's own keeps marks and case. */
    assert_string_not_equal(hn_phrase_normal(c->arena, "Một cái gì khác hẳn", &pairs),
                            hn_phrase_normal(c->arena, "một cái gì khác hẳn", &pairs));
    assert_int_equal(pairs, 0);
    assert_null(hn_phrase_normal(c->arena, "\xff\xfe", &pairs));
}

static void
test_check(void **state)
{
    static const struct {
        const char *phrase, *key; /* NULL: taken */
    } cases[] = {
        { "biển xanh núi cao lúa vàng trời rộng", NULL },
        { "Trâu ơi ta bảo trâu này", NULL },
        { "correct horse battery staple", NULL },
        { "x7#Kp!2mQz$9vLw", NULL },
        { "x7#Kp!2mQz$9vL", "account.phrase_short" },
        { "", "account.phrase_short" },
        { "aaaaaaaaaaaaaaaaaaaa", "account.phrase_weak" },
        { "12345678901234567890", "account.phrase_weak" },
        { "abcdefghijklmnopqrstuvwxyz", "account.phrase_weak" },
        { "matkhaumatkhaumatkhau", "account.phrase_weak" },
        { "Mật khẩu của quản trị", "account.phrase_weak" },
        { "qwertyuiopasdfghjkl", "account.phrase_weak" },
        { "xatanbinhxatanbinh12", "account.phrase_weak" },
        { "dangcongsanvietnam2026", "account.phrase_weak" },
        { "ab12ab12ab12ab12ab12", "account.phrase_weak" },
        { "biển xanh biển xanh biển xanh biển xanh", "account.phrase_weak" },
        { "tab\tand control \x01 within", "account.phrase_text" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hn_ctx *c = fresh();
        enum hn_rc rc = hn_phrase_check(c, "xatanbinh", cases[i].phrase);

        if (!cases[i].key) {
            if (rc)
                print_error("%s was refused: %s\n", cases[i].phrase, c->faults[0].key);
            assert_int_equal(rc, HN_OK);
            continue;
        }
        if (rc != HN_INVALID || strcmp(c->faults[0].key, cases[i].key) != 0)
            print_error("%s: %d %s\n", cases[i].phrase, rc, rc ? c->faults[0].key : "");
        assert_int_equal(rc, HN_INVALID);
        assert_string_equal(c->faults[0].key, cases[i].key);
    }
    char big[2000];

    memset(big, 'k', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    assert_int_equal(hn_phrase_check(fresh(), "x", big), HN_INVALID);
    assert_string_equal(ctx.faults[0].key, "account.phrase_long");
    for (size_t i = 0; i < 64; i++)
        big[i] = (char)('!' + (i * 37) % 90);
    big[64] = '\0';
    assert_int_equal(hn_phrase_check(fresh(), "x", big), HN_OK);
}

/* One hash a check, whether or not there is anything to compare with; too many at once are told so. */
static void
test_hasher(void **state)
{
    struct hn_arena *program = hn_arena_new((size_t)1 << 20);
    struct hn_hasher *h = hn_hasher_new(program, 4);
    struct hn_ctx *c = fresh();
    const char *hash;
    bool right;

    (void)state;
    assert_int_equal(hn_phrase_hash(c, h, "biển xanh núi cao lúa vàng trời rộng", &hash), HN_OK);
    assert_memory_equal(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31);
    assert_int_equal(hn_hasher_count(h), 1);
    assert_int_equal(hn_phrase_verify(c, h, hash, "bien xanh nui cao lua vang troi rong", &right), HN_OK);
    assert_true(right);
    assert_int_equal(hn_phrase_verify(c, h, hash, "bien xanh nui cao lua vang troi rong!x", &right), HN_OK);
    assert_false(right);
    assert_int_equal(hn_phrase_verify(c, h, "", "", &right), HN_OK);
    assert_false(right);
    assert_int_equal(hn_phrase_verify(c, h, NULL, "\xff", &right), HN_OK);
    assert_false(right);
    assert_int_equal(hn_hasher_count(h), 5);
    hn_arena_free(program);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_one_form),
                                        cmocka_unit_test(test_check), cmocka_unit_test(test_hasher) };

    arena = hn_arena_new((size_t)32 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    hn_arena_free(arena);
    return failed;
}
