/* returns_inside.h: what returns.c and returns_list.c share: the cells of one month, each with what its month came to. */
#ifndef HN_CENSUS_RETURNS_INSIDE_H
#define HN_CENSUS_RETURNS_INSIDE_H

#include "census/returns.h"

enum hn_return_state { HN_RETURN_NOT_MET, HN_RETURN_MET, HN_RETURN_LATE, HN_RETURN_EXCUSED };

/* One cell of the month. month_of: its row of cell_month as far as it had happened and was known; zeros without one. */
struct hn_return_cell {
    int64_t unit;
    int64_t child; /* place among the children it is added up by, -1 none */
    bool founded;  /* within the month */
    bool open;     /* not met, and still within time */
    enum hn_return_state state;
    struct hn_cell_month month;
};

/* Points from which a class holds, of the set in force on a day. */
struct hn_return_class {
    hn_day from, to;
    const char *class;
    int64_t least;
};

struct hn_return_month {
    struct hn_arena *arena; /* its own: a nation has far more cells than a request has memory */
    int64_t month;
    hn_day on;                    /* the day its cells stand on */
    struct hn_return_cell *cells; /* by unit */
    size_t count;
    const struct hn_return_class *classes;
    size_t class_count;
};

/* The day whose cells a month counts: its last, or c->on while it is not over. */
hn_day hn_returns_day(const struct hn_ctx *c, int64_t month);
/* All cells at and below unit. children: the units they are added up by, as they stand below unit on children_on; their
 * number is the place of the unit in that array. */
enum hn_rc hn_returns_read(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                           const struct hn_returns_unit *children, size_t child_count, hn_day children_on,
                           struct hn_return_month *out);
/* Gives its memory back before the request ends. */
void hn_returns_done(struct hn_return_month *m);
/* "good" …; "" when the cell's month has no score that counts. */
const char *hn_returns_class(const struct hn_return_month *m, const struct hn_return_cell *cell);
const char *hn_return_state_word(enum hn_return_state state);
/* Is the cell one of those a figure counts? which: as in returns.h. */
bool hn_returns_is(const struct hn_return_month *m, const struct hn_return_cell *cell, const char *which);

#endif
