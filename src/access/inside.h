/* inside.h: what the files of access/ share: the actor's grants of today, and where records stand. */
#ifndef HN_ACCESS_INSIDE_H
#define HN_ACCESS_INSIDE_H

#include "access/access.h"

enum hn_scope_kind {
    HN_OVER_NONE,
    HN_OVER_SELF,
    HN_OVER_UNIT,
    HN_OVER_SUBTREE,
    HN_OVER_FIGURES,
    HN_OVER_CASE,
    HN_OVER_CELL,     /* of the tables alone: once loaded it is HN_OVER_UNIT, of the cell of today */
    HN_OVER_CASE_UNIT /* the same: once loaded it is HN_OVER_SUBTREE, of a unit of the case */
};

/* One right out of one grant. */
struct hn_held {
    int64_t grant; /* 0: the role every linked account has over its own person */
    const char *role;
    enum hn_right right;
    enum hn_scope_kind over;
    unsigned groups; /* bits 1 << enum hn_group */
    int64_t unit, inspection;
    bool
        units_only; /* over units, and not over the persons who belong to them: the own cell, a case's units */
    hn_day to;
};

/* An ancestor of a unit (itself at depth 0), and for persons the membership by which the unit counts; depth -1: unit
 * is an inspection the person belongs to. */
struct hn_above {
    int64_t unit, anc, depth;
    hn_day from, to;
    hn_time known_from;
};
struct hn_aboves {
    int64_t of; /* the unit or person these are of; 0 none */
    const struct hn_above *at;
    size_t count;
};

struct hn_grants {
    int64_t actor;
    hn_day today;
    bool active;  /* the account may act at all */
    bool limited; /* hn_access_limit */
    int64_t person;
    const struct hn_held *held;
    size_t count;
    struct hn_aboves unit, record; /* the last ones asked for */
};

/* The actor's, loaded at first need. A store failure notes itself. */
enum hn_rc hn_grants_of(struct hn_ctx *c, struct hn_grants **out);
enum hn_rc hn_above_unit(struct hn_ctx *c, int64_t unit, struct hn_aboves *out);

/* Does the right stand over this unit, told by its ancestors? */
bool hn_held_covers(const struct hn_held *h, const struct hn_above *at, size_t count);

/* The decision, with the grant that made it (NULL when refused or when none was needed). */
struct hn_decision {
    enum hn_rc rc;
    const struct hn_held *by;
    enum hn_reach reach; /* persons */
    hn_day last_day;     /* HN_REACH_FORMER */
    hn_time known_until;
};
enum hn_rc hn_decide(struct hn_ctx *c, enum hn_right right, struct hn_record record, enum hn_group group,
                     struct hn_decision *out);

#endif
