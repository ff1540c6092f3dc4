/* test_task: proves that a task is set only for somebody of the cell and only in a draft, that it is reported on by who
 * carries it out or by the keeper of the meetings for him, that it is seen by whom it should, and that the table of the
 * next meeting is the list of tasks that stood open after the one before. Each refusal stands beside what is accepted. */
#include "support/org.h"
#include "support/people.h"

#include <string.h>

#include "task/task.h"

#define EXPECT_FAULT(call, code, wanted)                                                                     \
    do {                                                                                                     \
        hn_fault_clear(c);                                                                                   \
        EXPECT_RC(call, code);                                                                               \
        EXPECT(c->fault_count > 0 && strcmp(c->faults[c->fault_count - 1].key, wanted) == 0);                \
        hn_fault_clear(c);                                                                                   \
    } while (0)

struct world {
    struct hn_people *p;
    struct hn_person_id mai, nam, other, head; /* of C1, C1, C2; the secretary of C1 */
    enum hn_rc (*story)(struct hn_ctx *c, struct world *w);
};

static enum hn_rc
tell(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;

    return w->story(c, w);
}

static void
play(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, struct world *w))
{
    struct world w = { .p = p, .story = story };
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = tell, .arg = &w };
    struct hn_deed office = {
        .kind = HN_DEED_OFFICE, .value = "secretary", .decision = "QĐ 2", .from = DAY(2022, 1, 1)
    };

    w.mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    w.nam = hn_people_member(p, p->c1, "M2", "Lê Văn Nam", "male", 19700101, 20000101);
    w.other = hn_people_member(p, p->c2, "M3", "Phạm Thị Lan", "female", 19750101, 20050101);
    w.head = hn_people_member(p, p->c1, "M4", "Ngô Văn Bí", "male", 19650101, 19900101);
    office.person = w.head;
    office.unit = p->c1;
    assert_int_equal(hn_do(p, &office), HN_OK);
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

/* An ordinary meeting of C1 at 19:30, held that day. */
static enum hn_rc
meet(struct hn_ctx *c, struct world *w, hn_day day, struct hn_meeting *out)
{
    const struct hn_meeting_new in = { .unit = w->p->c1,
                                       .kind = "ordinary",
                                       .topic = "",
                                       .day = day,
                                       .start_minute = 1170,
                                       .place = "Nhà văn hóa",
                                       .why = "" };
    const struct hn_meeting_held held = { .day = day, .began_minute = 1170, .ended_minute = 1260 };
    struct hn_meeting_id id;

    EXPECT_RC(hn_meeting_call(c, &in, &id), HN_OK);
    EXPECT_RC(hn_meeting_hold(c, id, -1, &held), HN_OK);
    EXPECT_RC(hn_meeting_read(c, id, out), HN_OK);
    return HN_OK;
}

static enum hn_rc
adopt(struct hn_ctx *c, struct hn_meeting *m)
{
    EXPECT_RC(hn_people_adopt(c, m), HN_OK);
    EXPECT_RC(hn_meeting_read(c, m->id, m), HN_OK);
    return HN_OK;
}

static int64_t
set(struct hn_ctx *c, const struct hn_meeting *m, struct hn_person_id who, const char *title, hn_day due)
{
    const struct hn_task_new in = { .meeting = m->id, .title = title, .responsible = who, .due = due };
    int64_t id = 0;

    if (hn_task_put(c, &in, -1, &id, NULL) != HN_OK)
        print_error("%s: %s\n", title, c->fault_count ? c->faults[0].key : "");
    return id;
}

static enum hn_rc
report(struct hn_ctx *c, int64_t id, const char *state, int progress, const char *note,
       struct hn_meeting_id meeting)
{
    const struct hn_task_report in = {
        .state = state, .progress = progress, .note = note, .meeting = meeting, .base = -1
    };

    return hn_task_report(c, id, &in, NULL);
}

static const struct hn_meeting_id outside = { 0 };

