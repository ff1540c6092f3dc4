/* calendar.c: see calendar.h. The holidays of a stretch of days are read once, then it is reckoned day by day. */
#include "calendar/calendar.h"

#include "audit/audit.h"
#include "base/vi.h"

enum { HOLIDAYS_MOST = 4000, NAME_MOST = 200, DEADLINE_MOST = 1000 };

/* --- rows --- */

static const struct hn_sql sql_between = { .name = "holiday.between",
                                           .text = "SELECT day, worked, name, name_en, legal_basis FROM "
                                                   "holiday WHERE day >= $1 AND day <= $2 ORDER BY day" };

static enum hn_rc
read_between(struct hn_ctx *c, hn_day from, hn_day to, const struct hn_holiday **out, size_t *count)
{
    const struct hn_param params[] = { hn_p_day(from), hn_p_day(to), HN_P_END };
    struct hn_holiday *all = NULL;
    size_t n = 0, room = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_between, params, &rows);

    if (rc)
        return rc;
    while (n < HOLIDAYS_MOST && hn_rows_next(rows)) {
        if (n == room) {
            all = hn_grow(c->arena, all, room * sizeof *all, (room + 32) * sizeof *all);
            room += 32;
        }
        all[n++] = (struct hn_holiday){
            .day = (hn_day)hn_row_int(rows, "day"),
            .worked = hn_row_int(rows, "worked") != 0,
            .name = hn_row_text(rows, "name"),
            .name_en = hn_row_text(rows, "name_en"),
            .legal_basis = hn_row_text(rows, "legal_basis"),
        };
    }
    *out = all;
    *count = n;
    return hn_rows_end(rows);
}

enum hn_rc
hn_holidays(struct hn_ctx *c, int year, const struct hn_holiday **out, size_t *count)
{
    return read_between(c, hn_day_of(year, 1, 1), hn_day_of(year, 12, 31), out, count);
}

/* --- reckoning --- */

static bool
is_weekend(hn_day day)
{
    int weekday = (int)(((int64_t)day + 4) % 7); /* 1970-01-01 was a Thursday; 0: Sunday */

    weekday = weekday < 0 ? weekday + 7 : weekday;
    return weekday == 0 || weekday == 6;
}

/* Holidays in order of days, walked beside the days. */
struct walk {
    const struct hn_holiday *at;
    size_t count, next;
};

static bool
is_worked(struct walk *w, hn_day day)
{
    while (w->next < w->count && w->at[w->next].day < day)
        w->next++;
    if (w->next < w->count && w->at[w->next].day == day)
        return w->at[w->next].worked;
    return !is_weekend(day);
}

enum hn_rc
hn_is_worked(struct hn_ctx *c, hn_day day, bool *out)
{
    struct walk w = { 0 };
    enum hn_rc rc = read_between(c, day, day, &w.at, &w.count);

    if (rc)
        return rc;
    *out = is_worked(&w, day);
    return HN_OK;
}

enum hn_rc
hn_workdays_after(struct hn_ctx *c, hn_day from, int64_t n, hn_day *out)
{
    int64_t days = n < 0 ? 0 : n > DEADLINE_MOST ? DEADLINE_MOST : n;
    struct walk w = { 0 };
    hn_day day = from;
    /* No year has so many days off that twice the days and two months would not do. */
    enum hn_rc rc = read_between(c, from + 1, (hn_day)(from + 2 * days + 60), &w.at, &w.count);

    if (rc)
        return rc;
    for (int64_t left = days; left > 0; left -= is_worked(&w, day))
        day++;
    *out = day;
    return HN_OK;
}

enum hn_rc
hn_workdays_between(struct hn_ctx *c, hn_day from, hn_day to, int64_t *out)
{
    hn_day first = from < to ? from : to, last = from < to ? to : from;
    struct walk w = { 0 };
    int64_t n = 0;
    enum hn_rc rc = read_between(c, first + 1, last, &w.at, &w.count);

    if (rc)
        return rc;
    for (hn_day day = first; day < last;)
        n += is_worked(&w, ++day);
    *out = from < to ? n : -n;
    return HN_OK;
}

