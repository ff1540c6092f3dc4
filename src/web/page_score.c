/* page_score.c: the sheets of a meeting's score, entered by the cell and by the committee above, and a cell's months
 * (page_score.h).
 *
 * Not for: weak cells (page_weak.c).
 */
#include "web/page_score.h"

#include <string.h>

#include "base/vi.h"
#include "view_score.h"
#include "web/page_unit.h"

enum { MONTHS_SHOWN = 12 };

static const struct hn_field fields[] = {
    { .name = "points", .kind = HN_TEXT, .max = 10, .each = true, .label = "score.points" },
    { .name = "na", .kind = HN_FLAG, .each = true, .label = "score.not_applicable" },
    { .name = "base", .kind = HN_INT, .high = INT32_MAX, .each = true, .label = "score.base" },
    { .name = "full", .kind = HN_FLAG, .label = "score.full" },
    { 0 },
};
const struct hn_form hn_form_score = { .fields = fields, .again = hn_page_score };
const struct hn_form hn_form_score_above = { .fields = fields, .again = hn_page_score_above };

/* --- what is shown --- */

static bool
is_cell(const char *scorer)
{
    return strcmp(scorer, "cell") == 0;
}

const char *
hn_score_typed(const struct hn_score_page *p, const struct hn_score_line *l)
{
    const char *typed = hn_form_of(p->h.q, "points", l->criterion);

    if (typed)
        return typed;
    return l->version && l->applicable ? hn_score_points(p->h.q->ctx.arena, l->points, p->h.q->ctx.lang) : "";
}

bool
hn_score_typed_na(const struct hn_score_page *p, const struct hn_score_line *l)
{
    /* An empty tick is not sent: the box beside it tells that the line was. */
    if (hn_form_of(p->h.q, "points", l->criterion))
        return hn_form_of(p->h.q, "na", l->criterion) != NULL;
    return !l->applicable;
}

static enum hn_rc
show(struct hn_req *q, const char *scorer)
{
    const struct hn_view view = { .title = "score.title",
                                  .section = "meetings",
                                  .html = hn_view_score_any,
                                  .json = hn_json_score_any,
                                  .offline = is_cell(scorer) };
    struct hn_score_page *p = HN_NEW(q->ctx.arena, struct hn_score_page);
    enum hn_rc rc;

    *p = (struct hn_score_page){ .scorer = scorer };
    rc = hn_meeting_head(q, &p->h, is_cell(scorer) ? "score.heading" : "score.heading_above");
    if (!rc)
        rc = hn_score_read(&q->ctx, p->h.m.id, scorer, &p->sheet);
    if (!rc)
        rc = hn_score_read(&q->ctx, p->h.m.id, is_cell(scorer) ? "monitor" : "cell", &p->other);
    if (rc)
        return rc;
    p->may_above = p->h.m.adopted_at && hn_unit_may(q, HN_MAY_MONITOR, p->h.m.unit);
    p->open = is_cell(scorer) ? p->h.open : p->may_above;
    for (size_t i = 0; i < p->sheet.count; i++)
        p->missing += !p->sheet.lines[i].parent_line && p->sheet.lines[i].points < 0;
    return hn_show(q, &view, p, p->h.title);
}

enum hn_rc
hn_page_score(struct hn_req *q)
{
    return show(q, "cell");
}

enum hn_rc
hn_page_score_above(struct hn_req *q)
{
    return show(q, "monitor");
}

/* --- entering --- */

/* One line as it was typed; *asked: something was. */
static enum hn_rc
read_line(struct hn_req *q, const struct hn_score_line *l, struct hn_score_put *out, bool *asked)
{
    const char *points = hn_form_of(q, "points", l->criterion);
    const char *na = hn_form_of(q, "na", l->criterion), *base = hn_form_of(q, "base", l->criterion);
    int64_t seen;

    *out = (struct hn_score_put){
        .criterion = l->criterion, .note = l->note, .applicable = true, .base = -1
    };
    if (base && hn_vi_number(base, 0, &seen) == HN_NUMBER_OK)
        out->base = seen;
    *asked = (na && *na) || (points && *points);
    if (!*asked)
        return HN_OK;
    out->applicable = !(na && *na);
    if (out->applicable && hn_vi_number(points, 2, &out->points) != HN_NUMBER_OK)
        return hn_fail_arg(&q->ctx, HN_INVALID, l->criterion, "score.points",
                           hn_score_points(q->ctx.arena, l->most, q->ctx.lang));
    return HN_OK;
}

