/* page_person_edit.c: a record changed section by section: what stands, what is wanted, a look at both, new facts.
 *
 * A correction holds over the days of the fact it corrects; a change from a day on. Masked items are shown only for a
 * purpose; an empty box leaves such an item as it is. Nothing is kept before it was checked (POST with "confirmed"),
 * except through the JSON face, where the sender has checked. Not for: tables (page_person_table.c), standing and cell
 * (page_person_status.c).
 */
#include <string.h>

#include "view_person.h"
#include "web/page_person.h"

const char *const hn_edit_modes[] = { "correction", "change", NULL };

#define TEXT(n)                                                                                              \
    {                                                                                                        \
        .name = n, .kind = HN_TEXT, .max = 500                                                               \
    }
#define LONG_TEXT(n)                                                                                         \
    {                                                                                                        \
        .name = n, .kind = HN_LONG_TEXT, .max = 2000                                                         \
    }
static const struct hn_field fields[] = {
    { .name = "full_name", .kind = HN_TEXT },
    { .name = "birth_name", .kind = HN_TEXT },
    { .name = "sex", .kind = HN_CODE },
    { .name = "birth_date", .kind = HN_PDATE },
    { .name = "ethnicity", .kind = HN_CODE },
    { .name = "occupation", .kind = HN_TEXT },
    { .name = "admit_date", .kind = HN_PDATE },
    { .name = "official_date", .kind = HN_PDATE },
    { .name = "edu_general", .kind = HN_CODE },
    { .name = "edu_degree", .kind = HN_CODE },
    { .name = "political_theory", .kind = HN_CODE },
    TEXT("party_card_no"),
    TEXT("dossier_no"),
    TEXT("citizen_id"),
    TEXT("citizen_id_issued"),
    TEXT("citizen_id_issuer"),
    TEXT("old_id_no"),
    TEXT("other_names"),
    TEXT("birth_reg_place"),
    TEXT("home_place"),
    TEXT("religion"),
    TEXT("phone"),
    TEXT("email"),
    TEXT("permanent_addr"),
    TEXT("temporary_addr"),
    TEXT("family_class"),
    TEXT("admit_ceremony_date"),
    TEXT("admit_cell"),
    TEXT("official_cell"),
    TEXT("recruit_date"),
    TEXT("recruit_org"),
    TEXT("youth_union_date"),
    LONG_TEXT("associations"),
    TEXT("army_in"),
    TEXT("army_out"),
    TEXT("edu_specialty"),
    TEXT("academic_title"),
    TEXT("edu_it"),
    TEXT("health"),
    TEXT("policy_invalid_class"),
    TEXT("policy_martyr_family"),
    TEXT("policy_merit"),
    TEXT("exempt_from"),
    LONG_TEXT("history_left"),
    LONG_TEXT("history_readmitted"),
    LONG_TEXT("history_restored"),
    LONG_TEXT("history_judicial"),
    LONG_TEXT("history_old_regime"),
    LONG_TEXT("economy_income"),
    LONG_TEXT("economy_housing"),
    LONG_TEXT("economy_land"),
    LONG_TEXT("economy_activity"),
    LONG_TEXT("economy_assets"),
    { .name = "mode", .kind = HN_CHOICE, .choices = hn_edit_modes, .required = true, .label = "edit.mode" },
    { .name = "from", .kind = HN_DAY },
    { .name = "reason", .kind = HN_TEXT },
    { .name = "reveal", .kind = HN_CODE, .label = "field.purpose" },
    { .name = "confirmed", .kind = HN_FLAG, .label = "edit.confirmed" },
    { .name = "mend", .kind = HN_FLAG, .label = "edit.mend" },
    { 0 },
};
const struct hn_form hn_form_person_part = { .fields = fields,
                                             .again = hn_page_person_part,
                                             .versioned = true };

static const struct hn_view part_view = { .title = "edit.title",
                                          .section = "members",
                                          .html = hn_view_person_part_any,
                                          .json = hn_json_person_part_any };
/* --- the items of a section --- */

static void
add_plain(struct hn_req *q, struct hn_part_page *p, size_t i)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_person_basic *b = &p->p.m.person.basic;

    p->items[p->item_count++] = (struct hn_item){
        .name = hn_plains[i].name,
        .number = hn_plains[i].item,
        .shape = hn_plains[i].date   ? HN_SHAPE_DATE
                 : hn_plains[i].list ? HN_SHAPE_CHOICE
                                     : HN_SHAPE_TEXT,
        .choices = hn_plains[i].list ? hn_plains[i].list->codes : NULL,
        .stored = hn_plain_text(a, b, i),
        .stored_form = hn_plain_form(a, b, i),
        .stored_shown = hn_plain_shown(a, q->ctx.lang, b, i),
        .from = p->p.m.person.from,
    };
}

