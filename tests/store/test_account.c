/* test_account.c: proves the promises of account.h on both engines: right and wrong phrases cost the same, failures
 * bring waits that a known phone does not share, sessions end when they must, second factors cannot be stepped around,
 * tokens and CSRF tokens open only what they are for. */
#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "account/account.h"
#include "audit/audit.h"
#include "support/org.h"

#define SECOND ((hn_time)1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

static const char right_phrase[] = "biển xanh núi cao lúa vàng trời rộng";
static const struct hn_org_unit units[] = { { 1, 0, 0, HN_DAY_OPEN }, { 2, 1, 0, HN_DAY_OPEN } };

struct scene {
    struct hn_hasher *hasher;
    struct hn_user_id secretary, member;
};

/* A cell secretary, who sees others, and a member, who does not. */
static enum hn_rc
set_scene(struct hn_ctx *c, struct scene *s)
{
    const char *hash;

    *s = (struct scene){ .hasher = hn_hasher_new(c->arena, 4) };
    hn_org_on(c, 20000);
    EXPECT_RC(hn_org_units(c, units, 2), HN_OK);
    EXPECT_RC(hn_phrase_hash(c, NULL, right_phrase, &hash), HN_OK);
    const struct hn_account_new secretary = { .name = "Bi.Thu", .phrase_hash = hash };
    const struct hn_account_new member = { .name = "dangvien", .phrase_hash = hash, .person = { 900 } };

    EXPECT_RC(hn_account_add(c, &secretary, &s->secretary), HN_OK);
    EXPECT_RC(hn_account_add(c, &member, &s->member), HN_OK);
    EXPECT_RC(hn_org_grant(c, s->secretary, "cell_secretary", 2), HN_OK);
    hn_org_as(c, (struct hn_user_id){ 0 });
    return HN_OK;
}

static enum hn_rc
sign_in(struct hn_ctx *c, struct scene *s, const char *name, const char *phrase, const char *address,
        const char *device, struct hn_signed_in *out)
{
    const struct hn_sign_in in = { .name = name, .phrase = phrase, .address = address, .device = device };
    struct hn_sign_in_try *attempt;
    enum hn_rc rc = hn_account_try(c, s->hasher, &in, &attempt);

    return rc ? rc : hn_account_sign_in(c, attempt, out);
}

/* --- names and phrases --- */

static enum hn_rc
story_names(struct hn_ctx *c, void *arg)
{
    struct hn_signed_in out;
    struct hn_user_id user;
    struct hn_account row;
    struct scene s;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    uint64_t before = hn_hasher_count(s.hasher);

    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "10.0.0.1", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK && out.user.v == s.member.v && out.owed == HN_FACTOR_NONE);
    EXPECT(hn_hasher_count(s.hasher) == before + 1);
    EXPECT_RC(sign_in(c, &s, " DANGVIEN ", "bien xanh nui cao lua vang troi rong", "10.0.0.1", NULL, &out),
              HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK);
    /* Unknown names, wrong phrases, the system and a disabled account: the same answer, the same one hash. */
    const char *const wrong[][2] = { { "dangvien", "mèo vui nhà cũ gió mát sao sáng" },
                                     { "khongco", right_phrase },
                                     { "hatnhan", right_phrase },
                                     { "hatnhan", "" },
                                     { "", "" },
                                     { "x' OR 1=1 --", right_phrase },
                                     { "đảng viên", "\xff\xff" } };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        before = hn_hasher_count(s.hasher);
        EXPECT_RC(sign_in(c, &s, wrong[i][0], wrong[i][1], "", NULL, &out), HN_OK);
        EXPECT(out.outcome == HN_SIGN_IN_WRONG && out.user.v == 0 && out.session == NULL);
        EXPECT(hn_hasher_count(s.hasher) == before + 1);
    }
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_account_set_active(c, s.member, false), HN_OK);
    hn_org_as(c, (struct hn_user_id){ 0 });
    before = hn_hasher_count(s.hasher);
    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WRONG && hn_hasher_count(s.hasher) == before + 1);
    /* Adding: shapes and doubles. */
    hn_org_as(c, HN_USER_SYSTEM);
    const struct hn_account_new bad = { .name = "1a" }, odd = { .name = "a b" }, taken = { .name = "BI.THU" },
                                same = { .name = "khac", .person = { 900 } };

    EXPECT_RC(hn_account_add(c, &bad, &user), HN_INVALID);
    EXPECT_RC(hn_account_add(c, &odd, &user), HN_INVALID);
    EXPECT_RC(hn_account_add(c, &taken, &user), HN_CONFLICT);
    EXPECT_RC(hn_account_add(c, &same, &user), HN_CONFLICT);
    EXPECT_RC(hn_account_find(c, "bi.thu", &user), HN_OK);
    EXPECT(user.v == s.secretary.v);
    EXPECT_RC(hn_account_get(c, user, &row), HN_OK);
    EXPECT(strcmp(row.name, "Bi.Thu") == 0 && row.active && !row.totp && row.devices == 0);
    EXPECT_RC(hn_account_find(c, "hatnhan", &user), HN_NOT_FOUND);
    hn_org_as(c, s.member);
    EXPECT_RC(hn_account_find(c, "bi.thu", &user), HN_NOT_FOUND);
    return HN_OK;
}

