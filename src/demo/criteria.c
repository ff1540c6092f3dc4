/* criteria.c: see criteria.h. */
#include "demo/criteria.h"

#include "criteria/recognition.h"
#include "demo/deeds.h"
#include "demo/whole.h"

enum { CRITERIA = 8, LINES = 27, LINES_MOST = 4 };

/* A line with a most or least has the value reached, and that is the threshold or better; the others are judged. */
static const struct criterion {
    const char *name, *name_en;
    struct {
        const char *name, *measure, *operator;
        int64_t threshold_milli, value_milli;
    } lines[LINES_MOST];
} criteria[CRITERIA] = {
    { "Hạ tầng (tên minh họa)",
      "Infrastructure (invented name)",
      { { "Đường trục thôn được chiếu sáng (minh họa)", "%", "ge", 80000, 92000 },
        { "Đường xã có cây xanh hai bên (minh họa)", "%", "ge", 60000, 71000 },
        { "Công trình thủy lợi có người trông coi (minh họa)", "", "judged", 0, 0 },
        { "Hộ dùng điện an toàn (minh họa)", "%", "ge", 99000, 99600 } } },
    { "Kinh tế (tên minh họa)",
      "Economy (invented name)",
      { { "Thu nhập bình quân (minh họa)", "triệu đồng/người", "ge", 50000, 54500 },
        { "Hộ nghèo (minh họa)", "%", "le", 1500, 800 },
        { "Mô hình liên kết sản xuất (minh họa)", "mô hình", "ge", 2000, 3000 },
        { "Hợp tác xã hoạt động có lãi (minh họa)", "", "judged", 0, 0 } } },
    { "Giáo dục (tên minh họa)",
      "Education (invented name)",
      { { "Trường đạt chuẩn quốc gia (minh họa)", "%", "ge", 100000, 100000 },
        { "Phổ cập giáo dục duy trì (minh họa)", "", "judged", 0, 0 },
        { "Học sinh tốt nghiệp đi học tiếp (minh họa)", "%", "ge", 90000, 95000 },
        { 0 } } },
    { "Y tế (tên minh họa)",
      "Health (invented name)",
      { { "Người dân tham gia bảo hiểm y tế (minh họa)", "%", "ge", 95000, 97500 },
        { "Trạm y tế đạt chuẩn (minh họa)", "", "judged", 0, 0 },
        { "Trẻ em tiêm chủng đầy đủ (minh họa)", "%", "ge", 95000, 98000 },
        { "Hồ sơ sức khỏe được lập (minh họa)", "%", "ge", 80000, 88000 } } },
    { "Văn hóa (tên minh họa)",
      "Culture (invented name)",
      { { "Thôn đạt chuẩn văn hóa (minh họa)", "%", "ge", 90000, 100000 },
        { "Nhà văn hóa thôn có sân tập (minh họa)", "%", "ge", 80000, 100000 },
        { "Đội văn nghệ, thể thao sinh hoạt đều (minh họa)", "", "judged", 0, 0 },
        { 0 } } },
    { "Môi trường (tên minh họa)",
      "Environment (invented name)",
      { { "Hộ phân loại rác tại nguồn (minh họa)", "%", "ge", 40000, 46000 },
        { "Rác được thu gom, xử lý (minh họa)", "%", "ge", 90000, 96000 },
        { "Hộ dùng nước sạch (minh họa)", "%", "ge", 70000, 78000 },
        { 0 } } },
    { "Hệ thống chính trị (tên minh họa)",
      "Political system (invented name)",
      { { "Tổ chức đảng hoàn thành tốt nhiệm vụ (minh họa)", "", "judged", 0, 0 },
        { "Thủ tục hành chính giải quyết đúng hạn (minh họa)", "%", "ge", 98000, 99800 },
        { "Công khai, dân chủ ở thôn (minh họa)", "", "judged", 0, 0 },
        { 0 } } },
    { "An ninh, trật tự (tên minh họa)",
      "Security (invented name)",
      { { "Thôn có tổ tự quản (minh họa)", "%", "ge", 100000, 100000 },
        { "Khu dân cư an toàn (minh họa)", "", "judged", 0, 0 },
        { "Lực lượng tại chỗ được tập huấn (minh họa)", "", "judged", 0, 0 },
        { 0 } } },
};

struct telling {
    struct hn_unit_id province, commune;
    int64_t set, sheet;
    struct hn_mark_put marks[LINES];
    size_t count;
};

static bool
is_judged(const char *operator)
{
    return operator[0] == 'j';
}

/* --- the set --- */

