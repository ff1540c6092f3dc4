/* check.c: the rules one record keeps by itself (person.h). (domain/02 sections 2.1 and 2.5)
 *
 * Limits are dated data with their legal basis (table person_rule): a date of the past is judged by the rule of its
 * day. Not for: what depends on other records (numbers taken, one cell at a time).
 */
#include "person/inside.h"

#include <assert.h>
#include <string.h>

#include "base/vi.h"
#include "person/code.h"

#define NAME_LETTERS       100
#define OCCUPATION_LETTERS 200
#define RULES_MAX          64

static const struct hn_sql sql_rules = { .name = "person.rules",
                                         .text = "SELECT name, valid_from, valid_to, value, legal_basis"
                                                 " FROM person_rule ORDER BY name, valid_from LIMIT 64" };

enum hn_rc
hn_person_rules(struct hn_ctx *c, struct hn_person_rules *out)
{
    const struct hn_param none[] = { HN_P_END };
    struct hn_person_rule *at = HN_NEW_N(c->arena, struct hn_person_rule, RULES_MAX);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_rules, none, &rows);

    if (rc)
        return rc;
    *out = (struct hn_person_rules){ .at = at };
    while (out->count < RULES_MAX && hn_rows_next(rows)) {
        at[out->count++] = (struct hn_person_rule){
            .name = hn_row_text(rows, "name"),
            .value = hn_row_int(rows, "value"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .legal_basis = hn_row_text(rows, "legal_basis"),
        };
    }
    return hn_rows_end(rows);
}

int64_t
hn_person_rule_on(const struct hn_person_rules *rules, const char *name, hn_day on, int64_t otherwise)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct hn_person_rule *r = &rules->at[i];

        if (strcmp(r->name, name) == 0 && r->from <= on && on < r->to)
            return r->value;
    }
    return otherwise;
}

/* The first and the last day a partial date may mean; p is not 0. */
static hn_day
earliest(hn_pdate p)
{
    int month = p / 100 % 100, day = p % 100;

    return hn_day_of(p / 10000, month ? month : 1, day ? day : 1);
}

static hn_day
latest(hn_pdate p)
{
    int year = p / 10000, month = p / 100 % 100;
    hn_day day;

    if (hn_pdate_day(p, &day))
        return day;
    if (month == 0 || month == 12)
        return hn_day_of(year, 12, 31);
    return hn_day_of(year, month + 1, 1) - 1;
}

/* Letters of any script, spaces, and the few marks names and the words for unnamed holders are written with. */
static bool
name_letters(const char *name)
{
    for (const char *p = name; *p; p++) {
        unsigned char ch = (unsigned char)*p;
        bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch >= 0x80;

        if (!letter && !strchr(" -'.()", *p))
            return false;
    }
    return true;
}

static void
check_name(struct hn_ctx *c, const char *field, const char *name, bool required)
{
    if (!*name) {
        if (required)
            hn_fail(c, HN_INVALID, field, "person.name_missing");
        return;
    }
    if (!hn_utf8_valid(name, strlen(name)) || !name_letters(name))
        hn_fail_arg(c, HN_INVALID, field, "person.name_shape", name);
    else if (hn_utf8_count(name) > NAME_LETTERS)
        hn_fail_arg(c, HN_INVALID, field, "too_long", "100");
}

static void
check_code(struct hn_ctx *c, const struct hn_code_list *list, const char *code, bool required)
{
    if (!*code) {
        if (required)
            hn_fail_arg(c, HN_INVALID, list->name, "person.missing", list->name);
        return;
    }
    if (!hn_code_in(list, code))
        hn_fail_arg(c, HN_INVALID, list->name, "person.code_unknown", code);
}

static void
check_past(struct hn_ctx *c, const char *field, hn_pdate p)
{
    if (p && earliest(p) > c->today)
        hn_fail(c, HN_INVALID, field, "person.future");
}

/* What is not known to the day is given the benefit: only what is certainly out of order is refused. */
static void
check_order(struct hn_ctx *c, const struct hn_person_rules *rules, const struct hn_person_basic *in)
{
    if (in->birth_date && in->admit_date) {
        hn_day on = latest(in->admit_date);
        int64_t least = hn_person_rule_on(rules, "admit_age_least", on, 0);

        if (earliest(in->birth_date) >= on)
            hn_fail(c, HN_INVALID, "admit_date", "person.birth_admit");
        else if (hn_pdate_age(in->birth_date, on) < least)
            hn_fail_arg(c, HN_INVALID, "admit_date", "person.too_young",
                        hn_print(c->arena, "%d", (int)least));
    }
    if (in->official_date && !in->admit_date)
        hn_fail(c, HN_INVALID, "admit_date", "person.official_alone");
    else if (in->official_date && earliest(in->admit_date) > latest(in->official_date))
        hn_fail(c, HN_INVALID, "official_date", "person.admit_official");
}

enum hn_rc
hn_person_check(struct hn_ctx *c, const struct hn_person_rules *rules, const struct hn_person_basic *given)
{
    const struct hn_person_basic in = hn_person_basic_clean(given);
    int before = c->fault_count;

    check_name(c, "full_name", in.full_name, true);
    check_name(c, "birth_name", in.birth_name, false);
    check_code(c, &hn_code_sex, in.sex, true);
    check_code(c, &hn_code_ethnicity, in.ethnicity, false);
    check_code(c, &hn_code_edu_general, in.edu_general, false);
    check_code(c, &hn_code_edu_degree, in.edu_degree, false);
    check_code(c, &hn_code_political_theory, in.political_theory, false);
    if (!hn_utf8_valid(in.occupation, strlen(in.occupation)))
        hn_fail(c, HN_INVALID, "occupation", "not_text");
    else if (hn_utf8_count(in.occupation) > OCCUPATION_LETTERS)
        hn_fail_arg(c, HN_INVALID, "occupation", "too_long", "200");
    check_past(c, "birth_date", in.birth_date);
    check_past(c, "admit_date", in.admit_date);
    check_past(c, "official_date", in.official_date);
    check_order(c, rules, &in);
    return c->fault_count > before ? HN_INVALID : HN_OK;
}

const struct hn_sql *const hn_person_check_sql[] = { &sql_rules, NULL };
