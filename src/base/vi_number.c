/* vi_number.c: figures as people write and read them (vi.h; domain/08 §8.4; ux/ "Vietnamese form"). */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/decimal.h"
#include "base/num.h"
#include "base/vi.h"

#define DECIMALS_MOST 9

/* The digits of n in groups of three behind a minus where there is one. */
static char *
group(struct hn_arena *a, uint64_t n, bool minus, char mark)
{
    char digits[40]; /* 20 digits, 6 marks, minus, NUL */
    char *at = digits + sizeof(digits) - 1;
    int count = 0;

    *at = '\0';
    do {
        if (count && count % 3 == 0)
            *--at = mark;
        *--at = (char)('0' + n % 10);
        n /= 10;
        count++;
    } while (n > 0);
    if (minus)
        *--at = '-';
    return hn_dup(a, at);
}

static uint64_t
size_of(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

const char *
hn_vi_int(struct hn_arena *a, int64_t n, bool english)
{
    return group(a, size_of(n), n < 0, english ? ',' : '.');
}

static int64_t
power_of_ten(int n)
{
    int64_t p = 1;

    assert(n >= 0 && n <= DECIMALS_MOST);
    while (n-- > 0)
        p *= 10;
    return p;
}

const char *
hn_vi_decimal(struct hn_arena *a, int64_t scaled, int decimals, bool english)
{
    uint64_t unit = (uint64_t)power_of_ten(decimals);
    const char *whole = group(a, size_of(scaled) / unit, scaled < 0, english ? ',' : '.');

    if (decimals == 0)
        return whole;
    return hn_print(a, "%s%c%0*" PRIu64, whole, english ? '.' : ',', decimals, size_of(scaled) % unit);
}

const char *
hn_vi_milli(struct hn_arena *a, int64_t milli, bool english)
{
    int places = 3;

    for (; places > 0 && milli % 10 == 0; milli /= 10)
        places--;
    return hn_vi_decimal(a, milli, places, english);
}

const char *
hn_vi_milli_typed(struct hn_arena *a, int64_t milli)
{
    char *typed = hn_dup(a, hn_milli_plain(a, milli));
    char *point = strchr(typed, '.');

    if (point)
        *point = ',';
    return typed;
}

const char *
hn_vi_percent(struct hn_arena *a, int64_t part, int64_t whole, bool english)
{
    if (whole == 0)
        return "–";

    assert(whole > 0);

    __int128 top = (__int128)part * 2000;
    __int128 tenths = top >= 0 ? (top + whole) / ((__int128)whole * 2)
                               : -((-top + whole) / ((__int128)whole * 2));

    assert(tenths <= INT64_MAX && tenths >= INT64_MIN);
    return hn_print(a, "%s%%", hn_vi_decimal(a, (int64_t)tenths, 1, english));
}

/* --- reading --- */

/* A figure taken apart: how often each mark stands in it, and where the last one does. */
struct figure {
    const char *text;
    size_t len;
    int dots, commas;
    size_t last_dot, last_comma;
};

/* false: something but digits, dots and commas, or a mark at an end. */
static bool
look_at(const char *text, size_t len, struct figure *f)
{
    *f = (struct figure){ .text = text, .len = len };
    if (len == 0 || text[0] == '.' || text[0] == ',' || text[len - 1] == '.' || text[len - 1] == ',')
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.') {
            f->dots++;
            f->last_dot = i;
        } else if (text[i] == ',') {
            f->commas++;
            f->last_comma = i;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return true;
}

/* true when the first len bytes are digits in groups of three parted by mark: 1.234.567, also 123. */
static bool
is_grouped(const char *text, size_t len, char mark)
{
    size_t run = 0;
    bool first = true;

    for (size_t i = 0; i < len; i++) {
        if (text[i] != mark) {
            run++;
            continue;
        }
        if (first ? run < 1 || run > 3 || text[0] == '0' : run != 3)
            return false;
        first = false;
        run = 0;
    }
    return first || run == 3;
}

/* The digits before point, and behind it at most decimals that are not 0, as one scaled number. */
static enum hn_number_read
reckon(const struct figure *f, size_t point, int decimals, bool minus, int64_t *scaled)
{
    int64_t n = 0;
    int behind = 0;

    for (size_t i = 0; i < f->len || behind < decimals; i++) {
        int digit = i < f->len ? f->text[i] - '0' : 0;

        if (i < f->len && (digit < 0 || digit > 9))
            continue; /* a mark, whose place has been judged */
        if (i > point || i >= f->len) {
            if (behind == decimals && digit != 0)
                return HN_NUMBER_BAD;
            if (behind == decimals)
                continue;
            behind++;
        }
        if (!hn_mul_i64(n, 10, &n) || !hn_add_i64(n, minus ? -digit : digit, &n))
            return HN_NUMBER_BAD;
    }
    *scaled = n;
    return HN_NUMBER_OK;
}

/* Marks of one kind only: a dot groups in Vietnamese and parts the fraction in English, a comma the other way
 * round. */
static enum hn_number_read
one_kind(const struct figure *f, char mark, int count, size_t last, int decimals, bool minus, int64_t *scaled)
{
    size_t behind = f->len - last - 1;
    bool grouped = is_grouped(f->text, f->len, mark);

    if (count > 1)
        return grouped ? reckon(f, f->len, decimals, minus, scaled) : HN_NUMBER_BAD;
    if (!grouped)
        return reckon(f, last, decimals, minus, scaled);
    if (mark == '.')
        return decimals == 0 ? reckon(f, f->len, decimals, minus, scaled) : HN_NUMBER_AMBIGUOUS;
    /* 1,234: a Vietnamese fraction where so many decimals are kept, else perhaps an English thousand. */
    return (size_t)decimals >= behind ? reckon(f, last, decimals, minus, scaled) : HN_NUMBER_AMBIGUOUS;
}

enum hn_number_read
hn_vi_number(const char *text, int decimals, int64_t *scaled)
{
    struct figure f;

    assert(decimals >= 0 && decimals <= DECIMALS_MOST);
    text += strspn(text, " ");

    bool minus = *text == '-';

    text += minus;

    size_t len = strlen(text);

    while (len > 0 && text[len - 1] == ' ')
        len--;
    if (!look_at(text, len, &f))
        return HN_NUMBER_BAD;
    if (f.dots == 0 && f.commas == 0)
        return reckon(&f, f.len, decimals, minus, scaled);
    if (f.commas == 0)
        return one_kind(&f, '.', f.dots, f.last_dot, decimals, minus, scaled);
    if (f.dots == 0)
        return one_kind(&f, ',', f.commas, f.last_comma, decimals, minus, scaled);
    /* Both stand in it: the last is the decimal mark and stands once, the other groups. */
    bool comma_last = f.last_comma > f.last_dot;
    size_t point = comma_last ? f.last_comma : f.last_dot;

    if ((comma_last ? f.commas : f.dots) != 1 || !is_grouped(f.text, point, comma_last ? '.' : ','))
        return HN_NUMBER_BAD;
    return reckon(&f, point, decimals, minus, scaled);
}
