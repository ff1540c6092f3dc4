/* page_form_edit.c: forms that ask units for indicators: those there are, set up, their lines and what must hold between them
 * (page_indicator.h). */
#include <string.h>

#include "base/num.h"
#include "view_indicator.h"
#include "web/page_indicator.h"
#include "web/route.h"

static const char *const everies[] = { "day", "month", "quarter", "half", "year", "span", NULL };

static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_asking_asked = { .fields = asked_fields, .again = hn_page_asking_list };
static const struct hn_field put_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "code", .kind = HN_TEXT, .max = 64, .required = true, .label = "asking.code" },
    { .name = "name", .kind = HN_TEXT, .max = 300, .required = true, .label = "asking.name" },
    { .name = "asked", .kind = HN_TEXT, .max = 20, .required = true, .label = "asking.asked" },
    { .name = "every", .kind = HN_CHOICE, .choices = everies, .required = true, .label = "indicator.every" },
    { .name = "due_days", .kind = HN_INT, .low = 0, .high = 366, .label = "asking.due_days" },
    { .name = "source_needed", .kind = HN_FLAG, .label = "asking.source_needed" },
    { .name = "note", .kind = HN_LONG_TEXT, .max = 2000, .label = "indicator.note" },
    { .name = "from", .kind = HN_DAY, .required = true, .label = "field.from" },
    { .name = "last_day", .kind = HN_DAY, .label = "field.last_day" },
    { .name = "version", .kind = HN_INT, .low = 0, .high = INT64_MAX, .label = "field.version" },
    { 0 },
};
/* Shown again by hn_page_asking_edit, which without a form in its path shows a new one. */
const struct hn_form hn_form_asking_put = { .fields = put_fields, .again = hn_page_asking_edit };
static const struct hn_field line_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "position", .kind = HN_TEXT, .max = 4, .each = true, .label = "asking.position" },
    { .name = "required", .kind = HN_TEXT, .max = 4, .each = true, .label = "asking.required" },
    { .name = "add", .kind = HN_CODE, .label = "asking.add" },
    { .name = "add_required", .kind = HN_FLAG, .label = "asking.required" },
    { 0 },
};
const struct hn_form hn_form_asking_lines = { .fields = line_fields, .again = hn_page_asking_edit };
static const struct hn_field check_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "id", .kind = HN_ID, .label = "asking.check" },
    { .name = "formula", .kind = HN_TEXT, .max = 2000, .required = true, .label = "asking.check_formula" },
    { .name = "message", .kind = HN_TEXT, .max = 300, .required = true, .label = "asking.check_message" },
    { .name = "strict", .kind = HN_FLAG, .label = "asking.check_strict" },
    { 0 },
};
const struct hn_form hn_form_asking_check = { .fields = check_fields, .again = hn_page_asking_edit };
static const struct hn_field remove_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "id", .kind = HN_ID, .required = true, .label = "asking.check" },
    { 0 },
};
const struct hn_form hn_form_asking_check_remove = { .fields = remove_fields, .again = hn_page_asking_edit };

static void
crumbs(struct hn_req *q, const char *unit, const char *leaf)
{
    struct hn_arena *a = q->ctx.arena;

    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"), hn_print(a, "/chi-tieu?don-vi=%s", unit));
    hn_crumb(q, hn_text(q->ctx.lang, "asking.list"),
             leaf ? hn_print(a, "/chi-tieu/bieu?don-vi=%s", unit) : NULL);
    if (leaf)
        hn_crumb(q, leaf, NULL);
}

/* --- those there are --- */

enum hn_rc
hn_page_asking_list(struct hn_req *q)
{
    static const struct hn_view view = { .title = "asking.list",
                                         .section = "indicators",
                                         .html = hn_view_asking_list_any,
                                         .json = hn_json_asking_list_any,
                                         .dated = true };
    struct hn_asking_list_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_indicator_unit_asked(q, &stand);

    if (!rc)
        rc = hn_indicator_forms(&q->ctx, stand.unit.id, false, &p.forms, &p.count);
    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    crumbs(q, p.unit->code, NULL);
    return hn_show(q, &view, &p, NULL);
}

/* --- set up --- */

static const struct hn_view view_asking = {
    .title = "asking.one", .section = "indicators", .html = hn_view_asking_any, .json = hn_json_asking_any
};

