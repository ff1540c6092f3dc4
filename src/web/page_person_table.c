/* page_person_table.c: a table of the record (work history, family …): its lines, one more, one corrected, one taken out.
 *
 * Each line is a fact of its own. Masked lines are shown only for a purpose; one may be added without seeing the others.
 */
#include <string.h>

#include "base/num.h"
#include "view_person.h"
#include "web/page_person.h"

static const char *const deeds[] = { "put", "end", NULL };

static const struct hn_field query_fields[] = {
    { .name = "dong", .kind = HN_ID, .label = "table.line" },
    { 0 },
};
const struct hn_form hn_form_person_table_query = { .fields = query_fields, .again = hn_page_person_table };

#define CELL(n)                                                                                              \
    {                                                                                                        \
        .name = n, .kind = HN_TEXT, .max = 500, .label = "entry." n                                          \
    }
#define LONG_CELL(n)                                                                                         \
    {                                                                                                        \
        .name = n, .kind = HN_LONG_TEXT, .max = 2000, .label = "entry." n                                    \
    }
static const struct hn_field fields[] = {
    CELL("name"),
    CELL("position"),
    CELL("organisation"),
    CELL("language"),
    CELL("level"),
    CELL("from"),
    CELL("to"),
    LONG_CELL("what"),
    CELL("school"),
    CELL("subject"),
    CELL("mode"),
    CELL("certificate"),
    CELL("on"),
    CELL("decision"),
    CELL("years"),
    CELL("form"),
    LONG_CELL("why"),
    CELL("country"),
    CELL("purpose"),
    CELL("relation"),
    CELL("birth_year"),
    CELL("job"),
    CELL("home_place"),
    CELL("residence"),
    { .name = "deed", .kind = HN_CHOICE, .choices = deeds, .label = "person.deed" },
    { .name = "entry", .kind = HN_ID, .label = "table.line" },
    { .name = "row", .kind = HN_ID, .label = "table.line" },
    { .name = "reason", .kind = HN_TEXT },
    { .name = "reveal", .kind = HN_CODE, .label = "field.purpose" },
    { 0 },
};
const struct hn_form hn_form_person_table = { .fields = fields, .again = hn_page_person_table };

static const struct hn_view view = { .title = "edit.title",
                                     .section = "members",
                                     .html = hn_view_person_table_any,
                                     .json = hn_json_person_table_any };

/* --- reading --- */

static enum hn_rc
read_table(struct hn_req *q, const char *slug, const char *purpose, struct hn_table_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_person_id id = { hn_path_id(q, "person") };
    bool seen = p->p.view.person.v != 0;
    enum hn_rc rc;

    p->q = q;
    p->purpose = purpose;
    p->list = hn_table_of(slug);
    if (!p->list)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, id, p->list->group);
    if (!rc && !seen)
        rc = hn_person_view(c, id, &p->p.view);
    if (!rc && !seen && *purpose)
        rc = hn_need_pace(q, id, true);
    if (!rc && !seen && *purpose)
        rc = hn_person_reveal(c, &p->p.view, p->list->group, purpose);
    return rc ? rc : hn_person_page_read(q, &p->p);
}

static const struct hn_entry *
entry_of(const struct hn_table_page *p, int64_t id)
{
    for (size_t i = 0; i < p->p.entry_count; i++) {
        if (p->p.entries[i].id == id && p->p.entries[i].list == p->list)
            return &p->p.entries[i];
    }
    return NULL;
}

static enum hn_rc
show(struct hn_req *q, struct hn_table_page *p)
{
    const char *name = hn_text(q->ctx.lang, hn_print(q->ctx.arena, "list.%s", p->list->name));

    hn_person_crumbs(q, &p->p.m, name);
    return hn_show(q, &view, p, p->p.m.person.basic.full_name);
}

/* Both after ?dong= and when a form was refused: then the line is the one that was sent. */
enum hn_rc
hn_page_person_table(struct hn_req *q)
{
    struct hn_table_page p = { 0 };
    const char *purpose = hn_form_typed(q, "reveal", "");
    const char *line = hn_form_typed(q, "dong", hn_form_typed(q, "entry", ""));
    int64_t id = 0;
    enum hn_rc rc = read_table(q, hn_path_text(q, "list"), purpose, &p);

    if (rc)
        return rc;
    if (*line && hn_parse_i64(line, 1, INT64_MAX, &id))
        p.entry = entry_of(&p, id);
    return show(q, &p);
}

enum hn_rc
hn_person_table_revealed(struct hn_req *q, const char *slug, const char *purpose,
                         const struct hn_person_view *seen)
{
    struct hn_table_page p = { .p.view = *seen };
    enum hn_rc rc = read_table(q, slug, purpose, &p);

    return rc ? rc : show(q, &p);
}

/* --- writing --- */

static enum hn_rc
put(struct hn_req *q, const struct hn_table_page *p, int64_t entry)
{
    const char *cells[HN_ENTRY_COLUMNS];

    for (size_t i = 0; i < hn_person_list_width(p->list); i++)
        cells[i] = hn_form_text(q, p->list->columns[i].name);
    return hn_person_put_entry(&q->ctx, p->p.m.person.id, p->list, &entry, cells, hn_form_text(q, "reason"));
}

enum hn_rc
hn_page_person_table_save(struct hn_req *q)
{
    struct hn_table_page p = { 0 };
    const char *slug = hn_path_text(q, "list");
    bool ending = strcmp(hn_form_text(q, "deed"), "end") == 0;
    int64_t entry = hn_form_id(q, "entry");
    enum hn_rc rc = read_table(q, slug, hn_form_text(q, "reveal"), &p);

    if (rc)
        return rc;
    p.entry = entry ? entry_of(&p, entry) : NULL;
    if ((entry || ending) && !p.entry)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "entry.not_found");
    if (p.entry && hn_form_has(q, "row") && hn_form_id(q, "row") != p.entry->row)
        return hn_fail(&q->ctx, HN_CONFLICT, "", "person.edited");
    if (ending)
        rc = hn_person_end_entry(&q->ctx, p.p.m.person.id, p.list, entry, hn_form_text(q, "reason"));
    else
        rc = put(q, &p, entry);
    if (rc)
        return rc;
    return hn_redirect_done(q, ending ? "done.line_ended" : "done.line_saved", "/dang-vien/%s/bang/%s",
                            p.p.m.person.code, hn_table_slug(p.list));
}
