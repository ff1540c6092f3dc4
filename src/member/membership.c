/* membership.c: begin, move and end a person's belonging to a cell (membership.h). */
#include "member/membership.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "fact/fact_sql.h"
#include "member/decided.h"
#include "member/inside.h"
#include "unit/unit.h"

#define SPANS_MAX 1000

const struct hn_fact_table hn_fact_membership = {
    .name = "membership",
    HN_FACT_SQL("membership", "person_id", "", "", "unit_id, decision, reason", HN_MARKS_10),
    .series_count = 0,
    .value_count = 3,
    .values = (const char *const[]){ "unit_id", "decision", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_INT, HN_P_TEXT, HN_P_TEXT },
};

/* --- what stands --- */

enum hn_rc
hn_spans_read(struct hn_ctx *c, const struct hn_fact_table *table, struct hn_person_id person,
              struct hn_spans *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), HN_P_END };
    bool units = table == &hn_fact_membership;
    size_t room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &table->current, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_spans){ 0 };
    while (out->count < SPANS_MAX && hn_rows_next(rows)) {
        if (out->count == room) {
            out->at = hn_grow(c->arena, out->at, room * sizeof *out->at, (room + 16) * sizeof *out->at);
            room += 16;
        }
        out->at[out->count++] = (struct hn_span){
            .row = hn_row_int(rows, "id"),
            .from = (hn_day)hn_row_int(rows, "valid_from"),
            .to = (hn_day)hn_row_int(rows, "valid_to"),
            .value = units ? "" : hn_row_text(rows, table->values[0]),
            .unit = { units ? hn_row_int(rows, "unit_id") : 0 },
        };
    }
    return hn_rows_end(rows);
}

const struct hn_span *
hn_span_on(const struct hn_spans *s, hn_day on)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->at[i].from <= on && on < s->at[i].to)
            return &s->at[i];
    }
    return NULL;
}

/* --- checks --- */

static const struct hn_sql sql_birth = {
    .name = "membership.birth",
    .text = "SELECT birth_date FROM person_basic WHERE person_id = $1 AND known_to = 9223372036854775807"
            " ORDER BY valid_to DESC LIMIT 1"
};

enum hn_rc
hn_after_birth(struct hn_ctx *c, struct hn_person_id person, hn_day from)
{
    const struct hn_param params[] = { hn_p_id(person.v), HN_P_END };
    int64_t birth;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_birth, params, &birth, &found);

    if (rc)
        return rc;
    if (!found)
        return hn_fail(c, HN_NOT_FOUND, "", "person.not_found");
    if (from == HN_DAY_START)
        return HN_OK;

    struct hn_date d = hn_date_of(from);

    /* An unknown day or month is 00, which is before every day it may be. */
    if (d.year * 10000 + d.month * 100 + d.day < birth)
        return hn_fail(c, HN_INVALID, "from", "member.before_birth");
    return HN_OK;
}

static const struct hn_sql sql_unit_kind = {
    .name = "membership.unit_kind",
    .text = "SELECT kind FROM unit_version WHERE unit_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = 9223372036854775807"
};

enum hn_rc
hn_cell_open(struct hn_ctx *c, struct hn_unit_id unit, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_unit_kind, params, &rows);
    const char *kind = NULL;

    if (rc)
        return rc;
    if (hn_rows_next(rows))
        kind = hn_row_text(rows, "kind");
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (!kind)
        return hn_fail(c, HN_CONFLICT, "unit", "tree.closed");
    if (!hn_unit_kind_has_members(kind))
        return hn_fail(c, HN_INVALID, "unit", "member.unit_kind");
    return HN_OK;
}

enum hn_rc
hn_decided(struct hn_ctx *c, hn_day from, const char *decision, const char *reason)
{
    if (from < c->today && !(decision && *decision) && !(reason && *reason))
        return hn_fail(c, HN_INVALID, "reason", "fact.reason");
    return HN_OK;
}

/* --- deeds --- */

enum hn_rc
hn_membership_write(struct hn_ctx *c, struct hn_person_id person, struct hn_unit_id unit, hn_day from,
                    hn_day to, const char *decision, const char *reason)
{
    const struct hn_param values[] = { hn_p_id(unit.v), hn_p_text(decision ? decision : ""),
                                       hn_p_text(reason ? reason : "") };
    struct hn_fact fact = { .owner = person.v, .from = from, .to = to, .values = unit.v ? values : NULL };

    return hn_fact_put(c, &hn_fact_membership, &fact, NULL);
}

