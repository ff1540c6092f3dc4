/* minutes_words.c: the turns of phrase that several papers of a meeting share (minutes_inside.h). Whoever gives a share
 * gives its base with it. */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "base/words.h"
#include "meeting/minutes_inside.h"
#include "rule/rule.h"

const char *
hn_minutes_word(const char *key)
{
    return hn_words(HN_VI, key);
}

const char *
hn_minutes_fill(const struct hn_minutes_facts *f, const char *key, const char *arg0, const char *arg1)
{
    return hn_words_fill(f->arena, HN_VI, key, arg0, arg1);
}

const char *
hn_minutes_number(const struct hn_minutes_facts *f, int64_t n)
{
    return hn_vi_int(f->arena, n, false);
}

const char *
hn_minutes_part(const struct hn_minutes_facts *f, int64_t part, int64_t whole)
{
    return hn_print(f->arena, "%" PRId64 "/%" PRId64, part, whole);
}

const char *
hn_minutes_share(const struct hn_minutes_facts *f, int64_t part, int64_t whole)
{
    return hn_vi_percent(f->arena, part, whole, false);
}

const char *
hn_minutes_clock(const struct hn_minutes_facts *f, int minute)
{
    if (minute < 0)
        return "…";
    return hn_minutes_fill(f, "minutes.clock", hn_print(f->arena, "%02d", minute / 60),
                           hn_print(f->arena, "%02d", minute % 60));
}

const char *
hn_minutes_kind(const struct hn_minutes_facts *f)
{
    const struct hn_date first = hn_date_of(hn_month_first(f->m.month));
    const char *month = hn_print(f->arena, "%02d/%d", first.month, first.year);
    const char *kind = hn_minutes_fill(f, hn_print(f->arena, "minutes.kind.%s", f->m.kind), month, "");

    if (f->m.thematic && strcmp(f->m.kind, "ordinary") == 0)
        return hn_minutes_fill(f, "minutes.with_theme", kind, f->m.topic);
    return kind;
}

const char *
hn_minutes_text(const struct hn_minutes_facts *f, const char *part)
{
    for (size_t i = 0; i < f->text_count; i++) {
        if (strcmp(f->texts[i].part, part) == 0)
            return f->texts[i].text;
    }
    return "";
}

int64_t
hn_minutes_came(const struct hn_minutes_facts *f)
{
    return f->counts.present + f->counts.online;
}

const char *
hn_minutes_attendance(const struct hn_minutes_facts *f)
{
    return hn_minutes_fill(f, "minutes.attendance", hn_minutes_part(f, hn_minutes_came(f), f->counts.base),
                           hn_minutes_share(f, hn_minutes_came(f), f->counts.base));
}

const char *
hn_minutes_vote(const struct hn_minutes_facts *f, const struct hn_vote *v)
{
    return hn_minutes_fill(f, "minutes.vote_share", hn_minutes_part(f, v->votes_for, v->entitled),
                           hn_minutes_share(f, v->votes_for, v->entitled));
}

const char *
hn_minutes_names(const struct hn_minutes_facts *f, enum hn_presence state, bool reasons)
{
    struct hn_buf names;

    hn_buf_init(&names, f->arena, 0);
    for (size_t i = 0; i < f->roll_count; i++) {
        const struct hn_attender *a = &f->roll[i];

        if (a->state != state)
            continue;
        hn_buf_str(&names, names.len ? ", " : "");
        hn_buf_str(&names, a->full_name);
        if (reasons && a->reason && *a->reason)
            hn_buf_printf(&names, " (%s)", a->reason);
    }
    return names.len ? names.data : "";
}

const char *
hn_minutes_chair_office(const struct hn_minutes_facts *f)
{
    for (size_t i = 0; i < f->roll_count; i++) {
        const struct hn_attender *a = &f->roll[i];

        if (a->person.v == f->m.chair.v &&
            (strcmp(a->office, "secretary") == 0 || strcmp(a->office, "deputy_secretary") == 0))
            return hn_vi_upper(f->arena, hn_minutes_word(hn_print(f->arena, "office.%s", a->office)));
    }
    return hn_minutes_word("minutes.sign_chair");
}

/* "Tân Bình, ngày 05 tháng 02 năm 2026" */
static const char *
place_and_day(const struct hn_minutes_facts *f, hn_day day)
{
    if (!*f->place)
        return hn_day_paper(f->arena, day);
    return hn_print(f->arena, "%s, %s", f->place, hn_day_paper(f->arena, day));
}

struct hn_doc *
hn_minutes_doc(const struct hn_minutes_facts *f, const char *number, hn_day day, const char *title,
               const char *summary)
{
    struct hn_doc *d = hn_doc_new(f->arena);

    d->superior = hn_vi_upper(f->arena, f->superior);
    d->issuer = hn_vi_upper(f->arena, f->issuer);
    d->number = *number ? hn_minutes_fill(f, "minutes.number", number, "") : "";
    d->motto = hn_minutes_word("minutes.motto");
    d->place_day = place_and_day(f, day);
    d->title = title;
    d->summary = summary;
    d->notice = f->notice;
    return d;
}

/* columns: the text key of the headings, between bars. */
void
hn_minutes_rows(struct hn_doc *d, const char *caption, const char *columns, const int *shares, size_t count,
                const struct hn_doc_row *rows, size_t row_count)
{
    const char *headings[HN_DOC_COLUMNS], *at = hn_minutes_word(columns);

    for (size_t i = 0; i < count; i++) {
        size_t len = strcspn(at, "|");

        headings[i] = hn_dup_n(d->arena, at, len);
        at += len + (at[len] == '|');
    }
    hn_doc_table(d, caption, count, headings, shares);
    for (size_t i = 0; i < row_count; i++)
        hn_doc_row(d, rows[i].cell);
}

void
hn_minutes_votes_table(struct hn_doc *d, const struct hn_minutes_facts *f)
{
    static const int shares[] = { 21, 9, 10, 8, 10, 12, 12, 18 };
    struct hn_doc_row *rows = HN_NEW_N(f->arena, struct hn_doc_row, f->vote_count);

    for (size_t i = 0; i < f->vote_count; i++) {
        const struct hn_vote *v = &f->votes[i];
        const char *matter = hn_minutes_word(hn_print(f->arena, "matter.%s", v->matter));

        rows[i].cell[0] = *v->subject ? hn_print(f->arena, "%s: %s", matter, v->subject) : matter;
        rows[i].cell[1] = hn_minutes_word(hn_print(f->arena, "vote_form.%s", v->form));
        rows[i].cell[2] = hn_minutes_number(f, v->entitled);
        rows[i].cell[3] = hn_minutes_number(f, v->present);
        rows[i].cell[4] = hn_minutes_number(f, v->votes_for);
        rows[i].cell[5] = hn_minutes_number(f, v->votes_against);
        rows[i].cell[6] = hn_minutes_part(f, v->votes_other, v->votes_invalid);
        rows[i].cell[7] = hn_minutes_fill(f, v->passed ? "minutes.passed" : "minutes.not_passed",
                                          hn_minutes_vote(f, v), "");
    }
    hn_minutes_rows(d, "", "minutes.vote_columns", shares, 8, rows, f->vote_count);
}
