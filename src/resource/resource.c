/* resource.c: entering, correcting and taking back totals of what was mobilised (resource.h).
 *
 * A row is never changed: a correction retires it and writes another of the same entry; the entry's number is that of its
 * first row. Not for: lists and sums (sum.c).
 */
#include "resource/resource.h"

#include <string.h>

#include "audit/audit.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "fact/fact_sql.h"

enum { TEXT_MOST = 300, NOTE_MOST = 2000 };

#define AMOUNT_MOST ((int64_t)1000000000000000) /* a million milliards of đồng: more is a slip of the hand */

const char *const hn_resource_sources[] = {
    "public", "firm", "residents_money", "residents_land", "residents_labour", "other", NULL
};

/* Folded. What names a single household, or lays something on each of them, is no total. */
static const char *const of_households[] = {
    "ho ong",       "ho ba",    "ho anh",   "ho chi",   "gia dinh ong", "gia dinh ba", "gia dinh anh",
    "gia dinh chi", "nha ong",  "moi ho",   "tung ho",  "moi nha",      "moi khau",    "moi gia dinh",
    "tren ho",      "dinh muc", "muc dong", "bat buoc", NULL,
};

static bool
goes_on(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whole words alone: "ho ba" is not in "ho bao ton". Folded text has nothing but these letters in words. */
static bool
has_words(const char *folded, const char *words)
{
    size_t len = strlen(words);

    for (const char *p = strstr(folded, words); p; p = strstr(p + 1, words)) {
        if ((p == folded || !goes_on(p[-1])) && !goes_on(p[len]))
            return true;
    }
    return false;
}

static bool
tells_of_households(struct hn_ctx *c, const char *text)
{
    const char *folded = hn_vi_fold(c->arena, text ? text : "");

    for (size_t i = 0; of_households[i]; i++) {
        if (has_words(folded, of_households[i]))
            return true;
    }
    return false;
}

static enum hn_rc
check_texts(struct hn_ctx *c, const struct hn_resource *in)
{
    const char *project = in->project ? in->project : "", *said_by = in->said_by ? in->said_by : "";
    const char *note = in->note ? in->note : "";

    if ((!*project && !in->paper.v) || hn_utf8_count(project) > TEXT_MOST)
        return hn_fail(c, HN_INVALID, "project", "resource.project");
    if (!*said_by || hn_utf8_count(said_by) > TEXT_MOST)
        return hn_fail(c, HN_INVALID, "said_by", "resource.said_by");
    if (hn_utf8_count(note) > NOTE_MOST)
        return hn_fail(c, HN_INVALID, "note", "resource.note");
    if (tells_of_households(c, project))
        return hn_fail(c, HN_INVALID, "project", "resource.household");
    if (tells_of_households(c, said_by))
        return hn_fail(c, HN_INVALID, "said_by", "resource.household");
    if (tells_of_households(c, note))
        return hn_fail(c, HN_INVALID, "note", "resource.household");
    return HN_OK;
}

static enum hn_rc
check_new(struct hn_ctx *c, const struct hn_resource *in)
{
    bool in_kind = in->source &&
                   (strcmp(in->source, "residents_land") == 0 || strcmp(in->source, "residents_labour") == 0);

    if (!hn_one_of(in->source, hn_resource_sources))
        return hn_fail(c, HN_INVALID, "source", "resource.source");
    if (in->amount <= 0 || in->amount > AMOUNT_MOST)
        return hn_fail(c, HN_INVALID, "amount", "resource.amount");
    if (in->worth_dong < 0 || in->worth_dong > AMOUNT_MOST || (in->worth_dong && !in_kind))
        return hn_fail(c, HN_INVALID, "worth_dong", "resource.worth");
    if (in->on > c->today)
        return hn_fail(c, HN_INVALID, "on", "resource.day");
    return check_texts(c, in);
}

/* A programme one may see; what is out of sight is not there. */
static enum hn_rc
check_paper(struct hn_ctx *c, const struct hn_resource *in)
{
    struct hn_paper paper;
    int faults = c->fault_count;
    enum hn_rc rc;

    if (!in->paper.v)
        return HN_OK;
    rc = hn_paper_get(c, in->paper, &paper);
    if (rc != HN_NOT_FOUND)
        return rc;
    c->fault_count = faults;
    return hn_fail(c, HN_INVALID, "paper", "resource.paper");
}

static const struct hn_sql sql_standing = {
    .name = "resource.standing",
    .text = "SELECT unit_id, known_from FROM resource WHERE entry_id = $1 AND known_to = " HN_SQL_OPEN_TIME
};

/* The unit the row belongs to, and an instant not before it was written. HN_NOT_FOUND. */
static enum hn_rc
find(struct hn_ctx *c, int64_t id, struct hn_unit_id *unit, hn_time *at)
{
    const struct hn_param params[] = { hn_p_id(id), HN_P_END };
    struct hn_rows *rows;
    bool found;
    enum hn_rc rc = hn_store_query(c, &sql_standing, params, &rows);

    if (rc)
        return rc;
    found = hn_rows_next(rows);
    if (found) {
        unit->v = hn_row_int(rows, "unit_id");
        *at = hn_row_int(rows, "known_from") >= c->now ? hn_row_int(rows, "known_from") + 1 : c->now;
    }
    rc = hn_rows_end(rows);
    return rc || found ? rc : hn_fail(c, HN_NOT_FOUND, "", "not_found");
}

static const struct hn_sql sql_insert = { .name = "resource.insert",
                                          .text = "INSERT INTO resource (unit_id, entry_id, id, known_from, "
                                                  "known_to, paper_id, project, source, amount,"
                                                  " worth_dong, on_day, said_by, note, entered_by)"
                                                  " VALUES ($1, $2, $3, $4, " HN_SQL_OPEN_TIME
                                                  ", $5, $6, $7, $8, $9, $10, $11, $12, $13)" };
static const struct hn_sql sql_retire = { .name = "resource.retire",
                                          .text = "UPDATE resource SET known_to = $3 WHERE unit_id = $1 AND "
                                                  "entry_id = $2 AND known_to = " HN_SQL_OPEN_TIME };

static enum hn_rc
retire(struct hn_ctx *c, struct hn_unit_id unit, int64_t id, hn_time at)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_id(id), hn_p_time(at), HN_P_END };

    return hn_store_do(c, &sql_retire, params);
}

