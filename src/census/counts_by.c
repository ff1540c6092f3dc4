/* counts_by.c: members of a unit and below, by one attribute. */
#include <stdlib.h>
#include <string.h>

#include "census/inside.h"
#include "census/members_sql.h"
#include "fact/fact.h"

#define KEY_BYTES  32
#define GROUPS_MAX 512

/* Full years between a partial date yyyymmdd and the day $4: an unknown part counts as the first. */
#define YEARS(date) "(CAST($4 AS BIGINT) - " date ") / 10000"
#define AGE_BAND                                                                                                                                                    \
    "CASE WHEN coalesce(b.birth_date, 0) = 0 THEN '' WHEN " YEARS("b.birth_date") " < 31 THEN '18-30' "                                                             \
                                                                                  "WHEN " YEARS("b.birth_"                                                          \
                                                                                                "date") " <"                                                        \
                                                                                                        " 4"                                                        \
                                                                                                        "1 "                                                        \
                                                                                                        "TH"                                                        \
                                                                                                        "EN"                                                        \
                                                                                                        " '"                                                        \
                                                                                                        "31"                                                        \
                                                                                                        "-4"                                                        \
                                                                                                        "0'"                                                        \
                                                                                                        " W"                                                        \
                                                                                                        "HE"                                                        \
                                                                                                        "N"                                                         \
                                                                                                        " " YEARS("b.birth_date") " < 51 THEN '41-50' WHEN " YEARS( \
                                                                                                            "b.birth_date") " < 61 THEN '51-60' WHEN " YEARS("b.birth_date") " < 71 THEN '61-70' ELSE '71-' END"
#define PARTY_AGE_BAND                                                                                                                                                                                               \
    "CASE WHEN coalesce(b.admit_date, 0) = 0 THEN '' WHEN " YEARS("b.admit_date") " < 10 THEN '0-9' "                                                                                                                \
                                                                                  "WHEN " YEARS("b.admit_"                                                                                                           \
                                                                                                "date") " <"                                                                                                         \
                                                                                                        " 2"                                                                                                         \
                                                                                                        "0 "                                                                                                         \
                                                                                                        "TH"                                                                                                         \
                                                                                                        "EN"                                                                                                         \
                                                                                                        " '"                                                                                                         \
                                                                                                        "10"                                                                                                         \
                                                                                                        "-1"                                                                                                         \
                                                                                                        "9'"                                                                                                         \
                                                                                                        " W"                                                                                                         \
                                                                                                        "HE"                                                                                                         \
                                                                                                        "N"                                                                                                          \
                                                                                                        " " YEARS("b.admit_date") " < 30 THEN '20-29' WHEN " YEARS("b.admit_date") " < 40 THEN '30-39' WHEN " YEARS( \
                                                                                                            "b.admit_date") " < 50 THEN '40-49' WHEN " YEARS("b.admit_date") " < 60 THEN '50-59' WHEN " YEARS("b.admit_date") " < 70 THEN '60-69' ELSE '70-' END"

/* day: a condition that is always so, naming $4 where the key does not. */
#define BY(attribute, key, key2, day)                                                                        \
    {                                                                                                        \
        .name = "counts.by_" attribute,                                                                      \
        .text = "SELECT g.key1 AS key1, g.key2 AS key2, count(*) AS n FROM (SELECT " key " AS key1, " key2   \
                " AS key2 FROM unit_closure k" MEMBERS("$2", "$3") " WHERE k.anc = $1 AND " MEMBERS_WHERE(   \
                    "$2", "$3") day ") g GROUP BY g.key1, g.key2"                                            \
    }
#define NO_DAY " AND CAST($4 AS BIGINT) > 0"

static const struct attribute {
    const char *name;
    bool sensitive; /* health, discipline */
    struct hn_sql sql;
} attributes[] = {
    { "sex", false, BY("sex", "coalesce(b.sex, '')", "''", NO_DAY) },
    { "ethnicity", false, BY("ethnicity", "coalesce(b.ethnicity, '')", "''", NO_DAY) },
    { "age_band", false, BY("age_band", AGE_BAND, "''", "") },
    { "edu_general", false, BY("edu_general", "coalesce(b.edu_general, '')", "''", NO_DAY) },
    { "edu_degree", false, BY("edu_degree", "coalesce(b.edu_degree, '')", "''", NO_DAY) },
    { "political_theory", false, BY("political_theory", "coalesce(b.political_theory, '')", "''", NO_DAY) },
    { "standing", false, BY("standing", "s.standing", "''", NO_DAY) },
    { "activity", true, BY("activity", "coalesce(a.activity, 'active')", "''", NO_DAY) },
    { "party_age_band", false, BY("party_age_band", PARTY_AGE_BAND, "''", "") },
    { "sex_age_band", false, BY("sex_age_band", "coalesce(b.sex, '')", AGE_BAND, "") },
};
#define ATTRIBUTES (sizeof attributes / sizeof attributes[0])

const struct hn_sql *const hn_counts_by_sql[] = {
    &attributes[0].sql,
    &attributes[1].sql,
    &attributes[2].sql,
    &attributes[3].sql,
    &attributes[4].sql,
    &attributes[5].sql,
    &attributes[6].sql,
    &attributes[7].sql,
    &attributes[8].sql,
    &attributes[9].sql,
    NULL,
};
_Static_assert(sizeof hn_counts_by_sql / sizeof hn_counts_by_sql[0] == ATTRIBUTES + 1, "each is prepared");

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

static void
put_key(char out[KEY_BYTES], const char *key)
{
    size_t len = strlen(key);

    memcpy(out, key, len < KEY_BYTES ? len : KEY_BYTES - 1);
}

static enum hn_rc
count_groups(struct hn_ctx *c, struct hn_unit_id unit, const struct attribute *by, struct kept **out,
             size_t *count)
{
    struct hn_date d = hn_date_of(c->on);
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(d.year * 10000 + d.month * 100 + d.day), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &by->sql, params, &rows);

    if (rc)
        return rc;
    *out = HN_NEW_N(c->arena, struct kept, GROUPS_MAX);
    *count = 0;
    while (*count < GROUPS_MAX && hn_rows_next(rows)) {
        struct kept *k = &(*out)[(*count)++];

        put_key(k->key, hn_row_text(rows, "key1"));
        put_key(k->key2, hn_row_text(rows, "key2"));
        k->count = hn_row_int(rows, "n");
    }
    rc = hn_rows_end(rows);
    qsort(*out, *count, sizeof **out, kept_order);
    if (by->sensitive && *count > 0)
        hn_counts_hide(&(*out)[0].count, *count, sizeof **out);
    return rc;
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
        enum hn_rc rc = count_groups(c, unit, &attributes[which], &list, &n);

        if (rc)
            return rc;
        hn_counts_keep(c, &key, list, n * sizeof *list);
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
