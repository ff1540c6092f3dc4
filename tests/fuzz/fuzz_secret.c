/* Proves: any text shown as a session, a token, a root of the log or a phrase ends in an answer; a session or token that
 * is one has one text only; a phrase in its normal form is its own normal form. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "account/phrase.h"
#include "account/secret.h"
#include "audit/audit.h"

static void
check_secret(enum hn_secret_kind kind, const char *text)
{
    char again[64], letters[23];
    uint8_t bytes[16];
    int number;

    if (!hn_secret_parse(kind, text, &number, bytes))
        return;
    sodium_bin2base64(letters, sizeof letters, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    snprintf(again, sizeof again, "%s%d.%s", kind == HN_SECRET_TOKEN ? "hn_" : "", number, letters);
    assert(strcmp(again, text) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct hn_arena *a = hn_arena_new((size_t)8 << 20);
    const char *text = hn_dup_n(a, (const char *)data, size < 4096 ? size : 4096), *normal, *same;
    struct hn_audit_root root;
    size_t pairs, pairs_again;

    check_secret(HN_SECRET_SESSION, text);
    check_secret(HN_SECRET_TOKEN, text);
    if (hn_audit_root_parse(text, &root))
        assert(root.size >= 0);
    normal = hn_phrase_normal(a, text, &pairs);
    if (normal && *normal) {
        same = hn_phrase_normal(a, normal, &pairs_again);
        assert(same && strcmp(same, normal) == 0 && pairs == pairs_again);
    }
    hn_arena_free(a);
    return 0;
}
