/* article.c: the table of figures, how each is counted, and whether it agrees with what was printed (article.h).
 *
 * Statements stand in article_units.c and article_kept.c; what is put together from several in article_own.c.
 */
#include <string.h>

#include "base/decimal.h"
#include "fact/fact.h"
#include "report/article_inside.h"
#include "rule/rule.h"
#include "setting/setting.h"

/* Whom the article speaks of. */
#define PROVINCE "22.000.000.000.000"
#define COAL     "22.301.000.000.000"
#define TAN_BINH "22.200.004.000.000"

/* clang-format off */
#define COUNTED(id_, by_, unit_, sql_, takes_, ...) { .id = id_, .by = by_, .unit = unit_, .sql = &(sql_), .takes = takes_, __VA_ARGS__ }
#define UNITS(id_, unit_, kind_, other_)   COUNTED(id_, "count", unit_, hn_article_units, "uokabn", .a = kind_, .b = other_)
#define SPAN(id_, by_, code_, ...) \
    COUNTED(id_, by_, COAL, hn_article_value, "uoka", .a = code_, .on = { 2020, 12, 31 }, __VA_ARGS__)
#define SHEET(id_, b_, n_)                 { .id = id_, .by = "count", .unit = TAN_BINH, .a = "advanced", .b = b_, .n = n_, \
                                             .on = { 2020, 12, 31 }, .read = hn_article_sheet }
#define PLANNED(id_, by_, b_)              { .id = id_, .by = by_, .unit = TAN_BINH, .a = "advanced", .b = b_, \
                                             .on = { 2020, 12, 31 }, .read = hn_article_planned }
#define DERIVED(id_, by_, left_, right_)   { .id = id_, .by = by_, .left = left_, .right = right_ }

static const struct hn_article_figure figures[] = {
    COUNTED("qn-01", "count", PROVINCE, hn_article_units, "uokabn", .a = "upper_grassroots", .b = "", .n = 1),
    UNITS("qn-02", PROVINCE, "grassroots_committee_org", "grassroots_cell"),
    UNITS("qn-03", PROVINCE, "cell", ""),
    COUNTED("qn-04", "sum", PROVINCE, hn_article_members, "uok", .n = 0),
    /* "in five years": the calendar years that end with the article's */
    COUNTED("qn-05", "count", PROVINCE, hn_article_new_cells, "uokabf", .a = "cell", .b = "private_firm", .from = { 2017, 1, 1 }),
    { .id = "qn-06", .by = "count", .unit = PROVINCE, .a = "cell", .b = "private_firm", .from = { 2017, 1, 1 }, .read = hn_article_years },
    /* the last day before the elections of 05/01/2020, the first by one process for all villages (domain/05 §5.3) */
    COUNTED("qn-07", "ratio", PROVINCE, hn_article_heads_outside, "uok", .on = { 2019, 12, 31 }),
    COUNTED("qn-08", "count", PROVINCE, hn_article_one_person, "uok", .n = 0),
    COUNTED("qn-09", "ratio", PROVINCE, hn_article_one_share, "uok", .n = 0),
    COUNTED("tb-01", "sum", TAN_BINH, hn_article_members, "uok", .n = 0),
    UNITS("tb-02", TAN_BINH, "cell", ""),
    COUNTED("tb-03", "count", TAN_BINH, hn_article_rural, "uok", .n = 0),
    { .id = "tb-04", .by = "year", .unit = TAN_BINH, .a = "standard", .read = hn_article_recognised },
    SHEET("tb-05", "criteria", 1),
    SHEET("tb-06", "criteria", 0),
    SHEET("tb-07", "lines", 1),
    SHEET("tb-08", "lines", 0),
    PLANNED("tb-09", "difference", "ahead"),
    COUNTED("tb-10", "ratio", TAN_BINH, hn_article_visits, "uokm", .n = 0),
    UNITS("tq-01", COAL, "grassroots_committee_org", "grassroots_cell"),
    UNITS("tq-02", COAL, "grassroots_committee_org", ""),
    UNITS("tq-03", COAL, "grassroots_cell", ""),
    COUNTED("tq-04", "sum", COAL, hn_article_members, "uok", .n = 0),
    COUNTED("tq-05", "difference", COAL, hn_article_age, "uok", .on = { 2021, 7, 31 }),
    COUNTED("tq-06", "year", COAL, hn_article_milestone, "uoka", .a = "anniversary", .on = { 2021, 7, 31 }),
    COUNTED("tq-07", "year", COAL, hn_article_milestone, "uoka", .a = "policy"),
    SPAN("tq-08", "value", "than.nguyen_khai", .n = 0),
    SPAN("tq-09", "value", "than.sach", .n = 0),
    SPAN("tq-10", "value", "than.tieu_thu", .n = 0),
    SPAN("tq-11", "value", "than.doanh_thu", .n = 0),
    SPAN("tq-12", "value", "than.doanh_thu_than", .n = 0),
    SPAN("tq-13", "year", "than.nguyen_khai", .year = HN_YEAR_OF_FIRST),
    SPAN("tq-14", "year", "than.nguyen_khai", .year = HN_YEAR_OF_LAST),
    DERIVED("d-01", "ratio", "qn-04", "qn-03"),
    DERIVED("d-02", "ratio", "qn-03", "qn-02"),
    DERIVED("d-03", "ratio", "qn-04", "qn-02"),
    DERIVED("d-04", "ratio", "qn-02", "qn-01"),
    DERIVED("d-05", "ratio", "qn-05", "qn-06"),
    DERIVED("d-06", "ratio", "tb-01", "tb-02"),
    DERIVED("d-07", "difference", "tb-02", "tb-03"),
    PLANNED("d-08", "year", "planned"),
    DERIVED("d-09", "sum", "tq-02", "tq-03"),
    DERIVED("d-10", "ratio", "tq-04", "qn-04"),
    SPAN("d-11", "ratio", "than.nguyen_khai", .read = hn_article_each_year),
    DERIVED("d-12", "ratio", "tq-12", "tq-11"),
    DERIVED("d-13", "difference", "tq-06", "tq-05"),
};
/* clang-format on */

