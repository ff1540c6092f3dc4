/* test_inspection: proves the life of an inspection, from the year's programme to the archive, each refusal beside what is
 * accepted: who decides, who works on it and from when until when, what its subject sees and answers, remedies that are
 * ordinary tasks, and lists and sums that show each actor his own and no other. */
#include "support/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inspection/inspection.h"
#include "rule/rule.h"
#include "support/org.h"
#include "unit/unit.h"

#define TODAY DAY(2024, 3, 10)

struct asked {
    struct hn_programme programme;
    struct hn_programme_item item;
    struct hn_inspection inspection;
    struct hn_finding finding;
    struct hn_task_new task;
    struct hn_task_report report;
    struct hn_person_id person;
    struct hn_user_id user;
    struct hn_unit_id unit;
    const char *text, *number, *role;
    int64_t id, other, version;
    hn_day day;
    bool yes;
};

#define CALL(name, what)                                                                                     \
    static enum hn_rc name(struct hn_ctx *c, void *arg)                                                      \
    {                                                                                                        \
        struct asked *a = arg;                                                                               \
        return what;                                                                                         \
    }
CALL(plan, hn_programme_put(c, &a->programme, &a->id))
CALL(plan_item, hn_programme_item_put(c, a->id, &a->item, &a->other))
CALL(drop_item, hn_programme_item_remove(c, a->id, a->other))
CALL(approve, hn_programme_approve(c, a->id, a->other, a->day))
CALL(decide, hn_inspection_decide(c, &a->inspection, &a->id))
CALL(change, hn_inspection_change(c, &a->inspection))
CALL(name_member, hn_inspection_member_put(c, a->id, a->person, a->role))
CALL(drop_member, hn_inspection_member_remove(c, a->id, a->person))
CALL(notify, hn_inspection_notify(c, a->id))
CALL(report, hn_inspection_report(c, a->id, a->text, a->version))
CALL(note, hn_inspection_note(c, a->id, a->day, a->text))
CALL(find, hn_finding_put(c, &a->finding, &a->other))
CALL(drop_finding, hn_finding_remove(c, a->other))
CALL(answer, hn_finding_answer(c, a->other, a->text, a->version))
CALL(remedy, hn_remedy_put(c, a->other, &a->task, &a->version))
CALL(told, hn_task_report(c, a->id, &a->report, NULL))
CALL(checked, hn_task_check(c, a->id, a->yes, a->text, -1, NULL))
CALL(verify, hn_finding_verify(c, a->other, a->text))
CALL(conclude, hn_inspection_conclude(c, a->id, a->number, a->day, a->text))
CALL(give_file, hn_inspection_file_add(c, a->id, a->yes, a->text,
                                       (struct hn_bytes){ (const uint8_t *)"x\n", 2 }, &a->other))
CALL(archive, hn_inspection_archive(c, a->id, a->text))
CALL(move_unit, hn_unit_move(c, a->unit, a->day, (struct hn_unit_id){ a->id }, "QĐ"))

static enum hn_rc
open_account(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    a->user = hn_org_account(c, a->text, a->person.v);
    return HN_OK;
}

/* --- what an actor sees --- */

static struct hn_inspection
seen(struct hn_people *p, struct hn_user_id actor, int64_t id, enum hn_rc wanted)
{
    static char state[16];
    struct hn_inspection i = { 0 };
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_inspection_get(c, id, &i), wanted);
    snprintf(state, sizeof state, "%s", i.state ? i.state : "");
    i.state = state;
    hn_people_read_end(p);
    return i;
}

static int64_t
listed(struct hn_people *p, struct hn_user_id actor, const char *what, struct hn_unit_id within)
{
    const struct hn_inspection_filter f = { .within = within, .what = what };
    int64_t n = -1;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_inspection_count(c, &f, &n), HN_OK);
    hn_people_read_end(p);
    return n;
}

