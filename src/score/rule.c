/* rule.c: the rules that make points of what a meeting's records tell, each with the figures it rests on (inside.h;
 * domain/03 §3.4).
 *
 * A band is a share of the criterion's full points, so that a set may give it other points. Not for: reading records
 * (facts.c), adding up (sheet.c).
 */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "base/words.h"
#include "score/inside.h"

typedef struct hn_score_computed rule_fn(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most);

static const char *
say(struct hn_ctx *c, const struct hn_score_facts *f, const char *key, const char *arg0, const char *arg1)
{
    return hn_words_fill(c->arena, f->lang, hn_print(c->arena, "score_why.%s", key), arg0, arg1);
}

static const char *
figure(struct hn_ctx *c, const struct hn_score_facts *f, int64_t n)
{
    return hn_vi_int(c->arena, n, f->lang == HN_EN);
}

/* "12/14 = 85,7%" */
static const char *
share(struct hn_ctx *c, const struct hn_score_facts *f, int64_t part, int64_t whole)
{
    return hn_print(c->arena, "%" PRId64 "/%" PRId64 " = %s", part, whole,
                    hn_vi_percent(c->arena, part, whole, f->lang == HN_EN));
}

static struct hn_score_computed
given(int64_t points, const char *why)
{
    return (struct hn_score_computed){ .applicable = true, .points = points, .why = why };
}

static struct hn_score_computed
all_or_nothing(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most, bool all, const char *name,
               const char *arg)
{
    return given(all ? most : 0, say(c, f, hn_print(c->arena, all ? "%s" : "%s_not", name), arg, NULL));
}

static struct hn_score_computed
not_applicable(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most, const char *key)
{
    return (struct hn_score_computed){ .points = most, .why = say(c, f, key, NULL, NULL) };
}

/* Full; short by at most 15 minutes four fifths, by 30 three; at least half of it two; else one. */
static struct hn_score_computed
rule_length(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    int64_t lacking = f->length_due - f->length;
    int64_t fifths = lacking <= 0                     ? 5
                     : lacking <= 15                  ? 4
                     : lacking <= 30                  ? 3
                     : f->length * 2 >= f->length_due ? 2
                                                      : 1;

    if (f->length < 0)
        return given(-1, say(c, f, "length_missing", NULL, NULL));
    if (f->length_due == 0)
        return given(most, say(c, f, "length_free", figure(c, f, f->length), NULL));
    return given(most * fifths / 5,
                 say(c, f, "length", figure(c, f, f->length), figure(c, f, f->length_due)));
}

/* From 90 % full, from 75 % three quarters, from 65 % half; less, or anybody absent without reason, one quarter. */
static struct hn_score_computed
rule_attendance(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    int64_t came = f->roll.present + f->roll.online, base = f->roll.base;
    int64_t quarters = came * 100 >= base * 90   ? 4
                       : came * 100 >= base * 75 ? 3
                       : came * 100 >= base * 65 ? 2
                                                 : 1;

    if (base == 0)
        return given(-1, say(c, f, "attendance_missing", NULL, NULL));
    if (f->roll.unexcused > 0)
        return given(most / 4, say(c, f, "attendance_unexcused", share(c, f, came, base),
                                   figure(c, f, f->roll.unexcused)));
    if (f->roll.not_recorded > 0)
        return given(most * quarters / 4, say(c, f, "attendance_not_recorded", share(c, f, came, base),
                                              figure(c, f, f->roll.not_recorded)));
    return given(most * quarters / 4, say(c, f, "attendance", share(c, f, came, base), NULL));
}

static struct hn_score_computed
rule_absence_run(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    return all_or_nothing(c, f, most, f->absent_long == 0, "absence_run", figure(c, f, f->absent_long));
}

/* A cell with a secretary alone has no committee that could meet. */
static struct hn_score_computed
rule_committee_met(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    if (f->officers < 2)
        return not_applicable(c, f, most, "committee_none");
    return all_or_nothing(c, f, most, f->committee_meetings > 0, "committee_met", NULL);
}

static struct hn_score_computed
rule_invited(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    bool told = f->m->invited_at != 0 && hn_day_at(f->m->invited_at) <= f->on;

    return all_or_nothing(c, f, most, told, "invited",
                          told ? hn_day_prose(c->arena, hn_day_at(f->m->invited_at)) : NULL);
}

static struct hn_score_computed
rule_documents_ahead(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    return all_or_nothing(c, f, most, f->papers_ahead > 0, "documents_ahead",
                          hn_day_prose(c->arena, f->on - (hn_day)f->ahead_days));
}

