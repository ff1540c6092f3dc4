/* accounts.c: see accounts.h. */
#include "demo/accounts.h"

#include <string.h>

#include "access/access.h"
#include "access/export.h"
#include "account/account.h"
#include "base/num.h"
#include "demo/plan.h"
#include "demo/rng.h"
#include "setting/setting.h"
#include "unit/unit.h"

/* unit: code; "" none; "*" the village cell; "!" the open inspection. */
static const struct account {
    const char *name, *role, *unit;
} accounts[] = {
    { "quantri", "account_manager", HN_DEMO_ROOT },
    { "vanhanh", "operator", "" },
    { "tinhuy", "committee_leader", HN_DEMO_ROOT },
    { "thanqn", "committee_clerk", HN_DEMO_COAL },
    { "xatanbinh", "committee_clerk", HN_DEMO_TAN_BINH },
    { "bithu", "cell_secretary", "*" },
    { "dangvien", "member", "*" },
    { "kiemtra", "inspection_officer", "!" },
    { "kiemphieu", "counting_officer", HN_DEMO_TAN_BINH },
    { "kiemtoan", "auditor", HN_DEMO_ROOT },
    { "huyendamha", "committee_clerk", HN_DEMO_DAM_HA }, /* stands above Tân Bình: appraises what it marks */
};

enum { ACCOUNTS = sizeof accounts / sizeof *accounts };

static void
from_stream(void *self, void *out, size_t len)
{
    unsigned char *to = out;

    for (size_t i = 0; i < len; i++)
        to[i] = (unsigned char)(hn_rng_next(self) >> 32);
}

static const char *
phrase_of(struct hn_arena *a, uint64_t seed, size_t nth)
{
    struct hn_rng rng = hn_rng_of(seed, 900 + nth);

    return hn_phrase_from(a, from_stream, &rng);
}

/* Opens the made-up inspection and puts its persons into it. */
static enum hn_rc
open_case(struct hn_ctx *c, const struct hn_demo_accounts_of *of, hn_day first, struct hn_grant *grant)
{
    enum hn_rc rc = hn_unit_find(c, of->inspected_cell, &grant->unit);

    if (rc == HN_OK)
        rc = hn_case_open(c, grant->unit, "01-KT/MH", first, &grant->inspection);
    for (size_t i = 0; rc == HN_OK && i < HN_DEMO_INSPECTED; i++)
        rc = hn_case_add(c, grant->inspection, of->inspected[i]);
    return rc;
}

static enum hn_rc
unit_of(struct hn_ctx *c, const struct account *a, const char *cell, struct hn_unit_id *out)
{
    out->v = 0;
    if (*a->unit == '\0')
        return HN_OK;
    return hn_unit_find(c, strcmp(a->unit, "*") == 0 ? cell : a->unit, out);
}

static enum hn_rc
make_one(struct hn_ctx *c, uint64_t seed, size_t nth, const struct hn_demo_accounts_of *of, hn_day first)
{
    const struct account *a = &accounts[nth];
    struct hn_account_new in = { .name = a->name, .lang = HN_VI };
    struct hn_grant grant = {
        .role = a->role, .from = first, .to = HN_DAY_OPEN, .reason = "Dữ liệu minh họa"
    };
    enum hn_rc rc;

    if (strcmp(a->role, "cell_secretary") == 0)
        in.person = of->secretary;
    else if (strcmp(a->role, "member") == 0)
        in.person = of->member;
    else if (strcmp(a->role, "inspection_officer") == 0)
        in.person = of->officer;
    rc = hn_phrase_hash(c, NULL, phrase_of(c->arena, seed, nth), &in.phrase_hash);
    if (rc == HN_OK)
        rc = hn_account_add(c, &in, &grant.user);
    if (rc == HN_OK)
        rc = strcmp(a->unit, "!") == 0 ? open_case(c, of, first, &grant)
                                       : unit_of(c, a, of->cell, &grant.unit);
    if (rc == HN_OK)
        rc = hn_grant_give(c, &grant, NULL, NULL);
    return rc;
}

enum hn_rc
hn_demo_accounts_make(struct hn_ctx *c, uint64_t seed, const struct hn_demo_accounts_of *of, hn_day first)
{
    for (size_t i = 0; i < ACCOUNTS; i++) {
        enum hn_rc rc = make_one(c, seed, i, of, first);

        if (rc)
            return rc;
    }
    enum hn_rc rc = hn_setting_put(c, HN_SETTING_EXPORT_ALONE, "0");

    /* So that trying stays easy: one press a role, and files of any size. */
    return rc ? rc : hn_account_need_factor(c, false);
}

enum hn_rc
hn_demo_accounts(struct hn_ctx *c, const struct hn_demo_account **out, size_t *count)
{
    struct hn_demo_account *made = HN_NEW_N(c->arena, struct hn_demo_account, ACCOUNTS);
    const char *demo, *text;
    int64_t seed;
    enum hn_rc rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);

    *count = 0;
    if (rc || strcmp(demo, "1") != 0)
        return rc;
    rc = hn_setting_get(c, HN_SETTING_SEED, &text);
    if (rc || !hn_parse_i64(text, 0, INT64_MAX, &seed))
        return rc;
    for (size_t i = 0; i < ACCOUNTS; i++)
        made[i] = (struct hn_demo_account){ accounts[i].name, accounts[i].role,
                                            phrase_of(c->arena, (uint64_t)seed, i) };
    *out = made;
    *count = ACCOUNTS;
    return HN_OK;
}
