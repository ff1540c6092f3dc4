/* meeting.h: the meetings of a unit: called, held, adopted, sent. (domain/03 §3.1; product P6)
 *
 * One row a meeting, a draft until it is adopted, then locked. A month owes an ordinary meeting; a thematic part or
 * meeting is owed each quarter. Reading needs HN_MAY_READ_MEETING over the unit, keeping HN_MAY_EDIT_MEETING; both are
 * asked here. Neighbours: roll.h (who came), run.h (what was said), minutes.h (papers, lock), month.h (the derived
 * month), op.h (what a phone wrote without network). Not for: scores (score/), tasks (task/).
 */
#ifndef HN_MEETING_MEETING_H
#define HN_MEETING_MEETING_H

#include "access/access.h"
#include "store/store.h"

struct hn_meeting_id {
    int64_t v;
};

/* ordinary thematic extraordinary committee congress; texts "meeting_kind.<code>". NULL-ended. */
extern const char *const hn_meeting_kinds[];

enum hn_meeting_stage {
    HN_STAGE_PLANNED, /* called, perhaps not yet told */
    HN_STAGE_INVITED,
    HN_STAGE_HELD,    /* when it really was is recorded */
    HN_STAGE_ADOPTED, /* locked */
    HN_STAGE_SENT,    /* at the committee above */
    HN_STAGE_CANCELLED
};

struct hn_meeting {
    struct hn_meeting_id id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *unit_kind; /* on the meeting's day */
    const char *kind;
    bool thematic;
    const char *topic;
    int64_t month;
    hn_day day; /* planned */
    int start_minute, length_minutes;
    const char *place, *why;
    struct hn_person_id chair, writer; /* 0: not said */
    const char *chair_name, *writer_name;
    hn_time invited_at, held_at, adopted_at, sent_at, received_at, cancelled_at;
    hn_day held_day;
    int began_minute, ended_minute; /* -1: not said */
    const char *cancel_reason;
    int64_t version;
    enum hn_meeting_stage stage;
};
/* The day it was held, else the day planned: whose roll counts. */
hn_day hn_meeting_on(const struct hn_meeting *m);
bool hn_meeting_locked(const struct hn_meeting *m); /* adopted or cancelled */

struct hn_meeting_new {
    struct hn_unit_id unit;
    const char *kind;
    bool thematic;
    const char *topic;
    int64_t month; /* 0: of the day */
    hn_day day;
    int start_minute, length_minutes; /* 0: as the rule wants */
    const char *place, *why;
    struct hn_person_id chair, writer;
};
/* Calls a meeting, with the agenda of its kind and what is open (run.h).
 *
 * HN_INVALID   meeting.kind; meeting.outside_life (the unit does not stand on that day: arg its last or first day);
 *              meeting.topic (thematic without one); meeting.why (a second ordinary one in the month without a reason);
 *              meeting.month (further than one month from the day); meeting.minute
 * HN_CONFLICT  meeting.same_time (another of the unit at that very time)
 * HN_INVALID also meeting.not_member (chair or writer not on the unit's register of that day), too_long */
enum hn_rc hn_meeting_call(struct hn_ctx *c, const struct hn_meeting_new *in, struct hn_meeting_id *out);
/* Other day, time, place, kind … while planned or invited; same refusals. HN_CONFLICT meeting.locked,
 * meeting.held (it has taken place: hn_meeting_hold puts that right), changed (field row_version). */
enum hn_rc hn_meeting_change(struct hn_ctx *c, struct hn_meeting_id id, int64_t version,
                             const struct hn_meeting_new *in);
/* Invites: notices go out (notice/ is told by the caller). HN_CONFLICT meeting.locked, meeting.held,
 * meeting.agenda_empty. Again is HN_OK and changes nothing. */
enum hn_rc hn_meeting_invite(struct hn_ctx *c, struct hn_meeting_id id);
/* How it really was: makes the roll when there is none. HN_INVALID meeting.future (held_day after today),
 * meeting.outside_life, meeting.minute, meeting.month (further than one month from its own), meeting.not_member (chair
 * or writer no member that day); HN_CONFLICT changed. version -1: whatever stands. Also again, while it is a draft. */
struct hn_meeting_held {
    hn_day day;
    int began_minute, ended_minute;
    struct hn_person_id chair, writer;
};
enum hn_rc hn_meeting_hold(struct hn_ctx *c, struct hn_meeting_id id, int64_t version,
                           const struct hn_meeting_held *in);
