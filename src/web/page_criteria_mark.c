/* page_criteria_mark.c: what is done to a criteria sheet: opened, marked, sent, appraised, concluded (page_criteria.h). */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "web/page_criteria.h"

/* Of every deed: which sheet, and the step its form stands in, to show it there again. */
#define SHEET_FIELDS                                                                                         \
    { .name = "phieu", .kind = HN_ID, .label = "criteria.sheet" },                                           \
    {                                                                                                        \
        .name = "buoc", .kind = HN_CODE, .label = "criteria.step"                                            \
    }

static enum hn_rc
sheet_asked(struct hn_req *q, struct hn_criteria_sheet_page *p)
{
    enum hn_rc rc = hn_criteria_sheet_of_path(q, p);

    return rc || p->has_sheet ? rc : hn_fail(&q->ctx, HN_NOT_FOUND, "", "criteria_mark.none");
}

/* Back to the sheet, on its own day; part: "#minh-chung". */
static enum hn_rc
back(struct hn_req *q, const struct hn_criteria_sheet_page *p, const char *done, const char *part)
{
    const char *day = hn_day_iso(q->ctx.arena, p->sheet.on);

    return hn_redirect_done(q, done, "/chi-tieu/%s/%s?ngay=%s%s", p->set.code, p->unit->code, day, part);
}

/* --- opening --- */

static const struct hn_field open_fields[] = {
    SHEET_FIELDS,
    { .name = "on", .kind = HN_DAY, .required = true, .label = "criteria.on" },
    { 0 },
};
const struct hn_form hn_form_criteria_open = { .fields = open_fields, .again = hn_page_criteria_sheet };

enum hn_rc
hn_page_criteria_open(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    int64_t id = 0;
    enum hn_rc rc = hn_criteria_sheet_of_path(q, &p);

    if (!rc)
        rc = hn_mark_open(&q->ctx, p.unit->id, p.set.id, hn_form_day(q, "on"), &id);
    p.sheet.on = hn_form_day(q, "on");
    return rc ? rc : back(q, &p, "done.mark_opened", "&buoc=cham");
}

/* --- marking --- */

static const char *const said[] = { "yes", "no", "none", NULL };
static const struct hn_field mark_fields[] = {
    SHEET_FIELDS,
    { .name = "version", .kind = HN_INT, .high = INT64_MAX, .label = "criteria.sheet" },
    { .name = "above", .kind = HN_FLAG, .label = "criteria.above" },
    { .name = "value", .kind = HN_TEXT, .max = 30, .each = true, .label = "criteria.value" },
    { .name = "met", .kind = HN_CHOICE, .choices = said, .each = true, .label = "criteria.met" },
    { .name = "note", .kind = HN_TEXT, .max = 500, .each = true, .label = "criteria.note" },
    { 0 },
};
const struct hn_form hn_form_criteria_mark = { .fields = mark_fields, .again = hn_page_criteria_sheet };

static bool
same(const struct hn_line_mark *m, const struct hn_mark_put *put)
{
    return m->has_value == put->has_value && m->judged == put->judged &&
           (!put->has_value || m->milli == put->milli) && (!put->judged || m->met == put->met) &&
           strcmp(m->note ? m->note : "", put->note) == 0;
}

/* What was typed for a line; false: nothing was sent for it, or what stands already. */
static enum hn_rc
typed(struct hn_req *q, const struct hn_mark_line *l, bool above, struct hn_mark_put *out, bool *changed)
{
    const char *record = hn_print(q->ctx.arena, "%" PRId64, l->line.id);
    const char *value = hn_form_of(q, "value", record), *met = hn_form_of(q, "met", record);
    const char *note = hn_form_of(q, "note", record);
    const struct hn_line_mark *stands = above ? &l->above : &l->own;

    *changed = false;
    if (!value && !met && !note)
        return HN_OK;
    *out = (struct hn_mark_put){ .line = l->line.id, .note = note ? note : "" };
    if (strcmp(l->line.operator, "judged") == 0) {
        out->judged = met && *met && strcmp(met, "none") != 0;
        out->met = out->judged && strcmp(met, "yes") == 0;
    } else if (value && *value) {
        if (hn_vi_number(value, 3, &out->milli) != HN_NUMBER_OK)
            return hn_fail(&q->ctx, HN_INVALID, hn_print(q->ctx.arena, "line.%s", record),
                           "criteria_mark.number");
        out->has_value = true;
    }
    *changed = !same(stands, out);
    return HN_OK;
}

enum hn_rc
hn_page_criteria_mark(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    bool above = hn_form_flag(q, "above"), changed;
    struct hn_mark_put *puts;
    size_t count = 0;
    enum hn_rc rc = sheet_asked(q, &p), one = HN_OK;

    if (rc)
        return rc;
    puts = HN_NEW_N(q->ctx.arena, struct hn_mark_put, p.sheet.count + 1);
    for (size_t i = 0; i < p.sheet.count; i++) {
        one = typed(q, &p.sheet.lines[i], above, &puts[count], &changed);
        if (one)
            rc = one; /* all faults are gathered */
        count += changed;
    }
    if (!rc && count)
        rc = hn_mark_put(&q->ctx, p.sheet.id, above, puts, count, hn_form_int(q, "version"));
    return rc ? rc : back(q, &p, "done.marked", "");
}

/* --- residents --- */

