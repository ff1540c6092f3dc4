/* rules.c: what a new or changed task has to keep to, and what is told for it by default (task.h).
 *
 * Not for: writing it (task.c), what becomes of it (report.c).
 */
#include <ctype.h>
#include <string.h>

#include "task/inside.h"

enum { KEY_LEAST = 8, KEY_MOST = 64, CHECK_WITHIN_DAYS = 366 };

static bool
key_is_good(const char *key)
{
    size_t len = strlen(key);

    if (len < KEY_LEAST || len > KEY_MOST)
        return false;
    for (const char *p = key; *p; p++) {
        if (!isalnum((unsigned char)*p) && *p != '-')
            return false;
    }
    return true;
}

static enum hn_rc
check_words(struct hn_ctx *c, const struct hn_task_new *in)
{
    if (!in->title || !*in->title || hn_utf8_count(in->title) > HN_TASK_TITLE_MOST)
        return hn_fail(c, HN_INVALID, "title", "task.title");
    if (in->detail && hn_utf8_count(in->detail) > HN_TASK_TEXT_MOST)
        return hn_fail(c, HN_INVALID, "detail", "task.detail");
    if (in->item_key && !key_is_good(in->item_key))
        return hn_fail(c, HN_INVALID, "", "run.key");
    return HN_OK;
}

/* --- days and weight --- */

/* A day that stands already may have gone by. */
static enum hn_rc
check_days(struct hn_ctx *c, const struct hn_task_new *in, const struct hn_task_standing *old, hn_day on)
{
    bool said = in->due != HN_DAY_OPEN;

    if (in->due < on && !(old && old->t.due == in->due))
        return hn_fail_arg(c, HN_INVALID, "due", "task.due", hn_day_prose(c->arena, on));
    if (in->starts && in->starts > in->due)
        return hn_fail(c, HN_INVALID, "starts", "task.starts");
    if (in->check_on && !(old && old->t.check_on == in->check_on) &&
        (in->check_on < (in->starts ? in->starts : on) ||
         (said && in->check_on > in->due + CHECK_WITHIN_DAYS)))
        return hn_fail(c, HN_INVALID, "check_on", "task.check_on");
    if (in->weight < 1 || in->weight > HN_TASK_WEIGHT_MOST)
        return hn_fail(c, HN_INVALID, "weight", "task.weight");
    return HN_OK;
}

/* --- persons --- */

/* clang-format off */
/* Of the unit itself or of a cell below it; an officer of a committee belongs to some cell below. */
static const struct hn_sql sql_belongs = {
    .name = "task.belongs",
    .text =
        "SELECT m.person_id FROM membership m WHERE m.person_id = $1 AND m.known_to = " HN_SQL_OPEN_TIME
        " AND m.valid_from <= $3 AND m.valid_to > $3 AND EXISTS (SELECT 1 FROM unit_closure w"
        " WHERE w.des = m.unit_id AND w.anc = $2 AND w.known_to = " HN_SQL_OPEN_TIME
        " AND w.valid_from <= $3 AND w.valid_to > $3)"
};
static const struct hn_sql sql_serves = {
    .name = "task.serves",
    .text =
        "SELECT o.person_id FROM office o WHERE o.unit_id = $2 AND o.person_id = $1"
        " AND o.known_to = " HN_SQL_OPEN_TIME " AND o.valid_from <= $3 AND o.valid_to > $3 LIMIT 1"
};
/* clang-format on */

static enum hn_rc
belongs(struct hn_ctx *c, struct hn_unit_id unit, struct hn_person_id person, hn_day on, bool *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_id(unit.v), hn_p_day(on), HN_P_END };
    int64_t id;

    *out = false;
    return person.v ? hn_store_int(c, &sql_belongs, params, &id, out) : HN_OK;
}

/* Who checks or helps: a member at or below the unit, or who holds an office in it. */
static enum hn_rc
is_of_unit(struct hn_ctx *c, struct hn_unit_id unit, struct hn_person_id person, hn_day on, bool *out)
{
    const struct hn_param params[] = { hn_p_id(person.v), hn_p_id(unit.v), hn_p_day(on), HN_P_END };
    int64_t id;
    enum hn_rc rc = belongs(c, unit, person, on, out);

    if (rc || *out || !person.v)
        return rc;
    return hn_store_int(c, &sql_serves, params, &id, out);
}

static enum hn_rc
check_responsible(struct hn_ctx *c, const struct hn_task_new *in, hn_day on)
{
    bool found = false;
    enum hn_rc rc = belongs(c, in->doer, in->responsible, on, &found);

    return rc || found ? rc : hn_fail(c, HN_INVALID, "responsible", "task.responsible");
}

