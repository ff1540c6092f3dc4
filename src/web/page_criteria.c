/* page_criteria.c: sets of criteria: the list, one with its lines, and the forms that make a unit's own (page_criteria.h). */
#include "web/page_criteria.h"

#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "view_criteria.h"
#include "web/page_target.h"
#include "web/route.h"

/* --- words --- */

const char *
hn_threshold_words(struct hn_arena *a, enum hn_lang lang, const struct hn_criteria_line *l, int64_t milli)
{
    if (strcmp(l->operator, "judged") == 0)
        return "";
    return hn_words_fill(a, lang, hn_print(a, "criteria_threshold.%s", l->operator),
                         hn_target_words(a, lang, milli, "", l->measure), NULL);
}

const char *
hn_criteria_name(const struct hn_criteria_set *set, enum hn_lang lang)
{
    return lang == HN_EN && *set->name_en ? set->name_en : set->name;
}

const char *
hn_criterion_name(const struct hn_criteria_line *l, enum hn_lang lang)
{
    return lang == HN_EN && *l->criterion_name_en ? l->criterion_name_en : l->criterion_name;
}

/* --- the list --- */

static const struct hn_field list_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "tat-ca", .kind = HN_FLAG, .label = "criteria.every" },
    { 0 },
};
const struct hn_form hn_form_criteria_sets = { .fields = list_fields, .again = hn_page_criteria_sets };

enum hn_rc
hn_page_criteria_sets(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.sets",
                                         .section = "indicators",
                                         .html = hn_view_criteria_sets_any,
                                         .json = hn_json_criteria_sets_any,
                                         .dated = true };
    struct hn_criteria_sets_page p = { .q = q, .known = q->ctx.known, .every = hn_form_flag(q, "tat-ca") };
    struct hn_unit_id unit = { 0 };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = HN_OK;

    if (*hn_form_text(q, "don-vi")) {
        rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &unit);
        if (!rc)
            rc = hn_unit_stand(q, unit, &stand);
        p.unit = &stand.unit;
    }
    if (!rc)
        rc = hn_criteria_sets(&q->ctx, unit, p.every, &p.sets, &p.count);
    if (rc)
        return rc;
    p.may_direct = p.unit && hn_unit_may(q, HN_MAY_DIRECT, unit);
    return hn_show(q, &view, &p, NULL);
}

/* --- one --- */

static enum hn_rc
set_of_path(struct hn_req *q, struct hn_criteria_set_page *p)
{
    int64_t id = 0;
    enum hn_rc rc = hn_criteria_set_find(&q->ctx, hn_path_text(q, "set"), &id);

    if (!rc)
        rc = hn_criteria_set_get(&q->ctx, id, &p->set);
    if (!rc)
        rc = hn_criteria_lines(&q->ctx, id, &p->lines, &p->count);
    if (rc)
        return rc;
    p->may_change = p->set.unit.v && hn_unit_may(q, HN_MAY_DIRECT, p->set.unit);
    hn_crumb(q, hn_text(q->ctx.lang, "criteria.sets"), "/chi-tieu/bo");
    return HN_OK;
}

enum hn_rc
hn_page_criteria_set(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.set_title",
                                         .section = "indicators",
                                         .html = hn_view_criteria_set_any,
                                         .json = hn_json_criteria_set_any };
    struct hn_criteria_set_page p = { .q = q };
    enum hn_rc rc = set_of_path(q, &p);

    if (rc)
        return rc;
    hn_crumb(q, hn_criteria_name(&p.set, q->ctx.lang), NULL);
    return hn_show(q, &view, &p, hn_criteria_name(&p.set, q->ctx.lang));
}

/* --- making one, changing it --- */

static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_criteria_set_asked = { .fields = asked_fields,
                                                    .again = hn_page_criteria_set_new };
