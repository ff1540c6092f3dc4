/* page_person_words.c: how the values of a record are said, and which sections and tables it has. (page_person.h) */
#include <string.h>

#include "person/code.h"
#include "web/page_person.h"

/* --- plain items --- */

const struct hn_plain hn_plains[HN_PLAIN_COUNT] = {
    { "full_name", 0, NULL, false },
    { "birth_name", 1, NULL, false },
    { "sex", 2, &hn_code_sex, false },
    { "birth_date", 4, NULL, true },
    { "ethnicity", 8, &hn_code_ethnicity, false },
    { "occupation", 11, NULL, false },
    { "admit_date", 12, NULL, true },
    { "official_date", 12, NULL, true },
    { "edu_general", 17, &hn_code_edu_general, false },
    { "edu_degree", 17, &hn_code_edu_degree, false },
    { "political_theory", 17, &hn_code_political_theory, false },
};

static const char **
text_of(struct hn_person_basic *b, size_t i)
{
    const char **const texts[HN_PLAIN_COUNT] = {
        &b->full_name, &b->birth_name, &b->sex,         NULL,           &b->ethnicity,       &b->occupation,
        NULL,          NULL,           &b->edu_general, &b->edu_degree, &b->political_theory
    };

    return texts[i];
}

static hn_pdate *
date_of(struct hn_person_basic *b, size_t i)
{
    if (strcmp(hn_plains[i].name, "birth_date") == 0)
        return &b->birth_date;
    return strcmp(hn_plains[i].name, "admit_date") == 0 ? &b->admit_date : &b->official_date;
}

const char *
hn_plain_text(struct hn_arena *a, const struct hn_person_basic *b, size_t i)
{
    struct hn_person_basic copy = *b;

    return hn_plains[i].date ? hn_pdate_iso(a, *date_of(&copy, i)) : *text_of(&copy, i);
}

const char *
hn_plain_form(struct hn_arena *a, const struct hn_person_basic *b, size_t i)
{
    struct hn_person_basic copy = *b;

    return hn_plains[i].date ? hn_pdate_table(a, *date_of(&copy, i)) : *text_of(&copy, i);
}

const char *
hn_plain_shown(struct hn_arena *a, enum hn_lang lang, const struct hn_person_basic *b, size_t i)
{
    const char *text = hn_plain_form(a, b, i);

    if (!hn_plains[i].list || !*text)
        return text;
    return hn_words(lang, hn_print(a, "%s.%s", hn_plains[i].name, text));
}

void
hn_plain_put(struct hn_person_basic *b, size_t i, const char *text, hn_pdate date)
{
    if (hn_plains[i].date)
        *date_of(b, i) = date;
    else
        *text_of(b, i) = text;
}

/* --- fields and cells --- */

const char *
hn_shape_form(struct hn_arena *a, enum hn_field_shape shape, const char *text)
{
    hn_pdate date;

    if (shape == HN_SHAPE_DATE && hn_pdate_parse(text, &date))
        return hn_pdate_table(a, date);
    return text;
}

const char *
hn_shape_shown(struct hn_arena *a, enum hn_lang lang, enum hn_field_shape shape, const char *words,
               const char *text)
{
    const struct hn_word *word = NULL;

    if (shape == HN_SHAPE_CHOICE && *text)
        word = hn_word_find(hn_print(a, "%s.%s", words, text));
    return word ? word->text[lang] : hn_shape_form(a, shape, text);
}

/* --- sections and tables --- */

const struct hn_section hn_sections[HN_SECTION_COUNT] = {
    { "plain", "co-ban", HN_GROUP_BASIC, true },
    { "party", "dang-doan-hoc-van", HN_GROUP_BASIC, false },
    { "identity", "giay-to", HN_GROUP_IDENTITY, false },
    { "contact", "lien-he", HN_GROUP_CONTACT, false },
    { "family", "gia-dinh", HN_GROUP_FAMILY, false },
    { "health", "suc-khoe", HN_GROUP_HEALTH, false },
    { "discipline", "lich-su-ban-than", HN_GROUP_DISCIPLINE, false },
};

const struct hn_section *
hn_section_of(const char *slug)
{
    for (size_t i = 0; i < HN_SECTION_COUNT; i++) {
        if (strcmp(hn_sections[i].slug, slug) == 0)
            return &hn_sections[i];
    }
    return NULL;
}

static const struct {
    const char *name, *slug;
} tables[] = {
    { "introducers", "nguoi-gioi-thieu" },
    { "languages", "ngoai-ngu" },
    { "work_history", "qua-trinh-cong-tac" },
    { "training", "dao-tao" },
    { "awards", "khen-thuong" },
    { "badges", "huy-hieu" },
    { "titles", "danh-hieu" },
    { "discipline", "ky-luat" },
    { "foreign_travel", "di-nuoc-ngoai" },
    { "foreign_links", "quan-he-nuoc-ngoai" },
    { "relatives_abroad", "than-nhan-o-nuoc-ngoai" },
    { "family", "gia-dinh" },
};

const char *
hn_table_slug(const struct hn_person_list *list)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(tables[i].name, list->name) == 0)
            return tables[i].slug;
    }
    return list->name;
}

const struct hn_person_list *
hn_table_of(const char *slug)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(tables[i].slug, slug) == 0)
            return hn_person_list(tables[i].name);
    }
    return hn_person_list(slug);
}

/* --- the timeline --- */

const char *
hn_event_label(struct hn_arena *a, enum hn_lang lang, const struct hn_person_event *e)
{
    if (strcmp(e->table, "field") == 0)
        return hn_words(lang, hn_print(a, "field.%s", e->what));
    if (strcmp(e->table, "entry") == 0)
        return hn_words(lang, hn_print(a, "list.%s", e->what));
    return hn_words(lang, hn_print(a, "history.%s", e->table));
}

/* What of the plain items differs from the fact known before; all that is told when there is none. */
static const char *
basic_value(struct hn_arena *a, enum hn_lang lang, const struct hn_person_event *e,
            const struct hn_person_event *before)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (size_t i = 0; i < HN_PLAIN_COUNT; i++) {
        const char *now = hn_plain_shown(a, lang, e->basic, i);
        const char *then = before ? hn_plain_shown(a, lang, before->basic, i) : "";

        if (strcmp(now, then) == 0)
            continue;
        hn_buf_printf(&b, "%s%s: ", b.len ? "; " : "",
                      hn_words(lang, hn_print(a, "field.%s", hn_plains[i].name)));
        if (before)
            hn_buf_printf(&b, "%s → ", *then ? then : "–");
        hn_buf_str(&b, *now ? now : "–");
    }
    return b.len ? b.data : e->value;
}

const char *
hn_event_value(struct hn_arena *a, enum hn_lang lang, const struct hn_person_event *events, size_t count,
               size_t i)
{
    const struct hn_person_event *e = &events[i], *before = NULL;

    if (strcmp(e->table, "basic") == 0) {
        for (size_t n = i + 1; n < count && !before; n++)
            before = events[n].basic ? &events[n] : NULL;
        return basic_value(a, lang, e, before);
    }
    if (strcmp(e->table, "field") == 0) {
        const struct hn_person_field *f = hn_person_field(e->what);

        return f ? hn_shape_shown(a, lang, f->shape, f->name, e->value) : e->value;
    }
    if (strcmp(e->table, "entry") == 0)
        return e->value;
    if (!*e->what)
        return e->where;
    return hn_print(a, "%s%s%s", hn_words(lang, hn_print(a, "%s.%s", e->table, e->what)),
                    *e->where ? ", " : "", e->where);
}
