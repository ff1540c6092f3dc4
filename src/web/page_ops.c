/* page_ops.c: the door for what phones send: arrays of ops in, arrays of answers out (page_offline.h). */
#include <string.h>

#include "base/num.h"
#include "meeting/op.h"
#include "notice/notice.h"
#include "web/meeting_doers.h"
#include "web/page_meeting.h"
#include "web/page_offline.h"

#define OP_COMMON                                                                                            \
    { .name = "key", .kind = HN_CODE, .required = true }, { .name = "value", .kind = HN_CODE },              \
        { .name = "text", .kind = HN_LONG_TEXT },                                                            \
        { .name = "base", .kind = HN_INT, .low = -1, .high = 1LL << 53 },                                    \
        { .name = "after", .kind = HN_CODE },                                                                \
    {                                                                                                        \
        .name = "at", .kind = HN_TEXT, .max = 40                                                             \
    }

const struct hn_field hn_attendance_rows[] = {
    OP_COMMON,
    { .name = "person", .kind = HN_CODE, .required = true },
    { 0 },
};

static const struct hn_field op_rows[] = {
    OP_COMMON,
    { .name = "what", .kind = HN_CHOICE, .required = true, .choices = hn_op_kinds },
    { .name = "item", .kind = HN_CODE },
    { .name = "title", .kind = HN_TEXT, .max = 500 },
    { .name = "subject", .kind = HN_TEXT, .max = 500 },
    { .name = "kind", .kind = HN_CODE },
    { .name = "form", .kind = HN_CODE },
    { .name = "matter", .kind = HN_CODE },
    { .name = "person", .kind = HN_CODE },
    { .name = "name", .kind = HN_TEXT },
    { .name = "role", .kind = HN_CODE },
    { .name = "agenda", .kind = HN_CODE },
    { .name = "chair", .kind = HN_CODE },
    { .name = "writer", .kind = HN_CODE },
    { .name = "checker", .kind = HN_CODE },
    { .name = "day", .kind = HN_DAY },
    { .name = "due", .kind = HN_DAY },
    { .name = "minutes", .kind = HN_INT, .low = 0, .high = 1440 },
    { .name = "began", .kind = HN_TEXT, .max = 8 },
    { .name = "ended", .kind = HN_TEXT, .max = 8 },
    { .name = "for", .kind = HN_INT, .low = 0, .high = 1000000 },
    { .name = "against", .kind = HN_INT, .low = 0, .high = 1000000 },
    { .name = "other", .kind = HN_INT, .low = 0, .high = 1000000 },
    { .name = "invalid", .kind = HN_INT, .low = 0, .high = 1000000 },
    { 0 },
};
static const struct hn_field no_fields[] = { { 0 } };

const struct hn_form hn_form_ops = { .fields = no_fields, .rows = op_rows };

/* Two digits at text; -1: they are none. */
static int64_t
pair_at(struct hn_arena *a, const char *text)
{
    int64_t number;

    return hn_parse_i64(hn_dup_n(a, text, 2), 0, 99, &number) ? number : -1;
}

/* A phone's clock: milliseconds since 1970, or an instant in UTC as JSON writes it (2021-07-05T12:30:00…Z); 0 when it says
 * neither. */
static hn_time
instant_of(struct hn_arena *a, const char *text)
{
    int64_t ms, hour, minute, second;
    hn_day day;

    if (hn_parse_i64(text, 0, INT64_MAX / 2000, &ms))
        return ms * 1000;
    if (strlen(text) < 20 || text[10] != 'T' || text[strlen(text) - 1] != 'Z' ||
        !hn_day_parse_iso(hn_dup_n(a, text, 10), &day))
        return 0;
    hour = pair_at(a, text + 11);
    minute = pair_at(a, text + 14);
    second = pair_at(a, text + 17);
    if (hour < 0 || minute < 0 || second < 0)
        return 0;
    return day * HN_DAY_US + ((hour * 60 + minute) * 60 + second) * 1000000;
}

/* Minutes of the day; -1: not said, -2: no time of a day, which the subject refuses. */
static int64_t
clock_of(const char *text)
{
    int minutes = hn_clock_parse(text);

    return *text && minutes < 0 ? -2 : minutes;
}

static void
read_common(const struct hn_req *q, struct hn_op *op)
{
    op->key = hn_form_text(q, "key");
    op->value = hn_form_text(q, "value");
    op->text = hn_form_text(q, "text");
    op->base = hn_form_int(q, "base");
    op->after = hn_form_text(q, "after");
    op->written_at = instant_of(q->ctx.arena, hn_form_text(q, "at"));
    op->day = op->due = HN_DAY_OPEN;
    op->minutes = op->began = op->ended = -1;
}

