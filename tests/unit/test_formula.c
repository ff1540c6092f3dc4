/* test_formula.c: proves that a formula is read as its grammar says, that each fault is told where it was written, that its
 * ceilings hold, that measures which do not belong together are refused, and that what it comes to is what a plain recursive
 * reckoning over the same tree of random formulas comes to.
 */
#include "support/unit_test.h"

#include "base/buf.h"
#include "base/words.h"
#include "formula/formula.h"

static struct hn_ctx *
context(void **state)
{
    struct hn_ctx *c = HN_NEW(*state, struct hn_ctx);

    hn_ctx_init(c, *state, hn_platform_real(), (struct hn_user_id){ 0 });
    return c;
}

/* --- reading --- */

static const char *const accepted[] = {
    "1",
    " 1.5 ",
    "[than.sach]/[than.nguyen_khai]*100",
    "[ A-b_1.x ]",
    "-[a] - -[b]",
    "not not has([a])",
    "[a] > 1 and [b] < 2 or [c] = 3 and not [d] <> 4",
    "([a] > 1) and (has([b]))",
    "if([a] > 1, [b], [c])",
    "IF([a] > 1 AND [b] > 2, 1, 2)",
    "if(has([a]), [a] > 1, [b] > 1)",
    "first([a], [b], 0)",
    "min([a], [b]) + max([a], [b], [c], 4)",
    "abs(round([a] / [b], 2))",
    "ytd([a]) / years_ago(ytd([a]), 1) * 100 - 100",
    "ago(ago([a], 600), 600)",
    "ago(5, 1)",
    "each_sum([a]) + each_average([a]) + each_max([a]) + each_min([a])",
    "each_count([a] >= 3.5 and has(ago([a], 1)))",
    "years_ago(each_sum([a] * [b]), 2)",
    "1 +\xc2\xa0"
    "2",
    "123456789012345678.123456789",
};

static void
test_formulas_are_accepted(void **state)
{
    for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
        struct hn_ctx *c = context(state);
        const struct hn_formula *f;

        if (hn_formula_compile(c, accepted[i], "formula", &f))
            fail_msg("%s: %s at %s", accepted[i], c->faults[0].key, c->faults[0].arg);
        assert_int_equal(c->fault_count, 0);
    }
}

static const struct {
    const char *text, *key, *place;
} refused[] = {
    { "", "empty", NULL },
    { " \n\t", "empty", NULL },
    { "1 % 2", "letter", "3: % 2" },
    { "[a] \xc3\x97 2", "letter", "5: \xc3\x97 2" },
    { "1;2", "letter", "2: ;2" },
    { "\"1\"", "letter", "1: \"1\"" },
    { "1.", "number", "1: 1." },
    { "1.2.3", "number", "1: 1.2.3" },
    { "2 + 12a", "number", "5: 12a" },
    { ".5", "letter", "1: .5" },
    { "1e5", "number", "1: 1e5" },
    { "1.0123456789", "number", "1: 1.0123456789" },
    { "1234567890123456789", "number", "1: 1234567890123456" },
    { "[a] * 1,5", "comma", "8: ,5" },
    { "([a], [b])", "comma", "5: , [b])" },
    { "([a] + 1", "brackets", "1: ([a] + 1" },
    { "[a] + 1)", "brackets", "8: )" },
    { "min([a], [b]", "brackets", "1: min([a], [b]" },
    { "[a] +", "operand", "6: [a] + …" },
    { "[a] * / 2", "operand", "7: / 2" },
    { "+ 1", "operand", "1: + 1" },
    { "()", "operand", "2: )" },
    { "first([a],)", "operand", "11: )" },
    { "if(,1,2)", "operand", "4: ,1,2)" },
    { "[a] [b]", "operator", "5: [b]" },
    { "2 (3)", "operator", "3: (3)" },
    { "[a] not [b]", "operator", "5: not [b]" },
    { "1 < [b] < 3", "operator", "9: < 3" },
    { "1 = [b] + 2 = 3", "operator", "13: = 3" },
    { "than.sach", "function", "1: than.sach" },
    { "nếu([a] > 1, 2, 3)", "function", "1: nếu([a] > 1, 2" },
    { "system(1)", "function", "1: system(1)" },
    { "1 + min", "arguments", "5: min" },
    { "min([a])", "arguments", "1: min([a])" },
    { "if([a] > 1, 2)", "arguments", "1: if([a] > 1, 2)" },
    { "if([a] > 1, 2, 3, 4)", "arguments", "1: if([a] > 1, 2, 3" },
    { "abs(1, 2)", "arguments", "1: abs(1, 2)" },
    { "ago([a])", "arguments", "1: ago([a])" },
    { "ago([a], 1, 2)", "arguments", "1: ago([a], 1, 2)" },
    { "12 + đồng", "letter", "6: đồng" },
    { "1 + 23456 [than", "code", "11: [than" },
    { "[]", "code", "1: []" },
    { "[than sach]", "code", "1: [than sach]" },
    { "[th\xc3\xa1n]", "code", "1: [th\xc3\xa1n]" },
    { "[a] and [b] > 1", "truth", "1: [a] and [b] > 1" },
    { "1 + ([a] > 2)", "truth", "6: [a] > 2)" },
    { "not [a]", "truth", "5: [a]" },
    { "-has([a])", "truth", "2: has([a])" },
    { "if([a], 1, 2)", "truth", "4: [a], 1, 2)" },
    { "if(has([a]), 1, has([b]))", "truth", "17: has([b]))" },
    { "first([a], [b], [c] > 1)", "truth", "17: [c] > 1)" },
    { "each_count([a])", "truth", "12: [a])" },
    { "each_sum([a] > 1)", "truth", "10: [a] > 1)" },
    { "each_sum(1 + each_max([a]))", "each_nested", "14: each_max([a]))" },
    { "ago([a], 1201)", "offset", "10: 1201)" },
    { "ago([a], -1)", "offset", "10: -1)" },
    { "ago([a], 1.5)", "offset", "10: 1.5)" },
    { "ago([a], [b])", "offset", "10: [b])" },
    { "ago([a], 1 + 1)", "offset", "10: 1 + 1)" },
    { "ago(ago([a], 601), 600)", "offset", "20: 600)" },
    { "years_ago([a], )", "offset", "16: )" },
    { "round([a], 10)", "places", "12: 10)" },
    { "round([a], [b])", "places", "12: [b])" },
};

