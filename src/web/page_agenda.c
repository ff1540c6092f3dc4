/* page_agenda.c: the agenda of a meeting: from the template and what is open, put in order by numbers, added to, shortened. */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_meeting.h"
#include "web/page_meeting.h"

static const struct hn_field save_fields[] = {
    { .name = "position", .kind = HN_INT, .low = 1, .high = HN_RUN_ITEMS, .each = true },
    { .name = "title", .kind = HN_TEXT, .max = 300, .each = true },
    { .name = "minutes", .kind = HN_INT, .high = 600, .each = true },
    { .name = "remove", .kind = HN_CODE },
    { 0 },
};
static const struct hn_field add_fields[] = {
    { .name = "new_item", .kind = HN_CODE },
    { .name = "title", .kind = HN_TEXT, .max = 300, .required = true, .label = "agenda.item" },
    { .name = "minutes", .kind = HN_INT, .high = 600, .label = "agenda.minutes" },
    { .name = "speaker", .kind = HN_CODE, .label = "agenda.speaker" },
    { 0 },
};
const struct hn_form hn_form_agenda = { .fields = save_fields, .again = hn_page_agenda };
const struct hn_form hn_form_agenda_add = { .fields = add_fields, .again = hn_page_agenda };

enum hn_rc
hn_page_agenda(struct hn_req *q)
{
    static const struct hn_view view = { .title = "agenda.title",
                                         .section = "meetings",
                                         .html = hn_view_agenda_any,
                                         .json = hn_json_agenda_any,
                                         .offline = true };
    struct hn_agenda_page p = { 0 };
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    size_t count;
    enum hn_rc rc = hn_meeting_head(q, &p.h, "step.agenda");

    if (!rc)
        rc = hn_agenda_read(&q->ctx, p.h.m.id, &p.items, &p.count);
    if (!rc)
        rc = hn_roll_read(&q->ctx, p.h.m.id, &roll, &count, &counts);
    if (rc)
        return rc;
    for (size_t i = 0; i < p.count; i++)
        p.minutes += p.items[i].minutes;
    p.people = hn_roll_options(q->ctx.arena, roll, count);
    p.people_count = count;
    p.new_key = hn_new_item_key(&q->ctx);
    return hn_show(q, &view, &p, p.h.title);
}

/* --- deeds --- */

static enum hn_rc
back(struct hn_req *q)
{
    return hn_redirect_done(q, "done.agenda", "/ky-hop/%" PRId64 "/noi-dung", hn_path_id(q, "meeting"));
}

static int
number_of(const struct hn_req *q, const char *field, const struct hn_agenda_item *item, int otherwise)
{
    const char *text = hn_form_of(q, field, item->item_key);
    int64_t number;

    return text && hn_parse_i64(text, 0, INT32_MAX, &number) ? (int)number : otherwise;
}

enum { MOVED = -1 };

static void
insert_at(size_t *order, size_t *count, size_t place, size_t which)
{
    place = place < *count ? place : *count;
    memmove(order + place + 1, order + place, (*count - place) * sizeof *order);
    order[place] = which;
    ++*count;
}

static int
phase_rank(const char *phase)
{
    return strcmp(phase, "open") == 0 ? 1 : strcmp(phase, "close") == 0 ? 3 : 2;
}

/* The numbers on the page run 1, 2, 3 …, whatever stands in the rows: who gives an item another number wants it at that
 * place, among its neighbours there, and so in their part of the meeting. order gets the rows' places in the order wanted. */
static bool
order_wanted(struct hn_req *q, struct hn_agenda_item *items, size_t count, size_t *order)
{
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (number_of(q, "position", &items[i], (int)i + 1) == (int)i + 1)
            order[n++] = i;
    }
    if (n == count)
        return false;
    for (int place = 1; place <= HN_RUN_ITEMS; place++) {
        for (size_t i = 0; i < count; i++) {
            if (place == (int)i + 1 || number_of(q, "position", &items[i], (int)i + 1) != place)
                continue;
            insert_at(order, &n, (size_t)place - 1, i);
            items[i].position = MOVED;
        }
    }
    return n == count;
}

/* The part of the meeting of whatever follows that was not moved itself. */
static const char *
phase_after(const struct hn_agenda_item *items, size_t count, const size_t *order, size_t k)
{
    while (++k < count) {
        if (items[order[k]].position != MOVED)
            return items[order[k]].phase;
    }
    return "close";
}

static void
renumber(struct hn_agenda_item *items, size_t count, const size_t *order)
{
    const char *before = "open";

    for (size_t k = 0; k < count; k++) {
        struct hn_agenda_item *item = &items[order[k]];
        const char *after = phase_after(items, count, order, k);

        if (item->position == MOVED && phase_rank(item->phase) < phase_rank(before))
            item->phase = before;
        else if (item->position == MOVED && phase_rank(item->phase) > phase_rank(after))
            item->phase = after;
        before = item->phase;
        item->position = (int)k + 1;
    }
}

