/* inspection.h: inspection (kiểm tra) and supervision (giám sát): programme, decision, team, self-report, findings,
 * conclusion, remedy, verification, archive. (domain/04 §4.2; security/ section 2; product S8)
 *
 * The unit that inspects keeps it (HN_MAY_INSPECT over it); the subject is a unit at or below it, or a person of one, also
 * one closed or moved since. Deciding opens a case (access.h): the team's accounts hold role inspection_officer over it, from
 * the decision until the archive, and with it the subject's record, unit and meetings; HN_MAY_FIND over the case is what
 * works on it. The subject (the person; who keeps the unit) sees decision, outline, own report, findings, conclusion and
 * remedies, and answers; never notes. A remedy is a task (task/) with finding_id: it ends as tasks do.
 */
#ifndef HN_INSPECTION_INSPECTION_H
#define HN_INSPECTION_INSPECTION_H

#include "task/task.h"

extern const char *const hn_inspection_kinds[]; /* inspection supervision; texts "inspection_kind.<code>" */
extern const char
    *const hn_inspection_states[]; /* decided reporting verifying concluded archived; "inspection_state." */
extern const char *const hn_finding_kinds[]; /* strength shortcoming violation; "finding_kind." */

struct hn_programme {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *title, *state; /* draft approved */
    int year;
    int64_t paper; /* that approves it, 0 */
    hn_day approved_on;
    int64_t planned, begun, concluded; /* of its items */
    int64_t version;
};
struct hn_programme_item {
    int64_t id, inspection; /* inspection 0: not begun */
    const char *kind, *content, *inspection_state;
    struct hn_unit_id unit; /* subject */
    struct hn_person_id person;
    const char *subject_code, *subject_name;
    int64_t month, version;
};
/* HN_INVALID programme.year, programme.title; HN_CONFLICT programme.twice, programme.approved, changed. */
enum hn_rc hn_programme_put(struct hn_ctx *c, const struct hn_programme *in, int64_t *out);
/* HN_INVALID programme.item_month (of another year), programme.subject (not at or below), programme.content. */
enum hn_rc hn_programme_item_put(struct hn_ctx *c, int64_t programme, const struct hn_programme_item *in,
                                 int64_t *out);
enum hn_rc hn_programme_item_remove(struct hn_ctx *c, int64_t programme, int64_t item);
/* HN_CONFLICT programme.empty, programme.approved. */
enum hn_rc hn_programme_approve(struct hn_ctx *c, int64_t programme, int64_t paper, hn_day on);
enum hn_rc hn_programmes(struct hn_ctx *c, struct hn_unit_id within, const struct hn_programme **out,
                         size_t *count);
enum hn_rc hn_programme_get(struct hn_ctx *c, int64_t id, struct hn_programme *out,
                            const struct hn_programme_item **items, size_t *count);

struct hn_inspection {
    int64_t id, item;
    struct hn_unit_id unit; /* that inspects */
    const char *unit_code, *unit_name, *kind, *state;
    struct hn_unit_id subject_unit;
    struct hn_person_id subject_person;
    const char *subject_code, *subject_name;
    const char *decision, *content, *outline, *self_report, *conclusion, *conclusion_number, *archive_note;
    hn_day decided_on, period_from, period_to, report_due, due, concluded_on, archived_on;
    hn_time reported_at;
    int64_t findings, remedies, remedies_open;
    bool overdue; /* on c->on: past due and not concluded, or a remedy past its day */
    bool mine;    /* the actor is (of) its subject */
    int64_t version;
};
/* HN_INVALID inspection.decision, inspection.subject (not at or below the unit, or none), inspection.content,
 * inspection.days (report_due after due, due before the decision), inspection.item (of another programme, or begun already). */
enum hn_rc hn_inspection_decide(struct hn_ctx *c, const struct hn_inspection *in, int64_t *out);
/* outline, days and content while not concluded. HN_CONFLICT inspection.concluded, changed. */
enum hn_rc hn_inspection_change(struct hn_ctx *c, const struct hn_inspection *in);
/* role: head deputy member secretary. HN_INVALID inspection.member (the subject himself, or no account), inspection.head
 * (there is one); HN_DENIED access.to_oneself; HN_CONFLICT inspection.archived. */
enum hn_rc hn_inspection_member_put(struct hn_ctx *c, int64_t id, struct hn_person_id person,
                                    const char *role);
enum hn_rc hn_inspection_member_remove(struct hn_ctx *c, int64_t id, struct hn_person_id person);
struct hn_inspection_member {
    struct hn_person_id person;
    const char *code, *name, *role;
};
enum hn_rc hn_inspection_members(struct hn_ctx *c, int64_t id, const struct hn_inspection_member **out,
                                 size_t *count);
