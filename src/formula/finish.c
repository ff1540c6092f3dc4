/* finish.c: the program as it is kept: references and codes each once; and what others ask of it. */
#include <string.h>

#include "base/vi.h"
#include "formula/inside.h"

/* --- references --- */

static bool
same_ref(const struct hn_formula_ref *a, const struct hn_formula_ref *b)
{
    return a->code_index == b->code_index && a->ago == b->ago && a->years_ago == b->years_ago &&
           a->ytd == b->ytd && a->each == b->each;
}

static size_t
code_index(struct hn_formula *f, const char **codes, const char *code)
{
    for (size_t i = 0; i < f->code_count; i++)
        if (strcmp(codes[i], code) == 0)
            return i;
    codes[f->code_count] = code;
    return f->code_count++;
}

static size_t
ref_index(struct hn_formula *f, struct hn_formula_ref *refs, const struct hn_formula_ref *r)
{
    for (size_t i = 0; i < f->ref_count; i++)
        if (same_ref(&refs[i], r))
            return i;
    if (f->ref_count < HN_FORMULA_REFS)
        refs[f->ref_count] = *r;
    return f->ref_count++;
}

/* Offsets were told to them while the brackets closed, so only now is known which of them are the same. */
static bool
gather_refs(struct hn_draft *d, struct hn_formula *f)
{
    size_t most = d->ref_count < HN_FORMULA_REFS ? d->ref_count : HN_FORMULA_REFS;
    struct hn_formula_ref *refs = HN_NEW_N(d->c->arena, struct hn_formula_ref, most);
    const char **codes = HN_NEW_N(d->c->arena, const char *, d->ref_count);

    for (size_t i = 0; i < d->step_count; i++) {
        struct hn_step *s = &d->steps[i];

        if (s->what != HN_DO_REF)
            continue;
        struct hn_formula_ref *r = &d->refs[s->to];

        r->code_index = (int)code_index(f, codes, r->code);
        s->to = (uint16_t)ref_index(f, refs, r);
        if (f->ref_count > HN_FORMULA_REFS)
            return hn_draft_fault(d, "formula.size", s->at);
    }
    f->refs = refs;
    f->codes = codes;
    return true;
}

static struct hn_each
refs_between(struct hn_draft *d, size_t from, size_t to)
{
    size_t *refs = HN_NEW_N(d->c->arena, size_t, HN_FORMULA_REFS);
    struct hn_each e = { refs, 0 };

    for (size_t i = from; i < to; i++) {
        bool known = d->steps[i].what != HN_DO_REF;

        for (size_t j = 0; j < e.ref_count && !known; j++)
            known = refs[j] == d->steps[i].to;
        if (!known)
            refs[e.ref_count++] = d->steps[i].to;
    }
    return e;
}

static void
gather_eachs(struct hn_draft *d, struct hn_formula *f)
{
    struct hn_each *eachs = HN_NEW_N(d->c->arena, struct hn_each, d->each_count);

    for (size_t i = 0; i < d->step_count; i++)
        if (d->steps[i].what == HN_DO_EACH)
            eachs[d->steps[i].other] = refs_between(d, i + 1, d->steps[i].to);
    f->eachs = eachs;
}

static void *
kept(struct hn_draft *d, const void *what, size_t size)
{
    return memcpy(hn_alloc(d->c->arena, size), what, size);
}

const struct hn_formula *
hn_formula_finish(struct hn_draft *d)
{
    struct hn_formula *f = HN_NEW(d->c->arena, struct hn_formula);

    if (!gather_refs(d, f))
        return NULL;
    gather_eachs(d, f);
    f->text = d->text;
    f->steps = kept(d, d->steps, d->step_count * sizeof(d->steps[0]));
    f->step_count = d->step_count;
    f->numbers = kept(d, d->numbers, d->number_count * sizeof(d->numbers[0]));
    f->truth = d->operands[0].truth;
    return f;
}

/* --- what others ask --- */

bool
hn_formula_is_truth(const struct hn_formula *f)
{
    return f->truth;
}

size_t
hn_formula_codes(const struct hn_formula *f, const char *const **out)
{
    *out = f->codes;
    return f->code_count;
}

size_t
hn_formula_refs(const struct hn_formula *f, const struct hn_formula_ref **out)
{
    *out = f->refs;
    return f->ref_count;
}

/* --- places --- */

enum { WORDS_SHOWN = 16 };

static bool
goes_on(char b)
{
    return ((unsigned char)b & 0xC0) == 0x80;
}

/* At most so many bytes from there, whole letters; at the end of the text, of what stands before it. */
const char *
hn_formula_place(struct hn_arena *a, const char *text, size_t at)
{
    size_t size = strlen(text), from = at < size ? at : size, to;

    while (from > 0 && goes_on(text[from]))
        from--;
    size_t letter = hn_utf8_count(hn_dup_n(a, text, from)) + 1;

    if (from < size) {
        for (to = from; to < size && to - from < WORDS_SHOWN; to++)
            ;
        while (to < size && goes_on(text[to]))
            to--;
        return hn_print(a, "%zu: %.*s", letter, (int)(to - from), &text[from]);
    }
    from = size > WORDS_SHOWN ? size - WORDS_SHOWN : 0;
    while (from < size && goes_on(text[from]))
        from++;
    return hn_print(a, "%zu: %s …", letter, &text[from]);
}
