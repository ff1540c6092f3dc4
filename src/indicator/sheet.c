/* sheet.c: sheets read and filled in (sheet.h). Lines: sheet_line.c; checks: sheet_check.c; sending and approving: sheet_step.c;
 * what waits: sheet_wait.c.
 */
#include "indicator/sheet.h"

#include <string.h>

#include "audit/audit.h"
#include "indicator/figure.h"
#include "indicator/sheet_inside.h"

const char *const hn_indicator_sheet_states[] = { "empty", "begun", "sent", "approved", "final", NULL };

enum hn_rc
hn_sheet_form(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_indicator_form *out)
{
    bool asked;
    enum hn_rc rc = hn_indicator_form_read(c, key->form, out);

    if (rc)
        return rc;
    if (key->period.kind != out->every)
        return hn_fail_arg(c, HN_INVALID, "period", "sheet.period_kind", hn_period_kind_name(out->every));
    rc = hn_indicator_form_asks(c, out, key->unit, key->period, &asked);
    return rc || asked ? rc : hn_fail(c, HN_INVALID, "unit", "sheet.unit");
}

/* --- reading --- */

/* $1 unit, $2 on, $3 known */
static const struct hn_sql sql_unit = {
    .name = "sheet.unit",
    .text = "SELECT code, name FROM unit_version WHERE unit_id = $1 AND known_from <= $3 AND known_to > $3"
            " ORDER BY CASE WHEN valid_from <= $2 THEN 0 ELSE 1 END, valid_from DESC LIMIT 1"
};

static enum hn_rc
read_unit(struct hn_ctx *c, struct hn_indicator_sheet *out)
{
    const struct hn_param params[] = { hn_p_id(out->key.unit.v), hn_p_day(out->key.period.to - 1),
                                       hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_unit, params, &rows);

    out->unit_code = out->unit_name = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        out->unit_code = hn_row_text(rows, "code");
        out->unit_name = hn_row_text(rows, "name");
    }
    return hn_rows_end(rows);
}

static const char *
state_of(const struct hn_sheet_stand *s, const struct hn_sheet_lines *lines)
{
    if (s->latest)
        return s->final ? "final" : s->level > 0 ? "approved" : "sent";
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].has_value && !lines->at[i].reckoned)
            return "begun";
    return "empty";
}

/* Who is above the latest may send back, too. */
static bool
may_take_back(struct hn_ctx *c, const struct hn_sheet_stand *s)
{
    enum hn_right right = s->level == 0 ? HN_MAY_REPORT : HN_MAY_CONFIRM;
    bool above = s->level == 0;

    if (!s->latest)
        return false;
    if (hn_may(c, right, s->latest->unit))
        return true;
    for (size_t i = 0; i < s->chain.count; i++) {
        if (above && hn_may(c, HN_MAY_CONFIRM, s->chain.at[i]))
            return true;
        above = above || s->chain.at[i].v == s->latest->unit.v;
    }
    return false;
}

/* Deeds are of today, also when an earlier state of knowledge is looked at: then none is offered. */
static void
fill_rights(struct hn_ctx *c, const struct hn_sheet_stand *s, struct hn_indicator_sheet *out)
{
    const struct hn_unit_id unit = out->key.unit;
    bool writes;

    if (c->known != HN_TIME_OPEN)
        return;
    out->may_enter = hn_value_may_write(c, unit, &writes) == HN_OK && writes &&
                     (!s->latest || s->level == 0 || hn_may(c, HN_MAY_CONFIRM, s->latest->unit));
    out->may_send = !s->latest && hn_may(c, HN_MAY_REPORT, unit);
    out->may_approve = s->latest && s->next.v && hn_may(c, HN_MAY_CONFIRM, s->next);
    out->may_take_back = may_take_back(c, s);
}

static enum hn_rc
fill_stand(struct hn_ctx *c, const struct hn_sheet_stand *s, const struct hn_sheet_lines *lines,
           struct hn_indicator_sheet *out)
{
    enum hn_rc rc = HN_OK;

    out->id = s->id;
    out->version = s->version;
    out->state = state_of(s, lines);
    out->due = hn_indicator_form_due(&out->form, out->key.period);
    out->late = s->latest ? hn_day_at(s->sent_at) > out->due : c->on > out->due;
    out->lines = lines->at;
    out->line_count = lines->count;
    out->steps = s->steps;
    out->step_count = s->step_count;
    out->next = s->next;
    out->next_name = "";
    if (s->next.v)
        rc = hn_value_unit_name(c, s->next.v, &out->next_name);
    if (!rc)
        fill_rights(c, s, out);
    return rc;
}

