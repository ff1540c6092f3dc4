/* test_roll: proves that the roll is the register of the meeting's day and follows it until the meeting is locked, that
 * nobody is present by omission, that what is counted equals a naive recount, that members check in as themselves, and
 * whom a warning is about. Each refusal stands beside what is accepted. */
#include "support/cell.h"

static const struct hn_attender *
on_roll(const struct hn_attender *all, size_t count, struct hn_person_id person)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i].person.v == person.v)
            return &all[i];
    }
    return NULL;
}

static enum hn_rc
states(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_presence_put in = { .person = w->mai, .state = HN_PRESENT, .reason = "", .base = 0 };
    const struct hn_attender *all;
    struct hn_roll_count n;
    struct hn_attender now;
    struct hn_meeting_id id;
    size_t count;

    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    /* Shown before anything is written, officers first, then in Vietnamese order; unrecorded is in the base. */
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(count == 5 && all[0].person.v == w->chief.v && strcmp(all[0].office, "secretary") == 0);
    EXPECT(all[0].version == 0 && all[0].state == HN_NOT_RECORDED && n.base == 4 && n.present == 0);
    EXPECT(all[1].person.v == w->old.v && all[1].state == HN_EXEMPT && n.exempt == 1 && n.entitled == 3);
    EXPECT(all[2].person.v == w->lan.v && !all[2].official && all[3].person.v == w->mai.v);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.members == 0);
    /* One tap makes the rows of all. */
    EXPECT_RC(hn_roll_put(c, id, &in, &now), HN_OK);
    EXPECT(now.state == HN_PRESENT && now.version == 1);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.members == 5 && n.present == 1 && n.not_recorded == 3 && n.base == 4);
    /* The same again is no change; an old base with another value is a conflict that shows what stands. */
    EXPECT_RC(hn_roll_put(c, id, &in, &now), HN_OK);
    EXPECT(now.version == 1);
    in.state = HN_EXCUSED;
    in.reason = "Đi viện";
    EXPECT_FAULT(hn_roll_put(c, id, &in, &now), HN_CONFLICT, "roll.changed");
    EXPECT(now.state == HN_PRESENT && now.version == 1);
    in.base = 1;
    EXPECT_RC(hn_roll_put(c, id, &in, &now), HN_OK);
    EXPECT(now.state == HN_EXCUSED && now.version == 2 && strcmp(now.reason, "Đi viện") == 0);
    /* Who is no member is a guest at most; exempt is the register's word; online where it is allowed. */
    EXPECT_FAULT(hn_cell_put(c, id, w->other, HN_PRESENT), HN_NOT_FOUND, "roll.not_member");
    EXPECT_FAULT(hn_cell_put(c, id, w->old, HN_PRESENT), HN_INVALID, "roll.state");
    EXPECT_FAULT(hn_cell_put(c, id, w->nam, HN_EXEMPT), HN_INVALID, "roll.state");
    EXPECT_FAULT(hn_cell_put(c, id, w->nam, HN_ONLINE), HN_INVALID, "roll.state");
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_rule_put(c, w->c1, "meeting_online_allowed", 1, DAY(2024, 1, 1), HN_DAY_OPEN, "CV 1"),
              HN_OK);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_cell_put(c, id, w->nam, HN_ONLINE), HN_OK);
    /* Away and on duty leave the base; a helper must be of the cell. */
    EXPECT_RC(hn_cell_put(c, id, w->lan, HN_AWAY), HN_OK);
    EXPECT_RC(hn_cell_put(c, id, w->chief, HN_ON_DUTY), HN_OK);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.base == 2 && n.online == 1 && n.excused == 1 && n.away == 1 && n.on_duty == 1 &&
           n.not_recorded == 0);
    EXPECT(n.entitled == 2 && n.entitled_present == 1);
    in = (struct hn_presence_put){ .person = w->lan,
                                   .state = HN_PRESENT,
                                   .reason = "",
                                   .base = -1,
                                   .via = HN_VIA_HELPER,
                                   .helper = w->other };
    EXPECT_FAULT(hn_roll_put(c, id, &in, NULL), HN_NOT_FOUND, "roll.not_member");
    in.helper = w->nam;
    EXPECT_RC(hn_roll_put(c, id, &in, NULL), HN_OK);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(strcmp(on_roll(all, count, w->lan)->helper_name, "Lê Văn Nam") == 0);
    /* Locked, nothing changes. */
    EXPECT_RC(hn_cell_hold(c, id, DAY(2024, 3, 10)), HN_OK);
    EXPECT_RC(hn_cell_lock(c, id), HN_OK);
    EXPECT_FAULT(hn_cell_put(c, id, w->nam, HN_PRESENT), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_roll_make(c, id), HN_CONFLICT, "meeting.locked");
    return HN_OK;
}