static enum hn_rc
notes_seen(struct hn_people *p, struct hn_user_id actor, int64_t id, size_t *count)
{
    const struct hn_inspection_note *notes;
    struct hn_ctx *c = hn_people_read(p, actor);
    enum hn_rc rc = hn_inspection_notes(c, id, &notes, count);

    hn_people_read_end(p);
    return rc;
}

static enum hn_rc
may(struct hn_people *p, struct hn_user_id actor, enum hn_right right, struct hn_record record)
{
    struct hn_ctx *c = hn_people_read(p, actor);
    enum hn_rc rc = hn_access_allows(c, right, record, HN_GROUP_BASIC);

    hn_people_read_end(p);
    return rc;
}

static struct hn_inspection_sum
summed(struct hn_people *p, struct hn_user_id actor, struct hn_unit_id within, size_t *children)
{
    const struct hn_inspection_sum *list;
    struct hn_inspection_sum sum;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_inspection_sums(c, within, &sum, &list, children), HN_OK);
    hn_people_read_end(p);
    return sum;
}

/* --- a cast: M1, M1B of cell 1; M2 of cell 2, with an account; M3 of another district --- */

struct cast {
    struct hn_people *p;
    struct hn_person_id m1, m1b, m2, m2b, m3;
    struct hn_user_id officer;
};

static struct cast
cast_of(struct hn_people *p)
{
    struct cast k = { .p = p };

    k.m1 = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    k.m1b = hn_people_member(p, p->c1, "M1B", "Bùi Văn Một", "male", 19810515, 20100601);
    k.m2 = hn_people_member(p, p->c2, "M2", "Hoàng Văn Hai", "male", 19750515, 20050601);
    k.m2b = hn_people_member(p, p->c2, "M2B", "Đỗ Thị Hai", "female", 19760515, 20050601);
    k.m3 = hn_people_member(p, p->c3, "M3", "Lê Văn Ba", "male", 19700515, 20000601);

    struct asked a = { .person = k.m2, .text = "officer" };

    hn_check(p, HN_USER_SYSTEM, open_account, &a, HN_OK, "");
    k.officer = a.user;
    hn_people_link(p, k.m1);
    return k;
}

static struct hn_inspection
of_cell(const struct hn_people *p)
{
    return (struct hn_inspection){ .unit = p->a,
                                   .kind = "inspection",
                                   .decision = "12-QĐ/UBKT",
                                   .content = "Việc chấp hành chế độ sinh hoạt chi bộ",
                                   .outline = "",
                                   .subject_unit = p->c1,
                                   .decided_on = DAY(2024, 3, 1),
                                   .period_from = DAY(2023, 1, 1),
                                   .period_to = DAY(2023, 12, 31),
                                   .report_due = DAY(2024, 3, 20),
                                   .due = DAY(2024, 4, 30) };
}

