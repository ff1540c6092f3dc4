/* test_criteria: proves that sets of criteria are kept by who directs and judged no longer once they change, that a commune marks
 * and the level above appraises and concludes, each in its turn; that totals equal a recount, in one sheet and over all; that a
 * recognition rests on what was met, stands once at a level, on the level before, and stays with the old commune; and that "ahead
 * of plan" is reckoned. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <stdlib.h>
#include <string.h>

#include "criteria/recognition.h"
#include "place/place.h"
#include "unit/unit.h"

#define COMMUNE SELF /* clerk of the commune, org_a; CLERK's committee stands above it */

enum { CRITERIA = 3, LINES = 7 };

struct world {
    struct hn_people *p;
    int64_t set, line[LINES], sheet;
    struct hn_criteria_set in;
    struct hn_criteria_line put;
    struct hn_mark_put marks[LINES];
    size_t count;
    bool above, agree;
    struct hn_unit_id unit;
    hn_day on;
    int64_t asked, satisfied, version, id;
    const char *text;
    struct hn_recognition recognition;
    struct hn_criteria_plan plan;
};

/* --- deeds --- */

static enum hn_rc
put_set(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_criteria_set_put(c, &w->in, &w->set);
}

static enum hn_rc
put_line(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_criteria_line_put(c, w->set, &w->put, &w->id);
}

static enum hn_rc
remove_line(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_criteria_line_remove(c, w->set, w->id);
}

static enum hn_rc
put_group(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_criteria_group_put(c, w->unit, w->text, w->on, HN_DAY_OPEN, "QĐ");
}

static enum hn_rc
open_sheet(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_mark_open(c, w->unit, w->set, w->on, &w->sheet);
}

static enum hn_rc
put_marks(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_mark_put(c, w->sheet, w->above, w->marks, w->count, w->version);
}

static enum hn_rc
residents(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_mark_residents(c, w->sheet, w->asked, w->satisfied, w->text);
}

static enum hn_rc
send(struct hn_ctx *c, void *arg)
{
    return hn_mark_send(c, ((struct world *)arg)->sheet);
}

static enum hn_rc
give_back(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_mark_return(c, w->sheet, w->text);
}

static enum hn_rc
conclude(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_mark_conclude(c, w->sheet, w->agree, w->text);
}

static enum hn_rc
recognise(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_recognise(c, &w->recognition, &w->id);
}

static enum hn_rc
withdraw(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_recognition_withdraw(c, w->id, w->on, w->text);
}

static enum hn_rc
put_plan(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return hn_criteria_plan_put(c, w->unit, &w->plan);
}

/* --- the world: org_a lives in the commune, COMMUNE is its clerk --- */

static enum hn_rc
settle(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    const struct hn_grant grant = { .user = COMMUNE,
                                    .role = "committee_clerk",
                                    .unit = w->p->org_a,
                                    .from = DAY(2020, 1, 1),
                                    .to = HN_DAY_OPEN,
                                    .reason = "test" };
    struct hn_place_id commune;
    enum hn_rc rc = hn_place_find(c, "X", &commune);

    if (!rc)
        rc = hn_unit_put_place(c, w->p->org_a, commune, DAY(2018, 1, 1), HN_DAY_OPEN);
    return rc ? rc : hn_grant_give(c, &grant, NULL, NULL);
}

static void
begin(struct hn_people *p, struct world *w)
{
    *w = (struct world){ .p = p,
                         .unit = p->org_a,
                         .on = DAY(2020, 12, 31),
                         .text = "",
                         .in = { .unit = p->a,
                                 .code = "minh-hoa",
                                 .name = "Bộ tiêu chí minh họa",
                                 .level = "standard",
                                 .legal_basis = "QĐ minh họa",
                                 .from = DAY(2018, 1, 1),
                                 .to = DAY(2022, 1, 1),
                                 .residents_least_bp = 9000,
                                 .invented = true } };
    hn_check(p, (struct hn_user_id){ 0 }, settle, w, HN_OK, "");
}

