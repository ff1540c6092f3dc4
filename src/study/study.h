/* study.h: papers from above, studied in sessions: who took part, what each unit adds, coverage. (product S20)
 *
 * A committee enters a paper that the units below are to study (HN_MAY_MONITOR over it); each unit records its sessions
 * (HN_MAY_EDIT_MEETING), alone or as part of a meeting, whose roll then says who took part. Leans on meeting/.
 */
#ifndef HN_STUDY_STUDY_H
#define HN_STUDY_STUDY_H

#include "meeting/meeting.h"

extern const char
    *const hn_study_kinds[]; /* resolution directive conclusion regulation guidance plan other */

struct hn_study_paper {
    int64_t id;
    struct hn_unit_id unit; /* that entered it */
    const char *unit_name, *kind, *number, *issuer, *title, *summary;
    const char *owed_by; /* "cell", "committee" or both, parted by a space: which units below owe a session */
    hn_day day, due;
    int64_t version;
    bool ended;
    bool studied; /* by the unit asked about */
};
/* HN_INVALID study.number, study.title, study.kind, study.due (before its day), study.owed. */
enum hn_rc hn_study_paper_put(struct hn_ctx *c, const struct hn_study_paper *in, int64_t *out);
enum hn_rc hn_study_paper_end(struct hn_ctx *c, int64_t id);
/* HN_NOT_FOUND unless entered by the actor's units, or by one above a unit the actor reads. */
enum hn_rc hn_study_paper_get(struct hn_ctx *c, int64_t id, struct hn_study_paper *out);
/* Papers that concern a unit on c->on: entered by it or by one above; newest first; at most 200. */
enum hn_rc hn_study_papers(struct hn_ctx *c, struct hn_unit_id unit, bool owed_only,
                           const struct hn_study_paper **out, size_t *count);

struct hn_study_session {
    int64_t id, paper;
    struct hn_unit_id unit;
    const char *unit_name, *speaker, *adds;
    struct hn_meeting_id meeting;
    hn_day day;
    int64_t members, called,
        others;    /* members who took part, of those called on that day; non-members, a count */
    bool training; /* training of village officials rather than study of a paper: then paper may be 0 */
    int64_t version;
};
/* With a meeting, its roll says who took part; else parts does (members of the unit on the day). HN_INVALID study.day
 * (future, or before the paper), study.others, study.nobody; HN_NOT_FOUND roll.not_member; HN_CONFLICT study.twice (the
 * same paper, unit and day). */
enum hn_rc hn_study_session_put(struct hn_ctx *c, const struct hn_study_session *in,
                                const struct hn_person_id *parts, size_t part_count, int64_t *out);
enum hn_rc hn_study_session_remove(struct hn_ctx *c, struct hn_unit_id unit, int64_t id);
enum hn_rc hn_study_sessions(struct hn_ctx *c, struct hn_unit_id unit, int64_t paper,
                             const struct hn_study_session **out, size_t *count);

/* Coverage of a paper below a unit: for each child, how many units owe it, how many have studied it, in time, and how
 * many members took part of how many. HN_MAY_READ_FIGURES is the caller's matter. */
struct hn_study_cover {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
    int64_t owing, studied, in_time, members, took_part, others;
};
enum hn_rc hn_study_coverage(struct hn_ctx *c, int64_t paper, struct hn_unit_id within,
                             struct hn_study_cover *sum, const struct hn_study_cover **children,
                             size_t *count);
/* Units below that owe it and have not studied it, within the scope; by code. */
enum hn_rc hn_study_missing(struct hn_ctx *c, int64_t paper, struct hn_unit_id within, int64_t offset,
                            int64_t limit, void (*emit)(void *sink, const struct hn_study_cover *u),
                            void *sink);

extern const struct hn_sql *const hn_study_sql[], *const hn_study_cover_sql[];
#define HN_STUDY_SQL hn_study_sql, hn_study_cover_sql

#endif
