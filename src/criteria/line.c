/* line.c: the lines of a set of criteria, with their thresholds (criteria.h). */
#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "criteria/inside.h"

const char *const hn_criteria_operators[] = { "ge", "le", "eq", "judged", NULL };

enum { TEXT_MOST = 500, NO_MOST = 99 };

/* --- reading --- */

static const struct hn_sql sql_lines = {
    .name = "criteria.lines",
    .text =
        "SELECT l.id, l.criterion, l.no, k.name AS criterion_name, k.name_en AS criterion_name_en, l.name,"
        " l.measure, l.operator, l.authority, l.evidence, l.indicator_id, l.most_milli, COALESCE(i.code, '') "
        "AS "
        "indicator_code"
        " FROM criteria_line l CROSS JOIN criterion k LEFT JOIN indicator i ON i.id = l.indicator_id"
        " WHERE l.set_id = $1 AND l.removed_at = 0 AND k.set_id = l.set_id AND k.no = l.criterion"
        " ORDER BY l.criterion, l.no LIMIT $2"
};
static const struct hn_sql sql_thresholds = {
    .name = "criteria.thresholds",
    .text = "SELECT t.line_id, t.group_code, t.value_milli FROM criteria_threshold t WHERE t.set_id = $1"
            " ORDER BY t.line_id, t.group_code"
};

static struct hn_criteria_line
read_row(struct hn_rows *rows)
{
    return (struct hn_criteria_line){
        .id = hn_row_int(rows, "id"),
        .criterion = (int)hn_row_int(rows, "criterion"),
        .no = (int)hn_row_int(rows, "no"),
        .criterion_name = hn_row_text(rows, "criterion_name"),
        .criterion_name_en = hn_row_text(rows, "criterion_name_en"),
        .name = hn_row_text(rows, "name"),
        .measure = hn_row_text(rows, "measure"),
        .operator= hn_row_text(rows, "operator"),
        .authority = hn_row_text(rows, "authority"),
        .evidence = hn_row_text(rows, "evidence"),
        .indicator = hn_row_int(rows, "indicator_id"),
        .most_milli = hn_row_int(rows, "most_milli"),
        .indicator_code = hn_row_text(rows, "indicator_code"),
    };
}

static void
add_threshold(struct hn_criteria_line *lines, size_t count, int64_t line, const char *group, int64_t milli)
{
    for (size_t i = 0; i < count; i++) {
        struct hn_criteria_line *l = &lines[i];

        if (l->id != line || l->threshold_count == sizeof l->thresholds / sizeof *l->thresholds)
            continue;
        l->thresholds[l->threshold_count].group = group;
        l->thresholds[l->threshold_count++].milli = milli;
    }
}

static enum hn_rc
read_thresholds(struct hn_ctx *c, int64_t set, struct hn_criteria_line *lines, size_t count)
{
    const struct hn_param params[] = { hn_p_id(set), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_thresholds, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows))
        add_threshold(lines, count, hn_row_int(rows, "line_id"), hn_row_text(rows, "group_code"),
                      hn_row_int(rows, "value_milli"));
    return hn_rows_end(rows);
}

enum hn_rc
hn_criteria_lines(struct hn_ctx *c, int64_t set, const struct hn_criteria_line **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_id(set), hn_p_int(HN_CRITERIA_LINES), HN_P_END };
    struct hn_criteria_line *found = HN_NEW_N(c->arena, struct hn_criteria_line, HN_CRITERIA_LINES);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_lines, params, &rows);

    if (rc)
        return rc;
    for (*count = 0; hn_rows_next(rows); (*count)++)
        found[*count] = read_row(rows);
    rc = hn_rows_end(rows);
    *out = found;
    return rc ? rc : read_thresholds(c, set, found, *count);
}

/* --- rules --- */

/* What thresholds are for: all communes, or one of the three groups. (51/2025/QĐ-TTg) */
static const char *const groups[] = { "", "1", "2", "3", NULL };

