/* code.h: the code lists of a person's record, as data; their words are texts "<list>.<code>".
 *
 * Codes are English identifiers and never change; number is the official one where there is one (ethnicity: the
 * list of the 54 peoples of Viet Nam, decision 121-TCTK/PPCĐ of 02/03/1979).
 */
#ifndef HN_PERSON_CODE_H
#define HN_PERSON_CODE_H

#include <stdbool.h>
#include <stddef.h>

struct hn_code_list {
    const char *name; /* "sex": its text keys begin "sex." */
    const char *const
        *codes; /* NULL-ended, in the order people expect (ethnicity: by official number from 1) */
};

extern const struct hn_code_list hn_code_sex, hn_code_ethnicity, hn_code_edu_general, hn_code_edu_degree,
    hn_code_political_theory;

bool hn_code_in(const struct hn_code_list *list, const char *code);
/* Place in the list from 1; 0 when it is not there. */
int hn_code_number(const struct hn_code_list *list, const char *code);

#endif
