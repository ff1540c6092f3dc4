/* page_form_sheet.c: the sheet of a unit and period: its numbers entered, what does not hold told beside them, looked over before
 * it is sent (page_indicator.h).
 *
 * Not for: sending, approving, evidence (page_form_deed.c); who has sent (page_form_rate.c).
 */
#include <string.h>

#include "view_indicator.h"
#include "web/page_form_inside.h"
#include "web/route.h"

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "ky", .kind = HN_TEXT, .max = 30, .label = "period.period" },
    { .name = "sua", .kind = HN_FLAG, .label = "edit" },
    { 0 },
};
const struct hn_form hn_form_entry = { .fields = fields, .again = hn_page_entry };

static const struct hn_field save_fields[] = {
    HN_ENTRY_FIELDS,
    { .name = "value", .kind = HN_TEXT, .max = 40, .each = true, .label = "figure.result" },
    { .name = "qualifier", .kind = HN_TEXT, .max = 20, .each = true, .label = "figure.qualifier" },
    { .name = "source", .kind = HN_TEXT, .max = 300, .each = true, .label = "figure.source" },
    { .name = "note", .kind = HN_TEXT, .max = 1000, .each = true, .label = "figure.note" },
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 1000, .label = "figure.reason" },
    { .name = "version", .kind = HN_INT, .low = 0, .high = INT64_MAX, .label = "field.version" },
    { 0 },
};
const struct hn_form hn_form_entry_save = { .fields = save_fields, .again = hn_page_entry };

/* --- what the other files of the sheet share --- */

/* The period asked for; unasked, the last that was over: the one that is due. */
enum hn_rc
hn_entry_key(struct hn_req *q, struct hn_unit_stand *stand, struct hn_indicator_sheet_key *key)
{
    struct hn_indicator_form form;
    enum hn_rc rc = hn_asking_of_path(q, &form);

    if (!rc)
        rc = hn_indicator_unit_asked(q, stand);
    if (rc)
        return rc;
    *key = (struct hn_indicator_sheet_key){ .form = form.id, .unit = stand->unit.id };
    if (form.every == HN_PERIOD_SPAN && !*hn_form_text(q, "ky"))
        return hn_fail(&q->ctx, HN_INVALID, "ky", "period.unread");
    if (form.every != HN_PERIOD_SPAN)
        key->period = hn_period_over(form.every, q->ctx.today);
    return hn_period_asked(q, "ky", &key->period);
}

/* --- the page --- */

/* Does the formula of a check name the indicator? */
static bool
names(const char *formula, const char *code)
{
    const size_t len = strlen(code);

    for (const char *at = strchr(formula, '['); at; at = strchr(at + 1, '[')) {
        if (strncmp(at + 1, code, len) == 0 && at[1 + len] == ']')
            return true;
    }
    return false;
}

static void
fill_lines(struct hn_req *q, struct hn_entry_page *p)
{
    const struct hn_indicator_sheet *s = &p->sheet;
    struct hn_entry_line *lines = HN_NEW_N(q->ctx.arena, struct hn_entry_line, s->line_count);

    for (size_t i = 0; i < s->line_count; i++) {
        struct hn_entry_line *l = &lines[i];

        l->line = &s->lines[i];
        for (size_t k = 0; k < s->broken_count && l->problem_count < HN_ENTRY_PROBLEMS; k++) {
            if (names(s->broken[k].check.formula, l->line->indicator.code))
                l->problems[l->problem_count++] = s->broken[k].check.message;
        }
    }
    p->lines = lines;
}

static const struct hn_indicator_sheet_step *
latest_step(const struct hn_indicator_sheet *s)
{
    for (size_t i = s->step_count; i > 0; i--) {
        if (!s->steps[i - 1].taken_back_at)
            return &s->steps[i - 1];
    }
    return NULL;
}

/* Taken back by who took the latest step, or sent back by who would have to take the next. */
static void
fill_rights(struct hn_req *q, struct hn_entry_page *p)
{
    const struct hn_indicator_sheet_step *latest = latest_step(&p->sheet);
    const struct hn_unit_id next = p->sheet.next;

    p->may_figures = hn_unit_may(q, HN_MAY_READ_FIGURES, p->unit->id);
    if (!latest)
        return;
    p->latest = latest->unit;
    p->may_return = p->sheet.may_approve && next.v && next.v != latest->unit.v;
    p->may_withdraw = p->sheet.may_take_back &&
                      hn_unit_may(q, latest->unit.v == p->unit->id.v ? HN_MAY_REPORT : HN_MAY_CONFIRM,
                                  latest->unit);
}

/* A sheet nobody began has no record to hang a file on yet. */
static enum hn_rc
read_files(struct hn_req *q, struct hn_entry_page *p)
{
    struct hn_attached of;
    enum hn_rc rc;

    if (!p->sheet.id)
        return HN_OK;
    rc = hn_indicator_sheet_attached(&q->ctx, &p->sheet.key, &of);
    return rc ? rc : hn_attachments(&q->ctx, &of, &p->files, &p->file_count);
}

