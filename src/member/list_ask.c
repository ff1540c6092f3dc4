/* list_ask.c: taking a question to the lists of members apart, and choosing the way that finds its rows soonest. */
#include "member/list_ask.h"

#include <assert.h>
#include <string.h>

#include "base/vi.h"
#include "member/member.h"
#include "person/number.h"

/* Scopes of up to so many units are read by unit: then sorting all their members costs less than walking through the
 * names of everybody. With a filter that few pass, the walk is longer. */
#define SMALL_UNITS    150
#define SMALL_FILTERED 800
#define RARE_WORD      2000
#define WORD_LETTERS   64

/* clang-format off */
/* How large the scope is, counted no further than need be. */
static const struct hn_sql sql_units_within = {
    .name = "member_list.units_within",
    .text =
        "SELECT COUNT(*) AS n"
        " FROM (SELECT 1 AS one FROM unit_closure u WHERE u.anc = $1 AND " HN_SQL_AT("u", "$2", "$3")
        " LIMIT $4) x"
};
/* clang-format on */
static const struct hn_sql sql_units_all = {
    .name = "member_list.units_all",
    .text = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM " HN_SCOPE_UNIT_SET " u LIMIT $18) x"
};
static const struct hn_sql sql_word = { .name = "member_list.word",
                                        .text = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM "
                                                "person_token WHERE token >= $1 AND token < $2 LIMIT $3) x" };

static const char *
any(const char *text)
{
    return text ? text : "";
}

static bool
is_ascii(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
    }
    return true;
}

/* Words, folded and as typed in lower case; what is neither letter nor digit parts them. */
static void
split_words(struct hn_list_question *q)
{
    struct hn_arena *a = q->c->arena;
    const char *clean = hn_vi_clean(a, any(q->f->words), strlen(any(q->f->words)), false);
    char *lower;
    size_t n;

    if (!clean) {
        q->nothing = true;
        return;
    }
    lower = hn_dup(a, hn_vi_lower(a, clean));
    for (char *p = lower; *p; p++) {
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (unsigned char)*p >= 0x80))
            *p = ' ';
    }
    n = hn_vi_words(a, lower, q->typed, LIST_WORDS);
    q->word_count = n < LIST_WORDS ? n : LIST_WORDS;
    if (*clean && n == 0)
        q->nothing = true;
    for (size_t i = 0; i < q->word_count; i++) {
        q->words[i] = hn_vi_fold(a, q->typed[i]);
        q->marked = q->marked || !is_ascii(q->typed[i]);
        if (strlen(q->words[i]) > WORD_LETTERS || strlen(q->typed[i]) > 4 * WORD_LETTERS)
            q->nothing = true;
    }
}

/* One whole word with a digit in it is a number or a code; names have none. */
static enum hn_rc
look_for_number(struct hn_list_question *q)
{
    static const enum hn_number kinds[] = { HN_NUMBER_CITIZEN, HN_NUMBER_OLD_ID, HN_NUMBER_CARD,
                                            HN_NUMBER_DOSSIER };
    const char *text = any(q->f->words);

    if (!strpbrk(text, "0123456789"))
        return HN_OK;
    q->way = BY_NUMBER;
    q->word_count = 0;
    q->marked = false;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const char *clean = q->c->keys ? hn_number_clean(q->c->arena, kinds[i], text) : NULL;
        enum hn_rc rc;

        q->hash[i] = (struct hn_bytes){ (const uint8_t *)"", 0 };
        if (!clean)
            continue;
        rc = hn_number_hash(q->c, kinds[i], clean, &q->hash[i]);
        if (rc)
            return rc;
    }
    return HN_OK;
}

static bool
scope_has_units(const struct hn_scope *s)
{
    return s->all || s->subtree[0] != 0 || s->unit[0] != 0;
}

static enum hn_rc
scope_units(struct hn_list_question *q, int64_t limit, int64_t *out)
{
    struct hn_ctx *c = q->c;
    bool found;

    if (q->f->within.v) {
        const struct hn_param params[] = { hn_p_id(q->f->within.v), hn_p_day(c->on),
                                           hn_p_time(hn_fact_known(c)), hn_p_int(limit), HN_P_END };

        return hn_store_int(c, &sql_units_within, params, out, &found);
    }
    struct hn_param params[HN_SCOPE_PARAMS + 2];
    size_t n = hn_scope_fill(c, &q->scope, params);

    params[n++] = hn_p_int(limit);
    params[n] = HN_P_END;
    return hn_store_int(c, &sql_units_all, params, out, &found);
}

/* Is the longest word the beginning of few names? Then it finds the rows. */
static enum hn_rc
look_for_rare_word(struct hn_list_question *q)
{
    size_t longest = 0;
    int64_t hits = 0;
    bool found;
    enum hn_rc rc;

    for (size_t i = 1; i < q->word_count; i++) {
        if (strlen(q->words[i]) > strlen(q->words[longest]))
            longest = i;
    }
    q->token = q->words[longest];
    q->token_end = hn_print(q->c->arena, "%s{", q->token); /* '{' follows 'z' */
    const struct hn_param params[] = { hn_p_text(q->token), hn_p_text(q->token_end), hn_p_int(RARE_WORD + 1),
                                       HN_P_END };

    rc = hn_store_int(q->c, &sql_word, params, &hits, &found);
    if (!rc && hits <= RARE_WORD)
        q->way = BY_TOKEN;
    return rc;
}

