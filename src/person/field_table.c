/* field_table.c: the items of the phiếu đảng viên (Mẫu 2-HSĐV, layout of 2025) as declared data. (domain/02 §2.2)
 *
 * What is plain (names, sex, birth, ethnicity, education, theory, occupation, party dates) is in person.h.
 * Groups decide what is masked: identity papers and origin, ways to reach a person, family and means, health,
 * discipline and past, foreign links. Not for: reading or writing values (field.c, entry.c).
 */
#include "person/field.h"

#include <string.h>

static const char *const academic_titles[] = { "associate_professor", "professor", NULL };
static const char *const health_grades[] = { "good", "fair", "weak", NULL };
static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const badge_years[] = { "30", "40", "45", "50", "55", "60", "65",
                                           "70", "75", "80", "85", "90", NULL };
static const char *const discipline_forms[] = { "reprimand", "warning", "dismissal", "expulsion", NULL };
static const char *const relations[] = { "father",        "mother",        "spouse", "child", "sibling",
                                         "father_in_law", "mother_in_law", "other",  NULL };

#define BASIC      HN_GROUP_BASIC
#define CONTACT    HN_GROUP_CONTACT
#define IDENTITY   HN_GROUP_IDENTITY
#define FAMILY     HN_GROUP_FAMILY
#define HEALTH     HN_GROUP_HEALTH
#define DISCIPLINE HN_GROUP_DISCIPLINE
#define FOREIGN    HN_GROUP_FOREIGN
#define TEXT       HN_SHAPE_TEXT
#define LONG       HN_SHAPE_LONG
#define DATE       HN_SHAPE_DATE
#define CHOICE     HN_SHAPE_CHOICE
#define NUMBER     HN_SHAPE_NUMBER

const struct hn_person_field hn_person_fields[] = {
    /* name, item, group, shape, choices, letters */
    { "party_card_no", 0, IDENTITY, NUMBER, NULL, 0 },
    { "dossier_no", 0, IDENTITY, NUMBER, NULL, 0 },
    { "citizen_id", 19, IDENTITY, NUMBER, NULL, 0 },
    { "citizen_id_issued", 19, IDENTITY, DATE, NULL, 0 },
    { "citizen_id_issuer", 19, IDENTITY, TEXT, NULL, 0 },
    { "old_id_no", 19, IDENTITY, NUMBER, NULL, 0 },
    { "other_names", 3, IDENTITY, TEXT, NULL, 0 },
    { "birth_reg_place", 5, IDENTITY, TEXT, NULL, 0 },
    { "home_place", 6, IDENTITY, TEXT, NULL, 0 },
    { "religion", 9, IDENTITY, TEXT, NULL, 100 },
    { "phone", 0, CONTACT, NUMBER, NULL, 0 },
    { "email", 0, CONTACT, TEXT, NULL, 0 },
    { "permanent_addr", 7, CONTACT, TEXT, NULL, 0 },
    { "temporary_addr", 7, CONTACT, TEXT, NULL, 0 },
    { "family_class", 10, FAMILY, TEXT, NULL, 100 },
    { "admit_ceremony_date", 12, BASIC, DATE, NULL, 0 },
    { "admit_cell", 12, BASIC, TEXT, NULL, 0 },
    { "official_cell", 12, BASIC, TEXT, NULL, 0 },
    { "recruit_date", 13, BASIC, DATE, NULL, 0 },
    { "recruit_org", 13, BASIC, TEXT, NULL, 0 },
    { "youth_union_date", 14, BASIC, DATE, NULL, 0 },
    { "associations", 15, BASIC, LONG, NULL, 500 },
    { "army_in", 16, BASIC, DATE, NULL, 0 },
    { "army_out", 16, BASIC, DATE, NULL, 0 },
    { "edu_specialty", 17, BASIC, TEXT, NULL, 0 },
    { "academic_title", 17, BASIC, CHOICE, academic_titles, 0 },
    { "edu_it", 17, BASIC, TEXT, NULL, 0 },
    { "health", 18, HEALTH, CHOICE, health_grades, 0 },
    { "policy_invalid_class", 18, HEALTH, TEXT, NULL, 100 },
    { "policy_martyr_family", 18, FAMILY, CHOICE, yes_no, 0 },
    { "policy_merit", 18, FAMILY, TEXT, NULL, 0 },
    { "exempt_from", 20, HEALTH, DATE, NULL, 0 },
    { "history_left", 27, DISCIPLINE, LONG, NULL, 0 },
    { "history_readmitted", 27, DISCIPLINE, LONG, NULL, 0 },
    { "history_restored", 27, DISCIPLINE, LONG, NULL, 0 },
    { "history_judicial", 27, DISCIPLINE, LONG, NULL, 0 },
    { "history_old_regime", 27, DISCIPLINE, LONG, NULL, 0 },
    { "economy_income", 30, FAMILY, LONG, NULL, 500 },
    { "economy_housing", 30, FAMILY, LONG, NULL, 500 },
    { "economy_land", 30, FAMILY, LONG, NULL, 500 },
    { "economy_activity", 30, FAMILY, LONG, NULL, 500 },
    { "economy_assets", 30, FAMILY, LONG, NULL, 500 },
};
const size_t hn_person_field_count = sizeof hn_person_fields / sizeof hn_person_fields[0];

