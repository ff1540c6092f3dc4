/* inside.h: what the files of paper/ share beneath their rules. No rights are asked here but where it says so. */
#ifndef HN_PAPER_INSIDE_H
#define HN_PAPER_INSIDE_H

#include "access/scope.h"
#include "fact/fact_sql.h"
#include "paper/duty.h"
#include "paper/paper.h"

/* clang-format off */
/* Of a paper p, without its text. */
#define HN_PAPER_COLUMNS(on, known)                                                                          \
    "p.unit_id, p.id, p.kind, p.origin, p.number, p.day, p.title, p.summary, p.basis, p.basis_id, p.root_id," \
    " p.issuer, p.state, p.in_force_from, p.ended_on, p.end_reason, p.issued_at, p.version, "                \
    HN_SQL_LAST_UNIT("code", "p.unit_id", on, known) " AS unit_code, "                                          \
    HN_SQL_LAST_UNIT("name", "p.unit_id", on, known) " AS unit_name,"                                           \
    " COALESCE(pb.number, '') AS basis_number, COALESCE(pb.title, '') AS basis_title"
#define HN_PAPER_BASIS " LEFT JOIN paper pb ON pb.id = p.basis_id AND p.basis_id <> 0"

/* The units of a scope (access/scope.h) and those they came from: who took over the work of a unit sees its papers. */
#define HN_PAPER_REACH                                                                                       \
    "WITH RECURSIVE reach(unit_id) AS (SELECT x.des FROM " HN_SCOPE_UNIT_SET " x UNION SELECT l.pred"        \
    " FROM reach r CROSS JOIN unit_lineage l WHERE l.succ = r.unit_id AND l.known_to = " HN_SQL_OPEN_TIME ")"
/* clang-format on */

struct hn_paper hn_paper_row(struct hn_rows *rows);

/* One of them, or "" for none: texts are never NULL inside. */
const char *hn_paper_any(const char *text);
/* Not longer than so many letters: HN_INVALID too_long (arg: most). */
enum hn_rc hn_paper_fits(struct hn_ctx *c, const char *field, const char *text, size_t most);

/* --- numbers (shape.c): total over all texts --- */

/* "25-NQ/TU": the number, or 0 when it is of another shape. symbol: "NQ", "" any; body: "TU", "" any. */
int64_t hn_paper_party_number(const char *text, const char *symbol, const char *body);
/* "12/QĐ-UBND", "51/2025/QĐ-TTg". */
bool hn_paper_state_number(const char *text);

/* --- bodies (body.c) --- */

/* What a unit of that kind issues as: cell grassroots_committee upper_committee province; "" nothing. */
const char *hn_paper_body_of(const char *unit_kind);
/* As they will stand: own ones filled in, names and bodies told by the tree on the day, issuer in words. Checks them and,
 * of an own paper, the right of each to issue the kind. kinds: of the units, beside bodies. */
struct hn_paper_bodies {
    struct hn_paper_body at[HN_PAPER_BODIES_MOST];
    const char *kind[HN_PAPER_BODIES_MOST];
    size_t count;
    const char *issuer;
};
enum hn_rc hn_paper_bodies_check(struct hn_ctx *c, const struct hn_paper *in, struct hn_paper_bodies *out);
/* The kind of a unit on a day, "" where it does not stand then. */
enum hn_rc hn_paper_unit_kind(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, const char **out);
/* Its name as it last was on c->on. */
enum hn_rc hn_paper_unit_name(struct hn_ctx *c, struct hn_unit_id unit, const char **out);
/* Of a paper, in order. */
enum hn_rc hn_paper_bodies_read(struct hn_ctx *c, struct hn_paper *paper);
enum hn_rc hn_paper_bodies_write(struct hn_ctx *c, struct hn_paper_id paper, struct hn_unit_id unit,
                                 const struct hn_paper_bodies *b);

/* What the tables say of a kind. HN_INVALID paper.kind. */
enum hn_rc hn_paper_kind_read(struct hn_ctx *c, const char *kind, const char **symbol, bool *answers);
/* Asks the rights: false where the actor may not know of it. */
enum hn_rc hn_paper_in_sight(struct hn_ctx *c, const struct hn_paper *paper, bool *out);
/* hn_paper_read, without a fault where there is none. */
enum hn_rc hn_paper_find(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out, bool *found);

#endif