static void
test_faults_are_told_where_they_are(void **state)
{
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct hn_ctx *c = context(state);
        const struct hn_formula *f;

        if (hn_formula_compile(c, refused[i].text, "formula", &f) != HN_INVALID)
            fail_msg("accepted: %s", refused[i].text);
        assert_int_equal(c->fault_count, 1);
        assert_string_equal(c->faults[0].key, hn_print(*state, "formula.%s", refused[i].key));
        assert_string_equal(c->faults[0].field, "formula");
        if (refused[i].place)
            assert_string_equal(c->faults[0].arg, refused[i].place);
        for (enum hn_lang lang = HN_VI; lang <= HN_EN; lang++) {
            const char *told = hn_words_fault(*state, lang, &c->faults[0]);

            assert_null(strstr(told, "formula."));
            assert_true(!refused[i].place || strstr(told, refused[i].place));
        }
    }
}

/* --- ceilings --- */

static const char *
repeated(void **state, const char *before, const char *piece, size_t times, const char *after)
{
    struct hn_buf b;

    hn_buf_init(&b, *state, 0);
    hn_buf_str(&b, before);
    while (times-- > 0)
        hn_buf_str(&b, piece);
    hn_buf_str(&b, after);
    return b.data;
}

static void
must_be(void **state, const char *text, const char *key)
{
    struct hn_ctx *c = context(state);
    const struct hn_formula *f;
    enum hn_rc rc = hn_formula_compile(c, text, "formula", &f);

    assert_int_equal(rc, key ? HN_INVALID : HN_OK);
    if (key)
        assert_string_equal(c->faults[0].key, key);
}

static void
test_ceilings_hold(void **state)
{
    must_be(state, repeated(state, "", " ", 1023, "1"), NULL);
    must_be(state, repeated(state, "", " ", 1024, "1"), "formula.long");
    /* n numbers and n - 1 signs: 255 steps, 257. */
    must_be(state, repeated(state, "1", "+1", 127, ""), NULL);
    must_be(state, repeated(state, "1", "+1", 128, ""), "formula.size");
    must_be(state, repeated(state, "", "-", 255, "1"), NULL);
    must_be(state, repeated(state, "", "-", 256, "1"), "formula.size");
    must_be(state, repeated(state, "", "-", 1023, "1"), "formula.size");
    must_be(state, repeated(state, repeated(state, "", "(", 32, "1"), ")", 32, ""), NULL);
    must_be(state, repeated(state, repeated(state, "", "(", 33, "1"), ")", 33, ""), "formula.depth");
    must_be(state, repeated(state, repeated(state, "", "abs(", 32, "1"), ")", 32, ""), NULL);
    must_be(state, repeated(state, repeated(state, "", "abs(", 33, "1"), ")", 33, ""), "formula.depth");
    must_be(state, repeated(state, "first(1", ",1", 126, ")"), NULL); /* 127 + 126 + 1 steps */
    must_be(state, repeated(state, "first(1", ",1", 128, ")"), "formula.size");
    must_be(state, repeated(state, repeated(state, "[", "a", 64, "]"), " ", 9, ""), NULL);
    must_be(state, repeated(state, "[", "a", 65, "]"), "formula.code");
}

static void
test_references_have_a_ceiling(void **state)
{
    for (int most = 32; most <= 33; most++) {
        struct hn_buf b;

        hn_buf_init(&b, *state, 0);
        for (int i = 0; i < most; i++)
            hn_buf_printf(&b, "%s[c%d]+[c%d]", i ? "+" : "", i, i);
        must_be(state, b.data, most == 33 ? "formula.size" : NULL);
    }
}

/* --- references --- */

