/* code.c: the code lists themselves. Their words are texts; see code.h. */
#include "person/code.h"

#include <string.h>

static const char *const sexes[] = { "male", "female", NULL };

/* By official number: the first is 1, the last of the peoples 54; "other" is for foreigners and what is not told. */
static const char *const ethnicities[] = {
    "kinh",  "tay",      "thai",       "hoa",    "khmer",  "muong",   "nung",         "mong",
    "dao",   "gia_rai",  "ngai",       "e_de",   "ba_na",  "xo_dang", "san_chay",     "co_ho",
    "cham",  "san_diu",  "hre",        "mnong",  "raglay", "xtieng",  "bru_van_kieu", "tho",
    "giay",  "co_tu",    "gie_trieng", "ma",     "kho_mu", "co",      "ta_oi",        "cho_ro",
    "khang", "xinh_mun", "ha_nhi",     "chu_ru", "lao",    "la_chi",  "la_ha",        "phu_la",
    "la_hu", "lu",       "lo_lo",      "chut",   "mang",   "pa_then", "co_lao",       "cong",
    "bo_y",  "si_la",    "pu_peo",     "brau",   "o_du",   "ro_mam",  "other",        NULL,
};

static const char *const edu_generals[] = { "none", "primary", "lower_secondary", "upper_secondary", NULL };
static const char *const edu_degrees[] = { "none",     "elementary", "intermediate", "college",
                                           "bachelor", "master",     "doctor",       NULL };
static const char *const political_theories[] = { "none",     "elementary", "intermediate",
                                                  "advanced", "bachelor",   NULL };

const struct hn_code_list hn_code_sex = { "sex", sexes };
const struct hn_code_list hn_code_ethnicity = { "ethnicity", ethnicities };
const struct hn_code_list hn_code_edu_general = { "edu_general", edu_generals };
const struct hn_code_list hn_code_edu_degree = { "edu_degree", edu_degrees };
const struct hn_code_list hn_code_political_theory = { "political_theory", political_theories };

int
hn_code_number(const struct hn_code_list *list, const char *code)
{
    for (int i = 0; list->codes[i]; i++) {
        if (strcmp(list->codes[i], code) == 0)
            return i + 1;
    }
    return 0;
}

bool
hn_code_in(const struct hn_code_list *list, const char *code)
{
    return hn_code_number(list, code) != 0;
}
