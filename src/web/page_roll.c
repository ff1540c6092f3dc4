/* page_roll.c: attendance: everybody present first, then the exceptions; guests; the code by which members check in.
 *
 * A form says of each person what it showed and what was chosen: what was not touched is left as it now stands, and what
 * somebody else has changed meanwhile is not overwritten. Not for: checking in oneself (page_check_in.c).
 */
#include <inttypes.h>
#include <string.h>

#include "print/qr.h"
#include "view_meeting.h"
#include "web/page_meeting.h"
#include "web/page_offline.h"

static const struct hn_field roll_fields[] = {
    { .name = "state", .kind = HN_CHOICE, .choices = hn_presences, .each = true },
    { .name = "seen", .kind = HN_CODE, .each = true },
    { .name = "reason", .kind = HN_TEXT, .each = true },
    { .name = "all", .kind = HN_FLAG },
    { 0 },
};
static const struct hn_field guest_fields[] = {
    { .name = "new_item", .kind = HN_CODE },
    { .name = "name", .kind = HN_TEXT, .label = "roll.guest_name", .required = true },
    { .name = "title", .kind = HN_TEXT, .label = "roll.guest_title" },
    { .name = "role", .kind = HN_CHOICE, .choices = hn_guest_roles, .label = "roll.guest_role" },
    { 0 },
};
static const struct hn_field guest_remove_fields[] = {
    { .name = "item", .kind = HN_CODE, .required = true },
    { 0 },
};
const struct hn_form hn_form_roll = { .fields = roll_fields,
                                      .again = hn_page_roll,
                                      .rows = hn_attendance_rows };
const struct hn_form hn_form_guest = { .fields = guest_fields, .again = hn_page_roll };
const struct hn_form hn_form_guest_remove = { .fields = guest_remove_fields, .again = hn_page_roll };

/* --- the page --- */

const char *
hn_roll_shown(const struct hn_roll_page *p, const struct hn_attender *a)
{
    const char *typed = hn_form_of(p->h.q, "state", hn_print(p->h.q->ctx.arena, "%" PRId64, a->person.v));

    return typed ? typed : hn_presences[a->state];
}

static void
draw_code(struct hn_req *q, struct hn_roll_page *p)
{
    const char *host = hn_req_header(q, "Host");

    if (!p->check_in.open || !host)
        return;
    p->qr = hn_qr_path(q->ctx.arena,
                       hn_print(q->ctx.arena, "http%s://%s/tu-diem-danh?ky=%" PRId64 "&ma=%s",
                                hn_req_is_local(q) ? "" : "s", host, p->h.m.id.v, p->check_in.secret),
                       &p->qr_modules);
}

static enum hn_rc
read_roll(struct hn_req *q, struct hn_roll_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_meeting *m = &p->h.m;
    int64_t online = 0;
    enum hn_rc rc = hn_roll_read(c, m->id, &p->roll, &p->count, &p->counts);

    if (!rc)
        rc = hn_roll_guests(c, m->id, &p->guests, &p->guest_count);
    if (!rc)
        rc = hn_rule_value(c, m->unit, "meeting_online_allowed", hn_meeting_on(m), &online);
    if (!rc)
        rc = hn_rule_value(c, m->unit, "attendance_low_bp", hn_meeting_on(m), &p->low_bp);
    if (!rc && p->h.open)
        rc = hn_check_in_read(c, m->id, &p->check_in);
    p->online_allowed = online != 0;
    p->low = p->counts.not_recorded < p->counts.base &&
             (p->counts.present + p->counts.online + p->counts.not_recorded) * 10000 <
                 p->low_bp * p->counts.base;
    return rc;
}

enum hn_rc
hn_page_roll(struct hn_req *q)
{
    static const struct hn_view view = { .title = "roll.title",
                                         .section = "meetings",
                                         .html = hn_view_roll_any,
                                         .json = hn_json_roll_any,
                                         .offline = true };
    struct hn_roll_page p = { .qr = "" };
    enum hn_rc rc = hn_meeting_head(q, &p.h, "step.roll");

    if (!rc)
        rc = read_roll(q, &p);
    if (rc)
        return rc;
    draw_code(q, &p);
    p.new_key = hn_new_item_key(&q->ctx);
    return hn_show(q, &view, &p, p.h.title);
}

