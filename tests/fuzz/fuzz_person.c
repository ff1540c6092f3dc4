/* fuzz_person.c: numbers, fields and entries of a person's record take any bytes: they answer a clean value or a fault,
 * what is clean is clean again, and an entry that was packed is unpacked as it was.
 * Input: one byte that chooses, then the text; cells of an entry are parted by LF. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ctx.h"
#include "base/vi.h"
#include "person/inside.h"

static void
must(bool holds)
{
    if (!holds)
        abort();
}

static void
try_number(struct hn_arena *a, unsigned kind, const char *text)
{
    const char *clean = hn_number_clean(a, (enum hn_number)(kind % HN_NUMBER_KINDS), text);

    if (clean)
        must(strcmp(hn_number_clean(a, (enum hn_number)(kind % HN_NUMBER_KINDS), clean), clean) == 0);
}

static void
try_field(struct hn_ctx *c, unsigned which, const char *text)
{
    const struct hn_person_field *field = &hn_person_fields[which % hn_person_field_count];
    const char *clean = NULL, *again = NULL;

    if (hn_field_check(c, field, text, &clean) != HN_OK) {
        must(c->fault_count > 0);
        return;
    }
    must(clean && hn_utf8_valid(clean, strlen(clean)));
    must(hn_field_check(c, field, clean, &again) == HN_OK && strcmp(clean, again) == 0);
}

static void
try_entry(struct hn_ctx *c, unsigned which, char *text)
{
    const struct hn_person_list *list = &hn_person_lists[which % hn_person_list_count];
    const char *cells[HN_ENTRY_COLUMNS] = { 0 }, *clean[HN_ENTRY_COLUMNS] = { 0 }, *back[HN_ENTRY_COLUMNS];
    char *rest = text;

    for (size_t i = 0; i < HN_ENTRY_COLUMNS && rest; i++)
        cells[i] = strsep(&rest, "\n");
    if (hn_entry_check(c, list, cells, clean) != HN_OK)
        return;
    hn_entry_unpack(c, list, hn_entry_pack(c, list, clean), back);
    for (size_t i = 0; i < hn_person_list_width(list); i++)
        must(strcmp(clean[i], back[i]) == 0);
    /* What the store gives back may be anything too. */
    hn_entry_unpack(c, list, text, back);
}

static void
try_basic(struct hn_ctx *c, const char *text)
{
    const struct hn_person_rules none = { 0 };
    const struct hn_person_basic given = { .full_name = text, .sex = "female", .occupation = text };
    const struct hn_person_basic basic = hn_person_basic_clean(&given);

    if (hn_person_check(c, &none, &basic) == HN_OK)
        (void)hn_person_search(c->arena, &basic, "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a;
    struct hn_ctx c;
    char *text;

    if (size == 0 || size > 4096)
        return 0;
    a = hn_arena_new((size_t)16 << 20);
    hn_ctx_init(&c, a, hn_platform_real(), HN_USER_SYSTEM);
    text = hn_dup_n(a, (const char *)data + 1, size - 1);
    try_number(a, data[0], text);
    try_field(&c, data[0], text);
    try_basic(&c, text);
    try_entry(&c, data[0], text);
    hn_arena_free(a);
    return 0;
}
