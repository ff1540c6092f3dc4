/* number.c: shapes and keyed hashes of the numbers persons are looked up by (number.h). */
#include "person/number.h"

#include <assert.h>
#include <string.h>

#include "base/seal.h"

/* Hashes are all made under the first master: were its key to change, every record would have to be opened anew. */
#define NUMBER_MASTER 1
#define NUMBER_DIGITS 16

static const struct {
    const char *field;
    size_t digits;
    bool unique;
    const char *fault;
} kinds[HN_NUMBER_KINDS] = {
    [HN_NUMBER_CITIZEN] = { "citizen_id", 12, true, "number.citizen_id" },
    [HN_NUMBER_OLD_ID] = { "old_id_no", 9, true, "number.old_id_no" },
    [HN_NUMBER_CARD] = { "party_card_no", 12, true, "number.party_card_no" },
    [HN_NUMBER_DOSSIER] = { "dossier_no", 10, true, "number.dossier_no" },
    [HN_NUMBER_PHONE] = { "phone", 10, false, "number.phone" },
};

const char *
hn_number_field(enum hn_number kind)
{
    assert(kind < HN_NUMBER_KINDS);
    return kinds[kind].field;
}

enum hn_number
hn_number_of_field(const char *field)
{
    int kind = 0;

    while (kind < HN_NUMBER_KINDS && strcmp(kinds[kind].field, field) != 0)
        kind++;
    return (enum hn_number)kind;
}

const char *
hn_number_fault(enum hn_number kind)
{
    assert(kind < HN_NUMBER_KINDS);
    return kinds[kind].fault;
}

bool
hn_number_unique(enum hn_number kind)
{
    assert(kind < HN_NUMBER_KINDS);
    return kinds[kind].unique;
}

const char *
hn_number_clean(struct hn_arena *a, enum hn_number kind, const char *text)
{
    char digits[NUMBER_DIGITS + 1] = "";
    size_t n = 0;

    assert(kind < HN_NUMBER_KINDS);
    if (kind == HN_NUMBER_PHONE && strncmp(text, "+84", 3) == 0) {
        digits[n++] = '0';
        text += 3;
    }
    for (; *text; text++) {
        if (*text == ' ' || *text == '.' || *text == '-')
            continue;
        if (*text < '0' || *text > '9' || n == NUMBER_DIGITS)
            return NULL;
        digits[n++] = *text;
    }
    if (n != kinds[kind].digits || (kind == HN_NUMBER_PHONE && digits[0] != '0'))
        return NULL;
    return hn_dup_n(a, digits, n);
}

enum hn_rc
hn_number_hash(struct hn_ctx *c, enum hn_number kind, const char *clean, struct hn_bytes *out)
{
    uint8_t key[HN_KEY_BYTES];
    const char *text = hn_print(c->arena, "%s:%s", hn_number_field(kind), clean);

    if (!c->keys || !hn_key_of(c->keys, NUMBER_MASTER, HN_KEY_NUMBER, key))
        return hn_fail(c, HN_BROKEN, "", "keys.none");
    *out = hn_keyed_hash(c, key, (struct hn_bytes){ (const uint8_t *)text, strlen(text) });
    explicit_bzero(key, sizeof key);
    return HN_OK;
}