/* --- throttling --- */

static enum hn_rc
story_waits(struct hn_ctx *c, void *arg)
{
    const char *const names[] = { "bi.thu", "khongco" };
    struct hn_signed_in out;
    struct scene s;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    for (size_t n = 0; n < 2; n++) { /* a name there is and one there is not: alike */
        int64_t waits[] = { 30, 60, 120, 240, 480, 960, 1920, 3600, 3600 };

        for (int i = 0; i < 10; i++) {
            EXPECT_RC(sign_in(c, &s, names[n], "sai", "", NULL, &out), HN_OK);
            EXPECT(out.outcome == HN_SIGN_IN_WRONG);
        }
        for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
            uint64_t before = hn_hasher_count(s.hasher);

            EXPECT_RC(sign_in(c, &s, names[n], right_phrase, "", NULL, &out), HN_OK);
            EXPECT(out.outcome == HN_SIGN_IN_WAIT && out.wait_seconds == waits[i]);
            EXPECT(hn_hasher_count(s.hasher) == before);
            c->now += waits[i] * SECOND;
            EXPECT_RC(sign_in(c, &s, names[n], "sai", "", NULL, &out), HN_OK);
            EXPECT(out.outcome == HN_SIGN_IN_WRONG);
        }
        for (int i = 19; i < 100; i++) {
            c->now += HOUR;
            EXPECT_RC(sign_in(c, &s, names[n], "sai", "", NULL, &out), HN_OK);
            EXPECT(out.outcome == HN_SIGN_IN_WRONG);
        }
        c->now += 1000 * HOUR;
        EXPECT_RC(sign_in(c, &s, names[n], right_phrase, "", NULL, &out), HN_OK);
        EXPECT(out.outcome == HN_SIGN_IN_WAIT);
    }
    return HN_OK;
}

static enum hn_rc
story_address(struct hn_ctx *c, void *arg)
{
    struct hn_signed_in out;
    struct scene s;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    for (int i = 0; i < 10; i++) {
        EXPECT_RC(sign_in(c, &s, hn_print(c->arena, "name%d", i), "sai", "10.9.9.9", NULL, &out), HN_OK);
        EXPECT(out.outcome == HN_SIGN_IN_WRONG);
    }
    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "10.9.9.9", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WAIT && out.wait_seconds == 30);
    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "10.9.9.8", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK);
    c->now += 31 * SECOND;
    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "10.9.9.9", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK);
    /* Tries hashed side by side: the wait is asked for again when they are settled. */
    const struct hn_sign_in in = { .name = "bi.thu", .phrase = right_phrase, .address = "" };
    struct hn_sign_in_try *early;

    EXPECT_RC(hn_account_try(c, s.hasher, &in, &early), HN_OK);
    for (int i = 0; i < 10; i++)
        EXPECT_RC(sign_in(c, &s, "bi.thu", "sai", "", NULL, &out), HN_OK);
    EXPECT_RC(hn_account_sign_in(c, early, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WAIT);
    return HN_OK;
}

