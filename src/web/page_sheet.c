/* page_sheet.c: papers made from a meeting while it is a draft: invitation, the sheet to fill in by pen and its quick entry in
 * the same order, the sheet to copy into another program.
 */
#include <inttypes.h>
#include <string.h>

#include "view_meeting.h"
#include "web/meeting_more.h"
#include "web/page_meeting.h"
#include "web/print.h"

/* By number on the sheet: who was absent with reason, who without; all others were present. */
static const struct hn_field sheet_fields[] = {
    { .name = "day", .kind = HN_DAY, .required = true, .label = "meeting.day" },
    { .name = "began", .kind = HN_TEXT, .max = 8, .required = true, .label = "writing.began" },
    { .name = "ended", .kind = HN_TEXT, .max = 8, .required = true, .label = "writing.ended" },
    { .name = "chair", .kind = HN_CODE, .label = "meeting.chair" },
    { .name = "writer", .kind = HN_CODE, .label = "meeting.writer" },
    { .name = "excused", .kind = HN_TEXT, .label = "sheet.excused" },
    { .name = "unexcused", .kind = HN_TEXT, .label = "sheet.unexcused" },
    { .name = "for", .kind = HN_INT, .high = 100000, .label = "vote.for" },
    { .name = "against", .kind = HN_INT, .high = 100000, .label = "vote.against" },
    { .name = "other", .kind = HN_INT, .high = 100000, .label = "vote.other" },
    { .name = "conclusion", .kind = HN_LONG_TEXT, .label = "part.conclusion" },
    { 0 },
};
const struct hn_form hn_form_sheet = { .fields = sheet_fields, .again = hn_page_sheet };

/* --- papers --- */

enum hn_rc
hn_page_invitation(struct hn_req *q)
{
    struct hn_meeting_head h = { 0 };
    struct hn_doc *doc = NULL;
    enum hn_rc rc = hn_meeting_head(q, &h, "step.invite");

    if (!rc)
        rc = hn_minutes_invitation(&q->ctx, h.m.id, &doc);
    return rc ? rc : hn_print_answer(q, doc, "giay-moi");
}

enum hn_rc
hn_page_blank_sheet(struct hn_req *q)
{
    struct hn_meeting_head h = { 0 };
    struct hn_doc *doc = NULL;
    enum hn_rc rc = hn_meeting_head(q, &h, "sheet.blank");

    if (!rc)
        rc = hn_minutes_blank_sheet(&q->ctx, h.m.id, &doc);
    return rc ? rc : hn_print_answer(q, doc, "phieu-ghi");
}

enum hn_rc
hn_page_copy_sheet(struct hn_req *q)
{
    struct hn_meeting_head h = { 0 };
    struct hn_minutes_more more;
    struct hn_doc *doc = NULL;
    enum hn_rc rc = hn_meeting_head(q, &h, "sheet.copy");

    if (!rc)
        rc = hn_meeting_more(&q->ctx, &h.m, &more);
    if (!rc)
        rc = hn_minutes_copy_sheet(&q->ctx, h.m.id, &more, &doc);
    return rc ? rc : hn_print_answer(q, doc, "to-chep");
}

/* --- quick entry --- */

enum hn_rc
hn_page_sheet(struct hn_req *q)
{
    static const struct hn_view view = { .title = "sheet.entry_title",
                                         .section = "meetings",
                                         .html = hn_view_sheet_any,
                                         .json = hn_json_sheet_any };
    struct hn_sheet_page p = { 0 };
    enum hn_rc rc = hn_meeting_head(q, &p.p.h, "sheet.entry");

    if (!rc)
        rc = hn_minutes_page_read(q, &p.p);
    if (rc)
        return rc;
    p.p.people = hn_roll_options(q->ctx.arena, p.p.roll, p.p.roll_count);
    p.p.people_count = p.p.roll_count;
    hn_minutes_page_fill(q, &p.p);
    return hn_show(q, &view, &p, p.p.h.title);
}

/* Numbers of the sheet, "3, 7 12", as people of the roll in that state. */
static enum hn_rc
take_numbers(struct hn_req *q, const char *field, enum hn_presence state, const struct hn_attender *roll,
             size_t count, struct hn_presence_put *puts, size_t *n)
{
    const char *at = hn_form_text(q, field);

    while (*at) {
        size_t number = 0;

        if (*at < '0' || *at > '9') {
            if (!strchr(" ,;.", *at))
                return hn_fail_arg(&q->ctx, HN_INVALID, field, "sheet.number", at);
            at++;
            continue;
        }
        while (*at >= '0' && *at <= '9' && number < 10000)
            number = number * 10 + (size_t)(*at++ - '0');
        if (number == 0 || number > count || *n >= count)
            return hn_fail_arg(&q->ctx, HN_INVALID, field, "sheet.number",
                               hn_print(q->ctx.arena, "%zu", number));
        puts[(*n)++] = (struct hn_presence_put){
            .person = roll[number - 1].person, .state = state, .reason = "", .via = HN_VIA_SHEET, .base = -1
        };
    }
    return HN_OK;
}

