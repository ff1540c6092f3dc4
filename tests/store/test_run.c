/* test_run: proves that agenda, opinions, votes and texts are kept by key and version, that nothing is overwritten
 * unseen, that only who was in the room is said to have spoken, and that a matter passes by the threshold of its day on
 * those entitled. Each refusal stands beside what is accepted. */
#include "meeting/minutes.h"
#include "support/cell.h"

static enum hn_rc
agenda(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_agenda_open open[] = { { "Việc đang làm", "task", 12345678 },
                                           { "Nghị quyết 1", "study", 77 } };
    struct hn_agenda_item in = { .item_key = "muc-0001", .title = "", .minutes = 10, .speaker = w->mai };
    const struct hn_agenda_item *all;
    struct hn_meeting_id id;
    int64_t version = 0;
    size_t count;

    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_agenda_put(c, id, &in, 0, &version), HN_INVALID, "run.title");
    in.title = "Bàn việc làng";
    in.item_key = "ngan";
    EXPECT_FAULT(hn_agenda_put(c, id, &in, 0, &version), HN_INVALID, "run.key");
    in.item_key = "muc-0001";
    in.phase = "after";
    EXPECT_FAULT(hn_agenda_put(c, id, &in, 0, &version), HN_INVALID, "run.kind");
    in.phase = "close";
    in.speaker = w->other;
    EXPECT_FAULT(hn_agenda_put(c, id, &in, 0, &version), HN_INVALID, "run.speaker");
    in.speaker = w->mai;
    EXPECT_RC(hn_agenda_put(c, id, &in, 0, &version), HN_OK);
    EXPECT(version == 1);
    /* The same again is one deed; other words over an old version are not taken; over the current one they are. */
    EXPECT_RC(hn_agenda_put(c, id, &in, 0, &version), HN_OK);
    EXPECT(version == 1);
    in.title = "Bàn việc làng và đường";
    EXPECT_FAULT(hn_agenda_put(c, id, &in, 0, &version), HN_CONFLICT, "run.changed");
    EXPECT_RC(hn_agenda_put(c, id, &in, 1, &version), HN_OK);
    EXPECT_RC(hn_agenda_put(c, id, &in, -1, &version), HN_OK);
    EXPECT(version == 2);
    EXPECT_RC(hn_agenda_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 10 && strcmp(all[9].title, in.title) == 0 &&
           strcmp(all[9].speaker_name, "Trần Thị Mai") == 0);
    /* Removed it is gone; put again it is back, one row for ever. */
    EXPECT_RC(hn_agenda_remove(c, id, "muc-0001"), HN_OK);
    EXPECT_RC(hn_agenda_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 9);
    EXPECT_RC(hn_agenda_put(c, id, &in, 3, &version), HN_OK);
    EXPECT(version == 4);
    /* Filling adds what was never there, and nothing twice or anew. */
    EXPECT_RC(hn_agenda_remove(c, id, "template-ordinary-9"), HN_OK);
    EXPECT_RC(hn_agenda_fill(c, id, open, 2), HN_OK);
    EXPECT_RC(hn_agenda_fill(c, id, open, 2), HN_OK);
    EXPECT_RC(hn_agenda_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 11);
    hn_org_as(c, SELF);
    EXPECT_RC(hn_agenda_put(c, id, &in, -1, NULL), HN_DENIED);
    return HN_OK;
}

