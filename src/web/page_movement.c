/* page_movement.c: movements in a list, one of them, launching, judging, closing (page_movement.h). */
#include "web/page_movement.h"

#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "view_movement.h"

static const char *const states[] = { "launched", "judged", "closed", NULL };
static const char *const whos[] = { "units", "persons", "both", NULL };
static const char *const sources[] = {
    "hand",          "meetings_met_bp", "attendance_bp",    "minutes_in_time_bp",
    "tasks_done_bp", "study_bp",        "score_mean_milli", NULL
};

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { .name = "state", .kind = HN_CHOICE, .choices = states, .label = "movement.state" },
    { .name = "q", .kind = HN_TEXT, .label = "movement.search" },
    { 0 },
};
const struct hn_form hn_form_movements = { .fields = fields, .again = hn_page_movements };

/* --- the list --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_movement, field)
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "movement.id", .kind = HN_COL_ID },
    { COLUMN(title), .label = "movement.name", .kind = HN_COL_TEXT, .href = "/thi-dua/{id}" },
    { COLUMN(unit_name), .label = "movement.launched_by", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(who), .label = "movement.who", .kind = HN_COL_WORD, .words = "movement_who.",
      .wide_only = true },
    { COLUMN(starts), .label = "movement.starts", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(ends), .label = "movement.ends", .kind = HN_COL_LAST },
    { COLUMN(state), .label = "movement.state", .kind = HN_COL_WORD, .words = "movement_state.",
      .tag = true },
    { COLUMN(entries), .label = "movement.entries", .kind = HN_COL_INT, .wide_only = true },
};
#undef COLUMN

static void
take_movement(void *sink, const struct hn_movement *m)
{
    hn_emit(sink, m);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_movement_list(c, ask->filter, ask->offset, ask->stream ? 0 : ask->limit, take_movement, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_movement_count(c, filter, out);
}

const struct hn_list hn_list_movement = {
    .name = "thi-dua",
    .caption = "movement.list",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_movement),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_movements(struct hn_req *q)
{
    static const struct hn_view view = { .title = "movement.title",
                                         .section = "work",
                                         .html = hn_view_movements_any,
                                         .json = hn_json_movements_any };
    struct hn_movements_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_READ_MEETING, &stand);

    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.filter = (struct hn_movement_filter){ .within = stand.unit.id,
                                            .state = hn_form_text(q, "state"),
                                            .words = hn_form_text(q, "q") };
    if (hn_list_answer(q, &hn_list_movement, &p.filter, &p.list, &rc) || rc)
        return rc;
    p.may_launch = hn_unit_may(q, HN_MAY_DIRECT, p.unit->id);
    return hn_show(q, &view, &p, NULL);
}

/* --- one --- */

const char *
hn_movement_points_text(struct hn_arena *a, enum hn_lang lang, int64_t centi)
{
    return hn_vi_decimal(a, centi, 2, lang == HN_EN);
}

const char *
hn_movement_value_text(struct hn_arena *a, enum hn_lang lang, const char *source, int64_t value)
{
    size_t len = strlen(source);

    if (len > 3 && strcmp(source + len - 3, "_bp") == 0)
        return hn_print(a, "%s%%", hn_vi_decimal(a, value, 2, lang == HN_EN));
    if (strcmp(source, "score_mean_milli") == 0)
        return hn_words_fill(a, lang, "movement.in_points", hn_vi_decimal(a, value, 3, lang == HN_EN), "");
    return hn_words_fill(a, lang, "movement.in_points", hn_movement_points_text(a, lang, value), "");
}

enum hn_rc
hn_movement_of_path(struct hn_req *q, struct hn_movement_page *p)
{
    int64_t id;

    if (!hn_parse_i64(hn_path_text(q, "movement"), 1, INT64_MAX, &id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    p->q = q;
    return hn_movement_get(&q->ctx, id, &p->m, &p->criteria, &p->criterion_count);
}

/* The unit by which the actor may take part: the one he directs. */
static enum hn_rc
read_own_unit(struct hn_req *q, struct hn_movement_page *p, struct hn_unit_stand *stand)
{
    enum hn_rc rc;

    p->enter_unit = "";
    if (hn_access_allows(&q->ctx, HN_MAY_DIRECT, HN_NO_RECORD, HN_GROUP_BASIC) != HN_OK)
        return HN_OK;
    rc = hn_unit_asked(q, HN_MAY_DIRECT, stand);
    if (!rc)
        p->enter_unit = stand->unit.code;
    return rc;
}

enum hn_rc
hn_page_movement(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "movement.one", .section = "work", .html = hn_view_movement_any, .json = hn_json_movement_any
    };
    struct hn_movement_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_movement_of_path(q, &p);

    if (!rc)
        rc = hn_list_collect(&q->ctx, &hn_list_movement_entry, &p.m, 1, 20, &p.list);
    if (!rc)
        rc = hn_rewards_of_movement(&q->ctx, p.m.id, &p.rewards, &p.reward_count);
    if (!rc)
        rc = read_own_unit(q, &p, &stand);
    if (rc)
        return rc;
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.m.unit);
    p.may_enter = *p.enter_unit && strcmp(p.m.state, "launched") == 0 && q->ctx.today <= p.m.entry_until;
    return hn_show(q, &view, &p, p.m.title);
}

