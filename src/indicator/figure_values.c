/* figure_values.c: values of one indicator whose periods begin in one year, read at once and packed.
 *
 * Of few units they are read unit by unit; of many, all there are by the index that holds them in the order wanted, and
 * kept for the next question. Neighbours: value.c, which writes them; figure_cache.c. Not for: adding up.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/figure_inside.h"

enum { FEW_UNITS = 32 };

#define COLUMNS                                                                                              \
    "SELECT v.unit_id, v.period_from, v.period_to, v.value_milli, CASE v.qualifier WHEN 'exact' THEN 0"      \
    " WHEN 'nearly' THEN 1 WHEN 'over' THEN 2 ELSE 3 END AS qualifier FROM "
#define WANTED                                                                                               \
    "v.indicator_id = $1 AND v.plan = $2 AND v.period_from >= CAST($3 AS BIGINT)"                            \
    " AND v.period_from < CAST($4 AS BIGINT)"
#define ORDER   " ORDER BY v.period_from, v.period_to, v.unit_id"
#define KNOWN_V "v.known_from <= $5 AND v.known_to > $5"

static const struct hn_sql sql_now = { .name = "figure.values_now",
                                       .text = COLUMNS "indicator_value v WHERE " WANTED
                                                       " AND v.known_to = " HN_SQL_OPEN_TIME ORDER };
static const struct hn_sql sql_past = { .name = "figure.values_past",
                                        .text = COLUMNS "indicator_value v WHERE " WANTED
                                                        " AND " KNOWN_V ORDER };
/* $6: the unit, $7: the day on which the children are its own. */
static const struct hn_sql sql_few = {
    .name = "figure.values_few",
    .text = COLUMNS
    "(SELECT k.des FROM unit_closure k WHERE k.anc = $6 AND k.known_from <= $5 AND k.known_to > $5"
    " UNION SELECT k.des FROM unit_version ch CROSS JOIN unit_closure k WHERE ch.parent_id = $6"
    " AND " HN_SQL_AT(
        "ch", "$7",
        "$5") " AND k.anc = ch.unit_id AND k.known_from <= $5"
              " AND k.known_to > $5) d CROSS JOIN indicator_value v WHERE v.unit_id = d.des AND " WANTED
              " AND " KNOWN_V ORDER
};
static const struct hn_sql sql_form = {
    .name = "figure.form",
    .text =
        "SELECT form_id AS n FROM form_line WHERE indicator_id = $1 AND (removed_at = 0 OR removed_at > $2)"
        " ORDER BY id DESC LIMIT 1"
};
static const struct hn_sql sql_approved = {
    .name = "figure.approved",
    .text = "SELECT s.unit_id, s.period_from, s.period_to FROM sheet s WHERE s.form_id = $1"
            " AND s.period_from >= CAST($2 AS BIGINT) AND s.period_from < CAST($3 AS BIGINT)"
            " AND EXISTS (SELECT 1 FROM sheet_step p WHERE p.unit_id = s.unit_id AND p.sheet_id = s.id"
            " AND p.level > 0 AND p.at <= $4 AND (p.taken_back_at = 0 OR p.taken_back_at > $4))"
            " ORDER BY s.period_from, s.period_to, s.unit_id"
};

const struct hn_sql *const hn_figure_values_sql[] = { &sql_now,  &sql_past,     &sql_few,
                                                      &sql_form, &sql_approved, NULL };

/* --- reading --- */

struct row {
    int64_t unit, milli;
    hn_day from, to;
    uint8_t qualifier;
};
struct rows {
    struct row *at;
    size_t count, room;
};

static struct row *
add(struct hn_arena *a, struct rows *r)
{
    if (r->count == r->room) {
        size_t size = r->room * sizeof *r->at;

        r->at = size ? hn_grow(a, r->at, size, 2 * size) : hn_alloc_n(a, 256, sizeof *r->at);
        r->room = size ? 2 * r->room : 256;
    }
    return &r->at[r->count++];
}

