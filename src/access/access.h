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
    HN_MAY_NOTHING = 0,  /* a forgotten route row: refused at start */
    HN_MAY_ANYONE,       /* public */
    HN_MAY_SIGNED_IN,    /* own account, own work, help for users */
    HN_MAY_READ_UNIT,    /* facts of a unit: name, kind, parent, committee, history */
    HN_MAY_READ_FIGURES, /* counts of a unit and what is below */
    HN_MAY_EDIT_UNIT,    /* create, rename, change kind, move, close */
    HN_MAY_READ_MEMBER,  /* a person's basic fields, in lists and on the record */
    HN_MAY_EDIT_MEMBER,  /* change them, memberships, standing, activity */
    HN_MAY_REVEAL,       /* masked field groups, with a purpose, one record at a time */
    HN_MAY_EDIT_OFFICE,  /* offices with terms */
    HN_MAY_EXPORT,       /* mass export of lists of persons */
    HN_MAY_IMPORT,
    HN_MAY_GRANT,        /* accounts and grants in the scope */
    HN_MAY_READ_LOG,     /* the audit log of the scope */
    HN_MAY_APPROVE,      /* the second person's word on mass exports from the scope */
    HN_MAY_VERIFY,       /* audit export and verify, figures of the log */
    HN_MAY_READ_MEETING, /* meetings of a unit: calendar, attendance, minutes, tasks */
    HN_MAY_EDIT_MEETING, /* call and keep them: agenda, attendance, minutes, tasks, the cell's own score */
    HN_MAY_MONITOR, /* follow cells from above: visits, the monitor's score, plans, excuses, reminders, papers */
    HN_MAY_KEEP_FEES, /* the fee book of a cell, person by person */
    HN_MAY_DIRECT,    /* the work of a unit: papers, targets, tasks, areas, teams, movements, resources */
    HN_MAY_INSPECT,   /* inspections of a unit and below: programme, decision, team, conclusion, archive */
    HN_MAY_FIND,      /* work on one inspection: notes, findings, verification */
    HN_MAY_REPORT,    /* enter and send what a unit reports: values of indicators, marks of criteria */
    HN_MAY_CONFIRM,   /* approve what was sent from below, appraise, recognise */
    HN_MAY_ELECT,     /* prepare and conduct elections of a unit: congresses, lists, rounds, minutes */
    HN_MAY_COUNT,     /* enter the counting sheets of a unit's elections */
    HN_MAY_OPERATE,   /* run, back up, restore, upgrade: no personal data */
    HN_RIGHT_COUNT
};
const char *hn_right_name(enum hn_right right); /* "read_member" */
enum hn_right hn_right_of(const char *name);    /* HN_MAY_NOTHING when unknown */

/* Field groups of a person's record; all but basic are masked until revealed. */
enum hn_group {
    HN_GROUP_BASIC,
    HN_GROUP_CONTACT,
    HN_GROUP_IDENTITY,
    HN_GROUP_FAMILY,
    HN_GROUP_HEALTH,
    HN_GROUP_DISCIPLINE,
    HN_GROUP_FOREIGN,
    HN_GROUP_COUNT
};
const char *hn_group_name(enum hn_group group);

/* The person the actor's account is linked to, 0 for none: for what one does as oneself. */
enum hn_rc hn_access_person(struct hn_ctx *c, struct hn_person_id *out);

/* The actor may do nothing but what HN_MAY_SIGNED_IN allows, whatever the grants: a session whose second factor is
 * still owed. Until the context ends. */
void hn_access_limit(struct hn_ctx *c);

/* What a right is asked over: a unit, a person (through the cell he belongs to today, and "self"), or neither. */
struct hn_record {
    struct hn_unit_id unit;
    struct hn_person_id person;
};
#define HN_NO_RECORD ((struct hn_record){ { 0 }, { 0 } })

/* The one decision. HN_OK, HN_DENIED (in scope for something, but not this right), HN_NOT_FOUND (out of scope or not
 * there: the same answer), or a store failure (which is a no). Notes nothing.
 *
 * Scopes follow today's tree (c->today, current knowledge), whatever c->on is. A unit closed by today stands where it
 * last stood, one to come where it will first stand; a person is where the membership in force today is, else the
 * last that began, else the first to come. Whoever could see a person in a unit the person has left keeps the sight
 * of it: HN_MAY_READ_MEMBER of basic fields alone, never more (hn_access_reach). */
enum hn_rc hn_access_allows(struct hn_ctx *c, enum hn_right right, struct hn_record record,
                            enum hn_group group);
/* The same, refusing: notes the fault ("access.denied" | "access.not_found"), and a refusal for the log. Unit or person
 * 0 is HN_DENIED to all but the system: a right over some unit is none over what stands above all.
 * hn_need_person, when the actor reaches the person only as a former unit does, also sets c->on and c->known back to
 * the last day there, so that what is read next is the record as that unit left it. */