static void
test_offsets_are_told_to_references(void **state)
{
    struct hn_ctx *c = context(state);
    const struct hn_formula *f;
    const char *const *codes;
    const struct hn_formula_ref *r;

    assert_int_equal(hn_formula_compile(c,
                                        "[B] + years_ago(ytd(ago([a] + [b], 2)), 1) + ago([a], 1)"
                                        " + ago(ago([a], 1), 0) + each_sum([b] * ago([a], 1))",
                                        "", &f),
                     HN_OK);
    assert_int_equal(hn_formula_codes(f, &codes), 2);
    assert_string_equal(codes[0], "b");
    assert_string_equal(codes[1], "a");
    assert_int_equal(hn_formula_refs(f, &r), 6);
    static const struct hn_formula_ref want[] = {
        { "b", 0, 0, 0, false, false }, { "a", 1, 2, 1, true, false }, { "b", 0, 2, 1, true, false },
        { "a", 1, 1, 0, false, false }, { "b", 0, 0, 0, false, true }, { "a", 1, 1, 0, false, true },
    };

    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(r[i].code, want[i].code);
        assert_int_equal(r[i].code_index, want[i].code_index);
        assert_int_equal(r[i].ago, want[i].ago);
        assert_int_equal(r[i].years_ago, want[i].years_ago);
        assert_int_equal(r[i].ytd, want[i].ytd);
        assert_int_equal(r[i].each, want[i].each);
    }
    assert_false(hn_formula_is_truth(f));
    assert_int_equal(hn_formula_compile(c, "first([a] > 1, has([a]))", "", &f), HN_OK);
    assert_true(hn_formula_is_truth(f));
}

/* --- measures --- */

static const char *
measure_of(const char *code)
{
    static const char *const of[][2] = { { "than", "triệu tấn" }, { "ban", "triệu tấn" },
                                         { "nguoi", "người" },    { "ho", "hộ" },
                                         { "tyle", "%" },         { "dat", "ha" } };

    for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++)
        if (strcmp(of[i][0], code) == 0)
            return of[i][1];
    fail_msg("no measure of %s", code);
    return "";
}

static const struct {
    const char *text, *result;
    const char *key, *arg; /* NULL: accepted */
} measured[] = {
    { "[than] + [ban]", "triệu tấn", NULL, NULL },
    { "[than] + [nguoi]", "triệu tấn", "formula.measures", "triệu tấn, người" },
    { "[than] + [nguoi]", NULL, "formula.measures", "triệu tấn, người" },
    { "[than] - 5", "triệu tấn", NULL, NULL },
    { "5 - [than]", "triệu tấn", NULL, NULL },
    { "5", "triệu tấn", NULL, NULL },
    { "-[than]", "người", "formula.result_measure", "triệu tấn, người" },
    { "[than] * 1000", "nghìn tấn", NULL, NULL },
    { "[than] * 1", "nghìn tấn", "formula.result_measure", "triệu tấn, nghìn tấn" },
    { "[than] * 1000 + [nguoi]", "người", NULL, NULL },
    { "[than] * 1000 + [nguoi]", "ha", "formula.result_measure", "người, ha" },
    { "[than] > [nguoi]", NULL, "formula.measures", "triệu tấn, người" },
    { "[than] > 5 and [nguoi] > 5", NULL, NULL, NULL },
    { "[than] / [ban]", "%", "formula.percent", "triệu tấn/triệu tấn" },
    { "[than] / [ban]", "lần", NULL, NULL },
    { "[than] / [ban]", "triệu tấn", "formula.result_measure", "triệu tấn/triệu tấn, triệu tấn" },
    { "[than] / [ban] * 100", "%", NULL, NULL },
    { "100 * [than] / [ban]", "%", NULL, NULL },
    { "([than] - ago([than], 1)) / ago([than], 1)", "%", "formula.percent", "triệu tấn/triệu tấn" },
    { "[tyle] + [tyle]", "%", NULL, NULL },
    { "[than] / [nguoi]", "tấn/người", NULL, NULL },
    { "[than] / [nguoi] + [ban]", "x", "formula.measures", "triệu tấn/người, triệu tấn" },
    { "[than] / [nguoi] + [ban] / [nguoi]", "x", NULL, NULL },
    { "[than] * [ban] / [ho] + [dat]", "x", "formula.measures", "triệu tấn^2/hộ, ha" },
    { "1 / [than] + [dat]", "x", "formula.measures", "1/triệu tấn, ha" },
    { "if([than] > 1, [nguoi], [ho])", "người", "formula.measures", "người, hộ" },
    { "if([than] > 1, [nguoi], 0)", "người", NULL, NULL },
    { "first([nguoi], 0, [ho])", "người", "formula.measures", "người, hộ" },
    { "first(0, [nguoi], [nguoi])", "người", NULL, NULL },
    { "max([nguoi], [ho])", NULL, "formula.measures", "người, hộ" },
    { "round(abs([nguoi]), 1)", "hộ", "formula.result_measure", "người, hộ" },
    { "each_sum([nguoi])", "hộ", "formula.result_measure", "người, hộ" },
    { "each_count([nguoi] > 5)", "thôn", NULL, NULL },
    { "each_count([nguoi] > 5) + [ho]", "hộ", NULL, NULL },
    { "each_count([nguoi] > 5) / each_count(has([nguoi]))", "%", "formula.percent", "each_count/each_count" },
    { "each_count([nguoi] > 5) / each_count(has([nguoi])) * 100", "%", NULL, NULL },
    { "each_count([nguoi] > [ho])", "thôn", "formula.measures", "người, hộ" },
    { "([than] > 1 or has([ho])) and not [nguoi] = 1", NULL, NULL, NULL },
};