enum hn_rc
hn_membership_begin(struct hn_ctx *c, const struct hn_membership_new *in)
{
    struct hn_spans spans;
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_MEMBER, in->unit);

    assert(in->person.v > 0);
    if (!rc)
        rc = hn_spans_read(c, &hn_fact_membership, in->person, &spans);
    if (!rc && spans.count)
        rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, in->person, HN_GROUP_BASIC);
    if (!rc)
        rc = hn_after_birth(c, in->person, in->from);
    if (!rc)
        rc = hn_cell_open(c, in->unit, in->from);
    if (rc)
        return rc;
    for (size_t i = 0; i < spans.count; i++) {
        if (spans.at[i].to > in->from)
            return hn_fail(c, HN_CONFLICT, "person", "member.already_in_cell");
    }
    rc = hn_membership_write(c, in->person, in->unit, in->from, HN_DAY_OPEN, in->decision, "");
    if (rc)
        return rc;
    return hn_audit_change(c, "membership.begin", in->person.v, in->unit, "",
                           hn_print(c->arena, "%" PRId64 " %s", in->unit.v, hn_day_iso(c->arena, in->from)));
}

/* The belonging of the day before, over whose cell and person the actor needs the right. */
static enum hn_rc
standing_before(struct hn_ctx *c, struct hn_person_id person, hn_day day, struct hn_span *out)
{
    struct hn_spans spans;
    const struct hn_span *s;
    enum hn_rc rc = hn_spans_read(c, &hn_fact_membership, person, &spans);

    if (rc)
        return rc;
    s = day == HN_DAY_START ? NULL : hn_span_on(&spans, day - 1);
    if (!s) {
        rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, HN_GROUP_BASIC);
        return rc ? rc : hn_fail(c, HN_CONFLICT, "person", "member.not_in_cell");
    }
    *out = *s;
    return hn_need(c, HN_MAY_EDIT_MEMBER, s->unit);
}

enum hn_rc
hn_membership_end(struct hn_ctx *c, struct hn_person_id person, hn_day to, const char *decision,
                  const char *reason)
{
    struct hn_span old;
    enum hn_rc rc = standing_before(c, person, to, &old);

    if (!rc)
        rc = hn_decided(c, to, decision, reason);
    if (!rc && old.to > to)
        rc = hn_membership_write(c, person, (struct hn_unit_id){ 0 }, to, old.to, decision, reason);
    if (rc)
        return rc;
    return hn_audit_change(c, "membership.end", person.v, old.unit, "",
                           hn_print(c->arena, "%s %s", hn_day_iso(c->arena, to), decision ? decision : ""));
}

enum hn_rc
hn_membership_move(struct hn_ctx *c, const struct hn_membership_new *in, const char *reason)
{
    struct hn_span old;
    enum hn_rc rc = standing_before(c, in->person, in->from, &old);

    if (!rc)
        rc = hn_need(c, HN_MAY_EDIT_MEMBER, in->unit);
    if (!rc)
        rc = hn_decided(c, in->from, in->decision, reason);
    if (!rc)
        rc = hn_cell_open(c, in->unit, in->from);
    if (rc)
        return rc;
    if (old.unit.v == in->unit.v)
        return hn_fail(c, HN_CONFLICT, "unit", "member.same_cell");
    rc = hn_membership_write(c, in->person, in->unit, in->from, HN_DAY_OPEN, in->decision, reason);
    if (rc)
        return rc;
    return hn_audit_change(c, "membership.move", in->person.v, in->unit,
                           hn_print(c->arena, "%" PRId64, old.unit.v),
                           hn_print(c->arena, "%" PRId64 " %s", in->unit.v, hn_day_iso(c->arena, in->from)));
}

/* What a decision changes on a day must not be overrun by what was changed for later already. */
static enum hn_rc
check_last(struct hn_ctx *c, const struct hn_spans *spans, const struct hn_membership_new *in)
{
    for (size_t i = 0; i < spans->count; i++) {
        if (spans->at[i].from >= in->from)
            return hn_fail_arg(c, HN_CONFLICT, "from", "member.moves_later",
                               hn_day_table(c->arena, spans->at[i].from));
    }
    return HN_OK;
}

