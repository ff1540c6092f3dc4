/* access.h: who may do what, where. One function decides; no other code compares roles or units.
 *
 * A grant is user, role, unit, from, to, giver, reason; a role is rights × field groups × a kind of scope, kept as
 * data (tables role, role_right). Scopes are answered from today's closure of the tree. Reads the organisation
 * tree by its own SQL. Rights change from the next request on. (security/ section 2)
 */
#ifndef HN_ACCESS_ACCESS_H
#define HN_ACCESS_ACCESS_H

#include "base/ctx.h"
#include "store/store.h"

/* What may be done. The number is kept nowhere; the name (hn_right_name) is what the tables hold. */
enum hn_right {
    HN_MAY_NOTHING = 0, /* a forgotten route row: refused at start */
    HN_MAY_ANYONE,      /* public */
    HN_MAY_SIGNED_IN,   /* own account, own work, help for users */
    HN_MAY_READ_UNIT,   /* facts of a unit: name, kind, parent, committee, history */
    HN_MAY_READ_FIGURES, /* counts of a unit and what is below */
    HN_MAY_EDIT_UNIT,   /* create, rename, change kind, move, close */
    HN_MAY_READ_MEMBER, /* a person's basic fields, in lists and on the record */
    HN_MAY_EDIT_MEMBER, /* change them, memberships, standing, activity */
    HN_MAY_REVEAL,      /* masked field groups, with a purpose, one record at a time */
    HN_MAY_EDIT_OFFICE, /* offices with terms */
    HN_MAY_EXPORT,      /* mass export of lists of persons */
    HN_MAY_IMPORT,
    HN_MAY_GRANT,       /* accounts and grants in the scope */
    HN_MAY_READ_LOG,    /* the audit log of the scope */
    HN_MAY_VERIFY,      /* audit export and verify, figures of the log */
    HN_MAY_OPERATE,     /* run, back up, restore, upgrade: no personal data */
    HN_RIGHT_COUNT
};
const char *hn_right_name(enum hn_right right); /* "read_member" */
enum hn_right hn_right_of(const char *name);    /* HN_MAY_NOTHING when unknown */

/* Field groups of a person's record; all but basic are masked until revealed. */
enum hn_group {
    HN_GROUP_BASIC, HN_GROUP_CONTACT, HN_GROUP_IDENTITY, HN_GROUP_FAMILY, HN_GROUP_HEALTH,
    HN_GROUP_DISCIPLINE, HN_GROUP_FOREIGN, HN_GROUP_COUNT
};
const char *hn_group_name(enum hn_group group);

/* What a right is asked over: a unit, a person (through the cell he belongs to today, and "self"), or neither. */
struct hn_record {
    struct hn_unit_id unit;
    struct hn_person_id person;
};
#define HN_NO_RECORD ((struct hn_record){ { 0 }, { 0 } })

/* The one decision. HN_OK, HN_DENIED (in scope for something, but not this right), HN_NOT_FOUND (out of scope or not
 * there: the same answer), or a store failure (which is a no). Notes nothing. */
enum hn_rc hn_access_allows(struct hn_ctx *c, enum hn_right right, struct hn_record record, enum hn_group group);
/* The same, refusing: notes the fault ("access.denied" | "access.not_found"), and a refusal for the log. */
enum hn_rc hn_need(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit);
enum hn_rc hn_need_person(struct hn_ctx *c, enum hn_right right, struct hn_person_id person, enum hn_group group);
/* Does the actor hold the right anywhere? For menus and for routes that have no record in their path. */
enum hn_rc hn_access_anywhere(struct hn_ctx *c, enum hn_right right);

/* A list's scope: the highest units over which the actor holds the right, none below another. Lists of persons and
 * units take one, and it stands inside their query: see HN_SCOPE_SQL. */
#define HN_SCOPE_ROOTS 8
struct hn_scope {
    int64_t subtree[HN_SCOPE_ROOTS]; /* roots whose whole subtree counts; 0-padded */
    int64_t unit[HN_SCOPE_ROOTS];    /* units that count alone */
    int64_t person;                  /* the actor's own person (scope self); 0 none */
};
/* within.v = 0: all that is the actor's; else narrowed to that unit and below (HN_NOT_FOUND when outside). */
enum hn_rc hn_scope_of(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out);

/* Grants, roles. */
struct hn_grant {
    int64_t id;
    struct hn_user_id user;
    const char *role;
    struct hn_unit_id unit;
    hn_day from, to;
    const char *reason;
};
/* HN_DENIED beyond the giver's own or to oneself; HN_INVALID unknown role, scope or dates. */
enum hn_rc hn_grant_give(struct hn_ctx *c, const struct hn_grant *g);
enum hn_rc hn_grant_end(struct hn_ctx *c, int64_t grant_id, hn_day last_day, const char *reason);
enum hn_rc hn_grant_list(struct hn_ctx *c, struct hn_user_id user, const struct hn_grant **out, size_t *count);

/* The whole matrix, one line a role × right × groups × scope, for `hatnhan rights` and the page of rights. */
struct hn_right_row {
    const char *role, *right, *groups, *scope;
};
enum hn_rc hn_access_matrix(struct hn_ctx *c, const struct hn_right_row **out, size_t *count);

extern const struct hn_sql *const hn_access_sql[];

#endif
