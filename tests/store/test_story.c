/* test_story.c: proves a whole life on both databases, each step with its refusal beside it: a thematic resolution on
 * new-rural that a commune's committee issues jointly with its administration, from its sending to the archive of the
 * inspection it led to. Beside it: test_story_mine.c.
 */
#include "support/story.h"

#include <string.h>

#include "area/area.h"
#include "meeting/run.h"
#include "rule/rule.h"
#include "support/org.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* --- the resolution --- */

static const struct hn_paper_id no_paper = { 0 };

static enum hn_rc
commune_directs(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_paper(c, s->p->org_a, "directive", "Chỉ thị", no_paper, "", &s->other);
}

static enum hn_rc
cell_regulates(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_paper(c, s->p->c1, "regulation", "Quy định", no_paper, "", &s->other);
}

static enum hn_rc
cell_writes_for_commune(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_paper(c, s->p->org_a, "resolution", "Nghị quyết", no_paper, "", &s->other);
}

static enum hn_rc
draft_jointly(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_paper(c, s->p->org_a, "resolution", "Nghị quyết chuyên đề về xây dựng nông thôn mới",
                          no_paper, "Ủy ban nhân dân xã", &s->resolution);
}

static enum hn_rc
is_numbered_jointly(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_paper p;

    EXPECT_RC(hn_paper_get(c, s->resolution, &p), HN_OK);
    EXPECT(strcmp(p.number, "01-NQ/ĐU") == 0 && p.body_count == 2 && p.bodies[1].unit.v == 0);
    EXPECT(strstr(p.issuer, "Ủy ban nhân dân xã") != NULL);
    return HN_OK;
}

static enum hn_rc
send_by(struct hn_ctx *c, struct hn_story *s, hn_day due)
{
    const struct hn_sending in = { .sender = s->p->org_a,
                                   .paper = s->resolution,
                                   .to = "children",
                                   .owes = "answer",
                                   .note = "",
                                   .day = c->today,
                                   .due = due };

    return hn_paper_send(c, &in, NULL);
}

static enum hn_rc
send_too_late(struct hn_ctx *c, struct hn_story *s)
{
    return send_by(c, s, c->today - 1);
}

static enum hn_rc
send_it(struct hn_ctx *c, struct hn_story *s)
{
    return send_by(c, s, DAY(2024, 4, 30));
}

/* --- its target --- */

static enum hn_rc
put_target(struct hn_ctx *c, struct hn_story *s, int64_t value)
{
    const struct hn_target in = { .unit = s->p->org_a,
                                  .paper = s->resolution,
                                  .title = "Tỷ lệ hộ dùng nước sạch",
                                  .measure = "%",
                                  .better = "up",
                                  .rule = "average",
                                  .has_baseline = true,
                                  .baseline_milli = 60000,
                                  .value_milli = value,
                                  .from = DAY(2024, 3, 10),
                                  .due = DAY(2025, 12, 31) };

    return hn_target_put(c, &in, &s->target);
}

static enum hn_rc
target_of_nothing(struct hn_ctx *c, struct hn_story *s)
{
    return put_target(c, s, 60000);
}

static enum hn_rc
target_backwards(struct hn_ctx *c, struct hn_story *s)
{
    return put_target(c, s, 50000);
}

static enum hn_rc
set_target(struct hn_ctx *c, struct hn_story *s)
{
    return put_target(c, s, 95000);
}

static enum hn_rc
share_outside(struct hn_ctx *c, struct hn_story *s)
{
    return hn_share_put(c, s->target, s->p->org_a, s->p->c3, 0, 95000);
}

static enum hn_rc
share_out(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(hn_share_put(c, s->target, s->p->org_a, s->p->c1, 0, 94000), HN_OK);
    return hn_share_put(c, s->target, s->p->org_a, s->p->c2, 0, 96000);
}

/* --- the answer --- */

static enum hn_rc
answer(struct hn_ctx *c, struct hn_story *s, struct hn_paper_id with)
{
    return hn_duty_answer(c, s->p->c1, s->resolution, with);
}

static enum hn_rc
answer_with_another(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(hn_story_paper(c, s->p->c1, "plan", "Kế hoạch sinh hoạt hè", no_paper, "", &s->other), HN_OK);
    EXPECT_RC(hn_paper_issue(c, s->other), HN_OK);
    return answer(c, s, s->other);
}

