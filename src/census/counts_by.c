/* counts_by.c: members of a unit and below, by one attribute; all attributes are counted in one walk. */
#include <stdlib.h>
#include <string.h>

#include "census/inside.h"
#include "census/members_sql.h"
#include "fact/fact.h"

#define KEY_BYTES  32
#define GROUPS_MAX 128 /* the longest list of choices is that of the 54 peoples */

/* Full years between a partial date yyyymmdd and the day $4: an unknown part counts as the first. */
#define YEARS(date)             "(CAST($4 AS BIGINT) - " date ") / 10000"
#define BAND(date, years, name) " WHEN " YEARS(date) " < " years " THEN '" name "'"
#define BIRTH                   "b.birth_date"
#define ADMIT                   "b.admit_date"
/* clang-format off */
#define AGE_BAND                                                                                             \
    "CASE WHEN coalesce(" BIRTH ", 0) = 0 THEN ''" BAND(BIRTH, "31", "18-30") BAND(BIRTH, "41", "31-40")     \
    BAND(BIRTH, "51", "41-50") BAND(BIRTH, "61", "51-60") BAND(BIRTH, "71", "61-70") " ELSE '71-' END"
#define PARTY_AGE_BAND                                                                                       \
    "CASE WHEN coalesce(" ADMIT ", 0) = 0 THEN ''" BAND(ADMIT, "10", "0-9") BAND(ADMIT, "20", "10-19")       \
    BAND(ADMIT, "30", "20-29") BAND(ADMIT, "40", "30-39") BAND(ADMIT, "50", "40-49")                         \
    BAND(ADMIT, "60", "50-59") BAND(ADMIT, "70", "60-69") " ELSE '70-' END"
/* clang-format on */

/* Every attribute of every member in one walk: whoever asks for one mostly asks for others next, and the walk costs
 * more than the counting. */
static const struct hn_sql sql_members = {
    .name = "counts.by_attributes",
    .text =
        "SELECT coalesce(b.sex, '') AS sex, coalesce(b.ethnicity, '') AS ethnicity, " AGE_BAND
        " AS age_band, coalesce(b.edu_general, '') AS edu_general, coalesce(b.edu_degree, '') AS edu_degree,"
        " coalesce(b.political_theory, '') AS political_theory, s.standing AS standing,"
        " coalesce(a.activity, 'active') AS activity, " PARTY_AGE_BAND " AS party_age_band"
        " FROM unit_closure k" MEMBERS("$2", "$3") " WHERE k.anc = $1 AND " MEMBERS_WHERE("$2", "$3")
};

const struct hn_sql *const hn_counts_by_sql[] = { &sql_members, NULL };

/* The columns of sql_members, in their order. */
static const char *const columns[] = { "sex",         "ethnicity",  "age_band",
                                       "edu_general", "edu_degree", "political_theory",
                                       "standing",    "activity",   "party_age_band" };
enum { SEX, AGE_BAND_AT = 2, COLUMNS = sizeof columns / sizeof columns[0] };

static const struct attribute {
    const char *name;
    int key, key2;  /* columns; key2 < 0: none */
    bool sensitive; /* health, discipline */
} attributes[] = {
    { "sex", SEX, -1, false },
    { "ethnicity", 1, -1, false },
    { "age_band", AGE_BAND_AT, -1, false },
    { "edu_general", 3, -1, false },
    { "edu_degree", 4, -1, false },
    { "political_theory", 5, -1, false },
    { "standing", 6, -1, false },
    { "activity", 7, -1, true },
    { "party_age_band", 8, -1, false },
    { "sex_age_band", SEX, AGE_BAND_AT, false },
};
#define ATTRIBUTES (sizeof attributes / sizeof attributes[0])

/* A group as the cache keeps it. */
struct kept {
    char key[KEY_BYTES], key2[KEY_BYTES];
    int64_t count;
};

static int
kept_order(const void *left, const void *right)
{
    const struct kept *a = left, *b = right;
    int order = strcmp(a->key, b->key);

    return order ? order : strcmp(a->key2, b->key2);
}

/* The groups of one attribute, as they come. */
struct tally {
    struct kept *at;
    size_t count;
};