static enum hn_rc
sheets(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_presence_put sheet[] = {
        { .person = w->nam, .state = HN_UNEXCUSED, .reason = "", .via = HN_VIA_SHEET, .base = -1 },
        { .person = w->lan, .state = HN_EXCUSED, .reason = "Đi học", .via = HN_VIA_SHEET, .base = -1 },
    };
    const struct hn_presence_put stranger[] = { sheet[0],
                                                { .person = w->other, .state = HN_PRESENT, .base = -1 } };
    struct hn_roll_count n;
    struct hn_cell_month k;
    struct hn_meeting_id id;

    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_roll_put_all(c, id, stranger, 2, true), HN_NOT_FOUND, "roll.not_member");
    EXPECT_FAULT(hn_roll_put_all(c, id, sheet, 501, true), HN_INVALID, "roll.too_many");
    EXPECT_RC(hn_roll_put_all(c, id, sheet, 2, false), HN_OK);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.unexcused == 1 && n.excused == 1 && n.present == 0 && n.not_recorded == 2);
    EXPECT_RC(hn_roll_put_all(c, id, NULL, 0, true), HN_OK);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.unexcused == 1 && n.excused == 1 && n.present == 2 && n.not_recorded == 0 && n.exempt == 1);
    EXPECT_RC(hn_month_get(c, w->c1, 2024 * 12 + 2, &k), HN_OK);
    EXPECT(k.members == 5 && k.base == 4 && k.present == 2 && k.excused == 1 && k.unexcused == 1);
    return HN_OK;
}

/* Who joins or leaves by the day, or becomes exempt, is followed while it is a draft, and no longer. */
static enum hn_rc
follows(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_membership_new join = {
        .person = w->other, .unit = w->c1, .from = DAY(2024, 3, 8), .decision = "QĐ 7"
    };
    const struct hn_status_new exempt = { .person = w->nam,
                                          .value = "temporarily_exempt",
                                          .from = DAY(2024, 3, 1),
                                          .to = DAY(2024, 5, 1),
                                          .decision = "QĐ 9",
                                          .reason = "" };
    const struct hn_attender *all;
    struct hn_roll_count n;
    struct hn_meeting_id id;
    size_t count;

    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_RC(hn_cell_put(c, id, w->mai, HN_PRESENT), HN_OK);
    EXPECT_RC(hn_cell_put(c, id, w->nam, HN_PRESENT), HN_OK);
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_membership_move(c, &join, ""), HN_OK);
    EXPECT_RC(hn_membership_end(c, w->lan, DAY(2024, 3, 10), "QĐ 8", ""), HN_OK);
    EXPECT_RC(hn_activity_put(c, &exempt), HN_OK);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_roll_make(c, id), HN_OK);
    EXPECT_RC(hn_roll_counts(c, id, &n), HN_OK);
    EXPECT(n.members == 5 && n.present == 1 && n.exempt == 2 && n.not_recorded == 2);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(on_roll(all, count, w->other) && !on_roll(all, count, w->lan));
    EXPECT(on_roll(all, count, w->nam)->state == HN_EXEMPT);
    /* Once locked the roll stays what it was. */
    EXPECT_RC(hn_cell_lock(c, id), HN_OK);
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_membership_end(c, w->mai, DAY(2024, 3, 10), "QĐ 10", ""), HN_OK);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(count == 5 && on_roll(all, count, w->mai)->state == HN_PRESENT && n.present == 1);
    return HN_OK;
}

