/* test_minutes.c: proves that every figure in minutes and resolution is the one counted from the roll and the votes, that
 * nobody is present by omission, that last month's open tasks are the table, that adoption locks and numbers, that numbers
 * run on within a term, and what is refused: by whom, when, and which files. Each refusal stands beside what is accepted. */
#include "support/org.h"
#include "support/people.h"
#include "support/zip_test.h"

#include <stdio.h>
#include <string.h>

#include "meeting/minutes.h"
#include "meeting/month.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "rule/rule.h"
#include "score/score.h"
#include "task/task.h"

#define EXPECT_FAULT(call, code, wanted)                                                                     \
    do {                                                                                                     \
        hn_fault_clear(c);                                                                                   \
        EXPECT_RC(call, code);                                                                               \
        EXPECT(c->fault_count > 0 && strcmp(c->faults[c->fault_count - 1].key, wanted) == 0);                \
        hn_fault_clear(c);                                                                                   \
    } while (0)
/* The text holds the words; else it is printed. */
#define EXPECT_WORDS(text, words)                                                                            \
    do {                                                                                                     \
        if (!strstr(text, words)) {                                                                          \
            print_error("%s:%d: no \"%s\" in\n%s\n", __FILE__, __LINE__, words, text);                       \
            return HN_BROKEN;                                                                                \
        }                                                                                                    \
    } while (0)
#define EXPECT_NO_WORDS(text, words) EXPECT(!strstr(text, words))

enum { PEOPLE = 10 };
struct world {
    struct hn_people *p;
    struct hn_person_id who[PEOPLE]; /* of C1; 7 is exempt, 8 probationary */
    enum hn_rc (*story)(struct hn_ctx *c, struct world *w);
};

static enum hn_rc
tell(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc = w->story(c, w);

    for (int i = 0; rc && i < c->fault_count; i++)
        print_error("%s: %s %s\n", c->faults[i].field, c->faults[i].key,
                    c->faults[i].arg ? c->faults[i].arg : "");
    return rc;
}

static void
play(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, struct world *w))
{
    static const char *const names[PEOPLE] = { "Người Không", "Người Một", "Người Hai", "Người Ba",
                                               "Người Bốn",   "Người Năm", "Người Sáu", "Người Bảy",
                                               "Người Tám",   "Người Chín" };
    struct world w = { .p = p, .story = story };
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = tell, .arg = &w };

    for (size_t i = 0; i < PEOPLE; i++) {
        char code[8];
        const struct hn_person_basic basic = { .full_name = names[i],
                                               .sex = "female",
                                               .ethnicity = "kinh",
                                               .birth_date = 19800101,
                                               .admit_date = 20100601 };
        struct hn_deed new = { .kind = HN_DEED_NEW,
                               .basic = &basic,
                               .unit = p->c1,
                               .code = code,
                               .standing = i == 8 ? "probationary" : "official",
                               .value = "",
                               .decision = "QĐ 1",
                               .from = DAY(2010, 6, 1) };

        snprintf(code, sizeof code, "M%zu", i);
        assert_int_equal(hn_do(p, &new), HN_OK);
        w.who[i] = new.made;
    }

    struct hn_deed exempt = { .kind = HN_DEED_ACTIVITY,
                              .person = w.who[7],
                              .value = "exempt",
                              .from = DAY(2020, 1, 1),
                              .decision = "QĐ 2",
                              .reason = "tuổi cao" };

    assert_int_equal(hn_do(p, &exempt), HN_OK);
    assert_int_equal(hn_do(p, &d), HN_OK);
    hn_people_close(p);
}

static void
at(struct hn_ctx *c, hn_day today, int hour)
{
    hn_org_on(c, today);
    c->now = (hn_time)today * HN_DAY_US - HN_ZONE_US + (hn_time)hour * 3600 * 1000000;
    c->today = c->on = today;
}

static enum hn_rc
call(struct hn_ctx *c, struct world *w, hn_day day, const char *kind, struct hn_meeting_id *id)
{
    const struct hn_meeting_new in = { .unit = w->p->c1,
                                       .kind = kind,
                                       .topic = "",
                                       .day = day,
                                       .start_minute = 1170,
                                       .place = "Nhà văn hóa thôn Một",
                                       .why = "" };

    at(c, day, 21);
    return hn_meeting_call(c, &in, id);
}