static enum hn_rc
answer_with_notice(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(hn_story_paper(c, s->p->c1, "notice", "Thông báo", s->resolution, "", &s->other), HN_OK);
    EXPECT_RC(hn_paper_issue(c, s->other), HN_OK);
    return answer(c, s, s->other);
}

static enum hn_rc
answer_with_draft(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(hn_story_paper(c, s->p->c1, "plan", "Kế hoạch nước sạch", s->resolution, "", &s->plan), HN_OK);
    return answer(c, s, s->plan);
}

static enum hn_rc
answer_with_plan(struct hn_ctx *c, struct hn_story *s)
{
    EXPECT_RC(hn_story_paper(c, s->p->c1, "plan", "Kế hoạch nước sạch", s->resolution, "", &s->plan), HN_OK);
    EXPECT_RC(hn_paper_issue(c, s->plan), HN_OK);
    return answer(c, s, s->plan);
}

static enum hn_rc
answer_again(struct hn_ctx *c, struct hn_story *s)
{
    return answer(c, s, s->plan);
}

static enum hn_rc
one_answered_one_late(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_duty_cover *lines;
    struct hn_duty_cover sum;
    size_t count;

    EXPECT_RC(hn_duty_coverage(c, s->resolution, s->p->org_a, &sum, &lines, &count), HN_OK);
    EXPECT(sum.sent == 2 && sum.answered == 1 && sum.late == 1 && count == 2);
    return HN_OK;
}

/* --- areas --- */

static enum hn_rc
open_area(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_area in = { .unit = s->p->c1,
                                .kind = "village",
                                .name = "Thôn Một",
                                .note = "",
                                .place = s->p->village,
                                .from = DAY(2024, 3, 10),
                                .to = HN_DAY_OPEN };

    return hn_area_put(c, &in, &s->area);
}

static enum hn_rc
charge(struct hn_ctx *c, struct hn_story *s, struct hn_person_id who, const char *role)
{
    const struct hn_charge in = { .area = s->area,
                                  .unit = s->p->c1,
                                  .person = who,
                                  .role = role,
                                  .decision = "02-QĐ/CB",
                                  .from = c->today,
                                  .to = HN_DAY_OPEN };

    return hn_charge_put(c, &in);
}

static enum hn_rc
charge_stranger(struct hn_ctx *c, struct hn_story *s)
{
    return charge(c, s, s->ba, "lead");
}

static enum hn_rc
charge_mai(struct hn_ctx *c, struct hn_story *s)
{
    return charge(c, s, s->mai, "lead");
}

static enum hn_rc
charge_second(struct hn_ctx *c, struct hn_story *s)
{
    return charge(c, s, s->nam, "lead");
}

static enum hn_rc
note_of(struct hn_ctx *c, struct hn_story *s, int64_t month)
{
    const struct hn_area_note in = {
        .area = s->area, .month = month, .person = s->mai, .text = "12 hộ còn dùng giếng đào, đã vận động 5."
    };

    return hn_area_note_put(c, &in);
}

static enum hn_rc
note_ahead(struct hn_ctx *c, struct hn_story *s)
{
    return note_of(c, s, hn_month_of(c->today) + 1);
}

static enum hn_rc
note_month(struct hn_ctx *c, struct hn_story *s)
{
    return note_of(c, s, hn_month_of(c->today));
}

/* --- the task --- */

static enum hn_rc
put_task(struct hn_ctx *c, struct hn_story *s, struct hn_person_id responsible, struct hn_person_id checker,
         const struct hn_person_id *helper)
{
    const struct hn_task_new in = { .unit = s->p->c1,
                                    .title = "Nối nước sạch cho thôn Một",
                                    .detail = "",
                                    .responsible = responsible,
                                    .checker = checker,
                                    .due = DAY(2024, 5, 31),
                                    .check_on = DAY(2024, 6, 10),
                                    .weight = 3,
                                    .paper = s->plan,
                                    .target = s->target,
                                    .area = s->area,
                                    .helpers = helper,
                                    .helper_count = helper ? 1 : 0 };

    return hn_task_put(c, &in, -1, &s->task, NULL);
}

static const struct hn_person_id nobody = { 0 };

static enum hn_rc
task_of_nobody(struct hn_ctx *c, struct hn_story *s)
{
    return put_task(c, s, nobody, s->nam, NULL);
}

