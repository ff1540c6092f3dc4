/* test_study: proves that a paper is studied only by those it concerns, once a day, by their own members, on days that can
 * be; and that coverage by child, by unit and altogether equals a naive recount over random sessions, each member counted
 * once. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "study/study.h"
#include "unit/unit.h"

struct asked {
    struct hn_study_paper paper;
    struct hn_study_session session;
    struct hn_person_id parts[8];
    size_t part_count;
    int64_t id;
};

static enum hn_rc
enter(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_study_paper_put(c, &a->paper, &a->id);
}

static enum hn_rc
finish(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_study_paper_end(c, a->id);
}

static enum hn_rc
record(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_study_session_put(c, &a->session, a->parts, a->part_count, &a->id);
}

static enum hn_rc
take_out(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_study_session_remove(c, a->session.unit, a->id);
}

static struct asked
directive(struct hn_unit_id unit, const char *owed_by)
{
    return (struct asked){ .paper = { .unit = unit,
                                      .kind = "directive",
                                      .number = "05-CT/HU",
                                      .issuer = "Huyện ủy",
                                      .day = DAY(2024, 2, 1),
                                      .title = "Chỉ thị minh họa",
                                      .owed_by = owed_by,
                                      .due = DAY(2024, 3, 31) } };
}

static size_t
owed(struct hn_people *p, struct hn_user_id actor, struct hn_unit_id unit)
{
    const struct hn_study_paper *list;
    size_t count = 0;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_study_papers(c, unit, true, &list, &count), HN_OK);
    hn_people_read_end(p);
    return count;
}

static void
papers(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = directive(p->a, "cell");

    a.paper.due = DAY(2024, 1, 1);
    hn_check(p, CLERK, enter, &a, HN_INVALID, "study.due");
    a.paper.due = DAY(2024, 3, 31);
    a.paper.number = "";
    hn_check(p, CLERK, enter, &a, HN_INVALID, "study.number");
    a.paper.number = "05-CT/HU";
    a.paper.kind = "poem";
    hn_check(p, CLERK, enter, &a, HN_INVALID, "study.kind");
    a.paper.kind = "directive";
    a.paper.owed_by = "everybody";
    hn_check(p, CLERK, enter, &a, HN_INVALID, "study.owed");
    a.paper.owed_by = "cell";
    a.paper.day = DAY(2024, 3, 11);
    hn_check(p, CLERK, enter, &a, HN_INVALID, "study.future");
    a.paper.day = DAY(2024, 2, 1);
    hn_check(p, SECRETARY, enter, &a, HN_NOT_FOUND, "access.not_found");
    a.paper.unit = p->c1;
    hn_check(p, SECRETARY, enter, &a, HN_DENIED, "access.denied");
    a.paper.unit = p->a;
    hn_check(p, CLERK, enter, &a, HN_OK, "");
    assert_int_equal(owed(p, SECRETARY, p->c1), 1);
    assert_int_equal(owed(p, CLERK, p->org_a), 0); /* cells alone owe it */
    hn_check(p, SECRETARY, finish, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, finish, &a, HN_OK, "");
    hn_check(p, CLERK, finish, &a, HN_CONFLICT, "study.ended");
    assert_int_equal(owed(p, SECRETARY, p->c1), 0);
    hn_people_close(p);
}

