/* test_meeting: proves that a meeting is called, changed, held and cancelled only as the rules of its day say, that
 * whoever may not know of it does not find it, and what a cell's habit, excuses and kept month say of it. Each refusal
 * stands beside what is accepted. */
#include "support/cell.h"
#include "unit/unit.h"

static struct hn_meeting_new
ordinary(const struct hn_cell *w, hn_day day)
{
    return (struct hn_meeting_new){ .unit = w->c1, .kind = "ordinary", .day = day, .start_minute = 1170 };
}

static enum hn_rc
calling(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_meeting_new in = ordinary(w, DAY(2024, 3, 15));
    const struct hn_agenda_item *agenda;
    struct hn_meeting_id id;
    struct hn_meeting m;
    size_t count;

    in.kind = "party";
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.kind");
    in.kind = "ordinary";
    in.thematic = true;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.topic");
    in.thematic = false;
    in.start_minute = 1440;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.minute");
    in.start_minute = 1439;
    in.month = hn_month_of(in.day) + 2;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.month");
    in.month = hn_month_of(in.day);
    in.chair = w->other;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.not_member");
    in.chair = w->chief;
    in.unit = w->c2;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_NOT_FOUND, "access.not_found");
    in.unit = w->c1;
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_RC(hn_meeting_get(c, id, &m), HN_OK);
    EXPECT(m.stage == HN_STAGE_PLANNED && m.month == 2024 * 12 + 2 && m.version == 1 &&
           m.length_minutes == 90);
    EXPECT(strcmp(m.chair_name, "Đỗ Văn Bình") == 0 && strcmp(m.unit_code, "C1") == 0);
    EXPECT_RC(hn_agenda_read(c, id, &agenda, &count), HN_OK);
    EXPECT(count == 9 && strcmp(agenda[0].phase, "open") == 0 && strcmp(agenda[8].phase, "close") == 0);
    /* A second ordinary one needs a reason; at the very same time none is called. */
    in.start_minute = 600;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.why");
    in.why = "Bão số 3, họp bù";
    in.start_minute = 1439;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_CONFLICT, "meeting.same_time");
    in.start_minute = 600;
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    return HN_OK;
}

static enum hn_rc
lengths(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_meeting_new in = ordinary(w, DAY(2025, 11, 3));
    const struct hn_agenda_item *agenda;
    struct hn_meeting_id id;
    struct hn_meeting m;
    size_t count;

    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_RC(hn_meeting_read(c, id, &m), HN_OK);
    EXPECT(m.length_minutes == 90);
    in.day = DAY(2025, 12, 3);
    in.thematic = true;
    in.topic = "Học tập và làm theo";
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_RC(hn_meeting_read(c, id, &m), HN_OK);
    EXPECT(m.length_minutes == 120);
    /* The thematic part's own items stand among the others. */
    EXPECT_RC(hn_agenda_read(c, id, &agenda, &count), HN_OK);
    EXPECT(count == 11);
    /* A committee has no ordinary meeting, but meets. */
    hn_org_as(c, HN_USER_SYSTEM);
    in = (struct hn_meeting_new){ .unit = w->p->org_a, .kind = "ordinary", .day = DAY(2025, 12, 3) };
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.kind");
    in.kind = "committee";
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    return HN_OK;
}

static enum hn_rc
outside_life(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_unit_new unit = { .parent = w->p->org_a,
                                      .kind = "cell",
                                      .code = "C9",
                                      .name = "Chi bộ Chín",
                                      .short_name = "",
                                      .sector = "residential",
                                      .decision = "QĐ",
                                      .from = DAY(2024, 1, 10) };
    struct hn_meeting_new in = ordinary(w, DAY(2024, 1, 9));
    struct hn_meeting_id id;

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_unit_create(c, &unit, &in.unit), HN_OK);
    EXPECT_RC(hn_unit_close(c, in.unit, DAY(2024, 3, 1), "QĐ"), HN_OK);
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_INVALID);
    EXPECT(strcmp(c->faults[0].key, "meeting.outside_life") == 0 &&
           strcmp(c->faults[0].arg, "10/01/2024") == 0);
    hn_fault_clear(c);
    in.day = DAY(2024, 3, 1);
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_INVALID);
    EXPECT(strcmp(c->faults[0].key, "meeting.outside_life") == 0 &&
           strcmp(c->faults[0].arg, "29/02/2024") == 0);
    in.day = DAY(2024, 2, 29);
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_FAULT(hn_cell_hold(c, id, DAY(2024, 3, 2)), HN_INVALID, "meeting.outside_life");
    EXPECT_RC(hn_cell_hold(c, id, DAY(2024, 2, 29)), HN_OK);
    return HN_OK;
}