static enum hn_rc
task_unchecked(struct hn_ctx *c, struct hn_story *s)
{
    return put_task(c, s, s->mai, nobody, NULL);
}

static enum hn_rc
task_checked_by_herself(struct hn_ctx *c, struct hn_story *s)
{
    return put_task(c, s, s->mai, s->mai, NULL);
}

static enum hn_rc
task_checked_by_helper(struct hn_ctx *c, struct hn_story *s)
{
    return put_task(c, s, s->mai, s->nam, &s->nam);
}

static enum hn_rc
set_task(struct hn_ctx *c, struct hn_story *s)
{
    return put_task(c, s, s->mai, s->nam, NULL);
}

/* --- told in the meetings of the cell --- */

static enum hn_rc
meet(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_meeting_new in = { .unit = s->p->c1,
                                       .kind = "ordinary",
                                       .topic = "",
                                       .month = hn_month_of(c->today),
                                       .day = c->today,
                                       .start_minute = 60,
                                       .place = "Nhà văn hóa",
                                       .why = "" };
    const struct hn_meeting_held held = { .day = c->today, .began_minute = 60, .ended_minute = 150 };

    EXPECT_RC(hn_meeting_call(c, &in, &s->meeting), HN_OK);
    return hn_meeting_hold(c, s->meeting, -1, &held);
}

static enum hn_rc
stranger_tells(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "in_progress", 10, "", false);
}

static enum hn_rc
tell_of_march(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "in_progress", 40, "Đã nối 5 hộ", true);
}

static enum hn_rc
lock(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_meeting m;

    EXPECT_RC(hn_meeting_read(c, s->meeting, &m), HN_OK);
    return hn_people_adopt(c, &m);
}

static enum hn_rc
tell_too_much(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "in_progress", 140, "", true);
}

static enum hn_rc
tell_of_may(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "done", 100, "Đã nối cả 12 hộ", true);
}

static enum hn_rc
progress_is(struct hn_ctx *c, struct hn_story *s, int64_t centi)
{
    const struct hn_progress_ask ask = { .within = s->p->org_a, .root = s->resolution };
    const struct hn_progress *lines;
    struct hn_progress sum, own;
    size_t count;

    EXPECT_RC(hn_task_progress(c, &ask, &sum, &own, &lines, &count), HN_OK);
    EXPECT(sum.tasks == 1 && sum.weight == 3 && sum.progress_centi == centi && own.tasks == 0);
    EXPECT(count == 1 && lines[0].unit.v == s->p->c1.v);
    return HN_OK;
}

static enum hn_rc
forty_percent(struct hn_ctx *c, struct hn_story *s)
{
    return progress_is(c, s, 4000);
}

static enum hn_rc
all_of_it(struct hn_ctx *c, struct hn_story *s)
{
    return progress_is(c, s, 10000);
}

/* --- evidence --- */

static enum hn_rc
show(struct hn_ctx *c, struct hn_story *s, const char *name, const char *content, size_t len)
{
    int64_t id;

    return hn_task_evidence_add(c, s->task, name, (struct hn_bytes){ (const uint8_t *)content, len }, &id);
}

static enum hn_rc
show_program(struct hn_ctx *c, struct hn_story *s)
{
    return show(c, s, "anh.jpg", "\177ELF\2\1\1\0\0\0", 10);
}

static enum hn_rc
show_too_much(struct hn_ctx *c, struct hn_story *s)
{
    size_t len = (size_t)6 << 20;
    char *content = HN_NEW_N(c->arena, char, len);

    memset(content, 'a', len);
    return show(c, s, "to.txt", content, len);
}

static enum hn_rc
show_list(struct hn_ctx *c, struct hn_story *s)
{
    static const char list[] = "Biên bản nghiệm thu đường ống nước.\n";

    return show(c, s, "nghiem-thu.txt", list, sizeof list - 1);
}

/* --- the check --- */

static enum hn_rc
check(struct hn_ctx *c, struct hn_story *s)
{
    return hn_task_check(c, s->task, true, "", -1, NULL);
}

static enum hn_rc
send_back_mute(struct hn_ctx *c, struct hn_story *s)
{
    return hn_task_check(c, s->task, false, "", -1, NULL);
}

static enum hn_rc
send_back(struct hn_ctx *c, struct hn_story *s)
{
    return hn_task_check(c, s->task, false, "Còn một hộ cuối thôn", -1, NULL);
}