/* Ids of the boxes carry the name of the field: faults of lines get it too. */
static void
name_faults(struct hn_ctx *c)
{
    for (int i = 0; i < c->fault_count; i++) {
        if (*c->faults[i].field && !strchr("abcdefghijklmnopqrstuvwxyz", *c->faults[i].field))
            c->faults[i].field = hn_print(c->arena, "points.%s", c->faults[i].field);
    }
}

static enum hn_rc
save_lines(struct hn_req *q, struct hn_meeting_id id, const char *scorer)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_score_sheet sheet;
    struct hn_score_put *puts;
    size_t count = 0;
    bool wrong = false, asked;
    enum hn_rc rc = hn_score_read(c, id, scorer, &sheet);

    if (rc)
        return rc;
    puts = HN_NEW_N(c->arena, struct hn_score_put, sheet.count + 1);
    for (size_t i = 0; i < sheet.count; i++) {
        wrong |= read_line(q, &sheet.lines[i], &puts[count], &asked) != HN_OK;
        count += asked;
    }
    if (wrong)
        return HN_INVALID;
    return hn_score_put_all(c, id, scorer, puts, count, hn_form_flag(q, "full"));
}

static enum hn_rc
save(struct hn_req *q, const char *scorer, const char *path)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_meeting_id id = { hn_path_id(q, "meeting") };
    struct hn_score_sheet sheet = { 0 };
    enum hn_rc rc = save_lines(q, id, scorer);

    if (!rc)
        rc = hn_score_read(c, id, scorer, &sheet);
    /* A sheet is closed by itself once every line has its points; adoption closes the cell's anew. */
    if (!rc && sheet.complete)
        rc = hn_score_close(c, id, scorer);
    name_faults(c);
    return rc ? rc
              : hn_redirect_done(q, sheet.complete ? "done.score_complete" : "done.score", "/ky-hop/%lld/%s",
                                 (long long)id.v, path);
}

enum hn_rc
hn_page_score_save(struct hn_req *q)
{
    return save(q, "cell", "cham-diem");
}

enum hn_rc
hn_page_score_above_save(struct hn_req *q)
{
    return save(q, "monitor", "cham-diem/cap-tren");
}

/* --- a cell's months --- */

static void
take_weak(void *sink, const struct hn_strengthening *s)
{
    struct hn_scores_page *p = sink;

    if (s->unit.v == p->unit.id.v) {
        p->weak = *s;
        p->weak_count = 1;
    }
}

/* Whoever follows the cell or keeps it sees whether it is on the list. */
static enum hn_rc
read_weak(struct hn_req *q, struct hn_scores_page *p)
{
    p->may_above = hn_unit_may(q, HN_MAY_MONITOR, p->unit.id) && hn_unit_kind_has_members(p->unit.kind);
    if (!p->may_above && !hn_unit_may(q, HN_MAY_EDIT_MEETING, p->unit.id))
        return HN_OK;
    return hn_weak_list(&q->ctx, p->unit.id, 0, 1, take_weak, p);
}

enum hn_rc
hn_page_scores(struct hn_req *q)
{
    static const struct hn_view view = { .title = "score.title_unit",
                                         .section = "meetings",
                                         .html = hn_view_scores_any,
                                         .json = hn_json_scores_any,
                                         .dated = true };
    struct hn_scores_page p = { .q = q };
    struct hn_unit_stand stand;
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    if (rc)
        return rc;
    p.unit = stand.unit;
    p.to = hn_month_of(q->ctx.on);
    p.from = p.to - MONTHS_SHOWN + 1;
    rc = hn_score_totals(&q->ctx, p.unit.id, p.from, p.to, &p.totals, &p.count);
    if (!rc)
        rc = read_weak(q, &p);
    if (!rc)
        rc = hn_unit_crumbs(q, &p.unit, hn_text(q->ctx.lang, "score.months"), &ancestors);
    return rc ? rc : hn_show(q, &view, &p, p.unit.name);
}
