/* check_in.c: checking in oneself by the meeting's code, or a fellow member who has no phone (roll.h). */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"

#define OPEN_US       ((hn_time)2 * 3600 * 1000000)
#define FAILURES_MOST 20
#define SECRET_BYTES  16

static const struct hn_sql sql_open = {
    .name = "check_in.open",
    .text =
        "INSERT INTO meeting_check_in (unit_id, meeting_id, code, secret, from_at, until_at, failures,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (unit_id, meeting_id) DO UPDATE SET"
        " code = excluded.code, secret = excluded.secret, from_at = excluded.from_at,"
        " until_at = excluded.until_at, failures = 0, entered_by = excluded.entered_by"
};
static const struct hn_sql sql_close = {
    .name = "check_in.close",
    .text =
        "UPDATE meeting_check_in SET until_at = $3 WHERE unit_id = $1 AND meeting_id = $2 AND until_at > $3"
};
static const struct hn_sql sql_read = {
    .name = "check_in.read",
    .text =
        "SELECT code, secret, until_at, failures FROM meeting_check_in WHERE unit_id = $1 AND meeting_id = $2"
};
static const struct hn_sql sql_fail = {
    .name = "check_in.fail",
    .text = "UPDATE meeting_check_in SET failures = failures + 1 WHERE unit_id = $1 AND meeting_id = $2"
};

static enum hn_rc
read_open(struct hn_ctx *c, const struct hn_meeting *m, struct hn_check_in *out)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_read, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_check_in){ .code = "", .secret = "" };
    if (hn_rows_next(rows)) {
        *out = (struct hn_check_in){ .code = hn_row_text(rows, "code"),
                                     .secret = hn_row_text(rows, "secret"),
                                     .until_at = hn_row_int(rows, "until_at") };
        out->open = out->until_at > c->now && hn_row_int(rows, "failures") < FAILURES_MOST &&
                    !hn_meeting_locked(m);
    }
    return hn_rows_end(rows);
}

/* Six digits, each of 10^6 as likely as the others. */
static const char *
digits(struct hn_ctx *c)
{
    uint64_t n;

    c->platform->random(c->platform->self, &n, sizeof n);
    return hn_print(c->arena, "%06u", (unsigned)(n % 1000000));
}

static const char *
secret(struct hn_ctx *c)
{
    uint64_t half[SECRET_BYTES / 8];

    c->platform->random(c->platform->self, half, sizeof half);
    return hn_print(c->arena, "%016" PRIx64 "%016" PRIx64, half[0], half[1]);
}

enum hn_rc
hn_check_in_open(struct hn_ctx *c, struct hn_meeting_id id, struct hn_check_in *out)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (rc)
        return rc;
    *out = (struct hn_check_in){
        .code = digits(c), .secret = secret(c), .until_at = c->now + OPEN_US, .open = true
    };

    const struct hn_param params[] = { hn_p_id(m.unit.v),      hn_p_id(id.v),     hn_p_text(out->code),
                                       hn_p_text(out->secret), hn_p_time(c->now), hn_p_time(out->until_at),
                                       hn_p_id(c->actor.v),    HN_P_END };

    rc = hn_store_do(c, &sql_open, params);
    return rc ? rc : hn_audit_change(c, "check_in.open", id.v, m.unit, "", "");
}

enum hn_rc
hn_check_in_close(struct hn_ctx *c, struct hn_meeting_id id)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_time(c->now), HN_P_END };

    rc = hn_store_do(c, &sql_close, params);
    return rc ? rc : hn_audit_change(c, "check_in.close", id.v, m.unit, "", "");
}

enum hn_rc
hn_check_in_read(struct hn_ctx *c, struct hn_meeting_id id, struct hn_check_in *out)
{
    struct hn_meeting m;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    if (!rc)
        rc = hn_need(c, HN_MAY_EDIT_MEETING, m.unit);
    return rc ? rc : read_open(c, &m, out);
}

/* How soon it ends tells nothing of how much was right. */
static bool
equal(const char *a, const char *b)
{
    size_t len = strlen(a);

    return len > 0 && len == strlen(b) && sodium_memcmp(a, b, len) == 0;
}

static enum hn_rc
record(struct hn_ctx *c, const struct hn_meeting *m, struct hn_person_id self, struct hn_person_id whom,
       enum hn_via via)
{
    struct hn_roll_lines lines;
    struct hn_roll_line *l;
    int64_t changed;
    enum hn_rc rc = hn_roll_lines_read(c, m, &lines);

    if (rc)
        return rc;
    l = hn_roll_line_of(&lines, whom);
    if (!l || !hn_roll_line_of(&lines, self))
        return hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");
    if (l->wanted != HN_NOT_RECORDED)
        return hn_fail(c, HN_INVALID, "person", "roll.state");
    if (l->state == HN_PRESENT || l->state == HN_ONLINE)
        return HN_OK;
    l->state = HN_PRESENT;
    l->reason = "";
    l->via = self.v == whom.v ? via : HN_VIA_HELPER;
    l->helper.v = self.v == whom.v ? 0 : self.v;
    l->changed = true;
    rc = hn_roll_lines_write(c, m, &lines, &changed);
    if (!rc)
        rc = hn_meeting_touched(c, m);
    return rc ? rc : hn_audit_person(c, "attendance.check_in", m->id.v, whom, m->unit);
}

enum hn_rc
hn_check_in_do(struct hn_ctx *c, struct hn_meeting_id id, const char *code, struct hn_person_id for_person,
               bool *wrong)
{
    struct hn_person_id self = { 0 };
    struct hn_check_in now;
    struct hn_meeting m;
    bool member = false, by_code, by_secret;
    enum hn_rc rc = hn_meeting_read(c, id, &m);

    *wrong = false;
    if (!rc)
        rc = hn_access_person(c, &self);
    if (!rc && self.v)
        rc = hn_on_register(c, &m, hn_meeting_on(&m), self, &member);
    if (!rc && !member)
        rc = hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");
    if (!rc)
        rc = read_open(c, &m, &now);
    if (!rc && !now.open)
        rc = hn_fail(c, HN_CONFLICT, "code", hn_meeting_locked(&m) ? "meeting.locked" : "check_in.closed");
    if (rc)
        return rc;
    by_code = equal(now.code, code);
    by_secret = equal(now.secret, code);
    if (!by_code && !by_secret) {
        const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), HN_P_END };

        *wrong = true;
        return hn_store_do(c, &sql_fail, params);
    }
    return record(c, &m, self, for_person.v ? for_person : self, by_code ? HN_VIA_CODE : HN_VIA_QR);
}

const struct hn_sql *const hn_check_in_sql[] = { &sql_open, &sql_close, &sql_read, &sql_fail, NULL };