/* --- sessions --- */

static enum hn_rc
open_session(struct hn_ctx *c, struct scene *s, const char *name, struct hn_signed_in *out,
             struct hn_who *who)
{
    EXPECT_RC(sign_in(c, s, name, right_phrase, "", NULL, out), HN_OK);
    EXPECT(out->outcome == HN_SIGN_IN_OK);
    EXPECT_RC(hn_account_by_session(c, out->session, who), HN_OK);
    hn_org_as(c, who->user);
    return HN_OK;
}

static enum hn_rc
story_sessions(struct hn_ctx *c, void *arg)
{
    const struct hn_session_row *rows;
    struct hn_signed_in out, other;
    struct hn_who who, who2;
    struct scene s;
    size_t count;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    EXPECT_RC(open_session(c, &s, "dangvien", &out, &who), HN_OK);
    EXPECT(who.user.v == s.member.v && who.person.v == 900 && who.owed == HN_FACTOR_NONE && !who.touch_owed);
    EXPECT_RC(hn_account_by_session(c, "", &who2), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, "1.AAAAAAAAAAAAAAAAAAAAAA", &who2), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, hn_print(c->arena, "%sA", out.session), &who2), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_token(c, out.session, &who2), HN_NOT_FOUND);
    /* 30 minutes idle: touched at 29 it lives on, untouched it does not. */
    c->now += 29 * MINUTE;
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    EXPECT(who.touch_owed);
    EXPECT_RC(hn_account_touch(c, &who), HN_OK);
    c->now += 29 * MINUTE;
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    c->now += 1 * MINUTE;
    EXPECT_RC(hn_account_by_session(c, out.session, &who2), HN_NOT_FOUND);
    /* 12 hours in all, however busy. */
    EXPECT_RC(open_session(c, &s, "dangvien", &out, &who), HN_OK);
    for (int i = 0; i < 35; i++) {
        c->now += 20 * MINUTE;
        EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
        EXPECT_RC(hn_account_touch(c, &who), HN_OK);
    }
    c->now += 20 * MINUTE;
    EXPECT_RC(hn_account_by_session(c, out.session, &who2), HN_NOT_FOUND);
    /* Sign-out, and ending the others. */
    EXPECT_RC(open_session(c, &s, "dangvien", &other, &who2), HN_OK);
    EXPECT_RC(open_session(c, &s, "dangvien", &out, &who), HN_OK);
    EXPECT_RC(hn_session_list(c, &who, &rows, &count), HN_OK);
    EXPECT(count == 2 && rows[0].own != rows[1].own);
    EXPECT_RC(hn_session_end(c, &who, 12345), HN_NOT_FOUND);
    EXPECT_RC(hn_session_end(c, &who, 0), HN_OK);
    EXPECT_RC(hn_account_by_session(c, other.session, &who2), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    EXPECT_RC(hn_account_sign_out(c, &who), HN_OK);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_NOT_FOUND);
    return HN_OK;
}

