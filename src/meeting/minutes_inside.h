/* minutes_inside.h: what the minutes*.c files share: all that papers of a meeting say, read once, and their heads. */
#ifndef HN_MEETING_MINUTES_INSIDE_H
#define HN_MEETING_MINUTES_INSIDE_H

#include "meeting/minutes.h"
#include "meeting/roll.h"
#include "meeting/run.h"

struct hn_minutes_facts {
    struct hn_arena *arena;
    struct hn_meeting m;
    hn_day on;
    const struct hn_attender *roll;
    size_t roll_count;
    struct hn_roll_count counts;
    int64_t official; /* of the members on the roll */
    const struct hn_guest *guests;
    size_t guest_count;
    const struct hn_agenda_item *agenda;
    size_t agenda_count;
    const struct hn_opinion *opinions;
    size_t opinion_count;
    const struct hn_vote *votes;
    size_t vote_count;
    const struct hn_meeting_text *texts;
    size_t text_count;
    int64_t conflicts;             /* ops of a phone that wait for a choice */
    const char *superior, *issuer; /* names as on the day; superior "" at the root */
    const char *place;             /* "Tân Bình", "" unknown */
    const char *notice;            /* of made-up data */
};

/* Needs HN_MAY_READ_MEETING. */
enum hn_rc hn_minutes_facts(struct hn_ctx *c, struct hn_meeting_id id, struct hn_minutes_facts *out);
/* Heads alone, for papers that need no more (addendum). */
enum hn_rc hn_minutes_heads(struct hn_ctx *c, const struct hn_meeting *m, struct hn_minutes_facts *out);

/* --- words: always Vietnamese, as the papers are --- */
const char *hn_minutes_word(const char *key);
const char *hn_minutes_fill(const struct hn_minutes_facts *f, const char *key, const char *arg0,
                            const char *arg1);
const char *hn_minutes_number(const struct hn_minutes_facts *f, int64_t n);
/* "12/14" and "85,7%". */
const char *hn_minutes_part(const struct hn_minutes_facts *f, int64_t part, int64_t whole);
const char *hn_minutes_share(const struct hn_minutes_facts *f, int64_t part, int64_t whole);
const char *hn_minutes_clock(const struct hn_minutes_facts *f,
                             int minute);                      /* "19 giờ 30 phút"; "…" not said */
const char *hn_minutes_kind(const struct hn_minutes_facts *f); /* "sinh hoạt thường kỳ tháng 02/2026" */
const char *hn_minutes_text(const struct hn_minutes_facts *f, const char *part);
int64_t hn_minutes_came(const struct hn_minutes_facts *f); /* present and online */
/* "12/14 đảng viên phải dự = 85,7%" */
const char *hn_minutes_attendance(const struct hn_minutes_facts *f);
/* "9/12 đảng viên chính thức, 75,0%" */
const char *hn_minutes_vote(const struct hn_minutes_facts *f, const struct hn_vote *v);
/* Names of those in a state, with the reasons when wanted; "" nobody. */
const char *hn_minutes_names(const struct hn_minutes_facts *f, enum hn_presence state, bool reasons);
const char *hn_minutes_chair_office(const struct hn_minutes_facts *f); /* "BÍ THƯ", "CHỦ TRÌ" */

/* A new document with its heads; number: "Số 05-NQ/CB", "" none. */
struct hn_doc *hn_minutes_doc(const struct hn_minutes_facts *f, const char *number, hn_day day,
                              const char *title, const char *summary);
void hn_minutes_votes_table(struct hn_doc *d, const struct hn_minutes_facts *f);
void hn_minutes_rows(struct hn_doc *d, const char *caption, const char *columns, const int *shares,
                     size_t count, const struct hn_doc_row *rows, size_t row_count);

/* The two papers of a meeting; symbol "05-NQ/CB", or "…-NQ/CB" while it has none. */
struct hn_doc *hn_minutes_write(const struct hn_minutes_facts *f, const struct hn_minutes_more *more,
                                const char *symbol);
struct hn_doc *hn_resolution_write(const struct hn_minutes_facts *f, const struct hn_minutes_more *more,
                                   const char *symbol);
/* Is a resolution among this meeting's papers: of an ordinary one always, else when one was voted through. */
bool hn_minutes_has_resolution(const struct hn_minutes_facts *f);

/* --- numbers (number.c) --- */
/* type "NQ" "BB". The next number within the term of the committee on the day, taken; and its symbol. */
enum hn_rc hn_document_number(struct hn_ctx *c, const struct hn_meeting *m, const char *type, int64_t *number,
                              const char **symbol);
/* "05-NQ/CB"; number 0: "…-NQ/CB". (domain/08 §8.5) */
const char *hn_document_symbol(struct hn_arena *a, const struct hn_meeting *m, const char *type,
                               int64_t number);

#endif