static enum hn_rc
tell_again(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->task, "done", 100, "Đã nối nốt", false);
}

/* --- the inspection --- */

static enum hn_rc
plan_year(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_programme in = { .unit = s->p->org_a,
                                     .title = "Chương trình kiểm tra năm 2024",
                                     .year = 2024 };

    int64_t made = 0;
    enum hn_rc rc = hn_programme_put(c, &in, &made);

    return hn_story_keep(rc, made, &s->programme);
}

static enum hn_rc
approve_year(struct hn_ctx *c, struct hn_story *s)
{
    return hn_programme_approve(c, s->programme, 0, c->today);
}

static enum hn_rc
plan_visit(struct hn_ctx *c, struct hn_story *s, struct hn_unit_id unit, int64_t month)
{
    const struct hn_programme_item in = {
        .kind = "inspection", .content = "Việc thực hiện nghị quyết", .unit = unit, .month = month
    };

    int64_t made = 0;
    enum hn_rc rc = hn_programme_item_put(c, s->programme, &in, &made);

    return hn_story_keep(rc, made, &s->item);
}

static enum hn_rc
plan_next_year(struct hn_ctx *c, struct hn_story *s)
{
    return plan_visit(c, s, s->p->c1, hn_month_of(DAY(2025, 1, 1)));
}

static enum hn_rc
plan_elsewhere(struct hn_ctx *c, struct hn_story *s)
{
    return plan_visit(c, s, s->p->c3, hn_month_of(c->today));
}

static enum hn_rc
plan_cell(struct hn_ctx *c, struct hn_story *s)
{
    return plan_visit(c, s, s->p->c1, hn_month_of(c->today));
}

static enum hn_rc
decide(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_inspection in = { .unit = s->p->org_a,
                                      .kind = "inspection",
                                      .item = s->item,
                                      .subject_unit = s->p->c1,
                                      .decision = "05-QĐ/UBKT",
                                      .content = "Việc thực hiện nghị quyết về nước sạch",
                                      .outline = "",
                                      .decided_on = c->today,
                                      .report_due = c->today + 10,
                                      .due = c->today + 40 };

    int64_t made = 0;
    enum hn_rc rc = hn_inspection_decide(c, &in, &made);

    return hn_story_keep(rc, made, &s->inspection);
}

static enum hn_rc
notify(struct hn_ctx *c, struct hn_story *s)
{
    return hn_inspection_notify(c, s->inspection);
}

static enum hn_rc
take_officer(struct hn_ctx *c, struct hn_story *s)
{
    return hn_inspection_member_put(c, s->inspection, s->lan, "head");
}

static enum hn_rc
take_own_member(struct hn_ctx *c, struct hn_story *s)
{
    return hn_inspection_member_put(c, s->inspection, s->nam, "member");
}

static enum hn_rc
write_outline(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_inspection i;

    EXPECT_RC(hn_inspection_get(c, s->inspection, &i), HN_OK);
    i.outline = "1. Kế hoạch. 2. Phân công. 3. Kết quả.";
    return hn_inspection_change(c, &i);
}

static enum hn_rc
report_on_itself(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_inspection i;

    EXPECT_RC(hn_inspection_get(c, s->inspection, &i), HN_OK);
    return hn_inspection_report(c, s->inspection, "Chi bộ đã phân công và hoàn thành.", i.version);
}

static enum hn_rc
note_visit(struct hn_ctx *c, struct hn_story *s)
{
    return hn_inspection_note(c, s->inspection, c->today, "Đã xem sổ theo dõi và 12 hộ.");
}

static enum hn_rc
find(struct hn_ctx *c, struct hn_story *s, const char *kind)
{
    const struct hn_finding in = { .inspection = s->inspection,
                                   .kind = kind,
                                   .text = "Chưa có sổ theo dõi bảo dưỡng đường ống",
                                   .basis = "" };

    return hn_finding_put(c, &in, &s->finding);
}

static enum hn_rc
find_violation(struct hn_ctx *c, struct hn_story *s)
{
    return find(c, s, "violation");
}

static enum hn_rc
find_shortcoming(struct hn_ctx *c, struct hn_story *s)
{
    return find(c, s, "shortcoming");
}

static enum hn_rc
conclude(struct hn_ctx *c, struct hn_story *s)
{
    return hn_inspection_conclude(c, s->inspection, "06-KL/UBKT", c->today,
                                  "Chi bộ thực hiện tốt, cần lập sổ.");
}