/* Dead at password change (but the one who changes stays in), when disabled, and at the end of a grant. */
static enum hn_rc
story_session_ends(struct hn_ctx *c, void *arg)
{
    const struct hn_sign_in in = { .name = "dangvien", .phrase = right_phrase, .address = "" };
    const struct hn_sign_in bad = { .name = "dangvien", .phrase = "sai", .address = "" };
    struct hn_signed_in out, other, renewed;
    struct hn_sign_in_try *attempt;
    const struct hn_grant *grants;
    struct hn_who who, who2;
    const char *hash;
    struct scene s;
    size_t count;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    EXPECT_RC(hn_phrase_hash(c, NULL, "mèo vui nhà cũ gió mát sao sáng", &hash), HN_OK);
    EXPECT_RC(open_session(c, &s, "dangvien", &other, &who2), HN_OK);
    EXPECT_RC(open_session(c, &s, "dangvien", &out, &who), HN_OK);
    EXPECT_RC(hn_account_try(c, s.hasher, &bad, &attempt), HN_OK);
    EXPECT_RC(hn_account_passwd(c, s.member, hash, attempt, &who, &renewed), HN_OK);
    EXPECT(renewed.outcome == HN_SIGN_IN_WRONG);
    EXPECT_RC(hn_account_by_session(c, other.session, &who2), HN_OK);
    EXPECT_RC(hn_account_try(c, s.hasher, &in, &attempt), HN_OK);
    EXPECT_RC(hn_account_passwd(c, s.member, hash, attempt, &who, &renewed), HN_OK);
    EXPECT(renewed.outcome == HN_SIGN_IN_OK && renewed.session);
    EXPECT_RC(hn_account_by_session(c, other.session, &who2), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, out.session, &who2), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, renewed.session, &who2), HN_OK);
    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WRONG);
    EXPECT_RC(sign_in(c, &s, "dangvien", "meo vui nha cu gio mat sao sang", "", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK);
    /* A grant ended by hand, and one that runs out. */
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_grant_list(c, s.secretary, &grants, &count), HN_OK);
    EXPECT(count == 1);
    EXPECT_RC(hn_grant_end(c, grants[0].id, c->today - 1, "thôi chức"), HN_OK);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_NOT_FOUND);
    const struct hn_grant day = { .user = s.secretary,
                                  .role = "counting_officer",
                                  .unit = { 2 },
                                  .from = c->today,
                                  .to = c->today + 1,
                                  .reason = "bầu cử" };

    EXPECT_RC(hn_grant_give(c, &day, NULL, NULL), HN_OK);
    c->now += 16 * HOUR; /* late in the day in Viet Nam */
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    c->now += 20 * MINUTE;
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    hn_org_on(c, c->today + 1);
    c->now -= 7 * HOUR - MINUTE; /* a minute after midnight there */
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_NOT_FOUND);
    return HN_OK;
}

/* --- second factor --- */

static const char *
code_at(struct hn_ctx *c, const char *grouped, hn_time at, char out[8])
{
    char plain[64], *secret = NULL;
    size_t n = 0, len = 0;

    (void)c;
    for (const char *p = grouped; *p; p++) {
        if (*p != ' ')
            plain[n++] = *p;
    }
    plain[n] = '\0';
    if (oath_base32_decode(plain, n, &secret, &len) != OATH_OK)
        return "";
    oath_totp_generate(secret, len, (time_t)(at / SECOND), 30, 0, 6, out);
    free(secret);
    return out;
}