static void
a_programme(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = { .programme = { .unit = p->a, .title = "Chương trình năm 2024", .year = 24 } };
    const struct hn_programme *list;
    struct hn_programme g;
    const struct hn_programme_item *items;
    size_t count;

    hn_check(p, CLERK, plan, &a, HN_INVALID, "programme.year");
    a.programme.year = 2024;
    a.programme.title = "";
    hn_check(p, CLERK, plan, &a, HN_INVALID, "programme.title");
    a.programme.title = "Chương trình năm 2024";
    hn_check(p, SECRETARY, plan, &a, HN_NOT_FOUND, "access.not_found");
    hn_check(p, CLERK, plan, &a, HN_OK, "");

    int64_t id = a.id;
    struct asked again = a;

    hn_check(p, CLERK, plan, &again, HN_CONFLICT, "programme.twice");
    a.day = TODAY;
    hn_check(p, CLERK, approve, &a, HN_CONFLICT, "programme.empty");
    a.item = (struct hn_programme_item){ .kind = "inspection",
                                         .content = "Chế độ sinh hoạt",
                                         .unit = p->c1,
                                         .month = hn_month_of(DAY(2025, 4, 1)) };
    hn_check(p, CLERK, plan_item, &a, HN_INVALID, "programme.item_month");
    a.item.month = hn_month_of(DAY(2024, 4, 1));
    a.item.unit = p->c3;
    hn_check(p, CLERK, plan_item, &a, HN_INVALID, "access.case_subject");
    a.item.unit = p->c1;
    a.item.person = k.m2;
    hn_check(p, CLERK, plan_item, &a, HN_INVALID, "inspection.subject");
    a.item.person.v = 0;
    hn_check(p, SECRETARY, plan_item, &a, HN_NOT_FOUND, "not_found");
    hn_check(p, CLERK, plan_item, &a, HN_OK, "");

    int64_t item = a.other;

    hn_check(p, CLERK, plan_item, &a, HN_OK, "");
    hn_check(p, CLERK, drop_item, &a, HN_OK, "");
    hn_check(p, CLERK, drop_item, &a, HN_NOT_FOUND, "not_found");
    a.day = TODAY + 1;
    a.other = 0;
    hn_check(p, CLERK, approve, &a, HN_INVALID, "programme.day");
    a.day = TODAY;
    a.other = 99;
    hn_check(p, CLERK, approve, &a, HN_INVALID, "programme.paper");
    a.other = 0;
    hn_check(p, CLERK, approve, &a, HN_OK, "");
    hn_check(p, CLERK, plan_item, &a, HN_CONFLICT, "programme.approved");
    /* An inspection of that item, once; of another subject never. */
    struct asked d = { .inspection = of_cell(p) };

    d.inspection.item = item;
    d.inspection.subject_unit = p->c2;
    hn_check(p, CLERK, decide, &d, HN_INVALID, "inspection.item");
    d.inspection.subject_unit = p->c1;
    hn_check(p, CLERK, decide, &d, HN_OK, "");
    struct asked twice = d;

    hn_check(p, CLERK, decide, &twice, HN_INVALID, "inspection.item");
    struct hn_ctx *c = hn_people_read(p, LEADER);

    assert_int_equal(hn_programme_get(c, id, &g, &items, &count), HN_OK);
    assert_int_equal(count, 1);
    assert_int_equal(items[0].inspection, d.id);
    assert_int_equal(g.planned, 1);
    assert_int_equal(g.begun, 1);
    assert_int_equal(g.concluded, 0);
    assert_int_equal(hn_programmes(c, p->province, &list, &count), HN_OK);
    assert_int_equal(count, 1);
    hn_people_read_end(p);
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_programme_get(c, id, &g, &items, &count), HN_NOT_FOUND);
    assert_int_equal(hn_programmes(c, (struct hn_unit_id){ 0 }, &list, &count), HN_OK);
    assert_int_equal(count, 0);
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
deciding(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = { .inspection = of_cell(p) };

    hn_check(p, SECRETARY, decide, &a, HN_NOT_FOUND, "access.not_found");
    a.inspection.decided_on = TODAY + 1;
    hn_check(p, CLERK, decide, &a, HN_INVALID, "inspection.days");
    a.inspection.decided_on = DAY(2024, 3, 1);
    a.inspection.report_due = DAY(2024, 5, 1);
    hn_check(p, CLERK, decide, &a, HN_INVALID, "inspection.days");
    a.inspection.report_due = 0;
    a.inspection.subject_person = k.m1;
    hn_check(p, CLERK, decide, &a, HN_INVALID, "inspection.subject");
    a.inspection.subject_unit.v = 0;
    a.inspection.subject_person = k.m3;
    hn_check(p, CLERK, decide, &a, HN_INVALID, "access.case_subject");
    a.inspection.decision = "";
    hn_check(p, CLERK, decide, &a, HN_INVALID, "inspection.decision");
    a.inspection = of_cell(p);
    hn_check(p, CLERK, decide, &a, HN_OK, "");
    /* Whoever neither inspects nor is the subject: the same answer as for what is not there. */
    seen(p, SELF, a.id, HN_NOT_FOUND); /* a member of the inspected cell */
    seen(p, k.officer, a.id, HN_NOT_FOUND);
    seen(p, SECRETARY, a.id + 1, HN_NOT_FOUND);
    assert_true(seen(p, SECRETARY, a.id, HN_OK).mine);
    assert_true(seen(p, LEADER, a.id, HN_OK).inspects);
    assert_int_equal(listed(p, SELF, "", (struct hn_unit_id){ 0 }), 0);
    assert_int_equal(listed(p, SECRETARY, "", (struct hn_unit_id){ 0 }), 1);
    assert_int_equal(listed(p, SECRETARY, "mine", (struct hn_unit_id){ 0 }), 1);
    assert_int_equal(listed(p, CLERK, "mine", (struct hn_unit_id){ 0 }), 0);
    assert_int_equal(listed(p, CLERK, "open", p->c1), 1);
    assert_int_equal(listed(p, CLERK, "open", p->c2), 0);
    /* A cell that moved to another district, and a member who moved there, may be inspected still. */
    struct asked m = { .unit = p->c2, .day = TODAY, .id = p->org_b.v };

    hn_check(p, HN_USER_SYSTEM, move_unit, &m, HN_OK, "");
    a.inspection.subject_unit = p->c2;
    hn_check(p, CLERK, decide, &a, HN_OK, "");
    a.inspection.subject_unit.v = 0;
    a.inspection.subject_person = k.m2;
    hn_check(p, CLERK, decide, &a, HN_OK, "");
    assert_true(seen(p, k.officer, a.id, HN_OK).mine);
    hn_people_close(p);
}

