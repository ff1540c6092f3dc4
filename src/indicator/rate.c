/* rate.c: who has reported a form for a period, added up and unit by unit (rate.h). Values that stand out: outlier_list.c.
 *
 * One statement finds the units asked with what became of their sheets; a figure and the list behind it are told from the same
 * rows.
 */
#include "indicator/rate.h"

#include <string.h>

#include "base/one_of.h"
#include "indicator/inside.h"

enum { CHILDREN_MOST = 2000 };

const char *const hn_indicator_rate_which[] = { "expected", "begun",    "on_time", "late", "missing",
                                                "open",     "approved", "final",   NULL };

/* --- the units asked, each with its sheet --- */

/* clang-format off */
/* A step of sheet s stands at instant $6. */
#define STANDS(z) z ".unit_id = s.unit_id AND " z ".sheet_id = s.id AND " z ".at <= $6 AND (" z                \
    ".taken_back_at = 0 OR " z ".taken_back_at > $6)"
/* $1 day the units stand on, $2 known, $3 form, $4, $5 period, $6 instant, $7 within */
static const struct hn_sql sql_asked = {
    .name = "rate.asked",
    .text = "SELECT k.des AS unit, v.code, v.name, COALESCE(w.name, '') AS parent_name,"
            " COALESCE((SELECT ch.unit_id FROM unit_closure cc CROSS JOIN unit_version ch WHERE cc.des = k.des AND "
            HN_SQL_AT("cc", "$1", "$2") " AND ch.unit_id = cc.anc AND ch.parent_id = $7 AND "
            HN_SQL_AT("ch", "$1", "$2") "), 0) AS child,"
            " CASE WHEN s.at <= $6 AND EXISTS (SELECT 1 FROM form_line y CROSS JOIN indicator_value x"
            " WHERE y.form_id = f.id AND y.removed_at = 0 AND x.unit_id = k.des AND x.indicator_id = y.indicator_id"
            " AND x.plan = 0 AND x.period_from = $4 AND x.period_to = $5 AND x.known_from <= $6 AND x.known_to > $6)"
            " THEN 1 ELSE 0 END AS begun,"
            " COALESCE((SELECT min(z.at) FROM sheet_step z WHERE z.level = 0 AND " STANDS("z") "), 0) AS sent_at,"
            " COALESCE((SELECT max(z.level) FROM sheet_step z WHERE " STANDS("z") "), 0) AS level,"
            " COALESCE((SELECT max(z.final) FROM sheet_step z WHERE " STANDS("z") "), 0) AS final,"
            " (SELECT count(*) FROM form_line y CROSS JOIN indicator_value x WHERE y.form_id = f.id AND y.removed_at = 0"
            " AND y.required = 1 AND x.unit_id = k.des AND x.indicator_id = y.indicator_id AND x.plan = 0"
            " AND x.period_from = $4 AND x.period_to = $5 AND x.known_from <= $6 AND x.known_to > $6) AS filled,"
            " (SELECT count(*) FROM form_line y CROSS JOIN indicator_version m WHERE y.form_id = f.id AND y.removed_at = 0"
            " AND y.required = 1 AND m.indicator_id = y.indicator_id AND m.formula = '' AND "
            HN_SQL_AT("m", "$1", "$2") ") AS wanted"
            " FROM form f CROSS JOIN unit_closure k CROSS JOIN unit_version v CROSS JOIN unit_closure b"
            " LEFT JOIN unit_version w ON w.unit_id = v.parent_id AND " HN_SQL_AT("w", "$1", "$2")
            " LEFT JOIN sheet s ON s.form_id = f.id AND s.period_from = $4 AND s.period_to = $5 AND s.unit_id = k.des"
            " WHERE f.id = $3 AND f.valid_from <= $1 AND f.valid_to > $1 AND k.anc = f.unit_id AND "
            HN_SQL_AT("k", "$1", "$2") " AND v.unit_id = k.des AND " HN_SQL_AT("v", "$1", "$2")
            " AND " HN_INDICATOR_FORM_ASKS("f", "k", "v") " AND b.des = k.des AND b.anc = $7 AND "
            HN_SQL_AT("b", "$1", "$2") " ORDER BY v.code, k.des"
};
/* $1 within, $2 on, $3 known */
static const struct hn_sql sql_children = {
    .name = "rate.children",
    .text = "SELECT v.unit_id, v.code, v.name, v.kind, COALESCE(p.code, '') AS place_code FROM unit_version v"
            " LEFT JOIN unit_place u ON u.unit_id = v.unit_id AND " HN_SQL_AT("u", "$2", "$3")
            " LEFT JOIN place_version p ON p.place_id = u.place_id AND " HN_SQL_AT("p", "$2", "$3")
            " WHERE v.parent_id = $1 AND " HN_SQL_AT("v", "$2", "$3")
            " ORDER BY v.sort_order, v.sort_key, v.unit_id LIMIT $4"
};
/* clang-format on */