static void
sessions(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id one = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id two = hn_people_member(p, p->c2, "M2", "Lê Văn Ba", "male", 19700515, 20000601);
    struct asked of_a = directive(p->a, "cell"), of_b = directive(p->b, "cell");
    struct asked s = { .session = {
                           .unit = p->c1, .day = DAY(2024, 3, 5), .others = 3, .adds = "Trồng cây" } };

    hn_check(p, HN_USER_SYSTEM, enter, &of_b, HN_OK, "");
    hn_check(p, CLERK, enter, &of_a, HN_OK, "");
    s.session.paper = of_b.id;
    hn_check(p, SECRETARY, record, &s, HN_INVALID, "study.not_concerned");
    s.session.paper = of_a.id;
    s.session.day = DAY(2024, 3, 11);
    hn_check(p, SECRETARY, record, &s, HN_INVALID, "study.day");
    s.session.day = DAY(2024, 1, 31);
    hn_check(p, SECRETARY, record, &s, HN_INVALID, "study.day");
    s.session.day = DAY(2024, 3, 5);
    s.session.others = -1;
    hn_check(p, SECRETARY, record, &s, HN_INVALID, "study.others");
    s.session.others = 0;
    hn_check(p, SECRETARY, record, &s, HN_INVALID, "study.nobody");
    s.parts[0] = two;
    s.part_count = 1;
    hn_check(p, SECRETARY, record, &s, HN_NOT_FOUND, "roll.not_member");
    s.parts[0] = one;
    hn_check(p, CLERK, record, &s, HN_DENIED, "access.denied");
    hn_check(p, SECRETARY, record, &s, HN_OK, "");
    assert_int_equal(owed(p, SECRETARY, p->c1), 0);

    struct asked again = s;

    hn_check(p, SECRETARY, record, &again, HN_CONFLICT, "study.twice");
    hn_check(p, SECRETARY, take_out, &s, HN_OK, "");
    hn_check(p, SECRETARY, take_out, &s, HN_NOT_FOUND, "not_found");
    assert_int_equal(owed(p, SECRETARY, p->c1), 1);
    hn_check(p, SECRETARY, record, &again, HN_OK, "");

    struct asked training = { .session = {
                                  .unit = p->c1, .day = DAY(2024, 3, 6), .others = 12, .training = true } };

    hn_check(p, SECRETARY, record, &training, HN_OK, "");

    const struct hn_study_session *list;
    size_t count;
    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    assert_int_equal(hn_study_sessions(c, p->c1, 0, &list, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_true(list[0].training && list[0].others == 12 && list[0].members == 0);
    assert_true(list[1].members == 1 && list[1].called == 1);
    hn_people_read_end(p);
    hn_people_close(p);
}

/* A paper stands in the register: entered there with the study, or picked from it, once for a unit. */
static void
of_the_register(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = directive(p->a, "cell"), picked = directive(p->a, "both"), own = directive(p->a, "cell");
    struct hn_study_paper got;
    struct hn_paper paper;
    struct hn_ctx *c;

    hn_check(p, CLERK, enter, &a, HN_OK, "");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_study_paper_get(c, a.id, &got), HN_OK);
    assert_int_equal(hn_paper_get(c, got.paper, &paper), HN_OK);
    assert_string_equal(paper.origin, "received");
    assert_string_equal(paper.issuer, "Huyện ủy");
    assert_string_equal(paper.state, "issued");
    hn_people_read_end(p);

    picked.paper.paper = paper.id;
    picked.paper.number = picked.paper.title = "";
    hn_check(p, CLERK, enter, &picked, HN_CONFLICT, "study.entered");
    hn_check(p, CLERK, finish, &a, HN_OK, "");
    picked.paper.due = DAY(2024, 1, 31);
    hn_check(p, CLERK, enter, &picked, HN_INVALID, "study.due");
    picked.paper.due = DAY(2024, 3, 31);
    hn_check(p, CLERK, enter, &picked, HN_OK, "");
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_study_paper_get(c, picked.id, &got), HN_OK);
    assert_string_equal(got.number, "05-CT/HU");
    assert_int_equal(got.paper.v, paper.id.v);
    hn_people_read_end(p);

    /* The same number of the same issuer is one paper; without an issuer it is the unit's own, numbered as such. */
    hn_check(p, CLERK, enter, &a, HN_CONFLICT, "paper.number_taken");
    own.paper.issuer = "";
    hn_check(p, CLERK, enter, &own, HN_INVALID, "paper.number");
    own.paper.number = "05-CT/ĐU";
    hn_check(p, CLERK, enter, &own, HN_OK, "");
    hn_people_close(p);
}

/* --- random sessions against a naive recount --- */

enum { CELLS = 4, EACH = 4, TRIES = 30 };

struct world {
    struct hn_unit_id org[2], cell[CELLS]; /* two cells each */
    struct hn_person_id person[CELLS][EACH];
    bool took_part[CELLS][EACH];
    hn_day studied[CELLS];
    int64_t others[CELLS];
};

static uint64_t
draw(uint64_t *seed, uint64_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

struct making {
    struct hn_unit_id parent, made;
    const char *kind, *code;
};

static enum hn_rc
make_unit(struct hn_ctx *c, void *arg)
{
    struct making *m = arg;
    const struct hn_unit_new in = { .parent = m->parent,
                                    .kind = m->kind,
                                    .code = m->code,
                                    .name = m->code,
                                    .short_name = "",
                                    .sector = "residential",
                                    .decision = "",
                                    .from = HN_DAY_START };

    return hn_unit_create(c, &in, &m->made);
}

static struct hn_unit_id
new_unit(struct hn_people *p, struct hn_unit_id parent, const char *kind, const char *code)
{
    struct making m = { .parent = parent, .kind = kind, .code = code };
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = make_unit, .arg = &m };

    assert_int_equal(hn_do(p, &d), HN_OK);
    return m.made;
}

