/* roll.c: reading who came: the roll with names, its counts, warnings, guests, one person's meetings (roll.h).
 *
 * A draft's roll is the register of the meeting's day with what is written beside each; a locked one is what was
 * written. Neighbours: follow.c makes the rows, attend.c changes them.
 */
#include <string.h>

#include "meeting/inside.h"
#include "meeting/roll_sql.h"

#define ROLL_MOST   2000
#define GUESTS_MOST 200
#define MONTHS_BACK 7

const char *const hn_presences[] = { "not_recorded", "present", "online", "excused",   "unexcused",
                                     "away",         "on_duty", "exempt", "suspended", NULL };
const char *const hn_guest_roles[] = { "monitor", "posted", "invited", NULL };

enum hn_presence
hn_presence_of(const char *name)
{
    int i = 0;

    while (hn_presences[i] && strcmp(hn_presences[i], name) != 0)
        i++;
    return (enum hn_presence)i;
}

/* --- the roll with names --- */

/* clang-format off */
#define OFFICE_RANK(what, order)                                                                      \
    "(SELECT " what " FROM office f JOIN office_kind k ON k.office = f.office AND k.valid_from <= $3" \
    " AND k.valid_to > $3 WHERE f.person_id = g.person_id AND f.unit_id = $1"                         \
    " AND " HN_SQL_AT("f", "$3", "$4") order ")"
#define NAMED_COLUMNS                                                                                 \
    ", p.code AS code, b.full_name AS full_name, b.birth_date AS birth_date, b.sort_key AS sort_key," \
    " COALESCE(hb.full_name, '') AS helper_name,"                                                     \
    " COALESCE(" OFFICE_RANK("f.office", " ORDER BY k.sort LIMIT 1") ", '') AS office,"               \
    " COALESCE(" OFFICE_RANK("MIN(k.sort)", "") ", 99) AS office_sort"
#define NAMED_JOINS                                                                     \
    " JOIN person p ON p.id = g.person_id"                                              \
    " JOIN person_basic b ON b.person_id = g.person_id AND " HN_SQL_AT("b", "$3", "$4") \
    " LEFT JOIN person_basic hb ON hb.person_id = t.helper_id AND " HN_SQL_AT("hb", "$3", "$4")
/* clang-format on */
#define NAMED_ORDER " ORDER BY office_sort, sort_key, birth_date, person_id"

static const struct hn_sql sql_draft = { .name = "roll.draft",
                                         .text = "SELECT " REGISTER_COLUMNS "," ROLL_COLUMNS NAMED_COLUMNS
                                                 " FROM " REGISTER ROLL_JOIN NAMED_JOINS NAMED_ORDER };
static const struct hn_sql sql_kept = {
    .name = "roll.kept",
    .text = "SELECT g.person_id AS person_id, t.state AS wanted, t.official AS is_official," ROLL_COLUMNS
        NAMED_COLUMNS " FROM attendance g JOIN attendance t ON t.unit_id = g.unit_id"
            " AND t.meeting_id = g.meeting_id AND t.person_id = g.person_id" NAMED_JOINS
            " WHERE g.unit_id = $1 AND g.meeting_id = $2 AND CAST($5 AS BIGINT) >= 0" NAMED_ORDER
};

static void
fill(const struct hn_meeting *m, struct hn_ctx *c, struct hn_param params[6])
{
    params[0] = hn_p_id(m->unit.v);
    params[1] = hn_p_id(m->id.v);
    params[2] = hn_p_day(hn_meeting_on(m));
    params[3] = hn_p_time(hn_fact_known(c));
    params[4] = hn_p_int(hn_committee_meets(m));
    params[5] = HN_P_END;
}

static struct hn_attender
attender_of(struct hn_rows *rows, bool locked)
{
    int64_t wanted = hn_row_int(rows, "wanted"), state = hn_row_int(rows, "state");
    struct hn_attender a = {
        .person = { hn_row_int(rows, "person_id") },
        .code = hn_row_text(rows, "code"),
        .full_name = hn_row_text(rows, "full_name"),
        .office = hn_row_text(rows, "office"),
        .birth_date = (hn_pdate)hn_row_int(rows, "birth_date"),
        .official = hn_row_int(rows, "is_official") != 0,
        .via = (enum hn_via)hn_row_int(rows, "via"),
        .helper = { hn_row_int(rows, "helper_id") },
        .helper_name = hn_row_text(rows, "helper_name"),
        .reason = hn_row_text(rows, "reason"),
        .version = hn_row_int(rows, "version"),
        .at = hn_row_int(rows, "at"),
    };

    /* Exempt and suspended follow the register, as do those who no longer are. */
    if (!locked && (wanted != 0 || state == HN_EXEMPT || state == HN_SUSPENDED))
        state = wanted;
    a.state = (enum hn_presence)state;
    return a;
}

