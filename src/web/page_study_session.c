/* page_study_session.c: recording a session of study or of training: in a meeting, whose roll says who took part, or alone,
 * everybody ticked first. */
#include <string.h>

#include "base/num.h"
#include "base/vi.h"
#include "person/person.h"
#include "rule/rule.h"
#include "view_study.h"
#include "web/page_study.h"
#include "web/route.h"

enum { MEETINGS_OFFERED = 12, PEOPLE_OFFERED = 200 };

static const struct hn_field asked[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "paper", .kind = HN_ID, .label = "study.paper" },
    { 0 },
};
const struct hn_form hn_form_session_asked = { .fields = asked, .again = hn_page_session_new };

static const struct hn_field fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "paper", .kind = HN_ID, .label = "study.paper" },
    { .name = "meeting", .kind = HN_ID, .label = "study.in_meeting" },
    { .name = "day", .kind = HN_DAY, .label = "study.session_day" },
    { .name = "person", .kind = HN_CODE, .many = true, .label = "study.who" },
    { .name = "others", .kind = HN_INT, .low = 0, .high = 100000, .label = "study.others" },
    { .name = "speaker", .kind = HN_TEXT, .label = "study.speaker" },
    { .name = "adds", .kind = HN_LONG_TEXT, .max = 4000, .label = "study.adds" },
    { 0 },
};
const struct hn_form hn_form_session = { .fields = fields, .again = hn_page_session_new };

/* --- the form --- */

static enum hn_rc
offer_meetings(struct hn_req *q, struct hn_session_page *p)
{
    struct hn_option *options = HN_NEW_N(q->ctx.arena, struct hn_option, MEETINGS_OFFERED);
    int64_t now = hn_month_of(q->ctx.today);
    const struct hn_meeting *list;
    size_t count = 0;
    enum hn_rc rc = hn_meetings_of(&q->ctx, p->unit->id, now - 6, now, &list, &count);

    for (size_t i = 0; !rc && i < count && p->meeting_count < MEETINGS_OFFERED; i++) {
        if (list[i].held_at)
            options[p->meeting_count++] = (struct hn_option){
                .value = hn_print(q->ctx.arena, "%lld", (long long)list[i].id.v),
                .label = hn_day_prose(q->ctx.arena, list[i].held_day),
            };
    }
    p->meetings = options;
    return rc;
}

struct choosing {
    struct hn_arena *arena;
    struct hn_option *at;
    size_t count;
};

static void
offer_person(void *sink, const struct hn_member_row *row)
{
    struct choosing *choosing = sink;

    if (choosing->count < PEOPLE_OFFERED)
        choosing->at[choosing->count++] = (struct hn_option){ .value = row->code, .label = row->full_name };
}

/* Of a unit that has members of its own; a committee records only how many. */
static enum hn_rc
offer_people(struct hn_req *q, struct hn_session_page *p)
{
    struct choosing choosing = { q->ctx.arena, HN_NEW_N(q->ctx.arena, struct hn_option, PEOPLE_OFFERED), 0 };
    const struct hn_member_filter f = { .within = p->unit->id };
    enum hn_rc rc = HN_OK;

    if (hn_unit_kind_has_members(p->unit->kind) && hn_unit_may(q, HN_MAY_READ_MEMBER, p->unit->id))
        rc = hn_member_list(&q->ctx, &f, 0, PEOPLE_OFFERED, offer_person, &choosing);
    p->people = choosing.at;
    p->person_count = choosing.count;
    return rc;
}

enum hn_rc
hn_page_session_new(struct hn_req *q)
{
    static const struct hn_view view = { .title = "study.record",
                                         .section = "meetings",
                                         .html = hn_view_session_any,
                                         .json = hn_json_session_any };
    struct hn_session_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    int64_t paper = 0;
    enum hn_rc rc = hn_unit_asked(q, HN_MAY_EDIT_MEETING, &stand);

    p.unit = &stand.unit;
    p.sent = q->route->method == HN_POST;
    if (!rc && hn_parse_i64(hn_form_typed(q, "paper", ""), 1, INT64_MAX, &paper))
        rc = hn_study_paper_get(&q->ctx, paper, &p.paper);
    if (!rc)
        rc = offer_meetings(q, &p);
    if (!rc)
        rc = offer_people(q, &p);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}

/* --- deeds --- */

static enum hn_rc
read_parts(struct hn_req *q, const struct hn_person_id **out, size_t *count)
{
    const char *const *codes;
    size_t n = hn_form_texts(q, "person", &codes);
    struct hn_person_id *at = HN_NEW_N(q->ctx.arena, struct hn_person_id, n + 1);

    *out = at;
    *count = 0;
    for (size_t i = 0; i < n && i < HN_STUDY_PARTS_MOST; i++) {
        enum hn_rc rc = hn_person_find(&q->ctx, codes[i], &at[*count]);

        if (rc)
            return rc == HN_NOT_FOUND ? hn_fail(&q->ctx, HN_INVALID, "person", "person.not_found") : rc;
        ++*count;
    }
    return HN_OK;
}

enum hn_rc
hn_page_session_add(struct hn_req *q)
{
    struct hn_study_session in = { .paper = hn_form_id(q, "paper"),
                                   .meeting = { hn_form_id(q, "meeting") },
                                   .day = hn_form_has(q, "day") ? hn_form_day(q, "day") : q->ctx.today,
                                   .others = hn_form_int(q, "others"),
                                   .speaker = hn_form_text(q, "speaker"),
                                   .adds = hn_form_text(q, "adds") };
    const struct hn_person_id *parts = NULL;
    size_t part_count = 0;
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &in.unit);

    in.training = in.paper == 0;
    if (!rc && !in.meeting.v)
        rc = read_parts(q, &parts, &part_count);
    if (!rc)
        rc = hn_study_session_put(&q->ctx, &in, parts, part_count, NULL);
    return rc ? rc
              : hn_redirect_done(q, "done.study_recorded", "/quan-triet?don-vi=%s",
                                 hn_form_text(q, "don-vi"));
}

static const struct hn_field remove_fields[] = {
    { .name = "don-vi", .kind = HN_CODE, .required = true, .label = "unit.name" },
    { .name = "session", .kind = HN_ID, .required = true, .label = "study.session" },
    { 0 },
};
const struct hn_form hn_form_session_remove = { .fields = remove_fields, .again = hn_page_studies };

enum hn_rc
hn_page_session_remove(struct hn_req *q)
{
    struct hn_unit_id unit = { 0 };
    enum hn_rc rc = hn_unit_find(&q->ctx, hn_form_text(q, "don-vi"), &unit);

    if (!rc)
        rc = hn_study_session_remove(&q->ctx, unit, hn_form_id(q, "session"));
    return rc ? rc
              : hn_redirect_done(q, "done.study_removed", "/quan-triet?don-vi=%s", hn_form_text(q, "don-vi"));
}
