/* owed_inside.h: what the files of owed share: the units asked about, and the items found, each once. */
#ifndef HN_REPORT_OWED_INSIDE_H
#define HN_REPORT_OWED_INSIDE_H

#include "indicator/period.h"
#include "report/owed.h"

enum hn_owed_rule { HN_OWED_MEETING_DAY, HN_OWED_MINUTES_DAYS, HN_OWED_NOTE_DAY, HN_OWED_RULES };

/* A unit the actor may ask about, with its rules of the month. */
struct hn_owed_place {
    int64_t unit;
    int64_t child; /* the child of within it stands at or below; 0: within itself */
    const char *code, *name;
    int64_t rule[HN_OWED_RULES];
};
struct hn_owed_item {
    size_t what; /* place in hn_owed_whats */
    int64_t unit, id;
    hn_day due; /* HN_DAY_OPEN: no day */
    bool late;
    const char *title, *from, *person; /* when words were asked for */
    struct hn_period period;           /* of a sheet, then too */
};

/* All that is owed at (and, below true, under) a unit. */
struct hn_owed_ask {
    struct hn_arena *arena; /* its own, below: a province owes more than a request has memory; else NULL */
    struct hn_unit_id within;
    int64_t month;
    bool below;
    hn_time by; /* what is recorded later is not known of */
    hn_day last;
    struct hn_owed_place *places; /* by unit */
    size_t place_count;
    struct hn_owed_item *items;
    size_t item_count, room;
};
/* Finds the units, which is where the right is asked for, then what they owe. */
enum hn_rc hn_owed_read(struct hn_ctx *c, struct hn_unit_id within, int64_t month, bool below,
                        struct hn_owed_ask *out);
/* Gives that memory back before the request ends. */
void hn_owed_done(struct hn_owed_ask *ask);
struct hn_owed_place *hn_owed_place_of(const struct hn_owed_ask *ask, int64_t unit);
/* The place of a word in hn_owed_whats; HN_OWED_WHATS: none. */
size_t hn_owed_what(const char *what);

/* owed_find.c */
enum hn_rc hn_owed_find(struct hn_ctx *c, struct hn_owed_ask *ask);
/* Late is worked out here. */
void hn_owed_add(struct hn_ctx *c, struct hn_owed_ask *ask, const struct hn_owed_item *item);
/* $1 to $7 of its statements; how many. */
size_t hn_owed_common(struct hn_ctx *c, const struct hn_owed_ask *ask, struct hn_param *params);
/* owed_sheet.c */
enum hn_rc hn_owed_find_sheets(struct hn_ctx *c, struct hn_owed_ask *ask);

#endif