static enum hn_rc
read_roll(struct hn_ctx *c, const struct hn_meeting *m, struct hn_attender **out, size_t *count)
{
    bool locked = hn_meeting_locked(m);
    struct hn_attender *all = NULL;
    struct hn_param params[6];
    struct hn_rows *rows;
    size_t n = 0, room = 0;
    enum hn_rc rc;

    fill(m, c, params);
    rc = hn_store_query(c, locked ? &sql_kept : &sql_draft, params, &rows);
    if (rc)
        return rc;
    while (n < ROLL_MOST && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 32) * sizeof *all);
            room += 32;
        }
        all[n++] = attender_of(rows, locked);
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

static void
count_one(struct hn_roll_count *n, const struct hn_attender *a)
{
    int64_t *const by_state[HN_PRESENCE_COUNT] = {
        &n->not_recorded, &n->present, &n->online, &n->excused,   &n->unexcused,
        &n->away,         &n->on_duty, &n->exempt, &n->suspended,
    };
    bool in_base = a->state <= HN_UNEXCUSED;

    n->members++;
    (*by_state[a->state])++;
    n->base += in_base;
    n->entitled += in_base && a->official;
    n->entitled_present += a->official && (a->state == HN_PRESENT || a->state == HN_ONLINE);
}

/* --- warnings: from the unit's ordinary meetings up to this one --- */

static const struct hn_sql sql_before = {
    .name = "roll.before",
    .text = "SELECT t.person_id AS person_id, m.month AS month, t.state AS state FROM meeting m"
            " JOIN attendance t ON t.unit_id = m.unit_id AND t.meeting_id = m.id"
            " WHERE m.unit_id = $1 AND m.month BETWEEN $2 AND $3 AND m.kind = 'ordinary' AND m.held_at <> 0"
            " AND m.cancelled_at = 0 AND (m.held_day < $4 OR (m.held_day = $4 AND m.id < $5))"
            " ORDER BY m.held_day DESC, m.id DESC"
};

/* One person's absences, followed backwards from this meeting. */
struct trail {
    int excused, months;
    int64_t last_month; /* 0: none yet */
    bool excused_over, months_over;
};

static void
follow_back(struct trail *t, int64_t this_month, int64_t month, enum hn_presence state)
{
    if (!t->excused_over) {
        t->excused += state == HN_EXCUSED;
        t->excused_over = state != HN_EXCUSED;
    }
    if (t->months_over || (state == HN_UNEXCUSED && month == t->last_month))
        return;
    if (state != HN_UNEXCUSED) {
        /* There once in a month is no month of absence. */
        t->months -= t->months > 0 && month == t->last_month;
        t->months_over = true;
        return;
    }
    t->months_over = t->last_month ? month != t->last_month - 1 : month < this_month - 1;
    t->months += !t->months_over;
    t->last_month = month;
}

static struct hn_attender *
attender_by(struct hn_attender *all, size_t count, int64_t person)
{
    for (size_t i = 0; i < count; i++) {
        if (all[i].person.v == person)
            return &all[i];
    }
    return NULL;
}

static enum hn_rc
warn(struct hn_ctx *c, const struct hn_meeting *m, struct hn_attender *all, size_t count)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_int(m->month - MONTHS_BACK),
                                       hn_p_int(m->month), hn_p_day(hn_meeting_on(m)),
                                       hn_p_id(m->id.v),   HN_P_END };
    struct trail *trails = HN_NEW_N(c->arena, struct trail, count);
    struct hn_rows *rows;
    enum hn_rc rc;

    for (size_t i = 0; strcmp(m->kind, "ordinary") == 0 && i < count; i++) {
        if (all[i].state != HN_NOT_RECORDED)
            follow_back(&trails[i], m->month, m->month, all[i].state);
    }
    rc = hn_store_query(c, &sql_before, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_attender *a = attender_by(all, count, hn_row_int(rows, "person_id"));

        if (a)
            follow_back(&trails[a - all], m->month, hn_row_int(rows, "month"),
                        (enum hn_presence)hn_row_int(rows, "state"));
    }
    for (size_t i = 0; i < count; i++) {
        all[i].warnings = (trails[i].excused >= 3 ? HN_WARN_THIRD_EXCUSED : 0) |
                          (trails[i].months >= 3 ? HN_WARN_THREE_MONTHS : 0);
    }
    return hn_rows_end(rows);
}

