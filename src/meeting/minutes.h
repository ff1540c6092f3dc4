/* minutes.h: minutes and resolution, written by the program from what was recorded; adoption, lock, sending. (domain/03
 * §3.3, domain/08 §8.5, §8.6)
 *
 * Until adoption both are composed anew each time; adopting freezes them as documents (print/doc.h) with their numbers,
 * and locks the meeting. What is wrong afterwards is put right by an addendum, which stands beside the frozen text.
 */
#ifndef HN_MEETING_MINUTES_H
#define HN_MEETING_MINUTES_H

#include "meeting/meeting.h"
#include "meeting/number.h"
#include "print/doc.h"

/* Is all there that minutes need? Nothing is written and no fault noted. what: not_held chair writer not_recorded (arg:
 * how many on the roll) conclusion vote (on the resolution, ordinary meetings) vote_failed (arg: the share) conflict (arg:
 * how many entries of phones wait for a choice). Needs HN_MAY_READ_MEETING. */
struct hn_minutes_check {
    const char *what; /* text "check.<what>"; what is wrong: "error.minutes.<what>" with arg */
    bool fine;
    const char *arg;
};
enum hn_rc hn_minutes_check(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_minutes_check **out,
                            size_t *count, bool *ready);

/* What scores, tasks and fees have to say in them is told by the caller, since they stand beside this subject: lines of
 * the tables as finished text. */
struct hn_minutes_more {
    const struct hn_doc_row *last_tasks; /* task, who and due, state at start, result */
    size_t last_task_count;
    const struct hn_doc_row *next_tasks; /* who, what, due, reported at */
    size_t next_task_count;
    const struct hn_doc_row *scores; /* criterion, most, points */
    size_t score_count;
    const char *score_line; /* "92,50 điểm, xếp loại Tốt"; "" none */
    const char *fee_line;   /* "" none */
};
/* The draft as it would read now. which: "minutes" "resolution". */
enum hn_rc hn_minutes_compose(struct hn_ctx *c, struct hn_meeting_id id, const char *which,
                              const struct hn_minutes_more *more, struct hn_doc **out);
/* Brings the roll up to date for the last time, numbers, freezes, locks; the month is worked out anew. HN_CONFLICT:
 * hn_minutes_check is not content (a fault "minutes.<what>" for each that is not fine), meeting.locked. */
enum hn_rc hn_minutes_adopt(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_minutes_more *more);
/* To the committee above, with the time of arrival; again is HN_OK and changes nothing. HN_CONFLICT minutes.not_adopted. */
enum hn_rc hn_minutes_send(struct hn_ctx *c, struct hn_meeting_id id);
/* The committee above has opened it: notes when and who, once (HN_MAY_MONITOR; else nothing happens). */
enum hn_rc hn_minutes_receive(struct hn_ctx *c, struct hn_meeting_id id);
/* HN_CONFLICT minutes.not_adopted; HN_INVALID minutes.text. */
enum hn_rc hn_minutes_addendum(struct hn_ctx *c, struct hn_meeting_id id, const char *text,
                               int64_t *document);

struct hn_meeting_document {
    int64_t id;
    const char *kind;   /* minutes resolution addendum */
    const char *symbol; /* "05-NQ/CB" */
    hn_day day;
    hn_time at;
    const char *by_name;
    struct hn_doc *doc;
};
/* As adopted, in order; with them their text only when whole. Needs HN_MAY_READ_MEETING; the
 * text HN_DENIED meeting.took_part where what was said is not open to the actor (run.h). */
enum hn_rc hn_documents_of(struct hn_ctx *c, struct hn_meeting_id id, bool whole,
                           const struct hn_meeting_document **out, size_t *count);
enum hn_rc hn_document_get(struct hn_ctx *c, struct hn_meeting_id id, int64_t document,
                           struct hn_meeting_document *out);
/* For the official program, so that nothing is typed a second time: its fields in its order, one "name: value" a block. */
enum hn_rc hn_minutes_copy_sheet(struct hn_ctx *c, struct hn_meeting_id id,
                                 const struct hn_minutes_more *more, struct hn_doc **out);
/* For those without a phone: the rows of attendance, agenda, votes and tasks, to be filled in by pen, typed later in the
 * same order. */
enum hn_rc hn_minutes_blank_sheet(struct hn_ctx *c, struct hn_meeting_id id, struct hn_doc **out);
/* The invitation: when, where, agenda. */
enum hn_rc hn_minutes_invitation(struct hn_ctx *c, struct hn_meeting_id id, struct hn_doc **out);

/* Papers of a meeting: pdf docx xlsx odt ods png jpg txt, told by their bytes, not their names. HN_INVALID attachment.type,
 * attachment.size (arg: most), attachment.name; HN_CONFLICT attachment.count, meeting.locked. */
struct hn_meeting_paper {
    int64_t id;
    const char *name, *type;
    int64_t size;
    hn_time at;
};
enum hn_rc hn_meeting_paper_add(struct hn_ctx *c, struct hn_meeting_id id, const char *name,
                                struct hn_bytes content, int64_t *out);
enum hn_rc hn_meeting_paper_remove(struct hn_ctx *c, struct hn_meeting_id id, int64_t paper);
enum hn_rc hn_meeting_papers(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_meeting_paper **out,
                             size_t *count);
/* Its bytes stand in memory of their own that ends with c's. attachment/type.h has the content type. */
enum hn_rc hn_meeting_paper_content(struct hn_ctx *c, struct hn_meeting_id id, int64_t paper,
                                    struct hn_meeting_paper *about, struct hn_bytes *out);

extern const struct hn_sql *const hn_minutes_sql[];
extern const struct hn_sql *const hn_minutes_facts_sql[];
extern const struct hn_sql *const hn_document_sql[];
#define HN_MINUTES_SQL hn_minutes_sql, hn_minutes_facts_sql, hn_number_sql, hn_document_sql

#endif
