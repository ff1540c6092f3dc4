/* period.c: see period.h. Pure: days in, days out. */
#include "indicator/period.h"

#include <assert.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

static const char *const kinds[HN_PERIOD_KINDS] = { "", "day", "month", "quarter", "half", "year", "span" };
static const int months_of[HN_PERIOD_KINDS] = { 0, 0, 1, 3, 6, 12, 0 };

const char *
hn_period_kind_name(enum hn_period_kind kind)
{
    assert((unsigned)kind < HN_PERIOD_KINDS);
    return kinds[kind];
}

enum hn_period_kind
hn_period_kind_of(const char *name)
{
    int i = 0;

    while (i < HN_PERIOD_KINDS && strcmp(kinds[i], name) != 0)
        i++;
    return (enum hn_period_kind)i;
}

/* --- months counted from the year 0 --- */

/* A period shifted out of the calendar is one without days at its edge: nothing was measured then. */
static hn_day
month_first(int month)
{
    month = month < 12 ? 12 : month > 9999 * 12 ? 9999 * 12 : month;
    return hn_day_of(month / 12, month % 12 + 1, 1);
}

static int
month_at(hn_day day)
{
    struct hn_date d = hn_date_of(day);

    return d.year * 12 + d.month - 1;
}

static struct hn_period
stretch(enum hn_period_kind kind, int first_month, int months)
{
    return (struct hn_period){ kind, month_first(first_month), month_first(first_month + months) };
}

static int
months_in(struct hn_period p)
{
    return month_at(p.to) - month_at(p.from);
}

struct hn_period
hn_period_at(enum hn_period_kind kind, hn_day day)
{
    int months = months_of[kind];

    assert(kind != HN_PERIOD_ANY && kind != HN_PERIOD_SPAN);
    if (kind == HN_PERIOD_DAY)
        return (struct hn_period){ kind, day, day + 1 };
    return stretch(kind, month_at(day) / months * months, months);
}

struct hn_period
hn_period_shift(struct hn_period p, int n)
{
    int months = months_in(p);

    if (p.kind == HN_PERIOD_DAY)
        return (struct hn_period){ p.kind, p.from + n, p.to + n };
    return stretch(p.kind, month_at(p.from) + n * months, months);
}

struct hn_period
hn_period_years_ago(struct hn_period p, int years)
{
    struct hn_date d = hn_date_of(p.from);

    if (p.kind != HN_PERIOD_DAY)
        return stretch(p.kind, month_at(p.from) - 12 * years, months_in(p));
    d.year = years < d.year ? d.year - years : 1;
    if (!hn_date_valid(d.year, d.month, d.day))
        d.day = 28;
    return hn_period_at(HN_PERIOD_DAY, hn_day_of(d.year, d.month, d.day));
}

bool
hn_period_within(struct hn_period inner, struct hn_period outer)
{
    return inner.from >= outer.from && inner.to <= outer.to;
}

int
hn_period_count(struct hn_period p, enum hn_period_kind kind)
{
    if (kind == HN_PERIOD_DAY)
        return p.to - p.from;
    if (p.kind == HN_PERIOD_DAY || months_of[kind] == 0)
        return 0;
    return months_in(p) / months_of[kind];
}

bool
hn_period_relative(const char *word, hn_day today, struct hn_period *out)
{
    const char *kind = NULL;
    bool last = strncmp(word, "last_", 5) == 0;

    if (last || strncmp(word, "this_", 5) == 0)
        kind = word + 5;
    for (enum hn_period_kind k = HN_PERIOD_MONTH; kind && k <= HN_PERIOD_YEAR; k++) {
        if (strcmp(kinds[k], kind) == 0) {
            *out = hn_period_shift(hn_period_at(k, today), last ? -1 : 0);
            return true;
        }
    }
    return false;
}

/* --- reading --- */

/* So many digits, no more and no fewer. */
static bool
take_digits(const char **at, int count, int *out)
{
    const char *p = *at;
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        value = value * 10 + (p[i] - '0');
    }
    *at = p + count;
    *out = value;
    return true;
}

static bool
take_year(const char **at, int *out)
{
    return take_digits(at, 4, out) && *out >= FIRST_YEAR && *out <= LAST_YEAR;
}

static bool
take_word(const char **at, const char *word)
{
    size_t len = strlen(word);

    if (strncmp(*at, word, len) != 0)
        return false;
    *at += len;
    return true;
}

static bool
parse_span(const char *at, int first, struct hn_period *out)
{
    int last;

    if (!take_word(&at, "..") && !take_word(&at, "\xe2\x80\x93") && !take_word(&at, "-"))
        return false;
    if (!take_year(&at, &last) || *at != '\0' || last <= first)
        return false;
    *out = stretch(HN_PERIOD_SPAN, first * 12, (last - first + 1) * 12);
    return true;
}

