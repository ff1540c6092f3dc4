/* paper.c: papers and duties as tables, both ways. An import writes the register by the subject's own rules of issue; a duty
 * is taken in with its answer as the line tells it. */
#include "paper/each.h"

#include <string.h>

#include "dataset/kinds.h"
#include "unit/unit.h"

/* --- out --- */

/* "" where the unit alone issued it; else units by their code ("… congress" for its congress) and others as "outside Name". */
static const char *
bodies_text(struct hn_arena *a, const struct hn_paper_line *p)
{
    const char *text = "";

    if (p->body_count == 1 && strcmp(p->bodies[0].unit, p->name.unit) == 0 &&
        strcmp(p->bodies[0].body, "congress") != 0)
        return "";
    for (size_t i = 0; i < p->body_count; i++) {
        const char *one = *p->bodies[i].unit ? p->bodies[i].unit
                                             : hn_print(a, "outside %s", p->bodies[i].name);
        const char *more = strcmp(p->bodies[i].body, "congress") == 0 ? " congress" : "";

        text = hn_print(a, "%s%s%s%s", text, *text ? "; " : "", one, more);
    }
    return text;
}

static enum hn_rc
give_paper(void *sink, const struct hn_paper_line *p)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_paper_name *o = &p->carries_out;
    const struct hn_cell cells[] = {
        hn_cell_text(p->name.unit),
        hn_cell_text(p->kind),
        hn_cell_text(p->origin),
        hn_cell_text(p->name.number),
        hn_cell_day(p->name.day),
        hn_cell_text(p->title),
        hn_cell_text(p->issuer),
        hn_cell_text(bodies_text(a, p)),
        hn_cell_text(p->basis),
        hn_cell_text(hn_paper_cell(a, o->unit, o->number, o->day)),
        hn_day_cell(p->in_force_from, p->name.day),
        hn_day_cell(p->ended_on, HN_DAY_OPEN),
        hn_cell_text(p->end_reason),
        hn_cell_text(p->summary),
        hn_cell_text(p->text),
    };

    return hn_giving_put(g, cells);
}

static enum hn_rc
give_duty(void *sink, const struct hn_duty_line *d)
{
    struct hn_giving *g = sink;
    struct hn_arena *a = g->ctx->arena;
    const struct hn_cell cells[] = {
        hn_cell_text(d->unit),
        hn_cell_text(hn_paper_cell(a, d->paper.unit, d->paper.number, d->paper.day)),
        hn_cell_text(d->sender),
        hn_cell_text(d->owes),
        hn_cell_day(d->sent_on),
        hn_day_cell(d->due, HN_DAY_OPEN),
        hn_day_cell(d->read_on, 0),
        hn_cell_text(hn_paper_cell(a, d->answer.unit, d->answer.number, d->answer.day)),
        hn_day_cell(d->answered_on, 0),
        hn_cell_text(d->waived),
    };

    return hn_giving_put(g, cells);
}

enum hn_rc
hn_give_papers(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_paper_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_paper, &g);
}

enum hn_rc
hn_give_duties(struct hn_ctx *c, struct hn_export *out, struct hn_sheet *s)
{
    struct hn_giving g = { .ctx = c, .out = out, .sheet = s };
    struct hn_unit_id unit;
    enum hn_rc rc = hn_giving_within(c, out, &unit);

    return rc ? rc : hn_duty_each(c, unit, out->of_day ? c->on : HN_DAY_OPEN, give_duty, &g);
}

/* --- papers in --- */

static enum hn_rc
read_body(struct hn_ctx *c, const char *item, struct hn_paper_body *out)
{
    size_t len = strlen(item), tail = strlen(" congress"), head = strlen("outside ");
    enum hn_rc rc;

    *out = (struct hn_paper_body){ .body = "", .name = "" };
    if (strncmp(item, "outside ", head) == 0) {
        out->body = "outside";
        out->name = item + head;
        return HN_OK;
    }
    if (len > tail && strcmp(item + len - tail, " congress") == 0) {
        out->body = "congress";
        item = hn_print(c->arena, "%.*s", (int)(len - tail), item);
    }
    rc = hn_unit_find(c, item, &out->unit);
    if (rc != HN_NOT_FOUND)
        return rc;
    hn_fault_clear(c);
    return hn_fail_arg(c, HN_INVALID, "bodies", "dataset.unknown_code", item);
}