static void
test_measures_belong_together(void **state)
{
    for (size_t i = 0; i < sizeof(measured) / sizeof(measured[0]); i++) {
        struct hn_ctx *c = context(state);
        const char *measures[HN_FORMULA_REFS];
        const struct hn_formula *f;
        const char *const *codes;

        assert_int_equal(hn_formula_compile(c, measured[i].text, "formula", &f), HN_OK);
        size_t count = hn_formula_codes(f, &codes);

        for (size_t j = 0; j < count; j++)
            measures[j] = measure_of(codes[j]);
        enum hn_rc rc = hn_formula_measures(c, f, measures, measured[i].result, "formula");

        if (rc != (measured[i].key ? HN_INVALID : HN_OK))
            fail_msg("%s as %s: %d %s", measured[i].text, measured[i].result, rc, rc ? c->faults[0].arg : "");
        if (!rc)
            continue;
        assert_string_equal(c->faults[0].key, measured[i].key);
        assert_string_equal(c->faults[0].arg, measured[i].arg);
    }
}

/* --- reckoning, by hand --- */

enum { UNITS = 4 };

/* What a code is worth: named after it. At the unit asked about, and at each of the units (-1: nothing there). */
struct world {
    const struct hn_formula *f;
    int unit; /* -1: the one asked about */
    size_t each_refs;
    int reads;
};

static struct hn_formula_value
read_world(void *self, size_t ref)
{
    struct world *w = self;
    const struct hn_formula_ref *r;
    struct hn_formula_value none = { HN_FORMULA_NONE, 0, 0 };
    static const int at_units[UNITS] = { 10, 20, -1, 60 };

    w->reads++;
    hn_formula_refs(w->f, &r);
    if (strcmp(r[ref].code, "none") == 0)
        return none;
    if (strcmp(r[ref].code, "huge") == 0)
        return (struct hn_formula_value){ HN_FORMULA_VALUE, (hn_decimal)900000000000000000 * HN_DECIMAL_ONE,
                                          0 };
    if (strcmp(r[ref].code, "div") == 0)
        return (struct hn_formula_value){ HN_FORMULA_DIVIDED, 0, 99 };
    if (strcmp(r[ref].code, "u") == 0) {
        assert_int_equal(r[ref].each, w->unit >= 0);
        if (w->unit < 0)
            return (struct hn_formula_value){ HN_FORMULA_VALUE, 90 * HN_DECIMAL_ONE, 0 };
        if (at_units[w->unit] < 0)
            return none;
        return (struct hn_formula_value){ HN_FORMULA_VALUE, at_units[w->unit] * HN_DECIMAL_ONE, 0 };
    }
    return (struct hn_formula_value){ HN_FORMULA_VALUE,
                                      (hn_decimal)strtol(r[ref].code, NULL, 10) * HN_DECIMAL_ONE, 0 };
}

static bool
each_world(void *self, bool first, const size_t *refs, size_t count)
{
    struct world *w = self;

    assert_true(count == 0 || refs != NULL);
    w->each_refs = count;
    w->unit = first ? 0 : w->unit + 1;
    if (w->unit == UNITS)
        w->unit = -1;
    return w->unit >= 0;
}