static enum hn_rc
story_totp(struct hn_ctx *c, void *arg)
{
    const struct hn_record unit = { .unit = { 2 } };
    const char *const *codes;
    struct hn_totp_offer offer;
    struct hn_signed_in out, up;
    struct hn_who who;
    struct scene s;
    char code[8];
    size_t count;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    EXPECT(out.owed == HN_FACTOR_ENROL && who.owed == HN_FACTOR_ENROL);
    /* What is owed limits the session to its own account. */
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEMBER, unit, HN_GROUP_BASIC), HN_OK);
    hn_org_as(c, who.user);
    hn_access_limit(c);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEMBER, unit, HN_GROUP_BASIC), HN_NOT_FOUND);
    EXPECT_RC(hn_access_allows(c, HN_MAY_SIGNED_IN, HN_NO_RECORD, HN_GROUP_BASIC), HN_OK);
    EXPECT_RC(hn_totp_confirm(c, &who, "123456", &codes, &count, &up), HN_CONFLICT);
    EXPECT_RC(hn_totp_begin(c, &who, &offer), HN_OK);
    EXPECT(strncmp(offer.uri, "otpauth://totp/", 15) == 0 && offer.modules > 20 && offer.path[0] == 'M');
    EXPECT_RC(hn_totp_confirm(c, &who, "000000", &codes, &count, &up), HN_INVALID);
    EXPECT_RC(hn_totp_confirm(c, &who, "12345x", &codes, &count, &up), HN_INVALID);
    EXPECT_RC(hn_totp_confirm(c, &who, code_at(c, offer.secret, c->now, code), &codes, &count, &up), HN_OK);
    EXPECT(count == 8 && strlen(codes[0]) == 11);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, up.session, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_NONE && who.level == 2);
    /* Next time the code is owed: the same code does not serve twice, a later one does, a recovery code once. */
    hn_org_as(c, (struct hn_user_id){ 0 });
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_CODE);
    EXPECT_RC(hn_totp_begin(c, &who, &offer), HN_DENIED);
    EXPECT_RC(hn_account_second(c, &who, code, "", &up), HN_OK);
    EXPECT(up.outcome == HN_SIGN_IN_WRONG);
    return HN_OK;
}

static enum hn_rc
story_codes(struct hn_ctx *c, void *arg)
{
    const char *const *codes;
    struct hn_totp_offer offer;
    struct hn_signed_in out, up;
    struct hn_who who;
    struct scene s;
    char code[8];
    size_t count;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    EXPECT_RC(hn_totp_begin(c, &who, &offer), HN_OK);
    EXPECT_RC(hn_totp_confirm(c, &who, code_at(c, offer.secret, c->now, code), &codes, &count, &up), HN_OK);
    for (int way = 0; way < 3; way++) {
        EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
        c->now += MINUTE;
        const char *given = way == 0 ? code_at(c, offer.secret, c->now, code) : codes[3];

        EXPECT_RC(hn_account_second(c, &who, given, "", &up), HN_OK);
        EXPECT(up.outcome == (way == 2 ? HN_SIGN_IN_WRONG : HN_SIGN_IN_OK));
        if (way == 2)
            break;
        EXPECT_RC(hn_account_by_session(c, up.session, &who), HN_OK);
        EXPECT(who.owed == HN_FACTOR_NONE);
        EXPECT_RC(hn_account_second(c, &who, given, "", &up), HN_CONFLICT);
    }
    hn_fault_clear(c);
    /* Guessing codes meets the same wall as guessing phrases. */
    for (int i = 0; i < 9; i++) {
        EXPECT_RC(hn_account_second(c, &who, "111111", "", &up), HN_OK);
        EXPECT(up.outcome == HN_SIGN_IN_WRONG);
    }
    EXPECT_RC(hn_account_second(c, &who, code_at(c, offer.secret, c->now, code), "", &up), HN_OK);
    EXPECT(up.outcome == HN_SIGN_IN_WAIT && up.wait_seconds == 30);
    /* A passwd without the factor is refused; the system takes factors away. */
    EXPECT_RC(hn_account_passwd(c, s.secretary, "$x", NULL, &who, &up), HN_DENIED);
    EXPECT_RC(hn_account_reset_factors(c, s.secretary), HN_DENIED);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_account_reset_factors(c, s.secretary), HN_OK);
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_ENROL);
    return HN_OK;
}

/* --- phones --- */

