/* page_person_past.c: everything ever known of a person, with both times and who entered it; and who looked at the record.
 *
 * The timeline obeys the same mask as the record. Who looked is for the person and those who may read the log.
 */
#include "audit/audit.h"
#include "view_person.h"
#include "web/page_person.h"

/* --- history --- */

enum hn_rc
hn_page_person_history(struct hn_req *q)
{
    static const struct hn_view view = { .title = "person.history_of",
                                         .section = "members",
                                         .html = hn_view_person_history_any,
                                         .json = hn_json_person_history_any };
    struct hn_past_page p = { .q = q };
    struct hn_person_id id = { hn_path_id(q, "person") };
    struct hn_person_view seen;
    enum hn_rc rc = hn_need_pace(q, id, false);

    if (!rc)
        rc = hn_member_get(&q->ctx, id, &p.m);
    if (!rc)
        rc = hn_person_view(&q->ctx, id, &seen);
    if (!rc)
        rc = hn_person_history(&q->ctx, &seen, 0, &p.events, &p.event_count);
    if (rc)
        return rc;
    hn_audit_look(&q->ctx, "view", id, p.m.membership.unit, "", "");
    hn_person_crumbs(q, &p.m, hn_text(q->ctx.lang, "person.history"));
    return hn_show(q, &view, &p, p.m.person.basic.full_name);
}

/* --- who looked --- */

struct look_row {
    int64_t sequence;
    hn_time at;
    const char *actor, *what, *group, *purpose, *unit_name;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct look_row, field)
static const struct hn_column columns[] = {
    { COLUMN(sequence), .label = "look.sequence", .kind = HN_COL_ID },
    { COLUMN(at), .label = "look.at", .kind = HN_COL_TIME },
    { COLUMN(actor), .label = "look.actor", .kind = HN_COL_TEXT },
    { COLUMN(what), .label = "look.what", .kind = HN_COL_WORD, .words = "deed." },
    { COLUMN(group), .label = "look.group", .kind = HN_COL_WORD, .words = "group." },
    { COLUMN(purpose), .label = "look.purpose", .kind = HN_COL_WORD, .words = "purpose." },
    { COLUMN(unit_name), .label = "field.unit", .kind = HN_COL_TEXT, .wide_only = true },
};
#undef COLUMN

struct emitting {
    hn_row_fn *emit;
    void *sink;
};

static void
take_line(void *sink, const struct hn_audit_line *line)
{
    const struct emitting *e = sink;
    const struct look_row row = { .sequence = line->sequence,
                                  .at = line->at,
                                  .actor = line->actor_name,
                                  .what = line->what,
                                  .group = line->group,
                                  .purpose = line->purpose,
                                  .unit_name = line->unit_name };

    e->emit(e->sink, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    struct emitting e = { emit, sink };

    return hn_audit_lines(c, ask->filter, ask->offset, ask->limit, take_line, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    return hn_audit_count(c, filter, out);
}

const struct hn_list hn_list_look = {
    .name = "ai-da-xem",
    .caption = "person.looks",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct look_row),
    .rows = list_rows,
    .total = list_total,
};

enum hn_rc
hn_page_person_looks(struct hn_req *q)
{
    static const struct hn_view view = { .title = "person.looks_of",
                                         .section = "members",
                                         .html = hn_view_person_looks_any,
                                         .json = hn_json_person_looks_any };
    struct hn_past_page p = { .q = q };
    const struct hn_audit_filter f = { .person = { hn_path_id(q, "person") } };
    enum hn_rc rc = hn_member_get(&q->ctx, f.person, &p.m);

    if (rc || hn_list_answer(q, &hn_list_look, &f, &p.looks, &rc) || rc)
        return rc;
    hn_person_crumbs(q, &p.m, hn_text(q->ctx.lang, "person.looks"));
    return hn_show(q, &view, &p, p.m.person.basic.full_name);
}
