/* article_criteria.c: figures of the article that tell of criteria: the year of recognition, what the sheet of a commune came to,
 * the year that was planned (article.h).
 *
 * They are asked of criteria/ itself, which alone knows when a line is met. That asks for rights; here data are made up and anybody
 * may read them, so the questions are put as the system's.
 */
#include <string.h>

#include "base/words.h"
#include "criteria/recognition.h"
#include "report/article_inside.h"
#include "unit/unit.h"

/* The context as it was before the system asked on another day. */
struct before {
    struct hn_user_id actor;
    struct hn_grants *grants;
    hn_day on;
};

static enum hn_rc
ask_as_system(struct hn_ctx *c, const struct hn_article_figure *f, struct before *b, struct hn_unit_id *unit)
{
    *b = (struct before){ .actor = c->actor, .grants = c->grants, .on = c->on };
    c->actor = HN_USER_SYSTEM;
    c->grants = NULL;
    c->on = hn_article_on(f);
    return hn_unit_find(c, f->unit, unit);
}

/* Where there is no such unit there is nothing to count. */
static enum hn_rc
go_back(struct hn_ctx *c, const struct before *b, enum hn_rc rc)
{
    c->actor = b->actor;
    c->grants = b->grants;
    c->on = b->on;
    if (rc == HN_NOT_FOUND) {
        hn_fault_clear(c);
        return HN_OK;
    }
    return rc;
}

static const char *
level_words(struct hn_ctx *c, const char *level)
{
    return hn_words(c->lang, hn_print(c->arena, "ntm_level.%s", level));
}

/* --- recognised --- */

static void
add_year(struct hn_article_rows *rows, const char *label, const char *detail, hn_day on, int sign,
         const char *href)
{
    const struct hn_article_part p = { .label = label,
                                       .detail = detail,
                                       .part = "",
                                       .milli = sign * 1000 * (int64_t)hn_date_of(on).year,
                                       .is_year = true,
                                       .on = on,
                                       .href = href };

    hn_article_add(rows, &p);
}

/* Recognised and planned; the sheet of a day by a set. */
static const char *
commune_href(struct hn_ctx *c, const struct hn_article_figure *f)
{
    return hn_print(c->arena, "/to-chuc/%s/tieu-chi?ngay=%s", f->unit,
                    hn_day_iso(c->arena, hn_article_on(f)));
}

static const char *
sheet_href(struct hn_ctx *c, const struct hn_article_figure *f, const char *set)
{
    return hn_print(c->arena, "/chi-tieu/%s/%s?ngay=%s", set, f->unit,
                    hn_day_iso(c->arena, hn_article_on(f)));
}

enum hn_rc
hn_article_recognised(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    const struct hn_recognition *all = NULL;
    struct hn_unit_id unit;
    struct before b;
    size_t count = 0;
    enum hn_rc rc = ask_as_system(c, f, &b, &unit);

    if (!rc)
        rc = hn_recognitions(c, unit, &all, &count);
    for (size_t i = 0; !rc && i < count; i++)
        if (strcmp(all[i].level, f->a) == 0 && all[i].from <= c->on && all[i].to > c->on)
            add_year(rows, level_words(c, f->a), all[i].decision, all[i].from, 1, commune_href(c, f));
    return go_back(c, &b, rc);
}

/* --- the sheet --- */

static const struct hn_criteria_stand *
stand_of(const struct hn_criteria_stand *all, size_t count, const char *level)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].level, level) == 0)
            return &all[i];
    return NULL;
}

static bool
is_met(const struct hn_mark_line *l)
{
    return l->above.has_value || l->above.judged ? l->above.met : l->own.met;
}

static void
add_one(struct hn_article_rows *rows, const char *label, const char *detail, hn_day on, const char *href)
{
    const struct hn_article_part p = {
        .label = label, .detail = detail, .part = "", .milli = 1000, .on = on, .href = href
    };

    hn_article_add(rows, &p);
}

static void
add_lines(struct hn_ctx *c, const struct hn_mark_sheet *s, bool met_only, const char *href,
          struct hn_article_rows *rows)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct hn_criteria_line *l = &s->lines[i].line;

        if (is_met(&s->lines[i]) || !met_only)
            add_one(rows, hn_print(c->arena, "%d.%d. %s", l->criterion, l->no, l->name), l->criterion_name,
                    s->on, href);
    }
}

/* A criterion is met when all its lines are; they come criterion by criterion. */
static void
add_criteria(struct hn_ctx *c, const struct hn_mark_sheet *s, bool met_only, const char *href,
             struct hn_article_rows *rows)
{
    for (size_t i = 0, end; i < s->count; i = end) {
        const struct hn_criteria_line *l = &s->lines[i].line;
        bool all = true;

        for (end = i; end < s->count && s->lines[end].line.criterion == l->criterion; end++)
            all = all && is_met(&s->lines[end]);
        if (all || !met_only)
            add_one(rows, hn_print(c->arena, "%d. %s", l->criterion, l->criterion_name), s->set.name, s->on,
                    href);
    }
}

/* n: 1 only what is met, 0 all of the set. b: "criteria" or "lines". */
enum hn_rc
hn_article_sheet(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    const struct hn_criteria_stand *all = NULL, *stand = NULL;
    struct hn_mark_sheet sheet;
    struct hn_unit_id unit;
    struct before b;
    size_t count = 0;
    enum hn_rc rc = ask_as_system(c, f, &b, &unit);

    if (!rc)
        rc = hn_criteria_stands(c, unit, &all, &count);
    if (!rc)
        stand = stand_of(all, count, f->a);
    if (!rc && stand && stand->sheet) {
        rc = hn_mark_read(c, stand->sheet, &sheet);
        if (!rc && strcmp(f->b, "criteria") == 0)
            add_criteria(c, &sheet, f->n, sheet_href(c, f, sheet.set.code), rows);
        else if (!rc)
            add_lines(c, &sheet, f->n, sheet_href(c, f, sheet.set.code), rows);
    }
    return go_back(c, &b, rc);
}

/* --- the plan --- */

/* b "ahead": the year planned less the year reached. "planned": the year reached and, of each year it was ahead, one more. */
enum hn_rc
hn_article_planned(struct hn_ctx *c, const struct hn_article_figure *f, struct hn_article_rows *rows)
{
    const struct hn_criteria_stand *all = NULL, *s = NULL;
    const char *reached = hn_words(c->lang, "article.year_reached");
    struct hn_unit_id unit;
    struct before b;
    size_t count = 0;
    enum hn_rc rc = ask_as_system(c, f, &b, &unit);

    if (!rc)
        rc = hn_criteria_stands(c, unit, &all, &count);
    if (!rc)
        s = stand_of(all, count, f->a);
    if (!rc && s && s->ahead_known && s->reached) {
        const char *detail = level_words(c, f->a), *href = commune_href(c, f);

        if (strcmp(f->b, "ahead") == 0) {
            add_year(rows, hn_words(c->lang, "article.year_planned"), detail, s->planned_on, 1, href);
            add_year(rows, reached, detail, s->reached_on, -1, href);
        } else {
            const struct hn_article_part early = { .label = hn_words(c->lang, "article.years_ahead"),
                                                   .detail = detail,
                                                   .part = "",
                                                   .milli = 1000 * (int64_t)s->ahead_years,
                                                   .href = "/bai-bao/tb-09" };

            add_year(rows, reached, detail, s->reached_on, 1, href);
            hn_article_add(rows, &early);
        }
    }
    return go_back(c, &b, rc);
}