static enum hn_rc
put_lines(struct hn_ctx *c, struct telling *t, int nth)
{
    const struct criterion *k = &criteria[nth];
    enum hn_rc rc = HN_OK;

    for (int i = 0; !rc && i < LINES_MOST && k->lines[i].name; i++) {
        bool judged = is_judged(k->lines[i].operator);
        const struct hn_criteria_line in = { .criterion = nth + 1,
                                             .no = i + 1,
                                             .criterion_name = k->name,
                                             .criterion_name_en = k->name_en,
                                             .name = k->lines[i].name,
                                             .measure = k->lines[i].measure,
                                             .operator= k->lines[i].operator,
                                             .authority = "Cơ quan xác nhận (minh họa)",
                                             .evidence = "Biên bản kiểm tra (minh họa)",
                                             .thresholds = { { "", k->lines[i].threshold_milli } },
                                             .threshold_count = judged ? 0 : 1 };
        struct hn_mark_put *mark = &t->marks[t->count++];

        *mark = (struct hn_mark_put){ .has_value = !judged,
                                      .judged = judged,
                                      .met = judged,
                                      .milli = k->lines[i].value_milli,
                                      .note = "" };
        rc = hn_criteria_line_put(c, t->set, &in, &mark->line);
    }
    return rc;
}

static enum hn_rc
put_set(struct hn_ctx *c, struct telling *t)
{
    const struct hn_criteria_set in = {
        .unit = t->province,
        .code = "nang-cao-minh-hoa",
        .name = "Bộ tiêu chí xã nông thôn mới nâng cao 2018-2020 (tên minh họa)",
        .name_en = "Advanced new rural commune 2018-2020 (invented names)",
        .level = "advanced",
        .needs = "standard",
        .legal_basis = "Quyết định minh họa, không có thật",
        .note = "Tên tám tiêu chí và 27 chỉ tiêu là minh họa; số lượng theo bài báo.",
        .from = hn_day_of(2018, 1, 1),
        .to = hn_day_of(2022, 1, 1),
        .residents_least_bp = 9000,
        .invented = true
    };
    enum hn_rc rc;

    hn_demo_clock(c, hn_day_of(2018, 2, 5), 9 * 60);
    rc = hn_criteria_set_put(c, &in, &t->set);
    for (int i = 0; !rc && i < CRITERIA; i++)
        rc = put_lines(c, t, i);
    return rc;
}

/* --- recognised, planned, judged --- */

static enum hn_rc
recognise(struct hn_ctx *c, const struct telling *t)
{
    const struct hn_recognition in = { .unit = t->commune,
                                       .level = "standard",
                                       .decision = "Quyết định minh họa năm 2018, không có số thật",
                                       .decided_by = "Ủy ban nhân dân tỉnh (minh họa)",
                                       .decided_on = hn_day_of(2018, 12, 20),
                                       .from = hn_day_of(2018, 12, 20) };
    const struct hn_criteria_plan plan = { .level = "advanced",
                                           .basis = "Kế hoạch minh họa của xã",
                                           .due = hn_day_of(2021, 12, 31) };
    int64_t id;
    enum hn_rc rc;

    hn_demo_clock(c, in.decided_on, 16 * 60);
    rc = hn_recognise(c, &in, &id);
    hn_demo_clock(c, hn_day_of(2019, 1, 15), 9 * 60);
    return rc ? rc : hn_criteria_plan_put(c, t->commune, &plan);
}

static enum hn_rc
judge(struct hn_ctx *c, struct telling *t)
{
    enum hn_rc rc;

    hn_demo_clock(c, hn_day_of(2020, 12, 31), 14 * 60);
    rc = hn_mark_open(c, t->commune, t->set, c->today, &t->sheet);
    if (!rc)
        rc = hn_mark_put(c, t->sheet, false, t->marks, t->count, 0);
    if (!rc)
        rc = hn_mark_residents(c, t->sheet, 400, 388, "Tổng hợp phiếu minh họa");
    if (!rc)
        rc = hn_mark_send(c, t->sheet);
    hn_demo_clock(c, hn_day_of(2021, 1, 18), 9 * 60);
    return rc ? rc : hn_mark_conclude(c, t->sheet, true, "Đạt 8/8 tiêu chí, 27/27 chỉ tiêu (minh họa).");
}

enum hn_rc
hn_demo_criteria(struct hn_ctx *c, void *arg)
{
    const struct hn_demo_meetings *all = arg;
    const struct hn_demo_plan *plan = all->fill->plan;
    const struct hn_ctx before = *c;
    struct telling t = { .province = hn_demo_unit_id(all, 0),
                         .commune = hn_demo_unit_id(all, hn_demo_unit_of(plan, HN_DEMO_TAN_BINH)) };
    enum hn_rc rc = put_set(c, &t);

    if (!rc)
        rc = recognise(c, &t);
    if (!rc)
        rc = judge(c, &t);
    c->now = before.now;
    c->today = before.today;
    c->on = before.on;
    return rc;
}
