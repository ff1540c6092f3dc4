/* page_target_put.c: the strands and targets of a paper and the forms that put them (page_target.h). */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "view_target.h"
#include "web/page_paper.h"
#include "web/page_target.h"
#include "web/route.h"

const char *const hn_target_betters[] = { "up", "down", NULL };

static const struct hn_field list_fields[] = {
    { .name = "sua", .kind = HN_ID, .label = "target.one_word" },
    { .name = "nhom", .kind = HN_ID, .label = "target.strand" },
    { 0 },
};
const struct hn_form hn_form_targets = { .fields = list_fields, .again = hn_page_targets };
/* version: of what is changed; a new one has none. */
static const struct hn_field target_fields[] = {
    { .name = "target", .kind = HN_ID, .label = "target.one_word" },
    { .name = "strand", .kind = HN_ID, .label = "target.strand" },
    { .name = "title", .kind = HN_TEXT, .required = true, .max = 300, .label = "target.name" },
    { .name = "measure", .kind = HN_TEXT, .required = true, .max = 60, .label = "target.measure" },
    { .name = "baseline", .kind = HN_TEXT, .max = 30, .label = "target.baseline" },
    { .name = "value", .kind = HN_TEXT, .required = true, .max = 30, .label = "target.value" },
    { .name = "better",
      .kind = HN_CHOICE,
      .choices = (const char *const[]){ "up", "down", NULL },
      .label = "target.better" },
    { .name = "rule",
      .kind = HN_CHOICE,
      .choices = (const char *const[]){ "sum", "average", "count", "all", NULL },
      .required = true,
      .label = "target.rule" },
    { .name = "from", .kind = HN_DAY, .label = "target.from" },
    { .name = "due", .kind = HN_DAY, .required = true, .label = "target.due" },
    { .name = "version", .kind = HN_INT, .high = INT64_MAX, .label = "target.one_word" },
    { 0 },
};
const struct hn_form hn_form_target_put = { .fields = target_fields, .again = hn_page_targets };
static const struct hn_field strand_fields[] = {
    { .name = "strand", .kind = HN_ID, .label = "target.strand" },
    { .name = "name", .kind = HN_TEXT, .required = true, .max = 300, .label = "target.strand_name" },
    { .name = "version", .kind = HN_INT, .high = INT64_MAX, .label = "target.one_word" },
    { 0 },
};
const struct hn_form hn_form_strand_put = { .fields = strand_fields, .again = hn_page_targets };
static const struct hn_field id_fields[] = {
    { .name = "id", .kind = HN_ID, .required = true, .label = "target.one_word" },
    { 0 },
};
const struct hn_form hn_form_target_remove = { .fields = id_fields, .again = hn_page_targets };
const struct hn_form hn_form_strand_remove = { .fields = id_fields, .again = hn_page_targets };

static int64_t
asked(const struct hn_req *q, const char *in_query, const char *in_form)
{
    if (q->route->method == HN_GET)
        return hn_form_id(q, in_query);
    if (q->route->form == &hn_form_target_put)
        return strcmp(in_form, "target") == 0 ? hn_form_id(q, "target") : 0;
    if (q->route->form == &hn_form_strand_put)
        return strcmp(in_form, "strand") == 0 ? hn_form_id(q, "strand") : 0;
    return 0;
}

/* What is changed stands in the form; of another paper it is not there. */
static void
choose(struct hn_req *q, struct hn_targets_page *p)
{
    const int64_t target = asked(q, "sua", "target"), strand = asked(q, "nhom", "strand");
    struct hn_option *options = HN_NEW_N(q->ctx.arena, struct hn_option, p->strand_count);

    for (size_t i = 0; i < p->strand_count; i++) {
        options[i] = (struct hn_option){ .value = hn_print(q->ctx.arena, "%" PRId64, p->strands[i].id),
                                         .label = p->strands[i].title };
        if (strand && p->strands[i].id == strand)
            p->strand = &p->strands[i];
    }
    p->strand_options = options;
    for (size_t i = 0; i < p->target_count; i++) {
        if (target && p->targets[i].id == target)
            p->target = &p->targets[i];
    }
    p->value = p->baseline = "";
    if (p->target) {
        p->value = hn_vi_milli_typed(q->ctx.arena, p->target->value_milli);
        if (p->target->has_baseline)
            p->baseline = hn_vi_milli_typed(q->ctx.arena, p->target->baseline_milli);
    }
}

