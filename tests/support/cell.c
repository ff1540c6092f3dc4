/* cell.c: the cell of cell.h. */
#include "support/cell.h"

static enum hn_rc
tell(struct hn_ctx *c, void *arg)
{
    struct hn_cell *w = arg;

    hn_org_as(c, SECRETARY);
    return w->story(c, w);
}

static struct hn_person_id
probationer(struct hn_people *p)
{
    const struct hn_person_basic basic = {
        .full_name = "Phạm Thị Lan", .sex = "female", .birth_date = 20000101, .admit_date = 20240110
    };
    struct hn_deed d = { .kind = HN_DEED_NEW,
                         .basic = &basic,
                         .unit = p->c1,
                         .code = "M3",
                         .standing = "probationary",
                         .from = DAY(2024, 1, 10),
                         .decision = "QĐ 1" };

    assert_int_equal(hn_do(p, &d), HN_OK);
    return d.made;
}

void
hn_cell_play(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, struct hn_cell *w))
{
    struct hn_cell w = { .p = p, .c1 = p->c1, .c2 = p->c2, .story = story };
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = tell, .arg = &w };

    w.chief = hn_people_member(p, p->c1, "M0", "Đỗ Văn Bình", "male", 19650101, 19950101);
    w.mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    w.nam = hn_people_member(p, p->c1, "M2", "Lê Văn Nam", "male", 19700101, 20000101);
    w.lan = probationer(p);
    w.old = hn_people_member(p, p->c1, "M4", "Vũ Thị Già", "female", 19400101, 19700101);
    w.other = hn_people_member(p, p->c2, "M5", "Ngô Văn Xa", "male", 19750101, 20050101);

    struct hn_deed office = { .kind = HN_DEED_OFFICE,
                              .person = w.chief,
                              .unit = p->c1,
                              .value = "secretary",
                              .from = DAY(2020, 1, 1),
                              .decision = "QĐ 2" };
    struct hn_deed exempt = { .kind = HN_DEED_ACTIVITY,
                              .person = w.old,
                              .value = "exempt",
                              .from = DAY(2021, 1, 1),
                              .decision = "QĐ 3" };

    assert_int_equal(hn_do(p, &office), HN_OK);
    assert_int_equal(hn_do(p, &exempt), HN_OK);
    hn_people_link(p, w.mai);
    assert_int_equal(hn_do(p, &d), HN_OK);
    hn_people_close(p);
}

void
hn_cell_at(struct hn_ctx *c, hn_day today, int hour)
{
    hn_org_on(c, today);
    c->now = (hn_time)today * HN_DAY_US - HN_ZONE_US + (hn_time)hour * 3600 * 1000000;
    c->today = c->on = today;
}

enum hn_rc
hn_cell_call(struct hn_ctx *c, struct hn_cell *w, hn_day day, struct hn_meeting_id *out)
{
    const struct hn_meeting_new in = {
        .unit = w->c1, .kind = "ordinary", .day = day, .start_minute = 19 * 60 + 30, .place = "Nhà văn hóa"
    };

    return hn_meeting_call(c, &in, out);
}

enum hn_rc
hn_cell_hold(struct hn_ctx *c, struct hn_meeting_id id, hn_day day)
{
    const struct hn_meeting_held held = { .day = day, .began_minute = 1170, .ended_minute = 1260 };

    return hn_meeting_hold(c, id, -1, &held);
}

enum hn_rc
hn_cell_meet(struct hn_ctx *c, struct hn_cell *w, hn_day day, struct hn_meeting_id *out)
{
    enum hn_rc rc = hn_cell_call(c, w, day, out);

    return rc ? rc : hn_cell_hold(c, *out, day);
}

enum hn_rc
hn_cell_put(struct hn_ctx *c, struct hn_meeting_id id, struct hn_person_id person, enum hn_presence state)
{
    const struct hn_presence_put in = { .person = person, .state = state, .reason = "", .base = -1 };

    return hn_roll_put(c, id, &in, NULL);
}

enum hn_rc
hn_cell_lock(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    if (!rc)
        rc = hn_people_adopt(c, &m);
    return rc ? rc : hn_month_refresh(c, m.unit, m.month);
}