static void
add_field(struct hn_req *q, struct hn_part_page *p, const struct hn_field_value *v)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_person_field *f = v->field;

    p->items[p->item_count++] = (struct hn_item){
        .name = f->name,
        .number = f->item,
        .shape = f->shape,
        .choices = f->choices,
        .masked = !(p->p.view.shown & (1U << f->group)) && v->has,
        .stored = v->text,
        .stored_form = v->shown ? hn_shape_form(a, f->shape, v->text) : "",
        .stored_shown = v->shown ? hn_shape_shown(a, q->ctx.lang, f->shape, f->name, v->text) : v->text,
        .from = v->has ? v->from : HN_DAY_START,
    };
    /* Any new fact of the section makes another number. */
    p->version ^= v->row & (INT64_MAX >> 1);
}

static void
read_items(struct hn_req *q, struct hn_part_page *p)
{
    p->items = HN_NEW_N(q->ctx.arena, struct hn_item, hn_person_field_count + HN_PLAIN_COUNT);
    if (p->section->plain) {
        for (size_t i = 0; i < HN_PLAIN_COUNT; i++)
            add_plain(q, p, i);
        p->version = p->p.m.person.row;
        return;
    }
    for (size_t i = 0; i < hn_person_field_count; i++) {
        if (p->p.fields[i].field->group == p->section->group)
            add_field(q, p, &p->p.fields[i]);
    }
    p->version++;
}

static bool
was_edited(const struct hn_req *q)
{
    for (int i = 0; i < q->ctx.fault_count; i++) {
        if (strcmp(q->ctx.faults[i].key, "person.edited") == 0)
            return true;
    }
    return false;
}

/* The section, with its group shown where a purpose was told. */
static enum hn_rc
read_part(struct hn_req *q, const char *slug, const char *purpose, struct hn_part_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_person_id id = { hn_path_id(q, "person") };
    bool seen = p->p.view.person.v != 0;
    enum hn_rc rc;

    p->q = q;
    p->purpose = purpose;
    p->section = hn_section_of(slug);
    if (!p->section)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    p->conflict = was_edited(q);
    rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, id, p->section->group);
    if (!rc && !seen)
        rc = hn_person_view(c, id, &p->p.view);
    if (!rc && !seen && *purpose)
        rc = hn_need_pace(q, id, true);
    if (!rc && !seen && *purpose)
        rc = hn_person_reveal(c, &p->p.view, p->section->group, purpose);
    if (!rc)
        rc = hn_person_page_read(q, &p->p);
    if (!rc)
        read_items(q, p);
    return rc;
}

static enum hn_rc
show_part(struct hn_req *q, struct hn_part_page *p)
{
    const char *name = hn_text(q->ctx.lang, hn_print(q->ctx.arena, "section.%s", p->section->name));

    hn_person_crumbs(q, &p->p.m, name);
    return hn_show(q, &part_view, p, p->p.m.person.basic.full_name);
}

enum hn_rc
hn_page_person_part(struct hn_req *q)
{
    struct hn_part_page p = { 0 };
    const char *purpose = hn_form_typed(q, "reveal", "");
    enum hn_rc rc = read_part(q, hn_path_text(q, "part"), purpose, &p);

    return rc ? rc : show_part(q, &p);
}

enum hn_rc
hn_person_part_revealed(struct hn_req *q, const char *slug, const char *purpose,
                        const struct hn_person_view *view)
{
    struct hn_part_page p = { .p.view = *view };
    enum hn_rc rc = read_part(q, slug, purpose, &p);

    return rc ? rc : show_part(q, &p);
}

/* --- what is wanted --- */

static void
want_plain(struct hn_req *q, struct hn_part_page *p, struct hn_person_basic *next)
{
    struct hn_arena *a = q->ctx.arena;

    *next = p->p.m.person.basic;
    for (size_t i = 0; i < p->item_count; i++) {
        struct hn_item *item = &p->items[i];

        hn_plain_put(next, i, hn_form_text(q, item->name),
                     hn_plains[i].date ? hn_form_pdate(q, item->name) : 0);
        item->wanted = hn_plain_text(a, next, i);
        item->wanted_shown = hn_plain_shown(a, q->ctx.lang, next, i);
        item->changed = strcmp(item->wanted, item->stored) != 0;
    }
}

static enum hn_rc
check_plain(struct hn_req *q, const struct hn_person_basic *next)
{
    struct hn_person_rules rules;
    enum hn_rc rc = hn_person_rules(&q->ctx, &rules);

    return rc ? rc : hn_person_check(&q->ctx, &rules, next);
}

static enum hn_rc
want_fields(struct hn_req *q, struct hn_part_page *p)
{
    enum hn_rc worst = HN_OK;

    for (size_t i = 0; i < p->item_count; i++) {
        struct hn_item *item = &p->items[i];
        const struct hn_person_field *f = hn_person_field(item->name);
        const char *typed = hn_form_text(q, item->name);
        enum hn_rc rc;

        item->wanted = item->stored;
        if (item->masked && !*typed)
            continue;
        rc = hn_field_check(&q->ctx, f, typed, &item->wanted);
        if (rc) {
            worst = rc;
            continue;
        }
        item->wanted_shown = hn_shape_shown(q->ctx.arena, q->ctx.lang, f->shape, f->name, item->wanted);
        item->changed = strcmp(item->wanted, item->stored) != 0;
    }
    return worst;
}

