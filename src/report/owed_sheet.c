/* owed_sheet.c: forms to be filled in that fall due in a month and were not sent, each once for a unit: of a form whose periods are
 * shorter than the month, the earliest. Who is asked is who stood there on the period's last day (indicator/form.h).
 *
 * Not for: the other kinds of what is owed (owed_find.c).
 */
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/inside.h"
#include "report/owed_inside.h"
#include "rule/rule.h"

/* A year's form may be due a year after its end: so many months before the month asked about, that it stands among them whole. */
enum { MONTHS_BACK = 25, COMMON = 7 };

/* clang-format off */
/* $1 within, $2 on, $3 known, $4 how deep, $5 what is recorded later is not known of, $6 1: words too, $7 the last day; $8 the
 * number of the first month (a quarter's is n / 3), $9 … $35 the first days of that month and those behind it, $36 the first day
 * of the month asked about. */
#define MONTH(i, from, to)                                                                                   \
    "SELECT CAST($8 AS BIGINT) + " i " AS n, CAST($" from " AS BIGINT) AS a, CAST($" to " AS BIGINT) AS b"
#define AND_MONTH(i, from, to) " UNION ALL " MONTH(i, from, to)
#define MONTHS                                                                                               \
    MONTH("0", "9", "10") AND_MONTH("1", "10", "11") AND_MONTH("2", "11", "12") AND_MONTH("3", "12", "13")   \
    AND_MONTH("4", "13", "14") AND_MONTH("5", "14", "15") AND_MONTH("6", "15", "16")                         \
    AND_MONTH("7", "16", "17") AND_MONTH("8", "17", "18") AND_MONTH("9", "18", "19")                         \
    AND_MONTH("10", "19", "20") AND_MONTH("11", "20", "21") AND_MONTH("12", "21", "22")                      \
    AND_MONTH("13", "22", "23") AND_MONTH("14", "23", "24") AND_MONTH("15", "24", "25")                      \
    AND_MONTH("16", "25", "26") AND_MONTH("17", "26", "27") AND_MONTH("18", "27", "28")                      \
    AND_MONTH("19", "28", "29") AND_MONTH("20", "29", "30") AND_MONTH("21", "30", "31")                      \
    AND_MONTH("22", "31", "32") AND_MONTH("23", "32", "33") AND_MONTH("24", "33", "34")                      \
    AND_MONTH("25", "34", "35")
#define LONGER(kind, months)                                                                                 \
    " UNION ALL SELECT '" kind "' AS every, min(m.a) AS a, max(m.b) AS b FROM m GROUP BY m.n / " months       \
    " HAVING count(*) = " months
#define LAST "(f.b - 1)"

static const struct hn_sql sql_sheets = {
    .name = "owed.sheets",
    .text =
        "WITH RECURSIVE m AS (" MONTHS "),"
        " d AS (SELECT CAST($36 AS BIGINT) - 366 AS a UNION ALL SELECT d.a + 1 AS a FROM d WHERE d.a < $7),"
        " p AS (SELECT 'month' AS every, m.a AS a, m.b AS b FROM m" LONGER("quarter", "3") LONGER("half", "6")
        LONGER("year", "12") " UNION ALL SELECT 'day' AS every, d.a AS a, d.a + 1 AS b FROM d),"
        " f AS MATERIALIZED (SELECT o.unit_id AS unit_id, o.id AS id, o.name AS name, o.asked AS asked, o.every AS every,"
        " p.a AS a, p.b AS b, p.b - 1 + o.due_days AS due FROM form o CROSS JOIN p WHERE p.every = o.every"
        " AND p.b - 1 + o.due_days BETWEEN $36 AND $7 AND o.valid_from < p.b AND o.valid_to >= p.b AND o.at <= $5"
        " AND EXISTS (SELECT 1 FROM form_line l WHERE l.form_id = o.id AND l.removed_at = 0))"
        " SELECT x.unit AS unit, x.id AS id, x.name AS title, x.every AS every, x.asker AS asker,"
        " min(x.a) AS a, min(x.b) AS b, min(x.due) AS due FROM (SELECT k.des AS unit, f.id AS id, f.name AS name,"
        " f.every AS every, f.a AS a, f.b AS b, f.due AS due,"
        " CASE WHEN CAST($6 AS BIGINT) = 1 AND f.unit_id <> k.des THEN COALESCE((SELECT u.name FROM unit_version u"
        " WHERE u.unit_id = f.unit_id AND u.known_to = " HN_SQL_OPEN_TIME " ORDER BY u.valid_from DESC LIMIT 1), '')"
        " ELSE '' END AS asker FROM unit_closure k CROSS JOIN unit_closure j CROSS JOIN f CROSS JOIN unit_version v"
        " WHERE k.anc = $1 AND " HN_SQL_AT("k", "$2", "$3") " AND k.depth <= $4 AND j.des = k.des"
        " AND f.unit_id = j.anc AND " HN_SQL_AT("j", LAST, "$3") " AND v.unit_id = k.des AND "
        HN_SQL_AT("v", LAST, "$3") " AND " HN_INDICATOR_FORM_ASKS("f", "j", "v")
        " AND NOT EXISTS (SELECT 1 FROM sheet s CROSS JOIN sheet_step t WHERE s.form_id = f.id"
        " AND s.period_from = f.a AND s.period_to = f.b AND s.unit_id = v.unit_id AND t.unit_id = s.unit_id"
        " AND t.sheet_id = s.id AND t.level = 0 AND t.at <= $5"
        " AND (t.taken_back_at = 0 OR t.taken_back_at > $5))) x"
        " GROUP BY x.unit, x.id, x.name, x.every, x.asker"
};
/* clang-format on */

const struct hn_sql *const hn_owed_sheet_sql[] = { &sql_sheets, NULL };

static void
take_sheet(struct hn_ctx *c, struct hn_owed_ask *ask, struct hn_rows *rows, const struct hn_owed_place *p)
{
    struct hn_owed_item item = { .what = hn_owed_what("sheet"),
                                 .unit = p->unit,
                                 .id = hn_row_int(rows, "id"),
                                 .due = (hn_day)hn_row_int(rows, "due"),
                                 .title = "",
                                 .from = "",
                                 .person = "" };

    if (!ask->below) {
        item.period = (struct hn_period){ .kind = hn_period_kind_of(hn_row_text(rows, "every")),
                                          .from = (hn_day)hn_row_int(rows, "a"),
                                          .to = (hn_day)hn_row_int(rows, "b") };
        item.title = hn_print(c->arena, "%s, %s", hn_row_text(rows, "title"),
                              hn_period_text(c->arena, item.period, c->lang));
        item.from = hn_row_text(rows, "asker");
    }
    hn_owed_add(c, ask, &item);
}

enum hn_rc
hn_owed_find_sheets(struct hn_ctx *c, struct hn_owed_ask *ask)
{
    struct hn_param params[COMMON + MONTHS_BACK + 5];
    struct hn_rows *rows;
    size_t n = hn_owed_common(c, ask, params);
    enum hn_rc rc;

    params[n++] = hn_p_int(ask->month - MONTHS_BACK);
    for (int64_t i = -MONTHS_BACK; i <= 1; i++)
        params[n++] = hn_p_day(hn_month_first(ask->month + i));
    params[n++] = hn_p_day(hn_month_first(ask->month));
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_sheets, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_owed_place *p = hn_owed_place_of(ask, hn_row_int(rows, "unit"));

        if (p)
            take_sheet(c, ask, rows, p);
    }
    return hn_rows_end(rows);
}
