/* test_load: proves that many people go in at once as one by one: what was new, changed or there already is told row by
 * row, bad rows are left out alone, what comes out again is what went in; and that large lists, which are read by other
 * statements than small ones, show the same people as a plain second reckoning. */
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vi.h"
#include "member/list.h"
#include "unit/unit.h"

#define CELLS  180
#define PEOPLE 2400

/* --- verdicts --- */

struct told {
    int fresh, changed, same, bad;
    char first_bad[1024]; /* "line field key" of each */
};

static void
verdict(void *sink, int64_t line, const char *status, const struct hn_fault *fault)
{
    struct told *t = sink;

    t->fresh += strcmp(status, "new") == 0;
    t->changed += strcmp(status, "changed") == 0;
    t->same += strcmp(status, "same") == 0;
    if (!fault)
        return;
    t->bad++;
    snprintf(t->first_bad + strlen(t->first_bad), sizeof t->first_bad - strlen(t->first_bad), "%ld %s %s\n",
             (long)line, fault->field, fault->key);
}

struct job {
    struct told told;
    int64_t taken, bad;
    int variant;
    struct hn_people *p;
    const struct hn_load_person *persons;
    const struct hn_load_membership *memberships;
    const struct hn_load_office *offices;
    size_t person_count, membership_count, office_count;
};

static enum hn_rc
run_job(struct hn_ctx *c, void *arg)
{
    struct job *j = arg;
    struct hn_load *l;
    struct hn_person_id id;
    enum hn_rc rc = hn_load_begin(c, verdict, &j->told, &l);

    for (size_t i = 0; i < j->person_count && !rc; i++)
        rc = hn_load_person(l, &j->persons[i], &id);
    for (size_t i = 0; i < j->membership_count && !rc; i++)
        rc = hn_load_membership(l, &j->memberships[i]);
    for (size_t i = 0; i < j->office_count && !rc; i++)
        rc = hn_load_office(l, &j->offices[i]);
    return rc ? rc : hn_load_finish(l, &j->taken, &j->bad);
}

static void
load(struct hn_people *p, struct job *j)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = run_job, .arg = j };
    enum hn_rc rc;

    j->told = (struct told){ 0 };
    rc = hn_do(p, &d);
    if (rc)
        print_message("load: %d %s %s %s\n", rc, d.fault.field, d.fault.key, d.fault.arg);
    assert_int_equal(rc, HN_OK);
    assert_int_equal(j->bad, j->told.bad);
}

#define LOAD_PERSON(c, n, s, b)                                                                              \
    {                                                                                                        \
        .code = c, .basic = {.full_name = n, .sex = s, .birth_date = b }                                     \
    }

