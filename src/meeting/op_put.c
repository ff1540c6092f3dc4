/* op_put.c: what stands of the item of an op, and the op's own deed by the functions of roll.h and run.h. Whether it may
 * be done is op.c's.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "meeting/op_inside.h"
#include "meeting/roll.h"
#include "meeting/run.h"
#include "person/person.h"

const char *
hn_op_subject(const struct hn_op *op)
{
    return strcmp(op->what, "remove") == 0 ? op->value : op->what;
}

bool
hn_op_is_beside(const char *subject)
{
    return strcmp(subject, "task") == 0 || strcmp(subject, "result") == 0 || strcmp(subject, "score") == 0;
}

/* --- what stands --- */

static const struct hn_sql sql_attendance = {
    .name = "op.attendance",
    .text = "SELECT version, state, at, entered_by FROM attendance"
            " WHERE unit_id = $1 AND meeting_id = $2 AND person_id = $3"
};
static const struct hn_sql sql_agenda = {
    .name = "op.agenda",
    .text = "SELECT version, title AS told, removed_at, at, entered_by FROM agenda_item"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3"
};
static const struct hn_sql sql_opinion = {
    .name = "op.opinion",
    .text = "SELECT version, text AS told, removed_at, at, entered_by FROM opinion"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3"
};
static const struct hn_sql sql_vote = {
    .name = "op.vote",
    .text =
        "SELECT version, subject AS told, removed_at, at, entered_by, votes_for, votes_against, votes_other"
        " FROM vote WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3"
};
static const struct hn_sql sql_guest = {
    .name = "op.guest",
    .text = "SELECT version, name AS told, removed_at, at, entered_by FROM meeting_guest"
            " WHERE unit_id = $1 AND meeting_id = $2 AND item_key = $3"
};
static const struct hn_sql sql_text = {
    .name = "op.text",
    .text = "SELECT version, text AS told, 0 AS removed_at, at, entered_by FROM meeting_text"
            " WHERE unit_id = $1 AND meeting_id = $2 AND part = $3"
};
static const struct hn_sql sql_who = {
    .name = "op.who",
    .text = "SELECT a.name, (SELECT b.full_name FROM person_basic b WHERE b.person_id = a.person_id"
            " AND b.known_to = 9223372036854775807 ORDER BY b.valid_to DESC LIMIT 1) AS full_name"
            " FROM account a WHERE a.id = $1"
};

const struct hn_sql *const hn_op_put_sql[] = { &sql_attendance, &sql_agenda, &sql_opinion, &sql_vote,
                                               &sql_guest,      &sql_text,   &sql_who,     NULL };

static enum hn_rc
stand_of_person(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, struct hn_op_stand *out)
{
    int64_t person = 0;
    struct hn_rows *rows;
    enum hn_rc rc;

    if (!hn_parse_i64(op->item, 1, INT64_MAX, &person))
        return hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");

    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_id(person), HN_P_END };

    rc = hn_store_query(c, &sql_attendance, params, &rows);
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        int64_t state = hn_row_int(rows, "state");

        *out = (struct hn_op_stand){ .version = hn_row_int(rows, "version"),
                                     .value = hn_presences[state],
                                     .by = { hn_row_int(rows, "entered_by") },
                                     .at = hn_row_int(rows, "at") };
    }
    return hn_rows_end(rows);
}

static enum hn_rc
stand_of_row(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_meeting *m, const char *item,
             struct hn_op_stand *out)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_text(item), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, sql, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        bool removed = hn_row_int(rows, "removed_at") != 0;
        const char *told = removed ? "" : hn_row_text(rows, "told");

        if (sql == &sql_vote && !removed)
            told = hn_vote_told(c->arena, told, hn_row_int(rows, "votes_for"),
                                hn_row_int(rows, "votes_against"), hn_row_int(rows, "votes_other"));
        *out = (struct hn_op_stand){ .version = hn_row_int(rows, "version"),
                                     .value = told,
                                     .by = { hn_row_int(rows, "entered_by") },
                                     .at = hn_row_int(rows, "at") };
    }
    return hn_rows_end(rows);
}