enum hn_rc
hn_page_asking_new(struct hn_req *q)
{
    struct hn_asking_page p = { .q = q, .known = q->ctx.known, .may_direct = true };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.form = (struct hn_indicator_form){ .unit = p.unit->id,
                                         .unit_code = p.unit->code,
                                         .unit_name = p.unit->name,
                                         .code = "",
                                         .name = "",
                                         .asked = "cell",
                                         .note = "",
                                         .every = HN_PERIOD_MONTH,
                                         .due_days = 5,
                                         .from = q->ctx.today,
                                         .to = HN_DAY_OPEN };
    crumbs(q, p.unit->code, hn_text(q->ctx.lang, "asking.new"));
    return hn_show(q, &view_asking, &p, hn_text(q->ctx.lang, "asking.new"));
}

static struct hn_indicator_form
typed_form(const struct hn_req *q)
{
    const hn_day last = hn_form_day(q, "last_day");

    return (struct hn_indicator_form){ .code = hn_form_text(q, "code"),
                                       .name = hn_form_text(q, "name"),
                                       .asked = hn_form_text(q, "asked"),
                                       .note = hn_form_text(q, "note"),
                                       .every = hn_period_kind_of(hn_form_text(q, "every")),
                                       .due_days = (int)hn_form_int(q, "due_days"),
                                       .source_needed = hn_form_flag(q, "source_needed"),
                                       .from = hn_form_day(q, "from"),
                                       .to = last == HN_DAY_OPEN ? HN_DAY_OPEN : last + 1,
                                       .version = hn_form_int(q, "version") };
}

static enum hn_rc
back(struct hn_req *q, const char *done, int64_t form)
{
    return hn_redirect_done(q, done, "/chi-tieu/bieu/%lld/sua", (long long)form);
}

enum hn_rc
hn_page_asking_add(struct hn_req *q)
{
    struct hn_indicator_form in = typed_form(q);
    struct hn_unit_stand stand = { 0 };
    int64_t id;
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    if (rc)
        return rc;
    in.unit = stand.unit.id;
    rc = hn_indicator_form_put(&q->ctx, &in, &id);
    return rc ? rc : back(q, "done.asking_put", id);
}

enum hn_rc
hn_page_asking_change(struct hn_req *q)
{
    struct hn_indicator_form in = typed_form(q), now;
    int64_t id;
    enum hn_rc rc = hn_asking_of_path(q, &now);

    if (rc)
        return rc;
    in.id = now.id;
    in.unit = now.unit;
    rc = hn_indicator_form_put(&q->ctx, &in, &id);
    return rc ? rc : back(q, "done.asking_put", id);
}

/* --- one of them, with its lines and checks --- */

enum { LINES_MOST = 100, OTHERS_MOST = 200 };

struct offering {
    struct hn_arena *a;
    struct hn_asking_page *p;
    struct hn_option *others;
};

/* Indicators that could stand in the form become options, those that do give their names to the lines. */
static void
take_indicator(void *sink, const struct hn_indicator *i)
{
    struct offering *o = sink;
    struct hn_asking_page *p = o->p;

    for (size_t k = 0; k < p->line_count; k++) {
        if (p->lines[k].line.indicator == i->id) {
            p->lines[k].code = i->code;
            p->lines[k].name = i->name;
            p->lines[k].measure = i->measure;
            return;
        }
    }
    if (!i->form && (i->every == HN_PERIOD_ANY || i->every == p->form.every) && p->other_count < OTHERS_MOST)
        o->others[p->other_count++] = (struct hn_option){ i->code,
                                                          hn_print(o->a, "%s (%s)", i->name, i->measure) };
}

static enum hn_rc
read_lines(struct hn_req *q, struct hn_asking_page *p)
{
    const struct hn_indicator_form_line *lines;
    const struct hn_indicator_filter in_it = { .words = "", .at = p->form.unit, .form = p->form.id };
    const struct hn_indicator_filter all = { .words = "", .at = p->form.unit };
    struct offering o = { q->ctx.arena, p, HN_NEW_N(q->ctx.arena, struct hn_option, OTHERS_MOST) };
    enum hn_rc rc = hn_indicator_form_lines(&q->ctx, p->form.id, &lines, &p->line_count);

    if (rc)
        return rc;
    p->lines = HN_NEW_N(q->ctx.arena, struct hn_asking_line, p->line_count);
    for (size_t i = 0; i < p->line_count; i++)
        p->lines[i] = (struct hn_asking_line){ .line = lines[i], .code = "", .name = "", .measure = "" };
    p->others = o.others;
    rc = hn_indicator_list(&q->ctx, &in_it, 0, LINES_MOST, take_indicator, &o);
    if (!rc && p->may_direct)
        rc = hn_indicator_list(&q->ctx, &all, 0, OTHERS_MOST + LINES_MOST, take_indicator, &o);
    return rc;
}