static const struct {
    const char *text, *value; /* NULL: not a figure */
    enum hn_formula_state state;
    size_t at;
} reckoned[] = {
    { "1 + 2 * 3 - 4 / 2", "5", HN_FORMULA_VALUE, 0 },
    { "-2 * -3 - -1", "7", HN_FORMULA_VALUE, 0 },
    { "2 - 3 - 4", "-5", HN_FORMULA_VALUE, 0 },
    { "100 / 10 / 5", "2", HN_FORMULA_VALUE, 0 },
    { "2 / 3", "0.666666667", HN_FORMULA_VALUE, 0 },
    { "round(2 / 3, 2) + round(2.5, 0) + round(-2.5, 0)", "0.67", HN_FORMULA_VALUE, 0 },
    { "[7] - abs(3 - [10])", "0", HN_FORMULA_VALUE, 0 },
    { "min(3, [2], 4) + max(3, [2], 4)", "6", HN_FORMULA_VALUE, 0 },
    { "not [1] > 2 and 1 = 1", "1", HN_FORMULA_VALUE, 0 },
    { "1 = 1 or 1 = 2 and 1 = 2", "1", HN_FORMULA_VALUE, 0 },
    { "(1 = 1 or 1 = 2) and 1 = 2", "0", HN_FORMULA_VALUE, 0 },
    { "[none] + 1", NULL, HN_FORMULA_NONE, 0 },
    { "1 + [none]", NULL, HN_FORMULA_NONE, 4 },
    { "[1] / [0]", NULL, HN_FORMULA_DIVIDED, 4 },
    { "[div] + 1", NULL, HN_FORMULA_DIVIDED, 0 },
    { "[none] + 1 / 0", NULL, HN_FORMULA_NONE, 0 },
    { "1 / 0 + [none]", NULL, HN_FORMULA_DIVIDED, 2 },
    { "[huge] + [huge]", NULL, HN_FORMULA_LARGE, 7 },
    { "[huge] * 2 / 2", NULL, HN_FORMULA_LARGE, 7 },
    { "[huge] / 0.000001", NULL, HN_FORMULA_LARGE, 7 },
    { "first([huge] * 9, 1)", NULL, HN_FORMULA_LARGE, 13 },
    /* branches not taken do not matter */
    { "if(1 = 1, 2, 1 / 0)", "2", HN_FORMULA_VALUE, 0 },
    { "if(1 = 2, [none], 3)", "3", HN_FORMULA_VALUE, 0 },
    { "if([none] > 1, 2, 3)", NULL, HN_FORMULA_NONE, 3 },
    { "if([0] = 0, 0, [5] / [0])", "0", HN_FORMULA_VALUE, 0 },
    { "first([none], [4], 1 / 0)", "4", HN_FORMULA_VALUE, 0 },
    { "first(1 / 0, 6)", "6", HN_FORMULA_VALUE, 0 },
    { "first([none], [none])", NULL, HN_FORMULA_NONE, 14 },
    { "has([none]) or has(1 / 0)", "0", HN_FORMULA_VALUE, 0 },
    { "has([5])", "1", HN_FORMULA_VALUE, 0 },
    /* one that decides does so from either side */
    { "1 = 2 and [none] > 1", "0", HN_FORMULA_VALUE, 0 },
    { "[none] > 1 and 1 = 2", "0", HN_FORMULA_VALUE, 0 },
    { "[none] > 1 or 1 / 0 > 1 or 1 = 1", "1", HN_FORMULA_VALUE, 0 },
    { "[none] > 1 or 1 = 2", NULL, HN_FORMULA_NONE, 0 },
    { "1 = 1 and [none] > 1", NULL, HN_FORMULA_NONE, 10 },
    /* unit by unit: 10, 20, nothing, 60; where it is asked: 90 */
    { "[u]", "90", HN_FORMULA_VALUE, 0 },
    { "each_sum([u])", "90", HN_FORMULA_VALUE, 0 },
    { "each_average([u]) + [u]", "120", HN_FORMULA_VALUE, 0 },
    { "each_max([u]) - each_min([u] * 2)", "40", HN_FORMULA_VALUE, 0 },
    { "each_count([u] >= 20)", "2", HN_FORMULA_VALUE, 0 },
    { "each_count(has([u]))", "3", HN_FORMULA_VALUE, 0 },
    { "each_count(not has([u]))", "1", HN_FORMULA_VALUE, 0 },
    { "each_sum(first([u], 1))", "91", HN_FORMULA_VALUE, 0 },
    { "each_sum(if([u] > 10, [u], [none]))", "80", HN_FORMULA_VALUE, 0 },
    { "each_sum(100 / ([u] - 10))", "12", HN_FORMULA_VALUE, 0 },
    { "each_sum([none])", NULL, HN_FORMULA_NONE, 9 },
    { "each_sum([u] / 0)", NULL, HN_FORMULA_DIVIDED, 13 },
    { "each_sum([huge])", NULL, HN_FORMULA_LARGE, 0 },
    { "each_max([huge])", "900000000000000000", HN_FORMULA_VALUE, 0 },
    { "if(1 = 1, each_sum([u]), each_max([u])) / each_count(1 = 1)", "22.5", HN_FORMULA_VALUE, 0 },
};

static void
test_figures_come_out(void **state)
{
    for (size_t i = 0; i < sizeof(reckoned) / sizeof(reckoned[0]); i++) {
        struct hn_ctx *c = context(state);
        struct world w = { .unit = -1 };
        struct hn_formula_source from = { &w, read_world, each_world };

        assert_int_equal(hn_formula_compile(c, reckoned[i].text, "", &w.f), HN_OK);
        struct hn_formula_value v = hn_formula_reckon(w.f, &from);
        hn_decimal want = 0;

        if (v.state != reckoned[i].state)
            fail_msg("%s: state %d", reckoned[i].text, v.state);
        if (!reckoned[i].value) {
            if (v.at != reckoned[i].at)
                fail_msg("%s: at %zu", reckoned[i].text, v.at);
            continue;
        }
        assert_true(hn_decimal_parse(reckoned[i].value, strlen(reckoned[i].value), &want));
        if (v.value != want)
            fail_msg("%s: %ld e-9", reckoned[i].text, (long)v.value);
    }
}

