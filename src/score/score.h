/* score.h: the score of a meeting by the criteria set in force on its day, by the cell and by the monitor; and the plan
 * for a weak cell. (domain/03 §3.4; product S15)
 *
 * Points are hundredths. What the records tell is computed, the rest entered; a criterion that does not apply counts by
 * the set's own rule. Both scorers' sheets stay. Leans on meeting/ and task/.
 */
#ifndef HN_SCORE_SCORE_H
#define HN_SCORE_SCORE_H

#include "meeting/meeting.h"
#include "print/doc.h"

extern const char *const hn_scorers[];       /* cell monitor */
extern const char *const hn_score_classes[]; /* good fair average poor; texts "class.<code>" */

struct hn_score_line {
    const char *criterion, *parent, *name, *name_en, *rule;
    int64_t most, points; /* points -1: nothing yet */
    bool optional, applicable, computed,
        parent_line; /* parent_line: its points are the sum of its children */
    const char *why; /* of a computed one: the figures it rests on, "12/14 = 85,7%" */
    const char *note;
    int64_t version;
};
struct hn_score_sheet {
    const char *set, *set_name, *legal_basis, *na_rule, *scorer;
    const struct hn_score_line *lines;
    size_t count;
    int64_t points, most; /* by the na_rule; points -1 while a line is missing */
    const char *class;    /* "" while it is */
    bool complete;
};
/* The sheet as it would stand now: computed lines worked out, entered ones read; once it is closed and the meeting is
 * adopted, computed ones as they were written, but for the sending, which may still be to come. Until then the sending
 * counts as if it were done now. Needs HN_MAY_READ_MEETING. HN_INVALID score.scorer; HN_NOT_FOUND score.no_set. */
enum hn_rc hn_score_read(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer,
                         struct hn_score_sheet *out);
/* Enter one line: the cell's before adoption (HN_MAY_EDIT_MEETING), the monitor's after it (HN_MAY_MONITOR). points in
 * hundredths; applicable false only where optional. HN_INVALID score.points (arg: most), score.criterion, score.computed
 * (the program works it out), score.not_optional, score.note (too long); HN_CONFLICT meeting.locked, score.not_adopted,
 * run.changed. A fault's field is the criterion's code. A sheet that was closed stays so, its sum follows. */
struct hn_score_put {
    const char *scorer, *criterion, *note;
    int64_t points;
    bool applicable;
    int64_t base;
};
enum hn_rc hn_score_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_score_put *in,
                        int64_t *version);
/* Many lines in one deed (their scorer is not looked at); with full, what nobody has judged yet has its full points. All
 * faults are noted, and then nothing is written. */
enum hn_rc hn_score_put_all(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer,
                            const struct hn_score_put *in, size_t count, bool full);
/* Keeps the sum once complete, and refreshes the month. Computed lines are written as they stood. Rights as for entering;
 * the cell's is closed before adoption, in the same transaction, and may be closed later too. HN_CONFLICT
 * score.incomplete (arg: how many lines are missing), score.not_adopted. */
enum hn_rc hn_score_close(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer);
/* The meeting was sent just now (its caller has asked for rights): the sheets that are closed follow. */
enum hn_rc hn_score_sent(struct hn_ctx *c, struct hn_meeting_id id);
/* Rows (criterion, most, points) and the line of the minutes, "" while the sheet is not complete. No rights asked. */
enum hn_rc hn_score_rows(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_doc_row **out,
                         size_t *count, const char **line);

/* The sums of a unit's meetings held for the months from..to, newest first; at most 200. -1 and "": none. Needs
 * HN_MAY_READ_MEETING. */
struct hn_score_total {
    struct hn_meeting_id meeting;
    const char *kind, *cell_class, *monitor_class;
    int64_t month, cell, monitor;
    hn_day day;
    bool adopted;
};
enum hn_rc hn_score_totals(struct hn_ctx *c, struct hn_unit_id unit, int64_t from, int64_t to,
                           const struct hn_score_total **out, size_t *count);
/* "4", "4,5", "92,25"; "–" for -1. */
const char *hn_score_points(struct hn_arena *a, int64_t points, enum hn_lang lang);

/* --- weak cells --- */

struct hn_strengthening {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    hn_day opened_on, review_on, closed_on;
    const char *reason; /* scores absence unmet judged; texts "weak.<code>" */
    const char *goal, *outcome, *state;
    struct hn_person_id responsible;
    const char *responsible_name;
    int64_t version;
};
extern const char *const hn_weak_reasons[]; /* scores absence unmet judged */
/* HN_MAY_MONITOR over the cell. HN_INVALID weak.unit (no cell), weak.goal, weak.responsible (nobody the actor may know
 * of), weak.review (not after today), weak.reason; HN_CONFLICT weak.open (there is one). */
enum hn_rc hn_strengthening_open(struct hn_ctx *c, const struct hn_strengthening *in, int64_t *out);
/* what: step (due), done, review. Both need HN_MAY_MONITOR. HN_INVALID weak.what, weak.text; HN_CONFLICT weak.closed;
 * HN_NOT_FOUND weak.not_found. */
enum hn_rc hn_strengthening_note(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan, const char *what,
                                 const char *text, hn_day due);
/* Off the list. HN_INVALID weak.outcome; HN_CONFLICT weak.closed. */
enum hn_rc hn_strengthening_close(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan,
                                  const char *outcome);
struct hn_strengthening_event {
    const char *what, *text, *by_name;
    hn_day due, done_on;
    hn_time at;
};
/* Needs HN_MAY_READ_MEETING over the cell. */
enum hn_rc hn_strengthening_get(struct hn_ctx *c, struct hn_unit_id unit, int64_t plan,
                                struct hn_strengthening *out, const struct hn_strengthening_event **events,
                                size_t *count);
/* Weak on c->on, within the actor's scope of HN_MAY_MONITOR (or the own unit by HN_MAY_EDIT_MEETING): a cell with two of
 * the last three scored months (of the last twelve) average or poor (the monitor's score before the cell's own), or
 * without its ordinary meeting in two of the three months before this one (of a cell that has met before, and was not
 * excused), or with an open plan. id 0: none yet, reason says why it is proposed. Those with a plan first. limit 0: all.
 * A list proposes; a person decides. */
enum hn_rc hn_weak_list(struct hn_ctx *c, struct hn_unit_id within, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_strengthening *s), void *sink);
enum hn_rc hn_weak_count(struct hn_ctx *c, struct hn_unit_id within, int64_t *out);

extern const struct hn_sql *const hn_score_sql[];
extern const struct hn_sql *const hn_score_facts_sql[];
extern const struct hn_sql *const hn_score_sheet_sql[];
extern const struct hn_sql *const hn_score_total_sql[];
extern const struct hn_sql *const hn_weak_sql[];
extern const struct hn_sql *const hn_weak_list_sql[];
#define HN_SCORE_SQL                                                                                         \
    hn_score_sql, hn_score_facts_sql, hn_score_sheet_sql, hn_score_total_sql, hn_weak_sql, hn_weak_list_sql

#endif
