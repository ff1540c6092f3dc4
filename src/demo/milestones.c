/* milestones.c: see milestones.h. */
#include "demo/milestones.h"

#include "demo/deeds.h"
#include "demo/whole.h"
#include "milestone/milestone.h"

#define SOURCE "Bài báo “Quảng Ninh: Phát huy vai trò hạt nhân lãnh đạo từ cấp uỷ cơ sở”"

enum hn_rc
hn_demo_milestones(struct hn_ctx *c, void *arg)
{
    /* Of the founding the article has the year alone, by what it says of the anniversary. */
    static const struct {
        const char *kind, *title, *source;
        hn_pdate on;
    } told[] = {
        { "founded", "Thành lập Đảng bộ Than Quảng Ninh", SOURCE ", suy ra từ lễ kỷ niệm 25 năm", 19960000 },
        { "policy", "Từ năm này có thêm doanh nghiệp được nhập khẩu than", SOURCE, 20150000 },
        { "anniversary", "Kỷ niệm 25 năm thành lập Đảng bộ Than Quảng Ninh", SOURCE, 20210700 },
    };
    const struct hn_demo_meetings *all = arg;
    const struct hn_ctx before = *c;
    int coal = hn_demo_unit_of(all->fill->plan, HN_DEMO_COAL);
    enum hn_rc rc = HN_OK;

    hn_demo_clock(c, hn_day_of(2021, 8, 2), 9 * 60);
    for (size_t i = 0; !rc && i < sizeof told / sizeof *told; i++) {
        const struct hn_milestone in = { .unit = hn_demo_unit_id(all, coal),
                                         .kind = told[i].kind,
                                         .title = told[i].title,
                                         .source = told[i].source,
                                         .on = told[i].on };
        int64_t id;

        rc = hn_milestone_put(c, &in, &id);
    }
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
