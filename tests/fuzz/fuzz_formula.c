/* Proves: any bytes as a formula are refused with a place in them, or a program that leads to one value within its ceilings,
 * whatever its references are worth; the same text twice is the same value, and measures have a verdict.
 */
#include <assert.h>
#include <string.h>

#include "base/words.h"
#include "formula/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct world {
    int unit;
    size_t reads;
};

/* Every state, zero, and what is as large as can be. */
static struct hn_formula_value
read_one(void *self, size_t ref)
{
    struct world *w = self;
    size_t which = (ref * 7 + (size_t)w->unit + 1) % 9;
    hn_decimal most = ((hn_decimal)1000000000000000000 - 1) * HN_DECIMAL_ONE;
    const hn_decimal values[] = { 0, 1, -1, HN_DECIMAL_ONE, most, -most, 37 * HN_DECIMAL_ONE };

    w->reads++;
    if (which >= 7)
        return (struct hn_formula_value){ which == 7 ? HN_FORMULA_NONE : HN_FORMULA_DIVIDED, 0, 0 };
    return (struct hn_formula_value){ HN_FORMULA_VALUE, values[which], 0 };
}

static bool
each_unit(void *self, bool first, const size_t *refs, size_t ref_count)
{
    struct world *w = self;

    assert(ref_count <= HN_FORMULA_REFS && (ref_count == 0 || refs[ref_count - 1] < HN_FORMULA_REFS));
    w->unit = first ? 0 : w->unit + 1;
    if (w->unit == 3)
        w->unit = -1;
    return w->unit >= 0;
}

static struct hn_formula_value
reckoned(const struct hn_formula *f)
{
    struct world w = { .unit = -1 };
    struct hn_formula_source from = { &w, read_one, each_unit };
    struct hn_formula_value v = hn_formula_reckon(f, &from);

    assert(w.reads <= (size_t)HN_FORMULA_OPS * 3 && w.unit == -1);
    return v;
}

static void
check_program(struct hn_ctx *c, const struct hn_formula *f, const char *text)
{
    static const char *const all[] = { "tấn", "người", "%", "tấn" };
    const char *measures[HN_FORMULA_REFS];
    const char *const *codes;
    const struct hn_formula_ref *refs;
    size_t count = hn_formula_codes(f, &codes), ref_count = hn_formula_refs(f, &refs);
    struct hn_formula_value v = reckoned(f), again = reckoned(f);

    assert(count <= ref_count && ref_count <= HN_FORMULA_REFS);
    for (size_t i = 0; i < ref_count; i++)
        assert(strcmp(refs[i].code, codes[refs[i].code_index]) == 0 && refs[i].ago >= 0 &&
               refs[i].ago <= 1200 && refs[i].years_ago >= 0 && refs[i].years_ago <= 1200);
    assert(v.state == again.state && v.value == again.value && v.at == again.at && v.at <= strlen(text));
    assert(!hn_formula_is_truth(f) || v.state != HN_FORMULA_VALUE || v.value == 0 ||
           v.value == HN_DECIMAL_ONE);
    for (size_t i = 0; i < count; i++)
        measures[i] = all[i % 4];
    if (hn_formula_measures(c, f, measures, "%", "f"))
        assert(c->fault_count == 1 && c->faults[0].arg[0]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)1 << 20);
    char *text = hn_dup_n(a, (const char *)data, size < 2048 ? size : 2048);
    struct hn_ctx *c = HN_NEW(a, struct hn_ctx);
    const struct hn_formula *f;

    hn_ctx_init(c, a, hn_platform_real(), (struct hn_user_id){ 0 });
    if (hn_formula_compile(c, text, "f", &f) == HN_OK)
        check_program(c, f, text);
    else
        assert(c->fault_count == 1 && hn_words_fault(a, HN_VI, &c->faults[0])[0]);
    hn_arena_free(a);
    return 0;
}