/* Three criteria: two, two and three lines; numbers from above, below, equal, and judged ones in turn. */
static void
fill_set(struct hn_people *p, struct world *w)
{
    static const char *const operators[] = { "ge", "le", "eq", "judged" };

    hn_check(p, CLERK, put_set, w, HN_OK, "");
    for (int i = 0; i < LINES; i++) {
        const char *operator= operators[i % 4];

        w->put = (struct hn_criteria_line){ .criterion = i / 2 < CRITERIA ? i / 2 + 1 : CRITERIA,
                                            .no = i < 6 ? i % 2 + 1 : 3,
                                            .criterion_name = "Tiêu chí minh họa",
                                            .name = "Chỉ tiêu minh họa",
                                            .measure = "%",
                                            .operator= operator};
        if (strcmp(operator, "judged") != 0) {
            w->put.thresholds[0].group = "";
            w->put.thresholds[0].milli = 50000;
            w->put.threshold_count = 1;
        }
        hn_check(p, CLERK, put_line, w, HN_OK, "");
        w->line[i] = w->id;
    }
}

static struct hn_mark_put
a_mark(const struct world *w, int i, bool met)
{
    static const int64_t good[] = { 50000, 50000, 50000 }, bad[] = { 49999, 50001, 50001 };

    if (i % 4 == 3)
        return (struct hn_mark_put){ .line = w->line[i], .judged = true, .met = met };
    return (
        struct hn_mark_put){ .line = w->line[i], .has_value = true, .milli = met ? good[i % 4] : bad[i % 4] };
}

static void
mark_all(struct hn_people *p, struct world *w, struct hn_user_id actor, bool above)
{
    w->above = above;
    w->version = 0;
    w->count = LINES;
    for (int i = 0; i < LINES; i++)
        w->marks[i] = a_mark(w, i, true);
    hn_check(p, actor, put_marks, w, HN_OK, "");
}

/* --- sets --- */

static void
keeping_sets(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world w;

    begin(p, &w);
    w.in.code = "minh họa";
    hn_check(p, CLERK, put_set, &w, HN_INVALID, "criteria.code");
    w.in.code = "minh-hoa";
    w.in.level = "best";
    hn_check(p, CLERK, put_set, &w, HN_INVALID, "criteria.level");
    w.in.level = "standard";
    w.in.legal_basis = "";
    hn_check(p, CLERK, put_set, &w, HN_INVALID, "criteria.basis");
    w.in.legal_basis = "QĐ minh họa";
    w.in.residents_least_bp = 10001;
    hn_check(p, CLERK, put_set, &w, HN_INVALID, "criteria.residents");
    w.in.residents_least_bp = 9000;
    hn_check(p, SECRETARY, put_set, &w, HN_NOT_FOUND, "access.not_found");
    w.in.unit.v = 0;
    hn_check(p, CLERK, put_set, &w, HN_CONFLICT, "criteria.national");
    w.in.unit = p->a;
    fill_set(p, &w);
    hn_check(p, CLERK, put_set, &w, HN_CONFLICT, "criteria.code_taken");

    w.put = (struct hn_criteria_line){
        .criterion = 1, .no = 9, .criterion_name = "T", .name = "C", .operator= "ge" };
    hn_check(p, CLERK, put_line, &w, HN_INVALID, "criteria.threshold");
    w.put.operator= "judged";
    w.put.no = 1; /* stands already */
    hn_check(p, CLERK, put_line, &w, HN_INVALID, "criteria.no");
    w.put.no = 9;
    w.put.indicator = 12345;
    hn_check(p, CLERK, put_line, &w, HN_INVALID, "criteria.indicator");
    w.put.indicator = 0;
    hn_check(p, CLERK, put_line, &w, HN_OK, "");
    hn_check(p, CLERK, remove_line, &w, HN_OK, "");
    hn_people_close(p);
}

/* --- marks --- */

