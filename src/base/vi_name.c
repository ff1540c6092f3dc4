/* vi_name.c: the parts of a Vietnamese name: họ first, tên last, all between is đệm (vi.h; domain/08 §8.1). */
#include <string.h>

#include "base/vi.h"

struct hn_name_parts
hn_vi_name(struct hn_arena *a, const char *full_name)
{
    struct hn_name_parts parts = { "", "", "" };

    full_name += strspn(full_name, " ");

    size_t len = strlen(full_name);

    while (len > 0 && full_name[len - 1] == ' ')
        len--;

    size_t family = 0;

    while (family < len && full_name[family] != ' ')
        family++;
    if (family == len) {
        parts.given = hn_dup_n(a, full_name, len);
        return parts;
    }

    size_t given = len;

    while (full_name[given - 1] != ' ')
        given--;
    parts.family = hn_dup_n(a, full_name, family);
    parts.given = hn_dup_n(a, full_name + given, len - given);

    size_t from = family, to = given;

    while (from < to && full_name[from] == ' ')
        from++;
    while (to > from && full_name[to - 1] == ' ')
        to--;
    parts.middle = hn_dup_n(a, full_name + from, to - from);
    return parts;
}
