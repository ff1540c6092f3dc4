/* page_meeting.h: the pages of a cell's month: calendar, meeting, agenda, papers, roll, minutes, check, sheets.
 *
 * Filled by page_cell.c (the cell and its calendar), page_meeting_new.c (calling), page_meeting.c (one meeting, its steps),
 * page_agenda.c, page_roll.c, page_check_in.c, page_minutes.c and page_minutes_deed.c; shown by web/view/meeting/. Each
 * form works as a plain POST; data-attributes say to the script of offline keeping what each row is. Not for: scores,
 * tasks, fees, visits, which have pages of their own.
 */
#ifndef HN_WEB_PAGE_MEETING_H
#define HN_WEB_PAGE_MEETING_H

#include "meeting/minutes.h"
#include "meeting/month.h"
#include "meeting/op.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "monitor/monitor.h"
#include "rule/rule.h"
#include "study/study.h"
#include "task/task.h"
#include "unit/unit.h"
#include "web/control.h"
#include "web/page.h"

hn_page_fn hn_page_cell, hn_page_meetings, hn_page_meeting_new, hn_page_meeting_call;
hn_page_fn hn_page_meeting, hn_page_meeting_edit, hn_page_meeting_change, hn_page_meeting_invite;
hn_page_fn hn_page_meeting_cancel, hn_page_meeting_cancel_do, hn_page_meeting_receive;
hn_page_fn hn_page_agenda, hn_page_agenda_save, hn_page_agenda_add, hn_page_agenda_fill;
hn_page_fn hn_page_roll, hn_page_roll_save, hn_page_guest_add, hn_page_guest_remove;
hn_page_fn hn_page_check_in_open, hn_page_check_in_close, hn_page_check_in, hn_page_check_in_do;
hn_page_fn hn_page_minutes, hn_page_minutes_facts, hn_page_minutes_opinion, hn_page_minutes_vote;
hn_page_fn hn_page_minutes_text, hn_page_minutes_task, hn_page_minutes_result, hn_page_minutes_all_done,
    hn_page_minutes_remove;
/* What of the run of a meeting pages read: roll, opinions, votes, texts, agenda, tasks. h is read already. */
struct hn_minutes_page;
enum hn_rc hn_minutes_page_read(struct hn_req *q, struct hn_minutes_page *p);
/* Fills in when it was and who led it, as recorded, else as planned. */
void hn_minutes_page_fill(struct hn_req *q, struct hn_minutes_page *p);
hn_page_fn hn_page_papers, hn_page_paper_add, hn_page_paper_remove, hn_page_paper;
hn_page_fn hn_page_review, hn_page_adopt, hn_page_minutes_send, hn_page_document, hn_page_addendum;
hn_page_fn hn_page_conflicts, hn_page_conflict_choose;
hn_page_fn hn_page_invitation, hn_page_copy_sheet, hn_page_blank_sheet, hn_page_sheet, hn_page_sheet_save;
extern const struct hn_form hn_form_paper, hn_form_paper_remove, hn_form_print, hn_form_adopt,
    hn_form_addendum, hn_form_conflict, hn_form_sheet;
extern const struct hn_form hn_form_cell_year, hn_form_meeting_new, hn_form_meeting, hn_form_meeting_change,
    hn_form_meeting_cancel, hn_form_agenda, hn_form_agenda_add, hn_form_roll, hn_form_guest,
    hn_form_guest_remove, hn_form_check_in_ask, hn_form_check_in, hn_form_facts, hn_form_opinion,
    hn_form_vote, hn_form_text_part, hn_form_minutes_task, hn_form_result, hn_form_all_done,
    hn_form_run_remove, hn_form_minutes;

/* --- shared --- */

