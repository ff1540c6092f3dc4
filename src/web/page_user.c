/* page_user.c: the list of accounts and the page of one (page_user.h). */
#include "web/page_user.h"

#include <string.h>

#include "base/num.h"
#include "view_user.h"

static const struct hn_field fields[] = {
    { .name = "q", .kind = HN_TEXT, .max = 40, .label = "users.search" }, { 0 }
};
/* ?grant= opens the form that ends this one. */
static const struct hn_field one_fields[] = { { .name = "grant", .kind = HN_ID, .label = "field.role" },
                                              { 0 } };
const struct hn_form hn_form_user = { .fields = one_fields };
const struct hn_form hn_form_users = { .fields = fields, .again = hn_page_users };

/* --- the list --- */

struct user_row {
    int64_t id, person, devices, created_at, seen_at;
    const char *name, *state;
    bool authenticator;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct user_row, field)
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "account.name", .kind = HN_COL_TEXT, .href = "/cai-dat/nguoi-dung/{name}" },
    { COLUMN(state), .label = "users.state", .kind = HN_COL_WORD, .words = "user_state.", .tag = true },
    { COLUMN(authenticator), .label = "users.authenticator", .kind = HN_COL_BOOL, .wide_only = true },
    { COLUMN(devices), .label = "users.devices", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(seen_at), .label = "users.seen", .kind = HN_COL_TIME },
    { COLUMN(created_at), .label = "users.created", .kind = HN_COL_TIME, .wide_only = true },
    { COLUMN(id), .label = "log.account", .kind = HN_COL_ID },
    { COLUMN(person), .label = "log.person", .kind = HN_COL_ID },
};
#undef COLUMN

struct emitting {
    hn_row_fn *emit;
    void *sink;
};

static void
take_account(void *sink, const struct hn_account *a)
{
    struct emitting *e = sink;
    const struct user_row row = { .id = a->id.v,
                                  .person = a->person.v,
                                  .devices = a->devices,
                                  .created_at = a->created_at,
                                  .seen_at = a->seen_at,
                                  .name = a->name,
                                  .state = a->active ? "active" : "locked",
                                  .authenticator = a->totp };

    e->emit(e->sink, &row);
}

/* Some ten thousand accounts at most, so a file of them needs no memory given back. */
static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct emitting e = { .emit = emit, .sink = sink };

    return hn_account_list(c, ask->filter, ask->offset, ask->limit, take_account, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_account_count(c, filter, out);
}

const struct hn_list hn_list_user = {
    .name = "nguoi-dung",
    .caption = "users.title",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct user_row),
    .rows = list_rows,
    .total = list_total,
};

static enum hn_rc
count_requests(struct hn_req *q, int64_t *out)
{
    const struct hn_grant *grants;
    size_t count;
    enum hn_rc rc = hn_grant_list(&q->ctx, (struct hn_user_id){ 0 }, &grants, &count);

    for (size_t i = 0; i < count && !rc; i++)
        *out += grants[i].pending;
    return rc;
}

enum hn_rc
hn_page_users(struct hn_req *q)
{
    static const struct hn_view view = { .title = "users.title",
                                         .section = "settings",
                                         .html = hn_view_users_any,
                                         .json = hn_json_users_any,
                                         .staff = true };
    struct hn_users_page p = { .q = q, .words = hn_form_text(q, "q") };
    enum hn_rc rc = HN_OK;

    if (hn_list_answer(q, &hn_list_user, p.words, &p.list, &rc) || rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "settings.title"), "/cai-dat");
    hn_crumb(q, hn_text(q->ctx.lang, "users.title"), NULL);
    rc = count_requests(q, &p.requests);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* --- one account --- */

enum hn_rc
hn_user_of_path(struct hn_req *q, struct hn_user_id *out)
{
    const char *text = hn_path_text(q, "user");
    struct hn_account account;
    int faults = q->ctx.fault_count;
    enum hn_rc rc = hn_account_find(&q->ctx, text, out);

    if (rc != HN_NOT_FOUND || !hn_parse_i64(text, 1, INT64_MAX, &out->v))
        return rc;
    q->ctx.fault_count = faults;
    return hn_account_get(&q->ctx, *out, &account);
}

/* Roles to choose from, as options with the words of the language. */
static enum hn_rc
read_roles(struct hn_req *q, struct hn_user_page *p)
{
    const struct hn_role *roles;
    struct hn_option *options;
    enum hn_rc rc = hn_role_list(&q->ctx, &roles, &p->role_count);

    if (rc)
        return rc;
    options = HN_NEW_N(q->ctx.arena, struct hn_option, p->role_count);
    for (size_t i = 0; i < p->role_count; i++)
        options[i] = (struct hn_option){ .value = roles[i].role,
                                         .label = hn_words(
                                             q->ctx.lang, hn_print(q->ctx.arena, "role.%s", roles[i].role)) };
    p->roles = options;
    return HN_OK;
}

enum hn_rc
hn_page_user(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "users.title_of", .section = "settings", .html = hn_view_user_any, .json = hn_json_user_any
    };
    struct hn_user_page p = { .q = q, .today = q->ctx.today };
    struct hn_look *looks = q->ctx.looks;
    struct hn_user_id user;
    int faults;
    enum hn_rc rc = hn_user_of_path(q, &user);

    if (!rc)
        rc = hn_account_get(&q->ctx, user, &p.account);
    if (!rc)
        rc = hn_grant_list(&q->ctx, user, &p.grants, &p.grant_count);
    if (!rc)
        rc = read_roles(q, &p);
    if (rc)
        return rc;
    for (size_t i = 0; i < p.grant_count; i++) {
        if (strcmp(hn_form_typed(q, "grant", ""),
                   hn_print(q->ctx.arena, "%lld", (long long)p.grants[i].id)) == 0)
            p.ending = &p.grants[i];
    }
    faults = q->ctx.fault_count;
    p.own = user.v == q->ctx.actor.v;
    p.may_change = !p.own && hn_access_over_user(&q->ctx, user) == HN_OK;
    /* Whether buttons are offered was our question, not the actor's attempt. */
    q->ctx.fault_count = faults;
    q->ctx.looks = looks;
    hn_crumb(q, hn_text(q->ctx.lang, "settings.title"), "/cai-dat");
    hn_crumb(q, hn_text(q->ctx.lang, "users.title"), "/cai-dat/nguoi-dung");
    hn_crumb(q, p.account.name, NULL);
    return hn_show(q, &view, &p, p.account.name);
}