/* --- launching --- */

static const struct hn_field asked_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .label = "unit.name" },
    { 0 },
};
const struct hn_form hn_form_movement_asked = { .fields = asked_fields, .again = hn_page_movement_new };
const struct hn_form hn_form_movement_one = { .fields = asked_fields, .again = hn_page_movement };

/* none and full are whole percents of shares, whole points of scores. */
static const struct hn_field new_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "title", .kind = HN_TEXT, .max = 300, .required = true, .label = "movement.name" },
    { .name = "purpose", .kind = HN_LONG_TEXT, .max = 4000, .label = "movement.purpose" },
    { .name = "paper", .kind = HN_ID, .label = "movement.paper" },
    { .name = "who", .kind = HN_CHOICE, .choices = whos, .required = true, .label = "movement.who" },
    { .name = "starts", .kind = HN_DAY, .required = true, .label = "movement.starts" },
    { .name = "last_day", .kind = HN_DAY, .required = true, .label = "movement.ends" },
    { .name = "entry_until", .kind = HN_DAY, .required = true, .label = "movement.entry_until" },
    { .name = "criterion", .kind = HN_TEXT, .max = 300, .each = true, .label = "movement.criterion" },
    { .name = "points", .kind = HN_INT, .low = 0, .high = 1000, .each = true, .label = "movement.points" },
    { .name = "source", .kind = HN_CHOICE, .choices = sources, .each = true, .label = "movement.source" },
    { .name = "none", .kind = HN_INT, .low = 0, .high = 100, .each = true, .label = "movement.none_value" },
    { .name = "full", .kind = HN_INT, .low = 0, .high = 100, .each = true, .label = "movement.full_value" },
    { 0 },
};
const struct hn_form hn_form_movement_new = { .fields = new_fields, .again = hn_page_movement_new };

enum hn_rc
hn_page_movement_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "movement.new",
                                         .section = "work",
                                         .html = hn_view_movement_new_any,
                                         .json = hn_json_movement_new_any };
    struct hn_movements_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_DIRECT, &stand);

    p.unit = &stand.unit;
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* A figure of a row of the form, in the unit its source is kept in. */
static int64_t
figure(const struct hn_req *q, const char *name, const char *row, const char *source)
{
    const char *text = hn_form_of(q, name, row);
    int64_t n = 0;

    if (!text || !hn_parse_i64(text, 0, 1000, &n))
        n = strcmp(name, "full") == 0 ? 100 : 0;
    return n * (strcmp(source, "score_mean_milli") == 0 ? 1000 : 100);
}

static size_t
read_criteria(struct hn_req *q, struct hn_movement_criterion *out)
{
    size_t count = 0;

    for (int i = 1; i <= HN_CRITERIA_SHOWN; i++) {
        const char *row = hn_print(q->ctx.arena, "%d", i);
        const char *title = hn_form_of(q, "criterion", row), *points = hn_form_of(q, "points", row);
        const char *source = hn_form_of(q, "source", row);
        int64_t n = 0;

        if (!title || !*title)
            continue;
        if (!source || !*source)
            source = "hand";
        if (!points || !hn_parse_i64(points, 0, 1000, &n))
            n = 0;
        out[count++] = (struct hn_movement_criterion){ .title = title,
                                                       .points = (int)n,
                                                       .source = source,
                                                       .none_value = figure(q, "none", row, source),
                                                       .full_value = figure(q, "full", row, source) };
    }
    return count;
}

enum hn_rc
hn_page_movement_add(struct hn_req *q)
{
    struct hn_movement_criterion criteria[HN_CRITERIA_SHOWN];
    size_t count = read_criteria(q, criteria);
    struct hn_movement in = { .title = hn_form_text(q, "title"),
                              .purpose = hn_form_text(q, "purpose"),
                              .paper = hn_form_id(q, "paper"),
                              .who = hn_form_text(q, "who"),
                              .starts = hn_form_day(q, "starts"),
                              .ends = hn_form_day(q, "last_day") + 1,
                              .entry_until = hn_form_day(q, "entry_until") };
    int64_t id = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    if (!rc)
        rc = hn_movement_put(&q->ctx, &in, criteria, count, &id);
    return rc ? rc : hn_redirect_done(q, "done.movement_launched", "/thi-dua/%lld", (long long)id);
}

/* --- deeds --- */

const struct hn_form hn_form_movement_deed = { .fields = asked_fields, .again = hn_page_movement };

enum hn_rc
hn_page_movement_judge(struct hn_req *q)
{
    struct hn_movement_page p = { .q = q };
    enum hn_rc rc = hn_movement_of_path(q, &p);

    if (!rc)
        rc = hn_movement_judge(&q->ctx, p.m.id);
    return rc ? rc : hn_redirect_done(q, "done.movement_judged", "/thi-dua/%lld", (long long)p.m.id);
}

enum hn_rc
hn_page_movement_close(struct hn_req *q)
{
    struct hn_movement_page p = { .q = q };
    enum hn_rc rc = hn_movement_of_path(q, &p);

    if (!rc)
        rc = hn_movement_close(&q->ctx, p.m.id);
    return rc ? rc : hn_redirect_done(q, "done.movement_closed", "/thi-dua/%lld", (long long)p.m.id);
}