static bool
has_filter(const struct hn_member_filter *f)
{
    return *any(f->activity) || *any(f->sex) || *any(f->ethnicity) || *any(f->edu_general) ||
           *any(f->edu_degree) || *any(f->political_theory) || *any(f->office) || *any(f->sector) ||
           f->age_from || f->age_to || f->party_age_from || f->party_age_to;
}

static enum hn_rc
choose_way(struct hn_list_question *q)
{
    int64_t units = 0, limit;
    enum hn_rc rc = look_for_number(q);

    q->filtered = q->word_count || has_filter(q->f);
    if (rc || q->way == BY_NUMBER)
        return rc;
    if (!scope_has_units(&q->scope)) {
        q->way = BY_SELF;
        return HN_OK;
    }
    limit = q->filtered ? SMALL_FILTERED : SMALL_UNITS;
    rc = scope_units(q, limit + 1, &units);
    if (rc)
        return rc;
    q->way = units <= limit || q->f->direct ? BY_UNIT : BY_NAME;
    if (q->way == BY_NAME && q->word_count)
        rc = look_for_rare_word(q);
    if (q->way == BY_NAME && *any(q->f->activity) && strcmp(q->f->activity, "active") != 0)
        q->way = BY_ACTIVITY;
    return rc;
}

/* yyyymmdd of the day that many full years before on. */
static int64_t
years_before(hn_day on, int years)
{
    struct hn_date d = hn_date_of(on);

    return (int64_t)(d.year - years) * 10000 + d.month * 100 + d.day;
}

/* Ages from … to as the bounds of a partial date: unknown parts are 00 and count as the first. */
static void
age_bounds(hn_day on, int from, int to, struct hn_param out[2])
{
    out[0] = hn_p_int(to ? years_before(on, to + 1) + 1 : from ? 1 : 0);
    out[1] = hn_p_int(from ? years_before(on, from) : 99999999);
}

static struct hn_param
pattern(struct hn_ctx *c, const char *word)
{
    return hn_p_text(word ? hn_print(c->arena, "%% %s%%", word) : "%");
}

/* The parameters all statements share; answers how many. */
size_t
hn_list_fill(struct hn_list_question *q, int64_t mode)
{
    const struct hn_member_filter *f = q->f;
    struct hn_ctx *c = q->c;
    struct hn_param *p = q->params;
    size_t n = hn_scope_fill_persons(c, &q->scope, p);

    p[n++] = hn_p_day(c->on);
    p[n++] = hn_p_time(hn_fact_known(c));
    p[n++] = hn_p_id(f->within.v);
    p[n++] = hn_p_int(f->direct);
    p[n++] = hn_p_text(any(f->standing));
    if (q->way == BY_UNIT && !q->filtered && mode < 0)
        return n;
    p[n++] = hn_p_text(any(f->activity));
    p[n++] = hn_p_text(any(f->sex));
    p[n++] = hn_p_text(any(f->ethnicity));
    p[n++] = hn_p_text(any(f->edu_general));
    p[n++] = hn_p_text(any(f->edu_degree));
    p[n++] = hn_p_text(any(f->political_theory));
    age_bounds(c->on, f->age_from, f->age_to, &p[n]);
    age_bounds(c->on, f->party_age_from, f->party_age_to, &p[n + 2]);
    n += 4;
    p[n++] = hn_p_text(any(f->office));
    p[n++] = hn_p_text(any(f->sector));
    for (size_t i = 0; i < LIST_WORDS; i++)
        p[n++] = pattern(c, i < q->word_count ? q->words[i] : NULL);
    p[n++] = hn_p_int(mode < 0 ? 0 : mode);
    for (size_t i = 0; i < LIST_WORDS; i++)
        p[n++] = pattern(c, i < q->word_count ? q->typed[i] : NULL);
    if (q->way == BY_TOKEN) {
        p[n++] = hn_p_text(q->token);
        p[n++] = hn_p_text(q->token_end);
    } else if (q->way == BY_NUMBER) {
        for (size_t i = 0; i < 4; i++)
            p[n++] = hn_p_bytes(q->hash[i]);
        p[n++] = hn_p_text(any(f->words));
    }
    return n;
}

enum hn_rc
hn_list_ask(struct hn_ctx *c, const struct hn_member_filter *f, struct hn_list_question *q)
{
    enum hn_rc rc;

    *q = (struct hn_list_question){ .c = c, .f = f };
    rc = hn_scope_on(c, f->right ? f->right : HN_MAY_READ_MEMBER, f->within, &q->scope);
    if (rc)
        return rc;
    split_words(q);
    return q->nothing ? HN_OK : choose_way(q);
}

const struct hn_sql *const hn_member_ask_sql[] = { &sql_units_within, &sql_units_all, &sql_word, NULL };
