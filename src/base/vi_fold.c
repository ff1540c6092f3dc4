/* vi_fold.c: keys for finding and comparing Vietnamese text (vi.h; domain/08 §8.2).
 *
 * Total over all bytes: what is not UTF-8 reads as a gap. Not for: order (vi_sort.c).
 */
#include <string.h>
#include <utf8proc.h>

#include "base/vi_inner.h"

#define PARTS_MOST 32 /* of one code point; Unicode has none with more than 18 */

static bool
is_word_char(int32_t cp)
{
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default:
        return false;
    }
}

static bool
is_mark(int32_t cp)
{
    utf8proc_category_t category = utf8proc_category(cp);

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* What folding has seen just before, for the rule of y, and whether a gap is owed. */
struct folder {
    struct hn_buf *out;
    char joint; /* what stands between words */
    bool gap;
    bool y_to_i;
    int32_t before, before2;
};

/* y is i unless a vowel other than the u of "qu" stands before it: Mỹ = Mĩ, Quý = Quí, but tay, thúy and
 * Nguyễn keep theirs. It depends on nothing behind it, so that what is typed so far of a word folds to the
 * beginning of the folded word. */
static int32_t
fold_y(const struct folder *f)
{
    if (f->before == 'u' && f->before2 == 'q')
        return 'i';
    if (f->before && f->before < 0x80 && strchr("aeiouy", (int)f->before))
        return 'y';
    return 'i';
}

static void
put_letter(struct folder *f, int32_t cp)
{
    if (cp == 0x111 || cp == 0xf0)
        cp = 'd';
    if (cp == 'y' && f->y_to_i)
        cp = fold_y(f);
    if (f->gap) {
        if (f->out->len > 0)
            hn_buf_char(f->out, f->joint);
        f->gap = false;
    }
    hn_cp_add(f->out, cp);
    f->before2 = f->before;
    f->before = cp;
}

static void
put_gap(struct folder *f)
{
    f->gap = true;
    f->before = f->before2 = 0;
}

static void
fold_one(struct folder *f, int32_t cp)
{
    utf8proc_int32_t parts[PARTS_MOST];
    int last_class = 0;

    if (cp < 0x80) {
        if (cp >= 'A' && cp <= 'Z')
            cp += 'a' - 'A';
        if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
            put_letter(f, cp);
        else
            put_gap(f);
        return;
    }

    utf8proc_ssize_t n = utf8proc_decompose_char(utf8proc_tolower(cp), parts, PARTS_MOST, UTF8PROC_DECOMPOSE,
                                                 &last_class);

    for (utf8proc_ssize_t i = 0; i < n && i < PARTS_MOST; i++) {
        if (is_word_char(parts[i]))
            put_letter(f, parts[i]);
        else if (!is_mark(parts[i]))
            put_gap(f);
    }
}

static const char *
fold(struct hn_arena *a, const char *text, char joint, bool y_to_i)
{
    struct hn_buf out;
    int32_t cp;

    hn_buf_init(&out, a, 0);

    struct folder f = { .out = &out, .joint = joint, .y_to_i = y_to_i };

    while ((cp = hn_cp_next(&text)) != 0)
        fold_one(&f, cp);
    return out.data;
}

const char *
hn_vi_fold(struct hn_arena *a, const char *text)
{
    return fold(a, text, ' ', true);
}

const char *
hn_vi_slug(struct hn_arena *a, const char *text)
{
    return fold(a, text, '-', false);
}

size_t
hn_vi_words(struct hn_arena *a, const char *folded, const char **words, size_t limit)
{
    size_t count = 0;

    while (*folded) {
        size_t len = strcspn(folded, " ");

        if (len > 0) {
            if (count < limit)
                words[count] = hn_dup_n(a, folded, len);
            count++;
        }
        folded += len + (folded[len] == ' ');
    }
    return count;
}

void
hn_vi_patterns(struct hn_arena *a, const char *typed, const char **patterns, size_t count)
{
    size_t found = typed && *typed ? hn_vi_words(a, hn_vi_fold(a, typed), patterns, count) : 0;

    for (size_t i = 0; i < count; i++)
        patterns[i] = i < found ? hn_print(a, "%%%s%%", patterns[i]) : "%";
}
