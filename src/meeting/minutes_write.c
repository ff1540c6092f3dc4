/* minutes_write.c: the minutes of a meeting, in the form of domain/03 §3.3. Neighbour: minutes_resolution.c. */
#include <inttypes.h>
#include <string.h>

#include "meeting/minutes_inside.h"

static void
item(struct hn_doc *d, const struct hn_minutes_facts *f, const char *key, const char *arg0, const char *arg1)
{
    hn_doc_item(d, hn_minutes_fill(f, key, arg0, arg1));
}

/* "Hôm nay, ngày … , từ … đến …, tại …, chi bộ … họp …" */
static void
put_opening(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    const char *hours = hn_minutes_fill(f, "minutes.hours", hn_minutes_clock(f, f->m.began_minute),
                                        hn_minutes_clock(f, f->m.ended_minute));
    const char *when = hn_minutes_fill(f, "minutes.today", hn_day_paper(f->arena, f->on), hours);
    const char *what = hn_minutes_fill(f, "minutes.met", f->issuer, hn_minutes_kind(f));
    const char *place = *f->m.place ? hn_minutes_fill(f, "minutes.at", f->m.place, "") : "";

    hn_doc_paragraph(d, hn_print(f->arena, "%s%s, %s.", when, place, what));
    if (*f->m.why)
        hn_doc_paragraph(d, hn_minutes_fill(f, "minutes.why", f->m.why, ""));
}

/* Names, not reasons: these are for who keeps the meetings, and the minutes for all who were there. */
static void
put_absent(struct hn_doc *d, const struct hn_minutes_facts *f, const char *key, enum hn_presence state,
           int64_t count)
{
    const char *number = hn_minutes_number(f, count);

    if (count == 0)
        item(d, f, key, number, ".");
    else
        item(d, f, key, number, hn_print(f->arena, ": %s.", hn_minutes_names(f, state, false)));
}

/* Those whom the base leaves out, by why: "miễn sinh hoạt 1, đi vắng 2". */
static const char *
left_out(const struct hn_minutes_facts *f)
{
    const struct {
        const char *key;
        int64_t count;
    } kinds[] = {
        { "minutes.exempt", f->counts.exempt },
        { "minutes.suspended", f->counts.suspended },
        { "minutes.away", f->counts.away },
        { "minutes.on_duty", f->counts.on_duty },
    };
    struct hn_buf out;

    hn_buf_init(&out, f->arena, 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].count == 0)
            continue;
        hn_buf_str(&out, out.len ? ", " : "");
        hn_buf_str(&out, hn_minutes_fill(f, kinds[i].key, hn_minutes_number(f, kinds[i].count), ""));
    }
    return out.len ? out.data : "";
}

static void
put_guests(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    if (f->guest_count == 0)
        return;
    hn_doc_item(d, hn_minutes_fill(f, "minutes.guests", hn_minutes_number(f, (int64_t)f->guest_count), ""));
    for (size_t i = 0; i < f->guest_count; i++) {
        const struct hn_guest *g = &f->guests[i];
        const char *role = hn_minutes_word(hn_print(f->arena, "guest_role.%s", g->role));

        hn_doc_paragraph(d, *g->title ? hn_print(f->arena, "%s, %s (%s).", g->name, g->title, role)
                                      : hn_print(f->arena, "%s (%s).", g->name, role));
    }
}

static void
put_present(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    const struct hn_roll_count *n = &f->counts;
    const char *out = left_out(f);

    hn_doc_heading(d, 1, hn_minutes_word("minutes.part_present"));
    item(d, f, "minutes.chair_is", *f->m.chair_name ? f->m.chair_name : "…", "");
    item(d, f, "minutes.writer_is", *f->m.writer_name ? f->m.writer_name : "…", "");
    item(d, f, "minutes.members", hn_minutes_number(f, n->members), hn_minutes_number(f, f->official));
    if (*out)
        item(d, f, "minutes.left_out", hn_minutes_number(f, n->members - n->base), out);
    item(d, f, "minutes.owed", hn_minutes_number(f, n->base), "");
    item(d, f, "minutes.came", hn_minutes_attendance(f),
         n->online ? hn_minutes_fill(f, "minutes.online", hn_minutes_number(f, n->online), "") : "");
    put_absent(d, f, "minutes.excused", HN_EXCUSED, n->excused);
    put_absent(d, f, "minutes.unexcused", HN_UNEXCUSED, n->unexcused);
    if (n->not_recorded)
        put_absent(d, f, "minutes.unrecorded", HN_NOT_RECORDED, n->not_recorded);
    item(d, f, "minutes.entitled", hn_minutes_number(f, n->entitled),
         hn_minutes_number(f, n->entitled_present));
    put_guests(d, f);
}

