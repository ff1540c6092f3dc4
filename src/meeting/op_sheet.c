/* op_sheet.c: a sheet of attendance sent as ops: the roll read once, its lines written together (op_inside.h).
 *
 * It does what hn_roll_put does op by op, with the same answers, for the plain case alone: somebody on the roll whom the
 * actor may know, a state that may be put, and what the phone saw stands. All else is left to op_put.c after what waits
 * is written, so no rule of refusals and conflicts is here.
 */
#include <inttypes.h>
#include <string.h>

#include "audit/audit.h"
#include "base/num.h"
#include "meeting/op_inside.h"
#include "person/person.h"

#define REASON_PLAIN  200 /* bytes; the rule of longer ones is attend.c's */
#define READINGS_MOST 4   /* the roll is read anew after facts and the like; each reading stays in memory */

/* The rights over a person follow from those over the unit where the person is or was its member by today. */
static enum hn_rc
may_know_all(struct hn_ctx *c, const struct hn_meeting *m, bool *out)
{
    *out = false;
    if (hn_committee_meets(m) || hn_meeting_on(m) > c->today)
        return HN_OK;
    return hn_access_members(c, HN_MAY_READ_MEMBER, m->unit, out);
}

enum hn_rc
hn_op_sheet_open(struct hn_ctx *c, const struct hn_meeting *m, struct hn_op_sheet *s)
{
    enum hn_rc rc;
    bool may = false;

    if (s->open || s->readings == READINGS_MOST || hn_meeting_locked(m))
        return HN_OK;
    s->readings++;
    rc = may_know_all(c, m, &may);
    if (rc || !may)
        return rc;
    rc = hn_roll_lines_read(c, m, &s->lines);
    s->open = rc == HN_OK;
    /* Lines that follow the register are written with the first op, under versions of their own. */
    for (size_t i = 0; i < s->lines.count; i++)
        s->open = s->open && !s->lines.at[i].changed;
    return rc;
}

static enum hn_rc
line_named(struct hn_ctx *c, const struct hn_op_sheet *s, const char *item, struct hn_roll_line **out)
{
    struct hn_person_id person;
    enum hn_rc rc = hn_person_of_code(c, item, &person);

    *out = NULL;
    if (!rc && (person.v || hn_parse_i64(item, 1, INT64_MAX, &person.v)))
        *out = hn_roll_line_of(&s->lines, person);
    return rc;
}

static bool
stands(const struct hn_roll_line *l, const struct hn_op *op, enum hn_presence state)
{
    return l->state == state && strcmp(l->reason, op->text) == 0;
}

/* What the rules cannot refuse. Online depends on a rule of the unit. */
static bool
is_plain(const struct hn_roll_line *l, const struct hn_op *op, enum hn_presence state)
{
    bool seen = op->base > 0 ? op->base == l->version : l->version == 0 || l->state == HN_NOT_RECORDED;

    return l->wanted == HN_NOT_RECORDED && state < HN_EXEMPT && state != HN_ONLINE &&
           strlen(op->text) <= REASON_PLAIN && (seen || stands(l, op, state));
}

enum hn_rc
hn_op_sheet_put(struct hn_ctx *c, const struct hn_meeting *m, struct hn_op_sheet *s, struct hn_op *op,
                bool *done, int64_t *version)
{
    enum hn_presence state = hn_presence_of(op->value);
    struct hn_roll_line *l = NULL;
    enum hn_rc rc = s->open ? line_named(c, s, op->item, &l) : HN_OK;

    *done = false;
    if (rc || !l || l->changed || !is_plain(l, op, state))
        return rc;
    *done = true;
    op->item = hn_print(c->arena, "%" PRId64, l->person.v);
    *version = l->version;
    if (stands(l, op, state))
        return HN_OK;
    l->state = state;
    l->reason = op->text;
    l->via = HN_VIA_SECRETARY;
    l->helper.v = 0;
    l->changed = true;
    s->waiting++;
    *version = l->version + 1;
    return hn_audit_person(c, "attendance.put", m->id.v, l->person, m->unit);
}

enum hn_rc
hn_op_sheet_write(struct hn_ctx *c, const struct hn_meeting *m, struct hn_op_sheet *s)
{
    int64_t changed = 0;
    enum hn_rc rc;

    if (s->waiting == 0)
        return HN_OK;
    s->waiting = 0;
    rc = hn_roll_lines_write(c, m, &s->lines, &changed);
    return rc ? rc : hn_meeting_touched(c, m);
}
