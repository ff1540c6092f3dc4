/* page_unit_edit.c: changes of one organisation, each a small form of its own, then a page that says what would happen,
 * then the deed.
 *
 * The check page reads; what it shows is judged again, by the rules of tree/ and unit/, when the deed is done.
 */
#include <string.h>

#include "meeting/month.h"
#include "place/place.h"
#include "view_unit.h"
#include "web/page_unit.h"

const struct hn_unit_change hn_unit_changes[] = {
    { "doi-ten", "rename" }, { "doi-loai", "change_kind" }, { "chuyen", "move" },
    { "dia-ban", "place" },  { "ket-thuc", "close" },       { NULL, NULL },
};

static const struct hn_field fields[] = {
    { .name = "name", .kind = HN_TEXT },
    { .name = "short_name", .kind = HN_TEXT },
    { .name = "kind", .kind = HN_CODE },
    { .name = "parent", .kind = HN_CODE },
    { .name = "place", .kind = HN_CODE },
    { .name = "from", .kind = HN_DAY },
    { .name = "last_day", .kind = HN_DAY },
    { .name = "decision", .kind = HN_TEXT },
    { 0 },
};
const struct hn_form hn_form_unit_change = { .fields = fields, .again = hn_page_unit_change };

static bool
is(const struct hn_unit_change *change, const char *name)
{
    return strcmp(change->name, name) == 0;
}

static enum hn_rc
missing(struct hn_req *q, const char *field)
{
    const char *label = hn_text(q->ctx.lang, hn_print(q->ctx.arena, "field.%s", field));

    return hn_fail_arg(&q->ctx, HN_INVALID, field, "required", label);
}

/* The field that tells when. */
static const char *
day_field(const struct hn_unit_change *change)
{
    return is(change, "close") ? "last_day" : "from";
}

/* The first day of the change: of closing, the day after the last. */
static hn_day
first_day(const struct hn_req *q, const struct hn_unit_change *change)
{
    const char *name = day_field(change);
    hn_day day = hn_form_day(q, name);

    if (!hn_form_has(q, name))
        return HN_DAY_OPEN;
    return is(change, "close") ? day + 1 : day;
}

static enum hn_rc
read_unit(struct hn_req *q, struct hn_unit_stand *stand, struct hn_unit_change_page *p, const char *leaf)
{
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, stand);

    p->q = q;
    p->unit = &stand->unit;
    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_EDIT_UNIT, stand->unit.id);
    return rc ? rc : hn_unit_crumbs(q, p->unit, hn_text(q->ctx.lang, leaf), &ancestors);
}

static enum hn_rc
read_change(struct hn_req *q, struct hn_unit_change_page *p)
{
    const char *slug = hn_path_text(q, "change");

    for (p->change = hn_unit_changes; p->change->slug; p->change++) {
        if (strcmp(p->change->slug, slug) == 0)
            return HN_OK;
    }
    return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
}

enum hn_rc
hn_unit_offer_kinds(struct hn_req *q, const char *above, struct hn_unit_change_page *p)
{
    const char *const *kinds;
    struct hn_option *options;
    enum hn_rc rc = hn_tree_kinds_under(&q->ctx, &hn_tree_units, above, q->ctx.on, &kinds, &p->kind_count);

    if (rc)
        return rc;
    options = HN_NEW_N(q->ctx.arena, struct hn_option, p->kind_count + 1);
    for (size_t i = 0; i < p->kind_count; i++)
        options[i] = (struct hn_option){ kinds[i], hn_text(q->ctx.lang, hn_print(q->ctx.arena, "unit_kind.%s",
                                                                                 kinds[i])) };
    p->kinds = options;
    return HN_OK;
}

/* The kinds that may stand where the unit stands. */
static enum hn_rc
offer_kinds(struct hn_req *q, struct hn_unit_change_page *p)
{
    struct hn_node parent = { .kind = "" };
    enum hn_rc rc = HN_OK;

    if (p->unit->parent.v)
        rc = hn_tree_get(&q->ctx, &hn_tree_units, p->unit->parent.v, &parent);
    return rc ? rc : hn_unit_offer_kinds(q, parent.kind, p);
}

