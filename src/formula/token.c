/* token.c: cuts the text of a formula into words: numbers, codes in square brackets, names, signs. */
#include <string.h>
#include <strings.h>

#include "formula/inside.h"

/* {word} of the schema: a code is never longer. */
enum { CODE_LONGEST = 64 };

static bool
is_digit(char b)
{
    return b >= '0' && b <= '9';
}

static bool
is_letter(char b)
{
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
}

static size_t
behind_blanks(const char *text, size_t at)
{
    for (;;) {
        if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')
            at++;
        else if (memcmp(&text[at], "\xc2\xa0", text[at] ? 2 : 1) == 0)
            at += 2; /* the space that does not break, from a text processor */
        else
            return at;
    }
}

/* Digits, and a point with digits behind it. What grows out of it ("12a", "1.", "1.2.3") is no number. */
static const char *
number(const char *text, struct hn_token *out)
{
    size_t end = out->at;

    while (is_digit(text[end]))
        end++;
    if (text[end] == '.' && is_digit(text[end + 1]))
        for (end++; is_digit(text[end]); end++)
            ;
    if (text[end] == '.' || is_letter(text[end]) || text[end] == '_')
        return "formula.number";
    out->kind = HN_TOKEN_NUMBER;
    out->len = end - out->at;
    return NULL;
}

static const char *
code(const char *text, struct hn_token *out)
{
    size_t from = behind_blanks(text, out->at + 1), end = from;

    while (is_letter(text[end]) || is_digit(text[end]) || text[end] == '.' || text[end] == '_' ||
           text[end] == '-')
        end++;
    size_t close = behind_blanks(text, end);

    if (end == from || end - from > CODE_LONGEST || text[close] != ']')
        return "formula.code";
    out->kind = HN_TOKEN_CODE;
    out->len = close + 1 - out->at;
    return NULL;
}

/* A name goes on over letters with marks, so that a fault shows the word as it was written. */
static void
name(const char *text, struct hn_token *out)
{
    static const struct {
        const char *word;
        enum hn_token_kind kind;
    } words[] = { { "or", HN_TOKEN_OR }, { "and", HN_TOKEN_AND }, { "not", HN_TOKEN_NOT } };
    size_t end = out->at;

    while (is_letter(text[end]) || is_digit(text[end]) || text[end] == '_' || (text[end] & 0x80) != 0)
        end++;
    out->kind = HN_TOKEN_NAME;
    out->len = end - out->at;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strlen(words[i].word) == out->len && strncasecmp(words[i].word, &text[out->at], out->len) == 0)
            out->kind = words[i].kind;
}

/* Longer signs first. */
static const char *
sign(const char *text, struct hn_token *out)
{
    static const struct {
        const char *word;
        enum hn_token_kind kind;
    } signs[] = {
        { "<>", HN_TOKEN_UNEQUAL }, { "<=", HN_TOKEN_MOST }, { ">=", HN_TOKEN_LEAST },
        { "<", HN_TOKEN_LESS },     { ">", HN_TOKEN_MORE },  { "=", HN_TOKEN_EQUAL },
        { "+", HN_TOKEN_PLUS },     { "-", HN_TOKEN_MINUS }, { "*", HN_TOKEN_STAR },
        { "/", HN_TOKEN_SLASH },    { "(", HN_TOKEN_OPEN },  { ")", HN_TOKEN_CLOSE },
        { ",", HN_TOKEN_COMMA },
    };

    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        size_t len = strlen(signs[i].word);

        if (strncmp(&text[out->at], signs[i].word, len) == 0) {
            out->kind = signs[i].kind;
            out->len = len;
            return NULL;
        }
    }
    return "formula.letter";
}

const char *
hn_formula_token(const char *text, size_t *at, struct hn_token *out)
{
    const char *fault = NULL;

    *out = (struct hn_token){ HN_TOKEN_END, behind_blanks(text, *at), 0 };
    char b = text[out->at];

    if (is_digit(b))
        fault = number(text, out);
    else if (b == '[')
        fault = code(text, out);
    else if (is_letter(b))
        name(text, out);
    else if (b)
        fault = sign(text, out);
    *at = out->at + out->len;
    return fault;
}