static bool
is_change(const struct hn_req *q)
{
    return strcmp(hn_form_text(q, "mode"), "change") == 0;
}

/* From when, and why: a change needs its first day, whatever touches past days a reason. */
static enum hn_rc
check_when(struct hn_req *q)
{
    struct hn_ctx *c = &q->ctx;
    enum hn_rc rc = HN_OK;

    if (is_change(q) && !hn_form_has(q, "from"))
        rc = hn_fail_arg(c, HN_INVALID, "from", "required", hn_text(c->lang, "field.from"));
    if (!*hn_form_text(q, "reason") && (!is_change(q) || hn_form_day(q, "from") < c->today))
        rc = hn_fail(c, HN_INVALID, "reason", "fact.reason");
    return rc;
}

static enum hn_rc
check_changed(struct hn_req *q, const struct hn_part_page *p)
{
    for (size_t i = 0; i < p->item_count; i++) {
        if (p->items[i].changed)
            return HN_OK;
    }
    return hn_fail(&q->ctx, HN_INVALID, "", "edit.unchanged");
}

/* --- the check page --- */

static enum hn_rc
show_check(struct hn_req *q, const struct hn_part_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    enum hn_lang lang = q->ctx.lang;
    struct hn_check_row *rows = HN_NEW_N(a, struct hn_check_row, p->item_count + 2);
    struct hn_check_page check = { .q = q, .m = &p->p.m, .form = &hn_form_person_part, .rows = rows };

    check.version = p->version;
    check.action = hn_print(a, "/dang-vien/%s/sua/%s", p->p.m.person.code, p->section->slug);
    check.heading = hn_text(lang, hn_print(a, "section.%s", p->section->name));
    for (size_t i = 0; i < p->item_count; i++) {
        const struct hn_item *item = &p->items[i];

        if (item->changed)
            rows[check.row_count++] = (struct hn_check_row){
                hn_text(lang, hn_print(a, "field.%s", item->name)), item->stored_shown, item->wanted_shown
            };
    }
    rows[check.row_count++] = (struct hn_check_row){
        hn_text(lang, "edit.mode"), NULL,
        is_change(q)
            ? hn_words_fill(a, lang, "edit.change_from", hn_day_prose(a, hn_form_day(q, "from")), NULL)
            : hn_text(lang, "edit_mode.correction")
    };
    if (hn_form_has(q, "reason"))
        rows[check.row_count++] = (struct hn_check_row){ hn_text(lang, "field.reason"), NULL,
                                                         hn_form_text(q, "reason") };
    return hn_person_check_show(q, &check);
}

/* --- saving --- */

static enum hn_rc
save_plain(struct hn_req *q, const struct hn_part_page *p, const struct hn_person_basic *next)
{
    const struct hn_person *now = &p->p.m.person;
    hn_day from = is_change(q) ? hn_form_day(q, "from") : now->from;
    hn_day to = from >= now->from ? now->to : HN_DAY_OPEN;

    return hn_person_put_basic(&q->ctx, now->id, next, from, to, hn_form_text(q, "reason"), now->row);
}

static enum hn_rc
save_fields(struct hn_req *q, const struct hn_part_page *p)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < p->item_count && !rc; i++) {
        const struct hn_item *item = &p->items[i];

        if (item->changed)
            rc = hn_person_put_field(&q->ctx, p->p.m.person.id, item->name, item->wanted,
                                     is_change(q) ? hn_form_day(q, "from") : item->from,
                                     hn_form_text(q, "reason"));
    }
    return rc;
}

static enum hn_rc
check_all(struct hn_req *q, struct hn_part_page *p, struct hn_person_basic *next)
{
    enum hn_rc values, when;

    if (hn_form_row_version(q) != p->version)
        return hn_fail(&q->ctx, HN_CONFLICT, "", "person.edited");
    if (p->section->plain) {
        want_plain(q, p, next);
        values = check_plain(q, next);
    } else {
        values = want_fields(q, p);
    }
    when = check_when(q);
    if (values || when)
        return values ? values : when;
    return check_changed(q, p);
}

enum hn_rc
hn_page_person_part_save(struct hn_req *q)
{
    struct hn_part_page p = { .mending = hn_form_flag(q, "mend") };
    struct hn_person_basic next;
    enum hn_rc rc = read_part(q, hn_path_text(q, "part"), hn_form_text(q, "reveal"), &p);

    if (rc || p.mending)
        return rc ? rc : show_part(q, &p);
    rc = check_all(q, &p, &next);
    if (rc)
        return rc;
    if (!q->json && !hn_form_flag(q, "confirmed"))
        return show_check(q, &p);
    rc = p.section->plain ? save_plain(q, &p, &next) : save_fields(q, &p);
    return rc ? rc : hn_redirect_done(q, "done.person_saved", "/dang-vien/%s/sua", p.p.m.person.code);
}