static enum hn_rc
answer_finding(struct hn_ctx *c, struct hn_story *s)
{
    const struct hn_finding *list;
    size_t count;

    EXPECT_RC(hn_findings(c, s->inspection, &list, &count), HN_OK);
    EXPECT(count == 1);
    return hn_finding_answer(c, s->finding, "Chi bộ nhất trí và sẽ lập sổ.", list[0].version);
}

static enum hn_rc
put_remedy(struct hn_ctx *c, struct hn_story *s, struct hn_person_id who, struct hn_person_id checker)
{
    const struct hn_task_new in = { .title = "Lập sổ theo dõi bảo dưỡng đường ống",
                                    .detail = "",
                                    .responsible = who,
                                    .checker = checker,
                                    .due = c->today + 20 };

    return hn_remedy_put(c, s->finding, &in, &s->remedy);
}

static enum hn_rc
remedy_by_one(struct hn_ctx *c, struct hn_story *s)
{
    return put_remedy(c, s, s->nam, s->nam);
}

static enum hn_rc
set_remedy(struct hn_ctx *c, struct hn_story *s)
{
    return put_remedy(c, s, s->nam, s->head);
}

static enum hn_rc
verify(struct hn_ctx *c, struct hn_story *s)
{
    return hn_finding_verify(c, s->finding, "Đã thấy sổ.");
}

static enum hn_rc
archive(struct hn_ctx *c, struct hn_story *s)
{
    return hn_inspection_archive(c, s->inspection, "Lưu hồ sơ số 3");
}

static enum hn_rc
tell_remedy(struct hn_ctx *c, struct hn_story *s)
{
    return hn_story_tell(c, s, s->remedy, "done", 100, "Đã lập sổ", false);
}

static enum hn_rc
check_remedy(struct hn_ctx *c, struct hn_story *s)
{
    return hn_task_check(c, s->remedy, true, "", -1, NULL);
}

static enum hn_rc
archived(struct hn_ctx *c, struct hn_story *s)
{
    struct hn_inspection i;

    EXPECT_RC(hn_inspection_get(c, s->inspection, &i), HN_OK);
    EXPECT(strcmp(i.state, "archived") == 0 && i.findings == 1 && i.remedies == 1 && i.remedies_open == 0);
    return HN_OK;
}