static int
by_place(const struct row *a, const struct row *b)
{
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static enum hn_rc
read_approved(struct hn_figure_work *w, int64_t form, hn_day from, hn_day to, struct rows *out)
{
    const struct hn_param params[] = { hn_p_id(form), hn_p_day(from), hn_p_day(to),
                                       hn_p_time(hn_fact_known(w->c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(&w->own, &sql_approved, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows))
        *add(w->reading, out) = (struct row){ .unit = hn_row_int(rows, "unit_id"),
                                              .from = (hn_day)hn_row_int(rows, "period_from"),
                                              .to = (hn_day)hn_row_int(rows, "period_to") };
    return hn_rows_end(rows);
}

/* Of an indicator in a form, what stands in sheets approved; both in the same order. Plans are approved by nobody. */
static enum hn_rc
leave_approved(struct hn_figure_work *w, int64_t indicator, hn_day from, hn_day to, struct rows *r)
{
    const struct hn_param params[] = { hn_p_id(indicator), hn_p_time(hn_fact_known(w->c)), HN_P_END };
    struct rows sheets = { 0 };
    int64_t form = 0;
    size_t kept = 0;
    bool found;
    enum hn_rc rc = hn_store_int(&w->own, &sql_form, params, &form, &found);

    if (rc || !found)
        return rc;
    rc = read_approved(w, form, from, to, &sheets);
    for (size_t i = 0, k = 0; i < r->count && !rc; i++) {
        while (k < sheets.count && by_place(&sheets.at[k], &r->at[i]) < 0)
            k++;
        if (k < sheets.count && by_place(&sheets.at[k], &r->at[i]) == 0)
            r->at[kept++] = r->at[i];
    }
    r->count = kept;
    return rc;
}

static enum hn_rc
read_rows(struct hn_figure_work *w, int64_t indicator, hn_day from, hn_day to, bool few, struct rows *out)
{
    const struct hn_sql *sql = few ? &sql_few : w->c->known == HN_TIME_OPEN ? &sql_now : &sql_past;
    const struct hn_param params[] = { hn_p_id(indicator),
                                       hn_p_int(w->plan),
                                       hn_p_day(from),
                                       hn_p_day(to),
                                       sql == &sql_now ? HN_P_END : hn_p_time(hn_fact_known(w->c)),
                                       few ? hn_p_id(w->unit.v) : HN_P_END,
                                       hn_p_day(w->c->on),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(&w->own, sql, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        struct row *r = add(w->reading, out);

        r->unit = hn_row_int(rows, "unit_id");
        r->from = (hn_day)hn_row_int(rows, "period_from");
        r->to = (hn_day)hn_row_int(rows, "period_to");
        r->milli = hn_row_int(rows, "value_milli");
        r->qualifier = (uint8_t)hn_row_int(rows, "qualifier");
    }
    rc = hn_rows_end(rows);
    return rc || !w->approved || w->plan ? rc : leave_approved(w, indicator, from, to, out);
}

/* --- packed, as it is kept --- */

struct head {
    size_t row_count, group_count, unit_count;
    int64_t narrow, qualified;
};

static size_t
unpack(const void *bytes, struct hn_figure_values *out)
{
    const struct head *h = bytes;
    const char *at = (const char *)(h + 1);

    out->row_count = h->row_count;
    out->group_count = h->group_count;
    out->unit_count = h->unit_count;
    out->units = (const int64_t *)at;
    at += h->unit_count * sizeof *out->units;
    out->wide = h->narrow ? NULL : (const int64_t *)at;
    at += h->narrow ? 0 : h->row_count * sizeof *out->wide;
    out->groups = (const struct hn_figure_group *)at;
    at += h->group_count * sizeof *out->groups;
    out->narrow = h->narrow ? (const int32_t *)at : NULL;
    at += h->narrow ? h->row_count * sizeof *out->narrow : 0;
    out->unit = (const uint32_t *)at;
    at += h->row_count * sizeof *out->unit;
    out->qualifier = h->qualified ? (const uint8_t *)at : NULL;
    at += h->qualified ? h->row_count : 0;
    return (size_t)(at - (const char *)bytes);
}

static enum hn_period_kind
kind_of(hn_day from, hn_day to)
{
    for (enum hn_period_kind k = HN_PERIOD_DAY; k <= HN_PERIOD_YEAR; k++) {
        struct hn_period p = hn_period_at(k, from);

        if (p.from == from && p.to == to)
            return k;
    }
    return HN_PERIOD_SPAN;
}

static size_t
groups_of(struct hn_arena *a, const struct rows *r, struct hn_figure_group **out)
{
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++)
        count += i == 0 || r->at[i].from != r->at[i - 1].from || r->at[i].to != r->at[i - 1].to;
    *out = HN_NEW_N(a, struct hn_figure_group, count);
    count = 0;
    for (size_t i = 0; i < r->count; i++) {
        if (i == 0 || r->at[i].from != r->at[i - 1].from || r->at[i].to != r->at[i - 1].to)
            (*out)[count++] = (struct hn_figure_group){ r->at[i].from, r->at[i].to,
                                                        kind_of(r->at[i].from, r->at[i].to), (uint32_t)i, 0 };
        (*out)[count - 1].count++;
    }
    return count;
}

/* The units of all groups, each once: a group is in order of units, so one is added to the rest by merging. */
static size_t
units_of(struct hn_arena *a, const struct rows *r, const struct hn_figure_group *groups, size_t group_count,
         int64_t **out)
{
    int64_t *all = HN_NEW_N(a, int64_t, 1);
    size_t count = 0;

    for (size_t g = 0; g < group_count; g++) {
        const struct row *row = &r->at[groups[g].first], *end = row + groups[g].count;
        size_t fresh = 0, old = 0;

        for (const struct row *p = row; p < end; p++) {
            while (old < count && all[old] < p->unit)
                old++;
            fresh += old == count || all[old] != p->unit;
        }
        if (fresh == 0)
            continue;
        int64_t *merged = HN_NEW_N(a, int64_t, count + fresh);
        size_t n = 0;

        for (old = 0; row < end || old < count; n++) {
            if (row == end || (old < count && all[old] < row->unit)) {
                merged[n] = all[old++];
            } else {
                old += old < count && all[old] == row->unit;
                merged[n] = (row++)->unit;
            }
        }
        all = merged;
        count = n;
    }
    *out = all;
    return count;
}

static void
fill(const struct rows *r, const int64_t *units, const struct hn_figure_group *groups, void *bytes)
{
    struct hn_figure_values v;

    unpack(bytes, &v);
    memcpy((void *)(uintptr_t)v.units, units, v.unit_count * sizeof *units);
    memcpy((void *)(uintptr_t)v.groups, groups, v.group_count * sizeof *groups);
    int64_t *wide = (int64_t *)(uintptr_t)v.wide;
    int32_t *narrow = (int32_t *)(uintptr_t)v.narrow;
    uint32_t *unit = (uint32_t *)(uintptr_t)v.unit;
    uint8_t *qualifier = (uint8_t *)(uintptr_t)v.qualifier;

    assert(narrow || wide);
    for (size_t g = 0; g < v.group_count; g++) {
        uint32_t u = 0;

        for (size_t i = groups[g].first, end = i + groups[g].count; i < end; i++) {
            while (units[u] != r->at[i].unit)
                u++;
            unit[i] = u;
            if (narrow)
                narrow[i] = (int32_t)r->at[i].milli;
            else
                wide[i] = r->at[i].milli;
            if (qualifier)
                qualifier[i] = r->at[i].qualifier;
        }
    }
}

static void *
pack(struct hn_figure_work *w, const struct rows *r, size_t *size)
{
    struct head h = { .row_count = r->count, .narrow = 1 };
    struct hn_figure_group *groups;
    struct hn_figure_values v;
    int64_t *units;

    for (size_t i = 0; i < r->count; i++) {
        h.narrow &= r->at[i].milli >= INT32_MIN && r->at[i].milli <= INT32_MAX;
        h.qualified |= r->at[i].qualifier != 0;
    }
    h.group_count = groups_of(w->reading, r, &groups);
    h.unit_count = units_of(w->reading, r, groups, h.group_count, &units);
    *size = unpack(&h, &v);

    void *bytes = hn_alloc(w->arena, *size);

    memcpy(bytes, &h, sizeof h);
    if (r->count)
        fill(r, units, groups, bytes);
    return bytes;
}

/* --- asking --- */

/* Both are in order. */
static const uint32_t *
nodes_of(struct hn_figure_work *w, const struct hn_figure_values *v)
{
    uint32_t *out = HN_NEW_N(w->arena, uint32_t, v->unit_count + 1);
    size_t n = 0;

    for (size_t i = 0; i < v->unit_count; i++) {
        while (n < w->tree.count && w->tree.units[n] < v->units[i])
            n++;
        out[i] = n < w->tree.count && w->tree.units[n] == v->units[i] ? (uint32_t)n : HN_FIGURE_NOWHERE;
    }
    return out;
}

enum hn_rc
hn_figure_values_of(struct hn_figure_work *w, size_t indicator, int year, const struct hn_figure_values **out)
{
    struct hn_figure_indicator *i = &w->indicators[indicator];
    const struct hn_figure_values **slot = &i->years[year - HN_FIGURE_FIRST_YEAR];
    const struct hn_figure_key key = {
        .stamp = i->stamp, .id = i->id, .day = year, .question = HN_FIGURE_VALUES + w->plan + 2u * w->approved
    };
    bool few = w->tree.count <= FEW_UNITS;
    struct hn_figure_values *v;
    struct rows r = { 0 };
    size_t size;
    enum hn_rc rc;

    *out = *slot;
    if (*slot)
        return HN_OK;
    const void *bytes = hn_figure_kept(w->c, &key, w->arena, &size);

    if (bytes == NULL) {
        rc = read_rows(w, i->id, hn_day_of(year, 1, 1), hn_day_of(year + 1, 1, 1), few, &r);
        if (rc)
            return rc;
        bytes = pack(w, &r, &size);
        if (!few)
            hn_figure_keep(w->c, &key, bytes, size);
        hn_arena_reset(w->reading);
    }
    v = HN_NEW(w->arena, struct hn_figure_values);
    unpack(bytes, v);
    v->node = nodes_of(w, v);
    *out = *slot = v;
    return HN_OK;
}