/* From the team to what was found: rights begin and end with it. */
static void
a_team(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = { .inspection = of_cell(p), .day = TODAY, .text = "Đã xem sổ" };
    const struct hn_record cell = { .unit = p->c1 };

    hn_check(p, CLERK, decide, &a, HN_OK, "");
    hn_check(p, CLERK, notify, &a, HN_CONFLICT, "inspection.no_team");
    a.person = k.m1;
    a.role = "head";
    hn_check(p, CLERK, name_member, &a, HN_INVALID, "access.case_party");
    a.person = k.m3;
    hn_check(p, CLERK, name_member, &a, HN_INVALID, "access.case_person");
    a.person = k.m2;
    a.role = "chief";
    hn_check(p, CLERK, name_member, &a, HN_INVALID, "inspection.role");
    a.role = "head";
    hn_check(p, SECRETARY, name_member, &a, HN_DENIED, "access.denied");
    assert_int_equal(may(p, k.officer, HN_MAY_READ_MEETING, cell), HN_NOT_FOUND);
    hn_check(p, k.officer, note, &a, HN_NOT_FOUND, "not_found");
    hn_check(p, CLERK, name_member, &a, HN_OK, "");
    assert_int_equal(may(p, k.officer, HN_MAY_READ_MEETING, cell), HN_OK);
    assert_int_equal(may(p, k.officer, HN_MAY_READ_MEMBER, (struct hn_record){ .person = k.m1 }),
                     HN_NOT_FOUND);
    assert_true(seen(p, k.officer, a.id, HN_OK).finds);
    assert_int_equal(listed(p, k.officer, "team", (struct hn_unit_id){ 0 }), 1);
    hn_check(p, CLERK, notify, &a, HN_CONFLICT, "inspection.no_outline");
    /* The team writes the outline; one who saw an older version does not overwrite it. */
    struct asked ch = { .inspection = of_cell(p) };

    ch.inspection.id = a.id;
    ch.inspection.outline = "1. Số kỳ sinh hoạt\n2. Tỷ lệ dự họp";
    hn_check(p, k.officer, change, &ch, HN_CONFLICT, "changed");
    ch.inspection.version = 1;
    hn_check(p, SECRETARY, change, &ch, HN_DENIED, "access.denied");
    hn_check(p, k.officer, change, &ch, HN_OK, "");
    hn_check(p, CLERK, note, &a, HN_DENIED, "access.denied"); /* who decides does not verify */
    hn_check(p, k.officer, notify, &a, HN_DENIED, "access.denied");
    struct asked early = { .id = a.id, .text = "Báo cáo", .version = 2 };

    hn_check(p, SECRETARY, report, &early, HN_CONFLICT, "inspection.not_notified");
    hn_check(p, CLERK, notify, &a, HN_OK, "");
    hn_check(p, CLERK, notify, &a, HN_CONFLICT, "inspection.notified");
    hn_check(p, k.officer, report, &early, HN_DENIED, "access.denied");
    hn_check(p, SECRETARY, report, &early, HN_CONFLICT, "changed");
    early.version = 3;
    early.text = "";
    hn_check(p, SECRETARY, report, &early, HN_INVALID, "inspection.report");
    early.text = "Chi bộ tự kiểm tra";
    hn_check(p, SECRETARY, report, &early, HN_OK, "");
    assert_string_equal(seen(p, SECRETARY, a.id, HN_OK).state, "reporting");
    /* Notes: of the team, read by it and who decides; never by the subject. */
    size_t count = 0;

    a.day = DAY(2024, 2, 1);
    hn_check(p, k.officer, note, &a, HN_INVALID, "inspection.note_day");
    a.day = TODAY;
    hn_check(p, k.officer, note, &a, HN_OK, "");
    assert_string_equal(seen(p, SECRETARY, a.id, HN_OK).state, "verifying");
    assert_int_equal(notes_seen(p, SECRETARY, a.id, &count), HN_DENIED);
    assert_int_equal(notes_seen(p, SELF, a.id, &count), HN_NOT_FOUND);
    assert_int_equal(notes_seen(p, CLERK, a.id, &count), HN_OK);
    assert_int_equal(count, 1);
    /* Out of the team, out of the case. */
    hn_check(p, CLERK, drop_member, &a, HN_OK, "");
    hn_check(p, CLERK, drop_member, &a, HN_NOT_FOUND, "not_found");
    assert_int_equal(may(p, k.officer, HN_MAY_READ_MEETING, cell), HN_NOT_FOUND);
    hn_check(p, k.officer, note, &a, HN_NOT_FOUND, "not_found");
    seen(p, k.officer, a.id, HN_NOT_FOUND);
    hn_people_close(p);
}

