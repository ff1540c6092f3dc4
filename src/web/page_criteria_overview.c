/* page_criteria_overview.c: the communes of an organisation by the level they were recognised at, on any date: numbers, the
 * map, and the rows behind every number (page_criteria.h). */
#include <string.h>

#include "base/vi.h"
#include "view_criteria.h"
#include "web/page_criteria.h"

const char *const hn_commune_levels[] = { "standard", "advanced", "model", "modern", "open", "none", NULL };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "muc",
      .kind = HN_CHOICE,
      .choices = (const char *const[]){ "standard", "advanced", "model", "modern", "open", "none", NULL },
      .label = "criteria.level" },
    { 0 },
};
const struct hn_form hn_form_criteria_overview = { .fields = fields, .again = hn_page_criteria_overview };

/* --- the communes as a list --- */

struct row {
    int64_t criteria_met, criteria, lines_met, lines;
    const char *code, *name, *place_code, *place_name, *parent_name, *group, *level, *sheet_set, *marks;
    hn_day since, planned_on;
};
#define COLUMN(field) .name = #field, .offset = offsetof(struct row, field)
static const struct hn_column columns[] = {
    { COLUMN(name), .label = "unit.name", .kind = HN_COL_TEXT, .href = "/to-chuc/{code}/tieu-chi" },
    { COLUMN(code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(parent_name), .label = "field.parent", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(place_name), .label = "field.place", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(place_code), .label = "criteria.place_code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(group), .label = "recognition.group", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(level), .label = "criteria.level", .kind = HN_COL_WORD, .words = "commune_level." },
    { COLUMN(since), .label = "recognition.from", .kind = HN_COL_DAY },
    { COLUMN(planned_on), .label = "recognition.next_due", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(marks), .label = "criteria.latest_marks", .kind = HN_COL_TEXT,
      .href = "/chi-tieu/{sheet_set}/{code}", .wide_only = true },
    { COLUMN(sheet_set), .label = "criteria.set", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(criteria_met), .label = "criteria.criteria_met", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(criteria), .label = "criteria.criteria", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(lines_met), .label = "criteria.lines_met", .kind = HN_COL_INT, .files_only = true },
    { COLUMN(lines), .label = "criteria.lines", .kind = HN_COL_INT, .files_only = true },
};
#undef COLUMN

struct filter {
    struct hn_unit_id within;
    const char *level;
};

/* Days that are not known are not told. */
static hn_day
known(hn_day day)
{
    return day ? day : HN_DAY_OPEN;
}

static void
take_commune(void *sink, const struct hn_criteria_commune *r)
{
    struct hn_emitting *to = sink;
    const struct hn_mark_total *t = &r->total;
    const struct row row = {
        .code = r->code,
        .name = r->name,
        .place_code = r->place_code,
        .place_name = r->place_name,
        .parent_name = r->parent_name,
        .group = r->group,
        .level = *r->level  ? r->level
                 : r->known ? "open"
                            : "none",
        .sheet_set = r->sheet_set ? r->sheet_set : "",
        .marks = r->sheet ? hn_print(to->c->arena, "%d/%d, %d/%d", t->criteria_met, t->criteria, t->lines_met,
                                     t->lines)
                          : "",
        .since = known(r->since),
        .planned_on = known(r->planned_on),
        .criteria_met = t->criteria_met,
        .criteria = t->criteria,
        .lines_met = t->lines_met,
        .lines = t->lines,
    };

    hn_emit(to, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct filter *f = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_criteria_communes(c, f->within, f->level, ask->offset, ask->stream ? 0 : ask->limit,
                                take_commune, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct filter *f = filter;

    return hn_criteria_commune_count(c, f->within, f->level, out);
}

const struct hn_list hn_list_commune = {
    .name = "xa-tieu-chi",
    .caption = "criteria.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct row),
    .rows = list_rows,
    .total = list_total,
};

/* --- numbers and the map --- */

int64_t
hn_criteria_at_least(const struct hn_criteria_sum *s, int level)
{
    int64_t n = 0;

    for (int i = level; i < 4; i++)
        n += s->by_level[i];
    return n;
}

int64_t
hn_criteria_open(const struct hn_criteria_sum *s)
{
    return s->communes - hn_criteria_at_least(s, 0) - s->unknown;
}

const char *
hn_communes_href(struct hn_arena *a, const char *unit, const char *level)
{
    return hn_print(a, "/chi-tieu/tong-hop?don-vi=%s%s%s", unit, *level ? "&muc=" : "", level);
}

static int
level_of(const char *word)
{
    for (int i = 0; i < 4; i++) {
        if (strcmp(hn_commune_levels[i], word) == 0)
            return i;
    }
    return 0;
}

static bool
on_map(const struct hn_criteria_overview_page *p, hn_day on)
{
    for (size_t i = 0; i < p->child_count; i++) {
        for (size_t t = 0; t < hn_tile_count; t++) {
            if (hn_tiles[t].from <= on && on < hn_tiles[t].to &&
                strcmp(hn_tiles[t].code, p->children[i].place_code) == 0)
                return true;
        }
    }
    return false;
}

/* Each child with how many of its communes reached the level or a higher one, of how many it has. */
static void
draw(struct hn_req *q, struct hn_criteria_overview_page *p)
{
    struct hn_arena *a = q->ctx.arena;
    const int level = level_of(p->level);
    const char *word = hn_words(q->ctx.lang, hn_print(a, "ntm_level.%s", hn_commune_levels[level]));
    const bool en = q->ctx.lang == HN_EN;
    struct hn_figure *figures = HN_NEW_N(a, struct hn_figure, p->child_count + 1);
    size_t count = 0;

    for (size_t i = 0; i < p->child_count; i++) {
        const struct hn_criteria_sum *s = &p->children[i];
        int64_t reached = hn_criteria_at_least(s, level);

        if (!s->communes)
            continue;
        figures[count++] = (struct hn_figure){
            .label = s->name,
            .code = s->place_code,
            .href = hn_communes_href(a, s->code, p->level),
            .value = s->unknown == s->communes ? HN_NO_FIGURE : reached,
            .shown = s->unknown == s->communes
                         ? NULL
                         : hn_print(a, "%s/%s", hn_vi_int(a, reached, en), hn_vi_int(a, s->communes, en)),
        };
    }
    p->map = on_map(p, q->ctx.on);
    p->title = hn_words_fill(a, q->ctx.lang, "criteria.map_title", word, NULL);
    p->chart = (struct hn_chart){ .caption = p->title,
                                  .label_key = "unit.name",
                                  .value_key = "criteria.communes",
                                  .figures = figures,
                                  .count = count };
}

enum hn_rc
hn_page_criteria_overview(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.overview",
                                         .section = "indicators",
                                         .html = hn_view_criteria_overview_any,
                                         .json = hn_json_criteria_overview_any,
                                         .dated = true };
    struct hn_criteria_overview_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    struct filter f;
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_FIGURES, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.level = hn_form_text(q, "muc");
    f = (struct filter){ .within = stand.unit.id, .level = p.level };
    if (hn_list_answer(q, &hn_list_commune, &f, &p.list, &rc) || rc)
        return rc;
    rc = hn_criteria_overview(&q->ctx, stand.unit.id, &p.sum, &p.children, &p.child_count);
    if (rc)
        return rc;
    draw(q, &p);
    return hn_show(q, &view, &p, p.unit->name);
}