/* Asks the subject for its report (told to it); state reporting. HN_CONFLICT inspection.no_team, inspection.no_outline. */
enum hn_rc hn_inspection_notify(struct hn_ctx *c, int64_t id);
/* By the subject, until it is concluded. HN_INVALID inspection.report. */
enum hn_rc hn_inspection_report(struct hn_ctx *c, int64_t id, const char *text, int64_t version);
/* HN_MAY_FIND; state verifying. HN_INVALID inspection.note (empty, day before the decision or ahead). */
enum hn_rc hn_inspection_note(struct hn_ctx *c, int64_t id, hn_day day, const char *text);
struct hn_inspection_note {
    hn_day day;
    const char *text, *by_name;
    hn_time at;
};
enum hn_rc hn_inspection_notes(struct hn_ctx *c, int64_t id, const struct hn_inspection_note **out,
                               size_t *count);

struct hn_finding {
    int64_t id, inspection;
    int position;
    const char *kind, *text, *basis, *answer, *verified_note;
    hn_time answered_at;
    hn_day verified_on; /* HN_DAY_OPEN: not yet */
    int64_t remedies, remedies_open, version;
};
/* HN_MAY_FIND. HN_INVALID finding.text, finding.kind, finding.basis (a violation without the rule it breaks);
 * HN_CONFLICT inspection.concluded, changed. */
enum hn_rc hn_finding_put(struct hn_ctx *c, const struct hn_finding *in, int64_t *out);
enum hn_rc hn_finding_remove(struct hn_ctx *c, int64_t id);
/* By the subject. HN_INVALID finding.answer; HN_CONFLICT inspection.archived. */
enum hn_rc hn_finding_answer(struct hn_ctx *c, int64_t id, const char *text, int64_t version);
enum hn_rc hn_findings(struct hn_ctx *c, int64_t inspection, const struct hn_finding **out, size_t *count);
/* A task for the subject's unit (a person's: the cell he belongs to). As hn_task_put; HN_INVALID finding.no_remedy (a strength). */
enum hn_rc hn_remedy_put(struct hn_ctx *c, int64_t finding, const struct hn_task_new *in, int64_t *task);
/* HN_CONFLICT finding.remedy_open: its tasks are not done; finding.verified. HN_INVALID finding.verified_note. */
enum hn_rc hn_finding_verify(struct hn_ctx *c, int64_t id, const char *note);

/* HN_MAY_INSPECT. HN_INVALID inspection.conclusion, inspection.conclusion_number, inspection.day; HN_CONFLICT
 * inspection.unanswered (findings the subject was not heard on: told, and neither answered nor answer_days past),
 * inspection.concluded, inspection.no_remedy (a shortcoming or violation without a remedy). */
enum hn_rc hn_inspection_conclude(struct hn_ctx *c, int64_t id, const char *number, hn_day on,
                                  const char *text);
/* Closed: HN_CONFLICT inspection.remedies_open (arg: how many), inspection.not_verified, inspection.not_concluded. */
enum hn_rc hn_inspection_archive(struct hn_ctx *c, int64_t id, const char *note);
/* HN_NOT_FOUND: neither kept by a unit the actor inspects for, nor of his team, nor about him or a unit he keeps. */
enum hn_rc hn_inspection_get(struct hn_ctx *c, int64_t id, struct hn_inspection *out);
struct hn_inspection_filter {
    struct hn_unit_id within;        /* that inspects, or the subject */
    const char *kind, *state, *what; /* what: "" any, open overdue mine (as subject) team (as member) */
    int year;                        /* of the decision; 0 any */
};
enum hn_rc hn_inspection_list(struct hn_ctx *c, const struct hn_inspection_filter *f, int64_t offset,
                              int64_t limit, void (*emit)(void *sink, const struct hn_inspection *i),
                              void *sink);
enum hn_rc hn_inspection_count(struct hn_ctx *c, const struct hn_inspection_filter *f, int64_t *out);
/* By unit on c->on, HN_MAY_INSPECT: how many are open, overdue, remedies open and overdue, at and below each child. */
struct hn_inspection_sum {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t open, overdue, concluded, remedies_open, remedies_overdue;
};
enum hn_rc hn_inspection_sums(struct hn_ctx *c, struct hn_unit_id within, struct hn_inspection_sum *sum,
                              const struct hn_inspection_sum **children, size_t *count);

extern const struct hn_sql *const hn_programme_sql[],
    *const hn_inspection_sql[], *const hn_finding_sql[], *const hn_inspection_list_sql[];
#define HN_INSPECTION_SQL hn_programme_sql, hn_inspection_sql, hn_finding_sql, hn_inspection_list_sql

#endif