static void
people_the_world(struct hn_people *p, struct world *w)
{
    w->org[0] = p->org_a;
    w->org[1] = new_unit(p, p->a, "grassroots_committee_org", "22.001.002");
    w->cell[0] = p->c1;
    w->cell[1] = p->c2;
    w->cell[2] = new_unit(p, w->org[1], "cell", "C5");
    w->cell[3] = new_unit(p, w->org[1], "cell", "C6");
    for (int k = 0; k < CELLS; k++) {
        w->studied[k] = HN_DAY_OPEN;
        for (int i = 0; i < EACH; i++) {
            char code[16];

            snprintf(code, sizeof code, "M%d-%d", k, i);
            w->person[k][i] = hn_people_member(p, w->cell[k], code, "Nguyễn Minh Họa", "male", 19700101,
                                               20000101);
        }
    }
}

static void
hold_sessions(struct hn_people *p, struct world *w, int64_t paper, uint64_t *seed)
{
    for (int n = 0; n < TRIES; n++) {
        int k = (int)draw(seed, CELLS - 1); /* the last cell never studies it */
        hn_day day = DAY(2024, 2, 1) + (hn_day)draw(seed, 38);
        struct asked s = {
            .session = { .paper = paper, .unit = w->cell[k], .day = day, .others = (int64_t)draw(seed, 3) }
        };
        struct hn_deed d = { .kind = HN_DEED_CALL, .call = record, .arg = &s };

        for (int i = 0; i < EACH; i++) {
            if (draw(seed, 4) == 0)
                s.parts[s.part_count++] = w->person[k][i];
        }
        if (hn_do(p, &d) != HN_OK)
            continue; /* the same day again, or nobody */
        w->others[k] += s.session.others;
        if (day < w->studied[k])
            w->studied[k] = day;
        for (size_t j = 0; j < s.part_count; j++) {
            for (int i = 0; i < EACH; i++)
                w->took_part[k][i] |= w->person[k][i].v == s.parts[j].v;
        }
    }
}

static void
add_cell(const struct world *w, int k, hn_day due, struct hn_study_cover *out)
{
    bool studied = w->studied[k] != HN_DAY_OPEN;

    out->owing++;
    out->studied += studied;
    out->in_time += studied && w->studied[k] <= due;
    out->called += studied ? EACH : 0;
    out->others += w->others[k];
    for (int i = 0; i < EACH; i++)
        out->took_part += w->took_part[k][i];
}

static void
same(const struct hn_study_cover *a, const struct hn_study_cover *b)
{
    assert_int_equal(a->owing, b->owing);
    assert_int_equal(a->studied, b->studied);
    assert_int_equal(a->in_time, b->in_time);
    assert_int_equal(a->called, b->called);
    assert_int_equal(a->took_part, b->took_part);
    assert_int_equal(a->others, b->others);
}

static void
count_unit(void *sink, const struct hn_study_unit *u)
{
    size_t *count = sink;

    (void)u;
    ++*count;
}

static void
coverage_equals_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world *w = calloc(1, sizeof *w);
    struct asked paper = directive(p->a, "cell");
    struct hn_study_cover sum, naive = { .owing = 0 }, child[2] = { [0].owing = 0 };
    const struct hn_study_cover *children;
    size_t count, missing = 0;
    int64_t missing_count;
    uint64_t seed = 4711;

    assert_non_null(w);
    people_the_world(p, w);
    paper.paper.due = DAY(2024, 2, 10);
    hn_check(p, CLERK, enter, &paper, HN_OK, "");
    hold_sessions(p, w, paper.id, &seed);
    for (int k = 0; k < CELLS; k++) {
        add_cell(w, k, DAY(2024, 2, 10), &naive);
        add_cell(w, k, DAY(2024, 2, 10), &child[k / 2]);
    }
    assert_true(naive.studied > 0 && naive.studied < CELLS && naive.took_part > 0);

    struct hn_ctx *c = hn_people_read(p, CLERK);

    assert_int_equal(hn_study_coverage(c, paper.id, p->a, &sum, &children, &count), HN_OK);
    same(&sum, &naive);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++)
        same(&children[i], &child[children[i].unit.v == w->org[1].v]);
    assert_int_equal(hn_study_units(c, paper.id, p->a, true, 0, 0, count_unit, &missing), HN_OK);
    assert_int_equal(hn_study_unit_count(c, paper.id, p->a, true, &missing_count), HN_OK);
    assert_int_equal(missing, naive.owing - naive.studied);
    assert_int_equal(missing_count, missing);
    hn_people_read_end(p);
    free(w);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(papers),
        HN_TEST_BOTH(sessions),
        HN_TEST_BOTH(of_the_register),
        HN_TEST_BOTH(coverage_equals_a_recount),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
