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
/* A programme is of who inspects for its unit, and of nobody else: HN_NOT_FOUND. HN_INVALID programme.year,
 * programme.title; HN_CONFLICT programme.twice, programme.approved, changed. */
enum hn_rc hn_programme_put(struct hn_ctx *c, const struct hn_programme *in, int64_t *out);
/* HN_INVALID programme.item_month (of another year), access.case_subject (not below the unit, nor a person of it), programme.content,
 * programme.kind; HN_CONFLICT programme.approved, changed. */
enum hn_rc hn_programme_item_put(struct hn_ctx *c, int64_t programme, const struct hn_programme_item *in,
                                 int64_t *out);
enum hn_rc hn_programme_item_remove(struct hn_ctx *c, int64_t programme, int64_t item);
/* paper: an issued one the unit keeps, 0 none. HN_INVALID programme.paper, programme.day; HN_CONFLICT programme.empty,
 * programme.approved. */
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
    hn_day decided_on, period_from, period_to, report_due, due; /* period, report_due 0: none said */
    hn_day concluded_on, archived_on;                           /* HN_DAY_OPEN: not yet */
    hn_time reported_at;
    int64_t findings, remedies, remedies_open, remedies_late; /* open: neither done nor cancelled on c->on */
    bool overdue;         /* on c->on: past due and not concluded, or a remedy past its day */
    bool mine;            /* the actor is (of) its subject: sees what is the subject's and nothing else */
    bool inspects, finds; /* hn_inspection_get alone: may decide on it; may work on it */
    int64_t version;
};
/* HN_INVALID inspection.decision, inspection.kind, inspection.subject (none, or two), access.case_subject (a unit not below
 * the unit, a person of none at or below it, oneself), inspection.content, inspection.days (a decision ahead, report_due
 * after due, due before the decision), inspection.item (of another programme or subject, or begun already). */
enum hn_rc hn_inspection_decide(struct hn_ctx *c, const struct hn_inspection *in, int64_t *out);
/* outline, days and content while not concluded; by who inspects, or the team. HN_CONFLICT inspection.concluded, changed. */
enum hn_rc hn_inspection_change(struct hn_ctx *c, const struct hn_inspection *in);
/* role: head deputy member secretary. From then on he holds role inspection_officer over the case (hn_case_give and its
 * faults: access.case_person, access.case_party, access.to_oneself …). HN_INVALID inspection.role, inspection.head (there is
 * one); HN_CONFLICT inspection.archived. */
enum hn_rc hn_inspection_member_put(struct hn_ctx *c, int64_t id, struct hn_person_id person,
                                    const char *role);
enum hn_rc hn_inspection_member_remove(struct hn_ctx *c, int64_t id, struct hn_person_id person);
struct hn_inspection_member {
    struct hn_person_id person;
    const char *code, *name, *role;
};
enum hn_rc hn_inspection_members(struct hn_ctx *c, int64_t id, const struct hn_inspection_member **out,
                                 size_t *count);
/* Asks the subject for its report (told to it); state reporting. HN_CONFLICT inspection.no_team, inspection.no_outline,
 * inspection.notified. */
enum hn_rc hn_inspection_notify(struct hn_ctx *c, int64_t id);
/* By the subject, once asked and until it is concluded. HN_INVALID inspection.report; HN_CONFLICT inspection.not_notified,
 * inspection.concluded, changed. */
enum hn_rc hn_inspection_report(struct hn_ctx *c, int64_t id, const char *text, int64_t version);
/* HN_MAY_FIND; state verifying once the subject was asked. HN_INVALID inspection.note (empty), inspection.note_day (before
 * the decision, or ahead); HN_CONFLICT inspection.archived. */
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
    hn_time told_at, answered_at; /* answered_at before told_at: not answered as it now stands */
    hn_day verified_on;           /* HN_DAY_OPEN: not yet */
    int64_t remedies, remedies_open, version;
};
/* HN_MAY_FIND; told to the subject, who is heard anew when it changes. HN_INVALID finding.text, finding.kind, finding.basis (a
 * violation without the rule it breaks); HN_CONFLICT inspection.not_notified, inspection.concluded, changed. */
enum hn_rc hn_finding_put(struct hn_ctx *c, const struct hn_finding *in, int64_t *out);
/* HN_CONFLICT finding.remedy_open: it has remedies. */
enum hn_rc hn_finding_remove(struct hn_ctx *c, int64_t id);
/* By the subject. HN_INVALID finding.answer; HN_CONFLICT inspection.archived. */
enum hn_rc hn_finding_answer(struct hn_ctx *c, int64_t id, const char *text, int64_t version);
enum hn_rc hn_findings(struct hn_ctx *c, int64_t inspection, const struct hn_finding **out, size_t *count);
/* A task for the subject's unit (a person's: the cell he belongs to), or, where that no longer stands below it, for the
 * unit that inspects. in->unit, doer and finding are filled in. As hn_task_put, with its rights over the unit; HN_INVALID
 * finding.no_remedy (a strength); HN_CONFLICT inspection.archived. */
