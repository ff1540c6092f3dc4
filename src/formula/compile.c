/* compile.c: operators and operands in the order in which they are reckoned, by two lists: what waits, and what stands.
 *
 * A word is either where an operand is wanted or where an operator is. An operator that comes lets all those that bind at least
 * as tightly as it does go first; a bracket holds them back. Levels: 1 or, 2 and, 3 not, 4 comparisons, 5 + -, 6 * /, 7 unary -.
 */
#include <string.h>

#include "formula/inside.h"

enum { LEVEL_NOT = 3, LEVEL_COMPARE = 4, LEVEL_NEGATE = 7 };

static const struct {
    uint8_t level, what;
} binaries[HN_TOKEN_KINDS] = {
    [HN_TOKEN_OR] = { 1, HN_DO_OR },
    [HN_TOKEN_AND] = { 2, HN_DO_AND },
    [HN_TOKEN_EQUAL] = { LEVEL_COMPARE, HN_DO_EQUAL },
    [HN_TOKEN_UNEQUAL] = { LEVEL_COMPARE, HN_DO_UNEQUAL },
    [HN_TOKEN_LESS] = { LEVEL_COMPARE, HN_DO_LESS },
    [HN_TOKEN_MOST] = { LEVEL_COMPARE, HN_DO_MOST },
    [HN_TOKEN_MORE] = { LEVEL_COMPARE, HN_DO_MORE },
    [HN_TOKEN_LEAST] = { LEVEL_COMPARE, HN_DO_LEAST },
    [HN_TOKEN_PLUS] = { 5, HN_DO_ADD },
    [HN_TOKEN_MINUS] = { 5, HN_DO_SUBTRACT },
    [HN_TOKEN_STAR] = { 6, HN_DO_MULTIPLY },
    [HN_TOKEN_SLASH] = { 6, HN_DO_DIVIDE },
};

/* --- what the files that make a draft share --- */

bool
hn_draft_fault(struct hn_draft *d, const char *key, size_t at)
{
    if (!d->key) {
        d->key = key;
        d->key_at = at;
    }
    return false;
}

bool
hn_draft_word(struct hn_draft *d, struct hn_token *out)
{
    const char *fault = hn_formula_token(d->text, &d->at, out);

    return !fault || hn_draft_fault(d, fault, out->at);
}

bool
hn_draft_step(struct hn_draft *d, enum hn_do what, size_t at, size_t to)
{
    if (d->step_count == HN_FORMULA_OPS)
        return hn_draft_fault(d, "formula.size", at);
    d->steps[d->step_count++] = (struct hn_step){ (uint8_t)what, (uint16_t)at, (uint16_t)to, 0 };
    return true;
}

/* There are never more operands than steps were written, so the list is long enough. */
bool
hn_draft_put(struct hn_draft *d, bool truth, size_t at)
{
    if (d->operand_count == HN_FORMULA_OPS)
        return hn_draft_fault(d, "formula.size", at);
    d->operands[d->operand_count++] = (struct hn_operand){ truth, at };
    return true;
}

bool
hn_draft_want(struct hn_draft *d, size_t nth, bool truth)
{
    const struct hn_operand *o = &d->operands[d->operand_count - 1 - nth];

    return o->truth == truth || hn_draft_fault(d, "formula.truth", o->at);
}

/* --- operators --- */

static bool
wait_for(struct hn_draft *d, struct hn_waiting w)
{
    if (d->waiting_count == HN_FORMULA_WAITING)
        return hn_draft_fault(d, "formula.size", w.at);
    d->waiting[d->waiting_count++] = w;
    return true;
}

static bool
do_prefix(struct hn_draft *d, const struct hn_waiting *w)
{
    if (!hn_draft_want(d, 0, w->what == HN_DO_NOT) || !hn_draft_step(d, w->what, w->at, 0))
        return false;
    d->operands[d->operand_count - 1].at = w->at;
    return true;
}

static bool
do_binary(struct hn_draft *d, const struct hn_waiting *w)
{
    bool truths = w->what == HN_DO_AND || w->what == HN_DO_OR;

    if (!hn_draft_want(d, 1, truths) || !hn_draft_want(d, 0, truths) || !hn_draft_step(d, w->what, w->at, 0))
        return false;
    if (truths)
        d->steps[w->test].to = (uint16_t)d->step_count;
    d->operand_count--;
    d->operands[d->operand_count - 1].truth = truths || w->level == LEVEL_COMPARE;
    return true;
}

