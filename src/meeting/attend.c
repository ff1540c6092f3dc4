/* attend.c: recording who came, one or a whole sheet, and the guests (roll.h). */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "meeting/inside.h"
#include "rule/rule.h"

#define SHEET_MOST  500
#define GUESTS_MOST 200
#define NAME_MOST   200
#define REASON_MOST 500

static const char *
given(const char *text)
{
    return text ? text : "";
}

/* --- one member --- */

static enum hn_rc
check_state(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_roll_line *l,
            enum hn_presence state)
{
    int64_t allowed = 1;
    enum hn_rc rc = HN_OK;

    if (l->wanted != HN_NOT_RECORDED || state >= HN_EXEMPT)
        return hn_fail(c, HN_INVALID, "state", "roll.state");
    if (state == HN_ONLINE)
        rc = hn_rule_value(c, m->unit, "meeting_online_allowed", hn_meeting_on(m), &allowed);
    return rc || allowed ? rc : hn_fail(c, HN_INVALID, "state", "roll.state");
}

static void
show(struct hn_ctx *c, const struct hn_roll_line *l, struct hn_attender *now)
{
    if (!now)
        return;
    *now = (struct hn_attender){ .person = l->person,
                                 .code = "",
                                 .full_name = "",
                                 .office = "",
                                 .helper_name = "",
                                 .reason = hn_dup(c->arena, l->reason),
                                 .state = l->state,
                                 .official = l->official,
                                 .via = l->via,
                                 .helper = l->helper,
                                 .version = l->version,
                                 .at = l->at };
}

/* Puts one into the lines. What stands already stays as it is, whoever recorded it first. */
static enum hn_rc
put_line(struct hn_ctx *c, const struct hn_meeting *m, struct hn_roll_lines *lines,
         const struct hn_presence_put *in, struct hn_attender *now)
{
    struct hn_roll_line *l = hn_roll_line_of(lines, in->person);
    enum hn_rc rc;
    bool same;

    if (!l)
        return hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");
    rc = check_state(c, m, l, in->state);
    if (!rc)
        rc = hn_text_fits(c, "reason", in->reason, REASON_MOST);
    if (rc)
        return rc;
    same = l->state == in->state && strcmp(l->reason, given(in->reason)) == 0;
    show(c, l, now);
    if (same)
        return HN_OK;
    if (in->base >= 0 && in->base != l->version)
        return hn_fail(c, HN_CONFLICT, "state", "roll.changed");
    l->state = in->state;
    l->reason = given(in->reason);
    l->via = in->via;
    l->helper = in->helper;
    l->changed = true;
    return HN_OK;
}

/* Whoever is said to have helped must be one of the cell. */
static enum hn_rc
check_helper(struct hn_ctx *c, const struct hn_roll_lines *lines, const struct hn_presence_put *in)
{
    if (in->helper.v && !hn_roll_line_of(lines, in->helper))
        return hn_fail(c, HN_NOT_FOUND, "helper", "roll.not_member");
    return HN_OK;
}

enum hn_rc
hn_roll_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_presence_put *in,
            struct hn_attender *now)
{
    struct hn_roll_lines lines;
    struct hn_meeting m;
    int64_t changed = 0;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = hn_roll_lines_read(c, &m, &lines);
    if (!rc)
        rc = check_helper(c, &lines, in);
    if (!rc)
        rc = put_line(c, &m, &lines, in, now);
    if (!rc)
        rc = hn_roll_lines_write(c, &m, &lines, &changed);
    if (rc)
        return rc;
    show(c, hn_roll_line_of(&lines, in->person), now);
    if (changed == 0)
        return HN_OK;
    rc = hn_meeting_touched(c, &m);
    return rc ? rc : hn_audit_person(c, "attendance.put", id.v, in->person, m.unit);
}

/* --- a whole sheet --- */

enum hn_rc
hn_roll_put_all(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_presence_put *in, size_t count,
                bool all_present)
{
    struct hn_roll_lines lines;
    struct hn_meeting m;
    struct hn_buf told;
    int64_t changed = 0;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc && count > SHEET_MOST)
        rc = hn_fail_arg(c, HN_INVALID, "", "roll.too_many", hn_print(c->arena, "%d", SHEET_MOST));
    if (!rc)
        rc = hn_roll_lines_read(c, &m, &lines);
    for (size_t i = 0; !rc && i < count; i++) {
        rc = check_helper(c, &lines, &in[i]);
        if (!rc)
            rc = put_line(c, &m, &lines, &in[i], NULL);
    }
    if (rc)
        return rc;
    hn_buf_init(&told, c->arena, 0);
    for (size_t i = 0; i < lines.count; i++) {
        struct hn_roll_line *l = &lines.at[i];

        if (all_present && l->state == HN_NOT_RECORDED) {
            l->state = HN_PRESENT;
            l->via = count ? in[0].via : HN_VIA_SECRETARY;
            l->changed = true;
        }
        if (l->changed)
            hn_buf_printf(&told, "%" PRId64 ":%s ", l->person.v, hn_presences[l->state]);
    }
    rc = hn_roll_lines_write(c, &m, &lines, &changed);
    if (rc || changed == 0)
        return rc;
    rc = hn_meeting_touched(c, &m);
    return rc ? rc : hn_audit_change(c, "attendance.put_all", id.v, m.unit, "", told.data ? told.data : "");
}

/* --- guests --- */

