/* score.c: entering lines of a sheet, closing it, and what the minutes say of it (score.h).
 *
 * Not for: what the records tell (facts.c, rule.c), adding up (sheet.c), weak cells (weak.c).
 */
#include "score/score.h"

#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/vi.h"
#include "base/words.h"
#include "meeting/month.h"
#include "score/inside.h"

enum { NOTE_MOST = 1000 };

enum hn_rc
hn_score_read(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer, struct hn_score_sheet *out)
{
    struct hn_meeting *m = HN_NEW(c->arena, struct hn_meeting);
    struct hn_score_work *w;
    enum hn_rc rc = hn_meeting_get(c, id, m);

    if (!rc && !hn_score_scorer_known(scorer))
        rc = hn_fail(c, HN_INVALID, "scorer", "score.scorer");
    if (!rc)
        rc = hn_score_work(c, m, scorer, c->lang, &w);
    return rc ? rc : hn_score_sum(c, w, out);
}

/* --- entering --- */

static bool
is_cell(const char *scorer)
{
    return strcmp(scorer, "cell") == 0;
}

/* The cell scores its draft; the monitor what was adopted. */
static enum hn_rc
open_sheet(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer, struct hn_meeting *m)
{
    enum hn_rc rc;

    if (!hn_score_scorer_known(scorer))
        return hn_fail(c, HN_INVALID, "scorer", "score.scorer");
    if (is_cell(scorer))
        return hn_meeting_open(c, id, m);
    rc = hn_meeting_read(c, id, m);
    if (!rc)
        rc = hn_need(c, HN_MAY_MONITOR, m->unit);
    if (!rc && (!m->adopted_at || m->cancelled_at))
        rc = hn_fail(c, HN_CONFLICT, "", "score.not_adopted");
    return rc;
}

static enum hn_rc
check_line(struct hn_ctx *c, const struct hn_score_line *l, const struct hn_score_put *in)
{
    if (!l || l->parent_line)
        return hn_fail(c, HN_INVALID, "criterion", "score.criterion");
    if (l->computed)
        return hn_fail_arg(c, HN_INVALID, l->criterion, "score.computed", l->name);
    if (!in->applicable && !l->optional)
        return hn_fail_arg(c, HN_INVALID, l->criterion, "score.not_optional", l->name);
    if (in->applicable && (in->points < 0 || in->points > l->most))
        return hn_fail_arg(c, HN_INVALID, l->criterion, "score.points",
                           hn_score_points(c->arena, l->most, c->lang));
    if (in->note && hn_utf8_count(in->note) > NOTE_MOST)
        return hn_fail(c, HN_INVALID, "note", "score.note");
    return HN_OK;
}

static const struct hn_sql sql_put = {
    .name = "score.put",
    .text = "INSERT INTO meeting_score (unit_id, meeting_id, scorer, criterion, points, applicable, source,"
            " note, version, at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10)"
            " ON CONFLICT (unit_id, meeting_id, scorer, criterion) DO UPDATE SET points = excluded.points,"
            " applicable = excluded.applicable, source = excluded.source, note = excluded.note,"
            " version = meeting_score.version + 1, at = excluded.at, entered_by = excluded.entered_by"
};

static enum hn_rc
write_line(struct hn_ctx *c, const struct hn_score_work *w, const struct hn_score_line *l)
{
    const struct hn_param params[] = { hn_p_id(w->m->unit.v),
                                       hn_p_id(w->m->id.v),
                                       hn_p_text(w->scorer),
                                       hn_p_text(l->criterion),
                                       hn_p_int(l->points),
                                       hn_p_int(l->applicable),
                                       hn_p_text(l->computed ? "computed" : "entered"),
                                       hn_p_text(l->computed ? l->why : l->note),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_put, params);
}

static const struct hn_sql sql_close = {
    .name = "score.close",
    .text = "INSERT INTO meeting_total (unit_id, meeting_id, scorer, set_code, points, class, at, entered_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (unit_id, meeting_id, scorer) DO UPDATE"
            " SET set_code = excluded.set_code, points = excluded.points, class = excluded.class,"
            " at = excluded.at, entered_by = excluded.entered_by"
};

