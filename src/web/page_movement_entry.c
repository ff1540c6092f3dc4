/* page_movement_entry.c: taking part in a movement, marks, rewards (page_movement.h). */
#include <string.h>

#include "base/num.h"
#include "person/person.h"
#include "view_movement.h"
#include "web/page_movement.h"

/* --- who takes part --- */

#define COLUMN(field) .name = #field, .offset = offsetof(struct hn_movement_entry_row, field)
struct hn_movement_entry_row {
    int64_t id, rank;
    const char *who, *unit_code, *unit_name, *person_code, *points, *pledge;
    hn_day entered_on;
    bool missing;
};
static const struct hn_column columns[] = {
    { COLUMN(id), .label = "movement.entry", .kind = HN_COL_ID },
    { COLUMN(rank), .label = "movement.rank", .kind = HN_COL_INT },
    { COLUMN(who), .label = "movement.taking_part", .kind = HN_COL_TEXT, .href = "/thi-dua/phieu/{id}" },
    { COLUMN(unit_name), .label = "unit.name", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(unit_code), .label = "field.code", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(person_code), .label = "field.person", .kind = HN_COL_TEXT, .files_only = true },
    { COLUMN(points), .label = "movement.points", .kind = HN_COL_TEXT },
    { COLUMN(missing), .label = "movement.missing", .kind = HN_COL_BOOL, .wide_only = true },
    { COLUMN(entered_on), .label = "movement.entered_on", .kind = HN_COL_DAY, .wide_only = true },
    { COLUMN(pledge), .label = "movement.pledge", .kind = HN_COL_TEXT, .files_only = true },
};
#undef COLUMN

static void
take_entry(void *sink, const struct hn_movement_entry *e)
{
    struct hn_emitting *to = sink;
    const struct hn_movement_entry_row row = {
        .id = e->id,
        .rank = e->rank,
        .who = e->person.v ? e->person_name : e->unit_name,
        .unit_code = e->unit_code,
        .unit_name = e->unit_name,
        .person_code = e->person_code,
        .points = e->rank ? hn_movement_points_text(to->c->arena, to->c->lang, e->points_centi) : "",
        .pledge = e->pledge,
        .entered_on = e->entered_on,
        .missing = e->missing,
    };

    hn_emit(to, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct hn_movement *m = ask->filter;
    struct hn_emitting e = hn_emitting(c, ask, emit, sink);

    return hn_movement_entries(c, m->id, ask->offset, ask->stream ? 0 : ask->limit, take_entry, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct hn_movement *m = filter;

    return hn_movement_entry_count(c, m->id, out);
}

const struct hn_list hn_list_movement_entry = {
    .name = "thi-dua-tham-gia",
    .caption = "movement.entries",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct hn_movement_entry_row),
    .rows = list_rows,
    .total = list_total,
};

static const struct hn_field no_fields[] = { { 0 } };
const struct hn_form hn_form_movement_entries = { .fields = no_fields, .again = hn_page_movement_entries };

enum hn_rc
hn_page_movement_entries(struct hn_req *q)
{
    static const struct hn_view view = { .title = "movement.entries",
                                         .section = "work",
                                         .html = hn_view_movement_entries_any,
                                         .json = hn_json_movement_entries_any };
    struct hn_movement_page p = { .q = q };
    enum hn_rc rc = hn_movement_of_path(q, &p);

    if (rc)
        return rc;
    if (hn_list_answer(q, &hn_list_movement_entry, &p.m, &p.list, &rc) || rc)
        return rc;
    return hn_show(q, &view, &p, p.m.title);
}

static const struct hn_field enter_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "person", .kind = HN_CODE, .label = "movement.person" },
    { .name = "pledge", .kind = HN_LONG_TEXT, .max = 2000, .label = "movement.pledge" },
    { 0 },
};
const struct hn_form hn_form_movement_enter = { .fields = enter_fields, .again = hn_page_movement };