static enum hn_rc
check_helpers(struct hn_ctx *c, const struct hn_task_new *in, hn_day on)
{
    enum hn_rc rc = HN_OK;

    if (in->helper_count > HN_TASK_HELPERS_MOST)
        return hn_fail(c, HN_INVALID, "helpers", "task.helper");
    for (size_t i = 0; !rc && i < in->helper_count; i++) {
        bool found = in->helpers[i].v != in->responsible.v;

        for (size_t k = 0; k < i; k++)
            found = found && in->helpers[k].v != in->helpers[i].v;
        if (found)
            rc = is_of_unit(c, in->unit, in->helpers[i], on, &found);
        if (!rc && !found)
            rc = hn_fail(c, HN_INVALID, "helpers", "task.helper");
    }
    return rc;
}

static bool
is_doing(const struct hn_task_new *in, struct hn_person_id person)
{
    bool doing = person.v == in->responsible.v;

    for (size_t i = 0; i < in->helper_count; i++)
        doing = doing || in->helpers[i].v == person.v;
    return doing;
}

static const struct hn_sql sql_leads = {
    .name = "task.leads",
    .text = "SELECT o.person_id FROM office o WHERE o.unit_id = $1 AND o.known_to = " HN_SQL_OPEN_TIME
            " AND o.valid_from <= $2 AND o.valid_to > $2 AND o.office IN ('secretary', 'deputy_secretary')"
            " ORDER BY o.office DESC, o.valid_from, o.person_id LIMIT 20"
};

/* The secretary of that day, a deputy, the chair, the writer; last whoever keeps the minutes, so that a cell whose
 * offices nobody recorded can set tasks too. */
static enum hn_rc
default_checker(struct hn_ctx *c, const struct hn_meeting *m, struct hn_task_new *in, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(in->unit.v), hn_p_day(on), HN_P_END };
    struct hn_person_id self = { 0 };
    struct hn_rows *rows;
    enum hn_rc rc = hn_access_person(c, &self);

    if (!rc)
        rc = hn_store_query(c, &sql_leads, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_person_id one = { hn_row_int(rows, "person_id") };

        if (!in->checker.v && !is_doing(in, one))
            in->checker = one;
    }

    const struct hn_person_id others[] = { m->chair, m->writer, self };

    for (size_t i = 0; i < 3; i++) {
        if (!in->checker.v && others[i].v && !is_doing(in, others[i]))
            in->checker = others[i];
    }
    return hn_rows_end(rows);
}

static enum hn_rc
settle_checker(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_standing *old, hn_day on,
               struct hn_task_new *in)
{
    bool told = in->checker.v != 0, found = true;
    enum hn_rc rc = HN_OK;

    if (!told && m && old && old->t.checker.v && !is_doing(in, old->t.checker))
        in->checker = old->t.checker;
    if (!in->checker.v && m)
        rc = default_checker(c, m, in, on);
    if (!rc && !in->checker.v)
        return hn_fail(c, HN_INVALID, "checker", "task.checker");
    if (!rc && is_doing(in, in->checker))
        return hn_fail(c, HN_INVALID, "checker", "task.checker_self");
    if (!rc && told)
        rc = is_of_unit(c, in->unit, in->checker, on, &found);
    return rc || found ? rc : hn_fail(c, HN_INVALID, "checker", "task.checker");
}

/* --- what it serves --- */

static const struct hn_sql sql_below = {
    .name = "task.below",
    .text = "SELECT w.des FROM unit_closure w WHERE w.des = $1 AND w.anc = $2 AND w.known_to ="
            " " HN_SQL_OPEN_TIME " AND w.valid_from <= $3 AND w.valid_to > $3"
};

static enum hn_rc
check_doer(struct hn_ctx *c, const struct hn_task_new *in, hn_day on)
{
    const struct hn_param params[] = { hn_p_id(in->doer.v), hn_p_id(in->unit.v), hn_p_day(on), HN_P_END };
    int64_t id;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_below, params, &id, &found);

    return rc || found ? rc : hn_fail(c, HN_INVALID, "doer", "task.doer");
}

/* clang-format off */
/* Of a paper in force that the unit keeps, issued with others or was sent, or that came to a unit whose heir it is: the top
 * of its chain. */