static enum hn_rc
put(struct hn_ctx *c, struct world *w, struct hn_meeting_id id, int who, enum hn_presence state,
    const char *reason)
{
    const struct hn_presence_put in = { .person = w->who[who], .state = state, .reason = reason, .base = -1 };

    return hn_roll_put(c, id, &in, NULL);
}

static enum hn_rc
vote(struct hn_ctx *c, struct hn_meeting_id id, const char *key, int64_t agree, int64_t against)
{
    const struct hn_vote in = { .item_key = key,
                                .matter = "resolution",
                                .subject = "Nghị quyết tháng",
                                .form = "hand",
                                .votes_for = agree,
                                .votes_against = against };

    return hn_vote_put(c, id, &in, -1, NULL);
}

static enum hn_rc
more_of(struct hn_ctx *c, struct hn_meeting_id id, struct hn_minutes_more *more)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    *more = (struct hn_minutes_more){ .score_line = "92,50 điểm, xếp loại Tốt",
                                      .fee_line = "10/10 đảng viên đã đóng" };
    return rc ? rc
              : hn_tasks_rows(c, &m, &more->last_tasks, &more->last_task_count, &more->next_tasks,
                              &more->next_task_count);
}

static enum hn_rc
text_of(struct hn_ctx *c, struct hn_meeting_id id, const char *which, const char **out)
{
    struct hn_minutes_more more;
    struct hn_doc *d;
    struct hn_buf text;
    enum hn_rc rc = more_of(c, id, &more);

    if (!rc)
        rc = hn_minutes_compose(c, id, which, &more, &d);
    if (rc)
        return rc;
    hn_buf_init(&text, c->arena, 0);
    hn_doc_text(&text, d);
    *out = text.data;
    return HN_OK;
}

/* Held, everybody there, voted, concluded: ready to be adopted. */
static enum hn_rc
whole_meeting(struct hn_ctx *c, struct world *w, hn_day day, struct hn_meeting_id *id)
{
    const struct hn_meeting_held held = {
        .day = day, .began_minute = 1170, .ended_minute = 1275, .chair = w->who[0], .writer = w->who[1]
    };

    EXPECT_RC(call(c, w, day, "ordinary", id), HN_OK);
    EXPECT_RC(hn_meeting_hold(c, *id, -1, &held), HN_OK);
    EXPECT_RC(hn_roll_put_all(c, *id, NULL, 0, true), HN_OK);
    EXPECT_RC(vote(c, *id, "vote-0001", 8, 0), HN_OK);
    EXPECT_RC(hn_text_put(c, *id, "conclusion", "Thống nhất.", -1, NULL), HN_OK);
    return HN_OK;
}

static enum hn_rc
adopt(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_minutes_more more;
    enum hn_rc rc = more_of(c, id, &more);

    return rc ? rc : hn_minutes_adopt(c, id, &more);
}

static bool
has_fault(const struct hn_ctx *c, const char *key, const char *arg)
{
    for (int i = 0; i < c->fault_count; i++) {
        if (strcmp(c->faults[i].key, key) == 0)
            return strcmp(c->faults[i].arg ? c->faults[i].arg : "", arg) == 0;
    }
    return false;
}

/* --- figures --- */

static enum hn_rc
fill_roll(struct hn_ctx *c, struct world *w, struct hn_meeting_id id)
{
    static const enum hn_presence states[PEOPLE] = {
        HN_PRESENT, HN_PRESENT, HN_PRESENT, HN_PRESENT, HN_EXCUSED, HN_UNEXCUSED, HN_AWAY, 0, HN_PRESENT, 0
    };

    for (int i = 0; i < PEOPLE; i++) {
        if (states[i])
            EXPECT_RC(put(c, w, id, i, states[i], i == 4 ? "ốm" : ""), HN_OK);
    }
    return HN_OK;
}