static struct hn_mark_sheet
read_sheet(struct hn_people *p, struct hn_user_id actor, int64_t id)
{
    struct hn_mark_sheet s = { .id = 0 };
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_mark_read(c, id, &s), HN_OK);
    hn_people_read_end(p);
    return s;
}

static void
marking_in_turn(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_mark_sheet s;
    struct world w;

    begin(p, &w);
    fill_set(p, &w);
    hn_check(p, CLERK, open_sheet, &w, HN_DENIED, "access.denied"); /* reports for its own unit alone */
    w.on = DAY(2022, 1, 1);
    hn_check(p, COMMUNE, open_sheet, &w, HN_INVALID, "criteria_mark.day");
    w.on = DAY(2020, 12, 31);
    hn_check(p, COMMUNE, open_sheet, &w, HN_OK, "");
    hn_check(p, COMMUNE, open_sheet, &w, HN_CONFLICT, "criteria_mark.open");

    w.count = 1;
    w.marks[0] = (struct hn_mark_put){ .line = w.line[0], .has_value = true, .milli = 100001 };
    hn_check(p, COMMUNE, put_marks, &w, HN_INVALID, "criteria_mark.percent"); /* above its maximum */
    w.marks[0].milli = -1;
    hn_check(p, COMMUNE, put_marks, &w, HN_INVALID, "criteria_mark.percent");
    w.marks[0] = (struct hn_mark_put){ .line = w.line[3], .has_value = true, .milli = 1 };
    hn_check(p, COMMUNE, put_marks, &w, HN_INVALID, "criteria_mark.operator");
    w.marks[0] = a_mark(&w, 0, true);
    hn_check(p, COMMUNE, put_marks, &w, HN_OK, "");
    hn_check(p, COMMUNE, send, &w, HN_CONFLICT, "criteria_mark.missing");
    w.version = 1;
    w.marks[0] = a_mark(&w, 1, true);
    hn_check(p, COMMUNE, put_marks, &w, HN_CONFLICT, "changed");
    mark_all(p, &w, COMMUNE, false);
    w.asked = 100;
    w.satisfied = 101;
    w.text = "Mặt trận Tổ quốc (minh họa)";
    hn_check(p, COMMUNE, residents, &w, HN_INVALID, "residents.count");
    w.satisfied = 91;
    hn_check(p, COMMUNE, residents, &w, HN_OK, "");

    w.above = true;
    w.count = 1;
    w.marks[0] = a_mark(&w, 0, false);
    hn_check(p, CLERK, put_marks, &w, HN_CONFLICT, "criteria_mark.not_sent");
    hn_check(p, COMMUNE, send, &w, HN_OK, "");
    hn_check(p, COMMUNE, send, &w, HN_CONFLICT, "criteria_mark.sent");
    w.above = false;
    hn_check(p, COMMUNE, put_marks, &w, HN_CONFLICT, "criteria_mark.sent");
    hn_check(p, COMMUNE, conclude, &w, HN_NOT_FOUND, "access.not_found"); /* not its own to conclude */
    w.text = "";
    hn_check(p, CLERK, give_back, &w, HN_INVALID, "criteria_mark.reason");
    w.text = "Thiếu minh chứng";
    hn_check(p, CLERK, give_back, &w, HN_OK, "");
    hn_check(p, COMMUNE, send, &w, HN_OK, "");
    w.above = true;
    hn_check(p, CLERK, put_marks, &w, HN_OK, "");
    s = read_sheet(p, CLERK, w.sheet);
    assert_int_equal(s.own.lines_met, LINES);
    assert_int_equal(s.over.lines_met, LINES - 1); /* both marks stay; above's counts */
    assert_int_equal(s.over.criteria_met, CRITERIA - 1);
    assert_true(s.may_appraise);
    hn_check(p, CLERK, conclude, &w, HN_CONFLICT,
             "criteria_mark.missing"); /* the others are not marked by it */
    w.agree = true;
    hn_check(p, CLERK, conclude, &w, HN_OK, "");
    hn_check(p, CLERK, put_marks, &w, HN_CONFLICT, "criteria_mark.concluded");
    hn_check(p, CLERK, put_line, &w, HN_CONFLICT, "criteria.marked");
    hn_people_close(p);
}

