/* minutes_resolution.c: the resolution of a meeting, in the form of domain/03 §3.3. Neighbour: minutes_write.c. */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "meeting/minutes_inside.h"

static bool
is_resolution(const struct hn_vote *v)
{
    return strcmp(v->matter, "resolution") == 0;
}

bool
hn_minutes_has_resolution(const struct hn_minutes_facts *f)
{
    bool has = strcmp(f->m.kind, "ordinary") == 0;

    for (size_t i = 0; i < f->vote_count; i++)
        has = has || (is_resolution(&f->votes[i]) && f->votes[i].passed);
    return has;
}

static void
put_opening(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    const char *place = *f->m.place ? hn_minutes_fill(f, "minutes.at", f->m.place, "") : "";
    const char *when = hn_minutes_fill(f, "resolution.day", hn_day_paper(f->arena, f->on), place);
    const char *what = hn_minutes_fill(f, "resolution.met", f->issuer, hn_minutes_kind(f));
    const char *chair = hn_minutes_fill(f, "resolution.chair", *f->m.chair_name ? f->m.chair_name : "…", "");
    const char *came = hn_minutes_fill(f, "resolution.came", hn_minutes_attendance(f), "");
    const char *length = "";

    if (f->m.began_minute >= 0 && f->m.ended_minute >= f->m.began_minute)
        length = hn_minutes_fill(f, "resolution.length",
                                 hn_minutes_number(f, f->m.ended_minute - f->m.began_minute), "");
    hn_doc_paragraph(d, hn_print(f->arena, "%s %s %s", when, what, chair));
    hn_doc_paragraph(d, hn_print(f->arena, "%s%s.", came, length));
    hn_doc_paragraph(d, hn_minutes_word("resolution.resolves"));
}

/* A numbered part of what was typed; "…" says that nothing was. */
static void
put_part(struct hn_doc *d, const struct hn_minutes_facts *f, const char *title_key, const char *part)
{
    const char *text = hn_minutes_text(f, part);

    hn_doc_heading(d, 2, hn_minutes_word(title_key));
    hn_doc_paragraph(d, *text ? text : hn_minutes_word("resolution.nothing"));
}

static void
put_praise(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    size_t said = 0;

    hn_doc_heading(d, 2, hn_minutes_word("resolution.praise"));
    for (size_t i = 0; i < f->opinion_count; i++) {
        const struct hn_opinion *o = &f->opinions[i];

        if (strcmp(o->kind, "praise") != 0 && strcmp(o->kind, "reminder") != 0)
            continue;
        hn_doc_item(d, hn_print(f->arena, "%s: %s",
                                hn_minutes_word(hn_print(f->arena, "opinion_kind.%s", o->kind)), o->text));
        said++;
    }
    if (said == 0)
        hn_doc_paragraph(d, hn_minutes_word("resolution.nothing"));
}

static void
put_assessment(struct hn_doc *d, const struct hn_minutes_facts *f, const struct hn_minutes_more *more)
{
    static const int shares[] = { 40, 25, 15, 20 };

    hn_doc_heading(d, 1, hn_minutes_word("resolution.part_1"));
    put_part(d, f, "resolution.ideology", "ideology");
    put_part(d, f, "resolution.leadership", "leadership");
    hn_doc_heading(d, 2, hn_minutes_word("resolution.results"));
    if (more->last_task_count)
        hn_minutes_rows(d, "", "minutes.last_columns", shares, 4, more->last_tasks, more->last_task_count);
    else
        hn_doc_paragraph(d, hn_minutes_word("minutes.no_last_task"));
    put_praise(d, f);
    put_part(d, f, "resolution.shortcomings", "shortcomings");
}

static void
put_next(struct hn_doc *d, const struct hn_minutes_facts *f, const struct hn_minutes_more *more)
{
    static const int shares[] = { 22, 40, 16, 22 };

    hn_doc_heading(d, 1, hn_minutes_word("resolution.part_2"));
    hn_doc_paragraph(d, hn_minutes_text(f, "next"));
    if (more->next_task_count)
        hn_minutes_rows(d, "", "minutes.next_columns", shares, 4, more->next_tasks, more->next_task_count);
    else
        hn_doc_paragraph(d, hn_minutes_word("minutes.no_next_task"));
    hn_doc_heading(d, 1, hn_minutes_word("resolution.part_3"));
    if (*hn_minutes_text(f, "organisation"))
        hn_doc_paragraph(d, hn_minutes_text(f, "organisation"));
    else
        hn_doc_paragraph(
            d, hn_minutes_word(more->next_task_count ? "resolution.everybody" : "resolution.nothing"));
}

static void
put_score(struct hn_doc *d, const struct hn_minutes_facts *f, const struct hn_minutes_more *more)
{
    static const int shares[] = { 60, 20, 20 };

    if (!more->score_line || !*more->score_line)
        return;
    hn_doc_heading(d, 1, hn_minutes_word("resolution.part_4"));
    hn_doc_paragraph(d, hn_minutes_fill(f, "minutes.score", more->score_line, ""));
    if (more->score_count)
        hn_minutes_rows(d, "", "minutes.score_columns", shares, 3, more->scores, more->score_count);
}

static void
put_adoption(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    for (size_t i = 0; i < f->vote_count; i++) {
        if (is_resolution(&f->votes[i]) && f->votes[i].passed)
            hn_doc_paragraph(d,
                             hn_minutes_fill(f, "resolution.adopted", hn_minutes_vote(f, &f->votes[i]), ""));
    }
}

/* What was said that asks for something; the whole course of the meeting stands in the minutes. */
static void
put_appendix(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    bool begun = false;

    for (size_t i = 0; i < f->opinion_count; i++) {
        const struct hn_opinion *o = &f->opinions[i];

        if (strcmp(o->kind, "opinion") != 0 && strcmp(o->kind, "proposal") != 0 &&
            strcmp(o->kind, "answer") != 0)
            continue;
        if (!begun) {
            hn_doc_appendix(d);
            hn_doc_heading(d, 1, hn_minutes_word("resolution.appendix"));
        }
        begun = true;
        hn_doc_item(d, hn_print(f->arena, "%s: %s", *o->name ? o->name : "…", o->text));
    }
}

static void
put_feet(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    bool of_committee = strcmp(f->m.kind, "committee") == 0;
    bool of_cell = strcmp(f->m.unit_kind, "cell") == 0 || strcmp(f->m.unit_kind, "grassroots_cell") == 0;
    size_t n = 0;

    if (*f->superior)
        d->recipients[n++] = hn_minutes_fill(f, "resolution.to_superior", f->superior, "");
    d->recipients[n++] = hn_minutes_word("resolution.to_members");
    d->recipients[n] = hn_minutes_word("resolution.to_file");
    d->right = (struct hn_doc_sign){ hn_minutes_word(of_committee ? "resolution.for_committee"
                                                     : of_cell    ? "resolution.for_cell"
                                                                  : "resolution.for_organisation"),
                                     hn_minutes_chair_office(f), f->m.chair_name };
}

struct hn_doc *
hn_resolution_write(const struct hn_minutes_facts *f, const struct hn_minutes_more *more, const char *symbol)
{
    struct hn_doc *d = hn_minutes_doc(f, symbol, f->on, hn_minutes_word("resolution.title"),
                                      hn_minutes_kind(f));

    put_opening(d, f);
    put_assessment(d, f, more);
    put_next(d, f, more);
    put_score(d, f, more);
    put_adoption(d, f);
    put_feet(d, f);
    put_appendix(d, f);
    return d;
}
