/* stand.c: how a target stands at a unit, put together over the tree of the day (target.h).
 *
 * The units that matter are the marked ones: with a share of the target, or with a value of it. What a unit has reached is
 * its own value, else it is put together from the topmost marked units below it, each of which is worked out so in turn;
 * so every unit counts in one place alone. A unit without a value adds nothing and is told as missing.
 *
 * Asked for a year that is over, it is the tree and the values of that year's last day; only what was measured in the year
 * counts for it.
 */
#include <string.h>

#include "target/inside.h"

enum { DEPTH_MOST = 32, YEARS_MOST = 30 };

/* A province has more units that matter than a request has memory for. */
#define STAND_MEMORY ((size_t)64 << 20)

/* --- putting together --- */

static bool
counts_units(const struct hn_target *t)
{
    return strcmp(t->rule, "count") == 0 || strcmp(t->rule, "all") == 0;
}

static int64_t
mean(int64_t sum, int64_t count)
{
    return sum >= 0 ? (sum + count / 2) / count : -((-sum + count / 2) / count);
}

/* What is put together by counting is the better the more there are, whatever the measure of the units. */
static bool
reaches(const struct hn_target *t, const struct hn_target_node *n, int64_t value)
{
    if (!n->has_own && counts_units(t))
        return strcmp(t->rule, "all") == 0 ? n->below.units > 0 && n->below.reaching == n->below.units
                                           : n->has_share && value >= n->share;
    if (!n->has_share)
        return false;
    return strcmp(t->better, "down") == 0 ? value <= n->share : value >= n->share;
}

static struct hn_target_stand
stand_of(const struct hn_target_standing *s, const struct hn_target_node *n)
{
    const struct hn_target_below *b = &n->below;
    struct hn_target_stand out = { .unit = { n->unit },
                                   .code = n->code ? n->code : "",
                                   .name = n->name ? n->name : "",
                                   .kind = n->kind ? n->kind : "",
                                   .has_share = n->has_share,
                                   .share_milli = n->share,
                                   .qualifier = n->has_own ? n->qualifier : "",
                                   .value_on = n->has_own ? n->own_on : 0,
                                   .units = b->units,
                                   .with_value = b->with_value,
                                   .reaching = b->reaching,
                                   .shares_milli = b->shares };

    out.has_value = n->has_own || b->value_count > 0;
    if (n->has_own)
        out.value_milli = n->own;
    else if (b->value_count > 0)
        out.value_milli = strcmp(s->t->rule, "average") == 0 ? mean(b->value_sum, b->value_count)
                                                             : b->value_sum;
    out.reached = out.has_value && reaches(s->t, n, out.value_milli);
    if (out.has_share && b->units > 0 && !counts_units(s->t))
        out.shares_differ = (strcmp(s->t->rule, "sum") == 0 ? b->shares : mean(b->shares, b->units)) !=
                            out.share_milli;
    return out;
}

static void
add_below(struct hn_target_below *to, const struct hn_target_below *from)
{
    to->units += from->units;
    to->with_value += from->with_value;
    to->reaching += from->reaching;
    to->shares += from->shares;
    to->value_sum += from->value_sum;
    to->value_count += from->value_count;
}

/* A child that is not marked hands up what is below it. When units are counted, so does one between, but for the count it
 * says itself. */
static void
hand_up(const struct hn_target_standing *s, const struct hn_target_node *n)
{
    struct hn_target_below *to = &n->above->below;
    struct hn_target_stand k;

    if (!n->marked) {
        add_below(to, &n->below);
        return;
    }
    k = stand_of(s, n);
    if (counts_units(s->t) && n->below.units > 0) {
        struct hn_target_below up = n->below;

        up.value_sum = k.has_value ? k.value_milli : 0;
        up.value_count = k.has_value;
        add_below(to, &up);
        return;
    }
    if (n->has_share) {
        to->units++;
        to->shares += n->share;
        to->with_value += k.has_value;
        to->reaching += k.reached;
    }
    if (k.has_value && (n->has_share || !counts_units(s->t))) {
        to->value_sum += counts_units(s->t) ? (k.reached ? 1000 : 0) : k.value_milli;
        to->value_count++;
    }
}

static void
put_together(struct hn_target_standing *s)
{
    for (int depth = DEPTH_MOST; depth > 0; depth--) {
        for (size_t i = 0; i < s->count; i++) {
            if (s->nodes[i].depth == depth)
                hand_up(s, &s->nodes[i]);
        }
    }
}

static hn_day
last_day_of(int year)
{
    return hn_day_of(year, 12, 31);
}