static void
told_row_by_row(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_load_text card = { "party_card_no", "220000000001" }, dirty = { "phone", "12" };
    struct hn_load_person persons[] = {
        { .line = 1,
          .code = "A1",
          .basic = { .full_name = "Lê Văn An", .sex = "male", .birth_date = 19700515 },
          .fields = &card,
          .field_count = 1 },
        { .line = 2,
          .code = "A2",
          .basic = { .full_name = "Trần Thị Mai", .sex = "female", .birth_date = 19800515 } },
        { .line = 3, .code = "A3", .basic = { .full_name = "", .sex = "female" } },
        { .line = 4, .code = "A 4", .basic = { .full_name = "Mai", .sex = "female" } },
        { .line = 5,
          .code = "A5",
          .basic = { .full_name = "Mai", .sex = "female" },
          .fields = &card,
          .field_count = 1 },
        { .line = 6,
          .code = "A6",
          .basic = { .full_name = "Mai", .sex = "female" },
          .fields = &dirty,
          .field_count = 1 },
        { .line = 7,
          .code = "A2",
          .basic = { .full_name = "Trần Thị Mai", .sex = "female", .birth_date = 19800515 } },
        { .line = 8,
          .code = "A2",
          .basic = { .full_name = "Trần Thị Mây", .sex = "female", .birth_date = 19800515 } },
    };
    const struct hn_load_membership memberships[] = {
        { 11, "A1", "C1", "probationary", "", DAY(2000, 1, 1), DAY(2001, 1, 1), "" },
        { 12, "A1", "C1", "official", "", DAY(2001, 1, 1), DAY(2010, 1, 1), "QĐ 5" },
        { 13, "A1", "C2", "official", "exempt", DAY(2010, 1, 1), HN_DAY_OPEN, "" },
        { 14, "A1", "C2", "official", "", DAY(2012, 1, 1), DAY(2013, 1, 1), "" },
        { 15, "A9", "C1", "official", "", DAY(2012, 1, 1), HN_DAY_OPEN, "" },
        { 16, "A2", "C9", "official", "", DAY(2012, 1, 1), HN_DAY_OPEN, "" },
        { 17, "A2", "22.001", "official", "", DAY(2012, 1, 1), HN_DAY_OPEN, "" },
        { 18, "A2", "C1", "king", "", DAY(2012, 1, 1), HN_DAY_OPEN, "" },
        { 19, "A2", "C1", "removed", "", DAY(2012, 1, 1), HN_DAY_OPEN, "" },
        { 20, "A2", "C1", "official", "", DAY(1970, 1, 1), DAY(1971, 1, 1), "" },
        { 21, "A2", "C1", "official", "", DAY(2012, 1, 1), DAY(2012, 1, 1), "" },
        { 22, "A2", "C1", "probationary", "", DAY(2012, 1, 1), DAY(2012, 12, 31), "" },
        { 23, "A2", "C1", "official", "", DAY(2012, 12, 31), HN_DAY_OPEN, "" },
        { 24, "A2", "C1", "official", "", DAY(2013, 1, 1), HN_DAY_OPEN, "" },
    };
    const struct hn_load_office offices[] = {
        { 31, "A1", "C2", "secretary", "", "", "", DAY(2015, 1, 1), DAY(2020, 1, 1) },
        { 32, "A1", "C2", "secretary", "", "", "", DAY(2020, 1, 1), HN_DAY_OPEN },
        { 33, "A2", "C2", "secretary", "", "", "", DAY(2019, 12, 31), HN_DAY_OPEN },
        { 34, "A1", "V", "village_head", "", "", "", DAY(2015, 1, 1), HN_DAY_OPEN },
        { 35, "A1", "C1", "village_head", "", "", "", DAY(2015, 1, 1), HN_DAY_OPEN },
        { 36, "A1", "C1", "king", "", "", "", DAY(2015, 1, 1), HN_DAY_OPEN },
    };
    static const char told_bad[] = "3 full_name person.name_missing\n"
                                   "4 code not_code\n"
                                   "5 party_card_no person.number_taken\n"
                                   "6 phone number.phone\n"
                                   "14 valid_from load.overlap\n"
                                   "15 person load.person_unknown\n"
                                   "16 unit load.unit_unknown\n"
                                   "17 unit member.unit_kind\n"
                                   "18 standing standing.unknown\n"
                                   "19 unit member.standing_unit\n"
                                   "20 valid_from member.before_birth\n"
                                   "21 valid_to fact.days\n"
                                   "23 from standing.too_soon\n"
                                   "33 office office.held\n"
                                   "35 unit load.place_unknown\n"
                                   "36 office office.unknown\n";
    struct job j = { .persons = persons,
                     .person_count = 8,
                     .memberships = memberships,
                     .membership_count = 14,
                     .offices = offices,
                     .office_count = 6 };

    load(p, &j);
    assert_string_equal(j.told.first_bad, told_bad);
    assert_int_equal(j.told.changed, 1);
    assert_int_equal(j.told.same, 1);
    assert_int_equal(j.told.fresh, 2 + 5 + 3);
    assert_int_equal(j.told.bad, 4 + 9 + 3);
    /* The very same once more: nothing is new, the bad stay bad. */
    load(p, &j);
    assert_int_equal(j.told.fresh, 0);
    assert_int_equal(j.told.same, 1 + 1 + 5 + 3);
    assert_int_equal(j.told.changed, 2); /* line 2 takes the name back, line 8 gives it again */
    hn_people_close(p);
}

/* What was known in between is kept: a load with days of knowledge. */
static enum hn_rc
run_known(struct hn_ctx *c, void *arg)
{
    struct hn_load_person person = LOAD_PERSON("A1", "Lê Văn An", "male", 19700515);
    struct hn_load_membership m = { 1, "A1", "C1", "probationary", "", DAY(2000, 1, 1), DAY(2001, 1, 1), "" };
    struct hn_person_id id;
    struct hn_load *l;
    int64_t taken, bad;
    enum hn_rc rc = hn_load_begin(c, NULL, NULL, &l);

    (void)arg;
    hn_load_known(l, hn_day_end(DAY(2000, 1, 1)));
    rc = rc ? rc : hn_load_person(l, &person, &id);
    rc = rc ? rc : hn_load_membership(l, &m);
    m = (struct hn_load_membership){ 2, "A1", "C1", "official", "", DAY(2001, 1, 1), HN_DAY_OPEN, "" };
    hn_load_known(l, hn_day_end(DAY(2001, 1, 1)));
    rc = rc ? rc : hn_load_membership(l, &m);
    return rc ? rc : hn_load_finish(l, &taken, &bad);
}