/* A number meets nothing when its commune's group has no threshold. */
static void
thresholds_by_group(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world w;

    begin(p, &w);
    hn_check(p, CLERK, put_set, &w, HN_OK, "");
    w.put = (struct hn_criteria_line){ .criterion = 1,
                                       .no = 1,
                                       .criterion_name = "T",
                                       .name = "C",
                                       .measure = "%",
                                       .operator= "ge",
                                       .thresholds = { { "1", 50000 }, { "2", 70000 } },
                                       .threshold_count = 2 };
    hn_check(p, CLERK, put_line, &w, HN_OK, "");
    w.line[0] = w.id;
    hn_check(p, COMMUNE, open_sheet, &w, HN_OK, "");
    w.count = 1;
    w.marks[0] = (struct hn_mark_put){ .line = w.line[0], .has_value = true, .milli = 60000 };
    hn_check(p, COMMUNE, put_marks, &w, HN_OK, "");
    assert_int_equal(read_sheet(p, COMMUNE, w.sheet).own.lines_met, 0);
    w.text = "A";
    hn_check(p, CLERK, put_group, &w, HN_INVALID, "criteria.group");
    w.text = "1";
    hn_check(p, COMMUNE, put_group, &w, HN_DENIED, "access.denied");
    w.unit = p->org_b;
    hn_check(p, CLERK, put_group, &w, HN_NOT_FOUND, "access.not_found");
    w.unit = p->c2;
    hn_check(p, CLERK, put_group, &w, HN_INVALID, "criteria.commune");
    w.unit = p->org_a;
    hn_check(p, CLERK, put_group, &w, HN_OK, "");
    assert_int_equal(read_sheet(p, COMMUNE, w.sheet).own.lines_met, 1);
    w.text = "2";
    hn_check(p, CLERK, put_group, &w, HN_OK, "");
    assert_int_equal(read_sheet(p, COMMUNE, w.sheet).own.lines_met, 0);
    hn_people_close(p);
}

/* --- random marks: one sheet, and all at once, equal a recount --- */

static void
hold_totals(struct hn_people *p, const struct world *w, const bool *met)
{
    const struct hn_criteria_stand *stands;
    struct hn_mark_sheet s = read_sheet(p, COMMUNE, w->sheet);
    int lines = 0, criteria = CRITERIA;
    bool all[CRITERIA] = { true, true, true };
    struct hn_ctx *c;
    size_t count;

    for (int i = 0; i < LINES; i++) {
        lines += met[i];
        all[i / 2 < CRITERIA ? i / 2 : CRITERIA - 1] &= met[i];
    }
    for (int i = 0; i < CRITERIA; i++)
        criteria -= !all[i];
    assert_int_equal(s.over.lines_met, lines);
    assert_int_equal(s.over.criteria_met, criteria);
    assert_int_equal(s.over.criteria, CRITERIA);
    c = hn_people_read(p, COMMUNE);
    assert_int_equal(hn_criteria_stands(c, w->unit, &stands, &count), HN_OK);
    assert_memory_equal(&stands[0].total, &s.over, sizeof s.over);
    hn_people_read_end(p);
}

static void
totals_equal_a_recount(void **state)
{
    HN_TEST_PEOPLE(state);
    bool met[LINES] = { false };
    struct world w;

    begin(p, &w);
    fill_set(p, &w);
    hn_check(p, COMMUNE, open_sheet, &w, HN_OK, "");
    for (uint32_t turn = 1; turn < 40; turn++) {
        uint32_t bits = turn * 2654435761u;
        int i = (int)(bits >> 24) % LINES;

        met[i] = bits >> 16 & 1;
        w.count = 1;
        w.marks[0] = a_mark(&w, i, met[i]);
        hn_check(p, COMMUNE, put_marks, &w, HN_OK, "");
        hold_totals(p, &w, met);
    }
    w.marks[0] = (struct hn_mark_put){ .line = w.line[0] }; /* the mark is taken back */
    met[0] = false;
    hn_check(p, COMMUNE, put_marks, &w, HN_OK, "");
    hold_totals(p, &w, met);
    hn_people_close(p);
}