static const struct hn_field residents_fields[] = {
    SHEET_FIELDS,
    { .name = "asked",
      .kind = HN_INT,
      .low = 0,
      .high = 10000000,
      .required = true,
      .label = "criteria.residents_asked" },
    { .name = "satisfied",
      .kind = HN_INT,
      .low = 0,
      .high = 10000000,
      .required = true,
      .label = "criteria.residents_satisfied" },
    { .name = "source", .kind = HN_TEXT, .max = 300, .label = "criteria.residents_source" },
    { 0 },
};
const struct hn_form hn_form_criteria_residents = { .fields = residents_fields,
                                                    .again = hn_page_criteria_sheet };

enum hn_rc
hn_page_criteria_residents(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    enum hn_rc rc = sheet_asked(q, &p);

    if (!rc)
        rc = hn_mark_residents(&q->ctx, p.sheet.id, hn_form_int(q, "asked"), hn_form_int(q, "satisfied"),
                               hn_form_text(q, "source"));
    return rc ? rc : back(q, &p, "done.mark_residents", "#nguoi-dan");
}

/* --- evidence --- */

static const struct hn_field file_fields[] = {
    SHEET_FIELDS,
    { .name = "line", .kind = HN_ID, .required = true, .label = "criteria.line" },
    { .name = "file", .kind = HN_FILE, .required = true, .label = "criteria.file" },
    { 0 },
};
const struct hn_form hn_form_criteria_file_add = { .fields = file_fields, .again = hn_page_criteria_sheet };
static const struct hn_field file_gone[] = {
    SHEET_FIELDS,
    { .name = "file", .kind = HN_ID, .required = true, .label = "criteria.file" },
    { 0 },
};
const struct hn_form hn_form_criteria_file_remove = { .fields = file_gone, .again = hn_page_criteria_sheet };

/* Evidence is the commune's to give, while its marks are. */
static enum hn_rc
evidence_of(struct hn_req *q, struct hn_criteria_sheet_page *p, int64_t line, struct hn_attached *out)
{
    enum hn_rc rc = sheet_asked(q, p);

    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_REPORT, p->unit->id);
    if (!rc && !p->sheet.may_mark)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "criteria_mark.sent");
    if (!rc && !hn_mark_line_of(&p->sheet, line))
        rc = hn_fail(&q->ctx, HN_INVALID, "line", "criteria_mark.line");
    return rc ? rc : hn_mark_attached(&q->ctx, p->sheet.id, line, out);
}

enum hn_rc
hn_page_criteria_file_add(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    struct hn_upload file = { 0 };
    struct hn_attached to = { 0 };
    int64_t id;
    enum hn_rc rc = evidence_of(q, &p, hn_form_id(q, "line"), &to);

    hn_form_file(q, "file", &file);
    if (!rc)
        rc = hn_attachment_add(&q->ctx, &to, file.name,
                               (struct hn_bytes){ (const uint8_t *)file.data, file.len }, &id);
    return rc ? rc : back(q, &p, "done.mark_file", "#minh-chung");
}

enum hn_rc
hn_page_criteria_file_remove(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    struct hn_attached to = { 0 };
    enum hn_rc rc = sheet_asked(q, &p);

    if (!rc && p.sheet.count)
        rc = evidence_of(q, &p, p.sheet.lines[0].line.id, &to);
    if (!rc)
        rc = hn_attachment_remove(&q->ctx, &to, hn_form_id(q, "file"));
    return rc ? rc : back(q, &p, "done.mark_file_removed", "#minh-chung");
}

/* --- from hand to hand --- */

static const struct hn_field step_fields[] = { SHEET_FIELDS, { 0 } };
const struct hn_form hn_form_criteria_send = { .fields = step_fields, .again = hn_page_criteria_sheet };
static const struct hn_field return_fields[] = {
    SHEET_FIELDS,
    { .name = "reason", .kind = HN_TEXT, .max = 500, .required = true, .label = "criteria.reason" },
    { 0 },
};
const struct hn_form hn_form_criteria_return = { .fields = return_fields, .again = hn_page_criteria_sheet };
static const struct hn_field conclude_fields[] = {
    SHEET_FIELDS,
    { .name = "agree", .kind = HN_FLAG, .label = "criteria.agree" },
    { .name = "conclusion",
      .kind = HN_LONG_TEXT,
      .max = 2000,
      .required = true,
      .label = "criteria.conclusion" },
    { 0 },
};
const struct hn_form hn_form_criteria_conclude = { .fields = conclude_fields,
                                                   .again = hn_page_criteria_sheet };

enum hn_rc
hn_page_criteria_send(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    enum hn_rc rc = sheet_asked(q, &p);

    if (!rc)
        rc = hn_mark_send(&q->ctx, p.sheet.id);
    return rc ? rc : back(q, &p, "done.mark_sent", "");
}

enum hn_rc
hn_page_criteria_return(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    enum hn_rc rc = sheet_asked(q, &p);

    if (!rc)
        rc = hn_mark_return(&q->ctx, p.sheet.id, hn_form_text(q, "reason"));
    return rc ? rc : back(q, &p, "done.mark_returned", "");
}

enum hn_rc
hn_page_criteria_conclude(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    enum hn_rc rc = sheet_asked(q, &p);

    if (!rc)
        rc = hn_mark_conclude(&q->ctx, p.sheet.id, hn_form_flag(q, "agree"), hn_form_text(q, "conclusion"));
    return rc ? rc : back(q, &p, "done.mark_concluded", "");
}