static enum hn_rc
read_bodies(struct hn_ctx *c, struct hn_table *t, struct hn_paper *p)
{
    struct hn_paper_body *bodies = HN_NEW_N(c->arena, struct hn_paper_body, HN_PAPER_BODIES_MOST);
    const char *at = hn_table_cell(t, "bodies");
    enum hn_rc rc = HN_OK;

    p->bodies = bodies;
    while (!rc && *at) {
        size_t len = strcspn(at, ";");

        if (p->body_count == HN_PAPER_BODIES_MOST)
            return hn_fail(c, HN_INVALID, "bodies", "paper.bodies");
        rc = read_body(c, hn_print(c->arena, "%.*s", (int)len, at), &bodies[p->body_count++]);
        at += len + (at[len] == ';');
        at += strspn(at, " ");
    }
    if (!rc && p->body_count == 0 && strcmp(p->origin, "received") != 0)
        bodies[p->body_count++] = (struct hn_paper_body){ .unit = p->unit, .body = "", .name = "" };
    return rc;
}

static enum hn_rc
read_paper(struct hn_ctx *c, struct hn_table *t, struct hn_paper *p)
{
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    *p = (struct hn_paper){ .kind = hn_table_cell(t, "kind"),
                            .origin = *hn_table_cell(t, "origin") ? hn_table_cell(t, "origin") : "own",
                            .number = hn_table_cell(t, "number"),
                            .title = hn_table_cell(t, "title"),
                            .issuer = hn_table_cell(t, "issuer"),
                            .basis = hn_table_cell(t, "basis"),
                            .summary = hn_table_cell(t, "summary"),
                            .text = hn_table_cell(t, "text"),
                            .end_reason = hn_table_cell(t, "end_reason") };
    if (!rc)
        rc = hn_unit_take(c, t, "unit", &p->unit);
    if (!rc && !p->unit.v)
        rc = hn_fail_arg(c, HN_INVALID, "unit", "dataset.unknown_code", "");
    if (!rc)
        rc = hn_day_take(c, t, "day", 0, &p->day);
    if (!rc)
        rc = hn_day_take(c, t, "in_force_from", p->day, &p->in_force_from);
    if (!rc)
        rc = hn_day_take(c, t, "ended_on", HN_DAY_OPEN, &p->ended_on);
    return rc ? rc : hn_paper_take(c, t, "carries_out", &p->basis_paper.v);
}

static enum hn_rc
take_paper(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_paper p;
    struct hn_paper_id there = { 0 };
    enum hn_rc rc = read_paper(c, t, &p);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, p.unit);
    if (!rc && *p.number)
        rc = hn_paper_at(c, p.unit, p.number, p.day, &there);
    if (!rc && there.v) {
        hn_dataset_good(in, hn_table_row(t), "same");
        return HN_OK;
    }
    if (!rc)
        rc = read_bodies(c, t, &p);
    if (!rc)
        rc = hn_paper_enter(c, &p, &there);
    if (!rc && p.ended_on != HN_DAY_OPEN)
        rc = hn_paper_end(c, there, p.ended_on, p.end_reason);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), "new");
    return rc;
}

/* --- duties in --- */

static enum hn_rc
take_duty(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    struct hn_duty_take d = { .owes = hn_table_cell(t, "owes"), .waived = hn_table_cell(t, "waived") };
    bool fresh = false;
    enum hn_rc rc = hn_dataset_row_fault(c, t);

    if (!rc)
        rc = hn_unit_take(c, t, "unit", &d.unit);
    if (!rc)
        rc = hn_unit_take(c, t, "sender", &d.sender);
    if (!rc && (!d.unit.v || !d.sender.v))
        rc = hn_fail_arg(c, HN_INVALID, d.unit.v ? "sender" : "unit", "dataset.unknown_code", "");
    if (!rc)
        rc = hn_paper_take(c, t, "paper", &d.paper.v);
    if (!rc && !d.paper.v)
        rc = hn_fail_arg(c, HN_INVALID, "paper", "dataset.unknown_paper", "");
    if (!rc)
        rc = hn_paper_take(c, t, "answer", &d.answer.v);
    if (!rc)
        rc = hn_day_take(c, t, "sent_on", 0, &d.sent_on);
    if (!rc)
        rc = hn_day_take(c, t, "due", HN_DAY_OPEN, &d.due);
    if (!rc)
        rc = hn_day_take(c, t, "read_on", 0, &d.read_on);
    if (!rc)
        rc = hn_day_take(c, t, "answered_on", 0, &d.answered_on);
    if (!rc)
        rc = hn_duty_take(c, &d, &fresh);
    if (!rc)
        hn_dataset_good(in, hn_table_row(t), fresh ? "new" : "same");
    return rc;
}

enum hn_rc
hn_take_papers(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_paper);
}

enum hn_rc
hn_take_duties(struct hn_ctx *c, struct hn_import *in, struct hn_table *t)
{
    return hn_taking(c, in, t, take_duty);
}
