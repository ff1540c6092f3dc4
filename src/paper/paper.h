/* paper.h: the register of papers: resolutions, directives, conclusions, programmes, plans, rules, notices. (domain/06
 * §6.1, 08 §8.5; product S4)
 *
 * A unit keeps its own papers, issued alone or jointly with other bodies, and papers received from above the root or from
 * outside the tree. A paper may carry out another (basis_paper); the top of that chain is its root. Writing needs
 * HN_MAY_DIRECT over the unit; reading HN_MAY_READ_MEETING over the unit, over a unit it was sent to, or over one above
 * these. Neighbours: duty.h (what is sent and answered), target/ (what is to be reached), study/ (who studied it).
 * Not for: what meetings adopt (meeting/minutes.h).
 */
#ifndef HN_PAPER_PAPER_H
#define HN_PAPER_PAPER_H

#include "access/access.h"
#include "store/store.h"

#define HN_PAPER_PATH "/nghi-quyet/" /* the page of a paper, its number behind: notices lead there */

struct hn_paper_id {
    int64_t v;
};

/* resolution decision regulation directive conclusion rules notice report plan guidance programme scheme proposal letter
 * other; texts "paper_kind.<code>". NULL-ended. */
extern const char *const hn_paper_kinds[];

#define HN_PAPER_BODIES_MOST 5
struct hn_paper_body {
    struct hn_unit_id unit; /* 0: outside the tree */
    const char *
        body; /* cell grassroots_committee upper_committee province congress outside; "": told by the unit's kind */
    const char *name; /* as printed; "": the unit's */
    const char *code; /* read only: of the unit on the paper's day, "" outside the tree */
};
struct hn_paper {
    struct hn_paper_id id;
    struct hn_unit_id unit; /* that keeps it */
    const char *unit_code, *unit_name;
    const char *kind, *origin;                                            /* origin: own received */
    const char *number, *title, *summary, *basis, *issuer, *text, *state; /* state: draft issued ended */
    hn_day day, in_force_from, ended_on;
    const char *end_reason;
    struct hn_paper_id basis_paper, root; /* basis_paper 0: at the top; root: then its own */
    const char *basis_number, *basis_title;
    const struct hn_paper_body *bodies; /* hn_paper_get alone */
    size_t body_count;
    hn_time issued_at;
    int64_t version;
};

/* A draft, or (id set) a draft changed. HN_INVALID paper.title, paper.kind, paper.origin,
 * paper.day (in the future), paper.in_force (before its day), too_long (arg: most letters), paper.bodies (none,
 * too many, twice, a unit that does not stand on the day; own: the unit itself is the first), paper.basis_paper (not in
 * sight, not issued, or carried out by this very paper); HN_DENIED paper.right (arg: the rule's source): a paper of a kind
 * its body may not issue; HN_CONFLICT paper.issued, changed (version). number: "" takes the next of its type within the
 * term when it is issued (own), or as printed: HN_INVALID paper.number (not of the shape its body uses; required of a
 * received one). */
enum hn_rc hn_paper_put(struct hn_ctx *c, const struct hn_paper *in, struct hn_paper_id *out);
/* Its page, and what it is called in one word: its number, else its title. */
const char *hn_paper_href(struct hn_arena *a, struct hn_paper_id id);
const char *hn_paper_label(const struct hn_paper *p);
/* A paper entered as it is, issued at once: for subjects that keep papers of their own (study/), whose rights they ask
 * themselves. Refusals as put and issue together. */
enum hn_rc hn_paper_enter(struct hn_ctx *c, const struct hn_paper *in, struct hn_paper_id *out);
/* A draft alone; an issued one is ended. HN_CONFLICT paper.issued. */
enum hn_rc hn_paper_drop(struct hn_ctx *c, struct hn_paper_id id);
/* Numbered, dated, no longer changed. HN_CONFLICT paper.issued, paper.number_taken (same unit, number and year of day). */
enum hn_rc hn_paper_issue(struct hn_ctx *c, struct hn_paper_id id);
/* From a day on no longer in force; open duties towards it end. HN_INVALID paper.reason, paper.day; HN_CONFLICT paper.ended. */
enum hn_rc hn_paper_end(struct hn_ctx *c, struct hn_paper_id id, hn_day on, const char *reason);
/* HN_NOT_FOUND: not there, or out of sight. A draft: of who may direct its unit alone. */
enum hn_rc hn_paper_get(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out);
/* What the statements of other subjects need: no rights asked, no bodies. */
enum hn_rc hn_paper_read(struct hn_ctx *c, struct hn_paper_id id, struct hn_paper *out);
/* May the unit's body issue this kind on the day? HN_DENIED paper.right. */
enum hn_rc hn_paper_may_issue(struct hn_ctx *c, struct hn_unit_id unit, const char *kind, hn_day on);
/* All it may, in their order, ended by NULL. */
enum hn_rc hn_paper_kinds_offered(struct hn_ctx *c, struct hn_unit_id unit, hn_day on,
                                  const char *const **out);

/* The register: within a unit: kept by it or sent to it (and, below true, by and to those below), in the actor's scope.
 * Newest first. */
struct hn_paper_filter {
    struct hn_unit_id within; /* 0: all the actor's */
    bool below;
    const char *kind, *state, *origin, *words; /* "" any */
    struct hn_paper_id root, basis;            /* 0 any */
    hn_day day_from, day_to;                   /* 0, 0 any */
};
enum hn_rc hn_paper_list(struct hn_ctx *c, const struct hn_paper_filter *f, int64_t offset, int64_t limit,
                         void (*emit)(void *sink, const struct hn_paper *p), void *sink);
enum hn_rc hn_paper_count(struct hn_ctx *c, const struct hn_paper_filter *f, int64_t *out);

/* For statements: a paper and all that carry it out, at any depth, as a set to stand behind IN. */
#define HN_PAPER_AND_BELOW(paper)                                                                            \
    "(WITH RECURSIVE down(id) AS (SELECT CAST(" paper " AS BIGINT) UNION SELECT b.id FROM down w CROSS JOIN" \
    " paper b WHERE b.basis_id = w.id AND b.basis_id <> 0) SELECT id FROM down)"

extern const struct hn_sql *const hn_paper_sql[], *const hn_paper_body_sql[], *const hn_paper_sight_sql[],
                                                                                  *const hn_paper_list_sql[];
#define HN_PAPER_SQL hn_paper_sql, hn_paper_body_sql, hn_paper_sight_sql, hn_paper_list_sql

extern const struct hn_sql *const hn_paper_offer_sql[];

#endif
