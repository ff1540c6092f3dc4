/* test_person_words: proves that every code list, field, list, column, choice, purpose, standing, activity and office of
 * a person's record has its words in both languages, and that numbers and codes have the shapes they should. */
#include "support/unit_test.h"

#include "base/vi.h"
#include "base/words.h"
#include "member/office.h"
#include "member/standing.h"
#include "person/code.h"
#include "person/field.h"
#include "person/number.h"

static int missing;

static void
want(struct hn_arena *a, const char *prefix, const char *code)
{
    const char *key = hn_print(a, "%s%s", prefix, code);
    const struct hn_word *w = hn_word_find(key);

    if (w && *w->text[HN_VI] && *w->text[HN_EN])
        return;
    print_message("no words for %s\n", key);
    missing++;
}

static void
want_all(struct hn_arena *a, const char *prefix, const char *const *codes)
{
    for (size_t i = 0; codes && codes[i]; i++)
        want(a, prefix, codes[i]);
}

static void
every_code_has_words(void **state)
{
    struct hn_arena *a = *state;
    static const struct hn_code_list *const lists[] = { &hn_code_sex, &hn_code_ethnicity,
                                                        &hn_code_edu_general, &hn_code_edu_degree,
                                                        &hn_code_political_theory };

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        want_all(a, hn_print(a, "%s.", lists[i]->name), lists[i]->codes);
    want_all(a, "standing.", hn_standings);
    want_all(a, "activity.", hn_activities);
    want_all(a, "office.", hn_offices);
    want_all(a, "basis.", hn_office_bases);
    want_all(a, "purpose.", hn_reveal_purposes);
    for (int i = 0; i < HN_NUMBER_KINDS; i++)
        want(a, "error.", hn_number_fault((enum hn_number)i));
    for (size_t i = 0; i < hn_person_field_count; i++) {
        want(a, "field.", hn_person_fields[i].name);
        want_all(a, hn_print(a, "%s.", hn_person_fields[i].name), hn_person_fields[i].choices);
    }
    for (size_t i = 0; i < hn_person_list_count; i++) {
        const struct hn_person_list *list = &hn_person_lists[i];

        want(a, "list.", list->name);
        for (size_t n = 0; n < hn_person_list_width(list); n++) {
            want(a, "entry.", list->columns[n].name);
            want_all(a, hn_print(a, "entry.%s.", list->columns[n].name), list->columns[n].choices);
        }
    }
    assert_int_equal(missing, 0);
}

static void
peoples_are_fifty_four(void **state)
{
    (void)state;
    assert_int_equal(hn_code_number(&hn_code_ethnicity, "kinh"), 1);
    assert_int_equal(hn_code_number(&hn_code_ethnicity, "san_chay"), 15);
    assert_int_equal(hn_code_number(&hn_code_ethnicity, "san_diu"), 18);
    assert_int_equal(hn_code_number(&hn_code_ethnicity, "ro_mam"), 54);
    assert_int_equal(hn_code_number(&hn_code_ethnicity, "klingon"), 0);
    assert_true(hn_code_in(&hn_code_sex, "female"));
    assert_false(hn_code_in(&hn_code_sex, "Female"));
    assert_false(hn_code_in(&hn_code_sex, ""));
}

static void
numbers_have_shapes(void **state)
{
    struct hn_arena *a = *state;
    static const struct {
        enum hn_number kind;
        const char *typed, *kept;
    } cases[] = {
        { HN_NUMBER_CITIZEN, "022180001234", "022180001234" },
        { HN_NUMBER_CITIZEN, "022 180.001-234", "022180001234" },
        { HN_NUMBER_CITIZEN, "02218000123", NULL },
        { HN_NUMBER_CITIZEN, "0221800012345", NULL },
        { HN_NUMBER_CITIZEN, "02218000123x", NULL },
        { HN_NUMBER_CITIZEN, "", NULL },
        { HN_NUMBER_CITIZEN, "٠٢٢١٨٠٠٠١٢٣٤", NULL },
        { HN_NUMBER_OLD_ID, "100123456", "100123456" },
        { HN_NUMBER_OLD_ID, "1001234567", NULL },
        { HN_NUMBER_CARD, "220000000001", "220000000001" },
        { HN_NUMBER_CARD, "22000000000", NULL },
        { HN_NUMBER_DOSSIER, "123456 7890", "1234567890" },
        { HN_NUMBER_DOSSIER, "123456789", NULL },
        { HN_NUMBER_PHONE, "0912 345 678", "0912345678" },
        { HN_NUMBER_PHONE, "+84912345678", "0912345678" },
        { HN_NUMBER_PHONE, "1912345678", NULL },
        { HN_NUMBER_PHONE, "+840912345678", NULL },
        { HN_NUMBER_PHONE, "00000000000000000000", NULL },
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *kept = hn_number_clean(a, cases[i].kind, cases[i].typed);

        if (cases[i].kept)
            assert_string_equal(kept, cases[i].kept);
        else
            assert_null(kept);
    }
    assert_int_equal(hn_number_of_field("phone"), HN_NUMBER_PHONE);
    assert_int_equal(hn_number_of_field("religion"), HN_NUMBER_KINDS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST(every_code_has_words), HN_TEST(peoples_are_fifty_four),
                                        HN_TEST(numbers_have_shapes) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