/* What every page of one meeting shows at its head. */
struct hn_meeting_head {
    const struct hn_req *q;
    struct hn_meeting m;
    const char *title;   /* "Kỳ họp 7/2021" */
    const char *when;    /* "thứ Hai 05/7/2021, 19:30" */
    const char *path;    /* "/ky-hop/123" */
    const char *account; /* of who is signed in: whose the entries kept on the phone are */
    bool may_edit;       /* holds the right; a locked meeting is changed by nobody */
    bool open;           /* may_edit and not locked */
};
/* Reads the meeting of the path, with breadcrumb: cell, meeting, leaf (text key; NULL: the meeting's own page). */
enum hn_rc hn_meeting_head(struct hn_req *q, struct hn_meeting_head *h, const char *leaf);
/* "Kỳ họp 7/2021", "Sinh hoạt chuyên đề 7/2021" … */
const char *hn_meeting_title(struct hn_arena *a, enum hn_lang lang, const struct hn_meeting *m);
/* "thứ Hai 05/7/2021, 19:30"; minute -1: the day alone. */
const char *hn_meeting_when(struct hn_arena *a, enum hn_lang lang, hn_day day, int minute);
/* "19:30"; "" for -1. Read back: 19:30, 19h30, 19.30, 19h, 1930. -1: no time of a day. */
const char *hn_clock(struct hn_arena *a, int minute);
int hn_clock_parse(const char *text);
/* Text key "stage.planned" … of where a meeting stands. */
const char *hn_stage_word(enum hn_meeting_stage stage);
/* A new item_key. */
const char *hn_new_item_key(struct hn_ctx *c);
/* A fault of the subject's field is shown beside the field of the form that means it. */
void hn_fault_rename(struct hn_ctx *c, const char *from, const char *to);
/* On a page of several forms ids carry the name of their form: faults of this one get it too. */
void hn_fault_prefix(struct hn_ctx *c, const char *prefix);
/* The request when it was this form that was refused, else NULL: only then was anything typed in it. */
const struct hn_req *hn_req_of_form(const struct hn_req *q, const struct hn_form *form);
/* Members of a roll as choices, by their codes; and the person of a code, 0 when nobody on the roll has it. */
const struct hn_option *hn_roll_options(struct hn_arena *a, const struct hn_attender *roll, size_t count);
struct hn_person_id hn_roll_person(const struct hn_attender *roll, size_t count, const char *code);
const char *hn_roll_code(const struct hn_attender *roll, size_t count, struct hn_person_id person);

/* --- the cell --- */

enum { HN_CALENDAR_MONTHS = 12, HN_CELL_TASKS = 5, HN_CELL_VISITS = 5 };

struct hn_cell_page {
    const struct hn_req *q;
    struct hn_unit unit;
    const struct hn_cell_month *months; /* HN_CALENDAR_MONTHS, the newest last */
    const struct hn_meeting *meetings;  /* of these months and the next, newest first */
    size_t meeting_count;
    const struct hn_meeting *coming;         /* called and not yet held, the soonest; NULL */
    const struct hn_meeting *open;           /* held and not yet sent; NULL */
    int64_t month;                           /* of the day asked */
    int64_t next;                            /* the month a new meeting would be for */
    hn_day due;                              /* the month's last day in time */
    struct hn_task_row tasks[HN_CELL_TASKS]; /* open, the soonest due first */
    size_t task_count;
    int64_t task_total;
    const struct hn_study_paper *papers; /* to be studied and not yet */
    size_t paper_count;
    struct hn_visit visits[HN_CELL_VISITS]; /* of this month and the next, planned */
    size_t visit_count;
    const char *fee_line; /* "" while the month's book is not open */
    bool has_members, may_edit, may_fees;
    int year; /* of the list of meetings; 0: the cell's own page */
};
/* How a month went: "met" "late" "excused" "not_met" (over) "open" (not yet over); texts "month_state.<name>". */
const char *hn_month_state(const struct hn_cell_month *m, hn_day due, hn_day on);
const char *hn_cell_month_state(const struct hn_cell_page *p, const struct hn_cell_month *m);

/* The first month from that one on without an ordinary meeting, of meetings that stand newest first. */
int64_t hn_month_without(const struct hn_meeting *meetings, size_t count, int64_t from);

/* --- calling one --- */

struct hn_meeting_form_page {
    const struct hn_req *q;
    struct hn_unit unit;
    const struct hn_meeting_head *head; /* of the one that is changed; NULL: a new one */
    struct hn_meeting_habit habit;
    const char *month, *day, *start, *length, *kind, *place, *topic, *why, *chair, *writer;
    bool thematic;
    const struct hn_option *people;
    size_t people_count;
};

/* --- one meeting --- */