enum hn_rc
hn_op_stand_of(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
               const struct hn_op_doers *doers, struct hn_op_stand *out)
{
    static const struct {
        const char *subject;
        const struct hn_sql *sql;
    } tables[] = { { "agenda", &sql_agenda },
                   { "opinion", &sql_opinion },
                   { "vote", &sql_vote },
                   { "guest", &sql_guest },
                   { "text", &sql_text } };
    const char *subject = hn_op_subject(op);

    *out = (struct hn_op_stand){ .value = "" };
    if (hn_op_is_beside(subject))
        return doers->stand(c, m, op, out);
    if (strcmp(subject, "attendance") == 0)
        return stand_of_person(c, m, op, out);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(tables[i].subject, subject) == 0)
            return stand_of_row(c, tables[i].sql, m, op->item, out);
    }
    if (strcmp(subject, "facts") != 0)
        return hn_fail(c, HN_INVALID, "what", "op.what");
    out->version = m->version;
    out->value = m->held_at ? hn_facts_told(c->arena, m->held_day, m->began_minute, m->ended_minute) : "";
    out->at = m->held_at;
    return HN_OK;
}

enum hn_rc
hn_op_who(struct hn_ctx *c, struct hn_user_id user, const char **out)
{
    const struct hn_param params[] = { hn_p_id(user.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_who, params, &rows);

    *out = "";
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        const char *full_name = hn_row_text(rows, "full_name");

        *out = *full_name ? full_name : hn_row_text(rows, "name");
    }
    return hn_rows_end(rows);
}

/* --- doing it --- */

/* "" is nobody. */
static enum hn_rc
person_of(struct hn_ctx *c, const char *text, const char *field, struct hn_person_id *out)
{
    int faults = c->fault_count;
    enum hn_rc rc;

    *out = (struct hn_person_id){ 0 };
    if (!*text)
        return HN_OK;
    rc = hn_person_find(c, text, out);
    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_fail(c, HN_NOT_FOUND, field, "roll.not_member");
}

static enum hn_rc
put_attendance(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_presence_put in = {
        .state = hn_presence_of(op->value), .reason = op->text, .via = HN_VIA_SECRETARY, .base = base
    };

    if (!hn_parse_i64(op->item, 1, INT64_MAX, &in.person.v))
        return hn_fail(c, HN_NOT_FOUND, "person", "roll.not_member");
    if (in.state == HN_PRESENCE_COUNT)
        return hn_fail(c, HN_INVALID, "value", "roll.state");
    return hn_roll_put(c, m->id, &in, NULL);
}

static enum hn_rc
put_facts(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_meeting_held in = { .day = m->held_at ? m->held_day : m->day,
                                  .began_minute = m->began_minute,
                                  .ended_minute = m->ended_minute,
                                  .chair = m->chair,
                                  .writer = m->writer };
    struct hn_person_id person;
    enum hn_rc rc = person_of(c, op->chair, "chair", &person);

    if (!rc && person.v)
        in.chair = person;
    if (!rc)
        rc = person_of(c, op->writer, "writer", &person);
    if (rc)
        return rc;
    if (person.v)
        in.writer = person;
    if (op->day != HN_DAY_OPEN)
        in.day = op->day;
    if (op->began < -1 || op->ended < -1)
        return hn_fail(c, HN_INVALID, op->began < -1 ? "began" : "ended", "meeting.minute");
    if (op->began >= 0)
        in.began_minute = (int)op->began;
    if (op->ended >= 0)
        in.ended_minute = (int)op->ended;
    if (m->held_at && in.day == m->held_day && in.began_minute == m->began_minute &&
        in.ended_minute == m->ended_minute && in.chair.v == m->chair.v && in.writer.v == m->writer.v)
        return HN_OK;
    if (base != -1 && base != m->version)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    return hn_meeting_hold(c, m->id, m->version, &in);
}

static enum hn_rc
put_agenda(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_agenda_item in = { .phase = "run", .kind = "discussion", .source = "own", .outcome = "" };
    const struct hn_agenda_item *items;
    size_t count;
    enum hn_rc rc = hn_agenda_read(c, m->id, &items, &count);

    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].item_key, op->item) == 0)
            in = items[i];
    }
    in.item_key = op->item;
    in.title = op->title;
    if (op->minutes >= 0)
        in.minutes = (int)op->minutes;
    if (in.position == 0)
        in.position = count ? items[count - 1].position + 1 : 1;
    return hn_agenda_put(c, m->id, &in, base, NULL);
}

