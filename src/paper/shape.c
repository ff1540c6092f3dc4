/* shape.c: shapes of the numbers of papers, Party's and state's. (domain/08 §8.5) Not for: which number is next
 * (meeting/number.h). */
#include <string.h>

#include "paper/inside.h"

enum { DIGITS_MOST = 5, LETTERS_LEAST = 2, LETTERS_MOST = 12 };

static bool
is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* Digits at the head of a text: their value, 0 when there are none or too many. */
static int64_t
leading(const char **text)
{
    int64_t n = 0;
    int count = 0;

    for (; is_digit(**text); ++*text, count++)
        n = count < DIGITS_MOST ? n * 10 + (**text - '0') : 0;
    return count >= 1 && count <= DIGITS_MOST ? n : 0;
}

/* One of A to Z and Đ; how many bytes, 0 none. */
static size_t
capital(const char *text)
{
    if (*text >= 'A' && *text <= 'Z')
        return 1;
    return memcmp(text, "Đ", *text ? 2 : 1) == 0 ? 2 : 0;
}

/* 2 to 12 of them and nothing behind. */
static bool
is_body(const char *text)
{
    int count = 0;

    for (size_t len = capital(text); len; len = capital(text)) {
        text += len;
        count++;
    }
    return !*text && count >= LETTERS_LEAST && count <= LETTERS_MOST;
}

static const char *const symbols[] = { "NQ", "QĐ",  "CT",  "KL", "QC", "TB", "BC", "KH",
                                       "HD", "CTr", "TTr", "CV", "BB", "ĐA", "PA", NULL };

/* Where the body begins, behind "NQ/"; NULL: no such type. */
static const char *
behind_type(const char *text, const char *symbol)
{
    for (size_t i = 0; symbols[i]; i++) {
        size_t len = strlen(symbols[i]);

        if (*symbol && strcmp(symbol, symbols[i]) != 0)
            continue;
        if (strncmp(text, symbols[i], len) == 0 && text[len] == '/')
            return text + len + 1;
    }
    return NULL;
}

int64_t
hn_paper_party_number(const char *text, const char *symbol, const char *body)
{
    int64_t n = leading(&text);

    if (n == 0 || *text != '-')
        return 0;
    text = behind_type(text + 1, symbol);
    if (!text || !is_body(text) || (*body && strcmp(body, text) != 0))
        return 0;
    return n;
}

bool
hn_paper_state_number(const char *text)
{
    bool letter = false;

    if (leading(&text) == 0 || *text != '/')
        return false;
    text++;
    if (strspn(text, "0123456789") == 4 && text[4] == '/')
        text += 5;
    for (; *text; text++) {
        unsigned char ch = (unsigned char)*text;
        bool is_letter = (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') || ch >= 0x80;

        if (!is_letter && !is_digit(*text) && *text != '-')
            return false;
        letter |= is_letter;
    }
    return letter;
}
