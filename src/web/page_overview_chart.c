/* page_overview_chart.c: the pictures of the overview: each with a title that says what it shows, its figures and where
 * they stand as a list. Figures come from census/ through page_statistics.c.
 */
#include <string.h>

#include "base/vi.h"
#include "web/page_overview.h"

#define BARS_MOST 20 /* more children than this are a table alone */

static const char *
fill(struct hn_req *q, const char *key, const char *arg0, const char *arg1)
{
    return hn_words_fill(q->ctx.arena, q->ctx.lang, key, arg0, arg1);
}

static const char *
number(struct hn_req *q, int64_t n)
{
    return hn_vi_int(q->ctx.arena, n, q->ctx.lang == HN_EN);
}

static const char *
table_href(struct hn_req *q, const struct hn_overview_page *p, const char *by)
{
    return hn_print(q->ctx.arena, "/to-chuc/%s/thong-ke?theo=%s", p->unit->code, by);
}

const char *
hn_overview_average(struct hn_arena *a, const struct hn_counts *n, enum hn_lang lang)
{
    int64_t cells = n->cells + n->grassroots_cells;

    if (cells == 0)
        return NULL;
    return hn_words_fill(a, lang, "overview.average",
                         hn_vi_decimal(a, (n->members * 10 + cells / 2) / cells, 1, lang == HN_EN), NULL);
}

/* --- children on the map --- */

static bool
on_map(const struct hn_overview_page *p, hn_day on)
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

static void
draw_units(struct hn_req *q, struct hn_overview_page *p)
{
    struct hn_figure *figures = HN_NEW_N(q->ctx.arena, struct hn_figure, p->child_count + 1);

    for (size_t i = 0; i < p->child_count; i++) {
        const struct hn_counts_row *r = &p->children[i];

        figures[i] = (struct hn_figure){
            .label = r->name,
            .code = r->place_code,
            .href = hn_print(q->ctx.arena, "/to-chuc/%s", r->code),
            .value = r->counts.members,
        };
        if (p->by_share && p->counts.members > 0) {
            figures[i].value = (r->counts.members * 1000 + p->counts.members / 2) / p->counts.members;
            figures[i].shown = hn_vi_percent(q->ctx.arena, r->counts.members, p->counts.members,
                                             q->ctx.lang == HN_EN);
        }
    }
    p->map = on_map(p, q->ctx.on);
    p->few = p->child_count <= BARS_MOST;
    p->units = (struct hn_picture){
        .title = fill(q, "overview.units_finding", number(q, p->counts.members),
                      number(q, (int64_t)p->child_count)),
        .under = fill(q, p->by_share ? "overview.units_share" : "overview.units_number", NULL, NULL),
        .table = table_href(q, p, "children"),
        .chart = { .caption = fill(q, "overview.units_caption", p->unit->name, NULL),
                   .label_key = "unit.name",
                   .value_key = p->by_share ? "chart.share" : "count.members",
                   .figures = figures,
                   .count = p->child_count },
    };
}

/* --- members by what they are --- */

/* A picture of one attribute; finding: text with the largest group and its share. */
static enum hn_rc
draw_groups(struct hn_req *q, const struct hn_overview_page *p, const char *by, const char *finding,
            struct hn_picture *out)
{
    const struct hn_group_row *best;
    struct hn_groups g;
    const char *caption = hn_text(q->ctx.lang, hn_print(q->ctx.arena, "statistics_by.%s", by));
    enum hn_rc rc = hn_groups_of(q, p->unit, by, &g);

    if (rc)
        return rc;
    best = hn_groups_largest(&g);
    *out = (struct hn_picture){
        .title = best ? fill(q, finding, best->label, best->share) : caption,
        .under = caption,
        .table = table_href(q, p, by),
        .chart = hn_groups_chart(q, &g, caption),
    };
    return HN_OK;
}

/* Men to the left, women to the right, the oldest on top. */
static enum hn_rc
draw_ages(struct hn_req *q, struct hn_overview_page *p)
{
    const struct hn_counts_group *groups;
    struct hn_figure *figures;
    size_t count, bands = 0;
    enum hn_rc rc = draw_groups(q, p, "age_band", "overview.ages_finding", &p->ages);

    if (!rc)
        rc = hn_counts_by(&q->ctx, p->unit->id, "sex_age_band", &groups, &count);
    if (rc)
        return rc;
    figures = HN_NEW_N(q->ctx.arena, struct hn_figure, p->ages.chart.count + 1);
    for (size_t i = p->ages.chart.count; i-- > 0;) {
        const struct hn_figure *band = &p->ages.chart.figures[i];
        struct hn_figure *f = &figures[bands++];

        *f = (struct hn_figure){ .label = band->label, .href = band->href };
        for (size_t g = 0; g < count; g++) {
            if (strcmp(groups[g].key2, band->code) != 0)
                continue;
            if (strcmp(groups[g].key, "male") == 0)
                f->value = groups[g].count;
            else if (strcmp(groups[g].key, "female") == 0)
                f->other = groups[g].count;
        }
    }
    p->ages.chart.figures = figures;
    p->ages.chart.label_key = NULL;
    return HN_OK;
}

static enum hn_rc
draw_years(struct hn_req *q, struct hn_overview_page *p)
{
    struct hn_groups g;
    const char *caption = hn_text(q->ctx.lang, "statistics_by.year");
    enum hn_rc rc = hn_groups_of(q, p->unit, "year", &g);

    if (rc)
        return rc;
    p->years = (struct hn_picture){ .title = caption,
                                    .under = caption,
                                    .table = table_href(q, p, "year"),
                                    .chart = hn_groups_chart(q, &g, caption) };
    p->years.chart.label_key = "date.year";
    if (g.count > 1) {
        int64_t more = g.rows[g.count - 1].members - g.rows[0].members;

        p->years.title = fill(q, more < 0 ? "overview.years_fewer" : "overview.years_more",
                              number(q, more < 0 ? -more : more), g.rows[0].label);
    }
    return HN_OK;
}

enum hn_rc
hn_overview_pictures(struct hn_req *q, struct hn_overview_page *p)
{
    enum hn_rc rc;

    draw_units(q, p);
    rc = draw_ages(q, p);
    if (!rc)
        rc = draw_groups(q, p, "ethnicity", "overview.peoples_finding", &p->peoples);
    if (!rc)
        rc = draw_groups(q, p, "edu_degree", "overview.education_finding", &p->education);
    if (!rc)
        rc = draw_groups(q, p, "party_age_band", "overview.party_age_finding", &p->party_age);
    if (!rc && p->counts.members > 0) {
        const char *minority = hn_vi_percent(q->ctx.arena, p->counts.ethnic_minority, p->counts.members,
                                             q->ctx.lang == HN_EN);

        p->peoples.title = fill(q, "overview.peoples_finding", number(q, p->counts.ethnic_minority),
                                minority);
    }
    return rc ? rc : draw_years(q, p);
}