static void
what_was_known_then(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = run_known };
    struct hn_person_id id;
    struct hn_status s;
    struct hn_ctx *c;

    assert_int_equal(hn_do(p, &d), HN_OK);
    c = hn_people_read(p, HN_USER_SYSTEM);
    assert_int_equal(hn_person_find(c, "A1", &id), HN_OK);
    c->on = DAY(2010, 1, 1);
    assert_int_equal(hn_standing_on(c, id, &s), HN_OK);
    assert_string_equal(s.value, "official");
    c->known = hn_day_end(DAY(2000, 6, 1)); /* then nobody knew that he would be official */
    assert_int_equal(hn_standing_on(c, id, &s), HN_OK);
    assert_string_equal(s.value, "probationary");
    assert_int_equal(s.to, HN_DAY_OPEN);
    c->known = hn_day_end(DAY(1999, 6, 1));
    assert_int_equal(hn_standing_on(c, id, &s), HN_OK);
    assert_string_equal(s.value, "");
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- many --- */

static const char *const families[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bàn" };
static const char *const middles[] = { "Văn", "Thị", "Đức", "Hòa", "Minh" };
static const char *const givens[] = { "An", "Ân", "Bình", "Chi", "Đào", "Đức", "Hà",
                                      "Hả", "Hạ", "Hòa",  "Hoa", "Mỹ",  "Yến" };
#define PICK(list, n) list[(n) % (sizeof(list) / sizeof(list[0]))]

static enum hn_rc
make_cells(struct hn_ctx *c, struct hn_people *p)
{
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < CELLS && !rc; i++) {
        struct hn_unit_id id;
        const struct hn_unit_new in = { .parent = p->org_a,
                                        .kind = "cell",
                                        .code = hn_print(c->arena, "K%03d", i),
                                        .name = hn_print(c->arena, "Chi bộ %d", i),
                                        .short_name = "",
                                        .sector = i % 3 ? "residential" : "school",
                                        .decision = "",
                                        .from = HN_DAY_START };

        rc = hn_unit_create(c, &in, &id);
    }
    return rc;
}

static enum hn_rc
make_person(struct hn_ctx *c, struct hn_load *l, int i)
{
    struct hn_mark mark = hn_arena_mark(c->arena);
    const char *code = hn_print(c->arena, "Q%05d", i), *unit = hn_print(c->arena, "K%03d", i % CELLS);
    const char *rare = i == 77 ? "Ngọc Bích Trâm"
                               : hn_print(c->arena, "%s %s", PICK(middles, i / 7), PICK(givens, i / 5));
    struct hn_load_person person = {
        .line = i,
        .code = code,
        .basic = { .full_name = hn_print(c->arena, "%s %s", PICK(families, i), rare),
                   .sex = i % 3 ? "male" : "female",
                   .ethnicity = i % 5 ? "kinh" : "dao",
                   .birth_date = (1950 + i % 50) * 10000 + 101 + i % 28,
                   .admit_date = 20100101,
                   .edu_degree = i % 4 ? "bachelor" : "" },
    };
    struct hn_load_membership m = { i,
                                    code,
                                    unit,
                                    i % 10 ? "official" : "probationary",
                                    i % 200 == 1 ? "exempt" : "active",
                                    DAY(2010, 1, 1),
                                    HN_DAY_OPEN,
                                    "" };
    struct hn_load_office o = { i, code, unit, "committee_member", "", "", "", DAY(2020, 1, 1), HN_DAY_OPEN };
    struct hn_person_id id;
    enum hn_rc rc;

    if (i % 50 == 0)
        person.basic.full_name = hn_print(c->arena, "%s Người %s", PICK(families, i), PICK(givens, i));
    if (person.basic.birth_date > 19911231)
        person.basic.admit_date = 0;
    rc = hn_load_person(l, &person, &id);
    rc = rc ? rc : hn_load_membership(l, &m);
    if (!rc && i % 300 == 5)
        rc = hn_load_office(l, &o);
    hn_arena_rewind(c->arena, mark);
    return rc;
}

