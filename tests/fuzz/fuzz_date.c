/* fuzz_date.c: any bytes as a date: none overruns, and what is taken for a date is written and read back the
 * same. */
#include <stdlib.h>

#include "base/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool held)
{
    if (!held)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)1 << 20);
    const char *text = hn_dup_n(a, (const char *)data, size < 4096 ? size : 4096);
    hn_day day, again;
    hn_pdate p, q;

    if (hn_day_parse(text, &day)) {
        must(hn_date_of(day).year >= 1900 && hn_date_of(day).year <= 2199);
        must(hn_day_parse(hn_day_table(a, day), &again) && again == day);
        must(hn_day_parse_iso(hn_day_iso(a, day), &again) && again == day);
        must(hn_pdate_parse(text, &p) && hn_pdate_day(p, &again) && again == day);
    }
    if (hn_day_parse_iso(text, &day))
        must(hn_day_parse_iso(hn_day_iso(a, day), &again) && again == day);
    if (hn_pdate_parse(text, &p)) {
        must(p == 0 || (p >= 19000000 && p <= 21991231));
        must(hn_pdate_parse(hn_pdate_iso(a, p), &q) && q == p);
        must(hn_pdate_parse(hn_pdate_table(a, p), &q) && q == p);
        hn_pdate_age(p, 18992);
    }
    hn_arena_free(a);
    return 0;
}
