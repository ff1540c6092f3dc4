/* page_token.c: API tokens of one's own account (page_account.h). A token is told in the answer that made it, never again. */
#include "view_account.h"
#include "web/page_account.h"

static const struct hn_field new_fields[] = {
    { .name = "name", .kind = HN_TEXT, .required = true, .max = 60, .label = "token.name" },
    { .name = "days",
      .kind = HN_INT,
      .required = true,
      .low = 1,
      .high = HN_TOKEN_DAYS_MAX,
      .label = "token.days" },
    { 0 },
};
static const struct hn_field end_fields[] = {
    { .name = "token", .kind = HN_ID, .required = true, .label = "token.token" },
    { 0 },
};
const struct hn_form hn_form_token_new = { .fields = new_fields, .again = hn_page_tokens };
const struct hn_form hn_form_token_end = { .fields = end_fields, .again = hn_page_tokens };

static enum hn_rc
show(struct hn_req *q, const char *made)
{
    static const struct hn_view view = {
        .title = "token.title", .section = "", .html = hn_view_tokens_any, .json = hn_json_tokens_any
    };
    struct hn_token_page p = { .q = q, .made = made };
    enum hn_rc rc = hn_token_list(&q->ctx, hn_req_who(q)->user, &p.tokens, &p.token_count);

    hn_crumb(q, hn_text(q->ctx.lang, "account.title"), "/toi");
    hn_crumb(q, hn_text(q->ctx.lang, "token.title"), NULL);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_tokens(struct hn_req *q)
{
    return show(q, NULL);
}

enum hn_rc
hn_page_token_new(struct hn_req *q)
{
    const char *made;
    enum hn_rc rc;

    /* A token that could make tokens would never end. */
    if (hn_req_who(q)->session == 0)
        return hn_fail(&q->ctx, HN_DENIED, "", "account.session_only");
    rc = hn_token_new(&q->ctx, hn_req_who(q)->user, hn_form_text(q, "name"), (int)hn_form_int(q, "days"),
                      &made);
    return rc ? rc : show(q, made);
}

enum hn_rc
hn_page_token_end(struct hn_req *q)
{
    enum hn_rc rc = hn_token_end(&q->ctx, hn_req_who(q)->user, hn_form_id(q, "token"));

    return rc ? rc : hn_redirect_done(q, "done.token_end", "/toi/khoa");
}