struct question {
    struct hn_indicator_form form;
    hn_day due, day; /* day: on which the units stand */
    hn_time by;      /* what happened later is not seen */
    bool over;       /* the day due has passed on c->on */
};

struct asked {
    int64_t unit, child, filled, wanted, level;
    hn_time sent_at;
    bool begun, final;
};

/* The period's last day, or the day asked for while it is not over. */
static enum hn_rc
put_question(struct hn_ctx *c, int64_t form, struct hn_unit_id within, struct hn_period period,
             struct question *q)
{
    hn_time end = ((hn_time)c->on + 1) * HN_DAY_US - HN_ZONE_US - 1, known = hn_fact_known(c);
    enum hn_rc rc = hn_need(c, HN_MAY_READ_FIGURES, within);

    if (!rc)
        rc = hn_indicator_form_get(c, form, &q->form);
    if (!rc && period.kind != q->form.every)
        rc = hn_fail(c, HN_INVALID, "period", "sheet.period_kind");
    if (rc)
        return rc;
    q->due = hn_indicator_form_due(&q->form, period);
    q->day = period.to - 1 < c->on ? period.to - 1 : c->on;
    q->by = known < end ? known : end;
    q->over = c->on > q->due;
    return HN_OK;
}

static enum hn_rc
ask(struct hn_ctx *c, const struct question *q, struct hn_unit_id within, struct hn_period period,
    struct hn_rows **rows)
{
    const struct hn_param params[] = { hn_p_day(q->day),    hn_p_time(hn_fact_known(c)),
                                       hn_p_id(q->form.id), hn_p_day(period.from),
                                       hn_p_day(period.to), hn_p_time(q->by),
                                       hn_p_id(within.v),   HN_P_END };

    return hn_store_query(c, &sql_asked, params, rows);
}

/* Names are read apart, where they are shown. */
static struct asked
read_row(struct hn_rows *rows)
{
    return (struct asked){ .unit = hn_row_int(rows, "unit"),
                           .child = hn_row_int(rows, "child"),
                           .filled = hn_row_int(rows, "filled"),
                           .wanted = hn_row_int(rows, "wanted"),
                           .level = hn_row_int(rows, "level"),
                           .sent_at = hn_row_int(rows, "sent_at"),
                           .begun = hn_row_int(rows, "begun") != 0,
                           .final = hn_row_int(rows, "final") != 0 };
}

/* Of on_time, late, missing, open each unit is one. */
static const char *
fate(const struct question *q, const struct asked *a)
{
    hn_day sent = (hn_day)((a->sent_at + HN_ZONE_US) / HN_DAY_US);

    if (a->sent_at)
        return sent <= q->due ? "on_time" : "late";
    return q->over ? "missing" : "open";
}

static bool
is_among(const struct question *q, const struct asked *a, const char *which)
{
    if (strcmp(which, "expected") == 0)
        return true;
    if (strcmp(which, "begun") == 0)
        return a->begun && !a->sent_at;
    if (strcmp(which, "approved") == 0)
        return a->level > 0;
    return strcmp(which, "final") == 0 ? a->final : strcmp(which, fate(q, a)) == 0;
}

static void
add(const struct question *q, struct hn_indicator_rate *sum, const struct asked *a)
{
    sum->expected++;
    sum->begun += is_among(q, a, "begun");
    sum->on_time += is_among(q, a, "on_time");
    sum->late += is_among(q, a, "late");
    sum->missing += is_among(q, a, "missing");
    sum->open += is_among(q, a, "open");
    sum->approved += a->level > 0;
    sum->final += a->final;
    sum->values += a->filled;
    sum->wanted += a->wanted;
}

/* --- added up --- */

static enum hn_rc
read_children(struct hn_ctx *c, struct hn_unit_id within, hn_day on, struct hn_indicator_rate_line **out,
              size_t *count)
{
    const struct hn_param params[] = { hn_p_id(within.v), hn_p_day(on), hn_p_time(hn_fact_known(c)),
                                       hn_p_int(CHILDREN_MOST), HN_P_END };
    struct hn_indicator_rate_line *found;
    size_t room = 32;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_children, params, &rows);

    if (rc)
        return rc;
    found = HN_NEW_N(c->arena, struct hn_indicator_rate_line, room);
    for (*count = 0; hn_rows_next(rows); (*count)++) {
        if (*count == room) {
            found = hn_grow(c->arena, found, room * sizeof *found, 2 * room * sizeof *found);
            room *= 2;
        }
        found[*count] = (struct hn_indicator_rate_line){ .unit = { hn_row_int(rows, "unit_id") },
                                                         .code = hn_row_text(rows, "code"),
                                                         .name = hn_row_text(rows, "name"),
                                                         .kind = hn_row_text(rows, "kind"),
                                                         .place_code = hn_row_text(rows, "place_code") };
    }
    *out = found;
    return hn_rows_end(rows);
}

