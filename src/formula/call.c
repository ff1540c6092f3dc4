/* call.c: what is particular to each function: its arguments, the steps it becomes, offsets told to its references. */
#include <string.h>
#include <strings.h>

#include "formula/inside.h"

enum { OFFSET_MOST = 1200, PLACES_MOST = 9 };

enum { AGO, YEARS_AGO, YTD, IF, FIRST, HAS, MIN, MAX, ABS, ROUND, EACH };

static const struct hn_function functions[] = {
    { "ago", AGO, 2, 2, "x", 'x' },
    { "years_ago", YEARS_AGO, 2, 2, "x", 'x' },
    { "ytd", YTD, 1, 1, "x", 'x' },
    { "if", IF, 3, 3, "tx", 'x' },
    { "first", FIRST, 2, UINT8_MAX, "x", 'x' },
    { "has", HAS, 1, 1, "x", 't' },
    { "min", MIN, 2, UINT8_MAX, "n", 'n' },
    { "max", MAX, 2, UINT8_MAX, "n", 'n' },
    { "abs", ABS, 1, 1, "n", 'n' },
    { "round", ROUND, 2, 2, "n", 'n' },
    { "each_sum", EACH, 1, 1, "n", 'n' },
    { "each_average", EACH + 1, 1, 1, "n", 'n' },
    { "each_max", EACH + 2, 1, 1, "n", 'n' },
    { "each_min", EACH + 3, 1, 1, "n", 'n' },
    { "each_count", EACH + 4, 1, 1, "t", 'n' },
};

const struct hn_function *
hn_formula_function(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
        if (strlen(functions[i].name) == len && strncasecmp(functions[i].name, name, len) == 0)
            return &functions[i];
    return NULL;
}

bool
hn_call_open(struct hn_draft *d, struct hn_waiting *call)
{
    if (call->function->id < EACH)
        return true;
    if (d->in_each)
        return hn_draft_fault(d, "formula.each_nested", call->at);
    d->in_each = true;
    call->test = d->step_count;
    return hn_draft_step(d, HN_DO_EACH, call->at, 0);
}

/* Is the argument just completed of the sort that belongs there? Branches are all of the sort of the first. */
static bool
sort_fits(struct hn_draft *d, const struct hn_waiting *call)
{
    const char *truths = call->function->truths;
    size_t last = strlen(truths) - 1;
    char sort = truths[call->count < last ? call->count : last];

    if (sort != 'x')
        return hn_draft_want(d, 0, sort == 't');
    if (call->count == 0 || (call->function->id == IF && call->count == 1))
        return true;
    return hn_draft_want(d, 0, d->operands[d->operand_count - 2].truth);
}

/* The condition was told: it is no operand of what follows. */
static bool
if_argument(struct hn_draft *d, struct hn_waiting *call)
{
    if (call->count == 1) {
        call->test = d->step_count;
        d->operand_count--;
        return hn_draft_step(d, HN_DO_IF_TEST, call->at, 0);
    }
    if (call->count == 2) {
        call->leap = d->step_count;
        if (!hn_draft_step(d, HN_DO_LEAP, call->at, 0))
            return false;
        d->steps[call->test].to = (uint16_t)d->step_count;
        return true;
    }
    if (!hn_draft_step(d, HN_DO_JOIN, call->at, 2))
        return false;
    d->steps[call->leap].to = d->steps[call->test].other = (uint16_t)d->step_count;
    return true;
}

/* The newest of those that leap behind all the arguments once one has a figure; each tells the one before, plus one. */
static bool
first_argument(struct hn_draft *d, struct hn_waiting *call, bool more)
{
    if (!more)
        return true;
    if (!hn_draft_step(d, HN_DO_FIRST_TEST, call->at, call->test))
        return false;
    call->test = d->step_count;
    return true;
}

bool
hn_call_argument(struct hn_draft *d, struct hn_waiting *call, bool more)
{
    /* The number of ago, years_ago, round was read where its comma stood. */
    if (call->number == 0 && !sort_fits(d, call))
        return false;
    call->count++;
    if (call->count > call->function->most || (more && call->count == call->function->most))
        return hn_draft_fault(d, "formula.arguments", call->at);
    switch (call->function->id) {
    case IF:
        return if_argument(d, call);
    case FIRST:
        return first_argument(d, call, more);
    case MIN:
    case MAX:
        if (call->count == 1)
            return true;
        d->operand_count--;
        return hn_draft_step(d, call->function->id == MIN ? HN_DO_MIN : HN_DO_MAX, call->at, 0);
    default:
        return true;
    }
}