/* Chair and writer, roll, agenda of all three phases, discussion, conclusion, vote on the resolution. */
static struct hn_score_computed
rule_steps(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    static const char *const names[] = { "officers", "roll", "agenda", "discussion", "conclusion", "vote" };
    const bool done[] = { f->m->chair.v != 0 && f->m->writer.v != 0,
                          f->roll.members > 0 && f->roll.not_recorded == 0,
                          f->phases == 3,
                          f->opinions > 0,
                          f->conclusions > 0,
                          f->passed > 0 };
    const size_t count = sizeof done / sizeof done[0];
    const char *missing = "";
    int64_t n = 0;

    for (size_t i = 0; i < count; i++) {
        n += done[i];
        if (!done[i])
            missing = hn_print(c->arena, "%s%s%s", missing, *missing ? ", " : "",
                               hn_words(f->lang, hn_print(c->arena, "score_step.%s", names[i])));
    }
    if (n == (int64_t)count)
        return given(most, say(c, f, "steps", figure(c, f, n), NULL));
    /* Down to the half point, as sheets are filled in by hand. */
    return given(most * n / (int64_t)count / 50 * 50,
                 say(c, f, "steps_not", hn_print(c->arena, "%" PRId64 "/%zu", n, count), missing));
}

static struct hn_score_computed
rule_thematic(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    if (f->thematic == 0)
        return not_applicable(c, f, most, "thematic_none");
    return given(most, say(c, f, "thematic", f->m->thematic ? f->m->topic : "", NULL));
}

static struct hn_score_computed
rule_praise(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    return all_or_nothing(c, f, most, f->praises > 0, "praise", figure(c, f, f->praises));
}

/* Above 50 % of those present full, from 40 % four fifths, from 30 % three, else two. */
static struct hn_score_computed
rule_speakers(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    int64_t came = f->roll.present + f->roll.online, spoke = f->speakers;
    int64_t fifths = spoke * 100 > came * 50    ? 5
                     : spoke * 100 >= came * 40 ? 4
                     : spoke * 100 >= came * 30 ? 3
                                                : 2;

    if (came == 0)
        return given(-1, say(c, f, "attendance_missing", NULL, NULL));
    return given(most * fifths / 5, say(c, f, "speakers", share(c, f, spoke, came), NULL));
}

static struct hn_score_computed
rule_minutes(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    return all_or_nothing(c, f, most, f->m->writer.v != 0 && f->opinions + f->conclusions > 0, "minutes",
                          f->m->writer.v ? f->m->writer_name : NULL);
}

static struct hn_score_computed
rule_ideology(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    bool fine = f->ideology > 0 && f->ideology_minutes >= 15 && f->ideology_minutes <= 30;

    return all_or_nothing(c, f, most, fine, "ideology", figure(c, f, f->ideology_minutes));
}

static struct hn_score_computed
rule_documents_online(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    return all_or_nothing(c, f, most, f->papers > 0, "documents_online", figure(c, f, f->papers));
}

/* By the share of tasks done, in thirtieths as the sheet has them. */
static struct hn_score_computed
rule_results(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    static const struct {
        int64_t from, thirtieths;
    } bands[] = { { 90, 30 }, { 80, 27 }, { 70, 24 }, { 60, 20 }, { 50, 15 }, { 0, 10 } };
    size_t i = 0;

    if (f->tasks_judged == 0)
        return not_applicable(c, f, most, "results_none");
    while (f->tasks_done * 100 < f->tasks_judged * bands[i].from)
        i++;
    return given(most * bands[i].thirtieths / 30,
                 say(c, f, "results", share(c, f, f->tasks_done, f->tasks_judged), NULL));
}

static struct hn_score_computed
rule_conclusion(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    return all_or_nothing(c, f, most, f->conclusions > 0, "conclusion", NULL);
}

/* Half for the adoption, half for tasks with a name. */
static struct hn_score_computed
rule_assigned(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    int64_t points = (f->passed > 0 ? most / 2 : 0) + (f->tasks > 0 ? most - most / 2 : 0);

    return given(points,
                 say(c, f, f->passed > 0 ? "assigned" : "assigned_not", figure(c, f, f->tasks), NULL));
}

/* Until it is sent, as it would be if it were sent now. */
static struct hn_score_computed
rule_sent_in_time(struct hn_ctx *c, const struct hn_score_facts *f, int64_t most)
{
    bool fine = f->sent_on <= f->send_by;
    const char *key = f->sent ? "sent" : "sent_yet";

    return given(fine ? most : 0,
                 say(c, f, key, hn_day_prose(c->arena, f->sent_on), hn_day_prose(c->arena, f->send_by)));
}

static const struct {
    const char *name;
    rule_fn *rule;
} rules[] = {
    { "length", rule_length },
    { "attendance", rule_attendance },
    { "absence_run", rule_absence_run },
    { "committee_met", rule_committee_met },
    { "invited", rule_invited },
    { "documents_ahead", rule_documents_ahead },
    { "steps", rule_steps },
    { "thematic", rule_thematic },
    { "praise", rule_praise },
    { "speakers", rule_speakers },
    { "minutes", rule_minutes },
    { "ideology", rule_ideology },
    { "documents_online", rule_documents_online },
    { "results", rule_results },
    { "conclusion", rule_conclusion },
    { "assigned", rule_assigned },
    { "sent_in_time", rule_sent_in_time },
};

bool
hn_score_compute(struct hn_ctx *c, const char *rule, const struct hn_score_facts *f, int64_t most,
                 struct hn_score_computed *out)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(rules[i].name, rule) == 0) {
            *out = rules[i].rule(c, f, most);
            return true;
        }
    }
    return false;
}