/* Reported done outside a meeting, and checked. */
static enum hn_rc
finish(struct hn_ctx *c, int64_t id, const char *note)
{
    EXPECT_RC(report(c, id, "done", 100, note, outside), HN_OK);
    EXPECT_RC(hn_task_check(c, id, true, "", -1, NULL), HN_OK);
    return HN_OK;
}

/* --- setting --- */

static enum hn_rc
setting(struct hn_ctx *c, struct world *w)
{
    struct hn_meeting m = { 0 };
    struct hn_task_new in = {
        .item_key = "may-0001", .title = "Vận động làm đường", .due = DAY(2024, 3, 31), .responsible = w->mai
    };
    const struct hn_task_row *rows;
    int64_t id = 0, again = 0, version = 0;
    size_t count;

    at(c, DAY(2024, 3, 5), 21);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(meet(c, w, DAY(2024, 3, 5), &m), HN_OK);
    in.meeting = m.id;
    in.title = "";
    EXPECT_FAULT(hn_task_put(c, &in, 0, &id, &version), HN_INVALID, "task.title");
    in.title = "Vận động làm đường";
    in.responsible = (struct hn_person_id){ 0 };
    EXPECT_FAULT(hn_task_put(c, &in, 0, &id, &version), HN_INVALID, "task.responsible");
    in.responsible = w->other;
    EXPECT_FAULT(hn_task_put(c, &in, 0, &id, &version), HN_INVALID, "task.responsible");
    in.responsible = w->mai;
    in.due = DAY(2024, 3, 4);
    EXPECT_FAULT(hn_task_put(c, &in, 0, &id, &version), HN_INVALID, "task.due");
    in.item_key = "ngắn";
    in.due = DAY(2024, 3, 5);
    EXPECT_FAULT(hn_task_put(c, &in, 0, &id, &version), HN_INVALID, "run.key");
    in.item_key = "may-0001";
    EXPECT_RC(hn_task_put(c, &in, 0, &id, &version), HN_OK);
    EXPECT(version == 1);
    /* The same again is one deed; an old base with other words is a conflict; a current one is not. */
    EXPECT_RC(hn_task_put(c, &in, 0, &again, &version), HN_OK);
    EXPECT(again == id && version == 1);
    in.due = HN_DAY_OPEN;
    EXPECT_FAULT(hn_task_put(c, &in, 0, &again, &version), HN_CONFLICT, "run.changed");
    EXPECT_RC(hn_task_put(c, &in, 1, &again, &version), HN_OK);
    EXPECT(again == id && version == 2);
    in.responsible = w->nam;
    EXPECT_RC(hn_task_put(c, &in, -1, &again, &version), HN_OK);
    EXPECT(again == id && version == 3);
    /* Taken out, it is gone; taken out twice is no fault; put again, it is the same row. */
    EXPECT_RC(hn_task_remove(c, m.id, "may-0001"), HN_OK);
    EXPECT_RC(hn_task_remove(c, m.id, "may-0001"), HN_OK);
    EXPECT_RC(hn_tasks_set(c, &m, &rows, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_RC(hn_task_put(c, &in, -1, &again, &version), HN_OK);
    EXPECT(again == id);
    EXPECT_RC(hn_tasks_set(c, &m, &rows, &count), HN_OK);
    EXPECT(count == 1 && strcmp(rows[0].responsible_name, "Lê Văn Nam") == 0);
    /* Not theirs, and no more once it is adopted. */
    hn_org_as(c, LEADER);
    EXPECT_RC(hn_task_put(c, &in, -1, &again, &version), HN_DENIED);
    EXPECT_RC(hn_task_remove(c, m.id, "may-0001"), HN_DENIED);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(adopt(c, &m), HN_OK);
    in.title = "Khác";
    EXPECT_FAULT(hn_task_put(c, &in, -1, &again, &version), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_task_remove(c, m.id, "may-0001"), HN_CONFLICT, "meeting.locked");
    /* Between meetings the cell may set one too. */
    in.meeting = outside;
    in.unit = w->p->c1;
    in.item_key = NULL;
    in.due = DAY(2024, 3, 4);
    EXPECT_FAULT(hn_task_put(c, &in, -1, &again, &version), HN_INVALID, "task.due");
    in.due = DAY(2024, 3, 5);
    EXPECT_FAULT(hn_task_put(c, &in, -1, &again, &version), HN_INVALID, "task.checker");
    in.checker = w->head;
    EXPECT_RC(hn_task_put(c, &in, -1, &again, &version), HN_OK);
    EXPECT(again != id && version == 1);
    return HN_OK;
}

static void
a_task_is_set(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, setting);
}

/* --- reporting --- */

static enum hn_rc
reporting(struct hn_ctx *c, struct world *w)
{
    struct hn_user_id mai = hn_org_account(c, "mai", w->mai.v), nam = hn_org_account(c, "nam", w->nam.v);
    const struct hn_task_event *events;
    struct hn_task_report old = { .state = "in_progress", .progress = 60, .note = "khác", .base = 1 };
    struct hn_meeting m = { 0 };
    struct hn_task_row t;
    int64_t id, version = 0;
    size_t count;

    at(c, DAY(2024, 3, 5), 21);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(meet(c, w, DAY(2024, 3, 5), &m), HN_OK);
    id = set(c, &m, w->mai, "Vận động làm đường", DAY(2024, 3, 8));
    EXPECT_RC(adopt(c, &m), HN_OK);

    at(c, DAY(2024, 3, 10), 8);
    hn_org_as(c, mai);
    EXPECT_FAULT(report(c, id, "assigned", 0, "", outside), HN_INVALID, "task.state");
    EXPECT_FAULT(report(c, id, "cancelled", 0, "", outside), HN_INVALID, "task.state");
    EXPECT_FAULT(report(c, id, "in_progress", 101, "", outside), HN_INVALID, "task.progress");
    EXPECT_FAULT(report(c, id, "in_progress", -1, "", outside), HN_INVALID, "task.progress");
    EXPECT_FAULT(report(c, id, "not_done", 10, "", outside), HN_INVALID, "task.note");
    EXPECT_RC(report(c, id, "in_progress", 40, "đã gặp các hộ", outside), HN_OK);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(t.late && t.progress == 40 && t.version == 2 && t.closed_on == 0);
    EXPECT_FAULT(hn_task_report(c, id, &old, &version), HN_CONFLICT, "run.changed");
    /* The same told again is one event. */
    EXPECT_RC(report(c, id, "in_progress", 40, "đã gặp các hộ", outside), HN_OK);
    /* A fellow member neither sees to it nor reports for it; the secretary does, and it is said for whom. */
    hn_org_as(c, nam);
    EXPECT_RC(report(c, id, "done", 100, "", outside), HN_DENIED);
    hn_org_as(c, LEADER);
    EXPECT_RC(report(c, id, "done", 100, "", outside), HN_DENIED);
    hn_org_as(c, SECRETARY);
    EXPECT_FAULT(hn_task_check(c, id, true, "", -1, NULL), HN_CONFLICT, "task.not_waiting");
    EXPECT_RC(report(c, id, "done", 10, "xong đường trục", outside), HN_OK);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(strcmp(t.state, "waiting_check") == 0 && t.progress == 100 && t.checker.v == w->head.v);
    /* The same once more is one deed. */
    EXPECT_RC(report(c, id, "done", 10, "xong đường trục", outside), HN_OK);
    EXPECT_RC(hn_task_check(c, id, true, "", t.version, NULL), HN_OK);
    EXPECT_RC(hn_task_events(c, id, &events, &count), HN_OK);
    EXPECT(count == 4 && strcmp(events[3].what, "checked") == 0);
    EXPECT(strcmp(events[3].for_name, "Ngô Văn Bí") == 0);
    EXPECT(strcmp(events[0].what, "assigned") == 0 && strcmp(events[1].for_name, "") == 0);
    EXPECT(strcmp(events[1].by_name, "Trần Thị Mai") == 0);
    EXPECT(strcmp(events[2].for_name, "Trần Thị Mai") == 0 && events[2].progress == 100);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(!t.late && t.closed_on == DAY(2024, 3, 10) && strcmp(t.result, "xong đường trục") == 0);
    /* Closed is closed, until it is reopened with a reason by who keeps the meetings. */
    EXPECT_FAULT(report(c, id, "in_progress", 10, "", outside), HN_CONFLICT, "task.closed");
    EXPECT_FAULT(hn_task_cancel(c, id, "thôi"), HN_CONFLICT, "task.closed");
    EXPECT_FAULT(hn_task_reopen(c, id, ""), HN_INVALID, "task.reason");
    hn_org_as(c, mai);
    EXPECT_RC(hn_task_reopen(c, id, "làm lại"), HN_DENIED);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_task_reopen(c, id, "làm lại"), HN_OK);
    EXPECT_FAULT(hn_task_reopen(c, id, "làm lại"), HN_CONFLICT, "task.open");
    EXPECT_FAULT(hn_task_cancel(c, id, NULL), HN_INVALID, "task.reason");
    EXPECT_RC(hn_task_cancel(c, id, "không còn cần"), HN_OK);
    EXPECT_RC(hn_task_get(c, id, &t), HN_OK);
    EXPECT(strcmp(t.state, "cancelled") == 0 && t.closed_on == DAY(2024, 3, 10));
    return HN_OK;
}