/* --- asking --- */

hn_day
hn_article_on(const struct hn_article_figure *f)
{
    return f->on.year ? hn_day_of(f->on.year, f->on.month, f->on.day) : HN_ARTICLE_DAY;
}

static size_t
params_of(struct hn_ctx *c, const struct hn_article_figure *f, const struct hn_article_rows *rows,
          struct hn_param *out)
{
    size_t n = 0;

    for (const char *p = f->takes; *p; p++)
        out[n++] = *p == 'u'   ? hn_p_text(f->unit)
                   : *p == 'o' ? hn_p_day(hn_article_on(f))
                   : *p == 'k' ? hn_p_time(hn_fact_known(c))
                   : *p == 'a' ? hn_p_text(f->a)
                   : *p == 'b' ? hn_p_text(f->b)
                   : *p == 'n' ? hn_p_int(f->n)
                   : *p == 'm' ? hn_p_int(hn_month_of(hn_article_on(f)))
                               : hn_p_day(hn_day_of(f->from.year, f->from.month, f->from.day));
    /* Where only the sums are wanted, one row tells them. */
    out[n++] = hn_p_int(rows->emit ? rows->limit : 1);
    out[n++] = hn_p_int(rows->emit ? rows->offset : 0);
    return n;
}

static const char *
href_of(struct hn_ctx *c, const struct hn_article_figure *f, const char *door, const char *code)
{
    const char *on = hn_day_iso(c->arena, hn_article_on(f));

    if (strcmp(door, "place") == 0)
        return hn_print(c->arena, "/dia-ban/%s?ngay=%s", code, on);
    if (strcmp(door, "members") == 0)
        return hn_print(c->arena, "/to-chuc/%s/dang-vien?ngay=%s", code, on);
    if (strcmp(door, "visit") == 0)
        return hn_print(c->arena, "/chi-bo/%s?ngay=%s", code, on);
    return hn_print(c->arena, "/to-chuc/%s%s?ngay=%s", code, strcmp(door, "story") == 0 ? "/lich-su" : "",
                    on);
}

static int64_t
year_of(hn_day day)
{
    return (int64_t)hn_date_of(day).year;
}

