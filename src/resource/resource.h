/* resource.h: what was mobilised for a programme or project: totals with source and date. (product S19)
 *
 * Never by household, never a quota: there is no target here, and no giver is named but as a sort. A correction is a new row.
 * Writing needs HN_MAY_DIRECT over the unit, reading HN_MAY_READ_MEETING.
 */
#ifndef HN_RESOURCE_RESOURCE_H
#define HN_RESOURCE_RESOURCE_H

#include "paper/paper.h"

/* public firm residents_money residents_land residents_labour other; texts "resource_source.<code>". NULL-ended. */
extern const char *const hn_resource_sources[];

struct hn_resource {
    int64_t id;
    struct hn_unit_id unit;
    const char *unit_code, *unit_name;
    struct hn_paper_id paper; /* the programme; 0: project alone */
    const char *paper_number, *project, *source, *said_by, *note, *by_name;
    int64_t amount;     /* đồng; m² of land; days of labour */
    int64_t worth_dong; /* of land and labour, as reckoned; 0 not reckoned */
    hn_day on;
    hn_time known_from, known_to;
};
/* id set: corrects that row. HN_INVALID resource.project (neither paper nor project), resource.source, resource.amount (not
 * above 0), resource.said_by, resource.note (too long), resource.worth
 * (of money), resource.day (future), resource.paper (not in sight), resource.household (project or note tell of single households). */
enum hn_rc hn_resource_put(struct hn_ctx *c, const struct hn_resource *in, int64_t *out);
/* A wrong entry; it stays in what was known. */
enum hn_rc hn_resource_remove(struct hn_ctx *c, int64_t id);
struct hn_resource_filter {
    struct hn_unit_id within;
    struct hn_paper_id paper;     /* and those that carry it out */
    const char *project, *source; /* "" any */
    hn_day from, to;              /* 0, 0 any */
};
/* By day, newest first, on c->on as known at c->known. */
enum hn_rc hn_resource_list(struct hn_ctx *c, const struct hn_resource_filter *f, int64_t offset,
                            int64_t limit, void (*emit)(void *sink, const struct hn_resource *r), void *sink);
enum hn_rc hn_resource_count(struct hn_ctx *c, const struct hn_resource_filter *f, int64_t *out);
/* Totals by sort: of the unit and below, and for each child; money counts what is money, land and labour stand apart with what
 * they were reckoned at. */
struct hn_resource_sum {
    struct hn_unit_id unit;
    const char *code, *name;
    int64_t public_dong, firm_dong, residents_dong, other_dong, land_m2, land_dong, labour_days, labour_dong;
    int64_t rows;
};
enum hn_rc hn_resource_sums(struct hn_ctx *c, const struct hn_resource_filter *f, struct hn_resource_sum *sum,
                            const struct hn_resource_sum **children, size_t *count);

/* Every row an entry has had, newest knowledge first; that of today has known_to HN_TIME_OPEN. HN_NOT_FOUND. */
enum hn_rc hn_resource_history(struct hn_ctx *c, int64_t id, const struct hn_resource **out, size_t *count);

extern const struct hn_sql *const hn_resource_sql[], *const hn_resource_sum_sql[],
                                                         *const hn_resource_each_sql[];
#define HN_RESOURCE_SQL hn_resource_sql, hn_resource_sum_sql, hn_resource_each_sql

#endif