static struct hn_op
attendance_of(const struct hn_req *q)
{
    struct hn_op op = { .what = "attendance", .item = hn_form_text(q, "person") };

    read_common(q, &op);
    return op;
}

static struct hn_op
op_of(const struct hn_req *q)
{
    struct hn_op op = { .what = hn_form_text(q, "what"),
                        .item = hn_form_text(q, "item"),
                        .title = hn_form_text(q, "title"),
                        .subject = hn_form_text(q, "subject"),
                        .kind = hn_form_text(q, "kind"),
                        .form = hn_form_text(q, "form"),
                        .matter = hn_form_text(q, "matter"),
                        .person = hn_form_text(q, "person"),
                        .name = hn_form_text(q, "name"),
                        .role = hn_form_text(q, "role"),
                        .agenda = hn_form_text(q, "agenda"),
                        .chair = hn_form_text(q, "chair"),
                        .writer = hn_form_text(q, "writer"),
                        .checker = hn_form_text(q, "checker") };

    read_common(q, &op);
    op.day = hn_form_day(q, "day");
    op.due = hn_form_day(q, "due");
    op.minutes = hn_form_has(q, "minutes") ? hn_form_int(q, "minutes") : -1;
    op.began = clock_of(hn_form_text(q, "began"));
    op.ended = clock_of(hn_form_text(q, "ended"));
    op.votes_for = hn_form_int(q, "for");
    op.votes_against = hn_form_int(q, "against");
    op.votes_other = hn_form_int(q, "other");
    op.votes_invalid = hn_form_int(q, "invalid");
    return op;
}

/* --- answers --- */

static void
write_fault(struct hn_out *o, struct hn_ctx *c, const struct hn_fault *f)
{
    hn_out_raw(o, ",\"errors\":[{\"field\":");
    hn_out_json(o, f->field);
    hn_out_raw(o, ",\"message\":");
    hn_out_json(o, hn_words_fault(c->arena, c->lang, f));
    hn_out_raw(o, "}]");
}

static void
write_answer(struct hn_out *o, struct hn_ctx *c, const struct hn_op_answer *a)
{
    hn_out_raw(o, "{\"key\":");
    hn_out_json(o, a->key);
    hn_out_raw(o, ",\"status\":");
    hn_out_json(o, hn_op_statuses[a->status]);
    if (a->status == HN_OP_REFUSED) {
        write_fault(o, c, &a->fault);
    } else {
        hn_out_raw(o, ",\"version\":");
        hn_out_json_int(o, a->version);
    }
    if (a->status == HN_OP_CONFLICT) {
        hn_out_raw(o, ",\"value\":");
        hn_out_json(o, a->value);
        hn_out_raw(o, ",\"who\":");
        hn_out_json(o, a->who);
        hn_out_raw(o, ",\"at\":");
        hn_out_json_time(o, a->at);
    }
    hn_out_raw(o, "}");
}

/* The others who keep the meeting learn that somebody has to choose. */
static enum hn_rc
tell_conflicts(struct hn_req *q, const struct hn_op_answer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (answers[i].status == HN_OP_CONFLICT)
            return hn_notice_meeting(&q->ctx, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, "conflict");
    }
    return HN_OK;
}

static enum hn_rc
apply(struct hn_req *q, struct hn_op (*read)(const struct hn_req *))
{
    struct hn_ctx *c = &q->ctx;
    struct hn_out o = { .lang = c->lang };
    size_t count = hn_form_row_count(q);
    struct hn_op *ops = HN_NEW_N(c->arena, struct hn_op, count + 1);
    struct hn_op_answer *answers = HN_NEW_N(c->arena, struct hn_op_answer, count + 1);
    enum hn_rc rc = hn_is_theirs(q);

    for (size_t i = 0; !rc && i < count; i++) {
        hn_form_row(q, i);
        ops[i] = read(q);
    }
    if (!rc)
        rc = hn_ops_apply(c, (struct hn_meeting_id){ hn_path_id(q, "meeting") }, ops, count, &hn_op_doers,
                          answers);
    if (!rc)
        rc = tell_conflicts(q, answers, count);
    if (rc)
        return rc;
    hn_buf_init(&o.buf, c->arena, 0);
    for (size_t i = 0; i < count; i++) {
        hn_out_raw(&o, i ? "," : "[");
        write_answer(&o, c, &answers[i]);
    }
    hn_out_raw(&o, count ? "]" : "[]");
    return hn_answer_bytes(q, "application/json; charset=utf-8", o.buf.data, o.buf.len);
}

enum hn_rc
hn_page_ops(struct hn_req *q)
{
    if (!hn_form_has_rows(q))
        return hn_fail(&q->ctx, HN_INVALID, "", "body_shape");
    return apply(q, op_of);
}

enum hn_rc
hn_answer_attendance(struct hn_req *q)
{
    return apply(q, attendance_of);
}