static enum hn_rc
story_phone(struct hn_ctx *c, void *arg)
{
    const struct hn_sign_in again = { .name = "bi.thu", .phrase = right_phrase, .address = "" };
    const struct hn_sign_in not_own = { .name = "dangvien", .phrase = right_phrase, .address = "" };
    const struct hn_device_row *rows;
    const char *const *codes, *device, *second;
    struct hn_signed_in out, up;
    struct hn_sign_in_try *attempt;
    struct hn_who who;
    struct scene s;
    size_t count;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    EXPECT_RC(hn_device_enrol(c, &who, " ", &device, &codes, &count, &up), HN_INVALID);
    EXPECT_RC(hn_device_enrol(c, &who, "Điện thoại của tôi", &device, &codes, &count, &up), HN_OK);
    EXPECT(count == 8 && up.max_age == 30 * 86400);
    EXPECT_RC(hn_account_by_session(c, up.session, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_NONE && who.device != 0);
    EXPECT_RC(hn_device_enrol(c, &who, "lần nữa", &second, &codes, &count, &out), HN_CONFLICT);
    /* 12 hours idle on a phone; a reveal needs the phrase again after ten minutes. */
    EXPECT(hn_account_confirmed(c, &who));
    c->now += 11 * HOUR;
    EXPECT_RC(hn_account_by_session(c, up.session, &who), HN_OK);
    EXPECT(!hn_account_confirmed(c, &who));
    EXPECT_RC(hn_account_try(c, s.hasher, &not_own, &attempt), HN_OK);
    EXPECT_RC(hn_account_confirm(c, attempt, &who, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WRONG);
    EXPECT_RC(hn_account_try(c, s.hasher, &again, &attempt), HN_OK);
    EXPECT_RC(hn_account_confirm(c, attempt, &who, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK);
    EXPECT_RC(hn_account_by_session(c, up.session, &who), HN_OK);
    EXPECT(hn_account_confirmed(c, &who));
    /* Another machine owes a code now, and may not enrol past it. */
    hn_org_as(c, (struct hn_user_id){ 0 });
    EXPECT_RC(open_session(c, &s, "bi.thu", &out, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_CODE);
    EXPECT_RC(hn_device_enrol(c, &who, "của kẻ khác", &second, &codes, &count, &up), HN_DENIED);
    hn_fault_clear(c);
    /* Nobody locks the phone out by its owner's name; the phone counts for its own account only. */
    for (int i = 0; i < 10; i++)
        EXPECT_RC(sign_in(c, &s, "bi.thu", "sai", "10.1.1.1", NULL, &out), HN_OK);
    EXPECT_RC(sign_in(c, &s, "bi.thu", right_phrase, "10.1.1.1", NULL, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WAIT);
    EXPECT_RC(sign_in(c, &s, "dangvien", right_phrase, "10.1.1.1", device, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WAIT);
    EXPECT_RC(sign_in(c, &s, "bi.thu", right_phrase, "10.1.1.1", device, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_OK && out.owed == HN_FACTOR_NONE);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    hn_org_as(c, who.user);
    EXPECT_RC(hn_device_list(c, &who, &rows, &count), HN_OK);
    EXPECT(count == 1 && rows[0].own);
    EXPECT_RC(hn_device_forget(c, &who, 5), HN_NOT_FOUND);
    EXPECT_RC(hn_device_forget(c, &who, rows[0].id), HN_OK);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_NOT_FOUND);
    EXPECT_RC(sign_in(c, &s, "bi.thu", right_phrase, "10.1.1.2", device, &out), HN_OK);
    EXPECT(out.outcome == HN_SIGN_IN_WAIT);
    return HN_OK;
}

/* A grant that sees others makes the factor owed at the next request; the demo's setting waives it. */
static enum hn_rc
story_factor_by_grant(struct hn_ctx *c, void *arg)
{
    struct hn_signed_in out;
    struct hn_who who;
    struct scene s;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    EXPECT_RC(open_session(c, &s, "dangvien", &out, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_NONE);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_org_grant(c, s.member, "cell_deputy", 2), HN_OK);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_ENROL);
    hn_org_as(c, s.member);
    EXPECT_RC(hn_account_need_factor(c, false), HN_DENIED);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_account_need_factor(c, false), HN_OK);
    EXPECT_RC(hn_account_by_session(c, out.session, &who), HN_OK);
    EXPECT(who.owed == HN_FACTOR_NONE);
    return HN_OK;
}

/* --- tokens, CSRF --- */

static enum hn_rc
story_tokens(struct hn_ctx *c, void *arg)
{
    const struct hn_token_row *rows;
    const char *token, *csrf, *other;
    struct hn_who who;
    struct scene s;
    size_t count;

    (void)arg;
    EXPECT_RC(set_scene(c, &s), HN_OK);
    hn_org_as(c, s.member);
    EXPECT_RC(hn_token_new(c, s.secretary, "lén", 30, &token), HN_NOT_FOUND);
    EXPECT_RC(hn_token_new(c, s.member, "", 30, &token), HN_INVALID);
    EXPECT_RC(hn_token_new(c, s.member, "máy tính", 0, &token), HN_INVALID);
    EXPECT_RC(hn_token_new(c, s.member, "máy tính", 367, &token), HN_INVALID);
    EXPECT_RC(hn_token_new(c, s.member, "máy tính", 30, &token), HN_OK);
    EXPECT(strncmp(token, "hn_", 3) == 0);
    EXPECT_RC(hn_account_by_token(c, token, &who), HN_OK);
    EXPECT(who.user.v == s.member.v && who.token && who.owed == HN_FACTOR_NONE && who.touch_owed);
    EXPECT_RC(hn_account_touch(c, &who), HN_OK);
    EXPECT_RC(hn_account_by_token(c, token, &who), HN_OK);
    EXPECT(!who.touch_owed);
    EXPECT_RC(hn_account_by_session(c, token, &who), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_session(c, token + 3, &who), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_token(c, token + 3, &who), HN_NOT_FOUND);
    c->now += 30 * 24 * HOUR - SECOND;
    EXPECT_RC(hn_account_by_token(c, token, &who), HN_OK);
    c->now += 2 * SECOND;
    EXPECT_RC(hn_account_by_token(c, token, &who), HN_NOT_FOUND);
    EXPECT_RC(hn_token_new(c, s.member, "máy tính", 30, &token), HN_OK);
    EXPECT_RC(hn_token_list(c, s.member, &rows, &count), HN_OK);
    EXPECT(count == 1);
    EXPECT_RC(hn_token_end(c, s.member, rows[0].id), HN_OK);
    EXPECT_RC(hn_token_end(c, s.member, rows[0].id), HN_NOT_FOUND);
    EXPECT_RC(hn_account_by_token(c, token, &who), HN_NOT_FOUND);
    /* CSRF: fresh each time, bound to the cookie, not to be altered. */
    csrf = hn_account_csrf(c, "cookie-one");
    other = hn_account_csrf(c, "cookie-one");
    EXPECT(strlen(csrf) == 43 && strcmp(csrf, other) != 0);
    EXPECT(hn_account_csrf_ok(c, "cookie-one", csrf) && hn_account_csrf_ok(c, "cookie-one", other));
    EXPECT(!hn_account_csrf_ok(c, "cookie-two", csrf) && !hn_account_csrf_ok(c, "", csrf));
    EXPECT(!hn_account_csrf_ok(c, NULL, csrf) && !hn_account_csrf_ok(c, "cookie-one", ""));
    for (size_t i = 0; i < 43; i++) {
        char *bent = hn_dup(c->arena, csrf);

        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        EXPECT(!hn_account_csrf_ok(c, "cookie-one", bent));
    }
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PLACE(state);                                                                                \
        hn_org_story(t, story_##name);                                                                       \
    }
STORY(names)
STORY(waits)
STORY(address)
STORY(sessions)
STORY(session_ends)
STORY(totp)
STORY(codes)
STORY(phone)
STORY(factor_by_grant)
STORY(tokens)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_names),    HN_TEST_BOTH(test_waits),        HN_TEST_BOTH(test_address),
        HN_TEST_BOTH(test_sessions), HN_TEST_BOTH(test_session_ends), HN_TEST_BOTH(test_totp),
        HN_TEST_BOTH(test_codes),    HN_TEST_BOTH(test_phone),        HN_TEST_BOTH(test_factor_by_grant),
        HN_TEST_BOTH(test_tokens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
