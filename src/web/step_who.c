/* step_who.c: step 2: who is asking, and may they.
 *
 * The deciding is access/'s; here stands only what is asked, and over which record of the path.
 */
#include <string.h>
#include <strings.h>

#include "meeting/meeting.h"
#include "person/person.h"
#include "place/place.h"
#include "task/task.h"
#include "unit/unit.h"
#include "web/call.h"
#include "web/steps.h"

static enum hn_rc
by_bearer(struct hn_call *k, struct hn_who *who)
{
    static const char scheme[] = "Bearer ";
    const char *header = hn_http_header(&k->x->in, "Authorization");

    if (strncasecmp(header, scheme, sizeof scheme - 1) != 0)
        return hn_fail(&k->q.ctx, HN_NOT_FOUND, "", "not_found");
    return hn_account_by_token(&k->q.ctx, header + sizeof scheme - 1, who);
}

enum hn_rc
hn_step_who(struct hn_call *k)
{
    struct hn_ctx *c = &k->q.ctx;
    int faults = c->fault_count;
    struct hn_who *who;
    enum hn_rc rc;

    if (!k->bearer && !k->session)
        return HN_OK;
    who = HN_NEW(c->arena, struct hn_who);
    rc = k->bearer ? by_bearer(k, who) : hn_account_by_session(c, k->session, who);
    if (rc == HN_NOT_FOUND) {
        /* An ended session is nobody's, and no fault of this request; its cookie no longer binds a form. */
        c->fault_count = faults;
        k->session = NULL;
        return HN_OK;
    }
    if (rc)
        return rc;
    k->who = who;
    c->actor = who->user;
    if (!k->language_asked && !k->language_kept)
        c->lang = who->lang;
    if (who->owed != HN_FACTOR_NONE)
        hn_access_limit(c);
    return HN_OK;
}

/* The record a parameter of the path names: by code first, then by id. Other parameters are text. *over: the unit a
 * record that is neither unit nor person belongs to. */
static enum hn_rc
resolve(struct hn_call *k, size_t i, struct hn_unit_id *over)
{
    struct hn_ctx *c = &k->q.ctx;
    const char *name = k->match.parts[i].name;
    enum hn_rc rc = HN_OK;

    if (strcmp(name, "unit") == 0) {
        struct hn_unit_id unit = { 0 };

        rc = hn_unit_find(c, k->texts[i], &unit);
        k->ids[i] = unit.v;
    } else if (strcmp(name, "person") == 0) {
        struct hn_person_id person = { 0 };

        rc = hn_person_find(c, k->texts[i], &person);
        k->ids[i] = person.v;
    } else if (strcmp(name, "place") == 0) {
        struct hn_place_id place = { 0 };

        rc = hn_place_find(c, k->texts[i], &place);
        k->ids[i] = place.v;
    } else if (strcmp(name, "meeting") == 0) {
        struct hn_meeting_id meeting = { 0 };

        rc = hn_meeting_find(c, k->texts[i], &meeting, over);
        k->ids[i] = meeting.v;
    } else if (strcmp(name, "task") == 0) {
        rc = hn_task_find(c, k->texts[i], &k->ids[i], over);
    }
    return rc;
}

/* The right, over the record a parameter names; *asked says that it names one. */
static enum hn_rc
need_over(struct hn_call *k, enum hn_right right, size_t i, bool *asked)
{
    const char *name = k->match.parts[i].name;
    struct hn_unit_id over = { 0 };
    enum hn_rc rc = resolve(k, i, &over);

    if (rc || right == HN_MAY_SIGNED_IN)
        return rc;
    if (strcmp(name, "unit") == 0) {
        *asked = true;
        return hn_need(&k->q.ctx, right, (struct hn_unit_id){ k->ids[i] });
    }
    if (strcmp(name, "person") == 0) {
        *asked = true;
        return hn_need_person(&k->q.ctx, right, (struct hn_person_id){ k->ids[i] }, HN_GROUP_BASIC);
    }
    if (over.v) {
        *asked = true;
        return hn_need(&k->q.ctx, right, over);
    }
    return HN_OK;
}

static enum hn_rc
need(struct hn_call *k, enum hn_right right)
{
    bool asked = false;

    for (size_t i = 0; i < k->match.part_count; i++) {
        enum hn_rc rc = need_over(k, right, i, &asked);

        if (rc)
            return rc;
    }
    return asked ? HN_OK : hn_access_anywhere(&k->q.ctx, right);
}

enum hn_rc
hn_step_right(struct hn_call *k)
{
    const struct hn_route *r = k->q.route;
    struct hn_ctx *c = &k->q.ctx;

    if (r->needs == HN_MAY_ANYONE)
        return HN_OK;
    if (!k->who) {
        k->status = 401;
        return hn_fail(c, HN_DENIED, "", "access.sign_in");
    }
    if (k->who->owed != HN_FACTOR_NONE && !r->half) {
        k->half = true;
        return hn_fail(c, HN_DENIED, "", "account.factor_owed");
    }
    return need(k, r->needs);
}