/* --- choosing and asking --- */

enum hn_rc
hn_page_unit_edit(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit_change.title",
                                         .section = "units",
                                         .html = hn_view_unit_edit_any };
    struct hn_unit_change_page p = { 0 };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_unit(q, &stand, &p, "unit.open_edit");

    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

enum hn_rc
hn_page_unit_change(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit_change.title",
                                         .section = "units",
                                         .html = hn_view_unit_change_any };
    struct hn_unit_change_page p = { 0 };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_change(q, &p);

    if (!rc)
        rc = read_unit(q, &stand, &p, hn_print(q->ctx.arena, "unit_change.%s", p.change->name));
    if (!rc && is(p.change, "change_kind"))
        rc = offer_kinds(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

/* --- checking --- */

static enum hn_rc
check_move(struct hn_req *q, struct hn_unit_change_page *p)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_unit_id id;
    struct hn_unit parent;
    struct hn_node old = { 0 };
    const char *const *kinds;
    size_t count;
    enum hn_rc rc = hn_unit_find(c, hn_form_text(q, "parent"), &id);

    if (!rc)
        rc = hn_unit_get(c, id, &parent);
    if (rc == HN_NOT_FOUND) {
        c->fault_count = 0;
        return hn_fail_arg(c, HN_INVALID, "parent", "tree.not_found", hn_form_text(q, "parent"));
    }
    if (!rc)
        rc = hn_tree_kinds_under(c, &hn_tree_units, parent.kind, c->on, &kinds, &count);
    if (!rc && p->unit->parent.v)
        rc = hn_tree_get(c, &hn_tree_units, p->unit->parent.v, &old);
    if (rc)
        return rc;
    p->before = old.name ? old.name : "";
    p->after = parent.name;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(kinds[i], p->unit->kind) == 0)
            return HN_OK;
    }
    return hn_fail_arg(c, HN_INVALID, "parent", "tree.kind_rule", parent.name);
}

static enum hn_rc
check_place(struct hn_req *q, struct hn_unit_change_page *p)
{
    struct hn_place_id id;
    struct hn_node place;
    const char *code = hn_form_text(q, "place");
    enum hn_rc rc = HN_OK;

    p->before = p->unit->place.v ? p->unit->place_name : hn_text(q->ctx.lang, "none");
    p->after = hn_text(q->ctx.lang, "none");
    if (!*code)
        return HN_OK;
    rc = hn_place_find(&q->ctx, code, &id);
    if (!rc)
        rc = hn_place_get(&q->ctx, id, &place);
    if (rc == HN_NOT_FOUND) {
        q->ctx.fault_count = 0;
        return hn_fail(&q->ctx, HN_INVALID, "place", "unit.place");
    }
    p->after = rc ? "" : place.name;
    return rc;
}

static enum hn_rc
check_what(struct hn_req *q, struct hn_unit_change_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    enum hn_lang lang = q->ctx.lang;
    const char *name = hn_form_text(q, "name"), *kind = hn_form_text(q, "kind");

    if (is(p->change, "rename")) {
        p->before = p->unit->name;
        p->after = name;
        return *name ? HN_OK : missing(q, "name");
    }
    if (is(p->change, "change_kind")) {
        p->before = hn_text(lang, hn_print(a, "unit_kind.%s", p->unit->kind));
        p->after = *kind ? hn_text(lang, hn_print(a, "unit_kind.%s", kind)) : "";
        return *kind ? HN_OK : missing(q, "kind");
    }
    if (is(p->change, "move"))
        return *hn_form_text(q, "parent") ? check_move(q, p) : missing(q, "parent");
    if (is(p->change, "place"))
        return check_place(q, p);
    p->before = hn_text(lang, "unit_change.active");
    p->after = hn_words_fill(a, lang, "unit_change.ended", hn_day_prose(a, p->from), NULL);
    return HN_OK;
}

