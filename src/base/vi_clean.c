/* vi_clean.c: text as typed or pasted → the one form kept inside the program (vi.h; domain/08 §8.2).
 *
 * Done word by word, so that a long text needs little scratch memory: no letter composes with a space.
 * Not for: old font encodings (vi_legacy.c), which are decoded first when known.
 */
#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/vi_inner.h"

enum kind { KEEP, SPACE, LINE, DROP, REFUSE };

/* What becomes of a code point. Invisible marks of direction and width are dropped: two names that look the
 * same are then the same. U+00AD stays, since it is a letter of a cleaned but not yet decoded TCVN3 text. */
static enum kind
kind_of(int32_t cp)
{
    switch (cp) {
    case '\t':
    case ' ':
    case 0xa0:
    case 0x1680:
    case 0x202f:
    case 0x205f:
    case 0x3000:
        return SPACE;
    case '\n':
    case '\r':
    case 0x85:
    case 0x2028:
    case 0x2029:
        return LINE;
    case 0xfeff:
        return DROP;
    default:
        break;
    }
    if (cp >= 0x2000 && cp <= 0x200a)
        return SPACE;
    if ((cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x2069))
        return DROP;
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
        return REFUSE;
    return KEEP;
}

/* Letters that can be no part of a longer composition and are composed already: nothing to normalise. */
static bool
is_plain(int32_t cp)
{
    return cp < 0x300 || (cp >= 0x1ea0 && cp <= 0x1ef9) || (cp >= 0x2010 && cp <= 0x2027);
}

static void
add_nfc(struct hn_buf *out, const char *word, size_t len)
{
    struct hn_arena *a = out->arena;
    size_t room = len * 4 + 8;                /* no code point has more than four parts a byte */
    char *to = hn_buf_room(out, len * 3 + 4); /* nor does composing widen a text more than threefold */
    struct hn_mark mark = hn_arena_mark(a);
    utf8proc_int32_t *parts = HN_NEW_N(a, utf8proc_int32_t, room);
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)word, (utf8proc_ssize_t)len, parts,
                                            (utf8proc_ssize_t)room, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

    assert(n >= 0 && (size_t)n < room);
    n = utf8proc_reencode(parts, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    assert(n >= 0 && (size_t)n <= len * 3 + 4);
    memcpy(to, parts, (size_t)n);
    hn_arena_rewind(a, mark);
    out->len += (size_t)n;
    out->data[out->len] = '\0';
}

/* U+00D0 is the Icelandic Eth, typed where Đ is meant, unless the text has other letters of Icelandic.
 * U+0189 looks the same too. */
static int32_t
mend_letter(int32_t cp, bool icelandic)
{
    if ((cp == 0xd0 && !icelandic) || cp == 0x189)
        return 0x110;
    return cp;
}

static bool
looks_icelandic(const char *in, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++) {
        unsigned char low = (unsigned char)in[i + 1];

        if ((unsigned char)in[i] == 0xc3 && (low == 0xb0 || low == 0x9e || low == 0xbe)) /* ð Þ þ */
            return true;
    }
    return false;
}

/* The word being read, and what stood between it and the one before. */
struct cleaner {
    bool multiline;
    bool space;
    int lines;
    bool plain; /* nothing in the word needs composing */
    struct hn_buf word;
};

static void
end_word(struct cleaner *k, struct hn_buf *out)
{
    if (k->word.len == 0)
        return;
    if (out->len > 0) {
        for (int i = 0; i < k->lines; i++)
            hn_buf_char(out, '\n');
        if (k->lines == 0 && k->space)
            hn_buf_char(out, ' ');
    }
    if (k->plain)
        hn_buf_add(out, k->word.data, k->word.len);
    else
        add_nfc(out, k->word.data, k->word.len);
    k->word.len = 0;
    k->plain = true;
    k->space = false;
    k->lines = 0;
}

/* false: the text may not hold this. */
static bool
take(struct cleaner *k, struct hn_buf *out, int32_t cp)
{
    switch (kind_of(cp)) {
    case SPACE:
        end_word(k, out);
        k->space = true;
        return true;
    case LINE:
        end_word(k, out);
        k->space = true;
        k->lines += k->multiline;
        return true;
    case DROP:
        return true;
    case REFUSE:
        return false;
    case KEEP:
        break;
    }
    k->plain = k->plain && is_plain(cp);
    hn_cp_add(&k->word, cp);
    return true;
}

const char *
hn_vi_clean(struct hn_arena *a, const char *in, size_t len, bool multiline)
{
    struct cleaner k = { .multiline = multiline, .plain = true };
    struct hn_buf out;
    bool icelandic = looks_icelandic(in, len);

    if (!hn_utf8_valid(in, len))
        return NULL;
    hn_buf_init(&k.word, a, 0);
    hn_buf_init(&out, a, 0);
    for (size_t i = 0; i < len;) {
        utf8proc_int32_t cp;
        size_t room = len - i < 4 ? len - i : 4;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)in + i, (utf8proc_ssize_t)room, &cp);

        assert(n > 0);
        i += (size_t)n;
        if (cp == '\r' && i < len && in[i] == '\n')
            continue; /* the line feed behind it speaks for both */
        if (!take(&k, &out, mend_letter(cp, icelandic)))
            return NULL;
    }
    end_word(&k, &out);
    return out.data;
}