static bool
parse_part(const char *at, int year, struct hn_period *out)
{
    bool quarter = take_word(&at, "-Q"), half = !quarter && take_word(&at, "-H");
    int n, most = quarter ? 4 : 2;

    if ((!quarter && !half) || !take_digits(&at, 1, &n) || *at != '\0' || n < 1 || n > most)
        return false;
    *out = stretch(quarter ? HN_PERIOD_QUARTER : HN_PERIOD_HALF, year * 12 + (n - 1) * 12 / most, 12 / most);
    return true;
}

static bool
parse_month(const char *at, int year, struct hn_period *out)
{
    int month, day;

    if (!take_word(&at, "-") || !take_digits(&at, 2, &month) || month < 1 || month > 12)
        return false;
    if (*at == '\0') {
        *out = stretch(HN_PERIOD_MONTH, year * 12 + month - 1, 1);
        return true;
    }
    if (!take_word(&at, "-") || !take_digits(&at, 2, &day) || *at != '\0' || !hn_date_valid(year, month, day))
        return false;
    *out = hn_period_at(HN_PERIOD_DAY, hn_day_of(year, month, day));
    return true;
}

bool
hn_period_parse(const char *text, struct hn_period *out)
{
    int year;

    if (!take_year(&text, &year))
        return false;
    if (*text == '\0') {
        *out = stretch(HN_PERIOD_YEAR, year * 12, 12);
        return true;
    }
    return parse_span(text, year, out) || parse_part(text, year, out) || parse_month(text, year, out);
}

/* --- writing --- */

const char *
hn_period_iso(struct hn_arena *a, struct hn_period p)
{
    struct hn_date d = hn_date_of(p.from);

    switch (p.kind) {
    case HN_PERIOD_DAY:
        return hn_print(a, "%04d-%02d-%02d", d.year, d.month, d.day);
    case HN_PERIOD_MONTH:
        return hn_print(a, "%04d-%02d", d.year, d.month);
    case HN_PERIOD_QUARTER:
        return hn_print(a, "%04d-Q%d", d.year, (d.month - 1) / 3 + 1);
    case HN_PERIOD_HALF:
        return hn_print(a, "%04d-H%d", d.year, d.month < 7 ? 1 : 2);
    case HN_PERIOD_YEAR:
        return hn_print(a, "%04d", d.year);
    case HN_PERIOD_SPAN:
        return hn_print(a, "%04d-%04d", d.year, hn_date_of(p.to).year - 1);
    default:
        return "";
    }
}

static const char *
text_vi(struct hn_arena *a, struct hn_period p, struct hn_date d)
{
    static const char *const roman[] = { "I", "II", "III", "IV" };

    switch (p.kind) {
    case HN_PERIOD_DAY:
        return hn_print(a, "ngày %02d/%d/%d", d.day, d.month, d.year);
    case HN_PERIOD_MONTH:
        return hn_print(a, "tháng %d/%d", d.month, d.year);
    case HN_PERIOD_QUARTER:
        return hn_print(a, "quý %s/%d", roman[(d.month - 1) / 3], d.year);
    case HN_PERIOD_HALF:
        return hn_print(a, "6 tháng %s năm %d", d.month < 7 ? "đầu" : "cuối", d.year);
    default:
        return hn_print(a, "năm %d", d.year);
    }
}

static const char *
text_en(struct hn_arena *a, struct hn_period p, struct hn_date d)
{
    switch (p.kind) {
    case HN_PERIOD_DAY:
        return hn_print(a, "%d/%d/%d", d.day, d.month, d.year);
    case HN_PERIOD_MONTH:
        return hn_print(a, "month %d/%d", d.month, d.year);
    case HN_PERIOD_QUARTER:
        return hn_print(a, "quarter %d of %d", (d.month - 1) / 3 + 1, d.year);
    case HN_PERIOD_HALF:
        return hn_print(a, "%s half of %d", d.month < 7 ? "first" : "second", d.year);
    default:
        return hn_print(a, "%d", d.year);
    }
}

const char *
hn_period_text(struct hn_arena *a, struct hn_period p, enum hn_lang lang)
{
    struct hn_date d = hn_date_of(p.from);

    if (p.kind == HN_PERIOD_SPAN)
        return hn_print(a, "%d–%d", d.year, hn_date_of(p.to).year - 1);
    return lang == HN_EN ? text_en(a, p, d) : text_vi(a, p, d);
}

const char *
hn_period_short(struct hn_arena *a, struct hn_period p)
{
    struct hn_date d = hn_date_of(p.from);

    switch (p.kind) {
    case HN_PERIOD_DAY:
        return hn_print(a, "%d/%d", d.day, d.month);
    case HN_PERIOD_MONTH:
        return hn_print(a, "%d/%02d", d.month, d.year % 100);
    case HN_PERIOD_QUARTER:
        return hn_print(a, "Q%d/%02d", (d.month + 2) / 3, d.year % 100);
    case HN_PERIOD_HALF:
        return hn_print(a, "H%d/%02d", d.month < 7 ? 1 : 2, d.year % 100);
    case HN_PERIOD_YEAR:
        return hn_print(a, "%d", d.year);
    default:
        return hn_period_text(a, p, HN_VI);
    }
}