enum hn_rc
hn_page_targets(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "target.edit", .section = "papers", .html = hn_view_targets_any, .json = hn_json_targets_any
    };
    struct hn_targets_page p = { .q = q };
    enum hn_rc rc = hn_paper_of_path(q, &p.paper);

    if (!rc)
        rc = hn_strands(&q->ctx, p.paper.id, &p.strands, &p.strand_count);
    if (!rc)
        rc = hn_targets(&q->ctx, p.paper.id, false, &p.targets, &p.target_count);
    if (rc)
        return rc;
    choose(q, &p);
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.paper.unit) && strcmp(p.paper.state, "ended") != 0;
    hn_crumb(q, hn_text(q->ctx.lang, "paper.register"), "/nghi-quyet");
    hn_crumb(q, *p.paper.number ? p.paper.number : p.paper.title,
             hn_paper_path(q->ctx.arena, p.paper.id.v, "", p.paper.unit_code));
    hn_crumb(q, hn_text(q->ctx.lang, "target.edit"), NULL);
    return hn_show(q, &view, &p, NULL);
}

/* --- deeds --- */

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_paper *p)
{
    return hn_redirect_done(q, done, "/nghi-quyet/%" PRId64 "/chi-tieu", p->id.v);
}

static enum hn_rc
read_figure(struct hn_req *q, const char *field, int64_t *milli)
{
    if (hn_vi_number(hn_form_text(q, field), 3, milli) != HN_NUMBER_OK)
        return hn_fail(&q->ctx, HN_INVALID, field, "target.value");
    return HN_OK;
}

enum hn_rc
hn_page_target_put(struct hn_req *q)
{
    struct hn_paper paper;
    struct hn_target in = { .id = hn_form_id(q, "target"),
                            .strand = hn_form_id(q, "strand"),
                            .title = hn_form_text(q, "title"),
                            .measure = hn_form_text(q, "measure"),
                            .better = hn_form_has(q, "better") ? hn_form_text(q, "better") : "up",
                            .rule = hn_form_text(q, "rule"),
                            .from = hn_form_has(q, "from") ? hn_form_day(q, "from") : 0,
                            .due = hn_form_day(q, "due"),
                            .has_baseline = *hn_form_text(q, "baseline") != '\0',
                            .version = hn_form_int(q, "version") };
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    in.paper = paper.id;
    if (!rc)
        rc = read_figure(q, "value", &in.value_milli);
    if (!rc && in.has_baseline)
        rc = read_figure(q, "baseline", &in.baseline_milli);
    if (!rc)
        rc = hn_target_put(&q->ctx, &in, NULL);
    return rc ? rc : back(q, "done.target_put", &paper);
}

enum hn_rc
hn_page_target_remove(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_target_remove(&q->ctx, hn_form_id(q, "id"));
    return rc ? rc : back(q, "done.target_removed", &paper);
}

enum hn_rc
hn_page_strand_put(struct hn_req *q)
{
    struct hn_paper paper;
    struct hn_strand in = { .id = hn_form_id(q, "strand"),
                            .title = hn_form_text(q, "name"),
                            .version = hn_form_int(q, "version") };
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    in.paper = paper.id;
    if (!rc)
        rc = hn_strand_put(&q->ctx, &in, NULL);
    return rc ? rc : back(q, "done.strand_put", &paper);
}

enum hn_rc
hn_page_strand_remove(struct hn_req *q)
{
    struct hn_paper paper;
    enum hn_rc rc = hn_paper_of_path(q, &paper);

    if (!rc)
        rc = hn_strand_remove(&q->ctx, hn_form_id(q, "id"));
    return rc ? rc : back(q, "done.strand_removed", &paper);
}
