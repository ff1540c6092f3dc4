/* list.c: the meetings that come to somebody, and what a cell is used to (meeting.h). */
#include <string.h>

#include "access/scope.h"
#include "meeting/inside.h"
#include "rule/rule.h"

#define COMING_MOST 100
#define HABIT_MOST  6

/* --- coming: of the units one keeps, of the own cell, and where one is a guest --- */

/* $7 … $23: the units, as numbers: the roots of the scope and the own cell. */
#define COMING_UNITS "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23"

/* clang-format off */
static const struct hn_sql sql_coming = {
    .name = "meeting.coming",
    .text =
        MEETING_COLUMNS
        " FROM (SELECT n.unit_id, n.id FROM meeting n WHERE n.unit_id IN (" COMING_UNITS ")"
        " AND n.month BETWEEN $2 AND $3 UNION SELECT x.unit_id, x.meeting_id FROM meeting_guest x"
        " WHERE x.person_id = $6 AND x.person_id <> 0 AND x.removed_at = 0) w"
        " JOIN meeting m ON m.unit_id = w.unit_id AND m.id = w.id" MEETING_JOINS
        " WHERE m.month BETWEEN $2 AND $3 AND " MEETING_DAY("m") " BETWEEN $4 AND $5"
        " AND m.cancelled_at = 0"
        " ORDER BY " MEETING_DAY("m") ", m.start_minute, m.id LIMIT 100"
};
/* clang-format on */