static enum hn_rc
changing(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_meeting_new in = ordinary(w, DAY(2024, 3, 15));
    const struct hn_agenda_item *agenda;
    struct hn_meeting_id id;
    struct hn_meeting m;
    size_t count;

    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    in.day = DAY(2024, 3, 16);
    EXPECT_FAULT(hn_meeting_change(c, id, 7, &in), HN_CONFLICT, "changed");
    in.kind = "extraordinary";
    EXPECT_RC(hn_meeting_change(c, id, 1, &in), HN_OK);
    EXPECT_RC(hn_meeting_get(c, id, &m), HN_OK);
    EXPECT(m.version == 2 && m.day == DAY(2024, 3, 16) && strcmp(m.kind, "extraordinary") == 0);
    EXPECT_RC(hn_agenda_read(c, id, &agenda, &count), HN_OK);
    EXPECT(count == 3);
    /* Invited once, and not without an agenda. */
    for (size_t i = 0; i < count; i++)
        EXPECT_RC(hn_agenda_remove(c, id, agenda[i].item_key), HN_OK);
    EXPECT_FAULT(hn_meeting_invite(c, id), HN_CONFLICT, "meeting.agenda_empty");
    EXPECT_RC(hn_agenda_put(c, id, &(struct hn_agenda_item){ .title = "Một việc" }, -1, NULL), HN_OK);
    EXPECT_RC(hn_meeting_invite(c, id), HN_OK);
    EXPECT_RC(hn_meeting_invite(c, id), HN_OK);
    EXPECT_RC(hn_meeting_get(c, id, &m), HN_OK);
    EXPECT(m.stage == HN_STAGE_INVITED && m.version == 3);
    EXPECT_FAULT(hn_meeting_cancel(c, id, ""), HN_INVALID, "meeting.cancel_reason");
    EXPECT_RC(hn_meeting_cancel(c, id, "Mưa bão"), HN_OK);
    EXPECT_FAULT(hn_meeting_cancel(c, id, "Mưa bão"), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_meeting_change(c, id, 4, &in), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_meeting_invite(c, id), HN_CONFLICT, "meeting.locked");
    /* A cancelled one is in nobody's way. */
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    return HN_OK;
}

static enum hn_rc
holding(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_meeting_held held = { .day = DAY(2024, 3, 11), .began_minute = 1170, .ended_minute = 1260 };
    struct hn_roll_count n;
    struct hn_cell_month k;
    struct hn_meeting_id id;
    struct hn_meeting m;

    hn_cell_at(c, DAY(2024, 3, 10), 22);
    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_meeting_hold(c, id, -1, &held), HN_INVALID, "meeting.future");
    held.day = DAY(2024, 1, 31);
    EXPECT_FAULT(hn_meeting_hold(c, id, -1, &held), HN_INVALID, "meeting.month");
    held.day = DAY(2024, 3, 10);
    held.ended_minute = 1170;
    EXPECT_FAULT(hn_meeting_hold(c, id, -1, &held), HN_INVALID, "meeting.minute");
    held.ended_minute = 1171;
    held.writer = w->other;
    EXPECT_FAULT(hn_meeting_hold(c, id, -1, &held), HN_INVALID, "meeting.not_member");
    held.writer = w->mai;
    EXPECT_FAULT(hn_meeting_hold(c, id, 5, &held), HN_CONFLICT, "changed");
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.meeting.v == 0 && k.score_cell == -1);
    EXPECT_RC(hn_meeting_hold(c, id, 1, &held), HN_OK);
    EXPECT_RC(hn_meeting_get(c, id, &m), HN_OK);
    EXPECT(m.stage == HN_STAGE_HELD && m.held_at == c->now && strcmp(m.writer_name, "Trần Thị Mai") == 0);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.members == 5 && n.not_recorded == 4 && n.exempt == 1 && n.base == 4 && n.entitled == 3);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.meeting.v == id.v && k.met_day == DAY(2024, 3, 10) && !k.late && k.base == 4 &&
           k.unrecorded == 4);
    /* Said again, the day put right; what was known first stays. */
    EXPECT_FAULT(hn_meeting_change(c, id, m.version, &(struct hn_meeting_new){ .kind = "ordinary" }),
                 HN_CONFLICT, "meeting.held");
    EXPECT_FAULT(hn_meeting_invite(c, id), HN_CONFLICT, "meeting.held");
    c->now += 1000000;
    held.day = DAY(2024, 3, 9);
    EXPECT_RC(hn_meeting_hold(c, id, m.version, &held), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.met_day == DAY(2024, 3, 9) && k.met_known == m.held_at);
    EXPECT_RC(hn_cell_lock(c, id), HN_OK);
    EXPECT_FAULT(hn_meeting_hold(c, id, -1, &held), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_meeting_cancel(c, id, "x"), HN_CONFLICT, "meeting.locked");
    return HN_OK;
}