/* name, shape, required, choices, letters */
#define COLUMN_FROM                                                                                          \
    {                                                                                                        \
        "from", DATE, false, NULL, 0                                                                         \
    }
#define COLUMN_TO                                                                                            \
    {                                                                                                        \
        "to", DATE, false, NULL, 0                                                                           \
    }

const struct hn_person_list hn_person_lists[] = {
    { "introducers",
      12,
      BASIC,
      { { "name", TEXT, true, NULL, 100 },
        { "position", TEXT, false, NULL, 0 },
        { "organisation", TEXT, false, NULL, 0 } } },
    { "languages",
      17,
      BASIC,
      { { "language", TEXT, true, NULL, 100 }, { "level", TEXT, false, NULL, 100 } } },
    { "work_history",
      21,
      BASIC,
      { COLUMN_FROM,
        COLUMN_TO,
        { "what", LONG, true, NULL, 500 },
        { "position", TEXT, false, NULL, 0 },
        { "organisation", TEXT, false, NULL, 0 } } },
    { "training",
      22,
      BASIC,
      { { "school", TEXT, true, NULL, 0 },
        { "subject", TEXT, false, NULL, 0 },
        COLUMN_FROM,
        COLUMN_TO,
        { "mode", TEXT, false, NULL, 100 },
        { "certificate", TEXT, false, NULL, 0 } } },
    { "awards",
      23,
      BASIC,
      { { "on", DATE, true, NULL, 0 },
        { "what", TEXT, true, NULL, 0 },
        { "decision", TEXT, false, NULL, 0 } } },
    { "badges",
      24,
      BASIC,
      { { "years", CHOICE, true, badge_years, 0 },
        { "on", DATE, true, NULL, 0 },
        { "decision", TEXT, false, NULL, 0 } } },
    { "titles",
      25,
      BASIC,
      { { "on", DATE, false, NULL, 0 },
        { "what", TEXT, true, NULL, 0 },
        { "decision", TEXT, false, NULL, 0 } } },
    { "discipline",
      26,
      DISCIPLINE,
      { { "form", CHOICE, true, discipline_forms, 0 },
        { "on", DATE, true, NULL, 0 },
        { "why", LONG, true, NULL, 0 },
        { "decision", TEXT, false, NULL, 0 },
        { "organisation", TEXT, false, NULL, 0 } } },
    { "foreign_travel",
      28,
      FOREIGN,
      { COLUMN_FROM, COLUMN_TO, { "country", TEXT, true, NULL, 0 }, { "purpose", TEXT, true, NULL, 0 } } },
    { "foreign_links",
      28,
      FOREIGN,
      { { "organisation", TEXT, true, NULL, 0 },
        { "country", TEXT, false, NULL, 0 },
        { "what", LONG, false, NULL, 500 } } },
    { "relatives_abroad",
      28,
      FOREIGN,
      { { "relation", CHOICE, true, relations, 0 },
        { "name", TEXT, true, NULL, 100 },
        { "birth_year", DATE, false, NULL, 0 },
        { "country", TEXT, true, NULL, 0 },
        { "job", TEXT, false, NULL, 0 } } },
    { "family",
      29,
      FAMILY,
      { { "relation", CHOICE, true, relations, 0 },
        { "name", TEXT, true, NULL, 100 },
        { "birth_year", DATE, false, NULL, 0 },
        { "home_place", TEXT, false, NULL, 0 },
        { "residence", TEXT, false, NULL, 0 },
        { "job", TEXT, false, NULL, 0 } } },
};
const size_t hn_person_list_count = sizeof hn_person_lists / sizeof hn_person_lists[0];

const char *const hn_reveal_purposes[] = { "duty_check", "dossier",           "transfer", "reward",
                                           "contact",    "request_of_person", NULL };

const struct hn_person_field *
hn_person_field(const char *name)
{
    for (size_t i = 0; i < hn_person_field_count; i++) {
        if (strcmp(hn_person_fields[i].name, name) == 0)
            return &hn_person_fields[i];
    }
    return NULL;
}

const struct hn_person_list *
hn_person_list(const char *name)
{
    for (size_t i = 0; i < hn_person_list_count; i++) {
        if (strcmp(hn_person_lists[i].name, name) == 0)
            return &hn_person_lists[i];
    }
    return NULL;
}

size_t
hn_person_list_width(const struct hn_person_list *list)
{
    size_t n = 0;

    while (n < HN_ENTRY_COLUMNS && list->columns[n].name)
        n++;
    return n;
}
