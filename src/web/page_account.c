/* page_account.c: one's own account (page_account.h). */
#include "web/page_account.h"

#include <string.h>

#include "person/person.h"
#include "view_account.h"

static const char *const languages[] = { "vi", "en", NULL };

static const struct hn_field language_fields[] = {
    { .name = "language",
      .kind = HN_CHOICE,
      .choices = languages,
      .required = true,
      .label = "account.language" },
    { 0 },
};
static const struct hn_field session_fields[] = {
    { .name = "session", .kind = HN_ID, .label = "account.session" },
    { 0 },
};
static const struct hn_field device_fields[] = {
    { .name = "device", .kind = HN_ID, .required = true, .label = "account.device" },
    { 0 },
};
static const struct hn_field no_fields[] = { { 0 } };

const struct hn_form hn_form_language = { .fields = language_fields, .again = hn_page_account };
const struct hn_form hn_form_session_end = { .fields = session_fields, .again = hn_page_account };
const struct hn_form hn_form_device_forget = { .fields = device_fields, .again = hn_page_account };
const struct hn_form hn_form_nothing = { .fields = no_fields };

static enum hn_rc
read_person(struct hn_req *q, struct hn_account_page *p)
{
    struct hn_person person;
    enum hn_rc rc;

    p->person_name = p->person_code = "";
    if (p->who->person.v == 0)
        return HN_OK;
    rc = hn_person_get(&q->ctx, p->who->person, &person);
    if (rc)
        return rc;
    p->person_name = person.basic.full_name;
    p->person_code = person.code;
    return HN_OK;
}

enum hn_rc
hn_page_account(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "account.title", .section = "", .html = hn_view_account_any, .json = hn_json_account_any
    };
    struct hn_ctx *c = &q->ctx;
    struct hn_account_page p = { .q = q, .who = hn_req_who(q) };
    enum hn_rc rc = hn_account_get(c, p.who->user, &p.account);

    if (!rc)
        rc = read_person(q, &p);
    if (!rc)
        rc = hn_grant_list(c, p.who->user, &p.grants, &p.grant_count);
    if (!rc)
        rc = hn_session_list(c, p.who, &p.sessions, &p.session_count);
    if (!rc)
        rc = hn_device_list(c, p.who, &p.devices, &p.device_count);
    if (!rc)
        rc = hn_token_list(c, p.who->user, &p.tokens, &p.token_count);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* The account keeps the language for other browsers; the address tells this one. */
enum hn_rc
hn_page_language(struct hn_req *q)
{
    const char *word = hn_form_text(q, "language");
    enum hn_lang lang = strcmp(word, "en") == 0 ? HN_EN : HN_VI;
    enum hn_rc rc = hn_account_set_lang(&q->ctx, hn_req_who(q)->user, lang);

    return rc ? rc : hn_redirect_done(q, "done.language", "/toi?lang=%s", word);
}

enum hn_rc
hn_page_session_end(struct hn_req *q)
{
    enum hn_rc rc = hn_session_end(&q->ctx, hn_req_who(q), hn_form_id(q, "session"));

    return rc ? rc : hn_redirect_done(q, "done.session_end", "/toi#phien");
}

enum hn_rc
hn_page_device_forget(struct hn_req *q)
{
    enum hn_rc rc = hn_device_forget(&q->ctx, hn_req_who(q), hn_form_id(q, "device"));

    return rc ? rc : hn_redirect_done(q, "done.device_forget", "/toi#xac-nhan");
}