/* When the committee meets, its roll is who holds an office in the unit. */
static enum hn_rc
committees(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_office_new office = { .person = w->mai,
                                          .unit = w->p->org_a,
                                          .office = "committee_member",
                                          .basis = "elected",
                                          .from = DAY(2024, 1, 1),
                                          .to = HN_DAY_OPEN,
                                          .decision = "QĐ" };
    struct hn_meeting_new in = {
        .unit = w->c1, .kind = "committee", .day = DAY(2024, 3, 9), .start_minute = 600
    };
    const struct hn_attender *all;
    struct hn_roll_count n;
    struct hn_meeting_id id;
    size_t count;

    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(count == 1 && all[0].person.v == w->chief.v);
    EXPECT_FAULT(hn_cell_put(c, id, w->mai, HN_PRESENT), HN_NOT_FOUND, "roll.not_member");
    EXPECT_RC(hn_cell_put(c, id, w->chief, HN_PRESENT), HN_OK);
    /* A unit without members of its own meets as its committee, whatever the meeting is called. */
    hn_org_as(c, HN_USER_SYSTEM);
    in.unit = w->p->org_a;
    in.kind = "extraordinary";
    in.chair = w->mai;
    EXPECT_FAULT(hn_meeting_call(c, &in, &id), HN_INVALID, "meeting.not_member");
    EXPECT_RC(hn_office_begin(c, &office), HN_OK);
    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(count == 1 && all[0].person.v == w->mai.v);
    return HN_OK;
}

static enum hn_rc
guests(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_guest in = { .item_key = "khach-01", .name = "", .title = "Bí thư xã", .role = "monitor" };
    const struct hn_guest *all;
    struct hn_meeting_id id;
    size_t count;

    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_guest_put(c, id, &in), HN_INVALID, "roll.guest_name");
    in.person = w->mai;
    EXPECT_FAULT(hn_guest_put(c, id, &in), HN_INVALID, "roll.guest_member");
    /* Somebody the secretary may not know of is not learnt of by a number. */
    in.person = w->other;
    EXPECT_FAULT(hn_guest_put(c, id, &in), HN_NOT_FOUND, "person.not_found");
    in.person.v = 0;
    in.name = "Người giữ chức (minh họa)";
    in.role = "king";
    EXPECT_FAULT(hn_guest_put(c, id, &in), HN_INVALID, "roll.guest_role");
    in.role = "invited";
    in.item_key = "ngắn";
    EXPECT_FAULT(hn_guest_put(c, id, &in), HN_INVALID, "run.key");
    in.item_key = "khach-01";
    EXPECT_RC(hn_guest_put(c, id, &in), HN_OK);
    EXPECT_RC(hn_guest_put(c, id, &in), HN_OK);
    in.item_key = NULL;
    EXPECT_RC(hn_guest_put(c, id, &in), HN_OK);
    EXPECT_RC(hn_roll_guests(c, id, &all, &count), HN_OK);
    EXPECT(count == 2 && all[0].version == 1);
    EXPECT_RC(hn_guest_remove(c, id, "khach-01"), HN_OK);
    EXPECT_RC(hn_guest_remove(c, id, "khach-01"), HN_OK);
    EXPECT_RC(hn_roll_guests(c, id, &all, &count), HN_OK);
    EXPECT(count == 1);
    return HN_OK;
}