/* What hangs on the unit on that day: it comes along, or stands in the way of closing. */
static enum hn_rc
check_below(struct hn_req *q, struct hn_unit_change_page *p)
{
    struct hn_counts counts = { 0 };
    const struct hn_unit_filter f = { .within = p->unit->id };
    enum hn_rc rc = hn_unit_children(&q->ctx, p->unit->id, &p->children);

    if (!rc)
        rc = hn_unit_count(&q->ctx, &f, &p->units_below);
    if (!rc)
        rc = hn_counts_of(&q->ctx, p->unit->id, &counts);
    if (p->units_below > 0)
        p->units_below--; /* itself */
    p->members_below = counts.members;
    p->blocked = is(p->change, "close") && (p->units_below > 0 || p->members_below > 0);
    return rc;
}

enum hn_rc
hn_page_unit_check(struct hn_req *q)
{
    static const struct hn_view view = { .title = "unit_change.check_title",
                                         .section = "units",
                                         .html = hn_view_unit_check_any };
    struct hn_unit_change_page p = { .query = hn_req_query(q), .decision = hn_form_text(q, "decision") };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_change(q, &p);

    if (rc)
        return rc;
    p.from = first_day(q, p.change);
    if (p.from == HN_DAY_OPEN)
        return missing(q, day_field(p.change));
    /* Judged as the tree stands on the day of the change; of closing, on the last day. */
    q->ctx.on = is(p.change, "close") ? p.from - 1 : p.from;
    rc = read_unit(q, &stand, &p, hn_print(q->ctx.arena, "unit_change.%s", p.change->name));
    if (!rc && (stand.ended || stand.not_yet))
        rc = hn_fail(&q->ctx, HN_INVALID, day_field(p.change), "tree.closed");
    if (!rc)
        rc = check_what(q, &p);
    if (!rc)
        rc = check_below(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

/* --- doing --- */

static enum hn_rc
apply_move(struct hn_req *q, struct hn_unit_id id, hn_day from)
{
    struct hn_unit_id parent;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "parent"), &parent);

    if (rc == HN_NOT_FOUND)
        return hn_fail_arg(&q->ctx, HN_INVALID, "parent", "tree.not_found", hn_form_text(q, "parent"));
    if (!rc)
        rc = hn_unit_move(&q->ctx, id, from, parent, hn_form_text(q, "decision"));
    /* It comes under other rules from that day on. */
    return rc ? rc : hn_month_judge(&q->ctx, id, from, HN_DAY_OPEN);
}

static enum hn_rc
apply_place(struct hn_req *q, struct hn_unit_id id, hn_day from)
{
    struct hn_place_id place = { 0 };
    const char *code = hn_form_text(q, "place");
    enum hn_rc rc = *code ? hn_place_find(&q->ctx, code, &place) : HN_OK;

    if (rc == HN_NOT_FOUND)
        return hn_fail(&q->ctx, HN_INVALID, "place", "unit.place");
    return rc ? rc : hn_unit_put_place(&q->ctx, id, place, from, HN_DAY_OPEN);
}

static enum hn_rc
apply(struct hn_req *q, const struct hn_unit_change *change, struct hn_unit_id id, hn_day from)
{
    const char *decision = hn_form_text(q, "decision");

    if (is(change, "rename"))
        return hn_unit_rename(&q->ctx, id, from, hn_form_text(q, "name"),
                              hn_form_has(q, "short_name") ? hn_form_text(q, "short_name") : NULL, decision);
    if (is(change, "change_kind"))
        return hn_unit_change_kind(&q->ctx, id, from, hn_form_text(q, "kind"), decision);
    if (is(change, "move"))
        return apply_move(q, id, from);
    if (is(change, "place"))
        return apply_place(q, id, from);
    return hn_unit_close(&q->ctx, id, from, decision);
}

enum hn_rc
hn_page_unit_apply(struct hn_req *q)
{
    struct hn_unit_change_page p = { 0 };
    struct hn_unit_id id = { hn_path_id(q, "unit") };
    enum hn_rc rc = read_change(q, &p);

    if (rc)
        return rc;
    p.from = first_day(q, p.change);
    if (p.from == HN_DAY_OPEN)
        return missing(q, day_field(p.change));
    rc = apply(q, p.change, id, p.from);
    return rc ? rc
              : hn_redirect_done(q, "done.unit_changed", "/to-chuc/%s%s", hn_path_text(q, "unit"),
                                 hn_unit_when(q, p.from));
}
