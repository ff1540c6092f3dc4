/* page_meeting_head.c: what the pages of a meeting share: its head, its words, times of day, choices from its roll. */
#include <inttypes.h>
#include <string.h>

#include "web/page_meeting.h"
#include "web/page_unit.h"
#include "web/route.h"

/* --- words --- */

const char *
hn_meeting_title(struct hn_arena *a, enum hn_lang lang, const struct hn_meeting *m)
{
    return hn_words_fill(a, lang, hn_print(a, "meeting.title.%s", m->kind), hn_month_text(a, m->month), NULL);
}

/* Day 0 was a Thursday. */
static const char *
weekday(enum hn_lang lang, hn_day day)
{
    static const char *const keys[] = { "weekday.4", "weekday.5", "weekday.6", "weekday.0",
                                        "weekday.1", "weekday.2", "weekday.3" };

    return hn_words(lang, keys[((day % 7) + 7) % 7]);
}

const char *
hn_meeting_when(struct hn_arena *a, enum hn_lang lang, hn_day day, int minute)
{
    const char *text = hn_print(a, "%s %s", weekday(lang, day), hn_day_prose(a, day));

    return minute < 0 ? text : hn_print(a, "%s, %s", text, hn_clock(a, minute));
}

const char *
hn_clock(struct hn_arena *a, int minute)
{
    return minute < 0 ? "" : hn_print(a, "%02d:%02d", minute / 60, minute % 60);
}

static int
digits(const char **text, int most)
{
    int n = -1;

    for (int i = 0; i < most && **text >= '0' && **text <= '9'; i++, (*text)++)
        n = (n < 0 ? 0 : n) * 10 + (**text - '0');
    return n;
}

int
hn_clock_parse(const char *text)
{
    size_t run = strspn(text, "0123456789");
    int hour = digits(&text, run >= 3 ? (int)run - 2 : 2), minute = 0;

    if (hour < 0)
        return -1;
    if (run < 3 && *text && strchr(":.hHgG", *text)) {
        text++;
        minute = *text ? digits(&text, 2) : 0;
    } else if (run >= 3) {
        minute = digits(&text, 2);
    }
    return *text || minute < 0 || hour > 23 || minute > 59 ? -1 : hour * 60 + minute;
}

const char *
hn_stage_word(enum hn_meeting_stage stage)
{
    static const char *const words[] = {
        [HN_STAGE_PLANNED] = "stage.planned", [HN_STAGE_INVITED] = "stage.invited",
        [HN_STAGE_HELD] = "stage.held",       [HN_STAGE_ADOPTED] = "stage.adopted",
        [HN_STAGE_SENT] = "stage.sent",       [HN_STAGE_CANCELLED] = "stage.cancelled",
    };

    return words[stage];
}

const char *
hn_new_item_key(struct hn_ctx *c)
{
    return hn_print(c->arena, "muc-%" PRIx64, hn_new_id(c));
}

void
hn_fault_rename(struct hn_ctx *c, const char *from, const char *to)
{
    for (int i = 0; i < c->fault_count; i++) {
        if (strcmp(c->faults[i].field, from) == 0)
            c->faults[i].field = to;
    }
}

void
hn_fault_prefix(struct hn_ctx *c, const char *prefix)
{
    size_t len = strlen(prefix);

    for (int i = 0; i < c->fault_count; i++) {
        if (*c->faults[i].field && strncmp(c->faults[i].field, prefix, len) != 0)
            c->faults[i].field = hn_print(c->arena, "%s%s", prefix, c->faults[i].field);
    }
}

const struct hn_req *
hn_req_of_form(const struct hn_req *q, const struct hn_form *form)
{
    return q->route->form == form ? q : NULL;
}

/* --- people of a roll --- */

const struct hn_option *
hn_roll_options(struct hn_arena *a, const struct hn_attender *roll, size_t count)
{
    struct hn_option *options = HN_NEW_N(a, struct hn_option, count + 1);

    for (size_t i = 0; i < count; i++)
        options[i] = (struct hn_option){ roll[i].code, roll[i].full_name };
    return options;
}

struct hn_person_id
hn_roll_person(const struct hn_attender *roll, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(roll[i].code, code) == 0)
            return roll[i].person;
    }
    return (struct hn_person_id){ 0 };
}

const char *
hn_roll_code(const struct hn_attender *roll, size_t count, struct hn_person_id person)
{
    for (size_t i = 0; i < count && person.v; i++) {
        if (roll[i].person.v == person.v)
            return roll[i].code;
    }
    return "";
}

/* --- the head --- */

enum hn_rc
hn_meeting_head(struct hn_req *q, struct hn_meeting_head *h, const char *leaf)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_meeting *m = &h->m;
    enum hn_rc rc = hn_meeting_get(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, m);
    bool held;

    if (rc)
        return rc;
    held = m->held_at && m->held_day != HN_DAY_OPEN;
    h->q = q;
    h->title = hn_meeting_title(a, q->ctx.lang, m);
    h->when = hn_meeting_when(a, q->ctx.lang, hn_meeting_on(m),
                              held && m->began_minute >= 0 ? m->began_minute : m->start_minute);
    h->path = hn_print(a, "/ky-hop/%" PRId64, m->id.v);
    h->account = hn_print(a, "%" PRId64, hn_req_who(q)->user.v);
    h->may_edit = hn_unit_may(q, HN_MAY_EDIT_MEETING, m->unit);
    h->open = h->may_edit && !hn_meeting_locked(m);
    hn_crumb(q, m->unit_name, hn_print(a, "/chi-bo/%s", m->unit_code));
    hn_crumb(q, h->title, leaf ? h->path : NULL);
    if (leaf)
        hn_crumb(q, hn_text(q->ctx.lang, leaf), NULL);
    return HN_OK;
}
