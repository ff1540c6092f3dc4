/* test_op: proves that what a phone wrote is applied exactly once, whatever is repeated, that nobody's change is written
 * over unseen, that a person's choice ends a conflict, and that adoption waits for all before it. On both engines. */
#include "support/org.h"
#include "support/people.h"

#include <inttypes.h>
#include <string.h>

#include "meeting/month.h"
#include "meeting/op.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "task/task.h"
#include "web/meeting_doers.h"

#define EXPECT_FAULT(call, code, wanted)                                                                     \
    do {                                                                                                     \
        hn_fault_clear(c);                                                                                   \
        EXPECT_RC(call, code);                                                                               \
        EXPECT(c->fault_count > 0 && strcmp(c->faults[c->fault_count - 1].key, wanted) == 0);                \
        hn_fault_clear(c);                                                                                   \
    } while (0)

struct world {
    struct hn_people *p;
    struct hn_person_id mai, nam, other; /* of C1, C1, C2 */
    struct hn_meeting_id id;
    struct hn_op_answer a[HN_OPS_MOST];
    enum hn_rc (*story)(struct hn_ctx *c, struct world *w);
};

/* Adoption as far as these rules go: what it writes is the minutes' own matter. */
static enum hn_rc
lock(struct hn_ctx *c, const struct hn_meeting *m)
{
    struct hn_meeting copy = *m;

    return m->adopted_at ? HN_OK : hn_people_adopt(c, &copy);
}

static struct hn_op_doers
doers(void)
{
    struct hn_op_doers d = hn_op_doers;

    d.adopt = lock;
    return d;
}

static enum hn_rc
send(struct hn_ctx *c, struct world *w, const struct hn_op *ops, size_t count)
{
    const struct hn_op_doers d = doers();

    hn_fault_clear(c);
    c->now += 1000000; /* each request comes at an instant of its own */
    return hn_ops_apply(c, w->id, ops, count, &d, w->a);
}

static struct hn_op
new_op(const char *key, const char *what, const char *item)
{
    return (struct hn_op){ .key = key,
                           .what = what,
                           .item = item,
                           .day = HN_DAY_OPEN,
                           .due = HN_DAY_OPEN,
                           .minutes = -1,
                           .began = -1,
                           .ended = -1,
                           .written_at = 7 };
}

static struct hn_op
presence(const char *key, const char *person, const char *state, int64_t base)
{
    struct hn_op op = new_op(key, "attendance", person);

    op.value = state;
    op.base = base;
    return op;
}

static struct hn_op
opinion(const char *key, const char *item, const char *text, int64_t base)
{
    struct hn_op op = new_op(key, "opinion", item);

    op.person = "M1";
    op.text = text;
    op.base = base;
    return op;
}

/* Of Mai, as the roll has her. */
static enum hn_presence
mai_is(struct hn_ctx *c, struct world *w)
{
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    size_t count = 0;

    if (hn_roll_read(c, w->id, &roll, &count, &counts) != HN_OK)
        return HN_PRESENCE_COUNT;
    for (size_t i = 0; i < count; i++) {
        if (roll[i].person.v == w->mai.v)
            return roll[i].state;
    }
    return HN_PRESENCE_COUNT;
}

static enum hn_rc
by_hand(struct hn_ctx *c, struct world *w, enum hn_presence state)
{
    const struct hn_presence_put in = { .person = w->mai, .state = state, .reason = "", .base = -1 };

    return hn_roll_put(c, w->id, &in, NULL);
}

static enum hn_rc
tell(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    struct hn_meeting_new in = { .unit = w->p->c1,
                                 .kind = "ordinary",
                                 .topic = "",
                                 .day = DAY(2024, 3, 5),
                                 .start_minute = 1170,
                                 .place = "",
                                 .why = "" };

    hn_org_on(c, DAY(2024, 3, 10));
    c->now = (hn_time)DAY(2024, 3, 10) * HN_DAY_US;
    hn_org_as(c, SECRETARY);
    EXPECT_RC(hn_meeting_call(c, &in, &w->id), HN_OK);
    return w->story(c, w);
}

