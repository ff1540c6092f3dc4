/* firm.h: private firms: who works there, and whether they have a cell. (domain/01 §1.5; product S12)
 *
 * A firm is a dated record of a unit (the committee that looks after it), its cell a unit of sector private_firm that was created by a
 * decision. Counts of workers are totals; only members of the Party are named, as facts of where they work. Writing: HN_MAY_DIRECT over the unit;
 * reading: HN_MAY_READ_FIGURES over it, names of members by HN_MAY_READ_MEMBER.
 */
#ifndef HN_FIRM_FIRM_H
#define HN_FIRM_FIRM_H

#include "access/access.h"
#include "store/store.h"

extern const char *const
    hn_firm_ownerships[]; /* private foreign joint_stock cooperative other; texts "firm_ownership.<code>" */

struct hn_firm {
    int64_t id;
    struct hn_unit_id unit, cell; /* cell 0: none */
    const char *unit_code, *unit_name, *cell_code, *cell_name, *code, *name, *ownership, *trade;
    struct hn_place_id place;
    const char *place_code, *place_name;
    int64_t workers;           /* -1 not known */
    hn_day from, to;           /* of this version */
    const char *cell_decision; /* that created the cell */
    hn_day cell_from;
    int64_t members, official; /* who work there, on c->on, as known */
    int64_t version;
};
/* From a day on. HN_INVALID firm.name, firm.code, firm.ownership, firm.workers, firm.cell (no cell of sector private_firm on that day,
 * or another firm's), firm.place, fact.days; HN_CONFLICT firm.code_taken, changed. */
enum hn_rc hn_firm_put(struct hn_ctx *c, const struct hn_firm *in, hn_day from, int64_t *out);
/* A member works there over these days: HN_MAY_EDIT_MEMBER over the person. HN_INVALID firm.person (not a member on that day); HN_CONFLICT firm.works (elsewhere then; arg). */
enum hn_rc hn_firm_member_put(struct hn_ctx *c, int64_t firm, struct hn_person_id person, hn_day from,
                              hn_day to);
/* From `to` on he works there no longer. HN_INVALID firm.not_there (on the day before). */
enum hn_rc hn_firm_member_end(struct hn_ctx *c, int64_t firm, struct hn_person_id person, hn_day to);
enum hn_rc hn_firm_get(struct hn_ctx *c, int64_t id, struct hn_firm *out);
/* By its code. HN_NOT_FOUND also when the actor may not know of it. */
enum hn_rc hn_firm_find(struct hn_ctx *c, const char *code, int64_t *out);
struct hn_firm_member {
    struct hn_person_id person;
    const char *code, *full_name, *cell_name, *standing;
    hn_day from, to;
};
enum hn_rc hn_firm_members(struct hn_ctx *c, int64_t firm, const struct hn_firm_member **out, size_t *count);
/* which: "" all, "cell" with one, "none" members but no cell, "ready" three official members or more and no cell, "empty" no member. */
enum hn_rc hn_firm_list(struct hn_ctx *c, struct hn_unit_id within, const char *which, int64_t offset,
                        int64_t limit, void (*emit)(void *sink, const struct hn_firm *f), void *sink);
enum hn_rc hn_firm_count(struct hn_ctx *c, struct hn_unit_id within, const char *which, int64_t *out);
/* Cells in private firms by the day their creation took effect: units of sector private_firm that a decision created, by c->on, and
 * that stood at or below within on the day they began. year 0: all. In order of days. */
struct hn_firm_cell {
    struct hn_unit_id unit;
    const char *code, *name, *parent_name, *decision;
    hn_day from;
    int64_t firm; /* 0: kept of none here */
    const char *firm_name;
};
enum hn_rc hn_firm_cells(struct hn_ctx *c, struct hn_unit_id within, int year,
                         const struct hn_firm_cell **out, size_t *count);
/* How many of them in each year, oldest first, none left out between the first and the last. */
struct hn_firm_year {
    int year;
    int64_t cells;
};
enum hn_rc hn_firm_years(struct hn_ctx *c, struct hn_unit_id within, const struct hn_firm_year **out,
                         size_t *count);

extern const struct hn_sql *const hn_firm_sql[], *const hn_firm_list_sql[];
#define HN_FIRM_SQL hn_firm_sql, hn_firm_list_sql

#endif