/* Those that wait and bind at least so tightly, down to the nearest bracket. */
static bool
do_waiting(struct hn_draft *d, uint8_t level)
{
    while (d->waiting_count > 0) {
        const struct hn_waiting *w = &d->waiting[d->waiting_count - 1];

        if (w->sort == HN_WAITS_BRACKET || w->sort == HN_WAITS_CALL || w->level < level)
            break;
        if (!(w->sort == HN_WAITS_PREFIX ? do_prefix(d, w) : do_binary(d, w)))
            return false;
        d->waiting_count--;
    }
    return true;
}

/* a < b < c says something else than people mean by it. */
static bool
is_chain(const struct hn_draft *d, uint8_t level)
{
    for (size_t i = d->waiting_count; level == LEVEL_COMPARE && i-- > 0;) {
        const struct hn_waiting *w = &d->waiting[i];

        if (w->sort == HN_WAITS_BRACKET || w->sort == HN_WAITS_CALL || w->level < level)
            return false;
        if (w->level == LEVEL_COMPARE)
            return true;
    }
    return false;
}

static bool
take_binary(struct hn_draft *d, const struct hn_token *t)
{
    struct hn_waiting w = {
        .sort = HN_WAITS_BINARY, .level = binaries[t->kind].level, .what = binaries[t->kind].what, .at = t->at
    };

    if (is_chain(d, w.level))
        return hn_draft_fault(d, "formula.operator", t->at);
    if (!do_waiting(d, w.level))
        return false;
    w.test = d->step_count;
    if (w.what == HN_DO_AND && !hn_draft_step(d, HN_DO_AND_TEST, t->at, 0))
        return false;
    if (w.what == HN_DO_OR && !hn_draft_step(d, HN_DO_OR_TEST, t->at, 0))
        return false;
    return wait_for(d, w);
}

/* --- brackets --- */

static bool
open_bracket(struct hn_draft *d, struct hn_waiting w)
{
    if (d->depth == HN_FORMULA_DEPTH)
        return hn_draft_fault(d, "formula.depth", w.at);
    d->depth++;
    w.operands = d->operand_count;
    w.refs = d->ref_count;
    return wait_for(d, w) &&
           (w.sort == HN_WAITS_BRACKET || hn_call_open(d, &d->waiting[d->waiting_count - 1]));
}

static bool
take_name(struct hn_draft *d, const struct hn_token *t)
{
    const struct hn_function *f = hn_formula_function(&d->text[t->at], t->len);
    struct hn_token next;

    if (!f)
        return hn_draft_fault(d, "formula.function", t->at);
    if (!hn_draft_word(d, &next))
        return false;
    if (next.kind != HN_TOKEN_OPEN)
        return hn_draft_fault(d, "formula.arguments", t->at);
    return open_bracket(d, (struct hn_waiting){ .sort = HN_WAITS_CALL, .at = t->at, .function = f });
}

/* The bracket that is open where an argument or the whole of it ends; NULL: none. */
static struct hn_waiting *
innermost(struct hn_draft *d)
{
    return d->waiting_count > 0 ? &d->waiting[d->waiting_count - 1] : NULL;
}

static bool
take_comma(struct hn_draft *d, const struct hn_token *t, bool *want_operand)
{
    if (!do_waiting(d, 0))
        return false;
    struct hn_waiting *w = innermost(d);

    if (!w || w->sort != HN_WAITS_CALL)
        return hn_draft_fault(d, "formula.comma", t->at);
    if (!hn_call_argument(d, w, true))
        return false;
    if (!hn_call_takes_number(w)) {
        *want_operand = true;
        return true;
    }
    return hn_call_number(d, w);
}

static bool
take_close(struct hn_draft *d, const struct hn_token *t)
{
    if (!do_waiting(d, 0))
        return false;
    struct hn_waiting *w = innermost(d);

    if (!w)
        return hn_draft_fault(d, "formula.brackets", t->at);
    if (w->sort == HN_WAITS_CALL && (!hn_call_argument(d, w, false) || !hn_call_close(d, w)))
        return false;
    d->waiting_count--;
    d->depth--;
    return true;
}

