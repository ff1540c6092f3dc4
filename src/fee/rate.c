/* rate.c: the arithmetic of dues: rates of a month, what a payer owes by them, and the reading of sealed bases. (fee.h)
 *
 * Not for: who belongs to a cell and what relief he has (work.c), the deeds (profile.c, pay.c).
 */
#include <sodium.h>
#include <string.h>

#include "base/num.h"
#include "fee/inside.h"
#include "rule/rule.h"

const char *const hn_payers[] = { "insured",           "benefit",           "pensioner", "student",
                                  "uninsured_working", "uninsured_retired", "merit",     NULL };

int64_t
hn_fee_share(int64_t whole, int64_t bp)
{
    return (whole * bp + 5000) / 10000;
}

hn_day
hn_fee_day(const struct hn_ctx *c, int64_t month)
{
    hn_day last = hn_month_last(month);

    return last < c->today ? last : c->today;
}

enum hn_rc
hn_fee_month_begun(struct hn_ctx *c, int64_t month)
{
    return month > hn_month_of(c->today) ? hn_fail(c, HN_CONFLICT, "month", "fee.month_future") : HN_OK;
}

/* --- rates --- */

static const struct hn_sql sql_rates = {
    .name = "fee.rates",
    .text = "SELECT payer, mode, value FROM fee_rate WHERE valid_from <= $1 AND valid_to > $1 LIMIT 16"
};

enum hn_rc
hn_fee_rates_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_fee_rates *out)
{
    const struct hn_param params[] = { hn_p_day(hn_month_first(month)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_rule_value(c, unit, "minimum_wage_dong", hn_fee_day(c, month),
                                  &out->minimum_wage_dong);

    out->count = 0;
    if (!rc)
        rc = hn_store_query(c, &sql_rates, params, &rows);
    if (rc)
        return rc;
    while (out->count < HN_FEE_RATES && hn_rows_next(rows))
        out->at[out->count++] = (struct hn_fee_rate){
            .payer = hn_row_text(rows, "payer"),
            .mode = hn_row_text(rows, "mode"),
            .value = hn_row_int(rows, "value"),
        };
    return hn_rows_end(rows);
}

const struct hn_fee_rate *
hn_fee_rate_of(const struct hn_fee_rates *rates, const char *payer)
{
    for (size_t i = 0; i < rates->count; i++) {
        if (strcmp(rates->at[i].payer, payer) == 0)
            return &rates->at[i];
    }
    return NULL;
}

int64_t
hn_fee_full(const struct hn_fee_rates *rates, const char *payer, int64_t base_dong)
{
    const struct hn_fee_rate *rate = hn_fee_rate_of(rates, payer);

    if (!rate)
        return -1;
    if (strcmp(rate->mode, "amount") == 0)
        return rate->value;
    if (strcmp(rate->mode, "wage_bp") == 0)
        return hn_fee_share(rates->minimum_wage_dong, rate->value);
    return base_dong < 0 ? -1 : hn_fee_share(base_dong, rate->value);
}

/* --- what is sealed --- */

static struct hn_person_key
key_of(struct hn_ctx *c, struct hn_rows *rows, struct hn_person_id person)
{
    struct hn_person_key key = { .person = person };

    if (!hn_row_null(rows, "key_number"))
        hn_person_key_open(c, person, (int)hn_row_int(rows, "key_number"), hn_row_bytes(rows, "wrapped"),
                           &key);
    return key;
}

int64_t
hn_fee_base(struct hn_ctx *c, struct hn_rows *rows, struct hn_person_id person)
{
    struct hn_bytes sealed = hn_row_bytes(rows, "base");
    struct hn_person_key key;
    const char *text;
    int64_t base;

    if (sealed.len == 0)
        return -1;
    key = key_of(c, rows, person);
    text = hn_person_unseal(c, &key, "fee:base", sealed);
    sodium_memzero(&key, sizeof key);
    return text && hn_parse_i64(text, HN_FEE_BASE_LEAST, HN_FEE_BASE_MOST, &base) ? base : -1;
}

enum hn_rc
hn_fee_seal_text(struct hn_ctx *c, struct hn_person_id person, const char *part, const char *text,
                 const char **out)
{
    struct hn_person_key key;
    struct hn_bytes sealed;
    char *hex;
    enum hn_rc rc = hn_person_key_get(c, person, true, &key);

    if (rc)
        return rc;
    sealed = hn_person_seal(c, &key, part, text);
    sodium_memzero(&key, sizeof key);
    hex = hn_alloc(c->arena, sealed.len * 2 + 1);
    *out = sodium_bin2hex(hex, sealed.len * 2 + 1, sealed.data, sealed.len);
    return HN_OK;
}

const char *
hn_fee_unseal_text(struct hn_ctx *c, struct hn_rows *rows, struct hn_person_id person, const char *part,
                   const char *sealed)
{
    size_t len = strlen(sealed), got = 0;
    uint8_t *bytes = hn_alloc(c->arena, len / 2 + 1);
    struct hn_person_key key;
    const char *text;

    if (sodium_hex2bin(bytes, len / 2 + 1, sealed, len, NULL, &got, NULL) != 0)
        return "";
    key = key_of(c, rows, person);
    text = hn_person_unseal(c, &key, part, (struct hn_bytes){ bytes, got });
    sodium_memzero(&key, sizeof key);
    return text ? text : "";
}

const struct hn_sql *const hn_fee_rate_sql[] = { &sql_rates, NULL };
