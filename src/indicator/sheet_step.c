/* sheet_step.c: sheets sent, approved level by level, taken back (sheet.h). Each step stands on the one before. How a sheet
 * stands: sheet_stand.c.
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "indicator/sheet_inside.h"
#include "notice/notice.h"

enum { NOTE_MOST = 1000 };

/* --- telling --- */

/* To who approves for the unit, or who reports for it. */
static enum hn_rc
tell(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, const struct hn_indicator_form *form,
     int64_t sheet, struct hn_unit_id whom, const char *what)
{
    const struct hn_notice_to to = { .unit = whom,
                                     .right = strcmp(what, "sheet_back") == 0 && whom.v == key->unit.v
                                                  ? HN_MAY_REPORT
                                                  : HN_MAY_CONFIRM };
    const char *name = hn_print(c->arena, "%s, %s", form->name,
                                hn_period_text(c->arena, key->period, c->lang));
    const char *unit;
    enum hn_rc rc = hn_value_unit_name(c, key->unit.v, &unit);

    if (rc || !whom.v)
        return rc;
    return hn_notice_tell(c, &to, what, unit, name,
                          hn_print(c->arena, "/chi-tieu/nhap/%s?don-vi=%" PRId64 "&ky=%s", form->code,
                                   key->unit.v, hn_period_iso(c->arena, key->period)),
                          sheet);
}

/* --- writing --- */

static const struct hn_sql sql_step_insert = {
    .name = "sheet_step.insert",
    .text =
        "INSERT INTO sheet_step (unit_id, sheet_id, id, level, by_unit_id, note, at, entered_by,"
        " taken_back_at, taken_back_by, reason, final) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, '', $9)"
};
static const struct hn_sql sql_step_end = {
    .name = "sheet_step.end",
    .text = "UPDATE sheet_step SET taken_back_at = $4, taken_back_by = $5, reason = $6"
            " WHERE unit_id = $1 AND sheet_id = $2 AND id = $3 AND taken_back_at = 0"
};
static const struct hn_sql sql_waiting = {
    .name = "sheet_step.waiting", .text = "UPDATE sheet SET waiting = $3 WHERE unit_id = $1 AND id = $2"
};
/* Which figures are approved has changed for all the form asks for. */
static const struct hn_sql sql_bump = {
    .name = "sheet_step.bump",
    .text =
        "INSERT INTO indicator_stamp (indicator_id, stamp) SELECT DISTINCT l.indicator_id, 1 FROM form_line l"
        " WHERE l.form_id = $1 ON CONFLICT (indicator_id) DO UPDATE SET stamp = indicator_stamp.stamp + 1"
};

/* Who was told of the step before need not look any more, whoever took this one. */
static enum hn_rc
set_waiting(struct hn_ctx *c, struct hn_unit_id unit, int64_t sheet, bool waiting)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(sheet), hn_p_int(waiting), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_waiting, params);

    return rc ? rc : hn_notice_settle(c, sheet);
}

static enum hn_rc
bump(struct hn_ctx *c, int64_t form)
{
    const struct hn_param params[] = { hn_p_id(form), HN_P_END };

    return hn_store_do(c, &sql_bump, params);
}

/* The sheet is there. */
static enum hn_rc
put_step(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, const struct hn_sheet_stand *s,
         int64_t level, struct hn_unit_id by, const char *note, bool final)
{
    const struct hn_param params[] = {
        hn_p_id(key->unit.v),        hn_p_id(s->id),    hn_p_id(hn_new_id(c)), hn_p_int(level), hn_p_id(by.v),
        hn_p_text(note ? note : ""), hn_p_time(c->now), hn_p_id(c->actor.v),   hn_p_int(final), HN_P_END
    };
    enum hn_rc rc = hn_value_touch_sheet(c, key->form, key->unit, key->period);

    if (!rc)
        rc = hn_store_do(c, &sql_step_insert, params);
    if (!rc)
        rc = set_waiting(c, key->unit, s->id, !final);
    return rc ? rc : bump(c, key->form);
}

/* --- sending --- */

