/* notice.h: what the program tells people: in the program, by mail, as a calendar; and reminders that climb. (product P12)
 *
 * A notice is a row for an account, told in the transaction of its deed; mail is a row of the outbox, carried out after
 * commit by the server, which lays each letter as a file into DIR/mail (Maildir) for the machine's own mailer: the program
 * itself calls no outside address. Letters hold no personal data: what it is about and where to read it.
 */
#ifndef HN_NOTICE_NOTICE_H
#define HN_NOTICE_NOTICE_H

#include "access/access.h"
#include "meeting/meeting.h"
#include "store/store.h"

struct hn_notice {
    int64_t id;
    const char *key, *arg0, *arg1, *href; /* text "notice.<key>" */
    hn_time at, seen_at;
};
/* Whom a deed is told to, together; never the actor. What somebody has not looked at yet is told anew in its place, so
 * that nobody has two of one key and address waiting. By mail too where an address is confirmed. */
struct hn_notice_to {
    struct hn_unit_id unit;
    bool members;        /* the members' own accounts, by today's memberships */
    enum hn_right right; /* holders of this right by a grant on exactly this unit; HN_MAY_NOTHING: nobody */
    struct hn_person_id person; /* the account of this person; 0 none */
};
/* key: text "notice.<key>", {0} and {1} of it filled by arg0 and arg1, never with a person's name, since letters carry
 * them. href: an own path. thing: the record it is about. */
enum hn_rc hn_notice_tell(struct hn_ctx *c, const struct hn_notice_to *to, const char *key, const char *arg0,
                          const char *arg1, const char *href, int64_t thing);
/* The part of a statement that finds what a telling needs of account a: $key and $href are its parameters. */
#define HN_TELLING_COLUMNS(key, href)                                                                        \
    "a.id AS account, coalesce((SELECT max(n.id) FROM notice n WHERE n.account_id = a.id AND n.seen_at = 0"  \
    " AND n.key = " key " AND n.href = " href "), 0) AS waiting,"                                            \
    " CASE WHEN EXISTS (SELECT 1 FROM account_mail x WHERE x.account_id = a.id AND x.confirmed_at <> 0)"     \
    " THEN 1 ELSE 0 END AS mail"
/* Many at once: whom a statement of the caller finds, in order of account, key and href, with the columns of
 * HN_TELLING_COLUMNS and key, href, arg0, arg1, unit, thing. Who would be told the same twice is told once. */
enum hn_rc hn_notice_tell_each(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params);
/* What became of a meeting, told to those it concerns: "invited" "changed" "cancelled" to the unit's members and keepers,
 * "sent" to who follows meetings in the committee above, "conflict" to the keepers. */
enum hn_rc hn_notice_meeting(struct hn_ctx *c, struct hn_meeting_id id, const char *what);
/* Work given, to the account of who is responsible: one task, or (task 0) all that a meeting of the unit set. */
enum hn_rc hn_notice_tasks(struct hn_ctx *c, struct hn_unit_id unit, struct hn_meeting_id meeting,
                           int64_t task);
/* The actor's own, newest first; unseen alone; at most limit. */
enum hn_rc hn_notices(struct hn_ctx *c, bool unseen, int64_t offset, int64_t limit,
                      const struct hn_notice **out, size_t *count);
enum hn_rc hn_notice_count(struct hn_ctx *c, bool unseen, int64_t *out);
enum hn_rc hn_notice_seen(struct hn_ctx *c, int64_t id); /* 0: all */
/* What a thing's notices asked for is done, by whomever: nobody need look at them any more. No rights asked. */
enum hn_rc hn_notice_settle(struct hn_ctx *c, int64_t thing);

/* Own mail address: asked for, a code is sent there, confirmed by the code within the hour. HN_INVALID mail.address,
 * mail.code; HN_CONFLICT mail.soon (asked less than a minute ago). */
enum hn_rc hn_mail_ask(struct hn_ctx *c, const char *address);
enum hn_rc hn_mail_confirm(struct hn_ctx *c, const char *code);
enum hn_rc hn_mail_drop(struct hn_ctx *c);
/* *masked: "a…@example.org", "" none. */
enum hn_rc hn_mail_state(struct hn_ctx *c, const char **masked, bool *confirmed);
/* Carries out what waits: takes at most most rows, lays letters into dir/mail/new, notes them sent. Two steps, since files are
 * written outside the transaction: take (read), lay, note (write). A letter may be laid twice when the machine stops in
 * between, under the same name and Message-ID. */
struct hn_letter {
    int64_t id;
    const char *from, *to, *subject, *body;
    hn_time at;
};
/* address: where people reach the program, "https://hatnhan.example", "" unknown; from: the sender's address. */
enum hn_rc hn_outbox_take(struct hn_ctx *c, const char *address, const char *from, size_t most,
                          const struct hn_letter **out, size_t *count);
/* false: could not be written. A Maildir: DIR/mail/{tmp,new,cur}, files 0600. */
bool hn_outbox_lay(struct hn_arena *a, const struct hn_platform *platform, const char *dir,
                   const struct hn_letter *letter);
/* sent false: tried again, five times in all. */
enum hn_rc hn_outbox_done(struct hn_ctx *c, int64_t id, bool sent);
/* The letter as a file (RFC 5322, 2047). */
void hn_letter_write(struct hn_buf *out, const struct hn_letter *letter);

/* A calendar feed: its secret is told once; a new one ends the old. HN_NOT_FOUND no such feed. */
enum hn_rc hn_calendar_new(struct hn_ctx *c, const char **secret);
enum hn_rc hn_calendar_end(struct hn_ctx *c);
/* *since: when the feed in force was made, 0 none. */
enum hn_rc hn_calendar_state(struct hn_ctx *c, hn_time *since);
enum hn_rc hn_calendar_who(struct hn_ctx *c, const char *secret, struct hn_user_id *out);
/* The meetings of who holds the secret, a month back and half a year ahead. HN_NOT_FOUND. */
enum hn_rc hn_calendar_meetings(struct hn_ctx *c, const char *secret, const struct hn_meeting **out,
                                size_t *count);
/* RFC 5545 text of meetings: place and time, no names. */
void hn_calendar_write(struct hn_buf *out, const struct hn_meeting *meetings, size_t count, hn_time now,
                       const char *host, enum hn_lang lang);

/* Reminders about a month on c->today. Whose meeting or minutes are late by its own rules is told first itself (level 0);
 * remind_after_days after each level the next one above is told, once each, up to the root. Run by the server every hour
 * as the system. *told: how many were new. */
enum hn_rc hn_remind_run(struct hn_ctx *c, int64_t month, int64_t *told);
/* By hand: each cell late within the unit climbs one level at once, at most up to that unit. Needs HN_MAY_MONITOR over it. */
enum hn_rc hn_remind_now(struct hn_ctx *c, struct hn_unit_id within, int64_t month, int64_t *told);
/* What a cell was reminded of, oldest first. Rights are the caller's matter. */
struct hn_reminder {
    const char *what;
    int level;
    struct hn_unit_id to;
    const char *to_name;
    hn_time at;
};
enum hn_rc hn_reminders_of(struct hn_ctx *c, struct hn_unit_id unit, int64_t month,
                           const struct hn_reminder **out, size_t *count);

extern const struct hn_sql *const hn_notice_sql[], *const hn_outbox_sql[], *const hn_calendar_sql[],
                                                                               *const hn_remind_sql[];
#define HN_NOTICE_SQL hn_notice_sql, hn_outbox_sql, hn_calendar_sql, hn_remind_sql

#endif