static enum hn_rc
check_thresholds(struct hn_ctx *c, const struct hn_criteria_line *in)
{
    bool judged = in->operator&& strcmp(in->operator, "judged") == 0;

    if (judged != (in->threshold_count == 0))
        return hn_fail(c, HN_INVALID, "threshold", "criteria.threshold");
    for (size_t i = 0; i < in->threshold_count; i++) {
        if (in->most_milli && in->thresholds[i].milli > in->most_milli)
            return hn_fail(c, HN_INVALID, "most", "criteria.most");
        if (!hn_one_of(in->thresholds[i].group, groups))
            return hn_fail(c, HN_INVALID, "threshold", "criteria.group");
        for (size_t k = 0; k < i; k++) {
            if (strcmp(in->thresholds[i].group, in->thresholds[k].group) == 0)
                return hn_fail(c, HN_INVALID, "threshold", "criteria.threshold");
        }
    }
    return HN_OK;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_criteria_line *in)
{
    size_t letters = in->name ? hn_utf8_count(in->name) : 0;
    enum hn_rc rc = HN_OK;

    if (!letters || letters > TEXT_MOST)
        rc = hn_fail(c, HN_INVALID, "name", "criteria.line_name");
    if (!in->criterion_name || !*in->criterion_name)
        rc = hn_fail(c, HN_INVALID, "criterion_name", "criteria.line_name");
    if (in->criterion < 1 || in->criterion > NO_MOST || in->no < 1 || in->no > NO_MOST)
        rc = hn_fail(c, HN_INVALID, "no", "criteria.no");
    if (in->most_milli < 0 || (in->most_milli && in->threshold_count == 0))
        rc = hn_fail(c, HN_INVALID, "most", "criteria.most");
    if (!hn_one_of(in->operator, hn_criteria_operators))
        return hn_fail(c, HN_INVALID, "operator", "criteria.operator");
    return rc ? rc : check_thresholds(c, in);
}

static const struct hn_sql sql_marked = {
    .name = "criteria.marked",
    .text = "SELECT m.id FROM mark_sheet m WHERE m.set_id = $1 AND m.state <> 'open' LIMIT 1"
};
static const struct hn_sql sql_number = {
    .name = "criteria.number",
    .text = "SELECT id FROM criteria_line WHERE set_id = $1 AND criterion = $2 AND no = $3 AND removed_at = 0"
};

/* A set by which communes were judged stays as it was. */
static enum hn_rc
must_be_open(struct hn_ctx *c, int64_t set, struct hn_criteria_set *out)
{
    const struct hn_param params[] = { hn_p_id(set), HN_P_END };
    int64_t sheet;
    bool found;
    enum hn_rc rc = hn_criteria_set_get(c, set, out);

    if (!rc && out->unit.v == 0 && c->actor.v != HN_USER_SYSTEM.v)
        rc = hn_fail(c, HN_CONFLICT, "", "criteria.national");
    if (!rc && out->unit.v)
        rc = hn_need(c, HN_MAY_DIRECT, out->unit);
    if (!rc)
        rc = hn_store_int(c, &sql_marked, params, &sheet, &found);
    return !rc && found ? hn_fail(c, HN_CONFLICT, "", "criteria.marked") : rc;
}

static enum hn_rc
must_be_free(struct hn_ctx *c, int64_t set, const struct hn_criteria_line *in)
{
    const struct hn_param params[] = { hn_p_id(set), hn_p_int(in->criterion), hn_p_int(in->no), HN_P_END };
    struct hn_indicator indicator;
    int64_t other;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_number, params, &other, &found);

    if (!rc && found && other != in->id)
        return hn_fail(c, HN_INVALID, "no", "criteria.no");
    if (rc || in->indicator == 0)
        return rc;
    rc = hn_indicator_get(c, in->indicator, &indicator);
    if (rc != HN_NOT_FOUND)
        return rc;
    hn_fault_clear(c);
    return hn_fail(c, HN_INVALID, "indicator", "criteria.indicator");
}

/* --- deeds --- */

static const struct hn_sql sql_criterion = {
    .name = "criteria.criterion_put",
    .text = "INSERT INTO criterion (set_id, no, name, name_en) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (set_id, no) DO UPDATE SET name = excluded.name, name_en = excluded.name_en"
};
static const struct hn_sql sql_insert = {
    .name = "criteria.line_insert",
    .text =
        "INSERT INTO criteria_line (set_id, id, criterion, no, name, measure, operator, authority, evidence,"
        " indicator_id, most_milli, removed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)"
};
static const struct hn_sql sql_update = {
    .name = "criteria.line_update",
    .text = "UPDATE criteria_line SET criterion = $3, no = $4, name = $5, measure = $6, operator = $7, "
            "authority = $8,"
            " evidence = $9, indicator_id = $10, most_milli = $11 WHERE set_id = $1 AND id = $2 AND "
            "removed_at = 0"
};
static const struct hn_sql sql_clear = {
    .name = "criteria.thresholds_clear",
    .text = "DELETE FROM criteria_threshold WHERE set_id = $1 AND line_id = $2"
};
static const struct hn_sql sql_threshold = {
    .name = "criteria.threshold_insert",
    .text =
        "INSERT INTO criteria_threshold (set_id, line_id, group_code, value_milli) VALUES ($1, $2, $3, $4)"
};