static const struct hn_story_step new_rural[] = {
    { "a commune's committee may issue no directive", 0, HN_COMMUNE, commune_directs, HN_DENIED,
      "paper.right" },
    { "a cell no regulation", 0, HN_CELL_ONE, cell_regulates, HN_DENIED, "paper.right" },
    { "nor a paper of the commune", 0, HN_CELL_ONE, cell_writes_for_commune, HN_NOT_FOUND,
      "access.not_found" },
    { "the committee drafts it with the administration", 0, HN_COMMUNE, draft_jointly, HN_OK, "" },
    { "a draft goes to nobody", 0, HN_COMMUNE, send_it, HN_CONFLICT, "paper.not_issued" },
    { "and no cell issues it", 0, HN_CELL_ONE, hn_story_issue, HN_NOT_FOUND, "not_found" },
    { "it is issued", 0, HN_COMMUNE, hn_story_issue, HN_OK, "" },
    { "once", 0, HN_COMMUNE, hn_story_issue, HN_CONFLICT, "paper.issued" },
    { "under a number, by both", 0, HN_COMMUNE, is_numbered_jointly, HN_OK, "" },

    { "a target that asks for nothing", 0, HN_COMMUNE, target_of_nothing, HN_INVALID, "target.value" },
    { "or for less", 0, HN_COMMUNE, target_backwards, HN_INVALID, "target.value" },
    { "a target", 0, HN_COMMUNE, set_target, HN_OK, "" },
    { "no share for a cell of others", 0, HN_COMMUNE, share_outside, HN_INVALID, "share.unit" },
    { "a share for each cell", 0, HN_COMMUNE, share_out, HN_OK, "" },

    { "no answer by yesterday", 0, HN_COMMUNE, send_too_late, HN_INVALID, "sending.due" },
    { "no cell sends it for the commune", 0, HN_CELL_ONE, send_it, HN_NOT_FOUND, "access.not_found" },
    { "it goes to both cells", 0, HN_COMMUNE, send_it, HN_OK, "" },
    { "once", 0, HN_COMMUNE, send_it, HN_CONFLICT, "sending.twice" },
    { "a plan of something else is no answer", 20240320, HN_CELL_ONE, answer_with_another, HN_INVALID,
      "duty.other" },
    { "a notice neither", 0, HN_CELL_ONE, answer_with_notice, HN_INVALID, "duty.kind" },
    { "nor a draft", 0, HN_CELL_ONE, answer_with_draft, HN_INVALID, "duty.answer" },

    { "its plan is", 0, HN_CELL_ONE, answer_with_plan, HN_OK, "" },
    { "once", 0, HN_CELL_ONE, answer_again, HN_CONFLICT, "duty.answered" },
    { "no other cell answers for it", 0, HN_CELL_TWO, answer_again, HN_NOT_FOUND, "access.not_found" },

    { "the cell writes down its area", 0, HN_CELL_ONE, open_area, HN_OK, "" },
    { "nobody from elsewhere is in charge of it", 0, HN_CELL_ONE, charge_stranger, HN_NOT_FOUND,
      "access.not_found" },
    { "Mai leads there", 0, HN_CELL_ONE, charge_mai, HN_OK, "" },
    { "and nobody beside her", 0, HN_CELL_ONE, charge_second, HN_INVALID, "charge.lead" },

    { "a task is somebody's", 0, HN_CELL_ONE, task_of_nobody, HN_INVALID, "task.responsible" },
    { "and somebody checks it", 0, HN_CELL_ONE, task_unchecked, HN_INVALID, "task.checker" },
    { "not who does it", 0, HN_CELL_ONE, task_checked_by_herself, HN_INVALID, "task.checker_self" },
    { "nor who helps", 0, HN_CELL_ONE, task_checked_by_helper, HN_INVALID, "task.checker_self" },
    { "Mai does it, Nam checks", 0, HN_CELL_ONE, set_task, HN_OK, "" },

    { "the meeting of March", 20240328, HN_CELL_ONE, meet, HN_OK, "" },
    { "another cell does not tell of it", 0, HN_CELL_TWO, stranger_tells, HN_NOT_FOUND, "task.not_found" },
    { "it is told there", 0, HN_CELL_ONE, tell_of_march, HN_OK, "" },
    { "and adopted", 0, HN_CELL_ONE, lock, HN_OK, "" },
    { "no note of the month to come", 0, HN_MAI, note_ahead, HN_INVALID, "area.note_month" },
    { "Mai writes the month's note", 0, HN_MAI, note_month, HN_OK, "" },
    { "the commune sees two fifths", 0, HN_COMMUNE, forty_percent, HN_OK, "" },
    { "and who has not answered", 20240502, HN_COMMUNE, one_answered_one_late, HN_OK, "" },
    { "the meeting of May", 20240525, HN_CELL_ONE, meet, HN_OK, "" },
    { "more than all is not done", 0, HN_CELL_ONE, tell_too_much, HN_INVALID, "task.progress" },
    { "all is", 0, HN_CELL_ONE, tell_of_may, HN_OK, "" },
    { "and adopted", 0, HN_CELL_ONE, lock, HN_OK, "" },

    { "a program is no evidence, whatever its name", 20240526, HN_MAI, show_program, HN_INVALID,
      "attachment.type" },
    { "nor are six megabytes", 0, HN_MAI, show_too_much, HN_INVALID, "attachment.size" },
    { "a protocol is", 0, HN_MAI, show_list, HN_OK, "" },
    { "who does it does not check it", 0, HN_MAI, check, HN_DENIED, "task.checker_self" },
    { "nobody sends it back without a word", 0, HN_NAM, send_back_mute, HN_INVALID, "task.check_note" },
    { "Nam sends it back", 0, HN_NAM, send_back, HN_OK, "" },
    { "then nothing waits for him", 0, HN_NAM, check, HN_CONFLICT, "task.not_waiting" },
    { "Mai does the rest", 20240530, HN_MAI, tell_again, HN_OK, "" },
    { "Nam accepts it", 0, HN_NAM, check, HN_OK, "" },
    { "what is checked is closed", 0, HN_MAI, show_list, HN_CONFLICT, "task.closed" },
    { "the commune sees all of it", 0, HN_COMMUNE, all_of_it, HN_OK, "" },

    { "the commune plans its inspections", 20240603, HN_COMMUNE, plan_year, HN_OK, "" },
    { "a year once", 0, HN_COMMUNE, plan_year, HN_CONFLICT, "programme.twice" },
    { "an empty year is not approved", 0, HN_COMMUNE, approve_year, HN_CONFLICT, "programme.empty" },
    { "nor does it hold the next", 0, HN_COMMUNE, plan_next_year, HN_INVALID, "programme.item_month" },
    { "nor cells of others", 0, HN_COMMUNE, plan_elsewhere, HN_INVALID, "access.case_subject" },
    { "the cell in June", 0, HN_COMMUNE, plan_cell, HN_OK, "" },
    { "approved", 0, HN_COMMUNE, approve_year, HN_OK, "" },
    { "no cell decides on itself", 0, HN_CELL_ONE, decide, HN_NOT_FOUND, "access.not_found" },
    { "decided", 0, HN_COMMUNE, decide, HN_OK, "" },
    { "an item begins once", 0, HN_COMMUNE, decide, HN_INVALID, "inspection.item" },
    { "nobody asks without a team", 0, HN_COMMUNE, notify, HN_CONFLICT, "inspection.no_team" },
    { "nobody of the cell inspects it", 0, HN_COMMUNE, take_own_member, HN_INVALID, "access.case_party" },
    { "Lan does", 0, HN_COMMUNE, take_officer, HN_OK, "" },
    { "nobody asks without an outline", 0, HN_COMMUNE, notify, HN_CONFLICT, "inspection.no_outline" },
    { "Lan writes it", 0, HN_OFFICER, write_outline, HN_OK, "" },
    { "the cell is asked", 0, HN_COMMUNE, notify, HN_OK, "" },
    { "the cell reports", 20240610, HN_CELL_ONE, report_on_itself, HN_OK, "" },
    { "no other cell sees it", 0, HN_CELL_TWO, archive, HN_NOT_FOUND, "not_found" },
    { "Lan verifies", 20240615, HN_OFFICER, note_visit, HN_OK, "" },
    { "a violation breaks a rule that is named", 0, HN_OFFICER, find_violation, HN_INVALID, "finding.basis" },
    { "the cell finds nothing itself", 0, HN_CELL_ONE, find_shortcoming, HN_DENIED, "access.denied" },
    { "a shortcoming", 0, HN_OFFICER, find_shortcoming, HN_OK, "" },
    { "nothing is concluded unheard", 0, HN_COMMUNE, conclude, HN_CONFLICT, "inspection.unanswered" },
    { "the cell answers", 0, HN_CELL_ONE, answer_finding, HN_OK, "" },
    { "nor without a remedy", 0, HN_COMMUNE, conclude, HN_CONFLICT, "inspection.no_remedy" },
    { "a remedy is checked by another too", 0, HN_COMMUNE, remedy_by_one, HN_INVALID, "task.checker_self" },
    { "a remedy", 0, HN_COMMUNE, set_remedy, HN_OK, "" },
    { "concluded", 0, HN_COMMUNE, conclude, HN_OK, "" },
    { "once", 0, HN_COMMUNE, conclude, HN_CONFLICT, "inspection.concluded" },
    { "no archive while a remedy is open", 0, HN_COMMUNE, archive, HN_CONFLICT, "inspection.remedies_open" },
    { "nor is it verified", 0, HN_OFFICER, verify, HN_CONFLICT, "finding.remedy_open" },
    { "Nam does it", 20240620, HN_NAM, tell_remedy, HN_OK, "" },
    { "and does not check it", 0, HN_NAM, check_remedy, HN_DENIED, "task.checker_self" },
    { "the secretary does", 0, HN_CELL_ONE, check_remedy, HN_OK, "" },
    { "no archive before it was seen", 0, HN_COMMUNE, archive, HN_CONFLICT, "inspection.not_verified" },
    { "Lan sees it", 0, HN_OFFICER, verify, HN_OK, "" },
    { "archived", 0, HN_COMMUNE, archive, HN_OK, "" },
    { "all of it stays", 0, HN_COMMUNE, archived, HN_OK, "" },
    { "Lan's part is over", 0, HN_OFFICER, note_visit, HN_NOT_FOUND, "not_found" },
};

static void
test_new_rural(void **state)
{
    HN_TEST_PLACE(state);
    hn_story_play(t, new_rural, COUNT(new_rural));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_new_rural),
    };

    return cmocka_run_group_tests_name("story", tests, NULL, NULL);
}
