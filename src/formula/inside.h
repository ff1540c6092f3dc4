/* inside.h: what the files of formula/ share: words of the text, steps of the program. Not for others.
 *
 * token.c cuts the text into words; compile.c puts operators and operands in order; call.c does what is particular to each
 * function; finish.c makes the program of the draft; measure.c walks it with measures in place of figures, reckon.c with
 * figures. None of them calls itself: how deep a text is nested costs an entry of a list, not of the machine's stack.
 */
#ifndef HN_FORMULA_INSIDE_H
#define HN_FORMULA_INSIDE_H

#include "formula/formula.h"

/* --- words --- */

enum hn_token_kind {
    HN_TOKEN_END,
    HN_TOKEN_NUMBER,
    HN_TOKEN_CODE, /* at: the bracket; len: to behind the closing one */
    HN_TOKEN_NAME,
    HN_TOKEN_OPEN,
    HN_TOKEN_CLOSE,
    HN_TOKEN_COMMA,
    HN_TOKEN_NOT,
    HN_TOKEN_MINUS,
    HN_TOKEN_PLUS,
    HN_TOKEN_STAR,
    HN_TOKEN_SLASH,
    HN_TOKEN_EQUAL,
    HN_TOKEN_UNEQUAL,
    HN_TOKEN_LESS,
    HN_TOKEN_MOST,
    HN_TOKEN_MORE,
    HN_TOKEN_LEAST,
    HN_TOKEN_AND,
    HN_TOKEN_OR,
    HN_TOKEN_KINDS
};
struct hn_token {
    enum hn_token_kind kind;
    size_t at, len;
};
/* The word at or behind *at, which moves behind it. NULL, or the key of the fault at out->at. */
const char *hn_formula_token(const char *text, size_t *at, struct hn_token *out);

/* --- the program --- */

enum hn_do {
    HN_DO_NUMBER, /* to: index into numbers */
    HN_DO_REF,    /* to: index into refs */
    HN_DO_NEGATE,
    HN_DO_ABS,
    HN_DO_ROUND, /* to: places */
    HN_DO_NOT,
    HN_DO_HAS,
    HN_DO_ADD,
    HN_DO_SUBTRACT,
    HN_DO_MULTIPLY,
    HN_DO_DIVIDE,
    HN_DO_MIN,
    HN_DO_MAX,
    HN_DO_EQUAL,
    HN_DO_UNEQUAL,
    HN_DO_LESS,
    HN_DO_MOST,
    HN_DO_MORE,
    HN_DO_LEAST,
    HN_DO_AND,
    HN_DO_OR,
    HN_DO_AND_TEST,   /* false already: go to `to` */
    HN_DO_OR_TEST,    /* true already: go to `to` */
    HN_DO_IF_TEST,    /* false: go to `to`, the second branch; no answer: that is the answer, go to `other` */
    HN_DO_LEAP,       /* behind the first branch: go to `to` */
    HN_DO_FIRST_TEST, /* a figure: go to `to`; else drop it */
    HN_DO_JOIN,       /* does nothing: so many branches (`to`) meet here, one of them taken */
    HN_DO_EACH,       /* to: index of the step that ends it; other: index into eachs */
    HN_DO_EACH_SUM,   /* the ends of an each_ */
    HN_DO_EACH_AVERAGE,
    HN_DO_EACH_MAX,
    HN_DO_EACH_MIN,
    HN_DO_EACH_COUNT
};
struct hn_step {
    uint8_t what; /* enum hn_do */
    uint16_t at;  /* byte of the text */
    uint16_t to, other;
};
struct hn_each {
    const size_t *refs;
    size_t ref_count;
};
struct hn_formula {
    const char *text;
    const struct hn_step *steps;
    size_t step_count;
    const hn_decimal *numbers;
    const struct hn_formula_ref *refs;
    size_t ref_count;
    const char *const *codes;
    size_t code_count;
    const struct hn_each *eachs;
    bool truth;
};

/* --- while it is made --- */

/* What stands on the stack when the program runs, as far as it is known before. */
struct hn_operand {
    bool truth;
    size_t at;
};
struct hn_function {
    const char *name;
    uint8_t id; /* call.c */
    uint8_t least, most;
    const char
        *truths; /* of each argument: t truth, n number, x either; the last one stands for all behind it */
    char result; /* t n, x: what the last argument is */
};
/* An operator or bracket that waits for what stands behind it. */
struct hn_waiting {
    enum { HN_WAITS_BINARY, HN_WAITS_PREFIX, HN_WAITS_BRACKET, HN_WAITS_CALL } sort;
    uint8_t level, what;
    size_t at;
    size_t test; /* the step whose goal is not known yet; of first: the newest of a chain, plus one */
    size_t leap;
    size_t count;    /* arguments complete */
    size_t operands; /* how many there were before the first argument */
    size_t refs;     /* the same of references */
    size_t number;   /* the second argument of ago, years_ago, round, plus one; 0: none read yet */
    const struct hn_function *function;
};
enum { HN_FORMULA_WAITING = HN_FORMULA_OPS + HN_FORMULA_DEPTH };

/* Some 45 KiB, which lie on the caller's stack: what is kept of it in the arena is as long as the formula. */
struct hn_draft {
    struct hn_ctx *c;
    const char *text;
    const char *key; /* the fault, NULL */
    size_t key_at;
    size_t at; /* where the next word begins */
    struct hn_step steps[HN_FORMULA_OPS];
    size_t step_count;
    hn_decimal numbers[HN_FORMULA_OPS];
    size_t number_count;
    struct hn_formula_ref refs[HN_FORMULA_OPS]; /* one for each time one is written */
    size_t ref_count;
    struct hn_operand operands[HN_FORMULA_OPS];
    size_t operand_count;
    struct hn_waiting waiting[HN_FORMULA_WAITING];
    size_t waiting_count;
    size_t depth, each_count;
    bool in_each;
};

/* Notes the fault: always false. */
bool hn_draft_fault(struct hn_draft *d, const char *key, size_t at);
bool hn_draft_word(struct hn_draft *d, struct hn_token *out);
bool hn_draft_step(struct hn_draft *d, enum hn_do what, size_t at, size_t to);
bool hn_draft_put(struct hn_draft *d, bool truth, size_t at);
/* Is the nth operand from the top (0) what belongs there? */
bool hn_draft_want(struct hn_draft *d, size_t nth, bool truth);

/* NULL: no such function. */
const struct hn_function *hn_formula_function(const char *name, size_t len);
/* Its bracket was opened; an argument is complete, with more to come or not; all are. */
bool hn_call_open(struct hn_draft *d, struct hn_waiting *call);
bool hn_call_argument(struct hn_draft *d, struct hn_waiting *call, bool more);
bool hn_call_close(struct hn_draft *d, struct hn_waiting *call);
/* Is the argument behind the next comma a plain number of the function itself? Then it is read. */
bool hn_call_takes_number(const struct hn_waiting *call);
bool hn_call_number(struct hn_draft *d, struct hn_waiting *call);

/* NULL: a fault was noted. */
const struct hn_formula *hn_formula_finish(struct hn_draft *d);

#endif
