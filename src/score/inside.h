/* inside.h: what the files of score/ share: the criteria of a set, the facts a meeting's records give, and the rules that
 * make points of them. No rights are asked here.
 */
#ifndef HN_SCORE_INSIDE_H
#define HN_SCORE_INSIDE_H

#include "meeting/roll.h"
#include "score/score.h"

/* --- facts (facts.c) --- */

struct hn_score_facts {
    const struct hn_meeting *m;
    enum hn_lang lang; /* of the reasons */
    hn_day on;
    int64_t length, length_due; /* minutes; -1: not recorded. due 0: no rule then */
    struct hn_roll_count roll;
    int64_t absent_long; /* absent here and at the three ordinary meetings before */
    int64_t officers, committee_meetings;
    int64_t papers, papers_ahead, ahead_days;
    int64_t phases; /* of open, run, close: how many have an item */
    int64_t opinions, praises, speakers, conclusions, ideology, ideology_minutes;
    int64_t thematic; /* a thematic part, or a thematic meeting of the month */
    int64_t passed;   /* votes by which the resolution was adopted */
    int64_t tasks, tasks_judged, tasks_done;
    hn_day send_by, sent_on; /* sent_on: today while it was not sent */
    bool sent;
};
enum hn_rc hn_score_facts(struct hn_ctx *c, const struct hn_meeting *m, enum hn_lang lang,
                          struct hn_score_facts *out);

/* --- rules (rule.c) --- */

struct hn_score_computed {
    bool applicable;
    int64_t points; /* hundredths; -1: the records do not tell yet */
    const char *why;
};
/* What the rule of that name makes of the facts, with most as full points. An unknown name is a criterion somebody has
 * to judge: false. */
bool hn_score_compute(struct hn_ctx *c, const char *rule, const struct hn_score_facts *f, int64_t most,
                      struct hn_score_computed *out);

/* --- sheet (sheet.c) --- */

#define HN_SCORE_LINES 120

/* A sheet on its way: lines that may still be written to. */
struct hn_score_work {
    const struct hn_meeting *m;
    const char *set, *set_name, *legal_basis, *na_rule, *scorer;
    struct hn_score_line lines[HN_SCORE_LINES];
    size_t count;
    bool closed; /* meeting_total has a row */
};
/* The set of the meeting's day with the lines as they stand: entered ones read, computed ones worked out, or read too
 * once the sheet is closed (frozen tells which of them are worked out anew: sent_in_time until it was sent). */
enum hn_rc hn_score_work(struct hn_ctx *c, const struct hn_meeting *m, const char *scorer, enum hn_lang lang,
                         struct hn_score_work **out);
/* Adds up by the set's own rule; class and points as in struct hn_score_sheet. */
enum hn_rc hn_score_sum(struct hn_ctx *c, struct hn_score_work *w, struct hn_score_sheet *out);
bool hn_score_scorer_known(const char *scorer);

#endif
