/* export.c: see export.h. */
#include "access/export.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "access/scope.h"
#include "audit/audit.h"
#include "base/num.h"
#include "base/vi.h"
#include "setting/setting.h"

#define HOUR        ((hn_time)3600 * 1000000)
#define PURPOSE_MAX 500
#define TARGET_MAX  2000

static const struct hn_sql sql_add = {
    .name = "export.add",
    .text = "INSERT INTO export_request (id, list, target, unit_id, row_count, purpose, asked_by, asked_at, "
            "decided_by,"
            " decided_at, decision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '')"
};
static const struct hn_sql sql_approved = {
    .name = "export.approved",
    .text = "SELECT count(*) AS n FROM export_request WHERE asked_by = $1 AND list = $2 AND target = $3 AND "
            "unit_id = $4"
            " AND decision = 'approved' AND decided_at > $5 AND $6 <= row_count + row_count / 10"
};
static const struct hn_sql sql_same = {
    .name = "export.same",
    .text = "SELECT count(*) AS n FROM export_request WHERE asked_by = $1 AND list = $2 AND target = $3"
            " AND decision = '' AND asked_at > $4"
};
static const struct hn_sql sql_one = {
    .name = "export.one", .text = "SELECT asked_by, unit_id, target FROM export_request WHERE id = $1"
};
static const struct hn_sql sql_decide = { .name = "export.decide",
                                          .text = "UPDATE export_request SET decided_by = $1, decided_at = "
                                                  "$2, decision = $3 WHERE id = $4 AND decision = ''" };
/* clang-format off */
/* $18 the actor, $19 whether all of the tree is in his scope, $20 today, $21 from when on. */
static const struct hn_sql sql_waiting = {
    .name = "export.waiting",
    .text =
        "SELECT r.id AS id, r.list AS list, r.target AS target, r.purpose AS purpose,"
        " r.row_count AS row_count, r.asked_at AS asked_at, r.asked_by AS asked_by, a.name AS asker,"
        " coalesce((SELECT v.name FROM unit_version v WHERE v.unit_id = r.unit_id"
        " AND v.known_to = 9223372036854775807 AND v.valid_from <= $20"
        " AND v.valid_to > $20), '') AS unit_name"
        " FROM export_request r CROSS JOIN account a"
        " WHERE r.decision = '' AND r.asked_at > $21 AND a.id = r.asked_by"
        " AND (r.asked_by = $18 OR ($19 = 1 AND r.unit_id = 0) OR " HN_SCOPE_UNITS("r.unit_id") ")"
        " ORDER BY r.asked_at, r.id LIMIT 200"
};
/* clang-format on */

/* Whose rows: the unit, or the only one over which the actor may export. */
static enum hn_rc
unit_of(struct hn_ctx *c, struct hn_unit_id in, struct hn_unit_id *out)
{
    struct hn_scope s;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_EXPORT, in, &s);

    *out = in;
    if (rc || in.v)
        return rc;
    if (s.subtree[0] && !s.subtree[1] && !s.unit[0])
        out->v = s.subtree[0];
    else if (s.unit[0] && !s.unit[1] && !s.subtree[0])
        out->v = s.unit[0];
    return HN_OK;
}

static enum hn_rc
limit_of(struct hn_ctx *c, int64_t *limit)
{
    const char *text;
    enum hn_rc rc = hn_setting_get(c, HN_SETTING_EXPORT_ALONE, &text);

    *limit = HN_EXPORT_ALONE;
    if (rc == HN_OK && *text && !hn_parse_i64(text, 0, INT32_MAX, limit))
        *limit = HN_EXPORT_ALONE; /* what cannot be read does not open the door */
    return rc;
}

enum hn_rc
hn_export_check(struct hn_ctx *c, const struct hn_export_ask *a, bool *needed, bool *approved)
{
    struct hn_unit_id unit;
    int64_t limit, n = 0;
    bool found;
    enum hn_rc rc;

    *needed = *approved = false;
    if (c->actor.v == HN_USER_SYSTEM.v)
        return HN_OK;
    rc = limit_of(c, &limit);
    if (rc || limit == 0 || a->rows <= limit)
        return rc;
    rc = unit_of(c, a->unit, &unit);
    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(c->actor.v),
                                       hn_p_text(a->list),
                                       hn_p_text(a->target),
                                       hn_p_id(unit.v),
                                       hn_p_time(c->now - HN_EXPORT_HOURS * HOUR),
                                       hn_p_int(a->rows),
                                       HN_P_END };

    rc = hn_store_int(c, &sql_approved, params, &n, &found);
    *approved = n > 0;
    *needed = !*approved;
    return rc;
}