enum hn_rc hn_need(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit);
/* The same question, noting nothing; what cannot be asked is a no. */
bool hn_may(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit);
/* Is the right held over a unit that stands above this one today, or stood above it last? Notes nothing. */
enum hn_rc hn_may_above(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out);
/* What a unit came to and how it stands: HN_MAY_READ_MEETING, else HN_MAY_READ_FIGURES, over the unit. */
enum hn_rc hn_need_figures(struct hn_ctx *c, struct hn_unit_id unit);
enum hn_rc hn_need_person(struct hn_ctx *c, enum hn_right right, struct hn_person_id person,
                          enum hn_group group);
/* Does the actor hold the right over all who are or were members of the unit by today, so that none of them needs asking
 * one by one? false says nothing: one by one, some may be allowed. Notes nothing. */
enum hn_rc hn_access_members(struct hn_ctx *c, enum hn_right right, struct hn_unit_id unit, bool *out);
/* Does the actor hold the right anywhere? For menus and for routes that have no record in their path. Notes
 * "access.denied". */
enum hn_rc hn_access_anywhere(struct hn_ctx *c, enum hn_right right);

/* How a person is within the actor's reach for HN_MAY_READ_MEMBER: one's own record, through today's unit (or a case,
 * or the system), or only through a unit the person has left. */
enum hn_reach { HN_REACH_NONE, HN_REACH_FORMER, HN_REACH_PRESENT, HN_REACH_SELF };
/* last_day: of the latest former membership within reach, HN_DAY_OPEN for the other kinds. */
enum hn_rc hn_access_reach(struct hn_ctx *c, struct hn_person_id person, enum hn_reach *out,
                           hn_day *last_day);

/* A list's scope: the highest units over which the actor holds the right, none below another. Lists of persons and
 * units take one, and it stands inside their query: see scope.h. */
#define HN_SCOPE_ROOTS 8
#define HN_SCOPE_CASES 4
struct hn_scope {
    int64_t subtree[HN_SCOPE_ROOTS]; /* roots whose whole subtree counts; 0-padded */
    int64_t unit[HN_SCOPE_ROOTS];    /* units that count alone */
    /* Narrowed to subtree[0] alone: only what stands, or last stood, under one of these besides; 0: no matter. */
    int64_t under[HN_SCOPE_ROOTS - 1];
    bool all;                           /* every unit there ever was, with no roots named: the system's */
    int64_t person;                     /* the actor's own person (scope self); 0 none */
    int64_t inspection[HN_SCOPE_CASES]; /* cases whose persons count; their units are roots */
};
/* within.v = 0: all that is the actor's; else narrowed to that unit and below (HN_NOT_FOUND when outside, HN_DENIED
 * when it is in scope for something else). The system's, not narrowed, is everything, however many roots there are. */
enum hn_rc hn_scope_of(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out);
/* For a statement that itself keeps to what stood at or below within on the day asked for: the right over within as in
 * hn_scope_of, then all that is the actor's. A cell that stood there on that day and stands elsewhere today is in the
 * list when it is the actor's, so that the list has the rows a figure of that day counted. within.v = 0: hn_scope_of. */
enum hn_rc hn_scope_on(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within, struct hn_scope *out);
/* The same for a statement that keeps to what stood at or below within and to nothing else: when that is today's tree as it
 * is known now, and the right reaches all below, out->all: no row needs asking. */
enum hn_rc hn_scope_below(struct hn_ctx *c, enum hn_right right, struct hn_unit_id within,
                          struct hn_scope *out);
/* Does the scope hold the whole tree, all its roots? */
enum hn_rc hn_scope_is_whole(struct hn_ctx *c, const struct hn_scope *scope, bool *out);

/* Grants, roles. */
struct hn_grant {
    int64_t id;
    struct hn_user_id user;
    const char *role;
    struct hn_unit_id unit; /* 0 for operator */
    int64_t inspection;     /* the case, for inspection_officer; 0 otherwise */
    hn_day from, to;        /* half-open */
    const char *reason;
    struct hn_user_id giver; /* read only, as what follows */
    const char *user_name, *giver_name, *unit_name;
    bool pending; /* waits for a second person; id is then the request's */
};
/* A role marked so (account_manager, operator) waits for a second holder of HN_MAY_GRANT: *pending. From the system
 * itself it is in force at once. id and pending may be NULL.
 * HN_DENIED    beyond the giver's own scope, days or roles, or to oneself
 * HN_INVALID   unknown role, account, unit or case; no days; more than 8 units for one user; no reason */
enum hn_rc hn_grant_give(struct hn_ctx *c, const struct hn_grant *g, int64_t *id, bool *pending);
/* The second person's word on a pending grant. HN_DENIED for the asker and the receiver, HN_CONFLICT when it no longer
 * waits ("access.not_pending"). */
