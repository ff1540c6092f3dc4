/* profile.c: what kind of payer a person is, and the sealed base his fee is a share of. (fee.h)
 *
 * The base is sealed under the person's own key, so that erasing the person loses it; it stands in no list and no line of
 * the log. Not for: what is owed by it (rate.c, work.c).
 */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "audit/audit.h"
#include "fact/fact_sql.h"
#include "fee/inside.h"
#include "rule/rule.h"

static const struct hn_fact_table profiles = {
    .name = "fee_profile",
    HN_FACT_SQL("fee_profile", "person_id", "", "", "payer, base", HN_MARKS_9),
    .series_count = 0,
    .value_count = 2,
    .values = (const char *const[]){ "payer", "base" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_BYTES },
};

static bool
is_payer(const char *payer)
{
    for (size_t i = 0; hn_payers[i]; i++) {
        if (payer && strcmp(payer, hn_payers[i]) == 0)
            return true;
    }
    return false;
}

/* Does this kind of payer owe a share of a base, by the rules of today or of the later day the profile begins? */
static enum hn_rc
owes_share(struct hn_ctx *c, const char *payer, hn_day from, bool *out)
{
    struct hn_fee_rates rates;
    const struct hn_fee_rate *rate;
    enum hn_rc rc = hn_fee_rates_of(c, (struct hn_unit_id){ 0 },
                                    hn_month_of(from > c->today ? from : c->today), &rates);

    if (rc)
        return rc;
    rate = hn_fee_rate_of(&rates, payer);
    *out = !rate || strcmp(rate->mode, "share_bp") == 0;
    return HN_OK;
}

static enum hn_rc
seal_base(struct hn_ctx *c, const struct hn_fee_profile *in, struct hn_bytes *out)
{
    struct hn_person_key key;
    enum hn_rc rc = hn_person_key_get(c, in->person, true, &key);

    if (rc)
        return rc;
    *out = hn_person_seal(c, &key, "fee:base", hn_print(c->arena, "%" PRId64, in->base_dong));
    sodium_memzero(&key, sizeof key);
    return HN_OK;
}

enum hn_rc
hn_fee_profile_put(struct hn_ctx *c, const struct hn_fee_profile *in)
{
    struct hn_bytes base = { (const uint8_t *)"", 0 };
    bool share = false;
    enum hn_rc rc = hn_need_person(c, HN_MAY_KEEP_FEES, in->person, HN_GROUP_BASIC);

    if (rc)
        return rc;
    if (!is_payer(in->payer))
        return hn_fail(c, HN_INVALID, "payer", "fee.payer");
    if (in->from >= in->to || in->from == HN_DAY_START)
        return hn_fail(c, HN_INVALID, "from", "fee.days");
    rc = owes_share(c, in->payer, in->from, &share);
    if (!rc && share && (in->base_dong < HN_FEE_BASE_LEAST || in->base_dong > HN_FEE_BASE_MOST))
        return hn_fail(c, HN_INVALID, "base", "fee.base");
    if (!rc && share)
        rc = seal_base(c, in, &base);
    if (rc)
        return rc;
    const struct hn_param values[] = { hn_p_text(in->payer), hn_p_bytes(base) };
    const struct hn_fact fact = { .owner = in->person.v, .from = in->from, .to = in->to, .values = values };
    int64_t row;

    rc = hn_fact_put(c, &profiles, &fact, &row);
    return rc ? rc : hn_audit_person(c, "fee.profile", row, in->person, (struct hn_unit_id){ 0 });
}

static const struct hn_sql sql_get = {
    .name = "fee.profile",
    .text = "SELECT f.payer, f.base, f.valid_from, f.valid_to, k.key_number, k.wrapped FROM fee_profile f"
            " LEFT JOIN person_key k ON k.person_id = f.person_id WHERE f.person_id = $1"
            " AND f.valid_from <= $2 AND f.valid_to > $2 AND f.known_to = " HN_SQL_OPEN_TIME
};

/* Whose record it is, or who keeps the book of his cell. */
static enum hn_rc
need_own_or_book(struct hn_ctx *c, struct hn_person_id person)
{
    struct hn_person_id own = { 0 };
    enum hn_rc rc = hn_access_person(c, &own);

    if (rc || (own.v && own.v == person.v))
        return rc;
    return hn_need_person(c, HN_MAY_KEEP_FEES, person, HN_GROUP_BASIC);
}

enum hn_rc
hn_fee_profile_get(struct hn_ctx *c, struct hn_person_id person, hn_day on, struct hn_fee_profile *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_day(on), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = need_own_or_book(c, person);

    if (!rc)
        rc = hn_store_query(c, &sql_get, params, &rows);
    if (rc)
        return rc;
    *out = (struct hn_fee_profile){ .person = person, .payer = "", .base_dong = -1 };
    if (hn_rows_next(rows)) {
        out->payer = hn_row_text(rows, "payer");
        out->base_dong = hn_fee_base(c, rows, person);
        out->from = (hn_day)hn_row_int(rows, "valid_from");
        out->to = (hn_day)hn_row_int(rows, "valid_to");
    }
    rc = hn_rows_end(rows);
    if (!rc)
        hn_audit_look(c, "reveal", person, (struct hn_unit_id){ 0 }, "", "fee");
    return rc;
}

const struct hn_sql *const hn_fee_sql[] = { &sql_get, HN_FACT_LIST(profiles), NULL };