static int64_t
missing_lines(const struct hn_score_work *w)
{
    int64_t n = 0;

    for (size_t i = 0; i < w->count; i++)
        n += !w->lines[i].parent_line && w->lines[i].points < 0;
    return n;
}

/* Writes computed lines and the sum, and works the month out anew. */
static enum hn_rc
close_sheet(struct hn_ctx *c, const struct hn_meeting *m, const char *scorer)
{
    struct hn_score_work *w;
    struct hn_score_sheet sheet = { 0 };
    enum hn_rc rc = hn_score_work(c, m, scorer, HN_VI, &w);

    if (!rc)
        rc = hn_score_sum(c, w, &sheet);
    if (!rc && !sheet.complete)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "score.incomplete",
                         hn_vi_int(c->arena, missing_lines(w), c->lang == HN_EN));
    for (size_t i = 0; !rc && i < w->count; i++) {
        if (w->lines[i].computed && !w->lines[i].parent_line)
            rc = write_line(c, w, &w->lines[i]);
    }
    if (rc)
        return rc;
    const struct hn_param params[] = { hn_p_id(m->unit.v),   hn_p_id(m->id.v),       hn_p_text(scorer),
                                       hn_p_text(sheet.set), hn_p_int(sheet.points), hn_p_text(sheet.class),
                                       hn_p_time(c->now),    hn_p_id(c->actor.v),    HN_P_END };

    rc = hn_store_do(c, &sql_close, params);
    if (!rc)
        rc = hn_audit_change(c, "score.close", m->id.v, m->unit, scorer,
                             hn_print(c->arena, "%" PRId64, sheet.points));
    return rc ? rc : hn_month_refresh(c, m->unit, m->month);
}

/* *changed is left alone when the same stands there already. */
static enum hn_rc
put_line(struct hn_ctx *c, struct hn_score_work *w, struct hn_score_line *l, const struct hn_score_put *in,
         bool *changed)
{
    struct hn_score_line now = *l;
    enum hn_rc rc;

    now.applicable = in->applicable;
    now.points = in->applicable ? in->points : l->most;
    now.note = in->note ? in->note : "";
    if (l->version && now.applicable == l->applicable && now.points == l->points &&
        strcmp(now.note, l->note) == 0)
        return HN_OK;
    if (in->base >= 0 && in->base != l->version)
        return hn_fail(c, HN_CONFLICT, l->criterion, "run.changed");
    now.version++;
    *l = now;
    *changed = true;
    rc = write_line(c, w, l);
    return rc ? rc : hn_audit_change(c, "score.put", w->m->id.v, w->m->unit, l->criterion, w->scorer);
}

static struct hn_score_line *
line_of(struct hn_score_work *w, const char *criterion)
{
    for (size_t i = 0; i < w->count; i++) {
        if (strcmp(w->lines[i].criterion, criterion) == 0)
            return &w->lines[i];
    }
    return NULL;
}

/* A sheet that was closed stays so: its sum follows. */
static enum hn_rc
follow(struct hn_ctx *c, const struct hn_score_work *w, bool changed)
{
    return changed && w->closed ? close_sheet(c, w->m, w->scorer) : HN_OK;
}

enum hn_rc
hn_score_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_score_put *in, int64_t *version)
{
    struct hn_meeting m = { 0 };
    struct hn_score_work *w;
    struct hn_score_line *l = NULL;
    bool changed = false;
    enum hn_rc rc = open_sheet(c, id, in->scorer, &m);

    if (!rc)
        rc = hn_score_work(c, &m, in->scorer, c->lang, &w);
    if (rc)
        return rc;
    l = line_of(w, in->criterion);
    rc = check_line(c, l, in);
    if (!rc)
        rc = put_line(c, w, l, in, &changed);
    if (!rc && version)
        *version = l->version;
    return rc ? rc : follow(c, w, changed);
}

