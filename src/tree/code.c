/* code.c: codes in memory during a load: which node each one is. Open addressing, half full at most. */
#include <string.h>

#include "tree/inside.h"

static struct hn_code *
slot_of(struct hn_code *codes, size_t room, const char *code)
{
    uint64_t h = 14695981039346656037u;

    for (const char *p = code; *p != '\0'; p++)
        h = (h ^ (uint8_t)*p) * 1099511628211u;
    size_t i = (size_t)(h ^ (h >> 32)) & (room - 1);

    while (codes[i].code != NULL && strcmp(codes[i].code, code) != 0)
        i = (i + 1) & (room - 1);
    return &codes[i];
}

const struct hn_code *
hn_codes_add(struct hn_codes *l, const char *code, int64_t id)
{
    if (2 * (l->count + 1) > l->room) {
        size_t room = l->room ? 2 * l->room : 1024;
        struct hn_code *wider = HN_NEW_N(l->arena, struct hn_code, room);

        for (size_t i = 0; i < l->room; i++) {
            if (l->at[i].code != NULL)
                *slot_of(wider, room, l->at[i].code) = l->at[i];
        }
        l->at = wider;
        l->room = room;
    }
    struct hn_code *e = slot_of(l->at, l->room, code);

    *e = (struct hn_code){ .code = code, .id = id };
    l->count++;
    return e;
}

const struct hn_code *
hn_codes_find(const struct hn_codes *l, const char *code)
{
    if (l->room == 0)
        return NULL;
    const struct hn_code *e = slot_of(l->at, l->room, code);

    return e->code ? e : NULL;
}
