/* studies.c: see studies.h. */
#include "demo/studies.h"

#include "demo/plan.h"
#include "meeting/load.h"
#include "rule/rule.h"
#include "study/study.h"
#include "unit/unit.h"

enum { CELLS_MOST = 64, HELD_MOST = 8000, STUDIED_IN = 2021 * 12 + 3 };

struct studying {
    struct hn_unit_id commune, cell[CELLS_MOST];
    size_t cells;
};

static void
take_cell(void *sink, const struct hn_unit *u)
{
    struct studying *s = sink;

    if (s->cells < CELLS_MOST)
        s->cell[s->cells++] = u->id;
}

/* The book is written at eight in the morning. */
static void
at(struct hn_ctx *c, hn_day day)
{
    c->today = c->on = day;
    c->now = (hn_time)day * HN_DAY_US + HN_DAY_US / 24;
}

static enum hn_rc
enter(struct hn_ctx *c, const struct studying *s, const char *number, const char *title, int64_t month,
      int64_t *out)
{
    const struct hn_study_paper paper = { .unit = s->commune,
                                          .kind = "plan",
                                          .number = number,
                                          .issuer = "Đảng ủy xã (minh họa)",
                                          .title = title,
                                          .summary = "Văn bản minh họa, không có thật.",
                                          .owed_by = "cell",
                                          .day = hn_month_first(month) + 1,
                                          .due = hn_month_last(month + 2) };

    at(c, paper.day);
    return hn_study_paper_put(c, &paper, out);
}

/* Each cell in its meeting of that month. */
static enum hn_rc
study(struct hn_ctx *c, const struct studying *s, int64_t paper)
{
    struct hn_meeting_held_row *held = HN_NEW_N(c->arena, struct hn_meeting_held_row, HELD_MOST);
    size_t count = 0;
    enum hn_rc rc = hn_meeting_load_held(c, STUDIED_IN, held, HELD_MOST, &count);

    for (size_t i = 0; i < count && !rc; i++) {
        const struct hn_study_session session = {
            .paper = paper,
            .unit = held[i].unit,
            .meeting = held[i].meeting,
            .adds = "Chi bộ phân công đảng viên theo từng khu dân cư."
        };
        size_t k = 0;

        while (k < s->cells && s->cell[k].v != held[i].unit.v)
            k++;
        if (k == s->cells)
            continue;
        at(c, held[i].day + 1);
        rc = hn_study_session_put(c, &session, NULL, 0, NULL);
    }
    return rc;
}

static enum hn_rc
train(struct hn_ctx *c, const struct studying *s)
{
    const struct hn_study_session session = { .unit = s->commune,
                                              .day = hn_month_first(STUDIED_IN + 2) + 9,
                                              .others = 18,
                                              .speaker = "Báo cáo viên (minh họa)",
                                              .training = true };

    at(c, session.day + 1);
    return hn_study_session_put(c, &session, NULL, 0, NULL);
}

enum hn_rc
hn_demo_studies(struct hn_ctx *c, void *arg)
{
    const struct hn_unit_filter cells = { .words = "", .kind = "any_cell", .sector = "" };
    struct hn_unit_filter below = cells;
    struct studying s = { .cells = 0 };
    hn_day today = c->today;
    hn_time now = c->now;
    int64_t paper = 0;
    enum hn_rc rc;

    (void)arg;
    at(c, hn_month_last(STUDIED_IN));
    rc = hn_unit_find(c, HN_DEMO_TAN_BINH, &s.commune);
    below.within = s.commune;
    if (!rc)
        rc = hn_unit_list(c, &below, 0, CELLS_MOST, take_cell, &s);
    if (!rc)
        rc = enter(c, &s, "12-KH/ĐU", "Kế hoạch minh họa về xây dựng nông thôn mới", STUDIED_IN - 1, &paper);
    if (!rc)
        rc = study(c, &s, paper);
    if (!rc)
        rc = train(c, &s);
    if (!rc && hn_month_of(today) > 2022 * 12)
        rc = enter(c, &s, "03-KH/ĐU", "Kế hoạch minh họa về nền nếp sinh hoạt chi bộ", hn_month_of(today) - 1,
                   &paper);
    c->today = c->on = today;
    c->now = now;
    return rc;
}