static enum hn_rc
read_page(struct hn_req *q, struct hn_entry_page *p, struct hn_unit_stand *stand)
{
    struct hn_indicator_sheet_key key;
    enum hn_rc rc = hn_entry_key(q, stand, &key);

    if (!rc)
        rc = hn_indicator_sheet_read(&q->ctx, &key, &p->sheet);
    if (rc)
        return rc;
    p->q = q;
    p->known = q->ctx.known;
    p->unit = &stand->unit;
    p->period = key.period;
    p->periods = hn_period_options(q, p->period, &p->period_count);
    fill_lines(q, p);
    fill_rights(q, p);
    p->sent = strcmp(p->sheet.state, "empty") != 0 && strcmp(p->sheet.state, "begun") != 0;
    for (size_t i = 0; i < p->sheet.broken_count; i++)
        p->note_wanted = p->note_wanted || !p->sheet.broken[i].check.strict;
    p->correcting = strcmp(p->sheet.state, "approved") == 0 || strcmp(p->sheet.state, "final") == 0;
    return read_files(q, p);
}

static enum hn_rc
show(struct hn_req *q, struct hn_entry_page *p)
{
    static const struct hn_view view = {
        .title = "entry.title", .section = "indicators", .html = hn_view_entry_any, .json = hn_json_entry_any
    };
    struct hn_arena *a = q->ctx.arena;
    const char *title = hn_print(a, "%s, %s", p->sheet.form.name, hn_period_text(a, p->period, q->ctx.lang));

    hn_crumb(q, hn_text(q->ctx.lang, "indicator.title"), hn_print(a, "/chi-tieu?don-vi=%s", p->unit->code));
    if (p->reviewing)
        hn_crumb(q, p->sheet.form.name, hn_entry_path(a, p->sheet.form.code, "", p->unit->code, p->period));
    else
        hn_crumb(q, p->sheet.form.name, NULL);
    return hn_show(q, &view, p, title);
}

/* Fields as long as it was not sent; later it is looked at, and corrected where that was asked for. */
enum hn_rc
hn_page_entry(struct hn_req *q)
{
    struct hn_entry_page *p = HN_NEW(q->ctx.arena, struct hn_entry_page);
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_page(q, p, &stand);

    if (rc)
        return rc;

    const bool again = q->route->method == HN_POST && q->route->form == &hn_form_entry_save;

    p->entering = p->sheet.may_enter &&
                  (!p->sent || again || (q->route->method == HN_GET && hn_form_flag(q, "sua")));
    return show(q, p);
}

/* Answers looked over before they are sent: nothing can be typed here. */
enum hn_rc
hn_page_entry_review(struct hn_req *q)
{
    struct hn_entry_page *p = HN_NEW(q->ctx.arena, struct hn_entry_page);
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = read_page(q, p, &stand);

    if (rc)
        return rc;
    p->reviewing = true;
    return show(q, p);
}

/* --- saving --- */

/* One line as it was sent. false: nothing of it was, it stays as it is. A fault stands beside its field. */
static bool
take_line(struct hn_req *q, const struct hn_indicator_sheet_line *l, struct hn_indicator_sheet_entry *out)
{
    struct hn_arena *a = q->ctx.arena;
    const char *code = l->indicator.code;
    const char *value = hn_form_of(q, "value", code), *qualifier = hn_form_of(q, "qualifier", code);
    const char *source = hn_form_of(q, "source", code), *note = hn_form_of(q, "note", code);

    if (!value || l->reckoned)
        return false;
    *out = (struct hn_indicator_sheet_entry){ .code = code,
                                              .has_value = *value != '\0',
                                              .qualifier = qualifier && *qualifier ? qualifier : "exact",
                                              .source = source         ? source
                                                        : l->has_value ? l->value.source
                                                                       : "",
                                              .note = note           ? note
                                                      : l->has_value ? l->value.note
                                                                     : "" };
    if (!out->has_value)
        return l->has_value;
    return hn_number_typed(q, hn_print(a, "value.%s", code), value, &out->milli) == HN_OK;
}

enum hn_rc
hn_page_entry_save(struct hn_req *q)
{
    struct hn_indicator_sheet sheet;
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_sheet_key key;
    size_t count = 0;
    const int faults = q->ctx.fault_count;
    enum hn_rc rc = hn_entry_key(q, &stand, &key);

    if (!rc)
        rc = hn_indicator_sheet_read(&q->ctx, &key, &sheet);
    if (rc)
        return rc;

    struct hn_indicator_sheet_entry *entries = HN_NEW_N(q->ctx.arena, struct hn_indicator_sheet_entry,
                                                        sheet.line_count);

    for (size_t i = 0; i < sheet.line_count; i++)
        count += take_line(q, &sheet.lines[i], &entries[count]);
    if (q->ctx.fault_count > faults)
        return HN_INVALID;
    rc = hn_indicator_sheet_save(&q->ctx, &key, entries, count, hn_form_int(q, "version"),
                                 hn_form_text(q, "reason"));
    if (rc)
        return rc;

    /* What was sent already is corrected and stands: nothing is left to look over and send. */
    const bool sent = strcmp(sheet.state, "empty") != 0 && strcmp(sheet.state, "begun") != 0;

    return hn_redirect_done(
        q, sent ? "done.sheet_corrected" : "done.sheet_saved", "%s",
        hn_entry_path(q->ctx.arena, sheet.form.code, sent ? "" : "xem-lai", stand.unit.code, key.period));
}
