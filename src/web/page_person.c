/* page_person.c: the record of one person on a date: head, the thirty items, tables, belonging, offices; and the reveal
 * of what is masked, for a purpose.
 *
 * Every view is a look for the log. What is shown is decided by hn_person_view and hn_person_reveal alone. Not for:
 * changing anything (page_person_edit.c and its neighbours).
 */
#include "web/page_person.h"

#include <string.h>

#include "account/account.h"
#include "audit/audit.h"
#include "person/erase.h"
#include "view_person.h"
#include "web/page_unit.h"

enum { EVENTS_SHOWN = 8 };

static const char *const groups[] = {
    "contact", "identity", "family", "health", "discipline", "foreign", NULL
};
static const char *const purposes[] = { "duty_check", "dossier",           "transfer", "reward",
                                        "contact",    "request_of_person", NULL };

static const struct hn_field reveal_fields[] = {
    { .name = "group",
      .kind = HN_CHOICE,
      .choices = groups,
      .required = true,
      .many = true,
      .label = "reveal.group" },
    { .name = "purpose", .kind = HN_CHOICE, .choices = purposes, .required = true },
    { .name = "phrase", .kind = HN_SECRET, .max = 128 },
    { .name = "part", .kind = HN_CODE, .label = "reveal.part" },
    { 0 },
};
const struct hn_form hn_form_reveal = { .fields = reveal_fields, .again = hn_page_person };

static const struct hn_view record_view = { .title = "person.title",
                                            .section = "members",
                                            .html = hn_view_person_any,
                                            .json = hn_json_person_any,
                                            .dated = true };

/* --- reading --- */

static bool
may(struct hn_req *q, enum hn_right right, struct hn_person_id person, enum hn_group group)
{
    return hn_access_allows(&q->ctx, right, (struct hn_record){ .person = person }, group) == HN_OK;
}

static void
read_rights(struct hn_req *q, struct hn_person_page *p)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_person_id id = p->view.person;

    for (int g = 0; g < HN_GROUP_COUNT; g++) {
        p->may_edit[g] = may(q, HN_MAY_EDIT_MEMBER, id, (enum hn_group)g);
        p->may_reveal[g] = !(p->view.shown & (1U << g)) && may(q, HN_MAY_REVEAL, id, (enum hn_group)g);
        p->may_reveal_any |= p->may_reveal[g];
    }
    p->may_log = may(q, HN_MAY_READ_LOG, id, HN_GROUP_BASIC);
    p->ask_phrase = who && !hn_account_confirmed(&q->ctx, who);
}

/* The record itself, with what the view shows by now. */
static enum hn_rc
read_values(struct hn_req *q, struct hn_person_page *p)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = hn_need_pace(q, p->view.person, false);

    if (!rc)
        rc = hn_member_get(c, p->view.person, &p->m);

    if (!rc)
        rc = hn_person_fields_read(c, &p->view, &p->fields);
    if (!rc)
        rc = hn_person_erased(c, p->view.person, &p->erased);
    if (!rc)
        rc = hn_person_entries_read(c, &p->view, &p->entries, &p->entry_count);
    if (!rc)
        hn_audit_look(c, "view", p->view.person, p->m.membership.unit, "", "");
    return rc;
}

enum hn_rc
hn_person_page_read(struct hn_req *q, struct hn_person_page *p)
{
    struct hn_person_id id = { hn_path_id(q, "person") };
    enum hn_rc rc = p->view.person.v ? HN_OK : hn_person_view(&q->ctx, id, &p->view);

    p->q = q;
    if (!rc)
        rc = read_values(q, p);
    if (!rc)
        read_rights(q, p);
    return rc;
}

size_t
hn_person_page_entries(const struct hn_person_page *p, const struct hn_person_list *list)
{
    size_t count = 0;

    for (size_t i = 0; i < p->entry_count; i++)
        count += p->entries[i].list == list;
    return count;
}

