/* page_paper_one.c: one paper: what it says, its files, its targets, how it stands below a unit; and what is done with it:
 * issued, dropped, ended (page_paper.h). */
#include <inttypes.h>
#include <string.h>

#include "view_paper.h"
#include "web/page_paper.h"

/* A target's figures are put together from every unit below: of a few, not of a whole programme at once. */
enum { STANDS_TOLD = 8 };

static const struct hn_field one_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_paper_one = { .fields = one_fields, .again = hn_page_paper_one };
const struct hn_form hn_form_paper_deed = { .fields = one_fields, .again = hn_page_paper_one };
static const struct hn_field end_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "on", .kind = HN_DAY, .required = true, .label = "paper.ended_on" },
    { .name = "reason", .kind = HN_LONG_TEXT, .max = 1000, .required = true, .label = "paper.end_reason" },
    { 0 },
};
const struct hn_form hn_form_paper_end = { .fields = end_fields, .again = hn_page_paper_one };

static enum hn_rc
read_targets(struct hn_req *q, struct hn_paper_page *p)
{
    const struct hn_target *all;
    struct hn_paper_target *lines;
    enum hn_rc rc = hn_strands(&q->ctx, p->paper.id, &p->strands, &p->strand_count);

    if (!rc)
        rc = hn_targets(&q->ctx, p->paper.id, false, &all, &p->target_count);
    if (rc)
        return rc;
    lines = HN_NEW_N(q->ctx.arena, struct hn_paper_target, p->target_count);
    for (size_t i = 0; i < p->target_count && !rc; i++) {
        const struct hn_target_stand *children;
        size_t count;

        lines[i] = (struct hn_paper_target){ .target = all[i], .told = i < STANDS_TOLD };
        if (lines[i].told)
            rc = hn_target_stands(&q->ctx, all[i].id, p->unit->id, 0, &lines[i].stand, &children, &count);
    }
    p->targets = lines;
    return rc;
}

/* --- how it stands --- */

enum { DUTIES_SHOWN = 4, ANSWERS_OFFERED = 20 };

struct duties {
    struct hn_duty *at;
    size_t count;
};

static void
take_duty(void *sink, const struct hn_duty *d)
{
    struct duties *list = sink;

    if (list->count < DUTIES_SHOWN)
        list->at[list->count++] = *d;
}

/* What the unit shown owes towards it, and which papers of its own may answer. */
static enum hn_rc
read_duties(struct hn_req *q, struct hn_paper_page *p)
{
    struct duties duties = { HN_NEW_N(q->ctx.arena, struct hn_duty, DUTIES_SHOWN), 0 };
    struct hn_option *answers = NULL;
    const struct hn_duty_filter own = { .within = p->unit->id, .paper = p->paper.id, .what = "" };
    const struct hn_paper_filter carrying = {
        .within = p->unit->id, .state = "issued", .origin = "own", .basis = p->paper.id
    };
    enum hn_rc rc = hn_duty_list(&q->ctx, &own, 0, DUTIES_SHOWN, take_duty, &duties);

    if (!rc && duties.count)
        rc = hn_papers_offered(q, &carrying, ANSWERS_OFFERED, &answers, &p->answer_count);
    p->duties = duties.at;
    p->duty_count = duties.count;
    p->answers = answers;
    return rc;
}

/* An issued paper of the unit's own may be what it owes towards the one it carries out: the step that is left is one press. */
static enum hn_rc
read_answerable(struct hn_req *q, struct hn_paper_page *p)
{
    const struct hn_paper *d = &p->paper;
    struct duties duties = { HN_NEW_N(q->ctx.arena, struct hn_duty, DUTIES_SHOWN), 0 };
    const struct hn_duty_filter owed = { .within = d->unit, .paper = d->basis_paper, .what = "" };
    enum hn_rc rc;

    if (!d->basis_paper.v || strcmp(d->state, "issued") != 0 || strcmp(d->origin, "own") != 0 ||
        p->unit->id.v != d->unit.v)
        return HN_OK;
    rc = hn_duty_list(&q->ctx, &owed, 0, DUTIES_SHOWN, take_duty, &duties);
    for (size_t i = 0; i < duties.count && !p->answerable; i++) {
        if (strcmp(duties.at[i].state, "open") == 0 || strcmp(duties.at[i].state, "late") == 0)
            p->answerable = &duties.at[i];
    }
    return rc;
}