static struct hn_indicator_rate *
rate_of(struct hn_indicator_rate_line *lines, size_t count, int64_t unit)
{
    for (size_t i = 0; unit && i < count; i++) {
        if (lines[i].unit.v == unit)
            return &lines[i].rate;
    }
    return NULL;
}

enum hn_rc
hn_indicator_rates(struct hn_ctx *c, int64_t form, struct hn_unit_id within, struct hn_period period,
                   struct hn_indicator_rate *sum, const struct hn_indicator_rate_line **children,
                   size_t *count)
{
    struct hn_indicator_rate_line *lines = NULL;
    struct hn_indicator_rate *last = NULL;
    struct question q;
    struct hn_rows *rows;
    int64_t child = 0;
    size_t kept = 0;
    enum hn_rc rc = put_question(c, form, within, period, &q);

    if (!rc)
        rc = read_children(c, within, q.day, &lines, count);
    if (!rc)
        rc = ask(c, &q, within, period, &rows);
    if (rc)
        return rc;
    *sum = (struct hn_indicator_rate){ 0 };
    while (hn_rows_next(rows)) {
        struct asked a = read_row(rows);

        if (a.child != child) { /* they mostly come child by child */
            child = a.child;
            last = rate_of(lines, *count, child);
        }
        add(&q, sum, &a);
        if (last)
            add(&q, last, &a);
    }
    for (size_t i = 0; i < *count; i++) {
        if (lines[i].rate.expected)
            lines[kept++] = lines[i]; /* nothing is asked of the others */
    }
    *count = kept;
    *children = lines;
    return hn_rows_end(rows);
}

/* --- unit by unit --- */

static const char *
state_of(const struct asked *a)
{
    if (a->final)
        return "final";
    if (a->level > 0)
        return "approved";
    if (a->sent_at)
        return "sent";
    return a->begun ? "begun" : "empty";
}

enum hn_rc
hn_indicator_rate_units(struct hn_ctx *c, int64_t form, struct hn_unit_id within, struct hn_period period,
                        const char *which, int64_t offset, int64_t limit,
                        void (*emit)(void *sink, const struct hn_indicator_rate_unit *u), void *sink)
{
    struct question q;
    struct hn_rows *rows;
    int64_t nth = 0;
    enum hn_rc rc = hn_one_of(which, hn_indicator_rate_which) ? HN_OK
                                                              : hn_fail(c, HN_INVALID, "which", "rate.which");

    if (!rc)
        rc = put_question(c, form, within, period, &q);
    if (!rc)
        rc = ask(c, &q, within, period, &rows);
    if (rc)
        return rc;
    while ((limit == 0 || nth < offset + limit) && hn_rows_next(rows)) {
        struct asked a = read_row(rows);
        struct hn_indicator_rate_unit u = { .unit = { a.unit },
                                            .state = state_of(&a),
                                            .sent_at = a.sent_at,
                                            .values = a.filled,
                                            .wanted = a.wanted };

        if (!is_among(&q, &a, which) || nth++ < offset)
            continue;
        u.code = hn_row_text(rows, "code");
        u.name = hn_row_text(rows, "name");
        u.parent_name = hn_row_text(rows, "parent_name");
        emit(sink, &u);
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_indicator_rate_count(struct hn_ctx *c, int64_t form, struct hn_unit_id within, struct hn_period period,
                        const char *which, int64_t *out)
{
    struct question q;
    struct hn_rows *rows;
    enum hn_rc rc = hn_one_of(which, hn_indicator_rate_which) ? HN_OK
                                                              : hn_fail(c, HN_INVALID, "which", "rate.which");

    if (!rc)
        rc = put_question(c, form, within, period, &q);
    if (!rc)
        rc = ask(c, &q, within, period, &rows);
    if (rc)
        return rc;
    for (*out = 0; hn_rows_next(rows);) {
        struct asked a = read_row(rows);

        *out += is_among(&q, &a, which);
    }
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_indicator_rate_sql[] = { &sql_asked, &sql_children, NULL };