static enum hn_rc
run_many(struct hn_ctx *c, void *arg)
{
    struct job *j = arg;
    struct hn_load *l;
    enum hn_rc rc = j->variant ? HN_OK : make_cells(c, j->p);

    rc = rc ? rc : hn_load_begin(c, verdict, &j->told, &l);
    for (int i = 0; i < PEOPLE && !rc; i++)
        rc = make_person(c, l, i);
    return rc ? rc : hn_load_finish(l, &j->taken, &j->bad);
}

static void
load_many(struct hn_people *p, struct job *j)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = run_many, .arg = j };
    enum hn_rc rc;

    j->p = p;
    j->told = (struct told){ 0 };
    rc = hn_do(p, &d);
    if (rc)
        print_message("many: %d %s %s %s\n", rc, d.fault.field, d.fault.key, d.fault.arg);
    assert_int_equal(rc, HN_OK);
    assert_string_equal(j->told.first_bad, "");
}

/* One row, with texts that live as long as the test. */
struct kept {
    int64_t person;
    char name[80], sex[8], ethnicity[16], activity[24], office[32];
    int birth;
};
struct keeping {
    struct kept rows[PEOPLE];
    int count;
};

static void
keep(void *sink, const struct hn_member_row *row)
{
    struct keeping *k = sink;
    struct kept *at = &k->rows[k->count++];

    assert_true(k->count <= PEOPLE);
    at->person = row->person.v;
    at->birth = row->birth_date;
    snprintf(at->name, sizeof at->name, "%s", row->full_name);
    snprintf(at->sex, sizeof at->sex, "%s", row->sex);
    snprintf(at->ethnicity, sizeof at->ethnicity, "%s", row->ethnicity);
    snprintf(at->activity, sizeof at->activity, "%s", row->activity);
    snprintf(at->office, sizeof at->office, "%s", row->office);
}

/* Does a row pass, as one would say by looking at it? words: at most two, folded or with marks. */
static bool
passes(struct hn_ctx *c, const struct kept *r, const struct hn_member_filter *f, bool exact)
{
    const char *words[4];
    size_t n;

    if ((f->sex && strcmp(f->sex, r->sex) != 0) || (f->activity && strcmp(f->activity, r->activity) != 0) ||
        (f->office && strcmp(f->office, r->office) != 0) ||
        (f->ethnicity && strcmp(f->ethnicity, r->ethnicity) != 0))
        return false;
    if (f->age_from && hn_pdate_age(r->birth, c->on) < f->age_from)
        return false;
    if (f->age_to && hn_pdate_age(r->birth, c->on) > f->age_to)
        return false;
    if (!f->words)
        return true;
    n = hn_vi_words(c->arena, exact ? hn_vi_lower(c->arena, f->words) : hn_vi_fold(c->arena, f->words), words,
                    4);
    for (size_t i = 0; i < n; i++) {
        const char *name = exact ? hn_vi_lower(c->arena, r->name) : hn_vi_fold(c->arena, r->name);

        if (!strstr(hn_print(c->arena, " %s", name), hn_print(c->arena, " %s", words[i])))
            return false;
    }
    return true;
}

/* The list, page by page, is: those who pass with marks, in order, then those who pass without. */
static void
compare(struct hn_people *p, const struct keeping *all, struct hn_member_filter f, const char *label)
{
    struct keeping *seen = calloc(1, sizeof *seen), *wanted = calloc(1, sizeof *wanted);
    struct hn_ctx *c = hn_people_read(p, HN_USER_SYSTEM);
    bool marked = f.words && strpbrk(f.words, "àáảãạăâđêôơưòóọ");
    int64_t total;

    assert_true(seen && wanted);
    for (int half = marked ? 0 : 1; half < 2; half++) {
        for (int i = 0; i < all->count; i++) {
            bool exact = marked && passes(c, &all->rows[i], &f, true);

            if (passes(c, &all->rows[i], &f, false) && exact == (half == 0))
                wanted->rows[wanted->count++] = all->rows[i];
        }
    }
    for (int64_t offset = 0; offset <= wanted->count; offset += 700)
        assert_int_equal(hn_member_list(c, &f, offset, 700, keep, seen), HN_OK);
    assert_int_equal(hn_member_count(c, &f, &total), HN_OK);
    if (seen->count != wanted->count || total != wanted->count)
        print_message("%s: %d wanted, %d seen, %ld counted\n", label, wanted->count, seen->count,
                      (long)total);
    assert_int_equal(seen->count, wanted->count);
    assert_int_equal(total, wanted->count);
    for (int i = 0; i < seen->count; i++)
        assert_true(seen->rows[i].person == wanted->rows[i].person);
    hn_people_read_end(p);
    free(seen);
    free(wanted);
}