/* Words of the reading live as long as its own memory; what is told of them must outlive it. */
static struct hn_target_stand
kept(struct hn_ctx *c, struct hn_target_stand stand)
{
    stand.code = hn_dup(c->arena, stand.code);
    stand.name = hn_dup(c->arena, stand.name);
    stand.kind = hn_dup(c->arena, stand.kind);
    stand.qualifier = hn_dup(c->arena, stand.qualifier);
    return stand;
}

static void
tell(struct hn_ctx *c, struct hn_target_standing *s, struct hn_target_stand *sum,
     struct hn_target_stand **lines)
{
    struct hn_target_node *top = hn_target_node_of(s, s->within.v);

    put_together(s);
    if (!top->has_share && s->year == 0 && s->within.v == s->t->unit.v) {
        top->has_share = true;
        top->share = s->t->value_milli;
    }
    *sum = kept(c, stand_of(s, top));
    if (!lines)
        return;
    *lines = HN_NEW_N(c->arena, struct hn_target_stand, s->child_count);
    for (size_t i = 0; i < s->child_count; i++)
        (*lines)[i] = kept(c, stand_of(s, s->children[i]));
}

/* lines: the children too, s->child_count of them; NULL: not asked. */
static enum hn_rc
work_out(struct hn_ctx *c, struct hn_target_standing *s, struct hn_target_stand *sum,
         struct hn_target_stand **lines)
{
    struct hn_ctx own = *c;
    enum hn_rc rc;

    /* No rights are asked below: what the actor holds is kept in the request's own memory. */
    own.arena = hn_arena_child(c->arena, STAND_MEMORY);
    s->on = s->year && last_day_of(s->year) < c->on ? last_day_of(s->year) : c->on;
    rc = hn_target_read_marked(&own, s);
    if (!rc)
        tell(c, s, sum, lines);
    for (int i = c->fault_count; i < own.fault_count; i++)
        hn_fail_arg(c, own.faults[i].code, own.faults[i].field, own.faults[i].key, own.faults[i].arg);
    hn_arena_free(own.arena);
    return rc;
}

enum hn_rc
hn_target_stands(struct hn_ctx *c, int64_t target, struct hn_unit_id within, int year,
                 struct hn_target_stand *sum, const struct hn_target_stand **children, size_t *count)
{
    const struct hn_record over = { .unit = within };
    struct hn_target t;
    struct hn_target_standing s = { .t = &t, .within = within, .year = year };
    struct hn_target_stand *lines = NULL;
    bool below;
    enum hn_rc rc = hn_target_get(c, target, &t);

    *children = NULL;
    *count = 0;
    if (!rc && year != 0 && (year < hn_date_of(t.from).year || year > hn_date_of(t.due).year))
        rc = hn_fail(c, HN_INVALID, "year", "share.year");
    below = hn_access_allows(c, HN_MAY_READ_MEETING, over, HN_GROUP_BASIC) == HN_OK;
    if (!rc)
        rc = work_out(c, &s, sum, below ? &lines : NULL);
    if (rc == HN_NOT_FOUND && c->fault_count == 0)
        return hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (rc || !below)
        return rc;
    *children = lines;
    *count = s.child_count;
    return HN_OK;
}

enum hn_rc
hn_target_years(struct hn_ctx *c, int64_t target, struct hn_unit_id unit, const struct hn_target_year **out,
                size_t *count)
{
    struct hn_target t;
    struct hn_target_year *all = HN_NEW_N(c->arena, struct hn_target_year, YEARS_MOST);
    enum hn_rc rc = hn_target_get(c, target, &t);

    *out = all;
    *count = 0;
    if (rc)
        return rc;
    /* A few years, each with a tree of its own. */
    for (int year = hn_date_of(t.from).year; year <= hn_date_of(t.due).year && *count < YEARS_MOST; year++) {
        struct hn_target_standing s = { .t = &t, .within = unit, .year = year };
        struct hn_target_stand k = { .qualifier = "" };

        rc = work_out(c, &s, &k, NULL);
        if (rc == HN_NOT_FOUND) { /* the unit was not there yet, or no longer */
            hn_fault_clear(c);
            rc = HN_OK;
        }
        if (rc)
            return rc;
        all[(*count)++] = (struct hn_target_year){ .year = year,
                                                   .has_share = k.has_share,
                                                   .has_value = k.has_value,
                                                   .share_milli = k.share_milli,
                                                   .value_milli = k.value_milli,
                                                   .qualifier = k.qualifier };
    }
    return HN_OK;
}