static enum hn_rc
read_sent(struct hn_req *q, struct hn_paper_page *p)
{
    enum hn_rc rc = HN_OK;

    if (strcmp(p->paper.state, "draft") == 0)
        return HN_OK;
    rc = hn_sendings(&q->ctx, p->paper.id, &p->sendings, &p->sending_count);
    if (!rc)
        rc = hn_duty_coverage(&q->ctx, p->paper.id, p->unit->id, &p->sum, &p->children, &p->child_count);
    if (!rc)
        rc = read_answerable(q, p);
    return rc ? rc : read_duties(q, p);
}

static enum hn_rc
read_files(struct hn_req *q, struct hn_paper_page *p)
{
    const struct hn_attached of = { .unit = p->paper.unit, .thing = "paper", .id = p->paper.id.v };
    enum hn_rc rc = hn_attachments(&q->ctx, &of, &p->files, &p->file_count);

    if (!rc)
        rc = hn_rule_value(&q->ctx, p->paper.unit, "attachment_most_bytes", q->ctx.today, &p->most_bytes);
    if (!rc)
        rc = hn_rule_value(&q->ctx, p->paper.unit, "attachment_most_count", q->ctx.today, &p->most_count);
    return rc;
}

enum hn_rc
hn_page_paper_one(struct hn_req *q)
{
    static const struct hn_view view = { .title = "paper.one",
                                         .section = "papers",
                                         .html = hn_view_paper_one_any,
                                         .json = hn_json_paper_one_any,
                                         .dated = true };
    struct hn_paper_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_paper_of_path(q, &p.paper);

    if (!rc)
        rc = hn_paper_unit_asked(q, &p.paper, &stand);
    p.unit = &stand.unit;
    if (!rc)
        rc = read_files(q, &p);
    if (!rc)
        rc = read_targets(q, &p);
    if (!rc)
        rc = read_sent(q, &p);
    if (rc)
        return rc;
    p.may_keeper = hn_unit_may(q, HN_MAY_READ_MEETING, p.paper.unit);
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.paper.unit);
    p.may_direct_unit = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    hn_crumb(q, hn_text(q->ctx.lang, "paper.register"),
             hn_print(q->ctx.arena, "/nghi-quyet?don-vi=%s", p.unit->code));
    hn_crumb(q, *p.paper.number ? p.paper.number : p.paper.title, NULL);
    return hn_show(q, &view, &p, hn_paper_name(q->ctx.arena, &p.paper));
}

/* --- deeds --- */

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_paper *p)
{
    const char *unit = hn_form_text(q, "don-vi");

    return hn_redirect_done(q, done, "%s",
                            hn_paper_path(q->ctx.arena, p->id.v, "", *unit ? unit : p->unit_code));
}

enum hn_rc
hn_page_paper_issue(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_paper_issue(&q->ctx, paper.id);
    return rc ? rc : back(q, "done.paper_issued", &paper);
}

enum hn_rc
hn_page_paper_drop(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_paper_drop(&q->ctx, paper.id);
    return rc ? rc : hn_redirect_done(q, "done.paper_dropped", "/nghi-quyet?don-vi=%s", paper.unit_code);
}

enum hn_rc
hn_page_paper_end(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_paper_end(&q->ctx, paper.id, hn_form_day(q, "on"), hn_form_text(q, "reason"));
    return rc ? rc : back(q, "done.paper_ended", &paper);
}
