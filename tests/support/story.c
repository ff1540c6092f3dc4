/* story.c: see story.h. */
#include "support/story.h"

#include <string.h>

#include "support/org.h"

/* --- the cast --- */

struct casting {
    struct hn_story *s;
};

static enum hn_rc
give_accounts(struct hn_ctx *c, void *arg)
{
    struct hn_story *s = ((struct casting *)arg)->s;
    const struct {
        enum hn_who who;
        const char *name, *role;
        struct hn_unit_id unit;
        struct hn_person_id person;
    } list[] = {
        { HN_COMMUNE, "xa", "committee_clerk", s->p->org_a, { 0 } },
        { HN_CELL_ONE, "bithu1", "cell_secretary", s->p->c1, s->head },
        { HN_CELL_TWO, "bithu2", "cell_secretary", s->p->c2, s->other_head },
        { HN_MAI, "mai", "member", s->p->c1, s->mai },
        { HN_NAM, "nam", "member", s->p->c1, s->nam },
        { HN_OFFICER, "lan", "member", s->p->c2, s->lan },
        { HN_FIRM, "khoi", "committee_clerk", s->p->b, { 0 } },
        { HN_MINE, "mo", "committee_clerk", s->p->org_b, { 0 } },
        { HN_BA, "ba", "member", s->p->c3, s->ba },
    };

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct hn_user_id user = hn_org_account(c, list[i].name, list[i].person.v);

        s->user[list[i].who] = user;
        EXPECT(user.v != 0);
        EXPECT_RC(hn_org_grant(c, user, list[i].role, list[i].unit.v), HN_OK);
    }
    return HN_OK;
}

static void
cast(struct hn_story *s)
{
    struct hn_people *p = s->p;
    struct casting k = { s };
    struct hn_deed accounts = { .kind = HN_DEED_CALL, .call = give_accounts, .arg = &k };
    struct hn_deed office = {
        .kind = HN_DEED_OFFICE, .value = "secretary", .decision = "QĐ 2", .from = DAY(2022, 1, 1)
    };

    s->head = hn_people_member(p, p->c1, "P1", "Ngô Văn Bí", "male", 19650101, 19900101);
    s->mai = hn_people_member(p, p->c1, "P2", "Trần Thị Mai", "female", 19800515, 20100601);
    s->nam = hn_people_member(p, p->c1, "P3", "Lê Văn Nam", "male", 19700101, 20000101);
    s->other_head = hn_people_member(p, p->c2, "P4", "Bùi Văn Hai", "male", 19700101, 20000101);
    s->lan = hn_people_member(p, p->c2, "P5", "Phạm Thị Lan", "female", 19750101, 20050101);
    s->ba = hn_people_member(p, p->c3, "P6", "Đỗ Văn Ba", "male", 19750101, 20050101);
    s->bon = hn_people_member(p, p->c3, "P7", "Vũ Thị Bốn", "female", 19750101, 20050101);
    office.person = s->head;
    office.unit = p->c1;
    assert_int_equal(hn_do(p, &office), HN_OK);
    assert_int_equal(hn_do(p, &accounts), HN_OK);
}

/* --- the play --- */

struct playing {
    struct hn_story *s;
    const struct hn_story_step *step;
};

static enum hn_rc
act(struct hn_ctx *c, void *arg)
{
    struct playing *p = arg;

    return p->step->act(c, p->s);
}

static void
play_step(struct hn_story *s, const struct hn_story_step *step)
{
    struct playing playing = { s, step };
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = s->user[step->who], .call = act, .arg = &playing };
    enum hn_rc rc;

    if (step->on)
        hn_people_day(s->p, DAY(step->on / 10000, step->on / 100 % 100, step->on % 100));
    rc = hn_do(s->p, &d);
    if (rc != step->code || strcmp(d.fault.key, step->key) != 0)
        fail_msg("%s: %d %s, not %d %s (%s)", step->label, (int)rc, d.fault.key, (int)step->code, step->key,
                 d.fault.field);
}

void
hn_story_play(struct hn_test_store *t, const struct hn_story_step *steps, size_t count)
{
    struct hn_story s = { .p = hn_people_open(t) };

    cast(&s);
    for (size_t i = 0; i < count; i++)
        play_step(&s, &steps[i]);
    hn_people_close(s.p);
}

/* --- deeds of both stories --- */

enum hn_rc
hn_story_keep(enum hn_rc rc, int64_t made, int64_t *out)
{
    if (!rc)
        *out = made;
    return rc;
}

enum hn_rc
hn_story_paper(struct hn_ctx *c, struct hn_unit_id unit, const char *kind, const char *title,
               struct hn_paper_id basis, const char *with, struct hn_paper_id *out)
{
    const struct hn_paper_body bodies[] = { { .unit = unit, .body = "", .name = "" },
                                            { .body = "outside", .name = with } };
    const struct hn_paper in = { .unit = unit,
                                 .kind = kind,
                                 .origin = "own",
                                 .number = "",
                                 .title = title,
                                 .summary = "",
                                 .basis = "",
                                 .issuer = "",
                                 .text = "",
                                 .day = c->today,
                                 .in_force_from = c->today,
                                 .basis_paper = basis,
                                 .bodies = bodies,
                                 .body_count = *with ? 2 : 1 };

    return hn_paper_put(c, &in, out);
}

enum hn_rc
hn_story_issue(struct hn_ctx *c, struct hn_story *s)
{
    return hn_paper_issue(c, s->resolution);
}

enum hn_rc
hn_story_tell(struct hn_ctx *c, struct hn_story *s, int64_t task, const char *state, int progress,
              const char *note, bool in_meeting)
{
    struct hn_task_report in = { .state = state, .progress = progress, .note = note, .base = -1 };

    if (in_meeting)
        in.meeting = s->meeting;
    return hn_task_report(c, task, &in, NULL);
}