static enum hn_rc
figures(struct hn_ctx *c, struct world *w)
{
    const struct hn_meeting_held held = { .day = DAY(2024, 3, 5),
                                          .began_minute = 1170,
                                          .ended_minute = 1275,
                                          .chair = w->who[0],
                                          .writer = w->who[1] };
    const struct hn_guest guest = { .name = "Khách Mời", .title = "Đảng ủy viên", .role = "invited" };
    const struct hn_minutes_check *checks;
    struct hn_minutes_more more;
    struct hn_meeting_id id;
    const char *text;
    size_t count;
    bool ready;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(call(c, w, DAY(2024, 3, 5), "ordinary", &id), HN_OK);
    EXPECT_RC(more_of(c, id, &more), HN_OK);
    EXPECT_RC(hn_minutes_adopt(c, id, &more), HN_CONFLICT);
    EXPECT(has_fault(c, "minutes.not_held", "") && has_fault(c, "minutes.chair", ""));
    EXPECT(has_fault(c, "minutes.not_recorded", "9") && has_fault(c, "minutes.vote", ""));
    hn_fault_clear(c);
    EXPECT_RC(hn_meeting_hold(c, id, -1, &held), HN_OK);
    EXPECT_RC(fill_roll(c, w, id), HN_OK);
    EXPECT_RC(hn_guest_put(c, id, &guest), HN_OK);

    /* Ten members; the exempt and the one away are not owed. The ninth is not recorded, and so not present. */
    EXPECT_RC(text_of(c, id, "minutes", &text), HN_OK);
    EXPECT_WORDS(text, "Tổng số đảng viên: 10, trong đó chính thức: 9.");
    EXPECT_WORDS(text, "Không tính vào số phải dự: 2 (miễn sinh hoạt 1, đi vắng dài ngày 1).");
    EXPECT_WORDS(text, "Phải dự: 8.");
    EXPECT_WORDS(text, "Có mặt: 5/8 đảng viên phải dự = 62,5%.");
    EXPECT_WORDS(text, "Vắng có lý do: 1: Người Bốn.");
    EXPECT_NO_WORDS(text, "ốm"); /* why is not for everybody */
    EXPECT_WORDS(text, "Vắng không lý do: 1: Người Năm.");
    EXPECT_WORDS(text, "Chưa ghi: 1: Người Chín.");
    EXPECT_WORDS(text, "Khách Mời, Đảng ủy viên (Khách mời).");
    EXPECT_RC(hn_minutes_check(c, id, &checks, &count, &ready), HN_OK);
    EXPECT(!ready && count == 8 && strcmp(checks[3].what, "not_recorded") == 0 && !checks[3].fine);
    EXPECT(strcmp(checks[3].arg, "1") == 0 && c->fault_count == 0);

    EXPECT_RC(put(c, w, id, 9, HN_PRESENT, ""), HN_OK);
    EXPECT_RC(text_of(c, id, "minutes", &text), HN_OK);
    EXPECT_WORDS(text, "Có mặt: 6/8 đảng viên phải dự = 75,0%.");
    EXPECT_NO_WORDS(text, "Chưa ghi");
    /* Seven official members of the eight, five of them there. */
    EXPECT_WORDS(text, "có quyền biểu quyết: 7, có mặt: 5.");
    EXPECT_WORDS(text, "Xã Minh Họa, ngày 05 tháng 3 năm 2024" + strlen("Xã "));
    EXPECT_WORDS(text, "từ 19 giờ 30 phút đến 21 giờ 15 phút, tại Nhà văn hóa thôn Một");
    EXPECT_WORDS(text, "ĐẢNG BỘ XÃ A\nCHI BỘ THÔN MỘT\nSố …-BB/CB\n");

    EXPECT_RC(vote(c, id, "vote-0001", 3, 2), HN_OK);
    EXPECT_RC(hn_text_put(c, id, "conclusion", "Thống nhất.", -1, NULL), HN_OK);
    EXPECT_RC(hn_minutes_adopt(c, id, &more), HN_CONFLICT);
    EXPECT(has_fault(c, "minutes.vote_failed", "3/7 đảng viên chính thức, 42,9%") && c->fault_count == 1);
    hn_fault_clear(c);
    EXPECT_RC(vote(c, id, "vote-0001", 4, 1), HN_OK);
    EXPECT_RC(text_of(c, id, "minutes", &text), HN_OK);
    EXPECT_WORDS(text, "Thông qua nghị quyết: Nghị quyết tháng | Giơ tay | 7 | 5 | 4 | 1 | 0/0 | 4/7 đảng "
                       "viên chính thức, 57,1%: thông qua");
    EXPECT_RC(text_of(c, id, "resolution", &text), HN_OK);
    EXPECT_WORDS(text, "Có mặt: 6/8 đảng viên phải dự = 75,0%; thời lượng 105 phút.");
    EXPECT_WORDS(text, "Nghị quyết được thông qua: 4/7 đảng viên chính thức, 57,1% tán thành.");
    EXPECT_WORDS(text, "92,50 điểm, xếp loại Tốt");
    EXPECT_RC(hn_minutes_check(c, id, &checks, &count, &ready), HN_OK);
    EXPECT(ready);
    return HN_OK;
}

