/* page_minutes.c: the minutes of a meeting as one page of small forms, each of which adds or changes one line and comes back
 * to its place. The deeds stand in page_minutes_deed.c; what comes out of them is composed by meeting/minutes.h.
 */
#include <inttypes.h>
#include <string.h>

#include "view_meeting.h"
#include "web/page_meeting.h"
#include "web/route.h"

static const struct hn_field ask_fields[] = {
    { .name = "sua", .kind = HN_CODE, .label = "edit" },
    { 0 },
};
const struct hn_form hn_form_minutes = { .fields = ask_fields, .again = hn_page_minutes };

/* --- what stands --- */

enum hn_rc
hn_minutes_page_read(struct hn_req *q, struct hn_minutes_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_meeting_id id = p->h.m.id;
    enum hn_rc rc = hn_roll_read(c, id, &p->roll, &p->roll_count, &p->counts);

    if (!rc)
        rc = hn_opinions_read(c, id, &p->opinions, &p->opinion_count);
    if (!rc)
        rc = hn_votes_read(c, id, &p->votes, &p->vote_count);
    if (!rc)
        rc = hn_texts_read(c, id, &p->texts, &p->text_count);
    if (!rc)
        rc = hn_agenda_read(c, id, &p->agenda, &p->agenda_count);
    if (!rc)
        rc = hn_tasks_before(c, &p->h.m, &p->last, &p->last_count);
    if (!rc)
        rc = hn_tasks_set(c, &p->h.m, &p->next, &p->next_count);
    return rc;
}

static void
offer_items(struct hn_arena *a, struct hn_minutes_page *p)
{
    struct hn_option *items = HN_NEW_N(a, struct hn_option, p->agenda_count + 1);

    for (size_t i = 0; i < p->agenda_count; i++)
        items[i] = (struct hn_option){ p->agenda[i].item_key, p->agenda[i].title };
    p->items = items;
}

/* Of the officers, who stand first on the roll: the first who holds one of these offices and is not taken yet. */
static const char *
officer(const struct hn_minutes_page *p, const char *const *offices, const char *taken)
{
    for (; *offices; offices++) {
        for (size_t i = 0; i < p->roll_count; i++) {
            if (strcmp(p->roll[i].office, *offices) == 0 && strcmp(p->roll[i].code, taken) != 0)
                return p->roll[i].code;
        }
    }
    return "";
}

/* Who is not said to lead it is most likely the secretary; who writes, the deputy or another of the committee. */
static void
propose_leaders(struct hn_minutes_page *p)
{
    static const char *const chairs[] = { "secretary", "deputy_secretary", NULL };
    static const char *const writers[] = { "deputy_secretary", "committee_member", NULL };

    if (!*p->chair)
        p->chair = officer(p, chairs, p->writer);
    if (!*p->writer)
        p->writer = officer(p, writers, p->chair);
}

/* How it was, else how it was planned, so that one press accepts it. */
void
hn_minutes_page_fill(struct hn_req *q, struct hn_minutes_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_meeting *m = &p->h.m;
    bool held = m->held_at != 0;
    int ended = m->start_minute + m->length_minutes;
    hn_day planned = m->day > q->ctx.today ? q->ctx.today : m->day;

    p->day = hn_day_table(a, held ? m->held_day : planned);
    p->began = hn_clock(a, held && m->began_minute >= 0 ? m->began_minute : m->start_minute);
    p->ended = hn_clock(a, held && m->ended_minute >= 0 ? m->ended_minute : ended < 1440 ? ended : 1439);
    p->chair = hn_roll_code(p->roll, p->roll_count, m->chair);
    p->writer = hn_roll_code(p->roll, p->roll_count, m->writer);
    propose_leaders(p);
    p->due = hn_day_table(a, hn_month_last(m->month + 1));
    p->vote_subject = hn_words_fill(a, HN_VI, "vote.resolution_of", hn_month_text(a, m->month), NULL);
}

static void
open_line(struct hn_minutes_page *p, const char *key)
{
    for (size_t i = 0; i < p->opinion_count; i++) {
        if (strcmp(p->opinions[i].item_key, key) == 0)
            p->opinion = &p->opinions[i];
    }
    for (size_t i = 0; i < p->vote_count; i++) {
        p->resolution_voted = p->resolution_voted || strcmp(p->votes[i].matter, "resolution") == 0;
        if (strcmp(p->votes[i].item_key, key) == 0)
            p->vote = &p->votes[i];
    }
    for (size_t i = 0; i < p->next_count; i++) {
        if (strcmp(p->next[i].item_key, key) == 0)
            p->task = &p->next[i];
    }
}

/* The faults of the form that was refused stand beside its own fields: ids carry the form's name. */
static void
place_faults(struct hn_req *q)
{
    static const struct {
        const struct hn_form *form;
        const char *prefix;
    } forms[] = {
        { &hn_form_facts, "facts-" },       { &hn_form_opinion, "opinion-" }, { &hn_form_vote, "vote-" },
        { &hn_form_minutes_task, "task-" }, { &hn_form_text_part, "text-" },  { &hn_form_result, "result-" },
    };

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (q->route->form == forms[i].form)
            hn_fault_prefix(&q->ctx, forms[i].prefix);
    }
}

enum hn_rc
hn_page_minutes(struct hn_req *q)
{
    static const struct hn_view view = { .title = "writing.title",
                                         .section = "meetings",
                                         .html = hn_view_minutes_any,
                                         .json = hn_json_minutes_any,
                                         .offline = true };
    struct hn_minutes_page p = { 0 };
    enum hn_rc rc;

    place_faults(q);
    rc = hn_meeting_head(q, &p.h, "step.minutes");
    if (!rc)
        rc = hn_minutes_page_read(q, &p);
    if (rc)
        return rc;
    p.people = hn_roll_options(q->ctx.arena, p.roll, p.roll_count);
    p.people_count = p.roll_count;
    p.new_item = hn_new_item_key(&q->ctx);
    offer_items(q->ctx.arena, &p);
    hn_minutes_page_fill(q, &p);
    open_line(&p, hn_form_typed(q, "sua", hn_form_typed(q, "item", "")));
    return hn_show(q, &view, &p, p.h.title);
}