static enum hn_rc
write_row(struct hn_ctx *c, const struct hn_resource *in, struct hn_unit_id unit, int64_t id, hn_time at)
{
    const struct hn_param params[] = { hn_p_id(unit.v),
                                       hn_p_id(id),
                                       hn_p_id(in->id ? hn_new_id(c) : id),
                                       hn_p_time(at),
                                       hn_p_id(in->paper.v),
                                       hn_p_text(in->project ? in->project : ""),
                                       hn_p_text(in->source),
                                       hn_p_int(in->amount),
                                       hn_p_int(in->worth_dong),
                                       hn_p_day(in->on),
                                       hn_p_text(in->said_by),
                                       hn_p_text(in->note ? in->note : ""),
                                       hn_p_id(c->actor.v),
                                       HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

enum hn_rc
hn_resource_put(struct hn_ctx *c, const struct hn_resource *in, int64_t *out)
{
    struct hn_unit_id unit = in->unit;
    int64_t id = in->id ? in->id : hn_new_id(c);
    hn_time at = c->now;
    enum hn_rc rc = in->id ? find(c, id, &unit, &at) : HN_OK;

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, unit);
    if (!rc)
        rc = check_new(c, in);
    if (!rc)
        rc = check_paper(c, in);
    if (!rc && in->id)
        rc = retire(c, unit, id, at);
    if (!rc)
        rc = write_row(c, in, unit, id, at);
    if (rc)
        return rc;
    *out = id;
    return hn_audit_change(c, in->id ? "resource.correct" : "resource.enter", id, unit, "", in->source);
}

enum hn_rc
hn_resource_remove(struct hn_ctx *c, int64_t id)
{
    struct hn_unit_id unit;
    hn_time at;
    enum hn_rc rc = find(c, id, &unit, &at);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, unit);
    if (!rc)
        rc = retire(c, unit, id, at);
    return rc ? rc : hn_audit_change(c, "resource.remove", id, unit, "", "");
}

const struct hn_sql *const hn_resource_sql[] = { &sql_standing, &sql_insert, &sql_retire, NULL };
