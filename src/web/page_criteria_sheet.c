/* page_criteria_sheet.c: the criteria sheet of a commune on a day, what each line has been marked, its evidence
 * (page_criteria.h). The deeds: page_criteria_mark.c. */
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "view_criteria.h"
#include "web/page_criteria.h"
#include "web/page_target.h"
#include "web/route.h"

static const struct hn_field fields[] = {
    { .name = "phieu", .kind = HN_ID, .label = "criteria.sheet" },
    { .name = "buoc", .kind = HN_CODE, .label = "criteria.step" },
    { 0 },
};
const struct hn_form hn_form_criteria_sheet = { .fields = fields, .again = hn_page_criteria_sheet };
const struct hn_form hn_form_criteria_history = { .fields = fields, .again = hn_page_criteria_history };

/* --- words --- */

const char *
hn_mark_word(const struct hn_line_mark *m)
{
    return !m->has_value && !m->judged ? "untold" : m->met ? "met" : "not_met";
}

const char *
hn_mark_words(struct hn_arena *a, enum hn_lang lang, const struct hn_criteria_line *l,
              const struct hn_line_mark *m)
{
    const char *word = hn_words(lang, hn_print(a, "criteria_met.%s", hn_mark_word(m)));

    if (!m->has_value)
        return word;
    return hn_print(a, "%s: %s", hn_target_words(a, lang, m->milli, "", l->measure), word);
}

const struct hn_mark_line *
hn_mark_line_of(const struct hn_mark_sheet *s, int64_t line)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->lines[i].line.id == line)
            return &s->lines[i];
    }
    return NULL;
}

const char *
hn_criteria_path(struct hn_arena *a, const char *set, const char *unit, const char *rest)
{
    return hn_print(a, "/chi-tieu/%s/%s%s", set, unit, rest);
}

/* --- what the path names --- */

/* The sheet asked for, of this very unit and set; else the latest by the day, when there is one. */
static enum hn_rc
find_sheet(struct hn_req *q, struct hn_criteria_sheet_page *p)
{
    int64_t id = hn_form_id(q, "phieu");
    int faults = q->ctx.fault_count;
    enum hn_rc rc = id ? HN_OK : hn_mark_latest(&q->ctx, p->unit->id, p->set.id, &id);

    if (rc == HN_NOT_FOUND) {
        q->ctx.fault_count = faults;
        return HN_OK;
    }
    if (!rc)
        rc = hn_mark_read(&q->ctx, id, &p->sheet);
    if (rc)
        return rc;
    if (p->sheet.unit.v != p->unit->id.v || p->sheet.set.id != p->set.id)
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    p->has_sheet = true;
    p->set = p->sheet.set;
    return HN_OK;
}

enum hn_rc
hn_criteria_sheet_of_path(struct hn_req *q, struct hn_criteria_sheet_page *p)
{
    struct hn_unit_stand *stand = HN_NEW(q->ctx.arena, struct hn_unit_stand);
    int64_t set = 0;
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, stand);

    p->q = q;
    p->known = q->ctx.known;
    p->unit = &stand->unit;
    p->ended = stand->ended;
    p->closed = stand->closed;
    p->step = hn_form_text(q, "buoc");
    if (!rc)
        rc = hn_need_figures(&q->ctx, p->unit->id);
    if (!rc)
        rc = hn_criteria_set_find(&q->ctx, hn_path_text(q, "indicator"), &set);
    if (!rc)
        rc = hn_criteria_set_get(&q->ctx, set, &p->set);
    return rc ? rc : find_sheet(q, p);
}

/* --- the sheet, criterion by criterion --- */

/* Of a criterion: not met as soon as one of its lines is not, met when all are. */
static const char *
worse(const char *so_far, const char *line)
{
    if (strcmp(so_far, "not_met") == 0 || strcmp(line, "not_met") == 0)
        return "not_met";
    return strcmp(line, "untold") == 0 ? line : so_far;
}

static bool
is_told(const struct hn_line_mark *m)
{
    return m->has_value || m->judged;
}

static void
part_up(struct hn_req *q, struct hn_criteria_sheet_page *p)
{
    const struct hn_mark_sheet *s = &p->sheet;
    struct hn_criteria_part *part = NULL;

    p->parts = HN_NEW_N(q->ctx.arena, struct hn_criteria_part, s->count + 1);
    for (size_t i = 0; i < s->count; i++) {
        const struct hn_mark_line *l = &s->lines[i];

        if (!part || part->no != l->line.criterion) {
            part = &p->parts[p->part_count++];
            *part = (struct hn_criteria_part){ .no = l->line.criterion,
                                               .name = hn_criterion_name(&l->line, q->ctx.lang),
                                               .first = i,
                                               .own = "met",
                                               .over = "met" };
        }
        part->count++;
        part->own = worse(part->own, hn_mark_word(&l->own));
        part->over = worse(part->over, hn_mark_word(is_told(&l->above) ? &l->above : &l->own));
        p->told_above = p->told_above || is_told(&l->above);
    }
}