/* HN_CONFLICT meeting.locked; HN_INVALID meeting.cancel_reason. */
enum hn_rc hn_meeting_cancel(struct hn_ctx *c, struct hn_meeting_id id, const char *reason);

/* By id as text. HN_NOT_FOUND also when the actor may not read it; needs right over its unit. */
enum hn_rc hn_meeting_find(struct hn_ctx *c, const char *id, struct hn_meeting_id *out,
                           struct hn_unit_id *unit);
enum hn_rc hn_meeting_get(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out);
/* The same without asking for rights: for the rules of neighbours. */
enum hn_rc hn_meeting_read(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out);
/* For a deed on a meeting's draft: reads it, asks HN_MAY_EDIT_MEETING, refuses a locked one (HN_CONFLICT
 * meeting.locked). Every deed of run.h, roll.h, score/ and task/ on a meeting begins so. */
enum hn_rc hn_meeting_open(struct hn_ctx *c, struct hn_meeting_id id, struct hn_meeting *out);

/* Those of a unit whose month lies in from..to, newest first; at most 200. */
enum hn_rc hn_meetings_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t from, int64_t to,
                          const struct hn_meeting **out, size_t *count);
/* All of the actor's own (of the units whose meetings the actor keeps, of the own cell, and where the own person is a
 * guest) from a day on, soonest first; at most 100: for the front of "my work" and the calendar feed. Somebody who
 * follows hundreds of cells from above sees them in the returns, not here. */
enum hn_rc hn_meetings_coming(struct hn_ctx *c, hn_day from, hn_day to, const struct hn_meeting **out,
                              size_t *count);

/* What the cell is used to: the day for a month, hour and place most common among its last six ordinary meetings (nth
 * weekday or day of the month, whichever fits more); without any: the 3rd at 19:30, no place. */
struct hn_meeting_habit {
    hn_day day;
    int start_minute, length_minutes;
    const char *place;
    struct hn_person_id chair, writer; /* of the last */
    bool thematic_owed;                /* none yet in the quarter */
    int seen;                          /* how many it was learnt from */
};
enum hn_rc hn_meeting_habit(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                            struct hn_meeting_habit *out);

/* Why a cell need not meet in a month (HN_MAY_MONITOR over it). HN_INVALID meeting.excuse_reason; HN_CONFLICT
 * meeting.excused. */
/* HN_NOT_FOUND meeting.not_excused, of the end. */
enum hn_rc hn_excuse_put(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const char *reason);
enum hn_rc hn_excuse_end(struct hn_ctx *c, struct hn_unit_id unit, int64_t month);

/* The statements, a list a file; HN_MEETING_SQL stands for all of them where the store is told (src/subjects.c). */
extern const struct hn_sql *const hn_meeting_sql[];
extern const struct hn_sql *const hn_meeting_deed_sql[];
extern const struct hn_sql *const hn_meeting_list_sql[];
extern const struct hn_sql *const hn_excuse_sql[];
extern const struct hn_sql *const hn_roll_sql[];
extern const struct hn_sql *const hn_follow_sql[];
extern const struct hn_sql *const hn_agenda_sql[];
extern const struct hn_sql *const hn_attend_sql[];
extern const struct hn_sql *const hn_check_in_sql[];
extern const struct hn_sql *const hn_run_sql[];
extern const struct hn_sql *const hn_vote_sql[];
extern const struct hn_sql *const hn_month_sql[];
extern const struct hn_sql *const hn_meeting_load_sql[];
extern const struct hn_sql *const hn_meeting_each_sql[];
extern const struct hn_sql *const hn_op_sql[];
extern const struct hn_sql *const hn_op_put_sql[];
extern const struct hn_sql *const hn_op_list_sql[];
#define HN_MEETING_SQL                                                                                       \
    hn_meeting_sql, hn_meeting_deed_sql, hn_meeting_list_sql, hn_excuse_sql, hn_roll_sql, hn_follow_sql,     \
        hn_agenda_sql, hn_attend_sql, hn_check_in_sql, hn_run_sql, hn_vote_sql, hn_month_sql,                \
        hn_meeting_load_sql, hn_meeting_each_sql, hn_op_sql, hn_op_put_sql, hn_op_list_sql

#endif