enum hn_rc
hn_indicator_sheet_read(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                        struct hn_indicator_sheet *out)
{
    struct hn_sheet_lines lines;
    struct hn_sheet_stand s;
    enum hn_rc rc = hn_need_figures(c, key->unit);

    *out = (struct hn_indicator_sheet){ .key = *key };
    if (!rc)
        rc = hn_sheet_form(c, key, &out->form);
    if (!rc)
        rc = read_unit(c, out);
    if (!rc)
        rc = hn_sheet_lines_fill(c, key, &lines);
    if (!rc)
        rc = hn_sheet_broken(c, key, &lines, &out->broken, &out->broken_count);
    if (!rc)
        rc = hn_sheet_stand(c, key, &out->form, &s);
    return rc ? rc : fill_stand(c, &s, &lines, out);
}

enum hn_rc
hn_indicator_sheet_attached(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                            struct hn_attached *out)
{
    struct hn_indicator_form form;
    struct hn_sheet_stand s;
    enum hn_rc rc = hn_need_figures(c, key->unit);

    if (!rc)
        rc = hn_indicator_form_read(c, key->form, &form);
    if (!rc)
        rc = hn_sheet_stand(c, key, &form, &s);
    if (rc)
        return rc;
    if (!s.id)
        return hn_fail(c, HN_NOT_FOUND, "", "sheet.empty");
    *out = (struct hn_attached){ .unit = key->unit, .thing = "sheet", .id = s.id };
    return HN_OK;
}

/* --- filling in --- */

/* An entry held against the rules, before any of them is written. */
struct filling {
    struct hn_indicator_value value;
    struct hn_value_judged judged;
    bool removes;
};

static size_t
line_at(const struct hn_sheet_lines *lines, const char *code)
{
    size_t i = 0;

    while (i < lines->count && strcmp(lines->at[i].indicator.code, code) != 0)
        i++;
    return i;
}

static enum hn_rc
judge(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, const struct hn_indicator_sheet_entry *in,
      int64_t indicator, const char *reason, struct filling *out)
{
    const char *field = hn_print(c->arena, "value.%s", in->code);

    *out = (struct filling){ .value = { .indicator = indicator,
                                        .unit = key->unit,
                                        .period = key->period,
                                        .milli = in->milli,
                                        .qualifier = in->qualifier,
                                        .source = in->source,
                                        .note = in->note,
                                        .reason = reason },
                             .removes = !in->has_value };
    if (out->removes)
        return hn_value_judge_removal(c, &out->value, field, &out->judged);
    return hn_value_judge(c, &out->value, field, &out->judged);
}

/* Every entry, so that all faults are told at once. */
static enum hn_rc
judge_all(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
          const struct hn_indicator_sheet_entry *in, size_t count, const char *reason, struct filling *out)
{
    bool given[HN_SHEET_LINES] = { false };
    struct hn_sheet_lines lines;
    enum hn_rc rc = hn_sheet_lines_read(c, key, &lines), one;

    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        size_t line = line_at(&lines, in[i].code);

        if (line == lines.count || given[line]) {
            one = hn_fail_arg(c, HN_INVALID, hn_print(c->arena, "value.%s", in[i].code), "sheet.code",
                              in[i].code);
        } else {
            given[line] = true;
            one = judge(c, key, &in[i], lines.at[line].indicator.id, reason, &out[i]);
        }
        rc = rc ? rc : one;
    }
    return rc;
}

/* *changed: something was written. */
static enum hn_rc
write_all(struct hn_ctx *c, const struct filling *in, size_t count, bool *changed)
{
    enum hn_rc rc = HN_OK;

    *changed = false;
    for (size_t i = 0; !rc && i < count; i++) {
        if (in[i].removes ? !in[i].judged.old : in[i].judged.same)
            continue;
        *changed = true;
        rc = in[i].removes ? hn_value_retire(c, &in[i].value, &in[i].judged,
                                             in[i].value.reason ? in[i].value.reason : "")
                           : hn_value_write(c, &in[i].value, &in[i].judged, NULL);
        if (!rc)
            rc = hn_indicator_stamp_bump(c, in[i].value.indicator);
    }
    return rc;
}

enum hn_rc
hn_indicator_sheet_save(struct hn_ctx *c, const struct hn_indicator_sheet_key *key,
                        const struct hn_indicator_sheet_entry *in, size_t count, int64_t version,
                        const char *reason)
{
    struct filling *filled = HN_NEW_N(c->arena, struct filling, count + 1);
    struct hn_indicator_form form;
    struct hn_sheet_stand s;
    bool changed = false;
    enum hn_rc rc = hn_value_need_write(c, key->unit);

    if (!rc)
        rc = hn_sheet_form(c, key, &form);
    if (!rc)
        rc = hn_sheet_stand(c, key, &form, &s);
    if (!rc && version && version != s.version)
        rc = hn_fail(c, HN_CONFLICT, "", "changed");
    if (!rc)
        rc = judge_all(c, key, in, count, reason, filled);
    if (!rc)
        rc = write_all(c, filled, count, &changed);
    if (rc || !changed)
        return rc;
    if (!s.id)
        rc = hn_sheet_stand(c, key, &form, &s);
    return rc ? rc : hn_audit_change(c, "sheet.save", s.id, key->unit, "", "");
}

const struct hn_sql *const hn_indicator_sheet_sql[] = { &sql_unit, NULL };
