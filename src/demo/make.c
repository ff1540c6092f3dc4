/* make.c: the parts of the demo one after the other, each in a transaction of its own (fill.h). */
#include "demo/cascade.h"
#include "demo/coal.h"
#include "demo/criteria.h"
#include "demo/fill.h"
#include "demo/inspections.h"
#include "demo/meetings.h"
#include "demo/milestones.h"
#include "demo/monthly.h"
#include "demo/movements.h"
#include "demo/present.h"
#include "demo/programme.h"
#include "demo/rural.h"
#include "demo/studies.h"
#include "demo/teams.h"
#include "demo/visits.h"
#include "demo/whole.h"
#include "setting/setting.h"

#include "audit/audit.h"

/* The last: from here on the folder is a whole demo. */
static enum hn_rc
finish(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_plan *plan = ((struct hn_demo_fill *)arg)->plan;
    enum hn_rc rc = hn_setting_put(c, HN_SETTING_DEMO, "1");

    if (rc == HN_OK)
        rc = hn_setting_put(c, HN_SETTING_SEED, hn_print(c->arena, "%llu", (unsigned long long)plan->seed));
    return rc ? rc : hn_audit(c, "demo.fill", plan->members);
}

static enum hn_rc
write_whole(struct hn_store *s, struct hn_ctx *c, const struct hn_demo_meetings *m)
{
    struct hn_demo_whole *w = hn_demo_whole_plan(c->arena, m, c->today);
    enum hn_rc rc = HN_OK;

    while (rc == HN_OK && w->at < m->month_count) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        if (m->month[w->at] == w->running - HN_DEMO_RURAL_MONTHS)
            rc = hn_store_write_alone(s, c, hn_demo_rural_begin, w);
        if (rc == HN_OK)
            rc = hn_store_write_alone(s, c, hn_demo_whole_month, w);
        if (rc)
            break;
        c->grants = NULL; /* they lay in what is given back now */
        hn_ctx_rewind(c, mark);
        hn_demo_tell(m->fill, "cli.filling_whole", w->at, m->month_count);
    }
    if (rc == HN_OK)
        rc = hn_store_write_alone(s, c, hn_demo_rural_notes, w);
    return rc ? rc : hn_store_write_alone(s, c, hn_demo_present, w);
}

/* What stands on the meetings, or beside them: a part each. */
static enum hn_rc
write_deeds(struct hn_store *s, struct hn_ctx *c, struct hn_demo_meetings *m)
{
    static hn_write_fn *const parts[] = { hn_demo_coal,       hn_demo_programme, hn_demo_teams,
                                          hn_demo_resources,  hn_demo_movements, hn_demo_inspections,
                                          hn_demo_milestones, hn_demo_criteria,  hn_demo_monthly };
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; rc == HN_OK && i < sizeof parts / sizeof *parts; i++) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = hn_store_write_alone(s, c, parts[i], m);
        if (rc)
            break;
        c->grants = NULL;
        hn_ctx_rewind(c, mark);
    }
    return rc;
}

static enum hn_rc
write_meetings(struct hn_store *s, struct hn_ctx *c, struct hn_demo_fill *f)
{
    struct hn_demo_meetings *m = hn_demo_meetings_plan(c->arena, f, c->today);
    enum hn_rc rc = hn_store_write_alone(s, c, hn_demo_cascade, m);

    if (rc == HN_OK)
        rc = hn_store_write_alone(s, c, hn_demo_followers, m);
    if (rc == HN_OK)
        rc = write_whole(s, c, m);

    while (rc == HN_OK && hn_demo_meetings_left(m)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = hn_store_write_alone(s, c, hn_demo_meetings_part, m);
        if (rc)
            break; /* what went wrong stands in the arena */
        c->grants = NULL;
        hn_ctx_rewind(c, mark);
        hn_demo_tell(f, "cli.filling_meetings", m->done, m->holders.count);
    }
    while (rc == HN_OK && hn_demo_visits_left(m)) {
        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = hn_store_write_alone(s, c, hn_demo_visits_month, m);
        if (rc)
            break;
        c->grants = NULL;
        hn_ctx_rewind(c, mark);
    }
    if (rc == HN_OK)
        rc = hn_store_write_alone(s, c, hn_demo_studies, NULL);
    return rc ? rc : write_deeds(s, c, m);
}

enum hn_rc
hn_demo_make(struct hn_store *s, struct hn_ctx *c, struct hn_demo_fill *f)
{
    enum hn_rc rc = hn_store_write_alone(s, c, hn_demo_fill, f);

    if (rc == HN_OK)
        rc = hn_store_write_alone(s, c, hn_demo_rules, f);
    if (rc == HN_OK)
        rc = write_meetings(s, c, f);
    if (rc == HN_OK)
        rc = hn_store_write_alone(s, c, finish, f);
    return rc;
}
