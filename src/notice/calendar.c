/* calendar.c: meetings as a calendar feed, opened by a secret in its address. (RFC 5545)
 *
 * The secret is told once and kept as a keyed hash. A feed says when and where, of which unit; no names.
 */
#include <inttypes.h>
#include <string.h>

#include "account/secret.h"
#include "audit/audit.h"
#include "base/buf.h"
#include "base/words.h"
#include "notice/notice.h"

enum { FOLD = 75, BACK_DAYS = 31, AHEAD_DAYS = 183, LENGTH_MINUTES = 90 };

/* --- the feed --- */

static const struct hn_sql sql_put = {
    .name = "calendar.put",
    .text = "INSERT INTO calendar_feed (account_id, hash, at, ended_at) VALUES ($1, $2, $3, 0)"
            " ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, at = excluded.at, ended_at = 0"
};
static const struct hn_sql sql_end = {
    .name = "calendar.end",
    .text = "UPDATE calendar_feed SET ended_at = $2 WHERE account_id = $1 AND ended_at = 0"
};
static const struct hn_sql sql_state = {
    .name = "calendar.state", .text = "SELECT at FROM calendar_feed WHERE account_id = $1 AND ended_at = 0"
};
static const struct hn_sql sql_who = {
    .name = "calendar.who",
    .text = "SELECT f.account_id AS account FROM calendar_feed f CROSS JOIN account a"
            " WHERE f.hash = $1 AND f.ended_at = 0 AND a.id = f.account_id AND a.state = 'active'"
};

const struct hn_sql *const hn_calendar_sql[] = { &sql_put, &sql_end, &sql_state, &sql_who, NULL };

enum hn_rc
hn_calendar_new(struct hn_ctx *c, const char **secret)
{
    struct hn_bytes hash;
    enum hn_rc rc;

    *secret = hn_secret_new(c, HN_SECRET_FEED, &hash);

    const struct hn_param params[] = { hn_p_id(c->actor.v), hn_p_bytes(hash), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_put, params);
    return rc ? rc : hn_audit(c, "calendar.new", c->actor.v);
}

enum hn_rc
hn_calendar_end(struct hn_ctx *c)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), hn_p_time(c->now), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_end, params);

    return rc ? rc : hn_audit(c, "calendar.end", c->actor.v);
}

enum hn_rc
hn_calendar_state(struct hn_ctx *c, hn_time *since)
{
    const struct hn_param params[] = { hn_p_id(c->actor.v), HN_P_END };
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_state, params, since, &found);

    if (!rc && !found)
        *since = 0;
    return rc;
}

enum hn_rc
hn_calendar_who(struct hn_ctx *c, const char *secret, struct hn_user_id *out)
{
    struct hn_bytes hash;
    bool found = false;
    enum hn_rc rc = HN_OK;

    if (hn_secret_hash(c, HN_SECRET_FEED, secret, &hash)) {
        const struct hn_param params[] = { hn_p_bytes(hash), HN_P_END };

        rc = hn_store_int(c, &sql_who, params, &out->v, &found);
    }
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

/* Read with the rights of who holds the feed, as they are today. */
enum hn_rc
hn_calendar_meetings(struct hn_ctx *c, const char *secret, const struct hn_meeting **out, size_t *count)
{
    struct hn_ctx *own = HN_NEW(c->arena, struct hn_ctx);
    enum hn_rc rc;

    *own = *c;
    own->grants = NULL;
    own->looks = NULL;
    rc = hn_calendar_who(c, secret, &own->actor);
    if (!rc)
        rc = hn_meetings_coming(own, c->today - BACK_DAYS, c->today + AHEAD_DAYS, out, count);
    if (rc && c->fault_count == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    return rc;
}

/* --- the text --- */

/* One content line, folded after 75 octets at the latest and never inside a letter. */
static void
put_line(struct hn_buf *out, const char *text)
{
    size_t room = FOLD, len = strlen(text);

    while (len > room) {
        size_t cut = room;

        while (cut > 0 && ((unsigned char)text[cut] & 0xc0) == 0x80)
            cut--;
        hn_buf_add(out, text, cut);
        hn_buf_str(out, "\r\n ");
        text += cut;
        len -= cut;
        room = FOLD - 1;
    }
    hn_buf_add(out, text, len);
    hn_buf_str(out, "\r\n");
}

/* TEXT: backslash, semicolon, comma and line ends are escaped; other control bytes have no place. */
static void
put_text(struct hn_buf *out, const char *name, const char *text)
{
    struct hn_buf b;

    hn_buf_init(&b, out->arena, 0);
    hn_buf_printf(&b, "%s:", name);
    for (; *text; text++) {
        if (*text == '\n')
            hn_buf_str(&b, "\\n");
        else if (strchr("\\;,", *text))
            hn_buf_printf(&b, "\\%c", *text);
        else if ((unsigned char)*text >= ' ' && *text != 0x7f)
            hn_buf_char(&b, *text);
    }
    put_line(out, b.data);
}

static const char *
stamp(struct hn_arena *a, hn_time at)
{
    struct hn_date d = hn_date_of((hn_day)(at / HN_DAY_US));
    int second = (int)(at % HN_DAY_US / 1000000);

    return hn_print(a, "%04d%02d%02dT%02d%02d%02dZ", d.year, d.month, d.day, second / 3600, second / 60 % 60,
                    second % 60);
}

static void
put_meeting(struct hn_buf *out, const struct hn_meeting *m, hn_time now, const char *host, enum hn_lang lang)
{
    struct hn_arena *a = out->arena;
    struct hn_date d = hn_date_of(m->day);
    const char *kind = hn_words(lang, hn_print(a, "meeting_kind.%s", m->kind));

    put_line(out, "BEGIN:VEVENT");
    put_line(out, hn_print(a, "UID:%" PRId64 "@%s", m->id.v, host));
    put_line(out, hn_print(a, "DTSTAMP:%s", stamp(a, now)));
    put_line(out, hn_print(a, "SEQUENCE:%" PRId64, m->version));
    put_line(out, hn_print(a, "DTSTART;TZID=Asia/Ho_Chi_Minh:%04d%02d%02dT%02d%02d00", d.year, d.month, d.day,
                           m->start_minute / 60, m->start_minute % 60));
    put_line(out, hn_print(a, "DURATION:PT%dM", m->length_minutes > 0 ? m->length_minutes : LENGTH_MINUTES));
    put_text(out, "SUMMARY", hn_words_fill(a, lang, "calendar.summary", kind, m->unit_name));
    if (m->place && *m->place)
        put_text(out, "LOCATION", m->place);
    put_line(out, m->cancelled_at ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
    put_line(out, "END:VEVENT");
}

void
hn_calendar_write(struct hn_buf *out, const struct hn_meeting *meetings, size_t count, hn_time now,
                  const char *host, enum hn_lang lang)
{
    static const char *const head[] = {
        "BEGIN:VCALENDAR",       "VERSION:2.0",      "PRODID:-//hatnhan//hatnhan//VI",
        "CALSCALE:GREGORIAN",    "METHOD:PUBLISH",   "BEGIN:VTIMEZONE",
        "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD",   "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0700",    "TZOFFSETTO:+0700", "TZNAME:+07",
        "END:STANDARD",          "END:VTIMEZONE"
    };

    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        put_line(out, head[i]);
    put_text(out, "X-WR-CALNAME", hn_words(lang, "calendar.name"));
    for (size_t i = 0; i < count; i++)
        put_meeting(out, &meetings[i], now, host, lang);
    put_line(out, "END:VCALENDAR");
}
