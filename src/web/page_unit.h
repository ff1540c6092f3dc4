/* page_unit.h: the pages of organisations, and what each of their views is shown.
 *
 * Filled by page_unit.c (one unit), page_unit_list.c (tree and search), page_unit_office.c (committee),
 * page_unit_history.c, page_unit_edit.c and page_unit_new.c (changes); shown by web/view/unit/. Not for: places
 * (page_place.h), the overview of figures (page_overview.h).
 */
#ifndef HN_WEB_PAGE_UNIT_H
#define HN_WEB_PAGE_UNIT_H

#include "census/counts.h"
#include "member/office.h"
#include "milestone/milestone.h"
#include "unit/unit.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_unit, hn_page_units, hn_page_unit_history;
hn_page_fn hn_page_unit_committee, hn_page_office_begin, hn_page_office_end;
hn_page_fn hn_page_unit_edit, hn_page_unit_change, hn_page_unit_check, hn_page_unit_apply;
hn_page_fn hn_page_unit_new, hn_page_unit_new_check, hn_page_unit_create;
extern const struct hn_form hn_form_units, hn_form_unit_change, hn_form_unit_new, hn_form_committee,
    hn_form_office_begin, hn_form_office_end;
extern const struct hn_list hn_list_unit;

/* --- shared --- */

/* A unit as it stands on the day asked for; when it does not stand then, as it last stood before (or will first
 * stand), with q->ctx.on set to that day, so that figures, links and the date control agree with what is shown. */
struct hn_unit_stand {
    struct hn_unit unit;
    hn_day asked;
    bool ended;    /* asked lies after its last day: an archived copy */
    bool not_yet;  /* asked lies before its first day */
    hn_day closed; /* when ended: the first day on which it no longer was */
};
enum hn_rc hn_unit_stand(struct hn_req *q, struct hn_unit_id id, struct hn_unit_stand *out);
/* The unit of ?don-vi=CODE, else the first root of the actor's scope of that right; the right is asked over it. */
enum hn_rc hn_unit_asked(struct hn_req *q, enum hn_right right, struct hn_unit_stand *out);
/* For lists of a unit or of one's own: ?cua-toi=1, or reading the meetings of no unit, is mine; else out is the unit asked. */
enum hn_rc hn_unit_or_own(struct hn_req *q, bool *has_person, bool *mine, struct hn_unit_stand *out);
/* Breadcrumb from the root the actor may see down to the unit; leaf: the page below it, NULL when it is the unit's. */
enum hn_rc hn_unit_crumbs(struct hn_req *q, const struct hn_unit *unit, const char *leaf,
                          struct hn_nodes *ancestors);
/* Does the actor hold the right over the unit? Leaves no fault behind. */
bool hn_unit_may(struct hn_req *q, enum hn_right right, struct hn_unit_id unit);

/* "?ngay=2027-01-01" when a change holds only from a day ahead, so that the next page shows it; else "". */
const char *hn_unit_when(const struct hn_req *q, hn_day from);
/* "/to-chuc?trong=CODE&loai=KIND": the rows a count of units was counted from. */
const char *hn_unit_rows_href(struct hn_arena *a, const char *code, const char *kind, const char *sector);
/* "/to-chuc/CODE/dang-vien?NAME=VALUE": the same for a count of members; name NULL: all. */
const char *hn_member_rows_href(struct hn_arena *a, const char *code, const char *name, const char *value);

/* --- one unit --- */

struct hn_unit_page {
    struct hn_unit_stand stand;
    const struct hn_unit *unit; /* = &stand.unit */
    struct hn_nodes ancestors;
    hn_time known;
    bool figures;
    struct hn_counts counts;
    const struct hn_office *offices; /* of the committee, highest first */
    size_t office_count;
    const char *secretaries, *deputies; /* names, or "" */
    bool has_secretary;                 /* this kind of unit has one */
    const struct hn_counts_row *children;
    size_t child_count;
    const struct hn_lineage *lineage;
    size_t lineage_count;
    hn_day since;
    bool cell;          /* has members of its own */
    const char *level;  /* of new rural communes, the highest that stands; "" none */
    hn_day level_since; /* from when */
    bool may_members, may_edit, may_create, may_office, may_meetings;
};

/* --- tree and search --- */

struct hn_branch {
    struct hn_unit_id id;
    const char *code, *name, *kind;
    int64_t members, cells; /* -1: the actor sees no figures */
    bool leaf;              /* nothing can stand below it */
    bool open;              /* its children are shown */
    const struct hn_branch *children;
    size_t child_count;
};
struct hn_units_page {
    const struct hn_req *q;
    const struct hn_branch *roots;
    size_t root_count;
    bool searched;
    const char *words, *kind, *sector, *within;
    const char *within_name;
    struct hn_list_page list;
    bool may_create;
};

/* --- history --- */

struct hn_unit_history_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    struct hn_nodes versions;   /* newest first */
    struct hn_nodes replaced;   /* no longer believed */
    const char *const *parents; /* names, by version */
    const struct hn_lineage *lineage;
    size_t lineage_count;
    const struct hn_milestone *milestones;
    size_t milestone_count;
    bool may_milestones;
};

/* --- committee --- */

struct hn_committee_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    const struct hn_office *offices;
    size_t office_count;
    bool no_secretary, no_deputy;
    bool may_edit, may_members;
    bool beginning;                 /* the form of a new office is shown */
    const struct hn_office *ending; /* the office whose end is asked for; NULL */
    const struct hn_option *people; /* who may be chosen, when they are few; else a code is asked for */
    size_t people_count;
};

/* --- changes --- */

/* What can be changed, each a small form of its own. slug: in the path; texts "unit_change.NAME". */
struct hn_unit_change {
    const char *slug, *name;
};
extern const struct hn_unit_change hn_unit_changes[]; /* ends with slug NULL */

/* One change as it is asked for, or (check) as it would be done. change NULL: choosing, or a new unit. */
struct hn_unit_change_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* a new unit: its parent */
    const struct hn_unit_change *change;
    const struct hn_option *kinds;
    size_t kind_count;
    /* check */
    const char *before, *after; /* finished, side by side */
    const char *query;          /* "?…" of what was asked, to go back and mend it */
    hn_day from;
    const char *decision;
    int64_t units_below, members_below;
    struct hn_nodes children;
    bool blocked; /* closing, while something still stands in it */
};
/* Fills kinds and kind_count: what may stand under a unit of that kind on the day asked; "" for a root. */
enum hn_rc hn_unit_offer_kinds(struct hn_req *q, const char *above, struct hn_unit_change_page *p);

#endif