static void
test_a_branch_not_taken_is_not_read(void **state)
{
    struct hn_ctx *c = context(state);
    struct world w = { .unit = -1 };
    struct hn_formula_source from = { &w, read_world, NULL };

    assert_int_equal(hn_formula_compile(c, "if([1] = 1, [2], [3] + [4]) + first([5], [6])", "", &w.f), HN_OK);
    assert_int_equal(hn_formula_reckon(w.f, &from).value, 7 * HN_DECIMAL_ONE);
    assert_int_equal(w.reads, 3);
    assert_int_equal(hn_formula_compile(c, "each_sum([u])", "", &w.f), HN_OK);
    assert_int_equal(hn_formula_reckon(w.f, &from).state, HN_FORMULA_NONE); /* no units at all */
}

/* --- reckoning, against a plain recursive one over random formulas --- */

enum sort { NUMBER, REF, NEGATE, NOT, BINARY, CALL };
struct node {
    enum sort sort;
    const char *word; /* operator, function */
    int level;
    int n; /* of a number in hundredths; of a reference its code; of ago and the like the number */
    struct node *of[3];
    int count;
};
struct made {
    struct hn_arena *a;
    uint64_t seed;
    bool in_each;
};

static unsigned
roll(struct made *m, unsigned below)
{
    m->seed = m->seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(m->seed >> 33) % below;
}

static struct node *grow(struct made *m, bool truth, int depth);

static struct node *
node(struct made *m, enum sort sort, const char *word, int level)
{
    struct node *n = HN_NEW(m->a, struct node);

    n->sort = sort;
    n->word = word;
    n->level = level;
    return n;
}

static struct node *
call(struct made *m, const char *word, int count, bool truth, int depth)
{
    struct node *n = node(m, CALL, word, 9);

    n->count = count;
    for (int i = 0; i < count; i++)
        n->of[i] = grow(m, truth, depth - 1);
    return n;
}

static struct node *
grow_call(struct made *m, bool truth, int depth)
{
    static const char *const eachs[] = { "each_sum", "each_average", "each_max", "each_min" };
    struct node *n;

    switch (roll(m, truth ? 5 : 10)) {
    case 0:
        n = call(m, "if", 3, truth, depth);
        n->of[0] = grow(m, true, depth - 1);
        return n;
    case 1:
        return call(m, "first", 2 + (int)roll(m, 2), truth, depth);
    case 2:
        n = call(m, roll(m, 2) ? "ago" : "years_ago", 1, truth, depth);
        n->n = (int)roll(m, 3);
        return n;
    case 3:
        return call(m, "ytd", 1, truth, depth);
    case 4:
        return truth ? call(m, "has", 1, roll(m, 2), depth) : call(m, "abs", 1, false, depth);
    case 5:
        return call(m, roll(m, 2) ? "min" : "max", 2 + (int)roll(m, 2), false, depth);
    case 6:
        n = call(m, "round", 1, false, depth);
        n->n = (int)roll(m, 4);
        return n;
    default:
        if (m->in_each)
            return call(m, "abs", 1, false, depth);
        m->in_each = true;
        n = roll(m, 4) ? call(m, eachs[roll(m, 4)], 1, false, depth) : call(m, "each_count", 1, true, depth);
        m->in_each = false;
        return n;
    }
}

static struct node *
grow(struct made *m, bool truth, int depth)
{
    static const char *const comparisons[] = { "=", "<>", "<", "<=", ">", ">=" };
    static const char *const signs[] = { "+", "-", "*", "/" };
    struct node *n;
    unsigned which = roll(m, 10);

    if (depth <= 0 && !truth) {
        n = node(m, roll(m, 3) ? REF : NUMBER, "", 9);
        n->n = (int)roll(m, n->sort == REF ? 5 : 700);
        return n;
    }
    if (depth > 0 && which < 3)
        return grow_call(m, truth, depth);
    if (depth > 0 && which == 3) {
        n = node(m, truth ? NOT : NEGATE, truth ? "not " : "-", truth ? 3 : 7);
        n->of[0] = grow(m, truth, depth - 1);
        return n;
    }
    if (truth && depth > 0 && which < 7)
        n = roll(m, 2) ? node(m, BINARY, "or", 1) : node(m, BINARY, "and", 2);
    else if (truth)
        n = node(m, BINARY, comparisons[roll(m, 6)], 4);
    else {
        unsigned sign = roll(m, 4);

        n = node(m, BINARY, signs[sign], sign < 2 ? 5 : 6);
    }
    n->of[0] = grow(m, n->level < 4, depth - 1);
    n->of[1] = grow(m, n->level < 4, depth - 1);
    return n;
}

/* Brackets only where the grammar needs them. */
static void
write_node(struct hn_buf *b, const struct node *n, int least)
{
    bool brackets = n->level < least;

    hn_buf_str(b, brackets ? "(" : "");
    if (n->sort == NUMBER)
        hn_buf_printf(b, "%d.%02d", n->n / 100, n->n % 100);
    else if (n->sort == REF)
        hn_buf_printf(b, "[c.%d]", n->n);
    else if (n->sort == CALL) {
        hn_buf_printf(b, "%s(", n->word);
        for (int i = 0; i < n->count; i++) {
            hn_buf_str(b, i ? "," : "");
            write_node(b, n->of[i], 0);
        }
        if (strstr(n->word, "ago") || strcmp(n->word, "round") == 0)
            hn_buf_printf(b, ", %d", n->n);
        hn_buf_char(b, ')');
    } else if (n->sort == BINARY) {
        write_node(b, n->of[0], n->level == 4 ? 5 : n->level);
        hn_buf_printf(b, n->level < 4 ? " %s " : "%s", n->word);
        write_node(b, n->of[1], n->level + 1);
    } else {
        hn_buf_str(b, n->word);
        write_node(b, n->of[0], n->level);
    }
    hn_buf_str(b, brackets ? ")" : "");
}

