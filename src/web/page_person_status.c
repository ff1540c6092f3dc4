/* page_person_status.c: standing, activity and cell of a person, changed from a day on under their rules.
 *
 * The rules are member/'s and are told in plain words beside the field. Nothing is kept before it was checked (POST with
 * "confirmed"), except through the JSON face. Not for: offices (page_unit_office.c), the pipeline of a transfer.
 */
#include <assert.h>
#include <string.h>

#include "view_person.h"
#include "web/page_person.h"

static const char *const standings[] = { "candidate", "probationary", "official", "expelled",
                                         "removed",   "resigned",     "deceased", NULL };
static const char *const activities[] = { "active",    "exempt",      "temporarily_exempt",
                                          "suspended", "interrupted", NULL };
const char *const hn_cell_deeds[] = { "move", "begin", "end", NULL };

static const struct hn_field fields[] = {
    { .name = "standing", .kind = HN_CHOICE, .choices = standings },
    { .name = "activity", .kind = HN_CHOICE, .choices = activities },
    { .name = "deed", .kind = HN_CHOICE, .choices = hn_cell_deeds, .label = "status.deed" },
    { .name = "unit", .kind = HN_CODE, .label = "field.cell" },
    { .name = "from", .kind = HN_DAY, .required = true },
    { .name = "to", .kind = HN_DAY },
    { .name = "decision", .kind = HN_TEXT },
    { .name = "reason", .kind = HN_TEXT },
    { .name = "confirmed", .kind = HN_FLAG, .label = "edit.confirmed" },
    { .name = "mend", .kind = HN_FLAG, .label = "edit.mend" },
    { 0 },
};
const struct hn_form hn_form_person_status = { .fields = fields, .again = hn_page_person_status };

static const struct hn_view view = { .title = "edit.title",
                                     .section = "members",
                                     .html = hn_view_person_status_any,
                                     .json = hn_json_person_status_any };

static const struct {
    const char *slug, *kind, *label;
} kinds[] = {
    { "tu-cach", "standing", "field.standing" },
    { "sinh-hoat", "activity", "field.activity" },
    { "chi-bo", "membership", "field.cell" },
};

static enum hn_rc
read_status(struct hn_req *q, struct hn_status_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const char *slug = hn_path_text(q, "kind");
    enum hn_rc rc;

    p->q = q;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].slug, slug) == 0) {
            p->slug = kinds[i].slug;
            p->kind = kinds[i].kind;
            p->label = kinds[i].label;
        }
    }
    if (!p->kind)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    rc = hn_person_page_read(q, &p->p);
    if (!rc)
        rc = hn_membership_all(c, p->p.view.person, &p->p.memberships, &p->p.membership_count);
    return rc;
}

static enum hn_rc
show(struct hn_req *q, struct hn_status_page *p)
{
    hn_person_crumbs(q, &p->p.m, hn_text(q->ctx.lang, p->label));
    return hn_show(q, &view, p, p->p.m.person.basic.full_name);
}

enum hn_rc
hn_page_person_status(struct hn_req *q)
{
    struct hn_status_page p = { 0 };
    enum hn_rc rc = read_status(q, &p);

    return rc ? rc : show(q, &p);
}

const char *
hn_status_typed(const struct hn_status_page *p, const char *field)
{
    return p->mending ? hn_form_text(p->q, field) : NULL;
}

/* --- what is asked --- */

/* The cell by its code, for a beginning or a move. */
static enum hn_rc
find_cell(struct hn_req *q, struct hn_unit *out)
{
    struct hn_ctx *c = &q->ctx;
    const char *code = hn_form_text(q, "unit");
    struct hn_unit_id id;
    int faults = c->fault_count;
    enum hn_rc rc;

    *out = (struct hn_unit){ .code = "", .name = "" };
    if (strcmp(hn_form_text(q, "deed"), "end") == 0)
        return HN_OK;
    if (!*code)
        return hn_fail_arg(c, HN_INVALID, "unit", "required", hn_text(c->lang, "field.cell"));
    rc = hn_unit_find(c, code, &id);
    if (!rc)
        rc = hn_unit_get(c, id, out);
    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_fail_arg(c, HN_INVALID, "unit", "exchange.unknown_code", code);
}

static enum hn_rc
check_choice(struct hn_req *q, const struct hn_status_page *p)
{
    assert(p->kind);
    const char *field = strcmp(p->kind, "membership") == 0 ? "deed" : p->kind;

    if (hn_form_has(q, field))
        return HN_OK;
    return hn_fail_arg(&q->ctx, HN_INVALID, field, "choose",
                       hn_text(q->ctx.lang, strcmp(field, "deed") == 0 ? "status.deed" : p->label));
}