static struct hn_article_part
part_of(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_rows *rows)
{
    struct hn_article_part p = { .label = hn_row_text(rows, "label"),
                                 .detail = hn_row_text(rows, "detail"),
                                 .part = hn_row_text(rows, "part"),
                                 .milli = hn_row_int(rows, "milli"),
                                 .on = (hn_day)hn_row_int(rows, "day") };
    const char *door = hn_row_text(rows, "door");
    int64_t month = hn_row_int(rows, "month");

    p.href = strcmp(door, "series") == 0
                 ? hn_print(c->arena, "/chi-tieu/%s/gia-tri?don-vi=%s&ky=%lld-%lld",
                            hn_row_text(rows, "code"), f->unit, (long long)year_of(p.on),
                            (long long)year_of((hn_day)hn_row_int(rows, "till") - 1))
                 : href_of(c, f, door, hn_row_text(rows, "code"));
    if (month)
        p.on = hn_month_first(month);
    if (f->year == HN_YEAR_OF_FIRST)
        p.milli = 1000 * year_of(p.on);
    if (f->year == HN_YEAR_OF_LAST)
        p.milli = 1000 * year_of((hn_day)hn_row_int(rows, "till") - 1);
    p.is_year = f->year || strcmp(door, "story") == 0;
    return p;
}

/* The one row of a value: its qualifier is the figure's, and where a year of its period is wanted, that is the sum. */
static void
note_sums(struct hn_article_rows *rows, const struct hn_article_figure *f, struct hn_rows *at, int64_t milli)
{
    rows->total = (struct hn_article_total){ .rows = hn_row_int(at, "total"),
                                             .sum_milli = hn_row_int(at, "sum_milli"),
                                             .base_milli = hn_row_int(at, "base_milli") };
    rows->qualifier = hn_row_text(at, "qualifier");
    if (f->year) {
        rows->total.sum_milli = milli;
        rows->qualifier = "";
    }
}

enum hn_rc
hn_article_query(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    struct hn_param params[12];
    size_t n = params_of(c, f, rows, params);
    struct hn_rows *at;
    bool first = true;
    enum hn_rc rc;

    params[n] = HN_P_END;
    rc = hn_store_query(c, f->sql, params, &at);
    if (rc)
        return rc;
    while (hn_rows_next(at)) {
        const struct hn_article_part p = part_of(c, f, at);

        if (first)
            note_sums(rows, f, at, p.milli);
        first = false;
        if (rows->emit)
            rows->emit(rows->sink, &p);
    }
    return hn_rows_end(at);
}

void
hn_article_add(struct hn_article_rows *rows, const struct hn_article_part *p)
{
    int64_t nth = rows->total.rows++;

    if (strcmp(p->part, "bottom") == 0)
        rows->total.base_milli += p->milli;
    else
        rows->total.sum_milli += p->milli;
    if (rows->emit && nth >= rows->offset && nth < rows->offset + rows->limit)
        rows->emit(rows->sink, p);
}

/* --- finding --- */

static const struct hn_article_figure *
figure_of(const char *id)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (strcmp(figures[i].id, id) == 0)
            return &figures[i];
    return NULL;
}

static const struct hn_article_printed *
printed_of(const char *id)
{
    for (size_t i = 0; i < hn_article_printed_count; i++)
        if (strcmp(hn_article_printed[i].id, id) == 0)
            return &hn_article_printed[i];
    return NULL;
}

/* --- computed and printed --- */

static int64_t
rounded(int64_t milli, int places)
{
    static const int64_t steps[] = { 1000, 100, 10, 1 };
    int64_t step = steps[places], half = step / 2;

    return (milli < 0 ? milli - half : milli + half) / step * step;
}

static bool
agrees(const struct hn_article_row *r)
{
    int64_t printed = r->printed_milli, computed = r->computed_milli, room = printed / 20;

    if (!r->computed)
        return false;
    if (strcmp(r->qualifier, "exact") == 0)
        return strcmp(r->computed_qualifier, "exact") == 0 && rounded(computed, r->places) == printed;
    if (strcmp(r->qualifier, r->computed_qualifier) == 0)
        return computed == printed;
    if (strcmp(r->qualifier, "nearly") == 0)
        return computed < printed && computed >= printed - room;
    if (strcmp(r->qualifier, "over") == 0)
        return computed > printed && computed <= printed + room;
    return computed >= printed - room && computed <= printed + room;
}

/* A ratio is told with as many places as were printed, at least one. */
static bool
ratio_of(const struct hn_article_printed *p, const struct hn_article_total *t, int places, int64_t *out)
{
    hn_decimal value;
    int64_t milli;

    if (t->base_milli == 0 ||
        !hn_decimal_div(hn_decimal_of_milli(t->sum_milli), hn_decimal_of_milli(t->base_milli), &value) ||
        !hn_decimal_mul(value, (strcmp(p->measure, "%") == 0 ? 100 : 1) * HN_DECIMAL_ONE, &value) ||
        !hn_decimal_milli(hn_decimal_round(value, places), &milli))
        return false;
    *out = milli;
    return true;
}

