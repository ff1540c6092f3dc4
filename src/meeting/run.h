/* run.h: the run of a meeting: agenda, opinions, votes, and the parts of the minutes that are typed. (domain/03 §3.3, §3.5)
 *
 * Every row has an item_key made where it was first written, one row for ever, and a version. Deeds need
 * HN_MAY_EDIT_MEETING and refuse a locked meeting (hn_meeting_open). base: the version seen, -1: whatever stands; an old
 * one whose content differs is HN_CONFLICT run.changed. A removed item keeps its row.
 */
#ifndef HN_MEETING_RUN_H
#define HN_MEETING_RUN_H

#include "meeting/meeting.h"

#define HN_RUN_ITEMS 400 /* of one kind in one meeting */

struct hn_agenda_item {
    const char *item_key;
    int position;
    const char *phase, *kind,
        *title; /* phase: prepare open run close; kind: formality report discussion vote conclusion */
    int minutes;
    struct hn_person_id speaker;
    const char *speaker_name;
    const char *source; /* template task study own */
    int64_t task;
    const char *outcome;
    int64_t version;
};
enum hn_rc hn_agenda_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_agenda_item **out,
                          size_t *count);
/* HN_INVALID run.title, run.key (not 8..64 of [A-Za-z0-9-]), run.too_many. *version: of the row now; may be NULL. */
enum hn_rc hn_agenda_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_agenda_item *in,
                         int64_t base, int64_t *version);
enum hn_rc hn_agenda_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key);
/* The default items of the kind (nearest unit's template), then an item for each open task of the unit and each paper
 * to be studied, given by the caller as titles. Only those not there yet. */
struct hn_agenda_open {
    const char *title;
    const char *source; /* task study */
    int64_t id;
};
enum hn_rc hn_agenda_fill(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_agenda_open *open,
                          size_t count);

struct hn_opinion {
    const char *item_key;
    int position;
    const char *kind; /* opinion proposal praise reminder answer conclusion; texts "opinion_kind.<code>" */
    struct hn_person_id person;
    const char *name; /* of a guest; of a member filled in reading */
    const char *agenda_key, *text;
    int64_t version;
};
extern const char *const hn_opinion_kinds[];
/* What was said is for those who took part (present, or a guest), those who keep the cell's meetings and those who follow
 * it from above; a member who was not there sees the meeting without it. (product §2.11) */
enum hn_rc hn_opinions_open_to(struct hn_ctx *c, const struct hn_meeting *m, bool *out);
/* None where they are not open to the actor. */
enum hn_rc hn_opinions_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_opinion **out,
                            size_t *count);
/* HN_INVALID run.text, run.speaker (neither on the roll nor a guest), run.key, run.kind,
 * too_long, run.all_too_long (all of a meeting together; arg: most). */
enum hn_rc hn_opinion_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_opinion *in,
                          int64_t base, int64_t *version);
enum hn_rc hn_opinion_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key);

struct hn_vote {
    const char *item_key;
    int position;
    const char *
        matter; /* resolution admission officialise discipline discipline_heavy removal other; texts "matter.<code>" */
    const char *subject;       /* what was voted on */
    const char *form;          /* hand card secret_ballot; texts "vote_form.<code>" */
    int64_t entitled, present; /* 0: as the roll has them */
    int64_t votes_for, votes_against, votes_other, votes_invalid;
    bool passed; /* read only */
    const char *legal_basis;
    int64_t num, den; /* the threshold, of entitled */
    bool strict;
    int64_t version;
};
extern const char *const hn_vote_matters[], *const hn_vote_forms[];
enum hn_rc hn_votes_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_vote **out,
                         size_t *count);
/* HN_INVALID vote.too_many (arg "a > b": for + against + other + invalid above those present), vote.above_entitled
 * (present above entitled), vote.negative, vote.subject, vote.secret (the matter takes a secret ballot), run.kind. */
enum hn_rc hn_vote_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_vote *in, int64_t base,
                       int64_t *version);
enum hn_rc hn_vote_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key);

/* ideology leadership shortcomings next organisation conclusion. NULL-ended; texts "part.<code>". */
extern const char *const hn_meeting_parts[];
struct hn_meeting_text {
    const char *part, *text;
    int64_t version;
};
/* All parts in order, text "" and version 0 where nothing was typed. */
enum hn_rc hn_texts_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_meeting_text **out,
                         size_t *count);
enum hn_rc hn_text_put(struct hn_ctx *c, struct hn_meeting_id id, const char *part, const char *text,
                       int64_t base, int64_t *version);

#endif