#define SET_FIELDS                                                                                           \
    { .name = "code", .kind = HN_CODE, .required = true, .label = "criteria.code" },                         \
        { .name = "name", .kind = HN_TEXT, .max = 500, .required = true, .label = "criteria.name" },         \
        { .name = "name_en", .kind = HN_TEXT, .max = 500, .label = "criteria.name_en" },                     \
        { .name = "level", .kind = HN_CODE, .required = true, .label = "criteria.level" },                   \
        { .name = "needs", .kind = HN_CODE, .label = "criteria.needs" },                                     \
        { .name = "legal_basis",                                                                             \
          .kind = HN_TEXT,                                                                                   \
          .max = 500,                                                                                        \
          .required = true,                                                                                  \
          .label = "criteria.legal_basis" },                                                                 \
        { .name = "from", .kind = HN_DAY, .required = true, .label = "field.from" },                         \
        { .name = "last_day", .kind = HN_DAY, .label = "criteria.last_day" },                                \
        { .name = "residents_least", .kind = HN_TEXT, .max = 10, .label = "criteria.residents_least" },      \
        { .name = "invented", .kind = HN_FLAG, .label = "criteria.invented" },                               \
        { .name = "note", .kind = HN_LONG_TEXT, .max = 2000, .label = "criteria.note" },                     \
        { .name = "version", .kind = HN_INT, .high = INT64_MAX, .label = "criteria.set" },                   \
    {                                                                                                        \
        0                                                                                                    \
    }
static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" }, SET_FIELDS
};
const struct hn_form hn_form_criteria_set_new = { .fields = new_fields, .again = hn_page_criteria_set_new };
static const struct hn_field change_fields[] = { SET_FIELDS };
const struct hn_form hn_form_criteria_set_change = { .fields = change_fields,
                                                     .again = hn_page_criteria_set_edit };

enum hn_rc
hn_page_criteria_set_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.set_new",
                                         .section = "indicators",
                                         .html = hn_view_criteria_set_edit_any,
                                         .json = hn_json_criteria_set_any };
    struct hn_criteria_set_page p = { .q = q, .may_change = true };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    p.unit = &stand.unit;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

enum hn_rc
hn_page_criteria_set_edit(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.set_edit",
                                         .section = "indicators",
                                         .html = hn_view_criteria_set_edit_any,
                                         .json = hn_json_criteria_set_any };
    struct hn_criteria_set_page p = { .q = q };
    enum hn_rc rc = set_of_path(q, &p);

    if (!rc && !p.set.unit.v)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "criteria.national");
    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, p.set.unit);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

static enum hn_rc
typed_set(struct hn_req *q, struct hn_criteria_set *out)
{
    int64_t bp = 0;
    const char *least = hn_form_text(q, "residents_least");

    *out = (struct hn_criteria_set){ .code = hn_form_text(q, "code"),
                                     .name = hn_form_text(q, "name"),
                                     .name_en = hn_form_text(q, "name_en"),
                                     .level = hn_form_text(q, "level"),
                                     .needs = hn_form_text(q, "needs"),
                                     .legal_basis = hn_form_text(q, "legal_basis"),
                                     .note = hn_form_text(q, "note"),
                                     .from = hn_form_day(q, "from"),
                                     .to = hn_form_has(q, "last_day") ? hn_form_day(q, "last_day") + 1
                                                                      : HN_DAY_OPEN,
                                     .invented = hn_form_flag(q, "invented"),
                                     .version = hn_form_int(q, "version") };
    if (*least && (hn_vi_number(least, 2, &bp) != HN_NUMBER_OK || bp < 0 || bp > 10000))
        return hn_fail(&q->ctx, HN_INVALID, "residents_least", "criteria.residents");
    out->residents_least_bp = (int)bp;
    return HN_OK;
}

enum hn_rc
hn_page_criteria_set_add(struct hn_req *q)
{
    struct hn_criteria_set in;
    int64_t id = 0;
    enum hn_rc rc = typed_set(q, &in);

    if (!rc)
        rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);
    if (!rc)
        rc = hn_criteria_set_put(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.criteria_set", "/chi-tieu/bo/%s", in.code);
}