static enum hn_rc
check_ask(struct hn_ctx *c, const struct hn_export_ask *a)
{
    const struct hn_param same[] = { hn_p_id(c->actor.v), hn_p_text(a->list), hn_p_text(a->target),
                                     hn_p_time(c->now - HN_EXPORT_HOURS * HOUR), HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc;

    if (!*a->list || a->target[0] != '/' || strchr("/\\", a->target[1]) || strlen(a->target) > TARGET_MAX ||
        a->rows < 1)
        return hn_fail(c, HN_INVALID, "target", "export.target");
    if (!a->purpose || !*a->purpose || hn_utf8_count(a->purpose) > PURPOSE_MAX)
        return hn_fail(c, HN_INVALID, "purpose", "export.purpose");
    rc = hn_store_int(c, &sql_same, same, &n, &found);
    if (rc)
        return rc;
    return n ? hn_fail(c, HN_CONFLICT, "", "export.waiting") : HN_OK;
}

enum hn_rc
hn_export_request(struct hn_ctx *c, const struct hn_export_ask *a, int64_t *id)
{
    struct hn_unit_id unit;
    enum hn_rc rc = unit_of(c, a->unit, &unit);

    if (rc == HN_OK)
        rc = check_ask(c, a);
    if (rc)
        return rc;
    *id = hn_new_id(c);
    const struct hn_param params[] = { hn_p_id(*id),        hn_p_text(a->list), hn_p_text(a->target),
                                       hn_p_id(unit.v),     hn_p_int(a->rows),  hn_p_text(a->purpose),
                                       hn_p_id(c->actor.v), hn_p_time(c->now),  HN_P_END };

    rc = hn_store_do(c, &sql_add, params);
    if (rc)
        return rc;
    return hn_audit_change(c, "export.ask", *id, unit, "",
                           hn_print(c->arena, "%s %" PRId64 " %s", a->target, a->rows, a->purpose));
}

/* May the actor decide over this unit; 0: over the whole tree. */
static enum hn_rc
need_over(struct hn_ctx *c, int64_t unit)
{
    struct hn_scope scope;
    bool whole;
    enum hn_rc rc;

    if (unit)
        return hn_need(c, HN_MAY_APPROVE, (struct hn_unit_id){ unit });
    rc = hn_scope_of(c, HN_MAY_APPROVE, (struct hn_unit_id){ 0 }, &scope);
    if (rc == HN_OK)
        rc = hn_scope_is_whole(c, &scope, &whole);
    if (rc)
        return rc;
    return whole ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
}

enum hn_rc
hn_export_decide(struct hn_ctx *c, int64_t id, bool approve)
{
    const struct hn_param which[] = { hn_p_id(id), HN_P_END };
    const struct hn_param put[] = { hn_p_id(c->actor.v), hn_p_time(c->now),
                                    hn_p_text(approve ? "approved" : "refused"), hn_p_id(id), HN_P_END };
    int64_t asker = 0, unit = 0, touched;
    const char *target = "";
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_one, which, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        asker = hn_row_int(rows, "asked_by");
        unit = hn_row_int(rows, "unit_id");
        target = hn_row_text(rows, "target");
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (!found)
        return hn_fail(c, HN_NOT_FOUND, "", "access.not_found");
    /* One's own may be taken back, never approved. */
    rc = asker == c->actor.v ? HN_OK : need_over(c, unit);
    if (rc)
        return rc;
    if (asker == c->actor.v && approve)
        return hn_fail(c, HN_DENIED, "", "export.own_request");
    rc = hn_store_do_count(c, &sql_decide, put, &touched);
    if (rc)
        return rc;
    if (touched != 1)
        return hn_fail(c, HN_CONFLICT, "", "access.not_pending");
    return hn_audit_change(c, approve ? "export.approve" : "export.refuse", id, (struct hn_unit_id){ unit },
                           "", target);
}

/* Nobody's scope, where the actor may approve nothing: the own requests are still shown. */
static enum hn_rc
approving(struct hn_ctx *c, struct hn_scope *scope, bool *whole)
{
    enum hn_rc rc = hn_access_allows(c, HN_MAY_APPROVE, HN_NO_RECORD, HN_GROUP_BASIC);

    *scope = (struct hn_scope){ 0 };
    *whole = false;
    if (rc == HN_DENIED)
        return HN_OK;
    if (rc == HN_OK)
        rc = hn_scope_of(c, HN_MAY_APPROVE, (struct hn_unit_id){ 0 }, scope);
    return rc ? rc : hn_scope_is_whole(c, scope, whole);
}

enum hn_rc
hn_export_waiting(struct hn_ctx *c, const struct hn_export_row **out, size_t *count)
{
    struct hn_param params[HN_SCOPE_PARAMS + 5];
    struct hn_export_row *all;
    struct hn_scope scope;
    struct hn_rows *rows;
    bool whole;
    enum hn_rc rc = approving(c, &scope, &whole);

    if (rc)
        return rc;
    size_t n = hn_scope_fill(c, &scope, params);

    params[n++] = hn_p_id(c->actor.v);
    params[n++] = hn_p_int(whole);
    params[n++] = hn_p_day(c->today);
    params[n++] = hn_p_time(c->now - 30 * 24 * HOUR);
    params[n] = HN_P_END;
    rc = hn_store_query(c, &sql_waiting, params, &rows);
    if (rc)
        return rc;
    all = HN_NEW_N(c->arena, struct hn_export_row, HN_EXPORT_WAITING);
    for (*count = 0; *count < HN_EXPORT_WAITING && hn_rows_next(rows); ++*count) {
        all[*count] = (struct hn_export_row){ .id = hn_row_int(rows, "id"),
                                              .list = hn_row_text(rows, "list"),
                                              .target = hn_row_text(rows, "target"),
                                              .purpose = hn_row_text(rows, "purpose"),
                                              .asker = hn_row_text(rows, "asker"),
                                              .unit_name = hn_row_text(rows, "unit_name"),
                                              .rows = hn_row_int(rows, "row_count"),
                                              .at = hn_row_int(rows, "asked_at"),
                                              .own = hn_row_int(rows, "asked_by") == c->actor.v };
    }
    *out = all;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_access_export_sql[] = { &sql_add,    &sql_approved, &sql_same, &sql_one,
                                                      &sql_decide, &sql_waiting,  NULL };