/* Writes an item that was changed on the page; the version it was shown with is that of this same transaction's reading. */
static enum hn_rc
save_item(struct hn_req *q, const struct hn_agenda_item *item, const struct hn_agenda_item *placed)
{
    struct hn_agenda_item in = *item;
    const char *title = hn_form_of(q, "title", item->item_key);

    in.position = placed->position;
    in.phase = placed->phase;
    in.minutes = number_of(q, "minutes", item, item->minutes);
    if (title && *title)
        in.title = title;
    if (in.position == item->position && in.minutes == item->minutes && strcmp(in.title, item->title) == 0 &&
        strcmp(in.phase, item->phase) == 0)
        return HN_OK;
    return hn_agenda_put(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, &in, -1, NULL);
}

enum hn_rc
hn_page_agenda_save(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    const struct hn_agenda_item *items;
    size_t count;
    enum hn_rc rc = hn_agenda_read(&q->ctx, id, &items, &count);

    if (rc)
        return rc;

    struct hn_agenda_item *placed = HN_NEW_N(q->ctx.arena, struct hn_agenda_item, count + 1);
    size_t *order = HN_NEW_N(q->ctx.arena, size_t, count + 1);

    for (size_t i = 0; i < count; i++)
        placed[i] = items[i];
    if (order_wanted(q, placed, count, order))
        renumber(placed, count, order);
    for (size_t i = 0; i < count && !rc; i++)
        rc = save_item(q, &items[i], &placed[i]);
    if (!rc && hn_form_has(q, "remove"))
        rc = hn_agenda_remove(&q->ctx, id, hn_form_text(q, "remove"));
    return rc ? rc : back(q);
}

enum hn_rc
hn_page_agenda_add(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    const char *key = hn_form_text(q, "new_item");
    const struct hn_agenda_item *items;
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    size_t count, members;
    enum hn_rc rc = hn_agenda_read(&q->ctx, id, &items, &count);

    if (!rc)
        rc = hn_roll_read(&q->ctx, id, &roll, &members, &counts);
    if (rc)
        return rc;

    const struct hn_agenda_item in = {
        .item_key = *key ? key : hn_new_item_key(&q->ctx),
        .position = count ? items[count - 1].position + 1 : 1,
        .phase = "run",
        .kind = "discussion",
        .title = hn_form_text(q, "title"),
        .minutes = (int)hn_form_int(q, "minutes"),
        .speaker = hn_roll_person(roll, members, hn_form_text(q, "speaker")),
        .source = "own",
        .outcome = "",
    };

    rc = hn_agenda_put(&q->ctx, id, &in, -1, NULL);
    return rc ? rc : back(q);
}

/* --- from the template and what is open --- */

enum { OPEN_MOST = 40 };

struct opening {
    struct hn_arena *arena;
    struct hn_agenda_open items[OPEN_MOST];
    size_t count;
};

static void
take_task(void *sink, const struct hn_task_row *t)
{
    struct opening *o = sink;

    if (o->count < OPEN_MOST)
        o->items[o->count++] = (struct hn_agenda_open){ .title = hn_words_fill(o->arena, HN_VI, "agenda.task",
                                                                               t->title, NULL),
                                                        .source = "task",
                                                        .id = t->id };
}

/* Overdue work and papers not yet studied are on the agenda by themselves; work in time is told in its own table. */
static enum hn_rc
read_open(struct hn_req *q, struct hn_unit_id unit, struct opening *o)
{
    const struct hn_task_filter late = { .within = unit, .state = "late" };
    const struct hn_study_paper *papers;
    size_t count;
    enum hn_rc rc = hn_task_list(&q->ctx, &late, 0, OPEN_MOST / 2, take_task, o);

    if (!rc)
        rc = hn_study_papers(&q->ctx, unit, true, &papers, &count);
    for (size_t i = 0; !rc && i < count && o->count < OPEN_MOST; i++)
        o->items[o->count++] = (struct hn_agenda_open){
            .title = hn_words_fill(o->arena, HN_VI, "agenda.study", papers[i].number, papers[i].title),
            .source = "study",
            .id = papers[i].id,
        };
    return rc;
}

enum hn_rc
hn_page_agenda_fill(struct hn_req *q)
{
    struct opening *o = HN_NEW(q->ctx.arena, struct opening);
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, &m);

    o->arena = q->ctx.arena;
    if (!rc)
        rc = read_open(q, m.unit, o);
    if (!rc)
        rc = hn_agenda_fill(&q->ctx, m.id, o->items, o->count);
    return rc ? rc : back(q);
}