/* Somebody of a committee above who follows the cell is known to its secretary by that. */
static const struct hn_sql sql_follows = {
    .name = "guest.follows",
    .text = "SELECT person_id FROM monitor_assignment WHERE unit_id = $1 AND person_id = $2"
            " UNION ALL SELECT person_id FROM visit WHERE unit_id = $1 AND person_id = $2 LIMIT 1"
};

/* Nobody's name is learnt by putting a number here: the actor may read the person's record, or is it, or the person
 * follows the cell. */
static enum hn_rc
check_known(struct hn_ctx *c, const struct hn_meeting *m, struct hn_person_id person)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(person.v), HN_P_END };
    int64_t one;
    bool found = false;
    enum hn_rc rc = hn_store_int(c, &sql_follows, params, &one, &found);

    if (rc || found)
        return rc;
    rc = hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = person }, HN_GROUP_BASIC);
    if (rc == HN_DENIED || rc == HN_NOT_FOUND)
        return hn_fail(c, HN_NOT_FOUND, "person", "person.not_found");
    return rc;
}

static enum hn_rc
check_guest(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_guest *in)
{
    bool member = false;
    enum hn_rc rc = HN_OK;

    if (!hn_word_among(hn_guest_roles, given(in->role)))
        return hn_fail(c, HN_INVALID, "role", "roll.guest_role");
    if (!in->person.v && !*given(in->name))
        return hn_fail(c, HN_INVALID, "name", "roll.guest_name");
    rc = hn_text_fits(c, "name", in->name, NAME_MOST);
    if (!rc)
        rc = hn_text_fits(c, "title", in->title, NAME_MOST);
    if (rc || !in->person.v)
        return rc;
    rc = hn_on_register(c, m, hn_meeting_on(m), in->person, &member);
    if (!rc && member)
        rc = hn_fail(c, HN_INVALID, "person", "roll.guest_member");
    return rc ? rc : check_known(c, m, in->person);
}

static const struct hn_sql sql_guest = {
    .name = "guest.one",
    .text = "SELECT person_id, name, title, role, version, removed_at FROM meeting_guest WHERE unit_id = $1"
            " AND meeting_id = $2 AND item_key = $3"
};
static const struct hn_sql sql_guest_room = {
    .name = "guest.room",
    .text = "SELECT COUNT(*) AS n, 0 AS last FROM meeting_guest WHERE unit_id = $1 AND meeting_id = $2"
            " AND removed_at = 0"
};
static const struct hn_sql sql_guest_put = {
    .name = "guest.put",
    .text =
        "INSERT INTO meeting_guest (unit_id, meeting_id, item_key, person_id, name, title, role, version, at,"
        " removed_at, entered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)"
        " ON CONFLICT (unit_id, meeting_id, item_key) DO UPDATE SET person_id = excluded.person_id,"
        " name = excluded.name, title = excluded.title, role = excluded.role, version = excluded.version,"
        " at = excluded.at, removed_at = 0, entered_by = excluded.entered_by"
};
static const struct hn_sql sql_guest_remove = {
    .name = "guest.remove",
    .text = "UPDATE meeting_guest SET removed_at = $4, version = version + 1, at = $4, entered_by = $5"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3 AND removed_at = 0"
};

static enum hn_rc
guest_stands(struct hn_ctx *c, const struct hn_meeting *m, const char *key, const struct hn_guest *in,
             struct hn_item *old, bool *same)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_text(key), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_guest, params, &rows);

    if (rc)
        return rc;
    *old = (struct hn_item){ 0 };
    *same = false;
    if (hn_rows_next(rows)) {
        old->version = hn_row_int(rows, "version");
        old->removed = hn_row_int(rows, "removed_at") != 0;
        *same = hn_row_int(rows, "person_id") == in->person.v &&
                strcmp(hn_row_text(rows, "name"), given(in->name)) == 0 &&
                strcmp(hn_row_text(rows, "title"), given(in->title)) == 0 &&
                strcmp(hn_row_text(rows, "role"), given(in->role)) == 0;
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_guest_put(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_guest *in)
{
    struct hn_item old = { 0 };
    struct hn_meeting m;
    const char *key = "";
    bool same = false;
    int place;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    if (!rc)
        rc = hn_item_key(c, in->item_key, &key);
    if (!rc)
        rc = check_guest(c, &m, in);
    if (!rc)
        rc = guest_stands(c, &m, key, in, &old, &same);
    if (rc || (same && !old.removed))
        return rc;
    if (old.version == 0 || old.removed)
        rc = hn_item_room(c, &m, &sql_guest_room, GUESTS_MOST, &place);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v),
                                       hn_p_id(id.v),
                                       hn_p_text(key),
                                       hn_p_id(in->person.v),
                                       hn_p_text(given(in->name)),
                                       hn_p_text(given(in->title)),
                                       hn_p_text(in->role),
                                       hn_p_int(old.version + 1),
                                       hn_p_time(c->now),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    rc = hn_store_do(c, &sql_guest_put, params);
    return rc ? rc : hn_audit_person(c, "guest.put", id.v, in->person, m.unit);
}

enum hn_rc
hn_guest_remove(struct hn_ctx *c, struct hn_meeting_id id, const char *item_key)
{
    return hn_item_remove(c, id, item_key, &sql_guest_remove, "guest.remove");
}

const struct hn_sql *const hn_attend_sql[] = {
    &sql_follows, &sql_guest, &sql_guest_room, &sql_guest_put, &sql_guest_remove, NULL,
};