/* A step on the way from agenda to print. state: "todo" "doing" "review" "done" "later" (not its turn yet). */
struct hn_step {
    const char *name, *state, *href, *hint;
};
enum { HN_MEETING_STEPS = 10 };

struct hn_meeting_page {
    struct hn_meeting_head h;
    struct hn_step steps[HN_MEETING_STEPS];
    size_t step_count;
    const struct hn_step *next; /* the first that is to be done; NULL: all are */
    const struct hn_agenda_item *agenda;
    size_t agenda_count;
    struct hn_roll_count counts;
    const struct hn_guest *guests;
    size_t guest_count;
    const struct hn_meeting_document *documents; /* once adopted */
    size_t document_count;
    size_t paper_count;
    int64_t conflicts; /* entries of phones that wait for a choice */
    bool ready;        /* all that minutes need is there */
    bool may_receive;  /* sent, and the committee above has not yet said that it has them */
    bool cancelling;
};

/* --- agenda --- */

struct hn_agenda_page {
    struct hn_meeting_head h;
    const struct hn_agenda_item *items;
    size_t count;
    int64_t minutes; /* of all items together */
    const char *new_key;
    const struct hn_option *people;
    size_t people_count;
};

/* --- roll --- */

struct hn_roll_page {
    struct hn_meeting_head h;
    const struct hn_attender *roll;
    size_t count;
    struct hn_roll_count counts;
    const struct hn_guest *guests;
    size_t guest_count;
    struct hn_check_in check_in;
    bool online_allowed;
    int64_t low_bp; /* below it the share is marked */
    bool low;
    const char *qr;
    int qr_modules;
    const char *new_key;
};
/* The state shown for somebody: what was typed when the form is shown anew, else what stands. */
const char *hn_roll_shown(const struct hn_roll_page *p, const struct hn_attender *a);

struct hn_check_in_page {
    const struct hn_req *q;
    struct hn_meeting m;
    const char *title, *when, *code;
    bool found; /* a meeting that is open for checking in */
    const struct hn_attender *self;
    const struct hn_attender *roll;
    size_t count;
    const struct hn_option *people; /* for whom one may check in besides oneself */
    size_t people_count;
};

/* --- minutes --- */

struct hn_minutes_page {
    struct hn_meeting_head h;
    struct hn_roll_count counts;
    const struct hn_attender *roll;
    size_t roll_count;
    const struct hn_option *people;
    size_t people_count;
    const struct hn_task_row *last, *next;
    size_t last_count, next_count;
    const struct hn_opinion *opinions;
    size_t opinion_count;
    const struct hn_vote *votes;
    size_t vote_count;
    const struct hn_meeting_text *texts;
    size_t text_count;
    const struct hn_agenda_item *agenda;
    size_t agenda_count;
    const struct hn_option *items; /* of the agenda, for saying what an opinion is about */
    const char *new_item;
    const char *day, *began, *ended, *chair, *writer; /* as recorded, else as planned */
    const char *due;                                  /* by when a new task is due unless said otherwise */
    const char *vote_subject;
    bool resolution_voted;
    /* Of ?sua=: the line whose form is open with what it says; NULL: new lines. */
    const struct hn_opinion *opinion;
    const struct hn_vote *vote;
    const struct hn_task_row *task;
};

/* --- papers --- */

struct hn_papers_page {
    struct hn_meeting_head h;
    const struct hn_meeting_paper *papers;
    size_t count;
    int64_t most_bytes, most_count;
};

/* --- check and adopt --- */

struct hn_review_page {
    struct hn_meeting_head h;
    struct hn_minutes_page run;
    const struct hn_guest *guests;
    size_t guest_count;
    const struct hn_minutes_check *checks;
    size_t check_count;
    bool ready;
    const struct hn_doc *resolution,
        *minutes; /* as they would read now; NULL where the kind of meeting has none */
    const char *score_line, *fee_line;
    const char *superior; /* to whom it would be sent */
    int64_t conflicts;
};

struct hn_conflicts_page {
    struct hn_meeting_head h;
    const struct hn_op_conflict *conflicts;
    size_t count;
};

/* --- the printed sheet, typed in --- */

struct hn_sheet_page {
    struct hn_minutes_page p; /* its rows, in the order of the printed sheet */
};

#endif