static void
it_is_reported_on(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, reporting);
}

/* --- sight --- */

static enum hn_rc
counted(struct hn_ctx *c, const struct hn_task_filter *f, int64_t wanted)
{
    int64_t n = -1;

    hn_fault_clear(c);
    EXPECT_RC(hn_task_count(c, f, &n), HN_OK);
    if (n != wanted)
        print_error("counted %lld, wanted %lld\n", (long long)n, (long long)wanted);
    EXPECT(n == wanted);
    return HN_OK;
}

struct titles {
    char text[400];
};

static void
add_title(void *sink, const struct hn_task_row *t)
{
    struct titles *s = sink;

    strncat(s->text, t->title, sizeof s->text - strlen(s->text) - 1);
    strncat(s->text, "|", sizeof s->text - strlen(s->text) - 1);
}

static enum hn_rc
seeing(struct hn_ctx *c, struct world *w)
{
    struct hn_user_id mai = hn_org_account(c, "mai", w->mai.v), lan = hn_org_account(c, "lan", w->other.v);
    struct hn_task_filter all = { 0 }, mine = { .mine = true }, open = { .state = "open" },
                          late = { .state = "late" }, words = { .words = "duong LAM" },
                          of_nam = { .responsible = w->nam },
                          due = { .due_from = DAY(2024, 3, 31), .due_to = DAY(2024, 3, 31) },
                          within = { .within = w->p->c1 }, b = { .within = w->p->c3 };
    struct titles titles = { "" };
    struct hn_meeting m = { 0 }, draft = { 0 };
    struct hn_unit_id unit;
    int64_t road, flags, found;

    at(c, DAY(2024, 3, 5), 21);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(meet(c, w, DAY(2024, 3, 5), &m), HN_OK);
    road = set(c, &m, w->mai, "Làm đường thôn", DAY(2024, 3, 31));
    flags = set(c, &m, w->nam, "Treo cờ", DAY(2024, 3, 6));
    EXPECT_RC(counted(c, &all, 0), HN_OK); /* a draft's */
    EXPECT_RC(adopt(c, &m), HN_OK);
    at(c, DAY(2024, 3, 10), 8);
    EXPECT_RC(counted(c, &all, 2), HN_OK);
    EXPECT_RC(counted(c, &open, 2), HN_OK);
    EXPECT_RC(counted(c, &late, 1), HN_OK);
    EXPECT_RC(counted(c, &words, 1), HN_OK);
    EXPECT_RC(counted(c, &of_nam, 1), HN_OK);
    EXPECT_RC(counted(c, &due, 1), HN_OK);
    EXPECT_RC(counted(c, &within, 2), HN_OK);
    EXPECT_RC(counted(c, &mine, 0), HN_OK); /* nobody is linked */
    EXPECT_RC(hn_task_list(c, &all, 0, 10, add_title, &titles), HN_OK);
    EXPECT(strcmp(titles.text, "Treo cờ|Làm đường thôn|") == 0);
    titles.text[0] = '\0';
    EXPECT_RC(hn_task_list(c, &all, 1, 1, add_title, &titles), HN_OK);
    EXPECT(strcmp(titles.text, "Làm đường thôn|") == 0);
    EXPECT_RC(finish(c, flags, ""), HN_OK);
    EXPECT_RC(counted(c, &open, 1), HN_OK);
    EXPECT_RC(counted(c, &all, 2), HN_OK);
    EXPECT_RC(counted(c, &(struct hn_task_filter){ .state = "done" }, 1), HN_OK);
    /* A member: the own, and the own cell's, nobody else's. */
    hn_org_as(c, mai);
    EXPECT_RC(counted(c, &mine, 1), HN_OK);
    EXPECT_RC(counted(c, &all, 2), HN_OK);
    hn_org_as(c, lan);
    EXPECT_RC(counted(c, &mine, 0), HN_OK);
    EXPECT_RC(counted(c, &all, 0), HN_OK);
    EXPECT_RC(hn_task_count(c, &within, &found), HN_NOT_FOUND);
    EXPECT_FAULT(hn_task_find(c, hn_print(c->arena, "%lld", (long long)road), &found, &unit), HN_NOT_FOUND,
                 "task.not_found");
    hn_org_as(c, LEADER);
    EXPECT_RC(counted(c, &all, 2), HN_OK);
    EXPECT_RC(hn_task_count(c, &b, &found), HN_NOT_FOUND);
    EXPECT_RC(hn_task_find(c, hn_print(c->arena, "%lld", (long long)road), &found, &unit), HN_OK);
    EXPECT(found == road && unit.v == w->p->c1.v);
    EXPECT_FAULT(hn_task_find(c, "x1", &found, &unit), HN_NOT_FOUND, "task.not_found");
    EXPECT_FAULT(hn_task_find(c, "77", &found, &unit), HN_NOT_FOUND, "task.not_found");
    /* Who has moved on keeps what he was given, and only that. */
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(counted(c, &all, 2), HN_OK);
    EXPECT_RC(meet(c, w, DAY(2024, 2, 5), &draft), HN_OK);
    EXPECT(set(c, &draft, w->mai, "Dự thảo", DAY(2024, 4, 1)) != 0);
    EXPECT_RC(counted(c, &all, 2), HN_OK);
    return HN_OK;
}

