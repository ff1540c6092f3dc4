/* date_read.c: reading dates as people and machines write them (time.h; domain/08 §8.4).
 *
 * Total over all bytes: anything but the stated forms is "not a date", never a guess. Day first, always.
 * Letters are met as NFC text (vi.h); "Ngày" and "NGÀY" are the same word.
 */
#include <stddef.h>
#include <string.h>

#include "base/time.h"

#define YEAR_LOW  1900
#define YEAR_HIGH 2199

/* Where reading stands. Each take_… moves on and answers true, or stays and answers false. */
struct reader {
    const char *at;
};

static void
skip_spaces(struct reader *r)
{
    while (*r->at == ' ')
        r->at++;
}

/* One to most digits; count says how many there were. */
static bool
take_digits(struct reader *r, int most, int *number, int *count)
{
    int n = 0, value = 0;

    while (r->at[n] >= '0' && r->at[n] <= '9') {
        if (n == most)
            return false;
        value = value * 10 + (r->at[n] - '0');
        n++;
    }
    if (n == 0)
        return false;
    r->at += n;
    *number = value;
    *count = n;
    return true;
}

/* A word in lower case or capitals; only the first letter may differ in case, or all of them. */
static bool
take_word(struct reader *r, const char *const *spellings)
{
    for (; *spellings; spellings++) {
        size_t len = strlen(*spellings);

        if (strncmp(r->at, *spellings, len) == 0) {
            r->at += len;
            skip_spaces(r);
            return true;
        }
    }
    return false;
}

static const char *const word_day[] = { "ngày ", "Ngày ", "NGÀY ", NULL };
static const char *const word_month[] = { "tháng ", "Tháng ", "THÁNG ", NULL };
static const char *const word_year[] = { "năm ", "Năm ", "NĂM ", NULL };

static bool
at_end(struct reader *r)
{
    skip_spaces(r);
    return *r->at == '\0';
}

/* Up to three numbers parted by one and the same sign out of / - . with how many digits each has. */
struct numbers {
    int count;
    char sign;
    int value[3];
    int digits[3];
};

static bool
take_numbers(struct reader *r, struct numbers *n)
{
    memset(n, 0, sizeof(*n));
    for (;;) {
        if (!take_digits(r, 4, &n->value[n->count], &n->digits[n->count]))
            return false;
        n->count++;
        if (at_end(r))
            return true;
        if (n->count == 3 || !strchr("/-.", *r->at) || (n->sign && n->sign != *r->at))
            return false;
        n->sign = *r->at++;
    }
}

/* 31/12/2021, 12/2021, 2021; with a dash also 2021-12-31 and 2021-12 (months and days in two digits). */
static bool
read_signs(struct reader *r, struct hn_date *out)
{
    struct numbers n;

    if (!take_numbers(r, &n))
        return false;

    int last = n.count - 1;

    if (n.digits[last] == 4) {
        for (int i = 0; i < last; i++)
            if (n.digits[i] > 2 || n.value[i] == 0)
                return false;
        *out = (struct hn_date){
            .year = n.value[last],
            .month = last >= 1 ? n.value[last - 1] : 0,
            .day = last >= 2 ? n.value[0] : 0,
        };
        return true;
    }
    if (n.digits[0] != 4 || n.sign != '-')
        return false;
    for (int i = 1; i <= last; i++)
        if (n.digits[i] != 2 || n.value[i] == 0)
            return false;
    *out = (struct hn_date){ .year = n.value[0], .month = n.value[1], .day = n.value[2] };
    return true;
}

/* ngày 31 tháng 12 năm 2021, tháng 12 năm 2021, năm 2021; tháng 12/2021, ngày 31/12/2021. */
static bool
read_words(struct reader *r, struct hn_date *out)
{
    struct reader start = *r;
    bool day = take_word(r, word_day);
    int digits;

    *out = (struct hn_date){ 0 };
    if (day && (!take_digits(r, 2, &out->day, &digits) || out->day == 0))
        return false;
    skip_spaces(r);
    if (day && *r->at == '/') {
        *r = start;
        take_word(r, word_day);
        return read_signs(r, out) && out->day != 0;
    }
    if (take_word(r, word_month)) {
        struct reader after = *r;

        if (!take_digits(r, 2, &out->month, &digits) || out->month == 0)
            return false;
        skip_spaces(r);
        if (!day && *r->at == '/') {
            *r = after;
            return read_signs(r, out) && out->day == 0 && out->month != 0;
        }
    } else if (day) {
        return false;
    }
    return take_word(r, word_year) && take_digits(r, 4, &out->year, &digits) && digits == 4 && at_end(r);
}

/* A date of which month, or month and day, may be missing; what is there makes sense together. */
static bool
read_partial(const char *text, struct hn_date *out)
{
    struct reader r = { text };

    skip_spaces(&r);

    bool digit = *r.at >= '0' && *r.at <= '9';

    if (!(digit ? read_signs(&r, out) : read_words(&r, out)))
        return false;
    if (out->year < YEAR_LOW || out->year > YEAR_HIGH)
        return false;
    return hn_date_valid(out->year, out->month ? out->month : 1, out->day ? out->day : 1);
}

bool
hn_day_parse(const char *text, hn_day *out)
{
    struct hn_date d;

    if (!read_partial(text, &d) || d.day == 0)
        return false;
    *out = hn_day_of(d.year, d.month, d.day);
    return true;
}

bool
hn_pdate_parse(const char *text, hn_pdate *out)
{
    struct hn_date d;
    struct reader r = { text };

    if (at_end(&r)) {
        *out = 0;
        return true;
    }
    if (!read_partial(text, &d))
        return false;
    *out = d.year * 10000 + d.month * 100 + d.day;
    return true;
}

bool
hn_day_parse_iso(const char *text, hn_day *out)
{
    int part[3] = { 0 };
    size_t i = 0;

    for (; i < 10; i++) {
        char c = text[i];

        if (i == 4 || i == 7) {
            if (c != '-')
                return false;
            continue;
        }
        if (c < '0' || c > '9')
            return false;

        int *p = &part[i < 4 ? 0 : i < 7 ? 1 : 2];

        *p = *p * 10 + (c - '0');
    }
    if (text[i] != '\0' || !hn_date_valid(part[0], part[1], part[2]))
        return false;
    *out = hn_day_of(part[0], part[1], part[2]);
    return true;
}