static enum hn_rc
read_files(struct hn_req *q, struct hn_criteria_sheet_page *p)
{
    const struct hn_mark_sheet *s = &p->sheet;
    struct hn_option *options = HN_NEW_N(q->ctx.arena, struct hn_option, s->count + 1);
    struct hn_attached of;

    for (size_t i = 0; i < s->count; i++) {
        const struct hn_criteria_line *l = &s->lines[i].line;

        options[i] = (struct hn_option){ .value = hn_print(q->ctx.arena, "%" PRId64, l->id),
                                         .label = hn_print(q->ctx.arena, "%d.%d %s", l->criterion, l->no,
                                                           l->name) };
    }
    p->line_options = options;
    if (!s->count)
        return HN_OK;
    enum hn_rc rc = hn_mark_attached(&q->ctx, s->id, s->lines[0].line.id, &of);

    return rc ? rc : hn_attachments(&q->ctx, &of, &p->files, &p->file_count);
}

static void
crumbs(struct hn_req *q, const struct hn_criteria_sheet_page *p, const char *leaf)
{
    struct hn_arena *a = q->ctx.arena;

    hn_crumb(q, p->unit->name, hn_print(a, "/to-chuc/%s", p->unit->code));
    hn_crumb(q, hn_text(q->ctx.lang, "recognition.title"),
             hn_print(a, "/to-chuc/%s/tieu-chi", p->unit->code));
    hn_crumb(q, hn_criteria_name(&p->set, q->ctx.lang),
             leaf ? hn_criteria_path(a, p->set.code, p->unit->code, "") : NULL);
    if (leaf)
        hn_crumb(q, leaf, NULL);
}

enum hn_rc
hn_page_criteria_sheet(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.sheet_title",
                                         .section = "indicators",
                                         .html = hn_view_criteria_sheet_any,
                                         .json = hn_json_criteria_sheet_any,
                                         .dated = true };
    struct hn_criteria_sheet_page p = { .q = q };
    enum hn_rc rc = hn_criteria_sheet_of_path(q, &p);

    if (rc)
        return rc;
    crumbs(q, &p, NULL);
    p.may_open = !p.ended && hn_unit_may(q, HN_MAY_REPORT, p.unit->id);
    if (p.has_sheet) {
        part_up(q, &p);
        p.marking = p.sheet.may_mark && strcmp(p.step, "cham") == 0;
        p.appraising = p.sheet.may_appraise && strcmp(p.step, "tham-dinh") == 0;
        rc = read_files(q, &p);
    }
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

enum hn_rc
hn_page_criteria_history(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.history",
                                         .section = "indicators",
                                         .html = hn_view_criteria_history_any,
                                         .json = hn_json_criteria_history_any,
                                         .dated = true };
    struct hn_criteria_sheet_page p = { .q = q };
    enum hn_rc rc = hn_criteria_sheet_of_path(q, &p);

    if (!rc && !p.has_sheet)
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "criteria_mark.none");
    if (!rc)
        rc = hn_mark_history(&q->ctx, p.sheet.id, &p.past, &p.past_count);
    if (rc)
        return rc;
    crumbs(q, &p, hn_text(q->ctx.lang, "criteria.history"));
    return hn_show(q, &view, &p, p.unit->name);
}

/* --- evidence --- */

static const struct hn_field file_fields[] = {
    { .name = "phieu", .kind = HN_ID, .label = "criteria.sheet" },
    { .name = "buoc", .kind = HN_CODE, .label = "criteria.step" },
    { 0 },
};
const struct hn_form hn_form_criteria_file = { .fields = file_fields, .again = hn_page_criteria_sheet };

enum hn_rc
hn_page_criteria_file(struct hn_req *q)
{
    struct hn_criteria_sheet_page p = { .q = q };
    struct hn_attachment about = { 0 };
    struct hn_bytes content = { 0 };
    struct hn_attached of = { 0 };
    int64_t id = 0;
    enum hn_rc rc = hn_criteria_sheet_of_path(q, &p);

    if (!rc && (!p.has_sheet || !p.sheet.count || !hn_parse_i64(hn_path_text(q, "file"), 1, INT64_MAX, &id)))
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_mark_attached(&q->ctx, p.sheet.id, p.sheet.lines[0].line.id, &of);
    if (!rc)
        rc = hn_attachment_content(&q->ctx, &of, id, &about, &content);
    if (rc)
        return rc;
    return hn_answer_download(q, content,
                              hn_print(q->ctx.arena, "minh-chung-%" PRId64 ".%s", id, about.type));
}
