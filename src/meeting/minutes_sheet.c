/* minutes_sheet.c: papers round the meeting: the invitation, the sheet to be filled in by pen, and the sheet to copy into
 * the official program (minutes.h). Not for: minutes and resolution. */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "meeting/minutes_inside.h"

static const char *
planned_time(const struct hn_minutes_facts *f)
{
    return hn_minutes_fill(f, "minutes.when", hn_minutes_clock(f, f->m.start_minute),
                           hn_day_paper(f->arena, f->m.day));
}

static const char *
ordinal(const struct hn_minutes_facts *f, size_t i)
{
    return hn_print(f->arena, "%zu", i + 1);
}

/* --- the invitation --- */

enum hn_rc
hn_minutes_invitation(struct hn_ctx *c, struct hn_meeting_id id, struct hn_doc **out)
{
    struct hn_minutes_facts f;
    struct hn_doc *d;
    enum hn_rc rc = hn_minutes_facts(c, id, &f);

    if (rc)
        return rc;
    d = hn_minutes_doc(&f, "", f.m.invited_at ? hn_day_at(f.m.invited_at) : c->today,
                       hn_minutes_word("invitation.title"),
                       hn_minutes_fill(&f, "invitation.to", hn_minutes_kind(&f), ""));
    hn_doc_paragraph(d, hn_minutes_fill(&f, "invitation.invites", f.issuer, hn_minutes_kind(&f)));
    hn_doc_item(d, hn_minutes_fill(&f, "invitation.time", planned_time(&f), ""));
    hn_doc_item(d, hn_minutes_fill(&f, "invitation.place", *f.m.place ? f.m.place : "…", ""));
    hn_doc_heading(d, 1, hn_minutes_word("invitation.agenda"));
    for (size_t i = 0; i < f.agenda_count; i++)
        hn_doc_paragraph(d, hn_print(c->arena, "%zu. %s", i + 1, f.agenda[i].title));
    hn_doc_paragraph(d, hn_minutes_word("invitation.please"));
    d->right = (struct hn_doc_sign){ "", hn_minutes_chair_office(&f), f.m.chair_name };
    *out = d;
    return HN_OK;
}

/* --- by pen --- */

/* name|of|columns, then so many rows; what the program knows stands in them, the rest is left open. */
static void
open_rows(struct hn_doc *d, const char *caption_key, const char *columns, const int *shares,
          size_t columns_count, size_t count)
{
    struct hn_doc_row *rows = HN_NEW_N(d->arena, struct hn_doc_row, count);

    for (size_t i = 0; i < count; i++)
        rows[i].cell[0] = hn_print(d->arena, "%zu\n ", i + 1); /* two lines high: it is written by hand */
    hn_minutes_rows(d, hn_minutes_word(caption_key), columns, shares, columns_count, rows, count);
}

static void
put_blank_roll(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    static const int shares[] = { 6, 34, 10, 12, 12, 26 };
    struct hn_doc_row *rows = HN_NEW_N(f->arena, struct hn_doc_row, f->roll_count);

    for (size_t i = 0; i < f->roll_count; i++) {
        const struct hn_attender *a = &f->roll[i];

        rows[i].cell[0] = ordinal(f, i);
        rows[i].cell[1] = a->birth_date ? hn_print(f->arena, "%s (%d)", a->full_name, a->birth_date / 10000)
                                        : a->full_name;
        if (a->state == HN_EXEMPT || a->state == HN_SUSPENDED)
            rows[i].cell[5] = hn_minutes_word(hn_print(f->arena, "presence.%s", hn_presences[a->state]));
    }
    hn_minutes_rows(d, hn_minutes_word("sheet.roll"), "sheet.roll_columns", shares, 6, rows, f->roll_count);
}

static void
put_blank_agenda(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    static const int shares[] = { 6, 40, 22, 32 };
    struct hn_doc_row *rows = HN_NEW_N(f->arena, struct hn_doc_row, f->agenda_count);

    for (size_t i = 0; i < f->agenda_count; i++) {
        rows[i].cell[0] = ordinal(f, i);
        rows[i].cell[1] = f->agenda[i].title;
    }
    hn_minutes_rows(d, hn_minutes_word("sheet.agenda"), "sheet.agenda_columns", shares, 4, rows,
                    f->agenda_count);
}

enum hn_rc
hn_minutes_blank_sheet(struct hn_ctx *c, struct hn_meeting_id id, struct hn_doc **out)
{
    static const int votes[] = { 6, 44, 10, 10, 10, 10, 10 }, tasks[] = { 6, 44, 30, 20 };
    struct hn_minutes_facts f;
    struct hn_doc *d;
    enum hn_rc rc = hn_minutes_facts(c, id, &f);

    if (rc)
        return rc;
    d = hn_minutes_doc(&f, "", c->today, hn_minutes_word("sheet.title"),
                       hn_print(c->arena, "%s, %s", f.issuer, hn_minutes_kind(&f)));
    d->plain = true;
    d->place_day = "";
    hn_doc_item(d, hn_minutes_fill(&f, "sheet.planned", planned_time(&f), *f.m.place ? f.m.place : "…"));
    hn_doc_item(d, hn_minutes_word("sheet.really"));
    hn_doc_item(d, hn_minutes_word("sheet.people"));
    hn_doc_item(d, hn_minutes_word("sheet.writer"));
    put_blank_roll(d, &f);
    put_blank_agenda(d, &f);
    open_rows(d, "sheet.votes", "sheet.votes_columns", votes, 7, 4);
    open_rows(d, "sheet.tasks", "sheet.tasks_columns", tasks, 4, 8);
    hn_doc_item(d, hn_minutes_word("sheet.conclusion"));
    for (int i = 0; i < 4; i++)
        hn_doc_paragraph(d, hn_minutes_word("sheet.dots"));
    d->left = (struct hn_doc_sign){ "", hn_minutes_word("minutes.sign_writer"), "" };
    d->right = (struct hn_doc_sign){ "", hn_minutes_word("minutes.sign_chair"), "" };
    *out = d;
    return HN_OK;
}