static size_t
files_seen(struct hn_people *p, struct hn_user_id actor, const struct asked *a, enum hn_rc wanted)
{
    const struct hn_attachment *list;
    struct hn_attachment about;
    struct hn_bytes bytes;
    size_t count = 0;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_inspection_files(c, a->id, &list, &count), HN_OK);
    assert_int_equal(hn_inspection_file(c, a->id, a->other, &about, &bytes), wanted);
    hn_people_read_end(p);
    return count;
}

/* What the team keeps for itself is not there for the subject; what the subject gives everybody of it sees. */
static void
files(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = {
        .inspection = of_cell(p), .person = k.m2, .role = "head", .text = "so.txt", .yes = true
    };

    hn_check(p, CLERK, decide, &a, HN_OK, "");
    hn_check(p, CLERK, name_member, &a, HN_OK, "");
    hn_check(p, SELF, give_file, &a, HN_NOT_FOUND, "not_found");
    hn_check(p, SECRETARY, give_file, &a, HN_DENIED, "access.denied");
    hn_check(p, k.officer, give_file, &a, HN_OK, "");
    assert_int_equal(files_seen(p, CLERK, &a, HN_OK), 1);
    assert_int_equal(files_seen(p, SECRETARY, &a, HN_NOT_FOUND), 0);
    a.yes = false;
    hn_check(p, SECRETARY, give_file, &a, HN_OK, "");
    assert_int_equal(files_seen(p, SECRETARY, &a, HN_OK), 1);
    assert_int_equal(files_seen(p, k.officer, &a, HN_OK), 2);
    hn_people_close(p);
}