/* Why somebody was absent and who is warned about is for those who keep the meeting or follow the cell, and for
 * oneself. */
static enum hn_rc
hide(struct hn_ctx *c, const struct hn_meeting *m, struct hn_attender *all, size_t count)
{
    struct hn_person_id self;
    bool kept;
    enum hn_rc rc = hn_keeps_or_follows(c, m, &kept);

    if (rc || kept)
        return rc;
    rc = hn_access_person(c, &self);
    for (size_t i = 0; i < count; i++) {
        if (all[i].person.v != self.v) {
            all[i].reason = "";
            all[i].warnings = 0;
        }
    }
    return rc;
}

static const struct hn_sql sql_guest_count = {
    .name = "roll.guest_count",
    .text =
        "SELECT COUNT(*) AS n FROM meeting_guest WHERE unit_id = $1 AND meeting_id = $2 AND removed_at = 0"
};

enum hn_rc
hn_roll_read(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_attender **out, size_t *count,
             struct hn_roll_count *counts)
{
    struct hn_attender *all = NULL;
    struct hn_meeting m;
    bool found;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    *counts = (struct hn_roll_count){ 0 };
    if (!rc)
        rc = read_roll(c, &m, &all, count);
    if (!rc)
        rc = warn(c, &m, all, *count);
    if (!rc)
        rc = hide(c, &m, all, *count);
    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), HN_P_END };

    for (size_t i = 0; i < *count; i++)
        count_one(counts, &all[i]);
    *out = all;
    return hn_store_int(c, &sql_guest_count, params, &counts->guests, &found);
}

/* --- counts alone --- */

#define HAS(states) " COALESCE(SUM(CASE WHEN t.state IN (" states ") THEN 1 ELSE 0 END), 0)"

/* clang-format off */
static const struct hn_sql sql_counts = {
    .name = "roll.counts",
    .text =
        "SELECT COUNT(t.person_id) AS members," HAS("0, 1, 2, 3, 4") " AS base," HAS("1") " AS present,"
        HAS("2") " AS online," HAS("3") " AS excused," HAS("4") " AS unexcused," HAS("5") " AS away,"
        HAS("6") " AS on_duty," HAS("7") " AS exempt," HAS("8") " AS suspended,"
        HAS("0") " AS not_recorded,"
        " COALESCE(SUM(CASE WHEN t.state IN (0, 1, 2, 3, 4) THEN t.official"
        " ELSE 0 END), 0) AS entitled,"
        " COALESCE(SUM(CASE WHEN t.state IN (1, 2) THEN t.official ELSE 0 END), 0) AS entitled_present,"
        " (SELECT COUNT(*) FROM meeting n JOIN meeting_guest x ON x.unit_id = n.unit_id"
        " AND x.meeting_id = n.id AND x.removed_at = 0 WHERE n.id = $1) AS guests"
        " FROM meeting m"
        " JOIN attendance t ON t.unit_id = m.unit_id AND t.meeting_id = m.id"
        " WHERE m.id = $1"
};
/* clang-format on */

enum hn_rc
hn_roll_counts(struct hn_ctx *c, struct hn_meeting_id id, struct hn_roll_count *out)
{
    const struct hn_param params[] = { hn_p_id(id.v), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_counts, params, &rows);

    if (rc)
        return rc;
    *out = (struct hn_roll_count){ 0 };
    if (hn_rows_next(rows)) {
        *out = (struct hn_roll_count){
            .members = hn_row_int(rows, "members"),
            .base = hn_row_int(rows, "base"),
            .present = hn_row_int(rows, "present"),
            .online = hn_row_int(rows, "online"),
            .excused = hn_row_int(rows, "excused"),
            .unexcused = hn_row_int(rows, "unexcused"),
            .away = hn_row_int(rows, "away"),
            .on_duty = hn_row_int(rows, "on_duty"),
            .exempt = hn_row_int(rows, "exempt"),
            .suspended = hn_row_int(rows, "suspended"),
            .not_recorded = hn_row_int(rows, "not_recorded"),
            .entitled = hn_row_int(rows, "entitled"),
            .entitled_present = hn_row_int(rows, "entitled_present"),
            .guests = hn_row_int(rows, "guests"),
        };
    }
    return hn_rows_end(rows);
}

