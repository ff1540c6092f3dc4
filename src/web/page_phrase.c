/* page_phrase.c: a new phrase for one's own account, by the present one (page_account.h).
 *
 * Both hashes are reckoned on a worker; the new phrase is one of four words proposed here, or one's own. What was proposed
 * goes with the form, so that a form shown again proposes the same: it may stand on paper by then.
 */
#include <string.h>

#include "view_account.h"
#include "web/page_account.h"

static const char *const which[] = { "proposed", "own", NULL };

static const struct hn_field fields[] = {
    { .name = "present", .kind = HN_SECRET, .required = true, .max = 128, .label = "phrase.present" },
    { .name = "which", .kind = HN_CHOICE, .choices = which, .required = true, .label = "phrase.which" },
    { .name = "proposed", .kind = HN_TEXT, .max = 128, .label = "phrase.proposed" },
    { .name = "phrase", .kind = HN_SECRET, .max = 200, .label = "phrase.own" },
    { 0 },
};
const struct hn_form hn_form_phrase = { .fields = fields, .again = hn_page_phrase };

struct change {
    struct hn_sign_in_try *attempt;
    const char *hash;
};

enum hn_rc
hn_page_phrase(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "phrase.title", .section = "", .html = hn_view_phrase_any, .json = hn_json_phrase_any
    };
    const char *typed = hn_form_typed(q, "proposed", "");
    struct hn_phrase_page p = { .q = q, .proposed = *typed ? typed : hn_phrase_new(&q->ctx) };

    hn_crumb(q, hn_text(q->ctx.lang, "account.title"), "/toi");
    hn_crumb(q, hn_text(q->ctx.lang, "phrase.title"), NULL);
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_prepare_phrase(struct hn_req *q, void **prepared)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_who *who = hn_req_who(q);
    bool own = strcmp(hn_form_text(q, "which"), "own") == 0;
    const char *phrase = hn_form_text(q, own ? "phrase" : "proposed");
    const struct hn_sign_in in = { .name = who->name,
                                   .phrase = hn_form_text(q, "present"),
                                   .address = hn_req_address(q),
                                   .device = hn_device_token(q) };
    struct change *change = HN_NEW(c->arena, struct change);
    enum hn_rc rc = hn_phrase_check(c, who->name, phrase);

    *prepared = change;
    if (!rc)
        rc = hn_phrase_hash(c, hn_req_hasher(q), phrase, &change->hash);
    return rc ? rc : hn_account_try(c, hn_req_hasher(q), &in, &change->attempt);
}

enum hn_rc
hn_page_phrase_do(struct hn_req *q)
{
    const struct hn_who *who = hn_req_who(q);
    const struct change *change = hn_prepared(q);
    struct hn_signed_in in;
    enum hn_rc rc;

    if (who->session == 0)
        return hn_fail(&q->ctx, HN_DENIED, "", "account.session_only");
    rc = hn_account_passwd(&q->ctx, who->user, change->hash, change->attempt, who, &in);
    if (rc)
        return rc;
    if (in.outcome == HN_SIGN_IN_WAIT)
        return hn_answer_wait(q, in.wait_seconds, "account.wait");
    if (in.outcome == HN_SIGN_IN_WRONG)
        return hn_answer_refused(q, "present", "account.phrase_wrong", NULL);
    hn_session_give(q, in.session, in.max_age);
    return hn_redirect_done(q, "done.phrase", "/toi");
}