/* An inspection of cell 1 with a team, asked for its report. */
static int64_t
under_way(struct cast *k, struct asked *a)
{
    struct hn_people *p = k->p;

    a->inspection = of_cell(p);
    a->inspection.outline = "Đề cương";
    hn_check(p, CLERK, decide, a, HN_OK, "");
    a->person = k->m2;
    a->role = "head";
    hn_check(p, CLERK, name_member, a, HN_OK, "");
    hn_check(p, CLERK, notify, a, HN_OK, "");
    a->finding = (struct hn_finding){ .inspection = a->id,
                                      .kind = "violation",
                                      .text = "Không họp hai tháng" };
    return a->id;
}

static int64_t
inspection_of(struct hn_people *p, struct hn_user_id actor, int64_t finding)
{
    int64_t inspection = -1;
    struct hn_ctx *c = hn_people_read(p, actor);

    assert_int_equal(hn_finding_inspection(c, finding, &inspection), HN_OK);
    hn_people_read_end(p);
    return inspection;
}

static void
found_and_answered(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = { .day = TODAY };
    const struct hn_finding *list;
    size_t count;
    int64_t id = under_way(&k, &a);

    hn_check(p, k.officer, find, &a, HN_INVALID, "finding.basis");
    a.finding.basis = "Điều lệ Đảng";
    a.finding.text = "";
    hn_check(p, k.officer, find, &a, HN_INVALID, "finding.text");
    a.finding.text = "Không họp hai tháng";
    hn_check(p, CLERK, find, &a, HN_DENIED, "access.denied");
    hn_check(p, SECRETARY, find, &a, HN_DENIED, "access.denied");
    hn_check(p, k.officer, find, &a, HN_OK, "");

    struct asked strength = { .finding = { .inspection = id, .kind = "strength", .text = "Sổ đầy đủ" } };

    hn_check(p, k.officer, find, &strength, HN_OK, "");
    /* The subject answers; what is changed then is to be answered anew. */
    struct asked say = { .id = id, .other = a.other, .text = "", .version = 1 };

    hn_check(p, SECRETARY, answer, &say, HN_INVALID, "finding.answer");
    say.text = "Chi bộ nhận";
    hn_check(p, k.officer, answer, &say, HN_DENIED, "access.denied");
    hn_check(p, SELF, answer, &say, HN_NOT_FOUND, "not_found");
    hn_check(p, SECRETARY, answer, &say, HN_OK, "");
    hn_check(p, SECRETARY, answer, &say, HN_CONFLICT, "changed");
    a.finding.id = a.other;
    a.finding.version = 1;
    hn_check(p, k.officer, find, &a, HN_CONFLICT, "changed");
    a.finding.version = 2;
    hn_check(p, k.officer, find, &a, HN_OK, "");
    struct hn_ctx *c = hn_people_read(p, SECRETARY);

    assert_int_equal(hn_findings(c, id, &list, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_true(list[0].answered_at < list[0].told_at);
    assert_string_equal(list[0].answer, "Chi bộ nhận");
    hn_people_read_end(p);
    /* Whose finding a task puts right is for those it concerns; a member of the cell is not among them. */
    assert_int_equal(inspection_of(p, SECRETARY, a.other), id);
    assert_int_equal(inspection_of(p, k.officer, a.other), id);
    assert_int_equal(inspection_of(p, SELF, a.other), 0);
    /* Not concluded before the subject was heard, or its days have passed, and each shortcoming has a remedy. */
    struct asked end = { .id = id, .day = TODAY, .number = "", .text = "Kết luận" };

    hn_check(p, CLERK, conclude, &end, HN_INVALID, "inspection.conclusion_number");
    end.number = "15-TB/UBKT";
    end.day = TODAY + 1;
    hn_check(p, CLERK, conclude, &end, HN_INVALID, "inspection.day");
    end.day = TODAY;
    hn_check(p, k.officer, conclude, &end, HN_DENIED, "access.denied");
    hn_check(p, CLERK, conclude, &end, HN_CONFLICT, "inspection.unanswered");
    hn_people_day(p, TODAY + 10); /* the last day on which it may still answer */
    end.day = TODAY;
    hn_check(p, CLERK, conclude, &end, HN_CONFLICT, "inspection.unanswered");
    hn_people_day(p, TODAY + 11);
    hn_check(p, CLERK, conclude, &end, HN_CONFLICT, "inspection.no_remedy");
    hn_check(p, k.officer, drop_finding, &strength, HN_OK, "");
    hn_check(p, k.officer, drop_finding, &strength, HN_NOT_FOUND, "not_found");
    hn_check(p, k.officer, drop_finding, &a, HN_OK, "");
    hn_check(p, CLERK, conclude, &end, HN_OK, "");
    hn_check(p, CLERK, conclude, &end, HN_CONFLICT, "inspection.concluded");
    hn_check(p, k.officer, find, &strength, HN_CONFLICT, "inspection.concluded");
    hn_people_close(p);
}

static void
put_right_and_archived(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = { .day = TODAY };
    int64_t id = under_way(&k, &a), strength;
    const struct hn_record cell = { .unit = p->c1 };
    size_t children;

    a.finding.basis = "Điều lệ Đảng";
    hn_check(p, k.officer, find, &a, HN_OK, "");
    struct asked good = { .finding = { .inspection = id, .kind = "strength", .text = "Sổ đầy đủ" } };

    hn_check(p, k.officer, find, &good, HN_OK, "");
    strength = good.other;
    struct asked say = { .other = a.other, .text = "Chi bộ nhận", .version = 1 };

    hn_check(p, SECRETARY, answer, &say, HN_OK, "");
    /* A remedy is a task of the cell: as tasks are, and never of a strength. */
    struct asked r = { .other = strength,
                       .task = { .title = "Họp bù và xếp lịch cả năm",
                                 .detail = "",
                                 .responsible = k.m1b,
                                 .checker = k.m1b,
                                 .due = DAY(2024, 4, 15) } };

    hn_check(p, CLERK, remedy, &r, HN_INVALID, "finding.no_remedy");
    r.other = a.other;
    hn_check(p, SECRETARY, remedy, &r, HN_DENIED, "access.denied");
    hn_check(p, CLERK, remedy, &r, HN_INVALID, "task.checker_self");
    r.task.checker = k.m2;
    r.task.responsible = k.m2b; /* of another cell than the one whose work it is */
    hn_check(p, CLERK, remedy, &r, HN_INVALID, "task.responsible");
    r.task.responsible = k.m1b;
    hn_check(p, CLERK, remedy, &r, HN_OK, "");
    assert_int_equal(seen(p, SECRETARY, id, HN_OK).remedies_open, 1);
    hn_check(p, k.officer, drop_finding, &a, HN_CONFLICT, "finding.remedy_open");
    a.text = "Đã họp bù";
    hn_check(p, k.officer, verify, &a, HN_CONFLICT, "finding.remedy_open");
    struct asked end = { .id = id, .day = TODAY, .number = "15-TB/UBKT", .text = "Kết luận" };

    hn_check(p, CLERK, archive, &end, HN_CONFLICT, "inspection.not_concluded");
    hn_check(p, CLERK, conclude, &end, HN_OK, "");
    hn_check(p, CLERK, archive, &end, HN_CONFLICT, "inspection.remedies_open");
    /* Past its day it is overdue: of the cell, and of the committee above it. */
    assert_int_equal(listed(p, CLERK, "overdue", p->a), 0);
    hn_people_day(p, DAY(2024, 4, 16));
    assert_true(seen(p, CLERK, id, HN_OK).overdue);
    assert_int_equal(listed(p, CLERK, "overdue", p->c1), 1);
    assert_int_equal(listed(p, CLERK, "overdue", p->c2), 0);
    assert_int_equal(summed(p, CLERK, p->a, &children).overdue, 1);
    assert_int_equal(children, 1);
    assert_int_equal(summed(p, CLERK, p->a, &children).remedies_overdue, 1);
    /* Done and accepted, it is verified by the team, then archived. */
    struct asked done = { .id = r.version,
                          .report = { .state = "done", .progress = 100, .note = "Đã họp", .base = -1 } };

    hn_check(p, SECRETARY, told, &done, HN_OK, "");
    hn_check(p, k.officer, verify, &a, HN_CONFLICT, "finding.remedy_open"); /* waits for its check */
    done.yes = true;
    done.text = "";
    hn_check(p, k.officer, checked, &done, HN_OK, "");
    hn_check(p, CLERK, archive, &end, HN_CONFLICT, "inspection.not_verified");
    a.text = "";
    hn_check(p, k.officer, verify, &a, HN_INVALID, "finding.verified_note");
    a.text = "Đã họp bù đủ";
    hn_check(p, CLERK, verify, &a, HN_DENIED, "access.denied");
    hn_check(p, k.officer, verify, &a, HN_OK, "");
    hn_check(p, k.officer, verify, &a, HN_CONFLICT, "finding.verified");
    hn_check(p, k.officer, archive, &end, HN_DENIED, "access.denied");
    assert_int_equal(may(p, k.officer, HN_MAY_READ_MEETING, cell), HN_OK);
    hn_check(p, CLERK, archive, &end, HN_OK, "");
    hn_check(p, CLERK, archive, &end, HN_CONFLICT, "inspection.archived");
    assert_int_equal(may(p, k.officer, HN_MAY_READ_MEETING, cell), HN_NOT_FOUND);
    seen(p, k.officer, id, HN_NOT_FOUND);
    assert_string_equal(seen(p, SECRETARY, id, HN_OK).state, "archived");
    say.version = 2;
    hn_check(p, SECRETARY, answer, &say, HN_CONFLICT, "inspection.archived");
    hn_check(p, CLERK, name_member, &a, HN_CONFLICT, "inspection.archived");
    assert_int_equal(listed(p, CLERK, "open", p->a), 0);
    assert_int_equal(listed(p, CLERK, "concluded", p->a), 1);
    hn_people_close(p);
}

/* A person inspected sees his own as the subject, even where he would inspect; and nobody else's. */
static void
about_a_person(void **state)
{
    HN_TEST_PEOPLE(state);
    struct cast k = cast_of(p);
    struct asked a = { .inspection = of_cell(p), .role = "head", .day = TODAY, .text = "x" };

    a.inspection.subject_unit.v = 0;
    a.inspection.subject_person = k.m1;
    hn_check(p, CLERK, decide, &a, HN_OK, "");
    assert_true(seen(p, SELF, a.id, HN_OK).mine);
    seen(p, SECRETARY, a.id, HN_NOT_FOUND); /* keeps his cell, and is not its subject */
    a.person = k.m1;
    hn_check(p, CLERK, name_member, &a, HN_INVALID, "access.case_party");
    struct asked mine = { .inspection = of_cell(p) };

    mine.inspection.subject_unit = p->c2;
    hn_check(p, CLERK, decide, &mine, HN_OK, "");
    seen(p, SELF, mine.id, HN_NOT_FOUND);
    assert_int_equal(listed(p, SELF, "", (struct hn_unit_id){ 0 }), 1);
    /* Put on the team by a grant by hand he would still be the subject alone. */
    struct hn_ctx *c = hn_people_read(p, SELF);
    const struct hn_inspection_note *notes;
    size_t count;

    assert_int_equal(hn_inspection_notes(c, a.id, &notes, &count), HN_DENIED);
    hn_people_read_end(p);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(a_programme),
        HN_TEST_BOTH(deciding),
        HN_TEST_BOTH(a_team),
        HN_TEST_BOTH(found_and_answered),
        HN_TEST_BOTH(put_right_and_archived),
        HN_TEST_BOTH(about_a_person),
        HN_TEST_BOTH(files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