enum hn_rc
hn_membership_decided(struct hn_ctx *c, const struct hn_membership_new *in, const char *reason)
{
    const struct hn_span *old;
    struct hn_spans spans;
    enum hn_rc rc = hn_spans_read(c, &hn_fact_membership, in->person, &spans);

    if (!rc)
        rc = check_last(c, &spans, in);
    if (!rc)
        rc = hn_after_birth(c, in->person, in->from);
    if (!rc && in->unit.v)
        rc = hn_cell_open(c, in->unit, in->from);
    if (rc)
        return rc;
    old = hn_span_on(&spans, in->from - 1);
    if (!old && !in->unit.v)
        return hn_fail(c, HN_CONFLICT, "person", "member.not_in_cell");
    if (old && old->unit.v == in->unit.v)
        return hn_fail(c, HN_CONFLICT, "unit", "member.same_cell");
    rc = hn_membership_write(c, in->person, in->unit, in->from, HN_DAY_OPEN, in->decision, reason);
    if (rc)
        return rc;
    return hn_audit_change(c, in->unit.v ? "membership.move" : "membership.end", in->person.v,
                           in->unit.v ? in->unit : old->unit,
                           hn_print(c->arena, "%" PRId64, old ? old->unit.v : 0),
                           hn_print(c->arena, "%" PRId64 " %s", in->unit.v, hn_day_iso(c->arena, in->from)));
}

/* --- reading --- */

/* The unit as it stands on $2, or in the version its membership last touched. */
#define MEMBERSHIP_COLUMNS                                                                                   \
    "SELECT m.person_id, m.id, m.unit_id, m.valid_from, m.valid_to, m.known_from, m.known_to, m.decision, "  \
    "m.reason,"                                                                                              \
    " v.code, v.name, v.kind FROM membership m LEFT JOIN unit_version v ON v.unit_id = m.unit_id AND v.id =" \
    " (SELECT x.id FROM unit_version x WHERE x.unit_id = m.unit_id AND x.known_from <= $3 AND x.known_to > " \
    "$3"                                                                                                     \
    " AND x.valid_from < m.valid_to AND x.valid_to > m.valid_from AND (x.valid_from <= $2 OR m.valid_from "  \
    "> $2)"                                                                                                  \
    " ORDER BY x.valid_from DESC LIMIT 1) WHERE m.person_id = $1 AND m.known_from <= $3 AND m.known_to > $3"

static const struct hn_sql sql_on = { .name = "membership.on",
                                      .text = MEMBERSHIP_COLUMNS
                                      " AND m.valid_from <= $2 AND m.valid_to > $2" };
static const struct hn_sql sql_all = { .name = "membership.all",
                                       .text = MEMBERSHIP_COLUMNS " ORDER BY m.valid_from DESC LIMIT 1000" };

static struct hn_membership
membership_of(struct hn_rows *rows)
{
    return (struct hn_membership){
        .person = { hn_row_int(rows, "person_id") },
        .row = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "unit_id") },
        .unit_code = hn_row_text(rows, "code"),
        .unit_name = hn_row_text(rows, "name"),
        .unit_kind = hn_row_text(rows, "kind"),
        .from = (hn_day)hn_row_int(rows, "valid_from"),
        .to = (hn_day)hn_row_int(rows, "valid_to"),
        .known_from = hn_row_int(rows, "known_from"),
        .known_to = hn_row_int(rows, "known_to"),
        .decision = hn_row_text(rows, "decision"),
        .reason = hn_row_text(rows, "reason"),
    };
}

enum hn_rc
hn_membership_on(struct hn_ctx *c, struct hn_person_id person, struct hn_membership *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_on, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_membership){
        .person = person, .unit_code = "", .unit_name = "", .unit_kind = "", .decision = "", .reason = ""
    };
    if (hn_rows_next(rows))
        *out = membership_of(rows);
    return hn_rows_end(rows);
}

enum hn_rc
hn_membership_all(struct hn_ctx *c, struct hn_person_id person, const struct hn_membership **out,
                  size_t *count)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_membership *all = NULL;
    size_t n = 0, room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_all, params, &rows);

    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 16) * sizeof *all);
            room += 16;
        }
        all[n++] = membership_of(rows);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

static const struct hn_sql sql_left = {
    .name = "membership.left",
    .text = "SELECT COUNT(*) AS n FROM membership WHERE unit_id = $1 AND valid_to > $2"
            " AND known_to = 9223372036854775807"
};

enum hn_rc
hn_membership_left(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, int64_t *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(on), HN_P_END };
    bool found;

    return hn_store_int(c, &sql_left, params, out, &found);
}

const struct hn_sql *const hn_membership_sql[] = {
    &sql_birth, &sql_unit_kind, &sql_on, &sql_all, &sql_left, HN_FACT_LIST(hn_fact_membership), NULL,
};