static void
add_label(const struct hn_person_page *p, struct hn_buf *b, const char *prefix, const char *name)
{
    if (b->len)
        hn_buf_str(b, ", ");
    hn_buf_str(b, hn_words(p->q->ctx.lang, hn_print(p->q->ctx.arena, "%s%s", prefix, name)));
}

const char *
hn_section_missing(const struct hn_person_page *p, const struct hn_section *s)
{
    struct hn_arena *a = p->q->ctx.arena;
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (size_t i = 0; i < HN_PLAIN_COUNT && s->plain; i++) {
        /* Without another one, the name at birth is the name. */
        if (i != 1 && !*hn_plain_text(a, &p->m.person.basic, i))
            add_label(p, &b, "field.", hn_plains[i].name);
    }
    for (size_t i = 0; i < hn_person_field_count && !s->plain; i++) {
        if (p->fields[i].field->group == s->group && !p->fields[i].has && !p->fields[i].erased)
            add_label(p, &b, "field.", p->fields[i].field->name);
    }
    return b.len ? b.data : "";
}

const char *
hn_tables_missing(const struct hn_person_page *p)
{
    struct hn_buf b;

    hn_buf_init(&b, p->q->ctx.arena, 0);
    for (size_t i = 0; i < hn_person_list_count; i++) {
        if (!hn_person_page_entries(p, &hn_person_lists[i]))
            add_label(p, &b, "list.", hn_person_lists[i].name);
    }
    return b.len ? b.data : "";
}

static void
take_look(void *sink, const struct hn_audit_line *line)
{
    struct hn_person_page *p = sink;

    if (p->look_count < HN_LOOKS_SHOWN)
        p->looks[p->look_count++] = *line;
}

static void
take_task(void *sink, const struct hn_task_row *t)
{
    struct hn_person_page *p = sink;

    if (p->task_count < HN_RECORD_TASKS_SHOWN)
        p->tasks[p->task_count++] = *t;
}

/* What the person has to carry out: one's own, wherever it was set; else as far as the reader follows meetings. */
static enum hn_rc
read_tasks(struct hn_req *q, struct hn_person_page *p)
{
    struct hn_task_filter f = { .state = "open", .responsible = p->view.person };
    struct hn_person_id self = { 0 };
    enum hn_rc rc = hn_access_person(&q->ctx, &self);

    f.mine = self.v && self.v == p->view.person.v;
    p->may_tasks = f.mine ||
                   hn_access_allows(&q->ctx, HN_MAY_READ_MEETING, HN_NO_RECORD, HN_GROUP_BASIC) == HN_OK;
    if (rc || !p->may_tasks)
        return rc;
    return hn_task_list(&q->ctx, &f, 0, HN_RECORD_TASKS_SHOWN, take_task, p);
}

/* What happened to the record and who was in it: short, the whole stands on pages of their own. */
static enum hn_rc
read_past(struct hn_req *q, struct hn_person_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_audit_filter looks = { .person = p->view.person };
    enum hn_rc rc = hn_membership_all(c, p->view.person, &p->memberships, &p->membership_count);

    if (!rc)
        rc = hn_office_of_person(c, p->view.person, true, &p->offices, &p->office_count);
    if (!rc)
        rc = hn_person_history(c, &p->view, EVENTS_SHOWN, &p->events, &p->event_count);
    if (!rc)
        rc = read_tasks(q, p);
    if (!rc && p->may_log)
        rc = hn_audit_lines(c, &looks, 0, HN_LOOKS_SHOWN, take_look, p);
    return rc;
}

void
hn_person_crumbs(struct hn_req *q, const struct hn_member *m, const char *leaf)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_membership *in = &m->membership;

    hn_crumb(q, hn_text(q->ctx.lang, "menu.members"), "/dang-vien");
    if (in->unit.v && hn_unit_may(q, HN_MAY_READ_MEMBER, in->unit))
        hn_crumb(q, in->unit_name, hn_print(a, "/to-chuc/%s/dang-vien", in->unit_code));
    hn_crumb(q, m->person.basic.full_name, leaf ? hn_print(a, "/dang-vien/%s", m->person.code) : NULL);
    if (leaf)
        hn_crumb(q, leaf, NULL);
}