static enum hn_rc
check_ins(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_check_in open, closed;
    const struct hn_attender *all;
    struct hn_roll_count n;
    struct hn_meeting_id id;
    size_t count;
    bool wrong;

    hn_cell_at(c, DAY(2024, 3, 10), 19);
    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    hn_org_as(c, SELF);
    EXPECT_FAULT(hn_check_in_do(c, id, "000000", w->mai, &wrong), HN_CONFLICT, "check_in.closed");
    EXPECT_RC(hn_check_in_open(c, id, &open), HN_DENIED);
    EXPECT_RC(hn_check_in_read(c, id, &open), HN_DENIED);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_check_in_open(c, id, &open), HN_OK);
    EXPECT(strlen(open.code) == 6 && strlen(open.secret) == 32 && open.open);
    /* The secretary's account is nobody of the cell: there is none to check in. */
    EXPECT_FAULT(hn_check_in_do(c, id, open.code, (struct hn_person_id){ 0 }, &wrong), HN_NOT_FOUND,
                 "roll.not_member");
    hn_org_as(c, SELF);
    EXPECT_RC(hn_check_in_do(c, id, "x", (struct hn_person_id){ 0 }, &wrong), HN_OK);
    EXPECT(wrong);
    EXPECT_RC(hn_check_in_do(c, id, "", (struct hn_person_id){ 0 }, &wrong), HN_OK);
    EXPECT(wrong);
    EXPECT_RC(hn_check_in_do(c, id, open.code, (struct hn_person_id){ 0 }, &wrong), HN_OK);
    EXPECT(!wrong);
    EXPECT_RC(hn_check_in_do(c, id, open.secret, w->nam, &wrong), HN_OK);
    EXPECT_FAULT(hn_check_in_do(c, id, open.code, w->other, &wrong), HN_NOT_FOUND, "roll.not_member");
    EXPECT_FAULT(hn_check_in_do(c, id, open.code, w->old, &wrong), HN_INVALID, "roll.state");
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(n.present == 2 && on_roll(all, count, w->mai)->via == HN_VIA_CODE);
    EXPECT(on_roll(all, count, w->nam)->via == HN_VIA_HELPER &&
           on_roll(all, count, w->nam)->helper.v == w->mai.v);
    /* It ends by itself, and after twenty guesses. */
    c->now += 2LL * 3600 * 1000000 + 1;
    EXPECT_FAULT(hn_check_in_do(c, id, open.code, w->chief, &wrong), HN_CONFLICT, "check_in.closed");
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_check_in_open(c, id, &open), HN_OK);
    hn_org_as(c, SELF);
    for (int i = 0; i < 20; i++) {
        EXPECT_RC(hn_check_in_do(c, id, "no", w->chief, &wrong), HN_OK);
        EXPECT(wrong);
    }
    EXPECT_FAULT(hn_check_in_do(c, id, open.code, w->chief, &wrong), HN_CONFLICT, "check_in.closed");
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_check_in_open(c, id, &open), HN_OK);
    EXPECT_RC(hn_check_in_close(c, id), HN_OK);
    EXPECT_RC(hn_check_in_read(c, id, &closed), HN_OK);
    EXPECT(!closed.open);
    return HN_OK;
}

static enum hn_rc
warnings(struct hn_ctx *c, struct hn_cell *w)
{
    static const enum hn_presence mais[] = { HN_EXCUSED, HN_EXCUSED, HN_EXCUSED };
    static const enum hn_presence nams[] = { HN_UNEXCUSED, HN_UNEXCUSED, HN_UNEXCUSED };
    static const enum hn_presence lans[] = { HN_EXCUSED, HN_PRESENT, HN_EXCUSED };
    const struct hn_attender *all;
    const struct hn_attended *own;
    struct hn_meeting_id id;
    struct hn_roll_count n;
    size_t count;

    hn_cell_at(c, DAY(2024, 4, 20), 20);
    for (int i = 0; i < 3; i++) {
        EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 1 + i, 12), &id), HN_OK);
        EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
        EXPECT(on_roll(all, count, w->mai)->warnings == 0 && on_roll(all, count, w->nam)->warnings == 0);
        EXPECT_RC(hn_cell_put(c, id, w->mai, mais[i]), HN_OK);
        EXPECT_RC(hn_cell_put(c, id, w->nam, nams[i]), HN_OK);
        EXPECT_RC(hn_cell_put(c, id, w->lan, lans[i]), HN_OK);
    }
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(on_roll(all, count, w->mai)->warnings == HN_WARN_THIRD_EXCUSED);
    EXPECT(on_roll(all, count, w->nam)->warnings == HN_WARN_THREE_MONTHS);
    EXPECT(on_roll(all, count, w->lan)->warnings == 0);
    /* For oneself and for the keepers alone. */
    hn_org_as(c, SELF);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(on_roll(all, count, w->mai)->warnings != 0 && on_roll(all, count, w->nam)->warnings == 0);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_roll_of_person(c, w->mai, 2, &own, &count), HN_OK);
    EXPECT(count == 2 && own[0].day == DAY(2024, 3, 12) && own[0].state == HN_EXCUSED);
    /* A month in which he came once is no month of absence. */
    EXPECT_RC(hn_cell_put(c, id, w->nam, HN_PRESENT), HN_OK);
    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 4, 12), &id), HN_OK);
    EXPECT_RC(hn_cell_put(c, id, w->nam, HN_UNEXCUSED), HN_OK);
    EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
    EXPECT(on_roll(all, count, w->nam)->warnings == 0);
    EXPECT(on_roll(all, count, w->mai)->warnings == HN_WARN_THIRD_EXCUSED);
    return HN_OK;
}