static bool
has_text(const char *text)
{
    return text && text[strspn(text, " \t\r\n")] != '\0';
}

static enum hn_rc
check_note(struct hn_ctx *c, const char *note)
{
    return note && hn_utf8_count(note) > NOTE_MOST ? hn_fail(c, HN_INVALID, "note", "value.long") : HN_OK;
}

/* What must be there is there, and what must hold holds. noted: somebody has said why what is not strict does not. */
static enum hn_rc
must_be_whole(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, bool noted)
{
    const struct hn_indicator_sheet_broken *broken;
    struct hn_sheet_lines lines;
    const char *missing = "";
    size_t count;
    enum hn_rc rc = hn_sheet_lines_fill(c, key, &lines);

    if (!rc)
        rc = hn_sheet_broken(c, key, &lines, &broken, &count);
    if (rc)
        return rc;
    for (size_t i = 0; i < lines.count; i++)
        if (lines.at[i].required && !lines.at[i].reckoned && !lines.at[i].has_value)
            missing = hn_print(c->arena, "%s%s%s", missing, *missing ? ", " : "", lines.at[i].indicator.name);
    if (*missing)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "sheet.missing", missing);
    for (size_t i = 0; i < count; i++)
        if (broken[i].check.strict)
            rc = hn_fail_arg(c, HN_CONFLICT, "", "sheet.broken", broken[i].check.message);
    if (!rc && count && !noted)
        rc = hn_fail(c, HN_CONFLICT, "note", "sheet.note");
    return rc;
}

enum hn_rc
hn_indicator_sheet_send(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, const char *note)
{
    struct hn_indicator_form form;
    struct hn_sheet_stand s = { .id = 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_REPORT, key->unit);

    if (!rc)
        rc = hn_sheet_form(c, key, &form);
    if (!rc && key->period.from > c->today)
        rc = hn_fail(c, HN_INVALID, "period", "value.future");
    if (!rc)
        rc = check_note(c, note);
    if (!rc)
        rc = hn_sheet_stand(c, key, &form, &s);
    if (!rc && s.latest)
        rc = hn_fail(c, HN_CONFLICT, "", "sheet.sent");
    if (!rc)
        rc = must_be_whole(c, key, has_text(note));
    if (!rc && !s.id) {
        rc = hn_value_touch_sheet(c, key->form, key->unit, key->period);
        if (!rc)
            rc = hn_sheet_stand(c, key, &form, &s);
    }
    if (!rc)
        rc = put_step(c, key, &s, 0, key->unit, note, s.chain.count == 0);
    if (!rc && s.chain.count)
        rc = tell(c, key, &form, s.id, s.chain.at[0], "sheet_sent");
    return rc ? rc : hn_audit_change(c, "sheet.send", s.id, key->unit, "", "");
}

/* --- approving --- */

/* The sheet, whether it is still asked for or not. */
static enum hn_rc
find_sent(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_indicator_form *form,
          struct hn_sheet_stand *s)
{
    enum hn_rc rc = hn_indicator_form_read(c, key->form, form);

    if (!rc)
        rc = hn_sheet_stand(c, key, form, s);
    if (rc || s->latest)
        return rc;
    return hn_fail(c, HN_CONFLICT, "", "sheet.not_sent");
}

static enum hn_rc
must_be_next(struct hn_ctx *c, const struct hn_sheet_stand *s, struct hn_unit_id as)
{
    const char *name;
    enum hn_rc rc;

    if (s->final || !s->next.v)
        return hn_fail(c, HN_CONFLICT, "", "sheet.final");
    if (s->next.v == as.v)
        return HN_OK;
    rc = hn_value_unit_name(c, s->next.v, &name);
    return rc ? rc : hn_fail_arg(c, HN_CONFLICT, "", "sheet.order", name);
}