static void
play(struct hn_people *p, enum hn_rc (*story)(struct hn_ctx *c, struct world *w))
{
    struct world w = { .p = p, .story = story };
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = tell, .arg = &w };

    w.mai = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    w.nam = hn_people_member(p, p->c1, "M2", "Lê Văn Nam", "male", 19700101, 20000101);
    w.other = hn_people_member(p, p->c2, "M3", "Phạm Thị Lan", "female", 19750101, 20050101);
    assert_int_equal(hn_do(p, &d), HN_OK);
    hn_people_close(p);
}

/* --- once --- */

static enum hn_rc
once(struct hn_ctx *c, struct world *w)
{
    struct hn_op ops[] = { presence("key-00000001", "M1", "present", 0),
                           opinion("key-00000002", "item-0001", "Đề nghị sửa đường", 0) };
    const struct hn_opinion *said;
    int64_t first;
    size_t count;

    EXPECT_RC(send(c, w, ops, 2), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && w->a[1].status == HN_OP_SAVED && w->a[1].version == 1);
    first = w->a[0].version;
    EXPECT(mai_is(c, w) == HN_PRESENT);
    /* The answer was lost, and meanwhile somebody put it otherwise: the repeat is answered and does nothing. */
    EXPECT_RC(by_hand(c, w, HN_EXCUSED), HN_OK);
    EXPECT_RC(send(c, w, ops, 2), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && w->a[0].version == first && mai_is(c, w) == HN_EXCUSED);
    EXPECT_RC(hn_opinions_read(c, w->id, &said, &count), HN_OK);
    EXPECT(count == 1 && strcmp(said[0].text, "Đề nghị sửa đường") == 0 && said[0].person.v == w->mai.v);
    /* The same key with other content: nothing of the request is done. */
    ops[1].text = "Điều khác";
    EXPECT_FAULT(send(c, w, ops, 2), HN_INVALID, "key_reused");
    /* Nor does somebody else's session get the answer. */
    ops[1].text = "Đề nghị sửa đường";
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_FAULT(send(c, w, ops, 2), HN_INVALID, "key_reused");
    /* Who may not keep the meeting sends nothing; 200 is the most. */
    hn_org_as(c, LEADER);
    EXPECT_RC(send(c, w, ops, 2), HN_DENIED);
    hn_org_as(c, SECRETARY);
    EXPECT_FAULT(send(c, w, ops, HN_OPS_MOST + 1), HN_INVALID, "op.too_many");
    EXPECT_RC(send(c, w, ops, 0), HN_OK);
    return HN_OK;
}

/* --- base, equal, after --- */

static enum hn_rc
accepted(struct hn_ctx *c, struct world *w)
{
    struct hn_op op = presence("key-00000001", "M1", "present", 0);
    int64_t version;

    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    version = w->a[0].version;
    /* The version the page showed is what stands. */
    op = presence("key-00000002", "M1", "excused", version);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && w->a[0].version == version + 1);
    /* An old one that says the same is no conflict. */
    op = presence("key-00000003", "M1", "excused", version);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && w->a[0].version == version + 1);
    /* Two of one row, written on the same page: the second stands on the first. */
    struct hn_op chain[] = { presence("key-00000004", "M1", "present", version + 1),
                             presence("key-00000005", "M1", "unexcused", version + 1),
                             presence("key-00000006", "M1", "present", version + 1) };

    chain[1].after = "key-00000004";
    chain[2].after = "key-00000005";
    EXPECT_RC(send(c, w, chain, 3), HN_OK);
    EXPECT(w->a[1].status == HN_OP_SAVED && w->a[2].status == HN_OP_SAVED && mai_is(c, w) == HN_PRESENT);
    EXPECT(w->a[2].version == version + 4);
    return HN_OK;
}

/* A row that the register made is no row yet to a phone that saw none. */
static enum hn_rc
made_by_the_register(struct hn_ctx *c, struct world *w)
{
    struct hn_op op = presence("key-00000001", "M2", "excused", 0);

    op.text = "Đi viện";
    EXPECT_RC(hn_roll_make(c, w->id), HN_OK);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    return HN_OK;
}