static enum hn_rc
save_roll(struct hn_req *q, struct hn_meeting_id id, const struct hn_attender *roll, size_t count)
{
    struct hn_presence_put *puts = HN_NEW_N(q->ctx.arena, struct hn_presence_put, count + 1);
    size_t n = 0;
    enum hn_rc rc = take_numbers(q, "excused", HN_EXCUSED, roll, count, puts, &n);

    if (!rc)
        rc = take_numbers(q, "unexcused", HN_UNEXCUSED, roll, count, puts, &n);
    return rc ? rc : hn_roll_put_all(&q->ctx, id, puts, n, true);
}

static enum hn_rc
save_vote(struct hn_req *q, const struct hn_meeting *m)
{
    struct hn_arena *a = q->ctx.arena;
    const struct hn_vote *votes;
    const char *key = NULL;
    size_t count;
    enum hn_rc rc;

    if (!hn_form_has(q, "for"))
        return HN_OK;
    rc = hn_votes_read(&q->ctx, m->id, &votes, &count);
    for (size_t i = 0; i < count && !rc; i++) {
        if (strcmp(votes[i].matter, "resolution") == 0)
            key = votes[i].item_key;
    }
    if (rc)
        return rc;

    const struct hn_vote in = {
        .item_key = key ? key : hn_new_item_key(&q->ctx),
        .matter = "resolution",
        .subject = hn_words_fill(a, HN_VI, "vote.resolution_of", hn_month_text(a, m->month), NULL),
        .form = "hand",
        .votes_for = hn_form_int(q, "for"),
        .votes_against = hn_form_int(q, "against"),
        .votes_other = hn_form_int(q, "other"),
    };

    rc = hn_vote_put(&q->ctx, m->id, &in, -1, NULL);
    hn_fault_rename(&q->ctx, "votes_for", "for");
    return rc;
}

/* Whom the sheet names as leading and writing; who is not named there stays as planned. */
static enum hn_rc
take_leaders(struct hn_req *q, const struct hn_meeting *m, struct hn_meeting_held *held)
{
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    size_t count;
    enum hn_rc rc = hn_roll_read(&q->ctx, m->id, &roll, &count, &counts);

    if (rc)
        return rc;
    held->chair = hn_roll_person(roll, count, hn_form_text(q, "chair"));
    held->writer = hn_roll_person(roll, count, hn_form_text(q, "writer"));
    if (hn_form_has(q, "chair") && !held->chair.v)
        return hn_fail(&q->ctx, HN_INVALID, "chair", "meeting.not_member");
    if (hn_form_has(q, "writer") && !held->writer.v)
        return hn_fail(&q->ctx, HN_INVALID, "writer", "meeting.not_member");
    if (!held->chair.v)
        held->chair = m->chair;
    if (!held->writer.v)
        held->writer = m->writer;
    return HN_OK;
}

enum hn_rc
hn_page_sheet_save(struct hn_req *q)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_attender *roll;
    struct hn_roll_count counts;
    struct hn_meeting m;
    size_t count;
    struct hn_meeting_held held = {
        .day = hn_form_day(q, "day"),
        .began_minute = hn_clock_parse(hn_form_text(q, "began")),
        .ended_minute = hn_clock_parse(hn_form_text(q, "ended")),
    };
    enum hn_rc rc = hn_meeting_open(c, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, &m);

    if (!rc && (held.began_minute < 0 || held.ended_minute < 0))
        rc = hn_fail(c, HN_INVALID, held.began_minute < 0 ? "began" : "ended", "meeting.minute");
    if (!rc)
        rc = take_leaders(q, &m, &held);
    if (!rc)
        rc = hn_meeting_hold(c, m.id, m.version, &held);
    if (!rc)
        rc = hn_roll_read(c, m.id, &roll, &count, &counts);
    if (!rc)
        rc = save_roll(q, m.id, roll, count);
    if (!rc)
        rc = save_vote(q, &m);
    if (!rc && hn_form_has(q, "conclusion"))
        rc = hn_text_put(c, m.id, "conclusion", hn_form_text(q, "conclusion"), -1, NULL);
    return rc ? rc : hn_redirect_done(q, "done.sheet", "/ky-hop/%" PRId64 "/bien-ban", m.id.v);
}