enum hn_rc
hn_page_criteria_set_change(struct hn_req *q)
{
    struct hn_criteria_set in;
    int64_t id = 0;
    enum hn_rc rc = typed_set(q, &in);

    if (!rc)
        rc = hn_criteria_set_find(&q->ctx, hn_path_text(q, "set"), &in.id);
    if (!rc)
        rc = hn_criteria_set_put(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.criteria_set", "/chi-tieu/bo/%s", in.code);
}

/* --- lines --- */

static const struct hn_field line_asked[] = {
    { .name = "dong", .kind = HN_ID, .label = "criteria.line" },
    { 0 },
};
const struct hn_form hn_form_criteria_line = { .fields = line_asked, .again = hn_page_criteria_line };
static const struct hn_field line_fields[] = {
    { .name = "dong", .kind = HN_ID, .label = "criteria.line" },
    { .name = "criterion",
      .kind = HN_INT,
      .low = 1,
      .high = 99,
      .required = true,
      .label = "criteria.criterion_no" },
    { .name = "criterion_name",
      .kind = HN_TEXT,
      .max = 300,
      .required = true,
      .label = "criteria.criterion_name" },
    { .name = "criterion_name_en", .kind = HN_TEXT, .max = 300, .label = "criteria.criterion_name_en" },
    { .name = "no", .kind = HN_INT, .low = 1, .high = 99, .required = true, .label = "criteria.line_no" },
    { .name = "name", .kind = HN_TEXT, .max = 500, .required = true, .label = "criteria.line_name" },
    { .name = "measure", .kind = HN_TEXT, .max = 60, .label = "criteria.measure" },
    { .name = "operator", .kind = HN_CODE, .required = true, .label = "criteria.operator" },
    { .name = "threshold", .kind = HN_TEXT, .max = 30, .label = "criteria.threshold" },
    { .name = "threshold_1", .kind = HN_TEXT, .max = 30, .label = "criteria.threshold_1" },
    { .name = "threshold_2", .kind = HN_TEXT, .max = 30, .label = "criteria.threshold_2" },
    { .name = "threshold_3", .kind = HN_TEXT, .max = 30, .label = "criteria.threshold_3" },
    { .name = "most", .kind = HN_TEXT, .max = 30, .label = "criteria.most" },
    { .name = "authority", .kind = HN_TEXT, .max = 300, .label = "criteria.authority" },
    { .name = "evidence", .kind = HN_TEXT, .max = 500, .label = "criteria.evidence" },
    { .name = "indicator", .kind = HN_CODE, .label = "criteria.indicator" },
    { 0 },
};
const struct hn_form hn_form_criteria_line_put = { .fields = line_fields, .again = hn_page_criteria_line };
static const struct hn_field line_gone[] = {
    { .name = "dong", .kind = HN_ID, .required = true, .label = "criteria.line" },
    { 0 },
};
const struct hn_form hn_form_criteria_line_remove = { .fields = line_gone, .again = hn_page_criteria_line };

enum hn_rc
hn_page_criteria_line(struct hn_req *q)
{
    static const struct hn_view view = { .title = "criteria.line_edit",
                                         .section = "indicators",
                                         .html = hn_view_criteria_line_any,
                                         .json = hn_json_criteria_set_any };
    struct hn_criteria_set_page p = { .q = q };
    int64_t id = hn_form_id(q, "dong");
    enum hn_rc rc = set_of_path(q, &p);

    if (!rc && !p.set.unit.v)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "criteria.national");
    if (!rc)
        rc = hn_need(&q->ctx, HN_MAY_DIRECT, p.set.unit);
    for (size_t i = 0; !rc && i < p.count; i++) {
        if (id && p.lines[i].id == id)
            p.line = &p.lines[i];
    }
    if (!rc && id && !p.line)
        rc = hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    if (rc)
        return rc;
    hn_crumb(q, hn_criteria_name(&p.set, q->ctx.lang), hn_print(q->ctx.arena, "/chi-tieu/bo/%s", p.set.code));
    hn_crumb(q, hn_text(q->ctx.lang, "criteria.line_edit"), NULL);
    return hn_show(q, &view, &p, NULL);
}