static enum hn_rc
write_thresholds(struct hn_ctx *c, int64_t set, int64_t id, const struct hn_criteria_line *in)
{
    const struct hn_param of[] = { hn_p_id(set), hn_p_id(id), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_clear, of);

    for (size_t i = 0; !rc && i < in->threshold_count; i++) {
        const struct hn_param params[] = { hn_p_id(set), hn_p_id(id), hn_p_text(in->thresholds[i].group),
                                           hn_p_int(in->thresholds[i].milli), HN_P_END };

        rc = hn_store_do(c, &sql_threshold, params);
    }
    return rc;
}

static enum hn_rc
write_line(struct hn_ctx *c, int64_t set, int64_t id, const struct hn_criteria_line *in)
{
    const struct hn_param criterion[] = { hn_p_id(set), hn_p_int(in->criterion),
                                          hn_p_text(in->criterion_name),
                                          hn_p_text(in->criterion_name_en ? in->criterion_name_en : ""),
                                          HN_P_END };
    const struct hn_param params[] = { hn_p_id(set),
                                       hn_p_id(id),
                                       hn_p_int(in->criterion),
                                       hn_p_int(in->no),
                                       hn_p_text(in->name),
                                       hn_p_text(in->measure ? in->measure : ""),
                                       hn_p_text(in->operator),
                                       hn_p_text(in->authority ? in->authority : ""),
                                       hn_p_text(in->evidence ? in->evidence : ""),
                                       hn_p_id(in->indicator),
                                       hn_p_int(in->most_milli),
                                       HN_P_END };
    int64_t touched = 1;
    enum hn_rc rc = hn_store_do(c, &sql_criterion, criterion);

    if (!rc)
        rc = hn_store_do_count(c, in->id ? &sql_update : &sql_insert, params, &touched);
    if (!rc && touched == 0)
        rc = hn_fail(c, HN_NOT_FOUND, "", "criteria.not_found");
    return rc ? rc : write_thresholds(c, set, id, in);
}

enum hn_rc
hn_criteria_line_put(struct hn_ctx *c, int64_t set, const struct hn_criteria_line *in, int64_t *out)
{
    int64_t id = in->id ? in->id : hn_new_id(c);
    struct hn_criteria_set s;
    enum hn_rc rc = must_be_open(c, set, &s);

    if (!rc)
        rc = check(c, in);
    if (!rc)
        rc = must_be_free(c, set, in);
    if (!rc)
        rc = write_line(c, set, id, in);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_change(c, in->id ? "criteria.line_change" : "criteria.line_put", id, s.unit, "",
                           in->name);
}

static const struct hn_sql sql_remove = {
    .name = "criteria.line_remove",
    .text = "UPDATE criteria_line SET removed_at = $3 WHERE set_id = $1 AND id = $2 AND removed_at = 0"
};
/* A criterion of which no line is left is none. */
static const struct hn_sql sql_empty = {
    .name = "criteria.criterion_drop",
    .text = "DELETE FROM criterion WHERE set_id = $1 AND NOT EXISTS (SELECT 1 FROM criteria_line l"
            " WHERE l.set_id = criterion.set_id AND l.criterion = criterion.no AND l.removed_at = 0)"
};

enum hn_rc
hn_criteria_line_remove(struct hn_ctx *c, int64_t set, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(set), hn_p_id(id), hn_p_time(c->now), HN_P_END };
    const struct hn_param of[] = { hn_p_id(set), HN_P_END };
    int64_t touched = 0;
    struct hn_criteria_set s;
    enum hn_rc rc = must_be_open(c, set, &s);

    if (!rc)
        rc = hn_store_do_count(c, &sql_remove, params, &touched);
    if (rc || touched == 0)
        return rc;
    rc = hn_store_do(c, &sql_empty, of);
    return rc ? rc : hn_audit_change(c, "criteria.line_remove", id, s.unit, "", "");
}

const struct hn_sql *const hn_criteria_line_sql[] = { &sql_lines,  &sql_thresholds, &sql_marked,
                                                      &sql_number, &sql_criterion,  &sql_insert,
                                                      &sql_update, &sql_clear,      &sql_threshold,
                                                      &sql_remove, &sql_empty,      NULL };