static enum hn_rc
read_person(struct hn_req *q, struct hn_person_id *out)
{
    const char *code = hn_form_text(q, "person");
    int faults = q->ctx.fault_count;
    enum hn_rc rc = *code ? hn_person_find(&q->ctx, code, out) : HN_OK;

    if (rc != HN_NOT_FOUND)
        return rc;
    q->ctx.fault_count = faults;
    return hn_fail(&q->ctx, HN_INVALID, "person", "movement.person");
}

enum hn_rc
hn_page_movement_enter(struct hn_req *q)
{
    struct hn_movement_page p = { .q = q };
    struct hn_movement_entry in = { .pledge = hn_form_text(q, "pledge") };
    int64_t id = 0;
    enum hn_rc rc = hn_movement_of_path(q, &p);

    in.movement = p.m.id;
    if (!rc)
        rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);
    if (!rc)
        rc = read_person(q, &in.person);
    if (!rc)
        rc = hn_movement_enter(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.movement_entered", "/thi-dua/%lld", (long long)p.m.id);
}

/* --- the marks of one who takes part --- */

static bool
entry_of_path(struct hn_req *q, int64_t *out)
{
    return hn_parse_i64(hn_path_text(q, "entry"), 1, INT64_MAX, out);
}

enum hn_rc
hn_page_movement_marks(struct hn_req *q)
{
    static const struct hn_view view = { .title = "movement.marks",
                                         .section = "work",
                                         .html = hn_view_movement_marks_any,
                                         .json = hn_json_movement_marks_any };
    struct hn_marks_page p = { .q = q };
    const struct hn_movement_criterion *criteria;
    size_t count;
    enum hn_rc rc = entry_of_path(q, &p.e.id) ? hn_movement_marks(&q->ctx, p.e.id, &p.marks, &p.mark_count)
                                              : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");

    if (!rc)
        rc = hn_movement_entry_of(&q->ctx, p.e.id, &p.e);
    if (!rc)
        rc = hn_movement_get(&q->ctx, p.e.movement, &p.m, &criteria, &count);
    if (rc)
        return rc;
    p.may_mark = strcmp(p.m.state, "launched") == 0 && hn_unit_may(q, HN_MAY_DIRECT, p.m.unit);
    p.may_withdraw = strcmp(p.m.state, "launched") == 0 && hn_unit_may(q, HN_MAY_DIRECT, p.e.unit);
    return hn_show(q, &view, &p, p.e.person.v ? p.e.person_name : p.e.unit_name);
}

static const struct hn_field mark_fields[] = {
    { .name = "position", .kind = HN_INT, .low = 1, .high = HN_MOVEMENT_CRITERIA_MOST, .required = true },
    { .name = "points",
      .kind = HN_INT,
      .low = 0,
      .high = 1000,
      .required = true,
      .label = "movement.points" },
    { .name = "note", .kind = HN_TEXT, .max = 1000, .label = "movement.mark_note" },
    { 0 },
};
const struct hn_form hn_form_movement_mark = { .fields = mark_fields, .again = hn_page_movement_marks };
const struct hn_form hn_form_movement_withdraw = { .fields = no_fields, .again = hn_page_movement_marks };

enum hn_rc
hn_page_movement_mark(struct hn_req *q)
{
    const struct hn_movement_mark in = { .position = (int)hn_form_int(q, "position"),
                                         .points_centi = hn_form_int(q, "points") * 100,
                                         .note = hn_form_text(q, "note") };
    int64_t id;
    enum hn_rc rc = entry_of_path(q, &id) ? hn_movement_mark_put(&q->ctx, id, &in)
                                          : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");

    return rc ? rc : hn_redirect_done(q, "done.movement_marked", "/thi-dua/phieu/%lld", (long long)id);
}

