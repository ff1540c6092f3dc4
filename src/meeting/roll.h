/* roll.h: who came: one row for each member of the unit on the meeting's day, and the guests. (domain/03 §3.2)
 *
 * The roll is made when attendance is first opened and follows the register until the meeting is adopted: who joined
 * by that day is added, who had left is taken out. Exempt and suspended follow the member's activity and are shown, not
 * counted. Nobody is present because nothing was written: not recorded is a state of its own, and in the base.
 */
#ifndef HN_MEETING_ROLL_H
#define HN_MEETING_ROLL_H

#include "meeting/meeting.h"

enum hn_presence {
    HN_NOT_RECORDED,
    HN_PRESENT,
    HN_ONLINE,
    HN_EXCUSED,   /* absent with reason */
    HN_UNEXCUSED, /* absent without reason */
    HN_AWAY,      /* temporarily away with the cell's knowledge */
    HN_ON_DUTY,   /* armed forces on special duty */
    HN_EXEMPT,
    HN_SUSPENDED,
    HN_PRESENCE_COUNT
};
/* "not_recorded" "present" "online" "excused" "unexcused" "away" "on_duty" "exempt" "suspended"; texts "presence.<code>".
 * NULL-ended, in that order. */
extern const char *const hn_presences[];
enum hn_presence hn_presence_of(const char *name); /* HN_PRESENCE_COUNT: unknown */

enum hn_via { HN_VIA_SECRETARY, HN_VIA_CODE, HN_VIA_QR, HN_VIA_HELPER, HN_VIA_SHEET };

/* Warnings of an attender, as of this meeting, from the meetings before it. */
#define HN_WARN_THIRD_EXCUSED 1u /* third ordinary meeting running excused */
#define HN_WARN_THREE_MONTHS  2u /* three months running without excuse: the rule on removal (domain/02) */

struct hn_attender {
    struct hn_person_id person;
    const char *code, *full_name, *office; /* office in the cell, "" none */
    hn_pdate birth_date;                   /* only its year is shown, to tell two of one name apart */
    enum hn_presence state;
    bool official;
    enum hn_via via;
    struct hn_person_id helper;
    const char *helper_name, *reason;
    int64_t version; /* 0: no row yet */
    hn_time at;
    unsigned warnings;
};

/* Counts of one roll. base = members - exempt - suspended - away - on_duty; rate = (present + online) ÷ base. entitled:
 * official members in the base: who may vote. */
struct hn_roll_count {
    int64_t members, base, present, online, excused, unexcused, away, on_duty, exempt, suspended,
        not_recorded;
    int64_t entitled, entitled_present, guests;
};

struct hn_guest {
    const char *item_key;
    struct hn_person_id person;      /* 0: by name */
    const char *name, *title, *role; /* monitor posted invited; texts "guest_role.<code>" */
    int64_t version;
};
extern const char *const hn_guest_roles[];

/* The roll as it stands, in Vietnamese order, officers first; without writing: members not yet in it appear with version
 * 0. Needs HN_MAY_READ_MEETING. */
enum hn_rc hn_roll_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_attender **out,
                        size_t *count, struct hn_roll_count *counts);
enum hn_rc hn_roll_guests(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_guest **out,
                          size_t *count);
/* Counts alone, from the rows written; of any meeting, no rights asked. */
enum hn_rc hn_roll_counts(struct hn_ctx *c, struct hn_meeting_id id, struct hn_roll_count *out);

/* Makes or refreshes the rows (HN_MAY_EDIT_MEETING; a locked meeting: HN_CONFLICT). */
enum hn_rc hn_roll_make(struct hn_ctx *c, struct hn_meeting_id id);

struct hn_presence_put {
    struct hn_person_id person;
    enum hn_presence state; /* present online excused unexcused away on_duty not_recorded */
    const char *reason;
    enum hn_via via;
    struct hn_person_id helper;
    int64_t base; /* version seen; -1: whatever stands */
};
/* HN_NOT_FOUND roll.not_member: not a member of the unit on that day and so a guest at most; HN_INVALID roll.state (exempt
 * or suspended, or online where not allowed); HN_CONFLICT roll.changed: base is old, and the value differs (what stands is
 * in *now). *now may be NULL. */
enum hn_rc hn_roll_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_presence_put *in,
                       struct hn_attender *now);
/* A whole sheet in one deed: those named; with all_present, everybody else still not recorded is present. base -1 each.
 * At most 500. */
enum hn_rc hn_roll_put_all(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_presence_put *in,
                           size_t count, bool all_present);
/* HN_INVALID roll.guest_name, roll.guest_member (a member of the unit is no guest). key: NULL makes one. */
enum hn_rc hn_guest_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_guest *in);
enum hn_rc hn_guest_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key);

/* Checking in oneself. Opened by the secretary for a while (2 hours from now); six digits, and a secret for the QR. */
struct hn_check_in {
    const char *code, *secret;
    hn_time until_at;
    bool open;
};
enum hn_rc hn_check_in_open(struct hn_ctx *c, struct hn_meeting_id id, struct hn_check_in *out);
enum hn_rc hn_check_in_close(struct hn_ctx *c, struct hn_meeting_id id);
enum hn_rc hn_check_in_read(struct hn_ctx *c, struct hn_meeting_id id, struct hn_check_in *out);
/* By a member of the cell, as himself: code or secret. for_person ≠ 0: helps a fellow member without a phone, who stands
 * there then as checked in by a helper. HN_INVALID check_in.wrong (and counted: after 20 it closes), HN_CONFLICT
 * check_in.closed, HN_NOT_FOUND roll.not_member. HN_INVALID wrong must be answered so that the count stays. */
enum hn_rc hn_check_in_do(struct hn_ctx *c, struct hn_meeting_id id, const char *code,
                          struct hn_person_id for_person, bool *wrong);

/* One person's last meetings, newest first, at most limit: for the own page and the record. */
struct hn_attended {
    struct hn_meeting_id meeting;
    const char *unit_name, *kind;
    hn_day day;
    enum hn_presence state;
};
enum hn_rc hn_roll_of_person(struct hn_ctx *c, struct hn_person_id person, size_t limit,
                             const struct hn_attended **out, size_t *count);

#endif