static void
add_row(struct hn_check_page *check, struct hn_check_row *rows, const char *label, const char *before,
        const char *after)
{
    if (after && *after)
        rows[check->row_count++] = (struct hn_check_row){ label, before, after };
}

static enum hn_rc
show_check(struct hn_req *q, const struct hn_status_page *p, const struct hn_unit *cell)
{
    struct hn_arena *a = q->ctx.arena;
    enum hn_lang lang = q->ctx.lang;
    const struct hn_member *m = &p->p.m;
    struct hn_check_row *rows = HN_NEW_N(a, struct hn_check_row, 6);
    struct hn_check_page check = { .q = q, .m = m, .form = &hn_form_person_status, .rows = rows };
    bool moving = strcmp(p->kind, "membership") == 0;
    const struct hn_status *now = strcmp(p->kind, "standing") == 0 ? &m->standing : &m->activity;
    const char *value = moving ? "" : hn_form_text(q, p->kind);

    check.heading = hn_text(lang, p->label);
    check.action = hn_print(a, "/dang-vien/%s/trang-thai/%s", m->person.code, p->slug);
    if (moving) {
        add_row(&check, rows, hn_text(lang, "status.deed"), NULL,
                hn_text(lang, hn_print(a, "cell_deed.%s", hn_form_text(q, "deed"))));
        add_row(&check, rows, check.heading, m->membership.unit.v ? m->membership.unit_name : "",
                *cell->name ? cell->name : hn_text(lang, "none"));
    } else {
        add_row(&check, rows, check.heading,
                *now->value ? hn_text(lang, hn_print(a, "%s.%s", p->kind, now->value)) : "",
                hn_text(lang, hn_print(a, "%s.%s", p->kind, value)));
    }
    add_row(&check, rows, hn_text(lang, "field.from"), NULL, hn_day_prose(a, hn_form_day(q, "from")));
    if (hn_form_has(q, "to"))
        add_row(&check, rows, hn_text(lang, "field.to"), NULL, hn_day_prose(a, hn_form_day(q, "to")));
    add_row(&check, rows, hn_text(lang, "field.decision"), NULL, hn_form_text(q, "decision"));
    add_row(&check, rows, hn_text(lang, "field.reason"), NULL, hn_form_text(q, "reason"));
    return hn_person_check_show(q, &check);
}

/* --- saving --- */

static enum hn_rc
save_status(struct hn_req *q, const struct hn_status_page *p)
{
    const struct hn_status_new in = {
        .person = p->p.m.person.id,
        .value = hn_form_text(q, p->kind),
        .from = hn_form_day(q, "from"),
        /* People name the last day, facts the first on which it no longer holds. */
        .to = hn_form_has(q, "to") ? hn_form_day(q, "to") + 1 : HN_DAY_OPEN,
        .decision = hn_form_text(q, "decision"),
        .reason = hn_form_text(q, "reason")
    };

    return strcmp(p->kind, "standing") == 0 ? hn_standing_put(&q->ctx, &in) : hn_activity_put(&q->ctx, &in);
}

static enum hn_rc
save_cell(struct hn_req *q, const struct hn_status_page *p, struct hn_unit_id cell)
{
    const char *deed = hn_form_text(q, "deed"), *reason = hn_form_text(q, "reason");
    const struct hn_membership_new in = { .person = p->p.m.person.id,
                                          .unit = cell,
                                          .from = hn_form_day(q, "from"),
                                          .decision = hn_form_text(q, "decision") };

    if (strcmp(deed, "begin") == 0)
        return hn_membership_begin(&q->ctx, &in);
    if (strcmp(deed, "end") == 0)
        return hn_membership_end(&q->ctx, in.person, in.from, in.decision, reason);
    return hn_membership_move(&q->ctx, &in, reason);
}

enum hn_rc
hn_page_person_status_save(struct hn_req *q)
{
    struct hn_status_page p = { .mending = hn_form_flag(q, "mend") };
    struct hn_unit cell = { .code = "", .name = "" };
    enum hn_rc rc = read_status(q, &p);
    bool moving = p.kind && strcmp(p.kind, "membership") == 0;

    if (rc || p.mending)
        return rc ? rc : show(q, &p);
    rc = check_choice(q, &p);
    if (!rc && moving)
        rc = find_cell(q, &cell);
    if (rc)
        return rc;
    if (!q->json && !hn_form_flag(q, "confirmed"))
        return show_check(q, &p, &cell);
    rc = moving ? save_cell(q, &p, cell.id) : save_status(q, &p);
    return rc ? rc : hn_redirect_done(q, "done.person_saved", "/dang-vien/%s/sua", p.p.m.person.code);
}