/* Months running are months one after another: a month without a meeting is none of absence. */
static enum hn_rc
gaps(struct hn_ctx *c, struct hn_cell *w)
{
    static const int months[] = { 1, 3, 4, 5 };
    const struct hn_attender *all;
    struct hn_meeting_id id;
    struct hn_roll_count n;
    size_t count;

    hn_cell_at(c, DAY(2024, 6, 20), 20);
    for (int i = 0; i < 4; i++) {
        EXPECT_RC(hn_cell_meet(c, w, DAY(2024, months[i], 12), &id), HN_OK);
        EXPECT_RC(hn_cell_put(c, id, w->nam, HN_UNEXCUSED), HN_OK);
        EXPECT_RC(hn_roll_read(c, id, &all, &count, &n), HN_OK);
        EXPECT(on_roll(all, count, w->nam)->warnings == (i == 3 ? HN_WARN_THREE_MONTHS : 0));
    }
    return HN_OK;
}

/* --- a recount --- */

static void
complain(void *sink, const char *line)
{
    (void)sink;
    print_error("%s\n", line);
}

static unsigned
next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

/* The naive reading: each member's last state, kept by hand. */
static enum hn_rc
recount(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_person_id who[] = { w->chief, w->mai, w->nam, w->lan };
    unsigned seed = 7;
    int64_t wrong = 0;

    hn_cell_at(c, DAY(2025, 6, 30), 20);
    for (int64_t month = 2024 * 12 + 1; month < 2025 * 12; month++) {
        enum hn_presence state[4] = { 0 };
        int n[HN_PRESENCE_COUNT] = { 0 };
        struct hn_meeting_id id;
        struct hn_cell_month k;

        EXPECT_RC(hn_cell_meet(c, w, hn_month_first(month) + (hn_day)next(&seed, 28), &id), HN_OK);
        for (int i = 0; i < 12; i++) {
            unsigned at = next(&seed, 4), to = next(&seed, 6);

            to += to >= HN_ONLINE; /* not allowed here */
            EXPECT_RC(hn_cell_put(c, id, who[at], (enum hn_presence)to), HN_OK);
            state[at] = (enum hn_presence)to;
        }
        for (int i = 0; i < 4; i++)
            n[state[i]]++;
        EXPECT_RC(hn_month_get(c, w->c1, month, &k), HN_OK);
        EXPECT(k.members == 5 && k.present == n[HN_PRESENT] && k.excused == n[HN_EXCUSED]);
        EXPECT(k.unexcused == n[HN_UNEXCUSED] && k.unrecorded == n[HN_NOT_RECORDED]);
        EXPECT(k.base == 4 - n[HN_AWAY] - n[HN_ON_DUTY]);
    }
    EXPECT_RC(hn_month_verify(c, complain, NULL, &wrong), HN_OK);
    EXPECT(wrong == 0);
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(states)
STORY(sheets)
STORY(follows)
STORY(committees)
STORY(guests)
STORY(check_ins)
STORY(warnings)
STORY(gaps)
STORY(recount)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_states),     HN_TEST_BOTH(test_sheets), HN_TEST_BOTH(test_follows),
        HN_TEST_BOTH(test_committees), HN_TEST_BOTH(test_guests), HN_TEST_BOTH(test_check_ins),
        HN_TEST_BOTH(test_warnings),   HN_TEST_BOTH(test_gaps),   HN_TEST_BOTH(test_recount),
    };

    return cmocka_run_group_tests_name("roll", tests, NULL, NULL);
}