static void
put_agenda(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    hn_doc_heading(d, 1, hn_minutes_word("minutes.part_agenda"));
    for (size_t i = 0; i < f->agenda_count; i++) {
        const struct hn_agenda_item *a = &f->agenda[i];

        hn_doc_paragraph(
            d, hn_print(f->arena, "%zu. %s%s%s.", i + 1, a->title, *a->outcome ? ": " : "", a->outcome));
    }
}

static void
put_opinion(struct hn_doc *d, const struct hn_minutes_facts *f, const struct hn_opinion *o)
{
    const char *kind = hn_minutes_word(hn_print(f->arena, "opinion_kind.%s", o->kind));
    const char *who = *o->name ? hn_print(f->arena, "%s (%s)", o->name, kind) : kind;

    hn_doc_item(d, hn_print(f->arena, "%s: %s", who, o->text));
}

static bool
is_on_agenda(const struct hn_minutes_facts *f, const char *key)
{
    for (size_t i = 0; i < f->agenda_count; i++) {
        if (strcmp(f->agenda[i].item_key, key) == 0)
            return true;
    }
    return false;
}

/* In the order of the agenda, and within an item of it in the order they were spoken in. */
static void
put_opinions(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    hn_doc_heading(d, 1, hn_minutes_word("minutes.part_opinions"));
    if (f->opinion_count == 0)
        hn_doc_paragraph(d, hn_minutes_word("minutes.no_opinion"));
    for (size_t i = 0; i < f->agenda_count; i++) {
        bool headed = false;

        for (size_t k = 0; k < f->opinion_count; k++) {
            if (strcmp(f->opinions[k].agenda_key, f->agenda[i].item_key) != 0)
                continue;
            if (!headed)
                hn_doc_heading(d, 2, hn_print(f->arena, "%zu. %s", i + 1, f->agenda[i].title));
            headed = true;
            put_opinion(d, f, &f->opinions[k]);
        }
    }
    for (size_t k = 0; k < f->opinion_count; k++) {
        if (!is_on_agenda(f, f->opinions[k].agenda_key))
            put_opinion(d, f, &f->opinions[k]);
    }
}

static void
put_tasks(struct hn_doc *d, const struct hn_minutes_facts *f, const struct hn_minutes_more *more)
{
    static const int last[] = { 40, 25, 15, 20 }, next[] = { 22, 40, 16, 22 };

    (void)f;
    hn_doc_heading(d, 1, hn_minutes_word("minutes.part_tasks"));
    if (more->last_task_count)
        hn_minutes_rows(d, hn_minutes_word("minutes.last_tasks"), "minutes.last_columns", last, 4,
                        more->last_tasks, more->last_task_count);
    else
        hn_doc_paragraph(d, hn_minutes_word("minutes.no_last_task"));
    if (more->next_task_count)
        hn_minutes_rows(d, hn_minutes_word("minutes.next_tasks"), "minutes.next_columns", next, 4,
                        more->next_tasks, more->next_task_count);
    else
        hn_doc_paragraph(d, hn_minutes_word("minutes.no_next_task"));
}

static void
put_conclusion(struct hn_doc *d, const struct hn_minutes_facts *f, const struct hn_minutes_more *more)
{
    hn_doc_heading(d, 1, hn_minutes_word("minutes.part_conclusion"));
    hn_doc_paragraph(d, hn_minutes_text(f, "conclusion"));
    if (more->fee_line && *more->fee_line)
        hn_doc_item(d, hn_minutes_fill(f, "minutes.fee", more->fee_line, ""));
    if (more->score_line && *more->score_line)
        hn_doc_item(d, hn_minutes_fill(f, "minutes.score", more->score_line, ""));
    hn_doc_paragraph(d, hn_minutes_fill(f, "minutes.end", hn_minutes_clock(f, f->m.ended_minute), ""));
}

struct hn_doc *
hn_minutes_write(const struct hn_minutes_facts *f, const struct hn_minutes_more *more, const char *symbol)
{
    struct hn_doc *d = hn_minutes_doc(f, symbol, f->on, hn_minutes_word("minutes.title"), hn_minutes_kind(f));

    put_opening(d, f);
    put_present(d, f);
    put_agenda(d, f);
    put_opinions(d, f);
    put_tasks(d, f, more);
    hn_doc_heading(d, 1, hn_minutes_word("minutes.part_votes"));
    if (f->vote_count)
        hn_minutes_votes_table(d, f);
    else
        hn_doc_paragraph(d, hn_minutes_word("minutes.no_vote"));
    put_conclusion(d, f, more);
    d->left = (struct hn_doc_sign){ "", hn_minutes_word("minutes.sign_writer"), f->m.writer_name };
    d->right = (struct hn_doc_sign){ "", hn_minutes_word("minutes.sign_chair"), f->m.chair_name };
    return d;
}