static void
papers_say_what_was_counted(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, figures);
}

/* Any roll there may be: the text says the shares that the states put make. */
static enum hn_rc
any_roll(struct hn_ctx *c, struct world *w)
{
    static const enum hn_presence some[] = { HN_NOT_RECORDED, HN_PRESENT, HN_EXCUSED,
                                             HN_UNEXCUSED,    HN_AWAY,    HN_ON_DUTY };
    struct hn_meeting_id id;
    uint32_t dice = 7;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(whole_meeting(c, w, DAY(2024, 3, 5), &id), HN_OK);
    EXPECT_RC(hn_vote_remove(c, id, "vote-0001"), HN_OK);
    for (int round = 0; round < 20; round++) {
        int64_t base = 0, came = 0, unrecorded = 0;
        const char *text;

        for (int i = 0; i < PEOPLE; i++) {
            enum hn_presence state = some[((dice = dice * 1664525u + 1013904223u) >> 16) % 6];

            if (i == 7)
                continue;
            EXPECT_RC(put(c, w, id, i, state, state == HN_EXCUSED ? "bận" : ""), HN_OK);
            base += state != HN_AWAY && state != HN_ON_DUTY;
            came += state == HN_PRESENT;
            unrecorded += state == HN_NOT_RECORDED;
        }
        EXPECT_RC(text_of(c, id, "minutes", &text), HN_OK);
        EXPECT_WORDS(text, hn_print(c->arena, "Có mặt: %d/%d đảng viên phải dự = %s.", (int)came, (int)base,
                                    hn_vi_percent(c->arena, came, base, false)));
        EXPECT((unrecorded == 0) == !strstr(text, "Chưa ghi: "));
    }
    return HN_OK;
}

static void
any_roll_is_told_as_it_is(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, any_roll);
}

/* --- tasks --- */

static enum hn_rc
tasks(struct hn_ctx *c, struct world *w)
{
    struct hn_meeting_id march, april;
    struct hn_task_new in = { .title = "Vận động làm đường",
                              .responsible = w->who[2],
                              .due = DAY(2024, 4, 1) };
    struct hn_task_report done = { .state = "done", .progress = 100, .note = "Xong 200 m", .base = -1 };
    int64_t first, second;
    const char *text;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(whole_meeting(c, w, DAY(2024, 3, 5), &march), HN_OK);
    in.meeting = march;
    EXPECT_RC(hn_task_put(c, &in, -1, &first, NULL), HN_OK);
    in.title = "Thăm gia đình chính sách";
    in.item_key = NULL;
    EXPECT_RC(hn_task_put(c, &in, -1, &second, NULL), HN_OK);
    EXPECT_RC(text_of(c, march, "resolution", &text), HN_OK);
    EXPECT_WORDS(text, "Kỳ trước không còn nhiệm vụ nào mở.");
    EXPECT_WORDS(text, "Vận động làm đường");
    EXPECT_RC(adopt(c, march), HN_OK);

    EXPECT_RC(whole_meeting(c, w, DAY(2024, 4, 5), &april), HN_OK);
    done.meeting = april;
    EXPECT_RC(hn_task_report(c, first, &done, NULL), HN_OK);
    EXPECT_RC(text_of(c, april, "minutes", &text), HN_OK);
    EXPECT_WORDS(text, "Nhiệm vụ của nghị quyết kỳ trước\nNhiệm vụ | Người thực hiện, thời hạn");
    EXPECT_WORDS(text, "\nVận động làm đường | ");
    EXPECT_WORDS(text, "Xong 200 m");
    EXPECT_WORDS(text, "\nThăm gia đình chính sách | ");
    EXPECT_WORDS(text, "Không giao nhiệm vụ mới.");
    EXPECT_RC(adopt(c, april), HN_OK);
    return HN_OK;
}