static enum hn_rc
put_opinion(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_opinion in = { .item_key = op->item,
                             .kind = *op->kind ? op->kind : "opinion",
                             .name = op->name,
                             .agenda_key = op->agenda,
                             .text = op->text };
    const struct hn_opinion *all;
    size_t count;
    enum hn_rc rc = person_of(c, op->person, "person", &in.person);

    if (!rc)
        rc = hn_opinions_read(c, m->id, &all, &count);
    if (rc)
        return rc;
    in.position = count ? all[count - 1].position + 1 : 1;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].item_key, op->item) == 0)
            in.position = all[i].position;
    }
    return hn_opinion_put(c, m->id, &in, base, NULL);
}

static enum hn_rc
put_vote(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op, int64_t base)
{
    struct hn_vote in = { .item_key = op->item,
                          .matter = *op->matter ? op->matter : "resolution",
                          .subject = op->subject,
                          .form = *op->form ? op->form : "hand",
                          .votes_for = op->votes_for,
                          .votes_against = op->votes_against,
                          .votes_other = op->votes_other,
                          .votes_invalid = op->votes_invalid };
    const struct hn_vote *all;
    size_t count;
    enum hn_rc rc = hn_votes_read(c, m->id, &all, &count);

    if (rc)
        return rc;
    in.position = count ? all[count - 1].position + 1 : 1;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].item_key, op->item) == 0)
            in.position = all[i].position;
    }
    return hn_vote_put(c, m->id, &in, base, NULL);
}

/* A guest's row takes no base: an old one is looked at here. */
static enum hn_rc
put_guest(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
          const struct hn_op_stand *stand, int64_t base)
{
    struct hn_guest in = {
        .item_key = op->item, .name = op->name, .title = op->title, .role = *op->role ? op->role : "invited"
    };
    enum hn_rc rc = person_of(c, op->person, "person", &in.person);

    if (rc)
        return rc;
    if (base != -1 && base != stand->version && strcmp(stand->value, op->name) != 0)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    return hn_guest_put(c, m->id, &in);
}

static enum hn_rc
remove_item(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
            const struct hn_op_doers *doers, const struct hn_op_stand *stand, int64_t base)
{
    const char *subject = op->value;

    if (stand->version == 0 || (!*stand->value && !hn_op_is_beside(subject)))
        return HN_OK; /* it is gone already */
    if (base != -1 && base != stand->version)
        return hn_fail(c, HN_CONFLICT, "", "run.changed");
    if (strcmp(subject, "task") == 0)
        return doers->put(c, m, op, base);
    if (strcmp(subject, "agenda") == 0)
        return hn_agenda_remove(c, m->id, op->item);
    if (strcmp(subject, "opinion") == 0)
        return hn_opinion_remove(c, m->id, op->item);
    if (strcmp(subject, "vote") == 0)
        return hn_vote_remove(c, m->id, op->item);
    if (strcmp(subject, "guest") == 0)
        return hn_guest_remove(c, m->id, op->item);
    return hn_fail(c, HN_INVALID, "value", "op.what");
}

enum hn_rc
hn_op_put(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_op *op,
          const struct hn_op_doers *doers, const struct hn_op_stand *stand, int64_t base)
{
    const char *what = op->what;

    if (strcmp(what, "remove") == 0)
        return remove_item(c, m, op, doers, stand, base);
    if (hn_op_is_beside(what))
        return doers->put(c, m, op, base);
    if (strcmp(what, "attendance") == 0)
        return put_attendance(c, m, op, base);
    if (strcmp(what, "facts") == 0)
        return put_facts(c, m, op, base);
    if (strcmp(what, "agenda") == 0)
        return put_agenda(c, m, op, base);
    if (strcmp(what, "opinion") == 0)
        return put_opinion(c, m, op, base);
    if (strcmp(what, "vote") == 0)
        return put_vote(c, m, op, base);
    if (strcmp(what, "guest") == 0)
        return put_guest(c, m, op, stand, base);
    assert(strcmp(what, "text") == 0);
    return hn_text_put(c, m->id, op->item, op->text, base, NULL);
}