static enum hn_rc
opinions(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_guest guest = { .item_key = "khach-01", .name = "Người giữ chức", .role = "invited" };
    struct hn_opinion in = { .item_key = "ykien-01", .person = w->nam };
    const struct hn_meeting_document *papers;
    const struct hn_opinion *all;
    struct hn_meeting_id id;
    int64_t version = 0;
    size_t count;

    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_opinion_put(c, id, &in, 0, &version), HN_INVALID, "run.text");
    in.text = "Đề nghị sửa đường thôn";
    in.kind = "shout";
    EXPECT_FAULT(hn_opinion_put(c, id, &in, 0, &version), HN_INVALID, "run.kind");
    in.kind = "proposal";
    in.person = w->other;
    EXPECT_FAULT(hn_opinion_put(c, id, &in, 0, &version), HN_INVALID, "run.speaker");
    in.person = w->nam;
    in.item_key = "có dấu cách";
    EXPECT_FAULT(hn_opinion_put(c, id, &in, 0, &version), HN_INVALID, "run.key");
    in.item_key = "ykien-01";
    EXPECT_RC(hn_opinion_put(c, id, &in, 0, &version), HN_OK);
    /* A guest by the name he stands under. */
    in = (struct hn_opinion){ .item_key = "ykien-02", .name = "Người giữ chức", .text = "Đồng ý" };
    EXPECT_FAULT(hn_opinion_put(c, id, &in, 0, &version), HN_INVALID, "run.speaker");
    EXPECT_RC(hn_guest_put(c, id, &guest), HN_OK);
    EXPECT_RC(hn_opinion_put(c, id, &in, 0, &version), HN_OK);
    EXPECT_RC(hn_opinion_put(c, id, &in, 0, &version), HN_OK);
    in.text = "Đồng ý một phần";
    EXPECT_FAULT(hn_opinion_put(c, id, &in, 0, &version), HN_CONFLICT, "run.changed");
    EXPECT_RC(hn_opinion_put(c, id, &in, 1, &version), HN_OK);
    EXPECT(version == 2);
    EXPECT_RC(hn_opinions_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 2 && strcmp(all[0].name, "Lê Văn Nam") == 0 &&
           strcmp(all[1].name, "Người giữ chức") == 0);
    EXPECT_RC(hn_opinion_remove(c, id, "ykien-01"), HN_OK);
    EXPECT_RC(hn_opinions_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 1);
    /* Open to who follows the cell from above, and to a member once she was there; not before, and not to others. */
    hn_org_as(c, CLERK);
    EXPECT_RC(hn_opinions_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 1);
    hn_org_as(c, SELF);
    EXPECT_RC(hn_opinions_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 0);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_cell_put(c, id, w->mai, HN_EXCUSED), HN_OK);
    hn_org_as(c, SELF);
    EXPECT_RC(hn_opinions_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_FAULT(hn_documents_of(c, id, true, &papers, &count), HN_DENIED, "meeting.took_part");
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_cell_put(c, id, w->mai, HN_PRESENT), HN_OK);
    hn_org_as(c, SELF);
    EXPECT_RC(hn_opinions_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 1);
    EXPECT_RC(hn_documents_of(c, id, true, &papers, &count), HN_OK);
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_cell_lock(c, id), HN_OK);
    EXPECT_FAULT(hn_opinion_put(c, id, &in, -1, &version), HN_CONFLICT, "meeting.locked");
    EXPECT_FAULT(hn_opinion_remove(c, id, "ykien-02"), HN_CONFLICT, "meeting.locked");
    return HN_OK;
}

/* One may be long, but all together stay readable at once. */
static enum hn_rc
much_said(struct hn_ctx *c, struct hn_cell *w)
{
    char *longest = hn_alloc(c->arena, 4002);
    struct hn_meeting_id id;
    struct hn_opinion in = { .person = w->nam, .text = longest };

    memset(longest, 'x', 4001);
    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_opinion_put(c, id, &in, -1, NULL), HN_INVALID, "too_long");
    longest[4000] = '\0';
    for (int i = 0; i < 15; i++)
        EXPECT_RC(hn_opinion_put(c, id, &in, -1, NULL), HN_OK);
    in.item_key = "ykien-99";
    in.text = "x";
    EXPECT_FAULT(hn_opinion_put(c, id, &in, -1, NULL), HN_INVALID, "run.all_too_long");
    return HN_OK;
}

static bool
passes(struct hn_ctx *c, struct hn_meeting_id id, const char *matter, int64_t votes_for, int64_t entitled)
{
    const struct hn_vote in = { .item_key = "phieu-99",
                                .matter = matter,
                                .subject = "Việc",
                                .form = strcmp(matter, "removal") == 0 ? "secret_ballot" : "hand",
                                .entitled = entitled,
                                .present = entitled,
                                .votes_for = votes_for };
    const struct hn_vote *all;
    size_t count;

    if (hn_vote_put(c, id, &in, -1, NULL) != HN_OK || hn_votes_read(c, id, &all, &count) != HN_OK ||
        count == 0)
        print_error("%s: %s\n", matter, c->fault_count ? c->faults[0].key : "no vote");
    return all[count - 1].passed;
}

