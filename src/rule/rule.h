/* rule.h: values that a law sets by default and an organisation may set for itself and all below. (domain/03 §3.1)
 *
 * The nearest unit at or above the one asked about that has set the value on the day decides, by the tree of that day;
 * else the default of that day. Neighbours: member/standing.h has the rules of standing.
 */
#ifndef HN_RULE_RULE_H
#define HN_RULE_RULE_H

#include "access/access.h"
#include "store/store.h"

struct hn_rule {
    const char *name;
    int64_t value;
    const char *legal_basis;
    struct hn_unit_id set_by; /* 0: the default */
    const char *set_by_name;
    hn_day from, to;
    bool own; /* set by the very unit asked about */
};

/* As it holds for the unit on the day, as known at c->known. An unknown name is a programmer's mistake: HN_BROKEN. */
enum hn_rc hn_rule_of(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on,
                      struct hn_rule *out);
enum hn_rc hn_rule_value(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on, int64_t *out);
/* All names, in order, as they hold for the unit on c->on. HN_MAY_READ_UNIT is the caller's matter. */
enum hn_rc hn_rules_of(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_rule **out, size_t *count);
/* Sets it for unit and below over from ≤ day < to (HN_MAY_EDIT_UNIT). HN_INVALID rule.unknown, rule.range (arg: least –
 * most), rule.basis (none given), fact.days. */
enum hn_rc hn_rule_put(struct hn_ctx *c, struct hn_unit_id unit, const char *name, int64_t value, hn_day from,
                       hn_day to, const char *legal_basis);
/* The unit's own value ends; what stands above holds again from on. HN_NOT_FOUND rule.not_own. */
enum hn_rc hn_rule_end(struct hn_ctx *c, struct hn_unit_id unit, const char *name, hn_day on);

/* For all units at once, by the tree of that day: told first for unit 0, the default, then own values for every unit at
 * and below who set them, from afar to near, so that of several for one unit the last one told holds. */
enum hn_rc hn_rule_spread(struct hn_ctx *c, const char *name, hn_day on,
                          void (*tell)(void *sink, struct hn_unit_id unit, int64_t value), void *sink);

/* A month: year × 12 + month - 1. */
int64_t hn_month_of(hn_day day);
hn_day hn_month_first(int64_t month);
hn_day hn_month_last(int64_t month); /* the last day itself */
/* "2021-07", "7/2021"; false: no month between 1900 and 2199. */
bool hn_month_parse(const char *text, int64_t *out);
const char *hn_month_iso(struct hn_arena *a, int64_t month);
const char *hn_month_text(struct hn_arena *a, int64_t month); /* "7/2021" */

extern const struct hn_sql *const hn_rule_sql[], *const hn_rule_spread_sql[];

#endif