/* The thresholds typed: of all communes, and of each group that has one of its own; and the most a value can be. */
static enum hn_rc
typed_thresholds(struct hn_req *q, struct hn_criteria_line *out)
{
    static const struct {
        const char *field, *group;
    } boxes[] = {
        { "threshold", "" }, { "threshold_1", "1" }, { "threshold_2", "2" }, { "threshold_3", "3" }
    };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        const char *text = hn_form_text(q, boxes[i].field);
        int64_t milli = 0;

        if (!*text)
            continue;
        if (hn_vi_number(text, 3, &milli) != HN_NUMBER_OK) {
            rc = hn_fail(&q->ctx, HN_INVALID, boxes[i].field, "criteria_mark.number");
            continue;
        }
        out->thresholds[out->threshold_count].group = boxes[i].group;
        out->thresholds[out->threshold_count++].milli = milli;
    }
    if (*hn_form_text(q, "most") &&
        hn_vi_number(hn_form_text(q, "most"), 3, &out->most_milli) != HN_NUMBER_OK)
        rc = hn_fail(&q->ctx, HN_INVALID, "most", "criteria_mark.number");
    return rc;
}

static enum hn_rc
typed_line(struct hn_req *q, struct hn_criteria_line *out)
{
    const char *indicator = hn_form_text(q, "indicator");
    int faults = q->ctx.fault_count;
    enum hn_rc rc;

    *out = (struct hn_criteria_line){ .id = hn_form_id(q, "dong"),
                                      .criterion = (int)hn_form_int(q, "criterion"),
                                      .no = (int)hn_form_int(q, "no"),
                                      .criterion_name = hn_form_text(q, "criterion_name"),
                                      .criterion_name_en = hn_form_text(q, "criterion_name_en"),
                                      .name = hn_form_text(q, "name"),
                                      .measure = hn_form_text(q, "measure"),
                                      .operator= hn_form_text(q, "operator"),
                                      .authority = hn_form_text(q, "authority"),
                                      .evidence = hn_form_text(q, "evidence") };
    rc = typed_thresholds(q, out);
    if (rc || !*indicator)
        return rc;
    rc = hn_indicator_find(&q->ctx, indicator, &out->indicator);
    if (rc != HN_NOT_FOUND)
        return rc;
    q->ctx.fault_count = faults;
    return hn_fail(&q->ctx, HN_INVALID, "indicator", "criteria.indicator");
}

enum hn_rc
hn_page_criteria_line_put(struct hn_req *q)
{
    struct hn_criteria_line in;
    int64_t set = 0, id = 0;
    enum hn_rc rc = hn_criteria_set_find(&q->ctx, hn_path_text(q, "set"), &set);

    if (!rc)
        rc = typed_line(q, &in);
    if (!rc)
        rc = hn_criteria_line_put(&q->ctx, set, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.criteria_line", "/chi-tieu/bo/%s", hn_path_text(q, "set"));
}

enum hn_rc
hn_page_criteria_line_remove(struct hn_req *q)
{
    int64_t set = 0;
    enum hn_rc rc = hn_criteria_set_find(&q->ctx, hn_path_text(q, "set"), &set);

    if (!rc)
        rc = hn_criteria_line_remove(&q->ctx, set, hn_form_id(q, "dong"));
    return rc ? rc
              : hn_redirect_done(q, "done.criteria_line_removed", "/chi-tieu/bo/%s", hn_path_text(q, "set"));
}
