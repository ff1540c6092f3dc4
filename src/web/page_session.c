/* page_session.c: see page_session.h. Not for: one's account once signed in (page_account.c). */
#include "web/page_session.h"

#include <string.h>

#include "account/account.h"
#include "view_session.h"

static const struct hn_field onward_fields[] = { { .name = "tiep", .kind = HN_TEXT }, { 0 } };
static const struct hn_field sign_in_fields[] = {
    { .name = "name", .kind = HN_CODE, .required = true },
    { .name = "phrase", .kind = HN_SECRET, .required = true, .max = 128 },
    { .name = "tiep", .kind = HN_TEXT },
    { 0 },
};
static const struct hn_field second_fields[] = {
    { .name = "code", .kind = HN_TEXT, .max = 40 },
    { .name = "device", .kind = HN_TEXT, .max = 60 },
    { .name = "tiep", .kind = HN_TEXT },
    { 0 },
};
static const struct hn_field no_fields[] = { { 0 } };

const struct hn_form hn_form_onward = { .fields = onward_fields };
const struct hn_form hn_form_sign_in = { .fields = sign_in_fields, .again = hn_page_sign_in };
const struct hn_form hn_form_second = { .fields = second_fields, .again = hn_page_second };
const struct hn_form hn_form_sign_out = { .fields = no_fields };

static const struct hn_view sign_in_view = { .title = "sign_in.title",
                                             .section = "",
                                             .bare = true,
                                             .html = hn_view_sign_in_any,
                                             .json = hn_json_sign_in_any };
static const struct hn_view second_view = { .title = "second.title",
                                            .section = "",
                                            .bare = true,
                                            .html = hn_view_second_any,
                                            .json = hn_json_second_any };

const struct hn_view hn_codes_shown = {
    .title = "codes.title", .section = "", .bare = true, .html = hn_view_codes_any, .json = hn_json_codes_any
};

/* --- signing in --- */

enum hn_rc
hn_page_sign_in(struct hn_req *q)
{
    struct hn_sign_in_view in = { .q = q, .onward = hn_req_onward(q) };
    enum hn_rc rc = hn_demo_accounts(&q->ctx, &in.accounts, &in.account_count);

    return rc ? rc : hn_show(q, &sign_in_view, &in, NULL);
}

/* The hash of the phrase is reckoned on a worker: the writer has better things to do for 20 ms. */
enum hn_rc
hn_prepare_sign_in(struct hn_req *q, void **prepared)
{
    const struct hn_sign_in in = { .name = hn_form_text(q, "name"),
                                   .phrase = hn_form_text(q, "phrase"),
                                   .address = hn_req_address(q),
                                   .device = hn_device_token(q) };
    struct hn_sign_in_try *attempt = NULL;
    enum hn_rc rc = hn_account_try(&q->ctx, hn_req_hasher(q), &in, &attempt);

    *prepared = attempt;
    return rc;
}

static enum hn_rc
go_on(struct hn_req *q, const struct hn_signed_in *in)
{
    const char *onward = hn_req_onward(q);

    hn_session_give(q, in->session, in->max_age);
    if (in->owed != HN_FACTOR_NONE)
        return hn_redirect(q, "/xac-nhan?tiep=%s", onward);
    return hn_redirect(q, "%s", strcmp(onward, "/") == 0 ? "/viec-cua-toi" : onward);
}

enum hn_rc
hn_page_sign_in_do(struct hn_req *q)
{
    struct hn_signed_in in;
    enum hn_rc rc = hn_account_sign_in(&q->ctx, hn_prepared(q), &in);

    if (rc)
        return rc;
    if (in.outcome == HN_SIGN_IN_WAIT)
        return hn_answer_wait(q, in.wait_seconds, "account.wait");
    if (in.outcome == HN_SIGN_IN_WRONG)
        return hn_answer_refused(q, "phrase", "account.wrong", NULL);
    return go_on(q, &in);
}

/* --- the second factor --- */

enum hn_rc
hn_page_second(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_second_view in = { .q = q, .onward = hn_req_onward(q) };

    if (who == NULL)
        return hn_fail(&q->ctx, HN_DENIED, "", "access.sign_in");
    if (who->owed == HN_FACTOR_NONE)
        return hn_redirect(q, "%s", in.onward);
    in.enrol = who->owed == HN_FACTOR_ENROL;
    return hn_show(q, &second_view, &in, NULL);
}

static enum hn_rc
enrol_phone(struct hn_req *q, const struct hn_who *who)
{
    struct hn_codes_view told = { .onward = hn_req_onward(q) };
    struct hn_signed_in in;
    const char *device;
    enum hn_rc rc = hn_device_enrol(&q->ctx, who, hn_form_text(q, "device"), &device, &told.codes,
                                    &told.count, &in);

    if (rc)
        return rc;
    hn_device_give(q, device, HN_DEVICE_SECONDS);
    if (told.count == 0)
        return go_on(q, &in);
    hn_session_give(q, in.session, in.max_age);
    return hn_show(q, &hn_codes_shown, &told, NULL);
}

enum hn_rc
hn_page_second_do(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_signed_in in;
    enum hn_rc rc;

    if (who == NULL)
        return hn_fail(&q->ctx, HN_DENIED, "", "access.sign_in");
    if (who->owed == HN_FACTOR_ENROL)
        return enrol_phone(q, who);
    rc = hn_account_second(&q->ctx, who, hn_form_text(q, "code"), hn_req_address(q), &in);
    if (rc)
        return rc;
    if (in.outcome == HN_SIGN_IN_WAIT)
        return hn_answer_wait(q, in.wait_seconds, "account.wait");
    if (in.outcome == HN_SIGN_IN_WRONG)
        return hn_answer_refused(q, "code", "account.code_wrong", NULL);
    return go_on(q, &in);
}

/* --- signing out --- */

enum hn_rc
hn_page_sign_out(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);

    if (who) {
        enum hn_rc rc = hn_account_sign_out(&q->ctx, who);

        if (rc)
            return rc;
    }
    hn_session_take(q);
    return hn_redirect(q, "/");
}