enum hn_rc hn_grant_decide(struct hn_ctx *c, int64_t request_id, bool approve, int64_t *id);
enum hn_rc hn_grant_end(struct hn_ctx *c, int64_t grant_id, hn_day last_day, const char *reason);
/* One's own, or (with HN_MAY_GRANT) those of a user that lie in the actor's scope; user.v = 0: all in the scope.
 * Pending ones come last. At most 500. */
enum hn_rc hn_grant_list(struct hn_ctx *c, struct hn_user_id user, const struct hn_grant **out,
                         size_t *count);

/* May the actor change somebody else's account: every grant it has or will have lies within the actor's HN_MAY_GRANT,
 * none of a role that takes a second person, and a linked person is within it too. HN_DENIED, HN_NOT_FOUND (nothing of
 * it is within the scope). Oneself: HN_DENIED. */
enum hn_rc hn_access_over_user(struct hn_ctx *c, struct hn_user_id user);

/* Roles, for choosing one: those the actor may give. */
struct hn_role {
    const char *role, *scope; /* where its grants stand: "unit" "subtree" "case" "none" */
    bool approval;            /* needs a second person */
    bool sees_others;         /* and so a second factor */
};
enum hn_rc hn_role_list(struct hn_ctx *c, const struct hn_role **out, size_t *count);

/* The persons and units of one open inspection, to which scope "case" is bound: rights over persons reach its persons,
 * HN_MAY_READ_UNIT, HN_MAY_READ_MEETING and HN_MAY_FIND its units and all below them today, never who belongs to them. */
enum hn_rc hn_case_open(struct hn_ctx *c, struct hn_unit_id unit, const char *number, hn_day from,
                        int64_t *id);
enum hn_rc hn_case_add(struct hn_ctx *c, int64_t inspection, struct hn_person_id person);
enum hn_rc hn_case_close(struct hn_ctx *c, int64_t inspection, hn_day last_day);

/* The same by the word of who inspects (HN_MAY_INSPECT over the unit that inspects), for inspection/ alone. */
struct hn_case_new {
    int64_t id;             /* the inspection's */
    struct hn_unit_id unit; /* that inspects */
    const char *number;     /* of the decision */
    hn_day from;            /* today or before */
    struct hn_unit_id subject_unit;
    struct hn_person_id subject_person; /* one of the two */
};
/* HN_INVALID access.case_number, access.days, access.case_subject: no unit that stands or stood below it, nor a person
 * who is or was a member at or below it; or it is the actor himself. */
enum hn_rc hn_case_begin(struct hn_ctx *c, const struct hn_case_new *in);
/* The same question alone: may the unit inspect this one? No rights asked. */
enum hn_rc hn_case_fits(struct hn_ctx *c, const struct hn_case_new *in);
/* Role inspection_officer over it from today for the person's account; given already is HN_OK. HN_INVALID
 * access.case_person (no account), access.case_party (he is its subject, keeps the unit inspected or belongs to it),
 * access.too_many_cases, access.too_many_roots, access.case_missing (none open); HN_DENIED access.to_oneself. */
enum hn_rc hn_case_give(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, const char *reason);
/* Ends it at once, and his sessions; nothing to end is HN_OK. */
enum hn_rc hn_case_take(struct hn_ctx *c, int64_t inspection, struct hn_person_id person, const char *reason);
/* The case is over: every grant over it ends at once, and with it the sessions. */
enum hn_rc hn_case_end(struct hn_ctx *c, int64_t inspection, const char *reason);
/* Does a grant of the actor over this very inspection hold the right? Notes nothing. */
enum hn_rc hn_access_case(struct hn_ctx *c, enum hn_right right, int64_t inspection, bool *out);

/* `access ask`: may user do this there, and by which grant, or what is missing. One English line of record numbers and
 * identifiers into the arena. HN_OK whichever the answer; *allowed says it. */
enum hn_rc hn_access_explain(struct hn_ctx *c, struct hn_user_id user, enum hn_right right,
                             struct hn_record record, bool *allowed, const char **why);

/* The whole matrix, one line a role × right × groups × scope, for `hatnhan rights` and the page of rights. */
struct hn_right_row {
    const char *role, *right, *groups, *scope;
};
enum hn_rc hn_access_matrix(struct hn_ctx *c, const struct hn_right_row **out, size_t *count);

/* The statements, a list a file; HN_ACCESS_SQL stands for all of them where the store is told (src/subjects.c). */
extern const struct hn_sql *const hn_access_held_sql[],
    *const hn_access_decide_sql[],
        *const hn_access_scope_sql[], *const hn_access_grant_sql[],
                                          *const hn_access_case_sql[], *const hn_access_inspect_sql[],
                                                                           *const hn_access_list_sql[],
                                                                               *const hn_access_explain_sql[];
#define HN_ACCESS_SQL                                                                                        \
    hn_access_held_sql, hn_access_decide_sql, hn_access_scope_sql, hn_access_grant_sql, hn_access_case_sql,  \
        hn_access_inspect_sql, hn_access_list_sql, hn_access_explain_sql

#endif
