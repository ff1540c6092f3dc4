/* sheet_stand.c: how a sheet stands: its steps, and whose turn it is (sheet.h).
 *
 * Who is next is asked of today's tree: the first unit above that stands above all who have approved already. When the unit was
 * moved, the approvals of those it stood below stay, and who is above it now goes on.
 */
#include "indicator/sheet_inside.h"

enum { STEPS_MOST = 200 };

/* clang-format off */
/* $1 form, $2 from, $3 to, $4 unit */
static const struct hn_sql sql_sheet = {
    .name = "sheet.one",
    .text = "SELECT id, version FROM sheet WHERE form_id = $1 AND period_from = $2 AND period_to = $3 AND unit_id = $4"
};
/* $1 unit, $2 sheet, $3 known, $4 on */
static const struct hn_sql sql_steps = {
    .name = "sheet.steps",
    .text = "SELECT z.id, z.level, z.by_unit_id, z.note, z.at, z.taken_back_at, z.reason, z.final,"
            " COALESCE(a.name, '') AS by_name, COALESCE(r.name, '') AS taken_back_by,"
            " COALESCE((SELECT u.name FROM unit_version u WHERE u.unit_id = z.by_unit_id AND u.valid_from <= $4"
            " AND u.known_to = " HN_SQL_OPEN_TIME " ORDER BY u.valid_from DESC LIMIT 1), '') AS unit_name"
            " FROM sheet_step z LEFT JOIN account a ON a.id = z.entered_by"
            " LEFT JOIN account r ON r.id = z.taken_back_by"
            " WHERE z.unit_id = $1 AND z.sheet_id = $2 AND z.at <= $3 ORDER BY z.at, z.id LIMIT $5"
};
/* clang-format on */

/* The first of those above that nobody at or above has approved for; past the last: nobody. */
static size_t
turn_of(const struct hn_value_above *chain, const struct hn_indicator_sheet_step *steps, size_t count)
{
    size_t turn = 0;

    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < chain->count && !steps[s].taken_back_at; i++)
            if (chain->at[i].v == steps[s].unit.v && i + 1 > turn)
                turn = i + 1;
    return turn;
}

/* From the unit above to the one that keeps the form; of a form for itself, that one alone. */
static enum hn_rc
read_chain(struct hn_ctx *c, const struct hn_indicator_form *form, struct hn_unit_id unit,
           struct hn_value_above *out)
{
    enum hn_rc rc;

    if (unit.v == form->unit.v) {
        out->at[0] = unit;
        out->count = 1;
        return HN_OK;
    }
    rc = hn_value_above(c, unit, out);
    for (size_t i = 0; !rc && i < out->count; i++)
        if (out->at[i].v == form->unit.v)
            out->count = i + 1;
    return rc;
}

static struct hn_indicator_sheet_step
step_of(struct hn_rows *rows, hn_time known)
{
    hn_time back = hn_row_int(rows, "taken_back_at");
    bool stands = back == 0 || back > known;

    return (struct hn_indicator_sheet_step){
        .id = hn_row_int(rows, "id"),
        .unit = { hn_row_int(rows, "by_unit_id") },
        .unit_name = hn_row_text(rows, "unit_name"),
        .by_name = hn_row_text(rows, "by_name"),
        .note = hn_row_text(rows, "note"),
        .at = hn_row_int(rows, "at"),
        .taken_back_at = stands ? 0 : back,
        .taken_back_by = stands ? "" : hn_row_text(rows, "taken_back_by"),
        .reason = stands ? "" : hn_row_text(rows, "reason"),
    };
}

static enum hn_rc
read_steps(struct hn_ctx *c, struct hn_unit_id unit, struct hn_sheet_stand *out)
{
    const hn_time known = hn_fact_known(c);
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(out->id),     hn_p_time(known),
                                       hn_p_day(c->on), hn_p_int(STEPS_MOST), HN_P_END };
    struct hn_indicator_sheet_step *steps = HN_NEW_N(c->arena, struct hn_indicator_sheet_step, STEPS_MOST);
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_steps, params, &rows);

    if (rc)
        return rc;
    while (out->step_count < STEPS_MOST && hn_rows_next(rows)) {
        struct hn_indicator_sheet_step *s = &steps[out->step_count++];
        int64_t level = hn_row_int(rows, "level");

        *s = step_of(rows, known);
        if (s->taken_back_at || (out->latest && level < out->level))
            continue;
        out->latest = s;
        out->level = level;
        out->final = hn_row_int(rows, "final") != 0;
        if (level == 0)
            out->sent_at = s->at;
    }
    out->steps = steps;
    return hn_rows_end(rows);
}

enum hn_rc
hn_sheet_stand(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
               const struct hn_indicator_form *form, struct hn_sheet_stand *out)
{
    const struct hn_param params[] = { hn_p_id(key->form), hn_p_day(key->period.from),
                                       hn_p_day(key->period.to), hn_p_id(key->unit.v), HN_P_END };
    struct hn_rows *rows;
    size_t turn;
    enum hn_rc rc = hn_store_query(c, &sql_sheet, params, &rows);

    *out = (struct hn_sheet_stand){ .version = 1 };
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->id = hn_row_int(rows, "id");
        out->version = hn_row_int(rows, "version") + 1;
    }
    rc = hn_rows_end(rows);
    if (!rc && out->id)
        rc = read_steps(c, key->unit, out);
    if (!rc)
        rc = read_chain(c, form, key->unit, &out->chain);
    if (rc)
        return rc;
    turn = turn_of(&out->chain, out->steps, out->step_count);
    /* Of a form for itself the one who sends and the one who approves are the same unit. */
    if (out->level == 0 && key->unit.v == form->unit.v)
        turn = 0;
    if (!out->latest)
        out->next = key->unit;
    else if (!out->final && turn < out->chain.count)
        out->next = out->chain.at[turn];
    return HN_OK;
}

const struct hn_sql *const hn_indicator_sheet_stand_sql[] = { &sql_sheet, &sql_steps, NULL };
