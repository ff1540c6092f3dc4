/* formula.h: a small language in which a figure is told by others: "[than.sach] / [than.nguyen_khai] * 100".
 *
 * Text becomes a short program for a stack, without loops, jumps back, or a way to reach anything but figures: at most
 * HN_LIMIT_EXPRESSION bytes, HN_FORMULA_DEPTH levels of brackets, HN_FORMULA_OPS steps. It is reckoned in decimals of nine
 * places (base/decimal.h). Grammar and meaning: docs/subject/formula.md. Pure: knows neither store nor units; who asks
 * tells what a reference is worth. Not for: which indicators there are, adding up (indicator/).
 *
 *   expression  or, and, not; = <> < <= > >=; + -; * /; unary -; numbers; ( )
 *   reference   [code]                   the figure of an indicator at the unit and period asked about
 *   functions   ago(e, n) years_ago(e, n)   e so many periods, years earlier      ytd(e)  from the year's first day on
 *               if(truth, e, e)  first(e, e, …) the first that is not missing     has(e)  is there a figure?
 *               min(e, …) max(e, …) abs(e) round(e, places)
 *               each_sum(e) each_average(e) each_max(e) each_min(e) each_count(truth)   e unit by unit, then put together
 */
#ifndef HN_FORMULA_FORMULA_H
#define HN_FORMULA_FORMULA_H

#include "base/ctx.h"
#include "base/decimal.h"
#include "base/limits.h"

enum { HN_FORMULA_DEPTH = 32, HN_FORMULA_OPS = 256, HN_FORMULA_REFS = 32 };

struct hn_formula;

/* Faults are HN_INVALID at field, arg: the place and the words there ("12: [than"): formula.empty formula.long
 * formula.letter formula.number formula.brackets formula.operand formula.operator formula.function formula.arguments
 * formula.comma (of a decimal, or outside a function) formula.code formula.depth formula.size formula.truth (a truth where a
 * number belongs, or the reverse) formula.each_nested formula.offset (of ago, years_ago: not a whole number from 0 to 1200)
 * formula.places (of round: not a whole number from 0 to 9). */
enum hn_rc hn_formula_compile(struct hn_ctx *c, const char *text, const char *field,
                              const struct hn_formula **out);
/* The place of a byte and the words there, as in the faults: "12: [than". For hn_formula_value.at. */
const char *hn_formula_place(struct hn_arena *a, const char *text, size_t at);
bool hn_formula_is_truth(const struct hn_formula *f);
/* The codes it asks for, each once, in order of appearance. */
size_t hn_formula_codes(const struct hn_formula *f, const char *const **out);

/* What one reference asks: ago periods earlier, years earlier, then from the year's beginning. */
struct hn_formula_ref {
    const char *code;
    int code_index; /* in hn_formula_codes */
    int ago, years_ago;
    bool ytd;
    bool each; /* stands in an each_ */
};
size_t hn_formula_refs(const struct hn_formula *f, const struct hn_formula_ref **out);

/* --- measures: "triệu tấn" is not added to "người" --- */

/* measures: of each code, in the order of hn_formula_codes. result: what the formula's own indicator is measured in; NULL: not
 * asked. HN_INVALID at field: formula.measures (arg: "triệu tấn, người": added, compared or chosen between),
 * formula.result_measure (arg: what comes out, what was said), formula.percent (a bare ratio told as %). */
enum hn_rc hn_formula_measures(struct hn_ctx *c, const struct hn_formula *f, const char *const *measures,
                               const char *result, const char *field);

/* --- reckoning --- */

enum hn_formula_state {
    HN_FORMULA_NONE, /* a figure it needs is missing: no value is not 0 */
    HN_FORMULA_VALUE,
    HN_FORMULA_DIVIDED, /* by nothing */
    HN_FORMULA_LARGE    /* beyond what is reckoned with */
};
struct hn_formula_value {
    enum hn_formula_state state;
    hn_decimal value; /* a truth is one or nothing */
    size_t at; /* of DIVIDED, LARGE: the byte of the text where it was written; of NONE: the reference */
};
/* Who asks: what references are worth, and over which units an each_ goes. */
struct hn_formula_source {
    void *self;
    struct hn_formula_value (*read)(void *self, size_t ref); /* index into hn_formula_refs */
    /* Stand at the first, the next unit of the each_ at hand, false: no more. Reading then is of that unit. NULL: the formula
     * has none. refs: the references that stand in it. */
    bool (*each)(void *self, bool first, const size_t *refs, size_t ref_count);
};
/* Never more steps than HN_LIMIT_EXPRESSION_STEPS for one unit. */
struct hn_formula_value hn_formula_reckon(const struct hn_formula *f, const struct hn_formula_source *from);

#endif