enum hn_rc
hn_indicator_sheet_approve(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_unit_id as,
                           const char *note)
{
    struct hn_indicator_form form;
    struct hn_sheet_stand s;
    bool last;
    enum hn_rc rc = hn_need(c, HN_MAY_CONFIRM, as);

    if (!rc)
        rc = find_sent(c, key, &form, &s);
    if (!rc)
        rc = must_be_next(c, &s, as);
    if (!rc)
        rc = check_note(c, note);
    /* Values may have been corrected since it was sent. */
    if (!rc)
        rc = must_be_whole(c, key, true);
    if (rc)
        return rc;
    last = s.chain.at[s.chain.count - 1].v == as.v;
    rc = put_step(c, key, &s, s.level + 1, as, note, last);
    for (size_t i = 0; !rc && !last && i + 1 < s.chain.count; i++)
        if (s.chain.at[i].v == as.v)
            rc = tell(c, key, &form, s.id, s.chain.at[i + 1], "sheet_sent");
    return rc ? rc : hn_audit_change(c, "sheet.approve", s.id, key->unit, "", "");
}

/* --- taking back --- */

/* Does as stand above who took the latest step, in the chain of today? */
static bool
is_above(const struct hn_sheet_stand *s, struct hn_unit_id as)
{
    size_t place = s->chain.count, latest = 0;

    for (size_t i = 0; i < s->chain.count; i++) {
        if (s->chain.at[i].v == as.v)
            place = i;
        if (s->level > 0 && s->chain.at[i].v == s->latest->unit.v)
            latest = i + 1;
    }
    return place < s->chain.count && place >= latest;
}

static enum hn_rc
must_be_his(struct hn_ctx *c, const struct hn_sheet_stand *s, struct hn_unit_id as)
{
    const char *name;
    enum hn_rc rc = hn_need(c, as.v == s->latest->unit.v && s->level == 0 ? HN_MAY_REPORT : HN_MAY_CONFIRM,
                            as);

    if (rc || as.v == s->latest->unit.v || is_above(s, as))
        return rc;
    rc = hn_value_unit_name(c, s->latest->unit.v, &name);
    return rc ? rc : hn_fail_arg(c, HN_CONFLICT, "", "sheet.order", name);
}

static enum hn_rc
end_step(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, const struct hn_sheet_stand *s,
         const char *reason)
{
    const hn_time at = c->now > s->latest->at ? c->now : s->latest->at;
    const struct hn_param params[] = {
        hn_p_id(key->unit.v), hn_p_id(s->id), hn_p_id(s->latest->id), hn_p_time(at), hn_p_id(c->actor.v),
        hn_p_text(reason),    HN_P_END
    };
    enum hn_rc rc = hn_store_do(c, &sql_step_end, params);

    if (!rc)
        rc = hn_value_touch_sheet(c, key->form, key->unit, key->period);
    if (!rc)
        rc = set_waiting(c, key->unit, s->id, s->level > 0);
    return rc ? rc : bump(c, key->form);
}

enum hn_rc
hn_indicator_sheet_take_back(struct hn_ctx *c, const struct hn_indicator_sheet_key *key, struct hn_unit_id as,
                             const char *reason)
{
    struct hn_indicator_form form;
    struct hn_sheet_stand s;
    bool sent_back;
    enum hn_rc rc = hn_need_figures(c, key->unit);

    if (!rc)
        rc = find_sent(c, key, &form, &s);
    if (!rc)
        rc = must_be_his(c, &s, as);
    if (!rc && (!has_text(reason) || hn_utf8_count(reason) > NOTE_MOST))
        rc = hn_fail(c, HN_INVALID, "reason", "sheet.reason");
    if (!rc)
        rc = end_step(c, key, &s, reason);
    if (rc)
        return rc;
    sent_back = as.v != s.latest->unit.v;
    if (sent_back)
        rc = tell(c, key, &form, s.id, s.latest->unit, "sheet_back");
    if (!rc && sent_back && s.level > 0)
        rc = tell(c, key, &form, s.id, key->unit, "sheet_back");
    return rc ? rc
              : hn_audit_change(c, sent_back ? "sheet.send_back" : "sheet.take_back", s.id, key->unit, "",
                                reason);
}

const struct hn_sql *const hn_indicator_sheet_step_sql[] = { &sql_step_insert, &sql_step_end, &sql_waiting,
                                                             &sql_bump, NULL };
