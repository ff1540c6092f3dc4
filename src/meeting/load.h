/* load.h: many meetings at once, right by construction: for the demo and later for imports.
 *
 * Writes meetings with their rolls and totals as they would stand, and the derived months beside them, from the same
 * figures. Nothing is checked but what the schema checks. One transaction may hold a part; parts follow one another in
 * any order of units, fastest in ascending order of unit ids. Adopted ones have no frozen document: minutes/ composes it
 * anew for reading. Not for: what people enter one by one, which goes through the rules.
 */
#ifndef HN_MEETING_LOAD_H
#define HN_MEETING_LOAD_H

#include "meeting/roll.h"

struct hn_meeting_load_roll {
    struct hn_person_id person;
    enum hn_presence state;
    bool official;
};
struct hn_meeting_load {
    struct hn_unit_id unit;
    const char *kind, *topic, *place, *why;
    bool thematic;
    int64_t month;
    hn_day day;
    int start_minute, began_minute, ended_minute;
    struct hn_person_id chair, writer;
    hn_time held_at, adopted_at, sent_at;
    const struct hn_meeting_load_roll *roll;
    size_t roll_count;
    int64_t score_cell, score_monitor; /* -1 none */
    const char *class_cell, *class_monitor, *score_set;
    bool late, sent_late; /* as the rules of the day have them */
};
struct hn_meeting_loader; /* lives in c's arena; rows wait in it, a few thousand meetings at a time */
enum hn_rc hn_meeting_load_begin(struct hn_ctx *c, struct hn_meeting_loader **out);
/* Copies what it is given. c must be in a writing transaction from begin to end. out may be NULL. */
enum hn_rc hn_meeting_load(struct hn_meeting_loader *l, const struct hn_meeting_load *in,
                           struct hn_meeting_id *out);
enum hn_rc hn_meeting_load_end(struct hn_meeting_loader *l);

/* The ordinary meetings that say how a month was, by unit; then, many at once, monitors as their guests. */
struct hn_meeting_held_row {
    struct hn_unit_id unit;
    struct hn_meeting_id meeting;
    hn_day day;
    hn_time held_at;
    struct hn_person_id guest; /* given to hn_meeting_load_guests; 0 none */
};
enum hn_rc hn_meeting_load_held(struct hn_ctx *c, int64_t month, struct hn_meeting_held_row *out, size_t room,
                                size_t *count);
enum hn_rc hn_meeting_load_guests(struct hn_ctx *c, const struct hn_meeting_held_row *rows, size_t count);

#endif