static enum hn_rc
read_asking(struct hn_req *q, struct hn_asking_page *p, struct hn_unit *keeper)
{
    enum hn_rc rc = hn_asking_of_path(q, &p->form);

    if (rc)
        return rc;
    /* Who reports by a form may not be one who reads the unit that keeps it. */
    *keeper = (struct hn_unit){
        .id = p->form.unit, .code = p->form.unit_code, .name = p->form.unit_name, .kind = ""
    };
    p->q = q;
    p->unit = keeper;
    p->known = q->ctx.known;
    p->may_direct = hn_unit_may(q, HN_MAY_DIRECT, p->form.unit);
    rc = read_lines(q, p);
    return rc ? rc : hn_indicator_form_checks(&q->ctx, p->form.id, &p->checks, &p->check_count);
}

enum hn_rc
hn_page_asking_edit(struct hn_req *q)
{
    struct hn_asking_page p = { 0 };
    struct hn_unit keeper;
    enum hn_rc rc;

    /* A new one that was refused has no form in its path. */
    if (!strstr(q->route->path, ":form"))
        return hn_page_asking_new(q);
    rc = read_asking(q, &p, &keeper);
    if (rc)
        return rc;
    crumbs(q, p.unit->code, p.form.name);
    return hn_show(q, &view_asking, &p, p.form.name);
}

/* --- lines --- */

/* The line as it was sent: an empty place takes it out, one not sent leaves it. */
static enum hn_rc
take_line(struct hn_req *q, const struct hn_asking_line *l, struct hn_indicator_form_line *out, size_t *count)
{
    const char *position = hn_form_of(q, "position", l->code), *required = hn_form_of(q, "required", l->code);
    struct hn_indicator_form_line line = l->line;
    int64_t number;

    if (position && !*position)
        return HN_OK;
    if (position) {
        if (!hn_parse_i64(position, 0, 9999, &number))
            return hn_fail(&q->ctx, HN_INVALID, hn_print(q->ctx.arena, "position.%s", l->code),
                           "asking.position");
        line.position = (int)number;
        line.required = required && *required;
    }
    out[(*count)++] = line;
    return HN_OK;
}

static enum hn_rc
take_added(struct hn_req *q, struct hn_indicator_form_line *out, size_t *count)
{
    const char *code = hn_form_text(q, "add");
    struct hn_indicator_form_line line = { .required = hn_form_flag(q, "add_required") };
    enum hn_rc rc;

    if (!*code)
        return HN_OK;
    rc = hn_indicator_find(&q->ctx, code, &line.indicator);
    for (size_t i = 0; i < *count; i++)
        line.position = out[i].position > line.position ? out[i].position : line.position;
    line.position++;
    out[(*count)++] = line;
    return rc;
}

enum hn_rc
hn_page_asking_lines(struct hn_req *q)
{
    struct hn_asking_page p = { 0 };
    struct hn_unit keeper;
    size_t count = 0;
    enum hn_rc rc = read_asking(q, &p, &keeper);

    if (rc)
        return rc;

    struct hn_indicator_form_line *lines = HN_NEW_N(q->ctx.arena, struct hn_indicator_form_line,
                                                    p.line_count + 1);

    for (size_t i = 0; i < p.line_count && !rc; i++)
        rc = take_line(q, &p.lines[i], lines, &count);
    if (!rc)
        rc = take_added(q, lines, &count);
    if (!rc)
        rc = hn_indicator_form_lines_put(&q->ctx, p.form.id, lines, count);
    return rc ? rc : back(q, "done.asking_lines", p.form.id);
}

/* --- what must hold --- */

enum hn_rc
hn_page_asking_check(struct hn_req *q)
{
    const struct hn_indicator_form_check in = { .id = hn_form_id(q, "id"),
                                                .formula = hn_form_text(q, "formula"),
                                                .message = hn_form_text(q, "message"),
                                                .strict = hn_form_flag(q, "strict") };
    struct hn_indicator_form form;
    int64_t id;
    enum hn_rc rc = hn_asking_of_path(q, &form);

    if (!rc)
        rc = hn_indicator_form_check_put(&q->ctx, form.id, &in, &id);
    return rc ? rc : back(q, "done.asking_check", form.id);
}

enum hn_rc
hn_page_asking_check_remove(struct hn_req *q)
{
    struct hn_indicator_form form;
    enum hn_rc rc = hn_asking_of_path(q, &form);

    if (!rc)
        rc = hn_indicator_form_check_remove(&q->ctx, form.id, hn_form_id(q, "id"));
    return rc ? rc : back(q, "done.asking_check_removed", form.id);
}