/* --- operands --- */

static bool
take_number(struct hn_draft *d, const struct hn_token *t)
{
    hn_decimal n;

    if (!hn_decimal_parse(&d->text[t->at], t->len, &n))
        return hn_draft_fault(d, "formula.number", t->at);
    if (!hn_draft_step(d, HN_DO_NUMBER, t->at, d->number_count))
        return false;
    d->numbers[d->number_count++] = n;
    return hn_draft_put(d, false, t->at);
}

/* Codes are of small letters: how they are written here does not matter. */
static bool
take_code(struct hn_draft *d, const struct hn_token *t)
{
    char *code = hn_dup_n(d->c->arena, &d->text[t->at + 1], t->len - 2);
    size_t len = 0;

    for (const char *b = code; *b; b++)
        if ((*b & 0x80) == 0 && *b > ' ')
            code[len++] = (char)(*b >= 'A' && *b <= 'Z' ? *b + ('a' - 'A') : *b);
    code[len] = '\0';
    if (!hn_draft_step(d, HN_DO_REF, t->at, d->ref_count))
        return false;
    d->refs[d->ref_count++] = (struct hn_formula_ref){ .code = code, .each = d->in_each };
    return hn_draft_put(d, false, t->at);
}

static bool
take_operand(struct hn_draft *d, const struct hn_token *t, bool *want_operand)
{
    *want_operand = false;
    switch (t->kind) {
    case HN_TOKEN_NUMBER:
        return take_number(d, t);
    case HN_TOKEN_CODE:
        return take_code(d, t);
    default:
        break;
    }
    *want_operand = true;
    switch (t->kind) {
    case HN_TOKEN_NAME:
        return take_name(d, t);
    case HN_TOKEN_OPEN:
        return open_bracket(d, (struct hn_waiting){ .sort = HN_WAITS_BRACKET, .at = t->at });
    case HN_TOKEN_MINUS:
        return wait_for(d, (struct hn_waiting){ HN_WAITS_PREFIX, LEVEL_NEGATE, HN_DO_NEGATE, .at = t->at });
    case HN_TOKEN_NOT:
        return wait_for(d, (struct hn_waiting){ HN_WAITS_PREFIX, LEVEL_NOT, HN_DO_NOT, .at = t->at });
    default:
        return hn_draft_fault(d, "formula.operand", t->at);
    }
}

static bool
take_operator(struct hn_draft *d, const struct hn_token *t, bool *want_operand)
{
    if (binaries[t->kind].level) {
        *want_operand = true;
        return take_binary(d, t);
    }
    if (t->kind == HN_TOKEN_COMMA)
        return take_comma(d, t, want_operand);
    if (t->kind == HN_TOKEN_CLOSE)
        return take_close(d, t);
    return hn_draft_fault(d, "formula.operator", t->at);
}

static bool
read_all(struct hn_draft *d)
{
    bool want_operand = true;
    struct hn_token t;

    for (;;) {
        if (!hn_draft_word(d, &t))
            return false;
        if (t.kind == HN_TOKEN_END && !want_operand)
            break;
        if (!(want_operand ? take_operand(d, &t, &want_operand) : take_operator(d, &t, &want_operand)))
            return false;
    }
    if (!do_waiting(d, 0))
        return false;
    return d->waiting_count == 0 || hn_draft_fault(d, "formula.brackets", innermost(d)->at);
}

enum hn_rc
hn_formula_compile(struct hn_ctx *c, const char *text, const char *field, const struct hn_formula **out)
{
    struct hn_draft draft, *d = &draft;
    size_t end = 0;
    struct hn_token first;

    memset(d, 0, sizeof(*d));
    d->c = c;
    d->text = hn_dup(c->arena, text);
    if (!hn_formula_token(d->text, &end, &first) && first.kind == HN_TOKEN_END)
        return hn_fail(c, HN_INVALID, field, "formula.empty");
    if (strlen(text) > HN_LIMIT_EXPRESSION)
        return hn_fail(c, HN_INVALID, field, "formula.long");
    if (read_all(d))
        *out = hn_formula_finish(d);
    if (d->key)
        return hn_fail_arg(c, HN_INVALID, field, d->key, hn_formula_place(c->arena, d->text, d->key_at));
    return HN_OK;
}