struct lines {
    int count;
    char last[32];
    bool sorted;
};

static enum hn_rc
line(void *sink, const struct hn_membership_line *m)
{
    struct lines *l = sink;

    if (strcmp(m->person, l->last) < 0)
        l->sorted = false;
    snprintf(l->last, sizeof l->last, "%s", m->person);
    l->count++;
    return HN_OK;
}

static enum hn_rc
person_line(void *sink, const struct hn_person *p)
{
    const struct hn_membership_line m = { .person = p->code };

    return line(sink, &m);
}

static void
large_lists_are_like_small_ones(void **state)
{
    HN_TEST_PEOPLE(state);
    struct keeping *all = calloc(1, sizeof *all);
    struct job j = { .variant = 0 };
    struct hn_member_filter any = { 0 };
    struct hn_ctx *c;

    assert_non_null(all);
    load_many(p, &j);
    assert_int_equal(j.told.fresh, 2 * PEOPLE + PEOPLE / 300);
    c = hn_people_read(p, HN_USER_SYSTEM);
    assert_int_equal(hn_member_list(c, &any, 0, 0, keep, all), HN_OK);
    assert_int_equal(all->count, PEOPLE);
    for (int i = 1; i < all->count; i++) {
        struct hn_bytes a = hn_vi_person_key(c->arena, all->rows[i - 1].name),
                        b = hn_vi_person_key(c->arena, all->rows[i].name);
        int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);

        assert_true(order < 0 || (order == 0 && a.len <= b.len));
        if (order == 0 && a.len == b.len)
            assert_true(all->rows[i - 1].birth <= all->rows[i].birth);
    }
    hn_people_read_end(p);
    compare(p, all, any, "all");
    compare(p, all, (struct hn_member_filter){ .within = p->province }, "province");
    compare(p, all, (struct hn_member_filter){ .within = p->a, .sex = "female" }, "women");
    compare(p, all, (struct hn_member_filter){ .activity = "exempt" }, "exempt");
    compare(p, all, (struct hn_member_filter){ .activity = "suspended" }, "suspended");
    compare(p, all, (struct hn_member_filter){ .office = "committee_member" }, "office");
    compare(p, all, (struct hn_member_filter){ .ethnicity = "dao", .age_from = 40, .age_to = 60 },
            "dao of 40 to 60");
    compare(p, all, (struct hn_member_filter){ .words = "tram" }, "a rare word");
    compare(p, all, (struct hn_member_filter){ .words = "nguoi ban" }, "two words");
    compare(p, all, (struct hn_member_filter){ .words = "hoa" }, "hoa");
    compare(p, all, (struct hn_member_filter){ .words = "hòa ng" }, "hòa ng");
    compare(p, all, (struct hn_member_filter){ .words = "đức", .sex = "male" }, "đức, men");
    compare(p, all, (struct hn_member_filter){ .words = "mi" }, "mi finds Mỹ and Minh");
    compare(p, all, (struct hn_member_filter){ .words = "zzz" }, "nobody");

    struct lines people = { .sorted = true }, memberships = { .sorted = true };

    c = hn_people_read(p, HN_USER_SYSTEM);
    assert_int_equal(hn_person_each(c, (struct hn_unit_id){ 0 }, person_line, &people), HN_OK);
    assert_int_equal(people.count, PEOPLE);
    assert_int_equal(hn_membership_each(c, p->a, HN_DAY_OPEN, line, &memberships), HN_OK);
    assert_int_equal(memberships.count, PEOPLE);
    assert_true(people.sorted && memberships.sorted);
    memberships.count = 0;
    assert_int_equal(hn_membership_each(c, p->b, HN_DAY_OPEN, line, &memberships), HN_OK);
    assert_int_equal(memberships.count, 0);
    hn_people_read_end(p);
    c = hn_people_read(p, CLERK);
    people = (struct lines){ .sorted = true };
    assert_int_equal(hn_person_each(c, (struct hn_unit_id){ 0 }, person_line, &people), HN_OK);
    assert_int_equal(people.count, PEOPLE);
    hn_people_read_end(p);
    /* Once more: all is there. */
    j.variant = 1;
    load_many(p, &j);
    assert_int_equal(j.told.same, 2 * PEOPLE + PEOPLE / 300);
    free(all);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(told_row_by_row),
        HN_TEST_BOTH(what_was_known_then),
        HN_TEST_BOTH(large_lists_are_like_small_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
