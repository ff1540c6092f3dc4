/* page_statistics.c: members of a unit by one attribute, as a picture, a table and files; and the groups themselves, which
 * the overview draws too.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vi.h"
#include "view_overview.h"
#include "web/page_overview.h"

#define PEOPLES_SHOWN 8 /* the others are told together */
#define FEW           3 /* fewer than this are not told apart */

const char *const hn_group_words[] = {
    "age_band",       "sex",  "ethnicity", "edu_degree", "edu_general", "political_theory", "standing",
    "party_age_band", "year", "children",  NULL
};

static const struct hn_field fields[] = {
    { .name = "theo", .kind = HN_CHOICE, .choices = hn_group_words, .label = "statistics.by" },
    { 0 },
};
const struct hn_form hn_form_statistics = { .fields = fields, .again = hn_page_statistics };

/* --- groups --- */

static void
set_shares(struct hn_req *q, struct hn_group_row *rows, size_t count, int64_t total)
{
    for (size_t i = 0; i < count; i++)
        rows[i].share = hn_vi_percent(q->ctx.arena, rows[i].members, total, q->ctx.lang == HN_EN);
}

/* "18-30" as people write it, and the query of the list that shows just them. */
static const char *
band_query(struct hn_arena *a, const char *name, const char *band)
{
    const char *dash = strchr(band, '-');
    const char *from;

    if (!dash)
        return NULL;
    from = hn_dup_n(a, band, (size_t)(dash - band));
    if (!dash[1])
        return hn_print(a, "%s_from=%s", name, from);
    return hn_print(a, "%s_from=%s&%s_to=%s", name, from, name, dash + 1);
}

static const char *
band_label(struct hn_req *q, const char *band)
{
    const char *dash = strchr(band, '-');

    if (!dash)
        return band;
    if (!dash[1])
        return hn_words_fill(q->ctx.arena, q->ctx.lang, "statistics.and_up",
                             hn_dup_n(q->ctx.arena, band, (size_t)(dash - band)), NULL);
    return hn_print(q->ctx.arena, "%.*s–%s", (int)(dash - band), band, dash + 1);
}

static void
name_group(struct hn_req *q, const struct hn_unit *unit, const char *by, struct hn_group_row *row)
{
    struct hn_arena *a = q->ctx.arena;
    const char *query = NULL;

    if (!*row->key) {
        row->label = hn_text(q->ctx.lang, "unknown");
        return;
    }
    if (strcmp(by, "age_band") == 0 || strcmp(by, "party_age_band") == 0) {
        row->label = band_label(q, row->key);
        query = band_query(a, *by == 'a' ? "age" : "party_age", row->key);
    } else {
        row->label = hn_text(q->ctx.lang, hn_print(a, "%s.%s", by, row->key));
        query = strcmp(by, "edu_general") == 0 ? NULL : hn_print(a, "%s=%s", by, row->key);
    }
    if (query)
        row->href = hn_print(a, "/to-chuc/%s/dang-vien?%s", unit->code, query);
}

static int
more_first(const void *left, const void *right)
{
    const struct hn_group_row *a = left, *b = right;

    return (a->members < b->members) - (a->members > b->members);
}

/* Levels of education in their own order; other groups come in the order of their keys. */
static const char *const levels[] = { "none",         "primary",         "elementary", "lower_secondary",
                                      "intermediate", "upper_secondary", "college",    "advanced",
                                      "bachelor",     "master",          "doctor",     NULL };

static size_t
level_of(const char *key)
{
    size_t i = 0;

    while (levels[i] && strcmp(levels[i], key) != 0)
        i++;
    return i;
}

static int
lower_first(const void *left, const void *right)
{
    const struct hn_group_row *a = left, *b = right;
    size_t x = level_of(a->key), y = level_of(b->key);

    return (x > y) - (x < y);
}

/* Peoples: the largest, then all others as one, so that no one or two persons stand alone. */
static void
fold_peoples(struct hn_req *q, struct hn_group_row *rows, size_t *count)
{
    struct hn_group_row rest = { .key = "other", .label = hn_text(q->ctx.lang, "statistics.others") };
    size_t keep;

    qsort(rows, *count, sizeof *rows, more_first);
    for (keep = 0; keep < *count && keep < PEOPLES_SHOWN && rows[keep].members >= FEW; keep++)
        ;
    if (keep == *count)
        return;
    for (size_t i = keep; i < *count; i++)
        rest.members += rows[i].members;
    while (rest.members < FEW && keep > 1)
        rest.members += rows[--keep].members;
    rows[keep] = rest;
    *count = keep + 1;
}

static enum hn_rc
groups_counted(struct hn_req *q, const struct hn_unit *unit, const char *by, struct hn_groups *out)
{
    const struct hn_counts_group *groups;
    struct hn_group_row *rows;
    size_t count;
    enum hn_rc rc = hn_counts_by(&q->ctx, unit->id, by, &groups, &count);

    if (rc)
        return rc;
    rows = HN_NEW_N(q->ctx.arena, struct hn_group_row, count + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct hn_group_row){ .key = groups[i].key, .members = groups[i].count };
        name_group(q, unit, by, &rows[i]);
        out->total += groups[i].count;
    }
    if (strcmp(by, "ethnicity") == 0)
        fold_peoples(q, rows, &count);
    if (strncmp(by, "edu_", 4) == 0 || strcmp(by, "political_theory") == 0)
        qsort(rows, count, sizeof *rows, lower_first);
    set_shares(q, rows, count, out->total);
    out->rows = rows;
    out->count = count;
    return HN_OK;
}