/* --- recognition --- */

static struct hn_criteria_stand
stand_of(struct hn_people *p, struct hn_unit_id unit, int level, hn_day on)
{
    const struct hn_criteria_stand *stands;
    struct hn_criteria_stand out;
    struct hn_ctx *c = hn_people_read(p, CLERK);
    size_t count;

    c->on = on;
    assert_int_equal(hn_criteria_stands(c, unit, &stands, &count), HN_OK);
    assert_int_equal(count, 4);
    out = stands[level];
    hn_people_read_end(p);
    return out;
}

static void
sheet_all_met(struct hn_people *p, struct world *w)
{
    hn_check(p, COMMUNE, open_sheet, w, HN_OK, "");
    mark_all(p, w, COMMUNE, false);
    hn_check(p, COMMUNE, send, w, HN_OK, "");
}

static void
being_recognised(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_criteria_stand s;
    struct world w;
    int64_t standard;

    begin(p, &w);
    fill_set(p, &w);
    sheet_all_met(p, &w);
    w.recognition = (struct hn_recognition){ .unit = p->org_a,
                                             .level = "standard",
                                             .decision = "",
                                             .sheet = w.sheet,
                                             .decided_on = DAY(2021, 1, 10),
                                             .from = DAY(2021, 1, 10) };
    hn_check(p, COMMUNE, recognise, &w, HN_DENIED, "access.denied");
    hn_check(p, CLERK, recognise, &w, HN_INVALID, "recognition.decision");
    w.recognition.decision = "12/QĐ (minh họa)";
    w.recognition.decided_on = w.recognition.from = DAY(2024, 4, 1);
    hn_check(p, CLERK, recognise, &w, HN_INVALID, "recognition.day");
    w.recognition.decided_on = w.recognition.from = DAY(2021, 1, 10);
    hn_check(p, CLERK, recognise, &w, HN_CONFLICT, "recognition.not_concluded");
    w.agree = true;
    hn_check(p, CLERK, conclude, &w, HN_OK, "");
    hn_check(p, CLERK, recognise, &w, HN_CONFLICT, "recognition.residents"); /* nobody was asked */

    /* a second sheet, with its residents */
    w.on = DAY(2020, 12, 30);
    hn_check(p, COMMUNE, open_sheet, &w, HN_OK, "");
    mark_all(p, &w, COMMUNE, false);
    w.asked = 100;
    w.satisfied = 90;
    w.text = "minh họa";
    hn_check(p, COMMUNE, residents, &w, HN_OK, "");
    hn_check(p, COMMUNE, send, &w, HN_OK, "");
    hn_check(p, CLERK, conclude, &w, HN_OK, "");
    w.recognition.sheet = w.sheet;
    w.recognition.level = "advanced";
    hn_check(p, CLERK, recognise, &w, HN_INVALID, "recognition.level");
    w.recognition.level = "standard";
    hn_check(p, CLERK, recognise, &w, HN_OK, "");
    standard = w.id;
    hn_check(p, CLERK, recognise, &w, HN_CONFLICT, "recognition.twice");

    /* without sets: a level on the level before */
    w.recognition.sheet = 0;
    w.recognition.level = "model";
    hn_check(p, CLERK, recognise, &w, HN_CONFLICT, "recognition.before");
    w.recognition.level = "advanced";
    hn_check(p, CLERK, recognise, &w, HN_OK, "");

    /* planned, reached, ahead */
    w.plan = (struct hn_criteria_plan){ .level = "standard", .due = DAY(2021, 12, 31), .basis = "" };
    hn_check(p, CLERK, put_plan, &w, HN_INVALID, "criteria_plan.basis");
    w.plan.basis = "Kế hoạch minh họa";
    hn_check(p, CLERK, put_plan, &w, HN_OK, "");
    s = stand_of(p, p->org_a, 0, DAY(2024, 1, 1));
    assert_true(s.planned && s.reached && s.recognised && s.ahead_known);
    assert_int_equal(s.ahead_years, 1);
    assert_int_equal(s.reached_on, DAY(2020, 12, 30));
    assert_false(stand_of(p, p->org_a, 0, DAY(2021, 1, 9)).recognised);

    /* taken back: not while a higher level stands on it */
    w.id = standard;
    w.on = DAY(2023, 1, 1);
    w.text = "99/QĐ (minh họa)";
    hn_check(p, CLERK, withdraw, &w, HN_CONFLICT, "recognition.higher");
    hn_people_close(p);
}

