/* office.h: offices with terms, several at once, held in a unit or (village_head) in a place. (product S14, P4)
 *
 * Kinds of office are dated data (office_kind): rank, how many may hold one in a unit at once, whether only an official
 * member may. Not for: how one came to it (elections).
 */
#ifndef HN_MEMBER_OFFICE_H
#define HN_MEMBER_OFFICE_H

#include "access/access.h"
#include "store/store.h"

struct hn_office {
    struct hn_person_id person;
    int64_t row;
    const char *person_code, *person_name;
    struct hn_unit_id unit;   /* 0 when held in a place */
    struct hn_place_id place; /* 0 when held in a unit */
    const char *where_code, *where_name;
    const char *office, *basis, *term; /* term: "2020-2025" */
    hn_day from, to;
    const char *decision;
};

struct hn_office_new {
    struct hn_person_id person;
    struct hn_unit_id unit;   /* or */
    struct hn_place_id place; /* for village_head */
    const char *office, *basis, *term, *decision;
    hn_day from, to; /* to: HN_DAY_OPEN or the end of the term */
};

/* Texts "office.<code>": secretary, deputy_secretary, standing_committee_member, committee_member, inspection_chair,
 * inspection_deputy, inspection_member, cell_group_head, village_head. NULL-ended, highest first. */
extern const char *const hn_offices[];
extern const char *const hn_office_bases[]; /* elected appointed assigned: texts "basis.<code>" */

/* HN_MAY_EDIT_OFFICE over the unit (village_head: over the person).
 * HN_INVALID office.unknown, office.basis, office.where, fact.days, office.official_only (no official member on that
 * day); HN_CONFLICT office.held (by as many as may, over some of these days; arg: a name), tree.closed. */
enum hn_rc hn_office_begin(struct hn_ctx *c, const struct hn_office_new *in);
/* row: of the fact; to: first day no longer held. HN_NOT_FOUND no such office of this person; HN_INVALID fact.days. */
enum hn_rc hn_office_end(struct hn_ctx *c, struct hn_person_id person, int64_t row, hn_day to,
                         const char *decision);

/* Who holds what in a unit on c->on, highest first, then in Vietnamese order. */
enum hn_rc hn_office_of_unit(struct hn_ctx *c, struct hn_unit_id unit, const struct hn_office **out,
                             size_t *count);
/* What a person holds on c->on; with all: whatever he ever held, newest first. */
enum hn_rc hn_office_of_person(struct hn_ctx *c, struct hn_person_id person, bool all,
                               const struct hn_office **out, size_t *count);
/* The head of a village on c->on; count 0: none. */
enum hn_rc hn_office_of_place(struct hn_ctx *c, struct hn_place_id place, const struct hn_office **out,
                              size_t *count);

/* Units of within and below, in the actor's scope, of kinds that have one, which lack the office on c->on. */
struct hn_vacancy {
    struct hn_unit_id unit;
    const char *code, *name, *kind;
};
enum hn_rc hn_office_vacancies(struct hn_ctx *c, struct hn_unit_id within, const char *office, int64_t offset,
                               int64_t limit, void (*emit)(void *sink, const struct hn_vacancy *v),
                               void *sink);
enum hn_rc hn_office_vacancy_count(struct hn_ctx *c, struct hn_unit_id within, const char *office,
                                   int64_t *out);

#endif