/* --- deeds --- */

static const struct hn_sql sql_root = {
    .name = "holiday.root",
    .text = "SELECT unit_id FROM unit_version WHERE parent_id = 0 AND valid_from <= $1 AND valid_to > $1"
            " AND known_to = 9223372036854775807 ORDER BY unit_id LIMIT 20"
};

/* Days off bind everybody, so they are kept by who directs a root of the tree. */
static enum hn_rc
need_root(struct hn_ctx *c)
{
    const struct hn_param params[] = { hn_p_day(c->today), HN_P_END };
    struct hn_unit_id root[20];
    size_t count = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_root, params, &rows);

    if (rc)
        return rc;
    while (count < 20 && hn_rows_next(rows))
        root[count++].v = hn_row_int(rows, "unit_id");
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++) {
        if (hn_may(c, HN_MAY_DIRECT, root[i]))
            return HN_OK;
    }
    return hn_need(c, HN_MAY_DIRECT, count ? root[0] : (struct hn_unit_id){ 0 });
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_holiday *in)
{
    if (in->day < hn_day_of(1990, 1, 1) || in->day > hn_day_of(2199, 12, 31) ||
        (in->worked && !is_weekend(in->day)))
        return hn_fail(c, HN_INVALID, "day", "holiday.day");
    if (!*in->name)
        return hn_fail(c, HN_INVALID, "name", "holiday.name");
    if (!*in->legal_basis)
        return hn_fail(c, HN_INVALID, "legal_basis", "holiday.basis");
    if (hn_utf8_count(in->name) > NAME_MOST)
        return hn_fail_arg(c, HN_INVALID, "name", "too_long", "200");
    if (hn_utf8_count(in->name_en) > NAME_MOST)
        return hn_fail_arg(c, HN_INVALID, "name_en", "too_long", "200");
    if (hn_utf8_count(in->legal_basis) > NAME_MOST)
        return hn_fail_arg(c, HN_INVALID, "legal_basis", "too_long", "200");
    return HN_OK;
}

static const struct hn_sql sql_put = {
    .name = "holiday.put",
    .text =
        "INSERT INTO holiday (day, worked, name, name_en, legal_basis, entered_by) VALUES ($1, $2, $3, $4, "
        "$5, $6)"
        " ON CONFLICT (day) DO UPDATE SET worked = excluded.worked, name = excluded.name,"
        " name_en = excluded.name_en, legal_basis = excluded.legal_basis, entered_by = excluded.entered_by"
};

enum hn_rc
hn_holiday_put(struct hn_ctx *c, const struct hn_holiday *in)
{
    const struct hn_param params[] = { hn_p_day(in->day),
                                       hn_p_int(in->worked),
                                       hn_p_text(in->name),
                                       hn_p_text(in->name_en),
                                       hn_p_text(in->legal_basis),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };
    enum hn_rc rc = need_root(c);

    if (!rc)
        rc = check(c, in);
    if (!rc)
        rc = hn_store_do(c, &sql_put, params);
    if (rc)
        return rc;
    return hn_audit_change(c, "holiday.put", in->day, (struct hn_unit_id){ 0 }, "",
                           hn_print(c->arena, "%s %d", hn_day_iso(c->arena, in->day), in->worked));
}

static const struct hn_sql sql_drop = { .name = "holiday.drop",
                                        .text = "DELETE FROM holiday WHERE day = $1" };

enum hn_rc
hn_holiday_drop(struct hn_ctx *c, hn_day day)
{
    const struct hn_param params[] = { hn_p_day(day), HN_P_END };
    const struct hn_holiday *old;
    size_t count = 0;
    enum hn_rc rc = need_root(c);

    if (!rc)
        rc = read_between(c, day, day, &old, &count);
    if (!rc && !count)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = hn_store_do(c, &sql_drop, params);
    return rc ? rc : hn_audit(c, "holiday.drop", day);
}

const struct hn_sql *const hn_holiday_sql[] = {
    &sql_between, &sql_root, &sql_put, &sql_drop, NULL,
};