/* --- to copy --- */

static void
line(struct hn_doc *d, const struct hn_minutes_facts *f, const char *name_key, const char *value)
{
    hn_doc_paragraph(d, hn_print(f->arena, "%s: %s", hn_minutes_word(name_key), *value ? value : "–"));
}

static void
copy_people(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    const struct hn_roll_count *n = &f->counts;

    line(d, f, "copy.chair", f->m.chair_name);
    line(d, f, "copy.writer", f->m.writer_name);
    line(d, f, "copy.members", hn_minutes_number(f, n->members));
    line(d, f, "copy.owed", hn_minutes_number(f, n->base));
    line(d, f, "copy.came", hn_minutes_attendance(f));
    line(d, f, "copy.excused", hn_minutes_number(f, n->excused));
    line(d, f, "copy.excused_names", hn_minutes_names(f, HN_EXCUSED, true));
    line(d, f, "copy.unexcused", hn_minutes_number(f, n->unexcused));
    line(d, f, "copy.unexcused_names", hn_minutes_names(f, HN_UNEXCUSED, true));
    line(d, f, "copy.unrecorded", hn_minutes_number(f, n->not_recorded));
    for (size_t i = 0; i < f->guest_count; i++)
        line(d, f, "copy.guest",
             *f->guests[i].title ? hn_print(f->arena, "%s, %s", f->guests[i].name, f->guests[i].title)
                                 : f->guests[i].name);
}

static void
copy_run(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    for (size_t i = 0; i < f->agenda_count; i++)
        line(d, f, "copy.agenda", f->agenda[i].title);
    for (size_t i = 0; i < f->opinion_count; i++)
        line(d, f, "copy.opinion",
             *f->opinions[i].name ? hn_print(f->arena, "%s: %s", f->opinions[i].name, f->opinions[i].text)
                                  : f->opinions[i].text);
    for (size_t i = 0; i < f->vote_count; i++)
        line(d, f, "copy.vote",
             hn_print(f->arena, "%s – %s",
                      *f->votes[i].subject
                          ? f->votes[i].subject
                          : hn_minutes_word(hn_print(f->arena, "matter.%s", f->votes[i].matter)),
                      hn_minutes_vote(f, &f->votes[i])));
    for (size_t i = 0; i < f->text_count; i++)
        line(d, f, hn_print(f->arena, "part.%s", f->texts[i].part), f->texts[i].text);
}

/* "a – b – c" of a row of the tables. */
static const char *
joined(struct hn_arena *a, const struct hn_doc_row *row)
{
    struct hn_buf out;

    hn_buf_init(&out, a, 0);
    for (size_t i = 0; i < HN_DOC_COLUMNS && row->cell[i]; i++) {
        if (!*row->cell[i])
            continue;
        hn_buf_str(&out, out.len ? " – " : "");
        hn_buf_str(&out, row->cell[i]);
    }
    return out.len ? out.data : "";
}

enum hn_rc
hn_minutes_copy_sheet(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_minutes_more *more,
                      struct hn_doc **out)
{
    struct hn_minutes_facts f;
    struct hn_doc *d;
    enum hn_rc rc = hn_minutes_facts(c, id, &f);

    if (rc)
        return rc;
    d = hn_minutes_doc(&f, "", f.on, hn_minutes_word("copy.title"),
                       hn_print(c->arena, "%s, %s", f.issuer, hn_minutes_kind(&f)));
    d->plain = true;
    d->place_day = "";
    line(d, &f, "copy.unit", f.issuer);
    line(d, &f, "copy.kind", hn_minutes_kind(&f));
    line(d, &f, "copy.day", hn_day_table(c->arena, f.on));
    line(d, &f, "copy.began", hn_minutes_clock(&f, f.m.began_minute));
    line(d, &f, "copy.ended", hn_minutes_clock(&f, f.m.ended_minute));
    line(d, &f, "copy.place", f.m.place);
    copy_people(d, &f);
    copy_run(d, &f);
    for (size_t i = 0; i < more->last_task_count; i++)
        line(d, &f, "copy.last_task", joined(c->arena, &more->last_tasks[i]));
    for (size_t i = 0; i < more->next_task_count; i++)
        line(d, &f, "copy.next_task", joined(c->arena, &more->next_tasks[i]));
    line(d, &f, "copy.score", more->score_line ? more->score_line : "");
    line(d, &f, "copy.fee", more->fee_line ? more->fee_line : "");
    *out = d;
    return HN_OK;
}
