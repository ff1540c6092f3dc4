/* page_user_deed.c: a new account, a new phrase, the state and the second factor of somebody's account (page_user.h).
 *
 * The phrase is drawn and hashed on a worker; the page that tells it is the answer to the deed.
 */
#include <string.h>

#include "person/person.h"
#include "view_user.h"
#include "web/page_user.h"

static const char *const languages[] = { "vi", "en", NULL };
static const char *const states[] = { "active", "locked", NULL };

static const struct hn_field new_fields[] = {
    { .name = "name", .kind = HN_CODE, .required = true, .max = 40, .label = "account.name" },
    { .name = "person", .kind = HN_CODE, .label = "users.person" },
    { .name = "language", .kind = HN_CHOICE, .choices = languages, .label = "account.language" },
    { 0 },
};
static const struct hn_field state_fields[] = {
    { .name = "state", .kind = HN_CHOICE, .choices = states, .required = true, .label = "users.state" },
    { 0 },
};
const struct hn_form hn_form_user_new = { .fields = new_fields, .again = hn_page_user_new };
const struct hn_form hn_form_user_state = { .fields = state_fields, .again = hn_page_user };

const struct hn_view hn_user_told_view = {
    .title = "users.told", .section = "settings", .html = hn_view_user_told_any, .json = hn_json_user_told_any
};

enum hn_rc
hn_prepare_user_phrase(struct hn_req *q, void **prepared)
{
    struct hn_user_phrase *made = HN_NEW(q->ctx.arena, struct hn_user_phrase);

    *prepared = made;
    made->phrase = hn_phrase_new(&q->ctx);
    return hn_phrase_hash(&q->ctx, hn_req_hasher(q), made->phrase, &made->hash);
}

static void
crumbs(struct hn_req *q, const char *leaf)
{
    hn_crumb(q, hn_text(q->ctx.lang, "settings.title"), "/cai-dat");
    hn_crumb(q, hn_text(q->ctx.lang, "users.title"), "/cai-dat/nguoi-dung");
    hn_crumb(q, leaf, NULL);
}

/* --- a new account --- */

enum hn_rc
hn_page_user_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "users.new",
                                         .section = "settings",
                                         .html = hn_view_user_new_any,
                                         .json = hn_json_user_new_any };
    struct hn_user_page p = { .q = q };

    crumbs(q, hn_text(q->ctx.lang, "users.new"));
    return hn_show(q, &view, &p, NULL);
}

/* By code; a person the actor may not give an account to is told as one that is not there. */
static enum hn_rc
find_person(struct hn_req *q, struct hn_person_id *out)
{
    const char *code = hn_form_text(q, "person");
    int faults = q->ctx.fault_count;
    enum hn_rc rc;

    if (!*code)
        return HN_OK;
    rc = hn_person_find_for(&q->ctx, HN_MAY_GRANT, code, out);
    if (rc != HN_NOT_FOUND && rc != HN_DENIED)
        return rc;
    q->ctx.fault_count = faults;
    return hn_fail(&q->ctx, HN_INVALID, "person", "person.not_found");
}

enum hn_rc
hn_page_user_add(struct hn_req *q)
{
    const struct hn_user_phrase *made = hn_prepared(q);
    struct hn_account_new in = { .name = hn_form_text(q, "name"),
                                 .phrase_hash = made->hash,
                                 .lang = strcmp(hn_form_text(q, "language"), "en") == 0 ? HN_EN : HN_VI };
    struct hn_user_told told = { .name = in.name, .phrase = made->phrase, .added = true };
    struct hn_user_id user;
    enum hn_rc rc = find_person(q, &in.person);

    if (!rc)
        rc = hn_account_add(&q->ctx, &in, &user);
    crumbs(q, in.name);
    return rc ? rc : hn_show(q, &hn_user_told_view, &told, told.name);
}

/* --- changes --- */

enum hn_rc
hn_page_user_state(struct hn_req *q)
{
    bool active = strcmp(hn_form_text(q, "state"), "active") == 0;
    struct hn_user_id user;
    enum hn_rc rc = hn_user_of_path(q, &user);

    if (!rc)
        rc = hn_account_set_active(&q->ctx, user, active);
    return rc ? rc
              : hn_redirect_done(q, active ? "done.user_open" : "done.user_locked", "/cai-dat/nguoi-dung/%s",
                                 hn_path_text(q, "user"));
}

enum hn_rc
hn_page_user_phrase(struct hn_req *q)
{
    const struct hn_user_phrase *made = hn_prepared(q);
    struct hn_user_told told = { .phrase = made->phrase };
    struct hn_account account;
    struct hn_signed_in in;
    struct hn_user_id user;
    enum hn_rc rc = hn_user_of_path(q, &user);

    if (!rc)
        rc = hn_account_get(&q->ctx, user, &account);
    if (!rc)
        rc = hn_account_passwd(&q->ctx, user, made->hash, NULL, NULL, &in);
    if (rc)
        return rc;
    told.name = account.name;
    crumbs(q, told.name);
    return hn_show(q, &hn_user_told_view, &told, told.name);
}

enum hn_rc
hn_page_user_factors(struct hn_req *q)
{
    struct hn_user_id user;
    enum hn_rc rc = hn_user_of_path(q, &user);

    if (!rc)
        rc = hn_account_reset_factors(&q->ctx, user);
    return rc ? rc
              : hn_redirect_done(q, "done.user_factors", "/cai-dat/nguoi-dung/%s", hn_path_text(q, "user"));
}
