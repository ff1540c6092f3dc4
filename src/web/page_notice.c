/* page_notice.c: see page_notice.h. */
#include "web/page_notice.h"

#include <string.h>

#include "base/buf.h"
#include "view_notice.h"
#include "web/page_account.h"

static const char *const shown[] = { "moi", "tat-ca", NULL };
static const struct hn_field list_fields[] = {
    { .name = "xem", .kind = HN_CHOICE, .choices = shown, .label = "notice.show" },
    { 0 },
};
static const struct hn_field seen_fields[] = {
    { .name = "notice", .kind = HN_ID, .label = "notice.one" },
    { 0 },
};
static const struct hn_field ask_fields[] = {
    { .name = "address", .kind = HN_TEXT, .required = true, .max = 254, .label = "mail.address" },
    { 0 },
};
static const struct hn_field confirm_fields[] = {
    { .name = "code", .kind = HN_TEXT, .required = true, .max = 40, .label = "mail.code" },
    { 0 },
};
const struct hn_form hn_form_notices = { .fields = list_fields };
const struct hn_form hn_form_notice_seen = { .fields = seen_fields };
const struct hn_form hn_form_mail_ask = { .fields = ask_fields, .again = hn_page_ways };
const struct hn_form hn_form_mail_confirm = { .fields = confirm_fields, .again = hn_page_ways };

/* --- notices --- */

enum hn_rc
hn_page_notices(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "notice.title", .section = "", .html = hn_view_notices_any, .json = hn_json_notices_any
    };
    struct hn_notices_page p = { .q = q, .page = q->page_number };
    enum hn_rc rc;

    p.unseen_alone = strcmp(hn_form_text(q, "xem"), "moi") == 0;
    rc = hn_notice_count(&q->ctx, true, &p.unseen);
    if (!rc)
        rc = hn_notice_count(&q->ctx, p.unseen_alone, &p.total);
    if (!rc)
        rc = hn_notices(&q->ctx, p.unseen_alone, (q->page_number - 1) * q->page_size, q->page_size,
                        &p.notices, &p.count);
    p.page_count = (p.total + q->page_size - 1) / q->page_size;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_notice_seen(struct hn_req *q)
{
    enum hn_rc rc = hn_notice_seen(&q->ctx, hn_form_id(q, "notice"));

    return rc ? rc : hn_redirect(q, "/thong-bao");
}

/* --- mail and calendar --- */

static enum hn_rc
show_ways(struct hn_req *q, const char *made)
{
    static const struct hn_view view = {
        .title = "ways.title", .section = "", .html = hn_view_ways_any, .json = hn_json_ways_any
    };
    struct hn_ways_page p = { .q = q, .made = made };
    enum hn_rc rc = hn_mail_state(&q->ctx, &p.mail, &p.confirmed);

    if (!rc)
        rc = hn_calendar_state(&q->ctx, &p.calendar_since);
    hn_crumb(q, hn_text(q->ctx.lang, "account.title"), "/toi");
    hn_crumb(q, hn_text(q->ctx.lang, "ways.title"), NULL);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_ways(struct hn_req *q)
{
    return show_ways(q, NULL);
}

enum hn_rc
hn_page_mail_ask(struct hn_req *q)
{
    enum hn_rc rc = hn_mail_ask(&q->ctx, hn_form_text(q, "address"));

    return rc ? rc : hn_redirect_done(q, "done.mail_asked", "/toi/thu-va-lich");
}

enum hn_rc
hn_page_mail_confirm(struct hn_req *q)
{
    enum hn_rc rc = hn_mail_confirm(&q->ctx, hn_form_text(q, "code"));

    return rc ? rc : hn_redirect_done(q, "done.mail_confirmed", "/toi/thu-va-lich");
}

enum hn_rc
hn_page_mail_drop(struct hn_req *q)
{
    enum hn_rc rc = hn_mail_drop(&q->ctx);

    return rc ? rc : hn_redirect_done(q, "done.mail_dropped", "/toi/thu-va-lich");
}

/* The host as the browser called it; from this machine itself without TLS. */
static const char *
own_address(struct hn_req *q, const char *path)
{
    const char *host = hn_req_header(q, "Host");

    return hn_print(q->ctx.arena, "%s://%s%s", hn_req_is_local(q) ? "http" : "https",
                    host ? host : "localhost", path);
}

enum hn_rc
hn_page_calendar_new(struct hn_req *q)
{
    const char *secret;
    enum hn_rc rc;

    /* Whoever holds a token alone must not leave a feed behind it. */
    if (hn_req_who(q)->session == 0)
        return hn_fail(&q->ctx, HN_DENIED, "", "account.session_only");
    rc = hn_calendar_new(&q->ctx, &secret);
    return rc ? rc : show_ways(q, own_address(q, hn_print(q->ctx.arena, "/lich/%s.ics", secret)));
}

enum hn_rc
hn_page_calendar_end(struct hn_req *q)
{
    enum hn_rc rc = hn_calendar_end(&q->ctx);

    return rc ? rc : hn_redirect_done(q, "done.calendar_end", "/toi/thu-va-lich");
}

/* Opened by calendars, which have no session: the secret is all there is. */
enum hn_rc
hn_page_calendar(struct hn_req *q)
{
    static const char ending[] = ".ics";
    const char *text = hn_path_text(q, "secret"), *host = hn_req_header(q, "Host");
    size_t len = strlen(text), tail = sizeof ending - 1;
    const struct hn_meeting *meetings;
    struct hn_buf b;
    size_t count;
    enum hn_rc rc;

    if (len <= tail || strcmp(text + len - tail, ending) != 0)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    rc = hn_calendar_meetings(&q->ctx, hn_dup_n(q->ctx.arena, text, len - tail), &meetings, &count);
    if (rc)
        return rc;
    hn_buf_init(&b, q->ctx.arena, 0);
    hn_calendar_write(&b, meetings, count, q->ctx.now, host ? host : "localhost", q->ctx.lang);
    return hn_answer_bytes(q, "text/calendar; charset=utf-8", b.data, b.len);
}