/* Where one stands while reckoning. */
struct stand {
    int ago, years, unit; /* -1: the unit asked about */
    bool ytd;
};
/* A figure in billionths, or the lack of one. */
struct told {
    enum hn_formula_state state;
    __extension__ __int128 v;
};

/* Made up, the same for whoever asks; every sixth is missing. */
static struct told
figure_of(int code, struct stand s)
{
    uint64_t h = (uint64_t)code * 31 + (uint64_t)s.ago * 977 + (uint64_t)s.years * 7919 +
                 (uint64_t)(s.unit + 1) * 104729 + (s.ytd ? 15485863U : 0U);

    h = (h + 0x9E3779B97F4A7C15ULL) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 31;
    if (h % 6 == 0)
        return (struct told){ HN_FORMULA_NONE, 0 };
    return (struct told){ HN_FORMULA_VALUE, ((int64_t)(h % 2000) - 800) * (hn_decimal)10000000 };
}

static struct told reckon(const struct node *n, struct stand s);

static struct told
yes(bool held)
{
    return (struct told){ HN_FORMULA_VALUE, held ? HN_DECIMAL_ONE : 0 };
}

/* Half away from zero, by the long way: on the size, the sign put back. */
static hn_decimal
quotient(hn_decimal a, hn_decimal b)
{
    bool minus = (a < 0) != (b < 0);
    hn_decimal size = a < 0 ? -a : a, by = b < 0 ? -b : b;
    hn_decimal q = (2 * size + by) / (2 * by);

    return minus ? -q : q;
}

static struct told
reckon_binary(const struct node *n, struct stand s)
{
    struct told a = reckon(n->of[0], s), b = reckon(n->of[1], s);
    struct told out = { HN_FORMULA_VALUE, 0 };

    if (n->level < 4) {
        bool is_or = n->level == 1;

        if ((a.state == HN_FORMULA_VALUE && (a.v != 0) == is_or) ||
            (b.state == HN_FORMULA_VALUE && (b.v != 0) == is_or))
            return yes(is_or);
        return a.state != HN_FORMULA_VALUE ? a : b;
    }
    if (a.state != HN_FORMULA_VALUE || b.state != HN_FORMULA_VALUE)
        return a.state != HN_FORMULA_VALUE ? a : b;
    if (n->level == 4) {
        bool less = strchr(n->word, '<') && a.v < b.v, more = strchr(n->word, '>') && a.v > b.v;

        return yes(less || more || (strchr(n->word, '=') && a.v == b.v));
    }
    if (n->word[0] == '/' && b.v == 0)
        return (struct told){ HN_FORMULA_DIVIDED, 0 };
    if (n->word[0] == '+')
        out.v = a.v + b.v;
    else if (n->word[0] == '-')
        out.v = a.v - b.v;
    else if (n->word[0] == '*')
        out.v = quotient(a.v * b.v, HN_DECIMAL_ONE);
    else
        out.v = quotient(a.v * HN_DECIMAL_ONE, b.v);
    return out;
}

static struct told
reckon_each(const struct node *n, struct stand s)
{
    struct told got[UNITS], out = { HN_FORMULA_NONE, 0 };
    int count = 0, held = 0;

    for (s.unit = 0; s.unit < UNITS; s.unit++) {
        struct told one = reckon(n->of[0], s);

        if (one.state == HN_FORMULA_VALUE)
            got[count++] = one;
        else if (one.state == HN_FORMULA_DIVIDED)
            out.state = HN_FORMULA_DIVIDED;
    }
    if (count == 0)
        return out;
    out = got[0];
    for (int i = 0; i < count; i++) {
        held += got[i].v != 0;
        if (i == 0)
            continue;
        if (strcmp(n->word, "each_max") == 0)
            out.v = got[i].v > out.v ? got[i].v : out.v;
        else if (strcmp(n->word, "each_min") == 0)
            out.v = got[i].v < out.v ? got[i].v : out.v;
        else
            out.v += got[i].v;
    }
    if (strcmp(n->word, "each_average") == 0)
        out.v = quotient(out.v, count);
    if (strcmp(n->word, "each_count") == 0)
        out.v = held * HN_DECIMAL_ONE;
    return out;
}