/* --- guests --- */

/* clang-format off */
static const struct hn_sql sql_guests = {
    .name = "roll.guests",
    .text =
        "SELECT x.item_key, x.person_id, COALESCE(b.full_name, x.name) AS name, x.title, x.role,"
        " x.version"
        " FROM meeting_guest x"
        " LEFT JOIN person_basic b ON b.person_id = x.person_id AND " HN_SQL_AT("b", "$3", "$4")
        " WHERE x.unit_id = $1 AND x.meeting_id = $2 AND x.removed_at = 0"
        " ORDER BY x.at, x.item_key"
};
/* clang-format on */

enum hn_rc
hn_roll_guests(struct hn_ctx *c, struct hn_meeting_id id, const struct hn_guest **out, size_t *count)
{
    struct hn_guest *all = HN_NEW_N(c->arena, struct hn_guest, GUESTS_MOST);
    struct hn_meeting m;
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_meeting_get(c, id, &m);

    if (rc)
        return rc;

    const struct hn_param params[] = { hn_p_id(m.unit.v), hn_p_id(id.v), hn_p_day(hn_meeting_on(&m)),
                                       hn_p_time(hn_fact_known(c)), HN_P_END };

    rc = hn_store_query(c, &sql_guests, params, &rows);
    if (rc)
        return rc;
    while (n < GUESTS_MOST && hn_rows_next(rows)) {
        all[n++] = (struct hn_guest){
            .item_key = hn_row_text(rows, "item_key"),
            .person = { hn_row_int(rows, "person_id") },
            .name = hn_row_text(rows, "name"),
            .title = hn_row_text(rows, "title"),
            .role = hn_row_text(rows, "role"),
            .version = hn_row_int(rows, "version"),
        };
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

/* --- one person's meetings: found through the units he has been in --- */

/* clang-format off */
static const struct hn_sql sql_of_person = {
    .name = "roll.of_person",
    .text =
        "SELECT m.id AS id, m.kind AS kind, m.held_day AS day, t.state AS state,"
        " COALESCE(v.name, '') AS unit_name"
        " FROM meeting m"
        " JOIN attendance t ON t.unit_id = m.unit_id AND t.meeting_id = m.id AND t.person_id = $1"
        " LEFT JOIN unit_version v ON v.unit_id = m.unit_id AND " HN_SQL_AT("v", "m.held_day", "$2")
        " WHERE m.unit_id IN (SELECT unit_id FROM membership WHERE person_id = $1 UNION SELECT unit_id"
        " FROM office WHERE person_id = $1) AND m.held_at <> 0 AND m.cancelled_at = 0"
        " ORDER BY m.held_day DESC, m.id DESC LIMIT $3"
};
/* clang-format on */

enum hn_rc
hn_roll_of_person(struct hn_ctx *c, struct hn_person_id person, size_t limit, const struct hn_attended **out,
                  size_t *count)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_time(hn_fact_known(c)),
                                       hn_p_int((int64_t)limit), HN_P_END };
    struct hn_attended *all = HN_NEW_N(c->arena, struct hn_attended, limit);
    struct hn_rows *rows;
    size_t n = 0;
    enum hn_rc rc = hn_store_query(c, &sql_of_person, params, &rows);

    if (rc)
        return rc;
    while (n < limit && hn_rows_next(rows)) {
        all[n++] = (struct hn_attended){
            .meeting = { hn_row_int(rows, "id") },
            .unit_name = hn_row_text(rows, "unit_name"),
            .kind = hn_row_text(rows, "kind"),
            .day = (hn_day)hn_row_int(rows, "day"),
            .state = (enum hn_presence)hn_row_int(rows, "state"),
        };
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

const struct hn_sql *const hn_roll_sql[] = {
    &sql_draft, &sql_kept, &sql_before, &sql_guest_count, &sql_counts, &sql_guests, &sql_of_person, NULL,
};