enum hn_rc hn_remedy_put(struct hn_ctx *c, int64_t finding, const struct hn_task_new *in, int64_t *task);
/* The tasks that put it right, for whoever sees the inspection. */
struct hn_remedy {
    int64_t id;
    const char *title, *state, *responsible_name, *checker_name;
    hn_day due;
    bool late; /* on c->today */
};
enum hn_rc hn_remedies(struct hn_ctx *c, int64_t finding, const struct hn_remedy **out, size_t *count);
/* HN_CONFLICT finding.remedy_open: its tasks are not done; finding.verified. HN_INVALID finding.verified_note.
 * HN_MAY_FIND. */
enum hn_rc hn_finding_verify(struct hn_ctx *c, int64_t id, const char *note);

/* Files, as in attachment.h; HN_CONFLICT inspection.archived. own: of the team and who inspects, never seen by the subject;
 * else by and for everybody who sees the inspection. */
enum hn_rc hn_inspection_file_add(struct hn_ctx *c, int64_t id, bool own, const char *name,
                                  struct hn_bytes content, int64_t *out);
enum hn_rc hn_inspection_files(struct hn_ctx *c, int64_t id, const struct hn_attachment **out, size_t *count);
enum hn_rc hn_inspection_file(struct hn_ctx *c, int64_t id, int64_t file, struct hn_attachment *about,
                              struct hn_bytes *out);
/* The notice of the conclusion as a paper. HN_NOT_FOUND until it is concluded. */
enum hn_rc hn_inspection_document(struct hn_ctx *c, int64_t id, struct hn_doc **out);
/* HN_MAY_INSPECT. HN_INVALID inspection.conclusion, inspection.conclusion_number, inspection.day; HN_CONFLICT
 * inspection.unanswered (shortcomings the subject was not heard on: neither answered nor rule inspection_answer_days past),
 * inspection.not_notified, inspection.concluded, inspection.no_remedy (a shortcoming or violation without a remedy). */
enum hn_rc hn_inspection_conclude(struct hn_ctx *c, int64_t id, const char *number, hn_day on,
                                  const char *text);
/* Closed: HN_CONFLICT inspection.remedies_open (arg: how many), inspection.not_verified, inspection.not_concluded. */
enum hn_rc hn_inspection_archive(struct hn_ctx *c, int64_t id, const char *note);
/* HN_NOT_FOUND: neither kept by a unit the actor inspects for, nor of his team, nor about him or a unit he keeps. */
enum hn_rc hn_inspection_get(struct hn_ctx *c, int64_t id, struct hn_inspection *out);
/* Would hn_inspection_get find it? For links: nothing is noted. */
enum hn_rc hn_inspection_seen(struct hn_ctx *c, int64_t id, bool *out);
/* The inspection a finding belongs to, 0 where hn_inspection_get would not find it: whoever may not know of it is not told that a
 * task puts a finding right. */
enum hn_rc hn_finding_inspection(struct hn_ctx *c, int64_t finding, int64_t *out);
struct hn_inspection_filter {
    struct hn_unit_id within; /* that inspects, or the subject */
    /* what: "" any, open (not archived), overdue, concluded, remedies (open ones), remedies_late, mine (as subject), team
     * (as member) */
    const char *kind, *state, *what;
    int year; /* of the decision; 0 any */
};
enum hn_rc hn_inspection_list(struct hn_ctx *c, const struct hn_inspection_filter *f, int64_t offset,
                              int64_t limit, void (*emit)(void *sink, const struct hn_inspection *i),
                              void *sink);
enum hn_rc hn_inspection_count(struct hn_ctx *c, const struct hn_inspection_filter *f, int64_t *out);
/* By unit on c->on, of what the actor sees: how many are open, overdue, concluded by then, with their remedies, at and below
 * each child: kept by a unit there, or about one, or about a person who belongs there. As the filter's within and what. */
struct hn_inspection_sum {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t open, overdue, concluded, remedies_open, remedies_overdue;
};
enum hn_rc hn_inspection_sums(struct hn_ctx *c, struct hn_unit_id within, struct hn_inspection_sum *sum,
                              const struct hn_inspection_sum **children, size_t *count);

extern const struct hn_sql *const hn_programme_sql[],
    *const hn_inspection_sql[], *const hn_inspection_team_sql[], *const hn_finding_sql[],
                                                                     *const hn_inspection_list_sql[],
                                                                         *const hn_inspection_paper_sql[];
#define HN_INSPECTION_SQL                                                                                    \
    hn_programme_sql, hn_inspection_sql, hn_inspection_team_sql, hn_finding_sql, hn_inspection_list_sql,     \
        hn_inspection_paper_sql

#endif
