/* area.h: areas in charge: which village, household group, firm has which named members over which days. (domain/03 §3.6;
 * product S6)
 *
 * An area belongs to the unit that keeps its book. Plan and monthly note say what those in charge do; nothing is recorded
 * about residents. Keeping the book needs HN_MAY_DIRECT over the unit; the note is written by who is in charge as himself,
 * or for him by who directs; reading needs HN_MAY_READ_MEETING over the unit; one's own areas need no right.
 */
#ifndef HN_AREA_AREA_H
#define HN_AREA_AREA_H

#include "access/access.h"
#include "store/store.h"

extern const char *const hn_area_kinds[]; /* village household_group firm other; texts "area_kind.<code>" */

struct hn_area {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name, *kind, *name, *note;
    struct hn_place_id place; /* 0 none */
    const char *place_code, *place_name;
    hn_day from, to;
    int64_t version;
    const char *in_charge;  /* lists: names on c->on, the lead first */
    int64_t leads, helpers; /* on c->on */
};
/* HN_INVALID area.name, area.kind, area.place (does not stand), fact.days; HN_CONFLICT area.twice (same unit, kind, name, days
 * meet), changed. */
enum hn_rc hn_area_put(struct hn_ctx *c, const struct hn_area *in, int64_t *out);
/* Closed from a day on, with all charges. HN_INVALID fact.days. */
enum hn_rc hn_area_close(struct hn_ctx *c, int64_t id, hn_day on);
/* HN_NOT_FOUND also when neither in charge nor HN_MAY_READ_MEETING is held over its unit. */
enum hn_rc hn_area_get(struct hn_ctx *c, int64_t id, struct hn_area *out);

struct hn_charge {
    int64_t area;
    struct hn_unit_id unit;
    const char *area_name, *area_kind, *unit_code, *unit_name;
    struct hn_person_id person;
    const char *person_code, *person_name, *role, *decision; /* role: lead help */
    hn_day from, to;
};
/* From charge->from until charge->to. HN_INVALID charge.person (that day no member of the unit or of one below, without an
 * office there, and not following it from above), charge.role, charge.lead (somebody else leads on one of the days: arg his name), charge.area_days (outside the
 * area's), fact.days. */
enum hn_rc hn_charge_put(struct hn_ctx *c, const struct hn_charge *in);
/* to: the first day on which he no longer is. HN_NOT_FOUND charge.none. */
enum hn_rc hn_charge_end(struct hn_ctx *c, int64_t area, struct hn_person_id person, hn_day to);
/* Of an area over all time as known at c->known, newest first; of a person likewise (in the actor's scope, or one's own). */
enum hn_rc hn_charges_of_area(struct hn_ctx *c, int64_t area, const struct hn_charge **out, size_t *count);
enum hn_rc hn_charges_of_person(struct hn_ctx *c, struct hn_person_id person, const struct hn_charge **out,
                                size_t *count);

struct hn_area_plan {
    int64_t id, area;
    int64_t month_from, month_to; /* year × 12 + month - 1 */
    const char *text;
    int64_t version;
};
/* HN_INVALID area.plan_text, area.plan_months (none, more than 24); HN_CONFLICT changed. By who directs or is in charge. */
enum hn_rc hn_area_plan_put(struct hn_ctx *c, const struct hn_area_plan *in, int64_t *out);
enum hn_rc hn_area_plans(struct hn_ctx *c, int64_t area, const struct hn_area_plan **out, size_t *count);

struct hn_area_note {
    int64_t area, month;
    struct hn_person_id person;
    const char *person_name, *text;
    const char *by_name, *for_name; /* who wrote it down; for_name: whom somebody else wrote for, "" */
    hn_time at;
    int64_t version; /* 0: none yet */
};
/* Of a month not ahead, by one in charge within it. HN_DENIED; HN_INVALID area.note_text, area.note_month, area.note_person
 * (was not in charge that month); HN_CONFLICT changed. */
enum hn_rc hn_area_note_put(struct hn_ctx *c, const struct hn_area_note *in);
enum hn_rc hn_area_notes(struct hn_ctx *c, int64_t area, int64_t month_from, int64_t month_to,
                         const struct hn_area_note **out, size_t *count);

/* The last day for the note of a month: rule area_note_due_day. No rights asked. */
enum hn_rc hn_area_note_due(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, hn_day *out);

/* The book of a unit (and below): on c->on. An area owes the note of a month when somebody led it on a day of that month up to
 * c->on; the note of any one in charge is its note. what: "" any, gap (nobody leads), no_note (a note of the month owed and not
 * written). By code of the unit, kind, name. */
struct hn_area_filter {
    struct hn_unit_id within; /* 0 only with mine */
    bool mine;                /* the own person's, wherever */
    const char *what, *words, *kind;
    struct hn_place_id place; /* 0 any */
    int64_t month;            /* of no_note; 0: this month */
};
enum hn_rc hn_area_list(struct hn_ctx *c, const struct hn_area_filter *f, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_area *a), void *sink);
enum hn_rc hn_area_count(struct hn_ctx *c, const struct hn_area_filter *f, int64_t *out);
/* Who is in charge of how many on c->on, most first; over: more than the rule area_most of the unit. */
struct hn_area_load {
    struct hn_person_id person;
    const char *code, *name;
    int64_t leads, helps, most;
    bool over;
};
enum hn_rc hn_area_loads(struct hn_ctx *c, struct hn_unit_id within, const struct hn_area_load **out,
                         size_t *count);
/* Charges that began or ended over days from ≤ day < to, by day. */
struct hn_area_change {
    hn_day on;
    bool began;
    struct hn_charge charge;
};
enum hn_rc hn_area_changes(struct hn_ctx *c, struct hn_unit_id within, hn_day from, hn_day to,
                           const struct hn_area_change **out, size_t *count);
struct hn_area_sum {
    int64_t areas, gaps, people, over, notes_owed, notes_written; /* on c->on; notes of its month */
};
enum hn_rc hn_area_sum(struct hn_ctx *c, struct hn_unit_id within, struct hn_area_sum *out);

extern const struct hn_sql *const hn_area_sql[],
    *const hn_charge_sql[], *const hn_area_note_sql[], *const hn_area_list_sql[],
                                                           *const hn_area_book_sql[],
                                                               *const hn_area_each_sql[];
#define HN_AREA_SQL                                                                                          \
    hn_area_sql, hn_charge_sql, hn_area_note_sql, hn_area_list_sql, hn_area_book_sql, hn_area_each_sql

#endif