/* --- saving a sheet --- */

/* What was chosen for one person: false when it was not touched. */
static bool
chosen(struct hn_req *q, const struct hn_attender *a, struct hn_presence_put *out, bool *changed)
{
    const char *record = hn_print(q->ctx.arena, "%" PRId64, a->person.v);
    const char *state = hn_form_of(q, "state", record), *seen = hn_form_of(q, "seen", record);
    const char *reason = hn_form_of(q, "reason", record);
    const char *now = hn_print(q->ctx.arena, "%s:%" PRId64, hn_presences[a->state], a->version);
    size_t len;

    *changed = false;
    if (!state || !*state)
        return false;
    reason = reason ? reason : a->reason;
    if (hn_presence_of(state) == a->state && strcmp(reason, a->reason) == 0)
        return false;
    /* As it was shown: nobody chose it here, whatever it has become meanwhile. */
    len = strlen(state);
    if (seen && strncmp(seen, state, len) == 0 && seen[len] == ':' && strcmp(reason, a->reason) == 0)
        return false;
    *changed = seen && *seen && strcmp(seen, now) != 0;
    *out = (struct hn_presence_put){
        .person = a->person, .state = hn_presence_of(state), .reason = reason, .base = -1
    };
    return true;
}

enum hn_rc
hn_page_roll_save(struct hn_req *q)
{
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    struct hn_presence_put *puts;
    size_t count, n = 0;
    bool changed;
    enum hn_rc rc;

    if (hn_form_has_rows(q))
        return hn_answer_attendance(q);
    rc = hn_roll_read(&q->ctx, id, &roll, &count, &counts);
    if (rc)
        return rc;
    puts = HN_NEW_N(q->ctx.arena, struct hn_presence_put, count + 1);
    for (size_t i = 0; i < count; i++) {
        n += chosen(q, &roll[i], &puts[n], &changed);
        if (changed)
            rc = hn_fail_arg(&q->ctx, HN_CONFLICT, hn_print(q->ctx.arena, "p%zu-1", i), "roll.changed",
                             roll[i].full_name);
    }
    if (!rc)
        rc = hn_roll_put_all(&q->ctx, id, puts, n, hn_form_flag(q, "all"));
    return rc ? rc : hn_redirect_done(q, "done.roll", "/ky-hop/%" PRId64 "/diem-danh", id.v);
}

/* --- guests --- */

static enum hn_rc
back(struct hn_req *q, const char *done, const char *anchor)
{
    return hn_redirect_done(q, done, "/ky-hop/%" PRId64 "/diem-danh#%s", hn_path_id(q, "meeting"), anchor);
}

enum hn_rc
hn_page_guest_add(struct hn_req *q)
{
    const char *key = hn_form_text(q, "new_item"), *role = hn_form_text(q, "role");
    const struct hn_guest in = {
        .item_key = *key ? key : NULL,
        .name = hn_form_text(q, "name"),
        .title = hn_form_text(q, "title"),
        .role = *role ? role : "invited",
    };
    enum hn_rc rc = hn_guest_put(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, &in);

    return rc ? rc : back(q, "done.guest", "khach");
}

enum hn_rc
hn_page_guest_remove(struct hn_req *q)
{
    enum hn_rc rc = hn_guest_remove(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") },
                                    hn_form_text(q, "item"));

    return rc ? rc : back(q, "done.guest_removed", "khach");
}

/* --- the code --- */

enum hn_rc
hn_page_check_in_open(struct hn_req *q)
{
    struct hn_check_in made;
    enum hn_rc rc = hn_check_in_open(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, &made);

    return rc ? rc : back(q, "done.check_in_open", "ma");
}

enum hn_rc
hn_page_check_in_close(struct hn_req *q)
{
    enum hn_rc rc = hn_check_in_close(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") });

    return rc ? rc : back(q, "done.check_in_closed", "ma");
}