static void
put_key(char out[KEY_BYTES], const char *key)
{
    size_t len = strlen(key);

    memcpy(out, key, len < KEY_BYTES ? len : KEY_BYTES - 1);
}

static bool
is_key(const char kept[KEY_BYTES], const char *key)
{
    return strncmp(kept, key, KEY_BYTES - 1) == 0;
}

static void
tally(struct tally *t, const char *key, const char *key2)
{
    size_t i = 0;

    while (i < t->count && !(is_key(t->at[i].key, key) && is_key(t->at[i].key2, key2)))
        i++;
    if (i == GROUPS_MAX)
        return;
    if (i == t->count) {
        put_key(t->at[i].key, key);
        put_key(t->at[i].key2, key2);
        t->count++;
    }
    t->at[i].count++;
}

static void
tally_row(struct hn_rows *rows, struct tally tallies[ATTRIBUTES])
{
    const char *values[COLUMNS];

    for (size_t i = 0; i < COLUMNS; i++)
        values[i] = hn_row_text(rows, columns[i]);
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        const struct attribute *by = &attributes[i];

        tally(&tallies[i], values[by->key], by->key2 < 0 ? "" : values[by->key2]);
    }
}

static enum hn_rc
walk(struct hn_ctx *c, struct hn_unit_id unit, struct tally tallies[ATTRIBUTES])
{
    struct hn_date d = hn_date_of(c->on);
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(d.year * 10000 + d.month * 100 + d.day), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_members, params, &rows);

    if (rc)
        return rc;
    for (size_t i = 0; i < ATTRIBUTES; i++)
        tallies[i].at = HN_NEW_N(c->arena, struct kept, GROUPS_MAX);
    while (hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        tally_row(rows, tallies);
        hn_ctx_rewind(c, mark);
    }
    return hn_rows_end(rows);
}

/* Counts every attribute and keeps each under its own question; answers the one asked for. */
static enum hn_rc
count_groups(struct hn_ctx *c, struct hn_unit_id unit, size_t which, struct kept **out, size_t *count)
{
    struct tally tallies[ATTRIBUTES] = { 0 };
    enum hn_rc rc = walk(c, unit, tallies);

    if (rc)
        return rc;
    for (size_t i = 0; i < ATTRIBUTES; i++) {
        struct hn_counts_key key = hn_counts_key(c, unit, HN_COUNTS_BY + (uint32_t)i);
        struct tally *t = &tallies[i];

        qsort(t->at, t->count, sizeof *t->at, kept_order);
        if (attributes[i].sensitive && t->count > 0)
            hn_counts_hide(&t->at[0].count, t->count, sizeof *t->at);
        hn_counts_keep(c, &key, t->at, t->count * sizeof *t->at);
    }
    *out = tallies[which].at;
    *count = tallies[which].count;
    return HN_OK;
}

enum hn_rc
hn_counts_by(struct hn_ctx *c, struct hn_unit_id unit, const char *attribute,
             const struct hn_counts_group **out, size_t *count)
{
    size_t which = 0, n = 0, size;
    struct hn_counts_group *groups;
    struct kept *list;

    while (which < ATTRIBUTES && strcmp(attributes[which].name, attribute) != 0)
        which++;
    if (which == ATTRIBUTES)
        return hn_fail_arg(c, HN_INVALID, "by", "counts.attribute", attribute);
    struct hn_counts_key key = hn_counts_key(c, unit, HN_COUNTS_BY + (uint32_t)which);
    const void *cached = hn_counts_cached(c, &key, &size);

    if (cached) {
        n = size / sizeof *list;
        list = HN_NEW_N(c->arena, struct kept, n + 1);
        memcpy(list, cached, size);
    } else {
        enum hn_rc rc = count_groups(c, unit, which, &list, &n);

        if (rc)
            return rc;
    }
    groups = HN_NEW_N(c->arena, struct hn_counts_group, n + 1);
    for (size_t i = 0; i < n; i++)
        groups[i] = (struct hn_counts_group){ .key = list[i].key,
                                              .key2 = list[i].key2,
                                              .count = list[i].count };
    *out = groups;
    *count = n;
    return HN_OK;
}
