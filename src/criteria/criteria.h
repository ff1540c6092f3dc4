/* criteria.h: sets of criteria a commune is judged by, in versions, with thresholds by group of communes. (domain/06 §6.2; product S9)
 *
 * A set has criteria, a criterion lines (its "chỉ tiêu"); a line is met by a number against its threshold, or by judgement. A
 * criterion is met when all its lines are, a commune when all criteria are. National sets come with the program, as dated data
 * with their legal basis; a unit may keep sets of its own for it and below (HN_MAY_DIRECT). Whoever is signed in reads them. Leans on
 * indicator/, attachment/. Neighbours: mark.h (a commune judged), recognition.h (what was recognised).
 */
#ifndef HN_CRITERIA_CRITERIA_H
#define HN_CRITERIA_CRITERIA_H

#include "base/num.h"
#include "indicator/indicator.h"

/* Lowest first: standard advanced model modern; texts "ntm_level.<word>" (đạt chuẩn, nâng cao, kiểu mẫu, hiện đại) */
extern const char *const hn_criteria_levels[];
extern const char *const hn_criteria_operators[]; /* ge le eq judged; texts "criteria_operator.<word>" */

struct hn_criteria_set {
    int64_t id;
    struct hn_unit_id unit; /* who keeps it; 0: national */
    const char *code, *name, *name_en, *level, *legal_basis, *note;
    const char *needs;      /* level that must stand before this one is recognised, "" none */
    hn_day from, to;        /* sheets of these days are judged by it */
    int residents_least_bp; /* satisfied residents, of those asked; 0: not asked */
    bool invented;          /* names made up for a demo, and said so */
    int criteria, lines;    /* out */
    int64_t version;
};
struct hn_criteria_line {
    int64_t id;
    int criterion, no; /* "3.2" */
    const char *criterion_name, *criterion_name_en, *name, *measure, *operator, * authority, *evidence;
    int64_t indicator; /* its figure is the value; 0: entered */
    const char *indicator_code;
    int64_t most_milli; /* a value is never above it; 0: no most. A percentage never passes 100 */
    struct {
        const char *group; /* "" all communes; "1" "2" "3" */
        int64_t milli;
    } thresholds[8];
    size_t threshold_count;
};
/* Sets in force on c->on (every: at any time), for a commune's unit (0: all), by level, newest first. At most 100. */
enum hn_rc hn_criteria_sets(struct hn_ctx *c, struct hn_unit_id unit, bool every,
                            const struct hn_criteria_set **out, size_t *count);
/* By code or id; HN_NOT_FOUND criteria.not_found. */
enum hn_rc hn_criteria_set_find(struct hn_ctx *c, const char *code_or_id, int64_t *out);
enum hn_rc hn_criteria_set_get(struct hn_ctx *c, int64_t id, struct hn_criteria_set *out);
enum hn_rc hn_criteria_lines(struct hn_ctx *c, int64_t set, const struct hn_criteria_line **out,
                             size_t *count);
/* A set of a unit's own. HN_INVALID criteria.code, criteria.name, criteria.level, criteria.basis, criteria.residents, fact.days;
 * HN_CONFLICT criteria.code_taken, criteria.national (not theirs to change), changed. */
enum hn_rc hn_criteria_set_put(struct hn_ctx *c, const struct hn_criteria_set *in, int64_t *out);
/* id 0: new; its criterion is made or renamed along. HN_INVALID criteria.line_name, criteria.no, criteria.operator,
 * criteria.threshold (a number without one, judged with one, a group twice), criteria.group, criteria.most (below a threshold, or judged with one), criteria.indicator; HN_CONFLICT criteria.marked (sheets
 * were sent by it: a new set is due), criteria.national. */
enum hn_rc hn_criteria_line_put(struct hn_ctx *c, int64_t set, const struct hn_criteria_line *in,
                                int64_t *out);
enum hn_rc hn_criteria_line_remove(struct hn_ctx *c, int64_t set, int64_t id);

/* Which group of communes a unit's is in: a dated fact with its decision. HN_MAY_CONFIRM over a unit above it. HN_INVALID
 * criteria.group, criteria.commune (lives in no commune, ward or special zone), fact.days. */
enum hn_rc hn_criteria_group_put(struct hn_ctx *c, struct hn_unit_id unit, const char *group, hn_day from,
                                 hn_day to, const char *decision);
enum hn_rc hn_criteria_group_of(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, const char **out);

extern const struct hn_sql *const hn_criteria_set_sql[], *const hn_criteria_line_sql[],
                                                             *const hn_criteria_group_sql[];

#endif