static const struct hn_sql sql_paper = {
    .name = "task.paper",
    .text =
        "SELECT CASE WHEN p.root_id = 0 THEN p.id ELSE p.root_id END AS root FROM paper p"
        " WHERE p.id = $1 AND p.state = 'issued' AND (p.unit_id = $2"
        " OR EXISTS (SELECT 1 FROM paper_body b WHERE b.unit_id = p.unit_id AND b.paper_id = p.id"
        " AND b.body_unit_id = $2)"
        " OR EXISTS (SELECT 1 FROM duty d WHERE d.paper_id = p.id AND d.unit_id = $2)"
        " OR EXISTS (SELECT 1 FROM unit_lineage l WHERE l.succ = $2 AND l.known_to = " HN_SQL_OPEN_TIME
        " AND (l.pred = p.unit_id OR EXISTS (SELECT 1 FROM duty d WHERE d.paper_id = p.id AND d.unit_id = l.pred))))"
};
static const struct hn_sql sql_target = {
    .name = "task.target",
    .text =
        "SELECT t.paper_id, CASE WHEN p.root_id = 0 THEN p.id ELSE p.root_id END AS root FROM target t"
        " JOIN paper p ON p.id = t.paper_id WHERE t.id = $1 AND t.removed_at = 0"
};
/* An area in the book of the unit or of one below it. */
static const struct hn_sql sql_area = {
    .name = "task.area",
    .text =
        "SELECT a.id FROM area a JOIN unit_closure w ON w.des = a.unit_id AND w.anc = $2"
        " AND w.known_to = " HN_SQL_OPEN_TIME " AND w.valid_from <= $3 AND w.valid_to > $3"
        " WHERE a.id = $1 AND a.valid_to > $3"
};
static const struct hn_sql sql_finding = {
    .name = "task.finding",
    .text = "SELECT f.id FROM finding f WHERE f.id = $1 AND f.unit_id = $2 AND f.removed_at = 0"
};
static const struct hn_sql sql_place = {
    .name = "task.place",
    .text = "SELECT p.id FROM place p WHERE p.id = $1"
};
/* clang-format on */

static enum hn_rc
read_target(struct hn_ctx *c, int64_t target, struct hn_paper_id *paper, struct hn_paper_id *root)
{
    const struct hn_param params[] = { hn_p_id(target), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_target, params, &rows);

    paper->v = root->v = 0;
    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        paper->v = hn_row_int(rows, "paper_id");
        root->v = hn_row_int(rows, "root");
    }
    return hn_rows_end(rows);
}

/* A target brings its own paper along, when the task names none. */
static enum hn_rc
settle_paper(struct hn_ctx *c, struct hn_task_new *in, struct hn_paper_id *root)
{
    struct hn_paper_id paper = { 0 }, of_target = { 0 };
    bool found = true;
    enum hn_rc rc = HN_OK;

    root->v = 0;
    if (in->target)
        rc = read_target(c, in->target, &paper, &of_target);
    if (!rc && in->target && !paper.v)
        rc = hn_fail(c, HN_INVALID, "target", "task.target");
    if (!in->paper.v)
        in->paper = paper;
    if (rc || !in->paper.v)
        return rc;
    const struct hn_param params[] = { hn_p_id(in->paper.v), hn_p_id(in->unit.v), HN_P_END };

    rc = hn_store_int(c, &sql_paper, params, &root->v, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "paper", "task.paper");
    if (!rc && in->target && of_target.v != root->v)
        rc = hn_fail(c, HN_INVALID, "target", "task.target");
    return rc;
}

static enum hn_rc
is_there(struct hn_ctx *c, const struct hn_sql *sql, const struct hn_param *params, const char *field,
         const char *key)
{
    int64_t there;
    bool found;
    enum hn_rc rc = hn_store_int(c, sql, params, &there, &found);

    return rc || found ? rc : hn_fail(c, HN_INVALID, field, key);
}

static enum hn_rc
settle_serves(struct hn_ctx *c, struct hn_task_new *in, hn_day on, struct hn_paper_id *root)
{
    const struct hn_param area[] = { hn_p_id(in->area), hn_p_id(in->unit.v), hn_p_day(on), HN_P_END };
    const struct hn_param finding[] = { hn_p_id(in->finding), hn_p_id(in->unit.v), HN_P_END };
    const struct hn_param place[] = { hn_p_id(in->place.v), HN_P_END };
    enum hn_rc rc = settle_paper(c, in, root);

    if (!rc && in->area)
        rc = is_there(c, &sql_area, area, "area", "task.area");
    if (!rc && in->finding)
        rc = is_there(c, &sql_finding, finding, "finding", "task.finding");
    if (!rc && in->place.v)
        rc = is_there(c, &sql_place, place, "place", "task.place");
    return rc;
}

enum hn_rc
hn_task_settle(struct hn_ctx *c, const struct hn_meeting *m, const struct hn_task_standing *old, hn_day on,
               struct hn_task_new *in, struct hn_paper_id *root)
{
    enum hn_rc rc = check_words(c, in);

    if (!in->doer.v)
        in->doer = in->unit;
    if (!in->weight)
        in->weight = 1;
    if (!rc)
        rc = check_doer(c, in, on);
    if (!rc)
        rc = check_days(c, in, old, on);
    if (!in->check_on && in->due != HN_DAY_OPEN)
        in->check_on = in->due;
    if (!rc)
        rc = check_responsible(c, in, on);
    if (!rc)
        rc = check_helpers(c, in, on);
    if (!rc)
        rc = settle_checker(c, m, old, on, in);
    return rc ? rc : settle_serves(c, in, on, root);
}

const struct hn_sql *const hn_task_rules_sql[] = { &sql_belongs, &sql_serves, &sql_leads, &sql_below,
                                                   &sql_paper,   &sql_target, &sql_area,  &sql_finding,
                                                   &sql_place,   NULL };