/* The own cell of today. */
static const struct hn_sql sql_own_cell = {
    .name = "meeting.own_cell",
    .text = "SELECT unit_id FROM membership WHERE person_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};

/* Who keeps no meetings has an empty scope; that is neither a failure nor a refusal. */
static enum hn_rc
keeps(struct hn_ctx *c, struct hn_scope *out)
{
    struct hn_look *looks = c->looks;
    int faults = c->fault_count;
    enum hn_rc rc = hn_scope_of(c, HN_MAY_EDIT_MEETING, (struct hn_unit_id){ 0 }, out);

    if (rc != HN_DENIED && rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    c->looks = looks;
    return HN_OK;
}

enum hn_rc
hn_meetings_coming(struct hn_ctx *c, hn_day from, hn_day to, const struct hn_meeting **out, size_t *count)
{
    struct hn_param params[24];
    struct hn_person_id self;
    struct hn_scope scope = { 0 };
    int64_t cell = 0;
    size_t n = 0;
    bool found;
    enum hn_rc rc = hn_access_person(c, &self);
    const struct hn_param own[] = { hn_p_id(self.v), hn_p_day(c->today), HN_P_END };

    if (!rc)
        rc = keeps(c, &scope);
    if (!rc && self.v)
        rc = hn_store_int(c, &sql_own_cell, own, &cell, &found);
    if (rc)
        return rc;
    params[n++] = hn_p_time(hn_fact_known(c));
    params[n++] = hn_p_int(hn_month_of(from) - 1);
    params[n++] = hn_p_int(hn_month_of(to) + 1);
    params[n++] = hn_p_day(from);
    params[n++] = hn_p_day(to);
    params[n++] = hn_p_id(self.v);
    for (int i = 0; i < HN_SCOPE_ROOTS; i++)
        params[n++] = hn_p_id(scope.subtree[i]);
    for (int i = 0; i < HN_SCOPE_ROOTS; i++)
        params[n++] = hn_p_id(scope.unit[i]);
    params[n++] = hn_p_id(cell);
    params[n] = HN_P_END;
    return hn_meeting_rows(c, &sql_coming, params, COMING_MOST, out, count);
}

/* --- habit --- */

static const struct hn_sql sql_last = {
    .name = "meeting.last_ordinary",
    .text = "SELECT held_day, start_minute, length_minutes, place, chair_id, writer_id FROM meeting"
            " WHERE unit_id = $1 AND month BETWEEN $2 - 12 AND $2 - 1 AND kind = 'ordinary' AND held_at <> 0"
            " AND cancelled_at = 0 ORDER BY held_day DESC, id DESC LIMIT 6"
};
static const struct hn_sql sql_thematic = {
    .name = "meeting.thematic",
    .text = "SELECT COUNT(*) AS n FROM meeting WHERE unit_id = $1 AND month BETWEEN $2 AND $3"
            " AND thematic = 1 AND cancelled_at = 0"
};

struct past {
    hn_day day;
    int start, length;
    const char *place;
    struct hn_person_id chair, writer;
};

/* Monday 0 … Sunday 6; day 0, 1970-01-01, was a Thursday. */
static int
weekday(hn_day day)
{
    return (int)(((int64_t)day % 7 + 10) % 7);
}

static int
nth_week(hn_day day)
{
    return (hn_date_of(day).day - 1) / 7;
}

/* The day of the month that a weekday of a week falls on; its last one where there is none so late. */
static hn_day
nth_weekday(int64_t month, int week, int on)
{
    hn_day first = hn_month_first(month), day = first + (on - weekday(first) + 7) % 7 + week * 7;

    return day > hn_month_last(month) ? day - 7 : day;
}

/* How many of them fit the i-th in one way; the newest that most agree with is what is usual. */
static int
agreeing(const struct past *at, size_t count, size_t i,
         bool (*fits)(const struct past *a, const struct past *b))
{
    int n = 0;

    for (size_t k = 0; k < count; k++)
        n += fits(&at[i], &at[k]);
    return n;
}

static bool
fits_date(const struct past *a, const struct past *b)
{
    return hn_date_of(a->day).day == hn_date_of(b->day).day;
}

static bool
fits_weekday(const struct past *a, const struct past *b)
{
    return weekday(a->day) == weekday(b->day) && nth_week(a->day) == nth_week(b->day);
}

static bool
fits_start(const struct past *a, const struct past *b)
{
    return a->start == b->start;
}

static bool
fits_place(const struct past *a, const struct past *b)
{
    return strcmp(a->place, b->place) == 0;
}

static size_t
usual(const struct past *at, size_t count, bool (*fits)(const struct past *a, const struct past *b),
      int *how_many)
{
    size_t best = 0;

    *how_many = 0;
    for (size_t i = 0; i < count; i++) {
        int n = agreeing(at, count, i, fits);

        if (n > *how_many) {
            *how_many = n;
            best = i;
        }
    }
    return best;
}

static void
learn(const struct past *at, size_t count, int64_t month, struct hn_meeting_habit *out)
{
    int dates, weekdays, n;
    size_t date = usual(at, count, fits_date, &dates), day = usual(at, count, fits_weekday, &weekdays);
    hn_day last = hn_month_last(month), on = hn_month_first(month) + hn_date_of(at[date].day).day - 1;

    if (weekdays > dates)
        out->day = nth_weekday(month, nth_week(at[day].day), weekday(at[day].day));
    else
        out->day = on > last ? last : on;
    out->start_minute = at[usual(at, count, fits_start, &n)].start;
    out->place = at[usual(at, count, fits_place, &n)].place;
    out->length_minutes = at[0].length;
    out->chair = at[0].chair;
    out->writer = at[0].writer;
    out->seen = (int)count;
}

enum hn_rc
hn_meeting_habit(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, struct hn_meeting_habit *out)
{
    int64_t quarter = month - month % 3, themes = 0;
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_int(month), HN_P_END };
    const struct hn_param themed[] = { hn_p_id(unit.v), hn_p_int(quarter), hn_p_int(quarter + 2), HN_P_END };
    struct past at[HABIT_MOST];
    struct hn_rows *rows;
    size_t n = 0;
    bool found;
    enum hn_rc rc = hn_need(c, HN_MAY_READ_MEETING, unit);

    *out = (struct hn_meeting_habit){ .day = hn_month_first(month) + 2,
                                      .start_minute = 19 * 60 + 30,
                                      .place = "" };
    if (!rc)
        rc = hn_store_query(c, &sql_last, params, &rows);
    if (rc)
        return rc;
    while (n < HABIT_MOST && hn_rows_next(rows)) {
        at[n++] = (struct past){
            .day = (hn_day)hn_row_int(rows, "held_day"),
            .start = (int)hn_row_int(rows, "start_minute"),
            .length = (int)hn_row_int(rows, "length_minutes"),
            .place = hn_row_text(rows, "place"),
            .chair = { hn_row_int(rows, "chair_id") },
            .writer = { hn_row_int(rows, "writer_id") },
        };
    }
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    if (n)
        learn(at, n, month, out);
    rc = hn_store_int(c, &sql_thematic, themed, &themes, &found);
    out->thematic_owed = themes == 0;
    return rc;
}

const struct hn_sql *const hn_meeting_list_sql[] = { &sql_coming, &sql_own_cell, &sql_last, &sql_thematic,
                                                     NULL };