static struct told
reckon_call(const struct node *n, struct stand s)
{
    struct told v;

    if (strncmp(n->word, "each_", 5) == 0)
        return reckon_each(n, s);
    if (strcmp(n->word, "ago") == 0)
        s.ago += n->n;
    else if (strcmp(n->word, "years_ago") == 0)
        s.years += n->n;
    else if (strcmp(n->word, "ytd") == 0)
        s.ytd = true;
    v = reckon(n->of[0], s);
    if (strcmp(n->word, "has") == 0)
        return yes(v.state == HN_FORMULA_VALUE);
    if (strcmp(n->word, "if") == 0)
        return v.state != HN_FORMULA_VALUE ? v : reckon(n->of[v.v != 0 ? 1 : 2], s);
    for (int i = 1; i < n->count; i++) {
        struct told next = reckon(n->of[i], s);

        if (strcmp(n->word, "first") == 0)
            v = v.state == HN_FORMULA_VALUE ? v : next;
        else if (v.state != HN_FORMULA_VALUE || next.state != HN_FORMULA_VALUE)
            v = v.state != HN_FORMULA_VALUE ? v : next;
        else if ((strcmp(n->word, "min") == 0) == (next.v < v.v))
            v = next;
    }
    if (strcmp(n->word, "abs") == 0 && v.v < 0)
        v.v = -v.v;
    if (strcmp(n->word, "round") == 0) {
        hn_decimal unit = HN_DECIMAL_ONE;

        for (int i = 0; i < n->n; i++)
            unit /= 10;
        v.v = quotient(v.v, unit) * unit;
    }
    return v;
}

static struct told
reckon(const struct node *n, struct stand s)
{
    struct told v;

    switch (n->sort) {
    case NUMBER:
        return (struct told){ HN_FORMULA_VALUE, n->n * (hn_decimal)10000000 };
    case REF:
        return figure_of(n->n, s);
    case BINARY:
        return reckon_binary(n, s);
    case CALL:
        return reckon_call(n, s);
    default:
        v = reckon(n->of[0], s);
        if (v.state == HN_FORMULA_VALUE)
            v = n->sort == NOT ? yes(v.v == 0) : (struct told){ HN_FORMULA_VALUE, -v.v };
        return v;
    }
}

static struct hn_formula_value
read_random(void *self, size_t ref)
{
    struct world *w = self;
    const struct hn_formula_ref *r;

    hn_formula_refs(w->f, &r);
    assert_int_equal(r[ref].each, w->unit >= 0);
    struct told t = figure_of(r[ref].code[2] - '0',
                              (struct stand){ r[ref].ago, r[ref].years_ago, w->unit, r[ref].ytd });

    return (struct hn_formula_value){ t.state, t.v, 0 };
}

static void
test_random_formulas_come_to_the_same(void **state)
{
    struct made m = { *state, 20261124, false };
    int compared = 0, states[4] = { 0 };

    for (int i = 0; i < 60000; i++) {
        struct hn_mark mark = hn_arena_mark(*state);
        struct hn_ctx *c = context(state);
        bool truth = roll(&m, 3) == 0;
        struct node *n = grow(&m, truth, 1 + (int)roll(&m, 4));
        struct world w = { .unit = -1 };
        struct hn_formula_source from = { &w, read_random, each_world };
        struct hn_buf b;

        hn_buf_init(&b, *state, 0);
        write_node(&b, n, 0);
        if (hn_formula_compile(c, b.data, "", &w.f)) {
            const char *key = c->faults[0].key;

            if (strcmp(key, "formula.size") != 0 && strcmp(key, "formula.long") != 0)
                fail_msg("%s: %s at %s", b.data, key, c->faults[0].arg);
            hn_arena_rewind(*state, mark);
            continue;
        }
        struct hn_formula_value v = hn_formula_reckon(w.f, &from);
        struct told t = reckon(n, (struct stand){ 0, 0, -1, false });

        assert_int_equal(hn_formula_is_truth(w.f), truth);
        if (v.state == HN_FORMULA_LARGE) { /* the plain one knows no ceiling: not compared */
            states[v.state]++;
            hn_arena_rewind(*state, mark);
            continue;
        }
        if (v.state != t.state || (t.state == HN_FORMULA_VALUE && v.value != t.v))
            fail_msg("%s: %d %ld, plainly %d %ld", b.data, v.state, (long)v.value, t.state, (long)t.v);
        states[v.state]++;
        compared++;
        hn_arena_rewind(*state, mark);
    }
    print_message("# %d formulas compared: %d figures, %d missing, %d divided; %d too large\n", compared,
                  states[HN_FORMULA_VALUE], states[HN_FORMULA_NONE], states[HN_FORMULA_DIVIDED],
                  states[HN_FORMULA_LARGE]);
    assert_true(compared > 50000 && states[HN_FORMULA_VALUE] > 20000 && states[HN_FORMULA_NONE] > 2000 &&
                states[HN_FORMULA_DIVIDED] > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_formulas_are_accepted),
        HN_TEST(test_faults_are_told_where_they_are),
        HN_TEST(test_ceilings_hold),
        HN_TEST(test_references_have_a_ceiling),
        HN_TEST(test_offsets_are_told_to_references),
        HN_TEST(test_measures_belong_together),
        HN_TEST(test_figures_come_out),
        HN_TEST(test_a_branch_not_taken_is_not_read),
        HN_TEST(test_random_formulas_come_to_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