static enum hn_rc
close_unit(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc = hn_unit_close(c, w->p->c1, DAY(2022, 7, 1), "");

    if (!rc)
        rc = hn_unit_close(c, w->p->c2, DAY(2022, 7, 1), "");
    return rc ? rc : hn_unit_close(c, w->p->org_a, DAY(2022, 7, 1), "");
}

static int64_t
communes(struct hn_people *p, const char *level, hn_day on)
{
    struct hn_ctx *c = hn_people_read(p, CLERK);
    int64_t n = -1;

    c->on = on;
    assert_int_equal(hn_criteria_commune_count(c, p->a, level, &n), HN_OK);
    hn_people_read_end(p);
    return n;
}

static void
after_a_merger(void **state)
{
    HN_TEST_PEOPLE(state);
    struct world w;

    begin(p, &w);
    assert_int_equal(communes(p, "none", DAY(2021, 6, 1)), 1); /* unknown is not "not met" */
    w.recognition = (struct hn_recognition){ .unit = p->org_a,
                                             .level = "standard",
                                             .decision = "12/QĐ (minh họa)",
                                             .decided_on = DAY(2021, 1, 10),
                                             .from = DAY(2021, 1, 10) };
    hn_check(p, CLERK, recognise, &w, HN_OK, "");
    hn_check(p, (struct hn_user_id){ 0 }, close_unit, &w, HN_OK, "");
    assert_int_equal(communes(p, "standard", DAY(2021, 6, 1)), 1);
    assert_int_equal(communes(p, "", DAY(2023, 1, 1)), 0);
    assert_true(stand_of(p, p->org_a, 0, DAY(2024, 1, 1)).recognised); /* it stays with the old commune */

    w.on = DAY(2022, 1, 1);
    w.text = "";
    hn_check(p, CLERK, withdraw, &w, HN_INVALID, "recognition.decision");
    w.text = "99/QĐ (minh họa)";
    w.on = DAY(2021, 1, 10);
    hn_check(p, CLERK, withdraw, &w, HN_INVALID, "recognition.day");
    w.on = DAY(2022, 1, 1);
    hn_check(p, CLERK, withdraw, &w, HN_OK, "");
    assert_true(stand_of(p, p->org_a, 0, DAY(2021, 12, 31)).recognised);
    assert_false(stand_of(p, p->org_a, 0, DAY(2022, 1, 1)).recognised);
    hn_check(p, CLERK, recognise, &w, HN_CONFLICT, "recognition.twice"); /* 2021 is taken still */
    w.recognition.decided_on = w.recognition.from = DAY(2022, 2, 1);
    hn_check(p, CLERK, recognise, &w, HN_OK, "");
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(keeping_sets),        HN_TEST_BOTH(marking_in_turn),
        HN_TEST_BOTH(thresholds_by_group), HN_TEST_BOTH(totals_equal_a_recount),
        HN_TEST_BOTH(being_recognised),    HN_TEST_BOTH(after_a_merger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
