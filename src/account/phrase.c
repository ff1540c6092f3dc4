/* phrase.c: phrases of plain words, and what is too weak to be one (phrase.h, account.h, security/ section 5).
 *
 * A word is two syllables, a thing and how it is: 64 × 32 = 2,048 words, 11 bits each, 44 bits in a phrase of four. That
 * is far beyond a hundred guesses in a row at the door, and with 20 ms a guess some 5,000 years of one core
 * over a stolen hash, on average. Every syllable is told from the others of its list without its marks.
 */
#include "account/phrase.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/vi.h"

#define PHRASE_LETTERS_MIN 15
#define PHRASE_LETTERS_MAX 128
#define PHRASE_BYTES_MAX   1024 /* refused before any work is done on it */
#define PHRASE_REST_MIN    8    /* letters that must be left when what is obvious is taken away */
#define SYLLABLES_MAX      64

static const char *const things[64] = {
    "sông", "núi",   "biển", "đồng",  "lúa",   "ruộng", "rừng",   "suối",  "hồ",   "đảo",   "mây",
    "gió",  "mưa",   "nắng", "trăng", "sao",   "trời",  "đất",    "đá",    "cát",  "cây",   "hoa",
    "lá",   "cỏ",    "tre",  "thông", "sen",   "cam",   "bưởi",   "chuối", "ngô",  "khoai", "lạc",
    "mía",  "chè",   "vườn", "ao",    "cầu",   "đường", "thuyền", "lưới",  "chợ",  "nhà",   "cửa",
    "sân",  "giếng", "bếp",  "chim",  "cá",    "tôm",   "trâu",   "bò",    "ngựa", "voi",   "gà",
    "vịt",  "mèo",   "ong",  "bướm",  "trống", "đèn",   "thóc",   "bãi",   "đồi",
};
static const char *const manners[32] = {
    "xanh", "trắng", "đỏ",   "vàng",  "tím",  "hồng", "nâu",  "bạc", "lớn",   "nhỏ",  "cao",
    "thấp", "dài",   "ngắn", "rộng",  "sâu",  "mới",  "cũ",   "xa",  "gần",   "sáng", "ấm",
    "mát",  "thơm",  "ngọt", "trong", "tròn", "bền",  "hiền", "vui", "nhanh", "đẹp",
};

/* Words and runs that stand in the first guesses of everybody. Longer ones first. */
static const char *const obvious[] = {
    "dangcongsanvietnam",
    "xahoichunghia",
    "qwertyuiop",
    "dangcongsan",
    "administrator",
    "quangninh",
    "asdfghjkl",
    "anhyeuem",
    "emyeuanh",
    "iloveyou",
    "1qaz2wsx",
    "hochiminh",
    "password",
    "passphrase",
    "matkhau",
    "quantri",
    "hatnhan",
    "letmein",
    "welcome",
    "vietnam",
    "zxcvbnm",
    "dangvien",
    "chibo",
    "dangbo",
    "daihoi",
    "bithu",
    "halong",
    "hanoi",
    "qwerty",
    "qazwsx",
    "admin",
    "asdf",
    "zxcv",
    "abc",
    "pass",
};

/* --- making --- */

const char *
hn_phrase_from(struct hn_arena *a, void (*draw)(void *self, void *out, size_t len), void *self)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (int i = 0; i < HN_PHRASE_WORDS; i++) {
        uint8_t bytes[2];

        draw(self, bytes, sizeof bytes);
        hn_buf_printf(&b, "%s%s %s", i ? " " : "", things[bytes[0] & 63], manners[bytes[1] & 31]);
    }
    return b.data;
}

const char *
hn_phrase_new(struct hn_ctx *c)
{
    return hn_phrase_from(c->arena, c->platform->random, c->platform->self);
}

/* --- one form --- */

static bool
is_one_of(struct hn_arena *a, const char *word, const char *const *list, size_t count)
{
    bool found = false;

    for (size_t i = 0; i < count && !found; i++) {
        struct hn_mark mark = hn_arena_mark(a);

        found = strcmp(hn_vi_fold(a, list[i]), word) == 0;
        hn_arena_rewind(a, mark);
    }
    return found;
}

/* Whole words of the list, at least a phrase's worth: how many, 0 when anything else stands in it. */
static size_t
count_pairs(struct hn_arena *a, const char *folded)
{
    const char *words[SYLLABLES_MAX];
    size_t n = hn_vi_words(a, folded, words, SYLLABLES_MAX);

    if (n < 2 * HN_PHRASE_WORDS || n % 2 != 0 || n >= SYLLABLES_MAX)
        return 0;
    for (size_t i = 0; i < n; i += 2) {
        if (!is_one_of(a, words[i], things, 64) || !is_one_of(a, words[i + 1], manners, 32))
            return 0;
    }
    return n / 2;
}