enum hn_rc
hn_page_movement_withdraw(struct hn_req *q)
{
    struct hn_movement_entry e = { 0 };
    int64_t id;
    enum hn_rc rc = entry_of_path(q, &id) ? hn_movement_entry_of(&q->ctx, id, &e)
                                          : hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");

    if (!rc)
        rc = hn_movement_withdraw(&q->ctx, id);
    return rc ? rc : hn_redirect_done(q, "done.movement_withdrawn", "/thi-dua/%lld", (long long)e.movement);
}

/* --- rewards --- */

const struct hn_form hn_form_reward = { .fields = no_fields, .again = hn_page_reward };
static const struct hn_field reward_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "person", .kind = HN_CODE, .label = "movement.person" },
    { .name = "form", .kind = HN_TEXT, .max = 300, .required = true, .label = "reward.form" },
    { .name = "decision", .kind = HN_TEXT, .max = 100, .required = true, .label = "reward.decision" },
    { .name = "decided_on", .kind = HN_DAY, .required = true, .label = "reward.decided_on" },
    { 0 },
};
const struct hn_form hn_form_reward_give = { .fields = reward_fields, .again = hn_page_reward };
static const struct hn_field revoke_fields[] = {
    { .name = "reward", .kind = HN_ID, .required = true },
    { .name = "reason", .kind = HN_TEXT, .max = 500, .required = true, .label = "reward.reason" },
    { 0 },
};
const struct hn_form hn_form_reward_revoke = { .fields = revoke_fields, .again = hn_page_reward };

enum hn_rc
hn_page_reward(struct hn_req *q)
{
    static const struct hn_view view = {
        .title = "reward.title", .section = "work", .html = hn_view_reward_any, .json = hn_json_reward_any
    };
    struct hn_movement_page p = { .q = q };
    enum hn_rc rc = hn_movement_of_path(q, &p);

    if (!rc)
        rc = hn_rewards_of_movement(&q->ctx, p.m.id, &p.rewards, &p.reward_count);
    if (rc)
        return rc;
    p.may_direct = hn_unit_may(q, HN_MAY_DIRECT, p.m.unit);
    return hn_show(q, &view, &p, p.m.title);
}

enum hn_rc
hn_page_reward_give(struct hn_req *q)
{
    struct hn_movement_page p = { .q = q };
    struct hn_reward in = { .form = hn_form_text(q, "form"),
                            .decision = hn_form_text(q, "decision"),
                            .decided_on = hn_form_day(q, "decided_on") };
    int64_t id;
    enum hn_rc rc = hn_movement_of_path(q, &p);

    in.movement = p.m.id;
    in.giver = p.m.unit;
    if (!rc)
        rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);
    if (!rc)
        rc = read_person(q, &in.person);
    if (!rc)
        rc = hn_reward_give(&q->ctx, &in, &id);
    return rc ? rc : hn_redirect_done(q, "done.reward_given", "/thi-dua/%lld/khen-thuong", (long long)p.m.id);
}

enum hn_rc
hn_page_reward_revoke(struct hn_req *q)
{
    struct hn_movement_page p = { .q = q };
    enum hn_rc rc = hn_movement_of_path(q, &p);

    if (!rc)
        rc = hn_reward_revoke(&q->ctx, hn_form_id(q, "reward"), hn_form_text(q, "reason"));
    return rc ? rc
              : hn_redirect_done(q, "done.reward_revoked", "/thi-dua/%lld/khen-thuong", (long long)p.m.id);
}

enum hn_rc
hn_page_unit_rewards(struct hn_req *q)
{
    static const struct hn_view view = { .title = "reward.of_unit",
                                         .section = "units",
                                         .html = hn_view_unit_rewards_any,
                                         .json = hn_json_unit_rewards_any };
    struct hn_rewards_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_unit_stand(q, (struct hn_unit_id){ hn_path_id(q, "unit") }, &stand);

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_rewards_of_unit(&q->ctx, stand.unit.id, &p.rewards, &p.reward_count);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