/* What nobody has judged yet has its full points. */
static enum hn_rc
fill(struct hn_ctx *c, struct hn_score_work *w, bool *changed)
{
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; !rc && i < w->count; i++) {
        struct hn_score_line *l = &w->lines[i];
        const struct hn_score_put all = { .points = l->most, .applicable = true, .base = -1 };

        if (!l->parent_line && !l->computed && l->version == 0)
            rc = put_line(c, w, l, &all, changed);
    }
    return rc;
}

enum hn_rc
hn_score_put_all(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer, const struct hn_score_put *in,
                 size_t count, bool full)
{
    struct hn_meeting m = { 0 };
    struct hn_score_work *w;
    bool changed = false, checked = true;
    enum hn_rc rc = open_sheet(c, id, scorer, &m);

    if (!rc)
        rc = hn_score_work(c, &m, scorer, c->lang, &w);
    if (rc)
        return rc;
    /* Every fault of the sheet is told at once. */
    for (size_t i = 0; i < count; i++)
        checked &= check_line(c, line_of(w, in[i].criterion), &in[i]) == HN_OK;
    if (!checked)
        return HN_INVALID;
    for (size_t i = 0; !rc && i < count; i++)
        rc = put_line(c, w, line_of(w, in[i].criterion), &in[i], &changed);
    if (!rc && full)
        rc = fill(c, w, &changed);
    return rc ? rc : follow(c, w, changed);
}

/* --- closing --- */

enum hn_rc
hn_score_close(struct hn_ctx *c, struct hn_meeting_id id, const char *scorer)
{
    struct hn_meeting m = { 0 };
    enum hn_rc rc;

    if (!hn_score_scorer_known(scorer))
        return hn_fail(c, HN_INVALID, "scorer", "score.scorer");
    rc = hn_meeting_read(c, id, &m);
    if (!rc)
        rc = hn_need(c, is_cell(scorer) ? HN_MAY_EDIT_MEETING : HN_MAY_MONITOR, m.unit);
    if (!rc && m.cancelled_at)
        rc = hn_fail(c, HN_CONFLICT, "", "meeting.locked");
    if (!rc && !is_cell(scorer) && !m.adopted_at)
        rc = hn_fail(c, HN_CONFLICT, "", "score.not_adopted");
    return rc ? rc : close_sheet(c, &m, scorer);
}

enum hn_rc
hn_score_sent(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m = { 0 };
    struct hn_score_work *w;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    for (size_t i = 0; !rc && hn_scorers[i]; i++) {
        rc = hn_score_work(c, &m, hn_scorers[i], HN_VI, &w);
        if (!rc && w->closed)
            rc = close_sheet(c, &m, hn_scorers[i]);
    }
    return rc;
}

/* --- for the minutes, which are Vietnamese --- */

enum hn_rc
hn_score_rows(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_doc_row **out, size_t *count,
              const char **line)
{
    struct hn_meeting m = { 0 };
    struct hn_score_work *w;
    struct hn_score_sheet sheet;
    struct hn_doc_row *rows;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    if (!rc)
        rc = hn_score_work(c, &m, "cell", HN_VI, &w);
    if (!rc)
        rc = hn_score_sum(c, w, &sheet);
    if (rc)
        return rc;
    rows = HN_NEW_N(c->arena, struct hn_doc_row, w->count + 1);
    for (size_t i = 0; i < w->count; i++) {
        const struct hn_score_line *l = &w->lines[i];
        const char *points = l->points < 0 ? "" : hn_score_points(c->arena, l->points, HN_VI);

        if (!l->applicable)
            points = hn_words(HN_VI, "score.not_applicable");
        rows[i] = (struct hn_doc_row){ .cell = { hn_print(c->arena, "%s. %s", l->criterion, l->name),
                                                 hn_score_points(c->arena, l->most, HN_VI), points } };
    }
    *out = rows;
    *count = w->count;
    *line = "";
    if (sheet.complete)
        *line = hn_words_fill(c->arena, HN_VI, "score.line", hn_vi_decimal(c->arena, sheet.points, 2, false),
                              hn_words(HN_VI, hn_print(c->arena, "class.%s", sheet.class)));
    return HN_OK;
}

const struct hn_sql *const hn_score_sql[] = { &sql_put, &sql_close, NULL };