static void
what_was_open_last_month_is_the_table(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, tasks);
}

/* --- adoption --- */

static enum hn_rc
locked(struct hn_ctx *c, struct world *w, struct hn_meeting_id id)
{
    const struct hn_bytes text = { (const uint8_t *)"chào", 5 };
    int64_t paper;

    EXPECT_FAULT(put(c, w, id, 4, HN_PRESENT, ""), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_text_put(c, id, "conclusion", "Khác.", -1, NULL), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(vote(c, id, "vote-0001", 1, 0), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_meeting_paper_add(c, id, "a.txt", text, &paper), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(adopt(c, id), HN_CONFLICT, "meeting.locked");
    return HN_OK;
}

static enum hn_rc
adoption(struct hn_ctx *c, struct world *w)
{
    const struct hn_meeting_document *docs;
    struct hn_meeting_document one;
    struct hn_cell_month month;
    struct hn_meeting_id id;
    struct hn_meeting m;
    struct hn_buf text;
    const char *draft;
    int64_t addendum, stranger_sees;
    size_t count;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(whole_meeting(c, w, DAY(2024, 3, 5), &id), HN_OK);
    EXPECT_FAULT(hn_minutes_send(c, id), HN_CONFLICT, "minutes.not_adopted");
    EXPECT_FAULT(hn_minutes_addendum(c, id, "Thêm", &addendum), HN_CONFLICT, "minutes.not_adopted");
    EXPECT_RC(text_of(c, id, "minutes", &draft), HN_OK);
    hn_org_as(c, CLERK);
    EXPECT_RC(adopt(c, id), HN_DENIED);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(adopt(c, id), HN_OK);
    EXPECT_RC(locked(c, w, id), HN_OK);

    EXPECT_RC(hn_documents_of(c, id, true, &docs, &count), HN_OK);
    EXPECT(count == 2 && strcmp(docs[0].kind, "minutes") == 0 && strcmp(docs[1].kind, "resolution") == 0);
    EXPECT(strcmp(docs[0].symbol, "01-BB/CB") == 0 && strcmp(docs[1].symbol, "01-NQ/CB") == 0);
    EXPECT(strcmp(docs[0].by_name, "secretary") == 0 && docs[0].day == DAY(2024, 3, 5));
    hn_buf_init(&text, c->arena, 0);
    hn_doc_text(&text, docs[0].doc);
    EXPECT_WORDS(text.data, "Số 01-BB/CB\n");
    EXPECT(strcmp(strstr(text.data, "I. THÀNH PHẦN"), strstr(draft, "I. THÀNH PHẦN")) == 0);
    EXPECT_RC(hn_month_get(c, w->p->c1, hn_month_of(DAY(2024, 3, 5)), &month), HN_OK);
    EXPECT(month.adopted_at != 0 && month.sent_at == 0);

    at(c, DAY(2024, 3, 6), 9);
    EXPECT_RC(hn_minutes_receive(c, id), HN_OK); /* not sent, and not from above: nothing happens */
    EXPECT_RC(hn_minutes_send(c, id), HN_OK);
    EXPECT_RC(hn_meeting_read(c, id, &m), HN_OK);
    EXPECT(m.sent_at == c->now && m.received_at == 0 && m.stage == HN_STAGE_SENT);
    at(c, DAY(2024, 3, 7), 9);
    EXPECT_RC(hn_minutes_send(c, id), HN_OK); /* again changes nothing */
    EXPECT_RC(hn_minutes_receive(c, id), HN_OK);
    EXPECT_RC(hn_month_get(c, w->p->c1, m.month, &month), HN_OK);
    EXPECT(month.sent_at == m.sent_at && !month.sent_late);
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_minutes_receive(c, id), HN_OK);
    EXPECT_RC(hn_meeting_read(c, id, &m), HN_OK);
    EXPECT(m.received_at == c->now);

    hn_org_as(c, SECRETARY);
    EXPECT_FAULT(hn_minutes_addendum(c, id, "", &addendum), HN_INVALID, "minutes.text");
    EXPECT_RC(hn_minutes_addendum(c, id, "Bổ sung: ông Ba có ý kiến.", &addendum), HN_OK);
    EXPECT_RC(hn_document_get(c, id, addendum, &one), HN_OK);
    EXPECT(strcmp(one.symbol, "01-BB/CB, bổ sung 1") == 0 && one.doc->block_count == 1);
    EXPECT_RC(hn_minutes_addendum(c, id, "Lần nữa.", &addendum), HN_OK);
    EXPECT_RC(hn_documents_of(c, id, false, &docs, &count), HN_OK);
    EXPECT(count == 4 && strcmp(docs[3].symbol, "01-BB/CB, bổ sung 2") == 0 && docs[3].doc == NULL);

    hn_org_as(c, SELF); /* an account that sees nobody */
    EXPECT(hn_documents_of(c, id, true, &docs, &count) != HN_OK);
    stranger_sees = (int64_t)count;
    EXPECT(stranger_sees == 0 && hn_document_get(c, id, addendum, &one) != HN_OK);
    return HN_OK;
}

static void
adopted_is_locked_and_kept(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, adoption);
}