const char *
hn_phrase_normal(struct hn_arena *a, const char *phrase, size_t *pairs)
{
    size_t len = phrase ? strlen(phrase) : 0;
    const char *clean, *folded;

    *pairs = 0;
    if (len == 0 || len > PHRASE_BYTES_MAX)
        return NULL;
    clean = hn_vi_clean(a, phrase, len, false);
    if (!clean)
        return NULL;
    folded = hn_vi_fold(a, clean);
    *pairs = count_pairs(a, folded);
    return *pairs ? folded : clean;
}

/* --- what is too weak --- */

/* Take every place of word out of text. */
static void
take_out(char *text, const char *word)
{
    size_t len = strlen(word);

    if (len < 3)
        return;
    for (char *at = strstr(text, word); at; at = strstr(text, word))
        memmove(at, at + len, strlen(at + len) + 1);
}

/* Of a run up, down or in place (1234, dcba, 0000) the first letter stays. */
static void
take_out_runs(char *text)
{
    char *to = text;

    for (const char *p = text; *p;) {
        size_t run = 1;
        int step = p[1] ? p[1] - p[0] : 9;

        while (step >= -1 && step <= 1 && p[run] && p[run] - p[run - 1] == step)
            run++;
        *to++ = *p;
        p += run >= 3 ? run : 1;
    }
    *to = '\0';
}

/* Of a text that is one part again and again, the part stays. */
static void
take_out_repeats(char *text)
{
    size_t len = strlen(text);

    for (size_t part = 1; part <= len / 2; part++) {
        if (memcmp(text, text + part, len - part) == 0) {
            text[part] = '\0';
            return;
        }
    }
}

/* Without marks, case, spaces, and the difference of y and i, which folding makes by place. */
static char *
squeeze(struct hn_arena *a, const char *clean)
{
    const char *folded = hn_vi_fold(a, clean);
    const char *from = strlen(folded) * 2 >= strlen(clean) ? folded : clean;
    char *out = hn_dup(a, from), *to = out;

    for (const char *p = out; *p; p++) {
        if (*p != ' ')
            *to++ = *p == 'y' ? 'i' : *p;
    }
    *to = '\0';
    return out;
}

static bool
is_weak(struct hn_arena *a, const char *name, const char *clean)
{
    char *rest = squeeze(a, clean);

    take_out(rest, squeeze(a, name));
    for (size_t i = 0; i < sizeof obvious / sizeof obvious[0]; i++)
        take_out(rest, squeeze(a, obvious[i]));
    take_out_runs(rest);
    take_out_repeats(rest);
    return strlen(rest) < PHRASE_REST_MIN;
}

/* The same word over and over is no phrase of four. */
static bool
pairs_repeat(struct hn_arena *a, const char *folded)
{
    const char *words[SYLLABLES_MAX];
    size_t n = hn_vi_words(a, folded, words, SYLLABLES_MAX), distinct = 0;

    for (size_t i = 0; i < n; i += 2) {
        bool seen = false;

        for (size_t k = 0; k < i && !seen; k += 2)
            seen = strcmp(words[i], words[k]) == 0 && strcmp(words[i + 1], words[k + 1]) == 0;
        distinct += !seen;
    }
    return distinct < HN_PHRASE_WORDS - 1;
}

enum hn_rc
hn_phrase_check(struct hn_ctx *c, const char *name, const char *phrase)
{
    size_t pairs, letters;
    const char *normal = hn_phrase_normal(c->arena, phrase, &pairs);
    bool weak;

    if (phrase && strlen(phrase) > PHRASE_BYTES_MAX)
        return hn_fail(c, HN_INVALID, "phrase", "account.phrase_long");
    if (phrase && !*phrase)
        return hn_fail(c, HN_INVALID, "phrase", "account.phrase_short");
    if (!normal)
        return hn_fail(c, HN_INVALID, "phrase", "account.phrase_text");
    letters = hn_utf8_count(normal);
    if (letters < PHRASE_LETTERS_MIN)
        return hn_fail(c, HN_INVALID, "phrase", "account.phrase_short");
    if (letters > PHRASE_LETTERS_MAX)
        return hn_fail(c, HN_INVALID, "phrase", "account.phrase_long");
    weak = pairs ? pairs_repeat(c->arena, normal) : is_weak(c->arena, name, normal);
    return weak ? hn_fail(c, HN_INVALID, "phrase", "account.phrase_weak") : HN_OK;
}