static enum hn_rc
groups_children(struct hn_req *q, const struct hn_unit *unit, struct hn_groups *out)
{
    const struct hn_counts_row *children;
    struct hn_group_row *rows;
    size_t count;
    enum hn_rc rc = hn_counts_children(&q->ctx, unit->id, &children, &count);

    if (rc)
        return rc;
    rows = HN_NEW_N(q->ctx.arena, struct hn_group_row, count + 1);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct hn_group_row){ .key = children[i].code,
                                         .label = children[i].name,
                                         .members = children[i].counts.members,
                                         .href = hn_print(q->ctx.arena, "/to-chuc/%s", children[i].code) };
        out->total += rows[i].members;
    }
    set_shares(q, rows, count, out->total);
    out->rows = rows;
    out->count = count;
    return HN_OK;
}

/* The last day of each year up to the day asked for. Years before anything was recorded are left out. */
static enum hn_rc
groups_years(struct hn_req *q, const struct hn_unit *unit, struct hn_groups *out)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_date on = hn_date_of(q->ctx.on);
    int last = on.month == 12 && on.day == 31 ? on.year : on.year - 1;
    struct hn_group_row *rows = HN_NEW_N(a, struct hn_group_row, HN_YEARS_MOST);
    hn_day days[HN_YEARS_MOST];
    int64_t counts[HN_YEARS_MOST] = { 0 };
    enum hn_rc rc;

    for (int i = 0; i < HN_YEARS_MOST; i++)
        days[i] = hn_day_of(last - HN_YEARS_MOST + 1 + i, 12, 31);
    rc = hn_counts_on_days(&q->ctx, unit->id, days, HN_YEARS_MOST, counts);
    out->rows = rows;
    for (int i = 0; i < HN_YEARS_MOST && !rc; i++) {
        const char *year = hn_print(a, "%d", last - HN_YEARS_MOST + 1 + i);

        if (counts[i] == 0)
            continue;
        rows[out->count++] = (struct hn_group_row){
            .key = year,
            .label = year,
            .members = counts[i],
            .share = "",
            .href = hn_print(a, "/to-chuc/%s/dang-vien?ngay=%s", unit->code, hn_day_iso(a, days[i])),
        };
    }
    return rc;
}

enum hn_rc
hn_groups_of(struct hn_req *q, const struct hn_unit *unit, const char *by, struct hn_groups *out)
{
    *out = (struct hn_groups){ .by = by };
    if (strcmp(by, "children") == 0)
        return groups_children(q, unit, out);
    if (strcmp(by, "year") == 0)
        return groups_years(q, unit, out);
    return groups_counted(q, unit, by, out);
}

const struct hn_group_row *
hn_groups_largest(const struct hn_groups *g)
{
    const struct hn_group_row *best = NULL;

    for (size_t i = 0; i < g->count; i++) {
        if (*g->rows[i].key && (!best || g->rows[i].members > best->members))
            best = &g->rows[i];
    }
    return best;
}

struct hn_chart
hn_groups_chart(struct hn_req *q, const struct hn_groups *g, const char *caption)
{
    struct hn_figure *figures = HN_NEW_N(q->ctx.arena, struct hn_figure, g->count + 1);

    for (size_t i = 0; i < g->count; i++)
        figures[i] = (struct hn_figure){ .label = g->rows[i].label,
                                         .code = g->rows[i].key,
                                         .href = g->rows[i].href,
                                         .value = g->rows[i].members };
    return (struct hn_chart){ .caption = caption,
                              .label_key = "chart.group",
                              .value_key = "count.members",
                              .figures = figures,
                              .count = g->count };
}

/* --- the page --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_group_row, field)
static const struct hn_column columns[] = {
    { COLUMN(key), .label = "statistics.key", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(label), .label = "chart.group", .kind = HN_COL_TEXT },
    { COLUMN(members), .label = "count.members", .kind = HN_COL_INT },
    { COLUMN(share), .label = "chart.share", .kind = HN_COL_TEXT },
};
#undef COLUMN

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_groups *g = ask->filter;

    (void)c;
    for (size_t i = (size_t)ask->offset; i < g->count && (int64_t)i - ask->offset < ask->limit; i++)
        emit(sink, &g->rows[i]);
    return HN_OK;
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct hn_groups *g = filter;

    (void)c;
    *out = (int64_t)g->count;
    return HN_OK;
}

const struct hn_list hn_list_statistics = {
    .name = "thong-ke",
    .caption = "statistics.table",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_group_row),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_statistics(struct hn_req *q)
{
    static const struct hn_view view = { .title = "statistics.title",
                                         .section = "overview",
                                         .html = hn_view_statistics_any,
                                         .json = hn_json_statistics_any,
                                         .dated = true };
    struct hn_statistics_page p = { .q = q, .known = q->ctx.known };
    struct hn_unit_stand stand = { 0 };
    const char *by = hn_form_text(q, "theo");
    struct hn_nodes ancestors;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    if (hn_form_fault(q, "theo") || !*by)
        by = hn_group_words[0];
    p.unit = &stand.unit;
    if (!rc)
        rc = hn_groups_of(q, p.unit, by, &p.groups);
    if (!rc && hn_list_answer(q, &hn_list_statistics, &p.groups, &p.list, &rc))
        return rc;
    if (!rc)
        rc = hn_unit_crumbs(q, p.unit, hn_text(q->ctx.lang, "statistics.name"), &ancestors);
    if (rc)
        return rc;
    p.chart = hn_groups_chart(q, &p.groups,
                              hn_text(q->ctx.lang, hn_print(q->ctx.arena, "statistics_by.%s", by)));
    return hn_show(q, &view, &p, p.unit->name);
}