static enum hn_rc
show(struct hn_req *q, struct hn_person_page *p)
{
    enum hn_rc rc = hn_person_page_read(q, p);

    if (!rc)
        rc = read_past(q, p);
    if (rc)
        return rc;
    hn_person_crumbs(q, &p->m, NULL);
    return hn_show(q, &record_view, p, p->m.person.basic.full_name);
}

enum hn_rc
hn_page_person(struct hn_req *q)
{
    struct hn_person_page p = { 0 };

    return show(q, &p);
}

enum hn_rc
hn_page_person_own(struct hn_req *q)
{
    struct hn_person_id self;
    enum hn_rc rc = hn_person_self(&q->ctx, &self);

    if (rc)
        return rc;
    if (!self.v)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "person.not_found");
    return hn_redirect(q, "/dang-vien/%lld", (long long)self.v);
}

/* --- reveal --- */

/* On an enrolled phone the phrase is asked again; its hash is reckoned on a worker. */
enum hn_rc
hn_prepare_reveal(struct hn_req *q, void **prepared)
{
    const struct hn_who *who = hn_req_who(q);
    struct hn_sign_in_try *attempt = NULL;
    enum hn_rc rc = HN_OK;

    if (who && !hn_account_confirmed(&q->ctx, who)) {
        const struct hn_sign_in in = { .name = who->name,
                                       .phrase = hn_form_text(q, "phrase"),
                                       .address = hn_req_address(q),
                                       .device = hn_device_token(q) };

        if (!*in.phrase)
            return hn_fail(&q->ctx, HN_INVALID, "phrase", "reveal.phrase");
        rc = hn_account_try(&q->ctx, hn_req_hasher(q), &in, &attempt);
    }
    *prepared = attempt;
    return rc;
}

/* *answered: the phrase was wrong, and that is the answer. */
static enum hn_rc
confirm(struct hn_req *q, bool *answered)
{
    struct hn_sign_in_try *attempt = hn_prepared(q);
    struct hn_signed_in in;
    enum hn_rc rc;

    *answered = false;
    if (!attempt)
        return HN_OK;
    rc = hn_account_confirm(&q->ctx, attempt, hn_req_who(q), &in);
    if (rc)
        return rc;
    *answered = in.outcome != HN_SIGN_IN_OK;
    if (in.outcome == HN_SIGN_IN_WAIT)
        return hn_answer_wait(q, in.wait_seconds, "account.wait");
    return *answered ? hn_answer_refused(q, "phrase", "account.wrong", NULL) : HN_OK;
}

static enum hn_group
group_of(const char *name)
{
    enum hn_group g = HN_GROUP_BASIC;

    while (g < HN_GROUP_COUNT && strcmp(hn_group_name(g), name) != 0)
        g++;
    return g;
}

enum hn_rc
hn_page_person_reveal(struct hn_req *q)
{
    struct hn_person_page p = { .revealed = true };
    const char *part = hn_form_text(q, "part");
    const char *const *names;
    size_t count = hn_form_texts(q, "group", &names);
    bool answered;
    enum hn_rc rc = confirm(q, &answered);

    if (rc || answered)
        return rc;
    rc = hn_person_view(&q->ctx, (struct hn_person_id){ hn_path_id(q, "person") }, &p.view);
    if (!rc)
        rc = hn_need_pace(q, p.view.person, true);
    for (size_t i = 0; i < count && !rc; i++)
        rc = hn_person_reveal(&q->ctx, &p.view, group_of(names[i]), hn_form_text(q, "purpose"));
    if (rc)
        return rc;
    /* From a form that edits, one goes back to it: a section by its word, a table behind "bang.". */
    if (hn_section_of(part))
        return hn_person_part_revealed(q, part, hn_form_text(q, "purpose"), &p.view);
    if (strncmp(part, "bang.", 5) == 0)
        return hn_person_table_revealed(q, part + 5, hn_form_text(q, "purpose"), &p.view);
    return show(q, &p);
}