static enum hn_rc
votes(struct hn_ctx *c, struct hn_cell *w)
{
    struct hn_vote in = { .item_key = "phieu-01", .matter = "resolution", .form = "hand", .votes_for = 3 };
    const struct hn_vote *all;
    struct hn_meeting_id id;
    int64_t version = 0;
    size_t count;

    EXPECT_RC(hn_cell_meet(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_INVALID, "vote.subject");
    in.subject = "Thông qua nghị quyết";
    /* Nobody is recorded as present yet, so nobody can have voted. */
    EXPECT_RC(hn_vote_put(c, id, &in, 0, &version), HN_INVALID);
    EXPECT(strcmp(c->faults[0].key, "vote.too_many") == 0 && strcmp(c->faults[0].arg, "3 > 0") == 0);
    hn_fault_clear(c);
    EXPECT_RC(hn_roll_put_all(c, id, NULL, 0, true), HN_OK);
    in.votes_against = 1;
    EXPECT_RC(hn_vote_put(c, id, &in, 0, &version), HN_INVALID);
    EXPECT(strcmp(c->faults[0].key, "vote.too_many") == 0 && strcmp(c->faults[0].arg, "4 > 3") == 0);
    hn_fault_clear(c);
    in.votes_against = -1;
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_INVALID, "vote.negative");
    in.votes_against = 0;
    in.matter = "war";
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_INVALID, "run.kind");
    in.matter = "discipline";
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_INVALID, "vote.secret");
    in.matter = "resolution";
    in.entitled = 4; /* official members on the roll, the exempt one with them */
    in.present = 5;
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_INVALID, "vote.above_entitled");
    in.entitled = 5;
    in.present = 3;
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_INVALID, "vote.above_entitled");
    in.entitled = in.present = 0;
    EXPECT_RC(hn_vote_put(c, id, &in, 0, &version), HN_OK);
    EXPECT_RC(hn_votes_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 1 && all[0].entitled == 3 && all[0].present == 3 && all[0].passed && version == 1);
    EXPECT(all[0].num == 1 && all[0].den == 2 && all[0].strict && strlen(all[0].legal_basis) > 0);
    in.votes_for = 2;
    EXPECT_FAULT(hn_vote_put(c, id, &in, 0, &version), HN_CONFLICT, "run.changed");
    EXPECT_RC(hn_vote_put(c, id, &in, 1, &version), HN_OK);
    /* More than half: exactly half is not; at least two thirds: exactly two thirds is. */
    EXPECT(!passes(c, id, "resolution", 2, 4) && passes(c, id, "resolution", 3, 4));
    EXPECT(!passes(c, id, "resolution", 1, 2) && passes(c, id, "resolution", 2, 3));
    EXPECT(passes(c, id, "admission", 2, 3) && !passes(c, id, "admission", 1, 2));
    EXPECT(!passes(c, id, "admission", 2, 4) && passes(c, id, "removal", 3, 4));
    EXPECT_RC(hn_vote_remove(c, id, "phieu-01"), HN_OK);
    EXPECT_RC(hn_votes_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 1);
    EXPECT_RC(hn_cell_lock(c, id), HN_OK);
    EXPECT_FAULT(hn_vote_put(c, id, &in, -1, &version), HN_CONFLICT, "meeting.locked");
    return HN_OK;
}

static enum hn_rc
texts(struct hn_ctx *c, struct hn_cell *w)
{
    const struct hn_meeting_text *all;
    struct hn_meeting_id id;
    int64_t version = 0;
    size_t count;
    char *longest = hn_alloc(c->arena, 8002);

    EXPECT_RC(hn_cell_call(c, w, DAY(2024, 3, 10), &id), HN_OK);
    EXPECT_RC(hn_texts_read(c, id, &all, &count), HN_OK);
    EXPECT(count == 6 && strcmp(all[0].part, "ideology") == 0 && !*all[0].text && all[0].version == 0);
    EXPECT_FAULT(hn_text_put(c, id, "poem", "x", 0, &version), HN_INVALID, "run.part");
    memset(longest, 'x', 8001);
    EXPECT_FAULT(hn_text_put(c, id, "conclusion", longest, 0, &version), HN_INVALID, "too_long");
    longest[8000] = '\0';
    EXPECT_RC(hn_text_put(c, id, "conclusion", longest, 0, &version), HN_OK);
    EXPECT(version == 1);
    EXPECT_FAULT(hn_text_put(c, id, "conclusion", "Nhất trí", 0, &version), HN_CONFLICT, "run.changed");
    EXPECT_RC(hn_text_put(c, id, "conclusion", "Nhất trí", 1, &version), HN_OK);
    EXPECT_RC(hn_text_put(c, id, "conclusion", "Nhất trí", 0, &version), HN_OK);
    EXPECT(version == 2);
    EXPECT_RC(hn_texts_read(c, id, &all, &count), HN_OK);
    EXPECT(strcmp(all[5].text, "Nhất trí") == 0);
    EXPECT_RC(hn_cell_lock(c, id), HN_OK);
    EXPECT_FAULT(hn_text_put(c, id, "conclusion", "Khác", -1, &version), HN_CONFLICT, "meeting.locked");
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        hn_cell_play(p, name);                                                                               \
    }
STORY(agenda)
STORY(opinions)
STORY(much_said)
STORY(votes)
STORY(texts)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_agenda), HN_TEST_BOTH(test_opinions), HN_TEST_BOTH(test_much_said),
        HN_TEST_BOTH(test_votes),  HN_TEST_BOTH(test_texts),
    };

    return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
