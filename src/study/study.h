/* study.h: papers from above, studied in sessions: who took part, what each unit adds, coverage. (product S20)
 *
 * A committee enters a paper that the units below are to study (HN_MAY_MONITOR over it); each unit records its sessions
 * (HN_MAY_EDIT_MEETING), alone or as part of a meeting, whose roll then says who took part. Reading needs
 * HN_MAY_READ_MEETING. Training of village officials is a session without a paper. The papers themselves stand in the
 * register (paper/); here is what is of studying. Leans on meeting/ and paper/.
 */
#ifndef HN_STUDY_STUDY_H
#define HN_STUDY_STUDY_H

#include "meeting/meeting.h"
#include "paper/paper.h"

/* cell committee both; texts "owed_by.<code>": which units below owe a session. NULL-ended. */
extern const char *const hn_study_owed[];

#define HN_STUDY_PAPERS_MOST   200
#define HN_STUDY_SESSIONS_MOST 200
#define HN_STUDY_PARTS_MOST    2000

struct hn_study_paper {
    int64_t id;
    struct hn_paper_id paper; /* of the register */
    struct hn_unit_id unit;   /* that has it studied */
    const char *unit_name, *kind, *number, *issuer, *title, *summary, *owed_by;
    hn_day day, due;
    int64_t version;
    bool ended;
    bool owes;      /* the unit asked about owes a session */
    hn_day studied; /* its first session; HN_DAY_OPEN: none yet */
};
/* paper set: one of the register, in the actor's sight; HN_CONFLICT paper.not_issued, study.entered (it is studied here
 * already). Else the paper is entered as received from its issuer, or without one as the unit's own. HN_INVALID
 * study.number, study.title, study.kind (of hn_paper_kinds), study.due (before its day), study.owed, study.future, and what
 * hn_paper_enter refuses. */
enum hn_rc hn_study_paper_put(struct hn_ctx *c, const struct hn_study_paper *in, int64_t *out);
/* No longer owed by anybody; what was studied stays. HN_CONFLICT study.ended. */
enum hn_rc hn_study_paper_end(struct hn_ctx *c, int64_t id);
/* HN_NOT_FOUND unless it concerns a unit whose meetings the actor reads: entered by it, or by one above it. */
enum hn_rc hn_study_paper_get(struct hn_ctx *c, int64_t id, struct hn_study_paper *out);
/* Papers that concern a unit on c->on: entered by it or by one above; those it owes and has not studied first, then
 * newest first. owed_only: those alone. */
enum hn_rc hn_study_papers(struct hn_ctx *c, struct hn_unit_id unit, bool owed_only,
                           const struct hn_study_paper **out, size_t *count);

struct hn_study_session {
    int64_t id, paper;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *speaker, *adds;
    const char *number, *title; /* of the paper */
    struct hn_meeting_id meeting;
    hn_day day;
    int64_t members, called,
        others; /* members who took part, of those called that day; non-members, a count */
    bool training;
    int64_t version;
};
/* With a meeting, its roll says who took part and its day is the day; else parts does: members of the unit on the day.
 * HN_INVALID study.day (future, or before the paper's), study.others, study.nobody, study.not_concerned (the paper is
 * none of this unit's), study.meeting (of another unit, or not held); HN_NOT_FOUND roll.not_member; HN_CONFLICT
 * study.twice (the same paper, unit and day), study.ended. */
enum hn_rc hn_study_session_put(struct hn_ctx *c, const struct hn_study_session *in,
                                const struct hn_person_id *parts, size_t part_count, int64_t *out);
/* A wrong entry; its row stays. */
enum hn_rc hn_study_session_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id);
/* Of one unit; paper 0: all, trainings too; newest first. */
enum hn_rc hn_study_sessions(struct hn_ctx *c, struct hn_unit_id unit, int64_t paper,
                             const struct hn_study_session **out, size_t *count);

/* Coverage of a paper at and below a unit on c->on: how many units owe it, have studied it, by the due day; members who
 * took part in these, each once, of those called; non-members. Within the actor's scope of HN_MAY_READ_MEETING. */
struct hn_study_cover {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    int64_t owing, studied, in_time, called, took_part, others;
};
/* The sum, and a line for each child of within that has any such unit at or below it. */
enum hn_rc hn_study_coverage(struct hn_ctx *c, int64_t paper, struct hn_unit_id within,
                             struct hn_study_cover *sum, const struct hn_study_cover **children,
                             size_t *count);
/* Units at and below that owe it, by code: missing: that have not studied it, else all. */
struct hn_study_unit {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    hn_day studied; /* HN_DAY_OPEN: not yet */
    int64_t took_part, others;
    const char *adds; /* of the last session that adds something */
};
enum hn_rc hn_study_units(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, bool missing,
                          int64_t offset, int64_t limit,
                          void (*emit)(void *sink, const struct hn_study_unit *u), void *sink);
enum hn_rc hn_study_unit_count(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, bool missing,
                               int64_t *out);

extern const struct hn_sql *const hn_study_sql[], *const hn_study_session_sql[], *const hn_study_cover_sql[];
#define HN_STUDY_SQL hn_study_sql, hn_study_session_sql, hn_study_cover_sql

#endif
