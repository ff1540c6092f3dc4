/* page_duty.c: a paper sent to those below, and what a unit does with one it was sent: reads it, answers it, takes the answer
 * back (page_paper.h).
 *
 * Looking at a page changes nothing, so a receipt is noted by a press of "read", and by whatever is done with the paper: who
 * answers it or hands it down has read it. Not for: who owes what (page_duty_list.c).
 */
#include <inttypes.h>
#include <string.h>

#include "view_paper.h"
#include "web/page_paper.h"
#include "web/route.h"

enum { UNITS_OFFERED = 200 };

static const char *const sending_to[] = { "children", "committees", "cells", "all", "listed", NULL };
static const char *const owes[] = { "answer", "read", NULL };
static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_send_asked = { .fields = asked_fields, .again = hn_page_send };
const struct hn_form hn_form_paper_read = { .fields = asked_fields, .again = hn_page_paper_one };
static const struct hn_field send_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "to", .kind = HN_CHOICE, .choices = sending_to, .required = true, .label = "duty.to" },
    { .name = "units", .kind = HN_CODE, .many = true, .label = "duty.listed" },
    { .name = "owes", .kind = HN_CHOICE, .choices = owes, .required = true, .label = "duty.owes" },
    { .name = "due", .kind = HN_DAY, .label = "duty.due" },
    { .name = "note", .kind = HN_LONG_TEXT, .max = 1000, .label = "target.note" },
    { 0 },
};
const struct hn_form hn_form_send = { .fields = send_fields, .again = hn_page_send };
static const struct hn_field answer_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "answer", .kind = HN_ID, .required = true, .label = "duty.answer" },
    { 0 },
};
const struct hn_form hn_form_duty_answer = { .fields = answer_fields, .again = hn_page_paper_one };
static const struct hn_field withdraw_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 1000, .required = true, .label = "duty.reason" },
    { 0 },
};
const struct hn_form hn_form_duty_withdraw = { .fields = withdraw_fields, .again = hn_page_paper_one };
static const struct hn_field waive_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "unit", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 1000, .required = true, .label = "duty.reason" },
    { 0 },
};
const struct hn_form hn_form_duty_waive = { .fields = waive_fields, .again = hn_page_duties };

/* --- sending --- */

static enum hn_rc
offer_units(struct hn_req *q, struct hn_send_page *p)
{
    struct hn_option *all = HN_NEW_N(q->ctx.arena, struct hn_option, UNITS_OFFERED);
    struct hn_nodes nodes = { 0 };
    enum hn_rc rc = HN_OK;

    if (hn_unit_may(q, HN_MAY_READ_UNIT, p->unit->id))
        rc = hn_unit_children(&q->ctx, p->unit->id, &nodes);
    for (size_t i = 0; !rc && i < nodes.count && p->unit_count < UNITS_OFFERED; i++)
        all[p->unit_count++] = (struct hn_option){ .value = nodes.at[i].code, .label = nodes.at[i].name };
    p->units = all;
    return rc;
}

enum hn_rc
hn_page_send(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "duty.send", .section = "papers", .html = hn_view_send_any, .json = hn_json_send_any
    };
    struct hn_send_page p = { .q = q, .sent = q->route->method == HN_POST };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc;

    q->ctx.on = q->ctx.today;
    rc = hn_paper_of_path(q, &p.paper);
    if (!rc && strcmp(p.paper.state, "issued") != 0)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "paper.not_issued");
    if (!rc)
        rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);
    p.unit = &stand.unit;
    if (!rc)
        rc = offer_units(q, &p);
    if (rc)
        return rc;
    hn_crumb(q, hn_text(q->ctx.lang, "paper.register"),
             hn_print(q->ctx.arena, "/nghi-quyet?don-vi=%s", p.unit->code));
    hn_crumb(q, p.paper.number, hn_paper_path(q->ctx.arena, p.paper.id.v, "", p.unit->code));
    hn_crumb(q, hn_text(q->ctx.lang, "duty.send"), NULL);
    return hn_show(q, &view, &p, NULL);
}

