/* org.c: an organisation for tests of rights (org.h). */
#include "support/org.h"

#include <stdlib.h>

#include "access/access.h"
#include "account/account.h"
#include "audit/audit.h"
#include "report/log.h"

#define CUTS_MAX 32

static const struct hn_sql sql_unit = { .name = "org.unit",
                                        .text = "INSERT INTO unit (id, created_at) VALUES ($1, 0)"
                                                " ON CONFLICT (id) DO NOTHING" };
static const struct hn_sql sql_version = {
    .name = "org.version",
    .text =
        "INSERT INTO unit_version (unit_id, id, valid_from, valid_to, known_from, known_to, parent_id, kind, "
        "code, name,"
        " short_name, name_en, slug, sector, sort_key, sort_order, decision, entered_by)"
        " VALUES ($1, $2, $3, $4, 0, 9223372036854775807, $5, 'cell', '', 'u', '', '', '', '', $6, 0, '', 1)"
};
static const struct hn_sql sql_closure = {
    .name = "org.closure",
    .text = "INSERT INTO unit_closure (des, anc, depth, valid_from, valid_to, known_from, known_to)"
            " VALUES ($1, $2, $3, $4, $5, 0, 9223372036854775807)"
};
static const struct hn_sql sql_member = {
    .name = "org.member",
    .text = "INSERT INTO membership (person_id, id, unit_id, valid_from, valid_to, known_from, known_to, "
            "decision, reason,"
            " entered_by) VALUES ($1, $2, $3, $4, $5, 0, 9223372036854775807, '', '', 1)"
};
static const struct hn_sql *const org_sql[] = { &sql_unit, &sql_version, &sql_closure, &sql_member, NULL };

static const struct hn_sql *const none[] = { NULL };

static int
by_day(const void *a, const void *b)
{
    hn_day x = *(const hn_day *)a, y = *(const hn_day *)b;

    return x < y ? -1 : x > y;
}

/* The days on which anything changes, in order, each once. */
static size_t
cuts_of(const struct hn_org_unit *units, size_t count, hn_day *cuts)
{
    size_t n = 0;

    for (size_t i = 0; i < 2 * count; i++) {
        hn_day day = i % 2 ? units[i / 2].to : units[i / 2].from;
        size_t k = 0;

        while (k < n && cuts[k] != day)
            k++;
        if (k == n && n < CUTS_MAX)
            cuts[n++] = day;
    }
    qsort(cuts, n, sizeof *cuts, by_day);
    return n;
}

static const struct hn_org_unit *
unit_on(const struct hn_org_unit *units, size_t count, int64_t id, hn_day day)
{
    for (size_t i = 0; i < count; i++) {
        if (units[i].id == id && units[i].from <= day && units[i].to > day)
            return &units[i];
    }
    return NULL;
}

static enum hn_rc
put_ancestors(struct hn_ctx *c, const struct hn_org_unit *units, size_t count, const struct hn_org_unit *u,
              hn_day from, hn_day to)
{
    const struct hn_org_unit *at = u;
    enum hn_rc rc = HN_OK;

    for (int64_t depth = 0; at && rc == HN_OK; depth++) {
        const struct hn_param params[] = { hn_p_id(u->id), hn_p_id(at->id), hn_p_int(depth),
                                           hn_p_day(from), hn_p_day(to),    HN_P_END };

        rc = hn_store_do(c, &sql_closure, params);
        at = at->parent ? unit_on(units, count, at->parent, from) : NULL;
    }
    return rc;
}

enum hn_rc
hn_org_units(struct hn_ctx *c, const struct hn_org_unit *units, size_t count)
{
    static const uint8_t key[] = { 1 };
    hn_day cuts[CUTS_MAX];
    size_t cut_count = cuts_of(units, count, cuts);
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        const struct hn_param unit[] = { hn_p_id(units[i].id), HN_P_END };
        const struct hn_param version[] = { hn_p_id(units[i].id),
                                            hn_p_id(hn_new_id(c)),
                                            hn_p_day(units[i].from),
                                            hn_p_day(units[i].to),
                                            hn_p_id(units[i].parent),
                                            hn_p_bytes((struct hn_bytes){ key, 1 }),
                                            HN_P_END };

        rc = hn_store_do(c, &sql_unit, unit);
        if (rc == HN_OK)
            rc = hn_store_do(c, &sql_version, version);
        for (size_t k = 0; k + 1 < cut_count && rc == HN_OK; k++) {
            if (units[i].from <= cuts[k] && units[i].to > cuts[k])
                rc = put_ancestors(c, units, count, &units[i], cuts[k], cuts[k + 1]);
        }
    }
    return rc;
}

enum hn_rc
hn_org_members(struct hn_ctx *c, const struct hn_org_member *members, size_t count)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < count && rc == HN_OK; i++) {
        const struct hn_param params[] = { hn_p_id(members[i].person), hn_p_id(hn_new_id(c)),
                                           hn_p_id(members[i].unit),   hn_p_day(members[i].from),
                                           hn_p_day(members[i].to),    HN_P_END };

        rc = hn_store_do(c, &sql_member, params);
    }
    return rc;
}

enum hn_rc
hn_org_open(struct hn_test_store *t, const struct hn_sql *const *own)
{
    const struct hn_sql *const *const lists[] = { org_sql,    hn_audit_sql,     HN_ACCESS_SQL, HN_ACCOUNT_SQL,
                                                  hn_log_sql, own ? own : none, NULL };
    enum hn_rc rc;

    t->cfg.lists = lists;
    rc = hn_test_store_open(t);
    t->cfg.lists = NULL;
    return rc;
}

void
hn_org_story(struct hn_test_store *t, hn_write_fn *story)
{
    struct hn_keys *keys = NULL;
    struct hn_ctx *c;

    if (!t->store)
        assert_int_equal(hn_org_open(t, NULL), HN_OK);
    c = hn_test_store_fresh(t);
    assert_int_equal(hn_keys_load(c, t->dir, true, &keys), HN_OK);
    c->keys = keys;
    assert_int_equal(hn_store_write_alone(t->store, c, story, t), HN_OK);
    c->keys = NULL;
    hn_keys_free(keys);
}

void
hn_org_as(struct hn_ctx *c, struct hn_user_id user)
{
    c->actor = user;
    c->grants = NULL;
    c->looks = NULL;
    hn_fault_clear(c);
}

void
hn_org_on(struct hn_ctx *c, hn_day today)
{
    c->now = (hn_time)today * HN_DAY_US;
    c->today = hn_day_at(c->now);
    c->on = c->today;
    c->known = HN_TIME_OPEN;
    c->grants = NULL;
}

struct hn_user_id
hn_org_account(struct hn_ctx *c, const char *name, int64_t person)
{
    const struct hn_account_new in = { .name = name, .person = { person } };
    struct hn_user_id out = { 0 };

    if (hn_account_add(c, &in, &out) != HN_OK)
        print_error("account %s was refused\n", name);
    return out;
}

enum hn_rc
hn_org_grant(struct hn_ctx *c, struct hn_user_id user, const char *role, int64_t unit)
{
    const struct hn_grant g = {
        .user = user, .role = role, .unit = { unit }, .from = c->today, .to = HN_DAY_OPEN, .reason = "test"
    };

    return hn_grant_give(c, &g, NULL, NULL);
}