/* --- numbers --- */

static enum hn_rc
symbol_of(struct hn_ctx *c, struct world *w, hn_day day, const char *minutes, const char *resolution)
{
    const struct hn_meeting_document *docs;
    struct hn_meeting_id id;
    size_t count;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(whole_meeting(c, w, day, &id), HN_OK);
    EXPECT_RC(adopt(c, id), HN_OK);
    EXPECT_RC(hn_documents_of(c, id, false, &docs, &count), HN_OK);
    EXPECT(count == 2);
    if (strcmp(docs[0].symbol, minutes) != 0 || strcmp(docs[1].symbol, resolution) != 0) {
        print_error("%s: %s %s\n", hn_day_iso(c->arena, day), docs[0].symbol, docs[1].symbol);
        return HN_BROKEN;
    }
    return HN_OK;
}

static enum hn_rc
elect(struct hn_ctx *c, struct world *w, int who, const char *term, hn_day from, hn_day to)
{
    const struct hn_office_new in = { .person = w->who[who],
                                      .unit = w->p->c1,
                                      .office = "secretary",
                                      .basis = "elected",
                                      .term = term,
                                      .decision = "QĐ",
                                      .from = from,
                                      .to = to };

    hn_org_as(c, HN_USER_SYSTEM);
    return hn_office_begin(c, &in);
}

static enum hn_rc
numbers(struct hn_ctx *c, struct world *w)
{
    /* Nobody holds an office: by years. */
    EXPECT_RC(symbol_of(c, w, DAY(2021, 11, 5), "01-BB/CB", "01-NQ/CB"), HN_OK);
    EXPECT_RC(symbol_of(c, w, DAY(2021, 12, 5), "02-BB/CB", "02-NQ/CB"), HN_OK);
    EXPECT_RC(symbol_of(c, w, DAY(2022, 1, 5), "01-BB/CB", "01-NQ/CB"), HN_OK);
    /* A term goes on over the new year and over a secretary elected halfway. */
    EXPECT_RC(elect(c, w, 0, "2022-2025", DAY(2022, 2, 1), DAY(2023, 2, 1)), HN_OK);
    EXPECT_RC(elect(c, w, 1, "2022-2025", DAY(2023, 2, 1), DAY(2025, 2, 1)), HN_OK);
    EXPECT_RC(elect(c, w, 1, "2025-2030", DAY(2025, 2, 1), HN_DAY_OPEN), HN_OK);
    EXPECT_RC(symbol_of(c, w, DAY(2022, 12, 5), "01-BB/CB", "01-NQ/CB"), HN_OK);
    EXPECT_RC(symbol_of(c, w, DAY(2023, 1, 5), "02-BB/CB", "02-NQ/CB"), HN_OK);
    EXPECT_RC(symbol_of(c, w, DAY(2023, 3, 5), "03-BB/CB", "03-NQ/CB"), HN_OK);
    /* The congress begins anew; a meeting of before it, adopted late, still has a number of its own term. */
    EXPECT_RC(symbol_of(c, w, DAY(2025, 2, 5), "01-BB/CB", "01-NQ/CB"), HN_OK);
    EXPECT_RC(symbol_of(c, w, DAY(2025, 1, 5), "04-BB/CB", "04-NQ/CB"), HN_OK);
    return HN_OK;
}

