/* month.h: what each cell of the made-up province does in a month, worked out before anything is written.
 *
 * Under real committees one rule holds for all, so that no real unit ranks below another: every cell meets in time and
 * sends its papers in time; how many are absent follows one share a season, which every unit keeps to within three
 * persons in a month and every cell within two in a year; scores go through one row of twelve, so that over a year every
 * cell has the same mean. Late, not met, excused, absent without reason and low scores exist only under the committees
 * whose name says that they are invented. (product/ section 4, Guards)
 * Pure computation. Neighbours: roster.h, who could come; meetings.c writes it.
 */
#ifndef HN_DEMO_MONTH_H
#define HN_DEMO_MONTH_H

#include "demo/roster.h"

enum hn_demo_fate { HN_FATE_NONE, HN_FATE_MET, HN_FATE_LATE, HN_FATE_NOT_MET, HN_FATE_EXCUSED };

/* Invented committees set this day for their cells; a meeting after it is late. */
enum { HN_DEMO_DUE_DAY = 20, HN_DEMO_MEAN_SCORE = 9400 };

struct hn_demo_month {
    enum hn_demo_fate fate; /* NONE: the unit does not exist yet, or the day is past the last that is told */
    hn_day day;
    int16_t start_minute, length_minutes;
    int16_t absent, unexcused, away;   /* persons; unexcused are among the absent */
    int16_t score_cell, score_monitor; /* 1/100 point; -1 none */
    int8_t sent_after;                 /* days after the meeting; -1 not sent */
    bool thematic;
};

/* The units that hold meetings, in order of codes: a unit and all below it stand together. */
struct hn_demo_holder {
    int unit; /* index in the plan */
    const char *code;
    int debt; /* of the absent, in 1/10,000 of a person: what rounding has left over so far */
};
struct hn_demo_holders {
    struct hn_demo_holder *unit;
    int count;
};
void hn_demo_holders(struct hn_arena *a, const struct hn_demo_plan *plan, struct hn_demo_holders *out);

/* One month of all holders, months in their order; out has room for them. last: no meeting after this day is told. */
void hn_demo_month(const struct hn_demo_plan *plan, const struct hn_demo_roster *roster,
                   struct hn_demo_holders *holders, int64_t month, hn_day last, struct hn_demo_month *out);

#endif
