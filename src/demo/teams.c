/* teams.c: see teams.h. */
#include "demo/teams.h"

#include <string.h>

#include "demo/deeds.h"
#include "demo/whole.h"
#include "place/place.h"
#include "resource/resource.h"
#include "team/team.h"

enum { TEAMS_MOST = 9, DAYS = 31, HOUSEHOLDS = 110 };

struct teams {
    const struct hn_demo_meetings *all;
    const struct hn_demo_plan *plan;
    struct hn_unit_id commune;
    int office; /* the cell of the commune's offices: it lends one member to each */
    int64_t team[TEAMS_MOST];
    int count;
};

static enum hn_rc
add_member(struct hn_ctx *c, int64_t team, struct hn_person_id person, const char *name, const char *role,
           const char *duty)
{
    const struct hn_team_member in = { .person = person,
                                       .name = name,
                                       .standing = person.v ? "" : "Người ngoài Đảng bộ (minh họa)",
                                       .role = role,
                                       .duty = duty,
                                       .from = hn_day_of(2021, 7, 1),
                                       .to = hn_day_of(2021, 8, 1) };
    int64_t made;

    return hn_team_member_put(c, team, &in, &made);
}

static enum hn_rc
add_members(struct hn_ctx *c, const struct teams *t, int unit, int64_t team)
{
    struct hn_person_id own[2], lent[TEAMS_MOST] = { { 0 } };
    size_t count = 2, lent_count = TEAMS_MOST;
    enum hn_rc rc;

    hn_demo_people_of(t->all->fill->roster, unit, c->today, own, &count);
    if (t->office >= 0)
        hn_demo_people_of(t->all->fill->roster, t->office, c->today, lent, &lent_count);
    rc = add_member(c, team, own[0], "", "leader", "Phụ trách chung, báo cáo hằng ngày");
    if (!rc && count > 1)
        rc = add_member(c, team, own[1], "", "deputy", "Hướng dẫn khai báo y tế");
    if (!rc && (size_t)t->count < lent_count)
        rc = add_member(c, team, lent[t->count], "", "member", "Tuyên truyền, hỗ trợ các hộ");
    return rc ? rc
              : add_member(c, team, (struct hn_person_id){ 0 }, "Cán bộ y tế thôn (minh họa)", "member",
                           "Theo dõi sức khỏe");
}

static enum hn_rc
set_up(struct hn_ctx *c, struct teams *t, int unit)
{
    static const char *const measures[] = { "Hộ đã đến", "Người được hướng dẫn khai báo",
                                            "Hộ được giúp đi chợ" };
    const struct hn_demo_unit *u = &t->plan->units[unit];
    struct hn_team in = { .unit = t->commune,
                          .name = hn_print(c->arena, "Tổ COVID cộng đồng %s (minh họa)", u->short_name),
                          .purpose = "Tuyên truyền, hướng dẫn phòng dịch và giúp đỡ các hộ trong thôn",
                          .decision = "21-QĐ/UBND (minh họa)",
                          .outcome = "",
                          .handed_to = "",
                          .households = HOUSEHOLDS,
                          .starts = hn_day_of(2021, 7, 1),
                          .ends = hn_day_of(2021, 8, 1) };
    int64_t *team = &t->team[t->count];
    enum hn_rc rc = hn_place_find(c, u->place, &in.place);

    if (!rc)
        rc = hn_team_put(c, &in, team);
    if (!rc)
        rc = add_members(c, t, unit, *team);
    t->count++;
    return rc ? rc : hn_team_measures_put(c, *team, measures, 3);
}

/* The same counts in every village. */
static enum hn_rc
count_day(struct hn_ctx *c, const struct teams *t, int day)
{
    const int64_t counts[] = { 10 + day % 7, 4 + day % 5, 2 + day % 3 };
    enum hn_rc rc = HN_OK;

    hn_demo_clock(c, hn_day_of(2021, 7, 1) + (hn_day)day, 20 * 60);
    for (int i = 0; !rc && i < t->count; i++)
        rc = hn_team_tally_put(c, t->team[i], c->today, counts, 3);
    return rc;
}

static enum hn_rc
close_all(struct hn_ctx *c, const struct teams *t)
{
    enum hn_rc rc = HN_OK;

    hn_demo_clock(c, hn_day_of(2021, 8, 2), 9 * 60);
    for (int i = 0; !rc && i < t->count; i++)
        rc = hn_team_close(c, t->team[i], hn_day_of(2021, 7, 31),
                           "Hoàn thành nhiệm vụ, các hộ được hướng dẫn đầy đủ (minh họa)",
                           "Ban công tác thôn");
    return rc;
}

enum hn_rc
hn_demo_teams(struct hn_ctx *c, void *arg)
{
    const struct hn_ctx before = *c;
    struct teams t = { .all = arg, .office = -1 };
    enum hn_rc rc = HN_OK;

    t.plan = t.all->fill->plan;
    t.commune = hn_demo_unit_id(t.all, hn_demo_unit_of(t.plan, HN_DEMO_TAN_BINH));
    hn_demo_clock(c, hn_day_of(2021, 7, 1), 7 * 60);
    for (int i = 0; i < t.plan->unit_count; i++)
        if (strncmp(t.plan->units[i].code, HN_DEMO_TAN_BINH, 10) == 0 &&
            strcmp(t.plan->units[i].sector, "agency") == 0)
            t.office = i;
    for (int i = 0; !rc && i < t.plan->unit_count && t.count < TEAMS_MOST; i++)
        if (strncmp(t.plan->units[i].code, HN_DEMO_TAN_BINH, 10) == 0 && t.plan->units[i].village)
            rc = set_up(c, &t, i);
    for (int day = 0; !rc && day < DAYS; day++)
        rc = count_day(c, &t, day);
    if (!rc)
        rc = close_all(c, &t);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}

/* --- resources --- */

enum hn_rc
hn_demo_resources(struct hn_ctx *c, void *arg)
{
    static const struct {
        const char *source, *project;
        int64_t amount, worth;
        int month;
    } rows[] = {
        { "public", "Đường liên thôn (minh họa)", 1200000000, 0, 3 },
        { "firm", "Đường liên thôn (minh họa)", 300000000, 0, 4 },
        { "residents_land", "Đường liên thôn (minh họa)", 1500, 150000000, 5 },
        { "residents_labour", "Đường liên thôn (minh họa)", 640, 128000000, 6 },
        { "residents_money", "Nhà văn hóa thôn (minh họa)", 250000000, 0, 8 },
        { "public", "Nhà văn hóa thôn (minh họa)", 400000000, 0, 9 },
        { "other", "Nhà văn hóa thôn (minh họa)", 50000000, 0, 10 },
    };
    const struct hn_demo_meetings *all = arg;
    const struct hn_ctx before = *c;
    enum hn_rc rc = HN_OK;

    for (size_t i = 0; !rc && i < sizeof rows / sizeof *rows; i++) {
        struct hn_resource in = { .project = rows[i].project,
                                  .source = rows[i].source,
                                  .said_by = "Báo cáo tổng hợp của xã (minh họa)",
                                  .note = "Số liệu minh họa, không có thật.",
                                  .amount = rows[i].amount,
                                  .worth_dong = rows[i].worth,
                                  .on = hn_day_of(2021, rows[i].month, 20) };
        int64_t made;

        in.unit = hn_demo_unit_id(all, hn_demo_unit_of(all->fill->plan, HN_DEMO_TAN_BINH));
        hn_demo_clock(c, in.on + 2, 9 * 60);
        rc = hn_resource_put(c, &in, &made);
    }
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