static void
numbers_run_on_within_a_term(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, numbers);
}

/* Of other kinds than the ordinary there is a resolution only when one was voted through; a congress numbers as one. */
static enum hn_rc
other_kinds(struct hn_ctx *c, struct world *w)
{
    const struct hn_meeting_document *docs;
    const struct hn_meeting_held held = { .day = DAY(2024, 3, 5),
                                          .began_minute = 1170,
                                          .ended_minute = 1230,
                                          .chair = w->who[0],
                                          .writer = w->who[1] };
    struct hn_meeting_id id;
    size_t count;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(call(c, w, DAY(2024, 3, 5), "congress", &id), HN_OK);
    EXPECT_RC(hn_meeting_hold(c, id, -1, &held), HN_OK);
    EXPECT_RC(hn_roll_put_all(c, id, NULL, 0, true), HN_OK);
    EXPECT_RC(hn_text_put(c, id, "conclusion", "Xong.", -1, NULL), HN_OK);
    EXPECT_RC(adopt(c, id), HN_OK);
    EXPECT_RC(hn_documents_of(c, id, false, &docs, &count), HN_OK);
    EXPECT(count == 1 && strcmp(docs[0].symbol, "01-BB/ĐH") == 0);
    return HN_OK;
}

static void
a_congress_numbers_as_one(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, other_kinds);
}

/* --- sheets --- */

static enum hn_rc
sheets(struct hn_ctx *c, struct world *w)
{
    struct hn_minutes_more more;
    struct hn_meeting_id id;
    struct hn_doc *d;
    struct hn_buf text;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(whole_meeting(c, w, DAY(2024, 3, 5), &id), HN_OK);
    EXPECT_RC(more_of(c, id, &more), HN_OK);
    EXPECT_RC(hn_minutes_copy_sheet(c, id, &more, &d), HN_OK);
    hn_buf_init(&text, c->arena, 0);
    hn_doc_text(&text, d);
    EXPECT_WORDS(text.data, "\nCó mặt: 9/9 đảng viên phải dự = 100,0%\n");
    EXPECT_WORDS(text.data, "\nNgày họp: 05/03/2024\n");
    EXPECT_WORDS(text.data, "\nBiểu quyết: Nghị quyết tháng – 8/8 đảng viên chính thức, 100,0%\n");
    EXPECT_RC(hn_minutes_blank_sheet(c, id, &d), HN_OK);
    hn_buf_init(&text, c->arena, 0);
    hn_doc_text(&text, d);
    EXPECT_WORDS(text.data, "Người Không (1980)");
    EXPECT_WORDS(text.data, "Người Bảy (1980) |  |  |  | Miễn sinh hoạt\n");
    EXPECT_RC(hn_minutes_invitation(c, id, &d), HN_OK);
    EXPECT(strcmp(d->title, "GIẤY MỜI") == 0 && !d->plain);
    return HN_OK;
}

static void
sheets_to_fill_in_and_to_copy(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, sheets);
}

/* --- papers --- */

static enum hn_rc
add(struct hn_ctx *c, struct hn_meeting_id id, const char *name, const void *bytes, size_t len)
{
    int64_t paper;

    return hn_meeting_paper_add(c, id, name, (struct hn_bytes){ bytes, len }, &paper);
}