static enum hn_rc
late_by_rule(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_cell_month k;
    struct hn_meeting_id id;
    int64_t wrong;
    hn_day due;

    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_rule_put(c, w->p->org_a, "meeting_due_day", 9, DAY(2024, 3, 1), HN_DAY_OPEN, "NQ"), HN_OK);
    EXPECT_RC(hn_month_due(c, w->c1, 2024 * 12 + 2, &due), HN_OK);
    EXPECT(due == DAY(2024, 3, 9));
    EXPECT_RC(hn_month_due(c, w->c1, 2024 * 12 + 1, &due), HN_OK);
    EXPECT(due == DAY(2024, 2, 29));
    hn_cell_at(c, DAY(2024, 4, 20), 20);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.late);
    EXPECT_RC(hn_cell_hold(c, id, DAY(2024, 3, 9)), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(!k.late);
    /* A rule put afterwards for days gone by, and where the cell stood then, are judged by anew. */
    EXPECT_RC(hn_rule_put(c, w->c1, "meeting_due_day", 8, DAY(2024, 3, 1), DAY(2024, 4, 1), "NQ 2"), HN_OK);
    EXPECT_RC(hn_month_judge(c, w->c1, DAY(2024, 3, 1), DAY(2024, 4, 1)), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.late);
    EXPECT_RC(hn_month_verify(c, NULL, NULL, &wrong), HN_OK);
    EXPECT(wrong == 0);
    EXPECT_RC(hn_rule_end(c, w->c1, "meeting_due_day", DAY(2024, 3, 1)), HN_OK);
    EXPECT_RC(hn_month_judge(c, w->p->a, HN_DAY_START, HN_DAY_OPEN), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(!k.late);
    EXPECT_RC(hn_month_verify(c, NULL, NULL, &wrong), HN_OK);
    EXPECT(wrong == 0);
    /* Cancelled, it never was. */
    EXPECT_RC(hn_meeting_cancel(c, id, "Ghi nhầm"), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.meeting.v == 0 && k.members == 0);
    return HN_OK;
}

static enum hn_rc
finding(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_meeting *all;
    struct hn_meeting_id id, found;
    struct hn_unit_id unit;
    struct hn_meeting m;
    const char *text;
    size_t count;

    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 15), &id), HN_OK);
    text = hn_print(c->arena, "%lld", (long long)id.v);
    EXPECT_RC(hn_meeting_find(c, text, &found, &unit), HN_OK);
    EXPECT(found.v == id.v && unit.v == w->c1.v);
    EXPECT_FAULT(hn_meeting_find(c, "12", &found, &unit), HN_NOT_FOUND, "access.not_found");
    EXPECT_FAULT(hn_meeting_get(c, (struct hn_meeting_id){ 12 }, &m), HN_NOT_FOUND, "access.not_found");
    EXPECT_FAULT(hn_meeting_find(c, "C1", &found, &unit), HN_NOT_FOUND, "access.not_found");
    /* Mai belongs to the cell: she reads its meetings and keeps none. */
    hn_org_as(c, SELF);
    EXPECT_RC(hn_meeting_get(c, id, &m), HN_OK);
    EXPECT_RC(hn_meeting_open(c, id, &m), HN_DENIED);
    EXPECT_RC(hn_meetings_coming(c, DAY(2024, 3, 10), DAY(2024, 4, 30), &all, &count), HN_OK);
    EXPECT(count == 1 && all[0].id.v == id.v);
    EXPECT_RC(hn_meetings_coming(c, DAY(2024, 3, 16), DAY(2024, 4, 30), &all, &count), HN_OK);
    EXPECT(count == 0);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_meetings_coming(c, DAY(2024, 3, 15), DAY(2024, 3, 15), &all, &count), HN_OK);
    EXPECT(count == 1);
    EXPECT_RC(hn_meetings_of(c, w->c1, 2024 * 12 + 2, 2024 * 12 + 2, &all, &count), HN_OK);
    EXPECT(count == 1);
    EXPECT_RC(hn_meetings_of(c, w->c1, 2024 * 12 + 3, 2024 * 12 + 9, &all, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_FAULT(hn_meetings_of(c, w->c2, 0, 99999, &all, &count), HN_NOT_FOUND, "access.not_found");
    return HN_OK;
}

static enum hn_rc
habit(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_meeting_habit h;
    struct hn_meeting_id id;

    EXPECT_RC(hn_meeting_habit(c, w->c1, 2024 * 12 + 2, &h), HN_OK);
    EXPECT(h.seen == 0 && h.day == DAY(2024, 3, 3) && h.start_minute == 1170 && h.thematic_owed);
    /* The first Saturday of each month, whatever its date. */
    hn_cell_at(c, DAY(2024, 3, 31), 20);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2023, 12, 2), &id), HN_OK);
    EXPECT_RC(hn_meeting_habit(c, w->c1, 2024 * 12, &h), HN_OK);
    EXPECT(h.seen == 1 && h.day == DAY(2024, 1, 2));
    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 1, 6), &id), HN_OK);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 2, 3), &id), HN_OK);
    EXPECT_RC(hn_meeting_habit(c, w->c1, 2024 * 12 + 2, &h), HN_OK);
    EXPECT(h.seen == 3 && h.day == DAY(2024, 3, 2) && strcmp(h.place, "Nhà văn hóa") == 0);
    /* Twice on the 6th says more than the weekdays do. */
    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 3, 6), &id), HN_OK);
    EXPECT_RC(hn_meeting_cancel(c, id, "x"), HN_OK);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2023, 11, 6), &id), HN_OK);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2023, 10, 6), &id), HN_OK);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2023, 9, 6), &id), HN_OK);
    EXPECT_RC(hn_meeting_habit(c, w->c1, 2024 * 12 + 2, &h), HN_OK);
    EXPECT(h.seen == 6 && h.day == DAY(2024, 3, 6));
    return HN_OK;
}