static enum hn_rc
read_listed(struct hn_req *q, struct hn_sending *in)
{
    const char *const *codes;
    size_t count = hn_form_texts(q, "units", &codes);
    struct hn_unit_id *units = HN_NEW_N(q->ctx.arena, struct hn_unit_id, count);
    enum hn_rc rc = HN_OK;

    if (strcmp(in->to, "listed") != 0)
        return HN_OK;
    for (size_t i = 0; i < count && !rc; i++)
        rc = hn_unit_find(&q->ctx, codes[i], &units[in->unit_count++]);
    in->units = units;
    return rc;
}

enum hn_rc
hn_page_send_do(struct hn_req *q)
{
    struct hn_paper paper;
    struct hn_sending in = { .to = hn_form_text(q, "to"),
                             .owes = hn_form_text(q, "owes"),
                             .note = hn_form_text(q, "note"),
                             .day = q->ctx.today,
                             .due = hn_form_has(q, "due") ? hn_form_day(q, "due") : HN_DAY_OPEN };
    int64_t id = 0;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    in.paper = paper.id;
    if (!rc)
        rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.sender);
    if (!rc)
        rc = read_listed(q, &in);
    if (!rc)
        rc = hn_paper_send(&q->ctx, &in, &id);
    if (!rc)
        rc = hn_paper_read_by(&q->ctx, paper.id);
    return rc ? rc
              : hn_redirect_done(q, "done.paper_sent", "%s",
                                 hn_paper_path(q->ctx.arena, paper.id.v, "", hn_form_text(q, "don-vi")));
}

/* --- reading and answering --- */

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_paper *p)
{
    const char *unit = hn_form_text(q, "don-vi");

    return hn_redirect_done(q, done, "%s",
                            hn_paper_path(q->ctx.arena, p->id.v, "", *unit ? unit : p->unit_code));
}

enum hn_rc
hn_page_paper_read(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_paper_read_by(&q->ctx, paper.id);
    return rc ? rc : back(q, "done.paper_read", &paper);
}

static enum hn_rc
paper_and_unit(struct hn_req *q, const char *field, struct hn_paper *paper, struct hn_unit_id *unit)
{
    enum hn_rc rc = hn_paper_of_path(q, paper);

    return rc ? rc : hn_unit_find(&q->ctx, hn_form_text(q, field), unit);
}

enum hn_rc
hn_page_duty_answer(struct hn_req *q)
{
    const struct hn_paper_id answer = { hn_form_id(q, "answer") };
    struct hn_paper paper;
    struct hn_unit_id unit = { 0 };
    enum hn_rc rc = paper_and_unit(q, "don-vi", &paper, &unit);

    if (!rc)
        rc = hn_duty_answer(&q->ctx, unit, paper.id, answer);
    if (!rc)
        rc = hn_paper_read_by(&q->ctx, paper.id);
    return rc ? rc : back(q, "done.duty_answered", &paper);
}

enum hn_rc
hn_page_duty_withdraw(struct hn_req *q)
{
    struct hn_paper paper;
    struct hn_unit_id unit = { 0 };
    enum hn_rc rc = paper_and_unit(q, "don-vi", &paper, &unit);

    if (!rc)
        rc = hn_duty_withdraw(&q->ctx, unit, paper.id, hn_form_text(q, "reason"));
    return rc ? rc : back(q, "done.duty_withdrawn", &paper);
}

enum hn_rc
hn_page_duty_waive(struct hn_req *q)
{
    struct hn_paper paper;
    struct hn_unit_id unit = { 0 };
    const char *shown = hn_form_text(q, "don-vi");
    enum hn_rc rc = paper_and_unit(q, "unit", &paper, &unit);

    if (!rc)
        rc = hn_duty_waive(&q->ctx, unit, paper.id, hn_form_text(q, "reason"));
    return rc ? rc
              : hn_redirect_done(
                    q, "done.duty_waived", "%s",
                    hn_paper_path(q->ctx.arena, paper.id.v, "/don-vi", *shown ? shown : paper.unit_code));
}