static void
it_is_seen_by_whom_it_should(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, seeing);
}

/* --- the table --- */

static enum hn_rc
table_is(struct hn_ctx *c, const struct hn_meeting *m, const char *wanted, int64_t judged, int64_t done)
{
    const struct hn_task_row *rows;
    struct hn_buf text;
    size_t count;
    int64_t j, d;

    hn_buf_init(&text, c->arena, 0);
    EXPECT_RC(hn_tasks_before(c, m, &rows, &count), HN_OK);
    for (size_t i = 0; i < count; i++)
        hn_buf_printf(&text, "%s %s>%s %s|", rows[i].title, rows[i].state_at_start, rows[i].state,
                      rows[i].result);
    if (strcmp(text.len ? text.data : "", wanted) != 0)
        print_error("table: %s\nwanted: %s\n", text.len ? text.data : "", wanted);
    EXPECT(strcmp(text.len ? text.data : "", wanted) == 0);
    EXPECT_RC(hn_tasks_done(c, m, &j, &d), HN_OK);
    if (j != judged || d != done)
        print_error("done %lld of %lld\n", (long long)d, (long long)j);
    EXPECT(j == judged && d == done);
    return HN_OK;
}

static enum hn_rc
tables(struct hn_ctx *c, struct world *w)
{
    struct hn_meeting january = { 0 }, february = { 0 }, march = { 0 };
    const struct hn_doc_row *last, *next;
    size_t last_count, next_count;
    int64_t road, flags, books, far;

    at(c, DAY(2024, 1, 5), 21);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(meet(c, w, DAY(2024, 1, 5), &january), HN_OK);
    EXPECT_RC(table_is(c, &january, "", 0, 0), HN_OK);
    road = set(c, &january, w->mai, "đường", DAY(2024, 1, 31));
    flags = set(c, &january, w->nam, "cờ", DAY(2024, 1, 31));
    books = set(c, &january, w->nam, "sách", DAY(2024, 2, 29));
    EXPECT_RC(adopt(c, &january), HN_OK);
    /* Done on the very evening, and one half done before the next meeting. */
    at(c, DAY(2024, 1, 5), 22);
    EXPECT_RC(finish(c, flags, "đã treo"), HN_OK);
    at(c, DAY(2024, 2, 3), 8);
    EXPECT_RC(report(c, road, "in_progress", 50, "được nửa", outside), HN_OK);

    at(c, DAY(2024, 2, 5), 21);
    EXPECT_RC(meet(c, w, DAY(2024, 2, 5), &february), HN_OK);
    EXPECT_RC(table_is(c, &february,
                       "đường in_progress>in_progress được nửa|cờ done>done đã treo|sách assigned>assigned |",
                       2, 1),
              HN_OK);
    EXPECT_RC(report(c, road, "not_done", 50, "thiếu xi măng", february.id), HN_OK);
    EXPECT_RC(
        table_is(c, &february,
                 "đường in_progress>not_done thiếu xi măng|cờ done>done đã treo|sách assigned>assigned |", 2,
                 1),
        HN_OK);
    /* What was told at the meeting may be put right there, not outside. */
    EXPECT_FAULT(report(c, road, "done", 100, "", outside), HN_CONFLICT, "task.closed");
    EXPECT_RC(report(c, road, "done", 100, "xong", february.id), HN_OK);
    EXPECT_RC(table_is(c, &february,
                       "đường in_progress>done xong|cờ done>done đã treo|sách assigned>assigned |", 2, 2),
              HN_OK);
    far = set(c, &february, w->mai, "cầu", HN_DAY_OPEN);
    EXPECT_RC(adopt(c, &february), HN_OK);
    EXPECT_FAULT(report(c, books, "done", 100, "", february.id), HN_CONFLICT, "meeting.locked");
    /* What is told after a meeting was adopted is not known to it. */
    at(c, DAY(2024, 2, 20), 8);
    EXPECT_RC(finish(c, books, "đủ"), HN_OK);
    EXPECT_RC(table_is(c, &february,
                       "đường in_progress>done xong|cờ done>done đã treo|sách assigned>assigned |", 2, 2),
              HN_OK);

    at(c, DAY(2024, 3, 5), 21);
    EXPECT_RC(meet(c, w, DAY(2024, 3, 5), &march), HN_OK);
    EXPECT_RC(table_is(c, &march, "sách done>done đủ|cầu assigned>assigned |", 1, 1), HN_OK);
    EXPECT_RC(hn_task_cancel(c, far, "thôi"), HN_OK);
    EXPECT_RC(table_is(c, &march, "sách done>done đủ|cầu assigned>cancelled thôi|", 1, 1), HN_OK);
    EXPECT(set(c, &march, w->mai, "mương", DAY(2024, 4, 10)) != 0);
    EXPECT_RC(hn_tasks_rows(c, &march, &last, &last_count, &next, &next_count), HN_OK);
    EXPECT(last_count == 2 && next_count == 1);
    EXPECT(strcmp(last[0].cell[1], "Lê Văn Nam; 29/02/2024") == 0 ||
           strcmp(last[0].cell[1], "Lê Văn Nam; 29/2/2024") == 0);
    EXPECT(strcmp(last[0].cell[3], "Xong: đủ") == 0);
    EXPECT(strcmp(next[0].cell[3], "Kỳ sinh hoạt tháng 4/2024") == 0);
    return HN_OK;
}

static void
the_next_table_is_what_stood_open(void **state)
{
    HN_TEST_PEOPLE(state);
    play(p, tables);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(a_task_is_set),
        HN_TEST_BOTH(it_is_reported_on),
        HN_TEST_BOTH(it_is_seen_by_whom_it_should),
        HN_TEST_BOTH(the_next_table_is_what_stood_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