/* --- functions that take a plain number --- */

bool
hn_call_takes_number(const struct hn_waiting *call)
{
    return call->function->id == AGO || call->function->id == YEARS_AGO || call->function->id == ROUND;
}

/* Kept one larger, so that 0 is "none was read yet". */
bool
hn_call_number(struct hn_draft *d, struct hn_waiting *call)
{
    const char *key = call->function->id == ROUND ? "formula.places" : "formula.offset";
    int64_t most = call->function->id == ROUND ? PLACES_MOST : OFFSET_MOST, n;
    struct hn_token t;

    if (!hn_draft_word(d, &t))
        return false;
    if (t.kind != HN_TOKEN_NUMBER || !hn_parse_i64(hn_dup_n(d->c->arena, &d->text[t.at], t.len), 0, most, &n))
        return hn_draft_fault(d, key, t.at);
    call->number = (size_t)n + 1;
    call->leap = t.at;

    size_t ahead = d->at;
    const char *fault = hn_formula_token(d->text, &ahead, &t);

    /* "n + 1", "n / 2": told to be a plain number here rather than an odd argument later. */
    if (fault || (t.kind != HN_TOKEN_CLOSE && t.kind != HN_TOKEN_COMMA && t.kind != HN_TOKEN_END))
        return hn_draft_fault(d, key, call->leap);
    return true;
}

static bool
tell_offsets(struct hn_draft *d, const struct hn_waiting *call)
{
    for (size_t i = call->refs; i < d->ref_count; i++) {
        struct hn_formula_ref *r = &d->refs[i];

        if (call->function->id == YTD)
            r->ytd = true;
        else if (call->function->id == AGO)
            r->ago += (int)call->number - 1;
        else
            r->years_ago += (int)call->number - 1;
        if (r->ago > OFFSET_MOST || r->years_ago > OFFSET_MOST)
            return hn_draft_fault(d, "formula.offset", call->leap);
    }
    return true;
}

/* --- the end of a call --- */

static bool
close_first(struct hn_draft *d, struct hn_waiting *call)
{
    if (!hn_draft_step(d, HN_DO_JOIN, call->at, call->count))
        return false;
    for (size_t i = call->test, before; i > 0; i = before) {
        before = d->steps[i - 1].to;
        d->steps[i - 1].to = (uint16_t)d->step_count;
    }
    d->operand_count = call->operands + 1;
    return true;
}

static bool
close_each(struct hn_draft *d, const struct hn_waiting *call)
{
    static const uint8_t ends[] = { HN_DO_EACH_SUM, HN_DO_EACH_AVERAGE, HN_DO_EACH_MAX, HN_DO_EACH_MIN,
                                    HN_DO_EACH_COUNT };

    d->steps[call->test].to = (uint16_t)d->step_count;
    d->steps[call->test].other = (uint16_t)d->each_count++;
    d->in_each = false;
    return hn_draft_step(d, ends[call->function->id - EACH], call->at, 0);
}

static bool
close_steps(struct hn_draft *d, struct hn_waiting *call)
{
    switch (call->function->id) {
    case AGO:
    case YEARS_AGO:
    case YTD:
        return tell_offsets(d, call);
    case IF:
        d->operand_count = call->operands + 1;
        return true;
    case FIRST:
        return close_first(d, call);
    case HAS:
        return hn_draft_step(d, HN_DO_HAS, call->at, 0);
    case ABS:
        return hn_draft_step(d, HN_DO_ABS, call->at, 0);
    case ROUND:
        return hn_draft_step(d, HN_DO_ROUND, call->at, call->number - 1);
    case MIN:
    case MAX:
        return true;
    default:
        return close_each(d, call);
    }
}

bool
hn_call_close(struct hn_draft *d, struct hn_waiting *call)
{
    if (call->count < call->function->least)
        return hn_draft_fault(d, "formula.arguments", call->at);
    if (!close_steps(d, call))
        return false;
    struct hn_operand *o = &d->operands[d->operand_count - 1];

    if (call->function->result != 'x')
        o->truth = call->function->result == 't';
    o->at = call->at;
    return true;
}