static enum hn_rc
excuses(struct hn_ctx *c, struct hn_cell *w)
{
    const int64_t month = 2024 * 12 + 2;
    struct hn_cell_month k;

    EXPECT_RC(hn_excuse_put(c, w->c1, month, "Bão"), HN_DENIED);
    hn_org_as(c, CLERK);
    EXPECT_FAULT(hn_excuse_put(c, w->p->c3, month, "Bão"), HN_NOT_FOUND, "access.not_found");
    EXPECT_FAULT(hn_excuse_put(c, w->c1, month, ""), HN_INVALID, "meeting.excuse_reason");
    EXPECT_RC(hn_excuse_put(c, w->c1, month, "Bão"), HN_OK);
    EXPECT_FAULT(hn_excuse_put(c, w->c1, month, "Bão"), HN_CONFLICT, "meeting.excused");
    EXPECT_RC(hn_month_get(c, w->c1, month, &k), HN_OK);
    EXPECT(k.excused_month && k.meeting.v == 0);
    EXPECT_RC(hn_excuse_end(c, w->c1, month), HN_OK);
    EXPECT_FAULT(hn_excuse_end(c, w->c1, month), HN_NOT_FOUND, "meeting.not_excused");
    EXPECT_RC(hn_month_get(c, w->c1, month, &k), HN_OK);
    EXPECT(!k.excused_month);
    return HN_OK;
}

static enum hn_rc
two_in_a_month(struct hn_ctx *c, struct hn_cell *w)
{
    const int64_t month = 2024 * 12 + 2;
    struct hn_meeting_new in = ordinary(w, DAY(2024, 3, 20));
    struct hn_meeting_id first, second, theme;
    struct hn_cell_month k;

    hn_cell_at(c, DAY(2024, 3, 31), 20);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 3, 22), &first), HN_OK);
    in.why = "Họp bổ sung";
    EXPECT_RC(hn_meeting_call(c, &in, &second), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, month, &k), HN_OK);
    EXPECT(k.meeting.v == first.v && k.thematic_day == 0);
    EXPECT_RC(hn_cell_hold(c, second, DAY(2024, 3, 20)), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, month, &k), HN_OK);
    EXPECT(k.meeting.v == second.v && k.met_day == DAY(2024, 3, 20));
    /* A thematic meeting is no ordinary one, and is noted beside it. */
    in = (struct hn_meeting_new){ .unit = w->c1,
                                  .kind = "thematic",
                                  .topic = "Chuyển đổi số",
                                  .day = DAY(2024, 3, 5),
                                  .start_minute = 600 };
    EXPECT_RC(hn_meeting_call(c, &in, &theme), HN_OK);
    EXPECT_RC(hn_cell_hold(c, theme, DAY(2024, 3, 5)), HN_OK);
    EXPECT_RC(hn_month_get(c, w->c1, month, &k), HN_OK);
    EXPECT(k.meeting.v == second.v && k.thematic_day == DAY(2024, 3, 5));
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(calling)
STORY(lengths)
STORY(outside_life)
STORY(changing)
STORY(holding)
STORY(late_by_rule)
STORY(finding)
STORY(habit)
STORY(excuses)
STORY(two_in_a_month)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_calling),        HN_TEST_BOTH(test_lengths), HN_TEST_BOTH(test_outside_life),
        HN_TEST_BOTH(test_changing),       HN_TEST_BOTH(test_holding), HN_TEST_BOTH(test_late_by_rule),
        HN_TEST_BOTH(test_finding),        HN_TEST_BOTH(test_habit),   HN_TEST_BOTH(test_excuses),
        HN_TEST_BOTH(test_two_in_a_month),
    };

    return cmocka_run_group_tests_name("meeting", tests, NULL, NULL);
}
