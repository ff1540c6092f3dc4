/* page_grant.c: roles given to an account, and ended (page_user.h). */
#include <string.h>

#include "base/num.h"
#include "unit/unit.h"
#include "view_user.h"
#include "web/page_user.h"

static const struct hn_field give_fields[] = {
    { .name = "role", .kind = HN_CODE, .required = true, .label = "field.role" },
    { .name = "unit", .kind = HN_CODE, .label = "users.unit" },
    { .name = "from", .kind = HN_DAY, .required = true, .label = "field.from" },
    { .name = "to", .kind = HN_DAY, .label = "field.to" },
    { .name = "reason", .kind = HN_TEXT, .required = true, .label = "field.reason" },
    { 0 },
};
static const struct hn_field end_fields[] = {
    { .name = "grant", .kind = HN_ID, .required = true, .label = "field.role" },
    { .name = "last_day", .kind = HN_DAY, .required = true, .label = "field.last_day" },
    { .name = "end_reason", .kind = HN_TEXT, .required = true, .label = "field.reason" },
    { 0 },
};
const struct hn_form hn_form_grant_give = { .fields = give_fields, .again = hn_page_user };
const struct hn_form hn_form_grant_end = { .fields = end_fields, .again = hn_page_user };

/* A code nobody has is a fault of the field, so that what was typed is kept. */
static enum hn_rc
find_unit(struct hn_req *q, struct hn_unit_id *out)
{
    const char *code = hn_form_text(q, "unit");
    int faults = q->ctx.fault_count;
    enum hn_rc rc;

    if (!*code)
        return HN_OK;
    rc = hn_unit_find(&q->ctx, code, out);
    if (rc != HN_NOT_FOUND)
        return rc;
    q->ctx.fault_count = faults;
    return hn_fail_arg(&q->ctx, HN_INVALID, "unit", "tree.not_found", code);
}

enum hn_rc
hn_page_grant_give(struct hn_req *q)
{
    hn_day to = hn_form_day(q, "to");
    struct hn_grant g = { .role = hn_form_text(q, "role"),
                          .from = hn_form_day(q, "from"),
                          .to = to == HN_DAY_OPEN ? HN_DAY_OPEN : to + 1,
                          .reason = hn_form_text(q, "reason") };
    bool pending = false;
    enum hn_rc rc = hn_user_of_path(q, &g.user);

    if (!rc)
        rc = find_unit(q, &g.unit);
    if (!rc)
        rc = hn_grant_give(&q->ctx, &g, NULL, &pending);
    return rc ? rc
              : hn_redirect_done(q, pending ? "done.grant_asked" : "done.grant_given",
                                 "/cai-dat/nguoi-dung/%s#quyen", hn_path_text(q, "user"));
}

enum hn_rc
hn_page_grant_end(struct hn_req *q)
{
    struct hn_user_id user;
    enum hn_rc rc = hn_user_of_path(q, &user);

    if (!rc)
        rc = hn_grant_end(&q->ctx, hn_form_id(q, "grant"), hn_form_day(q, "last_day"),
                          hn_form_text(q, "end_reason"));
    return rc ? rc
              : hn_redirect_done(q, "done.grant_ended", "/cai-dat/nguoi-dung/%s#quyen",
                                 hn_path_text(q, "user"));
}
