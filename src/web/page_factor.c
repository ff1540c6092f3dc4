/* page_factor.c: the second factor of one's own account: this phone, or an authenticator (page_account.h).
 *
 * Open to a session that owes its first factor. A secret is told in the answer to the deed that made it, and never again.
 */
#include "view_account.h"
#include "web/page_account.h"
#include "web/page_session.h"

static const struct hn_field code_fields[] = {
    { .name = "code", .kind = HN_TEXT, .required = true, .max = 40, .label = "second.code" },
    { 0 },
};
static const struct hn_field device_fields[] = {
    { .name = "device", .kind = HN_TEXT, .required = true, .max = 60, .label = "second.device" },
    { 0 },
};
const struct hn_form hn_form_totp_confirm = { .fields = code_fields, .again = hn_page_totp_again };
const struct hn_form hn_form_device_enrol = { .fields = device_fields, .again = hn_page_factor };

static void
crumbs(struct hn_req *q, bool owed)
{
    if (!owed)
        hn_crumb(q, hn_text(q->ctx.lang, "account.title"), "/toi");
    else
        hn_crumb(q, hn_text(q->ctx.lang, "second.title"), "/xac-nhan");
    hn_crumb(q, hn_text(q->ctx.lang, "factor.title"), NULL);
}

enum hn_rc
hn_page_factor(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "factor.title", .section = "", .html = hn_view_factor_any, .json = hn_json_factor_any
    };
    const struct hn_who *who = hn_req_who(q);
    struct hn_factor_page p = { .q = q, .owed = who->owed != HN_FACTOR_NONE };
    struct hn_account account;
    enum hn_rc rc = hn_account_get(&q->ctx, who->user, &account);

    if (rc)
        return rc;
    p.totp = account.totp;
    p.devices = account.devices;
    crumbs(q, p.owed);
    return hn_show(q, &view, &p, NULL);
}

static const struct hn_view offer_view = {
    .title = "factor.totp_title", .section = "", .html = hn_view_totp_any, .json = hn_json_totp_any
};

enum hn_rc
hn_page_totp_begin(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_totp_offer offer;
    struct hn_factor_page p = { .q = q, .owed = who->owed != HN_FACTOR_NONE, .offer = &offer };
    enum hn_rc rc = hn_totp_begin(&q->ctx, who, &offer);

    crumbs(q, p.owed);
    return rc ? rc : hn_show(q, &offer_view, &p, NULL);
}

/* The code was wrong: the authenticator has the secret already, so only the code is asked for. */
enum hn_rc
hn_page_totp_again(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_factor_page p = { .q = q, .owed = who->owed != HN_FACTOR_NONE };

    crumbs(q, p.owed);
    return hn_show(q, &offer_view, &p, NULL);
}

static enum hn_rc
show_codes(struct hn_req *q, const char *const *codes, size_t count, const char *onward, const char *done)
{
    const struct hn_codes_view told = { .onward = onward, .codes = codes, .count = count };

    if (count == 0)
        return hn_redirect_done(q, done, "%s", onward);
    return hn_show(q, &hn_codes_shown, &told, NULL);
}

enum hn_rc
hn_page_totp_confirm(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    bool owed = who->owed != HN_FACTOR_NONE;
    const char *const *codes;
    struct hn_signed_in in;
    size_t count;
    enum hn_rc rc = hn_totp_confirm(&q->ctx, who, hn_form_text(q, "code"), &codes, &count, &in);

    if (rc)
        return rc;
    hn_session_give(q, in.session, in.max_age);
    return show_codes(q, codes, count, owed ? "/viec-cua-toi" : "/toi", "done.totp");
}

enum hn_rc
hn_page_totp_drop(struct hn_req *q)
{
    enum hn_rc rc = hn_totp_drop(&q->ctx, hn_req_who(q));

    return rc ? rc : hn_redirect_done(q, "done.totp_drop", "/toi#xac-nhan");
}

enum hn_rc
hn_page_device_enrol(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    bool owed = who->owed != HN_FACTOR_NONE;
    const char *const *codes;
    const char *device;
    struct hn_signed_in in;
    size_t count;
    enum hn_rc rc = hn_device_enrol(&q->ctx, who, hn_form_text(q, "device"), &device, &codes, &count, &in);

    if (rc)
        return rc;
    hn_device_give(q, device, HN_DEVICE_SECONDS);
    hn_session_give(q, in.session, in.max_age);
    return show_codes(q, codes, count, owed ? "/viec-cua-toi" : "/toi", "done.device");
}