static enum hn_rc
in_conflict(struct hn_ctx *c, struct world *w)
{
    struct hn_op op = presence("key-00000001", "M1", "present", 0), chained;

    EXPECT_RC(by_hand(c, w, HN_EXCUSED), HN_OK);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT && strcmp(w->a[0].value, "excused") == 0);
    EXPECT(*w->a[0].who && w->a[0].at > 0 && w->a[0].version > 0 && mai_is(c, w) == HN_EXCUSED);
    /* The repeat tells the same. */
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT && strcmp(w->a[0].value, "excused") == 0);
    /* After somebody else's change, even a chain is broken: it follows only what is still there. */
    op = presence("key-00000002", "M2", "present", 0);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);

    const struct hn_presence_put rival = { .person = w->nam, .state = HN_AWAY, .reason = "", .base = -1 };

    EXPECT_RC(hn_roll_put(c, w->id, &rival, NULL), HN_OK);
    chained = presence("key-00000003", "M2", "unexcused", 0);
    chained.after = "key-00000002";
    EXPECT_RC(send(c, w, &chained, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT && strcmp(w->a[0].value, "away") == 0);
    /* After an op that was itself in conflict nothing follows either. */
    chained = presence("key-00000004", "M1", "unexcused", 0);
    chained.after = "key-00000001";
    EXPECT_RC(send(c, w, &chained, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT);
    return HN_OK;
}

/* --- choosing --- */

static enum hn_rc
waiting(struct hn_ctx *c, struct world *w, size_t expected, const struct hn_op_conflict **out)
{
    const struct hn_op_doers d = doers();
    int64_t number;
    size_t count;

    EXPECT_RC(hn_op_conflicts(c, w->id, &d, out, &count), HN_OK);
    EXPECT_RC(hn_op_conflict_count(c, w->id, &number), HN_OK);
    EXPECT(count == expected && number == (int64_t)expected);
    return HN_OK;
}

static enum hn_rc
chosen(struct hn_ctx *c, struct world *w)
{
    struct hn_op op = presence("key-00000001", "M1", "present", 0), choice;
    const struct hn_op_conflict *list;

    EXPECT_RC(by_hand(c, w, HN_EXCUSED), HN_OK);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT_RC(waiting(c, w, 1, &list), HN_OK);
    EXPECT(strcmp(list[0].what, "attendance") == 0 && strcmp(list[0].item_name, "Trần Thị Mai") == 0);
    EXPECT(strcmp(list[0].value, "present") == 0 && strcmp(list[0].stands, "excused") == 0);
    EXPECT(strcmp(list[0].key, "key-00000001") == 0 && list[0].written_at == 7 && *list[0].writer);
    /* Neither take nor leave is refused; an unknown one too. */
    choice = new_op("key-00000002", "choose", "key-00000001");
    choice.value = "both";
    EXPECT_RC(send(c, w, &choice, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED && strcmp(w->a[0].fault.key, "op.choice") == 0);
    choice = new_op("key-00000003", "choose", "key-99999999");
    choice.value = "take";
    EXPECT_RC(send(c, w, &choice, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED && strcmp(w->a[0].fault.key, "op.no_conflict") == 0);
    EXPECT_RC(waiting(c, w, 1, &list), HN_OK);
    /* Meanwhile it was changed once more: what the person saw is gone, so he is asked again. */
    EXPECT_RC(by_hand(c, w, HN_UNEXCUSED), HN_OK);
    choice = new_op("key-00000004", "choose", "key-00000001");
    choice.value = "take";
    choice.base = list[0].version;
    EXPECT_RC(send(c, w, &choice, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT && strcmp(w->a[0].value, "unexcused") == 0);
    EXPECT_RC(waiting(c, w, 1, &list), HN_OK);
    EXPECT(strcmp(list[0].key, "key-00000004") == 0 && strcmp(list[0].value, "present") == 0);
    choice.key = "key-00000005";
    choice.item = "key-00000004";
    choice.base = list[0].version;
    EXPECT_RC(send(c, w, &choice, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && mai_is(c, w) == HN_PRESENT);
    EXPECT_RC(waiting(c, w, 0, &list), HN_OK);
    /* The choice repeated is the same choice. */
    EXPECT_RC(send(c, w, &choice, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    return HN_OK;
}

static enum hn_rc
left_or_taken_on_the_page(struct hn_ctx *c, struct world *w)
{
    const struct hn_op_doers d = doers();
    struct hn_op ops[] = { presence("key-00000001", "M1", "present", 0),
                           opinion("key-00000002", "item-0001", "Của máy", 0) };
    const struct hn_opinion mine = {
        .item_key = "item-0001", .kind = "opinion", .person = w->mai, .text = "Gõ tay"
    };
    const struct hn_op_conflict *list;
    const struct hn_opinion *said;
    size_t count;

    EXPECT_RC(by_hand(c, w, HN_EXCUSED), HN_OK);
    EXPECT_RC(hn_opinion_put(c, w->id, &mine, -1, NULL), HN_OK);
    EXPECT_RC(send(c, w, ops, 2), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT && w->a[1].status == HN_OP_CONFLICT);
    EXPECT_RC(waiting(c, w, 2, &list), HN_OK);
    EXPECT(strcmp(list[1].stands, "Gõ tay") == 0 && strcmp(list[1].value, "Của máy") == 0);
    EXPECT_RC(hn_op_choose(c, w->id, "key-00000001", false, &d), HN_OK);
    EXPECT(mai_is(c, w) == HN_EXCUSED);
    EXPECT_RC(waiting(c, w, 1, &list), HN_OK);
    EXPECT_RC(hn_op_choose(c, w->id, "key-00000002", true, &d), HN_OK);
    EXPECT_RC(hn_opinions_read(c, w->id, &said, &count), HN_OK);
    EXPECT(count == 1 && strcmp(said[0].text, "Của máy") == 0);
    EXPECT_RC(waiting(c, w, 0, &list), HN_OK);
    EXPECT_FAULT(hn_op_choose(c, w->id, "key-00000002", true, &d), HN_CONFLICT, "op.no_conflict");
    return HN_OK;
}

/* A newer op of the same row, written with what stands before its eyes, ends the conflict as well; one that was refused
 * does not. */
static enum hn_rc
written_anew(struct hn_ctx *c, struct world *w)
{
    struct hn_op op = presence("key-00000001", "M1", "present", 0);
    const struct hn_op_conflict *list;
    int64_t version;

    EXPECT_RC(by_hand(c, w, HN_EXCUSED), HN_OK);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    version = w->a[0].version;
    op = presence("key-00000002", "M1", "exempt", version);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED && strcmp(w->a[0].fault.key, "roll.state") == 0);
    EXPECT_RC(waiting(c, w, 1, &list), HN_OK);
    op = presence("key-00000003", "M1", "present", version);
    EXPECT_RC(send(c, w, &op, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    EXPECT_RC(waiting(c, w, 0, &list), HN_OK);
    return HN_OK;
}

/* --- refused --- */

static enum hn_rc
refused(struct hn_ctx *c, struct world *w)
{
    struct hn_op ops[] = {
        presence("key-00000001", "M3", "present", 0),     presence("key-00000002", "M1", "asleep", 0),
        presence("key-00000003", "nobody", "present", 0), opinion("key-00000004", "item-0001", "", 0),
        presence("key-00000005", "M1", "present", 0),     new_op("key-00000006", "remove", "item-0009")
    };

    ops[5].value = "meeting";
    /* One's refusal stops none of the others. */
    EXPECT_RC(send(c, w, ops, 6), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED && strcmp(w->a[0].fault.key, "roll.not_member") == 0);
    EXPECT(w->a[1].status == HN_OP_REFUSED && strcmp(w->a[1].fault.key, "roll.state") == 0);
    EXPECT(w->a[2].status == HN_OP_REFUSED && strcmp(w->a[2].fault.key, "roll.not_member") == 0);
    EXPECT(w->a[3].status == HN_OP_REFUSED && strcmp(w->a[3].fault.key, "run.text") == 0);
    EXPECT(w->a[4].status == HN_OP_SAVED && mai_is(c, w) == HN_PRESENT);
    EXPECT(w->a[5].status == HN_OP_REFUSED);
    /* A refusal repeated is the same refusal, with its words. */
    EXPECT_RC(send(c, w, &ops[3], 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED && strcmp(w->a[0].fault.key, "run.text") == 0);
    EXPECT(strcmp(w->a[0].fault.field, "text") == 0 && w->a[0].fault.code == HN_INVALID);
    return HN_OK;
}

/* --- every kind --- */

static enum hn_rc
every_kind(struct hn_ctx *c, struct world *w)
{
    struct hn_op ops[] = { new_op("key-00000001", "facts", ""),
                           presence("key-00000002", "M1", "present", 0),
                           presence("key-00000003", "M2", "present", 0),
                           new_op("key-00000004", "agenda", "item-0004"),
                           opinion("key-00000005", "item-0005", "Nhất trí", 0),
                           new_op("key-00000006", "vote", "item-0006"),
                           new_op("key-00000007", "text", "conclusion"),
                           new_op("key-00000008", "guest", "item-0008"),
                           new_op("key-00000009", "task", "item-0009") };
    const size_t kinds = sizeof ops / sizeof ops[0];
    const struct hn_agenda_item *agenda;
    const struct hn_meeting_text *texts;
    const struct hn_task_row *tasks;
    const struct hn_guest *guests;
    const struct hn_vote *votes;
    struct hn_meeting m;
    size_t count;

    EXPECT_RC(hn_meeting_get(c, w->id, &m), HN_OK);
    ops[0].base = m.version;
    ops[0].began = 1175;
    ops[0].ended = 1270;
    ops[0].chair = "M1";
    ops[0].writer = "M2";
    ops[3].title = "Việc thêm";
    ops[3].minutes = 10;
    ops[5].subject = "Nghị quyết tháng 3";
    ops[5].votes_for = 2;
    ops[6].text = "Kết luận";
    ops[7].name = "Ông Ba";
    ops[8].title = "Quét vôi";
    ops[8].person = "M2";
    ops[8].due = DAY(2024, 3, 31);
    EXPECT_RC(send(c, w, ops, kinds), HN_OK);
    for (size_t i = 0; i < kinds; i++) {
        if (w->a[i].status != HN_OP_SAVED)
            print_error("%s: %s\n", ops[i].what, w->a[i].fault.key ? w->a[i].fault.key : "conflict");
        EXPECT(w->a[i].status == HN_OP_SAVED && w->a[i].version > 0);
    }
    EXPECT_RC(hn_meeting_get(c, w->id, &m), HN_OK);
    EXPECT(m.held_day == DAY(2024, 3, 5) && m.began_minute == 1175 && m.ended_minute == 1270);
    EXPECT(m.chair.v == w->mai.v && m.writer.v == w->nam.v);
    EXPECT_RC(hn_agenda_read(c, w->id, &agenda, &count), HN_OK);
    EXPECT(count == 10);
    EXPECT_RC(hn_votes_read(c, w->id, &votes, &count), HN_OK);
    EXPECT(count == 1 && votes[0].votes_for == 2);
    EXPECT_RC(hn_texts_read(c, w->id, &texts, &count), HN_OK);
    EXPECT(count == 6 && strcmp(texts[5].text, "Kết luận") == 0);
    EXPECT_RC(hn_roll_guests(c, w->id, &guests, &count), HN_OK);
    EXPECT(count == 1 && strcmp(guests[0].name, "Ông Ba") == 0);
    EXPECT_RC(hn_tasks_set(c, &m, &tasks, &count), HN_OK);
    EXPECT(count == 1 && tasks[0].responsible.v == w->nam.v);
    /* The facts again, in part: what is not said stays. An old version with other facts is a conflict. */
    struct hn_op facts = new_op("key-00000010", "facts", "");

    facts.base = m.version;
    facts.ended = 1280;
    EXPECT_RC(send(c, w, &facts, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    EXPECT_RC(hn_meeting_get(c, w->id, &m), HN_OK);
    EXPECT(m.began_minute == 1175 && m.ended_minute == 1280 && m.chair.v == w->mai.v);
    facts.key = "key-00000011";
    facts.ended = 1290;
    EXPECT_RC(send(c, w, &facts, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT);
    return HN_OK;
}

static enum hn_rc
removed(struct hn_ctx *c, struct world *w)
{
    struct hn_op put[] = { opinion("key-00000001", "item-0001", "Một", 0),
                           opinion("key-00000002", "item-0002", "Hai", 0) };
    struct hn_op gone[] = { new_op("key-00000003", "remove", "item-0001"),
                            new_op("key-00000004", "remove", "item-0002") };
    const struct hn_opinion changed = {
        .item_key = "item-0002", .kind = "opinion", .person = w->mai, .text = "Hai, sửa"
    };
    const struct hn_opinion *said;
    size_t count;

    EXPECT_RC(send(c, w, put, 2), HN_OK);
    EXPECT_RC(hn_opinion_put(c, w->id, &changed, -1, NULL), HN_OK);
    gone[0].value = gone[1].value = "opinion";
    gone[0].base = gone[1].base = 1;
    EXPECT_RC(send(c, w, gone, 2), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    EXPECT(w->a[1].status == HN_OP_CONFLICT && strcmp(w->a[1].value, "Hai, sửa") == 0);
    EXPECT_RC(hn_opinions_read(c, w->id, &said, &count), HN_OK);
    EXPECT(count == 1);
    /* What is gone already is gone. */
    gone[0].key = "key-00000005";
    EXPECT_RC(send(c, w, gone, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    /* What was changed after somebody removed it is a conflict, told by nothing standing. */
    struct hn_op late = opinion("key-00000006", "item-0001", "Một, sửa", 1);

    EXPECT_RC(send(c, w, &late, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT && strcmp(w->a[0].value, "") == 0);
    return HN_OK;
}

/* --- adopting --- */

static enum hn_rc
adopted(struct hn_ctx *c, struct world *w)
{
    struct hn_op ops[] = { presence("key-00000001", "M1", "asleep", 0), new_op("key-00000002", "adopt", "") };
    struct hn_op again = new_op("key-00000003", "adopt", ""), late, choice;
    struct hn_meeting m;

    /* Something before it was refused. */
    EXPECT_RC(send(c, w, ops, 2), HN_OK);
    EXPECT(w->a[1].status == HN_OP_REFUSED && strcmp(w->a[1].fault.key, "op.adopt_waits") == 0);
    /* A conflict is open, be it of another phone. */
    EXPECT_RC(by_hand(c, w, HN_EXCUSED), HN_OK);
    late = presence("key-00000004", "M1", "present", 0);
    EXPECT_RC(send(c, w, &late, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_CONFLICT);
    EXPECT_RC(send(c, w, &again, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED);
    choice = new_op("key-00000005", "choose", "key-00000004");
    choice.value = "leave";

    struct hn_op both[] = { choice, new_op("key-00000006", "adopt", "") };

    EXPECT_RC(send(c, w, both, 2), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && w->a[1].status == HN_OP_SAVED);
    EXPECT_RC(hn_meeting_get(c, w->id, &m), HN_OK);
    EXPECT(hn_meeting_locked(&m));
    /* Repeats are still answered; what is new is refused; adopted again is adopted. */
    EXPECT_RC(send(c, w, both, 2), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED && w->a[1].status == HN_OP_SAVED);
    late = presence("key-00000007", "M2", "present", 0);
    EXPECT_RC(send(c, w, &late, 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_REFUSED && strcmp(w->a[0].fault.key, "meeting.locked") == 0);
    both[1].key = "key-00000008";
    EXPECT_RC(send(c, w, &both[1], 1), HN_OK);
    EXPECT(w->a[0].status == HN_OP_SAVED);
    return HN_OK;
}

/* --- a sheet at once is its ops one by one --- */

#define SHEET 9

static void
sheet_of(struct hn_op ops[SHEET])
{
    const struct hn_op wanted[SHEET] = {
        presence("sheet-000001", "M1", "present", 0),
        presence("sheet-000002", "M2", "excused", 0),
        presence("sheet-000003", "M1", "unexcused", 0), /* not what stands by now */
        presence("sheet-000004", "M1", "excused", 0),   /* but this follows the first */
        presence("sheet-000005", "M3", "present", 0),   /* of another cell */
        presence("sheet-000002", "M2", "excused", 0),
        presence("sheet-000006", "M2", "exempt", 0),
        new_op("sheet-000007", "facts", ""),
        presence("sheet-000008", "M2", "present", 0),
    };

    memcpy(ops, wanted, sizeof wanted);
    ops[3].after = "sheet-000001";
    ops[7].chair = "M1";
    ops[7].writer = "M2";
    ops[7].began = 1170;
    ops[7].ended = 1230;
    ops[8].after = "sheet-000002";
}

static enum hn_rc
sheet_at_once(struct hn_ctx *c, struct world *w)
{
    static const enum hn_op_status told[SHEET] = {
        HN_OP_SAVED, HN_OP_SAVED,   HN_OP_CONFLICT, HN_OP_SAVED, HN_OP_REFUSED,
        HN_OP_SAVED, HN_OP_REFUSED, HN_OP_SAVED,    HN_OP_SAVED,
    };
    struct hn_meeting_new in = { .unit = w->p->c1,
                                 .kind = "ordinary",
                                 .topic = "",
                                 .day = DAY(2024, 2, 5),
                                 .start_minute = 1170,
                                 .place = "",
                                 .why = "" };
    struct hn_op_answer at_once[SHEET];
    struct hn_cell_month month;
    struct hn_meeting m;
    struct hn_op ops[SHEET];

    sheet_of(ops);
    EXPECT_RC(hn_meeting_read(c, w->id, &m), HN_OK);
    ops[7].base = m.version;
    EXPECT_RC(send(c, w, ops, SHEET), HN_OK);
    memcpy(at_once, w->a, sizeof at_once);
    EXPECT(mai_is(c, w) == HN_EXCUSED);
    EXPECT_RC(hn_month_get(c, m.unit, m.month, &month), HN_OK);
    EXPECT(month.present == 1 && month.excused == 1);
    EXPECT_RC(hn_meeting_call(c, &in, &w->id), HN_OK);
    for (size_t i = 0; i < SHEET; i++) {
        EXPECT_RC(send(c, w, &ops[i], 1), HN_OK);
        EXPECT(at_once[i].status == told[i] && w->a[0].status == told[i]);
        EXPECT(at_once[i].version == w->a[0].version);
    }
    EXPECT(mai_is(c, w) == HN_EXCUSED);
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void name##_story(void **state)                                                                   \
    {                                                                                                        \
        HN_TEST_PEOPLE(state);                                                                               \
        play(p, name);                                                                                       \
    }

STORY(once)
STORY(accepted)
STORY(made_by_the_register)
STORY(in_conflict)
STORY(chosen)
STORY(left_or_taken_on_the_page)
STORY(written_anew)
STORY(refused)
STORY(every_kind)
STORY(removed)
STORY(adopted)
STORY(sheet_at_once)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(once_story),
        HN_TEST_BOTH(accepted_story),
        HN_TEST_BOTH(made_by_the_register_story),
        HN_TEST_BOTH(in_conflict_story),
        HN_TEST_BOTH(chosen_story),
        HN_TEST_BOTH(left_or_taken_on_the_page_story),
        HN_TEST_BOTH(written_anew_story),
        HN_TEST_BOTH(refused_story),
        HN_TEST_BOTH(every_kind_story),
        HN_TEST_BOTH(removed_story),
        HN_TEST_BOTH(adopted_story),
        HN_TEST_BOTH(sheet_at_once_story),
    };

    return cmocka_run_group_tests_name("op", tests, NULL, NULL);
}
