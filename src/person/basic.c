/* basic.c: the plain fact of a person as a row: values, search words, comparison. (inside.h)
 *
 * Not for: rules of what may stand in it (check.c), rights and deeds (person.c).
 */
#include "person/inside.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/vi.h"
#include "fact/fact_sql.h"

#define NAME_WORDS 12 /* of one name */

const struct hn_fact_table hn_fact_person_basic = {
    .name = "person_basic",
    HN_FACT_SQL("person_basic", "person_id", "", "",
                "full_name, birth_name, sort_key, sex, birth_date, ethnicity, edu_general, edu_degree, "
                "political_theory,"
                " occupation, admit_date, official_date, search, reason",
                HN_MARKS_21),
    .series_count = 0,
    .value_count = HN_BASIC_VALUES,
    .values = (const char *const[]){ "full_name", "birth_name", "sort_key", "sex", "birth_date", "ethnicity",
                                     "edu_general", "edu_degree", "political_theory", "occupation",
                                     "admit_date", "official_date", "search", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_BYTES, HN_P_TEXT, HN_P_INT, HN_P_TEXT,
                                           HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_INT, HN_P_INT,
                                           HN_P_TEXT, HN_P_TEXT },
};

static const char *
text_or_empty(const char *text)
{
    return text ? text : "";
}

struct hn_person_basic
hn_person_basic_clean(const struct hn_person_basic *in)
{
    struct hn_person_basic out = *in;

    out.full_name = text_or_empty(in->full_name);
    out.birth_name = text_or_empty(in->birth_name);
    out.sex = text_or_empty(in->sex);
    out.ethnicity = text_or_empty(in->ethnicity);
    out.edu_general = text_or_empty(in->edu_general);
    out.edu_degree = text_or_empty(in->edu_degree);
    out.political_theory = text_or_empty(in->political_theory);
    out.occupation = text_or_empty(in->occupation);
    return out;
}

bool
hn_person_basic_same(const struct hn_person_basic *a, const struct hn_person_basic *b)
{
    return strcmp(a->full_name, b->full_name) == 0 && strcmp(a->birth_name, b->birth_name) == 0 &&
           strcmp(a->sex, b->sex) == 0 && strcmp(a->ethnicity, b->ethnicity) == 0 &&
           strcmp(a->edu_general, b->edu_general) == 0 && strcmp(a->edu_degree, b->edu_degree) == 0 &&
           strcmp(a->political_theory, b->political_theory) == 0 &&
           strcmp(a->occupation, b->occupation) == 0 && a->birth_date == b->birth_date &&
           a->admit_date == b->admit_date && a->official_date == b->official_date;
}

const char *
hn_person_basic_text(struct hn_ctx *c, const struct hn_person_basic *in)
{
    return hn_print(c->arena, "%s|%s|%s|%d|%s|%s|%s|%s|%s|%d|%d", in->full_name, in->birth_name, in->sex,
                    in->birth_date, in->ethnicity, in->edu_general, in->edu_degree, in->political_theory,
                    in->occupation, in->admit_date, in->official_date);
}

/* Lower case with marks, with the same word breaks as the folded form: all that is no letter or digit. */
static const char *
lower_words(struct hn_arena *a, const char *name)
{
    char *text = hn_dup(a, hn_vi_lower(a, name));

    for (char *p = text; *p; p++) {
        bool letter = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (unsigned char)*p >= 0x80;

        if (!letter)
            *p = ' ';
    }
    return text;
}

/* Adds the words of text that are not in the buffer yet. */
static void
add_words(struct hn_buf *b, struct hn_arena *a, const char *text)
{
    const char *words[NAME_WORDS * 4];
    size_t n = hn_vi_words(a, text, words, NAME_WORDS * 4);

    if (n > NAME_WORDS * 4)
        n = NAME_WORDS * 4;
    for (size_t i = 0; i < n; i++) {
        const char *spaced = hn_print(a, " %s ", words[i]);
        const char *whole = hn_print(a, "%s ", b->data);

        if (strstr(whole, spaced))
            continue;
        hn_buf_char(b, ' ');
        hn_buf_str(b, words[i]);
    }
}

const char *
hn_person_search(struct hn_arena *a, const struct hn_person_basic *in, const char *before)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 8192);
    add_words(&b, a, hn_vi_fold(a, in->full_name));
    add_words(&b, a, lower_words(a, in->full_name));
    add_words(&b, a, hn_vi_fold(a, in->birth_name));
    add_words(&b, a, lower_words(a, in->birth_name));
    add_words(&b, a, before);
    return b.data;
}

size_t
hn_person_tokens(struct hn_arena *a, const struct hn_person_basic *in, const char **out, size_t limit)
{
    const char *both = hn_print(a, "%s %s", hn_vi_fold(a, in->full_name), hn_vi_fold(a, in->birth_name));
    const char *words[NAME_WORDS * 2];
    size_t found = hn_vi_words(a, both, words, NAME_WORDS * 2), n = 0;

    if (found > NAME_WORDS * 2)
        found = NAME_WORDS * 2;
    for (size_t i = 0; i < found && n < limit; i++) {
        size_t seen = 0;

        while (seen < n && strcmp(out[seen], words[i]) != 0)
            seen++;
        if (seen == n)
            out[n++] = words[i];
    }
    return n;
}

void
hn_person_basic_values(struct hn_ctx *c, const struct hn_person_basic *in, const char *before,
                       const char *reason, struct hn_param out[HN_BASIC_VALUES])
{
    const struct hn_param values[HN_BASIC_VALUES] = {
        hn_p_text(in->full_name),
        hn_p_text(in->birth_name),
        hn_p_bytes(hn_vi_person_key(c->arena, in->full_name)),
        hn_p_text(in->sex),
        hn_p_int(in->birth_date),
        hn_p_text(in->ethnicity),
        hn_p_text(in->edu_general),
        hn_p_text(in->edu_degree),
        hn_p_text(in->political_theory),
        hn_p_text(in->occupation),
        hn_p_int(in->admit_date),
        hn_p_int(in->official_date),
        hn_p_text(hn_person_search(c->arena, in, before)),
        hn_p_text(text_or_empty(reason)),
    };

    memcpy(out, values, sizeof values);
}

struct hn_person_basic
hn_person_basic_of(struct hn_rows *rows)
{
    return (struct hn_person_basic){
        .full_name = hn_row_text(rows, "full_name"),
        .birth_name = hn_row_text(rows, "birth_name"),
        .sex = hn_row_text(rows, "sex"),
        .ethnicity = hn_row_text(rows, "ethnicity"),
        .edu_general = hn_row_text(rows, "edu_general"),
        .edu_degree = hn_row_text(rows, "edu_degree"),
        .political_theory = hn_row_text(rows, "political_theory"),
        .occupation = hn_row_text(rows, "occupation"),
        .birth_date = (hn_pdate)hn_row_int(rows, "birth_date"),
        .admit_date = (hn_pdate)hn_row_int(rows, "admit_date"),
        .official_date = (hn_pdate)hn_row_int(rows, "official_date"),
    };
}
