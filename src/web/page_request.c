/* page_request.c: see page_request.h. */
#include "web/page_request.h"

#include <string.h>

#include "view_request.h"

static const char *const decisions[] = { "approve", "refuse", NULL };
static const char *const kinds[] = { "grant", "export", "erase", NULL };

static const struct hn_field decide_fields[] = {
    { .name = "request", .kind = HN_ID, .required = true, .label = "users.request" },
    { .name = "kind", .kind = HN_CHOICE, .choices = kinds, .label = "request.kind" },
    { .name = "decision",
      .kind = HN_CHOICE,
      .choices = decisions,
      .required = true,
      .label = "users.decision" },
    { 0 },
};
static const struct hn_field export_fields[] = {
    { .name = "list", .kind = HN_CODE, .required = true, .label = "request.list" },
    { .name = "target", .kind = HN_TEXT, .max = 2000, .required = true, .label = "request.list" },
    { .name = "unit", .kind = HN_INT, .low = 0, .high = INT64_MAX, .label = "field.unit" },
    { .name = "rows",
      .kind = HN_INT,
      .low = 1,
      .high = INT32_MAX,
      .required = true,
      .label = "request.rows" },
    { .name = "purpose", .kind = HN_TEXT, .max = 500, .required = true, .label = "request.purpose" },
    { 0 },
};
static const struct hn_field erase_fields[] = {
    { .name = "reason", .kind = HN_TEXT, .max = 500, .required = true, .label = "field.reason" },
    { 0 },
};
const struct hn_form hn_form_request_decide = { .fields = decide_fields, .again = hn_page_requests };
const struct hn_form hn_form_export_ask = { .fields = export_fields, .again = hn_page_export_form };
const struct hn_form hn_form_erase = { .fields = erase_fields, .again = hn_page_erase };

/* --- what waits --- */

static enum hn_rc
read_grants(struct hn_req *q, struct hn_requests_page *p)
{
    const struct hn_grant *all;
    struct hn_grant *waiting;
    size_t count;
    enum hn_rc rc = hn_access_allows(&q->ctx, HN_MAY_GRANT, HN_NO_RECORD, HN_GROUP_BASIC);

    if (rc)
        return rc == HN_DENIED ? HN_OK : rc;
    rc = hn_grant_list(&q->ctx, (struct hn_user_id){ 0 }, &all, &count);
    if (rc)
        return rc;
    waiting = HN_NEW_N(q->ctx.arena, struct hn_grant, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (all[i].pending)
            waiting[p->grant_count++] = all[i];
    }
    p->grants = waiting;
    return HN_OK;
}

enum hn_rc
hn_requests_read(struct hn_req *q, struct hn_requests_page *p)
{
    enum hn_rc rc;

    *p = (struct hn_requests_page){ .q = q };
    rc = read_grants(q, p);
    if (!rc)
        rc = hn_export_waiting(&q->ctx, &p->exports, &p->export_count);
    if (!rc)
        rc = hn_erase_waiting(&q->ctx, (struct hn_person_id){ 0 }, &p->erasures, &p->erasure_count);
    return rc;
}

int64_t
hn_requests_open(const struct hn_requests_page *p)
{
    int64_t actor = p->q->ctx.actor.v, open = 0;

    for (size_t i = 0; i < p->grant_count; i++)
        open += p->grants[i].giver.v != actor && p->grants[i].user.v != actor;
    for (size_t i = 0; i < p->export_count; i++)
        open += !p->exports[i].own;
    for (size_t i = 0; i < p->erasure_count; i++)
        open += !p->erasures[i].own;
    return open;
}

enum hn_rc
hn_page_requests(struct hn_req *q)
{
    static const struct hn_view view = { .title = "users.requests",
                                         .section = "work",
                                         .html = hn_view_requests_any,
                                         .json = hn_json_requests_any };
    struct hn_requests_page p;
    enum hn_rc rc = hn_requests_read(q, &p);

    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "menu.work"), "/viec-cua-toi");
    hn_crumb(q, hn_text(q->ctx.lang, "users.requests"), NULL);
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_request_decide(struct hn_req *q)
{
    bool approve = strcmp(hn_form_text(q, "decision"), "approve") == 0;
    const char *kind = hn_form_text(q, "kind");
    int64_t id = hn_form_id(q, "request"), made;
    enum hn_rc rc;

    if (strcmp(kind, "export") == 0)
        rc = hn_export_decide(&q->ctx, id, approve);
    else if (strcmp(kind, "erase") == 0)
        rc = hn_erase_decide(&q->ctx, id, approve);
    else
        rc = hn_grant_decide(&q->ctx, id, approve, &made);
    return rc ? rc
              : hn_redirect_done(q, approve ? "done.request_approved" : "done.request_refused",
                                 "/cai-dat/de-nghi");
}

/* --- asking for a file --- */

static enum hn_rc
show_form(struct hn_req *q, const struct hn_export_form_page *p)
{
    static const struct hn_view view = { .title = "request.export",
                                         .section = "members",
                                         .html = hn_view_export_form_any,
                                         .json = hn_json_export_form_any };

    hn_crumb(q, hn_text(q->ctx.lang, "menu.members"), "/dang-vien");
    hn_crumb(q, hn_text(q->ctx.lang, "request.export"), NULL);
    return hn_show(q, &view, p, NULL);
}

enum hn_rc
hn_export_form_show(struct hn_req *q, const struct hn_export_ask *ask)
{
    const struct hn_export_form_page p = {
        .q = q, .list = ask->list, .target = ask->target, .unit = ask->unit.v, .rows = ask->rows
    };

    return show_form(q, &p);
}

/* Shown again; by itself it has no list to ask for. */
enum hn_rc
hn_page_export_form(struct hn_req *q)
{
    const struct hn_export_form_page p = { .q = q,
                                           .list = hn_form_text(q, "list"),
                                           .target = hn_form_text(q, "target"),
                                           .unit = hn_form_int(q, "unit"),
                                           .rows = hn_form_int(q, "rows") };

    return show_form(q, &p);
}

enum hn_rc
hn_page_export_ask(struct hn_req *q)
{
    const struct hn_export_ask ask = { .list = hn_form_text(q, "list"),
                                       .target = hn_form_text(q, "target"),
                                       .unit = { hn_form_int(q, "unit") },
                                       .rows = hn_form_int(q, "rows"),
                                       .purpose = hn_form_text(q, "purpose") };
    int64_t id;
    enum hn_rc rc = hn_export_request(&q->ctx, &ask, &id);

    return rc ? rc : hn_redirect_done(q, "done.request_sent", "/cai-dat/de-nghi");
}

/* --- asking for an erasure --- */

enum hn_rc
hn_page_erase(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "request.erase", .section = "members", .html = hn_view_erase_any, .json = hn_json_erase_any
    };
    struct hn_erase_page p = { 0 };
    size_t count = 0;
    enum hn_rc rc = hn_person_page_read(q, &p.p);

    if (!rc)
        rc = hn_erase_waiting(&q->ctx, p.p.view.person, &p.waiting, &count);
    if (rc)
        return rc;
    if (!count)
        p.waiting = NULL;
    hn_person_crumbs(q, &p.p.m, hn_text(q->ctx.lang, "request.erase"));
    return hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_erase_ask(struct hn_req *q)
{
    struct hn_person_id person = { hn_path_id(q, "person") };
    int64_t id;
    enum hn_rc rc = hn_erase_request(&q->ctx, person, hn_form_text(q, "reason"), &id);

    return rc ? rc : hn_redirect_done(q, "done.request_sent", "/dang-vien/%s/xoa", hn_path_text(q, "person"));
}