static enum hn_rc
papers(struct hn_ctx *c, struct world *w)
{
    static const struct hn_test_part word[] = { { "[Content_Types].xml", "<a/>", 4 },
                                                { "word/document.xml", "<a/>", 4 },
                                                { NULL, NULL, 0 } };
    static const struct hn_test_part macros[] = { { "[Content_Types].xml", "<a/>", 4 },
                                                  { "word/document.xml", "<a/>", 4 },
                                                  { "word/vbaProject.bin", "x", 1 },
                                                  { NULL, NULL, 0 } };
    const struct hn_meeting_paper *list;
    struct hn_meeting_paper about;
    struct hn_meeting_id id;
    struct hn_bytes back;
    int64_t most, keep_paper;
    size_t count, len;
    void *zip;
    char *large;

    hn_org_as(c, SECRETARY);
    EXPECT_RC(call(c, w, DAY(2024, 3, 5), "ordinary", &id), HN_OK);
    EXPECT_RC(hn_rule_value(c, w->p->c1, "paper_most_bytes", DAY(2024, 3, 5), &most), HN_OK);
    large = hn_alloc(c->arena, (size_t)most + 1);
    memcpy(large, "%PDF-1.4\n", 9);
    EXPECT_FAULT(add(c, id, "lớn.pdf", large, (size_t)most + 1), HN_INVALID, "attachment.size");
    EXPECT_RC(hn_meeting_paper_add(c, id, "lớn.pdf", (struct hn_bytes){ (uint8_t *)large, (size_t)most },
                                   &keep_paper),
              HN_OK);
    EXPECT_FAULT(add(c, id, "a.pdf", "MZ\x90\0", 4), HN_INVALID,
                 "attachment.type"); /* a name changes nothing */
    EXPECT_FAULT(add(c, id, "a.txt", "", 0), HN_INVALID, "attachment.type");
    EXPECT_FAULT(add(c, id, "a/b.txt", "chào", 5), HN_INVALID, "attachment.name");
    EXPECT_FAULT(add(c, id, "", "chào", 5), HN_INVALID, "attachment.name");
    zip = hn_test_zip(c->arena, word, &len);
    EXPECT_RC(add(c, id, "a.docx", zip, len), HN_OK);
    zip = hn_test_zip(c->arena, macros, &len);
    EXPECT_FAULT(add(c, id, "a.docx", zip, len), HN_INVALID, "attachment.type");
    for (int i = 0; i < 8; i++)
        EXPECT_RC(add(c, id, "a.txt", "chào", 5), HN_OK);
    EXPECT_FAULT(add(c, id, "a.txt", "chào", 5), HN_CONFLICT, "attachment.count");
    EXPECT_RC(hn_meeting_papers(c, id, &list, &count), HN_OK);
    EXPECT(count == 10 && strcmp(list[0].type, "pdf") == 0 && strcmp(list[1].type, "docx") == 0);
    EXPECT_RC(hn_meeting_paper_content(c, id, keep_paper, &about, &back), HN_OK);
    EXPECT(about.size == most && back.len == (size_t)most && memcmp(back.data, large, back.len) == 0);
    EXPECT_RC(hn_meeting_paper_remove(c, id, list[2].id), HN_OK);
    EXPECT_FAULT(hn_meeting_paper_content(c, id, list[2].id, &about, &back), HN_NOT_FOUND, "not_found");
    EXPECT_RC(add(c, id, "a.txt", "chào", 5), HN_OK);
    hn_org_as(c, CLERK); /* may read, may not bring papers into a cell's meeting */
    EXPECT_RC(add(c, id, "a.txt", "chào", 5), HN_DENIED);
    hn_fault_clear(c);
    EXPECT_RC(hn_meeting_paper_content(c, id, keep_paper, &about, &back), HN_OK);
    return HN_OK;
}

static void
papers_are_few_small_and_of_known_kinds(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, papers);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(papers_say_what_was_counted),
        HN_TEST_BOTH(any_roll_is_told_as_it_is),
        HN_TEST_BOTH(what_was_open_last_month_is_the_table),
        HN_TEST_BOTH(adopted_is_locked_and_kept),
        HN_TEST_BOTH(numbers_run_on_within_a_term),
        HN_TEST_BOTH(a_congress_numbers_as_one),
        HN_TEST_BOTH(sheets_to_fill_in_and_to_copy),
        HN_TEST_BOTH(papers_are_few_small_and_of_known_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