static enum hn_rc
rows_of(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    return f->read  ? f->read(c, f, rows)
           : f->sql ? hn_article_query(c, f, rows)
                    : hn_article_derive(c, f, rows);
}

/* known: the figures before it in the table, as far as they were reckoned already. */
static enum hn_rc
row_of(struct hn_ctx *c, const struct hn_article_printed *p, const struct hn_article_row *known,
       size_t known_count, struct hn_article_row *r)
{
    const struct hn_article_figure *f = figure_of(p->id);
    struct hn_article_rows rows = { .qualifier = "", .known = known, .known_count = known_count };
    enum hn_rc rc;

    *r = (struct hn_article_row){ .id = p->id,
                                  .group = p->group,
                                  .org = p->org,
                                  .label = p->label,
                                  .label_en = p->label_en,
                                  .measure = p->measure,
                                  .quote = p->quote,
                                  .formula = p->formula,
                                  .printed_milli = p->milli,
                                  .places = p->places,
                                  .qualifier = p->qualifier,
                                  .computed_qualifier = "exact",
                                  .by = "count",
                                  .link = hn_print(c->arena, "/bai-bao/%s", p->id) };
    if (!f)
        return HN_OK;
    r->by = f->by;
    r->on = hn_article_on(f);
    r->computed_places = p->places;
    rc = rows_of(c, f, &rows);
    if (rc)
        return rc;
    if (*rows.qualifier)
        r->computed_qualifier = rows.qualifier;
    r->total = rows.total;
    r->computed = rows.total.rows > 0;
    r->computed_milli = rows.total.sum_milli;
    if (strcmp(f->by, "ratio") == 0) {
        r->computed_places = p->places ? p->places : 1;
        r->computed = ratio_of(p, &rows.total, r->computed_places, &r->computed_milli);
    }
    r->agrees = agrees(r);
    return HN_OK;
}

static enum hn_rc
must_be_demo(struct hn_ctx *c)
{
    const char *demo;
    enum hn_rc rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);

    if (rc && rc != HN_NOT_FOUND)
        return rc;
    return rc || strcmp(demo, "1") != 0 ? hn_fail(c, HN_NOT_FOUND, "", "article.not_demo") : HN_OK;
}

enum hn_rc
hn_article(struct hn_ctx *c, const struct hn_article_row **out, size_t *count)
{
    struct hn_article_row *rows = HN_NEW_N(c->arena, struct hn_article_row, hn_article_printed_count);
    enum hn_rc rc = must_be_demo(c);

    for (size_t i = 0; !rc && i < hn_article_printed_count; i++)
        rc = row_of(c, &hn_article_printed[i], rows, i, &rows[i]);
    *out = rows;
    *count = hn_article_printed_count;
    return rc;
}

enum hn_rc
hn_article_one(struct hn_ctx *c, const char *id, struct hn_article_row *out)
{
    const struct hn_article_printed *p = printed_of(id);
    enum hn_rc rc = must_be_demo(c);

    if (rc)
        return rc;
    return p ? row_of(c, p, NULL, 0, out) : hn_fail(c, HN_NOT_FOUND, "", "article.none");
}

enum hn_rc
hn_article_parts(struct hn_ctx *c, const char *id, int64_t offset, int64_t limit,
                 void (*emit)(void *sink, const struct hn_article_part *p), void *sink,
                 struct hn_article_total *total)
{
    const struct hn_article_figure *f = figure_of(id);
    struct hn_article_rows sums = { .qualifier = "" };
    struct hn_article_rows rows = {
        .offset = offset, .limit = limit, .emit = emit, .sink = sink, .qualifier = ""
    };
    enum hn_rc rc = must_be_demo(c);

    if (total)
        *total = (struct hn_article_total){ 0 };
    if (!rc && !printed_of(id))
        rc = hn_fail(c, HN_NOT_FOUND, "", "article.none");
    if (!rc && f && total)
        rc = rows_of(c, f, &sums);
    if (!rc && f && total)
        *total = sums.total;
    return rc || !f || limit == 0 ? rc : rows_of(c, f, &rows);
}
